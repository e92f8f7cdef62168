/**
 * typing.TypeAliasType: what `type X = ...` makes; its value is evaluated when it is asked for. CPython: typealiasobject of
 * Objects/typevarobject.c.
 *
 *   typealiasobject (56 bytes, GC)
 *   +16 name   +24 type_params   +32 compute_value   +40 value   +48 module
 */

import { _PyArg_BadArgument, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyErr_SetString } from "../abstract/errors";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_getset, def_member, def_noargs, Py_READONLY } from "../object/def-tables";
import { clear_slots, visit_slots } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_NewRef, Py_XNewRef, PyObject, Slots } from "../object/object";
import {
  allocfunc,
  binaryfunc,
  destructor,
  freefunc,
  getter,
  inquiry,
  newfunc,
  PyCFunction,
  reprfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { _PyTypeAlias_Type, Py_None, PyExc_TypeError } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import { PyFunctionObject } from "./function";
import { Py_GenericAlias } from "./generic-alias";
import { PyUnicode_Check } from "./str";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_New } from "./tuple";
import { mapping_methods, number_methods, static_type } from "./type-define";
import { calling_module, lazy_value, unpack_typevartuples } from "./typing-calls";
import { _Py_union_type_or } from "./union-type";

@unmanaged
export class typealiasobject extends PyObject {
  name: PyObject | null;
  type_params: PyObject | null;
  compute_value: PyObject | null;
  value: PyObject | null;
  module: PyObject | null;
}

const OBJECTS: i32 = 5;

/** @inline */
function alias(o: PyObject): typealiasobject {
  return changetype<typealiasobject>(o);
}

/** @inline */
function slot_at(o: PyObject, offset: usize): usize {
  return changetype<usize>(o) + offset;
}

/** A new alias with its name and parameters (NULL, None or an empty tuple: none): new reference, NULL with an exception. */
function typealias_alloc(name: PyObject, type_params: PyObject | null): typealiasobject | null {
  const o = _PyObject_GC_New(_PyTypeAlias_Type);
  if (!o) return null;
  memory.fill(slot_at(o, offsetof<typealiasobject>("name")), 0, (<usize>OBJECTS) << 3);
  alias(o).name = Py_NewRef(name);
  const none = !type_params || !PyTuple_Check(type_params) || PyTuple_GET_SIZE(type_params) === 0;
  if (!none) alias(o).type_params = Py_XNewRef(type_params);
  _PyObject_GC_TRACK(o);
  return alias(o);
}

/** For the compiler's code: `args` is (name, parameters or None, function of the value). New reference, NULL with an exception. */
export function _Py_make_typealias(args: PyObject): PyObject | null {
  const ta = typealias_alloc(PyTuple_GET_ITEM(args, 0), PyTuple_GET_ITEM(args, 1));
  if (ta) ta.compute_value = Py_NewRef(PyTuple_GET_ITEM(args, 2));
  return ta;
}

function typealias_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  return visit_slots(slot_at(self, offsetof<typealiasobject>("name")), OBJECTS, visit, arg);
}

function typealias_clear(self: PyObject): i32 {
  clear_slots(slot_at(self, offsetof<typealiasobject>("name")), OBJECTS);
  return 0;
}

function typealias_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  typealias_clear(self);
  self.ob_type.tp_free!.call(self);
}

function typealias_repr(self: PyObject): PyObject | null {
  return Py_NewRef(alias(self).name!);
}

function typealias_reduce(self: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_NewRef(alias(self).name!);
}

function typealias_value(self: PyObject, _closure: usize): PyObject | null {
  const compute = slot_at(self, offsetof<typealiasobject>("compute_value"));
  return lazy_value(slot_at(self, offsetof<typealiasobject>("value")), compute, Py_None);
}

function typealias_parameters(self: PyObject, _closure: usize): PyObject | null {
  const params = alias(self).type_params;
  return params ? unpack_typevartuples(params) : PyTuple_New(0);
}

function typealias_type_params(self: PyObject, _closure: usize): PyObject | null {
  const params = alias(self).type_params;
  return params ? Py_NewRef(params) : PyTuple_New(0);
}

/** That of the function of the value, when it has one. */
function typealias_module(self: PyObject, _closure: usize): PyObject | null {
  const known = alias(self).module;
  if (known) return Py_NewRef(known);
  const compute = alias(self).compute_value;
  const module = compute ? changetype<PyFunctionObject>(compute).func_module : null;
  return module ? Py_NewRef(module) : Py_None;
}

function typealias_subscript(self: PyObject, args: PyObject): PyObject | null {
  if (alias(self).type_params) return Py_GenericAlias(self, args);
  PyErr_SetString(PyExc_TypeError, cstr("Only generic type aliases are subscriptable"));
  return null;
}

const typealias_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** TypeAliasType(name, value, *, type_params=()) */
function typealias_new(_type: PyTypeObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const fname = cstr("typealias");
  const block = _PyArg_UnpackKeywordsTuple(
    typealias_spec,
    fname,
    cstr("name value type_params"),
    0,
    args,
    kwargs,
    2,
    2,
  );
  const values = Slots.at(block);
  const name = block ? values.getOrNull(0) : null;
  const value = block ? values.getOrNull(1) : null;
  const type_params = block ? values.getOrNull(2) : null;
  stack_release(mark);
  if (!name) return null;
  if (!PyUnicode_Check(name)) {
    _PyArg_BadArgument(fname, cstr("argument 'name'"), cstr("str"), name);
    return null;
  }
  if (type_params && !PyTuple_Check(type_params)) {
    PyErr_SetString(PyExc_TypeError, cstr("type_params must be a tuple"));
    return null;
  }
  const ta = typealias_alloc(name, type_params);
  if (!ta) return null;
  ta.value = Py_XNewRef(value);
  ta.module = calling_module();
  return ta;
}

export function init_type_alias_type(): void {
  const t = _PyTypeAlias_Type;
  const size = offsetof<typealiasobject>();
  static_type(t, cstr("typing.TypeAliasType"), <i32>size, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_doc = cstr("A name for a type, made by the type statement (PEP 695).");
  t.tp_dealloc = destructor.of(typealias_dealloc);
  t.tp_traverse = traverseproc.of(typealias_traverse);
  t.tp_clear = inquiry.of(typealias_clear);
  t.tp_repr = reprfunc.of(typealias_repr);
  t.tp_new = newfunc.of(typealias_new);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  number_methods(t).nb_or = binaryfunc.of(_Py_union_type_or);
  mapping_methods(t).mp_subscript = binaryfunc.of(typealias_subscript);
  def_member(t, cstr("__name__"), _Py_T_OBJECT, offsetof<typealiasobject>("name"), Py_READONLY);
  def_getset(t, cstr("__parameters__"), getter.of(typealias_parameters), null);
  def_getset(t, cstr("__type_params__"), getter.of(typealias_type_params), null);
  def_getset(t, cstr("__value__"), getter.of(typealias_value), null);
  def_getset(t, cstr("__module__"), getter.of(typealias_module), null);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(typealias_reduce), cstr("__reduce__($self, /)\n--\n\n"));
}
