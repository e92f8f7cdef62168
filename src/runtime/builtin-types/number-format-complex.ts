/**
 * format(complex, spec). CPython: _PyComplex_FormatAdvancedWriter, format_complex_internal of Python/formatter_unicode.c.
 *
 * Both parts are laid out as floats without padding; the padding goes around the whole.
 */

import { PyErr_SetString } from "../abstract/errors";
import { PyMem_Free } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_XDECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_ValueError } from "../object/static-types";
import { complex_imag, complex_real } from "./complex";
import { PyOS_double_to_string } from "./float-to-string";
import {
  calc_number_widths,
  calc_padding,
  fill_number,
  fill_padding,
  format_obj,
  free_locale_info,
  get_locale_info,
  InternalFormatSpec,
  InternalFormatSpec_OnStack,
  LocaleInfo,
  LocaleInfo_OnStack,
  LT_CURRENT_LOCALE,
  NumberFieldWidths,
  NumberFieldWidths_OnStack,
  parse_internal_render_format_spec,
  unknown_presentation_type,
} from "./format-spec";
import { float_format_flags, parse_number } from "./number-format";
import { _PyUnicode_FromASCII, PyUnicode_GET_LENGTH, PyUnicode_READ_CHAR, PyUnicode_WRITE } from "./str";
import { _PyUnicodeWriter, _PyUnicodeWriter_Prepare } from "./str-writer";

const MINUS: u32 = 45;
const PLUS: u32 = 43;
const TYPE_G: u32 = 103;
const TYPE_N: u32 = 110;
const TYPE_R: u32 = 114;

/** One of the two parts; on the native stack. */
@unmanaged
class ComplexPart {
  /** Its digits, a str; owned. */
  text: PyObject | null;
  widths: NumberFieldWidths;
  /** Where the digits begin behind a minus sign. */
  start: i32;
  /** Characters when laid out. */
  total: i32;
}

function ComplexPart_OnStack(): ComplexPart {
  const part = changetype<ComplexPart>(stack_alloc(offsetof<ComplexPart>()));
  part.text = null;
  part.widths = NumberFieldWidths_OnStack();
  return part;
}

/** The text of `value`. False with an exception. */
function make_text(part: ComplexPart, value: f64, type: u32, precision: i32, flags: i32): bool {
  const buffer = PyOS_double_to_string(value, <i32>type, precision, flags);
  if (!buffer) return false;
  const text = _PyUnicode_FromASCII(buffer, tstate.out_i32);
  PyMem_Free(buffer);
  part.text = text;
  return text !== null;
}

/** Lays the part out; returns the largest character so far, or -1 cast to u32 with an exception. */
function measure(part: ComplexPart, locale: LocaleInfo, format: InternalFormatSpec, maxchar: u32): i32 {
  const text = part.text!;
  const negative = PyUnicode_READ_CHAR(text, 0) === MINUS;
  const end = PyUnicode_GET_LENGTH(text);
  part.start = negative ? 1 : 0;
  const remainder = parse_number(text, part.start, end);
  const decimal = tstate.out_i32;
  const sign = negative ? MINUS : 0;
  part.total = calc_number_widths(part.widths, 0, sign, part.start, end, remainder, decimal, locale, format, maxchar);
  return part.total < 0 ? -1 : tstate.out_i32;
}

function write_part(writer: _PyUnicodeWriter, part: ComplexPart, locale: LocaleInfo): i32 {
  return fill_number(writer, part.widths, part.text!, part.start, null, 0, 0, locale, false);
}

function write_char(writer: _PyUnicodeWriter, ch: u32): void {
  PyUnicode_WRITE(writer.kind, writer.data, writer.pos, ch);
  writer.pos++;
}

