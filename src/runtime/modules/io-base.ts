/**
 * _io._IOBase and what all streams have from it: closing, finalization, lines. CPython: Modules/_io/iobase.c.
 *
 *   iobase (32 bytes, GC)   +16 dict (owned)   +24 weakreflist
 */

import { PyObject_GetOptionalAttr, PyObject_HasAttrWithError, PyObject_SetAttr } from "../abstract/attribute";
import {
  PyObject_CallMethodNoArgs,
  PyObject_CallMethodObjArgs,
  PyObject_CallMethodOneArg,
  PyObject_CallOneArg,
} from "../abstract/call";
import {
  _PyErr_ChainExceptions1,
  PyErr_Clear,
  PyErr_Format,
  PyErr_GetRaisedException,
  PyErr_SetRaisedException,
  PyErr_SetString,
} from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PyObject_Size } from "../abstract/sequence";
import { PyErr_WriteUnraisable } from "../abstract/unraisable";
import { PyObject_CallFinalizer, PyObject_CallFinalizerFromDealloc } from "../builtin-types/base-object-dealloc";
import {
  PyByteArray_AS_STRING,
  PyByteArray_FromStringAndSize,
  PyByteArray_GET_SIZE,
  PyByteArray_Resize,
} from "../builtin-types/bytearray";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { PyObject_GenericGetDict } from "../builtin-types/instance-values";
import { _PyLong_GetOne, _PyLong_GetZero, PyLong_AsInt, PyLong_FromSsize_t } from "../builtin-types/int";
import { PyList_Append, PyList_New } from "../builtin-types/list";
import { heap_type_finish } from "../builtin-types/type-from-spec";
import { PyObject_ClearWeakRefs } from "../builtin-types/weakref";
import { PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_fast, def_fast_keywords, def_getset, def_noargs, def_o, def_varargs } from "../object/def-tables";
import { clear_at, free_instance } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_REFCNT, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  destructor,
  getiterfunc,
  getter,
  inquiry,
  iternextfunc,
  PyCFunction,
  PyCFunctionFast,
  PyCFunctionFastWithKeywords,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { Py_False, Py_None, Py_True, PyExc_OSError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import {
  _PyIO_trap_eintr,
  io_no_arguments,
  io_positional,
  io_type,
  io_unsupported,
  optional_size,
  set_gc_slots,
  visit_if,
} from "./io-state";

@unmanaged
export class iobase extends PyObject {
  dict: PyObject | null;
  weakreflist: PyObject | null;
}

/** @inline */
function base_of(o: PyObject): iobase {
  return changetype<iobase>(o);
}

// --- closed ---

/** What close() of this class has left: 1, 0, -1 with an exception. Not what the attribute `closed` says. */
function iobase_is_closed(self: PyObject): i32 {
  return PyObject_HasAttrWithError(self, _Py_ID("__IOBase_closed"));
}

/** False with ValueError when the attribute `closed` is true. */
export function iobase_check_closed(self: PyObject): bool {
  const found = PyObject_GetOptionalAttr(self, _Py_ID("closed"));
  if (found <= 0) return found === 0;
  const value = tstate.out_object!;
  const closed = PyObject_IsTrue(value);
  Py_DECREF(value);
  if (closed > 0) PyErr_SetString(PyExc_ValueError, cstr("I/O operation on closed file."));
  return closed === 0;
}

function iobase_checkClosed(self: PyObject, _unused: PyObject | null): PyObject | null {
  return iobase_check_closed(self) ? Py_None : null;
}

/** The answer of an inquiry method, which must be True: else UnsupportedOperation. New reference, NULL with an exception. */
function check_answer(self: PyObject, name: PyObject, text: usize): PyObject | null {
  const answer = PyObject_CallMethodNoArgs(self, name);
  if (!answer || ptr(answer) === ptr(Py_True)) return answer;
  Py_DECREF(answer);
  return io_unsupported(text);
}

/** True, or NULL with an exception, for any object. */
export function _PyIOBase_check_seekable(self: PyObject): PyObject | null {
  return check_answer(self, _Py_ID("seekable"), cstr("File or stream is not seekable."));
}

export function _PyIOBase_check_readable(self: PyObject): PyObject | null {
  return check_answer(self, _Py_ID("readable"), cstr("File or stream is not readable."));
}

export function _PyIOBase_check_writable(self: PyObject): PyObject | null {
  return check_answer(self, _Py_ID("writable"), cstr("File or stream is not writable."));
}

function iobase_checkSeekable(self: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyIOBase_check_seekable(self);
}

function iobase_checkReadable(self: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyIOBase_check_readable(self);
}

function iobase_checkWritable(self: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyIOBase_check_writable(self);
}

function iobase_closed_get(self: PyObject, _closure: usize): PyObject | null {
  const closed = iobase_is_closed(self);
  return closed < 0 ? null : closed ? Py_True : Py_False;
}

function iobase_flush(self: PyObject, _unused: PyObject | null): PyObject | null {
  const closed = iobase_is_closed(self);
  if (closed === 0) return Py_None;
  if (closed > 0) PyErr_SetString(PyExc_ValueError, cstr("I/O operation on closed file."));
  return null;
}

function iobase_close(self: PyObject, _unused: PyObject | null): PyObject | null {
  const closed = iobase_is_closed(self);
  if (closed !== 0) return closed < 0 ? null : Py_None;
  const flushed = PyObject_CallMethodNoArgs(self, _Py_ID("flush"));
  const exc = PyErr_GetRaisedException();
  const status = PyObject_SetAttr(self, _Py_ID("__IOBase_closed"), Py_True);
  _PyErr_ChainExceptions1(exc);
  Py_XDECREF(flushed);
  return status < 0 || !flushed ? null : Py_None;
}

// --- finalization ---

/** What the attribute `closed` says: 1, 0, -1 (the exception is dropped) when it cannot be told. */
function finalized_closed(self: PyObject): i32 {
  let closed = -1;
  if (PyObject_GetOptionalAttr(self, _Py_ID("closed")) > 0) {
    const value = tstate.out_object!;
    closed = PyObject_IsTrue(value);
    Py_DECREF(value);
  }
  if (closed < 0) PyErr_Clear();
  return closed;
}

/** tp_finalize: closes the stream. */
function iobase_finalize(self: PyObject): void {
  const exc = PyErr_GetRaisedException();
  if (finalized_closed(self) === 0) {
    // close() is told by whom it is called.
    if (PyObject_SetAttr(self, _Py_ID("_finalizing"), Py_True) < 0) PyErr_Clear();
    const result = PyObject_CallMethodNoArgs(self, _Py_ID("close"));
    if (result) Py_DECREF(result);
    else PyErr_WriteUnraisable(self);
  }
  PyErr_SetRaisedException(exc);
}

/** Calls the finalizer, from a dealloc too: -1 when the object lives on. */
export function _PyIOBase_finalize(self: PyObject): i32 {
  if (Py_REFCNT(self) === 0) return PyObject_CallFinalizerFromDealloc(self);
  PyObject_CallFinalizer(self);
  return 0;
}

function iobase_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  const stop = visit.call(self.ob_type, arg);
  return stop ? stop : visit_if(base_of(self).dict, visit, arg);
}

