/**
 * types.GenericAlias: `list[int]`. CPython: Objects/genericaliasobject.c.
 *
 * Attributes are those of the origin, except the ones of IS_OWN. Calling it calls the origin and notes the alias as
 * `__orig_class__` where that is possible. Iterating gives one item, the starred alias: `*tuple[int, str]`.
 */

import { _PyArg_CheckPositional, _PyArg_NoKeywords } from "../abstract/args";
import { PyObject_GenericGetAttr, PyObject_GetAttr, PyObject_SetAttr } from "../abstract/attribute";
import { PyObject_Call, PyVectorcall_Function } from "../abstract/call";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_SetString } from "../abstract/errors";
import {
  Py_EQ,
  Py_NE,
  PyObject_Dir,
  PyObject_Hash,
  PyObject_RichCompare,
  PyObject_RichCompareBool,
  PyObject_SelfIter,
} from "../abstract/object-protocol";
import { PySequence_Contains } from "../abstract/sequence";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_getset, def_member, def_noargs, def_o, Py_READONLY, Py_T_BOOL } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_hash_t, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  allocfunc,
  binaryfunc,
  destructor,
  freefunc,
  getattrofunc,
  getiterfunc,
  getter,
  hashfunc,
  inquiry,
  iternextfunc,
  newfunc,
  PyCFunction,
  reprfunc,
  richcmpfunc,
  ternaryfunc,
  traverseproc,
  vectorcallfunc,
  visitproc,
} from "../object/slots";
import {
  _Py_GenericAliasIterType,
  Py_False,
  Py_GenericAliasType,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyExc_AttributeError,
  PyExc_TypeError,
  PyTuple_Type,
} from "../object/static-types";
import {
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_HAVE_VECTORCALL,
  PyTypeObject,
} from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import { visit_field } from "./exception";
import { gaobject } from "./generic-alias-object";
import { _Py_make_parameters, _Py_subs_parameters } from "./generic-alias-parameters";
import { _PyEval_GetBuiltin } from "./interpreter-frame";
import { PyList_Append, PyList_CheckExact, PyList_GET_ITEM, PyList_GET_SIZE } from "./list";
import { _PyUnicode_Equal, PyUnicode_Check } from "./str";
import {
  _PyUnicodeWriter,
  _PyUnicodeWriter_Dealloc,
  _PyUnicodeWriter_Finish,
  _PyUnicodeWriter_OnStack,
  _PyUnicodeWriter_WriteASCIIString,
  _PyUnicodeWriter_WriteChar,
} from "./str-writer";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack, tuple_get_empty } from "./tuple";
import { mapping_methods, number_methods, static_type } from "./type-define";
import { PyObject_TypeCheck } from "./type-mro";
import { ga_repr_item } from "./typing-type-repr";
import { _Py_union_type_or } from "./union-type";
import { PyObject_ClearWeakRefs } from "./weakref";

/** @inline */
function asAlias(o: PyObject): gaobject {
  return changetype<gaobject>(o);
}

/** A generic alias, or an instance of a subclass. */
export function _PyGenericAlias_Check(o: PyObject): bool {
  return PyObject_TypeCheck(o, Py_GenericAliasType);
}

/** Fills a cleared alias. -1 with MemoryError. */
function setup_ga(alias: gaobject, origin: PyObject, args: PyObject): i32 {
  const tuple = PyTuple_Check(args) ? Py_NewRef(args) : PyTuple_Pack(args);
  if (!tuple) return -1;
  alias.origin = Py_NewRef(origin);
  alias.args = tuple;
  alias.vectorcall = PyVectorcall_Function(origin) ? vectorcallfunc.of(ga_vectorcall) : null;
  return 0;
}

/** `origin[args]` (`args` a tuple, or one argument): new reference. */
export function Py_GenericAlias(origin: PyObject, args: PyObject): PyObject | null {
  return new_alias(Py_GenericAliasType, origin, args);
}

function new_alias(t: PyTypeObject, origin: PyObject, args: PyObject): PyObject | null {
  const o = t.tp_alloc!.call(t, 0);
  if (!o) return null;
  if (setup_ga(asAlias(o), origin, args) === 0) return o;
  Py_DECREF(o);
  return null;
}

/** tp_new. */
function ga_new(t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (!_PyArg_NoKeywords(cstr("GenericAlias"), kwds)) return null;
  if (!_PyArg_CheckPositional(cstr("GenericAlias"), PyTuple_GET_SIZE(args), 2, 2)) return null;
  return new_alias(t, PyTuple_GET_ITEM(args, 0), PyTuple_GET_ITEM(args, 1));
}

