/**
 * UTF-7: ASCII, with what is not between `+` and `-` as base64 of UTF-16. CPython: PyUnicode_DecodeUTF7Stateful,
 * _PyUnicode_EncodeUTF7 of Objects/unicodeobject.c.
 */

import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { PyObject } from "../object/object";
import { tstate } from "../object/state";
import { _PyBytesWriter_Alloc, _PyBytesWriter_Finish, _PyBytesWriter_OnStack } from "./bytes-writer";
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ } from "./str";
import {
  _PyUnicodeWriter,
  _PyUnicodeWriter_Dealloc,
  _PyUnicodeWriter_Finish,
  _PyUnicodeWriter_OnStack,
  _PyUnicodeWriter_WriteChar,
} from "./str-writer";
import {
  DecodeErrors,
  DecodeErrors_Clear,
  DecodeErrors_Init,
  unicode_decode_call_errorhandler_writer,
} from "./unicode-errors";

const PLUS: u32 = 0x2b;
const MINUS: u32 = 0x2d;
const BACKSLASH: u32 = 0x5c;
const TILDE: u32 = 0x7e;

/** Value of a base64 digit, -1: none. */
function base64_value(c: u32): i32 {
  if (c - 0x41 < 26) return <i32>(c - 0x41);
  if (c - 0x61 < 26) return <i32>(c - 0x47);
  if (c - 0x30 < 10) return <i32>(c + 4);
  return c === PLUS ? 62 : c === 0x2f ? 63 : -1;
}

/** The digit for the low 6 bits. */
function base64_digit(value: u32): u32 {
  const v = value & 63;
  if (v < 26) return v + 0x41;
  if (v < 52) return v + 0x47;
  return v < 62 ? v - 4 : v === 62 ? PLUS : 0x2f;
}

/** Does it stand for itself outside of base64? */
function is_direct(c: u32): bool {
  if (c === PLUS || c === BACKSLASH || c === TILDE) return false;
  return (c >= 32 && c < 127) || c === 9 || c === 10 || c === 13;
}

// --- decoding ---

/** A base64 sequence being read. */
@unmanaged
class Shift {
  active: i32;
  /** Characters written before it began. */
  out_start: i32;
  bits: i32;
  buffer: u32;
  /** The first half of a pair, 0: none. */
  surrogate: u32;
  pad: i32;
}

/** Writes a UTF-16 unit; halves of pairs are put together. -1 with MemoryError. */
function write_unit(shift: Shift, writer: _PyUnicodeWriter, unit: u32): i32 {
  const first = shift.surrogate;
  if (first) {
    shift.surrogate = 0;
    if (unit - 0xdc00 < 0x400) {
      return _PyUnicodeWriter_WriteChar(writer, 0x10000 + ((first & 0x3ff) << 10) + (unit & 0x3ff));
    }
    if (_PyUnicodeWriter_WriteChar(writer, first) < 0) return -1;
  }
  if (unit - 0xd800 < 0x400) {
    shift.surrogate = unit;
    return 0;
  }
  return _PyUnicodeWriter_WriteChar(writer, unit);
}

/** Takes a base64 digit. -1 with MemoryError. */
function take_digit(shift: Shift, writer: _PyUnicodeWriter, value: u32): i32 {
  shift.buffer = (shift.buffer << 6) | value;
  shift.bits += 6;
  if (shift.bits < 16) return 0;
  shift.bits -= 16;
  const unit = (shift.buffer >> shift.bits) & 0xffff;
  shift.buffer &= (1 << shift.bits) - 1;
  return write_unit(shift, writer, unit);
}

/** A character that is no digit ends the sequence. 0; 1: an error, told by d.reason; -1 with MemoryError. */
function end_shift(d: DecodeErrors, shift: Shift, writer: _PyUnicodeWriter, c: u32): i32 {
  shift.active = 0;
  if (shift.bits >= 6) d.reason = cstr("partial character in shift sequence");
  else if (shift.bits > 0 && shift.buffer !== 0) d.reason = cstr("non-zero padding bits in shift sequence");
  else {
    if (shift.surrogate && c < 128 && _PyUnicodeWriter_WriteChar(writer, shift.surrogate) < 0) return -1;
    shift.surrogate = 0;
    if (c === MINUS) d.s++;
    return 0;
  }
  d.s++;
  return 1;
}

/** `+` outside of a sequence, which d.s is at. As end_shift. */
function begin_shift(d: DecodeErrors, shift: Shift, writer: _PyUnicodeWriter): i32 {
  d.startinpos = <i32>(d.s - d.input);
  d.s++;
  const next: u32 = d.s < d.end ? load<u8>(d.s) : 0;
  if (next === MINUS) {
    d.s++;
    return _PyUnicodeWriter_WriteChar(writer, PLUS);
  }
  if (d.s < d.end && base64_value(next) < 0) {
    d.s++;
    d.reason = cstr("ill-formed sequence");
    return 1;
  }
  memory.fill(changetype<usize>(shift), 0, offsetof<Shift>());
  shift.active = 1;
  shift.out_start = writer.pos;
  return 0;
}

