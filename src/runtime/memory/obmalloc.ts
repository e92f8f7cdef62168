// Layer 2: CPython's object allocator for requests of 1 to 512 bytes.  Same rules, same order, same addresses within
// arenas.
//
//   block  <  pool (blocks of one size class)  <  arena (256 KiB of 4 KiB pools; or 1 MiB of 16 KiB pools)
//
//   state of a pool   where it is linked
//   used              usedpools[2 szidx], circular
//   full              nowhere
//   empty             freepools of its arena
//
// Invariant: ref.count + length of the free list + virgin blocks = NUMBLOCKS(szidx).
import { give_pool, init_arenas, take_pool } from "./arenas";
import { inner_raw_calloc, inner_raw_free, inner_raw_malloc, inner_raw_realloc } from "./domains";
import { pool_is_valid } from "./obmalloc-check";
import { address_in_range } from "./page-map";
import {
  ALIGNMENT_SHIFT,
  Geometry,
  INDEX2SIZE,
  obmalloc,
  POOL_ADDR,
  POOL_OVERHEAD,
  pool_header,
  SMALL_REQUEST_THRESHOLD,
} from "./pool";
import { init_usedpools, PTA, PTA_for, usedpool_for } from "./usedpools";

/** Sets up an empty object allocator of the given geometry.  `misalignment`: see ObmallocState. */
export function obmalloc_init(geometry: u32, misalignment: u32): void {
  obmalloc.geometry = geometry;
  obmalloc.ARENA_BITS = geometry === <u32>Geometry.LARGE ? 20 : 18;
  obmalloc.ARENA_SIZE = 1 << obmalloc.ARENA_BITS;
  obmalloc.POOL_SIZE = geometry === <u32>Geometry.LARGE ? 16384 : 4096;
  obmalloc.POOL_SIZE_MASK = obmalloc.POOL_SIZE - 1;
  obmalloc.POOL_ADDR_MASK = ~obmalloc.POOL_SIZE_MASK;
  obmalloc.misalignment = misalignment;
  init_usedpools();
  init_arenas();
}

/** The free list of a used pool ran out: adds one virgin block, or takes the full pool out of usedpools. */
function pymalloc_pool_extend(pool: pool_header): void {
  const offset = pool.nextoffset;
  if (offset <= pool.maxnextoffset) {
    const block = pool.address + offset;
    pool.freeblock = block;
    pool.nextoffset = offset + INDEX2SIZE(pool.szidx);
    store<u64>(block, 0);
    return;
  }
  const next = pool.nextpool;
  const prev = pool.prevpool;
  next.prevpool = prev;
  prev.nextpool = next;
  if (isDefined(PYDEBUG)) assert(pool_is_valid(pool, pool.arenaindex), "a pool is not valid when full");
}

/** No used pool of this class: takes a free pool and returns its first block; 0 when out of memory. */
function allocate_from_new_pool(szidx: u32): usize {
  const pool = take_pool();
  if (!pool) return 0;
  const head = PTA(szidx);
  pool.nextpool = head;
  pool.prevpool = head;
  head.nextpool = pool;
  head.prevpool = pool;
  pool.ref_count = 1;
  if (pool.szidx === szidx) {
    // The pool held blocks of this size before: its free list is still good.
    const block = pool.freeblock;
    pool.freeblock = load<usize>(block);
    return block;
  }
  const size = INDEX2SIZE(szidx);
  const block = pool.address + POOL_OVERHEAD;
  pool.szidx = szidx;
  pool.nextoffset = POOL_OVERHEAD + (size << 1);
  pool.maxnextoffset = obmalloc.POOL_SIZE - size;
  pool.freeblock = block + size;
  store<u64>(block + size, 0);
  return block;
}

/** Takes a block of a used pool. @inline */
export function pymalloc_take(pool: pool_header): usize {
  pool.ref_count++;
  const block = pool.freeblock;
  const next = load<usize>(block);
  pool.freeblock = next;
  if (next === 0) pymalloc_pool_extend(pool);
  return block;
}

/** Returns a block of 1 .. 512 bytes, or 0 when out of memory.  The caller has checked the size. */
export function pymalloc_alloc(nbytes: usize): usize {
  const pool = usedpool_for(nbytes);
  // CPython asks whether pool->nextpool is the pool itself: the same question, without touching the pool
  if (pool !== PTA_for(nbytes)) return pymalloc_take(pool);
  return allocate_from_new_pool(<u32>(nbytes - 1) >> ALIGNMENT_SHIFT);
}

/** The pool was full: it goes to the front of the list of its class. */
function insert_to_usedpool(pool: pool_header): void {
  const head = PTA(pool.szidx);
  const next = head.nextpool;
  pool.nextpool = next;
  pool.prevpool = head;
  next.prevpool = pool;
  head.nextpool = pool;
}

