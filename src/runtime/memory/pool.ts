// Structs and sizes of the object allocator (layer 2), as on 64-bit CPython: pointers sit in 8-byte slots.
//
//   pool_header, 48 bytes, at the start of every pool        arena_object, 48 bytes, an element of `arenas`
//     +0  ref.count      blocks that are allocated             +0  address       of the arena; 0 = none
//     +8  freeblock      head of the pool's free list          +8  pool_address  next pool to be carved off
//    +16  nextpool       of the same size class               +16  nfreepools    free + never carved
//    +24  prevpool                                            +20  ntotalpools
//    +32  arenaindex     which arena_object                   +24  freepools     list of empty pools
//    +36  szidx          size class                           +32  nextarena
//    +40  nextoffset     to the next virgin block             +40  prevarena
//    +44  maxnextoffset  largest valid nextoffset
//
// Both geometries of CPython are served by the same code: classic (up to 3.9: arenas of 256 KiB, pools of 4 KiB) and
// large (since 3.10: 1 MiB, 16 KiB).  NOT CPYTHON: chosen at start-up, where CPython chooses when it is compiled.

export const ALIGNMENT: u32 = 16;
export const ALIGNMENT_SHIFT: u32 = 4;
export const SMALL_REQUEST_THRESHOLD: u32 = 512;
export const NB_SMALL_SIZE_CLASSES: u32 = SMALL_REQUEST_THRESHOLD / ALIGNMENT;
export const POOL_OVERHEAD: u32 = 48;
/** Size class of a pool that was just carved off. */
export const DUMMY_SIZE_IDX: u32 = 0xffff;
export const INITIAL_ARENA_OBJECTS: u32 = 16;
/** The most pools an arena has, in either geometry. */
export const MAX_POOLS_IN_ARENA: u32 = 64;

export const enum Geometry {
  CLASSIC = 0,
  LARGE = 1,
}

@unmanaged
export class pool_header {
  /** `ref.count` in CPython (a union, to make it pointer-sized). */
  ref_count: u32;
  ref_padding: u32;
  freeblock: usize;
  nextpool: pool_header;
  prevpool: pool_header;
  arenaindex: u32;
  szidx: u32;
  nextoffset: u32;
  maxnextoffset: u32;

  @inline static at(address: usize): pool_header {
    return changetype<pool_header>(address);
  }
  @inline get address(): usize {
    return changetype<usize>(this);
  }
}

@unmanaged
export class arena_object {
  address: usize;
  pool_address: usize;
  nfreepools: u32;
  ntotalpools: u32;
  freepools: pool_header | null;
  nextarena: arena_object | null;
  prevarena: arena_object | null;
}

/** Bytes of a block of size class `szidx`. @inline */
export function INDEX2SIZE(szidx: u32): u32 {
  return (szidx + 1) << ALIGNMENT_SHIFT;
}

/** The state of obmalloc that CPython keeps in static variables. */
@unmanaged
export class ObmallocState {
  arenas: usize;
  unused_arena_objects: arena_object | null;
  usable_arenas: arena_object | null;
  maxarenas: u32;
  narenas_currently_allocated: u32;
  ntimes_arena_allocated: u32;
  narenas_highwater: u32;
  /** Blocks that obmalloc passed on to the raw allocator. */
  raw_allocated_blocks: u32;
  geometry: u32;
  ARENA_BITS: u32;
  ARENA_SIZE: u32;
  POOL_SIZE: u32;
  POOL_SIZE_MASK: u32;
  /** ~POOL_SIZE_MASK: what makes a pool's address of a block's. */
  POOL_ADDR_MASK: u32;
  /** Bytes by which arenas are off their natural alignment (0; 4096 to replay what mmap gives CPython on most runs). */
  misalignment: u32;
  /** 1: PYTHONMALLOCSTATS: print the statistics whenever an arena is needed. */
  debug_stats: u32;
  /** 1: tell the host of every arena (trace_arena). */
  trace_arenas: u32;
}

export const obmalloc: ObmallocState = changetype<ObmallocState>(memory.data(80, 8));

/** Element `index` of `arenas`. @inline */
export function arena_at(index: u32): arena_object {
  return changetype<arena_object>(obmalloc.arenas + index * offsetof<arena_object>());
}

/** The pool that `p` would lie in. @inline */
export function POOL_ADDR(p: usize): pool_header {
  return changetype<pool_header>(p & obmalloc.POOL_ADDR_MASK);
}

/** Blocks in a full pool of class `szidx`. */
export function NUMBLOCKS(szidx: u32): u32 {
  return (obmalloc.POOL_SIZE - POOL_OVERHEAD) / INDEX2SIZE(szidx);
}
