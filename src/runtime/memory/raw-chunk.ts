// Chunks: what the raw heap (layer 1) is made of.  CPython's counterpart is the C library's malloc; the layout is of
// that family.
//
//   c -> +0  head       size of the chunk (multiple of 16) | flags     u32
//        +4  requested  bytes asked for; while the chunk is used       u32
//   p -> +8  the block; p is a multiple of 16
//        ...
//        while the chunk is free:  +8 next, +12 prev (chunks of the same bin), and in the last four bytes its size,
//        so that the chunk behind finds its beginning.
//
//   usable size of a block = size - 8;  smallest chunk = 32 (24 usable)
//
// Two free chunks never touch.  A segment ends with a fence: a used chunk of size 0.  A block above LARGE_REQUEST is a
// page run of its own: its head says LARGE | pages << 4, and p is 16 bytes into the run.

export const CHUNK_USED: u32 = 1;
/** The chunk in front is used (or there is none), so its last four bytes are its own. */
export const PREV_USED: u32 = 2;
export const CHUNK_LARGE: u32 = 4;
/** Free, but in a quick list: its neighbours must take it for used (raw-quick.ts). */
export const CHUNK_QUICK: u32 = 8;
export const CHUNK_SIZE_MASK: u32 = ~15;

export const CHUNK_HEADER: u32 = 8;
export const CHUNK_LEAST: u32 = 32;
/** A request of more bytes than this gets a page run (128 KiB, the C library's own limit). */
export const LARGE_REQUEST: u32 = 128 * 1024;
/** From the beginning of a large block's page run to the block. */
export const LARGE_HEADER: u32 = 16;

@unmanaged
export class Chunk {
  head: u32;
  requested: u32;
  next: u32;
  prev: u32;

  @inline static at(address: usize): Chunk {
    return changetype<Chunk>(address);
  }
  /** The chunk of block `p`. */
  @inline static of(p: usize): Chunk {
    return changetype<Chunk>(p - CHUNK_HEADER);
  }
  @inline get address(): usize {
    return changetype<usize>(this);
  }
  @inline get size(): u32 {
    return this.head & CHUNK_SIZE_MASK;
  }
  @inline get block(): usize {
    return changetype<usize>(this) + CHUNK_HEADER;
  }
  @inline get isUsed(): bool {
    return (this.head & CHUNK_USED) !== 0;
  }
  @inline get isFence(): bool {
    return this.head <= (CHUNK_USED | PREV_USED);
  }
  /** The chunk behind this one of `size` bytes. */
  @inline behind(size: u32): Chunk {
    return changetype<Chunk>(changetype<usize>(this) + size);
  }
}

/** Size of the chunk that serves a request of `nbytes` (at most LARGE_REQUEST). @inline */
export function chunk_size_for(nbytes: u32): u32 {
  return max((nbytes + CHUNK_HEADER + 15) & CHUNK_SIZE_MASK, CHUNK_LEAST);
}
