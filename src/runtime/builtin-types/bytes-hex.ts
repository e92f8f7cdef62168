/**
 * Hexadecimal text of bytes and back. CPython: Python/pystrhex.c, _PyBytes_FromHex of Objects/bytesobject.c.
 */

import { _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyObject_Size } from "../abstract/sequence";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_ssize_t, PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize } from "./bytes";
import { Py_ISSPACE } from "./bytes-case";
import { bytes_like_data, bytes_like_size } from "./bytes-like";
import {
  _PyBytesWriter_Alloc,
  _PyBytesWriter_Dealloc,
  _PyBytesWriter_Finish,
  _PyBytesWriter_OnStack,
} from "./bytes-writer";
import { PyLong_AsInt } from "./int";
import {
  PyUnicode_Check,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicode_New,
} from "./str";
import { ascii_prefix } from "./str-copy";
import { hex_digit } from "./unicode-replacements";

/** The separator's one character; -1 with an exception. */
function separator(sep: PyObject, return_bytes: bool): i32 {
  const length = PyObject_Size(sep);
  if (length < 0) return -1;
  if (length !== 1) {
    PyErr_SetString(PyExc_ValueError, cstr("sep must be length 1."));
    return -1;
  }
  let ch: i32;
  if (PyUnicode_Check(sep)) {
    ch = PyUnicode_KIND(sep) === 1 ? <i32>load<u8>(PyUnicode_DATA(sep)) : 0x100;
  } else if (PyBytes_Check(sep)) ch = load<u8>(PyBytes_AS_STRING(sep));
  else {
    PyErr_SetString(PyExc_TypeError, cstr("sep must be str or bytes."));
    return -1;
  }
  if (ch > 0xff || (ch > 0x7f && !return_bytes)) {
    PyErr_SetString(PyExc_ValueError, cstr("sep must be ASCII."));
    return -1;
  }
  return ch;
}

/**
 * Two digits a byte, with `sep` (NULL: none) between groups of `bytes_per_sep` bytes, counted from the end (from the start
 * when negative). Returns a new reference to a str, or bytes.
 */
export function _Py_strhex_with_sep(
  data: usize,
  size: Py_ssize_t,
  sep: PyObject | null,
  bytes_per_sep: i32,
  return_bytes: bool,
): PyObject | null {
  let ch = 0;
  if (sep) {
    ch = separator(sep, return_bytes);
    if (ch < 0) return null;
  } else bytes_per_sep = 0;
  let group = abs(bytes_per_sep);
  if (group >= size) group = 0;
  const length = <i64>size * 2 + (group && size > 0 ? <i64>((size - 1) / group) : 0);
  if (length > <i64>i32.MAX_VALUE) return PyErr_NoMemory();
  const result = return_bytes ? PyBytes_FromStringAndSize(0, <i32>length) : PyUnicode_New(<i32>length, 127);
  if (!result || length === 0) return result;
  let out = return_bytes ? PyBytes_AS_STRING(result) : PyUnicode_DATA(result);
  // Bytes until the next separator.
  let left = group ? (bytes_per_sep < 0 ? group : size % group === 0 ? group : size % group) : -1;
  for (let i: usize = 0; i < <usize>size; i++) {
    if (left === 0) {
      store<u8>(out++, ch);
      left = group;
    }
    left--;
    const c: u32 = load<u8>(data + i);
    store<u8>(out, hex_digit(c >> 4));
    store<u8>(out, hex_digit(c & 15), 1);
    out += 2;
  }
  return result;
}

const hex_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/**
 * The arguments of hex(sep, bytes_per_sep=1): the separator (borrowed or NULL) in tstate.out_object, the number in
 * tstate.out_i32. False with an exception.
 */
export function hex_arguments(args: Slots, nargs: i32, kwnames: PyObject | null): bool {
  const mark = stack_mark();
  const names = cstr("sep bytes_per_sep");
  const a = _PyArg_UnpackKeywords(hex_spec, cstr("hex"), names, 0, args, nargs, null, kwnames, 0, 2);
  stack_release(mark);
  if (a === 0) return false;
  const sep = Slots.at(a).getOrNull(0);
  const second = Slots.at(a).getOrNull(1);
  const bytes_per_sep = second ? PyLong_AsInt(second) : 1;
  if (bytes_per_sep === -1 && tstate.current_exception) return false;
  tstate.out_object = sep;
  tstate.out_i32 = bytes_per_sep;
  return true;
}

export function bytes_hex(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  if (!hex_arguments(args, nargs, kwnames)) return null;
  return _Py_strhex_with_sep(bytes_like_data(self), bytes_like_size(self), tstate.out_object, tstate.out_i32, false);
}

/** Value of a hexadecimal digit, or 37. */
export function _PyLong_DigitValue(c: u32): u32 {
  if (c - 0x30 < 10) return c - 0x30;
  const letter = (c | 0x20) - 0x61;
  return letter < 26 ? letter + 10 : 37;
}

/** The bytes of a str of hexadecimal digits (white space between pairs). Returns a new reference to bytes or a bytearray. */
export function _PyBytes_FromHex(string: PyObject, use_bytearray: bool): PyObject | null {
  const start = PyUnicode_DATA(string);
  const length = PyUnicode_GET_LENGTH(string);
  if (!PyUnicode_IS_ASCII(string)) {
    const kind = PyUnicode_KIND(string);
    let i = kind === 1 ? ascii_prefix(start, length) : 0;
    if (kind === 2) while (load<u16>(start + ((<usize>i) << 1)) < 128) i++;
    else if (kind === 4) while (load<u32>(start + ((<usize>i) << 2)) < 128) i++;
    return bad_digit(i);
  }
  const mark = stack_mark();
  const writer = _PyBytesWriter_OnStack();
  writer.use_bytearray = use_bytearray ? 1 : 0;
  let buf = _PyBytesWriter_Alloc(writer, length / 2);
  let result: PyObject | null = null;
  if (buf) {
    let p = start;
    const end = start + <usize>length;
    let bad: usize = 0;
    while (p < end) {
      if (Py_ISSPACE(load<u8>(p))) {
        p++;
        continue;
      }
      const top = _PyLong_DigitValue(load<u8>(p));
      // The NUL behind the text is no digit either.
      const bottom = top < 16 ? _PyLong_DigitValue(load<u8>(p, 1)) : 0;
      if (top >= 16 || bottom >= 16) {
        bad = top >= 16 ? p : p + 1;
        break;
      }
      store<u8>(buf++, (top << 4) | bottom);
      p += 2;
    }
    if (bad) {
      _PyBytesWriter_Dealloc(writer);
      bad_digit(<i32>(bad - start));
    } else result = _PyBytesWriter_Finish(writer, buf);
  }
  stack_release(mark);
  return result;
}

function bad_digit(position: i32): PyObject | null {
  return PyErr_Format(
    PyExc_ValueError,
    cstr("non-hexadecimal number found in fromhex() arg at position %zd"),
    <usize>position,
  );
}
