/**
 * types.UnionType: `int | str`. CPython: Objects/unionobject.c.
 *
 *   unionobject (32): +16 args, a tuple of two or more different types  +24 parameters (computed when asked for)
 *
 * Nested unions are flattened and duplicates dropped; what is left of one kind only is returned itself.
 */

import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyNumber_Or } from "../abstract/number";
import {
  Py_EQ,
  Py_NE,
  PyObject_Hash,
  PyObject_RichCompare,
  PyObject_RichCompareBool,
} from "../abstract/object-protocol";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_getset, def_member, Py_READONLY } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_hash_t, Py_IS_TYPE, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  allocfunc,
  binaryfunc,
  destructor,
  freefunc,
  getattrofunc,
  getter,
  hashfunc,
  reprfunc,
  richcmpfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { _PyNone_Type, _PyTypeAlias_Type, _PyUnion_Type, Py_None, Py_NotImplemented } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_GC } from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import { visit_field } from "./exception";
import { _PyGenericAlias_Check } from "./generic-alias";
import { _Py_make_parameters, _Py_subs_parameters } from "./generic-alias-parameters";
import { PyFrozenSet_New, PySet_New } from "./set";
import {
  _PyUnicodeWriter,
  _PyUnicodeWriter_Dealloc,
  _PyUnicodeWriter_Finish,
  _PyUnicodeWriter_OnStack,
  _PyUnicodeWriter_WriteASCIIString,
} from "./str-writer";
import {
  _PyTuple_Resize,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_Pack,
  PyTuple_SET_ITEM,
} from "./tuple";
import { PyType_Check } from "./type";
import { mapping_methods, number_methods, static_type } from "./type-define";
import { ga_repr_item } from "./typing-type-repr";

@unmanaged
class unionobject extends PyObject {
  /** Owned. */
  args: PyObject;
  /** Owned, or NULL. */
  parameters: PyObject | null;
}

/** @inline */
function asUnion(o: PyObject): unionobject {
  return changetype<unionobject>(o);
}

/** @inline */
export function _PyUnion_Check(o: PyObject): bool {
  return Py_IS_TYPE(o, _PyUnion_Type);
}

/** The tuple of alternatives: borrowed. */
export function _Py_union_args(union: PyObject): PyObject {
  return asUnion(union).args;
}

/** tp_dealloc. */
function unionobject_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  Py_DECREF(asUnion(o).args);
  Py_XDECREF(asUnion(o).parameters);
  o.ob_type.tp_free!.call(o);
}

/** tp_traverse. */
function union_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit_field(asUnion(o).args, visit, arg) || visit_field(asUnion(o).parameters, visit, arg);
}

/** tp_hash: the order of the alternatives does not matter. */
function union_hash(o: PyObject): Py_hash_t {
  const set = PyFrozenSet_New(asUnion(o).args);
  if (!set) return -1;
  const hash = PyObject_Hash(set);
  Py_DECREF(set);
  return hash;
}

/** tp_richcompare. */
function union_richcompare(a: PyObject, b: PyObject, op: i32): PyObject | null {
  if (!_PyUnion_Check(b) || (op !== Py_EQ && op !== Py_NE)) return Py_NotImplemented;
  const x = PySet_New(asUnion(a).args);
  if (!x) return null;
  const y = PySet_New(asUnion(b).args);
  const result = y ? PyObject_RichCompare(x, y, op) : null;
  Py_XDECREF(y);
  Py_DECREF(x);
  return result;
}

/** Number of alternatives that `arg` stands for. */
function flat_count(arg: PyObject): i32 {
  return _PyUnion_Check(arg) ? PyTuple_GET_SIZE(asUnion(arg).args) : 1;
}

/** The alternatives with unions taken apart and None replaced by its type: new reference to a tuple. */
function flatten_args(args: PyObject): PyObject | null {
  const n = PyTuple_GET_SIZE(args);
  let total = 0;
  for (let i = 0; i < n; i++) total += flat_count(PyTuple_GET_ITEM(args, i));
  const flat = PyTuple_New(total);
  if (!flat) return null;
  let at = 0;
  for (let i = 0; i < n; i++) {
    const arg = PyTuple_GET_ITEM(args, i);
    if (_PyUnion_Check(arg)) {
      const nested = asUnion(arg).args;
      const count = PyTuple_GET_SIZE(nested);
      for (let k = 0; k < count; k++) PyTuple_SET_ITEM(flat, at++, Py_NewRef(PyTuple_GET_ITEM(nested, k)));
    } else PyTuple_SET_ITEM(flat, at++, Py_NewRef(ptr(arg) === ptr(Py_None) ? <PyObject>_PyNone_Type : arg));
  }
  return flat;
}

/** The same alternative: equal generic aliases, else identical objects. 1, 0, -1. */
function is_same(a: PyObject, b: PyObject): i32 {
  if (_PyGenericAlias_Check(a) && _PyGenericAlias_Check(b)) return PyObject_RichCompareBool(a, b, Py_EQ);
  return ptr(a) === ptr(b) ? 1 : 0;
}

