/**
 * int: the object, the small ones, and the way between it and machine integers. CPython: Objects/longobject.c,
 * Include/cpython/longintrepr.h, Include/internal/pycore_long.h.
 *
 *   PyLongObject
 *   +0   PyObject
 *   +16  lv_tag      digit count << 3 | sign (0 positive, 1 zero, 2 negative); 64-bit slot
 *   +24  ob_digit[]  u32 each, 30 bits used, least significant first
 *
 * Invariant: normalised. The top digit of a non-zero value is not 0; zero has no digits but room for one, which is 0.
 * "Compact": at most one digit. The values -5 to 256 exist once, static and immortal: no other object has such a value,
 * except instances of subclasses and what is still being built.
 */

import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { _PyNumber_Index } from "../abstract/number-convert";
import { PyObject_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { _PyObject_InitHead, obj, Py_DECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, PyLong_Type } from "../object/static-types";
import { Py_TPFLAGS_LONG_SUBCLASS, PyType_FastSubclass } from "../object/type-object";

export type digit = u32;
export type sdigit = i32;
export type twodigits = u64;
export type stwodigits = i64;

export const PyLong_SHIFT: i32 = 30;
export const PyLong_BASE: u32 = 1 << 30;
export const PyLong_MASK: u32 = (1 << 30) - 1;
export const _PyLong_DECIMAL_SHIFT: i32 = 9;
export const _PyLong_DECIMAL_BASE: u32 = 1000000000;
/** Bytes in front of the digits: offsetof(PyLongObject, long_value.ob_digit). */
export const LONG_HEAD: usize = 24;
/** sizeof(PyLongObject): one digit and the padding behind it. */
const LONG_SIZEOF: usize = 32;

/** Limits of the number of decimal digits (sys.int_info, sys.set_int_max_str_digits). */
export const _PY_LONG_DEFAULT_MAX_STR_DIGITS: i32 = 4300;
export const _PY_LONG_MAX_STR_DIGITS_THRESHOLD: i32 = 640;

export const _PY_NSMALLNEGINTS: i32 = 5;
export const _PY_NSMALLPOSINTS: i32 = 257;
/** log2 of the distance between two small ints. */
const SMALL_INT_PITCH_SHIFT: i32 = 5;
const SMALL_INTS: usize = memory.data(8384, 16);
const SMALL_INT_ZERO: usize = SMALL_INTS + 160;

export const SIGN_POSITIVE: u32 = 0;
export const SIGN_ZERO: u32 = 1;
export const SIGN_NEGATIVE: u32 = 2;
const SIGN_MASK: u32 = 3;
const NON_SIZE_BITS: u32 = 3;
/** lv_tag of the one-digit values. */
export const TAG_ONE_POSITIVE: u32 = 8;
export const TAG_ONE_NEGATIVE: u32 = 10;
/** lv_tag is below this for compact values. */
export const TAG_COMPACT_END: u32 = 16;

@unmanaged
export class PyLongObject extends PyObject {
  lv_tag: u32;
  lv_tag_high: u32;
  digit0: u32;

  /** Digit `i`. */
  @inline at(i: i32): u32 {
    return load<u32>(changetype<usize>(this) + ((<usize>i) << 2), LONG_HEAD);
  }
  @inline put(i: i32, value: u32): void {
    store<u32>(changetype<usize>(this) + ((<usize>i) << 2), value, LONG_HEAD);
  }
  /** Address of the digits. */
  @inline digits(): usize {
    return changetype<usize>(this) + LONG_HEAD;
  }
}

/** @inline */
export function PyLong_Check(o: PyObject): bool {
  return PyType_FastSubclass(o.ob_type, Py_TPFLAGS_LONG_SUBCLASS);
}

/** @inline */
export function PyLong_CheckExact(o: PyObject): bool {
  return ptr(o.ob_type) === ptr(PyLong_Type);
}

/** @inline */
export function PyLong(o: PyObject): PyLongObject {
  return changetype<PyLongObject>(o);
}

/** At most one digit. @inline */
export function _PyLong_IsCompact(v: PyObject): bool {
  return changetype<PyLongObject>(v).lv_tag < TAG_COMPACT_END;
}

/** @inline */
export function _PyLong_BothAreCompact(a: PyObject, b: PyObject): bool {
  return (changetype<PyLongObject>(a).lv_tag | changetype<PyLongObject>(b).lv_tag) < TAG_COMPACT_END;
}

/** At most one digit and not negative. @inline */
export function _PyLong_IsNonNegativeCompact(v: PyObject): bool {
  return changetype<PyLongObject>(v).lv_tag <= TAG_ONE_POSITIVE;
}

/** The value of a compact int. @inline */
export function _PyLong_CompactValue(v: PyObject): i32 {
  return (1 - <i32>(changetype<PyLongObject>(v).lv_tag & SIGN_MASK)) * <i32>changetype<PyLongObject>(v).digit0;
}

/** @inline */
export function _PyLong_IsZero(v: PyObject): bool {
  return (changetype<PyLongObject>(v).lv_tag & SIGN_MASK) === SIGN_ZERO;
}

/** @inline */
export function _PyLong_IsNegative(v: PyObject): bool {
  return (changetype<PyLongObject>(v).lv_tag & SIGN_MASK) === SIGN_NEGATIVE;
}

/** @inline */
export function _PyLong_IsPositive(v: PyObject): bool {
  return (changetype<PyLongObject>(v).lv_tag & SIGN_MASK) === SIGN_POSITIVE;
}

/** -1, 0 or 1. @inline */
export function _PyLong_Sign(v: PyObject): i32 {
  return 1 - <i32>(changetype<PyLongObject>(v).lv_tag & SIGN_MASK);
}

/** 0 for zero. @inline */
export function _PyLong_DigitCount(v: PyObject): i32 {
  return <i32>(changetype<PyLongObject>(v).lv_tag >> NON_SIZE_BITS);
}

/** Digit count, negative for negative values: Py_SIZE of older versions. @inline */
export function _PyLong_SignedDigitCount(v: PyObject): i32 {
  return (
    (1 - <i32>(changetype<PyLongObject>(v).lv_tag & SIGN_MASK)) *
    <i32>(changetype<PyLongObject>(v).lv_tag >> NON_SIZE_BITS)
  );
}

/** `sign` 0 goes with `size` 0 and no other. @inline */
export function _PyLong_SetSignAndDigitCount(v: PyLongObject, sign: i32, size: i32): void {
  store<u64>(changetype<usize>(v), <u64>((1 - sign) | (size << NON_SIZE_BITS)), 16);
}

/** Keeps the sign; `size` must not be 0. @inline */
export function _PyLong_SetDigitCount(v: PyLongObject, size: i32): void {
  v.lv_tag = ((<u32>size) << NON_SIZE_BITS) | (v.lv_tag & SIGN_MASK);
}

/** @inline */
export function _PyLong_FlipSign(v: PyLongObject): void {
  v.lv_tag = (2 - (v.lv_tag & SIGN_MASK)) | (v.lv_tag & ~(<u32>7));
}

/** The values that exist once. @inline */
export function IS_SMALL_INT(value: i64): bool {
  return <u64>(value + 5) < 262;
}

/** As IS_SMALL_INT. @inline */
export function is_small_i32(value: i32): bool {
  return <u32>(value + 5) < 262;
}

/** Of a value from -5 to 256: immortal, needs no counting. @inline */
export function get_small_int(value: i32): PyObject {
  return obj(SMALL_INT_ZERO + (value << SMALL_INT_PITCH_SHIFT));
}

/** @inline */
export function _PyLong_GetZero(): PyObject {
  return obj(SMALL_INT_ZERO);
}

/** @inline */
export function _PyLong_GetOne(): PyObject {
  return obj(SMALL_INT_ZERO + 32);
}

/** Writes the 262 static ints. */
export function _PyLong_InitSmallInts(): void {
  for (let value = -_PY_NSMALLNEGINTS; value < _PY_NSMALLPOSINTS; value++) {
    const v = changetype<PyLongObject>(get_small_int(value));
    _PyObject_InitHead(v, PyLong_Type);
    v.ob_refcnt = 0xffffffff;
    const sign = value < 0 ? -1 : value > 0 ? 1 : 0;
    _PyLong_SetSignAndDigitCount(v, sign, value === 0 ? 0 : 1);
    v.digit0 = <u32>abs<i32>(value);
  }
}

/** Most digits that memory can hold; CPython's own limit needs exbibytes. */
export const MAX_DIGITS: i32 = 536870900;

/** A positive int of `size` digits (0: zero), not yet filled. Returns a new reference; NULL: MemoryError. */
export function _PyLong_New(size: i32): PyLongObject | null {
  const room = size ? size : 1;
  const address = <u32>size <= <u32>MAX_DIGITS ? PyObject_Malloc(LONG_HEAD + ((<usize>room) << 2)) : 0;
  if (!address) {
    PyErr_NoMemory();
    return null;
  }
  const v = changetype<PyLongObject>(address);
  _PyObject_InitHead(v, PyLong_Type);
  _PyLong_SetSignAndDigitCount(v, size !== 0 ? 1 : 0, size);
  v.digit0 = 0;
  return v;
}

/** A one-digit value that is not small. Returns a new reference, NULL: MemoryError. */
export function _PyLong_FromMedium(value: i32): PyObject | null {
  const address = PyObject_Malloc(LONG_SIZEOF);
  if (!address) return PyErr_NoMemory();
  const v = changetype<PyLongObject>(address);
  _PyObject_InitHead(v, PyLong_Type);
  store<u64>(address, <u64>(value < 0 ? TAG_ONE_NEGATIVE : TAG_ONE_POSITIVE), 16);
  v.digit0 = <u32>abs<i32>(value);
  return v;
}

/** Number of digits of an absolute value. */
function digits_needed(value: u64): i32 {
  return (64 - <i32>clz<u64>(value) + 29) / 30;
}

/** A new int of exactly as many digits as needed. `magnitude` is not 0. */
function from_magnitude(sign: i32, magnitude: u64): PyObject | null {
  const size = digits_needed(magnitude);
  const v = _PyLong_New(size);
  if (!v) return null;
  _PyLong_SetSignAndDigitCount(v, sign, size);
  let rest = magnitude;
  for (let i = 0; i < size; i++) {
    v.put(i, <u32>rest & PyLong_MASK);
    rest >>= 30;
  }
  return v;
}

/** Two digits or more. */
export function _PyLong_FromLarge(value: i64): PyObject | null {
  return value < 0 ? from_magnitude(-1, <u64>0 - <u64>value) : from_magnitude(1, <u64>value);
}

/** A value of at most 60 bits or so: the result of an operation on compact values. Returns a new reference. */
export function _PyLong_FromSTwoDigits(value: i64): PyObject | null {
  if (IS_SMALL_INT(value)) return get_small_int(<i32>value);
  if (is_medium_int(value)) return _PyLong_FromMedium(<i32>value);
  return _PyLong_FromLarge(value);
}

/** One digit is enough. @inline */
export function is_medium_int(value: i64): bool {
  return <u64>(value + <i64>PyLong_MASK) < <u64>PyLong_MASK + <u64>PyLong_BASE;
}

/** _PyLong_FromSTwoDigits for a sum or difference of compact values: -2**31 < value < 2**31. Returns a new reference. */
export function long_from_i32(value: i32): PyObject | null {
  if (is_small_i32(value)) return get_small_int(value);
  if (<u32>value + PyLong_MASK < PyLong_MASK + PyLong_BASE) return _PyLong_FromMedium(value);
  return _PyLong_FromLarge(<i64>value);
}

/** C long is 64 bits. Returns a new reference. */
export function PyLong_FromLong(value: i64): PyObject | null {
  return _PyLong_FromSTwoDigits(value);
}

/** As PyLong_FromLong; but a one-digit value is allocated with 28 bytes, as in CPython. Returns a new reference. */
export function PyLong_FromLongLong(value: i64): PyObject | null {
  if (IS_SMALL_INT(value)) return get_small_int(<i32>value);
  return _PyLong_FromLarge(value);
}

/** As PyLong_FromLongLong. Returns a new reference. */
export function PyLong_FromSsize_t(value: i64): PyObject | null {
  if (IS_SMALL_INT(value)) return get_small_int(<i32>value);
  return _PyLong_FromLarge(value);
}

/** Returns a new reference. */
export function PyLong_FromUnsignedLongLong(value: u64): PyObject | null {
  if (value < 257) return get_small_int(<i32>value);
  return from_magnitude(1, value);
}

/** Returns a new reference. */
export function PyLong_FromUnsignedLong(value: u64): PyObject | null {
  return PyLong_FromUnsignedLongLong(value);
}

/** Returns a new reference. */
export function PyLong_FromSize_t(value: u64): PyObject | null {
  return PyLong_FromUnsignedLongLong(value);
}

/** An address: id(). Returns a new reference. */
export function PyLong_FromVoidPtr(address: usize): PyObject | null {
  return PyLong_FromUnsignedLongLong(<u64>address);
}

/** Truncates toward zero; OverflowError for infinities, ValueError for NaN. Returns a new reference. */
export function PyLong_FromDouble(value: f64): PyObject | null {
  if (-9223372036854775808.0 < value && value < 9223372036854775808.0) return PyLong_FromLong(<i64>value);
  if (value === Infinity || value === -Infinity) {
    PyErr_SetString(PyExc_OverflowError, cstr("cannot convert float infinity to integer"));
    return null;
  }
  if (value !== value) {
    PyErr_SetString(PyExc_ValueError, cstr("cannot convert float NaN to integer"));
    return null;
  }
  const bits = reinterpret<u64>(value);
  // value = mantissa * 2**shift with shift > 0: the mantissa is laid over the digits at bit `shift`.
  const mantissa = (bits & 0xfffffffffffff) | 0x10000000000000;
  const shift = (<i32>(bits >> 52) & 0x7ff) - 1075;
  const size = (shift + 52) / 30 + 1;
  const v = _PyLong_New(size);
  if (!v) return null;
  memory.fill(v.digits(), 0, (<usize>size) << 2);
  const low = shift / 30;
  const within = shift % 30;
  v.put(low, <u32>(mantissa << within) & PyLong_MASK);
  let rest = mantissa >> (30 - within);
  for (let i = low + 1; i < size; i++) {
    v.put(i, <u32>rest & PyLong_MASK);
    rest >>= 30;
  }
  if (value < 0) _PyLong_FlipSign(v);
  return v;
}

/** Takes leading zero digits off. Returns its argument (no reference changes hands). */
export function long_normalize(v: PyLongObject): PyLongObject {
  const size = _PyLong_DigitCount(v);
  let i = size;
  while (i > 0 && v.at(i - 1) === 0) i--;
  if (i !== size) {
    if (i === 0) _PyLong_SetSignAndDigitCount(v, 0, 0);
    else _PyLong_SetDigitCount(v, i);
  }
  return v;
}

/** Exchanges a value that exists once for that object: steals `v` (NULL for NULL), returns a new reference. */
export function maybe_small_long(v: PyLongObject | null): PyObject | null {
  if (!v || !_PyLong_IsCompact(v)) return v;
  const value = _PyLong_CompactValue(v);
  if (!is_small_i32(value)) return v;
  Py_DECREF(v);
  return get_small_int(value);
}

/** An exact int of the same value. Returns a new reference. */
export function _PyLong_Copy(o: PyObject): PyObject | null {
  const src = changetype<PyLongObject>(o);
  if (_PyLong_IsCompact(src)) {
    const value = _PyLong_CompactValue(src);
    if (is_small_i32(value)) return get_small_int(value);
  }
  const size = _PyLong_DigitCount(src);
  const v = _PyLong_New(size);
  if (!v) return null;
  store<u64>(changetype<usize>(v), <u64>src.lv_tag, 16);
  memory.copy(v.digits(), src.digits(), (<usize>size) << 2);
  return v;
}

/**
 * The value as a 64-bit C long. Calls __index__ for what is not an int. In `tstate.out_i32` the overflow: 0, or the
 * sign of a value that does not fit (result -1, no exception). -1 with an exception on other errors.
 */
export function PyLong_AsLongAndOverflow(o: PyObject): i64 {
  tstate.out_i32 = 0;
  if (PyLong_Check(o)) return long_as_i64(changetype<PyLongObject>(o));
  const index = _PyNumber_Index(o);
  // __index__ may have used it.
  tstate.out_i32 = 0;
  if (!index) return -1;
  const result = long_as_i64(changetype<PyLongObject>(index));
  const overflow = tstate.out_i32;
  Py_DECREF(index);
  tstate.out_i32 = overflow;
  return result;
}

/** As PyLong_AsLongAndOverflow. */
export function PyLong_AsLongLongAndOverflow(o: PyObject): i64 {
  return PyLong_AsLongAndOverflow(o);
}

/** The value of an int; `tstate.out_i32` is set only on overflow (result -1). */
function long_as_i64(v: PyLongObject): i64 {
  if (_PyLong_IsCompact(v)) return <i64>_PyLong_CompactValue(v);
  const size = _PyLong_DigitCount(v);
  const negative = _PyLong_IsNegative(v);
  if (size <= 3) {
    const top = size === 3 ? <u64>v.at(2) : 0;
    const magnitude = <u64>v.at(0) | ((<u64>v.at(1)) << 30) | (top << 60);
    if (top < 16 && magnitude <= 0x7fffffffffffffff) return negative ? -(<i64>magnitude) : <i64>magnitude;
    if (top < 16 && negative && magnitude === 0x8000000000000000) return i64.MIN_VALUE;
  }
  tstate.out_i32 = negative ? -1 : 1;
  return -1;
}

/** -1 with OverflowError when it does not fit 64 bits. Calls __index__. */
export function PyLong_AsLong(o: PyObject): i64 {
  if (PyLong_Check(o) && _PyLong_IsCompact(o)) {
    return <i64>_PyLong_CompactValue(o);
  }
  const result = PyLong_AsLongAndOverflow(o);
  if (tstate.out_i32) PyErr_SetString(PyExc_OverflowError, cstr("Python int too large to convert to C long"));
  return result;
}

/** -1 with OverflowError when it does not fit 64 bits. Calls __index__. */
export function PyLong_AsLongLong(o: PyObject): i64 {
  const result = PyLong_AsLongAndOverflow(o);
  if (tstate.out_i32) PyErr_SetString(PyExc_OverflowError, cstr("int too big to convert"));
  return result;
}

/** -1 with OverflowError when it does not fit 32 bits. Calls __index__. */
export function PyLong_AsInt(o: PyObject): i32 {
  const result = PyLong_AsLongAndOverflow(o);
  if (tstate.out_i32 || result > <i64>i32.MAX_VALUE || result < <i64>i32.MIN_VALUE) {
    PyErr_SetString(PyExc_OverflowError, cstr("Python int too large to convert to C int"));
    return -1;
  }
  return <i32>result;
}

/** Of an int only. -1 with OverflowError when it does not fit 64 bits. */
export function PyLong_AsSsize_t(o: PyObject): i64 {
  if (!PyLong_Check(o)) {
    PyErr_SetString(PyExc_TypeError, cstr("an integer is required"));
    return -1;
  }
  if (_PyLong_IsCompact(o)) return <i64>_PyLong_CompactValue(o);
  tstate.out_i32 = 0;
  const result = long_as_i64(changetype<PyLongObject>(o));
  if (tstate.out_i32) PyErr_SetString(PyExc_OverflowError, cstr("Python int too large to convert to C ssize_t"));
  return result;
}