/** The pool is empty: it leaves the list of its class and goes to its arena. */
function insert_to_freepool(pool: pool_header): void {
  const next = pool.nextpool;
  const prev = pool.prevpool;
  next.prevpool = prev;
  prev.nextpool = next;
  give_pool(pool);
}

/** The free list was empty, or the last block came back: the pool changes its state. */
function pool_changes_state(pool: pool_header, lastfree: usize): void {
  if (lastfree === 0) insert_to_usedpool(pool);
  else insert_to_freepool(pool);
  if (isDefined(PYDEBUG) && address_in_range(pool.address)) {
    assert(pool_is_valid(pool, pool.arenaindex), "a pool is not valid after a free");
  }
}

/** Releases a block for which address_in_range() is true. @inline */
export function pymalloc_free(p: usize): void {
  const pool = POOL_ADDR(p);
  const lastfree = pool.freeblock;
  store<u64>(p, <u64>lastfree);
  pool.freeblock = p;
  const count = pool.ref_count - 1;
  pool.ref_count = count;
  if (lastfree === 0 || count === 0) pool_changes_state(pool, lastfree);
}

/** @inline */
export function is_small_request(nbytes: usize): bool {
  return nbytes - 1 < SMALL_REQUEST_THRESHOLD;
}

/** Returns a block of `nbytes` bytes, or 0 when out of memory. */
export function _PyObject_Malloc(nbytes: usize): usize {
  if (is_small_request(nbytes)) {
    const p = pymalloc_alloc(nbytes);
    if (p) return p;
  }
  return _PyObject_MallocRaw(nbytes);
}

/** The raw allocator's part: size 0, more than 512 bytes, and small ones when no arena could be had. */
export function _PyObject_MallocRaw(nbytes: usize): usize {
  const p = inner_raw_malloc(nbytes);
  if (p) obmalloc.raw_allocated_blocks++;
  return p;
}

// Blocks of pools are multiples of 16 bytes, so a few more bytes than asked for may be cleared or copied. memory.fill
// and memory.copy are calls out of the module: for so few bytes a loop is faster.

/** Clears a block of a pool. @inline */
function clear_block(p: usize, nbytes: u32): void {
  for (let at = p, end = p + nbytes; at < end; at += 16) {
    store<u64>(at, 0);
    store<u64>(at, 0, 8);
  }
}

/** Copies from a block of a pool to another. @inline */
function copy_block(to: usize, from: usize, nbytes: u32): void {
  for (let offset: u32 = 0; offset < nbytes; offset += 16) {
    store<u64>(to + offset, load<u64>(from + offset));
    store<u64>(to + offset, load<u64>(from + offset, 8), 8);
  }
}

/** Returns a zeroed block of `nbytes` bytes, or 0 when out of memory. @inline */
export function _PyObject_Calloc(nbytes: usize): usize {
  if (is_small_request(nbytes)) {
    const pool = usedpool_for(nbytes);
    const p = pool !== PTA_for(nbytes) ? pymalloc_take(pool) : pymalloc_alloc(nbytes);
    if (p) {
      clear_block(p, nbytes);
      return p;
    }
  }
  const p = inner_raw_calloc(nbytes);
  if (p) obmalloc.raw_allocated_blocks++;
  return p;
}

/** Releases a block (nothing happens for 0). */
export function _PyObject_Free(p: usize): void {
  if (address_in_range(p)) pymalloc_free(p);
  else _PyObject_FreeRaw(p);
}

/** Releases a block that the raw allocator gave, or 0. */
export function _PyObject_FreeRaw(p: usize): void {
  if (p === 0) return;
  inner_raw_free(p);
  obmalloc.raw_allocated_blocks--;
}

/**
 * Gives a small block a new size; the block stays unless more than a quarter of it would be saved. 0 when out of
 * memory.
 */
function pymalloc_realloc(p: usize, nbytes: usize): usize {
  let size: u32 = INDEX2SIZE(POOL_ADDR(p).szidx);
  if (nbytes <= size) {
    if (4 * nbytes > 3 * size) return p;
    size = nbytes;
  }
  if (is_small_request(nbytes)) {
    const pool = usedpool_for(nbytes);
    if (pool !== PTA_for(nbytes)) {
      const block = pymalloc_take(pool);
      copy_block(block, p, size);
      pymalloc_free(p);
      return block;
    }
  }
  const bp = _PyObject_Malloc(nbytes);
  if (bp === 0) return 0;
  memory.copy(bp, p, size);
  pymalloc_free(p);
  return bp;
}

/**
 * Gives a block a new size; returns it, perhaps elsewhere, or 0 when out of memory (the old block is untouched then).
 * @inline
 */
export function _PyObject_Realloc(p: usize, nbytes: usize): usize {
  if (p === 0) return _PyObject_Malloc(nbytes);
  // A block of the raw allocator stays there, however small it becomes.
  return address_in_range(p) ? pymalloc_realloc(p, nbytes) : inner_raw_realloc(p, nbytes);
}
