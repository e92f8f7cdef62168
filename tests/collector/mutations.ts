/** The random program mutator.py: a run of it here, and what CPython 3.13.0 printed for 100 seeds (scripts/record-mutations.py). */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../programs/program-list.ts";
import { type ProgramRun, type RunHooks, runProgram } from "../programs/run-program.ts";

export interface Mutations {
  python: string;
  steps: number;
  /** Lines for which there is one mark. */
  chunk: number;
  seeds: { seed: number; lines: number; marks: string }[];
}

/** Digits of a mark. */
const MARK = 4;

export function readMutations(): Mutations {
  return JSON.parse(readFileSync(path.join(root, "tests/collector/mutations.json"), "utf8")) as Mutations;
}

export function runMutator(seed: number, steps: number, hooks: RunHooks = {}): ProgramRun {
  const args = [String(seed), String(steps)];
  return runProgram(
    { name: "mutator", file: "tests/collector/mutator.py", stdin: "", args, optimize: 0, skipAudit: "" },
    hooks,
  );
}

/** Four digits of the digest of all lines until then, for every `chunk` lines. */
function marksOf(lines: readonly string[], chunk: number): string {
  const digest = createHash("sha256");
  let marks = "";
  for (let start = 0; start < lines.length; start += chunk) {
    for (const line of lines.slice(start, start + chunk)) digest.update(`${line}\n`);
    marks += digest.copy().digest("hex").slice(0, MARK);
  }
  return marks;
}

/** Where the text begins to differ from the recorded one, with the lines there; "" when it does not. */
export function firstDifference(text: string, chunk: number, expected: { lines: number; marks: string }): string {
  const lines = text.split("\n");
  const marks = marksOf(lines, chunk);
  if (marks === expected.marks && lines.length === expected.lines) return "";
  let n = 0;
  while (marks.slice(n, n + MARK) === expected.marks.slice(n, n + MARK) && n < marks.length) n += MARK;
  const start = (n / MARK) * chunk;
  return `differs in lines ${start + 1} to ${start + chunk}: ${JSON.stringify(lines.slice(start, start + chunk))}`;
}
