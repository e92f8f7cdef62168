/**
 * int to text in bases 2, 8, 10, 16. CPython: long_to_decimal_string_internal, long_format_binary of
 * Objects/longobject.c.
 *
 * The text goes to a new str, to a _PyUnicodeWriter, or as ASCII into a buffer. Each way first finds the length and the
 * digits (in a NumberDigits), then takes the room, then writes from the right.
 */

import { PyErr_Format } from "../abstract/errors";
import { run_scheduled_gc } from "../gc/collector";
import { PyMem_RawFree } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject } from "../object/object";
import { interp, tstate } from "../object/state";
import { PyExc_ValueError } from "../object/static-types";
import { _PyBytesWriter, _PyBytesWriter_Prepare } from "./bytes-writer";
import {
  _PY_LONG_MAX_STR_DIGITS_THRESHOLD,
  _PyLong_DECIMAL_BASE,
  _PyLong_DECIMAL_SHIFT,
  _PyLong_DigitCount,
  _PyLong_IsNegative,
  _PyLong_New,
  PyLongObject,
} from "./int";
import { bit_length_digit } from "./int-digits";
import { huge_to_decimal } from "./int-huge-decimal";
import { PyUnicode_DATA, PyUnicode_New, PyUnicode_WRITE } from "./str";
import { _PyUnicodeWriter, _PyUnicodeWriter_Prepare } from "./str-writer";

/** A number of more digits than this is converted by halving. */
const HUGE_DIGITS: i32 = 1000;

/** What is to be written; on the native stack. */
@unmanaged
class NumberDigits {
  /** Characters in all, with sign and prefix. */
  length: i32;
  base: i32;
  /** Base 10: digits in base 10**9. */
  count: i32;
  negative: bool;
  alternate: bool;
  /** The number itself; base 10: an int with the digits in base 10**9. Borrowed. */
  digits: PyLongObject;
  /** Text of a huge number, and the block it lies in; 0: none. */
  text: usize;
  text_block: usize;
}

/** Lays out the decimal text of v. False: ValueError or MemoryError. */
function prepare_decimal(v: PyLongObject, n: NumberDigits): bool {
  const size_a = _PyLong_DigitCount(v);
  n.base = 10;
  n.negative = _PyLong_IsNegative(v);
  n.alternate = false;
  n.text = 0;
  const limit = interp.int_max_str_digits;
  if (size_a >= (10 * _PY_LONG_MAX_STR_DIGITS_THRESHOLD) / 90 + 2) {
    // A cheap test first: the conversion itself is what the limit is there to prevent.
    if (limit > 0 && limit / 90 <= (size_a - 11) / 10) return raise_too_long(limit);
  }
  if (size_a > HUGE_DIGITS) {
    n.text = huge_to_decimal(v);
    if (!n.text) return false;
    n.length = tstate.out_i32 + <i32>n.negative;
    n.text_block = <usize>tstate.out_i64;
    return true;
  }
  const scratch = _PyLong_New(1 + size_a + size_a / 99);
  if (!scratch) return false;
  n.digits = scratch;
  n.count = to_decimal_base(v, size_a, scratch);
  let top = scratch.at(n.count - 1);
  let length = <i32>n.negative + 1 + (n.count - 1) * _PyLong_DECIMAL_SHIFT;
  while (top >= 10) {
    top /= 10;
    length++;
  }
  n.length = length;
  if (length > _PY_LONG_MAX_STR_DIGITS_THRESHOLD && limit > 0 && length - <i32>n.negative > limit) {
    Py_DECREF(scratch);
    return raise_too_long(limit);
  }
  return true;
}

/** Returns false. */
function raise_too_long(limit: i32): bool {
  PyErr_Format(
    PyExc_ValueError,
    cstr(
      "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit",
    ),
    limit,
  );
  return false;
}

/** The digits of |v| in base 10**9 to `out`; returns how many, at least 1. Knuth, 4.4, method 1b. */
function to_decimal_base(v: PyLongObject, size_a: i32, out: PyLongObject): i32 {
  let size = 0;
  for (let i = size_a - 1; i >= 0; i--) {
    let high = v.at(i);
    const end = out.digits() + ((<usize>size) << 2);
    for (let at = out.digits(); at < end; at += 4) {
      const z = ((<u64>load<u32>(at)) << 30) | high;
      high = <u32>(z / _PyLong_DECIMAL_BASE);
      store<u32>(at, <u32>(z - <u64>high * _PyLong_DECIMAL_BASE));
    }
    while (high) {
      out.put(size++, high % _PyLong_DECIMAL_BASE);
      high /= _PyLong_DECIMAL_BASE;
    }
    run_scheduled_gc();
  }
  if (size === 0) out.put(size++, 0);
  return size;
}

/** Lays out the text of v in base 2, 8 or 16. */
function prepare_binary(v: PyLongObject, base: i32, alternate: bool, n: NumberDigits): void {
  const size = _PyLong_DigitCount(v);
  const width: i64 = base === 16 ? 4 : base === 8 ? 3 : 1;
  n.base = base;
  n.digits = v;
  n.negative = _PyLong_IsNegative(v);
  n.alternate = alternate;
  n.text = 0;
  let length: i64 = 1;
  if (size) {
    const bits = <i64>(size - 1) * 30 + <i64>bit_length_digit(v.at(size - 1));
    length = <i64>n.negative + (bits + width - 1) / width;
  }
  n.length = <i32>min<i64>(length + (alternate ? 2 : 0), <i64>i32.MAX_VALUE);
}

