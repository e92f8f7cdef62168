/**
 * int to and from unsigned machine integers, masks and doubles. CPython: Objects/longobject.c.
 */
import { PyObject } from "../object/object";
import { PyLongObject } from "./int";

/** Of an int only. -1 (all ones) with OverflowError when negative or beyond 64 bits. */
export function PyLong_AsUnsignedLong(_o: PyObject): u64 {
  unreachable();
}

/** Of an int only. -1 (all ones) with OverflowError when negative or beyond 64 bits. */
export function PyLong_AsUnsignedLongLong(_o: PyObject): u64 {
  unreachable();
}

/** Of an int only. -1 (all ones) with OverflowError when negative or beyond 64 bits. */
export function PyLong_AsSize_t(_o: PyObject): u64 {
  unreachable();
}

/** The low 64 bits, no overflow. Calls __index__. -1 with an exception on other errors. */
export function PyLong_AsUnsignedLongMask(_o: PyObject): u64 {
  unreachable();
}

/** The low 64 bits, no overflow. Calls __index__. -1 with an exception on other errors. */
export function PyLong_AsUnsignedLongLongMask(_o: PyObject): u64 {
  unreachable();
}

/** An address; 0 with an exception. */
export function PyLong_AsVoidPtr(_o: PyObject): usize {
  unreachable();
}

/** The nearest double (half to even). -1.0 with OverflowError. Of an int only. */
export function PyLong_AsDouble(_o: PyObject): f64 {
  unreachable();
}

/** Mantissa in [0.5, 1), rounded half to even; the exponent in `tstate.out_i64`. Zero for zero. */
export function _PyLong_Frexp(_v: PyLongObject): f64 {
  unreachable();
}

/** Number of bits of the absolute value. */
export function _PyLong_NumBits(_v: PyLongObject): i64 {
  unreachable();
}
