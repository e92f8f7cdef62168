/** What a function of the module `math` makes of its argument and of the C function's result. CPython: Modules/mathmodule.c. */
import { PyErr_SetString } from "../abstract/errors";
import { PyFloat_FromDouble } from "../builtin-types/float";
import { cstr } from "../object/literals";
import { PyObject } from "../object/object";
import { PyExc_OverflowError, PyExc_ValueError } from "../object/static-types";

/** The result is not defined. Returns NULL. */
export function domain_error(): PyObject | null {
  PyErr_SetString(PyExc_ValueError, cstr("math domain error"));
  return null;
}

/** The result is too large for a float. Returns NULL. */
export function range_error(): PyObject | null {
  PyErr_SetString(PyExc_OverflowError, cstr("math range error"));
  return null;
}

/** Neither infinite nor NaN. @inline */
export function is_finite(x: f64): bool {
  return x - x === 0;
}

/** @inline */
export function is_nan(x: f64): bool {
  return x !== x;
}

/** @inline */
export function is_infinite(x: f64): bool {
  return abs<f64>(x) === Infinity;
}

/** A float of `r` = f(x) for an f without overflow: NaN and infinities not known from x are a domain error. New reference. */
export function result_of(x: f64, r: f64): PyObject | null {
  if (!is_finite(r) && ((is_nan(r) && !is_nan(x)) || (is_infinite(r) && is_finite(x)))) return domain_error();
  return PyFloat_FromDouble(r);
}

/** As result_of for an f that may overflow: an infinite result of a finite x is a range error. */
export function result_with_overflow(x: f64, r: f64): PyObject | null {
  if (is_nan(r) && !is_nan(x)) return domain_error();
  if (is_infinite(r) && is_finite(x)) return range_error();
  return PyFloat_FromDouble(r);
}

/** As result_with_overflow for r = f(x, y). */
export function result_of_two(x: f64, y: f64, r: f64): PyObject | null {
  if (is_nan(r) && !is_nan(x) && !is_nan(y)) return domain_error();
  if (is_infinite(r) && is_finite(x) && is_finite(y)) return range_error();
  return PyFloat_FromDouble(r);
}
