/**
 * What the functions of `cmath` give for arguments of which a part is infinite or NaN: one text for each, a row for each kind of real
 * part, a pair (real, imaginary) for each kind of imaginary part; the kinds are -inf, negative, -0, 0, positive, inf, NaN. CPython: the tables
 * of Modules/cmathmodule.c.
 *
 * `0` 0   `z` -0   `i` inf   `j` -inf   `n` NaN   `1` 1   `m` -1   `d` pi/4   `h` pi/2   `c` 3pi/4   `p` pi, capital: negative
 * `.` both are finite, or the function itself knows
 */
import { cstr } from "../object/literals";
import { complex_result } from "./cmath-functions";

const PI: f64 = 3.141592653589793;

export function acos_values(): usize {
  return cstr("cipipipjpjcjnihi........hjnnhi........hjhnhi........hjhnhi........hjnndi0i0i0j0jdjnininnnnnnnnnjnn");
}

export function acosh_values(): usize {
  return cstr("iCiPiPipipiciniH........ihnniH........ihnniH........ihnniH........ihnniDizizi0i0idininnnnnnnnninnn");
}

export function asinh_values(): usize {
  return cstr("jDjzjzj0j0jdjnjH........jhnnjH........jhnniH........ihnniH........ihnniDizizi0i0idininnnnzn0nninnn");
}

export function atanh_values(): usize {
  return cstr("zHzHzHzhzhzhznzH........zhnnzH........zhzn0H........0h0n0H........0hnn0H0H0H0h0h0h0n0Hnnnnnnnn0hnn");
}

export function cosh_values(): usize {
  return cstr("nniii0izijnninnn........nnnnnn........nnn0nn........nnn0nn........nnnnnnijizi0iinninnnnnn0n0nnnnnn");
}

export function exp_values(): usize {
  return cstr("000z0z00000000nn........nnnnnn........nnnnnn........nnnnnn........nnnnnnijizi0iinninnnnnnzn0nnnnnn");
}

export function log_values(): usize {
  return cstr("iCiPiPipipiciniH........ihnniH........ihnniH........ihnniH........ihnniDizizi0i0idininnnnnnnnninnn");
}

export function sinh_values(): usize {
  return cstr("nnjjjzj0jinninnn........nnnnnn........nn0nnn........nn0nnn........nnnnnnijizi0iinninnnnnnzn0nnnnnn");
}

export function sqrt_values(): usize {
  return cstr("ij0j0j0i0iiiniij........iinnij........iinnij........iinnij........iinnijizizi0i0iiinijnnnnnnnniinn");
}

export function tanh_values(): usize {
  return cstr("m0mzmzm0m0m0m0nn........nnnnnn........nnnnnn........nnnnnn........nnnn101z1z10101010nnnnnzn0nnnnnn");
}

export function rect_values(): usize {
  return cstr("nnjij0jzjjnninnn........nnnn00........000000........0000nn........nnnnnnijizi0iinninnnnnn0n0nnnnnn");
}

/** Which of the seven kinds a part is. */
function kind(x: f64): usize {
  if (x !== x) return 6;
  if (x === Infinity) return 5;
  if (x === -Infinity) return 0;
  const negative = reinterpret<i64>(x) < 0;
  if (x === 0) return negative ? 2 : 3;
  return negative ? 1 : 4;
}

function value_of(c: u8): f64 {
  switch (c) {
    case 48: // 0
      return 0.0;
    case 122: // z
      return -0.0;
    case 105: // i
      return Infinity;
    case 106: // j
      return -Infinity;
    case 49: // 1
      return 1;
    case 109: // m
      return -1;
    case 110: // n
      return NaN;
    default:
      return angle_of(c);
  }
}

/** A multiple of pi/4: negative for a capital letter. */
function angle_of(c: u8): f64 {
  const letter = c | 32;
  const angle = letter === 100 ? PI / 4 : letter === 104 ? PI / 2 : letter === 99 ? 0.75 * PI : PI;
  return c === letter ? angle : -angle;
}

/** The result is what `values` says for x + yi. */
export function special_value(values: usize, x: f64, y: f64): void {
  const at = values + (kind(x) * 7 + kind(y)) * 2;
  complex_result.re = value_of(load<u8>(at));
  complex_result.im = value_of(load<u8>(at + 1));
}
