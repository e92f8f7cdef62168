/**
 * What bytes and bytearray have in common for the methods they share: where the bytes are, and how a result is made.
 * CPython: the STRINGLIB_* macros that stringlib is compiled with, once for each type.
 *
 * A method of an immutable object may return the object itself; one of a bytearray always returns a new one.
 */

import { Py_buffer, PyBUF_SIMPLE, PyObject_GetBuffer } from "../abstract/buffer";
import { Py_NewRef, Py_SIZE, Py_ssize_t, PyObject } from "../object/object";
import { PyByteArray_AS_STRING, PyByteArray_FromStringAndSize } from "./bytearray";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_CheckExact, PyBytes_FromStringAndSize } from "./bytes";

/** bytes, as against bytearray. @inline */
export function is_bytes(self: PyObject): bool {
  return PyBytes_Check(self);
}

/** Address of the bytes of a bytes or bytearray. @inline */
export function bytes_like_data(self: PyObject): usize {
  return PyBytes_Check(self) ? PyBytes_AS_STRING(self) : PyByteArray_AS_STRING(self);
}

/** @inline */
export function bytes_like_size(self: PyObject): Py_ssize_t {
  return Py_SIZE(self);
}

/** A bytes or bytearray, like `self`, of `size` bytes at `data` (0: unset). Returns a new reference. */
export function bytes_like_new(self: PyObject, data: usize, size: Py_ssize_t): PyObject | null {
  return PyBytes_Check(self) ? PyBytes_FromStringAndSize(data, size) : PyByteArray_FromStringAndSize(data, size);
}

/** `self` unchanged: itself if it is exactly bytes, else a copy. Returns a new reference. */
export function bytes_like_unchanged(self: PyObject): PyObject | null {
  if (PyBytes_CheckExact(self)) return Py_NewRef(self);
  return bytes_like_new(self, bytes_like_data(self), bytes_like_size(self));
}

/** Fills `view` with the bytes of `o`; false with TypeError. */
export function get_simple_buffer(o: PyObject, view: Py_buffer): bool {
  return PyObject_GetBuffer(o, view, PyBUF_SIMPLE) === 0;
}
