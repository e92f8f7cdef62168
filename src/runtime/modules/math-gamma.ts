/**
 * gamma and lgamma. CPython: m_tgamma, m_lgamma of Modules/mathmodule.c: Lanczos' approximation with the rational function and
 * the constant g = 6.0246... of Boost, N = 13; the same operations in the same order, so that all bits agree.
 */
import { is_error, PyFloat_AsDouble, PyFloat_FromDouble } from "../builtin-types/float";
import { libm_exp } from "../builtin-types/float-exponential";
import { libm_log } from "../builtin-types/float-logarithm";
import { libm_pow } from "../builtin-types/float-power";
import { libm_cos, libm_sin } from "../builtin-types/float-trigonometry";
import { PyObject } from "../object/object";
import { domain_error, is_finite, is_infinite, range_error } from "./math-errors";

const PI: f64 = 3.141592653589793;
const LOG_PI: f64 = 1.1447298858494002;
const LANCZOS_G: f64 = 6.024680040776729583740234375;
const LANCZOS_G_MINUS_HALF: f64 = 5.524680040776729583740234375;
const TERMS: i32 = 13;

const NUMERATOR: usize = memory.data<f64>([
  23531376880.41075968857200767445163675473484680494, 42919803642.649098768957899047001988850926355848959,
  35711959237.355668049440185451547166705960488635843, 17921034426.03720969991975575445893111267140326539,
  6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
  248874557.86205415651146038641322942321632125127801, 31426415.58540019438061423162831820536287468498764,
  2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
  8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
  2.5066282746310002701649081771338373386264310793408,
]);
/** x (x + 1) ... (x + 11) */
const DENOMINATOR: usize = memory.data<f64>([
  0.0, 39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0, 2637558.0, 357423.0, 32670.0, 1925.0,
  66.0, 1.0,
]);
/** 0! to 22! */
const FACTORIALS: usize = memory.data<f64>([
  1.0, 1.0, 2.0, 6.0, 24.0, 120.0, 720.0, 5040.0, 40320.0, 362880.0, 3628800.0, 39916800.0, 479001600.0, 6227020800.0,
  87178291200.0, 1307674368000.0, 20922789888000.0, 355687428096000.0, 6402373705728000.0, 121645100408832000.0,
  2432902008176640000.0, 51090942171709440000.0, 1124000727777607680000.0,
]);
const FACTORIAL_COUNT: f64 = 23;

/** @inline */
function item(table: usize, i: i32): f64 {
  return load<f64>(table + ((<usize>i) << 3));
}

/** The rational function; by powers of 1/x for large x, where those of x would overflow. */
function lanczos_sum(x: f64): f64 {
  let num: f64 = 0;
  let den: f64 = 0;
  if (x < 5.0) {
    for (let i = TERMS - 1; i >= 0; i--) {
      num = num * x + item(NUMERATOR, i);
      den = den * x + item(DENOMINATOR, i);
    }
  } else {
    for (let i = 0; i < TERMS; i++) {
      num = num / x + item(NUMERATOR, i);
      den = den / x + item(DENOMINATOR, i);
    }
  }
  return num / den;
}

/** sin(pi * x) of a finite x, exact where x is a multiple of 1/2. */
function sine_of_pi(x: f64): f64 {
  const y = abs<f64>(x) % 2.0;
  let r: f64;
  switch (<i32>round_half_up(2.0 * y)) {
    case 0:
      r = libm_sin(PI * y);
      break;
    case 1:
      r = libm_cos(PI * (y - 0.5));
      break;
    case 2:
      // Keeps the sign of zero.
      r = libm_sin(PI * (1.0 - y));
      break;
    case 3:
      r = -libm_cos(PI * (y - 1.5));
      break;
    default:
      r = libm_sin(PI * (y - 2.0));
  }
  return copysign<f64>(1.0, x) * r;
}

/** C's round() of a nonnegative number. @inline */
function round_half_up(x: f64): f64 {
  const down = floor<f64>(x);
  return x - down >= 0.5 ? down + 1.0 : down;
}

/** The relative error of y = a + g - 1/2 as it was rounded, times g / y. */
function correction(a: f64, y: f64): f64 {
  const z = a > LANCZOS_G_MINUS_HALF ? y - a - LANCZOS_G_MINUS_HALF : y - LANCZOS_G_MINUS_HALF - a;
  return (z * LANCZOS_G) / y;
}

/** gamma(x) for 1e-20 <= |x| <= 200 that is no small integer; may overflow to infinity. */
function tgamma_lanczos(x: f64): f64 {
  const a = abs<f64>(x);
  const y = a + LANCZOS_G_MINUS_HALF;
  const z = correction(a, y);
  let r: f64;
  if (x < 0) {
    r = ((-PI / sine_of_pi(a) / a) * libm_exp(y)) / lanczos_sum(a);
    r -= z * r;
    if (a < 140.0) return r / libm_pow(y, a - 0.5);
    const root = libm_pow(y, a / 2.0 - 0.25);
    return r / root / root;
  }
  r = lanczos_sum(a) / libm_exp(y);
  r += z * r;
  if (a < 140.0) return r * libm_pow(y, a - 0.5);
  const root = libm_pow(y, a / 2.0 - 0.25);
  return r * root * root;
}

/** A float, or OverflowError for an infinite `r`. */
function finite_float(r: f64): PyObject | null {
  return is_infinite(r) ? range_error() : PyFloat_FromDouble(r);
}

export function math_gamma(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  if (is_error(x)) return null;
  if (!is_finite(x)) return x === -Infinity ? domain_error() : PyFloat_FromDouble(x);
  if (x === 0) return domain_error();
  if (x === floor<f64>(x)) {
    if (x < 0) return domain_error();
    if (x <= FACTORIAL_COUNT) return PyFloat_FromDouble(item(FACTORIALS, <i32>x - 1));
  }
  const a = abs<f64>(x);
  if (a < 1e-20) return finite_float(1.0 / x);
  // Beyond 171 infinite; below -184 zero, with the sign of the sine.
  if (a > 200.0) return x < 0 ? PyFloat_FromDouble(0.0 / sine_of_pi(x)) : range_error();
  return finite_float(tgamma_lanczos(x));
}

function lgamma_finite(x: f64): f64 {
  const a = abs<f64>(x);
  if (a < 1e-20) return -libm_log(a);
  // log gamma(a) = log(sum) - g + (a - 1/2) (log(a + g - 1/2) - 1)
  let r = libm_log(lanczos_sum(a)) - LANCZOS_G;
  r += (a - 0.5) * (libm_log(a + LANCZOS_G - 0.5) - 1.0);
  if (x < 0) r = LOG_PI - libm_log(abs<f64>(sine_of_pi(a))) - libm_log(a) - r;
  return r;
}

export function math_lgamma(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  if (is_error(x)) return null;
  if (!is_finite(x)) return PyFloat_FromDouble(abs<f64>(x));
  if (x === floor<f64>(x) && x <= 2.0) return x <= 0 ? domain_error() : PyFloat_FromDouble(0);
  return finite_float(lgamma_finite(x));
}
