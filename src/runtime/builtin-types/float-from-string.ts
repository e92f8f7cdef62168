/**
 * Text to float: white space, underscores, what may be given. CPython: PyFloat_FromString of Objects/floatobject.c,
 * _Py_string_to_number_with_underscores of Python/pystrtod.c.
 */

import { Py_buffer, PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyErr_Format, PyErr_NoMemory } from "../abstract/errors";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyByteArray_AS_STRING, PyByteArray_Check, PyByteArray_GET_SIZE } from "./bytearray";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "./bytes";
import { PyFloat_FromDouble } from "./float";
import { _Py_parse_double } from "./float-parse";
import { Py_ISSPACE } from "./int-from-string";
import { PyUnicode_AsUTF8AndSize, PyUnicode_Check } from "./str";
import { _PyUnicode_TransformDecimalAndSpaceToASCII } from "./str-ascii-digits";

const UNDERSCORE: u32 = 95;

/**
 * Copies `length` characters to `buffer` without the underscores, each of which must stand between two digits; returns the
 * new length, -1 where one does not.
 */
export function drop_underscores(text: usize, length: i32, buffer: usize): i32 {
  let to = buffer;
  let previous: u32 = 0;
  for (let i = 0; i < length; i++) {
    const ch = <u32>load<u8>(text + <usize>i);
    if (ch === UNDERSCORE) {
      if (previous - 48 >= 10) return -1;
    } else {
      store<u8>(to++, <u8>ch);
      if (previous === UNDERSCORE && ch - 48 >= 10) return -1;
    }
    previous = ch;
  }
  return previous === UNDERSCORE ? -1 : <i32>(to - buffer);
}

/** @inline */
export function has_underscore(text: usize, length: i32): bool {
  for (let i = 0; i < length; i++) if (load<u8>(text + <usize>i) === UNDERSCORE) return true;
  return false;
}

/** The float that the whole of `length` characters is. False: they are not one; the value in `tstate.out_f64`. */
function whole_float(text: usize, length: i32): bool {
  const value = _Py_parse_double(text, length);
  if (tstate.out_i32 !== length || length === 0) return false;
  tstate.out_f64 = value;
  return true;
}

/** As whole_float, underscores allowed. */
function whole_float_with_underscores(text: usize, length: i32): bool {
  if (!has_underscore(text, length)) return whole_float(text, length);
  const copy = PyMem_Malloc(<usize>length + 1);
  if (!copy) {
    PyErr_NoMemory();
    return false;
  }
  const count = drop_underscores(text, length, copy);
  const valid = count >= 0 && whole_float(copy, count);
  PyMem_Free(copy);
  return valid;
}

/** `shown` is named in the message. Returns a new reference. */
function float_from_text(text: usize, length: i32, shown: PyObject): PyObject | null {
  let start = text;
  let end = text + <usize>length;
  while (start < end && Py_ISSPACE(load<u8>(start))) start++;
  while (start < end && Py_ISSPACE(load<u8>(end - 1))) end--;
  if (whole_float_with_underscores(start, <i32>(end - start))) return PyFloat_FromDouble(tstate.out_f64);
  if (tstate.current_exception) return null;
  return PyErr_Format(PyExc_ValueError, cstr("could not convert string to float: %R"), ptr(shown));
}

/** float(str, bytes, bytearray or buffer). Returns a new reference; NULL with ValueError or TypeError. */
export function PyFloat_FromString(o: PyObject): PyObject | null {
  if (PyUnicode_Check(o)) {
    const ascii = _PyUnicode_TransformDecimalAndSpaceToASCII(o);
    if (!ascii) return null;
    const text = PyUnicode_AsUTF8AndSize(ascii);
    const result = text ? float_from_text(text, tstate.out_i32, o) : null;
    Py_DECREF(ascii);
    return result;
  }
  if (PyBytes_Check(o)) return float_from_text(PyBytes_AS_STRING(o), PyBytes_GET_SIZE(o), o);
  if (PyByteArray_Check(o)) return float_from_text(PyByteArray_AS_STRING(o), PyByteArray_GET_SIZE(o), o);
  return float_from_buffer(o);
}

function float_from_buffer(o: PyObject): PyObject | null {
  const mark = stack_mark();
  const view = changetype<Py_buffer>(stack_alloc(offsetof<Py_buffer>()));
  let result: PyObject | null = null;
  if (PyObject_GetBuffer(o, view, PyBUF_SIMPLE) < 0) {
    // Whatever that error was, this is the one to show.
    PyErr_Format(
      PyExc_TypeError,
      cstr("float() argument must be a string or a real number, not '%.200s'"),
      o.ob_type.tp_name,
    );
  } else {
    const bytes = PyBytes_FromStringAndSize(view.buf, <i32>view.len);
    if (bytes) result = float_from_text(PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes), o);
    PyBuffer_Release(view);
    Py_XDECREF(bytes);
  }
  stack_release(mark);
  return result;
}

export { _Py_parse_double };
