/**
 * The complex type: its slots and methods. CPython: PyComplex_Type of Objects/complexobject.c.
 */

/** Fills PyComplex_Type. */
export function init_complex_type(): void {
  unreachable();
}
