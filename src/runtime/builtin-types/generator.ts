/**
 * Generators, and what coroutines and asynchronous generators share with them. CPython: Objects/genobject.c.
 *
 *   PyGenObject (72 bytes, then the frame: 72 + 8 * n)
 *   +16 gi_weakreflist  +24 gi_name  +32 gi_qualname  +40 gi_exc_state {exc_value, previous_item}
 *   +56 gi_origin_or_finalizer  +64 gi_hooks_inited, +65 gi_closed, +66 gi_running_async, +67 gi_frame_state  +72 gi_iframe
 */

import { PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyObject_CallNoArgs, PyObject_CallOneArg } from "../abstract/call";
import {
  PyErr_Clear,
  PyErr_ExceptionMatches,
  PyErr_GetRaisedException,
  PyErr_SetNone,
  PyErr_SetObject,
  PyErr_SetRaisedException,
  PyErr_SetString,
} from "../abstract/errors";
import { eval_frame } from "../abstract/hooks";
import { PYGEN_ERROR, PYGEN_NEXT, PYGEN_RETURN } from "../abstract/iterator";
import { PyErr_WriteUnraisable } from "../abstract/unraisable";
import { _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_IS_TYPE, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { visitproc } from "../object/slots";
import { _PyErr_StackItem, tstate } from "../object/state";
import {
  Py_None,
  PyAsyncGen_Type,
  PyCoro_Type,
  PyExc_GeneratorExit,
  PyExc_RuntimeError,
  PyExc_StopAsyncIteration,
  PyExc_StopIteration,
  PyExc_TypeError,
  PyExc_ValueError,
  PyGen_Type,
} from "../object/static-types";
import { PyObject_CallFinalizerFromDealloc } from "./base-object-dealloc";
import { CO_COROUTINE } from "./code";
import { _PyOpcode_Deopt, INSTRUMENTED_RESUME, RESUME } from "./code-opcodes";
import { PyStopIterationObject } from "./exception-structs";
import {
  _PyFrame_ClearExceptCode,
  _PyFrame_ClearLocals,
  _PyFrame_Traverse,
  _PyInterpreterFrame,
  FRAME_CLEARED,
  FRAME_COMPLETED,
  FRAME_CREATED,
  FRAME_EXECUTING,
  FRAME_SUSPENDED,
  FRAME_SUSPENDED_YIELD_FROM,
} from "./interpreter-frame";
import { _PyErr_WarnUnawaitedCoroutine } from "./warnings";
import { PyObject_ClearWeakRefs } from "./weakref";

@unmanaged
export class PyGenObject extends PyObject {
  gi_weakreflist: PyObject | null;
  /** Owned str. */
  gi_name: PyObject;
  /** Owned str. */
  gi_qualname: PyObject;
  exc_value: PyObject | null;
  exc_previous: _PyErr_StackItem | null;
  /** Owned, or NULL: cr_origin of a coroutine, the finalizer hook of an asynchronous generator. */
  gi_origin_or_finalizer: PyObject | null;
  gi_hooks_inited: u8;
  gi_closed: u8;
  gi_running_async: u8;
  gi_frame_state: i8;
  gen_pad: u32;

  @inline get gi_iframe(): _PyInterpreterFrame {
    return changetype<_PyInterpreterFrame>(changetype<usize>(this) + GEN_HEAD);
  }
  @inline get gi_exc_state(): _PyErr_StackItem {
    return changetype<_PyErr_StackItem>(changetype<usize>(this) + 40);
  }
}

/** Bytes before gi_iframe. */
export const GEN_HEAD: usize = 72;

/** @inline */
export function PyGen_CheckExact(o: PyObject): bool {
  return Py_IS_TYPE(o, PyGen_Type);
}

/** @inline */
export function PyCoro_CheckExact(o: PyObject): bool {
  return Py_IS_TYPE(o, PyCoro_Type);
}

/** @inline */
export function PyAsyncGen_CheckExact(o: PyObject): bool {
  return Py_IS_TYPE(o, PyAsyncGen_Type);
}

/** @inline */
export function gen_of(o: PyObject): PyGenObject {
  return changetype<PyGenObject>(o);
}

/** @inline */
export function is_suspended(state: i8): bool {
  return state === FRAME_SUSPENDED || state === FRAME_SUSPENDED_YIELD_FROM;
}

/** @inline */
export function is_finished(state: i8): bool {
  return state >= FRAME_COMPLETED;
}

// ---- The value of StopIteration ---------------------------------------------------------------------------------------

/** Raises StopIteration with `value` (borrowed) as its value, whatever type it has. -1 on another error. */
export function _PyGen_SetStopIterationValue(value: PyObject): i32 {
  // An instance: given a tuple or an exception, PyErr_SetObject would unpack it.
  const exc = PyObject_CallOneArg(PyExc_StopIteration, value);
  if (!exc) return -1;
  PyErr_SetObject(PyExc_StopIteration, exc);
  Py_DECREF(exc);
  return 0;
}

/**
 * After an iterator ended: the value of the StopIteration that is set (cleared), None when none is: a new reference in
 * tstate.out_object, 0. Another exception stays: -1, NULL.
 */
export function _PyGen_FetchStopIterationValue(): i32 {
  tstate.out_object = null;
  let value: PyObject | null = null;
  if (tstate.current_exception) {
    if (!PyErr_ExceptionMatches(PyExc_StopIteration)) return -1;
    const exc = PyErr_GetRaisedException()!;
    value = changetype<PyStopIterationObject>(exc).value;
    if (value) Py_NewRef(value);
    Py_DECREF(exc);
  }
  tstate.out_object = value ? value : Py_None;
  return 0;
}

// ---- Running ----------------------------------------------------------------------------------------------------------

/** One of three texts by the kind of `gen`. */
function by_kind(gen: PyGenObject, generator: usize, coroutine: usize, async_generator: usize): usize {
  if (PyCoro_CheckExact(gen)) return coroutine;
  return PyAsyncGen_CheckExact(gen) ? async_generator : generator;
}

/** Why `gen` cannot be resumed now; PYGEN_NEXT: it can. */
function cannot_resume(gen: PyGenObject, arg: PyObject | null, exc: bool, closing: bool): i32 {
  const state = gen.gi_frame_state;
  if (state === FRAME_CREATED && arg && ptr(arg) !== ptr(Py_None)) {
    PyErr_SetString(
      PyExc_TypeError,
      by_kind(
        gen,
        cstr("can't send non-None value to a just-started generator"),
        cstr("can't send non-None value to a just-started coroutine"),
        cstr("can't send non-None value to a just-started async generator"),
      ),
    );
    return PYGEN_ERROR;
  }
  if (state === FRAME_EXECUTING) {
    PyErr_SetString(
      PyExc_ValueError,
      by_kind(
        gen,
        cstr("generator already executing"),
        cstr("coroutine already executing"),
        cstr("async generator already executing"),
      ),
    );
    return PYGEN_ERROR;
  }
  if (!is_finished(state)) return PYGEN_NEXT;
  if (PyCoro_CheckExact(gen) && !closing) {
    PyErr_SetString(PyExc_RuntimeError, cstr("cannot reuse already awaited coroutine"));
  } else if (arg && !exc) {
    tstate.send_result = Py_None;
    return PYGEN_RETURN;
  }
  return PYGEN_ERROR;
}

/** The handled exception of the generator becomes the context of the one to be raised in it. */
function chain_stack_item(): void {
  const handled = tstate.exc_info.exc_value;
  if (!handled || ptr(handled) === ptr(Py_None)) return;
  const exc = PyErr_GetRaisedException();
  if (!exc) return;
  PyErr_SetObject(exc.ob_type, exc);
  Py_DECREF(exc);
}

/**
 * Resumes `gen`: with the value `arg` (NULL: by next()), or with the exception that is set (`exc`). PYGEN_NEXT and
 * PYGEN_RETURN with a new reference in tstate.send_result; PYGEN_ERROR with an exception, without one when next() finds the end.
 */
export function gen_send_ex2(gen: PyGenObject, arg: PyObject | null, exc: bool, closing: bool): i32 {
  tstate.send_result = null;
  const can = cannot_resume(gen, arg, exc, closing);
  if (can !== PYGEN_NEXT) return can;
  const frame = gen.gi_iframe;
  const top = frame.stacktop;
  frame.localsplus.set(top, arg ? Py_NewRef(arg) : Py_None);
  frame.stacktop = top + 1;
  gen.exc_previous = tstate.exc_info;
  tstate.exc_info = gen.gi_exc_state;
  if (exc) chain_stack_item();
  gen.gi_frame_state = FRAME_EXECUTING;
  let result = eval_frame(changetype<usize>(frame), exc);
  if (result) {
    if (is_suspended(gen.gi_frame_state)) {
      tstate.send_result = result;
      return PYGEN_NEXT;
    }
    if (ptr(result) === ptr(Py_None) && !PyAsyncGen_CheckExact(gen) && !arg) result = null;
  }
  tstate.send_result = result;
  return result ? PYGEN_RETURN : PYGEN_ERROR;
}

/** As gen_send_ex2; the end becomes StopIteration (StopAsyncIteration). A new reference, NULL with an exception. */
export function gen_send_ex(gen: PyGenObject, arg: PyObject | null, exc: bool, closing: bool): PyObject | null {
  const how = gen_send_ex2(gen, arg, exc, closing);
  const result = tstate.send_result;
  if (how !== PYGEN_RETURN) return result;
  if (PyAsyncGen_CheckExact(gen)) PyErr_SetNone(PyExc_StopAsyncIteration);
  else if (ptr(result) === ptr(Py_None)) PyErr_SetNone(PyExc_StopIteration);
  else _PyGen_SetStopIterationValue(result!);
  Py_XDECREF(result);
  return null;
}

/** am_send. */
export function PyGen_am_send(o: PyObject, arg: PyObject): i32 {
  return gen_send_ex2(gen_of(o), arg, false, false);
}

/** tp_iternext. */
export function gen_iternext(o: PyObject): PyObject | null {
  const how = gen_send_ex2(gen_of(o), null, false, false);
  const result = tstate.send_result;
  if (how !== PYGEN_RETURN) return result;
  if (result && ptr(result) !== ptr(Py_None)) _PyGen_SetStopIterationValue(result);
  Py_XDECREF(result);
  return null;
}

/** What `gen` delegates to (yield from, await): a new reference, or NULL. */
export function _PyGen_yf(gen: PyGenObject): PyObject | null {
  if (gen.gi_frame_state !== FRAME_SUSPENDED_YIELD_FROM) return null;
  const frame = gen.gi_iframe;
  return Py_NewRef(frame.localsplus.get(frame.stacktop - 1));
}

// ---- Closing ----------------------------------------------------------------------------------------------------------

/** Closes what a generator delegates to. -1 with an exception. */
export function gen_close_iter(yf: PyObject): i32 {
  let result: PyObject | null;
  if (PyGen_CheckExact(yf) || PyCoro_CheckExact(yf)) {
    result = gen_close(yf, null);
  } else {
    const found = PyObject_GetOptionalAttr(yf, _Py_ID("close"));
    const method = tstate.out_object;
    if (found < 0) PyErr_WriteUnraisable(yf);
    if (!method) return 0;
    result = PyObject_CallNoArgs(method);
    Py_DECREF(method);
  }
  if (!result) return -1;
  Py_DECREF(result);
  return 0;
}

/** RESUME's oparg: only the try block that the compiler puts around every generator is open. */
const RESUME_OPARG_DEPTH1_MASK: u8 = 4;

/** `gen` stands at a yield that no try statement of the program surrounds: nothing would see GeneratorExit. */
function nothing_to_run(frame: _PyInterpreterFrame): bool {
  const opcode = <i32>load<u8>(frame.instr_ptr);
  if (_PyOpcode_Deopt(opcode) !== RESUME && opcode !== INSTRUMENTED_RESUME) return false;
  return (load<u8>(frame.instr_ptr, 1) & RESUME_OPARG_DEPTH1_MASK) !== 0;
}

/** close(): raises GeneratorExit at the yield. A new reference: the value returned meanwhile, or None. NULL with an exception. */
export function gen_close(o: PyObject, _arg: PyObject | null): PyObject | null {
  const gen = gen_of(o);
  if (gen.gi_frame_state === FRAME_CREATED) {
    gen.gi_frame_state = FRAME_COMPLETED;
    return Py_None;
  }
  if (is_finished(gen.gi_frame_state)) return Py_None;
  const yf = _PyGen_yf(gen);
  let status = 0;
  if (yf) {
    const state = gen.gi_frame_state;
    gen.gi_frame_state = FRAME_EXECUTING;
    status = gen_close_iter(yf);
    gen.gi_frame_state = state;
    Py_DECREF(yf);
  }
  if (nothing_to_run(gen.gi_iframe)) {
    gen.gi_frame_state = FRAME_COMPLETED;
    _PyFrame_ClearLocals(gen.gi_iframe);
    return Py_None;
  }
  if (status === 0) PyErr_SetNone(PyExc_GeneratorExit);
  const result = gen_send_ex(gen, Py_None, true, true);
  if (result) {
    Py_DECREF(result);
    PyErr_SetString(
      PyExc_RuntimeError,
      by_kind(
        gen,
        cstr("generator ignored GeneratorExit"),
        cstr("coroutine ignored GeneratorExit"),
        cstr("async generator ignored GeneratorExit"),
      ),
    );
    return null;
  }
  if (PyErr_ExceptionMatches(PyExc_GeneratorExit)) {
    PyErr_Clear();
    return Py_None;
  }
  if (_PyGen_FetchStopIterationValue() === 0) return tstate.out_object;
  return null;
}

// ---- Life -------------------------------------------------------------------------------------------------------------

/** tp_traverse. */
export function gen_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const gen = gen_of(o);
  let r = visit.call(gen.gi_name, arg);
  if (r === 0) r = visit.call(gen.gi_qualname, arg);
  if (r !== 0) return r;
  const frame = gen.gi_iframe;
  if (gen.gi_frame_state < FRAME_CLEARED) {
    r = _PyFrame_Traverse(frame, visit, arg);
    if (r !== 0) return r;
  }
  const exc = gen.exc_value;
  return exc ? visit.call(exc, arg) : 0;
}

