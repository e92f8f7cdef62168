/**
 * The standard error handlers as functions of an exception: strict, ignore, replace, xmlcharrefreplace, backslashreplace,
 * namereplace. CPython: PyCodec_StrictErrors ... of Python/codecs.c.
 *
 * A handler returns (replacement, position where to go on), or raises.
 */

import { PyErr_Format, PyErr_SetObject, PyErr_SetString, PyExceptionInstance_Check } from "../abstract/errors";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import {
  PyExc_TypeError,
  PyExc_UnicodeDecodeError,
  PyExc_UnicodeEncodeError,
  PyExc_UnicodeTranslateError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyBytes_AS_STRING } from "./bytes";
import {
  PyUnicodeDecodeError_GetEnd,
  PyUnicodeDecodeError_GetObject,
  PyUnicodeDecodeError_GetStart,
  PyUnicodeEncodeError_GetEnd,
  PyUnicodeEncodeError_GetObject,
  PyUnicodeEncodeError_GetStart,
  PyUnicodeTranslateError_GetEnd,
  PyUnicodeTranslateError_GetObject,
  PyUnicodeTranslateError_GetStart,
} from "./exception-unicode";
import { PyLong_FromSsize_t } from "./int";
import {
  PyUnicode_DATA,
  PyUnicode_FromOrdinal,
  PyUnicode_KIND,
  PyUnicode_New,
  PyUnicode_READ,
  unicode_get_empty,
} from "./str";
import { _PyUnicode_FastFill } from "./str-copy";
import { PyTuple_New, PyTuple_SET_ITEM } from "./tuple";
import { PyObject_TypeCheck } from "./type-mro";
import { have_unicode_names, unicode_name } from "./unicode-names";
import {
  backslash_escape_size,
  write_backslash_escape,
  write_xmlcharref,
  xmlcharref_size,
} from "./unicode-replacements";

const ENCODE: i32 = 0;
const DECODE: i32 = 1;
const TRANSLATE: i32 = 2;
const WRONG: i32 = -1;

/** Which of the three Unicode errors `exc` is; WRONG with TypeError. */
function kind_of_error(exc: PyObject): i32 {
  if (PyObject_TypeCheck(exc, PyExc_UnicodeEncodeError)) return ENCODE;
  if (PyObject_TypeCheck(exc, PyExc_UnicodeDecodeError)) return DECODE;
  if (PyObject_TypeCheck(exc, PyExc_UnicodeTranslateError)) return TRANSLATE;
  wrong_exception_type(exc);
  return WRONG;
}

/** TypeError: not an exception that this handler knows. Returns NULL. */
export function wrong_exception_type(exc: PyObject): PyObject | null {
  return PyErr_Format(PyExc_TypeError, cstr("don't know how to handle %.200s in error callback"), exc.ob_type.tp_name);
}

/** First position of the error, -1 on error. */
function error_start(exc: PyObject, kind: i32): i32 {
  const status =
    kind === ENCODE
      ? PyUnicodeEncodeError_GetStart(exc)
      : kind === DECODE
        ? PyUnicodeDecodeError_GetStart(exc)
        : PyUnicodeTranslateError_GetStart(exc);
  return status < 0 ? -1 : tstate.out_i32;
}

/** Position behind the error, -1 on error. */
function error_end(exc: PyObject, kind: i32): i32 {
  const status =
    kind === ENCODE
      ? PyUnicodeEncodeError_GetEnd(exc)
      : kind === DECODE
        ? PyUnicodeDecodeError_GetEnd(exc)
        : PyUnicodeTranslateError_GetEnd(exc);
  return status < 0 ? -1 : tstate.out_i32;
}

/** The tuple (replacement, position); steals `replacement` (NULL: error). Returns a new reference. */
export function handler_result(replacement: PyObject | null, position: i32): PyObject | null {
  if (!replacement) return null;
  const result = PyTuple_New(2);
  if (!result) {
    Py_DECREF(replacement);
    return null;
  }
  PyTuple_SET_ITEM(result, 0, replacement);
  const number = PyLong_FromSsize_t(<i64>position);
  PyTuple_SET_ITEM(result, 1, number);
  if (number) return result;
  Py_DECREF(result);
  return null;
}

export function PyCodec_StrictErrors(_self: PyObject, exc: PyObject | null): PyObject | null {
  const e = exc!;
  if (PyExceptionInstance_Check(e)) PyErr_SetObject(e.ob_type, e);
  else PyErr_SetString(PyExc_TypeError, cstr("codec must pass exception instance"));
  return null;
}

export function PyCodec_IgnoreErrors(_self: PyObject, exc: PyObject | null): PyObject | null {
  const kind = kind_of_error(exc!);
  if (kind === WRONG) return null;
  const end = error_end(exc!, kind);
  return end < 0 ? null : handler_result(unicode_get_empty(), end);
}

