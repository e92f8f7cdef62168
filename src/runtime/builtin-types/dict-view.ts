/**
 * dict_keys, dict_values, dict_items: live views of a dict. CPython: _PyDictViewObject of Objects/dictobject.c.
 *
 *   _PyDictViewObject (24 bytes, GC)
 *   +16 dv_dict  owned
 *
 * The set operations of keys and items give a new set; they are written in terms of the methods of set, so that a subclass
 * on the other side is asked in CPython's order.
 */

import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg } from "../abstract/call";
import { PyErr_Format } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import {
  Py_EQ,
  Py_GE,
  Py_GT,
  Py_LE,
  Py_LT,
  Py_NE,
  Py_ReprEnter,
  Py_ReprLeave,
  PyObject_RichCompareBool,
} from "../abstract/object-protocol";
import { PyObject_Size, PySequence_Contains, PySequence_List } from "../abstract/sequence";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_getset, def_noargs, def_o } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_IS_TYPE, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  binaryfunc,
  destructor,
  getattrofunc,
  getiterfunc,
  getter,
  lenfunc,
  objobjproc,
  PyCFunction,
  reprfunc,
  richcmpfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_False,
  Py_NotImplemented,
  Py_True,
  PyDictItems_Type,
  PyDictIterItem_Type,
  PyDictIterKey_Type,
  PyDictIterValue_Type,
  PyDictKeys_Type,
  PyDictRevIterItem_Type,
  PyDictRevIterKey_Type,
  PyDictRevIterValue_Type,
  PyDictValues_Type,
  PyExc_TypeError,
} from "../object/static-types";
import { Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import {
  _PyDict_DelItem_KnownHash,
  _PyDict_GetItem_KnownHash,
  _PyDict_Next,
  PyDict_Contains,
  PyDict_Copy,
  PyDict_GetItemRef,
} from "./dict";
import { dictiter_new } from "./dict-iter";
import { PyDict_Check, PyDict_CheckExact, PyDictObject } from "./dict-object";
import { PyDictProxy_New } from "./mapping-proxy";
import { _PySet_Update, PySet_Add, PySet_New } from "./set";
import { PyAnySet_Check, PySet_CheckExact } from "./set-object";
import { PyUnicode_FromString } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "./tuple";
import { number_methods, sequence_methods, static_type } from "./type-define";
import { PyObject_TypeCheck } from "./type-mro";

@unmanaged
export class _PyDictViewObject extends PyObject {
  dv_dict: PyDictObject;
}

/** @inline */
function dv_dict(view: PyObject): PyDictObject {
  return changetype<_PyDictViewObject>(view).dv_dict;
}

export function PyDictKeys_Check(o: PyObject): bool {
  return PyObject_TypeCheck(o, PyDictKeys_Type);
}

export function PyDictItems_Check(o: PyObject): bool {
  return PyObject_TypeCheck(o, PyDictItems_Type);
}

export function PyDictViewSet_Check(o: PyObject): bool {
  return PyDictKeys_Check(o) || PyDictItems_Check(o);
}

/** A view of type `type` of `dict`: a new reference; TypeError when it is none. */
export function _PyDictView_New(dict: PyObject, type: PyTypeObject): PyObject | null {
  if (!PyDict_Check(dict)) {
    const format = cstr("%s() requires a dict argument, not '%s'");
    return PyErr_Format(PyExc_TypeError, format, type.tp_name, dict.ob_type.tp_name);
  }
  const o = _PyObject_GC_New(type);
  if (!o) return null;
  store<u64>(changetype<usize>(o), <u64>ptr(Py_NewRef(dict)), offsetof<_PyDictViewObject>("dv_dict"));
  _PyObject_GC_TRACK(o);
  return o;
}

function dictview_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  Py_DECREF(dv_dict(self));
  PyObject_GC_Del(self);
}

function dictview_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  return visit.call(dv_dict(self), arg);
}

function dictview_len(self: PyObject): Py_ssize_t {
  return dv_dict(self).ma_used;
}

