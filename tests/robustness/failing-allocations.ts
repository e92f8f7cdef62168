/**
 * Programs whose n-th allocation fails: the interpreter survives it. What is expected of such a run:
 *
 * - it ends with MemoryError, or shows that it has caught one, or does what it always does (some failures cost nothing but
 *   speed: a cache that stays empty, a list that doesn't shrink);
 * - afterwards memory layers, collector lists and all reference counts are valid, and so they are after finalization, when
 *   all that the program had is gone.
 */
import { LimitTooSmallError, type Runtime } from "../../src/host/runtime.ts";
import { checkHeap, runtimeLayout } from "../programs/check-heap.ts";
import type { Program } from "../programs/program-list.ts";
import { type ProgramRun, runProgram } from "../programs/run-program.ts";

/** More than any program makes. */
const NEVER = 0xffffffff;
const HOOK_TRACE = 4;
/** The host's own requests, for the source and the name of the program, come first; Runtime.run() throws when they fail. */
const HOST_REQUESTS = 2;

/** How the program took it. */
export type Ending = "not noticed" | "caught" | "reported" | "refused";

export interface FailingRun {
  nth: number;
  /** The later ones fail too. */
  forever: boolean;
  ending: Ending;
  /** What is wrong; none: it survived. */
  problems: string[];
}

/** A program and what it does when nothing fails. */
export interface Subject {
  program: Program;
  /** Allocations that it makes, from its start to its end, without finalization. */
  requests: number;
  usual: ProgramRun;
}

export function readSubject(program: Program): Subject {
  let requests = 0;
  const usual = runProgram(program, {
    beforeRun: (runtime) => runtime.exports.fail_nth_allocation(NEVER, 0),
    afterRun(runtime) {
      requests = runtime.exports.allocation_requests() >>> 0;
      runtime.exports.fail_nth_allocation(0, 0);
    },
  });
  return { program, requests, usual };
}

/** An exception that nobody has cleared would be raised by whatever comes next. */
function forgottenException(runtime: Runtime): string[] {
  const { fields } = runtimeLayout().structs.PyThreadState;
  const tstate = (runtime.exports.tstate as WebAssembly.Global).value as number;
  const at = (tstate >>> 0) + fields.current_exception[0];
  const isSet = new DataView(runtime.memory.buffer).getUint32(at, true) !== 0;
  return isSet ? ["tstate.current_exception is still set"] : [];
}

function labelled(when: string, problems: string[]): string[] {
  return problems.map((problem) => `${when}: ${problem}`);
}

/** Lines that tell of an exception: "KeyError: 1". */
function exceptionLines(text: string): string[] {
  return text.split("\n").filter((line) => /^\w*(Error|Exception|Interrupt)\b/.test(line));
}

/** Whether what a run has written is what a program may write whose memory ran out. */
function judge(usual: ProgramRun, run: ProgramRun, forever: boolean): { ending: Ending; isRight: boolean } {
  const isUsual = run.stdout === usual.stdout && run.stderr === usual.stderr && run.exitCode === usual.exitCode;
  if (isUsual) return { ending: "not noticed", isRight: true };
  const text = `${run.stdout}\n${run.stderr}`;
  const isKnown = (line: string) => usual.stderr.includes(line.split(":")[0]) || /^MemoryError/.test(line);
  const hasNoOther = exceptionLines(run.stderr).every(isKnown);
  // Without memory not even MemoryError can be shown.
  const isSilent = forever && run.exitCode !== 0 && hasNoOther;
  // What can't be shown in full (a warning, an exception) is shown in part, or not: CPython drops that error too. And what was
  // written by a flush that failed behind it is written again.
  const isShownInPart = run.stdout.startsWith(usual.stdout) && run.exitCode === usual.exitCode && hasNoOther;
  const isBroken = text.includes("SystemError") && !`${usual.stdout}${usual.stderr}`.includes("SystemError");
  const isRight = !isBroken && (text.includes("MemoryError") || isSilent || isShownInPart);
  return { ending: run.exitCode === usual.exitCode ? "caught" : "reported", isRight };
}

