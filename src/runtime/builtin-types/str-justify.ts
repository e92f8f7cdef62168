/**
 * Padding: center, ljust, rjust, zfill, expandtabs. CPython: pad, unicode_expandtabs_impl of Objects/unicodeobject.c.
 */

import { _PyArg_AsSsize_t, _PyArg_CheckPositional } from "../abstract/args";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { Py_ssize_t, PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OverflowError, PyExc_TypeError } from "../object/static-types";
import {
  PyUnicode_Check,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  PyUnicode_MAX_CHAR_VALUE,
  PyUnicode_New,
  PyUnicode_READ,
  PyUnicode_READ_CHAR,
  PyUnicode_WRITE,
  unicode_result_unchanged,
} from "./str";
import { _PyUnicode_FastCopyCharacters, unicode_fill } from "./str-copy";

/** `left` and `right` (if positive) times `fill` around `self`. Returns a new reference. */
export function pad(self: PyObject, left: i64, right: i64, fill: u32): PyObject | null {
  left = max<i64>(left, 0);
  right = max<i64>(right, 0);
  if (left === 0 && right === 0) return unicode_result_unchanged(self);
  const length = PyUnicode_GET_LENGTH(self);
  if (left > i64.MAX_VALUE - <i64>length || right > i64.MAX_VALUE - left - <i64>length) {
    PyErr_SetString(PyExc_OverflowError, cstr("padded string is too long"));
    return null;
  }
  const total = left + right + <i64>length;
  if (total > <i64>i32.MAX_VALUE) return PyErr_NoMemory();
  const u = PyUnicode_New(<i32>total, max(PyUnicode_MAX_CHAR_VALUE(self), fill));
  if (!u) return null;
  const kind = PyUnicode_KIND(u);
  const data = PyUnicode_DATA(u);
  if (left) unicode_fill(kind, data, fill, 0, <i32>left);
  if (right) unicode_fill(kind, data, fill, <i32>left + length, <i32>right);
  _PyUnicode_FastCopyCharacters(u, <i32>left, self, 0, length);
  return u;
}

/** The one character of the fill argument; -1 with TypeError. */
function convert_uc(arg: PyObject): i32 {
  if (!PyUnicode_Check(arg)) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("The fill character must be a unicode character, not %.100s"),
      arg.ob_type.tp_name,
    );
    return -1;
  }
  if (PyUnicode_GET_LENGTH(arg) !== 1) {
    PyErr_SetString(PyExc_TypeError, cstr("The fill character must be exactly one character long"));
    return -1;
  }
  return <i32>PyUnicode_READ_CHAR(arg, 0);
}

const CENTER: i32 = 0;
const LJUST: i32 = 1;
const RJUST: i32 = 2;

function justify(self: PyObject, name: usize, args: Slots, nargs: i32, how: i32): PyObject | null {
  if (!_PyArg_CheckPositional(name, nargs, 1, 2)) return null;
  const width = _PyArg_AsSsize_t(args.get(0));
  if (width === -1 && tstate.current_exception) return null;
  let fill = 0x20;
  if (nargs > 1) {
    fill = convert_uc(args.get(1));
    if (fill < 0) return null;
  }
  const length = <i64>PyUnicode_GET_LENGTH(self);
  if (length >= width) return unicode_result_unchanged(self);
  const marg = width - length;
  let left: i64 = 0;
  if (how === RJUST) left = marg;
  else if (how === CENTER) left = marg / 2 + (marg & width & 1);
  return pad(self, left, marg - left, fill);
}

export function unicode_center(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return justify(self, cstr("center"), args, nargs, CENTER);
}

export function unicode_ljust(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return justify(self, cstr("ljust"), args, nargs, LJUST);
}

export function unicode_rjust(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return justify(self, cstr("rjust"), args, nargs, RJUST);
}

export function unicode_zfill(self: PyObject, arg: PyObject | null): PyObject | null {
  const width = _PyArg_AsSsize_t(arg!);
  if (width === -1 && tstate.current_exception) return null;
  const length = PyUnicode_GET_LENGTH(self);
  if (<i64>length >= width) return unicode_result_unchanged(self);
  const fill = width - <i64>length;
  const u = pad(self, fill, 0, 0x30);
  if (!u || length === 0) return u;
  const kind = PyUnicode_KIND(u);
  const data = PyUnicode_DATA(u);
  const first = PyUnicode_READ(kind, data, <i32>fill);
  if (first === 0x2b || first === 0x2d) {
    PyUnicode_WRITE(kind, data, 0, first);
    PyUnicode_WRITE(kind, data, <i32>fill, 0x30);
  }
  return u;
}

/** Length of `self` with tabs expanded; -1: too long, -2: there is no tab. */
function expanded_length(kind: i32, data: usize, length: Py_ssize_t, tabsize: i32): i64 {
  let total: i64 = 0;
  let column: i64 = 0;
  let found = false;
  for (let i = 0; i < length; i++) {
    const ch = PyUnicode_READ(kind, data, i);
    if (ch === 9) {
      found = true;
      if (tabsize > 0) {
        const step = <i64>tabsize - (column % <i64>tabsize);
        column += step;
        total += step;
      }
    } else {
      column++;
      total++;
      if (ch === 10 || ch === 13) column = 0;
    }
    if (total > <i64>i32.MAX_VALUE) return -1;
  }
  return found ? total : -2;
}

/** Tabs to columns that are multiples of `tabsize`. Returns a new reference. */
export function expandtabs(self: PyObject, tabsize: i32): PyObject | null {
  const kind = PyUnicode_KIND(self);
  const data = PyUnicode_DATA(self);
  const length = PyUnicode_GET_LENGTH(self);
  const total = expanded_length(kind, data, length, tabsize);
  if (total === -2) return unicode_result_unchanged(self);
  if (total < 0) {
    PyErr_SetString(PyExc_OverflowError, cstr("new string is too long"));
    return null;
  }
  const u = PyUnicode_New(<i32>total, PyUnicode_MAX_CHAR_VALUE(self));
  if (!u) return null;
  const out = PyUnicode_DATA(u);
  let j = 0;
  let column = 0;
  for (let i = 0; i < length; i++) {
    const ch = PyUnicode_READ(kind, data, i);
    if (ch === 9) {
      if (tabsize > 0) {
        const step = tabsize - (column % tabsize);
        column += step;
        unicode_fill(kind, out, 0x20, j, step);
        j += step;
      }
    } else {
      column++;
      PyUnicode_WRITE(kind, out, j++, ch);
      if (ch === 10 || ch === 13) column = 0;
    }
  }
  return u;
}
