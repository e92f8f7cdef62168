/**
 * What all descriptors of native attributes have in common. CPython: PyDescrObject of Include/cpython/descrobject.h,
 * descr_* of Objects/descrobject.c.
 *
 *   PyDescrObject (40 bytes, GC)
 *   +0   PyObject
 *   +16  d_type      the type whose attribute it is; owned
 *   +24  d_name      interned str; owned
 *   +32  d_qualname  str, made when asked for; owned or NULL
 *   +40  PyMethodDescr: d_method, +48 vectorcall   PyMemberDescr: d_member   PyGetSetDescr: d_getset
 *        PyWrapperDescr: d_base, +48 d_wrapped
 */

import { PyObject_GenericGetAttr, PyObject_GetAttr } from "../abstract/attribute";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import {
  _Py_T_OBJECT,
  def_getset,
  def_member,
  def_noargs,
  Py_READONLY,
  PyGetSetDef,
  PyMemberDef,
  PyMethodDef,
} from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  destructor,
  getattrofunc,
  getter,
  PyCFunction,
  traverseproc,
  vectorcallfunc,
  visitproc,
} from "../object/slots";
import { PyExc_TypeError } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import { _PyEval_GetBuiltin } from "./interpreter-frame";
import { PyUnicode_Check } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyUnicode_InternFromString } from "./str-intern";
import { PyTuple_Pack } from "./tuple";
import { static_type } from "./type-define";
import { PyObject_TypeCheck } from "./type-mro";

@unmanaged
export class PyDescrObject extends PyObject {
  d_type: PyTypeObject;
  d_name: PyObject;
  d_qualname: PyObject | null;
}

@unmanaged
export class PyMethodDescrObject extends PyDescrObject {
  d_method: PyMethodDef;
  vectorcall: vectorcallfunc | null;
}

@unmanaged
export class PyMemberDescrObject extends PyDescrObject {
  d_member: PyMemberDef;
}

@unmanaged
export class PyGetSetDescrObject extends PyDescrObject {
  d_getset: PyGetSetDef;
}

/** A type with a `__set__`: a data descriptor, which goes before the instance's dict. @inline */
export function PyDescr_IsData(descr: PyObject): bool {
  return descr.ob_type.tp_descr_set !== null;
}

/** A descriptor of `descrtype` for attribute `name` of `type`: a new reference; the rest is zero. */
export function descr_new(descrtype: PyTypeObject, type: PyTypeObject, name: usize): PyObject | null {
  const o = PyType_GenericAlloc(descrtype, 0);
  if (!o) return null;
  const descr = changetype<PyDescrObject>(o);
  descr.d_type = type;
  Py_INCREF(type);
  const text = PyUnicode_InternFromString(name);
  if (!text) {
    Py_DECREF(o);
    return null;
  }
  descr.d_name = text;
  return o;
}

function descr_dealloc(o: PyObject): void {
  const descr = changetype<PyDescrObject>(o);
  _PyObject_GC_UNTRACK(o);
  Py_XDECREF(descr.d_type);
  Py_XDECREF(descr.d_name);
  Py_XDECREF(descr.d_qualname);
  PyObject_GC_Del(o);
}

function descr_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit.call(changetype<PyDescrObject>(o).d_type, arg);
}

/** "<method 'x' of 'T' objects>" and the like; `format` takes the name (%U) and the type's (%s). A new reference. */
export function descr_repr(o: PyObject, format: usize): PyObject | null {
  const descr = changetype<PyDescrObject>(o);
  return PyUnicode_FromFormat(format, ptr(descr.d_name), descr.d_type.tp_name);
}

/** `self` is an instance of the descriptor's type; else false with TypeError. @inline */
export function descr_check(o: PyObject, self: PyObject): bool {
  return PyObject_TypeCheck(self, changetype<PyDescrObject>(o).d_type) || descr_mismatch(o, self);
}

function descr_mismatch(o: PyObject, self: PyObject): bool {
  const descr = changetype<PyDescrObject>(o);
  PyErr_Format(
    PyExc_TypeError,
    cstr("descriptor '%U' for '%.100s' objects doesn't apply to a '%.100s' object"),
    ptr(descr.d_name),
    descr.d_type.tp_name,
    self.ob_type.tp_name,
  );
  return false;
}

/** "Type.name": a new reference. */
function calculate_qualname(descr: PyDescrObject): PyObject | null {
  const type_qualname = PyObject_GetAttr(descr.d_type, _Py_ID("__qualname__"));
  if (!type_qualname) return null;
  let res: PyObject | null = null;
  if (PyUnicode_Check(type_qualname)) {
    res = PyUnicode_FromFormat(cstr("%S.%S"), ptr(type_qualname), ptr(descr.d_name));
  } else {
    PyErr_SetString(PyExc_TypeError, cstr("<descriptor>.__objclass__.__qualname__ is not a unicode object"));
  }
  Py_DECREF(type_qualname);
  return res;
}

/** Getter of `__qualname__`: a new reference. */
export function descr_get_qualname(o: PyObject, _closure: usize): PyObject | null {
  const descr = changetype<PyDescrObject>(o);
  if (!descr.d_qualname) {
    const qualname = calculate_qualname(descr);
    if (!qualname) return null;
    descr.d_qualname = qualname;
  }
  return Py_NewRef(descr.d_qualname!);
}

/** (getattr, (`o`, `name`)): how pickle finds an attribute again. A new reference. */
export function reduce_by_getattr(o: PyObject, name: PyObject): PyObject | null {
  const getattr = _PyEval_GetBuiltin(_Py_ID("getattr"));
  if (!getattr) return null;
  const args = PyTuple_Pack(o, name);
  const result = args ? PyTuple_Pack(getattr, args) : null;
  Py_XDECREF(args);
  Py_DECREF(getattr);
  return result;
}

function descr_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const descr = changetype<PyDescrObject>(o);
  return reduce_by_getattr(descr.d_type, descr.d_name);
}

/** Defines `__reduce__`. */
export function def_descr_reduce(t: PyTypeObject): void {
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(descr_reduce));
}

/** Defines `__objclass__` and `__name__`. */
export function def_descr_members(t: PyTypeObject): void {
  def_member(t, cstr("__objclass__"), _Py_T_OBJECT, offsetof<PyDescrObject>("d_type"), Py_READONLY);
  def_member(t, cstr("__name__"), _Py_T_OBJECT, offsetof<PyDescrObject>("d_name"), Py_READONLY);
}

/** Defines `__qualname__`. */
export function def_descr_qualname(t: PyTypeObject): void {
  def_getset(t, cstr("__qualname__"), getter.of(descr_get_qualname), null);
}

/** Begins the definition of a descriptor type. */
export function descr_type(t: PyTypeObject, name: usize, size: Py_ssize_t, flags: u32): void {
  static_type(t, name, size, 0, flags | Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(descr_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(descr_traverse);
}
