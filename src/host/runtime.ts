/**
 * One Python: a wasm instance over one memory, from start-up to disposal.
 *
 * The module is compiled once and may serve any number of runtimes. Addresses that come out of wasm are signed: `>>> 0`.
 */
import { CompileService, SOURCE_IS_STREAM } from "./compile-service.ts";
import { FatalError, hostImports, type TraceListener } from "./host-imports.ts";
import { mallocNumber } from "./malloc-name.ts";
import { type MemoryAccounts, readMemoryAccounts } from "./memory-accounts.ts";
import { ProcessExit } from "./process-exit.ts";
import { SourceFinder } from "./source-finder.ts";
import { LIBRARY_FOLDER } from "./standard-library.ts";
import type { HostSystem } from "./system.ts";

export type Geometry = "classic" | "large";

export interface RuntimeOptions {
  /** Most bytes that Python may have at a time; beyond it, MemoryError. Default: 4 GiB, all that wasm can address. */
  limitBytes?: number;
  /** "classic": 256 KiB arenas of 4 KiB pools (the default); "large": 1 MiB and 16 KiB, as CPython 3.10 and later. */
  geometry?: Geometry;
  /** PYTHONMALLOC: "pymalloc" (the default), "debug", "malloc", "malloc_debug". */
  malloc?: string;
  /** -O, -OO. */
  optimize?: 0 | 1 | 2;
  /** PYTHONHASHSEED; random when absent. */
  hashSeed?: number | null;
  /** -X tracemalloc: traces allocations from the start, with so many frames (1 to 65535). */
  tracemalloc?: number;
  /** sys.argv. */
  argv?: string[];
  /** sys.path; the folder of the standard library is appended. */
  path?: string[];
  trace?: TraceListener;
}

export interface RunResult {
  /** 0 after success, 1 after an uncaught exception (shown on stderr), else what SystemExit said. */
  exitCode: number;
  /** How the code ended. */
  ended: "normally" | "with an exception" | "by SystemExit" | "by os._exit";
}

/** The limit leaves no room for the interpreter itself. */
export class LimitTooSmallError extends Error {
  override name = "LimitTooSmallError";
}

/** Compile modes (start symbols). */
export const FILE_INPUT = 257;
export const SINGLE_INPUT = 256;

const WASM_PAGE = 65536;
/** Static data of the module: below this nothing starts (INITIAL_PAGES of scripts/build-runtime.mjs). */
const INITIAL_PAGES = 64;
const HIGHEST_LIMIT = 65536 * WASM_PAGE;

/** What the module exports; addresses and sizes in bytes. */
export interface RuntimeExports {
  memory_init(geometry: number, maximum: number, limit: number, malloc: number, misalignment: number): number;
  memory_set_limit(limit: number): void;
  memory_accounts(): number;
  memory_classes(): number;
  memory_check(): number;
  set_hooks(set: number, clear: number): void;
  fail_nth_allocation(nth: number, forever: number): void;
  allocation_requests(): number;
  failed_allocations(): number;
  stack_probe(bytes: number): bigint;
  PyMem_RawMalloc(size: number): number;
  PyMem_RawFree(address: number): void;
  PyGC_Collect(): number;
  gc_check(): number;
  gc_stress(n: number): void;
  gc_watch(on: number): void;
  Py_FinalizeEx(): number;
  rescue_output(): void;
  py_initialize(optimize: number, useHashSeed: number, hashSeed: number): number;
  _PyTraceMalloc_Start(frames: number): number;
  py_append_sys(which: number, text: number, length: number): number;
  py_set_main_file(text: number, length: number): number;
  py_run(text: number, length: number, filename: number, filenameLength: number, start: number, flags: number): number;
  py_exit_code(): number;
  /** Addresses of static types and singletons by their C names. */
  [staticObject: string]: unknown;
}

export class Runtime implements Disposable {
  readonly memory: WebAssembly.Memory;
  readonly exports: RuntimeExports;
  readonly compiler: CompileService;
  private readonly encoder = new TextEncoder();
  private isFinalized = false;
  private isDisposed = false;
  /** Set after a fatal error: nothing may run any more. */
  private broken: FatalError | null = null;

