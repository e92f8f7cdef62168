/** Seconds from Python objects, with CPython's rounding and its errors. CPython: Python/pytime.c. */
import { PyErr_ClearIf, PyErr_SetString } from "../abstract/errors";
import { PyFloat_AS_DOUBLE, PyFloat_Check, PyFloat_FromDouble } from "../builtin-types/float";
import { PyLong_AsLongLong } from "../builtin-types/int";
import { cstr } from "../object/literals";
import { PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OverflowError, PyExc_ValueError } from "../object/static-types";

export const SEC_TO_NS: i64 = 1000000000;

/** False with ValueError for NaN. */
function check_nan(d: f64): bool {
  if (d === d) return true;
  PyErr_SetString(PyExc_ValueError, cstr("Invalid value NaN (not a number)"));
  return false;
}

/** 0 with OverflowError. */
function overflow(text: usize): i64 {
  PyErr_SetString(PyExc_OverflowError, text);
  return 0;
}

/** -2**63 <= d < 2**63 @inline */
function fits(d: f64): bool {
  return d >= -9223372036854775808.0 && d < 9223372036854775808.0;
}

/** _PyTime_ObjectToTime_t, rounded down: whole seconds; the caller asks tstate.current_exception. */
export function seconds_from_object(o: PyObject): i64 {
  if (PyFloat_Check(o)) {
    const d = PyFloat_AS_DOUBLE(o);
    if (!check_nan(d)) return 0;
    const whole = floor<f64>(d);
    return fits(whole) ? <i64>whole : overflow(cstr("timestamp out of range for platform time_t"));
  }
  const value = PyLong_AsLongLong(o);
  if (value === -1 && tstate.current_exception) {
    if (PyErr_ClearIf(PyExc_OverflowError)) return overflow(cstr("timestamp out of range for platform time_t"));
  }
  return value;
}

/** Rounded away from zero. @inline */
function round_up(d: f64): f64 {
  return d >= 0 ? ceil<f64>(d) : floor<f64>(d);
}

/** _PyTime_FromSecondsObject, rounded away from zero: nanoseconds; the caller asks tstate.current_exception. */
export function nanoseconds_from_seconds(o: PyObject): i64 {
  if (PyFloat_Check(o)) {
    const d = PyFloat_AS_DOUBLE(o);
    if (!check_nan(d)) return 0;
    const ns = round_up(d * 1e9);
    return fits(ns) ? <i64>ns : overflow(cstr("timestamp out of range for platform time_t"));
  }
  const seconds = PyLong_AsLongLong(o);
  if (seconds === -1 && tstate.current_exception) {
    if (PyErr_ClearIf(PyExc_OverflowError)) return overflow(cstr("timestamp too large to convert to C PyTime_t"));
    return 0;
  }
  const limit = i64.MAX_VALUE / SEC_TO_NS;
  if (seconds > limit || seconds < -limit) return overflow(cstr("timestamp too large to convert to C PyTime_t"));
  return seconds * SEC_TO_NS;
}

/** A float of seconds: new reference. */
export function float_from_nanoseconds(ns: i64): PyObject | null {
  // Whole seconds are divided as an int: no bit is lost.
  return PyFloat_FromDouble(ns % SEC_TO_NS === 0 ? <f64>(ns / SEC_TO_NS) : <f64>ns / 1e9);
}
