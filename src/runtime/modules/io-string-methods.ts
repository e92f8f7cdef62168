/** _io.StringIO: reading, writing, positions, the type. CPython: Modules/_io/stringio.c. */

import { _PyArg_AsSsize_t, _PyArg_CheckPositional } from "../abstract/args";
import { PyObject_GetAttr } from "../abstract/attribute";
import { PyObject_CallMethodNoArgs } from "../abstract/call";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyDict_Copy } from "../builtin-types/dict-merge";
import { PyLong_AsInt, PyLong_FromSsize_t } from "../builtin-types/int";
import {
  PyUnicode_Check,
  PyUnicode_DATA,
  PyUnicode_FromKindAndData,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  unicode_get_empty,
} from "../builtin-types/str";
import { convert_characters } from "../builtin-types/str-copy";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "../builtin-types/tuple";
import { heap_type_finish } from "../builtin-types/type-from-spec";
import { def_fast, def_getset, def_noargs, def_o } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  destructor,
  getter,
  initproc,
  inquiry,
  iternextfunc,
  newfunc,
  PyCFunction,
  PyCFunctionFast,
  traverseproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { Py_False, Py_None, Py_True, PyExc_OSError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { _PyIO_find_line_ending } from "./io-newlines";
import {
  _Py_convert_optional_to_ssize_t,
  io,
  io_type,
  is_exactly,
  number_error,
  optional_size,
  set_gc_slots,
  set_state_dict,
  state_position,
} from "./io-state";
import {
  CHARACTER,
  make_intermediate,
  realize,
  STATE_ACCUMULATING,
  stringio,
  stringio_clear,
  stringio_close,
  stringio_dealloc,
  stringio_init,
  stringio_new,
  stringio_of,
  stringio_open,
  stringio_ready,
  stringio_resize,
  stringio_set_up,
  stringio_traverse,
  write_str,
} from "./io-string";

/** `count` characters of the buffer from character `start` on: new reference. */
function buffer_text(self: stringio, start: i64, count: Py_ssize_t): PyObject | null {
  return PyUnicode_FromKindAndData(4, self.buf + <usize>start * CHARACTER, count);
}

/** The whole text: new reference. */
function value_of(self: stringio): PyObject | null {
  if (!stringio_open(self)) return null;
  return self.state === STATE_ACCUMULATING ? make_intermediate(self) : buffer_text(self, 0, self.string_size);
}

function stringio_getvalue(o: PyObject, _unused: PyObject | null): PyObject | null {
  return value_of(stringio_of(o));
}

function stringio_tell(o: PyObject, _unused: PyObject | null): PyObject | null {
  return stringio_open(stringio_of(o)) ? PyLong_FromSsize_t(stringio_of(o).pos) : null;
}

/** Characters from the position to the end. */
function characters_left(self: stringio): Py_ssize_t {
  const left = <i64>self.string_size - self.pos;
  return left > 0 ? <Py_ssize_t>left : 0;
}

function stringio_read(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!optional_size(cstr("read"), args, nargs)) return null;
  const wanted = tstate.out_i64;
  const self = stringio_of(o);
  if (!stringio_open(self)) return null;
  const left = characters_left(self);
  const size = wanted < 0 || wanted > <i64>left ? left : <Py_ssize_t>wanted;
  if (self.state === STATE_ACCUMULATING && self.pos === 0 && size === self.string_size) {
    const result = make_intermediate(self);
    self.pos = self.string_size;
    return result;
  }
  if (realize(self) < 0) return null;
  const start = self.pos;
  self.pos += size;
  return size === 0 ? unicode_get_empty() : buffer_text(self, start, size);
}

/** The next line, at most `limit` characters (below zero: no limit): new reference. */
function read_line(self: stringio, limit: i64): PyObject | null {
  const left = characters_left(self);
  if (left === 0) return unicode_get_empty();
  const size = limit < 0 || limit > <i64>left ? left : <Py_ssize_t>limit;
  const start = self.buf + <usize>self.pos * CHARACTER;
  const found = _PyIO_find_line_ending(self.readtranslate !== 0, self.readuniversal !== 0, self.readnl, 4, start, size);
  const length = found < 0 ? size : found;
  const from = self.pos;
  self.pos += length;
  return buffer_text(self, from, length);
}

function stringio_readline(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!optional_size(cstr("readline"), args, nargs)) return null;
  const limit = tstate.out_i64;
  const self = stringio_of(o);
  return stringio_open(self) && realize(self) === 0 ? read_line(self, limit) : null;
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

