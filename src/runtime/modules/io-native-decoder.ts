/**
 * Incremental decoders of UTF-8, ASCII and Latin-1.
 *
 * NOT CPYTHON: there these are instances of the Python classes IncrementalDecoder of encodings.utf_8, encodings.ascii and
 * encodings.latin_1, found through the codec registry. These do the same without importing `encodings`.
 *
 *   nativedecoder (40 bytes)
 *   +16 errors (owned str)   +24 buffer (owned bytes, or NULL: none wait)   +32 encoding, i32: NATIVE_*
 */

import { _PyArg_CheckPositional } from "../abstract/args";
import { Py_buffer, Py_buffer_OnStack, PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyErr_SetString } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import {
  bytes_concat,
  bytes_get_empty,
  PyBytes_Check,
  PyBytes_FromStringAndSize,
  PyBytes_GET_SIZE,
} from "../builtin-types/bytes";
import { _PyLong_GetZero } from "../builtin-types/int";
import { _Py_normalize_encoding } from "../builtin-types/str-codecs";
import {
  _PyUnicode_AsASCIIString,
  _PyUnicode_AsLatin1String,
  PyUnicode_DecodeASCII,
  PyUnicode_DecodeLatin1,
} from "../builtin-types/str-latin1";
import { _PyUnicode_AsUTF8String, PyUnicode_AsUTF8, PyUnicode_DecodeUTF8Stateful } from "../builtin-types/str-utf8";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "../builtin-types/tuple";
import { heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { _PyCString_Equal } from "../object/c-string";
import { def_fast, def_noargs, def_o } from "../object/def-tables";
import { clear_at, free_instance, set_at } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { destructor, PyCFunction, PyCFunctionFast } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError } from "../object/static-types";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_DISALLOW_INSTANTIATION,
  Py_TPFLAGS_IMMUTABLETYPE,
  PyTypeObject,
} from "../object/type-object";
import { io, is_exactly } from "./io-state";

@unmanaged
export class nativedecoder extends PyObject {
  errors: PyObject | null;
  buffer: PyObject | null;
  encoding: i32;
  pad: i32;
}
const BUFFER: usize = offsetof<nativedecoder>("buffer");

/** Not one of these encodings. */
export const NATIVE_NONE: i32 = 0;
export const NATIVE_UTF8: i32 = 1;
export const NATIVE_ASCII: i32 = 2;
export const NATIVE_LATIN1: i32 = 3;

const NAME_CAPACITY: usize = 16;

function encoding_of_normalized(name: usize): i32 {
  if (_PyCString_Equal(name, cstr("utf_8")) || _PyCString_Equal(name, cstr("utf8"))) return NATIVE_UTF8;
  if (_PyCString_Equal(name, cstr("ascii")) || _PyCString_Equal(name, cstr("us_ascii"))) return NATIVE_ASCII;
  const latin1 =
    _PyCString_Equal(name, cstr("latin_1")) ||
    _PyCString_Equal(name, cstr("latin1")) ||
    _PyCString_Equal(name, cstr("iso_8859_1")) ||
    _PyCString_Equal(name, cstr("iso8859_1"));
  return latin1 ? NATIVE_LATIN1 : NATIVE_NONE;
}

/** Which of these encodings a name means: NATIVE_*. */
export function native_encoding(name: usize): i32 {
  const mark = stack_mark();
  const lower = stack_alloc(NAME_CAPACITY);
  const encoding = _Py_normalize_encoding(name, lower, NAME_CAPACITY) ? encoding_of_normalized(lower) : NATIVE_NONE;
  stack_release(mark);
  return encoding;
}

/** bytes of a text in one of these encodings: new reference. `errors` is UTF-8. */
export function native_encode(encoding: i32, text: PyObject, errors: usize): PyObject | null {
  if (encoding === NATIVE_UTF8) return _PyUnicode_AsUTF8String(text, errors);
  return encoding === NATIVE_ASCII ? _PyUnicode_AsASCIIString(text, errors) : _PyUnicode_AsLatin1String(text, errors);
}

/** @inline */
function decoder_of(o: PyObject): nativedecoder {
  return changetype<nativedecoder>(o);
}

/** @inline */
export function is_native_decoder(o: PyObject): bool {
  return is_exactly(o, io.NativeDecoder_Type);
}

