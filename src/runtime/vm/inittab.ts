/**
 * The native modules: name and the function that makes them. CPython: _PyImport_Inittab of Modules/config.c.
 * The table lies in static memory; modules/inittab-entries.ts fills it at start-up (modules are above this room).
 */

import { PyDict_Update } from "../builtin-types/dict-merge";
import {
  asModule,
  module_state_alloc,
  module_state_set,
  native_module_alive,
  native_module_remember,
  PyModule_GetDict,
  PyModule_NewObject,
} from "../builtin-types/module";
import { _PyUnicode_EqualToASCIIString } from "../builtin-types/str";
import { Py_DECREF, Py_NewRef, PyObject } from "../object/object";

const CAPACITY: i32 = 128;

@unmanaged
class InittabEntry {
  /** NUL-terminated. */
  name: usize;
  /** Table index of `() => PyObject | null`: a new module, or NULL with an exception. */
  init: usize;
}

@unmanaged
class InittabState {
  count: i32;
  pad: i32;
}
const state: InittabState = changetype<InittabState>(memory.data(16, 16));
const TABLE: usize = memory.data(2048, 16);

/** @inline */
function entry(i: i32): InittabEntry {
  return changetype<InittabEntry>(TABLE + ((<usize>i) << 4));
}

/** Start-up: module `name` is made by `init`. */
export function PyImport_AppendInittab(name: usize, init: () => PyObject | null): void {
  if (state.count >= CAPACITY) unreachable();
  const e = entry(state.count++);
  e.name = name;
  e.init = <usize>init.index;
}

/** Index of the module, -1 when there is none of that name. */
function index_of(name: PyObject): i32 {
  for (let i = 0; i < state.count; i++) if (_PyUnicode_EqualToASCIIString(name, entry(i).name)) return i;
  return -1;
}

export function is_builtin_module(name: PyObject): bool {
  return index_of(name) >= 0;
}

/** Makes the native module `name`, which exists: new reference, NULL with an exception. */
export function make_builtin_module(name: PyObject): PyObject | null {
  const first = native_module_alive(name);
  if (first) return copy_of(first, name);
  const module = call_indirect<PyObject | null>(<u32>entry(index_of(name)).init);
  if (module && asModule(module).md_state !== 0) native_module_remember(module);
  return module;
}

/** A module with what is in the module `first`, which it keeps alive: new reference. */
function copy_of(first: PyObject, name: PyObject): PyObject | null {
  const module = PyModule_NewObject(name);
  if (!module) return null;
  if (
    module_state_alloc(module, 1) === 0 &&
    module_state_set(module, 0, Py_NewRef(first)) === 0 &&
    PyDict_Update(PyModule_GetDict(module), PyModule_GetDict(first)) === 0
  ) {
    return module;
  }
  Py_DECREF(module);
  return null;
}

/** Number of native modules, and the name of each: sys.builtin_module_names. */
export function builtin_module_count(): i32 {
  return state.count;
}

export function builtin_module_name(i: i32): usize {
  return entry(i).name;
}
