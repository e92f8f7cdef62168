/**
 * Builds a str piece by piece. CPython: _PyUnicodeWriter of Objects/unicodeobject.c.
 *
 * A writer lives on the native stack: `const w = _PyUnicodeWriter_OnStack(); ... stack_release(mark)`. After an error call
 * _PyUnicodeWriter_Dealloc; _PyUnicodeWriter_Finish empties it.
 *
 *   state       buffer             size            kind
 *   empty       NULL               0               0
 *   read-only   somebody's str     0               0     (the text is that str; the next write copies it)
 *   writing     ours, modifiable   its length      its kind;  pos <= size characters are written
 */

import { PyErr_NoMemory } from "../abstract/errors";
import { strlen } from "../object/c-string";
import { stack_alloc } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject } from "../object/object";
import {
  _PyUnicode_FromASCII,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  PyUnicode_MAX_CHAR_VALUE,
  PyUnicode_New,
  PyUnicode_WRITE,
  resize_compact,
  unicode_get_empty,
  unicode_result,
} from "./str";
import {
  _PyUnicode_FastCopyCharacters,
  _PyUnicode_FindMaxChar,
  convert_characters,
  ucs1lib_find_max_char,
} from "./str-copy";

@unmanaged
export class _PyUnicodeWriter {
  /** Owned; NULL: nothing written yet. */
  buffer: PyObject | null;
  /** Address of the buffer's characters. */
  data: usize;
  kind: i32;
  /** Characters that the buffer can take. */
  maxchar: u32;
  size: Py_ssize_t;
  pos: Py_ssize_t;
  /** Minimum number of allocated characters. */
  min_length: Py_ssize_t;
  /** Minimum maxchar of the buffer. */
  min_char: u32;
  /** Allocate a quarter more than asked for. */
  overallocate: u8;
  /** The buffer is somebody else's str. */
  readonly: u8;
}

/** A growing buffer gets newlen / OVERALLOCATE_FACTOR characters more. */
const OVERALLOCATE_FACTOR: i32 = 4;
const MAX_LENGTH: i32 = 0x7fffff00;

/** An initialised writer on the native stack. */
export function _PyUnicodeWriter_OnStack(): _PyUnicodeWriter {
  const writer = changetype<_PyUnicodeWriter>(stack_alloc(offsetof<_PyUnicodeWriter>()));
  _PyUnicodeWriter_Init(writer);
  return writer;
}

export function _PyUnicodeWriter_Init(writer: _PyUnicodeWriter): void {
  memory.fill(changetype<usize>(writer), 0, offsetof<_PyUnicodeWriter>());
  writer.min_char = 127;
}

/** Takes over `buffer` (stolen, modifiable) as the buffer of a new writer. */
export function _PyUnicodeWriter_InitWithBuffer(writer: _PyUnicodeWriter, buffer: PyObject): void {
  _PyUnicodeWriter_Init(writer);
  writer.buffer = buffer;
  update(writer, buffer);
  writer.min_length = writer.size;
}

function update(writer: _PyUnicodeWriter, buffer: PyObject): void {
  writer.maxchar = PyUnicode_MAX_CHAR_VALUE(buffer);
  writer.data = PyUnicode_DATA(buffer);
  if (writer.readonly) {
    writer.kind = 0;
    writer.size = 0;
  } else {
    writer.kind = PyUnicode_KIND(buffer);
    writer.size = PyUnicode_GET_LENGTH(buffer);
  }
}

/** Room for `length` more characters up to `maxchar`. -1 on error. @inline */
export function _PyUnicodeWriter_Prepare(writer: _PyUnicodeWriter, length: Py_ssize_t, maxchar: u32): i32 {
  if (maxchar <= writer.maxchar && length <= writer.size - writer.pos) return 0;
  return length === 0 ? 0 : _PyUnicodeWriter_PrepareInternal(writer, length, maxchar);
}

function overallocated(writer: _PyUnicodeWriter, length: i32): i32 {
  let newlen = length;
  if (writer.overallocate && newlen <= MAX_LENGTH - newlen / OVERALLOCATE_FACTOR)
    newlen += newlen / OVERALLOCATE_FACTOR;
  return newlen < writer.min_length ? writer.min_length : newlen;
}

/** A new buffer with the characters written so far. -1 on error. */
function replace_buffer(writer: _PyUnicodeWriter, length: i32, maxchar: u32): i32 {
  const newbuffer = PyUnicode_New(length, maxchar);
  if (!newbuffer) return -1;
  const old = writer.buffer!;
  _PyUnicode_FastCopyCharacters(newbuffer, 0, old, 0, writer.pos);
  writer.buffer = newbuffer;
  Py_DECREF(old);
  writer.readonly = 0;
  return 0;
}

export function _PyUnicodeWriter_PrepareInternal(writer: _PyUnicodeWriter, length: Py_ssize_t, maxchar: u32): i32 {
  if (length > MAX_LENGTH - writer.pos) {
    PyErr_NoMemory();
    return -1;
  }
  let newlen = writer.pos + length;
  maxchar = max(maxchar, writer.min_char);
  const buffer = writer.buffer;
  if (!buffer) {
    writer.buffer = PyUnicode_New(overallocated(writer, newlen), maxchar);
    if (!writer.buffer) return -1;
  } else if (newlen > writer.size) {
    newlen = overallocated(writer, newlen);
    if (maxchar > writer.maxchar || writer.readonly) {
      if (replace_buffer(writer, newlen, max(maxchar, writer.maxchar)) < 0) return -1;
    } else {
      const resized = resize_compact(buffer, newlen);
      if (!resized) return -1;
      writer.buffer = resized;
    }
  } else if (maxchar > writer.maxchar) {
    if (replace_buffer(writer, writer.size, maxchar) < 0) return -1;
  }
  update(writer, writer.buffer!);
  return 0;
}

