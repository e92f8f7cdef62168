/**
 * _io.IncrementalNewlineDecoder, and where lines end. CPython: the parts IncrementalNewlineDecoder and
 * _PyIO_find_line_ending of Modules/_io/textio.c.
 *
 *   nldecoder_object (40 bytes, GC)
 *   +16 decoder (owned; NULL: not initialised)   +24 errors (owned)   +32 bits: NL_*
 */

import { _PyArg_UnpackKeywords, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyObject_CallMethodNoArgs, PyObject_CallMethodObjArgs, PyObject_CallMethodOneArg } from "../abstract/call";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PyBytes_FromStringAndSize } from "../builtin-types/bytes";
import { PyLong_FromUnsignedLongLong } from "../builtin-types/int";
import { PyLong_AsUnsignedLongLongMask } from "../builtin-types/int-machine";
import {
  get_latin1_char,
  PyUnicode_Check,
  PyUnicode_DATA,
  PyUnicode_FromKindAndData,
  PyUnicode_FromString,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  PyUnicode_MAX_CHAR_VALUE,
  PyUnicode_New,
  PyUnicode_READ,
  PyUnicode_READ_CHAR,
  PyUnicode_WRITE,
} from "../builtin-types/str";
import { PyUnicode_Substring } from "../builtin-types/str-concat";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "../builtin-types/tuple";
import { heap_type_finish } from "../builtin-types/type-from-spec";
import { PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { def_fast_keywords, def_getset, def_noargs, def_o } from "../object/def-tables";
import { clear_at, free_instance, set_at } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  destructor,
  getter,
  initproc,
  inquiry,
  PyCFunction,
  PyCFunctionFastWithKeywords,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { Py_False, Py_None, Py_True, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { is_native_decoder, native_decode } from "./io-native-decoder";
import { io, io_type, is_exactly, set_gc_slots, visit_if } from "./io-state";

@unmanaged
export class nldecoder_object extends PyObject {
  decoder: PyObject | null;
  errors: PyObject | null;
  bits: u32;
  pad: u32;
}
const DECODER: usize = offsetof<nldecoder_object>("decoder");
const ERRORS: usize = offsetof<nldecoder_object>("errors");

/** The last chunk ended with \r, which waits for what follows. */
const NL_PENDINGCR: u32 = 1;
const NL_TRANSLATE: u32 = 2;
/** What ends of lines have been seen. */
const SEEN_CR: u32 = 4;
const SEEN_LF: u32 = 8;
const SEEN_CRLF: u32 = 16;
const SEEN_ALL: u32 = SEEN_CR | SEEN_LF | SEEN_CRLF;

const CR: u32 = 13;
const LF: u32 = 10;

/** @inline */
function nl_of(o: PyObject): nldecoder_object {
  return changetype<nldecoder_object>(o);
}

/** Index of the first `ch`, -1 when there is none. */
function find_char(kind: i32, data: usize, size: Py_ssize_t, ch: u32): i32 {
  if (kind === 1) {
    for (let i = 0; i < size; i++) if (load<u8>(data + <usize>i) === ch) return i;
    return -1;
  }
  for (let i = 0; i < size; i++) if (PyUnicode_READ(kind, data, i) === ch) return i;
  return -1;
}

// --- where a line ends ---

/** Length of the line at `start` with its end, of `size` characters; -1 when it has none. What can be put aside then is in tstate.out_i32. */
export function _PyIO_find_line_ending(
  translated: bool,
  universal: bool,
  readnl: PyObject | null,
  kind: i32,
  start: usize,
  size: Py_ssize_t,
): Py_ssize_t {
  tstate.out_i32 = size;
  if (translated) return behind(find_char(kind, start, size, LF));
  if (universal) return find_any_ending(kind, start, size);
  const length = PyUnicode_GET_LENGTH(readnl!);
  const first = PyUnicode_READ_CHAR(readnl!, 0);
  if (length === 1) return behind(find_char(kind, start, size, first));
  return find_two(kind, start, size, first, PyUnicode_READ_CHAR(readnl!, 1));
}

/** The place behind a character that was found (-1: none). */
function behind(index: i32): i32 {
  return index < 0 ? -1 : index + 1;
}

/** \n, \r or \r\n. */
function find_any_ending(kind: i32, start: usize, size: Py_ssize_t): Py_ssize_t {
  for (let i = 0; i < size; i++) {
    const ch = PyUnicode_READ(kind, start, i);
    if (ch === LF) return i + 1;
    if (ch !== CR) continue;
    return i + 1 < size && PyUnicode_READ(kind, start, i + 1) === LF ? i + 2 : i + 1;
  }
  return -1;
}

/** An end of two characters; the first of them at the very end may be half of it. */
function find_two(kind: i32, start: usize, size: Py_ssize_t, first: u32, second: u32): Py_ssize_t {
  for (let i = 0; i < size - 1; i++) {
    if (PyUnicode_READ(kind, start, i) === first && PyUnicode_READ(kind, start, i + 1) === second) return i + 2;
  }
  if (size > 0 && PyUnicode_READ(kind, start, size - 1) === first) tstate.out_i32 = size - 1;
  return -1;
}

// --- decoding ---

/** "\r" + text: steals `text`. */
function with_cr(text: PyObject): PyObject | null {
  const size = PyUnicode_GET_LENGTH(text);
  const result = PyUnicode_New(size + 1, PyUnicode_MAX_CHAR_VALUE(text));
  if (result) {
    const kind = PyUnicode_KIND(result);
    const data = PyUnicode_DATA(result);
    PyUnicode_WRITE(kind, data, 0, CR);
    memory.copy(data + <usize>kind, PyUnicode_DATA(text), <usize>(kind * size));
  }
  Py_DECREF(text);
  return result;
}

/** What of `text` can be looked at now: with the \r that waited, without one at its end. Steals `text`. */
function settle_cr(self: nldecoder_object, text: PyObject, final: bool): PyObject | null {
  let output = text;
  let size = PyUnicode_GET_LENGTH(output);
  if (self.bits & NL_PENDINGCR && (final || size > 0)) {
    const modified = with_cr(output);
    if (!modified) return null;
    output = modified;
    self.bits &= ~NL_PENDINGCR;
    size++;
  }
  if (final || size === 0 || PyUnicode_READ_CHAR(output, size - 1) !== CR) return output;
  const shorter = PyUnicode_Substring(output, 0, size - 1);
  Py_DECREF(output);
  if (shorter) self.bits |= NL_PENDINGCR;
  return shorter;
}

/** The ends of lines in a text: SEEN_*. */
function seen_endings(text: PyObject, before: u32): u32 {
  const kind = PyUnicode_KIND(text);
  const data = PyUnicode_DATA(text);
  const size = PyUnicode_GET_LENGTH(text);
  let seen = before;
  for (let i = 0; i < size && seen !== SEEN_ALL; ) {
    const ch = PyUnicode_READ(kind, data, i++);
    if (ch === LF) seen |= SEEN_LF;
    else if (ch === CR) {
      if (PyUnicode_READ(kind, data, i) === LF) {
        seen |= SEEN_CRLF;
        i++;
      } else seen |= SEEN_CR;
    }
  }
  return seen;
}

/** The text with every end of a line as \n; what ends there were is added to the bits. Steals `text`. */
function translate(self: nldecoder_object, text: PyObject): PyObject | null {
  const kind = PyUnicode_KIND(text);
  const data = PyUnicode_DATA(text);
  const size = PyUnicode_GET_LENGTH(text);
  const block = PyMem_Malloc(<usize>(kind * size));
  if (!block) {
    Py_DECREF(text);
    return PyErr_NoMemory();
  }
  let out = 0;
  for (let i = 0; i < size; ) {
    let ch = PyUnicode_READ(kind, data, i++);
    if (ch === LF) self.bits |= SEEN_LF;
    else if (ch === CR) {
      ch = LF;
      if (PyUnicode_READ(kind, data, i) === LF) {
        self.bits |= SEEN_CRLF;
        i++;
      } else self.bits |= SEEN_CR;
    }
    PyUnicode_WRITE(kind, block, out++, ch);
  }
  Py_DECREF(text);
  const result = PyUnicode_FromKindAndData(kind, block, out);
  PyMem_Free(block);
  return result;
}

/** Notes and translates the ends of lines in a text that is whole. Steals `text`. */
function handle_endings(self: nldecoder_object, text: PyObject): PyObject | null {
  const kind = PyUnicode_KIND(text);
  const data = PyUnicode_DATA(text);
  const size = PyUnicode_GET_LENGTH(text);
  if (size === 0) return text;
  const seen = self.bits & SEEN_ALL;
  if ((seen === SEEN_LF || seen === 0) && find_char(kind, data, size, CR) < 0) {
    if (seen === 0 && find_char(kind, data, size, LF) >= 0) self.bits |= SEEN_LF;
    return text;
  }
  if (self.bits & NL_TRANSLATE) return translate(self, text);
  self.bits |= seen_endings(text, seen);
  return text;
}

/** A decoder's result is a str: else TypeError and it is released. */
export function check_decoded(decoded: PyObject | null): PyObject | null {
  if (!decoded || PyUnicode_Check(decoded)) return decoded;
  const text = cstr("decoder should return a string result, not '%.200s'");
  PyErr_Format(PyExc_TypeError, text, decoded.ob_type.tp_name);
  Py_DECREF(decoded);
  return null;
}

/** decoder.decode(input, final): new reference, NULL with an exception. */
function call_decode(decoder: PyObject, input: PyObject, final: bool): PyObject | null {
  if (is_native_decoder(decoder)) return native_decode(decoder, input, final);
  return PyObject_CallMethodObjArgs(decoder, _Py_ID("decode"), input, final ? Py_True : Py_False);
}

/** __init__ has been called: else ValueError. */
function is_initialised(self: nldecoder_object): bool {
  if (self.errors) return true;
  PyErr_SetString(PyExc_ValueError, cstr("IncrementalNewlineDecoder.__init__() not called"));
  return false;
}

/** The text of `input` (bytes; or a str where there is no decoder): new reference, NULL with an exception. */
export function _PyIncrementalNewlineDecoder_decode(o: PyObject, input: PyObject, final: bool): PyObject | null {
  const self = nl_of(o);
  if (!is_initialised(self)) return null;
  const decoder = self.decoder!;
  const raw = ptr(decoder) === ptr(Py_None) ? Py_NewRef(input) : call_decode(decoder, input, final);
  const decoded = check_decoded(raw);
  const output = decoded ? settle_cr(self, decoded, final) : null;
  return output ? handle_endings(self, output) : null;
}

/** Any incremental decoder's decode(): new reference to a str, NULL with an exception. */
export function decoder_decode(decoder: PyObject, input: PyObject, final: bool): PyObject | null {
  if (is_exactly(decoder, io.PyIncrementalNewlineDecoder_Type)) {
    return _PyIncrementalNewlineDecoder_decode(decoder, input, final);
  }
  return check_decoded(call_decode(decoder, input, final));
}

// --- the type ---

const init_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const decode_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** Sets what __init__ is given (borrowed; `errors` NULL: strict). -1 with an exception. */
function set_up(o: PyObject, decoder: PyObject, translates: bool, errors: PyObject | null): i32 {
  const own = errors ? Py_NewRef(errors) : _Py_ID("strict");
  set_at(ptr(o) + ERRORS, own);
  set_at(ptr(o) + DECODER, Py_NewRef(decoder));
  nl_of(o).bits = translates ? NL_TRANSLATE : 0;
  return 0;
}

function incrementalnewlinedecoder_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const mark = stack_mark();
  const name = cstr("IncrementalNewlineDecoder");
  const a = _PyArg_UnpackKeywordsTuple(init_spec, name, cstr("decoder translate errors"), 0, args, kwds, 2, 3);
  stack_release(mark);
  if (!a) return -1;
  const decoder = Slots.at(a).get(0);
  const errors = Slots.at(a).getOrNull(2);
  const translates = PyObject_IsTrue(Slots.at(a).get(1));
  return translates < 0 ? -1 : set_up(o, decoder, translates !== 0, errors);
}

/** A decoder around `decoder` (borrowed): new reference. */
export function new_newline_decoder(decoder: PyObject, translates: bool): PyObject | null {
  const type = io.PyIncrementalNewlineDecoder_Type;
  const alloc = type.tp_alloc!;
  const o = alloc.call(type, 0);
  if (o) set_up(o, decoder, translates, null);
  return o;
}

function incrementalnewlinedecoder_decode(
  o: PyObject,
  args: Slots,
  nargs: i32,
  kwnames: PyObject | null,
): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywords(
    decode_spec,
    cstr("decode"),
    cstr("input final"),
    0,
    args,
    nargs,
    null,
    kwnames,
    1,
    2,
  );
  stack_release(mark);
  if (!a) return null;
  const input = Slots.at(a).get(0);
  const wanted = Slots.at(a).getOrNull(1);
  const final = wanted ? PyObject_IsTrue(wanted) : 0;
  return final < 0 ? null : _PyIncrementalNewlineDecoder_decode(o, input, final !== 0);
}

