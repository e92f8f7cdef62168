/**
 * Lists of what a dict holds. CPython: PyDict_Keys, PyDict_Values, PyDict_Items of Objects/dictobject.c.
 *
 * All memory is taken before the walk: taking it may run a finalizer, which may change the dict; then it starts anew.
 */

import { PyErr_BadInternalCall } from "../abstract/errors";
import { Py_DECREF, Py_NewRef, Py_ssize_t, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { _PyDict_Next } from "./dict";
import { PyDict_Check, PyDict_GET_SIZE } from "./dict-object";
import { PyList_GET_ITEM, PyList_New, PyList_SET_ITEM } from "./list";
import { PyTuple_New, PyTuple_SET_ITEM } from "./tuple";

/** A list of as many NULL items as `op`, a dict, has items: a new reference. */
function list_for(op: PyObject): PyObject | null {
  if (!PyDict_Check(op)) {
    PyErr_BadInternalCall();
    return null;
  }
  while (true) {
    const n = PyDict_GET_SIZE(op);
    const list = PyList_New(n);
    if (!list || n === PyDict_GET_SIZE(op)) return list;
    Py_DECREF(list);
  }
}

/** A new list of the keys. */
export function PyDict_Keys(op: PyObject): PyObject | null {
  const list = list_for(op);
  if (!list) return null;
  let pos = 0;
  for (let i = 0; (pos = _PyDict_Next(op, pos)) !== 0; i++) PyList_SET_ITEM(list, i, Py_NewRef(tstate.out_object!));
  return list;
}

/** A new list of the values. */
export function PyDict_Values(op: PyObject): PyObject | null {
  const list = list_for(op);
  if (!list) return null;
  let pos = 0;
  for (let i = 0; (pos = _PyDict_Next(op, pos)) !== 0; i++) PyList_SET_ITEM(list, i, Py_NewRef(tstate.out_object2!));
  return list;
}

/** Puts `n` empty pairs into a new list: 0, or -1. */
function add_pairs(list: PyObject, n: Py_ssize_t): i32 {
  for (let i = 0; i < n; i++) {
    const pair = PyTuple_New(2);
    if (!pair) return -1;
    PyList_SET_ITEM(list, i, pair);
  }
  return 0;
}

/** A new list of (key, value) tuples. */
export function PyDict_Items(op: PyObject): PyObject | null {
  while (true) {
    const list = list_for(op);
    if (!list) return null;
    const n = PyDict_GET_SIZE(op);
    if (add_pairs(list, n) < 0) {
      Py_DECREF(list);
      return null;
    }
    if (n !== PyDict_GET_SIZE(op)) {
      Py_DECREF(list);
      continue;
    }
    let pos = 0;
    for (let i = 0; (pos = _PyDict_Next(op, pos)) !== 0; i++) {
      const pair = PyList_GET_ITEM(list, i);
      PyTuple_SET_ITEM(pair, 0, Py_NewRef(tstate.out_object!));
      PyTuple_SET_ITEM(pair, 1, Py_NewRef(tstate.out_object2!));
    }
    return list;
  }
}
