/** _io.BytesIO: reading, writing, positions, the type. CPython: Modules/_io/bytesio.c. */

import { _PyArg_AsSsize_t, _PyArg_CheckPositional } from "../abstract/args";
import { Py_buffer, Py_buffer_OnStack, PyBuffer_Release } from "../abstract/buffer";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { PyDict_Copy } from "../builtin-types/dict-merge";
import { PyLong_AsInt, PyLong_AsSsize_t, PyLong_Check, PyLong_FromSsize_t } from "../builtin-types/int";
import { PyList_Append, PyList_New } from "../builtin-types/list";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "../builtin-types/tuple";
import { heap_type_finish } from "../builtin-types/type-from-spec";
import { def_fast, def_fast_keywords, def_getset, def_noargs, def_o } from "../object/def-tables";
import { clear_at } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_REFCNT, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  destructor,
  getiterfunc,
  getter,
  initproc,
  inquiry,
  iternextfunc,
  newfunc,
  PyCFunction,
  PyCFunctionFast,
  PyCFunctionFastWithKeywords,
  traverseproc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_True,
  PyExc_OverflowError,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { writable_view } from "./io-abstract";
import {
  bytesio,
  bytesio_clear,
  bytesio_dealloc,
  bytesio_getbuffer,
  bytesio_init,
  bytesio_new,
  bytesio_of,
  bytesio_open,
  bytesio_traverse,
  bytesio_value,
  bytesio_write_bytes,
  no_exports,
  resize_buffer,
} from "./io-bytes";
import {
  _Py_convert_optional_to_ssize_t,
  io_type,
  number_error,
  optional_size,
  set_gc_slots,
  set_state_dict,
  state_position,
} from "./io-state";
import { _PySys_GetSizeOf } from "./sys-memory";

// --- inquiries ---

/** readable(), writable(), seekable(). */
function bytesio_yes(self: PyObject, _unused: PyObject | null): PyObject | null {
  return bytesio_open(bytesio_of(self)) ? Py_True : null;
}

function bytesio_isatty(self: PyObject, _unused: PyObject | null): PyObject | null {
  return bytesio_open(bytesio_of(self)) ? Py_False : null;
}

function bytesio_flush(self: PyObject, _unused: PyObject | null): PyObject | null {
  return bytesio_open(bytesio_of(self)) ? Py_None : null;
}

function bytesio_getvalue(self: PyObject, _unused: PyObject | null): PyObject | null {
  return bytesio_value(bytesio_of(self));
}

function bytesio_get_closed(self: PyObject, _closure: usize): PyObject | null {
  return bytesio_of(self).buf ? Py_False : Py_True;
}

// --- reading ---

/** Bytes from the position to the end. */
function bytes_left(self: bytesio): Py_ssize_t {
  const left = <i64>self.string_size - self.pos;
  return left > 0 ? <Py_ssize_t>left : 0;
}

/** Bytes up to the end of the line, at most `limit` (below zero: no limit). */
function scan_eol(self: bytesio, limit: i64): Py_ssize_t {
  const left = bytes_left(self);
  const count = limit < 0 || limit > <i64>left ? left : <Py_ssize_t>limit;
  if (count === 0) return 0;
  const start = PyBytes_AS_STRING(self.buf!) + <usize>self.pos;
  for (let i = 0; i < count; i++) if (load<u8>(start + <usize>i) === 10) return i + 1;
  return count;
}

/** `size` bytes, of which there are enough: new reference. The whole buffer is shared, not copied. */
function read_bytes(self: bytesio, size: Py_ssize_t): PyObject | null {
  if (size > 1 && self.pos === 0 && size === PyBytes_GET_SIZE(self.buf!) && self.exports === 0) {
    self.pos += size;
    return Py_NewRef(self.buf!);
  }
  if (size === 0) return PyBytes_FromStringAndSize(0, 0);
  const start = PyBytes_AS_STRING(self.buf!) + <usize>self.pos;
  self.pos += size;
  return PyBytes_FromStringAndSize(start, size);
}

function read_up_to(self: bytesio, size: i64): PyObject | null {
  if (!bytesio_open(self)) return null;
  const left = bytes_left(self);
  return read_bytes(self, size < 0 || size > <i64>left ? left : <Py_ssize_t>size);
}

function bytesio_read(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return optional_size(cstr("read"), args, nargs) ? read_up_to(bytesio_of(self), tstate.out_i64) : null;
}

