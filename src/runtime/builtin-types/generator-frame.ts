/** The frame inside a generator: making the object, ending the frame. CPython: _Py_MakeCoro of Objects/genobject.c, clear_gen_frame of Python/ceval.c. */

import { _PyObject_GC_NewVar, _PyObject_GC_TRACK } from "../gc/gc-alloc";
import { Py_DECREF, Py_NewRef, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyAsyncGen_Type, PyCoro_Type, PyGen_Type } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR, PyCodeObject } from "./code";
import { PyFunctionObject } from "./function";
import { GEN_HEAD, PyGenObject } from "./generator";
import { compute_cr_origin } from "./generator-coroutine";
import { _PyFrame_ClearExceptCode, _PyInterpreterFrame, FRAME_CLEARED, ptr_of } from "./interpreter-frame";

/** A generator of `type` for `func`, frame still empty: a new reference, NULL with MemoryError. */
function make_gen(type: PyTypeObject, func: PyFunctionObject): PyGenObject | null {
  const code = changetype<PyCodeObject>(func.func_code);
  const gen = changetype<PyGenObject>(_PyObject_GC_NewVar(type, code.co_nlocalsplus + code.co_stacksize));
  if (!gen) return null;
  // What _PyObject_GC_NewVar wrote as ob_size is gi_weakreflist here.
  memory.fill(ptr(gen) + 16, 0, GEN_HEAD - 16);
  gen.gi_frame_state = FRAME_CLEARED;
  store<u64>(changetype<usize>(gen.gi_iframe), <u64>ptr(Py_None)); // f_executable, until the frame moves in
  gen.gi_name = Py_NewRef(func.func_name);
  gen.gi_qualname = Py_NewRef(func.func_qualname);
  _PyObject_GC_TRACK(gen);
  return gen;
}

/** The generator, coroutine or asynchronous generator that a call of `func` returns: a new reference, NULL with an exception. */
export function _Py_MakeCoro(func: PyFunctionObject): PyObject | null {
  const flags = changetype<PyCodeObject>(func.func_code).co_flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR);
  if (flags === CO_GENERATOR) return make_gen(PyGen_Type, func);
  if (flags === CO_ASYNC_GENERATOR) return make_gen(PyAsyncGen_Type, func);
  const coro = make_gen(PyCoro_Type, func);
  if (!coro) return null;
  const depth = tstate.coroutine_origin_tracking_depth;
  if (depth === 0) return coro;
  const origin = compute_cr_origin(depth, changetype<_PyInterpreterFrame>(tstate.current_frame).previous);
  coro.gi_origin_or_finalizer = origin;
  if (!origin) {
    Py_DECREF(coro);
    return null;
  }
  return coro;
}

/** Ends the frame of a generator that has returned or raised. */
export function clear_gen_frame(frame: _PyInterpreterFrame): void {
  const gen = changetype<PyGenObject>(ptr_of(frame) - GEN_HEAD);
  gen.gi_frame_state = FRAME_CLEARED;
  tstate.exc_info = gen.exc_previous!;
  gen.exc_previous = null;
  _PyFrame_ClearExceptCode(frame);
  const exc = gen.exc_value;
  if (exc) {
    gen.exc_value = null;
    Py_DECREF(exc);
  }
  frame.previous = null;
}
