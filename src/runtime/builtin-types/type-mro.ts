/**
 * The method resolution order: the subtype test, C3 linearisation, custom `mro()`.
 * CPython: the MRO part of Objects/typeobject.c.
 */
import { Py_IS_TYPE, PyObject } from "../object/object";
import { PyTypeObject } from "../object/type-object";

/** `b` is in the MRO of `a`. */
export function PyType_IsSubtype(a: PyTypeObject, b: PyTypeObject): bool {
  unreachable();
}

/** `o` is an instance of `t` or of a subtype. @inline */
export function PyObject_TypeCheck(o: PyObject, t: PyTypeObject): bool {
  return Py_IS_TYPE(o, t) || PyType_IsSubtype(o.ob_type, t);
}
