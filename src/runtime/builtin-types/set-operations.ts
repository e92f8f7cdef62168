/**
 * Making sets, filling them, and the algebra of sets: union, intersection, difference, symmetric difference, inclusion.
 * CPython: make_new_set, set_update_internal, set_intersection ... of Objects/setobject.c.
 *
 * Results are of the base type: set for set and its subclasses, frozenset for frozenset and its. Who is walked over and who
 * is asked decides the order of the result, the calls of __hash__ and __eq__, and how far an iterator is consumed.
 */

import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { Py_EQ, Py_GE, Py_GT, Py_LE, Py_LT, Py_NE } from "../abstract/object-protocol";
import { Py_DECREF, Py_INCREF, Py_NewRef, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_False, Py_NotImplemented, Py_True, PyFrozenSet_Type, PySet_Type } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { _PyDict_Contains_KnownHash, _PyDict_Next } from "./dict";
import { _PyObject_HashFast } from "./dict-lookup";
import { PyDict_CheckExact, PyDict_GET_SIZE } from "./dict-object";
import {
  PyAnySet_Check,
  PyAnySet_CheckExact,
  PyFrozenSet_Check,
  PySet_GET_SIZE,
  PySet_MINSIZE,
  PySetObject,
  SET_SMALLTABLE,
} from "./set-object";
import {
  position_after,
  set_add_entry,
  set_add_key,
  set_clear_internal,
  set_contains_entry,
  set_contains_key,
  set_discard_entry,
  set_discard_key,
  set_merge,
  set_next,
  set_swap_bodies,
  set_table_resize,
} from "./set-table";
import { PyType_IsSubtype } from "./type-mro";

/** @inline */
export function set_of(o: PyObject): PySetObject {
  return changetype<PySetObject>(o);
}

/** Adds the keys of an exact dict: 0, or -1. */
function set_update_dict(so: PySetObject, other: PyObject): i32 {
  const dictsize = PyDict_GET_SIZE(other);
  if ((<i64>so.fill + <i64>dictsize) * 5 >= <i64>so.mask * 3) {
    if (set_table_resize(so, (so.used + dictsize) * 2) < 0) return -1;
  }
  let pos = 0;
  while ((pos = _PyDict_Next(other, pos)) !== 0) {
    if (set_add_entry(so, tstate.out_object!, tstate.out_i64) < 0) return -1;
  }
  return 0;
}

/** Adds all items of `other`: 0, or -1. */
export function set_update_internal(so: PySetObject, other: PyObject): i32 {
  if (PyAnySet_Check(other)) return set_merge(so, set_of(other));
  if (PyDict_CheckExact(other)) return set_update_dict(so, other);
  const it = PyObject_GetIter(other);
  if (!it) return -1;
  let status = 0;
  while (status === 0) {
    const key = PyIter_Next(it);
    if (!key) {
      if (tstate.current_exception) status = -1;
      break;
    }
    status = set_add_key(so, key);
    Py_DECREF(key);
  }
  Py_DECREF(it);
  return status;
}

/** A set of type `type` with the items of `iterable` (NULL: none): a new reference. */
export function make_new_set(type: PyTypeObject, iterable: PyObject | null): PyObject | null {
  const o = type.tp_alloc!.call(type, 0);
  if (!o) return null;
  const so = set_of(o);
  so.mask = PySet_MINSIZE - 1;
  so.table = changetype<usize>(o) + SET_SMALLTABLE;
  so.hash = -1;
  if (iterable && set_update_internal(so, iterable) < 0) {
    Py_DECREF(o);
    return null;
  }
  return o;
}

/** As make_new_set, of the base type of `like`. */
export function make_new_set_basetype(like: PyObject, iterable: PyObject | null): PyObject | null {
  let type = like.ob_type;
  if (ptr(type) !== ptr(PySet_Type) && ptr(type) !== ptr(PyFrozenSet_Type)) {
    type = PyType_IsSubtype(type, PySet_Type) ? PySet_Type : PyFrozenSet_Type;
  }
  return make_new_set(type, iterable);
}

/** A shallow copy of the base type: a new reference. */
export function set_copy(so: PyObject): PyObject | null {
  return make_new_set_basetype(so, so);
}

/** Gives up a result that could not be finished. NULL. */
function fail(result: PyObject): PyObject | null {
  Py_DECREF(result);
  return null;
}