function stringio_iternext(o: PyObject): PyObject | null {
  const self = stringio_of(o);
  if (!stringio_open(self) || realize(self) < 0) return null;
  const line = is_exactly(o, io.PyStringIO_Type) ? read_line(self, -1) : called_readline(o);
  if (!line || PyUnicode_GET_LENGTH(line) > 0) return line;
  Py_DECREF(line);
  return null;
}

function stringio_truncate(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("truncate"), nargs, 0, 1)) return null;
  const self = stringio_of(o);
  let size = self.pos;
  if (nargs && ptr(args.get(0)) !== ptr(Py_None)) {
    if (!_Py_convert_optional_to_ssize_t(args.get(0))) return null;
    size = tstate.out_i64;
  }
  if (!stringio_open(self)) return null;
  if (size < 0) return number_error(PyExc_ValueError, cstr("Negative size value %S"), size);
  if (size < <i64>self.string_size) {
    if (realize(self) < 0 || stringio_resize(self, size) < 0) return null;
    self.string_size = <Py_ssize_t>size;
  }
  return PyLong_FromSsize_t(size);
}

/** May one seek there? False with an exception. */
function is_legal_seek(offset: i64, whence: i32): bool {
  if (whence < 0 || whence > 2) {
    PyErr_Format(PyExc_ValueError, cstr("Invalid whence (%i, should be 0, 1 or 2)"), <usize>whence);
    return false;
  }
  if (whence === 0) {
    if (offset < 0) number_error(PyExc_ValueError, cstr("Negative seek position %S"), offset);
    return offset >= 0;
  }
  if (offset !== 0) PyErr_SetString(PyExc_OSError, cstr("Can't do nonzero cur-relative seeks"));
  return offset === 0;
}

function stringio_seek(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("seek"), nargs, 1, 2)) return null;
  const offset = _PyArg_AsSsize_t(args.get(0));
  if (tstate.current_exception) return null;
  const whence = nargs > 1 ? PyLong_AsInt(args.get(1)) : 0;
  const self = stringio_of(o);
  if (tstate.current_exception || !stringio_open(self) || !is_legal_seek(offset, whence)) return null;
  if (whence === 0) self.pos = offset;
  else if (whence === 2) self.pos = self.string_size;
  return PyLong_FromSsize_t(self.pos);
}

function stringio_write(o: PyObject, text: PyObject | null): PyObject | null {
  const self = stringio_of(o);
  if (!stringio_ready(self)) return null;
  if (!PyUnicode_Check(text!)) {
    return PyErr_Format(PyExc_TypeError, cstr("string argument expected, got '%s'"), text!.ob_type.tp_name);
  }
  if (!stringio_open(self)) return null;
  const size = PyUnicode_GET_LENGTH(text!);
  return size > 0 && write_str(self, text!) < 0 ? null : PyLong_FromSsize_t(<i64>size);
}

/** readable(), writable(), seekable(). */
function stringio_yes(o: PyObject, _unused: PyObject | null): PyObject | null {
  return stringio_open(stringio_of(o)) ? Py_True : null;
}

// --- pickling ---

function stringio_getstate(o: PyObject, _unused: PyObject | null): PyObject | null {
  const self = stringio_of(o);
  const value = value_of(self);
  if (!value) return null;
  const dict = self.dict ? PyDict_Copy(self.dict!) : Py_None;
  const position = dict ? PyLong_FromSsize_t(self.pos) : null;
  const readnl = self.readnl;
  const state = position ? PyTuple_Pack(value, readnl ? readnl : Py_None, position, dict) : null;
  Py_XDECREF(position);
  Py_XDECREF(dict);
  Py_DECREF(value);
  return state;
}

/** The buffer is that text, whose ends of lines have been translated before. -1 with MemoryError. */
function set_buffer(self: stringio, text: PyObject): i32 {
  self.string_size = 0;
  if (!PyUnicode_Check(text)) return 0;
  const size = PyUnicode_GET_LENGTH(text);
  if (stringio_resize(self, <i64>size) < 0) return -1;
  convert_characters(PyUnicode_KIND(text), PyUnicode_DATA(text), 4, self.buf, size);
  self.string_size = size;
  return 0;
}

function stringio_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  const self = stringio_of(o);
  if (self.closed) {
    PyErr_SetString(PyExc_ValueError, cstr("I/O operation on closed file"));
    return null;
  }
  if (!PyTuple_Check(state!) || PyTuple_GET_SIZE(state!) < 4) {
    const text = cstr("%.200s.__setstate__ argument should be 4-tuple, got %.200s");
    return PyErr_Format(PyExc_TypeError, text, o.ob_type.tp_name, state!.ob_type.tp_name);
  }
  const value = PyTuple_GET_ITEM(state!, 0);
  if (stringio_set_up(o, value, PyTuple_GET_ITEM(state!, 1)) < 0) return null;
  if (set_buffer(self, value) < 0) return null;
  const notInt = cstr("third item of state must be an integer, got %.200s");
  const position = state_position(PyTuple_GET_ITEM(state!, 2), notInt);
  if (position < 0) return null;
  self.pos = position;
  const notDict = cstr("fourth item of state should be a dict, got a %.200s");
  return set_state_dict(ptr(o) + offsetof<stringio>("dict"), PyTuple_GET_ITEM(state!, 3), notDict) ? Py_None : null;
}

