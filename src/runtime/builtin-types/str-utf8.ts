/**
 * UTF-8: decoding, encoding, and the form kept with a str. CPython: Objects/unicodeobject.c, stringlib/codecs.h.
 *
 * Decoding tries ASCII first, into the final object. At the first other byte it goes on in a writer of which the kind grows with
 * the characters; each kind has its loop (`decode_run`), left when a character does not fit or at an error.
 */

import { PyErr_BadArgument, PyErr_NoMemory } from "../abstract/errors";
import { PyMem_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_ssize_t, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyBytes_FromStringAndSize } from "./bytes";
import {
  _PyBytesWriter,
  _PyBytesWriter_Alloc,
  _PyBytesWriter_Dealloc,
  _PyBytesWriter_Finish,
  _PyBytesWriter_OnStack,
  _PyBytesWriter_Start,
} from "./bytes-writer";
import {
  get_latin1_char,
  PyCompactUnicodeObject,
  PyUnicode_Check,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_IS_COMPACT_ASCII,
  PyUnicode_KIND,
  unicode_get_empty,
  unicode_new_ascii,
} from "./str";
import { ascii_prefix } from "./str-copy";
import { encode_surrogates, UTF8_MAX_BYTES } from "./str-utf8-errors";
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
  _Py_ERROR_IGNORE,
  _Py_ERROR_REPLACE,
  _Py_ERROR_STRICT,
  _Py_ERROR_SURROGATEESCAPE,
  _Py_ERROR_UNKNOWN,
  _Py_GetErrorHandler,
  DecodeErrors,
  DecodeErrors_Clear,
  DecodeErrors_Init,
  EncodeErrors,
  EncodeErrors_Clear,
  EncodeErrors_Init,
  raise_decode_exception,
  unicode_decode_call_errorhandler_writer,
} from "./unicode-errors";

// What decode_run returns besides a character that does not fit (which is >= 0x80).
const RUN_END: u32 = 0;
const RUN_BAD_START: u32 = 1;
/** RUN_BAD_CONTINUATION + n: n bytes of the sequence were right, n = 0, 1, 2 after the first. */
const RUN_BAD_CONTINUATION: u32 = 2;

/** @inline */
function is_continuation(byte: u32): bool {
  return (byte & 0xc0) === 0x80;
}

/**
 * Decodes from `d.s` into the writer's buffer while characters fit in its kind. The buffer has room for as many
 * characters as there are bytes. Leaves `d.s` at the first byte that was not decoded.
 */
function decode_run<T>(d: DecodeErrors, writer: _PyUnicodeWriter): u32 {
  const end = d.end;
  const limit: u32 = sizeof<T>() === 1 ? 0xff : sizeof<T>() === 2 ? 0xffff : 0x10ffff;
  let s = d.s;
  let out = writer.data + <usize>writer.pos * sizeof<T>();
  let result: u32 = RUN_END;
  while (s < end) {
    let ch: u32 = load<u8>(s);
    if (ch < 0x80) {
      store<T>(out, <T>ch);
      out += sizeof<T>();
      s++;
      continue;
    }
    let length: usize;
    if (ch < 0xe0) {
      if (ch < 0xc2) {
        result = RUN_BAD_START;
        break;
      }
      if (s + 1 >= end) break;
      const b1 = load<u8>(s, 1);
      if (!is_continuation(b1)) {
        result = RUN_BAD_CONTINUATION;
        break;
      }
      ch = ((ch & 0x1f) << 6) | (b1 & 0x3f);
      length = 2;
    } else {
      const sequence = decode_long(s, end);
      length = <usize>(sequence >> 32);
      if (length === 0) {
        result = <u32>sequence;
        break;
      }
      ch = <u32>sequence;
    }
    if (ch > limit) {
      s += length;
      result = ch;
      break;
    }
    store<T>(out, <T>ch);
    out += sizeof<T>();
    s += length;
  }
  d.s = s;
  writer.pos = <i32>((out - writer.data) / sizeof<T>());
  return result;
}

