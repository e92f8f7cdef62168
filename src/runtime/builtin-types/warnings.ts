/**
 * Issuing warnings from native code. CPython: Python/_warnings.c; this file has its C API and the start-up state.
 *
 * A warning finds out where it belongs (warnings-context.ts), is matched with the filters (warnings-filter.ts) and shown,
 * or raised as an exception, or dropped (warnings-explicit.ts). Where the Python module `warnings` is imported, its
 * variables `filters`, `defaultaction`, `onceregistry` and its function `_showwarnmsg` count.
 */

import { PyObject_CallOneArg } from "../abstract/call";
import { PyErr_ExceptionMatches, PyErr_GetRaisedException, PyErr_SetRaisedException } from "../abstract/errors";
import { PyErr_WriteUnraisable } from "../abstract/unraisable";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { interp, tstate } from "../object/state";
import {
  Py_None,
  PyExc_DeprecationWarning,
  PyExc_ImportWarning,
  PyExc_PendingDeprecationWarning,
  PyExc_ResourceWarning,
  PyExc_RuntimeWarning,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyDict_New } from "./dict";
import { PyGenObject } from "./generator";
import { _PyLong_GetZero } from "./int";
import { PyList_New, PyList_SET_ITEM } from "./list";
import { PyUnicode_FromString } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_New, PyTuple_SET_ITEM } from "./tuple";
import { setup_context, warning_context } from "./warnings-context";
import { warn_explicit } from "./warnings-explicit";
import { get_warnings_attr } from "./warnings-filter";

/** warnings.warn with evaluated arguments: 0, -1 with an exception. `source` and `skip_file_prefixes` may be NULL. Borrows all. */
export function do_warn(
  message: PyObject,
  category: PyObject,
  stack_level: i64,
  source: PyObject | null,
  skip_file_prefixes: PyObject | null,
): i32 {
  if (!setup_context(stack_level, skip_file_prefixes)) return -1;
  const context = warning_context;
  const filename = context.filename;
  const module = context.module;
  const registry = context.registry;
  const status = warn_explicit(category, message, filename, context.lineno, module, registry, null, source);
  Py_DECREF(filename);
  Py_DECREF(module);
  Py_DECREF(registry);
  return status;
}

/** Steals `message` (NULL: fails). */
function warn_unicode(
  category: PyTypeObject,
  message: PyObject | null,
  stack_level: i32,
  source: PyObject | null,
): i32 {
  if (!message) return -1;
  const status = do_warn(message, category, <i64>stack_level, source, null);
  Py_DECREF(message);
  return status;
}

/** warnings.warn(text, category, stack_level): 0, -1 when the warning was turned into an exception. */
export function PyErr_WarnEx(category: PyTypeObject, text: usize, stack_level: i32): i32 {
  return warn_unicode(category, PyUnicode_FromString(text), stack_level, null);
}

/** As PyErr_WarnEx with a formatted text (PyUnicode_FromFormat). */
export function PyErr_WarnFormat(
  category: PyTypeObject,
  stack_level: i32,
  format: usize,
  a: usize = 0,
  b: usize = 0,
  c: usize = 0,
  d: usize = 0,
): i32 {
  return warn_unicode(category, PyUnicode_FromFormat(format, a, b, c, d), stack_level, null);
}

/** As PyErr_WarnFormat about the object `source`, of which `warnings` may tell where it was allocated. Borrows. */
export function _PyErr_WarnFormat(
  source: PyObject,
  category: PyTypeObject,
  stack_level: i32,
  format: usize,
  a: usize = 0,
  b: usize = 0,
): i32 {
  return warn_unicode(category, PyUnicode_FromFormat(format, a, b), stack_level, source);
}

/** ResourceWarning about `source`. */
export function PyErr_ResourceWarning(source: PyObject, stack_level: i32, format: usize, a: usize = 0): i32 {
  return _PyErr_WarnFormat(source, PyExc_ResourceWarning, stack_level, format, a);
}

/** warnings.warn_explicit(message, category, filename, lineno, module, registry); `module` and `registry` may be NULL. Borrows all. */
export function PyErr_WarnExplicitObject(
  category: PyTypeObject,
  message: PyObject,
  filename: PyObject,
  lineno: i32,
  module: PyObject | null,
  registry: PyObject | null,
): i32 {
  return warn_explicit(category, message, filename, <i64>lineno, module, registry, null, null);
}

