/** `serpent run FILE`, `serpent -c CODE`, `serpent -`: runs a program, with its output and exit code. */
import type { Command } from "commander";
import type { Runtime } from "../host/runtime.ts";
import { codeProgram, type ProgramSource, readProgram } from "./program-source.ts";
import { addRuntimeFlags, type RuntimeFlags } from "./runtime-flags.ts";
import { startRuntime } from "./start-runtime.ts";

export interface RunFlags extends RuntimeFlags {
  summary?: boolean;
  stats?: boolean;
}

/** Runs the program to its end, then `atEnd` while everything it left is still there, then tears down. The exit code. */
export function runProgram(
  program: ProgramSource,
  args: string[],
  flags: RuntimeFlags,
  atEnd: (runtime: Runtime) => void = () => {},
): number {
  const runtime = startRuntime(flags, { argv: [program.argv0, ...args], path: [program.folder] });
  if (program.isFile) runtime.setMainFile(program.filename);
  const { exitCode } = runtime.run(program.text, program.filename);
  atEnd(runtime);
  const flushed = runtime.finalize();
  // As CPython: output that could not be written makes an otherwise good run fail.
  return exitCode === 0 && flushed < 0 ? 120 : exitCode;
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
    setExitCode(runProgram(readProgram(file), args, flags, (runtime) => report(runtime, flags)));
  });
}

function report(runtime: Runtime, flags: RunFlags): void {
  if (flags.stats) runtime.run("__import__('sys')._debugmallocstats()", "<stats>");
}

/** `serpent -c CODE [args]`. */
export function runCode(code: string, args: string[], flags: RuntimeFlags): number {
  return runProgram(codeProgram(code), args, flags);
}
