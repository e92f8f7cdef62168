// Quick lists: small chunks that were freed a moment ago, by exact size, last in first out.  The C library's
// counterpart is its cache per thread: a block that is freed and asked for again costs neither a split nor a merge.
//
// A chunk in a quick list counts as free in the accounts, but stays marked used for its neighbours (USED and QUICK in
// its head), so that nothing merges with it.  The lists are emptied into the bins before the heap grows, and when the
// heap shrinks: a kept chunk must not hold a segment that could go back.
import { CHUNK_QUICK, Chunk } from "./raw-chunk";
import { rawState } from "./raw-segment";

/** Chunks up to this size are kept. */
export const QUICK_SIZE: u32 = 4096;
/** Bytes that may be in all quick lists together: an eighth of what is used, within these. */
const QUICK_LEAST_BYTES: u32 = 1024;
const QUICK_MOST_BYTES: u32 = 512 * 1024;

/** First chunk of each size: u32[QUICK_SIZE / 16 + 1]. */
const HEADS: usize = memory.data(1028, 4);

/** @inline */
function quick_limit(): u32 {
  return min(max(rawState.used >> 3, QUICK_LEAST_BYTES), QUICK_MOST_BYTES);
}

/** True if the heap has shrunk so much that the quick lists hold too large a part of it. @inline */
export function quick_is_excessive(): bool {
  return rawState.quick_bytes > quick_limit() << 1;
}

/** Returns a chunk of exactly `size` bytes (at most QUICK_SIZE), marked used; null if there is none. @inline */
export function quick_take(size: u32): Chunk | null {
  const at = load<u32>(size >> 2, HEADS);
  if (at === 0) return null;
  const chunk = Chunk.at(at);
  store<u32>(size >> 2, chunk.next, HEADS);
  chunk.head &= ~CHUNK_QUICK;
  rawState.quick_bytes -= size;
  return chunk;
}

/** Keeps a used chunk of `size` bytes; false if it is too large or there is no room. @inline */
export function quick_keep(chunk: Chunk, size: u32): bool {
  if (size > QUICK_SIZE || rawState.quick_bytes >= quick_limit()) return false;
  chunk.next = load<u32>(size >> 2, HEADS);
  store<u32>(size >> 2, <u32>chunk.address, HEADS);
  chunk.head |= CHUNK_QUICK;
  rawState.quick_bytes += size;
  return true;
}

/**
 * Takes any chunk out of the quick lists, from size `from` on; null when they are empty. The next search may begin at
 * its size.
 */
export function quick_drain(from: u32): Chunk | null {
  if (rawState.quick_bytes === 0) return null;
  for (let size = from; size <= QUICK_SIZE; size += 16) {
    const chunk = quick_take(size);
    if (chunk) return chunk;
  }
  return null;
}

/** Checks the lists; returns the bytes in them, or -1 if a chunk is not what its list says. */
export function quick_check(): i32 {
  let bytes: u32 = 0;
  for (let size: u32 = 0; size <= QUICK_SIZE; size += 16) {
    let at = load<u32>(size >> 2, HEADS);
    while (at) {
      const chunk = Chunk.at(at);
      if ((chunk.head & CHUNK_QUICK) === 0 || !chunk.isUsed || chunk.size !== size || bytes > rawState.quick_bytes)
        return -1;
      bytes += size;
      at = chunk.next;
    }
  }
  return bytes === rawState.quick_bytes ? <i32>bytes : -1;
}
