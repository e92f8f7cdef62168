/** Sets of signals: blocking them, waiting for them. CPython: Modules/signalmodule.c, Modules/posixmodule.c (_Py_Sigset_Converter). */
import { _PyArg_CheckPositional } from "../abstract/args";
import { PySys_AuditTuple } from "../abstract/audit";
import { PyErr_ClearIf, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { PyErr_SetFromErrno } from "../builtin-types/exception-os";
import { PyLong_AsInt, PyLong_AsLong, PyLong_FromLong } from "../builtin-types/int";
import { PySet_Add, PySet_New } from "../builtin-types/set";
import { PyStructSequence_New, PyStructSequence_SET_ITEM } from "../builtin-types/structseq";
import { PyTuple_Pack } from "../builtin-types/tuple";
import { PyErr_WarnFormat } from "../builtin-types/warnings";
import { clock } from "../host";
import { process_fact } from "../host-files";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_XDECREF, PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import {
  Py_None,
  PyExc_OSError,
  PyExc_OverflowError,
  PyExc_RuntimeWarning,
  PyExc_ValueError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import {
  block_signals,
  blocked_signals,
  is_reserved,
  NSIG,
  PyErr_CheckSignals,
  pending_signals,
  signal_bit,
  take_pending,
} from "./signal-state";
import { wait_for_alarm } from "./signal-timers";
import { nanoseconds_from_seconds } from "./time-convert";

const EINVAL: i32 = 22;
const SIG_BLOCK: i32 = 0;
const SIG_UNBLOCK: i32 = 1;
const SIG_SETMASK: i32 = 2;
/** How the system says that a process has sent the signal to itself. */
const SI_USER: i64 = 0;
const MONOTONIC: i32 = 1;
/** Which of the host's process_fact(). */
const PID: i32 = 0;
const UID: i32 = 2;
/** Every signal but the two of the C library. */
const VALID: u64 = 0xfffffffe7fffffff;

@unmanaged
class SetState {
  siginfo: PyTypeObject | null;
}
const state: SetState = changetype<SetState>(memory.data(8, 8));

export function set_siginfo_type(type: PyTypeObject): void {
  state.siginfo = type;
}

/** A set of ints: new reference. */
function set_of_signals(set: u64): PyObject | null {
  const result = PySet_New(null);
  let left = set;
  while (result && left) {
    const number = PyLong_FromLong(<i64>ctz<u64>(left) + 1);
    left &= left - 1;
    const status = number ? PySet_Add(result, number) : -1;
    Py_XDECREF(number);
    if (status === 0) continue;
    Py_DECREF(result);
    return null;
  }
  return result;
}

/** The signal of an item: its bit, 0 with an exception or where the signal is not for programs (after a warning). */
function bit_of_item(item: PyObject): u64 {
  let signum = PyLong_AsLong(item);
  if (signum === -1 && tstate.current_exception && !PyErr_ClearIf(PyExc_OverflowError)) return 0;
  if (signum < 1 || signum >= <i64>NSIG) {
    if (signum < <i64>i32.MIN_VALUE || signum > <i64>i32.MAX_VALUE) signum = -1;
    PyErr_Format(PyExc_ValueError, cstr("signal number %d out of range [1; %i]"), <usize>(<i32>signum), NSIG - 1);
    return 0;
  }
  if (!is_reserved(<i32>signum)) return signal_bit(<i32>signum);
  const text = cstr("invalid signal number %d, please use valid_signals()");
  PyErr_WarnFormat(PyExc_RuntimeWarning, 1, text, <usize>(<i32>signum));
  return 0;
}

/** The signals that an iterable has: test tstate.current_exception. */
function signal_set(o: PyObject): u64 {
  const iterator = PyObject_GetIter(o);
  if (!iterator) return 0;
  let set: u64 = 0;
  while (true) {
    const item = PyIter_Next(iterator);
    if (!item) break;
    set |= bit_of_item(item);
    Py_DECREF(item);
    if (tstate.current_exception) break;
  }
  Py_DECREF(iterator);
  return set;
}

export function signal_valid_signals(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return set_of_signals(VALID);
}

export function signal_sigpending(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return set_of_signals(pending_signals());
}

export function signal_pthread_sigmask(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("pthread_sigmask"), nargs, 2, 2)) return null;
  const how = PyLong_AsInt(args.get(0));
  if (how === -1 && tstate.current_exception) return null;
  const set = signal_set(args.get(1));
  if (tstate.current_exception) return null;
  const old = blocked_signals();
  if (how === SIG_BLOCK) block_signals(old | set);
  else if (how === SIG_UNBLOCK) block_signals(old & ~set);
  else if (how === SIG_SETMASK) block_signals(set);
  else return PyErr_SetFromErrno(PyExc_OSError, EINVAL);
  return PyErr_CheckSignals() < 0 ? null : set_of_signals(old);
}

/** A signal of `set`, waited for: its number; 0 at the deadline, -1 with an exception. */
function wait_for(set: u64, deadline: f64): i32 {
  while (true) {
    const signum = take_pending(set);
    if (signum) return signum;
    const status = wait_for_alarm(deadline);
    if (status <= 0) return status;
  }
}

export function signal_sigwait(_m: PyObject, arg: PyObject | null): PyObject | null {
  const set = signal_set(arg!);
  if (tstate.current_exception) return null;
  const signum = wait_for(set, Infinity);
  return signum < 0 ? null : PyLong_FromLong(<i64>signum);
}

/** struct_siginfo of a signal that came from the process itself: new reference. */
function signal_info(signum: i32): PyObject | null {
  const info = PyStructSequence_New(state.siginfo!);
  if (!info) return null;
  const pid = <i64>process_fact(PID);
  const uid = <i64>process_fact(UID);
  PyStructSequence_SET_ITEM(info, 0, PyLong_FromLong(<i64>signum));
  PyStructSequence_SET_ITEM(info, 1, PyLong_FromLong(SI_USER));
  PyStructSequence_SET_ITEM(info, 2, PyLong_FromLong(0));
  PyStructSequence_SET_ITEM(info, 3, PyLong_FromLong(pid));
  PyStructSequence_SET_ITEM(info, 4, PyLong_FromLong(uid));
  PyStructSequence_SET_ITEM(info, 5, PyLong_FromLong(0));
  // The system keeps it where it keeps the two numbers before.
  PyStructSequence_SET_ITEM(info, 6, PyLong_FromLong(pid | (uid << 32)));
  if (!tstate.current_exception) return info;
  Py_DECREF(info);
  return null;
}

export function signal_sigwaitinfo(_m: PyObject, arg: PyObject | null): PyObject | null {
  const set = signal_set(arg!);
  if (tstate.current_exception) return null;
  const signum = wait_for(set, Infinity);
  return signum < 0 ? null : signal_info(signum);
}

export function signal_sigtimedwait(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("sigtimedwait"), nargs, 2, 2)) return null;
  const set = signal_set(args.get(0));
  if (tstate.current_exception) return null;
  const ns = nanoseconds_from_seconds(args.get(1));
  if (tstate.current_exception) return null;
  if (ns < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("timeout must be non-negative"));
    return null;
  }
  const signum = wait_for(set, clock(MONOTONIC) + <f64>ns / 1e9);
  return signum < 0 ? null : signum ? signal_info(signum) : Py_None;
}

/** The audit event `name` of (thread or process, signal). -1 with an exception. */
export function audit_signal(name: usize, receiver: PyObject, signal: PyObject): i32 {
  return PySys_AuditTuple(name, PyTuple_Pack(receiver, signal));
}