/** The two items of a decoder's state, borrowed: bytes in tstate.out_object, flags in tstate.out_i64. False with TypeError. */
function parse_state(state: PyObject): bool {
  if (!PyTuple_Check(state) || PyTuple_GET_SIZE(state) !== 2) {
    PyErr_SetString(PyExc_TypeError, cstr("illegal decoder state"));
    return false;
  }
  const flag = PyLong_AsUnsignedLongLongMask(PyTuple_GET_ITEM(state, 1));
  if (tstate.current_exception) return false;
  tstate.out_object = PyTuple_GET_ITEM(state, 0);
  tstate.out_i64 = <i64>flag;
  return true;
}

/** (buffer, flag); steals `buffer`. */
function make_state(buffer: PyObject, flag: u64): PyObject | null {
  const number = PyLong_FromUnsignedLongLong(flag);
  const state = number ? PyTuple_Pack(buffer, number) : null;
  Py_XDECREF(number);
  Py_DECREF(buffer);
  return state;
}

function incrementalnewlinedecoder_getstate(o: PyObject, _unused: PyObject | null): PyObject | null {
  const self = nl_of(o);
  if (!is_initialised(self)) return null;
  let buffer: PyObject | null = null;
  let flag: u64 = 0;
  if (ptr(self.decoder) === ptr(Py_None)) buffer = PyBytes_FromStringAndSize(0, 0);
  else {
    const state = PyObject_CallMethodNoArgs(self.decoder!, _Py_ID("getstate"));
    if (!state) return null;
    if (parse_state(state)) {
      buffer = Py_NewRef(tstate.out_object!);
      flag = <u64>tstate.out_i64;
    }
    Py_DECREF(state);
  }
  if (!buffer) return null;
  return make_state(buffer, (flag << 1) | (self.bits & NL_PENDINGCR ? 1 : 0));
}

