/**
 * Finding and loading modules: native ones from vm/inittab.ts, source files that the host finds in a folder of sys.path or
 * of the parent package's __path__. CPython: the essence of Lib/importlib/_bootstrap.py and _bootstrap_external.py.
 *
 * NOT CPYTHON: until importlib itself runs (the standard library's issue) its steps are native here, and a module's
 * __spec__ is a types.SimpleNamespace with ModuleSpec's attributes.
 */

import { PyObject_GetAttr, PyObject_GetOptionalAttr, PyObject_SetAttr } from "../abstract/attribute";
import {
  PyErr_Clear,
  PyErr_ClearIf,
  PyErr_GetRaisedException,
  PyErr_NoMemory,
  PyErr_SetObject,
  PyErr_SetRaisedException,
} from "../abstract/errors";
import { PySequence_Fast, PySequence_Fast_GET_SIZE, PySequence_Fast_ITEMS } from "../abstract/sequence";
import { PyDict_DelItem, PyDict_GetItemRef, PyDict_New, PyDict_SetItem } from "../builtin-types/dict";
import { set_field } from "../builtin-types/exception-fields";
import { PyImportErrorObject } from "../builtin-types/exception-structs";
import { _PySys_GetAttr } from "../builtin-types/file";
import { PyList_Append, PyList_New } from "../builtin-types/list";
import { PyModule_GetDict, PyModule_NewObject } from "../builtin-types/module";
import { _PyNamespace_New } from "../builtin-types/namespace";
import {
  PyUnicode_AsUTF8AndSize,
  PyUnicode_Check,
  PyUnicode_FromString,
  PyUnicode_FromStringAndSize,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
  PyUnicode_Substring,
} from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { find_module, module_path_length, module_source_length, take_module_path, take_module_source } from "../host";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { interp, tstate } from "../object/state";
import { Py_False, Py_None, Py_True, PyExc_AttributeError, PyExc_ModuleNotFoundError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { Py_CompileStringObject, Py_file_input, PyEval_EvalCode } from "./eval-code";
import { is_builtin_module, make_builtin_module } from "./inittab";

const DOT: u32 = 46;

/** sys.modules[name]: a new reference; NULL when missing (no exception) or on error. */
export function PyImport_GetModule(name: PyObject): PyObject | null {
  return PyDict_GetItemRef(interp.modules!, name) > 0 ? tstate.out_object : null;
}

/** sys.modules[name], a new empty module when missing: a new reference. */
export function PyImport_AddModuleRef(name: PyObject): PyObject | null {
  const known = PyImport_GetModule(name);
  if (known || tstate.current_exception) return known;
  const module = PyModule_NewObject(name);
  if (!module) return null;
  if (PyDict_SetItem(interp.modules!, name, module) < 0) {
    Py_DECREF(module);
    return null;
  }
  return module;
}

/** Raises ImportError or a subclass with its `name` (and `path`) attributes. Returns NULL. */
export function import_error(
  type: PyTypeObject,
  text: PyObject | null,
  name: PyObject | null,
  path: PyObject | null,
): PyObject | null {
  if (!text) return null;
  PyErr_SetObject(type, text);
  Py_DECREF(text);
  const exc = tstate.current_exception;
  if (exc) {
    set_field(exc, offsetof<PyImportErrorObject>("name"), name);
    set_field(exc, offsetof<PyImportErrorObject>("path"), path);
  }
  return null;
}

/** Index of the last dot before `end`, -1 when there is none. */
export function last_dot(name: PyObject, end: i32): i32 {
  let i = end - 1;
  while (i >= 0 && PyUnicode_READ_CHAR(name, i) !== DOT) i--;
  return i;
}

/** Index of the first dot, -1 when there is none. */
export function first_dot(name: PyObject): i32 {
  const n = PyUnicode_GET_LENGTH(name);
  for (let i = 0; i < n; i++) if (PyUnicode_READ_CHAR(name, i) === DOT) return i;
  return -1;
}

/** A spec: {name, loader, origin, submodule_search_locations, parent, has_location, cached, _initializing}. New reference. */
function make_spec(name: PyObject, origin: PyObject, locations: PyObject, hasLocation: bool): PyObject | null {
  const dict = PyDict_New();
  if (!dict) return null;
  const isPackage = ptr(locations) !== ptr(Py_None);
  const dot = last_dot(name, PyUnicode_GET_LENGTH(name));
  const parent = isPackage ? Py_NewRef(name) : PyUnicode_Substring(name, 0, max(dot, 0));
  let spec: PyObject | null = null;
  if (
    parent &&
    PyDict_SetItem(dict, _Py_ID("name"), name) === 0 &&
    PyDict_SetItem(dict, _Py_ID("loader"), Py_None) === 0 &&
    PyDict_SetItem(dict, _Py_ID("origin"), origin) === 0 &&
    PyDict_SetItem(dict, _Py_ID("submodule_search_locations"), locations) === 0 &&
    PyDict_SetItem(dict, _Py_ID("parent"), parent) === 0 &&
    PyDict_SetItem(dict, _Py_ID("has_location"), hasLocation ? Py_True : Py_False) === 0 &&
    PyDict_SetItem(dict, _Py_ID("cached"), Py_None) === 0 &&
    PyDict_SetItem(dict, _Py_ID("_initializing"), Py_False) === 0
  ) {
    spec = _PyNamespace_New(dict);
  }
  Py_XDECREF(parent);
  Py_DECREF(dict);
  return spec;
}

/** Gives a module the names that follow from its spec. -1 with an exception. */
function init_module_attributes(module: PyObject, spec: PyObject, origin: PyObject, locations: PyObject): i32 {
  const dict = PyModule_GetDict(module);
  const parent = PyObject_GetAttr(spec, _Py_ID("parent"));
  if (!parent) return -1;
  let status = PyDict_SetItem(dict, _Py_ID("__package__"), parent);
  Py_DECREF(parent);
  if (status === 0) status = PyDict_SetItem(dict, _Py_ID("__spec__"), spec);
  if (status === 0 && ptr(locations) !== ptr(Py_None)) status = PyDict_SetItem(dict, _Py_ID("__path__"), locations);
  if (status === 0 && ptr(origin) !== ptr(Py_None)) status = PyDict_SetItem(dict, _Py_ID("__file__"), origin);
  return status;
}

/** A native module, entered in sys.modules: new reference. */
function load_builtin(name: PyObject): PyObject | null {
  const module = make_builtin_module(name);
  if (!module) return null;
  const origin = PyUnicode_FromString(cstr("built-in"));
  const spec = origin ? make_spec(name, origin, Py_None, false) : null;
  let ok = false;
  if (spec) {
    ok =
      init_module_attributes(module, spec, Py_None, Py_None) === 0 &&
      PyDict_SetItem(interp.modules!, name, module) === 0;
    Py_DECREF(spec);
  }
  Py_XDECREF(origin);
  if (ok) return module;
  Py_DECREF(module);
  return null;
}

/** The bytes that the host has for the module found: a block of the mem domain, 0 with MemoryError. */
function take_source(length: i32): usize {
  const block = PyMem_Malloc(<usize>length + 1);
  if (!block) {
    PyErr_NoMemory();
    return 0;
  }
  take_module_source(block);
  store<u8>(block + <usize>length, 0);
  return block;
}

/** Path of the module that the host has found: a new str. */
function take_path(): PyObject | null {
  const length = module_path_length();
  const block = PyMem_Malloc(<usize>length);
  if (!block) return PyErr_NoMemory();
  take_module_path(block);
  const path = PyUnicode_FromStringAndSize(block, length);
  PyMem_Free(block);
  return path;
}

/** [folder of `path`] for packages, None for modules: new reference. `path` is that of the `__init__` file, or the folder. */
function search_locations(path: PyObject, kind: i32): PyObject | null {
  if (kind === 1) return Py_None;
  let folder: PyObject | null = Py_NewRef(path);
  if (kind === 2) {
    Py_DECREF(path);
    let slash = PyUnicode_GET_LENGTH(path) - 1;
    while (slash > 0 && PyUnicode_READ_CHAR(path, slash) !== 47) slash--;
    folder = PyUnicode_Substring(path, 0, slash);
  }
  const list = folder ? PyList_New(0) : null;
  if (folder && list && PyList_Append(list, folder) < 0) PyErr_NoMemory();
  Py_XDECREF(folder);
  return list;
}

/** Runs the source that the host has found as module `name`: new reference, NULL with an exception. */
function load_source(name: PyObject, path: PyObject, kind: i32): PyObject | null {
  const length = module_source_length();
  const source = kind === 3 ? 0 : take_source(length);
  if (kind !== 3 && !source) return null;
  const locations = search_locations(path, kind);
  const origin: PyObject = kind === 3 ? Py_None : path;
  const spec = locations ? make_spec(name, origin, locations, kind !== 3) : null;
  const module = spec ? PyModule_NewObject(name) : null;
  let result: PyObject | null = null;
  if (locations && spec && module) {
    if (
      init_module_attributes(module, spec, origin, locations) === 0 &&
      PyDict_SetItem(interp.modules!, name, module) === 0
    ) {
      result = exec_source(name, module, spec, path, source, length);
    }
  }
  if (source) PyMem_Free(source);
  Py_XDECREF(locations);
  Py_XDECREF(spec);
  Py_XDECREF(module);
  return result;
}

/** Compiles and runs; what sys.modules then has under `name` is the result. Taken out again on failure. */
function exec_source(
  name: PyObject,
  module: PyObject,
  spec: PyObject,
  path: PyObject,
  source: usize,
  length: i32,
): PyObject | null {
  if (!source) return Py_NewRef(module);
  if (PyObject_SetAttr(spec, _Py_ID("_initializing"), Py_True) < 0) return null;
  const code = Py_CompileStringObject(source, length, path, Py_file_input, 0, -1);
  let done: PyObject | null = null;
  if (code) {
    const dict = PyModule_GetDict(module);
    done = PyEval_EvalCode(code, dict, dict);
    Py_DECREF(code);
  }
  const exc = PyErr_GetRaisedException();
  if (PyObject_SetAttr(spec, _Py_ID("_initializing"), Py_False) < 0) PyErr_Clear();
  if (!done) {
    if (PyDict_DelItem(interp.modules!, name) < 0) PyErr_Clear();
    PyErr_SetRaisedException(exc);
    return null;
  }
  Py_DECREF(done);
  const found = PyImport_GetModule(name);
  return found ? found : Py_NewRef(module);
}

/** Asks the host for `tail` in each folder of `path` (a list): the kind found, 0 none, -1 with an exception. */
function search(path: PyObject, tail: PyObject): i32 {
  const folders = PySequence_Fast(path, cstr("sys.path must be a list of directory names"));
  if (!folders) return -1;
  const name = PyUnicode_AsUTF8AndSize(tail);
  const nameLength = tstate.out_i32;
  let kind = name ? 0 : -1;
  for (let i = 0; kind === 0 && i < PySequence_Fast_GET_SIZE(folders); i++) {
    const folder = PySequence_Fast_ITEMS(folders).get(i);
    if (!PyUnicode_Check(folder)) continue;
    const text = PyUnicode_AsUTF8AndSize(folder);
    if (!text) kind = -1;
    else kind = find_module(text, tstate.out_i32, name, nameLength);
  }
  Py_DECREF(folders);
  return kind;
}

/** Finds and loads module `name`, whose parent package (NULL for a top-level one) is loaded: new reference. */
function find_and_load_in(name: PyObject, parent: PyObject | null, dot: i32): PyObject | null {
  let path: PyObject | null = null;
  if (parent) {
    const found = PyObject_GetOptionalAttr(parent, _Py_ID("__path__"));
    if (found < 0) return null;
    path = tstate.out_object;
    if (!path) {
      const parentName = PyUnicode_Substring(name, 0, dot);
      const text = parentName
        ? PyUnicode_FromFormat(cstr("No module named %R; %R is not a package"), ptr(name), ptr(parentName))
        : null;
      Py_XDECREF(parentName);
      return import_error(PyExc_ModuleNotFoundError, text, name, null);
    }
  } else {
    if (is_builtin_module(name)) return load_builtin(name);
    const known = _PySys_GetAttr(_Py_ID("path"));
    path = known ? Py_NewRef(known) : null;
  }
  const tail = PyUnicode_Substring(name, dot + 1, PyUnicode_GET_LENGTH(name));
  const kind = path && tail ? search(path, tail) : tstate.current_exception ? -1 : 0;
  Py_XDECREF(path);
  Py_XDECREF(tail);
  if (kind < 0) return null;
  if (kind === 0) {
    return import_error(
      PyExc_ModuleNotFoundError,
      PyUnicode_FromFormat(cstr("No module named %R"), ptr(name)),
      name,
      null,
    );
  }
  const file = take_path();
  if (!file) return null;
  const module = load_source(name, file, kind);
  Py_DECREF(file);
  return module;
}

/** Imports the module with that absolute name and its parents: a new reference to it. */
function import_find_and_load(name: PyObject): PyObject | null {
  const dot = last_dot(name, PyUnicode_GET_LENGTH(name));
  if (dot < 0) return find_and_load_in(name, null, -1);
  const parentName = PyUnicode_Substring(name, 0, dot);
  if (!parentName) return null;
  const parent = import_absolute(parentName);
  Py_DECREF(parentName);
  if (!parent) return null;
  // Importing the parent may have imported the child.
  let module = PyImport_GetModule(name);
  if (!module && !tstate.current_exception) {
    module = find_and_load_in(name, parent, dot);
    if (module) {
      const tail = PyUnicode_Substring(name, dot + 1, PyUnicode_GET_LENGTH(name));
      if (!tail || PyObject_SetAttr(parent, tail, module) < 0) {
        if (!PyErr_ClearIf(PyExc_AttributeError)) {
          Py_DECREF(module);
          module = null;
        }
      }
      Py_XDECREF(tail);
    }
  }
  Py_DECREF(parent);
  return module;
}

/** The module of that absolute name, from sys.modules or loaded: new reference. */
export function import_absolute(name: PyObject): PyObject | null {
  const known = PyImport_GetModule(name);
  if (!known) return tstate.current_exception ? null : import_find_and_load(name);
  if (ptr(known) === ptr(Py_None)) {
    return import_error(
      PyExc_ModuleNotFoundError,
      PyUnicode_FromFormat(cstr("import of %U halted; None in sys.modules"), ptr(name)),
      name,
      null,
    );
  }
  return known;
}
