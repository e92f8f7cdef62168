/**
 * `staticmethod` and `classmethod`. CPython: PyStaticMethod_Type, PyClassMethod_Type of Objects/funcobject.c.
 *
 *   classmethod, staticmethod (32 bytes, GC)
 *   +16 callable   owned or NULL
 *   +24 dict       owned or NULL
 */

import { _PyArg_CheckPositional, _PyArg_NoKeywords } from "../abstract/args";
import { PyObject_GetOptionalAttr, PyObject_SetAttr } from "../abstract/attribute";
import { PyObject_Call } from "../abstract/call";
import { PyErr_SetString } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_getset, def_member, Py_READONLY } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  allocfunc,
  descrgetfunc,
  destructor,
  freefunc,
  getter,
  initproc,
  inquiry,
  newfunc,
  reprfunc,
  setter,
  ternaryfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { Py_False, Py_True, PyClassMethod_Type, PyExc_RuntimeError, PyStaticMethod_Type } from "../object/static-types";
import { Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyType_GenericAlloc, PyType_GenericNew } from "./base-object-alloc";
import { PyObject_GenericGetDict, PyObject_GenericSetDict } from "./instance-values";
import { PyMethod_New } from "./method";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { static_type } from "./type-define";

/** Of both types. */
@unmanaged
export class classmethod extends PyObject {
  cm_callable: PyObject | null;
  cm_dict: PyObject | null;
}

/** `o.__isabstractmethod__` as truth: 1, 0 (also for NULL), -1 with an exception. */
export function _PyObject_IsAbstract(o: PyObject | null): i32 {
  if (!o) return 0;
  const found = PyObject_GetOptionalAttr(o, _Py_ID("__isabstractmethod__"));
  if (found <= 0) return found;
  const value = tstate.out_object!;
  const res = PyObject_IsTrue(value);
  Py_DECREF(value);
  return res;
}

/** Copies an attribute that may be missing; -1 with an exception. */
function functools_copy_attr(wrapper: PyObject, wrapped: PyObject, name: PyObject): i32 {
  const found = PyObject_GetOptionalAttr(wrapped, name);
  if (found <= 0) return found;
  const value = tstate.out_object!;
  const res = PyObject_SetAttr(wrapper, name, value);
  Py_DECREF(value);
  return res;
}

/** What functools.update_wrapper copies. */
function functools_wraps(wrapper: PyObject, wrapped: PyObject): i32 {
  if (functools_copy_attr(wrapper, wrapped, _Py_ID("__module__")) < 0) return -1;
  if (functools_copy_attr(wrapper, wrapped, _Py_ID("__name__")) < 0) return -1;
  if (functools_copy_attr(wrapper, wrapped, _Py_ID("__qualname__")) < 0) return -1;
  if (functools_copy_attr(wrapper, wrapped, _Py_ID("__doc__")) < 0) return -1;
  return functools_copy_attr(wrapper, wrapped, _Py_ID("__annotations__"));
}

function cm_dealloc(self: PyObject): void {
  const cm = changetype<classmethod>(self);
  _PyObject_GC_UNTRACK(self);
  Py_XDECREF(cm.cm_callable);
  Py_XDECREF(cm.cm_dict);
  self.ob_type.tp_free!.call(self);
}

function cm_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  const cm = changetype<classmethod>(self);
  const callable = cm.cm_callable;
  const err = callable ? visit.call(callable, arg) : 0;
  if (err) return err;
  const dict = cm.cm_dict;
  return dict ? visit.call(dict, arg) : 0;
}

function cm_clear(self: PyObject): i32 {
  const cm = changetype<classmethod>(self);
  const callable = cm.cm_callable;
  cm.cm_callable = null;
  Py_XDECREF(callable);
  const dict = cm.cm_dict;
  cm.cm_dict = null;
  Py_XDECREF(dict);
  return 0;
}

/** tp_init of both types; `name` is the type's. */
function init(self: PyObject, args: PyObject, kwds: PyObject | null, name: usize): i32 {
  if (!_PyArg_NoKeywords(name, kwds)) return -1;
  if (!_PyArg_CheckPositional(name, PyTuple_GET_SIZE(args), 1, 1)) return -1;
  const callable = PyTuple_GET_ITEM(args, 0);
  const cm = changetype<classmethod>(self);
  const old = cm.cm_callable;
  cm.cm_callable = Py_NewRef(callable);
  Py_XDECREF(old);
  return functools_wraps(self, callable);
}

function cm_init(self: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  return init(self, args, kwds, cstr("classmethod"));
}

function sm_init(self: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  return init(self, args, kwds, cstr("staticmethod"));
}

