// Layer 1: the general allocator behind PyMem_RawMalloc and behind every request above 512 bytes.  CPython's
// counterpart is the C library's malloc, calloc, realloc and free; addresses are ours, sizes and alignment (16) are of
// the same family.
//
// Cost: a free list hit or a split is constant; so are freeing and coalescing, whatever the number of live blocks.
import { PAGE_SHIFT, PageKind, page_address, page_of, pages_for } from "./page-map";
import { pages_alloc, pages_extend, pages_free } from "./pages";
import { bin_remove, bin_take } from "./raw-bins";
import {
  CHUNK_HEADER,
  CHUNK_LARGE,
  CHUNK_LEAST,
  CHUNK_QUICK,
  CHUNK_SIZE_MASK,
  CHUNK_USED,
  Chunk,
  chunk_size_for,
  LARGE_HEADER,
  LARGE_REQUEST,
  PREV_USED,
} from "./raw-chunk";
import { QUICK_SIZE, quick_drain, quick_is_excessive, quick_keep, quick_take } from "./raw-quick";
import {
  heap_grow,
  heap_trim,
  make_free_chunk,
  rawState,
  segment_lengthen,
  segment_of,
  spare_return,
} from "./raw-segment";

/** No request above this is served: PY_SSIZE_T_MAX of a 32-bit address space. */
export const RAW_MAX: u32 = 0x7fffffff;
/** A free chunk of a page or more may be the end of a segment that can be given back. */
const TRIM_LOOK: u32 = 1 << PAGE_SHIFT;

/** Returns a block of at least `nbytes` bytes (of 1 byte for 0), or 0 when out of memory. */
export function raw_malloc(nbytes: usize): usize {
  if (nbytes > LARGE_REQUEST) return large_malloc(nbytes);
  const size = chunk_size_for(nbytes);
  if (size <= QUICK_SIZE) {
    const quick = quick_take(size);
    if (quick) return hand_out(quick, size, nbytes);
  }
  let chunk = bin_take(size);
  if (!chunk && raw_consolidate()) chunk = bin_take(size);
  if (!chunk) chunk = heap_grow(size);
  if (!chunk) return 0;
  return hand_out(chunk, take_front(chunk, chunk.size, size), nbytes);
}

/** Enters a used chunk of `size` bytes in the accounts, and returns its block. @inline */
function hand_out(chunk: Chunk, size: u32, nbytes: u32): usize {
  rawState.blocks++;
  rawState.requested += nbytes;
  rawState.used += size;
  chunk.requested = nbytes;
  return chunk.block;
}

/** Empties the quick lists into the bins; false if there was nothing in them. */
function raw_consolidate(): bool {
  let chunk = quick_drain(0);
  if (!chunk) return false;
  while (chunk) {
    const size = chunk.size;
    release(chunk, size);
    chunk = quick_drain(size);
  }
  return true;
}

/** Gives back to layer 0 what the heap keeps for speed only; true if that was anything.  For when pages run out. */
export function raw_reclaim(): bool {
  const before = rawState.segment_pages;
  raw_consolidate();
  spare_return();
  return rawState.segment_pages < before;
}

/**
 * Makes a free chunk of `length` bytes (in no bin) a used one of `size`; what is left becomes a free chunk.
 * Returns the size it really has.
 */
function take_front(chunk: Chunk, length: u32, size: u32): u32 {
  const rest = length - size;
  if (rest < CHUNK_LEAST) {
    chunk.head = length | CHUNK_USED | PREV_USED;
    const behind = chunk.behind(length);
    behind.head |= PREV_USED;
    return length;
  }
  chunk.head = size | CHUNK_USED | PREV_USED;
  make_free_chunk(chunk.behind(size), rest);
  return size;
}

/** Returns a zeroed block of `nbytes` bytes, or 0 when out of memory. */
export function raw_calloc(nbytes: usize): usize {
  const p = raw_malloc(nbytes);
  if (p) memory.fill(p, 0, nbytes);
  return p;
}

/** Releases the block at `p` (nothing happens for 0). */
export function raw_free(p: usize): void {
  if (p === 0) return;
  const chunk = Chunk.of(p);
  if (isDefined(PYDEBUG)) assert((chunk.head & (CHUNK_USED | CHUNK_QUICK)) === CHUNK_USED, "raw_free: not in use");
  if (chunk.head & CHUNK_LARGE) {
    large_free(chunk);
    return;
  }
  const size = chunk.size;
  rawState.blocks--;
  rawState.requested -= chunk.requested;
  rawState.used -= size;
  if (quick_keep(chunk, size)) return;
  release(chunk, size);
  if (quick_is_excessive()) raw_consolidate();
}

/** Turns a used chunk of `size` bytes into a free one, merged with its free neighbours. */
function release(used: Chunk, used_size: u32): void {
  let chunk = used;
  let size = used_size;
  const behind = chunk.behind(size);
  if (!(chunk.head & PREV_USED)) {
    const front = load<u32>(chunk.address - 4);
    chunk = Chunk.at(chunk.address - front);
    bin_remove(chunk, front);
    size += front;
  }
  if (behind.isUsed) {
    behind.head &= ~PREV_USED;
  } else {
    bin_remove(behind, behind.size);
    size += behind.size;
  }
  make_free_chunk(chunk, size);
  if (size >= TRIM_LOOK) heap_trim(chunk, size);
}

