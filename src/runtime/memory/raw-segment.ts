// Segments: the page runs from which the raw heap (layer 1) cuts its chunks, and the page runs of large blocks.
//
//   segment -> +0  pages    length of the run, u32
//              +4 .. +23    unused
//              +24          first chunk ... last chunk
//   end - 8                 fence (a used chunk of size 0)
//
//   bytes of all segments = bytes of their chunks + 32 * segments
//
// One segment that is wholly free is kept (so that one block allocated and freed in a loop costs nothing); any other
// returns to layer 0, and so does a long free end of a segment.
import { PAGE_SHIFT, PageKind, page_address, page_of, page_payload, pages_for } from "./page-map";
import { pages_alloc, pages_extend, pages_free } from "./pages";
import { bin_insert, bin_remove } from "./raw-bins";
import { CHUNK_HEADER, CHUNK_USED, Chunk, PREV_USED } from "./raw-chunk";

export const SEGMENT_HEADER: u32 = 24;
/** Bytes of a segment that are in no chunk: its header and its fence. */
export const SEGMENT_OVERHEAD: u32 = SEGMENT_HEADER + CHUNK_HEADER;
/** A segment grows by 64 KiB at least, by an eighth of the heap, and up to 1 MiB (pages). */
const GROW_LEAST: u32 = 16;
const SEGMENT_MOST: u32 = 256;
/** A free end of a segment of so many bytes is given back, except for its first TRIM_KEEP bytes. */
const TRIM_THRESHOLD: u32 = 256 * 1024;
const TRIM_KEEP: u32 = 64 * 1024;

/** Layer 1's accounts.  Bytes unless it says otherwise. */
@unmanaged
export class RawState {
  /** Blocks in chunks that are used (count). */
  blocks: u32;
  /** What was asked for by them. */
  requested: u32;
  /** Their chunks, headers included. */
  used: u32;
  /** Large blocks (count). */
  large_blocks: u32;
  /** What was asked for by them. */
  large_requested: u32;
  /** Their page runs (pages). */
  large_pages: u32;
  /** Segments (count). */
  segments: u32;
  /** Their length (pages). */
  segment_pages: u32;
  /** The segment that grows first; its address, or 0. */
  top_segment: u32;
  /** The segment that was found wholly free last (its address, or 0); it may be in use again. */
  spare_segment: u32;
  /** Chunks in quick lists (bytes); not part of `used`. */
  quick_bytes: u32;
}

export const rawState: RawState = changetype<RawState>(memory.data(48, 8));

@unmanaged
export class Segment {
  pages: u32;

  @inline static at(address: usize): Segment {
    return changetype<Segment>(address);
  }
  @inline get address(): usize {
    return changetype<usize>(this);
  }
  @inline get firstChunk(): Chunk {
    return Chunk.at(changetype<usize>(this) + SEGMENT_HEADER);
  }
  /** Bytes of all chunks. */
  @inline get capacity(): u32 {
    return (this.pages << PAGE_SHIFT) - SEGMENT_OVERHEAD;
  }
  @inline get fence(): Chunk {
    return Chunk.at(changetype<usize>(this) + (this.pages << PAGE_SHIFT) - CHUNK_HEADER);
  }
}

/** The segment that holds `address`. */
export function segment_of(address: usize): Segment {
  return Segment.at(page_address(page_payload(page_of(address))));
}

/** Writes head and foot of a free chunk of `size` bytes, and puts it into its bin.  The chunk in front must be used. */
export function make_free_chunk(chunk: Chunk, size: u32): void {
  chunk.head = size | PREV_USED;
  store<u32>(chunk.address + size - 4, size);
  bin_insert(chunk, size);
}

/**
 * Makes room for a chunk of `size` bytes: lengthens the top segment or begins a new one.
 * Returns a free chunk that is in no bin, at least `size` long; null when out of memory.
 */
export function heap_grow(size: u32): Chunk | null {
  const least = pages_for(size + SEGMENT_OVERHEAD);
  const wanted = max(least, min(max(rawState.segment_pages >> 3, GROW_LEAST), SEGMENT_MOST));
  if (rawState.top_segment !== 0) {
    const top = Segment.at(rawState.top_segment);
    const room = SEGMENT_MOST - min(top.pages, SEGMENT_MOST);
    if (room >= least) {
      const chunk = segment_lengthen(top, size, min(wanted, room));
      if (chunk) return chunk;
    }
  }
  let pages = wanted;
  let page = pages_alloc(pages, PageKind.RAW_HEAP);
  if (page === 0 && wanted > least) {
    pages = least;
    page = pages_alloc(pages, PageKind.RAW_HEAP);
  }
  if (page === 0) return null;
  return segment_begin(Segment.at(page_address(page)), pages);
}

