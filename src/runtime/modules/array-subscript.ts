/** array[i], array[a:b:c]: reading, assigning, deleting. CPython: array_subscr, array_ass_subscr of Modules/arraymodule.c. */
import { PyErr_BadArgument, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { _PyIndex_Check, PyNumber_AsSsize_t } from "../abstract/number-convert";
import { PySlice_AdjustIndices, PySlice_Check, PySlice_Unpack, slice_bounds } from "../builtin-types/slice";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_SIZE, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_BufferError, PyExc_IndexError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import {
  array_at,
  array_Check,
  array_of,
  array_resize,
  array_slice,
  array_state,
  arrayobject,
  getarrayitem,
  newarrayobject,
  setarrayitem,
} from "./array-object";

/** sq_item: new reference. */
export function array_item(o: PyObject, i: i64): PyObject | null {
  if (<u64>i < <u64>Py_SIZE(o)) return getarrayitem(o, i);
  PyErr_SetString(PyExc_IndexError, cstr("array index out of range"));
  return null;
}

/** The index as one of the array, not yet compared with its size, in tstate.out_i64. False with an exception. */
function read_index(o: PyObject, item: PyObject): bool {
  const i = PyNumber_AsSsize_t(item, PyExc_IndexError);
  if (i === -1 && tstate.current_exception) return false;
  tstate.out_i64 = i < 0 ? i + <i64>Py_SIZE(o) : i;
  return true;
}

/** mp_subscript: new reference. */
export function array_subscr(o: PyObject, item: PyObject): PyObject | null {
  if (_PyIndex_Check(item)) return read_index(o, item) ? array_item(o, tstate.out_i64) : null;
  if (!PySlice_Check(item)) return PyErr_Format(PyExc_TypeError, cstr("array indices must be integers"));
  if (PySlice_Unpack(item) < 0) return null;
  const n = PySlice_AdjustIndices(<i64>Py_SIZE(o));
  const start = slice_bounds().start;
  const step = slice_bounds().step;
  if (n > 0 && step === 1) return array_slice(o, start, start + n);
  const a = array_of(o);
  const result = newarrayobject(array_state.ArrayType, max<i64>(n, 0), a.typecode);
  if (!result) return null;
  const size = <usize>a.itemsize;
  for (let i: i64 = 0, at = start; i < n; i++, at += step) {
    memory.copy(array_at(array_of(result), i), array_at(a, at), size);
  }
  return result;
}

/** sq_ass_item; `v` NULL deletes. -1 with an exception. */
export function array_ass_item(o: PyObject, i: i64, v: PyObject | null): i32 {
  if (<u64>i >= <u64>Py_SIZE(o)) {
    PyErr_SetString(PyExc_IndexError, cstr("array assignment index out of range"));
    return -1;
  }
  return v ? setarrayitem(o, i, v) : replace(array_of(o), i, 1, null);
}

/** Replaces `count` items from `start` on by those of `other` (NULL: none). -1 with an exception. */
function replace(a: arrayobject, start: i64, count: i64, other: PyObject | null): i32 {
  const size = <i64>Py_SIZE(a);
  const needed = other ? <i64>Py_SIZE(other) : 0;
  if ((needed === 0 || count !== needed) && a.ob_exports > 0) return exporting();
  const itemsize = <i64>a.itemsize;
  const behind = (size - start - count) * itemsize;
  if (count > needed) {
    memory.copy(array_at(a, start + needed), array_at(a, start + count), <usize>behind);
    if (array_resize(a, size + needed - count) < 0) return -1;
  } else if (count < needed) {
    if (array_resize(a, size + needed - count) < 0) return -1;
    memory.copy(array_at(a, start + needed), array_at(a, start + count), <usize>behind);
  }
  if (other && needed > 0) memory.copy(array_at(a, start), array_of(other).ob_item, <usize>(needed * itemsize));
  return 0;
}

function exporting(): i32 {
  PyErr_SetString(PyExc_BufferError, cstr("cannot resize an array that is exporting buffers"));
  return -1;
}

/** Deletes every step-th item, `n` of them from `from` on. -1 with an exception. */
function delete_extended(a: arrayobject, from: i64, by: i64, n: i64): i32 {
  if (a.ob_exports > 0) return exporting();
  const size = <i64>Py_SIZE(a);
  // A step beyond the end, however far, leaves one item to delete.
  const step = min(by < 0 ? -by : by, size);
  const start = by < 0 ? from - step * (n - 1) : from;
  let to = start;
  for (let i: i64 = 0; i < n; i++) {
    const next = start + i * step + 1;
    const end = i === n - 1 ? size : next + step - 1;
    memory.copy(array_at(a, to), array_at(a, next), <usize>((end - next) * <i64>a.itemsize));
    to += end - next;
  }
  return array_resize(a, size - n);
}

/** array[slice] = other, an array of the same kind that is another object, or NULL. The slice is in slice_bounds(). */
function ass_slice(a: arrayobject, n: i64, other: PyObject | null): i32 {
  const start = slice_bounds().start;
  const step = slice_bounds().step;
  const needed = other ? <i64>Py_SIZE(other) : 0;
  if (step === 1) return replace(a, start, n, other);
  if (needed === 0) return n === 0 ? (a.ob_exports > 0 ? exporting() : 0) : delete_extended(a, start, step, n);
  if (n !== needed && a.ob_exports > 0) return exporting();
  if (n !== needed) {
    const text = cstr("attempt to assign array of size %zd to extended slice of size %zd");
    PyErr_Format(PyExc_ValueError, text, <usize>needed, <usize>n);
    return -1;
  }
  const size = <usize>a.itemsize;
  for (let i: i64 = 0, at = start; i < n; i++, at += step) {
    memory.copy(array_at(a, at), array_at(array_of(other!), i), size);
  }
  return 0;
}

/** mp_ass_subscript; `value` NULL deletes. -1 with an exception. */
export function array_ass_subscr(o: PyObject, item: PyObject, value: PyObject | null): i32 {
  if (_PyIndex_Check(item)) return read_index(o, item) ? array_ass_item(o, tstate.out_i64, value) : -1;
  if (!PySlice_Check(item)) {
    PyErr_SetString(PyExc_TypeError, cstr("array indices must be integers"));
    return -1;
  }
  if (PySlice_Unpack(item) < 0) return -1;
  if (value && !array_Check(value)) {
    PyErr_Format(PyExc_TypeError, cstr('can only assign array (not "%.200s") to array slice'), value.ob_type.tp_name);
    return -1;
  }
  if (value && ptr(value) === ptr(o)) {
    const copy = array_slice(value, 0, <i64>Py_SIZE(value));
    if (!copy) return -1;
    const status = array_ass_subscr(o, item, copy);
    Py_DECREF(copy);
    return status;
  }
  const a = array_of(o);
  if (value && array_of(value).typecode !== a.typecode) {
    PyErr_BadArgument();
    return -1;
  }
  return ass_slice(a, PySlice_AdjustIndices(<i64>Py_SIZE(o)), value);
}
