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
import { PyObject, Py_ssize_t } from "../object/object";

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

/** Gives a reference to a table back. */
export function _PyDictKeys_DecRef(_keys: PyDictKeysObject): void {
  unreachable();
}

/** Bytes of a table with its indices and entries. */
export function _PyDict_KeysSize(_keys: PyDictKeysObject): usize {
  unreachable();
}

/** A number that stands for the present set of keys and their places, or 0 when the numbers are used up. */
export function _PyDictKeys_GetVersionForCurrentState(_keys: PyDictKeysObject): u32 {
  unreachable();
}

/** The keys for a new class's instances: a new reference, or NULL without an exception. */
export function _PyDict_NewKeysForClass(): PyDictKeysObject | null {
  unreachable();
}

/**
 * Index of the entry of str `key` in a table of str keys, DKIX_EMPTY, or DKIX_ERROR (no exception) when the key is not an
 * exact str or the table is GENERAL.
 */
export function _PyDictKeys_StringLookup(_dk: PyDictKeysObject, _key: PyObject): i32 {
  unreachable();
}
