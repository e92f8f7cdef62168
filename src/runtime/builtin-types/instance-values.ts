/**
 * The attributes of instances: inline values and the dict that may stand for them. CPython: the _PyObject_* part of
 * Objects/dictobject.c, pycore_object.h.
 *
 *   -24 managed dict, or NULL      A type with Py_TPFLAGS_INLINE_VALUES (tp_basicsize 16) has PyDictValues at +16, embedded.
 *   -16 GC head                    values.valid   dict    where the attributes are
 *   +0  PyObject                        1         NULL    in the values
 *   +16 PyDictValues                    1         set     in the values, of which dict is a view (dict.ma_values is them)
 *                                       0         any     in the dict (NULL: none yet)
 */

import { _PyObject_ComputedDictPointer } from "../abstract/attribute";
import { PyErr_Format, PyErr_GetRaisedException, PyErr_SetRaisedException, PyErr_SetString } from "../abstract/errors";
import { PyErr_WriteUnraisable } from "../abstract/unraisable";
import { _PyObject_GC_MAY_BE_TRACKED, _PyObject_GC_TRACK } from "../gc/gc-alloc";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_INCREF, Py_XDECREF, Py_XINCREF, Py_XNewRef, PyObject, ptr } from "../object/object";
import { visitproc } from "../object/slots";
import { tstate } from "../object/state";
import { PyExc_AttributeError, PyExc_TypeError } from "../object/static-types";
import {
  Py_TPFLAGS_HEAPTYPE,
  Py_TPFLAGS_INLINE_VALUES,
  Py_TPFLAGS_MANAGED_DICT,
  PyHeapType,
  PyType_HasFeature,
  PyTypeObject,
} from "../object/type-object";
import { PyDict_DelItem, PyDict_New, PyDict_SetItem } from "./dict";
import { insert_into_splitdictkeys } from "./dict-insert";
import {
  DKIX_EMPTY,
  dictkeys_decref,
  dictkeys_incref,
  Py_EMPTY_KEYS,
  PyDictKeysObject,
  shared_keys_usable_size,
} from "./dict-keys";
import { _PyDictKeys_StringLookup, unicode_get_hash } from "./dict-lookup";
import { new_dict, new_dict_with_shared_keys, PyDict_Check, PyDictObject } from "./dict-object";
import {
  _PyDictValues_AddToInsertionOrder,
  copy_values,
  delete_index_from_values,
  PyDictValues,
  values_size_from_count,
} from "./dict-values";
import { PyUnicode_CheckExact, unicode_hash } from "./str";

/** The keys shared by the instances of heap type `tp`, or NULL. @inline */
export function CACHED_KEYS(tp: PyTypeObject): PyDictKeysObject | null {
  return changetype<PyDictKeysObject | null>(PyHeapType(tp).ht_cached_keys);
}

/** The values behind the head of `obj`, whose type has Py_TPFLAGS_INLINE_VALUES. @inline */
export function _PyObject_InlineValues(obj: PyObject): PyDictValues {
  return changetype<PyDictValues>(changetype<usize>(obj) + offsetof<PyObject>());
}

/** The dict of an object whose type has Py_TPFLAGS_MANAGED_DICT, borrowed, or NULL. @inline */
export function _PyObject_GetManagedDict(obj: PyObject): PyDictObject | null {
  return changetype<PyDictObject | null>(load<usize>(changetype<usize>(obj) - 24));
}

/** Steals a reference to `dict`; releases nothing. @inline */
export function _PyObject_SetManagedDictPointer(obj: PyObject, dict: PyObject | null): void {
  store<u64>(changetype<usize>(obj) - 24, <u64>changetype<usize>(dict));
}

/** The dict slot becomes `dict`; releases nothing, counts nothing. @inline */
function set_pointer(obj: PyObject, dict: PyDictObject | null): void {
  _PyObject_SetManagedDictPointer(obj, dict);
}

/** Bytes of the values behind the head of the next instance of `tp`. */
export function _PyInlineValuesSize(tp: PyTypeObject): usize {
  return values_size_from_count(shared_keys_usable_size(CACHED_KEYS(tp)!));
}

/**
 * Makes the inline values of a new instance: empty and valid, no dict. Lowers the class's estimate of attributes by one, so
 * that instances become smaller as long as no new attribute turns up.
 */
