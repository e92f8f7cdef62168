/**
 * Random programs on the collector: 100 seeds do what CPython 3.13.0 does, finalization by finalization; all leave a whole
 * heap, also when everything is collected wherever the eval loop can stop. To see all of what differs:
 * npx tsx scripts/compare-mutations.ts PYTHON SEED SEED
 */
import { describe, expect, it } from "vitest";
import type { Runtime } from "../../src/host/runtime.ts";
import { checkHeap, checkStructures } from "../programs/check-heap.ts";
import { firstDifference, readMutations, runMutator } from "./mutations.ts";

const { steps, chunk, seeds } = readMutations();

/** Hooks that gather what is wrong with the heap. */
function checks(problems: string[]) {
  return {
    afterRun: (runtime: Runtime) => void problems.push(...checkHeap(runtime)),
    afterFinalize: (runtime: Runtime) => void problems.push(...checkStructures(runtime)),
  };
}

/** [[1, 10], [11, 20], ...] of the recorded seeds. */
const tens = Array.from({ length: seeds.length / 10 }, (_, i) => [i * 10 + 1, i * 10 + 10] as const);

describe("mutator", () => {
  it.each(tens)("seeds %d to %d", (first, last) => {
    for (const recorded of seeds.slice(first - 1, last)) {
      const problems: string[] = [];
      const run = runMutator(recorded.seed, steps, checks(problems));
      const found = {
        seed: recorded.seed,
        difference: firstDifference(run.stdout, chunk, recorded),
        stderr: run.stderr,
        problems,
      };
      expect(found).toEqual({ seed: recorded.seed, difference: "", stderr: "", problems: [] });
    }
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])("seed %d with a collection at every stop of the eval loop", (seed) => {
    const problems: string[] = [];
    const run = runMutator(seed, 100, {
      beforeRun: (runtime) => runtime.exports.gc_stress(1),
      ...checks(problems),
    });
    expect({ exitCode: run.exitCode, stderr: run.stderr, problems }).toEqual({ exitCode: 0, stderr: "", problems: [] });
  });
});
