/**
 * PyType_Ready: makes a filled type struct usable: MRO, dict of descriptors and slot wrappers, inherited slots.
 * CPython: PyType_Ready and what it calls in Objects/typeobject.c.
 */

import {
  PyErr_Format,
  PyErr_GetRaisedException,
  PyErr_NoMemory,
  PyErr_SetRaisedException,
  PyErr_SetString,
} from "../abstract/errors";
import { PyObject_HashNotImplemented } from "../abstract/object-protocol";
import { PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { METH_CLASS, METH_COEXIST, METH_STATIC, PyMemberDef, PyMethodDef } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { _Py_SetImmortal, Py_DECREF, Py_INCREF, Py_XDECREF, PyObject, ptr } from "../object/object";
import { freefunc, hashfunc } from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_None,
  PyBaseObject_Type,
  PyExc_SystemError,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import {
  _Py_TPFLAGS_STATIC_BUILTIN,
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DISALLOW_INSTANTIATION,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_HEAPTYPE,
  Py_TPFLAGS_IMMUTABLETYPE,
  Py_TPFLAGS_INLINE_VALUES,
  Py_TPFLAGS_MANAGED_DICT,
  Py_TPFLAGS_MANAGED_WEAKREF,
  Py_TPFLAGS_READY,
  Py_TPFLAGS_READYING,
  PyHeapType,
  PyTypeObject,
} from "../object/type-object";
import { PyObject_Del } from "./base-object-alloc";
import { PyCFunction_NewEx } from "./builtin-function";
import { PyDescr_NewGetSet } from "./descriptor-getset";
import { PyDescr_NewMember } from "./descriptor-member";
import { PyDescr_NewClassMethod, PyDescr_NewMethod } from "./descriptor-method";
import { PyDescrObject } from "./descriptor-object";
import { PyDict_Contains, PyDict_New, PyDict_SetDefaultRef, PyDict_SetItem } from "./dict";
import { _PyDict_NewKeysForClass } from "./dict-keys";
import { PyStaticMethod_New } from "./static-method";
import { PyUnicode_FromString } from "./str";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_New, PyTuple_Pack } from "./tuple";
import { PyType_Check } from "./type";
import { _PyType_DocWithoutSignature } from "./type-doc";
import { inherit_patma_flags, inherit_slots, inherit_special } from "./type-inherit";
import { _PyStaticType_AssignVersionTag } from "./type-lookup";
import { mro_internal } from "./type-mro";
import { add_tp_new_wrapper } from "./type-new-wrapper";
import { add_operators } from "./type-slot-update";
import { add_subclass } from "./type-subclasses";

/** tp_weaklistoffset of instances with a managed list. */
export const MANAGED_WEAKREF_OFFSET: i32 = -32;

/** Adds `descr` (stolen, may be NULL) under `name`: where it is free, or in any case. -1 with an exception. */
function add_descr(type: PyTypeObject, name: PyObject, descr: PyObject, replaces: bool): i32 {
  const dict = type.tp_dict!;
  let status: i32;
  if (replaces) status = PyDict_SetItem(dict, name, descr);
  else {
    status = PyDict_SetDefaultRef(dict, name, descr);
    Py_XDECREF(tstate.out_object);
  }
  Py_DECREF(descr);
  return status < 0 ? -1 : 0;
}

/** A staticmethod around the function of `meth`: a new reference. */
function new_static(type: PyTypeObject, meth: PyMethodDef): PyObject | null {
  const cfunc = PyCFunction_NewEx(meth, type, null);
  if (!cfunc) return null;
  const descr = PyStaticMethod_New(cfunc);
  Py_DECREF(cfunc);
  return descr;
}

/** Adds a method to the dict of `type`; -1 with an exception. */
export function _PyType_AddMethod(type: PyTypeObject, meth: PyMethodDef): i32 {
  const replaces = (meth.ml_flags & METH_COEXIST) !== 0;
  if (meth.ml_flags & METH_STATIC) {
    if (meth.ml_flags & METH_CLASS) {
      PyErr_SetString(PyExc_ValueError, cstr("method cannot be both class and static"));
      return -1;
    }
    const sm = new_static(type, meth);
    const name = sm ? PyUnicode_FromString(meth.ml_name) : null;
    if (!sm || !name) {
      Py_XDECREF(sm);
      return -1;
    }
    const status = add_descr(type, name, sm, replaces);
    Py_DECREF(name);
    return status;
  }
  const descr = meth.ml_flags & METH_CLASS ? PyDescr_NewClassMethod(type, meth) : PyDescr_NewMethod(type, meth);
  if (!descr) return -1;
  return add_descr(type, changetype<PyDescrObject>(descr).d_name, descr, replaces);
}

