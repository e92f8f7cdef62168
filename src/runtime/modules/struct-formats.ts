/**
 * Formats of `_struct`: how they are read, and how single values are packed. CPython: formatdef, prepare_s of Modules/_struct.c.
 *
 *   formatcode (32 bytes, mem domain): +0 the character (NOT CPYTHON: there, the address of its formatdef), 0 behind the last
 *     +8 offset, +16 size   of the (first) value        +24 repeat  number of values
 */
import { PyErr_ClearIf, PyErr_ExceptionMatches, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { _PyIndex_Check, _PyNumber_Index } from "../abstract/number-convert";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PyBool_FromLong } from "../builtin-types/bool";
import { PyByteArray_AS_STRING, PyByteArray_Check, PyByteArray_GET_SIZE } from "../builtin-types/bytearray";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { PyFloat_AsDouble, PyFloat_FromDouble } from "../builtin-types/float";
import {
  PyFloat_Pack2,
  PyFloat_Pack4,
  PyFloat_Pack8,
  PyFloat_Unpack2,
  PyFloat_Unpack4,
  PyFloat_Unpack8,
} from "../builtin-types/float-pack";
import {
  PyLong_AsLongLong,
  PyLong_Check,
  PyLong_FromLong,
  PyLong_FromLongLong,
  PyLong_FromUnsignedLongLong,
} from "../builtin-types/int";
import { PyLong_AsUnsignedLongLong, PyLong_AsVoidPtr } from "../builtin-types/int-machine";
import { native_size } from "../builtin-types/memoryview-format";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_ssize_t, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OverflowError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";

@unmanaged
export class formatcode {
  ch: i64;
  offset: Py_ssize_t;
  size: Py_ssize_t;
  repeat: Py_ssize_t;
}
export const FORMATCODE_SIZE: usize = 32;

/** Types of the module, borrowed: its state owns them. `cache`: compiled formats, owned by it too. */
@unmanaged
export class StructState {
  error: PyTypeObject;
  Struct: PyTypeObject;
  unpack_iterator: PyTypeObject;
  cache: PyObject | null;
}
export const struct_state: StructState = changetype<StructState>(memory.data(32, 8));

const CH_C: u32 = 0x63;
const CH_S: u32 = 0x73;
const CH_P: u32 = 0x70;
const CH_X: u32 = 0x78;
const CH_BOOL: u32 = 0x3f;
const CH_POINTER: u32 = 0x50;

/** struct.error with a text. Returns false. */
export function struct_error(text: usize): bool {
  PyErr_SetString(struct_state.error, text);
  return false;
}

/** Bytes of a value of format character `c`, 0: there is no such format. Those of memoryview, and what differs. */
function value_size(c: u32, native: bool): i32 {
  switch (c) {
    case CH_X:
    case CH_S:
    case CH_P:
      return 1;
    case 0x6c: // l
    case 0x4c: // L
      return native ? 8 : 4;
    case 0x6e: // n
    case 0x4e: // N
    case CH_POINTER:
      return native ? 8 : 0;
    default:
      return native_size(c);
  }
}

// --- reading formats ---

/** A format being read: static memory, used by one read at a time. */
@unmanaged
class Reading {
  at: usize;
  /** Bytes so far. */
  size: i64;
  /** Values, and records that describe them, so far. */
  len: i64;
  ncodes: i64;
  /** The item that was read last. */
  num: i64;
  c: u32;
  itemsize: i32;
}
const reading: Reading = changetype<Reading>(memory.data(56, 8));

/** The order of bytes that a format begins with. @inline */
function order_of(format: usize): u32 {
  return load<u8>(format);
}

/** Values are aligned and have the sizes of this machine. */
export function is_native(format: usize): bool {
  const c = order_of(format);
  return c !== 0x3c && c !== 0x3e && c !== 0x21 && c !== 0x3d;
}

export function is_little_endian(format: usize): bool {
  return order_of(format) !== 0x3e && order_of(format) !== 0x21;
}

/** The number at reading.at, 1 if there is none. False with struct.error. */
function read_count(): bool {
  let c = <u32>load<u8>(reading.at);
  reading.num = 1;
  if (c - 48 >= 10) return true;
  let num: i64 = 0;
  for (; c - 48 < 10; c = load<u8>(++reading.at)) {
    const digit = <i64>(c - 48);
    if (num > (i64.MAX_VALUE - digit) / 10) return struct_error(cstr("total struct size too long"));
    num = num * 10 + digit;
  }
  reading.num = num;
  return c !== 0 || struct_error(cstr("repeat count given without format specifier"));
}

/** Reads the next item, aligned; reading.c is 0 at the end. False with struct.error. */
function read_item(native: bool): bool {
  while (is_space(load<u8>(reading.at))) reading.at++;
  reading.c = load<u8>(reading.at);
  if (reading.c === 0) return true;
  if (!read_count()) return false;
  const c = <u32>load<u8>(reading.at++);
  const itemsize = value_size(c, native);
  if (itemsize === 0) return struct_error(cstr("bad char in struct format"));
  reading.c = c;
  reading.itemsize = itemsize;
  const rest = reading.size & <i64>(itemsize - 1);
  if (native && rest !== 0) {
    if (reading.size > i64.MAX_VALUE - itemsize) return struct_error(cstr("total struct size too long"));
    reading.size += <i64>itemsize - rest;
  }
  if (reading.num > (i64.MAX_VALUE - reading.size) / itemsize) return struct_error(cstr("total struct size too long"));
  return true;
}

