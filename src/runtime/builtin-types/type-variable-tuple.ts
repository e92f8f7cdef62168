/**
 * typing.TypeVarTuple: a parameter that stands for any number of types. CPython: typevartupleobject of Objects/typevarobject.c.
 *
 *   typevartupleobject (40 bytes, GC, managed dict and weak references)
 *   +16 name   +24 default_value   +32 evaluate_default
 */

import { _PyArg_BadArgument, _PyArg_CheckPositional, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyErr_SetString } from "../abstract/errors";
import { PyObject_GetIter } from "../abstract/iterator";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_fast, def_getset, def_noargs, def_o, Py_READONLY } from "../object/def-tables";
import { clear_slots, free_instance, visit_slots } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject, Slots } from "../object/object";
import {
  allocfunc,
  destructor,
  freefunc,
  getiterfunc,
  getter,
  inquiry,
  newfunc,
  PyCFunction,
  PyCFunctionFast,
  reprfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { interp } from "../object/state";
import { _Py_NoDefaultStruct, PyExc_TypeError } from "../object/static-types";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_IMMUTABLETYPE,
  Py_TPFLAGS_MANAGED_DICT,
  Py_TPFLAGS_MANAGED_WEAKREF,
  PyTypeObject,
} from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import { PyObject_ClearManagedDict, PyObject_VisitManagedDict } from "./instance-values";
import { PyUnicode_Check } from "./str";
import { PyTuple_Pack } from "./tuple";
import { heap_member, heap_type, heap_type_finish } from "./type-from-spec";
import { call_typing, calling_module, default_exists, lazy_value, unpack, with_module } from "./typing-calls";
import { PyObject_ClearWeakRefs } from "./weakref";

@unmanaged
export class typevartupleobject extends PyObject {
  name: PyObject | null;
  default_value: PyObject | null;
  evaluate_default: PyObject | null;
}

const SIZE: i32 = 40;
const OBJECTS: i32 = 3;

/** @inline */
function slot_at(o: PyObject, offset: usize): usize {
  return changetype<usize>(o) + offset;
}

/** For the compiler's code: a TypeVarTuple. New reference, NULL with an exception. */
export function _Py_make_typevartuple(name: PyObject): PyObject | null {
  const o = _PyObject_GC_New(changetype<PyTypeObject>(interp.typevartuple_type!));
  if (!o) return null;
  memory.fill(slot_at(o, offsetof<typevartupleobject>("name")), 0, <usize>SIZE - 16);
  changetype<typevartupleobject>(o).name = Py_NewRef(name);
  _PyObject_GC_TRACK(o);
  return o;
}

function typevartuple_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  let stop = visit.call(self.ob_type, arg);
  if (!stop) stop = visit_slots(slot_at(self, offsetof<typevartupleobject>("name")), OBJECTS, visit, arg);
  return stop ? stop : PyObject_VisitManagedDict(self, visit, arg);
}

function typevartuple_clear(self: PyObject): i32 {
  clear_slots(slot_at(self, offsetof<typevartupleobject>("name")), OBJECTS);
  PyObject_ClearManagedDict(self);
  return 0;
}

function typevartuple_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  typevartuple_clear(self);
  PyObject_ClearWeakRefs(self);
  free_instance(self);
}

/** The name; also what it is reduced to. */
function typevartuple_repr(self: PyObject): PyObject | null {
  return Py_NewRef(changetype<typevartupleobject>(self).name!);
}

/** `*Ts`: an iterator over its one unpacked self. New reference, NULL with an exception. */
function unpack_iter(self: PyObject): PyObject | null {
  const unpacked = unpack(self);
  if (!unpacked) return null;
  const tuple = PyTuple_Pack(unpacked);
  Py_DECREF(unpacked);
  if (!tuple) return null;
  const result = PyObject_GetIter(tuple);
  Py_DECREF(tuple);
  return result;
}

export function typevartuple_default(self: PyObject, _closure: usize): PyObject | null {
  const evaluate = slot_at(self, offsetof<typevartupleobject>("evaluate_default"));
  return lazy_value(slot_at(self, offsetof<typevartupleobject>("default_value")), evaluate, _Py_NoDefaultStruct);
}

