/**
 * The bytearray object: layout, creation, growth. CPython: Objects/bytearrayobject.c.
 *
 *   PyByteArrayObject (56)
 *   +16 ob_size     bytes in use
 *   +24 ob_alloc    bytes allocated
 *   +32 ob_bytes    start of the allocation, 0: none
 *   +40 ob_start    first byte in use (deleting at the front moves it)
 *   +48 ob_exports  buffers that are out; while there are any, the size is fixed
 */
import { Py_ssize_t, PyObject, PyVarObject } from "../object/object";
import { PyByteArray_Type } from "../object/static-types";

@unmanaged
export class PyByteArrayObject extends PyVarObject {
  ob_alloc: Py_ssize_t;
  ob_bytes: usize;
  ob_start: usize;
  ob_exports: Py_ssize_t;
}

/** Instance of bytearray or of a subclass. */
export function PyByteArray_Check(o: PyObject): bool {
  unreachable();
}

/** @inline */
export function PyByteArray_CheckExact(o: PyObject): bool {
  return changetype<usize>(o.ob_type) === changetype<usize>(PyByteArray_Type);
}

/** @inline */
export function PyByteArray_GET_SIZE(o: PyObject): Py_ssize_t {
  return changetype<PyVarObject>(o).ob_size;
}

/** Address of the bytes, never 0. */
export function PyByteArray_AS_STRING(o: PyObject): usize {
  unreachable();
}

/** `size` bytes copied from `bytes` (0: unset). Returns a new reference. */
export function PyByteArray_FromStringAndSize(bytes: usize, size: Py_ssize_t): PyObject | null {
  unreachable();
}

/** bytearray(o). Returns a new reference. */
export function PyByteArray_FromObject(o: PyObject): PyObject | null {
  unreachable();
}

/** a + b of objects with a buffer. Returns a new reference. */
export function PyByteArray_Concat(a: PyObject, b: PyObject): PyObject | null {
  unreachable();
}

/** -1 on error (BufferError while buffers are out). */
export function PyByteArray_Resize(self: PyObject, requested_size: Py_ssize_t): i32 {
  unreachable();
}

/** Fills PyByteArray_Type and its iterator's. */
export function init_bytearray_type(): void {
  unreachable();
}
