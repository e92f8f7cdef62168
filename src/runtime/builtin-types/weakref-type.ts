/**
 * `weakref.ref`. CPython: _PyWeakref_RefType of Objects/weakrefobject.c.
 */

import { _PyArg_CheckPositional, _PyArg_NoKeywords, _PyArg_NoKwnames } from "../abstract/args";
import { PyVectorcall_Call, PyVectorcall_NARGS } from "../abstract/call";
import { PyErr_Clear, PyErr_SetString } from "../abstract/errors";
import { Py_EQ, Py_NE, PyObject_Hash, PyObject_RichCompare } from "../abstract/object-protocol";
import { PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_member, def_o, METH_CLASS, Py_READONLY } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_hash_t, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  allocfunc,
  destructor,
  freefunc,
  hashfunc,
  initproc,
  inquiry,
  newfunc,
  PyCFunction,
  reprfunc,
  richcmpfunc,
  ternaryfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import {
  _PyWeakref_RefType,
  Py_False,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyExc_TypeError,
} from "../object/static-types";
import {
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_HAVE_VECTORCALL,
  PyTypeObject,
} from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import { Py_GenericAlias } from "./generic-alias";
import { PyUnicode_Check } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { static_type } from "./type-define";
import { _PyObject_LookupSpecial } from "./type-lookup";
import { _PyWeakref_GET_REF, clear_weakref, get_or_create_weakref, PyWeakReference, PyWeakref_Check } from "./weakref";
import { init_weakref_proxy_types } from "./weakref-proxy";

/** tp_dealloc of references and proxies. */
export function weakref_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  clear_weakref(changetype<PyWeakReference>(self));
  self.ob_type.tp_free!.call(self);
}

/** tp_traverse of references and proxies. */
export function gc_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  const callback = changetype<PyWeakReference>(self).wr_callback;
  return callback ? visit.call(callback, arg) : 0;
}

/** tp_clear of references and proxies. */
export function gc_clear(self: PyObject): i32 {
  clear_weakref(changetype<PyWeakReference>(self));
  return 0;
}

/** tp_vectorcall of `ref`: `ref()`. */
export function weakref_vectorcall(
  self: PyObject,
  _args: Slots,
  nargsf: u32,
  kwnames: PyObject | null,
): PyObject | null {
  if (!_PyArg_NoKwnames(cstr("weakref"), kwnames)) return null;
  if (!_PyArg_CheckPositional(cstr("weakref"), PyVectorcall_NARGS(nargsf), 0, 0)) return null;
  const o = _PyWeakref_GET_REF(self);
  return o ? o : Py_None;
}

/** The hash of the object, remembered: it stays when the object is gone. */
function weakref_hash(self: PyObject): Py_hash_t {
  const ref = changetype<PyWeakReference>(self);
  if (ref.hash !== -1) return ref.hash;
  const o = _PyWeakref_GET_REF(self);
  if (!o) {
    PyErr_SetString(PyExc_TypeError, cstr("weak object has gone away"));
    return -1;
  }
  ref.hash = PyObject_Hash(o);
  Py_DECREF(o);
  return ref.hash;
}

function weakref_repr(self: PyObject): PyObject | null {
  const o = _PyWeakref_GET_REF(self);
  if (!o) return PyUnicode_FromFormat(cstr("<weakref at %p; dead>"), ptr(self));
  // Of the type, as for special methods: the object is not asked.
  const name = _PyObject_LookupSpecial(o, _Py_ID("__name__"));
  let repr: PyObject | null;
  if (name && PyUnicode_Check(name)) {
    repr = PyUnicode_FromFormat(cstr("<weakref at %p; to '%T' at %p (%U)>"), ptr(self), ptr(o), ptr(o), ptr(name));
  } else {
    PyErr_Clear();
    repr = PyUnicode_FromFormat(cstr("<weakref at %p; to '%T' at %p>"), ptr(self), ptr(o), ptr(o));
  }
  Py_XDECREF(name);
  Py_DECREF(o);
  return repr;
}

/** Live references compare as their objects, others by identity. */
function weakref_richcompare(self: PyObject, other: PyObject, op: i32): PyObject | null {
  if ((op !== Py_EQ && op !== Py_NE) || !PyWeakref_Check(self) || !PyWeakref_Check(other)) {
    return Py_NotImplemented;
  }
  const o = _PyWeakref_GET_REF(self);
  const other_o = _PyWeakref_GET_REF(other);
  let res: PyObject | null;
  if (o && other_o) res = PyObject_RichCompare(o, other_o, op);
  else res = (ptr(self) === ptr(other)) === (op === Py_EQ) ? Py_True : Py_False;
  Py_XDECREF(o);
  Py_XDECREF(other_o);
  return res;
}

function weakref___new__(type: PyTypeObject, args: PyObject, _kwargs: PyObject | null): PyObject | null {
  const n = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional(cstr("__new__"), n, 1, 2)) return null;
  return get_or_create_weakref(type, PyTuple_GET_ITEM(args, 0), n > 1 ? PyTuple_GET_ITEM(args, 1) : null);
}

function weakref___init__(_self: PyObject, args: PyObject, kwargs: PyObject | null): i32 {
  if (!_PyArg_NoKeywords(cstr("ref"), kwargs)) return -1;
  return _PyArg_CheckPositional(cstr("__init__"), PyTuple_GET_SIZE(args), 1, 2) ? 0 : -1;
}

function weakref_class_getitem(cls: PyObject, item: PyObject | null): PyObject | null {
  return Py_GenericAlias(cls, item!);
}

function init_ref_type(): void {
  const t = _PyWeakref_RefType;
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_BASETYPE;
  static_type(t, cstr("weakref.ReferenceType"), <Py_ssize_t>offsetof<PyWeakReference>(), 0, flags);
  t.tp_dealloc = destructor.of(weakref_dealloc);
  t.tp_vectorcall_offset = <Py_ssize_t>offsetof<PyWeakReference>("vectorcall");
  t.tp_call = ternaryfunc.of(PyVectorcall_Call);
  t.tp_repr = reprfunc.of(weakref_repr);
  t.tp_hash = hashfunc.of(weakref_hash);
  t.tp_traverse = traverseproc.of(gc_traverse);
  t.tp_clear = inquiry.of(gc_clear);
  t.tp_richcompare = richcmpfunc.of(weakref_richcompare);
  t.tp_init = initproc.of(weakref___init__);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_new = newfunc.of(weakref___new__);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  const alias = cstr("The type with its arguments (PEP 585).");
  def_o(t, cstr("__class_getitem__"), PyCFunction.of(weakref_class_getitem), alias, METH_CLASS);
  def_member(t, cstr("__callback__"), _Py_T_OBJECT, offsetof<PyWeakReference>("wr_callback"), Py_READONLY);
}

export function init_weakref_types(): void {
  init_ref_type();
  init_weakref_proxy_types();
}
