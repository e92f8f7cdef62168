/**
 * Buffered streams: what readers, writers and both have in common. CPython: the struct `buffered` of Modules/_io/bufferedio.c.
 *
 *   buffered (152 bytes, GC)
 *   +16 raw (owned)                      +56 buffer      block of the mem domain; 0: closed
 *   +24 ok, i32                          +64 pos         logical position in the buffer
 *   +28 detached, i32                    +72 raw_pos     position of the raw stream in the buffer
 *   +32 readable, +36 writable, i32      +80 read_end    behind the last byte read; -1: nothing read is in it
 *   +40 finalizing, u8                   +88 write_pos   behind the last byte written
 *   +44 fast_closed_checks, i32          +96 write_end   behind the last byte to write; -1: there are none
 *   +48 abs_pos, i64: position of the    +104 lock       block of the raw domain; its first word: taken
 *       raw stream, -1 when unknown      +112 owner      +120 buffer_size   +128 buffer_mask
 *   +136 dict (owned)                    +144 weakreflist
 */

import { _PyArg_AsSsize_t, _PyArg_CheckPositional, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyObject_GetAttr, PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyObject_CallMethodNoArgs, PyObject_CallMethodObjArgs, PyObject_CallMethodOneArg } from "../abstract/call";
import {
  _PyErr_ChainExceptions1,
  PyErr_Clear,
  PyErr_ClearIf,
  PyErr_ExceptionMatches,
  PyErr_Format,
  PyErr_GetRaisedException,
  PyErr_NoMemory,
  PyErr_SetString,
} from "../abstract/errors";
import { _PyNumber_Index } from "../abstract/number-convert";
import { Py_ReprEnter, Py_ReprLeave, PyObject_IsTrue } from "../abstract/object-protocol";
import { PyLong_AsInt, PyLong_AsLong, PyLong_FromLong, PyLong_FromSsize_t } from "../builtin-types/int";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyObject_ClearWeakRefs } from "../builtin-types/weakref";
import { PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { PyMem_Free, PyMem_Malloc, PyMem_RawFree, PyMem_RawMalloc } from "../memory/domains";
import { clear_at, set_at } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_ssize_t, PyObject, ptr, Slots } from "../object/object";
import { visitproc } from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_None,
  PyExc_OSError,
  PyExc_OverflowError,
  PyExc_RuntimeError,
  PyExc_ValueError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { _PyIOBase_check_seekable, _PyIOBase_finalize } from "./io-base";
import { flush_unlocked } from "./io-buffered-write";
import { _PyFileIO_closed } from "./io-file";
import { DEFAULT_BUFFER_SIZE, io, is_exactly, number_error, visit_if } from "./io-state";

@unmanaged
export class buffered extends PyObject {
  raw: PyObject | null;
  ok: i32;
  detached: i32;
  readable: i32;
  writable: i32;
  finalizing: u8;
  pad8: u8;
  pad16: u16;
  fast_closed_checks: i32;
  abs_pos: i64;
  buffer: usize;
  pos: i64;
  raw_pos: i64;
  read_end: i64;
  write_pos: i64;
  write_end: i64;
  lock: usize;
  owner: u64;
  buffer_size: Py_ssize_t;
  buffer_mask: Py_ssize_t;
  dict: PyObject | null;
  weakreflist: PyObject | null;
}
const RAW: usize = offsetof<buffered>("raw");
/** Bytes of a semaphore. */
const LOCK_SIZE: usize = 32;

/** @inline */
export function buffered_of(o: PyObject): buffered {
  return changetype<buffered>(o);
}

// --- the lock: a stream must not be used by what it calls ---

/** Takes the lock. False with RuntimeError when this thread has it. */
export function enter_buffered(self: buffered): bool {
  if (load<i32>(self.lock) !== 0) {
    PyErr_Format(PyExc_RuntimeError, cstr("reentrant call inside %R"), ptr(self));
    return false;
  }
  store<i32>(self.lock, 1);
  self.owner = 1;
  return true;
}