/** tp_dealloc. */
function ga_dealloc(o: PyObject): void {
  const alias = asAlias(o);
  PyObject_GC_UnTrack(o);
  if (alias.weakreflist) PyObject_ClearWeakRefs(o);
  // An alias that setup_ga could not fill has neither origin nor args.
  Py_XDECREF(changetype<PyObject | null>(alias.origin));
  Py_XDECREF(changetype<PyObject | null>(alias.args));
  Py_XDECREF(alias.parameters);
  o.ob_type.tp_free!.call(o);
}

/** tp_traverse. */
function ga_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const alias = asAlias(o);
  return (
    visit_field(changetype<PyObject | null>(alias.origin), visit, arg) ||
    visit_field(changetype<PyObject | null>(alias.args), visit, arg) ||
    visit_field(alias.parameters, visit, arg)
  );
}

/** One argument; a list of arguments (of a ParamSpec) as "[a, b]". -1 with an exception. */
function write_arg(writer: _PyUnicodeWriter, arg: PyObject): i32 {
  if (!PyList_CheckExact(arg)) return ga_repr_item(writer, arg);
  if (_PyUnicodeWriter_WriteChar(writer, 91) < 0) return -1;
  for (let i = 0; i < PyList_GET_SIZE(arg); i++) {
    if (i > 0 && _PyUnicodeWriter_WriteASCIIString(writer, cstr(", "), 2) < 0) return -1;
    const item = Py_NewRef(PyList_GET_ITEM(arg, i));
    const status = ga_repr_item(writer, item);
    Py_DECREF(item);
    if (status < 0) return -1;
  }
  return _PyUnicodeWriter_WriteChar(writer, 93);
}

function write_alias(writer: _PyUnicodeWriter, alias: gaobject): i32 {
  if (alias.starred && _PyUnicodeWriter_WriteChar(writer, 42) < 0) return -1;
  if (ga_repr_item(writer, alias.origin) < 0 || _PyUnicodeWriter_WriteChar(writer, 91) < 0) return -1;
  const n = PyTuple_GET_SIZE(alias.args);
  for (let i = 0; i < n; i++) {
    if (i > 0 && _PyUnicodeWriter_WriteASCIIString(writer, cstr(", "), 2) < 0) return -1;
    if (write_arg(writer, PyTuple_GET_ITEM(alias.args, i)) < 0) return -1;
  }
  if (n === 0 && _PyUnicodeWriter_WriteASCIIString(writer, cstr("()"), 2) < 0) return -1;
  return _PyUnicodeWriter_WriteChar(writer, 93);
}

/** tp_repr. */
function ga_repr(o: PyObject): PyObject | null {
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  let result: PyObject | null = null;
  if (write_alias(writer, asAlias(o)) === 0) result = _PyUnicodeWriter_Finish(writer);
  else _PyUnicodeWriter_Dealloc(writer);
  stack_release(mark);
  return result;
}

/** `__parameters__`, computed once: borrowed, NULL with an exception. */
function parameters(alias: gaobject): PyObject | null {
  if (!alias.parameters) alias.parameters = _Py_make_parameters(alias.args);
  return alias.parameters;
}

/** mp_subscript: `list[T][int]`. */
function ga_getitem(o: PyObject, item: PyObject): PyObject | null {
  const alias = asAlias(o);
  const params = parameters(alias);
  if (!params) return null;
  const args = _Py_subs_parameters(o, alias.args, params, item);
  if (!args) return null;
  const result = Py_GenericAlias(alias.origin, args);
  Py_DECREF(args);
  if (result) asAlias(result).starred = alias.starred;
  return result;
}

/** tp_hash. */
function ga_hash(o: PyObject): Py_hash_t {
  const origin = PyObject_Hash(asAlias(o).origin);
  if (origin === -1) return -1;
  const args = PyObject_Hash(asAlias(o).args);
  if (args === -1) return -1;
  const hash = origin ^ args;
  return hash === -1 ? -2 : hash;
}

/** result.__orig_class__ = alias, where that is allowed. Steals and returns `result`. */
function set_orig_class(result: PyObject | null, alias: PyObject): PyObject | null {
  if (!result || PyObject_SetAttr(result, _Py_ID("__orig_class__"), alias) === 0) return result;
  if (!PyErr_ExceptionMatches(PyExc_AttributeError) && !PyErr_ExceptionMatches(PyExc_TypeError)) {
    Py_DECREF(result);
    return null;
  }
  PyErr_Clear();
  return result;
}

/** tp_call. */
function ga_call(o: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  return set_orig_class(PyObject_Call(asAlias(o).origin, args, kwds), o);
}

function ga_vectorcall(o: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  const origin = asAlias(o).origin;
  return set_orig_class(PyVectorcall_Function(origin)!.call(origin, args, nargsf, kwnames), o);
}

