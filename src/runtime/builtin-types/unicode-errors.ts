/**
 * What the native codecs do with the `errors` argument: recognise the standard names, and call registered handlers.
 * CPython: _Py_GetErrorHandler, unicode_decode_call_errorhandler_writer, unicode_encode_call_errorhandler.
 */

import { PyObject_CallOneArg } from "../abstract/call";
import { PyErr_Format, PyErr_SetObject, PyErr_SetString } from "../abstract/errors";
import { _PyNumber_Index } from "../abstract/number-convert";
import { _PyCString_Equal } from "../object/c-string";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_ssize_t, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_IndexError, PyExc_TypeError } from "../object/static-types";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE } from "./bytes";
import {
  PyUnicodeDecodeError_Create,
  PyUnicodeDecodeError_GetObject,
  PyUnicodeDecodeError_SetEnd,
  PyUnicodeDecodeError_SetReason,
  PyUnicodeDecodeError_SetStart,
  PyUnicodeEncodeError_Create,
  PyUnicodeEncodeError_SetEnd,
  PyUnicodeEncodeError_SetReason,
  PyUnicodeEncodeError_SetStart,
} from "./exception-unicode";
import { PyLong_AsSsize_t } from "./int";
import { PyUnicode_Check, PyUnicode_GET_LENGTH, PyUnicode_MAX_CHAR_VALUE } from "./str";
import { _PyUnicodeWriter, _PyUnicodeWriter_Prepare, _PyUnicodeWriter_WriteStr } from "./str-writer";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { PyCodec_LookupError } from "./unicode-codec-registry";

export const _Py_ERROR_UNKNOWN: i32 = 0;
export const _Py_ERROR_STRICT: i32 = 1;
export const _Py_ERROR_SURROGATEESCAPE: i32 = 2;
export const _Py_ERROR_REPLACE: i32 = 3;
export const _Py_ERROR_IGNORE: i32 = 4;
export const _Py_ERROR_BACKSLASHREPLACE: i32 = 5;
export const _Py_ERROR_SURROGATEPASS: i32 = 6;
export const _Py_ERROR_XMLCHARREFREPLACE: i32 = 7;
export const _Py_ERROR_OTHER: i32 = 8;

/** Which of the standard handlers `errors` (0: strict) names. */
export function _Py_GetErrorHandler(errors: usize): i32 {
  if (errors === 0 || _PyCString_Equal(errors, cstr("strict"))) return _Py_ERROR_STRICT;
  if (_PyCString_Equal(errors, cstr("surrogateescape"))) return _Py_ERROR_SURROGATEESCAPE;
  if (_PyCString_Equal(errors, cstr("replace"))) return _Py_ERROR_REPLACE;
  if (_PyCString_Equal(errors, cstr("ignore"))) return _Py_ERROR_IGNORE;
  if (_PyCString_Equal(errors, cstr("backslashreplace"))) return _Py_ERROR_BACKSLASHREPLACE;
  if (_PyCString_Equal(errors, cstr("surrogatepass"))) return _Py_ERROR_SURROGATEPASS;
  if (_PyCString_Equal(errors, cstr("xmlcharrefreplace"))) return _Py_ERROR_XMLCHARREFREPLACE;
  return _Py_ERROR_OTHER;
}

/**
 * A decoder's dealings with its error handler; lives on the native stack. `input` may move when a handler puts another
 * object in the exception; `s` is where decoding goes on.
 */
@unmanaged
export class DecodeErrors {
  errors: usize;
  encoding: usize;
  reason: usize;
  /** Start and end of the input; the current position in it. */
  input: usize;
  end: usize;
  s: usize;
  /** The part of the input that cannot be decoded. */
  startinpos: i32;
  endinpos: i32;
  /** Owned; NULL until first needed. */
  handler: PyObject | null;
  exc: PyObject | null;
  error_handler: i32;
  pad: i32;
}

/** Clears `d` for decoding `size` bytes at `input`. */
export function DecodeErrors_Init(
  d: DecodeErrors,
  encoding: usize,
  errors: usize,
  input: usize,
  size: Py_ssize_t,
): void {
  memory.fill(changetype<usize>(d), 0, offsetof<DecodeErrors>());
  d.encoding = encoding;
  d.errors = errors;
  d.input = input;
  d.s = input;
  d.end = input + <usize>size;
}

