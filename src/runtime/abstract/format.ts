/** format(o, spec). CPython: PyObject_Format of Objects/abstract.c. */

import { PyLong_CheckExact } from "../builtin-types/int";
import { PyUnicode_Check, PyUnicode_CheckExact, PyUnicode_GET_LENGTH, unicode_get_empty } from "../builtin-types/str";
import { _PyObject_LookupSpecial } from "../builtin-types/type-lookup";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_SystemError, PyExc_TypeError } from "../object/static-types";
import { PyObject_CallOneArg } from "./call";
import { PyErr_Format } from "./errors";
import { PyObject_Str } from "./object-protocol";

/** What `o.__format__(spec)` gives; `spec` NULL: empty. New reference to a str. */
export function PyObject_Format(o: PyObject, spec: PyObject | null): PyObject | null {
  if (spec && !PyUnicode_Check(spec)) {
    return PyErr_Format(PyExc_SystemError, cstr("Format specifier must be a string, not %.200s"), spec.ob_type.tp_name);
  }
  if (!spec || PyUnicode_GET_LENGTH(spec) === 0) {
    if (PyUnicode_CheckExact(o)) return Py_NewRef(o);
    if (PyLong_CheckExact(o)) return PyObject_Str(o);
  }
  const method = _PyObject_LookupSpecial(o, _Py_ID("__format__"));
  if (!method) {
    if (tstate.current_exception) return null;
    return PyErr_Format(PyExc_TypeError, cstr("Type %.100s doesn't define __format__"), o.ob_type.tp_name);
  }
  const result = PyObject_CallOneArg(method, spec ? spec : unicode_get_empty());
  Py_DECREF(method);
  if (result && !PyUnicode_Check(result)) {
    PyErr_Format(PyExc_TypeError, cstr("__format__ must return a str, not %.200s"), result.ob_type.tp_name);
    Py_DECREF(result);
    return null;
  }
  return result;
}
