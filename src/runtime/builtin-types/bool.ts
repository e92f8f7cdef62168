/**
 * bool: two static ints of a subclass. CPython: Objects/boolobject.c.
 *
 * False and True are Py_False and Py_True of object/static-types.ts, laid out as one-digit ints.
 */
import { Py_False, Py_True, PyBool_Type } from "../object/static-types";
import { PyObject, ptr } from "../object/object";

/** @inline */
export function PyBool_Check(o: PyObject): bool {
  return ptr(o.ob_type) === ptr(PyBool_Type);
}

/** True or False: immortal, needs no counting. @inline */
export function PyBool_FromLong(value: bool): PyObject {
  return value ? Py_True : Py_False;
}

/** Fills PyBool_Type, Py_False, Py_True. */
export function init_bool_type(): void {
  unreachable();
}