/** A sequence of three or four bytes: length in the upper half (0: none) and character or RUN_* in the lower. */
function decode_long(s: usize, end: usize): u64 {
  const b0: u32 = load<u8>(s);
  if (b0 > 0xf4) return RUN_BAD_START;
  const need: usize = b0 < 0xf0 ? 3 : 4;
  const have = end - s;
  if (have < 2) return RUN_END;
  const b1: u32 = load<u8>(s, 1);
  // The second byte also rules out surrogates, overlong forms, and what is above U+10FFFF.
  let lowest: u32 = 0x80;
  let highest: u32 = 0xbf;
  if (b0 === 0xe0) lowest = 0xa0;
  else if (b0 === 0xed) highest = 0x9f;
  else if (b0 === 0xf0) lowest = 0x90;
  else if (b0 === 0xf4) highest = 0x8f;
  if (b1 < lowest || b1 > highest) return RUN_BAD_CONTINUATION;
  if (have < 3) return RUN_END;
  const b2: u32 = load<u8>(s, 2);
  if (!is_continuation(b2)) return RUN_BAD_CONTINUATION + 1;
  const ch = ((b0 & 0x0f) << 12) | ((b1 & 0x3f) << 6) | (b2 & 0x3f);
  if (need === 3) return ((<u64>3) << 32) | ch;
  if (have < 4) return RUN_END;
  const b3: u32 = load<u8>(s, 3);
  if (!is_continuation(b3)) return RUN_BAD_CONTINUATION + 2;
  return ((<u64>4) << 32) | (((b0 & 7) << 18) | ((b1 & 0x3f) << 12) | ((b2 & 0x3f) << 6) | (b3 & 0x3f));
}

function decode_any_run(d: DecodeErrors, writer: _PyUnicodeWriter): u32 {
  const kind = writer.kind;
  if (kind === 1) return decode_run_1(d, writer);
  if (kind === 2) return decode_run<u16>(d, writer);
  return decode_run<u32>(d, writer);
}

/** One-byte characters: an ASCII buffer must not take those above U+007F. */
function decode_run_1(d: DecodeErrors, writer: _PyUnicodeWriter): u32 {
  if (writer.maxchar >= 0x80) return decode_run<u8>(d, writer);
  const length = ascii_prefix(d.s, <i32>(d.end - d.s));
  memory.copy(writer.data + <usize>writer.pos, d.s, <usize>length);
  writer.pos += length;
  d.s += <usize>length;
  if (d.s >= d.end) return RUN_END;
  const b0: u32 = load<u8>(d.s);
  if (b0 < 0xc2) return RUN_BAD_START;
  if (b0 < 0xe0) {
    if (d.s + 1 >= d.end) return RUN_END;
    const b1: u32 = load<u8>(d.s, 1);
    if (!is_continuation(b1)) return RUN_BAD_CONTINUATION;
    d.s += 2;
    return ((b0 & 0x1f) << 6) | (b1 & 0x3f);
  }
  const sequence = decode_long(d.s, d.end);
  d.s += <usize>(sequence >> 32);
  return <u32>sequence;
}

/** Two bytes of a surrogate's three at the end of the input: an error handler may want to see the third. */
function is_truncated_surrogate(d: DecodeErrors): bool {
  return d.end - d.s === 2 && load<u8>(d.s) === 0xed && (load<u8>(d.s, 1) & 0xe0) === 0xa0;
}

/** Names the error at d.s; false: the input ends within a sequence and may go on later. */
function describe_error(d: DecodeErrors, run: u32, stateful: bool): bool {
  d.startinpos = <i32>(d.s - d.input);
  if (run === RUN_END) {
    if (stateful) return false;
    d.reason = cstr("unexpected end of data");
    d.endinpos = <i32>(d.end - d.input);
  } else if (run === RUN_BAD_START) {
    d.reason = cstr("invalid start byte");
    d.endinpos = d.startinpos + 1;
  } else {
    if (stateful && is_truncated_surrogate(d)) return false;
    d.reason = cstr("invalid continuation byte");
    d.endinpos = d.startinpos + 1 + <i32>(run - RUN_BAD_CONTINUATION);
  }
  return true;
}

/** Does what `d.errors` says about the error described. -1 on error. */
function handle_error(d: DecodeErrors, writer: _PyUnicodeWriter): i32 {
  if (d.error_handler === _Py_ERROR_UNKNOWN) d.error_handler = _Py_GetErrorHandler(d.errors);
  switch (d.error_handler) {
    case _Py_ERROR_STRICT:
      raise_decode_exception(d);
      return -1;
    case _Py_ERROR_IGNORE:
      break;
    case _Py_ERROR_REPLACE:
    case _Py_ERROR_SURROGATEESCAPE: {
      // Either writes no more characters than it skips bytes: there is room.
      if (_PyUnicodeWriter_PrepareKind(writer, 2) < 0) return -1;
      if (d.error_handler === _Py_ERROR_REPLACE) return write_and_skip(d, writer, 0xfffd);
      for (let i = d.startinpos; i < d.endinpos; i++) {
        if (_PyUnicodeWriter_WriteChar(writer, 0xdc00 + <u32>load<u8>(d.input + <usize>i)) < 0) return -1;
      }
      break;
    }
    default:
      return unicode_decode_call_errorhandler_writer(d, writer);
  }
  d.s = d.input + <usize>d.endinpos;
  return 0;
}

