/** Mappings. CPython: the mapping part of Objects/abstract.c. */

import { PyDict_GetItemRef, PyDict_Items, PyDict_Keys, PyDict_Values } from "../builtin-types/dict";
import { PyDict_CheckExact } from "../builtin-types/dict-object";
import { PyList_CheckExact } from "../builtin-types/list";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_KeyError, PyExc_TypeError } from "../object/static-types";
import { PyObject_CallMethodNoArgs } from "./call";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format } from "./errors";
import { PyObject_GetIter } from "./iterator";
import { PyObject_GetItem, PySequence_List } from "./sequence";

/** Has mp_subscript. */
export function PyMapping_Check(o: PyObject): bool {
  const mapping = o.ob_type.tp_as_mapping;
  return mapping !== null && mapping.mp_subscript !== null;
}

/**
 * o[key] where it may be missing: 1 and a new reference in tstate.out_object, 0 and NULL (KeyError is swallowed), -1 on
 * another exception.
 */
export function PyMapping_GetOptionalItem(o: PyObject, key: PyObject): i32 {
  if (PyDict_CheckExact(o)) return PyDict_GetItemRef(o, key);
  const value = PyObject_GetItem(o, key);
  tstate.out_object = value;
  if (value) return 1;
  if (!PyErr_ExceptionMatches(PyExc_KeyError)) return -1;
  PyErr_Clear();
  tstate.out_object = null;
  return 0;
}

/** The list of what a method of a mapping gives. */
function method_output_as_list(o: PyObject, method: PyObject): PyObject | null {
  const output = PyObject_CallMethodNoArgs(o, method);
  if (!output || PyList_CheckExact(output)) return output;
  const it = PyObject_GetIter(output);
  if (!it) {
    if (PyErr_ExceptionMatches(PyExc_TypeError)) {
      PyErr_Format(
        PyExc_TypeError,
        cstr("%.200s.%U() returned a non-iterable (type %.200s)"),
        o.ob_type.tp_name,
        changetype<usize>(method),
        output.ob_type.tp_name,
      );
    }
    Py_DECREF(output);
    return null;
  }
  Py_DECREF(output);
  const list = PySequence_List(it);
  Py_DECREF(it);
  return list;
}

/** A list of the keys: new reference. */
export function PyMapping_Keys(o: PyObject): PyObject | null {
  return PyDict_CheckExact(o) ? PyDict_Keys(o) : method_output_as_list(o, _Py_ID("keys"));
}

export function PyMapping_Values(o: PyObject): PyObject | null {
  return PyDict_CheckExact(o) ? PyDict_Values(o) : method_output_as_list(o, _Py_ID("values"));
}

export function PyMapping_Items(o: PyObject): PyObject | null {
  return PyDict_CheckExact(o) ? PyDict_Items(o) : method_output_as_list(o, _Py_ID("items"));
}
