// npm run stress [-- --malloc debug] [--most N] [PROGRAM ...]: test programs whose names begin with PROGRAM (all), with a full collection
// wherever the eval loop may collect (at every n-th such place where a program has more than N of them: 2000), or with
// PYTHONMALLOC=debug. What each does must be as recorded of CPython, and its heap whole. Exit code 1 when something is wrong.
import { parseArgs } from "node:util";
import { listPrograms, type Program, recordingOf } from "../tests/programs/program-list.ts";
import {
  canBeCollected,
  canBeGuarded,
  isAsRecorded,
  looksAtCollector,
  runCollecting,
  runGuarded,
} from "../tests/robustness/collection-stress.ts";
import { differingLines } from "./text-difference.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { malloc: { type: "string" }, most: { type: "string", default: "2000" } },
});
if (values.malloc !== undefined && values.malloc !== "debug")
  throw new RangeError(`--malloc ${values.malloc}: only debug`);
const isGuarded = values.malloc === "debug";

/** What is wrong with a program under stress. */
function problemsOf(program: Program): string[] {
  const { run, problems } = isGuarded ? runGuarded(program) : runCollecting(program, Number(values.most));
  if (isAsRecorded(program, run) || (!isGuarded && looksAtCollector(program))) return problems;
  const { stdout, stderr, exitCode } = recordingOf(program)!;
  return [
    `exit code ${run.exitCode} (recorded: ${exitCode})`,
    ...differingLines(stdout.join("\n"), run.stdout),
    ...differingLines(stderr.join("\n"), run.stderr),
    ...problems,
  ];
}

let count = 0;
let wrong = 0;
for (const program of listPrograms()) {
  if (positionals.length > 0 && !positionals.some((name) => program.name.startsWith(name))) continue;
  if (isGuarded ? !canBeGuarded(program) : !canBeCollected(program)) continue;
  count++;
  const problems = problemsOf(program);
  if (problems.length === 0) continue;
  wrong++;
  console.log(`> ${program.name}`);
  for (const problem of problems) console.log(`  ${problem}`);
}
console.log(`${count - wrong} of ${count}`);
process.exitCode = count > 0 && wrong === 0 ? 0 : 1;
