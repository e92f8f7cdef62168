/**
 * Locks that their owner may take again. CPython: rlockobject of Modules/_threadmodule.c (3.13); layout in thread-lock.ts.
 * There is one thread: nobody else can own it.
 */

import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyLong_AsLongLong, PyLong_FromLong, PyLong_FromSsize_t } from "../builtin-types/int";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "../builtin-types/tuple";
import { static_type } from "../builtin-types/type-define";
import { PyType_Ready } from "../builtin-types/type-ready";
import { PyObject_ClearWeakRefs } from "../builtin-types/weakref";
import { PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_keywords, def_noargs, def_varargs } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  destructor,
  freefunc,
  newfunc,
  PyCFunction,
  PyCFunctionWithKeywords,
  reprfunc,
  traverseproc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  _PyThreadRLock_Type,
  Py_False,
  Py_None,
  Py_True,
  PyExc_RuntimeError,
  PyExc_TypeError,
} from "../object/static-types";
import {
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_READY,
  PyTypeObject,
} from "../object/type-object";
import { lock_traverse, parse_acquire } from "./thread-lock";

@unmanaged
export class rlockobject extends PyObject {
  lock_lock: u64;
  /** get_ident() of the owner, 0: not held. */
  rlock_owner: u64;
  rlock_count: u64;
  in_weakreflist: PyObject | null;
}

/** @inline */
function rlock_of(o: PyObject): rlockobject {
  return changetype<rlockobject>(o);
}

/** _thread.get_ident() of the one thread: the address of its state, as CPython's is one of the thread's. */
export function thread_ident(): u64 {
  return <u64>changetype<usize>(tstate);
}

/** Takes the lock once more. */
function take(self: rlockobject): PyObject {
  self.rlock_owner = thread_ident();
  self.rlock_count++;
  return Py_True;
}

function rlock_acquire(self: PyObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  if (!parse_acquire(args, kwargs)) return null;
  return take(rlock_of(self));
}

function rlock_enter(self: PyObject, _unused: PyObject | null): PyObject | null {
  return take(rlock_of(self));
}

function not_held(): PyObject | null {
  PyErr_SetString(PyExc_RuntimeError, cstr("cannot release un-acquired lock"));
  return null;
}

function rlock_release(self: PyObject, _unused: PyObject | null): PyObject | null {
  const rlock = rlock_of(self);
  if (rlock.rlock_count === 0) return not_held();
  if (--rlock.rlock_count === 0) rlock.rlock_owner = 0;
  return Py_None;
}

function rlock_exit(self: PyObject, _args: PyObject | null): PyObject | null {
  return rlock_release(self, null);
}

/** Gives the lock back as often as it was taken: (count, owner) for _acquire_restore. */
function rlock_release_save(self: PyObject, _unused: PyObject | null): PyObject | null {
  const rlock = rlock_of(self);
  if (rlock.rlock_count === 0) return not_held();
  const count = PyLong_FromSsize_t(<i64>rlock.rlock_count);
  const owner = PyLong_FromSsize_t(<i64>rlock.rlock_owner);
  const saved = count && owner ? PyTuple_Pack(count, owner) : null;
  Py_XDECREF(count);
  Py_XDECREF(owner);
  if (!saved) return null;
  rlock.rlock_count = 0;
  rlock.rlock_owner = 0;
  return saved;
}

function rlock_acquire_restore(self: PyObject, args: PyObject | null): PyObject | null {
  if (PyTuple_GET_SIZE(args!) !== 1) {
    return PyErr_Format(
      PyExc_TypeError,
      cstr("_acquire_restore() takes exactly 1 argument (%zd given)"),
      <usize>PyTuple_GET_SIZE(args!),
    );
  }
  const saved = PyTuple_GET_ITEM(args!, 0);
  if (!PyTuple_Check(saved)) {
    const text = cstr("_acquire_restore() argument 1 must be 2-item tuple, not %.50s");
    return PyErr_Format(PyExc_TypeError, text, saved.ob_type.tp_name);
  }
  if (PyTuple_GET_SIZE(saved) !== 2) {
    return PyErr_Format(
      PyExc_TypeError,
      cstr("_acquire_restore() argument 1 must be sequence of length 2, not %zd"),
      <usize>PyTuple_GET_SIZE(saved),
    );
  }
  const count = PyLong_AsLongLong(PyTuple_GET_ITEM(saved, 0));
  if (count === -1 && tstate.current_exception) return null;
  const owner = PyLong_AsLongLong(PyTuple_GET_ITEM(saved, 1));
  if (owner === -1 && tstate.current_exception) return null;
  rlock_of(self).rlock_owner = <u64>owner;
  rlock_of(self).rlock_count = <u64>count;
  return Py_None;
}