function write_and_skip(d: DecodeErrors, writer: _PyUnicodeWriter, ch: u32): i32 {
  d.s = d.input + <usize>d.endinpos;
  return _PyUnicodeWriter_WriteChar(writer, ch);
}

/** Decodes the rest of the input into the writer. -1 on error. */
function decode_into(d: DecodeErrors, writer: _PyUnicodeWriter, stateful: bool): i32 {
  while (d.s < d.end) {
    const run = decode_any_run(d, writer);
    if (run >= 0x80) {
      if (_PyUnicodeWriter_WriteChar(writer, run) < 0) return -1;
    } else {
      if (run === RUN_END && d.s === d.end) break;
      if (!describe_error(d, run, stateful)) break;
      if (handle_error(d, writer) < 0) return -1;
    }
  }
  return 0;
}

/**
 * Decodes `size` bytes; `errors` 0: strict. With `stateful` an incomplete sequence at the end is left, and the number
 * of bytes used is in `tstate.out_i32`. Returns a new reference.
 */
export function PyUnicode_DecodeUTF8Stateful(
  s: usize,
  size: Py_ssize_t,
  errors: usize,
  stateful: bool,
): PyObject | null {
  tstate.out_i32 = size;
  if (size === 0) return unicode_get_empty();
  if (size === 1 && load<u8>(s) < 0x80) return get_latin1_char(load<u8>(s));
  const u = unicode_new_ascii(size);
  if (!u) return null;
  const length = ascii_prefix(s, size);
  memory.copy(PyUnicode_DATA(u), s, <usize>length);
  if (length === size) return u;
  const mark = stack_mark();
  const result = decode_from(u, length, s, size, errors, stateful);
  stack_release(mark);
  return result;
}

/** Goes on behind the ASCII prefix, which is in `u` (stolen). */
function decode_from(
  u: PyObject,
  length: Py_ssize_t,
  s: usize,
  size: Py_ssize_t,
  errors: usize,
  stateful: bool,
): PyObject | null {
  const writer = _PyUnicodeWriter_OnStack();
  _PyUnicodeWriter_InitWithBuffer(writer, u);
  writer.pos = length;
  const d = changetype<DecodeErrors>(stack_alloc(offsetof<DecodeErrors>()));
  DecodeErrors_Init(d, cstr("utf-8"), errors, s, size);
  d.s = s + <usize>length;
  const status = decode_into(d, writer, stateful);
  const used = <i32>(d.s - d.input);
  DecodeErrors_Clear(d);
  if (status < 0) {
    _PyUnicodeWriter_Dealloc(writer);
    return null;
  }
  const result = _PyUnicodeWriter_Finish(writer);
  tstate.out_i32 = used;
  return result;
}

/** Returns a new reference to a str. */
export function PyUnicode_DecodeUTF8(s: usize, size: Py_ssize_t, errors: usize): PyObject | null {
  return PyUnicode_DecodeUTF8Stateful(s, size, errors, false);
}

/** Encodes into a writer that holds UTF8_MAX_BYTES bytes a character; returns the end, 0 on error. */
function utf8_encoder<T>(e: EncodeErrors, writer: _PyBytesWriter, data: usize, size: Py_ssize_t): usize {
  let p = _PyBytesWriter_Alloc(writer, size * UTF8_MAX_BYTES<T>());
  if (p === 0) return 0;
  for (let i = 0; i < size; ) {
    const ch = <u32>load<T>(data + <usize>i * sizeof<T>());
    i++;
    if (ch < 0x80) {
      store<u8>(p++, ch);
    } else if (ch < 0x800) {
      store<u8>(p, 0xc0 | (ch >> 6));
      store<u8>(p, 0x80 | (ch & 0x3f), 1);
      p += 2;
    } else if (sizeof<T>() > 1 && ch >= 0xd800 && ch < 0xe000) {
      p = encode_surrogates<T>(e, writer, p, data, i - 1, size);
      if (p === 0) return 0;
      i = e.newpos;
    } else if (ch < 0x10000) {
      store<u8>(p, 0xe0 | (ch >> 12));
      store<u8>(p, 0x80 | ((ch >> 6) & 0x3f), 1);
      store<u8>(p, 0x80 | (ch & 0x3f), 2);
      p += 3;
    } else {
      store<u8>(p, 0xf0 | (ch >> 18));
      store<u8>(p, 0x80 | ((ch >> 12) & 0x3f), 1);
      store<u8>(p, 0x80 | ((ch >> 6) & 0x3f), 2);
      store<u8>(p, 0x80 | (ch & 0x3f), 3);
      p += 4;
    }
  }
  return p;
}

