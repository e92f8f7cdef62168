/**
 * The codecs unicode_escape (what stands in a str literal) and raw_unicode_escape (only \u and \U). CPython:
 * _PyUnicode_DecodeUnicodeEscapeInternal, PyUnicode_AsUnicodeEscapeString and their raw kin of Objects/unicodeobject.c.
 */

import { PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_DeprecationWarning, PyExc_UnicodeError } from "../object/static-types";
import { _PyBytesWriter_Alloc, _PyBytesWriter_Finish, _PyBytesWriter_OnStack } from "./bytes-writer";
import { MAX_UNICODE, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ } from "./str";
import {
  _PyUnicodeWriter,
  _PyUnicodeWriter_Dealloc,
  _PyUnicodeWriter_Finish,
  _PyUnicodeWriter_OnStack,
  _PyUnicodeWriter_Prepare,
  _PyUnicodeWriter_WriteChar,
} from "./str-writer";
import {
  DecodeErrors,
  DecodeErrors_Clear,
  DecodeErrors_Init,
  unicode_decode_call_errorhandler_writer,
} from "./unicode-errors";
import { have_unicode_names, unicode_of_name } from "./unicode-names";
import { PyErr_WarnFormat } from "./warnings";

const BACKSLASH: u32 = 0x5c;

/** What reading an escape came to. */
const DONE: i32 = 0;
const FAILED: i32 = -1;
/** The bytes can't be decoded: d.reason says why, d.s is behind what was read. */
const WRONG: i32 = 1;
/** As WRONG, because the input ends. */
const INCOMPLETE: i32 = 2;

@unmanaged
class EscapeState {
  /** Position behind the backslash of the first unknown escape, -1: none. */
  first_invalid: i32;
  pad: i32;
}
const escape_state: EscapeState = changetype<EscapeState>(memory.data(8, 8));

/** Value of a hexadecimal digit, -1: none. */
function hex_digit(c: u32): i32 {
  if (c - 0x30 < 10) return <i32>(c - 0x30);
  const lower = c | 0x20;
  return lower - 0x61 < 6 ? <i32>(lower - 0x57) : -1;
}

/** `count` hexadecimal digits at d.s, as a character. */
function read_hex(d: DecodeErrors, writer: _PyUnicodeWriter, count: i32, too_great: usize): i32 {
  let ch: u32 = 0;
  for (; count > 0; count--) {
    if (d.s >= d.end) return INCOMPLETE;
    const digit = hex_digit(load<u8>(d.s));
    if (digit < 0) return WRONG;
    ch = (ch << 4) | <u32>digit;
    d.s++;
  }
  if (ch > MAX_UNICODE) {
    d.reason = too_great;
    return WRONG;
  }
  return _PyUnicodeWriter_WriteChar(writer, ch) < 0 ? FAILED : DONE;
}

/** `{NAME}` behind `\N`. */
function read_name(d: DecodeErrors, writer: _PyUnicodeWriter): i32 {
  if (!have_unicode_names()) {
    PyErr_SetString(PyExc_UnicodeError, cstr("\\N escapes not supported (can't load unicodedata module)"));
    return FAILED;
  }
  d.reason = cstr("malformed \\N character escape");
  if (d.s >= d.end) return INCOMPLETE;
  if (load<u8>(d.s) !== 0x7b) return WRONG;
  const start = ++d.s;
  while (d.s < d.end && load<u8>(d.s) !== 0x7d) d.s++;
  if (d.s >= d.end) return INCOMPLETE;
  const length = <i32>(d.s - start);
  if (length === 0) return WRONG;
  d.s++;
  const ch = unicode_of_name(start, length);
  if (ch >= 0) return _PyUnicodeWriter_WriteChar(writer, <u32>ch) < 0 ? FAILED : DONE;
  d.reason = cstr("unknown Unicode character name");
  return WRONG;
}

/** Up to three octal digits, the first of which is `c`. */
function read_octal(d: DecodeErrors, writer: _PyUnicodeWriter, c: u32): i32 {
  const start = d.s - 1;
  let ch = c - 0x30;
  for (let i = 0; i < 2 && d.s < d.end && <u32>load<u8>(d.s) - 0x30 < 8; i++) ch = (ch << 3) + load<u8>(d.s++) - 0x30;
  if (ch > 0o377 && escape_state.first_invalid < 0) escape_state.first_invalid = <i32>(start - d.input);
  return _PyUnicodeWriter_WriteChar(writer, ch) < 0 ? FAILED : DONE;
}

