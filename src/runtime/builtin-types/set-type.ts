/**
 * The types `set` and `frozenset`: slots and methods. CPython: PySet_Type, PyFrozenSet_Type of Objects/setobject.c.
 */

import { _PyArg_CheckPositional, _PyArg_NoKeywords, _PyArg_NoKwnames } from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyVectorcall_NARGS } from "../abstract/call";
import { Py_ReprEnter, Py_ReprLeave, PyObject_HashNotImplemented, PyObject_Repr } from "../abstract/object-protocol";
import { PySequence_List } from "../abstract/sequence";
import { PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { PyMem_Free } from "../memory/domains";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_hash_t, Py_NewRef, Py_ssize_t, PyObject, ptr, Slots } from "../object/object";
import {
  allocfunc,
  binaryfunc,
  destructor,
  freefunc,
  getattrofunc,
  getiterfunc,
  hashfunc,
  initproc,
  inquiry,
  lenfunc,
  newfunc,
  objobjproc,
  reprfunc,
  richcmpfunc,
  traverseproc,
  vectorcallfunc,
  visitproc,
} from "../object/slots";
import { Py_NotImplemented, PyFrozenSet_Type, PySet_Type } from "../object/static-types";
import { Py_TRASHCAN_BEGIN, Py_TRASHCAN_END } from "../object/trashcan";
import { _Py_TPFLAGS_MATCH_SELF, Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import { init_set_iterator_type, set_iter } from "./set-iter";
import { _PySet_Contains, init_frozenset_methods, init_set_methods } from "./set-methods";
import {
  PyAnySet_Check,
  PyFrozenSet_CheckExact,
  PySet_CheckExact,
  PySet_GET_SIZE,
  SET_BASICSIZE,
  SET_SMALLTABLE,
  SET_WEAKREFLIST,
} from "./set-object";
import {
  make_new_set,
  set_copy,
  set_difference,
  set_difference_update_internal,
  set_intersection,
  set_intersection_update,
  set_of,
  set_richcompare,
  set_symmetric_difference,
  set_symmetric_difference_update,
  set_update_internal,
} from "./set-operations";
import { init_set_dummy, position_after, release_keys, set_clear_internal, set_next } from "./set-table";
import { PyUnicode_GET_LENGTH, PyUnicode_Substring } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { number_methods, sequence_methods, static_type } from "./type-define";
import { PyObject_ClearWeakRefs } from "./weakref";

function set_dealloc(self: PyObject): void {
  const so = set_of(self);
  PyObject_GC_UnTrack(self);
  // Only for an exact set or frozenset is this the dealloc of the object's own type.
  const exact = PySet_CheckExact(self) || PyFrozenSet_CheckExact(self);
  if (exact && Py_TRASHCAN_BEGIN(self)) return;
  if (load<usize>(changetype<usize>(self), SET_WEAKREFLIST)) PyObject_ClearWeakRefs(self);
  release_keys(so.table, so.used);
  if (so.table !== changetype<usize>(so) + SET_SMALLTABLE) PyMem_Free(so.table);
  self.ob_type.tp_free!.call(self);
  if (exact) Py_TRASHCAN_END();
}

function set_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  const so = set_of(self);
  let entry = set_next(so, 0);
  while (entry) {
    const stop = visit.call(load<PyObject>(entry), arg);
    if (stop) return stop;
    entry = set_next(so, position_after(so, entry));
  }
  return 0;
}

function set_tp_clear(self: PyObject): i32 {
  set_clear_internal(set_of(self));
  return 0;
}

/** The repr of the elements, without brackets: a new reference. */
function elements_repr(self: PyObject): PyObject | null {
  const keys = PySequence_List(self);
  if (!keys) return null;
  const text = PyObject_Repr(keys);
  Py_DECREF(keys);
  if (!text) return null;
  const inner = PyUnicode_Substring(text, 1, PyUnicode_GET_LENGTH(text) - 1);
  Py_DECREF(text);
  return inner;
}

