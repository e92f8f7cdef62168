/** Functions of `posix` that take numbers apart: exit statuses, devices. CPython: Modules/posixmodule.c. */

import { _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyCallable_Check } from "../abstract/object-protocol";
import { PyBool_FromLong } from "../builtin-types/bool";
import { PyLong_FromLong, PyLong_FromUnsignedLongLong } from "../builtin-types/int";
import { PyLong_AsUnsignedLongLong } from "../builtin-types/int-machine";
import { module_fast, module_fast_keywords, module_noargs, module_o } from "../builtin-types/module";
import { PyUnicode_FromString } from "../builtin-types/str";
import { file_isatty } from "../host-files";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { PyObject, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { Py_False, Py_None, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { int_argument } from "./posix-arguments";

const STOPPED: i32 = 0x7f;
const CONTINUED: i32 = 0xffff;
const CORE: i32 = 0x80;

const status_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const fork_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const encoding_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** The one argument `status`: test tstate.current_exception. */
function status_argument(fname: usize, args: Slots, nargs: i32, kwnames: PyObject | null): i32 {
  const mark = stack_mark();
  const a = Slots.at(_PyArg_UnpackKeywords(status_spec, fname, cstr("status"), 0, args, nargs, null, kwnames, 1, 1));
  stack_release(mark);
  return changetype<usize>(a) ? int_argument(a.get(0)) : -1;
}

/** @inline */
function signal_of(status: i32): i32 {
  return status & 0x7f;
}

/** @inline */
function is_signaled(status: i32): bool {
  return signal_of(status) !== 0 && signal_of(status) !== STOPPED;
}

function truth(value: bool): PyObject | null {
  return tstate.current_exception ? null : PyBool_FromLong(value ? 1 : 0);
}

function number(value: i32): PyObject | null {
  return tstate.current_exception ? null : PyLong_FromLong(<i64>value);
}

function os_WIFEXITED(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return truth(signal_of(status_argument(cstr("WIFEXITED"), args, nargs, kwnames)) === 0);
}

function os_WEXITSTATUS(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return number((status_argument(cstr("WEXITSTATUS"), args, nargs, kwnames) >> 8) & 0xff);
}

function os_WIFSIGNALED(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return truth(is_signaled(status_argument(cstr("WIFSIGNALED"), args, nargs, kwnames)));
}

function os_WTERMSIG(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return number(signal_of(status_argument(cstr("WTERMSIG"), args, nargs, kwnames)));
}

function os_WIFSTOPPED(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return truth((status_argument(cstr("WIFSTOPPED"), args, nargs, kwnames) & 0xff) === STOPPED);
}

function os_WSTOPSIG(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return number((status_argument(cstr("WSTOPSIG"), args, nargs, kwnames) >> 8) & 0xff);
}

function os_WIFCONTINUED(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return truth(status_argument(cstr("WIFCONTINUED"), args, nargs, kwnames) === CONTINUED);
}

function os_WCOREDUMP(_m: PyObject, arg: PyObject | null): PyObject | null {
  return truth((int_argument(arg!) & CORE) !== 0);
}

function os_waitstatus_to_exitcode(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const status = status_argument(cstr("waitstatus_to_exitcode"), args, nargs, kwnames);
  if (tstate.current_exception) return null;
  if (signal_of(status) === 0) return PyLong_FromLong(<i64>((status >> 8) & 0xff));
  if (is_signaled(status)) return PyLong_FromLong(-(<i64>signal_of(status)));
  if ((status & 0xff) === STOPPED) {
    const text = cstr("process stopped by delivery of signal %i");
    return PyErr_Format(PyExc_ValueError, text, <usize>((status >> 8) & 0xff));
  }
  return PyErr_Format(PyExc_ValueError, cstr("invalid wait status: %i"), <usize>status);
}

// --- devices ---

/** A dev_t: test tstate.current_exception. */
function device_argument(o: PyObject): u64 {
  return PyLong_AsUnsignedLongLong(o);
}

function os_major(_m: PyObject, arg: PyObject | null): PyObject | null {
  const device = device_argument(arg!);
  if (tstate.current_exception) return null;
  return PyLong_FromUnsignedLongLong(((device >> 8) & 0xfff) | ((device >> 32) & 0xfffff000));
}

function os_minor(_m: PyObject, arg: PyObject | null): PyObject | null {
  const device = device_argument(arg!);
  if (tstate.current_exception) return null;
  return PyLong_FromUnsignedLongLong((device & 0xff) | ((device >> 12) & 0xffffff00));
}

function os_makedev(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("makedev"), nargs, 2, 2)) return null;
  const major = device_argument(args.get(0));
  if (tstate.current_exception) return null;
  const minor = device_argument(args.get(1));
  if (tstate.current_exception) return null;
  return PyLong_FromUnsignedLongLong(
    ((major & 0xfff) << 8) | ((major & 0xfffff000) << 32) | (minor & 0xff) | ((minor & 0xffffff00) << 12),
  );
}

function os_device_encoding(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const fname = cstr("device_encoding");
  const a = Slots.at(_PyArg_UnpackKeywords(encoding_spec, fname, cstr("fd"), 0, args, nargs, null, kwnames, 1, 1));
  stack_release(mark);
  const fd = changetype<usize>(a) ? int_argument(a.get(0)) : -1;
  if (tstate.current_exception) return null;
  return file_isatty(fd) > 0 ? PyUnicode_FromString(cstr("utf-8")) : Py_None;
}

