/**
 * The bytes object: layout, creation, the small C API. CPython: Objects/bytesobject.c.
 *
 *   PyBytesObject (33)
 *   +16 ob_size    bytes
 *   +24 ob_shash   hash, -1: not known
 *   +32 ob_sval    the bytes, then a NUL
 *
 * b"" and the 256 one-byte objects are static and immortal.
 */
import { Py_ssize_t, PyObject, PyVarObject } from "../object/object";
import { PyBytes_Type } from "../object/static-types";
import { Py_TPFLAGS_BYTES_SUBCLASS, PyType_FastSubclass } from "../object/type-object";

@unmanaged
export class PyBytesObject extends PyVarObject {
  ob_shash: i64;
}

/** offsetof(PyBytesObject, ob_sval) */
export const PyBytes_SVAL: usize = 32;
/** Size of an object without its bytes (the NUL included). */
export const PyBytesObject_SIZE: usize = 33;

/** @inline */
export function PyBytes_Check(o: PyObject): bool {
  return PyType_FastSubclass(o.ob_type, Py_TPFLAGS_BYTES_SUBCLASS);
}

/** @inline */
export function PyBytes_CheckExact(o: PyObject): bool {
  return changetype<usize>(o.ob_type) === changetype<usize>(PyBytes_Type);
}

/** @inline */
export function PyBytes_GET_SIZE(o: PyObject): Py_ssize_t {
  return changetype<PyVarObject>(o).ob_size;
}

/** Address of the bytes. Borrowed. @inline */
export function PyBytes_AS_STRING(o: PyObject): usize {
  return changetype<usize>(o) + PyBytes_SVAL;
}

/** `size` bytes copied from `str`, or unset ones when `str` is 0. Returns a new reference. */
export function PyBytes_FromStringAndSize(str: usize, size: Py_ssize_t): PyObject | null {
  unreachable();
}

/** From NUL-terminated bytes. Returns a new reference. */
export function PyBytes_FromString(str: usize): PyObject | null {
  unreachable();
}

/** bytes(o) for an object with a buffer or an iterable of ints. Returns a new reference. */
export function PyBytes_FromObject(o: PyObject): PyObject | null {
  unreachable();
}

/** Resizes an unshared bytes object; steals `v`, returns the object or NULL (v released). */
export function _PyBytes_Resize(v: PyObject, newsize: Py_ssize_t): PyObject | null {
  unreachable();
}

/** a + b (b any object with a buffer). Returns a new reference. */
export function bytes_concat(a: PyObject, b: PyObject): PyObject | null {
  unreachable();
}

/** Steals a reference to `v` (may be NULL), returns v + w or NULL. */
export function PyBytes_Concat(v: PyObject | null, w: PyObject | null): PyObject | null {
  unreachable();
}

/** sep.join(iterable). Returns a new reference. */
export function _PyBytes_Join(sep: PyObject, iterable: PyObject): PyObject | null {
  unreachable();
}

/** repr; with `smartquotes` double quotes where single ones occur. Returns a new reference. */
export function PyBytes_Repr(o: PyObject, smartquotes: bool): PyObject | null {
  unreachable();
}

/** Index of the needle in the haystack plus offset, or -1. */
export function _PyBytes_Find(
  haystack: usize,
  len_haystack: Py_ssize_t,
  needle: usize,
  len_needle: Py_ssize_t,
  offset: Py_ssize_t,
): Py_ssize_t {
  unreachable();
}

/** Fills PyBytes_Type and its iterator's. */
export function init_bytes_type(): void {
  unreachable();
}

/** The static bytes objects; sets interp.empty_bytes. To be called before any other function of bytes. */
export function init_bytes_singletons(): void {
  unreachable();
}
