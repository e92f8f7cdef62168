/**
 * The dict: what the rest of the runtime calls. CPython: the PyDict_* functions of Objects/dictobject.c.
 *
 * A new or changed entry makes the keys' version 0; reads never do. Functions that take a hash expect PyObject_Hash(key).
 * Second results are in tstate.out_object (value or key), out_object2, out_i64: read them at once.
 */

import {
  _PyErr_SetKeyError,
  PyErr_BadInternalCall,
  PyErr_ExceptionMatches,
  PyErr_GetRaisedException,
  PyErr_SetRaisedException,
} from "../abstract/errors";
import { PyErr_FormatUnraisable } from "../abstract/unraisable";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_hash_t, Py_INCREF, Py_NewRef, Py_ssize_t, PyObject, Slots } from "../object/object";
import { inquiry } from "../object/slots";
import { tstate } from "../object/state";
import { PyExc_KeyError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import {
  delitem_common,
  delitem_known_hash,
  insert_new_key,
  insert_to_emptydict,
  pop_known_hash,
  setitem_take2_known_hash,
} from "./dict-insert";
import {
  _DK_ENTRIES,
  _PyDict_KeysSize,
  DK_IS_UNICODE,
  DK_UNICODE_ENTRY,
  DKIX_EMPTY,
  DKIX_ERROR,
  Py_EMPTY_KEYS,
  shared_keys_usable_size,
} from "./dict-keys";
import { _Py_dict_lookup, _PyObject_HashFast, NOT_QUICK, quick_lookup, unicode_get_hash } from "./dict-lookup";
import {
  _PyDict_HasSplitTable,
  clear_lock_held,
  MAINTAIN_TRACKING,
  new_dict,
  PyDict_Check,
  PyDict_CheckExact,
  PyDict_GET_SIZE,
  PyDictObject,
} from "./dict-object";
import { dict_new_presized, insertion_resize } from "./dict-resize";
import { _PyDictValues_AddToInsertionOrder, get_index_from_order } from "./dict-values";
import { PyUnicode_Check, PyUnicode_CheckExact, PyUnicode_FromString } from "./str";
import { PyUnicode_InternInPlace } from "./str-intern";

export { PyDict_Items, PyDict_Keys, PyDict_Values } from "./dict-items";
export { _PyDictKeys_FreeListCount } from "./dict-keys";
export {
  _PyDict_FromKeys,
  _PyDict_MergeEx,
  PyDict_Copy,
  PyDict_Merge,
  PyDict_MergeFromSeq2,
  PyDict_Update,
} from "./dict-merge";
export { _PyDict_ClearFreeList, _PyDict_FreeListCount, _PyDict_MaybeUntrack } from "./dict-object";
export { init_dict_types } from "./dict-type";
export { PyDict_Check, PyDict_CheckExact, PyDict_GET_SIZE, PyDictObject };

/** A new, empty dict: a new reference. */
export function PyDict_New(): PyObject | null {
  return new_dict(Py_EMPTY_KEYS, null, 0, false);
}

/** A new dict with room for `minused` keys of any type: a new reference. */
export function _PyDict_NewPresized(minused: Py_ssize_t): PyObject | null {
  return dict_new_presized(minused, false);
}

/**
 * A new dict of `length` keys and values, taken from every `keys_offset`-th and `values_offset`-th slot: a new reference.
 * Steals nothing.
 */
export function _PyDict_FromItems(
  keys: Slots,
  keys_offset: i32,
  values: Slots,
  values_offset: i32,
  length: Py_ssize_t,
): PyObject | null {
  let unicode = true;
  for (let i = 0; i < length; i++) {
    if (PyUnicode_CheckExact(keys.get(i * keys_offset))) continue;
    unicode = false;
    break;
  }
  const dict = dict_new_presized(length, unicode);
  if (!dict) return null;
  for (let i = 0; i < length; i++) {
    const key = Py_NewRef(keys.get(i * keys_offset));
    if (_PyDict_SetItem_Take2(changetype<PyDictObject>(dict), key, Py_NewRef(values.get(i * values_offset))) < 0) {
      Py_DECREF(dict);
      return null;
    }
  }
  return dict;
}

/** The value, borrowed, or NULL; errors are written to stderr as unraisable, an exception already set is kept. */
function dict_getitem(op: PyObject, key: PyObject, warnmsg: usize): PyObject | null {
  if (!PyDict_Check(op)) return null;
  const hash = _PyObject_HashFast(key);
  if (hash === -1) {
    PyErr_FormatUnraisable(warnmsg);
    return null;
  }
  const exc = PyErr_GetRaisedException();
  _Py_dict_lookup(changetype<PyDictObject>(op), key, hash);
  const value = tstate.out_object;
  if (tstate.current_exception && !PyErr_ExceptionMatches(PyExc_KeyError)) PyErr_FormatUnraisable(warnmsg);
  PyErr_SetRaisedException(exc);
  return value;
}

/** The value, borrowed, or NULL; errors are written to stderr and forgotten, an exception already set is kept. */
export function PyDict_GetItem(op: PyObject, key: PyObject): PyObject | null {
  return dict_getitem(
    op,
    key,
    cstr("Exception ignored in PyDict_GetItem(); consider using PyDict_GetItemRef() or PyDict_GetItemWithError()"),
  );
}

/** The value, borrowed. NULL: absent, or an exception is set. */
export function PyDict_GetItemWithError(op: PyObject, key: PyObject): PyObject | null {
  if (!PyDict_Check(op)) {
    PyErr_BadInternalCall();
    return null;
  }
  const quick = quick_lookup(changetype<PyDictObject>(op), key);
  if (quick !== NOT_QUICK) return changetype<PyObject | null>(quick);
  const hash = _PyObject_HashFast(key);
  if (hash === -1) return null;
  _Py_dict_lookup(changetype<PyDictObject>(op), key, hash);
  return tstate.out_object;
}

/** As PyDict_GetItemWithError, for an exact str. */
export function _PyDict_GetItemWithError(op: PyObject, key: PyObject): PyObject | null {
  return PyDict_GetItemWithError(op, key);
}

/** 1 with a new reference to the value in tstate.out_object; 0 absent, -1 error, both with NULL there. */
export function PyDict_GetItemRef(op: PyObject, key: PyObject): i32 {
  if (!PyDict_Check(op)) {
    PyErr_BadInternalCall();
    tstate.out_object = null;
    return -1;
  }
  const quick = quick_lookup(changetype<PyDictObject>(op), key);
  if (quick !== NOT_QUICK) {
    tstate.out_object = changetype<PyObject | null>(quick);
    if (quick === 0) return 0;
    Py_INCREF(changetype<PyObject>(quick));
    return 1;
  }
  const hash = _PyObject_HashFast(key);
  if (hash === -1) {
    tstate.out_object = null;
    return -1;
  }
  return _PyDict_GetItemRef_KnownHash(op, key, hash);
}

/** As PyDict_GetItemRef. */
export function _PyDict_GetItemRef_KnownHash(op: PyObject, key: PyObject, hash: Py_hash_t): i32 {
  const ix = _Py_dict_lookup(changetype<PyDictObject>(op), key, hash);
  const value = tstate.out_object;
  if (!value) return ix === DKIX_ERROR ? -1 : 0;
  Py_INCREF(value);
  return 1;
}

/** The value, borrowed. NULL: absent, or an exception is set. */
export function _PyDict_GetItem_KnownHash(op: PyObject, key: PyObject, hash: Py_hash_t): PyObject | null {
  if (!PyDict_Check(op)) {
    PyErr_BadInternalCall();
    return null;
  }
  _Py_dict_lookup(changetype<PyDictObject>(op), key, hash);
  return tstate.out_object;
}

/** As PyDict_GetItem for a text. */
export function PyDict_GetItemString(op: PyObject, key: usize): PyObject | null {
  const warnmsg = cstr("Exception ignored in PyDict_GetItemString(); consider using PyDict_GetItemRefString()");
  const kv = PyUnicode_FromString(key);
  if (!kv) {
    PyErr_FormatUnraisable(warnmsg);
    return null;
  }
  const value = dict_getitem(op, kv, warnmsg);
  Py_DECREF(kv);
  return value;
}

/** As PyDict_GetItemWithError for a text. */
export function _PyDict_GetItemStringWithError(op: PyObject, key: usize): PyObject | null {
  const kv = PyUnicode_FromString(key);
  if (!kv) return null;
  const value = PyDict_GetItemWithError(op, kv);
  Py_DECREF(kv);
  return value;
}

/** As PyDict_GetItemRef for a text. */
export function PyDict_GetItemStringRef(op: PyObject, key: usize): i32 {
  const kv = PyUnicode_FromString(key);
  if (!kv) {
    tstate.out_object = null;
    return -1;
  }
  const found = PyDict_GetItemRef(op, kv);
  const value = tstate.out_object;
  Py_DECREF(kv);
  tstate.out_object = value;
  return found;
}

/** op[key] = value; 0, or -1. Steals nothing. Never resizes for a key that is present. */
export function PyDict_SetItem(op: PyObject, key: PyObject, value: PyObject): i32 {
  if (!PyDict_Check(op)) {
    PyErr_BadInternalCall();
    return -1;
  }
  const hash = _PyObject_HashFast(key);
  if (hash === -1) return -1;
  return setitem_take2_known_hash(changetype<PyDictObject>(op), Py_NewRef(key), hash, Py_NewRef(value));
}

/** As PyDict_SetItem; steals a reference to key and to value, also on failure. */
export function _PyDict_SetItem_Take2(op: PyDictObject, key: PyObject, value: PyObject): i32 {
  const hash = _PyObject_HashFast(key);
  if (hash === -1) {
    Py_DECREF(key);
    Py_DECREF(value);
    return -1;
  }
  return setitem_take2_known_hash(op, key, hash, value);
}

/** As PyDict_SetItem. */
export function _PyDict_SetItem_KnownHash(op: PyObject, key: PyObject, value: PyObject, hash: Py_hash_t): i32 {
  if (!PyDict_Check(op)) {
    PyErr_BadInternalCall();
    return -1;
  }
  return setitem_take2_known_hash(changetype<PyDictObject>(op), Py_NewRef(key), hash, Py_NewRef(value));
}

/** As PyDict_SetItem for a text, which is interned. */
export function PyDict_SetItemString(op: PyObject, key: usize, value: PyObject): i32 {
  const text = PyUnicode_FromString(key);
  if (!text) return -1;
  const kv = PyUnicode_InternInPlace(text);
  const failed = PyDict_SetItem(op, kv, value);
  Py_DECREF(kv);
  return failed;
}

/** del op[key]; 0, or -1 (KeyError when absent). */
export function PyDict_DelItem(op: PyObject, key: PyObject): i32 {
  const hash = _PyObject_HashFast(key);
  if (hash === -1) return -1;
  return _PyDict_DelItem_KnownHash(op, key, hash);
}

/** As PyDict_DelItem. */
export function _PyDict_DelItem_KnownHash(op: PyObject, key: PyObject, hash: Py_hash_t): i32 {
  if (!PyDict_Check(op)) {
    PyErr_BadInternalCall();
    return -1;
  }
  return delitem_known_hash(changetype<PyDictObject>(op), key, hash);
}

/** Deletes the key when `predicate(value)` is 1: 1, or 0 when it is 0; -1 on error (KeyError when absent). */
export function _PyDict_DelItemIf(op: PyObject, key: PyObject, predicate: inquiry): i32 {
  if (!PyDict_Check(op)) {
    PyErr_BadInternalCall();
    return -1;
  }
  const hash = _PyObject_HashFast(key);
  if (hash === -1) return -1;
  const mp = changetype<PyDictObject>(op);
  const ix = _Py_dict_lookup(mp, key, hash);
  if (ix === DKIX_ERROR) return -1;
  const old_value = tstate.out_object;
  if (!old_value) {
    _PyErr_SetKeyError(key);
    return -1;
  }
  const agreed = predicate.call(old_value);
  if (agreed > 0) delitem_common(mp, hash, ix, old_value);
  return agreed;
}

/** As PyDict_DelItem for a text. */
export function PyDict_DelItemString(op: PyObject, key: usize): i32 {
  const kv = PyUnicode_FromString(key);
  if (!kv) return -1;
  const failed = PyDict_DelItem(op, kv);
  Py_DECREF(kv);
  return failed;
}

/** 1, 0, or -1. */
export function PyDict_Contains(op: PyObject, key: PyObject): i32 {
  const quick = quick_lookup(changetype<PyDictObject>(op), key);
  if (quick !== NOT_QUICK) return quick ? 1 : 0;
  const hash = _PyObject_HashFast(key);
  if (hash === -1) return -1;
  return _PyDict_Contains_KnownHash(op, key, hash);
}

/** 1, 0, or -1. */
export function _PyDict_Contains_KnownHash(op: PyObject, key: PyObject, hash: Py_hash_t): i32 {
  const ix = _Py_dict_lookup(changetype<PyDictObject>(op), key, hash);
  if (tstate.out_object) return 1;
  return ix === DKIX_ERROR ? -1 : 0;
}

/** 1, 0, or -1. */
export function PyDict_ContainsString(op: PyObject, key: usize): i32 {
  const kv = PyUnicode_FromString(key);
  if (!kv) return -1;
  const found = PyDict_Contains(op, kv);
  Py_DECREF(kv);
  return found;
}

/** Removes all items. */
export function PyDict_Clear(op: PyObject): void {
  if (PyDict_Check(op)) clear_lock_held(changetype<PyDictObject>(op));
}

/** Number of items, or -1. */
export function PyDict_Size(op: PyObject): Py_ssize_t {
  if (PyDict_Check(op)) return PyDict_GET_SIZE(op);
  PyErr_BadInternalCall();
  return -1;
}

/**
 * Walks the items: start with `pos` 0, go on with the result, which is 0 at the end. Key and value, borrowed, are in
 * tstate.out_object and tstate.out_object2. The dict must not gain or lose keys meanwhile.
 */
export function PyDict_Next(op: PyObject, pos: Py_ssize_t): Py_ssize_t {
  return PyDict_Check(op) ? _PyDict_Next(op, pos) : 0;
}

/** As PyDict_Next for a dict, with the key's hash in tstate.out_i64. */
export function _PyDict_Next(op: PyObject, pos: Py_ssize_t): Py_ssize_t {
  const mp = changetype<PyDictObject>(op);
  const keys = mp.ma_keys;
  const values = mp.ma_values;
  let i = pos;
  if (values) {
    if (i >= mp.ma_used) return 0;
    const index = get_index_from_order(values, i);
    const key = DK_UNICODE_ENTRY(keys, index).me_key!;
    tstate.out_object = key;
    tstate.out_object2 = values.get(index);
    tstate.out_i64 = unicode_get_hash(key);
    return i + 1;
  }
  const n = keys.dk_nentries;
  const unicode = DK_IS_UNICODE(keys);
  const step: usize = unicode ? 16 : 24;
  let entry = _DK_ENTRIES(keys) + <usize>i * step + (unicode ? 0 : 8);
  for (; i < n; i++, entry += step) {
    const value = load<usize>(entry, 8);
    if (!value) continue;
    const key = load<PyObject>(entry);
    tstate.out_object = key;
    tstate.out_object2 = changetype<PyObject>(value);
    tstate.out_i64 = unicode ? unicode_get_hash(key) : load<i64>(entry - 8);
    return i + 1;
  }
  return 0;
}

/** Inserts a key where the lookup has found index `ix` without a value. 0, or -1. Steals nothing. */
function setdefault_insert(mp: PyDictObject, key: PyObject, hash: Py_hash_t, ix: i32, value: PyObject): i32 {
  Py_INCREF(value);
  if (ix !== DKIX_EMPTY) {
    // A key of the shared table that has no value here yet.
    const values = mp.ma_values!;
    MAINTAIN_TRACKING(mp, key, value);
    values.set(ix, value);
    _PyDictValues_AddToInsertionOrder(values, ix);
    mp.ma_used++;
    return 0;
  }
  if (insert_new_key(mp, hash, Py_NewRef(key), value) < 0) {
    Py_DECREF(key);
    Py_DECREF(value);
    return -1;
  }
  MAINTAIN_TRACKING(mp, key, value);
  return 0;
}

/** setdefault: 1 was present, 0 inserted, -1 error; the value that is there now, borrowed, in tstate.out_object. */
function dict_setdefault(mp: PyDictObject, key: PyObject, value: PyObject): i32 {
  const status = find_or_insert(mp, key, value);
  if (status < 0) tstate.out_object = null;
  return status;
}

function find_or_insert(mp: PyDictObject, key: PyObject, value: PyObject): i32 {
  const hash = _PyObject_HashFast(key);
  if (hash === -1) return -1;
  let inserted = 0;
  if (changetype<usize>(mp.ma_keys) === changetype<usize>(Py_EMPTY_KEYS)) {
    inserted = insert_to_emptydict(mp, Py_NewRef(key), hash, Py_NewRef(value));
  } else {
    if (!PyUnicode_CheckExact(key) && DK_IS_UNICODE(mp.ma_keys)) {
      if (insertion_resize(mp, false) < 0) return -1;
    }
    const ix = _Py_dict_lookup(mp, key, hash);
    if (ix === DKIX_ERROR) return -1;
    if (tstate.out_object) return 1;
    inserted = setdefault_insert(mp, key, hash, ix, value);
  }
  if (inserted < 0) return -1;
  tstate.out_object = value;
  return 0;
}

/** op.setdefault(key, value), borrowed. */
export function PyDict_SetDefault(op: PyObject, key: PyObject, value: PyObject): PyObject | null {
  if (!PyDict_Check(op)) {
    PyErr_BadInternalCall();
    return null;
  }
  dict_setdefault(changetype<PyDictObject>(op), key, value);
  return tstate.out_object;
}

/**
 * op.setdefault: 1 was present, 0 inserted, -1 error; a new reference to the value that is there now in tstate.out_object
 * (NULL on error).
 */
export function PyDict_SetDefaultRef(op: PyObject, key: PyObject, value: PyObject): i32 {
  if (!PyDict_Check(op)) {
    PyErr_BadInternalCall();
    tstate.out_object = null;
    return -1;
  }
  const status = dict_setdefault(changetype<PyDictObject>(op), key, value);
  const found = tstate.out_object;
  if (found) Py_INCREF(found);
  return status;
}

/**
 * Removes the key: 1 with a new reference to the value in tstate.out_object; 0 absent, -1 error, both with NULL there.
 * An empty dict does not ask for the hash.
 */
export function PyDict_Pop(op: PyObject, key: PyObject): i32 {
  tstate.out_object = null;
  if (!PyDict_Check(op)) {
    PyErr_BadInternalCall();
    return -1;
  }
  if (PyDict_GET_SIZE(op) === 0) return 0;
  const hash = _PyObject_HashFast(key);
  if (hash === -1) {
    tstate.out_object = null;
    return -1;
  }
  return pop_known_hash(changetype<PyDictObject>(op), key, hash);
}

/** As PyDict_Pop for a text. */
export function PyDict_PopString(op: PyObject, key: usize): i32 {
  const kv = PyUnicode_FromString(key);
  if (!kv) {
    tstate.out_object = null;
    return -1;
  }
  const found = PyDict_Pop(op, kv);
  const value = tstate.out_object;
  Py_DECREF(kv);
  tstate.out_object = value;
  return found;
}

/** As PyDict_Pop. */
export function _PyDict_Pop_KnownHash(mp: PyDictObject, key: PyObject, hash: Py_hash_t): i32 {
  return pop_known_hash(mp, key, hash);
}

/** op.pop(key[, default]): a new reference; KeyError when absent and `default_value` is NULL. */
export function _PyDict_Pop(op: PyObject, key: PyObject, default_value: PyObject | null): PyObject | null {
  const found = PyDict_Pop(op, key);
  if (found !== 0) return tstate.out_object;
  if (default_value) return Py_NewRef(default_value);
  _PyErr_SetKeyError(key);
  return null;
}

/** globals[key], else builtins[key]: a new reference. NULL: absent, or an exception is set. */
export function _PyDict_LoadGlobal(globals: PyDictObject, builtins: PyDictObject, key: PyObject): PyObject | null {
  const hash = _PyObject_HashFast(key);
  if (hash === -1) return null;
  const ix = _Py_dict_lookup(globals, key, hash);
  if (ix === DKIX_ERROR) return null;
  let value = tstate.out_object;
  if (!value) {
    _Py_dict_lookup(builtins, key, hash);
    value = tstate.out_object;
  }
  if (value) Py_INCREF(value);
  return value;
}

/** Index of the entry of str `key`, DKIX_EMPTY, or DKIX_ERROR. */
export function _PyDict_LookupIndex(mp: PyDictObject, key: PyObject): i32 {
  const hash = _PyObject_HashFast(key);
  if (hash === -1) return -1;
  return _Py_dict_lookup(mp, key, hash);
}

/** All keys are str or of a subclass. */
export function _PyDict_HasOnlyStringKeys(op: PyObject): bool {
  if (DK_IS_UNICODE(changetype<PyDictObject>(op).ma_keys)) return true;
  let pos = 0;
  while ((pos = _PyDict_Next(op, pos)) !== 0) if (!PyUnicode_Check(tstate.out_object!)) return false;
  return true;
}

/** Bytes, as dict.__sizeof__: the body, values of a split table, and keys that are not shared. */
export function _PyDict_SizeOf(mp: PyDictObject): i64 {
  const type: PyTypeObject = mp.ob_type;
  let size = <i64>((type.tp_basicsize + 7) & ~7);
  if (_PyDict_HasSplitTable(mp)) size += (<i64>shared_keys_usable_size(mp.ma_keys)) << 3;
  if (mp.ma_keys.dk_refcnt === 1) size += <i64>_PyDict_KeysSize(mp.ma_keys);
  return size;
}
