/**
 * list: layout, creation, growth, release. CPython: Objects/listobject.c.
 *
 *   PyListObject: +0 PyVarObject (ob_size items in use), +24 ob_item (array in the mem domain, NULL when none), +32 allocated
 *
 * 0 <= ob_size <= allocated; ob_item is NULL exactly when allocated is 0. Free list: up to 80 list heads.
 * Growth pattern: 0, 4, 8, 16, 24, 32, 40, 52, 64, 76 ...
 */

import { PyErr_BadInternalCall, PyErr_NoMemory, PyErr_SetObject, PyErr_SetString } from "../abstract/errors";
import { PySequence_Fast, PySequence_Fast_GET_SIZE, PySequence_Fast_ITEMS } from "../abstract/sequence";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { PyMem_Calloc, PyMem_Free, PyMem_Malloc, PyMem_Realloc } from "../memory/domains";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_fits, stack_mark, stack_release } from "../object/native-stack";
import {
  _Py_NewReference,
  Py_DECREF,
  Py_INCREF,
  Py_IS_TYPE,
  Py_NewRef,
  Py_SET_SIZE,
  Py_SIZE,
  Py_ssize_t,
  Py_XDECREF,
  PyObject,
  PyVarObject,
  ptr,
  Slots,
} from "../object/object";
import { visitproc } from "../object/slots";
import { PyExc_IndexError, PyList_Type } from "../object/static-types";
import { Py_TRASHCAN_BEGIN, Py_TRASHCAN_END } from "../object/trashcan";
import { Py_TPFLAGS_LIST_SUBCLASS, PyType_FastSubclass } from "../object/type-object";
import { list_sort_impl } from "./list-sort";
import { _PyTuple_FromArray } from "./tuple";

@unmanaged
export class PyListObject extends PyVarObject {
  ob_item: Slots;
  allocated: Py_ssize_t;
}

export const PyList_MAXFREELIST: i32 = 80;
export const FREE_LIST: Slots = changetype<Slots>(memory.data(640, 16));

@unmanaged
class ListFreeList {
  numfree: i32;
  pad: i32;
}
export const freelist: ListFreeList = changetype<ListFreeList>(memory.data(16, 16));

/** @inline */
export function PyList_Check(o: PyObject): bool {
  return PyType_FastSubclass(o.ob_type, Py_TPFLAGS_LIST_SUBCLASS);
}

/** @inline */
export function PyList_CheckExact(o: PyObject): bool {
  return Py_IS_TYPE(o, PyList_Type);
}

/** @inline */
export function PyList_GET_SIZE(o: PyObject): Py_ssize_t {
  return Py_SIZE(o);
}

/** Borrowed. @inline */
export function PyList_GET_ITEM(o: PyObject, i: i32): PyObject {
  return changetype<PyListObject>(o).ob_item.get(i);
}

/** Steals `value`, does not release what was there: for a new list. @inline */
export function PyList_SET_ITEM(o: PyObject, i: i32, value: PyObject | null): void {
  changetype<PyListObject>(o).ob_item.set(i, value);
}

/** A list head without items, not tracked. NULL with MemoryError. @inline */
function list_head(): PyListObject | null {
  const n = freelist.numfree;
  if (n > 0) {
    freelist.numfree = n - 1;
    const o = FREE_LIST.get(n - 1);
    _Py_NewReference(o);
    return changetype<PyListObject>(o);
  }
  return changetype<PyListObject | null>(_PyObject_GC_New(PyList_Type));
}

/** @inline */
function set_items(o: PyListObject, items: usize, size: Py_ssize_t, allocated: Py_ssize_t): void {
  Py_SET_SIZE(o, size);
  store<u64>(changetype<usize>(o), <u64>items, 24);
  store<u64>(changetype<usize>(o), <u64>allocated, 32);
}

/** A list of `size` NULL items: new reference. The caller fills it with PyList_SET_ITEM. */
export function PyList_New(size: Py_ssize_t): PyObject | null {
  if (size < 0) {
    PyErr_BadInternalCall();
    return null;
  }
  const o = list_head();
  if (!o) return null;
  let items: usize = 0;
  if (size > 0) {
    items = PyMem_Calloc(<usize>size, 8);
    if (!items) {
      set_items(o, 0, 0, 0);
      Py_DECREF(o);
      return PyErr_NoMemory();
    }
  }
  set_items(o, items, size, size);
  _PyObject_GC_TRACK(o);
  return o;
}

