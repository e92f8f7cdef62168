/**
 * The error handlers surrogatepass and surrogateescape. CPython: PyCodec_SurrogatePassErrors, PyCodec_SurrogateEscapeErrors of
 * Python/codecs.c.
 */

import { PyErr_SetObject } from "../abstract/errors";
import { _PyCString_Equal } from "../object/c-string";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_UnicodeDecodeError, PyExc_UnicodeEncodeError } from "../object/static-types";
import { PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "./bytes";
import { Py_TOLOWER } from "./bytes-case";
import {
  PyUnicodeDecodeError_GetEnd,
  PyUnicodeDecodeError_GetObject,
  PyUnicodeDecodeError_GetStart,
  PyUnicodeEncodeError_GetEncoding,
  PyUnicodeEncodeError_GetEnd,
  PyUnicodeEncodeError_GetObject,
  PyUnicodeEncodeError_GetStart,
} from "./exception-unicode";
import {
  PyUnicode_DATA,
  PyUnicode_FromKindAndData,
  PyUnicode_FromOrdinal,
  PyUnicode_KIND,
  PyUnicode_READ,
} from "./str";
import { PyUnicode_AsUTF8 } from "./str-utf8";
import { PyObject_TypeCheck } from "./type-mro";
import { handler_result, wrong_exception_type } from "./unicode-error-handlers";

const ENC_UNKNOWN: i32 = -1;
const ENC_UTF8: i32 = 0;
const ENC_UTF16BE: i32 = 1;
const ENC_UTF16LE: i32 = 2;
const ENC_UTF32BE: i32 = 3;
const ENC_UTF32LE: i32 = 4;

/** Which UTF the name says. */
function get_standard_encoding(encoding: usize): i32 {
  if (_PyCString_Equal(encoding, cstr("CP_UTF8"))) return ENC_UTF8;
  if (
    Py_TOLOWER(load<u8>(encoding)) !== 0x75 ||
    Py_TOLOWER(load<u8>(encoding, 1)) !== 0x74 ||
    Py_TOLOWER(load<u8>(encoding, 2)) !== 0x66
  ) {
    return ENC_UNKNOWN;
  }
  let p = skip_hyphen(encoding + 3);
  if (load<u8>(p) === 0x38 && load<u8>(p, 1) === 0) return ENC_UTF8;
  const wide = load<u8>(p) === 0x33 && load<u8>(p, 1) === 0x32;
  if (!wide && !(load<u8>(p) === 0x31 && load<u8>(p, 1) === 0x36)) return ENC_UNKNOWN;
  p += 2;
  if (load<u8>(p) === 0) return wide ? ENC_UTF32LE : ENC_UTF16LE;
  p = skip_hyphen(p);
  if (load<u8>(p) === 0 || Py_TOLOWER(load<u8>(p, 1)) !== 0x65 || load<u8>(p, 2) !== 0) return ENC_UNKNOWN;
  const order = Py_TOLOWER(load<u8>(p));
  if (order === 0x62) return wide ? ENC_UTF32BE : ENC_UTF16BE;
  if (order === 0x6c) return wide ? ENC_UTF32LE : ENC_UTF16LE;
  return ENC_UNKNOWN;
}

function skip_hyphen(p: usize): usize {
  const c = load<u8>(p);
  return c === 0x2d || c === 0x5f ? p + 1 : p;
}

/** Bytes of a surrogate. */
function unit_bytes(code: i32): i32 {
  return code === ENC_UTF8 ? 3 : code <= ENC_UTF16LE ? 2 : 4;
}

/** The code of the `encoding` attribute (a str; stolen, NULL: error): -2 on error. */
function encoding_code(encoding: PyObject | null): i32 {
  if (!encoding) return -2;
  const text = PyUnicode_AsUTF8(encoding);
  const code = text === 0 ? -2 : get_standard_encoding(text);
  Py_DECREF(encoding);
  return code;
}

/** Raises `exc` itself. Returns NULL. */
function raise(exc: PyObject): PyObject | null {
  PyErr_SetObject(exc.ob_type, exc);
  return null;
}

function store_surrogate(p: usize, ch: u32, code: i32): void {
  switch (code) {
    case ENC_UTF8:
      store<u8>(p, 0xe0 | (ch >> 12));
      store<u8>(p, 0x80 | ((ch >> 6) & 0x3f), 1);
      store<u8>(p, 0x80 | (ch & 0x3f), 2);
      break;
    case ENC_UTF16LE:
      store<u16>(p, ch);
      break;
    case ENC_UTF16BE:
      store<u16>(p, bswap<u16>(<u16>ch));
      break;
    case ENC_UTF32LE:
      store<u32>(p, ch);
      break;
    default:
      store<u32>(p, bswap<u32>(ch));
  }
}

function pass_encode(exc: PyObject): PyObject | null {
  if (PyUnicodeEncodeError_GetStart(exc) < 0) return null;
  const start = tstate.out_i32;
  if (PyUnicodeEncodeError_GetEnd(exc) < 0) return null;
  const end = tstate.out_i32;
  const code = encoding_code(PyUnicodeEncodeError_GetEncoding(exc));
  if (code === -2) return null;
  if (code === ENC_UNKNOWN) return raise(exc);
  const object = PyUnicodeEncodeError_GetObject(exc);
  if (!object) return null;
  const width = unit_bytes(code);
  let result = PyBytes_FromStringAndSize(0, width * max(0, end - start));
  const kind = PyUnicode_KIND(object);
  const data = PyUnicode_DATA(object);
  for (let i = start; i < end && result; i++) {
    const ch = PyUnicode_READ(kind, data, i);
    if ((ch & 0xfffff800) !== 0xd800) {
      Py_DECREF(result);
      result = raise(exc);
    } else store_surrogate(PyBytes_AS_STRING(result) + <usize>((i - start) * width), ch, code);
  }
  Py_DECREF(object);
  return handler_result(result, end);
}

/** The surrogate at `p`, or 0. */
function load_surrogate(p: usize, code: i32): u32 {
  let ch: u32 = 0;
  switch (code) {
    case ENC_UTF8:
      if ((load<u8>(p) & 0xf0) !== 0xe0 || (load<u8>(p, 1) & 0xc0) !== 0x80 || (load<u8>(p, 2) & 0xc0) !== 0x80)
        return 0;
      ch = ((load<u8>(p) & 0x0f) << 12) | ((load<u8>(p, 1) & 0x3f) << 6) | (load<u8>(p, 2) & 0x3f);
      break;
    case ENC_UTF16LE:
      ch = load<u16>(p);
      break;
    case ENC_UTF16BE:
      ch = bswap<u16>(load<u16>(p));
      break;
    case ENC_UTF32LE:
      ch = load<u32>(p);
      break;
    default:
      ch = bswap<u32>(load<u32>(p));
  }
  return (ch & 0xfffff800) === 0xd800 ? ch : 0;
}

function pass_decode(exc: PyObject): PyObject | null {
  if (PyUnicodeDecodeError_GetStart(exc) < 0) return null;
  const start = tstate.out_i32;
  const code = encoding_code(PyUnicodeEncodeError_GetEncoding(exc));
  if (code === -2) return null;
  if (code === ENC_UNKNOWN) return raise(exc);
  const object = PyUnicodeDecodeError_GetObject(exc);
  if (!object) return null;
  const width = unit_bytes(code);
  let ch: u32 = 0;
  if (PyBytes_GET_SIZE(object) - start >= width) {
    ch = load_surrogate(PyBytes_AS_STRING(object) + <usize>start, code);
  }
  Py_DECREF(object);
  if (ch === 0) return raise(exc);
  return handler_result(PyUnicode_FromOrdinal(<i32>ch), start + width);
}

export function PyCodec_SurrogatePassErrors(_self: PyObject, exc: PyObject | null): PyObject | null {
  if (PyObject_TypeCheck(exc!, PyExc_UnicodeEncodeError)) return pass_encode(exc!);
  if (PyObject_TypeCheck(exc!, PyExc_UnicodeDecodeError)) return pass_decode(exc!);
  return wrong_exception_type(exc!);
}

function escape_encode(exc: PyObject): PyObject | null {
  if (PyUnicodeEncodeError_GetStart(exc) < 0) return null;
  const start = tstate.out_i32;
  if (PyUnicodeEncodeError_GetEnd(exc) < 0) return null;
  const end = tstate.out_i32;
  const object = PyUnicodeEncodeError_GetObject(exc);
  if (!object) return null;
  let result = PyBytes_FromStringAndSize(0, max(0, end - start));
  const kind = PyUnicode_KIND(object);
  const data = PyUnicode_DATA(object);
  for (let i = start; i < end && result; i++) {
    const ch = PyUnicode_READ(kind, data, i);
    if (ch < 0xdc80 || ch > 0xdcff) {
      Py_DECREF(result);
      result = raise(exc);
    } else store<u8>(PyBytes_AS_STRING(result) + <usize>(i - start), ch - 0xdc00);
  }
  Py_DECREF(object);
  return handler_result(result, end);
}

/** At most four bytes at a time; ASCII bytes are never escaped. */
function escape_decode(exc: PyObject): PyObject | null {
  if (PyUnicodeDecodeError_GetStart(exc) < 0) return null;
  const start = tstate.out_i32;
  if (PyUnicodeDecodeError_GetEnd(exc) < 0) return null;
  const end = tstate.out_i32;
  const object = PyUnicodeDecodeError_GetObject(exc);
  if (!object) return null;
  const p = PyBytes_AS_STRING(object) + <usize>start;
  const mark = stack_mark();
  const characters = stack_alloc(8);
  let count = 0;
  while (count < 4 && count < end - start) {
    const byte: u32 = load<u8>(p + <usize>count);
    if (byte < 128) break;
    store<u16>(characters + ((<usize>count) << 1), 0xdc00 + byte);
    count++;
  }
  Py_DECREF(object);
  const result =
    count > 0 ? handler_result(PyUnicode_FromKindAndData(2, characters, count), start + count) : raise(exc);
  stack_release(mark);
  return result;
}

export function PyCodec_SurrogateEscapeErrors(_self: PyObject, exc: PyObject | null): PyObject | null {
  if (PyObject_TypeCheck(exc!, PyExc_UnicodeEncodeError)) return escape_encode(exc!);
  if (PyObject_TypeCheck(exc!, PyExc_UnicodeDecodeError)) return escape_decode(exc!);
  return wrong_exception_type(exc!);
}
