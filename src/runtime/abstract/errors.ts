/**
 * The error indicator: raising, testing, taking and restoring exceptions. CPython: Python/errors.c.
 *
 * `tstate.current_exception` owns a normalised exception instance, or is NULL. A function that fails sets it and
 * returns NULL or -1; a function that succeeds leaves it NULL.
 */

import {
  _PyErr_MemoryErrorInstance,
  PyException_GetContext,
  PyException_SetCause,
  PyException_SetContext,
} from "../builtin-types/exception";
import { PyUnicode_FromString } from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { PyType_IsSubtype } from "../builtin-types/type-mro";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, Py_XINCREF, PyObject, ptr } from "../object/object";
import { _PyErr_StackItem, interp, tstate } from "../object/state";
import { Py_None, PyExc_KeyError, PyExc_SystemError, PyExc_TypeError } from "../object/static-types";
import {
  Py_TPFLAGS_BASE_EXC_SUBCLASS,
  Py_TPFLAGS_TYPE_SUBCLASS,
  PyType_FastSubclass,
  PyTypeObject,
} from "../object/type-object";
import { PyObject_Call, PyObject_CallNoArgs, PyObject_CallOneArg } from "./call";

/** @inline */
export function PyExceptionClass_Check(o: PyObject): bool {
  return (
    PyType_FastSubclass(o.ob_type, Py_TPFLAGS_TYPE_SUBCLASS) &&
    PyType_FastSubclass(changetype<PyTypeObject>(o), Py_TPFLAGS_BASE_EXC_SUBCLASS)
  );
}

/** @inline */
export function PyExceptionInstance_Check(o: PyObject): bool {
  return PyType_FastSubclass(o.ob_type, Py_TPFLAGS_BASE_EXC_SUBCLASS);
}

/** The type of the current exception, borrowed, or NULL. @inline */
export function PyErr_Occurred(): PyTypeObject | null {
  const exc = tstate.current_exception;
  return exc ? exc.ob_type : null;
}

/** Replaces the error indicator; steals a reference to `exc` (NULL clears). */
export function PyErr_SetRaisedException(exc: PyObject | null): void {
  const old = tstate.current_exception;
  tstate.current_exception = exc;
  Py_XDECREF(old);
}

/** Takes the current exception out of the indicator: returns a new reference, or NULL. */
export function PyErr_GetRaisedException(): PyObject | null {
  const exc = tstate.current_exception;
  tstate.current_exception = null;
  return exc;
}

export function PyErr_Clear(): void {
  const old = tstate.current_exception;
  tstate.current_exception = null;
  Py_XDECREF(old);
}

/** The innermost entry of the stack of handled exceptions that holds one. Never NULL. */
export function _PyErr_GetTopmostException(): _PyErr_StackItem {
  let info = tstate.exc_info;
  while (true) {
    const value = info.exc_value;
    if (value && ptr(value) !== ptr(Py_None)) return info;
    const previous = info.previous_item;
    if (!previous) return info;
    info = previous;
  }
}

/** The exception being handled: a new reference, or NULL. */
export function PyErr_GetHandledException(): PyObject | null {
  const exc = _PyErr_GetTopmostException().exc_value;
  if (!exc || ptr(exc) === ptr(Py_None)) return null;
  return Py_NewRef(exc);
}

/** Sets the exception being handled (sys.exception()); steals nothing. */
export function PyErr_SetHandledException(exc: PyObject | null): void {
  const info = tstate.exc_info;
  const old = info.exc_value;
  Py_XINCREF(exc);
  info.exc_value = exc;
  Py_XDECREF(old);
}

/** New instance of `type` for `value` (None: no argument, a tuple: the arguments, else one argument). NULL on error. */
function _PyErr_CreateException(type: PyObject, value: PyObject | null): PyObject | null {
  let exc: PyObject | null;
  if (!value || ptr(value) === ptr(Py_None)) exc = PyObject_CallNoArgs(type);
  else if (PyTuple_Check(value)) exc = PyObject_Call(type, value, null);
  else exc = PyObject_CallOneArg(type, value);
  if (exc && !PyExceptionInstance_Check(exc)) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("calling %R should have returned an instance of BaseException, not %s"),
      ptr(type),
      exc.ob_type.tp_name,
    );
    Py_DECREF(exc);
    return null;
  }
  return exc;
}

/** Links the handled exception as the __context__ of `value`, cutting a cycle that this would close. */
function chain_context(value: PyObject): void {
  const handled = _PyErr_GetTopmostException().exc_value;
  if (!handled || ptr(handled) === ptr(Py_None) || ptr(handled) === ptr(value)) return;
  // Floyd's two pointers: the existing chain may itself be a cycle.
  let o: PyObject = handled;
  let slow: PyObject = handled;
  let advance = false;
  while (true) {
    const context = PyException_GetContext(o);
    if (!context) break;
    Py_DECREF(context);
    if (ptr(context) === ptr(value)) {
      PyException_SetContext(o, null);
      break;
    }
    o = context;
    if (ptr(o) === ptr(slow)) break;
    if (advance) {
      const next = PyException_GetContext(slow);
      if (next) {
        slow = next;
        Py_DECREF(next);
      }
    }
    advance = !advance;
  }
  PyException_SetContext(value, Py_NewRef(handled));
}

