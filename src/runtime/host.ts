/**
 * What the runtime asks of its host (module name `host`). Declared functions only; nothing here is on a hot path.
 * Addresses and lengths are in bytes. A host function never calls back into the module unless its comment says so.
 */

/** Ends the runtime: prints the UTF-8 text and traps. Does not return. */
export declare function fatal_error(text: usize, length: i32): void;

/** Debug builds: a reference was given back to an object that has none left. Does not return. */
export declare function fatal_refcount(object: usize): void;

/** Writes bytes to file descriptor `fd`; returns the number written, or -errno. */
export declare function write(fd: i32, bytes: usize, length: i32): i32;

/** Shortest repr digits of `value` as JavaScript's String(value), ASCII, to `buffer` (at least 32 bytes); returns the length. */
export declare function float_repr(value: f64, buffer: usize): i32;

/** Nearest double of `length` ASCII characters that match a Python float literal without underscores. */
export declare function float_parse(text: usize, length: i32): f64;

/** Digits of `value` as toFixed(precision 0..100) ('f'), toExponential(precision) ('e'); returns the length. */
export declare function float_format(value: f64, format: i32, precision: i32, buffer: usize, capacity: i32): i32;

/** Seconds since the epoch (`clock` 0) or since an arbitrary start (1: monotonic), CPU time (2). */
export declare function clock(which: i32): f64;

/** Fills `length` bytes with random data. */
export declare function random_bytes(buffer: usize, length: i32): void;

/** Reads up to `capacity` bytes from file descriptor `fd`, blocking; 0 at the end, -errno on failure. */
export declare function read(fd: i32, buffer: usize, capacity: i32): i32;

/** 1 when `fd` is a terminal. */
export declare function isatty(fd: i32): i32;
