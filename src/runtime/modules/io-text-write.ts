/** _io.TextIOWrapper: writing. CPython: textiowrapper_write and what it needs, of Modules/_io/textio.c. */

import { _PyArg_BadArgument } from "../abstract/args";
import { PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg } from "../abstract/call";
import { PyErr_Format } from "../abstract/errors";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { _PyFile_Flush } from "../builtin-types/file";
import { PyLong_FromSsize_t } from "../builtin-types/int";
import {
  PyList_Append,
  PyList_CheckExact,
  PyList_GET_ITEM,
  PyList_GET_SIZE,
  PyList_New,
  PyList_SET_ITEM,
} from "../builtin-types/list";
import {
  get_latin1_char,
  PyUnicode_Check,
  PyUnicode_DATA,
  PyUnicode_FromString,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
} from "../builtin-types/str";
import { PyUnicode_Replace } from "../builtin-types/str-replace";
import { PyUnicode_FindChar } from "../builtin-types/str-search";
import { clear_at } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_ssize_t, PyObject, ptr } from "../object/object";
import { PyExc_TypeError } from "../object/static-types";
import { buffered_write } from "./io-buffered-write";
import { _PyIO_trap_eintr, io, io_unsupported, is_exactly } from "./io-state";
import {
  DECODED_CHARS,
  encode_directly,
  is_asciicompat_encoding,
  SNAPSHOT,
  text_of,
  text_open,
  textio,
} from "./io-text";

/** Copies what a piece (bytes, or a str of ASCII) stands for; its length. */
function copy_piece(piece: PyObject, target: usize): Py_ssize_t {
  const is_text = PyUnicode_Check(piece);
  const size = is_text ? PyUnicode_GET_LENGTH(piece) : PyBytes_GET_SIZE(piece);
  memory.copy(target, is_text ? PyUnicode_DATA(piece) : PyBytes_AS_STRING(piece), <usize>size);
  return size;
}

/** The bytes of all that waits: new reference. */
function join_pending(pending: PyObject, total: Py_ssize_t): PyObject | null {
  if (PyBytes_Check(pending)) return Py_NewRef(pending);
  if (PyUnicode_Check(pending)) {
    return PyBytes_FromStringAndSize(PyUnicode_DATA(pending), PyUnicode_GET_LENGTH(pending));
  }
  const bytes = PyBytes_FromStringAndSize(0, total);
  if (!bytes) return null;
  let at = PyBytes_AS_STRING(bytes);
  for (let i = 0; i < PyList_GET_SIZE(pending); i++) at += <usize>copy_piece(PyList_GET_ITEM(pending, i), at);
  return bytes;
}

/** buffer.write(bytes): new reference, NULL with an exception. */
function write_to_buffer(buffer: PyObject, bytes: PyObject): PyObject | null {
  if (is_exactly(buffer, io.PyBufferedWriter_Type)) return buffered_write(buffer, bytes);
  return PyObject_CallMethodOneArg(buffer, _Py_ID("write"), bytes);
}

/** Hands what waits to the buffer. -1 with an exception. */
export function writeflush(self: textio): i32 {
  const pending = self.pending_bytes;
  if (!pending) return 0;
  const bytes = join_pending(pending, self.pending_bytes_count);
  if (!bytes) return -1;
  self.pending_bytes_count = 0;
  self.pending_bytes = null;
  Py_DECREF(pending);
  let result: PyObject | null;
  do {
    result = write_to_buffer(self.buffer!, bytes);
  } while (!result && _PyIO_trap_eintr());
  Py_DECREF(bytes);
  if (!result) return -1;
  Py_DECREF(result);
  return 0;
}

/** Adds a piece (stolen) to what waits. -1 with MemoryError. */
function add_pending(self: textio, piece: PyObject): i32 {
  const pending = self.pending_bytes;
  if (!pending) {
    self.pending_bytes = piece;
    return 0;
  }
  if (PyList_CheckExact(pending)) {
    const status = PyList_Append(pending, piece);
    Py_DECREF(piece);
    return status;
  }
  const list = PyList_New(2);
  if (!list) {
    Py_DECREF(piece);
    return -1;
  }
  PyList_SET_ITEM(list, 0, pending);
  PyList_SET_ITEM(list, 1, piece);
  self.pending_bytes = list;
  return 0;
}

