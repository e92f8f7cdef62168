// The text of sys._debugmallocstats() as far as it is about the allocator, letter for letter CPython's. CPython's
// counterpart: _PyObject_DebugMallocStats.  The forms of 3.9 and 3.13 differ in one section: 3.13 tells the size of
// the radix tree over the arenas.

import { debug_serialno } from "./debug-hooks";
import { HOOK_DEBUG, HOOK_MALLOC, HOOK_SERIALNO, hooks } from "./hooks";
import { INDEX2SIZE, NB_SMALL_SIZE_CLASSES, obmalloc, SMALL_REQUEST_THRESHOLD } from "./pool";
import { ClassCensus, PoolCensus, pool_census } from "./pool-census";
import {
  cstr_length,
  decimal_width,
  literal_length,
  put,
  put_cstr,
  put_decimal,
  put_spaces,
  report_begin,
  report_flush,
} from "./report-text";

/** "LABEL                    =    1,234\n"; returns the value. */
function printone(label: string, value: u64): u64 {
  put(label);
  return print_value(<i32>literal_length(label), value);
}

/** The second half of a line whose label took `width` columns. */
function print_value(width: i32, value: u64): u64 {
  put_spaces(35 - width);
  put("=");
  put_decimal(value, 21, true);
  put("\n");
  return value;
}

/** "N WHAT * SIZE bytesTAIL  = N * SIZE"; returns the product. */
function print_product(count: u64, what: string, size: u32, tail: string): u64 {
  put_decimal(count, 0, false);
  put(what);
  put_decimal(size, 0, false);
  put(tail);
  const width = decimal_width(count, false) + literal_length(what) + decimal_width(size, false) + literal_length(tail);
  return print_value(<i32>width, count * size);
}

function print_classes(): void {
  put("\nclass   size   num pools   blocks in use  avail blocks\n");
  put("-----   ----   ---------   -------------  ------------\n");
  for (let i: u32 = 0; i < NB_SMALL_SIZE_CLASSES; i++) {
    const counts = ClassCensus.of(i);
    if (counts.pools === 0) continue;
    put_decimal(i, 5, false);
    put_decimal(INDEX2SIZE(i), 7, false);
    put_decimal(counts.pools, 12, false);
    put_decimal(counts.blocks, 16, false);
    put_decimal(counts.available, 14, false);
    put("\n");
  }
  put("\n");
}

function print_arenas(census: PoolCensus): void {
  const times: u64 = obmalloc.ntimes_arena_allocated;
  if ((hooks() & (HOOK_DEBUG | HOOK_SERIALNO)) === (HOOK_DEBUG | HOOK_SERIALNO)) {
    printone("# times object malloc called", debug_serialno());
  }
  printone("# arenas allocated total", times);
  printone("# arenas reclaimed", times - census.arenas);
  printone("# arenas highwater mark", obmalloc.narenas_highwater);
  printone("# arenas allocated current", census.arenas);
  print_product(census.arenas, " arenas * ", obmalloc.ARENA_SIZE, " bytes/arena");
  put("\n");
}

function print_bytes(census: PoolCensus): void {
  let total = printone("# bytes in allocated blocks", census.allocated_bytes);
  total += printone("# bytes in available blocks", census.available_bytes);
  total += print_product(census.free_pools, " unused pools * ", obmalloc.POOL_SIZE, " bytes");
  total += printone("# bytes lost to pool headers", census.pool_header_bytes);
  total += printone("# bytes lost to quantization", census.quantization);
  total += printone("# bytes lost to arena alignment", census.arena_alignment);
  printone("Total", total);
}

/**
 * What CPython's radix tree over the arenas would hold.  NOT CPYTHON: we have the page map instead.  A tree of 64-bit
 * addresses has three levels over the bits above the arena; all of our 4 GiB lies under one node of each level, made
 * with the first arena.
 */
function print_arena_map(): void {
  const bits = 64 - obmalloc.ARENA_BITS;
  const interior = (bits + 2) / 3;
  const nodes: u64 = obmalloc.ntimes_arena_allocated ? 1 : 0;
  put("\narena map counts\n");
  printone("# arena map mid nodes", nodes);
  printone("# arena map bot nodes", nodes);
  put("\n");
  let total = printone("# bytes lost to arena map root", (<u64>8) << interior);
  total += printone("# bytes lost to arena map mid", nodes * ((<u64>8) << interior));
  total += printone("# bytes lost to arena map bot", nodes * ((<u64>8) << (bits - 2 * interior)));
  printone("Total", total);
}

/**
 * Writes the statistics to `fd` in the form of 3.13; returns 0, and nothing is written, when pymalloc is not in use.
 */
export function _PyObject_DebugMallocStats(fd: i32): i32 {
  return malloc_stats(fd, 13);
}

/** The same in the form of CPython 3.`minor` (9 or 13). */
export function malloc_stats(fd: i32, minor: i32): i32 {
  if (hooks() & HOOK_MALLOC) return 0;
  const census = pool_census();
  report_begin(fd);
  put("Small block threshold = ");
  put_decimal(SMALL_REQUEST_THRESHOLD, 0, false);
  put(", in ");
  put_decimal(NB_SMALL_SIZE_CLASSES, 0, false);
  put(" size classes.\n");
  print_classes();
  print_arenas(census);
  print_bytes(census);
  if (minor >= 10) print_arena_map();
  report_flush();
  return 1;
}

/**
 * Writes a line of the type free lists to `fd`: "NUM NAMEs * SIZE bytes each = ...".  `block_name` is NUL-terminated.
 * CPython's _PyDebugAllocatorStats.
 */
export function _PyDebugAllocatorStats(fd: i32, block_name: usize, num_blocks: u32, sizeof_block: u32): void {
  const LABEL = 48;
  const digits = decimal_width(num_blocks, false) + decimal_width(sizeof_block, false);
  report_begin(fd);
  put_spaces(LABEL - (digits + <i32>cstr_length(block_name) + 16));
  put_decimal(num_blocks, 0, false);
  put(" ");
  put_cstr(block_name);
  put("s * ");
  put_decimal(sizeof_block, 0, false);
  put(" bytes each ");
  print_value(LABEL + 1, <u64>num_blocks * sizeof_block);
  report_flush();
}
