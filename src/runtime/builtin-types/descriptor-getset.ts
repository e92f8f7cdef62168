/**
 * Attributes computed by native functions. CPython: PyGetSetDescr_Type of Objects/descrobject.c.
 */

import { PyErr_Format } from "../abstract/errors";
import { def_getset, PyGetSetDef } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_NewRef, Py_ssize_t, PyObject, ptr } from "../object/object";
import { descrgetfunc, descrsetfunc, getter, reprfunc } from "../object/slots";
import { Py_None, PyExc_AttributeError, PyGetSetDescr_Type } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import {
  def_descr_members,
  def_descr_qualname,
  descr_check,
  descr_new,
  descr_repr,
  descr_type,
  PyGetSetDescrObject,
} from "./descriptor-object";
import { PyUnicode_FromString } from "./str";

/** A descriptor for `getset` of `type`: a new reference. */
export function PyDescr_NewGetSet(type: PyTypeObject, getset: PyGetSetDef): PyObject | null {
  const o = descr_new(PyGetSetDescr_Type, type, getset.name);
  if (o) changetype<PyGetSetDescrObject>(o).d_getset = getset;
  return o;
}

/** AttributeError; `format` takes the attribute and the type. */
function no_access(descr: PyGetSetDescrObject, format: usize): void {
  PyErr_Format(PyExc_AttributeError, format, ptr(descr.d_name), descr.d_type.tp_name);
}

function getset_get(o: PyObject, self: PyObject | null, _type: PyObject | null): PyObject | null {
  if (!self) return Py_NewRef(o);
  if (!descr_check(o, self)) return null;
  const descr = changetype<PyGetSetDescrObject>(o);
  const def = descr.d_getset;
  const get = def.get;
  if (get) return get.call(self, def.closure);
  no_access(descr, cstr("attribute '%U' of '%.100s' objects is not readable"));
  return null;
}

function getset_set(o: PyObject, self: PyObject, value: PyObject | null): i32 {
  if (!descr_check(o, self)) return -1;
  const descr = changetype<PyGetSetDescrObject>(o);
  const def = descr.d_getset;
  const set = def.set;
  if (set) return set.call(self, value, def.closure);
  no_access(descr, cstr("attribute '%U' of '%.100s' objects is not writable"));
  return -1;
}

function getset_repr(o: PyObject): PyObject | null {
  return descr_repr(o, cstr("<attribute '%U' of '%s' objects>"));
}

function getset_get_doc(o: PyObject, _closure: usize): PyObject | null {
  const doc = changetype<PyGetSetDescrObject>(o).d_getset.doc;
  return doc ? PyUnicode_FromString(doc) : Py_None;
}

export function init_getset_descr_type(): void {
  const t = PyGetSetDescr_Type;
  descr_type(t, cstr("getset_descriptor"), <Py_ssize_t>offsetof<PyGetSetDescrObject>(), 0);
  t.tp_repr = reprfunc.of(getset_repr);
  t.tp_descr_get = descrgetfunc.of(getset_get);
  t.tp_descr_set = descrsetfunc.of(getset_set);
  def_descr_members(t);
  def_getset(t, cstr("__doc__"), getter.of(getset_get_doc), null);
  def_descr_qualname(t);
}
