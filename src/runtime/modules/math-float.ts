/** Functions of the module `math` on the parts of a double: frexp, ldexp, fmod, nextafter ... CPython: Modules/mathmodule.c. */
import { _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyErr_ClearIf, PyErr_SetString } from "../abstract/errors";
import { PyNumber_Index } from "../abstract/number-convert";
import { PyBool_FromLong } from "../builtin-types/bool";
import { is_error, PyFloat_AsDouble, PyFloat_FromDouble } from "../builtin-types/float";
import { libm_fma } from "../builtin-types/float-fma";
import { libm_atan2 } from "../builtin-types/float-inverse-trigonometry";
import { libm_pow } from "../builtin-types/float-power";
import { _PyLong_IsNegative, PyLong_AsLongAndOverflow, PyLong_Check, PyLong_FromLong } from "../builtin-types/int";
import { PyLong_AsUnsignedLongLong } from "../builtin-types/int-machine";
import { PyTuple_New, PyTuple_SET_ITEM } from "../builtin-types/tuple";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { domain_error, is_finite, is_infinite, is_nan, range_error, result_of_two } from "./math-errors";

const PI: f64 = 3.141592653589793;

const isclose_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const nextafter_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** What two_doubles has found; read at once. */
@unmanaged
class Pair {
  x: f64;
  y: f64;
}
const pair: Pair = changetype<Pair>(memory.data(16, 8));

/** Two arguments as doubles, in `pair`; false with an exception. */
function two_doubles(name: usize, args: Slots, nargs: i32): bool {
  if (!_PyArg_CheckPositional(name, nargs, 2, 2)) return false;
  const x = PyFloat_AsDouble(args.get(0));
  if (is_error(x)) return false;
  const y = PyFloat_AsDouble(args.get(1));
  if (is_error(y)) return false;
  pair.x = x;
  pair.y = y;
  return true;
}

export function math_atan2(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!two_doubles(cstr("atan2"), args, nargs)) return null;
  return result_of_two(pair.x, pair.y, libm_atan2(pair.x, pair.y));
}

export function math_copysign(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!two_doubles(cstr("copysign"), args, nargs)) return null;
  return PyFloat_FromDouble(copysign<f64>(pair.x, pair.y));
}

export function math_fmod(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!two_doubles(cstr("fmod"), args, nargs)) return null;
  const x = pair.x;
  const y = pair.y;
  if (is_infinite(y) && is_finite(x)) return PyFloat_FromDouble(x);
  return result_of_two(x, y, x % y);
}

/** The difference between x and the nearest multiple of y (of two: the even one), exact. */
function ieee_remainder(x: f64, y: f64): f64 {
  const a = abs<f64>(x);
  const b = abs<f64>(y);
  const m = a % b;
  const c = b - m;
  let r = m;
  if (m > c) r = -c;
  // Half-way: m or m - b, by whether the quotient is even.
  else if (m === c) r = m - 2.0 * ((0.5 * (a - m)) % b);
  return copysign<f64>(1.0, x) * r;
}

export function math_remainder(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!two_doubles(cstr("remainder"), args, nargs)) return null;
  const x = pair.x;
  const y = pair.y;
  if (is_finite(x) && is_finite(y)) return y === 0 ? domain_error() : PyFloat_FromDouble(ieee_remainder(x, y));
  if (is_nan(x)) return PyFloat_FromDouble(x);
  if (is_nan(y)) return PyFloat_FromDouble(y);
  return is_infinite(x) ? domain_error() : PyFloat_FromDouble(x);
}

/** y is an odd integer. */
function is_odd_integer(y: f64): bool {
  return is_finite(y) && abs<f64>(y % 2.0) === 1.0;
}

/** x ** y where one of them is infinite or NaN, as C99 has it. */
function pow_special(x: f64, y: f64): f64 {
  if (is_nan(x)) return y === 0 ? 1.0 : x;
  if (is_nan(y)) return x === 1.0 ? 1.0 : y;
  if (is_infinite(x)) {
    const odd = is_odd_integer(y);
    if (y > 0) return odd ? x : abs<f64>(x);
    if (y === 0) return 1.0;
    return odd ? copysign<f64>(0.0, x) : 0.0;
  }
  // y is infinite.
  const a = abs<f64>(x);
  if (a === 1.0) return 1.0;
  return y > 0 === a > 1.0 ? Infinity : 0.0;
}

export function math_pow(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!two_doubles(cstr("pow"), args, nargs)) return null;
  const x = pair.x;
  const y = pair.y;
  if (!is_finite(x) || !is_finite(y)) return PyFloat_FromDouble(pow_special(x, y));
  const r = libm_pow(x, y);
  if (is_finite(r)) return PyFloat_FromDouble(r);
  // A negative x with a fraction as y; 0 to a negative power.
  return is_nan(r) || x === 0 ? domain_error() : range_error();
}

