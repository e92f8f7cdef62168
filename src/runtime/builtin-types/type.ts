/**
 * `type`, the type of types. CPython: PyType_Type of Objects/typeobject.c.
 *
 * Only heap types are known to the collector (tp_is_gc); static types are immortal and have no GC head.
 */

import { PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyErr_Clear, PyErr_GetRaisedException, PyErr_SetRaisedException, PyErr_SetString } from "../abstract/errors";
import { _PyObject_RealIsInstance, _PyObject_RealIsSubclass } from "../abstract/instance-check";
import { PySequence_GetItem, PySequence_Size } from "../abstract/sequence";
import { _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { PyMem_Free } from "../memory/domains";
import {
  _Py_T_OBJECT,
  def_fast_keywords,
  def_member,
  def_noargs,
  def_o,
  METH_CLASS,
  Py_READONLY,
  Py_T_PYSSIZET,
  Py_T_ULONG,
  PyMemberDef,
} from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_IS_TYPE, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  binaryfunc,
  destructor,
  freefunc,
  getattrofunc,
  initproc,
  inquiry,
  newfunc,
  PyCFunction,
  PyCFunctionFastWithKeywords,
  reprfunc,
  setattrofunc,
  ternaryfunc,
  traverseproc,
  vectorcallfunc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { PyExc_TypeError, PyType_Type } from "../object/static-types";
import {
  HEAP_TYPE_SIZE,
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_HAVE_VECTORCALL,
  Py_TPFLAGS_HEAPTYPE,
  Py_TPFLAGS_ITEMS_AT_END,
  Py_TPFLAGS_TYPE_SUBCLASS,
  PyHeapType,
  PyType_FastSubclass,
  PyTypeObject,
} from "../object/type-object";
import { PyBool_FromLong } from "./bool";
import { PyDict_Clear, PyDict_Keys, PyDict_New, PyDict_Update } from "./dict";
import { _PyDict_KeysSize, _PyDictKeys_DecRef, PyDictKeysObject } from "./dict-keys";
import { PyDict_GET_SIZE } from "./dict-object";
import { PyLong_FromSize_t } from "./int";
import { _PyUnicode_Equal, PyUnicode_Check } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_SIZE } from "./tuple";
import { _Py_type_getattro, type_setattro } from "./type-attribute";
import { type_call, type_vectorcall } from "./type-call";
import { number_methods, static_type } from "./type-define";
import { last_component } from "./type-doc";
import { def_type_getsets, PyType_GetModuleName, PyType_GetQualName } from "./type-getset";
import { init_subtype_getsets } from "./type-instance-getset";
import { PyType_Modified } from "./type-lookup";
import { type_mro } from "./type-mro";
import { type_new } from "./type-new";
import { _PyTypes_InitSlotDefs } from "./type-slotdefs";
import { _PyType_GetSubclasses, clear_tp_subclasses, remove_all_subclasses } from "./type-subclasses";
import { _Py_union_type_or } from "./union-type";
import { PyObject_ClearWeakRefs } from "./weakref";

/** A type object (an instance of `type` or of a metaclass). @inline */
export function PyType_Check(o: PyObject): bool {
  return PyType_FastSubclass(o.ob_type, Py_TPFLAGS_TYPE_SUBCLASS);
}

/** An instance of `type` itself. @inline */
export function PyType_CheckExact(o: PyObject): bool {
  return Py_IS_TYPE(o, PyType_Type);
}

/** Last component of tp_name (address inside it). */
export function _PyType_Name(type: PyTypeObject): usize {
  return last_component(type.tp_name);
}

function type_repr(self: PyObject): PyObject | null {
  const type = changetype<PyTypeObject>(self);
  if (!type.tp_name) return PyUnicode_FromFormat(cstr("<class at %p>"), ptr(self));
  let mod = PyType_GetModuleName(type);
  if (!mod) PyErr_Clear();
  else if (!PyUnicode_Check(mod)) {
    Py_DECREF(mod);
    mod = null;
  }
  const name = PyType_GetQualName(type);
  let result: PyObject | null = null;
  if (name) {
    const dotted = mod !== null && !_PyUnicode_Equal(mod, _Py_ID("builtins"));
    result = dotted
      ? PyUnicode_FromFormat(cstr("<class '%U.%U'>"), ptr(mod), ptr(name))
      : PyUnicode_FromFormat(cstr("<class '%s'>"), type.tp_name);
    Py_DECREF(name);
  }
  Py_XDECREF(mod);
  return result;
}

function type_init(_self: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const nargs = PyTuple_GET_SIZE(args);
  if (kwds && nargs === 1 && PyDict_GET_SIZE(kwds) !== 0) {
    PyErr_SetString(PyExc_TypeError, cstr("type.__init__() takes no keyword arguments"));
    return -1;
  }
  if (nargs !== 1 && nargs !== 3) {
    PyErr_SetString(PyExc_TypeError, cstr("type.__init__() takes 1 or 3 arguments"));
    return -1;
  }
  return 0;
}

