/**
 * strip, removeprefix and relatives. CPython: do_strip, _PyUnicode_XStrip of Objects/unicodeobject.c.
 */

import { _PyArg_BadArgument, _PyArg_CheckPositional } from "../abstract/args";
import { PyErr_Format } from "../abstract/errors";
import { cstr } from "../object/literals";
import { Py_ssize_t, PyObject, Slots } from "../object/object";
import { Py_None, PyExc_TypeError } from "../object/static-types";
import {
  PyUnicode_Check,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  PyUnicode_READ,
  unicode_result_unchanged,
} from "./str";
import { PyUnicode_Substring } from "./str-concat";
import { findchar, PyUnicode_Tailmatch } from "./str-search";
import { Py_UNICODE_ISSPACE } from "./unicode-ctype";

export const LEFTSTRIP: i32 = 0;
export const RIGHTSTRIP: i32 = 1;
export const BOTHSTRIP: i32 = 2;

/** Without white space at the ends. Returns a new reference. */
function do_strip(self: PyObject, striptype: i32): PyObject | null {
  const kind = PyUnicode_KIND(self);
  const data = PyUnicode_DATA(self);
  const length = PyUnicode_GET_LENGTH(self);
  let i = 0;
  let j = length;
  if (striptype !== RIGHTSTRIP) while (i < length && Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, i))) i++;
  if (striptype !== LEFTSTRIP) while (j > i && Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, j - 1))) j--;
  return PyUnicode_Substring(self, i, j);
}

/** `ch` is one of the characters of `set`, whose low six bits make `mask`. */
function is_member(ch: u32, mask: u64, kind: i32, set: usize, size: Py_ssize_t): bool {
  return ((mask >> ((ch & 63) as u64)) & 1) !== 0 && findchar(kind, set, size, ch, 1) >= 0;
}

/** Without the characters of `sepobj` (a str) at the ends. Returns a new reference. */
export function _PyUnicode_XStrip(self: PyObject, striptype: i32, sepobj: PyObject): PyObject | null {
  const kind = PyUnicode_KIND(self);
  const data = PyUnicode_DATA(self);
  const length = PyUnicode_GET_LENGTH(self);
  const sep_kind = PyUnicode_KIND(sepobj);
  const sep_data = PyUnicode_DATA(sepobj);
  const sep_length = PyUnicode_GET_LENGTH(sepobj);
  let mask: u64 = 0;
  for (let k = 0; k < sep_length; k++) mask |= (<u64>1) << ((PyUnicode_READ(sep_kind, sep_data, k) & 63) as u64);
  let i = 0;
  let j = length;
  if (striptype !== RIGHTSTRIP) {
    while (i < length && is_member(PyUnicode_READ(kind, data, i), mask, sep_kind, sep_data, sep_length)) i++;
  }
  if (striptype !== LEFTSTRIP) {
    while (j > i && is_member(PyUnicode_READ(kind, data, j - 1), mask, sep_kind, sep_data, sep_length)) j--;
  }
  return PyUnicode_Substring(self, i, j);
}

function strip_method(self: PyObject, name: usize, args: Slots, nargs: i32, striptype: i32): PyObject | null {
  if (!_PyArg_CheckPositional(name, nargs, 0, 1)) return null;
  if (nargs === 0 || changetype<usize>(args.get(0)) === changetype<usize>(Py_None)) return do_strip(self, striptype);
  const sep = args.get(0);
  if (PyUnicode_Check(sep)) return _PyUnicode_XStrip(self, striptype, sep);
  return PyErr_Format(PyExc_TypeError, cstr("%s arg must be None or str"), name);
}

export function unicode_strip(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return strip_method(self, cstr("strip"), args, nargs, BOTHSTRIP);
}

export function unicode_lstrip(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return strip_method(self, cstr("lstrip"), args, nargs, LEFTSTRIP);
}

export function unicode_rstrip(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return strip_method(self, cstr("rstrip"), args, nargs, RIGHTSTRIP);
}

export function unicode_removeprefix(self: PyObject, prefix: PyObject | null): PyObject | null {
  if (!PyUnicode_Check(prefix!)) {
    _PyArg_BadArgument(cstr("removeprefix"), cstr("argument"), cstr("str"), prefix!);
    return null;
  }
  if (!PyUnicode_Tailmatch(self, prefix!, 0, i64.MAX_VALUE, -1)) return unicode_result_unchanged(self);
  return PyUnicode_Substring(self, PyUnicode_GET_LENGTH(prefix!), PyUnicode_GET_LENGTH(self));
}

export function unicode_removesuffix(self: PyObject, suffix: PyObject | null): PyObject | null {
  if (!PyUnicode_Check(suffix!)) {
    _PyArg_BadArgument(cstr("removesuffix"), cstr("argument"), cstr("str"), suffix!);
    return null;
  }
  if (!PyUnicode_Tailmatch(self, suffix!, 0, i64.MAX_VALUE, 1)) return unicode_result_unchanged(self);
  return PyUnicode_Substring(self, 0, PyUnicode_GET_LENGTH(self) - PyUnicode_GET_LENGTH(suffix!));
}
