/** Starts a runtime for a command, or says in one line why it can't. */
import { NodeSystem } from "../host/node-system.ts";
import { LimitTooSmallError, Runtime, type RuntimeOptions } from "../host/runtime.ts";
import { CliError, ExitCode } from "./exit-codes.ts";
import { loadModule } from "./load-module.ts";
import { type RuntimeFlags, runtimeOptions, shownLimit } from "./runtime-flags.ts";

export function startRuntime(flags: RuntimeFlags, more: RuntimeOptions): Runtime {
  const options = { ...runtimeOptions(flags, process.env), ...more };
  try {
    return new Runtime(loadModule(), new NodeSystem(), options);
  } catch (error) {
    if (!(error instanceof LimitTooSmallError)) throw error;
    throw new CliError(`--limit ${shownLimit(flags)} is too small for the interpreter to start`, ExitCode.USAGE);
  }
}
