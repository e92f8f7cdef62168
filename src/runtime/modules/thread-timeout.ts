/** Timeouts given in seconds. CPython: _PyTime_FromSecondsObject of Python/pytime.c, and the limit of _threadmodule.c. */

import { PyErr_SetString } from "../abstract/errors";
import { PyFloat_AS_DOUBLE, PyFloat_Check } from "../builtin-types/float";
import { PyLong_AsLongLong } from "../builtin-types/int";
import { cstr } from "../object/literals";
import { PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OverflowError, PyExc_ValueError } from "../object/static-types";

/** _thread.TIMEOUT_MAX, in seconds: nanoseconds must fit into 64 bits. */
export const TIMEOUT_MAX: f64 = 9223372036.0;
const NANOSECONDS_LIMIT: f64 = 9223372036.854776;

/** Seconds of a float or int: -1 also with an exception (test tstate.current_exception). */
export function seconds_of_timeout(o: PyObject): f64 {
  let seconds: f64;
  if (PyFloat_Check(o)) {
    seconds = PyFloat_AS_DOUBLE(o);
    if (seconds !== seconds) {
      PyErr_SetString(PyExc_ValueError, cstr("Invalid value NaN (not a number)"));
      return -1;
    }
    if (seconds >= NANOSECONDS_LIMIT || seconds < -NANOSECONDS_LIMIT) {
      PyErr_SetString(PyExc_OverflowError, cstr("timestamp out of range for platform time_t"));
      return -1;
    }
  } else {
    const whole = PyLong_AsLongLong(o);
    if (whole === -1 && tstate.current_exception) return -1;
    seconds = <f64>whole;
    if (seconds >= NANOSECONDS_LIMIT || seconds < -NANOSECONDS_LIMIT) {
      PyErr_SetString(PyExc_OverflowError, cstr("timestamp too large to convert to C PyTime_t"));
      return -1;
    }
  }
  if (seconds <= TIMEOUT_MAX) return seconds;
  PyErr_SetString(PyExc_OverflowError, cstr("timeout value is too large"));
  return -1;
}
