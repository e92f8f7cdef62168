/**
 * Products of absolute values: schoolbook up to 70 digits (140 for squares), Karatsuba above, slices for lopsided pairs.
 * CPython: x_mul, k_mul, k_lopsided_mul of Objects/longobject.c, with its cut-offs and temporary objects, so that the
 * peak of memory and the allocation log are the same.
 */
import { Py_DECREF, Py_NewRef, Py_XDECREF } from "../object/object";
import {
  _PyLong_DigitCount,
  _PyLong_GetZero,
  _PyLong_New,
  _PyLong_SetSignAndDigitCount,
  long_normalize,
  PyLong_MASK,
  PyLongObject,
} from "./int";
import { x_add } from "./int-arith";
import { v_iadd, v_isub } from "./int-digits";

const KARATSUBA_CUTOFF: i32 = 70;
const KARATSUBA_SQUARE_CUTOFF: i32 = 140;

/** Digits as bytes. @inline */
function digit_bytes(count: i32): usize {
  return (<usize>count) << 2;
}

/** |a| * |b|. Returns a new reference. */
export function k_mul(a: PyLongObject, b: PyLongObject): PyLongObject | null {
  const swapped = _PyLong_DigitCount(a) > _PyLong_DigitCount(b);
  const short = swapped ? b : a;
  const long = swapped ? a : b;
  const short_size = _PyLong_DigitCount(short);
  const square = changetype<usize>(a) === changetype<usize>(b);
  if (short_size <= (square ? KARATSUBA_SQUARE_CUTOFF : KARATSUBA_CUTOFF)) {
    if (short_size === 0) return changetype<PyLongObject>(_PyLong_GetZero());
    return square ? x_square(short) : x_mul(short, long);
  }
  if (2 * short_size <= _PyLong_DigitCount(long)) return k_lopsided_mul(short, long);
  return square ? k_square(short) : k_mul_balanced(short, long);
}

/** Schoolbook product; neither is zero. Returns a new reference. */
function x_mul(a: PyLongObject, b: PyLongObject): PyLongObject | null {
  const size_a = _PyLong_DigitCount(a);
  const size_b = _PyLong_DigitCount(b);
  const z = _PyLong_New(size_a + size_b);
  if (!z) return null;
  memory.fill(z.digits(), 0, digit_bytes(size_a + size_b));
  const end_a = a.digits() + digit_bytes(size_a);
  const end_b = b.digits() + digit_bytes(size_b);
  let row = z.digits();
  for (let at_a = a.digits(); at_a < end_a; at_a += 4) {
    const factor = <u64>load<u32>(at_a);
    let carry: u64 = 0;
    let at = row;
    for (let at_b = b.digits(); at_b < end_b; at_b += 4) {
      carry += <u64>load<u32>(at) + factor * load<u32>(at_b);
      store<u32>(at, <u32>carry & PyLong_MASK);
      carry >>= 30;
      at += 4;
    }
    store<u32>(at, <u32>carry);
    row += 4;
  }
  return long_normalize(z);
}

/** Schoolbook square: each product of two different digits is computed once and counted twice. Returns a new reference. */
function x_square(a: PyLongObject): PyLongObject | null {
  const size = _PyLong_DigitCount(a);
  const z = _PyLong_New(2 * size);
  if (!z) return null;
  memory.fill(z.digits(), 0, digit_bytes(2 * size));
  const end = a.digits() + digit_bytes(size);
  let row = z.digits();
  for (let at_a = a.digits(); at_a < end; at_a += 4) {
    let factor = <u64>load<u32>(at_a);
    let carry = <u64>load<u32>(row) + factor * factor;
    store<u32>(row, <u32>carry & PyLong_MASK);
    carry >>= 30;
    factor <<= 1;
    let at = row + 4;
    for (let at_b = at_a + 4; at_b < end; at_b += 4) {
      carry += <u64>load<u32>(at) + factor * load<u32>(at_b);
      store<u32>(at, <u32>carry & PyLong_MASK);
      carry >>= 30;
      at += 4;
    }
    // The doubled factor has 31 bits: what is carried may need two places.
    while (carry) {
      carry += load<u32>(at);
      store<u32>(at, <u32>carry & PyLong_MASK);
      carry >>= 30;
      at += 4;
    }
    row += 8;
  }
  return long_normalize(z);
}

/** The digits of `n` from `from` on, `count` of them, as a new positive int, normalised. */
function slice(n: PyLongObject, from: i32, count: i32): PyLongObject | null {
  const part = _PyLong_New(count);
  if (!part) return null;
  memory.copy(part.digits(), n.digits() + digit_bytes(from), digit_bytes(count));
  return part;
}

/** One half of the Karatsuba products into `z`: `low` at 0 and `high` at 2 * shift, zero elsewhere. */
function place(z: PyLongObject, part: PyLongObject, from: i32, until: i32): void {
  const size = _PyLong_DigitCount(part);
  memory.copy(z.digits() + digit_bytes(from), part.digits(), digit_bytes(size));
  memory.fill(z.digits() + digit_bytes(from + size), 0, digit_bytes(until - from - size));
}

/** z[shift:] -= part; releases `part`. */
function subtract_at(z: PyLongObject, shift: i32, part: PyLongObject): void {
  const room = _PyLong_DigitCount(z) - shift;
  v_isub(z.digits() + digit_bytes(shift), room, part.digits(), _PyLong_DigitCount(part));
  Py_DECREF(part);
}

