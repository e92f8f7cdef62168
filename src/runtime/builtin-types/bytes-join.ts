/**
 * Joining bytes-like objects. CPython: stringlib/join.h.
 */

import { Py_buffer, PyBuffer_Release } from "../abstract/buffer";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PySequence_Fast, PySequence_Fast_GET_SIZE, PySequence_Fast_ITEMS } from "../abstract/sequence";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_ssize_t, PyObject } from "../object/object";
import { PyExc_OverflowError, PyExc_RuntimeError, PyExc_TypeError } from "../object/static-types";
import { PyBytes_AS_STRING, PyBytes_CheckExact, PyBytes_GET_SIZE } from "./bytes";
import { bytes_like_data, bytes_like_new, bytes_like_size, get_simple_buffer, is_bytes } from "./bytes-like";

/** Up to so many views are kept on the native stack. */
const NB_STATIC_BUFFERS: i32 = 10;

/** @inline */
function view_at(buffers: usize, i: i32): Py_buffer {
  return changetype<Py_buffer>(buffers + <usize>i * offsetof<Py_buffer>());
}

/** Fills the views of all items: the total size with separators, -1 on error. Views that were not reached stay cleared. */
function take_views(seq: PyObject, buffers: usize, seqlen: Py_ssize_t, seplen: Py_ssize_t): i64 {
  let size: i64 = 0;
  for (let i = 0; i < seqlen; i++) {
    const item = PySequence_Fast_ITEMS(seq).get(i);
    const view = view_at(buffers, i);
    if (PyBytes_CheckExact(item)) {
      view.obj = Py_NewRef(item);
      view.buf = PyBytes_AS_STRING(item);
      view.len = PyBytes_GET_SIZE(item);
    } else if (!get_simple_buffer(item, view)) {
      PyErr_Format(
        PyExc_TypeError,
        cstr("sequence item %zd: expected a bytes-like object, %.80s found"),
        <usize>i,
        item.ob_type.tp_name,
      );
      return -1;
    }
    size += <i64>view.len;
    if (i !== 0) size += <i64>seplen;
    if (size > <i64>i32.MAX_VALUE) {
      PyErr_SetString(PyExc_OverflowError, cstr("join() result is too long"));
      return -1;
    }
    if (PySequence_Fast_GET_SIZE(seq) !== seqlen) {
      PyErr_SetString(PyExc_RuntimeError, cstr("sequence changed size during iteration"));
      return -1;
    }
  }
  return size;
}

function copy_views(out: usize, buffers: usize, seqlen: Py_ssize_t, sep: usize, seplen: Py_ssize_t): void {
  for (let i = 0; i < seqlen; i++) {
    if (i !== 0 && seplen !== 0) {
      memory.copy(out, sep, <usize>seplen);
      out += <usize>seplen;
    }
    const view = view_at(buffers, i);
    memory.copy(out, view.buf, <usize>view.len);
    out += <usize>view.len;
  }
}

/** sep.join(iterable): bytes or bytearray, as `sep` is. Returns a new reference. */
export function _PyBytes_Join(sep: PyObject, iterable: PyObject): PyObject | null {
  const seq = PySequence_Fast(iterable, cstr("can only join an iterable"));
  if (!seq) return null;
  const seqlen = PySequence_Fast_GET_SIZE(seq);
  let result: PyObject | null = null;
  if (seqlen === 0) result = bytes_like_new(sep, 0, 0);
  else if (seqlen === 1 && is_bytes(sep) && PyBytes_CheckExact(PySequence_Fast_ITEMS(seq).get(0))) {
    result = Py_NewRef(PySequence_Fast_ITEMS(seq).get(0));
  } else {
    const mark = stack_mark();
    const bytes = <usize>seqlen * offsetof<Py_buffer>();
    const heap = seqlen > NB_STATIC_BUFFERS;
    const buffers = heap ? PyMem_Malloc(bytes) : stack_alloc(bytes);
    if (buffers === 0) PyErr_NoMemory();
    else {
      memory.fill(buffers, 0, bytes);
      const size = take_views(seq, buffers, seqlen, bytes_like_size(sep));
      if (size >= 0) result = bytes_like_new(sep, 0, <i32>size);
      if (result) copy_views(bytes_like_data(result), buffers, seqlen, bytes_like_data(sep), bytes_like_size(sep));
      for (let i = 0; i < seqlen; i++) PyBuffer_Release(view_at(buffers, i));
      if (heap) PyMem_Free(buffers);
    }
    stack_release(mark);
  }
  Py_DECREF(seq);
  return result;
}
