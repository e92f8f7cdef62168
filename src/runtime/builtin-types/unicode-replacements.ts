/**
 * Escapes that encoders write for characters they cannot encode. CPython: backslashreplace and xmlcharrefreplace of
 * Objects/unicodeobject.c.
 */
import { PyObject } from "../object/object";
import { _PyBytesWriter, _PyBytesWriter_Prepare } from "./bytes-writer";
import { PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ } from "./str";

/** A lower-case hexadecimal digit. @inline */
export function hex_digit(value: u32): u32 {
  return value < 10 ? 0x30 + value : 0x57 + value;
}

/** Writes `count` hexadecimal digits of `value`; returns the end. */
export function write_hex(p: usize, value: u32, count: i32): usize {
  for (let shift = (count - 1) << 2; shift >= 0; shift -= 4) store<u8>(p++, hex_digit((value >> shift) & 15));
  return p;
}

/** Characters of `\xXX`, `\uXXXX` or `\UXXXXXXXX`. */
export function backslash_escape_size(ch: u32): i32 {
  return ch < 0x100 ? 4 : ch < 0x10000 ? 6 : 10;
}

/** Writes the escape of `ch`; returns the end. */
export function write_backslash_escape(p: usize, ch: u32): usize {
  store<u8>(p, 0x5c);
  if (ch < 0x100) {
    store<u8>(p, 0x78, 1);
    return write_hex(p + 2, ch, 2);
  }
  if (ch < 0x10000) {
    store<u8>(p, 0x75, 1);
    return write_hex(p + 2, ch, 4);
  }
  store<u8>(p, 0x55, 1);
  return write_hex(p + 2, ch, 8);
}

function decimal_digits(ch: u32): i32 {
  let n = 1;
  for (; ch >= 10; ch /= 10) n++;
  return n;
}

/** Characters of `&#NNN;`. */
export function xmlcharref_size(ch: u32): i32 {
  return 3 + decimal_digits(ch);
}

/** Writes `&#NNN;`; returns the end. */
export function write_xmlcharref(p: usize, ch: u32): usize {
  store<u16>(p, 0x2326);
  const digits = decimal_digits(ch);
  for (let i = digits - 1; i >= 0; i--) {
    store<u8>(p + 2 + <usize>i, 0x30 + (ch % 10));
    ch /= 10;
  }
  const end = p + 2 + <usize>digits;
  store<u8>(end, 0x3b);
  return end + 1;
}

/** Writes the escapes of unicode[start:end]; returns the end, 0 on error (writer emptied). */
export function backslashreplace(writer: _PyBytesWriter, p: usize, unicode: PyObject, start: i32, end: i32): usize {
  const kind = PyUnicode_KIND(unicode);
  const data = PyUnicode_DATA(unicode);
  let size = 0;
  for (let i = start; i < end; i++) size += backslash_escape_size(PyUnicode_READ(kind, data, i));
  p = _PyBytesWriter_Prepare(writer, p, size);
  if (p === 0) return 0;
  for (let i = start; i < end; i++) p = write_backslash_escape(p, PyUnicode_READ(kind, data, i));
  return p;
}

/** Writes the references to unicode[start:end]; returns the end, 0 on error (writer emptied). */
export function xmlcharrefreplace(writer: _PyBytesWriter, p: usize, unicode: PyObject, start: i32, end: i32): usize {
  const kind = PyUnicode_KIND(unicode);
  const data = PyUnicode_DATA(unicode);
  let size = 0;
  for (let i = start; i < end; i++) size += xmlcharref_size(PyUnicode_READ(kind, data, i));
  p = _PyBytesWriter_Prepare(writer, p, size);
  if (p === 0) return 0;
  for (let i = start; i < end; i++) p = write_xmlcharref(p, PyUnicode_READ(kind, data, i));
  return p;
}
