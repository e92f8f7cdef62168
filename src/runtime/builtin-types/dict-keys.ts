/**
 * The key table of a dict: hash indices and entries, its free list, its version. CPython: PyDictKeysObject of
 * pycore_dict.h and the dictkeys_* functions of Objects/dictobject.c.
 *
 *   PyDictKeysObject                            general entry (24)      unicode entry (16)
 *   +0   dk_refcnt   0xFFFFFFFF: immortal       +0  me_hash   i64       +0  me_key
 *   +8   dk_log2_size          u8               +8  me_key              +8  me_value
 *   +9   dk_log2_index_bytes   u8               +16 me_value
 *   +10  dk_kind               u8 (+11 pad)
 *   +12  dk_version            u32, 0: none     dk_indices: signed, 1, 2 or 4 bytes wide (dk_log2_size below 8, below 16,
 *   +16  dk_usable             entries free     else); DKIX_EMPTY, DKIX_DUMMY, or the number of an entry
 *   +24  dk_nentries           entries used
 *   +32  dk_indices[1 << dk_log2_index_bytes bytes], then dk_entries[USABLE_FRACTION(size)]
 *
 * Kinds: GENERAL has 24-byte entries; UNICODE has 16-byte entries whose keys are all exact str; SPLIT is a UNICODE table
 * shared by the instances of a class, whose values are in PyDictValues.
 * Invariant: dk_usable + dk_nentries <= USABLE_FRACTION(size), so every probe sequence meets an empty index.
 * Ownership: a table owns its keys and (not SPLIT) its values. A combined table belongs to one dict.
 */

import { PyErr_Clear, PyErr_NoMemory } from "../abstract/errors";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { _Py_IMMORTAL_REFCNT, Py_DECREF, Py_ssize_t, PyObject } from "../object/object";
import { interp } from "../object/state";

export const DKIX_EMPTY: i32 = -1;
export const DKIX_DUMMY: i32 = -2;
export const DKIX_ERROR: i32 = -3;
export const DKIX_KEY_CHANGED: i32 = -4;

export const DICT_KEYS_GENERAL: u8 = 0;
export const DICT_KEYS_UNICODE: u8 = 1;
export const DICT_KEYS_SPLIT: u8 = 2;

@unmanaged
@final
export class PyDictKeysObject {
  dk_refcnt: Py_ssize_t;
  dk_log2_size: u8;
  dk_log2_index_bytes: u8;
  dk_kind: u8;
  dk_pad: u8;
  dk_version: u32;
  dk_usable: Py_ssize_t;
  dk_nentries: Py_ssize_t;
}

@unmanaged
@final
export class PyDictKeyEntry {
  me_hash: i64;
  me_key: PyObject | null;
  me_value: PyObject | null;
}

@unmanaged
@final
export class PyDictUnicodeEntry {
  me_key: PyObject | null;
  me_value: PyObject | null;
}

export const PyDict_LOG_MINSIZE: u32 = 3;
export const PyDict_MINSIZE: i32 = 8;
/** Most attributes that the instances of a class share keys for. */
export const SHARED_KEYS_MAX_SIZE: i32 = 30;
export const NEXT_LOG2_SHARED_KEYS_MAX_SIZE: u32 = 6;

/** All keys are exact str. @inline */
export function DK_IS_UNICODE(dk: PyDictKeysObject): bool {
  return dk.dk_kind !== DICT_KEYS_GENERAL;
}

/** Address of entry 0. @inline */
export function _DK_ENTRIES(dk: PyDictKeysObject): usize {
  return changetype<usize>(dk) + offsetof<PyDictKeysObject>() + ((<usize>1) << dk.dk_log2_index_bytes);
}

/** Entry `ix` of a GENERAL table. @inline */
export function DK_ENTRY(dk: PyDictKeysObject, ix: i32): PyDictKeyEntry {
  return changetype<PyDictKeyEntry>(_DK_ENTRIES(dk) + <usize>ix * offsetof<PyDictKeyEntry>());
}

/** Entry `ix` of a UNICODE or SPLIT table. @inline */
export function DK_UNICODE_ENTRY(dk: PyDictKeysObject, ix: i32): PyDictUnicodeEntry {
  return changetype<PyDictUnicodeEntry>(_DK_ENTRIES(dk) + ((<usize>ix) << 4));
}

/** Address of the index table. @inline */
export function DK_INDICES(dk: PyDictKeysObject): usize {
  return changetype<usize>(dk) + offsetof<PyDictKeysObject>();
}

/** Number of indices. @inline */
export function DK_SIZE(dk: PyDictKeysObject): u32 {
  return (<u32>1) << dk.dk_log2_size;
}

