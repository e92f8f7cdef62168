/** binascii: uuencode, base64, quoted-printable. CPython: Modules/binascii.c. */
import { Py_buffer } from "../abstract/buffer";
import { PyErr_Format } from "../abstract/errors";
import { cstr } from "../object/literals";
import { PyObject } from "../object/object";
import { abandoned, binascii_error, binascii_state, digit_value, finished, result_room } from "./binascii-support";

const LF: u32 = 10;
const CR: u32 = 13;
const EQUALS: u32 = 61;
const MAXLINESIZE: i32 = 76;

// --- uuencode ---

/** The six bits of a character, 0 for a line's end; 64: it is illegal. */
function uu_value(ch: u32): u32 {
  if (ch === LF || ch === CR) return 0;
  return ch < 32 || ch > 96 ? 64 : (ch - 32) & 63;
}

/** Nothing but blanks follows. */
function is_blank(at: usize, end: usize): bool {
  for (; at < end; at++) {
    const ch = <u32>load<u8>(at);
    if (ch !== 32 && ch !== 96 && ch !== LF && ch !== CR) return false;
  }
  return true;
}

export function a2b_uu(view: Py_buffer): PyObject | null {
  const end = view.buf + <usize>view.len;
  let at = view.buf;
  const first: u32 = at < end ? load<u8>(at) : 0;
  const size = (first - 32) & 63;
  at++;
  const room = result_room(<i64>size + 1);
  if (room === 0) return null;
  let out = room;
  let bits: u32 = 0;
  let count: u32 = 0;
  for (; out < room + <usize>size; at++) {
    const value = at < end ? uu_value(load<u8>(at)) : 0;
    if (value === 64) {
      abandoned(room);
      return binascii_error(cstr("Illegal char"));
    }
    bits = (bits << 6) | value;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    store<u8>(out++, <u8>(bits >> count));
  }
  if (is_blank(at, end)) return finished(room, out);
  abandoned(room);
  return binascii_error(cstr("Trailing garbage"));
}

/** @inline */
function uu_character(value: u32, backtick: bool): u8 {
  return <u8>(value === 0 && backtick ? 96 : value + 32);
}

export function b2a_uu(view: Py_buffer, backtick: bool): PyObject | null {
  const n = view.len;
  if (n > 45) return binascii_error(cstr("At most 45 bytes at once"));
  const room = result_room(2 + ((<i64>n + 2) / 3) * 4);
  if (room === 0) return null;
  let out = room;
  store<u8>(out++, uu_character(<u32>n, backtick));
  for (let i = 0; i < n; i += 3) {
    let bits: u32 = 0;
    for (let k = 0; k < 3; k++) bits = (bits << 8) | (i + k < n ? load<u8>(view.buf + <usize>(i + k)) : 0);
    for (let shift: u32 = 24; shift > 0; ) {
      shift -= 6;
      store<u8>(out++, uu_character((bits >> shift) & 63, backtick));
    }
  }
  store<u8>(out++, <u8>LF);
  return finished(room, out);
}

// --- base64 ---

/** The six bits of a digit, 64: it is none. */
function base64_value(c: u32): u32 {
  if (c - 65 < 26) return c - 65;
  if (c - 97 < 26) return c - 71;
  if (c - 48 < 10) return c + 4;
  return c === 43 ? 62 : c === 47 ? 63 : 64;
}

function base64_digit(value: u32): u8 {
  if (value < 26) return <u8>(value + 65);
  if (value < 52) return <u8>(value + 71);
  if (value < 62) return <u8>(value - 4);
  return value === 62 ? 43 : 47;
}

/** Reading base64: static memory, used by one call at a time. */
@unmanaged
class Base64Reading {
  /** Digits since the last full group of four; what is left of them. */
  quad_pos: u32;
  leftchar: u32;
  pads: u32;
  padding_started: u32;
}
const reading: Base64Reading = changetype<Base64Reading>(memory.data(16, 8));

/** Takes a digit in; the end of the result. */
function take_digit(value: u32, out: usize): usize {
  const pos = reading.quad_pos;
  const left = reading.leftchar;
  reading.quad_pos = (pos + 1) & 3;
  reading.leftchar = pos === 1 ? value & 15 : pos === 2 ? value & 3 : pos === 3 ? 0 : value;
  if (pos === 0) return out;
  const byte = pos === 1 ? (left << 2) | (value >> 4) : pos === 2 ? (left << 4) | (value >> 2) : (left << 6) | value;
  store<u8>(out, <u8>byte);
  return out + 1;
}

