/**
 * float: comparison and hash. CPython: float_richcompare of Objects/floatobject.c, _Py_HashDouble of Python/pyhash.c.
 *
 * A float and an int are compared by their exact values: neither is rounded.
 */

import {
  Py_EQ,
  Py_GE,
  Py_GT,
  Py_HashPointer,
  Py_LE,
  Py_LT,
  Py_NE,
  richcompare_order,
} from "../abstract/object-protocol";
import { Py_hash_t, PyObject } from "../object/object";
import { Py_False, Py_NotImplemented, Py_True } from "../object/static-types";
import { PyFloat_AS_DOUBLE, PyFloat_Check } from "./float";
import { _PyLong_CompactValue, _PyLong_IsCompact, _PyLong_Sign, PyLong_Check, PyLongObject } from "./int";
import { _PyHASH_BITS, _PyHASH_INF, _PyHASH_MODULUS } from "./int-compare";
import { _PyLong_NumBits, leading_64_bits } from "./int-machine";

/** Hash of a float value; of NaN that of the object `inst`. Never -1. */
export function _Py_HashDouble(inst: PyObject, value: f64): Py_hash_t {
  const bits = reinterpret<u64>(value);
  const biased = <i32>(bits >> 52) & 0x7ff;
  if (biased === 0x7ff) {
    if (value !== value) return Py_HashPointer(changetype<usize>(inst));
    return value > 0 ? _PyHASH_INF : -_PyHASH_INF;
  }
  // mantissa * 2**exponent modulo 2**61 - 1: a product with a power of two rotates 61 bits.
  const mantissa = biased ? (bits & 0xfffffffffffff) | 0x10000000000000 : bits & 0xfffffffffffff;
  const exponent = biased ? biased - 1075 : -1074;
  let turn = exponent % _PyHASH_BITS;
  if (turn < 0) turn += _PyHASH_BITS;
  const x = ((mantissa << turn) & _PyHASH_MODULUS) | (mantissa >> (_PyHASH_BITS - turn));
  const hash = value < 0 ? -(<i64>x) : <i64>x;
  return hash === -1 ? -2 : hash;
}

/** tp_hash */
export function float_hash(o: PyObject): Py_hash_t {
  return _Py_HashDouble(o, PyFloat_AS_DOUBLE(o));
}

/** Comparison of two doubles; NaN differs from everything. */
export function compare_doubles(a: f64, b: f64, op: i32): PyObject {
  let holds: bool;
  if (op === Py_LT) holds = a < b;
  else if (op === Py_EQ) holds = a === b;
  else if (op === Py_GT) holds = a > b;
  else if (op === Py_LE) holds = a <= b;
  else if (op === Py_GE) holds = a >= b;
  else holds = a !== b;
  return holds ? Py_True : Py_False;
}

/** The order of a finite float and an int of two digits or more: negative, 0, positive. */
function order_with_large(value: f64, w: PyLongObject): i32 {
  const sign = value > 0 ? 1 : value < 0 ? -1 : 0;
  const wsign = _PyLong_Sign(w);
  if (sign !== wsign) return sign - wsign;
  const bits = reinterpret<u64>(value);
  const exponent = <i32>(bits >> 52) & 0x7ff;
  // Both as 64 bits times a power of two; a subnormal is far below.
  const width = <i64>exponent - 1022;
  const wwidth = _PyLong_NumBits(w);
  if (width !== wwidth) return width < wwidth ? -sign : sign;
  const mantissa = ((bits & 0xfffffffffffff) | 0x10000000000000) << 11;
  const wmantissa = leading_64_bits(w);
  return mantissa === wmantissa ? 0 : mantissa < wmantissa ? -sign : sign;
}

/** tp_richcompare. */
export function float_richcompare(a: PyObject, b: PyObject, op: i32): PyObject | null {
  const value = PyFloat_AS_DOUBLE(a);
  if (PyFloat_Check(b)) return compare_doubles(value, PyFloat_AS_DOUBLE(b), op);
  if (!PyLong_Check(b)) return Py_NotImplemented;
  if (_PyLong_IsCompact(b)) return compare_doubles(value, <f64>_PyLong_CompactValue(b), op);
  if (value !== value) return op === Py_NE ? Py_True : Py_False;
  if (value === Infinity || value === -Infinity) return compare_doubles(value, 0, op);
  return richcompare_order(order_with_large(value, changetype<PyLongObject>(b)), op);
}
