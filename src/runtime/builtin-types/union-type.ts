/** types.UnionType: `int | str`. CPython: Objects/unionobject.c. Header: the bodies follow. */
import { Py_IS_TYPE, PyObject } from "../object/object";
import { _PyUnion_Type } from "../object/static-types";

/** @inline */
export function _PyUnion_Check(o: PyObject): bool {
  return Py_IS_TYPE(o, _PyUnion_Type);
}

/** The tuple of alternatives: borrowed. */
export function _Py_union_args(_union: PyObject): PyObject {
  unreachable();
}

/** `a | b` for types: new reference, or NotImplemented. */
export function _Py_union_type_or(_a: PyObject, _b: PyObject): PyObject | null {
  unreachable();
}

export function init_union_type(): void {
  unreachable();
}