/**
 * Gives the block at `p` a new size; its content is kept up to the smaller of the two.  In place where that is
 * possible. Returns the block, perhaps at another address; 0 when out of memory (the old block is untouched).
 */
export function raw_realloc(p: usize, nbytes: usize): usize {
  if (p === 0) return raw_malloc(nbytes);
  const chunk = Chunk.of(p);
  if (isDefined(PYDEBUG)) assert((chunk.head & (CHUNK_USED | CHUNK_QUICK)) === CHUNK_USED, "raw_realloc: not in use");
  if (chunk.head & CHUNK_LARGE) return large_realloc(chunk, nbytes);
  if (nbytes <= LARGE_REQUEST && resize(chunk, chunk_size_for(nbytes))) {
    rawState.requested += nbytes - chunk.requested;
    chunk.requested = nbytes;
    return p;
  }
  return move(p, chunk.requested, nbytes);
}

function move(p: usize, oldBytes: u32, nbytes: u32): usize {
  const q = raw_malloc(nbytes);
  if (q === 0) return 0;
  memory.copy(q, p, min(oldBytes, nbytes));
  raw_free(p);
  return q;
}

/** Resizes a used chunk in place; returns false, with nothing changed, if it can't grow there. */
function resize(chunk: Chunk, size: u32): bool {
  const old = chunk.size;
  if (size <= old) {
    if (old - size >= CHUNK_LEAST) cut_end(chunk, old, size);
    return true;
  }
  let behind = chunk.behind(old);
  if (!behind.isUsed && old + behind.size >= size) {
    bin_remove(behind, behind.size);
  } else {
    const end = behind.isUsed ? behind : behind.behind(behind.size);
    if (!end.isFence) return false;
    // at the end of the segment: layer 0 may have the pages behind it
    const grown = segment_lengthen(segment_of(chunk.address), size - old, 0);
    if (!grown) return false;
    behind = grown;
  }
  const flags = chunk.head & PREV_USED;
  const length = take_front(chunk, old + behind.size, size);
  chunk.head = (chunk.head & ~PREV_USED) | flags;
  rawState.used += length - old;
  return true;
}

/** Makes the last `old - size` bytes of a used chunk free. */
function cut_end(chunk: Chunk, old: u32, size: u32): void {
  rawState.used -= old - size;
  chunk.head = size | (chunk.head & ~CHUNK_SIZE_MASK);
  const end = chunk.behind(size);
  end.head = (old - size) | CHUNK_USED | PREV_USED;
  release(end, old - size);
}

/** A page run for one block of more than LARGE_REQUEST bytes. */
function large_malloc(nbytes: u32): usize {
  if (nbytes > RAW_MAX) return 0;
  const pages = pages_for(nbytes + LARGE_HEADER);
  let page = pages_alloc(pages, PageKind.LARGE);
  if (page === 0 && raw_reclaim()) page = pages_alloc(pages, PageKind.LARGE);
  if (page === 0) return 0;
  rawState.large_blocks++;
  rawState.large_requested += nbytes;
  rawState.large_pages += pages;
  const p = page_address(page) + LARGE_HEADER;
  const chunk = Chunk.of(p);
  chunk.head = (pages << 4) | CHUNK_LARGE | CHUNK_USED;
  chunk.requested = nbytes;
  return p;
}

function large_free(chunk: Chunk): void {
  const pages = chunk.head >> 4;
  rawState.large_blocks--;
  rawState.large_requested -= chunk.requested;
  rawState.large_pages -= pages;
  pages_free(page_of(chunk.address), pages);
}

function large_realloc(chunk: Chunk, nbytes: u32): usize {
  const p = chunk.block;
  if (nbytes > RAW_MAX) return 0;
  if (nbytes <= LARGE_REQUEST) {
    const moved = move(p, chunk.requested, nbytes);
    if (moved) return moved;
  }
  const old = chunk.head >> 4;
  const pages = pages_for(nbytes + LARGE_HEADER);
  if (pages > old) {
    if (!pages_extend(page_of(p), old, pages)) return move(p, chunk.requested, nbytes);
  } else if (pages < old) {
    pages_free(page_of(p) + pages, old - pages);
  }
  rawState.large_requested += nbytes - chunk.requested;
  rawState.large_pages += pages - old;
  chunk.head = (pages << 4) | CHUNK_LARGE | CHUNK_USED;
  chunk.requested = nbytes;
  return p;
}

/** Bytes of the block at `p` that may be used, exactly. */
export function raw_usable_size(p: usize): u32 {
  const chunk = Chunk.of(p);
  if (chunk.head & CHUNK_LARGE) return ((chunk.head >> 4) << PAGE_SHIFT) - LARGE_HEADER;
  return chunk.size - CHUNK_HEADER;
}