function set_repr(self: PyObject): PyObject | null {
  const name = self.ob_type.tp_name;
  const entered = Py_ReprEnter(self);
  if (entered !== 0) return entered < 0 ? null : PyUnicode_FromFormat(cstr("%s(...)"), name);
  let result: PyObject | null = null;
  if (PySet_GET_SIZE(self) === 0) result = PyUnicode_FromFormat(cstr("%s()"), name);
  else {
    const inner = elements_repr(self);
    if (inner) {
      if (PySet_CheckExact(self)) result = PyUnicode_FromFormat(cstr("{%U}"), ptr(inner));
      else result = PyUnicode_FromFormat(cstr("%s({%U})"), name, ptr(inner));
      Py_DECREF(inner);
    }
  }
  Py_ReprLeave(self);
  return result;
}

function set_len(self: PyObject): Py_ssize_t {
  return PySet_GET_SIZE(self);
}

/** Spreads hash values that lie close together. @inline */
function _shuffle_bits(h: u64): u64 {
  return (h ^ 89869747 ^ (h << 16)) * 3644798167;
}

/** tp_hash of frozenset: independent of order; computed once. */
function frozenset_hash(self: PyObject): Py_hash_t {
  const so = set_of(self);
  if (so.hash !== -1) return so.hash;
  let hash: u64 = 0;
  let entry = set_next(so, 0);
  while (entry) {
    hash ^= _shuffle_bits(load<u64>(entry, 8));
    entry = set_next(so, position_after(so, entry));
  }
  hash ^= (<u64>so.used + 1) * 1927868237;
  hash ^= (hash >> 11) ^ (hash >> 25);
  hash = hash * 69069 + 907133923;
  if (hash === 0xffffffffffffffff) hash = 590923713;
  so.hash = <i64>hash;
  return <i64>hash;
}

function set_sq_contains(self: PyObject, key: PyObject): i32 {
  return _PySet_Contains(set_of(self), key);
}

function set_sub(self: PyObject, other: PyObject): PyObject | null {
  if (!PyAnySet_Check(self) || !PyAnySet_Check(other)) return Py_NotImplemented;
  return set_difference(self, other);
}

function set_and(self: PyObject, other: PyObject): PyObject | null {
  if (!PyAnySet_Check(self) || !PyAnySet_Check(other)) return Py_NotImplemented;
  return set_intersection(self, other);
}

function set_xor(self: PyObject, other: PyObject): PyObject | null {
  if (!PyAnySet_Check(self) || !PyAnySet_Check(other)) return Py_NotImplemented;
  return set_symmetric_difference(self, other);
}

function set_or(self: PyObject, other: PyObject): PyObject | null {
  if (!PyAnySet_Check(self) || !PyAnySet_Check(other)) return Py_NotImplemented;
  const result = set_copy(self);
  if (!result || ptr(self) === ptr(other)) return result;
  if (set_update_internal(set_of(result), other) === 0) return result;
  Py_DECREF(result);
  return null;
}

function set_isub(self: PyObject, other: PyObject): PyObject | null {
  if (!PyAnySet_Check(other)) return Py_NotImplemented;
  return set_difference_update_internal(self, other) < 0 ? null : Py_NewRef(self);
}

function set_iand(self: PyObject, other: PyObject): PyObject | null {
  if (!PyAnySet_Check(other)) return Py_NotImplemented;
  return set_intersection_update(self, other) < 0 ? null : Py_NewRef(self);
}

function set_ixor(self: PyObject, other: PyObject): PyObject | null {
  if (!PyAnySet_Check(other)) return Py_NotImplemented;
  return set_symmetric_difference_update(self, other) < 0 ? null : Py_NewRef(self);
}

function set_ior(self: PyObject, other: PyObject): PyObject | null {
  if (!PyAnySet_Check(other)) return Py_NotImplemented;
  return set_update_internal(set_of(self), other) < 0 ? null : Py_NewRef(self);
}

function set_new(type: PyTypeObject, _args: PyObject, _kwds: PyObject | null): PyObject | null {
  return make_new_set(type, null);
}

function set_init(self: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  if (!_PyArg_NoKeywords(cstr("set"), kwds)) return -1;
  const nargs = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional(self.ob_type.tp_name, nargs, 0, 1)) return -1;
  const so = set_of(self);
  if (so.fill) set_clear_internal(so);
  so.hash = -1;
  return nargs ? set_update_internal(so, PyTuple_GET_ITEM(args, 0)) : 0;
}

