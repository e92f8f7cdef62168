/**
 * Whether a dict is in order. CPython: _PyDict_CheckConsistency of Objects/dictobject.c. Debug builds ask after each change
 * (the quick part); tests and the heap audit ask for the contents too.
 *
 *   ma_used <= usable, dk_usable >= 0, dk_nentries >= 0, dk_usable + dk_nentries <= usable = USABLE_FRACTION(size)
 *   combined: the keys are not SPLIT and belong to this dict alone, or are Py_EMPTY_KEYS
 *   split: the keys are SPLIT; size of the values == ma_used <= SHARED_KEYS_MAX_SIZE; embedded values are valid
 *   contents: each live entry is found from the indices, once; keys and hashes agree; each value of the insertion order is there
 */
import { PyObject } from "../object/object";
import {
  DICT_KEYS_GENERAL,
  DICT_KEYS_SPLIT,
  DK_ENTRY,
  DK_INDICES,
  DK_SIZE,
  DK_UNICODE_ENTRY,
  DKIX_DUMMY,
  get_index,
  Py_EMPTY_KEYS,
  PyDictKeysObject,
  SHARED_KEYS_MAX_SIZE,
  USABLE_FRACTION,
} from "./dict-keys";
import { unicode_get_hash } from "./dict-lookup";
import { PyDict_Check, PyDictObject } from "./dict-object";
import { get_index_from_order, PyDictValues } from "./dict-values";
import { PyUnicode_CheckExact } from "./str";

/** Counts of a table are in order. */
function counts_are_valid(keys: PyDictKeysObject): bool {
  const usable = USABLE_FRACTION(DK_SIZE(keys));
  return keys.dk_usable >= 0 && keys.dk_nentries >= 0 && keys.dk_usable + keys.dk_nentries <= usable;
}

/** Each index is empty, a dummy or the number of an entry; `live` of them are numbers. */
function indices_are_valid(keys: PyDictKeysObject, live: i32): bool {
  const log2 = <u32>keys.dk_log2_size;
  const size = DK_SIZE(keys);
  let found = 0;
  for (let i: u32 = 0; i < size; i++) {
    const ix = get_index(DK_INDICES(keys), log2, i);
    if (ix < DKIX_DUMMY || ix >= keys.dk_nentries) return false;
    if (ix >= 0) found++;
  }
  return found === live;
}

/** Number of live entries of a combined table, -1 where one is wrong. */
function live_entries(keys: PyDictKeysObject): i32 {
  let live = 0;
  for (let i = 0; i < keys.dk_nentries; i++) {
    const general = keys.dk_kind === DICT_KEYS_GENERAL;
    const key = general ? DK_ENTRY(keys, i).me_key : DK_UNICODE_ENTRY(keys, i).me_key;
    const value = general ? DK_ENTRY(keys, i).me_value : DK_UNICODE_ENTRY(keys, i).me_value;
    if ((key === null) !== (value === null)) return -1;
    if (!key) continue;
    live++;
    const is_str = PyUnicode_CheckExact(key);
    if (general) {
      const hash = DK_ENTRY(keys, i).me_hash;
      if (hash === -1 || (is_str && unicode_get_hash(key) !== hash)) return -1;
    } else if (!is_str || unicode_get_hash(key) === -1) return -1;
  }
  return live;
}

/** Each slot of the insertion order is different and has a value; no other slot has one. */
function values_are_valid(keys: PyDictKeysObject, values: PyDictValues): bool {
  let seen: u32 = 0;
  for (let i = 0; i < <i32>values.size; i++) {
    const ix = get_index_from_order(values, i);
    const bit: u32 = 1 << ix;
    if (ix >= keys.dk_nentries || (seen & bit) !== 0 || !values.get(ix)) return false;
    seen |= bit;
  }
  for (let ix = 0; ix < <i32>values.capacity; ix++) {
    if ((seen & ((<u32>1) << ix)) === 0 && values.get(ix)) return false;
  }
  return true;
}

/** The dict is in order; its contents are looked at if `check_content`. */
export function _PyDict_CheckConsistency(op: PyObject, check_content: bool): bool {
  if (!PyDict_Check(op)) return false;
  const mp = changetype<PyDictObject>(op);
  const keys = mp.ma_keys;
  const values = mp.ma_values;
  if (mp.ma_used < 0 || mp.ma_used > USABLE_FRACTION(DK_SIZE(keys)) || !counts_are_valid(keys)) return false;
  if (values) {
    if (keys.dk_kind !== DICT_KEYS_SPLIT || mp.ma_used > SHARED_KEYS_MAX_SIZE) return false;
    if (<i32>values.size !== mp.ma_used || (values.embedded && !values.valid)) return false;
    return !check_content || (values_are_valid(keys, values) && indices_are_valid(keys, keys.dk_nentries));
  }
  if (keys.dk_kind === DICT_KEYS_SPLIT) return false;
  if (keys.dk_refcnt !== 1 && changetype<usize>(keys) !== changetype<usize>(Py_EMPTY_KEYS)) return false;
  if (!check_content) return true;
  return live_entries(keys) === mp.ma_used && indices_are_valid(keys, mp.ma_used);
}

/** Debug builds: traps when the dict is not in order. @inline */
export function ASSERT_CONSISTENT(mp: PyDictObject): void {
  if (isDefined(PYDEBUG)) assert(_PyDict_CheckConsistency(mp, false), "a dict is out of order");
}
