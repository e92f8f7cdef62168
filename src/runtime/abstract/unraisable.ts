/**
 * Exceptions that nobody can catch: in `__del__`, in callbacks. CPython: PyErr_WriteUnraisable of Python/errors.c.
 *
 * They go to sys.unraisablehook as an UnraisableHookArgs (exc_type, exc_value, exc_traceback, err_msg, object). Where the
 * hook is missing or None, or the arguments can't be made, the default hook's text is written natively; what goes wrong
 * in the hook itself is shown the same way.
 */

import { PyException_GetTraceback, PyException_SetTraceback } from "../builtin-types/exception";
import {
  _PyFile_Flush,
  _PySys_GetAttr,
  Py_PRINT_RAW,
  PyFile_WriteObject,
  PyFile_WriteString,
} from "../builtin-types/file";
import { PyEval_GetFrame, PyFrame_GetLineNumber } from "../builtin-types/frame-object";
import { _PyInterpreterFrame_LASTI } from "../builtin-types/interpreter-frame";
import { _PyUnicode_EqualToASCIIString, PyUnicode_Check, PyUnicode_FromString } from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyStructSequence_New, PyStructSequence_SET_ITEM, structseq_type } from "../builtin-types/structseq";
import { PyTraceBack_Check, tb_create_raw } from "../builtin-types/traceback";
import { PyTraceBack_Print } from "../builtin-types/traceback-print";
import { PyTuple_GET_ITEM, PyTuple_Pack } from "../builtin-types/tuple";
import { PyType_GetModuleName, PyType_GetQualName } from "../builtin-types/type-getset";
import { _PyObject_GC_TRACK } from "../gc/gc-alloc";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PySys_AuditTuple, should_audit } from "./audit";
import { PyObject_CallOneArg } from "./call";
import { PyErr_Clear, PyErr_GetRaisedException, PyErr_SetString } from "./errors";

@unmanaged
class UnraisableState {
  /** UnraisableHookArgs: a static type in permanent memory. */
  args_type: PyTypeObject;
}
const state: UnraisableState = changetype<UnraisableState>(memory.data(16, 8));

/** Fields of UnraisableHookArgs. */
const EXC_TYPE: i32 = 0;
const EXC_VALUE: i32 = 1;
const EXC_TRACEBACK: i32 = 2;
const ERR_MSG: i32 = 3;
const OBJECT: i32 = 4;

/** Start-up: the type UnraisableHookArgs. -1 with an exception. */
export function _PyErr_InitTypes(): i32 {
  const t = structseq_type(
    cstr("UnraisableHookArgs"),
    cstr("UnraisableHookArgs\n\nWhat sys.unraisablehook is given."),
    cstr("exc_type exc_value exc_traceback err_msg object"),
    5,
    true,
  );
  if (!t) return -1;
  state.args_type = t;
  return 0;
}

/** The struct sequence for the hook: new reference, NULL with an exception. Borrows all; NULL stands for None. */
function make_unraisable_hook_args(
  exc: PyObject,
  tb: PyObject | null,
  err_msg: PyObject | null,
  obj: PyObject | null,
): PyObject | null {
  const args = PyStructSequence_New(state.args_type);
  if (!args) return null;
  PyStructSequence_SET_ITEM(args, EXC_TYPE, Py_NewRef(exc.ob_type));
  PyStructSequence_SET_ITEM(args, EXC_VALUE, Py_NewRef(exc));
  PyStructSequence_SET_ITEM(args, EXC_TRACEBACK, Py_NewRef(tb ? tb : Py_None));
  PyStructSequence_SET_ITEM(args, ERR_MSG, Py_NewRef(err_msg ? err_msg : Py_None));
  PyStructSequence_SET_ITEM(args, OBJECT, Py_NewRef(obj ? obj : Py_None));
  _PyObject_GC_TRACK(args);
  return args;
}

// ---- The default text -----------------------------------------------------------------------------------------------

function is_set(o: PyObject | null): bool {
  return o !== null && ptr(o) !== ptr(Py_None);
}

