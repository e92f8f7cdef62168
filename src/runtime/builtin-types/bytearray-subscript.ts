/**
 * bytearray as a mutable sequence: items and slices, read, written and deleted. CPython: bytearray_subscript,
 * bytearray_ass_subscript, bytearray_setslice_linear of Objects/bytearrayobject.c.
 */

import { Py_buffer_OnStack, PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { _PyIndex_Check, _PyNumber_Index, PyNumber_AsSsize_t, PyNumber_Check } from "../abstract/number-convert";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_SET_SIZE, Py_SIZE, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_IndexError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import {
  _canresize,
  PyByteArray_AS_STRING,
  PyByteArray_Check,
  PyByteArray_FromObject,
  PyByteArray_FromStringAndSize,
  PyByteArray_Resize,
  PyByteArrayObject,
} from "./bytearray";
import { get_small_int, PyLong_AsLongAndOverflow } from "./int";
import { PySlice_AdjustIndices, PySlice_Check, PySlice_Unpack, slice_bounds } from "./slice";
import { PyUnicode_Check } from "./str";

/** The number `arg` as a byte; -1 with ValueError or TypeError. */
export function byte_item_value(arg: PyObject): i32 {
  const index = _PyNumber_Index(arg);
  if (!index) return -1;
  const value = PyLong_AsLongAndOverflow(index);
  Py_DECREF(index);
  // Out of 64 bits gives -1, which is out of range too.
  if (value >= 0 && value < 256) return <i32>value;
  PyErr_SetString(PyExc_ValueError, cstr("byte must be in range(0, 256)"));
  return -1;
}

/** sq_item. */
export function bytearray_getitem(self: PyObject, i: i64): PyObject | null {
  if (<u64>i >= <u64>Py_SIZE(self)) {
    PyErr_SetString(PyExc_IndexError, cstr("bytearray index out of range"));
    return null;
  }
  return get_small_int(load<u8>(PyByteArray_AS_STRING(self) + <usize>i));
}

/** mp_subscript. Returns a new reference. */
export function bytearray_subscript(self: PyObject, index: PyObject): PyObject | null {
  if (_PyIndex_Check(index)) {
    let i = PyNumber_AsSsize_t(index, PyExc_IndexError);
    if (i === -1 && tstate.current_exception) return null;
    if (i < 0) i += <i64>Py_SIZE(self);
    return bytearray_getitem(self, i);
  }
  if (!PySlice_Check(index)) {
    return PyErr_Format(
      PyExc_TypeError,
      cstr("bytearray indices must be integers or slices, not %.200s"),
      index.ob_type.tp_name,
    );
  }
  if (PySlice_Unpack(index) < 0) return null;
  const n = <i32>PySlice_AdjustIndices(<i64>Py_SIZE(self));
  if (n <= 0) return PyByteArray_FromStringAndSize(0, 0);
  const start = <i32>slice_bounds().start;
  const step = slice_bounds().step;
  const data = PyByteArray_AS_STRING(self);
  if (step === 1) return PyByteArray_FromStringAndSize(data + <usize>start, n);
  const result = PyByteArray_FromStringAndSize(0, n);
  if (!result) return null;
  const out = PyByteArray_AS_STRING(result);
  for (let i = 0, at = <i64>start; i < n; i++, at += step) store<u8>(out + <usize>i, load<u8>(data + <usize>at));
  return result;
}

/** self[lo:hi] = the `bytes_len` bytes at `bytes`. -1 on error. */
function bytearray_setslice_linear(self: PyObject, lo: i32, hi: i32, bytes: usize, bytes_len: i32): i32 {
  const growth = bytes_len - (hi - lo);
  const size = Py_SIZE(self);
  let status = 0;
  if (growth < 0) {
    if (!_canresize(self)) return -1;
    const buf = PyByteArray_AS_STRING(self);
    // Bytes at the front go by moving the start.
    if (lo === 0) changetype<PyByteArrayObject>(self).ob_start -= <usize>growth;
    else memory.copy(buf + <usize>(lo + bytes_len), buf + <usize>hi, <usize>(size - hi));
    if (PyByteArray_Resize(self, size + growth) < 0) {
      // The bytes are gone already: only the memory could not be given back.
      Py_SET_SIZE(self, size + growth);
      if (lo === 0) return -1;
      status = -1;
    }
  } else if (growth > 0) {
    if (size > i32.MAX_VALUE - 64 - growth) {
      PyErr_NoMemory();
      return -1;
    }
    if (PyByteArray_Resize(self, size + growth) < 0) return -1;
    const buf = PyByteArray_AS_STRING(self);
    memory.copy(buf + <usize>(lo + bytes_len), buf + <usize>hi, <usize>(size - hi));
  }
  if (bytes_len > 0) memory.copy(PyByteArray_AS_STRING(self) + <usize>lo, bytes, <usize>bytes_len);
  return status;
}

/** self[lo:hi] = values (an object with a buffer; NULL deletes). -1 on error. */
export function bytearray_setslice(self: PyObject, lo: i32, hi: i32, values: PyObject | null): i32 {
  if (values && ptr(values) === ptr(self)) {
    const copy = PyByteArray_FromStringAndSize(PyByteArray_AS_STRING(self), Py_SIZE(self));
    if (!copy) return -1;
    const status = bytearray_setslice(self, lo, hi, copy);
    Py_DECREF(copy);
    return status;
  }
  lo = max(lo, 0);
  hi = min(max(hi, lo), Py_SIZE(self));
  if (!values) return bytearray_setslice_linear(self, lo, hi, 0, 0);
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let status = -1;
  if (PyObject_GetBuffer(values, view, PyBUF_SIMPLE) === 0) {
    status = bytearray_setslice_linear(self, lo, hi, view.buf, view.len);
    PyBuffer_Release(view);
  } else {
    PyErr_Format(PyExc_TypeError, cstr("can't set bytearray slice from %.100s"), values.ob_type.tp_name);
  }
  stack_release(mark);
  return status;
}

/** sq_ass_item. */
export function bytearray_ass_item(self: PyObject, i: i64, value: PyObject | null): i32 {
  // Before the bounds are tested: the value's __index__ may resize the array.
  const byte = value ? byte_item_value(value) : 0;
  if (byte < 0) return -1;
  if (<u64>i >= <u64>Py_SIZE(self)) {
    PyErr_SetString(PyExc_IndexError, cstr("bytearray index out of range"));
    return -1;
  }
  if (!value) return bytearray_setslice(self, <i32>i, <i32>i + 1, null);
  store<u8>(PyByteArray_AS_STRING(self) + <usize>i, byte);
  return 0;
}

/** mp_ass_subscript; `values` NULL deletes. */
export function bytearray_ass_subscript(self: PyObject, index: PyObject, values: PyObject | null): i32 {
  if (_PyIndex_Check(index)) {
    let i = PyNumber_AsSsize_t(index, PyExc_IndexError);
    if (i === -1 && tstate.current_exception) return -1;
    if (i < 0) i += <i64>Py_SIZE(self);
    return bytearray_ass_item(self, i, values);
  }
  if (!PySlice_Check(index)) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("bytearray indices must be integers or slices, not %.200s"),
      index.ob_type.tp_name,
    );
    return -1;
  }
  if (values && (ptr(values) === ptr(self) || !PyByteArray_Check(values))) {
    return ass_converted(self, index, values);
  }
  return ass_slice(self, index, values);
}

