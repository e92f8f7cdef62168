/**
 * int to unsigned machine integers, masks, addresses and floats. CPython: Objects/longobject.c.
 *
 * C's unsigned long, unsigned long long and size_t have 64 bits. "-1" as a result means all ones.
 */

import { PyErr_SetString } from "../abstract/errors";
import { _PyNumber_Index } from "../abstract/number-convert";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyFloat_FromDouble } from "./float";
import {
  _PyLong_CompactValue,
  _PyLong_DigitCount,
  _PyLong_IsCompact,
  _PyLong_IsNegative,
  _PyLong_IsNonNegativeCompact,
  _PyLong_IsZero,
  PyLong_AsLong,
  PyLong_Check,
  PyLongObject,
} from "./int";
import { bit_length_digit } from "./int-digits";

const DBL_MAX_EXP: i64 = 1024;
const MINUS_ONE: u64 = ~(<u64>0);

/** The low 64 bits in two's complement. */
export function low_64_bits(v: PyLongObject): u64 {
  if (_PyLong_IsCompact(v)) return <u64>(<i64>_PyLong_CompactValue(v));
  const size = _PyLong_DigitCount(v);
  let bits = <u64>v.at(0) | ((<u64>v.at(1)) << 30);
  if (size > 2) bits |= (<u64>v.at(2)) << 60;
  return _PyLong_IsNegative(v) ? 0 - bits : bits;
}

/** |v| has at most 64 bits. */
function fits_64_bits(v: PyLongObject): bool {
  const size = _PyLong_DigitCount(v);
  return size < 3 || (size === 3 && v.at(2) < 16);
}

function fail(text: usize): u64 {
  PyErr_SetString(PyExc_OverflowError, text);
  return MINUS_ONE;
}

function to_unsigned(o: PyObject, negative: usize, large: usize): u64 {
  if (!PyLong_Check(o)) {
    PyErr_SetString(PyExc_TypeError, cstr("an integer is required"));
    return MINUS_ONE;
  }
  const v = changetype<PyLongObject>(o);
  if (_PyLong_IsNonNegativeCompact(v)) return <u64>v.digit0;
  if (_PyLong_IsNegative(v)) return fail(negative);
  return fits_64_bits(v) ? low_64_bits(v) : fail(large);
}

/** Of an int only. -1 with OverflowError when negative or beyond 64 bits. */
export function PyLong_AsUnsignedLong(o: PyObject): u64 {
  return to_unsigned(
    o,
    cstr("can't convert negative value to unsigned int"),
    cstr("Python int too large to convert to C unsigned long"),
  );
}

/** Of an int only. -1 with OverflowError when negative or beyond 64 bits. */
export function PyLong_AsUnsignedLongLong(o: PyObject): u64 {
  return to_unsigned(o, cstr("can't convert negative int to unsigned"), cstr("int too big to convert"));
}

/** Of an int only. -1 with OverflowError when negative or beyond 64 bits. */
export function PyLong_AsSize_t(o: PyObject): u64 {
  return to_unsigned(
    o,
    cstr("can't convert negative value to size_t"),
    cstr("Python int too large to convert to C size_t"),
  );
}

/** The low 64 bits, no overflow. Calls __index__. -1 with an exception on other errors. */
export function PyLong_AsUnsignedLongMask(o: PyObject): u64 {
  if (PyLong_Check(o)) return low_64_bits(changetype<PyLongObject>(o));
  const index = _PyNumber_Index(o);
  if (!index) return MINUS_ONE;
  const bits = low_64_bits(changetype<PyLongObject>(index));
  Py_DECREF(index);
  return bits;
}

/** The low 64 bits, no overflow. Calls __index__. -1 with an exception on other errors. */
export function PyLong_AsUnsignedLongLongMask(o: PyObject): u64 {
  return PyLong_AsUnsignedLongMask(o);
}

/** An address, of which this memory uses 32 bits; 0 with an exception. */
export function PyLong_AsVoidPtr(o: PyObject): u64 {
  if (PyLong_Check(o) && _PyLong_IsNegative(o)) return <u64>PyLong_AsLong(o);
  return PyLong_AsUnsignedLong(o);
}

/**
 * _PyLong_UnsignedInt_Converter and its like: 0 <= o < 2**bits. Calls __index__. -1 with ValueError when negative,
 * OverflowError ("Python int too large for C `type`") beyond; the caller asks PyErr_Occurred.
 */