function rlock_recursion_count(self: PyObject, _unused: PyObject | null): PyObject | null {
  const rlock = rlock_of(self);
  return PyLong_FromSsize_t(rlock.rlock_owner === thread_ident() ? <i64>rlock.rlock_count : 0);
}

function rlock_is_owned(self: PyObject, _unused: PyObject | null): PyObject | null {
  const rlock = rlock_of(self);
  return rlock.rlock_count > 0 && rlock.rlock_owner === thread_ident() ? Py_True : Py_False;
}

function rlock_at_fork_reinit(self: PyObject, _unused: PyObject | null): PyObject | null {
  rlock_of(self).rlock_owner = 0;
  rlock_of(self).rlock_count = 0;
  return Py_None;
}

function rlock_repr(self: PyObject): PyObject | null {
  const rlock = rlock_of(self);
  const owner = PyLong_FromLong(<i64>rlock.rlock_owner);
  if (!owner) return null;
  const text = PyUnicode_FromFormat(
    cstr("<%s %s object owner=%S count=%zu at %p>"),
    rlock.rlock_count ? cstr("locked") : cstr("unlocked"),
    self.ob_type.tp_name,
    ptr(owner),
    <usize>rlock.rlock_count,
    ptr(self),
  );
  Py_XDECREF(owner);
  return text;
}

function rlock_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  if (rlock_of(self).in_weakreflist) PyObject_ClearWeakRefs(self);
  const t = self.ob_type;
  t.tp_free!.call(self);
}

/** Arguments are ignored, as in CPython. */
function rlock_new(type: PyTypeObject, _args: PyObject, _kwargs: PyObject | null): PyObject | null {
  return type.tp_alloc!.call(type, 0);
}

function def_rlock_methods(t: PyTypeObject): void {
  def_keywords(
    t,
    cstr("acquire"),
    PyCFunctionWithKeywords.of(rlock_acquire),
    cstr("acquire($self, /, blocking=True, timeout=-1)\n--\n\nTakes the lock, once more if this thread has it."),
  );
  def_noargs(
    t,
    cstr("release"),
    PyCFunction.of(rlock_release),
    cstr("release($self, /)\n--\n\nGives the lock back once."),
  );
  def_noargs(
    t,
    cstr("_is_owned"),
    PyCFunction.of(rlock_is_owned),
    cstr("_is_owned($self, /)\n--\n\nDoes this thread have it?"),
  );
  def_varargs(
    t,
    cstr("_acquire_restore"),
    PyCFunction.of(rlock_acquire_restore),
    cstr("_acquire_restore($self, state, /)\n--\n\nTakes the lock as it was at _release_save()."),
  );
  def_noargs(
    t,
    cstr("_release_save"),
    PyCFunction.of(rlock_release_save),
    cstr("_release_save($self, /)\n--\n\nGives the lock back wholly; what _acquire_restore() needs."),
  );
  def_noargs(
    t,
    cstr("_recursion_count"),
    PyCFunction.of(rlock_recursion_count),
    cstr("_recursion_count($self, /)\n--\n\nHow often this thread has taken it."),
  );
  def_noargs(t, cstr("__enter__"), PyCFunction.of(rlock_enter), cstr("__enter__($self, /)\n--\n\nTakes the lock."));
  def_varargs(
    t,
    cstr("__exit__"),
    PyCFunction.of(rlock_exit),
    cstr("__exit__($self, /, *exc_info)\n--\n\nGives the lock back."),
  );
  def_noargs(
    t,
    cstr("_at_fork_reinit"),
    PyCFunction.of(rlock_at_fork_reinit),
    cstr("_at_fork_reinit($self, /)\n--\n\nMakes it a new lock."),
  );
}

/** The type is ready. False with an exception. */
export function init_rlock_type(): bool {
  const t = _PyThreadRLock_Type;
  if (t.tp_flags & Py_TPFLAGS_READY) return true;
  static_type(t, cstr("_thread.RLock"), 48, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE);
  t.tp_weaklistoffset = <i32>offsetof<rlockobject>("in_weakreflist");
  t.tp_dealloc = destructor.of(rlock_dealloc);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_traverse = traverseproc.of(lock_traverse);
  t.tp_repr = reprfunc.of(rlock_repr);
  t.tp_new = newfunc.of(rlock_new);
  def_rlock_methods(t);
  return PyType_Ready(t) === 0;
}
