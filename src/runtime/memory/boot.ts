// Starting the memory system: layers 0 to 2 in order, in the geometry and with the allocator that the host asks for.
import { HOOK_DEBUG, HOOK_MALLOC, set_hooks } from "./hooks";
import { obmalloc_init } from "./obmalloc";
import { pages_init, pages_set_limit } from "./pages";
import { obmalloc } from "./pool";

/** PYTHONMALLOC.  `default` is pymalloc, `debug` is pymalloc_debug. */
export const enum MallocName {
  PYMALLOC = 0,
  PYMALLOC_DEBUG = 1,
  MALLOC = 2,
  MALLOC_DEBUG = 3,
}

/** Bytes, as the host counts them, to whole pages. */
function pages_in(bytes: f64): u32 {
  return bytes >= 4294967296.0 ? 1 << 20 : <u32>(bytes / 4096.0);
}

/**
 * Sets up layers 0 to 2 in fresh memory that the host lets grow to `maximumBytes` and of which at most `limitBytes`
 * may be in use. `geometry`: 0 classic, 1 large.  `misalignment`: 0, or 4096 (see ObmallocState).  Returns 0, or -1
 * when the limit is too small.
 */
export function memory_init(
  geometry: u32,
  maximumBytes: f64,
  limitBytes: f64,
  mallocName: u32,
  misalignment: u32,
): i32 {
  if (!pages_init(pages_in(maximumBytes), pages_in(limitBytes))) return -1;
  const debug = mallocName & MallocName.PYMALLOC_DEBUG ? HOOK_DEBUG : 0;
  set_hooks(debug | (mallocName & MallocName.MALLOC ? HOOK_MALLOC : 0), 0);
  obmalloc_init(geometry, misalignment);
  return 0;
}

/**
 * The host moves the limit; it may be below what is in use, then nothing can be allocated until enough was released.
 */
export function memory_set_limit(limitBytes: f64): void {
  pages_set_limit(pages_in(limitBytes));
}

/** PYTHONMALLOCSTATS: print the allocator's statistics whenever an arena is needed. */
export function memory_set_malloc_stats(on: u32): void {
  obmalloc.debug_stats = on;
}

/** Tells the host (trace_arena) of every arena that is obtained or returned. */
export function memory_trace_arenas(on: u32): void {
  obmalloc.trace_arenas = on;
}
