/** The module `atexit`: functions to be called at exit, last in, first out. CPython: Modules/atexitmodule.c (3.13). */

import { PyObject_Call } from "../abstract/call";
import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { Py_EQ, PyCallable_Check, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { PyErr_FormatUnraisable } from "../abstract/unraisable";
import { PyLong_FromLong } from "../builtin-types/int";
import { module_begin, module_keywords, module_noargs, module_o } from "../builtin-types/module";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_GetSlice } from "../builtin-types/tuple";
import { PyMem_Free, PyMem_Malloc, PyMem_Realloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, PyObject, ptr } from "../object/object";
import { PyCFunction, PyCFunctionWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError } from "../object/static-types";

/** A registered function: all owned. */
@unmanaged
class atexit_callback {
  func: PyObject | null;
  args: PyObject | null;
  kwargs: PyObject | null;
}

@unmanaged
export class AtexitState {
  /** Array of pointers to callbacks, in the mem domain; unregistered ones are NULL. */
  callbacks: usize;
  ncallbacks: i32;
  callback_len: i32;
}
export const atexit_state: AtexitState = changetype<AtexitState>(memory.data(16, 16));

/** @inline */
function callback_at(i: i32): atexit_callback | null {
  return changetype<atexit_callback | null>(load<usize>(atexit_state.callbacks + ((<usize>i) << 3)));
}

function set_callback(i: i32, cb: atexit_callback | null): void {
  store<u64>(atexit_state.callbacks + ((<usize>i) << 3), <u64>changetype<usize>(cb));
}

function delete_callback(i: i32): void {
  const cb = callback_at(i);
  set_callback(i, null);
  if (!cb) return;
  Py_XDECREF(cb.func);
  Py_XDECREF(cb.args);
  Py_XDECREF(cb.kwargs);
  PyMem_Free(changetype<usize>(cb));
}

function clear_all(): void {
  for (let i = 0; i < atexit_state.ncallbacks; i++) delete_callback(i);
  atexit_state.ncallbacks = 0;
}

/** Calls the registered functions; what they raise is reported as ignored. */
export function atexit_callfuncs(): void {
  const exc = tstate.current_exception;
  tstate.current_exception = null;
  for (let i = atexit_state.ncallbacks - 1; i >= 0; i--) {
    const cb = callback_at(i);
    if (!cb) continue;
    // The function may unregister itself: hold it for its name in the report.
    const func = Py_NewRef(cb.func!);
    const result = PyObject_Call(func, cb.args!, cb.kwargs);
    if (result) Py_DECREF(result);
    else PyErr_FormatUnraisable(cstr("Exception ignored in atexit callback %R"), ptr(func));
    Py_DECREF(func);
  }
  clear_all();
  tstate.current_exception = exc;
}

/** Room for one callback more. False with MemoryError. */
function reserve(): bool {
  if (atexit_state.ncallbacks < atexit_state.callback_len) return true;
  const room = atexit_state.callback_len + 32;
  const bytes = (<usize>room) << 3;
  const block = atexit_state.callbacks ? PyMem_Realloc(atexit_state.callbacks, bytes) : PyMem_Malloc(bytes);
  if (!block) {
    PyErr_NoMemory();
    return false;
  }
  atexit_state.callbacks = block;
  atexit_state.callback_len = room;
  return true;
}

function atexit_register(_m: PyObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  const n = PyTuple_GET_SIZE(args);
  if (n === 0) {
    PyErr_SetString(PyExc_TypeError, cstr("register() takes at least 1 argument (0 given)"));
    return null;
  }
  const func = PyTuple_GET_ITEM(args, 0);
  if (!PyCallable_Check(func)) {
    PyErr_SetString(PyExc_TypeError, cstr("the first argument must be callable"));
    return null;
  }
  if (!reserve()) return null;
  const block = PyMem_Malloc(offsetof<atexit_callback>());
  if (!block) return PyErr_NoMemory();
  const rest = PyTuple_GetSlice(args, 1, n);
  if (!rest) {
    PyMem_Free(block);
    return null;
  }
  const cb = changetype<atexit_callback>(block);
  cb.func = Py_NewRef(func);
  cb.args = rest;
  cb.kwargs = Py_XNewRef(kwargs);
  set_callback(atexit_state.ncallbacks++, cb);
  return Py_NewRef(func);
}

function atexit_run_exitfuncs(_m: PyObject, _unused: PyObject | null): PyObject | null {
  atexit_callfuncs();
  return Py_None;
}

function atexit_clear(_m: PyObject, _unused: PyObject | null): PyObject | null {
  clear_all();
  return Py_None;
}

function atexit_ncallbacks(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromLong(<i64>atexit_state.ncallbacks);
}

function atexit_unregister(_m: PyObject, func: PyObject | null): PyObject | null {
  for (let i = 0; i < atexit_state.ncallbacks; i++) {
    const cb = callback_at(i);
    if (!cb) continue;
    const same = PyObject_RichCompareBool(cb.func!, func!, Py_EQ);
    if (same < 0) return null;
    if (same > 0) delete_callback(i);
  }
  return Py_None;
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit_atexit(): PyObject | null {
  const m = module_begin(cstr("atexit"), cstr("Functions to be called when the interpreter ends."));
  if (!m) return null;
  const ok =
    module_keywords(
      m,
      cstr("register"),
      PyCFunctionWithKeywords.of(atexit_register),
      cstr("register($module, func, /, *args, **kwargs)\n--\n\nCalls func with these arguments at exit; returns func."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("_clear"),
      PyCFunction.of(atexit_clear),
      cstr("_clear($module, /)\n--\n\nForgets all functions."),
    ) === 0 &&
    module_o(
      m,
      cstr("unregister"),
      PyCFunction.of(atexit_unregister),
      cstr("unregister($module, func, /)\n--\n\nForgets a function."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("_run_exitfuncs"),
      PyCFunction.of(atexit_run_exitfuncs),
      cstr("_run_exitfuncs($module, /)\n--\n\nCalls the functions now."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("_ncallbacks"),
      PyCFunction.of(atexit_ncallbacks),
      cstr("_ncallbacks($module, /)\n--\n\nHow many functions are registered."),
    ) === 0;
  if (ok) return m;
  Py_DECREF(m);
  return null;
}
