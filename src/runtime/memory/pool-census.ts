// A census of the object allocator (layer 2): what the bytes of all arenas are used for.  CPython counts the same when
// it prints `_PyObject_DebugMallocStats`.
//
//   arenas * ARENA_SIZE = allocated + available + free pools + pool headers + quantization + arena alignment
import { arena_at, INDEX2SIZE, NB_SMALL_SIZE_CLASSES, NUMBLOCKS, obmalloc, POOL_OVERHEAD, pool_header } from "./pool";

/** Of one size class. */
@unmanaged
export class ClassCensus {
  pools: u32;
  /** Blocks in use. */
  blocks: u32;
  /** Blocks that are free in used pools. */
  available: u32;

  @inline static of(szidx: u32): ClassCensus {
    return changetype<ClassCensus>(CLASSES + szidx * offsetof<ClassCensus>());
  }
}
const CLASSES: usize = memory.data(384, 8);

/** Address of the table of classes. */
export function class_table(): usize {
  return CLASSES;
}

/** Of all arenas; bytes, except where it says otherwise. */
@unmanaged
export class PoolCensus {
  /** Arenas (count). */
  arenas: u32;
  /** Free and never carved pools (count). */
  free_pools: u32;
  allocated_bytes: u64;
  available_bytes: u64;
  pool_header_bytes: u64;
  /** What is left at the end of pools, where no further block fits. */
  quantization: u64;
  /** Lost at the ends of arenas that do not begin at a multiple of the pool size. */
  arena_alignment: u64;
}
const CENSUS: usize = memory.data(48, 8);

/** @inline */
function first_pool_of(address: usize): usize {
  const mask = obmalloc.POOL_SIZE_MASK;
  return (address + mask) & ~(<usize>mask);
}

/** Adds the pools of one arena to the counts of their classes. */
function count_arena(index: u32): void {
  const ao = arena_at(index);
  const poolSize = obmalloc.POOL_SIZE;
  for (let base = first_pool_of(ao.address); base < ao.pool_address; base += poolSize) {
    const pool = pool_header.at(base);
    if (pool.ref_count === 0) continue;
    const counts = ClassCensus.of(pool.szidx);
    counts.pools++;
    counts.blocks += pool.ref_count;
    counts.available += NUMBLOCKS(pool.szidx) - pool.ref_count;
  }
}

/** Counts anew; the result is good until the next allocation. */
export function pool_census(): PoolCensus {
  const census = changetype<PoolCensus>(CENSUS);
  memory.fill(CLASSES, 0, NB_SMALL_SIZE_CLASSES * offsetof<ClassCensus>());
  memory.fill(CENSUS, 0, offsetof<PoolCensus>());
  for (let i: u32 = 0; i < obmalloc.maxarenas; i++) {
    const ao = arena_at(i);
    if (ao.address === 0) continue;
    census.arenas++;
    census.free_pools += ao.nfreepools;
    if (first_pool_of(ao.address) !== ao.address) census.arena_alignment += obmalloc.POOL_SIZE;
    count_arena(i);
  }
  for (let szidx: u32 = 0; szidx < NB_SMALL_SIZE_CLASSES; szidx++) {
    const counts = ClassCensus.of(szidx);
    const size = INDEX2SIZE(szidx);
    census.allocated_bytes += <u64>counts.blocks * size;
    census.available_bytes += <u64>counts.available * size;
    census.pool_header_bytes += <u64>counts.pools * POOL_OVERHEAD;
    census.quantization += <u64>counts.pools * ((obmalloc.POOL_SIZE - POOL_OVERHEAD) % size);
  }
  return census;
}

/** sys.getallocatedblocks(): blocks in pools and blocks that layer 2 passed on to layer 1. */
export function _Py_GetGlobalAllocatedBlocks(): u32 {
  let blocks = obmalloc.raw_allocated_blocks;
  for (let i: u32 = 0; i < obmalloc.maxarenas; i++) {
    const ao = arena_at(i);
    if (ao.address === 0) continue;
    for (let base = first_pool_of(ao.address); base < ao.pool_address; base += obmalloc.POOL_SIZE) {
      blocks += pool_header.at(base).ref_count;
    }
  }
  return blocks;
}
