/** Module `_warnings`: what the Python module `warnings` is built on. CPython: Python/_warnings.c. */

import { _PyArg_AsSsize_t, _PyArg_BadArgument, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyObject_CallOneArg } from "../abstract/call";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_IsInstance, PyObject_IsSubclass } from "../abstract/instance-check";
import { PyObject_RichCompareBool } from "../abstract/object-protocol";
import { PyDict_Check, PyDict_GetItemRef } from "../builtin-types/dict";
import { PyLong_AsInt } from "../builtin-types/int";
import { PyList_GET_ITEM, PyList_GET_SIZE } from "../builtin-types/list";
import { module_begin, module_fast_keywords, module_noargs, PyModule_AddObjectRef } from "../builtin-types/module";
import { PyUnicode_Check, PyUnicode_FromString } from "../builtin-types/str";
import { PyUnicode_Splitlines } from "../builtin-types/str-split";
import { PyTuple_Check, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { do_warn } from "../builtin-types/warnings";
import { warn_explicit } from "../builtin-types/warnings-explicit";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFastWithKeywords } from "../object/slots";
import { interp, tstate } from "../object/state";
import {
  Py_None,
  PyExc_AttributeError,
  PyExc_DeprecationWarning,
  PyExc_IndexError,
  PyExc_TypeError,
  PyExc_UserWarning,
  PyExc_ValueError,
  PyExc_Warning,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";

/** Py_NE. */
const NOT_EQUAL: i32 = 3;

// ---- warn -----------------------------------------------------------------------------------------------------------

const warn_args: ArgSpec = changetype<ArgSpec>(memory.data(16, 16));

/** The category of a warning: borrowed, NULL with TypeError. `category` may be NULL or None. */
function get_category(message: PyObject, category: PyObject | null): PyObject | null {
  const isWarning = PyObject_IsInstance(message, PyExc_Warning);
  if (isWarning < 0) return null;
  if (isWarning) return message.ob_type;
  if (!category || ptr(category) === ptr(Py_None)) return PyExc_UserWarning;
  const isCategory = PyObject_IsSubclass(category, PyExc_Warning);
  if (isCategory > 0) return category;
  PyErr_Format(PyExc_TypeError, cstr("category must be a Warning subclass, not '%s'"), category.ob_type.tp_name);
  return null;
}

function warn_checked(args: Slots): PyObject | null {
  const given = args.getOrNull(2);
  let level: i64 = 1;
  if (given) {
    level = _PyArg_AsSsize_t(given);
    if (level === -1 && tstate.current_exception) return null;
  }
  const source = args.getOrNull(3);
  let prefixes = args.getOrNull(4);
  if (prefixes && !PyTuple_Check(prefixes)) {
    _PyArg_BadArgument(cstr("warn"), cstr("argument 'skip_file_prefixes'"), cstr("tuple"), prefixes);
    return null;
  }
  const category = get_category(args.get(0), args.getOrNull(1));
  if (!category) return null;
  if (prefixes && PyTuple_GET_SIZE(prefixes) > 0) level = max<i64>(level, 2);
  else prefixes = null;
  return do_warn(args.get(0), category, level, source ? source : Py_None, prefixes) < 0 ? null : Py_None;
}

function warnings_warn(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("message category stacklevel source skip_file_prefixes");
  const given = _PyArg_UnpackKeywords(warn_args, cstr("warn"), names, 0, args, nargs, null, kwnames, 1, 4);
  const result = given ? warn_checked(Slots.at(given)) : null;
  stack_release(mark);
  return result;
}

// ---- warn_explicit --------------------------------------------------------------------------------------------------

/** globals[key]: new reference, NULL when missing (no exception) or on error. */
function lookup(globals: PyObject, key: PyObject): PyObject | null {
  return PyDict_GetItemRef(globals, key) > 0 ? tstate.out_object : null;
}

/** DeprecationWarning from the place in importlib where CPython has it. -1 with an exception. */
function bootstrap_warning(text: usize, lineno: i64): i32 {
  const message = PyUnicode_FromString(text);
  const filename = PyUnicode_FromString(cstr("<frozen importlib._bootstrap_external>"));
  const module = PyUnicode_FromString(cstr("importlib._bootstrap_external"));
  let status = -1;
  if (message && filename && module) {
    status = warn_explicit(PyExc_DeprecationWarning, message, filename, lineno, module, null, null, Py_None);
  }
  Py_XDECREF(message);
  Py_XDECREF(filename);
  Py_XDECREF(module);
  return status;
}

function no_spec_loader(type: PyTypeObject): PyObject | null {
  PyErr_SetString(type, cstr("Module globals is missing a __spec__.loader"));
  return null;
}

/** The loader, of the two that a module's globals may name; both borrowed and possibly NULL. New reference; NULL: error. */
function choose_loader(loader: PyObject | null, specLoader: PyObject | null, has: bool): PyObject | null {
  if (!specLoader || ptr(specLoader) === ptr(Py_None)) {
    if (!loader) return no_spec_loader(has ? PyExc_ValueError : PyExc_AttributeError);
    const missing = cstr("Module globals is missing a __spec__.loader");
    return bootstrap_warning(missing, 932) < 0 ? null : Py_NewRef(loader);
  }
  if (!loader) return Py_NewRef(specLoader);
  const differs = PyObject_RichCompareBool(loader, specLoader, NOT_EQUAL);
  if (differs <= 0) return differs < 0 ? null : Py_NewRef(specLoader);
  const other = cstr("Module globals; __loader__ != __spec__.loader");
  return bootstrap_warning(other, 939) < 0 ? null : Py_NewRef(loader);
}

/** The loader of the module with these globals: new reference; NULL when there is none (no exception) or on error. */
function _PyImport_BlessMyLoader(globals: PyObject): PyObject | null {
  let loader = lookup(globals, _Py_ID("__loader__"));
  if (tstate.current_exception) return null;
  if (loader && ptr(loader) === ptr(Py_None)) loader = null;
  const spec = lookup(globals, _Py_ID("__spec__"));
  let result: PyObject | null = null;
  if (spec || loader) {
    if (!loader && ptr(spec) === ptr(Py_None)) no_spec_loader(PyExc_ValueError);
    else {
      const found = spec ? PyObject_GetOptionalAttr(spec, _Py_ID("loader")) : 0;
      const specLoader = spec ? tstate.out_object : null;
      if (found >= 0) result = choose_loader(loader, specLoader, found > 0);
      Py_XDECREF(specLoader);
    }
  }
  Py_XDECREF(loader);
  Py_XDECREF(spec);
  return result;
}

/** loader.get_source(name): new reference; NULL when there is no such method, or no source (no exception), or on error. */
function loader_source(loader: PyObject, name: PyObject): PyObject | null {
  if (PyObject_GetOptionalAttr(loader, _Py_ID("get_source")) <= 0) return null;
  const get = tstate.out_object!;
  const source = PyObject_CallOneArg(get, name);
  Py_DECREF(get);
  return source && ptr(source) === ptr(Py_None) ? null : source;
}

/** Line `lineno` of the source that the module's loader knows: new reference; NULL when there is none or on error. */
function get_source_line(globals: PyObject, lineno: i32): PyObject | null {
  const loader = _PyImport_BlessMyLoader(globals);
  if (!loader) return null;
  const name = lookup(globals, _Py_ID("__name__"));
  const source = name ? loader_source(loader, name) : null;
  Py_DECREF(loader);
  Py_XDECREF(name);
  if (!source) return null;
  const isText = PyUnicode_Check(source);
  if (!isText) PyErr_Format(PyExc_TypeError, cstr("must be str, not %.100s"), source.ob_type.tp_name);
  const lines = isText ? PyUnicode_Splitlines(source, false) : null;
  Py_DECREF(source);
  if (!lines) return null;
  let line: PyObject | null = null;
  if (lineno < 1 || lineno > PyList_GET_SIZE(lines)) {
    PyErr_SetString(PyExc_IndexError, cstr("list index out of range"));
  } else line = Py_NewRef(PyList_GET_ITEM(lines, lineno - 1));
  Py_DECREF(lines);
  return line;
}

const explicit_args: ArgSpec = changetype<ArgSpec>(memory.data(16, 16));

function warn_explicit_checked(args: Slots): PyObject | null {
  const filename = args.get(2);
  if (!PyUnicode_Check(filename)) {
    _PyArg_BadArgument(cstr("warn_explicit"), cstr("argument 'filename'"), cstr("str"), filename);
    return null;
  }
  const lineno = PyLong_AsInt(args.get(3));
  if (lineno === -1 && tstate.current_exception) return null;
  const module_globals = args.getOrNull(6);
  let line: PyObject | null = null;
  if (module_globals && ptr(module_globals) !== ptr(Py_None)) {
    if (!PyDict_Check(module_globals)) {
      const given = module_globals.ob_type.tp_name;
      return PyErr_Format(PyExc_TypeError, cstr("module_globals must be a dict, not '%.200s'"), given);
    }
    line = get_source_line(module_globals, lineno);
    if (!line && tstate.current_exception) return null;
  }
  const source = args.getOrNull(7);
  const status = warn_explicit(
    args.get(1),
    args.get(0),
    filename,
    <i64>lineno,
    args.getOrNull(4),
    args.getOrNull(5),
    line,
    source ? source : Py_None,
  );
  Py_XDECREF(line);
  return status < 0 ? null : Py_None;
}

function warnings_warn_explicit(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("message category filename lineno module registry module_globals source");
  const name = cstr("warn_explicit");
  const given = _PyArg_UnpackKeywords(explicit_args, name, names, 0, args, nargs, null, kwnames, 4, 8);
  const result = given ? warn_explicit_checked(Slots.at(given)) : null;
  stack_release(mark);
  return result;
}

// ---- The module -----------------------------------------------------------------------------------------------------

/** What registries hold is void from now on. */
function warnings_filters_mutated(_m: PyObject, _unused: PyObject | null): PyObject | null {
  interp.warnings_filters_version++;
  return Py_None;
}

/** Makes the module: new reference. */
export function PyInit__warnings(): PyObject | null {
  const m = module_begin(
    cstr("_warnings"),
    cstr("Filtering and issuing warnings: what the module warnings is built on."),
  );
  if (!m) return null;
  const ok =
    module_fast_keywords(
      m,
      cstr("warn"),
      PyCFunctionFastWithKeywords.of(warnings_warn),
      cstr(
        "warn($module, /, message, category=None, stacklevel=1, source=None, *,\n     skip_file_prefixes=<unrepresentable>)\n--\n\nIssues a warning, or ignores it, or raises it as an exception.",
      ),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("warn_explicit"),
      PyCFunctionFastWithKeywords.of(warnings_warn_explicit),
      cstr(
        "warn_explicit($module, /, message, category, filename, lineno,\n              module=<unrepresentable>, registry=None,\n              module_globals=None, source=None)\n--\n\nIssues a warning about a place that is given.",
      ),
    ) === 0 &&
    module_noargs(
      m,
      cstr("_filters_mutated"),
      PyCFunction.of(warnings_filters_mutated),
      cstr("_filters_mutated($module, /)\n--\n\n"),
    ) === 0 &&
    PyModule_AddObjectRef(m, cstr("filters"), interp.warnings_filters!) === 0 &&
    PyModule_AddObjectRef(m, cstr("_onceregistry"), interp.warnings_once_registry!) === 0 &&
    PyModule_AddObjectRef(m, cstr("_defaultaction"), interp.warnings_default_action!) === 0;
  if (ok) return m;
  Py_DECREF(m);
  return null;
}
