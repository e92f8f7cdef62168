/** Structural pattern matching: keys of mappings, attributes of classes. CPython: _PyEval_MatchKeys, _PyEval_MatchClass of Python/ceval.c. */

import { _PyObject_GetMethod, PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyObject_CallFunctionObjArgs, PyObject_CallNoArgs } from "../abstract/call";
import { PyErr_Format } from "../abstract/errors";
import { PyObject_IsInstance } from "../abstract/instance-check";
import { PyList_Append, PyList_AsTuple, PyList_New } from "../builtin-types/list";
import { PySet_Add, PySet_Contains, PySet_New } from "../builtin-types/set";
import { PyUnicode_CheckExact } from "../builtin-types/str";
import {
  PyTuple_CheckExact,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_SET_ITEM,
} from "../builtin-types/tuple";
import { PyType_Check } from "../builtin-types/type";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyBaseObject_Type, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { _Py_TPFLAGS_MATCH_SELF, PyTypeObject } from "../object/type-object";

/** Marks a name as seen: -1 with TypeError/ValueError when it has been before. */
function first_time(seen: PyObject, key: PyObject): i32 {
  const known = PySet_Contains(seen, key);
  if (known < 0) return -1;
  if (known > 0) return 0;
  return PySet_Add(seen, key) < 0 ? -1 : 1;
}

/**
 * The values of `keys` (a tuple) in the mapping `map`: a new tuple; None when one is missing; NULL with an exception.
 * Uses map.get, so that defaultdict and its like make nothing up.
 */
export function _PyEval_MatchKeys(map: PyObject, keys: PyObject): PyObject | null {
  const nkeys = PyTuple_GET_SIZE(keys);
  if (nkeys === 0) return PyTuple_New(0);
  // What get() returns for a missing key: a fresh object that nothing else is.
  const seen = PySet_New(null);
  const dummy = seen ? PyObject_CallNoArgs(PyBaseObject_Type) : null;
  const values = dummy ? PyTuple_New(nkeys) : null;
  const unbound: bool = values !== null && _PyObject_GetMethod(map, _Py_ID("get"));
  const get = values ? tstate.out_object : null;
  let result: PyObject | null = null;
  if (get) result = match_keys_with(map, keys, unbound, get, seen!, dummy!, values!);
  else Py_XDECREF(values);
  Py_XDECREF(get);
  Py_XDECREF(seen);
  Py_XDECREF(dummy);
  return result;
}

/** Steals `values`. */
function match_keys_with(
  map: PyObject,
  keys: PyObject,
  unbound: bool,
  get: PyObject,
  seen: PyObject,
  dummy: PyObject,
  values: PyObject,
): PyObject | null {
  for (let i = 0; i < PyTuple_GET_SIZE(keys); i++) {
    const key = PyTuple_GET_ITEM(keys, i);
    const fresh = first_time(seen, key);
    if (fresh <= 0) {
      if (fresh === 0) PyErr_Format(PyExc_ValueError, cstr("mapping pattern checks duplicate key (%R)"), ptr(key));
      Py_DECREF(values);
      return null;
    }
    const value = unbound
      ? PyObject_CallFunctionObjArgs(get, map, key, dummy)
      : PyObject_CallFunctionObjArgs(get, key, dummy);
    if (!value || ptr(value) === ptr(dummy)) {
      Py_XDECREF(value);
      Py_DECREF(values);
      return value ? Py_None : null;
    }
    PyTuple_SET_ITEM(values, i, value);
  }
  return values;
}

/** Attribute `name` of `subject`, each name only once: a new reference; NULL when missing (no exception) or with one. */
function match_class_attr(subject: PyObject, type: PyObject, name: PyObject, seen: PyObject): PyObject | null {
  const fresh = first_time(seen, name);
  if (fresh <= 0) {
    if (fresh === 0) {
      PyErr_Format(
        PyExc_TypeError,
        cstr("%s() got multiple sub-patterns for attribute %R"),
        changetype<PyTypeObject>(type).tp_name,
        ptr(name),
      );
    }
    return null;
  }
  PyObject_GetOptionalAttr(subject, name);
  return tstate.out_object;
}

/** Appends a new reference (stolen, may be NULL). False: give up, with or without an exception. */
function append_attr(attrs: PyObject, value: PyObject | null): bool {
  if (!value) return false;
  const status = PyList_Append(attrs, value);
  Py_DECREF(value);
  return status === 0;
}

/** Positional sub-patterns of class `type` by its __match_args__. False: no match, or an exception. */
function match_positional(subject: PyObject, type: PyObject, nargs: i32, seen: PyObject, attrs: PyObject): bool {
  const name = changetype<PyTypeObject>(type).tp_name;
  const found = PyObject_GetOptionalAttr(type, _Py_ID("__match_args__"));
  const match_args = tstate.out_object;
  if (found < 0) return false;
  let match_self = false;
  let allowed = 0;
  if (match_args) {
    if (!PyTuple_CheckExact(match_args)) {
      PyErr_Format(
        PyExc_TypeError,
        cstr("%s.__match_args__ must be a tuple (got %s)"),
        name,
        match_args.ob_type.tp_name,
      );
      Py_DECREF(match_args);
      return false;
    }
    allowed = PyTuple_GET_SIZE(match_args);
  } else {
    match_self = (changetype<PyTypeObject>(type).tp_flags & _Py_TPFLAGS_MATCH_SELF) !== 0;
    allowed = match_self ? 1 : 0;
  }
  let ok: bool = false;
  if (allowed < nargs) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("%s() accepts %d positional sub-pattern%s (%d given)"),
      name,
      allowed,
      allowed === 1 ? cstr("") : cstr("s"),
      nargs,
    );
  } else if (match_self) ok = PyList_Append(attrs, subject) === 0;
  else ok = match_listed(subject, type, nargs, match_args!, seen, attrs);
  Py_XDECREF(match_args);
  return ok;
}

function match_listed(
  subject: PyObject,
  type: PyObject,
  nargs: i32,
  match_args: PyObject,
  seen: PyObject,
  attrs: PyObject,
): bool {
  for (let i = 0; i < nargs; i++) {
    const name = PyTuple_GET_ITEM(match_args, i);
    if (!PyUnicode_CheckExact(name)) {
      PyErr_Format(PyExc_TypeError, cstr("__match_args__ elements must be strings (got %s)"), name.ob_type.tp_name);
      return false;
    }
    if (!append_attr(attrs, match_class_attr(subject, type, name, seen))) return false;
  }
  return true;
}

/**
 * case type(nargs patterns, kwattrs=...): a new tuple of the attributes; NULL without an exception when `subject` does not
 * match, with one on error.
 */
export function _PyEval_MatchClass(subject: PyObject, type: PyObject, nargs: i32, kwattrs: PyObject): PyObject | null {
  if (!PyType_Check(type)) {
    return PyErr_Format(PyExc_TypeError, cstr("called match pattern must be a class"));
  }
  if (PyObject_IsInstance(subject, type) <= 0) return null;
  const seen = PySet_New(null);
  if (!seen) return null;
  const attrs = PyList_New(0);
  let ok: bool = attrs !== null;
  if (ok && nargs > 0) ok = match_positional(subject, type, nargs, seen, attrs!);
  for (let i = 0; ok && i < PyTuple_GET_SIZE(kwattrs); i++) {
    ok = append_attr(attrs!, match_class_attr(subject, type, PyTuple_GET_ITEM(kwattrs, i), seen));
  }
  const result = ok ? PyList_AsTuple(attrs!) : null;
  Py_DECREF(seen);
  Py_XDECREF(attrs);
  return result;
}
