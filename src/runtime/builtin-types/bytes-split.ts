/**
 * Splitting bytes and bytearray. CPython: stringlib/split.h, partition.h, for both types.
 */

import { _PyArg_AsSsize_t, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { Py_buffer_OnStack, PyBuffer_Release } from "../abstract/buffer";
import { PyErr_SetString } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_ValueError } from "../object/static-types";
import { PyByteArray_FromStringAndSize } from "./bytearray";
import { _PyByteArray_FromBufferObject } from "./bytearray-type";
import { bytes_get_empty, PyBytes_CheckExact } from "./bytes";
import { Py_ISSPACE } from "./bytes-case";
import { bytes_like_data, bytes_like_new, bytes_like_size, get_simple_buffer, is_bytes } from "./bytes-like";
import { _PyList_AppendTakeRef, PyList_New, PyList_Reverse, PyListObject } from "./list";
import { fast_find, fast_rfind } from "./str-fast-search";
import { add_part, finish_list, new_parts_list } from "./str-split";
import { PyTuple_New, PyTuple_Pack, PyTuple_SET_ITEM } from "./tuple";

/** Bytes from..to of `self` as a new object of its type; the object itself when that is exact bytes and whole. */
function new_part(self: PyObject, from: i32, to: i32): PyObject | null {
  return bytes_like_new(self, bytes_like_data(self) + <usize>from, to - from);
}

function whole_part(self: PyObject): PyObject | null {
  return PyBytes_CheckExact(self) ? Py_NewRef(self) : new_part(self, 0, bytes_like_size(self));
}

/** @inline */
function is_space(data: usize, i: i32): bool {
  return Py_ISSPACE(load<u8>(data + <usize>i));
}

function split_whitespace(self: PyObject, maxcount: i32): PyObject | null {
  const data = bytes_like_data(self);
  const length = bytes_like_size(self);
  const list = new_parts_list(maxcount);
  if (!list) return null;
  let count = 0;
  let ok: bool = true;
  let i = 0;
  while (ok && maxcount-- > 0) {
    while (i < length && is_space(data, i)) i++;
    if (i === length) break;
    const start = i++;
    while (i < length && !is_space(data, i)) i++;
    ok = add_part(list, count++, start === 0 && i === length ? whole_part(self) : new_part(self, start, i));
  }
  if (ok && i < length) {
    while (i < length && is_space(data, i)) i++;
    if (i !== length) ok = add_part(list, count++, new_part(self, i, length));
  }
  return finish_list(list, count, ok);
}

function rsplit_whitespace(self: PyObject, maxcount: i32): PyObject | null {
  const data = bytes_like_data(self);
  const length = bytes_like_size(self);
  const list = new_parts_list(maxcount);
  if (!list) return null;
  let count = 0;
  let ok: bool = true;
  let i = length - 1;
  while (ok && maxcount-- > 0) {
    while (i >= 0 && is_space(data, i)) i--;
    if (i < 0) break;
    const last = i--;
    while (i >= 0 && !is_space(data, i)) i--;
    const whole = last === length - 1 && i < 0;
    ok = add_part(list, count++, whole ? whole_part(self) : new_part(self, i + 1, last + 1));
  }
  if (ok && i >= 0) {
    while (i >= 0 && is_space(data, i)) i--;
    if (i >= 0) ok = add_part(list, count++, new_part(self, 0, i + 1));
  }
  const result = finish_list(list, count, ok);
  if (result) PyList_Reverse(result);
  return result;
}

function split_at(self: PyObject, p: usize, m: i32, maxcount: i32): PyObject | null {
  const data = bytes_like_data(self);
  const length = bytes_like_size(self);
  const list = new_parts_list(maxcount);
  if (!list) return null;
  let count = 0;
  let ok: bool = true;
  let i = 0;
  while (ok && maxcount-- > 0) {
    const pos = fast_find<u8>(data + <usize>i, length - i, p, m);
    if (pos < 0) break;
    ok = add_part(list, count++, new_part(self, i, i + pos));
    i += pos + m;
  }
  if (ok) ok = add_part(list, count, count === 0 ? whole_part(self) : new_part(self, i, length));
  return finish_list(list, count + 1, ok);
}

function rsplit_at(self: PyObject, p: usize, m: i32, maxcount: i32): PyObject | null {
  const data = bytes_like_data(self);
  const length = bytes_like_size(self);
  const list = new_parts_list(maxcount);
  if (!list) return null;
  let count = 0;
  let ok: bool = true;
  let end = length;
  while (ok && maxcount-- > 0) {
    const pos = fast_rfind<u8>(data, end, p, m);
    if (pos < 0) break;
    ok = add_part(list, count++, new_part(self, pos + m, end));
    end = pos;
  }
  if (ok) ok = add_part(list, count, count === 0 ? whole_part(self) : new_part(self, 0, end));
  const result = finish_list(list, count + 1, ok);
  if (result) PyList_Reverse(result);
  return result;
}

const split_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const rsplit_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const splitlines_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

