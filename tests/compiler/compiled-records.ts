/** What our whole compiler makes of the recorded sources (see scripts/record_compiled.py), compared with CPython. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { dumpCode } from "../../src/bytecode/code-dump.ts";
import type { AnnAssign, Module } from "../../src/compiler/ast.ts";
import { compileToCode } from "../../src/compiler/compile.ts";
import { parse } from "../../src/compiler/parse.ts";
import { type ParseWarning, PythonSyntaxError } from "../../src/compiler/syntax-error.ts";
import { unparse } from "../../src/compiler/unparse.ts";
import { digestOf, type RecordedError, type SourceRecord } from "./source-records.ts";

/** A digest of the code or an error, and the warnings. */
export type CompiledRecord = [result: string | RecordedError, warnings: [string, number][]];

export interface Difference {
  source: SourceRecord[0];
  mode: string;
  flags: number;
  verdict: string;
  expected: CompiledRecord;
  found: unknown;
}

function read<T>(name: string): T[] {
  return JSON.parse(gunzipSync(readFileSync(new URL(`golden/${name}.json.gz`, import.meta.url))).toString());
}

/** What we do differently with the source of `record`; null where nothing. */
export function compareCompiled(record: SourceRecord, expected: CompiledRecord): Difference | null {
  const [source, mode, flags] = record;
  const found = compiled(record);
  const verdict = judge(expected, found);
  return verdict === "equal" ? null : { source, mode, flags, verdict, expected, found };
}

/** All recorded sources on which we and CPython do not agree. */
export function differences(): Difference[] {
  const sources = ["cpython-test-sources", "damaged-sources"].flatMap((name) => read<SourceRecord>(name));
  const ofTests = read<CompiledRecord>("compiled-sources").map((expected, i) => compareCompiled(sources[i], expected));
  const generated = read<SourceRecord>("compiled-statements");
  const ofGenerated = generated.map((record) => compareCompiled(record, [record[3], record[4]]));
  return [...ofTests, ...ofGenerated].filter((difference) => difference !== null);
}

/** Expressions of the tests as annotations, where their text is not CPython's. */
export function differentAnnotations(): unknown[] {
  const texts = read<string | null>("annotation-texts");
  return read<SourceRecord>("cpython-test-sources").flatMap(([source], index) => {
    const expected = texts[index];
    if (expected === null) return [];
    const { tree } = parse(`x: (\n${source}\n)`, "<record>", "exec");
    const [statement] = (tree as Module).body;
    const found = unparse((statement as AnnAssign).annotation);
    return found.type === "str" && found.value === expected ? [] : [{ source, expected, found }];
  });
}

/** A record, or the trace of an exception that is none of Python's. */
function compiled([source, mode, flags]: SourceRecord): CompiledRecord | Error {
  try {
    const input = typeof source === "string" ? source : Uint8Array.from(Buffer.from(source.hex, "hex"));
    if (mode === "func_type") throw new Error("a function type is not compiled");
    const { code, warnings } = compileToCode(input, "<record>", mode, { optimize: 0, flags });
    return [digestOf(dumpCode(code)), recorded(warnings)];
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) return error as Error;
    const { pythonType, message, lineno, offset, endLineno, endOffset } = error;
    return [[pythonType, message, lineno, offset, endLineno, endOffset], recorded(error.warnings)];
  }
}

/** What a recording has of the warnings: SyntaxWarnings. */
function recorded(warnings: readonly ParseWarning[]): [string, number][] {
  return warnings.filter((w) => w.category === "SyntaxWarning").map((w) => [w.message, w.lineno]);
}

function judge([expected, expectedWarnings]: CompiledRecord, result: CompiledRecord | Error): string {
  if (result instanceof Error) return "crashed";
  const [found, warnings] = result;
  if (typeof expected === "string") {
    if (typeof found !== "string") return "wrongly rejected";
    if (found !== expected) return "wrong code";
  } else {
    if (typeof found === "string") return "wrongly accepted";
    if (found[0] !== expected[0] || found[1] !== expected[1]) return "wrong error";
    if (JSON.stringify(found) !== JSON.stringify(expected)) return "wrong position";
  }
  return JSON.stringify(warnings) === JSON.stringify(expectedWarnings) ? "equal" : "wrong warnings";
}
