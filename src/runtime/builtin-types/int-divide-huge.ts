/**
 * Division of huge ints in less than quadratic time: the recursion of Burnikel and Ziegler ("Fast recursive division",
 * 1998), which turns a division into multiplications of half the size. CPython: Lib/_pylong.py, int_divmod.
 *
 * NOT CPYTHON: Python code there, native here. Same results, other temporary objects.
 *
 * All values are non-negative. B is 2**30, the weight of a digit. Quotients are results, remainders come in
 * `tstate.out_object2`; both are new references. NULL: MemoryError.
 */
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import {
  _PyLong_DigitCount,
  _PyLong_GetOne,
  _PyLong_GetZero,
  _PyLong_IsNegative,
  _PyLong_IsZero,
  _PyLong_New,
  long_normalize,
  PyLong_MASK,
  PyLongObject,
} from "./int";
import { _PyLong_Add, _PyLong_Subtract } from "./int-arith";
import { long_compare } from "./int-compare";
import { bit_length_digit, inplace_divrem1, v_lshift, v_rshift } from "./int-digits";
import { x_divrem } from "./int-divide";
import { k_mul } from "./int-multiply";

/** Below this many digits of the divisor the schoolbook method is faster. */
const RECURSION_CUTOFF: i32 = 120;

/** CPython's limits for leaving the schoolbook method. @inline */
export function is_huge_division(size_a: i32, size_b: i32): bool {
  return size_b > 300 && size_a - size_b > 150;
}

/** @inline */
function long(o: PyObject | null): PyLongObject | null {
  return changetype<PyLongObject | null>(o);
}

/** |a| / |b|. */
export function huge_divrem(a: PyLongObject, b: PyLongObject): PyLongObject | null {
  const size_b = _PyLong_DigitCount(b);
  let halvings = 0;
  while (size_b >> halvings > RECURSION_CUTOFF) halvings++;
  // The divisor is shifted to fill n digits, n divisible by 2**halvings, with the top bit set; the dividend as far.
  const n = ((size_b + (1 << halvings) - 1) >> halvings) << halvings;
  const bits = 30 - bit_length_digit(b.at(size_b - 1));
  const divisor = shifted_left(b, n - size_b, bits);
  if (!divisor) return null;
  const dividend = shifted_left(a, n - size_b, bits);
  const quotient = dividend ? divide_blocks(dividend, divisor, n) : null;
  Py_DECREF(divisor);
  Py_XDECREF(dividend);
  if (!quotient) return null;
  const rest = tstate.out_object2!;
  const remainder = shifted_right(changetype<PyLongObject>(rest), n - size_b, bits);
  Py_DECREF(rest);
  if (!remainder) {
    Py_DECREF(quotient);
    return null;
  }
  tstate.out_object2 = remainder;
  return quotient;
}

/** Long division with "digits" of n digits each. */
function divide_blocks(a: PyLongObject, b: PyLongObject, n: i32): PyLongObject | null {
  const size = _PyLong_DigitCount(a);
  let blocks = (size + n - 1) / n;
  const quotient = _PyLong_New(blocks * n);
  if (!quotient) return null;
  memory.fill(quotient.digits(), 0, (<usize>(blocks * n)) << 2);
  let r: PyLongObject | null = changetype<PyLongObject>(_PyLong_GetZero());
  while (r && blocks > 0) {
    blocks--;
    const block = digits_of(a, blocks * n, n);
    const part: PyLongObject | null = block ? join(r, block, n) : null;
    Py_XDECREF(block);
    Py_DECREF(r);
    const q: PyLongObject | null = part ? div2n1n(part, b, n) : null;
    Py_XDECREF(part);
    r = q ? long(tstate.out_object2) : null;
    if (q) {
      memory.copy(quotient.digits() + ((<usize>(blocks * n)) << 2), q.digits(), (<usize>_PyLong_DigitCount(q)) << 2);
      Py_DECREF(q);
    }
  }
  if (!r) {
    Py_DECREF(quotient);
    return null;
  }
  tstate.out_object2 = r;
  return long_normalize(quotient);
}

/** a / b for a < b * B**n; b has n digits, the top bit set. */
function div2n1n(a: PyLongObject, b: PyLongObject, n: i32): PyLongObject | null {
  if (n <= RECURSION_CUTOFF || (n & 1) !== 0) return simple_divrem(a, b);
  const half = n >> 1;
  const b1 = digits_of(b, half, half);
  const b0 = b1 ? digits_of(b, 0, half) : null;
  const a_high = b0 ? digits_of(a, half, _PyLong_DigitCount(a)) : null;
  const q1 = a_high && b1 && b0 ? div3n2n(a_high, b, b1, b0, half) : null;
  const r1 = q1 ? long(tstate.out_object2) : null;
  const a_low = r1 ? digits_of(a, 0, half) : null;
  const rest = r1 && a_low ? join(r1, a_low, half) : null;
  const q0 = rest && b1 && b0 ? div3n2n(rest, b, b1, b0, half) : null;
  const r0 = q0 ? tstate.out_object2 : null;
  const q = q1 && q0 ? join(q1, q0, half) : null;
  Py_XDECREF(b1);
  Py_XDECREF(b0);
  Py_XDECREF(a_high);
  Py_XDECREF(q1);
  Py_XDECREF(r1);
  Py_XDECREF(a_low);
  Py_XDECREF(rest);
  Py_XDECREF(q0);
  if (!q) Py_XDECREF(r0);
  else tstate.out_object2 = r0;
  return q;
}

