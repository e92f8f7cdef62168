/**
 * Text to int, bases 2 to 36. CPython: PyLong_FromString of Objects/longobject.c.
 */
import { PyObject } from "../object/object";

/**
 * Parses NUL-terminated text (spaces around, sign, prefix, underscores). In `tstate.out_i32` the offset of the first
 * character that is not part of it. `strict`: anything left over is a ValueError (pend NULL in CPython).
 * Returns a new reference; NULL with ValueError.
 */
export function PyLong_FromString(_text: usize, _strict: bool, _base: i32): PyObject | null {
  unreachable();
}

/** int(str, base). Unicode digits and spaces allowed. Returns a new reference. */
export function PyLong_FromUnicodeObject(_u: PyObject, _base: i32): PyObject | null {
  unreachable();
}

/** int(bytes, base); `length` bytes followed by a NUL. Returns a new reference. */
export function _PyLong_FromBytes(_bytes: usize, _length: i32, _base: i32): PyObject | null {
  unreachable();
}
