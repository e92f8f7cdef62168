/**
 * The roots: every place outside of objects that holds a counted reference, with a name. They are static structs of the
 * runtime whose addresses src/runtime/roots.ts exports, the running frames, and all static types. A root that is missing
 * here shows in the audit: the object it holds has a reference too many.
 */
import { EDGE_WEAK } from "./heap-image.ts";
import type { ImageBuilder } from "./image-builder.ts";
import type { FrameReader } from "./read-frames.ts";
import { POINTER_BYTES } from "./runtime-layout.ts";

/** Fields of state structs that borrow, or hold results that the caller takes at once. */
const TSTATE_BORROWED = ["send_result", "out_object", "out_object2", "delete_later"];
const INTERP_BORROWED = [
  "memerrors_freelist",
  ...["isinstance", "len", "list_append", "object_getattribute"].map((name) => `callable_cache_${name}`),
];

/** State structs: what they are called, the symbol of their address, their struct, what in them is not owned. */
const STATE_STRUCTS: readonly [string, string, string, readonly string[]][] = [
  ["interpreter", "interp", "PyInterpreterState", INTERP_BORROWED],
  ["thread state", "tstate", "PyThreadState", TSTATE_BORROWED],
  ["garbage collector", "gcstate", "GCState", []],
  ["trampolines", "trampolines", "Trampolines", []],
  ["syntax trees", "ast_state", "AstState", ["expr_context_type", "Load_singleton"]],
];

/** Bytes of a slot in the tables of tracemalloc: addresses, not pointers. */
const TABLE_SLOT = 4;

export class RootReader {
  constructor(
    private readonly builder: ImageBuilder,
    private readonly frames: FrameReader,
  ) {}

  /** All roots, those first that explain most to people. */
  readAll(): void {
    this.frames.readRunningFrames();
    for (const [holder, symbol, struct, borrowed] of STATE_STRUCTS) this.readStruct(holder, symbol, struct, borrowed);
    this.readHandledExceptions();
    this.readMethodCache();
    this.readSlotTable();
    this.readExitFunctions();
    this.readMonitoring();
    this.readSignalHandlers();
    this.readTracemalloc();
    this.readStaticTypes();
    this.ownArenaTable();
  }

  /** Layer 2's vector of arena_objects. */
  private ownArenaTable(): void {
    const { builder } = this;
    const { memory } = builder;
    const obmalloc = memory.symbol("obmalloc");
    const count = memory.field(obmalloc, "ObmallocState", "maxarenas");
    const size = count * memory.layout.size("arena_object");
    builder.ownByInterpreter(memory.field(obmalloc, "ObmallocState", "arenas"), size, "table of arenas");
  }

  private readStruct(holder: string, symbol: string, struct: string, borrowed: readonly string[]): void {
    const { builder } = this;
    const { memory } = builder;
    const address = memory.symbol(symbol);
    builder.beginRoot(holder);
    for (const { name, offset } of memory.layout.objectFields(struct)) {
      if (!borrowed.includes(name)) builder.edge(memory.word(address + offset), builder.names.number(name));
    }
  }

  /** The stack of exceptions being handled; entries inside generators are the generators'. */
  private readHandledExceptions(): void {
    const { builder } = this;
    const { memory } = builder;
    const lowest = memory.symbol("tstate") + memory.layout.offset("PyThreadState", "exc_state_value");
    let at = memory.field(memory.symbol("tstate"), "PyThreadState", "exc_info");
    builder.beginRoot("exceptions being handled");
    // The lowest entry lies in the thread state and is read with it.
    while (at !== 0 && at !== lowest) {
      if (!this.isInGenerator(at)) builder.edge(memory.word(at), builder.names.number("exc_value"));
      at = memory.field(at, "_PyErr_StackItem", "previous_item");
    }
  }

  /** Entries of the stack of exceptions lie in generators, or in static data. */
  private isInGenerator(item: number): boolean {
    return this.builder.blocks.isHeap(item);
  }

  /** The method cache owns the names; the values it borrows. */
  private readMethodCache(): void {
    const { builder } = this;
    const { memory } = builder;
    const { layout } = memory;
    const step = layout.size("type_cache_entry");
    const count = layout.constant("MCACHE_SIZE");
    const nameAt = memory.symbol("type_cache") + layout.offset("type_cache_entry", "name");
    const valueAt = memory.symbol("type_cache") + layout.offset("type_cache_entry", "value");
    const name = builder.names.number("name");
    const value = (builder.names.number("value") | EDGE_WEAK) >>> 0;
    builder.beginRoot("method cache");
    for (let i = 0; i < count; i++) {
      builder.edge(memory.word(nameAt + i * step), name);
      builder.edge(memory.word(valueAt + i * step), value);
    }
  }

  /** The names of special methods. */
  private readSlotTable(): void {
    const { builder } = this;
    const { memory } = builder;
    const { layout } = memory;
    const state = memory.symbol("slotdef_state");
    const count = memory.field(state, "SlotdefState", "count");
    const first = memory.field(state, "SlotdefState", "table") + layout.offset("pytype_slotdef", "name_strobj");
    builder.beginRoot("table of special methods");
    const name = builder.names.number("name_strobj");
    for (let i = 0; i < count; i++) builder.edge(memory.word(first + i * layout.size("pytype_slotdef")), name);
  }

