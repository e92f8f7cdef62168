/**
 * The syntax of replacement fields: `{name.attr[item]!r:spec}` in a text, and what a field name consists of.
 * CPython: MarkupIterator, FieldNameIterator, field_name_split of stringlib/unicode_format.h.
 *
 * Parts of the format string are positions start..end in a str that the caller keeps alive.
 */

import { PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { Py_ssize_t, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_ValueError } from "../object/static-types";
import { PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ } from "./str";
import { Py_UNICODE_TODECIMAL } from "./unicode-ctype";

const OPEN: u32 = 0x7b;
const CLOSE: u32 = 0x7d;
const BRACKET: u32 = 0x5b;
const CLOSE_BRACKET: u32 = 0x5d;
const DOT: u32 = 0x2e;
const COLON: u32 = 0x3a;
const BANG: u32 = 0x21;

export const ANS_INIT: i32 = 0;
export const ANS_AUTO: i32 = 1;
export const ANS_MANUAL: i32 = 2;

/** Numbering of fields without names; shared with nested specifications. */
@unmanaged
export class AutoNumber {
  an_state: i32;
  an_field_number: i32;
}

/** Walks over a text with replacement fields; what MarkupIterator_next found last is in the fields below `end`. */
@unmanaged
export class MarkupIterator {
  /** Borrowed. */
  str: PyObject;
  start: i32;
  end: i32;
  literal_start: i32;
  literal_end: i32;
  field_present: i32;
  name_start: i32;
  name_end: i32;
  /** Both -1: no specification. */
  spec_start: i32;
  spec_end: i32;
  spec_needs_expanding: i32;
  /** A character, or 0. */
  conversion: u32;
}

export function MarkupIterator_init(m: MarkupIterator, str: PyObject, start: Py_ssize_t, end: Py_ssize_t): void {
  m.str = str;
  m.start = start;
  m.end = end;
}

/** ValueError with a text. Returns 0, which means an error in this file. */
function fail(text: usize): i32 {
  PyErr_SetString(PyExc_ValueError, text);
  return 0;
}

/** The next literal text and the field behind it: 2; 1 at the end; 0 with ValueError. */
export function MarkupIterator_next(m: MarkupIterator): i32 {
  m.field_present = 0;
  m.name_start = 0;
  m.name_end = 0;
  m.spec_start = -1;
  m.spec_end = -1;
  m.spec_needs_expanding = 0;
  m.conversion = 0;
  if (m.start >= m.end) return 1;
  const kind = PyUnicode_KIND(m.str);
  const data = PyUnicode_DATA(m.str);
  const start = m.start;
  let c: u32 = 0;
  let markup_follows = false;
  while (m.start < m.end && !markup_follows) {
    c = PyUnicode_READ(kind, data, m.start++);
    markup_follows = c === OPEN || c === CLOSE;
  }
  const at_end = m.start >= m.end;
  const doubled = !at_end && PyUnicode_READ(kind, data, m.start) === c;
  let literal_end = m.start;
  if (markup_follows) {
    if (c === CLOSE && !doubled) return fail(cstr("Single '}' encountered in format string"));
    if (at_end) return fail(cstr("Single '{' encountered in format string"));
    if (doubled) {
      // "{{" and "}}" are literal: the first stays, the second is skipped.
      m.start++;
      markup_follows = false;
    } else literal_end--;
  }
  m.literal_start = start;
  m.literal_end = literal_end;
  if (!markup_follows) return 2;
  m.field_present = 1;
  return parse_field(m, kind, data) ? 2 : 0;
}

/** The field name: up to ':', '!' or '}', brackets skipped. Returns the character that ended it, 0 on error. */
function parse_name(m: MarkupIterator, kind: i32, data: usize): u32 {
  let c: u32 = 0;
  m.name_start = m.start;
  while (m.start < m.end) {
    c = PyUnicode_READ(kind, data, m.start++);
    if (c === OPEN) return fail(cstr("unexpected '{' in field name"));
    if (c === BRACKET) {
      while (m.start < m.end && PyUnicode_READ(kind, data, m.start) !== CLOSE_BRACKET) m.start++;
    } else if (c === CLOSE || c === COLON || c === BANG) break;
  }
  m.name_end = m.start - 1;
  if (c === CLOSE || c === COLON || c === BANG) return c;
  return fail(cstr("expected '}' before end of string"));
}

/** A field, behind its '{'. False with ValueError. */
function parse_field(m: MarkupIterator, kind: i32, data: usize): bool {
  let c = parse_name(m, kind, data);
  if (c === 0) return false;
  if (c === CLOSE) return true;
  if (c === BANG) {
    if (m.start >= m.end) return fail(cstr("end of string while looking for conversion specifier")) !== 0;
    m.conversion = PyUnicode_READ(kind, data, m.start++);
    if (m.start < m.end) {
      c = PyUnicode_READ(kind, data, m.start++);
      if (c === CLOSE) return true;
      if (c !== COLON) return fail(cstr("expected ':' after conversion specifier")) !== 0;
    }
  }
  m.spec_start = m.start;
  for (let depth = 1; m.start < m.end; ) {
    c = PyUnicode_READ(kind, data, m.start++);
    if (c === OPEN) {
      m.spec_needs_expanding = 1;
      depth++;
    } else if (c === CLOSE && --depth === 0) {
      m.spec_end = m.start - 1;
      return true;
    }
  }
  return fail(cstr("unmatched '{' in format spec")) !== 0;
}

/** str[start:end] as an index: -1 if it is not all digits, -2 with ValueError. */
function get_integer(str: PyObject, start: i32, end: i32): i64 {
  if (start >= end) return -1;
  const kind = PyUnicode_KIND(str);
  const data = PyUnicode_DATA(str);
  let value: i64 = 0;
  for (let i = start; i < end; i++) {
    const digit = <i64>Py_UNICODE_TODECIMAL(PyUnicode_READ(kind, data, i));
    if (digit < 0) return -1;
    if (value > (i64.MAX_VALUE - digit) / 10) {
      PyErr_SetString(PyExc_ValueError, cstr("Too many decimal digits in format string"));
      return -2;
    }
    value = value * 10 + digit;
  }
  return value;
}

/** Walks over the parts of a field name behind the first: `.attr` and `[item]`. */
@unmanaged
export class FieldNameIterator {
  /** Borrowed. */
  str: PyObject;
  index: i32;
  end: i32;
  is_attribute: i32;
  name_start: i32;
  name_end: i32;
  pad: i32;
  /** The item as a number, -1: a name. */
  name_idx: i64;
}

/** The next part: 2; 1 at the end; 0 with ValueError. */
export function FieldNameIterator_next(f: FieldNameIterator): i32 {
  if (f.index >= f.end) return 1;
  const kind = PyUnicode_KIND(f.str);
  const data = PyUnicode_DATA(f.str);
  const c = PyUnicode_READ(kind, data, f.index++);
  f.name_start = f.index;
  f.name_idx = -1;
  if (c === DOT) {
    f.is_attribute = 1;
    while (f.index < f.end) {
      const ch = PyUnicode_READ(kind, data, f.index);
      if (ch === DOT || ch === BRACKET) break;
      f.index++;
    }
    f.name_end = f.index;
  } else if (c === BRACKET) {
    f.is_attribute = 0;
    while (f.index < f.end && PyUnicode_READ(kind, data, f.index) !== CLOSE_BRACKET) f.index++;
    if (f.index >= f.end) return fail(cstr("Missing ']' in format string"));
    f.name_end = f.index++;
    f.name_idx = get_integer(f.str, f.name_start, f.name_end);
    if (f.name_idx === -2) return 0;
  } else return fail(cstr("Only '.' or '[' may follow ']' in format field specifier"));
  if (f.name_start === f.name_end) return fail(cstr("Empty attribute in format string"));
  return 2;
}

/** ValueError when numbered and automatic fields are mixed. */
function autonumber_state_error(state: i32, field_name_is_empty: bool): bool {
  if (state === ANS_MANUAL && field_name_is_empty) {
    PyErr_SetString(
      PyExc_ValueError,
      cstr("cannot switch from manual field specification to automatic field numbering"),
    );
    return true;
  }
  if (state === ANS_AUTO && !field_name_is_empty) {
    PyErr_SetString(
      PyExc_ValueError,
      cstr("cannot switch from automatic field numbering to manual field specification"),
    );
    return true;
  }
  return false;
}

/**
 * Splits str[start:end]: the first part ends where `rest` begins (its `index`); returns 1, or 0 with ValueError. The first part's
 * number, -1 for a name, is in `tstate.out_i64`. `auto_number` NULL: an empty name is a name.
 */
export function field_name_split(
  str: PyObject,
  start: Py_ssize_t,
  end: Py_ssize_t,
  rest: FieldNameIterator,
  auto_number: AutoNumber | null,
): i32 {
  const kind = PyUnicode_KIND(str);
  const data = PyUnicode_DATA(str);
  let i = start;
  while (i < end) {
    const c = PyUnicode_READ(kind, data, i);
    if (c === DOT || c === BRACKET) break;
    i++;
  }
  rest.str = str;
  rest.index = i;
  rest.end = end;
  let first_idx = get_integer(str, start, i);
  if (first_idx === -2) return 0;
  const empty = start >= i;
  if (auto_number && (empty || first_idx !== -1)) {
    if (auto_number.an_state === ANS_INIT) auto_number.an_state = empty ? ANS_AUTO : ANS_MANUAL;
    if (autonumber_state_error(auto_number.an_state, empty)) return 0;
    if (empty) {
      first_idx = <i64>auto_number.an_field_number;
      auto_number.an_field_number++;
    }
  }
  tstate.out_i64 = first_idx;
  return 1;
}
