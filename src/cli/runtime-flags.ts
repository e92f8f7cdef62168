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
  /** What -X was given, in order. */
  X?: string[];
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
    .addOption(
      new Option(
        "-X <setting>",
        "tracemalloc or tracemalloc=FRAMES, as PYTHONTRACEMALLOC: trace allocations from the start",
      ).argParser((setting, earlier: string[] = []) => [...earlier, setting]),
    )
    .option("-O", "remove assertions; -OO: docstrings too");
}

const MOST_FRAMES = 65535;

/** Frames of a traceback; undefined: none are kept. `source`: who says so, for the error. */
function tracebackLimit(text: string, source: string): number | undefined {
  const frames = /^\d+$/.test(text) ? Number(text) : -1;
  if (frames < 0 || frames > MOST_FRAMES) throw new CliError(`${source}: invalid number of frames`, ExitCode.USAGE);
  return frames === 0 ? undefined : frames;
}

/** Frames of tracemalloc's tracebacks: the last -X, else PYTHONTRACEMALLOC; undefined: no tracing. */
function tracemallocFrames(flags: RuntimeFlags, environment: NodeJS.ProcessEnv): number | undefined {
  let frames = environment.PYTHONTRACEMALLOC
    ? tracebackLimit(environment.PYTHONTRACEMALLOC, "PYTHONTRACEMALLOC")
    : undefined;
  for (const setting of flags.X ?? []) {
    const [name, value] = setting.split("=", 2);
    if (name !== "tracemalloc") throw new CliError(`-X ${setting}: only tracemalloc[=FRAMES] is known`, ExitCode.USAGE);
    frames = value === undefined ? 1 : tracebackLimit(value, `-X ${setting}`);
  }
  return frames;
}

/** Runtime options from the command line and the environment (PYTHONMALLOC, PYTHONHASHSEED, PYTHONTRACEMALLOC). */
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
    tracemalloc: tracemallocFrames(flags, environment),
    optimize: Math.min(flags.optimize ?? 0, 2) as 0 | 1 | 2,
  };
}

/** The limit as the user wrote it, for messages. */
export function shownLimit(flags: RuntimeFlags): string {
  return flags.limit === undefined ? "4 GiB" : formatByteSize(flags.limit);
}
