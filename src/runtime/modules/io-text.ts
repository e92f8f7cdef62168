/**
 * _io.TextIOWrapper: the struct, creation, encodings, closing, release. CPython: textio of Modules/_io/textio.c.
 *
 *   textio (200 bytes, GC)
 *   +16 ok, +20 detached, i32     +64 readnl            +112 encoding_start_of_stream, u8
 *   +24 chunk_size                +72 errors            +120 decoded_chars        +128 decoded_chars_used
 *   +32 buffer                    +80 writenl, usize    +136 pending_bytes        +144 pending_bytes_count
 *   +40 encoding                  +88 eight flags, u8   +152 snapshot: (flags of the decoder, bytes behind them)
 *   +48 encoder                   +96 finalizing, u8    +160 b2cratio, f64        +168 raw, where it is a FileIO
 *   +56 decoder                   +104 encodefunc, i32  +176 weakreflist          +184 dict     +192 state (unused)
 *
 * All references are owned. NOT CPYTHON: for UTF-8, ASCII and Latin-1 `encoder` is None and the decoder a native one
 * (io-native-decoder.ts); encodefunc is a number: NATIVE_* or ENCODE_*.
 */

import { PyObject_GetAttr, PyObject_GetOptionalAttr, PyObject_HasAttrWithError } from "../abstract/attribute";
import { PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg } from "../abstract/call";
import {
  _PyErr_ChainExceptions1,
  PyErr_Clear,
  PyErr_Format,
  PyErr_GetRaisedException,
  PyErr_SetString,
} from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { _PyFile_Flush } from "../builtin-types/file";
import { _PyLong_GetZero } from "../builtin-types/int";
import {
  _PyUnicode_EqualToASCIIString,
  PyUnicode_Check,
  PyUnicode_DATA,
  PyUnicode_FromString,
} from "../builtin-types/str";
import { PyUnicode_AsUTF8 } from "../builtin-types/str-utf8";
import {
  _PyCodec_LookupTextEncoding,
  _PyCodecInfo_GetIncrementalDecoder,
  _PyCodecInfo_GetIncrementalEncoder,
} from "../builtin-types/unicode-codec-registry";
import { _PyUnicode_EncodeUTF16 } from "../builtin-types/unicode-utf16";
import { _PyUnicode_EncodeUTF32 } from "../builtin-types/unicode-utf32";
import { PyObject_ClearWeakRefs } from "../builtin-types/weakref";
import { PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { clear_at, set_at } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_ssize_t, PyObject, ptr } from "../object/object";
import { visitproc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_ValueError } from "../object/static-types";
import { _PyIOBase_finalize, iobase_check_closed } from "./io-base";
import { _PyFileIO_closed } from "./io-file";
import {
  NATIVE_ASCII,
  NATIVE_LATIN1,
  NATIVE_NONE,
  NATIVE_UTF8,
  native_encode,
  native_encoding,
  new_native_decoder,
} from "./io-native-decoder";
import { new_newline_decoder } from "./io-newlines";
import { io, is_exactly, visit_if } from "./io-state";
import { is_illegal_newline } from "./io-string";

@unmanaged
export class textio extends PyObject {
  ok: i32;
  detached: i32;
  chunk_size: Py_ssize_t;
  buffer: PyObject | null;
  encoding: PyObject | null;
  encoder: PyObject | null;
  decoder: PyObject | null;
  readnl: PyObject | null;
  errors: PyObject | null;
  /** Characters of `readnl`; 0: "\n". */
  writenl: usize;
  line_buffering: u8;
  write_through: u8;
  readuniversal: u8;
  readtranslate: u8;
  writetranslate: u8;
  seekable: u8;
  has_read1: u8;
  telling: u8;
  finalizing: u8;
  pad8: u8;
  pad16: u16;
  pad32: u32;
  encodefunc: i32;
  pad: i32;
  encoding_start_of_stream: u8;
  pad8_2: u8;
  pad16_2: u16;
  pad32_2: u32;
  decoded_chars: PyObject | null;
  decoded_chars_used: Py_ssize_t;
  /** NULL; bytes; a str, which is ASCII; or a list of those. */
  pending_bytes: PyObject | null;
  pending_bytes_count: Py_ssize_t;
  snapshot: PyObject | null;
  b2cratio: f64;
  raw: PyObject | null;
  weakreflist: PyObject | null;
  dict: PyObject | null;
  state: usize;
}
export const DECODED_CHARS: usize = offsetof<textio>("decoded_chars");
export const PENDING_BYTES: usize = offsetof<textio>("pending_bytes");
export const SNAPSHOT: usize = offsetof<textio>("snapshot");

