/** Buffered streams: writing. CPython: BufferedWriter of Modules/_io/bufferedio.c. */

import {
  Py_buffer_OnStack,
  PyBUF_CONTIG_RO,
  PyBUF_SIMPLE,
  PyBuffer_FillInfo,
  PyBuffer_Release,
  PyObject_GetBuffer,
} from "../abstract/buffer";
import { PyObject_CallFunctionObjArgs, PyObject_CallMethodOneArg } from "../abstract/call";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_SetObject, PyErr_SetString } from "../abstract/errors";
import { PyNumber_AsSsize_t } from "../abstract/number-convert";
import { PyLong_FromLong, PyLong_FromSsize_t } from "../builtin-types/int";
import { PyMemoryView_FromBuffer } from "../builtin-types/memoryview";
import { PyUnicode_FromString } from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { Py_None, PyExc_BlockingIOError, PyExc_OSError, PyExc_ValueError } from "../object/static-types";
import {
  buffered,
  buffered_of,
  enter_buffered,
  is_closed,
  is_not_closed,
  is_usable,
  leave_buffered,
  raw_offset,
  raw_seek,
  raw_tell,
  reset_read_buffer,
  reset_write_buffer,
  valid_read_buffer,
  valid_write_buffer,
} from "./io-buffered";
import { _PyIO_trap_eintr, io, io_positional, io_unsupported } from "./io-state";

/** The raw stream would have to wait. */
export const WOULD_BLOCK: i32 = -2;

/** A memoryview of `length` bytes at `start`, which are nobody's: new reference. */
export function view_of_memory(start: usize, length: Py_ssize_t, readonly: bool): PyObject | null {
  const mark = stack_mark();
  const info = Py_buffer_OnStack();
  PyBuffer_FillInfo(info, null, start, length, readonly, PyBUF_CONTIG_RO);
  const view = PyMemoryView_FromBuffer(info);
  stack_release(mark);
  return view;
}

/** raw.name(view), again when it was interrupted; steals `view`. New reference, NULL with an exception. */
export function call_raw_with_view(self: buffered, name: PyObject, view: PyObject): PyObject | null {
  let result: PyObject | null;
  do {
    io.errno = 0;
    result = PyObject_CallMethodOneArg(self.raw!, name, view);
  } while (!result && _PyIO_trap_eintr());
  Py_DECREF(view);
  return result;
}

/** OSError "raw write() returned invalid length ...", in place of what made -1 of the number. Returns -1. */
export function invalid_length(name: usize, count: i64, length: Py_ssize_t): i32 {
  PyErr_Clear();
  const shown = PyLong_FromSsize_t(count);
  const text = cstr("raw %s() returned invalid length %S (should have been between 0 and %zd)");
  const message = shown ? PyUnicode_FromFormat(text, name, ptr(shown), <usize>length) : null;
  if (message) PyErr_SetObject(PyExc_OSError, message);
  Py_XDECREF(message);
  Py_XDECREF(shown);
  return -1;
}

/** Writes to the raw stream: how many bytes, -1 with an exception, WOULD_BLOCK. */
function raw_write(self: buffered, start: usize, length: Py_ssize_t): i32 {
  const view = view_of_memory(start, length, true);
  if (!view) return -1;
  const result = call_raw_with_view(self, _Py_ID("write"), view);
  if (!result) return -1;
  if (ptr(result) === ptr(Py_None)) return WOULD_BLOCK;
  const count = PyNumber_AsSsize_t(result, PyExc_ValueError);
  Py_DECREF(result);
  if (count < 0 || count > <i64>length) return invalid_length(cstr("write"), count, length);
  if (count > 0 && self.abs_pos !== -1) self.abs_pos += count;
  return <i32>count;
}

/** BlockingIOError that says how many bytes have been taken. */
function set_blocking_error(written: i64): void {
  PyErr_Clear();
  const number = PyLong_FromLong(<i64>io.errno);
  const text = PyUnicode_FromString(cstr("write could not complete without blocking"));
  const count = PyLong_FromSsize_t(written);
  if (number && text && count) {
    const exc = PyObject_CallFunctionObjArgs(PyExc_BlockingIOError, number, text, count);
    if (exc) PyErr_SetObject(PyExc_BlockingIOError, exc);
    Py_XDECREF(exc);
  }
  Py_XDECREF(number);
  Py_XDECREF(text);
  Py_XDECREF(count);
}

/** Writes what waits. False with an exception. */
function write_waiting(self: buffered): bool {
  const rewind = raw_offset(self) + (self.pos - self.write_pos);
  if (rewind !== 0) {
    if (raw_seek(self, -rewind, 1) < 0) return false;
    self.raw_pos -= rewind;
  }
  while (self.write_pos < self.write_end) {
    const count = raw_write(self, self.buffer + <usize>self.write_pos, <i32>(self.write_end - self.write_pos));
    if (count === WOULD_BLOCK) set_blocking_error(0);
    if (count < 0) return false;
    self.write_pos += count;
    self.raw_pos = self.write_pos;
  }
  return true;
}

/** Empties the write buffer; the lock is held. False with an exception. */
export function flush_unlocked(self: buffered): bool {
  if (valid_write_buffer(self) && self.write_pos !== self.write_end && !write_waiting(self)) return false;
  reset_write_buffer(self);
  return true;
}

/** flush_unlocked; then the raw stream is where the logical position is. False with an exception. */
export function flush_and_rewind(self: buffered): bool {
  if (!flush_unlocked(self)) return false;
  if (!self.readable) return true;
  const position = raw_seek(self, -raw_offset(self), 1);
  reset_read_buffer(self);
  return position !== -1;
}

