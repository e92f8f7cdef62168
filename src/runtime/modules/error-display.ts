/**
 * Showing uncaught exceptions on sys.stderr, and the exit codes of SystemExit. CPython: Python/pythonrun.c.
 *
 * The text is that of CPython's module `traceback` (traceback-exception.ts, traceback-write.ts). Where that fails, for
 * instance because sys.tracebacklimit is no number, the plain text of its C code follows: no carets, notes or groups. Where
 * that fails too, the object is dumped to file descriptor 2.
 */

import { PyObject_GetAttr, PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyObject_CallFunctionObjArgs } from "../abstract/call";
import {
  PyErr_Clear,
  PyErr_ExceptionMatches,
  PyErr_GetRaisedException,
  PyErr_SetRaisedException,
  PyExceptionInstance_Check,
} from "../abstract/errors";
import { PyObject_Repr, PyObject_Str } from "../abstract/object-protocol";
import { _PyErr_WriteUnraisableDefaultHook, PyErr_FormatUnraisable, write_type_name } from "../abstract/unraisable";
import { PyDict_SetItem } from "../builtin-types/dict";
import { asException, PyException_GetTraceback, PyException_SetTraceback } from "../builtin-types/exception";
import {
  _PyFile_Flush,
  _PySys_GetAttr,
  Py_PRINT_RAW,
  PyFile_WriteObject,
  PyFile_WriteString,
} from "../builtin-types/file";
import { PyLong_AsLong, PyLong_Check, PyLong_FromVoidPtr } from "../builtin-types/int";
import { PySet_Add, PySet_Contains, PySet_New } from "../builtin-types/set";
import { write_stderr_bytes } from "../builtin-types/std-printer";
import { PyUnicode_AsUTF8AndSize, PyUnicode_GET_LENGTH } from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyTraceBack_Check } from "../builtin-types/traceback";
import { PyTraceBack_Print, write_format } from "../builtin-types/traceback-print";
import { strlen } from "../object/c-string";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_REFCNT, Py_XDECREF, PyObject, ptr } from "../object/object";
import { interp, tstate } from "../object/state";
import { Py_None, PyExc_SystemExit } from "../object/static-types";
import { Collection, collect, release_collection } from "./traceback-exception";
import { PrintContext, write_exception } from "./traceback-write";

// ---- The last resort ------------------------------------------------------------------------------------------------

/** Text to file descriptor 2, whatever sys.stderr is. */
function write_stderr_fd(text: usize): void {
  write_stderr_bytes(text, strlen(text));
  PyErr_Clear();
}

/** What PyUnicode_FromFormat makes, to file descriptor 2; drops errors. */
function print_stderr_fd(format: usize, a: usize = 0): void {
  const text = PyUnicode_FromFormat(format, a);
  const bytes = text ? PyUnicode_AsUTF8AndSize(text) : 0;
  if (bytes) write_stderr_bytes(bytes, tstate.out_i32);
  Py_XDECREF(text);
  PyErr_Clear();
}

/** Address, reference count, type and repr of an object to file descriptor 2. Keeps the current exception. */
function _PyObject_Dump(o: PyObject): void {
  const exc = PyErr_GetRaisedException();
  print_stderr_fd(cstr("object address  : %p\n"), ptr(o));
  print_stderr_fd(cstr("object refcount : %d\n"), <usize>Py_REFCNT(o));
  print_stderr_fd(cstr("object type     : %p\n"), ptr(o.ob_type));
  print_stderr_fd(cstr("object type name: %s\n"), o.ob_type.tp_name);
  const repr = PyObject_Repr(o);
  PyErr_Clear();
  if (repr) print_stderr_fd(cstr("object repr     : %U\n"), ptr(repr));
  else write_stderr_fd(cstr("object repr     : <repr() failed>\n"));
  Py_XDECREF(repr);
  PyErr_SetRaisedException(exc);
}

/** To sys.stderr, or to file descriptor 2 where that can't be written to. Keeps the current exception. */
function PySys_WriteStderr(text: usize): void {
  const exc = PyErr_GetRaisedException();
  const file = _PySys_GetAttr(_Py_ID("stderr"));
  if (!file || PyFile_WriteString(text, file) < 0) {
    PyErr_Clear();
    write_stderr_fd(text);
  }
  PyErr_SetRaisedException(exc);
}

// ---- The plain text -------------------------------------------------------------------------------------------------

/** The line that a SyntaxError has above its text. The line number is always 0, as in CPython. -1 with an exception. */
function print_exception_file_and_line(file: PyObject, exc: PyObject): i32 {
  const found = PyObject_GetOptionalAttr(exc, _Py_ID("print_file_and_line"));
  if (found <= 0) return found;
  Py_DECREF(tstate.out_object!);
  if (PyObject_GetOptionalAttr(exc, _Py_ID("filename")) < 0) return -1;
  const name = tstate.out_object;
  const status =
    name && ptr(name) !== ptr(Py_None)
      ? write_format(file, cstr('  File "%S", line 0\n'), ptr(name))
      : PyFile_WriteString(cstr('  File "<string>", line 0\n'), file);
  Py_XDECREF(name);
  return status;
}

