/** OrderedDict.update, also for __init__ and |. CPython: mutablemapping_update of Objects/odictobject.c. */
import { PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyObject_CallNoArgs } from "../abstract/call";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { PyObject_GetItem, PyObject_SetItem } from "../abstract/sequence";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyDict_Items } from "./dict-items";
import { PyDict_CheckExact, PyDict_GET_SIZE } from "./dict-object";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";

/** The next item: new reference; NULL with ValueError at the end, or with another exception. */
function needed_item(it: PyObject, few: usize): PyObject | null {
  const item = PyIter_Next(it);
  if (!item && !tstate.current_exception) PyErr_SetString(PyExc_ValueError, few);
  return item;
}

/** The iterator is at its end, else ValueError. */
function is_at_end(it: PyObject): bool {
  const more = PyIter_Next(it);
  if (!more) return !tstate.current_exception;
  Py_DECREF(more);
  PyErr_SetString(PyExc_ValueError, cstr("too many values to unpack (expected 2)"));
  return false;
}

/** self[key] = value for a pair. False with an exception. */
function add_pair(self: PyObject, pair: PyObject): bool {
  const it = PyObject_GetIter(pair);
  if (!it) return false;
  const key = needed_item(it, cstr("need more than 0 values to unpack"));
  const value = key ? needed_item(it, cstr("need more than 1 value to unpack")) : null;
  let ok: bool = false;
  if (key && value) ok = is_at_end(it) && PyObject_SetItem(self, key, value) === 0;
  Py_DECREF(it);
  Py_XDECREF(key);
  Py_XDECREF(value);
  return ok;
}

/** Adds pairs. -1 with an exception. */
function mutablemapping_add_pairs(self: PyObject, pairs: PyObject | null): i32 {
  const it = pairs ? PyObject_GetIter(pairs) : null;
  if (!it) return -1;
  let ok: bool = true;
  while (ok) {
    const pair = PyIter_Next(it);
    if (!pair) break;
    ok = add_pair(self, pair);
    Py_DECREF(pair);
  }
  Py_DECREF(it);
  return ok && !tstate.current_exception ? 0 : -1;
}

/** As mutablemapping_add_pairs for a new reference, which is given back. */
function add_own_pairs(self: PyObject, pairs: PyObject | null): i32 {
  const status = mutablemapping_add_pairs(self, pairs);
  Py_XDECREF(pairs);
  return status;
}

/** self[key] = arg[key] for all keys (stolen, NULL: fails). -1 with an exception. */
function add_by_keys(self: PyObject, arg: PyObject, keys: PyObject | null): i32 {
  const it = keys ? PyObject_GetIter(keys) : null;
  Py_XDECREF(keys);
  if (!it) return -1;
  let status = 0;
  while (status === 0) {
    const key = PyIter_Next(it);
    if (!key) break;
    const value = PyObject_GetItem(arg, key);
    status = value ? PyObject_SetItem(self, key, value) : -1;
    Py_XDECREF(value);
    Py_DECREF(key);
  }
  Py_DECREF(it);
  return status === 0 && !tstate.current_exception ? 0 : -1;
}

/** What the method in tstate.out_object (a new reference) returns: new reference. */
function call_found(): PyObject | null {
  const func = tstate.out_object!;
  const result = PyObject_CallNoArgs(func);
  Py_DECREF(func);
  return result;
}

/** Adds a dict, a mapping, something with items(), or pairs. -1 with an exception. */
export function mutablemapping_update_arg(self: PyObject, arg: PyObject): i32 {
  if (PyDict_CheckExact(arg)) return add_own_pairs(self, PyDict_Items(arg));
  const with_keys = PyObject_GetOptionalAttr(arg, _Py_ID("keys"));
  if (with_keys < 0) return -1;
  if (with_keys > 0) return add_by_keys(self, arg, call_found());
  const with_items = PyObject_GetOptionalAttr(arg, _Py_ID("items"));
  if (with_items < 0) return -1;
  if (with_items > 0) return add_own_pairs(self, call_found());
  return mutablemapping_add_pairs(self, arg);
}

/** self.update(*args, **kwargs): None. */
export function mutablemapping_update(self: PyObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  const n = PyTuple_GET_SIZE(args);
  if (n > 1) {
    const text = cstr("update() takes at most 1 positional argument (%zd given)");
    return PyErr_Format(PyExc_TypeError, text, <usize>n);
  }
  if (n === 1) {
    const other = Py_NewRef(PyTuple_GET_ITEM(args, 0));
    const status = mutablemapping_update_arg(self, other);
    Py_DECREF(other);
    if (status < 0) return null;
  }
  if (kwargs && PyDict_GET_SIZE(kwargs) > 0 && add_own_pairs(self, PyDict_Items(kwargs)) < 0) return null;
  return Py_None;
}
