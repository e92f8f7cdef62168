/**
 * _io.BufferedRWPair: a reader and a writer as one stream. CPython: rwpair of Modules/_io/bufferedio.c.
 *
 *   rwpair (48 bytes, GC)   +16 reader   +24 writer   +32 dict (all owned)   +40 weakreflist
 */

import { _PyArg_AsSsize_t, _PyArg_CheckPositional, _PyArg_NoKeywords } from "../abstract/args";
import { PyObject_GetAttr } from "../abstract/attribute";
import { PyObject_Call, PyObject_CallFunctionObjArgs, PyObject_CallNoArgs } from "../abstract/call";
import {
  _PyErr_ChainExceptions1,
  PyErr_GetRaisedException,
  PyErr_SetObject,
  PyErr_SetString,
} from "../abstract/errors";
import { PyLong_FromSsize_t } from "../builtin-types/int";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { heap_type_finish } from "../builtin-types/type-from-spec";
import { PyObject_ClearWeakRefs } from "../builtin-types/weakref";
import { PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_getset, def_noargs, def_varargs } from "../object/def-tables";
import { clear_at, free_instance, set_at } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, PyObject, ptr } from "../object/object";
import { destructor, getter, initproc, inquiry, PyCFunction, traverseproc, visitproc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_False, PyExc_AttributeError, PyExc_RuntimeError, PyExc_ValueError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { _PyIOBase_check_readable, _PyIOBase_check_writable } from "./io-base";
import { DEFAULT_BUFFER_SIZE, io, io_type, set_gc_slots, visit_if } from "./io-state";

@unmanaged
export class rwpair extends PyObject {
  reader: PyObject | null;
  writer: PyObject | null;
  dict: PyObject | null;
  weakreflist: PyObject | null;
}
const READER: usize = offsetof<rwpair>("reader");
const WRITER: usize = offsetof<rwpair>("writer");

/** @inline */
function pair_of(o: PyObject): rwpair {
  return changetype<rwpair>(o);
}

/** type(raw, size): new reference. */
function new_buffered(type: PyTypeObject, raw: PyObject, size: i64): PyObject | null {
  const number = PyLong_FromSsize_t(size);
  if (!number) return null;
  const stream = PyObject_CallFunctionObjArgs(type, raw, number);
  Py_DECREF(number);
  return stream;
}

function bufferedrwpair_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  if (changetype<usize>(o.ob_type) === changetype<usize>(io.PyBufferedRWPair_Type)) {
    if (!_PyArg_NoKeywords(cstr("BufferedRWPair"), kwds)) return -1;
  }
  const nargs = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional(cstr("BufferedRWPair"), nargs, 2, 3)) return -1;
  const size = nargs > 2 ? _PyArg_AsSsize_t(PyTuple_GET_ITEM(args, 2)) : <i64>DEFAULT_BUFFER_SIZE;
  if (tstate.current_exception) return -1;
  const readable = _PyIOBase_check_readable(PyTuple_GET_ITEM(args, 0));
  if (!readable) return -1;
  const writable = _PyIOBase_check_writable(PyTuple_GET_ITEM(args, 1));
  if (!writable) return -1;
  const reader = new_buffered(io.PyBufferedReader_Type, PyTuple_GET_ITEM(args, 0), size);
  if (!reader) return -1;
  const writer = new_buffered(io.PyBufferedWriter_Type, PyTuple_GET_ITEM(args, 1), size);
  if (!writer) {
    Py_DECREF(reader);
    return -1;
  }
  set_at(ptr(o) + READER, reader);
  set_at(ptr(o) + WRITER, writer);
  return 0;
}

function bufferedrwpair_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  let stop = visit.call(o.ob_type, arg);
  if (!stop) stop = visit_if(pair_of(o).dict, visit, arg);
  if (!stop) stop = visit_if(pair_of(o).reader, visit, arg);
  return stop ? stop : visit_if(pair_of(o).writer, visit, arg);
}

function bufferedrwpair_clear(o: PyObject): i32 {
  clear_at(ptr(o) + READER);
  clear_at(ptr(o) + WRITER);
  clear_at(ptr(o) + offsetof<rwpair>("dict"));
  return 0;
}

function bufferedrwpair_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  if (pair_of(o).weakreflist) PyObject_ClearWeakRefs(o);
  bufferedrwpair_clear(o);
  free_instance(o);
}

/** stream.name, a method: new reference. */
function method_of(stream: PyObject | null, name: PyObject): PyObject | null {
  if (!stream) {
    PyErr_SetString(PyExc_ValueError, cstr("I/O operation on uninitialized object"));
    return null;
  }
  const method = PyObject_GetAttr(stream, name);
  if (!method) PyErr_SetObject(PyExc_AttributeError, name);
  return method;
}

/** stream.name(*args); `args` NULL: none. */
function forward_call(stream: PyObject | null, name: PyObject, args: PyObject | null): PyObject | null {
  const method = method_of(stream, name);
  if (!method) return null;
  const result = args ? PyObject_Call(method, args, null) : PyObject_CallNoArgs(method);
  Py_DECREF(method);
  return result;
}

