/** Buffered streams: reading. CPython: BufferedReader of Modules/_io/bufferedio.c. */

import { PyObject_GetOptionalAttr } from "../abstract/attribute";
import { Py_buffer, Py_buffer_OnStack, PyBuffer_Release } from "../abstract/buffer";
import { PyObject_CallMethodNoArgs, PyObject_CallNoArgs } from "../abstract/call";
import { _PyErr_FormatFromCause, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyNumber_AsSsize_t } from "../abstract/number-convert";
import {
  _PyBytes_Resize,
  bytes_get_empty,
  PyBytes_AS_STRING,
  PyBytes_Check,
  PyBytes_Concat,
  PyBytes_FromStringAndSize,
  PyBytes_GET_SIZE,
} from "../builtin-types/bytes";
import { _PyBytes_Join } from "../builtin-types/bytes-join";
import { PyLong_FromSsize_t } from "../builtin-types/int";
import { PyList_Append, PyList_GET_SIZE, PyList_New } from "../builtin-types/list";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_OSError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { writable_view } from "./io-abstract";
import {
  buffered,
  buffered_of,
  enter_buffered,
  is_not_closed,
  is_usable,
  leave_buffered,
  read_ahead,
  reset_read_buffer,
  valid_read_buffer,
} from "./io-buffered";
import { call_raw_with_view, flush_and_rewind, invalid_length, view_of_memory, WOULD_BLOCK } from "./io-buffered-write";
import { bytes_of_size, io, is_exactly, optional_size, size_or } from "./io-state";

/** Reads from the raw stream: how many bytes, 0 at the end, -1 with an exception, WOULD_BLOCK. */
function raw_read(self: buffered, start: usize, length: Py_ssize_t): i32 {
  const view = view_of_memory(start, length, false);
  if (!view) return -1;
  const result = call_raw_with_view(self, _Py_ID("readinto"), view);
  if (!result) return -1;
  if (ptr(result) === ptr(Py_None)) return WOULD_BLOCK;
  const count = PyNumber_AsSsize_t(result, PyExc_ValueError);
  Py_DECREF(result);
  if (count === -1 && tstate.current_exception) {
    _PyErr_FormatFromCause(PyExc_OSError, cstr("raw readinto() failed"));
    return -1;
  }
  if (count < 0 || count > <i64>length) return invalid_length(cstr("readinto"), count, length);
  if (count > 0 && self.abs_pos !== -1) self.abs_pos += count;
  return <i32>count;
}

/** Reads behind what is in the buffer: as raw_read. */
function fill_buffer(self: buffered): i32 {
  const start = valid_read_buffer(self) ? self.read_end : 0;
  const count = raw_read(self, self.buffer + <usize>start, <i32>(<i64>self.buffer_size - start));
  if (count <= 0) return count;
  self.read_end = start + count;
  self.raw_pos = start + count;
  return count;
}

/** `count` bytes of the buffer from the position on, which moves: new reference. */
function take(self: buffered, count: Py_ssize_t): PyObject | null {
  const bytes = PyBytes_FromStringAndSize(self.buffer + <usize>self.pos, count);
  if (bytes) self.pos += count;
  return bytes;
}

/** Copies up to `count` bytes of the buffer, from the position on, which moves; how many. */
function copy_out(self: buffered, target: usize, count: i64): i64 {
  memory.copy(target, self.buffer + <usize>self.pos, <usize>count);
  self.pos += count;
  return count;
}

/** What waits to be written is written, if this stream writes. False with an exception. */
function flush_if_writable(self: buffered): bool {
  return !self.writable || flush_and_rewind(self);
}

// --- read() ---

/** bytes or None from a method of the raw stream: else TypeError; `data` is released then. */
function is_raw_data(data: PyObject, text: usize): bool {
  if (ptr(data) === ptr(Py_None) || PyBytes_Check(data)) return true;
  PyErr_SetString(PyExc_TypeError, text);
  Py_DECREF(data);
  return false;
}

/** What was in the buffer (stolen; NULL: nothing) and what raw.readall() gives. New reference. */
function with_all(head: PyObject | null, readall: PyObject): PyObject | null {
  const rest = PyObject_CallNoArgs(readall);
  if (!rest || !is_raw_data(rest, cstr("readall() should return bytes"))) {
    Py_XDECREF(head);
    return null;
  }
  if (!head) return rest;
  const result = ptr(rest) === ptr(Py_None) ? head : PyBytes_Concat(head, rest);
  Py_DECREF(rest);
  return result;
}

