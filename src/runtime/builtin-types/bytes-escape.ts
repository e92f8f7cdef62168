/**
 * bytes as literals: repr, and the decoding of escapes. CPython: PyBytes_Repr, _PyBytes_DecodeEscape of
 * Objects/bytesobject.c.
 */

import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { _PyCString_Equal } from "../object/c-string";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_ssize_t, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_DeprecationWarning, PyExc_OverflowError, PyExc_ValueError } from "../object/static-types";
import { PyBytes_AS_STRING, PyBytes_GET_SIZE } from "./bytes";
import { _PyLong_DigitValue } from "./bytes-hex";
import {
  _PyBytesWriter_Alloc,
  _PyBytesWriter_Dealloc,
  _PyBytesWriter_Finish,
  _PyBytesWriter_OnStack,
} from "./bytes-writer";
import { PyUnicode_DATA, PyUnicode_New } from "./str";
import { hex_digit } from "./unicode-replacements";
import { PyErr_WarnFormat } from "./warnings";

const QUOTE: u32 = 0x27;
const DOUBLE_QUOTE: u32 = 0x22;

/** Characters that byte `c` takes (quotes apart). */
function repr_width(c: u32): i32 {
  if (c === 0x5c || c === 9 || c === 10 || c === 13) return 2;
  return c < 0x20 || c >= 0x7f ? 4 : 1;
}

/** Writes byte `c` within quotes `quote`; returns the end. */
export function write_byte_repr(p: usize, c: u32, quote: u32): usize {
  if (c === quote || c === 0x5c) {
    store<u8>(p, 0x5c);
    store<u8>(p, c, 1);
    return p + 2;
  }
  const width = repr_width(c);
  if (width === 1) {
    store<u8>(p, c);
    return p + 1;
  }
  store<u8>(p, 0x5c);
  if (width === 2) {
    store<u8>(p, c === 9 ? 0x74 : c === 10 ? 0x6e : 0x72, 1);
    return p + 2;
  }
  store<u8>(p, 0x78, 1);
  store<u8>(p, hex_digit(c >> 4), 2);
  store<u8>(p, hex_digit(c & 15), 3);
  return p + 4;
}

/** repr; with `smartquotes` double quotes where single ones occur. Returns a new reference. */
export function PyBytes_Repr(o: PyObject, smartquotes: bool): PyObject | null {
  const data = PyBytes_AS_STRING(o);
  const length = PyBytes_GET_SIZE(o);
  let size: i64 = 3;
  let squotes = 0;
  let dquotes = 0;
  for (let i = 0; i < length; i++) {
    const c: u32 = load<u8>(data + <usize>i);
    size += repr_width(c);
    if (c === QUOTE) squotes++;
    else if (c === DOUBLE_QUOTE) dquotes++;
  }
  const quote = smartquotes && squotes && !dquotes ? DOUBLE_QUOTE : QUOTE;
  if (quote === QUOTE) size += squotes;
  if (size > <i64>i32.MAX_VALUE) {
    PyErr_SetString(PyExc_OverflowError, cstr("bytes object is too large to make repr"));
    return null;
  }
  const v = PyUnicode_New(<i32>size, 127);
  if (!v) return null;
  let p = PyUnicode_DATA(v);
  store<u8>(p, 0x62);
  store<u8>(p, quote, 1);
  p += 2;
  for (let i = 0; i < length; i++) p = write_byte_repr(p, load<u8>(data + <usize>i), quote);
  store<u8>(p, quote);
  return v;
}

/** Where decoding stands; on the native stack. */
@unmanaged
class EscapeDecoder {
  start: usize;
  s: usize;
  end: usize;
  out: usize;
  errors: usize;
  first_invalid_escape: usize;
}

/** The byte of a one-letter escape, -1: not one. */
function simple_escape(c: u32): i32 {
  switch (c) {
    case 0x5c: // \
    case 0x27:
    case 0x22:
      return c;
    case 0x62: // b
      return 8;
    case 0x66: // f
      return 12;
    case 0x74: // t
      return 9;
    case 0x6e: // n
      return 10;
    case 0x72: // r
      return 13;
    case 0x76: // v
      return 11;
    case 0x61: // a
      return 7;
    default:
      return -1;
  }
}

