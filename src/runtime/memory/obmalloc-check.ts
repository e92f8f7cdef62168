// Walking and checking the object allocator (layer 2): for the heap image, for tests, and for debug builds.
import { nfp2lasta } from "./arenas";
import { PAGE_SHIFT, PageKind, page_kind, page_of, page_payload } from "./page-map";
import {
  arena_at,
  arena_object,
  DUMMY_SIZE_IDX,
  INDEX2SIZE,
  MAX_POOLS_IN_ARENA,
  NB_SMALL_SIZE_CLASSES,
  NUMBLOCKS,
  obmalloc,
  POOL_OVERHEAD,
  pool_header,
} from "./pool";
import { PTA } from "./usedpools";

/** One bit for each block of a pool: set = free.  1023 blocks at most. */
const FREE_BITS: usize = memory.data(128, 8);

/** Address of the first pool of an arena. */
export function first_pool(ao: arena_object): usize {
  return (ao.address + obmalloc.POOL_SIZE_MASK) & ~(<usize>obmalloc.POOL_SIZE_MASK);
}

/**
 * The carved pool behind `pool` in address order of its arena, then those of the next arena; the first for 0, 0 at
 * the end.
 */
export function next_pool(pool: usize): usize {
  let index: u32 = 0;
  if (pool !== 0) {
    index = pool_header.at(pool).arenaindex;
    const next = pool + obmalloc.POOL_SIZE;
    if (next < arena_at(index).pool_address) return next;
    index++;
  }
  for (; index < obmalloc.maxarenas; index++) {
    const ao = arena_at(index);
    if (ao.address !== 0 && first_pool(ao) < ao.pool_address) return first_pool(ao);
  }
  return 0;
}

/**
 * Finds which blocks of a pool are free: fills FREE_BITS and returns its address; 0 if the free list is not valid.
 * Virgin blocks count as free.
 */
export function pool_free_bits(pool: pool_header): usize {
  memory.fill(FREE_BITS, 0, 128);
  const size = INDEX2SIZE(pool.szidx);
  const blocks = NUMBLOCKS(pool.szidx);
  const carved = (pool.nextoffset - POOL_OVERHEAD) / size;
  for (let i = carved; i < blocks; i++) set_free(i);
  let p = pool.freeblock;
  // an empty pool may still be without a size class; a full one has no free block
  for (let n: u32 = 0; p !== 0; n++) {
    const offset = <u32>(p - pool.address) - POOL_OVERHEAD;
    const i = offset / size;
    if (n === blocks || i >= carved || offset % size !== 0 || is_free(i)) return 0;
    set_free(i);
    p = load<usize>(p);
  }
  return FREE_BITS;
}

/** @inline */
function set_free(i: u32): void {
  store<u32>(FREE_BITS + ((i >> 5) << 2), load<u32>(FREE_BITS + ((i >> 5) << 2)) | (1 << (i & 31)));
}

/** @inline */
function is_free(i: u32): bool {
  return ((load<u8>(FREE_BITS + (i >> 3)) >> (i & 7)) & 1) !== 0;
}

function count_free(blocks: u32): u32 {
  let n: u32 = 0;
  for (let i: u32 = 0; i < blocks; i++) n += u32(is_free(i));
  return n;
}

/** Checks a carved pool: its header, its free list, its place in the list of its class. */
export function pool_is_valid(pool: pool_header, index: u32): bool {
  if (pool.arenaindex !== index) return false;
  if (pool.szidx >= NB_SMALL_SIZE_CLASSES) return pool.szidx === DUMMY_SIZE_IDX && pool.ref_count === 0;
  const size = INDEX2SIZE(pool.szidx);
  const blocks = NUMBLOCKS(pool.szidx);
  if (pool.maxnextoffset !== obmalloc.POOL_SIZE - size) return false;
  if (pool.nextoffset > pool.maxnextoffset + size || (pool.nextoffset - POOL_OVERHEAD) % size !== 0) return false;
  if (pool_free_bits(pool) === 0 || pool.ref_count + count_free(blocks) !== blocks) return false;
  if (pool.ref_count === blocks) return pool.freeblock === 0;
  if (pool.freeblock === 0) return false;
  if (pool.ref_count === 0) return true;
  return pool.nextpool.prevpool === pool && pool.prevpool.nextpool === pool;
}

