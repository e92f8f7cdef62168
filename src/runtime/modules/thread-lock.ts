/**
 * Locks. CPython: lockobject and rlockobject of Modules/_threadmodule.c (3.13).
 *
 * NOT CPYTHON: there is one thread, so a lock is a flag. Waiting without a limit for a lock that this thread holds would never
 * end; it is a RuntimeError here. With a limit it waits that long, and fails.
 *
 *   lock    +16 lock_lock (unused)   +24 in_weakreflist   +32 locked
 *   RLock   +16 lock_lock (unused)   +24 rlock_owner      +32 rlock_count   +40 in_weakreflist
 */

import { _PyArg_CheckPositional, _PyArg_NoKeywords, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyErr_SetString } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { static_type } from "../builtin-types/type-define";
import { PyType_Ready } from "../builtin-types/type-ready";
import { PyObject_ClearWeakRefs } from "../builtin-types/weakref";
import { PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { sleep } from "../host";
import { def_keywords, def_noargs, def_varargs } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { PyObject, ptr, Slots } from "../object/object";
import {
  destructor,
  newfunc,
  PyCFunction,
  PyCFunctionWithKeywords,
  reprfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  _PyThreadLock_Type,
  Py_False,
  Py_None,
  Py_True,
  PyExc_RuntimeError,
  PyExc_ValueError,
} from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_READY, PyTypeObject } from "../object/type-object";
import { seconds_of_timeout } from "./thread-timeout";

@unmanaged
export class lockobject extends PyObject {
  lock_lock: u64;
  in_weakreflist: PyObject | null;
  locked: i32;
}

/** @inline */
function lock_of(o: PyObject): lockobject {
  return changetype<lockobject>(o);
}

const acquire_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** Parsed arguments of acquire(). */
@unmanaged
export class AcquireArguments {
  /** Seconds to wait; below zero: without a limit. */
  timeout: f64;
  blocking: i32;
  pad: i32;
}
export const acquire_arguments: AcquireArguments = changetype<AcquireArguments>(memory.data(16, 8));

/** `acquire(blocking=True, timeout=-1)` into acquire_arguments. False with an exception. */
export function parse_acquire(args: PyObject, kwargs: PyObject | null): bool {
  const mark = stack_mark();
  const names = cstr("blocking timeout");
  const a = _PyArg_UnpackKeywordsTuple(acquire_spec, cstr("acquire"), names, 0, args, kwargs, 0, 2);
  stack_release(mark);
  if (!a) return false;
  const blocking = Slots.at(a).getOrNull(0);
  const timeout = Slots.at(a).getOrNull(1);
  const wants = blocking ? PyObject_IsTrue(blocking) : 1;
  if (wants < 0) return false;
  const seconds = timeout ? seconds_of_timeout(timeout) : -1;
  if (tstate.current_exception) return false;
  if (!wants && seconds !== -1) {
    PyErr_SetString(PyExc_ValueError, cstr("can't specify a timeout for a non-blocking call"));
    return false;
  }
  if (seconds < 0 && seconds !== -1) {
    PyErr_SetString(PyExc_ValueError, cstr("timeout value must be a non-negative number"));
    return false;
  }
  acquire_arguments.blocking = wants;
  acquire_arguments.timeout = seconds;
  return true;
}

/** The lock is held and stays so: waits as acquire_arguments say. False, or NULL with RuntimeError. */
function wait_in_vain(): PyObject | null {
  if (!acquire_arguments.blocking) return Py_False;
  if (acquire_arguments.timeout < 0) {
    PyErr_SetString(PyExc_RuntimeError, cstr("deadlock: the lock is held, and no other thread could release it"));
    return null;
  }
  sleep(acquire_arguments.timeout);
  return Py_False;
}

function lock_acquire(self: PyObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  if (!parse_acquire(args, kwargs)) return null;
  if (lock_of(self).locked) return wait_in_vain();
  lock_of(self).locked = 1;
  return Py_True;
}

function lock_enter(self: PyObject, _unused: PyObject | null): PyObject | null {
  acquire_arguments.blocking = 1;
  acquire_arguments.timeout = -1;
  if (lock_of(self).locked) return wait_in_vain();
  lock_of(self).locked = 1;
  return Py_True;
}

