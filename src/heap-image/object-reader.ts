/**
 * Reads one object: its references, the memory it owns, the size of its own block. What is special for a type is in
 * read-dicts.ts, read-frames.ts and read-types.ts.
 */
import { EDGE_KIND_SHIFT, EdgeKind } from "./heap-image.ts";
import type { ImageBuilder } from "./image-builder.ts";
import { PythonText } from "./python-text.ts";
import { DictReader } from "./read-dicts.ts";
import { FrameReader } from "./read-frames.ts";
import { NativeReader } from "./read-natives.ts";
import { TypeReader } from "./read-types.ts";
import { POINTER_BYTES } from "./runtime-layout.ts";
import type { TypePlan } from "./type-plans.ts";
import { Scan } from "./type-structs.ts";

const ITEM = EdgeKind.ITEM << EDGE_KIND_SHIFT;

const roundUp8 = (bytes: number) => (bytes + 7) & ~7;

export class ObjectReader {
  readonly dicts: DictReader;
  readonly frames: FrameReader;
  private readonly types: TypeReader;
  private readonly natives: NativeReader;
  private readonly text: PythonText;
  private readonly sizeOffset: number;
  private readonly tupleHead: number;
  private readonly setDummy: number;
  private readonly interned: number;

  constructor(private readonly builder: ImageBuilder) {
    const { memory } = builder;
    this.dicts = new DictReader(builder);
    this.frames = new FrameReader(builder);
    this.types = new TypeReader(builder, this.dicts);
    this.natives = new NativeReader(builder);
    this.text = new PythonText(memory);
    this.sizeOffset = memory.layout.offset("PyVarObject", "ob_size");
    this.tupleHead = memory.layout.size("PyTupleObject");
    this.setDummy = memory.symbol("set_dummy");
    this.interned = memory.field(memory.symbol("interp"), "PyInterpreterState", "interned");
  }

  /** Reads object `number`; all before it have been read. */
  read(number: number): void {
    const { builder } = this;
    const { memory } = builder;
    const address = builder.address.data[number];
    const plan = builder.planOf(number);
    builder.beginObject(number);
    const inline = plan.isHeapType ? this.types.readInstance(address, plan) : 0;
    const { offsets, names } = plan;
    for (let i = 0; i < offsets.length; i++) builder.edge(memory.word(address + offsets[i]), names[i]);
    const size = this.readBody(address, plan) + inline;
    builder.ownBlock(address, plan.preSize + size, plan.preSize);
  }

  /** What is special for the type; bytes from the object's address on. */
  private readBody(o: number, plan: TypePlan): number {
    switch (plan.scan) {
      case Scan.TUPLE:
        return this.readTuple(o, plan, this.builder.memory.word(o + this.sizeOffset));
      case Scan.STRUCT_SEQUENCE:
        return this.readTuple(o, plan, plan.itemCount);
      case Scan.LIST:
        this.readList(o);
        break;
      case Scan.DICT:
        this.dicts.readDict(o, o === this.interned);
        break;
      case Scan.ODICT:
        this.dicts.readDict(o, false);
        this.dicts.readOrder(o);
        break;
      case Scan.SET:
        this.dicts.readSet(o, this.setDummy);
        break;
      case Scan.TYPE:
        this.types.readType(o);
        return this.typeSize(o, plan);
      case Scan.CODE:
        return roundUp8(this.builder.memory.layout.size("PyCodeObject") + this.frames.readCode(o));
      case Scan.FRAME:
        return this.builder.memory.layout.size("PyFrameObject") + this.frames.readFrameObject(o);
      case Scan.GENERATOR:
        return this.builder.memory.layout.size("PyGenObject") + this.frames.readGenerator(o);
      case Scan.STR:
        return this.readStr(o, plan);
      case Scan.INT:
        return this.intSize(o, plan);
      case Scan.BYTES:
        return this.varSize(plan, this.builder.memory.word(o + this.sizeOffset));
      case Scan.BYTEARRAY:
        this.readByteArray(o);
        break;
      case Scan.MODULE:
        this.readModule(o);
        break;
      default:
        return plan.basicSize + this.natives.read(o, plan);
    }
    return plan.basicSize;
  }

