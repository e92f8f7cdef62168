/** The functions that the wasm module imports (src/runtime/host.ts, trace.ts), over a HostSystem. */
import type { CompileService } from "./compile-service.ts";
import type { SourceFinder } from "./source-finder.ts";
import type { HostSystem } from "./system.ts";

/** What the runtime reports when it cannot go on: a broken invariant, a damaged heap. Nothing may be called afterwards. */
export class FatalError extends Error {
  override name = "FatalError";
}

/** Hears the observation port; see src/runtime/trace.ts. */
export interface TraceListener {
  onAlloc?(domain: number, address: number, sizeBytes: number): void;
  onRealloc?(domain: number, oldAddress: number, address: number, sizeBytes: number): void;
  onFree?(domain: number, address: number): void;
  onArena?(obtained: boolean, arenaindex: number, address: number): void;
}

export interface HostImportsOptions {
  memory: WebAssembly.Memory;
  system: HostSystem;
  compiler: CompileService;
  finder: SourceFinder;
  trace?: TraceListener;
}

/** Bytes and texts in the runtime's memory. Addresses may arrive as negative i32. */
class Texts {
  readonly #memory: WebAssembly.Memory;
  readonly #decoder = new TextDecoder();
  readonly #encoder = new TextEncoder();

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
  }

  /** The memory itself: good until the next allocation. */
  view(address: number, length: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, address >>> 0, length);
  }

  copy(address: number, length: number): Uint8Array {
    return this.view(address, length).slice();
  }

  text(address: number, length: number): string {
    return this.#decoder.decode(this.copy(address, length));
  }

  /** A string literal of AssemblyScript: UTF-16 with its length in bytes before it. */
  literal(address: number): string {
    if (address === 0) return "";
    const length = new DataView(this.#memory.buffer).getUint32((address >>> 0) - 4, true);
    return String.fromCharCode(...new Uint16Array(this.#memory.buffer, address >>> 0, length >> 1));
  }

  put(address: number, bytes: Uint8Array): number {
    this.view(address, bytes.length).set(bytes);
    return bytes.length;
  }

  putText(address: number, text: string, capacity = Number.POSITIVE_INFINITY): number {
    return this.put(address, this.#encoder.encode(text).subarray(0, capacity));
  }
}

function fatal(text: string): never {
  throw new FatalError(text);
}

function failureImports(texts: Texts) {
  return {
    fatal_error: (text: number, length: number) => fatal(texts.text(text, length)),
    fatal_refcount: (object: number) =>
      fatal(`negative reference count of the object at 0x${(object >>> 0).toString(16)}`),
  };
}

function systemImports(texts: Texts, system: HostSystem) {
  return {
    write: (fd: number, address: number, length: number) => system.write(fd, texts.copy(address, length)),
    read: (fd: number, address: number, capacity: number) => {
      const into = new Uint8Array(capacity);
      const count = system.read(fd, into);
      if (count > 0) texts.put(address, into.subarray(0, count));
      return count;
    },
    isatty: (fd: number) => (system.isTerminal(fd) ? 1 : 0),
    clock: (which: number) =>
      which === 0 ? system.wallSeconds() : which === 1 ? system.monotonicSeconds() : system.cpuSeconds(),
    sleep: (seconds: number) => system.sleep(seconds),
    zone_offset: (epochSeconds: number) => system.zoneOffsetMinutes(epochSeconds),
    random_bytes: (buffer: number, length: number) => {
      const bytes = new Uint8Array(length);
      system.fillRandom(bytes);
      texts.put(buffer, bytes);
    },
  };
}

function numberImports(texts: Texts) {
  return {
    float_repr: (value: number, buffer: number) => texts.putText(buffer, String(value)),
    float_parse: (text: number, length: number) => Number(texts.text(text, length)),
  };
}

function compilerImports(texts: Texts, compiler: CompileService) {
  let pending: Uint8Array = new Uint8Array(0);
  return {
    compile_source: (
      text: number,
      length: number,
      filename: number,
      filenameLength: number,
      mode: number,
      flags: number,
      optimize: number,
    ) => {
      const source = texts.copy(text, length);
      pending = compiler.compile(source, texts.text(filename, filenameLength), mode, flags, optimize);
      return pending.length;
    },
    take_bytes: (buffer: number) => void texts.put(buffer, pending),
    source_line: (filename: number, filenameLength: number, lineno: number) => {
      const line = compiler.sourceLine(texts.text(filename, filenameLength), lineno);
      if (line === null) return -1;
      pending = new TextEncoder().encode(line);
      return pending.length;
    },
  };
}

function finderImports(texts: Texts, finder: SourceFinder) {
  return {
    find_module: (folder: number, folderLength: number, name: number, nameLength: number) =>
      finder.find(texts.text(folder, folderLength), texts.text(name, nameLength)),
    module_path_length: () => finder.found.path.length,
    take_module_path: (buffer: number) => void texts.put(buffer, finder.found.path),
    module_source_length: () => finder.found.source.length,
    take_module_source: (buffer: number) => void texts.put(buffer, finder.found.source),
  };
}

function traceImports(trace: TraceListener) {
  return {
    trace_alloc: (domain: number, address: number, size: number) => trace.onAlloc?.(domain, address >>> 0, size >>> 0),
    trace_realloc: (domain: number, old: number, address: number, size: number) =>
      trace.onRealloc?.(domain, old >>> 0, address >>> 0, size >>> 0),
    trace_free: (domain: number, address: number) => trace.onFree?.(domain, address >>> 0),
    trace_arena: (obtained: number, arenaindex: number, address: number) =>
      trace.onArena?.(obtained !== 0, arenaindex, address >>> 0),
  };
}

export function hostImports(options: HostImportsOptions): WebAssembly.Imports {
  const { memory, system, compiler, finder } = options;
  const texts = new Texts(memory);
  return {
    env: {
      memory,
      abort: (message: number, file: number, line: number, column: number) =>
        fatal(`assertion failed: ${texts.literal(message) || "null"} at ${texts.literal(file)}:${line}:${column}`),
    },
    host: {
      ...failureImports(texts),
      ...systemImports(texts, system),
      ...numberImports(texts),
      ...compilerImports(texts, compiler),
      ...finderImports(texts, finder),
    },
    trace: traceImports(options.trace ?? {}),
  };
}