/**
 * (ah*X + al)(bh*X + bl) = ah*bh*X*X + ((ah + al)(bh + bl) - ah*bh - al*bl)*X + al*bl with X = 2**(30 * shift).
 * Intermediate results may wrap around the top of z; the final one fits. Returns a new reference.
 */
function k_mul_balanced(a: PyLongObject, b: PyLongObject): PyLongObject | null {
  const asize = _PyLong_DigitCount(a);
  const bsize = _PyLong_DigitCount(b);
  const shift = bsize >> 1;
  const ah = slice(a, shift, asize - shift);
  if (!ah) return null;
  const al = slice(a, 0, shift);
  const bh = al ? slice(b, shift, bsize - shift) : null;
  const bl = bh ? slice(b, 0, shift) : null;
  const z = bl ? _PyLong_New(asize + bsize) : null;
  if (!z || !al || !bh || !bl) {
    release_parts(z, ah, al, bh, bl);
    return null;
  }
  long_normalize(ah);
  long_normalize(al);
  long_normalize(bh);
  long_normalize(bl);
  if (!k_outer_products(z, shift, ah, al, bh, bl)) {
    release_parts(z, ah, al, bh, bl);
    return null;
  }
  const asum = x_add(ah, al);
  if (!asum) {
    release_parts(z, ah, al, bh, bl);
    return null;
  }
  release_parts(null, ah, al, null, null);
  const bsum = x_add(bh, bl);
  release_parts(bsum ? null : z, null, null, bh, bl);
  if (!bsum) {
    Py_DECREF(asum);
    return null;
  }
  return k_finish(z, shift, asum, bsum);
}

/** As k_mul_balanced for a == b. Returns a new reference. */
function k_square(a: PyLongObject): PyLongObject | null {
  const size = _PyLong_DigitCount(a);
  const shift = size >> 1;
  const ah = slice(a, shift, size - shift);
  if (!ah) return null;
  const al = slice(a, 0, shift);
  const z = al ? _PyLong_New(2 * size) : null;
  if (!z || !al) {
    release_parts(z, ah, al, null, null);
    return null;
  }
  long_normalize(ah);
  long_normalize(al);
  const sum = k_outer_products(z, shift, ah, al, ah, al) ? x_add(ah, al) : null;
  release_parts(sum ? null : z, ah, al, null, null);
  if (!sum) return null;
  return k_finish(z, shift, sum, changetype<PyLongObject>(Py_NewRef(sum)));
}

/** ah*bh and al*bl into their places of z, and both subtracted in the middle. False: no memory. */
function k_outer_products(
  z: PyLongObject,
  shift: i32,
  ah: PyLongObject,
  al: PyLongObject,
  bh: PyLongObject,
  bl: PyLongObject,
): bool {
  const high = k_mul(ah, bh);
  if (!high) return false;
  place(z, high, 2 * shift, _PyLong_DigitCount(z));
  const low = k_mul(al, bl);
  if (!low) {
    Py_DECREF(high);
    return false;
  }
  place(z, low, 0, 2 * shift);
  subtract_at(z, shift, low);
  subtract_at(z, shift, high);
  return true;
}

/** z[shift:] += asum * bsum. Steals all three; returns z as a new reference. */
function k_finish(z: PyLongObject, shift: i32, asum: PyLongObject, bsum: PyLongObject): PyLongObject | null {
  const middle = k_mul(asum, bsum);
  Py_DECREF(asum);
  Py_DECREF(bsum);
  if (!middle) {
    Py_DECREF(z);
    return null;
  }
  const room = _PyLong_DigitCount(z) - shift;
  v_iadd(z.digits() + digit_bytes(shift), room, middle.digits(), _PyLong_DigitCount(middle));
  Py_DECREF(middle);
  return long_normalize(z);
}

/** Releases each that is not NULL. */
function release_parts(
  z: PyLongObject | null,
  ah: PyLongObject | null,
  al: PyLongObject | null,
  bh: PyLongObject | null,
  bl: PyLongObject | null,
): void {
  Py_XDECREF(z);
  Py_XDECREF(ah);
  Py_XDECREF(al);
  Py_XDECREF(bh);
  Py_XDECREF(bl);
}

/** `b` has at least twice the digits of `a`: cut into slices of the size of `a`. Returns a new reference. */
function k_lopsided_mul(a: PyLongObject, b: PyLongObject): PyLongObject | null {
  const asize = _PyLong_DigitCount(a);
  const bsize = _PyLong_DigitCount(b);
  const z = _PyLong_New(asize + bsize);
  if (!z) return null;
  memory.fill(z.digits(), 0, digit_bytes(asize + bsize));
  const bslice = _PyLong_New(asize);
  if (!bslice) {
    Py_DECREF(z);
    return null;
  }
  for (let done = 0; done < bsize; done += asize) {
    const count = min(asize, bsize - done);
    memory.copy(bslice.digits(), b.digits() + digit_bytes(done), digit_bytes(count));
    _PyLong_SetSignAndDigitCount(bslice, 1, count);
    const product = k_mul(a, bslice);
    if (!product) {
      release_parts(z, bslice, null, null, null);
      return null;
    }
    const room = asize + bsize - done;
    v_iadd(z.digits() + digit_bytes(done), room, product.digits(), _PyLong_DigitCount(product));
    Py_DECREF(product);
  }
  Py_DECREF(bslice);
  return long_normalize(z);
}
