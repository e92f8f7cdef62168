/**
 * Asynchronous generators and the awaitables that their methods return. CPython: Objects/genobject.c.
 *
 *   async_generator_asend (40 bytes)    +16 gen (owned)  +24 value to send, or NULL (owned)  +32 state i32
 *   async_generator_athrow (40 bytes)   +16 gen (owned)  +24 arguments tuple, NULL: aclose   +32 state i32
 *   anext_awaitable (32 bytes)          +16 wrapped awaitable (owned)  +24 default (owned)
 *   async_generator_wrapped_value (24)  +16 value (owned): what distinguishes `yield` from what an `await` passes on
 *
 * Free lists of 80 for the asend and wrapped-value objects, as in 3.13.
 */

import { _PyArg_CheckPositional } from "../abstract/args";
import { PyObject_GetAttr } from "../abstract/attribute";
import {
  PyObject_Call,
  PyObject_CallMethodNoArgs,
  PyObject_CallMethodOneArg,
  PyObject_CallOneArg,
} from "../abstract/call";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_SetNone, PyErr_SetString } from "../abstract/errors";
import { PyIter_Check } from "../abstract/iterator";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { PyErr_WriteUnraisable } from "../abstract/unraisable";
import { _PyObject_GC_New, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import {
  def_fast,
  def_getset,
  def_member,
  def_noargs,
  def_o,
  def_varargs,
  Py_READONLY,
  Py_T_BOOL,
} from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, PyObject, ptr, Slots } from "../object/object";
import {
  destructor,
  getiterfunc,
  getter,
  iternextfunc,
  PyCFunction,
  PyCFunctionFast,
  reprfunc,
  traverseproc,
  unaryfunc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  _PyAnextAwaitable_Type,
  _PyAsyncGenASend_Type,
  _PyAsyncGenAThrow_Type,
  _PyAsyncGenWrappedValue_Type,
  Py_None,
  PyAsyncGen_Type,
  PyExc_DeprecationWarning,
  PyExc_GeneratorExit,
  PyExc_RuntimeError,
  PyExc_RuntimeWarning,
  PyExc_StopAsyncIteration,
  PyExc_StopIteration,
  PyExc_TypeError,
} from "../object/static-types";
import { Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyObject_CallFinalizerFromDealloc } from "./base-object-dealloc";
import { _PyGen_SetStopIterationValue, gen_of, gen_send_ex, is_finished, PyGenObject } from "./generator";
import { _PyCoro_GetAwaitableIter } from "./generator-coroutine";
import {
  _gen_throw,
  define_generator_like,
  gen_getcode,
  gen_getframe,
  gen_getsuspended,
  gen_getyieldfrom,
  gen_throw,
} from "./generator-type";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { async_methods, static_type } from "./type-define";
import { PyErr_WarnEx, PyErr_WarnFormat } from "./warnings";

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

@unmanaged
class WrappedValue extends PyObject {
  agw_val: PyObject;
}

@unmanaged
class AnextAwaitable extends PyObject {
  wrapped: PyObject;
  default_value: PyObject;
}

/** The two free lists: address slots. */
const MAX_FREE: i32 = 80;
export const FREE_ASENDS: usize = memory.data(640, 16);
export const FREE_VALUES: usize = memory.data(640, 16);
@unmanaged
class FreeCounts {
  asends: i32;
  values: i32;
}
export const free_counts: FreeCounts = changetype<FreeCounts>(memory.data(8, 8));

/** Slot `i` of a free list holds `o` from now on. */
function keep_free(list: usize, i: i32, o: PyObject): void {
  store<u64>(list + ((<usize>i) << 3), <u64>ptr(o));
}

/** Gives the objects on the free lists back. */
export function _PyAsyncGen_ClearFreeLists(): void {
  while (free_counts.values > 0) PyObject_GC_Del(load<PyObject>(FREE_VALUES + ((<usize>--free_counts.values) << 3)));
  while (free_counts.asends > 0) PyObject_GC_Del(load<PyObject>(FREE_ASENDS + ((<usize>--free_counts.asends) << 3)));
}

/** Lengths of the free lists: asend objects, wrapped values (in tstate.out_i32). */
export function _PyAsyncGen_FreeListCounts(): i32 {
  tstate.out_i32 = free_counts.values;
  return free_counts.asends;
}

