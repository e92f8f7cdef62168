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
import { PyObject } from "../object/object";
import { visitproc } from "../object/slots";
import { PyHeapType, PyTypeObject } from "../object/type-object";
import { PyDictKeysObject } from "./dict-keys";
import { PyDictObject } from "./dict-object";
import { PyDictValues } from "./dict-values";

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

/** Bytes of the values behind the head of the next instance of `tp`. */
export function _PyInlineValuesSize(_tp: PyTypeObject): usize {
  unreachable();
}

/**
 * Makes the inline values of a new instance: empty and valid, no dict. Lowers the class's estimate of attributes by
 * one.
 */
export function _PyObject_InitInlineValues(_obj: PyObject, _tp: PyTypeObject): void {
  unreachable();
}

/** Sets (value NULL: deletes) an attribute of an instance with inline values; 0, or -1. Steals nothing. */
export function _PyObject_StoreInstanceAttribute(_obj: PyObject, _name: PyObject, _value: PyObject | null): i32 {
  unreachable();
}

/** True: the answer is in tstate.out_object, a new reference or NULL (absent). False: look in the dict. */
export function _PyObject_TryGetInstanceAttribute(_obj: PyObject, _name: PyObject): bool {
  unreachable();
}

/** True when the instance has no attributes of its own. */
export function _PyObject_IsInstanceDictEmpty(_obj: PyObject): bool {
  unreachable();
}

/** The dict of an instance whose inline values are valid, made if need be. Borrowed; NULL with MemoryError. */
export function _PyObject_MaterializeManagedDict(_obj: PyObject): PyDictObject | null {
  unreachable();
}

/**
 * Replaces the instance's dict; inline values are dropped, or detached when their dict lives on. 0, or -1. Steals
 * nothing.
 */
export function _PyObject_SetManagedDict(_obj: PyObject, _new_dict: PyObject | null): i32 {
  unreachable();
}

/** Drops the dict and the attributes of an instance with a managed dict. */
export function PyObject_ClearManagedDict(_obj: PyObject): void {
  unreachable();
}

/** tp_traverse's share: the inline values, or the dict. */
export function PyObject_VisitManagedDict(_obj: PyObject, _visit: visitproc, _arg: usize): i32 {
  unreachable();
}

/** Gives `mp` values of its own when it uses those inside `obj`; 0, or -1. */
export function _PyDict_DetachFromObject(_mp: PyDictObject, _obj: PyObject): i32 {
  unreachable();
}

/** obj.__dict__, made if need be: a new reference. */
export function PyObject_GenericGetDict(_obj: PyObject, _context: usize): PyObject | null {
  unreachable();
}

/** obj.__dict__ = value; 0, or -1. */
export function PyObject_GenericSetDict(_obj: PyObject, _value: PyObject | null, _context: usize): i32 {
  unreachable();
}

/** Sets or deletes a key of the dict at address `dictptr`, which is made if need be; 0, or -1. */
export function _PyObjectDict_SetItem(
  _tp: PyTypeObject,
  _dictptr: usize,
  _key: PyObject,
  _value: PyObject | null,
): i32 {
  unreachable();
}

/** Address of the dict slot of an object without a managed dict, 0: has none. */
export function _PyObject_ComputedDictPointer(_obj: PyObject): usize {
  unreachable();
}

/** Address of the dict slot of any object, inline values being materialised first; 0: has none. */
export function _PyObject_GetDictPtr(_obj: PyObject): usize {
  unreachable();
}
