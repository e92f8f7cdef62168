// Loops that measure the allocator inside the module: `npm run bench -- allocator` runs them beside the
// same loops in C against native CPython (scripts/bench-allocator.c; the loops correspond line by line).
import {
  PyMem_Free,
  PyMem_RawFree,
  PyMem_RawMalloc,
  PyMem_Realloc,
  PyObject_Calloc,
  PyObject_Free,
  PyObject_Malloc,
} from "./domains";
import { raw_malloc } from "./raw-malloc";

/** Addresses of the blocks that are live: u32[]. */
const RING: usize = memory.data(8, 8);

/** @inline */
function slot_at(i: u32): usize {
  return load<u32>(RING) + (i << 2);
}

/** Room for `slots` live blocks, all empty.  As in a running program, no size class is without a pool. */
export function bench_begin(slots: u32): u32 {
  for (let size: u32 = 16; size <= 512; size += 16) PyObject_Malloc(size);
  const ring = raw_malloc(slots << 2);
  store<u32>(RING, <u32>ring);
  memory.fill(ring, 0, slots << 2);
  return <u32>ring;
}

/** xorshift32. @inline */
function next_random(x: u32): u32 {
  let y = x;
  y ^= y << 13;
  y ^= y >> 17;
  return y ^ (y << 5);
}

/** A block of `size` bytes allocated and freed, `n` times. */
export function bench_pairs(n: u32, size: u32): void {
  for (let i: u32 = 0; i < n; i++) PyObject_Free(PyObject_Malloc(size));
}

/** A zeroed block of `size` bytes allocated and freed, `n` times. */
export function bench_calloc(n: u32, size: u32): void {
  for (let i: u32 = 0; i < n; i++) PyObject_Free(PyObject_Calloc(1, size));
}

/**
 * `n` times: a buffer that grows from 16 to `most` bytes, by 8 at a time up to 64 and then by an eighth, as a list's
 * does.
 */
export function bench_grow(n: u32, most: u32): void {
  for (let i: u32 = 0; i < n; i++) {
    let p: usize = 0;
    for (let size: u32 = 16; size < most; size += max(8, size >> 3)) p = PyMem_Realloc(p, size);
    PyMem_Free(p);
  }
}

/** `slots` blocks of `size` bytes allocated in order, then freed in order (or in reverse); `n` times. */
export function bench_batches(n: u32, slots: u32, size: u32, reverse: u32): void {
  for (let k: u32 = 0; k < n; k++) {
    for (let i: u32 = 0; i < slots; i++) store<u32>(slot_at(i), <u32>PyObject_Malloc(size));
    if (reverse) for (let i = slots; i > 0; i--) PyObject_Free(load<u32>(slot_at(i - 1)));
    else for (let i: u32 = 0; i < slots; i++) PyObject_Free(load<u32>(slot_at(i)));
  }
}

/** `n` times: a random one of `slots` (a power of two) live blocks is replaced by one of a random size up to 512. */
export function bench_random(n: u32, slots: u32): void {
  let x: u32 = 2463534242;
  for (let i: u32 = 0; i < n; i++) {
    x = next_random(x);
    const slot = slot_at(x & (slots - 1));
    PyObject_Free(load<u32>(slot));
    store<u32>(slot, <u32>PyObject_Malloc(((x >> 20) & 511) + 1));
  }
}

/** The same in the raw domain with sizes from `least` on, `span` (a power of two) of them. */
export function bench_raw_random(n: u32, slots: u32, least: u32, span: u32): void {
  let x: u32 = 2463534242;
  for (let i: u32 = 0; i < n; i++) {
    x = next_random(x);
    const slot = slot_at(x & (slots - 1));
    PyMem_RawFree(load<u32>(slot));
    store<u32>(slot, <u32>PyMem_RawMalloc(least + ((x >> 12) & (span - 1))));
  }
}

/** A raw block of `size` bytes allocated and freed, `n` times. */
export function bench_raw_pairs(n: u32, size: u32): void {
  for (let i: u32 = 0; i < n; i++) PyMem_RawFree(PyMem_RawMalloc(size));
}