/** @inline */
function is_space(c: u32): bool {
  return c === 32 || c - 9 < 5;
}

function begin_reading(format: usize): void {
  const c = order_of(format);
  reading.at = format + (is_native(format) && c !== 0x40 ? 0 : 1);
  reading.size = 0;
  reading.len = 0;
  reading.ncodes = 0;
}

/** Measures a format: its bytes, values and records are in tstate.out_i64, out_i64_2 and out_i32. False with struct.error. */
export function measure_format(format: usize): bool {
  const native = is_native(format);
  begin_reading(format);
  while (true) {
    if (!read_item(native)) return false;
    if (reading.c === 0) break;
    if (reading.c === CH_S || reading.c === CH_P) {
      reading.len++;
      reading.ncodes++;
    } else if (reading.c !== CH_X && reading.num > 0) {
      reading.len += reading.num;
      reading.ncodes++;
    }
    reading.size += reading.num * reading.itemsize;
  }
  // Beyond what an address can hold.
  if (reading.size > <i64>i32.MAX_VALUE) return struct_error(cstr("total struct size too long"));
  tstate.out_i64 = reading.size;
  tstate.out_i64_2 = reading.len;
  tstate.out_i32 = <i32>reading.ncodes;
  return true;
}

function write_code(at: usize, c: u32, size: i64, repeat: i64): void {
  store<i64>(at, <i64>c);
  store<i64>(at, reading.size, 8);
  store<i64>(at, size, 16);
  store<i64>(at, repeat, 24);
}

/** Writes the records of a measured format, and one of 0 behind them. */
export function write_codes(format: usize, at: usize): void {
  const native = is_native(format);
  begin_reading(format);
  while (read_item(native) && reading.c !== 0) {
    const c = reading.c;
    const whole = c === CH_S || c === CH_P;
    if (whole || (c !== CH_X && reading.num > 0)) {
      write_code(at, c, whole ? reading.num : <i64>reading.itemsize, whole ? 1 : reading.num);
      at += FORMATCODE_SIZE;
    }
    reading.size += reading.num * reading.itemsize;
  }
  write_code(at, 0, 0, 0);
}

// --- packing ---

/** The lowest value that a signed format takes, and so on, as texts. */
function range_error(c: u32, size: i32, is_signed: bool): bool {
  let low = cstr("0");
  let high: usize;
  if (is_signed) {
    low = size === 1 ? cstr("-128") : size === 2 ? cstr("-32768") : cstr("-2147483648");
    high = size === 1 ? cstr("127") : size === 2 ? cstr("32767") : cstr("2147483647");
    if (size === 8) {
      low = cstr("-9223372036854775808");
      high = cstr("9223372036854775807");
    }
  } else {
    high = size === 1 ? cstr("255") : size === 2 ? cstr("65535") : cstr("4294967295");
    if (size === 8) high = cstr("18446744073709551615");
  }
  PyErr_Format(struct_state.error, cstr("'%c' format requires %s <= number <= %s"), <usize>c, low, high);
  return false;
}

function store_bytes(at: usize, bits: u64, size: i32, little: bool): void {
  for (let i = 0; i < size; i++) {
    store<u8>(at + <usize>(little ? i : size - 1 - i), <u8>bits);
    bits >>= 8;
  }
}

function load_bytes(at: usize, size: i32, little: bool): u64 {
  let bits: u64 = 0;
  for (let i = size - 1; i >= 0; i--) bits = (bits << 8) | <u64>load<u8>(at + <usize>(little ? i : size - 1 - i));
  return bits;
}

/** The value as an int: new reference, NULL with an exception. */
function as_int(v: PyObject): PyObject | null {
  if (PyLong_Check(v)) return Py_NewRef(v);
  if (_PyIndex_Check(v)) return _PyNumber_Index(v);
  struct_error(cstr("required argument is not an integer"));
  return null;
}

/** An upper-case letter: the format takes no negative numbers. @inline */
function is_unsigned(c: u32): bool {
  return c < 0x60;
}

/** Is `bits`, a number of 64 bits that is right if `signed`, of this size? */
function fits(bits: u64, size: i32, is_signed: bool): bool {
  if (size === 8) return true;
  const width = <u64>(size << 3);
  if (!is_signed) return bits >> width === 0;
  return <i64>(bits << (64 - width)) >> <i64>(64 - width) === <i64>bits;
}

