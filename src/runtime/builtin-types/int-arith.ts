/**
 * int: +, -, * and the sign. CPython: long_add, long_sub, long_mul, x_add, x_sub, long_neg of Objects/longobject.c.
 *
 * x_add and x_sub work on absolute values. Each result has its block of the size CPython asks for: one digit more than
 * the longer summand, as many as the minuend.
 */
import { Py_DECREF, Py_NewRef, PyObject } from "../object/object";
import { Py_NotImplemented } from "../object/static-types";
import {
  _PyLong_BothAreCompact,
  _PyLong_CompactValue,
  _PyLong_Copy,
  _PyLong_DigitCount,
  _PyLong_FlipSign,
  _PyLong_FromSTwoDigits,
  _PyLong_GetOne,
  _PyLong_GetZero,
  _PyLong_IsCompact,
  _PyLong_IsNegative,
  _PyLong_IsZero,
  _PyLong_New,
  LONG_HEAD,
  long_from_i32,
  long_normalize,
  maybe_small_long,
  PyLong_Check,
  PyLong_CheckExact,
  PyLong_MASK,
  PyLongObject,
} from "./int";
import { k_mul } from "./int-multiply";

/** Both are ints. Returns a new reference, NULL: MemoryError. */
export function _PyLong_Add(a: PyObject, b: PyObject): PyObject | null {
  if (_PyLong_BothAreCompact(a, b)) return long_from_i32(_PyLong_CompactValue(a) + _PyLong_CompactValue(b));
  return long_add_large(changetype<PyLongObject>(a), changetype<PyLongObject>(b));
}

/** Both are ints. Returns a new reference, NULL: MemoryError. */
export function _PyLong_Subtract(a: PyObject, b: PyObject): PyObject | null {
  if (_PyLong_BothAreCompact(a, b)) return long_from_i32(_PyLong_CompactValue(a) - _PyLong_CompactValue(b));
  return long_subtract_large(changetype<PyLongObject>(a), changetype<PyLongObject>(b));
}

/** Both are ints. Returns a new reference, NULL: MemoryError. */
export function _PyLong_Multiply(a: PyObject, b: PyObject): PyObject | null {
  if (_PyLong_BothAreCompact(a, b)) {
    return _PyLong_FromSTwoDigits(<i64>_PyLong_CompactValue(a) * <i64>_PyLong_CompactValue(b));
  }
  const z = k_mul(changetype<PyLongObject>(a), changetype<PyLongObject>(b));
  if (z && _PyLong_IsNegative(a) !== _PyLong_IsNegative(b)) return _PyLong_Negate(z);
  return z;
}

function long_add_large(a: PyLongObject, b: PyLongObject): PyObject | null {
  if (_PyLong_IsNegative(a) !== _PyLong_IsNegative(b)) {
    return _PyLong_IsNegative(a) ? x_sub(b, a) : x_sub(a, b);
  }
  const z = x_add(a, b);
  // At least one summand has several digits: the sum is new and no small int.
  if (z && _PyLong_IsNegative(a)) _PyLong_FlipSign(z);
  return z;
}

function long_subtract_large(a: PyLongObject, b: PyLongObject): PyObject | null {
  if (_PyLong_IsNegative(a) === _PyLong_IsNegative(b)) {
    return _PyLong_IsNegative(a) ? x_sub(b, a) : x_sub(a, b);
  }
  const z = x_add(a, b);
  if (z && _PyLong_IsNegative(a)) _PyLong_FlipSign(z);
  return z;
}

/** |a| + |b|. Returns a new reference, normalised but never exchanged for a small int. */
export function x_add(a: PyLongObject, b: PyLongObject): PyLongObject | null {
  let longer = a;
  let shorter = b;
  if (_PyLong_DigitCount(a) < _PyLong_DigitCount(b)) {
    longer = b;
    shorter = a;
  }
  const size = _PyLong_DigitCount(longer);
  const z = _PyLong_New(size + 1);
  if (!z) return null;
  const common = (<usize>_PyLong_DigitCount(shorter)) << 2;
  const end = (<usize>size) << 2;
  let carry: u32 = 0;
  let at: usize = 0;
  for (; at < common; at += 4) {
    carry += digit_at(longer, at) + digit_at(shorter, at);
    set_digit_at(z, at, carry & PyLong_MASK);
    carry >>= 30;
  }
  for (; at < end; at += 4) {
    carry += digit_at(longer, at);
    set_digit_at(z, at, carry & PyLong_MASK);
    carry >>= 30;
  }
  set_digit_at(z, at, carry);
  return long_normalize(z);
}

