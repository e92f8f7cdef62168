/**
 * int: division. CPython: x_divrem, l_divmod, long_true_divide of Objects/longobject.c.
 */
import { PyObject } from "../object/object";

/**
 * Quotient rounded half to even (result) and remainder (in `tstate.out_object`, a new reference). Both are ints.
 * Returns a new reference to the quotient; NULL on error.
 */
export function _PyLong_DivmodNear(_a: PyObject, _b: PyObject): PyObject | null {
  unreachable();
}
