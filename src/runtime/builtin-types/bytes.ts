/**
 * The bytes object: layout, creation, the small C API. CPython: Objects/bytesobject.c.
 *
 *   PyBytesObject (33)
 *   +16 ob_size    bytes
 *   +24 ob_shash   hash, -1: not known
 *   +32 ob_sval    the bytes, then a NUL
 *
 * b"" and the 256 one-byte objects are static and immortal.
 */

import { Py_buffer_OnStack, PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyErr_BadInternalCall, PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyObject_Calloc, PyObject_Free, PyObject_Malloc, PyObject_Realloc } from "../memory/domains";
import { strlen } from "../object/c-string";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import {
  _Py_IMMORTAL_REFCNT,
  _PyObject_InitHead,
  obj,
  Py_DECREF,
  Py_NewRef,
  Py_REFCNT,
  Py_SET_SIZE,
  Py_ssize_t,
  Py_XDECREF,
  PyObject,
  PyVarObject,
  ptr,
} from "../object/object";
import { interp } from "../object/state";
import { PyBytes_Type, PyExc_SystemError, PyExc_TypeError } from "../object/static-types";
import { Py_TPFLAGS_BYTES_SUBCLASS, PyType_FastSubclass } from "../object/type-object";

export { PyBytes_Repr } from "./bytes-escape";
export { PyBytes_FromObject } from "./bytes-from-object";
export { _PyBytes_Join } from "./bytes-join";
export { _PyBytes_Find } from "./bytes-search";
export { init_bytes_type } from "./bytes-type";

@unmanaged
export class PyBytesObject extends PyVarObject {
  ob_shash: i64;
}

/** offsetof(PyBytesObject, ob_sval) */
export const PyBytes_SVAL: usize = 32;
/** Size of an object without its bytes (the NUL included). */
export const PyBytesObject_SIZE: usize = 33;
const MAX_SIZE: i32 = 0x7fffff00;

const EMPTY: usize = memory.data(48, 16);
const CHARACTER_PITCH: usize = 48;
const CHARACTERS: usize = memory.data(12288, 16);

/** @inline */
export function PyBytes_Check(o: PyObject): bool {
  return PyType_FastSubclass(o.ob_type, Py_TPFLAGS_BYTES_SUBCLASS);
}

/** @inline */
export function PyBytes_CheckExact(o: PyObject): bool {
  return changetype<usize>(o.ob_type) === changetype<usize>(PyBytes_Type);
}

/** @inline */
export function PyBytes_GET_SIZE(o: PyObject): Py_ssize_t {
  return changetype<PyVarObject>(o).ob_size;
}

/** Address of the bytes. Borrowed. @inline */
export function PyBytes_AS_STRING(o: PyObject): usize {
  return changetype<usize>(o) + PyBytes_SVAL;
}

/** b""; immortal. Borrowed. @inline */
export function bytes_get_empty(): PyObject {
  return obj(EMPTY);
}

/** The static object of one byte; immortal. Borrowed. @inline */
export function bytes_character(ch: u32): PyObject {
  return obj(CHARACTERS + <usize>ch * CHARACTER_PITCH);
}

/** Head, size and hash of a new bytes object in the block `p`. @inline */
export function init_bytes(p: usize, size: Py_ssize_t): PyObject {
  const o = obj(p);
  _PyObject_InitHead(o, PyBytes_Type);
  Py_SET_SIZE(o, size);
  changetype<PyBytesObject>(o).ob_shash = -1;
  store<u8>(p + PyBytes_SVAL + <usize>size, 0);
  return o;
}

/** The static bytes objects; sets interp.empty_bytes. To be called before any other function of bytes. */
export function init_bytes_singletons(): void {
  init_bytes(EMPTY, 0).ob_refcnt = _Py_IMMORTAL_REFCNT;
  for (let ch: u32 = 0; ch < 256; ch++) {
    const o = init_bytes(ptr(bytes_character(ch)), 1);
    o.ob_refcnt = _Py_IMMORTAL_REFCNT;
    store<u8>(PyBytes_AS_STRING(o), ch);
  }
  interp.empty_bytes = bytes_get_empty();
}

/** `size` >= 0 bytes, unset or (use_calloc) zero. Returns a new reference. */
export function _PyBytes_FromSize(size: Py_ssize_t, use_calloc: bool): PyObject | null {
  if (size === 0) return bytes_get_empty();
  if (size > MAX_SIZE) return PyErr_NoMemory();
  const bytes = PyBytesObject_SIZE + <usize>size;
  const p = use_calloc ? PyObject_Calloc(1, bytes) : PyObject_Malloc(bytes);
  return p ? init_bytes(p, size) : PyErr_NoMemory();
}