function iobase_clear(self: PyObject): i32 {
  clear_at(ptr(self) + offsetof<iobase>("dict"));
  return 0;
}

function iobase_dealloc(self: PyObject): void {
  if (_PyIOBase_finalize(self) < 0) {
    // The dealloc of a class of Python code gives the reference to the type back when this returns.
    Py_INCREF(self.ob_type);
    return;
  }
  PyObject_GC_UnTrack(self);
  if (base_of(self).weakreflist) PyObject_ClearWeakRefs(self);
  iobase_clear(self);
  free_instance(self);
}

/** TypeError "cannot pickle '...' instances": __reduce__ and __reduce_ex__ of streams of the system. Returns NULL. */
export function _PyIOBase_cannot_pickle(self: PyObject, _unused: PyObject | null): PyObject | null {
  let name = self.ob_type.tp_name;
  for (let at = name; load<u8>(at) !== 0; at++) if (load<u8>(at) === 0x2e) name = at + 1;
  return PyErr_Format(PyExc_TypeError, cstr("cannot pickle '%.100s' instances"), name);
}

// --- positions, inquiries ---

/** `(offset, whence=0)`, which nobody looks at. False with TypeError. */
function unused_position(args: Slots, nargs: i32, kwnames: PyObject | null): bool {
  const mark = stack_mark();
  const a = io_positional(cstr("seek"), args, nargs, kwnames, 1, 2);
  stack_release(mark);
  if (!a) return false;
  const whence = Slots.at(a).getOrNull(1);
  PyLong_AsInt(Slots.at(a).get(0));
  if (whence && !tstate.current_exception) PyLong_AsInt(whence);
  return tstate.current_exception === null;
}

