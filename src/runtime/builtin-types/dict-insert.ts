/**
 * Adding, replacing and removing an item whose key's hash is known. CPython: insertdict and its neighbours in
 * Objects/dictobject.c.
 *
 * Whatever changes which keys a table holds sets its dk_version to 0. Replacing a value never resizes.
 */

import { _PyErr_SetKeyError } from "../abstract/errors";
import { Py_DECREF, Py_hash_t, Py_INCREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { ASSERT_CONSISTENT } from "./dict-check";
import {
  _DK_ENTRIES,
  DICT_KEYS_GENERAL,
  DK_ENTRY,
  DK_INDICES,
  DK_IS_UNICODE,
  DK_UNICODE_ENTRY,
  DKIX_DUMMY,
  DKIX_EMPTY,
  DKIX_ERROR,
  DKIX_KEY_CHANGED,
  new_keys_object,
  Py_EMPTY_KEYS,
  PyDict_LOG_MINSIZE,
  PyDict_MINSIZE,
  PyDictKeysObject,
  set_index,
} from "./dict-keys";
import {
  _Py_dict_lookup,
  find_empty_slot,
  generic_find_or_slot,
  lookdict_index,
  no_entry,
  unicodekeys_find_or_slot,
  unicodekeys_lookup_unicode,
} from "./dict-lookup";
import { MAINTAIN_TRACKING, PyDictObject } from "./dict-object";
import { insertion_resize } from "./dict-resize";
import { _PyDictValues_AddToInsertionOrder, delete_index_from_values } from "./dict-values";
import { PyUnicode_CheckExact } from "./str";

/** Appends an entry to a table that has room and lacks the key; its index goes to `slot`. Steals key and value. @inline */
function append_entry(keys: PyDictKeysObject, slot: u32, hash: Py_hash_t, key: PyObject, value: PyObject | null): void {
  const n = keys.dk_nentries;
  set_index(DK_INDICES(keys), keys.dk_log2_size, slot, n);
  if (DK_IS_UNICODE(keys)) {
    const entry = DK_UNICODE_ENTRY(keys, n);
    entry.me_key = key;
    entry.me_value = value;
  } else {
    const entry = DK_ENTRY(keys, n);
    entry.me_key = key;
    entry.me_hash = hash;
    entry.me_value = value;
  }
  keys.dk_usable--;
  keys.dk_nentries = n + 1;
}

/** Adds a key that a combined dict lacks. 0 and steals key and value, or -1. */
function insert_combined_dict(mp: PyDictObject, hash: Py_hash_t, key: PyObject, value: PyObject): i32 {
  // A comparison during the lookup may have emptied the dict: then a table of str keys can be back.
  if (DK_IS_UNICODE(mp.ma_keys) && !PyUnicode_CheckExact(key)) {
    if (insertion_resize(mp, false) < 0) return -1;
  }
  if (mp.ma_keys.dk_usable <= 0) {
    if (insertion_resize(mp, true) < 0) return -1;
  }
  append_entry(mp.ma_keys, find_empty_slot(mp.ma_keys, hash), hash, key, value);
  return 0;
}

/** Adds a key that the shared keys lack; the dict becomes combined when they are full. 0 and steals key and value, or -1. */
function insert_split_dict(mp: PyDictObject, hash: Py_hash_t, key: PyObject, value: PyObject): i32 {
  const keys = mp.ma_keys;
  if (keys.dk_usable <= 0 || !PyUnicode_CheckExact(key)) {
    if (insertion_resize(mp, PyUnicode_CheckExact(key)) < 0) return -1;
    return insert_combined_dict(mp, hash, key, value);
  }
  const index = keys.dk_nentries;
  append_entry(keys, find_empty_slot(keys, hash), hash, key, null);
  const values = mp.ma_values!;
  _PyDictValues_AddToInsertionOrder(values, index);
  values.set(index, value);
  return 0;
}

/** Adds a key that is absent to a dict that is not empty-keyed. 0 and steals key and value, or -1 and steals nothing. */
export function insert_new_key(mp: PyDictObject, hash: Py_hash_t, key: PyObject, value: PyObject): i32 {
  const keys = mp.ma_keys;
  if (changetype<usize>(keys) === changetype<usize>(Py_EMPTY_KEYS)) {
    // Emptied by a comparison during the lookup.
    if (insertion_resize(mp, PyUnicode_CheckExact(key)) < 0) return -1;
  } else keys.dk_version = 0;
  const failed = mp.ma_values ? insert_split_dict(mp, hash, key, value) : insert_combined_dict(mp, hash, key, value);
  if (failed < 0) return -1;
  mp.ma_used++;
  ASSERT_CONSISTENT(mp);
  return 0;
}

/** insertdict for split tables, and where a comparison has changed the dict. */
function insertdict_anew(mp: PyDictObject, key: PyObject, hash: Py_hash_t, value: PyObject): i32 {
  const ix = _Py_dict_lookup(mp, key, hash);
  if (ix === DKIX_ERROR) return discard(key, value);
  const old_value = tstate.out_object;
  MAINTAIN_TRACKING(mp, key, value);
  if (ix === DKIX_EMPTY) return insert_new_key(mp, hash, key, value) < 0 ? discard(key, value) : 0;
  const values = mp.ma_values;
  if (values) {
    values.set(ix, value);
    if (!old_value) {
      _PyDictValues_AddToInsertionOrder(values, ix);
      mp.ma_used++;
    }
  } else if (DK_IS_UNICODE(mp.ma_keys)) DK_UNICODE_ENTRY(mp.ma_keys, ix).me_value = value;
  else DK_ENTRY(mp.ma_keys, ix).me_value = value;
  ASSERT_CONSISTENT(mp);
  // May run Python code: the dict is in order by now.
  if (old_value) Py_DECREF(old_value);
  Py_DECREF(key);
  return 0;
}

/** Adds an absent key to a combined table whose position for it is `slot`. 0, or -1. Steals key and value, also then. */
function insert_at_slot(mp: PyDictObject, slot: u32, key: PyObject, hash: Py_hash_t, value: PyObject): i32 {
  const keys = mp.ma_keys;
  if (keys.dk_usable > 0) {
    keys.dk_version = 0;
    append_entry(keys, slot, hash, key, value);
  } else {
    if (insertion_resize(mp, true) < 0) return discard(key, value);
    append_entry(mp.ma_keys, find_empty_slot(mp.ma_keys, hash), hash, key, value);
  }
  mp.ma_used++;
  ASSERT_CONSISTENT(mp);
  return 0;
}

/** mp[key] = value for a dict that is not empty-keyed. 0, or -1. Steals key and value, also on failure. */
export function insertdict(mp: PyDictObject, key: PyObject, hash: Py_hash_t, value: PyObject): i32 {
  const is_str = PyUnicode_CheckExact(key);
  if (!is_str && DK_IS_UNICODE(mp.ma_keys)) {
    if (insertion_resize(mp, false) < 0) return discard(key, value);
  }
  const keys = mp.ma_keys;
  let at: i32;
  let slot_of_value: usize;
  if (is_str && DK_IS_UNICODE(keys)) {
    if (mp.ma_values) return insertdict_anew(mp, key, hash, value);
    at = unicodekeys_find_or_slot(keys, key, hash);
    slot_of_value = changetype<usize>(DK_UNICODE_ENTRY(keys, at)) + 8;
  } else {
    at = generic_find_or_slot(mp, keys, key, hash);
    if (at === DKIX_ERROR) return discard(key, value);
    if (at === DKIX_KEY_CHANGED) return insertdict_anew(mp, key, hash, value);
    slot_of_value = changetype<usize>(DK_ENTRY(keys, at)) + 16;
  }
  MAINTAIN_TRACKING(mp, key, value);
  if (at < 0) return insert_at_slot(mp, no_entry(at), key, hash, value);
  const old_value = load<PyObject>(slot_of_value);
  store<usize>(slot_of_value, ptr(value));
  // May run Python code: the dict is in order by now.
  Py_DECREF(old_value);
  Py_DECREF(key);
  return 0;
}

/** Gives back what a failed insertion has stolen; -1. */
function discard(key: PyObject, value: PyObject): i32 {
  Py_DECREF(value);
  Py_DECREF(key);
  return -1;
}

/** mp[key] = value for a dict with Py_EMPTY_KEYS. 0, or -1. Steals key and value, also on failure. */
export function insert_to_emptydict(mp: PyDictObject, key: PyObject, hash: Py_hash_t, value: PyObject): i32 {
  const unicode = PyUnicode_CheckExact(key);
  const keys = new_keys_object(PyDict_LOG_MINSIZE, unicode);
  if (!keys) {
    Py_DECREF(key);
    Py_DECREF(value);
    return -1;
  }
  MAINTAIN_TRACKING(mp, key, value);
  store<u8>(DK_INDICES(keys) + (<usize>(<u32>hash) & (PyDict_MINSIZE - 1)), 0);
  if (unicode) {
    const entry = changetype<usize>(_DK_ENTRIES(keys));
    store<u64>(entry, <u64>ptr(key));
    store<u64>(entry, <u64>ptr(value), 8);
  } else {
    const entry = DK_ENTRY(keys, 0);
    entry.me_hash = hash;
    entry.me_key = key;
    entry.me_value = value;
  }
  mp.ma_used++;
  keys.dk_usable--;
  keys.dk_nentries++;
  mp.ma_keys = keys;
  return 0;
}

/** mp[key] = value with a known hash. 0, or -1. Steals key and value, also on failure. @inline */
export function setitem_take2_known_hash(mp: PyDictObject, key: PyObject, hash: Py_hash_t, value: PyObject): i32 {
  if (changetype<usize>(mp.ma_keys) === changetype<usize>(Py_EMPTY_KEYS)) {
    return insert_to_emptydict(mp, key, hash, value);
  }
  return insertdict(mp, key, hash, value);
}

/** Slot for exact str `name` in shared keys, added if there is room; DKIX_EMPTY: no room. Steals nothing. */
export function insert_into_splitdictkeys(keys: PyDictKeysObject, name: PyObject, hash: Py_hash_t): i32 {
  const ix = unicodekeys_lookup_unicode(keys, name, hash);
  if (ix !== DKIX_EMPTY) return ix;
  if (keys.dk_usable <= 0) return DKIX_EMPTY;
  keys.dk_version = 0;
  const index = keys.dk_nentries;
  append_entry(keys, find_empty_slot(keys, hash), hash, Py_NewRef(name), null);
  return index;
}

/** Removes the item of entry `ix`, whose value is `old_value`. Steals the dict's references to its key and to `old_value`. */
export function delitem_common(mp: PyDictObject, hash: Py_hash_t, ix: i32, old_value: PyObject): void {
  const values = mp.ma_values;
  mp.ma_used--;
  if (values) {
    values.set(ix, null);
    delete_index_from_values(values, ix);
    ASSERT_CONSISTENT(mp);
    Py_DECREF(old_value);
    return;
  }
  const keys = mp.ma_keys;
  keys.dk_version = 0;
  set_index(DK_INDICES(keys), keys.dk_log2_size, lookdict_index(keys, hash, ix), DKIX_DUMMY);
  let old_key: PyObject | null;
  if (keys.dk_kind !== DICT_KEYS_GENERAL) {
    const entry = DK_UNICODE_ENTRY(keys, ix);
    old_key = entry.me_key;
    entry.me_key = null;
    entry.me_value = null;
  } else {
    const entry = DK_ENTRY(keys, ix);
    old_key = entry.me_key;
    entry.me_key = null;
    entry.me_value = null;
    entry.me_hash = 0;
  }
  ASSERT_CONSISTENT(mp);
  Py_XDECREF(old_key);
  Py_DECREF(old_value);
}

/** del mp[key]; 0, or -1 (KeyError when absent). */
export function delitem_known_hash(mp: PyDictObject, key: PyObject, hash: Py_hash_t): i32 {
  const ix = _Py_dict_lookup(mp, key, hash);
  if (ix === DKIX_ERROR) return -1;
  const old_value = tstate.out_object;
  if (!old_value) {
    _PyErr_SetKeyError(key);
    return -1;
  }
  delitem_common(mp, hash, ix, old_value);
  return 0;
}

/** Removes the key: 1 with a new reference to its value in tstate.out_object; 0 absent, -1 error, both with NULL there. */
export function pop_known_hash(mp: PyDictObject, key: PyObject, hash: Py_hash_t): i32 {
  tstate.out_object = null;
  if (mp.ma_used === 0) return 0;
  const ix = _Py_dict_lookup(mp, key, hash);
  if (ix === DKIX_ERROR) return -1;
  const value = tstate.out_object;
  if (!value) return 0;
  // One reference for the caller; the dict's goes with the item, whose key may run Python code when released.
  Py_INCREF(value);
  delitem_common(mp, hash, ix, value);
  tstate.out_object = value;
  return 1;
}