/** "Exception ignored in: <obj>", or the message with or without the object. -1 with an exception. */
function write_head(file: PyObject, err_msg: PyObject | null, obj: PyObject | null): i32 {
  if (is_set(obj)) {
    if (is_set(err_msg)) {
      if (PyFile_WriteObject(err_msg!, file, Py_PRINT_RAW) < 0 || PyFile_WriteString(cstr(": "), file) < 0) return -1;
    } else if (PyFile_WriteString(cstr("Exception ignored in: "), file) < 0) return -1;
    if (PyFile_WriteObject(obj!, file, 0) < 0) {
      PyErr_Clear();
      if (PyFile_WriteString(cstr("<object repr() failed>"), file) < 0) return -1;
    }
    return PyFile_WriteString(cstr("\n"), file);
  }
  if (!is_set(err_msg)) return 0;
  if (PyFile_WriteObject(err_msg!, file, Py_PRINT_RAW) < 0) return -1;
  return PyFile_WriteString(cstr(":\n"), file);
}

/** "module.Qualname", the module only where it isn't builtins or __main__. -1 with an exception. */
export function write_type_name(file: PyObject, type: PyTypeObject): i32 {
  const module = PyType_GetModuleName(type);
  let status = 0;
  if (!module || !PyUnicode_Check(module)) {
    PyErr_Clear();
    status = PyFile_WriteString(cstr("<unknown>."), file);
  } else if (
    !_PyUnicode_EqualToASCIIString(module, cstr("builtins")) &&
    !_PyUnicode_EqualToASCIIString(module, cstr("__main__"))
  ) {
    status = PyFile_WriteObject(module, file, Py_PRINT_RAW);
    if (status === 0) status = PyFile_WriteString(cstr("."), file);
  }
  Py_XDECREF(module);
  if (status < 0) return -1;
  const name = PyType_GetQualName(type);
  if (!name || !PyUnicode_Check(name)) {
    PyErr_Clear();
    status = PyFile_WriteString(cstr("<unknown>"), file);
  } else status = PyFile_WriteObject(name, file, Py_PRINT_RAW);
  Py_XDECREF(name);
  return status;
}

/** The whole text. -1 with an exception, or when there is no exception to show. */
function write_unraisable_exc_file(
  file: PyObject,
  type: PyObject | null,
  value: PyObject | null,
  tb: PyObject | null,
  err_msg: PyObject | null,
  obj: PyObject | null,
): i32 {
  if (write_head(file, err_msg, obj) < 0) return -1;
  // What goes wrong in the traceback is dropped, and the rest written all the same.
  if (is_set(tb) && PyTraceBack_Print(tb!, file) < 0) PyErr_Clear();
  if (!is_set(type)) return -1;
  if (write_type_name(file, changetype<PyTypeObject>(type)) < 0) return -1;
  if (is_set(value)) {
    if (PyFile_WriteString(cstr(": "), file) < 0) return -1;
    if (PyFile_WriteObject(value!, file, Py_PRINT_RAW) < 0) {
      PyErr_Clear();
      if (PyFile_WriteString(cstr("<exception str() failed>"), file) < 0) return -1;
    }
  }
  if (PyFile_WriteString(cstr("\n"), file) < 0) return -1;
  return _PyFile_Flush(file);
}

/** Writes to sys.stderr; nothing when that is missing or None. -1 with an exception. */
function write_unraisable_exc(
  type: PyObject | null,
  value: PyObject | null,
  tb: PyObject | null,
  err_msg: PyObject | null,
  obj: PyObject | null,
): i32 {
  const file = _PySys_GetAttr(_Py_ID("stderr"));
  if (!file || ptr(file) === ptr(Py_None)) return 0;
  Py_NewRef(file); // writing may replace sys.stderr
  const status = write_unraisable_exc_file(file, type, value, tb, err_msg, obj);
  Py_DECREF(file);
  return status;
}

/** The default hook: shows an UnraisableHookArgs on sys.stderr. Returns None, NULL with an exception. */
export function _PyErr_WriteUnraisableDefaultHook(unraisable: PyObject): PyObject | null {
  if (ptr(unraisable.ob_type) !== ptr(state.args_type)) {
    PyErr_SetString(PyExc_TypeError, cstr("sys.unraisablehook argument type must be UnraisableHookArgs"));
    return null;
  }
  const status = write_unraisable_exc(
    PyTuple_GET_ITEM(unraisable, EXC_TYPE),
    PyTuple_GET_ITEM(unraisable, EXC_VALUE),
    PyTuple_GET_ITEM(unraisable, EXC_TRACEBACK),
    PyTuple_GET_ITEM(unraisable, ERR_MSG),
    PyTuple_GET_ITEM(unraisable, OBJECT),
  );
  return status < 0 ? null : Py_None;
}