/** Assigns a copy of `values`: it may change, or be no bytearray. */
function ass_converted(self: PyObject, index: PyObject, values: PyObject): i32 {
  // The slice's own errors come first.
  if (PySlice_Unpack(index) < 0) return -1;
  if (PyNumber_Check(values) || PyUnicode_Check(values)) {
    PyErr_SetString(PyExc_TypeError, cstr("can assign only bytes, buffers, or iterables of ints in range(0, 256)"));
    return -1;
  }
  const copy = PyByteArray_FromObject(values);
  if (!copy) return -1;
  const status = ass_slice(self, index, copy);
  Py_DECREF(copy);
  return status;
}

/** self[slice] = values, a bytearray other than self, or NULL. */
function ass_slice(self: PyObject, index: PyObject, values: PyObject | null): i32 {
  if (PySlice_Unpack(index) < 0) return -1;
  const n = <i32>PySlice_AdjustIndices(<i64>Py_SIZE(self));
  let start = <i32>slice_bounds().start;
  let stop = <i32>slice_bounds().stop;
  const step = slice_bounds().step;
  const bytes = values ? PyByteArray_AS_STRING(values) : 0;
  const needed = values ? Py_SIZE(values) : 0;
  // b[5:2] = ... inserts before 5.
  if ((step < 0 && start < stop) || (step > 0 && start > stop)) stop = start;
  if (step === 1) return bytearray_setslice_linear(self, start, stop, bytes, needed);
  if (needed === 0) return delete_extended(self, start, step, n);
  if (needed !== n) {
    PyErr_Format(
      PyExc_ValueError,
      cstr("attempt to assign bytes of size %zd to extended slice of size %zd"),
      <usize>needed,
      <usize>n,
    );
    return -1;
  }
  const buf = PyByteArray_AS_STRING(self);
  for (let i = 0; i < n; i++, start += <i32>step) store<u8>(buf + <usize>start, load<u8>(bytes + <usize>i));
  return 0;
}

/** Deletes every step-th byte, `n` of them from `start` on. */
function delete_extended(self: PyObject, start: i32, step: i64, n: i32): i32 {
  if (!_canresize(self)) return -1;
  if (n === 0) return 0;
  const size = Py_SIZE(self);
  // A step beyond the end leaves one byte to delete.
  const stride = <i32>min<i64>(step < 0 ? -step : step, <i64>size);
  if (step < 0) start -= stride * (n - 1);
  const buf = PyByteArray_AS_STRING(self);
  let to = start;
  for (let i = 0; i < n; i++) {
    const from = start + i * stride + 1;
    const end = i === n - 1 ? size : from + stride - 1;
    memory.copy(buf + <usize>to, buf + <usize>from, <usize>(end - from));
    to += end - from;
  }
  return PyByteArray_Resize(self, size - n);
}