/** Appends what raw.read() gives to `chunks` until the end. What the last call gave: bytes without content, or None. New reference. */
function append_reads(self: buffered, chunks: PyObject): PyObject | null {
  while (true) {
    const data = PyObject_CallMethodNoArgs(self.raw!, _Py_ID("read"));
    if (!data || !is_raw_data(data, cstr("read() should return bytes"))) return null;
    if (ptr(data) === ptr(Py_None) || PyBytes_GET_SIZE(data) === 0) return data;
    if (self.abs_pos !== -1) self.abs_pos += PyBytes_GET_SIZE(data);
    const status = PyList_Append(chunks, data);
    Py_DECREF(data);
    if (status < 0) return null;
  }
}

/** As with_all for a raw stream without readall(). */
function with_reads(self: buffered, head: PyObject | null): PyObject | null {
  const chunks = PyList_New(0);
  let result: PyObject | null = null;
  if (chunks && (!head || PyList_Append(chunks, head) === 0)) {
    const last = append_reads(self, chunks);
    if (last && PyList_GET_SIZE(chunks) > 0) {
      Py_DECREF(last);
      result = _PyBytes_Join(bytes_get_empty(), chunks);
    } else result = last;
  }
  Py_XDECREF(chunks);
  Py_XDECREF(head);
  return result;
}

/** Everything up to the end; the lock is held. */
function read_all(self: buffered): PyObject | null {
  const ahead = <Py_ssize_t>read_ahead(self);
  const head = ahead ? take(self, ahead) : null;
  if (ahead && !head) return null;
  if (!flush_if_writable(self)) {
    Py_XDECREF(head);
    return null;
  }
  reset_read_buffer(self);
  const found = PyObject_GetOptionalAttr(self.raw!, _Py_ID("readall"));
  const readall = tstate.out_object;
  if (found < 0) {
    Py_XDECREF(head);
    return null;
  }
  if (!readall) return with_reads(self, head);
  const result = with_all(head, readall);
  Py_DECREF(readall);
  return result;
}

/** Whole blocks straight into `out`: how many bytes, -1 with an exception; whether there is no more in tstate.out_i32 (or WOULD_BLOCK). */
function read_blocks(self: buffered, out: usize, from: i64, size: i64): i64 {
  let written = from;
  tstate.out_i32 = 1;
  while (size > written) {
    const remaining = <i32>(size - written);
    const blocks = remaining - (remaining % self.buffer_size);
    if (blocks === 0) break;
    const count = raw_read(self, out + <usize>written, blocks);
    tstate.out_i32 = count;
    if (count === -1) return -1;
    if (count <= 0) break;
    written += count;
  }
  return written;
}

/** The rest through the buffer: as read_blocks. */
function read_rest(self: buffered, out: usize, from: i64, size: i64): i64 {
  let written = from;
  self.pos = 0;
  self.raw_pos = 0;
  self.read_end = 0;
  tstate.out_i32 = 1;
  while (size > written && self.read_end < <i64>self.buffer_size) {
    const count = fill_buffer(self);
    tstate.out_i32 = count;
    if (count === -1) return -1;
    if (count <= 0) break;
    written += copy_out(self, out + <usize>written, min<i64>(size - written, count));
  }
  return written;
}

/** Reads until there are `size` bytes, or the end; the lock is held. None where it would have to wait. */
function read_generic(self: buffered, size: i64): PyObject | null {
  const ahead = read_ahead(self);
  if (size <= ahead) return take(self, <Py_ssize_t>size);
  const bytes = bytes_of_size(size);
  if (!bytes) return null;
  const out = PyBytes_AS_STRING(bytes);
  let written = ahead > 0 ? copy_out(self, out, ahead) : 0;
  if (!flush_if_writable(self)) written = -1;
  else {
    reset_read_buffer(self);
    written = read_blocks(self, out, written, size);
    if (written >= 0 && tstate.out_i32 > 0) written = read_rest(self, out, written, size);
  }
  if (written === size) return bytes;
  if (written < 0 || (written === 0 && tstate.out_i32 === WOULD_BLOCK)) {
    Py_DECREF(bytes);
    return written < 0 ? null : Py_None;
  }
  return _PyBytes_Resize(bytes, <Py_ssize_t>written);
}