/** What is wrong with a character in strict mode; 0: nothing. */
function strict_fault(ch: u32, first: bool): usize {
  if (ch === EQUALS) {
    if (first) return cstr("Leading padding not allowed");
    return reading.quad_pos === 0 ? cstr("Excess padding not allowed") : 0;
  }
  if (base64_value(ch) === 64) return cstr("Only base64 data is allowed");
  return reading.padding_started ? cstr("Discontinuous padding not allowed") : 0;
}

/** A "=": the data may be complete with it. */
function is_last_pad(): bool {
  reading.padding_started = 1;
  if (reading.quad_pos < 2) return false;
  return reading.quad_pos + ++reading.pads >= 4;
}

/** Reads digits to `out`: the end of them, 0 with Error. */
function read_base64(view: Py_buffer, out: usize, strict: bool): usize {
  memory.fill(changetype<usize>(reading), 0, offsetof<Base64Reading>());
  const end = view.buf + <usize>view.len;
  for (let at = view.buf; at < end; at++) {
    const ch = <u32>load<u8>(at);
    const fault = strict ? strict_fault(ch, at === view.buf) : 0;
    if (fault !== 0) {
      binascii_error(fault);
      return 0;
    }
    if (ch === EQUALS) {
      if (!is_last_pad()) continue;
      if (!strict || at + 1 === end) return out;
      binascii_error(cstr("Excess data after padding"));
      return 0;
    }
    const value = base64_value(ch);
    if (value === 64) continue;
    reading.pads = 0;
    out = take_digit(value, out);
  }
  return reading.quad_pos === 0 ? out : base64_incomplete(out);
}

/** Error: digits are missing. Returns 0. */
function base64_incomplete(out: usize): usize {
  if (reading.quad_pos !== 1) {
    binascii_error(cstr("Incorrect padding"));
    return 0;
  }
  const text = cstr(
    "Invalid base64-encoded string: number of data characters (%zd) cannot be 1 more than a multiple of 4",
  );
  PyErr_Format(binascii_state.Error, text, ((out - room_of_reading()) / 3) * 4 + 1);
  return 0;
}

const ROOM: usize = memory.data(8, 8);

/** Where the result begins. */
function room_of_reading(): usize {
  return load<usize>(ROOM);
}

export function a2b_base64(view: Py_buffer, strict: bool): PyObject | null {
  const room = result_room(((<i64>view.len + 3) / 4) * 3 + 1);
  if (room === 0) return null;
  store<usize>(ROOM, room);
  const out = read_base64(view, room, strict);
  return out === 0 ? abandoned(room) : finished(room, out);
}

export function b2a_base64(view: Py_buffer, newline: bool): PyObject | null {
  const n = view.len;
  const room = result_room(((<i64>n + 2) / 3) * 4 + 1);
  if (room === 0) return null;
  let out = room;
  for (let i = 0; i < n; i += 3) {
    let bits: u32 = 0;
    for (let k = 0; k < 3; k++) bits = (bits << 8) | (i + k < n ? load<u8>(view.buf + <usize>(i + k)) : 0);
    const digits = min(n - i, 3) + 1;
    for (let k = 0; k < 4; k++) {
      const digit = base64_digit((bits >> <u32>(18 - 6 * k)) & 63);
      store<u8>(out++, k < digits ? digit : <u8>EQUALS);
    }
  }
  if (newline) store<u8>(out++, <u8>LF);
  return finished(room, out);
}

// --- quoted-printable ---

/** Behind a soft line break at `at`. */
function after_soft_break(at: usize, end: usize): usize {
  while (at < end && load<u8>(at) !== LF) at++;
  return at < end ? at + 1 : at;
}

/** The two digits at `at` as a byte, above 255: they are none. */
function hex_byte(at: usize, end: usize): u32 {
  if (at + 1 >= end) return 256;
  const high = digit_value(load<u8>(at));
  const low = digit_value(load<u8>(at + 1));
  return high > 15 || low > 15 ? 256 : (high << 4) | low;
}

export function a2b_qp(view: Py_buffer, header: bool): PyObject | null {
  const room = result_room(<i64>view.len + 1);
  if (room === 0) return null;
  const end = view.buf + <usize>view.len;
  let at = view.buf;
  let out = room;
  while (at < end) {
    const ch = <u32>load<u8>(at++);
    if (ch !== EQUALS) {
      store<u8>(out++, header && ch === 95 ? 32 : <u8>ch);
      continue;
    }
    if (at >= end) break;
    const next = <u32>load<u8>(at);
    if (next === LF || next === CR) {
      at = after_soft_break(at, end);
      continue;
    }
    const byte = hex_byte(at, end);
    if (next === EQUALS) at++;
    else if (byte < 256) at += 2;
    store<u8>(out++, next !== EQUALS && byte < 256 ? <u8>byte : <u8>EQUALS);
  }
  return finished(room, out);
}

