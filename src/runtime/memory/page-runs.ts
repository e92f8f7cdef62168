// The free runs of layer 0: which pages below `top` are free, found by length.
// A free run is described twice: by boundary tags in the page map (its length in the first and the last entry), and by
// three words in its own first page, which link it into the list for its length.
//
//   bin 0 .. 7: runs of exactly that many pages; from 8 pages on, eight bins for each power of two.
import { page_address, page_kind, set_page_entry } from "./page-map";

const BINS: u32 = 152;
/** How many runs of one bin are tried before the next bin is: bounds the time, costs a little tightness. */
export const FEW_PROBES: u32 = 16;
/** Every run is tried: for when the memory can't grow. */
export const ALL_PROBES: u32 = <u32>-1;

/** Lies in the first bytes of a free run; numbers of pages, 0 = none. */
@unmanaged
class FreeRun {
  next: u32;
  prev: u32;
  length: u32;
}

/** First run of each bin: u32[BINS]; then one bit for each bin that has a run: u32[5]. */
const HEADS: usize = memory.data(608, 4);
const BITS: usize = memory.data(20, 4);

/** @inline */
function run_at(page: u32): FreeRun {
  return changetype<FreeRun>(page_address(page));
}

export function reset_free_runs(): void {
  memory.fill(HEADS, 0, BINS << 2);
  memory.fill(BITS, 0, 20);
}

function bin_of(length: u32): u32 {
  if (length < 8) return length;
  const log = 31 - clz(length);
  return ((log - 2) << 3) + ((length >> (log - 3)) & 7);
}

/** The first bin >= `bin` that has a run, or BINS. */
function next_bin(bin: u32): u32 {
  let word = bin >> 5;
  if (word >= 5) return BINS;
  let bits = load<u32>(BITS + (word << 2)) & ((<u32>-1) << (bin & 31));
  while (bits === 0) {
    if (++word === 5) return BINS;
    bits = load<u32>(BITS + (word << 2));
  }
  return (word << 5) + ctz(bits);
}

/** Makes [page, page + length) a free run.  The pages' kinds (untouched or released) stay. */
export function free_run_insert(page: u32, length: u32): void {
  const run = run_at(page);
  const bin = bin_of(length);
  const head = HEADS + (bin << 2);
  const next = load<u32>(head);
  run.next = next;
  run.prev = 0;
  run.length = length;
  if (next) run_at(next).prev = page;
  else store<u32>(BITS + ((bin >> 5) << 2), load<u32>(BITS + ((bin >> 5) << 2)) | (1 << (bin & 31)));
  store<u32>(head, page);
  set_page_entry(page, page_kind(page), length);
  set_page_entry(page + length - 1, page_kind(page + length - 1), length);
}

/** Takes the free run that begins at `page` out of its list. */
export function free_run_remove(page: u32): void {
  const run = run_at(page);
  const next = run.next;
  const prev = run.prev;
  if (next) run_at(next).prev = prev;
  if (prev) {
    run_at(prev).next = next;
    return;
  }
  const bin = bin_of(run.length);
  store<u32>(HEADS + (bin << 2), next);
  if (next === 0) {
    const word = BITS + ((bin >> 5) << 2);
    store<u32>(word, load<u32>(word) & ~(1 << (bin & 31)));
  }
}

/** Cuts [start, start + count) out of the free run at `page`; what is left on either side stays free. */
function cut(page: u32, start: u32, count: u32): u32 {
  const length = run_at(page).length;
  free_run_remove(page);
  if (start > page) free_run_insert(page, start - page);
  const end = page + length;
  if (start + count < end) free_run_insert(start + count, end - start - count);
  return start;
}

/**
 * Finds `count` free pages whose first is congruent to `phase` modulo `alignment`, and takes them.  At most `probes` runs
 * of each bin are tried.
 * Returns the number of the first page, or 0.
 */
export function free_run_take(count: u32, alignment: u32, phase: u32, probes: u32): u32 {
  for (let bin = next_bin(bin_of(count)); bin < BINS; bin = next_bin(bin + 1)) {
    let page = load<u32>(HEADS + (bin << 2));
    for (let probe: u32 = 0; page !== 0 && probe < probes; probe++) {
      const run = run_at(page);
      const start = page + ((phase - page) & (alignment - 1));
      if (start + count <= page + run.length) return cut(page, start, count);
      page = run.next;
    }
  }
  return 0;
}
