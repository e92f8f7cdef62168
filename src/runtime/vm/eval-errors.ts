/** Errors that instructions raise, with CPython's words. CPython: format_exc_* of Python/ceval.c. */

import {
  PyErr_ExceptionMatches,
  PyErr_Format,
  PyErr_GetRaisedException,
  PyErr_SetRaisedException,
} from "../abstract/errors";
import { _PyObject_FunctionStr } from "../builtin-types/builtin-function";
import { PyCode_GetFirstFree, PyCodeObject } from "../builtin-types/code";
import { UNKNOWN_STATE } from "../builtin-types/code-new";
import { PyException_GetArgs } from "../builtin-types/exception";
import { PyNameErrorObject } from "../builtin-types/exception-structs";
import { PyUnstable_InterpreterFrame_GetLine } from "../builtin-types/frame-object";
import { _PyInterpreterFrame } from "../builtin-types/interpreter-frame";
import { PyUnicode_AsUTF8 } from "../builtin-types/str";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_INCREF, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import {
  PyExc_AttributeError,
  PyExc_KeyError,
  PyExc_NameError,
  PyExc_SystemError,
  PyExc_TypeError,
  PyExc_UnboundLocalError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";

/** SystemError: code has an instruction that nobody knows; `word`: its opcode and argument. */
export function unknown_opcode(frame: _PyInterpreterFrame, word: u32): void {
  const known = word & 0xff;
  const opcode = known === UNKNOWN_STATE ? (word >> 8) & 0xff : known;
  const line = PyUnstable_InterpreterFrame_GetLine(frame);
  const text = cstr("%U:%d: unknown opcode %d");
  PyErr_Format(PyExc_SystemError, text, ptr(frame.code.co_filename), <usize>line, opcode);
}

/** Raises `exc` with `format` (one %s: the text of the str `name`, borrowed). A NameError gets its `name`. */
export function _PyEval_FormatExcCheckArg(exc: PyTypeObject, format: usize, name: PyObject): void {
  const text = PyUnicode_AsUTF8(name);
  if (text === 0) return;
  PyErr_Format(exc, format, text);
  if (ptr(exc) !== ptr(PyExc_NameError)) return;
  const value = PyErr_GetRaisedException();
  if (value && ptr(value.ob_type) === ptr(PyExc_NameError)) {
    const error = changetype<PyNameErrorObject>(value);
    if (!error.name) {
      Py_INCREF(name);
      error.name = name;
    }
  }
  PyErr_SetRaisedException(value);
}

/** "name 'x' is not defined". */
export function name_error(name: PyObject): void {
  _PyEval_FormatExcCheckArg(PyExc_NameError, cstr("name '%.200s' is not defined"), name);
}

/** Fast local `oparg` has no value: UnboundLocalError, or NameError for a free variable. Keeps an exception that is set. */
export function _PyEval_FormatExcUnbound(co: PyCodeObject, oparg: i32): void {
  if (tstate.current_exception) return;
  const name = PyTuple_GET_ITEM(co.co_localsplusnames, oparg);
  if (oparg < PyCode_GetFirstFree(co)) {
    _PyEval_FormatExcCheckArg(
      PyExc_UnboundLocalError,
      cstr("cannot access local variable '%s' where it is not associated with a value"),
      name,
    );
  } else {
    _PyEval_FormatExcCheckArg(
      PyExc_NameError,
      cstr("cannot access free variable '%s' where it is not associated with a value in enclosing scope"),
      name,
    );
  }
}

/** Merging `kwargs` into the keyword arguments of a call of `func` failed: says it in terms of the call. */
export function _PyEval_FormatKwargsError(func: PyObject, kwargs: PyObject): void {
  if (PyErr_ExceptionMatches(PyExc_AttributeError)) {
    const text = function_text(func);
    if (!text) return;
    PyErr_Format(
      PyExc_TypeError,
      cstr("%U argument after ** must be a mapping, not %.200s"),
      ptr(text),
      kwargs.ob_type.tp_name,
    );
    Py_DECREF(text);
    return;
  }
  if (!PyErr_ExceptionMatches(PyExc_KeyError)) return;
  const exc = PyErr_GetRaisedException()!;
  const args = PyException_GetArgs(exc);
  if (PyTuple_GET_SIZE(args) === 1) {
    const text = function_text(func);
    if (text) {
      PyErr_Format(
        PyExc_TypeError,
        cstr("%U got multiple values for keyword argument '%S'"),
        ptr(text),
        ptr(PyTuple_GET_ITEM(args, 0)),
      );
      Py_DECREF(text);
    }
    Py_DECREF(exc);
  } else PyErr_SetRaisedException(exc);
  Py_DECREF(args);
}

/** "module.f()" for messages, the current exception put away: a new reference, NULL with an exception. */
function function_text(func: PyObject): PyObject | null {
  const exc = PyErr_GetRaisedException();
  Py_XDECREF(exc);
  return _PyObject_FunctionStr(func);
}

/** TypeError: an object of `type` cannot be awaited; `oparg` of GET_AWAITABLE tells what wanted to. */
export function _PyEval_FormatAwaitableError(type: PyTypeObject, oparg: i32): void {
  const methods = type.tp_as_async;
  if (methods && methods.am_await) return;
  if (oparg === 1) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("'async with' received an object from __aenter__ that does not implement __await__: %.100s"),
      type.tp_name,
    );
  } else if (oparg === 2) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("'async with' received an object from __aexit__ that does not implement __await__: %.100s"),
      type.tp_name,
    );
  }
}

/** TypeError: __init__() returned `value`. */
export function init_returned(value: PyObject): void {
  PyErr_Format(PyExc_TypeError, cstr("__init__() should return None, not '%.200s'"), value.ob_type.tp_name);
}
