/** UnicodeError, UnicodeEncodeError, UnicodeDecodeError and UnicodeTranslateError as types. CPython: Objects/exceptions.c. */

import { _PyArg_AsSsize_t } from "../abstract/args";
import { Py_buffer_OnStack, PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyErr_Format, PyErr_Occurred } from "../abstract/errors";
import { PyObject_Str } from "../abstract/object-protocol";
import { PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_member, Py_T_PYSSIZET } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_ssize_t, PyObject, ptr } from "../object/object";
import { destructor, initproc, inquiry, reprfunc, traverseproc, visitproc } from "../object/slots";
import {
  PyExc_TypeError,
  PyExc_UnicodeDecodeError,
  PyExc_UnicodeEncodeError,
  PyExc_UnicodeError,
  PyExc_UnicodeTranslateError,
  PyExc_ValueError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "./bytes";
import { BaseException_clear, BaseException_init, BaseException_traverse } from "./exception";
import { set_field } from "./exception-fields";
import { PyUnicodeErrorObject } from "./exception-structs";
import { exception_type, simple_type } from "./exception-types";
import { PyUnicode_Check, PyUnicode_GET_LENGTH, PyUnicode_New, PyUnicode_READ_CHAR } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";

function UnicodeError_clear(o: PyObject): i32 {
  set_field(o, offsetof<PyUnicodeErrorObject>("encoding"), null);
  set_field(o, offsetof<PyUnicodeErrorObject>("object"), null);
  set_field(o, offsetof<PyUnicodeErrorObject>("reason"), null);
  return BaseException_clear(o);
}

function UnicodeError_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  UnicodeError_clear(o);
  o.ob_type.tp_free!.call(o);
}

function UnicodeError_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const e = changetype<PyUnicodeErrorObject>(o);
  const encoding = e.encoding;
  const object = e.object;
  const reason = e.reason;
  let stop = 0;
  if (encoding) stop = visit.call(encoding, arg);
  if (!stop && object) stop = visit.call(object, arg);
  if (!stop && reason) stop = visit.call(reason, arg);
  return stop ? stop : BaseException_traverse(o, visit, arg);
}

/** Argument i (from 0) must be a str. */
function expect_str(args: PyObject, i: i32): bool {
  const arg = PyTuple_GET_ITEM(args, i);
  if (PyUnicode_Check(arg)) return true;
  PyErr_Format(PyExc_TypeError, cstr("argument %d must be str, not %.50s"), i + 1, arg.ob_type.tp_name);
  return false;
}

/** Arguments i and i + 1 into start and end. */
function take_positions(o: PyObject, args: PyObject, i: i32): bool {
  const start = _PyArg_AsSsize_t(PyTuple_GET_ITEM(args, i));
  if (start === -1 && PyErr_Occurred()) return false;
  const end = _PyArg_AsSsize_t(PyTuple_GET_ITEM(args, i + 1));
  if (end === -1 && PyErr_Occurred()) return false;
  const e = changetype<PyUnicodeErrorObject>(o);
  e.start = <Py_ssize_t>start;
  e.end = <Py_ssize_t>end;
  return true;
}

function expect_count(args: PyObject, n: i32): bool {
  const given = PyTuple_GET_SIZE(args);
  if (given === n) return true;
  PyErr_Format(PyExc_TypeError, cstr("function takes exactly %d arguments (%d given)"), n, given);
  return false;
}

/** encoding, object, start, end, reason; the first is missing when `first` is 1. */
function take_fields(o: PyObject, args: PyObject, first: i32, object: PyObject): void {
  if (first === 0) set_field(o, offsetof<PyUnicodeErrorObject>("encoding"), PyTuple_GET_ITEM(args, 0));
  set_field(o, offsetof<PyUnicodeErrorObject>("object"), object);
  set_field(o, offsetof<PyUnicodeErrorObject>("reason"), PyTuple_GET_ITEM(args, 4 - first));
}

