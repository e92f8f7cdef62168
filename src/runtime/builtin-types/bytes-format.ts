/**
 * `format % args` for bytes and bytearray. CPython: _PyBytes_FormatEx of Objects/bytesobject.c.
 */
import { Py_ssize_t, PyObject } from "../object/object";

/** Returns a new reference to bytes, or a bytearray. */
export function _PyBytes_FormatEx(
  _format: usize,
  _format_len: Py_ssize_t,
  _args: PyObject,
  _use_bytearray: bool,
): PyObject | null {
  unreachable();
}
