/**
 * The object of set and frozenset. CPython: PySetObject (cpython/setobject.h), 200 bytes.
 *
 *   +0  PyObject                                              an entry (16 bytes)
 *   +16 fill    entries in use: elements and dummies          +0 key   NULL: never used; dummy: deleted; else owned
 *   +24 used    elements                                      +8 hash  0 unused, -1 dummy
 *   +32 mask    entries of the table - 1
 *   +40 table   smalltable, or PyMem memory
 *   +48 hash    frozenset: -1 not yet computed; set: -1
 *   +56 finger  where pop() goes on searching
 *   +64 smalltable[8]
 *   +192 weakreflist
 *
 * Invariant: fill*5 < mask*3 after each insertion, so every probe sequence meets an unused entry.
 */
import { Py_IS_TYPE, Py_ssize_t, PyObject } from "../object/object";
import { PyFrozenSet_Type, PySet_Type } from "../object/static-types";
import { PyType_IsSubtype } from "./type-mro";

export const PySet_MINSIZE: i32 = 8;

@unmanaged
@final
export class setentry {
  key: PyObject | null;
  hash: i64;
}

@unmanaged
export class PySetObject extends PyObject {
  fill: Py_ssize_t;
  used: Py_ssize_t;
  mask: Py_ssize_t;
  /** Address of entry 0. */
  table: usize;
  hash: i64;
  finger: Py_ssize_t;
}

/** Offset of the eight entries inside the object. */
export const SET_SMALLTABLE: usize = 64;
export const SET_WEAKREFLIST: usize = 192;
export const SET_BASICSIZE: i32 = 200;

/** @inline */
export function PySet_CheckExact(o: PyObject): bool {
  return Py_IS_TYPE(o, PySet_Type);
}

/** @inline */
export function PyFrozenSet_CheckExact(o: PyObject): bool {
  return Py_IS_TYPE(o, PyFrozenSet_Type);
}

/** @inline */
export function PyAnySet_CheckExact(o: PyObject): bool {
  return Py_IS_TYPE(o, PySet_Type) || Py_IS_TYPE(o, PyFrozenSet_Type);
}

export function PyAnySet_Check(o: PyObject): bool {
  return (
    PyAnySet_CheckExact(o) || PyType_IsSubtype(o.ob_type, PySet_Type) || PyType_IsSubtype(o.ob_type, PyFrozenSet_Type)
  );
}

export function PySet_Check(o: PyObject): bool {
  return PySet_CheckExact(o) || PyType_IsSubtype(o.ob_type, PySet_Type);
}

export function PyFrozenSet_Check(o: PyObject): bool {
  return PyFrozenSet_CheckExact(o) || PyType_IsSubtype(o.ob_type, PyFrozenSet_Type);
}

/** @inline */
export function PySet_GET_SIZE(so: PyObject): Py_ssize_t {
  return changetype<PySetObject>(so).used;
}
