// "What is at this address?": from any address to the page, and to the block that holds it.  For the heap image and
// for inspectors; answers from the layers' own structures, changes nothing.
import { pool_free_bits } from "./obmalloc-check";
import { PageKind, page_address, page_entry, page_kind, page_of, page_payload } from "./page-map";
import { pageState } from "./pages";
import { arena_at, INDEX2SIZE, NUMBLOCKS, POOL_ADDR, POOL_OVERHEAD } from "./pool";
import { CHUNK_QUICK, LARGE_HEADER } from "./raw-chunk";
import { Segment } from "./raw-segment";

/** The page map's entry for the page of `p`: kind in the top four bits, see page-map.ts. */
export function page_entry_at(p: usize): u32 {
  return page_of(p) < pageState.maximum ? page_entry(page_of(p)) : 0;
}

/**
 * The block in use that holds `p`, or 0: `p` is in no block (a header, a free block, a page that is free or of the
 * runtime).
 */
export function block_holding(p: usize): usize {
  const page = page_of(p);
  if (page >= pageState.maximum) return 0;
  const kind = page_kind(page);
  if (kind === <u32>PageKind.ARENA) return pool_block_holding(p, page_payload(page));
  if (kind === <u32>PageKind.RAW_HEAP) return chunk_holding(p, Segment.at(page_address(page_payload(page))));
  if (kind !== <u32>PageKind.LARGE) return 0;
  const block = page_address(page_payload(page)) + LARGE_HEADER;
  return p >= block ? block : 0;
}

function pool_block_holding(p: usize, arenaindex: u32): usize {
  const pool = POOL_ADDR(p);
  const ao = arena_at(arenaindex);
  if (pool.address < ao.address || pool.address >= ao.pool_address || pool.ref_count === 0) return 0;
  const offset = <u32>(p - pool.address);
  if (offset < POOL_OVERHEAD) return 0;
  const i = (offset - POOL_OVERHEAD) / INDEX2SIZE(pool.szidx);
  if (i >= NUMBLOCKS(pool.szidx)) return 0;
  const bits = pool_free_bits(pool);
  if ((load<u8>(bits + (i >> 3)) >> (i & 7)) & 1) return 0;
  return pool.address + POOL_OVERHEAD + i * INDEX2SIZE(pool.szidx);
}

function chunk_holding(p: usize, segment: Segment): usize {
  if (p < segment.firstChunk.address || p >= segment.fence.address) return 0;
  let chunk = segment.firstChunk;
  while (p >= chunk.address + chunk.size) chunk = chunk.behind(chunk.size);
  return chunk.isUsed && !(chunk.head & CHUNK_QUICK) && p >= chunk.block ? chunk.block : 0;
}
