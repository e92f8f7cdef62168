/**
 * float: the object and its free list. CPython: Objects/floatobject.c.
 *
 *   PyFloatObject
 *   +0   PyObject
 *   +16  ob_fval  f64
 *   +24
 *
 * The free list (layer 3) holds at most 100, linked through ob_type.
 */
import { PyObject, ptr } from "../object/object";
import { PyFloat_Type } from "../object/static-types";
import { PyType_IsSubtype } from "./type-mro";

@unmanaged
export class PyFloatObject extends PyObject {
  ob_fval: f64;
}

/** @inline */
export function PyFloat_CheckExact(o: PyObject): bool {
  return ptr(o.ob_type) === ptr(PyFloat_Type);
}

/** @inline */
export function PyFloat_Check(o: PyObject): bool {
  return ptr(o.ob_type) === ptr(PyFloat_Type) || PyType_IsSubtype(o.ob_type, PyFloat_Type);
}

/** @inline */
export function PyFloat_AS_DOUBLE(o: PyObject): f64 {
  return changetype<PyFloatObject>(o).ob_fval;
}

/** Returns a new reference; NULL: MemoryError. */
export function PyFloat_FromDouble(_value: f64): PyObject | null {
  unreachable();
}

/** Of an exact float whose count has reached zero. */
export function _PyFloat_ExactDealloc(_o: PyObject): void {
  unreachable();
}

/** float(o) without the parsing of text: __float__, __index__. -1.0 with an exception. */
export function PyFloat_AsDouble(_o: PyObject): f64 {
  unreachable();
}

/** Empties the free list (a full collection does). */
export function _PyFloat_ClearFreeList(): void {
  unreachable();
}
