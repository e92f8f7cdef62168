// One answer for all three layers, and the accounts of all of them as one table for the host.
import { obmalloc_is_valid } from "./obmalloc-check";
import { PAGE_SHIFT, PageKind } from "./page-map";
import { pageState, pages_check, pages_of_kind } from "./pages";
import { obmalloc } from "./pool";
import { _Py_GetGlobalAllocatedBlocks, class_table, pool_census } from "./pool-census";
import { raw_free_bytes, raw_heap_is_valid } from "./raw-check";
import { CHUNK_HEADER, LARGE_HEADER } from "./raw-chunk";
import { rawState, SEGMENT_OVERHEAD } from "./raw-segment";

/** Checks layers 0, 1 and 2: 0 if all is valid, else the number of the layer that is not, plus 1. */
export function memory_check(): u32 {
  if (pages_check() !== 0) return 1;
  if (!raw_heap_is_valid()) return 2;
  return obmalloc_is_valid() ? 0 : 3;
}

/** f64[40], in the order of src/host/memory-accounts.ts. */
const ACCOUNTS: usize = memory.data(320, 8);
const NEXT: usize = memory.data(4, 4);

function put_account(value: f64): void {
  const next = load<u32>(NEXT);
  store<f64>(ACCOUNTS + (next << 3), value);
  store<u32>(NEXT, next + 1);
}

/** @inline */
function put_pages(pages: u32): void {
  put_account(<f64>((<u64>pages) << PAGE_SHIFT));
}

function put_page_accounts(): void {
  put_pages(pageState.limit);
  put_pages(pageState.maximum);
  put_pages(pageState.end);
  put_pages(pageState.committed);
  put_pages(pageState.committed_highwater);
  put_pages(pageState.released);
  put_pages(pageState.end - pageState.committed - pageState.released);
  put_pages(pages_of_kind(PageKind.RUNTIME));
  put_pages(pages_of_kind(PageKind.STACK));
  put_account(<f64>pageState.nrefused);
}

function put_raw_accounts(): void {
  const segmentBytes = rawState.segment_pages << PAGE_SHIFT;
  const headers = rawState.blocks * CHUNK_HEADER;
  put_account(<f64>rawState.segments);
  put_account(<f64>segmentBytes);
  put_account(<f64>rawState.blocks);
  put_account(<f64>rawState.requested);
  put_account(<f64>(headers + rawState.segments * SEGMENT_OVERHEAD));
  put_account(<f64>(rawState.used - rawState.requested - headers));
  put_account(<f64>raw_free_bytes());
  const largeHeaders = rawState.large_blocks * LARGE_HEADER;
  put_account(<f64>rawState.large_blocks);
  put_pages(rawState.large_pages);
  put_account(<f64>rawState.large_requested);
  put_account(<f64>largeHeaders);
  put_account(<f64>(((<u64>rawState.large_pages) << PAGE_SHIFT) - rawState.large_requested - largeHeaders));
}

function put_object_accounts(): void {
  const census = pool_census();
  put_account(<f64>obmalloc.ARENA_SIZE);
  put_account(<f64>obmalloc.POOL_SIZE);
  put_account(<f64>census.arenas);
  put_account(<f64>obmalloc.ntimes_arena_allocated);
  put_account(<f64>obmalloc.narenas_highwater);
  put_account(<f64>census.allocated_bytes);
  put_account(<f64>census.available_bytes);
  put_account(<f64>census.free_pools);
  put_account(<f64>census.pool_header_bytes);
  put_account(<f64>census.quantization);
  put_account(<f64>census.arena_alignment);
  put_account(<f64>_Py_GetGlobalAllocatedBlocks());
}

/** Fills the table of accounts (f64 each; src/host/memory-accounts.ts names them) and returns its address. */
export function memory_accounts(): usize {
  store<u32>(NEXT, 0);
  put_page_accounts();
  put_raw_accounts();
  put_object_accounts();
  return ACCOUNTS;
}

/**
 * Counts anew and returns the address of u32[32][3]: for each size class its pools, blocks in use and available
 * blocks.
 */
export function memory_classes(): usize {
  pool_census();
  return class_table();
}
