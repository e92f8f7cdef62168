/**
 * module objects, and how native modules are made. CPython: Objects/moduleobject.c.
 *
 *   +0 PyObject, +16 md_dict (owned), +24 md_def, +32 md_state, +40 md_weaklist, +48 md_name (owned); 56 bytes
 *
 * The state of a native module: an array of owned references (its types, mostly) in the mem domain.
 * NOT CPYTHON: md_def, a pointer there, is the number of those references.
 */

import { PyErr_Clear, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { _PyObject_GC_IS_TRACKED, _PyObject_GC_TRACK, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { PyMem_Malloc } from "../memory/domains";
import { METH_FASTCALL, METH_KEYWORDS, METH_NOARGS, METH_O, METH_VARARGS, PyMethodDef_New } from "../object/def-tables";
import { clear_slots, visit_slots } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  PyCFunction,
  PyCFunctionFast,
  PyCFunctionFastWithKeywords,
  PyCFunctionWithKeywords,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_SystemError, PyModule_Type } from "../object/static-types";
import { PyHeapType, PyTypeObject } from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import { PyCFunction_NewEx } from "./builtin-function";
import { PyDict_GetItemRef, PyDict_New, PyDict_Next, PyDict_SetItem, PyDict_SetItemString } from "./dict";
import {
  _PyUnicode_Equal,
  _PyUnicode_EqualToASCIIString,
  PyUnicode_Check,
  PyUnicode_FromString,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
} from "./str";
import { PyUnicode_InternFromString } from "./str-intern";
import { PyObject_TypeCheck } from "./type-mro";

@unmanaged
export class PyModuleObject extends PyObject {
  md_dict: PyObject | null;
  md_def: usize;
  md_state: usize;
  md_weaklist: PyObject | null;
  md_name: PyObject | null;
}

/** @inline */
export function asModule(o: PyObject): PyModuleObject {
  return changetype<PyModuleObject>(o);
}

/** @inline */
export function PyModule_Check(o: PyObject): bool {
  return PyObject_TypeCheck(o, PyModule_Type);
}

/** Fills a new module's dict with the names every module has. -1 with an exception. */
export function module_init_dict(module: PyObject, dict: PyObject, name: PyObject, doc: PyObject): i32 {
  if (
    PyDict_SetItem(dict, _Py_ID("__name__"), name) < 0 ||
    PyDict_SetItem(dict, _Py_ID("__doc__"), doc) < 0 ||
    PyDict_SetItem(dict, _Py_ID("__package__"), Py_None) < 0 ||
    PyDict_SetItem(dict, _Py_ID("__loader__"), Py_None) < 0 ||
    PyDict_SetItem(dict, _Py_ID("__spec__"), Py_None) < 0
  ) {
    return -1;
  }
  if (PyUnicode_Check(name)) {
    const old = asModule(module).md_name;
    asModule(module).md_name = Py_NewRef(name);
    Py_XDECREF(old);
  }
  return 0;
}

/** tp_alloc gives a cleared, tracked object; the dict follows. */
export function new_module_notrack(t: PyTypeObject): PyObject | null {
  const o = PyType_GenericAlloc(t, 0);
  if (!o) return null;
  PyObject_GC_UnTrack(o);
  const dict = PyDict_New();
  if (!dict) {
    Py_DECREF(o);
    return null;
  }
  asModule(o).md_dict = dict;
  return o;
}

/** The collector knows a module and, even while nothing in it could be part of a cycle, its dict. */
export function track_module(module: PyObject): void {
  const dict = asModule(module).md_dict!;
  if (!_PyObject_GC_IS_TRACKED(dict)) _PyObject_GC_TRACK(dict);
  _PyObject_GC_TRACK(module);
}

/** An empty module of that name (a str): new reference. */
export function PyModule_NewObject(name: PyObject): PyObject | null {
  const o = new_module_notrack(PyModule_Type);
  if (!o) return null;
  if (module_init_dict(o, asModule(o).md_dict!, name, Py_None) < 0) {
    Py_DECREF(o);
    return null;
  }
  track_module(o);
  return o;
}

/** As PyModule_NewObject for NUL-terminated UTF-8. */
export function PyModule_New(name: usize): PyObject | null {
  const text = PyUnicode_InternFromString(name);
  if (!text) return null;
  const o = PyModule_NewObject(text);
  Py_DECREF(text);
  return o;
}

/** The namespace: borrowed. */
export function PyModule_GetDict(module: PyObject): PyObject {
  return asModule(module).md_dict!;
}

/** `__name__` as a str: new reference, NULL with SystemError. */
export function PyModule_GetNameObject(module: PyObject): PyObject | null {
  const dict = asModule(module).md_dict;
  if (dict && PyDict_GetItemRef(dict, _Py_ID("__name__")) > 0) {
    const name = tstate.out_object!;
    if (PyUnicode_Check(name)) return name;
    Py_DECREF(name);
  }
  if (!tstate.current_exception) PyErr_SetString(PyExc_SystemError, cstr("nameless module"));
  return null;
}

// --- definition of native modules ---

/** A native module under construction: new reference. `doc` 0: none. */
export function module_begin(name: usize, doc: usize = 0): PyObject | null {
  const module = PyModule_New(name);
  if (!module) return null;
  if (doc && module_add(module, cstr("__doc__"), PyUnicode_FromString(doc)) < 0) {
    Py_DECREF(module);
    return null;
  }
  return module;
}

/** module.name = value; steals `value` (NULL: fails). -1 with an exception. */
export function module_add(module: PyObject, name: usize, value: PyObject | null): i32 {
  if (!value) return -1;
  const status = PyDict_SetItemString(PyModule_GetDict(module), name, value);
  Py_DECREF(value);
  return status;
}

/** module.name = value; counts its own reference. -1 with an exception. */
export function PyModule_AddObjectRef(module: PyObject, name: usize, value: PyObject): i32 {
  return PyDict_SetItemString(PyModule_GetDict(module), name, value);
}

function add_function(module: PyObject, name: usize, meth: usize, flags: i32, doc: usize): i32 {
  const moduleName = PyModule_GetNameObject(module);
  if (!moduleName) return -1;
  const f = PyCFunction_NewEx(PyMethodDef_New(name, meth, flags, doc), module, moduleName);
  Py_DECREF(moduleName);
  return module_add(module, name, f);
}

/** Adds a function without arguments. -1 with an exception (as the next ones). */
export function module_noargs(module: PyObject, name: usize, f: PyCFunction, doc: usize = 0): i32 {
  return add_function(module, name, changetype<usize>(f), METH_NOARGS, doc);
}

export function module_o(module: PyObject, name: usize, f: PyCFunction, doc: usize = 0): i32 {
  return add_function(module, name, changetype<usize>(f), METH_O, doc);
}

export function module_varargs(module: PyObject, name: usize, f: PyCFunction, doc: usize = 0): i32 {
  return add_function(module, name, changetype<usize>(f), METH_VARARGS, doc);
}

export function module_keywords(module: PyObject, name: usize, f: PyCFunctionWithKeywords, doc: usize = 0): i32 {
  return add_function(module, name, changetype<usize>(f), METH_VARARGS | METH_KEYWORDS, doc);
}

export function module_fast(module: PyObject, name: usize, f: PyCFunctionFast, doc: usize = 0): i32 {
  return add_function(module, name, changetype<usize>(f), METH_FASTCALL, doc);
}

export function module_fast_keywords(
  module: PyObject,
  name: usize,
  f: PyCFunctionFastWithKeywords,
  doc: usize = 0,
): i32 {
  return add_function(module, name, changetype<usize>(f), METH_FASTCALL | METH_KEYWORDS, doc);
}

// --- state ---

/** The native modules with a state that are alive, one word each; borrowed. */
const LIVE: usize = memory.data(256, 8);
const LIVE_END: usize = LIVE + 256;

/**
 * `module` is the first of its name: the types and functions of native modules use static memory, so a second one, which a program gets
 * that takes the first out of sys.modules, can only be its copy (vm/inittab.ts).
 */
export function native_module_remember(module: PyObject): void {
  let at = LIVE;
  while (load<u32>(at) !== 0) at += 4;
  if (at === LIVE_END) unreachable();
  store<u32>(at, <u32>ptr(module));
}

/** `module` dies. */
export function native_module_forget(module: PyObject): void {
  for (let at = LIVE; at < LIVE_END; at += 4) if (load<u32>(at) === <u32>ptr(module)) store<u32>(at, 0);
}

/** The one that is remembered under `name`: borrowed, NULL for none. */
export function native_module_alive(name: PyObject): PyObject | null {
  for (let at = LIVE; at < LIVE_END; at += 4) {
    if (load<u32>(at) === 0) continue;
    const module = changetype<PyObject>(<usize>load<u32>(at));
    const known = asModule(module).md_name;
    if (known && _PyUnicode_Equal(known, name)) return module;
  }
  return null;
}

/** Gives `module` room for `count` references, which begin as NULL. -1 with MemoryError. */
export function module_state_alloc(module: PyObject, count: i32): i32 {
  const size = (<usize>count) << 3;
  const block = PyMem_Malloc(size);
  if (block === 0) {
    PyErr_NoMemory();
    return -1;
  }
  memory.fill(block, 0, size);
  asModule(module).md_state = block;
  asModule(module).md_def = <usize>count;
  return 0;
}

/** Sets reference number `i` of the state; steals `value` (NULL: fails). -1 with an exception. */
export function module_state_set(module: PyObject, i: i32, value: PyObject | null): i32 {
  if (!value) return -1;
  Slots.at(asModule(module).md_state).set(i, value);
  return 0;
}

/** Adds a type to the state at `i` (steals `type`; NULL: fails) and to the namespace, by its name. -1 with an exception. */
export function module_add_type(module: PyObject, i: i32, type: PyTypeObject | null): i32 {
  if (!type) return -1;
  if (module_state_set(module, i, type) < 0) return -1;
  return PyDict_SetItem(PyModule_GetDict(module), PyHeapType(type).ht_name, type);
}

/** Calls `visit` for what the state refers to. */
export function module_state_traverse(m: PyModuleObject, visit: visitproc, arg: usize): i32 {
  return visit_slots(m.md_state, <i32>m.md_def, visit, arg);
}

/** Gives up what the state refers to. */
export function module_state_clear(m: PyModuleObject): void {
  clear_slots(m.md_state, <i32>m.md_def);
}

// --- teardown ---

/** Names of one leading underscore (but not two), or the others: the values become None. */
function clear_names(dict: PyObject, underscored: bool): void {
  let pos = 0;
  while ((pos = PyDict_Next(dict, pos)) !== 0) {
    const key = tstate.out_object!;
    const value = tstate.out_object2!;
    if (ptr(value) === ptr(Py_None) || !PyUnicode_Check(key)) continue;
    const n = PyUnicode_GET_LENGTH(key);
    const first = n > 0 ? PyUnicode_READ_CHAR(key, 0) : 0;
    const second = n > 1 ? PyUnicode_READ_CHAR(key, 1) : 0;
    const matches: bool = underscored
      ? first === 95 && second !== 95
      : first !== 95 || !_PyUnicode_EqualToASCIIString(key, cstr("__builtins__"));
    if (!matches) continue;
    if (PyDict_SetItem(dict, key, Py_None) < 0) PyErr_Clear();
  }
}

/**
 * Empties a module's namespace at exit so that cycles through it break: first the names with one leading underscore,
 * then all others but `__builtins__`. The keys stay, the values become None.
 */
export function _PyModule_ClearDict(dict: PyObject): void {
  clear_names(dict, true);
  clear_names(dict, false);
}

/** As _PyModule_ClearDict for a module. */
export function _PyModule_Clear(module: PyObject): void {
  const dict = asModule(module).md_dict;
  if (dict) _PyModule_ClearDict(dict);
}
