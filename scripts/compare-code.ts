/**
 * Our code objects against CPython's.
 *
 * `npx tsx scripts/compare-code.ts LIST ROOT [-O | -OO]`: for every file of a digest list that `scripts/code_dump.py --digests
 * ROOT` has printed; prints those that differ and the speed, fails where one does.
 * `... --dump FILE` and `... --sequences FILE` print what scripts/code_dump.py prints of CPython.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dumpCode } from "../src/bytecode/code-dump.ts";
import { HAS_EXCEPTION_HANDLER, HAS_JUMP, opcodeName } from "../src/bytecode/opcodes.ts";
import { assembleUnit } from "../src/compiler/assemble.ts";
import { compileToCode, compileTree } from "../src/compiler/compile.ts";
import type { InstructionSequence } from "../src/compiler/instruction-sequence.ts";
import { parse } from "../src/compiler/parse.ts";
import { PythonSyntaxError } from "../src/compiler/syntax-error.ts";
import { provideUnicodeNames } from "../src/compiler/unicode-names.ts";

provideUnicodeNames(() => readFileSync(new URL("../src/compiler/unicode-names.bin", import.meta.url)));

const args = process.argv.slice(2);
const optimize = args.includes("-OO") ? 2 : args.includes("-O") ? 1 : 0;
const [first, second] = args.filter((arg) => !arg.startsWith("-O"));
const options = { optimize, flags: 0 } as const;
if (first === "--dump") {
  console.log(dumpCode(compileToCode(readFileSync(second), "<file>", "exec", options).code));
} else if (first === "--sequences") {
  const { tree } = parse(readFileSync(second), "<file>", "exec");
  compileTree(tree, [], "<file>", options, (unit, sequence, info) => {
    printSequence(sequence);
    return assembleUnit(unit, sequence, info);
  });
} else {
  compareAll(first, second);
}

function printSequence(sequence: InstructionSequence): void {
  console.log("scope");
  const isJump = (opcode: number): boolean => HAS_JUMP.has(opcode) || HAS_EXCEPTION_HANDLER.has(opcode);
  const shown = sequence.instructions.map(({ opcode, oparg, loc }) => {
    const arg = isJump(opcode) ? sequence.positionOf(oparg) : oparg;
    return { opcode, arg, loc };
  });
  const targets = new Set(shown.filter(({ opcode }) => isJump(opcode)).map(({ arg }) => arg));
  for (const [index, { opcode, arg, loc }] of shown.entries()) {
    const { lineno, end_lineno, col_offset, end_col_offset } = loc;
    const place = [lineno, end_lineno, col_offset, end_col_offset].join(" ");
    console.log(targets.has(index) ? ">>" : "  ", opcodeName(opcode), arg, place);
  }
}

function compareAll(list: string, root: string): void {
  let bytes = 0;
  let milliseconds = 0;
  let different = 0;
  const lines = readFileSync(list, "utf8").trimEnd().split("\n");
  for (const line of lines) {
    const [path, expected] = line.split("\t");
    const source = readFileSync(join(root, path));
    bytes += source.length;
    const start = performance.now();
    const result = resultOf(source);
    milliseconds += performance.now() - start;
    const found = typeof result === "string" ? result : digestOf(dumpCode(result));
    if (found === expected || (expected.startsWith("[") && found === JSON.stringify(JSON.parse(expected)))) continue;
    different++;
    console.log(`${path}: expected ${expected}, found ${found.split("\n").slice(0, 3).join(" | ")}`);
  }
  console.log(`${lines.length} files, ${different} different, ${(bytes / 1000 / milliseconds).toFixed(2)} MB/s`);
  process.exitCode = different === 0 ? 0 : 1;
}

/** The code or our error as JSON. */
function resultOf(source: Uint8Array) {
  try {
    return compileToCode(source, "<file>", "exec", options).code;
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) return String((error as Error).stack);
    const { pythonType, message, lineno, offset, endLineno, endOffset } = error;
    return JSON.stringify([pythonType, message, lineno, offset, endLineno, endOffset]);
  }
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
