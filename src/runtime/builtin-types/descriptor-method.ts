/**
 * Methods of native types (`list.append`), and class methods (`dict.fromkeys`). CPython: PyMethodDescr_Type,
 * PyClassMethodDescr_Type of Objects/descrobject.c.
 */
import { PyObject } from "../object/object";
import { PyMethodDef } from "../object/def-tables";
import { PyTypeObject } from "../object/type-object";

/** A descriptor for `method` of `type`: a new reference. */
export function PyDescr_NewMethod(type: PyTypeObject, method: PyMethodDef): PyObject | null {
  unreachable();
}

/** A descriptor for the class method `method` of `type`: a new reference. */
export function PyDescr_NewClassMethod(type: PyTypeObject, method: PyMethodDef): PyObject | null {
  unreachable();
}

export function init_method_descr_types(): void {
  unreachable();
}
