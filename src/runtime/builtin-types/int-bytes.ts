/**
 * int to and from bytes. CPython: _PyLong_AsByteArray, _PyLong_FromByteArray, int_to_bytes, int_from_bytes of Objects/longobject.c.
 */
import { PyObject } from "../object/object";
import { PyLongObject } from "./int";

/** From `n` bytes, two's complement when `is_signed`. Returns a new reference. */
export function _PyLong_FromByteArray(_bytes: usize, _n: i32, _little_endian: bool, _is_signed: bool): PyObject | null {
  unreachable();
}

/** To `n` bytes. 0, or -1 (with OverflowError when `with_exceptions`). */
export function _PyLong_AsByteArray(
  _v: PyLongObject,
  _bytes: usize,
  _n: i32,
  _little_endian: bool,
  _is_signed: bool,
  _with_exceptions: bool,
): i32 {
  unreachable();
}
