/**
 * Copying between views, item by item, through strides and suboffsets. CPython: copy_single, copy_buffer,
 * PyBuffer_ToContiguous of Objects/memoryobject.c.
 *
 * Where the last dimension is contiguous on both sides its rows are moved as blocks; otherwise each row goes through a scratch
 * block, since the two may overlap.
 */

import { Py_buffer, Py_buffer_OnStack, PyBuffer_IsContiguous } from "../abstract/buffer";
import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { PyObject } from "../object/object";
import { PyExc_ValueError } from "../object/static-types";
import { check_usable, dim_at, init_strides_from_shape, set_dim } from "./memoryview";

/** sizeof(Py_buffer_full) of CPython, of which the arrays are the tail. */
const PY_BUFFER_FULL_SIZE: usize = 88;

/** Where the item at `p` really is: behind the pointer there, if the dimension has a suboffset. @inline */
export function adjust_pointer(p: usize, suboffsets: usize, dim: i32): usize {
  if (suboffsets === 0 || dim_at(suboffsets, dim) < 0) return p;
  return load<usize>(p) + <usize>dim_at(suboffsets, dim);
}

/** Two NUL-terminated texts are equal. */
function same_text(a: usize, b: usize): bool {
  while (load<u8>(a) === load<u8>(b)) {
    if (load<u8>(a) === 0) return true;
    a++;
    b++;
  }
  return false;
}

function equiv_format(dest: Py_buffer, src: Py_buffer): bool {
  const a = load<u8>(dest.format) === 0x40 ? dest.format + 1 : dest.format;
  const b = load<u8>(src.format) === 0x40 ? src.format + 1 : src.format;
  return dest.itemsize === src.itemsize && same_text(a, b);
}

/** Same number of dimensions and same lengths; behind a length of 0 they do not matter. */
export function equiv_shape(dest: Py_buffer, src: Py_buffer): bool {
  if (dest.ndim !== src.ndim) return false;
  for (let i = 0; i < dest.ndim; i++) {
    if (dim_at(dest.shape, i) !== dim_at(src.shape, i)) return false;
    if (dim_at(dest.shape, i) === 0) break;
  }
  return true;
}

/** Same format and shape; false with ValueError. */
function equiv_structure(dest: Py_buffer, src: Py_buffer): bool {
  if (equiv_format(dest, src) && equiv_shape(dest, src)) return true;
  PyErr_SetString(PyExc_ValueError, cstr("memoryview assignment: lvalue and rvalue have different structures"));
  return false;
}

function is_plain_row(view: Py_buffer): bool {
  const last = view.ndim - 1;
  if (view.suboffsets !== 0 && dim_at(view.suboffsets, last) >= 0) return false;
  return dim_at(view.strides, last) === <i64>view.itemsize;
}

/** A block for one row, unless the rows of both views are contiguous (0). usize.MAX_VALUE with MemoryError. */
function row_scratch(dest: Py_buffer, src: Py_buffer): usize {
  if (is_plain_row(dest) && is_plain_row(src)) return 0;
  const size = <usize>dim_at(dest.shape, dest.ndim - 1) * <usize>dest.itemsize;
  const mem = PyMem_Malloc(size);
  if (mem !== 0) return mem;
  PyErr_NoMemory();
  return usize.MAX_VALUE;
}

/** Copies one row (dimension `dim`, the last) by way of `mem` (0: contiguous). */
function copy_row(dest: Py_buffer, src: Py_buffer, dim: i32, dptr: usize, sptr: usize, mem: usize): void {
  const n = dim_at(dest.shape, dim);
  const itemsize = <usize>dest.itemsize;
  if (mem === 0) {
    memory.copy(dptr, sptr, <usize>n * itemsize);
    return;
  }
  let p = mem;
  for (let i: i64 = 0; i < n; i++, p += itemsize, sptr += <usize>dim_at(src.strides, dim)) {
    memory.copy(p, adjust_pointer(sptr, src.suboffsets, dim), itemsize);
  }
  p = mem;
  for (let i: i64 = 0; i < n; i++, p += itemsize, dptr += <usize>dim_at(dest.strides, dim)) {
    memory.copy(adjust_pointer(dptr, dest.suboffsets, dim), p, itemsize);
  }
}