/** The digit `offset` bytes behind the first. @inline */
function digit_at(v: PyLongObject, offset: usize): u32 {
  return load<u32>(changetype<usize>(v) + offset, LONG_HEAD);
}

/** @inline */
function set_digit_at(v: PyLongObject, offset: usize, value: u32): void {
  store<u32>(changetype<usize>(v) + offset, value, LONG_HEAD);
}

/** |a| - |b|, of either sign. Returns a new reference. */
export function x_sub(a: PyLongObject, b: PyLongObject): PyObject | null {
  let size_a = _PyLong_DigitCount(a);
  let size_b = _PyLong_DigitCount(b);
  let swapped = size_a < size_b;
  if (size_a === size_b) {
    // Equal leading digits cancel: the result is not allocated with room for them.
    do size_a--;
    while (size_a >= 0 && a.at(size_a) === b.at(size_a));
    if (size_a < 0) return _PyLong_GetZero();
    swapped = a.at(size_a) < b.at(size_a);
    size_a++;
    size_b = size_a;
  } else if (swapped) {
    const size = size_a;
    size_a = size_b;
    size_b = size;
  }
  const larger = swapped ? b : a;
  const smaller = swapped ? a : b;
  const z = _PyLong_New(size_a);
  if (!z) return null;
  const common = (<usize>size_b) << 2;
  const end = (<usize>size_a) << 2;
  let borrow: i32 = 0;
  let at: usize = 0;
  for (; at < common; at += 4) {
    borrow += <i32>digit_at(larger, at) - <i32>digit_at(smaller, at);
    set_digit_at(z, at, <u32>borrow & PyLong_MASK);
    borrow >>= 30;
  }
  for (; at < end; at += 4) {
    borrow += <i32>digit_at(larger, at);
    set_digit_at(z, at, <u32>borrow & PyLong_MASK);
    borrow >>= 30;
  }
  if (swapped) _PyLong_FlipSign(z);
  return maybe_small_long(long_normalize(z));
}

/** -v for a value just computed: changed in place unless shared. Steals `v`, returns a new reference. */
export function _PyLong_Negate(v: PyLongObject): PyObject | null {
  if (v.ob_refcnt === 1) {
    if (!_PyLong_IsZero(v)) _PyLong_FlipSign(v);
    return v;
  }
  // Shared: a small int.
  const z = long_from_i32(-_PyLong_CompactValue(v));
  Py_DECREF(v);
  return z;
}

/** -v. Returns a new reference. */
export function long_neg(v: PyLongObject): PyObject | null {
  if (_PyLong_IsCompact(v)) return long_from_i32(-_PyLong_CompactValue(v));
  const z = _PyLong_Copy(v);
  if (z) _PyLong_FlipSign(changetype<PyLongObject>(z));
  return z;
}

/** |v|. Returns a new reference. */
export function long_abs(v: PyLongObject): PyObject | null {
  return _PyLong_IsNegative(v) ? long_neg(v) : long_long(v);
}

/** int(v): itself, or the exact int of the same value for a subclass. Returns a new reference. */
export function long_long(v: PyObject): PyObject | null {
  if (PyLong_CheckExact(v)) return Py_NewRef(v);
  return _PyLong_Copy(v);
}

/** ~v. Returns a new reference. */
export function long_invert(o: PyObject): PyObject | null {
  const v = changetype<PyLongObject>(o);
  if (_PyLong_IsCompact(v)) return long_from_i32(~_PyLong_CompactValue(v));
  const x = _PyLong_Add(v, _PyLong_GetOne());
  return x ? _PyLong_Negate(changetype<PyLongObject>(x)) : null;
}

/** nb_add */
export function long_add_method(a: PyObject, b: PyObject): PyObject | null {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return Py_NotImplemented;
  return _PyLong_Add(a, b);
}

/** nb_subtract */
export function long_sub_method(a: PyObject, b: PyObject): PyObject | null {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return Py_NotImplemented;
  return _PyLong_Subtract(a, b);
}

/** nb_multiply */
export function long_mul_method(a: PyObject, b: PyObject): PyObject | null {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return Py_NotImplemented;
  return _PyLong_Multiply(a, b);
}

/** nb_negative */
export function long_neg_method(v: PyObject): PyObject | null {
  return long_neg(changetype<PyLongObject>(v));
}

/** nb_absolute */
export function long_abs_method(v: PyObject): PyObject | null {
  return long_abs(changetype<PyLongObject>(v));
}

/** nb_bool */
export function long_bool(v: PyObject): i32 {
  return _PyLong_IsZero(v) ? 0 : 1;
}
