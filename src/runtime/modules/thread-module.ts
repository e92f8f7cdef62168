/**
 * The module `_thread`. CPython: Modules/_threadmodule.c (3.13). WebAssembly has one thread: starting another fails as it
 * does in CPython where the system has none to give.
 */

import { _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyErr_Format, PyErr_SetNone, PyErr_SetString } from "../abstract/errors";
import { PyCallable_Check } from "../abstract/object-protocol";
import { PyDict_Check } from "../builtin-types/dict-object";
import { PyFloat_FromDouble } from "../builtin-types/float";
import { PyLong_AsInt, PyLong_AsSsize_t, PyLong_FromLong, PyLong_FromUnsignedLongLong } from "../builtin-types/int";
import {
  module_add,
  module_begin,
  module_fast,
  module_fast_keywords,
  module_noargs,
  module_o,
  PyModule_AddObjectRef,
} from "../builtin-types/module";
import { structseq_type } from "../builtin-types/structseq";
import { PyTuple_Check } from "../builtin-types/tuple";
import { process_fact } from "../host-files";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_IS_TYPE, PyObject, ptr, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import {
  _PyThreadHandle_Type,
  _PyThreadLocal_Type,
  _PyThreadLock_Type,
  _PyThreadRLock_Type,
  Py_None,
  Py_True,
  PyExc_RuntimeError,
  PyExc_SystemExit,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import { SIGINT, simulate_interrupt } from "./signal-state";
import { set_excepthook_args_type, thread_excepthook } from "./thread-excepthook";
import { init_handle_type, make_thread_handle } from "./thread-handle";
import { init_local_type } from "./thread-local";
import { init_lock_type, new_lock } from "./thread-lock";
import { init_rlock_type, thread_ident } from "./thread-rlock";
import { TIMEOUT_MAX } from "./thread-timeout";

/** Number of signals, plus 1: signal.NSIG. */
const NSIG: i32 = 65;

function cannot_start(): PyObject | null {
  PyErr_SetString(PyExc_RuntimeError, cstr("can't start new thread"));
  return null;
}

function thread_start_new_thread(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("start_new_thread"), nargs, 2, 3)) return null;
  let text: usize = 0;
  if (!PyCallable_Check(args.get(0))) text = cstr("first arg must be callable");
  else if (!PyTuple_Check(args.get(1))) text = cstr("2nd arg must be a tuple");
  else if (nargs > 2 && !PyDict_Check(args.get(2))) text = cstr("optional 3rd arg must be a dictionary");
  if (!text) return cannot_start();
  PyErr_SetString(PyExc_TypeError, text);
  return null;
}

const joinable_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

function thread_start_joinable(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const fname = cstr("start_joinable_thread");
  const a = _PyArg_UnpackKeywords(
    joinable_spec,
    fname,
    cstr("function handle daemon"),
    0,
    args,
    nargs,
    null,
    kwnames,
    1,
    3,
  );
  stack_release(mark);
  if (!a) return null;
  const handle = Slots.at(a).getOrNull(1);
  let text: usize = 0;
  if (!PyCallable_Check(Slots.at(a).get(0))) text = cstr("thread function must be callable");
  else if (handle && ptr(handle) !== ptr(Py_None) && !Py_IS_TYPE(handle, _PyThreadHandle_Type)) {
    text = cstr("'handle' must be a _ThreadHandle");
  }
  if (!text) return cannot_start();
  PyErr_SetString(PyExc_TypeError, text);
  return null;
}

function thread_allocate_lock(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return new_lock();
}

function thread_get_ident(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromUnsignedLongLong(thread_ident());
}

function thread_get_native_id(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromLong(<i64>process_fact(0));
}

function thread_count(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromLong(0);
}

function thread_true(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_True;
}

function thread_shutdown(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_None;
}

function thread_exit(_m: PyObject, _unused: PyObject | null): PyObject | null {
  PyErr_SetNone(PyExc_SystemExit);
  return null;
}

function thread_make_handle(_m: PyObject, ident: PyObject | null): PyObject | null {
  return make_thread_handle(ident!);
}

/** The stack is the engine's: its size can be asked for, not be set. */
function thread_stack_size(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("stack_size"), nargs, 0, 1)) return null;
  const size = nargs ? PyLong_AsSsize_t(args.get(0)) : 0;
  if (size === -1 && tstate.current_exception) return null;
  if (size < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("size must be 0 or a positive value"));
    return null;
  }
  if (size > 0) return PyErr_Format(PyExc_ValueError, cstr("size not valid: %zd bytes"), <usize>size);
  return PyLong_FromLong(0);
}

/** As if the signal had come. */
function thread_interrupt_main(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("interrupt_main"), nargs, 0, 1)) return null;
  const signum = nargs ? PyLong_AsInt(args.get(0)) : SIGINT;
  if (signum === -1 && tstate.current_exception) return null;
  if (signum < 1 || signum >= NSIG) {
    PyErr_SetString(PyExc_ValueError, cstr("signal number out of range"));
    return null;
  }
  simulate_interrupt(signum);
  return Py_None;
}

