/**
 * _io.TextIOWrapper: positions. CPython: textiowrapper_seek, tell, cookie_type of Modules/_io/textio.c.
 *
 * A position is an int whose bytes tell a place in the stream of bytes, the decoder's flags there, and how much to decode and
 * to skip from there on.
 */

import { _PyArg_CheckPositional } from "../abstract/args";
import { PyObject_CallMethodNoArgs, PyObject_CallMethodObjArgs, PyObject_CallMethodOneArg } from "../abstract/call";
import { PyErr_Format, PyErr_GetRaisedException, PyErr_SetRaisedException, PyErr_SetString } from "../abstract/errors";
import { PyNumber_Long } from "../abstract/number-convert";
import { PyObject_RichCompareBool } from "../abstract/object-protocol";
import {
  bytes_get_empty,
  PyBytes_AS_STRING,
  PyBytes_Check,
  PyBytes_FromStringAndSize,
  PyBytes_GET_SIZE,
} from "../builtin-types/bytes";
import { _PyFile_Flush } from "../builtin-types/file";
import {
  _PyLong_GetZero,
  PyLong,
  PyLong_AsInt,
  PyLong_AsLong,
  PyLong_FromLong,
  PyLong_FromSsize_t,
} from "../builtin-types/int";
import { _PyLong_AsByteArray, _PyLong_FromByteArray } from "../builtin-types/int-bytes";
import { PyUnicode_GET_LENGTH } from "../builtin-types/str";
import { PyTuple_GET_ITEM, PyTuple_Pack } from "../builtin-types/tuple";
import { clear_at, set_at } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OSError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { decoder_decode } from "./io-newlines";
import { io_unsupported } from "./io-state";
import { encoder_reset, SNAPSHOT, text_of, text_open, textio } from "./io-text";
import { decoder_getstate, set_decoded_chars } from "./io-text-read";
import { writeflush } from "./io-text-write";

/** The bytes of a position, lowest first. */
@unmanaged
class cookie_type {
  start_pos: i64;
  dec_flags: i32;
  bytes_to_feed: i32;
  chars_to_skip: i32;
  need_eof: u8;
}
const COOKIE_SIZE: i32 = 21;
const Py_LT: i32 = 0;
const Py_EQ: i32 = 2;

function new_cookie(): cookie_type {
  const block = stack_alloc(24);
  memory.fill(block, 0, 24);
  return changetype<cookie_type>(block);
}

function build_cookie(cookie: cookie_type): PyObject | null {
  return _PyLong_FromByteArray(changetype<usize>(cookie), COOKIE_SIZE, true, false);
}

/** False with an exception. */
function parse_cookie(cookie: cookie_type, o: PyObject): bool {
  const number = PyNumber_Long(o);
  if (!number) return false;
  const bytes = changetype<usize>(cookie);
  const status = _PyLong_AsByteArray(PyLong(number), bytes, COOKIE_SIZE, true, false, true);
  Py_DECREF(number);
  return status === 0;
}

/** Gives a result back: false when it is NULL. */
function succeeded(result: PyObject | null): bool {
  if (result) Py_DECREF(result);
  return result !== null;
}

/** (flags, bytes): new reference. */
function flags_and_bytes(flags: i32, bytes: PyObject): PyObject | null {
  const number = PyLong_FromLong(<i64>flags);
  const pair = number ? PyTuple_Pack(number, bytes) : null;
  Py_XDECREF(number);
  return pair;
}

/** Puts the decoder into the state of a cookie. False with an exception. */
function decoder_setstate(decoder: PyObject, cookie: cookie_type): bool {
  if (cookie.start_pos === 0 && cookie.dec_flags === 0) {
    return succeeded(PyObject_CallMethodNoArgs(decoder, _Py_ID("reset")));
  }
  const flags = PyLong_FromLong(<i64>cookie.dec_flags);
  const state = flags ? PyTuple_Pack(bytes_get_empty(), flags) : null;
  Py_XDECREF(flags);
  if (!state) return false;
  const ok = succeeded(PyObject_CallMethodOneArg(decoder, _Py_ID("setstate"), state));
  Py_DECREF(state);
  return ok;
}

