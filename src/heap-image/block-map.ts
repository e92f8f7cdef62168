/**
 * Every block of layers 1 and 2 as the allocators' own structures tell it: which are in use, which are free, how large
 * they are. Who walks the objects claims their blocks here; what remains in use and unclaimed belongs to nobody.
 *
 *   state of a 16-byte granule of an arena      state of a raw chunk or page run
 *   NOTHING  no block begins there              FREE, USED, CLAIMED
 *   FREE     a free block                       (in one list, in the order of their addresses)
 *   USED     a block in use, unclaimed
 *   CLAIMED
 */
import { GrowableU8, GrowableU32 } from "./growable.ts";
import { type ArenaColumns, type Fault, Layer, type LayerTotals, type PoolColumns } from "./heap-image.ts";
import { readArenas } from "./pool-map.ts";
import { readRawHeap } from "./raw-map.ts";
import type { RuntimeMemory } from "./runtime-memory.ts";

export const BlockState = { NOTHING: 0, FREE: 1, USED: 2, CLAIMED: 3 } as const;

export const GRANULE_SHIFT = 4;

/** Chunks and page runs of layer 1, by ascending address. */
export interface RawBlocks {
  address: GrowableU32;
  /** Bytes of the block with its head and what is behind it. */
  size: GrowableU32;
  requested: GrowableU32;
  /** Layer.RAW or Layer.RUN. */
  layer: GrowableU8;
  state: GrowableU8;
}

/** One arena and the states of its granules. */
export interface Arena {
  address: number;
  /** Address of the first pool. */
  base: number;
  granules: Uint8Array;
}

/** The result of a claim. */
export interface Claim {
  /** Bytes taken; 0: nothing was claimed. */
  block: number;
  layer: number;
}

export class BlockMap {
  readonly arenas: Arena[] = [];
  readonly arenaColumns: ArenaColumns;
  readonly pools: PoolColumns;
  readonly totals: LayerTotals;
  readonly faults: Fault[] = [];
  private readonly raw: RawBlocks;
  /** From the number of a 4 KiB page to the arena there + 1. */
  private readonly arenaOfPage: Uint32Array;
  private readonly pageShift: number;
  private readonly poolMask: number;
  private readonly szidxOffset: number;
  /** Bytes of the debug hooks' guard in front of a block, 0 without them. */
  private readonly guard: number;

  constructor(private readonly memory: RuntimeMemory) {
    const { layout } = memory;
    this.pageShift = layout.constant("PAGE_SHIFT");
    this.szidxOffset = layout.offset("pool_header", "szidx");
    this.guard =
      memory.field(memory.symbol("hookWords"), "HookWords", "flags") & layout.constant("HOOK_DEBUG") ? 16 : 0;
    this.arenaOfPage = new Uint32Array(memory.size >>> this.pageShift);
    this.poolMask = memory.field(memory.symbol("obmalloc"), "ObmallocState", "POOL_SIZE") - 1;
    const objects = readArenas(memory, this.arenas, this.faults);
    this.arenaColumns = objects.arenas;
    this.pools = objects.pools;
    const raw = readRawHeap(memory, this.faults);
    this.raw = raw.blocks;
    this.totals = { ...objects.totals, ...raw.totals };
    this.arenas.forEach((arena, i) => {
      const first = arena.address >>> this.pageShift;
      this.arenaOfPage.fill(i + 1, first, first + (objects.arenaSize >>> this.pageShift));
    });
  }

  /** The arena that holds an address. */
  private arenaAt(address: number): Arena | undefined {
    return this.arenas[this.arenaOfPage[address >>> this.pageShift] - 1];
  }

  /** Does the address lie in an arena or in the raw heap, not in static data or a data stack? */
  isHeap(address: number): boolean {
    return this.arenaAt(address) !== undefined || this.rawIndexHolding(address) >= 0;
  }