export function leave_buffered(self: buffered): void {
  self.owner = 0;
  store<i32>(self.lock, 0);
}

// --- state of the stream ---

/** False with ValueError where __init__ has not been called, or the raw stream is detached. */
export function is_usable(self: buffered): bool {
  if (self.ok > 0) return true;
  const text = self.detached ? cstr("raw stream has been detached") : cstr("I/O operation on uninitialized object");
  PyErr_SetString(PyExc_ValueError, text);
  return false;
}

/** What raw.closed says: 1, 0, -1 with an exception. */
function buffered_closed(self: buffered): i32 {
  if (!is_usable(self)) return -1;
  const value = PyObject_GetAttr(self.raw!, _Py_ID("closed"));
  if (!value) return -1;
  const closed = PyObject_IsTrue(value);
  Py_DECREF(value);
  return closed;
}

/** It is closed, or that cannot be told (an exception is set). */
export function is_closed(self: buffered): bool {
  if (!self.buffer) return true;
  return self.fast_closed_checks ? _PyFileIO_closed(self.raw!) : buffered_closed(self) !== 0;
}

/** False with ValueError when it is closed and nothing that was read is left. */
export function is_not_closed(self: buffered, text: usize): bool {
  if (!is_closed(self) || read_ahead(self) !== 0) return true;
  PyErr_SetString(PyExc_ValueError, text);
  return false;
}

/** @inline */
export function valid_read_buffer(self: buffered): bool {
  return self.readable !== 0 && self.read_end !== -1;
}

/** @inline */
export function valid_write_buffer(self: buffered): bool {
  return self.writable !== 0 && self.write_end !== -1;
}

/** Bytes in the buffer that have not been taken. @inline */
export function read_ahead(self: buffered): i64 {
  return valid_read_buffer(self) ? self.read_end - self.pos : 0;
}

/** How far the raw stream is ahead of the logical position. */
export function raw_offset(self: buffered): i64 {
  const valid = valid_read_buffer(self) || valid_write_buffer(self);
  return valid && self.raw_pos >= 0 ? self.raw_pos - self.pos : 0;
}

export function reset_read_buffer(self: buffered): void {
  self.read_end = -1;
}

export function reset_write_buffer(self: buffered): void {
  self.write_pos = 0;
  self.write_end = -1;
}

// --- the raw stream ---

/** An offset: -1 with an exception (ValueError beyond 64 bits). */
export function PyNumber_AsOff_t(o: PyObject): i64 {
  const index = _PyNumber_Index(o);
  if (!index) return -1;
  const value = PyLong_AsLong(index);
  Py_DECREF(index);
  if (value !== -1 || !tstate.current_exception || !PyErr_ClearIf(PyExc_OverflowError)) return value;
  PyErr_Format(PyExc_ValueError, cstr("cannot fit '%.200s' into an offset-sized integer"), o.ob_type.tp_name);
  return -1;
}

/** Notes the position that a method of the raw stream gave (stolen; NULL: it failed). -1 with an exception. */
function note_position(self: buffered, answer: PyObject | null): i64 {
  if (!answer) return -1;
  const position = PyNumber_AsOff_t(answer);
  Py_DECREF(answer);
  if (position < 0) {
    const text = cstr("Raw stream returned invalid position %S");
    if (!tstate.current_exception) number_error(PyExc_OSError, text, position);
    return -1;
  }
  self.abs_pos = position;
  return position;
}

export function raw_tell(self: buffered): i64 {
  return note_position(self, PyObject_CallMethodNoArgs(self.raw!, _Py_ID("tell")));
}

export function raw_seek(self: buffered, target: i64, whence: i32): i64 {
  const position = PyLong_FromSsize_t(target);
  if (!position) return -1;
  const how = PyLong_FromLong(<i64>whence);
  const answer = how ? PyObject_CallMethodObjArgs(self.raw!, _Py_ID("seek"), position, how) : null;
  Py_DECREF(position);
  if (how) Py_DECREF(how);
  return note_position(self, answer);
}

