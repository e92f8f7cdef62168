/**
 * complex: arithmetic, comparison, hash. CPython: _Py_c_quot, _Py_c_pow, complex_add ... of Objects/complexobject.c.
 */

import { PyErr_SetString } from "../abstract/errors";
import { Py_EQ, Py_NE, PyObject_RichCompare } from "../abstract/object-protocol";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_hash_t, Py_NewRef, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyExc_OverflowError,
  PyExc_ValueError,
  PyExc_ZeroDivisionError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { complex_imag, complex_real, PyComplex_Check, PyComplex_CheckExact, PyComplex_FromDoubles } from "./complex";
import { is_error, PyFloat_AS_DOUBLE, PyFloat_Check, PyFloat_FromDouble } from "./float";
import { _Py_HashDouble } from "./float-compare";
import { libm_exp } from "./float-exponential";
import { libm_hypot } from "./float-hypot";
import { libm_atan2 } from "./float-inverse-trigonometry";
import { libm_log } from "./float-logarithm";
import { libm_pow } from "./float-power";
import { libm_cos, libm_sin } from "./float-trigonometry";
import { PyLong_Check } from "./int";
import { _PyHASH_IMAG } from "./int-compare";
import { PyLong_AsDouble } from "./int-machine";

/**
 * Real part of an operand, the imaginary one in `tstate.out_f64`. In `tstate.out_i32`: 0 fine, 1 neither complex, float nor
 * int (NotImplemented), -1 exception.
 */
function operand(o: PyObject): f64 {
  tstate.out_i32 = 0;
  if (PyComplex_Check(o)) {
    tstate.out_f64 = complex_imag(o);
    return complex_real(o);
  }
  tstate.out_f64 = 0;
  if (PyFloat_Check(o)) return PyFloat_AS_DOUBLE(o);
  if (!PyLong_Check(o)) {
    tstate.out_i32 = 1;
    return 0;
  }
  const real = PyLong_AsDouble(o);
  tstate.out_f64 = 0;
  tstate.out_i32 = is_error(real) ? -1 : 0;
  return real;
}

/** The result of an operation with an operand that gave no number. */
function no_operand(): PyObject | null {
  return tstate.out_i32 < 0 ? null : Py_NotImplemented;
}

/** Returns NULL. */
function raise(exception: PyTypeObject, text: usize): PyObject | null {
  PyErr_SetString(exception, text);
  return null;
}

export function complex_add(v: PyObject, w: PyObject): PyObject | null {
  const ar = operand(v);
  const ai = tstate.out_f64;
  if (tstate.out_i32) return no_operand();
  const br = operand(w);
  if (tstate.out_i32) return no_operand();
  return PyComplex_FromDoubles(ar + br, ai + tstate.out_f64);
}

export function complex_sub(v: PyObject, w: PyObject): PyObject | null {
  const ar = operand(v);
  const ai = tstate.out_f64;
  if (tstate.out_i32) return no_operand();
  const br = operand(w);
  if (tstate.out_i32) return no_operand();
  return PyComplex_FromDoubles(ar - br, ai - tstate.out_f64);
}

export function complex_mul(v: PyObject, w: PyObject): PyObject | null {
  const ar = operand(v);
  const ai = tstate.out_f64;
  if (tstate.out_i32) return no_operand();
  const br = operand(w);
  const bi = tstate.out_f64;
  if (tstate.out_i32) return no_operand();
  return PyComplex_FromDoubles(ar * br - ai * bi, ar * bi + ai * br);
}

/** (ar + ai j) / (br + bi j), scaled by the larger part of the divisor. In `tstate.out_i32` 1: division by zero. */
export function _Py_c_quot(ar: f64, ai: f64, br: f64, bi: f64): f64 {
  tstate.out_i32 = 0;
  const size_r = abs<f64>(br);
  const size_i = abs<f64>(bi);
  if (size_r >= size_i) {
    if (size_r === 0) {
      tstate.out_i32 = 1;
      tstate.out_f64 = 0;
      return 0;
    }
    const ratio = bi / br;
    const denom = br + bi * ratio;
    tstate.out_f64 = (ai - ar * ratio) / denom;
    return (ar + ai * ratio) / denom;
  }
  if (size_i >= size_r) {
    const ratio = br / bi;
    const denom = br * ratio + bi;
    tstate.out_f64 = (ai * ratio - ar) / denom;
    return (ar * ratio + ai) / denom;
  }
  tstate.out_f64 = NaN;
  return NaN;
}

/** nb_true_divide */
export function complex_div(v: PyObject, w: PyObject): PyObject | null {
  const ar = operand(v);
  const ai = tstate.out_f64;
  if (tstate.out_i32) return no_operand();
  const br = operand(w);
  const bi = tstate.out_f64;
  if (tstate.out_i32) return no_operand();
  const real = _Py_c_quot(ar, ai, br, bi);
  if (tstate.out_i32) return raise(PyExc_ZeroDivisionError, cstr("complex division by zero"));
  return PyComplex_FromDoubles(real, tstate.out_f64);
}

/** a ** n by squaring, 1 <= n <= 100. */
function c_powu(ar: f64, ai: f64, n: i32): f64 {
  let rr: f64 = 1;
  let ri: f64 = 0;
  let pr = ar;
  let pi = ai;
  for (let mask = 1; mask <= n; mask <<= 1) {
    if (n & mask) {
      const t = rr * pr - ri * pi;
      ri = rr * pi + ri * pr;
      rr = t;
    }
    const t = pr * pr - pi * pi;
    pi = pr * pi + pi * pr;
    pr = t;
  }
  tstate.out_f64 = ri;
  return rr;
}

