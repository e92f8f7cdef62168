/** Functions of `posix` on the process and its surroundings. CPython: Modules/posixmodule.c. */

import { _PyArg_AsSsize_t, _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { PyDict_New, PyDict_SetDefaultRef } from "../builtin-types/dict";
import { PyErr_SetFromErrnoWithFilenameObjects } from "../builtin-types/exception-os";
import { PyLong_FromLong } from "../builtin-types/int";
import {
  module_add,
  module_fast,
  module_fast_keywords,
  module_noargs,
  module_o,
  PyModule_AddObjectRef,
} from "../builtin-types/module";
import { PyUnicode_FromString } from "../builtin-types/str";
import { PyStructSequence_New, PyStructSequence_SET_ITEM, structseq_type } from "../builtin-types/structseq";
import { _PyObject_GC_TRACK } from "../gc/gc-alloc";
import { random_bytes } from "../host";
import {
  environment,
  environment_set,
  process_exit,
  process_fact,
  process_umask,
  system_names,
  terminal_size,
  working_folder,
} from "../host-files";
import { PyMem_Free } from "../memory/domains";
import { strlen } from "../object/c-string";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_XDECREF, PyObject, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_OSError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { int_argument, posix_error } from "./posix-arguments";
import { PyUnicode_FSConverter, taken_name, taken_text } from "./posix-path";
import { send_signal } from "./signal";
import { audit_signal } from "./signal-sets";

const EQUALS: u8 = 61;
const EPERM: i32 = 1;
const EINVAL: i32 = 22;
/** Which of the host's process_fact(). */
const PID: i32 = 0;
const PPID: i32 = 1;
const UID: i32 = 2;
const EUID: i32 = 3;
const GID: i32 = 4;
const EGID: i32 = 5;
const CPU_COUNT: i32 = 6;

@unmanaged
class ProcessState {
  uname_result: PyTypeObject | null;
  terminal_size: PyTypeObject | null;
}
const state: ProcessState = changetype<ProcessState>(memory.data(16, 8));

function fact(which: i32): PyObject | null {
  return PyLong_FromLong(<i64>process_fact(which));
}

function os_getpid(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return fact(PID);
}

function os_getppid(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return fact(PPID);
}

function os_getuid(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return fact(UID);
}

function os_geteuid(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return fact(EUID);
}

function os_getgid(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return fact(GID);
}

function os_getegid(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return fact(EGID);
}

function os_cpu_count(_m: PyObject, _unused: PyObject | null): PyObject | null {
  const count = process_fact(CPU_COUNT);
  return count > 0 ? PyLong_FromLong(<i64>count) : Py_None;
}

function os_sched_yield(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_None;
}

function cwd(is_bytes: bool): PyObject | null {
  const length = working_folder();
  return length < 0 ? posix_error(length) : taken_name(is_bytes, length);
}

function os_getcwd(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return cwd(false);
}

function os_getcwdb(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return cwd(true);
}

function os_umask(_m: PyObject, mask: PyObject | null): PyObject | null {
  const value = int_argument(mask!);
  return tstate.current_exception ? null : PyLong_FromLong(<i64>process_umask(value));
}

const exit_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** Ends the process at once: no finalizers, no flushing. */
function os__exit(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(
    _PyArg_UnpackKeywords(exit_spec, cstr("_exit"), cstr("status"), 0, args, nargs, null, kwnames, 1, 1),
  );
  stack_release(mark);
  const status = changetype<usize>(a) ? int_argument(a.get(0)) : -1;
  if (tstate.current_exception) return null;
  process_exit(status);
  return null;
}

function os_kill(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (nargs !== 2) {
    return PyErr_Format(PyExc_TypeError, cstr("kill() takes exactly 2 arguments (%zd given)"), <usize>nargs);
  }
  const pid = int_argument(args.get(0));
  if (tstate.current_exception) return null;
  const signum = int_argument(args.get(1));
  if (tstate.current_exception || audit_signal(cstr("os.kill"), args.get(0), args.get(1)) < 0) return null;
  // NOT CPYTHON: the host sends no signals to others.
  return pid === process_fact(PID) ? send_signal(signum) : posix_error(-EPERM);
}

// --- environment ---

/** The variable in `text`, "NAME=VALUE" of `length` bytes, into the dict. -1 with an exception. */
function add_variable(dict: PyObject, text: usize, length: i32): i32 {
  let equals = 0;
  while (equals < length && load<u8>(text + <usize>equals) !== EQUALS) equals++;
  if (equals === length) return 0;
  const name = PyBytes_FromStringAndSize(text, equals);
  const value = PyBytes_FromStringAndSize(text + <usize>(equals + 1), length - equals - 1);
  const status = name && value ? PyDict_SetDefaultRef(dict, name, value) : -1;
  if (status >= 0) Py_XDECREF(tstate.out_object);
  Py_XDECREF(name);
  Py_XDECREF(value);
  return min(status, 0);
}

/** The variables at the start: a new dict of bytes. */
function convertenviron(): PyObject | null {
  const length = environment();
  const text = taken_text(length);
  const dict = text ? PyDict_New() : null;
  let ok: bool = dict !== null;
  let at = text;
  while (ok && at < text + <usize>length) {
    const size = strlen(at);
    ok = add_variable(dict!, at, size) === 0;
    at += <usize>size + 1;
  }
  if (text) PyMem_Free(text);
  if (ok || !dict) return dict;
  Py_DECREF(dict);
  return null;
}

function contains_equals(bytes: PyObject): bool {
  let at = PyBytes_AS_STRING(bytes);
  while (load<u8>(at) !== 0 && load<u8>(at) !== EQUALS) at++;
  return load<u8>(at) === EQUALS;
}

function os_putenv(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("putenv"), nargs, 2, 2)) return null;
  const name = PyUnicode_FSConverter(args.get(0));
  const value = name ? PyUnicode_FSConverter(args.get(1)) : null;
  const wrong = value !== null && contains_equals(name!);
  if (value && !wrong) {
    const text = PyBytes_AS_STRING(value);
    environment_set(PyBytes_AS_STRING(name!), PyBytes_GET_SIZE(name!), text, PyBytes_GET_SIZE(value));
  }
  Py_XDECREF(name);
  if (!value) return null;
  Py_DECREF(value);
  if (!wrong) return Py_None;
  PyErr_SetString(PyExc_ValueError, cstr("illegal environment variable name"));
  return null;
}

