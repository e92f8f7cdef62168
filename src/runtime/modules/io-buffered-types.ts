/** The classes BufferedReader, BufferedWriter, BufferedRandom. CPython: Modules/_io/bufferedio.c. */

import { heap_member, heap_type_finish } from "../builtin-types/type-from-spec";
import {
  _Py_T_OBJECT,
  def_fast,
  def_fast_keywords,
  def_getset,
  def_noargs,
  def_o,
  Py_READONLY,
  Py_T_BOOL,
} from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import {
  destructor,
  getter,
  initproc,
  inquiry,
  iternextfunc,
  PyCFunction,
  PyCFunctionFast,
  PyCFunctionFastWithKeywords,
  reprfunc,
  traverseproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { PyTypeObject } from "../object/type-object";
import {
  _PyIOBase_cannot_pickle,
  _PyIOBase_check_readable,
  _PyIOBase_check_seekable,
  _PyIOBase_check_writable,
} from "./io-base";
import {
  buffered,
  buffered_clear,
  buffered_close,
  buffered_closed_get,
  buffered_dealloc,
  buffered_dealloc_warn,
  buffered_detach,
  buffered_fileno,
  buffered_isatty,
  buffered_mode_get,
  buffered_name_get,
  buffered_readable,
  buffered_repr,
  buffered_seek,
  buffered_seekable,
  buffered_set_up,
  buffered_simple_flush,
  buffered_sizeof,
  buffered_tell,
  buffered_traverse,
  buffered_writable,
  init_arguments,
} from "./io-buffered";
import {
  buffered_iternext,
  buffered_peek,
  buffered_read,
  buffered_read1,
  buffered_readinto,
  buffered_readinto1,
  buffered_readline,
} from "./io-buffered-read";
import { buffered_flush, buffered_truncate, buffered_write } from "./io-buffered-write";
import { io, io_type, set_gc_slots } from "./io-state";

/** An answer of _PyIOBase_check_*: it is given back. */
function is_yes(answer: PyObject | null): bool {
  if (answer) Py_DECREF(answer);
  return answer !== null;
}

function bufferedreader_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const raw = init_arguments(o, cstr("BufferedReader"), args, kwds);
  if (!raw) return -1;
  const size = tstate.out_i64;
  if (!is_yes(_PyIOBase_check_readable(raw))) return -1;
  return buffered_set_up(o, raw, size, true, false, io.PyBufferedReader_Type);
}

function bufferedwriter_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const raw = init_arguments(o, cstr("BufferedWriter"), args, kwds);
  if (!raw) return -1;
  const size = tstate.out_i64;
  if (!is_yes(_PyIOBase_check_writable(raw))) return -1;
  return buffered_set_up(o, raw, size, false, true, io.PyBufferedWriter_Type);
}

function bufferedrandom_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const raw = init_arguments(o, cstr("BufferedRandom"), args, kwds);
  if (!raw) return -1;
  const size = tstate.out_i64;
  if (!is_yes(_PyIOBase_check_seekable(raw))) return -1;
  if (!is_yes(_PyIOBase_check_readable(raw)) || !is_yes(_PyIOBase_check_writable(raw))) return -1;
  return buffered_set_up(o, raw, size, true, true, io.PyBufferedRandom_Type);
}

// --- methods, in the order of CPython's tables ---

function def_detach(t: PyTypeObject): void {
  def_noargs(t, cstr("detach"), PyCFunction.of(buffered_detach), cstr("detach($self, /)\n--\n\n"));
}

function def_close(t: PyTypeObject): void {
  def_noargs(t, cstr("close"), PyCFunction.of(buffered_close), cstr("close($self, /)\n--\n\n"));
}

function def_inquiries(t: PyTypeObject, readable: bool, writable: bool): void {
  def_noargs(t, cstr("seekable"), PyCFunction.of(buffered_seekable), cstr("seekable($self, /)\n--\n\n"));
  if (readable) {
    def_noargs(t, cstr("readable"), PyCFunction.of(buffered_readable), cstr("readable($self, /)\n--\n\n"));
  }
  if (writable) {
    def_noargs(t, cstr("writable"), PyCFunction.of(buffered_writable), cstr("writable($self, /)\n--\n\n"));
  }
  def_noargs(t, cstr("fileno"), PyCFunction.of(buffered_fileno), cstr("fileno($self, /)\n--\n\n"));
  def_noargs(t, cstr("isatty"), PyCFunction.of(buffered_isatty), cstr("isatty($self, /)\n--\n\n"));
  def_o(
    t,
    cstr("_dealloc_warn"),
    PyCFunction.of(buffered_dealloc_warn),
    cstr("_dealloc_warn($self, source, /)\n--\n\n"),
  );
}

function def_read(t: PyTypeObject): void {
  def_fast(t, cstr("read"), PyCFunctionFast.of(buffered_read), cstr("read($self, size=-1, /)\n--\n\n"));
}

function def_peek(t: PyTypeObject): void {
  def_fast(t, cstr("peek"), PyCFunctionFast.of(buffered_peek), cstr("peek($self, size=0, /)\n--\n\n"));
}

function def_more_reading(t: PyTypeObject): void {
  def_fast(t, cstr("read1"), PyCFunctionFast.of(buffered_read1), cstr("read1($self, size=-1, /)\n--\n\n"));
  def_o(t, cstr("readinto"), PyCFunction.of(buffered_readinto), cstr("readinto($self, buffer, /)\n--\n\n"));
  def_o(t, cstr("readinto1"), PyCFunction.of(buffered_readinto1), cstr("readinto1($self, buffer, /)\n--\n\n"));
  def_fast(t, cstr("readline"), PyCFunctionFast.of(buffered_readline), cstr("readline($self, size=-1, /)\n--\n\n"));
}

