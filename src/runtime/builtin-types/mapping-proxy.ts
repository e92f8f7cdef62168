/**
 * `mappingproxy`: a read-only view of a mapping. CPython: PyDictProxy_Type of Objects/descrobject.c.
 *
 *   mappingproxyobject (24 bytes, GC)
 *   +16 mapping   owned
 *
 * No method may hand out the mapping itself.
 */

import { _PyArg_CheckPositional, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyObject_CallMethodNoArgs, PyObject_VectorcallMethod } from "../abstract/call";
import { PyErr_Format } from "../abstract/errors";
import { PyObject_GetIter } from "../abstract/iterator";
import { PyMapping_Check } from "../abstract/mapping";
import { PyNumber_Or } from "../abstract/number";
import { PyObject_Hash, PyObject_RichCompare, PyObject_Str } from "../abstract/object-protocol";
import { PyObject_GetItem, PyObject_Size, PySequence_Contains } from "../abstract/sequence";
import { _PyObject_GC_New, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { def_fast, def_noargs, def_o, METH_CLASS } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_hash_t, Py_INCREF, Py_ssize_t, PyObject, ptr, Slots } from "../object/object";
import {
  binaryfunc,
  destructor,
  getattrofunc,
  getiterfunc,
  hashfunc,
  lenfunc,
  newfunc,
  objobjproc,
  PyCFunction,
  PyCFunctionFast,
  reprfunc,
  richcmpfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { Py_None, PyDictProxy_Type, PyExc_TypeError } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_MAPPING, PyTypeObject } from "../object/type-object";
import { PyDict_Contains } from "./dict";
import { PyDict_CheckExact } from "./dict-object";
import { Py_GenericAlias } from "./generic-alias";
import { PyList_Check } from "./list";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_Check } from "./tuple";
import { mapping_methods, number_methods, sequence_methods, static_type } from "./type-define";
import { PyObject_TypeCheck } from "./type-mro";

@unmanaged
export class mappingproxyobject extends PyObject {
  mapping: PyObject;
}

const NEW_SPEC: ArgSpec = changetype<ArgSpec>(memory.data(16, 16));

/** @inline */
function mapping_of(o: PyObject): PyObject {
  return changetype<mappingproxyobject>(o).mapping;
}

function mappingproxy_len(o: PyObject): Py_ssize_t {
  return PyObject_Size(mapping_of(o));
}

function mappingproxy_getitem(o: PyObject, key: PyObject): PyObject | null {
  return PyObject_GetItem(mapping_of(o), key);
}

/** The mapping behind a proxy, another object as it is. */
function unwrapped(o: PyObject): PyObject {
  return PyObject_TypeCheck(o, PyDictProxy_Type) ? mapping_of(o) : o;
}

function mappingproxy_or(left: PyObject, right: PyObject): PyObject | null {
  return PyNumber_Or(unwrapped(left), unwrapped(right));
}

function mappingproxy_ior(self: PyObject, _other: PyObject): PyObject | null {
  return PyErr_Format(PyExc_TypeError, cstr("'|=' is not supported by %s; use '|' instead"), self.ob_type.tp_name);
}

function mappingproxy_contains(o: PyObject, key: PyObject): i32 {
  const mapping = mapping_of(o);
  return PyDict_CheckExact(mapping) ? PyDict_Contains(mapping, key) : PySequence_Contains(mapping, key);
}

function mappingproxy_get(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("get"), nargs, 1, 2)) return null;
  const mark = stack_mark();
  const newargs = Slots.at(stack_alloc(24));
  newargs.set(0, mapping_of(o));
  newargs.set(1, args.get(0));
  newargs.set(2, nargs > 1 ? args.get(1) : Py_None);
  const res = PyObject_VectorcallMethod(_Py_ID("get"), newargs, 3, null);
  stack_release(mark);
  return res;
}

function mappingproxy_keys(o: PyObject, _unused: PyObject | null): PyObject | null {
  return PyObject_CallMethodNoArgs(mapping_of(o), _Py_ID("keys"));
}

function mappingproxy_values(o: PyObject, _unused: PyObject | null): PyObject | null {
  return PyObject_CallMethodNoArgs(mapping_of(o), _Py_ID("values"));
}

function mappingproxy_items(o: PyObject, _unused: PyObject | null): PyObject | null {
  return PyObject_CallMethodNoArgs(mapping_of(o), _Py_ID("items"));
}

function mappingproxy_copy(o: PyObject, _unused: PyObject | null): PyObject | null {
  return PyObject_CallMethodNoArgs(mapping_of(o), _Py_ID("copy"));
}

function mappingproxy_reversed(o: PyObject, _unused: PyObject | null): PyObject | null {
  return PyObject_CallMethodNoArgs(mapping_of(o), _Py_ID("__reversed__"));
}

