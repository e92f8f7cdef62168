// The three domains of PEP 445: what the rest of the runtime calls.  CPython's PyMem_Raw*, PyMem_* and PyObject_*.
//
//   domain   id   serves                              goes to
//   raw      0    what must not be in an arena        layer 1
//   mem      1    buffers                             layer 2: up to 512 bytes from pools, else layer 1
//   obj      2    objects                             layer 2, the same pools
//
// With the flag word (hooks.ts) at 0 a call goes straight to its allocator.  Else, from outside to inside:
//   fail the n-th request  >  tell the host  >  tracemalloc  >  debug guards  >  allocator (HOOK_MALLOC: layer 1 for all domains)
//
// PyObject_Malloc, PyObject_Free, PyMem_Malloc and PyMem_Free are inline: about 90 bytes of code at each call, and no
// call for a small block (a call costs more than the allocation).
//
// Requests above 2 GiB - 1 (PY_SSIZE_T_MAX of this address space) fail.  Sizes are usize: a caller with an i64 size
// checks it first.
import { trace_alloc, trace_free, trace_realloc } from "../trace";
import { debug_alloc, debug_free, debug_realloc } from "./debug-hooks";
import {
  HOOK_DEBUG,
  HOOK_FAIL,
  HOOK_MALLOC,
  HOOK_TRACE,
  HOOK_TRACEMALLOC,
  hooks,
  is_fast_free,
  is_fast_request,
  request_fails,
} from "./hooks";
import {
  _PyObject_Calloc,
  _PyObject_Free,
  _PyObject_FreeRaw,
  _PyObject_Malloc,
  _PyObject_Realloc,
  pymalloc_free,
  pymalloc_take,
} from "./obmalloc";
import { _PyObject_VirtualAlloc, _PyObject_VirtualFree } from "./pages";
import { RAW_MAX, raw_calloc, raw_free, raw_malloc, raw_realloc } from "./raw-malloc";
import { door_add, door_move, door_remove } from "./tracemalloc-door";
import { PTA_for, usedpool_for } from "./usedpools";

export { _PyObject_VirtualAlloc, _PyObject_VirtualFree };

export const enum Domain {
  RAW = 0,
  MEM = 1,
  OBJ = 2,
}

/** The allocator below the hooks. */
export function plain_malloc(domain: u32, nbytes: usize): usize {
  if (domain === <u32>Domain.RAW || hooks() & HOOK_MALLOC) return raw_malloc(nbytes);
  return _PyObject_Malloc(nbytes);
}

export function plain_calloc(domain: u32, nbytes: usize): usize {
  if (domain === <u32>Domain.RAW || hooks() & HOOK_MALLOC) return raw_calloc(nbytes);
  return _PyObject_Calloc(nbytes);
}

export function plain_realloc(domain: u32, p: usize, nbytes: usize): usize {
  if (domain === <u32>Domain.RAW || hooks() & HOOK_MALLOC) return raw_realloc(p, nbytes);
  return _PyObject_Realloc(p, nbytes);
}

export function plain_free(domain: u32, p: usize): void {
  if (domain === <u32>Domain.RAW || hooks() & HOOK_MALLOC) raw_free(p);
  else _PyObject_Free(p);
}

// What layer 2 itself takes from the raw domain: guarded when the debug hooks are on (CPython: obmalloc calls
// PyMem_RawMalloc), but neither traced nor made to fail a second time.

/** Returns a raw block for layer 2, or 0 when out of memory. */
export function inner_raw_malloc(nbytes: usize): usize {
  return hooks() & HOOK_DEBUG ? debug_alloc(Domain.RAW, false, nbytes) : raw_malloc(nbytes);
}

export function inner_raw_calloc(nbytes: usize): usize {
  return hooks() & HOOK_DEBUG ? debug_alloc(Domain.RAW, true, nbytes) : raw_calloc(nbytes);
}

export function inner_raw_realloc(p: usize, nbytes: usize): usize {
  return hooks() & HOOK_DEBUG ? debug_realloc(Domain.RAW, p, nbytes) : raw_realloc(p, nbytes);
}

export function inner_raw_free(p: usize): void {
  if (hooks() & HOOK_DEBUG) debug_free(Domain.RAW, p);
  else raw_free(p);
}

/** Releases a block that nobody outside has been told of. */
function unhooked_free(domain: u32, p: usize): void {
  if (hooks() & HOOK_DEBUG) debug_free(domain, p);
  else plain_free(domain, p);
}

function hooked_malloc(domain: u32, nbytes: usize, zeroed: bool): usize {
  const flags = hooks();
  if (flags & HOOK_FAIL && request_fails()) return 0;
  let p: usize;
  if (flags & HOOK_DEBUG) p = debug_alloc(domain, zeroed, nbytes);
  else p = zeroed ? plain_calloc(domain, nbytes) : plain_malloc(domain, nbytes);
  if (p && flags & HOOK_TRACEMALLOC && !door_add(p, nbytes)) {
    unhooked_free(domain, p);
    return 0;
  }
  if (p && flags & HOOK_TRACE) trace_alloc(domain, p, nbytes, u32(zeroed));
  return p;
}