function UnicodeEncodeError_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  if (BaseException_init(o, args, kwds) < 0) return -1;
  if (!expect_count(args, 5) || !expect_str(args, 0) || !expect_str(args, 1)) return -1;
  if (!take_positions(o, args, 2) || !expect_str(args, 4)) return -1;
  take_fields(o, args, 0, PyTuple_GET_ITEM(args, 1));
  return 0;
}

function UnicodeTranslateError_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  if (BaseException_init(o, args, kwds) < 0) return -1;
  if (!expect_count(args, 4) || !expect_str(args, 0) || !take_positions(o, args, 1) || !expect_str(args, 3)) return -1;
  take_fields(o, args, 1, PyTuple_GET_ITEM(args, 0));
  return 0;
}

/** The bytes of any object with a buffer: new reference. */
function as_bytes(object: PyObject): PyObject | null {
  if (PyBytes_Check(object)) return Py_NewRef(object);
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let bytes: PyObject | null = null;
  if (PyObject_GetBuffer(object, view, PyBUF_SIMPLE) === 0) {
    bytes = PyBytes_FromStringAndSize(view.buf, view.len);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return bytes;
}

function UnicodeDecodeError_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  if (BaseException_init(o, args, kwds) < 0) return -1;
  if (!expect_count(args, 5) || !expect_str(args, 0)) return -1;
  if (!take_positions(o, args, 2) || !expect_str(args, 4)) return -1;
  const object = as_bytes(PyTuple_GET_ITEM(args, 1));
  if (!object) return -1;
  take_fields(o, args, 0, object);
  Py_DECREF(object);
  return 0;
}

/** str of the field; a new reference, NULL with an exception. Fields may hold anything: they can be assigned. */
function text_of(field: PyObject | null): PyObject | null {
  return PyObject_Str(field);
}

/** The format of one character, by its size. */
function character_format(ch: u32, encode: bool): usize {
  if (ch <= 0xff) {
    return encode
      ? cstr("'%U' codec can't encode character '\\x%02x' in position %zd: %U")
      : cstr("can't translate character '\\x%02x' in position %zd: %U");
  }
  if (ch <= 0xffff) {
    return encode
      ? cstr("'%U' codec can't encode character '\\u%04x' in position %zd: %U")
      : cstr("can't translate character '\\u%04x' in position %zd: %U");
  }
  return encode
    ? cstr("'%U' codec can't encode character '\\U%08x' in position %zd: %U")
    : cstr("can't translate character '\\U%08x' in position %zd: %U");
}

function encode_text(e: PyUnicodeErrorObject, encoding: PyObject, reason: PyObject): PyObject | null {
  const object = e.object!;
  const start = e.start;
  const end = e.end;
  if (PyUnicode_Check(object) && start >= 0 && start < PyUnicode_GET_LENGTH(object) && end === start + 1) {
    const ch = PyUnicode_READ_CHAR(object, start);
    return PyUnicode_FromFormat(character_format(ch, true), ptr(encoding), <usize>ch, <usize>start, ptr(reason));
  }
  const format = cstr("'%U' codec can't encode characters in position %zd-%zd: %U");
  return PyUnicode_FromFormat(format, ptr(encoding), <usize>start, <usize>(end - 1), ptr(reason));
}

function decode_text(e: PyUnicodeErrorObject, encoding: PyObject, reason: PyObject): PyObject | null {
  const object = e.object!;
  const start = e.start;
  const end = e.end;
  if (PyBytes_Check(object) && start >= 0 && start < PyBytes_GET_SIZE(object) && end === start + 1) {
    const byte = <usize>load<u8>(PyBytes_AS_STRING(object) + <usize>start);
    const format = cstr("'%U' codec can't decode byte 0x%02x in position %zd: %U");
    return PyUnicode_FromFormat(format, ptr(encoding), byte, <usize>start, ptr(reason));
  }
  const format = cstr("'%U' codec can't decode bytes in position %zd-%zd: %U");
  return PyUnicode_FromFormat(format, ptr(encoding), <usize>start, <usize>(end - 1), ptr(reason));
}

