/**
 * ASCII and latin-1. CPython: PyUnicode_DecodeASCII, unicode_encode_ucs1 of Objects/unicodeobject.c.
 */

import { PyErr_BadArgument } from "../abstract/errors";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_ssize_t, PyObject } from "../object/object";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "./bytes";
import {
  _PyBytesWriter,
  _PyBytesWriter_Alloc,
  _PyBytesWriter_Dealloc,
  _PyBytesWriter_Finish,
  _PyBytesWriter_OnStack,
  _PyBytesWriter_Prepare,
  _PyBytesWriter_WriteBytes,
} from "./bytes-writer";
import {
  get_latin1_char,
  PyUnicode_Check,
  PyUnicode_DATA,
  PyUnicode_FromKindAndData,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicode_READ,
  unicode_get_empty,
  unicode_new_ascii,
} from "./str";
import { ascii_prefix } from "./str-copy";
import {
  _PyUnicodeWriter,
  _PyUnicodeWriter_Dealloc,
  _PyUnicodeWriter_Finish,
  _PyUnicodeWriter_InitWithBuffer,
  _PyUnicodeWriter_OnStack,
  _PyUnicodeWriter_PrepareKind,
  _PyUnicodeWriter_WriteChar,
} from "./str-writer";
import {
  _Py_ERROR_BACKSLASHREPLACE,
  _Py_ERROR_IGNORE,
  _Py_ERROR_REPLACE,
  _Py_ERROR_STRICT,
  _Py_ERROR_SURROGATEESCAPE,
  _Py_ERROR_UNKNOWN,
  _Py_ERROR_XMLCHARREFREPLACE,
  _Py_GetErrorHandler,
  DecodeErrors,
  DecodeErrors_Clear,
  DecodeErrors_Init,
  EncodeErrors,
  EncodeErrors_Clear,
  EncodeErrors_Init,
  raise_encode_exception,
  unicode_decode_call_errorhandler_writer,
  unicode_encode_call_errorhandler,
} from "./unicode-errors";
import { backslashreplace, xmlcharrefreplace } from "./unicode-replacements";

/** Returns a new reference to a str. */
export function PyUnicode_DecodeLatin1(s: usize, size: Py_ssize_t, _errors: usize): PyObject | null {
  return PyUnicode_FromKindAndData(1, s, size);
}

/** Returns a new reference to a str. */
export function PyUnicode_DecodeASCII(s: usize, size: Py_ssize_t, errors: usize): PyObject | null {
  if (size === 0) return unicode_get_empty();
  if (size === 1 && load<u8>(s) < 0x80) return get_latin1_char(load<u8>(s));
  const u = unicode_new_ascii(size);
  if (!u) return null;
  const length = ascii_prefix(s, size);
  memory.copy(PyUnicode_DATA(u), s, <usize>length);
  if (length === size) return u;
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  _PyUnicodeWriter_InitWithBuffer(writer, u);
  writer.pos = length;
  const d = changetype<DecodeErrors>(stack_alloc(offsetof<DecodeErrors>()));
  DecodeErrors_Init(d, cstr("ascii"), errors, s, size);
  d.reason = cstr("ordinal not in range(128)");
  d.s = s + <usize>length;
  const status = decode_ascii_into(d, writer);
  DecodeErrors_Clear(d);
  let result: PyObject | null = null;
  if (status < 0) _PyUnicodeWriter_Dealloc(writer);
  else result = _PyUnicodeWriter_Finish(writer);
  stack_release(mark);
  return result;
}

function decode_ascii_into(d: DecodeErrors, writer: _PyUnicodeWriter): i32 {
  while (d.s < d.end) {
    const c: u32 = load<u8>(d.s);
    if (c < 0x80) {
      if (_PyUnicodeWriter_WriteChar(writer, c) < 0) return -1;
      d.s++;
    } else if (handle_byte(d, writer, c) < 0) return -1;
  }
  return 0;
}

/** Does what the error handler says about the byte `c` at d.s. -1 on error. */
function handle_byte(d: DecodeErrors, writer: _PyUnicodeWriter, c: u32): i32 {
  if (d.error_handler === _Py_ERROR_UNKNOWN) d.error_handler = _Py_GetErrorHandler(d.errors);
  switch (d.error_handler) {
    case _Py_ERROR_REPLACE:
    case _Py_ERROR_SURROGATEESCAPE:
      if (_PyUnicodeWriter_PrepareKind(writer, 2) < 0) return -1;
      d.s++;
      return _PyUnicodeWriter_WriteChar(writer, d.error_handler === _Py_ERROR_REPLACE ? 0xfffd : c + 0xdc00);
    case _Py_ERROR_IGNORE:
      d.s++;
      return 0;
    default:
      d.startinpos = <i32>(d.s - d.input);
      d.endinpos = d.startinpos + 1;
      return unicode_decode_call_errorhandler_writer(d, writer);
  }
}