function hooked_realloc(domain: u32, p: usize, nbytes: usize): usize {
  const flags = hooks();
  if (flags & HOOK_FAIL && request_fails()) return 0;
  const q = flags & HOOK_DEBUG ? debug_realloc(domain, p, nbytes) : plain_realloc(domain, p, nbytes);
  if (q && flags & HOOK_TRACEMALLOC && !door_move(p, q, nbytes)) {
    unhooked_free(domain, q);
    return 0;
  }
  if (q && flags & HOOK_TRACE) {
    if (p) trace_realloc(domain, p, q, nbytes);
    else trace_alloc(domain, q, nbytes, 0);
  }
  return q;
}

function hooked_free(domain: u32, p: usize): void {
  if (p === 0) return;
  const flags = hooks();
  if (flags & HOOK_TRACE) trace_free(domain, p);
  unhooked_free(domain, p);
  if (flags & HOOK_TRACEMALLOC) door_remove(p);
}

/** The product of two sizes; more than RAW_MAX if it would be. */
function product(nelem: usize, elsize: usize): usize {
  const nbytes = <u64>nelem * <u64>elsize;
  return nbytes > <u64>RAW_MAX ? RAW_MAX + 1 : <usize>nbytes;
}

/** Returns a raw block of `size` bytes (of 1 for 0), or 0 when out of memory. */
export function PyMem_RawMalloc(size: usize): usize {
  if (size > RAW_MAX) return 0;
  return hooks() ? hooked_malloc(Domain.RAW, size, false) : raw_malloc(size);
}

/** Returns a zeroed raw block of `nelem * elsize` bytes, or 0 when out of memory. */
export function PyMem_RawCalloc(nelem: usize, elsize: usize): usize {
  const size = product(nelem, elsize);
  if (size > RAW_MAX) return 0;
  return hooks() ? hooked_malloc(Domain.RAW, size, true) : raw_calloc(size);
}

/** Gives a raw block a new size; returns it, perhaps elsewhere, or 0 (then the old block is untouched). */
export function PyMem_RawRealloc(p: usize, size: usize): usize {
  if (size > RAW_MAX) return 0;
  return hooks() ? hooked_realloc(Domain.RAW, p, size) : raw_realloc(p, size);
}

/** Releases a raw block; nothing happens for 0. */
export function PyMem_RawFree(p: usize): void {
  if (hooks()) hooked_free(Domain.RAW, p);
  else raw_free(p);
}

/** What is not the common case of PyMem_Malloc and PyObject_Malloc. */
function malloc_slow(domain: u32, size: usize): usize {
  if (size > RAW_MAX) return 0;
  return hooks() ? hooked_malloc(domain, size, false) : _PyObject_Malloc(size);
}

/** Releases a block not in an arena, or any block while a hook is on. */
function free_slow(domain: u32, p: usize): void {
  if (hooks()) hooked_free(domain, p);
  else _PyObject_FreeRaw(p);
}

/** Returns a block of `size` bytes for an object, or 0 when out of memory. @inline */
export function PyObject_Malloc(size: usize): usize {
  if (is_fast_request(size)) {
    const pool = usedpool_for(size);
    if (pool !== PTA_for(size)) return pymalloc_take(pool);
  }
  return malloc_slow(Domain.OBJ, size);
}

/** Returns a zeroed block of `nelem * elsize` bytes for an object, or 0 when out of memory. */
export function PyObject_Calloc(nelem: usize, elsize: usize): usize {
  const size = product(nelem, elsize);
  if (size > RAW_MAX) return 0;
  return hooks() ? hooked_malloc(Domain.OBJ, size, true) : _PyObject_Calloc(size);
}

/** Gives an object's block a new size; returns it, perhaps elsewhere, or 0 (then the old block is untouched). */
export function PyObject_Realloc(p: usize, size: usize): usize {
  if (size > RAW_MAX) return 0;
  return hooks() ? hooked_realloc(Domain.OBJ, p, size) : _PyObject_Realloc(p, size);
}

/** Releases an object's block; nothing happens for 0. @inline */
export function PyObject_Free(p: usize): void {
  if (is_fast_free(p)) pymalloc_free(p);
  else free_slow(Domain.OBJ, p);
}

/** Returns a buffer of `size` bytes, or 0 when out of memory. @inline */
export function PyMem_Malloc(size: usize): usize {
  if (is_fast_request(size)) {
    const pool = usedpool_for(size);
    if (pool !== PTA_for(size)) return pymalloc_take(pool);
  }
  return malloc_slow(Domain.MEM, size);
}

/** Returns a zeroed buffer of `nelem * elsize` bytes, or 0 when out of memory. */
export function PyMem_Calloc(nelem: usize, elsize: usize): usize {
  const size = product(nelem, elsize);
  if (size > RAW_MAX) return 0;
  return hooks() ? hooked_malloc(Domain.MEM, size, true) : _PyObject_Calloc(size);
}

/** Gives a buffer a new size; returns it, perhaps elsewhere, or 0 (then the old buffer is untouched). */
export function PyMem_Realloc(p: usize, size: usize): usize {
  if (size > RAW_MAX) return 0;
  return hooks() ? hooked_realloc(Domain.MEM, p, size) : _PyObject_Realloc(p, size);
}

/** Releases a buffer; nothing happens for 0. @inline */
export function PyMem_Free(p: usize): void {
  if (is_fast_free(p)) pymalloc_free(p);
  else free_slow(Domain.MEM, p);
}
