/** Importing modules. CPython: Python/import.c and the essence of Lib/importlib/_bootstrap.py. */
import { PyObject } from "../object/object";

/** `__import__`: a new reference to the top package, or to the module when `fromlist` is not empty. NULL with an exception. */
export function PyImport_ImportModuleLevelObject(
  name: PyObject,
  globals: PyObject | null,
  locals: PyObject | null,
  fromlist: PyObject | null,
  level: i32,
): PyObject | null {
  unreachable();
}

/** Imports the module with that absolute name (str): a new reference to it (not to its top package). */
export function PyImport_Import(name: PyObject): PyObject | null {
  unreachable();
}

/** As PyImport_Import; `name` is a text. */
export function PyImport_ImportModule(name: usize): PyObject | null {
  unreachable();
}

/** sys.modules[name]: a new reference; NULL when missing (no exception) or on error. */
export function PyImport_GetModule(name: PyObject): PyObject | null {
  unreachable();
}

/** sys.modules[name], a new empty module when missing: a new reference. */
export function PyImport_AddModuleRef(name: PyObject): PyObject | null {
  unreachable();
}

/** Attribute `attrname` of module `modname` (texts), importing it: a new reference. */
export function _PyImport_GetModuleAttrString(modname: usize, attrname: usize): PyObject | null {
  unreachable();
}