function split_method(
  self: PyObject,
  spec: ArgSpec,
  fname: usize,
  args: Slots,
  nargs: i32,
  kwnames: PyObject | null,
  from_end: bool,
): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywords(spec, fname, cstr("sep maxsplit"), 0, args, nargs, null, kwnames, 0, 2);
  stack_release(mark);
  if (a === 0) return null;
  const sep = Slots.at(a).getOrNull(0);
  const second = Slots.at(a).getOrNull(1);
  let maxsplit: i64 = -1;
  if (second) {
    maxsplit = _PyArg_AsSsize_t(second);
    if (maxsplit === -1 && tstate.current_exception) return null;
  }
  const maxcount = maxsplit < 0 ? i32.MAX_VALUE : <i32>min<i64>(maxsplit, i32.MAX_VALUE);
  if (!sep || ptr(sep) === ptr(Py_None)) {
    return from_end ? rsplit_whitespace(self, maxcount) : split_whitespace(self, maxcount);
  }
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (get_simple_buffer(sep, view)) {
    if (view.len === 0) PyErr_SetString(PyExc_ValueError, cstr("empty separator"));
    else if (from_end) result = rsplit_at(self, view.buf, view.len, maxcount);
    else result = split_at(self, view.buf, view.len, maxcount);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

export function bytes_split(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return split_method(self, split_spec, cstr("split"), args, nargs, kwnames, false);
}

export function bytes_rsplit(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return split_method(self, rsplit_spec, cstr("rsplit"), args, nargs, kwnames, true);
}

/** Lines end with \n, \r or \r\n only. */
export function bytes_splitlines(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const fname = cstr("splitlines");
  const a = _PyArg_UnpackKeywords(splitlines_spec, fname, cstr("keepends"), 0, args, nargs, null, kwnames, 0, 1);
  stack_release(mark);
  if (a === 0) return null;
  const first = Slots.at(a).getOrNull(0);
  const keepends = first ? PyObject_IsTrue(first) : 0;
  if (keepends < 0) return null;
  const data = bytes_like_data(self);
  const length = bytes_like_size(self);
  const list = PyList_New(0);
  if (!list) return null;
  for (let i = 0; i < length; ) {
    const start = i;
    while (i < length && load<u8>(data + <usize>i) !== 10 && load<u8>(data + <usize>i) !== 13) i++;
    let end = i;
    if (i < length) {
      const crlf = load<u8>(data + <usize>i) === 13 && i + 1 < length && load<u8>(data + <usize>i + 1) === 10;
      i += crlf ? 2 : 1;
      if (keepends) end = i;
    }
    const whole = start === 0 && end === length && PyBytes_CheckExact(self);
    const line = whole ? Py_NewRef(self) : new_part(self, start, end);
    if (!line || _PyList_AppendTakeRef(changetype<PyListObject>(list), line) < 0) {
      Py_DECREF(list);
      return null;
    }
  }
  return list;
}

/** (before, sep, after) around position `pos` of `self`; steals nothing. */
function parts(self: PyObject, pos: i32, sep: PyObject, m: i32): PyObject | null {
  const out = PyTuple_New(3);
  if (!out) return null;
  const before = new_part(self, 0, pos);
  const after = new_part(self, pos + m, bytes_like_size(self));
  PyTuple_SET_ITEM(out, 0, before);
  PyTuple_SET_ITEM(out, 1, Py_NewRef(sep));
  PyTuple_SET_ITEM(out, 2, after);
  if (before && after) return out;
  Py_DECREF(out);
  return null;
}

/** The tuple for a separator that does not occur. */
function not_found(self: PyObject, direction: i32): PyObject | null {
  if (is_bytes(self)) {
    const empty = bytes_get_empty();
    return direction > 0 ? PyTuple_Pack(self, empty, empty) : PyTuple_Pack(empty, empty, self);
  }
  const out = PyTuple_New(3);
  if (!out) return null;
  for (let i = 0; i < 3; i++) {
    const here = i === (direction > 0 ? 0 : 2);
    const part = here ? new_part(self, 0, bytes_like_size(self)) : PyByteArray_FromStringAndSize(0, 0);
    PyTuple_SET_ITEM(out, i, part);
    if (!part) {
      Py_DECREF(out);
      return null;
    }
  }
  return out;
}

function partition(self: PyObject, sep: PyObject, direction: i32): PyObject | null {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (get_simple_buffer(sep, view)) {
    const m = view.len;
    if (m === 0) PyErr_SetString(PyExc_ValueError, cstr("empty separator"));
    else {
      const s = bytes_like_data(self);
      const n = bytes_like_size(self);
      const pos = direction > 0 ? fast_find<u8>(s, n, view.buf, m) : fast_rfind<u8>(s, n, view.buf, m);
      result = pos < 0 ? not_found(self, direction) : parts(self, pos, sep, m);
    }
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

/** A bytearray puts a bytearray of the separator into the result. */
function partition_method(self: PyObject, sep: PyObject, direction: i32): PyObject | null {
  if (is_bytes(self)) return partition(self, sep, direction);
  const bytesep = _PyByteArray_FromBufferObject(sep);
  if (!bytesep) return null;
  const result = partition(self, bytesep, direction);
  Py_DECREF(bytesep);
  return result;
}

export function bytes_partition(self: PyObject, sep: PyObject | null): PyObject | null {
  return partition_method(self, sep!, 1);
}

export function bytes_rpartition(self: PyObject, sep: PyObject | null): PyObject | null {
  return partition_method(self, sep!, -1);
}
