/** _io.TextIOWrapper: reading. CPython: textiowrapper_read, readline and what they need, of Modules/_io/textio.c. */

import { Py_buffer_OnStack, PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg } from "../abstract/call";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyBytes_Check, PyBytes_Concat } from "../builtin-types/bytes";
import { PyLong_FromSsize_t } from "../builtin-types/int";
import { PyList_Append, PyList_New } from "../builtin-types/list";
import {
  PyUnicode_Check,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  unicode_get_empty,
} from "../builtin-types/str";
import {
  PyUnicode_AppendAndDel,
  PyUnicode_Concat,
  PyUnicode_Join,
  PyUnicode_Substring,
} from "../builtin-types/str-concat";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "../builtin-types/tuple";
import { clear_at, set_at } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OSError, PyExc_TypeError } from "../object/static-types";
import { buffered_of } from "./io-buffered";
import { read1_of } from "./io-buffered-read";
import { _PyIO_find_line_ending, decoder_decode } from "./io-newlines";
import { _PyIO_trap_eintr, io, io_unsupported, is_exactly, optional_size, size_or } from "./io-state";
import { DECODED_CHARS, SNAPSHOT, text_attached, text_not_closed, text_of, text_open, textio } from "./io-text";
import { writeflush } from "./io-text-write";

/** What has been decoded is now `chars` (stolen; may be NULL), none of it taken. */
export function set_decoded_chars(self: textio, chars: PyObject | null): void {
  set_at(ptr(self) + DECODED_CHARS, chars);
  self.decoded_chars_used = 0;
}

/** Takes up to `count` (below zero: all) of the decoded characters: new reference. */
function take_decoded(self: textio, count: i64): PyObject | null {
  const chars = self.decoded_chars;
  if (!chars) return unicode_get_empty();
  const used = self.decoded_chars_used;
  const left = PyUnicode_GET_LENGTH(chars) - used;
  const size = count < 0 || count > <i64>left ? left : <Py_ssize_t>count;
  const whole = used === 0 && size === left;
  const text = whole ? Py_NewRef(chars) : PyUnicode_Substring(chars, used, used + size);
  if (text) self.decoded_chars_used += size;
  return text;
}

// --- chunks ---

/** A decoder's state is (bytes, anything): else TypeError. */
function is_decoder_state(state: PyObject): bool {
  if (!PyTuple_Check(state) || PyTuple_GET_SIZE(state) !== 2) {
    PyErr_SetString(PyExc_TypeError, cstr("illegal decoder state"));
    return false;
  }
  const buffer = PyTuple_GET_ITEM(state, 0);
  if (PyBytes_Check(buffer)) return true;
  const text = cstr("illegal decoder state: the first item should be a bytes object, not '%.200s'");
  PyErr_Format(PyExc_TypeError, text, buffer.ob_type.tp_name);
  return false;
}

/** decoder.getstate(): new reference to a tuple whose first item is bytes, NULL with an exception. */
export function decoder_getstate(decoder: PyObject): PyObject | null {
  const state = PyObject_CallMethodNoArgs(decoder, _Py_ID("getstate"));
  if (!state || is_decoder_state(state)) return state;
  Py_DECREF(state);
  return null;
}

/** buffer.read1(size), or read(size) where there is no read1: new reference. */
function read_bytes(self: textio, size: i64): PyObject | null {
  const buffer = self.buffer!;
  if (is_exactly(buffer, io.PyBufferedReader_Type)) return read1_of(buffered_of(buffer), size);
  const number = PyLong_FromSsize_t(size);
  if (!number) return null;
  const name = self.has_read1 ? _Py_ID("read1") : _Py_ID("read");
  const bytes = PyObject_CallMethodOneArg(buffer, name, number);
  Py_DECREF(number);
  return bytes;
}

