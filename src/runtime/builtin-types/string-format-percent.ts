/**
 * `format % args` for str. CPython: PyUnicode_Format of Objects/unicodeobject.c.
 *
 *   "%" ["(" key ")"] flags [width] ["." precision] [h|l|L] type
 */

import { PyErr_ExceptionMatches, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyMapping_Check } from "../abstract/mapping";
import { _PyNumber_Index, PyNumber_Check, PyNumber_Long } from "../abstract/number-convert";
import { PyObject_ASCII, PyObject_Repr, PyObject_Str } from "../abstract/object-protocol";
import { PyMem_Free } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { is_error, PyFloat_AsDouble } from "./float";
import { Py_DTSF_ALT, PyOS_double_to_string } from "./float-to-string";
import { PyLong_AsLongAndOverflow, PyLong_Check, PyLong_CheckExact } from "./int";
import { _PyLong_Format, _PyLong_FormatWriter, long_to_decimal_string } from "./int-to-string";
import {
  _PyUnicode_FromASCII,
  PyUnicode_Check,
  PyUnicode_CheckExact,
  PyUnicode_DATA,
  PyUnicode_FromOrdinal,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  PyUnicode_MAX_CHAR_VALUE,
  PyUnicode_New,
  PyUnicode_READ,
  PyUnicode_READ_CHAR,
} from "./str";
import { ensure_unicode } from "./str-concat";
import { _PyUnicode_FindMaxChar, convert_characters, unicode_fill } from "./str-copy";
import {
  _PyUnicodeWriter,
  _PyUnicodeWriter_Dealloc,
  _PyUnicodeWriter_Finish,
  _PyUnicodeWriter_OnStack,
  _PyUnicodeWriter_Prepare,
  _PyUnicodeWriter_WriteASCIIString,
  _PyUnicodeWriter_WriteChar,
  _PyUnicodeWriter_WriteStr,
  _PyUnicodeWriter_WriteSubstring,
} from "./str-writer";
import {
  F_ALT,
  F_BLANK,
  F_LJUST,
  F_SIGN,
  F_ZERO,
  FormatArg,
  PercentReader,
  PercentReader_next_argument,
  PercentReader_parse,
} from "./string-format-fields";
import { PyTuple_Check, PyTuple_GET_SIZE } from "./tuple";

/** `format % args` without the test of `format`'s type. Returns a new reference. */
export function PyUnicode_Format(format: PyObject, args: PyObject): PyObject | null {
  if (!ensure_unicode(format)) return null;
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  const r = changetype<PercentReader>(stack_alloc(offsetof<PercentReader>()));
  r.kind = PyUnicode_KIND(format);
  r.data = PyUnicode_DATA(format);
  r.pos = 0;
  r.end = PyUnicode_GET_LENGTH(format);
  r.source = format;
  r.is_bytes = 0;
  r.args = args;
  r.args_owned = 0;
  const tuple = PyTuple_Check(args);
  r.arglen = tuple ? PyTuple_GET_SIZE(args) : -1;
  r.argidx = tuple ? 0 : -2;
  r.dict = PyMapping_Check(args) && !tuple && !PyUnicode_Check(args) ? args : null;
  writer.min_length = r.end + 100;
  writer.overallocate = 1;
  let ok = format_all(r, format, writer);
  if (ok && r.argidx < r.arglen && !r.dict) {
    PyErr_SetString(PyExc_TypeError, cstr("not all arguments converted during string formatting"));
    ok = false;
  }
  if (r.args_owned) Py_DECREF(r.args);
  let result: PyObject | null = null;
  if (ok) result = _PyUnicodeWriter_Finish(writer);
  else _PyUnicodeWriter_Dealloc(writer);
  stack_release(mark);
  return result;
}