function bufferedrwpair_read(o: PyObject, args: PyObject | null): PyObject | null {
  return forward_call(pair_of(o).reader, _Py_ID("read"), args);
}

function bufferedrwpair_peek(o: PyObject, args: PyObject | null): PyObject | null {
  return forward_call(pair_of(o).reader, _Py_ID("peek"), args);
}

function bufferedrwpair_read1(o: PyObject, args: PyObject | null): PyObject | null {
  return forward_call(pair_of(o).reader, _Py_ID("read1"), args);
}

function bufferedrwpair_readinto(o: PyObject, args: PyObject | null): PyObject | null {
  return forward_call(pair_of(o).reader, _Py_ID("readinto"), args);
}

function bufferedrwpair_readinto1(o: PyObject, args: PyObject | null): PyObject | null {
  return forward_call(pair_of(o).reader, _Py_ID("readinto1"), args);
}

function bufferedrwpair_write(o: PyObject, args: PyObject | null): PyObject | null {
  return forward_call(pair_of(o).writer, _Py_ID("write"), args);
}

function bufferedrwpair_flush(o: PyObject, _unused: PyObject | null): PyObject | null {
  return forward_call(pair_of(o).writer, _Py_ID("flush"), null);
}

function bufferedrwpair_readable(o: PyObject, _unused: PyObject | null): PyObject | null {
  return forward_call(pair_of(o).reader, _Py_ID("readable"), null);
}

function bufferedrwpair_writable(o: PyObject, _unused: PyObject | null): PyObject | null {
  return forward_call(pair_of(o).writer, _Py_ID("writable"), null);
}

function bufferedrwpair_close(o: PyObject, _unused: PyObject | null): PyObject | null {
  const closed = forward_call(pair_of(o).writer, _Py_ID("close"), null);
  let exc: PyObject | null = null;
  if (!closed) exc = PyErr_GetRaisedException();
  if (closed) Py_DECREF(closed);
  const result = forward_call(pair_of(o).reader, _Py_ID("close"), null);
  if (!exc) return result;
  _PyErr_ChainExceptions1(exc);
  if (result) Py_DECREF(result);
  return null;
}

function bufferedrwpair_isatty(o: PyObject, _unused: PyObject | null): PyObject | null {
  const result = forward_call(pair_of(o).writer, _Py_ID("isatty"), null);
  if (!result || ptr(result) !== ptr(Py_False)) return result;
  return forward_call(pair_of(o).reader, _Py_ID("isatty"), null);
}

function bufferedrwpair_closed_get(o: PyObject, _closure: usize): PyObject | null {
  const writer = pair_of(o).writer;
  if (writer) return PyObject_GetAttr(writer, _Py_ID("closed"));
  PyErr_SetString(PyExc_RuntimeError, cstr("the BufferedRWPair object is being garbage-collected"));
  return null;
}

/** The class BufferedRWPair: new reference. */
export function make_bufferedrwpair_type(m: PyObject, base: PyTypeObject): PyTypeObject | null {
  const doc = cstr(
    "BufferedRWPair(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)\n--\n\nTwo raw streams, one to read, one to write, as one.",
  );
  const weaklist = offsetof<rwpair>("weakreflist");
  const name = cstr("_io.BufferedRWPair");
  const t = io_type(m, name, offsetof<rwpair>(), doc, base, weaklist, offsetof<rwpair>("dict"), 0);
  if (!t) return null;
  set_gc_slots(
    t,
    destructor.of(bufferedrwpair_dealloc),
    traverseproc.of(bufferedrwpair_traverse),
    inquiry.of(bufferedrwpair_clear),
  );
  t.tp_init = initproc.of(bufferedrwpair_init);
  def_varargs(t, cstr("read"), PyCFunction.of(bufferedrwpair_read));
  def_varargs(t, cstr("peek"), PyCFunction.of(bufferedrwpair_peek));
  def_varargs(t, cstr("read1"), PyCFunction.of(bufferedrwpair_read1));
  def_varargs(t, cstr("readinto"), PyCFunction.of(bufferedrwpair_readinto));
  def_varargs(t, cstr("readinto1"), PyCFunction.of(bufferedrwpair_readinto1));
  def_varargs(t, cstr("write"), PyCFunction.of(bufferedrwpair_write));
  def_noargs(t, cstr("flush"), PyCFunction.of(bufferedrwpair_flush), cstr("flush($self, /)\n--\n\n"));
  def_noargs(t, cstr("readable"), PyCFunction.of(bufferedrwpair_readable), cstr("readable($self, /)\n--\n\n"));
  def_noargs(t, cstr("writable"), PyCFunction.of(bufferedrwpair_writable), cstr("writable($self, /)\n--\n\n"));
  def_noargs(t, cstr("close"), PyCFunction.of(bufferedrwpair_close), cstr("close($self, /)\n--\n\n"));
  def_noargs(t, cstr("isatty"), PyCFunction.of(bufferedrwpair_isatty), cstr("isatty($self, /)\n--\n\n"));
  def_getset(t, cstr("closed"), getter.of(bufferedrwpair_closed_get), null);
  return heap_type_finish(t);
}
