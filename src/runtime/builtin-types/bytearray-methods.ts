/**
 * Methods of bytearray that bytes has not; the table of all is in bytearray-method-table.ts.
 * CPython: Objects/bytearrayobject.c.
 */

import { _PyArg_AsSsize_t, _PyArg_BadArgument, _PyArg_CheckPositional } from "../abstract/args";
import { PyObject_CheckBuffer } from "../abstract/buffer";
import { PyObject_CallOneArg } from "../abstract/call";
import { PyErr_ExceptionMatches, PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { PyObject_LengthHint } from "../abstract/sequence";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_SIZE, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyByteArray_Type, PyExc_IndexError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { _PyObject_GetState } from "./base-object-reduce";
import {
  _canresize,
  PyByteArray_AS_STRING,
  PyByteArray_FromStringAndSize,
  PyByteArray_Resize,
  PyByteArrayObject,
} from "./bytearray";
import { byte_item_value, bytearray_setslice } from "./bytearray-subscript";
import { PyBytes_FromStringAndSize } from "./bytes";
import { _PyBytes_FromHex } from "./bytes-hex";
import { _PyBytes_Join } from "./bytes-join";
import { PyLong_AsInt, PyLong_FromLong, PyLong_FromSsize_t } from "./int";
import { PyUnicode_Check } from "./str";
import { PyUnicode_DecodeLatin1 } from "./str-codecs";
import { find_char } from "./str-fast-search";
import { PyTuple_Pack, tuple_get_empty } from "./tuple";

/** Inserts `value` before `where` (0 <= where <= size). -1 on error. */
function insert_byte(self: PyObject, where: i32, value: i32): i32 {
  const n = Py_SIZE(self);
  if (PyByteArray_Resize(self, n + 1) < 0) return -1;
  const buf = PyByteArray_AS_STRING(self);
  memory.copy(buf + <usize>where + 1, buf + <usize>where, <usize>(n - where));
  store<u8>(buf + <usize>where, value);
  return 0;
}

/** Removes the byte at `index`. -1 on error. */
function remove_byte(self: PyObject, index: i32): i32 {
  const n = Py_SIZE(self);
  if (!_canresize(self)) return -1;
  const buf = PyByteArray_AS_STRING(self);
  memory.copy(buf + <usize>index, buf + <usize>index + 1, <usize>(n - index - 1));
  return PyByteArray_Resize(self, n - 1);
}

export function bytearray_append(self: PyObject, item: PyObject | null): PyObject | null {
  const value = byte_item_value(item!);
  if (value < 0) return null;
  return insert_byte(self, Py_SIZE(self), value) < 0 ? null : Py_None;
}

export function bytearray_insert(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("insert"), nargs, 2, 2)) return null;
  let index = _PyArg_AsSsize_t(args.get(0));
  if (index === -1 && tstate.current_exception) return null;
  const value = byte_item_value(args.get(1));
  if (value < 0) return null;
  const n = <i64>Py_SIZE(self);
  if (index < 0) index = max<i64>(index + n, 0);
  return insert_byte(self, <i32>min<i64>(index, n), value) < 0 ? null : Py_None;
}

export function bytearray_pop(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("pop"), nargs, 0, 1)) return null;
  let index: i64 = -1;
  if (nargs > 0) {
    index = _PyArg_AsSsize_t(args.get(0));
    if (index === -1 && tstate.current_exception) return null;
  }
  const n = <i64>Py_SIZE(self);
  if (n === 0) {
    PyErr_SetString(PyExc_IndexError, cstr("pop from empty bytearray"));
    return null;
  }
  if (index < 0) index += n;
  if (index < 0 || index >= n) {
    PyErr_SetString(PyExc_IndexError, cstr("pop index out of range"));
    return null;
  }
  if (!_canresize(self)) return null;
  const value = load<u8>(PyByteArray_AS_STRING(self) + <usize>index);
  return remove_byte(self, <i32>index) < 0 ? null : PyLong_FromLong(value);
}

export function bytearray_remove(self: PyObject, value: PyObject | null): PyObject | null {
  const byte = byte_item_value(value!);
  if (byte < 0) return null;
  const where = find_char<u8>(PyByteArray_AS_STRING(self), Py_SIZE(self), byte);
  if (where < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("value not found in bytearray"));
    return null;
  }
  return remove_byte(self, where) < 0 ? null : Py_None;
}

export function bytearray_reverse(self: PyObject, _unused: PyObject | null): PyObject | null {
  let head = PyByteArray_AS_STRING(self);
  let tail = head + <usize>Py_SIZE(self);
  while (head + 1 < tail) {
    const c = load<u8>(head);
    store<u8>(head++, load<u8>(--tail));
    store<u8>(tail, c);
  }
  return Py_None;
}

export function bytearray_clear(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyByteArray_Resize(self, 0) < 0 ? null : Py_None;
}