/** Decodes a chunk into decoded_chars: its size in bytes, -1 with an exception. */
function decode_chunk(self: textio, chunk: PyObject): i32 {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let size = -1;
  if (PyObject_GetBuffer(chunk, view, PyBUF_SIMPLE) !== 0) {
    const name = self.has_read1 ? cstr("read1") : cstr("read");
    const text = cstr("underlying %s() should have returned a bytes-like object, not '%.200s'");
    PyErr_Format(PyExc_TypeError, text, name, chunk.ob_type.tp_name);
  } else {
    size = view.len;
    const chars = decoder_decode(self.decoder!, chunk, size === 0);
    PyBuffer_Release(view);
    if (chars) set_decoded_chars(self, chars);
    else size = -1;
  }
  stack_release(mark);
  return size;
}

/** The snapshot: the flags of a state (stolen) that was before `chunk`, and the bytes that follow it. -1 with an exception. */
function take_snapshot(self: textio, state: PyObject, chunk: PyObject): i32 {
  const flags = Py_NewRef(PyTuple_GET_ITEM(state, 1));
  const waiting = Py_NewRef(PyTuple_GET_ITEM(state, 0));
  Py_DECREF(state);
  const input = PyBytes_Concat(waiting, chunk);
  const snapshot = input ? PyTuple_Pack(flags, input) : null;
  Py_DECREF(flags);
  Py_XDECREF(input);
  if (!snapshot) return -1;
  set_at(ptr(self) + SNAPSHOT, snapshot);
  return 0;
}

/** read_chunk for what has been read: 1, 0 at the end, -1 with an exception. Steals `state` (may be NULL). */
function use_chunk(self: textio, chunk: PyObject, state: PyObject | null): i32 {
  const size = decode_chunk(self, chunk);
  if (size < 0) {
    Py_XDECREF(state);
    return -1;
  }
  const count = PyUnicode_GET_LENGTH(self.decoded_chars!);
  self.b2cratio = count > 0 ? <f64>size / <f64>count : 0;
  if (state && take_snapshot(self, state, chunk) < 0) return -1;
  return size > 0 || count > 0 ? 1 : 0;
}

/** Reads and decodes the next chunk, for `hint` characters if that is more than a chunk. 1, 0 at the end, -1 with an exception. */
function read_chunk(self: textio, hint: i64): i32 {
  if (!self.decoder) {
    io_unsupported(cstr("not readable"));
    return -1;
  }
  let state: PyObject | null = null;
  if (self.telling) {
    state = decoder_getstate(self.decoder!);
    if (!state) return -1;
  }
  const wanted = hint > 0 ? <i64>(max(self.b2cratio, 1.0) * <f64>hint) : hint;
  const chunk = read_bytes(self, max(<i64>self.chunk_size, wanted));
  if (!chunk) {
    Py_XDECREF(state);
    return -1;
  }
  const status = use_chunk(self, chunk, state);
  Py_DECREF(chunk);
  return status;
}

// --- read() ---

/** All that follows: new reference. */
function read_everything(self: textio): PyObject | null {
  const bytes = PyObject_CallMethodNoArgs(self.buffer!, _Py_ID("read"));
  if (!bytes) return null;
  const decoded = decoder_decode(self.decoder!, bytes, true);
  Py_DECREF(bytes);
  if (!decoded) return null;
  const head = take_decoded(self, -1);
  if (!head) {
    Py_DECREF(decoded);
    return null;
  }
  const result = PyUnicode_AppendAndDel(head, decoded);
  if (result && self.snapshot) {
    set_decoded_chars(self, null);
    clear_at(ptr(self) + SNAPSHOT);
  }
  return result;
}

/** Appends a text (stolen) to a list, which is made if need be: the list, NULL with an exception (the list is released). */
function append_text(list: PyObject | null, text: PyObject): PyObject | null {
  const chunks = list ? list : PyList_New(0);
  const status = chunks ? PyList_Append(chunks, text) : -1;
  Py_DECREF(text);
  if (status === 0) return chunks;
  Py_XDECREF(chunks);
  return null;
}

/** The texts of a list (stolen) as one: new reference. */
function join_texts(list: PyObject): PyObject | null {
  const result = PyUnicode_Join(unicode_get_empty(), list);
  Py_DECREF(list);
  return result;
}

