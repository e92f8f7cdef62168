/**
 * Text to int, bases 2 to 36. CPython: PyLong_FromString, long_from_string_base, PyLong_FromUnicodeObject,
 * _PyLong_FromBytes of Objects/longobject.c.
 *
 * Bases that are powers of two take linear time; the others multiply and add as many characters at a time as a digit
 * holds, in quadratic time; long decimal text is split in halves (int-huge-decimal.ts).
 */

import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { strlen } from "../object/c-string";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_XDECREF, PyObject, ptr } from "../object/object";
import { interp, tstate } from "../object/state";
import { PyExc_ValueError } from "../object/static-types";
import { PyBytes_FromStringAndSize } from "./bytes";
import {
  _PY_LONG_MAX_STR_DIGITS_THRESHOLD,
  _PyLong_DigitCount,
  _PyLong_FlipSign,
  _PyLong_IsZero,
  _PyLong_New,
  _PyLong_SetSignAndDigitCount,
  long_normalize,
  maybe_small_long,
  PyLong_MASK,
  PyLongObject,
} from "./int";
import { v_imuladd } from "./int-digits";
import { decimal_to_huge } from "./int-huge-decimal";
import { PyUnicode_AsUTF8AndSize, PyUnicode_FromStringAndSize } from "./str";
import { _PyUnicode_TransformDecimalAndSpaceToASCII } from "./str-ascii-digits";

/** log(base) / log(2**30): digits per character; 0 for powers of two. */
const LOG_BASE_BASE: usize = memory.data<f64>([
  0, 0, 0, 0.05283208335737188, 0, 0.07739760316291208, 0.08616541669070521, 0.09357849740192013, 0,
  0.10566416671474375, 0.11073093649624542, 0.11531438728790992, 0.11949875002403855, 0.12334799060470308,
  0.12691183073525347, 0.13022968652028397, 0, 0.13624876137501132, 0.13899750004807707, 0.14159758378145285,
  0.14406426982957873, 0.14641058075929203, 0.14864772062124326, 0.15078539853523376, 0.1528320833573719,
  0.15479520632582416, 0.1566813239380364, 0.15849625007211562, 0.1602451640685868, 0.16193269983758574,
  0.1635630198536173, 0.16513987701289584, 0, 0.1681464706452818, 0.16958209470834465, 0.17097610056483223,
  0.17233083338141042,
]);
/** How many characters make at most one digit. */
const CONVWIDTH_BASE: usize = memory.data<u8>([
  0, 0, 0, 18, 0, 12, 11, 10, 0, 9, 9, 8, 8, 8, 7, 7, 0, 7, 7, 7, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 0, 5, 5, 5, 5,
]);

/** Where the text of a number ends, and what it is made of. */
@unmanaged
class NumberText {
  /** Address of the first character behind the digits. */
  end: u32;
  /** Address of the first character that is neither digit, underscore nor trailing white space. */
  stop: u32;
  /** Number of digit characters. */
  digits: i32;
}

const number_text: NumberText = changetype<NumberText>(memory.data(16, 8));

/** Value of an ASCII character as a digit: 0 to 35, or 37. */
export function _PyLong_DigitValue(ch: u32): u32 {
  if (ch - 48 < 10) return ch - 48;
  const letter = (ch | 32) - 97;
  return letter < 26 ? letter + 10 : 37;
}

/** C's isspace for ASCII. @inline */
export function Py_ISSPACE(ch: u32): bool {
  return ch === 32 || ch - 9 < 5;
}

/** ch is that letter, in either case. @inline */
function is_letter(ch: u32, letter: u32): bool {
  return (ch | 32) === letter;
}

/** The base that the text's prefix names: 16, 8, 2; 10 without a leading zero, 0 with one that is no prefix. */
function base_of_prefix(at: usize): i32 {
  if (load<u8>(at) !== 48) return 10;
  const letter = load<u8>(at, 1);
  return is_letter(letter, 120) ? 16 : is_letter(letter, 111) ? 8 : is_letter(letter, 98) ? 2 : 0;
}

