/** list[i], list[a:b:c]: reading, assigning, deleting. CPython: list_subscript, list_ass_subscript of Objects/listobject.c. */

import { PyErr_Format, PyErr_NoMemory, PyErr_SetObject, PyErr_SetString } from "../abstract/errors";
import { _PyIndex_Check, PyNumber_AsSsize_t } from "../abstract/number-convert";
import { PySequence_Fast, PySequence_Fast_GET_SIZE, PySequence_Fast_ITEMS } from "../abstract/sequence";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_SET_SIZE, Py_SIZE, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_IndexError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import {
  list_ass_slice,
  list_new_prealloc,
  list_resize,
  list_slice,
  PyList_GET_ITEM,
  PyList_New,
  PyListObject,
} from "./list";
import { PySlice_AdjustIndices, PySlice_Check, PySlice_Unpack, slice_bounds } from "./slice";

/** sq_item: new reference. */
export function list_item(o: PyObject, i: i64): PyObject | null {
  if (<u64>i >= <u64>Py_SIZE(o)) {
    PyErr_SetObject(PyExc_IndexError, _Py_ID("list index out of range"));
    return null;
  }
  return Py_NewRef(PyList_GET_ITEM(o, <i32>i));
}

/** mp_subscript: new reference. */
export function list_subscript(o: PyObject, key: PyObject): PyObject | null {
  if (_PyIndex_Check(key)) {
    let i = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (i === -1 && tstate.current_exception) return null;
    if (i < 0) i += <i64>Py_SIZE(o);
    return list_item(o, i);
  }
  if (PySlice_Check(key)) return list_slice_subscript(changetype<PyListObject>(o), key);
  return PyErr_Format(
    PyExc_TypeError,
    cstr("list indices must be integers or slices, not %.200s"),
    key.ob_type.tp_name,
  );
}

export function list_slice_subscript(list: PyListObject, key: PyObject): PyObject | null {
  if (PySlice_Unpack(key) < 0) return null;
  const n = <i32>PySlice_AdjustIndices(<i64>Py_SIZE(list));
  const start = <i32>slice_bounds().start;
  const step = slice_bounds().step;
  if (n <= 0) return PyList_New(0);
  if (step === 1) return list_slice(list, start, <i32>slice_bounds().stop);
  const result = list_new_prealloc(n);
  if (!result) return null;
  let at = <i64>start;
  for (let i = 0; i < n; i++, at += step) result.ob_item.set(i, Py_NewRef(list.ob_item.get(<i32>at)));
  Py_SET_SIZE(result, n);
  return result;
}

/** sq_ass_item; `value` NULL deletes. -1 with an exception. */
export function list_ass_item(o: PyObject, i: i64, value: PyObject | null): i32 {
  if (<u64>i >= <u64>Py_SIZE(o)) {
    PyErr_SetString(PyExc_IndexError, cstr("list assignment index out of range"));
    return -1;
  }
  const list = changetype<PyListObject>(o);
  if (!value) return list_ass_slice(list, <i32>i, <i32>i + 1, null);
  const old = PyList_GET_ITEM(o, <i32>i);
  list.ob_item.set(<i32>i, Py_NewRef(value));
  Py_DECREF(old);
  return 0;
}

/** mp_ass_subscript; `value` NULL deletes. -1 with an exception. */
export function list_ass_subscript(o: PyObject, key: PyObject, value: PyObject | null): i32 {
  if (_PyIndex_Check(key)) {
    let i = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (i === -1 && tstate.current_exception) return -1;
    if (i < 0) i += <i64>Py_SIZE(o);
    return list_ass_item(o, i, value);
  }
  if (!PySlice_Check(key)) {
    PyErr_Format(PyExc_TypeError, cstr("list indices must be integers or slices, not %.200s"), key.ob_type.tp_name);
    return -1;
  }
  const list = changetype<PyListObject>(o);
  const mark = stack_mark();
  const bounds = changetype<Bounds>(stack_alloc(offsetof<Bounds>()));
  let status = -1;
  if (PySlice_Unpack(key) === 0) {
    bounds.start = slice_bounds().start;
    bounds.stop = slice_bounds().stop;
    bounds.step = slice_bounds().step;
    status = value ? assign_slice(list, value, bounds) : delete_slice(list, bounds);
  }
  stack_release(mark);
  return status;
}