function os_unsetenv(_m: PyObject, arg: PyObject | null): PyObject | null {
  const name = PyUnicode_FSConverter(arg!);
  if (!name) return null;
  const wrong = contains_equals(name) || load<u8>(PyBytes_AS_STRING(name)) === 0;
  if (!wrong) environment_set(PyBytes_AS_STRING(name), PyBytes_GET_SIZE(name), 0, -1);
  Py_DECREF(name);
  return wrong ? posix_error(-EINVAL) : Py_None;
}

// --- random bytes ---

/** `n` random bytes: new reference. */
function random(n: i64): PyObject | null {
  const bytes = PyBytes_FromStringAndSize(0, <i32>min<i64>(n, <i64>i32.MAX_VALUE));
  if (bytes) random_bytes(PyBytes_AS_STRING(bytes), <i32>n);
  return bytes;
}

function os_urandom(_m: PyObject, arg: PyObject | null): PyObject | null {
  const size = _PyArg_AsSsize_t(arg!);
  if (tstate.current_exception) return null;
  if (size >= 0) return random(size);
  PyErr_SetString(PyExc_ValueError, cstr("negative argument not allowed"));
  return null;
}

const getrandom_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

function os_getrandom(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("size flags");
  const a = Slots.at(
    _PyArg_UnpackKeywords(getrandom_spec, cstr("getrandom"), names, 0, args, nargs, null, kwnames, 1, 2),
  );
  stack_release(mark);
  const size = changetype<usize>(a) ? _PyArg_AsSsize_t(a.get(0)) : -1;
  if (tstate.current_exception) return null;
  return size < 0 ? posix_error(-EINVAL) : random(size);
}

// --- the system ---

/** The names of system, machine, release, version, hardware: a new uname_result. */
function os_uname(_m: PyObject, _unused: PyObject | null): PyObject | null {
  const length = system_names();
  const text = taken_text(length);
  const result = text ? PyStructSequence_New(state.uname_result!) : null;
  let at = text;
  let ok: bool = result !== null;
  for (let i = 0; ok && i < 5; i++) {
    const name = PyUnicode_FromString(at);
    PyStructSequence_SET_ITEM(result!, i, name);
    ok = name !== null;
    at += <usize>strlen(at) + 1;
  }
  if (text) PyMem_Free(text);
  if (ok) {
    _PyObject_GC_TRACK(result!);
    return result;
  }
  Py_XDECREF(result);
  return null;
}

function os_get_terminal_size(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("get_terminal_size"), nargs, 0, 1)) return null;
  const fd = nargs ? int_argument(args.get(0)) : 1;
  if (tstate.current_exception) return null;
  const size = terminal_size(fd);
  if (size < 0) return PyErr_SetFromErrnoWithFilenameObjects(PyExc_OSError, -size, null);
  const result = PyStructSequence_New(state.terminal_size!);
  if (!result) return null;
  const columns = PyLong_FromLong(<i64>(size >> 16));
  const lines = PyLong_FromLong(<i64>(size & 0xffff));
  PyStructSequence_SET_ITEM(result, 0, columns);
  PyStructSequence_SET_ITEM(result, 1, lines);
  if (columns && lines) {
    _PyObject_GC_TRACK(result);
    return result;
  }
  Py_DECREF(result);
  return null;
}

