/**
 * The buffer protocol: looking at the memory of an object. CPython: Include/pybuffer.h, the buffer part of Objects/abstract.c.
 *
 *   Py_buffer (80)
 *   +0  buf        address of the first byte      +40 format      struct syntax, NUL-terminated; 0: "B"
 *   +8  obj        owned exporter, or NULL        +48 shape       ndim lengths, 8 bytes each, or 0
 *   +16 len        bytes                          +56 strides     ndim byte distances, or 0
 *   +24 itemsize   bytes                          +64 suboffsets  or 0
 *   +32 readonly, +36 ndim                        +72 internal    the exporter's
 *
 * A view is filled by PyObject_GetBuffer and must be given back by PyBuffer_Release, exactly once.
 */

import { cstr } from "../object/literals";
import { stack_alloc } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_ssize_t, PyObject } from "../object/object";
import { PyExc_BufferError, PyExc_SystemError, PyExc_TypeError } from "../object/static-types";
import { PyErr_Format, PyErr_SetString } from "./errors";

@unmanaged
export class Py_buffer {
  buf: usize;
  obj: PyObject | null;
  len: Py_ssize_t;
  itemsize: Py_ssize_t;
  readonly: i32;
  ndim: i32;
  format: usize;
  shape: usize;
  strides: usize;
  suboffsets: usize;
  internal: usize;
}

export const PyBUF_MAX_NDIM: i32 = 64;
export const PyBUF_SIMPLE: i32 = 0;
export const PyBUF_WRITABLE: i32 = 0x0001;
export const PyBUF_FORMAT: i32 = 0x0004;
export const PyBUF_ND: i32 = 0x0008;
export const PyBUF_STRIDES: i32 = 0x0010 | PyBUF_ND;
export const PyBUF_C_CONTIGUOUS: i32 = 0x0020 | PyBUF_STRIDES;
export const PyBUF_F_CONTIGUOUS: i32 = 0x0040 | PyBUF_STRIDES;
export const PyBUF_ANY_CONTIGUOUS: i32 = 0x0080 | PyBUF_STRIDES;
export const PyBUF_INDIRECT: i32 = 0x0100 | PyBUF_STRIDES;
export const PyBUF_CONTIG: i32 = PyBUF_ND | PyBUF_WRITABLE;
export const PyBUF_CONTIG_RO: i32 = PyBUF_ND;
export const PyBUF_FULL: i32 = PyBUF_INDIRECT | PyBUF_WRITABLE | PyBUF_FORMAT;
export const PyBUF_FULL_RO: i32 = PyBUF_INDIRECT | PyBUF_FORMAT;
export const PyBUF_READ: i32 = 0x100;
export const PyBUF_WRITE: i32 = 0x200;

/** A cleared view on the native stack. */
export function Py_buffer_OnStack(): Py_buffer {
  const view = stack_alloc(offsetof<Py_buffer>());
  memory.fill(view, 0, offsetof<Py_buffer>());
  return changetype<Py_buffer>(view);
}

/** `o` exports a buffer. */
export function PyObject_CheckBuffer(o: PyObject): bool {
  const procs = o.ob_type.tp_as_buffer;
  return procs !== null && procs.bf_getbuffer !== null;
}

/** Fills `view` (to be released). 0; -1 with TypeError or BufferError. */
export function PyObject_GetBuffer(o: PyObject, view: Py_buffer, flags: i32): i32 {
  if (flags !== PyBUF_SIMPLE && (flags === PyBUF_READ || flags === PyBUF_WRITE)) {
    PyErr_SetString(PyExc_SystemError, cstr("Objects/abstract.c:430: bad argument to internal function"));
    return -1;
  }
  const procs = o.ob_type.tp_as_buffer;
  if (procs) {
    const getbuffer = procs.bf_getbuffer;
    if (getbuffer) return getbuffer.call(o, changetype<usize>(view), flags);
  }
  PyErr_Format(PyExc_TypeError, cstr("a bytes-like object is required, not '%.100s'"), o.ob_type.tp_name);
  return -1;
}

/** Gives a view back; does nothing for one that is not filled. */
export function PyBuffer_Release(view: Py_buffer): void {
  const o = view.obj;
  if (!o) return;
  const procs = o.ob_type.tp_as_buffer;
  if (procs) {
    const release = procs.bf_releasebuffer;
    if (release) release.call(o, changetype<usize>(view));
  }
  view.obj = null;
  Py_DECREF(o);
}

/** Fills `view` for `len` bytes at `buf` of `exporter` (may be NULL). 0; -1 with BufferError. */
export function PyBuffer_FillInfo(
  view: Py_buffer,
  exporter: PyObject | null,
  buf: usize,
  len: Py_ssize_t,
  readonly: bool,
  flags: i32,
): i32 {
  if (flags !== PyBUF_SIMPLE) {
    if ((flags & PyBUF_WRITABLE) === PyBUF_WRITABLE && readonly) {
      PyErr_SetString(PyExc_BufferError, cstr("Object is not writable."));
      return -1;
    }
  }
  memory.fill(changetype<usize>(view), 0, offsetof<Py_buffer>());
  view.obj = exporter ? Py_NewRef(exporter) : null;
  view.buf = buf;
  view.len = len;
  view.readonly = readonly ? 1 : 0;
  view.itemsize = 1;
  view.ndim = 1;
  if ((flags & PyBUF_FORMAT) === PyBUF_FORMAT) view.format = cstr("B");
  if ((flags & PyBUF_ND) === PyBUF_ND) view.shape = changetype<usize>(view) + offsetof<Py_buffer>("len");
  if ((flags & PyBUF_STRIDES) === PyBUF_STRIDES) {
    view.strides = changetype<usize>(view) + offsetof<Py_buffer>("itemsize");
  }
  return 0;
}

/** Length number `i` of the view's shape. */
function shape_at(view: Py_buffer, i: i32): Py_ssize_t {
  return load<Py_ssize_t>(view.shape + ((<usize>i) << 3));
}

function is_contiguous_from(view: Py_buffer, first: i32, step: i32): bool {
  if (view.len === 0 || view.strides === 0) return true;
  let distance = view.itemsize;
  for (let k = 0, i = first; k < view.ndim; k++, i += step) {
    const dim = shape_at(view, i);
    if (dim > 1 && load<Py_ssize_t>(view.strides + ((<usize>i) << 3)) !== distance) return false;
    distance *= dim;
  }
  return true;
}

/** The items lie without gaps in C order ('C'), Fortran order ('F') or either ('A'). */
export function PyBuffer_IsContiguous(view: Py_buffer, order: u32): bool {
  if (view.suboffsets !== 0) return false;
  if (order === 0x43) return is_contiguous_from(view, view.ndim - 1, -1);
  // Without strides the order is C; one dimension is both.
  const fortran = view.strides === 0 ? view.ndim <= 1 : is_contiguous_from(view, 0, 1);
  if (order === 0x46) return fortran;
  return order === 0x41 && (fortran || is_contiguous_from(view, view.ndim - 1, -1));
}
