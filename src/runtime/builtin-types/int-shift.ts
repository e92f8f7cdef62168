/**
 * int: shifts and bitwise operations, as on two's complement of unlimited width. CPython: long_lshift1, long_rshift1,
 * long_bitwise of Objects/longobject.c.
 */

import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, PyObject } from "../object/object";
import { Py_NotImplemented, PyExc_OverflowError, PyExc_ValueError } from "../object/static-types";
import {
  _PyLong_BothAreCompact,
  _PyLong_CompactValue,
  _PyLong_DigitCount,
  _PyLong_FlipSign,
  _PyLong_FromSTwoDigits,
  _PyLong_GetZero,
  _PyLong_IsCompact,
  _PyLong_IsNegative,
  _PyLong_IsZero,
  _PyLong_New,
  _PyLong_SetSignAndDigitCount,
  get_small_int,
  long_from_i32,
  long_normalize,
  MAX_DIGITS,
  maybe_small_long,
  PyLong_Check,
  PyLong_MASK,
  PyLongObject,
} from "./int";
import { long_long } from "./int-arith";
import { v_complement, v_lshift } from "./int-digits";

/** CPython's MAX_LONG_DIGITS: beyond it a shift is an OverflowError, below a MemoryError. */
const MAX_LONG_DIGITS: i64 = 2305843009213693945;
/** A shift count too large for any result but 0 and -1. */
const SHIFT_TOO_FAR: i64 = i64.MAX_VALUE;

/** v << shift, shift >= 0. Returns a new reference. */
export function _PyLong_Lshift(v: PyObject, shift: i64): PyObject | null {
  const a = changetype<PyLongObject>(v);
  if (_PyLong_IsZero(a)) return _PyLong_GetZero();
  return long_lshift1(a, shift / 30, <u32>(shift % 30));
}

/** v >> shift, shift >= 0. Returns a new reference. */
export function _PyLong_Rshift(v: PyObject, shift: i64): PyObject | null {
  const a = changetype<PyLongObject>(v);
  if (_PyLong_IsZero(a)) return _PyLong_GetZero();
  return long_rshift1(a, shift / 30, <u32>(shift % 30));
}

/** Whole digits in a non-negative shift count; SHIFT_TOO_FAR where they do not fit. */
function count_words(b: PyLongObject): i64 {
  const size = _PyLong_DigitCount(b);
  if (size > 3 || (size === 3 && b.at(2) >= 120)) return SHIFT_TOO_FAR;
  // Schoolbook division by 30 of up to three digits.
  let remainder: u64 = 0;
  let words: u64 = 0;
  for (let i = size - 1; i >= 0; i--) {
    const dividend = (remainder << 30) | b.at(i);
    words = (words << 30) | (dividend / 30);
    remainder = dividend % 30;
  }
  return <i64>words;
}

/** What is left of a non-negative shift count beside whole digits. */
function count_bits(b: PyLongObject): u32 {
  let remainder: u64 = 0;
  for (let i = _PyLong_DigitCount(b) - 1; i >= 0; i--) remainder = ((remainder << 30) | b.at(i)) % 30;
  return <u32>remainder;
}

/** nb_lshift */
export function long_lshift(a: PyObject, b: PyObject): PyObject | null {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return Py_NotImplemented;
  const v = changetype<PyLongObject>(a);
  const shift = changetype<PyLongObject>(b);
  if (_PyLong_IsNegative(shift)) {
    PyErr_SetString(PyExc_ValueError, cstr("negative shift count"));
    return null;
  }
  if (_PyLong_IsZero(v)) return _PyLong_GetZero();
  if (_PyLong_BothAreCompact(v, shift) && shift.digit0 < 30) return lshift_compact(v, shift.digit0);
  return long_lshift1(v, count_words(shift), count_bits(shift));
}

/** nb_rshift */
export function long_rshift(a: PyObject, b: PyObject): PyObject | null {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return Py_NotImplemented;
  const v = changetype<PyLongObject>(a);
  const shift = changetype<PyLongObject>(b);
  if (_PyLong_IsNegative(shift)) {
    PyErr_SetString(PyExc_ValueError, cstr("negative shift count"));
    return null;
  }
  if (_PyLong_BothAreCompact(v, shift))
    return long_from_i32(_PyLong_CompactValue(v) >> <i32>min<u32>(shift.digit0, 31));
  if (_PyLong_IsZero(v)) return _PyLong_GetZero();
  return long_rshift1(v, count_words(shift), count_bits(shift));
}

/** Less than 30 bits. @inline */
function lshift_compact(a: PyLongObject, bits: u32): PyObject | null {
  return _PyLong_FromSTwoDigits((<i64>_PyLong_CompactValue(a)) << bits);
}

/** a << (30 * words + bits), a not zero. */
function long_lshift1(a: PyLongObject, words: i64, bits: u32): PyObject | null {
  if (words === 0 && _PyLong_IsCompact(a)) return lshift_compact(a, bits);
  const size = _PyLong_DigitCount(a);
  if (words > <i64>MAX_DIGITS - size) {
    if (words <= MAX_LONG_DIGITS - size) return PyErr_NoMemory();
    PyErr_SetString(PyExc_OverflowError, cstr("too many digits in integer"));
    return null;
  }
  const low = <i32>words;
  const z = _PyLong_New(size + low + (bits ? 1 : 0));
  if (!z) return null;
  memory.fill(z.digits(), 0, (<usize>low) << 2);
  const carry = v_lshift(z.digits() + ((<usize>low) << 2), a.digits(), size, bits);
  if (bits) z.put(size + low, carry);
  if (_PyLong_IsNegative(a)) _PyLong_FlipSign(z);
  return maybe_small_long(long_normalize(z));
}