/** Octal escape of which `c` is the first digit. */
function octal_escape(d: EscapeDecoder, c: u32): void {
  let value = c - 0x30;
  for (let k = 0; k < 2 && d.s < d.end; k++) {
    const digit = <u32>load<u8>(d.s) - 0x30;
    if (digit > 7) break;
    value = (value << 3) + digit;
    d.s++;
  }
  if (value > 255 && d.first_invalid_escape === 0) d.first_invalid_escape = d.s - 3;
  store<u8>(d.out++, value);
}

/** `\xHH`, behind the x. False on error. */
function hex_escape(d: EscapeDecoder): bool {
  if (d.s + 1 < d.end) {
    const high = _PyLong_DigitValue(load<u8>(d.s));
    const low = _PyLong_DigitValue(load<u8>(d.s, 1));
    if (high < 16 && low < 16) {
      store<u8>(d.out++, (high << 4) | low);
      d.s += 2;
      return true;
    }
  }
  // A single digit is skipped with the escape.
  const errors = d.errors;
  if (errors === 0 || _PyCString_Equal(errors, cstr("strict"))) {
    PyErr_Format(PyExc_ValueError, cstr("invalid \\x escape at position %zd"), d.s - 2 - d.start);
    return false;
  }
  if (_PyCString_Equal(errors, cstr("replace"))) store<u8>(d.out++, 0x3f);
  else if (!_PyCString_Equal(errors, cstr("ignore"))) {
    PyErr_Format(PyExc_ValueError, cstr("decoding error; unknown error handling code: %.400s"), errors);
    return false;
  }
  if (d.s < d.end && _PyLong_DigitValue(load<u8>(d.s)) < 16) d.s++;
  return true;
}

/** One escape, behind its backslash. False on error. */
function decode_escape(d: EscapeDecoder): bool {
  if (d.s === d.end) {
    PyErr_SetString(PyExc_ValueError, cstr("Trailing \\ in string"));
    return false;
  }
  const c: u32 = load<u8>(d.s++);
  if (c === 10) return true;
  const byte = simple_escape(c);
  if (byte >= 0) store<u8>(d.out++, byte);
  else if (c - 0x30 < 8) octal_escape(d, c);
  else if (c === 0x78) return hex_escape(d);
  else {
    if (d.first_invalid_escape === 0) d.first_invalid_escape = d.s - 1;
    store<u8>(d.out++, 0x5c);
    d.s--;
  }
  return true;
}

/**
 * The bytes of an escaped literal; the address of the first unknown escape (behind its backslash), or 0, is in
 * `tstate.out_i32`. Returns a new reference.
 */
export function _PyBytes_DecodeEscape(s: usize, len: Py_ssize_t, errors: usize): PyObject | null {
  const mark = stack_mark();
  const d = changetype<EscapeDecoder>(stack_alloc(offsetof<EscapeDecoder>()));
  const writer = _PyBytesWriter_OnStack();
  d.start = s;
  d.s = s;
  d.end = s + <usize>len;
  d.errors = errors;
  d.first_invalid_escape = 0;
  d.out = _PyBytesWriter_Alloc(writer, len);
  writer.overallocate = 1;
  let result: PyObject | null = null;
  let ok: bool = d.out !== 0;
  while (ok && d.s < d.end) {
    const c = load<u8>(d.s++);
    if (c !== 0x5c) store<u8>(d.out++, c);
    else ok = decode_escape(d);
  }
  if (ok) result = _PyBytesWriter_Finish(writer, d.out);
  else _PyBytesWriter_Dealloc(writer);
  const first_invalid_escape = d.first_invalid_escape;
  stack_release(mark);
  tstate.out_i32 = <i32>first_invalid_escape;
  return result;
}

/** codecs.escape_decode: unknown escapes stay, with a warning. Returns a new reference. */
export function PyBytes_DecodeEscape(s: usize, len: Py_ssize_t, errors: usize): PyObject | null {
  const result = _PyBytes_DecodeEscape(s, len, errors);
  if (!result) return null;
  const invalid = <usize>tstate.out_i32;
  if (invalid === 0) return result;
  const c: u32 = load<u8>(invalid);
  const status =
    c - 0x34 < 4
      ? PyErr_WarnFormat(PyExc_DeprecationWarning, 1, cstr("invalid octal escape sequence '\\%.3s'"), invalid)
      : PyErr_WarnFormat(PyExc_DeprecationWarning, 1, cstr("invalid escape sequence '\\%c'"), c);
  if (status === 0) return result;
  Py_DECREF(result);
  return null;
}