export function buffered_flush(o: PyObject, _unused: PyObject | null): PyObject | null {
  const self = buffered_of(o);
  if (!is_usable(self) || !is_not_closed(self, cstr("flush of closed file"))) return null;
  if (!enter_buffered(self)) return null;
  const ok = flush_and_rewind(self);
  leave_buffered(self);
  return ok ? Py_None : null;
}

/** raw.truncate(); the lock is held. */
function truncate_unlocked(self: buffered, size: PyObject): PyObject | null {
  if (!flush_and_rewind(self)) return null;
  const result = PyObject_CallMethodOneArg(self.raw!, _Py_ID("truncate"), size);
  if (result && raw_tell(self) === -1) PyErr_Clear();
  return result;
}

export function buffered_truncate(o: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = io_positional(cstr("truncate"), args, nargs, kwnames, 0, 1);
  stack_release(mark);
  if (!a) return null;
  const size = Slots.at(a).getOrNull(0);
  const self = buffered_of(o);
  if (!is_usable(self) || !is_not_closed(self, cstr("truncate of closed file"))) return null;
  if (!self.writable) return io_unsupported(cstr("truncate"));
  if (!enter_buffered(self)) return null;
  const result = truncate_unlocked(self, size ? size : Py_None);
  leave_buffered(self);
  return result;
}

// --- write() ---

function adjust_position(self: buffered, position: i64): void {
  self.pos = position;
  if (valid_read_buffer(self) && self.read_end < position) self.read_end = position;
}

/** Puts bytes into the buffer, where there is room for them. */
function buffer_bytes(self: buffered, bytes: usize, length: Py_ssize_t): void {
  memory.copy(self.buffer + <usize>self.pos, bytes, <usize>length);
  if (!valid_write_buffer(self) || self.write_pos > self.pos) self.write_pos = self.pos;
  adjust_position(self, self.pos + length);
  if (self.pos > self.write_end) self.write_end = self.pos;
}

/** The buffer could not be emptied without waiting: keeps what there is room for. How many bytes, -1 with BlockingIOError. */
function write_to_blocked(self: buffered, bytes: usize, length: Py_ssize_t): i64 {
  if (!PyErr_ExceptionMatches(PyExc_BlockingIOError)) return -1;
  if (self.readable) reset_read_buffer(self);
  const waiting = self.write_end - self.write_pos;
  memory.copy(self.buffer, self.buffer + <usize>self.write_pos, <usize>waiting);
  self.write_end = waiting;
  self.raw_pos -= self.write_pos;
  self.pos -= self.write_pos;
  self.write_pos = 0;
  const room = <i64>self.buffer_size - self.write_end;
  const taken = min(<i64>length, room);
  memory.copy(self.buffer + <usize>self.write_end, bytes, <usize>taken);
  self.write_end += taken;
  self.pos += taken;
  if (taken === <i64>length) {
    PyErr_Clear();
    return taken;
  }
  set_blocking_error(taken);
  return -1;
}

/** As much as the buffer takes of what the raw stream did not; -1 with BlockingIOError. */
function fill_blocked(self: buffered, bytes: usize, written: i64): i64 {
  memory.copy(self.buffer, bytes + <usize>written, <usize>self.buffer_size);
  self.raw_pos = 0;
  adjust_position(self, self.buffer_size);
  self.write_end = self.buffer_size;
  set_blocking_error(written + self.buffer_size);
  return -1;
}

/** Writes what does not fit into the buffer; the rest is put into it. How many bytes, -1 with an exception. */
function write_through(self: buffered, bytes: usize, length: Py_ssize_t): i64 {
  const offset = raw_offset(self);
  if (offset !== 0) {
    if (raw_seek(self, -offset, 1) < 0) return -1;
    self.raw_pos -= offset;
  }
  let written = 0;
  while (length - written >= self.buffer_size) {
    const count = raw_write(self, bytes + <usize>written, length - written);
    if (count === WOULD_BLOCK) {
      if (length - written > self.buffer_size) return fill_blocked(self, bytes, written);
      break;
    }
    if (count < 0) return -1;
    written += count;
  }
  if (self.readable) reset_read_buffer(self);
  const rest = length - written;
  memory.copy(self.buffer, bytes + <usize>written, <usize>rest);
  self.write_pos = 0;
  self.write_end = rest;
  adjust_position(self, rest);
  self.raw_pos = 0;
  return length;
}

/** write() with the lock held: how many bytes, -1 with an exception. */
function write_unlocked(self: buffered, bytes: usize, length: Py_ssize_t): i64 {
  if (is_closed(self)) {
    PyErr_SetString(PyExc_ValueError, cstr("write to closed file"));
    return -1;
  }
  if (!valid_read_buffer(self) && !valid_write_buffer(self)) {
    self.pos = 0;
    self.raw_pos = 0;
  }
  if (length < self.buffer_size && <i64>length <= <i64>self.buffer_size - self.pos) {
    buffer_bytes(self, bytes, length);
    return length;
  }
  return flush_unlocked(self) ? write_through(self, bytes, length) : write_to_blocked(self, bytes, length);
}

/** Writes bytes: how many, -1 with an exception. */
export function buffered_write_bytes(self: buffered, bytes: usize, length: Py_ssize_t): i64 {
  if (!is_usable(self) || !enter_buffered(self)) return -1;
  const written = write_unlocked(self, bytes, length);
  leave_buffered(self);
  return written;
}

export function buffered_write(o: PyObject, data: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let written: i64 = -1;
  if (PyObject_GetBuffer(data!, view, PyBUF_SIMPLE) === 0) {
    written = buffered_write_bytes(buffered_of(o), view.buf, view.len);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return written < 0 ? null : PyLong_FromSsize_t(written);
}
