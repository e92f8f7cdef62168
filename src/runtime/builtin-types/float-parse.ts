/**
 * Decimal text to the nearest float. CPython: _Py_dg_strtod of Python/dtoa.c.
 *
 * Up to 19 digits are read as an integer w; w * 10**q is then rounded by one exact operation where both are exact doubles
 * (Clinger), else by a 128-bit product (Daniel Lemire, "Number parsing at a gigabyte per second", 2021). The few texts for
 * which neither can decide go to the host, whose parser is exact.
 */
import { float_parse } from "../host";
import { tstate } from "../object/state";
import { multiply_high, power_of_ten } from "./float-shortest";

const NOT_DECIDED: u64 = ~(<u64>0);
const INFINITY_BITS: u64 = 0x7ff0000000000000;

/** 10**0 to 10**22, which are exact. */
const EXACT_POWERS: usize = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]);

/** A decimal number as scanned. */
@unmanaged
class ScannedNumber {
  /** The first 19 significant digits. */
  w: u64;
  /** Power of ten of the last of them. */
  q: i32;
  /** Further digits, not all zero. */
  truncated: bool;
  /** Address behind the number; 0: there is none. */
  end: u32;
}
const scanned: ScannedNumber = changetype<ScannedNumber>(memory.data(24, 8));

/** @inline */
function is_digit(at: usize, end: usize): bool {
  return at < end && <u32>load<u8>(at) - 48 < 10;
}

/** digits [. digits] [e [sign] digits] */
function scan_number(start: usize, end: usize): void {
  let at = start;
  let w: u64 = 0;
  let significant = 0;
  let q = 0;
  let truncated = false;
  let any = false;
  let point = false;
  for (; at < end; at++) {
    const ch = <u32>load<u8>(at);
    if (ch === 46) {
      if (point) break;
      point = true;
      continue;
    }
    if (ch - 48 >= 10) break;
    any = true;
    if (significant < 19) {
      w = w * 10 + (ch - 48);
      if (w) significant++;
      if (point) q--;
    } else {
      if (ch !== 48) truncated = true;
      if (!point) q++;
    }
  }
  scanned.end = any ? <u32>at : 0;
  if (!any) return;
  scanned.w = w;
  scanned.truncated = truncated;
  scanned.q = q + (at < end && (load<u8>(at) | 32) === 101 ? scan_exponent(at + 1, end) : 0);
}

/** Exponent at `at`, moving the end behind it; 0 when it has no digits and so does not belong to the number. */
function scan_exponent(at: usize, end: usize): i32 {
  const negative = at < end && load<u8>(at) === 45;
  if (negative || (at < end && load<u8>(at) === 43)) at++;
  if (!is_digit(at, end)) return 0;
  let exponent = 0;
  for (; is_digit(at, end); at++) if (exponent < 100000000) exponent = exponent * 10 + <i32>load<u8>(at) - 48;
  scanned.end = <u32>at;
  return negative ? -exponent : exponent;
}

/** w * 10**q as bits of a double, rounded half to even, or NOT_DECIDED. */
function lemire(w: u64, q: i32): u64 {
  if (w === 0 || q < -342) return 0;
  if (q > 308) return INFINITY_BITS;
  const zeros = <i32>clz<u64>(w);
  const x = w << zeros;
  const power = power_of_ten(q);
  let high = load<u64>(power);
  let low = load<u64>(power, 8);
  if (q < -27 || q > 55) {
    // The table is rounded up; here the power must be rounded down.
    if (low === 0) high--;
    low--;
  }
  let product = high * x;
  let upper = multiply_high(high, x);
  if ((upper & 0x1ff) === 0x1ff) {
    const more = multiply_high(low, x);
    product += more;
    if (product < more) upper++;
  }
  if (product === ~(<u64>0) && (q < -27 || q > 55)) return NOT_DECIDED;
  const top = <i32>(upper >> 63);
  let mantissa = upper >> (top + 9);
  let exponent = ((217706 * q) >> 16) + 63 + top - zeros + 1023;
  if (exponent <= 0) {
    if (exponent <= -63) return 0;
    mantissa >>= 1 - exponent;
    mantissa += mantissa & 1;
    // A carry into the hidden bit makes the exponent 1 by itself.
    return mantissa >> 1;
  }
  // Exactly half way, which is possible only for small powers: to even.
  if (product <= 1 && q >= -4 && q <= 23 && (mantissa & 3) === 1 && mantissa << (top + 9) === upper) mantissa--;
  mantissa += mantissa & 1;
  mantissa >>= 1;
  if (mantissa >= (<u64>1) << 53) {
    mantissa >>= 1;
    exponent++;
  }
  if (exponent >= 2047) return INFINITY_BITS;
  return (mantissa & 0xfffffffffffff) | ((<u64>exponent) << 52);
}

