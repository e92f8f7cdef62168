/**
 * The exception that C's errno ERANGE makes of a mathematical function. CPython: PyErr_SetFromErrno of Python/errors.c.
 */

import { PyErr_SetObject } from "../abstract/errors";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { PyTypeObject } from "../object/type-object";
import { PyLong_FromLong } from "./int";
import { PyUnicode_FromString } from "./str";
import { PyTuple_Pack } from "./tuple";

const ERANGE: i32 = 34;

/** Raises exception(34, 'Numerical result out of range'). Returns NULL. */
export function raise_errno_range(exception: PyTypeObject): PyObject | null {
  const text = PyUnicode_FromString(cstr("Numerical result out of range"));
  if (!text) return null;
  const code = PyLong_FromLong(ERANGE);
  const args = code ? PyTuple_Pack(code, text) : null;
  Py_DECREF(text);
  if (!args) return null;
  PyErr_SetObject(exception, args);
  Py_DECREF(args);
  return null;
}
