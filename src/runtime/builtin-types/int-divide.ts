/**
 * int: floor division, remainder, both. CPython: x_divrem, long_divrem, long_rem, l_divmod, l_mod,
 * _PyLong_DivmodNear of Objects/longobject.c.
 *
 * "rem" has the sign of the dividend (C), "mod" that of the divisor (Python). Two results: the quotient in
 * `tstate.out_object`, the remainder in `tstate.out_object2`, both new references.
 */

import { PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { Py_NotImplemented, PyExc_TypeError, PyExc_ZeroDivisionError } from "../object/static-types";
import {
  _PyLong_DigitCount,
  _PyLong_GetOne,
  _PyLong_GetZero,
  _PyLong_IsNegative,
  _PyLong_IsPositive,
  _PyLong_IsZero,
  _PyLong_New,
  _PyLong_Sign,
  long_from_i32,
  long_normalize,
  maybe_small_long,
  PyLong_Check,
  PyLong_MASK,
  PyLongObject,
  TAG_COMPACT_END,
} from "./int";
import { _PyLong_Add, _PyLong_Negate, _PyLong_Subtract, long_long, long_neg } from "./int-arith";
import { long_compare } from "./int-compare";
import { bit_length_digit, inplace_divrem1, inplace_rem1, v_iadd, v_lshift, v_rshift } from "./int-digits";
import { huge_divrem, is_huge_division } from "./int-divide-huge";
import { _PyLong_Lshift } from "./int-shift";
import { PyTuple_New, PyTuple_SET_ITEM } from "./tuple";

/** One digit each: no zero, so that division is one machine instruction. @inline */
function both_one_digit(a: PyLongObject, b: PyLongObject): bool {
  return (a.lv_tag | b.lv_tag) < TAG_COMPACT_END && (a.lv_tag & b.lv_tag & 8) !== 0;
}

/** a // b of one digit each. Returns a new reference. @inline */
function fast_floor_div(a: PyLongObject, b: PyLongObject): PyObject | null {
  const left = <i32>a.digit0;
  const right = <i32>b.digit0;
  return long_from_i32(a.lv_tag === b.lv_tag ? left / right : -1 - (left - 1) / right);
}

/** a % b of one digit each. Returns a new reference. @inline */
function fast_mod(a: PyLongObject, b: PyLongObject): PyObject | null {
  const left = <i32>a.digit0;
  const right = <i32>b.digit0;
  const mod = a.lv_tag === b.lv_tag ? left % right : right - 1 - ((left - 1) % right);
  return long_from_i32(mod * _PyLong_Sign(b));
}

/** |a| < |b|, certainly: judged by the top digits. */
function obviously_less(a: PyLongObject, size_a: i32, b: PyLongObject, size_b: i32): bool {
  return size_a < size_b || (size_a === size_b && a.at(size_a - 1) < b.at(size_b - 1));
}

/** Sets both results. -1: ZeroDivisionError or MemoryError. */
export function long_divrem(a: PyLongObject, b: PyLongObject): i32 {
  const size_a = _PyLong_DigitCount(a);
  const size_b = _PyLong_DigitCount(b);
  if (size_b === 0) {
    PyErr_SetString(PyExc_ZeroDivisionError, cstr("integer division or modulo by zero"));
    return -1;
  }
  if (obviously_less(a, size_a, b, size_b)) {
    const rem = long_long(a);
    if (!rem) return -1;
    return set_results(_PyLong_GetZero(), rem);
  }
  if (size_b === 1) {
    const z = _PyLong_New(size_a);
    if (!z) return -1;
    const digit = inplace_divrem1(z.digits(), a.digits(), size_a, b.digit0);
    const rem = long_from_i32(<i32>digit);
    if (!rem) {
      Py_DECREF(z);
      return -1;
    }
    return set_signs(a, b, long_normalize(z), rem);
  }
  const z = is_huge_division(size_a, size_b) ? huge_divrem(a, b) : x_divrem(a, b);
  if (!z) return -1;
  const rem = maybe_small_long(changetype<PyLongObject>(tstate.out_object2));
  return set_signs(a, b, z, rem!);
}

/** Steals both. */
function set_results(quotient: PyObject, remainder: PyObject): i32 {
  tstate.out_object = quotient;
  tstate.out_object2 = remainder;
  return 0;
}

/** Gives quotient and remainder of the absolute values the signs of a / b and of a. Steals both. */
function set_signs(a: PyLongObject, b: PyLongObject, quotient: PyLongObject, remainder: PyObject): i32 {
  let div: PyObject | null = quotient;
  let rem: PyObject | null = remainder;
  if (_PyLong_IsNegative(a) !== _PyLong_IsNegative(b)) div = _PyLong_Negate(quotient);
  if (div && _PyLong_IsNegative(a) && !_PyLong_IsZero(remainder)) {
    rem = _PyLong_Negate(changetype<PyLongObject>(remainder));
    if (!rem) {
      Py_DECREF(div);
      return -1;
    }
  }
  if (!div || !rem) {
    if (rem) Py_DECREF(rem);
    return -1;
  }
  return set_results(maybe_small_long(changetype<PyLongObject>(div))!, rem);
}

/** The remainder, with the sign of `a`. Returns a new reference. */
function long_rem(a: PyLongObject, b: PyLongObject): PyObject | null {
  const size_a = _PyLong_DigitCount(a);
  const size_b = _PyLong_DigitCount(b);
  if (size_b === 0) {
    PyErr_SetString(PyExc_ZeroDivisionError, cstr("integer modulo by zero"));
    return null;
  }
  if (obviously_less(a, size_a, b, size_b)) return long_long(a);
  let rem: PyObject | null;
  if (size_b === 1) rem = long_from_i32(<i32>inplace_rem1(a.digits(), size_a, b.digit0));
  else {
    const z = is_huge_division(size_a, size_b) ? huge_divrem(a, b) : x_divrem(a, b);
    if (!z) return null;
    rem = tstate.out_object2;
    Py_DECREF(z);
    rem = maybe_small_long(changetype<PyLongObject | null>(rem));
  }
  if (rem && _PyLong_IsNegative(a) && !_PyLong_IsZero(rem)) {
    return _PyLong_Negate(changetype<PyLongObject>(rem));
  }
  return rem;
}

/**
 * Quotient of the absolute values (result) and remainder (`tstate.out_object2`); both new references, normalised, not
 * exchanged for small ints. `w1` has two digits or more and no more than `v1`. Knuth, The Art of Computer Programming
 * 4.3.1, algorithm D. NULL: MemoryError.
 */
export function x_divrem(v1: PyLongObject, w1: PyLongObject): PyLongObject | null {
  let size_v = _PyLong_DigitCount(v1);
  const size_w = _PyLong_DigitCount(w1);
  const v = _PyLong_New(size_v + 1);
  if (!v) return null;
  const w = _PyLong_New(size_w);
  if (!w) {
    Py_DECREF(v);
    return null;
  }
  // Shifted so that the divisor's top bit is set: then each estimate of a quotient digit is at most two too large.
  const d = 30 - bit_length_digit(w1.at(size_w - 1));
  v_lshift(w.digits(), w1.digits(), size_w, d);
  const carry = v_lshift(v.digits(), v1.digits(), size_v, d);
  if (carry !== 0 || v.at(size_v - 1) >= w.at(size_w - 1)) {
    v.put(size_v, carry);
    size_v++;
  }
  const k = size_v - size_w;
  const a = _PyLong_New(k);
  if (!a) {
    Py_DECREF(w);
    Py_DECREF(v);
    return null;
  }
  for (let i = k - 1; i >= 0; i--) {
    a.put(i, divide_step(v.digits() + ((<usize>i) << 2), w.digits(), size_w));
  }
  v_rshift(w.digits(), v.digits(), size_w, d);
  Py_DECREF(v);
  tstate.out_object2 = long_normalize(w);
  return long_normalize(a);
}

/** One quotient digit: v[0:n+1] / w[0:n]; the remainder stays in v[0:n]. */
export function divide_step(v: usize, w: usize, n: i32): u32 {
  const top = v + ((<usize>n) << 2);
  const last = w + ((<usize>n) << 2);
  const wm1 = <u64>load<u32>(last - 4);
  const wm2 = <u64>load<u32>(last - 8);
  const vtop = load<u32>(top);
  const vv = ((<u64>vtop) << 30) | load<u32>(top - 4);
  let q = vv / wm1;
  let r = vv - q * wm1;
  while (wm2 * q > ((r << 30) | load<u32>(top - 8))) {
    q--;
    r += wm1;
    if (r > <u64>PyLong_MASK) break;
  }
  let z: i64 = 0;
  let at = v;
  for (let from = w; from < last; from += 4, at += 4) {
    z += <i64>load<u32>(at) - <i64>q * <i64>load<u32>(from);
    store<u32>(at, <u32>z & PyLong_MASK);
    z >>= 30;
  }
  if (<i64>vtop + z < 0) {
    // One too large after all (rare): add the divisor back.
    v_iadd(v, n, w, n);
    q--;
  }
  return <u32>q;
}

/** divmod(v, w): sets both results. -1 with an exception. */
export function l_divmod(v: PyLongObject, w: PyLongObject): i32 {
  if (both_one_digit(v, w)) {
    const div = fast_floor_div(v, w);
    if (!div) return -1;
    const mod = fast_mod(v, w);
    if (!mod) {
      Py_DECREF(div);
      return -1;
    }
    return set_results(div, mod);
  }
  if (long_divrem(v, w) < 0) return -1;
  const div = tstate.out_object!;
  const rem = tstate.out_object2!;
  if (!opposite_signs(changetype<PyLongObject>(rem), w)) return 0;
  const mod = _PyLong_Add(rem, w);
  Py_DECREF(rem);
  if (!mod) {
    Py_DECREF(div);
    return -1;
  }
  const lower = _PyLong_Subtract(div, _PyLong_GetOne());
  Py_DECREF(div);
  if (!lower) {
    Py_DECREF(mod);
    return -1;
  }
  return set_results(lower, mod);
}

/** One positive, one negative: the remainder must move to the divisor's side. */
function opposite_signs(rem: PyLongObject, w: PyLongObject): bool {
  return (_PyLong_IsNegative(rem) && _PyLong_IsPositive(w)) || (_PyLong_IsPositive(rem) && _PyLong_IsNegative(w));
}

/** v % w. Returns a new reference. */
export function l_mod(v: PyLongObject, w: PyLongObject): PyObject | null {
  if (both_one_digit(v, w)) return fast_mod(v, w);
  return l_mod_large(v, w);
}

function l_mod_large(v: PyLongObject, w: PyLongObject): PyObject | null {
  const rem = long_rem(v, w);
  if (!rem || !opposite_signs(changetype<PyLongObject>(rem), w)) return rem;
  const mod = _PyLong_Add(rem, w);
  Py_DECREF(rem);
  return mod;
}

/** nb_floor_divide */
export function long_div(a: PyObject, b: PyObject): PyObject | null {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return Py_NotImplemented;
  const v = changetype<PyLongObject>(a);
  const w = changetype<PyLongObject>(b);
  if (both_one_digit(v, w)) return fast_floor_div(v, w);
  if (l_divmod(v, w) < 0) return null;
  const div = tstate.out_object;
  Py_DECREF(tstate.out_object2!);
  return div;
}

/** nb_remainder */
export function long_mod(a: PyObject, b: PyObject): PyObject | null {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return Py_NotImplemented;
  return l_mod(changetype<PyLongObject>(a), changetype<PyLongObject>(b));
}

/** nb_divmod */
export function long_divmod(a: PyObject, b: PyObject): PyObject | null {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return Py_NotImplemented;
  if (l_divmod(changetype<PyLongObject>(a), changetype<PyLongObject>(b)) < 0) return null;
  return pack_pair(tstate.out_object!, tstate.out_object2!);
}

/** (a, b); steals both. Returns a new reference. */
export function pack_pair(a: PyObject, b: PyObject): PyObject | null {
  const pair = PyTuple_New(2);
  if (!pair) {
    Py_DECREF(a);
    Py_DECREF(b);
    return null;
  }
  PyTuple_SET_ITEM(pair, 0, a);
  PyTuple_SET_ITEM(pair, 1, b);
  return pair;
}

/**
 * The pair (q, r): q is a / b rounded to the nearest integer, halves to even, and r = a - q * b. Returns a new
 * reference to the tuple.
 */
export function _PyLong_DivmodNear(a: PyObject, b: PyObject): PyObject | null {
  if (!PyLong_Check(a) || !PyLong_Check(b)) {
    PyErr_SetString(PyExc_TypeError, cstr("non-integer arguments in division"));
    return null;
  }
  const divisor = changetype<PyLongObject>(b);
  const negative = _PyLong_IsNegative(a) !== _PyLong_IsNegative(divisor);
  if (long_divrem(changetype<PyLongObject>(a), divisor) < 0) return null;
  let quo = tstate.out_object!;
  let rem = tstate.out_object2!;
  const compared = compare_twice(changetype<PyLongObject>(rem), negative, divisor);
  if (compared === TWICE_FAILED) return release_pair(quo, rem);
  const beyond = _PyLong_IsNegative(divisor) ? compared < 0 : compared > 0;
  const odd = (changetype<PyLongObject>(quo).digit0 & 1) !== 0;
  if (beyond || (compared === 0 && odd)) {
    const next_quo = add_or_subtract(
      changetype<PyLongObject>(quo),
      changetype<PyLongObject>(_PyLong_GetOne()),
      !negative,
    );
    if (!next_quo) return release_pair(quo, rem);
    Py_DECREF(quo);
    quo = next_quo;
    const next_rem = add_or_subtract(changetype<PyLongObject>(rem), divisor, negative);
    if (!next_rem) return release_pair(quo, rem);
    Py_DECREF(rem);
    rem = next_rem;
  }
  return pack_pair(quo, rem);
}

const TWICE_FAILED: i32 = i32.MIN_VALUE;

/** Compares twice the remainder (negated when the quotient is negative) with the divisor. */
function compare_twice(rem: PyLongObject, negate: bool, divisor: PyLongObject): i32 {
  let twice = _PyLong_Lshift(rem, 1);
  if (!twice) return TWICE_FAILED;
  if (negate) {
    const positive = twice;
    twice = long_neg(changetype<PyLongObject>(positive));
    Py_DECREF(positive);
    if (!twice) return TWICE_FAILED;
  }
  const compared = long_compare(twice, divisor);
  Py_DECREF(twice);
  return compared;
}

function add_or_subtract(a: PyLongObject, b: PyLongObject, add: bool): PyObject | null {
  return add ? _PyLong_Add(a, b) : _PyLong_Subtract(a, b);
}

/** Returns NULL. */
function release_pair(a: PyObject, b: PyObject): PyObject | null {
  Py_DECREF(a);
  Py_DECREF(b);
  return null;
}