/** One character of the input. As end_shift. */
function decode_one(d: DecodeErrors, shift: Shift, writer: _PyUnicodeWriter): i32 {
  const c: u32 = load<u8>(d.s);
  if (shift.active) {
    const value = base64_value(c);
    if (value < 0) return end_shift(d, shift, writer, c);
    d.s++;
    return take_digit(shift, writer, <u32>value);
  }
  if (c === PLUS) return begin_shift(d, shift, writer);
  if (c < 128) {
    d.s++;
    return _PyUnicodeWriter_WriteChar(writer, c);
  }
  d.startinpos = <i32>(d.s - d.input);
  d.s++;
  d.reason = cstr("unexpected special character");
  return 1;
}

/** Does the input end in the middle of a character? */
function is_unterminated(shift: Shift): bool {
  return shift.surrogate !== 0 || shift.bits >= 6 || (shift.bits > 0 && shift.buffer !== 0);
}

/** All of the input. -1 with an exception. */
function decode_into(d: DecodeErrors, shift: Shift, writer: _PyUnicodeWriter, stateful: bool): i32 {
  while (true) {
    let status = 0;
    if (d.s < d.end) status = decode_one(d, shift, writer);
    else {
      if (!shift.active || stateful || !is_unterminated(shift)) return 0;
      d.reason = cstr("unterminated shift sequence");
      shift.active = 0;
      status = 1;
    }
    if (status < 0) return -1;
    if (status === 0) continue;
    d.endinpos = <i32>(d.s - d.input);
    if (unicode_decode_call_errorhandler_writer(d, writer) < 0) return -1;
  }
}

/** A new str; with `stateful` an unfinished sequence is left. The number of bytes used is in tstate.out_i32. */
export function PyUnicode_DecodeUTF7Stateful(text: usize, length: i32, errors: usize, stateful: bool): PyObject | null {
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  const d = changetype<DecodeErrors>(stack_alloc(offsetof<DecodeErrors>()));
  const shift = changetype<Shift>(stack_alloc(offsetof<Shift>()));
  memory.fill(changetype<usize>(shift), 0, offsetof<Shift>());
  DecodeErrors_Init(d, cstr("utf7"), errors, text, length);
  writer.min_length = length;
  const status = decode_into(d, shift, writer, stateful);
  let used = <i32>(d.s - d.input);
  if (shift.active && stateful) {
    used = d.startinpos;
    writer.pos = shift.out_start;
  }
  DecodeErrors_Clear(d);
  let result: PyObject | null = null;
  if (status === 0) result = _PyUnicodeWriter_Finish(writer);
  else _PyUnicodeWriter_Dealloc(writer);
  stack_release(mark);
  tstate.out_i32 = used;
  return result;
}

// --- encoding ---

@unmanaged
class Encoder {
  out: usize;
  bits: i32;
  buffer: u32;
  in_shift: i32;
  pad: i32;
}

/** @inline */
function put(e: Encoder, c: u32): void {
  store<u8>(e.out, c);
  e.out++;
}

/** Adds 16 bits to the sequence. */
function put_unit(e: Encoder, unit: u32): void {
  e.bits += 16;
  e.buffer = (e.buffer << 16) | unit;
  while (e.bits >= 6) {
    e.bits -= 6;
    put(e, base64_digit(e.buffer >> e.bits));
  }
  e.buffer &= (1 << e.bits) - 1;
}

/** Fills the last digit up with zeros. */
function flush(e: Encoder): void {
  if (e.bits > 0) put(e, base64_digit(e.buffer << (6 - e.bits)));
  e.bits = 0;
  e.buffer = 0;
}

function encode_one(e: Encoder, ch: u32): void {
  const direct = is_direct(ch);
  if (e.in_shift && direct) {
    flush(e);
    e.in_shift = 0;
    // A digit, or a minus, would go on with the sequence.
    if (base64_value(ch) >= 0 || ch === MINUS) put(e, MINUS);
  }
  if (direct) {
    put(e, ch);
    return;
  }
  if (!e.in_shift) {
    put(e, PLUS);
    if (ch === PLUS) {
      put(e, MINUS);
      return;
    }
    e.in_shift = 1;
  }
  if (ch >= 0x10000) {
    put_unit(e, 0xd800 + ((ch - 0x10000) >> 10));
    ch = 0xdc00 + ((ch - 0x10000) & 0x3ff);
  }
  put_unit(e, ch);
}

/** New bytes. */
export function _PyUnicode_EncodeUTF7(unicode: PyObject): PyObject | null {
  const kind = PyUnicode_KIND(unicode);
  const data = PyUnicode_DATA(unicode);
  const length = PyUnicode_GET_LENGTH(unicode);
  const mark = stack_mark();
  const writer = _PyBytesWriter_OnStack();
  const e = changetype<Encoder>(stack_alloc(offsetof<Encoder>()));
  memory.fill(changetype<usize>(e), 0, offsetof<Encoder>());
  e.out = _PyBytesWriter_Alloc(writer, length * 8);
  let result: PyObject | null = null;
  if (e.out) {
    for (let i = 0; i < length; i++) encode_one(e, PyUnicode_READ(kind, data, i));
    flush(e);
    if (e.in_shift) put(e, MINUS);
    result = _PyBytesWriter_Finish(writer, e.out);
  }
  stack_release(mark);
  return result;
}
