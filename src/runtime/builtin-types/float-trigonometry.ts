/**
 * sin, cos and tan of doubles. CPython: C's (glibc), which are correctly rounded for all but one argument in a thousand.
 *
 * Here: the argument is reduced to a multiple of pi/2 and a rest of at most pi/4, exactly to 137 bits after the point
 * (Payne and Hanek); sine and cosine of the rest come from those of the nearest 64th (table) by the addition theorem, kept
 * as the sum of two doubles and rounded once. The error before that is below 2**-66 of the result.
 */
import { product_error } from "./float-double-double";
import { multiply_high } from "./float-shortest";
import { SINE_COSINE, TWO_OVER_PI } from "./float-trigonometry.generated";

const PI_2: f64 = 1.5707963267948966;
const PI_2_LOW: f64 = 6.123233995736766e-17;
const PI_4: f64 = 0.7853981633974483;

/** The argument modulo pi/2, and second results. */
@unmanaged
class Reduced {
  /** The rest r + low, |r| <= pi/4. */
  r: f64;
  low: f64;
  /** Low part of the result of `sine` and `cosine`. */
  tail: f64;
  quadrant: i32;
}
const reduced: Reduced = changetype<Reduced>(memory.data(32, 8));

/** 64 bits of 2/pi beginning at bit `index` of the table. */
function bits_at(index: i32): u64 {
  const word = TWO_OVER_PI + ((<usize>(index >> 6)) << 3);
  const shift = index & 63;
  const high = load<u64>(word) << shift;
  return shift ? high | (load<u64>(word, 8) >> (64 - shift)) : high;
}

/** Reduces a finite |x| > pi/4. */
function reduce(x: f64): void {
  const bits = reinterpret<u64>(x);
  const m = (bits & 0xfffffffffffff) | 0x10000000000000;
  const e = (<i32>(bits >> 52) & 0x7ff) - 1075;
  // x = m * 2**e. Bits of 2/pi from weight 2**-(e - 1) down matter: those above give multiples of four turns of pi/2.
  // The table has 64 zeros in front; its bit 64 has weight 1/2.
  const first = e + 62;
  const w2 = bits_at(first);
  const w1 = bits_at(first + 64);
  const w0 = bits_at(first + 128);
  // m * (w2, w1, w0) modulo 2**192: two bits of quadrant, 190 of fraction.
  const p0 = m * w0;
  const middle = m * w1;
  const p1 = middle + multiply_high(m, w0);
  const p2 = m * w2 + multiply_high(m, w1) + (p1 < middle ? 1 : 0);
  reduced.quadrant = <i32>(p2 >> 62);
  let f2 = (p2 << 2) | (p1 >> 62);
  let f1 = (p1 << 2) | (p0 >> 62);
  const negative = <i64>f2 < 0;
  if (negative) {
    // Nearer to the next quarter: the distance to it, on the other side.
    reduced.quadrant = (reduced.quadrant + 1) & 3;
    f2 = ~f2;
    f1 = ~f1;
  }
  set_fraction(f2, f1, negative !== <i64>bits < 0);
  if (<i64>bits < 0) reduced.quadrant = -reduced.quadrant & 3;
}

/** r + low = (f2, f1) / 2**128 * pi/2. */
function set_fraction(f2: u64, f1: u64, negative: bool): void {
  let exponent = -64;
  if (f2 === 0) {
    f2 = f1;
    f1 = 0;
    exponent -= 64;
  }
  const zeros = <i32>clz<u64>(f2);
  if (zeros) {
    f2 = (f2 << zeros) | (f1 >> (64 - zeros));
    f1 <<= zeros;
    exponent -= zeros;
  }
  // 53 bits and the next 53.
  const unit = reinterpret<f64>((<u64>(1023 + exponent)) << 52);
  const high = <f64>(f2 & ~(<u64>0x7ff)) * unit;
  const low = <f64>(((f2 & 0x7ff) << 42) | (f1 >> 22)) * (unit * 2.2737367544323206e-13);
  const p = high * PI_2;
  const rest = product_error(high, PI_2, p) + (high * PI_2_LOW + low * PI_2);
  const r = p + rest;
  const tail = p - r + rest;
  reduced.r = negative ? -r : r;
  reduced.low = negative ? -tail : tail;
}

/** sin(d) - d @inline */
function sine_rest(d: f64, d2: f64): f64 {
  return d * d2 * (-0.16666666666666666 + d2 * (0.008333333333333333 - d2 * 0.0001984126984126984));
}

