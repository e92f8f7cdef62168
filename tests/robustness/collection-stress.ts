/**
 * Programs under stress: a full collection wherever the eval loop may collect (entry of functions, calls, backward jumps), or
 * all memory guarded as by PYTHONMALLOC=debug. What a program does stays the same; afterwards the heap is whole.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Runtime } from "../../src/host/runtime.ts";
import { checkHeap, runtimeLayout } from "../programs/check-heap.ts";
import { type Program, recordingOf, root } from "../programs/program-list.ts";
import { type ProgramRun, type RunHooks, runProgram } from "../programs/run-program.ts";

/** More stops than any program makes. */
const NEVER = 0x7fffffff;

/** Programs (or groups) without the word `gc` whose text may change when more is collected: cycles die sooner than at exit. */
const SEEING_COLLECTIONS = ["classes/class_creation", "imports/at_exit", "finalization/"];

/** What a program prints may depend on what is collected when. */
export function looksAtCollector(program: Program): boolean {
  if (SEEING_COLLECTIONS.some((name) => program.name.startsWith(name))) return true;
  return /\b(gc|tracemalloc)\b/.test(readFileSync(path.resolve(root, program.file), "utf8"));
}

export interface StressedRun {
  /** Stops of the eval loop from one collection to the next. */
  every: number;
  collections: number;
  run: ProgramRun;
  /** What is wrong with the heap. */
  problems: string[];
}

/** Stops of the eval loop since the last collection under stress. */
function stopsSince(runtime: Runtime): number {
  const at = runtime.exports.gcstate as WebAssembly.Global;
  const offset = runtimeLayout().structs.GCState.fields.stress_count[0];
  return new DataView(runtime.memory.buffer).getUint32(((at.value as number) >>> 0) + offset, true);
}

/** Stops of the eval loop at which a program could collect. */
function countStops(program: Program): number {
  let stops = 0;
  runProgram(program, {
    beforeRun: (runtime) => runtime.exports.gc_stress(NEVER),
    afterRun(runtime) {
      stops = stopsSince(runtime);
      runtime.exports.gc_stress(0);
    },
  });
  return stops;
}

function runHeld(program: Program, hooks: RunHooks): { run: ProgramRun; problems: string[] } {
  const problems: string[] = [];
  const run = runProgram(program, {
    ...hooks,
    afterRun(runtime) {
      hooks.afterRun?.(runtime);
      if (program.skipAudit === "") problems.push(...checkHeap(runtime));
    },
    afterFinalize: (runtime) => void problems.push(...checkHeap(runtime)),
  });
  return { run, problems };
}

/** Collects at every stop, or at every n-th so that there are about `most` collections. */
export function runCollecting(program: Program, most: number): StressedRun {
  const stops = countStops(program);
  const every = Math.max(1, Math.ceil(stops / most));
  const { run, problems } = runHeld(program, {
    beforeRun: (runtime) => runtime.exports.gc_stress(every),
    afterRun: (runtime) => runtime.exports.gc_stress(0),
  });
  return { every, collections: Math.floor(stops / every), run, problems };
}

/** Its callback adds to the list whose repr() is being made: a collection at each item would never end, in CPython neither. */
const ENDLESS = "gc/callbacks";

export function canBeCollected(program: Program): boolean {
  return program.name !== ENDLESS;
}

/** The guards take memory of their own: not for programs that come to a limit. */
export function canBeGuarded(program: Program): boolean {
  return program.limitBytes === undefined;
}

/** PYTHONMALLOC=debug. */
export function runGuarded(program: Program): { run: ProgramRun; problems: string[] } {
  return runHeld(program, { options: { malloc: "debug" } });
}

/** A run is what was recorded of CPython. */
export function isAsRecorded(program: Program, run: ProgramRun): boolean {
  const recording = recordingOf(program);
  if (!recording) throw new Error(`${program.name} is not recorded: python3.13 scripts/record-programs.py`);
  const isSame = recording.stdout.join("\n") === run.stdout && recording.stderr.join("\n") === run.stderr;
  return isSame && recording.exitCode === run.exitCode;
}