function incrementalnewlinedecoder_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  const self = nl_of(o);
  if (!is_initialised(self)) return null;
  if (!PyTuple_Check(state!)) {
    PyErr_SetString(PyExc_TypeError, cstr("state argument must be a tuple"));
    return null;
  }
  if (PyTuple_GET_SIZE(state!) !== 2) {
    PyErr_SetString(PyExc_TypeError, cstr("setstate(): illegal state argument"));
    return null;
  }
  if (!parse_state(state!)) return null;
  const flag = <u64>tstate.out_i64;
  const buffer = tstate.out_object!;
  if (flag & 1) self.bits |= NL_PENDINGCR;
  else self.bits &= ~NL_PENDINGCR;
  if (ptr(self.decoder) === ptr(Py_None)) return Py_None;
  const inner = make_state(Py_NewRef(buffer), flag >> 1);
  if (!inner) return null;
  const result = PyObject_CallMethodOneArg(self.decoder!, _Py_ID("setstate"), inner);
  Py_DECREF(inner);
  return result;
}

function incrementalnewlinedecoder_reset(o: PyObject, _unused: PyObject | null): PyObject | null {
  const self = nl_of(o);
  if (!is_initialised(self)) return null;
  self.bits &= NL_TRANSLATE;
  return ptr(self.decoder) === ptr(Py_None) ? Py_None : PyObject_CallMethodNoArgs(self.decoder!, _Py_ID("reset"));
}

