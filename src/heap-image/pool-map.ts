/**
 * Arenas, pools and blocks (layer 2), read from obmalloc's own structures: which blocks are in use follows from the free
 * list of each pool. CPython: Objects/obmalloc.c.
 */
import { type Arena, BlockState, GRANULE_SHIFT } from "./block-map.ts";
import { GrowableU8, GrowableU32 } from "./growable.ts";
import type { ArenaColumns, Fault, PoolColumns } from "./heap-image.ts";
import type { RuntimeMemory } from "./runtime-memory.ts";

interface ObjectTotals {
  arenaBytes: number;
  poolHeaderBytes: number;
  quantizationBytes: number;
  arenaAlignmentBytes: number;
  freePoolBytes: number;
  freeBlockBytes: number;
}

interface ArenasRead {
  arenas: ArenaColumns;
  pools: PoolColumns;
  totals: ObjectTotals;
  arenaSize: number;
}

class ArenaReader {
  readonly totals: ObjectTotals = {
    arenaBytes: 0,
    poolHeaderBytes: 0,
    quantizationBytes: 0,
    arenaAlignmentBytes: 0,
    freePoolBytes: 0,
    freeBlockBytes: 0,
  };
  readonly address = new GrowableU32(16);
  readonly poolCount = new GrowableU32(16);
  readonly freePoolCount = new GrowableU32(16);
  readonly poolAddress = new GrowableU32();
  readonly poolArena = new GrowableU32();
  readonly poolSzidx = new GrowableU8();
  readonly poolUsed = new GrowableU32();
  readonly arenaSize: number;
  private readonly poolSize: number;
  private readonly poolOverhead: number;
  private readonly at: Record<"ref_count" | "freeblock" | "szidx" | "nextoffset", number>;

  constructor(
    private readonly memory: RuntimeMemory,
    private readonly arenas: Arena[],
    private readonly faults: Fault[],
  ) {
    const { layout } = memory;
    const obmalloc = memory.symbol("obmalloc");
    this.arenaSize = memory.field(obmalloc, "ObmallocState", "ARENA_SIZE");
    this.poolSize = memory.field(obmalloc, "ObmallocState", "POOL_SIZE");
    this.poolOverhead = layout.constant("POOL_OVERHEAD");
    const offset = (name: string) => layout.offset("pool_header", name);
    this.at = {
      ref_count: offset("ref_count"),
      freeblock: offset("freeblock"),
      szidx: offset("szidx"),
      nextoffset: offset("nextoffset"),
    };
  }

  /** One arena_object that has an arena. */
  readArena(ao: number): void {
    const { memory, totals, poolSize } = this;
    const address = memory.field(ao, "arena_object", "address");
    const base = Math.ceil(address / poolSize) * poolSize;
    const carvedEnd = memory.field(ao, "arena_object", "pool_address");
    const poolCount = memory.field(ao, "arena_object", "ntotalpools");
    const freePoolCount = memory.field(ao, "arena_object", "nfreepools");
    const arena = { address, base, granules: new Uint8Array(this.arenaSize >>> GRANULE_SHIFT) };
    let usedPools = 0;
    for (let pool = base; pool < carvedEnd; pool += poolSize) {
      if (memory.word(pool + this.at.ref_count) === 0) continue;
      usedPools++;
      this.readPool(arena, pool);
    }
    if (usedPools + freePoolCount !== poolCount) {
      const text = `arena has ${usedPools} pools in use and says that ${freePoolCount} of ${poolCount} are free`;
      this.faults.push({ address, text });
    }
    totals.arenaBytes += this.arenaSize;
    totals.freePoolBytes += (poolCount - usedPools) * poolSize;
    totals.arenaAlignmentBytes += this.arenaSize - poolCount * poolSize;
    this.arenas.push(arena);
    this.address.push(address);
    this.poolCount.push(poolCount);
    this.freePoolCount.push(poolCount - usedPools);
  }

  /** A pool with blocks in use: all blocks are in use, except those that its free list names or that were never given out. */
  private readPool(arena: Arena, pool: number): void {
    const { memory, totals } = this;
    const szidx = memory.word(pool + this.at.szidx);
    const used = memory.word(pool + this.at.ref_count);
    const size = (szidx + 1) << 4;
    const count = Math.floor((this.poolSize - this.poolOverhead) / size);
    const virgin = Math.min((memory.word(pool + this.at.nextoffset) - this.poolOverhead) / size, count);
    const first = (pool + this.poolOverhead - arena.address) >>> GRANULE_SHIFT;
    const step = szidx + 1;
    for (let i = 0; i < count; i++) arena.granules[first + i * step] = i < virgin ? BlockState.USED : BlockState.FREE;
    const free = count - virgin + this.readFreeBlocks(arena, pool, size);
    if (count - free !== used) {
      this.faults.push({ address: pool, text: `pool has ${count - free} blocks in use and says ${used}` });
    }
    totals.poolHeaderBytes += this.poolOverhead;
    totals.freeBlockBytes += free * size;
    totals.quantizationBytes += this.poolSize - this.poolOverhead - count * size;
    this.poolAddress.push(pool);
    this.poolArena.push(this.arenas.length);
    this.poolSzidx.push(szidx);
    this.poolUsed.push(count - free);
  }

  /** Marks the blocks of a pool's free list; their number. */
  private readFreeBlocks(arena: Arena, pool: number, size: number): number {
    let free = 0;
    let at = this.memory.word(pool + this.at.freeblock);
    while (at !== 0) {
      const within = at - pool - this.poolOverhead;
      const granule = (at - arena.address) >>> GRANULE_SHIFT;
      if (
        within < 0 ||
        within % size !== 0 ||
        at >= pool + this.poolSize ||
        arena.granules[granule] !== BlockState.USED
      ) {
        this.faults.push({
          address: at,
          text: `the free list of pool 0x${pool.toString(16)} has something that is no block`,
        });
        return free;
      }
      arena.granules[granule] = BlockState.FREE;
      free++;
      at = this.memory.word(at);
    }
    return free;
  }
}

/** Reads all arenas; their granules go to `arenas`. */
export function readArenas(memory: RuntimeMemory, arenas: Arena[], faults: Fault[]): ArenasRead {
  const reader = new ArenaReader(memory, arenas, faults);
  const obmalloc = memory.symbol("obmalloc");
  const vector = memory.field(obmalloc, "ObmallocState", "arenas");
  const count = memory.field(obmalloc, "ObmallocState", "maxarenas");
  const step = memory.layout.size("arena_object");
  for (let i = 0; i < count; i++) {
    const ao = vector + i * step;
    if (memory.field(ao, "arena_object", "address") !== 0) reader.readArena(ao);
  }
  return {
    arenas: {
      address: reader.address.trimmed(),
      poolCount: reader.poolCount.trimmed(),
      freePoolCount: reader.freePoolCount.trimmed(),
    },
    pools: {
      address: reader.poolAddress.trimmed(),
      arena: reader.poolArena.trimmed(),
      szidx: reader.poolSzidx.trimmed(),
      usedCount: reader.poolUsed.trimmed(),
    },
    totals: reader.totals,
    arenaSize: reader.arenaSize,
  };
}
