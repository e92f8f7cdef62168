/**
 * Finding in bytes and bytearray. CPython: Objects/bytes_methods.c.
 *
 * What is looked for may be an int (one byte) or any object with a buffer.
 */

import { _PyArg_CheckPositional } from "../abstract/args";
import { Py_buffer, Py_buffer_OnStack, PyBuffer_Release, PyObject_CheckBuffer } from "../abstract/buffer";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { _PyIndex_Check, PyNumber_AsSsize_t } from "../abstract/number-convert";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_ssize_t, PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_False, Py_True, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { bytes_like_data, bytes_like_size, get_simple_buffer } from "./bytes-like";
import { PyLong_FromSsize_t } from "./int";
import { memequal } from "./str-compare";
import { fast_count, fast_find, fast_rfind } from "./str-fast-search";
import { adjust_indices, bounds_end, bounds_start, parse_bounds, search_end, search_start } from "./str-search-bounds";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";

/** Index of the needle in the haystack plus offset, or -1. */
export function _PyBytes_Find(
  haystack: usize,
  len_haystack: Py_ssize_t,
  needle: usize,
  len_needle: Py_ssize_t,
  offset: Py_ssize_t,
): Py_ssize_t {
  if (len_needle === 0) return offset;
  const found = fast_find<u8>(haystack, len_haystack, needle, len_needle);
  return found < 0 ? -1 : found + offset;
}

/** The last index of the needle in the haystack plus offset, or -1. */
export function _PyBytes_ReverseFind(
  haystack: usize,
  len_haystack: Py_ssize_t,
  needle: usize,
  len_needle: Py_ssize_t,
  offset: Py_ssize_t,
): Py_ssize_t {
  if (len_needle === 0) return len_haystack + offset;
  const found = fast_rfind<u8>(haystack, len_haystack, needle, len_needle);
  return found < 0 ? -1 : found + offset;
}

/** A needle: a view, or one byte behind it. */
@unmanaged
class Needle {
  sub: usize;
  sub_len: i32;
  pad: i32;
  view: Py_buffer;
}

function Needle_OnStack(): Needle {
  const needle = changetype<Needle>(stack_alloc(offsetof<Needle>()));
  needle.view = Py_buffer_OnStack();
  return needle;
}

/** The number `arg` as a byte; -1 with ValueError (TypeError when it is no number). */
export function byte_value(arg: PyObject): i32 {
  const value = PyNumber_AsSsize_t(arg, null);
  if (value === -1 && tstate.current_exception) return -1;
  if (value >= 0 && value <= 255) return <i32>value;
  PyErr_SetString(PyExc_ValueError, cstr("byte must be in range(0, 256)"));
  return -1;
}

/** Reads the needle of find, count ...: false on error. To be released. */
function parse_needle(subobj: PyObject, needle: Needle): bool {
  if (PyObject_CheckBuffer(subobj)) {
    if (!get_simple_buffer(subobj, needle.view)) return false;
    needle.sub = needle.view.buf;
    needle.sub_len = needle.view.len;
    return true;
  }
  if (!_PyIndex_Check(subobj)) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("argument should be integer or bytes-like object, not '%.200s'"),
      subobj.ob_type.tp_name,
    );
    return false;
  }
  const byte = byte_value(subobj);
  if (byte < 0) return false;
  needle.sub = stack_alloc(1);
  store<u8>(needle.sub, byte);
  needle.sub_len = 1;
  return true;
}

/** Index, -1 none, -2 error. */
function find_internal(self: PyObject, name: usize, args: Slots, nargs: i32, direction: i32): i32 {
  if (!_PyArg_CheckPositional(name, nargs, 1, 3) || !parse_bounds(args, nargs)) return -2;
  const start = bounds_start();
  const end = bounds_end();
  const mark = stack_mark();
  const needle = Needle_OnStack();
  let result = -2;
  if (parse_needle(args.get(0), needle)) {
    result = -1;
    if (adjust_indices(start, end, bytes_like_size(self), needle.sub_len)) {
      const from = search_start();
      const s = bytes_like_data(self) + <usize>from;
      const n = search_end() - from;
      result =
        direction > 0
          ? _PyBytes_Find(s, n, needle.sub, needle.sub_len, from)
          : _PyBytes_ReverseFind(s, n, needle.sub, needle.sub_len, from);
    }
    PyBuffer_Release(needle.view);
  }
  stack_release(mark);
  return result;
}

