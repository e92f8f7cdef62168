/**
 * Format specifications: parsing them, and laying out numbers and text with sign, fill, width and grouping.
 * CPython: Python/formatter_unicode.c, stringlib/localeutil.h. The digits of numbers come from number-format.ts.
 *
 *   [[fill]align][sign]["z"]["#"]["0"][width][grouping]["." precision][type]
 */

import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_Str } from "../abstract/object-protocol";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_ssize_t, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_ValueError } from "../object/static-types";
import {
  get_latin1_char,
  PyUnicode_CheckExact,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  PyUnicode_MAX_CHAR_VALUE,
  PyUnicode_READ,
  PyUnicode_WRITE,
  unicode_get_empty,
} from "./str";
import { PyUnicode_Substring } from "./str-concat";
import { _PyUnicode_FindMaxChar, convert_characters, unicode_fill } from "./str-copy";
import { _PyUnicodeWriter, _PyUnicodeWriter_Prepare, _PyUnicodeWriter_WriteStr } from "./str-writer";
import { Py_UNICODE_TODECIMAL } from "./unicode-ctype";

export const LT_NO_LOCALE: u32 = 0;
export const LT_CURRENT_LOCALE: u32 = 1;
export const LT_UNDER_FOUR_LOCALE: u32 = 2;
export const LT_DEFAULT_LOCALE: u32 = 0x2c; // ','
export const LT_UNDERSCORE_LOCALE: u32 = 0x5f; // '_'

@unmanaged
export class InternalFormatSpec {
  fill_char: u32;
  align: u32;
  alternate: i32;
  no_neg_0: i32;
  /** A character, or 0. */
  sign: u32;
  thousands_separators: u32;
  /** -1: none. */
  width: i32;
  /** -1: none. */
  precision: i32;
  /** Presentation type, a character. */
  type: u32;
  pad: u32;
}

/** Decimal point, thousands separator, and how to group. Everything in it is immortal. */
@unmanaged
export class LocaleInfo {
  decimal_point: PyObject | null;
  thousands_sep: PyObject | null;
  /** Bytes, each a group's size; the last repeats (STOP_GROUPING ends). */
  grouping: usize;
}

/** What a number consists of, in characters; filled by calc_number_widths. */
@unmanaged
export class NumberFieldWidths {
  n_lpadding: i32;
  n_prefix: i32;
  n_spadding: i32;
  n_rpadding: i32;
  /** A character, or 0. */
  sign: u32;
  n_sign: i32;
  n_grouped_digits: i32;
  n_decimal: i32;
  n_remainder: i32;
  n_digits: i32;
  n_min_width: i32;
  pad: i32;
}

const STOP_GROUPING: u32 = 127;
const LEFT: u32 = 0x3c;
const RIGHT: u32 = 0x3e;
const CENTER: u32 = 0x5e;
const AFTER_SIGN: u32 = 0x3d;
const ZERO: u32 = 0x30;
const MINUS: u32 = 0x2d;

/** Uninitialised, on the native stack. */
export function InternalFormatSpec_OnStack(): InternalFormatSpec {
  return changetype<InternalFormatSpec>(stack_alloc(offsetof<InternalFormatSpec>()));
}

/** Uninitialised, on the native stack. */
export function LocaleInfo_OnStack(): LocaleInfo {
  return changetype<LocaleInfo>(stack_alloc(offsetof<LocaleInfo>()));
}

/** Uninitialised, on the native stack. */
export function NumberFieldWidths_OnStack(): NumberFieldWidths {
  return changetype<NumberFieldWidths>(stack_alloc(offsetof<NumberFieldWidths>()));
}

/** A position in a specification; on the native stack. */
@unmanaged
class SpecReader {
  kind: i32;
  data: usize;
  pos: i32;
  end: i32;
}

/** The next character, 0 at the end. @inline */
function peek(r: SpecReader): u32 {
  return r.pos < r.end ? PyUnicode_READ(r.kind, r.data, r.pos) : 0;
}

