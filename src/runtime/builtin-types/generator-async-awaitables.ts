/**
 * The awaitables that the methods of asynchronous generators return. CPython: Objects/genobject.c.
 *
 *   async_generator_asend (40 bytes)    +16 gen (owned)  +24 value to send, or NULL (owned)  +32 state i32
 *   async_generator_athrow (40 bytes)   +16 gen (owned)  +24 arguments tuple, NULL: aclose   +32 state i32
 */

import { _PyArg_CheckPositional } from "../abstract/args";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_SetNone, PyErr_SetString } from "../abstract/errors";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { _PyObject_GC_New, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { def_fast, def_noargs, def_o } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { _Py_NewReference, Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, PyObject, ptr, Slots } from "../object/object";
import {
  destructor,
  getiterfunc,
  iternextfunc,
  PyCFunction,
  PyCFunctionFast,
  traverseproc,
  unaryfunc,
  visitproc,
} from "../object/slots";
import {
  _PyAsyncGenASend_Type,
  _PyAsyncGenAThrow_Type,
  Py_None,
  PyExc_GeneratorExit,
  PyExc_RuntimeError,
  PyExc_StopAsyncIteration,
  PyExc_StopIteration,
} from "../object/static-types";
import { Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyObject_CallFinalizerFromDealloc } from "./base-object-dealloc";
import { gen_send_ex, is_finished, PyGenObject } from "./generator";
import {
  async_gen_unwrap_value,
  ends_generator,
  FREE_ASENDS,
  free_counts,
  is_wrapped,
  keep_free,
  MAX_FREE,
} from "./generator-async-values";
import { _gen_throw, gen_throw } from "./generator-type";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { async_methods, static_type } from "./type-define";
import { _PyErr_WarnUnawaitedAgenMethod } from "./warnings";

const STATE_INIT: i32 = 0;
const STATE_ITER: i32 = 1;
const STATE_CLOSED: i32 = 2;

/** Both asend and athrow objects. */
@unmanaged
class AsyncGenAwaitable extends PyObject {
  gen: PyGenObject;
  /** The value to send, or the arguments of athrow(); NULL: none, or aclose(). */
  payload: PyObject | null;
  state: i32;
  awaitable_pad: i32;
}

/** @inline */
function aw(o: PyObject): AsyncGenAwaitable {
  return changetype<AsyncGenAwaitable>(o);
}

/** A new reference, NULL with MemoryError. Borrows all. */
export function new_awaitable(t: PyTypeObject, gen: PyGenObject, payload: PyObject | null): PyObject | null {
  let o: PyObject | null;
  if (ptr(t) === ptr(_PyAsyncGenASend_Type) && free_counts.asends > 0) {
    o = load<PyObject>(FREE_ASENDS + ((<usize>--free_counts.asends) << 3));
    _Py_NewReference(o);
  } else o = _PyObject_GC_New(t);
  if (!o) return null;
  store<u64>(ptr(o), <u64>ptr(Py_NewRef(gen)), 16);
  store<u64>(ptr(o), <u64>ptr(Py_XNewRef(payload)), 24);
  store<u64>(ptr(o), <u64>STATE_INIT, 32);
  _PyObject_GC_TRACK(o);
  return o;
}

function awaitable_dealloc(o: PyObject): void {
  if (PyObject_CallFinalizerFromDealloc(o) !== 0) return;
  _PyObject_GC_UNTRACK(o);
  Py_DECREF(aw(o).gen);
  Py_XDECREF(aw(o).payload);
  if (ptr(o.ob_type) === ptr(_PyAsyncGenASend_Type) && free_counts.asends < MAX_FREE) {
    store<u32>(ptr(o) - 8, load<u32>(ptr(o) - 8) & ~1); // may be finalized again in its next life
    keep_free(FREE_ASENDS, free_counts.asends++, o);
  } else PyObject_GC_Del(o);
}

function awaitable_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const r = visit.call(aw(o).gen, arg);
  if (r !== 0) return r;
  const payload = aw(o).payload;
  return payload ? visit.call(payload, arg) : 0;
}

/** tp_finalize: RuntimeWarning for an awaitable that was never awaited. */
function awaitable_finalize(o: PyObject): void {
  if (aw(o).state !== STATE_INIT) return;
  let method = _Py_ID("asend");
  if (ptr(o.ob_type) === ptr(_PyAsyncGenAThrow_Type)) method = aw(o).payload ? _Py_ID("athrow") : _Py_ID("aclose");
  _PyErr_WarnUnawaitedAgenMethod(aw(o).gen, method);
}