function add_types(m: PyObject): bool {
  const uname = structseq_type(
    cstr("posix.uname_result"),
    cstr("uname_result: names of the system\n\nWhat os.uname() gives."),
    cstr("sysname nodename release version machine"),
    5,
    false,
  );
  const size = structseq_type(
    cstr("os.terminal_size"),
    cstr("The size of a terminal in characters."),
    cstr("columns lines"),
    2,
    false,
  );
  if (!uname || !size) return false;
  state.uname_result = uname;
  state.terminal_size = size;
  return (
    PyModule_AddObjectRef(m, cstr("uname_result"), uname) === 0 &&
    PyModule_AddObjectRef(m, cstr("terminal_size"), size) === 0 &&
    module_add(m, cstr("environ"), convertenviron()) === 0
  );
}

function add_noargs(m: PyObject, name: usize, f: PyCFunction, doc: usize): bool {
  return module_noargs(m, name, f, doc) === 0;
}

function add_facts(m: PyObject): bool {
  return (
    add_noargs(m, cstr("getpid"), PyCFunction.of(os_getpid), cstr("getpid($module, /)\n--\n\nThe process's number.")) &&
    add_noargs(
      m,
      cstr("getppid"),
      PyCFunction.of(os_getppid),
      cstr("getppid($module, /)\n--\n\nIts parent's number."),
    ) &&
    add_noargs(m, cstr("getuid"), PyCFunction.of(os_getuid), cstr("getuid($module, /)\n--\n\nThe user's number.")) &&
    add_noargs(
      m,
      cstr("geteuid"),
      PyCFunction.of(os_geteuid),
      cstr("geteuid($module, /)\n--\n\nThe number of the user whose rights the process has."),
    ) &&
    add_noargs(m, cstr("getgid"), PyCFunction.of(os_getgid), cstr("getgid($module, /)\n--\n\nThe group's number.")) &&
    add_noargs(
      m,
      cstr("getegid"),
      PyCFunction.of(os_getegid),
      cstr("getegid($module, /)\n--\n\nThe number of the group whose rights the process has."),
    ) &&
    add_noargs(
      m,
      cstr("cpu_count"),
      PyCFunction.of(os_cpu_count),
      cstr("cpu_count($module, /)\n--\n\nHow many processors there are; None when unknown."),
    ) &&
    add_noargs(
      m,
      cstr("sched_yield"),
      PyCFunction.of(os_sched_yield),
      cstr("sched_yield($module, /)\n--\n\nLets others run."),
    ) &&
    add_noargs(m, cstr("getcwd"), PyCFunction.of(os_getcwd), cstr("getcwd($module, /)\n--\n\nThe working folder.")) &&
    add_noargs(
      m,
      cstr("getcwdb"),
      PyCFunction.of(os_getcwdb),
      cstr("getcwdb($module, /)\n--\n\nThe working folder, as bytes."),
    ) &&
    add_noargs(m, cstr("uname"), PyCFunction.of(os_uname), cstr("uname($module, /)\n--\n\nNames of the system."))
  );
}

/** The types and functions. False with an exception. */
export function add_process_functions(m: PyObject): bool {
  return (
    add_types(m) &&
    add_facts(m) &&
    module_o(
      m,
      cstr("umask"),
      PyCFunction.of(os_umask),
      cstr("umask($module, mask, /)\n--\n\nSets which rights new files do not get: the mask before."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("_exit"),
      PyCFunctionFastWithKeywords.of(os__exit),
      cstr("_exit($module, /, status)\n--\n\nEnds the process at once."),
    ) === 0 &&
    module_fast(
      m,
      cstr("kill"),
      PyCFunctionFast.of(os_kill),
      cstr("kill($module, pid, signal, /)\n--\n\nSends a process a signal."),
    ) === 0 &&
    module_fast(
      m,
      cstr("putenv"),
      PyCFunctionFast.of(os_putenv),
      cstr("putenv($module, name, value, /)\n--\n\nSets a variable of the environment."),
    ) === 0 &&
    module_o(
      m,
      cstr("unsetenv"),
      PyCFunction.of(os_unsetenv),
      cstr("unsetenv($module, name, /)\n--\n\nRemoves a variable for child processes."),
    ) === 0 &&
    module_o(
      m,
      cstr("urandom"),
      PyCFunction.of(os_urandom),
      cstr("urandom($module, size, /)\n--\n\nRandom bytes fit for cryptography."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("getrandom"),
      PyCFunctionFastWithKeywords.of(os_getrandom),
      cstr("getrandom($module, /, size, flags=0)\n--\n\nRandom bytes fit for cryptography."),
    ) === 0 &&
    module_fast(
      m,
      cstr("get_terminal_size"),
      PyCFunctionFast.of(os_get_terminal_size),
      cstr("get_terminal_size($module, fd=<unrepresentable>, /)\n--\n\nThe size of the terminal, in characters."),
    ) === 0
  );
}