/** Is there such a character? */
function has_char(text: PyObject, ch: u32): bool {
  return PyUnicode_FindChar(text, ch, 0, PyUnicode_GET_LENGTH(text), 1) >= 0;
}

/** The text with its ends of lines as they are to be written: new reference. */
function with_newlines(self: textio, text: PyObject): PyObject | null {
  const newline = PyUnicode_FromString(self.writenl);
  if (!newline) return null;
  const result = PyUnicode_Replace(text, get_latin1_char(10), newline, -1);
  Py_DECREF(newline);
  return result;
}

/** The bytes of a text, or the text itself where it is ASCII and so are they: new reference. */
function encoded(self: textio, text: PyObject): PyObject | null {
  const how = self.encodefunc;
  if (!how) {
    const bytes = PyObject_CallMethodOneArg(self.encoder!, _Py_ID("encode"), text);
    if (!bytes || PyBytes_Check(bytes)) return bytes;
    const message = cstr("encoder should return a bytes object, not '%.200s'");
    PyErr_Format(PyExc_TypeError, message, bytes.ob_type.tp_name);
    Py_DECREF(bytes);
    return null;
  }
  const is_same = PyUnicode_IS_ASCII(text) && is_asciicompat_encoding(how);
  const piece = is_same ? Py_NewRef(text) : encode_directly(self, text);
  self.encoding_start_of_stream = 0;
  return piece;
}

/** Adds a piece (stolen), handing over before and after it what would be too much. -1 with an exception. */
function write_piece(self: textio, piece: PyObject, needs_flush: bool): i32 {
  const size = PyUnicode_Check(piece) ? PyUnicode_GET_LENGTH(piece) : PyBytes_GET_SIZE(piece);
  if (size >= self.chunk_size) {
    while (self.pending_bytes) {
      if (writeflush(self) < 0) {
        Py_DECREF(piece);
        return -1;
      }
    }
  }
  if (add_pending(self, piece) < 0) return -1;
  self.pending_bytes_count += size;
  return self.pending_bytes_count >= self.chunk_size || needs_flush ? writeflush(self) : 0;
}

/** What was read ahead is of no use after writing. -1 with an exception. */
function forget_reading(self: textio): i32 {
  if (self.snapshot) {
    clear_at(ptr(self) + DECODED_CHARS);
    self.decoded_chars_used = 0;
    clear_at(ptr(self) + SNAPSHOT);
  }
  if (!self.decoder) return 0;
  const result = PyObject_CallMethodNoArgs(self.decoder!, _Py_ID("reset"));
  if (!result) return -1;
  Py_DECREF(result);
  return 0;
}

/** Writes a text: -1 with an exception. */
function write_text(self: textio, text: PyObject): i32 {
  const translates = self.writetranslate !== 0 && self.writenl !== 0;
  const has_lf = (translates || self.line_buffering !== 0) && has_char(text, 10);
  const written = has_lf && translates ? with_newlines(self, text) : Py_NewRef(text);
  if (!written) return -1;
  const flushes = self.line_buffering !== 0 && (has_lf || has_char(written, 13));
  const piece = encoded(self, written);
  Py_DECREF(written);
  if (!piece || write_piece(self, piece, flushes || self.write_through !== 0) < 0) return -1;
  if (flushes && _PyFile_Flush(self.buffer!) < 0) return -1;
  return forget_reading(self);
}

export function textiowrapper_write(o: PyObject, text: PyObject | null): PyObject | null {
  if (!PyUnicode_Check(text!)) {
    _PyArg_BadArgument(cstr("write"), cstr("argument"), cstr("str"), text!);
    return null;
  }
  const self = text_of(o);
  if (!text_open(self)) return null;
  if (!self.encoder) return io_unsupported(cstr("not writable"));
  return write_text(self, text!) < 0 ? null : PyLong_FromSsize_t(<i64>PyUnicode_GET_LENGTH(text!));
}

export function textiowrapper_flush(o: PyObject, _unused: PyObject | null): PyObject | null {
  const self = text_of(o);
  if (!text_open(self)) return null;
  self.telling = self.seekable;
  return writeflush(self) < 0 ? null : PyObject_CallMethodNoArgs(self.buffer!, _Py_ID("flush"));
}
