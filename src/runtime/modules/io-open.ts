/** The functions open(), open_code() and text_encoding() of `_io`. CPython: Modules/_io/_iomodule.c. */

import { _PyArg_BadArgument, _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyObject_GetAttr, PyObject_SetAttr } from "../abstract/attribute";
import { PyObject_CallFunctionObjArgs, PyObject_CallMethodNoArgs, PyObject_Vectorcall } from "../abstract/call";
import { _PyErr_ChainExceptions1, PyErr_Format, PyErr_GetRaisedException, PyErr_SetString } from "../abstract/errors";
import { PyNumber_Check } from "../abstract/number-convert";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PyBytes_Check } from "../builtin-types/bytes";
import { PyLong_AsInt, PyLong_AsLong, PyLong_FromLong } from "../builtin-types/int";
import { PyUnicode_Check, PyUnicode_FromString } from "../builtin-types/str";
import { PyErr_WarnEx } from "../builtin-types/warnings";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_True,
  PyExc_RuntimeWarning,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { utf8_mode } from "./io-encoding";
import { io, text_without_nul } from "./io-state";
import { text_or_none } from "./io-text-type";
import { PyOS_FSPath } from "./posix-path";

const CREATING: i32 = 1;
const READING: i32 = 2;
const WRITING: i32 = 4;
const APPENDING: i32 = 8;
const UPDATING: i32 = 16;
const TEXT: i32 = 32;
const BINARY: i32 = 64;

/** What open() has been asked for. All borrowed. */
@unmanaged
class OpenRequest {
  file: PyObject;
  /** A mode, NUL-terminated. */
  mode: usize;
  /** The bits of its letters. */
  bits: i32;
  buffering: i32;
  /** A str, or None. */
  encoding: PyObject;
  errors: PyObject;
  newline: PyObject;
  closefd: i32;
  opener: PyObject;
}

/** The bit of a letter of a mode, 0 for others. */
function bit_of(ch: u32): i32 {
  if (ch === 0x78) return CREATING;
  if (ch === 0x72) return READING;
  if (ch === 0x77) return WRITING;
  if (ch === 0x61) return APPENDING;
  if (ch === 0x2b) return UPDATING;
  if (ch === 0x74) return TEXT;
  return ch === 0x62 ? BINARY : 0;
}

/** The bits of a mode; -1 with ValueError. */
function bits_of_mode(mode: usize): i32 {
  let bits = 0;
  for (let at = mode; load<u8>(at) !== 0; at++) {
    const bit = bit_of(load<u8>(at));
    if (bit === 0 || bits & bit) {
      PyErr_Format(PyExc_ValueError, cstr("invalid mode: '%s'"), mode);
      return -1;
    }
    bits |= bit;
  }
  return bits;
}

function refuse(text: usize): bool {
  PyErr_SetString(PyExc_ValueError, text);
  return false;
}

/** @inline */
function is_none(o: PyObject): bool {
  return ptr(o) === ptr(Py_None);
}

/** Do the arguments go together? False with an exception. */
function is_consistent(r: OpenRequest): bool {
  const binary = (r.bits & BINARY) !== 0;
  if (binary && r.bits & TEXT) return refuse(cstr("can't have text and binary mode at once"));
  const kinds = r.bits & (CREATING | READING | WRITING | APPENDING);
  if (kinds & (kinds - 1)) return refuse(cstr("must have exactly one of create/read/write/append mode"));
  if (!binary) return true;
  if (!is_none(r.encoding)) return refuse(cstr("binary mode doesn't take an encoding argument"));
  if (!is_none(r.errors)) return refuse(cstr("binary mode doesn't take an errors argument"));
  if (!is_none(r.newline)) return refuse(cstr("binary mode doesn't take a newline argument"));
  if (r.buffering !== 1) return true;
  const text = cstr(
    "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
  );
  return PyErr_WarnEx(PyExc_RuntimeWarning, text, 1) === 0;
}

/** The mode that FileIO takes: new reference to a str. */
function raw_mode(bits: i32): PyObject | null {
  const mark = stack_mark();
  const text = stack_alloc(8);
  let at = text;
  if (bits & CREATING) store<u8>(at++, 0x78);
  if (bits & READING) store<u8>(at++, 0x72);
  if (bits & WRITING) store<u8>(at++, 0x77);
  if (bits & APPENDING) store<u8>(at++, 0x61);
  if (bits & UPDATING) store<u8>(at++, 0x2b);
  store<u8>(at, 0);
  const result = PyUnicode_FromString(text);
  stack_release(mark);
  return result;
}

