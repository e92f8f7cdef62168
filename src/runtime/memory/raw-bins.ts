// The free chunks of the raw heap by size: two-level bins (a power of two, divided into 32), found through bitmaps in
// constant time.
//
//   first level 0: sizes below 512, one bin for each multiple of 16 (exact)
//   first level n: sizes 2^(8+n) .. 2^(9+n) - 1, in 32 steps
//
// Lists are last in, first out: what was freed last is in the cache.
import { CHUNK_SIZE_MASK, Chunk } from "./raw-chunk";

const LEVELS: u32 = 24;
/** First chunk of every bin: u32[LEVELS * 32]. */
const HEADS: usize = memory.data(3072, 4);
/** For every level: one bit for each bin that is not empty, u32[LEVELS]. */
const BIN_BITS: usize = memory.data(96, 4);
/** One bit for each level that is not empty. */
const LEVEL_BITS: usize = memory.data(4, 4);
/** Chunks of the request's own bin that are looked at: they may be up to 3 % too small. */
const PROBES: u32 = 4;

/** @inline */
function bin_of(size: u32): u32 {
  if (size < 512) return size >> 4;
  const log = 31 - clz(size);
  return ((log - 8) << 5) + ((size >> (log - 5)) & 31);
}

/** Puts a chunk of `size` bytes into its bin. @inline */
export function bin_insert(chunk: Chunk, size: u32): void {
  const bin = bin_of(size);
  const next = load<u32>(bin << 2, HEADS);
  chunk.next = next;
  chunk.prev = 0;
  store<u32>(bin << 2, <u32>chunk.address, HEADS);
  if (next) {
    Chunk.at(next).prev = <u32>chunk.address;
    return;
  }
  const level = bin >> 5;
  store<u32>(level << 2, load<u32>(level << 2, BIN_BITS) | (1 << (bin & 31)), BIN_BITS);
  store<u32>(LEVEL_BITS, load<u32>(LEVEL_BITS) | (1 << level));
}

/** Takes a chunk of `size` bytes out of its bin. @inline */
export function bin_remove(chunk: Chunk, size: u32): void {
  const next = chunk.next;
  const prev = chunk.prev;
  if (next) Chunk.at(next).prev = prev;
  if (prev) Chunk.at(prev).next = next;
  else bin_set_head(bin_of(size), next);
}

function bin_set_head(bin: u32, next: u32): void {
  store<u32>(bin << 2, next, HEADS);
  if (next) return;
  const level = bin >> 5;
  const bits = load<u32>(level << 2, BIN_BITS) & ~(1 << (bin & 31));
  store<u32>(level << 2, bits, BIN_BITS);
  if (bits === 0) store<u32>(LEVEL_BITS, load<u32>(LEVEL_BITS) & ~(1 << level));
}

/** Takes a chunk of at least `size` bytes out of the bins; null if there is none. */
export function bin_take(size: u32): Chunk | null {
  const bin = bin_of(size);
  let candidate = load<u32>(bin << 2, HEADS);
  for (let probe: u32 = 0; candidate !== 0 && probe < PROBES; probe++) {
    const chunk = Chunk.at(candidate);
    if (chunk.size >= size) {
      bin_remove(chunk, chunk.size);
      return chunk;
    }
    candidate = chunk.next;
  }
  const larger = first_larger_bin(bin);
  if (larger === 0) return null;
  const chunk = Chunk.at(load<u32>(larger << 2, HEADS));
  bin_set_head(larger, chunk.next);
  if (chunk.next) Chunk.at(chunk.next).prev = 0;
  return chunk;
}

/** The first bin behind `bin` that is not empty; 0 if there is none. */
function first_larger_bin(bin: u32): u32 {
  let level = bin >> 5;
  const within = bin & 31;
  let bits: u32 = within === 31 ? 0 : load<u32>(level << 2, BIN_BITS) & ((<u32>-2) << within);
  if (bits === 0) {
    const levels = load<u32>(LEVEL_BITS) & ((<u32>-2) << level);
    if (levels === 0) return 0;
    level = ctz(levels);
    bits = load<u32>(level << 2, BIN_BITS);
  }
  return (level << 5) + ctz(bits);
}

/** Checks every list and bitmap; returns the number of free chunks, or -1 if something is wrong. */
export function bins_check(): i32 {
  let count: i32 = 0;
  for (let bin: u32 = 0; bin < LEVELS << 5; bin++) {
    const level = bin >> 5;
    let at = load<u32>(bin << 2, HEADS);
    const marked = (load<u32>(level << 2, BIN_BITS) & (1 << (bin & 31))) !== 0;
    if (marked !== (at !== 0)) return -1;
    if (marked && (load<u32>(LEVEL_BITS) & (1 << level)) === 0) return -1;
    let prev: u32 = 0;
    while (at) {
      const chunk = Chunk.at(at);
      if (chunk.isUsed || chunk.prev !== prev || bin_of(chunk.head & CHUNK_SIZE_MASK) !== bin) return -1;
      prev = at;
      at = chunk.next;
      count++;
    }
  }
  return count;
}
