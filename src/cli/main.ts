/** The command line: parses, calls, prints. One file per command. */
import { Command, CommanderError } from "commander";
import { FatalError } from "../host/host-imports.ts";
import { CliError, ExitCode } from "./exit-codes.ts";
import { readProgram } from "./program-source.ts";
import { startPrompt } from "./prompt.ts";
import { defineRun, runCode, runProgram } from "./run-command.ts";
import { addRuntimeFlags, type RuntimeFlags } from "./runtime-flags.ts";

const VERSION = "0.1.0";

function buildProgram(setExitCode: (code: number) => void): Command {
  const program = new Command("serpent")
    .description("Python 3.13 on CPython's memory system, behind glass")
    .version(`serpent ${VERSION} (Python 3.13.0)`, "-V, --version")
    .enablePositionalOptions()
    .passThroughOptions()
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "serpent: ")) })
    .option("-c <code>", "run this program; further arguments are its sys.argv[1:]")
    .argument("[file]", "'-' runs what stdin has; nothing at a terminal is a Python prompt")
    .argument("[args...]")
    .action((file: string | undefined, args: string[], flags: RuntimeFlags & { c?: string }) => {
      if (flags.c !== undefined) setExitCode(runCode(flags.c, file === undefined ? [] : [file, ...args], flags));
      else if (file === undefined && process.stdin.isTTY) return startPrompt(flags).then(setExitCode);
      else if (file === undefined || file === "-") setExitCode(runProgram(readProgram("-"), args, flags));
      else throw new CliError(`unknown command '${file}' (to run a file: serpent run ${file})`, ExitCode.USAGE);
      return undefined;
    });
  addRuntimeFlags(program);
  defineRun(program, setExitCode);
  return program;
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.OK : ExitCode.USAGE;
  if (error instanceof CliError) {
    process.stderr.write(`serpent: ${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof FatalError) {
    process.stderr.write(`Fatal Python error: ${error.message}\n`);
    if (process.env.SERPENT_DEBUG)
      process.stderr.write(`${(error.cause as Error | undefined)?.stack ?? error.stack}\n`);
    return ExitCode.INTERNAL;
  }
  throw error;
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