export function _PyObject_InitInlineValues(obj: PyObject, tp: PyTypeObject): void {
  const keys = CACHED_KEYS(tp)!;
  if (keys.dk_usable > 1) keys.dk_usable--;
  const size = shared_keys_usable_size(keys);
  const values = _PyObject_InlineValues(obj);
  // capacity, size 0, embedded 1, valid 1
  store<u64>(changetype<usize>(values), <u64>size | 0x01010000);
  for (let i = 0; i < size; i++) values.set(i, null);
  set_pointer(obj, null);
}

/** An exact dict over `values`, tracked if they call for it: a new reference. */
function make_dict_from_instance_attributes(keys: PyDictKeysObject, values: PyDictValues): PyDictObject | null {
  dictkeys_incref(keys);
  let used = 0;
  let track: bool = false;
  // Never more than the instance has room for: the estimate of the class only sinks.
  const size = shared_keys_usable_size(keys);
  for (let i = 0; i < size; i++) {
    const value = values.get(i);
    if (!value) continue;
    used++;
    if (!track) track = _PyObject_GC_MAY_BE_TRACKED(value);
  }
  const dict = new_dict(keys, values, used, false);
  if (dict && track) _PyObject_GC_TRACK(dict);
  return dict;
}

/**
 * The dict of an instance with inline values, made if need be: a view of the values while they are valid, else an empty one
 * that shares no keys. Borrowed; NULL with MemoryError.
 */
export function _PyObject_MaterializeManagedDict(obj: PyObject): PyDictObject | null {
  const known = _PyObject_GetManagedDict(obj);
  if (known) return known;
  const values = _PyObject_InlineValues(obj);
  const dict = values.valid
    ? make_dict_from_instance_attributes(CACHED_KEYS(obj.ob_type)!, values)
    : changetype<PyDictObject | null>(PyDict_New());
  set_pointer(obj, dict);
  return dict;
}

/** Sets or (value NULL) deletes a key: 0, or -1. @inline */
function set_or_del(dict: PyObject, name: PyObject, value: PyObject | null): i32 {
  return value ? PyDict_SetItem(dict, name, value) : PyDict_DelItem(dict, name);
}

/** Sets or deletes an attribute for which the values have no room: 0, or -1. The values become invalid. */
function store_in_dict(obj: PyObject, keys: PyDictKeysObject, name: PyObject, value: PyObject | null): i32 {
  const known = _PyObject_GetManagedDict(obj);
  if (known) return set_or_del(known, name, value);
  const dict = make_dict_from_instance_attributes(keys, _PyObject_InlineValues(obj));
  if (!dict) return -1;
  if (set_or_del(dict, name, value) < 0) {
    // While the values are valid the dict is only a view of them, else the attributes have moved there.
    if (_PyObject_InlineValues(obj).valid) Py_DECREF(dict);
    else set_pointer(obj, dict);
    return -1;
  }
  set_pointer(obj, dict);
  return 0;
}

/** The slot for attribute `name` in the values, or DKIX_EMPTY: only the dict can hold it. */
function slot_for(keys: PyDictKeysObject, values: PyDictValues, name: PyObject): i32 {
  if (!PyUnicode_CheckExact(name)) return DKIX_EMPTY;
  let hash = unicode_get_hash(name);
  if (hash === -1) hash = unicode_hash(name);
  const ix = insert_into_splitdictkeys(keys, name, hash);
  assert(ix < <i32>values.capacity, "an instance has less room than its keys");
  return ix;
}

/** Sets or deletes an attribute of an instance with valid values: 0, or -1. */
function store_instance_attr(obj: PyObject, values: PyDictValues, name: PyObject, value: PyObject | null): i32 {
  const keys = CACHED_KEYS(obj.ob_type)!;
  const ix = slot_for(keys, values, name);
  if (ix === DKIX_EMPTY) return store_in_dict(obj, keys, name, value);
  const old_value = values.get(ix);
  if (!old_value && !value) {
    const format = cstr("'%.100s' object has no attribute '%U'");
    PyErr_Format(PyExc_AttributeError, format, obj.ob_type.tp_name, ptr(name));
    return -1;
  }
  const dict = _PyObject_GetManagedDict(obj);
  values.set(ix, Py_XNewRef(value));
  if (!old_value) {
    _PyDictValues_AddToInsertionOrder(values, ix);
    if (dict) dict.ma_used++;
    return 0;
  }
  if (!value) {
    delete_index_from_values(values, ix);
    if (dict) dict.ma_used--;
  }
  Py_DECREF(old_value);
  return 0;
}