/** What is to be opened: a name, or anything that is a number. New reference, NULL with an exception. */
function path_or_descriptor(file: PyObject): PyObject | null {
  const is_number = PyNumber_Check(file);
  const path = is_number ? Py_NewRef(file) : PyOS_FSPath(file);
  if (!path || is_number || PyUnicode_Check(path) || PyBytes_Check(path)) return path;
  Py_DECREF(path);
  return PyErr_Format(PyExc_TypeError, cstr("invalid file: %R"), ptr(file));
}

/** FileIO(...): new reference. */
function open_raw(r: OpenRequest): PyObject | null {
  const path = path_or_descriptor(r.file);
  if (!path) return null;
  r.bits = bits_of_mode(r.mode);
  const mode = r.bits >= 0 && is_consistent(r) ? raw_mode(r.bits) : null;
  let raw: PyObject | null = null;
  if (mode) raw = PyObject_CallFunctionObjArgs(io.PyFileIO_Type, path, mode, r.closefd ? Py_True : Py_False, r.opener);
  Py_XDECREF(mode);
  Py_DECREF(path);
  return raw;
}

/** A long from an attribute of the raw stream: -1 with an exception. */
function block_size(raw: PyObject): i32 {
  const number = PyObject_GetAttr(raw, _Py_ID("_blksize"));
  if (!number) return -1;
  const size = <i32>PyLong_AsLong(number);
  Py_DECREF(number);
  return size;
}

/** raw.isatty(): 1, 0, -1 with an exception. */
function is_terminal(raw: PyObject): i32 {
  const answer = PyObject_CallMethodNoArgs(raw, _Py_ID("isatty"));
  if (!answer) return -1;
  const yes = PyObject_IsTrue(answer);
  Py_DECREF(answer);
  return yes;
}

/** Sets `buffering` to the size of the buffer: 1 when lines are to be flushed, else 0; -1 with an exception. */
function settle_buffering(r: OpenRequest, raw: PyObject): i32 {
  let lines = r.buffering === 1 ? 1 : 0;
  if (r.buffering < 0) lines = is_terminal(raw);
  if (lines < 0) return -1;
  if (lines) r.buffering = -1;
  if (r.buffering >= 0) return lines;
  r.buffering = block_size(raw);
  if (r.buffering < 0 && !tstate.current_exception) refuse(cstr("invalid buffering size"));
  return r.buffering < 0 ? -1 : lines;
}

/** The class of the buffer for a mode; NULL with ValueError. */
function buffer_class(r: OpenRequest): PyTypeObject | null {
  if (r.bits & UPDATING) return io.PyBufferedRandom_Type;
  if (r.bits & (CREATING | WRITING | APPENDING)) return io.PyBufferedWriter_Type;
  if (r.bits & READING) return io.PyBufferedReader_Type;
  PyErr_Format(PyExc_ValueError, cstr("unknown mode: '%s'"), r.mode);
  return null;
}

/** A buffer around a raw stream: new reference. */
function open_buffer(r: OpenRequest, raw: PyObject): PyObject | null {
  const type = buffer_class(r);
  const size = type ? PyLong_FromLong(<i64>r.buffering) : null;
  if (!size) return null;
  const buffer = PyObject_CallFunctionObjArgs(type!, raw, size);
  Py_DECREF(size);
  return buffer;
}

/** A text stream around a buffer: new reference. */
function open_text(r: OpenRequest, buffer: PyObject, lines: i32): PyObject | null {
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(40));
  args.set(0, buffer);
  args.set(1, r.encoding);
  args.set(2, r.errors);
  args.set(3, r.newline);
  args.set(4, lines ? Py_True : Py_False);
  const text = PyObject_Vectorcall(io.PyTextIOWrapper_Type, args, 5, null);
  stack_release(mark);
  return text;
}

/** Closes what has been opened (stolen) before something went wrong. Returns NULL. */
function abandon(stream: PyObject, mode: PyObject | null): PyObject | null {
  const exc = PyErr_GetRaisedException();
  const closed = PyObject_CallMethodNoArgs(stream, _Py_ID("close"));
  _PyErr_ChainExceptions1(exc);
  Py_XDECREF(closed);
  Py_DECREF(stream);
  Py_XDECREF(mode);
  return null;
}

