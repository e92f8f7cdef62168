/**
 * typing.TypeVar: a parameter of a generic class, function or alias. CPython: typevarobject of Objects/typevarobject.c.
 *
 *   typevarobject (80 bytes, GC, managed dict and weak references)
 *   +16 name            +32 evaluate_bound   +48 evaluate_constraints   +64 evaluate_default   +72 covariant, +73 contravariant,
 *   +24 bound           +40 constraints      +56 default_value                                 +74 infer_variance
 *
 * A value is NULL until it is asked for; then its function evaluates it.
 */

import { _PyArg_BadArgument, _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyObject_GetAttr } from "../abstract/attribute";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PySequence_Concat, PySequence_Index, PySequence_Size } from "../abstract/sequence";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_fast, def_getset, def_noargs, def_o, Py_READONLY, Py_T_BOOL } from "../object/def-tables";
import { clear_slots, free_instance, visit_slots } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, PyObject, ptr, Slots } from "../object/object";
import {
  allocfunc,
  binaryfunc,
  destructor,
  freefunc,
  getter,
  inquiry,
  newfunc,
  PyCFunction,
  PyCFunctionFast,
  reprfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { interp, tstate } from "../object/state";
import { _Py_NoDefaultStruct, Py_None, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_IMMUTABLETYPE,
  Py_TPFLAGS_MANAGED_DICT,
  Py_TPFLAGS_MANAGED_WEAKREF,
  PyTypeObject,
} from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import { PyDict_Contains } from "./dict";
import { PyObject_ClearManagedDict, PyObject_VisitManagedDict } from "./instance-values";
import { PyUnicode_Check } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { _PyTuple_ITEMS, PyTuple_GET_SIZE, PyTuple_GetSlice, PyTuple_New, PyTuple_Pack } from "./tuple";
import { heap_member, heap_type, heap_type_finish } from "./type-from-spec";
import {
  call_typing,
  calling_module,
  default_exists,
  lazy_value,
  make_union,
  type_check,
  with_module,
} from "./typing-calls";
import { PyObject_ClearWeakRefs } from "./weakref";

@unmanaged
export class typevarobject extends PyObject {
  name: PyObject | null;
  bound: PyObject | null;
  evaluate_bound: PyObject | null;
  constraints: PyObject | null;
  evaluate_constraints: PyObject | null;
  default_value: PyObject | null;
  evaluate_default: PyObject | null;
  covariant: u8;
  contravariant: u8;
  infer_variance: u8;
}

const SIZE: i32 = 80;
const OBJECTS: i32 = 7;

/** @inline */
function variable(o: PyObject): typevarobject {
  return changetype<typevarobject>(o);
}

/** @inline */
function slot_at(o: PyObject, offset: usize): usize {
  return changetype<usize>(o) + offset;
}

/** A new TypeVar without values and variance, `module` its `__module__` (NULL: none): new reference, NULL with an exception. Borrows all. */
function typevar_alloc(name: PyObject, infer_variance: bool): typevarobject | null {
  const o = _PyObject_GC_New(changetype<PyTypeObject>(interp.typevar_type!));
  if (!o) return null;
  memory.fill(slot_at(o, offsetof<typevarobject>("name")), 0, <usize>SIZE - 16);
  variable(o).name = Py_NewRef(name);
  variable(o).infer_variance = infer_variance ? 1 : 0;
  _PyObject_GC_TRACK(o);
  return variable(o);
}

/** For the compiler's code: a TypeVar whose variance is inferred; the functions may be NULL. New reference, NULL with an exception. */
export function _Py_make_typevar(
  name: PyObject,
  evaluate_bound: PyObject | null,
  evaluate_constraints: PyObject | null,
): PyObject | null {
  const tv = typevar_alloc(name, true);
  if (!tv) return null;
  tv.evaluate_bound = Py_XNewRef(evaluate_bound);
  tv.evaluate_constraints = Py_XNewRef(evaluate_constraints);
  return tv;
}

function typevar_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  let stop = visit.call(self.ob_type, arg);
  if (!stop) stop = visit_slots(slot_at(self, offsetof<typevarobject>("name")), OBJECTS, visit, arg);
  return stop ? stop : PyObject_VisitManagedDict(self, visit, arg);
}

function typevar_clear(self: PyObject): i32 {
  clear_slots(slot_at(self, offsetof<typevarobject>("name")), OBJECTS);
  PyObject_ClearManagedDict(self);
  return 0;
}

function typevar_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  typevar_clear(self);
  PyObject_ClearWeakRefs(self);
  free_instance(self);
}

/** The name with a sign for its variance: new reference, NULL with an exception. */
export function variance_repr(name: PyObject, covariant: bool, contravariant: bool, inferred: bool): PyObject | null {
  if (inferred) return Py_NewRef(name);
  const sign = covariant ? 43 : contravariant ? 45 : 126;
  return PyUnicode_FromFormat(cstr("%c%U"), sign, ptr(name));
}

