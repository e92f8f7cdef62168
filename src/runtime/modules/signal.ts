/** The module `_signal`. CPython: Modules/signalmodule.c. */
import { _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyErr_Format, PyErr_SetNone, PyErr_SetString } from "../abstract/errors";
import { PyErr_NewException } from "../abstract/new-exception";
import { PyCallable_Check, PyObject_IsTrue } from "../abstract/object-protocol";
import { PyDict_GetItemRef } from "../builtin-types/dict";
import { PyErr_SetFromErrno } from "../builtin-types/exception-os";
import { PyLong_AsInt, PyLong_FromLong } from "../builtin-types/int";
import { PyLong_AsUnsignedLongLong } from "../builtin-types/int-machine";
import {
  module_add,
  module_begin,
  module_fast,
  module_fast_keywords,
  module_noargs,
  module_o,
  module_state_alloc,
  module_state_set,
  PyModule_AddObjectRef,
  PyModule_GetDict,
} from "../builtin-types/module";
import { structseq_type } from "../builtin-types/structseq";
import { file_status } from "../host-files";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XNewRef, PyObject, ptr, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_None,
  PyExc_KeyboardInterrupt,
  PyExc_OSError,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { add_signal_constants, describe_signal } from "./signal-names";
import {
  audit_signal,
  set_siginfo_type,
  signal_pthread_sigmask,
  signal_sigpending,
  signal_sigtimedwait,
  signal_sigwait,
  signal_sigwaitinfo,
  signal_valid_signals,
} from "./signal-sets";
import {
  can_be_handled,
  get_handler,
  is_action,
  is_reserved,
  is_signal,
  NSIG,
  PyErr_CheckSignals,
  SIG_DFL,
  SIG_IGN,
  SIGINT,
  signal_arrives,
  signals_are_ready,
  swap_handler,
} from "./signal-state";
import { set_itimer_error, signal_alarm, signal_getitimer, signal_pause, signal_setitimer } from "./signal-timers";
import { thread_ident } from "./thread-rlock";

const EBADF: i32 = 9;
const EINVAL: i32 = 22;
const ESRCH: i32 = 3;
/** Bytes of what file_status() tells. */
const STATUS_BYTES: usize = 104;
/** Signals that CPython ignores from the start. */
const SIGPIPE: i32 = 13;
const SIGXFSZ: i32 = 25;

/** A signal number; 0 with ValueError or what its conversion raises. */
function signal_argument(o: PyObject): i32 {
  const signum = PyLong_AsInt(o);
  if (signum === -1 && tstate.current_exception) return 0;
  if (is_signal(signum)) return signum;
  PyErr_SetString(PyExc_ValueError, cstr("signal number out of range"));
  return 0;
}

function invalid_argument(): PyObject | null {
  return PyErr_SetFromErrno(PyExc_OSError, EINVAL);
}

/** Sends the process a signal: None after its handler, NULL with an exception. */
export function send_signal(signum: i32): PyObject | null {
  if (signum !== 0) {
    if (!is_signal(signum)) return invalid_argument();
    signal_arrives(signum);
  }
  return PyErr_CheckSignals() < 0 ? null : Py_None;
}

function signal_signal(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("signal"), nargs, 2, 2)) return null;
  const signum = signal_argument(args.get(0));
  if (signum === 0) return null;
  const handler = args.get(1);
  if (!PyCallable_Check(handler) && !is_action(handler, SIG_IGN) && !is_action(handler, SIG_DFL)) {
    const text = cstr("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
    PyErr_SetString(PyExc_TypeError, text);
    return null;
  }
  if (PyErr_CheckSignals() < 0) return null;
  if (!can_be_handled(signum)) return invalid_argument();
  const old = swap_handler(signum, Py_NewRef(handler));
  return old ? old : Py_None;
}

function signal_getsignal(_m: PyObject, arg: PyObject | null): PyObject | null {
  const signum = signal_argument(arg!);
  if (signum === 0) return null;
  const handler = get_handler(signum);
  return handler ? Py_NewRef(handler) : Py_None;
}

function signal_raise_signal(_m: PyObject, arg: PyObject | null): PyObject | null {
  const signum = PyLong_AsInt(arg!);
  return signum === -1 && tstate.current_exception ? null : send_signal(signum);
}

function signal_default_int_handler(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("default_int_handler"), nargs, 2, 2)) return null;
  const signum = PyLong_AsInt(args.get(0));
  if (signum === -1 && tstate.current_exception) return null;
  PyErr_SetNone(PyExc_KeyboardInterrupt);
  return null;
}

function signal_strsignal(_m: PyObject, arg: PyObject | null): PyObject | null {
  const signum = signal_argument(arg!);
  return signum === 0 ? null : describe_signal(signum);
}

