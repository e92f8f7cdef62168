/**
 * Splitting. CPython: PyUnicode_Split and relatives of Objects/unicodeobject.c, stringlib/split.h, partition.h.
 */
import { PyObject } from "../object/object";

/** List of at most maxsplit + 1 parts (maxsplit < 0: all); `sep` NULL: white space. Returns a new reference. */
export function PyUnicode_Split(s: PyObject, sep: PyObject | null, maxsplit: i64): PyObject | null {
  unreachable();
}

/** As PyUnicode_Split from the end. Returns a new reference. */
export function PyUnicode_RSplit(s: PyObject, sep: PyObject | null, maxsplit: i64): PyObject | null {
  unreachable();
}

/** Returns a new reference to a list. */
export function PyUnicode_Splitlines(s: PyObject, keepends: bool): PyObject | null {
  unreachable();
}

/** Returns a new reference to a 3-tuple. */
export function PyUnicode_Partition(s: PyObject, sep: PyObject): PyObject | null {
  unreachable();
}

/** Returns a new reference to a 3-tuple. */
export function PyUnicode_RPartition(s: PyObject, sep: PyObject): PyObject | null {
  unreachable();
}