/**
 * Parses NUL-terminated text: white space around, a sign, a prefix (0x, 0o, 0b), underscores between digits. `base` 0
 * takes the base from the prefix. In `tstate.out_i32` the offset of the first character that does not belong to it; -1
 * when the failure was not one of syntax. Returns a new reference; NULL with ValueError (also for anything left over).
 */
export function PyLong_FromString(text: usize, base: i32): PyObject | null {
  tstate.out_i32 = -1;
  if ((base !== 0 && base < 2) || base > 36) {
    PyErr_SetString(PyExc_ValueError, cstr("int() arg 2 must be >= 2 and <= 36"));
    return null;
  }
  let at = text;
  while (Py_ISSPACE(load<u8>(at))) at++;
  const negative = load<u8>(at) === 45;
  if (negative || load<u8>(at) === 43) at++;
  const prefix = base_of_prefix(at);
  // A number like 0777, which once was octal, is allowed only if it is zero.
  const only_zero = base === 0 && prefix === 0;
  const actual = only_zero ? 10 : base === 0 ? prefix : base;
  if (prefix === actual && prefix !== 10) {
    at += 2;
    if (load<u8>(at) === 95) at++;
  }
  let shown_base = actual;
  if (scan_digits(at, actual)) {
    const stop = <i32>(<usize>number_text.stop - text);
    const z = long_from_string_base(at, actual);
    if (!z) return null;
    if (!only_zero || _PyLong_IsZero(z)) {
      long_normalize(z);
      if (negative) _PyLong_FlipSign(z);
      tstate.out_i32 = stop;
      return maybe_small_long(z);
    }
    Py_DECREF(z);
    shown_base = 0;
  }
  const stop = <i32>(<usize>number_text.stop - text);
  raise_invalid(text, shown_base);
  tstate.out_i32 = stop;
  return null;
}

/** ValueError showing the first 200 bytes of the text. */
function raise_invalid(text: usize, base: i32): void {
  const shown = PyUnicode_FromStringAndSize(text, min(strlen(text), 200));
  if (!shown) return;
  PyErr_Format(PyExc_ValueError, cstr("invalid literal for int() with base %d: %.200R"), base, ptr(shown));
  Py_DECREF(shown);
}

/** Measures digits and underscores from `start` into `number_text`; false: not the text of a number. */
function scan_digits(start: usize, base: i32): bool {
  let at = start;
  let digits = 0;
  let previous: u32 = 95;
  while (true) {
    const ch = <u32>load<u8>(at);
    if (ch === 95) {
      if (previous === 95) break;
    } else if (_PyLong_DigitValue(ch) < <u32>base) digits++;
    else break;
    previous = ch;
    at++;
  }
  number_text.end = <u32>at;
  number_text.digits = digits;
  if (previous === 95) {
    // None at all, or an underscore that does not stand between two digits.
    number_text.stop = <u32>(at > start ? at - 1 : at);
    return false;
  }
  while (Py_ISSPACE(load<u8>(at))) at++;
  number_text.stop = <u32>at;
  return load<u8>(at) === 0;
}

/** The scanned number. Returns a new positive int, not normalised; NULL with an exception. */
function long_from_string_base(start: usize, base: i32): PyLongObject | null {
  const end = <usize>number_text.end;
  const digits = number_text.digits;
  if ((base & (base - 1)) === 0) return long_from_binary_base(start, end, digits, base);
  const limit = interp.int_max_str_digits;
  if (digits > _PY_LONG_MAX_STR_DIGITS_THRESHOLD && limit > 0 && digits > limit) {
    PyErr_Format(
      PyExc_ValueError,
      cstr(
        "Exceeds the limit (%d digits) for integer string conversion: value has %zd digits; use sys.set_int_max_str_digits() to increase the limit",
      ),
      limit,
      digits,
    );
    return null;
  }
  if (digits > 6000 && base === 10) return from_long_decimal(start, end, digits);
  return long_from_non_binary_base(start, end, digits, base);
}