function bytesio_read1(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return optional_size(cstr("read1"), args, nargs) ? read_up_to(bytesio_of(self), tstate.out_i64) : null;
}

function bytesio_readline(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!optional_size(cstr("readline"), args, nargs)) return null;
  const limit = tstate.out_i64;
  const stream = bytesio_of(self);
  return bytesio_open(stream) ? read_bytes(stream, scan_eol(stream, limit)) : null;
}

function bytesio_iternext(self: PyObject): PyObject | null {
  const stream = bytesio_of(self);
  if (!bytesio_open(stream)) return null;
  const count = scan_eol(stream, -1);
  return count === 0 ? null : read_bytes(stream, count);
}

/** The limit of readlines(), in tstate.out_i64. False with an exception. */
function lines_limit(arg: PyObject): bool {
  tstate.out_i64 = -1;
  if (ptr(arg) === ptr(Py_None)) return true;
  if (!PyLong_Check(arg)) {
    PyErr_Format(PyExc_TypeError, cstr("integer argument expected, got '%s'"), arg.ob_type.tp_name);
    return false;
  }
  const limit = PyLong_AsSsize_t(arg);
  tstate.out_i64 = limit;
  return tstate.current_exception === null;
}

/** Appends lines until together they have `limit` bytes. -1 with an exception. */
function append_lines(self: bytesio, list: PyObject, limit: i64): i32 {
  let total: i64 = 0;
  let count = scan_eol(self, -1);
  while (count !== 0) {
    const line = PyBytes_FromStringAndSize(PyBytes_AS_STRING(self.buf!) + <usize>self.pos, count);
    self.pos += count;
    if (!line) return -1;
    const status = PyList_Append(list, line);
    Py_DECREF(line);
    if (status < 0) return -1;
    total += count;
    if (limit > 0 && total >= limit) break;
    count = scan_eol(self, -1);
  }
  return 0;
}

function bytesio_readlines(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("readlines"), nargs, 0, 1)) return null;
  if (!bytesio_open(bytesio_of(self)) || !lines_limit(nargs ? args.get(0) : Py_None)) return null;
  const limit = tstate.out_i64;
  const list = PyList_New(0);
  if (!list || append_lines(bytesio_of(self), list, limit) === 0) return list;
  Py_DECREF(list);
  return null;
}

function read_into(self: bytesio, view: Py_buffer): PyObject | null {
  if (!bytesio_open(self)) return null;
  const count = min(view.len, bytes_left(self));
  if (count > 0) memory.copy(view.buf, PyBytes_AS_STRING(self.buf!) + <usize>self.pos, <usize>count);
  self.pos += count;
  return PyLong_FromSsize_t(<i64>count);
}

function bytesio_readinto(self: PyObject, arg: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (writable_view(view, cstr("readinto"), cstr("argument"), arg!)) {
    result = read_into(bytesio_of(self), view);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

// --- writing ---

function bytesio_write(self: PyObject, o: PyObject | null): PyObject | null {
  const count = bytesio_write_bytes(bytesio_of(self), o!);
  return count < 0 ? null : PyLong_FromSsize_t(count);
}

function bytesio_writelines(self: PyObject, lines: PyObject | null): PyObject | null {
  if (!bytesio_open(bytesio_of(self))) return null;
  const it = PyObject_GetIter(lines!);
  if (!it) return null;
  let count: i64 = 0;
  while (count >= 0) {
    const line = PyIter_Next(it);
    if (!line) break;
    count = bytesio_write_bytes(bytesio_of(self), line);
    Py_DECREF(line);
  }
  Py_DECREF(it);
  return tstate.current_exception ? null : Py_None;
}

function bytesio_close(self: PyObject, _unused: PyObject | null): PyObject | null {
  if (!no_exports(bytesio_of(self))) return null;
  clear_at(ptr(self) + offsetof<bytesio>("buf"));
  return Py_None;
}

// --- positions ---

function bytesio_tell(self: PyObject, _unused: PyObject | null): PyObject | null {
  return bytesio_open(bytesio_of(self)) ? PyLong_FromSsize_t(bytesio_of(self).pos) : null;
}

/** `offset` from the position or the end (0: from the start): -1 with an exception, then it is not 0 and up. */
function absolute_position(self: bytesio, offset: i64, whence: i32): i64 {
  if (whence === 0) {
    if (offset < 0) number_error(PyExc_ValueError, cstr("negative seek value %S"), offset);
    return offset;
  }
  if (whence !== 1 && whence !== 2) {
    PyErr_Format(PyExc_ValueError, cstr("invalid whence (%i, should be 0, 1 or 2)"), <usize>whence);
    return -1;
  }
  const from = whence === 1 ? self.pos : <i64>self.string_size;
  if (offset > i64.MAX_VALUE - from) {
    PyErr_SetString(PyExc_OverflowError, cstr("new position too large"));
    return -1;
  }
  return max<i64>(offset + from, 0);
}

function bytesio_seek(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("seek"), nargs, 1, 2)) return null;
  const offset = _PyArg_AsSsize_t(args.get(0));
  if (tstate.current_exception) return null;
  const whence = nargs > 1 ? PyLong_AsInt(args.get(1)) : 0;
  if (tstate.current_exception || !bytesio_open(bytesio_of(self))) return null;
  const position = absolute_position(bytesio_of(self), offset, whence);
  if (tstate.current_exception) return null;
  bytesio_of(self).pos = position;
  return PyLong_FromSsize_t(position);
}

