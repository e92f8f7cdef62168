/**
 * Case and character classes of ASCII bytes. CPython: Objects/bytes_methods.c, stringlib/ctype.h.
 */
import { Py_ssize_t, PyObject } from "../object/object";
import { Py_False, Py_True } from "../object/static-types";
import { bytes_like_data, bytes_like_new, bytes_like_size } from "./bytes-like";
import { ascii_flip_case, LOWER_A, UPPER_A } from "./str-case";
import { ascii_prefix } from "./str-copy";

/** @inline */
export function Py_ISLOWER(c: u32): bool {
  return c - 0x61 < 26;
}
/** @inline */
export function Py_ISUPPER(c: u32): bool {
  return c - 0x41 < 26;
}
/** @inline */
export function Py_ISALPHA(c: u32): bool {
  return (c | 0x20) - 0x61 < 26;
}
/** @inline */
export function Py_ISDIGIT(c: u32): bool {
  return c - 0x30 < 10;
}
/** @inline */
export function Py_ISALNUM(c: u32): bool {
  return Py_ISALPHA(c) || Py_ISDIGIT(c);
}
/** 9 to 13, 32. @inline */
export function Py_ISSPACE(c: u32): bool {
  return c === 32 || c - 9 < 5;
}
/** @inline */
export function Py_TOLOWER(c: u32): u32 {
  return Py_ISUPPER(c) ? c | 0x20 : c;
}
/** @inline */
export function Py_TOUPPER(c: u32): u32 {
  return Py_ISLOWER(c) ? c & ~(<u32>0x20) : c;
}

const IS_SPACE: i32 = 0;
const IS_ALPHA: i32 = 1;
const IS_ALNUM: i32 = 2;
const IS_DIGIT: i32 = 3;

function all(self: PyObject, test: i32): PyObject {
  const size = bytes_like_size(self);
  let p = bytes_like_data(self);
  const end = p + <usize>size;
  if (size === 0) return Py_False;
  for (; p < end; p++) {
    const c: u32 = load<u8>(p);
    let passes: bool;
    if (test === IS_SPACE) passes = Py_ISSPACE(c);
    else if (test === IS_ALPHA) passes = Py_ISALPHA(c);
    else if (test === IS_ALNUM) passes = Py_ISALNUM(c);
    else passes = Py_ISDIGIT(c);
    if (!passes) return Py_False;
  }
  return Py_True;
}

export function bytes_isspace(self: PyObject, _unused: PyObject | null): PyObject | null {
  return all(self, IS_SPACE);
}
export function bytes_isalpha(self: PyObject, _unused: PyObject | null): PyObject | null {
  return all(self, IS_ALPHA);
}
export function bytes_isalnum(self: PyObject, _unused: PyObject | null): PyObject | null {
  return all(self, IS_ALNUM);
}
export function bytes_isdigit(self: PyObject, _unused: PyObject | null): PyObject | null {
  return all(self, IS_DIGIT);
}
export function bytes_isascii(self: PyObject, _unused: PyObject | null): PyObject | null {
  const size = bytes_like_size(self);
  return ascii_prefix(bytes_like_data(self), size) === size ? Py_True : Py_False;
}

/** There are letters, all of one case. */
function all_of_case(self: PyObject, lower: bool): PyObject {
  let p = bytes_like_data(self);
  const end = p + <usize>bytes_like_size(self);
  let cased = false;
  for (; p < end; p++) {
    const c: u32 = load<u8>(p);
    if (lower ? Py_ISUPPER(c) : Py_ISLOWER(c)) return Py_False;
    if (lower ? Py_ISLOWER(c) : Py_ISUPPER(c)) cased = true;
  }
  return cased ? Py_True : Py_False;
}

export function bytes_islower(self: PyObject, _unused: PyObject | null): PyObject | null {
  return all_of_case(self, true);
}
export function bytes_isupper(self: PyObject, _unused: PyObject | null): PyObject | null {
  return all_of_case(self, false);
}

export function bytes_istitle(self: PyObject, _unused: PyObject | null): PyObject | null {
  let p = bytes_like_data(self);
  const end = p + <usize>bytes_like_size(self);
  let cased = false;
  let previous_is_cased = false;
  for (; p < end; p++) {
    const c: u32 = load<u8>(p);
    if (Py_ISUPPER(c)) {
      if (previous_is_cased) return Py_False;
      previous_is_cased = true;
      cased = true;
    } else if (Py_ISLOWER(c)) {
      if (!previous_is_cased) return Py_False;
    } else previous_is_cased = false;
  }
  return cased ? Py_True : Py_False;
}

export function bytes_lower(self: PyObject, _unused: PyObject | null): PyObject | null {
  const size = bytes_like_size(self);
  const result = bytes_like_new(self, 0, size);
  if (result && size) ascii_flip_case(bytes_like_data(self), bytes_like_data(result), size, UPPER_A);
  return result;
}

export function bytes_upper(self: PyObject, _unused: PyObject | null): PyObject | null {
  const size = bytes_like_size(self);
  const result = bytes_like_new(self, 0, size);
  if (result && size) ascii_flip_case(bytes_like_data(self), bytes_like_data(result), size, LOWER_A);
  return result;
}

const TITLE: i32 = 0;
const CAPITALIZE: i32 = 1;
const SWAPCASE: i32 = 2;

function change_case(self: PyObject, how: i32): PyObject | null {
  const size: Py_ssize_t = bytes_like_size(self);
  const result = bytes_like_new(self, 0, size);
  if (!result || size === 0) return result;
  const from = bytes_like_data(self);
  const to = bytes_like_data(result);
  let begin = true;
  for (let i: usize = 0; i < <usize>size; i++) {
    const c: u32 = load<u8>(from + i);
    if (how === SWAPCASE) store<u8>(to + i, Py_ISALPHA(c) ? c ^ 0x20 : c);
    else {
      store<u8>(to + i, begin ? Py_TOUPPER(c) : Py_TOLOWER(c));
      begin = how === TITLE && !Py_ISALPHA(c);
    }
  }
  return result;
}

export function bytes_title(self: PyObject, _unused: PyObject | null): PyObject | null {
  return change_case(self, TITLE);
}
export function bytes_capitalize(self: PyObject, _unused: PyObject | null): PyObject | null {
  return change_case(self, CAPITALIZE);
}
export function bytes_swapcase(self: PyObject, _unused: PyObject | null): PyObject | null {
  return change_case(self, SWAPCASE);
}