function dictview_mapping(self: PyObject, _closure: usize): PyObject | null {
  return PyDictProxy_New(dv_dict(self));
}

function dictview_repr(self: PyObject): PyObject | null {
  const entered = Py_ReprEnter(self);
  if (entered !== 0) return entered > 0 ? PyUnicode_FromString(cstr("...")) : null;
  let result: PyObject | null = null;
  const seq = PySequence_List(self);
  if (seq) {
    result = PyUnicode_FromFormat(cstr("%s(%R)"), self.ob_type.tp_name, ptr(seq));
    Py_DECREF(seq);
  }
  Py_ReprLeave(self);
  return result;
}

/** All items of `self` are in `other`: 1, 0, -1. */
function all_contained_in(self: PyObject, other: PyObject): i32 {
  const iter = PyObject_GetIter(self);
  if (!iter) return -1;
  let ok = 1;
  while (ok > 0) {
    const next = PyIter_Next(iter);
    if (!next) {
      if (tstate.current_exception) ok = -1;
      break;
    }
    ok = PySequence_Contains(other, next);
    Py_DECREF(next);
  }
  Py_DECREF(iter);
  return ok;
}

function dictview_richcompare(self: PyObject, other: PyObject, op: i32): PyObject | null {
  if (!PyAnySet_Check(other) && !PyDictViewSet_Check(other)) return Py_NotImplemented;
  const len_self = PyObject_Size(self);
  if (len_self < 0) return null;
  const len_other = PyObject_Size(other);
  if (len_other < 0) return null;
  let ok = 0;
  if (op === Py_EQ || op === Py_NE) {
    if (len_self === len_other) ok = all_contained_in(self, other);
    if (op === Py_NE && ok >= 0) ok = ok ? 0 : 1;
  } else if (op === Py_LT ? len_self < len_other : op === Py_LE && len_self <= len_other) {
    ok = all_contained_in(self, other);
  } else if (op === Py_GT ? len_self > len_other : op === Py_GE && len_self >= len_other) {
    ok = all_contained_in(other, self);
  }
  if (ok < 0) return null;
  return ok ? Py_True : Py_False;
}

/** A new set of the items of a view: of keys quickly from the dict itself. A new reference. */
function dictviews_to_set(self: PyObject): PyObject | null {
  if (PyDictKeys_Check(self) && PyDict_CheckExact(dv_dict(self))) return PySet_New(dv_dict(self));
  return PySet_New(self);
}

/** The set of `self`, after its method `name` has been called with `other`: a new reference. */
function changed_set(self: PyObject, name: PyObject, other: PyObject): PyObject | null {
  const result = dictviews_to_set(self);
  if (!result) return null;
  const none = PyObject_CallMethodOneArg(result, name, other);
  if (!none) {
    Py_DECREF(result);
    return null;
  }
  Py_DECREF(none);
  return result;
}

function dictviews_sub(self: PyObject, other: PyObject): PyObject | null {
  return changed_set(self, _Py_ID("difference_update"), other);
}

function dictviews_or(self: PyObject, other: PyObject): PyObject | null {
  const result = dictviews_to_set(self);
  if (!result) return null;
  if (_PySet_Update(result, other) >= 0) return result;
  Py_DECREF(result);
  return null;
}

/** Membership in a keys or items view: 1, 0, -1. @inline */
function view_contains(view: PyObject, o: PyObject): i32 {
  return PyDictKeys_Check(view) ? dictkeys_contains(view, o) : dictitems_contains(view, o);
}

