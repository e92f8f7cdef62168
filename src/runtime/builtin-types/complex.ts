/**
 * complex: the object. CPython: Objects/complexobject.c.
 *
 *   PyComplexObject
 *   +0   PyObject
 *   +16  real  f64
 *   +24  imag  f64
 *   +32
 */
import { PyObject, ptr } from "../object/object";
import { PyComplex_Type } from "../object/static-types";
import { PyType_IsSubtype } from "./type-mro";

@unmanaged
export class PyComplexObject extends PyObject {
  real: f64;
  imag: f64;
}

/** @inline */
export function PyComplex_CheckExact(o: PyObject): bool {
  return ptr(o.ob_type) === ptr(PyComplex_Type);
}

/** @inline */
export function PyComplex_Check(o: PyObject): bool {
  return ptr(o.ob_type) === ptr(PyComplex_Type) || PyType_IsSubtype(o.ob_type, PyComplex_Type);
}

/** Returns a new reference; NULL: MemoryError. */
export function PyComplex_FromDoubles(_real: f64, _imag: f64): PyObject | null {
  unreachable();
}

/** Real part (result) and imaginary part (`tstate.out_f64`) of complex(o); -1.0 with an exception. */
export function PyComplex_AsCComplex(_o: PyObject): f64 {
  unreachable();
}
