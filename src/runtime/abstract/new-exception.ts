/** Making exception classes from native code. CPython: PyErr_NewException of Python/errors.c. */

import { PyDict_Contains, PyDict_New, PyDict_SetItem } from "../builtin-types/dict";
import { PyUnicode_FromString, PyUnicode_FromStringAndSize } from "../builtin-types/str";
import { PyTuple_Check, PyTuple_Pack } from "../builtin-types/tuple";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject } from "../object/object";
import { PyExc_Exception, PyExc_SystemError, PyType_Type } from "../object/static-types";
import { PyObject_CallFunctionObjArgs } from "./call";
import { PyErr_SetString } from "./errors";

/** Address of the last dot, 0 without one. */
function last_dot(name: usize): usize {
  let dot: usize = 0;
  for (let at = name; load<u8>(at) !== 0; at++) if (load<u8>(at) === 46) dot = at;
  return dot;
}

/** Adds `__module__` unless the dict has it. -1 with an exception. */
function set_module(dict: PyObject, name: usize, size: i32): i32 {
  const found = PyDict_Contains(dict, _Py_ID("__module__"));
  if (found !== 0) return found < 0 ? -1 : 0;
  const module = PyUnicode_FromStringAndSize(name, size);
  if (!module) return -1;
  const status = PyDict_SetItem(dict, _Py_ID("__module__"), module);
  Py_DECREF(module);
  return status;
}

/**
 * A new class "module.Name" below `base` (a class, a tuple of classes; NULL: Exception), with the attributes of `dict` (may
 * be NULL). Returns a new reference.
 */
export function PyErr_NewException(name: usize, base: PyObject | null, dict: PyObject | null): PyObject | null {
  const dot = last_dot(name);
  if (dot === 0) {
    PyErr_SetString(PyExc_SystemError, cstr("PyErr_NewException: name must be module.class"));
    return null;
  }
  const attributes = dict ? Py_NewRef(dict) : PyDict_New();
  if (!attributes) return null;
  const parent: PyObject = base ? base : PyExc_Exception;
  let result: PyObject | null = null;
  if (set_module(attributes, name, <i32>(dot - name)) === 0) {
    const bases = PyTuple_Check(parent) ? Py_NewRef(parent) : PyTuple_Pack(parent);
    const text = bases ? PyUnicode_FromString(dot + 1) : null;
    if (bases && text) result = PyObject_CallFunctionObjArgs(PyType_Type, text, bases, attributes);
    Py_XDECREF(text);
    Py_XDECREF(bases);
  }
  Py_DECREF(attributes);
  return result;
}

/** As PyErr_NewException with a doc text (0: none). */
export function PyErr_NewExceptionWithDoc(
  name: usize,
  doc: usize,
  base: PyObject | null,
  dict: PyObject | null,
): PyObject | null {
  if (!doc) return PyErr_NewException(name, base, dict);
  const attributes = dict ? Py_NewRef(dict) : PyDict_New();
  if (!attributes) return null;
  const text = PyUnicode_FromString(doc);
  let result: PyObject | null = null;
  if (text && PyDict_SetItem(attributes, _Py_ID("__doc__"), text) === 0) {
    result = PyErr_NewException(name, base, attributes);
  }
  Py_XDECREF(text);
  Py_DECREF(attributes);
  return result;
}