export function bytearray_copy(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyByteArray_FromStringAndSize(PyByteArray_AS_STRING(self), Py_SIZE(self));
}

/** The ints of an iterator in a new bytearray; NULL on error. */
function collect_ints(it: PyObject, iterable: PyObject): PyObject | null {
  let buf_size = PyObject_LengthHint(iterable, 32);
  if (buf_size === -1 && tstate.current_exception) return null;
  const collected = PyByteArray_FromStringAndSize(0, buf_size);
  if (!collected) return null;
  let len = 0;
  while (true) {
    const item = PyIter_Next(it);
    if (!item) break;
    const value = byte_item_value(item);
    Py_DECREF(item);
    if (value < 0) {
      if (PyErr_ExceptionMatches(PyExc_TypeError) && PyUnicode_Check(iterable)) {
        PyErr_Format(PyExc_TypeError, cstr("expected iterable of integers; got: 'str'"));
      }
      break;
    }
    store<u8>(PyByteArray_AS_STRING(collected) + <usize>len, value);
    len++;
    if (len >= buf_size) {
      const addition = len >> 1;
      if (addition > i32.MAX_VALUE - 64 - len) PyErr_NoMemory();
      else {
        buf_size = len + addition + 1;
        PyByteArray_Resize(collected, buf_size);
      }
      if (tstate.current_exception) break;
    }
  }
  if (!tstate.current_exception && PyByteArray_Resize(collected, len) === 0) return collected;
  Py_DECREF(collected);
  return null;
}

export function bytearray_extend(self: PyObject, arg: PyObject | null): PyObject | null {
  const iterable = arg!;
  const n = Py_SIZE(self);
  if (PyObject_CheckBuffer(iterable)) return bytearray_setslice(self, n, n, iterable) < 0 ? null : Py_None;
  const it = PyObject_GetIter(iterable);
  if (!it) {
    if (PyErr_ExceptionMatches(PyExc_TypeError)) {
      PyErr_Format(PyExc_TypeError, cstr("can't extend bytearray with %.100s"), iterable.ob_type.tp_name);
    }
    return null;
  }
  const collected = collect_ints(it, iterable);
  Py_DECREF(it);
  if (!collected) return null;
  const end = Py_SIZE(self);
  const status = bytearray_setslice(self, end, end, collected);
  Py_DECREF(collected);
  return status < 0 ? null : Py_None;
}

/** Custom iterators must not resize `self` while it is the separator. */
export function bytearray_join(self: PyObject, iterable: PyObject | null): PyObject | null {
  const o = changetype<PyByteArrayObject>(self);
  o.ob_exports++;
  const result = _PyBytes_Join(self, iterable!);
  o.ob_exports--;
  return result;
}

export function bytearray_fromhex(type: PyObject, string: PyObject | null): PyObject | null {
  if (!PyUnicode_Check(string!)) {
    _PyArg_BadArgument(cstr("fromhex"), cstr("argument"), cstr("str"), string!);
    return null;
  }
  const result = _PyBytes_FromHex(string!, true);
  if (!result || ptr(type) === ptr(PyByteArray_Type)) return result;
  const instance = PyObject_CallOneArg(type, result);
  Py_DECREF(result);
  return instance;
}

export function bytearray_alloc(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromSsize_t(<i64>changetype<PyByteArrayObject>(self).ob_alloc);
}

export function bytearray_sizeof(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromSsize_t(<i64>self.ob_type.tp_basicsize + <i64>changetype<PyByteArrayObject>(self).ob_alloc);
}

/** (type, arguments, state): text in latin-1 for protocols below 3, else bytes. */
function common_reduce(self: PyObject, proto: i32): PyObject | null {
  const state = _PyObject_GetState(self);
  if (!state) return null;
  const data = PyByteArray_AS_STRING(self);
  const size = Py_SIZE(self);
  let args: PyObject | null = null;
  if (size === 0) args = tuple_get_empty();
  else if (proto < 3) {
    const text = PyUnicode_DecodeLatin1(data, size, 0);
    if (text) args = PyTuple_Pack(text, _Py_ID("latin-1"));
    Py_XDECREF(text);
  } else {
    const bytes = PyBytes_FromStringAndSize(data, size);
    if (bytes) args = PyTuple_Pack(bytes);
    Py_XDECREF(bytes);
  }
  let result: PyObject | null = null;
  if (args) {
    result = PyTuple_Pack(self.ob_type, args, state);
    Py_DECREF(args);
  }
  Py_DECREF(state);
  return result;
}

export function bytearray_reduce(self: PyObject, _unused: PyObject | null): PyObject | null {
  return common_reduce(self, 2);
}

export function bytearray_reduce_ex(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("__reduce_ex__"), nargs, 0, 1)) return null;
  let proto = 0;
  if (nargs > 0) {
    proto = PyLong_AsInt(args.get(0));
    if (proto === -1 && tstate.current_exception) return null;
  }
  return common_reduce(self, proto);
}