export function buffered_read(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!optional_size(cstr("read"), args, nargs)) return null;
  const size = tstate.out_i64;
  const self = buffered_of(o);
  if (!is_usable(self)) return null;
  if (size < -1) {
    PyErr_SetString(PyExc_ValueError, cstr("read length must be non-negative or -1"));
    return null;
  }
  if (!is_not_closed(self, cstr("read of closed file"))) return null;
  if (size >= 0 && size <= read_ahead(self)) return take(self, <Py_ssize_t>size);
  if (!enter_buffered(self)) return null;
  const result = size < 0 ? read_all(self) : read_generic(self, size);
  leave_buffered(self);
  return result;
}

/** What is buffered, else up to `size` bytes of one read: new reference. */
export function read1_of(self: buffered, wanted: i64): PyObject | null {
  if (!is_usable(self)) return null;
  const size = wanted < 0 ? <i64>self.buffer_size : wanted;
  if (!is_not_closed(self, cstr("read of closed file"))) return null;
  if (size === 0) return bytes_get_empty();
  const ahead = read_ahead(self);
  if (ahead > 0) return take(self, <Py_ssize_t>min(ahead, size));
  const bytes = bytes_of_size(size);
  if (!bytes) return null;
  if (!enter_buffered(self)) {
    Py_DECREF(bytes);
    return null;
  }
  let count = -1;
  if (flush_if_writable(self)) {
    reset_read_buffer(self);
    count = raw_read(self, PyBytes_AS_STRING(bytes), <Py_ssize_t>size);
  }
  leave_buffered(self);
  if (count !== -1) return _PyBytes_Resize(bytes, max(count, 0));
  Py_DECREF(bytes);
  return null;
}

export function buffered_read1(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  return size_or(cstr("read1"), args, nargs, -1) ? read1_of(buffered_of(o), tstate.out_i64) : null;
}

// --- readinto() ---

/** Goes on reading into a view, of which `written` bytes are filled; the lock is held. New reference. */
function fill_view(self: buffered, view: Py_buffer, filled: i64, once: bool): PyObject | null {
  let written = filled;
  reset_read_buffer(self);
  self.pos = 0;
  while (written < <i64>view.len) {
    const remaining = <i64>view.len - written;
    let count = 0;
    if (remaining > <i64>self.buffer_size) count = raw_read(self, view.buf + <usize>written, <Py_ssize_t>remaining);
    else if (!once || written === 0) {
      count = fill_buffer(self);
      if (count > 0) {
        written += copy_out(self, view.buf + <usize>written, min<i64>(count, remaining));
        continue;
      }
    }
    if (count === 0 || (count === WOULD_BLOCK && written > 0)) break;
    if (count < 0) return count === WOULD_BLOCK ? Py_None : null;
    written += count;
    if (once) break;
  }
  return PyLong_FromSsize_t(written);
}

function read_into(self: buffered, view: Py_buffer, once: bool): PyObject | null {
  if (!is_usable(self) || !is_not_closed(self, cstr("readinto of closed file"))) return null;
  const ahead = read_ahead(self);
  const written = ahead > 0 ? copy_out(self, view.buf, min<i64>(ahead, view.len)) : 0;
  if (ahead > 0 && written === <i64>view.len) return PyLong_FromSsize_t(written);
  if (!enter_buffered(self)) return null;
  const result = flush_if_writable(self) ? fill_view(self, view, written, once) : null;
  leave_buffered(self);
  return result;
}

