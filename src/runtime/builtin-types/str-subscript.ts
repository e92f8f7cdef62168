/**
 * str as a sequence: length, items, slices, repetition. CPython: unicode_getitem, unicode_subscript, unicode_repeat of
 * Objects/unicodeobject.c.
 */

import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { _PyIndex_Check, PyNumber_AsSsize_t } from "../abstract/number-convert";
import { cstr } from "../object/literals";
import { Py_ssize_t, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_IndexError, PyExc_OverflowError, PyExc_TypeError } from "../object/static-types";
import { PySlice_Check, PySlice_GetIndicesEx, slice_bounds } from "./slice";
import {
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicode_MAX_CHAR_VALUE,
  PyUnicode_New,
  PyUnicode_READ,
  PyUnicode_READ_CHAR,
  PyUnicode_WRITE,
  unicode_char,
  unicode_get_empty,
  unicode_result_unchanged,
} from "./str";
import { PyUnicode_Substring } from "./str-concat";
import { repeat_in_place, unicode_fill } from "./str-copy";

/** sq_length, mp_length. */
export function unicode_length(self: PyObject): Py_ssize_t {
  return PyUnicode_GET_LENGTH(self);
}

/** sq_item: the character at `index` (not from the end). Returns a new reference. */
export function unicode_getitem(self: PyObject, index: i64): PyObject | null {
  if (<u64>index >= <u64>PyUnicode_GET_LENGTH(self)) {
    PyErr_SetString(PyExc_IndexError, cstr("string index out of range"));
    return null;
  }
  return unicode_char(PyUnicode_READ_CHAR(self, <i32>index));
}

/** mp_subscript. Returns a new reference. */
export function unicode_subscript(self: PyObject, item: PyObject): PyObject | null {
  if (_PyIndex_Check(item)) {
    let i = PyNumber_AsSsize_t(item, PyExc_IndexError);
    if (i === -1 && tstate.current_exception) return null;
    if (i < 0) i += <i64>PyUnicode_GET_LENGTH(self);
    return unicode_getitem(self, i);
  }
  if (PySlice_Check(item)) return unicode_slice(self, item);
  return PyErr_Format(PyExc_TypeError, cstr("string indices must be integers, not '%.200s'"), item.ob_type.tp_name);
}

function unicode_slice(self: PyObject, slice: PyObject): PyObject | null {
  const length = PyUnicode_GET_LENGTH(self);
  const slicelength = PySlice_GetIndicesEx(slice, length);
  if (slicelength < 0) return null;
  if (slicelength === 0) return unicode_get_empty();
  const start = <i32>slice_bounds().start;
  const step = slice_bounds().step;
  if (step === 1) return PyUnicode_Substring(self, start, start + slicelength);
  return extended_slice(self, start, <i32>step, slicelength);
}

/** Every step-th character. A result of one character is a new object, as in CPython. */
function extended_slice(self: PyObject, start: i32, step: i32, slicelength: i32): PyObject | null {
  const src_kind = PyUnicode_KIND(self);
  const src_data = PyUnicode_DATA(self);
  let max_char: u32 = 127;
  if (!PyUnicode_IS_ASCII(self)) {
    const limit: u32 = src_kind === 1 ? 0x80 : src_kind === 2 ? 0x100 : 0x10000;
    for (let i = 0, at = start; i < slicelength; i++, at += step) {
      max_char = max(max_char, PyUnicode_READ(src_kind, src_data, at));
      if (max_char >= limit) break;
    }
  }
  const result = PyUnicode_New(slicelength, max_char);
  if (!result) return null;
  const kind = PyUnicode_KIND(result);
  const data = PyUnicode_DATA(result);
  for (let i = 0, at = start; i < slicelength; i++, at += step) {
    PyUnicode_WRITE(kind, data, i, PyUnicode_READ(src_kind, src_data, at));
  }
  return result;
}

/** sq_repeat. Returns a new reference. */
export function unicode_repeat(str: PyObject, count: i64): PyObject | null {
  if (count < 1) return unicode_get_empty();
  if (count === 1) return unicode_result_unchanged(str);
  const length = PyUnicode_GET_LENGTH(str);
  if (length === 0) return unicode_get_empty();
  if (count > i64.MAX_VALUE / <i64>length) {
    PyErr_SetString(PyExc_OverflowError, cstr("repeated string is too long"));
    return null;
  }
  const nchars = count * <i64>length;
  if (nchars > <i64>i32.MAX_VALUE) return PyErr_NoMemory();
  const u = PyUnicode_New(<i32>nchars, PyUnicode_MAX_CHAR_VALUE(str));
  if (!u) return null;
  const kind = PyUnicode_KIND(u);
  const data = PyUnicode_DATA(u);
  if (length === 1) {
    unicode_fill(kind, data, PyUnicode_READ_CHAR(str, 0), 0, <i32>nchars);
    return u;
  }
  memory.copy(data, PyUnicode_DATA(str), <usize>length * <usize>kind);
  repeat_in_place(data, <usize>nchars * <usize>kind, <usize>length * <usize>kind);
  return u;
}
