/**
 * importlib: the finders of sys.meta_path, which then do what find_and_load of import-load.ts does. CPython: Python/import.c,
 * init_importlib, init_importlib_external, init_zipimport.
 *
 * NOT CPYTHON: importlib is Python code and starts only when somebody can notice: importlib itself is imported, or sys.meta_path,
 * sys.path_hooks or sys.path_importer_cache is looked at or set. Until then import-load.ts finds what importlib would find.
 */

import { PyObject_GetAttr, PyObject_SetAttr } from "../abstract/attribute";
import { PySys_AuditTuple, should_audit } from "../abstract/audit";
import { PyObject_CallMethodNoArgs, PyObject_CallMethodObjArgs } from "../abstract/call";
import { PyErr_Clear, PyErr_GetRaisedException, PyErr_SetRaisedException, PyErr_SetString } from "../abstract/errors";
import { code_of } from "../builtin-types/code";
import { PyDict_Contains, PyDict_DelItem, PyDict_GetItemRef, PyDict_New, PyDict_SetItem } from "../builtin-types/dict";
import { PyDict_Items } from "../builtin-types/dict-items";
import { PyException_GetTraceback, PyException_SetTraceback } from "../builtin-types/exception";
import { _PySys_GetAttr } from "../builtin-types/file";
import { PyFrame_GetCode } from "../builtin-types/frame-object";
import { PyList_GET_ITEM, PyList_GET_SIZE, PyList_Insert, PyList_New } from "../builtin-types/list";
import { PyModule_Check, PyModule_GetDict } from "../builtin-types/module";
import {
  _PyUnicode_EqualToASCIIString,
  PyUnicode_Check,
  PyUnicode_FromString,
  PyUnicode_READ_CHAR,
} from "../builtin-types/str";
import { PyTracebackObject } from "../builtin-types/traceback";
import { PyTuple_GET_ITEM, PyTuple_Pack } from "../builtin-types/tuple";
import { PyType_IsSubtype } from "../builtin-types/type-mro";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_INCREF, Py_IS_TYPE, Py_XDECREF, PyObject, ptr } from "../object/object";
import { interp, tstate } from "../object/state";
import { _PyNamespace_Type, Py_None, PyExc_ImportError } from "../object/static-types";
import { exec_frozen, is_frozen_name } from "./import-frozen-code";
import { import_absolute, PyImport_GetModule } from "./import-load";
import { is_builtin_module } from "./inittab";

@unmanaged
class ImportlibState {
  /** It is being started. */
  starting: i32;
}
const state: ImportlibState = changetype<ImportlibState>(memory.data(8, 8));

/** The names whose import starts importlib: it is what they hold. */
function needs_importlib(name: PyObject): bool {
  const first = PyUnicode_READ_CHAR(name, 0);
  // "_", "i" and "z".
  if (first !== 95 && first !== 105 && first !== 122) return false;
  return (
    _PyUnicode_EqualToASCIIString(name, cstr("_frozen_importlib")) ||
    _PyUnicode_EqualToASCIIString(name, cstr("_frozen_importlib_external")) ||
    _PyUnicode_EqualToASCIIString(name, cstr("importlib")) ||
    _PyUnicode_EqualToASCIIString(name, cstr("zipimport"))
  );
}

/** A program has set sys.meta_path, sys.path_hooks or sys.path_importer_cache: 1, 0, -1 with an exception. */
function has_import_settings(): i32 {
  const dict = interp.sysdict!;
  let found = PyDict_Contains(dict, _Py_ID("meta_path"));
  if (found === 0) found = PyDict_Contains(dict, _Py_ID("path_hooks"));
  if (found === 0) found = PyDict_Contains(dict, _Py_ID("path_importer_cache"));
  return found;
}

/** The interpreter ends: there are no finders any more, and an ImportError says so. */
function refuses_imports(): bool {
  const found = PyDict_GetItemRef(interp.sysdict!, _Py_ID("meta_path"));
  const meta_path = tstate.out_object;
  if (found <= 0 || !meta_path) return found < 0;
  const refused = ptr(meta_path) === ptr(Py_None);
  Py_DECREF(meta_path);
  if (refused) PyErr_SetString(PyExc_ImportError, cstr("sys.meta_path is None, Python is likely shutting down"));
  return refused;
}

/** Does importlib do the imports? `name` is to be imported, and starts it if need be: 1, 0, -1 with an exception. */
export function uses_importlib(name: PyObject): i32 {
  if (interp.importlib) return 1;
  if (interp.phase === 2 && refuses_imports()) return -1;
  if (interp.phase !== 1 || state.starting !== 0) return 0;
  if (!needs_importlib(name)) {
    const set = has_import_settings();
    if (set <= 0) return set;
  }
  return start_importlib() ? 1 : -1;
}