function set_vectorcall(type: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  if (!_PyArg_NoKwnames(cstr("set"), kwnames)) return null;
  const nargs = PyVectorcall_NARGS(nargsf);
  if (!_PyArg_CheckPositional(cstr("set"), nargs, 0, 1)) return null;
  return make_new_set(changetype<PyTypeObject>(type), nargs ? args.get(0) : null);
}

/** An exact frozenset is its own copy. */
function make_new_frozenset(type: PyTypeObject, iterable: PyObject | null): PyObject | null {
  if (iterable && ptr(type) === ptr(PyFrozenSet_Type) && PyFrozenSet_CheckExact(iterable)) return Py_NewRef(iterable);
  return make_new_set(type, iterable);
}

function frozenset_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const own_init = changetype<usize>(type.tp_init) !== changetype<usize>(PyFrozenSet_Type.tp_init);
  if (!own_init && !_PyArg_NoKeywords(cstr("frozenset"), kwds)) return null;
  const nargs = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional(type.tp_name, nargs, 0, 1)) return null;
  return make_new_frozenset(type, nargs ? PyTuple_GET_ITEM(args, 0) : null);
}

function frozenset_vectorcall(type: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  if (!_PyArg_NoKwnames(cstr("frozenset"), kwnames)) return null;
  const nargs = PyVectorcall_NARGS(nargsf);
  if (!_PyArg_CheckPositional(cstr("frozenset"), nargs, 0, 1)) return null;
  return make_new_frozenset(changetype<PyTypeObject>(type), nargs ? args.get(0) : null);
}

/** What set and frozenset have in common. */
function init_anyset(t: PyTypeObject, name: usize, doc: usize): void {
  const flags = Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | _Py_TPFLAGS_MATCH_SELF;
  static_type(t, name, SET_BASICSIZE, 0, flags, doc);
  t.tp_dealloc = destructor.of(set_dealloc);
  t.tp_repr = reprfunc.of(set_repr);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(set_traverse);
  t.tp_clear = inquiry.of(set_tp_clear);
  t.tp_richcompare = richcmpfunc.of(set_richcompare);
  t.tp_weaklistoffset = <i32>SET_WEAKREFLIST;
  t.tp_iter = getiterfunc.of(set_iter);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  const sequence = sequence_methods(t);
  sequence.sq_length = lenfunc.of(set_len);
  sequence.sq_contains = objobjproc.of(set_sq_contains);
  const number = number_methods(t);
  number.nb_subtract = binaryfunc.of(set_sub);
  number.nb_and = binaryfunc.of(set_and);
  number.nb_xor = binaryfunc.of(set_xor);
  number.nb_or = binaryfunc.of(set_or);
}

/** Fills PySet_Type, PyFrozenSet_Type and PySetIter_Type. */
export function init_set_types(): void {
  init_set_dummy();
  const set_doc = cstr("set(iterable=(), /)\n--\n\nAn unordered collection of different objects.");
  init_anyset(PySet_Type, cstr("set"), set_doc);
  PySet_Type.tp_hash = hashfunc.of(PyObject_HashNotImplemented);
  PySet_Type.tp_init = initproc.of(set_init);
  PySet_Type.tp_new = newfunc.of(set_new);
  PySet_Type.tp_vectorcall = vectorcallfunc.of(set_vectorcall);
  const number = PySet_Type.tp_as_number!;
  number.nb_inplace_subtract = binaryfunc.of(set_isub);
  number.nb_inplace_and = binaryfunc.of(set_iand);
  number.nb_inplace_xor = binaryfunc.of(set_ixor);
  number.nb_inplace_or = binaryfunc.of(set_ior);
  init_set_methods(PySet_Type);
  const frozenset_doc = cstr(
    "frozenset(iterable=(), /)\n--\n\nAn unordered, immutable collection of different objects.",
  );
  init_anyset(PyFrozenSet_Type, cstr("frozenset"), frozenset_doc);
  PyFrozenSet_Type.tp_hash = hashfunc.of(frozenset_hash);
  PyFrozenSet_Type.tp_new = newfunc.of(frozenset_new);
  PyFrozenSet_Type.tp_vectorcall = vectorcallfunc.of(frozenset_vectorcall);
  init_frozenset_methods(PyFrozenSet_Type);
  init_set_iterator_type();
}
