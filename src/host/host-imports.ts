/** The functions that the wasm module imports (src/runtime/host.ts, trace.ts), over a HostSystem. */
import { decodeUtf8 } from "../bytecode/utf8.ts";
import { hasUnicodeNames, lookupUnicodeName, lookupUnicodeSequence, unicodeNameOf } from "../compiler/unicode-names.ts";
import type { CompileService } from "./compile-service.ts";
import { FileTable } from "./file-table.ts";
import { hostFileImports } from "./host-file-imports.ts";
import { MemoryTexts } from "./memory-texts.ts";
import { sourceExcerpt } from "./source-excerpt.ts";
import type { SourceFinder } from "./source-finder.ts";
import type { HostSystem } from "./system.ts";
import type { TimeZone } from "./time-zone.ts";
import { TokenStreams } from "./token-streams.ts";

/** What the runtime reports when it cannot go on: a broken invariant, a damaged heap. Nothing may be called afterwards. */
export class FatalError extends Error {
  override name = "FatalError";
}

/** Hears the observation port; see src/runtime/trace.ts. */
export interface TraceListener {
  onAlloc?(domain: number, address: number, sizeBytes: number, isZeroed: boolean): void;
  onRealloc?(domain: number, oldAddress: number, address: number, sizeBytes: number): void;
  onFree?(domain: number, address: number): void;
  onArena?(obtained: boolean, arenaindex: number, address: number): void;
  /** Returns how closely it is to be watched: 1 its end only, 2 every object. */
  onCollectionBegin?(begin: CollectionBegin): number;
  onCollectionEvent?(event: number, object: number, other: number, value: number): void;
  onCollectionEnd?(collected: number, uncollectable: number): void;
  onCollectionSkipped?(pending: number, total: number): void;
}

/** See trace_gc_begin in src/runtime/trace.ts. `filename`: the address of a str, or 0. */
export interface CollectionBegin {
  generation: number;
  reason: number;
  tracked: number;
  count: number;
  threshold: number;
  filename: number;
  lineno: number;
}

export interface HostImportsOptions {
  memory: WebAssembly.Memory;
  system: HostSystem;
  compiler: CompileService;
  finder: SourceFinder;
  trace?: TraceListener;
  /** Calls stack_probe of the module: throws what the engine throws where its stack ends. */
  probeStack(bytes: number): void;
}

function fatal(text: string): never {
  throw new FatalError(text);
}

function failureImports(texts: MemoryTexts) {
  return {
    fatal_error: (text: number, length: number) => fatal(texts.text(text, length)),
    fatal_refcount: (object: number) =>
      fatal(`negative reference count of the object at 0x${(object >>> 0).toString(16)}`),
  };
}

function stackImports(probeStack: (bytes: number) => void) {
  return {
    stack_room: (bytes: number) => {
      try {
        probeStack(bytes);
        return 1;
      } catch {
        return 0;
      }
    },
  };
}

function systemImports(texts: MemoryTexts, system: HostSystem, table: FileTable) {
  return {
    write: (fd: number, address: number, length: number) => table.write(fd, texts.copy(address, length)),
    isatty: (fd: number) => (table.isTerminal(fd) > 0 ? 1 : 0),
    random_bytes: (buffer: number, length: number) => {
      const bytes = new Uint8Array(length);
      system.fillRandom(bytes);
      texts.put(buffer, bytes);
    },
  };
}

function timeImports(texts: MemoryTexts, system: HostSystem) {
  let zone: TimeZone | null = null;
  return {
    clock: (which: number) =>
      which === 0 ? system.wallSeconds() : which === 1 ? system.monotonicSeconds() : system.cpuSeconds(),
    sleep: (seconds: number) => system.sleep(seconds),
    zone_at: (epochSeconds: number, buffer: number, capacity: number) => {
      zone ??= system.timeZone();
      const { offsetSeconds, isDst, name } = zone.at(epochSeconds);
      const head = new DataView(new ArrayBuffer(8));
      head.setInt32(0, offsetSeconds, true);
      head.setInt32(4, isDst ? 1 : 0, true);
      texts.put(buffer, new Uint8Array(head.buffer));
      return texts.putText(buffer + 8, name, capacity - 8);
    },
    zone_reload: () => {
      zone = null;
    },
  };
}

function numberImports(texts: MemoryTexts) {
  return {
    float_repr: (value: number, buffer: number) => texts.putText(buffer, String(value)),
    float_parse: (text: number, length: number) => Number(texts.text(text, length)),
  };
}

/** Names of characters, for the module unicodedata. */
function nameImports(texts: MemoryTexts) {
  return {
    unicode_name: (character: number, buffer: number, capacity: number) => {
      if (!hasUnicodeNames()) return -1;
      const name = unicodeNameOf(character);
      if (name.length >= capacity) return 0;
      return texts.putText(buffer, name);
    },
    unicode_lookup: (text: number, length: number, buffer: number) => {
      if (!hasUnicodeNames()) return -1;
      const name = texts.text(text, length);
      const character = lookupUnicodeName(name);
      const found =
        character >= 0 ? [character] : [...(lookupUnicodeSequence(name) ?? "")].map((c) => c.codePointAt(0)!);
      texts.put(buffer, new Uint8Array(Uint32Array.from(found).buffer));
      return found.length;
    },
  };
}

