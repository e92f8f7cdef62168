/** SyntaxError and its subclasses. CPython: Objects/exceptions.c, Python/errors.c. Header: the bodies follow. */
import { PyObject } from "../object/object";
import { PyTypeObject } from "../object/type-object";

/**
 * Raises `type` (SyntaxError or a subclass) with (msg, (filename, lineno, offset, text, end_lineno, end_offset)); borrows
 * all. `text` NULL: None. Offsets begin at 1; `end_lineno` -1: without an end.
 */
export function _PyErr_RaiseSyntaxError(
  _type: PyTypeObject,
  _msg: PyObject,
  _filename: PyObject,
  _lineno: i32,
  _offset: i32,
  _end_lineno: i32,
  _end_offset: i32,
  _text: PyObject | null,
): void {
  unreachable();
}

export function init_exception_syntax_types(): void {
  unreachable();
}