/** a ** n for an integer -100 <= n <= 100. In `tstate.out_i32` 1: 0 to a negative power. */
function c_powi(ar: f64, ai: f64, n: i32): f64 {
  tstate.out_i32 = 0;
  if (n > 0) return c_powu(ar, ai, n);
  const real = n === 0 ? 1.0 : c_powu(ar, ai, -n);
  return _Py_c_quot(1, 0, real, n === 0 ? 0.0 : tstate.out_f64);
}

/** a ** b in polar coordinates. In `tstate.out_i32` 1: a domain error (errno EDOM). */
function _Py_c_pow(ar: f64, ai: f64, br: f64, bi: f64): f64 {
  tstate.out_i32 = 0;
  tstate.out_f64 = 0;
  if (br === 0 && bi === 0) return 1;
  if (ar === 0 && ai === 0) {
    if (bi !== 0 || br < 0) tstate.out_i32 = 1;
    return 0;
  }
  const vabs = libm_hypot(ar, ai);
  let length = general_pow(vabs, br);
  const at = libm_atan2(ai, ar);
  let phase = at * br;
  if (bi !== 0) {
    length /= libm_exp(at * bi);
    phase += bi * libm_log(vabs);
  }
  // C's cos and sin of an infinite angle set EDOM.
  if (abs<f64>(phase) === Infinity) tstate.out_i32 = 1;
  tstate.out_f64 = length * libm_sin(phase);
  return length * libm_cos(phase);
}

/** C's pow for x >= 0, with its rules for infinities and NaN. */
function general_pow(x: f64, y: f64): f64 {
  if (y === 0 || x === 1) return 1;
  if (x !== x || y !== y) return NaN;
  if (abs<f64>(y) === Infinity) return y > 0 === x > 1 ? Infinity : 0;
  if (x === Infinity) return y > 0 ? Infinity : 0;
  return libm_pow(x, y);
}

/** nb_power; z is None. */
export function complex_pow(v: PyObject, w: PyObject, z: PyObject | null): PyObject | null {
  const ar = operand(v);
  const ai = tstate.out_f64;
  if (tstate.out_i32) return no_operand();
  const br = operand(w);
  const bi = tstate.out_f64;
  if (tstate.out_i32) return no_operand();
  if (z && ptr(z) !== ptr(Py_None)) return raise(PyExc_ValueError, cstr("complex modulo"));
  const small = bi === 0 && br === floor<f64>(br) && abs<f64>(br) <= 100;
  const real = small ? c_powi(ar, ai, <i32>br) : _Py_c_pow(ar, ai, br, bi);
  const imag = tstate.out_f64;
  if (tstate.out_i32) return raise(PyExc_ZeroDivisionError, cstr("0.0 to a negative or complex power"));
  if (abs<f64>(real) === Infinity || abs<f64>(imag) === Infinity) {
    return raise(PyExc_OverflowError, cstr("complex exponentiation"));
  }
  return PyComplex_FromDoubles(real, imag);
}

export function complex_neg(v: PyObject): PyObject | null {
  return PyComplex_FromDoubles(-complex_real(v), -complex_imag(v));
}

export function complex_pos(v: PyObject): PyObject | null {
  if (PyComplex_CheckExact(v)) return Py_NewRef(v);
  return PyComplex_FromDoubles(complex_real(v), complex_imag(v));
}

export function complex_abs(v: PyObject): PyObject | null {
  const real = complex_real(v);
  const imag = complex_imag(v);
  const length = libm_hypot(real, imag);
  if (length === Infinity && real - real === 0 && imag - imag === 0) {
    return raise(PyExc_OverflowError, cstr("absolute value too large"));
  }
  return PyFloat_FromDouble(length);
}

export function complex_bool(v: PyObject): i32 {
  return complex_real(v) !== 0 || complex_imag(v) !== 0 ? 1 : 0;
}

/** tp_richcompare: == and != only. */
export function complex_richcompare(v: PyObject, w: PyObject, op: i32): PyObject | null {
  if (op !== Py_EQ && op !== Py_NE) return Py_NotImplemented;
  const real = complex_real(v);
  const imag = complex_imag(v);
  let equal = false;
  if (PyLong_Check(w)) {
    // As a float and an int compare: exactly.
    if (imag === 0) {
      const value = PyFloat_FromDouble(real);
      if (!value) return null;
      const result = PyObject_RichCompare(value, w, op);
      Py_DECREF(value);
      return result;
    }
  } else if (PyFloat_Check(w)) equal = real === PyFloat_AS_DOUBLE(w) && imag === 0;
  else if (PyComplex_Check(w)) equal = real === complex_real(w) && imag === complex_imag(w);
  else return Py_NotImplemented;
  return equal === (op === Py_EQ) ? Py_True : Py_False;
}

/** tp_hash: with an imaginary part of 0 that of the real part. Never -1. */
export function complex_hash(v: PyObject): Py_hash_t {
  const real = <u64>_Py_HashDouble(v, complex_real(v));
  const imag = <u64>_Py_HashDouble(v, complex_imag(v));
  const combined = <i64>(real + _PyHASH_IMAG * imag);
  return combined === -1 ? -2 : combined;
}