/** Releases what `d` owns. */
export function DecodeErrors_Clear(d: DecodeErrors): void {
  const handler = d.handler;
  const exc = d.exc;
  d.handler = null;
  d.exc = null;
  if (handler) Py_DECREF(handler);
  if (exc) Py_DECREF(exc);
}

/** Makes or updates the exception for the current error; false on error. */
export function make_decode_exception(d: DecodeErrors): bool {
  const exc = d.exc;
  if (!exc) {
    d.exc = PyUnicodeDecodeError_Create(
      d.encoding,
      d.input,
      <i32>(d.end - d.input),
      d.startinpos,
      d.endinpos,
      d.reason,
    );
    return d.exc !== null;
  }
  if (
    PyUnicodeDecodeError_SetStart(exc, d.startinpos) < 0 ||
    PyUnicodeDecodeError_SetEnd(exc, d.endinpos) < 0 ||
    PyUnicodeDecodeError_SetReason(exc, d.reason) < 0
  ) {
    Py_DECREF(exc);
    d.exc = null;
    return false;
  }
  return true;
}

/** The item 1 of a handler's result as a position in `size` characters; -1 with IndexError. */
export function handler_position(result: PyObject, size: i32): i32 {
  const number = _PyNumber_Index(PyTuple_GET_ITEM(result, 1));
  if (!number) return -1;
  let newpos = PyLong_AsSsize_t(number);
  Py_DECREF(number);
  if (newpos === -1 && tstate.current_exception) return -1;
  if (newpos < 0) newpos += <i64>size;
  if (newpos < 0 || newpos > <i64>size) {
    const mark = stack_mark();
    const shown = stack_alloc(8);
    store<i64>(shown, newpos);
    PyErr_Format(PyExc_IndexError, cstr("position %lld from error handler out of bounds"), shown);
    stack_release(mark);
    return -1;
  }
  return <i32>newpos;
}

/** The result of a handler is a (str, int) tuple (`or_bytes`: bytes will do), else TypeError. */
function is_handler_result(result: PyObject, or_bytes: bool, message: usize): bool {
  if (PyTuple_Check(result) && PyTuple_GET_SIZE(result) === 2) {
    const replacement = PyTuple_GET_ITEM(result, 0);
    if (PyUnicode_Check(replacement) || (or_bytes && PyBytes_Check(replacement))) return true;
  }
  PyErr_SetString(PyExc_TypeError, message);
  return false;
}

/** The handler may have put another object into the exception: go on with that one. False on error. */
function refresh_input(d: DecodeErrors): bool {
  const object = PyUnicodeDecodeError_GetObject(d.exc!);
  if (!object) return false;
  d.input = PyBytes_AS_STRING(object);
  d.end = d.input + <usize>PyBytes_GET_SIZE(object);
  // The exception keeps it alive.
  Py_DECREF(object);
  return true;
}

/**
 * Lets the handler replace d.startinpos..d.endinpos: writes its text to `writer` and moves d.s to where it says. Room in
 * the writer for the rest of the input is kept. -1 on error.
 */
export function unicode_decode_call_errorhandler_writer(d: DecodeErrors, writer: _PyUnicodeWriter): i32 {
  if (!d.handler) {
    d.handler = PyCodec_LookupError(d.errors);
    if (!d.handler) return -1;
  }
  if (!make_decode_exception(d)) return -1;
  const result = PyObject_CallOneArg(d.handler!, d.exc!);
  if (!result) return -1;
  const status = write_replacement(d, writer, result);
  Py_DECREF(result);
  return status;
}

