/** The options that every command which runs Python shares, and how they reach the runtime. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { formatByteSize, parseByteSize } from "../host/byte-size.ts";
import { parseHashSeed } from "../host/hash-seed.ts";
import { mallocNumber } from "../host/malloc-name.ts";
import type { Geometry, RuntimeOptions } from "../host/runtime.ts";
import { CliError, ExitCode } from "./exit-codes.ts";

export interface RuntimeFlags {
  limit?: number;
  geometry: Geometry;
  malloc?: string;
  /** How often -O was given: 1 for -O, 2 for -OO. */
  optimize?: number;
}

function parseLimit(text: string): number {
  const bytes = parseByteSize(text);
  if (bytes === undefined) throw new InvalidArgumentError("Give a size such as 256MiB, 1g or 65536.");
  return bytes;
}

/** Adds the options to a command. */
export function addRuntimeFlags(command: Command): Command {
  command.on("option:O", () => command.setOptionValue("optimize", (command.opts<RuntimeFlags>().optimize ?? 0) + 1));
  return command
    .addOption(new Option("--limit <size>", "most memory Python may have, for example 256MiB").argParser(parseLimit))
    .addOption(
      new Option("--geometry <name>", "arenas and pools: classic (256 KiB, 4 KiB) or large (1 MiB, 16 KiB)")
        .choices(["classic", "large"])
        .default("classic"),
    )
    .addOption(new Option("--malloc <name>", "allocator, as PYTHONMALLOC: pymalloc, debug, malloc, malloc_debug"))
    .option("-O", "remove assertions; -OO: docstrings too");
}

/** Runtime options from the command line and the environment (PYTHONMALLOC, PYTHONHASHSEED). */
export function runtimeOptions(flags: RuntimeFlags, environment: NodeJS.ProcessEnv): RuntimeOptions {
  const malloc = flags.malloc ?? environment.PYTHONMALLOC ?? "";
  if (mallocNumber(malloc) === undefined) {
    throw new CliError(`PYTHONMALLOC: unknown allocator '${malloc}'`, ExitCode.USAGE);
  }
  const hashSeed = parseHashSeed(environment.PYTHONHASHSEED);
  if (hashSeed === undefined) {
    throw new CliError('PYTHONHASHSEED must be "random" or an integer in range [0; 4294967295]', ExitCode.USAGE);
  }
  return {
    limitBytes: flags.limit,
    geometry: flags.geometry,
    malloc,
    hashSeed,
    optimize: Math.min(flags.optimize ?? 0, 2) as 0 | 1 | 2,
  };
}

/** The limit as the user wrote it, for messages. */
export function shownLimit(flags: RuntimeFlags): string {
  return flags.limit === undefined ? "4 GiB" : formatByteSize(flags.limit);
}
