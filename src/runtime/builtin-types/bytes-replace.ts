/**
 * Replacing in bytes and bytearray, and translating. CPython: stringlib/transmogrify.h (replace), bytes_translate_impl.
 */

import { _PyArg_AsSsize_t, _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { Py_buffer, Py_buffer_OnStack, PyBuffer_Release } from "../abstract/buffer";
import { PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_ssize_t, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_OverflowError, PyExc_ValueError } from "../object/static-types";
import { PyByteArray_Resize } from "./bytearray";
import { _PyBytes_Resize, PyBytes_AS_STRING, PyBytes_CheckExact, PyBytes_FromStringAndSize } from "./bytes";
import {
  bytes_like_data,
  bytes_like_new,
  bytes_like_size,
  bytes_like_unchanged,
  get_simple_buffer,
  is_bytes,
} from "./bytes-like";
import { fast_count, fast_find } from "./str-fast-search";

/** `to` before the first `count` bytes, the last one also at the end. */
function interleave(self: PyObject, to: Py_buffer, maxcount: i32): PyObject | null {
  const size = bytes_like_size(self);
  let count = size < maxcount ? size + 1 : maxcount;
  const result = new_of_size(self, <i64>count * <i64>to.len + <i64>size);
  if (!result) return null;
  let out = bytes_like_data(result);
  let p = bytes_like_data(self);
  const end = p + <usize>size;
  while (true) {
    memory.copy(out, to.buf, <usize>to.len);
    out += <usize>to.len;
    if (--count === 0) break;
    store<u8>(out++, load<u8>(p++));
  }
  memory.copy(out, p, end - p);
  return result;
}

function new_of_size(self: PyObject, size: i64): PyObject | null {
  if (size <= <i64>i32.MAX_VALUE) return bytes_like_new(self, 0, <i32>size);
  PyErr_SetString(PyExc_OverflowError, cstr("replace bytes is too long"));
  return null;
}

function replace(self: PyObject, from: Py_buffer, to: Py_buffer, maxcount: i32): PyObject | null {
  const size = bytes_like_size(self);
  const m = from.len;
  if (size < m || maxcount === 0 || (m === 0 && to.len === 0)) return bytes_like_unchanged(self);
  if (m === 0) return interleave(self, to, maxcount);
  const data = bytes_like_data(self);
  const count =
    m === to.len
      ? fast_find<u8>(data, size, from.buf, m) < 0
        ? 0
        : 1
      : fast_count<u8>(data, size, from.buf, m, maxcount);
  if (count === 0) return bytes_like_unchanged(self);
  const result = new_of_size(self, <i64>size + (m === to.len ? 0 : <i64>count * <i64>(to.len - m)));
  if (!result) return null;
  let out = bytes_like_data(result);
  let p = data;
  const end = data + <usize>size;
  for (let left = m === to.len ? maxcount : count; left > 0; left--) {
    const found = fast_find<u8>(p, <i32>(end - p), from.buf, m);
    if (found < 0) break;
    memory.copy(out, p, <usize>found);
    out += <usize>found;
    memory.copy(out, to.buf, <usize>to.len);
    out += <usize>to.len;
    p += <usize>found + <usize>m;
  }
  memory.copy(out, p, end - p);
  return result;
}

/** replace(old, new, count=-1, /). */
export function bytes_replace(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("replace"), nargs, 2, 3)) return null;
  const mark = stack_mark();
  const from = Py_buffer_OnStack();
  const to = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (get_simple_buffer(args.get(0), from) && get_simple_buffer(args.get(1), to)) {
    let count: i64 = -1;
    if (nargs > 2) count = _PyArg_AsSsize_t(args.get(2));
    if (!tstate.current_exception) {
      const maxcount = count < 0 ? i32.MAX_VALUE : <i32>min<i64>(count, i32.MAX_VALUE);
      result = replace(self, from, to, maxcount);
    }
  }
  PyBuffer_Release(to);
  PyBuffer_Release(from);
  stack_release(mark);
  return result;
}

const translate_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** translate(table, /, delete=b''). */
export function bytes_translate(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const fname = cstr("translate");
  const a = _PyArg_UnpackKeywords(translate_spec, fname, cstr("delete"), 1, args, nargs, null, kwnames, 1, 2);
  stack_release(mark);
  if (a === 0) return null;
  const table = Slots.at(a).get(0);
  const deletechars = Slots.at(a).getOrNull(1);
  const table_view = Py_buffer_OnStack();
  const delete_view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (ptr(table) === ptr(Py_None) || get_simple_buffer(table, table_view)) {
    if (table_view.obj !== null && table_view.len !== 256) {
      PyErr_SetString(PyExc_ValueError, cstr("translation table must be 256 characters long"));
    } else if (!deletechars || get_simple_buffer(deletechars, delete_view)) {
      result = translate(self, table_view.obj !== null ? table_view.buf : 0, delete_view.buf, delete_view.len);
    }
  }
  PyBuffer_Release(delete_view);
  PyBuffer_Release(table_view);
  stack_release(mark);
  return result;
}

/** `table` 0: no change. */
function translate(self: PyObject, table: usize, deleted: usize, dellen: Py_ssize_t): PyObject | null {
  const size = bytes_like_size(self);
  const result = bytes_like_new(self, 0, size);
  if (!result) return null;
  const mark = stack_mark();
  // What each byte becomes; -1: it goes.
  const map = stack_alloc(512);
  for (let c: usize = 0; c < 256; c++) store<i16>(map + (c << 1), table ? <i16>load<u8>(table + c) : <i16>c);
  for (let i: usize = 0; i < <usize>dellen; i++) store<i16>(map + ((<usize>load<u8>(deleted + i)) << 1), -1);
  const from = bytes_like_data(self);
  const start = bytes_like_data(result);
  let out = start;
  let changed = false;
  for (let i: usize = 0; i < <usize>size; i++) {
    const c = load<u8>(from + i);
    const to = load<i16>(map + ((<usize>c) << 1));
    if (to !== <i16>c) changed = true;
    if (to >= 0) store<u8>(out++, <u8>to);
  }
  stack_release(mark);
  if (!changed && PyBytes_CheckExact(self)) {
    Py_DECREF(result);
    return Py_NewRef(self);
  }
  const length = <i32>(out - start);
  if (size === 0 || length === size) return result;
  if (is_bytes(self)) return _PyBytes_Resize(result, length);
  if (PyByteArray_Resize(result, length) === 0) return result;
  Py_DECREF(result);
  return null;
}

/** maketrans(frm, to, /), a static method. Returns a new reference to bytes. */
export function bytes_maketrans(_unused: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("maketrans"), nargs, 2, 2)) return null;
  const mark = stack_mark();
  const from = Py_buffer_OnStack();
  const to = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (get_simple_buffer(args.get(0), from) && get_simple_buffer(args.get(1), to)) {
    if (from.len !== to.len) {
      PyErr_SetString(PyExc_ValueError, cstr("maketrans arguments must have same length"));
    } else {
      result = PyBytes_FromStringAndSize(0, 256);
      if (result) {
        const p = PyBytes_AS_STRING(result);
        for (let c: usize = 0; c < 256; c++) store<u8>(p + c, <u8>c);
        for (let i: usize = 0; i < <usize>from.len; i++) {
          store<u8>(p + <usize>load<u8>(from.buf + i), load<u8>(to.buf + i));
        }
      }
    }
  }
  PyBuffer_Release(to);
  PyBuffer_Release(from);
  stack_release(mark);
  return result;
}
