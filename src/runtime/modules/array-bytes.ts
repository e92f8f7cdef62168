/** The methods of array.array that read and write bytes, texts, lists and files. CPython: Modules/arraymodule.c. */
import { _PyArg_AsSsize_t, _PyArg_BadArgument, _PyArg_CheckPositional } from "../abstract/args";
import { Py_buffer_OnStack, PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyObject_CallMethodOneArg } from "../abstract/call";
import {
  PyErr_Format,
  PyErr_GetRaisedException,
  PyErr_NoMemory,
  PyErr_SetRaisedException,
  PyErr_SetString,
} from "../abstract/errors";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { PyLong_FromSsize_t } from "../builtin-types/int";
import { PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE } from "../builtin-types/list";
import {
  PyUnicode_4BYTE_KIND,
  PyUnicode_Check,
  PyUnicode_DATA,
  PyUnicode_FromKindAndData,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
} from "../builtin-types/str";
import { convert_characters } from "../builtin-types/str-copy";
import { PyUnicode_DecodeUTF32 } from "../builtin-types/unicode-utf32";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_SIZE, PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_EOFError, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { CODE_w, is_unicode_code } from "./array-items";
import { array_at, array_nbytes, array_of, array_resize, array_too_large, setarrayitem } from "./array-object";

/** How much tofile() writes at a time. */
const BLOCKSIZE: i32 = 64 * 1024;

/** Appends the items in `len` bytes at `bytes`. -1 with an exception. */
function append_bytes(o: PyObject, bytes: usize, len: i32): i32 {
  const a = array_of(o);
  if (len % a.itemsize !== 0) {
    PyErr_SetString(PyExc_ValueError, cstr("bytes length not a multiple of item size"));
    return -1;
  }
  const n = <i64>(len / a.itemsize);
  if (n === 0) return 0;
  const size = <i64>Py_SIZE(o);
  if (array_too_large(size + n, a.itemsize)) {
    PyErr_NoMemory();
    return -1;
  }
  if (array_resize(a, size + n) < 0) return -1;
  memory.copy(array_at(a, size), bytes, <usize>len);
  return 0;
}

export function array_frombytes(o: PyObject, buffer: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let status = PyObject_GetBuffer(buffer!, view, PyBUF_SIMPLE);
  if (status === 0) {
    if (view.itemsize === 1) status = append_bytes(o, view.buf, view.len);
    else {
      PyErr_SetString(PyExc_TypeError, cstr("a bytes-like object is required"));
      status = -1;
    }
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return status < 0 ? null : Py_None;
}

export function array_tobytes(o: PyObject, _unused: PyObject | null): PyObject | null {
  return PyBytes_FromStringAndSize(array_of(o).ob_item, array_nbytes(array_of(o)));
}

// --- lists ---

/** The size that the array had before: what failed stays the exception. */
function back_to(o: PyObject, size: i64): PyObject | null {
  const exc = PyErr_GetRaisedException();
  const status = array_resize(array_of(o), size);
  if (status === 0 || !exc) PyErr_SetRaisedException(exc);
  else Py_DECREF(exc);
  return null;
}

export function array_fromlist(o: PyObject, list: PyObject | null): PyObject | null {
  if (!PyList_Check(list!)) {
    PyErr_SetString(PyExc_TypeError, cstr("arg must be list"));
    return null;
  }
  const n = PyList_GET_SIZE(list!);
  if (n === 0) return Py_None;
  const size = <i64>Py_SIZE(o);
  if (array_resize(array_of(o), size + <i64>n) < 0) return null;
  for (let i = 0; i < n; i++) {
    if (setarrayitem(o, <i64>(Py_SIZE(o) - n + i), PyList_GET_ITEM(list!, i)) < 0) return back_to(o, size);
    if (n !== PyList_GET_SIZE(list!)) {
      PyErr_SetString(PyExc_RuntimeError, cstr("list changed size during iteration"));
      return back_to(o, size);
    }
  }
  return Py_None;
}

// --- files ---

export function array_fromfile(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("fromfile"), nargs, 2, 2)) return null;
  const n = _PyArg_AsSsize_t(args.get(1));
  if (n === -1 && tstate.current_exception) return null;
  if (n < 0) return PyErr_Format(PyExc_ValueError, cstr("negative count"));
  const itemsize = <i64>array_of(o).itemsize;
  if (n > i64.MAX_VALUE / itemsize) return PyErr_NoMemory();
  const nbytes = n * itemsize;
  const size = PyLong_FromSsize_t(nbytes);
  if (!size) return null;
  const bytes = PyObject_CallMethodOneArg(args.get(0), _Py_ID("read"), size);
  Py_DECREF(size);
  if (!bytes) return null;
  let result: PyObject | null = null;
  if (!PyBytes_Check(bytes)) PyErr_SetString(PyExc_TypeError, cstr("read() didn't return bytes"));
  else if (append_bytes(o, PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes)) === 0) {
    if (<i64>PyBytes_GET_SIZE(bytes) === nbytes) result = Py_None;
    else PyErr_SetString(PyExc_EOFError, cstr("read() didn't return enough bytes"));
  }
  Py_DECREF(bytes);
  return result;
}

