/**
 * int: greatest common divisor (Lehmer). CPython: _PyLong_GCD of Objects/longobject.c.
 */
import { PyObject } from "../object/object";

/** Both are ints. Returns a new reference to the non-negative result. */
export function _PyLong_GCD(_a: PyObject, _b: PyObject): PyObject | null {
  unreachable();
}
