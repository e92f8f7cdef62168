/**
 * typing.ParamSpec: a parameter that stands for the parameters of a callable, and its `args` and `kwargs`. CPython: paramspecobject and
 * paramspecattrobject of Objects/typevarobject.c.
 *
 *   paramspecobject (56 bytes, GC, managed dict and weak references)      paramspecattrobject (24 bytes, GC, managed weak references)
 *   +16 name    +32 default_value      +48 covariant, +49 contravariant,  +16 __origin__
 *   +24 bound   +40 evaluate_default   +50 infer_variance
 */

import { _PyArg_BadArgument, _PyArg_CheckPositional, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyErr_SetString } from "../abstract/errors";
import { Py_EQ, Py_NE, PyObject_RichCompare } from "../abstract/object-protocol";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_fast, def_getset, def_noargs, def_o, Py_READONLY, Py_T_BOOL } from "../object/def-tables";
import { clear_slots, free_instance, visit_slots } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_IS_TYPE, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
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
  richcmpfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { interp } from "../object/state";
import { _Py_NoDefaultStruct, Py_None, Py_NotImplemented, PyExc_TypeError } from "../object/static-types";
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
import { PyUnicode_FromFormat } from "./str-from-format";
import { heap_member, heap_type, heap_type_finish } from "./type-from-spec";
import { flag_argument, variance_fits, variance_repr } from "./type-variable";
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
export class paramspecobject extends PyObject {
  name: PyObject | null;
  bound: PyObject | null;
  default_value: PyObject | null;
  evaluate_default: PyObject | null;
  covariant: u8;
  contravariant: u8;
  infer_variance: u8;
}

@unmanaged
export class paramspecattrobject extends PyObject {
  __origin__: PyObject | null;
}

const SIZE: i32 = 56;
const OBJECTS: i32 = 4;
const ATTR_SIZE: i32 = 24;

/** @inline */
function spec(o: PyObject): paramspecobject {
  return changetype<paramspecobject>(o);
}

/** @inline */
function slot_at(o: PyObject, offset: usize): usize {
  return changetype<usize>(o) + offset;
}

function paramspec_alloc(name: PyObject, infer_variance: bool): paramspecobject | null {
  const o = _PyObject_GC_New(changetype<PyTypeObject>(interp.paramspec_type!));
  if (!o) return null;
  memory.fill(slot_at(o, offsetof<paramspecobject>("name")), 0, <usize>SIZE - 16);
  spec(o).name = Py_NewRef(name);
  spec(o).infer_variance = infer_variance ? 1 : 0;
  _PyObject_GC_TRACK(o);
  return spec(o);
}

/** For the compiler's code: a ParamSpec whose variance is inferred. New reference, NULL with an exception. */
export function _Py_make_paramspec(name: PyObject): PyObject | null {
  return paramspec_alloc(name, true);
}

function paramspec_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  let stop = visit.call(self.ob_type, arg);
  if (!stop) stop = visit_slots(slot_at(self, offsetof<paramspecobject>("name")), OBJECTS, visit, arg);
  return stop ? stop : PyObject_VisitManagedDict(self, visit, arg);
}

function paramspec_clear(self: PyObject): i32 {
  clear_slots(slot_at(self, offsetof<paramspecobject>("name")), OBJECTS);
  PyObject_ClearManagedDict(self);
  return 0;
}

function paramspec_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  paramspec_clear(self);
  PyObject_ClearWeakRefs(self);
  free_instance(self);
}

function paramspec_repr(self: PyObject): PyObject | null {
  const ps = spec(self);
  return variance_repr(ps.name!, ps.covariant !== 0, ps.contravariant !== 0, ps.infer_variance !== 0);
}

export function paramspec_default(self: PyObject, _closure: usize): PyObject | null {
  const evaluate = slot_at(self, offsetof<paramspecobject>("evaluate_default"));
  return lazy_value(slot_at(self, offsetof<paramspecobject>("default_value")), evaluate, _Py_NoDefaultStruct);
}

const paramspec_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** ParamSpec(name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False) */
function paramspec_new(_type: PyTypeObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const block = _PyArg_UnpackKeywordsTuple(
    paramspec_spec,
    cstr("paramspec"),
    cstr("name bound default covariant contravariant infer_variance"),
    0,
    args,
    kwargs,
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
  const is_str = PyUnicode_Check(name);
  if (!is_str) _PyArg_BadArgument(cstr("paramspec"), cstr("argument 'name'"), cstr("str"), name);
  const covariant = is_str ? flag_argument(values.getOrNull(3)) : -1;
  const contravariant = covariant < 0 ? -1 : flag_argument(values.getOrNull(4));
  const infer_variance = contravariant < 0 ? -1 : flag_argument(values.getOrNull(5));
  stack_release(mark);
  if (infer_variance < 0 || !variance_fits(covariant, contravariant, infer_variance)) return null;
  let type: PyObject | null = null;
  if (bound && ptr(bound) !== ptr(Py_None)) {
    type = type_check(bound, cstr("Bound must be a type."));
    if (!type) return null;
  }
  const ps = paramspec_alloc(name, infer_variance !== 0);
  if (!ps) {
    Py_XDECREF(type);
    return null;
  }
  ps.bound = type;
  ps.covariant = <u8>covariant;
  ps.contravariant = <u8>contravariant;
  ps.default_value = Py_NewRef(default_value ? default_value : _Py_NoDefaultStruct);
  const module = calling_module();
  const result = with_module(ps, module);
  Py_DECREF(module);
  return result;
}

// ---- Methods ----------------------------------------------------------------------------------------------------------

function paramspec_typing_subst(self: PyObject, arg: PyObject | null): PyObject | null {
  return call_typing(_Py_ID("_paramspec_subst"), self, arg!);
}

function paramspec_typing_prepare_subst(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("__typing_prepare_subst__"), nargs, 2, 2)) return null;
  return call_typing(_Py_ID("_paramspec_prepare_subst"), self, args.get(0), args.get(1));
}

