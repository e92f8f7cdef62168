/**
 * repr and ascii of a str. CPython: unicode_repr of Objects/unicodeobject.c, PyObject_ASCII of Objects/object.c.
 */

import { PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, PyObject } from "../object/object";
import { PyExc_OverflowError } from "../object/static-types";
import { PyBytes_AS_STRING, PyBytes_GET_SIZE } from "./bytes";
import {
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicode_New,
  PyUnicode_READ,
  PyUnicode_WRITE,
} from "./str";
import { _PyUnicode_AsASCIIString, PyUnicode_DecodeASCII } from "./str-codecs";
import { convert_characters } from "./str-copy";
import { _PyUnicode_IsPrintable } from "./unicode-ctype";
import { hex_digit } from "./unicode-replacements";

const BACKSLASH: u32 = 0x5c;
const QUOTE: u32 = 0x27;
const DOUBLE_QUOTE: u32 = 0x22;

/** Characters that `ch` takes in a repr (quotes are the caller's business). */
function repr_width(ch: u32): i32 {
  if (ch < 0x7f) {
    if (ch >= 0x20) return ch === BACKSLASH ? 2 : 1;
    return ch === 9 || ch === 10 || ch === 13 ? 2 : 4;
  }
  if (ch !== 0x7f && _PyUnicode_IsPrintable(ch)) return 1;
  return ch < 0x100 ? 4 : ch < 0x10000 ? 6 : 10;
}

/** Writes the characters of `ch`; returns the position behind. */
function write_repr(kind: i32, data: usize, o: i32, ch: u32): i32 {
  const width = repr_width(ch);
  if (width === 1) {
    PyUnicode_WRITE(kind, data, o, ch);
    return o + 1;
  }
  PyUnicode_WRITE(kind, data, o++, BACKSLASH);
  if (width === 2) {
    PyUnicode_WRITE(kind, data, o++, ch === 9 ? 0x74 : ch === 10 ? 0x6e : ch === 13 ? 0x72 : ch);
    return o;
  }
  PyUnicode_WRITE(kind, data, o++, width === 4 ? 0x78 : width === 6 ? 0x75 : 0x55);
  for (let shift = (width - 3) << 2; shift >= 0; shift -= 4) {
    PyUnicode_WRITE(kind, data, o++, hex_digit((ch >> shift) & 15));
  }
  return o;
}

/** repr of a str. Returns a new reference. */
export function unicode_repr(self: PyObject): PyObject | null {
  const isize = PyUnicode_GET_LENGTH(self);
  const ikind = PyUnicode_KIND(self);
  const idata = PyUnicode_DATA(self);
  let osize: i64 = 0;
  let maxchar: u32 = 127;
  let squotes = 0;
  let dquotes = 0;
  for (let i = 0; i < isize; i++) {
    const ch = PyUnicode_READ(ikind, idata, i);
    const width = repr_width(ch);
    osize += width;
    if (ch === QUOTE) squotes++;
    else if (ch === DOUBLE_QUOTE) dquotes++;
    else if (width === 1 && ch > maxchar) maxchar = ch;
  }
  let quote = QUOTE;
  let changed = osize !== isize;
  if (squotes) {
    if (dquotes === 0) quote = DOUBLE_QUOTE;
    else {
      osize += squotes;
      changed = true;
    }
  }
  osize += 2;
  if (osize > 0x7fffffff) {
    PyErr_SetString(PyExc_OverflowError, cstr("string is too long to generate repr"));
    return null;
  }
  const repr = PyUnicode_New(<i32>osize, maxchar);
  if (!repr) return null;
  const okind = PyUnicode_KIND(repr);
  const odata = PyUnicode_DATA(repr);
  PyUnicode_WRITE(okind, odata, 0, quote);
  PyUnicode_WRITE(okind, odata, <i32>osize - 1, quote);
  if (!changed) {
    convert_characters(ikind, idata, okind, odata + <usize>okind, isize);
    return repr;
  }
  for (let i = 0, o = 1; i < isize; i++) {
    const ch = PyUnicode_READ(ikind, idata, i);
    if (ch === quote) PyUnicode_WRITE(okind, odata, o++, BACKSLASH);
    o = write_repr(okind, odata, o, ch);
  }
  return repr;
}

/** ascii(): the repr `repr` (borrowed) with everything that is not ASCII escaped. Returns a new reference. */
export function _PyObject_ASCII(repr: PyObject): PyObject | null {
  if (PyUnicode_IS_ASCII(repr)) return Py_NewRef(repr);
  const ascii = _PyUnicode_AsASCIIString(repr, cstr("backslashreplace"));
  if (!ascii) return null;
  const result = PyUnicode_DecodeASCII(PyBytes_AS_STRING(ascii), PyBytes_GET_SIZE(ascii), 0);
  Py_DECREF(ascii);
  return result;
}
