/**
 * The dict object. CPython: PyDictObject (cpython/dictobject.h).
 *
 *   +0  PyObject                     A combined dict has ma_values NULL and owns ma_keys alone; a split dict shares ma_keys
 *   +16 ma_used         items        with the other instances of a class and owns ma_values (unless they are embedded in
 *   +24 ma_version_tag  0 here       an instance). The empty dict's keys are Py_EMPTY_KEYS, which is immortal.
 *   +32 ma_keys
 *   +40 ma_values       or NULL      NOT CPYTHON: ma_version_tag stays 0: without dict watchers nothing can see it.
 */

import { PyErr_NoMemory } from "../abstract/errors";
import {
  _PyObject_GC_IS_TRACKED,
  _PyObject_GC_MAY_BE_TRACKED,
  _PyObject_GC_New,
  _PyObject_GC_TRACK,
  PyObject_GC_Del,
  PyObject_GC_UnTrack,
} from "../gc/gc-alloc";
import { _Py_NewReference, Py_DECREF, Py_IS_TYPE, Py_ssize_t, PyObject } from "../object/object";
import { visitproc } from "../object/slots";
import { PyDict_Type } from "../object/static-types";
import { Py_TRASHCAN_BEGIN, Py_TRASHCAN_END } from "../object/trashcan";
import { Py_TPFLAGS_DICT_SUBCLASS, PyType_FastSubclass } from "../object/type-object";
import {
  _DK_ENTRIES,
  _PyDictKeys_ClearFreeList,
  DK_IS_UNICODE,
  dictkeys_decref,
  Py_EMPTY_KEYS,
  PyDictKeysObject,
  shared_keys_usable_size,
} from "./dict-keys";
import { free_values, new_values, PyDictValues } from "./dict-values";

@unmanaged
export class PyDictObject extends PyObject {
  ma_used: Py_ssize_t;
  ma_version_tag: u64;
  ma_keys: PyDictKeysObject;
  ma_values: PyDictValues | null;
}

/** @inline */
export function PyDict_Check(o: PyObject): bool {
  return PyType_FastSubclass(o.ob_type, Py_TPFLAGS_DICT_SUBCLASS);
}

/** @inline */
export function PyDict_CheckExact(o: PyObject): bool {
  return Py_IS_TYPE(o, PyDict_Type);
}

/** @inline */
export function PyDict_GET_SIZE(o: PyObject): Py_ssize_t {
  return changetype<PyDictObject>(o).ma_used;
}

/** @inline */
export function _PyDict_HasSplitTable(mp: PyDictObject): bool {
  return mp.ma_values !== null;
}

/** Type free list of exact dicts. */
const PyDict_MAXFREELIST: i32 = 80;
@unmanaged
class DictFreeList {
  /** -1 after finalization: nothing is kept any more. */
  numfree: i32;
  pad: i32;
  /** 80 slots of 8 bytes follow. */
}
export const dict_freelist: DictFreeList = changetype<DictFreeList>(memory.data(648, 16));

/** Address of slot `i` of the free list. @inline */
function freelist_slot(i: i32): usize {
  return changetype<usize>(dict_freelist) + offsetof<DictFreeList>() + ((<usize>i) << 3);
}

/** Number of free dicts, for sys._debugmallocstats. */
export function _PyDict_FreeListCount(): i32 {
  return dict_freelist.numfree;
}

/** Gives the free dicts and free key tables back to the allocator. */
export function _PyDict_ClearFreeList(is_finalization: bool = false): void {
  while (dict_freelist.numfree > 0) {
    const n = dict_freelist.numfree - 1;
    dict_freelist.numfree = n;
    PyObject_GC_Del(load<PyObject>(freelist_slot(n)));
  }
  if (is_finalization) dict_freelist.numfree = -1;
  _PyDictKeys_ClearFreeList(is_finalization);
}

/** An exact, untracked dict without contents: count 1, fields not set. NULL with MemoryError. @inline */
function alloc_dict(): PyObject | null {
  const n = dict_freelist.numfree - 1;
  if (n < 0) return _PyObject_GC_New(PyDict_Type);
  dict_freelist.numfree = n;
  const mp = load<PyObject>(freelist_slot(n));
  _Py_NewReference(mp);
  return mp;
}

/** An exact, untracked dict: a new reference, or NULL with MemoryError. Steals the references to `keys` and `values`, also then. */
export function new_dict(
  keys: PyDictKeysObject,
  values: PyDictValues | null,
  used: Py_ssize_t,
  free_values_on_failure: bool,
): PyDictObject | null {
  const o = alloc_dict();
  if (!o) {
    dictkeys_decref(keys);
    if (free_values_on_failure && values) free_values(values);
    return null;
  }
  const at = changetype<usize>(o);
  store<i64>(at, <i64>used, offsetof<PyDictObject>("ma_used"));
  store<u64>(at, 0, offsetof<PyDictObject>("ma_version_tag"));
  store<u64>(at, <u64>changetype<usize>(keys), offsetof<PyDictObject>("ma_keys"));
  store<u64>(at, <u64>changetype<usize>(values), offsetof<PyDictObject>("ma_values"));
  return changetype<PyDictObject>(o);
}

