/**
 * format(number, spec): int and float. CPython: _PyLong_FormatAdvancedWriter, _PyFloat_FormatAdvancedWriter,
 * format_long_internal, format_float_internal of Python/formatter_unicode.c.
 *
 * `spec` is a str, read from `start` to `end`. The digits are made as text first; sign, prefix, grouping and padding are laid
 * around them by format-spec.ts.
 */

import { PyErr_SetString } from "../abstract/errors";
import { PyNumber_Float } from "../abstract/number-convert";
import { PyMem_Free } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_XDECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OverflowError, PyExc_ValueError } from "../object/static-types";
import { is_error, PyFloat_AsDouble } from "./float";
import { Py_DTSF_ADD_DOT_0, Py_DTSF_ALT, Py_DTSF_NO_NEG_0, PyOS_double_to_string } from "./float-to-string";
import {
  calc_number_widths,
  fill_number,
  format_obj,
  free_locale_info,
  get_locale_info,
  InternalFormatSpec,
  InternalFormatSpec_OnStack,
  LocaleInfo_OnStack,
  LT_CURRENT_LOCALE,
  NumberFieldWidths_OnStack,
  parse_internal_render_format_spec,
  unknown_presentation_type,
} from "./format-spec";
import { PyLong_AsLong, PyLong_CheckExact } from "./int";
import { _PyLong_Format, _PyLong_FormatWriter } from "./int-to-string";
import {
  _PyUnicode_FromASCII,
  PyUnicode_DATA,
  PyUnicode_FromOrdinal,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
} from "./str";
import { _PyUnicodeWriter, _PyUnicodeWriter_Prepare, _PyUnicodeWriter_WriteASCIIString } from "./str-writer";

const MINUS: u32 = 45;
const PLUS: u32 = 43;
const SPACE: u32 = 32;
const TYPE_PERCENT: u32 = 37;
const TYPE_X: u32 = 88;
const TYPE_B: u32 = 98;
const TYPE_C: u32 = 99;
const TYPE_D: u32 = 100;
const TYPE_F: u32 = 102;
const TYPE_G: u32 = 103;
const TYPE_N: u32 = 110;
const TYPE_O: u32 = 111;
const TYPE_R: u32 = 114;
const TYPE_LOWER_X: u32 = 120;

/** Nothing is to be laid around the digits. */
function is_bare(format: InternalFormatSpec): bool {
  return (
    format.sign !== PLUS &&
    format.sign !== SPACE &&
    format.width === -1 &&
    format.type !== TYPE_N &&
    !format.thousands_separators
  );
}

/** Returns -1. */
function raise_value(text: usize): i32 {
  PyErr_SetString(PyExc_ValueError, text);
  return -1;
}

/** @inline */
function locale_type(format: InternalFormatSpec): u32 {
  return format.type === TYPE_N ? LT_CURRENT_LOCALE : format.thousands_separators;
}

/**
 * Appends a number of which the text is digits[d_start:d_end], the last `n_remainder` of them not to be grouped, with
 * `n_prefix` characters of it from `p_start` on in front. 0, or -1 with an exception.
 */
function lay_out_number(
  writer: _PyUnicodeWriter,
  format: InternalFormatSpec,
  digits: PyObject,
  sign_char: u32,
  d_start: i32,
  d_end: i32,
  n_remainder: i32,
  has_decimal: i32,
  n_prefix: i32,
  p_start: i32,
  maxchar: u32,
): i32 {
  const mark = stack_mark();
  const locale = LocaleInfo_OnStack();
  locale.decimal_point = null;
  locale.thousands_sep = null;
  const widths = NumberFieldWidths_OnStack();
  let result = get_locale_info(locale_type(format), locale);
  if (result >= 0) {
    const total = calc_number_widths(
      widths,
      n_prefix,
      sign_char,
      d_start,
      d_end,
      n_remainder,
      has_decimal,
      locale,
      format,
      maxchar,
    );
    result = total < 0 ? -1 : _PyUnicodeWriter_Prepare(writer, total, <u32>tstate.out_i32);
  }
  if (result >= 0) {
    const upper = format.type === TYPE_X;
    result = fill_number(writer, widths, digits, d_start, digits, p_start, format.fill_char, locale, upper);
  }
  free_locale_info(locale);
  stack_release(mark);
  return result;
}