function index_result(result: i32): PyObject | null {
  if (result === -2) return null;
  if (result >= 0) return PyLong_FromSsize_t(<i64>result);
  PyErr_SetString(PyExc_ValueError, cstr("subsection not found"));
  return null;
}

export function bytes_find(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  const result = find_internal(self, cstr("find"), args, nargs, 1);
  return result === -2 ? null : PyLong_FromSsize_t(<i64>result);
}

export function bytes_rfind(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  const result = find_internal(self, cstr("rfind"), args, nargs, -1);
  return result === -2 ? null : PyLong_FromSsize_t(<i64>result);
}

export function bytes_index(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return index_result(find_internal(self, cstr("index"), args, nargs, 1));
}

export function bytes_rindex(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return index_result(find_internal(self, cstr("rindex"), args, nargs, -1));
}

export function bytes_count(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("count"), nargs, 1, 3) || !parse_bounds(args, nargs)) return null;
  const start = bounds_start();
  const end = bounds_end();
  const mark = stack_mark();
  const needle = Needle_OnStack();
  let count = -1;
  if (parse_needle(args.get(0), needle)) {
    count = 0;
    if (adjust_indices(start, end, bytes_like_size(self), needle.sub_len)) {
      const from = search_start();
      const n = search_end() - from;
      if (needle.sub_len === 0) count = n + 1;
      else {
        const s = bytes_like_data(self) + <usize>from;
        count = fast_count<u8>(s, n, needle.sub, needle.sub_len, i32.MAX_VALUE);
      }
    }
    PyBuffer_Release(needle.view);
  }
  stack_release(mark);
  return count < 0 ? null : PyLong_FromSsize_t(<i64>count);
}

/** sq_contains: `arg` is an int, or an object with a buffer. 1, 0, -1 with an exception. */
export function bytes_contains(self: PyObject, arg: PyObject): i32 {
  const value = PyNumber_AsSsize_t(arg, null);
  if (value === -1 && tstate.current_exception) return contains_buffer(self, arg);
  if (value < 0 || value > 255) {
    PyErr_SetString(PyExc_ValueError, cstr("byte must be in range(0, 256)"));
    return -1;
  }
  const mark = stack_mark();
  const byte = stack_alloc(1);
  store<u8>(byte, <u8>value);
  const found = fast_find<u8>(bytes_like_data(self), bytes_like_size(self), byte, 1);
  stack_release(mark);
  return found < 0 ? 0 : 1;
}

/** `arg` is no index; what it said about that is dropped. */
function contains_buffer(self: PyObject, arg: PyObject): i32 {
  PyErr_Clear();
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result = -1;
  if (get_simple_buffer(arg, view)) {
    result = _PyBytes_Find(bytes_like_data(self), bytes_like_size(self), view.buf, view.len, 0) < 0 ? 0 : 1;
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

/** 1 if the bounds' part begins (direction < 0) or ends with `substr`; 0; -1 error. */
function tailmatch(self: PyObject, substr: PyObject, start: i64, end: i64, direction: i32): i32 {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result = -1;
  if (get_simple_buffer(substr, view)) {
    result = 0;
    const slen = view.len;
    if (adjust_indices(start, end, bytes_like_size(self), slen)) {
      const offset = direction < 0 ? search_start() : search_end() - slen;
      result = <i32>memequal(bytes_like_data(self) + <usize>offset, view.buf, <usize>slen);
    }
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

function tailmatch_method(self: PyObject, name: usize, args: Slots, nargs: i32, direction: i32): PyObject | null {
  if (!_PyArg_CheckPositional(name, nargs, 1, 3) || !parse_bounds(args, nargs)) return null;
  const start = bounds_start();
  const end = bounds_end();
  const subobj = args.get(0);
  if (PyTuple_Check(subobj)) {
    for (let i = 0; i < PyTuple_GET_SIZE(subobj); i++) {
      const match = tailmatch(self, PyTuple_GET_ITEM(subobj, i), start, end, direction);
      if (match < 0) return null;
      if (match) return Py_True;
    }
    return Py_False;
  }
  const match = tailmatch(self, subobj, start, end, direction);
  if (match >= 0) return match ? Py_True : Py_False;
  if (PyErr_ExceptionMatches(PyExc_TypeError)) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("%s first arg must be bytes or a tuple of bytes, not %s"),
      name,
      subobj.ob_type.tp_name,
    );
  }
  return null;
}

export function bytes_startswith(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return tailmatch_method(self, cstr("startswith"), args, nargs, -1);
}

export function bytes_endswith(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return tailmatch_method(self, cstr("endswith"), args, nargs, 1);
}
