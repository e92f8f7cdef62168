/**
 * What becomes of a warning: the filters, the default action, and the registries of what has been shown.
 * CPython: get_filter, already_warned of Python/_warnings.c.
 *
 * A filter is (action, message, category, module, lineno); message and module are None, a str that must be equal, or
 * have a `match` method. A registry maps (text, category, lineno) or (text, category) to True, and "version" to the version of the
 * filters under which it was filled.
 */

import { PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyObject_CallMethodOneArg } from "../abstract/call";
import { Py_IsFinalizing, PyErr_ClearIf, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { import_module } from "../abstract/hooks";
import { PyObject_IsSubclass } from "../abstract/instance-check";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { interp, tstate } from "../object/state";
import { Py_None, Py_True, PyExc_ImportError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyDict_Check, PyDict_Clear, PyDict_GetItemRef, PyDict_SetItem } from "./dict";
import { PyLong_AsLong, PyLong_AsSsize_t, PyLong_Check, PyLong_FromLong } from "./int";
import { PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE } from "./list";
import { PyUnicode_Check, PyUnicode_CheckExact } from "./str";
import { PyUnicode_Compare } from "./str-compare";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "./tuple";

/**
 * warnings.NAME of the Python module: new reference; NULL when the module isn't imported or has no such attribute (no exception), or on
 * error. `try_import`: imports it, before the end.
 */
export function get_warnings_attr(name: PyObject, try_import: bool): PyObject | null {
  let module: PyObject | null;
  if (try_import && !Py_IsFinalizing()) {
    module = import_module(_Py_ID("warnings"));
    if (!module) {
      PyErr_ClearIf(PyExc_ImportError);
      return null;
    }
  } else {
    const modules = interp.modules;
    if (!modules || PyDict_GetItemRef(modules, _Py_ID("warnings")) <= 0) return null;
    module = tstate.out_object!;
  }
  const found = PyObject_GetOptionalAttr(module, name);
  const value = tstate.out_object;
  Py_DECREF(module);
  return found > 0 ? value : null;
}

// ---- The three variables ------------------------------------------------------------------------------------------

/** TypeError "_warnings.NAME must be a KIND, not 'T'"; gives the reference to `value` back. */
function wrong_type(value: PyObject, format: usize): PyObject | null {
  PyErr_Format(PyExc_TypeError, format, value.ob_type.tp_name);
  Py_DECREF(value);
  return null;
}

/** The dict for action "once": borrowed, NULL with an exception. */
export function get_once_registry(): PyObject | null {
  const registry = get_warnings_attr(_Py_ID("onceregistry"), false);
  if (!registry) return tstate.current_exception ? null : interp.warnings_once_registry;
  if (!PyDict_Check(registry)) return wrong_type(registry, cstr("_warnings.onceregistry must be a dict, not '%.200s'"));
  const old = interp.warnings_once_registry;
  interp.warnings_once_registry = registry;
  Py_XDECREF(old);
  return registry;
}

/** The action where no filter matches: borrowed, NULL with an exception. */
function get_default_action(): PyObject | null {
  const action = get_warnings_attr(_Py_ID("defaultaction"), false);
  if (!action) return tstate.current_exception ? null : interp.warnings_default_action;
  if (!PyUnicode_Check(action)) {
    return wrong_type(action, cstr("_warnings.defaultaction must be a string, not '%.200s'"));
  }
  const old = interp.warnings_default_action;
  interp.warnings_default_action = action;
  Py_XDECREF(old);
  return action;
}

/** The list of filters: borrowed, NULL with an exception. */
function get_filters(): PyObject | null {
  const filters = get_warnings_attr(_Py_ID("filters"), false);
  if (filters) {
    const old = interp.warnings_filters;
    interp.warnings_filters = filters;
    Py_XDECREF(old);
  } else if (tstate.current_exception) return null;
  const list = interp.warnings_filters;
  if (list && PyList_Check(list)) return list;
  PyErr_SetString(PyExc_ValueError, cstr("_warnings.filters must be a list"));
  return null;
}

// ---- Matching -----------------------------------------------------------------------------------------------------

/** `pattern` of a filter allows `value`: 1, 0, -1 with an exception. */
function check_matched(pattern: PyObject, value: PyObject): i32 {
  if (ptr(pattern) === ptr(Py_None)) return 1;
  if (PyUnicode_CheckExact(pattern)) {
    if (!PyUnicode_Check(value)) {
      PyErr_Format(PyExc_TypeError, cstr("Can't compare str and %.100s"), value.ob_type.tp_name);
      return -1;
    }
    const order = PyUnicode_Compare(pattern, value);
    if (order === -1 && tstate.current_exception) return -1;
    return order === 0 ? 1 : 0;
  }
  const result = PyObject_CallMethodOneArg(pattern, _Py_ID("match"), value);
  if (!result) return -1;
  const matched = PyObject_IsTrue(result);
  Py_DECREF(result);
  return matched;
}

/** The filter (a 5-tuple) applies: 1, 0, -1 with an exception. */
function filter_matches(filter: PyObject, category: PyObject, text: PyObject, lineno: i64, module: PyObject): i32 {
  const goodText = check_matched(PyTuple_GET_ITEM(filter, 1), text);
  if (goodText < 0) return -1;
  const goodModule = check_matched(PyTuple_GET_ITEM(filter, 3), module);
  if (goodModule < 0) return -1;
  const isSubclass = PyObject_IsSubclass(category, PyTuple_GET_ITEM(filter, 2));
  if (isSubclass < 0) return -1;
  const line = PyLong_AsSsize_t(PyTuple_GET_ITEM(filter, 4));
  if (line === -1 && tstate.current_exception) return -1;
  return goodText && goodModule && isSubclass && (line === 0 || line === lineno) ? 1 : 0;
}

/** What to do: the action (new reference), the filter or None in tstate.out_object (new reference). NULL with an exception. */
export function get_filter(category: PyObject, text: PyObject, lineno: i64, module: PyObject): PyObject | null {
  const filters = get_filters();
  if (!filters) return null;
  Py_NewRef(filters);
  let action: PyObject | null = null;
  let filter: PyObject | null = null;
  for (let i = 0; !action && i < PyList_GET_SIZE(filters); i++) {
    filter = Py_NewRef(PyList_GET_ITEM(filters, i));
    if (!PyTuple_Check(filter) || PyTuple_GET_SIZE(filter) !== 5) {
      PyErr_Format(PyExc_ValueError, cstr("_warnings.filters item %zd isn't a 5-tuple"), <usize>i);
    } else {
      const known = PyTuple_GET_ITEM(filter, 0);
      if (!PyUnicode_Check(known)) {
        PyErr_Format(PyExc_TypeError, cstr("action must be a string, not '%.200s'"), known.ob_type.tp_name);
      } else if (filter_matches(filter, category, text, lineno, module) > 0) {
        action = Py_NewRef(known);
        break;
      }
    }
    Py_DECREF(filter);
    filter = null;
    if (tstate.current_exception) break;
  }
  Py_DECREF(filters);
  if (!action && !tstate.current_exception) {
    action = get_default_action();
    if (action) Py_NewRef(action);
    filter = Py_None;
  }
  tstate.out_object = filter;
  return action;
}

// ---- Registries ---------------------------------------------------------------------------------------------------

/** Empties a registry that was filled under other filters. 1 emptied, 0 it is good, -1 with an exception. */
function refresh(registry: PyObject): i32 {
  const found = PyDict_GetItemRef(registry, _Py_ID("version"));
  if (found < 0) return -1;
  const known = tstate.out_object;
  let isCurrent = false;
  if (known && PyLong_Check(known)) isCurrent = PyLong_AsLong(known) === interp.warnings_filters_version;
  Py_XDECREF(known);
  if (tstate.current_exception) return -1;
  if (isCurrent) return 0;
  PyDict_Clear(registry);
  const version = PyLong_FromLong(interp.warnings_filters_version);
  if (!version) return -1;
  const status = PyDict_SetItem(registry, _Py_ID("version"), version);
  Py_DECREF(version);
  return status < 0 ? -1 : 1;
}

/** The registry (a dict) knows `key`: 1, 0, -1 with an exception. `should_set`: knows it from now on. */
export function already_warned(registry: PyObject, key: PyObject, should_set: bool): i32 {
  const emptied = refresh(registry);
  if (emptied < 0) return -1;
  if (emptied === 0) {
    const found = PyDict_GetItemRef(registry, key);
    if (found < 0) return -1;
    if (found > 0) {
      const warned = tstate.out_object!;
      const status = PyObject_IsTrue(warned);
      Py_DECREF(warned);
      if (status !== 0) return status;
    }
  }
  return should_set ? PyDict_SetItem(registry, key, Py_True) : 0;
}

/** Enters (text, category): 1 it was there, 0 not, -1 with an exception. */
export function update_registry(registry: PyObject, text: PyObject, category: PyObject): i32 {
  const key = PyTuple_Pack(text, category);
  if (!key) return -1;
  const known = already_warned(registry, key, true);
  Py_DECREF(key);
  return known;
}