function format_all(r: PercentReader, format: PyObject, writer: _PyUnicodeWriter): bool {
  const arg = changetype<FormatArg>(stack_alloc(offsetof<FormatArg>()));
  while (r.pos < r.end) {
    const start = r.pos;
    while (r.pos < r.end && PyUnicode_READ(r.kind, r.data, r.pos) !== 0x25) r.pos++;
    if (r.pos === r.end) writer.overallocate = 0;
    if (_PyUnicodeWriter_WriteSubstring(writer, format, start, r.pos) < 0) return false;
    if (r.pos === r.end) break;
    r.pos++;
    if (r.pos < r.end && PyUnicode_READ(r.kind, r.data, r.pos) === 0x25) {
      r.pos++;
      if (_PyUnicodeWriter_WriteChar(writer, 0x25) < 0) return false;
    } else if (!PercentReader_parse(r, arg) || !format_argument(r, arg, writer)) return false;
    if (r.dict && r.argidx < r.arglen) {
      PyErr_SetString(PyExc_TypeError, cstr("not all arguments converted during string formatting"));
      return false;
    }
  }
  return true;
}

const MINUS: u32 = 0x2d;
const WRITTEN: i32 = 1;
const TEXT: i32 = 0;
const FAILED: i32 = -1;

/** One conversion. False on error. */
function format_argument(r: PercentReader, arg: FormatArg, writer: _PyUnicodeWriter): bool {
  if (r.pos === r.end) writer.overallocate = 0;
  const v = PercentReader_next_argument(r);
  if (!v) return false;
  arg.str = null;
  const status = convert(r, arg, v, writer);
  if (status !== TEXT) return status === WRITTEN;
  const str = arg.str!;
  const written = unicode_format_arg_output(arg, str, writer);
  Py_DECREF(str);
  return written === 0;
}

/** Makes the text of `v` in arg.str (owned), or writes it at once. */
function convert(r: PercentReader, arg: FormatArg, v: PyObject, writer: _PyUnicodeWriter): i32 {
  const plain = arg.width === -1 && arg.prec === -1;
  switch (arg.ch) {
    case 0x73: // s
    case 0x72: // r
    case 0x61: // a
      if (plain && PyLong_CheckExact(v)) {
        return _PyLong_FormatWriter(writer, v, 10, (arg.flags & F_ALT) !== 0) < 0 ? FAILED : WRITTEN;
      }
      if (arg.ch === 0x73) arg.str = PyUnicode_CheckExact(v) ? Py_NewRef(v) : PyObject_Str(v);
      else arg.str = arg.ch === 0x72 ? PyObject_Repr(v) : PyObject_ASCII(v);
      return arg.str !== null ? TEXT : FAILED;
    case 0x69: // i
    case 0x64: // d
    case 0x75: // u
    case 0x6f: // o
    case 0x78: // x
    case 0x58: // X
      return mainformatlong(v, arg, writer);
    case 0x65: // e
    case 0x45: // E
    case 0x66: // f
    case 0x46: // F
    case 0x67: // g
    case 0x47: // G
      return formatfloat(v, arg, plain && (arg.flags & (F_SIGN | F_BLANK)) === 0, writer);
    case 0x63: {
      // c
      const ch = formatchar(v);
      if (ch < 0) return FAILED;
      if (plain) return _PyUnicodeWriter_WriteChar(writer, ch) < 0 ? FAILED : WRITTEN;
      arg.str = PyUnicode_FromOrdinal(ch);
      return arg.str !== null ? TEXT : FAILED;
    }
    default:
      PyErr_Format(
        PyExc_ValueError,
        cstr("unsupported format character '%c' (0x%x) at index %zd"),
        arg.ch >= 31 && arg.ch <= 126 ? arg.ch : 0x3f,
        arg.ch,
        <usize>(r.pos - 1),
      );
      return FAILED;
  }
}

/** TypeError of a number conversion. */
function wrong_type(type: u32, v: PyObject): i32 {
  const integer = type === 0x6f || type === 0x78 || type === 0x58;
  PyErr_Format(
    PyExc_TypeError,
    integer
      ? cstr("%%%c format: an integer is required, not %.200s")
      : cstr("%%%c format: a real number is required, not %.200s"),
    type,
    v.ob_type.tp_name,
  );
  return FAILED;
}

