/** Logarithms of floats and of ints of any size; floor, ceil, trunc. CPython: Modules/mathmodule.c. */
import { _PyArg_CheckPositional } from "../abstract/args";
import { PyErr_ClearIf, PyErr_Format } from "../abstract/errors";
import { PyNumber_TrueDivide } from "../abstract/number";
import {
  is_error,
  PyFloat_AS_DOUBLE,
  PyFloat_AsDouble,
  PyFloat_CheckExact,
  PyFloat_FromDouble,
} from "../builtin-types/float";
import { libm_log, libm_log2, libm_log10 } from "../builtin-types/float-logarithm";
import { _PyLong_IsPositive, PyLong_Check, PyLong_FromDouble } from "../builtin-types/int";
import { _PyLong_Frexp, PyLong_AsDouble } from "../builtin-types/int-machine";
import { call_unbound_noarg, lookup_maybe_method } from "../builtin-types/type-special-methods";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OverflowError, PyExc_TypeError } from "../object/static-types";
import { domain_error, is_nan } from "./math-errors";

const NATURAL: i32 = 0;
const BINARY: i32 = 2;
const DECIMAL: i32 = 10;

/** The logarithm of x > 0. */
function log_of(x: f64, base: i32): f64 {
  if (base === BINARY) return libm_log2(x);
  return base === DECIMAL ? libm_log10(x) : libm_log(x);
}

/** An int that may be too large for a float: log(m * 2**e) = log(m) + e * log(2). */
function log_of_int(arg: PyObject, base: i32): PyObject | null {
  if (!_PyLong_IsPositive(arg)) return domain_error();
  const x = PyLong_AsDouble(arg);
  if (!is_error(x)) return PyFloat_FromDouble(log_of(x, base));
  if (!PyErr_ClearIf(PyExc_OverflowError)) return null;
  const mantissa = _PyLong_Frexp(arg);
  const exponent = <f64>tstate.out_i64;
  return PyFloat_FromDouble(log_of(mantissa, base) + log_of(2.0, base) * exponent);
}

/** log(arg): new reference. */
function loghelper(arg: PyObject, base: i32): PyObject | null {
  if (PyLong_Check(arg)) return log_of_int(arg, base);
  const x = PyFloat_AsDouble(arg);
  if (is_error(x)) return null;
  if (x <= 0) return domain_error();
  return PyFloat_FromDouble(is_nan(x) ? x : log_of(x, base));
}

export function math_log(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("log"), nargs, 1, 2)) return null;
  const num = loghelper(args.get(0), NATURAL);
  if (!num || nargs === 1) return num;
  const den = loghelper(args.get(1), NATURAL);
  const quotient = den ? PyNumber_TrueDivide(num, den) : null;
  Py_DECREF(num);
  if (den) Py_DECREF(den);
  return quotient;
}

export function math_log2(_m: PyObject, arg: PyObject | null): PyObject | null {
  return loghelper(arg!, BINARY);
}

export function math_log10(_m: PyObject, arg: PyObject | null): PyObject | null {
  return loghelper(arg!, DECIMAL);
}

// --- floor, ceil, trunc ---

/** The method `name` of the type of `o`, called; NULL without an exception where there is none. New reference. */
function maybe_call_special(o: PyObject, name: PyObject): PyObject | null {
  const method = lookup_maybe_method(o, name);
  if (!method) return null;
  const result = call_unbound_noarg(tstate.out_i32, method, o);
  Py_DECREF(method);
  return result;
}

export function math_floor(_m: PyObject, arg: PyObject | null): PyObject | null {
  const o = arg!;
  if (PyFloat_CheckExact(o)) return PyLong_FromDouble(floor<f64>(PyFloat_AS_DOUBLE(o)));
  const result = maybe_call_special(o, _Py_ID("__floor__"));
  if (result || tstate.current_exception) return result;
  const x = PyFloat_AsDouble(o);
  return is_error(x) ? null : PyLong_FromDouble(floor<f64>(x));
}

export function math_ceil(_m: PyObject, arg: PyObject | null): PyObject | null {
  const o = arg!;
  if (PyFloat_CheckExact(o)) return PyLong_FromDouble(ceil<f64>(PyFloat_AS_DOUBLE(o)));
  const result = maybe_call_special(o, _Py_ID("__ceil__"));
  if (result || tstate.current_exception) return result;
  const x = PyFloat_AsDouble(o);
  return is_error(x) ? null : PyLong_FromDouble(ceil<f64>(x));
}

export function math_trunc(_m: PyObject, arg: PyObject | null): PyObject | null {
  const o = arg!;
  if (PyFloat_CheckExact(o)) return PyLong_FromDouble(trunc<f64>(PyFloat_AS_DOUBLE(o)));
  const result = maybe_call_special(o, _Py_ID("__trunc__"));
  if (result || tstate.current_exception) return result;
  return PyErr_Format(PyExc_TypeError, cstr("type %.100s doesn't define __trunc__ method"), o.ob_type.tp_name);
}