function bytesio_truncate(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("truncate"), nargs, 0, 1)) return null;
  const stream = bytesio_of(self);
  let size = stream.pos;
  if (nargs && ptr(args.get(0)) !== ptr(Py_None)) {
    if (!_Py_convert_optional_to_ssize_t(args.get(0))) return null;
    size = tstate.out_i64;
  }
  if (!bytesio_open(stream) || !no_exports(stream)) return null;
  if (size < 0) return number_error(PyExc_ValueError, cstr("negative size value %S"), size);
  if (size < <i64>stream.string_size) {
    stream.string_size = <Py_ssize_t>size;
    if (resize_buffer(stream, size) < 0) return null;
  }
  return PyLong_FromSsize_t(size);
}

// --- pickling, size ---

function bytesio_getstate(self: PyObject, _unused: PyObject | null): PyObject | null {
  const stream = bytesio_of(self);
  const value = bytesio_value(stream);
  if (!value) return null;
  const dict = stream.dict ? PyDict_Copy(stream.dict!) : Py_None;
  const position = dict ? PyLong_FromSsize_t(stream.pos) : null;
  const state = position ? PyTuple_Pack(value, position, dict) : null;
  Py_XDECREF(position);
  Py_XDECREF(dict);
  Py_DECREF(value);
  return state;
}

function bytesio_setstate(self: PyObject, state: PyObject | null): PyObject | null {
  const stream = bytesio_of(self);
  if (!PyTuple_Check(state!) || PyTuple_GET_SIZE(state!) < 3) {
    const text = cstr("%.200s.__setstate__ argument should be 3-tuple, got %.200s");
    return PyErr_Format(PyExc_TypeError, text, self.ob_type.tp_name, state!.ob_type.tp_name);
  }
  if (!no_exports(stream)) return null;
  stream.string_size = 0;
  stream.pos = 0;
  if (bytesio_write_bytes(stream, PyTuple_GET_ITEM(state!, 0)) < 0) return null;
  const notInt = cstr("second item of state must be an integer, not %.200s");
  const position = state_position(PyTuple_GET_ITEM(state!, 1), notInt);
  if (position < 0) return null;
  stream.pos = position;
  const notDict = cstr("third item of state should be a dict, got a %.200s");
  return set_state_dict(ptr(self) + offsetof<bytesio>("dict"), PyTuple_GET_ITEM(state!, 2), notDict) ? Py_None : null;
}

function bytesio_sizeof(self: PyObject, _unused: PyObject | null): PyObject | null {
  let size = <i64>self.ob_type.tp_basicsize;
  const buf = bytesio_of(self).buf;
  if (buf && Py_REFCNT(buf) === 1) {
    const more = _PySys_GetSizeOf(buf);
    if (more < 0) return null;
    size += more;
  }
  return PyLong_FromSsize_t(size);
}

