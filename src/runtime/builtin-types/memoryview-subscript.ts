/** Items and slices of a memoryview, read and written. CPython: Objects/memoryobject.c. */

import { Py_buffer, Py_buffer_OnStack, PyBUF_FULL_RO, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { _PyIndex_Check, PyNumber_AsSsize_t } from "../abstract/number-convert";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_Ellipsis, PyExc_IndexError, PyExc_NotImplementedError, PyExc_TypeError } from "../object/static-types";
import {
  asMemoryView,
  check_shareable,
  check_usable,
  dim_at,
  init_flags,
  init_len,
  mbuf_add_view,
  PyMemoryView_GET_BUFFER,
  set_dim,
} from "./memoryview";
import { adjust_pointer, copy_single } from "./memoryview-copy";
import { format_character, pack_single, unpack_single } from "./memoryview-format";
import { PySlice_AdjustIndices, PySlice_Check, PySlice_Unpack, slice_bounds } from "./slice";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";

function raise_type_error(text: usize): PyObject | null {
  PyErr_SetString(PyExc_TypeError, text);
  return null;
}

function raise_not_implemented(text: usize): PyObject | null {
  PyErr_SetString(PyExc_NotImplementedError, text);
  return null;
}

/** Where item `index` of dimension `dim` is, seen from `p`; 0 with IndexError. */
function lookup_dimension(view: Py_buffer, p: usize, dim: i32, index: i64): usize {
  const n = dim_at(view.shape, dim);
  if (index < 0) index += n;
  if (index < 0 || index >= n) {
    PyErr_Format(PyExc_IndexError, cstr("index out of bounds on dimension %d"), <usize>(dim + 1));
    return 0;
  }
  return adjust_pointer(p + <usize>(dim_at(view.strides, dim) * index), view.suboffsets, dim);
}

/** Where item `index` of a one-dimensional view is; 0 with IndexError. */
export function pointer_from_index(view: Py_buffer, index: i64): usize {
  return lookup_dimension(view, view.buf, 0, index);
}

/** Where the item with the indices in tuple `key` is; 0 with an exception. */
function pointer_from_tuple(view: Py_buffer, key: PyObject): usize {
  const n = PyTuple_GET_SIZE(key);
  if (n > view.ndim) {
    const text = cstr("cannot index %zd-dimension view with %zd-element tuple");
    PyErr_Format(PyExc_TypeError, text, <usize>view.ndim, <usize>n);
    return 0;
  }
  let p = view.buf;
  for (let dim = 0; dim < n; dim++) {
    const index = PyNumber_AsSsize_t(PyTuple_GET_ITEM(key, dim), PyExc_IndexError);
    if (index === -1 && tstate.current_exception) return 0;
    p = lookup_dimension(view, p, dim, index);
    if (p === 0) return 0;
  }
  return p;
}

/** A tuple of numbers (or of nothing). */
function is_multiindex(key: PyObject): bool {
  if (!PyTuple_Check(key)) return false;
  const n = PyTuple_GET_SIZE(key);
  for (let i = 0; i < n; i++) if (!_PyIndex_Check(PyTuple_GET_ITEM(key, i))) return false;
  return true;
}

/** A tuple of one or more slices. */
function is_multislice(key: PyObject): bool {
  if (!PyTuple_Check(key)) return false;
  const n = PyTuple_GET_SIZE(key);
  for (let i = 0; i < n; i++) if (!PySlice_Check(PyTuple_GET_ITEM(key, i))) return false;
  return n > 0;
}

/** () or, for the view as a whole, `...` where there are no dimensions. */
function is_empty_tuple(key: PyObject): bool {
  return PyTuple_Check(key) && PyTuple_GET_SIZE(key) === 0;
}

/** Narrows dimension `dim` of the view to the slice `key`. -1 with an exception. */
function init_slice(view: Py_buffer, key: PyObject, dim: i32): i32 {
  if (PySlice_Unpack(key) < 0) return -1;
  const n = PySlice_AdjustIndices(dim_at(view.shape, dim));
  const stride = dim_at(view.strides, dim);
  view.buf += <usize>(stride * slice_bounds().start);
  set_dim(view.shape, dim, n);
  set_dim(view.strides, dim, stride * slice_bounds().step);
  return 0;
}

/** sq_item: new reference. */
export function memory_item(self: PyObject, index: i64): PyObject | null {
  if (!check_usable(self)) return null;
  const view = PyMemoryView_GET_BUFFER(self);
  const c = format_character(view.format);
  if (c === 0) return null;
  if (view.ndim === 0) return raise_type_error(cstr("invalid indexing of 0-dim memory"));
  if (view.ndim !== 1) return raise_not_implemented(cstr("multi-dimensional sub-views are not implemented"));
  const p = pointer_from_index(view, index);
  return p === 0 ? null : unpack_single(self, p, c);
}

function memory_item_multi(self: PyObject, key: PyObject): PyObject | null {
  if (!check_usable(self)) return null;
  const view = PyMemoryView_GET_BUFFER(self);
  const c = format_character(view.format);
  if (c === 0) return null;
  if (PyTuple_GET_SIZE(key) < view.ndim) return raise_not_implemented(cstr("sub-views are not implemented"));
  const p = pointer_from_tuple(view, key);
  return p === 0 ? null : unpack_single(self, p, c);
}