/** Takes the next character if it is `ch`. */
function take(r: SpecReader, ch: u32): bool {
  if (r.pos >= r.end || PyUnicode_READ(r.kind, r.data, r.pos) !== ch) return false;
  r.pos++;
  return true;
}

function is_alignment_token(ch: u32): bool {
  return ch === LEFT || ch === RIGHT || ch === AFTER_SIGN || ch === CENTER;
}

/** Decimal digits (of any script): the number, -1 where there are none, -2 with ValueError. */
function get_integer(r: SpecReader): i32 {
  let value: i64 = 0;
  const start = r.pos;
  for (; r.pos < r.end; r.pos++) {
    const digit = <i64>Py_UNICODE_TODECIMAL(PyUnicode_READ(r.kind, r.data, r.pos));
    if (digit < 0) break;
    if (value > (i64.MAX_VALUE - digit) / 10) {
      PyErr_SetString(PyExc_ValueError, cstr("Too many decimal digits in format string"));
      return -2;
    }
    value = value * 10 + digit;
  }
  // What does not fit 31 bits is too large for any memory.
  return r.pos === start ? -1 : <i32>min<i64>(value, i32.MAX_VALUE);
}

/** Fill and alignment; `format` has the defaults. Bit 0: fill given, bit 1: alignment given. */
function parse_alignment(r: SpecReader, format: InternalFormatSpec): i32 {
  if (r.end - r.pos >= 2) {
    const second = PyUnicode_READ(r.kind, r.data, r.pos + 1);
    if (is_alignment_token(second)) {
      format.fill_char = peek(r);
      format.align = second;
      r.pos += 2;
      return 3;
    }
  }
  const first = peek(r);
  if (!is_alignment_token(first)) return 0;
  format.align = first;
  r.pos++;
  return 2;
}

function invalid_comma_and_underscore(): bool {
  PyErr_SetString(PyExc_ValueError, cstr("Cannot specify both ',' and '_'."));
  return false;
}

/** The thousands separator. False on error. */
function parse_grouping(r: SpecReader, format: InternalFormatSpec): bool {
  if (take(r, 0x2c)) format.thousands_separators = LT_DEFAULT_LOCALE;
  if (take(r, 0x5f)) {
    if (format.thousands_separators !== LT_NO_LOCALE) return invalid_comma_and_underscore();
    format.thousands_separators = LT_UNDERSCORE_LOCALE;
  }
  if (peek(r) === 0x2c && format.thousands_separators === LT_UNDERSCORE_LOCALE) return invalid_comma_and_underscore();
  return true;
}

function parse_precision(r: SpecReader, format: InternalFormatSpec): bool {
  if (!take(r, 0x2e)) return true;
  format.precision = get_integer(r);
  if (format.precision >= 0) return true;
  if (format.precision === -1) PyErr_SetString(PyExc_ValueError, cstr("Format specifier missing precision"));
  return false;
}

/** Does the type go with the thousands separator? Binary types group by four. */
function check_grouping(format: InternalFormatSpec): bool {
  const separator = format.thousands_separators;
  switch (format.type) {
    case 0:
    case 0x25: // %
    case 0x64: // d
    case 0x65: // e
    case 0x66: // f
    case 0x67: // g
    case 0x45: // E
    case 0x46: // F
    case 0x47: // G
      return true;
    case 0x62: // b
    case 0x6f: // o
    case 0x78: // x
    case 0x58: // X
      if (separator === LT_UNDERSCORE_LOCALE) {
        format.thousands_separators = LT_UNDER_FOUR_LOCALE;
        return true;
      }
  }
  const type = format.type;
  if (type > 32 && type < 128) PyErr_Format(PyExc_ValueError, cstr("Cannot specify '%c' with '%c'."), separator, type);
  else PyErr_Format(PyExc_ValueError, cstr("Cannot specify '%c' with '\\x%x'."), separator, type);
  return false;
}

