/**
 * int: +, -, * and the sign. CPython: long_add, long_sub, long_mul, x_add, x_sub of Objects/longobject.c.
 */
import { PyObject } from "../object/object";
import { PyLongObject } from "./int";

/** Both are ints. Returns a new reference, NULL: MemoryError. */
export function _PyLong_Add(_a: PyLongObject, _b: PyLongObject): PyObject | null {
  unreachable();
}

/** Both are ints. Returns a new reference, NULL: MemoryError. */
export function _PyLong_Subtract(_a: PyLongObject, _b: PyLongObject): PyObject | null {
  unreachable();
}

/** Both are ints. Returns a new reference, NULL: MemoryError. */
export function _PyLong_Multiply(_a: PyLongObject, _b: PyLongObject): PyObject | null {
  unreachable();
}