const ENCODE_UTF16: i32 = 4;
const ENCODE_UTF16BE: i32 = 5;
const ENCODE_UTF16LE: i32 = 6;
const ENCODE_UTF32: i32 = 7;
const ENCODE_UTF32BE: i32 = 8;
const ENCODE_UTF32LE: i32 = 9;

/** @inline */
export function text_of(o: PyObject): textio {
  return changetype<textio>(o);
}

// --- state ---

/** False with ValueError where __init__ has not been called. */
export function text_ready(self: textio): bool {
  if (self.ok > 0) return true;
  PyErr_SetString(PyExc_ValueError, cstr("I/O operation on uninitialized object"));
  return false;
}

/** text_ready, and not detached: false with ValueError. */
export function text_attached(self: textio): bool {
  if (!text_ready(self)) return false;
  if (!self.detached) return true;
  PyErr_SetString(PyExc_ValueError, cstr("underlying buffer has been detached"));
  return false;
}

/** What buffer.closed says, as a truth value: 1, 0, -1 with an exception. */
function buffer_closed(self: textio): i32 {
  const value = PyObject_GetAttr(self.buffer!, _Py_ID("closed"));
  if (!value) return -1;
  const closed = PyObject_IsTrue(value);
  Py_DECREF(value);
  return closed;
}

/** False with an exception when it is closed. */
export function text_not_closed(self: textio): bool {
  if (!is_exactly(self, io.PyTextIOWrapper_Type)) return iobase_check_closed(self);
  const raw = self.raw;
  const closed = raw ? (_PyFileIO_closed(raw) ? 1 : 0) : buffer_closed(self);
  if (closed > 0) PyErr_SetString(PyExc_ValueError, cstr("I/O operation on closed file."));
  return closed === 0;
}

/** text_attached and text_not_closed. */
export function text_open(self: textio): bool {
  return text_attached(self) && text_not_closed(self);
}

// --- encoding ---

/** The bytes of a text by encodefunc: new reference. */
export function encode_directly(self: textio, text: PyObject): PyObject | null {
  const errors = PyUnicode_AsUTF8(self.errors!);
  if (!errors) return null;
  const how = self.encodefunc;
  if (how < ENCODE_UTF16) return native_encode(how, text, errors);
  // Without a mark of the byte order in the middle of the stream: the machine's.
  const marked = self.encoding_start_of_stream !== 0;
  if (how === ENCODE_UTF16) return _PyUnicode_EncodeUTF16(text, errors, marked ? 0 : -1);
  if (how === ENCODE_UTF16BE) return _PyUnicode_EncodeUTF16(text, errors, 1);
  if (how === ENCODE_UTF16LE) return _PyUnicode_EncodeUTF16(text, errors, -1);
  if (how === ENCODE_UTF32) return _PyUnicode_EncodeUTF32(text, errors, marked ? 0 : -1);
  return _PyUnicode_EncodeUTF32(text, errors, how === ENCODE_UTF32BE ? 1 : -1);
}

/** ASCII text is its own encoding. @inline */
export function is_asciicompat_encoding(how: i32): bool {
  return how !== NATIVE_NONE && how < ENCODE_UTF16;
}

/** encodefunc for a codec of that name. */
function encodefunc_of(name: PyObject): i32 {
  if (_PyUnicode_EqualToASCIIString(name, cstr("ascii"))) return NATIVE_ASCII;
  if (_PyUnicode_EqualToASCIIString(name, cstr("iso8859-1"))) return NATIVE_LATIN1;
  if (_PyUnicode_EqualToASCIIString(name, cstr("utf-8"))) return NATIVE_UTF8;
  if (_PyUnicode_EqualToASCIIString(name, cstr("utf-16-be"))) return ENCODE_UTF16BE;
  if (_PyUnicode_EqualToASCIIString(name, cstr("utf-16-le"))) return ENCODE_UTF16LE;
  if (_PyUnicode_EqualToASCIIString(name, cstr("utf-16"))) return ENCODE_UTF16;
  if (_PyUnicode_EqualToASCIIString(name, cstr("utf-32-be"))) return ENCODE_UTF32BE;
  if (_PyUnicode_EqualToASCIIString(name, cstr("utf-32-le"))) return ENCODE_UTF32LE;
  return _PyUnicode_EqualToASCIIString(name, cstr("utf-32")) ? ENCODE_UTF32 : NATIVE_NONE;
}

