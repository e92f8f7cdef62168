/**
 * Objects as integers and floats: `__index__`, `int()`, `float()`, sizes. CPython: PyNumber_Index, PyNumber_Long,
 * PyNumber_Float, PyNumber_AsSsize_t, PyNumber_ToBase of Objects/abstract.c.
 */

import { PyByteArray_AS_STRING, PyByteArray_Check, PyByteArray_GET_SIZE } from "../builtin-types/bytearray";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { PyComplex_Check } from "../builtin-types/complex";
import { PyFloat_AS_DOUBLE, PyFloat_Check, PyFloat_CheckExact, PyFloat_FromDouble } from "../builtin-types/float";
import { PyFloat_FromString } from "../builtin-types/float-from-string";
import {
  _PyLong_Copy,
  _PyLong_IsNegative,
  PyLong,
  PyLong_AsSsize_t,
  PyLong_Check,
  PyLong_CheckExact,
} from "../builtin-types/int";
import { _PyLong_FromBytes, PyLong_FromUnicodeObject } from "../builtin-types/int-from-string";
import { PyLong_AsDouble } from "../builtin-types/int-machine";
import { _PyLong_Format } from "../builtin-types/int-to-string";
import { PyUnicode_Check } from "../builtin-types/str";
import { _PyObject_LookupSpecial } from "../builtin-types/type-lookup";
import { PyErr_WarnFormat } from "../builtin-types/warnings";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject } from "../object/object";
import { tstate } from "../object/state";
import {
  PyExc_DeprecationWarning,
  PyExc_OverflowError,
  PyExc_SystemError,
  PyExc_TypeError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { Py_buffer_OnStack, PyBUF_SIMPLE, PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer } from "./buffer";
import { PyObject_CallNoArgs } from "./call";
import { PyErr_ClearIf, PyErr_Format, PyErr_SetString } from "./errors";

/** Has `__index__`. */
export function _PyIndex_Check(o: PyObject): bool {
  const number = o.ob_type.tp_as_number;
  return number !== null && number.nb_index !== null;
}

export function PyNumber_Check(o: PyObject): bool {
  const number = o.ob_type.tp_as_number;
  if (number !== null && (number.nb_index !== null || number.nb_int !== null || number.nb_float !== null)) return true;
  return PyComplex_Check(o);
}

/** An int (or subclass of it) by `__index__`; new reference. */
export function _PyNumber_Index(o: PyObject): PyObject | null {
  if (PyLong_Check(o)) return Py_NewRef(o);
  const number = o.ob_type.tp_as_number;
  const slot = number ? number.nb_index : null;
  if (!slot) {
    return PyErr_Format(
      PyExc_TypeError,
      cstr("'%.200s' object cannot be interpreted as an integer"),
      o.ob_type.tp_name,
    );
  }
  const result = slot.call(o);
  if (!result || PyLong_CheckExact(result)) return result;
  return checked_int_result(result, cstr("__index__"));
}

/** A result of `__index__` or `__int__` that is not exactly an int: a subclass warns, anything else is an error. Steals. */
function checked_int_result(result: PyObject, method: usize): PyObject | null {
  if (!PyLong_Check(result)) {
    PyErr_Format(PyExc_TypeError, cstr("%s returned non-int (type %.200s)"), method, result.ob_type.tp_name);
    Py_DECREF(result);
    return null;
  }
  const warned = PyErr_WarnFormat(
    PyExc_DeprecationWarning,
    1,
    cstr(
      "%s returned non-int (type %.200s).  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.",
    ),
    method,
    result.ob_type.tp_name,
  );
  if (warned < 0) {
    Py_DECREF(result);
    return null;
  }
  return result;
}

/** operator.index(o): exactly an int; new reference. */
export function PyNumber_Index(o: PyObject): PyObject | null {
  const result = _PyNumber_Index(o);
  if (!result || PyLong_CheckExact(result)) return result;
  const exact = _PyLong_Copy(PyLong(result));
  Py_DECREF(result);
  return exact;
}

/**
 * The index as a 64-bit number; -1 with an exception (test tstate.current_exception). Out of range: `err`, or clipped to the
 * ends when `err` is NULL.
 */
export function PyNumber_AsSsize_t(o: PyObject, err: PyTypeObject | null): i64 {
  const value = _PyNumber_Index(o);
  if (!value) return -1;
  let result = PyLong_AsSsize_t(value);
  if (result === -1 && tstate.current_exception && PyErr_ClearIf(PyExc_OverflowError)) {
    if (!err) result = _PyLong_IsNegative(PyLong(value)) ? i64.MIN_VALUE : i64.MAX_VALUE;
    else {
      PyErr_Format(err, cstr("cannot fit '%.200s' into an index-sized integer"), o.ob_type.tp_name);
    }
  }
  Py_DECREF(value);
  return result;
}

/** int(o): new reference. */
export function PyNumber_Long(o: PyObject): PyObject | null {
  if (PyLong_CheckExact(o)) return Py_NewRef(o);
  const number = o.ob_type.tp_as_number;
  if (number) {
    const nb_int = number.nb_int;
    if (nb_int) return exact_int(nb_int.call(o), cstr("__int__"));
    if (number.nb_index) return PyNumber_Index(o);
  }
  const trunc = _PyObject_LookupSpecial(o, _Py_ID("__trunc__"));
  if (trunc) return int_by_trunc(trunc);
  if (tstate.current_exception) return null;
  if (PyUnicode_Check(o)) return PyLong_FromUnicodeObject(o, 10);
  if (PyBytes_Check(o)) return _PyLong_FromBytes(PyBytes_AS_STRING(o), PyBytes_GET_SIZE(o), 10);
  if (PyByteArray_Check(o)) return _PyLong_FromBytes(PyByteArray_AS_STRING(o), PyByteArray_GET_SIZE(o), 10);
  if (PyObject_CheckBuffer(o)) return int_of_buffer(o);
  return not_convertible(o);
}

/** int() of the text in a buffer: new reference. */
function int_of_buffer(o: PyObject): PyObject | null {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  const got = PyObject_GetBuffer(o, view, PyBUF_SIMPLE) === 0;
  const bytes = got ? PyBytes_FromStringAndSize(view.buf, view.len) : null;
  if (got) PyBuffer_Release(view);
  stack_release(mark);
  if (!got) return not_convertible(o);
  if (!bytes) return null;
  const result = _PyLong_FromBytes(PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes), 10);
  Py_DECREF(bytes);
  return result;
}

