/**
 * The type `dict`: its slots and methods. CPython: PyDict_Type and the dict_* methods of Objects/dictobject.c.
 */
import { _PyObject_GC_IS_TRACKED, _PyObject_GC_TRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { Py_DECREF, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { def_fast, def_keywords, def_noargs, def_o, METH_CLASS, METH_COEXIST } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
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
  PyCFunction,
  PyCFunctionFast,
  PyCFunctionWithKeywords,
  reprfunc,
  richcmpfunc,
  traverseproc,
  vectorcallfunc,
} from "../object/slots";
import { interp, tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyDict_Type,
  PyDictItems_Type,
  PyDictKeys_Type,
  PyDictRevIterKey_Type,
  PyDictValues_Type,
  PyExc_KeyError,
} from "../object/static-types";
import {
  _Py_TPFLAGS_MATCH_SELF,
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DICT_SUBCLASS,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_MAPPING,
  PyTypeObject,
} from "../object/type-object";
import { _PyArg_CheckPositional, PyArg_ValidateKeywordArguments } from "../abstract/args";
import { PyObject_GenericGetAttr, PyObject_HasAttrWithError } from "../abstract/attribute";
import { PyObject_CallOneArg, PyVectorcall_NARGS } from "../abstract/call";
import { _PyErr_SetKeyError, PyErr_SetString } from "../abstract/errors";
import {
  Py_EQ,
  Py_NE,
  Py_ReprEnter,
  Py_ReprLeave,
  PyObject_HashNotImplemented,
  PyObject_Repr,
  PyObject_RichCompareBool,
} from "../abstract/object-protocol";
import { _PyType_AllocNoTrack } from "./base-object-alloc";
import {
  _PyDict_Next,
  _PyDict_Pop,
  _PyDict_SizeOf,
  PyDict_Clear,
  PyDict_Contains,
  PyDict_DelItem,
  PyDict_SetDefaultRef,
  PyDict_SetItem,
} from "./dict";
import { dict_iter, dictiter_new, init_dict_iterator_types } from "./dict-iter";
import {
  _DK_ENTRIES,
  DICT_KEYS_GENERAL,
  DK_ENTRY,
  DK_INDICES,
  DK_IS_UNICODE,
  DK_UNICODE_ENTRY,
  DKIX_DUMMY,
  DKIX_ERROR,
  Py_EMPTY_KEYS,
  set_index,
} from "./dict-keys";
import {
  _Py_dict_lookup,
  _PyObject_HashFast,
  lookdict_index,
  NOT_QUICK,
  quick_lookup,
  unicode_get_hash,
} from "./dict-lookup";
import { _PyDict_FromKeys, dict_merge, PyDict_Copy, PyDict_MergeFromSeq2 } from "./dict-merge";
import {
  clear_lock_held,
  dict_dealloc,
  dict_traverse,
  PyDict_Check,
  PyDict_CheckExact,
  PyDict_GET_SIZE,
  PyDictObject,
} from "./dict-object";
import { dictresize } from "./dict-resize";
import { _PyDictView_New, init_dict_view_types } from "./dict-view";
import { Py_GenericAlias } from "./generic-alias";
import { PyLong_FromSsize_t } from "./int";
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
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_New, PyTuple_SET_ITEM } from "./tuple";
import { mapping_methods, number_methods, sequence_methods, static_type } from "./type-define";
import { _PyObject_LookupSpecial } from "./type-lookup";

/** @inline */
function dict_of(o: PyObject): PyDictObject {
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

function dict_getitem_method(self: PyObject, key: PyObject | null): PyObject | null {
  return dict_subscript(self, key!);
}

function dict_ass_sub(self: PyObject, key: PyObject, value: PyObject | null): i32 {
  return value ? PyDict_SetItem(self, key, value) : PyDict_DelItem(self, key);
}

function dict_contains_method(self: PyObject, key: PyObject | null): PyObject | null {
  const found = PyDict_Contains(self, key!);
  if (found < 0) return null;
  return found ? Py_True : Py_False;
}

function dict_get(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("get"), nargs, 1, 2)) return null;
  const key = args.get(0);
  const quick = quick_lookup(dict_of(self), key);
  if (quick !== NOT_QUICK) {
    if (quick) return Py_NewRef(changetype<PyObject>(quick));
    return nargs === 2 ? Py_NewRef(args.get(1)) : Py_None;
  }
  const hash = _PyObject_HashFast(key);
  if (hash === -1) return null;
  const ix = _Py_dict_lookup(dict_of(self), key, hash);
  const value = tstate.out_object;
  if (value) return Py_NewRef(value);
  if (ix === DKIX_ERROR) return null;
  return nargs === 2 ? Py_NewRef(args.get(1)) : Py_None;
}