/** Type 'c': the character with that ordinal. */
function format_character(writer: _PyUnicodeWriter, value: PyObject, format: InternalFormatSpec): i32 {
  if (format.sign) return raise_value(cstr("Sign not allowed with integer format specifier 'c'"));
  if (format.alternate) {
    return raise_value(cstr("Alternate form (#) not allowed with integer format specifier 'c'"));
  }
  const ordinal = PyLong_AsLong(value);
  if (ordinal === -1 && tstate.current_exception) return -1;
  if (ordinal < 0 || ordinal > 0x10ffff) {
    PyErr_SetString(PyExc_OverflowError, cstr("%c arg not in range(0x110000)"));
    return -1;
  }
  const text = PyUnicode_FromOrdinal(<i32>ordinal);
  if (!text) return -1;
  // No digits, but one character of "remainder", which is only copied.
  const result = lay_out_number(writer, format, text, 0, 0, 1, 1, 0, 0, 0, max<u32>(127, <u32>ordinal));
  Py_DECREF(text);
  return result;
}

/** 0, or -1 with an exception. */
function format_long_internal(writer: _PyUnicodeWriter, value: PyObject, format: InternalFormatSpec): i32 {
  if (format.precision !== -1) return raise_value(cstr("Precision not allowed in integer format specifier"));
  if (format.no_neg_0) {
    return raise_value(cstr("Negative zero coercion (z) not allowed in integer format specifier"));
  }
  const type = format.type;
  if (type === TYPE_C) return format_character(writer, value, format);
  const base = type === TYPE_B ? 2 : type === TYPE_O ? 8 : type === TYPE_LOWER_X || type === TYPE_X ? 16 : 10;
  if (is_bare(format) && type !== TYPE_X && PyLong_CheckExact(value)) {
    return _PyLong_FormatWriter(writer, value, base, format.alternate !== 0);
  }
  const text = _PyLong_Format(value, base);
  if (!text) return -1;
  // The text is [-][0x]digits.
  const negative = PyUnicode_READ_CHAR(text, 0) === MINUS;
  const p_start = negative ? 1 : 0;
  const prefix = base === 10 ? 0 : 2;
  const result = lay_out_number(
    writer,
    format,
    text,
    negative ? MINUS : 0,
    p_start + prefix,
    PyUnicode_GET_LENGTH(text),
    0,
    0,
    format.alternate ? prefix : 0,
    p_start,
    127,
  );
  Py_DECREF(text);
  return result;
}

/**
 * Digits of a float from `start` on: how many characters come behind those before the decimal point (the point itself not
 * counted); in `tstate.out_i32` whether there is a point.
 */
export function parse_number(text: PyObject, start: i32, end: i32): i32 {
  const data = PyUnicode_DATA(text);
  let at = start;
  while (at < end && <u32>load<u8>(data + <usize>at) - 48 < 10) at++;
  const decimal = at < end && load<u8>(data + <usize>at) === 46;
  tstate.out_i32 = decimal ? 1 : 0;
  return end - at - (decimal ? 1 : 0);
}

/** Flags of PyOS_double_to_string. */
export function float_format_flags(format: InternalFormatSpec): i32 {
  return (format.alternate ? Py_DTSF_ALT : 0) | (format.no_neg_0 ? Py_DTSF_NO_NEG_0 : 0);
}