function type_add_methods(type: PyTypeObject): i32 {
  let meth = type.tp_methods;
  while (meth) {
    if (_PyType_AddMethod(type, meth) < 0) return -1;
    meth = meth.next;
  }
  return 0;
}

function type_add_members(type: PyTypeObject): i32 {
  let memb = type.tp_members;
  while (memb) {
    const descr = PyDescr_NewMember(type, memb);
    if (!descr) return -1;
    if (add_descr(type, changetype<PyDescrObject>(descr).d_name, descr, false) < 0) return -1;
    memb = changetype<PyMemberDef | null>(<usize>memb.next_address);
  }
  return 0;
}

function type_add_getset(type: PyTypeObject): i32 {
  let gsp = type.tp_getset;
  while (gsp) {
    const descr = PyDescr_NewGetSet(type, gsp);
    if (!descr) return -1;
    if (add_descr(type, changetype<PyDescrObject>(descr).d_name, descr, false) < 0) return -1;
    gsp = gsp.next;
  }
  return 0;
}

/** `__doc__` from tp_doc, None if there is none, unless the dict has one. */
function type_dict_set_doc(type: PyTypeObject): i32 {
  const dict = type.tp_dict!;
  const r = PyDict_Contains(dict, _Py_ID("__doc__"));
  if (r !== 0) return r < 0 ? -1 : 0;
  if (!type.tp_doc) return PyDict_SetItem(dict, _Py_ID("__doc__"), Py_None);
  const doc = PyUnicode_FromString(_PyType_DocWithoutSignature(type.tp_name, type.tp_doc));
  if (!doc) return -1;
  const status = PyDict_SetItem(dict, _Py_ID("__doc__"), doc);
  Py_DECREF(doc);
  return status;
}

function type_ready_fill_dict(type: PyTypeObject): i32 {
  if (add_operators(type) < 0) return -1;
  if (type_add_methods(type) < 0) return -1;
  if (type_add_members(type) < 0) return -1;
  if (type_add_getset(type) < 0) return -1;
  return type_dict_set_doc(type);
}

function type_ready_set_base(type: PyTypeObject): i32 {
  let base = type.tp_base;
  if (!base && ptr(changetype<PyObject>(type)) !== ptr(PyBaseObject_Type)) {
    base = PyBaseObject_Type;
    type.tp_base = base;
    if (type.tp_flags & Py_TPFLAGS_HEAPTYPE) Py_INCREF(base);
  }
  return base && !base.tp_dict ? PyType_Ready(base) : 0;
}

/** Steals `bases`. Those of a static type are immortal. */
export function set_tp_bases(type: PyTypeObject, bases: PyObject): void {
  if (type.tp_flags & _Py_TPFLAGS_STATIC_BUILTIN) {
    PyObject_GC_UnTrack(bases);
    _Py_SetImmortal(bases);
  }
  type.tp_bases = bases;
}

function type_ready_set_bases(type: PyTypeObject): i32 {
  if (type.tp_bases) return 0;
  const base = type.tp_base;
  const bases = base ? PyTuple_Pack(base) : PyTuple_New(0);
  if (!bases) return -1;
  set_tp_bases(type, bases);
  return 0;
}

function type_ready_mro(type: PyTypeObject): i32 {
  const status = mro_internal(type);
  if (status < 0) return -1;
  if (status > 0) Py_XDECREF(tstate.out_object);
  if (type.tp_flags & Py_TPFLAGS_HEAPTYPE) return 0;
  const mro = type.tp_mro!;
  const n = PyTuple_GET_SIZE(mro);
  for (let i = 0; i < n; i++) {
    const base = changetype<PyTypeObject>(PyTuple_GET_ITEM(mro, i));
    if (!(base.tp_flags & Py_TPFLAGS_HEAPTYPE)) continue;
    PyErr_Format(
      PyExc_TypeError,
      cstr("type '%.100s' is not dynamically allocated but its base type '%.100s' is dynamically allocated"),
      type.tp_name,
      base.tp_name,
    );
    return -1;
  }
  return 0;
}