function write_replacement(d: DecodeErrors, writer: _PyUnicodeWriter, result: PyObject): i32 {
  const message = cstr("decoding error handler must return (str, int) tuple");
  if (!is_handler_result(result, false, message)) return -1;
  const remain = <i32>(d.end - d.input) - d.endinpos;
  if (!refresh_input(d)) return -1;
  const size = <i32>(d.end - d.input);
  const newpos = handler_position(result, size);
  if (newpos < 0) return -1;
  const replacement = PyTuple_GET_ITEM(result, 0);
  const length = PyUnicode_GET_LENGTH(replacement);
  let grow = false;
  if (length > 1) {
    writer.min_length += length - 1;
    grow = true;
  }
  if (size - newpos > remain) {
    writer.min_length += size - newpos - remain;
    grow = true;
  }
  if (grow) {
    writer.overallocate = 1;
    const room = writer.min_length - writer.pos;
    if (_PyUnicodeWriter_Prepare(writer, room, PyUnicode_MAX_CHAR_VALUE(replacement)) < 0) return -1;
  }
  if (_PyUnicodeWriter_WriteStr(writer, replacement) < 0) return -1;
  d.endinpos = newpos;
  d.s = d.input + <usize>newpos;
  return 0;
}

/** An encoder's dealings with its error handler; lives on the native stack. */
@unmanaged
export class EncodeErrors {
  errors: usize;
  encoding: usize;
  reason: usize;
  /** The text being encoded; borrowed. */
  unicode: PyObject;
  /** Owned; NULL until first needed. */
  handler: PyObject | null;
  exc: PyObject | null;
  error_handler: i32;
  /** Where the handler says to go on. */
  newpos: i32;
}

/** Clears `e` for encoding `unicode`. */
export function EncodeErrors_Init(
  e: EncodeErrors,
  encoding: usize,
  errors: usize,
  reason: usize,
  unicode: PyObject,
): void {
  memory.fill(changetype<usize>(e), 0, offsetof<EncodeErrors>());
  e.encoding = encoding;
  e.errors = errors;
  e.reason = reason;
  e.unicode = unicode;
}

/** Releases what `e` owns. */
export function EncodeErrors_Clear(e: EncodeErrors): void {
  const handler = e.handler;
  const exc = e.exc;
  e.handler = null;
  e.exc = null;
  if (handler) Py_DECREF(handler);
  if (exc) Py_DECREF(exc);
}

/** Makes or updates the exception for unicode[startpos:endpos]; false on error. */
function make_encode_exception(e: EncodeErrors, startpos: i32, endpos: i32): bool {
  const exc = e.exc;
  if (!exc) {
    e.exc = PyUnicodeEncodeError_Create(e.encoding, e.unicode, startpos, endpos, e.reason);
    return e.exc !== null;
  }
  if (
    PyUnicodeEncodeError_SetStart(exc, startpos) < 0 ||
    PyUnicodeEncodeError_SetEnd(exc, endpos) < 0 ||
    PyUnicodeEncodeError_SetReason(exc, e.reason) < 0
  ) {
    Py_DECREF(exc);
    e.exc = null;
    return false;
  }
  return true;
}

/** Raises UnicodeEncodeError for unicode[startpos:endpos]. */
export function raise_encode_exception(e: EncodeErrors, startpos: i32, endpos: i32): void {
  if (make_encode_exception(e, startpos, endpos)) PyErr_SetObject(e.exc!.ob_type, e.exc);
}

/** Raises UnicodeDecodeError for the current error. */
export function raise_decode_exception(d: DecodeErrors): void {
  if (make_decode_exception(d)) PyErr_SetObject(d.exc!.ob_type, d.exc);
}

/**
 * What the handler gives for unicode[startpos:endpos]: str or bytes, a new reference; where to go on is in `e.newpos`.
 * NULL on error.
 */
export function unicode_encode_call_errorhandler(e: EncodeErrors, startpos: i32, endpos: i32): PyObject | null {
  if (!e.handler) {
    e.handler = PyCodec_LookupError(e.errors);
    if (!e.handler) return null;
  }
  if (!make_encode_exception(e, startpos, endpos)) return null;
  const result = PyObject_CallOneArg(e.handler!, e.exc!);
  if (!result) return null;
  let replacement: PyObject | null = null;
  if (is_handler_result(result, true, cstr("encoding error handler must return (str/bytes, int) tuple"))) {
    const newpos = handler_position(result, PyUnicode_GET_LENGTH(e.unicode));
    if (newpos >= 0) {
      e.newpos = newpos;
      replacement = Py_NewRef(PyTuple_GET_ITEM(result, 0));
    }
  }
  Py_DECREF(result);
  return replacement;
}
