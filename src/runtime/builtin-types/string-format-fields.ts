/**
 * The conversions of `%` formatting, for str and bytes: key, flags, width, precision, and the arguments they take.
 * CPython: unicode_format_arg_parse of Objects/unicodeobject.c, _PyBytes_FormatEx of Objects/bytesobject.c.
 */

import { PyErr_SetString } from "../abstract/errors";
import { PyObject_GetItem } from "../abstract/sequence";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyBytes_FromStringAndSize } from "./bytes";
import { PyLong_AsInt, PyLong_AsSsize_t, PyLong_Check } from "./int";
import { PyUnicode_READ } from "./str";
import { PyUnicode_Substring } from "./str-concat";
import { PyTuple_GET_ITEM } from "./tuple";

export const F_LJUST: u32 = 1;
export const F_SIGN: u32 = 2;
export const F_BLANK: u32 = 4;
export const F_ALT: u32 = 8;
export const F_ZERO: u32 = 16;

/** The format and the arguments; on the native stack. */
@unmanaged
export class PercentReader {
  kind: i32;
  /** Characters of the format. */
  data: usize;
  /** Next character. */
  pos: i32;
  end: i32;
  /** The format as a str; unused for bytes. */
  source: PyObject;
  is_bytes: i32;
  /** args is a value looked up by key, which is owned. */
  args_owned: i32;
  /** The tuple of arguments, or the one argument. */
  args: PyObject;
  /** Borrowed mapping for keys, or NULL. */
  dict: PyObject | null;
  /** Arguments in the tuple, -1: one argument. */
  arglen: i32;
  /** Next argument; -2: the one argument, -1: it has been taken. */
  argidx: i32;
}

/** One conversion. */
@unmanaged
export class FormatArg {
  ch: u32;
  flags: u32;
  width: i32;
  prec: i32;
  /** The text begins with a sign, or may get one. */
  sign: i32;
  pad: i32;
  /** Owned. */
  str: PyObject | null;
}

/** The next argument, borrowed; NULL with TypeError. */
export function PercentReader_next_argument(r: PercentReader): PyObject | null {
  if (r.argidx < r.arglen) {
    const i = r.argidx++;
    return r.arglen < 0 ? r.args : PyTuple_GET_ITEM(r.args, i);
  }
  PyErr_SetString(PyExc_TypeError, cstr("not enough arguments for format string"));
  return null;
}

/** In place of a character: the format is at its end. */
const END: u32 = 0xffffffff;

/** Reads the next character into arg.ch, END at the end. */
function next(r: PercentReader, arg: FormatArg): void {
  arg.ch = r.pos < r.end ? PyUnicode_READ(r.kind, r.data, r.pos++) : END;
}

function fail(exception_is_type: bool, text: usize): bool {
  PyErr_SetString(exception_is_type ? PyExc_TypeError : PyExc_ValueError, text);
  return false;
}

/** `(key)`, behind the bracket: the argument is what the mapping has for it. False on error. */
function parse_key(r: PercentReader): bool {
  const dict = r.dict;
  if (!dict) return fail(true, cstr("format requires a mapping"));
  const start = r.pos;
  let depth = 1;
  while (depth > 0 && r.pos < r.end) {
    const c = PyUnicode_READ(r.kind, r.data, r.pos++);
    if (c === 0x29) depth--;
    else if (c === 0x28) depth++;
  }
  if (depth > 0) return fail(false, cstr("incomplete format key"));
  const length = r.pos - 1 - start;
  const key = r.is_bytes
    ? PyBytes_FromStringAndSize(r.data + <usize>start, length)
    : PyUnicode_Substring(r.source, start, start + length);
  if (!key) return false;
  if (r.args_owned) {
    r.args_owned = 0;
    Py_DECREF(r.args);
  }
  const value = PyObject_GetItem(dict, key);
  Py_DECREF(key);
  if (!value) return false;
  r.args = value;
  r.args_owned = 1;
  r.arglen = -1;
  r.argidx = -2;
  return true;
}