/** Encodes characters below `limit` (128 or 256). Returns a new reference to bytes. */
function unicode_encode_ucs1(unicode: PyObject, errors: usize, limit: u32): PyObject | null {
  const mark = stack_mark();
  const writer = _PyBytesWriter_OnStack();
  const e = changetype<EncodeErrors>(stack_alloc(offsetof<EncodeErrors>()));
  if (limit === 256) EncodeErrors_Init(e, cstr("latin-1"), errors, cstr("ordinal not in range(256)"), unicode);
  else EncodeErrors_Init(e, cstr("ascii"), errors, cstr("ordinal not in range(128)"), unicode);
  const kind = PyUnicode_KIND(unicode);
  const data = PyUnicode_DATA(unicode);
  const size = PyUnicode_GET_LENGTH(unicode);
  let str = _PyBytesWriter_Alloc(writer, size);
  for (let pos = 0; str !== 0 && pos < size; ) {
    const ch = PyUnicode_READ(kind, data, pos);
    if (ch < limit) {
      store<u8>(str++, ch);
      pos++;
    } else {
      str = encode_unencodable(e, writer, str, pos, limit);
      pos = e.newpos;
    }
  }
  EncodeErrors_Clear(e);
  let result: PyObject | null = null;
  if (str !== 0) result = _PyBytesWriter_Finish(writer, str);
  else _PyBytesWriter_Dealloc(writer);
  stack_release(mark);
  return result;
}

/** Writes what stands for the run of characters >= limit at `start`; the end, 0 on error. `e.newpos`: where to go on. */
function encode_unencodable(e: EncodeErrors, writer: _PyBytesWriter, str: usize, start: i32, limit: u32): usize {
  const unicode = e.unicode;
  const kind = PyUnicode_KIND(unicode);
  const data = PyUnicode_DATA(unicode);
  const size = PyUnicode_GET_LENGTH(unicode);
  let end = start + 1;
  while (end < size && PyUnicode_READ(kind, data, end) >= limit) end++;
  writer.overallocate = end < size ? 1 : 0;
  e.newpos = end;
  if (e.error_handler === _Py_ERROR_UNKNOWN) e.error_handler = _Py_GetErrorHandler(e.errors);
  switch (e.error_handler) {
    case _Py_ERROR_STRICT:
      raise_encode_exception(e, start, end);
      return 0;
    case _Py_ERROR_REPLACE:
      memory.fill(str, 0x3f, <usize>(end - start));
      return str + <usize>(end - start);
    case _Py_ERROR_IGNORE:
      return str;
    case _Py_ERROR_BACKSLASHREPLACE:
      writer.min_size -= end - start;
      return backslashreplace(writer, str, unicode, start, end);
    case _Py_ERROR_XMLCHARREFREPLACE:
      writer.min_size -= end - start;
      return xmlcharrefreplace(writer, str, unicode, start, end);
    case _Py_ERROR_SURROGATEESCAPE:
      for (; start < end; start++) {
        const ch = PyUnicode_READ(kind, data, start);
        if (ch < 0xdc80 || ch > 0xdcff) return call_handler(e, writer, str, start, end, limit);
        store<u8>(str++, ch - 0xdc00);
      }
      return str;
    default:
      return call_handler(e, writer, str, start, end, limit);
  }
}

function call_handler(e: EncodeErrors, writer: _PyBytesWriter, str: usize, start: i32, end: i32, limit: u32): usize {
  const rep = unicode_encode_call_errorhandler(e, start, end);
  if (!rep) return 0;
  const newpos = e.newpos;
  if (newpos < start) {
    writer.overallocate = 1;
    str = _PyBytesWriter_Prepare(writer, str, start - newpos);
  } else {
    writer.min_size -= newpos - start;
    writer.overallocate = newpos < PyUnicode_GET_LENGTH(e.unicode) ? 1 : 0;
  }
  if (str !== 0) {
    if (PyBytes_Check(rep)) {
      str = _PyBytesWriter_WriteBytes(writer, str, PyBytes_AS_STRING(rep), PyBytes_GET_SIZE(rep));
    } else if (limit === 256 ? PyUnicode_KIND(rep) === 1 : PyUnicode_IS_ASCII(rep)) {
      str = _PyBytesWriter_WriteBytes(writer, str, PyUnicode_DATA(rep), PyUnicode_GET_LENGTH(rep));
    } else {
      raise_encode_exception(e, start, end);
      str = 0;
    }
  }
  Py_DECREF(rep);
  return str;
}

/** Returns a new reference to bytes. */
export function _PyUnicode_AsLatin1String(unicode: PyObject, errors: usize): PyObject | null {
  if (!PyUnicode_Check(unicode)) {
    PyErr_BadArgument();
    return null;
  }
  if (PyUnicode_KIND(unicode) === 1) {
    return PyBytes_FromStringAndSize(PyUnicode_DATA(unicode), PyUnicode_GET_LENGTH(unicode));
  }
  return unicode_encode_ucs1(unicode, errors, 256);
}

/** Returns a new reference to bytes. */
export function _PyUnicode_AsASCIIString(unicode: PyObject, errors: usize): PyObject | null {
  if (!PyUnicode_Check(unicode)) {
    PyErr_BadArgument();
    return null;
  }
  if (PyUnicode_IS_ASCII(unicode)) {
    return PyBytes_FromStringAndSize(PyUnicode_DATA(unicode), PyUnicode_GET_LENGTH(unicode));
  }
  return unicode_encode_ucs1(unicode, errors, 128);
}