/** A static type without method tables of its own uses those of its base. */
function type_ready_inherit_as_structs(type: PyTypeObject, base: PyTypeObject): void {
  if (!type.tp_as_async) type.tp_as_async = base.tp_as_async;
  if (!type.tp_as_number) type.tp_as_number = base.tp_as_number;
  if (!type.tp_as_sequence) type.tp_as_sequence = base.tp_as_sequence;
  if (!type.tp_as_mapping) type.tp_as_mapping = base.tp_as_mapping;
  if (!type.tp_as_buffer) type.tp_as_buffer = base.tp_as_buffer;
}

function type_ready_inherit(type: PyTypeObject): i32 {
  const base = type.tp_base;
  if (base) inherit_special(type, base);
  const mro = type.tp_mro!;
  const n = PyTuple_GET_SIZE(mro);
  for (let i = 1; i < n; i++) {
    const b = PyTuple_GET_ITEM(mro, i);
    if (!PyType_Check(b)) continue;
    if (inherit_slots(type, changetype<PyTypeObject>(b)) < 0) return -1;
    inherit_patma_flags(type, changetype<PyTypeObject>(b));
  }
  if (base) type_ready_inherit_as_structs(type, base);
  const both = Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE;
  const free = changetype<usize>(type.tp_free);
  if ((type.tp_flags & both) === both && (free === 0 || free === changetype<usize>(freefunc.of(PyObject_Del)))) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("type '%.100s' participates in gc and is a base type but has inappropriate tp_free slot"),
      type.tp_name,
    );
    return -1;
  }
  return 0;
}

/** Where dict and weak references of instances are managed, the offsets must say so. */
function type_ready_preheader(type: PyTypeObject): i32 {
  if (type.tp_flags & Py_TPFLAGS_MANAGED_DICT) {
    if (type.tp_dictoffset > 0 || type.tp_dictoffset < -1) {
      PyErr_Format(
        PyExc_TypeError,
        cstr("type %s has the Py_TPFLAGS_MANAGED_DICT flag but tp_dictoffset is set"),
        type.tp_name,
      );
      return -1;
    }
    type.tp_dictoffset = -1;
  }
  if (type.tp_flags & Py_TPFLAGS_MANAGED_WEAKREF) {
    if (type.tp_weaklistoffset !== 0 && type.tp_weaklistoffset !== MANAGED_WEAKREF_OFFSET) {
      PyErr_Format(
        PyExc_TypeError,
        cstr("type %s has the Py_TPFLAGS_MANAGED_WEAKREF flag but tp_weaklistoffset is set"),
        type.tp_name,
      );
      return -1;
    }
    type.tp_weaklistoffset = MANAGED_WEAKREF_OFFSET;
  }
  return 0;
}

/** No tp_hash and no `__hash__`: instances are unhashable, and `__hash__` None says so to subclasses. */
function type_ready_set_hash(type: PyTypeObject): i32 {
  if (type.tp_hash) return 0;
  const dict = type.tp_dict!;
  const r = PyDict_Contains(dict, _Py_ID("__hash__"));
  if (r !== 0) return r < 0 ? -1 : 0;
  if (PyDict_SetItem(dict, _Py_ID("__hash__"), Py_None) < 0) return -1;
  type.tp_hash = hashfunc.of(PyObject_HashNotImplemented);
  return 0;
}

function type_ready_add_subclasses(type: PyTypeObject): i32 {
  const bases = type.tp_bases!;
  const n = PyTuple_GET_SIZE(bases);
  for (let i = 0; i < n; i++) {
    const b = PyTuple_GET_ITEM(bases, i);
    if (PyType_Check(b) && add_subclass(changetype<PyTypeObject>(b), type) < 0) return -1;
  }
  return 0;
}

/** tp_new and `__new__`. A static type right under `object` does not inherit object's: it must say that it can be made. */
function type_ready_set_new(type: PyTypeObject): i32 {
  const base = type.tp_base;
  const under_object = base !== null && ptr(base) === ptr(PyBaseObject_Type);
  if (!type.tp_new && under_object && !(type.tp_flags & Py_TPFLAGS_HEAPTYPE)) {
    type.tp_flags |= Py_TPFLAGS_DISALLOW_INSTANTIATION;
  }
  if (type.tp_flags & Py_TPFLAGS_DISALLOW_INSTANTIATION) {
    type.tp_new = null;
    return 0;
  }
  if (type.tp_new) return add_tp_new_wrapper(type);
  if (base) type.tp_new = base.tp_new;
  return 0;
}

