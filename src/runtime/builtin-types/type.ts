/**
 * `type`, the type of types. CPython: PyType_Type of Objects/typeobject.c.
 */
import { Py_IS_TYPE, PyObject } from "../object/object";
import { PyType_Type } from "../object/static-types";
import { Py_TPFLAGS_TYPE_SUBCLASS, PyType_FastSubclass, PyTypeObject } from "../object/type-object";

/** A type object (an instance of `type` or of a metaclass). @inline */
export function PyType_Check(o: PyObject): bool {
  return PyType_FastSubclass(o.ob_type, Py_TPFLAGS_TYPE_SUBCLASS);
}

/** An instance of `type` itself. @inline */
export function PyType_CheckExact(o: PyObject): bool {
  return Py_IS_TYPE(o, PyType_Type);
}

/** Last component of tp_name (address inside it). */
export function _PyType_Name(type: PyTypeObject): usize {
  unreachable();
}

export function init_type_type(): void {
  unreachable();
}
