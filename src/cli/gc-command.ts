/**
 * `serpent gc FILE`: runs a program and prints, on stdout, the collections of the cycle collector; `--step N` tells what the
 * N-th of them did.
 *
 * Exit code: the program's own.
 */
import type { Command } from "commander";
import { CollectionLog } from "../host/collection-log.ts";
import { CliError, ExitCode } from "./exit-codes.ts";
import { loadLayout } from "./load-module.ts";
import { collectionsText, storyText } from "./print-collections.ts";
import { readProgram } from "./program-source.ts";
import { endingText, runProgram } from "./run-command.ts";
import { addRuntimeFlags, type RuntimeFlags } from "./runtime-flags.ts";
import { count } from "./text-layout.ts";
import { writeText } from "./write-text.ts";

interface GcFlags extends RuntimeFlags {
  step?: string;
  all?: boolean;
}

/** The number of a collection: 1 is the first. */
function stepNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9][0-9]*$/.test(text))
    throw new CliError(`--step '${text}': not the number of a collection`, ExitCode.USAGE);
  return Number(text);
}

function watchCollections(file: string, args: string[], flags: GcFlags): number {
  const step = stepNumber(flags.step);
  const log = new CollectionLog({ layout: loadLayout(), watched: step });
  const ending = runProgram(readProgram(file), args, flags, undefined, log);
  if (step === undefined) {
    const { milliseconds } = ending;
    writeText(1, collectionsText(log, `serpent gc ${file}`, endingText(ending), milliseconds, !!flags.all));
  } else if (step > log.collections.length) {
    throw new CliError(`--step ${step}: ${file} made ${count(log.collections.length, "collection")}`, ExitCode.USAGE);
  } else writeText(1, storyText(log, step, `serpent gc ${file} --step ${step}`));
  return ending.exitCode;
}

export function defineGc(parent: Command, setExitCode: (code: number) => void): void {
  const command = parent
    .command("gc")
    .description("run a program and print its collections: why each ran, what it found, how long it took")
    .argument("<file>", "the program ('-' is stdin)")
    .argument("[args...]", "the program's arguments: sys.argv[1:]; after -- where they look like options of ours")
    .option("--step <number>", "tell what that collection did, step by step")
    .option("--all", "print all collections, however many");
  addRuntimeFlags(command).action((file: string, args: string[], flags: GcFlags) => {
    setExitCode(watchCollections(file, args, flags));
  });
}
