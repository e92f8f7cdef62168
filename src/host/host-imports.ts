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

export function hostImports(options: HostImportsOptions): WebAssembly.Imports {
  const { memory, system, compiler, finder } = options;
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  const bytesAt = (address: number, length: number) => new Uint8Array(memory.buffer, address >>> 0, length);
  const textAt = (address: number, length: number) => decoder.decode(bytesAt(address, length).slice());
  /** A string literal of AssemblyScript: UTF-16 with its length in bytes before it. */
  const literalAt = (address: number) => {
    if (address === 0) return "";
    const length = new DataView(memory.buffer).getUint32((address >>> 0) - 4, true);
    return String.fromCharCode(...new Uint16Array(memory.buffer, address >>> 0, length >> 1));
  };
  const putText = (address: number, text: string) => {
    const bytes = encoder.encode(text);
    bytesAt(address, bytes.length).set(bytes);
    return bytes.length;
  };
  let pending: Uint8Array = new Uint8Array(0);
  const trace = options.trace ?? {};
  const fatal = (text: string): never => {
    throw new FatalError(text);
  };
  return {
    env: {
      memory,
      abort: (message: number, file: number, line: number, column: number) =>
        fatal(`assertion failed: ${literalAt(message) || "null"} at ${literalAt(file)}:${line}:${column}`),
    },
    host: {
      fatal_error: (text: number, length: number) => fatal(textAt(text, length)),
      fatal_refcount: (object: number) =>
        fatal(`negative reference count of the object at 0x${(object >>> 0).toString(16)}`),
      write: (fd: number, address: number, length: number) => system.write(fd, bytesAt(address, length).slice()),
      read: (fd: number, address: number, capacity: number) => {
        const into = new Uint8Array(capacity);
        const count = system.read(fd, into);
        if (count > 0) bytesAt(address, count).set(into.subarray(0, count));
        return count;
      },
      isatty: (fd: number) => (system.isTerminal(fd) ? 1 : 0),
      float_repr: (value: number, buffer: number) => putText(buffer, String(value)),
      float_parse: (text: number, length: number) => Number(textAt(text, length)),
      clock: (which: number) =>
        which === 0 ? system.wallSeconds() : which === 1 ? system.monotonicSeconds() : system.cpuSeconds(),
      sleep: (seconds: number) => system.sleep(seconds),
      zone_offset: (epochSeconds: number) => system.zoneOffsetMinutes(epochSeconds),
      random_bytes: (buffer: number, length: number) => {
        const bytes = new Uint8Array(length);
        system.fillRandom(bytes);
        bytesAt(buffer, length).set(bytes);
      },
      compile_source: (
        text: number,
        length: number,
        filename: number,
        filenameLength: number,
        mode: number,
        flags: number,
        optimize: number,
      ) => {
        const source = bytesAt(text, length).slice();
        pending = compiler.compile(source, textAt(filename, filenameLength), mode, flags, optimize);
        return pending.length;
      },
      take_bytes: (buffer: number) => bytesAt(buffer, pending.length).set(pending),
      find_module: (folder: number, folderLength: number, name: number, nameLength: number) =>
        finder.find(textAt(folder, folderLength), textAt(name, nameLength)),
      module_path_length: () => finder.found.path.length,
      take_module_path: (buffer: number) => bytesAt(buffer, finder.found.path.length).set(finder.found.path),
      module_source_length: () => finder.found.source.length,
      take_module_source: (buffer: number) => bytesAt(buffer, finder.found.source.length).set(finder.found.source),
      source_line: (filename: number, filenameLength: number, lineno: number, buffer: number, capacity: number) => {
        const line = compiler.sourceLine(textAt(filename, filenameLength), lineno);
        if (line === null) return -1;
        const bytes = encoder.encode(line).subarray(0, capacity);
        bytesAt(buffer, bytes.length).set(bytes);
        return bytes.length;
      },
    },
    trace: {
      trace_alloc: (domain: number, address: number, size: number) =>
        trace.onAlloc?.(domain, address >>> 0, size >>> 0),
      trace_realloc: (domain: number, old: number, address: number, size: number) =>
        trace.onRealloc?.(domain, old >>> 0, address >>> 0, size >>> 0),
      trace_free: (domain: number, address: number) => trace.onFree?.(domain, address >>> 0),
      trace_arena: (obtained: number, arenaindex: number, address: number) =>
        trace.onArena?.(obtained !== 0, arenaindex, address >>> 0),
    },
  };
}