/** sys.NAME is missing: is it one of those that importlib makes? 1 when it is there now, 0, -1 with an exception. */
export function make_sys_attribute(dict: PyObject, name: PyObject): i32 {
  if (ptr(dict) !== ptr(interp.sysdict) || interp.importlib || !PyUnicode_Check(name)) return 0;
  if (interp.phase !== 1 || state.starting !== 0) return 0;
  if (
    !_PyUnicode_EqualToASCIIString(name, cstr("meta_path")) &&
    !_PyUnicode_EqualToASCIIString(name, cstr("path_hooks")) &&
    !_PyUnicode_EqualToASCIIString(name, cstr("path_importer_cache"))
  ) {
    return 0;
  }
  return start_importlib() ? 1 : -1;
}

/** Is it being started? What was imported before it has no spec of its own then. */
export function is_importlib_starting(): bool {
  return state.starting !== 0 && interp.importlib === null;
}

// --- starting it ---

/** dict[name] = value, which is handed over; NULL fails. False with an exception. */
function set_taken(dict: PyObject, name: PyObject, value: PyObject | null): bool {
  if (!value) return false;
  const status = PyDict_SetItem(dict, name, value);
  Py_DECREF(value);
  return status === 0;
}

/** Result of a call whose value does not matter: was there one? */
function succeeded(result: PyObject | null): bool {
  Py_XDECREF(result);
  return result !== null;
}

/** What a program had under a name of sys comes back: `value` is handed over, NULL when it had none. */
function put_back(name: PyObject, value: PyObject | null): bool {
  return value ? set_taken(interp.sysdict!, name, value) : true;
}

/** sys.NAME, new reference or NULL, replaced by `value`, which is handed over. */
function exchange(name: PyObject, value: PyObject | null): PyObject | null {
  if (PyDict_GetItemRef(interp.sysdict!, name) < 0) {
    Py_XDECREF(value);
    return null;
  }
  const old = tstate.out_object;
  if (set_taken(interp.sysdict!, name, value)) return old;
  Py_XDECREF(old);
  return null;
}

/** Runs importlib and enters its finders in sys; what a program has set there already stays. False with an exception. */
function start_importlib(): bool {
  state.starting = 1;
  const meta_path = exchange(_Py_ID("meta_path"), PyList_New(0));
  let ok: bool = !tstate.current_exception;
  const path_hooks = ok ? exchange(_Py_ID("path_hooks"), PyList_New(0)) : null;
  ok = !tstate.current_exception;
  const cache = ok ? exchange(_Py_ID("path_importer_cache"), PyDict_New()) : null;
  ok = !tstate.current_exception;
  if (ok) ok = install_importers();
  const exc = PyErr_GetRaisedException();
  if (!ok) forget_importlib();
  const kept = put_back(_Py_ID("meta_path"), meta_path);
  const kept_hooks = put_back(_Py_ID("path_hooks"), path_hooks);
  const kept_cache = put_back(_Py_ID("path_importer_cache"), cache);
  if (exc) PyErr_SetRaisedException(exc);
  state.starting = 0;
  return ok && kept && kept_hooks && kept_cache;
}

/** Takes a failed start back: the next one begins anew. */
function forget_importlib(): void {
  const importlib = interp.importlib;
  interp.importlib = null;
  Py_XDECREF(importlib);
  const names = PyUnicode_FromString(cstr("zipimport"));
  if (!names || PyDict_DelItem(interp.modules!, names) < 0) PyErr_Clear();
  Py_XDECREF(names);
  if (PyDict_DelItem(interp.modules!, _Py_ID("_frozen_importlib")) < 0) PyErr_Clear();
  if (PyDict_DelItem(interp.modules!, _Py_ID("_frozen_importlib_external")) < 0) PyErr_Clear();
  if (PyDict_DelItem(interp.sysdict!, _Py_ID("meta_path")) < 0) PyErr_Clear();
  if (PyDict_DelItem(interp.sysdict!, _Py_ID("path_hooks")) < 0) PyErr_Clear();
  if (PyDict_DelItem(interp.sysdict!, _Py_ID("path_importer_cache")) < 0) PyErr_Clear();
}

function install_importers(): bool {
  const items = PyDict_Items(interp.modules!);
  if (!items) return false;
  const ok = mark_modules(items) && install_bootstrap() && install_zipimport() && give_specs(items);
  Py_DECREF(items);
  return ok;
}