/** As many bits per character. */
function long_from_binary_base(start: usize, end: usize, digits: i32, base: i32): PyLongObject | null {
  const width = <i64>ctz<i32>(base);
  const size = <i32>((<i64>digits * width + 29) / 30);
  const z = _PyLong_New(size);
  if (!z) return null;
  let accum: u64 = 0;
  let bits: i64 = 0;
  let i = 0;
  for (let at = end; at > start; ) {
    at--;
    const ch = <u32>load<u8>(at);
    if (ch === 95) continue;
    accum |= (<u64>_PyLong_DigitValue(ch)) << bits;
    bits += width;
    if (bits >= 30) {
      z.put(i++, <u32>accum & PyLong_MASK);
      accum >>= 30;
      bits -= 30;
    }
  }
  if (bits) z.put(i++, <u32>accum);
  while (i < size) z.put(i++, 0);
  return z;
}

/** Chunks of characters, each a digit in a base of nearly 2**30. Also used for parts of long texts. */
export function long_from_non_binary_base(start: usize, end: usize, digits: i32, base: i32): PyLongObject | null {
  const room = <i32>(<f64>digits * load<f64>(LOG_BASE_BASE + ((<usize>base) << 3)) + 1.0);
  const z = _PyLong_New(room);
  if (!z) return null;
  _PyLong_SetSignAndDigitCount(z, 0, 0);
  const width = <i32>load<u8>(CONVWIDTH_BASE + base);
  let at = start;
  while (at < end) {
    let chunk: u32 = 0;
    let scale: u32 = 1;
    for (let i = 0; i < width && at < end; at++) {
      const ch = <u32>load<u8>(at);
      if (ch === 95) continue;
      chunk = chunk * <u32>base + _PyLong_DigitValue(ch);
      scale *= <u32>base;
      i++;
    }
    const size = _PyLong_DigitCount(z);
    const carry = v_imuladd(z.digits(), size, scale, chunk);
    // `room` is one more than log(base**digits) / log(2**30), rounded: it suffices.
    if (carry) {
      z.put(size, carry);
      _PyLong_SetSignAndDigitCount(z, 1, size + 1);
    }
  }
  return z;
}

/** Copies the digits without underscores, then splits them. */
function from_long_decimal(start: usize, end: usize, digits: i32): PyLongObject | null {
  const text = PyMem_Malloc(<usize>digits);
  if (!text) {
    PyErr_NoMemory();
    return null;
  }
  let to = text;
  for (let at = start; at < end; at++) if (load<u8>(at) !== 95) store<u8>(to++, load<u8>(at));
  const z = decimal_to_huge(text, digits);
  PyMem_Free(text);
  return z;
}

/** int(str, base). Unicode digits and white space allowed. Returns a new reference. */
export function PyLong_FromUnicodeObject(u: PyObject, base: i32): PyObject | null {
  const ascii = _PyUnicode_TransformDecimalAndSpaceToASCII(u);
  if (!ascii) return null;
  const text = PyUnicode_AsUTF8AndSize(ascii);
  const length = tstate.out_i32;
  const result = text ? PyLong_FromString(text, base) : null;
  const stop = tstate.out_i32;
  Py_DECREF(ascii);
  if (stop < 0 || (result && stop === length)) return result;
  Py_XDECREF(result);
  return PyErr_Format(PyExc_ValueError, cstr("invalid literal for int() with base %d: %.200R"), base, ptr(u));
}

/** int(bytes, base); `length` bytes followed by a NUL. Returns a new reference. */
export function _PyLong_FromBytes(bytes: usize, length: i32, base: i32): PyObject | null {
  const result = PyLong_FromString(bytes, base);
  const stop = tstate.out_i32;
  if (stop < 0 || (result && stop === length)) return result;
  Py_XDECREF(result);
  const shown = PyBytes_FromStringAndSize(bytes, min(length, 200));
  if (!shown) return null;
  PyErr_Format(PyExc_ValueError, cstr("invalid literal for int() with base %d: %.200R"), base, ptr(shown));
  Py_DECREF(shown);
  return null;
}
