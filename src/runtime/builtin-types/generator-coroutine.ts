/** Coroutines: their type, the iterator that `await` uses, where they come from. CPython: Objects/genobject.c. */

import { PyErr_Format } from "../abstract/errors";
import { PyIter_Check } from "../abstract/iterator";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import {
  _PyObject_GC_IS_TRACKED,
  _PyObject_GC_New,
  _PyObject_GC_TRACK,
  _PyObject_GC_UNTRACK,
  PyObject_GC_Del,
} from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_fast, def_getset, def_member, def_noargs, def_o, Py_READONLY } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  destructor,
  getiterfunc,
  getter,
  inquiry,
  iternextfunc,
  PyCFunction,
  PyCFunctionFast,
  reprfunc,
  sendfunc,
  traverseproc,
  unaryfunc,
  visitproc,
} from "../object/slots";
import { _PyCoroWrapper_Type, PyCoro_Type, PyExc_TypeError, PyGen_Type } from "../object/static-types";
import { Py_TPFLAGS_HAVE_GC } from "../object/type-object";
import { CO_ITERABLE_COROUTINE } from "./code";
import { PyUnstable_InterpreterFrame_GetLine } from "./frame-object";
import {
  gen_close,
  gen_iternext,
  gen_of,
  gen_send_ex,
  PyCoro_CheckExact,
  PyGen_am_send,
  PyGenObject,
} from "./generator";
import {
  define_generator_like,
  gen_getcode,
  gen_getframe,
  gen_getrunning,
  gen_getsuspended,
  gen_getyieldfrom,
  gen_send,
  gen_throw,
} from "./generator-type";
import { PyLong_FromLong } from "./int";
import { _PyFrame_GetFirstComplete, _PyInterpreterFrame } from "./interpreter-frame";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_New, PyTuple_SET_ITEM } from "./tuple";
import { async_methods, static_type } from "./type-define";

/** Tuple of (filename, line, function) of up to `depth` frames from `frame` outwards: a new reference, NULL with an exception. */
export function compute_cr_origin(depth: i32, frame: _PyInterpreterFrame | null): PyObject | null {
  let count = 0;
  let f = _PyFrame_GetFirstComplete(frame);
  while (f && count < depth) {
    f = _PyFrame_GetFirstComplete(f.previous);
    count++;
  }
  const origin = PyTuple_New(count);
  if (!origin) return null;
  f = _PyFrame_GetFirstComplete(frame);
  for (let i = 0; i < count; i++) {
    const code = f!.code;
    const line = PyLong_FromLong(PyUnstable_InterpreterFrame_GetLine(f!));
    const entry = line ? PyTuple_New(3) : null;
    if (!entry) {
      Py_XDECREF(line);
      Py_DECREF(origin);
      return null;
    }
    PyTuple_SET_ITEM(entry, 0, Py_NewRef(code.co_filename));
    PyTuple_SET_ITEM(entry, 1, line);
    PyTuple_SET_ITEM(entry, 2, Py_NewRef(code.co_name));
    PyTuple_SET_ITEM(origin, i, entry);
    f = _PyFrame_GetFirstComplete(f!.previous);
  }
  return origin;
}

/** A generator made by types.coroutine. */
function gen_is_coroutine(o: PyObject): bool {
  if (ptr(o.ob_type) !== ptr(PyGen_Type)) return false;
  return (gen_of(o).gi_iframe.code.co_flags & CO_ITERABLE_COROUTINE) !== 0;
}

/** The iterator that `await o` uses: a new reference, NULL with an exception. */
export function _PyCoro_GetAwaitableIter(o: PyObject): PyObject | null {
  if (PyCoro_CheckExact(o) || gen_is_coroutine(o)) return Py_NewRef(o);
  const methods = o.ob_type.tp_as_async;
  const getter = methods ? methods.am_await : null;
  if (!getter) {
    return PyErr_Format(PyExc_TypeError, cstr("object %.100s can't be used in 'await' expression"), o.ob_type.tp_name);
  }
  const iter = getter.call(o);
  if (!iter) return null;
  if (PyCoro_CheckExact(iter) || gen_is_coroutine(iter)) {
    PyErr_Format(PyExc_TypeError, cstr("__await__() returned a coroutine"));
    Py_DECREF(iter);
    return null;
  }
  if (!PyIter_Check(iter)) {
    PyErr_Format(PyExc_TypeError, cstr("__await__() returned non-iterator of type '%.100s'"), iter.ob_type.tp_name);
    Py_DECREF(iter);
    return null;
  }
  return iter;
}

