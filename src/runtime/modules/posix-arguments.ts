/** Arguments that many functions of `posix` have. */

import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { _PyIndex_Check } from "../abstract/number-convert";
import { PyErr_SetFromErrno } from "../builtin-types/exception-os";
import { PyLong_AsInt, PyLong_AsLongLong, PyLong_FromLong } from "../builtin-types/int";
import { cstr } from "../object/literals";
import { PyObject, ptr } from "../object/object";
import { Py_None, PyExc_NotImplementedError, PyExc_OSError, PyExc_TypeError } from "../object/static-types";

/** A C int: test tstate.current_exception. */
export function int_argument(o: PyObject): i32 {
  return PyLong_AsInt(o);
}

/** An off_t: test tstate.current_exception. */
export function offset_argument(o: PyObject): i64 {
  return PyLong_AsLongLong(o);
}

/** `dir_fd`: only None (or nothing) will do. False with an exception. */
export function no_dir_fd(o: PyObject | null): bool {
  if (!o || ptr(o) === ptr(Py_None)) return true;
  if (!_PyIndex_Check(o)) {
    PyErr_Format(PyExc_TypeError, cstr("argument should be integer or None, not %.200s"), o.ob_type.tp_name);
    return false;
  }
  PyErr_SetString(PyExc_NotImplementedError, cstr("dir_fd unavailable on this platform"));
  return false;
}

/** OSError for a host's -errno. Returns NULL. */
export function posix_error(result: i32): PyObject | null {
  return PyErr_SetFromErrno(PyExc_OSError, -result);
}

/** None, or OSError for a host's -errno. */
export function none_or_error(result: i32): PyObject | null {
  return result < 0 ? posix_error(result) : Py_None;
}

/** An int, or OSError for a host's -errno. */
export function int_or_error(result: i32): PyObject | null {
  return result < 0 ? posix_error(result) : PyLong_FromLong(<i64>result);
}
