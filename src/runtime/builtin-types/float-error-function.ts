/**
 * erf and erfc of doubles. CPython: C's (glibc).
 *
 * The rational approximations are those of FreeBSD's msun (Copyright 1993 by Sun Microsystems, Inc.: "Permission to use, copy,
 * modify, and distribute this software is freely granted, provided that this notice is preserved"), summed in glibc's order,
 * which decides the last bit.
 */
import { libm_exp } from "./float-exponential";

/** erf(1) as a float of 24 bits. */
const ERX: f64 = 8.45062911510467529297e-1;
/** 2 / sqrt(pi) - 1 */
const EFX: f64 = 1.28379167095512586316e-1;

/** For |x| < 0.84375: numerator (5) and denominator (6). */
const PP: usize = memory.data<f64>([
  1.28379167095512558561e-1, -3.2504210724700149937e-1, -2.84817495755985104766e-2, -5.77027029648944159157e-3,
  -2.37630166566501626084e-5,
]);
const QQ: usize = memory.data<f64>([
  1.0, 3.97917223959155352819e-1, 6.50222499887672944485e-2, 5.08130628187576562776e-3, 1.32494738004321644526e-4,
  -3.9602282787753681232e-6,
]);
/** For 0.84375 <= |x| < 1.25, of |x| - 1: 7 and 7. */
const PA: usize = memory.data<f64>([
  -2.36211856075265944077e-3, 4.14856118683748331666e-1, -3.72207876035701323847e-1, 3.18346619901161753674e-1,
  -1.10894694282396677476e-1, 3.54783043256182359371e-2, -2.166375594868790843e-3,
]);
const QA: usize = memory.data<f64>([
  1.0, 1.06420880400844228286e-1, 5.40397917702171048937e-1, 7.18286544141962662868e-2, 1.26171219808761642112e-1,
  1.36370839120290507362e-2, 1.1984499846799107417e-2,
]);
/** For 1.25 <= |x| < 1/0.35, of 1/x**2: 8 and 9. */
const RA: usize = memory.data<f64>([
  -9.86494403484714822705e-3, -6.93858572707181764372e-1, -1.05586262253232909814e1, -6.23753324503260060396e1,
  -1.62396669462573470355e2, -1.84605092906711035994e2, -8.12874355063065934246e1, -9.81432934416914548592,
]);
const SA: usize = memory.data<f64>([
  1.0, 1.96512716674392571292e1, 1.376577541435190426e2, 4.34565877475229228821e2, 6.45387271733267880336e2,
  4.29008140027567833386e2, 1.08635005541779435134e2, 6.57024977031928170135, -6.04244152148580987438e-2,
]);
/** For 1/0.35 <= |x| < 28: 7 and 8. */
const RB: usize = memory.data<f64>([
  -9.86494292470009928597e-3, -7.99283237680523006574e-1, -1.77579549177547519889e1, -1.60636384855821916062e2,
  -6.37566443368389627722e2, -1.02509513161107724954e3, -4.83519191608651397019e2,
]);
const SB: usize = memory.data<f64>([
  1.0, 3.03380607434824582924e1, 3.25792512996573918826e2, 1.53672958608443695994e3, 3.19985821950859553908e3,
  2.55305040643316442583e3, 4.74528541206955367215e2, -2.24409524465858183362e1,
]);

/** Coefficients i and i + 1 as a polynomial of degree 1. @inline */
function pair(table: usize, i: i32, z: f64): f64 {
  const at = table + ((<usize>i) << 3);
  return load<f64>(at) + z * load<f64>(at, 8);
}

/** The polynomial of `n` (5 to 9) coefficients, summed in pairs from the constant term on. */
function polynomial(table: usize, n: i32, z: f64): f64 {
  const z2 = z * z;
  const z4 = z2 * z2;
  let sum = pair(table, 0, z) + z2 * pair(table, 2, z);
  if (n === 5) return sum + z4 * load<f64>(table, 32);
  sum += z4 * pair(table, 4, z);
  if (n === 6) return sum;
  const z6 = z4 * z2;
  if (n === 7) return sum + z6 * load<f64>(table, 48);
  sum += z6 * pair(table, 6, z);
  return n === 8 ? sum : sum + z4 * z4 * load<f64>(table, 64);
}

/** (erf(x) - x) / x for |x| < 0.84375. */
function small_quotient(x: f64): f64 {
  const z = x * x;
  return polynomial(PP, 5, z) / polynomial(QQ, 6, z);
}

/** erf(|x|) - ERX for 0.84375 <= |x| < 1.25. */
function middle_quotient(a: f64): f64 {
  const s = a - 1.0;
  return polynomial(PA, 7, s) / polynomial(QA, 7, s);
}

/** erfc(a) * a for 1.25 <= a < 28; `limit`: the upper word where the second approximation begins. */
function large_product(a: f64, limit: u32): f64 {
  const s = 1.0 / (a * a);
  const bits = reinterpret<u64>(a);
  const quotient =
    <u32>(bits >> 32) < limit
      ? polynomial(RA, 8, s) / polynomial(SA, 9, s)
      : polynomial(RB, 7, s) / polynomial(SB, 8, s);
  // exp(-a*a) in two factors, since a*a has more than 53 bits.
  const z = reinterpret<f64>(bits & 0xffffffff00000000);
  return libm_exp(-z * z - 0.5625) * libm_exp((z - a) * (z + a) + quotient);
}

export function libm_erf(x: f64): f64 {
  if (x !== x) return x;
  const a = abs<f64>(x);
  if (a < 0.84375) {
    if (a < 3.725290298461914e-9) {
      // Scaled by 16 where x * EFX would be subnormal.
      if (a < 2.2250738585072014e-308) return 0.0625 * (16.0 * x + 16.0 * EFX * x);
      return x + EFX * x;
    }
    return x + x * small_quotient(x);
  }
  let value: f64 = 1.0;
  if (a < 1.25) value = ERX + middle_quotient(a);
  else if (a < 6.0) value = 1.0 - large_product(a, 0x4006db6e) / a;
  return x < 0 ? -value : value;
}

export function libm_erfc(x: f64): f64 {
  if (x !== x) return x;
  const a = abs<f64>(x);
  if (a < 0.84375) {
    if (a < 1.3877787807814457e-17) return 1.0 - x;
    const y = small_quotient(x);
    if (x < 0.25) return 1.0 - (x + x * y);
    return 0.5 - (x * y + (x - 0.5));
  }
  if (a < 1.25) {
    const q = middle_quotient(a);
    return x >= 0 ? 1.0 - ERX - q : 1.0 + (ERX + q);
  }
  if (a >= 28.0 || (x < -6.0 && a >= 6.0)) return x > 0 ? 0.0 : 2.0;
  const r = large_product(a, 0x4006db6d) / a;
  return x > 0 ? r : 2.0 - r;
}