/** Encodes a str that is not ASCII into `writer`; returns the end, 0 on error. */
function encode_utf8(unicode: PyObject, writer: _PyBytesWriter, errors: usize): usize {
  const e = changetype<EncodeErrors>(stack_alloc(offsetof<EncodeErrors>()));
  EncodeErrors_Init(e, cstr("utf-8"), errors, cstr("surrogates not allowed"), unicode);
  const data = PyUnicode_DATA(unicode);
  const size = PyUnicode_GET_LENGTH(unicode);
  const kind = PyUnicode_KIND(unicode);
  let end: usize;
  if (kind === 1) end = utf8_encoder<u8>(e, writer, data, size);
  else if (kind === 2) end = utf8_encoder<u16>(e, writer, data, size);
  else end = utf8_encoder<u32>(e, writer, data, size);
  EncodeErrors_Clear(e);
  if (end === 0) _PyBytesWriter_Dealloc(writer);
  return end;
}

/** The UTF-8 of a str that is not ASCII, as bytes; returns a new reference. */
export function _PyUnicode_AsUTF8String(unicode: PyObject, errors: usize): PyObject | null {
  if (!PyUnicode_Check(unicode)) {
    PyErr_BadArgument();
    return null;
  }
  if (PyUnicode_IS_ASCII(unicode)) {
    return PyBytes_FromStringAndSize(PyUnicode_DATA(unicode), PyUnicode_GET_LENGTH(unicode));
  }
  const compact = changetype<PyCompactUnicodeObject>(unicode);
  if (compact.utf8 !== 0) return PyBytes_FromStringAndSize(compact.utf8, compact.utf8_length);
  const mark = stack_mark();
  const writer = _PyBytesWriter_OnStack();
  const end = encode_utf8(unicode, writer, errors);
  const result = end !== 0 ? _PyBytesWriter_Finish(writer, end) : null;
  stack_release(mark);
  return result;
}

/** Returns a new reference to bytes. */
export function PyUnicode_AsUTF8String(unicode: PyObject): PyObject | null {
  return _PyUnicode_AsUTF8String(unicode, 0);
}

/** Makes the UTF-8 form and keeps it with the object. False on error. */
function unicode_fill_utf8(unicode: PyObject): bool {
  const mark = stack_mark();
  const writer = _PyBytesWriter_OnStack();
  const end = encode_utf8(unicode, writer, 0);
  let filled = false;
  if (end !== 0) {
    const start = _PyBytesWriter_Start(writer);
    const length = end - start;
    const cache = PyMem_Malloc(length + 1);
    if (cache !== 0) {
      memory.copy(cache, start, length);
      store<u8>(cache + length, 0);
      changetype<PyCompactUnicodeObject>(unicode).utf8 = cache;
      changetype<PyCompactUnicodeObject>(unicode).utf8_length = <i32>length;
      filled = true;
    } else PyErr_NoMemory();
    _PyBytesWriter_Dealloc(writer);
  }
  stack_release(mark);
  return filled;
}

/** The UTF-8 of `self`, NUL-terminated, kept with the object; 0 on error. The length in bytes is in `tstate.out_i32`. */
export function PyUnicode_AsUTF8AndSize(self: PyObject): usize {
  if (!PyUnicode_Check(self)) {
    PyErr_BadArgument();
    return 0;
  }
  if (PyUnicode_IS_COMPACT_ASCII(self)) {
    tstate.out_i32 = PyUnicode_GET_LENGTH(self);
    return PyUnicode_DATA(self);
  }
  const compact = changetype<PyCompactUnicodeObject>(self);
  if (compact.utf8 === 0 && !unicode_fill_utf8(self)) return 0;
  tstate.out_i32 = compact.utf8_length;
  return compact.utf8;
}

/** The UTF-8 of `self`, NUL-terminated, kept with the object; 0 on error. Borrowed. */
export function PyUnicode_AsUTF8(self: PyObject): usize {
  return PyUnicode_AsUTF8AndSize(self);
}