/**
 * Parses format_spec[start:end] with the given defaults. 1; 0 with ValueError. `o` is named in messages.
 */
export function parse_internal_render_format_spec(
  o: PyObject,
  format_spec: PyObject,
  start: Py_ssize_t,
  end: Py_ssize_t,
  format: InternalFormatSpec,
  default_type: u32,
  default_align: u32,
): i32 {
  const mark = stack_mark();
  const r = changetype<SpecReader>(stack_alloc(offsetof<SpecReader>()));
  r.kind = PyUnicode_KIND(format_spec);
  r.data = PyUnicode_DATA(format_spec);
  r.pos = start;
  r.end = end;
  format.fill_char = 0x20;
  format.align = default_align;
  format.thousands_separators = LT_NO_LOCALE;
  format.precision = -1;
  format.type = default_type;
  const ok = parse_fields(r, format, default_align) && parse_type(r, format, o, format_spec, start);
  stack_release(mark);
  return ok ? 1 : 0;
}

/** Everything before the type. False on error. */
function parse_fields(r: SpecReader, format: InternalFormatSpec, default_align: u32): bool {
  const given = parse_alignment(r, format);
  const sign = peek(r);
  const has_sign = sign === 0x20 || sign === 0x2b || sign === MINUS;
  format.sign = has_sign ? sign : 0;
  if (has_sign) r.pos++;
  format.no_neg_0 = take(r, 0x7a) ? 1 : 0;
  format.alternate = take(r, 0x23) ? 1 : 0;
  if ((given & 1) === 0 && take(r, ZERO)) {
    format.fill_char = ZERO;
    if ((given & 2) === 0 && default_align === RIGHT) format.align = AFTER_SIGN;
  }
  format.width = get_integer(r);
  return format.width !== -2 && parse_grouping(r, format) && parse_precision(r, format);
}

function parse_type(
  r: SpecReader,
  format: InternalFormatSpec,
  o: PyObject,
  format_spec: PyObject,
  start: Py_ssize_t,
): bool {
  if (r.end - r.pos > 1) {
    const actual = PyUnicode_Substring(format_spec, start, r.end);
    if (actual) {
      PyErr_Format(
        PyExc_ValueError,
        cstr("Invalid format specifier '%U' for object of type '%.200s'"),
        ptr(actual),
        o.ob_type.tp_name,
      );
      Py_DECREF(actual);
    }
    return false;
  }
  if (r.pos < r.end) format.type = peek(r);
  return format.thousands_separators === LT_NO_LOCALE || check_grouping(format);
}

/** ValueError: unknown format code for that type. */
export function unknown_presentation_type(presentation_type: u32, type_name: usize): void {
  if (presentation_type > 32 && presentation_type < 128) {
    PyErr_Format(
      PyExc_ValueError,
      cstr("Unknown format code '%c' for object of type '%.200s'"),
      presentation_type,
      type_name,
    );
  } else {
    PyErr_Format(
      PyExc_ValueError,
      cstr("Unknown format code '\\x%x' for object of type '%.200s'"),
      presentation_type,
      type_name,
    );
  }
}

/** Fills `locale_info` for one of LT_*. The current locale is always "C": no grouping. 0. */
export function get_locale_info(type: u32, locale_info: LocaleInfo): i32 {
  locale_info.decimal_point = get_latin1_char(0x2e);
  locale_info.thousands_sep = unicode_get_empty();
  locale_info.grouping = cstr("\u007f");
  if (type === LT_DEFAULT_LOCALE) {
    locale_info.thousands_sep = get_latin1_char(0x2c);
    locale_info.grouping = cstr("\u0003");
  } else if (type === LT_UNDERSCORE_LOCALE || type === LT_UNDER_FOUR_LOCALE) {
    locale_info.thousands_sep = get_latin1_char(0x5f);
    locale_info.grouping = type === LT_UNDERSCORE_LOCALE ? cstr("\u0003") : cstr("\u0004");
  }
  return 0;
}