/** 0, or -1 with an exception. */
function format_float_internal(writer: _PyUnicodeWriter, value: PyObject, format: InternalFormatSpec): i32 {
  let type = format.type;
  let flags = float_format_flags(format);
  let precision = format.precision;
  if (precision === i32.MAX_VALUE) return raise_value(cstr("precision too big"));
  if (type === 0) {
    // As repr without a precision; with one as 'g', but with at least one decimal.
    flags |= Py_DTSF_ADD_DOT_0;
    type = precision < 0 ? TYPE_R : TYPE_G;
    if (precision < 0) precision = 0;
  } else if (precision < 0) precision = 6;
  if (type === TYPE_N) type = TYPE_G;
  let number = PyFloat_AsDouble(value);
  if (is_error(number)) return -1;
  const percent = type === TYPE_PERCENT;
  if (percent) {
    type = TYPE_F;
    number *= 100;
  }
  const buffer = PyOS_double_to_string(number, <i32>type, precision, flags);
  if (!buffer) return -1;
  let length = tstate.out_i32;
  // In the place of the NUL.
  if (percent) {
    store<u8>(buffer + <usize>length, <u8>TYPE_PERCENT);
    length++;
  }
  if (is_bare(format)) {
    const written = _PyUnicodeWriter_WriteASCIIString(writer, buffer, length);
    PyMem_Free(buffer);
    return written;
  }
  const text = _PyUnicode_FromASCII(buffer, length);
  PyMem_Free(buffer);
  if (!text) return -1;
  const start = PyUnicode_READ_CHAR(text, 0) === MINUS ? 1 : 0;
  const remainder = parse_number(text, start, length);
  const decimal = tstate.out_i32;
  const sign = start ? MINUS : 0;
  const result = lay_out_number(writer, format, text, sign, start, length, remainder, decimal, 0, 0, 127);
  Py_DECREF(text);
  return result;
}

/** e, f, g in either case, or %. */
function is_float_type(type: u32): bool {
  const lower = type | 32;
  return (lower >= 101 && lower <= 103 && type > 64) || type === TYPE_PERCENT;
}

/** Appends; 0, or -1 with an exception. */
export function _PyLong_FormatAdvancedWriter(
  writer: _PyUnicodeWriter,
  o: PyObject,
  spec: PyObject,
  start: i32,
  end: i32,
): i32 {
  if (start === end) {
    return PyLong_CheckExact(o) ? _PyLong_FormatWriter(writer, o, 10, false) : format_obj(o, writer);
  }
  const mark = stack_mark();
  const format = InternalFormatSpec_OnStack();
  let result = -1;
  if (parse_internal_render_format_spec(o, spec, start, end, format, TYPE_D, 62)) {
    const type = format.type;
    if (
      type === TYPE_B ||
      type === TYPE_C ||
      type === TYPE_D ||
      type === TYPE_O ||
      type === TYPE_LOWER_X ||
      type === TYPE_X ||
      type === TYPE_N
    ) {
      result = format_long_internal(writer, o, format);
    } else if (is_float_type(type)) {
      const value = PyNumber_Float(o);
      if (value) result = format_float_internal(writer, value, format);
      Py_XDECREF(value);
    } else unknown_presentation_type(type, o.ob_type.tp_name);
  }
  stack_release(mark);
  return result;
}

/** Appends; 0, or -1 with an exception. */
export function _PyFloat_FormatAdvancedWriter(
  writer: _PyUnicodeWriter,
  o: PyObject,
  spec: PyObject,
  start: i32,
  end: i32,
): i32 {
  if (start === end) return format_obj(o, writer);
  const mark = stack_mark();
  const format = InternalFormatSpec_OnStack();
  let result = -1;
  if (parse_internal_render_format_spec(o, spec, start, end, format, 0, 62)) {
    if (format.type === 0 || format.type === TYPE_N || is_float_type(format.type)) {
      result = format_float_internal(writer, o, format);
    } else unknown_presentation_type(format.type, o.ob_type.tp_name);
  }
  stack_release(mark);
  return result;
}
