/** Many int constants of a native module from one text. */

import { Py_XDECREF, PyObject } from "../object/object";
import { PyDict_SetItem } from "./dict";
import { PyLong_FromLong } from "./int";
import { PyModule_GetDict } from "./module";
import { PyUnicode_FromStringAndSize } from "./str";
import { PyUnicode_InternInPlace } from "./str-intern";

const BLANK: u8 = 32;
const MINUS: u8 = 45;
const ZERO: i64 = 48;

/** Address of the end of the word at `at`. */
function word_end(at: usize): usize {
  while (load<u8>(at) !== BLANK && load<u8>(at) !== 0) at++;
  return at;
}

/** Value of the decimal number from `at` to `end`. */
function number_of(at: usize, end: usize): i64 {
  const negative = load<u8>(at) === MINUS;
  let value: i64 = 0;
  for (let p = negative ? at + 1 : at; p < end; p++) value = value * 10 + <i64>load<u8>(p) - ZERO;
  return negative ? -value : value;
}

/** The interned str of `length` characters: new reference, NULL with MemoryError. */
function interned(text: usize, length: i32): PyObject | null {
  const name = PyUnicode_FromStringAndSize(text, length);
  return name ? PyUnicode_InternInPlace(name) : null;
}

/**
 * module.NAME = VALUE for each pair of `table`, "NAME VALUE NAME VALUE ...". With `by_value` (a dict) also by_value[VALUE] = NAME.
 * -1 with an exception.
 */
export function module_int_constants(module: PyObject, table: usize, by_value: PyObject | null = null): i32 {
  const dict = PyModule_GetDict(module);
  let at = table;
  while (load<u8>(at) !== 0) {
    const name_end = word_end(at);
    const value_end = word_end(name_end + 1);
    const name = interned(at, <i32>(name_end - at));
    const value = PyLong_FromLong(number_of(name_end + 1, value_end));
    let status = name && value ? PyDict_SetItem(dict, name, value) : -1;
    if (status === 0 && by_value) status = PyDict_SetItem(by_value, value!, name!);
    Py_XDECREF(name);
    Py_XDECREF(value);
    if (status < 0) return -1;
    at = load<u8>(value_end) === 0 ? value_end : value_end + 1;
  }
  return 0;
}
