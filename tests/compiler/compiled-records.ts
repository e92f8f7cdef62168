/** What our whole compiler makes of the recorded sources (see scripts/record_compiled.py), compared with CPython. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { dumpCode } from "../../src/bytecode/code-dump.ts";
import { compileToCode } from "../../src/compiler/compile.ts";
import { PythonSyntaxError } from "../../src/compiler/syntax-error.ts";
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

/** All sources on which we and CPython do not agree. */
export function differences(): Difference[] {
  const sources = ["cpython-test-sources", "damaged-sources"].flatMap((name) => read<SourceRecord>(name));
  return read<CompiledRecord>("compiled-sources").flatMap((expected, index) => {
    const [source, mode, flags] = sources[index];
    const found = compiled(sources[index]);
    const verdict = judge(expected, found);
    return verdict === "equal" ? [] : [{ source, mode, flags, verdict, expected, found }];
  });
}

/** A record, or the trace of an exception that is none of Python's. */
function compiled([source, mode, flags]: SourceRecord): CompiledRecord | Error {
  try {
    const input = typeof source === "string" ? source : Uint8Array.from(Buffer.from(source.hex, "hex"));
    if (mode === "func_type") throw new Error("a function type is not compiled");
    const { code, warnings } = compileToCode(input, "<record>", mode, { optimize: 0, flags });
    return [digestOf(dumpCode(code)), warnings.map((w) => [w.message, w.lineno])];
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) return error as Error;
    const { pythonType, message, lineno, offset, endLineno, endOffset } = error;
    return [
      [pythonType, message, lineno, offset, endLineno, endOffset],
      error.warnings.map((w) => [w.message, w.lineno]),
    ];
  }
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