/** There is nothing to release: all is immortal. */
export function free_locale_info(_locale_info: LocaleInfo): void {}

/** Writes characters that end at position `end`; returns where they begin. */
function write_before(writer: _PyUnicodeWriter, end: i32, from: PyObject, start: i32, count: i32): i32 {
  const kind = writer.kind;
  const from_kind = PyUnicode_KIND(from);
  convert_characters(
    from_kind,
    PyUnicode_DATA(from) + <usize>start * <usize>from_kind,
    kind,
    writer.data + <usize>(end - count) * <usize>kind,
    count,
  );
  return end - count;
}

/**
 * Groups n_digits digits (with zeros in front up to min_width, separators counted): returns the number of characters. With
 * `writer` also writes them, so that they end n_buffer characters behind its position; the digits are digits[d_pos:].
 */
export function _PyUnicode_InsertThousandsGrouping(
  writer: _PyUnicodeWriter | null,
  n_buffer: i32,
  digits: PyObject | null,
  d_pos: i32,
  n_digits: i32,
  min_width: i32,
  grouping: usize,
  thousands_sep: PyObject,
): i32 {
  const sep_len = PyUnicode_GET_LENGTH(thousands_sep);
  let remaining = n_digits;
  let digits_end = d_pos + n_digits;
  let at = writer ? writer.pos + n_buffer : 0;
  let count = 0;
  let previous = 0;
  let more = true;
  for (let use_separator = false; more; use_separator = true) {
    let group = <i32>load<u8>(grouping);
    if (group === 0) group = previous;
    else if (group !== <i32>STOP_GROUPING) {
      previous = group;
      grouping++;
    }
    const all = max(max(remaining, min_width), 1);
    const last = group === 0 || group === <i32>STOP_GROUPING;
    const len = last ? all : min(group, all);
    const n_chars = max(0, min(remaining, len));
    const n_zeros = max(0, len - remaining);
    count += (use_separator ? sep_len : 0) + n_zeros + n_chars;
    if (writer) {
      if (use_separator) at = write_before(writer, at, thousands_sep, 0, sep_len);
      at = write_before(writer, at, digits!, digits_end - n_chars, n_chars);
      digits_end -= n_chars;
      if (n_zeros) unicode_fill(writer.kind, writer.data, ZERO, at - n_zeros, n_zeros);
      at -= n_zeros;
    }
    remaining -= n_chars;
    min_width -= len;
    more = !last && (remaining > 0 || min_width > 0);
    min_width -= sep_len;
  }
  return count;
}

/**
 * Widths of a number with n_prefix prefix characters of which the text is digits[n_start:n_end]: first the digits to be
 * grouped, then, if `has_decimal`, a point, then `n_remainder` others. Returns the total width, -1 on error; the largest
 * character (at least `maxchar`) is in `tstate.out_i32`.
 */