/** An empty list with room for `size` items: new reference. */
export function list_new_prealloc(size: Py_ssize_t): PyListObject | null {
  const o = list_head();
  if (!o) return null;
  let items: usize = 0;
  if (size > 0) {
    items = PyMem_Malloc((<usize>size) << 3);
    if (!items) {
      set_items(o, 0, 0, 0);
      _PyObject_GC_TRACK(o);
      Py_DECREF(o);
      PyErr_NoMemory();
      return null;
    }
  }
  set_items(o, items, 0, size);
  _PyObject_GC_TRACK(o);
  return o;
}

/** A list that takes over `n` references, also on failure: new reference. */
export function _PyList_FromArraySteal(src: Slots, n: Py_ssize_t): PyObject | null {
  if (n === 0) return PyList_New(0);
  const list = PyList_New(n);
  if (!list) {
    for (let i = 0; i < n; i++) Py_DECREF(src.get(i));
    return null;
  }
  memory.copy(changetype<usize>(changetype<PyListObject>(list).ob_item), changetype<usize>(src), (<usize>n) << 3);
  return list;
}

/** Room for exactly `size` items (rounded up to an even number) in a list without array. -1 with MemoryError. */
export function list_prealloc_exact(o: PyListObject, size: Py_ssize_t): i32 {
  const allocated = (size + 1) & ~1;
  const items = size > i32.MAX_VALUE >> 3 ? 0 : PyMem_Malloc((<usize>allocated) << 3);
  if (!items) {
    PyErr_NoMemory();
    return -1;
  }
  store<u64>(changetype<usize>(o), <u64>items, 24);
  store<u64>(changetype<usize>(o), <u64>allocated, 32);
  return 0;
}

/** Sets ob_size to `newsize`, growing or shrinking the array; new items are not initialised. -1 with MemoryError. */
export function list_resize(o: PyListObject, newsize: Py_ssize_t): i32 {
  const allocated = o.allocated;
  if (allocated >= newsize && newsize >= allocated >> 1) {
    Py_SET_SIZE(o, newsize);
    return 0;
  }
  let room: u32 = (<u32>newsize + <u32>(newsize >> 3) + 6) & ~3;
  // No reserve when the list grows by more than the reserve would be.
  if (newsize - Py_SIZE(o) > <i32>(room - <u32>newsize)) room = (<u32>newsize + 3) & ~3;
  if (newsize === 0) room = 0;
  const items = room > 0x0fffffff ? 0 : PyMem_Realloc(changetype<usize>(o.ob_item), (<usize>room) << 3);
  if (!items) {
    PyErr_NoMemory();
    return -1;
  }
  set_items(o, items, newsize, <i32>room);
  return 0;
}

/** Appends, stealing the reference. -1 with MemoryError. @inline */
export function _PyList_AppendTakeRef(o: PyListObject, value: PyObject): i32 {
  const n = Py_SIZE(o);
  if (n < o.allocated) {
    o.ob_item.set(n, value);
    o.ob_size = n + 1;
    return 0;
  }
  return _PyList_AppendTakeRefListResize(o, value);
}

/** Appends to a full list, stealing the reference. */
export function _PyList_AppendTakeRefListResize(o: PyListObject, value: PyObject): i32 {
  const n = Py_SIZE(o);
  if (list_resize(o, n + 1) < 0) {
    Py_DECREF(value);
    return -1;
  }
  o.ob_item.set(n, value);
  return 0;
}

/** Appends; counts its own reference. -1 with an exception. */
export function PyList_Append(o: PyObject, value: PyObject): i32 {
  Py_INCREF(value);
  return _PyList_AppendTakeRef(changetype<PyListObject>(o), value);
}

/** Item `i`: borrowed, NULL with IndexError. */
export function PyList_GetItem(o: PyObject, i: Py_ssize_t): PyObject | null {
  if (<u32>i >= <u32>Py_SIZE(o)) {
    PyErr_SetObject(PyExc_IndexError, _Py_ID("list index out of range"));
    return null;
  }
  return PyList_GET_ITEM(o, i);
}

