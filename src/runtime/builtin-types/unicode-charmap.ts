/**
 * Character maps: the codecs of 8-bit encodings. CPython: PyUnicode_BuildEncodingMap, _PyUnicode_EncodeCharmap,
 * PyUnicode_DecodeCharmap of Objects/unicodeobject.c.
 */

import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_GetItem } from "../abstract/sequence";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_IS_TYPE, PyObject, ptr } from "../object/object";
import { EncodingMapType, Py_None, PyExc_LookupError, PyExc_TypeError } from "../object/static-types";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE } from "./bytes";
import {
  _PyBytesWriter,
  _PyBytesWriter_Alloc,
  _PyBytesWriter_Dealloc,
  _PyBytesWriter_Finish,
  _PyBytesWriter_OnStack,
  _PyBytesWriter_Prepare,
  _PyBytesWriter_WriteBytes,
} from "./bytes-writer";
import { PyLong_AsLong, PyLong_Check, PyLong_FromLong } from "./int";
import {
  MAX_UNICODE,
  PyUnicode_Check,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  PyUnicode_READ,
} from "./str";
import { _PyUnicode_AsLatin1String, PyUnicode_DecodeLatin1 } from "./str-latin1";
import {
  _PyUnicodeWriter,
  _PyUnicodeWriter_Dealloc,
  _PyUnicodeWriter_Finish,
  _PyUnicodeWriter_OnStack,
  _PyUnicodeWriter_WriteChar,
  _PyUnicodeWriter_WriteStr,
} from "./str-writer";
import { encoding_map_lookup } from "./unicode-encoding-map";
import {
  _Py_ERROR_IGNORE,
  _Py_ERROR_REPLACE,
  _Py_ERROR_STRICT,
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

/** In a decoding table: no character. */
const UNDEFINED: u32 = 0xfffe;

/** What the mapping has under a number; None when it has nothing: new reference, NULL with an exception. */
function mapped(mapping: PyObject, key: u32): PyObject | null {
  const number = PyLong_FromLong(<i64>key);
  if (!number) return null;
  const value = PyObject_GetItem(mapping, number);
  Py_DECREF(number);
  if (value || !PyErr_ExceptionMatches(PyExc_LookupError)) return value;
  PyErr_Clear();
  return Py_None;
}

// --- encoding ---

/** Bytes being written. */
@unmanaged
class CharmapOutput {
  writer: _PyBytesWriter;
  out: usize;
}

/** Writes bytes. False with MemoryError. */
function put_bytes(o: CharmapOutput, bytes: usize, length: i32): bool {
  o.out = _PyBytesWriter_WriteBytes(o.writer, o.out, bytes, length);
  return o.out !== 0;
}

function put_byte(o: CharmapOutput, byte: u32): bool {
  o.out = _PyBytesWriter_Prepare(o.writer, o.out, 1);
  if (!o.out) return false;
  store<u8>(o.out++, byte);
  return true;
}

/** Writes what `ch` is mapped to: 1; 0 when it is not mapped; -1 with an exception. */
function put_character(o: CharmapOutput, ch: u32, mapping: PyObject): i32 {
  if (Py_IS_TYPE(mapping, EncodingMapType)) {
    const byte = encoding_map_lookup(ch, mapping);
    return byte < 0 ? 0 : put_byte(o, <u32>byte) ? 1 : -1;
  }
  const value = mapped(mapping, ch);
  if (!value) return -1;
  let status = -1;
  if (ptr(value) === ptr(Py_None)) status = 0;
  else if (PyLong_Check(value)) {
    const number = PyLong_AsLong(value);
    if (number < 0 || number > 255) {
      PyErr_SetString(PyExc_TypeError, cstr("character mapping must be in range(256)"));
    } else if (put_byte(o, <u32>number)) status = 1;
  } else if (PyBytes_Check(value)) {
    if (put_bytes(o, PyBytes_AS_STRING(value), PyBytes_GET_SIZE(value))) status = 1;
  } else {
    const text = cstr("character mapping must return integer, bytes or None, not %.400s");
    PyErr_Format(PyExc_TypeError, text, value.ob_type.tp_name);
  }
  Py_DECREF(value);
  return status;
}

/** Is `ch` mapped? 1, 0, -1 with an exception. */
function is_mapped(ch: u32, mapping: PyObject): i32 {
  if (Py_IS_TYPE(mapping, EncodingMapType)) return encoding_map_lookup(ch, mapping) >= 0 ? 1 : 0;
  const value = mapped(mapping, ch);
  if (!value) return -1;
  Py_DECREF(value);
  return ptr(value) === ptr(Py_None) ? 0 : 1;
}

/** As put_character; a character that is not mapped is an error about e.unicode[start:end]. False with an exception. */
function put_replacement(o: CharmapOutput, ch: u32, mapping: PyObject, e: EncodeErrors, start: i32, end: i32): bool {
  const status = put_character(o, ch, mapping);
  if (status === 0) raise_encode_exception(e, start, end);
  return status > 0;
}

/** "&#NUMBER;" for each character. False with an exception. */
function put_references(o: CharmapOutput, mapping: PyObject, e: EncodeErrors, start: i32, end: i32): bool {
  const kind = PyUnicode_KIND(e.unicode);
  const data = PyUnicode_DATA(e.unicode);
  for (let i = start; i < end; i++) {
    const ch = PyUnicode_READ(kind, data, i);
    let scale: u32 = 1;
    while (ch / scale >= 10) scale *= 10;
    if (!put_replacement(o, 38, mapping, e, start, end) || !put_replacement(o, 35, mapping, e, start, end))
      return false;
    for (; scale > 0; scale /= 10) {
      if (!put_replacement(o, 48 + ((ch / scale) % 10), mapping, e, start, end)) return false;
    }
    if (!put_replacement(o, 59, mapping, e, start, end)) return false;
  }
  return true;
}

/** What the error handler gives for e.unicode[start:end]. False with an exception. */
function put_handled(o: CharmapOutput, mapping: PyObject, e: EncodeErrors, start: i32, end: i32): bool {
  const replacement = unicode_encode_call_errorhandler(e, start, end);
  if (!replacement) return false;
  let ok: bool = true;
  if (PyBytes_Check(replacement)) ok = put_bytes(o, PyBytes_AS_STRING(replacement), PyBytes_GET_SIZE(replacement));
  else {
    const kind = PyUnicode_KIND(replacement);
    const data = PyUnicode_DATA(replacement);
    for (let i = 0; ok && i < PyUnicode_GET_LENGTH(replacement); i++) {
      ok = put_replacement(o, PyUnicode_READ(kind, data, i), mapping, e, start, end);
    }
  }
  Py_DECREF(replacement);
  return ok;
}

/** The character at `start` is not mapped. e.newpos: where to go on. False with an exception. */
function put_unmapped(o: CharmapOutput, mapping: PyObject, e: EncodeErrors, start: i32): bool {
  const kind = PyUnicode_KIND(e.unicode);
  const data = PyUnicode_DATA(e.unicode);
  const length = PyUnicode_GET_LENGTH(e.unicode);
  let end = start + 1;
  for (; end < length; end++) {
    const status = is_mapped(PyUnicode_READ(kind, data, end), mapping);
    if (status < 0) return false;
    if (status > 0) break;
  }
  if (e.error_handler === _Py_ERROR_UNKNOWN) e.error_handler = _Py_GetErrorHandler(e.errors);
  e.newpos = end;
  switch (e.error_handler) {
    case _Py_ERROR_STRICT:
      raise_encode_exception(e, start, end);
      return false;
    case _Py_ERROR_REPLACE:
      for (let i = start; i < end; i++) if (!put_replacement(o, 63, mapping, e, start, end)) return false;
      return true;
    case _Py_ERROR_IGNORE:
      return true;
    case _Py_ERROR_XMLCHARREFREPLACE:
      return put_references(o, mapping, e, start, end);
    default:
      return put_handled(o, mapping, e, start, end);
  }
}

/** Encodes by a mapping from characters to bytes, ints or None: new bytes. */
export function _PyUnicode_EncodeCharmap(unicode: PyObject, mapping: PyObject | null, errors: usize): PyObject | null {
  if (!mapping) return _PyUnicode_AsLatin1String(unicode, errors);
  const mark = stack_mark();
  const o = changetype<CharmapOutput>(stack_alloc(offsetof<CharmapOutput>()));
  const e = changetype<EncodeErrors>(stack_alloc(offsetof<EncodeErrors>()));
  o.writer = _PyBytesWriter_OnStack();
  EncodeErrors_Init(e, cstr("charmap"), errors, cstr("character maps to <undefined>"), unicode);
  const kind = PyUnicode_KIND(unicode);
  const data = PyUnicode_DATA(unicode);
  const length = PyUnicode_GET_LENGTH(unicode);
  o.out = _PyBytesWriter_Alloc(o.writer, 0);
  o.writer.overallocate = 1;
  let ok: bool = o.out !== 0;
  for (let i = 0; ok && i < length; ) {
    const status = put_character(o, PyUnicode_READ(kind, data, i), mapping);
    if (status > 0) i++;
    else {
      ok = status === 0 && put_unmapped(o, mapping, e, i);
      i = e.newpos;
    }
  }
  EncodeErrors_Clear(e);
  let result: PyObject | null = null;
  if (ok) result = _PyBytesWriter_Finish(o.writer, o.out);
  else _PyBytesWriter_Dealloc(o.writer);
  stack_release(mark);
  return result;
}

// --- decoding ---

/** Writes what a byte is mapped to: 1; 0 when it is not mapped; -1 with an exception. */
function write_mapped(writer: _PyUnicodeWriter, mapping: PyObject, byte: u32): i32 {
  if (PyUnicode_Check(mapping)) {
    if (byte >= <u32>PyUnicode_GET_LENGTH(mapping)) return 0;
    const ch = PyUnicode_READ(PyUnicode_KIND(mapping), PyUnicode_DATA(mapping), <i32>byte);
    return ch === UNDEFINED ? 0 : _PyUnicodeWriter_WriteChar(writer, ch) < 0 ? -1 : 1;
  }
  const value = mapped(mapping, byte);
  if (!value) return -1;
  const status = ptr(value) === ptr(Py_None) ? 0 : write_value(writer, value);
  Py_DECREF(value);
  return status;
}

/** As write_mapped, for what a mapping has returned. */
function write_value(writer: _PyUnicodeWriter, value: PyObject): i32 {
  if (PyLong_Check(value)) {
    const number = PyLong_AsLong(value);
    if (number === <i64>UNDEFINED) return 0;
    if (number < 0 || number > <i64>MAX_UNICODE) {
      PyErr_Format(PyExc_TypeError, cstr("character mapping must be in range(0x%x)"), <usize>(MAX_UNICODE + 1));
      return -1;
    }
    return _PyUnicodeWriter_WriteChar(writer, <u32>number) < 0 ? -1 : 1;
  }
  if (PyUnicode_Check(value)) {
    const is_one = PyUnicode_GET_LENGTH(value) === 1;
    if (is_one && PyUnicode_READ(PyUnicode_KIND(value), PyUnicode_DATA(value), 0) === UNDEFINED) return 0;
    return _PyUnicodeWriter_WriteStr(writer, value) < 0 ? -1 : 1;
  }
  PyErr_SetString(PyExc_TypeError, cstr("character mapping must return integer, None or str"));
  return -1;
}

/** Decodes by a str, or a mapping from ints to ints, strs or None: a new str. */
export function PyUnicode_DecodeCharmap(
  text: usize,
  length: i32,
  mapping: PyObject | null,
  errors: usize,
): PyObject | null {
  if (!mapping) return PyUnicode_DecodeLatin1(text, length, errors);
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  const d = changetype<DecodeErrors>(stack_alloc(offsetof<DecodeErrors>()));
  DecodeErrors_Init(d, cstr("charmap"), errors, text, length);
  d.reason = cstr("character maps to <undefined>");
  writer.min_length = length;
  let status = 0;
  while (status >= 0 && d.s < d.end) {
    status = write_mapped(writer, mapping, load<u8>(d.s));
    if (status > 0) d.s++;
    else if (status === 0) {
      d.startinpos = <i32>(d.s - d.input);
      d.endinpos = d.startinpos + 1;
      status = unicode_decode_call_errorhandler_writer(d, writer);
    }
  }
  DecodeErrors_Clear(d);
  let result: PyObject | null = null;
  if (status >= 0) result = _PyUnicodeWriter_Finish(writer);
  else _PyUnicodeWriter_Dealloc(writer);
  stack_release(mark);
  return result;
}
