/**
 * tp_subclasses: the direct subclasses of a type, held weakly. CPython: the subclass functions of Objects/typeobject.c.
 *
 * tp_subclasses is NULL or a dict {int(for the address of the subclass): weak reference to it}. NOT CPYTHON: also for static
 * types, which CPython keeps in a table of the interpreter.
 */

import { PyErr_Clear } from "../abstract/errors";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_TPFLAGS_IMMUTABLETYPE, PyType_HasFeature, PyTypeObject } from "../object/type-object";
import { PyDict_Contains, PyDict_DelItem, PyDict_New, PyDict_Next, PyDict_SetItem } from "./dict";
import { PyDict_GET_SIZE } from "./dict-object";
import { PyLong_FromLong } from "./int";
import { PyList_Append, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New } from "./list";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { PyType_Check } from "./type";
import { _PyWeakref_IS_DEAD, PyWeakReference, PyWeakref_NewRef } from "./weakref";

/** The type a weak reference stands for: borrowed, or NULL when it is gone. @inline */
export function type_from_ref(ref: PyObject): PyTypeObject | null {
  if (_PyWeakref_IS_DEAD(ref)) return null;
  return changetype<PyTypeObject>(changetype<PyWeakReference>(ref).wr_object);
}

/** @inline */
export function _PyType_HasSubclasses(type: PyTypeObject): bool {
  return type.tp_subclasses !== null;
}

/** A new list of the direct subclasses, oldest first. NULL with MemoryError. */
export function _PyType_GetSubclasses(type: PyTypeObject): PyObject | null {
  const list = PyList_New(0);
  if (!list) return null;
  const subclasses = type.tp_subclasses;
  if (!subclasses) return list;
  let pos = 0;
  while ((pos = PyDict_Next(subclasses, pos)) !== 0) {
    const subclass = type_from_ref(tstate.out_object2!);
    if (subclass && PyList_Append(list, subclass) < 0) {
      Py_DECREF(list);
      return null;
    }
  }
  return list;
}

/** The key of a subclass: an int of two digits, as large as one that holds a 64-bit address. */
function subclass_key(type: PyTypeObject): PyObject | null {
  return PyLong_FromLong(<i64>ptr(type) + ((<i64>1) << 40));
}

/** Notes `type` as a subclass of `base`; -1 with an exception. */
export function add_subclass(base: PyTypeObject, type: PyTypeObject): i32 {
  const key = subclass_key(type);
  if (!key) return -1;
  const ref = PyWeakref_NewRef(type, null);
  if (!ref) {
    Py_DECREF(key);
    return -1;
  }
  // Read only now: making the reference may collect garbage, which may run code that changes it.
  let subclasses = base.tp_subclasses;
  if (!subclasses) {
    subclasses = PyDict_New();
    base.tp_subclasses = subclasses;
  }
  const result = subclasses ? PyDict_SetItem(subclasses, key, ref) : -1;
  Py_DECREF(ref);
  Py_DECREF(key);
  return result;
}

/** Notes `type` as a subclass of all `bases`; -1 with an exception. */
export function add_all_subclasses(type: PyTypeObject, bases: PyObject): i32 {
  const n = PyTuple_GET_SIZE(bases);
  let res = 0;
  for (let i = 0; i < n; i++) {
    if (add_subclass(changetype<PyTypeObject>(PyTuple_GET_ITEM(bases, i)), type) < 0) res = -1;
  }
  return res;
}

/** The key of `type` in `base.tp_subclasses`: a new reference; NULL, without an exception, if there is none. */
function get_subclasses_key(type: PyTypeObject, base: PyTypeObject): PyObject | null {
  const key = subclass_key(type);
  if (key) return key;
  // No memory for it: look for the key that is there.
  PyErr_Clear();
  const subclasses = base.tp_subclasses;
  if (!subclasses) return null;
  let pos = 0;
  while ((pos = PyDict_Next(subclasses, pos)) !== 0) {
    const found = tstate.out_object!;
    if (ptr(type_from_ref(tstate.out_object2!)) === ptr(type)) return Py_NewRef(found);
  }
  return null;
}

/** Undoes add_subclass; cannot fail. */
function remove_subclass(base: PyTypeObject, type: PyTypeObject): void {
  const subclasses = base.tp_subclasses;
  if (!subclasses) return;
  const key = get_subclasses_key(type, base);
  // Absent when making the type failed before it was added.
  if (key && PyDict_DelItem(subclasses, key) < 0) PyErr_Clear();
  Py_XDECREF(key);
  if (PyDict_GET_SIZE(subclasses) === 0) clear_tp_subclasses(base);
}

/** `type` is no longer a subclass of `bases`; cannot fail, must not be called with an exception set. */
export function remove_all_subclasses(type: PyTypeObject, bases: PyObject): void {
  for (let i = 0; i < PyTuple_GET_SIZE(bases); i++) {
    const base = PyTuple_GET_ITEM(bases, i);
    if (PyType_Check(base)) remove_subclass(changetype<PyTypeObject>(base), type);
  }
}

export function clear_tp_subclasses(type: PyTypeObject): void {
  const subclasses = type.tp_subclasses;
  type.tp_subclasses = null;
  Py_XDECREF(subclasses);
}

/** Sets `flags` under `mask` in `self` and in all its subclasses, except where they are set or the type is immutable. */
export function _PyType_SetFlagsRecursive(self: PyTypeObject, mask: u32, flags: u32): void {
  if (PyType_HasFeature(self, Py_TPFLAGS_IMMUTABLETYPE) || (self.tp_flags & mask) === flags) return;
  self.tp_flags = (self.tp_flags & ~mask) | flags;
  const children = _PyType_GetSubclasses(self);
  if (!children) return;
  for (let i = 0; i < PyList_GET_SIZE(children); i++) {
    _PyType_SetFlagsRecursive(changetype<PyTypeObject>(PyList_GET_ITEM(children, i)), mask, flags);
  }
  Py_DECREF(children);
}

/** What update_subclasses does with a type; `data` is passed on. -1 stops. */
export type update_callback = (type: PyTypeObject, data: usize) => i32;

/** Calls `callback` for `type` and all its subclasses down to those that define `attr_name` themselves. */
export function update_subclasses(
  type: PyTypeObject,
  attr_name: PyObject,
  callback: update_callback,
  data: usize,
): i32 {
  if (callback(type, data) < 0) return -1;
  const subclasses = type.tp_subclasses;
  if (!subclasses) return 0;
  let pos = 0;
  while ((pos = PyDict_Next(subclasses, pos)) !== 0) {
    const subclass = type_from_ref(tstate.out_object2!);
    if (!subclass) continue;
    const dict = subclass.tp_dict;
    const defined = dict ? PyDict_Contains(dict, attr_name) : 0;
    if (defined < 0) return -1;
    if (defined === 0 && update_subclasses(subclass, attr_name, callback, data) < 0) return -1;
  }
  return 0;
}
