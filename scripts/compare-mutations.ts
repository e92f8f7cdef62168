/**
 * The random program tests/collector/mutator.py in CPython and here: `npx tsx scripts/compare-mutations.ts PYTHON FROM TO [STEPS]`
 * for the seeds FROM to TO, PYTHON being a python3.13 of version 3.13.0. Prints where they begin to differ; fails if any does.
 */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { runMutator } from "../tests/collector/mutations.ts";
import { root } from "../tests/programs/program-list.ts";

const [python, ...numbers] = process.argv.slice(2);
const [from, to, steps = 300] = numbers.map(Number);
const CONTEXT = 3;

function expectedOf(seed: number): string {
  const cwd = path.join(root, "tests/collector");
  const args = ["-S", "-B", "mutator.py", String(seed), String(steps)];
  const run = spawnSync(python, args, { cwd, env: { PYTHONHASHSEED: "0" }, encoding: "utf8", maxBuffer: 1 << 26 });
  if (run.error) throw run.error;
  return run.stdout + run.stderr;
}

function compare(seed: number): boolean {
  const expected = expectedOf(seed).split("\n");
  const run = runMutator(seed, steps);
  const found = (run.stdout + run.stderr).split("\n");
  const at = found.findIndex((line, i) => line !== expected[i]);
  if (at < 0 && found.length === expected.length) return true;
  const start = Math.max(0, (at < 0 ? expected.length : at) - CONTEXT);
  console.log(`seed ${seed}, line ${at + 1}`);
  console.log(`  CPython ${JSON.stringify(expected.slice(start, at + CONTEXT))}`);
  console.log(`  here    ${JSON.stringify(found.slice(start, at + CONTEXT))}`);
  return false;
}

let different = 0;
for (let seed = from; seed <= to; seed++) if (!compare(seed)) different++;
console.log(`${to - from + 1} seeds, ${different} different`);
process.exitCode = different > 0 ? 1 : 0;