/** `size` bytes copied from `str`, or unset ones when `str` is 0. Returns a new reference. */
export function PyBytes_FromStringAndSize(str: usize, size: Py_ssize_t): PyObject | null {
  if (size < 0) {
    PyErr_SetString(PyExc_SystemError, cstr("Negative size passed to PyBytes_FromStringAndSize"));
    return null;
  }
  if (size === 1 && str !== 0) return bytes_character(load<u8>(str));
  const o = _PyBytes_FromSize(size, false);
  if (o && str !== 0) memory.copy(PyBytes_AS_STRING(o), str, <usize>size);
  return o;
}

/** From NUL-terminated bytes. Returns a new reference. */
export function PyBytes_FromString(str: usize): PyObject | null {
  return PyBytes_FromStringAndSize(str, strlen(str));
}

/** Resizes an unshared bytes object; steals `v`, returns the object or NULL (v released). */
export function _PyBytes_Resize(v: PyObject, newsize: Py_ssize_t): PyObject | null {
  const size = PyBytes_GET_SIZE(v);
  if (!PyBytes_Check(v) || newsize < 0) {
    Py_DECREF(v);
    PyErr_BadInternalCall();
    return null;
  }
  if (size === newsize) return v;
  if (size === 0) {
    Py_DECREF(v);
    return _PyBytes_FromSize(newsize, false);
  }
  if (newsize === 0) {
    Py_DECREF(v);
    return bytes_get_empty();
  }
  if (Py_REFCNT(v) !== 1) {
    Py_DECREF(v);
    PyErr_BadInternalCall();
    return null;
  }
  const p = newsize > MAX_SIZE ? 0 : PyObject_Realloc(ptr(v), PyBytesObject_SIZE + <usize>newsize);
  if (!p) {
    PyObject_Free(ptr(v));
    return PyErr_NoMemory();
  }
  Py_SET_SIZE(obj(p), newsize);
  store<u8>(p + PyBytes_SVAL + <usize>newsize, 0);
  changetype<PyBytesObject>(obj(p)).ob_shash = -1;
  return obj(p);
}

/** a + b (any objects with a buffer). Returns a new reference. */
export function bytes_concat(a: PyObject, b: PyObject): PyObject | null {
  const mark = stack_mark();
  const va = Py_buffer_OnStack();
  const vb = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (PyObject_GetBuffer(a, va, PyBUF_SIMPLE) !== 0 || PyObject_GetBuffer(b, vb, PyBUF_SIMPLE) !== 0) {
    PyErr_Format(PyExc_TypeError, cstr("can't concat %.100s to %.100s"), b.ob_type.tp_name, a.ob_type.tp_name);
  } else if (va.len === 0 && PyBytes_CheckExact(b)) result = Py_NewRef(b);
  else if (vb.len === 0 && PyBytes_CheckExact(a)) result = Py_NewRef(a);
  else if (va.len > MAX_SIZE - vb.len) PyErr_NoMemory();
  else {
    result = PyBytes_FromStringAndSize(0, va.len + vb.len);
    if (result) {
      memory.copy(PyBytes_AS_STRING(result), va.buf, <usize>va.len);
      memory.copy(PyBytes_AS_STRING(result) + <usize>va.len, vb.buf, <usize>vb.len);
    }
  }
  PyBuffer_Release(va);
  PyBuffer_Release(vb);
  stack_release(mark);
  return result;
}

/** Steals a reference to `v` (may be NULL), returns v + w or NULL. In place when nobody else holds `v`. */
export function PyBytes_Concat(v: PyObject | null, w: PyObject | null): PyObject | null {
  if (!v) return null;
  if (!w) {
    Py_DECREF(v);
    return null;
  }
  if (Py_REFCNT(v) !== 1 || !PyBytes_CheckExact(v)) {
    const result = bytes_concat(v, w);
    Py_DECREF(v);
    return result;
  }
  const mark = stack_mark();
  const wb = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (PyObject_GetBuffer(w, wb, PyBUF_SIMPLE) !== 0) {
    PyErr_Format(PyExc_TypeError, cstr("can't concat %.100s to %.100s"), w.ob_type.tp_name, v.ob_type.tp_name);
    Py_DECREF(v);
  } else {
    const oldsize = PyBytes_GET_SIZE(v);
    result = _PyBytes_Resize(v, oldsize + wb.len);
    if (result) memory.copy(PyBytes_AS_STRING(result) + <usize>oldsize, wb.buf, <usize>wb.len);
    PyBuffer_Release(wb);
  }
  stack_release(mark);
  return result;
}

/** PyBytes_Concat that also gives back a reference to `w`. */
export function PyBytes_ConcatAndDel(v: PyObject | null, w: PyObject | null): PyObject | null {
  const result = PyBytes_Concat(v, w);
  Py_XDECREF(w);
  return result;
}