/** Index `i` of a table of 1 << log2 of them: the number of an entry, DKIX_EMPTY or DKIX_DUMMY. @inline */
export function get_index(indices: usize, log2: u32, i: u32): i32 {
  if (log2 < 8) return <i32>load<i8>(indices + i);
  if (log2 < 16) return <i32>load<i16>(indices + (i << 1));
  return load<i32>(indices + (i << 2));
}

/** @inline */
export function set_index(indices: usize, log2: u32, i: u32, ix: i32): void {
  if (log2 < 8) store<i8>(indices + i, <i8>ix);
  else if (log2 < 16) store<i16>(indices + (i << 1), <i16>ix);
  else store<i32>(indices + (i << 2), ix);
}

/** Entries that a table of `n` indices may hold. @inline */
export function USABLE_FRACTION(n: u32): i32 {
  return <i32>(((<u64>n) << 1) / 3);
}

/** log2 of the size of table that CPython takes for `minsize` indices (for 1..7 and 9..15 it is 4, for 0 and 8 it is 3). */
export function calculate_log2_keysize(minsize: i64): u32 {
  const n = (minsize | 8) - 1;
  return 64 - <u32>clz<i64>(n | 7);
}

/** log2 of the size of a table in which `n` entries fit. */
export function estimate_log2_keysize(n: i32): u32 {
  return calculate_log2_keysize((<i64>n * 3 + 1) >> 1);
}

/** The keys of every empty dict: kind UNICODE, version 1, one index (empty), no room. Constant, never written. */
export const Py_EMPTY_KEYS: PyDictKeysObject = changetype<PyDictKeysObject>(
  memory.data<u32>([0xffffffff, 0, 0x00010000, 1, 0, 0, 0, 0, 0xffffffff, 0xffffffff], 16),
);

/** Type free list: tables of the smallest size with str keys. */
const PyDict_MAXFREELIST: i32 = 80;
@unmanaged
class DictKeysFreeList {
  /** -1 after finalization: nothing is kept any more. */
  numfree: i32;
  pad: i32;
  /** 80 slots of 8 bytes follow. */
}
export const dictkeys_freelist: DictKeysFreeList = changetype<DictKeysFreeList>(memory.data(648, 16));

/** Address of slot `i` of the free list. @inline */
function freelist_slot(i: i32): usize {
  return changetype<usize>(dictkeys_freelist) + offsetof<DictKeysFreeList>() + ((<usize>i) << 3);
}

/** Number of free key tables, for sys._debugmallocstats. */
export function _PyDictKeys_FreeListCount(): i32 {
  return dictkeys_freelist.numfree;
}

/** Gives the free tables back to the allocator. */
export function _PyDictKeys_ClearFreeList(is_finalization: bool = false): void {
  while (dictkeys_freelist.numfree > 0) {
    const n = dictkeys_freelist.numfree - 1;
    dictkeys_freelist.numfree = n;
    PyMem_Free(load<usize>(freelist_slot(n)));
  }
  if (is_finalization) dictkeys_freelist.numfree = -1;
}

/** Memory of the smallest str table: from the free list, or new. 0: none. */
function alloc_small_unicode(): usize {
  const n = dictkeys_freelist.numfree - 1;
  if (n < 0) return PyMem_Malloc(120);
  dictkeys_freelist.numfree = n;
  return load<usize>(freelist_slot(n));
}

/** The smallest str table, cleared: the commonest of all. NULL without an exception. */
function new_small_unicode_keys(): PyDictKeysObject | null {
  const block = alloc_small_unicode();
  if (block === 0) return null;
  store<u64>(block, 1);
  // dk_log2_size 3, dk_log2_index_bytes 3, dk_kind UNICODE, dk_version 0
  store<u64>(block, 0x10303, 8);
  store<u64>(block, 5, 16);
  store<u64>(block, 0, 24);
  store<u64>(block, 0xffffffffffffffff, 32);
  for (let i: usize = 40; i < 120; i += 16) {
    store<u64>(block + i, 0);
    store<u64>(block + i, 0, 8);
  }
  return changetype<PyDictKeysObject>(block);
}

