/**
 * set and frozenset: what the rest of the runtime calls. CPython: the PySet_* functions of Objects/setobject.c.
 */

import { PyErr_BadInternalCall } from "../abstract/errors";
import { Py_REFCNT, Py_ssize_t, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyFrozenSet_Type, PySet_Type } from "../object/static-types";
import { _PySet_Contains, set_pop } from "./set-methods";
import {
  PyAnySet_Check,
  PyAnySet_CheckExact,
  PyFrozenSet_Check,
  PyFrozenSet_CheckExact,
  PySet_Check,
  PySet_CheckExact,
  PySet_GET_SIZE,
  PySetObject,
} from "./set-object";
import { make_new_set, set_of, set_update_internal } from "./set-operations";
import {
  position_after,
  set_add_key,
  set_clear_internal,
  set_contains_key,
  set_discard_key,
  set_next,
} from "./set-table";
import { init_set_types } from "./set-type";

export {
  _PySet_Contains,
  init_set_types,
  PyAnySet_Check,
  PyAnySet_CheckExact,
  PyFrozenSet_Check,
  PyFrozenSet_CheckExact,
  PySet_Check,
  PySet_CheckExact,
  PySet_GET_SIZE,
  PySetObject,
};

/** A new set of the items of `iterable` (NULL: empty): a new reference. */
export function PySet_New(iterable: PyObject | null): PyObject | null {
  return make_new_set(PySet_Type, iterable);
}

/** A new frozenset (also for an exact frozenset): a new reference. */
export function PyFrozenSet_New(iterable: PyObject | null): PyObject | null {
  return make_new_set(PyFrozenSet_Type, iterable);
}

/** Number of elements, or -1. */
export function PySet_Size(anyset: PyObject): Py_ssize_t {
  if (PyAnySet_Check(anyset)) return PySet_GET_SIZE(anyset);
  PyErr_BadInternalCall();
  return -1;
}

/** Removes all elements; 0, or -1. */
export function PySet_Clear(set: PyObject): i32 {
  if (!PySet_Check(set)) {
    PyErr_BadInternalCall();
    return -1;
  }
  set_clear_internal(set_of(set));
  return 0;
}

/** 1, 0, or -1 (TypeError for an unhashable key). */
export function PySet_Contains(anyset: PyObject, key: PyObject): i32 {
  if (PyAnySet_Check(anyset)) return set_contains_key(set_of(anyset), key);
  PyErr_BadInternalCall();
  return -1;
}

/** 1 removed, 0 was absent, -1 error. */
export function PySet_Discard(set: PyObject, key: PyObject): i32 {
  if (PySet_Check(set)) return set_discard_key(set_of(set), key);
  PyErr_BadInternalCall();
  return -1;
}

/** Adds to a set, or to a frozenset that nobody else has seen; 0, or -1. Steals nothing. */
export function PySet_Add(anyset: PyObject, key: PyObject): i32 {
  if (PySet_Check(anyset) || (PyFrozenSet_Check(anyset) && Py_REFCNT(anyset) === 1)) {
    return set_add_key(set_of(anyset), key);
  }
  PyErr_BadInternalCall();
  return -1;
}

/** Removes an element: a new reference; KeyError when empty. */
export function PySet_Pop(set: PyObject): PyObject | null {
  if (PySet_Check(set)) return set_pop(set, null);
  PyErr_BadInternalCall();
  return null;
}

/** Adds all items of `iterable`; 0, or -1. */
export function _PySet_Update(set: PyObject, iterable: PyObject): i32 {
  if (PySet_Check(set)) return set_update_internal(set_of(set), iterable);
  PyErr_BadInternalCall();
  return -1;
}

/**
 * Walks the elements of a set or frozenset: start with `pos` 0, go on with the result, which is 0 at the end. The key,
 * borrowed, is in tstate.out_object, its hash in tstate.out_i64.
 */
export function _PySet_NextEntry(set: PyObject, pos: Py_ssize_t): Py_ssize_t {
  const so = set_of(set);
  const entry = set_next(so, pos);
  if (entry === 0) return 0;
  tstate.out_object = load<PyObject>(entry);
  tstate.out_i64 = load<i64>(entry, 8);
  return position_after(so, entry);
}
