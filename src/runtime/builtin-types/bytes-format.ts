/**
 * `format % args` for bytes and bytearray. CPython: _PyBytes_FormatEx of Objects/bytesobject.c.
 */

import { PyObject_CheckBuffer } from "../abstract/buffer";
import { PyObject_CallNoArgs } from "../abstract/call";
import { PyErr_ExceptionMatches, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyMapping_Check } from "../abstract/mapping";
import { _PyNumber_Index } from "../abstract/number-convert";
import { PyObject_ASCII } from "../abstract/object-protocol";
import { PyMem_Free } from "../memory/domains";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_ssize_t, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyByteArray_Check } from "./bytearray";
import {
  PyBytes_AS_STRING,
  PyBytes_Check,
  PyBytes_FromObject,
  PyBytes_FromStringAndSize,
  PyBytes_GET_SIZE,
} from "./bytes";
import { bytes_like_data, bytes_like_size } from "./bytes-like";
import {
  _PyBytesWriter,
  _PyBytesWriter_Alloc,
  _PyBytesWriter_Dealloc,
  _PyBytesWriter_Finish,
  _PyBytesWriter_OnStack,
  _PyBytesWriter_Prepare,
  _PyBytesWriter_WriteBytes,
} from "./bytes-writer";
import { is_error, PyFloat_AsDouble } from "./float";
import { Py_DTSF_ALT, PyOS_double_to_string } from "./float-to-string";
import { PyLong_AsLongAndOverflow, PyLong_Check, PyLong_CheckExact } from "./int";
import { _PyLong_FormatBytesWriter } from "./int-to-string";
import { PyUnicode_Check, PyUnicode_DATA, PyUnicode_GET_LENGTH } from "./str";
import {
  F_ALT,
  F_BLANK,
  F_LJUST,
  F_SIGN,
  F_ZERO,
  FormatArg,
  PercentReader,
  PercentReader_next_argument,
  PercentReader_parse,
} from "./string-format-fields";
import { _PyUnicode_FormatLong, integer_operand } from "./string-format-percent";
import { PyTuple_Check, PyTuple_GET_SIZE } from "./tuple";
import { _PyObject_LookupSpecial } from "./type-lookup";

/** A formatting under way; on the native stack. */
@unmanaged
class BytesFormatter {
  reader: PercentReader;
  arg: FormatArg;
  writer: _PyBytesWriter;
  /** Write position. */
  res: usize;
  /** The text of the conversion; `temp` (owned, or NULL) keeps it. */
  pbuf: usize;
  temp: PyObject | null;
  len: i32;
  onechar: u32;
}

/** Bytes that the writer reserves for a conversion: those of "%s". */
const RESERVED: i32 = 2;

/** Returns a new reference to bytes, or a bytearray. */
export function _PyBytes_FormatEx(
  format: usize,
  format_len: Py_ssize_t,
  args: PyObject,
  use_bytearray: bool,
): PyObject | null {
  const mark = stack_mark();
  const f = changetype<BytesFormatter>(stack_alloc(offsetof<BytesFormatter>()));
  const r = changetype<PercentReader>(stack_alloc(offsetof<PercentReader>()));
  f.reader = r;
  f.arg = changetype<FormatArg>(stack_alloc(offsetof<FormatArg>()));
  f.writer = _PyBytesWriter_OnStack();
  const tuple = PyTuple_Check(args);
  r.kind = 1;
  r.data = format;
  r.pos = 0;
  r.end = format_len;
  r.is_bytes = 1;
  r.args = args;
  r.args_owned = 0;
  r.arglen = tuple ? PyTuple_GET_SIZE(args) : -1;
  r.argidx = tuple ? 0 : -2;
  const is_text = PyBytes_Check(args) || PyUnicode_Check(args) || PyByteArray_Check(args);
  r.dict = PyMapping_Check(args) && !tuple && !is_text ? args : null;
  f.writer.use_bytearray = use_bytearray ? 1 : 0;
  f.res = _PyBytesWriter_Alloc(f.writer, format_len);
  if (!use_bytearray) f.writer.overallocate = 1;
  let ok = f.res !== 0 && format_all(f);
  if (ok && r.argidx < r.arglen && !r.dict) ok = not_all_converted();
  if (r.args_owned) Py_DECREF(r.args);
  let result: PyObject | null = null;
  if (ok) result = _PyBytesWriter_Finish(f.writer, f.res);
  else _PyBytesWriter_Dealloc(f.writer);
  stack_release(mark);
  return result;
}

function not_all_converted(): bool {
  PyErr_SetString(PyExc_TypeError, cstr("not all arguments converted during bytes formatting"));
  return false;
}

