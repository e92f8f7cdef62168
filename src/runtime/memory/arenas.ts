// Arenas of the object allocator: obtained from layer 0, kept in order, given back.
//
//   usable_arenas   doubly linked: the arenas that have free pools, fewest first (so the emptiest can drain and go back)
//   nfp2lasta[n]    the last arena in that list that has n free pools; null if none
//   unused_arena_objects   singly linked: arena_objects without an arena, last freed first
//
// A full arena is in no list.
import { trace_arena } from "../trace";
import { _PyObject_DebugMallocStats } from "./malloc-stats";
import { arena_is_valid } from "./obmalloc-check";
import { PAGE_SHIFT, PageKind, page_address, page_of } from "./page-map";
import { pages_alloc_aligned, pages_free } from "./pages";
import {
  arena_at,
  arena_object,
  DUMMY_SIZE_IDX,
  INITIAL_ARENA_OBJECTS,
  MAX_POOLS_IN_ARENA,
  obmalloc,
  pool_header,
} from "./pool";
import { raw_realloc, raw_reclaim } from "./raw-malloc";

const NFP2LASTA: usize = memory.data(520, 8);

/** @inline */
export function nfp2lasta(nfreepools: u32): arena_object | null {
  return load<arena_object | null>((<usize>nfreepools) << 3, NFP2LASTA);
}

/** @inline */
function set_nfp2lasta(nfreepools: u32, ao: arena_object | null): void {
  store<arena_object | null>((<usize>nfreepools) << 3, ao, NFP2LASTA);
}

export function init_arenas(): void {
  memory.fill(NFP2LASTA, 0, (MAX_POOLS_IN_ARENA + 1) << 3);
}

/** @inline */
function arenaindex_of(ao: arena_object): u32 {
  return <u32>(changetype<usize>(ao) - obmalloc.arenas) / offsetof<arena_object>();
}

/**
 * Doubles the vector `arenas`; false when out of memory. No pointer into the old vector exists when this is called.
 */
function more_arena_objects(): bool {
  const numarenas = obmalloc.maxarenas ? obmalloc.maxarenas << 1 : INITIAL_ARENA_OBJECTS;
  // NOT CPYTHON: with the debug hooks CPython puts guards around this block too
  const vector = raw_realloc(obmalloc.arenas, numarenas * offsetof<arena_object>());
  if (vector === 0) return false;
  obmalloc.arenas = vector;
  memory.fill(
    vector + obmalloc.maxarenas * offsetof<arena_object>(),
    0,
    (numarenas - obmalloc.maxarenas) * offsetof<arena_object>(),
  );
  for (let i = obmalloc.maxarenas; i + 1 < numarenas; i++) arena_at(i).nextarena = arena_at(i + 1);
  obmalloc.unused_arena_objects = arena_at(obmalloc.maxarenas);
  obmalloc.maxarenas = numarenas;
  return true;
}

/** Returns an arena_object with a new arena, in no list; null when out of memory. */
function new_arena(): arena_object | null {
  if (obmalloc.debug_stats) _PyObject_DebugMallocStats(2);
  if (!obmalloc.unused_arena_objects && !more_arena_objects()) return null;
  const ao = obmalloc.unused_arena_objects as arena_object;
  const pages = obmalloc.ARENA_SIZE >> PAGE_SHIFT;
  const index = arenaindex_of(ao);
  const phase = obmalloc.misalignment >> PAGE_SHIFT;
  let page = pages_alloc_aligned(pages, pages, phase, PageKind.ARENA, index);
  if (page === 0 && raw_reclaim()) page = pages_alloc_aligned(pages, pages, phase, PageKind.ARENA, index);
  if (page === 0) return null;
  obmalloc.unused_arena_objects = ao.nextarena;
  ao.address = page_address(page);
  obmalloc.narenas_currently_allocated++;
  obmalloc.ntimes_arena_allocated++;
  if (obmalloc.narenas_currently_allocated > obmalloc.narenas_highwater)
    obmalloc.narenas_highwater = obmalloc.narenas_currently_allocated;
  const excess = <u32>ao.address & obmalloc.POOL_SIZE_MASK;
  ao.freepools = null;
  ao.pool_address = ao.address + (excess ? obmalloc.POOL_SIZE - excess : 0);
  ao.nfreepools = obmalloc.ARENA_SIZE / obmalloc.POOL_SIZE - u32(excess !== 0);
  ao.ntotalpools = ao.nfreepools;
  if (obmalloc.trace_arenas) trace_arena(1, index, ao.address);
  return ao;
}

