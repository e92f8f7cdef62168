/**
 * Iterators over dicts, forwards and backwards, over keys, values and items. CPython: dictiterobject of
 * Objects/dictobject.c.
 *
 *   dictiterobject (56 bytes, GC)
 *   +16 di_dict    owned; NULL: exhausted
 *   +24 di_used    ma_used at the start; -1: the dict has changed, for good
 *   +32 di_pos     next entry (combined) or place in the insertion order (split)
 *   +40 di_result  items only: the tuple given out again and again while nobody keeps it
 *   +48 len        items still to come
 */

import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyErr_SetString } from "../abstract/errors";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { PySequence_List } from "../abstract/sequence";
import {
  _PyObject_GC_IS_TRACKED,
  _PyObject_GC_New,
  _PyObject_GC_TRACK,
  PyObject_GC_Del,
  PyObject_GC_UnTrack,
} from "../gc/gc-alloc";
import { def_noargs } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_INCREF, Py_IS_TYPE, Py_NewRef, Py_ssize_t, PyObject, ptr } from "../object/object";
import {
  destructor,
  getattrofunc,
  getiterfunc,
  iternextfunc,
  PyCFunction,
  traverseproc,
  visitproc,
} from "../object/slots";
import {
  Py_None,
  PyDictIterItem_Type,
  PyDictIterKey_Type,
  PyDictIterValue_Type,
  PyDictRevIterItem_Type,
  PyDictRevIterKey_Type,
  PyDictRevIterValue_Type,
  PyExc_RuntimeError,
} from "../object/static-types";
import { Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { _DK_ENTRIES, DK_IS_UNICODE, DK_UNICODE_ENTRY } from "./dict-keys";
import { PyDictObject } from "./dict-object";
import { get_index_from_order } from "./dict-values";
import { PyLong_FromSsize_t } from "./int";
import { _PyEval_GetBuiltin } from "./interpreter-frame";
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_Pack, PyTuple_SET_ITEM } from "./tuple";
import { static_type } from "./type-define";

@unmanaged
export class dictiterobject extends PyObject {
  di_dict: PyDictObject | null;
  di_used: Py_ssize_t;
  di_pos: Py_ssize_t;
  di_result: PyObject | null;
  len: Py_ssize_t;
}

/** Key and value of an item of a split table, side by side as in an entry. Read at once. */
const SPLIT_ITEM: usize = memory.data(16, 16);

/** tp_iter of dict: a new reference. */
export function dict_iter(self: PyObject): PyObject | null {
  return dictiter_new(changetype<PyDictObject>(self), PyDictIterKey_Type);
}

/** An iterator of type `itertype` over `dict`: a new reference. */
export function dictiter_new(dict: PyDictObject, itertype: PyTypeObject): PyObject | null {
  const o = _PyObject_GC_New(itertype);
  if (!o) return null;
  const at = changetype<usize>(o);
  const used = <i64>dict.ma_used;
  let pos: i64 = 0;
  if (is_reverse(itertype)) pos = (dict.ma_values ? used : <i64>dict.ma_keys.dk_nentries) - 1;
  Py_INCREF(dict);
  store<u64>(at, <u64>changetype<usize>(dict), offsetof<dictiterobject>("di_dict"));
  store<i64>(at, used, offsetof<dictiterobject>("di_used"));
  store<i64>(at, pos, offsetof<dictiterobject>("di_pos"));
  store<u64>(at, 0, offsetof<dictiterobject>("di_result"));
  store<i64>(at, used, offsetof<dictiterobject>("len"));
  if (ptr(itertype) === ptr(PyDictIterItem_Type) || ptr(itertype) === ptr(PyDictRevIterItem_Type)) {
    const pair = PyTuple_Pack(Py_None, Py_None);
    if (!pair) {
      Py_DECREF(o);
      return null;
    }
    changetype<dictiterobject>(o).di_result = pair;
  }
  _PyObject_GC_TRACK(o);
  return o;
}

function is_reverse(itertype: PyTypeObject): bool {
  return (
    ptr(itertype) === ptr(PyDictRevIterKey_Type) ||
    ptr(itertype) === ptr(PyDictRevIterItem_Type) ||
    ptr(itertype) === ptr(PyDictRevIterValue_Type)
  );
}

