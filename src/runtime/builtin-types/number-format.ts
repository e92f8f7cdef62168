/**
 * format(number, spec). CPython: _PyLong_FormatAdvancedWriter, _PyFloat_FormatAdvancedWriter, _PyComplex_FormatAdvancedWriter
 * of Python/formatter_unicode.c. `spec` is a str, read from `start` to `end`.
 */
import { PyObject } from "../object/object";
import { _PyUnicodeWriter } from "./str-writer";

/** Appends; 0, or -1 with an exception. */
export function _PyLong_FormatAdvancedWriter(
  _writer: _PyUnicodeWriter,
  _o: PyObject,
  _spec: PyObject,
  _start: i32,
  _end: i32,
): i32 {
  unreachable();
}

/** Appends; 0, or -1 with an exception. */
export function _PyFloat_FormatAdvancedWriter(
  _writer: _PyUnicodeWriter,
  _o: PyObject,
  _spec: PyObject,
  _start: i32,
  _end: i32,
): i32 {
  unreachable();
}

/** Appends; 0, or -1 with an exception. */
export function _PyComplex_FormatAdvancedWriter(
  _writer: _PyUnicodeWriter,
  _o: PyObject,
  _spec: PyObject,
  _start: i32,
  _end: i32,
): i32 {
  unreachable();
}