/** Sets (value NULL: deletes) an attribute of an instance with inline values; 0, or -1. Steals nothing. */
export function _PyObject_StoreInstanceAttribute(obj: PyObject, name: PyObject, value: PyObject | null): i32 {
  const values = _PyObject_InlineValues(obj);
  if (values.valid) return store_instance_attr(obj, values, name, value);
  const dict = PyObject_GenericGetDict(obj, 0);
  if (!dict) return -1;
  const status = set_or_del(dict, name, value);
  Py_DECREF(dict);
  return status;
}

/**
 * True: the answer is in tstate.out_object, a new reference or NULL (absent). False: look in the dict. `name` is an exact
 * str.
 */
export function _PyObject_TryGetInstanceAttribute(obj: PyObject, name: PyObject): bool {
  const values = _PyObject_InlineValues(obj);
  if (!values.valid) return false;
  const ix = _PyDictKeys_StringLookup(CACHED_KEYS(obj.ob_type)!, name);
  if (ix < 0) {
    tstate.out_object = null;
    return true;
  }
  const value = values.get(ix);
  if (value) Py_INCREF(value);
  tstate.out_object = value;
  return true;
}

/** True when the instance has no attributes of its own. */
export function _PyObject_IsInstanceDictEmpty(obj: PyObject): bool {
  const tp = obj.ob_type;
  if (tp.tp_dictoffset === 0) return true;
  let dict: PyDictObject | null;
  if (PyType_HasFeature(tp, Py_TPFLAGS_MANAGED_DICT)) {
    if (PyType_HasFeature(tp, Py_TPFLAGS_INLINE_VALUES)) {
      const values = _PyObject_InlineValues(obj);
      if (values.valid) return values.size === 0;
    }
    dict = _PyObject_GetManagedDict(obj);
  } else dict = changetype<PyDictObject | null>(load<usize>(_PyObject_ComputedDictPointer(obj)));
  return !dict || dict.ma_used === 0;
}

/** tp_traverse's share: the inline values, or the dict. */
export function PyObject_VisitManagedDict(obj: PyObject, visit: visitproc, arg: usize): i32 {
  const tp = obj.ob_type;
  if (!PyType_HasFeature(tp, Py_TPFLAGS_MANAGED_DICT)) return 0;
  if (PyType_HasFeature(tp, Py_TPFLAGS_INLINE_VALUES)) {
    const values = _PyObject_InlineValues(obj);
    if (values.valid) {
      const capacity = <i32>values.capacity;
      for (let i = 0; i < capacity; i++) {
        const value = values.get(i);
        if (!value) continue;
        const stop = visit.call(value, arg);
        if (stop) return stop;
      }
      return 0;
    }
  }
  const dict = _PyObject_GetManagedDict(obj);
  return dict ? visit.call(dict, arg) : 0;
}

/** Gives an instance without a dict `new_dict` (counted here) and drops its inline values. */
function set_dict_inline_values(obj: PyObject, new_dict: PyObject | null): void {
  const values = _PyObject_InlineValues(obj);
  Py_XINCREF(new_dict);
  _PyObject_SetManagedDictPointer(obj, new_dict);
  if (!values.valid) return;
  values.valid = 0;
  const capacity = <i32>values.capacity;
  for (let i = 0; i < capacity; i++) {
    const value = values.get(i);
    values.set(i, null);
    if (value) Py_DECREF(value);
  }
}

/** Replaces the instance's dict; inline values are dropped, or detached when their dict lives on. 0, or -1. Steals nothing. */
export function _PyObject_SetManagedDict(obj: PyObject, new_dict: PyObject | null): i32 {
  const dict = _PyObject_GetManagedDict(obj);
  if (PyType_HasFeature(obj.ob_type, Py_TPFLAGS_INLINE_VALUES)) {
    if (!dict) {
      set_dict_inline_values(obj, new_dict);
      return 0;
    }
    if (_PyDict_DetachFromObject(dict, obj) < 0) return -1;
  }
  Py_XINCREF(new_dict);
  _PyObject_SetManagedDictPointer(obj, new_dict);
  Py_XDECREF(dict);
  return 0;
}

/** Drops the dict and the attributes of an instance with a managed dict. */
export function PyObject_ClearManagedDict(obj: PyObject): void {
  const exc = PyErr_GetRaisedException();
  if (_PyObject_SetManagedDict(obj, null) < 0) {
    PyErr_WriteUnraisable(null);
    abandon_dict(obj, _PyObject_GetManagedDict(obj)!);
  }
  PyErr_SetRaisedException(exc);
}

