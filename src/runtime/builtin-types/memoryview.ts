/**
 * memoryview and the managed buffer behind it: making, sharing and releasing views. CPython: Objects/memoryobject.c.
 *
 *   _PyManagedBufferObject (112 bytes, GC): the one view that an exporter has given, shared by memoryviews
 *   +16 flags    i32          +24 exports  memoryviews that use it       +32 master  the Py_buffer itself (80 bytes)
 *
 *   PyMemoryViewObject (144 bytes + 24 * ndim, GC)
 *   +16 ob_size  3 * ndim     +40 flags    i32                           +136 weakreflist
 *   +24 mbuf     owned        +48 exports  buffers got from this object  +144 shape, strides, suboffsets: ndim items each
 *   +32 hash     -1: unknown  +56 view     its own Py_buffer; `obj` is borrowed from the managed buffer's master
 *
 * The exporter gets its buffer back when the last memoryview of the managed buffer is released. Lengths and distances in the
 * three arrays are 64 bits wide (an extended slice may have any stride).
 */

import {
  Py_buffer,
  PyBUF_FULL_RO,
  PyBUF_MAX_NDIM,
  PyBUF_WRITE,
  PyBuffer_FillInfo,
  PyBuffer_IsContiguous,
  PyBuffer_Release,
  PyObject_CheckBuffer,
  PyObject_GetBuffer,
} from "../abstract/buffer";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import {
  _PyObject_GC_New,
  _PyObject_GC_NewVar,
  _PyObject_GC_TRACK,
  _PyObject_GC_UNTRACK,
  PyObject_GC_Del,
} from "../gc/gc-alloc";
import { PyMem_Free } from "../memory/domains";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_IS_TYPE, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject, PyVarObject, ptr } from "../object/object";
import { getbufferproc, visitproc } from "../object/slots";
import {
  _PyManagedBuffer_Type,
  PyExc_BufferError,
  PyExc_TypeError,
  PyExc_ValueError,
  PyMemoryView_Type,
} from "../object/static-types";
import { PyObject_ClearWeakRefs } from "./weakref";

/** No object of the managed buffer's may use it any more. */
const _Py_MANAGED_BUFFER_RELEASED: i32 = 0x001;
/** `master.format` is owned. */
const _Py_MANAGED_BUFFER_FREE_FORMAT: i32 = 0x002;

export const _Py_MEMORYVIEW_RELEASED: i32 = 0x001;
export const _Py_MEMORYVIEW_C: i32 = 0x002;
export const _Py_MEMORYVIEW_FORTRAN: i32 = 0x004;
export const _Py_MEMORYVIEW_SCALAR: i32 = 0x008;
/** There are suboffsets. */
export const _Py_MEMORYVIEW_PIL: i32 = 0x010;
/** No further views may be made of it. */
export const _Py_MEMORYVIEW_RESTRICTED: i32 = 0x020;

@unmanaged
export class _PyManagedBufferObject extends PyObject {
  flags: i32;
  flags_high: i32;
  exports: Py_ssize_t;
  master_buf: usize;
  master_obj: PyObject | null;
  master_len: Py_ssize_t;
  master_itemsize: Py_ssize_t;
  master_readonly: i32;
  master_ndim: i32;
  master_format: usize;
  master_shape: usize;
  master_strides: usize;
  master_suboffsets: usize;
  master_internal: usize;
}

@unmanaged
export class PyMemoryViewObject extends PyVarObject {
  mbuf: _PyManagedBufferObject | null;
  hash: i64;
  flags: i32;
  flags_high: i32;
  exports: Py_ssize_t;
  view_buf: usize;
  view_obj: PyObject | null;
  view_len: Py_ssize_t;
  view_itemsize: Py_ssize_t;
  view_readonly: i32;
  view_ndim: i32;
  view_format: usize;
  view_shape: usize;
  view_strides: usize;
  view_suboffsets: usize;
  view_internal: usize;
  weakreflist: PyObject | null;
}

/** @inline */
export function PyMemoryView_Check(o: PyObject): bool {
  return Py_IS_TYPE(o, PyMemoryView_Type);
}

/** @inline */
export function asMemoryView(o: PyObject): PyMemoryViewObject {
  return changetype<PyMemoryViewObject>(o);
}

/** The view that a memoryview shows: borrowed. @inline */
export function PyMemoryView_GET_BUFFER(o: PyObject): Py_buffer {
  return changetype<Py_buffer>(ptr(o) + offsetof<PyMemoryViewObject>("view_buf"));
}

/** @inline */
function master_of(mbuf: _PyManagedBufferObject): Py_buffer {
  return changetype<Py_buffer>(ptr(mbuf) + offsetof<_PyManagedBufferObject>("master_buf"));
}