/** Replaces item `i`; steals `value`. -1 with IndexError. */
export function PyList_SetItem(o: PyObject, i: Py_ssize_t, value: PyObject): i32 {
  if (<u32>i >= <u32>Py_SIZE(o)) {
    Py_DECREF(value);
    PyErr_SetString(PyExc_IndexError, cstr("list assignment index out of range"));
    return -1;
  }
  const old = changetype<PyListObject>(o).ob_item.getOrNull(i);
  PyList_SET_ITEM(o, i, value);
  Py_XDECREF(old);
  return 0;
}

/** Inserts before `where` (from the end when negative, clipped); counts its own reference. -1 with an exception. */
export function PyList_Insert(o: PyObject, where: i64, value: PyObject): i32 {
  const list = changetype<PyListObject>(o);
  const n = Py_SIZE(o);
  if (list_resize(list, n + 1) < 0) return -1;
  let at = where < 0 ? where + <i64>n : where;
  at = max<i64>(0, min<i64>(at, <i64>n));
  const from = changetype<usize>(list.ob_item) + ((<usize>at) << 3);
  memory.copy(from + 8, from, (<usize>(<i64>n - at)) << 3);
  list.ob_item.set(<i32>at, Py_NewRef(value));
  return 0;
}

/** A tuple of the items: new reference. */
export function PyList_AsTuple(o: PyObject): PyObject | null {
  return _PyTuple_FromArray(changetype<PyListObject>(o).ob_item, Py_SIZE(o));
}

/** o[low:high] as a new list; the bounds are within the list. */
export function list_slice(o: PyListObject, low: Py_ssize_t, high: Py_ssize_t): PyObject | null {
  const n = high - low;
  if (n <= 0) return PyList_New(0);
  const result = list_new_prealloc(n);
  if (!result) return null;
  const src = o.ob_item.from(low);
  const dest = result.ob_item;
  for (let i = 0; i < n; i++) dest.set(i, Py_NewRef(src.get(i)));
  Py_SET_SIZE(result, n);
  return result;
}

/** o[low:high] with clipped bounds: a new list. */
export function PyList_GetSlice(o: PyObject, low: Py_ssize_t, high: Py_ssize_t): PyObject | null {
  const n = Py_SIZE(o);
  const from = min(max(low, 0), n);
  return list_slice(changetype<PyListObject>(o), from, max(from, min(high, n)));
}

/** Removes all items and the array. */
export function list_clear(o: PyListObject): void {
  const items = o.ob_item;
  if (!changetype<usize>(items)) return;
  const n = Py_SIZE(o);
  // The list is empty before any item is released: a finalizer may look at it.
  set_items(o, 0, 0, 0);
  for (let i = n - 1; i >= 0; i--) Py_XDECREF(items.getOrNull(i));
  PyMem_Free(changetype<usize>(items));
}

/** o[low:high] = items of `v` (NULL: deletes). The bounds are clipped. -1 with an exception. */
export function PyList_SetSlice(o: PyObject, low: Py_ssize_t, high: Py_ssize_t, v: PyObject | null): i32 {
  return list_ass_slice(changetype<PyListObject>(o), low, high, v);
}

/** As PyList_SetSlice. `v` may be the list itself. */
export function list_ass_slice(a: PyListObject, low: Py_ssize_t, high: Py_ssize_t, v: PyObject | null): i32 {
  if (v && ptr(a) === ptr(v)) {
    const copy = list_slice(a, 0, Py_SIZE(a));
    if (!copy) return -1;
    const status = list_ass_slice(a, low, high, copy);
    Py_DECREF(copy);
    return status;
  }
  let fast: PyObject | null = null;
  if (v) {
    fast = PySequence_Fast(v, cstr("can only assign an iterable"));
    if (!fast) return -1;
  }
  const status = replace_slice(a, low, high, fast);
  if (fast) Py_DECREF(fast);
  return status;
}