/** False with an exception. To be followed by `discard`. */
function prepare(o: PyObject, base: i32, alternate: bool, n: NumberDigits): bool {
  if (base === 10) return prepare_decimal(changetype<PyLongObject>(o), n);
  prepare_binary(changetype<PyLongObject>(o), base, alternate, n);
  return true;
}

/** Releases what `prepare` allocated. */
function discard(n: NumberDigits): void {
  if (n.base !== 10) return;
  if (n.text) PyMem_RawFree(n.text_block);
  else Py_DECREF(n.digits);
}

/** Writes the characters of 1 byte each that end at `end`. */
function write_ascii(n: NumberDigits, end: usize): void {
  if (n.text) {
    const count = <usize>(n.length - <i32>n.negative);
    memory.copy(end - count, n.text, count);
    if (n.negative) store<u8>(end - count - 1, 45);
  } else if (n.base === 10) write_decimal(n, end);
  else write_binary(n, end);
}

function write_decimal(n: NumberDigits, end: usize): void {
  let at = end;
  const last = n.count - 1;
  for (let i = 0; i < last; i++) {
    let nine = n.digits.at(i);
    for (let j = 0; j < _PyLong_DECIMAL_SHIFT; j++) {
      const rest = nine / 10;
      store<u8>(--at, <u8>(48 + nine - rest * 10));
      nine = rest;
    }
  }
  let top = n.digits.at(last);
  do {
    const rest = top / 10;
    store<u8>(--at, <u8>(48 + top - rest * 10));
    top = rest;
  } while (top !== 0);
  if (n.negative) store<u8>(--at, 45);
}

function write_binary(n: NumberDigits, end: usize): void {
  const v = n.digits;
  const size = _PyLong_DigitCount(v);
  const base = <u32>n.base;
  const width: i64 = base === 16 ? 4 : base === 8 ? 3 : 1;
  let at = end;
  if (size === 0) store<u8>(--at, 48);
  let accum: u64 = 0;
  let bits: i64 = 0;
  for (let i = 0; i < size; i++) {
    accum |= (<u64>v.at(i)) << bits;
    bits += 30;
    do {
      const digit = <u32>accum & (base - 1);
      store<u8>(--at, <u8>(digit < 10 ? 48 + digit : 87 + digit));
      bits -= width;
      accum >>= width;
    } while (i < size - 1 ? bits >= width : accum > 0);
  }
  if (n.alternate) {
    store<u8>(--at, base === 16 ? 120 : base === 8 ? 111 : 98);
    store<u8>(--at, 48);
  }
  if (n.negative) store<u8>(--at, 45);
}

/** Text in base 2, 8, 16 (with prefix) or 10. Returns a new reference. */
export function _PyLong_Format(o: PyObject, base: i32): PyObject | null {
  const mark = stack_mark();
  const n = changetype<NumberDigits>(stack_alloc(offsetof<NumberDigits>()));
  let str: PyObject | null = null;
  if (prepare(o, base, true, n)) {
    str = PyUnicode_New(n.length, 57);
    if (str) write_ascii(n, PyUnicode_DATA(str) + <usize>n.length);
    discard(n);
  }
  stack_release(mark);
  return str;
}

/** tp_repr of int. Returns a new reference; ValueError beyond sys.get_int_max_str_digits(). */
export function long_to_decimal_string(o: PyObject): PyObject | null {
  return _PyLong_Format(o, 10);
}

/** Appends the text, with prefix when `alternate`; 0, or -1 with an exception. */
export function _PyLong_FormatWriter(writer: _PyUnicodeWriter, o: PyObject, base: i32, alternate: bool): i32 {
  const mark = stack_mark();
  const n = changetype<NumberDigits>(stack_alloc(offsetof<NumberDigits>()));
  let result = -1;
  if (prepare(o, base, alternate, n)) {
    if (_PyUnicodeWriter_Prepare(writer, n.length, 120) >= 0) {
      write_to_writer(n, writer);
      result = 0;
    }
    discard(n);
  }
  stack_release(mark);
  return result;
}

/** Appends the text to a bytes writer of which `str` is the position; the new position, 0 with an exception. */
export function _PyLong_FormatBytesWriter(
  writer: _PyBytesWriter,
  str: usize,
  o: PyObject,
  base: i32,
  alternate: bool,
): usize {
  const mark = stack_mark();
  const n = changetype<NumberDigits>(stack_alloc(offsetof<NumberDigits>()));
  let end: usize = 0;
  if (prepare(o, base, alternate, n)) {
    const start = _PyBytesWriter_Prepare(writer, str, n.length);
    if (start) {
      end = start + <usize>n.length;
      write_ascii(n, end);
    }
    discard(n);
  }
  stack_release(mark);
  return end;
}

/** The room is there. */
function write_to_writer(n: NumberDigits, writer: _PyUnicodeWriter): void {
  const kind = writer.kind;
  const start = writer.data + <usize>(writer.pos * kind);
  if (kind === 1) write_ascii(n, start + <usize>n.length);
  else {
    // Written as bytes into the first part of the room, then spread from the right.
    write_ascii(n, start + <usize>n.length);
    for (let i = n.length - 1; i >= 0; i--) PyUnicode_WRITE(kind, start, i, load<u8>(start + <usize>i));
  }
  writer.pos += n.length;
}
