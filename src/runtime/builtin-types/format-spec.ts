/**
 * Format specifications: parsing, and laying out numbers and text with sign, fill, width and grouping.
 * CPython: Python/formatter_unicode.c. The digits of numbers come from int-format.ts and float-format.ts.
 */
import { Py_ssize_t, PyObject } from "../object/object";
import { _PyUnicodeWriter } from "./str-writer";

export const LT_NO_LOCALE: u32 = 0;
export const LT_DEFAULT_LOCALE: u32 = 0x2c; // ','
export const LT_UNDERSCORE_LOCALE: u32 = 0x5f; // '_'
export const LT_CURRENT_LOCALE: u32 = 1;

@unmanaged
export class InternalFormatSpec {
  fill_char: u32;
  align: u32;
  alternate: i32;
  no_neg_0: i32;
  /** A character, or 0. */
  sign: u32;
  /** -1: none. */
  width: Py_ssize_t;
  thousands_separators: u32;
  /** -1: none. */
  precision: Py_ssize_t;
  /** Presentation type, a character. */
  type: u32;
}

/** Digits of the thousands separator and decimal point, and how to group. */
@unmanaged
export class LocaleInfo {
  /** Owned. */
  decimal_point: PyObject | null;
  /** Owned. */
  thousands_sep: PyObject | null;
  /** Bytes, each a group's size; the last repeats (CHAR_MAX ends). */
  grouping: usize;
}

/** What a number consists of, in characters; filled by calc_number_widths. */
@unmanaged
export class NumberFieldWidths {
  n_lpadding: Py_ssize_t;
  n_prefix: Py_ssize_t;
  n_spadding: Py_ssize_t;
  n_rpadding: Py_ssize_t;
  /** A character, or 0. */
  sign: u32;
  n_sign: Py_ssize_t;
  n_grouped_digits: Py_ssize_t;
  n_decimal: Py_ssize_t;
  n_remainder: Py_ssize_t;
  n_digits: Py_ssize_t;
  n_min_width: Py_ssize_t;
}

/** Uninitialised structs on the native stack. */
export function InternalFormatSpec_OnStack(): InternalFormatSpec {
  unreachable();
}
export function LocaleInfo_OnStack(): LocaleInfo {
  unreachable();
}
export function NumberFieldWidths_OnStack(): NumberFieldWidths {
  unreachable();
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
  unreachable();
}

/** ValueError: unknown format code for that type. */
export function unknown_presentation_type(presentation_type: u32, type_name: usize): void {
  unreachable();
}

/** Fills `locale_info` for one of LT_*. -1 on error. */
export function get_locale_info(type: u32, locale_info: LocaleInfo): i32 {
  unreachable();
}

export function free_locale_info(locale_info: LocaleInfo): void {
  unreachable();
}

/**
 * Widths of a number of n_prefix prefix characters and the digits n_start..n_end of a text (n_end - n_start - remainder
 * digits before the decimal point); `has_decimal`: there is a point. Returns the total, -1 on error; `maxchar` out in
 * tstate.out_i32 (in: `maxchar`).
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
  unreachable();
}

/**
 * Writes the number laid out in `spec` to the writer (room is prepared): digits are digits[d_start:d_end], the prefix
 * prefix[p_start:]. -1 on error.
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
  unreachable();
}

/** Position and size of `nchars` characters in `width`: left and right padding in tstate.out_i32 and out_i32_2; returns the total. */
export function calc_padding(nchars: Py_ssize_t, width: Py_ssize_t, align: u32): Py_ssize_t {
  unreachable();
}

/** Writes the padding around `nchars` characters and leaves `writer.pos` at their start. -1 on error. */
export function fill_padding(
  writer: _PyUnicodeWriter,
  nchars: Py_ssize_t,
  fill_char: u32,
  n_lpadding: Py_ssize_t,
  n_rpadding: Py_ssize_t,
): i32 {
  unreachable();
}

/** str.__format__. Appends format_spec[start:end] applied to the str `o`. -1 on error. */
export function _PyUnicode_FormatAdvancedWriter(
  writer: _PyUnicodeWriter,
  o: PyObject,
  format_spec: PyObject,
  start: Py_ssize_t,
  end: Py_ssize_t,
): i32 {
  unreachable();
}

/** format_obj(): appends str(o) for an empty specification. -1 on error. */
export function format_obj(o: PyObject, writer: _PyUnicodeWriter): i32 {
  unreachable();
}
