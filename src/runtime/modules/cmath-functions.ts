/**
 * The functions of complex numbers, with the care for branch cuts, zeros' signs, overflow and cancellation that CPython takes: W. Kahan,
 * Branch cuts for complex elementary functions. CPython: Modules/cmathmodule.c.
 *
 * Each takes the parts of its argument, and leaves those of its result, and what went wrong, in `complex_result`.
 */
import { libm_cosh, libm_exp, libm_sinh, libm_tanh } from "../builtin-types/float-exponential";
import { libm_hypot } from "../builtin-types/float-hypot";
import { libm_atan2 } from "../builtin-types/float-inverse-trigonometry";
import { libm_asinh, libm_log, libm_log1p } from "../builtin-types/float-logarithm";
import { libm_cos, libm_sin, libm_tan } from "../builtin-types/float-trigonometry";
import {
  acos_values,
  acosh_values,
  asinh_values,
  atanh_values,
  cosh_values,
  exp_values,
  log_values,
  rect_values,
  sinh_values,
  special_value,
  sqrt_values,
  tanh_values,
} from "./cmath-special";
import { is_finite, is_infinite, is_nan } from "./math-errors";
import { ldexp } from "./math-float";

export const NO_ERROR: i32 = 0;
export const EDOM: i32 = 1;
export const ERANGE: i32 = 2;

@unmanaged
class ComplexResult {
  re: f64;
  im: f64;
  /** NO_ERROR, EDOM or ERANGE. */
  error: i32;
}
export const complex_result: ComplexResult = changetype<ComplexResult>(memory.data(24, 8));

const PI: f64 = 3.141592653589793;
const E: f64 = 2.718281828459045;
const LN2: f64 = 0.6931471805599453;
const LN10: f64 = 2.302585092994046;
const SMALLEST: f64 = 2.2250738585072014e-308;
/** A quarter of the largest float; its root and its logarithm. */
const LARGE: f64 = 4.4942328371557893e307;
const SQRT_LARGE: f64 = 6.703903964971298e153;
const LOG_LARGE: f64 = 708.3964185322641;
const SQRT_SMALLEST: f64 = 1.4916681462400413e-154;
const MANT_DIG: i32 = 53;
/** Exponents that make a subnormal number normal, and half of it take back from its root. */
const SCALE_UP: i32 = 53;
const SCALE_DOWN: i32 = -27;

function set(re: f64, im: f64): void {
  complex_result.re = re;
  complex_result.im = im;
}

function is_special(x: f64, y: f64): bool {
  return !is_finite(x) || !is_finite(y);
}

function is_large(x: f64, y: f64): bool {
  return abs<f64>(x) > LARGE || abs<f64>(y) > LARGE;
}

/** The result is what a table says: true. */
function from_table(values: usize, x: f64, y: f64): bool {
  complex_result.error = NO_ERROR;
  special_value(values, x, y);
  return true;
}

/** log(|x + yi|) of a large number. */
function log_of_large(x: f64, y: f64): f64 {
  return libm_log(libm_hypot(x / 2, y / 2)) + LN2 * 2;
}

/** The real part is infinite, the imaginary part neither that nor zero. */
function points_to_infinity(x: f64, y: f64): bool {
  return is_infinite(x) && is_finite(y) && y !== 0;
}

/** An infinite result of a finite argument is an overflow. */
function check_overflow(): void {
  complex_result.error = is_infinite(complex_result.re) || is_infinite(complex_result.im) ? ERANGE : NO_ERROR;
}

// --- roots and inverse functions ---

export function c_sqrt(x: f64, y: f64): void {
  if (is_special(x, y)) {
    from_table(sqrt_values(), x, y);
    return;
  }
  complex_result.error = NO_ERROR;
  if (x === 0 && y === 0) {
    set(0, y);
    return;
  }
  let ax = abs<f64>(x);
  const ay = abs<f64>(y);
  let s: f64;
  if (ax < SMALLEST && ay < SMALLEST) {
    // |x + yi| would be subnormal.
    ax = ldexp(ax, SCALE_UP);
    s = ldexp(sqrt<f64>(ax + libm_hypot(ax, ldexp(ay, SCALE_UP))), SCALE_DOWN);
  } else {
    ax /= 8;
    s = 2 * sqrt<f64>(ax + libm_hypot(ax, ay / 8));
  }
  const d = ay / (2 * s);
  if (x >= 0) set(s, copysign<f64>(d, y));
  else set(d, copysign<f64>(s, y));
}