export function math_fma(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("fma"), nargs, 3, 3)) return null;
  const x = PyFloat_AsDouble(args.get(0));
  if (is_error(x)) return null;
  const y = PyFloat_AsDouble(args.get(1));
  if (is_error(y)) return null;
  const z = PyFloat_AsDouble(args.get(2));
  if (is_error(z)) return null;
  const r = libm_fma(x, y, z);
  if (is_nan(r) && !is_nan(x) && !is_nan(y) && !is_nan(z)) {
    PyErr_SetString(PyExc_ValueError, cstr("invalid operation in fma"));
    return null;
  }
  if (is_infinite(r) && is_finite(x) && is_finite(y) && is_finite(z)) {
    PyErr_SetString(PyExc_OverflowError, cstr("overflow in fma"));
    return null;
  }
  return PyFloat_FromDouble(r);
}

// --- mantissa and exponent ---

/** A tuple of the float `first` and an item still to be set (pair_end): new reference. */
function pair_begin(first: f64): PyObject | null {
  const result = PyTuple_New(2);
  if (!result) return null;
  const number = PyFloat_FromDouble(first);
  if (number) {
    PyTuple_SET_ITEM(result, 0, number);
    return result;
  }
  Py_DECREF(result);
  return null;
}

/** Completes the tuple `pair` (may be NULL) with `second`, which it steals; NULL: fails. */
function pair_end(pair: PyObject | null, second: PyObject | null): PyObject | null {
  if (pair && second) {
    PyTuple_SET_ITEM(pair, 1, second);
    return pair;
  }
  Py_XDECREF(pair);
  Py_XDECREF(second);
  return null;
}

function float_and_int(x: f64, i: i64): PyObject | null {
  const pair = pair_begin(x);
  return pair ? pair_end(pair, PyLong_FromLong(i)) : null;
}

function two_floats(x: f64, y: f64): PyObject | null {
  const pair = pair_begin(x);
  return pair ? pair_end(pair, PyFloat_FromDouble(y)) : null;
}

export function math_frexp(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  if (is_error(x)) return null;
  if (x === 0 || !is_finite(x)) return float_and_int(x, 0);
  let bits = reinterpret<u64>(x);
  let exponent: i64 = -1022;
  if ((bits & 0x7ff0000000000000) === 0) {
    bits = reinterpret<u64>(x * 18014398509481984.0);
    exponent -= 54;
  }
  exponent += <i64>((bits >> 52) & 0x7ff);
  const mantissa = reinterpret<f64>((bits & 0x800fffffffffffff) | 0x3fe0000000000000);
  return float_and_int(mantissa, exponent);
}

export function math_modf(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  if (is_error(x)) return null;
  if (is_infinite(x)) return two_floats(copysign<f64>(0.0, x), x);
  if (is_nan(x)) return two_floats(x, x);
  const whole = trunc<f64>(x);
  return two_floats(copysign<f64>(x - whole, x), whole);
}

/** x * 2**e for finite x, rounded once; e beyond +-2200 gives infinity or zero. */
export function ldexp(x: f64, e: i32): f64 {
  e = min(max(e, -2200), 2200);
  while (e > 1023) {
    x *= 8.98846567431158e307;
    e -= 1023;
  }
  // Steps of 2**-969, so that at most the last one rounds.
  while (e < -1022) {
    x *= 2.004168360008973e-292;
    e += 969;
  }
  return x * reinterpret<f64>((<u64>(e + 1023)) << 52);
}

export function math_ldexp(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("ldexp"), nargs, 2, 2)) return null;
  const x = PyFloat_AsDouble(args.get(0));
  if (is_error(x)) return null;
  const i = args.get(1);
  if (!PyLong_Check(i)) {
    PyErr_SetString(PyExc_TypeError, cstr("Expected an int as second argument to ldexp."));
    return null;
  }
  let exponent = PyLong_AsLongAndOverflow(i);
  if (exponent === -1 && tstate.current_exception) return null;
  const overflow = tstate.out_i32;
  if (overflow !== 0) exponent = overflow > 0 ? i64.MAX_VALUE : i64.MIN_VALUE;
  if (x === 0 || !is_finite(x)) return PyFloat_FromDouble(x);
  const r = ldexp(x, <i32>min<i64>(max<i64>(exponent, -2200), 2200));
  return is_infinite(r) ? range_error() : PyFloat_FromDouble(r);
}

// --- neighbours ---

/** The next double after x towards y. */
export function next_after(x: f64, y: f64): f64 {
  if (x !== x || y !== y) return x + y;
  if (x === y) return y;
  if (x === 0) return copysign<f64>(5e-324, y);
  const bits = reinterpret<u64>(x);
  return reinterpret<f64>(x < y === x > 0 ? bits + 1 : bits - 1);
}

