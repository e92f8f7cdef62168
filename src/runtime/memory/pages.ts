// Layer 0: hands out runs of 4 KiB pages of linear memory.  CPython's counterpart is the operating system behind mmap,
// munmap and the arena allocator (`_PyObject_Arena`).
//
//   0            first                          top                     end           maximum
//   | runtime    | runs handed out | free runs  | wilderness            | not grown   |
//
// WebAssembly memory can't shrink: a run that comes back stays where it is, the accounting says `released`, and
// released runs are used before untouched ones.  All quantities are pages of 4 KiB.
//
//   reserved  = committed + released + untouched     (reserved = memory.size)
//   committed = sum of the kinds that are handed out <= limit
//
// A free run below `top` never borders on another free run nor on `top` (it would have been merged).
import {
  MAX_PAGES,
  PAGE_KINDS,
  PAGE_SHIFT,
  PAGES_PER_WASM_PAGE,
  PageKind,
  page_address,
  page_entry,
  page_is_free,
  page_kind,
  page_map,
  page_payload,
  set_page_entry,
} from "./page-map";
import { ALL_PROBES, FEW_PROBES, free_run_insert, free_run_remove, free_run_take, reset_free_runs } from "./page-runs";

/** Growth of linear memory: at least 1 MiB, then doubling, at most 64 MiB at once (in 64 KiB pages). */
const GROW_LEAST: u32 = 16;
const GROW_MOST: u32 = 1024;

/** Layer 0's accounts; every field counts 4 KiB pages. */
@unmanaged
export class PageState {
  /** Largest `committed` that is allowed; the host may change it at any time. */
  limit: u32;
  /** Largest size the linear memory can grow to; the page map covers exactly this. */
  maximum: u32;
  /** First page that can be handed out. */
  first: u32;
  /** Every page from here to `end` is free and in no list. */
  top: u32;
  /** Size of the linear memory. */
  end: u32;
  /** Handed out, with the runtime's own. */
  committed: u32;
  committed_highwater: u32;
  /** Free, but handed out before. */
  released: u32;
  /** How often the memory was grown. */
  ngrown: u32;
  /** How often a request was refused, because of the limit or of the maximum. */
  nrefused: u32;
  /** Address of the page map, for those who read the memory from outside. */
  map: u32;
}

/** Pages of each kind that are handed out: u32[PAGE_KINDS]. */
const KIND_PAGES: usize = memory.data(36, 4);

export const pageState: PageState = changetype<PageState>(memory.data(48, 8));

/** Pages of `kind` that are handed out. */
export function pages_of_kind(kind: u32): u32 {
  return load<u32>(KIND_PAGES + (kind << 2));
}

function count_kind(kind: u32, delta: i32): void {
  const slot = KIND_PAGES + (kind << 2);
  store<u32>(slot, load<u32>(slot) + delta);
}

/**
 * Sets up layer 0 for a memory that can grow to `maximum` pages, of which at most `limit` may be handed out.
 * The memory must be fresh (the map relies on its zeros).  Returns false if the limit is too small for the runtime
 * itself.
 */
export function pages_init(maximum: u32, limit: u32): bool {
  pageState.maximum = min(maximum, MAX_PAGES);
  pageState.limit = min(limit, pageState.maximum);
  pageState.end = min(<u32>memory.size() * PAGES_PER_WASM_PAGE, pageState.maximum);
  pageState.first = <u32>((page_map() + ((<usize>pageState.maximum) << 2) + 4095) >> PAGE_SHIFT);
  pageState.top = pageState.first;
  pageState.committed = pageState.committed_highwater = pageState.first;
  pageState.released = pageState.ngrown = pageState.nrefused = 0;
  pageState.map = <u32>page_map();
  if (pageState.first >= pageState.limit || !reach(pageState.first)) return false;
  memory.fill(KIND_PAGES, 0, PAGE_KINDS << 2);
  for (let page: u32 = 0; page < pageState.first; page++) set_page_entry(page, PageKind.RUNTIME, 0);
  count_kind(PageKind.RUNTIME, pageState.first);
  reset_free_runs();
  return true;
}

/** Makes the memory at least `end` pages long. */
function reach(end: u32): bool {
  if (end <= pageState.end) return true;
  if (end > pageState.maximum) return false;
  const size = <u32>memory.size();
  const least = (end + PAGES_PER_WASM_PAGE - 1) / PAGES_PER_WASM_PAGE - size;
  let step = min(max(size, GROW_LEAST), GROW_MOST);
  const roomInLimit = max(pageState.limit / PAGES_PER_WASM_PAGE, size) - size;
  step = max(min(min(step, pageState.maximum / PAGES_PER_WASM_PAGE - size), roomInLimit), least);
  if (memory.grow(step) === -1 && (step === least || memory.grow(least) === -1)) return false;
  pageState.end = min(<u32>memory.size() * PAGES_PER_WASM_PAGE, pageState.maximum);
  pageState.ngrown++;
  return true;
}

/** Takes `count` pages from the wilderness; returns the first page or 0. */
function take_from_top(count: u32, alignment: u32, phase: u32): u32 {
  const start = pageState.top + ((phase - pageState.top) & (alignment - 1));
  if (start + count > pageState.maximum || !reach(start + count)) return 0;
  if (start > pageState.top) free_run_insert(pageState.top, start - pageState.top);
  pageState.top = start + count;
  return start;
}

/** Writes what [page, page + count) is now, and keeps the accounts. */
function commit(page: u32, count: u32, kind: u32, payload: u32): void {
  let reused: u32 = 0;
  for (let p = page, end = page + count; p < end; p++) {
    reused += u32(page_kind(p) === <u32>PageKind.RELEASED);
    set_page_entry(p, kind, payload);
  }
  pageState.released -= reused;
  pageState.committed += count;
  if (pageState.committed > pageState.committed_highwater) pageState.committed_highwater = pageState.committed;
  count_kind(kind, count);
}

