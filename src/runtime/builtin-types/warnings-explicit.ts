/**
 * A warning whose place is known: filtered, then raised, shown or dropped. CPython: warn_explicit and show_warning of
 * Python/_warnings.c.
 *
 * It is shown by warnings._showwarnmsg of the Python module, which is imported for it; where that fails (and at the end
 * of the interpreter, unless it is imported already) natively on sys.stderr: `file:line: Category: text` and the source line.
 */

import { PyObject_GetAttr } from "../abstract/attribute";
import { PyObject_CallOneArg, PyObject_Vectorcall } from "../abstract/call";
import { PyErr_Clear, PyErr_Format, PyErr_SetObject, PyErr_SetString } from "../abstract/errors";
import { PyObject_IsInstance } from "../abstract/instance-check";
import { PyCallable_Check, PyObject_Str } from "../abstract/object-protocol";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, Py_True, PyExc_RuntimeError, PyExc_TypeError, PyExc_Warning } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyDict_Check, PyDict_SetItem } from "./dict";
import { _PySys_GetAttr, Py_PRINT_RAW, PyFile_WriteObject, PyFile_WriteString } from "./file";
import { PyLong_FromLong } from "./int";
import { write_stderr_bytes } from "./std-printer";
import {
  _PyUnicode_EqualToASCIIString,
  PyUnicode_FromString,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
  PyUnicode_Substring,
} from "./str";
import { _Py_DisplaySourceLine, write_format } from "./traceback-print";
import { PyTuple_Pack } from "./tuple";
import { already_warned, get_filter, get_once_registry, get_warnings_attr, update_registry } from "./warnings-filter";

// ---- Showing --------------------------------------------------------------------------------------------------------

/** Writes the text and the source line. -1 with an exception. */
function write_warning(
  file: PyObject,
  filename: PyObject,
  lineno: i64,
  text: PyObject,
  name: PyObject,
  sourceline: PyObject | null,
): i32 {
  if (
    PyFile_WriteObject(filename, file, Py_PRINT_RAW) < 0 ||
    write_format(file, cstr(":%d: "), <usize>(<i32>lineno)) < 0 ||
    PyFile_WriteObject(name, file, Py_PRINT_RAW) < 0 ||
    PyFile_WriteString(cstr(": "), file) < 0 ||
    PyFile_WriteObject(text, file, Py_PRINT_RAW) < 0 ||
    PyFile_WriteString(cstr("\n"), file) < 0
  ) {
    return -1;
  }
  if (!sourceline) return _Py_DisplaySourceLine(file, filename, <i32>lineno, 2);
  // What a loader gave is written as it is, neither stripped nor indented.
  if (PyFile_WriteObject(sourceline, file, Py_PRINT_RAW) < 0) return -1;
  return PyFile_WriteString(cstr("\n"), file);
}

/** The native way; what goes wrong is dropped. */
function show_warning(
  filename: PyObject,
  lineno: i64,
  text: PyObject,
  category: PyObject,
  sourceline: PyObject | null,
): void {
  const name = PyObject_GetAttr(category, _Py_ID("__name__"));
  if (name) {
    const file = _PySys_GetAttr(_Py_ID("stderr"));
    if (file) {
      Py_NewRef(file);
      write_warning(file, filename, lineno, text, name, sourceline);
      Py_DECREF(file);
    } else write_stderr_bytes(cstr("lost sys.stderr\n"), 16);
    Py_DECREF(name);
  }
  PyErr_Clear();
}

/** WarningMessage(message, category, filename, lineno, None, None[, source]): new reference, NULL with an exception. */
function make_warning_message(
  message: PyObject,
  category: PyObject,
  filename: PyObject,
  lineno: PyObject,
  source: PyObject | null,
): PyObject | null {
  const type = get_warnings_attr(_Py_ID("WarningMessage"), false);
  if (!type) {
    if (!tstate.current_exception) {
      PyErr_SetString(PyExc_RuntimeError, cstr("unable to get warnings.WarningMessage"));
    }
    return null;
  }
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(7 << 3));
  args.set(0, message);
  args.set(1, category);
  args.set(2, filename);
  args.set(3, lineno);
  args.set(4, Py_None);
  args.set(5, Py_None);
  args.set(6, source);
  const result = PyObject_Vectorcall(type, args, source ? 7 : 6, null);
  stack_release(mark);
  Py_DECREF(type);
  return result;
}

/** A warning on its way: borrowed references. */
@unmanaged
class Warning {
  category: PyObject;
  text: PyObject;
  message: PyObject;
  filename: PyObject;
  lineno: i64;
  lineno_obj: PyObject;
  sourceline: PyObject | null;
  source: PyObject | null;
}

/** Through warnings._showwarnmsg or natively. -1 with an exception. */
function call_show_warning(w: Warning): i32 {
  // The module is imported only for what it alone can show: where `source` was allocated.
  const show = get_warnings_attr(_Py_ID("_showwarnmsg"), w.source !== null);
  if (!show) {
    if (tstate.current_exception) return -1;
    show_warning(w.filename, w.lineno, w.text, w.category, w.sourceline);
    return 0;
  }
  let result: PyObject | null = null;
  if (!PyCallable_Check(show)) {
    PyErr_SetString(PyExc_TypeError, cstr("warnings._showwarnmsg() must be set to a callable"));
  } else {
    const message = make_warning_message(w.message, w.category, w.filename, w.lineno_obj, w.source);
    if (message) {
      result = PyObject_CallOneArg(show, message);
      Py_DECREF(message);
    }
  }
  Py_DECREF(show);
  if (!result) return -1;
  Py_DECREF(result);
  return 0;
}