function typevar_repr(self: PyObject): PyObject | null {
  const tv = variable(self);
  return variance_repr(tv.name!, tv.covariant !== 0, tv.contravariant !== 0, tv.infer_variance !== 0);
}

function typevar_bound(self: PyObject, _closure: usize): PyObject | null {
  const evaluate = slot_at(self, offsetof<typevarobject>("evaluate_bound"));
  return lazy_value(slot_at(self, offsetof<typevarobject>("bound")), evaluate, Py_None);
}

export function typevar_default(self: PyObject, _closure: usize): PyObject | null {
  const evaluate = slot_at(self, offsetof<typevarobject>("evaluate_default"));
  return lazy_value(slot_at(self, offsetof<typevarobject>("default_value")), evaluate, _Py_NoDefaultStruct);
}

function typevar_constraints(self: PyObject, _closure: usize): PyObject | null {
  const tv = variable(self);
  if (!tv.constraints && !tv.evaluate_constraints) return PyTuple_New(0);
  const evaluate = slot_at(self, offsetof<typevarobject>("evaluate_constraints"));
  return lazy_value(slot_at(self, offsetof<typevarobject>("constraints")), evaluate, Py_None);
}

// ---- TypeVar(name, *constraints, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False) ----

/** Truth of an argument that may be missing: 0, 1, -1 with an exception. */
export function flag_argument(value: PyObject | null): i32 {
  return value ? PyObject_IsTrue(value) : 0;
}

/** The variance that was asked for can be. False with ValueError. */
export function variance_fits(covariant: i32, contravariant: i32, infer_variance: i32): bool {
  if (covariant && contravariant) {
    PyErr_SetString(PyExc_ValueError, cstr("Bivariant types are not supported."));
    return false;
  }
  if (infer_variance && (covariant || contravariant)) {
    PyErr_SetString(PyExc_ValueError, cstr("Variance cannot be specified with infer_variance."));
    return false;
  }
  return true;
}

const typevar_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** The bound as a type, and no single constraint, nor both. New reference or NULL; `tstate.current_exception` tells an error. */
function checked_bound(bound: PyObject | null, n_constraints: i32): PyObject | null {
  let type: PyObject | null = null;
  if (bound && ptr(bound) !== ptr(Py_None)) {
    type = type_check(bound, cstr("Bound must be a type."));
    if (!type) return null;
  }
  if (n_constraints === 1) {
    PyErr_SetString(PyExc_TypeError, cstr("A single constraint is not allowed"));
  } else if (n_constraints > 1 && type) {
    PyErr_SetString(PyExc_TypeError, cstr("Constraints cannot be combined with bound=..."));
  } else {
    return type;
  }
  Py_XDECREF(type);
  return null;
}

function typevar_new(_type: PyTypeObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  const nargs = PyTuple_GET_SIZE(args);
  if (nargs > 0 && kwargs && PyDict_Contains(kwargs, _Py_ID("name")) > 0) {
    return PyErr_Format(PyExc_TypeError, cstr("invalid keyword argument for typevar()"));
  }
  const mark = stack_mark();
  const head = min(nargs, 1);
  const block = _PyArg_UnpackKeywords(
    typevar_spec,
    cstr("typevar"),
    cstr("name bound default covariant contravariant infer_variance"),
    0,
    _PyTuple_ITEMS(args),
    head,
    kwargs,
    null,
    1,
    1,
  );
  if (!block) {
    stack_release(mark);
    return null;
  }
  const values = Slots.at(block);
  const name = values.get(0);
  const bound = values.getOrNull(1);
  const default_value = values.getOrNull(2);
  const covariant = flag_argument(values.getOrNull(3));
  const contravariant = covariant < 0 ? -1 : flag_argument(values.getOrNull(4));
  const infer_variance = contravariant < 0 ? -1 : flag_argument(values.getOrNull(5));
  stack_release(mark);
  if (infer_variance < 0) return null;
  if (!PyUnicode_Check(name)) {
    _PyArg_BadArgument(cstr("typevar"), cstr("argument 'name'"), cstr("str"), name);
    return null;
  }
  if (!variance_fits(covariant, contravariant, infer_variance)) return null;
  const n_constraints = max(nargs - 1, 0);
  const type = checked_bound(bound, n_constraints);
  if (!type && tstate.current_exception) return null;
  const tv = typevar_alloc(name, infer_variance !== 0);
  if (!tv) {
    Py_XDECREF(type);
    return null;
  }
  tv.bound = type;
  tv.covariant = <u8>covariant;
  tv.contravariant = <u8>contravariant;
  tv.default_value = Py_NewRef(default_value ? default_value : _Py_NoDefaultStruct);
  return finished(tv, args, n_constraints);
}

/** Gives the new `tv` its constraints (arguments after the first) and module. Takes it over. */
function finished(tv: typevarobject, args: PyObject, n_constraints: i32): PyObject | null {
  if (n_constraints > 0) {
    tv.constraints = PyTuple_GetSlice(args, 1, n_constraints + 1);
    if (!tv.constraints) {
      Py_DECREF(tv);
      return null;
    }
  }
  const module = calling_module();
  const result = with_module(tv, module);
  Py_DECREF(module);
  return result;
}