export function c_acos(x: f64, y: f64): void {
  if (is_special(x, y)) {
    from_table(acos_values(), x, y);
    return;
  }
  if (is_large(x, y)) {
    const length = log_of_large(x, y);
    set(libm_atan2(abs<f64>(y), x), x < 0 ? -copysign<f64>(length, y) : copysign<f64>(length, -y));
  } else {
    c_sqrt(1 - x, -y);
    const re1 = complex_result.re;
    const im1 = complex_result.im;
    c_sqrt(1 + x, y);
    const re2 = complex_result.re;
    const im2 = complex_result.im;
    set(2 * libm_atan2(re1, re2), libm_asinh(re2 * im1 - im2 * re1));
  }
  complex_result.error = NO_ERROR;
}

export function c_acosh(x: f64, y: f64): void {
  if (is_special(x, y)) {
    from_table(acosh_values(), x, y);
    return;
  }
  if (is_large(x, y)) set(log_of_large(x, y), libm_atan2(y, x));
  else {
    c_sqrt(x - 1, y);
    const re1 = complex_result.re;
    const im1 = complex_result.im;
    c_sqrt(x + 1, y);
    const re2 = complex_result.re;
    const im2 = complex_result.im;
    set(libm_asinh(re1 * re2 + im1 * im2), 2 * libm_atan2(im1, re2));
  }
  complex_result.error = NO_ERROR;
}

export function c_asinh(x: f64, y: f64): void {
  if (is_special(x, y)) {
    from_table(asinh_values(), x, y);
    return;
  }
  if (is_large(x, y)) {
    const length = log_of_large(x, y);
    set(y >= 0 ? copysign<f64>(length, x) : -copysign<f64>(length, -x), libm_atan2(y, abs<f64>(x)));
  } else {
    c_sqrt(1 + y, -x);
    const re1 = complex_result.re;
    const im1 = complex_result.im;
    c_sqrt(1 - y, x);
    const re2 = complex_result.re;
    const im2 = complex_result.im;
    set(libm_asinh(re1 * im2 - re2 * im1), libm_atan2(y, re1 * re2 - im1 * im2));
  }
  complex_result.error = NO_ERROR;
}

/** f(z) = -i g(iz), for which g has just been asked. */
function turned_back(): void {
  set(complex_result.im, -complex_result.re);
}

export function c_asin(x: f64, y: f64): void {
  c_asinh(-y, x);
  turned_back();
}

export function c_atanh(x: f64, y: f64): void {
  if (is_special(x, y)) {
    from_table(atanh_values(), x, y);
    return;
  }
  // atanh(z) = -atanh(-z)
  if (reinterpret<i64>(x) < 0) {
    c_atanh(-x, -y);
    set(-complex_result.re, -complex_result.im);
    return;
  }
  const ay = abs<f64>(y);
  complex_result.error = NO_ERROR;
  if (x > SQRT_LARGE || ay > SQRT_LARGE) {
    const h = libm_hypot(x / 2, y / 2);
    set(x / 4 / h / h, -copysign<f64>(PI / 2, -y));
  } else if (x === 1 && ay < SQRT_SMALLEST) {
    if (ay === 0) {
      set(Infinity, y);
      complex_result.error = EDOM;
    } else {
      set(-libm_log(sqrt<f64>(ay) / sqrt<f64>(libm_hypot(ay, 2))), copysign<f64>(libm_atan2(2, -ay) / 2, y));
    }
  } else {
    const re = libm_log1p((4 * x) / ((1 - x) * (1 - x) + ay * ay)) / 4;
    set(re, -libm_atan2(-2 * y, (1 - x) * (1 + x) - ay * ay) / 2);
  }
}

export function c_atan(x: f64, y: f64): void {
  c_atanh(-y, x);
  turned_back();
}

// --- exponential and hyperbolic functions ---

/** The result for an infinite real part and an angle: `re` and `im`, with the signs of cosine and sine. */
function set_signs(y: f64, re: f64, im: f64): void {
  set(copysign<f64>(re, libm_cos(y)), copysign<f64>(im, libm_sin(y)));
}

export function c_exp(x: f64, y: f64): void {
  if (is_special(x, y)) {
    if (points_to_infinity(x, y)) {
      const size: f64 = x > 0 ? Infinity : 0;
      set_signs(y, size, size);
    } else from_table(exp_values(), x, y);
    complex_result.error = is_infinite(y) && (is_finite(x) || x === Infinity) ? EDOM : NO_ERROR;
    return;
  }
  if (x > LOG_LARGE) {
    const length = libm_exp(x - 1);
    set(length * libm_cos(y) * E, length * libm_sin(y) * E);
  } else {
    const length = libm_exp(x);
    set(length * libm_cos(y), length * libm_sin(y));
  }
  check_overflow();
}

