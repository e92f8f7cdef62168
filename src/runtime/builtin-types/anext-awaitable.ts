/**
 * The awaitable of anext(iterator, default). CPython: Objects/iterobject.c.
 *
 *   anext_awaitable (32 bytes)          +16 wrapped awaitable (owned)  +24 default (owned)
 */

import { PyObject_GetAttr } from "../abstract/attribute";
import { PyObject_Call, PyObject_CallMethodOneArg } from "../abstract/call";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_SetString } from "../abstract/errors";
import { PyIter_Check } from "../abstract/iterator";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { _PyObject_GC_New, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { def_o, def_varargs } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  destructor,
  getiterfunc,
  iternextfunc,
  PyCFunction,
  traverseproc,
  unaryfunc,
  visitproc,
} from "../object/slots";
import { _PyAnextAwaitable_Type, PyExc_StopAsyncIteration, PyExc_TypeError } from "../object/static-types";
import { Py_TPFLAGS_HAVE_GC } from "../object/type-object";
import { _PyGen_SetStopIterationValue } from "./generator";
import { _PyCoro_GetAwaitableIter } from "./generator-coroutine";
import { async_methods, static_type } from "./type-define";

@unmanaged
class AnextAwaitable extends PyObject {
  wrapped: PyObject;
  default_value: PyObject;
}

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

/** Method `name` of what is awaited, called with `args`: new reference. */
function anextawaitable_proxy(o: PyObject, name: PyObject, args: PyObject | null): PyObject | null {
  const awaitable = anextawaitable_getiter(o);
  if (!awaitable) return null;
  const method = PyObject_GetAttr(awaitable, name);
  const result = method ? PyObject_Call(method, args!, null) : null;
  Py_XDECREF(method);
  Py_DECREF(awaitable);
  return default_at_end(o, result);
}

function anextawaitable_throw(o: PyObject, args: PyObject | null): PyObject | null {
  return anextawaitable_proxy(o, _Py_ID("throw"), args);
}

function anextawaitable_close(o: PyObject, args: PyObject | null): PyObject | null {
  return anextawaitable_proxy(o, _Py_ID("close"), args);
}

/** Initialises anext_awaitable. */
export function init_anext_awaitable_type(): void {
  const t = _PyAnextAwaitable_Type;
  static_type(t, cstr("anext_awaitable"), <i32>offsetof<AnextAwaitable>(), 0, Py_TPFLAGS_HAVE_GC);
  async_methods(t).am_await = unaryfunc.of(PyObject_SelfIter);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_dealloc = destructor.of(anextawaitable_dealloc);
  t.tp_traverse = traverseproc.of(anextawaitable_traverse);
  t.tp_iternext = iternextfunc.of(anextawaitable_iternext);
  def_o(t, cstr("send"), PyCFunction.of(anextawaitable_send));
  def_varargs(t, cstr("throw"), PyCFunction.of(anextawaitable_throw));
  def_varargs(t, cstr("close"), PyCFunction.of(anextawaitable_close));
}