// --- seek ---

/** Is the cookie zero? Else UnsupportedOperation. False with an exception. */
function must_be_zero(cookie: PyObject, text: usize): bool {
  const zero = PyObject_RichCompareBool(cookie, _PyLong_GetZero(), Py_EQ);
  if (zero === 0) io_unsupported(text);
  return zero > 0;
}

/** Forgets what has been decoded. */
function forget_decoded(self: textio): void {
  set_decoded_chars(self, null);
  clear_at(ptr(self) + SNAPSHOT);
}

/** seek(0, 2): the position, new reference. */
function seek_to_end(self: textio): PyObject | null {
  if (_PyFile_Flush(self) < 0) return null;
  forget_decoded(self);
  if (self.decoder && !succeeded(PyObject_CallMethodNoArgs(self.decoder!, _Py_ID("reset")))) return null;
  const two = PyLong_FromLong(2);
  if (!two) return null;
  const position = PyObject_CallMethodObjArgs(self.buffer!, _Py_ID("seek"), _PyLong_GetZero(), two);
  Py_DECREF(two);
  if (!position || !self.encoder) return position;
  const start = PyObject_RichCompareBool(position, _PyLong_GetZero(), Py_EQ);
  if (start >= 0 && encoder_reset(self, start !== 0) === 0) return position;
  Py_DECREF(position);
  return null;
}

/** bytes from buffer.read(size), else TypeError: new reference. */
function read_to_feed(self: textio, size: i32): PyObject | null {
  const number = PyLong_FromLong(<i64>size);
  if (!number) return null;
  const input = PyObject_CallMethodOneArg(self.buffer!, _Py_ID("read"), number);
  Py_DECREF(number);
  if (!input || PyBytes_Check(input)) return input;
  const text = cstr("underlying read() should have returned a bytes object, not '%.200s'");
  PyErr_Format(PyExc_TypeError, text, input.ob_type.tp_name);
  Py_DECREF(input);
  return null;
}

/** Decodes what is between the place of the cookie and the position. False with an exception. */
function skip_characters(self: textio, cookie: cookie_type): bool {
  const input = read_to_feed(self, cookie.bytes_to_feed);
  if (!input) return false;
  const snapshot = flags_and_bytes(cookie.dec_flags, input);
  let decoded: PyObject | null = null;
  if (snapshot) {
    set_at(ptr(self) + SNAPSHOT, snapshot);
    decoded = decoder_decode(self.decoder!, input, cookie.need_eof !== 0);
  }
  Py_DECREF(input);
  if (!decoded) return false;
  set_decoded_chars(self, decoded);
  if (PyUnicode_GET_LENGTH(decoded) < cookie.chars_to_skip) {
    PyErr_SetString(PyExc_OSError, cstr("can't restore logical file position"));
    return false;
  }
  self.decoded_chars_used = cookie.chars_to_skip;
  return true;
}

/** Goes to the place of a cookie and on to the position. False with an exception. */
function restore(self: textio, cookie: cookie_type): bool {
  const position = PyLong_FromSsize_t(cookie.start_pos);
  if (!position) return false;
  const moved = succeeded(PyObject_CallMethodOneArg(self.buffer!, _Py_ID("seek"), position));
  Py_DECREF(position);
  if (!moved) return false;
  forget_decoded(self);
  if (self.decoder && !decoder_setstate(self.decoder!, cookie)) return false;
  if (cookie.chars_to_skip) {
    if (!skip_characters(self, cookie)) return false;
  } else {
    const snapshot = flags_and_bytes(cookie.dec_flags, bytes_get_empty());
    if (!snapshot) return false;
    set_at(ptr(self) + SNAPSHOT, snapshot);
  }
  return !self.encoder || encoder_reset(self, cookie.start_pos === 0 && cookie.dec_flags === 0) === 0;
}