  /**
   * Claims the block in use that begins at `address` for someone who asked for `size` bytes. What is wrong with that
   * goes to the faults, with `who`.
   */
  claim(address: number, size: number, who: () => string, into: Claim): void {
    const arena = this.arenaAt(address);
    if (arena) this.claimInArena(arena, address, size, who, into);
    else this.claimRaw(address, size, who, into);
  }

  private claimInArena(arena: Arena, address: number, size: number, who: () => string, into: Claim): void {
    const start = address - this.guard;
    const granule = (start - arena.address) >>> GRANULE_SHIFT;
    const state = arena.granules[granule];
    const szidx = this.memory.word((start & ~this.poolMask) + this.szidxOffset);
    into.layer = Layer.POOL;
    into.block = state === BlockState.USED ? (szidx + 1) << 4 : 0;
    if (state !== BlockState.USED || (start & 15) !== 0) {
      this.fault(address, `${who()} ${explain(state)}`);
      return;
    }
    arena.granules[granule] = BlockState.CLAIMED;
    if (size + this.guard > into.block)
      this.fault(address, `${who()} needs ${size} bytes, its block has ${into.block}`);
  }

  private claimRaw(address: number, size: number, who: () => string, into: Claim): void {
    const { raw, guard } = this;
    let i = this.rawIndexOf(address - guard);
    // Blocks that layer 2 passed on have the guards of the raw domain outside of their own.
    if (i < 0 && guard) i = this.rawIndexOf(address - guard * 2);
    // The table of arenas has none.
    if (i < 0 && guard) i = this.rawIndexOf(address);
    into.layer = i < 0 ? Layer.NONE : raw.layer.data[i];
    into.block = 0;
    const state = i < 0 ? BlockState.NOTHING : raw.state.data[i];
    if (state !== BlockState.USED) {
      this.fault(address, `${who()} ${explain(state)}`);
      return;
    }
    raw.state.data[i] = BlockState.CLAIMED;
    into.block = raw.size.data[i];
    const { data: requested } = raw.requested;
    if (size > requested[i]) this.fault(address, `${who()} needs ${size} bytes, its block has ${requested[i]}`);
  }

  private fault(address: number, text: string): void {
    this.faults.push({ address, text });
  }

  /** The raw block whose owner's address is `address`, -1: none. */
  private rawIndexOf(address: number): number {
    const i = this.rawIndexHolding(address);
    return i >= 0 && this.raw.address.data[i] === address ? i : -1;
  }

  /** The raw block in which `address` lies, -1: none. */
  private rawIndexHolding(address: number): number {
    const { address: addresses, size } = this.raw;
    let low = 0;
    let high = addresses.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (addresses.data[middle] <= address) low = middle + 1;
      else high = middle;
    }
    const i = low - 1;
    return i >= 0 && address < addresses.data[i] + size.data[i] ? i : -1;
  }

  /** Calls `visit` for every block that is in use and was not claimed. */
  forEachUnclaimed(visit: (address: number, block: number, requested: number, layer: number) => void): void {
    for (const arena of this.arenas) {
      const { granules } = arena;
      for (let i = granules.indexOf(BlockState.USED); i >= 0; i = granules.indexOf(BlockState.USED, i + 1)) {
        const address = arena.address + (i << GRANULE_SHIFT);
        const block = (this.memory.word((address & ~this.poolMask) + this.szidxOffset) + 1) << 4;
        visit(address + this.guard, block, block, Layer.POOL);
      }
    }
    const { raw } = this;
    for (let i = 0; i < raw.address.length; i++) {
      if (raw.state.data[i] !== BlockState.USED) continue;
      visit(raw.address.data[i], raw.size.data[i], raw.requested.data[i], raw.layer.data[i]);
    }
  }
}

function explain(state: number): string {
  if (state === BlockState.FREE) return "lies in a block that is free";
  return state === BlockState.CLAIMED
    ? "lies in a block that something else owns too"
    : "is not at the beginning of a block";
}