export function PyCodec_ReplaceErrors(_self: PyObject, exc: PyObject | null): PyObject | null {
  const kind = kind_of_error(exc!);
  if (kind === WRONG) return null;
  const end = error_end(exc!, kind);
  if (end < 0) return null;
  if (kind === DECODE) return handler_result(PyUnicode_FromOrdinal(0xfffd), end);
  const start = error_start(exc!, kind);
  if (start < 0) return null;
  const ch: u32 = kind === ENCODE ? 0x3f : 0xfffd;
  const length = max(0, end - start);
  const text = PyUnicode_New(length, ch);
  if (text && length) _PyUnicode_FastFill(text, 0, length, ch);
  return handler_result(text, end);
}

/** Writes the escape of a character at `p` (0: only measures); returns its length. */
type Escape = i32;
const XML: Escape = 0;
const BACKSLASH: Escape = 1;
const NAME: Escape = 2;
const LONGEST_NAME: usize = 256;

/** Characters that the escape of `ch` takes; with `p` also writes it. */
function escape_character(how: Escape, ch: u32, p: usize, name: usize): i32 {
  if (how === XML) {
    if (p) write_xmlcharref(p, ch);
    return xmlcharref_size(ch);
  }
  if (how === NAME) {
    const length = unicode_name(ch, name, <i32>LONGEST_NAME);
    if (length > 0) {
      if (p) {
        store<u8>(p, 0x5c);
        store<u8>(p, 0x4e, 1);
        store<u8>(p, 0x7b, 2);
        memory.copy(p + 3, name, <usize>length);
        store<u8>(p + <usize>length, 0x7d, 3);
      }
      return length + 4;
    }
  }
  if (p) write_backslash_escape(p, ch);
  return backslash_escape_size(ch);
}

/** The escapes of object[start:end] as a str; NULL on error. */
function escaped(object: PyObject, start: i32, end: i32, how: Escape): PyObject | null {
  if (how === NAME && !have_unicode_names() && tstate.current_exception) return null;
  const kind = PyUnicode_KIND(object);
  const data = PyUnicode_DATA(object);
  const mark = stack_mark();
  const name = how === NAME ? stack_alloc(LONGEST_NAME) : 0;
  let size = 0;
  for (let i = start; i < end; i++) size += escape_character(how, PyUnicode_READ(kind, data, i), 0, name);
  const text = PyUnicode_New(size, 127);
  if (text && size) {
    let p = PyUnicode_DATA(text);
    for (let i = start; i < end; i++) p += <usize>escape_character(how, PyUnicode_READ(kind, data, i), p, name);
  }
  stack_release(mark);
  return text;
}

/** Escapes the characters of an encode (or translate) error. */
function escape_characters(exc: PyObject, kind: i32, how: Escape): PyObject | null {
  const start = error_start(exc, kind);
  if (start < 0) return null;
  const end = error_end(exc, kind);
  if (end < 0) return null;
  const object = kind === ENCODE ? PyUnicodeEncodeError_GetObject(exc) : PyUnicodeTranslateError_GetObject(exc);
  if (!object) return null;
  const text = escaped(object, start, end, how);
  Py_DECREF(object);
  return handler_result(text, end);
}

/** `\xHH` for each byte of a decode error. */
function escape_bytes(exc: PyObject): PyObject | null {
  const start = error_start(exc, DECODE);
  if (start < 0) return null;
  const end = error_end(exc, DECODE);
  if (end < 0) return null;
  const object = PyUnicodeDecodeError_GetObject(exc);
  if (!object) return null;
  const text = PyUnicode_New(4 * max(0, end - start), 127);
  if (text && end > start) {
    let p = PyUnicode_DATA(text);
    const data = PyBytes_AS_STRING(object);
    for (let i = start; i < end; i++) p = write_backslash_escape(p, load<u8>(data + <usize>i));
  }
  Py_DECREF(object);
  return handler_result(text, end);
}

/** `exc` is of that type, else TypeError. */
export function expect_error(exc: PyObject, t: PyTypeObject): bool {
  if (PyObject_TypeCheck(exc, t)) return true;
  wrong_exception_type(exc);
  return false;
}

export function PyCodec_XMLCharRefReplaceErrors(_self: PyObject, exc: PyObject | null): PyObject | null {
  return expect_error(exc!, PyExc_UnicodeEncodeError) ? escape_characters(exc!, ENCODE, XML) : null;
}

export function PyCodec_BackslashReplaceErrors(_self: PyObject, exc: PyObject | null): PyObject | null {
  const kind = kind_of_error(exc!);
  if (kind === WRONG) return null;
  return kind === DECODE ? escape_bytes(exc!) : escape_characters(exc!, kind, BACKSLASH);
}

export function PyCodec_NameReplaceErrors(_self: PyObject, exc: PyObject | null): PyObject | null {
  return expect_error(exc!, PyExc_UnicodeEncodeError) ? escape_characters(exc!, ENCODE, NAME) : null;
}