/** The character that a one-letter escape stands for, 0: none. */
function simple_escape(c: u32): u32 {
  switch (c) {
    case 0x5c:
    case 0x27:
    case 0x22:
      return c;
    case 0x62:
      return 8;
    case 0x66:
      return 12;
    case 0x74:
      return 9;
    case 0x6e:
      return 10;
    case 0x72:
      return 13;
    case 0x76:
      return 11;
    case 0x61:
      return 7;
    default:
      return 0;
  }
}

/** The escape behind a backslash, which d.s is behind. */
function read_escape(d: DecodeErrors, writer: _PyUnicodeWriter): i32 {
  if (d.s >= d.end) {
    d.reason = cstr("\\ at end of string");
    return INCOMPLETE;
  }
  const c: u32 = load<u8>(d.s++);
  if (c === 10) return DONE;
  const simple = simple_escape(c);
  if (simple) return _PyUnicodeWriter_WriteChar(writer, simple) < 0 ? FAILED : DONE;
  if (c - 0x30 < 8) return read_octal(d, writer, c);
  const too_great = cstr("illegal Unicode character");
  if (c === 0x78) {
    d.reason = cstr("truncated \\xXX escape");
    return read_hex(d, writer, 2, too_great);
  }
  if (c === 0x75) {
    d.reason = cstr("truncated \\uXXXX escape");
    return read_hex(d, writer, 4, too_great);
  }
  if (c === 0x55) {
    d.reason = cstr("truncated \\UXXXXXXXX escape");
    return read_hex(d, writer, 8, too_great);
  }
  if (c === 0x4e) return read_name(d, writer);
  if (escape_state.first_invalid < 0) escape_state.first_invalid = <i32>(d.s - 1 - d.input);
  if (_PyUnicodeWriter_WriteChar(writer, BACKSLASH) < 0) return FAILED;
  return _PyUnicodeWriter_WriteChar(writer, c) < 0 ? FAILED : DONE;
}

/** As read_escape, for the raw kind. */
function read_raw_escape(d: DecodeErrors, writer: _PyUnicodeWriter): i32 {
  if (d.s >= d.end) {
    d.reason = cstr("");
    return INCOMPLETE;
  }
  const c: u32 = load<u8>(d.s++);
  const too_great = cstr("\\Uxxxxxxxx out of range");
  if (c === 0x75) {
    d.reason = cstr("truncated \\uXXXX escape");
    return read_hex(d, writer, 4, too_great);
  }
  if (c === 0x55) {
    d.reason = cstr("truncated \\UXXXXXXXX escape");
    return read_hex(d, writer, 8, too_great);
  }
  if (_PyUnicodeWriter_WriteChar(writer, BACKSLASH) < 0) return FAILED;
  return _PyUnicodeWriter_WriteChar(writer, c) < 0 ? FAILED : DONE;
}

/** All of the input; stops at an incomplete escape when `stateful`. -1 with an exception. */
function decode_into(d: DecodeErrors, writer: _PyUnicodeWriter, raw: bool, stateful: bool): i32 {
  while (d.s < d.end) {
    const c: u32 = load<u8>(d.s++);
    if (c !== BACKSLASH || (raw && d.s >= d.end && !stateful)) {
      if (_PyUnicodeWriter_WriteChar(writer, c) < 0) return -1;
      continue;
    }
    d.startinpos = <i32>(d.s - d.input) - 1;
    const what = raw ? read_raw_escape(d, writer) : read_escape(d, writer);
    if (what === FAILED) return -1;
    if (what === DONE) continue;
    if (what === INCOMPLETE && stateful) {
      d.s = d.input + <usize>d.startinpos;
      return 0;
    }
    d.endinpos = <i32>(d.s - d.input);
    writer.min_length = <i32>(d.end - d.s) + writer.pos;
    if (unicode_decode_call_errorhandler_writer(d, writer) < 0) return -1;
  }
  return 0;
}