// --- what can't happen ---

/** Is it absent, or callable? False with TypeError. */
function may_be_called(o: PyObject | null, name: usize): bool {
  if (!o || PyCallable_Check(o)) return true;
  PyErr_Format(PyExc_TypeError, cstr("'%s' must be callable, not %.200s"), name, o.ob_type.tp_name);
  return false;
}

/** There is no fork(): the functions will never be called, and are not kept. */
function os_register_at_fork(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const fname = cstr("register_at_fork");
  const names = cstr("before after_in_child after_in_parent");
  const a = Slots.at(_PyArg_UnpackKeywords(fork_spec, fname, names, 0, args, nargs, null, kwnames, 0, 0));
  let result: PyObject | null = null;
  if (changetype<usize>(a)) {
    const before = a.getOrNull(0);
    const child = a.getOrNull(1);
    const parent = a.getOrNull(2);
    if (!before && !child && !parent) {
      PyErr_SetString(PyExc_TypeError, cstr("At least one argument is required."));
    } else if (
      may_be_called(before, cstr("before")) &&
      may_be_called(child, cstr("after_in_child")) &&
      may_be_called(parent, cstr("after_in_parent"))
    ) {
      result = Py_None;
    }
  }
  stack_release(mark);
  return result;
}

function os__is_inputhook_installed(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_False;
}

function add(m: PyObject, name: usize, f: PyCFunctionFastWithKeywords, doc: usize): bool {
  return module_fast_keywords(m, name, f, doc) === 0;
}

function add_status_functions(m: PyObject): bool {
  return (
    add(
      m,
      cstr("WIFEXITED"),
      PyCFunctionFastWithKeywords.of(os_WIFEXITED),
      cstr("WIFEXITED($module, /, status)\n--\n\nDid the process end by itself?"),
    ) &&
    add(
      m,
      cstr("WEXITSTATUS"),
      PyCFunctionFastWithKeywords.of(os_WEXITSTATUS),
      cstr("WEXITSTATUS($module, /, status)\n--\n\nIts exit code."),
    ) &&
    add(
      m,
      cstr("WIFSIGNALED"),
      PyCFunctionFastWithKeywords.of(os_WIFSIGNALED),
      cstr("WIFSIGNALED($module, /, status)\n--\n\nDid a signal end it?"),
    ) &&
    add(
      m,
      cstr("WTERMSIG"),
      PyCFunctionFastWithKeywords.of(os_WTERMSIG),
      cstr("WTERMSIG($module, /, status)\n--\n\nWhich signal."),
    ) &&
    add(
      m,
      cstr("WIFSTOPPED"),
      PyCFunctionFastWithKeywords.of(os_WIFSTOPPED),
      cstr("WIFSTOPPED($module, /, status)\n--\n\nHas a signal stopped it?"),
    ) &&
    add(
      m,
      cstr("WSTOPSIG"),
      PyCFunctionFastWithKeywords.of(os_WSTOPSIG),
      cstr("WSTOPSIG($module, /, status)\n--\n\nWhich signal."),
    ) &&
    add(
      m,
      cstr("WIFCONTINUED"),
      PyCFunctionFastWithKeywords.of(os_WIFCONTINUED),
      cstr("WIFCONTINUED($module, /, status)\n--\n\nHas it been continued?"),
    ) &&
    add(
      m,
      cstr("waitstatus_to_exitcode"),
      PyCFunctionFastWithKeywords.of(os_waitstatus_to_exitcode),
      cstr("waitstatus_to_exitcode($module, /, status)\n--\n\nThe exit code; below zero: a signal."),
    ) &&
    module_o(
      m,
      cstr("WCOREDUMP"),
      PyCFunction.of(os_WCOREDUMP),
      cstr("WCOREDUMP($module, status, /)\n--\n\nWas its memory written to a file?"),
    ) === 0
  );
}

/** Adds the functions. False with an exception. */
export function add_wait_functions(m: PyObject): bool {
  return (
    add_status_functions(m) &&
    module_o(
      m,
      cstr("major"),
      PyCFunction.of(os_major),
      cstr("major($module, device, /)\n--\n\nThe major number of a device."),
    ) === 0 &&
    module_o(
      m,
      cstr("minor"),
      PyCFunction.of(os_minor),
      cstr("minor($module, device, /)\n--\n\nThe minor number of a device."),
    ) === 0 &&
    module_fast(
      m,
      cstr("makedev"),
      PyCFunctionFast.of(os_makedev),
      cstr("makedev($module, major, minor, /)\n--\n\nThe number of a device."),
    ) === 0 &&
    add(
      m,
      cstr("device_encoding"),
      PyCFunctionFastWithKeywords.of(os_device_encoding),
      cstr("device_encoding($module, /, fd)\n--\n\nThe encoding of a terminal; None for what is none."),
    ) &&
    add(
      m,
      cstr("register_at_fork"),
      PyCFunctionFastWithKeywords.of(os_register_at_fork),
      cstr(
        "register_at_fork($module, /, *, before=<unrepresentable>,\n                 after_in_child=<unrepresentable>,\n                 after_in_parent=<unrepresentable>)\n--\n\nFunctions to be called when the process forks.",
      ),
    ) &&
    module_noargs(
      m,
      cstr("_is_inputhook_installed"),
      PyCFunction.of(os__is_inputhook_installed),
      cstr("_is_inputhook_installed($module, /)\n--\n\nDoes something run while the prompt waits?"),
    ) === 0
  );
}
