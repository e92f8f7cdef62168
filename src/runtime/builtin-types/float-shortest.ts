/**
 * The shortest decimal digits that read back as the same float, and of these the closest: what repr shows.
 * CPython: _Py_dg_dtoa of Python/dtoa.c, mode 0.
 *
 * The method is Raffaello Giulietti's Schubfach ("The Schubfach way to render doubles", 2020): the rounding interval of the
 * value is scaled by one 128-bit power of ten so that it contains one or a few integers, of which the right one is taken.
 */
import { FLOAT_DIGITS, float_digits, strip_zeros, zero_digits } from "./float-digits";
import { POWER_OF_TEN_MIN, POWERS_OF_TEN } from "./float-powers.generated";

/** High half of a 64 x 64 bit product. */
export function multiply_high(a: u64, b: u64): u64 {
  const al = a & 0xffffffff;
  const ah = a >> 32;
  const bl = b & 0xffffffff;
  const bh = b >> 32;
  const low = al * bl;
  const middle = ah * bl + (low >> 32);
  const other = al * bh + (middle & 0xffffffff);
  return ah * bh + (middle >> 32) + (other >> 32);
}

/** Address of the 16 bytes of 10**q. @inline */
export function power_of_ten(q: i32): usize {
  return POWERS_OF_TEN + ((<usize>(q - POWER_OF_TEN_MIN)) << 4);
}

/** x * power / 2**128, with the lowest bit also set when anything is cut off ("round to odd"). */
function scaled(power: usize, x: u64): u64 {
  const high = load<u64>(power);
  const low = load<u64>(power, 8);
  const carry = multiply_high(low, x);
  const middle = high * x;
  const sum = middle + carry;
  let result = multiply_high(high, x);
  if (sum < middle) result++;
  return result | (sum > 1 ? 1 : 0);
}

/** floor(log10(2**e)), or of 3/4 of it, exact for all exponents of doubles. @inline */
function floor_log10(e: i32, three_quarters: bool): i32 {
  return (e * 1262611 - (three_quarters ? 524031 : 0)) >> 22;
}

/** floor(log2(10**e)). @inline */
function floor_log2_pow10(e: i32): i32 {
  return (e * 1741647) >> 19;
}

/** Digits of a finite value into `float_digits`. */
export function shortest_digits(value: f64): void {
  const bits = reinterpret<u64>(value);
  float_digits.negative = <i64>bits < 0;
  const biased = <i32>(bits >> 52) & 0x7ff;
  const fraction = bits & 0xfffffffffffff;
  if (biased === 0) {
    if (fraction === 0) zero_digits();
    else shortest_of(fraction, -1074, false);
    return;
  }
  const c = fraction | 0x10000000000000;
  const q = biased - 1075;
  if (q <= 0 && q > -53 && (c & (((<u64>1) << -q) - 1)) === 0) {
    // An integer below 2**53: its own digits are the shortest.
    write_decimal(c >> -q, 0);
    return;
  }
  shortest_of(c, q, fraction === 0 && biased > 1);
}

/** Of c * 2**q; `power_of_two`: the next lower value is only half as far as the next higher one. */
function shortest_of(c: u64, q: i32, power_of_two: bool): void {
  const odd: u64 = c & 1;
  const k = floor_log10(q, power_of_two);
  const h = q + floor_log2_pow10(-k) + 1;
  const power = power_of_ten(-k);
  // The value and the ends of its rounding interval, four times as large. The ends belong to it when c is even.
  const lower = scaled(power, ((c << 2) - 2 + (power_of_two ? 1 : 0)) << h) + odd;
  const middle = scaled(power, (c << 2) << h);
  const upper = scaled(power, ((c << 2) + 2) << h) - odd;
  const s = middle >> 2;
  if (s >= 10) {
    const tens = s / 10;
    const below = lower <= 40 * tens;
    const above = 40 * tens + 40 <= upper;
    if (below !== above) {
      write_decimal(above ? tens + 1 : tens, k + 1);
      return;
    }
  }
  const below = lower <= s << 2;
  const above = (s << 2) + 4 <= upper;
  let up = above;
  if (below === above) {
    const half = (s << 2) + 2;
    up = middle > half || (middle === half && (s & 1) !== 0);
  }
  write_decimal(up ? s + 1 : s, k);
}

/** The digits of digits * 10**exponent. */
function write_decimal(digits: u64, exponent: i32): void {
  let width = 1;
  for (let power: u64 = 10; width < 20 && digits >= power; power *= 10) width++;
  let at = FLOAT_DIGITS + <usize>width;
  let rest = digits;
  // 32-bit divisions, nine digits at a time.
  while (rest > 0xffffffff) {
    const high = rest / 1000000000;
    let nine = <u32>(rest - high * 1000000000);
    for (let i = 0; i < 9; i++) {
      const next = nine / 10;
      store<u8>(--at, <u8>(48 + nine - next * 10));
      nine = next;
    }
    rest = high;
  }
  let low = <u32>rest;
  while (at > FLOAT_DIGITS) {
    const next = low / 10;
    store<u8>(--at, <u8>(48 + low - next * 10));
    low = next;
  }
  float_digits.decpt = width + exponent;
  strip_zeros(width);
}
