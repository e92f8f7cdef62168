/**
 * The type `dict`: its slots. CPython: PyDict_Type of Objects/dictobject.c.
 */

import { _PyArg_CheckPositional, PyArg_ValidateKeywordArguments } from "../abstract/args";
import { PyObject_GenericGetAttr, PyObject_HasAttrWithError } from "../abstract/attribute";
import { PyObject_CallOneArg, PyVectorcall_NARGS } from "../abstract/call";
import { _PyErr_SetKeyError } from "../abstract/errors";
import {
  Py_EQ,
  Py_NE,
  Py_ReprEnter,
  Py_ReprLeave,
  PyObject_HashNotImplemented,
  PyObject_Repr,
  PyObject_RichCompareBool,
} from "../abstract/object-protocol";
import { _PyObject_GC_IS_TRACKED, _PyObject_GC_TRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
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
  objobjargproc,
  objobjproc,
  reprfunc,
  richcmpfunc,
  traverseproc,
  vectorcallfunc,
} from "../object/slots";
import { interp, tstate } from "../object/state";
import { Py_False, Py_NotImplemented, Py_True, PyDict_Type } from "../object/static-types";
import {
  _Py_TPFLAGS_MATCH_SELF,
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DICT_SUBCLASS,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_MAPPING,
  PyTypeObject,
} from "../object/type-object";
import { _PyType_AllocNoTrack } from "./base-object-alloc";
import { _PyDict_Next, PyDict_Contains, PyDict_DelItem, PyDict_SetItem } from "./dict";
import { dict_iter, init_dict_iterator_types } from "./dict-iter";
import { _DK_ENTRIES, DICT_KEYS_GENERAL, DKIX_ERROR, Py_EMPTY_KEYS } from "./dict-keys";
import { _Py_dict_lookup, _PyObject_HashFast, NOT_QUICK, quick_lookup, unicode_get_hash } from "./dict-lookup";
import { dict_merge, PyDict_Copy, PyDict_MergeFromSeq2 } from "./dict-merge";
import { init_dict_methods } from "./dict-methods";
import {
  clear_lock_held,
  dict_dealloc,
  dict_traverse,
  PyDict_Check,
  PyDict_CheckExact,
  PyDict_GET_SIZE,
  PyDictObject,
} from "./dict-object";
import { init_dict_view_types } from "./dict-view";
import { PyUnicode_FromString } from "./str";
import {
  _PyUnicodeWriter,
  _PyUnicodeWriter_Dealloc,
  _PyUnicodeWriter_Finish,
  _PyUnicodeWriter_OnStack,
  _PyUnicodeWriter_WriteASCIIString,
  _PyUnicodeWriter_WriteChar,
  _PyUnicodeWriter_WriteStr,
} from "./str-writer";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { mapping_methods, number_methods, sequence_methods, static_type } from "./type-define";
import { _PyObject_LookupSpecial } from "./type-lookup";

/** @inline */
export function dict_of(o: PyObject): PyDictObject {
  return changetype<PyDictObject>(o);
}

/** Writes repr(o): 0, or -1. */
function write_repr(writer: _PyUnicodeWriter, o: PyObject): i32 {
  const text = PyObject_Repr(o);
  if (!text) return -1;
  const status = _PyUnicodeWriter_WriteStr(writer, text);
  Py_DECREF(text);
  return status;
}

/** Writes "key: value" for every item: 0, or -1. The reprs may change the dict. */
function write_items(writer: _PyUnicodeWriter, self: PyObject): i32 {
  let pos = 0;
  let first = true;
  while ((pos = _PyDict_Next(self, pos)) !== 0) {
    const key = Py_NewRef(tstate.out_object!);
    const value = Py_NewRef(tstate.out_object2!);
    let status = first ? 0 : _PyUnicodeWriter_WriteASCIIString(writer, cstr(", "), 2);
    first = false;
    if (status >= 0) status = write_repr(writer, key);
    if (status >= 0) status = _PyUnicodeWriter_WriteASCIIString(writer, cstr(": "), 2);
    if (status >= 0) status = write_repr(writer, value);
    Py_DECREF(key);
    Py_DECREF(value);
    if (status < 0) return -1;
  }
  return 0;
}

/** tp_repr. */
function dict_repr(self: PyObject): PyObject | null {
  const entered = Py_ReprEnter(self);
  if (entered !== 0) return entered > 0 ? PyUnicode_FromString(cstr("{...}")) : null;
  const used = PyDict_GET_SIZE(self);
  if (used === 0) {
    Py_ReprLeave(self);
    return PyUnicode_FromString(cstr("{}"));
  }
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  writer.overallocate = 1;
  // "{" + "1: 2" + ", 3: 4" for each of the others + "}"
  writer.min_length = 1 + 4 + (2 + 4) * (used - 1) + 1;
  let status = _PyUnicodeWriter_WriteChar(writer, 0x7b);
  if (status >= 0) status = write_items(writer, self);
  if (status >= 0) {
    writer.overallocate = 0;
    status = _PyUnicodeWriter_WriteChar(writer, 0x7d);
  }
  Py_ReprLeave(self);
  let result: PyObject | null = null;
  if (status >= 0) result = _PyUnicodeWriter_Finish(writer);
  else _PyUnicodeWriter_Dealloc(writer);
  stack_release(mark);
  return result;
}