/** Takes the first arena out of usable_arenas: it has no free pool any more. */
function drop_first_usable(ao: arena_object): void {
  const next = ao.nextarena;
  obmalloc.usable_arenas = next;
  if (next) next.prevarena = null;
}

/**
 * Takes a pool from the fullest arena that has one, from a new arena if none has; null when out of memory.
 * A pool that was never used has the size class DUMMY_SIZE_IDX.
 */
export function take_pool(): pool_header | null {
  let ao = obmalloc.usable_arenas;
  if (!ao) {
    ao = new_arena();
    if (!ao) return null;
    ao.nextarena = null;
    ao.prevarena = null;
    obmalloc.usable_arenas = ao;
    set_nfp2lasta(ao.nfreepools, ao);
  }
  // The first arena has the fewest free pools; with one less it still has, so the list stays sorted.
  const nf = ao.nfreepools;
  if (nfp2lasta(nf) === ao) set_nfp2lasta(nf, null);
  if (nf > 1) set_nfp2lasta(nf - 1, ao);
  ao.nfreepools = nf - 1;
  let pool = ao.freepools;
  if (pool) {
    ao.freepools = pool.nextpool;
  } else {
    pool = pool_header.at(ao.pool_address);
    ao.pool_address += obmalloc.POOL_SIZE;
    pool.ref_padding = 0;
    store<u64>(pool.address, 0, offsetof<pool_header>("freeblock"));
    store<u64>(pool.address, 0, offsetof<pool_header>("nextpool"));
    store<u64>(pool.address, 0, offsetof<pool_header>("prevpool"));
    pool.arenaindex = arenaindex_of(ao);
    pool.szidx = DUMMY_SIZE_IDX;
  }
  if (nf === 1) drop_first_usable(ao);
  return pool;
}

/** Takes `ao` out of usable_arenas. */
function unlink_usable(ao: arena_object): void {
  const next = ao.nextarena;
  const prev = ao.prevarena;
  if (prev) prev.nextarena = next;
  else obmalloc.usable_arenas = next;
  if (next) next.prevarena = prev;
}

/** Gives an arena back to layer 0. */
function free_arena(ao: arena_object): void {
  if (isDefined(PYDEBUG)) assert(arena_is_valid(arenaindex_of(ao)) === 0, "an arena is not valid when it is freed");
  unlink_usable(ao);
  if (obmalloc.trace_arenas) trace_arena(0, arenaindex_of(ao), ao.address);
  ao.nextarena = obmalloc.unused_arena_objects;
  obmalloc.unused_arena_objects = ao;
  pages_free(page_of(ao.address), obmalloc.ARENA_SIZE >> PAGE_SHIFT);
  ao.address = 0;
  obmalloc.narenas_currently_allocated--;
}

/** Puts an empty pool, which is in no list, to the free pools of its arena, and the arena where it now belongs. */
export function give_pool(pool: pool_header): void {
  const ao = arena_at(pool.arenaindex);
  pool.nextpool = changetype<pool_header>(ao.freepools);
  ao.freepools = pool;
  const lastnf = nfp2lasta(ao.nfreepools);
  if (lastnf === ao) {
    const prev = ao.prevarena;
    set_nfp2lasta(ao.nfreepools, prev && prev.nfreepools === ao.nfreepools ? prev : null);
  }
  const nf = ++ao.nfreepools;
  if (nf === ao.ntotalpools && ao.nextarena) {
    // Wholly free.  The last arena of the list is kept: a loop that needs one block would otherwise obtain and return
    // it for ever.
    free_arena(ao);
  } else if (nf === 1) {
    // Was full and in no list: now it has the fewest.
    const first = obmalloc.usable_arenas;
    ao.nextarena = first;
    ao.prevarena = null;
    if (first) first.prevarena = ao;
    obmalloc.usable_arenas = ao;
    if (!nfp2lasta(1)) set_nfp2lasta(1, ao);
  } else {
    if (!nfp2lasta(nf)) set_nfp2lasta(nf, ao);
    if (lastnf && lastnf !== ao) move_behind(ao, lastnf);
  }
}

/** `ao` has more free pools now than those behind it, up to `lastnf`: it goes behind that one. */
function move_behind(ao: arena_object, lastnf: arena_object): void {
  unlink_usable(ao);
  const next = lastnf.nextarena;
  ao.prevarena = lastnf;
  ao.nextarena = next;
  if (next) next.prevarena = ao;
  lastnf.nextarena = ao;
}