/** The scanned number. */
function nearest(start: usize): f64 {
  const w = scanned.w;
  const q = scanned.q;
  if (!scanned.truncated) {
    if (w <= 9007199254740992 && q >= -22 && q <= 22) {
      if (q < 0) return <f64>w / load<f64>(EXACT_POWERS + ((<usize>-q) << 3));
      return <f64>w * load<f64>(EXACT_POWERS + ((<usize>q) << 3));
    }
    const bits = lemire(w, q);
    if (bits !== NOT_DECIDED) return reinterpret<f64>(bits);
  } else {
    // The true value lies between w and w + 1: decided when both round alike.
    const bits = lemire(w, q);
    if (bits !== NOT_DECIDED && bits === lemire(w + 1, q)) return reinterpret<f64>(bits);
  }
  return scanned.truncated ? float_parse(start, <i32>(<usize>scanned.end - start)) : ask_host(w, q);
}

const HOST_TEXT: usize = memory.data(40, 8);

/** w * 10**q, by text. */
function ask_host(w: u64, q: i32): f64 {
  let at = HOST_TEXT + 20;
  for (let rest = w; rest !== 0; rest /= 10) store<u8>(--at, <u8>(48 + (rest % 10)));
  store<u8>(HOST_TEXT, 101, 20);
  store<u8>(HOST_TEXT, q < 0 ? 45 : 43, 21);
  let size = abs(q);
  for (let i = 24; i >= 22; i--) {
    store<u8>(HOST_TEXT + <usize>i, <u8>(48 + (size % 10)));
    size /= 10;
  }
  return float_parse(at, <i32>(HOST_TEXT + 25 - at));
}

/** 0.DIGITS * 10**decpt for at most 19 digits as dtoa gives them (float-digits.ts): the nearest float. */
export function nearest_of_digits(digits: usize, count: i32, decpt: i32): f64 {
  if (count === 0) return 0;
  scan_number(digits, digits + <usize>count);
  scanned.q += decpt - count;
  return nearest(digits);
}

/** text[0:n] is `word` (lower case), in any case. */
function matches(text: usize, end: usize, word: usize, n: i32): bool {
  if (text + <usize>n > end) return false;
  for (let i = 0; i < n; i++) if ((load<u8>(text + <usize>i) | 32) !== load<u8>(word + <usize>i)) return false;
  return true;
}

const WORD_INFINITY: usize = memory.data<u8>([105, 110, 102, 105, 110, 105, 116, 121]);
const WORD_NAN: usize = memory.data<u8>([110, 97, 110]);

/**
 * The float at the begin of `length` ASCII characters; how many were used in `tstate.out_i32` (0: none; no exception
 * is set). A sign, "inf", "infinity", "nan" included; no white space, no underscores. Overflow gives an infinity.
 */
export function _Py_parse_double(text: usize, length: i32): f64 {
  const end = text + <usize>length;
  let at = text;
  const negative = length > 0 && load<u8>(at) === 45;
  if (negative || (length > 0 && load<u8>(at) === 43)) at++;
  let value: f64;
  if (is_digit(at, end) || (at < end && load<u8>(at) === 46)) {
    scan_number(at, end);
    if (!scanned.end) {
      tstate.out_i32 = 0;
      return -1.0;
    }
    value = nearest(at);
    at = <usize>scanned.end;
  } else if (matches(at, end, WORD_INFINITY, 3)) {
    value = Infinity;
    at += matches(at, end, WORD_INFINITY, 8) ? 8 : 3;
  } else if (matches(at, end, WORD_NAN, 3)) {
    value = reinterpret<f64>(<u64>0x7ff8000000000000);
    at += 3;
  } else {
    tstate.out_i32 = 0;
    return -1.0;
  }
  tstate.out_i32 = <i32>(at - text);
  return negative ? -value : value;
}