/** Length of an arena's list of empty pools; -1 if a pool in it is not empty or not of this arena. */
function freepools_length(ao: arena_object, index: u32): i32 {
  let n: i32 = 0;
  let pool = ao.freepools;
  while (pool) {
    if (n > <i32>ao.ntotalpools || pool.arenaindex !== index || pool.ref_count !== 0) return -1;
    if (pool.address < ao.address || pool.address >= ao.pool_address) return -1;
    n++;
    pool = pool.nextpool;
  }
  return n;
}

/**
 * Checks arena number `index` and all of its pools; returns the number of its used (neither empty nor full) pools, or
 * -1.
 */
export function arena_is_valid(index: u32): i32 {
  const ao = arena_at(index);
  if (((<u32>ao.address - obmalloc.misalignment) & (obmalloc.ARENA_SIZE - 1)) !== 0) return -1;
  const page = page_of(ao.address);
  for (let i: u32 = 0; i < obmalloc.ARENA_SIZE >> PAGE_SHIFT; i++) {
    if (page_kind(page + i) !== <u32>PageKind.ARENA || page_payload(page + i) !== index) return -1;
  }
  const first = first_pool(ao);
  const whole = (obmalloc.ARENA_SIZE - <u32>(first - ao.address)) / obmalloc.POOL_SIZE;
  if (ao.ntotalpools !== whole) return -1;
  const carved = <u32>(ao.pool_address - first) / obmalloc.POOL_SIZE;
  let empty: i32 = 0;
  let used: i32 = 0;
  for (let base = first; base < ao.pool_address; base += obmalloc.POOL_SIZE) {
    const pool = pool_header.at(base);
    if (!pool_is_valid(pool, index)) return -1;
    if (pool.ref_count === 0) empty++;
    else if (pool.freeblock !== 0) used++;
  }
  if (freepools_length(ao, index) !== empty) return -1;
  return ao.nfreepools === whole - carved + <u32>empty ? used : -1;
}

/** Checks usable_arenas: order, links, and the last arena of each number of free pools.  Returns its length or -1. */
function usable_arenas_length(): i32 {
  let n: i32 = 0;
  let prev: arena_object | null = null;
  let ao = obmalloc.usable_arenas;
  while (ao) {
    const next = ao.nextarena;
    if (n > <i32>obmalloc.maxarenas || ao.prevarena !== prev || ao.address === 0 || ao.nfreepools === 0) return -1;
    if (next && next.nfreepools < ao.nfreepools) return -1;
    const isLast = !next || next.nfreepools !== ao.nfreepools;
    if (isLast !== (nfp2lasta(ao.nfreepools) === ao)) return -1;
    prev = ao;
    ao = next;
    n++;
  }
  return n;
}

function nfp2lasta_is_valid(): bool {
  for (let nf: u32 = 0; nf <= MAX_POOLS_IN_ARENA; nf++) {
    const ao = nfp2lasta(nf);
    if (ao && (ao.nfreepools !== nf || ao.address === 0)) return false;
  }
  return true;
}

function unused_arena_objects_length(): i32 {
  let n: i32 = 0;
  let ao = obmalloc.unused_arena_objects;
  while (ao) {
    if (ao.address !== 0 || n > <i32>obmalloc.maxarenas) return -1;
    n++;
    ao = ao.nextarena;
  }
  return n;
}

/** Pools in all lists of usedpools; -1 if a list holds what it should not. */
function usedpools_length(): i32 {
  let n: i32 = 0;
  for (let szidx: u32 = 0; szidx < NB_SMALL_SIZE_CLASSES; szidx++) {
    const head = PTA(szidx);
    for (let pool = head.nextpool; pool !== head; pool = pool.nextpool) {
      if (pool.szidx !== szidx || pool.ref_count === 0 || pool.freeblock === 0) return -1;
      if (pool.nextpool.prevpool !== pool || ++n > 1 << 20) return -1;
    }
  }
  return n;
}

/** Checks all of layer 2 (expensive: walks every pool and every free list). */
export function obmalloc_is_valid(): bool {
  let arenas: u32 = 0;
  let usable: i32 = 0;
  let used: i32 = 0;
  for (let i: u32 = 0; i < obmalloc.maxarenas; i++) {
    const ao = arena_at(i);
    if (ao.address === 0) continue;
    const inArena = arena_is_valid(i);
    if (inArena < 0) return false;
    used += inArena;
    arenas++;
    if (ao.nfreepools > 0) usable++;
  }
  if (arenas !== obmalloc.narenas_currently_allocated || usable_arenas_length() !== usable) return false;
  if (unused_arena_objects_length() !== <i32>(obmalloc.maxarenas - arenas)) return false;
  return nfp2lasta_is_valid() && usedpools_length() === used;
}