// ---- Filtering ------------------------------------------------------------------------------------------------------

/** The module name for a file name: without ".py", "<unknown>" for an empty one. New reference. */
function normalize_module(filename: PyObject): PyObject | null {
  const n = PyUnicode_GET_LENGTH(filename);
  if (n === 0) return PyUnicode_FromString(cstr("<unknown>"));
  const isPython =
    n >= 3 &&
    PyUnicode_READ_CHAR(filename, n - 3) === 46 &&
    PyUnicode_READ_CHAR(filename, n - 2) === 112 &&
    PyUnicode_READ_CHAR(filename, n - 1) === 121;
  return isPython ? PyUnicode_Substring(filename, 0, n - 3) : Py_NewRef(filename);
}

/** Notes the warning as the action demands. 1: has been shown before, 0: is to be shown, -1 with an exception. */
function note(action: PyObject, filter: PyObject, w: Warning, key: PyObject, registry: PyObject | null): i32 {
  if (_PyUnicode_EqualToASCIIString(action, cstr("always"))) return 0;
  if (registry && PyDict_SetItem(registry, key, Py_True) < 0) return -1;
  if (_PyUnicode_EqualToASCIIString(action, cstr("once"))) {
    const once = registry ? registry : get_once_registry();
    return once ? update_registry(once, w.text, w.category) : -1;
  }
  if (_PyUnicode_EqualToASCIIString(action, cstr("module"))) {
    return registry ? update_registry(registry, w.text, w.category) : 0;
  }
  if (_PyUnicode_EqualToASCIIString(action, cstr("default"))) return 0;
  PyErr_Format(
    PyExc_RuntimeError,
    cstr("Unrecognized action (%R) in warnings.filters:\n %R"),
    ptr(action),
    ptr(filter),
  );
  return -1;
}

/** Filters `w` and does what is to be done. -1 with an exception. */
function dispatch(w: Warning, module: PyObject, key: PyObject, registry: PyObject | null): i32 {
  if (registry) {
    const known = already_warned(registry, key, false);
    if (known !== 0) return known < 0 ? -1 : 0;
  }
  const action = get_filter(w.category, w.text, w.lineno, module);
  if (!action) return -1;
  const filter = tstate.out_object!;
  let status = 0;
  if (_PyUnicode_EqualToASCIIString(action, cstr("error"))) {
    PyErr_SetObject(changetype<PyTypeObject>(w.category), w.message);
    status = -1;
  } else if (!_PyUnicode_EqualToASCIIString(action, cstr("ignore"))) {
    status = note(action, filter, w, key, registry);
    if (status === 0) status = call_show_warning(w);
    else if (status > 0) status = 0;
  }
  Py_DECREF(action);
  Py_DECREF(filter);
  return status;
}

/** Text, message instance and category of `w` from what was given: owned references in it. False with an exception. */
function evaluate(w: Warning, category: PyObject, message: PyObject): bool {
  const isWarning = PyObject_IsInstance(message, PyExc_Warning);
  if (isWarning < 0) return false;
  const text = isWarning ? PyObject_Str(message) : Py_NewRef(message);
  if (!text) return false;
  const actual: PyObject = isWarning ? message.ob_type : category;
  const instance = isWarning ? Py_NewRef(message) : PyObject_CallOneArg(category, message);
  const line = instance ? PyLong_FromLong(w.lineno) : null;
  if (!instance || !line) {
    Py_DECREF(text);
    Py_XDECREF(instance);
    return false;
  }
  w.text = text;
  w.message = instance;
  w.category = Py_NewRef(actual);
  w.lineno_obj = line;
  return true;
}

/**
 * warnings.warn_explicit: 0, -1 with an exception. `module` NULL is derived from the file name, None: nothing happens (the
 * interpreter is ending). `registry` is a dict, None or NULL. Borrows all.
 */
export function warn_explicit(
  category: PyObject,
  message: PyObject,
  filename: PyObject,
  lineno: i64,
  module: PyObject | null,
  registry: PyObject | null,
  sourceline: PyObject | null,
  source: PyObject | null,
): i32 {
  if (module && ptr(module) === ptr(Py_None)) return 0;
  const dict = registry && ptr(registry) !== ptr(Py_None) ? registry : null;
  if (dict && !PyDict_Check(dict)) {
    PyErr_SetString(PyExc_TypeError, cstr("'registry' must be a dict or None"));
    return -1;
  }
  const name = module ? Py_NewRef(module) : normalize_module(filename);
  if (!name) return -1;
  const mark = stack_mark();
  const w = changetype<Warning>(stack_alloc(offsetof<Warning>()));
  w.filename = filename;
  w.lineno = lineno;
  w.sourceline = sourceline;
  w.source = source && ptr(source) !== ptr(Py_None) ? source : null;
  let status = -1;
  if (evaluate(w, category, message)) {
    const key = PyTuple_Pack(w.text, w.category, w.lineno_obj);
    if (key) {
      status = dispatch(w, name, key, dict);
      Py_DECREF(key);
    }
    Py_DECREF(w.text);
    Py_DECREF(w.message);
    Py_DECREF(w.category);
    Py_DECREF(w.lineno_obj);
  }
  stack_release(mark);
  Py_DECREF(name);
  return status;
}