/** Takes `type` out of the lists of subclasses of its bases; keeps a current exception. */
function type_dealloc_common(type: PyTypeObject): void {
  const bases = type.tp_bases;
  if (!bases) return;
  const exc = PyErr_GetRaisedException();
  remove_all_subclasses(type, bases);
  PyErr_SetRaisedException(exc);
}

/** tp_dealloc of heap types. */
function type_dealloc(self: PyObject): void {
  const type = changetype<PyTypeObject>(self);
  _PyObject_GC_UNTRACK(self);
  type_dealloc_common(type);
  PyObject_ClearWeakRefs(self);
  Py_XDECREF(type.tp_base);
  Py_XDECREF(type.tp_dict);
  Py_XDECREF(type.tp_bases);
  Py_XDECREF(type.tp_mro);
  clear_tp_subclasses(type);
  if (type.tp_doc) PyMem_Free(type.tp_doc);
  const heap = PyHeapType(type);
  Py_XDECREF(heap.ht_name);
  Py_XDECREF(heap.ht_qualname);
  Py_XDECREF(heap.ht_slots);
  if (heap.ht_cached_keys) _PyDictKeys_DecRef(changetype<PyDictKeysObject>(heap.ht_cached_keys));
  Py_XDECREF(heap.ht_module);
  if (heap._ht_tpname) PyMem_Free(heap._ht_tpname);
  self.ob_type.tp_free!.call(self);
}

/** Names and slots are strings, subclasses are held weakly: they are in no cycle. */
function type_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  const type = changetype<PyTypeObject>(self);
  let o = type.tp_dict;
  let err = o ? visit.call(o, arg) : 0;
  o = type.tp_mro;
  if (o && !err) err = visit.call(o, arg);
  o = type.tp_bases;
  if (o && !err) err = visit.call(o, arg);
  const base = type.tp_base;
  if (base && !err) err = visit.call(base, arg);
  o = PyHeapType(type).ht_module;
  if (o && !err) err = visit.call(o, arg);
  return err;
}

/** The MRO, whose first item is the type itself, is a cycle that only this can break. */
function type_clear(self: PyObject): i32 {
  const type = changetype<PyTypeObject>(self);
  // First of all: others in the cycle must not find methods in the cache that are gone.
  PyType_Modified(type);
  const dict = type.tp_dict;
  if (dict) PyDict_Clear(dict);
  const heap = PyHeapType(type);
  const module = heap.ht_module;
  heap.ht_module = null;
  Py_XDECREF(module);
  const mro = type.tp_mro;
  type.tp_mro = null;
  Py_XDECREF(mro);
  return 0;
}

function type_is_gc(self: PyObject): i32 {
  return changetype<PyTypeObject>(self).tp_flags & Py_TPFLAGS_HEAPTYPE ? 1 : 0;
}

function type___subclasses__(self: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyType_GetSubclasses(changetype<PyTypeObject>(self));
}

function type_prepare(_cls: PyObject, _args: Slots, _nargs: i32, _kwnames: PyObject | null): PyObject | null {
  return PyDict_New();
}

function type___instancecheck__(self: PyObject, instance: PyObject | null): PyObject | null {
  const res = _PyObject_RealIsInstance(instance!, self);
  return res < 0 ? null : PyBool_FromLong(res !== 0);
}

function type___subclasscheck__(self: PyObject, subclass: PyObject | null): PyObject | null {
  const res = _PyObject_RealIsSubclass(subclass!, self);
  return res < 0 ? null : PyBool_FromLong(res !== 0);
}

/** Updates `dict` with the classes in the sequence `bases`; -1 with an exception. */
function merge_bases(dict: PyObject, bases: PyObject): i32 {
  const n: Py_ssize_t = PySequence_Size(bases);
  if (n < 0) return -1;
  for (let i = 0; i < n; i++) {
    const base = PySequence_GetItem(bases, i);
    if (!base) return -1;
    const status = merge_class_dict(dict, base);
    Py_DECREF(base);
    if (status < 0) return -1;
  }
  return 0;
}

/** Updates `dict` with the `__dict__` of `aclass` and those of all its `__bases__`; -1 with an exception. */
export function merge_class_dict(dict: PyObject, aclass: PyObject): i32 {
  const has_dict = PyObject_GetOptionalAttr(aclass, _Py_ID("__dict__"));
  if (has_dict < 0) return -1;
  if (has_dict > 0) {
    const classdict = tstate.out_object!;
    const status = PyDict_Update(dict, classdict);
    Py_DECREF(classdict);
    if (status < 0) return -1;
  }
  const has_bases = PyObject_GetOptionalAttr(aclass, _Py_ID("__bases__"));
  if (has_bases <= 0) return has_bases;
  const bases = tstate.out_object!;
  const status = merge_bases(dict, bases);
  Py_DECREF(bases);
  return status;
}

function type___dir__(self: PyObject, _unused: PyObject | null): PyObject | null {
  const dict = PyDict_New();
  if (!dict) return null;
  const result: PyObject | null = merge_class_dict(dict, self) < 0 ? null : PyDict_Keys(dict);
  Py_DECREF(dict);
  return result;
}

