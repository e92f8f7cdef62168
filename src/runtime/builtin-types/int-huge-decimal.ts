/**
 * Huge ints to and from decimal text in less than quadratic time, by halving. CPython: Lib/_pylong.py,
 * int_to_decimal_string and int_from_string.
 *
 * NOT CPYTHON: Python code there, native here. Same texts and values, other temporary objects.
 *
 * Powers: powers[k] = 10 ** (CHUNK << k), as many as the number needs, on the native stack.
 */

import { PyErr_NoMemory } from "../abstract/errors";
import { PyMem_RawFree, PyMem_RawMalloc } from "../memory/domains";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_XDECREF, Slots } from "../object/object";
import { tstate } from "../object/state";
import {
  _PyLong_DECIMAL_BASE,
  _PyLong_DigitCount,
  _PyLong_New,
  long_normalize,
  PyLong_MASK,
  PyLongObject,
} from "./int";
import { _PyLong_Add, _PyLong_Multiply } from "./int-arith";
import { inplace_divrem1 } from "./int-digits";
import { long_divrem } from "./int-divide";
import { long_from_non_binary_base } from "./int-from-string";

/** Decimal digits that the quadratic method handles in one piece; a multiple of 9. */
const CHUNK: i32 = 576;
const MAX_POWERS: i32 = 24;

/** powers[from] from powers[from - 1]; false: MemoryError. */
function extend_powers(powers: Slots, count: i32): bool {
  if (count === 0) {
    const ten = _PyLong_New((CHUNK * 10) / 90 + 2);
    if (!ten) return false;
    fill_power_of_ten(ten);
    powers.set(0, ten);
    return true;
  }
  const last = changetype<PyLongObject>(powers.get(count - 1));
  const square = _PyLong_Multiply(last, last);
  powers.set(count, square);
  return square !== null;
}

/** 10 ** CHUNK into an int with room enough. */
function fill_power_of_ten(z: PyLongObject): void {
  const size = _PyLong_DigitCount(z);
  memory.fill(z.digits(), 0, (<usize>size) << 2);
  z.digit0 = 1;
  for (let done = 0; done < CHUNK; done += 9) {
    let carry: u64 = 0;
    for (let i = 0; i < size; i++) {
      carry += <u64>z.at(i) * _PyLong_DECIMAL_BASE;
      z.put(i, <u32>carry & PyLong_MASK);
      carry >>= 30;
    }
  }
  long_normalize(z);
}

/**
 * The decimal digits of a huge |v|: their address; in `tstate.out_i32` their number. The block of memory, to be released
 * by PyMem_RawFree, is in `tstate.out_i64`. 0: MemoryError.
 */
export function huge_to_decimal(v: PyLongObject): usize {
  const mark = stack_mark();
  const powers = Slots.at(stack_alloc((<usize>MAX_POWERS) << 3));
  let count = 0;
  let ok: bool = true;
  // The square of the last power must exceed the number.
  while (ok && (count === 0 || 2 * power_size(powers, count - 1) <= _PyLong_DigitCount(v) + 1)) {
    ok = extend_powers(powers, count);
    if (ok) count++;
  }
  const width = CHUNK << count;
  const buffer = ok ? PyMem_RawMalloc(<usize>width) : 0;
  if (ok && !buffer) PyErr_NoMemory();
  ok = buffer !== 0 && write_halves(v, powers, count, buffer, width);
  for (let i = 0; i < count; i++) Py_DECREF(powers.get(i));
  stack_release(mark);
  if (!ok) {
    PyMem_RawFree(buffer);
    return 0;
  }
  let zeros = 0;
  while (zeros < width - 1 && load<u8>(buffer + zeros) === 48) zeros++;
  tstate.out_i64 = <i64>buffer;
  tstate.out_i32 = width - zeros;
  return buffer + zeros;
}

function power_size(powers: Slots, i: i32): i32 {
  return _PyLong_DigitCount(changetype<PyLongObject>(powers.get(i)));
}

/** |v| < 10 ** (CHUNK << level), as exactly that many characters. */
function write_halves(v: PyLongObject, powers: Slots, level: i32, out: usize, width: i32): bool {
  if (level === 0) return write_chunk(v, out, width);
  const half = width >> 1;
  const power = changetype<PyLongObject>(powers.get(level - 1));
  if (long_compare_magnitude(v, power) < 0) {
    memory.fill(out, 48, <usize>half);
    return write_halves(v, powers, level - 1, out + half, half);
  }
  if (long_divrem(v, power) < 0) return false;
  const high = changetype<PyLongObject>(tstate.out_object!);
  const low = changetype<PyLongObject>(tstate.out_object2!);
  const ok = write_halves(high, powers, level - 1, out, half) && write_halves(low, powers, level - 1, out + half, half);
  Py_DECREF(high);
  Py_DECREF(low);
  return ok;
}

/** Compares |v| with w > 0. */
function long_compare_magnitude(v: PyLongObject, w: PyLongObject): i32 {
  const difference = _PyLong_DigitCount(v) - _PyLong_DigitCount(w);
  if (difference !== 0) return difference;
  for (let i = _PyLong_DigitCount(v) - 1; i >= 0; i--) {
    const digit = <i32>v.at(i) - <i32>w.at(i);
    if (digit) return digit;
  }
  return 0;
}

/** The quadratic method: nine characters at a time, from the right. */
function write_chunk(v: PyLongObject, out: usize, width: i32): bool {
  let size = _PyLong_DigitCount(v);
  const rest = _PyLong_New(size);
  if (!rest) return false;
  memory.copy(rest.digits(), v.digits(), (<usize>size) << 2);
  for (let at = out + width; at > out; at -= 9) {
    let nine = size ? inplace_divrem1(rest.digits(), rest.digits(), size, _PyLong_DECIMAL_BASE) : 0;
    while (size && rest.at(size - 1) === 0) size--;
    for (let i = 1; i <= 9; i++) {
      store<u8>(at - i, <u8>(48 + (nine % 10)));
      nine /= 10;
    }
  }
  Py_DECREF(rest);
  return true;
}

/** The value of `length` decimal characters. Returns a new reference, NULL: MemoryError. */
export function decimal_to_huge(text: usize, length: i32): PyLongObject | null {
  const mark = stack_mark();
  const powers = Slots.at(stack_alloc((<usize>MAX_POWERS) << 3));
  let count = 0;
  let ok: bool = true;
  while (ok && count < MAX_POWERS && (<i64>CHUNK) << count < <i64>length) {
    ok = extend_powers(powers, count);
    if (ok) count++;
  }
  const z = ok ? read_halves(text, length, powers, count) : null;
  for (let i = 0; i < count; i++) Py_DECREF(powers.get(i));
  stack_release(mark);
  return z;
}

/** `length` characters, no more than CHUNK << level. */
function read_halves(text: usize, length: i32, powers: Slots, level: i32): PyLongObject | null {
  while (level > 0 && length <= CHUNK << (level - 1)) level--;
  if (level === 0) {
    const chunk = long_from_non_binary_base(text, text + length, length, 10);
    return chunk ? long_normalize(chunk) : null;
  }
  const split = CHUNK << (level - 1);
  const high = read_halves(text, length - split, powers, level - 1);
  const scaled = high ? _PyLong_Multiply(high, changetype<PyLongObject>(powers.get(level - 1))) : null;
  Py_XDECREF(high);
  const low = scaled ? read_halves(text + (length - split), split, powers, level - 1) : null;
  const z = scaled && low ? _PyLong_Add(scaled, low) : null;
  Py_XDECREF(scaled);
  Py_XDECREF(low);
  return changetype<PyLongObject | null>(z);
}