/** `_frozen_importlib`: built-in and frozen modules. Then `_frozen_importlib_external`: files. */
function install_bootstrap(): bool {
  const importlib = exec_frozen(_Py_ID("_frozen_importlib"));
  if (!importlib) return false;
  const imp = import_absolute(_Py_ID("_imp"));
  const sys = imp ? PyImport_GetModule(_Py_ID("sys")) : null;
  let ok = sys !== null && succeeded(PyObject_CallMethodObjArgs(importlib, _Py_ID("_install"), sys, imp));
  Py_XDECREF(imp);
  Py_XDECREF(sys);
  if (!ok) {
    Py_DECREF(importlib);
    return false;
  }
  interp.importlib = importlib;
  ok = succeeded(PyObject_CallMethodNoArgs(importlib, _Py_ID("_install_external_importers")));
  return ok;
}

/** zipimport.zipimporter is the first of sys.path_hooks. */
function install_zipimport(): bool {
  const name = PyUnicode_FromString(cstr("zipimport"));
  const module = name ? import_absolute(name) : null;
  Py_XDECREF(name);
  if (!module) return false;
  const importer = PyObject_GetAttr(module, _Py_ID("zipimporter"));
  Py_DECREF(module);
  if (!importer) return false;
  const hooks = _PySys_GetAttr(_Py_ID("path_hooks"));
  const status = hooks ? PyList_Insert(hooks, 0, importer) : 0;
  Py_DECREF(importer);
  return status === 0;
}

// --- modules that were imported before ---

/** Built-in modules have no spec now: importlib makes one, as it does at CPython's start. `items` is a list of (name, module). */
function mark_modules(items: PyObject): bool {
  for (let i = 0; i < PyList_GET_SIZE(items); i++) {
    const name = PyTuple_GET_ITEM(PyList_GET_ITEM(items, i), 0);
    const module = PyTuple_GET_ITEM(PyList_GET_ITEM(items, i), 1);
    if (!PyUnicode_Check(name) || !PyModule_Check(module)) continue;
    if (!is_builtin_module(name)) continue;
    const dict = PyModule_GetDict(module);
    if (has_native_spec(dict) && PyDict_SetItem(dict, _Py_ID("__spec__"), Py_None) < 0) return false;
  }
  return true;
}

/** The module's spec is one of import-load.ts. */
function has_native_spec(dict: PyObject): bool {
  if (PyDict_GetItemRef(dict, _Py_ID("__spec__")) <= 0) return false;
  const spec = tstate.out_object!;
  const native = Py_IS_TYPE(spec, _PyNamespace_Type);
  Py_DECREF(spec);
  return native;
}

/** Modules of files and frozen ones get importlib's specs and loaders. */
function give_specs(items: PyObject): bool {
  for (let i = 0; i < PyList_GET_SIZE(items); i++) {
    const module = PyTuple_GET_ITEM(PyList_GET_ITEM(items, i), 1);
    if (!PyModule_Check(module) || !has_native_spec(PyModule_GetDict(module))) continue;
    if (!give_spec(module)) return false;
  }
  return true;
}

function give_spec(module: PyObject): bool {
  const old = PyObject_GetAttr(module, _Py_ID("__spec__"));
  if (!old) return false;
  const spec = make_spec_like(old);
  const ok =
    spec !== null &&
    copy_attribute(old, spec, _Py_ID("submodule_search_locations")) &&
    copy_attribute(old, spec, _Py_ID("_initializing")) &&
    succeeded(PyObject_CallMethodObjArgs(interp.importlib!, _Py_ID("_init_module_attrs"), spec, module));
  Py_XDECREF(spec);
  Py_DECREF(old);
  return ok;
}

/** to.name = from.name. */
function copy_attribute(from: PyObject, to: PyObject, name: PyObject): bool {
  const value = PyObject_GetAttr(from, name);
  if (!value) return false;
  const status = PyObject_SetAttr(to, name, value);
  Py_DECREF(value);
  return status === 0;
}

/** ModuleSpec of a frozen module, of one with a file, or of a namespace package: new reference. */
function make_spec_like(old: PyObject): PyObject | null {
  const name = PyObject_GetAttr(old, _Py_ID("name"));
  if (!name) return null;
  let spec: PyObject | null = null;
  if (is_frozen_name(name)) {
    const importer = PyObject_GetAttr(interp.importlib!, _Py_ID("FrozenImporter"));
    if (importer) {
      spec = PyObject_CallMethodObjArgs(importer, _Py_ID("find_spec"), name);
      Py_DECREF(importer);
    }
  } else spec = make_file_spec(name, old);
  Py_DECREF(name);
  return spec;
}