/** `obj` dies, and there is no memory for the values of its dict outside of it: the dict is empty from now on. */
function abandon_dict(obj: PyObject, dict: PyDictObject): void {
  const keys = dict.ma_keys;
  dict.ma_keys = Py_EMPTY_KEYS;
  dict.ma_values = null;
  dict.ma_used = 0;
  set_dict_inline_values(obj, null);
  dictkeys_decref(keys);
  Py_DECREF(dict);
}

/** Gives `mp` values of its own when it uses those inside `obj`; 0, or -1. */
export function _PyDict_DetachFromObject(mp: PyDictObject, obj: PyObject): i32 {
  const inline_values = _PyObject_InlineValues(obj);
  if (changetype<usize>(mp.ma_values) !== changetype<usize>(inline_values)) return 0;
  const values = copy_values(inline_values);
  if (!values) return -1;
  mp.ma_values = values;
  inline_values.valid = 0;
  return 0;
}

/** The dict of an object with a managed dict, made if need be: borrowed, or NULL with MemoryError. */
function ensure_managed_dict(obj: PyObject, tp: PyTypeObject): PyObject | null {
  const known = _PyObject_GetManagedDict(obj);
  if (known) return known;
  if (PyType_HasFeature(tp, Py_TPFLAGS_INLINE_VALUES) && _PyObject_InlineValues(obj).valid) {
    return _PyObject_MaterializeManagedDict(obj);
  }
  const keys = CACHED_KEYS(tp)!;
  dictkeys_incref(keys);
  const dict = new_dict_with_shared_keys(keys);
  set_pointer(obj, dict);
  return dict;
}

/** The dict in the slot at `dictptr` of an instance of `tp`, made if need be: borrowed, or NULL with MemoryError. */
function ensure_nonmanaged_dict(tp: PyTypeObject, dictptr: usize): PyObject | null {
  const known = changetype<PyObject | null>(load<usize>(dictptr));
  if (known) return known;
  let dict: PyObject | null;
  const keys = PyType_HasFeature(tp, Py_TPFLAGS_HEAPTYPE) ? CACHED_KEYS(tp) : null;
  if (keys) {
    dictkeys_incref(keys);
    dict = new_dict_with_shared_keys(keys);
  } else dict = PyDict_New();
  store<u64>(dictptr, <u64>ptr(dict));
  return dict;
}

/** obj.__dict__, made if need be: a new reference. */
export function PyObject_GenericGetDict(obj: PyObject, _context: usize): PyObject | null {
  const tp = obj.ob_type;
  if (PyType_HasFeature(tp, Py_TPFLAGS_MANAGED_DICT)) return Py_XNewRef(ensure_managed_dict(obj, tp));
  const dictptr = _PyObject_ComputedDictPointer(obj);
  if (dictptr) return Py_XNewRef(ensure_nonmanaged_dict(tp, dictptr));
  PyErr_SetString(PyExc_AttributeError, cstr("This object has no __dict__"));
  return null;
}

/** obj.__dict__ = value; 0, or -1. */
export function PyObject_GenericSetDict(obj: PyObject, value: PyObject | null, _context: usize): i32 {
  const managed = PyType_HasFeature(obj.ob_type, Py_TPFLAGS_MANAGED_DICT);
  const dictptr = managed ? 0 : _PyObject_ComputedDictPointer(obj);
  if (!managed && !dictptr) {
    PyErr_SetString(PyExc_AttributeError, cstr("This object has no __dict__"));
    return -1;
  }
  if (!value) {
    PyErr_SetString(PyExc_TypeError, cstr("cannot delete __dict__"));
    return -1;
  }
  if (!PyDict_Check(value)) {
    const format = cstr("__dict__ must be set to a dictionary, not a '%.200s'");
    PyErr_Format(PyExc_TypeError, format, value.ob_type.tp_name);
    return -1;
  }
  if (managed) return _PyObject_SetManagedDict(obj, value);
  const old = changetype<PyObject | null>(load<usize>(dictptr));
  Py_INCREF(value);
  store<u64>(dictptr, <u64>ptr(value));
  Py_XDECREF(old);
  return 0;
}

/** Sets or (value NULL) deletes a key of the dict at address `dictptr` in `obj`, which is made if need be; 0, or -1. */
export function _PyObjectDict_SetItem(
  tp: PyTypeObject,
  _obj: PyObject,
  dictptr: usize,
  key: PyObject,
  value: PyObject | null,
): i32 {
  const dict = ensure_nonmanaged_dict(tp, dictptr);
  return dict ? set_or_del(dict, key, value) : -1;
}