/** Up to `count` characters: new reference. */
function read_characters(self: textio, count: i64): PyObject | null {
  let text = take_decoded(self, count);
  if (!text) return null;
  let remaining = count - PyUnicode_GET_LENGTH(text);
  let chunks: PyObject | null = null;
  while (remaining > 0) {
    const status = read_chunk(self, remaining);
    if (status < 0 && _PyIO_trap_eintr()) continue;
    if (status === 0) break;
    if (status < 0) {
      Py_DECREF(text);
      Py_XDECREF(chunks);
      return null;
    }
    chunks = append_text(chunks, text);
    if (!chunks) return null;
    text = take_decoded(self, remaining);
    if (!text) {
      Py_DECREF(chunks);
      return null;
    }
    remaining -= PyUnicode_GET_LENGTH(text);
  }
  if (!chunks) return text;
  const all = append_text(chunks, text);
  return all ? join_texts(all) : null;
}

export function textiowrapper_read(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!optional_size(cstr("read"), args, nargs)) return null;
  const count = tstate.out_i64;
  const self = text_of(o);
  if (!text_open(self)) return null;
  if (!self.decoder) return io_unsupported(cstr("not readable"));
  if (writeflush(self) < 0) return null;
  return count < 0 ? read_everything(self) : read_characters(self, count);
}

// --- lines ---

/** A line being read. */
@unmanaged
class LineReader {
  self: textio;
  /** Pieces put aside: a list, owned; or NULL. */
  chunks: PyObject | null;
  /** Characters in `chunks`. */
  chunked: i64;
  /** What may be the first half of an end of a line, owned; or NULL. */
  remaining: PyObject | null;
  /** Where the line ends, owned; or NULL: at the end of the stream. */
  line: PyObject | null;
  /** Its part of the line. */
  start: Py_ssize_t;
  end: Py_ssize_t;
  /** What of `line` was in `remaining`. */
  offset_to_buffer: Py_ssize_t;
  limit: i64;
}

/** Gets decoded characters: 1, 0 at the end, -1 with an exception. */
function ensure_decoded(self: textio): i32 {
  while (!self.decoded_chars || PyUnicode_GET_LENGTH(self.decoded_chars!) === 0) {
    const status = read_chunk(self, 0);
    if (status < 0 && _PyIO_trap_eintr()) continue;
    if (status <= 0) return status;
  }
  return 1;
}

/** Sets `line` to what is decoded behind what remained. False with MemoryError. */
function next_piece(r: LineReader): bool {
  const chars = r.self.decoded_chars!;
  const remaining = r.remaining;
  if (!remaining) {
    r.line = Py_NewRef(chars);
    r.start = r.self.decoded_chars_used;
    r.offset_to_buffer = 0;
    return true;
  }
  r.line = PyUnicode_Concat(remaining, chars);
  r.start = 0;
  r.offset_to_buffer = PyUnicode_GET_LENGTH(remaining);
  r.remaining = null;
  Py_DECREF(remaining);
  return r.line !== null;
}

/** Does the line end in this piece? Sets `end`: there, or up to where the piece can be put aside. */
function finds_end(r: LineReader): bool {
  const line = r.line!;
  const kind = PyUnicode_KIND(line);
  const size = PyUnicode_GET_LENGTH(line) - r.start;
  const self = r.self;
  const length = _PyIO_find_line_ending(
    self.readtranslate !== 0,
    self.readuniversal !== 0,
    self.readnl,
    kind,
    PyUnicode_DATA(line) + <usize>(r.start * kind),
    size,
  );
  const used = length >= 0 ? length : tstate.out_i32;
  r.end = r.start + used;
  const is_full = r.limit >= 0 && <i64>used + r.chunked >= r.limit;
  if (is_full) r.end = r.start + <Py_ssize_t>(r.limit - r.chunked);
  return length >= 0 || is_full;
}

