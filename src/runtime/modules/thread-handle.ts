/**
 * Handles of threads. CPython: PyThreadHandleObject of Modules/_threadmodule.c (3.13). No thread can be started here, so a
 * handle is that of the main thread, one that was never started, or one that was made from a number.
 *
 *   +16 ident   (CPython: the address of the shared state)
 *
 * The state is kept beside the ident in the 8 bytes: it fits because idents are addresses below 2^61.
 */

import { _PyArg_CheckPositional } from "../abstract/args";
import { PyErr_SetString } from "../abstract/errors";
import { PyLong_Check, PyLong_FromUnsignedLongLong } from "../builtin-types/int";
import { PyLong_AsUnsignedLongLong } from "../builtin-types/int-machine";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { static_type } from "../builtin-types/type-define";
import { PyType_Ready } from "../builtin-types/type-ready";
import { PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { sleep } from "../host";
import { def_getset, def_noargs, def_varargs } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject, ptr } from "../object/object";
import { destructor, freefunc, getter, newfunc, PyCFunction, reprfunc, traverseproc } from "../object/slots";
import { tstate } from "../object/state";
import {
  _PyThreadHandle_Type,
  Py_False,
  Py_None,
  Py_True,
  PyExc_RuntimeError,
  PyExc_TypeError,
} from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_READY, PyTypeObject } from "../object/type-object";
import { lock_traverse } from "./thread-lock";
import { thread_ident } from "./thread-rlock";
import { seconds_of_timeout } from "./thread-timeout";

@unmanaged
class PyThreadHandleObject extends PyObject {
  /** ident << 2 | state */
  ident_and_state: u64;
}

const NOT_STARTED: u64 = 0;
const RUNNING: u64 = 2;
const DONE: u64 = 3;

/** @inline */
function bits(o: PyObject): u64 {
  return changetype<PyThreadHandleObject>(o).ident_and_state;
}

/** @inline */
function set_state(o: PyObject, state: u64): void {
  changetype<PyThreadHandleObject>(o).ident_and_state = (bits(o) & ~(<u64>3)) | state;
}

function handle_new(type: PyTypeObject, _args: PyObject, _kwargs: PyObject | null): PyObject | null {
  return type.tp_alloc!.call(type, 0);
}

function handle_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  PyObject_GC_Del(self);
}

/** The handle of a thread that runs, with the number `ident`: new reference, NULL with an exception. */
export function make_thread_handle(ident: PyObject): PyObject | null {
  if (!PyLong_Check(ident)) {
    PyErr_SetString(PyExc_TypeError, cstr("ident must be an integer"));
    return null;
  }
  const number = PyLong_AsUnsignedLongLong(ident);
  if (number === u64.MAX_VALUE && tstate.current_exception) return null;
  const self = handle_new(_PyThreadHandle_Type, ident, null);
  if (self) changetype<PyThreadHandleObject>(self).ident_and_state = (number << 2) | RUNNING;
  return self;
}

function handle_ident(self: PyObject, _closure: usize): PyObject | null {
  return PyLong_FromUnsignedLongLong(bits(self) >> 2);
}

function handle_repr(self: PyObject): PyObject | null {
  const ident = handle_ident(self, 0);
  if (!ident) return null;
  const text = PyUnicode_FromFormat(cstr("<%s object: ident=%S>"), self.ob_type.tp_name, ptr(ident));
  Py_DECREF(ident);
  return text;
}

/** `join(timeout=None)` */
function handle_join(self: PyObject, args: PyObject | null): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("join"), PyTuple_GET_SIZE(args!), 0, 1)) return null;
  let timeout: f64 = -1;
  if (PyTuple_GET_SIZE(args!) > 0 && ptr(PyTuple_GET_ITEM(args!, 0)) !== ptr(Py_None)) {
    timeout = seconds_of_timeout(PyTuple_GET_ITEM(args!, 0));
    if (tstate.current_exception) return null;
  }
  const state = bits(self) & 3;
  let text: usize = 0;
  if (state === NOT_STARTED) text = cstr("thread not started");
  else if (state === RUNNING && bits(self) >> 2 === thread_ident()) text = cstr("Cannot join current thread");
  else if (state === RUNNING && timeout < 0) text = cstr("deadlock: no such thread runs, so it will not end");
  if (text) {
    PyErr_SetString(PyExc_RuntimeError, text);
    return null;
  }
  if (state === RUNNING) sleep(timeout);
  return Py_None;
}

function handle_set_done(self: PyObject, _unused: PyObject | null): PyObject | null {
  if ((bits(self) & 3) === NOT_STARTED) {
    PyErr_SetString(PyExc_RuntimeError, cstr("thread not started"));
    return null;
  }
  set_state(self, DONE);
  return Py_None;
}

function handle_is_done(self: PyObject, _unused: PyObject | null): PyObject | null {
  return (bits(self) & 3) === DONE ? Py_True : Py_False;
}

/** The type is ready. False with an exception. */
export function init_handle_type(): bool {
  const t = _PyThreadHandle_Type;
  if (t.tp_flags & Py_TPFLAGS_READY) return true;
  static_type(t, cstr("_thread._ThreadHandle"), 24, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(handle_dealloc);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_traverse = traverseproc.of(lock_traverse);
  t.tp_repr = reprfunc.of(handle_repr);
  t.tp_new = newfunc.of(handle_new);
  def_getset(t, cstr("ident"), getter.of(handle_ident), null);
  def_varargs(t, cstr("join"), PyCFunction.of(handle_join));
  const set_done = PyCFunction.of(handle_set_done);
  def_noargs(t, cstr("_set_done"), set_done, cstr("_set_done($self, /)\n--\n\nThe thread has ended."));
  const is_done = PyCFunction.of(handle_is_done);
  def_noargs(t, cstr("is_done"), is_done, cstr("is_done($self, /)\n--\n\nHas the thread ended?"));
  return PyType_Ready(t) === 0;
}
