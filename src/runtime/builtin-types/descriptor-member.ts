/**
 * Members: a field of a struct as an attribute, also the slots of `__slots__`. CPython: PyMemberDescr_Type of
 * Objects/descrobject.c.
 */

import { PyErr_SetString } from "../abstract/errors";
import { def_getset, Py_RELATIVE_OFFSET, PyMemberDef } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_NewRef, Py_ssize_t, PyObject } from "../object/object";
import { descrgetfunc, descrsetfunc, getter, reprfunc } from "../object/slots";
import { Py_None, PyExc_SystemError, PyMemberDescr_Type } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyMember_GetOne, PyMember_SetOne } from "./descriptor-member-value";
import {
  def_descr_members,
  def_descr_qualname,
  def_descr_reduce,
  descr_check,
  descr_new,
  descr_repr,
  descr_type,
  PyMemberDescrObject,
} from "./descriptor-object";
import { PyUnicode_FromString } from "./str";

/** A descriptor for `member` of `type`: a new reference. */
export function PyDescr_NewMember(type: PyTypeObject, member: PyMemberDef): PyObject | null {
  if (member.flags & Py_RELATIVE_OFFSET) {
    PyErr_SetString(PyExc_SystemError, cstr("PyDescr_NewMember used with Py_RELATIVE_OFFSET"));
    return null;
  }
  const o = descr_new(PyMemberDescr_Type, type, member.name);
  if (o) changetype<PyMemberDescrObject>(o).d_member = member;
  return o;
}

function member_get(o: PyObject, self: PyObject | null, _type: PyObject | null): PyObject | null {
  if (!self) return Py_NewRef(o);
  if (!descr_check(o, self)) return null;
  return PyMember_GetOne(self, changetype<PyMemberDescrObject>(o).d_member);
}

function member_set(o: PyObject, self: PyObject, value: PyObject | null): i32 {
  if (!descr_check(o, self)) return -1;
  return PyMember_SetOne(self, changetype<PyMemberDescrObject>(o).d_member, value);
}

function member_repr(o: PyObject): PyObject | null {
  return descr_repr(o, cstr("<member '%U' of '%s' objects>"));
}

function member_get_doc(o: PyObject, _closure: usize): PyObject | null {
  const doc = changetype<PyMemberDescrObject>(o).d_member.doc;
  return doc ? PyUnicode_FromString(doc) : Py_None;
}

export function init_member_descr_type(): void {
  const t = PyMemberDescr_Type;
  descr_type(t, cstr("member_descriptor"), <Py_ssize_t>offsetof<PyMemberDescrObject>(), 0);
  t.tp_repr = reprfunc.of(member_repr);
  t.tp_descr_get = descrgetfunc.of(member_get);
  t.tp_descr_set = descrsetfunc.of(member_set);
  def_descr_reduce(t);
  def_descr_members(t);
  def_getset(t, cstr("__doc__"), getter.of(member_get_doc), null);
  def_descr_qualname(t);
}