function format_all(f: BytesFormatter): bool {
  const r = f.reader;
  while (r.pos < r.end) {
    const start = r.pos;
    while (r.pos < r.end && load<u8>(r.data + <usize>r.pos) !== 0x25) r.pos++;
    memory.copy(f.res, r.data + <usize>start, <usize>(r.pos - start));
    f.res += <usize>(r.pos - start);
    if (r.pos === r.end) break;
    r.pos++;
    if (r.pos < r.end && load<u8>(r.data + <usize>r.pos) === 0x25) {
      r.pos++;
      store<u8>(f.res++, 0x25);
      continue;
    }
    if (!PercentReader_parse(r, f.arg) || !format_argument(f)) return false;
    if (r.dict && r.argidx < r.arglen) return not_all_converted();
  }
  return true;
}

/** One conversion. False on error. */
function format_argument(f: BytesFormatter): bool {
  const v = PercentReader_next_argument(f.reader);
  if (!v) return false;
  if (f.reader.pos === f.reader.end) f.writer.overallocate = 0;
  f.temp = null;
  f.pbuf = 0;
  if (!convert(f, v)) return false;
  // No text: it has been written already.
  let ok: bool = true;
  if (f.pbuf) ok = output(f);
  const temp = f.temp;
  if (temp) Py_DECREF(temp);
  return ok;
}

/** Sets the text of the conversion: `temp` (stolen, NULL: error), at `pbuf`. */
function set_text(f: BytesFormatter, temp: PyObject | null, pbuf: usize, len: i32): bool {
  f.temp = temp;
  f.pbuf = pbuf;
  f.len = len;
  return temp !== null;
}

/** As set_text with the characters of an ASCII str. */
function set_ascii(f: BytesFormatter, text: PyObject | null): bool {
  return text ? set_text(f, text, PyUnicode_DATA(text), PyUnicode_GET_LENGTH(text)) : false;
}

/** Makes the text of `v`, or writes it at once. False on error. */
function convert(f: BytesFormatter, v: PyObject): bool {
  const arg = f.arg;
  const plain = arg.width === -1 && arg.prec === -1 && (arg.flags & (F_SIGN | F_BLANK)) === 0;
  switch (arg.ch) {
    case 0x72: // r
    case 0x61: // a
      if (!set_ascii(f, PyObject_ASCII(v))) return false;
      if (arg.prec >= 0) f.len = min(f.len, arg.prec);
      return true;
    case 0x73: // s
    case 0x62: // b
      if (!format_obj(f, v)) return false;
      if (arg.prec >= 0) f.len = min(f.len, arg.prec);
      return true;
    case 0x69: // i
    case 0x64: // d
    case 0x75: // u
    case 0x6f: // o
    case 0x78: // x
    case 0x58: // X
      return format_long(f, v, plain);
    case 0x65: // e
    case 0x45: // E
    case 0x66: // f
    case 0x46: // F
    case 0x67: // g
    case 0x47: // G
      return format_float(f, v, plain);
    case 0x63: // c
      return format_byte(f, v);
    default:
      PyErr_Format(
        PyExc_ValueError,
        cstr("unsupported format character '%c' (0x%x) at index %zd"),
        arg.ch,
        arg.ch,
        <usize>(f.reader.pos - 1),
      );
      return false;
  }
}

/** %b: bytes, what __bytes__ gives, or a buffer. */
function format_obj(f: BytesFormatter, v: PyObject): bool {
  if (PyBytes_Check(v) || PyByteArray_Check(v)) {
    return set_text(f, Py_NewRef(v), bytes_like_data(v), bytes_like_size(v));
  }
  let result: PyObject | null = null;
  const method = _PyObject_LookupSpecial(v, _Py_ID("__bytes__"));
  if (method) {
    result = PyObject_CallNoArgs(method);
    Py_DECREF(method);
    if (!result) return false;
    if (!PyBytes_Check(result)) {
      PyErr_Format(PyExc_TypeError, cstr("__bytes__ returned non-bytes (type %.200s)"), result.ob_type.tp_name);
      Py_DECREF(result);
      return false;
    }
  } else if (tstate.current_exception) return false;
  else if (PyObject_CheckBuffer(v)) result = PyBytes_FromObject(v);
  else {
    PyErr_Format(
      PyExc_TypeError,
      cstr("%%b requires a bytes-like object, or an object that implements __bytes__, not '%.100s'"),
      v.ob_type.tp_name,
    );
  }
  return result ? set_text(f, result, PyBytes_AS_STRING(result), PyBytes_GET_SIZE(result)) : false;
}

