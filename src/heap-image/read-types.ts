/**
 * References and memory of type objects, and what every instance of a heap type has besides its struct. CPython:
 * type_traverse, subtype_traverse, type_dealloc of Objects/typeobject.c.
 */
import type { ImageBuilder } from "./image-builder.ts";
import { type DictReader, heapTypeField } from "./read-dicts.ts";
import { POINTER_BYTES } from "./runtime-layout.ts";
import type { TypePlan } from "./type-plans.ts";

/** Fields of PyHeapTypeTail that own what they refer to; `getitem` and `init` borrow. */
const HEAP_FIELDS = ["ht_name", "ht_slots", "ht_qualname", "ht_module"];

export class TypeReader {
  private readonly managedDict: number;
  private readonly inlineValues: number;
  private readonly names: { type: number; dict: number; base: number };

  constructor(
    private readonly builder: ImageBuilder,
    private readonly dicts: DictReader,
  ) {
    const { layout } = builder.memory;
    this.managedDict = layout.size("PyGC_Head") + POINTER_BYTES;
    this.inlineValues = layout.size("PyObject");
    this.names = {
      type: builder.names.number("__class__"),
      dict: builder.names.number("__dict__"),
      base: builder.names.number("tp_base"),
    };
  }

  /** What instances of heap types own: their type, their attributes. Bytes of the inline values. */
  readInstance(o: number, plan: TypePlan): number {
    const { builder } = this;
    builder.edge(plan.type, this.names.type);
    if (plan.hasManagedDict) builder.edge(builder.memory.word(o - this.managedDict), this.names.dict);
    return plan.hasInlineValues ? this.dicts.readInlineValues(o + this.inlineValues, plan.type) : 0;
  }

  /** A type object, beyond the fields that static types have too. */
  readType(type: number): void {
    const { builder } = this;
    if (!builder.plans.isHeapType(type)) return;
    const { memory } = builder;
    builder.edge(memory.field(type, "PyTypeObject", "tp_base"), this.names.base);
    for (const name of HEAP_FIELDS) builder.edge(heapTypeField(builder, type, name), builder.names.number(name));
    this.dicts.shareKeys(heapTypeField(builder, type, "ht_cached_keys"));
    this.ownText(memory.field(type, "PyTypeObject", "tp_doc"), "tp_doc");
    this.ownText(heapTypeField(builder, type, "_ht_tpname"), "_ht_tpname");
  }

  /** A text of the type's own; one in static data is not. */
  private ownText(text: number, name: string): void {
    const { builder } = this;
    if (text === 0 || !builder.blocks.isHeap(text)) return;
    builder.own(text, builder.memory.u8.indexOf(0, text) - text + 1, name);
  }
}
