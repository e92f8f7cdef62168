/**
 * Attributes computed by native functions. CPython: PyGetSetDescr_Type of Objects/descrobject.c.
 */
import { PyObject } from "../object/object";
import { PyGetSetDef } from "../object/def-tables";
import { PyTypeObject } from "../object/type-object";

/** A descriptor for `getset` of `type`: a new reference. */
export function PyDescr_NewGetSet(type: PyTypeObject, getset: PyGetSetDef): PyObject | null {
  unreachable();
}

export function init_getset_descr_type(): void {
  unreachable();
}
