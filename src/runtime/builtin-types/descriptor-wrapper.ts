/**
 * Slots as Python methods: slot wrappers (`int.__add__`) and method wrappers (`(1).__add__`).
 * CPython: PyWrapperDescr_Type, _PyMethodWrapper_Type of Objects/descrobject.c.
 *
 *   PyWrapperDescrObject (56 bytes): PyDescrObject, +40 d_base (entry of slotdefs), +48 d_wrapped (the slot's function)
 *   wrapperobject (32 bytes, GC): +16 descr (owned), +24 self (owned)
 */

import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyErr_Format } from "../abstract/errors";
import { Py_EQ, Py_HashPointer, Py_NE } from "../abstract/object-protocol";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_getset, def_member, def_noargs, Py_READONLY } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_hash_t, Py_INCREF, Py_IS_TYPE, Py_NewRef, Py_ssize_t, PyObject, ptr } from "../object/object";
import {
  descrgetfunc,
  destructor,
  getattrofunc,
  getter,
  hashfunc,
  PyCFunction,
  reprfunc,
  richcmpfunc,
  ternaryfunc,
  traverseproc,
  visitproc,
  wrapperfunc,
} from "../object/slots";
import {
  _PyMethodWrapper_Type,
  Py_False,
  Py_NotImplemented,
  Py_True,
  PyExc_TypeError,
  PyWrapperDescr_Type,
} from "../object/static-types";
import { Py_TRASHCAN_BEGIN, Py_TRASHCAN_END } from "../object/trashcan";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_METHOD_DESCRIPTOR,
  PyTypeObject,
} from "../object/type-object";
import {
  def_descr_members,
  def_descr_qualname,
  def_descr_reduce,
  descr_check,
  descr_get_qualname,
  descr_new,
  descr_repr,
  descr_type,
  PyDescrObject,
  reduce_by_getattr,
} from "./descriptor-object";
import { PyDict_GET_SIZE } from "./dict-object";
import { PyUnicode_FromString } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_GetSlice } from "./tuple";
import { static_type } from "./type-define";
import { _PyType_GetDocFromInternalDoc, _PyType_GetTextSignatureFromInternalDoc } from "./type-doc";
import { PyType_IsSubtype } from "./type-mro";
import { PyWrapperFlag_KEYWORDS, pytype_slotdef } from "./type-slotdefs";

@unmanaged
export class PyWrapperDescrObject extends PyDescrObject {
  d_base: pytype_slotdef;
  d_wrapped: usize;
}

@unmanaged
class wrapperobject extends PyObject {
  descr: PyWrapperDescrObject;
  self: PyObject;
}

/** A descriptor for the slot function `wrapped` of `type`, called as `base` says: a new reference. */
export function PyDescr_NewWrapper(type: PyTypeObject, base: pytype_slotdef, wrapped: usize): PyObject | null {
  const o = descr_new(PyWrapperDescr_Type, type, base.name);
  if (!o) return null;
  const descr = changetype<PyWrapperDescrObject>(o);
  descr.d_base = base;
  descr.d_wrapped = wrapped;
  return o;
}

/** Binds the slot wrapper `descr` to `self`: a new reference. */
export function PyWrapper_New(descr: PyObject, self: PyObject): PyObject | null {
  const o = _PyObject_GC_New(_PyMethodWrapper_Type);
  if (!o) return null;
  const wp = changetype<wrapperobject>(o);
  Py_INCREF(descr);
  Py_INCREF(self);
  store<u64>(ptr(o), <u64>ptr(descr), 16);
  store<u64>(ptr(o), <u64>ptr(self), 24);
  _PyObject_GC_TRACK(wp);
  return o;
}

/** Calls the slot with `self` and the rest of the arguments. A new reference. */
function wrapperdescr_raw_call(
  descr: PyWrapperDescrObject,
  self: PyObject,
  args: PyObject,
  kwds: PyObject | null,
): PyObject | null {
  const base = descr.d_base;
  if (kwds && !(base.flags & PyWrapperFlag_KEYWORDS) && PyDict_GET_SIZE(kwds) !== 0) {
    return PyErr_Format(PyExc_TypeError, cstr("wrapper %s() takes no keyword arguments"), base.name);
  }
  return changetype<wrapperfunc>(base.wrapper).call(self, args, <u32>descr.d_wrapped, kwds);
}

function wrapperdescr_call(o: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const descr = changetype<PyWrapperDescrObject>(o);
  const argc = PyTuple_GET_SIZE(args);
  if (argc < 1) {
    const format = cstr("descriptor '%U' of '%.100s' object needs an argument");
    return PyErr_Format(PyExc_TypeError, format, ptr(descr.d_name), descr.d_type.tp_name);
  }
  const self = PyTuple_GET_ITEM(args, 0);
  if (!PyType_IsSubtype(self.ob_type, descr.d_type)) {
    const format = cstr("descriptor '%U' requires a '%.100s' object but received a '%.100s'");
    return PyErr_Format(PyExc_TypeError, format, ptr(descr.d_name), descr.d_type.tp_name, self.ob_type.tp_name);
  }
  const rest = PyTuple_GetSlice(args, 1, argc);
  if (!rest) return null;
  const result = wrapperdescr_raw_call(descr, self, rest, kwds);
  Py_DECREF(rest);
  return result;
}

function wrapperdescr_get(o: PyObject, self: PyObject | null, _type: PyObject | null): PyObject | null {
  if (!self) return Py_NewRef(o);
  return descr_check(o, self) ? PyWrapper_New(o, self) : null;
}

function wrapperdescr_repr(o: PyObject): PyObject | null {
  return descr_repr(o, cstr("<slot wrapper '%U' of '%s' objects>"));
}

