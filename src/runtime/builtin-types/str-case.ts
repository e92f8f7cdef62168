/**
 * Changing case. CPython: case_operation and its parts of Objects/unicodeobject.c, ascii_upper_or_lower.
 *
 * A character may become up to three, so the result is built with four bytes a character in a PyMem block, then copied.
 */

import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { Py_ssize_t, PyObject } from "../object/object";
import { PyExc_OverflowError } from "../object/static-types";
import {
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicode_New,
  PyUnicode_READ,
  unicode_result_unchanged,
} from "./str";
import { convert_characters, ucs4lib_find_max_char } from "./str-copy";
import {
  _PyUnicode_IsCased,
  _PyUnicode_IsCaseIgnorable,
  _PyUnicode_IsLowercase,
  _PyUnicode_IsUppercase,
  _PyUnicode_ToFoldedFull,
  _PyUnicode_ToLowerFull,
  _PyUnicode_ToTitleFull,
  _PyUnicode_ToUpperFull,
} from "./unicode-ctype";

const DO_LOWER: i32 = 0;
const DO_UPPER: i32 = 1;
const DO_TITLE: i32 = 2;
const DO_CASEFOLD: i32 = 3;
const DO_SWAPCASE: i32 = 4;
const DO_CAPITALIZE: i32 = 5;

const CAPITAL_SIGMA: u32 = 0x3a3;

/** The bytes that are ASCII letters between `first` and `first` + 25, eight at once: 0x80 in each. */
function letters_mask(x: u64, first: u64): u64 {
  const ones: u64 = 0x0101010101010101;
  const low = x & (ones * 0x7f);
  // Bit 7 of a byte: low >= first, and low <= first + 25; bytes above 0x7f do not count.
  return (low + ones * (0x80 - first)) & ~(low + ones * (0x7f - first - 25)) & ~x & (ones * 0x80);
}

/** Copies `size` bytes with the case of ASCII letters changed: those from `first` on get bit 5 flipped. */
export function ascii_flip_case(from: usize, to: usize, size: Py_ssize_t, first: u64): void {
  const end = from + <usize>size;
  while (from + 8 <= end) {
    const x = load<u64>(from);
    store<u64>(to, x ^ (letters_mask(x, first) >> 2));
    from += 8;
    to += 8;
  }
  while (from < end) {
    const c = <u32>load<u8>(from);
    store<u8>(to, c - <u32>first < 26 ? c ^ 0x20 : c);
    from++;
    to++;
  }
}

export const UPPER_A: u64 = 0x41;
export const LOWER_A: u64 = 0x61;

function ascii_upper_or_lower(self: PyObject, lower: bool): PyObject | null {
  const length = PyUnicode_GET_LENGTH(self);
  const result = PyUnicode_New(length, 127);
  if (result && length) {
    ascii_flip_case(PyUnicode_DATA(self), PyUnicode_DATA(result), length, lower ? UPPER_A : LOWER_A);
  }
  return result;
}

/** Final sigma where a cased letter comes before (case-ignorable characters between) and none behind. */
function handle_capital_sigma(kind: i32, data: usize, length: i32, i: i32): u32 {
  let j = i - 1;
  while (j >= 0 && _PyUnicode_IsCaseIgnorable(PyUnicode_READ(kind, data, j))) j--;
  let final_sigma = j >= 0 && _PyUnicode_IsCased(PyUnicode_READ(kind, data, j));
  if (final_sigma) {
    j = i + 1;
    while (j < length && _PyUnicode_IsCaseIgnorable(PyUnicode_READ(kind, data, j))) j++;
    final_sigma = j === length || !_PyUnicode_IsCased(PyUnicode_READ(kind, data, j));
  }
  return final_sigma ? 0x3c2 : 0x3c3;
}

/** Lower case of the character `c` at index i; returns the number of characters written. */
function lower_ucs4(kind: i32, data: usize, length: i32, i: i32, c: u32, mapped: usize): i32 {
  if (c === CAPITAL_SIGMA) {
    store<u32>(mapped, handle_capital_sigma(kind, data, length, i));
    return 1;
  }
  return _PyUnicode_ToLowerFull(c, mapped);
}

/** Writes what becomes of each character; returns the number of characters written. */
function perform(operation: i32, kind: i32, data: usize, length: i32, res: usize): i32 {
  let p = res;
  let previous_is_cased: bool = false;
  for (let i = 0; i < length; i++) {
    const c = PyUnicode_READ(kind, data, i);
    let n: i32;
    switch (operation) {
      case DO_LOWER:
        n = lower_ucs4(kind, data, length, i, c, p);
        break;
      case DO_UPPER:
        n = _PyUnicode_ToUpperFull(c, p);
        break;
      case DO_TITLE:
        n = previous_is_cased ? lower_ucs4(kind, data, length, i, c, p) : _PyUnicode_ToTitleFull(c, p);
        previous_is_cased = _PyUnicode_IsCased(c);
        break;
      case DO_CASEFOLD:
        n = _PyUnicode_ToFoldedFull(c, p);
        break;
      case DO_SWAPCASE:
        if (_PyUnicode_IsUppercase(c)) n = lower_ucs4(kind, data, length, i, c, p);
        else if (_PyUnicode_IsLowercase(c)) n = _PyUnicode_ToUpperFull(c, p);
        else {
          store<u32>(p, c);
          n = 1;
        }
        break;
      default:
        n = i === 0 ? _PyUnicode_ToTitleFull(c, p) : lower_ucs4(kind, data, length, i, c, p);
    }
    p += (<usize>n) << 2;
  }
  return <i32>((p - res) >> 2);
}

function case_operation(self: PyObject, operation: i32): PyObject | null {
  const length = PyUnicode_GET_LENGTH(self);
  if (length > i32.MAX_VALUE / 12) {
    PyErr_SetString(PyExc_OverflowError, cstr("string is too long"));
    return null;
  }
  const tmp = PyMem_Malloc(<usize>length * 12);
  if (tmp === 0) return PyErr_NoMemory();
  const newlength = perform(operation, PyUnicode_KIND(self), PyUnicode_DATA(self), length, tmp);
  const result = PyUnicode_New(newlength, ucs4lib_find_max_char(tmp, newlength));
  if (result && newlength) convert_characters(4, tmp, PyUnicode_KIND(result), PyUnicode_DATA(result), newlength);
  PyMem_Free(tmp);
  return result;
}

export function unicode_lower(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyUnicode_IS_ASCII(self) ? ascii_upper_or_lower(self, true) : case_operation(self, DO_LOWER);
}

export function unicode_upper(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyUnicode_IS_ASCII(self) ? ascii_upper_or_lower(self, false) : case_operation(self, DO_UPPER);
}

export function unicode_casefold(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyUnicode_IS_ASCII(self) ? ascii_upper_or_lower(self, true) : case_operation(self, DO_CASEFOLD);
}

export function unicode_title(self: PyObject, _unused: PyObject | null): PyObject | null {
  return case_operation(self, DO_TITLE);
}

export function unicode_swapcase(self: PyObject, _unused: PyObject | null): PyObject | null {
  return case_operation(self, DO_SWAPCASE);
}

export function unicode_capitalize(self: PyObject, _unused: PyObject | null): PyObject | null {
  if (PyUnicode_GET_LENGTH(self) === 0) return unicode_result_unchanged(self);
  return case_operation(self, DO_CAPITALIZE);
}
