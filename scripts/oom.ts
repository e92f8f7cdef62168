// npm run oom [-- --most N] [--places DEPTH] [PROGRAM ...]: every allocation of test programs fails, one in each run (tests/robustness):
// once, and then with all that come after it. A PROGRAM is "GROUP/NAME" or the beginning of it; without any some varied ones. Of
// programs that make more than N allocations (4000) an even sample of N is taken; with --places the first allocation from each
// place in the runtime (as the innermost DEPTH functions tell) that no program before has come to. Prints a table; exit code 1 when something is wrong.
import { parseArgs } from "node:util";
import { listPrograms } from "../tests/programs/program-list.ts";
import {
  type Ending,
  type FailingRun,
  firstOfEachPlace,
  readSubject,
  requesterOf,
  runFailing,
  type Subject,
  spread,
} from "../tests/robustness/failing-allocations.ts";
import { OOM_PROGRAMS } from "../tests/robustness/oom-programs.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { most: { type: "string", default: "4000" }, places: { type: "string" } },
});
const wanted = positionals.length > 0 ? positionals : OOM_PROGRAMS;
const programs = listPrograms().filter((program) => wanted.some((name) => program.name.startsWith(name)));
const ENDINGS: Ending[] = ["reported", "caught", "not noticed", "refused"];

/** One line of the table. */
function row(name: string, cells: (string | number)[]): string {
  return name.padEnd(30) + cells.map((cell) => String(cell).padStart(13)).join("");
}

/** What is wrong: one example of each kind, with those who asked for the memory, the innermost first. */
function showProblems(subject: Subject, kinds: Map<string, number>, { nth, forever, problems }: FailingRun): void {
  const kind = problems.join().replace(/0x[0-9a-f]+|\d+/g, "");
  const count = kinds.get(kind) ?? 0;
  kinds.set(kind, count + 1);
  if (count > 0) return;
  console.log(`  allocation ${nth}${forever ? " and all later ones" : ""}`);
  console.log(`    for ${requesterOf(subject, nth).join(" < ")}`);
  for (const problem of problems) console.log(`    ${problem}`);
}

/** True: the program survives. */
function testProgram(subject: Subject, numbers: number[]): boolean {
  const kinds = new Map<string, number>();
  const endings: Record<Ending, number> = { reported: 0, caught: 0, "not noticed": 0, refused: 0 };
  let wrong = 0;
  for (const forever of [false, true]) {
    for (const nth of numbers) {
      const failing = runFailing(subject, nth, forever);
      endings[failing.ending]++;
      if (failing.problems.length === 0) continue;
      wrong++;
      showProblems(subject, kinds, failing);
    }
  }
  console.log(row(subject.program.name, [subject.requests, ...ENDINGS.map((ending) => endings[ending]), wrong]));
  return wrong === 0;
}

console.log(row("program", ["allocations", ...ENDINGS, "wrong"]));
let isRight = programs.length > 0;
const seen = new Set<string>();
for (const program of programs) {
  const subject = readSubject(program);
  const { places, most } = values;
  const numbers = places ? firstOfEachPlace(subject, Number(places), seen) : spread(subject.requests, Number(most));
  if (!testProgram(subject, numbers)) isRight = false;
}
process.exitCode = isRight ? 0 : 1;
