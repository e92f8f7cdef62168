/**
 * x * y + z rounded once. CPython: C's fma, one instruction on most machines; WebAssembly has none.
 *
 * The product has 106 bits in two words; the smaller addend is shifted to the larger one's place, with what falls off kept as a
 * sticky lowest bit; the sum of up to 128 bits is rounded to a double.
 */
import { multiply_high } from "./float-shortest";

/** A nonzero magnitude high:low * 2**exponent. */
@unmanaged
class Wide {
  high: u64;
  low: u64;
  exponent: i32;
  negative: i32;
}
const product: Wide = changetype<Wide>(memory.data(24, 8));
const addend: Wide = changetype<Wide>(memory.data(24, 8));

/** Exponent of the lowest bit of the 53-bit significand of a finite nonzero |x|. @inline */
function exponent_of(bits: u64): i32 {
  return max(<i32>(bits >> 52) & 0x7ff, 1) - 1075;
}

/** @inline */
function significand_of(bits: u64): u64 {
  const fraction = bits & 0xfffffffffffff;
  return ((bits >> 52) & 0x7ff) !== 0 ? fraction | 0x10000000000000 : fraction;
}

/** Moves the highest set bit to bit 126 (bit 127 stays free for a carry). */
function normalise(w: Wide): void {
  if (w.high === 0) {
    w.high = w.low;
    w.low = 0;
    w.exponent -= 64;
  }
  const shift = <i32>clz<u64>(w.high) - 1;
  if (shift > 0) {
    w.high = (w.high << shift) | (w.low >> (64 - shift));
    w.low <<= shift;
  } else if (shift < 0) {
    w.low = (w.low >> 1) | (w.high << 63) | (w.low & 1);
    w.high >>= 1;
  }
  w.exponent -= shift;
}

/** Shifts right by `count` > 0 bits; bits that fall off are or-ed into the lowest one. */
function shift_right_sticky(w: Wide, count: i32): void {
  if (count >= 128) {
    w.low = 1;
    w.high = 0;
    return;
  }
  let lost: u64 = 0;
  if (count >= 64) {
    lost = w.low;
    w.low = w.high;
    w.high = 0;
    count -= 64;
  }
  if (count > 0) {
    lost |= w.low << (64 - count);
    w.low = (w.low >> count) | (w.high << (64 - count));
    w.high >>= count;
  }
  if (lost !== 0) w.low |= 1;
}

/** The double nearest to `w` (normalised: highest bit 126), half to even. */
function round_to_double(w: Wide): f64 {
  // A significand of 53 bits: 74 bits go; more for a subnormal result.
  const exponent = w.exponent + 74;
  const extra = exponent < -1074 ? -1074 - exponent : 0;
  shift_right_sticky(w, 10 + extra);
  // Now the significand is in `high` and what decides the rounding in `low`.
  let significand = w.high;
  if (w.low > 0x8000000000000000 || (w.low === 0x8000000000000000 && (significand & 1) !== 0)) significand++;
  let bits: u64;
  if (extra > 0) bits = significand;
  else {
    const biased = exponent + 1075 + (significand >> 53 !== 0 ? 1 : 0);
    if (biased >= 2047) bits = 0x7ff0000000000000;
    else bits = ((<u64>biased) << 52) | ((significand >> 53 !== 0 ? significand >> 1 : significand) & 0xfffffffffffff);
  }
  return reinterpret<f64>(w.negative ? bits | 0x8000000000000000 : bits);
}

/** a += b of the same exponent. */
function add_magnitudes(a: Wide, b: Wide): void {
  const low = a.low + b.low;
  a.high += b.high + (low < a.low ? 1 : 0);
  a.low = low;
}

/** a -= b of the same exponent, |a| > |b|. */
function subtract_magnitudes(a: Wide, b: Wide): void {
  const borrow: u64 = a.low < b.low ? 1 : 0;
  a.low -= b.low;
  a.high -= b.high + borrow;
}

/** The sum of the two normalised numbers, as a double. */
function sum_of(): f64 {
  let large = product;
  let small = addend;
  const higher = addend.exponent > product.exponent;
  const same = addend.exponent === product.exponent;
  if (higher || (same && (addend.high > product.high || (addend.high === product.high && addend.low > product.low)))) {
    large = addend;
    small = product;
  }
  const distance = large.exponent - small.exponent;
  if (distance > 0) shift_right_sticky(small, distance);
  if (large.negative === small.negative) add_magnitudes(large, small);
  else subtract_magnitudes(large, small);
  // Equal magnitudes of opposite sign: x*y is exactly -z.
  if ((large.high | large.low) === 0) return 0;
  normalise(large);
  return round_to_double(large);
}

/** x * y + z rounded once; infinities and NaN as in C. */
export function libm_fma(x: f64, y: f64, z: f64): f64 {
  const xb = reinterpret<u64>(abs<f64>(x));
  const yb = reinterpret<u64>(abs<f64>(y));
  const zb = reinterpret<u64>(abs<f64>(z));
  const infinite: u64 = 0x7ff0000000000000;
  // With an operand that is zero, infinite or NaN nothing is lost (x*y must not overflow beside an infinite z).
  if (xb >= infinite || yb >= infinite || xb === 0 || yb === 0) return x * y + z;
  if (zb >= infinite) return z;
  const xm = significand_of(xb);
  const ym = significand_of(yb);
  product.low = xm * ym;
  product.high = multiply_high(xm, ym);
  product.exponent = exponent_of(xb) + exponent_of(yb);
  product.negative = x < 0 !== y < 0 ? 1 : 0;
  normalise(product);
  if (zb === 0) return round_to_double(product);
  addend.low = 0;
  addend.high = significand_of(zb);
  addend.exponent = exponent_of(zb) - 64;
  addend.negative = z < 0 ? 1 : 0;
  normalise(addend);
  return sum_of();
}