/** The answer of an inquiry method of the buffer: 1, 0, -1 with an exception. */
export function ask_buffer(self: textio, name: PyObject): i32 {
  const answer = PyObject_CallMethodNoArgs(self.buffer!, name);
  if (!answer) return -1;
  const is = PyObject_IsTrue(answer);
  Py_DECREF(answer);
  return is;
}

/** Sets the decoder of an encoding (`native`: NATIVE_*) or a codec, if the buffer can be read. -1 with an exception. */
function set_decoder(self: textio, native: i32, codec: PyObject | null, errors: PyObject): i32 {
  const readable = ask_buffer(self, _Py_ID("readable"));
  if (readable <= 0) return readable;
  clear_at(ptr(self) + offsetof<textio>("decoder"));
  const decoder = codec
    ? _PyCodecInfo_GetIncrementalDecoder(codec, PyUnicode_AsUTF8(errors))
    : new_native_decoder(native, errors);
  if (!decoder || !self.readuniversal) {
    self.decoder = decoder;
    return decoder ? 0 : -1;
  }
  self.decoder = new_newline_decoder(decoder, self.readtranslate !== 0);
  Py_DECREF(decoder);
  return self.decoder ? 0 : -1;
}

/** As set_decoder for writing. */
function set_encoder(self: textio, native: i32, codec: PyObject | null, errors: PyObject): i32 {
  const writable = ask_buffer(self, _Py_ID("writable"));
  if (writable <= 0) return writable;
  clear_at(ptr(self) + offsetof<textio>("encoder"));
  self.encodefunc = native;
  if (!codec) {
    self.encoder = Py_None;
    return 0;
  }
  self.encoder = _PyCodecInfo_GetIncrementalEncoder(codec, PyUnicode_AsUTF8(errors));
  if (!self.encoder) return -1;
  const found = PyObject_GetOptionalAttr(codec, _Py_ID("name"));
  const name = tstate.out_object;
  if (found < 0 || !name) return found;
  if (PyUnicode_Check(name)) self.encodefunc = encodefunc_of(name);
  Py_DECREF(name);
  return 0;
}

/** Decoder and encoder for the name of an encoding. -1 with an exception. */
function set_codecs(self: textio, encoding: usize, errors: PyObject): i32 {
  const native = native_encoding(encoding);
  let codec: PyObject | null = null;
  if (native === NATIVE_NONE) {
    codec = _PyCodec_LookupTextEncoding(encoding, cstr("codecs.open()"));
    if (!codec) return -1;
  }
  let status = set_decoder(self, native, codec, errors);
  if (status === 0) status = set_encoder(self, native, codec, errors);
  if (codec) Py_DECREF(codec);
  return status;
}

/** The encoder's state: as at the start of a stream, or behind it. -1 with an exception. */
export function encoder_reset(self: textio, at_start: bool): i32 {
  self.encoding_start_of_stream = at_start ? 1 : 0;
  const encoder = self.encoder!;
  if (ptr(encoder) === ptr(Py_None)) return 0;
  const result = at_start
    ? PyObject_CallMethodNoArgs(encoder, _Py_ID("reset"))
    : PyObject_CallMethodOneArg(encoder, _Py_ID("setstate"), _PyLong_GetZero());
  if (!result) return -1;
  Py_DECREF(result);
  return 0;
}

/** Is the buffer's position 0? 1, 0, -1 with an exception. */
function is_at_start(self: textio): i32 {
  const position = PyObject_CallMethodNoArgs(self.buffer!, _Py_ID("tell"));
  if (!position) return -1;
  const zero = PyObject_IsTrue(position);
  Py_DECREF(position);
  return zero < 0 ? -1 : zero ? 0 : 1;
}