function dictiter_dealloc(self: PyObject): void {
  const di = changetype<dictiterobject>(self);
  // Not tracked when making it has failed half-way.
  PyObject_GC_UnTrack(self);
  const dict = di.di_dict;
  if (dict) Py_DECREF(dict);
  const result = di.di_result;
  if (result) Py_DECREF(result);
  PyObject_GC_Del(self);
}

function dictiter_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  const di = changetype<dictiterobject>(self);
  const dict = di.di_dict;
  if (dict) {
    const stop = visit.call(dict, arg);
    if (stop) return stop;
  }
  const result = di.di_result;
  return result ? visit.call(result, arg) : 0;
}

/** The end: lets go of the dict. 0. */
function finish(di: dictiterobject, d: PyDictObject): usize {
  di.di_dict = null;
  Py_DECREF(d);
  return 0;
}

function changed_size(di: dictiterobject): usize {
  PyErr_SetString(PyExc_RuntimeError, cstr("dictionary changed size during iteration"));
  di.di_used = -1;
  return 0;
}

function changed_keys(di: dictiterobject, d: PyDictObject): usize {
  PyErr_SetString(PyExc_RuntimeError, cstr("dictionary keys changed during iteration"));
  return finish(di, d);
}

/** Address of key and value of item `i` of a split dict. */
function split_item(d: PyDictObject, i: Py_ssize_t): usize {
  const values = d.ma_values!;
  const index = get_index_from_order(values, i);
  store<usize>(SPLIT_ITEM, ptr(DK_UNICODE_ENTRY(d.ma_keys, index).me_key));
  store<usize>(SPLIT_ITEM, ptr(values.get(index)), 8);
  return SPLIT_ITEM;
}

/** Address of key and value (borrowed) of the next item; 0 at the end or with an exception. */
function next_item(di: dictiterobject, d: PyDictObject): usize {
  if (di.di_used !== d.ma_used) return changed_size(di);
  const keys = d.ma_keys;
  let i = di.di_pos;
  let item: usize;
  if (d.ma_values) {
    if (i >= d.ma_used) return finish(di, d);
    item = split_item(d, i);
  } else {
    const n = keys.dk_nentries;
    const unicode = DK_IS_UNICODE(keys);
    const step: usize = unicode ? 16 : 24;
    item = _DK_ENTRIES(keys) + <usize>i * step + (unicode ? 0 : 8);
    while (i < n && load<usize>(item, 8) === 0) {
      item += step;
      i++;
    }
    if (i >= n) return finish(di, d);
  }
  // One more than were there at the start, though the number of items is the same.
  if (di.len === 0) return changed_keys(di, d);
  di.di_pos = i + 1;
  di.len--;
  return item;
}

/** As next_item, backwards. */
function previous_item(di: dictiterobject, d: PyDictObject): usize {
  if (di.di_used !== d.ma_used) return changed_size(di);
  const keys = d.ma_keys;
  let i = di.di_pos;
  if (i < 0) return finish(di, d);
  let item: usize;
  if (d.ma_values) item = split_item(d, i);
  else {
    const unicode = DK_IS_UNICODE(keys);
    const step: usize = unicode ? 16 : 24;
    item = _DK_ENTRIES(keys) + <usize>i * step + (unicode ? 0 : 8);
    while (load<usize>(item, 8) === 0) {
      if (--i < 0) return finish(di, d);
      item -= step;
    }
  }
  di.di_pos = i - 1;
  di.len--;
  return item;
}

function dictiter_iternextkey(self: PyObject): PyObject | null {
  const di = changetype<dictiterobject>(self);
  const d = di.di_dict;
  if (!d) return null;
  const item = next_item(di, d);
  return item ? Py_NewRef(load<PyObject>(item)) : null;
}

function dictiter_iternextvalue(self: PyObject): PyObject | null {
  const di = changetype<dictiterobject>(self);
  const d = di.di_dict;
  if (!d) return null;
  const item = next_item(di, d);
  return item ? Py_NewRef(load<PyObject>(item, 8)) : null;
}

function dictiter_iternextitem(self: PyObject): PyObject | null {
  const di = changetype<dictiterobject>(self);
  const d = di.di_dict;
  if (!d) return null;
  const item = next_item(di, d);
  return item ? item_tuple(di, load<PyObject>(item), load<PyObject>(item, 8)) : null;
}

