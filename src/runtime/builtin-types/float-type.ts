/**
 * The float type: its slots and methods. CPython: PyFloat_Type of Objects/floatobject.c.
 */

/** Fills PyFloat_Type. */
export function init_float_type(): void {
  unreachable();
}