function cm_descr_get(self: PyObject, o: PyObject | null, type: PyObject | null): PyObject | null {
  const callable = changetype<classmethod>(self).cm_callable;
  if (!callable) {
    PyErr_SetString(PyExc_RuntimeError, cstr("uninitialized classmethod object"));
    return null;
  }
  return PyMethod_New(callable, type ? type : o!.ob_type);
}

function sm_descr_get(self: PyObject, _o: PyObject | null, _type: PyObject | null): PyObject | null {
  const callable = changetype<classmethod>(self).cm_callable;
  if (callable) return Py_NewRef(callable);
  PyErr_SetString(PyExc_RuntimeError, cstr("uninitialized staticmethod object"));
  return null;
}

function sm_call(self: PyObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  const callable = changetype<classmethod>(self).cm_callable;
  // NOT CPYTHON: which crashes here.
  if (!callable) return sm_descr_get(self, null, null);
  return PyObject_Call(callable, args, kwargs);
}

function cm_repr(self: PyObject): PyObject | null {
  return PyUnicode_FromFormat(cstr("<classmethod(%R)>"), ptr(changetype<classmethod>(self).cm_callable));
}

function sm_repr(self: PyObject): PyObject | null {
  return PyUnicode_FromFormat(cstr("<staticmethod(%R)>"), ptr(changetype<classmethod>(self).cm_callable));
}

function get___isabstractmethod__(self: PyObject, _closure: usize): PyObject | null {
  const res = _PyObject_IsAbstract(changetype<classmethod>(self).cm_callable);
  return res < 0 ? null : res ? Py_True : Py_False;
}

/** A `classmethod` or `staticmethod` without the attributes that its constructor copies. */
function make(type: PyTypeObject, callable: PyObject): PyObject | null {
  const o = PyType_GenericAlloc(type, 0);
  if (o) changetype<classmethod>(o).cm_callable = Py_NewRef(callable);
  return o;
}

/** A new reference. */
export function PyClassMethod_New(callable: PyObject): PyObject | null {
  return make(PyClassMethod_Type, callable);
}

/** A new reference. */
export function PyStaticMethod_New(callable: PyObject): PyObject | null {
  return make(PyStaticMethod_Type, callable);
}

/** The callable of a classmethod: borrowed. */
export function _PyClassMethod_GetFunc(cm: PyObject): PyObject | null {
  return changetype<classmethod>(cm).cm_callable;
}

/** The callable of a staticmethod: borrowed. */
export function _PyStaticMethod_GetFunc(sm: PyObject): PyObject | null {
  return changetype<classmethod>(sm).cm_callable;
}

/** What the two types share. */
function define(t: PyTypeObject, name: usize, doc: usize): void {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC;
  static_type(t, name, <Py_ssize_t>offsetof<classmethod>(), 0, flags, doc);
  t.tp_dealloc = destructor.of(cm_dealloc);
  t.tp_traverse = traverseproc.of(cm_traverse);
  t.tp_clear = inquiry.of(cm_clear);
  t.tp_dictoffset = <Py_ssize_t>offsetof<classmethod>("cm_dict");
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_new = newfunc.of(PyType_GenericNew);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  def_member(t, cstr("__func__"), _Py_T_OBJECT, offsetof<classmethod>("cm_callable"), Py_READONLY);
  def_member(t, cstr("__wrapped__"), _Py_T_OBJECT, offsetof<classmethod>("cm_callable"), Py_READONLY);
  def_getset(t, cstr("__isabstractmethod__"), getter.of(get___isabstractmethod__), null);
  def_getset(t, cstr("__dict__"), getter.of(PyObject_GenericGetDict), setter.of(PyObject_GenericSetDict));
}

export function init_static_method_types(): void {
  const c = PyClassMethod_Type;
  const cm_doc = cstr(
    "classmethod(function, /)\n--\n\nMakes a function a method that gets the class, not an instance, as its first argument:\n\n  class C:\n      @classmethod\n      def f(cls, arg1, arg2, argN):\n          ...\n\nC.f() and C().f() both pass C; called on a subclass, the method gets the subclass.",
  );
  define(c, cstr("classmethod"), cm_doc);
  c.tp_repr = reprfunc.of(cm_repr);
  c.tp_descr_get = descrgetfunc.of(cm_descr_get);
  c.tp_init = initproc.of(cm_init);

  const s = PyStaticMethod_Type;
  const sm_doc = cstr(
    "staticmethod(function, /)\n--\n\nMakes a function a method that gets no implicit first argument:\n\n  class C:\n      @staticmethod\n      def f(arg1, arg2, argN):\n          ...\n\nIt can be called on the class, C.f(), and on an instance, C().f().",
  );
  define(s, cstr("staticmethod"), sm_doc);
  s.tp_repr = reprfunc.of(sm_repr);
  s.tp_call = ternaryfunc.of(sm_call);
  s.tp_descr_get = descrgetfunc.of(sm_descr_get);
  s.tp_init = initproc.of(sm_init);
}
