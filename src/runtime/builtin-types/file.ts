/** Writing to and reading from any Python file object. CPython: Objects/fileobject.c. */

import { PyObject_GetAttr } from "../abstract/attribute";
import { PyObject_CallMethodNoArgs, PyObject_CallOneArg } from "../abstract/call";
import { PyObject_Repr, PyObject_Str } from "../abstract/object-protocol";
import { _Py_ID } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { interp, tstate } from "../object/state";
import { PyDict_GetItemRef } from "./dict";
import { PyUnicode_FromString } from "./str";

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
