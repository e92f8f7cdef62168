/**
 * Every test program: stdout, stderr and exit code are CPython's; the heap is whole at its end (reference counts, the
 * collector's lists, the memory layers), and nothing but what belongs to the interpreter is left after finalization.
 */
import { describe, expect, it } from "vitest";
import { checkHeap, checkStructures } from "./check-heap.ts";
import { listPrograms, type Program, recordingOf } from "./program-list.ts";
import { runProgram } from "./run-program.ts";

function runChecked(program: Program) {
  const problems: string[] = [];
  const run = runProgram(program, {
    afterRun(runtime) {
      if (program.skipAudit === "") problems.push(...checkHeap(runtime));
    },
    afterFinalize(runtime) {
      problems.push(...checkStructures(runtime));
    },
  });
  return { run, problems };
}

describe("programs", () => {
  it.each(listPrograms().map((program) => [program.name, program] as const))("%s", (_name, program) => {
    const recording = recordingOf(program);
    if (!recording) throw new Error("not recorded: python3.13 scripts/record-programs.py");
    const { run, problems } = runChecked(program);
    const { python: _, ...expected } = recording;
    const found = { exitCode: run.exitCode, stdout: run.stdout.split("\n"), stderr: run.stderr.split("\n") };
    expect(found).toEqual(expected);
    expect(problems).toEqual([]);
  });
});
