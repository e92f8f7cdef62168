/**
 * tuple: layout, creation, free lists, release. CPython: Objects/tupleobject.c.
 *
 *   +0  PyVarObject (ob_size = number of items)
 *   +24 ob_item[0], 8 bytes each, owned
 *
 * Free lists: one per size 1..20, up to 2000 tuples each, linked through ob_item[0]. A tuple taken from or put on a free
 * list does not change the collector's count. The empty tuple is one static, immortal object.
 */

import { PyErr_BadInternalCall, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { PyObject_LengthHint } from "../abstract/sequence";
import {
  _PyObject_GC_IS_TRACKED,
  _PyObject_GC_NewVar,
  _PyObject_GC_TRACK,
  _PyObject_GC_UNTRACK,
  PyObject_GC_Del,
  PyObject_GC_Resize,
  PyObject_GC_UnTrack,
} from "../gc/gc-alloc";
import { permanent_alloc } from "../memory/permanent";
import { cstr } from "../object/literals";
import {
  _Py_NewReference,
  _Py_SetImmortal,
  _PyObject_InitHead,
  obj,
  Py_DECREF,
  Py_INCREF,
  Py_IS_TYPE,
  Py_NewRef,
  Py_REFCNT,
  Py_SET_SIZE,
  Py_SIZE,
  Py_ssize_t,
  Py_XDECREF,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import { visitproc } from "../object/slots";
import { interp, tstate } from "../object/state";
import { PyExc_IndexError, PyTuple_Type } from "../object/static-types";
import { Py_TRASHCAN_BEGIN, Py_TRASHCAN_END } from "../object/trashcan";
import {
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_TUPLE_SUBCLASS,
  PyType_FastSubclass,
  PyType_HasFeature,
} from "../object/type-object";

@unmanaged
export class PyTupleObject extends PyObject {
  ob_size: Py_ssize_t;
}

export const PyTuple_MAXSAVESIZE: i32 = 20;
export const PyTuple_MAXFREELIST: i32 = 2000;
const TUPLE_HEAD: usize = 24;

/** An immortal tuple of `n` items, still NULL, that the collector never sees: static data. Borrowed. */
export function static_tuple(n: i32): PyObject {
  const o = obj(permanent_alloc(16 + TUPLE_HEAD + ((<usize>n) << 3)) + 16);
  o.ob_type = PyTuple_Type;
  _Py_SetImmortal(o);
  Py_SET_SIZE(o, n);
  return o;
}

/** Record of a free list, at index size - 1. */
@unmanaged
class TupleFreeList {
  items: PyObject | null;
  numfree: i32;
}
export const FREE_LISTS: usize = memory.data(320, 16);
/** Behind a GC head that stays zero: never tracked. */
const EMPTY: PyObject = changetype<PyObject>(memory.data(40, 16) + 16);

/** @inline */
function free_list(size: i32): TupleFreeList {
  return changetype<TupleFreeList>(FREE_LISTS + ((<usize>(size - 1)) << 4));
}

/** @inline */
export function PyTuple_Check(o: PyObject): bool {
  return PyType_FastSubclass(o.ob_type, Py_TPFLAGS_TUPLE_SUBCLASS);
}

/** @inline */
export function PyTuple_CheckExact(o: PyObject): bool {
  return Py_IS_TYPE(o, PyTuple_Type);
}

/** @inline */
export function PyTuple_GET_SIZE(o: PyObject): Py_ssize_t {
  return Py_SIZE(o);
}

/** Borrowed. @inline */
export function PyTuple_GET_ITEM(o: PyObject, i: i32): PyObject {
  return load<PyObject>(changetype<usize>(o) + ((<usize>i) << 3), TUPLE_HEAD);
}

/** Steals `value`; for a new tuple only. @inline */
export function PyTuple_SET_ITEM(o: PyObject, i: i32, value: PyObject | null): void {
  store<u64>(changetype<usize>(o) + ((<usize>i) << 3), <u64>changetype<usize>(value), TUPLE_HEAD);
}

/** The array of items. @inline */
export function _PyTuple_ITEMS(o: PyObject): Slots {
  return Slots.at(changetype<usize>(o) + TUPLE_HEAD);
}

/** The static empty tuple, immortal. @inline */
export function tuple_get_empty(): PyObject {
  return EMPTY;
}

/** Start-up: the empty tuple. */
export function _PyTuple_InitEmpty(): void {
  _PyObject_InitHead(EMPTY, PyTuple_Type);
  _Py_SetImmortal(EMPTY);
  interp.empty_tuple = EMPTY;
}

/** A tuple of `size` >= 1 items, not initialised, not tracked. NULL with MemoryError. */
function tuple_alloc(size: Py_ssize_t): PyObject | null {
  if (size <= PyTuple_MAXSAVESIZE) {
    const list = free_list(size);
    const o = list.items;
    if (o) {
      list.items = changetype<PyObject | null>(load<usize>(changetype<usize>(o), TUPLE_HEAD));
      list.numfree--;
      _Py_NewReference(o);
      return o;
    }
  }
  return tuple_alloc_slow(size);
}

function tuple_alloc_slow(size: Py_ssize_t): PyObject | null {
  if (size > (i32.MAX_VALUE >> 3) - 8) return PyErr_NoMemory();
  return _PyObject_GC_NewVar(PyTuple_Type, size);
}

/** A tuple of `size` NULL items, tracked: new reference. The caller fills it with PyTuple_SET_ITEM. */
export function PyTuple_New(size: Py_ssize_t): PyObject | null {
  if (size === 0) return EMPTY;
  if (size < 0) {
    PyErr_BadInternalCall();
    return null;
  }
  const o = tuple_alloc(size);
  if (!o) return null;
  memory.fill(changetype<usize>(o) + TUPLE_HEAD, 0, (<usize>size) << 3);
  _PyObject_GC_TRACK(o);
  return o;
}

/** A tuple of copies of `n` references (each counted): new reference. */
export function _PyTuple_FromArray(src: Slots, n: Py_ssize_t): PyObject | null {
  if (n === 0) return EMPTY;
  const o = tuple_alloc(n);
  if (!o) return null;
  const items = _PyTuple_ITEMS(o);
  for (let i = 0; i < n; i++) {
    const item = src.get(i);
    Py_INCREF(item);
    items.set(i, item);
  }
  _PyObject_GC_TRACK(o);
  return o;
}

/** A tuple that takes over `n` references, also on failure: new reference. */
export function _PyTuple_FromArraySteal(src: Slots, n: Py_ssize_t): PyObject | null {
  if (n === 0) return EMPTY;
  const o = tuple_alloc(n);
  if (!o) {
    for (let i = 0; i < n; i++) Py_DECREF(src.get(i));
    return null;
  }
  memory.copy(changetype<usize>(o) + TUPLE_HEAD, changetype<usize>(src), (<usize>n) << 3);
  _PyObject_GC_TRACK(o);
  return o;
}

/** A tuple of the arguments up to the first NULL (each counted): new reference. */
export function PyTuple_Pack(
  a: PyObject,
  b: PyObject | null = null,
  c: PyObject | null = null,
  d: PyObject | null = null,
  e: PyObject | null = null,
): PyObject | null {
  const n = !b ? 1 : !c ? 2 : !d ? 3 : !e ? 4 : 5;
  const o = tuple_alloc(n);
  if (!o) return null;
  PyTuple_SET_ITEM(o, 0, Py_NewRef(a));
  if (b) PyTuple_SET_ITEM(o, 1, Py_NewRef(b));
  if (c) PyTuple_SET_ITEM(o, 2, Py_NewRef(c));
  if (d) PyTuple_SET_ITEM(o, 3, Py_NewRef(d));
  if (e) PyTuple_SET_ITEM(o, 4, Py_NewRef(e));
  _PyObject_GC_TRACK(o);
  return o;
}

/** Item `i`: borrowed, NULL with IndexError. */
export function PyTuple_GetItem(o: PyObject, i: Py_ssize_t): PyObject | null {
  if (!PyTuple_Check(o)) {
    PyErr_BadInternalCall();
    return null;
  }
  if (<u32>i >= <u32>Py_SIZE(o)) {
    PyErr_SetString(PyExc_IndexError, cstr("tuple index out of range"));
    return null;
  }
  return PyTuple_GET_ITEM(o, i);
}

/** o[low:high] as a tuple, the bounds clipped: new reference. */
export function PyTuple_GetSlice(o: PyObject, low: Py_ssize_t, high: Py_ssize_t): PyObject | null {
  const size = Py_SIZE(o);
  const from = max(low, 0);
  const to = max(min(high, size), from);
  if (from === 0 && to === size && PyTuple_CheckExact(o)) return Py_NewRef(o);
  return _PyTuple_FromArray(_PyTuple_ITEMS(o).from(from), to - from);
}

/**
 * Resizes a tuple that nobody else has; steals `o` and returns a new reference, NULL with an exception (`o` is then
 * released). Items beyond `newsize` are released, new ones are NULL.
 */
export function _PyTuple_Resize(o: PyObject, newsize: Py_ssize_t): PyObject | null {
  const oldsize = Py_SIZE(o);
  if (!PyTuple_CheckExact(o) || (oldsize !== 0 && Py_REFCNT(o) !== 1)) {
    Py_DECREF(o);
    PyErr_BadInternalCall();
    return null;
  }
  if (oldsize === newsize) return o;
  if (newsize === 0) {
    Py_DECREF(o);
    return EMPTY;
  }
  if (oldsize === 0) return PyTuple_New(newsize);
  if (_PyObject_GC_IS_TRACKED(o)) _PyObject_GC_UNTRACK(o);
  for (let i = newsize; i < oldsize; i++) {
    const item = _PyTuple_ITEMS(o).getOrNull(i);
    PyTuple_SET_ITEM(o, i, null);
    Py_XDECREF(item);
  }
  const resized = PyObject_GC_Resize(o, newsize);
  if (!resized) {
    Py_DECREF(o);
    return null;
  }
  if (newsize > oldsize) {
    memory.fill(changetype<usize>(_PyTuple_ITEMS(resized).from(oldsize)), 0, (<usize>(newsize - oldsize)) << 3);
  }
  _PyObject_GC_TRACK(resized);
  return resized;
}

/** The items of an iterable, of which the length is not known for certain: new reference. */
export function tuple_from_iterable(iterable: PyObject): PyObject | null {
  const it = PyObject_GetIter(iterable);
  if (!it) return null;
  let room = PyObject_LengthHint(iterable, 10);
  let result: PyObject | null = room < 0 ? null : PyTuple_New(room);
  if (!result) {
    Py_DECREF(it);
    return null;
  }
  let n = 0;
  while (true) {
    const item = PyIter_Next(it);
    if (!item) {
      if (tstate.current_exception) {
        Py_DECREF(result);
        result = null;
      }
      break;
    }
    if (n >= room) {
      const grown = n + 10;
      room = grown + (grown >> 2);
      const resized = _PyTuple_Resize(result, room);
      if (!resized) {
        Py_DECREF(item);
        result = null;
        break;
      }
      result = resized;
    }
    PyTuple_SET_ITEM(result, n, item);
    n++;
  }
  Py_DECREF(it);
  if (result && n < room) result = _PyTuple_Resize(result, n);
  return result;
}

/** tp_dealloc. */
export function tuple_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  const exact = Py_IS_TYPE(o, PyTuple_Type);
  if (exact && Py_TRASHCAN_BEGIN(o)) return;
  const size = Py_SIZE(o);
  const items = _PyTuple_ITEMS(o);
  for (let i = size - 1; i >= 0; i--) Py_XDECREF(items.getOrNull(i));
  if (!exact) {
    o.ob_type.tp_free!.call(o);
    return;
  }
  if (size > PyTuple_MAXSAVESIZE || free_list(size).numfree >= PyTuple_MAXFREELIST) PyObject_GC_Del(o);
  else {
    const list = free_list(size);
    items.set(0, list.items);
    list.items = o;
    list.numfree++;
  }
  Py_TRASHCAN_END();
}

/** tp_traverse. */
export function tuple_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const items = _PyTuple_ITEMS(o);
  for (let i = Py_SIZE(o) - 1; i >= 0; i--) {
    const item = items.getOrNull(i);
    if (item) {
      const stop = visit.call(item, arg);
      if (stop) return stop;
    }
  }
  return 0;
}