/** The flags; arg.ch is then the first other character. */
function parse_flags(r: PercentReader, arg: FormatArg): void {
  while (true) {
    next(r, arg);
    switch (arg.ch) {
      case 0x2d:
        arg.flags |= F_LJUST;
        break;
      case 0x2b:
        arg.flags |= F_SIGN;
        break;
      case 0x20:
        arg.flags |= F_BLANK;
        break;
      case 0x23:
        arg.flags |= F_ALT;
        break;
      case 0x30:
        arg.flags |= F_ZERO;
        break;
      default:
        return;
    }
  }
}

/** Digits from arg.ch on; `limit` is the largest value. -1 with ValueError `too_big`. */
function parse_digits(r: PercentReader, arg: FormatArg, limit: i64, too_big: usize): i64 {
  let value = <i64>(arg.ch - 0x30);
  while (true) {
    next(r, arg);
    const digit = <i64>arg.ch - 0x30;
    if (digit < 0 || digit > 9) break;
    if (value > (limit - digit) / 10) {
      PyErr_SetString(PyExc_ValueError, too_big);
      return -1;
    }
    value = value * 10 + digit;
  }
  return value;
}

/** The next argument as the value of a `*`: an int, else TypeError. */
function star_argument(r: PercentReader): PyObject | null {
  const v = PercentReader_next_argument(r);
  if (!v) return null;
  if (PyLong_Check(v)) return v;
  PyErr_SetString(PyExc_TypeError, cstr("* wants int"));
  return null;
}

/** False on error. */
function parse_width(r: PercentReader, arg: FormatArg): bool {
  if (arg.ch === 0x2a) {
    const v = star_argument(r);
    if (!v) return false;
    let width = PyLong_AsSsize_t(v);
    if (width === -1 && tstate.current_exception) return false;
    if (width < 0) {
      arg.flags |= F_LJUST;
      width = -width;
    }
    arg.width = <i32>min<i64>(width, i32.MAX_VALUE);
    next(r, arg);
  } else if (arg.ch - 0x30 < 10) {
    const width = parse_digits(r, arg, i64.MAX_VALUE, cstr("width too big"));
    if (width < 0) return false;
    // What does not fit 31 bits is too large for any memory.
    arg.width = <i32>min<i64>(width, i32.MAX_VALUE);
  }
  return true;
}

/** Behind the dot. False on error. */
function parse_precision(r: PercentReader, arg: FormatArg): bool {
  arg.prec = 0;
  next(r, arg);
  if (arg.ch === 0x2a) {
    const v = star_argument(r);
    if (!v) return false;
    const prec = PyLong_AsInt(v);
    if (prec === -1 && tstate.current_exception) return false;
    arg.prec = max(prec, 0);
    next(r, arg);
  } else if (arg.ch - 0x30 < 10) {
    const too_big = r.is_bytes ? cstr("prec too big") : cstr("precision too big");
    const prec = parse_digits(r, arg, i32.MAX_VALUE, too_big);
    if (prec < 0) return false;
    arg.prec = <i32>prec;
  }
  return true;
}

/** Reads one conversion behind its `%`. False on error. */
export function PercentReader_parse(r: PercentReader, arg: FormatArg): bool {
  arg.ch = 0;
  arg.flags = 0;
  arg.width = -1;
  arg.prec = -1;
  arg.sign = 0;
  if (r.pos < r.end && PyUnicode_READ(r.kind, r.data, r.pos) === 0x28) {
    r.pos++;
    if (!parse_key(r)) return false;
  }
  parse_flags(r, arg);
  if (!parse_width(r, arg)) return false;
  if (arg.ch === 0x2e && !parse_precision(r, arg)) return false;
  // C's length modifiers mean nothing.
  if (arg.ch === 0x68 || arg.ch === 0x6c || arg.ch === 0x4c) next(r, arg);
  return arg.ch !== END || fail(false, cstr("incomplete format"));
}