/** view & other, either way round: a new set. */
export function _PyDictView_Intersect(left: PyObject, right: PyObject): PyObject | null {
  const swapped = !PyDictViewSet_Check(left);
  let self = swapped ? right : left;
  let other = swapped ? left : right;
  const len_self = dictview_len(self);
  // The method of set is the quickest where the view is the smaller one.
  if (PySet_CheckExact(other) && len_self <= PyObject_Size(other)) {
    return PyObject_CallMethodOneArg(other, _Py_ID("intersection"), self);
  }
  if (PyDictViewSet_Check(other) && dictview_len(other) > len_self) {
    const smaller = self;
    self = other;
    other = smaller;
  }
  const result = PySet_New(null);
  if (!result) return null;
  const it = PyObject_GetIter(other);
  if (!it) {
    Py_DECREF(result);
    return null;
  }
  let status = 0;
  while (status >= 0) {
    const key = PyIter_Next(it);
    if (!key) break;
    status = view_contains(self, key);
    if (status > 0) status = PySet_Add(result, key);
    Py_DECREF(key);
  }
  Py_DECREF(it);
  if (!tstate.current_exception) return result;
  Py_DECREF(result);
  return null;
}

/** One item of the second dict of items ^ items: taken out of `temp` if it is there, else added to `result`. 0, -1. */
function xor_item(temp: PyObject, result: PyObject, key: PyObject, value: PyObject, hash: i64): i32 {
  const other = _PyDict_GetItem_KnownHash(temp, key, hash);
  let equal = 0;
  if (other) {
    Py_NewRef(other);
    equal = PyObject_RichCompareBool(other, value, Py_EQ);
    Py_DECREF(other);
    if (equal < 0) return -1;
  } else if (tstate.current_exception) return -1;
  if (equal) return _PyDict_DelItem_KnownHash(temp, key, hash);
  const pair = PyTuple_Pack(key, value);
  if (!pair) return -1;
  const status = PySet_Add(result, pair);
  Py_DECREF(pair);
  return status;
}

/** Moves what two dicts do not share into `result`: 0, -1. `temp` is a copy of the first. */
function xor_dicts(temp: PyObject, d2: PyObject, result: PyObject): i32 {
  let pos = 0;
  while ((pos = _PyDict_Next(d2, pos)) !== 0) {
    const key = Py_NewRef(tstate.out_object!);
    const value = Py_NewRef(tstate.out_object2!);
    const status = xor_item(temp, result, key, value, tstate.out_i64);
    Py_DECREF(key);
    Py_DECREF(value);
    if (status < 0) return -1;
  }
  const remaining = PyObject_CallMethodNoArgs(temp, _Py_ID("items"));
  if (!remaining) return -1;
  const status = _PySet_Update(result, remaining);
  Py_DECREF(remaining);
  return status;
}

function dictitems_xor(d1: PyObject, d2: PyObject): PyObject | null {
  const temp = PyDict_Copy(d1);
  if (!temp) return null;
  const result = PySet_New(null);
  if (!result) {
    Py_DECREF(temp);
    return null;
  }
  const status = xor_dicts(temp, d2, result);
  Py_DECREF(temp);
  if (status >= 0) return result;
  Py_DECREF(result);
  return null;
}

function dictviews_xor(self: PyObject, other: PyObject): PyObject | null {
  if (PyDictItems_Check(self) && PyDictItems_Check(other)) return dictitems_xor(dv_dict(self), dv_dict(other));
  return changed_set(self, _Py_ID("symmetric_difference_update"), other);
}

function dictviews_isdisjoint(view: PyObject, arg: PyObject | null): PyObject | null {
  let self = view;
  let other = arg!;
  if (ptr(self) === ptr(other)) return dictview_len(self) === 0 ? Py_True : Py_False;
  // Walks over the shorter one, if asking the other is quick.
  if (PyAnySet_Check(other) || PyDictViewSet_Check(other)) {
    const len_self = dictview_len(self);
    const len_other = PyObject_Size(other);
    if (len_other === -1) return null;
    if (len_other > len_self) {
      const shorter = self;
      self = other;
      other = shorter;
    }
  }
  const it = PyObject_GetIter(other);
  if (!it) return null;
  let found = 0;
  while (found === 0) {
    const item = PyIter_Next(it);
    if (!item) break;
    found = PySequence_Contains(self, item);
    Py_DECREF(item);
  }
  Py_DECREF(it);
  if (found > 0) return Py_False;
  return tstate.current_exception ? null : Py_True;
}

