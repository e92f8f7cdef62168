/**
 * The base classes of raw, buffered and text streams. CPython: the parts _RawIOBase of Modules/_io/iobase.c, _BufferedIOBase
 * of bufferedio.c, _TextIOBase of textio.c. Their instances are iobase.
 */

import { _PyArg_BadArgument } from "../abstract/args";
import { Py_buffer, Py_buffer_OnStack, PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg } from "../abstract/call";
import { PyErr_Clear, PyErr_Format, PyErr_NoMemory, PyErr_SetNone, PyErr_SetString } from "../abstract/errors";
import { PyNumber_AsSsize_t } from "../abstract/number-convert";
import { PyByteArray_AS_STRING, PyByteArray_FromStringAndSize } from "../builtin-types/bytearray";
import {
  bytes_get_empty,
  PyBytes_AS_STRING,
  PyBytes_Check,
  PyBytes_FromStringAndSize,
  PyBytes_GET_SIZE,
} from "../builtin-types/bytes";
import { _PyBytes_Join } from "../builtin-types/bytes-join";
import { PyLong_AsInt, PyLong_FromLong, PyLong_FromSsize_t } from "../builtin-types/int";
import { PyList_Append, PyList_GET_SIZE, PyList_New } from "../builtin-types/list";
import { heap_type_finish } from "../builtin-types/type-from-spec";
import { def_fast, def_fast_keywords, def_getset, def_noargs, def_o, def_varargs } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_ssize_t, PyObject, ptr, Slots } from "../object/object";
import { getter, PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_NotImplementedError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import {
  _PyIO_trap_eintr,
  DEFAULT_BUFFER_SIZE,
  io_no_arguments,
  io_positional,
  io_type,
  io_unsupported,
  size_or,
  text_argument,
} from "./io-state";

// --- raw streams ---

/** The bytes that readinto() has put into `buffer`: new reference. `answer` is stolen. */
function bytes_read(buffer: PyObject, answer: PyObject): PyObject | null {
  const count = PyNumber_AsSsize_t(answer, PyExc_ValueError);
  Py_DECREF(answer);
  if (count === -1 && tstate.current_exception) return null;
  return PyBytes_FromStringAndSize(PyByteArray_AS_STRING(buffer), <Py_ssize_t>count);
}

function rawiobase_read(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!size_or(cstr("read"), args, nargs, -1)) return null;
  const size = tstate.out_i64;
  if (size < 0) return PyObject_CallMethodNoArgs(self, _Py_ID("readall"));
  if (size > <i64>i32.MAX_VALUE) return PyErr_NoMemory();
  const buffer = PyByteArray_FromStringAndSize(0, <Py_ssize_t>size);
  if (!buffer) return null;
  let result = PyObject_CallMethodOneArg(self, _Py_ID("readinto"), buffer);
  if (result && ptr(result) !== ptr(Py_None)) result = bytes_read(buffer, result);
  Py_DECREF(buffer);
  return result;
}

/** Is `data` bytes? Else TypeError; `data` is released then. */
function is_bytes_data(data: PyObject): bool {
  if (PyBytes_Check(data)) return true;
  Py_DECREF(data);
  PyErr_SetString(PyExc_TypeError, cstr("read() should return bytes"));
  return false;
}

/** Appends what read() gives until the end. 1 when nothing came and read() gave None, 0, -1 with an exception. */
function append_chunks(self: PyObject, chunks: PyObject): i32 {
  while (true) {
    const size = PyLong_FromLong(<i64>DEFAULT_BUFFER_SIZE);
    if (!size) return -1;
    const data = PyObject_CallMethodOneArg(self, _Py_ID("read"), size);
    Py_DECREF(size);
    if (!data) {
      if (_PyIO_trap_eintr()) continue;
      return -1;
    }
    if (ptr(data) === ptr(Py_None)) return PyList_GET_SIZE(chunks) === 0 ? 1 : 0;
    if (!is_bytes_data(data)) return -1;
    const status = PyBytes_GET_SIZE(data) === 0 ? 1 : PyList_Append(chunks, data);
    Py_DECREF(data);
    if (status !== 0) return status > 0 ? 0 : -1;
  }
}