/** `__doc__` of what `base` describes. */
function doc_of(base: pytype_slotdef): PyObject | null {
  return _PyType_GetDocFromInternalDoc(base.name, base.doc);
}

function text_signature_of(base: pytype_slotdef): PyObject | null {
  return _PyType_GetTextSignatureFromInternalDoc(base.name, base.doc, 0);
}

function wrapperdescr_get_doc(o: PyObject, _closure: usize): PyObject | null {
  return doc_of(changetype<PyWrapperDescrObject>(o).d_base);
}

function wrapperdescr_get_text_signature(o: PyObject, _closure: usize): PyObject | null {
  return text_signature_of(changetype<PyWrapperDescrObject>(o).d_base);
}

function wrapper_dealloc(o: PyObject): void {
  const wp = changetype<wrapperobject>(o);
  PyObject_GC_UnTrack(o);
  if (Py_TRASHCAN_BEGIN(o)) return;
  Py_DECREF(wp.descr);
  Py_DECREF(wp.self);
  PyObject_GC_Del(o);
  Py_TRASHCAN_END();
}

function wrapper_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const wp = changetype<wrapperobject>(o);
  const err = visit.call(wp.descr, arg);
  return err ? err : visit.call(wp.self, arg);
}

function wrapper_richcompare(a: PyObject, b: PyObject, op: i32): PyObject | null {
  if (op !== Py_EQ && op !== Py_NE) return Py_NotImplemented;
  if (!Py_IS_TYPE(a, _PyMethodWrapper_Type) || !Py_IS_TYPE(b, _PyMethodWrapper_Type)) return Py_NotImplemented;
  const wa = changetype<wrapperobject>(a);
  const wb = changetype<wrapperobject>(b);
  const eq = ptr(wa.descr) === ptr(wb.descr) && ptr(wa.self) === ptr(wb.self);
  return eq === (op === Py_EQ) ? Py_True : Py_False;
}

function wrapper_hash(o: PyObject): Py_hash_t {
  const wp = changetype<wrapperobject>(o);
  const x = Py_HashPointer(ptr(wp.self)) ^ Py_HashPointer(ptr(wp.descr));
  return x === -1 ? -2 : x;
}

function wrapper_repr(o: PyObject): PyObject | null {
  const wp = changetype<wrapperobject>(o);
  return PyUnicode_FromFormat(
    cstr("<method-wrapper '%s' of %s object at %p>"),
    wp.descr.d_base.name,
    wp.self.ob_type.tp_name,
    ptr(wp.self),
  );
}

function wrapper_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const wp = changetype<wrapperobject>(o);
  return reduce_by_getattr(wp.self, wp.descr.d_name);
}

function wrapper_objclass(o: PyObject, _closure: usize): PyObject | null {
  return Py_NewRef(changetype<wrapperobject>(o).descr.d_type);
}

function wrapper_name(o: PyObject, _closure: usize): PyObject | null {
  return PyUnicode_FromString(changetype<wrapperobject>(o).descr.d_base.name);
}

function wrapper_qualname(o: PyObject, _closure: usize): PyObject | null {
  return descr_get_qualname(changetype<wrapperobject>(o).descr, 0);
}

function wrapper_doc(o: PyObject, _closure: usize): PyObject | null {
  return doc_of(changetype<wrapperobject>(o).descr.d_base);
}

function wrapper_text_signature(o: PyObject, _closure: usize): PyObject | null {
  return text_signature_of(changetype<wrapperobject>(o).descr.d_base);
}

function wrapper_call(o: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const wp = changetype<wrapperobject>(o);
  return wrapperdescr_raw_call(wp.descr, wp.self, args, kwds);
}

function init_wrapper_descr_type(): void {
  const t = PyWrapperDescr_Type;
  const size = <Py_ssize_t>offsetof<PyWrapperDescrObject>();
  descr_type(t, cstr("wrapper_descriptor"), size, Py_TPFLAGS_METHOD_DESCRIPTOR);
  t.tp_repr = reprfunc.of(wrapperdescr_repr);
  t.tp_call = ternaryfunc.of(wrapperdescr_call);
  t.tp_descr_get = descrgetfunc.of(wrapperdescr_get);
  def_descr_reduce(t);
  def_descr_members(t);
  def_getset(t, cstr("__doc__"), getter.of(wrapperdescr_get_doc), null);
  def_descr_qualname(t);
  def_getset(t, cstr("__text_signature__"), getter.of(wrapperdescr_get_text_signature), null);
}

function init_method_wrapper_type(): void {
  const t = _PyMethodWrapper_Type;
  const size = <Py_ssize_t>offsetof<wrapperobject>();
  static_type(t, cstr("method-wrapper"), size, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(wrapper_dealloc);
  t.tp_repr = reprfunc.of(wrapper_repr);
  t.tp_hash = hashfunc.of(wrapper_hash);
  t.tp_call = ternaryfunc.of(wrapper_call);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(wrapper_traverse);
  t.tp_richcompare = richcmpfunc.of(wrapper_richcompare);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(wrapper_reduce));
  def_member(t, cstr("__self__"), _Py_T_OBJECT, offsetof<wrapperobject>("self"), Py_READONLY);
  def_getset(t, cstr("__objclass__"), getter.of(wrapper_objclass), null);
  def_getset(t, cstr("__name__"), getter.of(wrapper_name), null);
  def_getset(t, cstr("__qualname__"), getter.of(wrapper_qualname), null);
  def_getset(t, cstr("__doc__"), getter.of(wrapper_doc), null);
  def_getset(t, cstr("__text_signature__"), getter.of(wrapper_text_signature), null);
}

export function init_wrapper_types(): void {
  init_wrapper_descr_type();
  init_method_wrapper_type();
}