function dict_setdefault_method(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("setdefault"), nargs, 1, 2)) return null;
  PyDict_SetDefaultRef(self, args.get(0), nargs === 2 ? args.get(1) : Py_None);
  return tstate.out_object;
}

function dict_pop(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("pop"), nargs, 1, 2)) return null;
  return _PyDict_Pop(self, args.get(0), nargs === 2 ? args.get(1) : null);
}

/** Moves the last item of a combined, non-empty dict into the tuple `pair`. */
function pop_last(mp: PyDictObject, pair: PyObject): void {
  const keys = mp.ma_keys;
  keys.dk_version = 0;
  let i = keys.dk_nentries - 1;
  let hash: i64;
  if (DK_IS_UNICODE(keys)) {
    while (!DK_UNICODE_ENTRY(keys, i).me_value) i--;
    const entry = DK_UNICODE_ENTRY(keys, i);
    hash = unicode_get_hash(entry.me_key!);
    PyTuple_SET_ITEM(pair, 0, entry.me_key);
    PyTuple_SET_ITEM(pair, 1, entry.me_value);
    entry.me_key = null;
    entry.me_value = null;
  } else {
    while (!DK_ENTRY(keys, i).me_value) i--;
    const entry = DK_ENTRY(keys, i);
    hash = entry.me_hash;
    PyTuple_SET_ITEM(pair, 0, entry.me_key);
    PyTuple_SET_ITEM(pair, 1, entry.me_value);
    entry.me_key = null;
    entry.me_hash = -1;
    entry.me_value = null;
  }
  set_index(DK_INDICES(keys), keys.dk_log2_size, lookdict_index(keys, hash, i), DKIX_DUMMY);
  // The index stays a dummy: dk_usable does not grow.
  keys.dk_nentries = i;
  mp.ma_used--;
}

function dict_popitem(self: PyObject, _unused: PyObject | null): PyObject | null {
  const mp = dict_of(self);
  // First of all: making the tuple may run a finalizer that empties the dict.
  const pair = PyTuple_New(2);
  if (!pair) return null;
  if (mp.ma_used === 0) {
    Py_DECREF(pair);
    PyErr_SetString(PyExc_KeyError, cstr("popitem(): dictionary is empty"));
    return null;
  }
  if (mp.ma_values && dictresize(mp, mp.ma_keys.dk_log2_size, true) < 0) {
    Py_DECREF(pair);
    return null;
  }
  pop_last(mp, pair);
  return pair;
}

function dict_keys(self: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyDictView_New(self, PyDictKeys_Type);
}

function dict_items(self: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyDictView_New(self, PyDictItems_Type);
}

function dict_values(self: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyDictView_New(self, PyDictValues_Type);
}

/** The one positional argument of update() and dict(): 0, or -1. */
function dict_update_arg(self: PyObject, arg: PyObject): i32 {
  if (PyDict_CheckExact(arg)) return dict_merge(self, arg, 1);
  const has_keys = PyObject_HasAttrWithError(arg, _Py_ID("keys"));
  if (has_keys < 0) return -1;
  return has_keys ? dict_merge(self, arg, 1) : PyDict_MergeFromSeq2(self, arg, true);
}

function dict_update_common(self: PyObject, args: PyObject, kwds: PyObject | null, name: usize): i32 {
  const nargs = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional(name, nargs, 0, 1)) return -1;
  if (nargs === 1 && dict_update_arg(self, PyTuple_GET_ITEM(args, 0)) < 0) return -1;
  if (!kwds) return 0;
  return PyArg_ValidateKeywordArguments(kwds) ? dict_merge(self, kwds, 1) : -1;
}

function dict_update(self: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  return dict_update_common(self, args, kwds, cstr("update")) < 0 ? null : Py_None;
}

