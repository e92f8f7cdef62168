/**
 * The dict: what the rest of the runtime calls. CPython: the PyDict_* functions of Objects/dictobject.c.
 *
 * A new or changed entry makes the keys' version 0; reads never do. Functions that take a hash expect PyObject_Hash(key).
 */
import { PyObject, Py_hash_t, Py_ssize_t, Slots } from "../object/object";
import { inquiry } from "../object/slots";
import { PyDictObject } from "./dict-object";

/** A new, empty dict: a new reference. */
export function PyDict_New(): PyObject | null {
  unreachable();
}

/** A new dict with room for `minused` keys of any type: a new reference. */
export function _PyDict_NewPresized(_minused: Py_ssize_t): PyObject | null {
  unreachable();
}

/**
 * A new dict of `length` keys and values, taken from every `keys_offset`-th and `values_offset`-th slot: a new
 * reference. Steals nothing.
 */
export function _PyDict_FromItems(
  _keys: Slots,
  _keys_offset: i32,
  _values: Slots,
  _values_offset: i32,
  _length: Py_ssize_t,
): PyObject | null {
  unreachable();
}

/** dict.fromkeys for any class: a new reference. */
export function _PyDict_FromKeys(_cls: PyObject, _iterable: PyObject, _value: PyObject): PyObject | null {
  unreachable();
}

/** The value, borrowed, or NULL; errors are written to stderr and forgotten, an exception already set is kept. */
export function PyDict_GetItem(_op: PyObject, _key: PyObject): PyObject | null {
  unreachable();
}

/** The value, borrowed. NULL: absent, or an exception is set. */
export function PyDict_GetItemWithError(_op: PyObject, _key: PyObject): PyObject | null {
  unreachable();
}

/** As PyDict_GetItemWithError, for an exact str. */
export function _PyDict_GetItemWithError(_op: PyObject, _key: PyObject): PyObject | null {
  unreachable();
}

/** 1 with a new reference to the value in tstate.out_object; 0 absent, -1 error, both with NULL there. */
export function PyDict_GetItemRef(_op: PyObject, _key: PyObject): i32 {
  unreachable();
}

/** The value, borrowed. NULL: absent, or an exception is set. */
export function _PyDict_GetItem_KnownHash(_op: PyObject, _key: PyObject, _hash: Py_hash_t): PyObject | null {
  unreachable();
}

/** As PyDict_GetItemRef. */
export function _PyDict_GetItemRef_KnownHash(_op: PyObject, _key: PyObject, _hash: Py_hash_t): i32 {
  unreachable();
}

/** As PyDict_GetItem for a text. */
export function PyDict_GetItemString(_op: PyObject, _key: usize): PyObject | null {
  unreachable();
}

/** As PyDict_GetItemWithError for a text. */
export function _PyDict_GetItemStringWithError(_op: PyObject, _key: usize): PyObject | null {
  unreachable();
}

/** As PyDict_GetItemRef for a text. */
export function PyDict_GetItemStringRef(_op: PyObject, _key: usize): i32 {
  unreachable();
}

/** op[key] = value; 0, or -1. Steals nothing. Never resizes for a key that is present. */
export function PyDict_SetItem(_op: PyObject, _key: PyObject, _value: PyObject): i32 {
  unreachable();
}

/** As PyDict_SetItem; steals a reference to key and to value, also on failure. */
export function _PyDict_SetItem_Take2(_op: PyDictObject, _key: PyObject, _value: PyObject): i32 {
  unreachable();
}

/** As PyDict_SetItem. */
export function _PyDict_SetItem_KnownHash(_op: PyObject, _key: PyObject, _value: PyObject, _hash: Py_hash_t): i32 {
  unreachable();
}

/** As PyDict_SetItem for a text, which is interned. */
export function PyDict_SetItemString(_op: PyObject, _key: usize, _value: PyObject): i32 {
  unreachable();
}

/** del op[key]; 0, or -1 (KeyError when absent). */
export function PyDict_DelItem(_op: PyObject, _key: PyObject): i32 {
  unreachable();
}

/** As PyDict_DelItem. */
export function _PyDict_DelItem_KnownHash(_op: PyObject, _key: PyObject, _hash: Py_hash_t): i32 {
  unreachable();
}

/** Deletes the key when `predicate(value)` is 1; 0, or -1 (KeyError when absent). */
export function _PyDict_DelItemIf(_op: PyObject, _key: PyObject, _predicate: inquiry): i32 {
  unreachable();
}

/** As PyDict_DelItem for a text. */
export function PyDict_DelItemString(_op: PyObject, _key: usize): i32 {
  unreachable();
}

/** 1, 0, or -1. */
export function PyDict_Contains(_op: PyObject, _key: PyObject): i32 {
  unreachable();
}