export function calc_number_widths(
  spec: NumberFieldWidths,
  n_prefix: Py_ssize_t,
  sign_char: u32,
  n_start: Py_ssize_t,
  n_end: Py_ssize_t,
  n_remainder: Py_ssize_t,
  has_decimal: i32,
  locale: LocaleInfo,
  format: InternalFormatSpec,
  maxchar: u32,
): Py_ssize_t {
  memory.fill(changetype<usize>(spec), 0, offsetof<NumberFieldWidths>());
  spec.n_digits = n_end - n_start - n_remainder - (has_decimal ? 1 : 0);
  spec.n_prefix = n_prefix;
  spec.n_decimal = has_decimal ? PyUnicode_GET_LENGTH(locale.decimal_point!) : 0;
  spec.n_remainder = n_remainder;
  if (sign_char === MINUS) spec.sign = MINUS;
  else if (format.sign === 0x2b || format.sign === 0x20) spec.sign = format.sign;
  spec.n_sign = spec.sign ? 1 : 0;
  const others = spec.n_sign + spec.n_prefix + spec.n_decimal + spec.n_remainder;
  if (format.fill_char === ZERO && format.align === AFTER_SIGN) spec.n_min_width = format.width - others;
  if (spec.n_digits !== 0) {
    const sep = locale.thousands_sep!;
    spec.n_grouped_digits = _PyUnicode_InsertThousandsGrouping(
      null,
      0,
      null,
      0,
      spec.n_digits,
      spec.n_min_width,
      locale.grouping,
      sep,
    );
    if (PyUnicode_GET_LENGTH(sep)) maxchar = max(maxchar, PyUnicode_MAX_CHAR_VALUE(sep));
  }
  const n_padding = format.width - (others + spec.n_grouped_digits);
  if (n_padding > 0) {
    if (format.align === LEFT) spec.n_rpadding = n_padding;
    else if (format.align === AFTER_SIGN) spec.n_spadding = n_padding;
    else if (format.align === CENTER) {
      spec.n_lpadding = n_padding / 2;
      spec.n_rpadding = n_padding - spec.n_lpadding;
    } else spec.n_lpadding = n_padding;
    maxchar = max(maxchar, format.fill_char);
  }
  if (spec.n_decimal) maxchar = max(maxchar, PyUnicode_MAX_CHAR_VALUE(locale.decimal_point!));
  tstate.out_i32 = <i32>maxchar;
  return others + spec.n_grouped_digits + max(n_padding, 0);
}

function pad(writer: _PyUnicodeWriter, ch: u32, count: i32): void {
  if (count === 0) return;
  unicode_fill(writer.kind, writer.data, ch, writer.pos, count);
  writer.pos += count;
}

/** Appends from[start:start+count]; room is prepared. */
function copy(writer: _PyUnicodeWriter, from: PyObject, start: i32, count: i32): void {
  if (count === 0) return;
  write_before(writer, writer.pos + count, from, start, count);
  writer.pos += count;
}

function upper_case(writer: _PyUnicodeWriter, from: i32, count: i32): void {
  for (let i = from; i < from + count; i++) {
    const ch = PyUnicode_READ(writer.kind, writer.data, i);
    if (ch - 0x61 < 26) PyUnicode_WRITE(writer.kind, writer.data, i, ch - 0x20);
  }
}

/**
 * Writes the number laid out in `spec` to the writer (room is prepared): its text begins at digits[d_start], the prefix at
 * prefix[p_start]. 0.
 */
export function fill_number(
  writer: _PyUnicodeWriter,
  spec: NumberFieldWidths,
  digits: PyObject,
  d_start: Py_ssize_t,
  prefix: PyObject | null,
  p_start: Py_ssize_t,
  fill_char: u32,
  locale: LocaleInfo,
  toupper: bool,
): i32 {
  let d_pos = d_start;
  pad(writer, fill_char, spec.n_lpadding);
  if (spec.n_sign) pad(writer, spec.sign, 1);
  if (spec.n_prefix) {
    copy(writer, prefix!, p_start, spec.n_prefix);
    if (toupper) upper_case(writer, writer.pos - spec.n_prefix, spec.n_prefix);
  }
  pad(writer, fill_char, spec.n_spadding);
  if (spec.n_digits !== 0) {
    _PyUnicode_InsertThousandsGrouping(
      writer,
      spec.n_grouped_digits,
      digits,
      d_pos,
      spec.n_digits,
      spec.n_min_width,
      locale.grouping,
      locale.thousands_sep!,
    );
    d_pos += spec.n_digits;
    if (toupper) upper_case(writer, writer.pos, spec.n_grouped_digits);
    writer.pos += spec.n_grouped_digits;
  }
  if (spec.n_decimal) {
    copy(writer, locale.decimal_point!, 0, spec.n_decimal);
    d_pos++;
  }
  copy(writer, digits, d_pos, spec.n_remainder);
  pad(writer, fill_char, spec.n_rpadding);
  return 0;
}

