/**
 * The int type: its slots and methods. CPython: PyLong_Type of Objects/longobject.c.
 */

/** Fills PyLong_Type; also writes the small ints. */
export function init_long_type(): void {
  unreachable();
}