function compilerImports(texts: MemoryTexts, compiler: CompileService) {
  let pending: Uint8Array = new Uint8Array(0);
  const streams = new TokenStreams();
  return {
    compile_source: (
      text: number,
      length: number,
      filename: number,
      filenameLength: number,
      mode: number,
      flags: number,
      optimize: number,
      depth: number,
      featureVersion: number,
      maxStrDigits: number,
    ) => {
      const source = texts.copy(text, length);
      const name = decodeUtf8(texts.copy(filename, filenameLength)).value;
      pending = compiler.compile(source, name, mode, flags, optimize, depth, featureVersion, maxStrDigits);
      return pending.length;
    },
    compile_tree: (
      record: number,
      length: number,
      filename: number,
      filenameLength: number,
      flags: number,
      optimize: number,
      depth: number,
    ) => {
      const name = decodeUtf8(texts.copy(filename, filenameLength)).value;
      pending = compiler.compileTree(texts.copy(record, length), name, flags, optimize, depth);
      return pending.length;
    },
    tokenizer_open: (keepsAll: number) => streams.open(keepsAll !== 0),
    tokenizer_feed: (stream: number, text: number, length: number) => {
      pending = streams.feed(stream, length < 0 ? null : texts.text(text, length));
      return pending.length;
    },
    tokenizer_resume: (stream: number) => {
      pending = streams.resume(stream);
      return pending.length;
    },
    tokenizer_close: (stream: number) => streams.close(stream),
    take_bytes: (buffer: number) => void texts.put(buffer, pending),
    source_line: (filename: number, filenameLength: number, lineno: number) => {
      const line = compiler.lines.fileLine(texts.text(filename, filenameLength), lineno);
      if (line === null) return -1;
      pending = new TextEncoder().encode(line);
      return pending.length;
    },
    source_excerpt: (
      filename: number,
      filenameLength: number,
      lineno: number,
      endLineno: number,
      column: number,
      endColumn: number,
    ) => {
      const lines = compiler.lines.linesOf(texts.text(filename, filenameLength));
      if (lines === null) return -1;
      const { text, warnings } = sourceExcerpt(lines, { lineno, endLineno, column, endColumn });
      const parts = [text, ...warnings.flatMap((warning) => [String(warning.lineno), warning.message])];
      pending = new TextEncoder().encode(parts.join("\0"));
      return pending.length;
    },
  };
}

function finderImports(texts: MemoryTexts, finder: SourceFinder) {
  return {
    find_module: (folder: number, folderLength: number, name: number, nameLength: number, wantCode: number) =>
      finder.find(texts.text(folder, folderLength), texts.text(name, nameLength), wantCode !== 0),
    module_path_length: () => finder.found.path.length,
    take_module_path: (buffer: number) => void texts.put(buffer, finder.found.path),
    module_source_length: () => finder.found.source.length,
    take_module_source: (buffer: number) => void texts.put(buffer, finder.found.source),
    module_code_length: () => finder.found.code.length,
    take_module_code: (buffer: number) => void texts.put(buffer, finder.found.code),
  };
}

function traceImports(trace: TraceListener) {
  return {
    trace_alloc: (domain: number, address: number, size: number, zeroed: number) =>
      trace.onAlloc?.(domain, address >>> 0, size >>> 0, zeroed !== 0),
    trace_realloc: (domain: number, old: number, address: number, size: number) =>
      trace.onRealloc?.(domain, old >>> 0, address >>> 0, size >>> 0),
    trace_free: (domain: number, address: number) => trace.onFree?.(domain, address >>> 0),
    trace_arena: (obtained: number, arenaindex: number, address: number) =>
      trace.onArena?.(obtained !== 0, arenaindex, address >>> 0),
    trace_gc_begin: (
      generation: number,
      reason: number,
      tracked: number,
      count: number,
      threshold: number,
      filename: number,
      lineno: number,
    ) =>
      trace.onCollectionBegin?.({
        generation,
        reason,
        tracked: tracked >>> 0,
        count,
        threshold,
        filename: filename >>> 0,
        lineno,
      }) ?? 1,
    trace_gc_event: (event: number, object: number, other: number, value: number) =>
      trace.onCollectionEvent?.(event, object >>> 0, other >>> 0, value),
    trace_gc_end: (collected: number, uncollectable: number) => trace.onCollectionEnd?.(collected, uncollectable),
    trace_gc_skipped: (pending: number, total: number) => trace.onCollectionSkipped?.(pending, total),
  };
}

export function hostImports(options: HostImportsOptions): WebAssembly.Imports {
  const { memory, system, compiler, finder } = options;
  const texts = new MemoryTexts(memory);
  const table = new FileTable(system);
  return {
    env: {
      memory,
      abort: (message: number, file: number, line: number, column: number) =>
        fatal(`assertion failed: ${texts.literal(message) || "null"} at ${texts.literal(file)}:${line}:${column}`),
    },
    host: {
      ...failureImports(texts),
      ...stackImports(options.probeStack),
      ...systemImports(texts, system, table),
      ...timeImports(texts, system),
      ...numberImports(texts),
      ...nameImports(texts),
      ...compilerImports(texts, compiler),
      ...finderImports(texts, finder),
    },
    "host-files": hostFileImports(texts, system, table),
    trace: traceImports(options.trace ?? {}),
  };
}