/** tp_str of the two with an encoding. */
function codec_error_str(o: PyObject, encode: bool): PyObject | null {
  const e = changetype<PyUnicodeErrorObject>(o);
  if (!e.object) return PyUnicode_New(0, 0);
  const reason = text_of(e.reason);
  if (!reason) return null;
  const encoding = text_of(e.encoding);
  let text: PyObject | null = null;
  if (encoding) {
    text = encode ? encode_text(e, encoding, reason) : decode_text(e, encoding, reason);
    Py_DECREF(encoding);
  }
  Py_DECREF(reason);
  return text;
}

function UnicodeEncodeError_str(o: PyObject): PyObject | null {
  return codec_error_str(o, true);
}

function UnicodeDecodeError_str(o: PyObject): PyObject | null {
  return codec_error_str(o, false);
}

function UnicodeTranslateError_str(o: PyObject): PyObject | null {
  const e = changetype<PyUnicodeErrorObject>(o);
  const object = e.object;
  if (!object) return PyUnicode_New(0, 0);
  const reason = text_of(e.reason);
  if (!reason) return null;
  const start = e.start;
  const end = e.end;
  let text: PyObject | null = null;
  if (PyUnicode_Check(object) && start >= 0 && start < PyUnicode_GET_LENGTH(object) && end === start + 1) {
    const ch = PyUnicode_READ_CHAR(object, start);
    text = PyUnicode_FromFormat(character_format(ch, false), <usize>ch, <usize>start, ptr(reason));
  } else {
    const format = cstr("can't translate characters in position %zd-%zd: %U");
    text = PyUnicode_FromFormat(format, <usize>start, <usize>(end - 1), ptr(reason));
  }
  Py_DECREF(reason);
  return text;
}

function define(t: PyTypeObject, name: usize, init: initproc, str: reprfunc, doc: usize): void {
  exception_type(t, name, PyExc_UnicodeError, offsetof<PyUnicodeErrorObject>(), doc);
  t.tp_dealloc = destructor.of(UnicodeError_dealloc);
  t.tp_traverse = traverseproc.of(UnicodeError_traverse);
  t.tp_clear = inquiry.of(UnicodeError_clear);
  t.tp_init = init;
  t.tp_str = str;
  const T_OBJECT = _Py_T_OBJECT;
  def_member(t, cstr("encoding"), T_OBJECT, offsetof<PyUnicodeErrorObject>("encoding"), 0, cstr("exception encoding"));
  def_member(t, cstr("object"), T_OBJECT, offsetof<PyUnicodeErrorObject>("object"), 0, cstr("exception object"));
  def_member(t, cstr("start"), Py_T_PYSSIZET, offsetof<PyUnicodeErrorObject>("start"), 0, cstr("exception start"));
  def_member(t, cstr("end"), Py_T_PYSSIZET, offsetof<PyUnicodeErrorObject>("end"), 0, cstr("exception end"));
  def_member(t, cstr("reason"), T_OBJECT, offsetof<PyUnicodeErrorObject>("reason"), 0, cstr("exception reason"));
}

export function init_exception_unicode_types(): void {
  simple_type(PyExc_UnicodeError, cstr("UnicodeError"), PyExc_ValueError, cstr("Text that cannot be converted."));
  define(
    PyExc_UnicodeEncodeError,
    cstr("UnicodeEncodeError"),
    initproc.of(UnicodeEncodeError_init),
    reprfunc.of(UnicodeEncodeError_str),
    cstr("Text that cannot be encoded."),
  );
  define(
    PyExc_UnicodeDecodeError,
    cstr("UnicodeDecodeError"),
    initproc.of(UnicodeDecodeError_init),
    reprfunc.of(UnicodeDecodeError_str),
    cstr("Bytes that cannot be decoded."),
  );
  define(
    PyExc_UnicodeTranslateError,
    cstr("UnicodeTranslateError"),
    initproc.of(UnicodeTranslateError_init),
    reprfunc.of(UnicodeTranslateError_str),
    cstr("Text that cannot be translated."),
  );
}