function copy_rec(dest: Py_buffer, src: Py_buffer, dim: i32, dptr: usize, sptr: usize, mem: usize): void {
  if (dim === dest.ndim - 1) {
    copy_row(dest, src, dim, dptr, sptr, mem);
    return;
  }
  const n = dim_at(dest.shape, dim);
  for (let i: i64 = 0; i < n; i++) {
    const d = adjust_pointer(dptr, dest.suboffsets, dim);
    copy_rec(dest, src, dim + 1, d, adjust_pointer(sptr, src.suboffsets, dim), mem);
    dptr += <usize>dim_at(dest.strides, dim);
    sptr += <usize>dim_at(src.strides, dim);
  }
}

/** dest[...] = src for views of the same structure with at least one dimension. -1 with an exception. */
function copy_views(dest: Py_buffer, src: Py_buffer): i32 {
  if (!equiv_structure(dest, src)) return -1;
  const mem = row_scratch(dest, src);
  if (mem === usize.MAX_VALUE) return -1;
  copy_rec(dest, src, 0, dest.buf, src.buf, mem);
  if (mem !== 0) PyMem_Free(mem);
  return 0;
}

/** As copy_views for one dimension; `self` must not have been released meanwhile. */
export function copy_single(self: PyObject, dest: Py_buffer, src: Py_buffer): i32 {
  return check_usable(self) ? copy_views(dest, src) : -1;
}

function init_fortran_strides(view: Py_buffer): void {
  let distance = <i64>view.itemsize;
  for (let i = 0; i < view.ndim; i++) {
    set_dim(view.strides, i, distance);
    distance *= dim_at(view.shape, i);
  }
}

/** Copies a view with all arrays to the bytes at `mem`, in order 'C' (also for 'A') or 'F'. -1 with an exception. */
export function buffer_to_contiguous(mem: usize, src: Py_buffer, order: u32): i32 {
  const strides = PyMem_Malloc((<usize>src.ndim) << 3);
  if (strides === 0) {
    PyErr_NoMemory();
    return -1;
  }
  const mark = stack_mark();
  const dest = Py_buffer_OnStack();
  memory.copy(changetype<usize>(dest), changetype<usize>(src), offsetof<Py_buffer>());
  dest.buf = mem;
  dest.strides = strides;
  dest.suboffsets = 0;
  if (order === 0x46) init_fortran_strides(dest);
  else init_strides_from_shape(dest);
  const status = copy_views(dest, src);
  stack_release(mark);
  PyMem_Free(strides);
  return status;
}

/** The arrays of `src` at `arrays`, complete, set in the copy `full`. */
function fill_arrays(full: Py_buffer, src: Py_buffer, arrays: usize): void {
  const size = (<usize>src.ndim) << 3;
  full.format = src.format !== 0 ? src.format : cstr("B");
  full.shape = arrays;
  full.strides = arrays + size;
  if (src.ndim === 1 && src.shape === 0) set_dim(arrays, 0, <i64>(src.len / src.itemsize));
  else memory.copy(arrays, src.shape, size);
  if (src.strides !== 0) memory.copy(full.strides, src.strides, size);
  else init_strides_from_shape(full);
  if (src.suboffsets !== 0) {
    full.suboffsets = arrays + size * 2;
    memory.copy(full.suboffsets, src.suboffsets, size);
  }
}

/** Copies a view's `len` bytes to `buf` in C ('C', 'A') or Fortran order ('F'). 0, or -1 with an exception. */
export function PyBuffer_ToContiguous(buf: usize, src: Py_buffer, len: i32, order: u32): i32 {
  if (len !== src.len) {
    PyErr_SetString(PyExc_ValueError, cstr("PyBuffer_ToContiguous: len != view->len"));
    return -1;
  }
  if (PyBuffer_IsContiguous(src, order)) {
    memory.copy(buf, src.buf, <usize>len);
    return 0;
  }
  const full = PyMem_Malloc(PY_BUFFER_FULL_SIZE + 3 * ((<usize>src.ndim) << 3));
  if (full === 0) {
    PyErr_NoMemory();
    return -1;
  }
  memory.copy(full, changetype<usize>(src), offsetof<Py_buffer>());
  fill_arrays(changetype<Py_buffer>(full), src, full + offsetof<Py_buffer>());
  const status = buffer_to_contiguous(buf, changetype<Py_buffer>(full), order);
  PyMem_Free(full);
  return status;
}
