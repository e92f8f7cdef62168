/**
 * int to text in bases 2, 8, 10, 16. CPython: long_to_decimal_string_internal, long_format_binary of Objects/longobject.c.
 */
import { PyObject } from "../object/object";
import { _PyUnicodeWriter } from "./str-writer";

/** tp_repr of int. Returns a new reference; ValueError beyond sys.get_int_max_str_digits(). */
export function long_to_decimal_string(_o: PyObject): PyObject | null {
  unreachable();
}

/** Text in base 2, 8, 16 (with prefix) or 10. Returns a new reference. */
export function _PyLong_Format(_o: PyObject, _base: i32): PyObject | null {
  unreachable();
}

/** Appends the text, with prefix when `alternate`; 0, or -1 with an exception. */
export function _PyLong_FormatWriter(_writer: _PyUnicodeWriter, _o: PyObject, _base: i32, _alternate: bool): i32 {
  unreachable();
}

/** Characters of the text (ASCII; for bytes formatting) written to `buffer`; -1 with an exception. `buffer` 0: only the length. */
export function _PyLong_FormatASCII(_o: PyObject, _base: i32, _alternate: bool, _buffer: usize): i32 {
  unreachable();
}