/** The names that are not looked up in the origin, by index; NULL behind the last one. Borrowed. */
function own_name(i: i32): PyObject | null {
  switch (i) {
    case 0:
      return _Py_ID("__class__");
    case 1:
      return _Py_ID("__bases__");
    case 2:
      return _Py_ID("__origin__");
    case 3:
      return _Py_ID("__args__");
    case 4:
      return _Py_ID("__unpacked__");
    case 5:
      return _Py_ID("__parameters__");
    case 6:
      return _Py_ID("__typing_unpacked_tuple_args__");
    case 7:
      return _Py_ID("__mro_entries__");
    case 8:
      return _Py_ID("__reduce_ex__");
    case 9:
      return _Py_ID("__reduce__");
    case 10:
      return _Py_ID("__copy__");
    case 11:
      return _Py_ID("__deepcopy__");
    default:
      return null;
  }
}

/** tp_getattro. */
function ga_getattro(o: PyObject, name: PyObject): PyObject | null {
  if (PyUnicode_Check(name)) {
    let i = 0;
    while (true) {
      const own = own_name(i++);
      if (!own) return PyObject_GetAttr(asAlias(o).origin, name);
      if (_PyUnicode_Equal(own, name)) break;
    }
  }
  return PyObject_GenericGetAttr(o, name);
}

/** tp_richcompare. */
function ga_richcompare(a: PyObject, b: PyObject, op: i32): PyObject | null {
  if (!_PyGenericAlias_Check(b) || (op !== Py_EQ && op !== Py_NE)) return Py_NotImplemented;
  const equal = alias_equal(asAlias(a), asAlias(b));
  if (op === Py_EQ || !equal) return equal;
  const unequal = ptr(equal) === ptr(Py_True) ? Py_False : Py_True;
  Py_DECREF(equal);
  return unequal;
}

/** Whatever the comparison of the argument tuples gives: new reference. */
function alias_equal(a: gaobject, b: gaobject): PyObject | null {
  if (a.starred !== b.starred) return Py_False;
  const same = PyObject_RichCompareBool(a.origin, b.origin, Py_EQ);
  if (same <= 0) return same < 0 ? null : Py_False;
  return PyObject_RichCompare(a.args, b.args, Py_EQ);
}

function ga_mro_entries(o: PyObject, _bases: PyObject | null): PyObject | null {
  return PyTuple_Pack(asAlias(o).origin);
}

function ga_instancecheck(_o: PyObject, _instance: PyObject | null): PyObject | null {
  PyErr_SetString(PyExc_TypeError, cstr("isinstance() argument 2 cannot be a parameterized generic"));
  return null;
}

function ga_subclasscheck(_o: PyObject, _cls: PyObject | null): PyObject | null {
  PyErr_SetString(PyExc_TypeError, cstr("issubclass() argument 2 cannot be a parameterized generic"));
  return null;
}

/** (builtin, (arg,)); steals both, which may be NULL. New reference. */
function call_recipe(builtin: PyObject | null, arg: PyObject | null): PyObject | null {
  const args = arg ? PyTuple_Pack(arg) : null;
  const result = builtin && args ? PyTuple_Pack(builtin, args) : null;
  Py_XDECREF(args);
  Py_XDECREF(builtin);
  Py_XDECREF(arg);
  return result;
}

function ga_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const alias = asAlias(o);
  if (alias.starred) {
    const plain = Py_GenericAlias(alias.origin, alias.args);
    if (!plain) return null;
    const it = ga_iter(plain);
    Py_DECREF(plain);
    return it ? call_recipe(_PyEval_GetBuiltin(_Py_ID("next")), it) : null;
  }
  const args = PyTuple_Pack(alias.origin, alias.args);
  if (!args) return null;
  const result = PyTuple_Pack(o.ob_type, args);
  Py_DECREF(args);
  return result;
}

function ga_dir(o: PyObject, _unused: PyObject | null): PyObject | null {
  const dir = PyObject_Dir(asAlias(o).origin);
  if (!dir) return null;
  let i = 0;
  while (true) {
    const name = own_name(i++);
    if (!name) return dir;
    const found = PySequence_Contains(dir, name);
    if (found < 0 || (found === 0 && PyList_Append(dir, name) < 0)) {
      Py_DECREF(dir);
      return null;
    }
  }
}

function ga_parameters(o: PyObject, _closure: usize): PyObject | null {
  const params = parameters(asAlias(o));
  return params ? Py_NewRef(params) : null;
}

function ga_unpacked_tuple_args(o: PyObject, _closure: usize): PyObject | null {
  const alias = asAlias(o);
  return alias.starred && ptr(alias.origin) === ptr(PyTuple_Type) ? Py_NewRef(alias.args) : Py_None;
}

