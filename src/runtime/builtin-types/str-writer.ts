/**
 * Builds a str piece by piece. CPython: _PyUnicodeWriter of Objects/unicodeobject.c.
 *
 * A writer lives on the native stack: `const w = _PyUnicodeWriter_OnStack(); ... stack_release(mark)`. After an error call
 * _PyUnicodeWriter_Dealloc; _PyUnicodeWriter_Finish empties it.
 */
import { Py_ssize_t, PyObject } from "../object/object";

@unmanaged
export class _PyUnicodeWriter {
  /** Owned; NULL: nothing written yet. */
  buffer: PyObject | null;
  data: usize;
  kind: i32;
  maxchar: u32;
  size: Py_ssize_t;
  pos: Py_ssize_t;
  /** Minimum number of allocated characters. */
  min_length: Py_ssize_t;
  /** Minimum maxchar of the buffer. */
  min_char: u32;
  overallocate: u8;
  /** The buffer is somebody else's str. */
  readonly: u8;
}

/** An initialised writer on the native stack. */
export function _PyUnicodeWriter_OnStack(): _PyUnicodeWriter {
  unreachable();
}

export function _PyUnicodeWriter_Init(writer: _PyUnicodeWriter): void {
  unreachable();
}

/** Room for `length` more characters up to `maxchar`. -1 on error. */
export function _PyUnicodeWriter_Prepare(writer: _PyUnicodeWriter, length: Py_ssize_t, maxchar: u32): i32 {
  unreachable();
}

/** -1 on error. */
export function _PyUnicodeWriter_WriteChar(writer: _PyUnicodeWriter, ch: u32): i32 {
  unreachable();
}

/** -1 on error. Counts its own reference to `str`. */
export function _PyUnicodeWriter_WriteStr(writer: _PyUnicodeWriter, str: PyObject): i32 {
  unreachable();
}

/** str[start:end]. -1 on error. */
export function _PyUnicodeWriter_WriteSubstring(
  writer: _PyUnicodeWriter,
  str: PyObject,
  start: Py_ssize_t,
  end: Py_ssize_t,
): i32 {
  unreachable();
}

/** `len` ASCII characters (-1: NUL-terminated). -1 on error. */
export function _PyUnicodeWriter_WriteASCIIString(writer: _PyUnicodeWriter, ascii: usize, len: Py_ssize_t): i32 {
  unreachable();
}

/** `len` latin-1 characters. -1 on error. */
export function _PyUnicodeWriter_WriteLatin1String(writer: _PyUnicodeWriter, str: usize, len: Py_ssize_t): i32 {
  unreachable();
}

/** The text as a str; empties the writer. Returns a new reference. */
export function _PyUnicodeWriter_Finish(writer: _PyUnicodeWriter): PyObject | null {
  unreachable();
}

/** Gives up what has been written. */
export function _PyUnicodeWriter_Dealloc(writer: _PyUnicodeWriter): void {
  unreachable();
}
