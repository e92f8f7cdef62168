/**
 * What the UTF-8 encoder does with surrogates. CPython: the error part of utf8_encoder, stringlib/codecs.h.
 */
import { Py_DECREF, Py_ssize_t, PyObject } from "../object/object";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE } from "./bytes";
import { _PyBytesWriter, _PyBytesWriter_Prepare, _PyBytesWriter_WriteBytes } from "./bytes-writer";
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII } from "./str";
import {
  _Py_ERROR_BACKSLASHREPLACE,
  _Py_ERROR_IGNORE,
  _Py_ERROR_REPLACE,
  _Py_ERROR_SURROGATEESCAPE,
  _Py_ERROR_SURROGATEPASS,
  _Py_ERROR_UNKNOWN,
  _Py_ERROR_XMLCHARREFREPLACE,
  _Py_GetErrorHandler,
  EncodeErrors,
  raise_encode_exception,
  unicode_encode_call_errorhandler,
} from "./unicode-errors";
import { backslashreplace, xmlcharrefreplace } from "./unicode-replacements";

/** Most bytes of UTF-8 that a character of kind T takes: what the encoder reserves for each. @inline */
export function UTF8_MAX_BYTES<T>(): i32 {
  return sizeof<T>() === 1 ? 2 : sizeof<T>() === 2 ? 3 : 4;
}

/**
 * Writes what stands for the run of surrogates that begins at `startpos`. Returns the end of the output, 0 on error;
 * `e.newpos` says where the text goes on.
 */
export function encode_surrogates<T>(
  e: EncodeErrors,
  writer: _PyBytesWriter,
  p: usize,
  data: usize,
  startpos: i32,
  size: Py_ssize_t,
): usize {
  if (e.error_handler === _Py_ERROR_UNKNOWN) e.error_handler = _Py_GetErrorHandler(e.errors);
  let endpos = startpos + 1;
  while (endpos < size && (<u32>load<T>(data + <usize>endpos * sizeof<T>()) & 0xfffff800) === 0xd800) endpos++;
  writer.overallocate = endpos < size ? 1 : 0;
  e.newpos = endpos;
  const reserved = UTF8_MAX_BYTES<T>() * (endpos - startpos);
  switch (e.error_handler) {
    case _Py_ERROR_IGNORE:
      return p;
    case _Py_ERROR_REPLACE:
      memory.fill(p, 0x3f, <usize>(endpos - startpos));
      return p + <usize>(endpos - startpos);
    case _Py_ERROR_BACKSLASHREPLACE:
      writer.min_size -= reserved;
      return backslashreplace(writer, p, e.unicode, startpos, endpos);
    case _Py_ERROR_XMLCHARREFREPLACE:
      writer.min_size -= reserved;
      return xmlcharrefreplace(writer, p, e.unicode, startpos, endpos);
    case _Py_ERROR_SURROGATEPASS:
      for (let k = startpos; k < endpos; k++) {
        const ch = <u32>load<T>(data + <usize>k * sizeof<T>());
        store<u8>(p, 0xe0 | (ch >> 12));
        store<u8>(p, 0x80 | ((ch >> 6) & 0x3f), 1);
        store<u8>(p, 0x80 | (ch & 0x3f), 2);
        p += 3;
      }
      return p;
    case _Py_ERROR_SURROGATEESCAPE: {
      let k = startpos;
      for (; k < endpos; k++) {
        const ch = <u32>load<T>(data + <usize>k * sizeof<T>());
        if (ch < 0xdc80 || ch > 0xdcff) break;
        store<u8>(p++, ch & 0xff);
      }
      if (k === endpos) return p;
      return call_handler<T>(e, writer, p, k, endpos, size);
    }
    default:
      return call_handler<T>(e, writer, p, startpos, endpos, size);
  }
}

function call_handler<T>(
  e: EncodeErrors,
  writer: _PyBytesWriter,
  p: usize,
  startpos: i32,
  endpos: i32,
  size: Py_ssize_t,
): usize {
  const rep = unicode_encode_call_errorhandler(e, startpos, endpos);
  if (!rep) return 0;
  const newpos = e.newpos;
  if (newpos < startpos) {
    writer.overallocate = 1;
    p = _PyBytesWriter_Prepare(writer, p, UTF8_MAX_BYTES<T>() * (startpos - newpos));
  } else {
    writer.min_size -= UTF8_MAX_BYTES<T>() * (newpos - startpos);
    writer.overallocate = newpos < size ? 1 : 0;
  }
  if (p !== 0) p = write_ascii_replacement(e, writer, p, rep, startpos, endpos);
  Py_DECREF(rep);
  return p;
}

/** Appends a handler's result: bytes, or a str that must be ASCII (else the error is raised). Returns the end, 0 on error. */
export function write_ascii_replacement(
  e: EncodeErrors,
  writer: _PyBytesWriter,
  p: usize,
  rep: PyObject,
  startpos: i32,
  endpos: i32,
): usize {
  if (PyBytes_Check(rep)) {
    return _PyBytesWriter_WriteBytes(writer, p, PyBytes_AS_STRING(rep), PyBytes_GET_SIZE(rep));
  }
  if (!PyUnicode_IS_ASCII(rep)) {
    raise_encode_exception(e, startpos, endpos);
    return 0;
  }
  return _PyBytesWriter_WriteBytes(writer, p, PyUnicode_DATA(rep), PyUnicode_GET_LENGTH(rep));
}
