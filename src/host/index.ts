/**
 * Python with a hard memory limit, in any JavaScript engine.
 *
 *   using python = await createRuntime({ limitBytes: 64 * 1024 * 1024 });
 *   python.run("print('hello')");
 *   python.stdout();  // "hello\n"
 */

import { provideUnicodeNames } from "../compiler/unicode-names.ts";
import { fileAsSource } from "./file-source.ts";
import { MemorySystem } from "./memory-system.ts";
import { type RunResult, Runtime, type RuntimeOptions } from "./runtime.ts";
import { CODE_ARCHIVE, LIBRARY_ARCHIVE, StandardLibrary } from "./standard-library.ts";
import { bytesAsSource, type Inflate, ZipArchive } from "./zip-archive.ts";

export { FatalError } from "./host-imports.ts";
export type { MemoryAccounts } from "./memory-accounts.ts";
export { type Geometry, LimitTooSmallError, type RunResult, type RuntimeOptions } from "./runtime.ts";

export interface PythonOptions extends RuntimeOptions {
  /** What Python reads from stdin. */
  stdin?: string;
  /** Files by path, as programs see them. Folders with modules to be imported belong into `path`. */
  files?: Record<string, string | Uint8Array>;
  /** os.environ; empty by default. */
  environment?: Record<string, string>;
  /** Can the standard library be imported? Default: yes. In browsers its archive (2.4 MB) is then fetched with the runtime. */
  library?: boolean;
  /** The compiled runtime.wasm; by default it is loaded from beside this module. */
  module?: WebAssembly.Module;
  /** Called with each piece of output as it is written; without it, output is kept for stdout() and stderr(). */
  onOutput?(fd: 1 | 2, bytes: Uint8Array): void;
}

/** A Python interpreter of its own. Disposing it ends it as CPython ends; its memory goes with the last reference to this object. */
export class Python implements Disposable {
  private readonly system: MemorySystem;
  readonly runtime: Runtime;

  /** @internal Use createRuntime. */
  constructor(module: WebAssembly.Module, library: StandardLibrary | null, options: PythonOptions) {
    this.system = new MemorySystem({ ...options, library });
    this.runtime = new Runtime(module, this.system, options);
  }

  /** Runs statements in the namespace of `__main__`; names stay from one call to the next. */
  run(source: string, filename = "<string>"): RunResult {
    return this.runtime.run(source, filename);
  }

  /** What has been printed to stdout since the last call. */
  stdout(): string {
    return this.system.takeOutput(1);
  }

  /** What has been printed to stderr since the last call: tracebacks too. */
  stderr(): string {
    return this.system.takeOutput(2);
  }

  [Symbol.dispose](): void {
    this.runtime[Symbol.dispose]();
  }
}

let loading: Promise<WebAssembly.Module> | null = null;
let loadingLibrary: Promise<StandardLibrary> | null = null;

/** A module of Node's, where it runs. Asked of the process, so that bundlers for browsers see no such module. */
function nodeModule<Name extends "node:fs" | "node:zlib">(name: Name) {
  return (globalThis as { process?: NodeJS.Process }).process?.getBuiltinModule?.(name);
}

/** Node's fs when files beside this module can be read with it. */
function fileSystem(): typeof import("node:fs") | undefined {
  return import.meta.url.startsWith("file:") ? nodeModule("node:fs") : undefined;
}

/** Reads a file that lies beside this module: from disk in Node, over the network elsewhere. */
async function readBeside(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const url = new URL(name, import.meta.url);
  const fs = fileSystem();
  if (fs) return new Uint8Array(fs.readFileSync(url));
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** The compiled module, loaded once. */
export function loadModule(): Promise<WebAssembly.Module> {
  loading ??= readBeside("./runtime.wasm").then((bytes) => WebAssembly.compile(bytes));
  return loading;
}

/**
 * The standard library, loaded once: in Node when a program imports of it, elsewhere before the program starts, and without
 * its compiled code, which is twice as large.
 */
export function loadLibrary(): Promise<StandardLibrary> {
  loadingLibrary ??= openLibrary();
  return loadingLibrary;
}

async function openLibrary(): Promise<StandardLibrary> {
  const fs = fileSystem();
  const zlib = nodeModule("node:zlib");
  if (fs && zlib) {
    const inflate: Inflate = (packed) => zlib.inflateRawSync(packed);
    const open = (name: string) => () =>
      new ZipArchive(fileAsSource(fs, new URL(`./${name}`, import.meta.url)), inflate);
    return new StandardLibrary(open(LIBRARY_ARCHIVE), open(CODE_ARCHIVE));
  }
  // Loaded here only: it makes tables when it is loaded.
  const [bytes, { inflateSync }] = await Promise.all([readBeside(`./${LIBRARY_ARCHIVE}`), import("fflate/browser")]);
  return new StandardLibrary(() => new ZipArchive(bytesAsSource(bytes), inflateSync));
}

/** Character names for `\N{...}` in sources; needed only for programs that use them. */
export async function loadUnicodeNames(): Promise<void> {
  const bytes = await readBeside("./unicode-names.bin");
  provideUnicodeNames(() => bytes);
}

/** Starts a Python. Throws LimitTooSmallError when the limit leaves no room for the interpreter. */
export async function createRuntime(options: PythonOptions = {}): Promise<Python> {
  const [module, library] = await Promise.all([
    options.module ?? loadModule(),
    options.library === false ? null : loadLibrary(),
  ]);
  return new Python(module, library, options);
}
