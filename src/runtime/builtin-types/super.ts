/**
 * `super`. CPython: PySuper_Type of Objects/typeobject.c.
 *
 *   superobject (40 bytes, GC)
 *   +16 type       the class whose MRO entry is left behind; owned or NULL
 *   +24 obj        the instance or class; owned or NULL
 *   +32 obj_type   the class whose MRO is walked; owned or NULL
 */

import { _PyArg_CheckPositional, _PyArg_NoKeywords, _PyArg_NoKwnames } from "../abstract/args";
import { PyObject_GenericGetAttr, PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyObject_CallFunctionObjArgs, PyObject_Vectorcall, PyVectorcall_NARGS } from "../abstract/call";
import { PyErr_Format } from "../abstract/errors";
import { _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_member, Py_READONLY } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import {
  Py_DECREF,
  Py_INCREF,
  Py_IS_TYPE,
  Py_NewRef,
  Py_ssize_t,
  Py_XDECREF,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import {
  allocfunc,
  descrgetfunc,
  destructor,
  freefunc,
  getattrofunc,
  initproc,
  newfunc,
  reprfunc,
  traverseproc,
  vectorcallfunc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError, PySuper_Type } from "../object/static-types";
import {
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_METHOD_DESCRIPTOR,
  PyType_HasFeature,
  PyTypeObject,
} from "../object/type-object";
import { PyType_GenericAlloc, PyType_GenericNew } from "./base-object-alloc";
import { PyDict_GetItemRef } from "./dict";
import { _PyUnicode_Equal, PyUnicode_Check } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { super_init_without_args } from "./super-frame";
import { _PyTuple_ITEMS, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { PyType_Check } from "./type";
import { static_type } from "./type-define";
import { PyType_IsSubtype } from "./type-mro";

@unmanaged
export class superobject extends PyObject {
  type: PyTypeObject | null;
  obj: PyObject | null;
  obj_type: PyTypeObject | null;
}

function super_dealloc(self: PyObject): void {
  const su = changetype<superobject>(self);
  _PyObject_GC_UNTRACK(self);
  Py_XDECREF(su.obj);
  Py_XDECREF(su.type);
  Py_XDECREF(su.obj_type);
  self.ob_type.tp_free!.call(self);
}

function super_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  const su = changetype<superobject>(self);
  const o = su.obj;
  let err = o ? visit.call(o, arg) : 0;
  const type = su.type;
  if (type && !err) err = visit.call(type, arg);
  const obj_type = su.obj_type;
  if (obj_type && !err) err = visit.call(obj_type, arg);
  return err;
}

function super_repr(self: PyObject): PyObject | null {
  const su = changetype<superobject>(self);
  const type = su.type;
  const name = type ? type.tp_name : cstr("NULL");
  const obj_type = su.obj_type;
  if (obj_type) return PyUnicode_FromFormat(cstr("<super: <class '%s'>, <%s object>>"), name, obj_type.tp_name);
  return PyUnicode_FromFormat(cstr("<super: <class '%s'>, NULL>"), name);
}

/** `name` in the MRO of `su_obj_type` behind `su_type`: a new reference, or NULL with or without an exception. */
function _super_lookup_descr(su_type: PyTypeObject, su_obj_type: PyTypeObject, name: PyObject): PyObject | null {
  const mro = su_obj_type.tp_mro;
  if (!mro) return null;
  const n = PyTuple_GET_SIZE(mro);
  let i = 0;
  while (i + 1 < n && ptr(PyTuple_GET_ITEM(mro, i)) !== ptr(su_type)) i++;
  // Held, because a comparison may replace it.
  Py_INCREF(mro);
  let res: PyObject | null = null;
  for (i++; i < n; i++) {
    const dict = changetype<PyTypeObject>(PyTuple_GET_ITEM(mro, i)).tp_dict!;
    const found = PyDict_GetItemRef(dict, name);
    if (found !== 0) {
      res = found > 0 ? tstate.out_object : null;
      break;
    }
  }
  Py_DECREF(mro);
  return res;
}

/** `res` (stolen) bound to the instance; to nothing, if that is a class. A new reference. */
function bind(res: PyObject, su_obj: PyObject | null, su_obj_type: PyTypeObject): PyObject | null {
  const get = res.ob_type.tp_descr_get;
  if (!get) return res;
  const o: PyObject | null = ptr(su_obj) === ptr(su_obj_type) ? null : su_obj;
  const bound = get.call(res, o, su_obj_type);
  Py_DECREF(res);
  return bound;
}

function super_getattro(self: PyObject, name: PyObject): PyObject | null {
  const su = changetype<superobject>(self);
  // `__class__` is super's own.
  if (PyUnicode_Check(name) && _PyUnicode_Equal(name, _Py_ID("__class__"))) return PyObject_GenericGetAttr(self, name);
  const obj_type = su.obj_type;
  if (obj_type) {
    const res = _super_lookup_descr(su.type!, obj_type, name);
    if (res) return bind(res, su.obj, obj_type);
    if (tstate.current_exception) return null;
  }
  return PyObject_GenericGetAttr(self, name);
}

/** `obj.__class__`, if that is a subtype of `type` other than type(obj): a new reference. NULL with or without an exception. */
function class_attribute(type: PyTypeObject, o: PyObject): PyTypeObject | null {
  if (PyObject_GetOptionalAttr(o, _Py_ID("__class__")) <= 0) return null;
  const class_attr = tstate.out_object!;
  if (PyType_Check(class_attr) && ptr(class_attr) !== ptr(o.ob_type)) {
    if (PyType_IsSubtype(changetype<PyTypeObject>(class_attr), type)) return changetype<PyTypeObject>(class_attr);
  }
  Py_DECREF(class_attr);
  return null;
}

/** The class whose MRO `super(type, obj)` walks: a new reference, or NULL with TypeError. */
function supercheck(type: PyTypeObject, o: PyObject): PyTypeObject | null {
  if (PyType_Check(o) && PyType_IsSubtype(changetype<PyTypeObject>(o), type)) {
    Py_INCREF(o);
    return changetype<PyTypeObject>(o);
  }
  if (PyType_IsSubtype(o.ob_type, type)) {
    Py_INCREF(o.ob_type);
    return o.ob_type;
  }
  // A proxy may pretend.
  const pretended = class_attribute(type, o);
  if (pretended || tstate.current_exception) return pretended;
  const is_type = PyType_Check(o);
  PyErr_Format(
    PyExc_TypeError,
    cstr("super(type, obj): obj (%s %.200s) is not an instance or subtype of type (%.200s)."),
    is_type ? cstr("type") : cstr("instance of"),
    is_type ? changetype<PyTypeObject>(o).tp_name : o.ob_type.tp_name,
    type.tp_name,
  );
  return null;
}

/** As PyObject_GetAttr of a super object that is made for it. */
function getattr_of_super(su_type: PyTypeObject, su_obj: PyObject, name: PyObject): PyObject | null {
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(16));
  args.set(0, su_type);
  args.set(1, su_obj);
  const su = PyObject_Vectorcall(PySuper_Type, args, 2, null);
  stack_release(mark);
  if (!su) return null;
  const res = PyObject_GenericGetAttr(su, name);
  Py_DECREF(su);
  return res;
}

