/**
 * int / int to the nearest float. CPython: long_true_divide of Objects/longobject.c.
 *
 * The exact integer quotient of one operand shifted so that it has two or three bits more than a mantissa, and a sticky
 * bit for what follows, is rounded once (half to even).
 */

import { PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { Py_NotImplemented, PyExc_OverflowError, PyExc_ZeroDivisionError } from "../object/static-types";
import { PyFloat_FromDouble } from "./float";
import {
  _PyLong_BothAreCompact,
  _PyLong_CompactValue,
  _PyLong_DigitCount,
  _PyLong_IsNegative,
  _PyLong_IsZero,
  _PyLong_New,
  long_normalize,
  PyLong_Check,
  PyLongObject,
} from "./int";
import { inplace_divrem1, v_lshift, v_rshift } from "./int-digits";
import { x_divrem } from "./int-divide";
import { _PyLong_NumBits, scale } from "./int-machine";

const DBL_MANT_DIG: i64 = 53;
const DBL_MAX_EXP: i64 = 1024;
const DBL_MIN_EXP: i64 = -1021;

/** Exactly representable in a double: at most 53 bits. */
function fits_mantissa(v: PyLongObject): bool {
  const size = _PyLong_DigitCount(v);
  return size < 2 || (size === 2 && v.at(1) >> 23 === 0);
}

/** |v| of at most 53 bits. */
function small_magnitude(v: PyLongObject): f64 {
  return _PyLong_DigitCount(v) < 2 ? <f64>v.digit0 : <f64>(((<u64>v.at(1)) << 30) | v.digit0);
}

/** nb_true_divide: the correctly rounded quotient. */
export function long_true_divide(v: PyObject, w: PyObject): PyObject | null {
  if (!PyLong_Check(v) || !PyLong_Check(w)) return Py_NotImplemented;
  const a = changetype<PyLongObject>(v);
  const b = changetype<PyLongObject>(w);
  if (_PyLong_IsZero(b)) {
    PyErr_SetString(PyExc_ZeroDivisionError, cstr("division by zero"));
    return null;
  }
  if (_PyLong_BothAreCompact(a, b) && !_PyLong_IsZero(a)) {
    return PyFloat_FromDouble(<f64>_PyLong_CompactValue(a) / <f64>_PyLong_CompactValue(b));
  }
  const negative = _PyLong_IsNegative(a) !== _PyLong_IsNegative(b);
  let result: f64;
  if (fits_mantissa(a) && fits_mantissa(b)) result = small_magnitude(a) / small_magnitude(b);
  else result = divide_large(a, b);
  if (result < 0) return null;
  return PyFloat_FromDouble(negative ? -result : result);
}

/** |a| / |b|, both not zero; -1 with an exception. */
function divide_large(a: PyLongObject, b: PyLongObject): f64 {
  if (_PyLong_IsZero(a)) return 0;
  const diff = _PyLong_NumBits(a) - _PyLong_NumBits(b);
  if (diff > DBL_MAX_EXP) return raise_overflow();
  if (diff < DBL_MIN_EXP - DBL_MANT_DIG - 1) return 0;
  // The integer quotient gets two or three bits more than the result's mantissa; for rounding.
  const shift = <i32>(max(diff, DBL_MIN_EXP) - DBL_MANT_DIG - 2);
  const x = shifted(a, shift);
  if (!x) return -1;
  let inexact = tstate.out_i32 !== 0;
  const bits = quotient_bits(x, b);
  if (bits === 0) return -1;
  if (tstate.out_i32) inexact = true;
  return rounded_quotient(bits, inexact, shift);
}

function raise_overflow(): f64 {
  PyErr_SetString(PyExc_OverflowError, cstr("integer division result too large for a float"));
  return -1;
}

/** |a| * 2**-shift as a new int; in `tstate.out_i32` whether set bits were lost. NULL: MemoryError. */
function shifted(a: PyLongObject, shift: i32): PyLongObject | null {
  const size = _PyLong_DigitCount(a);
  let lost = false;
  let x: PyLongObject | null;
  if (shift <= 0) {
    const words = -shift / 30;
    x = _PyLong_New(size + words + 1);
    if (!x) return null;
    memory.fill(x.digits(), 0, (<usize>words) << 2);
    x.put(size + words, v_lshift(x.digits() + ((<usize>words) << 2), a.digits(), size, -shift % 30));
  } else {
    const words = shift / 30;
    x = _PyLong_New(size - words);
    if (!x) return null;
    lost = v_rshift(x.digits(), a.digits() + ((<usize>words) << 2), size - words, shift % 30) !== 0;
    for (let i = words - 1; i >= 0 && !lost; i--) lost = a.at(i) !== 0;
  }
  tstate.out_i32 = lost ? 1 : 0;
  return long_normalize(x);
}

/** x / |b|, which fits 64 bits and is not 0; in `tstate.out_i32` whether there is a remainder. Steals x. 0: MemoryError. */
function quotient_bits(x: PyLongObject, b: PyLongObject): u64 {
  const size = _PyLong_DigitCount(x);
  let remainder = false;
  let quotient = x;
  if (_PyLong_DigitCount(b) === 1) {
    remainder = inplace_divrem1(x.digits(), x.digits(), size, b.digit0) !== 0;
    long_normalize(x);
  } else {
    const q = x_divrem(x, b);
    Py_DECREF(x);
    if (!q) return 0;
    const rem = tstate.out_object2!;
    remainder = !_PyLong_IsZero(rem);
    Py_DECREF(rem);
    quotient = q;
  }
  const bits =
    _PyLong_DigitCount(quotient) < 2 ? <u64>quotient.digit0 : ((<u64>quotient.at(1)) << 30) | quotient.digit0;
  Py_DECREF(quotient);
  tstate.out_i32 = remainder ? 1 : 0;
  return bits;
}

/** bits * 2**shift (and a little more when inexact), rounded half to even; -1 with OverflowError. */
function rounded_quotient(bits: u64, inexact: bool, shift: i32): f64 {
  const width = 64 - <i64>clz<u64>(bits);
  const extra = max(width, DBL_MIN_EXP - <i64>shift) - DBL_MANT_DIG;
  const half = (<u64>1) << (extra - 1);
  const low = bits | <u64>inexact;
  let rounded = bits & ~(2 * half - 1);
  // Up when more than half is cut off, or exactly half and the bit above is set.
  if ((low & half) !== 0 && (low & (3 * half - 1)) !== 0) rounded += 2 * half;
  if (<i64>shift + width >= DBL_MAX_EXP) {
    if (<i64>shift + width > DBL_MAX_EXP || rounded === (<u64>1) << width) return raise_overflow();
  }
  return scale(<f64>rounded, shift);
}
