/**
 * pow of doubles. CPython: C's pow (glibc).
 */

/** x ** y for finite x > 0 and finite y. Infinite on overflow. */
export function libm_pow(x: f64, y: f64): f64 {
  return Math.pow(x, y);
}