/**
 * `super(su_type, su_obj).name` for LOAD_SUPER_ATTR: a new reference, or NULL with an exception. With `want_method` the
 * result may be an unbound method: then `tstate.out_i32` is 1, else 0.
 */
export function _PySuper_Lookup(
  su_type: PyTypeObject,
  su_obj: PyObject,
  name: PyObject,
  want_method: bool,
): PyObject | null {
  const obj_type = supercheck(su_type, su_obj);
  if (!obj_type) return null;
  let method = 0;
  let res = _super_lookup_descr(su_type, obj_type, name);
  if (res) {
    if (want_method && PyType_HasFeature(res.ob_type, Py_TPFLAGS_METHOD_DESCRIPTOR)) method = 1;
    else res = bind(res, su_obj, obj_type);
  } else if (!tstate.current_exception) res = getattr_of_super(su_type, su_obj, name);
  Py_DECREF(obj_type);
  tstate.out_i32 = method;
  return res;
}

/** A super object that is not bound yet is bound to `o`. */
function super_descr_get(self: PyObject, o: PyObject | null, _type: PyObject | null): PyObject | null {
  const su = changetype<superobject>(self);
  if (!o || ptr(o) === ptr(Py_None) || su.obj) return Py_NewRef(self);
  if (!Py_IS_TYPE(self, PySuper_Type)) return PyObject_CallFunctionObjArgs(self.ob_type, su.type, o);
  const type = su.type!;
  const obj_type = supercheck(type, o);
  if (!obj_type) return null;
  const bound = PyType_GenericAlloc(PySuper_Type, 0);
  if (!bound) {
    Py_DECREF(obj_type);
    return null;
  }
  const newobj = changetype<superobject>(bound);
  Py_INCREF(type);
  newobj.type = type;
  newobj.obj = Py_NewRef(o);
  newobj.obj_type = obj_type;
  return bound;
}

