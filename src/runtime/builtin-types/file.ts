/** Writing to and reading from any Python file object. CPython: Objects/fileobject.c. */

import { PyObject_GetAttr } from "../abstract/attribute";
import { PyObject_CallMethodNoArgs, PyObject_CallOneArg } from "../abstract/call";
import { PyErr_Clear, PyErr_GetRaisedException, PyErr_SetRaisedException } from "../abstract/errors";
import { PyObject_Repr, PyObject_Str } from "../abstract/object-protocol";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_XDECREF, PyObject } from "../object/object";
import { interp, tstate } from "../object/state";
import { PyBytes_AS_STRING, PyBytes_GET_SIZE } from "./bytes";
import { PyDict_GetItemRef } from "./dict";
import { PyUnicode_FromString } from "./str";
import { _PyUnicode_AsUTF8String, PyUnicode_DecodeUTF8 } from "./str-codecs";
import { stream_write } from "./stream";

export const Py_PRINT_RAW: i32 = 1;

/** sys.name: borrowed, NULL when missing (no exception). */
export function _PySys_GetAttr(name: PyObject): PyObject | null {
  const dict = interp.sysdict;
  if (!dict) return null;
  const exc = tstate.current_exception;
  tstate.current_exception = null;
  const found = PyDict_GetItemRef(dict, name);
  const value = tstate.out_object;
  tstate.current_exception = exc;
  if (found <= 0 || !value) return null;
  Py_DECREF(value);
  return value;
}

/** file.write(str(o)), or repr(o) without Py_PRINT_RAW. -1 with an exception. */
export function PyFile_WriteObject(o: PyObject, file: PyObject, flags: i32): i32 {
  const write = PyObject_GetAttr(file, _Py_ID("write"));
  if (!write) return -1;
  const text = flags & Py_PRINT_RAW ? PyObject_Str(o) : PyObject_Repr(o);
  if (!text) {
    Py_DECREF(write);
    return -1;
  }
  const result = PyObject_CallOneArg(write, text);
  Py_DECREF(text);
  Py_DECREF(write);
  if (!result) return -1;
  Py_DECREF(result);
  return 0;
}

/** file.write(text). -1 with an exception. */
export function PyFile_WriteString(text: usize, file: PyObject): i32 {
  if (tstate.current_exception) return -1;
  const s = PyUnicode_FromString(text);
  if (!s) return -1;
  const status = PyFile_WriteObject(s, file, Py_PRINT_RAW);
  Py_DECREF(s);
  return status;
}

/** file.flush(). -1 with an exception. */
export function _PyFile_Flush(file: PyObject): i32 {
  const result = PyObject_CallMethodNoArgs(file, _Py_ID("flush"));
  if (!result) return -1;
  Py_DECREF(result);
  return 0;
}

/** Longest text that PySys_WriteStderr writes, in bytes. */
const STDERR_TEXT: i32 = 1000;

/** Writes `text` to sys.stderr, or where that fails to the file descriptor. Borrows it. */
function write_stderr(text: PyObject): void {
  const file = _PySys_GetAttr(_Py_ID("stderr"));
  if (file && PyFile_WriteObject(text, file, Py_PRINT_RAW) === 0) return;
  PyErr_Clear();
  const bytes = _PyUnicode_AsUTF8String(text, cstr("backslashreplace"));
  if (bytes) stream_write(2, PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes));
  Py_XDECREF(bytes);
  PyErr_Clear();
}

/** Writes `text`, made by PyUnicode_FromFormat, to sys.stderr; steals it (NULL: dropped). Keeps the current exception. */
export function PySys_FormatStderr(text: PyObject | null): void {
  if (!text) {
    PyErr_Clear();
    return;
  }
  const exc = PyErr_GetRaisedException();
  write_stderr(text);
  Py_DECREF(text);
  PyErr_SetRaisedException(exc);
}

/** As PySys_FormatStderr; what is longer than 1000 bytes is cut off. */
export function PySys_WriteStderr(text: PyObject | null): void {
  const bytes = text ? _PyUnicode_AsUTF8String(text, cstr("surrogateescape")) : null;
  const isLong = bytes !== null && PyBytes_GET_SIZE(bytes) > STDERR_TEXT;
  if (!isLong) PySys_FormatStderr(text);
  else {
    Py_DECREF(text!);
    PySys_FormatStderr(PyUnicode_DecodeUTF8(PyBytes_AS_STRING(bytes!), STDERR_TEXT, cstr("replace")));
    PySys_FormatStderr(PyUnicode_FromString(cstr("... truncated")));
  }
  Py_XDECREF(bytes);
}
