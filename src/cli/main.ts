/** The command line: parses, calls, prints. One file per command. */
import { Command, CommanderError } from "commander";
import { FatalError } from "../host/host-imports.ts";
import { ProcessExit } from "../host/process-exit.ts";
import { CliError, ExitCode } from "./exit-codes.ts";
import { defineGc } from "./gc-command.ts";
import { defineHeap } from "./heap-command.ts";
import { readProgram } from "./program-source.ts";
import { startPrompt } from "./prompt.ts";
import { defineRun, runCode, runProgram } from "./run-command.ts";
import { addRuntimeFlags, type RuntimeFlags } from "./runtime-flags.ts";
import { PYTHON_VERSION, VERSION } from "./version.ts";

function buildProgram(setExitCode: (code: number) => void): Command {
  const program = new Command("serpent")
    .description("Python 3.13 on CPython's memory system, behind glass")
    .version(`serpent ${VERSION} (Python ${PYTHON_VERSION})`, "-V, --version")
    .enablePositionalOptions()
    .passThroughOptions()
    .exitOverride()
    // One line, with our name; a suggestion comes on a line of its own.
    .configureOutput({
      outputError: (text, write) =>
        write(
          `${text
            .replace(/^error: /, "serpent: ")
            .trim()
            .replace(/\n/g, " ")}\n`,
        ),
    })
    .option("-c <code>", "run this program; further arguments are its sys.argv[1:]")
    .argument("[file]", "'-' runs what stdin has; nothing at a terminal is a Python prompt")
    .argument("[args...]")
    .action((file: string | undefined, args: string[], flags: RuntimeFlags & { c?: string }) => {
      if (flags.c !== undefined) setExitCode(runCode(flags.c, file === undefined ? [] : [file, ...args], flags));
      else if (file === undefined && process.stdin.isTTY) return startPrompt(flags).then(setExitCode);
      else if (file === undefined || file === "-") setExitCode(runProgram(readProgram("-"), args, flags).exitCode);
      else throw new CliError(`unknown command '${file}' (to run a file: serpent run ${file})`, ExitCode.USAGE);
      return undefined;
    });
  addRuntimeFlags(program);
  defineRun(program, setExitCode);
  defineHeap(program, setExitCode);
  defineGc(program, setExitCode);
  return program;
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.OK : ExitCode.USAGE;
  if (error instanceof CliError) {
    process.stderr.write(`serpent: ${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof ProcessExit) return error.exitCode;
  if (error instanceof FatalError) {
    process.stderr.write(`Fatal Python error: ${error.message}\n`);
    showStack((error.cause as Error | undefined) ?? error);
    return ExitCode.INTERNAL;
  }
  process.stderr.write(`serpent: internal error: ${(error as Error)?.message ?? error}\n`);
  showStack(error as Error);
  return ExitCode.INTERNAL;
}

/** Where in our own code: with SERPENT_DEBUG=1. */
function showStack(error: Error): void {
  if (process.env.SERPENT_DEBUG) process.stderr.write(`${error.stack}\n`);
}

let exitCode = 0;
try {
  await buildProgram((code) => {
    exitCode = code;
  }).parseAsync(process.argv);
} catch (error) {
  exitCode = explain(error);
}
process.exitCode = exitCode;