function rawiobase_readall(self: PyObject, _unused: PyObject | null): PyObject | null {
  const chunks = PyList_New(0);
  if (!chunks) return null;
  const status = append_chunks(self, chunks);
  let result: PyObject | null = null;
  if (status > 0) result = Py_None;
  else if (status === 0) result = _PyBytes_Join(bytes_get_empty(), chunks);
  Py_DECREF(chunks);
  return result;
}

/** readinto() and write() of raw streams. */
function rawiobase_not_implemented(_self: PyObject, _args: PyObject | null): PyObject | null {
  PyErr_SetNone(PyExc_NotImplementedError);
  return null;
}

/** The class _RawIOBase: new reference. */
export function make_rawiobase_type(m: PyObject, base: PyTypeObject): PyTypeObject | null {
  const t = io_type(
    m,
    cstr("_io._RawIOBase"),
    0,
    cstr("What streams of bytes without a buffer are below."),
    base,
    0,
    0,
    0,
  );
  if (!t) return null;
  def_fast(t, cstr("read"), PyCFunctionFast.of(rawiobase_read), cstr("read($self, size=-1, /)\n--\n\n"));
  def_noargs(
    t,
    cstr("readall"),
    PyCFunction.of(rawiobase_readall),
    cstr("readall($self, /)\n--\n\nAll that read() gives until the end."),
  );
  def_varargs(t, cstr("readinto"), PyCFunction.of(rawiobase_not_implemented));
  def_varargs(t, cstr("write"), PyCFunction.of(rawiobase_not_implemented));
  return heap_type_finish(t);
}

// --- buffered streams ---

/** self.name(size of the view): its bytes are copied into the view. Their number: new reference. */
function read_into_view(self: PyObject, name: PyObject, view: Py_buffer): PyObject | null {
  const size = PyLong_FromSsize_t(<i64>view.len);
  if (!size) return null;
  const data = PyObject_CallMethodOneArg(self, name, size);
  Py_DECREF(size);
  if (!data || !is_bytes_data(data)) return null;
  const count = PyBytes_GET_SIZE(data);
  let result: PyObject | null = null;
  if (count > view.len) {
    const text = cstr("read() returned too much data: %zd bytes requested, %zd returned");
    PyErr_Format(PyExc_ValueError, text, <usize>view.len, <usize>count);
  } else {
    memory.copy(view.buf, PyBytes_AS_STRING(data), <usize>count);
    result = PyLong_FromSsize_t(<i64>count);
  }
  Py_DECREF(data);
  return result;
}

/** The argument of readinto(): a view of it to be released. False with TypeError. */
export function writable_view(view: Py_buffer, fname: usize, argument: usize, arg: PyObject): bool {
  if (PyObject_GetBuffer(arg, view, PyBUF_WRITABLE) === 0) return true;
  PyErr_Clear();
  _PyArg_BadArgument(fname, argument, cstr("read-write bytes-like object"), arg);
  return false;
}

