/**
 * bytes of any object: a buffer, a list, a tuple, an iterable of ints. CPython: PyBytes_FromObject, bytes_new_impl of
 * Objects/bytesobject.c.
 */

import {
  Py_buffer_OnStack,
  PyBUF_FULL_RO,
  PyBuffer_Release,
  PyObject_CheckBuffer,
  PyObject_GetBuffer,
} from "../abstract/buffer";
import { PyObject_CallNoArgs } from "../abstract/call";
import {
  PyErr_ClearIf,
  PyErr_ExceptionMatches,
  PyErr_Format,
  PyErr_NoMemory,
  PyErr_SetString,
} from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { _PyIndex_Check, PyNumber_AsSsize_t } from "../abstract/number-convert";
import { PyObject_LengthHint } from "../abstract/sequence";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import {
  _PyBytes_FromSize,
  PyBytes_AS_STRING,
  PyBytes_Check,
  PyBytes_CheckExact,
  PyBytes_FromStringAndSize,
} from "./bytes";
import {
  _PyBytesWriter,
  _PyBytesWriter_Alloc,
  _PyBytesWriter_Dealloc,
  _PyBytesWriter_Finish,
  _PyBytesWriter_OnStack,
  _PyBytesWriter_Resize,
} from "./bytes-writer";
import { PyList_CheckExact, PyList_GET_ITEM, PyList_GET_SIZE } from "./list";
import { PyBuffer_ToContiguous } from "./memoryview-copy";
import { PyUnicode_Check } from "./str";
import { PyUnicode_AsEncodedString } from "./str-codecs";
import { PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { _PyObject_LookupSpecial } from "./type-lookup";

/** An item as a byte; -1 with an exception. */
function item_value(item: PyObject): i32 {
  const value = PyNumber_AsSsize_t(item, null);
  if (value === -1 && tstate.current_exception) return -1;
  if (value >= 0 && value < 256) return <i32>value;
  PyErr_SetString(PyExc_ValueError, cstr("bytes must be in range(0, 256)"));
  return -1;
}

function from_buffer(x: PyObject): PyObject | null {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (PyObject_GetBuffer(x, view, PyBUF_FULL_RO) === 0) {
    result = PyBytes_FromStringAndSize(0, view.len);
    if (result && PyBuffer_ToContiguous(PyBytes_AS_STRING(result), view, view.len, 0x43) < 0) {
      Py_DECREF(result);
      result = null;
    }
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

function from_tuple(x: PyObject): PyObject | null {
  const size = PyTuple_GET_SIZE(x);
  const bytes = PyBytes_FromStringAndSize(0, size);
  if (!bytes) return null;
  const p = PyBytes_AS_STRING(bytes);
  for (let i = 0; i < size; i++) {
    const value = item_value(PyTuple_GET_ITEM(x, i));
    if (value < 0) {
      Py_DECREF(bytes);
      return null;
    }
    store<u8>(p + <usize>i, value);
  }
  return bytes;
}

/** Appends a byte with growth; returns the new position, 0 on error. */
function append(writer: _PyBytesWriter, str: usize, i: i32, value: i32): usize {
  if (i >= writer.allocated) {
    str = _PyBytesWriter_Resize(writer, str, writer.allocated + 1);
    if (str === 0) return 0;
  }
  store<u8>(str, value);
  return str + 1;
}

/** The items of a list, which may change while they are converted; the end of the output, 0 on error. */
function write_list(writer: _PyBytesWriter, x: PyObject): usize {
  let str = _PyBytesWriter_Alloc(writer, PyList_GET_SIZE(x));
  writer.overallocate = 1;
  for (let i = 0; str !== 0 && i < PyList_GET_SIZE(x); i++) {
    const item = Py_NewRef(PyList_GET_ITEM(x, i));
    const value = item_value(item);
    Py_DECREF(item);
    str = value < 0 ? 0 : append(writer, str, i, value);
  }
  return str;
}

function write_iterator(writer: _PyBytesWriter, it: PyObject, x: PyObject): usize {
  const size = PyObject_LengthHint(x, 64);
  if (size === -1 && tstate.current_exception) return 0;
  let str = _PyBytesWriter_Alloc(writer, size);
  writer.overallocate = 1;
  for (let i = 0; str !== 0; i++) {
    const item = PyIter_Next(it);
    if (!item) {
      if (tstate.current_exception) return 0;
      break;
    }
    const value = item_value(item);
    Py_DECREF(item);
    str = value < 0 ? 0 : append(writer, str, i, value);
  }
  return str;
}

/** `it` NULL: x is a list. */
function from_items(it: PyObject | null, x: PyObject): PyObject | null {
  const mark = stack_mark();
  const writer = _PyBytesWriter_OnStack();
  const str = it ? write_iterator(writer, it, x) : write_list(writer, x);
  let result: PyObject | null = null;
  if (str !== 0) result = _PyBytesWriter_Finish(writer, str);
  else _PyBytesWriter_Dealloc(writer);
  stack_release(mark);
  return result;
}

/** bytes(o) for an object with a buffer or an iterable of ints. Returns a new reference. */
export function PyBytes_FromObject(x: PyObject): PyObject | null {
  if (PyBytes_CheckExact(x)) return Py_NewRef(x);
  if (PyObject_CheckBuffer(x)) return from_buffer(x);
  if (PyList_CheckExact(x)) return from_items(null, x);
  if (PyTuple_CheckExact(x)) return from_tuple(x);
  if (!PyUnicode_Check(x)) {
    const it = PyObject_GetIter(x);
    if (it) {
      const result = from_items(it, x);
      Py_DECREF(it);
      return result;
    }
    if (!PyErr_ExceptionMatches(PyExc_TypeError)) return null;
  }
  return PyErr_Format(PyExc_TypeError, cstr("cannot convert '%.200s' object to bytes"), x.ob_type.tp_name);
}

/** TypeError with a text. Returns NULL. */
function type_error(text: usize): PyObject | null {
  PyErr_SetString(PyExc_TypeError, text);
  return null;
}

/** bytes(x, encoding, errors); absent arguments NULL and 0. Returns a new reference to an exact bytes or what __bytes__ gave. */
export function bytes_new_impl(x: PyObject | null, encoding: usize, errors: usize): PyObject | null {
  if (!x) {
    if (encoding) return type_error(cstr("encoding without a string argument"));
    if (errors) return type_error(cstr("errors without a string argument"));
    return PyBytes_FromStringAndSize(0, 0);
  }
  if (encoding) {
    if (PyUnicode_Check(x)) return PyUnicode_AsEncodedString(x, encoding, errors);
    return type_error(cstr("encoding without a string argument"));
  }
  if (errors) {
    if (PyUnicode_Check(x)) return type_error(cstr("string argument without an encoding"));
    return type_error(cstr("errors without a string argument"));
  }
  const method = _PyObject_LookupSpecial(x, _Py_ID("__bytes__"));
  if (method) return call_bytes(method);
  if (tstate.current_exception) return null;
  if (PyUnicode_Check(x)) return type_error(cstr("string argument without an encoding"));
  if (_PyIndex_Check(x)) {
    const size = PyNumber_AsSsize_t(x, PyExc_OverflowError);
    if (size !== -1 || !tstate.current_exception) return zero_bytes(size);
    // Its __index__ is no good: it may still be iterable.
    if (!PyErr_ClearIf(PyExc_TypeError)) return null;
  }
  return PyBytes_FromObject(x);
}

function zero_bytes(size: i64): PyObject | null {
  if (size < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("negative count"));
    return null;
  }
  if (size > i64.MAX_VALUE - 33) {
    PyErr_SetString(PyExc_OverflowError, cstr("byte string is too large"));
    return null;
  }
  return size > <i64>i32.MAX_VALUE ? PyErr_NoMemory() : _PyBytes_FromSize(<i32>size, true);
}

/** Calls the bound `__bytes__` (stolen). */
function call_bytes(method: PyObject): PyObject | null {
  const result = PyObject_CallNoArgs(method);
  Py_DECREF(method);
  if (!result || PyBytes_Check(result)) return result;
  PyErr_Format(PyExc_TypeError, cstr("__bytes__ returned non-bytes (type %.200s)"), result.ob_type.tp_name);
  Py_DECREF(result);
  return null;
}
