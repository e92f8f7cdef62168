// The observation port: host functions that are told what the runtime does, each behind a flag in linear memory, so
// that observing costs one predicted branch when it is off.  The host must not call back into the runtime from here.

/** A block of `size` bytes (`zeroed` 1: by calloc) was handed out at `ptr`; `domain` as in CPython: 0 raw, 1 mem, 2 obj. */
export declare function trace_alloc(domain: u32, ptr: usize, size: usize, zeroed: u32): void;

/** The block at `old` is now `size` bytes at `ptr` (perhaps the same address). */
export declare function trace_realloc(domain: u32, old: usize, ptr: usize, size: usize): void;

/** The block at `ptr` is about to be released. */
export declare function trace_free(domain: u32, ptr: usize): void;

/** Arena `arenaindex` was obtained (`obtained` = 1) at `address`, or is about to be returned (0). */
export declare function trace_arena(obtained: u32, arenaindex: u32, address: usize): void;

/**
 * A collection of `generation` begins, of `tracked` objects; `reason` as _Py_GC_REASON_*, or 1 at the end of the interpreter. The
 * generation's count was `count`, its limit `threshold`; Python code runs in line `lineno` of the file whose name is the str at
 * `filename` (0: none runs). Returns how closely to watch it: 1 only its end, 2 every object.
 */
export declare function trace_gc_begin(
  generation: u32,
  reason: u32,
  tracked: u32,
  count: u32,
  threshold: u32,
  filename: usize,
  lineno: u32,
): u32;

/** Something has happened to `object` (an address; 0 none) in a collection that is watched: gc/watch.ts lists the events. */
export declare function trace_gc_event(event: u32, object: usize, other: usize, value: i32): void;

/** The collection is over. */
export declare function trace_gc_end(collected: u32, uncollectable: u32): void;

/** The oldest generation was due, but fewer than a quarter of its objects are new: `pending` of `total`. */
export declare function trace_gc_skipped(pending: u32, total: u32): void;
