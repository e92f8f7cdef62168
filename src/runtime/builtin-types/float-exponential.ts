/**
 * exp and its relatives: expm1, exp2, sinh, cosh, tanh. CPython: C's (glibc).
 *
 * exp and exp2 are AssemblyScript's, which are those of ARM's optimized routines as glibc's are. expm1 and the hyperbolic
 * functions follow FreeBSD's msun (Copyright 1993 by Sun Microsystems, Inc.: "Permission to use, copy, modify, and distribute
 * this software is freely granted, provided that this notice is preserved"), with polynomials summed in glibc's order, which
 * decides the last bit.
 */

const LN2_HIGH: f64 = 6.9314718036912381649e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
const INVERSE_LN2: f64 = 1.442695040888963387;
const Q1: f64 = -3.33333333333331316428e-2;
const Q2: f64 = 1.58730158725481460165e-3;
const Q3: f64 = -7.93650757867487942473e-5;
const Q4: f64 = 4.00821782732936239552e-6;
const Q5: f64 = -2.01099218183624371326e-7;

/** The upper 32 bits. @inline */
export function high_word(x: f64): i32 {
  return <i32>(reinterpret<u64>(x) >> 32);
}

/** x with its exponent raised by k. @inline */
export function add_exponent(x: f64, k: i32): f64 {
  return reinterpret<f64>(reinterpret<u64>(x) + ((<u64>(<i64>k)) << 52));
}

export function libm_exp(x: f64): f64 {
  return Math.exp(x);
}

export function libm_exp2(x: f64): f64 {
  return Math.exp2(x);
}

/** exp(x) - 1 */
export function libm_expm1(x: f64): f64 {
  const size = high_word(x) & 0x7fffffff;
  if (size >= 0x4043687a) {
    // |x| >= 56 ln 2
    if (size >= 0x7ff00000) return x !== x ? x : x < 0 ? -1.0 : x;
    if (x > 7.09782712893383973096e2) return Infinity;
    if (x < 0) return -1.0;
  }
  let k = 0;
  let c: f64 = 0;
  if (size > 0x3fd62e42) {
    // |x| > ln(2) / 2: x = k * ln 2 + rest
    let high: f64;
    let low: f64;
    if (size < 0x3ff0a2b2) {
      k = x < 0 ? -1 : 1;
      high = x < 0 ? x + LN2_HIGH : x - LN2_HIGH;
      low = x < 0 ? -LN2_LOW : LN2_LOW;
    } else {
      k = <i32>(INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5));
      high = x - <f64>k * LN2_HIGH;
      low = <f64>k * LN2_LOW;
    }
    x = high - low;
    c = high - x - low;
  } else if (size < 0x3c900000) return x;
  const hfx = 0.5 * x;
  const hxs = x * hfx;
  const h2 = hxs * hxs;
  const r1 = 1.0 + hxs * Q1 + h2 * (Q2 + hxs * Q3) + h2 * h2 * (Q4 + hxs * Q5);
  const t = 3.0 - r1 * hfx;
  let e = hxs * ((r1 - t) / (6.0 - x * t));
  if (k === 0) return x - (x * e - hxs);
  e = x * (e - c) - c;
  e -= hxs;
  return expm1_scaled(x, e, k);
}

/** 2**k * (1 + x - e) - 1 without loss. */
function expm1_scaled(x: f64, e: f64, k: i32): f64 {
  if (k === -1) return 0.5 * (x - e) - 0.5;
  if (k === 1) return x < -0.25 ? -2.0 * (e - (x + 0.5)) : 1.0 + 2.0 * (x - e);
  if (k <= -2 || k > 56) return add_exponent(1.0 - (e - x), k) - 1.0;
  if (k < 20) {
    const t = reinterpret<f64>((<u64>(0x3ff00000 - (0x200000 >> k))) << 32);
    return add_exponent(t - (e - x), k);
  }
  const t = reinterpret<f64>((<u64>((0x3ff - k) << 20)) << 32);
  return add_exponent(x - (e + t) + 1.0, k);
}

/** exp(a) / 2 for 710 > a > 709: half of exp(a/2) first. */
function half_exp_large(a: f64): f64 {
  const w = libm_exp(0.5 * a);
  return 0.5 * w * w;
}

export function libm_sinh(x: f64): f64 {
  const a = abs<f64>(x);
  const size = high_word(a);
  if (size >= 0x7ff00000) return x + x;
  const h: f64 = x < 0 ? -0.5 : 0.5;
  if (size < 0x40360000) {
    // |x| < 22
    if (size < 0x3e300000) return x;
    const t = libm_expm1(a);
    if (size < 0x3ff00000) return h * (2.0 * t - (t * t) / (t + 1.0));
    return h * (t + t / (t + 1.0));
  }
  if (size < 0x40862e42) return h * libm_exp(a);
  const w = libm_exp(0.5 * a);
  return h * w * w;
}

export function libm_cosh(x: f64): f64 {
  const a = abs<f64>(x);
  const size = high_word(a);
  if (size >= 0x7ff00000) return x * x;
  if (size < 0x40360000) {
    if (size < 0x3fd62e43) {
      // |x| < ln(2) / 2
      if (size < 0x3c800000) return 1.0;
      const t = libm_expm1(a);
      const w = 1.0 + t;
      return 1.0 + (t * t) / (w + w);
    }
    const t = libm_exp(a);
    return 0.5 * t + 0.5 / t;
  }
  if (size < 0x40862e42) return 0.5 * libm_exp(a);
  return half_exp_large(a);
}

export function libm_tanh(x: f64): f64 {
  const a = abs<f64>(x);
  const size = high_word(a);
  if (size >= 0x7ff00000) return x !== x ? x : copysign<f64>(1, x);
  if (size < 0x3c800000) return x;
  let z: f64 = 1;
  if (size < 0x40360000) {
    if (size >= 0x3ff00000) z = 1.0 - 2.0 / (libm_expm1(2.0 * a) + 2.0);
    else {
      const t = libm_expm1(-2.0 * a);
      z = -t / (t + 2.0);
    }
  }
  return x < 0 ? -z : z;
}
