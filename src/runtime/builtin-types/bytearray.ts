/**
 * The bytearray object: layout, creation, growth. CPython: Objects/bytearrayobject.c.
 *
 *   PyByteArrayObject (56)
 *   +16 ob_size     bytes in use
 *   +24 ob_alloc    bytes allocated
 *   +32 ob_bytes    start of the allocation, 0: none
 *   +40 ob_start    first byte in use (deleting at the front moves it)
 *   +48 ob_exports  buffers that are out; while there are any, the size is fixed
 *
 * Invariant: ob_start - ob_bytes + ob_size < ob_alloc, and a NUL follows the bytes in use; or all are 0.
 */

import { Py_buffer_OnStack, PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyObject_CallOneArg } from "../abstract/call";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyMem_Free, PyMem_Malloc, PyMem_Realloc, PyObject_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import {
  _PyObject_InitHead,
  obj,
  Py_DECREF,
  Py_SET_SIZE,
  Py_SIZE,
  Py_ssize_t,
  PyObject,
  PyVarObject,
} from "../object/object";
import { PyByteArray_Type, PyExc_BufferError, PyExc_SystemError, PyExc_TypeError } from "../object/static-types";
import { PyObject_TypeCheck } from "./type-mro";

export { init_bytearray_type } from "./bytearray-type";

@unmanaged
export class PyByteArrayObject extends PyVarObject {
  ob_alloc: Py_ssize_t;
  ob_bytes: usize;
  ob_start: usize;
  ob_exports: Py_ssize_t;
}

/** What an empty bytearray shows as its bytes: a NUL. */
const EMPTY_STRING: usize = memory.data(8, 8);
const MAX_SIZE: i32 = 0x7fffff00;

/** Instance of bytearray or of a subclass. */
export function PyByteArray_Check(o: PyObject): bool {
  return PyObject_TypeCheck(o, PyByteArray_Type);
}

/** @inline */
export function PyByteArray_CheckExact(o: PyObject): bool {
  return changetype<usize>(o.ob_type) === changetype<usize>(PyByteArray_Type);
}

/** @inline */
export function PyByteArray_GET_SIZE(o: PyObject): Py_ssize_t {
  return changetype<PyVarObject>(o).ob_size;
}

/** Address of the bytes, never 0. @inline */
export function PyByteArray_AS_STRING(o: PyObject): usize {
  return Py_SIZE(o) ? changetype<PyByteArrayObject>(o).ob_start : EMPTY_STRING;
}

/** `size` bytes copied from `bytes` (0: unset). Returns a new reference. */
export function PyByteArray_FromStringAndSize(bytes: usize, size: Py_ssize_t): PyObject | null {
  if (size < 0) {
    PyErr_SetString(PyExc_SystemError, cstr("Negative size passed to PyByteArray_FromStringAndSize"));
    return null;
  }
  if (size > MAX_SIZE) return PyErr_NoMemory();
  const p = PyObject_Malloc(offsetof<PyByteArrayObject>());
  if (!p) return PyErr_NoMemory();
  const o = changetype<PyByteArrayObject>(p);
  memory.fill(p, 0, offsetof<PyByteArrayObject>());
  _PyObject_InitHead(o, PyByteArray_Type);
  if (size > 0) {
    const buffer = PyMem_Malloc(<usize>size + 1);
    if (buffer === 0) {
      Py_DECREF(o);
      return PyErr_NoMemory();
    }
    if (bytes !== 0) memory.copy(buffer, bytes, <usize>size);
    store<u8>(buffer + <usize>size, 0);
    o.ob_alloc = size + 1;
    o.ob_bytes = buffer;
    o.ob_start = buffer;
    o.ob_size = size;
  }
  return obj(p);
}

/** bytearray(o). Returns a new reference. */
export function PyByteArray_FromObject(o: PyObject): PyObject | null {
  return PyObject_CallOneArg(PyByteArray_Type, o);
}

/** False with BufferError: views are out, so the size cannot change. */
export function _canresize(o: PyObject): bool {
  if (changetype<PyByteArrayObject>(o).ob_exports <= 0) return true;
  PyErr_SetString(PyExc_BufferError, cstr("Existing exports of data: object cannot be re-sized"));
  return false;
}

/** The allocation for `size` bytes where `alloc` does not do; overallocates for a moderate growth. */
function grown(size: i32, alloc: i32): i64 {
  const wanted = <i64>size;
  if (<f64>size > <f64>alloc * 1.125) return wanted + 1;
  return wanted + (wanted >> 3) + (size < 9 ? 3 : 6);
}

/** -1 on error (BufferError while buffers are out). */
export function PyByteArray_Resize(self: PyObject, requested_size: Py_ssize_t): i32 {
  const o = changetype<PyByteArrayObject>(self);
  const size = requested_size;
  const logical_offset = o.ob_start - o.ob_bytes;
  if (size === Py_SIZE(self)) return 0;
  if (!_canresize(self)) return -1;
  let alloc = <i64>o.ob_alloc;
  if (<i64>size + <i64>logical_offset + 1 <= alloc) {
    if (size >= o.ob_alloc / 2) {
      Py_SET_SIZE(self, size);
      store<u8>(PyByteArray_AS_STRING(self) + <usize>size, 0);
      return 0;
    }
    alloc = <i64>size + 1;
  } else alloc = grown(size, o.ob_alloc);
  if (alloc > <i64>MAX_SIZE) {
    PyErr_NoMemory();
    return -1;
  }
  let sval: usize;
  if (logical_offset > 0) {
    sval = PyMem_Malloc(<usize>alloc);
    if (sval !== 0) {
      memory.copy(sval, PyByteArray_AS_STRING(self), <usize>min(size, Py_SIZE(self)));
      PyMem_Free(o.ob_bytes);
    }
  } else sval = PyMem_Realloc(o.ob_bytes, <usize>alloc);
  if (sval === 0) {
    PyErr_NoMemory();
    return -1;
  }
  o.ob_bytes = sval;
  o.ob_start = sval;
  Py_SET_SIZE(self, size);
  o.ob_alloc = <i32>alloc;
  store<u8>(sval + <usize>size, 0);
  return 0;
}

/** a + b of objects with a buffer. Returns a new reference. */
export function PyByteArray_Concat(a: PyObject, b: PyObject): PyObject | null {
  const mark = stack_mark();
  const va = Py_buffer_OnStack();
  const vb = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (PyObject_GetBuffer(a, va, PyBUF_SIMPLE) !== 0 || PyObject_GetBuffer(b, vb, PyBUF_SIMPLE) !== 0) {
    PyErr_Format(PyExc_TypeError, cstr("can't concat %.100s to %.100s"), b.ob_type.tp_name, a.ob_type.tp_name);
  } else if (va.len > MAX_SIZE - vb.len) PyErr_NoMemory();
  else {
    result = PyByteArray_FromStringAndSize(0, va.len + vb.len);
    if (result && Py_SIZE(result)) {
      const out = PyByteArray_AS_STRING(result);
      memory.copy(out, va.buf, <usize>va.len);
      memory.copy(out + <usize>va.len, vb.buf, <usize>vb.len);
    }
  }
  PyBuffer_Release(va);
  PyBuffer_Release(vb);
  stack_release(mark);
  return result;
}