export function array_tofile(o: PyObject, file: PyObject | null): PyObject | null {
  const nbytes = array_nbytes(array_of(o));
  for (let done = 0; done < nbytes; done += BLOCKSIZE) {
    const piece = PyBytes_FromStringAndSize(array_of(o).ob_item + <usize>done, min(BLOCKSIZE, nbytes - done));
    if (!piece) return null;
    const written = PyObject_CallMethodOneArg(file!, _Py_ID("write"), piece);
    Py_DECREF(piece);
    if (!written) return null;
    Py_DECREF(written);
  }
  return Py_None;
}

// --- texts ---

/** The characters of the str `text` are the items from `start` on. */
export function array_set_text(o: PyObject, start: i64, text: PyObject): void {
  const n = PyUnicode_GET_LENGTH(text);
  const to = array_at(array_of(o), start);
  if (n > 0) convert_characters(PyUnicode_KIND(text), PyUnicode_DATA(text), PyUnicode_4BYTE_KIND, to, n);
}

export function array_fromunicode(o: PyObject, text: PyObject | null): PyObject | null {
  if (!PyUnicode_Check(text!)) {
    _PyArg_BadArgument(cstr("fromunicode"), cstr("argument"), cstr("str"), text!);
    return null;
  }
  if (!is_unicode_code(array_of(o).typecode)) {
    const message = cstr("fromunicode() may only be called on unicode type arrays ('u' or 'w')");
    return PyErr_Format(PyExc_ValueError, message);
  }
  const size = <i64>Py_SIZE(o);
  const n = <i64>PyUnicode_GET_LENGTH(text!);
  if (n > 0 && array_resize(array_of(o), size + n) < 0) return null;
  array_set_text(o, size, text!);
  return Py_None;
}

export function array_tounicode(o: PyObject, _unused: PyObject | null): PyObject | null {
  const a = array_of(o);
  if (!is_unicode_code(a.typecode)) {
    const message = cstr("tounicode() may only be called on unicode type arrays ('u' or 'w')");
    return PyErr_Format(PyExc_ValueError, message);
  }
  if (a.typecode === CODE_w) return PyUnicode_DecodeUTF32(a.ob_item, array_nbytes(a), 0, -1);
  for (let i = 0; i < Py_SIZE(o); i++) {
    const c = load<u32>(array_at(a, <i64>i));
    if (c > 0x10ffff) {
      return PyErr_Format(PyExc_ValueError, cstr("character U+%x is not in range [U+0; U+10ffff]"), <usize>c);
    }
  }
  return PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, a.ob_item, Py_SIZE(o));
}
