// A bare runtime for the memory room's tools and tests: the wasm module with its memory layers started and nothing
// else. Imports that the memory layers do not need throw when they are called.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { mallocNumber } from "../src/host/malloc-name.ts";
import { type MemoryAccounts, readMemoryAccounts } from "../src/host/memory-accounts.ts";

export type Geometry = "classic" | "large";
export type Build = "release" | "dev" | "debug";

export interface AllocRuntimeOptions {
  geometry?: Geometry;
  build?: Build;
  maximumBytes?: number;
  limitBytes?: number;
  /** PYTHONMALLOC. */
  malloc?: "pymalloc" | "debug" | "malloc" | "malloc_debug";
  misalignment?: number;
  onArena?(obtained: boolean, arenaindex: number, address: number): void;
  onTrace?(event: "alloc" | "realloc" | "free", domain: number, ptr: number, size: number, old: number): void;
}

/** What the memory layers export; addresses come out as signed numbers: `>>> 0` them. */
export interface MemoryExports {
  memory_init(geometry: number, maximum: number, limit: number, malloc: number, misalignment: number): number;
  memory_set_limit(limit: number): void;
  memory_set_malloc_stats(on: number): void;
  memory_trace_arenas(on: number): void;
  memory_accounts(): number;
  memory_check(): number;
  memory_classes(): number;
  block_holding(p: number): number;
  page_entry_at(p: number): number;
  malloc_stats(fd: number, minor: number): number;
  set_hooks(set: number, clear: number): void;
  fail_nth_allocation(nth: number, forever: number): void;
  debug_bad_block(): number;
  debug_check_blocks(): void;
  _PyDebugAllocatorStats(fd: number, name: number, count: number, size: number): void;
  raw_next_chunk(chunk: number): number;
  raw_usable_size(p: number): number;
  next_pool(pool: number): number;
  pool_free_bits(pool: number): number;
  replay_begin(length: number): number;
  replay_run(count: number, out: number): number;
  replay_state(): number;
  PyMem_RawMalloc(size: number): number;
  PyMem_RawCalloc(nelem: number, elsize: number): number;
  PyMem_RawRealloc(p: number, size: number): number;
  PyMem_RawFree(p: number): void;
  PyMem_Malloc(size: number): number;
  PyMem_Calloc(nelem: number, elsize: number): number;
  PyMem_Realloc(p: number, size: number): number;
  PyMem_Free(p: number): void;
  PyObject_Malloc(size: number): number;
  PyObject_Calloc(nelem: number, elsize: number): number;
  PyObject_Realloc(p: number, size: number): number;
  PyObject_Free(p: number): void;
  _PyObject_VirtualAlloc(size: number): number;
  _PyObject_VirtualFree(p: number, size: number): void;
}

/** Thrown by the runtime's fatal_error. */
export class FatalError extends Error {}

const modules = new Map<Build, WebAssembly.Module>();
/** 64 KiB pages to begin with: more than the module asks for. */
const INITIAL_PAGES = 64;

/** The newest change to what the module is made of, milliseconds since the epoch. */
function newestSource(): number {
  const folders = ["../src/runtime/memory/", "../src/runtime/"].map((folder) => new URL(folder, import.meta.url));
  const times = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".ts"))
      .map((name) => statSync(new URL(name, folder)).mtimeMs),
  );
  return Math.max(...times);
}