/** What a slice has unpacked to. */
@unmanaged
class Bounds {
  start: i64;
  stop: i64;
  step: i64;
}

/** The bounds for the list as it is now, in slice_bounds(); the number of items. */
function adjusted(list: PyListObject, bounds: Bounds): i32 {
  const now = slice_bounds();
  now.start = bounds.start;
  now.stop = bounds.stop;
  now.step = bounds.step;
  return <i32>PySlice_AdjustIndices(<i64>Py_SIZE(list));
}

function delete_slice(list: PyListObject, bounds: Bounds): i32 {
  const n = adjusted(list, bounds);
  const start = slice_bounds().start;
  const step = slice_bounds().step;
  if (step === 1) return list_ass_slice(list, <i32>start, <i32>slice_bounds().stop, null);
  return delete_extended(list, start, step, n);
}

/** The values are there before the bounds are looked at: getting them may change the list. */
function assign_slice(list: PyListObject, value: PyObject, bounds: Bounds): i32 {
  const seq =
    ptr(list) === ptr(value)
      ? list_slice(list, 0, Py_SIZE(list))
      : PySequence_Fast(value, cstr("must assign iterable to extended slice"));
  if (!seq) return -1;
  const n = adjusted(list, bounds);
  const start = slice_bounds().start;
  const step = slice_bounds().step;
  const status =
    step === 1
      ? list_ass_slice(list, <i32>start, <i32>slice_bounds().stop, seq)
      : assign_extended(list, seq, start, step, n);
  Py_DECREF(seq);
  return status;
}

function delete_extended(list: PyListObject, from: i64, by: i64, n: i32): i32 {
  if (n <= 0) return 0;
  let start = from;
  let step = by;
  if (step < 0) {
    start += step * <i64>(n - 1);
    step = -step;
  }
  const garbage = Slots.at(PyMem_Malloc((<usize>n) << 3));
  if (!changetype<usize>(garbage)) {
    PyErr_NoMemory();
    return -1;
  }
  // Move the items between two deleted ones down, one gap after the other. A step beyond the end, however far, leaves one item to delete.
  const size = <i64>Py_SIZE(list);
  step = min(step, size);
  let at = start;
  for (let i = 0; i < n; at += step, i++) {
    garbage.set(i, list.ob_item.get(<i32>at));
    const lim = at + step >= size ? size - at - 1 : step - 1;
    memory.copy(
      changetype<usize>(list.ob_item.from(<i32>(at - i))),
      changetype<usize>(list.ob_item.from(<i32>(at + 1))),
      (<usize>lim) << 3,
    );
  }
  at = start + <i64>n * step;
  if (at < size) {
    memory.copy(
      changetype<usize>(list.ob_item.from(<i32>at - n)),
      changetype<usize>(list.ob_item.from(<i32>at)),
      (<usize>(size - at)) << 3,
    );
  }
  Py_SET_SIZE(list, <i32>size - n);
  const status = list_resize(list, Py_SIZE(list));
  for (let i = 0; i < n; i++) Py_DECREF(garbage.get(i));
  PyMem_Free(changetype<usize>(garbage));
  return status;
}

/** Borrows the list or tuple `seq`. */
function assign_extended(list: PyListObject, seq: PyObject, start: i64, step: i64, n: i32): i32 {
  if (PySequence_Fast_GET_SIZE(seq) !== n) {
    PyErr_Format(
      PyExc_ValueError,
      cstr("attempt to assign sequence of size %zd to extended slice of size %zd"),
      <usize>PySequence_Fast_GET_SIZE(seq),
      <usize>n,
    );
    return -1;
  }
  if (n === 0) return 0;
  const garbage = Slots.at(PyMem_Malloc((<usize>n) << 3));
  if (!changetype<usize>(garbage)) {
    PyErr_NoMemory();
    return -1;
  }
  const src = PySequence_Fast_ITEMS(seq);
  let at = start;
  for (let i = 0; i < n; i++, at += step) {
    garbage.set(i, list.ob_item.get(<i32>at));
    list.ob_item.set(<i32>at, Py_NewRef(src.get(i)));
  }
  for (let i = 0; i < n; i++) Py_XDECREF(garbage.getOrNull(i));
  PyMem_Free(changetype<usize>(garbage));
  return 0;
}
