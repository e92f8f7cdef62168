/**
 * float to and from hexadecimal text: float.hex, float.fromhex. CPython: Objects/floatobject.c.
 */

import { PyObject_CallOneArg } from "../abstract/call";
import { PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OverflowError, PyExc_ValueError, PyFloat_Type } from "../object/static-types";
import { PyFloat_AS_DOUBLE, PyFloat_FromDouble } from "./float";
import { _Py_parse_double } from "./float-parse";
import { float_repr } from "./float-to-string";
import { _PyLong_DigitValue, Py_ISSPACE } from "./int-from-string";
import { scale } from "./int-machine";
import { PyUnicode_AsUTF8AndSize, PyUnicode_FromStringAndSize } from "./str";

/** float.hex(): 0x1.8000000000000p+0 */
export function float_hex(self: PyObject, _: PyObject | null): PyObject | null {
  const value = PyFloat_AS_DOUBLE(self);
  if (value - value !== 0) return float_repr(self);
  const mark = stack_mark();
  const text = stack_alloc(32);
  const end = write_hex(value, text);
  const result = PyUnicode_FromStringAndSize(text, <i32>(end - text));
  stack_release(mark);
  return result;
}

/** Returns the address behind the text. */
function write_hex(value: f64, text: usize): usize {
  const bits = reinterpret<u64>(value);
  const biased = <i32>(bits >> 52) & 0x7ff;
  const fraction = bits & 0xfffffffffffff;
  let at = text;
  if (<i64>bits < 0) store<u8>(at++, 45);
  store<u8>(at, 48);
  store<u8>(at, 120, 1);
  store<u8>(at, biased ? 49 : 48, 2);
  store<u8>(at, 46, 3);
  at += 4;
  let exponent = biased ? biased - 1023 : -1022;
  if (value === 0) {
    store<u8>(at++, 48);
    exponent = 0;
  } else {
    for (let shift = 48; shift >= 0; shift -= 4) {
      const digit = <u32>(fraction >> shift) & 15;
      store<u8>(at++, <u8>(digit < 10 ? 48 + digit : 87 + digit));
    }
  }
  store<u8>(at, 112);
  store<u8>(at, exponent < 0 ? 45 : 43, 1);
  at += 2;
  const size = abs(exponent);
  for (let power = size >= 1000 ? 1000 : size >= 100 ? 100 : size >= 10 ? 10 : 1; power > 0; power /= 10) {
    store<u8>(at++, <u8>(48 + ((size / power) % 10)));
  }
  return at;
}

/** What has been read of a hexadecimal number: mantissa * 2**exponent, of 60 bits or less, and whether more follows. */
@unmanaged
class HexNumber {
  mantissa: u64;
  exponent: i64;
  sticky: bool;
  /** Address behind it; 0: not a number. */
  end: u32;
}
const hex_number: HexNumber = changetype<HexNumber>(memory.data(24, 8));

/** Hexadecimal digits with at most one point, then an exponent. */
function scan_hex(start: usize): void {
  let mantissa: u64 = 0;
  let exponent: i64 = 0;
  let sticky = false;
  let digits = 0;
  let point = false;
  let at = start;
  for (; ; at++) {
    const ch = <u32>load<u8>(at);
    if (ch === 46 && !point) {
      point = true;
      continue;
    }
    const digit = _PyLong_DigitValue(ch);
    if (digit >= 16) break;
    digits++;
    if (mantissa >> 56 === 0) {
      mantissa = (mantissa << 4) | digit;
      if (point) exponent -= 4;
    } else {
      if (digit) sticky = true;
      if (!point) exponent += 4;
    }
  }
  hex_number.end = digits ? <u32>at : 0;
  if (digits && (load<u8>(at) | 32) === 112) exponent += scan_hex_exponent(at + 1);
  hex_number.mantissa = mantissa;
  hex_number.exponent = exponent;
  hex_number.sticky = sticky;
}

/** The decimal exponent behind 'p'; it must have digits. */
function scan_hex_exponent(at: usize): i64 {
  const negative = load<u8>(at) === 45;
  if (negative || load<u8>(at) === 43) at++;
  let exponent: i64 = 0;
  const start = at;
  for (; <u32>load<u8>(at) - 48 < 10; at++)
    if (exponent < 1000000000000) exponent = exponent * 10 + <i64>load<u8>(at) - 48;
  hex_number.end = at === start ? 0 : <u32>at;
  return negative ? -exponent : exponent;
}

/** The scanned number, rounded half to even; infinite when too large. */
function hex_value(): f64 {
  const mantissa = hex_number.mantissa;
  if (mantissa === 0) return 0;
  const width = 64 - <i64>clz<u64>(mantissa);
  const top = hex_number.exponent + width;
  if (top > 1024) return Infinity;
  if (top < -1075) return 0;
  // Bits that do not fit: below 53 significant ones, and below 2**-1074.
  const drop = max(width - 53, -1074 - hex_number.exponent);
  if (drop <= 0) return scale(<f64>mantissa, <i32>hex_number.exponent);
  if (drop > 63) return 0;
  const kept = mantissa >> drop;
  const cut = mantissa & (((<u64>1) << drop) - 1);
  const half = (<u64>1) << (drop - 1);
  const up = cut > half || (cut === half && (hex_number.sticky || (kept & 1) !== 0));
  return scale(<f64>(up ? kept + 1 : kept), <i32>(hex_number.exponent + drop));
}

/** float.fromhex(string), a class method. */
export function float_fromhex(type: PyObject, string: PyObject | null): PyObject | null {
  const text = PyUnicode_AsUTF8AndSize(string!);
  if (!text) return null;
  const end = text + <usize>tstate.out_i32;
  let at = text;
  while (Py_ISSPACE(load<u8>(at))) at++;
  const negative = load<u8>(at) === 45;
  if (negative || load<u8>(at) === 43) at++;
  let value: f64;
  if ((load<u8>(at) | 32) === 105 || (load<u8>(at) | 32) === 110) {
    value = _Py_parse_double(at, <i32>(end - at));
    at = tstate.out_i32 ? at + <usize>tstate.out_i32 : 0;
  } else {
    if (load<u8>(at) === 48 && (load<u8>(at, 1) | 32) === 120) at += 2;
    scan_hex(at);
    at = <usize>hex_number.end;
    value = at ? hex_value() : 0;
    if (value === Infinity) {
      PyErr_SetString(PyExc_OverflowError, cstr("hexadecimal value too large to represent as a float"));
      return null;
    }
  }
  while (at && Py_ISSPACE(load<u8>(at))) at++;
  if (at !== end) {
    PyErr_SetString(PyExc_ValueError, cstr("invalid hexadecimal floating-point string"));
    return null;
  }
  const result = PyFloat_FromDouble(negative ? -value : value);
  if (!result || ptr(type) === ptr(PyFloat_Type)) return result;
  const converted = PyObject_CallOneArg(type, result);
  Py_DECREF(result);
  return converted;
}
