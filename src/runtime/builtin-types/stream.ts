/**
 * The standard streams until the `_io` module takes over: writing text to a file descriptor, reading lines from one.
 * CPython: PyStdPrinter_Type of Objects/fileobject.c, here with a buffer and with reading.
 *
 * NOT CPYTHON: sys.stdout is an io.TextIOWrapper there. Observable here: `write` (encodes as UTF-8, lone surrogates
 * with backslashreplace), `flush`, `fileno`, `isatty`, `readline`, `encoding`, `errors`, `mode`, `name`, `closed`.
 * stdout is flushed at each newline on a terminal, else when BUFFER_SIZE bytes have gathered, at exit, and before the
 * host takes over after a fatal error (stream_flush_all); stderr at once.
 */

import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { isatty, read, write } from "../host";
import { PyMem_Free, PyMem_Malloc, PyMem_Realloc } from "../memory/domains";
import { def_getset, def_noargs, def_o } from "../object/def-tables";
import { cstr } from "../object/literals";
import { _Py_SetImmortal, _PyObject_InitHead, Py_DECREF, PyObject, ptr } from "../object/object";
import { getattrofunc, getter, PyCFunction, reprfunc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_False, Py_None, Py_True, PyExc_OSError, PyExc_TypeError, PyStdPrinter_Type } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_DISALLOW_INSTANTIATION } from "../object/type-object";
import { PyBytes_AS_STRING, PyBytes_GET_SIZE } from "./bytes";
import { PyLong_FromLong } from "./int";
import { PyUnicode_Check, PyUnicode_DATA, PyUnicode_FromString, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII } from "./str";
import { _PyUnicode_AsUTF8String, PyUnicode_DecodeUTF8 } from "./str-codecs";
import { PyUnicode_FromFormat } from "./str-from-format";
import { static_type } from "./type-define";

const BUFFER_SIZE: i32 = 8192;

@unmanaged
class StdStream extends PyObject {
  fd: i32;
  /** Flush at every newline. */
  line_buffered: i32;
  buffer: usize;
  /** Bytes waiting (writing), or read ahead and not yet taken (reading). */
  used: i32;
  /** First byte not yet taken (reading). */
  start: i32;
}

const STDIN: StdStream = changetype<StdStream>(memory.data(48, 16));
const STDOUT: StdStream = changetype<StdStream>(memory.data(48, 16));
const STDERR: StdStream = changetype<StdStream>(memory.data(48, 16));
const STDIN_BUFFER: usize = memory.data(8192, 16);
const STDOUT_BUFFER: usize = memory.data(8192, 16);

function open_stream(s: StdStream, fd: i32, buffer: usize): void {
  _PyObject_InitHead(s, PyStdPrinter_Type);
  _Py_SetImmortal(s);
  s.fd = fd;
  s.buffer = buffer;
  s.line_buffered = isatty(fd);
}

/** Start-up: the three streams. */
export function init_streams(): void {
  open_stream(STDIN, 0, STDIN_BUFFER);
  open_stream(STDOUT, 1, STDOUT_BUFFER);
  open_stream(STDERR, 2, 0);
}

/** sys.stdin, sys.stdout, sys.stderr for 0, 1, 2: borrowed, immortal. */
export function standard_stream(fd: i32): PyObject {
  return fd === 0 ? STDIN : fd === 1 ? STDOUT : STDERR;
}

/** Writes all of `length` bytes. -1 with OSError. */
function write_fully(fd: i32, bytes: usize, length: i32): i32 {
  let at = 0;
  while (at < length) {
    const n = write(fd, bytes + at, length - at);
    if (n < 0) {
      PyErr_Format(PyExc_OSError, cstr("[Errno %d] write failed"), <usize>-n);
      return -1;
    }
    at += n;
  }
  return 0;
}

/** Writes what waits. -1 with OSError. */
function flush_stream(s: StdStream): i32 {
  const n = s.used;
  if (n === 0 || s.fd === 0) return 0;
  s.used = 0;
  return write_fully(s.fd, s.buffer, n);
}

/** Flushes stdout; for the end and for the host after a fatal error. -1 with an exception. */
export function stream_flush_all(): i32 {
  return flush_stream(STDOUT);
}

/** Writes UTF-8 text to stdout or stderr in the order of their buffers. -1 with OSError. */
export function stream_write(fd: i32, bytes: usize, length: i32): i32 {
  const s = changetype<StdStream>(standard_stream(fd));
  if (!s.buffer) return write_fully(fd, bytes, length);
  if (length > BUFFER_SIZE - s.used) {
    if (flush_stream(s) < 0) return -1;
    if (length > BUFFER_SIZE) return write_fully(fd, bytes, length);
  }
  memory.copy(s.buffer + s.used, bytes, <usize>length);
  s.used += length;
  if (!s.line_buffered) return 0;
  for (let i = length - 1; i >= 0; i--) if (load<u8>(bytes + i) === 10) return flush_stream(s);
  return 0;
}

/** stream.write(text): its length. */
function stream_write_method(o: PyObject, text: PyObject | null): PyObject | null {
  const s = changetype<StdStream>(o);
  if (!PyUnicode_Check(text!)) {
    return PyErr_Format(
      PyExc_TypeError,
      cstr("write() argument must be str, not %s"),
      ptr(text) === ptr(Py_None) ? cstr("NoneType") : text!.ob_type.tp_name,
    );
  }
  if (PyUnicode_IS_ASCII(text!)) {
    if (stream_write(s.fd, PyUnicode_DATA(text!), PyUnicode_GET_LENGTH(text!)) < 0) return null;
  } else {
    const bytes = _PyUnicode_AsUTF8String(text!, s.fd === 2 ? cstr("backslashreplace") : cstr("strict"));
    if (!bytes) return null;
    const status = stream_write(s.fd, PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes));
    Py_DECREF(bytes);
    if (status < 0) return null;
  }
  return PyLong_FromLong(<i64>PyUnicode_GET_LENGTH(text!));
}