// ---- Reporting ------------------------------------------------------------------------------------------------------

/** Gives an exception without a traceback an entry for the running frame. Its traceback: new reference, or NULL. */
function traceback_of(exc: PyObject): PyObject | null {
  const known = PyException_GetTraceback(exc);
  if (known) return known;
  const frame = PyEval_GetFrame();
  if (!frame) return null;
  const lasti = _PyInterpreterFrame_LASTI(frame.f_frame) << 1;
  const tb = tb_create_raw(null, frame, lasti, PyFrame_GetLineNumber(frame));
  if (!tb) PyErr_Clear();
  else if (PyTraceBack_Check(tb)) PyException_SetTraceback(exc, tb);
  return tb;
}

/** The event sys.unraisablehook. -1 with the exception of an audit hook. */
function audit_hook_call(hook: PyObject, args: PyObject): i32 {
  return should_audit() ? PySys_AuditTuple(cstr("sys.unraisablehook"), PyTuple_Pack(hook, args)) : 0;
}

/**
 * Calls sys.unraisablehook: 1 done, 0 there is none, -1 the hook failed (a new reference to it is in tstate.out_object), -2 its
 * arguments could not be made.
 */
function call_hook(exc: PyObject, tb: PyObject | null, err_msg: PyObject | null, obj: PyObject | null): i32 {
  const args = make_unraisable_hook_args(exc, tb, err_msg, obj);
  if (!args) return -2;
  const hook = _PySys_GetAttr(_Py_ID("unraisablehook"));
  if (!hook || ptr(hook) === ptr(Py_None)) {
    Py_DECREF(args);
    return 0;
  }
  Py_NewRef(hook);
  const result = audit_hook_call(hook, args) === 0 ? PyObject_CallOneArg(hook, args) : null;
  Py_DECREF(args);
  if (!result) {
    tstate.out_object = hook;
    return -1;
  }
  Py_DECREF(result);
  Py_DECREF(hook);
  return 1;
}

/** Reports the current exception; steals `err_msg`. */
function report(err_msg: PyObject | null, obj: PyObject | null): void {
  let exc = PyErr_GetRaisedException();
  if (!exc) {
    Py_XDECREF(err_msg);
    return;
  }
  let message = err_msg;
  let tb = traceback_of(exc);
  const status = call_hook(exc, tb, message, obj);
  let shown: PyObject | null = obj;
  let hook: PyObject | null = null;
  if (status < 0) {
    if (status === -1) hook = tstate.out_object;
    shown = hook;
    Py_XDECREF(message);
    Py_XDECREF(tb);
    Py_DECREF(exc);
    exc = PyErr_GetRaisedException()!;
    tb = PyException_GetTraceback(exc);
    message = PyUnicode_FromString(
      hook
        ? cstr("Exception ignored in sys.unraisablehook")
        : cstr("Exception ignored on building sys.unraisablehook arguments"),
    );
    if (!message) PyErr_Clear();
  }
  if (status !== 1) write_unraisable_exc(exc.ob_type, exc, tb, message, shown);
  PyErr_Clear();
  Py_XDECREF(hook);
  // The traceback last: when the locals of its frames die, the exception is gone, and counted as such.
  Py_DECREF(exc);
  Py_XDECREF(tb);
  Py_XDECREF(message);
  PyErr_Clear();
}

/** Hands the current exception to sys.unraisablehook ("Exception ignored in: <obj>") and clears it. */
export function PyErr_WriteUnraisable(obj: PyObject | null): void {
  report(null, obj);
}

/** As PyErr_WriteUnraisable with a message instead of "Exception ignored in". */
export function PyErr_FormatUnraisable(format: usize, a: usize = 0, b: usize = 0, c: usize = 0, d: usize = 0): void {
  const exc = PyErr_GetRaisedException();
  const err_msg = PyUnicode_FromFormat(format, a, b, c, d);
  if (!err_msg) PyErr_Clear();
  tstate.current_exception = exc;
  report(err_msg, null);
}
