/**
 * `staticmethod` and `classmethod`. CPython: PyStaticMethod_Type, PyClassMethod_Type of Objects/funcobject.c.
 *
 *   classmethod, staticmethod (32 bytes, GC)
 *   +16 callable   owned or NULL
 *   +24 dict       owned or NULL
 */
import { PyObject } from "../object/object";

@unmanaged
export class classmethod extends PyObject {
  cm_callable: PyObject | null;
  cm_dict: PyObject | null;
}

/** A new reference. */
export function PyClassMethod_New(callable: PyObject): PyObject | null {
  unreachable();
}

/** A new reference. */
export function PyStaticMethod_New(callable: PyObject): PyObject | null {
  unreachable();
}

/** The callable of a classmethod: borrowed. */
export function _PyClassMethod_GetFunc(cm: PyObject): PyObject | null {
  return changetype<classmethod>(cm).cm_callable;
}

/** The callable of a staticmethod: borrowed. */
export function _PyStaticMethod_GetFunc(sm: PyObject): PyObject | null {
  return changetype<classmethod>(sm).cm_callable;
}

export function init_static_method_types(): void {
  unreachable();
}