function stream_flush(o: PyObject, _unused: PyObject | null): PyObject | null {
  return flush_stream(changetype<StdStream>(o)) < 0 ? null : Py_None;
}

/** The next line of stdin with its newline, as bytes in a growing block: address in tstate.out_i32, its length returned; -1 with an exception. */
function read_line(s: StdStream): i32 {
  let line: usize = 0;
  let length = 0;
  while (true) {
    if (s.start >= s.used) {
      const n = read(s.fd, s.buffer, BUFFER_SIZE);
      s.start = 0;
      s.used = max(n, 0);
      if (n < 0) PyErr_Format(PyExc_OSError, cstr("[Errno %d] read failed"), <usize>-n);
      if (n <= 0) break;
    }
    let end = s.start;
    while (end < s.used && load<u8>(s.buffer + end) !== 10) end++;
    const found = end < s.used;
    const n = end - s.start + (found ? 1 : 0);
    const grown = line ? PyMem_Realloc(line, <usize>(length + n)) : PyMem_Malloc(<usize>n);
    if (!grown) {
      PyErr_NoMemory();
      break;
    }
    line = grown;
    memory.copy(line + length, s.buffer + s.start, <usize>n);
    length += n;
    s.start += n;
    if (found) break;
  }
  if (tstate.current_exception) {
    if (line) PyMem_Free(line);
    return -1;
  }
  tstate.out_i32 = <i32>line;
  return length;
}

/** stream.readline(): the next line with its newline, "" at the end. */
export function stream_readline(o: PyObject, _unused: PyObject | null): PyObject | null {
  const s = changetype<StdStream>(o);
  if (s.fd !== 0) {
    PyErr_SetString(PyExc_OSError, cstr("not readable"));
    return null;
  }
  const n = read_line(s);
  if (n < 0) return null;
  const line = <usize>tstate.out_i32;
  const result = PyUnicode_DecodeUTF8(line, n, cstr("surrogateescape"));
  if (line) PyMem_Free(line);
  return result;
}

function stream_fileno(o: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromLong(<i64>changetype<StdStream>(o).fd);
}

function stream_isatty(o: PyObject, _unused: PyObject | null): PyObject | null {
  return isatty(changetype<StdStream>(o).fd) ? Py_True : Py_False;
}

function stream_writable(o: PyObject, _unused: PyObject | null): PyObject | null {
  return changetype<StdStream>(o).fd !== 0 ? Py_True : Py_False;
}

function stream_readable(o: PyObject, _unused: PyObject | null): PyObject | null {
  return changetype<StdStream>(o).fd === 0 ? Py_True : Py_False;
}

function stream_close(_o: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_None;
}

function stream_get_encoding(_o: PyObject, _closure: usize): PyObject | null {
  return PyUnicode_FromString(cstr("utf-8"));
}

function stream_get_errors(o: PyObject, _closure: usize): PyObject | null {
  return PyUnicode_FromString(changetype<StdStream>(o).fd === 2 ? cstr("backslashreplace") : cstr("strict"));
}

function stream_get_mode(o: PyObject, _closure: usize): PyObject | null {
  return PyUnicode_FromString(changetype<StdStream>(o).fd === 0 ? cstr("r") : cstr("w"));
}

function stream_get_name(o: PyObject, _closure: usize): PyObject | null {
  const fd = changetype<StdStream>(o).fd;
  return PyUnicode_FromString(fd === 0 ? cstr("<stdin>") : fd === 1 ? cstr("<stdout>") : cstr("<stderr>"));
}

function stream_get_closed(_o: PyObject, _closure: usize): PyObject | null {
  return Py_False;
}

function stream_repr(o: PyObject): PyObject | null {
  return PyUnicode_FromFormat(cstr("<stdprinter object at %p>"), ptr(o));
}

export function init_stream_type(): void {
  const t = PyStdPrinter_Type;
  static_type(t, cstr("stderrprinter"), 48, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION);
  t.tp_repr = reprfunc.of(stream_repr);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  def_noargs(t, cstr("close"), PyCFunction.of(stream_close));
  def_noargs(t, cstr("fileno"), PyCFunction.of(stream_fileno));
  def_noargs(t, cstr("isatty"), PyCFunction.of(stream_isatty));
  def_noargs(t, cstr("flush"), PyCFunction.of(stream_flush));
  def_noargs(t, cstr("readable"), PyCFunction.of(stream_readable));
  def_noargs(t, cstr("writable"), PyCFunction.of(stream_writable));
  def_noargs(t, cstr("readline"), PyCFunction.of(stream_readline));
  def_o(t, cstr("write"), PyCFunction.of(stream_write_method));
  def_getset(t, cstr("closed"), getter.of(stream_get_closed), null);
  def_getset(t, cstr("encoding"), getter.of(stream_get_encoding), null);
  def_getset(t, cstr("errors"), getter.of(stream_get_errors), null);
  def_getset(t, cstr("mode"), getter.of(stream_get_mode), null);
  def_getset(t, cstr("name"), getter.of(stream_get_name), null);
}