export function _PyLong_Unsigned_Converter(o: PyObject, bits: u32, too_large: usize): u64 {
  const index = _PyNumber_Index(o);
  if (!index) return MINUS_ONE;
  const v = changetype<PyLongObject>(index);
  let result = MINUS_ONE;
  if (_PyLong_IsNegative(v)) PyErr_SetString(PyExc_ValueError, cstr("value must be positive"));
  else if (!fits_64_bits(v)) fail(cstr("Python int too large to convert to C unsigned long"));
  else if (bits < 64 && low_64_bits(v) >> bits !== 0) fail(too_large);
  else result = low_64_bits(v);
  Py_DECREF(index);
  return result;
}

/** Number of bits of the absolute value. */
export function _PyLong_NumBits(o: PyObject): i64 {
  const v = changetype<PyLongObject>(o);
  const size = _PyLong_DigitCount(v);
  return size ? <i64>(size - 1) * 30 + <i64>bit_length_digit(v.at(size - 1)) : 0;
}

/** value * 2**exponent for a normal result or an exactly representable subnormal one. */
export function scale(value: f64, exponent: i32): f64 {
  if (exponent > 1023) {
    value *= 8.98846567431158e307;
    exponent -= 1023;
    if (exponent > 1023) {
      value *= 8.98846567431158e307;
      exponent = min(exponent - 1023, 1023);
    }
  } else if (exponent < -1022) {
    // 2**-969: two steps that keep 53 bits until the last.
    value *= 2.004168360008973e-292;
    exponent += 969;
    if (exponent < -1022) {
      value *= 2.004168360008973e-292;
      exponent = max(exponent + 969, -1022);
    }
  }
  return value * reinterpret<f64>((<u64>(exponent + 1023)) << 52);
}

/**
 * The leading 64 bits of |v| (v not zero), the lowest one also standing for all that follow: |v| is about
 * bits * 2**(NumBits - 64).
 */
export function leading_64_bits(v: PyLongObject): u64 {
  const size = _PyLong_DigitCount(v);
  const top = v.at(size - 1);
  const second: u64 = size > 1 ? v.at(size - 2) : 0;
  const third: u64 = size > 2 ? v.at(size - 3) : 0;
  const fourth: u64 = size > 3 ? v.at(size - 4) : 0;
  // Two digits have at most 60 bits: 4 to 33 are still missing.
  const missing = 34 - bit_length_digit(top);
  const rest = (third << 30) | fourth;
  let bits = ((((<u64>top) << 30) | second) << missing) | (rest >> (60 - missing));
  let lower = rest & (((<u64>1) << (60 - missing)) - 1);
  for (let i = size - 5; i >= 0 && lower === 0; i--) lower = v.at(i);
  if (lower) bits |= 1;
  return bits;
}

/** Of an int: the nearest float as mantissa in [0.5, 1) (0 for zero); the exponent in `tstate.out_i64`. */
export function _PyLong_Frexp(o: PyObject): f64 {
  const v = changetype<PyLongObject>(o);
  tstate.out_i64 = 0;
  if (_PyLong_IsZero(v)) return 0;
  let exponent = _PyLong_NumBits(v);
  let mantissa = <f64>leading_64_bits(v) * 5.421010862427522e-20;
  if (mantissa === 1.0) {
    mantissa = 0.5;
    exponent++;
  }
  tstate.out_i64 = exponent;
  return _PyLong_IsNegative(v) ? -mantissa : mantissa;
}

/** The nearest double (half to even). -1.0 with OverflowError. Of an int only. */
export function PyLong_AsDouble(o: PyObject): f64 {
  if (!PyLong_Check(o)) {
    PyErr_SetString(PyExc_TypeError, cstr("an integer is required"));
    return -1.0;
  }
  const v = changetype<PyLongObject>(o);
  if (_PyLong_IsCompact(v)) return <f64>_PyLong_CompactValue(v);
  const mantissa = _PyLong_Frexp(v);
  const exponent = tstate.out_i64;
  if (exponent > DBL_MAX_EXP) {
    PyErr_SetString(PyExc_OverflowError, cstr("int too large to convert to float"));
    return -1.0;
  }
  return scale(mantissa, <i32>exponent);
}

/** nb_float */
export function long_float(o: PyObject): PyObject | null {
  const value = PyLong_AsDouble(o);
  if (value === -1.0 && tstate.current_exception) return null;
  return PyFloat_FromDouble(value);
}