/**
 * RuntimeWarning "coroutine 'name' was never awaited", through warnings._warn_unawaited_coroutine when there is one. What
 * goes wrong is reported as unraisable.
 */
export function _PyErr_WarnUnawaitedCoroutine(coro: PyObject): void {
  const warn = get_warnings_attr(_Py_ID("_warn_unawaited_coroutine"), true);
  let warned: bool = false;
  if (warn) {
    const result = PyObject_CallOneArg(warn, coro);
    Py_DECREF(warn);
    warned = result !== null || PyErr_ExceptionMatches(PyExc_RuntimeWarning);
    Py_XDECREF(result);
  }
  if (tstate.current_exception) PyErr_WriteUnraisable(coro);
  if (warned) return;
  const name = ptr(changetype<PyGenObject>(coro).gi_qualname);
  const status = _PyErr_WarnFormat(coro, PyExc_RuntimeWarning, 1, cstr("coroutine '%S' was never awaited"), name);
  if (status < 0) PyErr_WriteUnraisable(coro);
}

/** RuntimeWarning about a method of the async generator `agen` that was never awaited; `method` a str. Borrows both; keeps the exception. */
export function _PyErr_WarnUnawaitedAgenMethod(agen: PyObject, method: PyObject): void {
  const text = cstr("coroutine method %R of %R was never awaited");
  const name = ptr(changetype<PyGenObject>(agen).gi_qualname);
  const exc = PyErr_GetRaisedException();
  if (_PyErr_WarnFormat(agen, PyExc_RuntimeWarning, 1, text, ptr(method), name) < 0) PyErr_WriteUnraisable(agen);
  PyErr_SetRaisedException(exc);
}

/** (action, None, category, module or None, 0): new reference, NULL with an exception. */
function create_filter(category: PyTypeObject, action: PyObject, module: PyObject | null): PyObject | null {
  const filter = PyTuple_New(5);
  if (!filter) return null;
  PyTuple_SET_ITEM(filter, 0, Py_NewRef(action));
  PyTuple_SET_ITEM(filter, 1, Py_None);
  PyTuple_SET_ITEM(filter, 2, Py_NewRef(category));
  PyTuple_SET_ITEM(filter, 3, Py_NewRef(module ? module : Py_None));
  PyTuple_SET_ITEM(filter, 4, _PyLong_GetZero());
  return filter;
}

/** The filters of a release build: new reference, NULL with an exception. */
function init_filters(): PyObject | null {
  const filters = PyList_New(5);
  if (!filters) return null;
  const ignore = _Py_ID("ignore");
  PyList_SET_ITEM(filters, 0, create_filter(PyExc_DeprecationWarning, _Py_ID("default"), _Py_ID("__main__")));
  PyList_SET_ITEM(filters, 1, create_filter(PyExc_DeprecationWarning, ignore, null));
  PyList_SET_ITEM(filters, 2, create_filter(PyExc_PendingDeprecationWarning, ignore, null));
  PyList_SET_ITEM(filters, 3, create_filter(PyExc_ImportWarning, ignore, null));
  PyList_SET_ITEM(filters, 4, create_filter(PyExc_ResourceWarning, ignore, null));
  if (!tstate.current_exception) return filters;
  Py_DECREF(filters);
  return null;
}

/** Start-up: filters, once registry, default action. -1 with an exception. */
export function _PyWarnings_InitState(): i32 {
  interp.warnings_filters = init_filters();
  interp.warnings_once_registry = PyDict_New();
  interp.warnings_default_action = PyUnicode_FromString(cstr("default"));
  interp.warnings_filters_version = 0;
  return tstate.current_exception ? -1 : 0;
}

/** The end: gives the state back. */
export function _PyWarnings_Fini(): void {
  const filters = interp.warnings_filters;
  const registry = interp.warnings_once_registry;
  const action = interp.warnings_default_action;
  interp.warnings_filters = null;
  interp.warnings_once_registry = null;
  interp.warnings_default_action = null;
  Py_XDECREF(filters);
  Py_XDECREF(registry);
  Py_XDECREF(action);
}
