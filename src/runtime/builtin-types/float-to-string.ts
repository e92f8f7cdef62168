/**
 * float to text. CPython: PyOS_double_to_string and format_float_short of Python/pystrtod.c, float_repr of
 * Objects/floatobject.c.
 *
 * Digits (float-digits.ts, float-shortest.ts) are a run of "virtual digits" around the decimal point: zeros in front and
 * behind are written as needed.
 */

import { PyErr_BadInternalCall, PyErr_NoMemory } from "../abstract/errors";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyFloat_AS_DOUBLE } from "./float";
import { FLOAT_DIGITS, fixed_digits, float_digits, significant_digits } from "./float-digits";
import { shortest_digits } from "./float-shortest";
import { _PyUnicode_FromASCII } from "./str";

export const Py_DTSF_SIGN: i32 = 1;
export const Py_DTSF_ADD_DOT_0: i32 = 2;
export const Py_DTSF_ALT: i32 = 4;
export const Py_DTSF_NO_NEG_0: i32 = 8;
export const Py_DTST_FINITE: i32 = 0;
export const Py_DTST_INFINITE: i32 = 1;
export const Py_DTST_NAN: i32 = 2;

const CODE_E: i32 = 101;
const CODE_F: i32 = 102;
const CODE_G: i32 = 103;
const CODE_R: i32 = 114;

/** How a finite number is laid out; positions count digits from the first one on. */
@unmanaged
class FloatLayout {
  /** Position of the decimal point. */
  decpt: i32;
  start: i32;
  end: i32;
  use_exponent: bool;
  exponent: i32;
}
const layout: FloatLayout = changetype<FloatLayout>(memory.data(24, 8));

/**
 * NUL-terminated ASCII in a PyMem block that the caller frees (PyMem_Free); its length in `tstate.out_i32`, Py_DTST_* in
 * `tstate.out_i32_2`. `format_code`: 'r' (precision 0), 'e', 'f', 'g' or upper case. 0 with MemoryError.
 */
export function PyOS_double_to_string(value: f64, format_code: i32, precision: i32, flags: i32): usize {
  const upper = format_code < 97;
  const code = format_code | 32;
  if (code !== CODE_E && code !== CODE_F && code !== CODE_G && (code !== CODE_R || precision !== 0)) {
    PyErr_BadInternalCall();
    return 0;
  }
  const text = value - value === 0 ? finite_to_string(value, code, precision, flags) : special_to_string(value, flags);
  if (text && upper) {
    const end = text + <usize>tstate.out_i32;
    for (let at = text; at < end; at++) if (load<u8>(at) >= 97) store<u8>(at, load<u8>(at) - 32);
  }
  return text;
}

/** Infinities and NaN. */
function special_to_string(value: f64, flags: i32): usize {
  const nan = value !== value;
  const text = PyMem_Malloc(5);
  if (!text) {
    PyErr_NoMemory();
    return 0;
  }
  let at = text;
  if (!nan && value < 0) store<u8>(at++, 45);
  else if (flags & Py_DTSF_SIGN) store<u8>(at++, 43);
  store<u8>(at, nan ? 110 : 105);
  store<u8>(at, nan ? 97 : 110, 1);
  store<u8>(at, nan ? 110 : 102, 2);
  store<u8>(at, 0, 3);
  tstate.out_i32 = <i32>(at + 3 - text);
  tstate.out_i32_2 = nan ? Py_DTST_NAN : Py_DTST_INFINITE;
  return text;
}

