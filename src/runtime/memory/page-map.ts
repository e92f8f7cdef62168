// The page map: one u32 for every 4 KiB page of linear memory, saying what the page is.  NOT CPYTHON: CPython's
// obmalloc has a three-level radix tree (3.10 and later) or reads the pool header on trust (before); in one linear
// memory a flat table answers "what is at this address?" with a single load.
//
//   bit 31 ......... 28 27 .......................... 0
//   |    PageKind      |  payload                      |
//
//   kind       payload
//   ARENA      arenaindex: the arena's place in obmalloc's `arenas` vector
//   LARGE, RAW_HEAP, STACK, RUNTIME   number of the first page of the run
//   UNTOUCHED, RELEASED   in the first and the last page of a free run: its length in pages; in between: meaningless
//
// ARENA is the one kind with the sign bit set: "did pymalloc hand this out?" is `entry < 0`.
// Page numbers, not addresses, are used for arithmetic: at 4 GiB the end address would not fit.

export const PAGE_SHIFT: u32 = 12;
export const PAGE_SIZE: u32 = 1 << PAGE_SHIFT;
/** 4 KiB pages in one 64 KiB page of WebAssembly. */
export const PAGES_PER_WASM_PAGE: u32 = 16;
/** The last 64 KiB of the 4 GiB are never used, so that the end of a run is always a valid u32. */
export const MAX_PAGES: u32 = 65535 * PAGES_PER_WASM_PAGE;

export const enum PageKind {
  /** Free, and never handed out: not touched since the process began. */
  UNTOUCHED = 0,
  /** Free, was handed out before and came back. */
  RELEASED = 1,
  /** Static data and the page map itself. */
  RUNTIME = 2,
  /** A segment of the raw heap (layer 1). */
  RAW_HEAP = 3,
  /** One large raw block. */
  LARGE = 4,
  /** A chunk of the data stack (frames). */
  STACK = 5,
  /** An arena of obmalloc (layer 2). */
  ARENA = 8,
}
export const PAGE_KINDS: u32 = 9;

const KIND_SHIFT: u32 = 28;
const PAYLOAD_MASK: u32 = (1 << 28) - 1;

/** Address of the map: behind all static data. @inline */
export function page_map(): usize {
  return (__heap_base + 15) & ~15;
}

/** @inline */
export function page_entry(page: u32): u32 {
  return load<u32>(page_map() + ((<usize>page) << 2));
}

/** @inline */
export function set_page_entry(page: u32, kind: u32, payload: u32): void {
  store<u32>(page_map() + ((<usize>page) << 2), (kind << KIND_SHIFT) | payload);
}

/** What the page is. @inline */
export function page_kind(page: u32): u32 {
  return page_entry(page) >> KIND_SHIFT;
}

/** @inline */
export function page_payload(page: u32): u32 {
  return page_entry(page) & PAYLOAD_MASK;
}

/** @inline */
export function page_is_free(page: u32): bool {
  return page_kind(page) <= <u32>PageKind.RELEASED;
}

/** True if `p` lies in an arena: one load, one test.  CPython's address_in_range. @inline */
export function address_in_range(p: usize): bool {
  return load<i32>(page_map() + ((p >> PAGE_SHIFT) << 2)) < 0;
}

/** Address of a page. @inline */
export function page_address(page: u32): usize {
  return (<usize>page) << PAGE_SHIFT;
}

/** Number of the page that holds `p`. @inline */
export function page_of(p: usize): u32 {
  return <u32>(p >> PAGE_SHIFT);
}

/** Pages that `bytes` fill, rounded up; for any u32. @inline */
export function pages_for(bytes: u32): u32 {
  return (bytes >> PAGE_SHIFT) + u32((bytes & (PAGE_SIZE - 1)) !== 0);
}
