/** `serpent run FILE`, `serpent -c CODE`, `serpent -`: runs a program, with its output and exit code. */
import type { Command } from "commander";
import type { HeapImage } from "../heap-image/heap-image.ts";
import type { CollectionLog } from "../host/collection-log.ts";
import { LimitTooSmallError, type Runtime } from "../host/runtime.ts";
import { CliError, ExitCode } from "./exit-codes.ts";
import { liveImage } from "./live-image.ts";
import { summaryText } from "./print-ledger.ts";
import { codeProgram, type ProgramSource, readProgram } from "./program-source.ts";
import { addRuntimeFlags, type RuntimeFlags, shownLimit } from "./runtime-flags.ts";
import { startRuntime } from "./start-runtime.ts";
import { durationText } from "./text-layout.ts";
import { writeText } from "./write-text.ts";

export interface RunFlags extends RuntimeFlags {
  summary?: boolean;
  stats?: boolean;
}

/** How a program has ended. */
export interface Ending {
  exitCode: number;
  /** What it took, without reports. */
  milliseconds: number;
}

/** "exit 0 · 41 ms". */
export function endingText({ exitCode, milliseconds }: Ending): string {
  return `exit ${exitCode} · ${durationText(milliseconds)}`;
}

/**
 * Runs the program to its end, then `atEnd` while everything it left is still there, then tears down. `log` hears of its
 * collections.
 */
export function runProgram(
  program: ProgramSource,
  args: string[],
  flags: RuntimeFlags,
  atEnd: (runtime: Runtime) => void = () => {},
  log: CollectionLog | null = null,
): Ending {
  const trace = log?.listener;
  const runtime = startRuntime(flags, { argv: [program.argv0, ...args], path: [program.folder], trace });
  log?.attach(runtime);
  const started = performance.now();
  const { exitCode } = runMain(runtime, program, flags);
  const ended = performance.now();
  let flushed: number;
  let finalizing = 0;
  try {
    atEnd(runtime);
  } finally {
    finalizing = performance.now();
    flushed = runtime.finalize();
  }
  const milliseconds = ended - started + (performance.now() - finalizing);
  // As CPython: output that could not be written is what the exit code tells of.
  return { exitCode: flushed < 0 ? 120 : exitCode, milliseconds };
}

function runMain(runtime: Runtime, program: ProgramSource, flags: RuntimeFlags): { exitCode: number } {
  try {
    if (program.isFile) runtime.setMainFile(program.filename);
    return runtime.run(program.text, program.filename);
  } catch (error) {
    if (!(error instanceof LimitTooSmallError)) throw error;
    throw new CliError(`--limit ${shownLimit(flags)} leaves no room for the program's source`, ExitCode.USAGE);
  }
}

/** `serpent run`: the exit code. */
function runAndReport(file: string, args: string[], flags: RunFlags): number {
  let image: HeapImage | undefined;
  const ending = runProgram(readProgram(file), args, flags, (runtime) => {
    if (flags.summary) image = liveImage(runtime, file);
    if (flags.stats) runtime.run("__import__('sys')._debugmallocstats()", "<stats>");
  });
  if (image) writeText(2, summaryText(image, `serpent run ${file}`, endingText(ending)));
  return ending.exitCode;
}

export function defineRun(parent: Command, setExitCode: (code: number) => void): void {
  const command = parent
    .command("run")
    .description("run a Python program ('-' is stdin)")
    .argument("<file>", "the program")
    .argument("[args...]", "its arguments: sys.argv[1:]")
    .passThroughOptions()
    .option("--summary", "then show on stderr where the memory is")
    .option("--stats", "then print the allocator's statistics, as sys._debugmallocstats()");
  addRuntimeFlags(command).action((file: string, args: string[], flags: RunFlags) => {
    setExitCode(runAndReport(file, args, flags));
  });
}

/** `serpent -c CODE [args]`: the exit code. */
export function runCode(code: string, args: string[], flags: RuntimeFlags): number {
  return runProgram(codeProgram(code), args, flags).exitCode;
}
