/** What the import statement's instructions do. CPython: import_name, import_from of Python/ceval.c. */

import { PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyObject_Vectorcall } from "../abstract/call";
import { PyErr_SetString } from "../abstract/errors";
import { PyMapping_GetOptionalItem } from "../abstract/mapping";
import { PyDict_GetItemRef } from "../builtin-types/dict";
import { set_field } from "../builtin-types/exception-fields";
import { PyImportErrorObject } from "../builtin-types/exception-structs";
import { PyLong_AsInt } from "../builtin-types/int";
import { _PyInterpreterFrame } from "../builtin-types/interpreter-frame";
import { PyModule_Check, PyModule_GetDict } from "../builtin-types/module";
import { _PyModuleSpec_IsInitializing } from "../builtin-types/module-type";
import { PyUnicode_Check, PyUnicode_FromString } from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { interp, tstate } from "../object/state";
import { Py_None, PyExc_ImportError } from "../object/static-types";
import { PyImport_ImportModuleLevelObject } from "./import";
import { import_error, PyImport_GetModule } from "./import-load";

/** IMPORT_NAME: through `__import__` when a program has replaced it. New reference. */
export function import_name(
  frame: _PyInterpreterFrame,
  name: PyObject,
  fromlist: PyObject,
  level: PyObject,
): PyObject | null {
  const globals = frame.f_globals;
  const locals = frame.f_locals;
  const found = PyMapping_GetOptionalItem(frame.f_builtins, _Py_ID("__import__"));
  if (found < 0) return null;
  const func = tstate.out_object;
  if (!func) {
    PyErr_SetString(PyExc_ImportError, cstr("__import__ not found"));
    return null;
  }
  if (ptr(func) === ptr(interp.import_func)) {
    Py_DECREF(func);
    const depth = PyLong_AsInt(level);
    if (depth === -1 && tstate.current_exception) return null;
    return PyImport_ImportModuleLevelObject(name, globals, locals ? locals : Py_None, fromlist, depth);
  }
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(40));
  args.set(0, name);
  args.set(1, globals);
  args.set(2, locals ? locals : Py_None);
  args.set(3, fromlist);
  args.set(4, level);
  const result = PyObject_Vectorcall(func, args, 5, null);
  stack_release(mark);
  Py_DECREF(func);
  return result;
}

/** IMPORT_FROM: attribute `name` of a module, or the submodule of that name. New reference. */
export function import_from(module: PyObject, name: PyObject): PyObject | null {
  if (PyObject_GetOptionalAttr(module, name) !== 0) return tstate.out_object;
  // A circular import: the attribute is not bound yet, but sys.modules has the submodule.
  const modname = PyObject_GetOptionalAttr(module, _Py_ID("__name__")) > 0 ? tstate.out_object : null;
  if (tstate.current_exception) return null;
  if (modname && PyUnicode_Check(modname)) {
    const full = PyUnicode_FromFormat(cstr("%U.%U"), ptr(modname), ptr(name));
    const submodule = full ? PyImport_GetModule(full) : null;
    Py_XDECREF(full);
    if (submodule || tstate.current_exception) {
      Py_DECREF(modname);
      return submodule;
    }
  }
  import_from_error(module, modname, name);
  Py_XDECREF(modname);
  return null;
}

/** ImportError "cannot import name 'x' from 'm' (...)". */
function import_from_error(module: PyObject, modname: PyObject | null, name: PyObject): void {
  const unknown =
    modname && PyUnicode_Check(modname) ? Py_NewRef(modname) : PyUnicode_FromString(cstr("<unknown module name>"));
  if (!unknown) return;
  const spec = PyObject_GetOptionalAttr(module, _Py_ID("__spec__")) > 0 ? tstate.out_object : null;
  const initializing = _PyModuleSpec_IsInitializing(spec);
  const origin = module_origin(module);
  let text: PyObject | null;
  if (!origin) {
    text = PyUnicode_FromFormat(
      initializing
        ? cstr(
            "cannot import name %R from partially initialized module %R (most likely due to a circular import) (unknown location)",
          )
        : cstr("cannot import name %R from %R (unknown location)"),
      ptr(name),
      ptr(unknown),
    );
  } else {
    text = PyUnicode_FromFormat(
      initializing
        ? cstr("cannot import name %R from partially initialized module %R (most likely due to a circular import) (%S)")
        : cstr("cannot import name %R from %R (%S)"),
      ptr(name),
      ptr(unknown),
      ptr(origin),
    );
  }
  import_error(PyExc_ImportError, text, unknown, origin);
  const exc = tstate.current_exception;
  if (exc && ptr(exc.ob_type) === ptr(PyExc_ImportError)) {
    set_field(exc, offsetof<PyImportErrorObject>("name_from"), name);
  }
  Py_XDECREF(spec);
  Py_XDECREF(origin);
  Py_DECREF(unknown);
}

/** `__file__` of a module: new reference, NULL when it has none. */
function module_origin(module: PyObject): PyObject | null {
  if (!PyModule_Check(module)) return null;
  return PyDict_GetItemRef(PyModule_GetDict(module), _Py_ID("__file__")) > 0 ? tstate.out_object : null;
}
