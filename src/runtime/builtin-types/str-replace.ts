/**
 * Replacing and translating. CPython: PyUnicode_Replace, PyUnicode_Translate of Objects/unicodeobject.c.
 */
import { PyObject } from "../object/object";

/** At most maxcount replacements (< 0: all). Returns a new reference. */
export function PyUnicode_Replace(str: PyObject, substr: PyObject, replstr: PyObject, maxcount: i64): PyObject | null {
  unreachable();
}

/** Returns a new reference. */
export function PyUnicode_Translate(str: PyObject, mapping: PyObject, errors: usize): PyObject | null {
  unreachable();
}
