/**
 * Single items in the native formats of the struct module. CPython: get_native_fmtchar, unpack_single, pack_single of
 * Objects/memoryobject.c. A format is "X" or "@X"; X is the format character that the functions here take.
 */

import { PyErr_ClearIf, PyErr_Format } from "../abstract/errors";
import { _PyNumber_Index } from "../abstract/number-convert";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import {
  PyExc_NotImplementedError,
  PyExc_OverflowError,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import { PyBool_FromLong } from "./bool";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "./bytes";
import { PyFloat_AsDouble, PyFloat_FromDouble } from "./float";
import { PyFloat_Pack2, PyFloat_Unpack2 } from "./float-pack";
import { PyLong_AsLong, PyLong_FromLong, PyLong_FromUnsignedLong, PyLong_FromUnsignedLongLong } from "./int";
import { PyLong_AsUnsignedLong, PyLong_AsVoidPtr } from "./int-machine";
import { check_usable } from "./memoryview";

/** Bytes of an item, 0 for an unknown character. */
export function native_size(c: u32): i32 {
  switch (c) {
    case 0x63: // c
    case 0x62: // b
    case 0x42: // B
    case 0x3f: // ?
      return 1;
    case 0x68: // h
    case 0x48: // H
    case 0x65: // e
      return 2;
    case 0x69: // i
    case 0x49: // I
    case 0x66: // f
      return 4;
    case 0x6c: // l
    case 0x4c: // L
    case 0x71: // q
    case 0x51: // Q
    case 0x6e: // n
    case 0x4e: // N
    case 0x64: // d
    case 0x50: // P
      return 8;
    default:
      return 0;
  }
}

/** The format character of a native format, 0 for any other format. */
export function native_format(format: usize): u32 {
  const at = load<u8>(format) === 0x40 ? format + 1 : format;
  const c: u32 = load<u8>(at);
  return native_size(c) !== 0 && load<u8>(at, 1) === 0 ? c : 0;
}

/** "@X", 4 bytes for each character. */
const TEXTS: usize = memory.data(512, 16);

/** A permanent text equal to the native format `format`. */
export function permanent_format(format: usize): usize {
  const c = native_format(format);
  const text = TEXTS + ((<usize>c) << 2);
  store<u8>(text, 0x40);
  store<u8>(text, c, 1);
  return load<u8>(format) === 0x40 ? text : text + 1;
}

/** One byte an item, without a meaning of its own: b, B, c. @inline */
export function is_byte_format(c: u32): bool {
  return c === 0x62 || c === 0x42 || c === 0x63;
}

/** The one character of `format` (known or not); 0 with NotImplementedError. */
export function format_character(format: usize): u32 {
  const at = load<u8>(format) === 0x40 ? format + 1 : format;
  if (load<u8>(at) !== 0 && load<u8>(at, 1) === 0) return load<u8>(at);
  PyErr_Format(PyExc_NotImplementedError, cstr("memoryview: unsupported format %s"), format);
  return 0;
}

/** The permanent text of character `c`. */
function character_text(c: u32): usize {
  const text = TEXTS + ((<usize>c) << 2);
  store<u8>(text, c, 1);
  return text + 1;
}

/** The item at `p`: new reference. `self` must not have been released meanwhile. */
export function unpack_single(self: PyObject, p: usize, c: u32): PyObject | null {
  if (!check_usable(self)) return null;
  switch (c) {
    case 0x42:
      return PyLong_FromLong(<i64>load<u8>(p));
    case 0x62:
      return PyLong_FromLong(<i64>load<i8>(p));
    case 0x68:
      return PyLong_FromLong(<i64>load<i16>(p));
    case 0x48:
      return PyLong_FromUnsignedLong(<u64>load<u16>(p));
    case 0x69:
      return PyLong_FromLong(<i64>load<i32>(p));
    case 0x49:
      return PyLong_FromUnsignedLong(<u64>load<u32>(p));
    case 0x6c:
    case 0x71:
    case 0x6e:
      return PyLong_FromLong(load<i64>(p));
    case 0x4c:
    case 0x51:
    case 0x4e:
    case 0x50:
      return PyLong_FromUnsignedLongLong(load<u64>(p));
    case 0x66:
      return PyFloat_FromDouble(<f64>load<f32>(p));
    case 0x64:
      return PyFloat_FromDouble(load<f64>(p));
    case 0x65:
      return PyFloat_FromDouble(PyFloat_Unpack2(p, true));
    case 0x3f:
      return PyBool_FromLong(load<u8>(p) !== 0);
    case 0x63:
      return PyBytes_FromStringAndSize(p, 1);
    default:
      return PyErr_Format(PyExc_NotImplementedError, cstr("memoryview: format %s not supported"), character_text(c));
  }
}

function type_error(c: u32): i32 {
  PyErr_Format(PyExc_TypeError, cstr("memoryview: invalid type for format '%s'"), character_text(c));
  return -1;
}

function value_error(c: u32): i32 {
  PyErr_Format(PyExc_ValueError, cstr("memoryview: invalid value for format '%s'"), character_text(c));
  return -1;
}

/** In place of the exception of a conversion. Returns -1. */
function fix_error(c: u32): i32 {
  if (PyErr_ClearIf(PyExc_TypeError)) return type_error(c);
  if (PyErr_ClearIf(PyExc_OverflowError) || PyErr_ClearIf(PyExc_ValueError)) return value_error(c);
  return -1;
}

/** The number in tstate.out_i64. -1 with an exception. */
function as_integer(item: PyObject, signed: bool): i32 {
  const index = _PyNumber_Index(item);
  if (!index) return -1;
  const value = signed ? PyLong_AsLong(index) : <i64>PyLong_AsUnsignedLong(index);
  Py_DECREF(index);
  if (value === -1 && tstate.current_exception) return -1;
  tstate.out_i64 = value;
  return 0;
}

function store_signed(self: PyObject, p: usize, item: PyObject, c: u32, size: i32): i32 {
  if (as_integer(item, true) < 0) return fix_error(c);
  const value = tstate.out_i64;
  if (!check_usable(self)) return -1;
  const unused = <i64>(64 - 8 * size);
  if ((value << unused) >> unused !== value) return value_error(c);
  store_low_bytes(p, value, size);
  return 0;
}

function store_unsigned(self: PyObject, p: usize, item: PyObject, c: u32, size: i32): i32 {
  if (as_integer(item, false) < 0) return fix_error(c);
  const value = <u64>tstate.out_i64;
  if (!check_usable(self)) return -1;
  if (size < 8 && value >> ((<u64>size) << 3) !== 0) return value_error(c);
  store_low_bytes(p, <i64>value, size);
  return 0;
}

function store_low_bytes(p: usize, value: i64, size: i32): void {
  if (size === 1) store<u8>(p, <u8>value);
  else if (size === 2) store<u16>(p, <u16>value);
  else if (size === 4) store<u32>(p, <u32>value);
  else store<i64>(p, value);
}

function store_float(self: PyObject, p: usize, item: PyObject, c: u32): i32 {
  const value = PyFloat_AsDouble(item);
  if (value === -1.0 && tstate.current_exception) return fix_error(c);
  if (!check_usable(self)) return -1;
  if (c === 0x66) store<f32>(p, <f32>value);
  else if (c === 0x64) store<f64>(p, value);
  else if (PyFloat_Pack2(value, p, true) < 0) return fix_error(c);
  return 0;
}

function store_bool(self: PyObject, p: usize, item: PyObject): i32 {
  const truth = PyObject_IsTrue(item);
  if (truth < 0) return -1;
  if (!check_usable(self)) return -1;
  store<u8>(p, truth);
  return 0;
}

function store_byte(p: usize, item: PyObject, c: u32): i32 {
  if (!PyBytes_Check(item)) return type_error(c);
  if (PyBytes_GET_SIZE(item) !== 1) return value_error(c);
  store<u8>(p, load<u8>(PyBytes_AS_STRING(item)));
  return 0;
}

function store_pointer(self: PyObject, p: usize, item: PyObject, c: u32): i32 {
  const address = PyLong_AsVoidPtr(item);
  if (tstate.current_exception) return fix_error(c);
  if (!check_usable(self)) return -1;
  store<u64>(p, address);
  return 0;
}

/** Stores `item` at `p`; the conversion may run code, which must not release `self`. -1 with an exception. */
export function pack_single(self: PyObject, p: usize, item: PyObject, c: u32): i32 {
  switch (c) {
    case 0x62:
    case 0x68:
    case 0x69:
    case 0x6c:
    case 0x71:
    case 0x6e:
      return store_signed(self, p, item, c, native_size(c));
    case 0x42:
    case 0x48:
    case 0x49:
    case 0x4c:
    case 0x51:
    case 0x4e:
      return store_unsigned(self, p, item, c, native_size(c));
    case 0x66:
    case 0x64:
    case 0x65:
      return store_float(self, p, item, c);
    case 0x3f:
      return store_bool(self, p, item);
    case 0x63:
      return store_byte(p, item, c);
    case 0x50:
      return store_pointer(self, p, item, c);
    default:
      PyErr_Format(PyExc_NotImplementedError, cstr("memoryview: format %s not supported"), character_text(c));
      return -1;
  }
}