/** Item `i` of a shape, of strides or of suboffsets. @inline */
export function dim_at(array: usize, i: i32): i64 {
  return load<i64>(array + ((<usize>i) << 3));
}

/** @inline */
export function set_dim(array: usize, i: i32, value: i64): void {
  store<i64>(array + ((<usize>i) << 3), value);
}

/** The memoryview, or the buffer behind it, has been released. @inline */
export function is_released(self: PyObject): bool {
  const mv = asMemoryView(self);
  return (mv.flags & _Py_MEMORYVIEW_RELEASED) !== 0 || (mv.mbuf!.flags & _Py_MANAGED_BUFFER_RELEASED) !== 0;
}

/** Usable; false with ValueError. */
export function check_usable(self: PyObject): bool {
  if (!is_released(self)) return true;
  PyErr_SetString(PyExc_ValueError, cstr("operation forbidden on released memoryview object"));
  return false;
}

/** Usable, and more views may be made of it; false with ValueError. */
export function check_shareable(self: PyObject): bool {
  if (!check_usable(self)) return false;
  if ((asMemoryView(self).flags & _Py_MEMORYVIEW_RESTRICTED) === 0) return true;
  PyErr_SetString(PyExc_ValueError, cstr("cannot create new view on restricted memoryview"));
  return false;
}

// --- the managed buffer ---

/** A managed buffer with a cleared master: new reference. */
function mbuf_alloc(): _PyManagedBufferObject | null {
  const o = _PyObject_GC_New(_PyManagedBuffer_Type);
  if (!o) return null;
  const body = offsetof<PyObject>();
  memory.fill(ptr(o) + body, 0, offsetof<_PyManagedBufferObject>() - body);
  _PyObject_GC_TRACK(o);
  return changetype<_PyManagedBufferObject>(o);
}

/** The buffer of `base`: new reference. */
function _PyManagedBuffer_FromObject(base: PyObject, flags: i32): _PyManagedBufferObject | null {
  const mbuf = mbuf_alloc();
  if (!mbuf) return null;
  if (PyObject_GetBuffer(base, master_of(mbuf), flags) === 0) return mbuf;
  mbuf.master_obj = null;
  Py_DECREF(mbuf);
  return null;
}

function mbuf_release(self: _PyManagedBufferObject): void {
  if (self.flags & _Py_MANAGED_BUFFER_RELEASED) return;
  self.flags |= _Py_MANAGED_BUFFER_RELEASED;
  // A view refers to its exporter as long as it is not released: only from now on is there nothing to traverse.
  _PyObject_GC_UNTRACK(self);
  PyBuffer_Release(master_of(self));
}

export function mbuf_dealloc(o: PyObject): void {
  const self = changetype<_PyManagedBufferObject>(o);
  mbuf_release(self);
  if (self.flags & _Py_MANAGED_BUFFER_FREE_FORMAT) PyMem_Free(self.master_format);
  PyObject_GC_Del(o);
}

export function mbuf_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const exporter = changetype<_PyManagedBufferObject>(o).master_obj;
  return exporter ? visit.call(exporter, arg) : 0;
}

export function mbuf_clear(o: PyObject): i32 {
  mbuf_release(changetype<_PyManagedBufferObject>(o));
  return 0;
}

// --- memoryviews of a managed buffer ---

/** A tracked memoryview with room for `ndim` dimensions, no managed buffer yet: new reference. */
function memory_alloc(ndim: i32): PyMemoryViewObject | null {
  const o = _PyObject_GC_NewVar(PyMemoryView_Type, 3 * ndim);
  if (!o) return null;
  const body = offsetof<PyVarObject>();
  const arrays = ptr(o) + offsetof<PyMemoryViewObject>();
  memory.fill(ptr(o) + body, 0, offsetof<PyMemoryViewObject>() - body);
  const mv = changetype<PyMemoryViewObject>(o);
  mv.hash = -1;
  mv.view_ndim = ndim;
  mv.view_shape = arrays;
  mv.view_strides = arrays + ((<usize>ndim) << 3);
  mv.view_suboffsets = arrays + ((<usize>ndim) << 4);
  _PyObject_GC_TRACK(o);
  return mv;
}

/** What all views of a buffer have in common. */
function init_shared_values(dest: Py_buffer, src: Py_buffer): void {
  dest.obj = src.obj;
  dest.buf = src.buf;
  dest.len = src.len;
  dest.itemsize = src.itemsize;
  dest.readonly = src.readonly;
  dest.format = src.format !== 0 ? src.format : cstr("B");
  dest.internal = src.internal;
}