function def_bytesio_methods(t: PyTypeObject): void {
  const yes = PyCFunction.of(bytesio_yes);
  def_noargs(t, cstr("readable"), yes, cstr("readable($self, /)\n--\n\nTrue."));
  def_noargs(t, cstr("seekable"), yes, cstr("seekable($self, /)\n--\n\nTrue."));
  def_noargs(t, cstr("writable"), yes, cstr("writable($self, /)\n--\n\nTrue."));
  def_noargs(t, cstr("close"), PyCFunction.of(bytesio_close), cstr("close($self, /)\n--\n\nGives the buffer up."));
  def_noargs(t, cstr("flush"), PyCFunction.of(bytesio_flush), cstr("flush($self, /)\n--\n\nDoes nothing."));
  def_noargs(t, cstr("isatty"), PyCFunction.of(bytesio_isatty), cstr("isatty($self, /)\n--\n\nFalse."));
  def_noargs(t, cstr("tell"), PyCFunction.of(bytesio_tell), cstr("tell($self, /)\n--\n\nThe position."));
  def_o(t, cstr("write"), PyCFunction.of(bytesio_write), cstr("write($self, b, /)\n--\n\nWrites bytes; how many."));
  def_o(
    t,
    cstr("writelines"),
    PyCFunction.of(bytesio_writelines),
    cstr("writelines($self, lines, /)\n--\n\nWrites each of lines."),
  );
  def_fast(
    t,
    cstr("read1"),
    PyCFunctionFast.of(bytesio_read1),
    cstr("read1($self, size=-1, /)\n--\n\nUp to size bytes, or all that follow."),
  );
  def_o(
    t,
    cstr("readinto"),
    PyCFunction.of(bytesio_readinto),
    cstr("readinto($self, buffer, /)\n--\n\nReads into buffer; how many bytes."),
  );
  def_fast(
    t,
    cstr("readline"),
    PyCFunctionFast.of(bytesio_readline),
    cstr("readline($self, size=-1, /)\n--\n\nThe next line, at most size bytes of it."),
  );
  def_fast(
    t,
    cstr("readlines"),
    PyCFunctionFast.of(bytesio_readlines),
    cstr("readlines($self, size=None, /)\n--\n\nThe lines that follow, until together they have size bytes."),
  );
  def_fast(
    t,
    cstr("read"),
    PyCFunctionFast.of(bytesio_read),
    cstr("read($self, size=-1, /)\n--\n\nUp to size bytes, or all that follow."),
  );
}

function def_bytesio_buffer_methods(t: PyTypeObject): void {
  def_fast_keywords(
    t,
    cstr("getbuffer"),
    PyCFunctionFastWithKeywords.of(bytesio_getbuffer),
    cstr("getbuffer($self, /)\n--\n\nA writable view of the contents."),
  );
  def_noargs(
    t,
    cstr("getvalue"),
    PyCFunction.of(bytesio_getvalue),
    cstr("getvalue($self, /)\n--\n\nThe whole contents."),
  );
  def_fast(
    t,
    cstr("seek"),
    PyCFunctionFast.of(bytesio_seek),
    cstr("seek($self, pos, whence=0, /)\n--\n\nMoves the position: from the start, the position (1) or the end (2)."),
  );
  def_fast(
    t,
    cstr("truncate"),
    PyCFunctionFast.of(bytesio_truncate),
    cstr("truncate($self, size=None, /)\n--\n\nMakes the contents end at size, or at the position."),
  );
  def_noargs(t, cstr("__getstate__"), PyCFunction.of(bytesio_getstate), cstr("__getstate__($self, /)\n--\n\n"));
  def_o(t, cstr("__setstate__"), PyCFunction.of(bytesio_setstate), cstr("__setstate__($self, object, /)\n--\n\n"));
  def_noargs(t, cstr("__sizeof__"), PyCFunction.of(bytesio_sizeof), cstr("__sizeof__($self, /)\n--\n\n"));
  def_getset(t, cstr("closed"), getter.of(bytesio_get_closed), null, cstr("Has close() been called?"));
}

/** The class BytesIO: new reference. */
export function make_bytesio_type(m: PyObject, base: PyTypeObject): PyTypeObject | null {
  const doc = cstr("BytesIO(initial_bytes=b'')\n--\n\nA stream of bytes in memory.");
  const weaklist = offsetof<bytesio>("weakreflist");
  const t = io_type(m, cstr("_io.BytesIO"), offsetof<bytesio>(), doc, base, weaklist, offsetof<bytesio>("dict"), 0);
  if (!t) return null;
  set_gc_slots(t, destructor.of(bytesio_dealloc), traverseproc.of(bytesio_traverse), inquiry.of(bytesio_clear));
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(bytesio_iternext);
  t.tp_init = initproc.of(bytesio_init);
  t.tp_new = newfunc.of(bytesio_new);
  def_bytesio_methods(t);
  def_bytesio_buffer_methods(t);
  return heap_type_finish(t);
}
