/**
 * References and memory of dicts, of their key tables (which split dicts and classes share), of inline values, of sets.
 * CPython: the tp_traverse and __sizeof__ of Objects/dictobject.c and Objects/setobject.c.
 *
 * A key table is counted once: its keys (and, when it is not split, values) belong to the first who is met with it; a
 * class comes before the dicts of its instances.
 */
import { EDGE_KIND_SHIFT, EDGE_WEAK, EdgeKind } from "./heap-image.ts";
import type { ImageBuilder } from "./image-builder.ts";
import { PythonText } from "./python-text.ts";
import { POINTER_BYTES } from "./runtime-layout.ts";

const KEY = EdgeKind.KEY << EDGE_KIND_SHIFT;
const VALUE = EdgeKind.VALUE << EDGE_KIND_SHIFT;
const ATTRIBUTE = EdgeKind.ATTRIBUTE << EDGE_KIND_SHIFT;
/** dk_refcnt of a table that is never released: that of the empty dict. */
const IMMORTAL = 0xffffffff;

/** What is to be known of a key table. */
interface KeyTable {
  address: number;
  isGeneral: boolean;
  isSplit: boolean;
  count: number;
  /** Address of the key of entry 0; its value follows. */
  first: number;
  /** Bytes from entry to entry. */
  step: number;
  /** Bytes of the whole table. */
  size: number;
}

export class DictReader {
  private readonly keysAt: Record<string, number>;
  private readonly text: PythonText;
  private readonly general: number;
  private readonly split: number;
  private readonly mortal: number;

  constructor(private readonly builder: ImageBuilder) {
    const { layout } = builder.memory;
    const offset = (field: string) => layout.offset("PyDictKeysObject", field);
    this.keysAt = {
      refcnt: offset("dk_refcnt"),
      log2Size: offset("dk_log2_size"),
      log2Bytes: offset("dk_log2_index_bytes"),
      kind: offset("dk_kind"),
      count: offset("dk_nentries"),
    };
    this.general = layout.constant("DICT_KEYS_GENERAL");
    this.split = layout.constant("DICT_KEYS_SPLIT");
    this.mortal = layout.constant("SSTATE_INTERNED_MORTAL");
    this.text = new PythonText(builder.memory);
  }

  private keyTable(address: number): KeyTable {
    const { memory } = this.builder;
    const { layout } = memory;
    const kind = memory.u8[address + this.keysAt.kind];
    const isGeneral = kind === this.general;
    const step = layout.size(isGeneral ? "PyDictKeyEntry" : "PyDictUnicodeEntry");
    const entries = address + layout.size("PyDictKeysObject") + 2 ** memory.u8[address + this.keysAt.log2Bytes];
    const usable = Math.floor((2 ** memory.u8[address + this.keysAt.log2Size] * 2) / 3);
    return {
      address,
      isGeneral,
      isSplit: kind === this.split,
      count: memory.word(address + this.keysAt.count),
      first: entries + (isGeneral ? layout.offset("PyDictKeyEntry", "me_key") : 0),
      step,
      size: entries + usable * step - address,
    };
  }

  /** The dict at `address`. `isInterned`: its references to mortal interned strings are not counted. */
  readDict(address: number, isInterned: boolean): void {
    const { builder } = this;
    const { memory } = builder;
    const table = this.keyTable(memory.field(address, "PyDictObject", "ma_keys"));
    const values = memory.field(address, "PyDictObject", "ma_values");
    if (values !== 0) {
      this.shareKeys(table.address);
      this.readSplitValues(table, values);
    } else if (memory.word(table.address + this.keysAt.refcnt) !== IMMORTAL) {
      builder.keyTables.set(table.address, 1 + (builder.keyTables.get(table.address) ?? 0));
      builder.own(table.address, table.size, "keys");
      this.readEntries(table, isInterned);
    }
  }

  /** The list of keys of an OrderedDict, which the dict's own keys are counted apart from. */
  readOrder(o: number): void {
    const { builder } = this;
    const { memory } = builder;
    const fastNodes = memory.field(o, "PyODictObject", "od_fast_nodes");
    builder.own(fastNodes, memory.field(o, "PyODictObject", "od_fast_nodes_size") * POINTER_BYTES, "od_fast_nodes");
    let node = memory.field(o, "PyODictObject", "od_first");
    for (let i = 0; node !== 0; i++) {
      builder.own(node, memory.layout.size("_ODictNode"), "node");
      builder.edge(memory.field(node, "_ODictNode", "key"), KEY | i);
      node = memory.field(node, "_ODictNode", "next");
    }
  }

