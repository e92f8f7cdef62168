/**
 * The columns of an image while it is taken: objects by number, references from the holder that is being read, owned
 * memory. An object gets its number when it is first referred to, and is read when its turn comes, so the references of
 * all objects lie one behind the other.
 */
import { AddressIndex } from "./address-index.ts";
import type { BlockMap, Claim } from "./block-map.ts";
import { GrowableU8, GrowableU32 } from "./growable.ts";
import { EDGE_WEAK, type Fault, NOTHING, type OtherBlock } from "./heap-image.ts";
import { NameTable } from "./name-table.ts";
import type { RuntimeMemory } from "./runtime-memory.ts";
import { type TypePlan, TypePlans } from "./type-plans.ts";

/** References of a sequence of holders. */
export interface EdgeSink {
  start: GrowableU32;
  target: GrowableU32;
  name: GrowableU32;
}

const newSink = (): EdgeSink => ({ start: new GrowableU32(), target: new GrowableU32(), name: new GrowableU32() });

/** A weak reference, to be resolved when all objects are known. */
interface WeakReference {
  sink: EdgeSink;
  at: number;
  address: number;
}

export class ImageBuilder {
  readonly names = new NameTable();
  readonly plans: TypePlans;
  readonly faults: Fault[];
  // Objects
  readonly address = new GrowableU32();
  readonly type = new GrowableU32();
  readonly size = new GrowableU32();
  readonly block = new GrowableU32();
  readonly layer = new GrowableU8();
  // Memory they own
  readonly ownedStart = new GrowableU32();
  readonly ownedAddress = new GrowableU32();
  readonly ownedSize = new GrowableU32();
  readonly ownedBlock = new GrowableU32();
  readonly ownedLayer = new GrowableU8();
  readonly ownedName = new GrowableU32();
  readonly edges = newSink();
  readonly roots = newSink();
  readonly rootHolders: string[] = [];
  /** Blocks of the interpreter itself. */
  readonly interpreter: OtherBlock[] = [];
  /** References to each key table, and what it says itself: dk_refcnt is counted too. */
  readonly keyTables = new Map<number, number>();
  private readonly index: AddressIndex;
  private readonly weak: WeakReference[] = [];
  private sink: EdgeSink;
  /** Number of the object being read, -1: a root. */
  private current = -1;
  private readonly claimed: Claim = { block: 0, layer: 0 };
  private readonly typeOffset: number;
  private readonly owner = () => this.describe(this.current);

  constructor(
    readonly memory: RuntimeMemory,
    readonly blocks: BlockMap,
  ) {
    this.plans = new TypePlans(memory, this.names);
    this.faults = blocks.faults;
    this.index = new AddressIndex(() => this.address.data);
    this.sink = this.roots;
    this.typeOffset = memory.layout.offset("PyObject", "ob_type");
  }

  get count(): number {
    return this.address.length;
  }

  fault(address: number, text: string): void {
    this.faults.push({ address, text });
  }

  /** The number of the object at an address, -1: not met (yet). */
  find(address: number): number {
    return this.index.get(address);
  }

  /** The number of the object at an address, which is met now if it was not before; -1 with a fault if there is none. */
  reach(address: number): number {
    const known = this.index.get(address);
    if (known >= 0) return known;
    return this.add(address);
  }

  private add(address: number): number {
    const type = this.memory.isPlausible(address) ? this.memory.word(address + this.typeOffset) : 0;
    if (!this.plans.of(type)) {
      this.fault(address, `${this.owner()} refers to 0x${address.toString(16)}, where no object is`);
      return -1;
    }
    const number = this.address.length;
    this.address.push(address);
    this.type.push(NOTHING);
    this.index.add(number);
    // Apart: the column may be another one after this.
    const typeNumber = this.reach(type);
    this.type.data[number] = typeNumber;
    return number;
  }

  /** How to read an object. */
  planOf(number: number): TypePlan {
    return this.plans.of(this.address.data[this.type.data[number]]) as TypePlan;
  }

  /** Begins the references of object `number`. */
  beginObject(number: number): void {
    this.current = number;
    this.sink = this.edges;
    this.edges.start.push(this.edges.target.length);
    this.ownedStart.push(this.ownedAddress.length);
  }

  /** Begins the references of a root. */
  beginRoot(holder: string): void {
    this.current = -1;
    this.sink = this.roots;
    this.rootHolders.push(holder);
    this.roots.start.push(this.roots.target.length);
  }

  /** A reference of the present holder: counted, unless its name says that it is weak. Nothing happens for 0. */
  edge(address: number, name: number): void {
    if (address === 0) return;
    if (name >= EDGE_WEAK) {
      this.weak.push({ sink: this.sink, at: this.sink.target.length, address });
      this.sink.target.push(NOTHING);
    } else {
      const target = this.reach(address);
      if (target < 0) return;
      this.sink.target.push(target);
    }
    this.sink.name.push(name);
  }

  /** Takes note of `size` bytes at `address` that the present object owns. Nothing happens for 0. */
  own(address: number, size: number, name: string): void {
    if (address === 0) return;
    const { claimed } = this;
    this.blocks.claim(address, size, () => `${name} of ${this.owner()}`, claimed);
    this.ownedAddress.push(address);
    this.ownedSize.push(size);
    this.ownedBlock.push(claimed.block);
    this.ownedLayer.push(claimed.layer);
    this.ownedName.push(this.names.number(name));
  }

  /** Takes note of a block of the interpreter itself. Nothing happens for 0. */
  ownByInterpreter(address: number, size: number, name: string): void {
    if (address === 0) return;
    const { claimed } = this;
    this.blocks.claim(address, size, () => name, claimed);
    this.interpreter.push({ name, address, size, block: claimed.block, layer: claimed.layer });
  }

  /** The present object's own block: `size` bytes, of which `preSize` lie in front of it. */
  ownBlock(address: number, size: number, preSize: number): void {
    const { claimed } = this;
    claimed.block = claimed.layer = 0;
    if (this.blocks.isHeap(address)) this.blocks.claim(address - preSize, size, this.owner, claimed);
    this.size.push(size);
    this.block.push(claimed.block);
    this.layer.push(claimed.layer);
  }

  /** Gives weak references their targets: to be called when all objects are known. */
  resolveWeak(): void {
    for (const { sink, at, address } of this.weak) {
      const target = this.index.get(address);
      if (target >= 0) sink.target.data[at] = target;
    }
  }

  /** An object in a message. */
  describe(number: number): string {
    if (number < 0) return this.rootHolders.at(-1) ?? "a root";
    return `${this.planOf(number).name} object at 0x${this.address.data[number].toString(16)}`;
  }
}