  constructor(
    module: WebAssembly.Module,
    readonly system: HostSystem,
    readonly options: RuntimeOptions = {},
  ) {
    const limit = Math.min(options.limitBytes ?? HIGHEST_LIMIT, HIGHEST_LIMIT);
    // wasm's maximum is a hard one and covers static data; the accounted limit is Python's own.
    const maximumPages = Math.min(65536, Math.ceil(limit / WASM_PAGE) + INITIAL_PAGES);
    this.memory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum: maximumPages });
    this.compiler = new CompileService(system);
    const finder = new SourceFinder(system);
    const imports = hostImports({
      memory: this.memory,
      system,
      compiler: this.compiler,
      finder,
      trace: options.trace,
      probeStack: (bytes) => this.exports.stack_probe(bytes),
    });
    const instance = new WebAssembly.Instance(module, imports);
    this.exports = instance.exports as unknown as RuntimeExports;
    (instance.exports._start as () => void)();
    this.start(limit, maximumPages * WASM_PAGE);
  }

  private start(limit: number, maximum: number): void {
    const { exports, options } = this;
    const malloc = mallocNumber(options.malloc ?? "");
    if (malloc === undefined) throw new RangeError(`unknown allocator: ${options.malloc}`);
    const geometry = options.geometry === "large" ? 1 : 0;
    const tooSmall = () => new LimitTooSmallError(`a limit of ${limit} bytes is too small to start`);
    if (exports.memory_init(geometry, maximum, limit, malloc, 0) !== 0) throw tooSmall();
    const seed = options.hashSeed ?? null;
    const status = this.call(() => exports.py_initialize(options.optimize ?? 0, seed === null ? 0 : 1, seed ?? 0));
    if (status !== 0) throw tooSmall();
    if (options.tracemalloc && exports._PyTraceMalloc_Start(options.tracemalloc) !== 0) throw tooSmall();
    for (const text of options.argv ?? []) this.withText(text, (at, length) => exports.py_append_sys(0, at, length));
    const path = [...(options.path ?? []), ...(this.system.library ? [LIBRARY_FOLDER] : [])];
    for (const text of path) this.withText(text, (at, length) => exports.py_append_sys(1, at, length));
  }

  /** Runs `body` in wasm; after a trap or a fatal error the runtime is broken, and its output is rescued. */
  call<T>(body: () => T): T {
    if (this.broken) throw this.broken;
    if (this.isDisposed) throw new Error("the runtime is disposed");
    try {
      return body();
    } catch (error) {
      if (error instanceof ProcessExit) this.broken = new FatalError(error.message, { cause: error });
      if (error instanceof FatalError || error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
        this.broken = error instanceof FatalError ? error : new FatalError(String(error), { cause: error });
        this.rescueOutput();
        throw this.broken;
      }
      throw error;
    }
  }

  /** What stands in stdout's buffer is written, whatever state the runtime is in. */
  private rescueOutput(): void {
    try {
      this.exports.rescue_output();
    } catch {
      // The memory is damaged: there is nothing to rescue.
    }
  }

  /** Puts UTF-8 bytes in the raw domain for the time of `body`. */
  private withBytes<T>(bytes: Uint8Array, body: (address: number, length: number) => T): T {
    const address = this.exports.PyMem_RawMalloc(bytes.length + 1) >>> 0;
    if (address === 0) throw new LimitTooSmallError(`no room for ${bytes.length} bytes of source`);
    const memory = new Uint8Array(this.memory.buffer);
    memory.set(bytes, address);
    memory[address + bytes.length] = 0;
    try {
      return body(address, bytes.length);
    } finally {
      if (!this.broken) this.exports.PyMem_RawFree(address);
    }
  }

  private withText<T>(text: string, body: (address: number, length: number) => T): T {
    return this.withBytes(this.encoder.encode(text), body);
  }

  /**
   * Runs source in the namespace of `__main__`. An uncaught exception is shown on Python's stderr.
   * `start`: FILE_INPUT for programs, SINGLE_INPUT for a statement at the prompt, whose value is shown.
   */
  run(source: string | Uint8Array, filename = "<string>", start = FILE_INPUT, flags = 0): RunResult {
    const bytes = typeof source === "string" ? this.encoder.encode(source) : source;
    const isStatement = start === SINGLE_INPUT;
    const isStream = !isStatement && filename !== "<string>";
    const name = this.compiler.registerSource(filename, bytes, isStatement);
    const status = this.orExit(() =>
      this.withBytes(bytes, (text, length) =>
        this.withText(name, (at, nameLength) =>
          this.call(() =>
            this.exports.py_run(text, length, at, nameLength, start, isStream ? flags | SOURCE_IS_STREAM : flags),
          ),
        ),
      ),
    );
    if (status instanceof ProcessExit) return { exitCode: status.exitCode, ended: "by os._exit" };
    if (status === 2) return { exitCode: this.exports.py_exit_code(), ended: "by SystemExit" };
    // An uncaught KeyboardInterrupt: what a shell reports of a process that SIGINT has ended.
    if (status === 3) return { exitCode: 130, ended: "with an exception" };
    return status === 0 ? { exitCode: 0, ended: "normally" } : { exitCode: 1, ended: "with an exception" };
  }

  /** What `body` returns, or how the program has ended the process. */
  private orExit<T>(body: () => T): T | ProcessExit {
    try {
      return body();
    } catch (error) {
      if (error instanceof ProcessExit) return error;
      throw error;
    }
  }

  /** Sets `__main__.__file__`. */
  setMainFile(path: string): void {
    this.withText(path, (at, length) => this.exports.py_set_main_file(at, length));
  }

  /** Bytes of the memory layers. */
  accounts(): MemoryAccounts {
    return readMemoryAccounts(this.memory, this.exports.memory_accounts);
  }

  /** Moves the limit; it may be below what is in use. */
  setLimit(limitBytes: number): void {
    this.exports.memory_set_limit(limitBytes);
  }

  /**
   * Ends the interpreter as CPython does: atexit functions, module teardown, finalizers. 0, or -1 when flushing failed. Throws
   * ProcessExit when one of them calls os._exit().
   */
  finalize(): number {
    if (this.isFinalized || this.broken) return 0;
    this.isFinalized = true;
    return this.call(() => this.exports.Py_FinalizeEx());
  }

  [Symbol.dispose](): void {
    this.orExit(() => this.finalize());
    this.isDisposed = true;
  }
}
