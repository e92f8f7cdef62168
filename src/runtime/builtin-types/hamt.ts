/**
 * The hash array mapped trie: an immutable mapping whose changed copies share most of it. CPython: Python/hamt.c,
 * pycore_hamt.h. What it is for is contextvars.Context (context.ts).
 *
 *   PyHamtObject (40)  +16 h_root (owned)  +24 h_weakreflist  +32 h_count
 */

import { _PyArg_CheckPositional } from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyErr_SetObject } from "../abstract/errors";
import { Py_EQ, Py_NE, PyObject_HashNotImplemented, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { _PyObject_GC_New, PyObject_GC_Track, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_noargs, def_o, def_varargs } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import {
  _Py_SetImmortal,
  _PyObject_InitHead,
  Py_DECREF,
  Py_IS_TYPE,
  Py_NewRef,
  Py_ssize_t,
  Py_XDECREF,
  PyObject,
  ptr,
} from "../object/object";
import {
  binaryfunc,
  destructor,
  getattrofunc,
  getiterfunc,
  hashfunc,
  inquiry,
  lenfunc,
  newfunc,
  objobjproc,
  PyCFunction,
  richcmpfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { _PyHamt_Type, Py_False, Py_None, Py_NotImplemented, Py_True, PyExc_KeyError } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_READY, PyTypeObject } from "../object/type-object";
import { hamt_node_assoc, hamt_node_find } from "./hamt-assoc";
import {
  _PyHamt_NewIterItems,
  _PyHamt_NewIterKeys,
  _PyHamt_NewIterValues,
  hamt_iterator_init,
  hamt_iterator_next,
  init_hamt_iterators,
  PyHamtIteratorState,
} from "./hamt-iterators";
import { hamt_empty_node, hamt_hash, init_hamt_nodes } from "./hamt-node";
import { hamt_node_without, W_EMPTY, W_ERROR, W_NOT_FOUND } from "./hamt-without";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { mapping_methods, sequence_methods, static_type } from "./type-define";
import { PyType_Ready } from "./type-ready";
import { PyObject_ClearWeakRefs } from "./weakref";

@unmanaged
export class PyHamtObject extends PyObject {
  h_root: PyObject | null;
  h_weakreflist: PyObject | null;
  h_count: Py_ssize_t;
}

/** The empty one: immortal, behind a GC head that stays zero. */
const EMPTY: PyObject = changetype<PyObject>(memory.data(56, 16) + 16);

/** @inline */
function hamt_of(o: PyObject): PyHamtObject {
  return changetype<PyHamtObject>(o);
}

/** Borrowed. @inline */
export function hamt_root(o: PyObject): PyObject {
  return hamt_of(o).h_root!;
}

/** Its length. @inline */
export function hamt_count(o: PyObject): Py_ssize_t {
  return hamt_of(o).h_count;
}

/** The empty one: immortal. @inline */
export function _PyHamt_New(): PyObject {
  return EMPTY;
}

/** Steals `root`. New reference. */
function hamt_alloc(root: PyObject, count: Py_ssize_t): PyObject | null {
  const o = _PyObject_GC_New(_PyHamt_Type);
  if (!o) {
    Py_DECREF(root);
    return null;
  }
  store<u64>(ptr(o), <u64>ptr(root), offsetof<PyHamtObject>("h_root"));
  store<u64>(ptr(o), 0, offsetof<PyHamtObject>("h_weakreflist"));
  store<i64>(ptr(o), <i64>count, offsetof<PyHamtObject>("h_count"));
  PyObject_GC_Track(o);
  return o;
}

/** `o` with `key`: `val`: new reference. */
export function _PyHamt_Assoc(o: PyObject, key: PyObject, val: PyObject): PyObject | null {
  const hash = hamt_hash(key);
  if (hash === -1) return null;
  const mark = stack_mark();
  const added = stack_alloc(8);
  store<i32>(added, 0);
  const root = hamt_node_assoc(hamt_root(o), 0, hash, key, val, added);
  const more = load<i32>(added);
  stack_release(mark);
  if (!root) return null;
  if (ptr(root) !== ptr(hamt_root(o))) return hamt_alloc(root, hamt_count(o) + more);
  Py_DECREF(root);
  return Py_NewRef(o);
}

/** `o` without `key`: new reference, to `o` itself where the key is not there. */
export function _PyHamt_Without(o: PyObject, key: PyObject): PyObject | null {
  const hash = hamt_hash(key);
  if (hash === -1) return null;
  const status = hamt_node_without(hamt_root(o), 0, hash, key);
  if (status === W_ERROR) return null;
  if (status === W_EMPTY) return _PyHamt_New();
  return status === W_NOT_FOUND ? Py_NewRef(o) : hamt_alloc(tstate.out_object!, hamt_count(o) - 1);
}

/** The value of a key: 1 (borrowed, in tstate.out_object), 0: none, -1 with an exception. */
export function _PyHamt_Find(o: PyObject, key: PyObject): i32 {
  if (hamt_count(o) === 0) return 0;
  const hash = hamt_hash(key);
  return hash === -1 ? -1 : hamt_node_find(hamt_root(o), 0, hash, key);
}

/** Do both have the same keys and values? 1, 0, -1 with an exception. */
export function _PyHamt_Eq(v: PyObject, w: PyObject): i32 {
  if (ptr(v) === ptr(w)) return 1;
  if (hamt_count(v) !== hamt_count(w)) return 0;
  const mark = stack_mark();
  const iter = changetype<PyHamtIteratorState>(stack_alloc(offsetof<PyHamtIteratorState>()));
  hamt_iterator_init(iter, hamt_root(v));
  let equal = 1;
  while (equal > 0 && hamt_iterator_next(iter)) {
    const value = tstate.out_object2!;
    equal = _PyHamt_Find(w, tstate.out_object!);
    if (equal > 0) equal = PyObject_RichCompareBool(value, tstate.out_object!, Py_EQ);
  }
  stack_release(mark);
  return equal;
}

function hamt_new(_type: PyTypeObject, _args: PyObject, _kwds: PyObject | null): PyObject | null {
  return _PyHamt_New();
}

function hamt_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const root = hamt_of(o).h_root;
  return root ? visit.call(root, arg) : 0;
}

