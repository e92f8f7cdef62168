/** Whole numbers in the module `math`: gcd, lcm, isqrt, factorial. CPython: Modules/mathmodule.c. */
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyNumber_Absolute, PyNumber_FloorDivide, PyNumber_Subtract } from "../abstract/number";
import { _PyNumber_Index, PyNumber_Index } from "../abstract/number-convert";
import {
  _PyLong_GetOne,
  _PyLong_GetZero,
  _PyLong_IsNegative,
  _PyLong_IsZero,
  PyLong_AsLongAndOverflow,
  PyLong_FromUnsignedLongLong,
} from "../builtin-types/int";
import { _PyLong_Add, _PyLong_Multiply } from "../builtin-types/int-arith";
import { long_compare } from "../builtin-types/int-compare";
import { _PyLong_GCD } from "../builtin-types/int-gcd";
import { _PyLong_NumBits, PyLong_AsUnsignedLongLong } from "../builtin-types/int-machine";
import { _PyLong_Lshift, _PyLong_Rshift } from "../builtin-types/int-shift";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OverflowError, PyExc_ValueError } from "../object/static-types";

/** f(a, b) for ints; steals both (NULL: fails). New reference. */
export function consume(
  a: PyObject | null,
  b: PyObject | null,
  f: (a: PyObject, b: PyObject) => PyObject | null,
): PyObject | null {
  const result = a && b ? f(a, b) : null;
  Py_XDECREF(a);
  Py_XDECREF(b);
  return result;
}

// --- gcd and lcm ---

/** |value|; steals it. */
function absolute(value: PyObject): PyObject | null {
  const result = PyNumber_Absolute(value);
  Py_DECREF(value);
  return result;
}

/** The least common multiple of two ints: new reference. */
function long_lcm(a: PyObject, b: PyObject): PyObject | null {
  if (_PyLong_IsZero(a) || _PyLong_IsZero(b)) return _PyLong_GetZero();
  const g = _PyLong_GCD(a, b);
  if (!g) return null;
  const f = PyNumber_FloorDivide(a, g);
  Py_DECREF(g);
  if (!f) return null;
  const m = _PyLong_Multiply(f, b);
  Py_DECREF(f);
  return m ? absolute(m) : null;
}

/** `combine` over the arguments; from `end` on (which nothing changes) they are only checked. */
function fold(
  args: Slots,
  nargs: i32,
  end: PyObject,
  combine: (a: PyObject, b: PyObject) => PyObject | null,
): PyObject | null {
  let res = PyNumber_Index(args.get(0));
  if (res && nargs === 1) return absolute(res);
  for (let i = 1; i < nargs && res; i++) {
    const x = _PyNumber_Index(args.get(i));
    if (!x) {
      Py_DECREF(res);
      return null;
    }
    if (ptr(res) === ptr(end)) {
      Py_DECREF(x);
      continue;
    }
    const next = combine(res, x);
    Py_DECREF(x);
    Py_DECREF(res);
    res = next;
  }
  return res;
}

export function math_gcd(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return nargs === 0 ? _PyLong_GetZero() : fold(args, nargs, _PyLong_GetOne(), _PyLong_GCD);
}

export function math_lcm(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return nargs === 0 ? _PyLong_GetOne() : fold(args, nargs, _PyLong_GetZero(), long_lcm);
}

// --- isqrt ---

/** The square root of 2**62 <= n < 2**64, off by less than 1: Newton's method from one bit on. */
function approximate_isqrt(n: u64): u64 {
  let u = 1 + (n >> 62);
  u = (u << 1) + (n >> 59) / u;
  u = (u << 3) + (n >> 53) / u;
  u = (u << 7) + (n >> 41) / u;
  return (u << 15) + (n >> 17) / u;
}

/** n >> count, of which only 64 bits are left. 0 with an exception set on failure. */
function leading_bits(n: PyObject, count: i64): u64 {
  const shifted = _PyLong_Rshift(n, count);
  if (!shifted) return 0;
  const bits = PyLong_AsUnsignedLongLong(shifted);
  Py_DECREF(shifted);
  return bits;
}

/** The root of a positive n with 2 * c + 1 or 2 * c + 2 bits, c < 32. */
function small_isqrt(n: PyObject, c: i32): PyObject | null {
  const shift: u64 = <u64>(31 - c);
  const m = PyLong_AsUnsignedLongLong(n);
  let u = approximate_isqrt(m << (2 * shift)) >> shift;
  // The root may seem to be 2**32.
  if (u > 0xffffffff || u * u > m) u--;
  return PyLong_FromUnsignedLongLong(u);
}