export function c_cosh(x: f64, y: f64): void {
  if (is_special(x, y)) {
    if (points_to_infinity(x, y)) {
      set_signs(y, Infinity, Infinity);
      if (x < 0) complex_result.im = -complex_result.im;
    } else from_table(cosh_values(), x, y);
    complex_result.error = is_infinite(y) && !is_nan(x) ? EDOM : NO_ERROR;
    return;
  }
  if (abs<f64>(x) > LOG_LARGE) {
    const less = x - copysign<f64>(1, x);
    set(libm_cos(y) * libm_cosh(less) * E, libm_sin(y) * libm_sinh(less) * E);
  } else set(libm_cos(y) * libm_cosh(x), libm_sin(y) * libm_sinh(x));
  check_overflow();
}

export function c_cos(x: f64, y: f64): void {
  c_cosh(-y, x);
}

export function c_sinh(x: f64, y: f64): void {
  if (is_special(x, y)) {
    if (points_to_infinity(x, y)) {
      set_signs(y, Infinity, Infinity);
      if (x < 0) complex_result.re = -complex_result.re;
    } else from_table(sinh_values(), x, y);
    complex_result.error = is_infinite(y) && !is_nan(x) ? EDOM : NO_ERROR;
    return;
  }
  if (abs<f64>(x) > LOG_LARGE) {
    const less = x - copysign<f64>(1, x);
    set(libm_cos(y) * libm_sinh(less) * E, libm_sin(y) * libm_cosh(less) * E);
  } else set(libm_cos(y) * libm_sinh(x), libm_sin(y) * libm_cosh(x));
  check_overflow();
}

export function c_sin(x: f64, y: f64): void {
  c_sinh(-y, x);
  turned_back();
}

export function c_tanh(x: f64, y: f64): void {
  if (is_special(x, y)) {
    if (points_to_infinity(x, y)) set(x > 0 ? 1 : -1, copysign<f64>(0, 2 * libm_sin(y) * libm_cos(y)));
    else from_table(tanh_values(), x, y);
    complex_result.error = is_infinite(y) && is_finite(x) ? EDOM : NO_ERROR;
    return;
  }
  if (abs<f64>(x) > LOG_LARGE) {
    set(copysign<f64>(1, x), 4 * libm_sin(y) * libm_cos(y) * libm_exp(-2 * abs<f64>(x)));
  } else {
    const tx = libm_tanh(x);
    const ty = libm_tan(y);
    const cx = 1 / libm_cosh(x);
    const txty = tx * ty;
    const denom = 1 + txty * txty;
    set((tx * (1 + ty * ty)) / denom, (ty / denom) * cx * cx);
  }
  complex_result.error = NO_ERROR;
}

export function c_tan(x: f64, y: f64): void {
  c_tanh(-y, x);
  turned_back();
}

// --- logarithms, polar coordinates ---

/** log(|x + yi|), both finite and not both zero. */
function log_of_length(x: f64, y: f64): f64 {
  const ax = abs<f64>(x);
  const ay = abs<f64>(y);
  if (ax > LARGE || ay > LARGE) return libm_log(libm_hypot(ax / 2, ay / 2)) + LN2;
  if (ax < SMALLEST && ay < SMALLEST) {
    const length = libm_hypot(ldexp(ax, MANT_DIG), ldexp(ay, MANT_DIG));
    return libm_log(length) - <f64>MANT_DIG * LN2;
  }
  const length = libm_hypot(ax, ay);
  if (length < 0.71 || length > 1.73) return libm_log(length);
  const larger = max<f64>(ax, ay);
  const smaller = min<f64>(ax, ay);
  return libm_log1p((larger - 1) * (larger + 1) + smaller * smaller) / 2;
}

export function c_log(x: f64, y: f64): void {
  if (is_special(x, y)) {
    from_table(log_values(), x, y);
    return;
  }
  const is_zero = x === 0 && y === 0;
  set(is_zero ? -Infinity : log_of_length(x, y), libm_atan2(y, x));
  complex_result.error = is_zero ? EDOM : NO_ERROR;
}

export function c_log10(x: f64, y: f64): void {
  c_log(x, y);
  set(complex_result.re / LN10, complex_result.im / LN10);
}

/** The number with length r and angle phi. */
export function c_rect(r: f64, phi: f64): void {
  if (is_special(r, phi)) {
    if (points_to_infinity(r, phi)) {
      set_signs(phi, Infinity, Infinity);
      if (r < 0) set(-complex_result.re, -complex_result.im);
    } else from_table(rect_values(), r, phi);
    complex_result.error = r !== 0 && !is_nan(r) && is_infinite(phi) ? EDOM : NO_ERROR;
    return;
  }
  if (phi === 0) set(r, r * phi);
  else set(r * libm_cos(phi), r * libm_sin(phi));
  complex_result.error = NO_ERROR;
}