/** A stream that does not begin here gets no mark of the byte order. -1 with an exception. */
function fix_encoder_state(self: textio): i32 {
  if (!self.seekable || !self.encoder) return 0;
  self.encoding_start_of_stream = 1;
  const start = is_at_start(self);
  return start < 0 ? -1 : start ? 0 : encoder_reset(self, false);
}

// --- ends of lines ---

/** False with ValueError for an illegal `newline` (0: None). */
export function validate_newline(newline: usize): bool {
  if (!is_illegal_newline(newline)) return true;
  PyErr_Format(PyExc_ValueError, cstr("illegal newline value: %s"), newline);
  return false;
}

/** Sets how ends of lines are read and written. -1 with an exception. */
export function set_newline(self: textio, newline: usize): i32 {
  let readnl: PyObject | null = null;
  if (newline) {
    readnl = PyUnicode_FromString(newline);
    if (!readnl) return -1;
  }
  const first = newline ? <u32>load<u8>(newline) : 0;
  self.readuniversal = first === 0 ? 1 : 0;
  self.readtranslate = newline ? 0 : 1;
  self.writetranslate = !newline || first !== 0 ? 1 : 0;
  self.writenl = first === 13 ? PyUnicode_DATA(readnl!) : 0;
  set_at(ptr(self) + offsetof<textio>("readnl"), readnl);
  return 0;
}

// --- creation ---

/** Gives up what an earlier __init__ has set. */
function forget(self: textio): void {
  clear_references(self);
  self.decoded_chars_used = 0;
  self.pending_bytes_count = 0;
  self.encodefunc = NATIVE_NONE;
  self.b2cratio = 0;
}

/** All references but the dict. */
function clear_references(self: textio): void {
  const at = ptr(self);
  clear_at(at + offsetof<textio>("buffer"));
  clear_at(at + offsetof<textio>("encoding"));
  clear_at(at + offsetof<textio>("encoder"));
  clear_at(at + offsetof<textio>("decoder"));
  clear_at(at + offsetof<textio>("readnl"));
  clear_at(at + DECODED_CHARS);
  clear_at(at + PENDING_BYTES);
  clear_at(at + SNAPSHOT);
  clear_at(at + offsetof<textio>("errors"));
  clear_at(at + offsetof<textio>("raw"));
}

/** Keeps the raw stream of a buffer of ours, where it is a FileIO: to see fast whether it is closed. -1 with an exception. */
function keep_raw(self: textio, buffer: PyObject): i32 {
  const is_own =
    is_exactly(buffer, io.PyBufferedReader_Type) ||
    is_exactly(buffer, io.PyBufferedWriter_Type) ||
    is_exactly(buffer, io.PyBufferedRandom_Type);
  if (!is_own) return 0;
  const found = PyObject_GetOptionalAttr(buffer, _Py_ID("raw"));
  const raw = tstate.out_object;
  if (found < 0 || !raw) return found;
  if (is_exactly(raw, io.PyFileIO_Type)) self.raw = raw;
  else Py_DECREF(raw);
  return 0;
}

/** What the buffer can do. -1 with an exception. */
function ask_abilities(self: textio): i32 {
  const seekable = ask_buffer(self, _Py_ID("seekable"));
  if (seekable < 0) return -1;
  self.seekable = <u8>seekable;
  self.telling = <u8>seekable;
  const has_read1 = PyObject_HasAttrWithError(self.buffer!, _Py_ID("read1"));
  if (has_read1 < 0) return -1;
  self.has_read1 = <u8>has_read1;
  self.encoding_start_of_stream = 0;
  return fix_encoder_state(self);
}

/** The parameters of a text stream besides its buffer. */
@unmanaged
export class TextOptions {
  /** A str, owned by nobody here. */
  encoding: PyObject;
  errors: PyObject;
  /** 0: None. */
  newline: usize;
  line_buffering: i32;
  write_through: i32;
}

/** __init__, when the arguments have been checked. Borrows all. -1 with an exception. */
export function text_set_up(o: PyObject, buffer: PyObject, options: TextOptions): i32 {
  const self = text_of(o);
  forget(self);
  const encoding = PyUnicode_AsUTF8(options.encoding);
  if (!encoding) return -1;
  self.encoding = Py_NewRef(options.encoding);
  self.errors = Py_NewRef(options.errors);
  self.chunk_size = 8192;
  self.line_buffering = options.line_buffering ? 1 : 0;
  self.write_through = options.write_through ? 1 : 0;
  if (set_newline(self, options.newline) < 0) return -1;
  self.buffer = Py_NewRef(buffer);
  if (set_codecs(self, encoding, options.errors) < 0) return -1;
  if (keep_raw(self, buffer) < 0 || ask_abilities(self) < 0) return -1;
  self.ok = 1;
  return 0;
}