// ---- The generator ------------------------------------------------------------------------------------------------------

/** Before the first iteration: takes over the hooks of sys.set_asyncgen_hooks. False with an exception. */
function async_gen_init_hooks(gen: PyGenObject): bool {
  if (gen.gi_hooks_inited !== 0) return true;
  gen.gi_hooks_inited = 1;
  const finalizer = tstate.async_gen_finalizer;
  if (finalizer) gen.gi_origin_or_finalizer = Py_NewRef(finalizer);
  const firstiter = tstate.async_gen_firstiter;
  if (!firstiter) return true;
  Py_NewRef(firstiter);
  const result = PyObject_CallOneArg(firstiter, gen);
  Py_DECREF(firstiter);
  if (!result) return false;
  Py_DECREF(result);
  return true;
}

function async_gen_repr(o: PyObject): PyObject | null {
  return PyUnicode_FromFormat(cstr("<async_generator object %S at %p>"), ptr(gen_of(o).gi_qualname), ptr(o));
}

function async_gen_anext(o: PyObject): PyObject | null {
  return async_gen_init_hooks(gen_of(o)) ? async_gen_asend_new(gen_of(o), null) : null;
}

function async_gen_asend(o: PyObject, arg: PyObject | null): PyObject | null {
  return async_gen_init_hooks(gen_of(o)) ? async_gen_asend_new(gen_of(o), arg) : null;
}

function async_gen_aclose(o: PyObject, _arg: PyObject | null): PyObject | null {
  return async_gen_init_hooks(gen_of(o)) ? new_awaitable(_PyAsyncGenAThrow_Type, gen_of(o), null) : null;
}

function async_gen_athrow(o: PyObject, args: PyObject | null): PyObject | null {
  if (PyTuple_GET_SIZE(args!) > 1) {
    const text = cstr("the (type, exc, tb) signature of athrow() is deprecated, use the single-arg signature instead.");
    if (PyErr_WarnEx(PyExc_DeprecationWarning, text, 1) < 0) return null;
  }
  return async_gen_init_hooks(gen_of(o)) ? new_awaitable(_PyAsyncGenAThrow_Type, gen_of(o), args) : null;
}

/** What a step of the generator means: a yielded value ends the await with StopIteration. Steals `result`. */
function async_gen_unwrap_value(gen: PyGenObject, result: PyObject | null): PyObject | null {
  if (!result) {
    if (!tstate.current_exception) PyErr_SetNone(PyExc_StopAsyncIteration);
    if (ends_generator()) gen.gi_closed = 1;
    gen.gi_running_async = 0;
    return null;
  }
  if (!is_wrapped(result)) return result;
  _PyGen_SetStopIterationValue(changetype<WrappedValue>(result).agw_val);
  Py_DECREF(result);
  gen.gi_running_async = 0;
  return null;
}

/** StopAsyncIteration or GeneratorExit is set. */
function ends_generator(): bool {
  return PyErr_ExceptionMatches(PyExc_StopAsyncIteration) || PyErr_ExceptionMatches(PyExc_GeneratorExit);
}

function is_wrapped(o: PyObject): bool {
  return ptr(o.ob_type) === ptr(_PyAsyncGenWrappedValue_Type);
}

// ---- Wrapped values -------------------------------------------------------------------------------------------------------

/** INTRINSIC_ASYNC_GEN_WRAP: a new reference, NULL with MemoryError. Borrows `value`. */
export function _PyAsyncGenValueWrapperNew(value: PyObject): PyObject | null {
  let o: PyObject | null;
  if (free_counts.values > 0) {
    o = load<PyObject>(FREE_VALUES + ((<usize>--free_counts.values) << 3));
    store<u64>(ptr(o), 1);
  } else o = _PyObject_GC_New(_PyAsyncGenWrappedValue_Type);
  if (!o) return null;
  store<u64>(ptr(o), <u64>ptr(Py_NewRef(value)), offsetof<WrappedValue>("agw_val"));
  _PyObject_GC_TRACK(o);
  return o;
}