function raise_runtime(text: usize): PyObject | null {
  PyErr_SetString(PyExc_RuntimeError, text);
  return null;
}

// asend

/** May the asend object go on? It does when it begins now: the generator counts as running. */
function asend_begin(a: AsyncGenAwaitable): bool {
  if (a.state === STATE_CLOSED) {
    raise_runtime(cstr("cannot reuse already awaited __anext__()/asend()"));
    return false;
  }
  if (a.state === STATE_INIT && a.gen.gi_running_async !== 0) {
    a.state = STATE_CLOSED;
    raise_runtime(cstr("anext(): asynchronous generator is already running"));
    return false;
  }
  return true;
}

function async_gen_asend_send(o: PyObject, given: PyObject | null): PyObject | null {
  const a = aw(o);
  let arg = given;
  if (!asend_begin(a)) return null;
  if (a.state === STATE_INIT) {
    if (!arg || ptr(arg) === ptr(Py_None)) arg = a.payload;
    a.state = STATE_ITER;
  }
  a.gen.gi_running_async = 1;
  const result = async_gen_unwrap_value(a.gen, gen_send_ex(a.gen, arg, false, false));
  if (!result) a.state = STATE_CLOSED;
  return result;
}

function async_gen_asend_iternext(o: PyObject): PyObject | null {
  return async_gen_asend_send(o, null);
}

function async_gen_asend_throw(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  const a = aw(o);
  if (!asend_begin(a)) return null;
  if (a.state === STATE_INIT) {
    a.state = STATE_ITER;
    a.gen.gi_running_async = 1;
  }
  const result = async_gen_unwrap_value(a.gen, gen_throw(a.gen, args, nargs));
  if (!result) a.state = STATE_CLOSED;
  return result;
}

/** The common end of close(): what throwing GeneratorExit gave (stolen). */
function close_result(result: PyObject | null): PyObject | null {
  if (result) {
    Py_DECREF(result);
    return raise_runtime(cstr("coroutine ignored GeneratorExit"));
  }
  if (PyErr_ExceptionMatches(PyExc_StopIteration) || ends_generator()) {
    PyErr_Clear();
    return Py_None;
  }
  return null;
}

function async_gen_asend_close(o: PyObject, _arg: PyObject | null): PyObject | null {
  if (aw(o).state === STATE_CLOSED) return Py_None;
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(8));
  args.set(0, PyExc_GeneratorExit);
  const result = async_gen_asend_throw(o, args, 1);
  stack_release(mark);
  return close_result(result);
}

// athrow, aclose

function athrow_begin(a: AsyncGenAwaitable): bool {
  if (a.state === STATE_CLOSED) {
    raise_runtime(cstr("cannot reuse already awaited aclose()/athrow()"));
    return false;
  }
  if (a.state === STATE_INIT && a.gen.gi_running_async !== 0) {
    a.state = STATE_CLOSED;
    raise_runtime(
      a.payload
        ? cstr("athrow(): asynchronous generator is already running")
        : cstr("aclose(): asynchronous generator is already running"),
    );
    return false;
  }
  return true;
}

/** The generator yielded although it was to close. Steals `value`. */
function ignored_exit(a: AsyncGenAwaitable, value: PyObject): PyObject | null {
  Py_DECREF(value);
  a.gen.gi_running_async = 0;
  a.state = STATE_CLOSED;
  return raise_runtime(cstr("async generator ignored GeneratorExit"));
}

/** An exception ended aclose() or athrow(): of aclose() the expected ones become its StopIteration. */
function athrow_failed(a: AsyncGenAwaitable): PyObject | null {
  a.gen.gi_running_async = 0;
  a.state = STATE_CLOSED;
  if (!a.payload && ends_generator()) {
    PyErr_Clear();
    PyErr_SetNone(PyExc_StopIteration);
  }
  return null;
}

/** Throws for the first time. */
function athrow_start(a: AsyncGenAwaitable): PyObject | null {
  const gen = a.gen;
  const args = a.payload;
  a.state = STATE_ITER;
  gen.gi_running_async = 1;
  let result: PyObject | null;
  if (!args) {
    gen.gi_closed = 1;
    result = _gen_throw(gen, false, PyExc_GeneratorExit, null, null);
    if (result && is_wrapped(result)) return ignored_exit(a, result);
  } else {
    const n = PyTuple_GET_SIZE(args);
    if (!_PyArg_CheckPositional(cstr("athrow"), n, 1, 3)) return null;
    result = _gen_throw(
      gen,
      false,
      PyTuple_GET_ITEM(args, 0),
      n > 1 ? PyTuple_GET_ITEM(args, 1) : null,
      n > 2 ? PyTuple_GET_ITEM(args, 2) : null,
    );
    result = async_gen_unwrap_value(gen, result);
  }
  return result ? result : athrow_failed(a);
}

