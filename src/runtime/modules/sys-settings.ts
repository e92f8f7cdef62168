/**
 * The functions of `sys` about threads and libraries: switch interval, frames of all threads, flags. CPython:
 * Python/sysmodule.c.
 */
import { _PyArg_BadArgument } from "../abstract/args";
import { PyErr_Format, PyErr_GetHandledException, PyErr_SetString } from "../abstract/errors";
import { PyDict_New, PyDict_SetItem } from "../builtin-types/dict";
import { PyFloat_AsDouble, PyFloat_FromDouble } from "../builtin-types/float";
import { _PyFrame_GetFrameObject } from "../builtin-types/frame-object";
import { PyLong_AsInt, PyLong_FromLong, PyLong_FromUnsignedLongLong } from "../builtin-types/int";
import { _PyThreadState_GetFrame } from "../builtin-types/interpreter-frame";
import { module_noargs, module_o } from "../builtin-types/module";
import { PyUnicode_Check } from "../builtin-types/str";
import { cstr } from "../object/literals";
import { Py_XDECREF, Py_XNewRef, PyObject, ptr } from "../object/object";
import { PyCFunction } from "../object/slots";
import { tstate } from "../object/state";
import { Py_False, Py_None, Py_True, PyExc_ValueError } from "../object/static-types";
import { thread_ident } from "./thread-rlock";

@unmanaged
class Settings {
  /** Seconds. */
  switch_interval: f64;
  dlopen_flags: i64;
}
const settings: Settings = changetype<Settings>(memory.data(16, 8));

const RTLD_NOW: i64 = 2;

// ---- Threads and libraries: there is one thread, and nothing to load ------------------------------------------------------

function sys_getswitchinterval(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyFloat_FromDouble(settings.switch_interval);
}

function sys_setswitchinterval(_m: PyObject, arg: PyObject | null): PyObject | null {
  const interval = PyFloat_AsDouble(arg!);
  if (interval === -1 && tstate.current_exception) return null;
  if (!(interval > 0)) {
    PyErr_SetString(PyExc_ValueError, cstr("switch interval must be strictly positive"));
    return null;
  }
  settings.switch_interval = interval;
  return Py_None;
}

function sys_getdlopenflags(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromLong(settings.dlopen_flags);
}

function sys_setdlopenflags(_m: PyObject, arg: PyObject | null): PyObject | null {
  const flags = PyLong_AsInt(arg!);
  if (flags === -1 && tstate.current_exception) return null;
  settings.dlopen_flags = <i64>flags;
  return Py_None;
}

function sys_is_gil_enabled(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_True;
}

function sys_get_cpu_count_config(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromLong(-1);
}

function sys_is_stack_trampoline_active(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_False;
}

function sys_deactivate_stack_trampoline(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_None;
}

function sys_activate_stack_trampoline(_m: PyObject, backend: PyObject | null): PyObject | null {
  if (PyUnicode_Check(backend!)) {
    return PyErr_Format(PyExc_ValueError, cstr("invalid backend: %U"), ptr(backend));
  }
  _PyArg_BadArgument(cstr("activate_stack_trampoline"), cstr("argument"), cstr("str"), backend!);
  return null;
}

/** {number of the thread: value}: steals `value`. */
function of_this_thread(value: PyObject | null): PyObject | null {
  const dict = PyDict_New();
  const id = PyLong_FromUnsignedLongLong(thread_ident());
  let ok: bool = false;
  if (value && dict && id) ok = PyDict_SetItem(dict, id, value) === 0;
  Py_XDECREF(value);
  Py_XDECREF(id);
  if (ok) return dict;
  Py_XDECREF(dict);
  return null;
}

function sys_current_frames(_m: PyObject, _unused: PyObject | null): PyObject | null {
  const frame = _PyThreadState_GetFrame();
  return frame ? of_this_thread(Py_XNewRef(_PyFrame_GetFrameObject(frame))) : PyDict_New();
}

function sys_current_exceptions(_m: PyObject, _unused: PyObject | null): PyObject | null {
  const exc = PyErr_GetHandledException();
  return of_this_thread(exc ? exc : Py_None);
}

// ---- The tables ---------------------------------------------------------------------------------------------------------

function add_thread_functions(m: PyObject): bool {
  return (
    module_noargs(
      m,
      cstr("getswitchinterval"),
      PyCFunction.of(sys_getswitchinterval),
      cstr("getswitchinterval($module, /)\n--\n\nHow long a thread runs before another one may, in seconds."),
    ) === 0 &&
    module_o(
      m,
      cstr("setswitchinterval"),
      PyCFunction.of(sys_setswitchinterval),
      cstr("setswitchinterval($module, interval, /)\n--\n\nSets how long a thread runs, in seconds."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("_current_frames"),
      PyCFunction.of(sys_current_frames),
      cstr("_current_frames($module, /)\n--\n\nThe top frame of each thread."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("_current_exceptions"),
      PyCFunction.of(sys_current_exceptions),
      cstr("_current_exceptions($module, /)\n--\n\nThe exception that each thread handles."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("_is_gil_enabled"),
      PyCFunction.of(sys_is_gil_enabled),
      cstr("_is_gil_enabled($module, /)\n--\n\nWhether only one thread runs at a time."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("_get_cpu_count_config"),
      PyCFunction.of(sys_get_cpu_count_config),
      cstr("_get_cpu_count_config($module, /)\n--\n\nHow many processors were asked for; -1: nobody has."),
    ) === 0
  );
}

function add_library_functions(m: PyObject): bool {
  return (
    module_noargs(
      m,
      cstr("getdlopenflags"),
      PyCFunction.of(sys_getdlopenflags),
      cstr("getdlopenflags($module, /)\n--\n\nThe flags with which extension modules are loaded."),
    ) === 0 &&
    module_o(
      m,
      cstr("setdlopenflags"),
      PyCFunction.of(sys_setdlopenflags),
      cstr("setdlopenflags($module, flags, /)\n--\n\nSets the flags with which extension modules are loaded."),
    ) === 0 &&
    module_o(
      m,
      cstr("activate_stack_trampoline"),
      PyCFunction.of(sys_activate_stack_trampoline),
      cstr(
        "activate_stack_trampoline($module, backend, /)\n--\n\nLets a profiler see Python calls. None is known here.",
      ),
    ) === 0 &&
    module_noargs(
      m,
      cstr("deactivate_stack_trampoline"),
      PyCFunction.of(sys_deactivate_stack_trampoline),
      cstr("deactivate_stack_trampoline($module, /)\n--\n\nUndoes activate_stack_trampoline()."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("is_stack_trampoline_active"),
      PyCFunction.of(sys_is_stack_trampoline_active),
      cstr("is_stack_trampoline_active($module, /)\n--\n\nWhether a profiler sees Python calls."),
    ) === 0
  );
}

/** Adds these functions. False with an exception. */
export function add_setting_functions(m: PyObject): bool {
  settings.switch_interval = 0.005;
  settings.dlopen_flags = RTLD_NOW;
  return add_thread_functions(m) && add_library_functions(m);
}