// --- creation, release ---

/** The buffer and the lock, for the buffer_size that is set. -1 with an exception. */
function init_buffer(self: buffered): i32 {
  if (self.buffer_size <= 0) {
    PyErr_SetString(PyExc_ValueError, cstr("buffer size must be strictly positive"));
    return -1;
  }
  if (self.buffer) PyMem_Free(self.buffer);
  self.buffer = PyMem_Malloc(<usize>self.buffer_size);
  if (self.lock) PyMem_RawFree(self.lock);
  self.lock = self.buffer ? PyMem_RawMalloc(LOCK_SIZE) : 0;
  if (!self.lock) {
    PyErr_NoMemory();
    return -1;
  }
  store<u64>(self.lock, 0);
  self.owner = 0;
  const size = self.buffer_size;
  self.buffer_mask = size & (size - 1) ? 0 : size - 1;
  if (raw_tell(self) === -1) PyErr_Clear();
  return 0;
}

/** __init__ of all classes, when `raw` has been checked; `type` is the class itself. -1 with an exception. */
export function buffered_set_up(
  o: PyObject,
  raw: PyObject,
  size: i64,
  readable: bool,
  writable: bool,
  type: PyTypeObject,
): i32 {
  const self = buffered_of(o);
  set_at(ptr(o) + RAW, Py_NewRef(raw));
  self.readable = readable ? 1 : 0;
  self.writable = writable ? 1 : 0;
  if (size > <i64>i32.MAX_VALUE) {
    PyErr_NoMemory();
    return -1;
  }
  self.buffer_size = <Py_ssize_t>max<i64>(size, 0);
  if (init_buffer(self) < 0) return -1;
  if (readable) reset_read_buffer(self);
  if (writable) {
    reset_write_buffer(self);
    self.pos = 0;
  }
  self.fast_closed_checks = is_exactly(o, type) && is_exactly(raw, io.PyFileIO_Type) ? 1 : 0;
  self.ok = 1;
  return 0;
}

const init_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** `(raw, buffer_size=8192)`: raw, borrowed, the size in tstate.out_i64. NULL with an exception. */
export function init_arguments(o: PyObject, fname: usize, args: PyObject, kwds: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywordsTuple(init_spec, fname, cstr("raw buffer_size"), 0, args, kwds, 1, 2);
  stack_release(mark);
  if (!a) return null;
  const raw = Slots.at(a).get(0);
  const given = Slots.at(a).getOrNull(1);
  const size = given ? _PyArg_AsSsize_t(given) : <i64>DEFAULT_BUFFER_SIZE;
  if (tstate.current_exception) return null;
  buffered_of(o).ok = 0;
  buffered_of(o).detached = 0;
  tstate.out_i64 = size;
  return raw;
}

export function buffered_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  let stop = visit.call(o.ob_type, arg);
  if (!stop) stop = visit_if(buffered_of(o).raw, visit, arg);
  return stop ? stop : visit_if(buffered_of(o).dict, visit, arg);
}

export function buffered_clear(o: PyObject): i32 {
  buffered_of(o).ok = 0;
  clear_at(ptr(o) + RAW);
  clear_at(ptr(o) + offsetof<buffered>("dict"));
  return 0;
}

export function buffered_dealloc(o: PyObject): void {
  const self = buffered_of(o);
  self.finalizing = 1;
  if (_PyIOBase_finalize(o) < 0) return;
  const t = o.ob_type;
  PyObject_GC_UnTrack(o);
  self.ok = 0;
  if (self.weakreflist) PyObject_ClearWeakRefs(o);
  clear_at(ptr(o) + RAW);
  free_buffer(self);
  if (self.lock) PyMem_RawFree(self.lock);
  self.lock = 0;
  clear_at(ptr(o) + offsetof<buffered>("dict"));
  t.tp_free!.call(o);
  Py_DECREF(t);
}

function free_buffer(self: buffered): void {
  if (self.buffer) PyMem_Free(self.buffer);
  self.buffer = 0;
}