/** A decoder; `errors` is a str. New reference. */
export function new_native_decoder(encoding: i32, errors: PyObject): PyObject | null {
  const type = io.NativeDecoder_Type;
  const alloc = type.tp_alloc!;
  const o = alloc.call(type, 0);
  if (!o) return null;
  decoder_of(o).errors = Py_NewRef(errors);
  decoder_of(o).encoding = encoding;
  return o;
}

/** Decodes UTF-8; keeps the beginning of a character at the end. */
function decode_utf8(self: nativedecoder, bytes: usize, size: Py_ssize_t, errors: usize, final: bool): PyObject | null {
  const text = PyUnicode_DecodeUTF8Stateful(bytes, size, errors, !final);
  if (!text) return null;
  const used = final ? size : tstate.out_i32;
  if (used === size) {
    if (self.buffer) clear_at(ptr(self) + BUFFER);
    return text;
  }
  const rest = PyBytes_FromStringAndSize(bytes + <usize>used, size - used);
  if (rest) {
    set_at(ptr(self) + BUFFER, rest);
    return text;
  }
  Py_DECREF(text);
  return null;
}

function decode_view(self: nativedecoder, view: Py_buffer, final: bool): PyObject | null {
  const errors = PyUnicode_AsUTF8(self.errors!);
  if (!errors) return null;
  if (self.encoding === NATIVE_ASCII) return PyUnicode_DecodeASCII(view.buf, view.len, errors);
  if (self.encoding === NATIVE_LATIN1) return PyUnicode_DecodeLatin1(view.buf, view.len, errors);
  return decode_utf8(self, view.buf, view.len, errors, final);
}

/** The text of a bytes-like object behind what waits: new reference, NULL with an exception. */
export function native_decode(o: PyObject, input: PyObject, final: bool): PyObject | null {
  const self = decoder_of(o);
  const waiting = self.buffer;
  const data = waiting ? bytes_concat(waiting, input) : Py_NewRef(input);
  if (!data) return null;
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let text: PyObject | null = null;
  if (PyObject_GetBuffer(data, view, PyBUF_SIMPLE) === 0) {
    text = decode_view(self, view, final);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  Py_DECREF(data);
  return text;
}

function nativedecoder_decode(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("decode"), nargs, 1, 2)) return null;
  const final = nargs > 1 ? PyObject_IsTrue(args.get(1)) : 0;
  return final < 0 ? null : native_decode(o, args.get(0), final !== 0);
}

function nativedecoder_getstate(o: PyObject, _unused: PyObject | null): PyObject | null {
  const buffer = decoder_of(o).buffer;
  return PyTuple_Pack(buffer ? buffer : bytes_get_empty(), _PyLong_GetZero());
}

function nativedecoder_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  if (!PyTuple_Check(state!) || PyTuple_GET_SIZE(state!) !== 2 || !PyBytes_Check(PyTuple_GET_ITEM(state!, 0))) {
    PyErr_SetString(PyExc_TypeError, cstr("illegal decoder state"));
    return null;
  }
  const buffer = PyTuple_GET_ITEM(state!, 0);
  const keeps = decoder_of(o).encoding === NATIVE_UTF8 && PyBytes_GET_SIZE(buffer) > 0;
  set_at(ptr(o) + BUFFER, keeps ? Py_NewRef(buffer) : null);
  return Py_None;
}

function nativedecoder_reset(o: PyObject, _unused: PyObject | null): PyObject | null {
  clear_at(ptr(o) + BUFFER);
  return Py_None;
}

function nativedecoder_dealloc(o: PyObject): void {
  clear_at(ptr(o) + BUFFER);
  Py_XDECREF(decoder_of(o).errors);
  free_instance(o);
}

/** The class of these decoders, which no name leads to: new reference. */
export function make_native_decoder_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  const t = heap_type(m, cstr("_io._NativeDecoder"), <Py_ssize_t>offsetof<nativedecoder>(), 0, flags);
  if (!t) return null;
  t.tp_dealloc = destructor.of(nativedecoder_dealloc);
  def_fast(t, cstr("decode"), PyCFunctionFast.of(nativedecoder_decode));
  def_noargs(t, cstr("getstate"), PyCFunction.of(nativedecoder_getstate));
  def_o(t, cstr("setstate"), PyCFunction.of(nativedecoder_setstate));
  def_noargs(t, cstr("reset"), PyCFunction.of(nativedecoder_reset));
  return heap_type_finish(t);
}
