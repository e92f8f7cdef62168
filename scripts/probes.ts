// npm run probes [-- GROUP]: runs the probes whose names begin with GROUP (tests/probes), prints how each that misses differs from
// CPython 3.13.0 (- 3.13, + here), then `N of M`. Exit code 1 when one misses.
import { listProbes, runProbe } from "../tests/probes/run-probes.ts";
import { differingLines } from "./text-difference.ts";

const names = listProbes(process.argv[2]);
let same = 0;
for (const name of names) {
  const { expected, stdout, stderr, isSame } = runProbe(name);
  if (isSame) {
    same++;
    continue;
  }
  console.log(`> ${name}`);
  for (const line of differingLines(expected, stdout)) console.log(`  ${line}`);
  for (const line of stderr.trimEnd().split("\n").slice(-3)) console.log(`  stderr: ${line}`);
}
console.log(`${same} of ${names.length}`);
process.exitCode = same === names.length ? 0 : 1;