/** DeprecationWarning for the first unknown escape. -1 with an exception. */
function warn_invalid(text: usize): i32 {
  if (escape_state.first_invalid < 0) return 0;
  const at = text + <usize>escape_state.first_invalid;
  const c: u32 = load<u8>(at);
  return c - 0x34 < 4
    ? PyErr_WarnFormat(PyExc_DeprecationWarning, 1, cstr("invalid octal escape sequence '\\%.3s'"), at)
    : PyErr_WarnFormat(PyExc_DeprecationWarning, 1, cstr("invalid escape sequence '\\%c'"), c);
}

function decode(text: usize, length: i32, errors: usize, raw: bool, stateful: bool): PyObject | null {
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  const d = changetype<DecodeErrors>(stack_alloc(offsetof<DecodeErrors>()));
  DecodeErrors_Init(d, raw ? cstr("rawunicodeescape") : cstr("unicodeescape"), errors, text, length);
  escape_state.first_invalid = -1;
  writer.min_length = length;
  let status = 0;
  if (length > 0) status = _PyUnicodeWriter_Prepare(writer, length, 127);
  if (status === 0) status = decode_into(d, writer, raw, stateful);
  const used = <i32>(d.s - d.input);
  DecodeErrors_Clear(d);
  let result: PyObject | null = null;
  if (status === 0) result = _PyUnicodeWriter_Finish(writer);
  else _PyUnicodeWriter_Dealloc(writer);
  stack_release(mark);
  if (result && !raw && warn_invalid(text) < 0) {
    Py_DECREF(result);
    return null;
  }
  tstate.out_i32 = used;
  return result;
}

/** A new str; with `stateful` an incomplete end is left. The number of bytes used is in tstate.out_i32. */
export function PyUnicode_DecodeUnicodeEscapeStateful(
  text: usize,
  length: i32,
  errors: usize,
  stateful: bool,
): PyObject | null {
  return decode(text, length, errors, false, stateful);
}

/** As PyUnicode_DecodeUnicodeEscapeStateful, for the raw kind. */
export function PyUnicode_DecodeRawUnicodeEscapeStateful(
  text: usize,
  length: i32,
  errors: usize,
  stateful: bool,
): PyObject | null {
  return decode(text, length, errors, true, stateful);
}

// --- encoding ---

/** Writes backslash, `letter` and `digits` hexadecimal digits of `ch`: the end. */
function write_hex(out: usize, letter: u32, ch: u32, digits: i32): usize {
  store<u8>(out, BACKSLASH);
  store<u8>(out + 1, letter);
  out += 2;
  for (let shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
    const digit = (ch >> shift) & 15;
    store<u8>(out++, digit < 10 ? digit + 0x30 : digit + 0x57);
  }
  return out;
}

function write_character(out: usize, ch: u32, raw: bool): usize {
  if (ch >= 0x10000) return write_hex(out, 0x55, ch, 8);
  if (ch >= 0x100) return write_hex(out, 0x75, ch, 4);
  if (raw || (ch >= 32 && ch < 127 && ch !== BACKSLASH)) {
    store<u8>(out, ch);
    return out + 1;
  }
  const letter: u32 = ch === 9 ? 0x74 : ch === 10 ? 0x6e : ch === 13 ? 0x72 : ch === BACKSLASH ? BACKSLASH : 0;
  if (!letter) return write_hex(out, 0x78, ch, 2);
  store<u8>(out, BACKSLASH);
  store<u8>(out + 1, letter);
  return out + 2;
}

function encode(unicode: PyObject, raw: bool): PyObject | null {
  const kind = PyUnicode_KIND(unicode);
  const data = PyUnicode_DATA(unicode);
  const length = PyUnicode_GET_LENGTH(unicode);
  // The longest that one character can become.
  const most = kind === 1 ? (raw ? 1 : 4) : kind === 2 ? 6 : 10;
  const mark = stack_mark();
  const writer = _PyBytesWriter_OnStack();
  let out = _PyBytesWriter_Alloc(writer, length * most);
  let result: PyObject | null = null;
  if (out) {
    for (let i = 0; i < length; i++) out = write_character(out, PyUnicode_READ(kind, data, i), raw);
    result = _PyBytesWriter_Finish(writer, out);
  }
  stack_release(mark);
  return result;
}

/** New bytes. */
export function PyUnicode_AsUnicodeEscapeString(unicode: PyObject): PyObject | null {
  return encode(unicode, false);
}

/** New bytes. */
export function PyUnicode_AsRawUnicodeEscapeString(unicode: PyObject): PyObject | null {
  return encode(unicode, true);
}
