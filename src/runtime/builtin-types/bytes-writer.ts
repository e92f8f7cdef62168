/**
 * Builds a bytes or bytearray object of unknown size. CPython: _PyBytesWriter of Objects/bytesobject.c.
 *
 * Small results are built in a buffer inside the writer (on the native stack) and allocated once, exactly; larger ones in
 * the object itself. The caller holds the write position `str`; every function that may move the buffer returns the new
 * position, 0 on error (then the writer has been emptied).
 */

import { PyErr_NoMemory } from "../abstract/errors";
import { stack_alloc } from "../object/native-stack";
import { Py_DECREF, Py_ssize_t, Py_XDECREF, PyObject } from "../object/object";
import { PyByteArray_AS_STRING, PyByteArray_FromStringAndSize, PyByteArray_Resize } from "./bytearray";
import { _PyBytes_Resize, PyBytes_AS_STRING, PyBytes_FromStringAndSize } from "./bytes";

const SMALL_BUFFER_SIZE: i32 = 512;
const OVERALLOCATE_FACTOR: i32 = 4;
const MAX_SIZE: i32 = 0x7fffff00;

@unmanaged
export class _PyBytesWriter {
  /** Owned bytes or bytearray; NULL while the small buffer is in use. */
  buffer: PyObject | null;
  allocated: Py_ssize_t;
  /** Bytes that are certainly needed. */
  min_size: Py_ssize_t;
  use_bytearray: i32;
  overallocate: i32;
  use_small_buffer: i32;
  pad: i32;
}

/** An initialised writer on the native stack. */
export function _PyBytesWriter_OnStack(): _PyBytesWriter {
  const writer = changetype<_PyBytesWriter>(stack_alloc(offsetof<_PyBytesWriter>() + <usize>SMALL_BUFFER_SIZE));
  _PyBytesWriter_Init(writer);
  return writer;
}

export function _PyBytesWriter_Init(writer: _PyBytesWriter): void {
  memory.fill(changetype<usize>(writer), 0, offsetof<_PyBytesWriter>());
}

/** @inline */
function small_buffer(writer: _PyBytesWriter): usize {
  return changetype<usize>(writer) + offsetof<_PyBytesWriter>();
}

export function _PyBytesWriter_Dealloc(writer: _PyBytesWriter): void {
  const buffer = writer.buffer;
  writer.buffer = null;
  Py_XDECREF(buffer);
}

/** Address of the first byte. */
export function _PyBytesWriter_Start(writer: _PyBytesWriter): usize {
  if (writer.use_small_buffer) return small_buffer(writer);
  const buffer = writer.buffer!;
  return writer.use_bytearray ? PyByteArray_AS_STRING(buffer) : PyBytes_AS_STRING(buffer);
}

/** First room of `size` bytes. */
export function _PyBytesWriter_Alloc(writer: _PyBytesWriter, size: Py_ssize_t): usize {
  writer.use_small_buffer = 1;
  writer.allocated = SMALL_BUFFER_SIZE;
  return _PyBytesWriter_Prepare(writer, small_buffer(writer), size);
}

/** Room for `size` more bytes. @inline */
export function _PyBytesWriter_Prepare(writer: _PyBytesWriter, str: usize, size: Py_ssize_t): usize {
  if (size === 0) return str;
  if (writer.min_size > MAX_SIZE - size) {
    PyErr_NoMemory();
    _PyBytesWriter_Dealloc(writer);
    return 0;
  }
  writer.min_size += size;
  return writer.min_size > writer.allocated ? _PyBytesWriter_Resize(writer, str, writer.min_size) : str;
}

/** Makes the buffer at least `size` bytes. */
export function _PyBytesWriter_Resize(writer: _PyBytesWriter, str: usize, size: Py_ssize_t): usize {
  let allocated = size;
  if (writer.overallocate && allocated <= MAX_SIZE - allocated / OVERALLOCATE_FACTOR) {
    allocated += allocated / OVERALLOCATE_FACTOR;
  }
  const start = _PyBytesWriter_Start(writer);
  const pos = str - start;
  if (!(writer.use_small_buffer ? leave_small_buffer(writer, allocated, pos) : resize_buffer(writer, allocated))) {
    _PyBytesWriter_Dealloc(writer);
    return 0;
  }
  writer.allocated = allocated;
  return _PyBytesWriter_Start(writer) + pos;
}

function leave_small_buffer(writer: _PyBytesWriter, allocated: Py_ssize_t, pos: usize): bool {
  writer.buffer = writer.use_bytearray
    ? PyByteArray_FromStringAndSize(0, allocated)
    : PyBytes_FromStringAndSize(0, allocated);
  if (!writer.buffer) return false;
  writer.use_small_buffer = 0;
  if (pos !== 0) memory.copy(_PyBytesWriter_Start(writer), small_buffer(writer), pos);
  return true;
}

function resize_buffer(writer: _PyBytesWriter, size: Py_ssize_t): bool {
  const buffer = writer.buffer!;
  if (writer.use_bytearray) return PyByteArray_Resize(buffer, size) === 0;
  writer.buffer = _PyBytes_Resize(buffer, size);
  return writer.buffer !== null;
}

/** Appends bytes. */
export function _PyBytesWriter_WriteBytes(writer: _PyBytesWriter, str: usize, bytes: usize, size: Py_ssize_t): usize {
  const at = _PyBytesWriter_Prepare(writer, str, size);
  if (at === 0) return 0;
  memory.copy(at, bytes, <usize>size);
  return at + <usize>size;
}

/** The bytes before `str` as an object; empties the writer. Returns a new reference, NULL on error. */
export function _PyBytesWriter_Finish(writer: _PyBytesWriter, str: usize): PyObject | null {
  const size = <i32>(str - _PyBytesWriter_Start(writer));
  if (size === 0 && !writer.use_bytearray) {
    _PyBytesWriter_Dealloc(writer);
    return PyBytes_FromStringAndSize(0, 0);
  }
  if (writer.use_small_buffer) {
    const start = small_buffer(writer);
    return writer.use_bytearray ? PyByteArray_FromStringAndSize(start, size) : PyBytes_FromStringAndSize(start, size);
  }
  const result = writer.buffer!;
  writer.buffer = null;
  if (size === writer.allocated) return result;
  if (!writer.use_bytearray) return _PyBytes_Resize(result, size);
  if (PyByteArray_Resize(result, size) < 0) {
    Py_DECREF(result);
    return null;
  }
  return result;
}