/** Digits of `value` for that format, and where the virtual digits begin and end. */
function lay_out(value: f64, code: i32, precision: i32, flags: i32): void {
  const add_dot_0 = (flags & Py_DTSF_ADD_DOT_0) !== 0;
  if (code === CODE_R) shortest_digits(value);
  else if (code === CODE_F) fixed_digits(value, precision);
  else significant_digits(value, code === CODE_E ? min(precision, i32.MAX_VALUE - 1) + 1 : precision);
  let decpt = float_digits.decpt;
  let end = float_digits.count;
  let use_exponent = false;
  if (code === CODE_E) {
    use_exponent = true;
    end = precision + 1;
  } else if (code === CODE_F) end = decpt + precision;
  else if (code === CODE_G) {
    const digits = max(precision, 1);
    use_exponent = decpt <= -4 || decpt > digits - (add_dot_0 ? 1 : 0);
    if (flags & Py_DTSF_ALT) end = digits;
  } else use_exponent = decpt <= -4 || decpt > 16;
  layout.use_exponent = use_exponent;
  if (use_exponent) {
    layout.exponent = decpt - 1;
    decpt = 1;
  }
  layout.decpt = decpt;
  // At least one digit in front of the point; behind it one, where ".0" is wanted.
  layout.start = decpt <= 0 ? decpt - 1 : 0;
  layout.end = max(end, !use_exponent && add_dot_0 ? decpt + 1 : decpt);
}

function finite_to_string(value: f64, code: i32, precision: i32, flags: i32): usize {
  lay_out(value, code, precision, flags);
  const count = float_digits.count;
  const zero = count === 0 || (count === 1 && load<u8>(FLOAT_DIGITS) === 48);
  const negative = float_digits.negative && !((flags & Py_DTSF_NO_NEG_0) !== 0 && zero);
  const room = 3 + <i64>layout.end - <i64>layout.start + (layout.use_exponent ? 5 : 0);
  const text = room > <i64>i32.MAX_VALUE ? 0 : PyMem_Malloc(<usize>room);
  if (!text) {
    PyErr_NoMemory();
    return 0;
  }
  let at = text;
  if (negative) store<u8>(at++, 45);
  else if (flags & Py_DTSF_SIGN) store<u8>(at++, 43);
  at = write_digits(at, layout.start, layout.decpt);
  if (layout.end > layout.decpt || flags & Py_DTSF_ALT) {
    store<u8>(at++, 46);
    at = write_digits(at, layout.decpt, layout.end);
  }
  if (layout.use_exponent) at = write_exponent(at, layout.exponent);
  store<u8>(at, 0);
  tstate.out_i32 = <i32>(at - text);
  tstate.out_i32_2 = Py_DTST_FINITE;
  return text;
}

/** The virtual digits from position `from` to `to`; returns the address behind them. */
function write_digits(at: usize, from: i32, to: i32): usize {
  const count = float_digits.count;
  let i = from;
  for (; i < to && i < 0; i++) store<u8>(at++, 48);
  const digits = min(to, count) - i;
  if (digits > 0) {
    memory.copy(at, FLOAT_DIGITS + <usize>i, <usize>digits);
    at += <usize>digits;
    i += digits;
  }
  if (i < to) {
    memory.fill(at, 48, <usize>(to - i));
    at += <usize>(to - i);
  }
  return at;
}

/** e, a sign and at least two digits. */
function write_exponent(at: usize, exponent: i32): usize {
  store<u8>(at, 101);
  store<u8>(at, exponent < 0 ? 45 : 43, 1);
  at += 2;
  let rest = abs(exponent);
  if (rest >= 100) {
    store<u8>(at++, <u8>(48 + rest / 100));
    rest %= 100;
  }
  store<u8>(at, <u8>(48 + rest / 10));
  store<u8>(at, <u8>(48 + (rest % 10)), 1);
  return at + 2;
}

/** tp_repr of float. Returns a new reference. */
export function float_repr(o: PyObject): PyObject | null {
  const text = PyOS_double_to_string(PyFloat_AS_DOUBLE(o), CODE_R, 0, Py_DTSF_ADD_DOT_0);
  if (!text) return null;
  const result = _PyUnicode_FromASCII(text, tstate.out_i32);
  PyMem_Free(text);
  return result;
}