function dict_length(self: PyObject): Py_ssize_t {
  return PyDict_GET_SIZE(self);
}

/** self[key]: a new reference; a subclass's __missing__ is asked for what is absent. */
export function dict_subscript(self: PyObject, key: PyObject): PyObject | null {
  const quick = quick_lookup(dict_of(self), key);
  if (quick !== NOT_QUICK) return quick ? Py_NewRef(changetype<PyObject>(quick)) : missing_key(self, key);
  const hash = _PyObject_HashFast(key);
  if (hash === -1) return null;
  const ix = _Py_dict_lookup(dict_of(self), key, hash);
  const value = tstate.out_object;
  if (value) return Py_NewRef(value);
  if (ix === DKIX_ERROR) return null;
  return missing_key(self, key);
}

/** What self[key] gives for an absent key: a new reference. */
function missing_key(self: PyObject, key: PyObject): PyObject | null {
  if (!PyDict_CheckExact(self)) {
    const missing = _PyObject_LookupSpecial(self, _Py_ID("__missing__"));
    if (missing) {
      const result = PyObject_CallOneArg(missing, key);
      Py_DECREF(missing);
      return result;
    }
    if (tstate.current_exception) return null;
  }
  _PyErr_SetKeyError(key);
  return null;
}

function dict_ass_sub(self: PyObject, key: PyObject, value: PyObject | null): i32 {
  return value ? PyDict_SetItem(self, key, value) : PyDict_DelItem(self, key);
}

/** The one positional argument of update() and dict(): 0, or -1. */
function dict_update_arg(self: PyObject, arg: PyObject): i32 {
  if (PyDict_CheckExact(arg)) return dict_merge(self, arg, 1);
  const has_keys = PyObject_HasAttrWithError(arg, _Py_ID("keys"));
  if (has_keys < 0) return -1;
  return has_keys ? dict_merge(self, arg, 1) : PyDict_MergeFromSeq2(self, arg, true);
}

/** update() and dict.__init__: 0, or -1. */
export function dict_update_common(self: PyObject, args: PyObject, kwds: PyObject | null, name: usize): i32 {
  const nargs = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional(name, nargs, 0, 1)) return -1;
  if (nargs === 1 && dict_update_arg(self, PyTuple_GET_ITEM(args, 0)) < 0) return -1;
  if (!kwds) return 0;
  return PyArg_ValidateKeywordArguments(kwds) ? dict_merge(self, kwds, 1) : -1;
}

/** The value of entry `i` of `a` equals that of the same key in `b`: 1 (also for a deleted entry), 0, -1. */
function equal_item(a: PyDictObject, i: i32, b: PyDictObject): i32 {
  const keys = a.ma_keys;
  const general = keys.dk_kind === DICT_KEYS_GENERAL;
  const entry = _DK_ENTRIES(keys) + (general ? <usize>i * 24 + 8 : <usize>i * 16);
  const key = changetype<PyObject | null>(load<usize>(entry));
  const values = a.ma_values;
  const aval = values ? values.get(i) : changetype<PyObject | null>(load<usize>(entry, 8));
  if (!key || !aval) return 1;
  const hash = general ? load<i64>(entry - 8) : unicode_get_hash(key);
  Py_NewRef(aval);
  Py_NewRef(key);
  _Py_dict_lookup(b, key, hash);
  const bval = tstate.out_object;
  let cmp = 0;
  if (bval) {
    Py_NewRef(bval);
    cmp = PyObject_RichCompareBool(aval, bval, Py_EQ);
  } else if (tstate.current_exception) cmp = -1;
  Py_DECREF(key);
  Py_DECREF(aval);
  Py_XDECREF(bval);
  return cmp;
}

/** 1, 0, -1; stops at the first difference. */
function dict_equal(a: PyDictObject, b: PyDictObject): i32 {
  if (a.ma_used !== b.ma_used) return 0;
  for (let i = 0; i < a.ma_keys.dk_nentries; i++) {
    const cmp = equal_item(a, i, b);
    if (cmp <= 0) return cmp;
  }
  return 1;
}

