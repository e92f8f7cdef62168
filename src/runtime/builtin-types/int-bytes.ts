/**
 * int to and from bytes. CPython: _PyLong_AsByteArray, _PyLong_FromByteArray, int_to_bytes, int_from_bytes of
 * Objects/longobject.c.
 *
 * Bytes are two's complement when signed; digits are 30 bits of a magnitude. A sliding register joins the two widths.
 */

import { _PyArg_BadArgument, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyObject_CallOneArg } from "../abstract/call";
import { PyErr_SetString } from "../abstract/errors";
import { _PyNumber_Index } from "../abstract/number-convert";
import { PyObject_Bytes, PyObject_IsTrue } from "../abstract/object-protocol";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OverflowError, PyExc_ValueError, PyLong_Type } from "../object/static-types";
import { PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "./bytes";
import {
  _PyLong_DigitCount,
  _PyLong_GetZero,
  _PyLong_IsNegative,
  _PyLong_New,
  _PyLong_SetSignAndDigitCount,
  long_normalize,
  maybe_small_long,
  PyLong_AsSsize_t,
  PyLong_MASK,
  PyLongObject,
} from "./int";
import { bit_length_digit } from "./int-digits";
import { _PyUnicode_Equal, PyUnicode_Check } from "./str";

/** How many of the `n` bytes matter: without leading copies of the sign, save one where a negative value needs it. */
function significant_bytes(bytes: usize, n: i32, little_endian: bool, negative: bool): i32 {
  const filler: u32 = negative ? 0xff : 0;
  let count = n;
  while (count > 0 && <u32>load<u8>(bytes + <usize>(little_endian ? count - 1 : n - count)) === filler) count--;
  return negative && count < n ? count + 1 : count;
}

/** From `n` bytes, two's complement when `is_signed`. Returns a new reference. */
export function _PyLong_FromByteArray(bytes: usize, n: i32, little_endian: bool, is_signed: bool): PyObject | null {
  if (n === 0) return _PyLong_GetZero();
  const top = bytes + <usize>(little_endian ? n - 1 : 0);
  const negative = is_signed && load<u8>(top) >= 0x80;
  const count = significant_bytes(bytes, n, little_endian, negative);
  const size = <i32>((<i64>count * 8 + 29) / 30);
  const v = _PyLong_New(size);
  if (!v) return null;
  const invert: u32 = negative ? 0xff : 0;
  let carry: u32 = negative ? 1 : 0;
  let at = little_endian ? bytes : bytes + <usize>(n - 1);
  let accum: u64 = 0;
  let bits: u32 = 0;
  let filled = 0;
  for (let i = 0; i < count; i++) {
    const byte = (<u32>load<u8>(at) ^ invert) + carry;
    carry = negative ? byte >> 8 : 0;
    accum |= (<u64>(byte & 0xff)) << bits;
    bits += 8;
    if (bits >= 30) {
      v.put(filled++, <u32>accum & PyLong_MASK);
      accum >>= 30;
      bits -= 30;
    }
    at = little_endian ? at + 1 : at - 1;
  }
  if (bits) v.put(filled++, <u32>accum);
  _PyLong_SetSignAndDigitCount(v, filled === 0 ? 0 : negative ? -1 : 1, filled);
  return maybe_small_long(long_normalize(v));
}

/** To `n` bytes, all of which are written even on overflow. 0, or -1 (with OverflowError when `with_exceptions`). */
export function _PyLong_AsByteArray(
  v: PyLongObject,
  bytes: usize,
  n: i32,
  little_endian: bool,
  is_signed: bool,
  with_exceptions: bool,
): i32 {
  const negative = _PyLong_IsNegative(v);
  if (negative && !is_signed) {
    if (with_exceptions) PyErr_SetString(PyExc_OverflowError, cstr("can't convert negative int to unsigned"));
    return -1;
  }
  if (fill_bytes(v, bytes, n, little_endian, is_signed, negative)) return 0;
  if (with_exceptions) PyErr_SetString(PyExc_OverflowError, cstr("int too big to convert"));
  return -1;
}

/** False: the value needs more bytes, or one more for its sign. */
function fill_bytes(v: PyLongObject, bytes: usize, n: i32, little_endian: bool, is_signed: bool, negative: bool): bool {
  const size = _PyLong_DigitCount(v);
  let at = little_endian ? bytes : bytes + <usize>(n - 1);
  const invert: u32 = negative ? PyLong_MASK : 0;
  let carry: u32 = negative ? 1 : 0;
  let accum: u64 = 0;
  let bits = 0;
  let written = 0;
  for (let i = 0; i < size; i++) {
    let digit = (v.at(i) ^ invert) + carry;
    carry = negative ? digit >> 30 : 0;
    digit &= PyLong_MASK;
    accum |= (<u64>digit) << bits;
    // Copies of the sign at the top of the last digit need no room.
    bits += i < size - 1 ? 30 : bit_length_digit(digit ^ invert);
    while (bits >= 8) {
      if (written >= n) return false;
      store<u8>(at, <u8>accum);
      at = little_endian ? at + 1 : at - 1;
      written++;
      bits -= 8;
      accum >>= 8;
    }
  }
  if (bits > 0) {
    if (written >= n) return false;
    if (negative) accum |= ~(<u64>0) << bits;
    store<u8>(at, <u8>accum);
    at = little_endian ? at + 1 : at - 1;
    written++;
  } else if (written === n && n > 0 && is_signed) {
    // Filled exactly: the top bit must be the sign.
    const top = load<u8>(little_endian ? at - 1 : at + 1);
    return top >= 0x80 === negative;
  }
  for (; written < n; written++) {
    store<u8>(at, negative ? 0xff : 0);
    at = little_endian ? at + 1 : at - 1;
  }
  return true;
}

/** 1 for 'little', 0 for 'big' or absent; -1 with an exception. */
function parse_byteorder(fname: usize, byteorder: PyObject | null): i32 {
  if (!byteorder) return 0;
  if (!PyUnicode_Check(byteorder)) {
    _PyArg_BadArgument(fname, cstr("argument 'byteorder'"), cstr("str"), byteorder);
    return -1;
  }
  if (_PyUnicode_Equal(byteorder, _Py_ID("little"))) return 1;
  if (_PyUnicode_Equal(byteorder, _Py_ID("big"))) return 0;
  PyErr_SetString(PyExc_ValueError, cstr("byteorder must be either 'little' or 'big'"));
  return -1;
}

const to_bytes_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const from_bytes_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** int.to_bytes(length=1, byteorder='big', *, signed=False) */
export function int_to_bytes(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const name = cstr("to_bytes");
  const values = _PyArg_UnpackKeywords(
    to_bytes_spec,
    name,
    cstr("length byteorder signed"),
    0,
    args,
    nargs,
    null,
    kwnames,
    0,
    2,
  );
  const result = values ? int_to_bytes_values(self, Slots.at(values)) : null;
  stack_release(mark);
  return result;
}

/** An index of at most 64 bits; -1 may come with an exception. Counts nothing. */
function index_as_ssize(o: PyObject): i64 {
  const index = _PyNumber_Index(o);
  if (!index) return -1;
  const value = PyLong_AsSsize_t(index);
  Py_DECREF(index);
  return value;
}

function int_to_bytes_values(self: PyObject, values: Slots): PyObject | null {
  let length: i64 = 1;
  const given = values.getOrNull(0);
  if (given) {
    length = index_as_ssize(given);
    if (length === -1 && tstate.current_exception) return null;
  }
  const byteorder = values.getOrNull(1);
  if (byteorder && !PyUnicode_Check(byteorder)) {
    parse_byteorder(cstr("to_bytes"), byteorder);
    return null;
  }
  const signed = values.getOrNull(2);
  const is_signed = signed ? PyObject_IsTrue(signed) : 0;
  if (is_signed < 0) return null;
  const little = parse_byteorder(cstr("to_bytes"), byteorder);
  if (little < 0) return null;
  if (length < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("length argument must be non-negative"));
    return null;
  }
  const bytes = PyBytes_FromStringAndSize(0, <i32>min<i64>(length, <i64>i32.MAX_VALUE));
  if (!bytes) return null;
  const v = changetype<PyLongObject>(self);
  if (_PyLong_AsByteArray(v, PyBytes_AS_STRING(bytes), <i32>length, little === 1, is_signed !== 0, true) < 0) {
    Py_DECREF(bytes);
    return null;
  }
  return bytes;
}