/** tp_finalize: a suspended generator is closed; a coroutine that never ran draws a warning. */
export function _PyGen_Finalize(o: PyObject): void {
  const gen = gen_of(o);
  if (is_finished(gen.gi_frame_state)) return;
  if (PyAsyncGen_CheckExact(gen)) {
    const finalizer = gen.gi_origin_or_finalizer;
    if (finalizer && gen.gi_closed === 0) {
      const exc = PyErr_GetRaisedException();
      const result = PyObject_CallOneArg(finalizer, gen);
      if (result) Py_DECREF(result);
      else PyErr_WriteUnraisable(gen);
      PyErr_SetRaisedException(exc);
      return;
    }
  }
  const exc = PyErr_GetRaisedException();
  if ((gen.gi_iframe.code.co_flags & CO_COROUTINE) !== 0 && gen.gi_frame_state === FRAME_CREATED) {
    _PyErr_WarnUnawaitedCoroutine(gen);
  } else {
    const result = gen_close(gen, null);
    if (result) Py_DECREF(result);
    else if (tstate.current_exception) PyErr_WriteUnraisable(gen);
  }
  PyErr_SetRaisedException(exc);
}

/** tp_dealloc of all three kinds. */
export function gen_dealloc(o: PyObject): void {
  const gen = gen_of(o);
  _PyObject_GC_UNTRACK(gen);
  if (gen.gi_weakreflist) PyObject_ClearWeakRefs(gen);
  _PyObject_GC_TRACK(gen);
  if (PyObject_CallFinalizerFromDealloc(gen) !== 0) return; // it lives again
  _PyObject_GC_UNTRACK(gen);
  const origin = gen.gi_origin_or_finalizer;
  gen.gi_origin_or_finalizer = null;
  Py_XDECREF(origin);
  const frame = gen.gi_iframe;
  if (gen.gi_frame_state !== FRAME_CLEARED) {
    gen.gi_frame_state = FRAME_CLEARED;
    frame.previous = null;
    _PyFrame_ClearExceptCode(frame);
    const exc = gen.exc_value;
    gen.exc_value = null;
    Py_XDECREF(exc);
  }
  Py_DECREF(frame.f_executable);
  Py_DECREF(gen.gi_name);
  Py_DECREF(gen.gi_qualname);
  PyObject_GC_Del(gen);
}
