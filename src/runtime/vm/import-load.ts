/**
 * Finding and loading modules: native ones from vm/inittab.ts, source files that the host finds in a folder of sys.path or
 * of the parent package's __path__. CPython: the essence of Lib/importlib/_bootstrap.py and _bootstrap_external.py.
 *
 * NOT CPYTHON: until importlib itself is started (import-protocol.ts) its steps are native here, and a module's
 * __spec__ is a types.SimpleNamespace with ModuleSpec's attributes.
 */

import { PyObject_GetAttr, PyObject_GetOptionalAttr, PyObject_SetAttr } from "../abstract/attribute";
import {
  PyErr_Clear,
  PyErr_ClearIf,
  PyErr_Format,
  PyErr_GetRaisedException,
  PyErr_SetObject,
  PyErr_SetRaisedException,
} from "../abstract/errors";
import { _PyDict_Pop, PyDict_DelItem, PyDict_GetItemRef, PyDict_New, PyDict_SetItem } from "../builtin-types/dict";
import { set_field } from "../builtin-types/exception-fields";
import { PyImportErrorObject } from "../builtin-types/exception-structs";
import { _PySys_GetAttr } from "../builtin-types/file";
import { PyModule_GetDict, PyModule_NewObject } from "../builtin-types/module";
import { _PyNamespace_New } from "../builtin-types/namespace";
import {
  PyUnicode_FromString,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
  PyUnicode_Substring,
} from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyObject_TypeCheck } from "../builtin-types/type-mro";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { interp, tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_True,
  PyExc_AttributeError,
  PyExc_ModuleNotFoundError,
  PyExc_RuntimeError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { Py_CompileStringObject, Py_file_input, PyEval_EvalCode } from "./eval-code";
import { FOUND_NOTHING, FoundModule, find_in_path, release_found } from "./import-find";
import { frozen_filename, frozen_path, is_frozen_module } from "./import-frozen";
import { importlib_find_and_load, uses_importlib } from "./import-protocol";
import { is_builtin_module, make_builtin_module } from "./inittab";
import { read_object } from "./marshal-read";

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
  if (exc && PyObject_TypeCheck(exc, type)) {
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

/** Makes and runs the module that was found: new reference, NULL with an exception. */
function load_found(name: PyObject, found: FoundModule): PyObject | null {
  const known = found.locations;
  const locations: PyObject = known ? known : Py_None;
  const path = found.path;
  const file: PyObject = path ? path : Py_None;
  const is_frozen = found.is_frozen !== 0;
  const origin: PyObject = is_frozen ? _Py_ID("frozen") : file;
  const spec = make_spec(name, origin, locations, path !== null && !is_frozen);
  const module = spec ? PyModule_NewObject(name) : null;
  let result: PyObject | null = null;
  if (
    spec &&
    module &&
    init_module_attributes(module, spec, file, locations) === 0 &&
    PyDict_SetItem(interp.modules!, name, module) === 0
  ) {
    result = path ? exec_found(name, module, spec, found) : Py_NewRef(module);
  }
  Py_XDECREF(spec);
  Py_XDECREF(module);
  return result;
}

/** The code object of what was found for the module `name`: new reference, NULL with an exception. */
export function code_of_found(name: PyObject, found: FoundModule): PyObject | null {
  if (found.isCode) return read_object(found.bytes, found.length, true, false);
  const filename = found.is_frozen ? frozen_filename(name) : Py_NewRef(found.path!);
  if (!filename) return null;
  const code = Py_CompileStringObject(found.bytes, found.length, filename, Py_file_input, 0, -1, -1);
  Py_DECREF(filename);
  return code;
}

/** The spec that importlib may have given the module meanwhile (import-protocol.ts) knows that the module is complete. */
function end_initializing(module: PyObject): bool {
  if (!interp.importlib) return true;
  if (PyObject_GetOptionalAttr(module, _Py_ID("__spec__")) <= 0) return false;
  const spec = tstate.out_object!;
  const status = PyObject_SetAttr(spec, _Py_ID("_initializing"), Py_False);
  Py_DECREF(spec);
  return status === 0;
}

/** Compiles and runs; what sys.modules then has under `name` is the result. Taken out again on failure. */
function exec_found(name: PyObject, module: PyObject, spec: PyObject, found: FoundModule): PyObject | null {
  if (PyObject_SetAttr(spec, _Py_ID("_initializing"), Py_True) < 0) return null;
  const code = code_of_found(name, found);
  let done: PyObject | null = null;
  if (code) {
    const dict = PyModule_GetDict(module);
    done = PyEval_EvalCode(code, dict, dict);
    Py_DECREF(code);
  }
  const exc = PyErr_GetRaisedException();
  if (PyObject_SetAttr(spec, _Py_ID("_initializing"), Py_False) < 0 || !end_initializing(module)) PyErr_Clear();
  if (!done) {
    if (PyDict_DelItem(interp.modules!, name) < 0) PyErr_Clear();
    PyErr_SetRaisedException(exc);
    return null;
  }
  Py_DECREF(done);
  return move_to_end(name);
}

/**
 * sys.modules[name] = sys.modules.pop(name), as importlib does: modules are in the order in which they were done. New reference; NULL with
 * KeyError when the module has taken itself out.
 */
function move_to_end(name: PyObject): PyObject | null {
  const modules = interp.modules!;
  const entered = _PyDict_Pop(modules, name, null);
  if (!entered || PyDict_SetItem(modules, name, entered) === 0) return entered;
  Py_DECREF(entered);
  return null;
}

/** Finds and loads module `name`, whose parent package (NULL for a top-level one) is loaded: new reference. */
function find_and_load_in(name: PyObject, parent: PyObject | null, dot: i32): PyObject | null {
  if (!parent && is_builtin_module(name)) return load_builtin(name);
  const tail = PyUnicode_Substring(name, dot + 1, PyUnicode_GET_LENGTH(name));
  if (!tail) return null;
  let module: PyObject | null = null;
  if (is_frozen_module(name)) {
    module = load_frozen(name, tail, dot);
    if (module || tstate.current_exception) {
      Py_DECREF(tail);
      return module;
    }
  }
  const path = search_path(name, parent, dot);
  if (path) {
    module = find_and_load(name, path, tail, false);
    Py_DECREF(path);
  }
  Py_DECREF(tail);
  return module;
}

/** The folders where module `name` may be: new reference, NULL with an exception. */
function search_path(name: PyObject, parent: PyObject | null, dot: i32): PyObject | null {
  if (parent) {
    const found = PyObject_GetOptionalAttr(parent, _Py_ID("__path__"));
    if (found < 0) return null;
    if (tstate.out_object) return tstate.out_object;
    const parentName = PyUnicode_Substring(name, 0, dot);
    const text = parentName
      ? PyUnicode_FromFormat(cstr("No module named %R; %R is not a package"), ptr(name), ptr(parentName))
      : null;
    Py_XDECREF(parentName);
    return import_error(PyExc_ModuleNotFoundError, text, name, null);
  }
  const known = _PySys_GetAttr(_Py_ID("path"));
  return known ? Py_NewRef(known) : PyErr_Format(PyExc_RuntimeError, cstr("lost sys.path"));
}

/** The frozen module `name`: new reference; NULL with an exception, or without one when the host has no library. */
function load_frozen(name: PyObject, tail: PyObject, dot: i32): PyObject | null {
  const parentName = dot >= 0 ? PyUnicode_Substring(name, 0, dot) : null;
  if (!parentName && dot >= 0) return null;
  const path = frozen_path(parentName);
  Py_XDECREF(parentName);
  if (!path) return null;
  const module = find_and_load(name, path, tail, true);
  Py_DECREF(path);
  return module;
}

/**
 * Finds module `name`, whose last part is `tail`, in the folders of `path`, and loads it: new reference. Where there is none, NULL with
 * ModuleNotFoundError; for frozen modules without an exception.
 */
function find_and_load(name: PyObject, path: PyObject, tail: PyObject, is_frozen: bool): PyObject | null {
  const mark = stack_mark();
  const found = changetype<FoundModule>(stack_alloc(offsetof<FoundModule>()));
  memory.fill(changetype<usize>(found), 0, offsetof<FoundModule>());
  found.is_frozen = is_frozen ? 1 : 0;
  find_in_path(path, tail, found);
  let module: PyObject | null = null;
  if (found.kind > 0) module = load_found(name, found);
  else if (found.kind === FOUND_NOTHING && !is_frozen) {
    import_error(PyExc_ModuleNotFoundError, PyUnicode_FromFormat(cstr("No module named %R"), ptr(name)), name, null);
  }
  release_found(found);
  stack_release(mark);
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
  if (!known) {
    if (tstate.current_exception) return null;
    const by_importlib = uses_importlib(name);
    if (by_importlib < 0) return null;
    return by_importlib ? importlib_find_and_load(name) : import_find_and_load(name);
  }
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
