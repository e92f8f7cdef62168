/**
 * Filling a dict from another mapping, from pairs, from keys; copying it. CPython: dict_merge, PyDict_MergeFromSeq2,
 * PyDict_Copy, _PyDict_FromKeys of Objects/dictobject.c.
 *
 * `override`: 0 a present key keeps its value, 1 it gets the new one, 2 KeyError(key).
 */

import { PyObject_CallNoArgs } from "../abstract/call";
import {
  _PyErr_SetKeyError,
  PyErr_BadInternalCall,
  PyErr_ExceptionMatches,
  PyErr_Format,
  PyErr_SetString,
} from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { PyMapping_Keys } from "../abstract/mapping";
import {
  PyObject_GetItem,
  PyObject_SetItem,
  PySequence_Fast,
  PySequence_Fast_GET_SIZE,
  PySequence_Fast_ITEMS,
} from "../abstract/sequence";
import { _PyObject_GC_IS_TRACKED, _PyObject_GC_New, _PyObject_GC_TRACK } from "../gc/gc-alloc";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_hash_t, Py_NewRef, Py_ssize_t, Py_XINCREF, PyObject } from "../object/object";
import { getiterfunc } from "../object/slots";
import { tstate } from "../object/state";
import { PyDict_Type, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import {
  _PyDict_Contains_KnownHash,
  _PyDict_Next,
  PyDict_Contains,
  PyDict_New,
  PyDict_SetDefault,
  PyDict_SetItem,
} from "./dict";
import { insertdict } from "./dict-insert";
import { dict_iter } from "./dict-iter";
import {
  DK_IS_UNICODE,
  DK_SIZE,
  dictkeys_decref,
  dictkeys_incref,
  estimate_log2_keysize,
  PyDict_LOG_MINSIZE,
  USABLE_FRACTION,
} from "./dict-keys";
import { new_dict, PyDict_Check, PyDict_CheckExact, PyDict_GET_SIZE, PyDictObject } from "./dict-object";
import { clone_combined_dict_keys, dictresize } from "./dict-resize";
import { copy_values, free_values, PyDictValues } from "./dict-values";
import { _PySet_NextEntry } from "./set";
import { PyAnySet_CheckExact, PySet_GET_SIZE } from "./set-object";

/** The type of `o` iterates over its keys as dict does. @inline */
function has_dict_iter(o: PyObject): bool {
  return changetype<usize>(o.ob_type.tp_iter) === changetype<usize>(getiterfunc.of(dict_iter));
}

/** Combined, without deleted entries, and as small as it can be: its table can be copied as it is. */
function is_clean(other: PyDictObject): bool {
  const keys = other.ma_keys;
  if (other.ma_values || other.ma_used !== keys.dk_nentries) return false;
  return keys.dk_log2_size === PyDict_LOG_MINSIZE || USABLE_FRACTION(DK_SIZE(keys) >> 1) < other.ma_used;
}

/** Gives an empty, combined `mp` a copy of the table of `other`. 0, or -1. */
function clone_into(mp: PyDictObject, other: PyDictObject): i32 {
  const keys = clone_combined_dict_keys(other);
  if (!keys) return -1;
  const old = mp.ma_keys;
  mp.ma_keys = keys;
  mp.ma_used = other.ma_used;
  dictkeys_decref(old);
  if (_PyObject_GC_IS_TRACKED(other) && !_PyObject_GC_IS_TRACKED(mp)) _PyObject_GC_TRACK(mp);
  return 0;
}

/** One item of another dict: 0, or -1. Steals nothing. */
function merge_item(mp: PyDictObject, key: PyObject, value: PyObject, hash: Py_hash_t, overriding: i32): i32 {
  if (overriding !== 1) {
    const present = _PyDict_Contains_KnownHash(mp, key, hash);
    if (present < 0) return -1;
    if (present > 0) {
      if (overriding === 0) return 0;
      _PyErr_SetKeyError(key);
      return -1;
    }
  }
  return insertdict(mp, Py_NewRef(key), hash, Py_NewRef(value));
}

function dict_dict_merge(mp: PyDictObject, other: PyDictObject, how: i32): i32 {
  if (changetype<usize>(other) === changetype<usize>(mp) || other.ma_used === 0) return 0;
  let overriding = how;
  if (mp.ma_used === 0) {
    // No key can be present.
    overriding = 1;
    if (!mp.ma_values && is_clean(other)) return clone_into(mp, other);
  }
  // One big step at the start, on the assumption that few keys are common to both.
  if (USABLE_FRACTION(DK_SIZE(mp.ma_keys)) < other.ma_used) {
    const log2 = estimate_log2_keysize(mp.ma_used + other.ma_used);
    if (dictresize(mp, log2, DK_IS_UNICODE(other.ma_keys)) < 0) return -1;
  }
  const orig_size = other.ma_keys.dk_nentries;
  let pos = 0;
  while ((pos = _PyDict_Next(other, pos)) !== 0) {
    const key = Py_NewRef(tstate.out_object!);
    const value = Py_NewRef(tstate.out_object2!);
    const failed = merge_item(mp, key, value, tstate.out_i64, overriding);
    Py_DECREF(value);
    Py_DECREF(key);
    if (failed < 0) return -1;
    if (orig_size !== other.ma_keys.dk_nentries) {
      PyErr_SetString(PyExc_RuntimeError, cstr("dict mutated during update"));
      return -1;
    }
  }
  return 0;
}

/** a[key] = b[key] under the rule of `override`: 0, or -1. Steals nothing. */
function merge_key(a: PyObject, b: PyObject, key: PyObject, overriding: i32): i32 {
  if (overriding !== 1) {
    const present = PyDict_Contains(a, key);
    if (present < 0) return -1;
    if (present > 0) {
      if (overriding === 0) return 0;
      _PyErr_SetKeyError(key);
      return -1;
    }
  }
  const value = PyObject_GetItem(b, key);
  if (!value) return -1;
  const failed = PyDict_SetItem(a, key, value);
  Py_DECREF(value);
  return failed;
}

/** Adds the items of mapping `b` (anything with keys() and []): 0, or -1. */
export function dict_merge(a: PyObject, b: PyObject, overriding: i32): i32 {
  if (!PyDict_Check(a)) {
    PyErr_BadInternalCall();
    return -1;
  }
  if (PyDict_Check(b) && has_dict_iter(b)) {
    return dict_dict_merge(changetype<PyDictObject>(a), changetype<PyDictObject>(b), overriding);
  }
  const keys = PyMapping_Keys(b);
  if (!keys) return -1;
  const iter = PyObject_GetIter(keys);
  Py_DECREF(keys);
  if (!iter) return -1;
  let status = 0;
  while (status === 0) {
    const key = PyIter_Next(iter);
    if (!key) {
      if (tstate.current_exception) status = -1;
      break;
    }
    status = merge_key(a, b, key, overriding);
    Py_DECREF(key);
  }
  Py_DECREF(iter);
  return status;
}

/** a.update(b) for a mapping b; 0, or -1. */
export function PyDict_Update(a: PyObject, b: PyObject): i32 {
  return dict_merge(a, b, 1);
}

/** Adds the items of mapping b, those of a present key only if `override`; 0, or -1. */
export function PyDict_Merge(a: PyObject, b: PyObject, overriding: bool): i32 {
  return dict_merge(a, b, overriding ? 1 : 0);
}

/** As PyDict_Merge; `override` 2: KeyError(key) for a key present in both. */
export function _PyDict_MergeEx(a: PyObject, b: PyObject, overriding: i32): i32 {
  return dict_merge(a, b, overriding);
}

/** One (key, value) of an iterable of pairs, its element number `i`: 0, or -1. */
function merge_pair(d: PyObject, item: PyObject, i: Py_ssize_t, overriding: bool): i32 {
  const fast = PySequence_Fast(item, cstr(""));
  if (!fast) {
    if (PyErr_ExceptionMatches(PyExc_TypeError)) {
      const format = cstr("cannot convert dictionary update sequence element #%zd to a sequence");
      PyErr_Format(PyExc_TypeError, format, i);
    }
    return -1;
  }
  const n = PySequence_Fast_GET_SIZE(fast);
  let status = 0;
  if (n !== 2) {
    const format = cstr("dictionary update sequence element #%zd has length %zd; 2 is required");
    PyErr_Format(PyExc_ValueError, format, i, n);
    status = -1;
  } else {
    const items = PySequence_Fast_ITEMS(fast);
    const key = Py_NewRef(items.get(0));
    const value = Py_NewRef(items.get(1));
    if (overriding) status = PyDict_SetItem(d, key, value);
    else if (!PyDict_SetDefault(d, key, value)) status = -1;
    Py_DECREF(key);
    Py_DECREF(value);
  }
  Py_DECREF(fast);
  return status;
}

/** As PyDict_Merge for an iterable of pairs. */
export function PyDict_MergeFromSeq2(d: PyObject, seq2: PyObject, overriding: bool): i32 {
  const it = PyObject_GetIter(seq2);
  if (!it) return -1;
  let status = 0;
  for (let i = 0; status === 0; i++) {
    const item = PyIter_Next(it);
    if (!item) {
      if (tstate.current_exception) status = -1;
      break;
    }
    status = merge_pair(d, item, i, overriding);
    Py_DECREF(item);
  }
  Py_DECREF(it);
  return status;
}

/** A split copy of a split dict: a new reference. */
function copy_split(mp: PyDictObject, values: PyDictValues): PyObject | null {
  const newvalues = copy_values(values);
  if (!newvalues) return null;
  // Not from the free list, as in CPython.
  const o = _PyObject_GC_New(PyDict_Type);
  if (!o) {
    free_values(newvalues);
    return null;
  }
  const capacity = <i32>newvalues.capacity;
  for (let i = 0; i < capacity; i++) Py_XINCREF(newvalues.get(i));
  const at = changetype<usize>(o);
  store<i64>(at, <i64>mp.ma_used, offsetof<PyDictObject>("ma_used"));
  store<u64>(at, 0, offsetof<PyDictObject>("ma_version_tag"));
  store<u64>(at, <u64>changetype<usize>(mp.ma_keys), offsetof<PyDictObject>("ma_keys"));
  store<u64>(at, <u64>changetype<usize>(newvalues), offsetof<PyDictObject>("ma_values"));
  dictkeys_incref(mp.ma_keys);
  if (_PyObject_GC_IS_TRACKED(mp)) _PyObject_GC_TRACK(o);
  return o;
}

/** A new dict (exact type) with the same items. */
export function PyDict_Copy(o: PyObject): PyObject | null {
  if (!PyDict_Check(o)) {
    PyErr_BadInternalCall();
    return null;
  }
  const mp = changetype<PyDictObject>(o);
  if (mp.ma_used === 0) return PyDict_New();
  const values = mp.ma_values;
  if (values) return copy_split(mp, values);
  // A table with many deleted entries is rather built anew.
  if (has_dict_iter(o) && mp.ma_used >= (mp.ma_keys.dk_nentries * 2) / 3) {
    const keys = clone_combined_dict_keys(mp);
    if (!keys) return null;
    const copy = new_dict(keys, null, mp.ma_used, false);
    if (copy && _PyObject_GC_IS_TRACKED(mp)) _PyObject_GC_TRACK(copy);
    return copy;
  }
  const copy = PyDict_New();
  if (!copy) return null;
  if (dict_merge(copy, o, 1) === 0) return copy;
  Py_DECREF(copy);
  return null;
}

/** Adds the keys of exact dict `iterable` to the new exact dict `mp`: 0, or -1. */
function fromkeys_dict(mp: PyDictObject, iterable: PyObject, value: PyObject): i32 {
  const unicode = DK_IS_UNICODE(changetype<PyDictObject>(iterable).ma_keys);
  let log2 = estimate_log2_keysize(PyDict_GET_SIZE(iterable));
  if (log2 < <u32>mp.ma_keys.dk_log2_size) log2 = <u32>mp.ma_keys.dk_log2_size;
  if (dictresize(mp, log2, unicode) < 0) return -1;
  let pos = 0;
  while ((pos = _PyDict_Next(iterable, pos)) !== 0) {
    if (insertdict(mp, Py_NewRef(tstate.out_object!), tstate.out_i64, Py_NewRef(value)) < 0) return -1;
  }
  return 0;
}

/** Adds the elements of exact set or frozenset `iterable` to the new exact dict `mp`: 0, or -1. */
function fromkeys_set(mp: PyDictObject, iterable: PyObject, value: PyObject): i32 {
  if (dictresize(mp, estimate_log2_keysize(PySet_GET_SIZE(iterable)), false) < 0) return -1;
  let pos = 0;
  while ((pos = _PySet_NextEntry(iterable, pos)) !== 0) {
    if (insertdict(mp, Py_NewRef(tstate.out_object!), tstate.out_i64, Py_NewRef(value)) < 0) return -1;
  }
  return 0;
}

/** Adds the items of `iterable` as keys to `d`, a mapping of any type: 0, or -1. */
function fromkeys_iterable(d: PyObject, iterable: PyObject, value: PyObject): i32 {
  const it = PyObject_GetIter(iterable);
  if (!it) return -1;
  const exact = PyDict_CheckExact(d);
  let status = 0;
  while (status === 0) {
    const key = PyIter_Next(it);
    if (!key) {
      if (tstate.current_exception) status = -1;
      break;
    }
    status = exact ? PyDict_SetItem(d, key, value) : PyObject_SetItem(d, key, value);
    Py_DECREF(key);
  }
  Py_DECREF(it);
  return status;
}

/** dict.fromkeys for any class: a new reference. */
export function _PyDict_FromKeys(cls: PyObject, iterable: PyObject, value: PyObject): PyObject | null {
  const d = PyObject_CallNoArgs(cls);
  if (!d) return null;
  let status: i32;
  if (PyDict_CheckExact(d) && PyDict_CheckExact(iterable)) {
    status = fromkeys_dict(changetype<PyDictObject>(d), iterable, value);
  } else if (PyDict_CheckExact(d) && PyAnySet_CheckExact(iterable)) {
    status = fromkeys_set(changetype<PyDictObject>(d), iterable, value);
  } else status = fromkeys_iterable(d, iterable, value);
  if (status === 0) return d;
  Py_DECREF(d);
  return null;
}
