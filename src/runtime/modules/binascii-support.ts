/** What the functions of `binascii` have in common: their arguments, their exceptions. CPython: Modules/binascii.c. */
import {
  Py_buffer,
  PyBUF_SIMPLE,
  PyBuffer_Release,
  PyObject_CheckBuffer,
  PyObject_GetBuffer,
} from "../abstract/buffer";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyBytes_FromStringAndSize } from "../builtin-types/bytes";
import { PyUnicode_Check, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII } from "../builtin-types/str";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { Py_NewRef, PyObject } from "../object/object";
import { PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";

/** Exceptions of the module, borrowed: its state owns them. */
@unmanaged
export class BinasciiState {
  Error: PyTypeObject;
  Incomplete: PyTypeObject;
}
export const binascii_state: BinasciiState = changetype<BinasciiState>(memory.data(16, 8));

/** binascii.Error with a text. Returns NULL. */
export function binascii_error(text: usize): PyObject | null {
  PyErr_SetString(binascii_state.Error, text);
  return null;
}

/** A view of bytes; false with TypeError. */
export function bytes_view(arg: PyObject, view: Py_buffer): bool {
  return PyObject_GetBuffer(arg, view, PyBUF_SIMPLE) === 0;
}

/** A view of bytes or of the characters of an ASCII str; false with an exception. */
export function ascii_view(arg: PyObject, view: Py_buffer): bool {
  if (PyUnicode_Check(arg)) {
    if (!PyUnicode_IS_ASCII(arg)) {
      PyErr_SetString(PyExc_ValueError, cstr("string argument should contain only ASCII characters"));
      return false;
    }
    view.buf = PyUnicode_DATA(arg);
    view.len = PyUnicode_GET_LENGTH(arg);
    view.obj = Py_NewRef(arg);
    return true;
  }
  if (PyObject_CheckBuffer(arg)) return bytes_view(arg, view);
  const text = cstr("argument should be bytes, buffer or ASCII string, not '%.100s'");
  PyErr_Format(PyExc_TypeError, text, arg.ob_type.tp_name);
  return false;
}

/** Gives a view back: of a str, too. */
export function release_view(view: Py_buffer): void {
  PyBuffer_Release(view);
}

/** Room for a result that is made; 0 with MemoryError. */
export function result_room(size: i64): usize {
  const room = size <= <i64>i32.MAX_VALUE ? PyMem_Malloc(<usize>size) : 0;
  if (room === 0) PyErr_NoMemory();
  return room;
}

/** The bytes from `room` to `end`, which is given back: new reference. */
export function finished(room: usize, end: usize): PyObject | null {
  const result = PyBytes_FromStringAndSize(room, <i32>(end - room));
  PyMem_Free(room);
  return result;
}

/** Gives room back after an error. Returns NULL. */
export function abandoned(room: usize): PyObject | null {
  PyMem_Free(room);
  return null;
}

/** Value of a hexadecimal digit, above 15: it is none. */
export function digit_value(c: u32): u32 {
  if (c - 48 < 10) return c - 48;
  const letter = (c | 32) - 97;
  return letter < 6 ? letter + 10 : 99;
}
