/**
 * `type(name, bases, dict)`: making a class. CPython: type_new and its parts in Objects/typeobject.c.
 */
import { PyObject } from "../object/object";
import { PyTypeObject } from "../object/type-object";

/** tp_new of `type`: a new reference. */
export function type_new(metatype: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  unreachable();
}

/** The most derived metaclass of `metatype` and the types of `bases` (a tuple): borrowed, or NULL with TypeError. */
export function _PyType_CalculateMetaclass(metatype: PyTypeObject, bases: PyObject): PyTypeObject | null {
  unreachable();
}