/** Copies those elements of set `from` to `result` that set `other` has: 0, or -1. */
function add_common(result: PySetObject, from: PySetObject, other: PySetObject): i32 {
  let entry = set_next(from, 0);
  while (entry) {
    const key = Py_NewRef(load<PyObject>(entry));
    const hash = load<i64>(entry, 8);
    const pos = position_after(from, entry);
    let status = set_contains_entry(other, key, hash);
    if (status > 0) status = set_add_entry(result, key, hash);
    Py_DECREF(key);
    if (status < 0) return -1;
    entry = set_next(from, pos);
  }
  return 0;
}

/** Adds those items of `iterable` to `result` that `so` has, until `result` has as many: 0, or -1. */
function add_common_items(result: PySetObject, so: PySetObject, iterable: PyObject): i32 {
  const it = PyObject_GetIter(iterable);
  if (!it) return -1;
  let status = 0;
  while (status >= 0) {
    const key = PyIter_Next(it);
    if (!key) break;
    const hash = _PyObject_HashFast(key);
    status = hash === -1 ? -1 : set_contains_entry(so, key, hash);
    const found = status > 0;
    if (found) status = set_add_entry(result, key, hash);
    Py_DECREF(key);
    if (found && status === 0 && result.used >= so.used) break;
  }
  Py_DECREF(it);
  return tstate.current_exception ? -1 : 0;
}

/** self & other, `other` being any iterable: a new set. The smaller of two sets is walked over. */
export function set_intersection(self: PyObject, other: PyObject): PyObject | null {
  if (ptr(self) === ptr(other)) return set_copy(self);
  const result = make_new_set_basetype(self, null);
  if (!result) return null;
  let status: i32;
  if (!PyAnySet_Check(other)) status = add_common_items(set_of(result), set_of(self), other);
  else if (PySet_GET_SIZE(other) > PySet_GET_SIZE(self))
    status = add_common(set_of(result), set_of(self), set_of(other));
  else status = add_common(set_of(result), set_of(other), set_of(self));
  return status < 0 ? fail(result) : result;
}

/** Exchanges the elements of `so` and `tmp`; a hash stays right only between frozensets. */
export function swap_sets(so: PyObject, tmp: PyObject): void {
  const a = set_of(so);
  const b = set_of(tmp);
  set_swap_bodies(a, b);
  const both = PyFrozenSet_Check(so) && PyFrozenSet_Check(tmp);
  const hash = a.hash;
  a.hash = both ? b.hash : -1;
  b.hash = both ? hash : -1;
}

/** Keeps only what `other` has too: 0, or -1. */
export function set_intersection_update(self: PyObject, other: PyObject): i32 {
  const tmp = set_intersection(self, other);
  if (!tmp) return -1;
  swap_sets(self, tmp);
  Py_DECREF(tmp);
  return 0;
}

/** Removes the elements of set `other`: 0, or -1. */
function discard_all(so: PySetObject, other: PySetObject): i32 {
  let entry = set_next(other, 0);
  while (entry) {
    const key = Py_NewRef(load<PyObject>(entry));
    const pos = position_after(other, entry);
    const status = set_discard_entry(so, key, load<i64>(entry, 8));
    Py_DECREF(key);
    if (status < 0) return -1;
    entry = set_next(other, pos);
  }
  return 0;
}

/** Removes the elements of a set; of a much larger one only those that are here. 0, or -1. */
function difference_update_set(so: PyObject, other: PyObject): i32 {
  let common: PyObject | null = other;
  if (PySet_GET_SIZE(other) >> 3 > PySet_GET_SIZE(so)) {
    common = set_intersection(so, other);
    if (!common) return -1;
  } else Py_INCREF(other);
  const status = discard_all(set_of(so), set_of(common));
  Py_DECREF(common);
  return status;
}

/** Removes the items of any iterable: 0, or -1. */
function discard_items(so: PySetObject, iterable: PyObject): i32 {
  const it = PyObject_GetIter(iterable);
  if (!it) return -1;
  let status = 0;
  while (status >= 0) {
    const key = PyIter_Next(it);
    if (!key) break;
    status = set_discard_key(so, key);
    Py_DECREF(key);
  }
  Py_DECREF(it);
  return tstate.current_exception ? -1 : 0;
}

