/**
 * comb and perm: binomial coefficients, falling factorials. CPython: Modules/mathmodule.c.
 *
 * Results below 2**64 are computed in machine words; larger ones by halving: P(n, k) = P(n, j) * P(n-j, k-j), and
 * C(n, k) = C(n, j) * C(n-j, k-j) / C(k, j), j = k / 2.
 */
import { _PyArg_CheckPositional } from "../abstract/args";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyNumber_FloorDivide, PyNumber_Multiply, PyNumber_Subtract } from "../abstract/number";
import { _PyNumber_Index, PyNumber_Index } from "../abstract/number-convert";
import { multiply_high } from "../builtin-types/float-shortest";
import {
  _PyLong_GetOne,
  _PyLong_GetZero,
  _PyLong_IsNegative,
  PyLong_AsLongLongAndOverflow,
  PyLong_FromUnsignedLongLong,
} from "../builtin-types/int";
import { _PyLong_Multiply } from "../builtin-types/int-arith";
import { long_compare } from "../builtin-types/int-compare";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_OverflowError, PyExc_ValueError } from "../object/static-types";
import { consume, math_factorial } from "./math-integer";

/** P(n, k) or C(n, k), exact, if no intermediate product exceeds 64 bits; else 0. 0 < k <= n */
function small_result(n: u64, k: u64, is_comb: bool): u64 {
  let result = n;
  for (let i: u64 = 1; i < k; i++) {
    const factor = n - i;
    if (multiply_high(result, factor) !== 0) return 0;
    result *= factor;
    // The product of i + 1 successive numbers is a multiple of (i + 1)!.
    if (is_comb) result /= i + 1;
  }
  return result;
}

/** Below so many steps machine words are tried first. */
const SMALL_STEPS: u64 = 64;

/** For machine words 0 <= k <= n. New reference. */
function perm_comb_small(n: u64, k: u64, is_comb: bool): PyObject | null {
  if (k === 0) return _PyLong_GetOne();
  if (k <= SMALL_STEPS) {
    const small = small_result(n, k, is_comb);
    if (small !== 0) return PyLong_FromUnsignedLongLong(small);
  }
  // k = 1 is n itself, which small_result has found.
  const j = k / 2;
  const a = perm_comb_small(n, j, is_comb);
  if (!a) return null;
  const product = consume(a, perm_comb_small(n - j, k - j, is_comb), _PyLong_Multiply);
  if (!product || !is_comb) return product;
  return consume(product, perm_comb_small(k, j, true), PyNumber_FloorDivide);
}

/** n - count as an int: new reference. */
function less(n: PyObject, count: u64): PyObject | null {
  const number = PyLong_FromUnsignedLongLong(count);
  if (!number) return null;
  const result = PyNumber_Subtract(n, number);
  Py_DECREF(number);
  return result;
}

/** As perm_comb_small for an n of any size. */
function perm_comb(n: PyObject, k: u64, is_comb: bool): PyObject | null {
  if (k === 0) return _PyLong_GetOne();
  if (k === 1) return Py_NewRef(n);
  const j = k / 2;
  const a = perm_comb(n, j, is_comb);
  if (!a) return null;
  const rest = less(n, j);
  const b = rest ? perm_comb(rest, k - j, is_comb) : null;
  Py_XDECREF(rest);
  const product = consume(a, b, PyNumber_Multiply);
  if (!product || !is_comb) return product;
  return consume(product, perm_comb_small(k, j, true), PyNumber_FloorDivide);
}

/** `o` is not negative; false with ValueError. */
function check_nonnegative(o: PyObject, text: usize): bool {
  if (!_PyLong_IsNegative(o)) return true;
  PyErr_SetString(PyExc_ValueError, text);
  return false;
}

/** Both are not negative; false with ValueError. */
function check_both(n: PyObject, k: PyObject): bool {
  return (
    check_nonnegative(n, cstr("n must be a non-negative integer")) &&
    check_nonnegative(k, cstr("k must be a non-negative integer"))
  );
}

function too_large(text: usize): PyObject | null {
  return PyErr_Format(PyExc_OverflowError, text);
}

/** P(n, k) of nonnegative ints. */
function perm(n: PyObject, k: PyObject): PyObject | null {
  const ni = PyLong_AsLongLongAndOverflow(n);
  const n_overflow = tstate.out_i32;
  const ki = PyLong_AsLongLongAndOverflow(k);
  const k_overflow = tstate.out_i32;
  if (n_overflow === 0 && (k_overflow !== 0 || ni < ki)) return _PyLong_GetZero();
  if (n_overflow !== 0 && long_compare(n, k) < 0) return _PyLong_GetZero();
  if (k_overflow !== 0) return too_large(cstr("k must not exceed 9223372036854775807"));
  return n_overflow === 0 ? perm_comb_small(<u64>ni, <u64>ki, false) : perm_comb(n, <u64>ki, false);
}

/** C(n, k) for k <= n, of which the smaller of k and n - k counts. */
function comb_of_big(n: PyObject, k: PyObject): PyObject | null {
  const rest = PyNumber_Subtract(n, k);
  if (!rest) return null;
  if (_PyLong_IsNegative(rest)) {
    Py_DECREF(rest);
    return _PyLong_GetZero();
  }
  const smaller = long_compare(rest, k) < 0 ? rest : k;
  const ki = PyLong_AsLongLongAndOverflow(smaller);
  const overflow = tstate.out_i32;
  Py_DECREF(rest);
  if (overflow !== 0) return too_large(cstr("min(n - k, k) must not exceed 9223372036854775807"));
  return perm_comb(n, <u64>ki, true);
}

/** C(n, k) of nonnegative ints. */
function comb(n: PyObject, k: PyObject): PyObject | null {
  const ni = PyLong_AsLongLongAndOverflow(n);
  if (tstate.out_i32 !== 0) return comb_of_big(n, k);
  const ki = PyLong_AsLongLongAndOverflow(k);
  if (tstate.out_i32 !== 0 || ni < ki) return _PyLong_GetZero();
  return perm_comb_small(<u64>ni, <u64>min<i64>(ki, ni - ki), true);
}

/** Both arguments as ints, checked, given to comb or perm. */
function choose(first: PyObject, second: PyObject, is_comb: bool): PyObject | null {
  const n = PyNumber_Index(first);
  if (!n) return null;
  const k = _PyNumber_Index(second);
  let result: PyObject | null = null;
  if (k && check_both(n, k)) result = is_comb ? comb(n, k) : perm(n, k);
  Py_DECREF(n);
  Py_XDECREF(k);
  return result;
}

export function math_perm(m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("perm"), nargs, 1, 2)) return null;
  if (nargs === 1 || ptr(args.get(1)) === ptr(Py_None)) return math_factorial(m, args.get(0));
  return choose(args.get(0), args.get(1), false);
}

export function math_comb(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("comb"), nargs, 2, 2)) return null;
  return choose(args.get(0), args.get(1), true);
}