export function buffered_sizeof(o: PyObject, _unused: PyObject | null): PyObject | null {
  const self = buffered_of(o);
  const own = <i64>o.ob_type.tp_basicsize;
  return PyLong_FromSsize_t(self.buffer ? own + <i64>self.buffer_size : own);
}

// --- closing ---

export function buffered_dealloc_warn(o: PyObject, source: PyObject | null): PyObject | null {
  const self = buffered_of(o);
  if (!self.ok || !self.raw) return Py_None;
  const result = PyObject_CallMethodOneArg(self.raw!, _Py_ID("_dealloc_warn"), source!);
  if (result) Py_DECREF(result);
  else PyErr_Clear();
  return Py_None;
}

/** Flushes, closes the raw stream and gives the buffer up; the lock is held. */
function close_open(o: PyObject): PyObject | null {
  const self = buffered_of(o);
  if (self.finalizing) buffered_dealloc_warn(o, o);
  // flush() takes the lock itself.
  leave_buffered(self);
  const flushed = PyObject_CallMethodNoArgs(o, _Py_ID("flush"));
  if (!enter_buffered(self)) return null;
  let exc: PyObject | null = null;
  if (!flushed) exc = PyErr_GetRaisedException();
  if (flushed) Py_DECREF(flushed);
  let result = PyObject_CallMethodNoArgs(self.raw!, _Py_ID("close"));
  free_buffer(self);
  if (exc) {
    _PyErr_ChainExceptions1(exc);
    if (result) Py_DECREF(result);
    result = null;
  }
  self.read_end = 0;
  self.pos = 0;
  return result;
}

export function buffered_close(o: PyObject, _unused: PyObject | null): PyObject | null {
  const self = buffered_of(o);
  if (!is_usable(self) || !enter_buffered(self)) return null;
  const closed = buffered_closed(self);
  let result: PyObject | null = null;
  if (closed === 0) result = close_open(o);
  else if (closed > 0) result = Py_None;
  leave_buffered(self);
  return result;
}

export function buffered_detach(o: PyObject, _unused: PyObject | null): PyObject | null {
  const self = buffered_of(o);
  if (!is_usable(self)) return null;
  const flushed = PyObject_CallMethodNoArgs(o, _Py_ID("flush"));
  if (!flushed) return null;
  Py_DECREF(flushed);
  const raw = self.raw;
  self.raw = null;
  self.detached = 1;
  self.ok = 0;
  return raw;
}

/** flush() of a reader: the raw stream's. */
export function buffered_simple_flush(o: PyObject, _unused: PyObject | null): PyObject | null {
  return call_raw(o, _Py_ID("flush"));
}

// --- what the raw stream knows ---

function call_raw(o: PyObject, name: PyObject): PyObject | null {
  return is_usable(buffered_of(o)) ? PyObject_CallMethodNoArgs(buffered_of(o).raw!, name) : null;
}

export function buffered_seekable(o: PyObject, _unused: PyObject | null): PyObject | null {
  return call_raw(o, _Py_ID("seekable"));
}

export function buffered_readable(o: PyObject, _unused: PyObject | null): PyObject | null {
  return call_raw(o, _Py_ID("readable"));
}

export function buffered_writable(o: PyObject, _unused: PyObject | null): PyObject | null {
  return call_raw(o, _Py_ID("writable"));
}

export function buffered_fileno(o: PyObject, _unused: PyObject | null): PyObject | null {
  return call_raw(o, _Py_ID("fileno"));
}

export function buffered_isatty(o: PyObject, _unused: PyObject | null): PyObject | null {
  return call_raw(o, _Py_ID("isatty"));
}

function raw_attribute(o: PyObject, name: PyObject): PyObject | null {
  return is_usable(buffered_of(o)) ? PyObject_GetAttr(buffered_of(o).raw!, name) : null;
}

export function buffered_closed_get(o: PyObject, _closure: usize): PyObject | null {
  return raw_attribute(o, _Py_ID("closed"));
}

