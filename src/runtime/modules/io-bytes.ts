/**
 * _io.BytesIO: the buffer of a stream of bytes in memory. CPython: Modules/_io/bytesio.c.
 *
 *   bytesio (64 bytes, GC)
 *   +16 buf           owned bytes; NULL: closed. Shared with others until it is written to
 *   +24 pos, i64      may lie behind the end
 *   +32 string_size   bytes of `buf` that are the contents
 *   +40 dict (owned)
 *   +48 weakreflist
 *   +56 exports       views of the buffer; while there are some, it may not move
 */

import { _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import {
  Py_buffer,
  Py_buffer_OnStack,
  PyBUF_CONTIG_RO,
  PyBuffer_FillInfo,
  PyBuffer_Release,
  PyObject_GetBuffer,
} from "../abstract/buffer";
import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import {
  _PyBytes_Resize,
  bytes_get_empty,
  PyBytes_AS_STRING,
  PyBytes_CheckExact,
  PyBytes_FromStringAndSize,
  PyBytes_GET_SIZE,
} from "../builtin-types/bytes";
import { PyMemoryView_FromObject } from "../builtin-types/memoryview";
import { heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { PyObject_ClearWeakRefs } from "../builtin-types/weakref";
import { PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { clear_at, free_instance, set_at } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_REFCNT, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { destructor, getbufferproc, inquiry, releasebufferproc, traverseproc, visitproc } from "../object/slots";
import { Py_None, PyExc_BufferError, PyExc_SystemError, PyExc_ValueError } from "../object/static-types";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_DISALLOW_INSTANTIATION,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_IMMUTABLETYPE,
  PyTypeObject,
} from "../object/type-object";
import { PyErr_PrintEx } from "./error-display";
import { io, io_no_arguments, set_gc_slots, visit_if } from "./io-state";

@unmanaged
export class bytesio extends PyObject {
  buf: PyObject | null;
  pos: i64;
  string_size: Py_ssize_t;
  dict: PyObject | null;
  weakreflist: PyObject | null;
  exports: Py_ssize_t;
}
const BUF: usize = offsetof<bytesio>("buf");

@unmanaged
class bytesiobuf extends PyObject {
  source: PyObject | null;
}

/** Sizes beyond it are not tried. */
const MAX_SIZE: i64 = 0x7fffff00;

/** @inline */
export function bytesio_of(o: PyObject): bytesio {
  return changetype<bytesio>(o);
}

/** False with ValueError when it is closed. */
export function bytesio_open(self: bytesio): bool {
  if (self.buf) return true;
  PyErr_SetString(PyExc_ValueError, cstr("I/O operation on closed file."));
  return false;
}

/** False with BufferError while somebody looks at the buffer. */
export function no_exports(self: bytesio): bool {
  if (self.exports <= 0) return true;
  PyErr_SetString(PyExc_BufferError, cstr("Existing exports of data: object cannot be re-sized"));
  return false;
}

/** @inline */
function is_shared(self: bytesio): bool {
  return Py_REFCNT(self.buf!) > 1;
}

/** A buffer of its own, with room for `size` bytes. -1 with MemoryError. */
export function unshare_buffer(self: bytesio, size: Py_ssize_t): i32 {
  const fresh = PyBytes_FromStringAndSize(0, size);
  if (!fresh) return -1;
  memory.copy(PyBytes_AS_STRING(fresh), PyBytes_AS_STRING(self.buf!), <usize>self.string_size);
  set_at(ptr(self) + BUF, fresh);
  return 0;
}

/** _PyBytes_Resize of the buffer, which is gone when it fails. -1 with MemoryError. */
function resize_own(self: bytesio, size: Py_ssize_t): i32 {
  self.buf = _PyBytes_Resize(self.buf!, size);
  return self.buf ? 0 : -1;
}

/** Room for `size` bytes; less than before when it is less than half. -1 with MemoryError. */
export function resize_buffer(self: bytesio, size: i64): i32 {
  if (size > MAX_SIZE) {
    PyErr_NoMemory();
    return -1;
  }
  const old = <i64>PyBytes_GET_SIZE(self.buf!);
  let alloc = size + 1;
  if (size >= old / 2) {
    if (size < old) return 0;
    if (<f64>size <= <f64>old * 1.125) alloc = size + (size >> 3) + (size < 9 ? 3 : 6);
  }
  return is_shared(self) ? unshare_buffer(self, <Py_ssize_t>alloc) : resize_own(self, <Py_ssize_t>alloc);
}

/** Makes room for what ends at `end`, in a buffer of its own. -1 with MemoryError. */
function make_room(self: bytesio, end: i64): i32 {
  if (end > <i64>PyBytes_GET_SIZE(self.buf!)) return resize_buffer(self, end);
  return is_shared(self) ? unshare_buffer(self, max(<Py_ssize_t>end, self.string_size)) : 0;
}

function write_view(self: bytesio, view: Py_buffer): i64 {
  if (!bytesio_open(self) || !no_exports(self)) return -1;
  const size = <i64>view.len;
  if (size === 0) return 0;
  const end = self.pos + size;
  if (make_room(self, end) < 0) return -1;
  const data = PyBytes_AS_STRING(self.buf!);
  const gap = self.pos - <i64>self.string_size;
  if (gap > 0) memory.fill(data + <usize>self.string_size, 0, <usize>gap);
  memory.copy(data + <usize>self.pos, view.buf, <usize>size);
  self.pos = end;
  if (<i64>self.string_size < end) self.string_size = <Py_ssize_t>end;
  return size;
}

/** Writes what a bytes-like object holds: how many bytes, -1 with an exception. */
export function bytesio_write_bytes(self: bytesio, o: PyObject): i64 {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: i64 = -1;
  if (PyObject_GetBuffer(o, view, PyBUF_CONTIG_RO) === 0) {
    result = write_view(self, view);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

/** The contents: new reference. */
export function bytesio_value(self: bytesio): PyObject | null {
  if (!bytesio_open(self)) return null;
  const size = self.string_size;
  if (size <= 1 || self.exports > 0) return PyBytes_FromStringAndSize(PyBytes_AS_STRING(self.buf!), size);
  if (size !== PyBytes_GET_SIZE(self.buf!)) {
    if ((is_shared(self) ? unshare_buffer(self, size) : resize_own(self, size)) < 0) return null;
  }
  return Py_NewRef(self.buf!);
}

// --- creation, release ---

export function bytesio_new(type: PyTypeObject, _args: PyObject, _kwds: PyObject | null): PyObject | null {
  const alloc = type.tp_alloc!;
  const o = alloc.call(type, 0);
  if (o) bytesio_of(o).buf = bytes_get_empty();
  return o;
}

const init_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

export function bytesio_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywordsTuple(init_spec, cstr("BytesIO"), cstr("initial_bytes"), 0, args, kwds, 0, 1);
  stack_release(mark);
  if (!a) return -1;
  const initial = Slots.at(a).getOrNull(0);
  const self = bytesio_of(o);
  self.string_size = 0;
  self.pos = 0;
  if (!no_exports(self)) return -1;
  if (!initial || ptr(initial) === ptr(Py_None)) return 0;
  if (PyBytes_CheckExact(initial)) {
    set_at(ptr(o) + BUF, Py_NewRef(initial));
    self.string_size = PyBytes_GET_SIZE(initial);
    return 0;
  }
  if (bytesio_write_bytes(self, initial) < 0) return -1;
  self.pos = 0;
  return 0;
}

export function bytesio_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const self = bytesio_of(o);
  let stop = visit.call(o.ob_type, arg);
  if (!stop) stop = visit_if(self.dict, visit, arg);
  return stop ? stop : visit_if(self.buf, visit, arg);
}

export function bytesio_clear(o: PyObject): i32 {
  clear_at(ptr(o) + offsetof<bytesio>("dict"));
  if (bytesio_of(o).exports === 0) clear_at(ptr(o) + BUF);
  return 0;
}

export function bytesio_dealloc(o: PyObject): void {
  const self = bytesio_of(o);
  const t = o.ob_type;
  PyObject_GC_UnTrack(o);
  if (self.exports > 0) {
    PyErr_SetString(PyExc_SystemError, cstr("deallocated BytesIO object has exported buffers"));
    PyErr_PrintEx(true);
  }
  clear_at(ptr(o) + BUF);
  clear_at(ptr(o) + offsetof<bytesio>("dict"));
  if (self.weakreflist) PyObject_ClearWeakRefs(o);
  t.tp_free!.call(o);
  Py_DECREF(t);
}

// --- _BytesIOBuffer: what getbuffer() looks at ---

/** getbuffer(): a writable view of the contents. */
export function bytesio_getbuffer(o: PyObject, _args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  if (!io_no_arguments(cstr("getbuffer"), nargs, kwnames) || !bytesio_open(bytesio_of(o))) return null;
  const type = io.PyBytesIOBuffer_Type;
  const alloc = type.tp_alloc!;
  const buffer = alloc.call(type, 0);
  if (!buffer) return null;
  changetype<bytesiobuf>(buffer).source = Py_NewRef(o);
  const view = PyMemoryView_FromObject(buffer);
  Py_DECREF(buffer);
  return view;
}

function bytesiobuf_getbuffer(o: PyObject, address: usize, flags: i32): i32 {
  const source = changetype<bytesiobuf>(o).source!;
  const self = bytesio_of(source);
  if (self.exports === 0 && is_shared(self) && unshare_buffer(self, self.string_size) < 0) return -1;
  const view = changetype<Py_buffer>(address);
  const data = PyBytes_AS_STRING(self.buf!);
  if (PyBuffer_FillInfo(view, o, data, self.string_size, false, flags) < 0) return -1;
  self.exports++;
  return 0;
}

function bytesiobuf_releasebuffer(o: PyObject, _view: usize): void {
  bytesio_of(changetype<bytesiobuf>(o).source!).exports--;
}

function bytesiobuf_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const stop = visit.call(o.ob_type, arg);
  return stop ? stop : visit_if(changetype<bytesiobuf>(o).source, visit, arg);
}

function bytesiobuf_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  Py_XDECREF(changetype<bytesiobuf>(o).source);
  free_instance(o);
}

/** The class _BytesIOBuffer: new reference. */
export function make_bytesiobuf_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  const t = heap_type(m, cstr("_io._BytesIOBuffer"), <Py_ssize_t>offsetof<bytesiobuf>(), 0, flags);
  if (!t) return null;
  set_gc_slots(t, destructor.of(bytesiobuf_dealloc), traverseproc.of(bytesiobuf_traverse), changetype<inquiry>(0));
  const procs = t.tp_as_buffer!;
  procs.bf_getbuffer = getbufferproc.of(bytesiobuf_getbuffer);
  procs.bf_releasebuffer = releasebufferproc.of(bytesiobuf_releasebuffer);
  return heap_type_finish(t);
}
