/**
 * Finding a key in a table. CPython: _Py_dict_lookup and its helpers in Objects/dictobject.c.
 *
 * The probe sequence starts at hash mod size and goes on with i = 5*i + perturb + 1, perturb being the hash shifted right
 * by 5 before each step (as 64 bits; only the low ones count for the index). An entry matches if its key is the same
 * object, or its hash is equal and the keys compare equal. That comparison may run Python code, and that code may change
 * the dict: then the lookup starts anew (DKIX_KEY_CHANGED).
 */

import { PyErr_Clear } from "../abstract/errors";
import { Py_EQ, PyObject_Hash, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { Py_DECREF, Py_hash_t, Py_INCREF, Py_IS_TYPE, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { PyLong_Type, PyUnicode_Type } from "../object/static-types";
import {
  _DK_ENTRIES,
  DICT_KEYS_GENERAL,
  DICT_KEYS_SPLIT,
  DICT_KEYS_UNICODE,
  DK_ENTRY,
  DK_INDICES,
  DK_UNICODE_ENTRY,
  DKIX_EMPTY,
  DKIX_ERROR,
  DKIX_KEY_CHANGED,
  get_index,
  PyDictKeysObject,
} from "./dict-keys";
import { PyDictObject } from "./dict-object";
import { unicode_eq, unicode_hash } from "./str";

export const PERTURB_SHIFT: u64 = 5;
/** Where an exact str keeps its hash (PyASCIIObject.hash), -1: not known; and a compact int its tag and digit. */
const HASH_OF_STR: usize = 24;
const LV_TAG: usize = 16;
const OB_DIGIT: usize = 24;

/** Hash of an exact str, -1 if it is not yet known. @inline */
export function unicode_get_hash(key: PyObject): Py_hash_t {
  return load<i64>(changetype<usize>(key), HASH_OF_STR);
}

/** PyObject_Hash without a call for an exact str that knows its hash. -1: exception. @inline */
export function _PyObject_HashFast(key: PyObject): Py_hash_t {
  let hash: Py_hash_t = -1;
  if (Py_IS_TYPE(key, PyUnicode_Type)) hash = unicode_get_hash(key);
  return hash !== -1 ? hash : hash_of_other(key);
}

/** Hash of an exact int of one digit with that lv_tag: its value, -2 for -1. @inline */
function compact_int_hash(key: PyObject, tag: u32): Py_hash_t {
  const hash = <i64>load<u32>(changetype<usize>(key), OB_DIGIT) * <i64>(1 - <i32>(tag & 3));
  return hash === -1 ? -2 : hash;
}

/** PyObject_Hash, quick for an exact int of one digit. */
function hash_of_other(key: PyObject): Py_hash_t {
  if (Py_IS_TYPE(key, PyLong_Type)) {
    const tag = load<u32>(changetype<usize>(key), LV_TAG);
    if (tag < 16) return compact_int_hash(key, tag);
  }
  return PyObject_Hash(key);
}

/** Index of the entry of exact str `key` in a UNICODE or SPLIT table, or DKIX_EMPTY. Runs no Python code. */
export function unicodekeys_lookup_unicode(dk: PyDictKeysObject, key: PyObject, hash: Py_hash_t): i32 {
  const log2 = <u32>dk.dk_log2_size;
  if (log2 >= 8) return unicodekeys_lookup_unicode_wide(dk, key, hash, log2);
  const mask: u32 = ((<u32>1) << log2) - 1;
  const indices = DK_INDICES(dk);
  // One byte an index: the entries begin where the indices end.
  const entries = indices + mask + 1;
  let i = <u32>hash & mask;
  let perturb = <u64>hash;
  while (true) {
    const ix = <i32>load<i8>(indices + i);
    if (ix >= 0) {
      const candidate = load<usize>(entries + ((<usize>ix) << 4));
      if (candidate === ptr(key)) return ix;
      if (load<i64>(candidate, HASH_OF_STR) === hash && unicode_eq(changetype<PyObject>(candidate), key)) return ix;
    } else if (ix === DKIX_EMPTY) return DKIX_EMPTY;
    perturb >>= PERTURB_SHIFT;
    i = (i * 5 + <u32>perturb + 1) & mask;
  }
}

/** The same for tables of 256 indices and more. */
function unicodekeys_lookup_unicode_wide(dk: PyDictKeysObject, key: PyObject, hash: Py_hash_t, log2: u32): i32 {
  const mask: u32 = ((<u32>1) << log2) - 1;
  const indices = DK_INDICES(dk);
  const entries = _DK_ENTRIES(dk);
  let i = <u32>hash & mask;
  let perturb = <u64>hash;
  while (true) {
    const ix = log2 < 16 ? <i32>load<i16>(indices + (i << 1)) : load<i32>(indices + (i << 2));
    if (ix >= 0) {
      const candidate = load<usize>(entries + ((<usize>ix) << 4));
      if (candidate === ptr(key)) return ix;
      if (load<i64>(candidate, HASH_OF_STR) === hash && unicode_eq(changetype<PyObject>(candidate), key)) return ix;
    } else if (ix === DKIX_EMPTY) return DKIX_EMPTY;
    perturb >>= PERTURB_SHIFT;
    i = (i * 5 + <u32>perturb + 1) & mask;
  }
}

/** quick_lookup cannot answer: the general lookup must be asked. No address of an object. */
export const NOT_QUICK: usize = 1;

/**
 * The address of the value of `key`, 0 if there is none, or NOT_QUICK. Answers for an exact str with a known hash in a
 * UNICODE table, and for an exact int of one digit in a GENERAL table as long as it meets no key of another kind with the
 * same hash: without running Python code.
 */
export function quick_lookup(mp: PyDictObject, key: PyObject): usize {
  const dk = mp.ma_keys;
  if (Py_IS_TYPE(key, PyUnicode_Type)) {
    const hash = unicode_get_hash(key);
    return dk.dk_kind === DICT_KEYS_UNICODE && hash !== -1 ? str_lookup(dk, key, hash) : NOT_QUICK;
  }
  if (!Py_IS_TYPE(key, PyLong_Type) || dk.dk_kind !== DICT_KEYS_GENERAL) return NOT_QUICK;
  const tag = load<u32>(ptr(key), LV_TAG);
  return tag < 16 ? int_lookup(dk, key, compact_int_hash(key, tag)) : NOT_QUICK;
}

/** quick_lookup of a str. */
function str_lookup(dk: PyDictKeysObject, key: PyObject, hash: Py_hash_t): usize {
  const log2 = <u32>dk.dk_log2_size;
  const mask: u32 = ((<u32>1) << log2) - 1;
  const indices = DK_INDICES(dk);
  const entries = _DK_ENTRIES(dk);
  let i = <u32>hash & mask;
  let perturb = <u64>hash;
  while (true) {
    const ix = get_index(indices, log2, i);
    if (ix >= 0) {
      const entry = entries + ((<usize>ix) << 4);
      const candidate = load<usize>(entry);
      if (
        candidate === ptr(key) ||
        (load<i64>(candidate, HASH_OF_STR) === hash && unicode_eq(changetype<PyObject>(candidate), key))
      ) {
        return load<usize>(entry, 8);
      }
    } else if (ix === DKIX_EMPTY) return 0;
    perturb >>= PERTURB_SHIFT;
    i = (i * 5 + <u32>perturb + 1) & mask;
  }
}

/** quick_lookup of an int of one digit. */
function int_lookup(dk: PyDictKeysObject, key: PyObject, hash: Py_hash_t): usize {
  const log2 = <u32>dk.dk_log2_size;
  const mask: u32 = ((<u32>1) << log2) - 1;
  const indices = DK_INDICES(dk);
  const entries = _DK_ENTRIES(dk);
  let i = <u32>hash & mask;
  let perturb = <u64>hash;
  while (true) {
    const ix = get_index(indices, log2, i);
    if (ix >= 0) {
      const entry = entries + <usize>ix * 24;
      const candidate = load<usize>(entry, 8);
      if (candidate === ptr(key)) return load<usize>(entry, 16);
      if (load<i64>(entry) === hash) {
        return same_compact_int(candidate, ptr(key), hash) ? load<usize>(entry, 16) : NOT_QUICK;
      }
    } else if (ix === DKIX_EMPTY) return 0;
    perturb >>= PERTURB_SHIFT;
    i = (i * 5 + <u32>perturb + 1) & mask;
  }
}

/**
 * For an insertion: index of the entry of exact str `key` in a UNICODE table; else no_entry(position in the indices where a
 * new entry belongs).
 */
export function unicodekeys_find_or_slot(dk: PyDictKeysObject, key: PyObject, hash: Py_hash_t): i32 {
  const log2 = <u32>dk.dk_log2_size;
  const mask: u32 = ((<u32>1) << log2) - 1;
  const indices = DK_INDICES(dk);
  const entries = _DK_ENTRIES(dk);
  let i = <u32>hash & mask;
  let perturb = <u64>hash;
  let slot: i32 = -1;
  while (true) {
    const ix = get_index(indices, log2, i);
    if (ix >= 0) {
      const candidate = load<usize>(entries + ((<usize>ix) << 4));
      if (candidate === ptr(key)) return ix;
      if (load<i64>(candidate, HASH_OF_STR) === hash && unicode_eq(changetype<PyObject>(candidate), key)) return ix;
    } else if (ix === DKIX_EMPTY) return no_entry(slot < 0 ? <i32>i : slot);
    else if (slot < 0) slot = <i32>i;
    perturb >>= PERTURB_SHIFT;
    i = (i * 5 + <u32>perturb + 1) & mask;
  }
}

/** Encodes (and decodes) a position as a number below all DKIX_*. @inline */
export function no_entry(slot: i32): i32 {
  return -16 - slot;
}

/**
 * Compares the key in a slot (at address `slot` of table `dk` of `mp`) with `key`, whose hash is equal: 1, 0, DKIX_ERROR,
 * or DKIX_KEY_CHANGED. May run Python code.
 */
function compare_key(mp: PyDictObject, dk: PyDictKeysObject, slot: usize, key: PyObject): i32 {
  const startkey = load<PyObject>(slot);
  if (Py_IS_TYPE(startkey, PyUnicode_Type) && Py_IS_TYPE(key, PyUnicode_Type)) return unicode_eq(startkey, key) ? 1 : 0;
  Py_INCREF(startkey);
  const cmp = PyObject_RichCompareBool(startkey, key, Py_EQ);
  Py_DECREF(startkey);
  if (cmp < 0) return DKIX_ERROR;
  if (changetype<usize>(dk) === changetype<usize>(mp.ma_keys) && load<usize>(slot) === ptr(startkey)) return cmp;
  return DKIX_KEY_CHANGED;
}

/** Index of the entry of a `key` that is no exact str in a UNICODE or SPLIT table, DKIX_EMPTY, _ERROR or _KEY_CHANGED. */
function unicodekeys_lookup_generic(mp: PyDictObject, dk: PyDictKeysObject, key: PyObject, hash: Py_hash_t): i32 {
  const log2 = <u32>dk.dk_log2_size;
  const mask: u32 = ((<u32>1) << log2) - 1;
  const indices = DK_INDICES(dk);
  const entries = _DK_ENTRIES(dk);
  let i = <u32>hash & mask;
  let perturb = <u64>hash;
  while (true) {
    const ix = get_index(indices, log2, i);
    if (ix >= 0) {
      const entry = entries + ((<usize>ix) << 4);
      if (load<i64>(load<usize>(entry), HASH_OF_STR) === hash) {
        const cmp = compare_key(mp, dk, entry, key);
        if (cmp !== 0) return cmp < 0 ? cmp : ix;
      }
    } else if (ix === DKIX_EMPTY) return DKIX_EMPTY;
    perturb >>= PERTURB_SHIFT;
    i = (i * 5 + <u32>perturb + 1) & mask;
  }
}

/** Two exact ints of one digit whose hashes are equal are equal, unless the hash is that of both -1 and -2. @inline */
function same_compact_int(a: usize, b: usize, hash: Py_hash_t): bool {
  return (
    hash !== -2 &&
    load<usize>(a, 8) === changetype<usize>(PyLong_Type) &&
    load<usize>(b, 8) === changetype<usize>(PyLong_Type) &&
    load<u32>(a, LV_TAG) < 16 &&
    load<u32>(b, LV_TAG) < 16
  );
}

/** As unicodekeys_find_or_slot for any key in a GENERAL table; or DKIX_ERROR, DKIX_KEY_CHANGED. */
export function generic_find_or_slot(mp: PyDictObject, dk: PyDictKeysObject, key: PyObject, hash: Py_hash_t): i32 {
  const log2 = <u32>dk.dk_log2_size;
  const mask: u32 = ((<u32>1) << log2) - 1;
  const indices = DK_INDICES(dk);
  const entries = _DK_ENTRIES(dk);
  let i = <u32>hash & mask;
  let perturb = <u64>hash;
  let slot: i32 = -1;
  while (true) {
    const ix = get_index(indices, log2, i);
    if (ix >= 0) {
      const entry = entries + <usize>ix * 24;
      const candidate = load<usize>(entry, 8);
      if (candidate === ptr(key)) return ix;
      if (load<i64>(entry) === hash) {
        if (same_compact_int(candidate, ptr(key), hash)) return ix;
        const cmp = compare_key(mp, dk, entry + 8, key);
        if (cmp !== 0) return cmp < 0 ? cmp : ix;
      }
    } else if (ix === DKIX_EMPTY) return no_entry(slot < 0 ? <i32>i : slot);
    else if (slot < 0) slot = <i32>i;
    perturb >>= PERTURB_SHIFT;
    i = (i * 5 + <u32>perturb + 1) & mask;
  }
}

/** Index of the entry of `key` in a GENERAL table, DKIX_EMPTY, DKIX_ERROR or DKIX_KEY_CHANGED. */
function dictkeys_generic_lookup(mp: PyDictObject, dk: PyDictKeysObject, key: PyObject, hash: Py_hash_t): i32 {
  const log2 = <u32>dk.dk_log2_size;
  const mask: u32 = ((<u32>1) << log2) - 1;
  const indices = DK_INDICES(dk);
  const entries = _DK_ENTRIES(dk);
  let i = <u32>hash & mask;
  let perturb = <u64>hash;
  while (true) {
    const ix = get_index(indices, log2, i);
    if (ix >= 0) {
      const entry = entries + <usize>ix * 24;
      const candidate = load<usize>(entry, 8);
      if (candidate === ptr(key)) return ix;
      if (load<i64>(entry) === hash) {
        if (same_compact_int(candidate, ptr(key), hash)) return ix;
        const cmp = compare_key(mp, dk, entry + 8, key);
        if (cmp !== 0) return cmp < 0 ? cmp : ix;
      }
    } else if (ix === DKIX_EMPTY) return DKIX_EMPTY;
    perturb >>= PERTURB_SHIFT;
    i = (i * 5 + <u32>perturb + 1) & mask;
  }
}

/**
 * Index of the entry of `key` (DK_ENTRY or DK_UNICODE_ENTRY), DKIX_EMPTY, or DKIX_ERROR with an exception.
 * The value, borrowed, is in tstate.out_object: NULL if there is none (also: key of a split table without a value here).
 */
export function _Py_dict_lookup(mp: PyDictObject, key: PyObject, hash: Py_hash_t): i32 {
  while (true) {
    const dk = mp.ma_keys;
    const kind = dk.dk_kind;
    if (kind !== DICT_KEYS_GENERAL) {
      let ix: i32;
      if (Py_IS_TYPE(key, PyUnicode_Type)) ix = unicodekeys_lookup_unicode(dk, key, hash);
      else {
        ix = unicodekeys_lookup_generic(mp, dk, key, hash);
        if (ix === DKIX_KEY_CHANGED) continue;
      }
      if (ix < 0) tstate.out_object = null;
      else if (kind === DICT_KEYS_SPLIT) tstate.out_object = mp.ma_values!.get(ix);
      else tstate.out_object = DK_UNICODE_ENTRY(dk, ix).me_value;
      return ix;
    }
    const ix = dictkeys_generic_lookup(mp, dk, key, hash);
    if (ix === DKIX_KEY_CHANGED) continue;
    tstate.out_object = ix < 0 ? null : DK_ENTRY(dk, ix).me_value;
    return ix;
  }
}

/** Position in the indices of entry number `index`, whose key has `hash`. The entry must be there. */
export function lookdict_index(dk: PyDictKeysObject, hash: Py_hash_t, index: i32): u32 {
  const log2 = <u32>dk.dk_log2_size;
  const mask: u32 = ((<u32>1) << log2) - 1;
  const indices = DK_INDICES(dk);
  let i = <u32>hash & mask;
  let perturb = <u64>hash;
  while (true) {
    const ix = get_index(indices, log2, i);
    if (ix === index) return i;
    assert(ix !== DKIX_EMPTY, "an entry is missing from the indices");
    perturb >>= PERTURB_SHIFT;
    i = (i * 5 + <u32>perturb + 1) & mask;
  }
}

/** Position of the first index of the probe sequence that is free (empty or dummy). The key must not be in the table. */
export function find_empty_slot(dk: PyDictKeysObject, hash: Py_hash_t): u32 {
  const log2 = <u32>dk.dk_log2_size;
  const mask: u32 = ((<u32>1) << log2) - 1;
  const indices = DK_INDICES(dk);
  let i = <u32>hash & mask;
  let perturb = <u64>hash;
  while (get_index(indices, log2, i) >= 0) {
    perturb >>= PERTURB_SHIFT;
    i = (i * 5 + <u32>perturb + 1) & mask;
  }
  return i;
}

/**
 * Index of the entry of str `key` in a table of str keys, DKIX_EMPTY, or DKIX_ERROR (no exception) when the key is not an
 * exact str or the table is GENERAL.
 */
export function _PyDictKeys_StringLookup(dk: PyDictKeysObject, key: PyObject): i32 {
  if (!Py_IS_TYPE(key, PyUnicode_Type) || dk.dk_kind === DICT_KEYS_GENERAL) return DKIX_ERROR;
  let hash = unicode_get_hash(key);
  if (hash === -1) {
    hash = unicode_hash(key);
    if (hash === -1) {
      PyErr_Clear();
      return DKIX_ERROR;
    }
  }
  return unicodekeys_lookup_unicode(dk, key, hash);
}