/** One step: `a` (stolen) was right to e bits of the root, the result is to d. */
function improve(n: PyObject, a: PyObject, c: i64, d: i64, e: i64): PyObject | null {
  const q = _PyLong_Rshift(n, 2 * c - e - d + 1);
  const quotient = q ? PyNumber_FloorDivide(q, a) : null;
  Py_XDECREF(q);
  const shifted = quotient ? _PyLong_Lshift(a, d - 1 - e) : null;
  Py_DECREF(a);
  return consume(shifted, quotient, _PyLong_Add);
}

/** `a` (stolen) or a - 1, whichever is the root of n. */
function round_down(n: PyObject, a: PyObject): PyObject | null {
  const square = _PyLong_Multiply(a, a);
  if (!square) {
    Py_DECREF(a);
    return null;
  }
  const too_large = long_compare(n, square) < 0;
  Py_DECREF(square);
  if (!too_large) return a;
  const less = PyNumber_Subtract(a, _PyLong_GetOne());
  Py_DECREF(a);
  return less;
}

/** The root of a positive int: Newton's method with as many bits in each step as are right in its result. */
function isqrt_of(n: PyObject): PyObject | null {
  const c = (_PyLong_NumBits(n) - 1) / 2;
  if (c < 32) return small_isqrt(n, <i32>c);
  const c_bits = 59 - <i32>clz<u64>(<u64>c);
  let d = c >> <i64>c_bits;
  const m = leading_bits(n, 2 * c - 62);
  if (m === 0) return null;
  let a = PyLong_FromUnsignedLongLong(approximate_isqrt(m) >> <u64>(31 - d));
  for (let s = c_bits - 1; s >= 0 && a; s--) {
    const e = d;
    d = c >> <i64>s;
    a = improve(n, a, c, d, e);
  }
  return a ? round_down(n, a) : null;
}

export function math_isqrt(_m: PyObject, arg: PyObject | null): PyObject | null {
  const n = _PyNumber_Index(arg!);
  if (!n) return null;
  let root: PyObject | null = null;
  if (_PyLong_IsNegative(n)) PyErr_SetString(PyExc_ValueError, cstr("isqrt() argument must be nonnegative"));
  else root = _PyLong_IsZero(n) ? _PyLong_GetZero() : isqrt_of(n);
  Py_DECREF(n);
  return root;
}

// --- factorial ---

/** The largest n with n! below 2**64. */
const LARGEST_SMALL: i64 = 20;

/** The product of the odd numbers from `start` up to below `stop`, of at most `max_bits` bits each. New reference. */
function factorial_partial_product(start: u64, stop: u64, max_bits: u64): PyObject | null {
  const count = (stop - start) / 2;
  if (count <= 64 && count * max_bits <= 64) {
    let total = start;
    for (let j = start + 2; j < stop; j += 2) total *= j;
    return PyLong_FromUnsignedLongLong(total);
  }
  const middle = (start + count) | 1;
  const left = factorial_partial_product(start, middle, <u64>(64 - <i32>clz<u64>(middle - 2)));
  if (!left) return null;
  return consume(left, factorial_partial_product(middle, stop, max_bits), _PyLong_Multiply);
}

/** The odd part of n!: the product over all i of the odd numbers up to n / 2**i. New reference. */
function factorial_odd_part(n: u64): PyObject | null {
  let inner: PyObject | null = _PyLong_GetOne();
  let outer: PyObject | null = _PyLong_GetOne();
  let upper: u64 = 3;
  for (let i = 62 - <i32>clz<u64>(n); i >= 0 && inner && outer; i--) {
    const v = n >> <u64>i;
    if (v <= 2) continue;
    const lower = upper;
    // The first odd number beyond n / 2**i.
    upper = (v + 1) | 1;
    const partial = factorial_partial_product(lower, upper, <u64>(64 - <i32>clz<u64>(upper - 2)));
    inner = consume(inner, partial, _PyLong_Multiply);
    if (!inner) break;
    const next = _PyLong_Multiply(outer, inner);
    Py_DECREF(outer);
    outer = next;
  }
  if (!inner) {
    Py_XDECREF(outer);
    return null;
  }
  Py_DECREF(inner);
  return outer;
}

export function math_factorial(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyLong_AsLongAndOverflow(arg!);
  if (x === -1 && tstate.current_exception) return null;
  if (tstate.out_i32 > 0) {
    const text = cstr("factorial() argument should not exceed 9223372036854775807");
    return PyErr_Format(PyExc_OverflowError, text);
  }
  if (tstate.out_i32 < 0 || x < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("factorial() not defined for negative values"));
    return null;
  }
  if (x <= LARGEST_SMALL) {
    let product: u64 = 1;
    for (let i: u64 = 2; i <= <u64>x; i++) product *= i;
    return PyLong_FromUnsignedLongLong(product);
  }
  const odd = factorial_odd_part(<u64>x);
  if (!odd) return null;
  const result = _PyLong_Lshift(odd, x - popcnt<i64>(x));
  Py_DECREF(odd);
  return result;
}
