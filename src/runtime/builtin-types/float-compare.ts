/**
 * float: comparison and hash. CPython: float_richcompare of Objects/floatobject.c, _Py_HashDouble of Python/pyhash.c.
 */
import { Py_hash_t, PyObject } from "../object/object";

/** Hash of a float value; of NaN that of the object `inst`. Never -1. */
export function _Py_HashDouble(_inst: PyObject, _value: f64): Py_hash_t {
  unreachable();
}

/** tp_richcompare. */
export function float_richcompare(_a: PyObject, _b: PyObject, _op: i32): PyObject | null {
  unreachable();
}
