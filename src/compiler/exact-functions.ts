/**
 * pow, exp, log, sin, cos, atan2 and hypot of doubles, correctly rounded: what constants are folded with.
 *
 * CPython calls the C library. JavaScript engines are a last place off in these functions more often than glibc, and differ
 * from each other; correct rounding is what a good C library comes to. Values are integers that stand for multiples of
 * 2 ** -PRECISION, enough for any double that is not astronomically close to halfway between two others. Constants only:
 * a call takes some ten microseconds.
 */
import { bitLength, decompose, integerSqrt, roundRatio, shift } from "./exact-rounding.ts";

const PRECISION = 400;
const ONE = 1n << BigInt(PRECISION);
/** Results are cut to this many bits before they are rounded: a value that is exact comes out exact. */
const SIGNIFICANT = 200;

function multiply(a: bigint, b: bigint): bigint {
  return (a * b) >> BigInt(PRECISION);
}

/** The finite double `value` as a fixed-point number. */
function fixed(value: number): bigint {
  const { mantissa, exponent } = decompose(value);
  return shift(mantissa, exponent + PRECISION);
}

/** The double nearest to fixed-point `value` * 2 ** `exponent`. */
function toDouble(value: bigint, exponent = 0): number {
  const excess = bitLength(value) - SIGNIFICANT;
  if (excess > 0) {
    const half = 1n << BigInt(excess - 1);
    return toDoubleExactly((value + half) >> BigInt(excess), exponent + excess);
  }
  return toDoubleExactly(value, exponent);
}

function toDoubleExactly(value: bigint, exponent: number): number {
  const places = PRECISION - exponent;
  return places >= 0 ? roundRatio(value, 1n << BigInt(places)) : roundRatio(value << BigInt(-places), 1n);
}

// --- exponential and logarithm ---

/** 2 * atanh(ratio), the logarithm of (1 + ratio) / (1 - ratio). For |ratio| < 1/3. */
function logarithmSeries(ratio: bigint): bigint {
  const square = multiply(ratio, ratio);
  let sum = 0n;
  let power = ratio;
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n) {
    sum += power / n;
    power = multiply(power, square);
  }
  return 2n * sum;
}

const LN2 = logarithmSeries(ONE / 3n);

/** The natural logarithm of the double `x` > 0, fixed-point. */
function logarithm(x: number): bigint {
  const { mantissa, exponent } = decompose(x);
  // x = m * 2 ** e with m between 2/3 and 4/3.
  let e = bitLength(mantissa);
  let m = shift(mantissa, PRECISION - e);
  if (3n * m < 2n * ONE) {
    m *= 2n;
    e--;
  }
  return BigInt(e + exponent) * LN2 + logarithmSeries(((m - ONE) << BigInt(PRECISION)) / (m + ONE));
}

/** e ** `t` as a double. `t` is fixed-point. */
function exponential(t: bigint): number {
  if (t > 800n * ONE) return Number.POSITIVE_INFINITY;
  if (t < -800n * ONE) return 0;
  const k = (2n * t + LN2) / (2n * LN2) - (2n * t + LN2 < 0n ? 1n : 0n);
  // The series converges fast for a small argument: e ** r = (e ** (r / 256)) ** 256.
  const r = (t - k * LN2) >> 8n;
  let sum = ONE;
  let term = ONE;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = multiply(term, r) / n;
    sum += term;
  }
  for (let i = 0; i < 8; i++) sum = multiply(sum, sum);
  return toDouble(sum, Number(k));
}

/** e ** x for finite x. */
export function exp(x: number): number {
  return Math.abs(x) < 2 ** -60 ? 1 : exponential(Math.abs(x) > 1000 ? fixed(Math.sign(x) * 1000) : fixed(x));
}

/** The natural logarithm of finite x > 0. */
export function log(x: number): number {
  return toDouble(logarithm(x));
}

/** x ** y for finite x > 0 and finite y. Infinite on overflow. */
export function pow(x: number, y: number): number {
  const { mantissa, exponent } = decompose(y);
  const product = logarithm(x) * mantissa;
  // A power of 800 and more of e is beyond all doubles; do not shift by hundreds of bits to see that.
  if (bitLength(product) + exponent > PRECISION + 10) return product > 0n ? Number.POSITIVE_INFINITY : 0;
  return exponential(shift(product, exponent));
}

// --- trigonometry ---

/** The arc tangent of 1 / n, with `precision` binary places. */
function inverseTangent(n: bigint, precision: number): bigint {
  let power = (1n << BigInt(precision)) / n;
  let sum = 0n;
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += k % 4n === 1n ? power / k : -(power / k);
    power /= n * n;
  }
  return sum;
}