function replace_slice(a: PyListObject, low: Py_ssize_t, high: Py_ssize_t, fast: PyObject | null): i32 {
  const size = Py_SIZE(a);
  const n = fast ? PySequence_Fast_GET_SIZE(fast) : 0;
  const from = min(max(low, 0), size);
  const to = min(max(high, from), size);
  const norig = to - from;
  const d = n - norig;
  if (size + d === 0) {
    list_clear(a);
    return 0;
  }
  // The old items are released last: they may run code that looks at the list.
  const recycled: usize = (<usize>norig) << 3;
  const mark = stack_mark();
  const onStack = stack_fits(recycled);
  const recycle = Slots.at(onStack ? stack_alloc(recycled) : PyMem_Malloc(recycled));
  let status = -1;
  if (!changetype<usize>(recycle)) PyErr_NoMemory();
  else {
    memory.copy(changetype<usize>(recycle), changetype<usize>(a.ob_item.from(from)), recycled);
    status = shift_and_fill(a, from, to, d, fast, n);
    if (status === 0) for (let k = norig - 1; k >= 0; k--) Py_XDECREF(recycle.getOrNull(k));
    else memory.copy(changetype<usize>(a.ob_item.from(from)), changetype<usize>(recycle), recycled);
    if (!onStack) PyMem_Free(changetype<usize>(recycle));
  }
  stack_release(mark);
  return status;
}

function shift_and_fill(a: PyListObject, from: i32, to: i32, d: i32, fast: PyObject | null, n: i32): i32 {
  const size = Py_SIZE(a);
  const tail = (<usize>(size - to)) << 3;
  if (d < 0) {
    memory.copy(changetype<usize>(a.ob_item.from(to + d)), changetype<usize>(a.ob_item.from(to)), tail);
    if (list_resize(a, size + d) < 0) {
      memory.copy(changetype<usize>(a.ob_item.from(to)), changetype<usize>(a.ob_item.from(to + d)), tail);
      return -1;
    }
  } else if (d > 0) {
    if (list_resize(a, size + d) < 0) return -1;
    memory.copy(changetype<usize>(a.ob_item.from(to + d)), changetype<usize>(a.ob_item.from(to)), tail);
  }
  if (fast) {
    const src = PySequence_Fast_ITEMS(fast);
    for (let k = 0; k < n; k++) a.ob_item.set(from + k, Py_NewRef(src.get(k)));
  }
  return 0;
}

/** Sorts in place, ascending. -1 with an exception. */
export function PyList_Sort(o: PyObject): i32 {
  return list_sort_impl(changetype<PyListObject>(o), null, false);
}

/** Reverses in place. */
export function PyList_Reverse(o: PyObject): void {
  const list = changetype<PyListObject>(o);
  reverse_slice(list.ob_item, Py_SIZE(o));
}

/** Reverses `n` slots. */
export function reverse_slice(items: Slots, n: i32): void {
  let lo = 0;
  let hi = n - 1;
  while (lo < hi) {
    const t = items.getOrNull(lo);
    items.set(lo, items.getOrNull(hi));
    items.set(hi, t);
    lo++;
    hi--;
  }
}

/** tp_dealloc. */
export function list_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  const exact = Py_IS_TYPE(o, PyList_Type);
  if (exact && Py_TRASHCAN_BEGIN(o)) return;
  const list = changetype<PyListObject>(o);
  const items = list.ob_item;
  if (changetype<usize>(items)) {
    for (let i = Py_SIZE(o) - 1; i >= 0; i--) Py_XDECREF(items.getOrNull(i));
    PyMem_Free(changetype<usize>(items));
  }
  if (!exact) {
    o.ob_type.tp_free!.call(o);
    return;
  }
  const n = freelist.numfree;
  if (n < PyList_MAXFREELIST) {
    FREE_LIST.set(n, o);
    freelist.numfree = n + 1;
  } else PyObject_GC_Del(o);
  Py_TRASHCAN_END();
}

/** tp_traverse. */
export function list_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const list = changetype<PyListObject>(o);
  const items = list.ob_item;
  for (let i = Py_SIZE(o) - 1; i >= 0; i--) {
    const item = items.getOrNull(i);
    if (item) {
      const stop = visit.call(item, arg);
      if (stop) return stop;
    }
  }
  return 0;
}

/** Empties the free list (full collections and finalisation). */
export function _PyList_ClearFreeList(): void {
  while (freelist.numfree > 0) {
    freelist.numfree--;
    PyObject_GC_Del(FREE_LIST.get(freelist.numfree));
  }
}

/** Number of heads on the free list; for the layer accounting. */
export function _PyList_FreeListCount(): i32 {
  return freelist.numfree;
}

/** Address of the free list's array of heads. */
export function _PyList_FreeListArray(): usize {
  return changetype<usize>(FREE_LIST);
}