function add_types(m: PyObject): bool {
  const hook_args = structseq_type(
    cstr("_thread._ExceptHookArgs"),
    cstr("ExceptHookArgs\n\nWhat threading.excepthook is called with."),
    cstr("exc_type exc_value exc_traceback thread"),
    4,
    false,
  );
  if (!hook_args) return false;
  set_excepthook_args_type(hook_args);
  return (
    PyModule_AddObjectRef(m, cstr("_ExceptHookArgs"), hook_args) === 0 &&
    PyModule_AddObjectRef(m, cstr("LockType"), _PyThreadLock_Type) === 0 &&
    PyModule_AddObjectRef(m, cstr("lock"), _PyThreadLock_Type) === 0 &&
    PyModule_AddObjectRef(m, cstr("RLock"), _PyThreadRLock_Type) === 0 &&
    PyModule_AddObjectRef(m, cstr("_local"), _PyThreadLocal_Type) === 0 &&
    PyModule_AddObjectRef(m, cstr("_ThreadHandle"), _PyThreadHandle_Type) === 0 &&
    PyModule_AddObjectRef(m, cstr("error"), PyExc_RuntimeError) === 0 &&
    module_add(m, cstr("TIMEOUT_MAX"), PyFloat_FromDouble(TIMEOUT_MAX)) === 0
  );
}

function add_start_functions(m: PyObject): bool {
  const start = PyCFunctionFast.of(thread_start_new_thread);
  const allocate = PyCFunction.of(thread_allocate_lock);
  const exit = PyCFunction.of(thread_exit);
  return (
    module_fast(
      m,
      cstr("start_new_thread"),
      start,
      cstr("start_new_thread($module, function, args, kwargs={}, /)\n--\n\nStarts a thread: there are none here."),
    ) === 0 &&
    module_fast(
      m,
      cstr("start_new"),
      start,
      cstr("start_new($module, function, args, kwargs={}, /)\n--\n\nAn old name of start_new_thread()."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("start_joinable_thread"),
      PyCFunctionFastWithKeywords.of(thread_start_joinable),
      cstr(
        "start_joinable_thread($module, /, function, handle=None, daemon=True)\n--\n\nStarts a thread that has a handle.",
      ),
    ) === 0 &&
    module_noargs(m, cstr("allocate_lock"), allocate, cstr("allocate_lock($module, /)\n--\n\nA new lock.")) === 0 &&
    module_noargs(
      m,
      cstr("allocate"),
      allocate,
      cstr("allocate($module, /)\n--\n\nAn old name of allocate_lock()."),
    ) === 0 &&
    module_noargs(m, cstr("exit_thread"), exit, cstr("exit_thread($module, /)\n--\n\nAn old name of exit().")) === 0 &&
    module_noargs(m, cstr("exit"), exit, cstr("exit($module, /)\n--\n\nRaises SystemExit.")) === 0
  );
}

function add_other_functions(m: PyObject): bool {
  const is_true = PyCFunction.of(thread_true);
  return (
    module_noargs(
      m,
      cstr("get_ident"),
      PyCFunction.of(thread_get_ident),
      cstr("get_ident($module, /)\n--\n\nThe number of this thread."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("_get_main_thread_ident"),
      PyCFunction.of(thread_get_ident),
      cstr("_get_main_thread_ident($module, /)\n--\n\nThe number of the main thread."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("get_native_id"),
      PyCFunction.of(thread_get_native_id),
      cstr("get_native_id($module, /)\n--\n\nThe number that the system has for this thread."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("_count"),
      PyCFunction.of(thread_count),
      cstr("_count($module, /)\n--\n\nHow many threads run that were started here."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("daemon_threads_allowed"),
      is_true,
      cstr("daemon_threads_allowed($module, /)\n--\n\nMay there be daemon threads?"),
    ) === 0 &&
    module_noargs(
      m,
      cstr("_is_main_interpreter"),
      is_true,
      cstr("_is_main_interpreter($module, /)\n--\n\nIs this the main interpreter?"),
    ) === 0 &&
    module_noargs(
      m,
      cstr("_shutdown"),
      PyCFunction.of(thread_shutdown),
      cstr("_shutdown($module, /)\n--\n\nWaits for all threads that are no daemons."),
    ) === 0 &&
    module_o(
      m,
      cstr("_excepthook"),
      PyCFunction.of(thread_excepthook),
      cstr(
        "_excepthook($module, (exc_type, exc_value, exc_traceback, thread), /)\n--\n\nShows the exception that has ended a thread.",
      ),
    ) === 0 &&
    module_o(
      m,
      cstr("_make_thread_handle"),
      PyCFunction.of(thread_make_handle),
      cstr("_make_thread_handle($module, ident, /)\n--\n\nA handle for the thread of that number."),
    ) === 0 &&
    module_fast(
      m,
      cstr("stack_size"),
      PyCFunctionFast.of(thread_stack_size),
      cstr("stack_size($module, size=0, /)\n--\n\nThe size of the stacks of new threads."),
    ) === 0 &&
    module_fast(
      m,
      cstr("interrupt_main"),
      PyCFunctionFast.of(thread_interrupt_main),
      cstr("interrupt_main($module, signum=signal.SIGINT, /)\n--\n\nActs as if that signal had come."),
    ) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__thread(): PyObject | null {
  if (!init_lock_type() || !init_rlock_type() || !init_local_type() || !init_handle_type()) return null;
  const m = module_begin(cstr("_thread"), cstr("Threads and locks, as far as there are any: one thread."));
  if (!m) return null;
  if (add_types(m) && add_start_functions(m) && add_other_functions(m)) return m;
  Py_DECREF(m);
  return null;
}
