/**
 * log and its relatives: log2, log10, log1p, asinh, acosh, atanh. CPython: C's (glibc).
 *
 * log and log2 are AssemblyScript's, which are those of ARM's optimized routines as glibc's are. The others follow FreeBSD's
 * msun (Copyright 1993 by Sun Microsystems, Inc.: "Permission to use, copy, modify, and distribute this software is freely
 * granted, provided that this notice is preserved"), with polynomials summed in glibc's order, which decides the last bit.
 */
import { high_word } from "./float-exponential";

const LN2: f64 = 6.93147180559945286227e-1;
const LN2_HIGH: f64 = 6.9314718036912381649e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
const INVERSE_LN10: f64 = 4.34294481903251816668e-1;
const LOG10_2_HIGH: f64 = 3.01029995663611771306e-1;
const LOG10_2_LOW: f64 = 3.69423907715893078616e-13;
const LP1: f64 = 6.66666666666673513e-1;
const LP2: f64 = 3.999999999940941908e-1;
const LP3: f64 = 2.857142874366239149e-1;
const LP4: f64 = 2.222219843214978396e-1;
const LP5: f64 = 1.818357216161805012e-1;
const LP6: f64 = 1.531383769920937332e-1;
const LP7: f64 = 1.479819860510658591e-1;

/** -inf for 0, NaN for negative x. */
export function libm_log(x: f64): f64 {
  return Math.log(x);
}

/** -inf for 0, NaN for negative x. */
export function libm_log2(x: f64): f64 {
  return Math.log2(x);
}

/** -inf for 0, NaN for negative x. */
export function libm_log10(x: f64): f64 {
  if (!(x > 0) || x === Infinity) return Math.log(x);
  let k = 0;
  if (x < 2.2250738585072014e-308) {
    k = -54;
    x *= 18014398509481984.0;
  }
  const bits = reinterpret<u64>(x);
  k += <i32>(bits >> 52) - 1023;
  // The mantissa between 1/2 and 1 when the exponent is negative: log of a number near 1 on either side.
  const down = k < 0 ? 1 : 0;
  const mantissa = reinterpret<f64>((bits & 0xfffffffffffff) | ((<u64>(0x3ff - down)) << 52));
  const y = <f64>(k + down);
  const z = y * LOG10_2_LOW + INVERSE_LN10 * Math.log(mantissa);
  return z + y * LOG10_2_HIGH;
}

/** log(1 + x); -inf for -1, NaN below. */
export function libm_log1p(x: f64): f64 {
  const word = high_word(x);
  const size = word & 0x7fffffff;
  let k = 1;
  let f: f64 = 0;
  let fraction = 1;
  let c: f64 = 0;
  if (word < 0x3fda827a) {
    // x < sqrt(2) - 1
    if (size >= 0x3ff00000) return x === -1.0 ? -Infinity : (x - x) / (x - x);
    if (size < 0x3e200000) return size < 0x3c900000 ? x : x - x * x * 0.5;
    if (word > 0 || word <= <i32>0xbfd2bec3) {
      k = 0;
      f = x;
    }
  }
  if (word >= 0x7ff00000) return x + x;
  if (k !== 0) {
    let u = x;
    if (word < 0x43400000) {
      u = 1.0 + x;
      k = (high_word(u) >> 20) - 1023;
      c = (k > 0 ? 1.0 - (u - x) : x - (u - 1.0)) / u;
    } else k = (high_word(u) >> 20) - 1023;
    fraction = high_word(u) & 0x000fffff;
    const bits = reinterpret<u64>(u) & 0xfffffffffffff;
    if (fraction < 0x6a09e) u = reinterpret<f64>(bits | 0x3ff0000000000000);
    else {
      k++;
      u = reinterpret<f64>(bits | 0x3fe0000000000000);
      fraction = (0x00100000 - fraction) >> 2;
    }
    f = u - 1.0;
  }
  return log1p_sum(f, fraction, k, c);
}

/** k * ln 2 + log(1 + f) + c */
function log1p_sum(f: f64, fraction: i32, k: i32, c: f64): f64 {
  const y = <f64>k;
  const hfsq = 0.5 * f * f;
  if (fraction === 0) {
    if (f === 0) return k === 0 ? 0 : y * LN2_HIGH + (c + y * LN2_LOW);
    const r = hfsq * (1.0 - 0.66666666666666666 * f);
    return k === 0 ? f - r : y * LN2_HIGH - (r - (y * LN2_LOW + c) - f);
  }
  const s = f / (2.0 + f);
  const z = s * s;
  const z2 = z * z;
  const z4 = z2 * z2;
  const r = z * LP1 + z2 * (LP2 + z * LP3) + z4 * (LP4 + z * LP5) + z4 * z2 * (LP6 + z * LP7);
  if (k === 0) return f - (hfsq - s * (hfsq + r));
  return y * LN2_HIGH - (hfsq - (s * (hfsq + r) + (y * LN2_LOW + c)) - f);
}

export function libm_asinh(x: f64): f64 {
  const a = abs<f64>(x);
  const size = high_word(a);
  if (size >= 0x7ff00000) return x + x;
  if (size < 0x3e300000) return x;
  let w: f64;
  if (size > 0x41b00000) w = libm_log(a) + LN2;
  else if (size > 0x40000000) w = libm_log(2.0 * a + 1.0 / (sqrt<f64>(x * x + 1.0) + a));
  else {
    const t = x * x;
    w = libm_log1p(a + t / (1.0 + sqrt<f64>(1.0 + t)));
  }
  return copysign<f64>(w, x);
}

/** NaN below 1. */
export function libm_acosh(x: f64): f64 {
  if (!(x >= 1)) return (x - x) / (x - x);
  if (x > 268435456.0) return x === Infinity ? x : libm_log(x) + LN2;
  if (x === 1) return 0;
  if (x > 2) return libm_log(2.0 * x - 1.0 / (x + sqrt<f64>(x * x - 1.0)));
  const t = x - 1.0;
  return libm_log1p(t + sqrt<f64>(2.0 * t + t * t));
}

/** Infinite for 1 and -1, NaN beyond. */
export function libm_atanh(x: f64): f64 {
  const a = abs<f64>(x);
  if (!(a < 1)) return a === 1 ? x / 0.0 : (x - x) / (x - x);
  if (a < 3.725290298461914e-9) return x;
  const t = a + a;
  const w = 0.5 * (a < 0.5 ? libm_log1p(t + (t * a) / (1.0 - a)) : libm_log1p(t / (1.0 - a)));
  return copysign<f64>(w, x);
}