function readinto_generic(o: PyObject, arg: PyObject, name: usize, once: bool): PyObject | null {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (writable_view(view, name, cstr("argument"), arg)) {
    result = read_into(buffered_of(o), view, once);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

export function buffered_readinto(o: PyObject, arg: PyObject | null): PyObject | null {
  return readinto_generic(o, arg!, cstr("readinto"), false);
}

export function buffered_readinto1(o: PyObject, arg: PyObject | null): PyObject | null {
  return readinto_generic(o, arg!, cstr("readinto1"), true);
}

// --- peek() ---

export function buffered_peek(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!size_or(cstr("peek"), args, nargs, 0)) return null;
  const self = buffered_of(o);
  if (!is_usable(self) || !is_not_closed(self, cstr("peek of closed file"))) return null;
  if (!enter_buffered(self)) return null;
  const result = flush_if_writable(self) ? peek_unlocked(self) : null;
  leave_buffered(self);
  return result;
}

/** What is buffered, or a buffer full, without moving: new reference. */
function peek_unlocked(self: buffered): PyObject | null {
  const ahead = read_ahead(self);
  if (ahead > 0) return PyBytes_FromStringAndSize(self.buffer + <usize>self.pos, <Py_ssize_t>ahead);
  reset_read_buffer(self);
  const count = fill_buffer(self);
  if (count === -1) return null;
  self.pos = 0;
  return PyBytes_FromStringAndSize(self.buffer, max(count, 0));
}

// --- lines ---

/** Bytes up to the first \n and with it, of `count`; 0 when there is none. */
function line_length(start: usize, count: Py_ssize_t): Py_ssize_t {
  for (let i = 0; i < count; i++) if (load<u8>(start + <usize>i) === 10) return i + 1;
  return 0;
}

/** Appends `count` bytes of the buffer. -1 with an exception. */
function append_taken(self: buffered, chunks: PyObject, count: Py_ssize_t): i32 {
  const bytes = take(self, count);
  if (!bytes) return -1;
  const status = PyList_Append(chunks, bytes);
  Py_DECREF(bytes);
  return status;
}

/** Goes on reading until the end of the line, at most `limit` bytes (below zero: no limit). -1 with an exception. */
function append_line(self: buffered, chunks: PyObject, limit: i64): i32 {
  let left = limit;
  while (true) {
    reset_read_buffer(self);
    let count = fill_buffer(self);
    if (count === -1) return -1;
    if (count <= 0) return 0;
    if (left >= 0 && <i64>count > left) count = <i32>left;
    self.pos = 0;
    const length = line_length(self.buffer, count);
    if (append_taken(self, chunks, length ? length : count) < 0) return -1;
    if (length || <i64>count === left) return 0;
    if (left >= 0) left -= count;
  }
}

/** The rest of a line whose beginning, `count` bytes, is all that is buffered; the lock is held. */
function join_line(self: buffered, count: Py_ssize_t, limit: i64): PyObject | null {
  const chunks = PyList_New(0);
  if (!chunks) return null;
  let result: PyObject | null = null;
  const started = count === 0 || append_taken(self, chunks, count) === 0;
  if (started && flush_if_writable(self)) {
    const left = limit >= 0 ? limit - count : limit;
    if (append_line(self, chunks, left) === 0) result = _PyBytes_Join(bytes_get_empty(), chunks);
  }
  Py_DECREF(chunks);
  return result;
}

/** The next line, at most `limit` bytes of it (below zero: no limit): new reference. */
function read_line(self: buffered, limit: i64): PyObject | null {
  if (!is_not_closed(self, cstr("readline of closed file"))) return null;
  let count = <Py_ssize_t>read_ahead(self);
  if (limit >= 0 && <i64>count > limit) count = <Py_ssize_t>limit;
  const length = line_length(self.buffer + <usize>self.pos, count);
  if (length) return take(self, length);
  if (<i64>count === limit) return take(self, count);
  if (!enter_buffered(self)) return null;
  const result = join_line(self, count, limit);
  leave_buffered(self);
  return result;
}

export function buffered_readline(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!optional_size(cstr("readline"), args, nargs)) return null;
  const limit = tstate.out_i64;
  return is_usable(buffered_of(o)) ? read_line(buffered_of(o), limit) : null;
}

/** self.readline() of a class of Python code: bytes, else OSError. */
function called_readline(o: PyObject): PyObject | null {
  const line = PyObject_CallMethodNoArgs(o, _Py_ID("readline"));
  if (!line || PyBytes_Check(line)) return line;
  const text = cstr("readline() should have returned a bytes object, not '%.200s'");
  PyErr_Format(PyExc_OSError, text, line.ob_type.tp_name);
  Py_DECREF(line);
  return null;
}

export function buffered_iternext(o: PyObject): PyObject | null {
  if (!is_usable(buffered_of(o))) return null;
  const is_own = is_exactly(o, io.PyBufferedReader_Type) || is_exactly(o, io.PyBufferedRandom_Type);
  const line = is_own ? read_line(buffered_of(o), -1) : called_readline(o);
  if (!line || PyBytes_GET_SIZE(line) > 0) return line;
  Py_DECREF(line);
  return null;
}
