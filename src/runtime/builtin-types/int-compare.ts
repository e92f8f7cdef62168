/**
 * int: comparison and hash. CPython: long_compare, long_richcompare, long_hash of Objects/longobject.c.
 *
 * The hash of a number of any type is its value modulo the prime 2**61 - 1, so that equal numbers have equal hashes.
 */

import { richcompare_order } from "../abstract/object-protocol";
import { Py_hash_t, PyObject, ptr } from "../object/object";
import { Py_NotImplemented } from "../object/static-types";
import {
  _PyLong_BothAreCompact,
  _PyLong_CompactValue,
  _PyLong_DigitCount,
  _PyLong_IsCompact,
  _PyLong_IsNegative,
  _PyLong_SignedDigitCount,
  PyLong_Check,
  PyLongObject,
} from "./int";

/** Prime modulus of all numeric hashes: 2**61 - 1. */
export const _PyHASH_MODULUS: u64 = (1 << 61) - 1;
export const _PyHASH_BITS: i32 = 61;
export const _PyHASH_INF: i64 = 314159;
export const _PyHASH_IMAG: u64 = 1000003;

/** Negative, 0 or positive. */
export function long_compare(a: PyObject, b: PyObject): i32 {
  if (_PyLong_BothAreCompact(a, b)) return _PyLong_CompactValue(a) - _PyLong_CompactValue(b);
  return long_compare_large(changetype<PyLongObject>(a), changetype<PyLongObject>(b));
}

function long_compare_large(a: PyLongObject, b: PyLongObject): i32 {
  const sizes = _PyLong_SignedDigitCount(a) - _PyLong_SignedDigitCount(b);
  if (sizes !== 0) return sizes;
  for (let i = _PyLong_DigitCount(a) - 1; i >= 0; i--) {
    const difference = <i32>a.at(i) - <i32>b.at(i);
    if (difference) return _PyLong_IsNegative(a) ? -difference : difference;
  }
  return 0;
}

/** tp_richcompare: a bool, or NotImplemented. */
export function long_richcompare(a: PyObject, b: PyObject, op: i32): PyObject | null {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return Py_NotImplemented;
  if (ptr(a) === ptr(b)) return richcompare_order(0, op);
  return richcompare_order(long_compare(a, b), op);
}

/** tp_hash. Never -1. */
export function long_hash(o: PyObject): Py_hash_t {
  const v = changetype<PyLongObject>(o);
  if (_PyLong_IsCompact(v)) {
    const value = _PyLong_CompactValue(v);
    return value === -1 ? -2 : <i64>value;
  }
  // Multiplication by 2**30 modulo 2**61 - 1 is a rotation of 61 bits.
  let x: u64 = 0;
  for (let i = _PyLong_DigitCount(v) - 1; i >= 0; i--) {
    x = ((x << 30) & _PyHASH_MODULUS) | (x >> (_PyHASH_BITS - 30));
    x += v.at(i);
    if (x >= _PyHASH_MODULUS) x -= _PyHASH_MODULUS;
  }
  const hash = _PyLong_IsNegative(v) ? -(<i64>x) : <i64>x;
  return hash === -1 ? -2 : hash;
}
