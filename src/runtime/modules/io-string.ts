/**
 * _io.StringIO: the buffer of a stream of text in memory. CPython: Modules/_io/stringio.c.
 *
 * Text that is only appended gathers in a writer; the first other access moves it into the buffer, four bytes a character.
 *
 *   stringio (168 bytes, GC)
 *   +16 buf            block of the mem domain, one character longer than the text
 *   +24 pos, i64       may lie behind the end
 *   +32 string_size    characters of the contents
 *   +40 buf_size       characters of `buf`
 *   +48 state, i32     STATE_*
 *   +56 writer         56 bytes: a _PyUnicodeWriter
 *   +112 ok, closed, readuniversal, readtranslate, u8 each
 *   +120 decoder, +128 readnl, +136 writenl, +144 dict (all owned)   +152 weakreflist   +160 module_state (unused)
 */

import { _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import {
  get_latin1_char,
  PyUnicode_Check,
  PyUnicode_DATA,
  PyUnicode_FromString,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
} from "../builtin-types/str";
import { convert_characters } from "../builtin-types/str-copy";
import { PyUnicode_Replace } from "../builtin-types/str-replace";
import { PyUnicode_AsUTF8 } from "../builtin-types/str-utf8";
import {
  _PyUnicodeWriter,
  _PyUnicodeWriter_Dealloc,
  _PyUnicodeWriter_Finish,
  _PyUnicodeWriter_Init,
  _PyUnicodeWriter_WriteStr,
} from "../builtin-types/str-writer";
import { PyObject_ClearWeakRefs } from "../builtin-types/weakref";
import { PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { PyMem_Free, PyMem_Malloc, PyMem_Realloc } from "../memory/domains";
import { clear_at } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_ssize_t, PyObject, ptr, Slots } from "../object/object";
import { visitproc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { _PyIncrementalNewlineDecoder_decode, new_newline_decoder } from "./io-newlines";
import { visit_if } from "./io-state";

@unmanaged
export class stringio extends PyObject {
  buf: usize;
  pos: i64;
  string_size: Py_ssize_t;
  buf_size: Py_ssize_t;
  state: i32;
  pad: i32;
  /** The text of the writer; the fields that follow are the rest of a _PyUnicodeWriter. */
  writer_buffer: PyObject | null;
  writer_data: usize;
  writer_kind: i32;
  writer_maxchar: u32;
  writer_size: Py_ssize_t;
  writer_pos: Py_ssize_t;
  writer_min_length: Py_ssize_t;
  writer_min_char: u32;
  writer_overallocate: u8;
  writer_readonly: u8;
  pad2: u16;
  ok: u8;
  closed: u8;
  readuniversal: u8;
  readtranslate: u8;
  pad3: u32;
  decoder: PyObject | null;
  readnl: PyObject | null;
  writenl: PyObject | null;
  dict: PyObject | null;
  weakreflist: PyObject | null;
  module_state: usize;
}
const DECODER: usize = offsetof<stringio>("decoder");
const READNL: usize = offsetof<stringio>("readnl");
const WRITENL: usize = offsetof<stringio>("writenl");

const STATE_REALIZED: i32 = 1;
export const STATE_ACCUMULATING: i32 = 2;

/** Bytes of a character in the buffer. */
export const CHARACTER: usize = 4;
/** Longer texts are not tried. */
const MAX_LENGTH: i64 = 0x1fffffff;

/** @inline */
export function stringio_of(o: PyObject): stringio {
  return changetype<stringio>(o);
}

/** @inline */
function writer_of(self: stringio): _PyUnicodeWriter {
  return changetype<_PyUnicodeWriter>(changetype<usize>(self) + offsetof<stringio>("writer_buffer"));
}

/** False with ValueError where __init__ has not been called. */
export function stringio_ready(self: stringio): bool {
  if (self.ok) return true;
  PyErr_SetString(PyExc_ValueError, cstr("I/O operation on uninitialized object"));
  return false;
}

/** False with ValueError when it is closed or not initialised. */
export function stringio_open(self: stringio): bool {
  if (!stringio_ready(self)) return false;
  if (!self.closed) return true;
  PyErr_SetString(PyExc_ValueError, cstr("I/O operation on closed file"));
  return false;
}

/** Room for `wanted` characters and one; less than before when it is less than half. -1 with MemoryError. */
export function stringio_resize(self: stringio, wanted: i64): i32 {
  const size = wanted + 1;
  const old = <i64>self.buf_size;
  let alloc = size + 1;
  if (size >= old / 2) {
    if (size < old) return 0;
    if (<f64>size <= <f64>old * 1.125) alloc = size + (size >> 3) + (size < 9 ? 3 : 6);
  }
  const block = alloc > MAX_LENGTH ? 0 : PyMem_Realloc(self.buf, <usize>alloc * CHARACTER);
  if (!block) {
    PyErr_NoMemory();
    return -1;
  }
  self.buf_size = <Py_ssize_t>alloc;
  self.buf = block;
  return 0;
}

function init_writer(self: stringio): void {
  _PyUnicodeWriter_Init(writer_of(self));
  writer_of(self).overallocate = 1;
}

/** The text gathered so far, with which the writer goes on: new reference. */
export function make_intermediate(self: stringio): PyObject | null {
  const text = _PyUnicodeWriter_Finish(writer_of(self));
  self.state = STATE_REALIZED;
  if (!text) return null;
  init_writer(self);
  if (_PyUnicodeWriter_WriteStr(writer_of(self), text) < 0) {
    Py_DECREF(text);
    return null;
  }
  self.state = STATE_ACCUMULATING;
  return text;
}

/** The characters of `text` to the buffer at character `at`, where there is room for them. */
function copy_to(self: stringio, text: PyObject, at: i64): void {
  const target = self.buf + <usize>at * CHARACTER;
  convert_characters(PyUnicode_KIND(text), PyUnicode_DATA(text), 4, target, PyUnicode_GET_LENGTH(text));
}

/** Moves what has gathered into the buffer. -1 with MemoryError. */
export function realize(self: stringio): i32 {
  if (self.state === STATE_REALIZED) return 0;
  self.state = STATE_REALIZED;
  const text = _PyUnicodeWriter_Finish(writer_of(self));
  if (!text) return -1;
  const status = stringio_resize(self, <i64>PyUnicode_GET_LENGTH(text));
  if (status === 0) copy_to(self, text, 0);
  Py_DECREF(text);
  return status;
}

/** What is to be stored for a text: with ends of lines as they are wanted. New reference. */
function translated(self: stringio, text: PyObject): PyObject | null {
  const decoder = self.decoder;
  const decoded = decoder ? _PyIncrementalNewlineDecoder_decode(decoder, text, true) : Py_NewRef(text);
  const writenl = self.writenl;
  if (!decoded || !writenl) return decoded;
  const result = PyUnicode_Replace(decoded, get_latin1_char(10), writenl, -1);
  Py_DECREF(decoded);
  return result;
}

/** Puts a text to the position. -1 with MemoryError. */
function store_text(self: stringio, text: PyObject): i32 {
  const end = self.pos + <i64>PyUnicode_GET_LENGTH(text);
  if (self.state === STATE_ACCUMULATING) {
    if (<i64>self.string_size === self.pos) return _PyUnicodeWriter_WriteStr(writer_of(self), text);
    if (realize(self) < 0) return -1;
  }
  if (end > <i64>self.string_size && stringio_resize(self, end) < 0) return -1;
  const gap = self.pos - <i64>self.string_size;
  if (gap > 0) memory.fill(self.buf + <usize>self.string_size * CHARACTER, 0, <usize>gap * CHARACTER);
  copy_to(self, text, self.pos);
  return 0;
}

/** Writes a text that is not empty. -1 with an exception. */
export function write_str(self: stringio, text: PyObject): i32 {
  const decoded = translated(self, text);
  if (!decoded) return -1;
  const status = store_text(self, decoded);
  if (status === 0) {
    self.pos += PyUnicode_GET_LENGTH(decoded);
    if (<i64>self.string_size < self.pos) self.string_size = <Py_ssize_t>self.pos;
  }
  Py_DECREF(decoded);
  return status;
}

// --- creation ---

export function stringio_new(type: PyTypeObject, _args: PyObject, _kwds: PyObject | null): PyObject | null {
  const alloc = type.tp_alloc!;
  const o = alloc.call(type, 0);
  if (!o) return null;
  stringio_of(o).buf = PyMem_Malloc(0);
  if (stringio_of(o).buf) return o;
  Py_DECREF(o);
  return PyErr_NoMemory();
}

/** "", "\n", "\r", "\r\n", or 0 (None): false. */
export function is_illegal_newline(text: usize): bool {
  if (!text) return false;
  const first = load<u8>(text);
  if (first === 0) return false;
  const second = load<u8>(text, 1);
  if (first === 10) return second !== 0;
  if (first !== 13) return true;
  return second !== 0 && (second !== 10 || load<u8>(text, 2) !== 0);
}

/** The text of the argument `newline` (NULL: "\n"), 0 for None, in tstate.out_i32. False with an exception. */
function newline_argument(newline: PyObject | null): bool {
  tstate.out_i32 = <i32>cstr("\n");
  if (!newline) return true;
  if (ptr(newline) === ptr(Py_None)) {
    tstate.out_i32 = 0;
    return true;
  }
  if (!PyUnicode_Check(newline)) {
    PyErr_Format(PyExc_TypeError, cstr("newline must be str or None, not %.200s"), newline.ob_type.tp_name);
    return false;
  }
  const text = PyUnicode_AsUTF8(newline);
  if (!text) return false;
  if (is_illegal_newline(text)) {
    PyErr_Format(PyExc_ValueError, cstr("illegal newline value: %R"), ptr(newline));
    return false;
  }
  tstate.out_i32 = <i32>text;
  return true;
}

/** Sets how ends of lines are read and written. -1 with an exception. */
function set_newline(o: PyObject, newline: usize): i32 {
  const self = stringio_of(o);
  clear_at(ptr(o) + READNL);
  clear_at(ptr(o) + WRITENL);
  clear_at(ptr(o) + DECODER);
  if (newline) {
    self.readnl = PyUnicode_FromString(newline);
    if (!self.readnl) return -1;
  }
  self.readuniversal = !newline || load<u8>(newline) === 0 ? 1 : 0;
  self.readtranslate = newline ? 0 : 1;
  if (newline && load<u8>(newline) === 13) self.writenl = Py_NewRef(self.readnl!);
  if (!self.readuniversal) return 0;
  self.decoder = new_newline_decoder(Py_None, self.readtranslate !== 0);
  return self.decoder ? 0 : -1;
}

/** __init__ with its two arguments, absent ones NULL. -1 with an exception. */
export function stringio_set_up(o: PyObject, value: PyObject | null, newline: PyObject | null): i32 {
  const self = stringio_of(o);
  if (!newline_argument(newline)) return -1;
  const text = <usize>tstate.out_i32;
  const has_value = value !== null && ptr(value) !== ptr(Py_None);
  if (has_value && !PyUnicode_Check(value!)) {
    PyErr_Format(PyExc_TypeError, cstr("initial_value must be str or None, not %.200s"), value!.ob_type.tp_name);
    return -1;
  }
  self.ok = 0;
  _PyUnicodeWriter_Dealloc(writer_of(self));
  if (set_newline(o, text) < 0) return -1;
  self.string_size = 0;
  if (stringio_resize(self, 0) < 0) return -1;
  if (has_value && PyUnicode_GET_LENGTH(value!) > 0) {
    self.state = STATE_REALIZED;
    self.pos = 0;
    if (write_str(self, value!) < 0) return -1;
  } else {
    init_writer(self);
    self.state = STATE_ACCUMULATING;
  }
  self.pos = 0;
  self.closed = 0;
  self.ok = 1;
  return 0;
}

const init_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

export function stringio_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const mark = stack_mark();
  const names = cstr("initial_value newline");
  const a = _PyArg_UnpackKeywordsTuple(init_spec, cstr("StringIO"), names, 0, args, kwds, 0, 2);
  stack_release(mark);
  return a ? stringio_set_up(o, Slots.at(a).getOrNull(0), Slots.at(a).getOrNull(1)) : -1;
}

// --- closing, release ---

export function stringio_close(o: PyObject, _unused: PyObject | null): PyObject | null {
  const self = stringio_of(o);
  self.closed = 1;
  if (stringio_resize(self, 0) < 0) return null;
  _PyUnicodeWriter_Dealloc(writer_of(self));
  clear_at(ptr(o) + READNL);
  clear_at(ptr(o) + WRITENL);
  clear_at(ptr(o) + DECODER);
  return Py_None;
}

export function stringio_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const self = stringio_of(o);
  let stop = visit.call(o.ob_type, arg);
  if (!stop) stop = visit_if(self.readnl, visit, arg);
  if (!stop) stop = visit_if(self.writenl, visit, arg);
  if (!stop) stop = visit_if(self.decoder, visit, arg);
  return stop ? stop : visit_if(self.dict, visit, arg);
}

export function stringio_clear(o: PyObject): i32 {
  clear_at(ptr(o) + READNL);
  clear_at(ptr(o) + WRITENL);
  clear_at(ptr(o) + DECODER);
  clear_at(ptr(o) + offsetof<stringio>("dict"));
  return 0;
}

export function stringio_dealloc(o: PyObject): void {
  const self = stringio_of(o);
  const t = o.ob_type;
  PyObject_GC_UnTrack(o);
  self.ok = 0;
  if (self.buf) PyMem_Free(self.buf);
  self.buf = 0;
  _PyUnicodeWriter_Dealloc(writer_of(self));
  stringio_clear(o);
  if (self.weakreflist) PyObject_ClearWeakRefs(o);
  t.tp_free!.call(o);
  Py_DECREF(t);
}