/** The flattened alternatives without duplicates: new reference to a tuple. */
function dedup_and_flatten_args(args: PyObject): PyObject | null {
  const flat = flatten_args(args);
  if (!flat) return null;
  const n = PyTuple_GET_SIZE(flat);
  const unique = PyTuple_New(n);
  let count = 0;
  let failed = unique === null;
  for (let i = 0; i < n && !failed; i++) {
    const arg = PyTuple_GET_ITEM(flat, i);
    let found = 0;
    for (let k = 0; k < count && found === 0; k++) found = is_same(arg, PyTuple_GET_ITEM(unique!, k));
    if (found < 0) failed = true;
    if (found === 0) PyTuple_SET_ITEM(unique!, count++, Py_NewRef(arg));
  }
  Py_DECREF(flat);
  if (failed) {
    Py_XDECREF(unique);
    return null;
  }
  return _PyTuple_Resize(unique!, count);
}

/** The union of a tuple of types: new reference; to the type itself when there is but one. */
function make_union(args: PyObject): PyObject | null {
  const unique = dedup_and_flatten_args(args);
  if (!unique) return null;
  if (PyTuple_GET_SIZE(unique) === 1) {
    const only = Py_NewRef(PyTuple_GET_ITEM(unique, 0));
    Py_DECREF(unique);
    return only;
  }
  const o = _PyObject_GC_New(_PyUnion_Type);
  if (!o) {
    Py_DECREF(unique);
    return null;
  }
  store<u64>(changetype<usize>(o), <u64>ptr(unique), offsetof<unionobject>("args"));
  store<u64>(changetype<usize>(o), 0, offsetof<unionobject>("parameters"));
  _PyObject_GC_TRACK(o);
  return o;
}

function is_unionable(o: PyObject): bool {
  return (
    ptr(o) === ptr(Py_None) ||
    PyType_Check(o) ||
    _PyGenericAlias_Check(o) ||
    _PyUnion_Check(o) ||
    Py_IS_TYPE(o, _PyTypeAlias_Type)
  );
}

/** `a | b` for types: new reference, or NotImplemented. */
export function _Py_union_type_or(a: PyObject, b: PyObject): PyObject | null {
  if (!is_unionable(a) || !is_unionable(b)) return Py_NotImplemented;
  const tuple = PyTuple_Pack(a, b);
  if (!tuple) return null;
  const union = make_union(tuple);
  Py_DECREF(tuple);
  return union;
}

function write_union(writer: _PyUnicodeWriter, args: PyObject): i32 {
  const n = PyTuple_GET_SIZE(args);
  for (let i = 0; i < n; i++) {
    const arg = PyTuple_GET_ITEM(args, i);
    if (i > 0 && _PyUnicodeWriter_WriteASCIIString(writer, cstr(" | "), 3) < 0) return -1;
    const status =
      ptr(arg) === ptr(_PyNone_Type)
        ? _PyUnicodeWriter_WriteASCIIString(writer, cstr("None"), 4)
        : ga_repr_item(writer, arg);
    if (status < 0) return -1;
  }
  return 0;
}

/** tp_repr. */
function union_repr(o: PyObject): PyObject | null {
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  let result: PyObject | null = null;
  if (write_union(writer, asUnion(o).args) === 0) result = _PyUnicodeWriter_Finish(writer);
  else _PyUnicodeWriter_Dealloc(writer);
  stack_release(mark);
  return result;
}

/** `__parameters__`, computed once: borrowed, NULL with an exception. */
function parameters(union: unionobject): PyObject | null {
  if (!union.parameters) union.parameters = _Py_make_parameters(union.args);
  return union.parameters;
}

/** mp_subscript: `(list[T] | None)[int]`. */
function union_getitem(o: PyObject, item: PyObject): PyObject | null {
  const params = parameters(asUnion(o));
  if (!params) return null;
  const args = _Py_subs_parameters(o, asUnion(o).args, params, item);
  if (!args) return null;
  const n = PyTuple_GET_SIZE(args);
  let result = n === 0 ? make_union(args) : Py_NewRef(PyTuple_GET_ITEM(args, 0));
  for (let i = 1; i < n && result; i++) {
    const wider = PyNumber_Or(result, PyTuple_GET_ITEM(args, i));
    Py_DECREF(result);
    result = wider;
  }
  Py_DECREF(args);
  return result;
}

function union_parameters(o: PyObject, _closure: usize): PyObject | null {
  const params = parameters(asUnion(o));
  return params ? Py_NewRef(params) : null;
}

export function init_union_type(): void {
  const t = _PyUnion_Type;
  static_type(
    t,
    cstr("types.UnionType"),
    offsetof<unionobject>(),
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
  );
  t.tp_doc = cstr("A union of types (PEP 604), such as int | str.");
  t.tp_dealloc = destructor.of(unionobject_dealloc);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_traverse = traverseproc.of(union_traverse);
  t.tp_hash = hashfunc.of(union_hash);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_richcompare = richcmpfunc.of(union_richcompare);
  mapping_methods(t).mp_subscript = binaryfunc.of(union_getitem);
  number_methods(t).nb_or = binaryfunc.of(_Py_union_type_or);
  t.tp_repr = reprfunc.of(union_repr);
  def_member(t, cstr("__args__"), _Py_T_OBJECT, offsetof<unionobject>("args"), Py_READONLY);
  def_getset(t, cstr("__parameters__"), getter.of(union_parameters), null, cstr("The type variables in the union."));
}