/** Sets up a new segment; returns its one free chunk, in no bin. */
function segment_begin(segment: Segment, pages: u32): Chunk {
  rawState.segments++;
  rawState.segment_pages += pages;
  rawState.top_segment = <u32>segment.address;
  segment.pages = pages;
  const chunk = segment.firstChunk;
  chunk.head = segment.capacity | PREV_USED;
  store<u32>(segment.fence.address - 4, segment.capacity);
  segment.fence.head = CHUNK_USED;
  return chunk;
}

/**
 * Lengthens a segment so that its last chunk is free and at least `size` long; `wanted` pages more if possible.
 * Returns that chunk, in no bin; null if the pages behind are not free.
 */
export function segment_lengthen(segment: Segment, size: u32, wanted: u32): Chunk | null {
  const fence = segment.fence;
  const lastFree: u32 = fence.head & PREV_USED ? 0 : load<u32>(fence.address - 4);
  if (lastFree >= size) {
    // long enough as it is: the bins look at a few chunks of a bin only
    const last = Chunk.at(fence.address - lastFree);
    bin_remove(last, lastFree);
    return last;
  }
  const least = pages_for(size - lastFree);
  let pages = max(wanted, least);
  const first = page_of(segment.address);
  if (!pages_extend(first, segment.pages, segment.pages + pages)) {
    pages = least;
    if (wanted <= least || !pages_extend(first, segment.pages, segment.pages + pages)) return null;
  }
  segment.pages += pages;
  rawState.segment_pages += pages;
  const chunk = Chunk.at(fence.address - lastFree);
  if (lastFree) bin_remove(chunk, lastFree);
  const length = lastFree + (pages << PAGE_SHIFT);
  chunk.head = length | PREV_USED;
  store<u32>(segment.fence.address - 4, length);
  segment.fence.head = CHUNK_USED;
  return chunk;
}

/**
 * A free chunk (in its bin) of at least one page has come to be: gives its segment back if it is wholly free and
 * another such segment is kept; gives the end of the segment back if the chunk is a long end.
 */
export function heap_trim(chunk: Chunk, size: u32): void {
  if (!chunk.behind(size).isFence) return;
  const segment = segment_of(chunk.address);
  if (size === segment.capacity) {
    const spare = rawState.spare_segment;
    if (spare !== 0 && spare !== <u32>segment.address && segment_is_free(spare)) {
      segment_return(segment, chunk, size);
      return;
    }
    rawState.spare_segment = <u32>segment.address;
  }
  if (size >= TRIM_THRESHOLD) segment_shorten(segment, chunk, size);
}

/** Gives the spare segment back if it is still free: another layer needs pages.  Returns true if there was one. */
export function spare_return(): bool {
  const spare = rawState.spare_segment;
  if (spare === 0 || !segment_is_free(spare)) return false;
  const segment = Segment.at(spare);
  rawState.spare_segment = 0;
  segment_return(segment, segment.firstChunk, segment.capacity);
  return true;
}

function segment_is_free(address: usize): bool {
  const segment = Segment.at(address);
  const first = segment.firstChunk;
  return !first.isUsed && first.size === segment.capacity;
}

function segment_return(segment: Segment, chunk: Chunk, size: u32): void {
  bin_remove(chunk, size);
  rawState.segments--;
  rawState.segment_pages -= segment.pages;
  if (rawState.top_segment === <u32>segment.address) rawState.top_segment = rawState.spare_segment;
  pages_free(page_of(segment.address), segment.pages);
}

function segment_shorten(segment: Segment, chunk: Chunk, size: u32): void {
  const pages = (size - TRIM_KEEP) >> PAGE_SHIFT;
  const kept = size - (pages << PAGE_SHIFT);
  bin_remove(chunk, size);
  segment.pages -= pages;
  rawState.segment_pages -= pages;
  make_free_chunk(chunk, kept);
  segment.fence.head = CHUNK_USED;
  pages_free(page_of(segment.address) + segment.pages, pages);
}
