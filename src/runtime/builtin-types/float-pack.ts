/**
 * float to and from IEEE 754 bytes. CPython: PyFloat_Pack2 ... PyFloat_Unpack8 of Objects/floatobject.c.
 */

import { PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { PyExc_OverflowError } from "../object/static-types";

/** Writes the low `size` bytes of `bits`. */
function store_bits(bits: u64, bytes: usize, size: i32, little_endian: bool): void {
  for (let i = 0; i < size; i++) {
    store<u8>(bytes + <usize>(little_endian ? i : size - 1 - i), <u8>bits);
    bits >>= 8;
  }
}

function load_bits(bytes: usize, size: i32, little_endian: bool): u64 {
  let bits: u64 = 0;
  for (let i = size - 1; i >= 0; i--) bits = (bits << 8) | load<u8>(bytes + <usize>(little_endian ? i : size - 1 - i));
  return bits;
}

/** value * 2**24 as an integer, which has at most 41 bits, rounded half to even at bit `drop`. */
function rounded(scaled: f64, drop: f64): f64 {
  return nearest<f64>(scaled / drop);
}

/** Writes 2 bytes; 0, or -1 with OverflowError. */
export function PyFloat_Pack2(value: f64, bytes: usize, little_endian: bool): i32 {
  const bits = reinterpret<u64>(value);
  const sign: u64 = (bits >> 63) << 15;
  let half: u64;
  if (value !== value) half = 0x7e00;
  else if (abs<f64>(value) === Infinity) half = 0x7c00;
  else if (abs<f64>(value) < 6.103515625e-5) {
    // Subnormal: in units of 2**-24. A carry makes the smallest normal number by itself.
    half = <u64>rounded(abs<f64>(value) * 16777216.0, 1);
  } else {
    const exponent = (<i32>(bits >> 52) & 0x7ff) - 1023;
    // Beyond the range: as if infinite, to be refused below.
    const fraction = rounded(<f64>(bits & 0xfffffffffffff), 4398046511104.0);
    half = exponent > 15 ? 0x7c00 : ((<u64>(exponent + 15)) << 10) + <u64>fraction;
    if (half >= 0x7c00) {
      PyErr_SetString(PyExc_OverflowError, cstr("float too large to pack with e format"));
      return -1;
    }
  }
  store_bits(half | sign, bytes, 2, little_endian);
  return 0;
}

/** Writes 4 bytes; 0, or -1 with OverflowError. */
export function PyFloat_Pack4(value: f64, bytes: usize, little_endian: bool): i32 {
  const single = <f32>value;
  if (abs<f32>(single) === <f32>Infinity && abs<f64>(value) !== Infinity) {
    PyErr_SetString(PyExc_OverflowError, cstr("float too large to pack with f format"));
    return -1;
  }
  let bits = <u64>reinterpret<u32>(single);
  if (value !== value) {
    // The payload of a NaN is kept, and it stays quiet or signalling.
    const from = reinterpret<u64>(value);
    bits = ((from >> 63) << 31) | 0x7f800000 | ((from >> 29) & 0x7fffff);
    if ((bits & 0x7fffff) === 0) bits |= 0x400000;
  }
  store_bits(bits, bytes, 4, little_endian);
  return 0;
}

/** Writes 8 bytes; 0. */
export function PyFloat_Pack8(value: f64, bytes: usize, little_endian: bool): i32 {
  store_bits(reinterpret<u64>(value), bytes, 8, little_endian);
  return 0;
}

/** Reads 2 bytes. */
export function PyFloat_Unpack2(bytes: usize, little_endian: bool): f64 {
  const half = load_bits(bytes, 2, little_endian);
  const sign = (half >> 15) << 63;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return reinterpret<f64>(sign | 0x7ff0000000000000 | (fraction << 42));
  if (exponent) return reinterpret<f64>(sign | ((exponent + 1008) << 52) | (fraction << 42));
  return copysign<f64>(<f64>fraction / 16777216.0, reinterpret<f64>(sign));
}

/** Reads 4 bytes. */
export function PyFloat_Unpack4(bytes: usize, little_endian: bool): f64 {
  const bits = load_bits(bytes, 4, little_endian);
  if ((bits & 0x7f800000) === 0x7f800000 && (bits & 0x7fffff) !== 0) {
    return reinterpret<f64>(((bits >> 31) << 63) | 0x7ff0000000000000 | ((bits & 0x7fffff) << 29));
  }
  return <f64>reinterpret<f32>(<u32>bits);
}

/** Reads 8 bytes. */
export function PyFloat_Unpack8(bytes: usize, little_endian: bool): f64 {
  return reinterpret<f64>(load_bits(bytes, 8, little_endian));
}