function refuse(): u32 {
  pageState.nrefused++;
  return 0;
}

/** @inline */
function within_limit(count: u32): bool {
  return pageState.committed < pageState.limit && count <= pageState.limit - pageState.committed;
}

/** Finds `count` pages, released ones first; returns the first, or 0. */
function find_pages(count: u32, alignment: u32, phase: u32): u32 {
  let page = free_run_take(count, alignment, phase, FEW_PROBES);
  if (page === 0) page = take_from_top(count, alignment, phase);
  return page ? page : free_run_take(count, alignment, phase, ALL_PROBES);
}

/**
 * Hands out `count` pages whose first is congruent to `phase` modulo `alignment` (a power of two, in pages).
 * Returns the number of the first page, or 0 when the limit or the memory is exhausted.  The content is arbitrary.
 */
export function pages_alloc_aligned(count: u32, alignment: u32, phase: u32, kind: u32, payload: u32): u32 {
  const page = within_limit(count) ? find_pages(count, alignment, phase) : 0;
  if (page === 0) return refuse();
  commit(page, count, kind, payload);
  return page;
}

/** Hands out `count` pages; their map entries name the first.  Returns its number, or 0. */
export function pages_alloc(count: u32, kind: u32): u32 {
  const page = within_limit(count) ? find_pages(count, 1, 0) : 0;
  if (page === 0) return refuse();
  commit(page, count, kind, page);
  return page;
}

/** Takes back [page, page + count), all of one kind. */
export function pages_free(page: u32, count: u32): void {
  count_kind(page_kind(page), -(<i32>count));
  pageState.committed -= count;
  pageState.released += count;
  for (let p = page, end = page + count; p < end; p++) set_page_entry(p, PageKind.RELEASED, 0);
  let start = page;
  let end = page + count;
  if (start > pageState.first && page_is_free(start - 1)) {
    start -= page_payload(start - 1);
    free_run_remove(start);
  }
  if (end < pageState.top && page_is_free(end)) {
    const follower = end;
    end += page_payload(end);
    free_run_remove(follower);
  }
  if (end === pageState.top) pageState.top = start;
  else free_run_insert(start, end - start);
}

/**
 * Lengthens the run [page, page + count) in place to `newCount` pages, if the pages behind it are free.
 * Returns false, with nothing changed, if that is not possible.
 */
export function pages_extend(page: u32, count: u32, newCount: u32): bool {
  const extra = newCount - count;
  const end = page + count;
  if (!within_limit(extra)) return false;
  const entry = page_entry(page);
  if (end === pageState.top) {
    if (extra > pageState.maximum - end || !reach(end + extra)) return false;
    pageState.top = end + extra;
  } else {
    if (!page_is_free(end)) return false;
    const length = page_payload(end);
    if (length < extra) return false;
    free_run_remove(end);
    if (length > extra) free_run_insert(end + extra, length - extra);
  }
  commit(end, extra, entry >> 28, entry & 0xfffffff);
  return true;
}

/** The host moves the limit (pages that may be handed out).  It may be below what is handed out already. */
export function pages_set_limit(limit: u32): void {
  pageState.limit = min(limit, pageState.maximum);
}

/** Checks the map against the accounts and the free runs; returns 0 or the number of the first page that is wrong. */
export function pages_check(): u32 {
  let committed: u32 = 0;
  let released: u32 = 0;
  for (let page: u32 = 0; page < pageState.maximum; page++) {
    const kind = page_kind(page);
    if (kind >= PAGE_KINDS || (kind > <u32>PageKind.STACK && kind !== <u32>PageKind.ARENA)) return page;
    if (page >= pageState.top && kind > <u32>PageKind.RELEASED) return page;
    committed += u32(kind > <u32>PageKind.RELEASED);
    released += u32(kind === <u32>PageKind.RELEASED);
  }
  if (committed !== pageState.committed || released !== pageState.released || committed > pageState.committed_highwater)
    return pageState.end;
  let inKinds: u32 = 0;
  for (let kind: u32 = PageKind.RUNTIME; kind < PAGE_KINDS; kind++) inKinds += pages_of_kind(kind);
  if (inKinds !== committed || pageState.top > pageState.end || pageState.end > pageState.maximum) return pageState.end;
  return free_runs_check();
}

/** Every free run below `top` is bounded by pages in use and has its length at both ends. */
function free_runs_check(): u32 {
  let page = pageState.first;
  while (page < pageState.top) {
    if (!page_is_free(page)) {
      page++;
      continue;
    }
    const length = page_payload(page);
    if (length === 0 || page + length >= pageState.top) return page;
    if (page_payload(page + length - 1) !== length || page_is_free(page + length)) return page;
    for (let p = page; p < page + length; p++) if (!page_is_free(p)) return p;
    page += length;
  }
  return 0;
}

/**
 * Chunks of the data stack: whole pages from layer 0. CPython: from the arena allocator. Returns 0 when out of
 * memory.
 */
export function _PyObject_VirtualAlloc(size: usize): usize {
  return page_address(pages_alloc((<u32>size + 4095) >> PAGE_SHIFT, PageKind.STACK));
}

/** Returns a chunk of `size` bytes that _PyObject_VirtualAlloc gave. */
export function _PyObject_VirtualFree(obj: usize, size: usize): void {
  pages_free(<u32>(obj >> PAGE_SHIFT), (<u32>size + 4095) >> PAGE_SHIFT);
}
