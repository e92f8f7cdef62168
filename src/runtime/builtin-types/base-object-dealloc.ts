/**
 * Releasing, traversing and clearing instances of classes. CPython: subtype_dealloc, subtype_traverse, subtype_clear of
 * Objects/typeobject.c; PyObject_CallFinalizer of Objects/object.c.
 */
import { PyObject } from "../object/object";
import { visitproc } from "../object/slots";

/** tp_dealloc of heap types made by `class`. */
export function subtype_dealloc(self: PyObject): void {
  unreachable();
}

/** tp_traverse of heap types made by `class`. */
export function subtype_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  unreachable();
}

/** tp_clear of heap types made by `class`. */
export function subtype_clear(self: PyObject): i32 {
  unreachable();
}

/** Calls tp_finalize once for the life of a GC object. */
export function PyObject_CallFinalizer(self: PyObject): void {
  unreachable();
}

/** As PyObject_CallFinalizer, from a dealloc (count 0): -1 when the finalizer has brought the object back to life. */
export function PyObject_CallFinalizerFromDealloc(self: PyObject): i32 {
  unreachable();
}