/** a / b for a < b * B**h, b = b1 * B**h + b0 of 2h digits. */
function div3n2n(a: PyLongObject, b: PyLongObject, b1: PyLongObject, b0: PyLongObject, h: i32): PyLongObject | null {
  let q = estimate(a, b1, h);
  if (!q) return null;
  const high = tstate.out_object2!;
  const low = digits_of(a, 0, h);
  const rest = low ? join(changetype<PyLongObject>(high), low, h) : null;
  Py_XDECREF(low);
  Py_DECREF(high);
  const product = rest ? k_mul(q, b0) : null;
  let r = rest && product ? long(_PyLong_Subtract(rest, product)) : null;
  Py_XDECREF(rest);
  Py_XDECREF(product);
  // The estimate is at most two too large.
  while (q && r && _PyLong_IsNegative(r)) {
    const next_q = long(_PyLong_Subtract(q, _PyLong_GetOne()));
    const next_r = long(_PyLong_Add(r, b));
    Py_DECREF(q);
    Py_DECREF(r);
    q = next_q;
    r = next_r;
  }
  if (!q || !r) {
    Py_XDECREF(q);
    Py_XDECREF(r);
    return null;
  }
  tstate.out_object2 = r;
  return q;
}

/** (a / B**h) / b1, at most B**h - 1, and what then remains of a / B**h. */
function estimate(a: PyLongObject, b1: PyLongObject, h: i32): PyLongObject | null {
  const a12 = digits_of(a, h, _PyLong_DigitCount(a));
  const a1 = a12 ? digits_of(a, 2 * h, _PyLong_DigitCount(a)) : null;
  if (!a12 || !a1) {
    Py_XDECREF(a12);
    return null;
  }
  const limited = long_compare(a1, b1) >= 0;
  Py_DECREF(a1);
  const q = limited ? all_ones(h) : div2n1n(a12, b1, h);
  if (q && limited) {
    // r = a12 - b1 * (B**h - 1)
    const product = k_mul(q, b1);
    const r = product ? _PyLong_Subtract(a12, product) : null;
    Py_XDECREF(product);
    Py_DECREF(a12);
    if (!r) {
      Py_DECREF(q);
      return null;
    }
    tstate.out_object2 = r;
    return q;
  }
  Py_DECREF(a12);
  return q;
}

/** Schoolbook, for any a and b > 0. */
function simple_divrem(a: PyLongObject, b: PyLongObject): PyLongObject | null {
  if (long_compare(a, b) < 0) {
    tstate.out_object2 = Py_NewRef(a);
    return changetype<PyLongObject>(_PyLong_GetZero());
  }
  if (_PyLong_DigitCount(b) > 1) return x_divrem(a, b);
  const size = _PyLong_DigitCount(a);
  const q = _PyLong_New(size);
  const r = q ? _PyLong_New(1) : null;
  if (!q || !r) {
    Py_XDECREF(q);
    return null;
  }
  r.digit0 = inplace_divrem1(q.digits(), a.digits(), size, b.digit0);
  tstate.out_object2 = long_normalize(r);
  return long_normalize(q);
}

/** Digits `from` to `from + count` of v, as an int; fewer where v ends. Returns a new reference. */
export function digits_of(v: PyLongObject, from: i32, count: i32): PyLongObject | null {
  const size = min(count, _PyLong_DigitCount(v) - from);
  if (size <= 0) return changetype<PyLongObject>(_PyLong_GetZero());
  const part = _PyLong_New(size);
  if (!part) return null;
  memory.copy(part.digits(), v.digits() + ((<usize>from) << 2), (<usize>size) << 2);
  return long_normalize(part);
}

/** high * B**n + low, low of at most n digits. Returns a new reference. */
function join(high: PyLongObject, low: PyLongObject, n: i32): PyLongObject | null {
  if (_PyLong_IsZero(high)) return changetype<PyLongObject>(Py_NewRef(low));
  const size_high = _PyLong_DigitCount(high);
  const size_low = _PyLong_DigitCount(low);
  const z = _PyLong_New(n + size_high);
  if (!z) return null;
  memory.copy(z.digits(), low.digits(), (<usize>size_low) << 2);
  memory.fill(z.digits() + ((<usize>size_low) << 2), 0, (<usize>(n - size_low)) << 2);
  memory.copy(z.digits() + ((<usize>n) << 2), high.digits(), (<usize>size_high) << 2);
  return long_normalize(z);
}

/** B**n - 1. Returns a new reference. */
function all_ones(n: i32): PyLongObject | null {
  const z = _PyLong_New(n);
  if (!z) return null;
  for (let i = 0; i < n; i++) z.put(i, PyLong_MASK);
  return z;
}

/** |v| << (30 * digits + bits). Returns a new reference. */
function shifted_left(v: PyLongObject, digits: i32, bits: i32): PyLongObject | null {
  const size = _PyLong_DigitCount(v);
  const z = _PyLong_New(size + digits + 1);
  if (!z) return null;
  memory.fill(z.digits(), 0, (<usize>digits) << 2);
  const carry = v_lshift(z.digits() + ((<usize>digits) << 2), v.digits(), size, bits);
  z.put(size + digits, carry);
  return long_normalize(z);
}

/** |v| >> (30 * digits + bits). Returns a new reference. */
function shifted_right(v: PyLongObject, digits: i32, bits: i32): PyLongObject | null {
  const size = _PyLong_DigitCount(v) - digits;
  if (size <= 0) return changetype<PyLongObject>(_PyLong_GetZero());
  const z = _PyLong_New(size);
  if (!z) return null;
  v_rshift(z.digits(), v.digits() + ((<usize>digits) << 2), size, bits);
  return long_normalize(z);
}