/** The strides of a C-contiguous array of that shape. */
export function init_strides_from_shape(view: Py_buffer): void {
  let distance = <i64>view.itemsize;
  for (let i = view.ndim - 1; i >= 0; i--) {
    set_dim(view.strides, i, distance);
    distance *= dim_at(view.shape, i);
  }
}

function init_shape_strides(dest: Py_buffer, src: Py_buffer): void {
  if (src.ndim === 0) {
    dest.shape = 0;
    dest.strides = 0;
    return;
  }
  if (src.ndim === 1) {
    set_dim(dest.shape, 0, src.shape !== 0 ? dim_at(src.shape, 0) : <i64>(src.len / src.itemsize));
    set_dim(dest.strides, 0, src.strides !== 0 ? dim_at(src.strides, 0) : <i64>src.itemsize);
    return;
  }
  const size = (<usize>src.ndim) << 3;
  memory.copy(dest.shape, src.shape, size);
  if (src.strides !== 0) memory.copy(dest.strides, src.strides, size);
  else init_strides_from_shape(dest);
}

function init_suboffsets(dest: Py_buffer, src: Py_buffer): void {
  if (src.suboffsets === 0) dest.suboffsets = 0;
  else memory.copy(dest.suboffsets, src.suboffsets, (<usize>src.ndim) << 3);
}

/** Bytes of all items. */
export function init_len(view: Py_buffer): void {
  let len: i64 = 1;
  for (let i = 0; i < view.ndim; i++) len *= dim_at(view.shape, i);
  view.len = <i32>len * view.itemsize;
}

/** How the items lie. */
export function init_flags(self: PyMemoryViewObject): void {
  const view = PyMemoryView_GET_BUFFER(self);
  const both = _Py_MEMORYVIEW_C | _Py_MEMORYVIEW_FORTRAN;
  let flags = 0;
  if (view.ndim === 0) flags = _Py_MEMORYVIEW_SCALAR | both;
  else if (view.ndim === 1) {
    if (dim_at(view.shape, 0) === 1 || dim_at(view.strides, 0) === <i64>view.itemsize) flags = both;
  } else {
    if (PyBuffer_IsContiguous(view, 0x43)) flags |= _Py_MEMORYVIEW_C;
    if (PyBuffer_IsContiguous(view, 0x46)) flags |= _Py_MEMORYVIEW_FORTRAN;
  }
  if (view.suboffsets !== 0) flags = (flags & ~both) | _Py_MEMORYVIEW_PIL;
  // A new view is not released; what a view was before a cast does not count.
  self.flags = (self.flags & ~(both | _Py_MEMORYVIEW_SCALAR | _Py_MEMORYVIEW_PIL)) | flags;
}

function too_many_dimensions(): PyMemoryViewObject | null {
  PyErr_SetString(PyExc_ValueError, cstr("memoryview: number of dimensions must not exceed 64"));
  return null;
}

/** A memoryview of `mbuf` that shows what `src` (NULL: the master) shows: new reference. */
export function mbuf_add_view(mbuf: _PyManagedBufferObject, src: Py_buffer | null): PyMemoryViewObject | null {
  const from = src ? src : master_of(mbuf);
  if (from.ndim > PyBUF_MAX_NDIM) return too_many_dimensions();
  const mv = memory_alloc(from.ndim);
  if (!mv) return null;
  const dest = PyMemoryView_GET_BUFFER(mv);
  init_shared_values(dest, from);
  init_shape_strides(dest, from);
  init_suboffsets(dest, from);
  init_flags(mv);
  mv.mbuf = changetype<_PyManagedBufferObject>(Py_NewRef(mbuf));
  mbuf.exports++;
  return mv;
}

/** As mbuf_add_view for `ndim` dimensions, of which shape, strides, suboffsets and flags are still to be filled. */
export function mbuf_add_incomplete_view(
  mbuf: _PyManagedBufferObject,
  src: Py_buffer,
  ndim: i32,
): PyMemoryViewObject | null {
  if (ndim > PyBUF_MAX_NDIM) return too_many_dimensions();
  const mv = memory_alloc(ndim);
  if (!mv) return null;
  init_shared_values(PyMemoryView_GET_BUFFER(mv), src);
  mv.mbuf = changetype<_PyManagedBufferObject>(Py_NewRef(mbuf));
  mbuf.exports++;
  return mv;
}

/** The only memoryview of `mbuf`, to which it gives the caller's reference: new reference. */
function view_of_new(mbuf: _PyManagedBufferObject): PyObject | null {
  const mv = mbuf_add_view(mbuf, null);
  Py_DECREF(mbuf);
  return mv;
}