/** None, the one end of lines that was seen, or a tuple of them. */
function incrementalnewlinedecoder_newlines_get(o: PyObject, _closure: usize): PyObject | null {
  const self = nl_of(o);
  if (!is_initialised(self)) return null;
  const seen = self.bits & SEEN_ALL;
  const cr = seen & SEEN_CR ? get_latin1_char(CR) : null;
  const lf = seen & SEEN_LF ? get_latin1_char(LF) : null;
  if (!(seen & SEEN_CRLF)) {
    if (cr && lf) return PyTuple_Pack(cr, lf);
    return cr ? cr : lf ? lf : Py_None;
  }
  const crlf = PyUnicode_FromString(cstr("\r\n"));
  if (!crlf || seen === SEEN_CRLF) return crlf;
  const result = cr && lf ? PyTuple_Pack(cr, lf, crlf) : PyTuple_Pack(cr ? cr : lf!, crlf);
  Py_DECREF(crlf);
  return result;
}

function incrementalnewlinedecoder_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  let stop = visit.call(o.ob_type, arg);
  if (!stop) stop = visit_if(nl_of(o).decoder, visit, arg);
  return stop ? stop : visit_if(nl_of(o).errors, visit, arg);
}

function incrementalnewlinedecoder_clear(o: PyObject): i32 {
  clear_at(ptr(o) + DECODER);
  clear_at(ptr(o) + ERRORS);
  return 0;
}