function memory_slice(self: PyObject, key: PyObject): PyObject | null {
  if (!check_shareable(self)) return null;
  const sliced = mbuf_add_view(asMemoryView(self).mbuf!, PyMemoryView_GET_BUFFER(self));
  if (!sliced) return null;
  const view = PyMemoryView_GET_BUFFER(sliced);
  if (init_slice(view, key, 0) < 0) {
    Py_DECREF(sliced);
    return null;
  }
  init_len(view);
  init_flags(sliced);
  return sliced;
}

/** What a view without dimensions has under `key`. */
function scalar_subscript(self: PyObject, key: PyObject): PyObject | null {
  if (ptr(key) === ptr(Py_Ellipsis)) return Py_NewRef(self);
  if (!is_empty_tuple(key)) return raise_type_error(cstr("invalid indexing of 0-dim memory"));
  const view = PyMemoryView_GET_BUFFER(self);
  const c = format_character(view.format);
  return c === 0 ? null : unpack_single(self, view.buf, c);
}

/** mp_subscript: new reference. */
export function memory_subscript(self: PyObject, key: PyObject): PyObject | null {
  if (!check_usable(self)) return null;
  if (PyMemoryView_GET_BUFFER(self).ndim === 0) return scalar_subscript(self, key);
  if (_PyIndex_Check(key)) {
    const index = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (index === -1 && tstate.current_exception) return null;
    return memory_item(self, index);
  }
  if (PySlice_Check(key)) return memory_slice(self, key);
  if (is_multiindex(key)) return memory_item_multi(self, key);
  if (is_multislice(key)) return raise_not_implemented(cstr("multi-dimensional slicing is not implemented"));
  return raise_type_error(cstr("memoryview: invalid slice key"));
}

// --- assignment ---

function fail(result: PyObject | null): i32 {
  return result ? 0 : -1;
}

/** self[key] = value for a slice of a one-dimensional view. */
function assign_slice(self: PyObject, key: PyObject, value: PyObject): i32 {
  const view = PyMemoryView_GET_BUFFER(self);
  const mark = stack_mark();
  const src = Py_buffer_OnStack();
  const dest = Py_buffer_OnStack();
  const arrays = stack_alloc(24);
  let status = PyObject_GetBuffer(value, src, PyBUF_FULL_RO);
  if (status === 0) {
    memory.copy(changetype<usize>(dest), changetype<usize>(view), offsetof<Py_buffer>());
    dest.shape = arrays;
    dest.strides = arrays + 8;
    set_dim(arrays, 0, dim_at(view.shape, 0));
    set_dim(arrays, 1, dim_at(view.strides, 0));
    if (view.suboffsets !== 0) {
      dest.suboffsets = arrays + 16;
      set_dim(arrays, 2, dim_at(view.suboffsets, 0));
    }
    status = init_slice(dest, key, 0);
    if (status === 0) {
      dest.len = <i32>dim_at(dest.shape, 0) * dest.itemsize;
      status = copy_single(self, dest, src);
    }
    PyBuffer_Release(src);
  }
  stack_release(mark);
  return status;
}

function assign_index(self: PyObject, key: PyObject, value: PyObject, c: u32): i32 {
  const view = PyMemoryView_GET_BUFFER(self);
  if (view.ndim > 1) return fail(raise_not_implemented(cstr("sub-views are not implemented")));
  const index = PyNumber_AsSsize_t(key, PyExc_IndexError);
  if (index === -1 && tstate.current_exception) return -1;
  const p = pointer_from_index(view, index);
  return p === 0 ? -1 : pack_single(self, p, value, c);
}

function assign_multi(self: PyObject, key: PyObject, value: PyObject, c: u32): i32 {
  const view = PyMemoryView_GET_BUFFER(self);
  if (PyTuple_GET_SIZE(key) < view.ndim) return fail(raise_not_implemented(cstr("sub-views are not implemented")));
  const p = pointer_from_tuple(view, key);
  return p === 0 ? -1 : pack_single(self, p, value, c);
}

/** mp_ass_subscript; `value` NULL: deletion, which is refused. */
export function memory_ass_sub(self: PyObject, key: PyObject, value: PyObject | null): i32 {
  if (!check_usable(self)) return -1;
  const view = PyMemoryView_GET_BUFFER(self);
  const c = format_character(view.format);
  if (c === 0) return -1;
  if (view.readonly) return fail(raise_type_error(cstr("cannot modify read-only memory")));
  if (!value) return fail(raise_type_error(cstr("cannot delete memory")));
  if (view.ndim === 0) {
    if (ptr(key) === ptr(Py_Ellipsis) || is_empty_tuple(key)) return pack_single(self, view.buf, value, c);
    return fail(raise_type_error(cstr("invalid indexing of 0-dim memory")));
  }
  if (_PyIndex_Check(key)) return assign_index(self, key, value, c);
  if (PySlice_Check(key) && view.ndim === 1) return assign_slice(self, key, value);
  if (is_multiindex(key)) return assign_multi(self, key, value, c);
  if (PySlice_Check(key) || is_multislice(key)) {
    const text = cstr("memoryview slice assignments are currently restricted to ndim = 1");
    return fail(raise_not_implemented(text));
  }
  return fail(raise_type_error(cstr("memoryview: invalid slice key")));
}