/** Makes sure that the buffer takes characters of `kind` bytes. -1 on error. */
export function _PyUnicodeWriter_PrepareKind(writer: _PyUnicodeWriter, kind: i32): i32 {
  if (kind <= writer.kind) return 0;
  return _PyUnicodeWriter_PrepareInternal(writer, 0, kind === 1 ? 255 : kind === 2 ? 65535 : 0x10ffff);
}

/** -1 on error. @inline */
export function _PyUnicodeWriter_WriteChar(writer: _PyUnicodeWriter, ch: u32): i32 {
  if (_PyUnicodeWriter_Prepare(writer, 1, ch) < 0) return -1;
  const pos = writer.pos;
  PyUnicode_WRITE(writer.kind, writer.data, pos, ch);
  writer.pos = pos + 1;
  return 0;
}

/** -1 on error. Counts its own reference to `str`. */
export function _PyUnicodeWriter_WriteStr(writer: _PyUnicodeWriter, str: PyObject): i32 {
  const len = PyUnicode_GET_LENGTH(str);
  if (len === 0) return 0;
  const maxchar = PyUnicode_MAX_CHAR_VALUE(str);
  if (maxchar > writer.maxchar || len > writer.size - writer.pos) {
    if (!writer.buffer && !writer.overallocate) {
      adopt(writer, Py_NewRef(str), len);
      return 0;
    }
    if (_PyUnicodeWriter_PrepareInternal(writer, len, maxchar) < 0) return -1;
  }
  const kind = writer.kind;
  convert_characters(
    PyUnicode_KIND(str),
    PyUnicode_DATA(str),
    kind,
    writer.data + <usize>writer.pos * <usize>kind,
    len,
  );
  writer.pos += len;
  return 0;
}

/** Makes `str` (stolen) the whole text so far. */
function adopt(writer: _PyUnicodeWriter, str: PyObject, len: Py_ssize_t): void {
  writer.readonly = 1;
  writer.buffer = str;
  update(writer, str);
  writer.pos += len;
}

/** str[start:end]. -1 on error. */
export function _PyUnicodeWriter_WriteSubstring(
  writer: _PyUnicodeWriter,
  str: PyObject,
  start: Py_ssize_t,
  end: Py_ssize_t,
): i32 {
  if (end <= start) return 0;
  if (start === 0 && end === PyUnicode_GET_LENGTH(str)) return _PyUnicodeWriter_WriteStr(writer, str);
  const maxchar =
    PyUnicode_MAX_CHAR_VALUE(str) > writer.maxchar ? _PyUnicode_FindMaxChar(str, start, end) : writer.maxchar;
  const len = end - start;
  if (_PyUnicodeWriter_Prepare(writer, len, maxchar) < 0) return -1;
  const kind = PyUnicode_KIND(str);
  convert_characters(
    kind,
    PyUnicode_DATA(str) + <usize>start * <usize>kind,
    writer.kind,
    writer.data + <usize>writer.pos * <usize>writer.kind,
    len,
  );
  writer.pos += len;
  return 0;
}

/** `len` ASCII characters (-1: NUL-terminated). -1 on error. */
export function _PyUnicodeWriter_WriteASCIIString(writer: _PyUnicodeWriter, ascii: usize, len: Py_ssize_t): i32 {
  if (len === -1) len = strlen(ascii);
  if (!writer.buffer && !writer.overallocate) {
    const str = _PyUnicode_FromASCII(ascii, len);
    if (!str) return -1;
    adopt(writer, str, len);
    return 0;
  }
  if (_PyUnicodeWriter_Prepare(writer, len, 127) < 0) return -1;
  if (len === 0) return 0;
  convert_characters(1, ascii, writer.kind, writer.data + <usize>writer.pos * <usize>writer.kind, len);
  writer.pos += len;
  return 0;
}

/** `len` latin-1 characters. -1 on error. */
export function _PyUnicodeWriter_WriteLatin1String(writer: _PyUnicodeWriter, str: usize, len: Py_ssize_t): i32 {
  if (_PyUnicodeWriter_Prepare(writer, len, ucs1lib_find_max_char(str, len)) < 0) return -1;
  if (len === 0) return 0;
  convert_characters(1, str, writer.kind, writer.data + <usize>writer.pos * <usize>writer.kind, len);
  writer.pos += len;
  return 0;
}

/** The text as a str; empties the writer. Returns a new reference. */
export function _PyUnicodeWriter_Finish(writer: _PyUnicodeWriter): PyObject | null {
  const str = writer.buffer;
  writer.buffer = null;
  if (writer.pos === 0 || !str) {
    Py_XDECREF(str);
    return unicode_get_empty();
  }
  if (writer.readonly) return str;
  if (PyUnicode_GET_LENGTH(str) === writer.pos) return unicode_result(str);
  const resized = resize_compact(str, writer.pos);
  if (!resized) {
    Py_DECREF(str);
    return null;
  }
  return unicode_result(resized);
}

/** Gives up what has been written. */
export function _PyUnicodeWriter_Dealloc(writer: _PyUnicodeWriter): void {
  const buffer = writer.buffer;
  writer.buffer = null;
  Py_XDECREF(buffer);
}