/** A class whose instances have a managed dict shares keys; if they have no other fields, their values are inline. */
function type_ready_managed_dict(type: PyTypeObject): i32 {
  if (!(type.tp_flags & Py_TPFLAGS_MANAGED_DICT)) return 0;
  if (!(type.tp_flags & Py_TPFLAGS_HEAPTYPE)) {
    PyErr_Format(
      PyExc_SystemError,
      cstr("type %s has the Py_TPFLAGS_MANAGED_DICT flag but not Py_TPFLAGS_HEAPTYPE flag"),
      type.tp_name,
    );
    return -1;
  }
  const heap = PyHeapType(type);
  if (!heap.ht_cached_keys) {
    heap.ht_cached_keys = changetype<usize>(_PyDict_NewKeysForClass());
    if (!heap.ht_cached_keys) {
      PyErr_NoMemory();
      return -1;
    }
  }
  if (type.tp_itemsize === 0 && type.tp_basicsize === <i32>offsetof<PyObject>()) {
    type.tp_flags |= Py_TPFLAGS_INLINE_VALUES;
  }
  return 0;
}

function type_ready_post_checks(type: PyTypeObject): i32 {
  if (type.tp_flags & Py_TPFLAGS_HAVE_GC && !type.tp_traverse) {
    PyErr_Format(
      PyExc_SystemError,
      cstr("type %s has the Py_TPFLAGS_HAVE_GC flag but has no traverse function"),
      type.tp_name,
    );
    return -1;
  }
  if (type.tp_flags & Py_TPFLAGS_MANAGED_DICT && type.tp_dictoffset !== -1) {
    PyErr_Format(
      PyExc_SystemError,
      cstr("type %s has the Py_TPFLAGS_MANAGED_DICT flag but tp_dictoffset is set to incompatible value"),
      type.tp_name,
    );
    return -1;
  }
  return 0;
}

/** The steps of PyType_Ready, in CPython's order: it decides the order of `__dict__`. */
function type_ready(type: PyTypeObject): i32 {
  if (!type.tp_name) {
    PyErr_SetString(PyExc_SystemError, cstr("Type does not define the tp_name field."));
    return -1;
  }
  if (!type.tp_dict) {
    type.tp_dict = PyDict_New();
    if (!type.tp_dict) return -1;
  }
  if (type_ready_set_base(type) < 0) return -1;
  if (type_ready_set_bases(type) < 0) return -1;
  if (type_ready_mro(type) < 0) return -1;
  if (type_ready_set_new(type) < 0) return -1;
  if (type_ready_fill_dict(type) < 0) return -1;
  if (type_ready_inherit(type) < 0) return -1;
  if (type_ready_preheader(type) < 0) return -1;
  if (type_ready_set_hash(type) < 0) return -1;
  if (type_ready_add_subclasses(type) < 0) return -1;
  if (type_ready_managed_dict(type) < 0) return -1;
  return type_ready_post_checks(type);
}

/** Releases an object that was made immortal and has one owner. */
function release_immortal(o: PyObject): void {
  o.ob_refcnt = 1;
  Py_DECREF(o);
}

/** A static type that could not be finished is as before: it may be tried again. Keeps the current exception. */
function forget_static_type(type: PyTypeObject): void {
  const exc = PyErr_GetRaisedException();
  const dict = type.tp_dict;
  type.tp_dict = null;
  Py_XDECREF(dict);
  const mro = type.tp_mro;
  type.tp_mro = null;
  if (mro) release_immortal(mro);
  const bases = type.tp_bases;
  type.tp_bases = null;
  if (bases) release_immortal(bases);
  PyErr_SetRaisedException(exc);
}

/** Finishes the definition of `type` (idempotent). -1 with an exception. */
export function PyType_Ready(type: PyTypeObject): i32 {
  if (type.tp_flags & Py_TPFLAGS_READY) return 0;
  if (!(type.tp_flags & Py_TPFLAGS_HEAPTYPE)) {
    type.tp_flags |= Py_TPFLAGS_IMMUTABLETYPE;
    _Py_SetImmortal(type);
  }
  type.tp_flags |= Py_TPFLAGS_READYING;
  const status = type_ready(type);
  type.tp_flags &= ~Py_TPFLAGS_READYING;
  if (status < 0) {
    if (!(type.tp_flags & Py_TPFLAGS_HEAPTYPE)) forget_static_type(type);
    return -1;
  }
  type.tp_flags |= Py_TPFLAGS_READY;
  // Only now: what is looked up before the dict is complete must not be cached.
  if (type.tp_flags & _Py_TPFLAGS_STATIC_BUILTIN) _PyStaticType_AssignVersionTag(type);
  return 0;
}
