/**
 * Questions about all characters: isalpha and relatives. CPython: unicode_isalpha_impl ... of Objects/unicodeobject.c.
 */
import { PyObject } from "../object/object";
import { Py_False, Py_True } from "../object/static-types";
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII, PyUnicode_KIND, PyUnicode_READ } from "./str";
import {
  _PyUnicode_IsAlpha,
  _PyUnicode_IsDecimalDigit,
  _PyUnicode_IsDigit,
  _PyUnicode_IsLowercase,
  _PyUnicode_IsNumeric,
  _PyUnicode_IsPrintable,
  _PyUnicode_IsTitlecase,
  _PyUnicode_IsUppercase,
  _PyUnicode_IsXidContinue,
  _PyUnicode_IsXidStart,
  Py_UNICODE_ISALNUM,
  Py_UNICODE_ISSPACE,
} from "./unicode-ctype";

const IS_ALPHA: i32 = 0;
const IS_ALNUM: i32 = 1;
const IS_DECIMAL: i32 = 2;
const IS_DIGIT: i32 = 3;
const IS_NUMERIC: i32 = 4;
const IS_SPACE: i32 = 5;
const IS_PRINTABLE: i32 = 6;

/** @inline */
function PyBool(truth: bool): PyObject {
  return truth ? Py_True : Py_False;
}

function has(test: i32, ch: u32): bool {
  switch (test) {
    case IS_ALPHA:
      return _PyUnicode_IsAlpha(ch);
    case IS_ALNUM:
      return Py_UNICODE_ISALNUM(ch);
    case IS_DECIMAL:
      return _PyUnicode_IsDecimalDigit(ch);
    case IS_DIGIT:
      return _PyUnicode_IsDigit(ch);
    case IS_NUMERIC:
      return _PyUnicode_IsNumeric(ch);
    case IS_SPACE:
      return Py_UNICODE_ISSPACE(ch);
    default:
      return _PyUnicode_IsPrintable(ch);
  }
}

/** Every character passes, and there is one. */
function all(self: PyObject, test: i32): PyObject {
  const kind = PyUnicode_KIND(self);
  const data = PyUnicode_DATA(self);
  const length = PyUnicode_GET_LENGTH(self);
  for (let i = 0; i < length; i++) if (!has(test, PyUnicode_READ(kind, data, i))) return Py_False;
  return PyBool(length > 0);
}

export function unicode_isalpha(self: PyObject, _unused: PyObject | null): PyObject | null {
  return all(self, IS_ALPHA);
}
export function unicode_isalnum(self: PyObject, _unused: PyObject | null): PyObject | null {
  return all(self, IS_ALNUM);
}
export function unicode_isdecimal(self: PyObject, _unused: PyObject | null): PyObject | null {
  return all(self, IS_DECIMAL);
}
export function unicode_isdigit(self: PyObject, _unused: PyObject | null): PyObject | null {
  return all(self, IS_DIGIT);
}
export function unicode_isnumeric(self: PyObject, _unused: PyObject | null): PyObject | null {
  return all(self, IS_NUMERIC);
}
export function unicode_isspace(self: PyObject, _unused: PyObject | null): PyObject | null {
  return all(self, IS_SPACE);
}
/** True of the empty str too. */
export function unicode_isprintable(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyUnicode_GET_LENGTH(self) === 0 ? Py_True : all(self, IS_PRINTABLE);
}
export function unicode_isascii(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyBool(PyUnicode_IS_ASCII(self));
}

/** A cased character, and all cased ones are lower (or upper) case. */
function all_of_case(self: PyObject, lower: bool): PyObject {
  const kind = PyUnicode_KIND(self);
  const data = PyUnicode_DATA(self);
  const length = PyUnicode_GET_LENGTH(self);
  let cased = false;
  for (let i = 0; i < length; i++) {
    const ch = PyUnicode_READ(kind, data, i);
    if (lower ? _PyUnicode_IsLowercase(ch) : _PyUnicode_IsUppercase(ch)) cased = true;
    else if (lower ? _PyUnicode_IsUppercase(ch) : _PyUnicode_IsLowercase(ch)) return Py_False;
    else if (_PyUnicode_IsTitlecase(ch)) return Py_False;
  }
  return PyBool(cased);
}

export function unicode_islower(self: PyObject, _unused: PyObject | null): PyObject | null {
  return all_of_case(self, true);
}
export function unicode_isupper(self: PyObject, _unused: PyObject | null): PyObject | null {
  return all_of_case(self, false);
}

export function unicode_istitle(self: PyObject, _unused: PyObject | null): PyObject | null {
  const kind = PyUnicode_KIND(self);
  const data = PyUnicode_DATA(self);
  const length = PyUnicode_GET_LENGTH(self);
  let cased = false;
  let previous_is_cased = false;
  for (let i = 0; i < length; i++) {
    const ch = PyUnicode_READ(kind, data, i);
    if (_PyUnicode_IsUppercase(ch) || _PyUnicode_IsTitlecase(ch)) {
      if (previous_is_cased) return Py_False;
      previous_is_cased = true;
      cased = true;
    } else if (_PyUnicode_IsLowercase(ch)) {
      if (!previous_is_cased) return Py_False;
    } else previous_is_cased = false;
  }
  return PyBool(cased);
}

/** Characters of the longest identifier at the start. */
export function _PyUnicode_ScanIdentifier(self: PyObject): i32 {
  const kind = PyUnicode_KIND(self);
  const data = PyUnicode_DATA(self);
  const length = PyUnicode_GET_LENGTH(self);
  if (length === 0) return 0;
  const first = PyUnicode_READ(kind, data, 0);
  if (!_PyUnicode_IsXidStart(first) && first !== 0x5f) return 0;
  let i = 1;
  while (i < length && _PyUnicode_IsXidContinue(PyUnicode_READ(kind, data, i))) i++;
  return i;
}

export function PyUnicode_IsIdentifier(self: PyObject): bool {
  const length = PyUnicode_GET_LENGTH(self);
  return length !== 0 && _PyUnicode_ScanIdentifier(self) === length;
}

export function unicode_isidentifier(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyBool(PyUnicode_IsIdentifier(self));
}
