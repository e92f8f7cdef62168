/**
 * `object`, the base of every type. CPython: PyBaseObject_Type of Objects/typeobject.c.
 */
import { PyObject } from "../object/object";
import { PyTypeObject } from "../object/type-object";

/** tp_new of `object`: a new reference. */
export function object_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  unreachable();
}

/** tp_init of `object`. */
export function object_init(self: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  unreachable();
}

/** tp_richcompare of `object`: identity, and `!=` as the inverse of `==`. A new reference. */
export function object_richcompare(self: PyObject, other: PyObject, op: i32): PyObject | null {
  unreachable();
}

/** `object.__getstate__()` or what overrides it: a new reference. */
export function _PyObject_GetState(o: PyObject): PyObject | null {
  unreachable();
}

export function init_object_type(): void {
  unreachable();
}