/** cos(d) - 1 @inline */
function cosine_rest(d2: f64): f64 {
  return d2 * (-0.5 + d2 * (0.041666666666666664 - d2 * (0.001388888888888889 - d2 * 2.48015873015873e-5)));
}

/** sin(r + low) for |r| <= pi/4; the rest of the sum in `reduced.tail`. */
function sine(r: f64, low: f64): f64 {
  const a = abs<f64>(r);
  const k = nearest<f64>(a * 64.0);
  const al = r < 0 ? -low : low;
  let high: f64;
  let tail: f64;
  if (k === 0) {
    high = a;
    tail = sine_rest(a, a * a) + al;
  } else {
    const entry = SINE_COSINE + ((<usize>k) << 5);
    const s = load<f64>(entry);
    const c = load<f64>(entry, 16);
    const d = a - k * 0.015625;
    const d2 = d * d;
    const p = c * d;
    high = s + p;
    tail =
      s -
      high +
      p +
      (product_error(c, d, p) +
        (load<f64>(entry, 8) + load<f64>(entry, 24) * d + c * al) +
        s * cosine_rest(d2) +
        c * sine_rest(d, d2));
  }
  reduced.tail = r < 0 ? -tail : tail;
  return r < 0 ? -high : high;
}

/** cos(r + low) for |r| <= pi/4; the rest of the sum in `reduced.tail`. */
function cosine(r: f64, low: f64): f64 {
  const a = abs<f64>(r);
  const k = nearest<f64>(a * 64.0);
  const al = r < 0 ? -low : low;
  if (k === 0) {
    reduced.tail = cosine_rest(a * a) - a * al;
    return 1;
  }
  const entry = SINE_COSINE + ((<usize>k) << 5);
  const s = load<f64>(entry);
  const c = load<f64>(entry, 16);
  const d = a - k * 0.015625;
  const d2 = d * d;
  const p = s * d;
  const high = c - p;
  reduced.tail =
    c -
    high -
    p +
    (load<f64>(entry, 24) -
      load<f64>(entry, 8) * d -
      s * al -
      product_error(s, d, p) +
      c * cosine_rest(d2) -
      s * sine_rest(d, d2));
  return high;
}

/** Reduces any finite x. */
function reduce_any(x: f64): void {
  if (abs<f64>(x) <= PI_4) {
    reduced.r = x;
    reduced.low = 0;
    reduced.quadrant = 0;
  } else reduce(x);
}

/** Sine (`turn` 0) or cosine (1) of the reduced argument. */
function sine_of_quadrant(turn: i32): f64 {
  const quadrant = reduced.quadrant + turn;
  const value = quadrant & 1 ? cosine(reduced.r, reduced.low) : sine(reduced.r, reduced.low);
  const sum = value + reduced.tail;
  return quadrant & 2 ? -sum : sum;
}

/** NaN for infinities and NaN. */
export function libm_sin(x: f64): f64 {
  if (x - x !== 0) return x - x;
  // sin(x) is x, and so keeps the sign of zero.
  if (abs<f64>(x) < 1.4901161193847656e-8) return x;
  reduce_any(x);
  return sine_of_quadrant(0);
}

/** NaN for infinities and NaN. */
export function libm_cos(x: f64): f64 {
  if (x - x !== 0) return x - x;
  reduce_any(x);
  return sine_of_quadrant(1);
}

/** NaN for infinities and NaN. */
export function libm_tan(x: f64): f64 {
  if (x - x !== 0) return x - x;
  if (abs<f64>(x) < 7.450580596923828e-9) return x;
  reduce_any(x);
  const s = sine(reduced.r, reduced.low);
  const s_tail = reduced.tail;
  const c = cosine(reduced.r, reduced.low);
  const c_tail = reduced.tail;
  return reduced.quadrant & 1 ? -quotient(c, c_tail, s, s_tail) : quotient(s, s_tail, c, c_tail);
}

/** (a + a_tail) / (b + b_tail), rounded once. */
function quotient(a: f64, a_tail: f64, b: f64, b_tail: f64): f64 {
  const high_a = a + a_tail;
  const low_a = a - high_a + a_tail;
  const high_b = b + b_tail;
  const low_b = b - high_b + b_tail;
  const q = high_a / high_b;
  const p = q * high_b;
  return q + (high_a - p - product_error(q, high_b, p) + low_a - q * low_b) / high_b;
}