/** reconfigure(): other encoding, errors (None: as before), ends of lines. -1 with an exception. */
export function change_encoding(self: textio, encoding: PyObject, errors: PyObject, newline_changed: bool): i32 {
  const keeps_encoding = ptr(encoding) === ptr(Py_None);
  const keeps_errors = ptr(errors) === ptr(Py_None);
  if (keeps_encoding && keeps_errors && !newline_changed) return 0;
  const new_encoding = keeps_encoding ? self.encoding! : encoding;
  const new_errors = !keeps_errors ? errors : keeps_encoding ? self.errors! : _Py_ID("strict");
  const name = PyUnicode_AsUTF8(new_encoding);
  if (!name || !PyUnicode_AsUTF8(new_errors)) return -1;
  if (set_codecs(self, name, new_errors) < 0) return -1;
  set_at(ptr(self) + offsetof<textio>("encoding"), Py_NewRef(new_encoding));
  set_at(ptr(self) + offsetof<textio>("errors"), Py_NewRef(new_errors));
  return fix_encoder_state(self);
}

// --- closing, release ---

export function textiowrapper_detach(o: PyObject, _unused: PyObject | null): PyObject | null {
  const self = text_of(o);
  if (!text_attached(self) || _PyFile_Flush(o) < 0) return null;
  const buffer = self.buffer;
  self.buffer = null;
  self.detached = 1;
  return buffer;
}

export function textiowrapper_close(o: PyObject, _unused: PyObject | null): PyObject | null {
  const self = text_of(o);
  if (!text_attached(self)) return null;
  const closed = buffer_closed(self);
  if (closed !== 0) return closed < 0 ? null : Py_None;
  if (self.finalizing) {
    const warned = PyObject_CallMethodOneArg(self.buffer!, _Py_ID("_dealloc_warn"), o);
    if (warned) Py_DECREF(warned);
    else PyErr_Clear();
  }
  const exc = _PyFile_Flush(o) < 0 ? PyErr_GetRaisedException() : null;
  const result = PyObject_CallMethodNoArgs(self.buffer!, _Py_ID("close"));
  if (!exc) return result;
  _PyErr_ChainExceptions1(exc);
  if (result) Py_DECREF(result);
  return null;
}

export function textiowrapper_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const self = text_of(o);
  let stop = visit.call(o.ob_type, arg);
  if (!stop) stop = visit_if(self.buffer, visit, arg);
  if (!stop) stop = visit_if(self.encoding, visit, arg);
  if (!stop && ptr(self.encoder) !== ptr(Py_None)) stop = visit_if(self.encoder, visit, arg);
  if (!stop) stop = visit_if(self.decoder, visit, arg);
  if (!stop) stop = visit_if(self.readnl, visit, arg);
  if (!stop) stop = visit_if(self.decoded_chars, visit, arg);
  if (!stop) stop = visit_if(self.pending_bytes, visit, arg);
  if (!stop) stop = visit_if(self.snapshot, visit, arg);
  if (!stop) stop = visit_if(self.errors, visit, arg);
  if (!stop) stop = visit_if(self.raw, visit, arg);
  return stop ? stop : visit_if(self.dict, visit, arg);
}

export function textiowrapper_clear(o: PyObject): i32 {
  text_of(o).ok = 0;
  clear_references(text_of(o));
  clear_at(ptr(o) + offsetof<textio>("dict"));
  return 0;
}

export function textiowrapper_dealloc(o: PyObject): void {
  const self = text_of(o);
  self.finalizing = 1;
  if (_PyIOBase_finalize(o) < 0) return;
  const t = o.ob_type;
  self.ok = 0;
  PyObject_GC_UnTrack(o);
  if (self.weakreflist) PyObject_ClearWeakRefs(o);
  textiowrapper_clear(o);
  t.tp_free!.call(o);
  Py_DECREF(t);
}
