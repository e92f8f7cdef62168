/**
 * Moving the entries of a dict to a new key table. CPython: dictresize, dict_new_presized, clone_combined_dict_keys of
 * Objects/dictobject.c.
 *
 *   split           -> combined unicode, or general      keys are counted anew, values move; the dict leaves the shared keys
 *   combined unicode -> combined unicode, or general     entries move, those deleted are dropped
 *   general         -> general
 *
 * The new table never has dummies, and its entries stand in the order of insertion.
 */

import { PyErr_NoMemory } from "../abstract/errors";
import { PyMem_Malloc } from "../memory/domains";
import { Py_INCREF, Py_NewRef, Py_ssize_t, PyObject } from "../object/object";
import { ASSERT_CONSISTENT } from "./dict-check";
import {
  _DK_ENTRIES,
  _PyDict_KeysSize,
  calculate_log2_keysize,
  DICT_KEYS_GENERAL,
  DICT_KEYS_UNICODE,
  DK_INDICES,
  DK_IS_UNICODE,
  DK_UNICODE_ENTRY,
  dictkeys_decref,
  estimate_log2_keysize,
  free_keys_object,
  get_index,
  new_keys_object,
  Py_EMPTY_KEYS,
  PyDict_MINSIZE,
  PyDictKeysObject,
  set_index,
  USABLE_FRACTION,
} from "./dict-keys";
import { PERTURB_SHIFT, unicode_get_hash } from "./dict-lookup";
import { new_dict, PyDictObject } from "./dict-object";
import { free_values, get_index_from_order, PyDictValues } from "./dict-values";

/** Enters the first `n` entries of a table without dummies into its indices. */
function build_indices(keys: PyDictKeysObject, n: i32): void {
  const log2 = <u32>keys.dk_log2_size;
  const mask: u32 = ((<u32>1) << log2) - 1;
  const indices = DK_INDICES(keys);
  const unicode = DK_IS_UNICODE(keys);
  const step: usize = unicode ? 16 : 24;
  let entry = _DK_ENTRIES(keys);
  for (let ix = 0; ix < n; ix++, entry += step) {
    const hash = unicode ? unicode_get_hash(load<PyObject>(entry)) : load<i64>(entry);
    let i = <u32>hash & mask;
    let perturb = <u64>hash;
    while (get_index(indices, log2, i) !== -1) {
      perturb >>= PERTURB_SHIFT;
      i = (i * 5 + <u32>perturb + 1) & mask;
    }
    set_index(indices, log2, i, ix);
  }
}

/** Writes entry `to` of `keys`. @inline */
function write_entry(keys: PyDictKeysObject, to: usize, key: usize, hash: i64, value: usize): void {
  let at = to;
  if (keys.dk_kind === DICT_KEYS_GENERAL) {
    store<i64>(at, hash);
    at += 8;
  }
  store<u64>(at, <u64>key);
  store<u64>(at, <u64>value, 8);
}

/** Copies the items of a split dict, in the order of insertion; counts the keys, moves the values. */
function copy_split_entries(mp: PyDictObject, values: PyDictValues, newkeys: PyDictKeysObject): void {
  const oldkeys = mp.ma_keys;
  const step: usize = DK_IS_UNICODE(newkeys) ? 16 : 24;
  let to = _DK_ENTRIES(newkeys);
  for (let i = 0; i < mp.ma_used; i++, to += step) {
    const index = get_index_from_order(values, i);
    const key = Py_NewRef(DK_UNICODE_ENTRY(oldkeys, index).me_key!);
    write_entry(newkeys, to, changetype<usize>(key), unicode_get_hash(key), changetype<usize>(values.get(index)));
  }
}