/** Goes to a position (stolen): the same, NULL with an exception. */
function seek_to(self: textio, position: PyObject): PyObject | null {
  const negative = PyObject_RichCompareBool(position, _PyLong_GetZero(), Py_LT);
  if (negative > 0) PyErr_Format(PyExc_ValueError, cstr("negative seek position %R"), ptr(position));
  const mark = stack_mark();
  const cookie = new_cookie();
  const ok = negative === 0 && _PyFile_Flush(self) === 0 && parse_cookie(cookie, position) && restore(self, cookie);
  stack_release(mark);
  if (ok) return position;
  Py_DECREF(position);
  return null;
}

export function textiowrapper_seek(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("seek"), nargs, 1, 2)) return null;
  const whence = nargs > 1 ? PyLong_AsInt(args.get(1)) : 0;
  const self = text_of(o);
  if (tstate.current_exception || !text_open(self)) return null;
  if (!self.seekable) return io_unsupported(cstr("underlying stream is not seekable"));
  if (whence === 0) return seek_to(self, Py_NewRef(args.get(0)));
  if (whence === 1) {
    if (!must_be_zero(args.get(0), cstr("can't do nonzero cur-relative seeks"))) return null;
    const position = PyObject_CallMethodNoArgs(o, _Py_ID("tell"));
    return position ? seek_to(self, position) : null;
  }
  if (whence === 2) {
    return must_be_zero(args.get(0), cstr("can't do nonzero end-relative seeks")) ? seek_to_end(self) : null;
  }
  return PyErr_Format(PyExc_ValueError, cstr("invalid whence (%d, should be 0, 1 or 2)"), <usize>whence);
}

// --- tell ---

/** Where tell() has come to. */
@unmanaged
class Search {
  decoder: PyObject;
  /** Bytes behind the snapshot. */
  input: usize;
  size: i32;
  /** Characters between the cookie's place and the position. */
  chars_to_skip: i32;
  /** Of the decoder's state: bytes that wait, flags. */
  waiting: i32;
  flags: i32;
}

/** Decodes `count` bytes from `offset` on: how many characters, -1 with an exception. */
function decode_some(s: Search, offset: i32, count: i32, final: bool): i32 {
  const bytes = PyBytes_FromStringAndSize(s.input + <usize>offset, count);
  if (!bytes) return -1;
  const text = decoder_decode(s.decoder, bytes, final);
  Py_DECREF(bytes);
  if (!text) return -1;
  const length = PyUnicode_GET_LENGTH(text);
  Py_DECREF(text);
  return length;
}

/** Reads the decoder's state into `waiting` and `flags`. False with an exception. */
function look_at_state(s: Search): bool {
  const state = decoder_getstate(s.decoder);
  if (!state) return false;
  s.waiting = PyBytes_GET_SIZE(PyTuple_GET_ITEM(state, 0));
  s.flags = PyLong_AsInt(PyTuple_GET_ITEM(state, 1));
  Py_DECREF(state);
  return tstate.current_exception === null;
}

/** A safe place shortly before the position: bytes to it, 0 where none was found, -1 with an exception. */
function guess_start(s: Search, cookie: cookie_type, ratio: f64): i32 {
  // A snapshot from before a loop over lines does not belong to what is decoded now.
  let skip = min(<i32>(ratio * <f64>s.chars_to_skip), s.size);
  let back = 1;
  while (skip > 0) {
    if (!decoder_setstate(s.decoder, cookie)) return -1;
    const count = decode_some(s, 0, skip, false);
    if (count < 0) return -1;
    if (count > s.chars_to_skip) {
      skip -= back;
      back *= 2;
      continue;
    }
    if (!look_at_state(s)) return -1;
    if (s.waiting === 0) {
      cookie.dec_flags = s.flags;
      s.chars_to_skip -= count;
      return skip;
    }
    skip -= s.waiting;
    back = 1;
  }
  return decoder_setstate(s.decoder, cookie) ? 0 : -1;
}