/** The double `steps` after x towards y, but not beyond it. */
function next_after_steps(x: f64, y: f64, steps: u64): f64 {
  if (steps === 0 || is_nan(x)) return x;
  if (is_nan(y)) return y;
  const sign: u64 = 0x8000000000000000;
  const ux = reinterpret<u64>(x);
  const uy = reinterpret<u64>(y);
  if (ux === uy) return x;
  const ax = ux & ~sign;
  const ay = uy & ~sign;
  if (((ux ^ uy) & sign) !== 0) {
    // On two sides of zero, which is one step and not two.
    if (ax + ay <= steps) return y;
    if (ax < steps) return reinterpret<f64>((steps - ax) | (uy & sign));
    return reinterpret<f64>(ux - steps);
  }
  if (ax > ay) return ax - ay >= steps ? reinterpret<f64>(ux - steps) : y;
  return ay - ax >= steps ? reinterpret<f64>(ux + steps) : y;
}

/** The number of steps, u64.MAX_VALUE for what is larger; u64.MAX_VALUE with an exception set on failure. */
function steps_of(arg: PyObject): u64 {
  const index = PyNumber_Index(arg);
  if (!index) return u64.MAX_VALUE;
  let steps: u64 = u64.MAX_VALUE;
  if (_PyLong_IsNegative(index)) PyErr_SetString(PyExc_ValueError, cstr("steps must be a non-negative integer"));
  else {
    steps = PyLong_AsUnsignedLongLong(index);
    if (steps === u64.MAX_VALUE && tstate.current_exception) PyErr_ClearIf(PyExc_OverflowError);
  }
  Py_DECREF(index);
  return steps;
}

export function math_nextafter(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const name = cstr("nextafter");
  const a = _PyArg_UnpackKeywords(nextafter_spec, name, cstr("steps"), 2, args, nargs, null, kwnames, 2, 2);
  stack_release(mark);
  if (a === 0) return null;
  const first = Slots.at(a).get(0);
  const second = Slots.at(a).get(1);
  const given = Slots.at(a).getOrNull(2);
  const x = PyFloat_AsDouble(first);
  if (is_error(x)) return null;
  const y = PyFloat_AsDouble(second);
  if (is_error(y)) return null;
  if (!given || ptr(given) === ptr(Py_None)) return PyFloat_FromDouble(next_after(x, y));
  const steps = steps_of(given);
  if (steps === u64.MAX_VALUE && tstate.current_exception) return null;
  return PyFloat_FromDouble(next_after_steps(x, y, steps));
}

export function math_ulp(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  if (is_error(x)) return null;
  const a = abs<f64>(x);
  if (is_nan(x)) return PyFloat_FromDouble(x);
  if (is_infinite(a)) return PyFloat_FromDouble(a);
  const up = next_after(a, Infinity);
  return PyFloat_FromDouble(is_infinite(up) ? a - next_after(a, -Infinity) : up - a);
}

// --- tests and angles ---

export function math_isfinite(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : PyBool_FromLong(is_finite(x));
}

export function math_isinf(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : PyBool_FromLong(is_infinite(x));
}

export function math_isnan(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : PyBool_FromLong(is_nan(x));
}

export function math_degrees(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : PyFloat_FromDouble(x * (180.0 / PI));
}

export function math_radians(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : PyFloat_FromDouble(x * (PI / 180.0));
}

function are_close(a: f64, b: f64, rel_tol: f64, abs_tol: f64): bool {
  if (a === b) return true;
  if (is_infinite(a) || is_infinite(b)) return false;
  const distance = abs<f64>(b - a);
  return distance <= abs<f64>(rel_tol * b) || distance <= abs<f64>(rel_tol * a) || distance <= abs_tol;
}

/** The argument `value`, or `without` where it is absent; -1 with an exception. */
function optional_double(value: PyObject | null, without: f64): f64 {
  return value ? PyFloat_AsDouble(value) : without;
}

export function math_isclose(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("a b rel_tol abs_tol");
  const address = _PyArg_UnpackKeywords(isclose_spec, cstr("isclose"), names, 0, args, nargs, null, kwnames, 2, 2);
  stack_release(mark);
  if (address === 0) return null;
  // All are read before a conversion can use the native stack.
  const second = Slots.at(address).get(1);
  const third = Slots.at(address).getOrNull(2);
  const fourth = Slots.at(address).getOrNull(3);
  const a = PyFloat_AsDouble(Slots.at(address).get(0));
  if (is_error(a)) return null;
  const b = PyFloat_AsDouble(second);
  if (is_error(b)) return null;
  const rel_tol = optional_double(third, 1e-9);
  if (is_error(rel_tol)) return null;
  const abs_tol = optional_double(fourth, 0);
  if (is_error(abs_tol)) return null;
  if (rel_tol < 0 || abs_tol < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("tolerances must be non-negative"));
    return null;
  }
  return PyBool_FromLong(are_close(a, b, rel_tol, abs_tol));
}