/** Traceback, "module.Class: text". -1 with an exception. */
function print_exception(file: PyObject, exc: PyObject): i32 {
  if (!PyExceptionInstance_Check(exc)) {
    const format = cstr("TypeError: print_exception(): Exception expected for value, %s found\n");
    return write_format(file, format, exc.ob_type.tp_name);
  }
  const tb = asException(exc).traceback;
  if (tb && PyTraceBack_Print(tb, file) < 0) return -1;
  if (print_exception_file_and_line(file, exc) < 0 || write_type_name(file, exc.ob_type) < 0) return -1;
  const text = PyObject_Str(exc);
  let status = 0;
  if (!text) {
    PyErr_Clear();
    status = PyFile_WriteString(cstr(": <exception str() failed>"), file);
  } else {
    if (PyUnicode_GET_LENGTH(text) > 0) {
      status = PyFile_WriteString(cstr(": "), file);
      if (status === 0) status = PyFile_WriteObject(text, file, Py_PRINT_RAW);
    }
    Py_DECREF(text);
  }
  return status === 0 ? PyFile_WriteString(cstr("\n"), file) : -1;
}

/** `exc` has not been printed, and is regarded as printed from now on: 1, 0, -1 with an exception. */
function is_first_time(seen: PyObject, exc: PyObject): i32 {
  const address = PyLong_FromVoidPtr(ptr(exc));
  if (!address) return -1;
  let known = PySet_Contains(seen, address);
  if (known === 0 && PySet_Add(seen, address) < 0) known = -1;
  Py_DECREF(address);
  return known < 0 ? -1 : known ? 0 : 1;
}

/** The exception that `exc` names as its cause, or whose handling it interrupted: borrowed or NULL. */
function predecessor(exc: PyObject): PyObject | null {
  const e = asException(exc);
  const cause = e.cause;
  return cause ? cause : e.suppress_context ? null : e.context;
}

/** All that led to `exc`, then `exc` itself. -1 with an exception. */
function print_exception_recursive(file: PyObject, exc: PyObject, seen: PyObject): i32 {
  const first = is_first_time(seen, exc);
  if (first < 0) return -1;
  if (PyExceptionInstance_Check(exc)) {
    const earlier = predecessor(exc);
    if (earlier) {
      const known = is_first_time(seen, earlier);
      if (known < 0) return -1;
      if (known > 0 && print_chained(file, exc, earlier, seen) < 0) return -1;
    }
  }
  return print_exception(file, exc);
}

function print_chained(file: PyObject, exc: PyObject, earlier: PyObject, seen: PyObject): i32 {
  if (print_exception_recursive(file, earlier, seen) < 0) return -1;
  const text = asException(exc).cause
    ? cstr("\nThe above exception was the direct cause of the following exception:\n\n")
    : cstr("\nDuring handling of the above exception, another exception occurred:\n\n");
  return PyFile_WriteString(text, file);
}

/** -1 with an exception. */
function print_plainly(file: PyObject, exc: PyObject): i32 {
  const seen = PySet_New(null);
  if (!seen) return -1;
  const status = print_exception_recursive(file, exc, seen);
  Py_DECREF(seen);
  return status;
}

// ---- Display --------------------------------------------------------------------------------------------------------

/** As the module `traceback` shows it. -1 with an exception; part of the text may have been written. */
function print_fully(file: PyObject, exc: PyObject): i32 {
  if (!PyExceptionInstance_Check(exc) && ptr(exc) !== ptr(Py_None)) return -1;
  const mark = stack_mark();
  const collection = changetype<Collection>(stack_alloc(offsetof<Collection>()));
  const context = changetype<PrintContext>(stack_alloc(offsetof<PrintContext>()));
  context.file = file;
  context.depth = 0;
  context.need_close = 0;
  const te = collect(collection, exc);
  const status = te ? write_exception(context, te) : -1;
  const failure = PyErr_GetRaisedException();
  release_collection(collection);
  PyErr_SetRaisedException(failure);
  stack_release(mark);
  return status;
}

/** Shows an exception (with traceback `tb` if it has none of its own), or complains of what is none, on sys.stderr. */
export function PyErr_Display(exc: PyObject, tb: PyObject | null): void {
  if (tb && PyTraceBack_Check(tb) && PyExceptionInstance_Check(exc) && !asException(exc).traceback) {
    PyException_SetTraceback(exc, tb);
  }
  const file = _PySys_GetAttr(_Py_ID("stderr"));
  if (!file) {
    _PyObject_Dump(exc);
    write_stderr_fd(cstr("lost sys.stderr\n"));
    return;
  }
  if (ptr(file) === ptr(Py_None)) return;
  Py_NewRef(file);
  if (print_fully(file, exc) < 0) {
    PyErr_Clear();
    if (print_plainly(file, exc) < 0) {
      PyErr_Clear();
      _PyObject_Dump(exc);
      write_stderr_fd(cstr("lost sys.stderr\n"));
    }
    if (_PyFile_Flush(file) < 0) PyErr_Clear();
  }
  Py_DECREF(file);
}