function incrementalnewlinedecoder_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  incrementalnewlinedecoder_clear(o);
  free_instance(o);
}

/** The class IncrementalNewlineDecoder: new reference. */
export function make_nldecoder_type(m: PyObject): PyTypeObject | null {
  const doc = cstr(
    "IncrementalNewlineDecoder(decoder, translate, errors='strict')\n--\n\nDecodes with another decoder, notes what ends of lines there are, and makes them \\n if wanted.",
  );
  const name = cstr("_io.IncrementalNewlineDecoder");
  const t = io_type(m, name, offsetof<nldecoder_object>(), doc, null, 0, 0, 0);
  if (!t) return null;
  set_gc_slots(
    t,
    destructor.of(incrementalnewlinedecoder_dealloc),
    traverseproc.of(incrementalnewlinedecoder_traverse),
    inquiry.of(incrementalnewlinedecoder_clear),
  );
  t.tp_init = initproc.of(incrementalnewlinedecoder_init);
  def_fast_keywords(
    t,
    cstr("decode"),
    PyCFunctionFastWithKeywords.of(incrementalnewlinedecoder_decode),
    cstr("decode($self, /, input, final=False)\n--\n\n"),
  );
  def_noargs(
    t,
    cstr("getstate"),
    PyCFunction.of(incrementalnewlinedecoder_getstate),
    cstr("getstate($self, /)\n--\n\n"),
  );
  def_o(
    t,
    cstr("setstate"),
    PyCFunction.of(incrementalnewlinedecoder_setstate),
    cstr("setstate($self, state, /)\n--\n\n"),
  );
  def_noargs(t, cstr("reset"), PyCFunction.of(incrementalnewlinedecoder_reset), cstr("reset($self, /)\n--\n\n"));
  def_getset(t, cstr("newlines"), getter.of(incrementalnewlinedecoder_newlines_get), null);
  return heap_type_finish(t);
}