/** Moves the `n` entries of a combined table that are not deleted. */
function move_combined_entries(oldkeys: PyDictKeysObject, newkeys: PyDictKeysObject, n: i32): void {
  const from_unicode = DK_IS_UNICODE(oldkeys);
  const step: usize = from_unicode ? 16 : 24;
  let from = _DK_ENTRIES(oldkeys);
  let to = _DK_ENTRIES(newkeys);
  if (from_unicode === DK_IS_UNICODE(newkeys)) {
    if (oldkeys.dk_nentries === n) {
      memory.copy(to, from, <usize>n * step);
      return;
    }
    for (let i = 0; i < n; i++) {
      while (load<usize>(from + step - 8) === 0) from += step;
      memory.copy(to, from, step);
      from += step;
      to += step;
    }
    return;
  }
  for (let i = 0; i < n; i++) {
    while (load<usize>(from, 8) === 0) from += 16;
    const key = load<usize>(from);
    write_entry(newkeys, to, key, unicode_get_hash(changetype<PyObject>(key)), load<usize>(from, 8));
    from += 16;
    to += 24;
  }
}

/** Gives `mp` a combined table of 1 << log2_newsize indices; a GENERAL one if it has one, or if not `unicode`. 0, or -1. */
export function dictresize(mp: PyDictObject, log2_newsize: u32, unicode: bool): i32 {
  const oldkeys = mp.ma_keys;
  const oldvalues = mp.ma_values;
  const newkeys = new_keys_object(log2_newsize, unicode && DK_IS_UNICODE(oldkeys));
  if (!newkeys) return -1;
  const n = mp.ma_used;
  assert(newkeys.dk_usable >= n, "the new table is too small");
  if (oldvalues) {
    copy_split_entries(mp, oldvalues, newkeys);
    build_indices(newkeys, n);
    mp.ma_keys = newkeys;
    dictkeys_decref(oldkeys);
    mp.ma_values = null;
    if (oldvalues.embedded) oldvalues.valid = 0;
    else free_values(oldvalues);
  } else {
    move_combined_entries(oldkeys, newkeys, n);
    build_indices(newkeys, n);
    mp.ma_keys = newkeys;
    if (changetype<usize>(oldkeys) !== changetype<usize>(Py_EMPTY_KEYS)) free_keys_object(oldkeys);
  }
  newkeys.dk_usable -= n;
  newkeys.dk_nentries = n;
  ASSERT_CONSISTENT(mp);
  return 0;
}

/** Makes room for another key: a table for three times the present items. 0, or -1. */
export function insertion_resize(mp: PyDictObject, unicode: bool): i32 {
  return dictresize(mp, calculate_log2_keysize(<i64>mp.ma_used * 3), unicode);
}

/** A new dict with room for `minused` keys (at most 87381 are provided for): a new reference. */
export function dict_new_presized(minused: Py_ssize_t, unicode: bool): PyObject | null {
  if (minused <= USABLE_FRACTION(PyDict_MINSIZE)) return new_dict(Py_EMPTY_KEYS, null, 0, false);
  const log2_max_presize: u32 = 17;
  const fits = minused <= USABLE_FRACTION(1 << log2_max_presize);
  const keys = new_keys_object(fits ? estimate_log2_keysize(minused) : log2_max_presize, unicode);
  if (!keys) return null;
  return new_dict(keys, null, 0, false);
}

/** A copy of a combined table with its deleted entries, all references counted: a new reference, or NULL with MemoryError. */
export function clone_combined_dict_keys(orig: PyDictObject): PyDictKeysObject | null {
  const size = _PyDict_KeysSize(orig.ma_keys);
  const block = PyMem_Malloc(size);
  if (block === 0) {
    PyErr_NoMemory();
    return null;
  }
  memory.copy(block, changetype<usize>(orig.ma_keys), size);
  const keys = changetype<PyDictKeysObject>(block);
  const unicode = keys.dk_kind === DICT_KEYS_UNICODE;
  let entry = _DK_ENTRIES(keys) + (unicode ? 0 : 8);
  const step: usize = unicode ? 16 : 24;
  for (let n = keys.dk_nentries; n > 0; n--, entry += step) {
    const value = load<usize>(entry, 8);
    if (!value) continue;
    Py_INCREF(changetype<PyObject>(value));
    Py_INCREF(load<PyObject>(entry));
  }
  return keys;
}