/** Raises `exception` (a class) with `value`: an instance of it, its argument, a tuple of arguments, or NULL. */
export function PyErr_SetObject(exception: PyTypeObject, value: PyObject | null): void {
  if (!PyExceptionClass_Check(exception)) {
    PyErr_Format(
      PyExc_SystemError,
      cstr("_PyErr_SetObject: exception %R is not a BaseException subclass"),
      ptr(exception),
    );
    return;
  }
  Py_XINCREF(value);
  const isInstance: bool = value !== null && PyExceptionInstance_Check(value);
  const handled = _PyErr_GetTopmostException().exc_value;
  const handling = handled !== null && ptr(handled) !== ptr(Py_None);
  let exc: PyObject | null = value;
  if (!isInstance || !value || !PyType_IsSubtype(value.ob_type, exception)) {
    PyErr_Clear();
    exc = _PyErr_CreateException(exception, value);
    Py_XDECREF(value);
    if (!exc) return;
  }
  if (handling) chain_context(exc!);
  PyErr_SetRaisedException(exc);
}

/** Raises `exception` without arguments. */
export function PyErr_SetNone(exception: PyTypeObject): void {
  PyErr_SetObject(exception, null);
}

/** Raises `exception` with a text (NUL-terminated UTF-8). */
export function PyErr_SetString(exception: PyTypeObject, text: usize): void {
  const value = PyUnicode_FromString(text);
  if (!value) return;
  PyErr_SetObject(exception, value);
  Py_DECREF(value);
}

/** Raises `exception` with a formatted text (PyUnicode_FromFormat). Returns NULL. */
export function PyErr_Format(
  exception: PyTypeObject,
  format: usize,
  a: usize = 0,
  b: usize = 0,
  c: usize = 0,
  d: usize = 0,
  e: usize = 0,
  f: usize = 0,
): PyObject | null {
  PyErr_Clear();
  const value = PyUnicode_FromFormat(format, a, b, c, d, e, f);
  if (!value) return null;
  PyErr_SetObject(exception, value);
  Py_DECREF(value);
  return null;
}

/** KeyError(arg): the one argument is `arg` itself, also when it is a tuple. */
export function _PyErr_SetKeyError(arg: PyObject): void {
  const exc = PyObject_CallOneArg(PyExc_KeyError, arg);
  if (!exc) return;
  PyErr_SetObject(exc.ob_type, exc);
  Py_DECREF(exc);
}

/** Raises MemoryError from the preallocated instances. Returns NULL. */
export function PyErr_NoMemory(): PyObject | null {
  PyErr_SetRaisedException(_PyErr_MemoryErrorInstance());
  return null;
}

/** SystemError: an internal function was called with wrong arguments. */
export function PyErr_BadInternalCall(): void {
  PyErr_SetString(PyExc_SystemError, cstr("bad argument to internal function"));
}

/** TypeError for a wrong argument; 0, for `return PyErr_BadArgument()`. */
export function PyErr_BadArgument(): i32 {
  PyErr_SetString(PyExc_TypeError, cstr("bad argument type for built-in operation"));
  return 0;
}

/** `err` (instance or class) matches `exc` (class or tuple of classes, nested). */
export function PyErr_GivenExceptionMatches(err: PyObject | null, exc: PyObject | null): bool {
  if (!err || !exc) return false;
  if (PyTuple_Check(exc)) {
    const n = PyTuple_GET_SIZE(exc);
    for (let i = 0; i < n; i++) if (PyErr_GivenExceptionMatches(err, PyTuple_GET_ITEM(exc, i))) return true;
    return false;
  }
  const type: PyObject = PyExceptionInstance_Check(err) ? err.ob_type : err;
  if (PyExceptionClass_Check(type) && PyExceptionClass_Check(exc)) {
    return PyType_IsSubtype(changetype<PyTypeObject>(type), changetype<PyTypeObject>(exc));
  }
  return ptr(type) === ptr(exc);
}

/** The current exception matches `exc`. */
export function PyErr_ExceptionMatches(exc: PyObject): bool {
  return PyErr_GivenExceptionMatches(PyErr_Occurred(), exc);
}

/** The current exception is (a subclass of) the static class `exc`: then clears it. For the StopIteration protocol. */
export function PyErr_ClearIf(exc: PyTypeObject): bool {
  if (!PyErr_ExceptionMatches(exc)) return false;
  PyErr_Clear();
  return true;
}

/** Chains `exc` (stolen, may be NULL) as the context of the current exception, or raises it when there is none. */
export function _PyErr_ChainExceptions1(exc: PyObject | null): void {
  if (!exc) return;
  if (tstate.current_exception) {
    const current = PyErr_GetRaisedException()!;
    PyException_SetContext(current, exc);
    PyErr_SetRaisedException(current);
  } else PyErr_SetRaisedException(exc);
}

/** Raises `exception` with a formatted text, the current exception becoming its cause and context. Returns NULL. */
export function _PyErr_FormatFromCause(
  exception: PyTypeObject,
  format: usize,
  a: usize = 0,
  b: usize = 0,
  c: usize = 0,
): PyObject | null {
  const cause = PyErr_GetRaisedException();
  PyErr_Format(exception, format, a, b, c);
  const current = PyErr_GetRaisedException();
  if (!current || !cause) {
    PyErr_SetRaisedException(current);
    Py_XDECREF(cause);
    return null;
  }
  PyException_SetCause(current, Py_NewRef(cause));
  PyException_SetContext(current, cause);
  PyErr_SetRaisedException(current);
  return null;
}

/** True while the interpreter is being torn down. */
export function Py_IsFinalizing(): bool {
  return interp.phase === 2;
}