function readinto_generic(self: PyObject, fname: usize, name: PyObject, arg: PyObject): PyObject | null {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (writable_view(view, fname, cstr("argument"), arg)) {
    result = read_into_view(self, name, view);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

function bufferediobase_readinto(self: PyObject, arg: PyObject | null): PyObject | null {
  return readinto_generic(self, cstr("readinto"), _Py_ID("read"), arg!);
}

function bufferediobase_readinto1(self: PyObject, arg: PyObject | null): PyObject | null {
  return readinto_generic(self, cstr("readinto1"), _Py_ID("read1"), arg!);
}

/** detach() of buffered and text streams. */
function base_detach(_self: PyObject, _args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return io_no_arguments(cstr("detach"), nargs, kwnames) ? io_unsupported(cstr("detach")) : null;
}

/** A method that takes a size and fails. */
function unsupported_size(name: usize, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = io_positional(name, args, nargs, kwnames, 0, 1);
  stack_release(mark);
  if (!a) return null;
  const size = Slots.at(a).getOrNull(0);
  if (size) PyLong_AsInt(size);
  return tstate.current_exception ? null : io_unsupported(name);
}

function base_read(_self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return unsupported_size(cstr("read"), args, nargs, kwnames);
}

function base_read1(_self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return unsupported_size(cstr("read1"), args, nargs, kwnames);
}

function base_readline(_self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return unsupported_size(cstr("readline"), args, nargs, kwnames);
}

function bufferediobase_write(_self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = io_positional(cstr("write"), args, nargs, kwnames, 1, 1);
  stack_release(mark);
  return a ? io_unsupported(cstr("write")) : null;
}

/** The class _BufferedIOBase: new reference. */
export function make_bufferediobase_type(m: PyObject, base: PyTypeObject): PyTypeObject | null {
  const doc = cstr("What streams of bytes with a buffer are below.");
  const t = io_type(m, cstr("_io._BufferedIOBase"), 0, doc, base, 0, 0, 0);
  if (!t) return null;
  def_fast_keywords(
    t,
    cstr("detach"),
    PyCFunctionFastWithKeywords.of(base_detach),
    cstr("detach($self, /)\n--\n\nParts from the raw stream, which is returned."),
  );
  def_fast_keywords(
    t,
    cstr("read"),
    PyCFunctionFastWithKeywords.of(base_read),
    cstr("read($self, size=-1, /)\n--\n\nUp to size bytes, or all that follow."),
  );
  def_fast_keywords(
    t,
    cstr("read1"),
    PyCFunctionFastWithKeywords.of(base_read1),
    cstr("read1($self, size=-1, /)\n--\n\nUp to size bytes, with at most one read of the raw stream."),
  );
  def_o(t, cstr("readinto"), PyCFunction.of(bufferediobase_readinto), cstr("readinto($self, buffer, /)\n--\n\n"));
  def_o(t, cstr("readinto1"), PyCFunction.of(bufferediobase_readinto1), cstr("readinto1($self, buffer, /)\n--\n\n"));
  def_fast_keywords(
    t,
    cstr("write"),
    PyCFunctionFastWithKeywords.of(bufferediobase_write),
    cstr("write($self, b, /)\n--\n\nWrites the bytes of b; how many there were."),
  );
  return heap_type_finish(t);
}

// --- text streams ---

function textiobase_write(_self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = io_positional(cstr("write"), args, nargs, kwnames, 1, 1);
  stack_release(mark);
  if (!a) return null;
  const text = text_argument(cstr("write"), cstr("argument 1"), Slots.at(a).get(0));
  return text ? io_unsupported(cstr("write")) : null;
}

/** encoding, newlines, errors. */
function textiobase_none_get(_self: PyObject, _closure: usize): PyObject | null {
  return Py_None;
}

/** The class _TextIOBase: new reference. */
export function make_textiobase_type(m: PyObject, base: PyTypeObject): PyTypeObject | null {
  const t = io_type(m, cstr("_io._TextIOBase"), 0, cstr("What streams of text are below."), base, 0, 0, 0);
  if (!t) return null;
  def_fast_keywords(
    t,
    cstr("detach"),
    PyCFunctionFastWithKeywords.of(base_detach),
    cstr("detach($self, /)\n--\n\nParts from the stream of bytes, which is returned."),
  );
  def_fast_keywords(
    t,
    cstr("read"),
    PyCFunctionFastWithKeywords.of(base_read),
    cstr("read($self, size=-1, /)\n--\n\nUp to size characters, or all that follow."),
  );
  def_fast_keywords(
    t,
    cstr("readline"),
    PyCFunctionFastWithKeywords.of(base_readline),
    cstr("readline($self, size=-1, /)\n--\n\nThe next line, at most size characters of it."),
  );
  def_fast_keywords(
    t,
    cstr("write"),
    PyCFunctionFastWithKeywords.of(textiobase_write),
    cstr("write($self, s, /)\n--\n\nWrites the text s; its length."),
  );
  const none = getter.of(textiobase_none_get);
  def_getset(t, cstr("encoding"), none, null, cstr("Name of the encoding."));
  def_getset(t, cstr("newlines"), none, null, cstr("The line ends that have been translated."));
  def_getset(t, cstr("errors"), none, null, cstr("What is done about text or bytes that are no text."));
  return heap_type_finish(t);
}
