/**
 * int: shifts and bitwise operations. CPython: long_lshift, long_rshift, long_bitwise of Objects/longobject.c.
 */
import { PyObject } from "../object/object";

/** v << shift, shift >= 0. Returns a new reference. */
export function _PyLong_Lshift(_v: PyObject, _shift: i64): PyObject | null {
  unreachable();
}

/** v >> shift, shift >= 0. Returns a new reference. */
export function _PyLong_Rshift(_v: PyObject, _shift: i64): PyObject | null {
  unreachable();
}
