/**
 * Text to float. CPython: Python/pystrtod.c (PyOS_string_to_double), PyFloat_FromString of Objects/floatobject.c.
 */
import { PyObject } from "../object/object";

/** float(str, bytes, bytearray or buffer). Returns a new reference; NULL with ValueError or TypeError. */
export function PyFloat_FromString(_o: PyObject): PyObject | null {
  unreachable();
}

/**
 * The float at the begin of `length` ASCII characters; how many were used in `tstate.out_i32` (0: none; no exception
 * is set). "inf", "nan" included, no spaces, no underscores. Overflow gives an infinity.
 */
export function _Py_parse_double(_text: usize, _length: i32): f64 {
  unreachable();
}