/** An empty table of 1 << log2_size indices: a new reference, or NULL with MemoryError. */
export function new_keys_object(log2_size: u32, unicode: bool): PyDictKeysObject | null {
  if (unicode && log2_size === PyDict_LOG_MINSIZE) {
    const small = new_small_unicode_keys();
    if (!small) PyErr_NoMemory();
    return small;
  }
  if (log2_size > 30) {
    PyErr_NoMemory();
    return null;
  }
  const log2_bytes = log2_size < 8 ? log2_size : log2_size < 16 ? log2_size + 1 : log2_size + 2;
  const usable = USABLE_FRACTION((<u32>1) << log2_size);
  const entries = <u64>usable * (unicode ? 16 : 24);
  const size = offsetof<PyDictKeysObject>() + ((<u64>1) << log2_bytes) + entries;
  const block = size < 0xfffff000 ? PyMem_Malloc(<usize>size) : 0;
  if (block === 0) {
    PyErr_NoMemory();
    return null;
  }
  const dk = changetype<PyDictKeysObject>(block);
  store<u64>(block, 1);
  dk.dk_log2_size = <u8>log2_size;
  dk.dk_log2_index_bytes = <u8>log2_bytes;
  dk.dk_kind = unicode ? DICT_KEYS_UNICODE : DICT_KEYS_GENERAL;
  dk.dk_pad = 0;
  dk.dk_version = 0;
  store<u64>(block, <u64>usable, 16);
  store<u64>(block, 0, 24);
  memory.fill(DK_INDICES(dk), 0xff, (<usize>1) << log2_bytes);
  memory.fill(_DK_ENTRIES(dk), 0, <usize>entries);
  return dk;
}

/** Gives the memory of a table back; its references are the caller's business. */
export function free_keys_object(keys: PyDictKeysObject): void {
  const n = dictkeys_freelist.numfree;
  if (keys.dk_log2_size === 3 && n < PyDict_MAXFREELIST && n >= 0 && DK_IS_UNICODE(keys)) {
    store<u64>(freelist_slot(n), <u64>changetype<usize>(keys));
    dictkeys_freelist.numfree = n + 1;
    return;
  }
  PyMem_Free(changetype<usize>(keys));
}

/** Counts a reference to a table. @inline */
export function dictkeys_incref(dk: PyDictKeysObject): void {
  if (dk.dk_refcnt !== <i32>_Py_IMMORTAL_REFCNT) dk.dk_refcnt++;
}

/** Gives a reference to a table back; with the last one goes all it holds. @inline */
export function dictkeys_decref(dk: PyDictKeysObject): void {
  const n = dk.dk_refcnt;
  if (n === <i32>_Py_IMMORTAL_REFCNT) return;
  dk.dk_refcnt = n - 1;
  if (n === 1) dictkeys_dealloc(dk);
}

/** Releases keys and values in the order of insertion, then the table. */
function dictkeys_dealloc(dk: PyDictKeysObject): void {
  const unicode = DK_IS_UNICODE(dk);
  const step: usize = unicode ? offsetof<PyDictUnicodeEntry>() : offsetof<PyDictKeyEntry>();
  let entry = _DK_ENTRIES(dk) + (unicode ? 0 : 8);
  for (let n = dk.dk_nentries; n > 0; n--) {
    const key = load<usize>(entry);
    const value = load<usize>(entry, 8);
    if (key) Py_DECREF(changetype<PyObject>(key));
    if (value) Py_DECREF(changetype<PyObject>(value));
    entry += step;
  }
  free_keys_object(dk);
}

/** Gives a reference to a table back. */
export function _PyDictKeys_DecRef(keys: PyDictKeysObject): void {
  dictkeys_decref(keys);
}

/** Bytes of a table with its indices and entries. */
export function _PyDict_KeysSize(keys: PyDictKeysObject): usize {
  const entry_size: usize = DK_IS_UNICODE(keys) ? offsetof<PyDictUnicodeEntry>() : offsetof<PyDictKeyEntry>();
  const indices: usize = (<usize>1) << keys.dk_log2_index_bytes;
  return offsetof<PyDictKeysObject>() + indices + <usize>USABLE_FRACTION(DK_SIZE(keys)) * entry_size;
}

/** A number that stands for the present set of keys and their places, or 0 when the numbers are used up. */
export function _PyDictKeys_GetVersionForCurrentState(keys: PyDictKeysObject): u32 {
  if (keys.dk_version !== 0) return keys.dk_version;
  const version = interp.next_dict_keys_version;
  if (version === 0) return 0;
  interp.next_dict_keys_version = version + 1;
  keys.dk_version = version;
  return version;
}

/** The keys for a new class's instances: a new reference, or NULL without an exception. */
export function _PyDict_NewKeysForClass(): PyDictKeysObject | null {
  const keys = new_keys_object(NEXT_LOG2_SHARED_KEYS_MAX_SIZE, true);
  if (!keys) {
    PyErr_Clear();
    return null;
  }
  // One is taken off before each new instance.
  keys.dk_usable = SHARED_KEYS_MAX_SIZE;
  keys.dk_kind = DICT_KEYS_SPLIT;
  return keys;
}

/** Slots that the values of a dict or instance with these shared keys must have. @inline */
export function shared_keys_usable_size(keys: PyDictKeysObject): i32 {
  return keys.dk_nentries + keys.dk_usable;
}

export { _PyDictKeys_StringLookup } from "./dict-lookup";
