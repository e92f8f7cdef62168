// Walking and checking the raw heap (layer 1): for the heap image, for tests, and for debug builds.
// Everything is found from the page map: each RAW_HEAP run is a segment, each LARGE run one block.
import { PAGE_SHIFT, PageKind, page_address, page_kind, page_of, page_payload } from "./page-map";
import { pageState } from "./pages";
import { bins_check } from "./raw-bins";
import {
  CHUNK_HEADER,
  CHUNK_LARGE,
  CHUNK_LEAST,
  CHUNK_QUICK,
  CHUNK_USED,
  Chunk,
  LARGE_HEADER,
  PREV_USED,
} from "./raw-chunk";
import { quick_check } from "./raw-quick";
import { rawState, SEGMENT_OVERHEAD, Segment } from "./raw-segment";

/**
 * The chunk behind `chunk` in address order over the whole raw heap, used or free, large blocks too; the first one for
 * 0. Returns 0 at the end.  Its head tells size and flags; Chunk.requested what was asked for.
 */
export function raw_next_chunk(chunk: usize): usize {
  if (chunk === 0) return first_chunk_from(pageState.first);
  const at = Chunk.at(chunk);
  if (at.head & CHUNK_LARGE) return first_chunk_from(page_of(chunk) + (at.head >> 4));
  const behind = at.behind(at.size);
  if (!behind.isFence) return behind.address;
  return first_chunk_from(page_of(behind.address) + 1);
}

function first_chunk_from(first: u32): usize {
  const top = pageState.top;
  for (let page = first; page < top; page++) {
    const kind = page_kind(page);
    if (kind === <u32>PageKind.RAW_HEAP) return Segment.at(page_address(page)).firstChunk.address;
    if (kind === <u32>PageKind.LARGE) return page_address(page) + LARGE_HEADER - CHUNK_HEADER;
  }
  return 0;
}

/** Sums of a walk, to compare with RawState. */
@unmanaged
class RawSums {
  blocks: u32;
  requested: u32;
  used: u32;
  free_chunks: u32;
  large_blocks: u32;
  large_pages: u32;
  large_requested: u32;
  segments: u32;
  segment_pages: u32;
}
const SUMS: usize = memory.data(36, 4);

/** Adds one segment to the sums; false if one of its chunks is not valid. */
function segment_is_valid(segment: Segment, sums: RawSums): bool {
  const first = page_of(segment.address);
  for (let i: u32 = 0; i < segment.pages; i++) {
    if (page_kind(first + i) !== <u32>PageKind.RAW_HEAP || page_payload(first + i) !== first) return false;
  }
  const end = segment.fence.address;
  let chunk = segment.firstChunk;
  let prevUsed: u32 = PREV_USED;
  while (chunk.address < end) {
    const size = chunk.size;
    if ((chunk.head & PREV_USED) !== prevUsed || size < CHUNK_LEAST || size > end - chunk.address) return false;
    if (chunk.head & CHUNK_QUICK) {
      if (!chunk.isUsed) return false;
      prevUsed = PREV_USED;
    } else if (chunk.isUsed) {
      if (chunk.requested > size - CHUNK_HEADER || chunk.head & CHUNK_LARGE) return false;
      sums.blocks++;
      sums.requested += chunk.requested;
      sums.used += size;
      prevUsed = PREV_USED;
    } else {
      if (prevUsed === 0 || load<u32>(chunk.address + size - 4) !== size) return false;
      sums.free_chunks++;
      prevUsed = 0;
    }
    chunk = chunk.behind(size);
  }
  sums.segments++;
  sums.segment_pages += segment.pages;
  return chunk.address === end && chunk.head === (CHUNK_USED | prevUsed);
}

/** Adds one large block; false if it is not valid. */
function large_is_valid(page: u32, sums: RawSums): bool {
  const chunk = Chunk.of(page_address(page) + LARGE_HEADER);
  const pages = chunk.head >> 4;
  if ((chunk.head & 15) !== (CHUNK_LARGE | CHUNK_USED) || pages === 0) return false;
  for (let i: u32 = 0; i < pages; i++) {
    if (page_kind(page + i) !== <u32>PageKind.LARGE || page_payload(page + i) !== page) return false;
  }
  if (chunk.requested > (pages << PAGE_SHIFT) - LARGE_HEADER) return false;
  sums.large_blocks++;
  sums.large_pages += pages;
  sums.large_requested += chunk.requested;
  return true;
}

/** Checks every chunk, every bin and the accounts of layer 1 (expensive: walks everything). */
export function raw_heap_is_valid(): bool {
  const sums = changetype<RawSums>(SUMS);
  memory.fill(SUMS, 0, 36);
  const top = pageState.top;
  let page = pageState.first;
  while (page < top) {
    const kind = page_kind(page);
    if (kind === <u32>PageKind.RAW_HEAP) {
      const segment = Segment.at(page_address(page));
      if (segment.pages === 0 || !segment_is_valid(segment, sums)) return false;
      page += segment.pages;
    } else if (kind === <u32>PageKind.LARGE) {
      if (!large_is_valid(page, sums)) return false;
      page += Chunk.of(page_address(page) + LARGE_HEADER).head >> 4;
    } else page++;
  }
  return sums_agree(sums);
}

function sums_agree(sums: RawSums): bool {
  if (sums.blocks !== rawState.blocks || sums.requested !== rawState.requested || sums.used !== rawState.used)
    return false;
  if (sums.segments !== rawState.segments || sums.segment_pages !== rawState.segment_pages) return false;
  if (sums.large_blocks !== rawState.large_blocks || sums.large_pages !== rawState.large_pages) return false;
  return (
    sums.large_requested === rawState.large_requested && quick_check() >= 0 && bins_check() === <i32>sums.free_chunks
  );
}

/** Bytes of chunks that are free: what the segments have less what is used and their own overhead. */
export function raw_free_bytes(): u32 {
  return (rawState.segment_pages << PAGE_SHIFT) - rawState.used - rawState.segments * SEGMENT_OVERHEAD;
}
