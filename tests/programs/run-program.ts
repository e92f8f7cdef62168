/** Runs a Python program in this process, in a runtime of its own, with everything it does kept. */
import fs, { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { inflateRawSync } from "node:zlib";
import { provideUnicodeNames } from "../../src/compiler/unicode-names.ts";
import { fileAsSource } from "../../src/host/file-source.ts";
import { MemorySystem } from "../../src/host/memory-system.ts";
import { NodeFiles } from "../../src/host/node-files.ts";
import { Runtime, type RuntimeOptions } from "../../src/host/runtime.ts";
import { CODE_ARCHIVE, LIBRARY_ARCHIVE, StandardLibrary } from "../../src/host/standard-library.ts";
import { ZipArchive } from "../../src/host/zip-archive.ts";
import { type Program, root } from "./program-list.ts";

const archive = (name: string) => path.join(root, "dist", name);
const open = (name: string) => () =>
  new ZipArchive(fileAsSource(fs, archive(name)), (packed) => inflateRawSync(packed));

/** Opened once; null before it is built. */
export const programLibrary = existsSync(archive(LIBRARY_ARCHIVE))
  ? new StandardLibrary(open(LIBRARY_ARCHIVE), existsSync(archive(CODE_ARCHIVE)) ? open(CODE_ARCHIVE) : null)
  : null;

/** The files of the machine; streams that are kept in memory. */
export function programSystem(stdin: string): MemorySystem {
  return new MemorySystem({ stdin, library: programLibrary, environment: { PYTHONHASHSEED: "0" } }, new NodeFiles());
}

let compiled: WebAssembly.Module | undefined;

/** The runtime under test, compiled once: build/runtime.wasm, or what SERPENT_WASM names (a debug build). */
export function runtimeModule(): WebAssembly.Module {
  if (!compiled) {
    provideUnicodeNames(() => readFileSync(path.join(root, "src/compiler/unicode-names.bin")));
    compiled = new WebAssembly.Module(readFileSync(process.env.SERPENT_WASM ?? path.join(root, "build/runtime.wasm")));
  }
  return compiled;
}

export interface ProgramRun {
  stdout: string;
  stderr: string;
  exitCode: number;
}

/** What a caller may do with the runtime of a program. */
export interface RunHooks {
  options?: RuntimeOptions;
  /** The program is about to run. */
  beforeRun?(runtime: Runtime): void;
  /** It has run; what it left is all there. */
  afterRun?(runtime: Runtime): void;
  /** The interpreter has ended. */
  afterFinalize?(runtime: Runtime): void;
}

/** Without the place where the project lies. */
function withoutRoot(text: string): string {
  return text.replaceAll(`${root}/`, "");
}

/** Runs a program as `python -S -B FILE` in its folder does, with PYTHONHASHSEED=0. */
export function runProgram(program: Program, hooks: RunHooks = {}): ProgramRun {
  const file = path.resolve(root, program.file);
  const system = programSystem(program.stdin);
  const runtime = new Runtime(runtimeModule(), system, {
    argv: [path.basename(file), ...program.args],
    path: [path.dirname(file)],
    hashSeed: 0,
    limitBytes: program.limitBytes,
    optimize: program.optimize,
    ...hooks.options,
  });
  runtime.setMainFile(file);
  hooks.beforeRun?.(runtime);
  const { exitCode } = runtime.run(readFileSync(file), file);
  hooks.afterRun?.(runtime);
  const flushed = runtime.finalize();
  hooks.afterFinalize?.(runtime);
  return {
    stdout: withoutRoot(system.takeOutput(1)),
    stderr: withoutRoot(system.takeOutput(2)).replace(/ at 0x[0-9a-f]+/g, " at 0x..."),
    exitCode: flushed < 0 ? 120 : exitCode & 0xff,
  };
}