function make_file_spec(name: PyObject, old: PyObject): PyObject | null {
  const origin = PyObject_GetAttr(old, _Py_ID("origin"));
  if (!origin) return null;
  let spec: PyObject | null = null;
  if (ptr(origin) === ptr(Py_None)) {
    spec = PyObject_CallMethodObjArgs(interp.importlib!, _Py_ID("ModuleSpec"), name, Py_None);
  } else {
    const external = PyImport_GetModule(_Py_ID("_frozen_importlib_external"));
    if (external) {
      spec = PyObject_CallMethodObjArgs(external, _Py_ID("spec_from_file_location"), name, origin);
      Py_DECREF(external);
    }
  }
  Py_DECREF(origin);
  return spec;
}

// --- importing ---

/** The event "import", which a hook may forbid. False with an exception. */
function audit_import(name: PyObject): bool {
  const path = _PySys_GetAttr(_Py_ID("path"));
  const meta_path = _PySys_GetAttr(_Py_ID("meta_path"));
  const path_hooks = _PySys_GetAttr(_Py_ID("path_hooks"));
  const args = PyTuple_Pack(
    name,
    Py_None,
    path ? path : Py_None,
    meta_path ? meta_path : Py_None,
    path_hooks ? path_hooks : Py_None,
  );
  if (!args) return false;
  const status = PySys_AuditTuple(cstr("import"), args);
  Py_DECREF(args);
  return status === 0;
}

/** importlib imports the module `name` (absolute) and its parents: a new reference to it. */
export function importlib_find_and_load(name: PyObject): PyObject | null {
  if (should_audit() && !audit_import(name)) return null;
  const module = PyObject_CallMethodObjArgs(interp.importlib!, _Py_ID("_find_and_load"), name, interp.import_func);
  if (!module) remove_importlib_frames();
  return module;
}

/** The traceback entry is one of importlib itself. */
function is_in_importlib(tb: PyTracebackObject): bool {
  const code = PyFrame_GetCode(tb.tb_frame);
  const filename = code_of(code).co_filename;
  const inside =
    _PyUnicode_EqualToASCIIString(filename, cstr("<frozen importlib._bootstrap>")) ||
    _PyUnicode_EqualToASCIIString(filename, cstr("<frozen importlib._bootstrap_external>"));
  Py_DECREF(code);
  return inside;
}

/** ... and the function through which it calls what is not its own. */
function is_removing_frames(tb: PyTracebackObject): bool {
  const code = PyFrame_GetCode(tb.tb_frame);
  const marked = _PyUnicode_EqualToASCIIString(code_of(code).co_name, cstr("_call_with_frames_removed"));
  Py_DECREF(code);
  return marked;
}

/**
 * Takes runs of importlib's own entries out of the current exception's traceback: of an ImportError all, of others those
 * that end in `_call_with_frames_removed`.
 */
function remove_importlib_frames(): void {
  const exc = PyErr_GetRaisedException();
  if (!exc) return;
  if (interp.verbose === 0) {
    const first = PyException_GetTraceback(exc);
    if (first) {
      const rest = without_importlib(
        changetype<PyTracebackObject>(first),
        PyType_IsSubtype(exc.ob_type, PyExc_ImportError),
      );
      PyException_SetTraceback(exc, rest ? rest : Py_None);
      Py_XDECREF(rest);
    }
  }
  PyErr_SetRaisedException(exc);
}

/** Sets previous.tb_next, or where there is none returns what the chain begins with: `next`, a new reference is taken. */
function link(head: PyObject | null, previous: PyTracebackObject | null, next: PyObject | null): PyObject | null {
  if (next) Py_INCREF(next);
  if (!previous) {
    Py_XDECREF(head);
    return next;
  }
  const old = previous.tb_next;
  previous.tb_next = next;
  Py_XDECREF(old);
  return head;
}

/** Takes over the chain that begins with `first`, and returns what is left of it (NULL: nothing). */
function without_importlib(first: PyTracebackObject, always: bool): PyObject | null {
  let head: PyObject | null = first;
  // The entry (NULL: the head) whose link a run of importlib's entries hangs on, and that of the entry now looked at.
  let outer: PyTracebackObject | null = null;
  let previous: PyTracebackObject | null = null;
  let was_inside: bool = false;
  let tb: PyTracebackObject | null = first;
  while (tb) {
    const next: PyObject | null = tb.tb_next;
    const inside = is_in_importlib(tb);
    if (inside && !was_inside) outer = previous;
    was_inside = inside;
    if (inside && (always || is_removing_frames(tb))) {
      head = link(head, outer, next);
      previous = outer;
    } else previous = tb;
    tb = next ? changetype<PyTracebackObject>(next) : null;
  }
  return head;
}