function iobase_seek(_self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return unused_position(args, nargs, kwnames) ? io_unsupported(cstr("seek")) : null;
}

function iobase_tell(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyObject_CallMethodObjArgs(self, _Py_ID("seek"), _PyLong_GetZero(), _PyLong_GetOne());
}

function iobase_truncate(_self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = io_positional(cstr("truncate"), args, nargs, kwnames, 0, 1);
  stack_release(mark);
  return a ? io_unsupported(cstr("truncate")) : null;
}

/** seekable(), readable(), writable(). */
function iobase_no(_self: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_False;
}

function iobase_fileno(_self: PyObject, _args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return io_no_arguments(cstr("fileno"), nargs, kwnames) ? io_unsupported(cstr("fileno")) : null;
}

function iobase_isatty(self: PyObject, _unused: PyObject | null): PyObject | null {
  return iobase_check_closed(self) ? Py_False : null;
}

function iobase_enter(self: PyObject, _unused: PyObject | null): PyObject | null {
  return iobase_check_closed(self) ? Py_NewRef(self) : null;
}

function iobase_exit(self: PyObject, _args: PyObject | null): PyObject | null {
  return PyObject_CallMethodNoArgs(self, _Py_ID("close"));
}

// --- lines ---

/** An object is bytes, else OSError "peek() should have returned a bytes object, not '...'". */
function is_bytes_result(o: PyObject, name: usize): bool {
  if (PyBytes_Check(o)) return true;
  const text = cstr("%s() should have returned a bytes object, not '%.200s'");
  PyErr_Format(PyExc_OSError, text, name, o.ob_type.tp_name);
  return false;
}

/** How many bytes to read next, by what `peek` shows: up to the end of the line. 0: once more; -1 with an exception. */
function bytes_ahead(peek: PyObject | null, limit: i64): i64 {
  if (!peek) return 1;
  const ahead = PyObject_CallOneArg(peek, _PyLong_GetOne());
  if (!ahead) return _PyIO_trap_eintr() ? 0 : -1;
  let count: i64 = -1;
  if (is_bytes_result(ahead, cstr("peek"))) {
    const size = <i64>PyBytes_GET_SIZE(ahead);
    const end = limit >= 0 ? min(size, limit) : size;
    const text = PyBytes_AS_STRING(ahead);
    count = size === 0 ? 1 : 0;
    while (count < end) {
      const ch = load<u8>(text + <usize>count);
      count++;
      if (ch === 10) break;
    }
  }
  Py_DECREF(ahead);
  return count;
}

/** Reads up to `count` bytes onto the end of `line`: 1, 0 at the end of the stream or of the line, -1 with an exception. */
function read_onto(self: PyObject, line: PyObject, count: i64): i32 {
  const number = PyLong_FromSsize_t(count);
  if (!number) return -1;
  const bytes = PyObject_CallMethodOneArg(self, _Py_ID("read"), number);
  Py_DECREF(number);
  if (!bytes) return _PyIO_trap_eintr() ? 1 : -1;
  let status = -1;
  if (is_bytes_result(bytes, cstr("read"))) {
    const size = PyBytes_GET_SIZE(bytes);
    const old = PyByteArray_GET_SIZE(line);
    if (size === 0) status = 0;
    else if (PyByteArray_Resize(line, old + size) === 0) {
      const end = PyByteArray_AS_STRING(line) + <usize>old;
      memory.copy(end, PyBytes_AS_STRING(bytes), <usize>size);
      status = load<u8>(end + <usize>size - 1) === 10 ? 0 : 1;
    }
  }
  Py_DECREF(bytes);
  return status;
}