/** int.from_bytes(bytes, byteorder='big', *, signed=False); a class method. */
export function int_from_bytes(type: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const name = cstr("from_bytes");
  const values = _PyArg_UnpackKeywords(
    from_bytes_spec,
    name,
    cstr("bytes byteorder signed"),
    0,
    args,
    nargs,
    null,
    kwnames,
    1,
    2,
  );
  const result = values ? int_from_bytes_values(type, Slots.at(values)) : null;
  stack_release(mark);
  return result;
}

function int_from_bytes_values(type: PyObject, values: Slots): PyObject | null {
  const byteorder = values.getOrNull(1);
  if (byteorder && !PyUnicode_Check(byteorder)) {
    parse_byteorder(cstr("from_bytes"), byteorder);
    return null;
  }
  const signed = values.getOrNull(2);
  const is_signed = signed ? PyObject_IsTrue(signed) : 0;
  if (is_signed < 0) return null;
  const little = parse_byteorder(cstr("from_bytes"), byteorder);
  if (little < 0) return null;
  const bytes = PyObject_Bytes(values.get(0));
  if (!bytes) return null;
  const v = _PyLong_FromByteArray(PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes), little === 1, is_signed !== 0);
  Py_DECREF(bytes);
  if (!v || ptr(type) === ptr(PyLong_Type)) return v;
  const converted = PyObject_CallOneArg(type, v);
  Py_DECREF(v);
  return converted;
}