/** The int that `v` is or converts to for type `ch`: a new reference, NULL on error. */
export function integer_operand(v: PyObject, type: u32): PyObject | null {
  if (PyLong_Check(v)) return Py_NewRef(v);
  let iobj: PyObject | null = null;
  if (PyNumber_Check(v)) {
    iobj = type === 0x6f || type === 0x78 || type === 0x58 ? _PyNumber_Index(v) : PyNumber_Long(v);
    if (iobj || !PyErr_ExceptionMatches(PyExc_TypeError)) return iobj;
  }
  wrong_type(type, v);
  return null;
}

function mainformatlong(v: PyObject, arg: FormatArg, writer: _PyUnicodeWriter): i32 {
  const type = arg.ch;
  const iobj = integer_operand(v, type);
  if (!iobj) return FAILED;
  let status: i32;
  if (
    PyLong_CheckExact(v) &&
    arg.width === -1 &&
    arg.prec === -1 &&
    (arg.flags & (F_SIGN | F_BLANK)) === 0 &&
    type !== 0x58
  ) {
    const base = type === 0x6f ? 8 : type === 0x78 ? 16 : 10;
    status = _PyLong_FormatWriter(writer, v, base, (arg.flags & F_ALT) !== 0) < 0 ? FAILED : WRITTEN;
  } else {
    arg.sign = 1;
    arg.str = _PyUnicode_FormatLong(iobj, (arg.flags & F_ALT) !== 0, arg.prec, type);
    status = arg.str !== null ? TEXT : FAILED;
  }
  Py_DECREF(iobj);
  return status;
}

/**
 * The digits of an int for %d, %i, %u, %o, %x, %X, at least `prec` of them; with `alt` behind 0o, 0x or 0X. Returns a new
 * reference.
 */
export function _PyUnicode_FormatLong(val: PyObject, alt: bool, prec: i32, type: u32): PyObject | null {
  if (prec > i32.MAX_VALUE - 3) {
    PyErr_SetString(PyExc_OverflowError, cstr("precision too large"));
    return null;
  }
  const decimal = type === 0x64 || type === 0x69 || type === 0x75;
  const text = decimal ? long_to_decimal_string(val) : _PyLong_Format(val, type === 0x6f ? 8 : 16);
  if (!text) return null;
  const data = PyUnicode_DATA(text);
  const len = PyUnicode_GET_LENGTH(text);
  const sign = load<u8>(data) === MINUS ? 1 : 0;
  const marker = decimal ? 0 : 2;
  const numdigits = len - sign - marker;
  const kept = alt ? marker : 0;
  const zeros = max(0, prec - numdigits);
  if (zeros === 0 && kept === marker && type !== 0x58) return text;
  const result = PyUnicode_New(sign + kept + zeros + numdigits, 127);
  if (result) {
    let out = PyUnicode_DATA(result);
    if (sign) store<u8>(out++, MINUS);
    for (let i = 0; i < kept; i++) store<u8>(out++, load<u8>(data + <usize>(sign + i)));
    memory.fill(out, 0x30, <usize>zeros);
    memory.copy(out + <usize>zeros, data + <usize>(sign + marker), <usize>numdigits);
    if (type === 0x58) upper_case(result);
  }
  Py_DECREF(text);
  return result;
}

function upper_case(text: PyObject): void {
  const data = PyUnicode_DATA(text);
  for (let i: usize = 0; i < <usize>PyUnicode_GET_LENGTH(text); i++) {
    const ch = load<u8>(data + i);
    if (ch >= 0x61 && ch <= 0x78) store<u8>(data + i, ch - 0x20);
  }
}

function formatfloat(v: PyObject, arg: FormatArg, at_once: bool, writer: _PyUnicodeWriter): i32 {
  const x = PyFloat_AsDouble(v);
  if (is_error(x)) return FAILED;
  const flags = arg.flags & F_ALT ? Py_DTSF_ALT : 0;
  const p = PyOS_double_to_string(x, <i32>arg.ch, arg.prec < 0 ? 6 : arg.prec, flags);
  if (p === 0) return FAILED;
  const length = tstate.out_i32;
  let status: i32;
  if (at_once) status = _PyUnicodeWriter_WriteASCIIString(writer, p, length) < 0 ? FAILED : WRITTEN;
  else {
    arg.sign = 1;
    arg.str = _PyUnicode_FromASCII(p, length);
    status = arg.str !== null ? TEXT : FAILED;
  }
  PyMem_Free(p);
  return status;
}

