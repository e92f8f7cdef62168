/**
 * float: arithmetic. CPython: float_add ... float_pow of Objects/floatobject.c.
 *
 * An operand is a float or an int (converted, which may overflow); anything else is NotImplemented.
 */

import { PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import {
  Py_None,
  Py_NotImplemented,
  PyComplex_Type,
  PyExc_OverflowError,
  PyExc_TypeError,
  PyExc_ZeroDivisionError,
} from "../object/static-types";
import { is_error, PyFloat_AS_DOUBLE, PyFloat_Check, PyFloat_CheckExact, PyFloat_FromDouble } from "./float";
import { raise_errno_range } from "./float-errno";
import { libm_pow } from "./float-power";
import { PyLong_Check } from "./int";
import { pack_pair } from "./int-divide";
import { PyLong_AsDouble } from "./int-machine";

/** Neither a float nor an int: the other operand's turn. In `tstate.out_i32`: 0 fine, 1 NotImplemented, -1 exception. */
function operand(o: PyObject): f64 {
  tstate.out_i32 = 0;
  if (PyFloat_Check(o)) return PyFloat_AS_DOUBLE(o);
  if (!PyLong_Check(o)) {
    tstate.out_i32 = 1;
    return 0;
  }
  const value = PyLong_AsDouble(o);
  tstate.out_i32 = is_error(value) ? -1 : 0;
  return value;
}

/** The result of an operation with an operand that gave no number. */
function no_operand(): PyObject | null {
  return tstate.out_i32 < 0 ? null : Py_NotImplemented;
}

export function float_add(v: PyObject, w: PyObject): PyObject | null {
  const a = PyFloat_CheckExact(v) ? PyFloat_AS_DOUBLE(v) : operand(v);
  if (!PyFloat_CheckExact(v) && tstate.out_i32) return no_operand();
  const b = PyFloat_CheckExact(w) ? PyFloat_AS_DOUBLE(w) : operand(w);
  if (!PyFloat_CheckExact(w) && tstate.out_i32) return no_operand();
  return PyFloat_FromDouble(a + b);
}

export function float_sub(v: PyObject, w: PyObject): PyObject | null {
  const a = PyFloat_CheckExact(v) ? PyFloat_AS_DOUBLE(v) : operand(v);
  if (!PyFloat_CheckExact(v) && tstate.out_i32) return no_operand();
  const b = PyFloat_CheckExact(w) ? PyFloat_AS_DOUBLE(w) : operand(w);
  if (!PyFloat_CheckExact(w) && tstate.out_i32) return no_operand();
  return PyFloat_FromDouble(a - b);
}

export function float_mul(v: PyObject, w: PyObject): PyObject | null {
  const a = PyFloat_CheckExact(v) ? PyFloat_AS_DOUBLE(v) : operand(v);
  if (!PyFloat_CheckExact(v) && tstate.out_i32) return no_operand();
  const b = PyFloat_CheckExact(w) ? PyFloat_AS_DOUBLE(w) : operand(w);
  if (!PyFloat_CheckExact(w) && tstate.out_i32) return no_operand();
  return PyFloat_FromDouble(a * b);
}

/** Returns NULL. */
function raise_zero(text: usize): PyObject | null {
  PyErr_SetString(PyExc_ZeroDivisionError, text);
  return null;
}

/** nb_true_divide */
export function float_div(v: PyObject, w: PyObject): PyObject | null {
  const a = operand(v);
  if (tstate.out_i32) return no_operand();
  const b = operand(w);
  if (tstate.out_i32) return no_operand();
  if (b === 0) return raise_zero(cstr("float division by zero"));
  return PyFloat_FromDouble(a / b);
}

/** a % b with the sign of b; b is not 0. */
export function float_modulo(a: f64, b: f64): f64 {
  const mod = a % b;
  if (mod === 0) return copysign<f64>(0, b);
  return b < 0 !== mod < 0 ? mod + b : mod;
}

/** a // b; b is not 0. */
export function float_floor_quotient(a: f64, b: f64): f64 {
  const mod = a % b;
  // a - mod is close to a multiple of b, so that the quotient is close to an integer.
  let div = (a - mod) / b;
  if (mod !== 0 && b < 0 !== mod < 0) div -= 1;
  if (div === 0) return copysign<f64>(0, a / b);
  const below = floor<f64>(div);
  return div - below > 0.5 ? below + 1 : below;
}

/** nb_remainder */
export function float_rem(v: PyObject, w: PyObject): PyObject | null {
  const a = operand(v);
  if (tstate.out_i32) return no_operand();
  const b = operand(w);
  if (tstate.out_i32) return no_operand();
  if (b === 0) return raise_zero(cstr("float modulo by zero"));
  return PyFloat_FromDouble(float_modulo(a, b));
}

/** nb_floor_divide */
export function float_floor_div(v: PyObject, w: PyObject): PyObject | null {
  const a = operand(v);
  if (tstate.out_i32) return no_operand();
  const b = operand(w);
  if (tstate.out_i32) return no_operand();
  if (b === 0) return raise_zero(cstr("float floor division by zero"));
  return PyFloat_FromDouble(float_floor_quotient(a, b));
}

/** nb_divmod */
export function float_divmod(v: PyObject, w: PyObject): PyObject | null {
  const a = operand(v);
  if (tstate.out_i32) return no_operand();
  const b = operand(w);
  if (tstate.out_i32) return no_operand();
  if (b === 0) return raise_zero(cstr("float divmod()"));
  const div = PyFloat_FromDouble(float_floor_quotient(a, b));
  if (!div) return null;
  const mod = PyFloat_FromDouble(float_modulo(a, b));
  if (!mod) return null;
  return pack_pair(div, mod);
}

/** @inline */
function is_odd_integer(x: f64): bool {
  return abs<f64>(x) % 2.0 === 1.0;
}

/** a ** b where either is infinite or NaN, or b is 0: C99's rules. */
function special_power(a: f64, b: f64): f64 {
  if (b === 0) return 1;
  if (a !== a) return a;
  if (b !== b) return a === 1 ? 1 : b;
  if (abs<f64>(b) === Infinity) {
    const size = abs<f64>(a);
    if (size === 1) return 1;
    return b > 0 === size > 1 ? Infinity : 0;
  }
  const odd = is_odd_integer(b);
  if (b > 0) return odd ? a : abs<f64>(a);
  return odd ? copysign<f64>(0, a) : 0;
}

/** nb_power: v ** w; z is None. */
export function float_pow(v: PyObject, w: PyObject, z: PyObject | null): PyObject | null {
  if (z && ptr(z) !== ptr(Py_None)) {
    PyErr_SetString(PyExc_TypeError, cstr("pow() 3rd argument not allowed unless all arguments are integers"));
    return null;
  }
  const a = operand(v);
  if (tstate.out_i32) return no_operand();
  const b = operand(w);
  if (tstate.out_i32) return no_operand();
  if (b === 0 || a - a !== 0 || b - b !== 0) return PyFloat_FromDouble(special_power(a, b));
  if (a === 0) {
    const odd = is_odd_integer(b);
    if (b < 0) return raise_zero(cstr("0.0 cannot be raised to a negative power"));
    return PyFloat_FromDouble(odd ? a : 0);
  }
  if (a < 0 && b !== floor<f64>(b)) return PyComplex_Type.tp_as_number!.nb_power!.call(v, w, z);
  return finite_power(a, b);
}

/** a ** b for finite a, b, neither of them 0; b is an integer where a < 0. */
function finite_power(a: f64, b: f64): PyObject | null {
  const negative = a < 0 && is_odd_integer(b);
  const size = abs<f64>(a);
  if (size === 1) return PyFloat_FromDouble(negative ? -1 : 1);
  const result = libm_pow(size, b);
  if (result === Infinity) return raise_errno_range(PyExc_OverflowError);
  return PyFloat_FromDouble(negative ? -result : result);
}

export function float_neg(v: PyObject): PyObject | null {
  return PyFloat_FromDouble(-PyFloat_AS_DOUBLE(v));
}

export function float_abs(v: PyObject): PyObject | null {
  return PyFloat_FromDouble(abs<f64>(PyFloat_AS_DOUBLE(v)));
}

export function float_bool(v: PyObject): i32 {
  return PyFloat_AS_DOUBLE(v) !== 0 ? 1 : 0;
}
