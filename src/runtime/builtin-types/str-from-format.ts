/**
 * printf-like formatting for the runtime itself. CPython: PyUnicode_FromFormat(V) of Objects/unicodeobject.c.
 *
 *   %%  %c character  %d %i %u %x %X %o numbers  %p address  %s UTF-8
 *   %U str  %V str or NULL, UTF-8  %S str(o)  %R repr(o)  %A ascii(o)  %T %#T name of o's type  %N %#N name of a type
 *
 * with flags `-` and `0`, width, precision (both also `*`). NOT CPYTHON: arguments are `usize`; numbers are 32 bits, also with the
 * prefixes `l`, `z`, `t`; with `ll` or `j` the argument is the address of a 64-bit number.
 */

import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_ASCII, PyObject_Repr, PyObject_Str } from "../abstract/object-protocol";
import { strlen } from "../object/c-string";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { obj, objOrNull, Py_DECREF, Py_ssize_t, PyObject } from "../object/object";
import { PyExc_OverflowError, PyExc_SystemError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { MAX_UNICODE, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_MAX_CHAR_VALUE } from "./str";
import { _PyUnicode_FindMaxChar, ascii_prefix, convert_characters, unicode_fill } from "./str-copy";
import { PyUnicode_DecodeUTF8 } from "./str-utf8";
import {
  _PyUnicodeWriter,
  _PyUnicodeWriter_Dealloc,
  _PyUnicodeWriter_Finish,
  _PyUnicodeWriter_OnStack,
  _PyUnicodeWriter_Prepare,
  _PyUnicodeWriter_WriteASCIIString,
  _PyUnicodeWriter_WriteChar,
  _PyUnicodeWriter_WriteStr,
} from "./str-writer";
import { PyType_Check } from "./type";
import { _PyType_GetFullyQualifiedName } from "./type-getset";

const F_LJUST: u32 = 1;
const F_ALT: u32 = 8;
const F_ZERO: u32 = 16;

/** One conversion and the arguments that are left. */
@unmanaged
class Conversion {
  writer: _PyUnicodeWriter;
  /** Next argument. */
  args: usize;
  /** Next character of the format. */
  f: usize;
  flags: u32;
  /** -1: none. */
  width: i32;
  /** -1: none. */
  precision: i32;
  wide: i32;
}

/** Returns a new reference. */
export function PyUnicode_FromFormat(
  format: usize,
  a: usize = 0,
  b: usize = 0,
  c: usize = 0,
  d: usize = 0,
  e: usize = 0,
  f: usize = 0,
): PyObject | null {
  const mark = stack_mark();
  const args = stack_alloc(24);
  store<usize>(args, a);
  store<usize>(args, b, 4);
  store<usize>(args, c, 8);
  store<usize>(args, d, 12);
  store<usize>(args, e, 16);
  store<usize>(args, f, 20);
  const writer = _PyUnicodeWriter_OnStack();
  writer.min_length = strlen(format) + 100;
  writer.overallocate = 1;
  let result: PyObject | null = null;
  if (unicode_from_format(writer, format, args) < 0) _PyUnicodeWriter_Dealloc(writer);
  else result = _PyUnicodeWriter_Finish(writer);
  stack_release(mark);
  return result;
}

/** Appends the formatted text to `writer`; `args` is the address of the arguments, 4 bytes each. -1 on error. */
export function unicode_from_format(writer: _PyUnicodeWriter, format: usize, args: usize): i32 {
  const mark = stack_mark();
  const c = changetype<Conversion>(stack_alloc(offsetof<Conversion>()));
  c.writer = writer;
  c.args = args;
  c.f = format;
  let status = 0;
  while (status === 0 && load<u8>(c.f) !== 0) {
    status = load<u8>(c.f) === 0x25 ? conversion(c) : literal_text(c);
  }
  stack_release(mark);
  return status;
}

function literal_text(c: Conversion): i32 {
  let p = c.f;
  while (true) {
    const ch = load<u8>(p);
    if (ch === 0 || ch === 0x25) break;
    if (ch > 127) {
      PyErr_Format(
        PyExc_ValueError,
        cstr("PyUnicode_FromFormatV() expects an ASCII-encoded format string, got a non-ASCII byte: 0x%02x"),
        ch,
      );
      return -1;
    }
    p++;
  }
  if (load<u8>(p) === 0) c.writer.overallocate = 0;
  if (_PyUnicodeWriter_WriteASCIIString(c.writer, c.f, <i32>(p - c.f)) < 0) return -1;
  c.f = p;
  return 0;
}

function next_argument(c: Conversion): usize {
  const value = load<usize>(c.args);
  c.args += 4;
  return value;
}

/** Digits or `*`; -1 where there are none, -2 on error (`too_big` raised). */
function parse_size(c: Conversion, too_big: usize): i32 {
  if (load<u8>(c.f) === 0x2a) {
    c.f++;
    return <i32>next_argument(c);
  }
  let value = -1;
  while (true) {
    const digit = <i32>load<u8>(c.f) - 0x30;
    if (<u32>digit > 9) return value;
    if (value < 0) value = 0;
    if (value > (0x7fffffff - digit) / 10) {
      PyErr_SetString(PyExc_ValueError, too_big);
      return -2;
    }
    value = value * 10 + digit;
    c.f++;
  }
  return value;
}

/** Flags, width, precision and size prefix behind the `%`. False on error. */
function parse_conversion(c: Conversion): bool {
  c.flags = 0;
  for (; ; c.f++) {
    const ch = load<u8>(c.f);
    if (ch === 0x2d) c.flags |= F_LJUST;
    else if (ch === 0x30) c.flags |= F_ZERO;
    else if (ch === 0x23) c.flags |= F_ALT;
    else break;
  }
  const from_argument = load<u8>(c.f) === 0x2a;
  c.width = parse_size(c, cstr("width too big"));
  if (c.width < -1 || (from_argument && c.width < 0)) {
    if (!from_argument) return false;
    c.flags |= F_LJUST;
    c.width = -c.width;
  }
  c.precision = -1;
  if (load<u8>(c.f) === 0x2e) {
    c.f++;
    const starred = load<u8>(c.f) === 0x2a;
    c.precision = parse_size(c, cstr("precision too big"));
    if (c.precision === -2 && !starred) return false;
    // "%.d" has precision 0; a negative argument is no precision at all.
    if (c.precision < 0) c.precision = starred ? -1 : 0;
  }
  c.wide = 0;
  const prefix = load<u8>(c.f);
  if (prefix === 0x6c) {
    c.f++;
    if (load<u8>(c.f) === 0x6c) {
      c.f++;
      c.wide = 1;
    }
  } else if (prefix === 0x7a || prefix === 0x74) c.f++;
  else if (prefix === 0x6a) {
    c.f++;
    c.wide = 1;
  }
  return true;
}

function conversion(c: Conversion): i32 {
  const start = c.f++;
  if (!parse_conversion(c)) return -1;
  const code = load<u8>(c.f);
  if (code === 0) return invalid_format(start);
  if (load<u8>(c.f, 1) === 0) c.writer.overallocate = 0;
  c.f++;
  switch (code) {
    case 0x25: // %
      return c.f === start + 2 ? _PyUnicodeWriter_WriteChar(c.writer, 0x25) : invalid_format(start);
    case 0x63: // c
      return c.width < 0 && c.precision < 0 ? write_character(c) : invalid_format(start);
    case 0x64: // d
    case 0x69: // i
      return write_number(c, 10, true, false);
    case 0x75: // u
      return write_number(c, 10, false, false);
    case 0x78: // x
      return write_number(c, 16, false, false);
    case 0x58: // X
      return write_number(c, 16, false, true);
    case 0x6f: // o
      return write_number(c, 8, false, false);
    case 0x70: // p
      return c.width < 0 && c.precision < 0 ? write_address(c) : invalid_format(start);
    case 0x73: // s
      return unicode_fromformat_write_utf8(c, next_argument(c));
    case 0x55: // U
      return unicode_fromformat_write_str(c, obj(next_argument(c)));
    case 0x56: {
      // V
      const str = next_argument(c);
      const text = next_argument(c);
      return str ? unicode_fromformat_write_str(c, obj(str)) : unicode_fromformat_write_utf8(c, text);
    }
    case 0x53: // S
      return write_owned(c, PyObject_Str(objOrNull(next_argument(c))));
    case 0x52: // R
      return write_owned(c, PyObject_Repr(objOrNull(next_argument(c))));
    case 0x41: // A
      return write_owned(c, PyObject_ASCII(obj(next_argument(c))));
    case 0x54: // T
      return write_type_name(c, obj(next_argument(c)).ob_type);
    case 0x4e: {
      // N
      const type = obj(next_argument(c));
      if (PyType_Check(type)) return write_type_name(c, changetype<PyTypeObject>(type));
      PyErr_SetString(PyExc_TypeError, cstr("%N argument must be a type"));
      return -1;
    }
    default:
      return invalid_format(start);
  }
}

function invalid_format(format: usize): i32 {
  PyErr_Format(PyExc_SystemError, cstr("invalid format string: %s"), format);
  return -1;
}

/** Writes `str` (stolen, NULL: error). */
function write_owned(c: Conversion, str: PyObject | null): i32 {
  if (!str) return -1;
  const status = unicode_fromformat_write_str(c, str);
  Py_DECREF(str);
  return status;
}

function write_type_name(c: Conversion, type: PyTypeObject): i32 {
  return write_owned(c, _PyType_GetFullyQualifiedName(type, c.flags & F_ALT ? 0x3a : 0x2e));
}

function write_character(c: Conversion): i32 {
  const ordinal = <u32>next_argument(c);
  if (ordinal <= MAX_UNICODE) return _PyUnicodeWriter_WriteChar(c.writer, ordinal);
  PyErr_SetString(PyExc_OverflowError, cstr("character argument not in range(0x110000)"));
  return -1;
}

/** Writes the digits of `value` so that they end at `end`; returns their start. */
function digits_before(end: usize, value: u64, base: u64, upper: bool): usize {
  let p = end;
  do {
    const digit = <u32>(value % base);
    store<u8>(--p, digit < 10 ? 0x30 + digit : (upper ? 0x37 : 0x57) + digit);
    value /= base;
  } while (value !== 0);
  return p;
}

function write_number(c: Conversion, base: u64, signed: bool, upper: bool): i32 {
  const argument = next_argument(c);
  let value: u64 = c.wide ? load<u64>(argument) : signed ? <u64>(<i64>(<i32>argument)) : <u64>argument;
  const negative = signed && <i64>value < 0;
  if (negative) value = 0 - value;
  const mark = stack_mark();
  const end = stack_alloc(24) + 24;
  const digits = digits_before(end, value, base, upper);
  const status = lay_number_out(c, digits, <i32>(end - digits), negative ? 1 : 0);
  stack_release(mark);
  return status;
}

/** Sign, zeros and digits in the width asked for. */
function lay_number_out(c: Conversion, digits: usize, len: i32, sign: i32): i32 {
  const writer = c.writer;
  let precision = max(c.precision, len);
  const width = max(c.width, precision + sign);
  if (c.flags & F_ZERO && !(c.flags & F_LJUST)) precision = width - sign;
  const spacepad = max(0, width - precision - sign);
  if (_PyUnicodeWriter_Prepare(writer, width, 127) < 0) return -1;
  if (!(c.flags & F_LJUST)) fill(writer, 0x20, spacepad);
  if (sign) fill(writer, 0x2d, 1);
  fill(writer, 0x30, max(0, precision - len));
  if (_PyUnicodeWriter_WriteASCIIString(writer, digits, len) < 0) return -1;
  if (c.flags & F_LJUST) fill(writer, 0x20, spacepad);
  return 0;
}

/** Writes `count` times `ch`; room is prepared. */
function fill(writer: _PyUnicodeWriter, ch: u32, count: i32): void {
  if (count === 0) return;
  unicode_fill(writer.kind, writer.data, ch, writer.pos, count);
  writer.pos += count;
}

function write_address(c: Conversion): i32 {
  const mark = stack_mark();
  const end = stack_alloc(24) + 24;
  const digits = digits_before(end, <u64>next_argument(c), 16, false) - 2;
  store<u16>(digits, 0x7830);
  const status = _PyUnicodeWriter_WriteASCIIString(c.writer, digits, <i32>(end - digits));
  stack_release(mark);
  return status;
}

/** Writes UTF-8 text, at most `precision` bytes of it, without making a str where no width is asked for. */
function unicode_fromformat_write_utf8(c: Conversion, str: usize): i32 {
  let length = 0;
  while ((c.precision < 0 || length < c.precision) && load<u8>(str + <usize>length) !== 0) length++;
  if (c.width < 0 && ascii_prefix(str, length) === length) {
    const writer = c.writer;
    if (_PyUnicodeWriter_Prepare(writer, length, 127) < 0) return -1;
    if (length === 0) return 0;
    convert_characters(1, str, writer.kind, writer.data + <usize>writer.pos * <usize>writer.kind, length);
    writer.pos += length;
    return 0;
  }
  c.precision = -1;
  return write_owned(c, PyUnicode_DecodeUTF8(str, length, cstr("replace")));
}

function unicode_fromformat_write_str(c: Conversion, str: PyObject): i32 {
  const writer = c.writer;
  if (c.width < 0 && c.precision < 0) return _PyUnicodeWriter_WriteStr(writer, str);
  let length: Py_ssize_t = PyUnicode_GET_LENGTH(str);
  if (c.precision >= 0) length = min(c.precision, length);
  const room = max(length, c.width);
  const maxchar =
    PyUnicode_MAX_CHAR_VALUE(str) > writer.maxchar ? _PyUnicode_FindMaxChar(str, 0, length) : writer.maxchar;
  if (_PyUnicodeWriter_Prepare(writer, room, maxchar) < 0) return -1;
  if (!(c.flags & F_LJUST)) fill(writer, 0x20, room - length);
  if (length !== 0) {
    const at = writer.data + <usize>writer.pos * <usize>writer.kind;
    convert_characters(PyUnicode_KIND(str), PyUnicode_DATA(str), writer.kind, at, length);
    writer.pos += length;
  }
  if (c.flags & F_LJUST) fill(writer, 0x20, room - length);
  return 0;
}
