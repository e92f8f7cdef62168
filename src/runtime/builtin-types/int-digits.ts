/**
 * Vectors of 30-bit digits in memory, least significant first. CPython: v_iadd, v_isub, v_lshift, v_rshift,
 * inplace_divrem1 of Objects/longobject.c.
 *
 * Sizes count digits. `x`, `y`, `z`, `a` are addresses of first digits.
 */
import { PyLong_MASK } from "./int";

/** Number of bits of a digit. @inline */
export function bit_length_digit(d: u32): i32 {
  return 32 - <i32>clz<u32>(d);
}

/** x[0:m] += y[0:n], m >= n; a carry out of the top is lost. */
export function v_iadd(x: usize, m: i32, y: usize, n: i32): void {
  let carry: u32 = 0;
  const common = y + ((<usize>n) << 2);
  const end = x + ((<usize>m) << 2);
  for (; y < common; x += 4, y += 4) {
    carry += load<u32>(x) + load<u32>(y);
    store<u32>(x, carry & PyLong_MASK);
    carry >>= 30;
  }
  for (; carry && x < end; x += 4) {
    carry += load<u32>(x);
    store<u32>(x, carry & PyLong_MASK);
    carry >>= 30;
  }
}

/** x[0:m] -= y[0:n], m >= n; a borrow out of the top is lost. */
export function v_isub(x: usize, m: i32, y: usize, n: i32): void {
  let borrow: i32 = 0;
  const common = y + ((<usize>n) << 2);
  const end = x + ((<usize>m) << 2);
  for (; y < common; x += 4, y += 4) {
    borrow += load<i32>(x) - load<i32>(y);
    store<u32>(x, <u32>borrow & PyLong_MASK);
    borrow >>= 30;
  }
  for (; borrow && x < end; x += 4) {
    borrow += load<i32>(x);
    store<u32>(x, <u32>borrow & PyLong_MASK);
    borrow >>= 30;
  }
}

/** z[0:m] = a[0:m] << d, 0 <= d < 30; returns what is shifted out of the top. */
export function v_lshift(z: usize, a: usize, m: i32, d: u32): u32 {
  let carry: u64 = 0;
  const end = a + ((<usize>m) << 2);
  for (; a < end; a += 4, z += 4) {
    carry |= (<u64>load<u32>(a)) << d;
    store<u32>(z, <u32>carry & PyLong_MASK);
    carry >>= 30;
  }
  return <u32>carry;
}

/** z[0:m] = a[0:m] >> d, 0 <= d < 30; returns what is shifted out of the bottom. */
export function v_rshift(z: usize, a: usize, m: i32, d: u32): u32 {
  let carry: u32 = 0;
  const mask = ((<u32>1) << d) - 1;
  for (let at = (<usize>m) << 2; at > 0; ) {
    at -= 4;
    const both = ((<u64>carry) << 30) | load<u32>(a + at);
    carry = <u32>both & mask;
    store<u32>(z + at, <u32>(both >> d));
  }
  return carry;
}

/** out[0:size] = in[0:size] / n, 0 < n < 2**30; returns the remainder. `out` may be `in`. */
export function inplace_divrem1(out: usize, in_: usize, size: i32, n: u32): u32 {
  let remainder: u32 = 0;
  for (let at = (<usize>size) << 2; at > 0; ) {
    at -= 4;
    const dividend = ((<u64>remainder) << 30) | load<u32>(in_ + at);
    const quotient = <u32>(dividend / n);
    remainder = <u32>(dividend - <u64>quotient * n);
    store<u32>(out + at, quotient);
  }
  return remainder;
}

/** in[0:size] % n, 0 < n < 2**30. */
export function inplace_rem1(in_: usize, size: i32, n: u32): u32 {
  let remainder: u64 = 0;
  for (let at = (<usize>size) << 2; at > 0; ) {
    at -= 4;
    remainder = ((remainder << 30) | load<u32>(in_ + at)) % n;
  }
  return <u32>remainder;
}

/** x[0:m] * factor + summand, in place; returns the carry. factor, summand < 2**30. */
export function v_imuladd(x: usize, m: i32, factor: u32, summand: u32): u32 {
  let carry: u64 = summand;
  const end = x + ((<usize>m) << 2);
  for (; x < end; x += 4) {
    carry += <u64>load<u32>(x) * factor;
    store<u32>(x, <u32>carry & PyLong_MASK);
    carry >>= 30;
  }
  return <u32>carry;
}

/** z[0:m] = two's complement of a[0:m], which is not all zero. z may be a. */
export function v_complement(z: usize, a: usize, m: i32): void {
  let carry: u32 = 1;
  const end = a + ((<usize>m) << 2);
  for (; a < end; a += 4, z += 4) {
    carry += load<u32>(a) ^ PyLong_MASK;
    store<u32>(z, carry & PyLong_MASK);
    carry >>= 30;
  }
}
