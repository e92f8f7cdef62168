/** The module `sys`: the running interpreter, its streams and hooks. CPython: Python/sysmodule.c. */

import { _PyArg_AsSsize_t, _PyArg_CheckPositional } from "../abstract/args";
import { PyErr_Format, PyErr_GetHandledException, PyErr_SetObject, PyErr_SetString } from "../abstract/errors";
import { PyDict_GetItemRef, PyDict_SetItem } from "../builtin-types/dict";
import { PyException_GetTraceback } from "../builtin-types/exception";
import { PyLong_FromLong } from "../builtin-types/int";
import { PyList_New } from "../builtin-types/list";
import {
  module_add,
  module_begin,
  module_fast,
  module_noargs,
  module_o,
  PyModule_AddObjectRef,
  PyModule_GetDict,
} from "../builtin-types/module";
import { PyUnicode_FromString } from "../builtin-types/str";
import { PyTuple_Pack } from "../builtin-types/tuple";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast } from "../object/slots";
import { interp, tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_True,
  PyExc_RecursionError,
  PyExc_SystemExit,
  PyExc_ValueError,
} from "../object/static-types";
import { PyErr_Display, sys_unraisablehook } from "./error-display";
import { add_stdlib_module_names } from "./stdlib-names";
import { add_audit_functions } from "./sys-audit";
import { add_breakpoint_hook } from "./sys-breakpoint";
import { add_coroutine_functions } from "./sys-coroutines";
import { sys_displayhook } from "./sys-displayhook";
import { add_info } from "./sys-info";
import { add_memory_functions } from "./sys-memory";
import { new_monitoring_module } from "./sys-monitoring";
import { add_setting_functions } from "./sys-settings";
import { add_tracing_functions } from "./sys-tracing";

function sys_exit(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("exit"), nargs, 0, 1)) return null;
  PyErr_SetObject(PyExc_SystemExit, nargs ? args.get(0) : Py_None);
  return null;
}

function sys_exception(_m: PyObject, _unused: PyObject | null): PyObject | null {
  const exc = PyErr_GetHandledException();
  return exc ? exc : Py_None;
}

function sys_exc_info(_m: PyObject, _unused: PyObject | null): PyObject | null {
  const exc = PyErr_GetHandledException();
  if (!exc) return PyTuple_Pack(Py_None, Py_None, Py_None);
  const tb = PyException_GetTraceback(exc);
  const result = PyTuple_Pack(exc.ob_type, exc, tb ? tb : Py_None);
  Py_XDECREF(tb);
  Py_DECREF(exc);
  return result;
}

function sys_getrecursionlimit(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromLong(<i64>tstate.py_recursion_limit);
}

function sys_setrecursionlimit(_m: PyObject, arg: PyObject | null): PyObject | null {
  const limit = _PyArg_AsSsize_t(arg!);
  if (limit === -1 && tstate.current_exception) return null;
  if (limit < 1) {
    PyErr_SetString(PyExc_ValueError, cstr("recursion limit must be greater or equal than 1"));
    return null;
  }
  const newLimit = <i32>min<i64>(limit, <i64>i32.MAX_VALUE);
  const depth = tstate.py_recursion_limit - tstate.py_recursion_remaining;
  if (depth >= newLimit) {
    return PyErr_Format(
      PyExc_RecursionError,
      cstr("cannot set the recursion limit to %i at the recursion depth %i: the limit is too low"),
      <usize>newLimit,
      <usize>depth,
    );
  }
  tstate.py_recursion_limit = newLimit;
  tstate.py_recursion_remaining = newLimit - depth;
  return Py_None;
}

function sys_getdefaultencoding(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyUnicode_FromString(cstr("utf-8"));
}

function sys_getfilesystemencodeerrors(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyUnicode_FromString(cstr("surrogateescape"));
}

function sys_is_finalizing(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return interp.phase === 2 ? Py_True : Py_False;
}

function sys_get_int_max_str_digits(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromLong(<i64>interp.int_max_str_digits);
}

function sys_set_int_max_str_digits(_m: PyObject, arg: PyObject | null): PyObject | null {
  const digits = _PyArg_AsSsize_t(arg!);
  if (digits === -1 && tstate.current_exception) return null;
  if (digits !== 0 && digits < 640) {
    return PyErr_Format(PyExc_ValueError, cstr("maxdigits must be 0 or larger than %d"), 640);
  }
  interp.int_max_str_digits = <i32>min<i64>(digits, <i64>i32.MAX_VALUE);
  return Py_None;
}

/** Shows an exception: the default sys.excepthook(type, value, traceback). */
function sys_excepthook(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("excepthook"), nargs, 3, 3)) return null;
  PyErr_Display(args.get(1), args.get(2));
  return Py_None;
}