function read_line(self: PyObject, peek: PyObject | null, limit: i64): PyObject | null {
  const line = PyByteArray_FromStringAndSize(0, 0);
  if (!line) return null;
  let status = 1;
  while (status > 0 && (limit < 0 || <i64>PyByteArray_GET_SIZE(line) < limit)) {
    const count = bytes_ahead(peek, limit);
    status = count < 0 ? -1 : count === 0 ? 1 : read_onto(self, line, count);
  }
  let result: PyObject | null = null;
  if (status >= 0) result = PyBytes_FromStringAndSize(PyByteArray_AS_STRING(line), PyByteArray_GET_SIZE(line));
  Py_DECREF(line);
  return result;
}

function iobase_readline(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!optional_size(cstr("readline"), args, nargs)) return null;
  const limit = tstate.out_i64;
  if (PyObject_GetOptionalAttr(self, _Py_ID("peek")) < 0) return null;
  const peek = tstate.out_object;
  const line = read_line(self, peek, limit);
  Py_XDECREF(peek);
  return line;
}

function iobase_iter(self: PyObject): PyObject | null {
  return iobase_check_closed(self) ? Py_NewRef(self) : null;
}

function iobase_iternext(self: PyObject): PyObject | null {
  const line = PyObject_CallMethodNoArgs(self, _Py_ID("readline"));
  if (!line || PyObject_Size(line) > 0) return line;
  Py_DECREF(line);
  return null;
}

/** Appends lines until their sizes exceed `hint`. -1 with an exception. */
function append_lines(list: PyObject, it: PyObject, hint: i64): i32 {
  let length: i64 = 0;
  while (true) {
    const line = PyIter_Next(it);
    if (!line) return tstate.current_exception ? -1 : 0;
    const status = PyList_Append(list, line);
    const size = status < 0 ? -1 : PyObject_Size(line);
    Py_DECREF(line);
    if (size < 0) return -1;
    if (<i64>size > hint - length) return 0;
    length += size;
  }
}

function iobase_readlines(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!optional_size(cstr("readlines"), args, nargs)) return null;
  const hint = tstate.out_i64;
  const list = PyList_New(0);
  if (!list) return null;
  let status = -1;
  if (hint <= 0) {
    const result = PyObject_CallMethodOneArg(list, _Py_ID("extend"), self);
    if (result) Py_DECREF(result);
    status = result ? 0 : -1;
  } else {
    const it = PyObject_GetIter(self);
    if (it) status = append_lines(list, it, hint);
    Py_XDECREF(it);
  }
  if (status === 0) return list;
  Py_DECREF(list);
  return null;
}

/** self.write(line), again when it was interrupted. -1 with an exception. */
function write_line(self: PyObject, line: PyObject): i32 {
  while (true) {
    const result = PyObject_CallMethodOneArg(self, _Py_ID("write"), line);
    if (result) {
      Py_DECREF(result);
      return 0;
    }
    if (!_PyIO_trap_eintr()) return -1;
  }
}

function iobase_writelines(self: PyObject, lines: PyObject | null): PyObject | null {
  if (!iobase_check_closed(self)) return null;
  const it = PyObject_GetIter(lines!);
  if (!it) return null;
  let status = 0;
  while (status === 0) {
    const line = PyIter_Next(it);
    if (!line) break;
    status = write_line(self, line);
    Py_DECREF(line);
  }
  Py_DECREF(it);
  return tstate.current_exception ? null : Py_None;
}