/** memoryview(o): new reference. */
export function PyMemoryView_FromObject(o: PyObject): PyObject | null {
  return PyMemoryView_FromObjectAndFlags(o, PyBUF_FULL_RO);
}

/** As PyMemoryView_FromObject with PyBUF flags for the exporter. */
export function PyMemoryView_FromObjectAndFlags(o: PyObject, flags: i32): PyObject | null {
  if (PyMemoryView_Check(o)) {
    return check_shareable(o) ? mbuf_add_view(asMemoryView(o).mbuf!, PyMemoryView_GET_BUFFER(o)) : null;
  }
  if (PyObject_CheckBuffer(o)) {
    const mbuf = _PyManagedBuffer_FromObject(o, flags);
    return mbuf ? view_of_new(mbuf) : null;
  }
  const text = cstr("memoryview: a bytes-like object is required, not '%.200s'");
  return PyErr_Format(PyExc_TypeError, text, o.ob_type.tp_name);
}

/** A memoryview of a filled view that has no exporter (its fields are copied): new reference. */
export function PyMemoryView_FromBuffer(info: Py_buffer): PyObject | null {
  if (info.buf === 0) {
    PyErr_SetString(PyExc_ValueError, cstr("PyMemoryView_FromBuffer(): info->buf must not be NULL"));
    return null;
  }
  const mbuf = mbuf_alloc();
  if (!mbuf) return null;
  memory.copy(changetype<usize>(master_of(mbuf)), changetype<usize>(info), offsetof<Py_buffer>());
  mbuf.master_obj = null;
  return view_of_new(mbuf);
}

/** A memoryview of `size` bytes at `mem`; `flags` PyBUF_READ or PyBUF_WRITE. New reference. */
export function PyMemoryView_FromMemory(mem: usize, size: i32, flags: i32): PyObject | null {
  const mbuf = mbuf_alloc();
  if (!mbuf) return null;
  PyBuffer_FillInfo(master_of(mbuf), null, mem, size, flags !== PyBUF_WRITE, PyBUF_FULL_RO);
  return view_of_new(mbuf);
}

/** A memoryview of `v` got through the slot function `bufferproc` (table index): new reference. */
export function _PyMemoryView_FromBufferProc(v: PyObject, flags: i32, bufferproc: u32): PyObject | null {
  const mbuf = mbuf_alloc();
  if (!mbuf) return null;
  if (changetype<getbufferproc>(bufferproc).call(v, changetype<usize>(master_of(mbuf)), flags) < 0) {
    mbuf.master_obj = null;
    Py_DECREF(mbuf);
    return null;
  }
  return view_of_new(mbuf);
}

// --- release ---

/** Gives the view up; nothing may have a buffer from it. */
function release_view(self: PyMemoryViewObject): void {
  if (self.flags & _Py_MEMORYVIEW_RELEASED) return;
  self.flags |= _Py_MEMORYVIEW_RELEASED;
  const mbuf = self.mbuf!;
  if (--mbuf.exports === 0) mbuf_release(mbuf);
}

/** Releases the view (`memoryview.release()`). -1 with BufferError. */
export function _PyMemoryView_Release(o: PyObject): i32 {
  const self = asMemoryView(o);
  if (self.exports === 0) {
    release_view(self);
    return 0;
  }
  const s = self.exports === 1 ? cstr("") : cstr("s");
  PyErr_Format(PyExc_BufferError, cstr("memoryview has %zd exported buffer%s"), <usize>self.exports, s);
  return -1;
}

function drop_mbuf(self: PyMemoryViewObject): void {
  const mbuf = self.mbuf;
  self.mbuf = null;
  Py_XDECREF(mbuf);
}

export function memory_dealloc(o: PyObject): void {
  const self = asMemoryView(o);
  _PyObject_GC_UNTRACK(o);
  if (self.mbuf) release_view(self);
  drop_mbuf(self);
  if (self.weakreflist) PyObject_ClearWeakRefs(o);
  PyObject_GC_Del(o);
}

export function memory_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const mbuf = asMemoryView(o).mbuf;
  return mbuf ? visit.call(mbuf, arg) : 0;
}

export function memory_clear(o: PyObject): i32 {
  const self = asMemoryView(o);
  if (self.exports !== 0) return 0;
  release_view(self);
  drop_mbuf(self);
  return 0;
}

/** Its _Py_MEMORYVIEW_* flags. @inline */
export function _PyMemoryView_GetFlags(o: PyObject): i32 {
  return asMemoryView(o).flags;
}

/** Sets `flags` in addition to those that are set. @inline */
export function _PyMemoryView_AddFlags(o: PyObject, flags: i32): void {
  asMemoryView(o).flags |= flags;
}
