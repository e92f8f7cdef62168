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
