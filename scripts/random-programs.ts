// Random programs (tests/random-programs) in CPython 3.13.0 and here: what they print, and the heap afterwards.
//   node --stack-size=6500 --import tsx scripts/random-programs.ts FROM TO      seeds FROM to TO - 1; prints each that differs, ends with 1 if any does
//   ... --record                                     and writes tests/random-programs/recorded.json
//   ... --source SEED                                prints that program
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { comparable, programText, runRandomProgram } from "../tests/random-programs/run.ts";
import { findCPython, versionOf } from "./bench-engines.ts";
import { differingLines } from "./text-difference.ts";

const VERSION = "3.13.0";

function cpython(python: string, folder: string, seed: number): string {
  writeFileSync(path.join(folder, "program.py"), programText(seed));
  const env = { ...process.env, PYTHONHASHSEED: "0" };
  const run = spawnSync(python, ["-S", "-B", "program.py"], { cwd: folder, env, encoding: "utf8", timeout: 60_000 });
  return comparable(run.stdout, run.stderr);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { record: { type: "boolean" }, source: { type: "string" } },
});
if (values.source !== undefined) {
  process.stdout.write(programText(Number(values.source)));
  process.exit(0);
}
const [from, to] = positionals.map(Number);
const python = findCPython("3.13");
const found = python === undefined ? "no CPython 3.13" : versionOf([python]);
if (python === undefined || found !== `Python ${VERSION}`)
  throw new Error(`Python ${VERSION} is needed, found ${found}`);
const folder = mkdtempSync(path.join(tmpdir(), "random-programs-"));
const digests: string[] = [];
let wrong = 0;
for (let seed = from; seed < to; seed++) {
  const expected = cpython(python, folder, seed);
  digests.push(createHash("sha256").update(expected).digest("hex").slice(0, 12));
  let difference: string | null = null;
  try {
    const { output, problems } = runRandomProgram(seed);
    difference =
      output === expected ? (problems[0] ?? null) : differingLines(expected, output).slice(0, 6).join("\n  ");
  } catch (error) {
    difference = String(error);
  }
  if (difference === null) continue;
  wrong++;
  console.log(`seed ${seed}: ${difference}`);
}
rmSync(folder, { recursive: true });
if (values.record) {
  const file = new URL("../tests/random-programs/recorded.json", import.meta.url);
  writeFileSync(file, `${JSON.stringify({ python: VERSION, first: from, digests }, null, 1)}\n`);
}
console.log(`${to - from - wrong} of ${to - from} the same`);
process.exit(wrong > 0 ? 1 : 0);