  /** Bytes of an object with `count` items; instances of heap types are allocated with room for one more. */
  private varSize(plan: TypePlan, count: number): number {
    if (!plan.isHeapType) return plan.basicSize + count * plan.itemSize;
    return roundUp8(plan.basicSize + (count + 1) * plan.itemSize);
  }

  private typeSize(type: number, plan: TypePlan): number {
    const { builder } = this;
    if (!builder.plans.isHeapType(type)) return builder.memory.layout.size("PyTypeObject");
    return roundUp8(plan.basicSize + (builder.memory.word(type + this.sizeOffset) + 1) * plan.itemSize);
  }

  private readTuple(o: number, plan: TypePlan, count: number): number {
    this.readItems(o + this.tupleHead, count);
    return plan.scan === Scan.STRUCT_SEQUENCE ? plan.basicSize + count * POINTER_BYTES : this.varSize(plan, count);
  }

  private readItems(first: number, count: number): void {
    const { builder } = this;
    const { memory } = builder;
    for (let i = 0; i < count; i++) builder.edge(memory.word(first + i * POINTER_BYTES), ITEM | i);
  }

  private readList(o: number): void {
    const { builder } = this;
    const { memory } = builder;
    const items = memory.field(o, "PyListObject", "ob_item");
    builder.own(items, memory.field(o, "PyListObject", "allocated") * POINTER_BYTES, "ob_item");
    this.readItems(items, memory.word(o + this.sizeOffset));
  }

  private readStr(o: number, plan: TypePlan): number {
    const { builder, text } = this;
    const { memory } = builder;
    const characters = (text.length(o) + 1) * text.kind(o);
    if (!text.isCompact(o)) {
      builder.own(text.data(o), characters, "data");
      this.ownUtf8(o);
      return this.varSize(plan, 0);
    }
    if (text.isAscii(o)) return memory.layout.size("PyASCIIObject") + characters;
    this.ownUtf8(o);
    return memory.layout.size("PyCompactUnicodeObject") + characters;
  }

  /** The UTF-8 form of a str that is not ASCII, once someone has asked for it; that of static characters is part of them. */
  private ownUtf8(o: number): void {
    const { builder } = this;
    const { memory } = builder;
    const utf8 = memory.field(o, "PyCompactUnicodeObject", "utf8");
    if (utf8 === 0 || utf8 === this.text.data(o)) return;
    // The static strings of one Latin-1 character have it right behind them.
    if (this.text.length(o) === 1 && utf8 === this.text.data(o) + 2) return;
    builder.own(utf8, memory.field(o, "PyCompactUnicodeObject", "utf8_length") + 1, "utf8");
  }

  private intSize(o: number, plan: TypePlan): number {
    const { memory } = this.builder;
    const count = Math.max(memory.field(o, "PyLongObject", "lv_tag") >>> 3, 1);
    if (plan.isHeapType) return roundUp8(plan.basicSize + (count + 1) * plan.itemSize);
    return memory.layout.offset("PyLongObject", "digit0") + count * 4;
  }

  private readByteArray(o: number): void {
    const { builder } = this;
    const { memory } = builder;
    const bytes = memory.field(o, "PyByteArrayObject", "ob_bytes");
    builder.own(bytes, memory.field(o, "PyByteArrayObject", "ob_alloc"), "ob_bytes");
  }

  /** The state of a native module. */
  private readModule(o: number): void {
    const { builder } = this;
    const { memory } = builder;
    const state = memory.field(o, "PyModuleObject", "md_state");
    if (state === 0) return;
    const count = memory.field(o, "PyModuleObject", "md_def");
    builder.own(state, count * POINTER_BYTES, "md_state");
    this.readItems(state, count);
  }
}