function wrapped_val_dealloc(o: PyObject): void {
  _PyObject_GC_UNTRACK(o);
  Py_DECREF(changetype<WrappedValue>(o).agw_val);
  if (free_counts.values < MAX_FREE) keep_free(FREE_VALUES, free_counts.values++, o);
  else PyObject_GC_Del(o);
}

function wrapped_val_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit.call(changetype<WrappedValue>(o).agw_val, arg);
}

// ---- The awaitables -------------------------------------------------------------------------------------------------------

/** @inline */
function aw(o: PyObject): AsyncGenAwaitable {
  return changetype<AsyncGenAwaitable>(o);
}

function new_awaitable(t: PyTypeObject, gen: PyGenObject, payload: PyObject | null): PyObject | null {
  let o: PyObject | null;
  if (ptr(t) === ptr(_PyAsyncGenASend_Type) && free_counts.asends > 0) {
    o = load<PyObject>(FREE_ASENDS + ((<usize>--free_counts.asends) << 3));
    store<u64>(ptr(o), 1);
  } else o = _PyObject_GC_New(t);
  if (!o) return null;
  store<u64>(ptr(o), <u64>ptr(Py_NewRef(gen)), 16);
  store<u64>(ptr(o), <u64>ptr(Py_XNewRef(payload)), 24);
  store<u64>(ptr(o), <u64>STATE_INIT, 32);
  _PyObject_GC_TRACK(o);
  return o;
}

function async_gen_asend_new(gen: PyGenObject, sendval: PyObject | null): PyObject | null {
  return new_awaitable(_PyAsyncGenASend_Type, gen, sendval);
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
  const gen = aw(o).gen;
  const status = PyErr_WarnFormat(
    PyExc_RuntimeWarning,
    1,
    cstr("coroutine method %R of %R was never awaited"),
    ptr(method),
    ptr(gen.gi_qualname),
  );
  if (status < 0) PyErr_WriteUnraisable(gen);
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

// ---- anext(aiter, default) ------------------------------------------------------------------------------------------------

/** A new reference, NULL with MemoryError. Borrows both. */
export function PyAnextAwaitable_New(awaitable: PyObject, default_value: PyObject): PyObject | null {
  const o = _PyObject_GC_New(_PyAnextAwaitable_Type);
  if (!o) return null;
  store<u64>(ptr(o), <u64>ptr(Py_NewRef(awaitable)), 16);
  store<u64>(ptr(o), <u64>ptr(Py_NewRef(default_value)), 24);
  _PyObject_GC_TRACK(o);
  return o;
}

function anextawaitable_dealloc(o: PyObject): void {
  _PyObject_GC_UNTRACK(o);
  Py_DECREF(changetype<AnextAwaitable>(o).wrapped);
  Py_DECREF(changetype<AnextAwaitable>(o).default_value);
  PyObject_GC_Del(o);
}

function anextawaitable_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const r = visit.call(changetype<AnextAwaitable>(o).wrapped, arg);
  return r !== 0 ? r : visit.call(changetype<AnextAwaitable>(o).default_value, arg);
}

/** The iterator of the wrapped awaitable: a new reference, NULL with an exception. */
function anextawaitable_getiter(o: PyObject): PyObject | null {
  const awaitable = _PyCoro_GetAwaitableIter(changetype<AnextAwaitable>(o).wrapped);
  if (!awaitable || awaitable.ob_type.tp_iternext) return awaitable;
  // A coroutine: its wrapper can be stepped.
  const iter = awaitable.ob_type.tp_as_async!.am_await!.call(awaitable);
  Py_DECREF(awaitable);
  if (iter && !PyIter_Check(iter)) {
    PyErr_SetString(PyExc_TypeError, cstr("__await__ must return an iterable"));
    Py_DECREF(iter);
    return null;
  }
  return iter;
}

/** The end of the asynchronous iterator becomes the default. */
function default_at_end(o: PyObject, result: PyObject | null): PyObject | null {
  if (!result && PyErr_ExceptionMatches(PyExc_StopAsyncIteration)) {
    PyErr_Clear();
    _PyGen_SetStopIterationValue(changetype<AnextAwaitable>(o).default_value);
  }
  return result;
}

