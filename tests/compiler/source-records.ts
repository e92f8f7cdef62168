/** Our parser's answer to a recorded source (see scripts/record_sources.py), compared with CPython's. */
import { createHash } from "node:crypto";
import { dumpAst } from "../../src/compiler/ast-dump.ts";
import { type ParseMode, parse } from "../../src/compiler/parse.ts";
import { PythonSyntaxError } from "../../src/compiler/syntax-error.ts";

/** Class, message, lineno, offset, end_lineno, end_offset. */
export type RecordedError = [string, string, number | null, number | null, number | null, number | null];

export type SourceRecord = [
  source: string | { hex: string },
  mode: ParseMode,
  flags: number,
  result: string | RecordedError,
  warnings: [string, number][],
];

export type Verdict =
  | "equal tree"
  | "equal error"
  | "wrong tree"
  | "wrong warnings"
  | "wrong error"
  | "wrong position"
  | "wrongly accepted"
  | "wrongly rejected"
  | "crashed";

const DONT_IMPLY_DEDENT = 0x200;
const ALLOW_INCOMPLETE = 0x4000;
const BARRY_AS_FLUFL = 0x400000;

export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** Our result in the form of a record's last two fields. Lets anything but PythonSyntaxError through. */
export function recordOf(
  source: string | Uint8Array,
  mode: ParseMode,
  flags: number,
): [string | RecordedError, [string, number][]] {
  try {
    const { tree, warnings } = parse(source, "<record>", mode, {
      dontImplyDedent: (flags & DONT_IMPLY_DEDENT) !== 0,
      allowIncomplete: (flags & ALLOW_INCOMPLETE) !== 0,
      barryAsFlufl: (flags & BARRY_AS_FLUFL) !== 0,
    });
    return [digestOf(dumpAst(tree)), warnings.map((w) => [w.message, w.lineno])];
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) throw error;
    const { pythonType, message, lineno, offset, endLineno, endOffset } = error;
    return [
      [pythonType, message, lineno, offset, endLineno, endOffset],
      error.warnings.map((w) => [w.message, w.lineno]),
    ];
  }
}

export function compareRecord(record: SourceRecord): { verdict: Verdict; found: unknown } {
  const [source, mode, flags, result, warnings] = record;
  try {
    const input = typeof source === "string" ? source : Uint8Array.from(Buffer.from(source.hex, "hex"));
    const found = recordOf(input, mode, flags);
    return { verdict: judge(result, warnings, found), found };
  } catch (error) {
    return { verdict: "crashed", found: String((error as Error).stack) };
  }
}

function judge(
  expected: string | RecordedError,
  expectedWarnings: [string, number][],
  [found, warnings]: ReturnType<typeof recordOf>,
): Verdict {
  if (typeof expected === "string") {
    if (typeof found !== "string") return "wrongly rejected";
    if (found !== expected) return "wrong tree";
  } else {
    if (typeof found === "string") return "wrongly accepted";
    if (found[0] !== expected[0] || found[1] !== expected[1]) return "wrong error";
    if (JSON.stringify(found) !== JSON.stringify(expected)) return "wrong position";
  }
  if (JSON.stringify(warnings) !== JSON.stringify(expectedWarnings)) return "wrong warnings";
  return typeof expected === "string" ? "equal tree" : "equal error";
}