export function buffered_name_get(o: PyObject, _closure: usize): PyObject | null {
  return raw_attribute(o, _Py_ID("name"));
}

export function buffered_mode_get(o: PyObject, _closure: usize): PyObject | null {
  return raw_attribute(o, _Py_ID("mode"));
}

/** "<_io.BufferedReader name='x'>": new reference. */
export function buffered_repr(o: PyObject): PyObject | null {
  const type_name = o.ob_type.tp_name;
  if (PyObject_GetOptionalAttr(o, _Py_ID("name")) < 0) {
    if (!PyErr_ExceptionMatches(PyExc_ValueError)) return null;
    // It is detached.
    PyErr_Clear();
  }
  const name = tstate.out_object;
  if (!name) return PyUnicode_FromFormat(cstr("<%s>"), type_name);
  let result: PyObject | null = null;
  const status = Py_ReprEnter(o);
  if (status === 0) {
    result = PyUnicode_FromFormat(cstr("<%s name=%R>"), type_name, ptr(name));
    Py_ReprLeave(o);
  } else if (status > 0) {
    PyErr_Format(PyExc_RuntimeError, cstr("reentrant call inside %s.__repr__"), type_name);
  }
  Py_DECREF(name);
  return result;
}

// --- positions ---

export function buffered_tell(o: PyObject, _unused: PyObject | null): PyObject | null {
  const self = buffered_of(o);
  if (!is_usable(self)) return null;
  const position = raw_tell(self);
  // Devices that pretend to have positions may have fewer than have been read.
  return position === -1 ? null : PyLong_FromSsize_t(max<i64>(position - raw_offset(self), 0));
}

/** Seeks inside of what is buffered: the new position; -1: that cannot be done, or an exception is set. */
function seek_in_buffer(self: buffered, target: i64, whence: i32): i64 {
  const current = self.abs_pos !== -1 ? self.abs_pos : raw_tell(self);
  const ahead = read_ahead(self);
  if (ahead <= 0) return -1;
  const offset = whence === 0 ? target - (current - raw_offset(self)) : target;
  if (offset < -self.pos || offset > ahead) return -1;
  self.pos += offset;
  return max<i64>(current - ahead + offset, 0);
}

/** Seeks with the raw stream; the lock is held. */
function seek_unlocked(self: buffered, target: i64, whence: i32): PyObject | null {
  if (self.writable && !flush_unlocked(self)) return null;
  const position = raw_seek(self, whence === 1 ? target - raw_offset(self) : target, whence);
  if (position === -1) return null;
  self.raw_pos = -1;
  const result = PyLong_FromSsize_t(position);
  if (result && self.readable) reset_read_buffer(self);
  return result;
}

const SEEK_DATA: i32 = 3;
const SEEK_HOLE: i32 = 4;

export function buffered_seek(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("seek"), nargs, 1, 2)) return null;
  const whence = nargs > 1 ? PyLong_AsInt(args.get(1)) : 0;
  const self = buffered_of(o);
  if (tstate.current_exception || !is_usable(self)) return null;
  if (whence < 0 || (whence > 2 && whence !== SEEK_HOLE && whence !== SEEK_DATA)) {
    return PyErr_Format(PyExc_ValueError, cstr("whence value %d unsupported"), <usize>whence);
  }
  if (!is_not_closed(self, cstr("seek of closed file"))) return null;
  const seekable = _PyIOBase_check_seekable(self.raw!);
  if (!seekable) return null;
  const target = PyNumber_AsOff_t(args.get(0));
  if (target === -1 && tstate.current_exception) return null;
  if (whence < 2 && self.readable) {
    const position = seek_in_buffer(self, target, whence);
    if (position !== -1) return PyLong_FromSsize_t(position);
    // What goes wrong with tell() is left to seek(), as in CPython.
    if (tstate.current_exception) PyErr_Clear();
  }
  if (!enter_buffered(self)) return null;
  const result = seek_unlocked(self, target, whence);
  leave_buffered(self);
  return result;
}
