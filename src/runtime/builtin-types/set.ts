/**
 * set and frozenset: what the rest of the runtime calls. CPython: the PySet_* functions of Objects/setobject.c.
 */
import { PyObject, Py_ssize_t } from "../object/object";
import { PySetObject } from "./set-object";

/** A new set of the items of `iterable` (NULL: empty): a new reference. */
export function PySet_New(_iterable: PyObject | null): PyObject | null {
  unreachable();
}

/** A new frozenset (also for an exact frozenset): a new reference. */
export function PyFrozenSet_New(_iterable: PyObject | null): PyObject | null {
  unreachable();
}

/** Number of elements, or -1. */
export function PySet_Size(_anyset: PyObject): Py_ssize_t {
  unreachable();
}

/** Removes all elements; 0, or -1. */
export function PySet_Clear(_set: PyObject): i32 {
  unreachable();
}

/** 1, 0, or -1 (TypeError for an unhashable key). */
export function PySet_Contains(_anyset: PyObject, _key: PyObject): i32 {
  unreachable();
}

/** `key in so`: as PySet_Contains, but a set is looked up as the equal frozenset. */
export function _PySet_Contains(_so: PySetObject, _key: PyObject): i32 {
  unreachable();
}

/** 1 removed, 0 was absent, -1 error. */
export function PySet_Discard(_set: PyObject, _key: PyObject): i32 {
  unreachable();
}

/** Adds to a set, or to a frozenset that nobody else has seen; 0, or -1. Steals nothing. */
export function PySet_Add(_anyset: PyObject, _key: PyObject): i32 {
  unreachable();
}

/** Removes an element: a new reference; KeyError when empty. */
export function PySet_Pop(_set: PyObject): PyObject | null {
  unreachable();
}

/** Adds all items of `iterable`; 0, or -1. */
export function _PySet_Update(_set: PyObject, _iterable: PyObject): i32 {
  unreachable();
}

/**
 * Walks the elements: start with `pos` 0, go on with the result, which is 0 at the end. The key, borrowed, is in
 * tstate.out_object, its hash in tstate.out_i64.
 */
export function _PySet_NextEntry(_set: PyObject, _pos: Py_ssize_t): Py_ssize_t {
  unreachable();
}

/** Fills PySet_Type, PyFrozenSet_Type and PySetIter_Type. */
export function init_set_types(): void {
  unreachable();
}