function type___sizeof__(self: PyObject, _unused: PyObject | null): PyObject | null {
  const type = changetype<PyTypeObject>(self);
  if (!(type.tp_flags & Py_TPFLAGS_HEAPTYPE)) return PyLong_FromSize_t(offsetof<PyTypeObject>());
  const keys = PyHeapType(type).ht_cached_keys;
  const shared = keys ? _PyDict_KeysSize(changetype<PyDictKeysObject>(keys)) : 0;
  return PyLong_FromSize_t(<u64>HEAP_TYPE_SIZE + <u64>shared);
}

function def_type_members(): void {
  const t = PyType_Type;
  def_member(t, cstr("__basicsize__"), Py_T_PYSSIZET, offsetof<PyTypeObject>("tp_basicsize"), Py_READONLY);
  def_member(t, cstr("__itemsize__"), Py_T_PYSSIZET, offsetof<PyTypeObject>("tp_itemsize"), Py_READONLY);
  def_member(t, cstr("__flags__"), Py_T_ULONG, offsetof<PyTypeObject>("tp_flags"), Py_READONLY);
  def_member(t, cstr("__weakrefoffset__"), Py_T_PYSSIZET, offsetof<PyTypeObject>("tp_weaklistoffset"), Py_READONLY);
  def_member(t, cstr("__base__"), _Py_T_OBJECT, offsetof<PyTypeObject>("tp_base"), Py_READONLY);
  def_member(t, cstr("__dictoffset__"), Py_T_PYSSIZET, offsetof<PyTypeObject>("tp_dictoffset"), Py_READONLY);
}

function def_type_methods(): void {
  const t = PyType_Type;
  def_noargs(t, cstr("mro"), PyCFunction.of(type_mro), cstr("mro($self, /)\n--\n\nThe method resolution order."));
  const subclasses = cstr("__subclasses__($self, /)\n--\n\nThe direct subclasses that are alive.");
  def_noargs(t, cstr("__subclasses__"), PyCFunction.of(type___subclasses__), subclasses);
  const prepare = cstr(
    "__prepare__($cls, name, bases, /, **kwds)\n--\n\nThe namespace for the body of a class statement.",
  );
  def_fast_keywords(t, cstr("__prepare__"), PyCFunctionFastWithKeywords.of(type_prepare), prepare, METH_CLASS);
  const instancecheck = cstr("__instancecheck__($self, instance, /)\n--\n\nWhether instance is one of this class.");
  def_o(t, cstr("__instancecheck__"), PyCFunction.of(type___instancecheck__), instancecheck);
  const subclasscheck = cstr("__subclasscheck__($self, subclass, /)\n--\n\nWhether subclass is one of this class.");
  def_o(t, cstr("__subclasscheck__"), PyCFunction.of(type___subclasscheck__), subclasscheck);
  const dir = cstr("__dir__($self, /)\n--\n\nThe attributes of the class and its bases.");
  def_noargs(t, cstr("__dir__"), PyCFunction.of(type___dir__), dir);
  const sizeof_doc = cstr("__sizeof__($self, /)\n--\n\nBytes that the type object occupies.");
  def_noargs(t, cstr("__sizeof__"), PyCFunction.of(type___sizeof__), sizeof_doc);
}

/** Also fills the tables of slots and of the attributes that classes give their instances. */
export function init_type_type(): void {
  _PyTypes_InitSlotDefs();
  init_subtype_getsets();
  const t = PyType_Type;
  const flags =
    Py_TPFLAGS_DEFAULT |
    Py_TPFLAGS_HAVE_GC |
    Py_TPFLAGS_BASETYPE |
    Py_TPFLAGS_TYPE_SUBCLASS |
    Py_TPFLAGS_HAVE_VECTORCALL |
    Py_TPFLAGS_ITEMS_AT_END;
  const doc = cstr("type(object) -> the type of object\ntype(name, bases, dict, **kwds) -> a new type");
  static_type(t, cstr("type"), HEAP_TYPE_SIZE, <Py_ssize_t>offsetof<PyMemberDef>(), flags, doc);
  t.tp_dealloc = destructor.of(type_dealloc);
  t.tp_vectorcall_offset = <Py_ssize_t>offsetof<PyTypeObject>("tp_vectorcall");
  t.tp_repr = reprfunc.of(type_repr);
  number_methods(t).nb_or = binaryfunc.of(_Py_union_type_or);
  t.tp_call = ternaryfunc.of(type_call);
  t.tp_getattro = getattrofunc.of(_Py_type_getattro);
  t.tp_setattro = setattrofunc.of(type_setattro);
  t.tp_traverse = traverseproc.of(type_traverse);
  t.tp_clear = inquiry.of(type_clear);
  t.tp_weaklistoffset = <Py_ssize_t>offsetof<PyTypeObject>("tp_weaklist");
  t.tp_dictoffset = <Py_ssize_t>offsetof<PyTypeObject>("tp_dict");
  t.tp_init = initproc.of(type_init);
  t.tp_new = newfunc.of(type_new);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_is_gc = inquiry.of(type_is_gc);
  t.tp_vectorcall = vectorcallfunc.of(type_vectorcall);
  def_type_methods();
  def_type_members();
  def_type_getsets();
}