function lock_release(self: PyObject, _unused: PyObject | null): PyObject | null {
  if (!lock_of(self).locked) {
    PyErr_SetString(PyExc_RuntimeError, cstr("release unlocked lock"));
    return null;
  }
  lock_of(self).locked = 0;
  return Py_None;
}

function lock_exit(self: PyObject, _args: PyObject | null): PyObject | null {
  return lock_release(self, null);
}

function lock_locked(self: PyObject, _unused: PyObject | null): PyObject | null {
  return lock_of(self).locked ? Py_True : Py_False;
}

function lock_at_fork_reinit(self: PyObject, _unused: PyObject | null): PyObject | null {
  lock_of(self).locked = 0;
  return Py_None;
}

function lock_repr(self: PyObject): PyObject | null {
  return PyUnicode_FromFormat(
    cstr("<%s %s object at %p>"),
    lock_of(self).locked ? cstr("locked") : cstr("unlocked"),
    self.ob_type.tp_name,
    ptr(self),
  );
}

export function lock_traverse(_self: PyObject, _visit: visitproc, _arg: usize): i32 {
  return 0;
}

function lock_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  if (lock_of(self).in_weakreflist) PyObject_ClearWeakRefs(self);
  PyObject_GC_Del(self);
}

/** A new lock, not held: new reference. */
export function new_lock(): PyObject | null {
  const alloc = _PyThreadLock_Type.tp_alloc!;
  return alloc.call(_PyThreadLock_Type, 0);
}

function lock_new(_type: PyTypeObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  if (!_PyArg_NoKeywords(cstr("lock"), kwargs)) return null;
  if (!_PyArg_CheckPositional(cstr("lock"), PyTuple_GET_SIZE(args), 0, 0)) return null;
  return new_lock();
}

function def_lock_methods(t: PyTypeObject): void {
  const acquire = PyCFunctionWithKeywords.of(lock_acquire);
  const release = PyCFunction.of(lock_release);
  const locked = PyCFunction.of(lock_locked);
  def_keywords(
    t,
    cstr("acquire_lock"),
    acquire,
    cstr("acquire_lock($self, /, blocking=True, timeout=-1)\n--\n\nAn old name of acquire()."),
  );
  def_keywords(
    t,
    cstr("acquire"),
    acquire,
    cstr(
      "acquire($self, /, blocking=True, timeout=-1)\n--\n\nTakes the lock; waits for it if need be. True when it has it.",
    ),
  );
  def_noargs(t, cstr("release_lock"), release, cstr("release_lock($self, /)\n--\n\nAn old name of release()."));
  def_noargs(t, cstr("release"), release, cstr("release($self, /)\n--\n\nGives the lock back."));
  def_noargs(t, cstr("locked_lock"), locked, cstr("locked_lock($self, /)\n--\n\nAn old name of locked()."));
  def_noargs(t, cstr("locked"), locked, cstr("locked($self, /)\n--\n\nIs the lock held?"));
  def_noargs(t, cstr("__enter__"), PyCFunction.of(lock_enter), cstr("__enter__($self, /)\n--\n\nTakes the lock."));
  def_varargs(
    t,
    cstr("__exit__"),
    PyCFunction.of(lock_exit),
    cstr("__exit__($self, /, *exc_info)\n--\n\nGives the lock back."),
  );
  def_noargs(
    t,
    cstr("_at_fork_reinit"),
    PyCFunction.of(lock_at_fork_reinit),
    cstr("_at_fork_reinit($self, /)\n--\n\nMakes it a new lock."),
  );
}

/** The type is ready. False with an exception. */
export function init_lock_type(): bool {
  const t = _PyThreadLock_Type;
  if (t.tp_flags & Py_TPFLAGS_READY) return true;
  static_type(
    t,
    cstr("_thread.lock"),
    40,
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    cstr("lock()\n--\n\nA lock: at most one may hold it. Made by threading.Lock()."),
  );
  t.tp_weaklistoffset = <i32>offsetof<lockobject>("in_weakreflist");
  t.tp_dealloc = destructor.of(lock_dealloc);
  t.tp_traverse = traverseproc.of(lock_traverse);
  t.tp_repr = reprfunc.of(lock_repr);
  t.tp_new = newfunc.of(lock_new);
  def_lock_methods(t);
  return PyType_Ready(t) === 0;
}