function anextawaitable_iternext(o: PyObject): PyObject | null {
  const awaitable = anextawaitable_getiter(o);
  if (!awaitable) return null;
  const result = awaitable.ob_type.tp_iternext!.call(awaitable);
  Py_DECREF(awaitable);
  return default_at_end(o, result);
}

function anextawaitable_send(o: PyObject, arg: PyObject | null): PyObject | null {
  const awaitable = anextawaitable_getiter(o);
  if (!awaitable) return null;
  const result = PyObject_CallMethodOneArg(awaitable, _Py_ID("send"), arg!);
  Py_DECREF(awaitable);
  return default_at_end(o, result);
}

function anextawaitable_throw(o: PyObject, args: PyObject | null): PyObject | null {
  const awaitable = anextawaitable_getiter(o);
  if (!awaitable) return null;
  const method = PyObject_GetAttr(awaitable, _Py_ID("throw"));
  const result = method ? PyObject_Call(method, args!, null) : null;
  Py_XDECREF(method);
  Py_DECREF(awaitable);
  return default_at_end(o, result);
}

function anextawaitable_close(o: PyObject, _arg: PyObject | null): PyObject | null {
  const awaitable = anextawaitable_getiter(o);
  if (!awaitable) return null;
  const result = PyObject_CallMethodNoArgs(awaitable, _Py_ID("close"));
  Py_DECREF(awaitable);
  return default_at_end(o, result);
}

// ---- The types ------------------------------------------------------------------------------------------------------------

/** asend and athrow objects. */
function define_awaitable(t: PyTypeObject, name: usize, size: i32): void {
  static_type(t, name, size, 0, Py_TPFLAGS_HAVE_GC);
  async_methods(t).am_await = unaryfunc.of(PyObject_SelfIter);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
}

function init_awaitable_types(): void {
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

  t = _PyAnextAwaitable_Type;
  define_awaitable(t, cstr("anext_awaitable"), <i32>offsetof<AnextAwaitable>());
  t.tp_dealloc = destructor.of(anextawaitable_dealloc);
  t.tp_traverse = traverseproc.of(anextawaitable_traverse);
  t.tp_iternext = iternextfunc.of(anextawaitable_iternext);
  def_o(t, cstr("send"), PyCFunction.of(anextawaitable_send));
  def_varargs(t, cstr("throw"), PyCFunction.of(anextawaitable_throw));
  def_noargs(t, cstr("close"), PyCFunction.of(anextawaitable_close));

  t = _PyAsyncGenWrappedValue_Type;
  static_type(t, cstr("async_generator_wrapped_value"), <i32>offsetof<WrappedValue>(), 0, Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(wrapped_val_dealloc);
  t.tp_traverse = traverseproc.of(wrapped_val_traverse);
}

/** Initialises async_generator and its helper types. */
export function init_async_generator_types(): void {
  const t = PyAsyncGen_Type;
  define_generator_like(t, cstr("async_generator"));
  const methods = async_methods(t);
  methods.am_aiter = unaryfunc.of(PyObject_SelfIter);
  methods.am_anext = unaryfunc.of(async_gen_anext);
  t.tp_repr = reprfunc.of(async_gen_repr);
  def_o(t, cstr("asend"), PyCFunction.of(async_gen_asend), cstr("asend(v) -> an awaitable of the next value."));
  def_varargs(
    t,
    cstr("athrow"),
    PyCFunction.of(async_gen_athrow),
    cstr("athrow(value)\nathrow(type[,value[,tb]])\n\nAn awaitable that raises an exception in the generator."),
  );
  def_noargs(
    t,
    cstr("aclose"),
    PyCFunction.of(async_gen_aclose),
    cstr("aclose() -> an awaitable that raises GeneratorExit in the generator."),
  );
  def_member(t, cstr("ag_running"), Py_T_BOOL, offsetof<PyGenObject>("gi_running_async"), Py_READONLY);
  def_getset(t, cstr("ag_await"), getter.of(gen_getyieldfrom), null);
  def_getset(t, cstr("ag_frame"), getter.of(gen_getframe), null);
  def_getset(t, cstr("ag_code"), getter.of(gen_getcode), null);
  def_getset(t, cstr("ag_suspended"), getter.of(gen_getsuspended), null);
  init_awaitable_types();
}
