/**
 * Members: a field of a struct as an attribute, also the slots of `__slots__`. CPython: PyMemberDescr_Type of
 * Objects/descrobject.c, Python/structmember.c.
 */
import { PyObject } from "../object/object";
import { PyMemberDef } from "../object/def-tables";
import { PyTypeObject } from "../object/type-object";

/** A descriptor for `member` of `type`: a new reference. */
export function PyDescr_NewMember(type: PyTypeObject, member: PyMemberDef): PyObject | null {
  unreachable();
}

/** The value of `member` in the object at `address`: a new reference, or NULL with AttributeError. */
export function PyMember_GetOne(address: PyObject, member: PyMemberDef): PyObject | null {
  unreachable();
}

/** Sets (`value` NULL: deletes) `member` in the object at `address`. */
export function PyMember_SetOne(address: PyObject, member: PyMemberDef, value: PyObject | null): i32 {
  unreachable();
}

export function init_member_descr_type(): void {
  unreachable();
}