function dict_fromkeys(cls: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("fromkeys"), nargs, 1, 2)) return null;
  return _PyDict_FromKeys(cls, args.get(0), nargs === 2 ? args.get(1) : Py_None);
}

function dict_clear(self: PyObject, _unused: PyObject | null): PyObject | null {
  PyDict_Clear(self);
  return Py_None;
}

function dict_copy(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyDict_Copy(self);
}

function dict_reversed(self: PyObject, _unused: PyObject | null): PyObject | null {
  return dictiter_new(dict_of(self), PyDictRevIterKey_Type);
}

function dict_sizeof(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromSsize_t(_PyDict_SizeOf(dict_of(self)));
}

function dict_class_getitem(cls: PyObject, item: PyObject | null): PyObject | null {
  return Py_GenericAlias(cls, item!);
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

function init_dict_methods(t: PyTypeObject): void {
  def_o(
    t,
    cstr("__contains__"),
    PyCFunction.of(dict_contains_method),
    cstr("__contains__($self, key, /)\n--\n\nWhether the dict has the key."),
    METH_COEXIST,
  );
  def_o(
    t,
    cstr("__getitem__"),
    PyCFunction.of(dict_getitem_method),
    cstr("__getitem__($self, key, /)\n--\n\nThe value of the key."),
    METH_COEXIST,
  );
  def_noargs(
    t,
    cstr("__sizeof__"),
    PyCFunction.of(dict_sizeof),
    cstr("__sizeof__($self, /)\n--\n\nThe dict's size in bytes."),
  );
  def_fast(
    t,
    cstr("get"),
    PyCFunctionFast.of(dict_get),
    cstr("get($self, key, default=None, /)\n--\n\nThe value of the key, or the default where there is none."),
  );
  def_fast(
    t,
    cstr("setdefault"),
    PyCFunctionFast.of(dict_setdefault_method),
    cstr(
      "setdefault($self, key, default=None, /)\n--\n\nThe value of the key, which gets the default first where there is none.",
    ),
  );
  def_fast(
    t,
    cstr("pop"),
    PyCFunctionFast.of(dict_pop),
    cstr(
      "pop($self, key, default=<unrepresentable>, /)\n--\n\nRemove the key and return its value, or the default where there is none.\n\nWithout a default an absent key raises KeyError.",
    ),
  );
  def_noargs(
    t,
    cstr("popitem"),
    PyCFunction.of(dict_popitem),
    cstr(
      "popitem($self, /)\n--\n\nRemove the item that was added last and return its (key, value).\n\nRaises KeyError for an empty dict.",
    ),
  );
  def_noargs(
    t,
    cstr("keys"),
    PyCFunction.of(dict_keys),
    cstr("keys($self, /)\n--\n\nA live, set-like view of the keys."),
  );
  def_noargs(
    t,
    cstr("items"),
    PyCFunction.of(dict_items),
    cstr("items($self, /)\n--\n\nA live, set-like view of the items."),
  );
  def_noargs(
    t,
    cstr("values"),
    PyCFunction.of(dict_values),
    cstr("values($self, /)\n--\n\nA live view of the values."),
  );
  def_keywords(
    t,
    cstr("update"),
    PyCFunctionWithKeywords.of(dict_update),
    cstr("D.update([E, ]**F) -> None.  Take over the items of E, a mapping or an iterable of pairs, and those of F."),
  );
  def_fast(
    t,
    cstr("fromkeys"),
    PyCFunctionFast.of(dict_fromkeys),
    cstr(
      "fromkeys($type, iterable, value=None, /)\n--\n\nA new dict that gives every item of the iterable the same value.",
    ),
    METH_CLASS,
  );
  def_noargs(t, cstr("clear"), PyCFunction.of(dict_clear), cstr("clear($self, /)\n--\n\nRemove every item."));
  def_noargs(
    t,
    cstr("copy"),
    PyCFunction.of(dict_copy),
    cstr("copy($self, /)\n--\n\nA new dict with the same keys and values."),
  );
  def_noargs(
    t,
    cstr("__reversed__"),
    PyCFunction.of(dict_reversed),
    cstr("__reversed__($self, /)\n--\n\nIterate over the keys, the last one first."),
  );
  def_o(t, cstr("__class_getitem__"), PyCFunction.of(dict_class_getitem), cstr("See PEP 585"), METH_CLASS);
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