/** The character of %c; -1 on error. */
function formatchar(v: PyObject): i32 {
  if (PyUnicode_Check(v)) {
    if (PyUnicode_GET_LENGTH(v) === 1) return <i32>PyUnicode_READ_CHAR(v, 0);
  } else {
    const iobj = PyLong_Check(v) ? Py_NewRef(v) : _PyNumber_Index(v);
    if (iobj) {
      // Out of 64 bits gives -1.
      const x = PyLong_AsLongAndOverflow(iobj);
      Py_DECREF(iobj);
      if (x >= 0 && x <= 0x10ffff) return <i32>x;
      PyErr_SetString(PyExc_OverflowError, cstr("%c arg not in range(0x110000)"));
      return -1;
    }
    if (!PyErr_ExceptionMatches(PyExc_TypeError)) return -1;
  }
  PyErr_SetString(PyExc_TypeError, cstr("%c requires int or char"));
  return -1;
}

function pad(writer: _PyUnicodeWriter, ch: u32, count: i32): void {
  if (count <= 0) return;
  unicode_fill(writer.kind, writer.data, ch, writer.pos, count);
  writer.pos += count;
}

/** Writes str[start:start+count]; room is prepared. */
function copy(writer: _PyUnicodeWriter, str: PyObject, start: i32, count: i32): void {
  if (count <= 0) return;
  const from_kind = PyUnicode_KIND(str);
  const at = writer.data + <usize>writer.pos * <usize>writer.kind;
  convert_characters(from_kind, PyUnicode_DATA(str) + <usize>start * <usize>from_kind, writer.kind, at, count);
  writer.pos += count;
}

/** Writes the text with sign, prefix and padding. -1 on error. */
function unicode_format_arg_output(arg: FormatArg, str: PyObject, writer: _PyUnicodeWriter): i32 {
  let len = PyUnicode_GET_LENGTH(str);
  const flags = arg.flags;
  if (arg.width <= len && (arg.prec === -1 || arg.prec >= len) && (flags & (F_SIGN | F_BLANK)) === 0) {
    return _PyUnicodeWriter_WriteStr(writer, str);
  }
  const is_text = arg.ch === 0x73 || arg.ch === 0x72 || arg.ch === 0x61;
  if (is_text && arg.prec >= 0 && len > arg.prec) len = arg.prec;
  let start = 0;
  let signchar: u32 = 0;
  const fill: u32 = arg.sign && flags & F_ZERO ? 0x30 : 0x20;
  if (arg.sign) {
    const ch = PyUnicode_READ_CHAR(str, 0);
    if (ch === MINUS || ch === 0x2b) {
      signchar = ch;
      len--;
      start++;
    } else if (flags & F_SIGN) signchar = 0x2b;
    else if (flags & F_BLANK) signchar = 0x20;
  }
  const alternate = flags & F_ALT && (arg.ch === 0x78 || arg.ch === 0x58 || arg.ch === 0x6f);
  const prefix = alternate ? 2 : 0;
  const nonpad = len + (signchar ? 1 : 0);
  const total = max(arg.width, nonpad);
  let maxchar = max<u32>(writer.maxchar, 127);
  if (PyUnicode_MAX_CHAR_VALUE(str) > maxchar) maxchar = max(maxchar, _PyUnicode_FindMaxChar(str, 0, start + len));
  if (_PyUnicodeWriter_Prepare(writer, total, maxchar) < 0) return -1;
  const padding = total - nonpad;
  // Zeros go between sign with prefix and digits, spaces before all that.
  if (fill === 0x20 && !(flags & F_LJUST)) pad(writer, fill, padding);
  if (signchar) pad(writer, signchar, 1);
  copy(writer, str, start, prefix);
  if (fill !== 0x20 && !(flags & F_LJUST)) pad(writer, fill, padding);
  copy(writer, str, start + prefix, len - prefix);
  if (flags & F_LJUST) pad(writer, 0x20, padding);
  return 0;
}