/** a >> (30 * words + bits), rounding down. */
function long_rshift1(a: PyLongObject, words: i64, bits: u32): PyObject | null {
  if (_PyLong_IsCompact(a)) return long_from_i32(_PyLong_CompactValue(a) >> (words === 0 ? <i32>bits : 31));
  const negative = _PyLong_IsNegative(a);
  if (negative && bits === 0) {
    // One digit less and 30 bits more: the result may need the room for the carry of rounding.
    if (words === 0) return long_long(a);
    bits = 30;
    words--;
  }
  const size_a = _PyLong_DigitCount(a);
  if (words >= <i64>size_a) return get_small_int(negative ? -1 : 0);
  const skip = <i32>words;
  const size = size_a - skip;
  const z = _PyLong_New(size);
  if (!z) return null;
  let accum: u64 = a.at(skip);
  if (negative) {
    // -(-x >> n) is x rounded up: add 2**n - 1 first. Its low whole digits only matter as a carry.
    _PyLong_SetSignAndDigitCount(z, -1, size);
    let sticky: u32 = 0;
    for (let i = 0; i < skip; i++) sticky |= a.at(i);
    accum += ((<u64>1) << bits) - 1 + (sticky !== 0 ? 1 : 0);
  }
  accum >>= bits;
  const up = 30 - bits;
  for (let i = 0; i < size - 1; i++) {
    accum += (<u64>a.at(skip + 1 + i)) << up;
    z.put(i, <u32>accum & PyLong_MASK);
    accum >>= 30;
  }
  z.put(size - 1, <u32>accum);
  return maybe_small_long(long_normalize(z));
}

/** nb_and */
export function long_and(a: PyObject, b: PyObject): PyObject | null {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return Py_NotImplemented;
  const v = changetype<PyLongObject>(a);
  const w = changetype<PyLongObject>(b);
  if (_PyLong_BothAreCompact(v, w)) return long_from_i32(_PyLong_CompactValue(v) & _PyLong_CompactValue(w));
  return long_bitwise(v, w, OP_AND);
}

/** nb_xor */
export function long_xor(a: PyObject, b: PyObject): PyObject | null {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return Py_NotImplemented;
  const v = changetype<PyLongObject>(a);
  const w = changetype<PyLongObject>(b);
  if (_PyLong_BothAreCompact(v, w)) return long_from_i32(_PyLong_CompactValue(v) ^ _PyLong_CompactValue(w));
  return long_bitwise(v, w, OP_XOR);
}

/** nb_or */
export function long_or(a: PyObject, b: PyObject): PyObject | null {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return Py_NotImplemented;
  const v = changetype<PyLongObject>(a);
  const w = changetype<PyLongObject>(b);
  if (_PyLong_BothAreCompact(v, w)) return long_from_i32(_PyLong_CompactValue(v) | _PyLong_CompactValue(w));
  return long_bitwise(v, w, OP_OR);
}

const OP_AND: i32 = 0;
const OP_OR: i32 = 1;
const OP_XOR: i32 = 2;

/** The digits of v in two's complement of its own width: v itself unless negative. Returns a new reference. */
function complemented(v: PyLongObject): PyLongObject | null {
  if (!_PyLong_IsNegative(v)) return changetype<PyLongObject>(Py_NewRef(v));
  const size = _PyLong_DigitCount(v);
  const z = _PyLong_New(size);
  if (z) v_complement(z.digits(), v.digits(), size);
  return z;
}

function long_bitwise(v: PyLongObject, w: PyLongObject, op: i32): PyObject | null {
  const x = complemented(v);
  if (!x) return null;
  const y = complemented(w);
  if (!y) {
    Py_DECREF(x);
    return null;
  }
  const swapped = _PyLong_DigitCount(v) < _PyLong_DigitCount(w);
  const z = swapped
    ? bitwise_digits(y, _PyLong_IsNegative(w), x, _PyLong_IsNegative(v), op)
    : bitwise_digits(x, _PyLong_IsNegative(v), y, _PyLong_IsNegative(w), op);
  Py_DECREF(swapped ? y : x);
  Py_DECREF(swapped ? x : y);
  return z ? maybe_small_long(long_normalize(z)) : null;
}

/** Of two vectors, `a` not the shorter one, each standing for infinitely many leading ones when negative. */
function bitwise_digits(
  a: PyLongObject,
  negative_a: bool,
  b: PyLongObject,
  negative_b: bool,
  op: i32,
): PyLongObject | null {
  const size_a = _PyLong_DigitCount(a);
  const size_b = _PyLong_DigitCount(b);
  const negative =
    op === OP_AND ? negative_a && negative_b : op === OP_OR ? negative_a || negative_b : negative_a !== negative_b;
  // A shorter operand of leading zeros ends an AND, one of leading ones an OR.
  const size = op === OP_XOR || (op === OP_AND) === negative_b ? size_a : size_b;
  const z = _PyLong_New(size + (negative ? 1 : 0));
  if (!z) return null;
  if (op === OP_AND) for (let i = 0; i < size_b; i++) z.put(i, a.at(i) & b.at(i));
  else if (op === OP_OR) for (let i = 0; i < size_b; i++) z.put(i, a.at(i) | b.at(i));
  else for (let i = 0; i < size_b; i++) z.put(i, a.at(i) ^ b.at(i));
  const invert = op === OP_XOR && negative_b ? PyLong_MASK : 0;
  for (let i = size_b; i < size; i++) z.put(i, a.at(i) ^ invert);
  if (negative) {
    _PyLong_FlipSign(z);
    z.put(size, PyLong_MASK);
    v_complement(z.digits(), z.digits(), size + 1);
  }
  return z;
}