function pack_int(at: usize, code: formatcode, v: PyObject, little: bool): bool {
  const c = <u32>code.ch;
  const is_signed = !is_unsigned(c);
  const number = as_int(v);
  if (!number) return false;
  let bits: u64;
  if (is_signed) bits = <u64>PyLong_AsLongLong(number);
  else bits = PyLong_AsUnsignedLongLong(number);
  Py_DECREF(number);
  const size = code.size;
  if (tstate.current_exception) {
    if (!PyErr_ClearIf(PyExc_OverflowError)) return false;
    return range_error(c, size, is_signed);
  }
  if (!fits(bits, size, is_signed)) return range_error(c, size, is_signed);
  store_bytes(at, bits, size, little);
  return true;
}

function pack_pointer(at: usize, v: PyObject): bool {
  const number = as_int(v);
  if (!number) return false;
  const bits = PyLong_AsVoidPtr(number);
  Py_DECREF(number);
  if (tstate.current_exception) {
    if (!PyErr_ExceptionMatches(PyExc_OverflowError)) return false;
    return struct_error(cstr("int too large to convert"));
  }
  store<u64>(at, bits);
  return true;
}

function pack_float(at: usize, code: formatcode, v: PyObject, native: bool, little: bool): bool {
  const x = PyFloat_AsDouble(v);
  if (x === -1 && tstate.current_exception) return struct_error(cstr("required argument is not a float"));
  if (code.size === 8) return PyFloat_Pack8(x, at, little) === 0;
  if (code.size === 2) return PyFloat_Pack2(x, at, little) === 0;
  if (!native) return PyFloat_Pack4(x, at, little) === 0;
  store<f32>(at, <f32>x);
  return true;
}

/** The bytes that formats s and p take. Address, the size in tstate.out_i32; 0 with struct.error. */
function bytes_argument(v: PyObject, text: usize): usize {
  if (PyBytes_Check(v)) {
    tstate.out_i32 = PyBytes_GET_SIZE(v);
    return PyBytes_AS_STRING(v);
  }
  if (PyByteArray_Check(v)) {
    tstate.out_i32 = PyByteArray_GET_SIZE(v);
    return PyByteArray_AS_STRING(v);
  }
  struct_error(text);
  return 0;
}

function pack_text(at: usize, code: formatcode, v: PyObject): bool {
  const is_pascal = <u32>code.ch === CH_P;
  const text = is_pascal
    ? cstr("argument for 'p' must be a bytes object")
    : cstr("argument for 's' must be a bytes object");
  const data = bytes_argument(v, text);
  if (data === 0) return false;
  const room = is_pascal ? code.size - 1 : code.size;
  const n = max(0, min(tstate.out_i32, room));
  memory.copy(is_pascal ? at + 1 : at, data, <usize>n);
  if (is_pascal && code.size > 0) store<u8>(at, <u8>min(n, 255));
  return true;
}

function pack_char(at: usize, v: PyObject): bool {
  if (!PyBytes_Check(v) || PyBytes_GET_SIZE(v) !== 1) {
    return struct_error(cstr("char format requires a bytes object of length 1"));
  }
  store<u8>(at, load<u8>(PyBytes_AS_STRING(v)));
  return true;
}

/** Packs a value at `at`. False with an exception. */
export function pack_value(at: usize, code: formatcode, v: PyObject, native: bool, little: bool): bool {
  switch (<u32>code.ch) {
    case CH_S:
    case CH_P:
      return pack_text(at, code, v);
    case CH_C:
      return pack_char(at, v);
    case CH_BOOL: {
      const truth = PyObject_IsTrue(v);
      if (truth >= 0) store<u8>(at, <u8>truth);
      return truth >= 0;
    }
    case 0x65:
    case 0x66:
    case 0x64:
      return pack_float(at, code, v, native, little);
    case CH_POINTER:
      return pack_pointer(at, v);
    default:
      return pack_int(at, code, v, little);
  }
}

// --- unpacking ---

function unpack_text(at: usize, code: formatcode): PyObject | null {
  if (<u32>code.ch === CH_S) return PyBytes_FromStringAndSize(at, code.size);
  const n = code.size === 0 ? 0 : min(<i32>load<u8>(at), code.size - 1);
  return PyBytes_FromStringAndSize(at + 1, n);
}

/** The value at `at`: new reference. */
export function unpack_value(at: usize, code: formatcode, little: bool): PyObject | null {
  const c = <u32>code.ch;
  const size = code.size;
  switch (c) {
    case CH_S:
    case CH_P:
      return unpack_text(at, code);
    case CH_C:
      return PyBytes_FromStringAndSize(at, 1);
    case CH_BOOL:
      return PyBool_FromLong(load<u8>(at) !== 0);
    case 0x65:
      return PyFloat_FromDouble(PyFloat_Unpack2(at, little));
    case 0x66:
      return PyFloat_FromDouble(PyFloat_Unpack4(at, little));
    case 0x64:
      return PyFloat_FromDouble(PyFloat_Unpack8(at, little));
  }
  const bits = load_bytes(at, size, little);
  if (is_unsigned(c)) return PyLong_FromUnsignedLongLong(bits);
  const shift = <u64>(64 - (size << 3));
  const value = <i64>(bits << shift) >> <i64>shift;
  return size <= 4 || c === 0x6c ? PyLong_FromLong(value) : PyLong_FromLongLong(value);
}