/** Writes the measured parts with padding and brackets; `real` NULL where it is left out. */
function write_complex(
  writer: _PyUnicodeWriter,
  real: ComplexPart | null,
  imag: ComplexPart,
  brackets: bool,
  locale: LocaleInfo,
  format: InternalFormatSpec,
  maxchar: u32,
): i32 {
  const nchars = (real ? real.total : 0) + imag.total + 1 + (brackets ? 2 : 0);
  const total = calc_padding(nchars, format.width, format.align);
  const left = tstate.out_i32;
  const right = tstate.out_i32_2;
  const widest = left || right ? max(maxchar, format.fill_char) : maxchar;
  if (_PyUnicodeWriter_Prepare(writer, total, widest) < 0) return -1;
  if (fill_padding(writer, nchars, format.fill_char, left, right) < 0) return -1;
  if (brackets) write_char(writer, 40);
  if (real && write_part(writer, real, locale) < 0) return -1;
  if (write_part(writer, imag, locale) < 0) return -1;
  write_char(writer, 106);
  if (brackets) write_char(writer, 41);
  writer.pos += right;
  return 0;
}

/** 0, or -1 with an exception. */
function format_complex_internal(writer: _PyUnicodeWriter, value: PyObject, format: InternalFormatSpec): i32 {
  if (format.fill_char === 48) {
    PyErr_SetString(PyExc_ValueError, cstr("Zero padding is not allowed in complex format specifier"));
    return -1;
  }
  if (format.align === 61) {
    PyErr_SetString(PyExc_ValueError, cstr("'=' alignment flag is not allowed in complex format specifier"));
    return -1;
  }
  const bare = format.type === 0;
  const skip_real = bare && reinterpret<u64>(complex_real(value)) === 0;
  let type = format.type;
  let precision = format.precision;
  if (precision === i32.MAX_VALUE) {
    PyErr_SetString(PyExc_ValueError, cstr("precision too big"));
    return -1;
  }
  if (bare) type = precision < 0 ? TYPE_R : TYPE_G;
  else if (type === TYPE_N) type = TYPE_G;
  if (precision < 0) precision = bare ? 0 : 6;
  const flags = float_format_flags(format);
  const locale = LocaleInfo_OnStack();
  locale.decimal_point = null;
  locale.thousands_sep = null;
  const real = ComplexPart_OnStack();
  const imag = ComplexPart_OnStack();
  let result = -1;
  if (
    make_text(real, complex_real(value), type, precision, flags) &&
    make_text(imag, complex_imag(value), type, precision, flags) &&
    get_locale_info(format.type === TYPE_N ? LT_CURRENT_LOCALE : format.thousands_separators, locale) >= 0
  ) {
    const plain = InternalFormatSpec_OnStack();
    memory.copy(changetype<usize>(plain), changetype<usize>(format), offsetof<InternalFormatSpec>());
    plain.fill_char = 0;
    plain.align = 60;
    plain.width = -1;
    let maxchar = measure(real, locale, plain, 127);
    // The imaginary part always has a sign where it follows the real one.
    if (!skip_real) plain.sign = PLUS;
    if (maxchar >= 0) maxchar = measure(imag, locale, plain, <u32>maxchar);
    if (maxchar >= 0) {
      const first: ComplexPart | null = skip_real ? changetype<ComplexPart | null>(0) : real;
      result = write_complex(writer, first, imag, bare && !skip_real, locale, format, <u32>maxchar);
    }
  }
  Py_XDECREF(real.text);
  Py_XDECREF(imag.text);
  free_locale_info(locale);
  return result;
}

/** Appends; 0, or -1 with an exception. `spec` is a str, read from `start` to `end`. */
export function _PyComplex_FormatAdvancedWriter(
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
    const type = format.type;
    const lower = type | 32;
    if (type === 0 || type === TYPE_N || (lower >= 101 && lower <= 103 && type > 64)) {
      result = format_complex_internal(writer, o, format);
    } else unknown_presentation_type(type, o.ob_type.tp_name);
  }
  stack_release(mark);
  return result;
}