/** (key, value): the iterator's own tuple if nobody else has it, else a new one. A new reference. */
function item_tuple(di: dictiterobject, key: PyObject, value: PyObject): PyObject | null {
  Py_INCREF(key);
  Py_INCREF(value);
  const result = di.di_result!;
  if (result.ob_refcnt !== 1) {
    const fresh = PyTuple_New(2);
    if (!fresh) {
      Py_DECREF(key);
      Py_DECREF(value);
      return null;
    }
    PyTuple_SET_ITEM(fresh, 0, key);
    PyTuple_SET_ITEM(fresh, 1, value);
    return fresh;
  }
  const oldkey = PyTuple_GET_ITEM(result, 0);
  const oldvalue = PyTuple_GET_ITEM(result, 1);
  PyTuple_SET_ITEM(result, 0, key);
  PyTuple_SET_ITEM(result, 1, value);
  Py_INCREF(result);
  Py_DECREF(oldkey);
  Py_DECREF(oldvalue);
  // The collector may have untracked it while it held other objects.
  if (!_PyObject_GC_IS_TRACKED(result)) _PyObject_GC_TRACK(result);
  return result;
}

function dictreviter_iternext(self: PyObject): PyObject | null {
  const di = changetype<dictiterobject>(self);
  const d = di.di_dict;
  if (!d) return null;
  const item = previous_item(di, d);
  if (!item) return null;
  if (Py_IS_TYPE(self, PyDictRevIterKey_Type)) return Py_NewRef(load<PyObject>(item));
  if (Py_IS_TYPE(self, PyDictRevIterValue_Type)) return Py_NewRef(load<PyObject>(item, 8));
  return item_tuple(di, load<PyObject>(item), load<PyObject>(item, 8));
}

function dictiter_len(self: PyObject, _unused: PyObject | null): PyObject | null {
  const di = changetype<dictiterobject>(self);
  const d = di.di_dict;
  return PyLong_FromSsize_t(d && di.di_used === d.ma_used ? <i64>di.len : 0);
}

/** (iter, ([items still to come],)): a copy of the iterator is run out. */
function dictiter_reduce(self: PyObject, _unused: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const copy = changetype<dictiterobject>(stack_alloc(offsetof<dictiterobject>()));
  memory.copy(changetype<usize>(copy), changetype<usize>(self), offsetof<dictiterobject>());
  const d = copy.di_dict;
  if (d) Py_INCREF(d);
  const list = PySequence_List(copy);
  const left = copy.di_dict;
  stack_release(mark);
  if (left) Py_DECREF(left);
  return list ? reduce_to_iter(list) : null;
}

/** (iter, (list,)): a new reference. Steals a reference to `list`. */
export function reduce_to_iter(list: PyObject): PyObject | null {
  const iter = _PyEval_GetBuiltin(_Py_ID("iter"));
  const args = iter ? PyTuple_Pack(list) : null;
  Py_DECREF(list);
  const result = iter && args ? PyTuple_Pack(iter, args) : null;
  if (iter) Py_DECREF(iter);
  if (args) Py_DECREF(args);
  return result;
}

function init_iterator(t: PyTypeObject, name: usize, next: iternextfunc): void {
  static_type(t, name, offsetof<dictiterobject>(), 0, Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(dictiter_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(dictiter_traverse);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = next;
  def_noargs(
    t,
    cstr("__length_hint__"),
    PyCFunction.of(dictiter_len),
    cstr("__length_hint__($self, /)\n--\n\nHow many items are still to come, as far as that is known."),
  );
  def_noargs(
    t,
    cstr("__reduce__"),
    PyCFunction.of(dictiter_reduce),
    cstr("__reduce__($self, /)\n--\n\nA call of iter() that gives the remaining items."),
  );
}

/** Fills the six iterator types. */
export function init_dict_iterator_types(): void {
  init_iterator(PyDictIterKey_Type, cstr("dict_keyiterator"), iternextfunc.of(dictiter_iternextkey));
  init_iterator(PyDictIterValue_Type, cstr("dict_valueiterator"), iternextfunc.of(dictiter_iternextvalue));
  init_iterator(PyDictIterItem_Type, cstr("dict_itemiterator"), iternextfunc.of(dictiter_iternextitem));
  init_iterator(PyDictRevIterKey_Type, cstr("dict_reversekeyiterator"), iternextfunc.of(dictreviter_iternext));
  init_iterator(PyDictRevIterValue_Type, cstr("dict_reversevalueiterator"), iternextfunc.of(dictreviter_iternext));
  init_iterator(PyDictRevIterItem_Type, cstr("dict_reverseitemiterator"), iternextfunc.of(dictreviter_iternext));
}
