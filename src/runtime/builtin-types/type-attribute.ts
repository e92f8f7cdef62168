/**
 * Attributes of type objects. CPython: _Py_type_getattro, type_setattro of Objects/typeobject.c.
 */
import { PyObject } from "../object/object";
import { PyTypeObject } from "../object/type-object";

/**
 * `type.name`: a new reference, or NULL with an exception. With `suppress_missing` NULL without one when absent and
 * `tstate.out_i32` tells (1) that the AttributeError was left out.
 */
export function _Py_type_getattro_impl(type: PyTypeObject, name: PyObject, suppress_missing: bool): PyObject | null {
  unreachable();
}

/** tp_getattro of `type`: a new reference. */
export function _Py_type_getattro(type: PyObject, name: PyObject): PyObject | null {
  unreachable();
}

/** tp_setattro of `type`; `value` NULL deletes. */
export function type_setattro(type: PyObject, name: PyObject, value: PyObject | null): i32 {
  unreachable();
}
