/**
 * Encoding and decoding by name. CPython: PyUnicode_Decode, PyUnicode_AsEncodedString of Objects/unicodeobject.c.
 *
 * The names of UTF-8, UTF-16, UTF-32, ASCII and latin-1 lead straight to their functions, others to the codec registry.
 * `encoding` and `errors` are NUL-terminated ASCII, 0 for the defaults "utf-8" and "strict".
 */

import {
  Py_buffer_OnStack,
  PyBUF_FULL_RO,
  PyBUF_SIMPLE,
  PyBuffer_FillInfo,
  PyBuffer_Release,
  PyObject_GetBuffer,
} from "../abstract/buffer";
import { PyErr_BadArgument, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { _PyCString_Equal } from "../object/c-string";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_ssize_t, PyObject } from "../object/object";
import { PyExc_RuntimeWarning, PyExc_TypeError } from "../object/static-types";
import { PyByteArray_AS_STRING, PyByteArray_Check, PyByteArray_GET_SIZE } from "./bytearray";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "./bytes";
import { Py_ISALNUM, Py_TOLOWER } from "./bytes-case";
import { PyMemoryView_FromBuffer } from "./memoryview";
import { PyUnicode_Check, unicode_get_empty, unicode_result } from "./str";
import {
  _PyUnicode_AsASCIIString,
  _PyUnicode_AsLatin1String,
  PyUnicode_DecodeASCII,
  PyUnicode_DecodeLatin1,
} from "./str-latin1";
import { _PyUnicode_AsUTF8String, PyUnicode_DecodeUTF8 } from "./str-utf8";
import { _PyCodec_DecodeText, _PyCodec_EncodeText } from "./unicode-codec-registry";
import { _PyUnicode_EncodeUTF16, PyUnicode_DecodeUTF16 } from "./unicode-utf16";
import { _PyUnicode_EncodeUTF32, PyUnicode_DecodeUTF32 } from "./unicode-utf32";
import { PyErr_WarnFormat } from "./warnings";

export {
  _PyUnicode_AsASCIIString,
  _PyUnicode_AsLatin1String,
  _PyUnicode_AsUTF8String,
  PyUnicode_DecodeASCII,
  PyUnicode_DecodeLatin1,
  PyUnicode_DecodeUTF8,
};

const OTHER: i32 = 0;
const UTF_8: i32 = 1;
const UTF_16: i32 = 2;
const UTF_32: i32 = 3;
const ASCII: i32 = 4;
const LATIN_1: i32 = 5;

/** Lower case, runs of other characters than letters, digits and '.' become '_'. False when `lower` is too short. */
export function _Py_normalize_encoding(encoding: usize, lower: usize, lower_len: usize): bool {
  let l = lower;
  const l_end = lower + lower_len - 1;
  let punct = false;
  for (let e = encoding; ; e++) {
    const c: u32 = load<u8>(e);
    if (c === 0) break;
    if (Py_ISALNUM(c) || c === 0x2e) {
      if (punct && l !== lower) {
        if (l === l_end) return false;
        store<u8>(l++, 0x5f);
      }
      punct = false;
      if (l === l_end) return false;
      store<u8>(l++, Py_TOLOWER(c));
    } else punct = true;
  }
  store<u8>(l, 0);
  return true;
}

/** Which of the native encodings `encoding` names. */
function native_encoding(encoding: usize): i32 {
  if (encoding === 0) return UTF_8;
  const mark = stack_mark();
  const name = stack_alloc(11);
  let which = OTHER;
  if (_Py_normalize_encoding(encoding, name, 11)) {
    if (load<u8>(name) === 0x75 && load<u8>(name, 1) === 0x74 && load<u8>(name, 2) === 0x66) {
      const width = load<u8>(name, 3) === 0x5f ? name + 4 : name + 3;
      if (_PyCString_Equal(width, cstr("8"))) which = UTF_8;
      else if (_PyCString_Equal(width, cstr("16"))) which = UTF_16;
      else if (_PyCString_Equal(width, cstr("32"))) which = UTF_32;
    } else if (_PyCString_Equal(name, cstr("ascii")) || _PyCString_Equal(name, cstr("us_ascii"))) which = ASCII;
    else if (
      _PyCString_Equal(name, cstr("latin1")) ||
      _PyCString_Equal(name, cstr("latin_1")) ||
      _PyCString_Equal(name, cstr("iso_8859_1")) ||
      _PyCString_Equal(name, cstr("iso8859_1"))
    ) {
      which = LATIN_1;
    }
  }
  stack_release(mark);
  return which;
}

