/**
 * `serpent heap FILE`: runs a program and prints, on stdout, where the memory is at its end. `--save` keeps that as a heap
 * image (src/heap-image/image-format.ts), which FILE may be too.
 *
 * Exit code: the program's own; of an image 0, or 3 if it cannot be read.
 */
import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import type { HeapImage } from "../heap-image/heap-image.ts";
import { isImageFile, loadImage, saveImage } from "../heap-image/image-file.ts";
import { ImageFileError } from "../heap-image/image-format.ts";
import { CliError, ExitCode } from "./exit-codes.ts";
import { liveImage } from "./live-image.ts";
import { heapText } from "./print-heap.ts";
import { failureText, type ProgramSource, readProgram } from "./program-source.ts";
import { endingText, runProgram } from "./run-command.ts";
import { addRuntimeFlags, type RuntimeFlags } from "./runtime-flags.ts";
import { writeText } from "./write-text.ts";

interface HeapFlags extends RuntimeFlags {
  verbose?: boolean;
  save?: string;
}

/** Is the file an image, or does its name say that it should be one? */
function isImage({ filename, text }: ProgramSource): boolean {
  return filename.endsWith(".heap") || isImageFile(text);
}

async function save(image: HeapImage, file: string): Promise<void> {
  const bytes = await saveImage(image);
  try {
    writeFileSync(file, bytes);
  } catch (error) {
    throw new CliError(`can't write '${file}': ${failureText(error)}`, ExitCode.USAGE);
  }
}

async function readImage(file: string, bytes: Uint8Array): Promise<HeapImage> {
  try {
    return await loadImage(bytes);
  } catch (error) {
    if (!(error instanceof ImageFileError)) throw error;
    throw new CliError(`${file}: ${error.message}`, ExitCode.UNREADABLE);
  }
}

async function showImage(file: string, bytes: Uint8Array, flags: HeapFlags): Promise<number> {
  const image = await readImage(file, bytes);
  const { producer, program } = image.meta;
  writeText(1, heapText(image, `serpent heap ${file}`, program ? `of ${program}` : `by ${producer}`, !!flags.verbose));
  return ExitCode.OK;
}

async function runAndShow(file: string, program: ProgramSource, args: string[], flags: HeapFlags): Promise<number> {
  let image: HeapImage | undefined;
  const ending = runProgram(program, args, flags, (runtime) => {
    image = liveImage(runtime, file);
  });
  if (!image) throw new Error("a program that ended has no heap image");
  writeText(1, heapText(image, `serpent heap ${file}`, endingText(ending), !!flags.verbose));
  if (flags.save !== undefined) await save(image, flags.save);
  return ending.exitCode;
}

async function heap(file: string, args: string[], flags: HeapFlags): Promise<number> {
  const program = readProgram(file, ExitCode.UNREADABLE);
  if (!isImage(program)) return runAndShow(file, program, args, flags);
  if (args.length > 0) throw new CliError(`${file} is a heap image: it takes no arguments`, ExitCode.USAGE);
  if (flags.save !== undefined) throw new CliError(`${file} is a heap image already: no --save`, ExitCode.USAGE);
  return showImage(file, program.text, flags);
}

export function defineHeap(parent: Command, setExitCode: (code: number) => void): void {
  const command = parent
    .command("heap")
    .description("run a program and print where the memory is at its end, layer by layer")
    .argument("<file>", "the program ('-' is stdin), or a heap image that --save has written")
    .argument("[args...]", "the program's arguments: sys.argv[1:]")
    .passThroughOptions()
    .option("-v, --verbose", "arena by arena, with who holds the sparse ones")
    .option("--save <file>", "also write the heap image to a file (NAME.heap)");
  addRuntimeFlags(command).action(async (file: string, args: string[], flags: HeapFlags) => {
    setExitCode(await heap(file, args, flags));
  });
}