/** Fills `self`; `type` NULL: class and instance of the running method. -1 with an exception. */
function super_init_impl(self: PyObject, given_type: PyTypeObject | null, given_obj: PyObject | null): i32 {
  let type = given_type;
  let o = given_obj;
  if (!type) {
    if (super_init_without_args() < 0) return -1;
    type = changetype<PyTypeObject>(tstate.out_object!);
    o = tstate.out_object2;
  }
  if (o && ptr(o) === ptr(Py_None)) o = null;
  let obj_type: PyTypeObject | null = null;
  if (o) {
    obj_type = supercheck(type, o);
    if (!obj_type) return -1;
    Py_INCREF(o);
  }
  const su = changetype<superobject>(self);
  Py_INCREF(type);
  const old_type = su.type;
  su.type = type;
  Py_XDECREF(old_type);
  const old_obj = su.obj;
  su.obj = o;
  Py_XDECREF(old_obj);
  const old_obj_type = su.obj_type;
  su.obj_type = obj_type;
  Py_XDECREF(old_obj_type);
  return 0;
}

/** super_init_impl with arguments from a vector. */
function init_from_vector(self: PyObject, args: Slots, nargs: i32): i32 {
  if (nargs === 0) return super_init_impl(self, null, null);
  const arg0 = args.get(0);
  if (!PyType_Check(arg0)) {
    PyErr_Format(PyExc_TypeError, cstr("super() argument 1 must be a type, not %.200s"), arg0.ob_type.tp_name);
    return -1;
  }
  return super_init_impl(self, changetype<PyTypeObject>(arg0), nargs === 2 ? args.get(1) : null);
}

function super_init(self: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  if (!_PyArg_NoKeywords(cstr("super"), kwds)) return -1;
  const nargs = PyTuple_GET_SIZE(args);
  if (nargs > 2) {
    PyErr_Format(PyExc_TypeError, cstr("super() takes at most 2 arguments (%zd given)"), <usize>nargs);
    return -1;
  }
  if (nargs > 0 && !PyType_Check(PyTuple_GET_ITEM(args, 0))) {
    const given = PyTuple_GET_ITEM(args, 0);
    const shown = ptr(given) === ptr(Py_None) ? cstr("None") : given.ob_type.tp_name;
    PyErr_Format(PyExc_TypeError, cstr("super() argument 1 must be type, not %.50s"), shown);
    return -1;
  }
  return init_from_vector(self, _PyTuple_ITEMS(args), nargs);
}

function super_vectorcall(self: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  if (!_PyArg_NoKwnames(cstr("super"), kwnames)) return null;
  const nargs = PyVectorcall_NARGS(nargsf);
  if (!_PyArg_CheckPositional(cstr("super()"), nargs, 0, 2)) return null;
  const type = changetype<PyTypeObject>(self);
  const su = type.tp_alloc!.call(type, 0);
  if (!su) return null;
  if (init_from_vector(su, args, nargs) === 0) return su;
  Py_DECREF(su);
  return null;
}

function def_super_members(): void {
  const t = PySuper_Type;
  const thisclass = cstr("the class that super() was called in");
  def_member(t, cstr("__thisclass__"), _Py_T_OBJECT, offsetof<superobject>("type"), Py_READONLY, thisclass);
  const self = cstr("the instance that super() was called with, or None");
  def_member(t, cstr("__self__"), _Py_T_OBJECT, offsetof<superobject>("obj"), Py_READONLY, self);
  const self_class = cstr("the type of that instance, or None");
  def_member(t, cstr("__self_class__"), _Py_T_OBJECT, offsetof<superobject>("obj_type"), Py_READONLY, self_class);
}

export function init_super_type(): void {
  const t = PySuper_Type;
  const doc = cstr(
    "super() -> super(the class of the running method, its first argument)\nsuper(type) -> a super object bound to nothing\nsuper(type, obj) -> attributes of obj, looked for behind type; needs isinstance(obj, type)\nsuper(type, type2) -> the same for a class; needs issubclass(type2, type)\nMostly used to call the method that is being overridden:\nclass C(B):\n    def meth(self, arg):\n        super().meth(arg)\n",
  );
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE;
  static_type(t, cstr("super"), <Py_ssize_t>offsetof<superobject>(), 0, flags, doc);
  t.tp_dealloc = destructor.of(super_dealloc);
  t.tp_repr = reprfunc.of(super_repr);
  t.tp_getattro = getattrofunc.of(super_getattro);
  t.tp_traverse = traverseproc.of(super_traverse);
  t.tp_descr_get = descrgetfunc.of(super_descr_get);
  t.tp_init = initproc.of(super_init);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_new = newfunc.of(PyType_GenericNew);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_vectorcall = vectorcallfunc.of(super_vectorcall);
  def_super_members();
}
