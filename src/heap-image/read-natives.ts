/** References and memory of the instances of native modules' types, beyond the fields of their structs. */
import { EDGE_KIND_SHIFT, EdgeKind } from "./heap-image.ts";
import type { ImageBuilder } from "./image-builder.ts";
import { POINTER_BYTES } from "./runtime-layout.ts";
import type { TypePlan } from "./type-plans.ts";
import { Scan } from "./type-structs.ts";

const UCS4_BYTES = 4;
const SEMAPHORE_BYTES = 32;
const ITEM = EdgeKind.ITEM << EDGE_KIND_SHIFT;

export class NativeReader {
  private readonly sizeOffset: number;

  constructor(private readonly builder: ImageBuilder) {
    this.sizeOffset = builder.memory.layout.offset("PyVarObject", "ob_size");
  }

  /** Reads `o`; bytes of its items behind the fields. */
  read(o: number, plan: TypePlan): number {
    switch (plan.scan) {
      case Scan.PRODUCT:
        this.ownNumbers(o, "productobject", "indices", this.sizeOf(o, "productobject"));
        break;
      case Scan.COMBINATIONS:
        this.ownNumbers(o, "combinationsobject", "indices", this.field(o, "combinationsobject", "r"));
        break;
      case Scan.PERMUTATIONS:
        this.ownNumbers(o, "permutationsobject", "indices", this.sizeOf(o, "permutationsobject"));
        this.ownNumbers(o, "permutationsobject", "cycles", this.field(o, "permutationsobject", "r"));
        break;
      case Scan.TEE_DATA:
        this.readItems(o + this.builder.memory.layout.size("teedataobject"), this.field(o, "teedataobject", "numread"));
        break;
      case Scan.METHODCALLER:
        this.readVector(o);
        break;
      case Scan.BUFFERED:
        this.ownBuffer(o);
        break;
      case Scan.STRING_IO:
        this.builder.own(this.field(o, "stringio", "buf"), this.field(o, "stringio", "buf_size") * UCS4_BYTES, "buf");
        break;
      case Scan.LRU_CACHE:
        this.readRing(o);
        break;
      case Scan.DEQUE:
        this.readDeque(o);
        break;
      case Scan.PATTERN:
      case Scan.MATCH:
        return this.builder.memory.word(o + this.sizeOffset) * plan.itemSize;
      case Scan.HAMT_PAIRS: {
        const count = this.builder.memory.word(o + this.sizeOffset);
        this.readItems(o + plan.basicSize, count);
        return count * plan.itemSize;
      }
      case Scan.HAMT_CHILDREN:
        this.readItems(
          o + this.builder.memory.layout.offset("PyHamtNode_Array", "a_array"),
          this.builder.memory.layout.constant("HAMT_ARRAY_NODE_SIZE"),
        );
        break;
      case Scan.SCANNER:
        this.readScanner(o);
        break;
      case Scan.STRUCT:
        this.readStruct(o);
        break;
      case Scan.SHA2:
        this.builder.own(
          this.field(o, "SHA2object", "state"),
          this.builder.memory.layout.constant("SHA2_STATE_SIZE"),
          "state",
        );
        break;
      case Scan.ARRAY: {
        const size = this.field(o, "arrayobject", "allocated") * this.field(o, "arrayobject", "itemsize");
        this.builder.own(this.field(o, "arrayobject", "ob_item"), size, "ob_item");
        break;
      }
      case Scan.TEMPLATE:
        return this.readTemplate(o, plan);
    }
    return 0;
  }

  private field(o: number, struct: string, name: string): number {
    return this.builder.memory.field(o, struct, name);
  }

  /** Length of the tuple in the field `pool`. */
  private sizeOf(o: number, struct: string): number {
    return this.builder.memory.word(this.field(o, struct, "pool") + this.sizeOffset);
  }