function paramspec_reduce(self: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_NewRef(spec(self).name!);
}

function paramspec_has_default(self: PyObject, _unused: PyObject | null): PyObject | null {
  const evaluate = slot_at(self, offsetof<paramspecobject>("evaluate_default"));
  return default_exists(slot_at(self, offsetof<paramspecobject>("default_value")), evaluate);
}

function paramspec_mro_entries(_self: PyObject, _bases: PyObject | null): PyObject | null {
  PyErr_SetString(PyExc_TypeError, cstr("Cannot subclass an instance of ParamSpec"));
  return null;
}

// ---- P.args and P.kwargs ------------------------------------------------------------------------------------------------

function paramspecattr_new_of(t: PyTypeObject, origin: PyObject): PyObject | null {
  const o = _PyObject_GC_New(t);
  if (!o) return null;
  store<u64>(slot_at(o, offsetof<paramspecattrobject>("__origin__")), <u64>ptr(Py_NewRef(origin)));
  _PyObject_GC_TRACK(o);
  return o;
}

function paramspec_args(self: PyObject, _closure: usize): PyObject | null {
  return paramspecattr_new_of(changetype<PyTypeObject>(interp.paramspecargs_type!), self);
}

function paramspec_kwargs(self: PyObject, _closure: usize): PyObject | null {
  return paramspecattr_new_of(changetype<PyTypeObject>(interp.paramspeckwargs_type!), self);
}

/** @inline */
function origin_of(o: PyObject): PyObject {
  return changetype<paramspecattrobject>(o).__origin__!;
}

function paramspecattr_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  const stop = visit.call(self.ob_type, arg);
  return stop ? stop : visit_slots(slot_at(self, offsetof<paramspecattrobject>("__origin__")), 1, visit, arg);
}

function paramspecattr_clear(self: PyObject): i32 {
  clear_slots(slot_at(self, offsetof<paramspecattrobject>("__origin__")), 1);
  return 0;
}

function paramspecattr_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  paramspecattr_clear(self);
  PyObject_ClearWeakRefs(self);
  free_instance(self);
}

function paramspecattr_richcompare(a: PyObject, b: PyObject, op: i32): PyObject | null {
  if (!Py_IS_TYPE(a, b.ob_type) || (op !== Py_EQ && op !== Py_NE)) return Py_NotImplemented;
  return PyObject_RichCompare(origin_of(a), origin_of(b), op);
}

/** "P.args" (`suffix`: ".args"). */
function attr_repr(self: PyObject, suffix: usize): PyObject | null {
  const origin = origin_of(self);
  if (Py_IS_TYPE(origin, changetype<PyTypeObject>(interp.paramspec_type!))) {
    return PyUnicode_FromFormat(cstr("%U%s"), ptr(spec(origin).name), suffix);
  }
  return PyUnicode_FromFormat(cstr("%R%s"), ptr(origin), suffix);
}

function paramspecargs_repr(self: PyObject): PyObject | null {
  return attr_repr(self, cstr(".args"));
}

function paramspeckwargs_repr(self: PyObject): PyObject | null {
  return attr_repr(self, cstr(".kwargs"));
}

const paramspecattr_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

function attr_new(fname: usize, type: PyTypeObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const block = _PyArg_UnpackKeywordsTuple(paramspecattr_spec, fname, cstr("origin"), 0, args, kwargs, 1, 1);
  const origin = block ? Slots.at(block).getOrNull(0) : null;
  stack_release(mark);
  return origin ? paramspecattr_new_of(type, origin) : null;
}

function paramspecargs_new(type: PyTypeObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  return attr_new(cstr("paramspecargs"), type, args, kwargs);
}

function paramspeckwargs_new(type: PyTypeObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  return attr_new(cstr("paramspeckwargs"), type, args, kwargs);
}

function paramspecargs_mro_entries(_self: PyObject, _bases: PyObject | null): PyObject | null {
  PyErr_SetString(PyExc_TypeError, cstr("Cannot subclass an instance of ParamSpecArgs"));
  return null;
}

function paramspeckwargs_mro_entries(_self: PyObject, _bases: PyObject | null): PyObject | null {
  PyErr_SetString(PyExc_TypeError, cstr("Cannot subclass an instance of ParamSpecKwargs"));
  return null;
}