/** Feeds the decoder byte by byte up to the position. False with an exception. */
function feed_bytes(s: Search, cookie: cookie_type, from: i32): bool {
  let decoded = 0;
  let at = from;
  for (; at < s.size; at++) {
    const count = decode_some(s, at, 1, false);
    if (count < 0) return false;
    decoded += count;
    cookie.bytes_to_feed++;
    if (!look_at_state(s)) return false;
    if (s.waiting === 0 && decoded <= s.chars_to_skip) {
      cookie.start_pos += cookie.bytes_to_feed;
      s.chars_to_skip -= decoded;
      cookie.dec_flags = s.flags;
      cookie.bytes_to_feed = 0;
      decoded = 0;
    }
    if (decoded >= s.chars_to_skip) return true;
  }
  // There was not enough: what the decoder holds back at the end may be it.
  const count = decode_some(s, 0, 0, true);
  if (count < 0) return false;
  cookie.need_eof = 1;
  if (decoded + count >= s.chars_to_skip) return true;
  PyErr_SetString(PyExc_OSError, cstr("can't reconstruct logical file position"));
  return false;
}

/** Fills the cookie for the position, which is `s.chars_to_skip` characters behind the snapshot. False with an exception. */
function search(s: Search, cookie: cookie_type, ratio: f64): bool {
  const skipped = guess_start(s, cookie, ratio);
  if (skipped < 0) return false;
  cookie.start_pos += skipped;
  if (s.chars_to_skip !== 0 && !feed_bytes(s, cookie, skipped)) return false;
  cookie.chars_to_skip = s.chars_to_skip;
  return true;
}

/** search(), with the decoder's state as it was afterwards. False with an exception. */
function search_from(self: textio, cookie: cookie_type, input: PyObject): bool {
  const decoder = self.decoder!;
  const saved = PyObject_CallMethodNoArgs(decoder, _Py_ID("getstate"));
  if (!saved) return false;
  const s = changetype<Search>(stack_alloc(offsetof<Search>()));
  s.decoder = decoder;
  s.input = PyBytes_AS_STRING(input);
  s.size = PyBytes_GET_SIZE(input);
  s.chars_to_skip = self.decoded_chars_used;
  const found = search(s, cookie, self.b2cratio);
  const exc = PyErr_GetRaisedException();
  const restored = succeeded(PyObject_CallMethodOneArg(decoder, _Py_ID("setstate"), saved));
  Py_DECREF(saved);
  if (!restored) {
    Py_XDECREF(exc);
    return false;
  }
  PyErr_SetRaisedException(exc);
  return found;
}

/** The position as an int; `start` is that of the bytes. New reference. */
function position_from(self: textio, cookie: cookie_type, start: i64): PyObject | null {
  const snapshot = self.snapshot!;
  cookie.dec_flags = PyLong_AsInt(PyTuple_GET_ITEM(snapshot, 0));
  if (tstate.current_exception) return null;
  const input = Py_NewRef(PyTuple_GET_ITEM(snapshot, 1));
  cookie.start_pos = start - PyBytes_GET_SIZE(input);
  const ok = self.decoded_chars_used === 0 || search_from(self, cookie, input);
  Py_DECREF(input);
  return ok ? build_cookie(cookie) : null;
}

export function textiowrapper_tell(o: PyObject, _unused: PyObject | null): PyObject | null {
  const self = text_of(o);
  if (!text_open(self)) return null;
  if (!self.seekable) return io_unsupported(cstr("underlying stream is not seekable"));
  if (!self.telling) {
    PyErr_SetString(PyExc_OSError, cstr("telling position disabled by next() call"));
    return null;
  }
  if (writeflush(self) < 0 || _PyFile_Flush(o) < 0) return null;
  const position = PyObject_CallMethodNoArgs(self.buffer!, _Py_ID("tell"));
  if (!position || !self.decoder || !self.snapshot) return position;
  const start = PyLong_AsLong(position);
  Py_DECREF(position);
  if (tstate.current_exception) return null;
  const mark = stack_mark();
  const result = position_from(self, new_cookie(), start);
  stack_release(mark);
  return result;
}