// --- the iterator that gives the starred alias ---

@unmanaged
class gaiterobject extends PyObject {
  /** Owned; NULL at the end. */
  obj: PyObject | null;
}

/** tp_iter. */
function ga_iter(o: PyObject): PyObject | null {
  const it = _PyObject_GC_New(_Py_GenericAliasIterType);
  if (!it) return null;
  store<u64>(changetype<usize>(it), <u64>ptr(Py_NewRef(o)), offsetof<gaiterobject>("obj"));
  _PyObject_GC_TRACK(it);
  return it;
}

function ga_iternext(o: PyObject): PyObject | null {
  const it = changetype<gaiterobject>(o);
  const alias = it.obj;
  if (!alias) return null;
  const starred = Py_GenericAlias(asAlias(alias).origin, asAlias(alias).args);
  if (!starred) return null;
  asAlias(starred).starred = 1;
  it.obj = null;
  Py_DECREF(alias);
  return starred;
}

function ga_iter_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  Py_XDECREF(changetype<gaiterobject>(o).obj);
  PyObject_GC_Del(o);
}

function ga_iter_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit_field(changetype<gaiterobject>(o).obj, visit, arg);
}

function ga_iter_clear(o: PyObject): i32 {
  const it = changetype<gaiterobject>(o);
  const alias = it.obj;
  it.obj = null;
  Py_XDECREF(alias);
  return 0;
}

function ga_iter_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const iter = _PyEval_GetBuiltin(_Py_ID("iter"));
  // Looked at only now: getting the builtin may run code.
  const alias = changetype<gaiterobject>(o).obj;
  return call_recipe(iter, alias ? Py_NewRef(alias) : tuple_get_empty());
}

function init_iterator(): void {
  const t = _Py_GenericAliasIterType;
  static_type(t, cstr("generic_alias_iterator"), offsetof<gaiterobject>(), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(ga_iter_dealloc);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(ga_iternext);
  t.tp_traverse = traverseproc.of(ga_iter_traverse);
  t.tp_clear = inquiry.of(ga_iter_clear);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(ga_iter_reduce));
}

function add_attributes(t: PyTypeObject): void {
  def_o(t, cstr("__mro_entries__"), PyCFunction.of(ga_mro_entries));
  def_o(t, cstr("__instancecheck__"), PyCFunction.of(ga_instancecheck));
  def_o(t, cstr("__subclasscheck__"), PyCFunction.of(ga_subclasscheck));
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(ga_reduce));
  def_noargs(t, cstr("__dir__"), PyCFunction.of(ga_dir));
  def_member(t, cstr("__origin__"), _Py_T_OBJECT, offsetof<gaobject>("origin"), Py_READONLY);
  def_member(t, cstr("__args__"), _Py_T_OBJECT, offsetof<gaobject>("args"), Py_READONLY);
  def_member(t, cstr("__unpacked__"), Py_T_BOOL, offsetof<gaobject>("starred"), Py_READONLY);
  def_getset(t, cstr("__parameters__"), getter.of(ga_parameters), null, cstr("The type variables in the alias."));
  def_getset(t, cstr("__typing_unpacked_tuple_args__"), getter.of(ga_unpacked_tuple_args), null);
}

export function init_generic_alias_types(): void {
  const t = Py_GenericAliasType;
  static_type(
    t,
    cstr("types.GenericAlias"),
    offsetof<gaobject>(),
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_VECTORCALL,
  );
  t.tp_doc = cstr(
    "GenericAlias(origin, args, /)\n--\n\nA generic type with its arguments (PEP 585): list[int] has the origin list and the args (int,).",
  );
  t.tp_dealloc = destructor.of(ga_dealloc);
  t.tp_vectorcall_offset = <i32>offsetof<gaobject>("vectorcall");
  t.tp_repr = reprfunc.of(ga_repr);
  number_methods(t).nb_or = binaryfunc.of(_Py_union_type_or);
  mapping_methods(t).mp_subscript = binaryfunc.of(ga_getitem);
  t.tp_hash = hashfunc.of(ga_hash);
  t.tp_call = ternaryfunc.of(ga_call);
  t.tp_getattro = getattrofunc.of(ga_getattro);
  t.tp_traverse = traverseproc.of(ga_traverse);
  t.tp_richcompare = richcmpfunc.of(ga_richcompare);
  t.tp_weaklistoffset = <i32>offsetof<gaobject>("weakreflist");
  t.tp_iter = getiterfunc.of(ga_iter);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_new = newfunc.of(ga_new);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  add_attributes(t);
  init_iterator();
}