// --- attributes ---

function stringio_closed_get(o: PyObject, _closure: usize): PyObject | null {
  if (!stringio_ready(stringio_of(o))) return null;
  return stringio_of(o).closed ? Py_True : Py_False;
}

function stringio_line_buffering_get(o: PyObject, _closure: usize): PyObject | null {
  return stringio_open(stringio_of(o)) ? Py_False : null;
}

function stringio_newlines_get(o: PyObject, _closure: usize): PyObject | null {
  if (!stringio_open(stringio_of(o))) return null;
  const decoder = stringio_of(o).decoder;
  return decoder ? PyObject_GetAttr(decoder, _Py_ID("newlines")) : Py_None;
}

function def_stringio_methods(t: PyTypeObject): void {
  const yes = PyCFunction.of(stringio_yes);
  def_noargs(t, cstr("close"), PyCFunction.of(stringio_close), cstr("close($self, /)\n--\n\nGives the buffer up."));
  def_noargs(t, cstr("getvalue"), PyCFunction.of(stringio_getvalue), cstr("getvalue($self, /)\n--\n\nThe whole text."));
  def_fast(
    t,
    cstr("read"),
    PyCFunctionFast.of(stringio_read),
    cstr("read($self, size=-1, /)\n--\n\nUp to size characters, or all that follow."),
  );
  def_fast(
    t,
    cstr("readline"),
    PyCFunctionFast.of(stringio_readline),
    cstr("readline($self, size=-1, /)\n--\n\nThe next line, at most size characters of it."),
  );
  def_noargs(t, cstr("tell"), PyCFunction.of(stringio_tell), cstr("tell($self, /)\n--\n\nThe position."));
  def_fast(
    t,
    cstr("truncate"),
    PyCFunctionFast.of(stringio_truncate),
    cstr("truncate($self, pos=None, /)\n--\n\nMakes the text end at pos, or at the position."),
  );
  def_fast(
    t,
    cstr("seek"),
    PyCFunctionFast.of(stringio_seek),
    cstr("seek($self, pos, whence=0, /)\n--\n\nMoves the position: to pos, nowhere (1), to the end (2)."),
  );
  def_o(t, cstr("write"), PyCFunction.of(stringio_write), cstr("write($self, s, /)\n--\n\nWrites a text; its length."));
  def_noargs(t, cstr("seekable"), yes, cstr("seekable($self, /)\n--\n\nTrue."));
  def_noargs(t, cstr("readable"), yes, cstr("readable($self, /)\n--\n\nTrue."));
  def_noargs(t, cstr("writable"), yes, cstr("writable($self, /)\n--\n\nTrue."));
  def_noargs(t, cstr("__getstate__"), PyCFunction.of(stringio_getstate), cstr("__getstate__($self, /)\n--\n\n"));
  def_o(t, cstr("__setstate__"), PyCFunction.of(stringio_setstate), cstr("__setstate__($self, state, /)\n--\n\n"));
  def_getset(t, cstr("closed"), getter.of(stringio_closed_get), null);
  def_getset(t, cstr("newlines"), getter.of(stringio_newlines_get), null);
  def_getset(t, cstr("line_buffering"), getter.of(stringio_line_buffering_get), null);
}

/** The class StringIO: new reference. */
export function make_stringio_type(m: PyObject, base: PyTypeObject): PyTypeObject | null {
  const doc = cstr("StringIO(initial_value='', newline='\\n')\n--\n\nA stream of text in memory.");
  const weaklist = offsetof<stringio>("weakreflist");
  const t = io_type(m, cstr("_io.StringIO"), offsetof<stringio>(), doc, base, weaklist, offsetof<stringio>("dict"), 0);
  if (!t) return null;
  set_gc_slots(t, destructor.of(stringio_dealloc), traverseproc.of(stringio_traverse), inquiry.of(stringio_clear));
  t.tp_iternext = iternextfunc.of(stringio_iternext);
  t.tp_init = initproc.of(stringio_init);
  t.tp_new = newfunc.of(stringio_new);
  def_stringio_methods(t);
  return heap_type_finish(t);
}