/** Writing quoted-printable: static memory, used by one call at a time. */
@unmanaged
class QpWriting {
  out: usize;
  linelen: i32;
  crlf: i32;
  quotetabs: i32;
  istext: i32;
  header: i32;
}
const writing: QpWriting = changetype<QpWriting>(memory.data(32, 8));

function put(ch: u32): void {
  store<u8>(writing.out, <u8>ch);
  writing.out++;
}

function put_line_end(): void {
  if (writing.crlf) put(CR);
  put(LF);
  writing.linelen = 0;
}

function put_hex(ch: u32): void {
  const digits = cstr("0123456789ABCDEF");
  put(load<u8>(digits + <usize>(ch >> 4)));
  put(load<u8>(digits + <usize>(ch & 15)));
}

/** A dot that is a line by itself. */
function is_lone_dot(at: usize, end: usize): bool {
  if (writing.linelen !== 0) return false;
  if (at + 1 === end) return true;
  const next = <u32>load<u8>(at + 1);
  return next === LF || next === CR || next === 0;
}

/** The character at `at` cannot stand for itself. */
function must_quote(at: usize, end: usize): bool {
  const ch = <u32>load<u8>(at);
  if (ch > 126 || ch === EQUALS || (writing.header && ch === 95)) return true;
  if (ch === 46 && is_lone_dot(at, end)) return true;
  const is_break = ch === LF || ch === CR;
  if (is_break) return !writing.istext;
  const is_blank = ch === 9 || ch === 32;
  if (is_blank && at + 1 === end) return true;
  return ch < 33 && (writing.quotetabs !== 0 || !is_blank);
}

/** Bytes of the line end at `at`: 0, there is none. */
function line_end_at(at: usize, end: usize): usize {
  if (!writing.istext) return 0;
  if (load<u8>(at) === LF) return 1;
  return load<u8>(at) === CR && at + 1 < end && load<u8>(at + 1) === LF ? 2 : 0;
}

/** A blank in front of a line's end is quoted. */
function quote_last_blank(room: usize): void {
  if (writing.out === room) return;
  const last = <u32>load<u8>(writing.out - 1);
  if (last !== 32 && last !== 9) return;
  store<u8>(writing.out - 1, <u8>EQUALS);
  put_hex(last);
}

/** Breaks the line where `more` characters do not fit. */
function make_room(more: i32): void {
  if (writing.linelen + more < MAXLINESIZE) return;
  put(EQUALS);
  put_line_end();
}

/** Writes what is at `at`: where to go on. */
function write_qp(at: usize, end: usize, room: usize): usize {
  const ch = <u32>load<u8>(at);
  if (must_quote(at, end)) {
    make_room(3);
    put(EQUALS);
    put_hex(ch);
    writing.linelen += 3;
    return at + 1;
  }
  const ends = line_end_at(at, end);
  if (ends !== 0) {
    quote_last_blank(room);
    put_line_end();
    return at + ends;
  }
  if (at + 1 !== end && load<u8>(at + 1) !== LF) make_room(1);
  put(writing.header && ch === 32 ? 95 : ch);
  writing.linelen++;
  return at + 1;
}

/** The first line ends with CR LF: so do all. */
function has_crlf(view: Py_buffer): bool {
  for (let i: usize = 0; i < <usize>view.len; i++) {
    if (load<u8>(view.buf + i) === LF) return i > 0 && load<u8>(view.buf + i - 1) === CR;
  }
  return false;
}

export function b2a_qp(view: Py_buffer, quotetabs: bool, istext: bool, header: bool): PyObject | null {
  const room = result_room(<i64>view.len * 6 + 8);
  if (room === 0) return null;
  writing.out = room;
  writing.linelen = 0;
  writing.crlf = has_crlf(view) ? 1 : 0;
  writing.quotetabs = quotetabs ? 1 : 0;
  writing.istext = istext ? 1 : 0;
  writing.header = header ? 1 : 0;
  const end = view.buf + <usize>view.len;
  let at = view.buf;
  while (at < end) at = write_qp(at, end, room);
  return finished(room, writing.out);
}