function dict_richcompare(v: PyObject, w: PyObject, op: i32): PyObject | null {
  if (!PyDict_Check(v) || !PyDict_Check(w) || (op !== Py_EQ && op !== Py_NE)) return Py_NotImplemented;
  const cmp = dict_equal(dict_of(v), dict_of(w));
  if (cmp < 0) return null;
  return (cmp !== 0) === (op === Py_EQ) ? Py_True : Py_False;
}

function dict_or(self: PyObject, other: PyObject): PyObject | null {
  if (!PyDict_Check(self) || !PyDict_Check(other)) return Py_NotImplemented;
  const result = PyDict_Copy(self);
  if (!result) return null;
  if (dict_update_arg(result, other) === 0) return result;
  Py_DECREF(result);
  return null;
}

function dict_ior(self: PyObject, other: PyObject): PyObject | null {
  return dict_update_arg(self, other) < 0 ? null : Py_NewRef(self);
}

function dict_tp_clear(self: PyObject): i32 {
  clear_lock_held(dict_of(self));
  return 0;
}

/** tp_new of dict and its subclasses; the arguments are for tp_init. */
function dict_new(type: PyTypeObject, _args: PyObject, _kwds: PyObject | null): PyObject | null {
  return dict_alloc(type);
}

/** An empty instance of dict or of a subclass: a new reference. */
function dict_alloc(type: PyTypeObject): PyObject | null {
  const self = type.tp_alloc!.call(type, 0);
  if (!self) return null;
  const d = dict_of(self);
  d.ma_used = 0;
  d.ma_keys = Py_EMPTY_KEYS;
  d.ma_values = null;
  if (ptr(type) !== ptr(PyDict_Type) && !_PyObject_GC_IS_TRACKED(self)) _PyObject_GC_TRACK(self);
  return self;
}

function dict_init(self: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  return dict_update_common(self, args, kwds, cstr("dict"));
}

/** Fills a new dict from the arguments of dict(): 0, or -1. */
function fill_from_call(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): i32 {
  if (nargs === 1 && dict_update_arg(self, args.get(0)) < 0) return -1;
  if (!kwnames) return 0;
  const n = PyTuple_GET_SIZE(kwnames);
  for (let i = 0; i < n; i++) {
    if (PyDict_SetItem(self, PyTuple_GET_ITEM(kwnames, i), args.get(nargs + i)) < 0) return -1;
  }
  return 0;
}

function dict_vectorcall(type: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  const nargs = PyVectorcall_NARGS(nargsf);
  if (!_PyArg_CheckPositional(cstr("dict"), nargs, 0, 1)) return null;
  const self = dict_alloc(changetype<PyTypeObject>(type));
  if (!self) return null;
  if (fill_from_call(self, args, nargs, kwnames) === 0) return self;
  Py_DECREF(self);
  return null;
}

function init_dict_slots(t: PyTypeObject): void {
  t.tp_dealloc = destructor.of(dict_dealloc);
  t.tp_repr = reprfunc.of(dict_repr);
  t.tp_hash = hashfunc.of(PyObject_HashNotImplemented);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(dict_traverse);
  t.tp_clear = inquiry.of(dict_tp_clear);
  t.tp_richcompare = richcmpfunc.of(dict_richcompare);
  t.tp_iter = getiterfunc.of(dict_iter);
  t.tp_init = initproc.of(dict_init);
  t.tp_alloc = allocfunc.of(_PyType_AllocNoTrack);
  t.tp_new = newfunc.of(dict_new);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_vectorcall = vectorcallfunc.of(dict_vectorcall);
  const mapping = mapping_methods(t);
  mapping.mp_length = lenfunc.of(dict_length);
  mapping.mp_subscript = binaryfunc.of(dict_subscript);
  mapping.mp_ass_subscript = objobjargproc.of(dict_ass_sub);
  sequence_methods(t).sq_contains = objobjproc.of(PyDict_Contains);
  const number = number_methods(t);
  number.nb_or = binaryfunc.of(dict_or);
  number.nb_inplace_or = binaryfunc.of(dict_ior);
}

/** Fills PyDict_Type and the types of its views and iterators. */
export function init_dict_types(): void {
  const t = PyDict_Type;
  const flags =
    Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_DICT_SUBCLASS | _Py_TPFLAGS_MATCH_SELF | Py_TPFLAGS_MAPPING;
  const doc = cstr(
    "dict() -> new empty dictionary\ndict(mapping) -> new dictionary with the keys and values of the mapping\ndict(iterable) -> new dictionary of the iterable's (key, value) pairs\ndict(**kwargs) -> new dictionary with a key for every keyword argument",
  );
  static_type(t, cstr("dict"), offsetof<PyDictObject>(), 0, flags, doc);
  init_dict_slots(t);
  init_dict_methods(t);
  init_dict_view_types();
  init_dict_iterator_types();
  // Version 1 belongs to the empty keys.
  interp.next_dict_keys_version = 2;
}
