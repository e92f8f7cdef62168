/**
 * Finding one str in another. CPython: PyUnicode_Find and relatives of Objects/unicodeobject.c.
 */
import { PyObject } from "../object/object";

/** 1, 0, -1 with an exception (substr no str). sq_contains of str. */
export function PyUnicode_Contains(str: PyObject, substr: PyObject): i32 {
  unreachable();
}

/** Index of the first (direction > 0) or last occurrence in str[start:end]; -1 none, -2 error. */
export function PyUnicode_Find(str: PyObject, substr: PyObject, start: i64, end: i64, direction: i32): i32 {
  unreachable();
}

/** Index of a character; -1 none. */
export function PyUnicode_FindChar(str: PyObject, ch: u32, start: i64, end: i64, direction: i32): i32 {
  unreachable();
}

/** Non-overlapping occurrences; -1 error. */
export function PyUnicode_Count(str: PyObject, substr: PyObject, start: i64, end: i64): i32 {
  unreachable();
}

/** 1 if str[start:end] begins (direction < 0) or ends (> 0) with substr, 0, -1 error. */
export function PyUnicode_Tailmatch(str: PyObject, substr: PyObject, start: i64, end: i64, direction: i32): i32 {
  unreachable();
}