function not_convertible(o: PyObject): PyObject | null {
  return PyErr_Format(
    PyExc_TypeError,
    cstr("int() argument must be a string, a bytes-like object or a real number, not '%.200s'"),
    o.ob_type.tp_name,
  );
}

/** Steals `result`. */
function exact_int(result: PyObject | null, method: usize): PyObject | null {
  if (!result || PyLong_CheckExact(result)) return result;
  const checked = checked_int_result(result, method);
  if (!checked) return null;
  const exact = _PyLong_Copy(PyLong(checked));
  Py_DECREF(checked);
  return exact;
}

/** Steals the bound method `trunc`. */
function int_by_trunc(trunc: PyObject): PyObject | null {
  const warned = PyErr_WarnFormat(
    PyExc_DeprecationWarning,
    1,
    cstr("The delegation of int() to __trunc__ is deprecated."),
  );
  const result: PyObject | null = warned < 0 ? null : PyObject_CallNoArgs(trunc);
  Py_DECREF(trunc);
  if (!result || PyLong_CheckExact(result)) return result;
  if (PyLong_Check(result)) {
    const exact = _PyLong_Copy(PyLong(result));
    Py_DECREF(result);
    return exact;
  }
  if (!_PyIndex_Check(result)) {
    PyErr_Format(PyExc_TypeError, cstr("__trunc__ returned non-Integral (type %.200s)"), result.ob_type.tp_name);
    Py_DECREF(result);
    return null;
  }
  const exact = PyNumber_Index(result);
  Py_DECREF(result);
  return exact;
}

/** float(o): new reference. */
export function PyNumber_Float(o: PyObject): PyObject | null {
  if (PyFloat_CheckExact(o)) return Py_NewRef(o);
  const number = o.ob_type.tp_as_number;
  const nb_float = number ? number.nb_float : null;
  if (nb_float) return exact_float(o, nb_float.call(o));
  if (number && number.nb_index) {
    const integer = _PyNumber_Index(o);
    if (!integer) return null;
    const value = PyLong_AsDouble(integer);
    Py_DECREF(integer);
    return value === -1.0 && tstate.current_exception ? null : PyFloat_FromDouble(value);
  }
  if (PyFloat_Check(o)) return PyFloat_FromDouble(PyFloat_AS_DOUBLE(o));
  return PyFloat_FromString(o);
}

/** The result of `__float__` as exactly a float. Steals `result`. */
function exact_float(o: PyObject, result: PyObject | null): PyObject | null {
  if (!result || PyFloat_CheckExact(result)) return result;
  if (!PyFloat_Check(result)) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("%.50s.__float__ returned non-float (type %.50s)"),
      o.ob_type.tp_name,
      result.ob_type.tp_name,
    );
    Py_DECREF(result);
    return null;
  }
  const warned = PyErr_WarnFormat(
    PyExc_DeprecationWarning,
    1,
    cstr(
      "%.50s.__float__ returned non-float (type %.50s).  The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python.",
    ),
    o.ob_type.tp_name,
    result.ob_type.tp_name,
  );
  const value = PyFloat_AS_DOUBLE(result);
  Py_DECREF(result);
  return warned < 0 ? null : PyFloat_FromDouble(value);
}

/** bin(), oct(), hex(): digits in base 2, 8, 10 or 16 with prefix. New reference. */
export function PyNumber_ToBase(o: PyObject, base: i32): PyObject | null {
  if (base !== 2 && base !== 8 && base !== 10 && base !== 16) {
    PyErr_SetString(PyExc_SystemError, cstr("PyNumber_ToBase: base must be 2, 8, 10 or 16"));
    return null;
  }
  const index = _PyNumber_Index(o);
  if (!index) return null;
  const result = _PyLong_Format(index, base);
  Py_DECREF(index);
  return result;
}