/** Builds elsewhere and moves the result: test files that run at the same time never see half a file. */
function buildRoom(build: Build, file: string): void {
  const script = fileURLToPath(new URL("build-runtime.mjs", import.meta.url));
  const folder = path.join(path.dirname(file), `memory-${process.pid}`);
  const { status } = spawnSync(process.execPath, [script, build, "--room", "memory", "--out", folder], {
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) throw new Error("the memory room does not compile");
  renameSync(path.join(folder, path.basename(file)), file);
  rmSync(folder, { recursive: true });
}

/** The module, built anew when a source is newer than it. */
function compiled(build: Build): WebAssembly.Module {
  let module = modules.get(build);
  if (module) return module;
  const file = new URL(`../build/memory${build === "release" ? "" : `.${build}`}.wasm`, import.meta.url);
  if (!existsSync(file) || statSync(file).mtimeMs < newestSource()) {
    buildRoom(build, fileURLToPath(file));
  }
  module = new WebAssembly.Module(readFileSync(file));
  modules.set(build, module);
  return module;
}

export class AllocRuntime {
  readonly memory: WebAssembly.Memory;
  readonly exports: MemoryExports;
  /** What was written to each file descriptor. */
  readonly written: Record<number, string> = {};

  constructor(options: AllocRuntimeOptions = {}) {
    const maximumBytes = options.maximumBytes ?? 2 ** 32;
    const module = compiled(options.build ?? "release");
    this.memory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum: Math.floor(maximumBytes / 65536) });
    const instance = new WebAssembly.Instance(module, this.imports(module, options));
    this.exports = instance.exports as unknown as MemoryExports;
    (instance.exports._start as (() => void) | undefined)?.();
    const started = this.exports.memory_init(
      options.geometry === "large" ? 1 : 0,
      maximumBytes,
      options.limitBytes ?? maximumBytes,
      mallocNumber(options.malloc ?? "pymalloc") ?? 0,
      options.misalignment ?? 0,
    );
    if (started !== 0) throw new Error("the limit is too small to start");
    if (options.onArena) this.exports.memory_trace_arenas(1);
  }

  private imports(module: WebAssembly.Module, options: AllocRuntimeOptions): WebAssembly.Imports {
    const { onArena, onTrace } = options;
    const known: Record<string, Record<string, unknown>> = {
      env: {
        memory: this.memory,
        abort: (message: number, file: number, line: number) => {
          throw new Error(`assertion: ${this.literal(message)} (${this.literal(file)}:${line})`);
        },
      },
      host: {
        fatal_error: (text: number, length: number) => {
          throw new FatalError(this.text(text >>> 0, length));
        },
        write: (fd: number, bytes: number, length: number) => {
          this.written[fd] = (this.written[fd] ?? "") + this.text(bytes >>> 0, length);
          return length;
        },
      },
      trace: {
        trace_arena: (obtained: number, index: number, address: number) =>
          onArena?.(obtained === 1, index, address >>> 0),
        trace_alloc: (domain: number, p: number, size: number) => onTrace?.("alloc", domain, p >>> 0, size >>> 0, 0),
        trace_realloc: (domain: number, old: number, p: number, size: number) =>
          onTrace?.("realloc", domain, p >>> 0, size >>> 0, old >>> 0),
        trace_free: (domain: number, p: number) => onTrace?.("free", domain, p >>> 0, 0, 0),
      },
    };
    for (const { module: room, name } of WebAssembly.Module.imports(module)) {
      known[room] ??= {};
      known[room][name] ??= () => {
        throw new Error(`the memory layers called ${room}.${name}`);
      };
    }
    return known as WebAssembly.Imports;
  }

  /** `length` bytes at `at` as text, each byte a character. */
  text(at: number, length: number): string {
    return Buffer.from(this.memory.buffer, at, length).toString("latin1");
  }

  private literal(at: number): string {
    if (at === 0) return "";
    return Buffer.from(this.memory.buffer, at, new DataView(this.memory.buffer).getUint32(at - 4, true)).toString(
      "utf16le",
    );
  }

  bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, at, length);
  }

  u32(at: number): number {
    return new DataView(this.memory.buffer).getUint32(at, true);
  }

  /** The allocator's statistics in the form of CPython 3.9 or 3.13. */
  mallocStats(minor: 9 | 13): string {
    this.written[2] = "";
    this.exports.malloc_stats(2, minor);
    const text = this.written[2];
    this.written[2] = "";
    return text;
  }

  accounts(): MemoryAccounts {
    return readMemoryAccounts(this.memory, this.exports.memory_accounts);
  }
}
