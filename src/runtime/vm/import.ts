/** Importing modules: `__import__`, relative names, from-lists. CPython: Python/import.c. */

import { PyObject_GetAttr, PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyErr_Clear, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { Py_EQ, PyObject_IsTrue, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { PySequence_Fast, PySequence_Fast_GET_SIZE, PySequence_Fast_ITEMS } from "../abstract/sequence";
import { PyDict_GetItemRef } from "../builtin-types/dict";
import { PyDict_Check } from "../builtin-types/dict-object";
import { PyImportErrorObject } from "../builtin-types/exception-structs";
import {
  _PyUnicode_Equal,
  PyUnicode_Check,
  PyUnicode_FromString,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
  PyUnicode_Substring,
} from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyErr_WarnEx } from "../builtin-types/warnings";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import {
  Py_None,
  PyExc_DeprecationWarning,
  PyExc_ImportError,
  PyExc_ImportWarning,
  PyExc_KeyError,
  PyExc_ModuleNotFoundError,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import { first_dot, import_absolute, last_dot, PyImport_GetModule } from "./import-load";

// --- relative names ---

/** globals[key]: new reference, None for missing or None; NULL with an exception. */
function global_or_none(globals: PyObject, key: PyObject): PyObject | null {
  if (PyDict_GetItemRef(globals, key) < 0) return null;
  const value = tstate.out_object;
  return value ? value : Py_None;
}

/** The package that a relative import in a module with these globals starts from: new reference. */
function calc_package(globals: PyObject): PyObject | null {
  const package_ = global_or_none(globals, _Py_ID("__package__"));
  if (!package_) return null;
  if (ptr(package_) !== ptr(Py_None)) {
    if (is_parent(package_, globals)) return package_;
    Py_DECREF(package_);
    return null;
  }
  const spec = global_or_none(globals, _Py_ID("__spec__"));
  if (!spec) return null;
  if (ptr(spec) !== ptr(Py_None)) {
    const parent = PyObject_GetAttr(spec, _Py_ID("parent"));
    Py_DECREF(spec);
    if (parent && !PyUnicode_Check(parent)) {
      Py_DECREF(parent);
      PyErr_SetString(PyExc_TypeError, cstr("__spec__.parent must be a string"));
      return null;
    }
    return parent;
  }
  const text = cstr("can't resolve package from __spec__ or __package__, falling back on __name__ and __path__");
  return PyErr_WarnEx(PyExc_ImportWarning, text, 1) < 0 ? null : package_of_name(globals);
}

/** `package_` is a str, and what the module's spec says: otherwise there is a warning. False with an exception. */
function is_parent(package_: PyObject, globals: PyObject): bool {
  if (!PyUnicode_Check(package_)) {
    PyErr_SetString(PyExc_TypeError, cstr("package must be a string"));
    return false;
  }
  const spec = global_or_none(globals, _Py_ID("__spec__"));
  if (!spec) return false;
  let equal = 1;
  if (ptr(spec) !== ptr(Py_None)) {
    const parent = PyObject_GetAttr(spec, _Py_ID("parent"));
    equal = parent ? PyObject_RichCompareBool(package_, parent, Py_EQ) : -1;
    Py_XDECREF(parent);
  }
  Py_DECREF(spec);
  if (equal !== 0) return equal > 0;
  return PyErr_WarnEx(PyExc_DeprecationWarning, cstr("__package__ != __spec__.parent"), 1) === 0;
}

/** __name__, without its last part unless the module is itself a package. */
function package_of_name(globals: PyObject): PyObject | null {
  const name = global_or_none(globals, _Py_ID("__name__"));
  if (!name) return null;
  if (ptr(name) === ptr(Py_None)) {
    PyErr_SetString(PyExc_KeyError, cstr("'__name__' not in globals"));
    return null;
  }
  if (!PyUnicode_Check(name)) {
    Py_DECREF(name);
    PyErr_SetString(PyExc_TypeError, cstr("__name__ must be a string"));
    return null;
  }
  const found = PyDict_GetItemRef(globals, _Py_ID("__path__"));
  if (found > 0) Py_DECREF(tstate.out_object!);
  if (found !== 0) {
    if (found > 0) return name;
    Py_DECREF(name);
    return null;
  }
  const dot = last_dot(name, PyUnicode_GET_LENGTH(name));
  const parent = PyUnicode_Substring(name, 0, max(dot, 0));
  Py_DECREF(name);
  return parent;
}

/** The absolute name for a relative import: new reference. */
function resolve_name(name: PyObject, globals: PyObject | null, level: i32): PyObject | null {
  if (!globals) {
    PyErr_SetString(PyExc_KeyError, cstr("'__name__' not in globals"));
    return null;
  }
  if (!PyDict_Check(globals)) {
    PyErr_SetString(PyExc_TypeError, cstr("globals must be a dict"));
    return null;
  }
  const package_ = calc_package(globals);
  if (!package_) return null;
  let end = PyUnicode_GET_LENGTH(package_);
  if (end === 0) {
    Py_DECREF(package_);
    PyErr_SetString(PyExc_ImportError, cstr("attempted relative import with no known parent package"));
    return null;
  }
  for (let i = 1; i < level; i++) {
    end = last_dot(package_, end);
    if (end === -1) {
      Py_DECREF(package_);
      PyErr_SetString(PyExc_ImportError, cstr("attempted relative import beyond top-level package"));
      return null;
    }
  }
  const base = PyUnicode_Substring(package_, 0, end);
  Py_DECREF(package_);
  if (!base || PyUnicode_GET_LENGTH(name) === 0) return base;
  const result = PyUnicode_FromFormat(cstr("%U.%U"), ptr(base), ptr(name));
  Py_DECREF(base);
  return result;
}

// --- the interface ---

/** `__import__`: a new reference to the top package, or to the module when `fromlist` is not empty. NULL with an exception. */
export function PyImport_ImportModuleLevelObject(
  name: PyObject,
  globals: PyObject | null,
  _locals: PyObject | null,
  fromlist: PyObject | null,
  level: i32,
): PyObject | null {
  if (!PyUnicode_Check(name)) {
    PyErr_SetString(PyExc_TypeError, cstr("module name must be a string"));
    return null;
  }
  if (level < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("level must be >= 0"));
    return null;
  }
  if (level === 0 && PyUnicode_GET_LENGTH(name) === 0) {
    PyErr_SetString(PyExc_ValueError, cstr("Empty module name"));
    return null;
  }
  const absolute = level > 0 ? resolve_name(name, globals, level) : Py_NewRef(name);
  if (!absolute) return null;
  const module = import_absolute(absolute);
  let result: PyObject | null = null;
  if (module) {
    const wants = fromlist && ptr(fromlist) !== ptr(Py_None) ? PyObject_IsTrue(fromlist) : 0;
    if (wants > 0) result = handle_fromlist(module, fromlist!, false);
    else if (wants === 0) result = top_of(module, name, absolute, level);
    Py_DECREF(module);
  }
  Py_DECREF(absolute);
  return result;
}

/** What `import a.b.c` binds: the module of the first part of the name as written. New reference. */
function top_of(module: PyObject, name: PyObject, absolute: PyObject, level: i32): PyObject | null {
  if (level > 0 && PyUnicode_GET_LENGTH(name) === 0) return Py_NewRef(module);
  const dot = first_dot(name);
  if (dot === -1) return Py_NewRef(module);
  if (level === 0) {
    const front = PyUnicode_Substring(name, 0, dot);
    if (!front) return null;
    const top = import_absolute(front);
    Py_DECREF(front);
    return top;
  }
  const cut = PyUnicode_GET_LENGTH(name) - dot;
  const front = PyUnicode_Substring(absolute, 0, PyUnicode_GET_LENGTH(absolute) - cut);
  if (!front) return null;
  const top = PyImport_GetModule(front);
  if (!top && !tstate.current_exception) {
    PyErr_Format(PyExc_KeyError, cstr("%R not in sys.modules as expected"), ptr(front));
  }
  Py_DECREF(front);
  return top;
}

/** `from package import a, b`: submodules named in `fromlist` are imported. Returns a new reference to `module`. */
function handle_fromlist(module: PyObject, fromlist: PyObject, recursive: bool): PyObject | null {
  const path = PyObject_GetOptionalAttr(module, _Py_ID("__path__"));
  if (path < 0) return null;
  if (path === 0) return Py_NewRef(module);
  Py_DECREF(tstate.out_object!);
  const names = PySequence_Fast(fromlist, cstr("Item in ``from list'' must be str"));
  if (!names) return null;
  let ok: bool = true;
  for (let i = 0; ok && i < PySequence_Fast_GET_SIZE(names); i++) {
    const item = PySequence_Fast_ITEMS(names).get(i);
    if (!PyUnicode_Check(item)) {
      PyErr_Format(PyExc_TypeError, cstr("Item in ``from list'' must be str, not %.200s"), item.ob_type.tp_name);
      ok = false;
    } else if (PyUnicode_GET_LENGTH(item) === 1 && PyUnicode_READ_CHAR(item, 0) === 42) {
      if (!recursive) ok = import_all_names(module);
    } else ok = import_submodule(module, item);
  }
  Py_DECREF(names);
  return ok ? Py_NewRef(module) : null;
}

/** `from package import *`: the submodules that `__all__` names. False with an exception. */
function import_all_names(module: PyObject): bool {
  const found = PyObject_GetOptionalAttr(module, _Py_ID("__all__"));
  if (found <= 0) return found === 0;
  const all = tstate.out_object!;
  const done = handle_fromlist(module, all, true);
  Py_DECREF(all);
  Py_XDECREF(done);
  return done !== null;
}

/** Imports submodule `item` of a package unless it has such an attribute. False with an exception. */
function import_submodule(module: PyObject, item: PyObject): bool {
  const has = PyObject_GetOptionalAttr(module, item);
  if (has > 0) Py_DECREF(tstate.out_object!);
  if (has !== 0) return has > 0;
  const name = PyObject_GetAttr(module, _Py_ID("__name__"));
  if (!name) return false;
  const full = PyUnicode_FromFormat(cstr("%S.%U"), ptr(name), ptr(item));
  Py_DECREF(name);
  if (!full) return false;
  const submodule = import_absolute(full);
  let ok: bool = true;
  if (!submodule) {
    // A name that is no module either is the import statement's error, not ours.
    const exc = tstate.current_exception!;
    ok = ptr(exc.ob_type) === ptr(PyExc_ModuleNotFoundError) && same_name(exc, full);
    if (ok) PyErr_Clear();
  }
  Py_XDECREF(submodule);
  Py_DECREF(full);
  return ok;
}

/** The ImportError is about the module `name`. */
function same_name(exc: PyObject, name: PyObject): bool {
  const missing = changetype<PyImportErrorObject>(exc).name;
  return missing !== null && _PyUnicode_Equal(missing, name);
}

/** Imports the module with that absolute name (str): a new reference to it (not to its top package). */
export function PyImport_Import(name: PyObject): PyObject | null {
  return import_absolute(name);
}

/** As PyImport_Import; `name` is a text. */
export function PyImport_ImportModule(name: usize): PyObject | null {
  const text = PyUnicode_FromString(name);
  if (!text) return null;
  const module = import_absolute(text);
  Py_DECREF(text);
  return module;
}

/** Attribute `attrname` of module `modname` (texts), importing it: a new reference. */
export function _PyImport_GetModuleAttrString(modname: usize, attrname: usize): PyObject | null {
  const module = PyImport_ImportModule(modname);
  if (!module) return null;
  const name = PyUnicode_FromString(attrname);
  const value = name ? PyObject_GetAttr(module, name) : null;
  Py_XDECREF(name);
  Py_DECREF(module);
  return value;
}