function def_closing_methods(t: PyTypeObject): void {
  def_fast_keywords(
    t,
    cstr("seek"),
    PyCFunctionFastWithKeywords.of(iobase_seek),
    cstr(
      "seek($self, offset, whence=os.SEEK_SET, /)\n--\n\nMoves the position: from the start, the position (1) or the end (2).",
    ),
  );
  def_noargs(t, cstr("tell"), PyCFunction.of(iobase_tell), cstr("tell($self, /)\n--\n\nThe position."));
  def_fast_keywords(
    t,
    cstr("truncate"),
    PyCFunctionFastWithKeywords.of(iobase_truncate),
    cstr("truncate($self, size=None, /)\n--\n\nMakes the file end at size, or at the position."),
  );
  def_noargs(t, cstr("flush"), PyCFunction.of(iobase_flush), cstr("flush($self, /)\n--\n\nWrites what waits."));
  def_noargs(t, cstr("close"), PyCFunction.of(iobase_close), cstr("close($self, /)\n--\n\nFlushes and closes."));
}

function def_inquiry_methods(t: PyTypeObject): void {
  const no = PyCFunction.of(iobase_no);
  def_noargs(t, cstr("seekable"), no, cstr("seekable($self, /)\n--\n\nCan the position be moved?"));
  def_noargs(t, cstr("readable"), no, cstr("readable($self, /)\n--\n\nIs it open for reading?"));
  def_noargs(t, cstr("writable"), no, cstr("writable($self, /)\n--\n\nIs it open for writing?"));
  def_noargs(t, cstr("_checkClosed"), PyCFunction.of(iobase_checkClosed), cstr("_checkClosed($self, /)\n--\n\n"));
  def_noargs(t, cstr("_checkSeekable"), PyCFunction.of(iobase_checkSeekable), cstr("_checkSeekable($self, /)\n--\n\n"));
  def_noargs(t, cstr("_checkReadable"), PyCFunction.of(iobase_checkReadable), cstr("_checkReadable($self, /)\n--\n\n"));
  def_noargs(t, cstr("_checkWritable"), PyCFunction.of(iobase_checkWritable), cstr("_checkWritable($self, /)\n--\n\n"));
  def_fast_keywords(
    t,
    cstr("fileno"),
    PyCFunctionFastWithKeywords.of(iobase_fileno),
    cstr("fileno($self, /)\n--\n\nThe file descriptor; OSError where there is none."),
  );
  def_noargs(t, cstr("isatty"), PyCFunction.of(iobase_isatty), cstr("isatty($self, /)\n--\n\nIs it a terminal?"));
  def_noargs(t, cstr("__enter__"), PyCFunction.of(iobase_enter), cstr("__enter__($self, /)\n--\n\n"));
  def_varargs(t, cstr("__exit__"), PyCFunction.of(iobase_exit));
}

function def_line_methods(t: PyTypeObject): void {
  def_fast(
    t,
    cstr("readline"),
    PyCFunctionFast.of(iobase_readline),
    cstr("readline($self, size=-1, /)\n--\n\nThe next line, at most size bytes of it."),
  );
  def_fast(
    t,
    cstr("readlines"),
    PyCFunctionFast.of(iobase_readlines),
    cstr("readlines($self, hint=-1, /)\n--\n\nThe lines that follow, until together they are longer than hint."),
  );
  def_o(
    t,
    cstr("writelines"),
    PyCFunction.of(iobase_writelines),
    cstr("writelines($self, lines, /)\n--\n\nWrites each of lines; no line ends are added."),
  );
}

/** The class _IOBase: new reference. */
export function make_iobase_type(m: PyObject): PyTypeObject | null {
  const weaklist = offsetof<iobase>("weakreflist");
  const doc = cstr("What all streams are below. By itself it can do nothing.");
  const t = io_type(m, cstr("_io._IOBase"), offsetof<iobase>(), doc, null, weaklist, offsetof<iobase>("dict"), 0);
  if (!t) return null;
  set_gc_slots(t, destructor.of(iobase_dealloc), traverseproc.of(iobase_traverse), inquiry.of(iobase_clear));
  t.tp_iter = getiterfunc.of(iobase_iter);
  t.tp_iternext = iternextfunc.of(iobase_iternext);
  t.tp_finalize = destructor.of(iobase_finalize);
  def_closing_methods(t);
  def_inquiry_methods(t);
  def_line_methods(t);
  def_getset(t, cstr("__dict__"), getter.of(PyObject_GenericGetDict), null);
  def_getset(t, cstr("closed"), getter.of(iobase_closed_get), null);
  return heap_type_finish(t);
}