/** Removes what `other` has: 0, or -1. */
export function set_difference_update_internal(self: PyObject, other: PyObject): i32 {
  const so = set_of(self);
  if (ptr(self) === ptr(other)) {
    set_clear_internal(so);
    return 0;
  }
  const status = PyAnySet_Check(other) ? difference_update_set(self, other) : discard_items(so, other);
  if (status < 0) return -1;
  // More than a quarter of dummies are worth a new table.
  if (so.fill - so.used <= so.mask / 4) return 0;
  return set_table_resize(so, so.used > 50000 ? so.used * 2 : so.used * 4);
}

function set_copy_and_difference(self: PyObject, other: PyObject): PyObject | null {
  const result = set_copy(self);
  if (!result) return null;
  return set_difference_update_internal(result, other) < 0 ? fail(result) : result;
}

/** Copies those elements of `self` to `result` that `other`, a set or an exact dict, lacks: 0, or -1. */
function add_missing(result: PySetObject, self: PySetObject, other: PyObject): i32 {
  const is_dict = PyDict_CheckExact(other);
  let entry = set_next(self, 0);
  while (entry) {
    const key = Py_NewRef(load<PyObject>(entry));
    const hash = load<i64>(entry, 8);
    const pos = position_after(self, entry);
    let status = is_dict ? _PyDict_Contains_KnownHash(other, key, hash) : set_contains_entry(set_of(other), key, hash);
    if (status === 0) status = set_add_entry(result, key, hash);
    Py_DECREF(key);
    if (status < 0) return -1;
    entry = set_next(self, pos);
  }
  return 0;
}

/** self - other, `other` being any iterable: a new set. */
export function set_difference(self: PyObject, other: PyObject): PyObject | null {
  let other_size: i32;
  if (PyAnySet_Check(other)) other_size = PySet_GET_SIZE(other);
  else if (PyDict_CheckExact(other)) other_size = PyDict_GET_SIZE(other);
  else return set_copy_and_difference(self, other);
  // Where little can go it is quicker to copy and remove.
  if (PySet_GET_SIZE(self) >> 2 > other_size) return set_copy_and_difference(self, other);
  const result = make_new_set_basetype(self, null);
  if (!result) return null;
  return add_missing(set_of(result), set_of(self), other) < 0 ? fail(result) : result;
}

/** Removes the key where it is, adds it where it is not: 0, or -1. */
function toggle(so: PySetObject, key: PyObject, hash: i64): i32 {
  const found = set_discard_entry(so, key, hash);
  return found === 0 ? set_add_entry(so, key, hash) : found;
}

/** Toggles the elements of set `other`: 0, or -1. */
function toggle_set(so: PySetObject, other: PySetObject): i32 {
  let entry = set_next(other, 0);
  while (entry) {
    const key = Py_NewRef(load<PyObject>(entry));
    const pos = position_after(other, entry);
    const status = toggle(so, key, load<i64>(entry, 8));
    Py_DECREF(key);
    if (status < 0) return -1;
    entry = set_next(other, pos);
  }
  return 0;
}

/** Toggles the keys of an exact dict: 0, or -1. */
function toggle_dict(so: PySetObject, other: PyObject): i32 {
  let pos = 0;
  while ((pos = _PyDict_Next(other, pos)) !== 0) {
    const key = Py_NewRef(tstate.out_object!);
    const status = toggle(so, key, tstate.out_i64);
    Py_DECREF(key);
    if (status < 0) return -1;
  }
  return 0;
}

/** Keeps what only one of the two has: 0, or -1. */
export function set_symmetric_difference_update(self: PyObject, other: PyObject): i32 {
  const so = set_of(self);
  if (ptr(self) === ptr(other)) {
    set_clear_internal(so);
    return 0;
  }
  if (PyDict_CheckExact(other)) return toggle_dict(so, other);
  if (PyAnySet_Check(other)) return toggle_set(so, set_of(other));
  // Each item once.
  const otherset = make_new_set_basetype(self, other);
  if (!otherset) return -1;
  const status = toggle_set(so, set_of(otherset));
  Py_DECREF(otherset);
  return status;
}

/** self ^ other, `other` being any iterable: a new set. */
export function set_symmetric_difference(self: PyObject, other: PyObject): PyObject | null {
  const result = make_new_set_basetype(self, null);
  if (!result) return null;
  if (set_update_internal(set_of(result), other) < 0) return fail(result);
  return toggle_set(set_of(result), set_of(self)) < 0 ? fail(result) : result;
}