/** What belongs around a raw stream (stolen): the stream that is asked for, new reference. `mode` is stolen. */
function wrap(r: OpenRequest, raw: PyObject, mode: PyObject): PyObject | null {
  const lines = settle_buffering(r, raw);
  if (lines < 0) return abandon(raw, mode);
  const binary = (r.bits & BINARY) !== 0;
  if (r.buffering === 0) {
    if (!binary) {
      refuse(cstr("can't have unbuffered text I/O"));
      return abandon(raw, mode);
    }
    Py_DECREF(mode);
    return raw;
  }
  const buffer = open_buffer(r, raw);
  if (!buffer) return abandon(raw, mode);
  Py_DECREF(raw);
  if (binary) {
    Py_DECREF(mode);
    return buffer;
  }
  const text = open_text(r, buffer, lines);
  if (!text) return abandon(buffer, mode);
  Py_DECREF(buffer);
  if (PyObject_SetAttr(text, _Py_ID("mode"), mode) < 0) return abandon(text, mode);
  Py_DECREF(mode);
  return text;
}

function open_request(r: OpenRequest): PyObject | null {
  const raw = open_raw(r);
  if (!raw) return null;
  const mode = PyUnicode_FromString(r.mode);
  return mode ? wrap(r, raw, mode) : abandon(raw, null);
}

/** open(file, mode, buffering, closefd=closefd): new reference. */
export function io_open_binary(file: PyObject, mode: usize, buffering: i32, closefd: bool): PyObject | null {
  const mark = stack_mark();
  const r = changetype<OpenRequest>(stack_alloc(offsetof<OpenRequest>()));
  r.file = file;
  r.mode = mode;
  r.buffering = buffering;
  r.encoding = Py_None;
  r.errors = Py_None;
  r.newline = Py_None;
  r.closefd = closefd ? 1 : 0;
  r.opener = Py_None;
  const result = open_request(r);
  stack_release(mark);
  return result;
}

const open_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** An argument, None where it is absent. */
function or_none(a: Slots, i: i32): PyObject {
  const value = a.getOrNull(i);
  return value ? value : Py_None;
}

/** `mode`: its text; 0 with an exception. */
function mode_argument(o: PyObject | null): usize {
  if (!o) return cstr("r");
  if (PyUnicode_Check(o)) return text_without_nul(o);
  _PyArg_BadArgument(cstr("open"), cstr("argument 'mode'"), cstr("str"), o);
  return 0;
}

/** Fills the request from the arguments. False with an exception. */
function parse_request(a: Slots, r: OpenRequest): bool {
  r.file = a.get(0);
  r.mode = mode_argument(a.getOrNull(1));
  if (!r.mode) return false;
  const buffering = a.getOrNull(2);
  r.buffering = buffering ? PyLong_AsInt(buffering) : -1;
  if (r.buffering === -1 && tstate.current_exception) return false;
  r.encoding = or_none(a, 3);
  r.errors = or_none(a, 4);
  r.newline = or_none(a, 5);
  const name = cstr("open");
  if (!text_or_none(name, cstr("argument 'encoding'"), r.encoding)) return false;
  if (!text_or_none(name, cstr("argument 'errors'"), r.errors)) return false;
  if (!text_or_none(name, cstr("argument 'newline'"), r.newline)) return false;
  const closefd = a.getOrNull(6);
  r.closefd = closefd ? PyObject_IsTrue(closefd) : 1;
  r.opener = or_none(a, 7);
  return r.closefd >= 0;
}

export function io_open(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("file mode buffering encoding errors newline closefd opener");
  const a = _PyArg_UnpackKeywords(open_spec, cstr("open"), names, 0, args, nargs, null, kwnames, 1, 8);
  const r = changetype<OpenRequest>(stack_alloc(offsetof<OpenRequest>()));
  const result = a && parse_request(Slots.at(a), r) ? open_request(r) : null;
  stack_release(mark);
  return result;
}

const open_code_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

export function io_open_code(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywords(open_code_spec, cstr("open_code"), cstr("path"), 0, args, nargs, null, kwnames, 1, 1);
  stack_release(mark);
  if (!a) return null;
  const path = Slots.at(a).get(0);
  if (PyUnicode_Check(path)) return io_open_binary(path, cstr("rb"), -1, true);
  _PyArg_BadArgument(cstr("open_code"), cstr("argument 'path'"), cstr("str"), path);
  return null;
}

export function io_text_encoding(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("text_encoding"), nargs, 1, 2)) return null;
  if (nargs > 1) {
    PyLong_AsInt(args.get(1));
    if (tstate.current_exception) return null;
  }
  const encoding = args.get(0);
  if (!is_none(encoding)) return Py_NewRef(encoding);
  return utf8_mode() ? PyUnicode_FromString(cstr("utf-8")) : _Py_ID("locale");
}