function format_long(f: BytesFormatter, v: PyObject, plain: bool): bool {
  const arg = f.arg;
  const type = arg.ch;
  const alternate = (arg.flags & F_ALT) !== 0;
  if (plain && PyLong_CheckExact(v) && type !== 0x58) {
    f.writer.min_size -= RESERVED;
    const base = type === 0x6f ? 8 : type === 0x78 ? 16 : 10;
    f.res = _PyLong_FormatBytesWriter(f.writer, f.res, v, base, alternate);
    return f.res !== 0;
  }
  const iobj = integer_operand(v, type);
  if (!iobj) return false;
  arg.sign = 1;
  const ok = set_ascii(f, _PyUnicode_FormatLong(iobj, alternate, arg.prec, type));
  Py_DECREF(iobj);
  return ok;
}

function format_float(f: BytesFormatter, v: PyObject, plain: bool): bool {
  const arg = f.arg;
  const x = PyFloat_AsDouble(v);
  if (is_error(x)) {
    PyErr_Format(PyExc_TypeError, cstr("float argument required, not %.200s"), v.ob_type.tp_name);
    return false;
  }
  const flags = arg.flags & F_ALT ? Py_DTSF_ALT : 0;
  const p = PyOS_double_to_string(x, <i32>arg.ch, arg.prec < 0 ? 6 : arg.prec, flags);
  if (p === 0) return false;
  const length = tstate.out_i32;
  let ok: bool;
  if (plain) {
    f.writer.min_size -= RESERVED;
    f.res = _PyBytesWriter_WriteBytes(f.writer, f.res, p, length);
    ok = f.res !== 0;
  } else {
    arg.sign = 1;
    const text = PyBytes_FromStringAndSize(p, length);
    ok = text ? set_text(f, text, PyBytes_AS_STRING(text), length) : false;
  }
  PyMem_Free(p);
  return ok;
}

/** The byte of %c; -1 on error. */
function byte_converter(v: PyObject): i32 {
  if ((PyBytes_Check(v) || PyByteArray_Check(v)) && bytes_like_size(v) === 1) return load<u8>(bytes_like_data(v));
  if (!PyBytes_Check(v) && !PyByteArray_Check(v)) {
    const iobj = PyLong_Check(v) ? Py_NewRef(v) : _PyNumber_Index(v);
    if (iobj) {
      const value = PyLong_AsLongAndOverflow(iobj);
      Py_DECREF(iobj);
      if (value >= 0 && value <= 255) return <i32>value;
      PyErr_SetString(PyExc_OverflowError, cstr("%c arg not in range(256)"));
      return -1;
    }
    if (!PyErr_ExceptionMatches(PyExc_TypeError)) return -1;
  }
  PyErr_SetString(PyExc_TypeError, cstr("%c requires an integer in range(256) or a single byte"));
  return -1;
}

function format_byte(f: BytesFormatter, v: PyObject): bool {
  const byte = byte_converter(v);
  if (byte < 0) return false;
  if (f.arg.width === -1) {
    store<u8>(f.res++, byte);
    return true;
  }
  f.onechar = byte;
  f.pbuf = changetype<usize>(f) + offsetof<BytesFormatter>("onechar");
  f.len = 1;
  return true;
}

function pad(f: BytesFormatter, byte: u32, count: i32): void {
  if (count <= 0) return;
  memory.fill(f.res, <u8>byte, <usize>count);
  f.res += <usize>count;
}

function copy(f: BytesFormatter, from: usize, count: i32): void {
  if (count <= 0) return;
  memory.copy(f.res, from, <usize>count);
  f.res += <usize>count;
}

/** Writes the text with sign, prefix and padding. False on error. */
function output(f: BytesFormatter): bool {
  const arg = f.arg;
  const flags = arg.flags;
  let pbuf = f.pbuf;
  let len = f.len;
  let sign: u32 = 0;
  const fill: u32 = arg.sign && flags & F_ZERO ? 0x30 : 0x20;
  if (arg.sign) {
    const first = load<u8>(pbuf);
    if (first === 0x2d || first === 0x2b) {
      sign = first;
      pbuf++;
      len--;
    } else if (flags & F_SIGN) sign = 0x2b;
    else if (flags & F_BLANK) sign = 0x20;
  }
  const width = max(arg.width, len);
  const alloc = sign !== 0 && len === width ? width + 1 : width;
  if (alloc > RESERVED) {
    f.res = _PyBytesWriter_Prepare(f.writer, f.res, alloc - RESERVED);
    if (f.res === 0) return false;
  }
  const alternate = flags & F_ALT && (arg.ch === 0x78 || arg.ch === 0x58 || arg.ch === 0x6f);
  const prefix = alternate ? 2 : 0;
  const padding = alloc - len - (sign ? 1 : 0);
  if (fill === 0x20 && !(flags & F_LJUST)) pad(f, fill, padding);
  if (sign) pad(f, sign, 1);
  copy(f, pbuf, prefix);
  if (fill !== 0x20 && !(flags & F_LJUST)) pad(f, fill, padding);
  copy(f, pbuf + <usize>prefix, len - prefix);
  if (flags & F_LJUST) pad(f, 0x20, padding);
  return true;
}