/** Writes the traceback, chain and text of an exception to sys.stderr, as the interpreter does for an uncaught one. */
export function PyErr_DisplayException(exc: PyObject): void {
  PyErr_Display(exc, null);
}

// ---- The end of a program -------------------------------------------------------------------------------------------

/** sys.last_exc and its kin. */
function set_sys_last(exc: PyObject, tb: PyObject): void {
  const dict = interp.sysdict!;
  if (
    PyDict_SetItem(dict, _Py_ID("last_exc"), exc) < 0 ||
    PyDict_SetItem(dict, _Py_ID("last_type"), exc.ob_type) < 0 ||
    PyDict_SetItem(dict, _Py_ID("last_value"), exc) < 0 ||
    PyDict_SetItem(dict, _Py_ID("last_traceback"), tb) < 0
  ) {
    PyErr_Clear();
  }
}

/** sys.excepthook has failed: shows its exception (current) and the original one. True: it was a SystemExit. */
function report_hook_failure(exc: PyObject): bool {
  if (PyErr_ExceptionMatches(PyExc_SystemExit)) {
    tstate.out_i32 = handle_system_exit();
    return true;
  }
  const failure = PyErr_GetRaisedException()!;
  PySys_WriteStderr(cstr("Error in sys.excepthook:\n"));
  PyErr_DisplayException(failure);
  PySys_WriteStderr(cstr("\nOriginal exception was:\n"));
  PyErr_DisplayException(exc);
  Py_DECREF(failure);
  return false;
}

/** Calls sys.excepthook. True: it raised SystemExit, whose code is in tstate.out_i32. */
function call_excepthook(exc: PyObject, tb: PyObject): bool {
  const hook = _PySys_GetAttr(_Py_ID("excepthook"));
  if (!hook) {
    PySys_WriteStderr(cstr("sys.excepthook is missing\n"));
    PyErr_DisplayException(exc);
    return false;
  }
  Py_NewRef(hook);
  const result = PyObject_CallFunctionObjArgs(hook, exc.ob_type, exc, tb);
  let exits: bool = false;
  if (result) Py_DECREF(result);
  else exits = report_hook_failure(exc);
  const code = tstate.out_i32;
  Py_DECREF(hook);
  tstate.out_i32 = code;
  return exits;
}

/**
 * Shows the current exception through sys.excepthook and clears it; sets sys.last_exc and its kin when `set_sys_last_vars`. True: the
 * program is to end, because the exception is SystemExit (or the hook has raised that); the exit code is in tstate.out_i32.
 */
export function PyErr_PrintEx(set_sys_last_vars: bool): bool {
  if (PyErr_ExceptionMatches(PyExc_SystemExit)) {
    tstate.out_i32 = handle_system_exit();
    return true;
  }
  const exc = PyErr_GetRaisedException();
  if (!exc) return false;
  const known = PyException_GetTraceback(exc);
  const tb: PyObject = known ? known : Py_None;
  if (set_sys_last_vars) set_sys_last(exc, tb);
  const exits = call_excepthook(exc, tb);
  const code = tstate.out_i32;
  Py_XDECREF(known);
  Py_DECREF(exc);
  tstate.out_i32 = code;
  return exits;
}

/** Writes what SystemExit was given, which is no int. The exception that str() raises stays set. */
function print_exit_argument(value: PyObject): void {
  const file = _PySys_GetAttr(_Py_ID("stderr"));
  PyErr_Clear();
  if (file && ptr(file) !== ptr(Py_None)) PyFile_WriteObject(value, file, Py_PRINT_RAW);
  else {
    const text = PyObject_Str(value);
    const bytes = text ? PyUnicode_AsUTF8AndSize(text) : 0;
    if (bytes) write_stderr_bytes(bytes, tstate.out_i32);
    Py_XDECREF(text);
  }
  PySys_WriteStderr(cstr("\n"));
}

/** The exit code for the current exception, a SystemExit, which is cleared; prints its argument where CPython does. */
export function handle_system_exit(): i32 {
  const exc = PyErr_GetRaisedException()!;
  let value: PyObject | null = PyObject_GetAttr(exc, _Py_ID("code"));
  if (value) Py_DECREF(exc);
  else value = exc; // `code` can't be had: the exception itself is what there is
  let code = 0;
  if (PyLong_Check(value)) {
    PyErr_Clear();
    code = <i32>PyLong_AsLong(value);
  } else if (ptr(value) !== ptr(Py_None)) {
    print_exit_argument(value);
    code = 1;
  }
  Py_DECREF(value);
  // CPython finds a left-over exception when it waits for threads.
  if (tstate.current_exception) PyErr_FormatUnraisable(cstr("Exception ignored on threading shutdown"));
  return code;
}

/** The default sys.unraisablehook. */
export function sys_unraisablehook(_m: PyObject, unraisable: PyObject | null): PyObject | null {
  return _PyErr_WriteUnraisableDefaultHook(unraisable!);
}