// ---- The classes --------------------------------------------------------------------------------------------------------

function add_methods(t: PyTypeObject): void {
  def_o(
    t,
    cstr("__typing_subst__"),
    PyCFunction.of(paramspec_typing_subst),
    cstr("__typing_subst__($self, arg, /)\n--\n\n"),
  );
  def_fast(
    t,
    cstr("__typing_prepare_subst__"),
    PyCFunctionFast.of(paramspec_typing_prepare_subst),
    cstr("__typing_prepare_subst__($self, alias, args, /)\n--\n\n"),
  );
  def_noargs(t, cstr("has_default"), PyCFunction.of(paramspec_has_default), cstr("has_default($self, /)\n--\n\n"));
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(paramspec_reduce), cstr("__reduce__($self, /)\n--\n\n"));
  def_o(
    t,
    cstr("__mro_entries__"),
    PyCFunction.of(paramspec_mro_entries),
    cstr("__mro_entries__($self, object, /)\n--\n\n"),
  );
  def_getset(t, cstr("args"), getter.of(paramspec_args), null, cstr("Stands for the positional arguments."));
  def_getset(t, cstr("kwargs"), getter.of(paramspec_kwargs), null, cstr("Stands for the keyword arguments."));
  def_getset(t, cstr("__default__"), getter.of(paramspec_default), null, cstr("The default, or NoDefault."));
}

const ATTR_FLAGS: u32 = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_MANAGED_WEAKREF;

/** The class ParamSpec: new reference, NULL with an exception. */
export function make_paramspec_type(): PyTypeObject | null {
  const flags = ATTR_FLAGS | Py_TPFLAGS_MANAGED_DICT;
  const doc = cstr("A parameter for the parameters of a callable (PEP 612).");
  const t = heap_type(null, cstr("typing.ParamSpec"), SIZE, 0, flags, doc, 5);
  if (!t) return null;
  t.tp_dealloc = destructor.of(paramspec_dealloc);
  t.tp_traverse = traverseproc.of(paramspec_traverse);
  t.tp_clear = inquiry.of(paramspec_clear);
  t.tp_repr = reprfunc.of(paramspec_repr);
  t.tp_new = newfunc.of(paramspec_new);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_as_number!.nb_or = binaryfunc.of(make_union);
  heap_member(t, 0, cstr("__name__"), _Py_T_OBJECT, offsetof<paramspecobject>("name"), Py_READONLY);
  heap_member(t, 1, cstr("__bound__"), _Py_T_OBJECT, offsetof<paramspecobject>("bound"), Py_READONLY);
  heap_member(t, 2, cstr("__covariant__"), Py_T_BOOL, offsetof<paramspecobject>("covariant"), Py_READONLY);
  heap_member(t, 3, cstr("__contravariant__"), Py_T_BOOL, offsetof<paramspecobject>("contravariant"), Py_READONLY);
  heap_member(t, 4, cstr("__infer_variance__"), Py_T_BOOL, offsetof<paramspecobject>("infer_variance"), Py_READONLY);
  add_methods(t);
  return heap_type_finish(t);
}

function make_attr_type(
  name: usize,
  doc: usize,
  repr: reprfunc,
  make: newfunc,
  entries: PyCFunction,
): PyTypeObject | null {
  const t = heap_type(null, name, ATTR_SIZE, 0, ATTR_FLAGS, doc, 1);
  if (!t) return null;
  t.tp_dealloc = destructor.of(paramspecattr_dealloc);
  t.tp_traverse = traverseproc.of(paramspecattr_traverse);
  t.tp_clear = inquiry.of(paramspecattr_clear);
  t.tp_richcompare = richcmpfunc.of(paramspecattr_richcompare);
  t.tp_repr = repr;
  t.tp_new = make;
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  heap_member(t, 0, cstr("__origin__"), _Py_T_OBJECT, offsetof<paramspecattrobject>("__origin__"), Py_READONLY);
  def_o(t, cstr("__mro_entries__"), entries, cstr("__mro_entries__($self, object, /)\n--\n\n"));
  return heap_type_finish(t);
}

/** The class ParamSpecArgs: new reference, NULL with an exception. */
export function make_paramspecargs_type(): PyTypeObject | null {
  return make_attr_type(
    cstr("typing.ParamSpecArgs"),
    cstr("The positional arguments of a ParamSpec: P.args."),
    reprfunc.of(paramspecargs_repr),
    newfunc.of(paramspecargs_new),
    PyCFunction.of(paramspecargs_mro_entries),
  );
}

/** The class ParamSpecKwargs: new reference, NULL with an exception. */
export function make_paramspeckwargs_type(): PyTypeObject | null {
  return make_attr_type(
    cstr("typing.ParamSpecKwargs"),
    cstr("The keyword arguments of a ParamSpec: P.kwargs."),
    reprfunc.of(paramspeckwargs_repr),
    newfunc.of(paramspeckwargs_new),
    PyCFunction.of(paramspeckwargs_mro_entries),
  );
}
