/**
 * The length of a vector of two. CPython: C's hypot (glibc), correctly rounded for nearly all arguments.
 */
import { product_error, sum_error } from "./float-double-double";

/** 2**600 and its inverse. */
const LARGE: f64 = 4.149515568880993e180;
const SMALL: f64 = 2.409919865102884e-181;

/** sqrt(x*x + y*y); infinite when either is, even beside NaN. */
export function libm_hypot(x: f64, y: f64): f64 {
  let a = abs<f64>(x);
  let b = abs<f64>(y);
  if (a === Infinity || b === Infinity) return Infinity;
  if (a !== a || b !== b) return a + b;
  if (a < b) {
    const t = a;
    a = b;
    b = t;
  }
  if (b <= a * 5.551115123125783e-17) return a + b;
  let unit: f64 = 1;
  if (a > 1e140) {
    unit = LARGE;
    a *= SMALL;
    b *= SMALL;
  } else if (b < 1e-140) {
    unit = SMALL;
    a *= LARGE;
    b *= LARGE;
  }
  const a2 = a * a;
  const b2 = b * b;
  const sum = a2 + b2;
  const low = sum_error(a2, b2, sum) + (product_error(a, a, a2) + product_error(b, b, b2));
  const root = sqrt<f64>(sum);
  const square = root * root;
  return (root + (sum - square - product_error(root, root, square) + low) / (root + root)) * unit;
}
