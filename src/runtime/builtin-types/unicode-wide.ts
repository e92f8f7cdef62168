/**
 * Encoding in units of two or four bytes, for UTF-16 and UTF-32. CPython: _PyUnicode_EncodeUTF16, _PyUnicode_EncodeUTF32.
 *
 * The bytes object is made for the text without errors; a replacement of another length resizes it.
 */

import { PyErr_BadArgument, PyErr_NoMemory } from "../abstract/errors";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_ssize_t, PyObject } from "../object/object";
import {
  _PyBytes_Resize,
  PyBytes_AS_STRING,
  PyBytes_Check,
  PyBytes_FromStringAndSize,
  PyBytes_GET_SIZE,
} from "./bytes";
import {
  PyUnicode_Check,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicode_READ,
} from "./str";
import {
  EncodeErrors,
  EncodeErrors_Clear,
  EncodeErrors_Init,
  raise_encode_exception,
  unicode_encode_call_errorhandler,
} from "./unicode-errors";

/** An encoding under way; on the native stack. */
@unmanaged
class WideEncoder {
  e: EncodeErrors;
  /** The result; owned, NULL after an error. */
  v: PyObject | null;
  /** Bytes written. */
  pos: usize;
  unit: i32;
  big_endian: i32;
}

/** Stores one unit at `p`. */
function store_unit(p: usize, unit: i32, big_endian: bool, value: u32): void {
  if (unit === 2) store<u16>(p, big_endian ? bswap<u16>(<u16>value) : value);
  else store<u32>(p, big_endian ? bswap<u32>(value) : value);
}

/** Writes characters from `i` up to the first surrogate; returns where that is, or the length. */
function encode_run(w: WideEncoder, unicode: PyObject, i: i32, length: i32): i32 {
  const kind = PyUnicode_KIND(unicode);
  const data = PyUnicode_DATA(unicode);
  const unit = w.unit;
  const big = w.big_endian !== 0;
  const start = PyBytes_AS_STRING(w.v!);
  let p = start + w.pos;
  for (; i < length; i++) {
    const ch = PyUnicode_READ(kind, data, i);
    if ((ch & 0xfffff800) === 0xd800) break;
    if (unit === 2 && ch >= 0x10000) {
      store_unit(p, 2, big, 0xd7c0 + (ch >> 10));
      store_unit(p + 2, 2, big, 0xdc00 | (ch & 0x3ff));
      p += 4;
    } else {
      store_unit(p, unit, big, ch);
      p += <usize>unit;
    }
  }
  w.pos = p - start;
  return i;
}

/** Units that the handler's result takes; -1 (the error raised) if they cannot be told. */
function replacement_units(w: WideEncoder, rep: PyObject, pos: i32): i32 {
  if (PyBytes_Check(rep)) {
    const size = PyBytes_GET_SIZE(rep);
    if ((size & (w.unit - 1)) === 0) return size / w.unit;
  } else if (PyUnicode_IS_ASCII(rep)) return PyUnicode_GET_LENGTH(rep);
  raise_encode_exception(w.e, pos, pos + 1);
  return -1;
}

/** Writes what the handler gives for the surrogate at `pos`; returns where to go on, -1 on error. */
function encode_surrogate(w: WideEncoder, pos: i32): i32 {
  const rep = unicode_encode_call_errorhandler(w.e, pos, pos + 1);
  if (!rep) return -1;
  let newpos = w.e.newpos;
  const units = replacement_units(w, rep, pos);
  if (units < 0) newpos = -1;
  else {
    // One unit is reserved for each character.
    const more = units + pos - newpos;
    if (more > 0) {
      const old = w.v!;
      w.v = null;
      w.v = _PyBytes_Resize(old, PyBytes_GET_SIZE(old) + w.unit * more);
    }
    const v = w.v;
    if (v) write_replacement(w, v, rep, units);
    else newpos = -1;
  }
  Py_DECREF(rep);
  return newpos;
}

function write_replacement(w: WideEncoder, v: PyObject, rep: PyObject, units: i32): void {
  const unit = <usize>w.unit;
  const p = PyBytes_AS_STRING(v) + w.pos;
  if (PyBytes_Check(rep)) memory.copy(p, PyBytes_AS_STRING(rep), <usize>units * unit);
  else {
    const ascii = PyUnicode_DATA(rep);
    for (let i: usize = 0; i < <usize>units; i++) {
      store_unit(p + i * unit, w.unit, w.big_endian !== 0, load<u8>(ascii + i));
    }
  }
  w.pos += <usize>units * unit;
}

/** Units of the text, surrogates as one each. */
function count_units(unicode: PyObject, unit: i32, length: Py_ssize_t): i64 {
  let units = <i64>length;
  if (unit === 2 && PyUnicode_KIND(unicode) === 4) {
    const data = PyUnicode_DATA(unicode);
    for (let i: usize = 0; i < <usize>length; i++) if (load<u32>(data + (i << 2)) >= 0x10000) units++;
  }
  return units;
}

function encode_all(w: WideEncoder, unicode: PyObject, length: i32): void {
  let i = 0;
  while (w.v !== null) {
    i = encode_run(w, unicode, i, length);
    if (i >= length) break;
    i = encode_surrogate(w, i);
    if (i < 0) {
      const v = w.v;
      w.v = null;
      if (v) Py_DECREF(v);
    }
  }
}

/** The text in units of `unit` bytes; byteorder -1 little, 1 big, 0 little with a mark. Returns a new reference to bytes. */
export function encode_wide(
  unicode: PyObject,
  errors: usize,
  unit: i32,
  byteorder: i32,
  encoding: usize,
): PyObject | null {
  if (!PyUnicode_Check(unicode)) {
    PyErr_BadArgument();
    return null;
  }
  const length = PyUnicode_GET_LENGTH(unicode);
  const units = count_units(unicode, unit, length) + (byteorder === 0 ? 1 : 0);
  if (units > <i64>i32.MAX_VALUE / <i64>unit) return PyErr_NoMemory();
  const mark = stack_mark();
  const w = changetype<WideEncoder>(stack_alloc(offsetof<WideEncoder>()));
  w.e = changetype<EncodeErrors>(stack_alloc(offsetof<EncodeErrors>()));
  EncodeErrors_Init(w.e, encoding, errors, cstr("surrogates not allowed"), unicode);
  w.unit = unit;
  w.big_endian = byteorder > 0 ? 1 : 0;
  w.pos = 0;
  w.v = PyBytes_FromStringAndSize(0, <i32>units * unit);
  const v = w.v;
  if (v) {
    if (byteorder === 0) {
      store_unit(PyBytes_AS_STRING(v), unit, false, 0xfeff);
      w.pos = <usize>unit;
    }
    encode_all(w, unicode, length);
  }
  EncodeErrors_Clear(w.e);
  let result = w.v;
  const size = <i32>w.pos;
  stack_release(mark);
  if (result && PyBytes_GET_SIZE(result) !== size) result = _PyBytes_Resize(result, size);
  return result;
}
