/** threading.excepthook: what is shown of an exception that ends a thread. CPython: thread_excepthook of Modules/_threadmodule.c. */

import { PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyErr_Clear, PyErr_SetString } from "../abstract/errors";
import { _PySys_GetAttr, Py_PRINT_RAW, PyFile_WriteObject, PyFile_WriteString } from "../builtin-types/file";
import { PyLong_FromUnsignedLongLong } from "../builtin-types/int";
import { PyTuple_GET_ITEM } from "../builtin-types/tuple";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_IS_TYPE, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_SystemExit, PyExc_TypeError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyErr_Display } from "./error-display";
import { thread_ident } from "./thread-rlock";

@unmanaged
class ExcepthookState {
  args_type: PyTypeObject | null;
}
const state: ExcepthookState = changetype<ExcepthookState>(memory.data(8, 8));

/** Start-up of the module: the type of the hook's argument. */
export function set_excepthook_args_type(t: PyTypeObject): void {
  state.args_type = t;
}

/** The name of the thread, or its number: new reference, NULL with an exception. */
function thread_name(thread: PyObject): PyObject | null {
  if (ptr(thread) !== ptr(Py_None)) {
    const found = PyObject_GetOptionalAttr(thread, _Py_ID("name"));
    if (found !== 0) return tstate.out_object;
  }
  return PyLong_FromUnsignedLongLong(thread_ident());
}

/** Writes "Exception in thread NAME:". -1 with an exception. */
function write_headline(file: PyObject, thread: PyObject): i32 {
  if (PyFile_WriteString(cstr("Exception in thread "), file) < 0) return -1;
  const name = thread_name(thread);
  if (!name) return -1;
  const status = PyFile_WriteObject(name, file, Py_PRINT_RAW);
  Py_DECREF(name);
  return status < 0 ? -1 : PyFile_WriteString(cstr(":\n"), file);
}

/** `_excepthook((exc_type, exc_value, exc_traceback, thread))` */
export function thread_excepthook(_m: PyObject, args: PyObject | null): PyObject | null {
  const type = state.args_type;
  if (!type || !Py_IS_TYPE(args!, type)) {
    PyErr_SetString(PyExc_TypeError, cstr("_thread.excepthook argument type must be ExceptHookArgs"));
    return null;
  }
  // A thread that raises SystemExit just ends.
  if (ptr(PyTuple_GET_ITEM(args!, 0)) === ptr(PyExc_SystemExit)) return Py_None;
  const file = _PySys_GetAttr(_Py_ID("stderr"));
  if (!file || ptr(file) === ptr(Py_None)) {
    PyErr_Clear();
    return Py_None;
  }
  if (write_headline(file, PyTuple_GET_ITEM(args!, 3)) < 0) return null;
  const tb = PyTuple_GET_ITEM(args!, 2);
  PyErr_Display(PyTuple_GET_ITEM(args!, 1), ptr(tb) === ptr(Py_None) ? null : tb);
  return Py_None;
}
