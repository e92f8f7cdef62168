/**
 * The items of an array: their sizes, how they are read, written and compared, by type code. CPython: arraydescr of
 * Modules/arraymodule.c.
 */
import { PyErr_SetString } from "../abstract/errors";
import { _PyNumber_Index } from "../abstract/number-convert";
import { PyFloat_AsDouble, PyFloat_FromDouble } from "../builtin-types/float";
import {
  PyLong_AsLong,
  PyLong_AsLongLong,
  PyLong_Check,
  PyLong_FromLong,
  PyLong_FromUnsignedLong,
} from "../builtin-types/int";
import { PyLong_AsUnsignedLong, PyLong_AsUnsignedLongLong } from "../builtin-types/int-machine";
import {
  PyUnicode_Check,
  PyUnicode_FromOrdinal,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
} from "../builtin-types/str";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OverflowError, PyExc_TypeError } from "../object/static-types";

export const CODE_b: i32 = 98;
export const CODE_B: i32 = 66;
export const CODE_u: i32 = 117;
export const CODE_w: i32 = 119;
const CODE_h: i32 = 104;
const CODE_H: i32 = 72;
const CODE_i: i32 = 105;
const CODE_I: i32 = 73;
const CODE_l: i32 = 108;
const CODE_L: i32 = 76;
const CODE_q: i32 = 113;
const CODE_Q: i32 = 81;
export const CODE_f: i32 = 102;
export const CODE_d: i32 = 100;

/** All type codes, in CPython's order. */
export function array_typecodes(): usize {
  return cstr("bBuwhHiIlLqQfd");
}

/** Bytes of an item, 0: there is no such type code. */
export function array_itemsize(typecode: i32): i32 {
  switch (typecode) {
    case CODE_b:
    case CODE_B:
      return 1;
    case CODE_h:
    case CODE_H:
      return 2;
    case CODE_u:
    case CODE_w:
    case CODE_i:
    case CODE_I:
    case CODE_f:
      return 4;
    case CODE_l:
    case CODE_L:
    case CODE_q:
    case CODE_Q:
    case CODE_d:
      return 8;
    default:
      return 0;
  }
}

export function is_unicode_code(typecode: i32): bool {
  return typecode === CODE_u || typecode === CODE_w;
}

export function is_integer_code(typecode: i32): bool {
  return !is_unicode_code(typecode) && typecode !== CODE_f && typecode !== CODE_d;
}

/** Type codes of signed integers are small letters. */
export function is_signed_code(typecode: i32): bool {
  return is_integer_code(typecode) && typecode >= 97;
}

/** The format that a buffer tells. */
export function array_format(typecode: i32): usize {
  switch (typecode) {
    case CODE_b:
      return cstr("b");
    case CODE_B:
      return cstr("B");
    case CODE_h:
      return cstr("h");
    case CODE_H:
      return cstr("H");
    case CODE_i:
      return cstr("i");
    case CODE_I:
      return cstr("I");
    case CODE_l:
      return cstr("l");
    case CODE_L:
      return cstr("L");
    case CODE_q:
      return cstr("q");
    case CODE_Q:
      return cstr("Q");
    case CODE_f:
      return cstr("f");
    case CODE_d:
      return cstr("d");
    default:
      return cstr("w");
  }
}

/** The item at address `at`: new reference. */
export function array_item_get(typecode: i32, at: usize): PyObject | null {
  switch (typecode) {
    case CODE_b:
      return PyLong_FromLong(<i64>load<i8>(at));
    case CODE_B:
      return PyLong_FromLong(<i64>load<u8>(at));
    case CODE_u:
    case CODE_w:
      return PyUnicode_FromOrdinal(load<i32>(at));
    case CODE_h:
      return PyLong_FromLong(<i64>load<i16>(at));
    case CODE_H:
      return PyLong_FromLong(<i64>load<u16>(at));
    case CODE_i:
      return PyLong_FromLong(<i64>load<i32>(at));
    case CODE_I:
      return PyLong_FromLong(<i64>load<u32>(at));
    case CODE_l:
    case CODE_q:
      return PyLong_FromLong(load<i64>(at));
    case CODE_L:
    case CODE_Q:
      return PyLong_FromUnsignedLong(load<u64>(at));
    case CODE_f:
      return PyFloat_FromDouble(<f64>load<f32>(at));
    default:
      return PyFloat_FromDouble(load<f64>(at));
  }
}

/** Stores `bits`, what array_item_convert() has given, at address `at`. */
export function array_item_store(itemsize: i32, at: usize, bits: u64): void {
  if (itemsize === 1) store<u8>(at, <u8>bits);
  else if (itemsize === 2) store<u16>(at, <u16>bits);
  else if (itemsize === 4) store<u32>(at, <u32>bits);
  else store<u64>(at, bits);
}

function overflow(text: usize): bool {
  PyErr_SetString(PyExc_OverflowError, text);
  return false;
}