/** Pi with `precision` binary places. */
function pi(precision: number): bigint {
  const guarded = precision + 32;
  return (16n * inverseTangent(5n, guarded) - 4n * inverseTangent(239n, guarded)) >> 32n;
}

/** Sine and cosine of finite x. */
export function sinCos(x: number): { sin: number; cos: number } {
  if (Math.abs(x) < 2 ** -30) return { sin: x, cos: Math.abs(x) < 2 ** -27 ? 1 - (x * x) / 2 : 1 };
  const { mantissa, exponent } = decompose(x);
  const precision = PRECISION + Math.max(exponent, 0) + 64;
  const quarter = pi(precision) >> 1n;
  const angle = shift(mantissa, exponent + precision);
  // The nearest multiple of a quarter turn, and what is left.
  let turns = (2n * angle + quarter) / (2n * quarter);
  if (2n * angle + quarter < 0n) turns -= 1n;
  const rest = shift(angle - turns * quarter, PRECISION - precision);
  const [sine, cosine] = [powerSeries(rest, 1n), powerSeries(rest, 0n)];
  switch (((turns % 4n) + 4n) % 4n) {
    case 0n:
      return { sin: toDouble(sine), cos: toDouble(cosine) };
    case 1n:
      return { sin: toDouble(cosine), cos: toDouble(-sine) };
    case 2n:
      return { sin: toDouble(-sine), cos: toDouble(-cosine) };
    default:
      return { sin: toDouble(-cosine), cos: toDouble(sine) };
  }
}

/** x**first / first! - x**(first + 2) / (first + 2)! + ...: the cosine from 0, the sine from 1. */
function powerSeries(x: bigint, first: bigint): bigint {
  const square = multiply(x, x);
  let term = first === 0n ? ONE : x;
  let sum = term;
  for (let n = first + 1n; term !== 0n && term !== -1n; n += 2n) {
    term = -multiply(term, square) / (n * (n + 1n));
    sum += term;
  }
  return sum;
}

/** The angle of the point (x, y), as C's atan2. */
export function atan2(y: number, x: number): number {
  const isOrdinary = Number.isFinite(x) && Number.isFinite(y) && x !== 0 && y !== 0;
  // Multiples of 45 degrees, with signs of zeros.
  if (!isOrdinary) return Math.atan2(y, x);
  const [a, b] = [decompose(Math.abs(y)), decompose(Math.abs(x))];
  const magnitude = a.exponent + bitLength(a.mantissa) - b.exponent - bitLength(b.mantissa);
  // A tiny angle has more places than fixed point: it is its tangent.
  if (magnitude < -40 && x > 0) return y / x;
  const half = pi(PRECISION) >> 1n;
  let angle = half;
  if (magnitude < PRECISION) {
    const places = BigInt(PRECISION);
    const ratio = shift((a.mantissa << places) / b.mantissa, a.exponent - b.exponent);
    angle = ratio > ONE ? half - arcTangent((ONE << places) / ratio) : arcTangent(ratio);
  }
  if (x < 0) angle = 2n * half - angle;
  return toDouble(y < 0 ? -angle : angle);
}

/** The arc tangent of fixed-point `t` between 0 and 1. */
function arcTangent(t: bigint): bigint {
  // Halving the angle three times makes the series converge fast.
  let x = t;
  for (let i = 0; i < 3; i++) {
    const root = integerSqrt((ONE + multiply(x, x)) << BigInt(PRECISION));
    x = (x << BigInt(PRECISION)) / (ONE + root);
  }
  const square = multiply(x, x);
  let sum = 0n;
  for (let n = 1n; x !== 0n; n += 2n) {
    sum += n % 4n === 1n ? x / n : -(x / n);
    x = multiply(x, square);
  }
  return 8n * sum;
}

/** The length of the vector (x, y), as C's hypot. */
export function hypot(x: number, y: number): number {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return Math.hypot(x, y);
  const [a, b] = [decompose(x), decompose(y)];
  const exponent = Math.min(a.exponent, b.exponent) - 64;
  const [p, q] = [a.mantissa << BigInt(a.exponent - exponent), b.mantissa << BigInt(b.exponent - exponent)];
  const square = p * p + q * q;
  const root = integerSqrt(square);
  // One more bit below the root tells an exact one from one that is only near.
  const doubled = 2n * root + (root * root === square ? 0n : 1n);
  const places = exponent - 1;
  return places >= 0 ? roundRatio(doubled << BigInt(places), 1n) : roundRatio(doubled, 1n << BigInt(-places));
}
