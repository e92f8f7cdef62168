/**
 * The decimal digits of a float: exactly rounded to a number of digits, or as many as its value goes on.
 * CPython: _Py_dg_dtoa of Python/dtoa.c, modes 2 and 3. (Mode 0 is in float-shortest.ts.)
 *
 * A finite value m * 2**e is a terminating decimal. It is expanded in limbs of base 10**9, LIMBS[first .. end), those from
 * `point` on after the decimal point; then cut and rounded half to even as text.
 */

/** The result; the digits themselves, ASCII without trailing zeros, at FLOAT_DIGITS. The value is 0.DIGITS * 10**decpt. */
@unmanaged
export class FloatDigits {
  count: i32;
  decpt: i32;
  negative: bool;
}

export const float_digits: FloatDigits = changetype<FloatDigits>(memory.data(16, 8));
/** Longest: 2**-1074 has 751 digits, the largest subnormal 767. */
export const FLOAT_DIGITS: usize = memory.data(1136, 8);

const BASE: u32 = 1000000000;
/** Integers take up to 35 limbs, fractions up to 120. */
const LIMBS: usize = memory.data(768, 8);
const POINT: i32 = 40;

@unmanaged
class Expansion {
  first: i32;
  end: i32;
}
const expansion: Expansion = changetype<Expansion>(memory.data(8, 8));

/** @inline */
function limb(i: i32): u32 {
  return load<u32>(LIMBS + ((<usize>i) << 2));
}

/** @inline */
function set_limb(i: i32, value: u32): void {
  store<u32>(LIMBS + ((<usize>i) << 2), value);
}

/** Multiplies the expansion by 2**shift, shift <= 29. */
function limbs_shift_left(shift: u32): void {
  let carry: u64 = 0;
  for (let i = expansion.end - 1; i >= expansion.first; i--) {
    const x = ((<u64>limb(i)) << shift) + carry;
    carry = x / BASE;
    set_limb(i, <u32>(x - carry * BASE));
  }
  if (carry) set_limb(--expansion.first, <u32>carry);
}

/** Divides the expansion by 2**shift, shift <= 9: 10**9 is a multiple of 2**9. */
function limbs_shift_right(shift: u32): void {
  const mask = ((<u32>1) << shift) - 1;
  const weight = BASE >> shift;
  let carry: u32 = 0;
  const end = expansion.end;
  for (let i = expansion.first; i < end; i++) {
    const x = limb(i);
    set_limb(i, (x >> shift) + carry);
    carry = (x & mask) * weight;
  }
  if (carry) set_limb(expansion.end++, carry);
  if (limb(expansion.first) === 0) expansion.first++;
}

/** Expands a positive finite value. */
function expand(value: f64): void {
  const bits = reinterpret<u64>(value);
  let exponent = <i32>(bits >> 52) - 1075;
  let mantissa = bits & 0xfffffffffffff;
  if (exponent === -1075) exponent++;
  else mantissa |= 0x10000000000000;
  if (exponent < 0) {
    const zeros = min(<i32>ctz<u64>(mantissa), -exponent);
    mantissa >>= zeros;
    exponent += zeros;
  }
  const high = mantissa / BASE;
  set_limb(POINT - 1, <u32>(mantissa - high * BASE));
  set_limb(POINT - 2, <u32>high);
  expansion.first = high ? POINT - 2 : POINT - 1;
  expansion.end = POINT;
  for (let left = exponent; left > 0; left -= 29) limbs_shift_left(min(left, 29));
  for (let right = -exponent; right > 0; right -= 9) limbs_shift_right(min(right, 9));
}

/** Number of decimal digits of a limb that is not 0. */
function limb_width(x: u32): i32 {
  let width = 1;
  for (let power: u32 = 10; width < 9 && x >= power; power *= 10) width++;
  return width;
}

/** Digits of the expansion as text, until `wanted` are there or it ends; returns their number, a multiple of 9 but for the first limb. */
function write_limbs(wanted: i32): i32 {
  let first = expansion.first;
  let at = FLOAT_DIGITS;
  let x = limb(first);
  const width = limb_width(x);
  at += width;
  for (let i = 1; i <= width; i++) {
    store<u8>(at - i, <u8>(48 + (x % 10)));
    x /= 10;
  }
  let count = width;
  while (count < wanted && ++first < expansion.end) {
    x = limb(first);
    at += 9;
    for (let i = 1; i <= 9; i++) {
      store<u8>(at - i, <u8>(48 + (x % 10)));
      x /= 10;
    }
    count += 9;
  }
  expansion.first = min(first + 1, expansion.end);
  return count;
}

/** Any digit other than 0 in text[from:count], or in the limbs not yet written. */
function has_more(from: i32, count: i32): bool {
  for (let i = from; i < count; i++) if (load<u8>(FLOAT_DIGITS + i) !== 48) return true;
  for (let i = expansion.first; i < expansion.end; i++) if (limb(i) !== 0) return true;
  return false;
}

/** Cuts the text of `count` digits to `keep` digits, rounding half to even. */
function round_text(count: i32, keep: i32): void {
  const next = load<u8>(FLOAT_DIGITS + keep);
  const odd = keep > 0 && (load<u8>(FLOAT_DIGITS + keep - 1) & 1) !== 0;
  const up = next > 53 || (next === 53 && (odd || has_more(keep + 1, count)));
  let i = keep;
  if (up) {
    while (i > 0 && load<u8>(FLOAT_DIGITS + i - 1) === 57) i--;
    if (i > 0) store<u8>(FLOAT_DIGITS + i - 1, load<u8>(FLOAT_DIGITS + i - 1) + 1);
    else {
      store<u8>(FLOAT_DIGITS, 49);
      float_digits.decpt++;
      i = 1;
    }
  }
  strip_zeros(i);
}

/** Sets the number of digits to `count` without trailing zeros. */
export function strip_zeros(count: i32): void {
  while (count > 0 && load<u8>(FLOAT_DIGITS + count - 1) === 48) count--;
  float_digits.count = count;
}

/** Digits of 0. */
export function zero_digits(): void {
  store<u8>(FLOAT_DIGITS, 48);
  float_digits.count = 1;
  float_digits.decpt = 1;
}

/** `ndigits` significant digits (at least 1) of a finite value: dtoa's mode 2. */
export function significant_digits(value: f64, ndigits: i32): void {
  cut_digits(value, false, max(ndigits, 1));
}

/** `ndigits` digits after the decimal point, before it when negative: dtoa's mode 3. May leave no digit at all. */
export function fixed_digits(value: f64, ndigits: i32): void {
  cut_digits(value, true, ndigits);
}

function cut_digits(value: f64, fixed: bool, ndigits: i32): void {
  float_digits.negative = <i64>reinterpret<u64>(value) < 0;
  if (value === 0) {
    zero_digits();
    return;
  }
  expand(abs<f64>(value));
  float_digits.decpt = (POINT - expansion.first - 1) * 9 + limb_width(limb(expansion.first));
  // More than there can be; and no overflow.
  const asked = max(min(ndigits, 2000), -2000);
  const keep = fixed ? float_digits.decpt + asked : asked;
  if (keep < 0) {
    float_digits.count = 0;
    float_digits.decpt = -asked;
    return;
  }
  const count = write_limbs(keep + 1);
  if (count <= keep) strip_zeros(count);
  else round_text(count, keep);
  if (float_digits.count === 0) float_digits.decpt = -asked;
}
