/**
 * How to read the instances of a type: made once for each type that the walk meets, from the table of structs
 * (type-structs.ts), the type object itself and the bases between them.
 */
import { EDGE_WEAK, ObjectFlag } from "./heap-image.ts";
import type { NameTable } from "./name-table.ts";
import { PythonText } from "./python-text.ts";
import { LayoutError, POINTER_BYTES } from "./runtime-layout.ts";
import type { RuntimeMemory } from "./runtime-memory.ts";
import { NATIVE_HEAP_STRUCTS, Scan, TYPE_STRUCTS, type TypeStruct, WEAK_LIST } from "./type-structs.ts";

export interface TypePlan {
  /** Address of the type. */
  type: number;
  name: string;
  scan: number;
  struct: string;
  /** Offsets of the fields that refer to objects, and their edge names. */
  offsets: number[];
  names: number[];
  basicSize: number;
  itemSize: number;
  /** Bytes in front of the object: GC head, managed dict and weak references. */
  preSize: number;
  /** ObjectFlag bits that all instances have. */
  flags: number;
  isHeapType: boolean;
  hasManagedDict: boolean;
  hasInlineValues: boolean;
  /** Items of a struct sequence, visible or not. */
  itemCount: number;
}

/** The member records of a heap type's `__slots__` that hold objects. */
interface Slot {
  offset: number;
  name: string;
}

export class TypePlans {
  private readonly plans = new Map<number, TypePlan | undefined>();
  private readonly known = new Map<number, TypeStruct>();
  private readonly text: PythonText;
  private readonly flag: Record<string, number>;

  constructor(
    private readonly memory: RuntimeMemory,
    private readonly names: NameTable,
  ) {
    this.text = new PythonText(memory);
    for (const [symbol, struct] of Object.entries(TYPE_STRUCTS)) {
      const address = memory.findSymbol(symbol);
      if (address !== undefined) this.known.set(address, struct);
    }
    if (!this.known.has(memory.symbol("PyBaseObject_Type"))) throw new LayoutError("PyBaseObject_Type");
    const flags = [
      "HEAPTYPE",
      "HAVE_GC",
      "MANAGED_DICT",
      "PREHEADER",
      "INLINE_VALUES",
      "TYPE_SUBCLASS",
      "TUPLE_SUBCLASS",
    ];
    this.flag = Object.fromEntries(flags.map((name) => [name, memory.layout.constant(`Py_TPFLAGS_${name}`)]));
  }

  /** How to read instances of the type at `type`; undefined when there is no type there. */
  of(type: number): TypePlan | undefined {
    const known = this.plans.get(type);
    if (known !== undefined || this.plans.has(type)) return known;
    const plan = this.isType(type) ? this.make(type) : undefined;
    this.plans.set(type, plan);
    return plan;
  }

  /** Is the object at `address` a type? */
  isType(address: number): boolean {
    const { memory } = this;
    if (!memory.isPlausible(address)) return false;
    const metatype = memory.field(address, "PyObject", "ob_type");
    if (!memory.isPlausible(metatype) || metatype + memory.layout.size("PyTypeObject") > memory.size) return false;
    return (this.flagsOf(metatype) & this.flag.TYPE_SUBCLASS) !== 0;
  }

  isHeapType(type: number): boolean {
    return (this.flagsOf(type) & this.flag.HEAPTYPE) !== 0;
  }

  /** A static type, or a heap type that a native module has made: its instances are a struct, and have no `__slots__`. */
  private isNative(type: number): boolean {
    if (!this.isHeapType(type)) return true;
    const tail = type + this.memory.layout.constant("HT_TAIL");
    return this.memory.field(tail, "PyHeapTypeTail", "_ht_tpname") !== 0;
  }

  private flagsOf(type: number): number {
    return this.memory.field(type, "PyTypeObject", "tp_flags");
  }

  private make(type: number): TypePlan {
    const { memory, flag } = this;
    const flags = this.flagsOf(type);
    const rule = this.ruleFor(type);
    const isGC = (flags & flag.HAVE_GC) !== 0;
    const hasPreheader = (flags & flag.PREHEADER) !== 0;
    const plan: TypePlan = {
      type,
      name: memory.text(memory.field(type, "PyTypeObject", "tp_name")),
      scan: rule.scan ?? Scan.FIELDS,
      struct: rule.struct,
      offsets: [],
      names: [],
      basicSize: memory.field(type, "PyTypeObject", "tp_basicsize"),
      itemSize: memory.field(type, "PyTypeObject", "tp_itemsize"),
      preSize: (isGC ? memory.layout.size("PyGC_Head") : 0) + (hasPreheader ? 2 * POINTER_BYTES : 0),
      flags:
        (isGC ? ObjectFlag.GC : 0) |
        (hasPreheader ? ObjectFlag.PREHEADER : 0) |
        (flags & flag.TYPE_SUBCLASS ? ObjectFlag.TYPE : 0) |
        (flags & flag.HEAPTYPE ? ObjectFlag.HEAP_TYPED : 0),
      isHeapType: (flags & flag.HEAPTYPE) !== 0,
      hasManagedDict: (flags & flag.MANAGED_DICT) !== 0,
      hasInlineValues: (flags & flag.INLINE_VALUES) !== 0,
      itemCount: -1,
    };
    const isNative = this.isNative(type);
    if (plan.scan === Scan.TUPLE && isNative && !this.known.has(type)) this.asStructSequence(plan);
    if (plan.scan === Scan.TYPE && plan.flags & ObjectFlag.TYPE) plan.flags |= ObjectFlag.TYPE;
    this.addFields(plan, rule);
    if (!isNative) for (const slot of this.slotsOf(type)) this.addField(plan, slot.name, slot.offset, false);
    return plan;
  }