function coro_repr(o: PyObject): PyObject | null {
  return PyUnicode_FromFormat(cstr("<coroutine object %S at %p>"), ptr(gen_of(o).gi_qualname), ptr(o));
}

// ---- coroutine_wrapper: what coroutine.__await__() returns ------------------------------------------------------------

@unmanaged
class PyCoroWrapper extends PyObject {
  /** Owned. */
  cw_coroutine: PyGenObject;
}

function coro_await(o: PyObject): PyObject | null {
  const cw = changetype<PyCoroWrapper>(_PyObject_GC_New(_PyCoroWrapper_Type));
  if (!cw) return null;
  store<u64>(ptr(cw), <u64>ptr(Py_NewRef(o)), offsetof<PyCoroWrapper>("cw_coroutine"));
  _PyObject_GC_TRACK(cw);
  return cw;
}

function wrapped(o: PyObject): PyGenObject {
  return changetype<PyCoroWrapper>(o).cw_coroutine;
}

function coro_wrapper_dealloc(o: PyObject): void {
  if (_PyObject_GC_IS_TRACKED(o)) _PyObject_GC_UNTRACK(o);
  Py_DECREF(wrapped(o));
  PyObject_GC_Del(o);
}

function coro_wrapper_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit.call(wrapped(o), arg);
}

function coro_wrapper_clear(_o: PyObject): i32 {
  return 0;
}

function coro_wrapper_iternext(o: PyObject): PyObject | null {
  return gen_iternext(wrapped(o));
}

function coro_wrapper_send(o: PyObject, arg: PyObject | null): PyObject | null {
  return gen_send_ex(wrapped(o), arg, false, false);
}

function coro_wrapper_throw(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  return gen_throw(wrapped(o), args, nargs);
}

function coro_wrapper_close(o: PyObject, arg: PyObject | null): PyObject | null {
  return gen_close(wrapped(o), arg);
}

function init_coroutine_wrapper_type(): void {
  const t = _PyCoroWrapper_Type;
  static_type(
    t,
    cstr("coroutine_wrapper"),
    <i32>offsetof<PyCoroWrapper>(),
    0,
    Py_TPFLAGS_HAVE_GC,
    cstr("An iterator over the steps of a coroutine."),
  );
  t.tp_dealloc = destructor.of(coro_wrapper_dealloc);
  t.tp_traverse = traverseproc.of(coro_wrapper_traverse);
  t.tp_clear = inquiry.of(coro_wrapper_clear);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(coro_wrapper_iternext);
  def_o(t, cstr("send"), PyCFunction.of(coro_wrapper_send), cstr("send(arg) -> the next value, or StopIteration."));
  def_fast(
    t,
    cstr("throw"),
    PyCFunctionFast.of(coro_wrapper_throw),
    cstr("throw(value)\nthrow(type[,value[,traceback]])\n\nRaises an exception in the coroutine."),
  );
  def_noargs(t, cstr("close"), PyCFunction.of(coro_wrapper_close), cstr("close() -> raises GeneratorExit in it."));
}

/** Initialises coroutine and coroutine_wrapper. */
export function init_coroutine_types(): void {
  const t = PyCoro_Type;
  define_generator_like(t, cstr("coroutine"));
  const methods = async_methods(t);
  methods.am_await = unaryfunc.of(coro_await);
  methods.am_send = sendfunc.of(PyGen_am_send);
  t.tp_repr = reprfunc.of(coro_repr);
  def_o(t, cstr("send"), PyCFunction.of(gen_send), cstr("send(arg) -> the next value, or StopIteration."));
  def_fast(
    t,
    cstr("throw"),
    PyCFunctionFast.of(gen_throw),
    cstr("throw(value)\nthrow(type[,value[,traceback]])\n\nRaises an exception in the coroutine."),
  );
  def_noargs(t, cstr("close"), PyCFunction.of(gen_close), cstr("close() -> raises GeneratorExit in the coroutine."));
  def_member(t, cstr("cr_origin"), _Py_T_OBJECT, offsetof<PyGenObject>("gi_origin_or_finalizer"), Py_READONLY);
  def_getset(t, cstr("cr_await"), getter.of(gen_getyieldfrom), null);
  def_getset(t, cstr("cr_running"), getter.of(gen_getrunning), null);
  def_getset(t, cstr("cr_frame"), getter.of(gen_getframe), null);
  def_getset(t, cstr("cr_code"), getter.of(gen_getcode), null);
  def_getset(t, cstr("cr_suspended"), getter.of(gen_getsuspended), null);
  init_coroutine_wrapper_type();
}