function signal_siginterrupt(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("siginterrupt"), nargs, 2, 2)) return null;
  const signum = PyLong_AsInt(args.get(0));
  if (signum === -1 && tstate.current_exception) return null;
  const flag = PyLong_AsInt(args.get(1));
  if (flag === -1 && tstate.current_exception) return null;
  if (!is_signal(signum)) {
    PyErr_SetString(PyExc_ValueError, cstr("signal number out of range"));
    return null;
  }
  return can_be_handled(signum) ? Py_None : invalid_argument();
}

const wakeup_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** -1 is all that can be set: the host has no descriptors that do not block. */
function signal_set_wakeup_fd(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("warn_on_full_buffer");
  const name = cstr("set_wakeup_fd");
  const a = Slots.at(_PyArg_UnpackKeywords(wakeup_spec, name, names, 1, args, nargs, null, kwnames, 1, 1));
  const status = stack_alloc(STATUS_BYTES);
  stack_release(mark);
  if (!changetype<usize>(a)) return null;
  const fd = PyLong_AsInt(a.get(0));
  if (fd === -1 && tstate.current_exception) return null;
  const warn = a.getOrNull(1);
  if (warn && PyObject_IsTrue(warn) < 0) return null;
  if (fd === -1) return PyLong_FromLong(-1);
  if (fd < 0 || file_status(fd, status) < 0) return PyErr_SetFromErrno(PyExc_OSError, EBADF);
  PyErr_Format(PyExc_ValueError, cstr("the fd %i must be in non-blocking mode"), <usize>fd);
  return null;
}

function signal_pthread_kill(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("pthread_kill"), nargs, 2, 2)) return null;
  const thread = PyLong_AsUnsignedLongLong(args.get(0));
  if (tstate.current_exception) return null;
  const signum = PyLong_AsInt(args.get(1));
  if (signum === -1 && tstate.current_exception) return null;
  if (audit_signal(cstr("signal.pthread_kill"), args.get(0), args.get(1)) < 0) return null;
  return thread === thread_ident() ? send_signal(signum) : PyErr_SetFromErrno(PyExc_OSError, ESRCH);
}

/** No descriptor is a process. */
function signal_pidfd_send_signal(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("pidfd_send_signal"), nargs, 2, 4)) return null;
  const fd = PyLong_AsInt(args.get(0));
  if (fd === -1 && tstate.current_exception) return null;
  const signum = PyLong_AsInt(args.get(1));
  if (signum === -1 && tstate.current_exception) return null;
  if (nargs > 2 && ptr(args.get(2)) !== ptr(Py_None)) {
    PyErr_SetString(PyExc_TypeError, cstr("siginfo must be None"));
    return null;
  }
  return PyErr_SetFromErrno(PyExc_OSError, EBADF);
}

/** The handlers at the start: CPython's, and the system's. False with an exception. */
function fill_handlers(m: PyObject): bool {
  if (get_handler(SIGINT)) return true;
  const found = PyDict_GetItemRef(PyModule_GetDict(m), _Py_ID("default_int_handler"));
  if (found <= 0) return false;
  swap_handler(SIGINT, tstate.out_object);
  for (let signum = 1; signum < NSIG; signum++) {
    if (signum === SIGINT || is_reserved(signum)) continue;
    const ignored = signum === SIGPIPE || signum === SIGXFSZ;
    swap_handler(signum, PyLong_FromLong(ignored ? SIG_IGN : SIG_DFL));
  }
  signals_are_ready();
  return true;
}

function add_classes(m: PyObject): bool {
  const info = structseq_type(
    cstr("signal.struct_siginfo"),
    cstr("What is known of a signal that was waited for: its number, how and by whom it was sent."),
    cstr("si_signo si_code si_errno si_pid si_uid si_status si_band"),
    7,
    false,
  );
  if (!info || module_state_alloc(m, 1) < 0) return false;
  set_siginfo_type(info);
  const error = PyErr_NewException(cstr("signal.itimer_error"), PyExc_OSError, null);
  if (module_state_set(m, 0, error) < 0) return false;
  set_itimer_error(changetype<PyTypeObject>(error!));
  return (
    PyModule_AddObjectRef(m, cstr("struct_siginfo"), info) === 0 &&
    module_add(m, cstr("ItimerError"), Py_XNewRef(error)) === 0
  );
}

