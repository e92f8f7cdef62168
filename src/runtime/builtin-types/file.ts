/** Writing to and reading from any Python file object. CPython: Objects/fileobject.c. */

import { PyObject_GetAttr } from "../abstract/attribute";
import { PyObject_CallMethodNoArgs, PyObject_CallOneArg } from "../abstract/call";
import { PyErr_Clear, PyErr_GetRaisedException, PyErr_SetRaisedException, PyErr_SetString } from "../abstract/errors";
import { PyObject_Repr, PyObject_Str } from "../abstract/object-protocol";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_XDECREF, PyObject } from "../object/object";
import { interp, tstate } from "../object/state";
import { PyExc_EOFError, PyExc_TypeError } from "../object/static-types";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "./bytes";
import { PyDict_GetItemRef } from "./dict";
import { write_stderr_bytes } from "./std-printer";
import { PyUnicode_Check, PyUnicode_FromString, PyUnicode_GET_LENGTH, PyUnicode_READ_CHAR } from "./str";
import { _PyUnicode_AsUTF8String, PyUnicode_DecodeUTF8 } from "./str-codecs";
import { PyUnicode_Substring } from "./str-concat";

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

/** The line without its end (stolen); EOFError for an empty one. */
function without_end(line: PyObject): PyObject | null {
  const size = PyUnicode_GET_LENGTH(line);
  let result: PyObject | null = line;
  if (size === 0) {
    PyErr_SetString(PyExc_EOFError, cstr("EOF when reading a line"));
    result = null;
  } else if (PyUnicode_READ_CHAR(line, size - 1) === 10) result = PyUnicode_Substring(line, 0, size - 1);
  else return line;
  Py_DECREF(line);
  return result;
}

/** As without_end for bytes. */
function bytes_without_end(line: PyObject): PyObject | null {
  const size = PyBytes_GET_SIZE(line);
  let result: PyObject | null = line;
  if (size === 0) {
    PyErr_SetString(PyExc_EOFError, cstr("EOF when reading a line"));
    result = null;
  } else if (load<u8>(PyBytes_AS_STRING(line) + <usize>size - 1) === 10) {
    result = PyBytes_FromStringAndSize(PyBytes_AS_STRING(line), size - 1);
  } else return line;
  Py_DECREF(line);
  return result;
}

/** file.readline() without the end of the line (PyFile_GetLine(file, -1)): new reference; EOFError at the end. */
export function PyFile_GetLine(file: PyObject): PyObject | null {
  const line = PyObject_CallMethodNoArgs(file, _Py_ID("readline"));
  if (!line) return null;
  if (PyBytes_Check(line)) return bytes_without_end(line);
  if (PyUnicode_Check(line)) return without_end(line);
  Py_DECREF(line);
  PyErr_SetString(PyExc_TypeError, cstr("object.readline() returned non-string"));
  return null;
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
  if (bytes) write_stderr_bytes(PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes));
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