/** The value in tstate.out_i64: is it within the bounds? False with OverflowError. */
function fits(low: i64, high: i64, too_small: usize, too_large: usize): bool {
  if (tstate.out_i64 < low) return overflow(too_small);
  return tstate.out_i64 <= high || overflow(too_large);
}

/** An int argument of the C type long into tstate.out_i64. False with an exception. */
function as_long(v: PyObject): bool {
  const value = PyLong_AsLong(v);
  if (value === -1 && tstate.current_exception) return false;
  tstate.out_i64 = value;
  return true;
}

/** As as_long(), of a smaller C type. */
function as_small_int(typecode: i32, v: PyObject): bool {
  if (!as_long(v)) return false;
  const short_low = cstr("signed short integer is less than minimum");
  const short_high = cstr("signed short integer is greater than maximum");
  const int_low = cstr("signed integer is less than minimum");
  const int_high = cstr("signed integer is greater than maximum");
  switch (typecode) {
    case CODE_b: {
      const high = cstr("signed char is greater than maximum");
      if (!fits(i16.MIN_VALUE, i16.MAX_VALUE, short_low, short_high)) return false;
      return fits(-128, 127, cstr("signed char is less than minimum"), high);
    }
    case CODE_B: {
      const high = cstr("unsigned byte integer is greater than maximum");
      return fits(0, 255, cstr("unsigned byte integer is less than minimum"), high);
    }
    case CODE_h:
      return fits(i16.MIN_VALUE, i16.MAX_VALUE, short_low, short_high);
    case CODE_H: {
      const high = cstr("unsigned short is greater than maximum");
      if (!fits(i32.MIN_VALUE, i32.MAX_VALUE, int_low, int_high)) return false;
      return fits(0, 65535, cstr("unsigned short is less than minimum"), high);
    }
    default:
      return fits(i32.MIN_VALUE, i32.MAX_VALUE, int_low, int_high);
  }
}

/** An unsigned value of 32 or 64 bits into tstate.out_i64. False with an exception. */
function as_unsigned(typecode: i32, v: PyObject): bool {
  const index = PyLong_Check(v) ? Py_NewRef(v) : _PyNumber_Index(v);
  if (!index) return false;
  const value = typecode === CODE_Q ? PyLong_AsUnsignedLongLong(index) : PyLong_AsUnsignedLong(index);
  Py_DECREF(index);
  if (value === u64.MAX_VALUE && tstate.current_exception) return false;
  if (typecode === CODE_I && value > <u64>u32.MAX_VALUE) return overflow(cstr("unsigned int is greater than maximum"));
  tstate.out_i64 = <i64>value;
  return true;
}

/** The character that a str consists of, into tstate.out_i64. False with TypeError. */
function as_character(v: PyObject): bool {
  if (!PyUnicode_Check(v) || PyUnicode_GET_LENGTH(v) !== 1) {
    PyErr_SetString(PyExc_TypeError, cstr("array item must be unicode character"));
    return false;
  }
  tstate.out_i64 = <i64>PyUnicode_READ_CHAR(v, 0);
  return true;
}

/** The bits of an item with the value `v` into tstate.out_i64. May run any code. False with an exception. */
export function array_item_convert(typecode: i32, v: PyObject): bool {
  if (is_unicode_code(typecode)) return as_character(v);
  if (typecode === CODE_f || typecode === CODE_d) {
    const x = PyFloat_AsDouble(v);
    if (x === -1.0 && tstate.current_exception) return false;
    tstate.out_i64 = typecode === CODE_f ? <i64>(<u64>reinterpret<u32>(<f32>x)) : reinterpret<i64>(x);
    return true;
  }
  if (typecode === CODE_I || typecode === CODE_L || typecode === CODE_Q) return as_unsigned(typecode, v);
  if (typecode === CODE_l) return as_long(v);
  if (typecode === CODE_q) {
    const value = PyLong_AsLongLong(v);
    if (value === -1 && tstate.current_exception) return false;
    tstate.out_i64 = value;
    return true;
  }
  return as_small_int(typecode, v);
}

/** -1, 0 or 1: how two integer items compare. */
export function array_items_order(typecode: i32, a: usize, b: usize): i32 {
  const size = array_itemsize(typecode);
  if (is_signed_code(typecode)) {
    const x: i64 = size === 1 ? load<i8>(a) : size === 2 ? load<i16>(a) : size === 4 ? load<i32>(a) : load<i64>(a);
    const y: i64 = size === 1 ? load<i8>(b) : size === 2 ? load<i16>(b) : size === 4 ? load<i32>(b) : load<i64>(b);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  const x: u64 = size === 1 ? load<u8>(a) : size === 2 ? load<u16>(a) : size === 4 ? load<u32>(a) : load<u64>(a);
  const y: u64 = size === 1 ? load<u8>(b) : size === 2 ? load<u16>(b) : size === 4 ? load<u32>(b) : load<u64>(b);
  return x < y ? -1 : x > y ? 1 : 0;
}
