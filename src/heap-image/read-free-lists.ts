/**
 * Layer 3: the free lists that types keep (CPython: pycore_freelist.h). What is on them is in use for the allocator, but
 * is no object: each list claims its blocks here.
 */
import type { Claim } from "./block-map.ts";
import type { OtherBlock } from "./heap-image.ts";
import type { ImageBuilder } from "./image-builder.ts";
import { pointersAt } from "./read-roots.ts";
import { POINTER_BYTES } from "./runtime-layout.ts";

/** One entry: where its block begins for its owner (behind the pre-header), and how large it is. */
type Entry = [address: number, size: number, preSize: number];

export class FreeListReader {
  readonly blocks: OtherBlock[] = [];
  private readonly gcHead: number;

  constructor(private readonly builder: ImageBuilder) {
    this.gcHead = builder.memory.layout.size("PyGC_Head");
  }

  readAll(): void {
    this.claim("float", this.floats());
    for (const [size, entries] of this.tuples()) this.claim(`tuple[${size}]`, entries);
    this.claim(
      "list",
      this.array("list_free_list", "list_free_count", "ListFreeList", "numfree", this.gc("PyListObject")),
    );
    this.claim("dict", this.counted("dict_free_list", "DictFreeList", this.gc("PyDictObject")));
    this.claim("dict keys", this.counted("dict_keys_free_list", "DictKeysFreeList", this.smallKeys()));
    this.claim("Context", this.contexts());
    this.claim("slice", this.slices());
    this.claim("MemoryError", this.memoryErrors());
    const asend = this.gc("AsyncGenAwaitable");
    this.claim(
      "async_generator_asend",
      this.array("asend_free_list", "async_gen_free_counts", "FreeCounts", "asends", asend),
    );
    const value = this.gc("WrappedValue");
    this.claim(
      "async_generator_value",
      this.array("async_value_free_list", "async_gen_free_counts", "FreeCounts", "values", value),
    );
  }

  /** Size of a fixed-size GC object of a struct: with its head. */
  private gc(struct: string): [size: number, preSize: number] {
    return [this.builder.memory.layout.size(struct) + this.gcHead, this.gcHead];
  }

  private smallKeys(): [number, number] {
    const { layout } = this.builder.memory;
    const log2 = layout.constant("PyDict_LOG_MINSIZE");
    const usable = Math.floor((2 ** log2 * 2) / 3);
    return [layout.size("PyDictKeysObject") + 2 ** log2 + usable * layout.size("PyDictUnicodeEntry"), 0];
  }

  private claim(name: string, entries: Entry[]): void {
    const claimed: Claim = { block: 0, layer: 0 };
    for (const [address, size, preSize] of entries) {
      this.builder.blocks.claim(address - preSize, size, () => `free list of ${name}`, claimed);
      this.blocks.push({ name, address, size, block: claimed.block, layer: claimed.layer });
    }
  }

  /** Linked through the type's slot. */
  private floats(): Entry[] {
    const { memory } = this.builder;
    const entries: Entry[] = [];
    const link = memory.layout.offset("PyObject", "ob_type");
    const count = memory.field(memory.symbol("float_free_list"), "FloatFreeList", "numfree");
    let at = memory.field(memory.symbol("float_free_list"), "FloatFreeList", "items");
    while (at !== 0 && entries.length <= count) {
      entries.push([at, memory.layout.size("PyFloatObject"), 0]);
      at = memory.word(at + link);
    }
    this.check("float", entries.length, count);
    return entries;
  }

  /** A list for each length from 1 on, linked through the first item. */
  private *tuples(): Generator<[number, Entry[]]> {
    const { memory } = this.builder;
    const { layout } = memory;
    const lists = memory.symbol("tuple_free_lists");
    const head = layout.size("PyTupleObject");
    for (let size = 1; size <= layout.constant("PyTuple_MAXSAVESIZE"); size++) {
      // Records are 16 bytes apart: a pointer slot, a count in a slot.
      const record = lists + (size - 1) * 2 * POINTER_BYTES;
      const count = memory.field(record, "TupleFreeList", "numfree");
      const entries: Entry[] = [];
      let at = memory.field(record, "TupleFreeList", "items");
      while (at !== 0 && entries.length <= count) {
        entries.push([at, head + size * POINTER_BYTES + this.gcHead, this.gcHead]);
        at = memory.word(at + head);
      }
      this.check(`tuple[${size}]`, entries.length, count);
      yield [size, entries];
    }
  }

  private check(name: string, found: number, count: number): void {
    if (found !== count) this.builder.fault(0, `the free list of ${name} has ${found} entries and says ${count}`);
  }

  /** An array of addresses whose length stands elsewhere. */
  private array(list: string, counter: string, struct: string, field: string, [size, pre]: [number, number]): Entry[] {
    const { memory } = this.builder;
    const count = Math.max(memory.signedField(memory.symbol(counter), struct, field), 0);
    return pointersAt(this.builder, memory.symbol(list), count).map((address) => [address, size, pre]);
  }

  /** An array of addresses behind its count. */
  private counted(list: string, struct: string, [size, pre]: [number, number]): Entry[] {
    const { memory } = this.builder;
    const address = memory.symbol(list);
    const count = Math.max(memory.signedField(address, struct, "numfree"), 0);
    return pointersAt(this.builder, address + memory.layout.size(struct), count).map((entry) => [entry, size, pre]);
  }

  /** Kept so that there are some when memory is out; linked through their dict. */
  private memoryErrors(): Entry[] {
    const { memory } = this.builder;
    const [size, pre] = this.gc("PyBaseExceptionObject");
    const interp = memory.symbol("interp");
    const count = memory.field(interp, "PyInterpreterState", "memerrors_numfree");
    const entries: Entry[] = [];
    let at = memory.field(interp, "PyInterpreterState", "memerrors_freelist");
    while (at !== 0 && entries.length <= count) {
      entries.push([at, size, pre]);
      at = memory.field(at, "PyBaseExceptionObject", "dict");
    }
    this.check("MemoryError", entries.length, count);
    return entries;
  }

  /** Linked through the heads of their weak references. */
  private contexts(): Entry[] {
    const { memory } = this.builder;
    const [size, pre] = this.gc("PyContext");
    const list = memory.symbol("context_free_list");
    const count = memory.field(list, "ContextFreeList", "numfree");
    const entries: Entry[] = [];
    let at = memory.field(list, "ContextFreeList", "items");
    while (at !== 0 && entries.length <= count) {
      entries.push([at, size, pre]);
      at = memory.field(at, "PyContext", "ctx_weakreflist");
    }
    this.check("Context", entries.length, count);
    return entries;
  }

  private slices(): Entry[] {
    const { memory } = this.builder;
    const address = memory.field(memory.symbol("slice_cache"), "SliceCache", "slice_cache");
    const [size, pre] = this.gc("PySliceObject");
    return address === 0 ? [] : [[address, size, pre]];
  }
}