function hamt_clear(o: PyObject): i32 {
  const root = hamt_of(o).h_root;
  hamt_of(o).h_root = null;
  Py_XDECREF(root);
  return 0;
}

function hamt_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  if (hamt_of(o).h_weakreflist) PyObject_ClearWeakRefs(o);
  hamt_clear(o);
  o.ob_type.tp_free!.call(o);
}

function hamt_richcompare(v: PyObject, w: PyObject, op: i32): PyObject | null {
  if (!Py_IS_TYPE(v, _PyHamt_Type) || !Py_IS_TYPE(w, _PyHamt_Type) || (op !== Py_EQ && op !== Py_NE))
    return Py_NotImplemented;
  const equal = _PyHamt_Eq(v, w);
  if (equal < 0) return null;
  return (op === Py_EQ) === equal > 0 ? Py_True : Py_False;
}

function hamt_contains(o: PyObject, key: PyObject): i32 {
  return _PyHamt_Find(o, key);
}

function hamt_subscript(o: PyObject, key: PyObject): PyObject | null {
  const found = _PyHamt_Find(o, key);
  if (found > 0) return Py_NewRef(tstate.out_object!);
  if (found === 0) PyErr_SetObject(PyExc_KeyError, key);
  return null;
}

function hamt_py_set(o: PyObject, args: PyObject | null): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("set"), PyTuple_GET_SIZE(args!), 2, 2)) return null;
  return _PyHamt_Assoc(o, PyTuple_GET_ITEM(args!, 0), PyTuple_GET_ITEM(args!, 1));
}

function hamt_py_get(o: PyObject, args: PyObject | null): PyObject | null {
  const n = PyTuple_GET_SIZE(args!);
  if (!_PyArg_CheckPositional(cstr("get"), n, 1, 2)) return null;
  const found = _PyHamt_Find(o, PyTuple_GET_ITEM(args!, 0));
  if (found < 0) return null;
  if (found) return Py_NewRef(tstate.out_object!);
  return n > 1 ? Py_NewRef(PyTuple_GET_ITEM(args!, 1)) : Py_None;
}

function hamt_py_delete(o: PyObject, key: PyObject | null): PyObject | null {
  return _PyHamt_Without(o, key!);
}

function hamt_py_items(o: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyHamt_NewIterItems(o);
}

function hamt_py_keys(o: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyHamt_NewIterKeys(o);
}

function hamt_py_values(o: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyHamt_NewIterValues(o);
}

function init_hamt_type(): bool {
  const t = _PyHamt_Type;
  if (t.tp_flags & Py_TPFLAGS_READY) return true;
  static_type(t, cstr("hamt"), 40, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_weaklistoffset = <i32>offsetof<PyHamtObject>("h_weakreflist");
  sequence_methods(t).sq_contains = objobjproc.of(hamt_contains);
  const mapping = mapping_methods(t);
  mapping.mp_length = lenfunc.of(hamt_count_of);
  mapping.mp_subscript = binaryfunc.of(hamt_subscript);
  t.tp_iter = getiterfunc.of(_PyHamt_NewIterKeys);
  t.tp_dealloc = destructor.of(hamt_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_richcompare = richcmpfunc.of(hamt_richcompare);
  t.tp_traverse = traverseproc.of(hamt_traverse);
  t.tp_clear = inquiry.of(hamt_clear);
  t.tp_new = newfunc.of(hamt_new);
  t.tp_hash = hashfunc.of(PyObject_HashNotImplemented);
  def_varargs(t, cstr("set"), PyCFunction.of(hamt_py_set));
  def_varargs(t, cstr("get"), PyCFunction.of(hamt_py_get));
  def_o(t, cstr("delete"), PyCFunction.of(hamt_py_delete));
  def_noargs(t, cstr("items"), PyCFunction.of(hamt_py_items));
  def_noargs(t, cstr("keys"), PyCFunction.of(hamt_py_keys));
  def_noargs(t, cstr("values"), PyCFunction.of(hamt_py_values));
  return PyType_Ready(t) === 0;
}

function hamt_count_of(o: PyObject): Py_ssize_t {
  return hamt_count(o);
}

/** The types are ready, and the empty hamt. False with an exception. */
export function init_hamt(): bool {
  if (!init_hamt_nodes() || !init_hamt_iterators() || !init_hamt_type()) return false;
  _PyObject_InitHead(EMPTY, _PyHamt_Type);
  _Py_SetImmortal(EMPTY);
  hamt_of(EMPTY).h_root = hamt_empty_node();
  return true;
}