  /** What atexit.register was given: a record each, and a table of them. */
  private readExitFunctions(): void {
    const { builder } = this;
    const { memory } = builder;
    const { layout } = memory;
    const state = memory.symbol("atexit_state");
    const table = memory.field(state, "AtexitState", "callbacks");
    if (table === 0) return;
    const room = memory.field(state, "AtexitState", "callback_len") * POINTER_BYTES;
    builder.ownByInterpreter(table, room, "atexit functions");
    builder.beginRoot("atexit functions");
    const records = pointersAt(builder, table, memory.field(state, "AtexitState", "ncallbacks"));
    for (const record of records.filter((address) => address !== 0)) {
      builder.ownByInterpreter(record, layout.size("atexit_callback"), "atexit functions");
      for (const { name, offset } of layout.objectFields("atexit_callback")) {
        builder.edge(memory.word(record + offset), builder.names.number(name));
      }
    }
  }

  /** What tools have registered, and their names. */
  private readMonitoring(): void {
    const { builder } = this;
    const { layout } = builder.memory;
    const tools = layout.constant("TOOL_IDS");
    const count = tools * layout.constant("EVENTS") + tools;
    builder.beginRoot("monitoring");
    const name = builder.names.number("callback or tool name");
    for (const object of pointersAt(builder, builder.memory.symbol("monitoring_objects"), count))
      builder.edge(object, name);
  }

  private readSignalHandlers(): void {
    const { builder } = this;
    builder.beginRoot("signal handlers");
    const name = builder.names.number("handler");
    const count = builder.memory.layout.constant("NSIG");
    for (const object of pointersAt(builder, builder.memory.symbol("signal_handlers"), count))
      builder.edge(object, name);
  }

  /** The file names that tracebacks of allocations refer to; the tables of tracemalloc. */
  private readTracemalloc(): void {
    const { builder } = this;
    const { memory } = builder;
    const tracebacks = memory.symbol("traceback_state");
    const traces = memory.symbol("trace_state");
    const state = (name: string) => memory.field(tracebacks, "TracebackState", name);
    const table = memory.field(traces, "TraceState", "traces");
    if (table === 0) return;
    const own = (address: number, size: number) => builder.ownByInterpreter(address, size, "tracemalloc");
    const { layout } = memory;
    const bytesOf = (frames: number) => layout.constant("TRACEBACK_HEAD") + layout.constant("TRACEBACK_FRAME") * frames;
    const addresses = (at: number, count: number) =>
      Array.from({ length: count }, (_, i) => memory.word(at + i * TABLE_SLOT)).filter(Boolean);
    own(table, layout.size("Trace") * 2 ** memory.field(traces, "TraceState", "bits"));
    own(state("scratch"), bytesOf(state("max_nframe")));
    own(state("cache"), layout.constant("LINE_CACHE_SLOTS") * layout.constant("LINE_CACHE_ENTRY"));
    own(state("tracebacks"), state("slots") * TABLE_SLOT);
    own(state("filenames"), state("filename_slots") * TABLE_SLOT);
    for (const traceback of addresses(state("tracebacks"), state("slots"))) {
      own(traceback, bytesOf(memory.field(traceback, "Traceback", "nframe") & 0xffff));
    }
    builder.beginRoot("file names of tracemalloc");
    const name = builder.names.number("file name");
    for (const filename of addresses(state("filenames"), state("filename_slots"))) builder.edge(filename, name);
  }

  /** `object` and the static types among its subclasses, at any depth. */
  private readStaticTypes(): void {
    const { builder } = this;
    const { memory } = builder;
    builder.beginRoot("static types");
    const name = builder.names.number("type");
    const queue = [memory.symbol("PyBaseObject_Type")];
    const seen = new Set(queue);
    for (let i = 0; i < queue.length; i++) {
      builder.edge(queue[i], name);
      for (const subclass of this.subclassesOf(queue[i])) {
        if (seen.has(subclass) || builder.plans.isHeapType(subclass)) continue;
        seen.add(subclass);
        queue.push(subclass);
      }
    }
  }

  /** Direct subclasses: tp_subclasses is a dict of weak references, by the addresses of the subclasses. */
  private subclassesOf(type: number): number[] {
    const { memory } = this.builder;
    const { layout } = memory;
    const dict = memory.field(type, "PyTypeObject", "tp_subclasses");
    if (dict === 0) return [];
    const keys = memory.field(dict, "PyDictObject", "ma_keys");
    const log2 = memory.u8[keys + layout.offset("PyDictKeysObject", "dk_log2_index_bytes")];
    const value = keys + layout.size("PyDictKeysObject") + 2 ** log2 + layout.offset("PyDictKeyEntry", "me_value");
    const step = layout.size("PyDictKeyEntry");
    const found: number[] = [];
    // The keys are ints, so entries are of the general kind; the empty dict has none.
    const count = memory.field(keys, "PyDictKeysObject", "dk_nentries");
    for (let i = 0; i < count; i++) {
      const reference = memory.word(value + i * step);
      if (reference === 0) continue;
      const subclass = memory.field(reference, "PyWeakReference", "wr_object");
      if (this.builder.plans.isType(subclass)) found.push(subclass);
    }
    return found;
  }
}

/** References that native code holds at this stop, as the host knows them. */
export function readNativeReferences(builder: ImageBuilder, native: ReadonlyMap<string, readonly number[]>): void {
  for (const [holder, addresses] of native) {
    builder.beginRoot(holder);
    for (const address of addresses) builder.edge(address, builder.names.number("reference"));
  }
}

/** Addresses in an array of pointer slots. */
export function pointersAt(builder: ImageBuilder, address: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => builder.memory.word(address + i * POINTER_BYTES));
}