function mappingproxy_class_getitem(cls: PyObject, item: PyObject | null): PyObject | null {
  return Py_GenericAlias(cls, item!);
}

function mappingproxy_dealloc(o: PyObject): void {
  _PyObject_GC_UNTRACK(o);
  Py_DECREF(mapping_of(o));
  PyObject_GC_Del(o);
}

function mappingproxy_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit.call(mapping_of(o), arg);
}

function mappingproxy_getiter(o: PyObject): PyObject | null {
  return PyObject_GetIter(mapping_of(o));
}

function mappingproxy_hash(o: PyObject): Py_hash_t {
  return PyObject_Hash(mapping_of(o));
}

function mappingproxy_str(o: PyObject): PyObject | null {
  return PyObject_Str(mapping_of(o));
}

function mappingproxy_repr(o: PyObject): PyObject | null {
  return PyUnicode_FromFormat(cstr("mappingproxy(%R)"), ptr(mapping_of(o)));
}

function mappingproxy_richcompare(v: PyObject, w: PyObject, op: i32): PyObject | null {
  return PyObject_RichCompare(mapping_of(v), w, op);
}

/** A proxy of `mapping`: a new reference, NULL with TypeError when it is no mapping. */
export function PyDictProxy_New(mapping: PyObject): PyObject | null {
  if (!PyMapping_Check(mapping) || PyList_Check(mapping) || PyTuple_Check(mapping)) {
    const format = cstr("mappingproxy() argument must be a mapping, not %s");
    return PyErr_Format(PyExc_TypeError, format, mapping.ob_type.tp_name);
  }
  const o = _PyObject_GC_New(PyDictProxy_Type);
  if (!o) return null;
  Py_INCREF(mapping);
  store<u64>(ptr(o), <u64>ptr(mapping), 16);
  _PyObject_GC_TRACK(o);
  return o;
}

function mappingproxy_new(_type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const block = _PyArg_UnpackKeywordsTuple(NEW_SPEC, cstr("mappingproxy"), cstr("mapping"), 0, args, kwds, 1, 1);
  const o = block ? PyDictProxy_New(Slots.at(block).get(0)) : null;
  stack_release(mark);
  return o;
}

function def_mappingproxy_methods(): void {
  const t = PyDictProxy_Type;
  const get = cstr("get($self, key, default=None, /)\n--\n\nThe value for key, or default if there is none.");
  def_fast(t, cstr("get"), PyCFunctionFast.of(mappingproxy_get), get);
  def_noargs(t, cstr("keys"), PyCFunction.of(mappingproxy_keys), cstr("A view of the keys."));
  def_noargs(t, cstr("values"), PyCFunction.of(mappingproxy_values), cstr("A view of the values."));
  def_noargs(t, cstr("items"), PyCFunction.of(mappingproxy_items), cstr("A view of the (key, value) pairs."));
  def_noargs(t, cstr("copy"), PyCFunction.of(mappingproxy_copy), cstr("A shallow copy of the mapping."));
  const alias = cstr("The type with its arguments (PEP 585).");
  def_o(t, cstr("__class_getitem__"), PyCFunction.of(mappingproxy_class_getitem), alias, METH_CLASS);
  def_noargs(t, cstr("__reversed__"), PyCFunction.of(mappingproxy_reversed), cstr("An iterator from the last key."));
}

export function init_mapping_proxy_type(): void {
  const t = PyDictProxy_Type;
  const doc = cstr("mappingproxy(mapping)\n--\n\nA read-only view of a mapping.");
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_MAPPING;
  static_type(t, cstr("mappingproxy"), <Py_ssize_t>offsetof<mappingproxyobject>(), 0, flags, doc);
  t.tp_dealloc = destructor.of(mappingproxy_dealloc);
  t.tp_repr = reprfunc.of(mappingproxy_repr);
  const nb = number_methods(t);
  nb.nb_or = binaryfunc.of(mappingproxy_or);
  nb.nb_inplace_or = binaryfunc.of(mappingproxy_ior);
  sequence_methods(t).sq_contains = objobjproc.of(mappingproxy_contains);
  const mp = mapping_methods(t);
  mp.mp_length = lenfunc.of(mappingproxy_len);
  mp.mp_subscript = binaryfunc.of(mappingproxy_getitem);
  t.tp_hash = hashfunc.of(mappingproxy_hash);
  t.tp_str = reprfunc.of(mappingproxy_str);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(mappingproxy_traverse);
  t.tp_richcompare = richcmpfunc.of(mappingproxy_richcompare);
  t.tp_iter = getiterfunc.of(mappingproxy_getiter);
  t.tp_new = newfunc.of(mappingproxy_new);
  def_mappingproxy_methods();
}