function add_handler_functions(m: PyObject): bool {
  return (
    module_fast(
      m,
      cstr("default_int_handler"),
      PyCFunctionFast.of(signal_default_int_handler),
      cstr("default_int_handler($module, signalnum, frame, /)\n--\n\nThe handler of SIGINT: raises KeyboardInterrupt."),
    ) === 0 &&
    module_fast(
      m,
      cstr("signal"),
      PyCFunctionFast.of(signal_signal),
      cstr(
        "signal($module, signalnum, handler, /)\n--\n\nWhat is to be done when the signal comes: SIG_DFL, SIG_IGN, or a function of signal and frame; gives what was.",
      ),
    ) === 0 &&
    module_o(
      m,
      cstr("getsignal"),
      PyCFunction.of(signal_getsignal),
      cstr(
        "getsignal($module, signalnum, /)\n--\n\nWhat is to be done when the signal comes; None: Python does not know.",
      ),
    ) === 0 &&
    module_o(
      m,
      cstr("raise_signal"),
      PyCFunction.of(signal_raise_signal),
      cstr("raise_signal($module, signalnum, /)\n--\n\nSends the signal to this process."),
    ) === 0 &&
    module_fast(
      m,
      cstr("pthread_kill"),
      PyCFunctionFast.of(signal_pthread_kill),
      cstr("pthread_kill($module, thread_id, signalnum, /)\n--\n\nSends the signal to a thread."),
    ) === 0 &&
    module_fast(
      m,
      cstr("pidfd_send_signal"),
      PyCFunctionFast.of(signal_pidfd_send_signal),
      cstr(
        "pidfd_send_signal($module, pidfd, signalnum, siginfo=None, flags=0, /)\n--\n\nSends the signal to the process of a descriptor.",
      ),
    ) === 0 &&
    module_fast(
      m,
      cstr("siginterrupt"),
      PyCFunctionFast.of(signal_siginterrupt),
      cstr("siginterrupt($module, signalnum, flag, /)\n--\n\nDoes the signal interrupt calls of the system?"),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("set_wakeup_fd"),
      PyCFunctionFastWithKeywords.of(signal_set_wakeup_fd),
      cstr(
        "set_wakeup_fd($module, fd, /, *, warn_on_full_buffer=True)\n--\n\nWhere signals write their number when they come.",
      ),
    ) === 0 &&
    module_o(
      m,
      cstr("strsignal"),
      PyCFunction.of(signal_strsignal),
      cstr("strsignal($module, signalnum, /)\n--\n\nThe system's description of the signal."),
    ) === 0
  );
}

function add_set_functions(m: PyObject): bool {
  return (
    module_fast(
      m,
      cstr("pthread_sigmask"),
      PyCFunctionFast.of(signal_pthread_sigmask),
      cstr(
        "pthread_sigmask($module, how, mask, /)\n--\n\nBlocks signals, or blocks them no more; gives those that were.",
      ),
    ) === 0 &&
    module_noargs(
      m,
      cstr("sigpending"),
      PyCFunction.of(signal_sigpending),
      cstr("sigpending($module, /)\n--\n\nThe signals that have come and are blocked."),
    ) === 0 &&
    module_o(
      m,
      cstr("sigwait"),
      PyCFunction.of(signal_sigwait),
      cstr("sigwait($module, sigset, /)\n--\n\nWaits for one of the signals; gives its number."),
    ) === 0 &&
    module_o(
      m,
      cstr("sigwaitinfo"),
      PyCFunction.of(signal_sigwaitinfo),
      cstr("sigwaitinfo($module, sigset, /)\n--\n\nWaits for one of the signals; gives its struct_siginfo."),
    ) === 0 &&
    module_fast(
      m,
      cstr("sigtimedwait"),
      PyCFunctionFast.of(signal_sigtimedwait),
      cstr("sigtimedwait($module, sigset, timeout, /)\n--\n\nAs sigwaitinfo(), for some seconds: None when none came."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("valid_signals"),
      PyCFunction.of(signal_valid_signals),
      cstr("valid_signals($module, /)\n--\n\nThe signals that programs can use."),
    ) === 0
  );
}

function add_timer_functions(m: PyObject): bool {
  return (
    module_o(
      m,
      cstr("alarm"),
      PyCFunction.of(signal_alarm),
      cstr("alarm($module, seconds, /)\n--\n\nSIGALRM comes after so many seconds; gives those that were left."),
    ) === 0 &&
    module_fast(
      m,
      cstr("setitimer"),
      PyCFunctionFast.of(signal_setitimer),
      cstr(
        "setitimer($module, which, seconds, interval=0.0, /)\n--\n\nThe signal of the timer comes after so many seconds, then at intervals; gives what was.",
      ),
    ) === 0 &&
    module_o(
      m,
      cstr("getitimer"),
      PyCFunction.of(signal_getitimer),
      cstr("getitimer($module, which, /)\n--\n\nSeconds that are left, and the interval."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("pause"),
      PyCFunction.of(signal_pause),
      cstr("pause($module, /)\n--\n\nWaits for a signal."),
    ) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__signal(): PyObject | null {
  const m = module_begin(cstr("_signal"), cstr("Signals: what is to be done when they come, timers that send them."));
  if (!m) return null;
  if (
    add_signal_constants(m) &&
    add_classes(m) &&
    add_handler_functions(m) &&
    add_set_functions(m) &&
    add_timer_functions(m) &&
    fill_handlers(m)
  )
    return m;
  Py_DECREF(m);
  return null;
}