const typevartuple_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** TypeVarTuple(name, *, default=NoDefault) */
function typevartuple_new(_type: PyTypeObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const fname = cstr("typevartuple");
  const block = _PyArg_UnpackKeywordsTuple(typevartuple_spec, fname, cstr("name default"), 0, args, kwargs, 1, 1);
  const name = block ? Slots.at(block).getOrNull(0) : null;
  const default_value = block ? Slots.at(block).getOrNull(1) : null;
  stack_release(mark);
  if (!name) return null;
  if (!PyUnicode_Check(name)) {
    _PyArg_BadArgument(fname, cstr("argument 'name'"), cstr("str"), name);
    return null;
  }
  const o = _Py_make_typevartuple(name);
  if (!o) return null;
  const value = Py_NewRef(default_value ? default_value : _Py_NoDefaultStruct);
  changetype<typevartupleobject>(o).default_value = value;
  const module = calling_module();
  const result = with_module(o, module);
  Py_DECREF(module);
  return result;
}

function typevartuple_typing_subst(_self: PyObject, _arg: PyObject | null): PyObject | null {
  PyErr_SetString(PyExc_TypeError, cstr("Substitution of bare TypeVarTuple is not supported"));
  return null;
}

function typevartuple_typing_prepare_subst(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("__typing_prepare_subst__"), nargs, 2, 2)) return null;
  return call_typing(_Py_ID("_typevartuple_prepare_subst"), self, args.get(0), args.get(1));
}

function typevartuple_reduce(self: PyObject, _unused: PyObject | null): PyObject | null {
  return typevartuple_repr(self);
}

function typevartuple_has_default(self: PyObject, _unused: PyObject | null): PyObject | null {
  const evaluate = slot_at(self, offsetof<typevartupleobject>("evaluate_default"));
  return default_exists(slot_at(self, offsetof<typevartupleobject>("default_value")), evaluate);
}

function typevartuple_mro_entries(_self: PyObject, _bases: PyObject | null): PyObject | null {
  PyErr_SetString(PyExc_TypeError, cstr("Cannot subclass an instance of TypeVarTuple"));
  return null;
}

function add_methods(t: PyTypeObject): void {
  def_o(
    t,
    cstr("__typing_subst__"),
    PyCFunction.of(typevartuple_typing_subst),
    cstr("__typing_subst__($self, arg, /)\n--\n\n"),
  );
  def_fast(
    t,
    cstr("__typing_prepare_subst__"),
    PyCFunctionFast.of(typevartuple_typing_prepare_subst),
    cstr("__typing_prepare_subst__($self, alias, args, /)\n--\n\n"),
  );
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(typevartuple_reduce), cstr("__reduce__($self, /)\n--\n\n"));
  def_noargs(t, cstr("has_default"), PyCFunction.of(typevartuple_has_default), cstr("has_default($self, /)\n--\n\n"));
  def_o(
    t,
    cstr("__mro_entries__"),
    PyCFunction.of(typevartuple_mro_entries),
    cstr("__mro_entries__($self, object, /)\n--\n\n"),
  );
  def_getset(t, cstr("__default__"), getter.of(typevartuple_default), null, cstr("The default, or NoDefault."));
}

/** The class TypeVarTuple: new reference, NULL with an exception. */
export function make_typevartuple_type(): PyTypeObject | null {
  const flags =
    Py_TPFLAGS_DEFAULT |
    Py_TPFLAGS_HAVE_GC |
    Py_TPFLAGS_IMMUTABLETYPE |
    Py_TPFLAGS_MANAGED_DICT |
    Py_TPFLAGS_MANAGED_WEAKREF;
  const doc = cstr("A type parameter for any number of types (PEP 646).");
  const t = heap_type(null, cstr("typing.TypeVarTuple"), SIZE, 0, flags, doc, 1);
  if (!t) return null;
  t.tp_dealloc = destructor.of(typevartuple_dealloc);
  t.tp_traverse = traverseproc.of(typevartuple_traverse);
  t.tp_clear = inquiry.of(typevartuple_clear);
  t.tp_repr = reprfunc.of(typevartuple_repr);
  t.tp_iter = getiterfunc.of(unpack_iter);
  t.tp_new = newfunc.of(typevartuple_new);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  heap_member(t, 0, cstr("__name__"), _Py_T_OBJECT, offsetof<typevartupleobject>("name"), Py_READONLY);
  add_methods(t);
  return heap_type_finish(t);
}
