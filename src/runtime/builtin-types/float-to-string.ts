/**
 * float to text. CPython: PyOS_double_to_string of Python/pystrtod.c, float_repr of Objects/floatobject.c.
 */
import { PyObject } from "../object/object";

export const Py_DTSF_SIGN: i32 = 1;
export const Py_DTSF_ADD_DOT_0: i32 = 2;
export const Py_DTSF_ALT: i32 = 4;
export const Py_DTSF_NO_NEG_0: i32 = 8;
export const Py_DTST_FINITE: i32 = 0;
export const Py_DTST_INFINITE: i32 = 1;
export const Py_DTST_NAN: i32 = 2;

/**
 * NUL-terminated ASCII in a PyMem block that the caller frees (PyMem_Free); its length in `tstate.out_i32`, Py_DTST_* in
 * `tstate.out_i32_2`. `format_code`: 'r' (precision 0), 'e', 'f', 'g' or upper case. 0 with MemoryError.
 */
export function PyOS_double_to_string(_value: f64, _format_code: i32, _precision: i32, _flags: i32): usize {
  unreachable();
}

/** tp_repr of float. Returns a new reference. */
export function float_repr(_o: PyObject): PyObject | null {
  unreachable();
}