/** An empty split dict: a new reference, or NULL with MemoryError. Steals a reference to `keys`, also then. */
export function new_dict_with_shared_keys(keys: PyDictKeysObject): PyDictObject | null {
  const size = shared_keys_usable_size(keys);
  const values = new_values(size);
  if (!values) {
    dictkeys_decref(keys);
    PyErr_NoMemory();
    return null;
  }
  for (let i = 0; i < size; i++) values.set(i, null);
  return new_dict(keys, values, 0, true);
}

/** Tracks a dict that is about to hold something collectable (or a tuple that may be). @inline */
export function MAINTAIN_TRACKING(mp: PyDictObject, key: PyObject, value: PyObject): void {
  if (!_PyObject_GC_IS_TRACKED(mp)) {
    if (_PyObject_GC_MAY_BE_TRACKED(key) || _PyObject_GC_MAY_BE_TRACKED(value)) _PyObject_GC_TRACK(mp);
  }
}

/** Takes an exact dict without collectable contents out of the collector's sight. */
export function _PyDict_MaybeUntrack(op: PyObject): void {
  if (!PyDict_CheckExact(op) || !_PyObject_GC_IS_TRACKED(op)) return;
  const mp = changetype<PyDictObject>(op);
  const keys = mp.ma_keys;
  const values = mp.ma_values;
  const n = keys.dk_nentries;
  if (values) {
    for (let i = 0; i < n; i++) {
      const value = values.get(i);
      if (value && _PyObject_GC_MAY_BE_TRACKED(value)) return;
    }
  } else if (DK_IS_UNICODE(keys)) {
    let entry = _DK_ENTRIES(keys);
    for (let i = 0; i < n; i++, entry += 16) {
      const value = load<usize>(entry, 8);
      if (value && _PyObject_GC_MAY_BE_TRACKED(changetype<PyObject>(value))) return;
    }
  } else {
    let entry = _DK_ENTRIES(keys);
    for (let i = 0; i < n; i++, entry += 24) {
      const value = load<usize>(entry, 16);
      if (!value) continue;
      if (_PyObject_GC_MAY_BE_TRACKED(changetype<PyObject>(value))) return;
      if (_PyObject_GC_MAY_BE_TRACKED(load<PyObject>(entry, 8))) return;
    }
  }
  PyObject_GC_UnTrack(op);
}

/** tp_dealloc. */
export function dict_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  // Only for an exact dict is this the dealloc of the object's own type.
  const exact = PyDict_CheckExact(self);
  if (exact && Py_TRASHCAN_BEGIN(self)) return;
  const mp = changetype<PyDictObject>(self);
  const keys = mp.ma_keys;
  const values = mp.ma_values;
  if (values) {
    if (!values.embedded) {
      const n = keys.dk_nentries;
      for (let i = 0; i < n; i++) {
        const value = values.get(i);
        if (value) Py_DECREF(value);
      }
      free_values(values);
    }
    dictkeys_decref(keys);
  } else if (changetype<usize>(keys) !== 0) dictkeys_decref(keys);
  const n = dict_freelist.numfree;
  if (exact && n < PyDict_MAXFREELIST && n >= 0) {
    store<u64>(freelist_slot(n), <u64>changetype<usize>(self));
    dict_freelist.numfree = n + 1;
  } else self.ob_type.tp_free!.call(self);
  if (exact) Py_TRASHCAN_END();
}

/** tp_traverse. Embedded values are visited through the instance that holds them. */
export function dict_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  const mp = changetype<PyDictObject>(self);
  const keys = mp.ma_keys;
  const values = mp.ma_values;
  const n = keys.dk_nentries;
  if (values) {
    if (values.embedded) return 0;
    for (let i = 0; i < n; i++) {
      const value = values.get(i);
      if (!value) continue;
      const result = visit.call(value, arg);
      if (result) return result;
    }
    return 0;
  }
  const unicode = DK_IS_UNICODE(keys);
  let entry = _DK_ENTRIES(keys) + (unicode ? 0 : 8);
  for (let i = 0; i < n; i++, entry += unicode ? 16 : 24) {
    const value = load<usize>(entry, 8);
    if (!value) continue;
    let result = visit.call(changetype<PyObject>(value), arg);
    if (result) return result;
    if (unicode) continue;
    result = visit.call(load<PyObject>(entry), arg);
    if (result) return result;
  }
  return 0;
}

/** Removes all items; PyDict_Clear and tp_clear. */
export function clear_lock_held(mp: PyDictObject): void {
  const oldkeys = mp.ma_keys;
  if (changetype<usize>(oldkeys) === changetype<usize>(Py_EMPTY_KEYS)) return;
  const oldvalues = mp.ma_values;
  mp.ma_used = 0;
  if (!oldvalues) {
    mp.ma_keys = Py_EMPTY_KEYS;
    dictkeys_decref(oldkeys);
    return;
  }
  const n = oldkeys.dk_nentries;
  for (let i = 0; i < n; i++) {
    const value = oldvalues.get(i);
    oldvalues.set(i, null);
    if (value) Py_DECREF(value);
  }
  if (oldvalues.embedded) oldvalues.size = 0;
  else {
    mp.ma_values = null;
    mp.ma_keys = Py_EMPTY_KEYS;
    free_values(oldvalues);
    dictkeys_decref(oldkeys);
  }
}