/** The collector tracks `o`, or may do so later. */
export function may_be_tracked(o: PyObject): bool {
  if (!PyType_HasFeature(o.ob_type, Py_TPFLAGS_HAVE_GC)) return false;
  const isGC = o.ob_type.tp_is_gc;
  if (isGC && isGC.call(o) === 0) return false;
  return !PyTuple_CheckExact(o) || _PyObject_GC_IS_TRACKED(o);
}

/** Empties the free lists (full collections and finalisation). */
export function _PyTuple_ClearFreeList(): void {
  for (let size = 1; size <= PyTuple_MAXSAVESIZE; size++) {
    const list = free_list(size);
    let o = list.items;
    list.items = null;
    list.numfree = 0;
    while (o) {
      const next = changetype<PyObject | null>(load<usize>(changetype<usize>(o), TUPLE_HEAD));
      PyObject_GC_Del(o);
      o = next;
    }
  }
}

/** Number of tuples on the free list of a size; for the layer accounting. */
export function _PyTuple_FreeListCount(size: i32): i32 {
  return free_list(size).numfree;
}

/** First tuple on the free list of a size, 0 when empty; the next one is at ob_item[0]. */
export function _PyTuple_FreeListHead(size: i32): usize {
  return ptr(free_list(size).items);
}