// ---- Methods ----------------------------------------------------------------------------------------------------------

function typevar_typing_subst(self: PyObject, arg: PyObject | null): PyObject | null {
  return call_typing(_Py_ID("_typevar_subst"), self, arg!);
}

/** `args` as they are when they have a value for this variable, with its default behind when they just lack it. */
function typevar_typing_prepare_subst(self: PyObject, fast: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("__typing_prepare_subst__"), nargs, 2, 2)) return null;
  const alias = fast.get(0);
  const args = fast.get(1);
  const params = PyObject_GetAttr(alias, _Py_ID("__parameters__"));
  if (!params) return null;
  const i = PySequence_Index(params, self);
  Py_DECREF(params);
  if (i === -1) return null;
  const length = PySequence_Size(args);
  if (length === -1) return null;
  if (i < <i64>length) return Py_NewRef(args);
  if (i === <i64>length) {
    const value = typevar_default(self, 0);
    if (!value) return null;
    if (ptr(value) !== ptr(_Py_NoDefaultStruct)) {
      const more = PyTuple_Pack(value);
      Py_DECREF(value);
      if (!more) return null;
      const result = PySequence_Concat(args, more);
      Py_DECREF(more);
      return result;
    }
  }
  const text = cstr("Too few arguments for %S; actual %zd, expected at least %zd");
  return PyErr_Format(PyExc_TypeError, text, ptr(alias), <usize>length, <usize>(i + 1));
}

function typevar_reduce(self: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_NewRef(variable(self).name!);
}

function typevar_has_default(self: PyObject, _unused: PyObject | null): PyObject | null {
  const evaluate = slot_at(self, offsetof<typevarobject>("evaluate_default"));
  return default_exists(slot_at(self, offsetof<typevarobject>("default_value")), evaluate);
}

function typevar_mro_entries(_self: PyObject, _bases: PyObject | null): PyObject | null {
  PyErr_SetString(PyExc_TypeError, cstr("Cannot subclass an instance of TypeVar"));
  return null;
}

function add_methods(t: PyTypeObject): void {
  def_o(
    t,
    cstr("__typing_subst__"),
    PyCFunction.of(typevar_typing_subst),
    cstr("__typing_subst__($self, arg, /)\n--\n\n"),
  );
  def_fast(
    t,
    cstr("__typing_prepare_subst__"),
    PyCFunctionFast.of(typevar_typing_prepare_subst),
    cstr("__typing_prepare_subst__($self, alias, args, /)\n--\n\n"),
  );
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(typevar_reduce), cstr("__reduce__($self, /)\n--\n\n"));
  def_noargs(t, cstr("has_default"), PyCFunction.of(typevar_has_default), cstr("has_default($self, /)\n--\n\n"));
  def_o(
    t,
    cstr("__mro_entries__"),
    PyCFunction.of(typevar_mro_entries),
    cstr("__mro_entries__($self, object, /)\n--\n\n"),
  );
  def_getset(t, cstr("__bound__"), getter.of(typevar_bound), null);
  def_getset(t, cstr("__constraints__"), getter.of(typevar_constraints), null);
  def_getset(t, cstr("__default__"), getter.of(typevar_default), null);
}

/** The class TypeVar: new reference, NULL with an exception. */
export function make_typevar_type(): PyTypeObject | null {
  const flags =
    Py_TPFLAGS_DEFAULT |
    Py_TPFLAGS_HAVE_GC |
    Py_TPFLAGS_IMMUTABLETYPE |
    Py_TPFLAGS_MANAGED_DICT |
    Py_TPFLAGS_MANAGED_WEAKREF;
  const t = heap_type(null, cstr("typing.TypeVar"), SIZE, 0, flags, cstr("A type parameter (PEP 484, PEP 695)."), 4);
  if (!t) return null;
  t.tp_dealloc = destructor.of(typevar_dealloc);
  t.tp_traverse = traverseproc.of(typevar_traverse);
  t.tp_clear = inquiry.of(typevar_clear);
  t.tp_repr = reprfunc.of(typevar_repr);
  t.tp_new = newfunc.of(typevar_new);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_as_number!.nb_or = binaryfunc.of(make_union);
  heap_member(t, 0, cstr("__name__"), _Py_T_OBJECT, offsetof<typevarobject>("name"), Py_READONLY);
  heap_member(t, 1, cstr("__covariant__"), Py_T_BOOL, offsetof<typevarobject>("covariant"), Py_READONLY);
  heap_member(t, 2, cstr("__contravariant__"), Py_T_BOOL, offsetof<typevarobject>("contravariant"), Py_READONLY);
  heap_member(t, 3, cstr("__infer_variance__"), Py_T_BOOL, offsetof<typevarobject>("infer_variance"), Py_READONLY);
  add_methods(t);
  return heap_type_finish(t);
}