function def_write(t: PyTypeObject): void {
  def_o(t, cstr("write"), PyCFunction.of(buffered_write), cstr("write($self, buffer, /)\n--\n\n"));
}

function def_flush(t: PyTypeObject): void {
  def_noargs(t, cstr("flush"), PyCFunction.of(buffered_flush), cstr("flush($self, /)\n--\n\n"));
}

function def_truncate(t: PyTypeObject): void {
  def_fast_keywords(
    t,
    cstr("truncate"),
    PyCFunctionFastWithKeywords.of(buffered_truncate),
    cstr("truncate($self, pos=None, /)\n--\n\n"),
  );
}

function def_seek_and_tell(t: PyTypeObject): void {
  def_fast(t, cstr("seek"), PyCFunctionFast.of(buffered_seek), cstr("seek($self, target, whence=0, /)\n--\n\n"));
  def_noargs(t, cstr("tell"), PyCFunction.of(buffered_tell), cstr("tell($self, /)\n--\n\n"));
}

/** Methods and attributes that stand last, and the slots. */
function add_rest(t: PyTypeObject): void {
  const cannot_pickle = PyCFunction.of(_PyIOBase_cannot_pickle);
  def_noargs(t, cstr("__sizeof__"), PyCFunction.of(buffered_sizeof), cstr("__sizeof__($self, /)\n--\n\n"));
  def_noargs(t, cstr("__reduce__"), cannot_pickle, cstr("__reduce__($self, /)\n--\n\n"));
  def_o(t, cstr("__reduce_ex__"), cannot_pickle, cstr("__reduce_ex__($self, object, /)\n--\n\n"));
  def_getset(t, cstr("closed"), getter.of(buffered_closed_get), null);
  def_getset(t, cstr("name"), getter.of(buffered_name_get), null);
  def_getset(t, cstr("mode"), getter.of(buffered_mode_get), null);
  set_gc_slots(t, destructor.of(buffered_dealloc), traverseproc.of(buffered_traverse), inquiry.of(buffered_clear));
  t.tp_repr = reprfunc.of(buffered_repr);
}

/** A class of buffered streams without methods: new reference. */
function buffered_type(m: PyObject, name: usize, doc: usize, base: PyTypeObject): PyTypeObject | null {
  const weaklist = offsetof<buffered>("weakreflist");
  const t = io_type(m, name, offsetof<buffered>(), doc, base, weaklist, offsetof<buffered>("dict"), 2);
  if (!t) return null;
  heap_member(t, 0, cstr("raw"), _Py_T_OBJECT, offsetof<buffered>("raw"), Py_READONLY);
  heap_member(t, 1, cstr("_finalizing"), Py_T_BOOL, offsetof<buffered>("finalizing"), 0);
  return t;
}

/** The class BufferedReader: new reference. */
export function make_bufferedreader_type(m: PyObject, base: PyTypeObject): PyTypeObject | null {
  const doc = cstr("BufferedReader(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\nReads from a raw stream ahead.");
  const t = buffered_type(m, cstr("_io.BufferedReader"), doc, base);
  if (!t) return null;
  def_detach(t);
  def_noargs(t, cstr("flush"), PyCFunction.of(buffered_simple_flush), cstr("flush($self, /)\n--\n\n"));
  def_close(t);
  def_inquiries(t, true, false);
  def_read(t);
  def_peek(t);
  def_more_reading(t);
  def_seek_and_tell(t);
  def_truncate(t);
  add_rest(t);
  t.tp_iternext = iternextfunc.of(buffered_iternext);
  t.tp_init = initproc.of(bufferedreader_init);
  return heap_type_finish(t);
}

/** The class BufferedWriter: new reference. */
export function make_bufferedwriter_type(m: PyObject, base: PyTypeObject): PyTypeObject | null {
  const doc = cstr(
    "BufferedWriter(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\nGathers what is to be written to a raw stream.",
  );
  const t = buffered_type(m, cstr("_io.BufferedWriter"), doc, base);
  if (!t) return null;
  def_close(t);
  def_detach(t);
  def_inquiries(t, false, true);
  def_write(t);
  def_truncate(t);
  def_flush(t);
  def_seek_and_tell(t);
  add_rest(t);
  t.tp_init = initproc.of(bufferedwriter_init);
  return heap_type_finish(t);
}

/** The class BufferedRandom: new reference. */
export function make_bufferedrandom_type(m: PyObject, base: PyTypeObject): PyTypeObject | null {
  const doc = cstr(
    "BufferedRandom(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\nReads and writes a raw stream that can be sought.",
  );
  const t = buffered_type(m, cstr("_io.BufferedRandom"), doc, base);
  if (!t) return null;
  def_close(t);
  def_detach(t);
  def_inquiries(t, true, true);
  def_flush(t);
  def_seek_and_tell(t);
  def_truncate(t);
  def_read(t);
  def_more_reading(t);
  def_peek(t);
  def_write(t);
  add_rest(t);
  t.tp_iternext = iternextfunc.of(buffered_iternext);
  t.tp_init = initproc.of(bufferedrandom_init);
  return heap_type_finish(t);
}