/** Walks over set `from` until set `other` has (`stop` 1) or lacks (0) an element: 1 if that happened, 0, or -1. */
function walk_until(from: PySetObject, other: PySetObject, stop: i32): i32 {
  let entry = set_next(from, 0);
  while (entry) {
    const key = Py_NewRef(load<PyObject>(entry));
    const pos = position_after(from, entry);
    const found = set_contains_entry(other, key, load<i64>(entry, 8));
    Py_DECREF(key);
    if (found < 0) return -1;
    if (found === stop) return 1;
    entry = set_next(from, pos);
  }
  return 0;
}

/** Walks over any iterable until `so` has (`stop` 1) or lacks (0) an item: 1 if that happened, 0, or -1. */
function walk_items_until(iterable: PyObject, so: PySetObject, stop: i32): i32 {
  const it = PyObject_GetIter(iterable);
  if (!it) return -1;
  let result = 0;
  while (result === 0) {
    const key = PyIter_Next(it);
    if (!key) {
      if (tstate.current_exception) result = -1;
      break;
    }
    const found = set_contains_key(so, key);
    Py_DECREF(key);
    if (found < 0) result = -1;
    else if (found === stop) result = 1;
  }
  Py_DECREF(it);
  return result;
}

/** Nothing in common: 1, 0, or -1. */
export function isdisjoint(self: PyObject, other: PyObject): i32 {
  if (ptr(self) === ptr(other)) return PySet_GET_SIZE(self) === 0 ? 1 : 0;
  let common: i32;
  if (!PyAnySet_CheckExact(other)) common = walk_items_until(other, set_of(self), 1);
  else if (PySet_GET_SIZE(other) > PySet_GET_SIZE(self)) common = walk_until(set_of(self), set_of(other), 1);
  else common = walk_until(set_of(other), set_of(self), 1);
  return common < 0 ? -1 : 1 - common;
}

/** Every element of `self` is in `other`: 1, 0, or -1. */
export function issubset(self: PyObject, other: PyObject): i32 {
  if (!PyAnySet_Check(other)) {
    const common = set_intersection(self, other);
    if (!common) return -1;
    const result = PySet_GET_SIZE(common) === PySet_GET_SIZE(self) ? 1 : 0;
    Py_DECREF(common);
    return result;
  }
  if (PySet_GET_SIZE(self) > PySet_GET_SIZE(other)) return 0;
  const lacking = walk_until(set_of(self), set_of(other), 0);
  return lacking < 0 ? -1 : 1 - lacking;
}

/** Every item of `other` is in `self`: 1, 0, or -1. */
export function issuperset(self: PyObject, other: PyObject): i32 {
  if (PyAnySet_Check(other)) return issubset(other, self);
  const lacking = walk_items_until(other, set_of(self), 0);
  return lacking < 0 ? -1 : 1 - lacking;
}

/** Py_True, Py_False, or NULL for -1. @inline */
export function truth(status: i32): PyObject | null {
  if (status < 0) return null;
  return status ? Py_True : Py_False;
}

/** The sets have the same elements: 1, 0, or -1. Hashes that are known decide first. */
function set_equal(v: PyObject, w: PyObject): i32 {
  if (PySet_GET_SIZE(v) !== PySet_GET_SIZE(w)) return 0;
  const a = set_of(v).hash;
  const b = set_of(w).hash;
  if (a !== -1 && b !== -1 && a !== b) return 0;
  return issubset(v, w);
}

/** tp_richcompare: order is inclusion. */
export function set_richcompare(v: PyObject, w: PyObject, op: i32): PyObject | null {
  if (!PyAnySet_Check(w)) return Py_NotImplemented;
  const size_v = PySet_GET_SIZE(v);
  const size_w = PySet_GET_SIZE(w);
  switch (op) {
    case Py_EQ:
      return truth(set_equal(v, w));
    case Py_NE: {
      const equal = set_equal(v, w);
      return truth(equal < 0 ? -1 : 1 - equal);
    }
    case Py_LE:
      return truth(issubset(v, w));
    case Py_GE:
      return truth(issuperset(v, w));
    case Py_LT:
      return size_v >= size_w ? Py_False : truth(issubset(v, w));
    case Py_GT:
      return size_v <= size_w ? Py_False : truth(issuperset(v, w));
  }
  return Py_NotImplemented;
}