/** Puts aside what of the piece is no end of the line. False with an exception. */
function put_aside(r: LineReader): bool {
  const line = r.line!;
  r.line = null;
  let ok = true;
  if (r.end > r.start) {
    const text = PyUnicode_Substring(line, r.start, r.end);
    const chunks = text ? append_text(r.chunks, text) : null;
    // append_text has released the list when it fails.
    if (text) r.chunks = chunks;
    ok = chunks !== null;
    r.chunked += r.end - r.start;
  }
  const size = PyUnicode_GET_LENGTH(line);
  if (ok && r.end < size) {
    r.remaining = PyUnicode_Substring(line, r.end, size);
    ok = r.remaining !== null;
  }
  Py_DECREF(line);
  if (ok) set_decoded_chars(r.self, null);
  return ok;
}

/** Reads until the line ends. False with an exception. */
function gather_line(r: LineReader): bool {
  while (true) {
    const status = ensure_decoded(r.self);
    if (status < 0) return false;
    if (status === 0) {
      set_decoded_chars(r.self, null);
      clear_at(ptr(r.self) + SNAPSHOT);
      r.start = 0;
      r.end = 0;
      r.offset_to_buffer = 0;
      return true;
    }
    if (!next_piece(r)) return false;
    if (finds_end(r)) return true;
    if (!put_aside(r)) return false;
  }
}

/** Appends to the pieces (steals `text`). False with an exception. */
function add_piece(r: LineReader, text: PyObject): bool {
  r.chunks = append_text(r.chunks, text);
  return r.chunks !== null;
}

/** The line of what has been gathered: new reference. */
function finish_line(r: LineReader): PyObject | null {
  let line = r.line;
  r.line = null;
  if (line) {
    r.self.decoded_chars_used = r.end - r.offset_to_buffer;
    if (r.start > 0 || r.end < PyUnicode_GET_LENGTH(line)) {
      const part = PyUnicode_Substring(line, r.start, r.end);
      Py_DECREF(line);
      if (!part) return null;
      line = part;
    }
  }
  const remaining = r.remaining;
  r.remaining = null;
  if (remaining && !add_piece(r, remaining)) {
    Py_XDECREF(line);
    return null;
  }
  if (!r.chunks) return line ? line : unicode_get_empty();
  if (line && !add_piece(r, line)) return null;
  const chunks = r.chunks!;
  r.chunks = null;
  return join_texts(chunks);
}

/** The next line, at most `limit` characters (below zero: no limit), "" at the end: new reference. */
function read_line(self: textio, limit: i64): PyObject | null {
  if (!text_not_closed(self) || writeflush(self) < 0) return null;
  const mark = stack_mark();
  const r = changetype<LineReader>(stack_alloc(offsetof<LineReader>()));
  memory.fill(changetype<usize>(r), 0, offsetof<LineReader>());
  r.self = self;
  r.limit = limit;
  const result = gather_line(r) ? finish_line(r) : null;
  Py_XDECREF(r.chunks);
  Py_XDECREF(r.remaining);
  Py_XDECREF(r.line);
  stack_release(mark);
  return result;
}

export function textiowrapper_readline(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!size_or(cstr("readline"), args, nargs, -1)) return null;
  const limit = tstate.out_i64;
  return text_attached(text_of(o)) ? read_line(text_of(o), limit) : null;
}

/** self.readline() of a class of Python code: a str, else OSError. */
function called_readline(o: PyObject): PyObject | null {
  const line = PyObject_CallMethodNoArgs(o, _Py_ID("readline"));
  if (!line || PyUnicode_Check(line)) return line;
  const text = cstr("readline() should have returned a str object, not '%.200s'");
  PyErr_Format(PyExc_OSError, text, line.ob_type.tp_name);
  Py_DECREF(line);
  return null;
}

export function textiowrapper_iternext(o: PyObject): PyObject | null {
  const self = text_of(o);
  if (!text_attached(self)) return null;
  self.telling = 0;
  const line = is_exactly(o, io.PyTextIOWrapper_Type) ? read_line(self, -1) : called_readline(o);
  if (!line || PyUnicode_GET_LENGTH(line) > 0) return line;
  Py_DECREF(line);
  clear_at(ptr(self) + SNAPSHOT);
  self.telling = self.seekable;
  return null;
}