function dictkeys_contains(self: PyObject, key: PyObject): i32 {
  return PyDict_Contains(dv_dict(self), key);
}

function dictitems_contains(self: PyObject, o: PyObject): i32 {
  if (!PyTuple_Check(o) || PyTuple_GET_SIZE(o) !== 2) return 0;
  const status = PyDict_GetItemRef(dv_dict(self), PyTuple_GET_ITEM(o, 0));
  const found = tstate.out_object;
  if (status !== 1 || !found) return status;
  const equal = PyObject_RichCompareBool(found, PyTuple_GET_ITEM(o, 1), Py_EQ);
  Py_XDECREF(found);
  return equal;
}

function dictkeys_iter(self: PyObject): PyObject | null {
  return dictiter_new(dv_dict(self), PyDictIterKey_Type);
}

function dictvalues_iter(self: PyObject): PyObject | null {
  return dictiter_new(dv_dict(self), PyDictIterValue_Type);
}

function dictitems_iter(self: PyObject): PyObject | null {
  return dictiter_new(dv_dict(self), PyDictIterItem_Type);
}

function dictview_reversed(self: PyObject, _unused: PyObject | null): PyObject | null {
  let type = PyDictRevIterItem_Type;
  if (Py_IS_TYPE(self, PyDictKeys_Type)) type = PyDictRevIterKey_Type;
  else if (Py_IS_TYPE(self, PyDictValues_Type)) type = PyDictRevIterValue_Type;
  return dictiter_new(dv_dict(self), type);
}

function init_view(t: PyTypeObject, name: usize, iter: getiterfunc): void {
  static_type(t, name, offsetof<_PyDictViewObject>(), 0, Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(dictview_dealloc);
  t.tp_repr = reprfunc.of(dictview_repr);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(dictview_traverse);
  t.tp_iter = iter;
  sequence_methods(t).sq_length = lenfunc.of(dictview_len);
  def_getset(t, cstr("mapping"), getter.of(dictview_mapping), null, cstr("the dict that the view looks at, read-only"));
}

function init_set_like(t: PyTypeObject, contains: objobjproc, reversed_doc: usize): void {
  const number = number_methods(t);
  number.nb_subtract = binaryfunc.of(dictviews_sub);
  number.nb_and = binaryfunc.of(_PyDictView_Intersect);
  number.nb_xor = binaryfunc.of(dictviews_xor);
  number.nb_or = binaryfunc.of(dictviews_or);
  t.tp_as_sequence!.sq_contains = contains;
  t.tp_richcompare = richcmpfunc.of(dictview_richcompare);
  def_o(
    t,
    cstr("isdisjoint"),
    PyCFunction.of(dictviews_isdisjoint),
    cstr("isdisjoint($self, object, /)\n--\n\nTrue if the view and the iterable have no item in common."),
  );
  def_noargs(t, cstr("__reversed__"), PyCFunction.of(dictview_reversed), reversed_doc);
}

/** Fills the three view types. */
export function init_dict_view_types(): void {
  init_view(PyDictKeys_Type, cstr("dict_keys"), getiterfunc.of(dictkeys_iter));
  init_set_like(
    PyDictKeys_Type,
    objobjproc.of(dictkeys_contains),
    cstr("__reversed__($self, /)\n--\n\nIterate over the keys, the last one first."),
  );
  init_view(PyDictItems_Type, cstr("dict_items"), getiterfunc.of(dictitems_iter));
  init_set_like(
    PyDictItems_Type,
    objobjproc.of(dictitems_contains),
    cstr("__reversed__($self, /)\n--\n\nIterate over the items, the last one first."),
  );
  init_view(PyDictValues_Type, cstr("dict_values"), getiterfunc.of(dictvalues_iter));
  def_noargs(
    PyDictValues_Type,
    cstr("__reversed__"),
    PyCFunction.of(dictview_reversed),
    cstr("__reversed__($self, /)\n--\n\nIterate over the values, the last one first."),
  );
}