/** Padding of `nchars` characters to `width`: left and right in tstate.out_i32 and out_i32_2; returns the total. */
export function calc_padding(nchars: Py_ssize_t, width: Py_ssize_t, align: u32): Py_ssize_t {
  const total = max(nchars, width);
  let left = 0;
  if (align === RIGHT) left = total - nchars;
  else if (align === CENTER) left = (total - nchars) / 2;
  tstate.out_i32 = left;
  tstate.out_i32_2 = total - nchars - left;
  return total;
}

/** Writes the padding around `nchars` characters and leaves `writer.pos` at their start. 0. */
export function fill_padding(
  writer: _PyUnicodeWriter,
  nchars: Py_ssize_t,
  fill_char: u32,
  n_lpadding: Py_ssize_t,
  n_rpadding: Py_ssize_t,
): i32 {
  pad(writer, fill_char, n_lpadding);
  if (n_rpadding) unicode_fill(writer.kind, writer.data, fill_char, writer.pos + nchars, n_rpadding);
  return 0;
}

/** What a str cannot be formatted with: the message, or 0. */
function refused_for_str(format: InternalFormatSpec): usize {
  if (format.sign === 0x20) return cstr("Space not allowed in string format specifier");
  if (format.sign) return cstr("Sign not allowed in string format specifier");
  if (format.no_neg_0) return cstr("Negative zero coercion (z) not allowed in string format specifier");
  if (format.alternate) return cstr("Alternate form (#) not allowed in string format specifier");
  if (format.align === AFTER_SIGN) return cstr("'=' alignment not allowed in string format specifier");
  return 0;
}

function format_string_internal(value: PyObject, format: InternalFormatSpec, writer: _PyUnicodeWriter): i32 {
  const refused = refused_for_str(format);
  if (refused) {
    PyErr_SetString(PyExc_ValueError, refused);
    return -1;
  }
  let len = PyUnicode_GET_LENGTH(value);
  if (format.width <= len && (format.precision === -1 || format.precision >= len)) {
    return _PyUnicodeWriter_WriteStr(writer, value);
  }
  if (format.precision >= 0) len = min(len, format.precision);
  const total = calc_padding(len, format.width, format.align);
  const lpad = tstate.out_i32;
  const rpad = tstate.out_i32_2;
  let maxchar = writer.maxchar;
  if (lpad !== 0 || rpad !== 0) maxchar = max(maxchar, format.fill_char);
  if (PyUnicode_MAX_CHAR_VALUE(value) > maxchar) maxchar = max(maxchar, _PyUnicode_FindMaxChar(value, 0, len));
  if (_PyUnicodeWriter_Prepare(writer, total, maxchar) < 0) return -1;
  fill_padding(writer, len, format.fill_char, lpad, rpad);
  copy(writer, value, 0, len);
  writer.pos += rpad;
  return 0;
}

/** str.__format__. Appends format_spec[start:end] applied to the str `o`. -1 on error. */
export function _PyUnicode_FormatAdvancedWriter(
  writer: _PyUnicodeWriter,
  o: PyObject,
  format_spec: PyObject,
  start: Py_ssize_t,
  end: Py_ssize_t,
): i32 {
  if (start === end) return PyUnicode_CheckExact(o) ? _PyUnicodeWriter_WriteStr(writer, o) : format_obj(o, writer);
  const mark = stack_mark();
  const format = InternalFormatSpec_OnStack();
  let status = -1;
  if (parse_internal_render_format_spec(o, format_spec, start, end, format, 0x73, LEFT)) {
    if (format.type === 0x73) status = format_string_internal(o, format, writer);
    else unknown_presentation_type(format.type, o.ob_type.tp_name);
  }
  stack_release(mark);
  return status;
}

/** Appends str(o): what an empty specification means. -1 on error. */
export function format_obj(o: PyObject, writer: _PyUnicodeWriter): i32 {
  const str = PyObject_Str(o);
  if (!str) return -1;
  const status = _PyUnicodeWriter_WriteStr(writer, str);
  Py_DECREF(str);
  return status;
}