  /** A combined table: keys and values. */
  private readEntries(table: KeyTable, isInterned: boolean): void {
    const { builder } = this;
    const { memory } = builder;
    for (let i = 0, at = table.first; i < table.count; i++, at += table.step) {
      const value = memory.word(at + POINTER_BYTES);
      if (value === 0) continue;
      const key = memory.word(at);
      const weak = isInterned && this.isMortalInterned(key) ? EDGE_WEAK : 0;
      builder.edge(key, (KEY | i | weak) >>> 0);
      builder.edge(value, (VALUE | Math.max(builder.reach(key), 0) | weak) >>> 0);
    }
  }

  private isMortalInterned(str: number): boolean {
    return (this.text.state(str) & 3) === this.mortal;
  }

  /** Values of a dict of an instance; those embedded in the instance are the instance's. */
  private readSplitValues(table: KeyTable, values: number): void {
    const { memory } = this.builder;
    const at = (field: string) => values + memory.layout.offset("PyDictValues", field);
    if (memory.u8[at("embedded")] !== 0) return;
    const capacity = memory.u8[at("capacity")];
    this.builder.own(values, valuesSize(capacity), "values");
    this.readValues(table, values, VALUE);
  }

  private readValues(table: KeyTable, values: number, kind: number): void {
    const { builder } = this;
    const { memory } = builder;
    const first = values + memory.layout.size("PyDictValues");
    const capacity = memory.u8[values + memory.layout.offset("PyDictValues", "capacity")];
    for (let i = 0; i < capacity; i++) {
      const value = memory.word(first + i * POINTER_BYTES);
      if (value === 0) continue;
      const key = i < table.count ? memory.word(table.first + i * table.step) : 0;
      builder.edge(value, kind | (key === 0 ? 0 : Math.max(builder.reach(key), 0)));
    }
  }

  /** The attributes of an instance that lie in it. Bytes of the values behind its body. */
  readInlineValues(values: number, type: number): number {
    const { memory } = this.builder;
    const at = (field: string) => values + memory.layout.offset("PyDictValues", field);
    const keys = heapTypeField(this.builder, type, "ht_cached_keys");
    if (memory.u8[at("valid")] !== 0 && keys !== 0) this.readValues(this.keyTable(keys), values, ATTRIBUTE);
    return valuesSize(memory.u8[at("capacity")]);
  }

  /** A reference to a split table: the first one to come owns its keys. */
  shareKeys(address: number): void {
    if (address === 0) return;
    const { builder } = this;
    const { memory } = builder;
    if (memory.word(address + this.keysAt.refcnt) === IMMORTAL) return;
    const references = builder.keyTables.get(address) ?? 0;
    builder.keyTables.set(address, references + 1);
    if (references > 0) return;
    const table = this.keyTable(address);
    builder.own(address, table.size, "shared keys");
    for (let i = 0; i < table.count; i++) builder.edge(memory.word(table.first + i * table.step), KEY | i);
  }

  /** Compares the counts of key tables with the references found. */
  checkKeyTables(): void {
    const { memory, keyTables } = this.builder;
    for (const [address, references] of keyTables) {
      const count = memory.word(address + this.keysAt.refcnt);
      if (count === references) continue;
      this.builder.fault(address, `key table has dk_refcnt ${count}, but ${references} references`);
    }
  }

  /** A set or frozenset. */
  readSet(address: number, dummy: number): void {
    const { builder } = this;
    const { memory } = builder;
    const table = memory.field(address, "PySetObject", "table");
    const count = memory.field(address, "PySetObject", "mask") + 1;
    const step = memory.layout.size("setentry");
    if (table !== address + memory.layout.size("PySetObject")) builder.own(table, count * step, "table");
    for (let i = 0, at = table; i < count; i++, at += step) {
      const key = memory.word(at);
      if (key !== 0 && key !== dummy) builder.edge(key, KEY | i);
    }
  }
}

/** Bytes of values with `capacity` slots: a head, the slots, a byte per slot for their order. */
function valuesSize(capacity: number): number {
  return (capacity + 1) * POINTER_BYTES + ((capacity + 7) & ~7);
}

/** Where the fields of a heap type lie that a static type has not: behind its method tables. */
function heapTypeTail(builder: ImageBuilder): number {
  const { layout } = builder.memory;
  const parts = [
    "PyTypeObject",
    "PyAsyncMethods",
    "PyNumberMethods",
    "PyMappingMethods",
    "PySequenceMethods",
    "PyBufferProcs",
  ];
  return parts.reduce((sum, part) => sum + layout.size(part), 0);
}

/** A field of PyHeapTypeTail of the heap type at `type`. */
export function heapTypeField(builder: ImageBuilder, type: number, field: string): number {
  return builder.memory.field(type + heapTypeTail(builder), "PyHeapTypeTail", field);
}