  private ownBuffer(o: number): void {
    const { builder } = this;
    builder.own(this.field(o, "buffered", "buffer"), this.field(o, "buffered", "buffer_size"), "buffer");
    builder.own(this.field(o, "buffered", "lock"), SEMAPHORE_BYTES, "lock");
  }

  private ownNumbers(o: number, struct: string, name: string, count: number): void {
    this.builder.own(this.field(o, struct, name), count * POINTER_BYTES, name);
  }

  private readItems(first: number, count: number): void {
    const { builder } = this;
    for (let i = 0; i < count; i++) builder.edge(builder.memory.word(first + i * POINTER_BYTES), ITEM | i);
  }

  /** The arguments of a method, borrowed from a tuple and a dict. */
  private readVector(o: number): void {
    const vector = this.field(o, "methodcallerobject", "vectorcall_args");
    const kwnames = this.field(o, "methodcallerobject", "vectorcall_kwnames");
    if (vector === 0) return;
    const names = kwnames === 0 ? 0 : this.builder.memory.word(kwnames + this.sizeOffset);
    const count = this.builder.memory.word(this.field(o, "methodcallerobject", "args") + this.sizeOffset) + names;
    this.builder.own(vector, count * POINTER_BYTES, "vectorcall_args");
  }

  /** The links from the oldest to the newest: a reference each, apart from the dict's. */
  private readRing(o: number): void {
    const { builder } = this;
    let link = this.field(o, "lru_cache_object", "next");
    for (let i = 0; link !== o && link !== 0; i++) {
      builder.edge(link, ITEM | i);
      link = this.field(link, "lru_cache_object", "next");
    }
  }

  /** The blocks from left to right with their items, and those that are kept for later. */
  private readDeque(o: number): void {
    const { builder } = this;
    const { memory } = builder;
    const size = memory.layout.constant("BLOCK_SIZE");
    const length = memory.layout.constant("BLOCKLEN");
    let block = this.field(o, "dequeobject", "leftblock");
    let index = this.field(o, "dequeobject", "leftindex");
    const count = memory.word(o + this.sizeOffset);
    builder.own(block, size, "block");
    for (let i = 0; i < count; i++) {
      if (index === length) {
        block = memory.word(block + size - POINTER_BYTES);
        builder.own(block, size, "block");
        index = 0;
      }
      builder.edge(memory.word(block + POINTER_BYTES * (1 + index++)), ITEM | i);
    }
    const free = o + memory.layout.offset("dequeobject", "freeblocks");
    const freeCount = this.field(o, "dequeobject", "numfreeblocks");
    for (let i = 0; i < freeCount; i++) builder.own(memory.word(free + i * POINTER_BYTES), size, "free block");
  }

  /** The marks of the groups, and the stack, of the last search. */
  private readScanner(o: number): void {
    const groups = this.field(this.field(o, "ScannerObject", "pattern"), "PatternObject", "groups");
    this.builder.own(this.field(o, "ScannerObject", "mark"), Math.max(1, groups * 2 * POINTER_BYTES), "mark");
    const stack = this.field(o, "ScannerObject", "data_stack");
    this.builder.own(stack, this.field(o, "ScannerObject", "data_stack_size"), "data_stack");
  }

  /** The texts behind the groups; bytes of both. */
  private readTemplate(o: number, plan: TypePlan): number {
    const { builder } = this;
    const count = builder.memory.word(o + this.sizeOffset);
    const first = o + builder.memory.layout.size("TemplateObject");
    for (let i = 0; i < count; i++) {
      builder.edge(builder.memory.word(first + i * plan.itemSize + POINTER_BYTES), ITEM | i);
    }
    return count * plan.itemSize;
  }

  /** The records of a format, one of 0 at the end. */
  private readStruct(o: number): void {
    const { memory } = this.builder;
    const step = memory.layout.size("formatcode");
    const codes = this.field(o, "PyStructObject", "s_codes");
    let end = codes;
    while (codes !== 0 && memory.word(end) !== 0) end += step;
    this.builder.own(codes, end + step - codes, "s_codes");
  }
}
