/**
 * The cube root of doubles. CPython: C's cbrt (glibc), which is not correctly rounded: many results are the neighbour of
 * the nearest double. Here are its polynomial for the first guess and its step, so that the same results come out.
 */
import { scale } from "./int-machine";

/** 2 ** (k / 3) for k from -2 to 2. */
function third_power(k: i32): f64 {
  switch (k) {
    case -2:
      return 0.6299605249474365;
    case -1:
      return 0.7937005259840997;
    case 1:
      return 1.2599210498948732;
    case 2:
      return 1.5874010519681996;
    default:
      return 1.0;
  }
}

/** Nearest doubles of polynomial coefficients; |x| in [0.5, 1). */
function first_guess(x: f64): f64 {
  return (
    0.35489576504391986 +
    (1.50819193781584896 -
      (2.11499494167371287 -
        (2.4469312256353443 - (1.83469277483613086 - (0.784932344976639262 - 0.145263899385486367 * x) * x) * x) * x) *
        x) *
      x
  );
}

export function libm_cbrt(x: f64): f64 {
  const a = abs<f64>(x);
  if (a === 0 || a === Infinity || x !== x) return x + x;
  // a = m * 2**e with m in [0.5, 1)
  let shift = 0;
  let bits = reinterpret<u64>(a);
  if (bits >> 52 === 0) {
    bits = reinterpret<u64>(a * 18014398509481984.0);
    shift = -54;
  }
  const e = <i32>(bits >> 52) - 1022 + shift;
  const m = reinterpret<f64>((bits & 0xfffffffffffff) | 0x3fe0000000000000);
  const u = first_guess(m);
  const u3 = u * u * u;
  const root = ((u * (u3 + 2.0 * m)) / (2.0 * u3 + m)) * third_power(e % 3);
  return scale(x > 0 ? root : -root, e / 3);
}
