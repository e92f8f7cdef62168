/**
 * `format % args` for str. CPython: PyUnicode_Format of Objects/unicodeobject.c.
 */
import { PyObject } from "../object/object";

/** nb_remainder of str, without the type tests. Returns a new reference. */
export function PyUnicode_Format(format: PyObject, args: PyObject): PyObject | null {
  unreachable();
}