  private addFields(plan: TypePlan, rule: TypeStruct): void {
    for (const { name, offset } of this.memory.layout.objectFields(rule.struct)) {
      if (WEAK_LIST.test(name)) continue;
      const isBorrowed = rule.borrowed?.includes(name) ?? false;
      // Links of lists of weak references: what is worth showing is the object that a reference is to.
      if (isBorrowed && name !== "wr_object") continue;
      this.addField(plan, name, offset, isBorrowed);
    }
  }

  private addField(plan: TypePlan, name: string, offset: number, isWeak: boolean): void {
    plan.offsets.push(offset);
    plan.names.push((this.names.number(name) | (isWeak ? EDGE_WEAK : 0)) >>> 0);
  }

  /** The rule for a type: its own or that of its nearest base that has one. */
  private ruleFor(type: number): TypeStruct {
    const { memory } = this;
    let at = type;
    for (let depth = 0; at !== 0 && depth < 1000; depth++) {
      const rule = this.known.get(at) ?? this.nativeRule(at);
      if (rule) {
        if (at !== type && !this.isHeapType(type) && rule.struct === "PyObject") this.refuse(type);
        return rule;
      }
      at = memory.field(at, "PyTypeObject", "tp_base");
    }
    throw new LayoutError(`base of type ${memory.text(memory.field(type, "PyTypeObject", "tp_name"))}`);
  }

  /** That of a heap type which a native module has made. */
  private nativeRule(type: number): TypeStruct | undefined {
    if (!this.isHeapType(type) || !this.isNative(type)) return undefined;
    return NATIVE_HEAP_STRUCTS[this.memory.text(this.memory.field(type, "PyTypeObject", "tp_name"))];
  }

  /** A static type of its own struct, which the table does not have. */
  private refuse(type: number): void {
    const { memory } = this;
    if (memory.field(type, "PyTypeObject", "tp_basicsize") <= memory.layout.size("PyObject")) return;
    const name = memory.text(memory.field(type, "PyTypeObject", "tp_name"));
    throw new LayoutError(`struct for type ${name} (TYPE_STRUCTS in src/heap-image/type-structs.ts)`);
  }

  /** The `__slots__` of a heap type and its bases, down to the first whose instances are a struct. */
  private slotsOf(type: number): Slot[] {
    const { memory } = this;
    const { layout } = memory;
    const isObject = new Set([layout.constant("Py_T_OBJECT_EX"), layout.constant("_Py_T_OBJECT")]);
    const step = layout.size("PyMemberDef");
    const slots: Slot[] = [];
    for (let at = type; at !== 0 && !this.isNative(at); at = memory.field(at, "PyTypeObject", "tp_base")) {
      const count = memory.field(at, "PyVarObject", "ob_size");
      const metatype = memory.field(at, "PyObject", "ob_type");
      const first = at + memory.field(metatype, "PyTypeObject", "tp_basicsize");
      for (let i = 0; i < count; i++) {
        const member = first + i * step;
        if (!isObject.has(memory.field(member, "PyMemberDef", "type"))) continue;
        const name = memory.text(memory.field(member, "PyMemberDef", "name"));
        slots.push({ name, offset: memory.field(member, "PyMemberDef", "offset") });
      }
    }
    return slots;
  }

  /** A static subclass of tuple whose dict says how many items it has: a struct sequence. */
  private asStructSequence(plan: TypePlan): void {
    const count = this.intInTypeDict(plan.type, "n_fields");
    if (count === undefined) return;
    plan.scan = Scan.STRUCT_SEQUENCE;
    plan.itemCount = count;
  }

  /** The int under a name in a type's dict. */
  private intInTypeDict(type: number, name: string): number | undefined {
    const { memory } = this;
    const dict = memory.field(type, "PyTypeObject", "tp_dict");
    if (dict === 0) return undefined;
    const keys = memory.field(dict, "PyDictObject", "ma_keys");
    const entries =
      keys + memory.layout.size("PyDictKeysObject") + (1 << memory.u8[keys + this.keysOffset("dk_log2_index_bytes")]);
    const isGeneral = memory.u8[keys + this.keysOffset("dk_kind")] === memory.layout.constant("DICT_KEYS_GENERAL");
    const step = memory.layout.size(isGeneral ? "PyDictKeyEntry" : "PyDictUnicodeEntry");
    const count = memory.field(keys, "PyDictKeysObject", "dk_nentries");
    for (let i = 0; i < count; i++) {
      const entry = entries + i * step + (isGeneral ? POINTER_BYTES : 0);
      const key = memory.word(entry);
      if (key !== 0 && this.text.text(key, 40) === name)
        return Number(this.text.int(memory.word(entry + POINTER_BYTES)));
    }
    return undefined;
  }

  private keysOffset(field: string): number {
    return this.memory.layout.offset("PyDictKeysObject", field);
  }
}