/** The last lines of what a program wrote. */
function tail({ stdout, stderr, exitCode }: ProgramRun): string[] {
  const last = (text: string) => text.trimEnd().split("\n").slice(-6);
  return [
    `exit code ${exitCode}`,
    ...last(stdout).map((line) => `stdout: ${line}`),
    ...last(stderr).map((line) => `stderr: ${line}`),
  ];
}

/** Runs the program with its nth allocation failing; `forever`: all later ones too, until it has ended. */
export function runFailing(subject: Subject, nth: number, forever: boolean): FailingRun {
  const problems: string[] = [];
  try {
    const run = runProgram(subject.program, {
      beforeRun: (runtime) => runtime.exports.fail_nth_allocation(nth, forever ? 1 : 0),
      afterRun(runtime) {
        runtime.exports.fail_nth_allocation(0, 0);
        problems.push(...labelled("at the end", [...forgottenException(runtime), ...checkHeap(runtime, 8)]));
      },
      afterFinalize(runtime) {
        problems.push(...labelled("after finalization", checkHeap(runtime, 8)));
      },
    });
    const { ending, isRight } = judge(subject.usual, run, forever);
    if (!isRight) problems.push("the error is lost", ...tail(run));
    return { nth, forever, ending, problems };
  } catch (error) {
    const isRefused = error instanceof LimitTooSmallError && nth <= HOST_REQUESTS;
    if (isRefused) return { nth, forever, ending: "refused", problems };
    const { message, stack, cause } = error as Error;
    const trace = ((cause as Error | undefined)?.stack ?? stack ?? "").split("\n").slice(1, 12);
    return { nth, forever, ending: "refused", problems: [...problems, message, ...trace] };
  }
}

/** Functions of the runtime that are active, the innermost first, those of the allocator left out. */
function activeFunctions(most: number): string[] {
  const depth = Error.stackTraceLimit;
  Error.stackTraceLimit = most + 8;
  const lines = (new Error().stack ?? "").split("\n");
  Error.stackTraceLimit = depth;
  const names = lines.flatMap((line) => /at (?:src\/runtime\/)?(\S+) \(wasm/.exec(line)?.[1] ?? []);
  return names.filter((name) => !name.startsWith("memory/")).slice(0, most);
}

/** Runs the program without failures; `visit` is called within each request, with its number. */
function traceRequests({ program }: Subject, visit: (nth: number) => void): void {
  let count = 0;
  const listener = () => visit(++count);
  runProgram(program, {
    options: { trace: { onAlloc: listener, onRealloc: listener } },
    beforeRun(runtime) {
      count = 0;
      runtime.exports.set_hooks(HOOK_TRACE, 0);
    },
    afterRun: (runtime) => runtime.exports.set_hooks(0, HOOK_TRACE),
  });
}

/** Who asks for the nth allocation: functions of the runtime, the innermost first. */
export function requesterOf(subject: Subject, nth: number, most = 14): string[] {
  let found: string[] = [];
  traceRequests(subject, (request) => {
    if (request === nth) found = activeFunctions(most);
  });
  return found;
}

/** The first allocation from each place in the runtime, as told by the innermost `depth` active functions, that is not in `seen`. */
export function firstOfEachPlace(subject: Subject, depth: number, seen: Set<string>): number[] {
  const numbers: number[] = [];
  traceRequests(subject, (request) => {
    const place = activeFunctions(depth).join();
    if (seen.has(place) || request > subject.requests) return;
    seen.add(place);
    numbers.push(request);
  });
  return numbers;
}

/** `most` numbers from 1 to n, evenly spread; all when there are no more. */
export function spread(n: number, most: number): number[] {
  if (n <= most) return Array.from({ length: n }, (_, i) => i + 1);
  return Array.from({ length: most }, (_, i) => 1 + Math.floor((i * n) / most));
}