function add_functions(m: PyObject): bool {
  return (
    module_fast(
      m,
      cstr("exit"),
      PyCFunctionFast.of(sys_exit),
      cstr("exit($module, status=None, /)\n--\n\nRaises SystemExit(status)."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("exception"),
      PyCFunction.of(sys_exception),
      cstr("exception($module, /)\n--\n\nThe exception being handled, or None."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("exc_info"),
      PyCFunction.of(sys_exc_info),
      cstr("exc_info($module, /)\n--\n\n(type, value, traceback) of the exception being handled."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("getrecursionlimit"),
      PyCFunction.of(sys_getrecursionlimit),
      cstr("getrecursionlimit($module, /)\n--\n\nThe greatest depth of Python calls."),
    ) === 0 &&
    module_o(
      m,
      cstr("setrecursionlimit"),
      PyCFunction.of(sys_setrecursionlimit),
      cstr("setrecursionlimit($module, limit, /)\n--\n\nSets the greatest depth of Python calls."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("getdefaultencoding"),
      PyCFunction.of(sys_getdefaultencoding),
      cstr("getdefaultencoding($module, /)\n--\n\nAlways 'utf-8'."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("getfilesystemencoding"),
      PyCFunction.of(sys_getdefaultencoding),
      cstr("getfilesystemencoding($module, /)\n--\n\nThe encoding of file names."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("getfilesystemencodeerrors"),
      PyCFunction.of(sys_getfilesystemencodeerrors),
      cstr("getfilesystemencodeerrors($module, /)\n--\n\nThe error handler for file names."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("is_finalizing"),
      PyCFunction.of(sys_is_finalizing),
      cstr("is_finalizing($module, /)\n--\n\nWhether the interpreter is shutting down."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("get_int_max_str_digits"),
      PyCFunction.of(sys_get_int_max_str_digits),
      cstr("get_int_max_str_digits($module, /)\n--\n\nThe limit of int/str conversion."),
    ) === 0 &&
    module_o(
      m,
      cstr("set_int_max_str_digits"),
      PyCFunction.of(sys_set_int_max_str_digits),
      cstr("set_int_max_str_digits($module, /, maxdigits)\n--\n\nSets the limit of int/str conversion."),
    ) === 0 &&
    module_o(
      m,
      cstr("displayhook"),
      PyCFunction.of(sys_displayhook),
      cstr("displayhook($module, object, /)\n--\n\nShows the value of an expression at the prompt."),
    ) === 0 &&
    module_fast(
      m,
      cstr("excepthook"),
      PyCFunctionFast.of(sys_excepthook),
      cstr("excepthook($module, exctype, value, traceback, /)\n--\n\nShows an uncaught exception."),
    ) === 0 &&
    module_o(
      m,
      cstr("unraisablehook"),
      PyCFunction.of(sys_unraisablehook),
      cstr("unraisablehook($module, unraisable, /)\n--\n\nShows an exception that nobody can catch."),
    ) === 0 &&
    add_audit_functions(m) &&
    add_coroutine_functions(m)
  );
}

/** `sys.__name__` = sys.name for the hooks that programs may replace. */
function add_originals(m: PyObject): bool {
  const dict = PyModule_GetDict(m);
  return (
    keep_original(dict, _Py_ID("breakpointhook"), _Py_ID("__breakpointhook__")) &&
    keep_original(dict, _Py_ID("displayhook"), _Py_ID("__displayhook__")) &&
    keep_original(dict, _Py_ID("excepthook"), _Py_ID("__excepthook__")) &&
    keep_original(dict, _Py_ID("unraisablehook"), _Py_ID("__unraisablehook__"))
  );
}

function keep_original(dict: PyObject, name: PyObject, original: PyObject): bool {
  return PyDict_GetItemRef(dict, name) > 0 && PyDict_SetItem(dict, original, taken(tstate.out_object!)) === 0;
}

/** Gives the reference back; the dict holds another one. */
function taken(o: PyObject): PyObject {
  Py_DECREF(o);
  return o;
}

/** Makes the module; modules, argv and path follow at start-up. New reference, NULL with an exception. */
export function PyInit_sys(): PyObject | null {
  const m = module_begin(
    cstr("sys"),
    cstr("The running interpreter: its parameters, streams, hooks, and what it knows of memory."),
  );
  if (!m) return null;
  interp.sysdict = Py_NewRef(PyModule_GetDict(m));
  const ok =
    add_functions(m) &&
    add_memory_functions(m) &&
    add_tracing_functions(m) &&
    add_breakpoint_hook(m) &&
    add_setting_functions(m) &&
    module_add(m, cstr("monitoring"), new_monitoring_module()) === 0 &&
    add_info(m) &&
    add_originals(m) &&
    add_stdlib_module_names(m) &&
    module_add(m, cstr("warnoptions"), PyList_New(0)) === 0 &&
    module_add(m, cstr("path"), PyList_New(0)) === 0 &&
    module_add(m, cstr("argv"), PyList_New(0)) === 0 &&
    PyModule_AddObjectRef(m, cstr("modules"), interp.modules!) === 0;
  if (ok) return m;
  Py_DECREF(m);
  return null;
}
