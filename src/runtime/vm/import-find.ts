/**
 * Asks the host for a module's file in the folders of a path. CPython: importlib's PathFinder and FileFinder.
 *
 * A folder without an `__init__` is only a portion of a namespace package: a module or package of that name further on
 * goes before it, and all portions together make the package.
 */

import { PyErr_NoMemory } from "../abstract/errors";
import { PySequence_Fast, PySequence_Fast_GET_SIZE, PySequence_Fast_ITEMS } from "../abstract/sequence";
import { PyList_Append, PyList_New } from "../builtin-types/list";
import {
  PyUnicode_AsUTF8AndSize,
  PyUnicode_Check,
  PyUnicode_FromStringAndSize,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
  PyUnicode_Substring,
} from "../builtin-types/str";
import {
  find_module,
  module_code_length,
  module_path_length,
  module_source_length,
  take_module_code,
  take_module_path,
  take_module_source,
} from "../host";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, PyObject } from "../object/object";
import { interp, tstate } from "../object/state";

const SLASH: u32 = 47;

export const FOUND_NOTHING: i32 = 0;
export const FOUND_FILE: i32 = 1;
export const FOUND_PACKAGE: i32 = 2;
export const FOUND_NAMESPACE: i32 = 3;

/** What has been found: FOUND_*; -1 with an exception. */
@unmanaged
export class FoundModule {
  kind: i32;
  /** `bytes` holds marshalled code, not source. */
  isCode: i32;
  /** Contents, with a NUL behind them: a block of the mem domain; 0 for a namespace. */
  bytes: usize;
  length: i32;
  /** Set by the caller: it is a frozen module (import-frozen.ts). */
  is_frozen: i32;
  /** Of the file; NULL for a namespace. Owned. */
  path: PyObject | null;
  /** __path__, a list: of packages and namespaces. Owned. */
  locations: PyObject | null;
}

/** Path of what the host has found: a new str, NULL with an exception. */
function take_path(): PyObject | null {
  const length = module_path_length();
  const block = PyMem_Malloc(<usize>length);
  if (!block) return PyErr_NoMemory();
  take_module_path(block);
  const path = PyUnicode_FromStringAndSize(block, length);
  PyMem_Free(block);
  return path;
}

/** The contents that the host has found, into `found`. False with MemoryError. */
function take_contents(found: FoundModule): bool {
  const codeLength = module_code_length();
  found.isCode = codeLength !== 0 ? 1 : 0;
  found.length = codeLength !== 0 ? codeLength : module_source_length();
  found.bytes = PyMem_Malloc(<usize>found.length + 1);
  if (!found.bytes) {
    PyErr_NoMemory();
    return false;
  }
  if (found.isCode) take_module_code(found.bytes);
  else take_module_source(found.bytes);
  store<u8>(found.bytes + <usize>found.length, 0);
  return true;
}

/** Appends a list item that is handed over; NULL fails. False with an exception. */
function append_taken(list: PyObject, item: PyObject | null): bool {
  if (!item) return false;
  const status = PyList_Append(list, item);
  Py_DECREF(item);
  return status === 0;
}

/** The folder of the file at `path`: a new str. */
function folder_of(path: PyObject): PyObject | null {
  let slash = PyUnicode_GET_LENGTH(path) - 1;
  while (slash > 0 && PyUnicode_READ_CHAR(path, slash) !== SLASH) slash--;
  return PyUnicode_Substring(path, 0, slash);
}

/** Adds the folder that was found at `path` to the module's __path__. False with an exception. */
function add_location(found: FoundModule, kind: i32, path: PyObject): bool {
  let list = found.locations;
  // A package has its own folder only: portions seen before it do not count.
  if (list && kind === FOUND_PACKAGE) {
    found.locations = null;
    Py_DECREF(list);
    list = null;
  }
  if (!list) list = PyList_New(0);
  if (!list) return false;
  found.locations = list;
  return append_taken(list, kind === FOUND_PACKAGE ? folder_of(path) : Py_NewRef(path));
}

/** The host has found `kind` in a folder: takes over what it needs. True when the search ends here. */
function take_found(found: FoundModule, kind: i32): bool {
  const path = take_path();
  found.kind = -1;
  if (!path) return true;
  if (kind !== FOUND_FILE && !add_location(found, kind, path)) {
    Py_DECREF(path);
    return true;
  }
  if (kind === FOUND_NAMESPACE) {
    Py_DECREF(path);
    found.kind = FOUND_NAMESPACE;
    return false;
  }
  found.path = path;
  if (take_contents(found)) found.kind = kind;
  return true;
}

/** Looks for module `tail` (its last name) in the folders of `path`, a list; `found` holds zeros. */
export function find_in_path(path: PyObject, tail: PyObject, found: FoundModule): void {
  const folders = PySequence_Fast(path, cstr("sys.path must be a list of directory names"));
  const name = PyUnicode_AsUTF8AndSize(tail);
  const nameLength = tstate.out_i32;
  if (!folders || !name) found.kind = -1;
  if (!folders) return;
  const wantCode = interp.optimization_level === 0 ? 1 : 0;
  let done: bool = found.kind < 0;
  for (let i = 0; !done && i < PySequence_Fast_GET_SIZE(folders); i++) {
    const folder = PySequence_Fast_ITEMS(folders).get(i);
    if (!PyUnicode_Check(folder)) continue;
    const text = PyUnicode_AsUTF8AndSize(folder);
    if (!text) {
      found.kind = -1;
      break;
    }
    const kind = find_module(text, tstate.out_i32, name, nameLength, wantCode);
    if (kind !== FOUND_NOTHING) done = take_found(found, kind);
  }
  Py_DECREF(folders);
  // Portions of a namespace that a module has overruled.
  if (found.kind === FOUND_FILE && found.locations) {
    Py_DECREF(found.locations!);
    found.locations = null;
  }
}

/** Gives back what `found` owns. */
export function release_found(found: FoundModule): void {
  if (found.bytes) PyMem_Free(found.bytes);
  const path = found.path;
  const locations = found.locations;
  if (path) Py_DECREF(path);
  if (locations) Py_DECREF(locations);
}
