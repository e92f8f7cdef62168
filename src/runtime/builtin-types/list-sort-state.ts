/**
 * The state of one list.sort: how keys are compared, temporary memory, runs waiting to be merged. CPython: MergeState of
 * Objects/listobject.c.
 *
 * Keys and values move together. All arrays are 8-byte slots at raw addresses; inside the list's array the value of the key
 * at address `k` is at `k + ms.vdelta`, inside the temporary array at `k + ms.tdelta`. Without a key function the keys are
 * the items and there are no values.
 *
 * NOT CPYTHON: the comparison of compact ints, floats and latin-1 strings is a type parameter `K` of the sorting
 * functions (i64, f64, u8; PyObject: through `key_compare`), so that it is compiled into their loops.
 */

import { PyErr_NoMemory } from "../abstract/errors";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { PyObject } from "../object/object";
import { richcmpfunc } from "../object/slots";
import { PyFloat_AS_DOUBLE } from "./float";
import { _PyLong_CompactValue } from "./int";
import { PyUnicode_DATA, PyUnicode_GET_LENGTH } from "./str";

/** Slots of temporary memory on the native stack. */
export const MERGESTATE_TEMP_SIZE: i32 = 256;
/** Both runs must win less often in a row for galloping to end. */
export const MIN_GALLOP: i32 = 7;
/** More runs cannot wait: their powers grow strictly, and a list has less than 2^29 items. */
export const MAX_MERGE_PENDING: i32 = 32;

/** (v, w, state): 1 where v < w, 0, -1 with an exception. */
@unmanaged
@final
export class compare_func {
  @inline static of(f: (v: PyObject, w: PyObject, ms: MergeState) => i32): compare_func {
    return changetype<compare_func>(f.index);
  }
  @inline call(v: PyObject, w: PyObject, ms: MergeState): i32 {
    return call_indirect<i32>(changetype<u32>(this), v, w, ms);
  }
}

@unmanaged
export class MergeState {
  key_compare: compare_func;
  tuple_elem_compare: compare_func;
  /** tp_richcompare of all keys, for unsafe_object_compare. */
  key_richcompare: richcmpfunc | null;
  /** Address of the first key. */
  basekeys: usize;
  /** Temporary keys, `alloced` slots: temparray or a PyMem block. */
  a_keys: usize;
  temparray: usize;
  vdelta: usize;
  tdelta: usize;
  alloced: i32;
  has_values: i32;
  listlen: i32;
  /** Wins in a row after which galloping begins; rises on random data, falls on structured data. */
  min_gallop: i32;
  /** Runs waiting. */
  n: i32;
  pad: i32;
  /** The merge going on: next free slot, next of run A, next of run B (addresses of keys), what remains of both. */
  dest: usize;
  a: usize;
  b: usize;
  base_a: usize;
  base_b: usize;
  na: i32;
  nb: i32;
}

/** A run waiting to be merged; MAX_MERGE_PENDING of them stand behind the MergeState. */
@unmanaged
export class PendingRun {
  base: usize;
  len: i32;
  /** Depth of the boundary to the next run in the merge tree. */
  power: i32;
}

export const MERGE_STATE_SIZE: usize = offsetof<MergeState>() + <usize>MAX_MERGE_PENDING * offsetof<PendingRun>();

/** @inline */
export function pending(ms: MergeState, i: i32): PendingRun {
  return changetype<PendingRun>(changetype<usize>(ms) + offsetof<MergeState>() + <usize>i * offsetof<PendingRun>());
}

/** The key at slot `i` of an array. @inline */
export function key_at(array: usize, i: i32): PyObject {
  return load<PyObject>(array + ((<usize>i) << 3));
}

/** v < w: 1, 0, or -1 with an exception. @inline */
export function ISLT<K>(ms: MergeState, v: PyObject, w: PyObject): i32 {
  if (isFloat<K>()) {
    return PyFloat_AS_DOUBLE(v) < PyFloat_AS_DOUBLE(w) ? 1 : 0;
  } else if (isInteger<K>()) {
    if (sizeof<K>() === 1) {
      return latin_less(v, w);
    } else {
      return _PyLong_CompactValue(v) < _PyLong_CompactValue(w) ? 1 : 0;
    }
  } else {
    return ms.key_compare.call(v, w, ms);
  }
}

/** v < w for two strings of one byte per character. */
export function latin_less(v: PyObject, w: PyObject): i32 {
  const vlen = PyUnicode_GET_LENGTH(v);
  const wlen = PyUnicode_GET_LENGTH(w);
  let a = PyUnicode_DATA(v);
  let b = PyUnicode_DATA(w);
  const n = min(vlen, wlen);
  const end = a + <usize>n;
  // Eight characters at a time while they are equal.
  while (a + 8 <= end && load<u64>(a) === load<u64>(b)) {
    a += 8;
    b += 8;
  }
  while (a < end) {
    const x = load<u8>(a);
    const y = load<u8>(b);
    if (x !== y) return x < y ? 1 : 0;
    a++;
    b++;
  }
  return vlen < wlen ? 1 : 0;
}

/** Gives back temporary memory that is not on the native stack. */
export function merge_freemem(ms: MergeState): void {
  if (ms.a_keys === ms.temparray) return;
  PyMem_Free(ms.a_keys);
  ms.a_keys = ms.temparray;
}

/** Makes room for `need` temporary keys (and values). -1 with MemoryError. */
export function merge_getmem(ms: MergeState, need: i32): i32 {
  if (need <= ms.alloced) return 0;
  // What is in the old block is not needed: no realloc.
  merge_freemem(ms);
  const block = PyMem_Malloc(((<usize>need) << 3) * (ms.has_values ? 2 : 1));
  if (!block) {
    PyErr_NoMemory();
    return -1;
  }
  ms.a_keys = block;
  ms.tdelta = (<usize>need) << 3;
  ms.alloced = need;
  return 0;
}

/** Copies `n` keys (and values) from the list to temporary memory. The slots do not overlap. */
export function save_run(ms: MergeState, from: usize, n: i32): void {
  const bytes = (<usize>n) << 3;
  memory.copy(ms.a_keys, from, bytes);
  if (ms.has_values) memory.copy(ms.a_keys + ms.tdelta, from + ms.vdelta, bytes);
}

/** Copies `n` keys (and values) from temporary memory into the list. */
export function restore_run(ms: MergeState, to: usize, from: usize, n: i32): void {
  const bytes = (<usize>n) << 3;
  memory.copy(to, from, bytes);
  if (ms.has_values) memory.copy(to + ms.vdelta, from + ms.tdelta, bytes);
}

/** Moves `n` keys (and values) inside the list; the slots may overlap. */
export function move_run(ms: MergeState, to: usize, from: usize, n: i32): void {
  const bytes = (<usize>n) << 3;
  memory.copy(to, from, bytes);
  if (ms.has_values) memory.copy(to + ms.vdelta, from + ms.vdelta, bytes);
}