/** 1, 0, or -1. */
export function _PyDict_Contains_KnownHash(_op: PyObject, _key: PyObject, _hash: Py_hash_t): i32 {
  unreachable();
}

/** 1, 0, or -1. */
export function PyDict_ContainsString(_op: PyObject, _key: usize): i32 {
  unreachable();
}

/** Removes all items. */
export function PyDict_Clear(_op: PyObject): void {
  unreachable();
}

/**
 * Walks the items: start with `pos` 0, go on with the result, which is 0 at the end. Key and value, borrowed, are in
 * tstate.out_object and tstate.out_object2. The dict must not gain or lose keys meanwhile.
 */
export function PyDict_Next(_op: PyObject, _pos: Py_ssize_t): Py_ssize_t {
  unreachable();
}

/** As PyDict_Next, with the key's hash in tstate.out_i64. */
export function _PyDict_Next(_op: PyObject, _pos: Py_ssize_t): Py_ssize_t {
  unreachable();
}

/** Number of items, or -1. */
export function PyDict_Size(_op: PyObject): Py_ssize_t {
  unreachable();
}

/** A new list of the keys. */
export function PyDict_Keys(_op: PyObject): PyObject | null {
  unreachable();
}

/** A new list of the values. */
export function PyDict_Values(_op: PyObject): PyObject | null {
  unreachable();
}

/** A new list of (key, value) tuples. */
export function PyDict_Items(_op: PyObject): PyObject | null {
  unreachable();
}

/** A new dict (exact type) with the same items. */
export function PyDict_Copy(_op: PyObject): PyObject | null {
  unreachable();
}

/** a.update(b) for a mapping b; 0, or -1. */
export function PyDict_Update(_a: PyObject, _b: PyObject): i32 {
  unreachable();
}

/** Adds the items of mapping b, those of a present keys only if `override`; 0, or -1. */
export function PyDict_Merge(_a: PyObject, _b: PyObject, _override: bool): i32 {
  unreachable();
}

/** As PyDict_Merge; `override` 2: KeyError(key) for a key present in both. */
export function _PyDict_MergeEx(_a: PyObject, _b: PyObject, _override: i32): i32 {
  unreachable();
}

/** As PyDict_Merge for an iterable of pairs. */
export function PyDict_MergeFromSeq2(_op: PyObject, _seq2: PyObject, _override: bool): i32 {
  unreachable();
}

/** op.setdefault(key, value), borrowed. */
export function PyDict_SetDefault(_op: PyObject, _key: PyObject, _value: PyObject): PyObject | null {
  unreachable();
}

/**
 * op.setdefault: 1 was present, 0 inserted, -1 error; a new reference to the value that is there now in
 * tstate.out_object (NULL on error).
 */
export function PyDict_SetDefaultRef(_op: PyObject, _key: PyObject, _value: PyObject): i32 {
  unreachable();
}

/**
 * Removes the key: 1 with a new reference to the value in tstate.out_object; 0 absent, -1 error, both with NULL
 * there.
 */
export function PyDict_Pop(_op: PyObject, _key: PyObject): i32 {
  unreachable();
}

/** As PyDict_Pop for a text. */
export function PyDict_PopString(_op: PyObject, _key: usize): i32 {
  unreachable();
}

/** As PyDict_Pop. */
export function _PyDict_Pop_KnownHash(_mp: PyDictObject, _key: PyObject, _hash: Py_hash_t): i32 {
  unreachable();
}

/** op.pop(key[, default]): a new reference; KeyError when absent and `default_value` is NULL. */
export function _PyDict_Pop(_op: PyObject, _key: PyObject, _default_value: PyObject | null): PyObject | null {
  unreachable();
}

/** globals[key], else builtins[key]: a new reference. NULL: absent, or an exception is set. */
export function _PyDict_LoadGlobal(_globals: PyDictObject, _builtins: PyDictObject, _key: PyObject): PyObject | null {
  unreachable();
}

/** Index of the entry of str `key`, DKIX_EMPTY, or DKIX_ERROR. */
export function _PyDict_LookupIndex(_mp: PyDictObject, _key: PyObject): i32 {
  unreachable();
}

/** All keys are str or of a subclass. */
export function _PyDict_HasOnlyStringKeys(_op: PyObject): bool {
  unreachable();
}

/** Takes an exact dict without collectable contents out of the collector's sight. */
export function _PyDict_MaybeUntrack(_op: PyObject): void {
  unreachable();
}

/** Bytes, as dict.__sizeof__. */
export function _PyDict_SizeOf(_mp: PyDictObject): i64 {
  unreachable();
}

/** Gives the free dicts and free key tables back to the allocator. */
export function _PyDict_ClearFreeList(): void {
  unreachable();
}

/** Fills PyDict_Type and the types of its views and iterators. */
export function init_dict_types(): void {
  unreachable();
}