/** Returns a new reference to a str. */
export function PyUnicode_Decode(s: usize, size: Py_ssize_t, encoding: usize, errors: usize): PyObject | null {
  if (size === 0) return unicode_get_empty();
  switch (native_encoding(encoding)) {
    case UTF_8:
      return PyUnicode_DecodeUTF8(s, size, errors);
    case UTF_16:
      return PyUnicode_DecodeUTF16(s, size, errors, 0);
    case UTF_32:
      return PyUnicode_DecodeUTF32(s, size, errors, 0);
    case ASCII:
      return PyUnicode_DecodeASCII(s, size, errors);
    case LATIN_1:
      return PyUnicode_DecodeLatin1(s, size, errors);
    default:
      return decode_by_registry(s, size, encoding, errors);
  }
}

/** The registered codec sees the bytes through a memoryview. */
function decode_by_registry(s: usize, size: Py_ssize_t, encoding: usize, errors: usize): PyObject | null {
  const mark = stack_mark();
  const info = Py_buffer_OnStack();
  let buffer: PyObject | null = null;
  if (PyBuffer_FillInfo(info, null, s, size, true, PyBUF_FULL_RO) === 0) buffer = PyMemoryView_FromBuffer(info);
  stack_release(mark);
  if (!buffer) return null;
  const unicode = _PyCodec_DecodeText(buffer, encoding, errors);
  if (!unicode) {
    Py_DECREF(buffer);
    return null;
  }
  if (!PyUnicode_Check(unicode)) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("'%.400s' decoder returned '%.400s' instead of 'str'; use codecs.decode() to decode to arbitrary types"),
      encoding,
      unicode.ob_type.tp_name,
    );
    Py_DECREF(unicode);
    Py_DECREF(buffer);
    return null;
  }
  Py_DECREF(buffer);
  return unicode_result(unicode);
}

/** str(o, encoding, errors) of a bytes-like object. Returns a new reference. */
export function PyUnicode_FromEncodedObject(o: PyObject, encoding: usize, errors: usize): PyObject | null {
  if (PyBytes_Check(o)) return PyUnicode_Decode(PyBytes_AS_STRING(o), PyBytes_GET_SIZE(o), encoding, errors);
  if (PyUnicode_Check(o)) {
    PyErr_SetString(PyExc_TypeError, cstr("decoding str is not supported"));
    return null;
  }
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (PyObject_GetBuffer(o, view, PyBUF_SIMPLE) === 0) {
    result = PyUnicode_Decode(view.buf, view.len, encoding, errors);
    PyBuffer_Release(view);
  } else {
    PyErr_Format(PyExc_TypeError, cstr("decoding to str: need a bytes-like object, %.80s found"), o.ob_type.tp_name);
  }
  stack_release(mark);
  return result;
}

/** Returns a new reference to bytes. */
export function PyUnicode_AsEncodedString(unicode: PyObject, encoding: usize, errors: usize): PyObject | null {
  if (!PyUnicode_Check(unicode)) {
    PyErr_BadArgument();
    return null;
  }
  switch (native_encoding(encoding)) {
    case UTF_8:
      return _PyUnicode_AsUTF8String(unicode, errors);
    case UTF_16:
      return _PyUnicode_EncodeUTF16(unicode, errors, 0);
    case UTF_32:
      return _PyUnicode_EncodeUTF32(unicode, errors, 0);
    case ASCII:
      return _PyUnicode_AsASCIIString(unicode, errors);
    case LATIN_1:
      return _PyUnicode_AsLatin1String(unicode, errors);
    default:
      return encode_by_registry(unicode, encoding, errors);
  }
}

function encode_by_registry(unicode: PyObject, encoding: usize, errors: usize): PyObject | null {
  const v = _PyCodec_EncodeText(unicode, encoding, errors);
  if (!v || PyBytes_Check(v)) return v;
  let result: PyObject | null = null;
  if (PyByteArray_Check(v)) {
    const status = PyErr_WarnFormat(
      PyExc_RuntimeWarning,
      1,
      cstr("encoder %s returned bytearray instead of bytes; use codecs.encode() to encode to arbitrary types"),
      encoding,
    );
    if (status === 0) result = PyBytes_FromStringAndSize(PyByteArray_AS_STRING(v), PyByteArray_GET_SIZE(v));
  } else {
    PyErr_Format(
      PyExc_TypeError,
      cstr("'%.400s' encoder returned '%.400s' instead of 'bytes'; use codecs.encode() to encode to arbitrary types"),
      encoding,
      v.ob_type.tp_name,
    );
  }
  Py_DECREF(v);
  return result;
}

/** UTF-8 with surrogateescape. Returns a new reference to a str. */
export function PyUnicode_DecodeFSDefaultAndSize(s: usize, size: Py_ssize_t): PyObject | null {
  return PyUnicode_DecodeUTF8(s, size, cstr("surrogateescape"));
}

/** UTF-8 with surrogateescape. Returns a new reference to bytes. */
export function PyUnicode_EncodeFSDefault(unicode: PyObject): PyObject | null {
  return _PyUnicode_AsUTF8String(unicode, cstr("surrogateescape"));
}
