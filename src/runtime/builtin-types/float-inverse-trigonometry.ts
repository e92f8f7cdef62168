/**
 * asin, acos, atan and atan2 of doubles. CPython: C's (glibc), which are correctly rounded for all but one argument in a
 * thousand.
 *
 * Here all are the angle of a point (x, y) with coordinates of 106 bits: the quotient of the smaller by the larger one, its
 * arctangent from that of the nearest 64th (table), put together with multiples of pi/2 and rounded once. The error before
 * that is below 2**-66 of the result.
 */
import { product_error, sum_error } from "./float-double-double";
import { ARCTANGENT } from "./float-trigonometry.generated";

const PI: f64 = 3.141592653589793;
const PI_LOW: f64 = 1.2246467991473532e-16;
const PI_2: f64 = 1.5707963267948966;
const PI_2_LOW: f64 = 6.123233995736766e-17;

/** Second result of `arctangent`. */
@unmanaged
class Tail {
  tail: f64;
}
const result: Tail = changetype<Tail>(memory.data(8, 8));

/** atan(q + ql) for 0 <= q <= 1; the rest of the sum in `result.tail`. */
function arctangent(q: f64, ql: f64): f64 {
  const k = nearest<f64>(q * 64.0);
  let z = q;
  let zl = ql;
  let base: f64 = 0;
  let base_low: f64 = 0;
  if (k !== 0) {
    // atan(q) - atan(c) = atan((q - c) / (1 + c*q))
    const entry = ARCTANGENT + ((<usize>k) << 4);
    base = load<f64>(entry);
    base_low = load<f64>(entry, 8);
    const c = k * 0.015625;
    const p = c * q;
    const den = 1.0 + p;
    const den_low = 1.0 - den + p + (product_error(c, q, p) + c * ql);
    const num = q - c;
    z = num / den;
    const back = z * den;
    zl = (num - back - product_error(z, den, back) + ql - z * den_low) / den;
  }
  const z2 = z * z;
  const series =
    z *
    z2 *
    (-0.3333333333333333 +
      z2 * (0.2 + z2 * (-0.14285714285714285 + z2 * (0.1111111111111111 - z2 * 0.09090909090909091))));
  const high = base + z;
  result.tail = base - high + z + (base_low + zl + series);
  return high;
}

/**
 * The angle of the point (x + xl, y + yl) in the first quadrant, of which x or y may be 0 but not both; mirrored to the second
 * one when `left`. No over- or underflow: the larger coordinate is near 1.
 */
function angle(y: f64, yl: f64, x: f64, xl: f64, left: bool): f64 {
  const steep = y > x;
  const num = steep ? x : y;
  const num_low = steep ? xl : yl;
  const den = steep ? y : x;
  const den_low = steep ? yl : xl;
  const q = num / den;
  const p = q * den;
  const ql = (num - p - product_error(q, den, p) + num_low - q * den_low) / den;
  const high = arctangent(q, ql);
  const tail = result.tail;
  if (!steep && !left) return high + tail;
  const base = steep ? PI_2 : PI;
  const base_low = steep ? PI_2_LOW : PI_LOW;
  const sign: f64 = steep && left ? 1 : -1;
  const sum = base + sign * high;
  return sum + (base - sum + sign * high + (base_low + sign * tail));
}

/** A power of two by which both coordinates can be multiplied to bring the larger one, `size`, near 1. */
function scale_to_one(size: f64): f64 {
  const exponent = <i32>(reinterpret<u64>(size) >> 52);
  return reinterpret<f64>((<u64>min(max(2046 - exponent, 1), 2046)) << 52);
}

/** For finite x and y, not both 0. */
function angle_of(y: f64, x: f64): f64 {
  const ay = abs<f64>(y);
  const ax = abs<f64>(x);
  const left = x < 0;
  let value: f64;
  if (ay < ax * 5.421010862427522e-20) {
    // So flat that the angle is the slope, or pi.
    value = left ? PI : ay / ax;
  } else if (ax < ay * 5.421010862427522e-20) value = PI_2;
  else {
    const scale = scale_to_one(max(ax, ay));
    value = angle(ay * scale, 0, ax * scale, 0, left);
  }
  return y < 0 ? -value : value;
}

/** C99's rules for zeros, infinities and NaN. */
export function libm_atan2(y: f64, x: f64): f64 {
  if (x !== x || y !== y) return x + y;
  if (abs<f64>(y) === Infinity) {
    if (abs<f64>(x) === Infinity) return copysign<f64>(x > 0 ? 0.25 * PI : 0.75 * PI, y);
    return copysign<f64>(PI_2, y);
  }
  if (abs<f64>(x) === Infinity || y === 0) return copysign<f64>(copysign<f64>(1, x) === 1 ? 0 : PI, y);
  return angle_of(y, x);
}

export function libm_atan(x: f64): f64 {
  if (x !== x) return x;
  if (abs<f64>(x) < 7.450580596923828e-9) return x;
  if (abs<f64>(x) === Infinity) return copysign<f64>(PI_2, x);
  return copysign<f64>(abs<f64>(x) > 1e19 ? PI_2 : angle(abs<f64>(x), 0, 1, 0, false), x);
}

/** sqrt(1 - x*x) as the sum of two doubles, the low part in `result.tail`. |x| < 1. */
function other_leg(x: f64): f64 {
  const p = x * x;
  const pe = product_error(x, x, p);
  const high = 1.0 - p;
  const low = sum_error(1.0, -p, high) - pe;
  const root = sqrt<f64>(high);
  const square = root * root;
  result.tail = (high - square - product_error(root, root, square) + low) / (root + root);
  return root;
}

/** NaN beyond 1. */
export function libm_asin(x: f64): f64 {
  const a = abs<f64>(x);
  if (!(a < 1)) return a === 1 ? copysign<f64>(PI_2, x) : (x - x) / (x - x);
  if (a < 7.450580596923828e-9) return x;
  const leg = other_leg(a);
  return copysign<f64>(angle(a, 0, leg, result.tail, false), x);
}

/** NaN beyond 1. */
export function libm_acos(x: f64): f64 {
  const a = abs<f64>(x);
  if (!(a < 1)) return a === 1 ? (x > 0 ? 0 : PI) : (x - x) / (x - x);
  if (a < 6.938893903907228e-18) return PI_2;
  const leg = other_leg(a);
  return angle(leg, result.tail, a, 0, x < 0);
}