function async_gen_athrow_send(o: PyObject, arg: PyObject | null): PyObject | null {
  const a = aw(o);
  const gen = a.gen;
  if (a.state === STATE_CLOSED) {
    return raise_runtime(cstr("cannot reuse already awaited aclose()/athrow()"));
  }
  if (is_finished(gen.gi_frame_state)) {
    a.state = STATE_CLOSED;
    PyErr_SetNone(PyExc_StopIteration);
    return null;
  }
  if (a.state === STATE_INIT) {
    if (!athrow_begin(a)) return null;
    if (gen.gi_closed !== 0) {
      a.state = STATE_CLOSED;
      PyErr_SetNone(PyExc_StopAsyncIteration);
      return null;
    }
    if (ptr(arg) !== ptr(Py_None)) {
      return raise_runtime(cstr("can't send non-None value to a just-started coroutine"));
    }
    return athrow_start(a);
  }
  let result = gen_send_ex(gen, arg, false, false);
  if (a.payload) {
    result = async_gen_unwrap_value(gen, result);
    if (!result) a.state = STATE_CLOSED;
    return result;
  }
  if (!result) return athrow_failed(a);
  return is_wrapped(result) ? ignored_exit(a, result) : result;
}

function async_gen_athrow_iternext(o: PyObject): PyObject | null {
  return async_gen_athrow_send(o, Py_None);
}

function async_gen_athrow_throw(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  const a = aw(o);
  if (!athrow_begin(a)) return null;
  if (a.state === STATE_INIT) {
    a.state = STATE_ITER;
    a.gen.gi_running_async = 1;
  }
  const result = gen_throw(a.gen, args, nargs);
  if (a.payload) {
    const value = async_gen_unwrap_value(a.gen, result);
    if (!value) a.state = STATE_CLOSED;
    return value;
  }
  if (result && is_wrapped(result)) return ignored_exit(a, result);
  if (!result) {
    a.state = STATE_CLOSED;
    if (ends_generator()) {
      PyErr_Clear();
      PyErr_SetNone(PyExc_StopIteration);
    }
  }
  return result;
}

function async_gen_athrow_close(o: PyObject, _arg: PyObject | null): PyObject | null {
  if (aw(o).state === STATE_CLOSED) return Py_None;
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(8));
  args.set(0, PyExc_GeneratorExit);
  const result = async_gen_athrow_throw(o, args, 1);
  stack_release(mark);
  return close_result(result);
}

/** asend and athrow objects. */
function define_awaitable(t: PyTypeObject, name: usize, size: i32): void {
  static_type(t, name, size, 0, Py_TPFLAGS_HAVE_GC);
  async_methods(t).am_await = unaryfunc.of(PyObject_SelfIter);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
}

/** Initialises the types of asend and athrow objects. */
export function init_awaitable_types(): void {
  let t = _PyAsyncGenASend_Type;
  define_awaitable(t, cstr("async_generator_asend"), <i32>offsetof<AsyncGenAwaitable>());
  t.tp_dealloc = destructor.of(awaitable_dealloc);
  t.tp_traverse = traverseproc.of(awaitable_traverse);
  t.tp_finalize = destructor.of(awaitable_finalize);
  t.tp_iternext = iternextfunc.of(async_gen_asend_iternext);
  def_o(t, cstr("send"), PyCFunction.of(async_gen_asend_send));
  def_fast(t, cstr("throw"), PyCFunctionFast.of(async_gen_asend_throw));
  def_noargs(t, cstr("close"), PyCFunction.of(async_gen_asend_close));

  t = _PyAsyncGenAThrow_Type;
  define_awaitable(t, cstr("async_generator_athrow"), <i32>offsetof<AsyncGenAwaitable>());
  t.tp_dealloc = destructor.of(awaitable_dealloc);
  t.tp_traverse = traverseproc.of(awaitable_traverse);
  t.tp_finalize = destructor.of(awaitable_finalize);
  t.tp_iternext = iternextfunc.of(async_gen_athrow_iternext);
  def_o(t, cstr("send"), PyCFunction.of(async_gen_athrow_send));
  def_fast(t, cstr("throw"), PyCFunctionFast.of(async_gen_athrow_throw));
  def_noargs(t, cstr("close"), PyCFunction.of(async_gen_athrow_close));
}
