/**
 * == and != of memoryviews, and their hash. CPython: memory_richcompare, memory_hash of Objects/memoryobject.c.
 *
 * Items of one native format are compared as they are; of any other format they are unpacked by `struct.Struct` and compared as
 * Python objects.
 */

import { PyObject_GetAttr } from "../abstract/attribute";
import {
  Py_buffer,
  Py_buffer_OnStack,
  PyBUF_FULL_RO,
  PyBUF_WRITE,
  PyBuffer_Release,
  PyObject_GetBuffer,
} from "../abstract/buffer";
import { PyObject_CallOneArg } from "../abstract/call";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { import_module } from "../abstract/hooks";
import { Py_EQ, Py_NE, PyObject_Hash, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { PyMem_Calloc, PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { strlen } from "../object/c-string";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_hash_t, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { Py_False, Py_NotImplemented, Py_True, PyExc_MemoryError, PyExc_ValueError } from "../object/static-types";
import { PyBytes_FromStringAndSize } from "./bytes";
import { PyFloat_Unpack2 } from "./float-pack";
import {
  _Py_MEMORYVIEW_C,
  asMemoryView,
  check_usable,
  dim_at,
  is_released,
  PyMemoryView_Check,
  PyMemoryView_FromMemory,
  PyMemoryView_GET_BUFFER,
} from "./memoryview";
import { adjust_pointer, buffer_to_contiguous, equiv_shape } from "./memoryview-copy";
import { is_byte_format, native_format } from "./memoryview-format";
import { _Py_HashBytes } from "./str-hash";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";

// --- items of any format ---

/** Unpacks the items of one view: a copy of the item, a memoryview of that copy, `Struct(format).unpack_from`. */
@unmanaged
class unpacker {
  unpack_from: PyObject | null;
  mview: PyObject | null;
  item: usize;
  itemsize: i32;
  pad: i32;
}

function unpacker_free(x: unpacker): void {
  Py_XDECREF(x.unpack_from);
  Py_XDECREF(x.mview);
  if (x.item !== 0) PyMem_Free(x.item);
  PyMem_Free(changetype<usize>(x));
}

/** `struct.Struct`: new reference. */
function struct_class(): PyObject | null {
  const module = import_module(_Py_ID("struct"));
  if (!module) return null;
  const Struct = PyObject_GetAttr(module, _Py_ID("Struct"));
  Py_DECREF(module);
  return Struct;
}

/** `Struct(format).unpack_from`: new reference. */
function unpack_from_of(format: usize): PyObject | null {
  const Struct = struct_class();
  if (!Struct) return null;
  const text = PyBytes_FromStringAndSize(format, <i32>strlen(format));
  const structobj = text ? PyObject_CallOneArg(Struct, text) : null;
  Py_XDECREF(text);
  Py_DECREF(Struct);
  if (!structobj) return null;
  const unpack_from = PyObject_GetAttr(structobj, _Py_ID("unpack_from"));
  Py_DECREF(structobj);
  return unpack_from;
}

/** The unpacker for a view's items; NULL with an exception. */
function unpacker_new(format: usize, itemsize: i32): unpacker | null {
  const unpack_from = unpack_from_of(format);
  if (!unpack_from) return null;
  const block = PyMem_Calloc(1, offsetof<unpacker>());
  if (block === 0) {
    PyErr_NoMemory();
    Py_DECREF(unpack_from);
    return null;
  }
  const x = changetype<unpacker>(block);
  x.unpack_from = unpack_from;
  x.itemsize = itemsize;
  x.item = PyMem_Malloc(<usize>itemsize);
  if (x.item === 0) PyErr_NoMemory();
  else x.mview = PyMemoryView_FromMemory(x.item, itemsize, PyBUF_WRITE);
  if (x.mview) return x;
  unpacker_free(x);
  return null;
}

/** The item at `p`, a tuple if it has not exactly one value: new reference. */
function struct_unpack_single(p: usize, x: unpacker): PyObject | null {
  memory.copy(x.item, p, <usize>x.itemsize);
  const v = PyObject_CallOneArg(x.unpack_from!, x.mview!);
  if (!v || !PyTuple_Check(v) || PyTuple_GET_SIZE(v) !== 1) return v;
  const only = Py_NewRef(PyTuple_GET_ITEM(v, 0));
  Py_DECREF(v);
  return only;
}

function struct_equal(p: usize, q: usize, a: unpacker, b: unpacker): i32 {
  const v = struct_unpack_single(p, a);
  if (!v) return -1;
  const w = struct_unpack_single(q, b);
  const equal = w ? PyObject_RichCompareBool(v, w, Py_EQ) : -1;
  Py_DECREF(v);
  Py_XDECREF(w);
  return equal;
}

// --- items of a native format ---

function native_equal(p: usize, q: usize, c: u32): bool {
  switch (c) {
    case 0x66: // f
      return load<f32>(p) === load<f32>(q);
    case 0x64: // d
      return load<f64>(p) === load<f64>(q);
    case 0x65: // e
      return PyFloat_Unpack2(p, true) === PyFloat_Unpack2(q, true);
    case 0x68: // h
    case 0x48: // H
      return load<u16>(p) === load<u16>(q);
    case 0x69: // i
    case 0x49: // I
      return load<u32>(p) === load<u32>(q);
    case 0x3f: // ?
    case 0x62: // b
    case 0x42: // B
    case 0x63: // c
      // C compares bools as they are, also those that are neither 0 nor 1.
      return load<u8>(p) === load<u8>(q);
    default:
      return load<u64>(p) === load<u64>(q);
  }
}

/** Two views that are compared, and how: `c` their common native format, or 0 and the unpackers. */
@unmanaged
class comparison {
  v: Py_buffer;
  w: Py_buffer;
  a: unpacker | null;
  b: unpacker | null;
  c: u32;
  pad: u32;
}

/** The items at `p` and `q` are equal: 1, 0, -1 with an exception. */
function unpack_cmp(how: comparison, p: usize, q: usize): i32 {
  return how.c !== 0 ? (native_equal(p, q, how.c) ? 1 : 0) : struct_equal(p, q, how.a!, how.b!);
}

/** As unpack_cmp for all items of dimension `dim` and the following. */
function cmp_rec(how: comparison, dim: i32, p: usize, q: usize): i32 {
  const v = how.v;
  const w = how.w;
  if (dim === v.ndim) return unpack_cmp(how, p, q);
  const n = dim_at(v.shape, dim);
  for (let i: i64 = 0; i < n; i++) {
    const at = adjust_pointer(p, v.suboffsets, dim);
    const equal = cmp_rec(how, dim + 1, at, adjust_pointer(q, w.suboffsets, dim));
    if (equal <= 0) return equal;
    p += <usize>dim_at(v.strides, dim);
    q += <usize>dim_at(w.strides, dim);
  }
  return 1;
}

/** A format that can't be unpacked makes views unequal (0); a lack of memory is an error (-1). */
function fix_struct_error(): i32 {
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return -1;
  PyErr_Clear();
  return 0;
}

/** 1, 0, -1 with an exception. */
function views_equal(v: Py_buffer, w: Py_buffer): i32 {
  if (!equiv_shape(v, w)) return 0;
  const mark = stack_mark();
  const how = changetype<comparison>(changetype<usize>(Py_buffer_OnStack()));
  how.v = v;
  how.w = w;
  const c = native_format(v.format);
  if (c === native_format(w.format)) how.c = c;
  let equal = 1;
  if (how.c === 0) {
    how.a = unpacker_new(v.format, v.itemsize);
    if (how.a) how.b = unpacker_new(w.format, w.itemsize);
    if (!how.b) equal = fix_struct_error();
  }
  if (equal > 0) equal = cmp_rec(how, 0, v.buf, w.buf);
  const a = how.a;
  const b = how.b;
  if (a) unpacker_free(a);
  if (b) unpacker_free(b);
  stack_release(mark);
  return equal;
}

function compare_with_buffer(v: Py_buffer, other: PyObject): i32 {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let equal = -2;
  if (PyObject_GetBuffer(other, view, PyBUF_FULL_RO) < 0) PyErr_Clear();
  else {
    equal = views_equal(v, view);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return equal;
}

/** 1, 0, -1 with an exception, -2 where `other` has no buffer. */
function memory_equal(self: PyObject, other: PyObject): i32 {
  const is_same = ptr(self) === ptr(other) ? 1 : 0;
  if (is_released(self)) return is_same;
  const v = PyMemoryView_GET_BUFFER(self);
  if (!PyMemoryView_Check(other)) return compare_with_buffer(v, other);
  return is_released(other) ? is_same : views_equal(v, PyMemoryView_GET_BUFFER(other));
}

/** tp_richcompare. */
export function memory_richcompare(self: PyObject, other: PyObject, op: i32): PyObject | null {
  if ((op !== Py_EQ && op !== Py_NE) || !PyMemoryView_Check(self)) return Py_NotImplemented;
  const equal = memory_equal(self, other);
  if (equal === -2) return Py_NotImplemented;
  if (equal < 0) return null;
  return equal > 0 === (op === Py_EQ) ? Py_True : Py_False;
}

/** Hash of the bytes of a view, as bytes have it. -1 with MemoryError. */
function hash_items(self: PyObject, view: Py_buffer): Py_hash_t {
  if (asMemoryView(self).flags & _Py_MEMORYVIEW_C) return _Py_HashBytes(view.buf, <usize>view.len);
  const mem = PyMem_Malloc(<usize>view.len);
  if (mem === 0) {
    PyErr_NoMemory();
    return -1;
  }
  const hash = buffer_to_contiguous(mem, view, 0x43) < 0 ? -1 : _Py_HashBytes(mem, <usize>view.len);
  PyMem_Free(mem);
  return hash;
}

/** tp_hash. */
export function memory_hash(self: PyObject): Py_hash_t {
  const mv = asMemoryView(self);
  if (mv.hash !== -1) return mv.hash;
  if (!check_usable(self)) return -1;
  const view = PyMemoryView_GET_BUFFER(self);
  if (!view.readonly) {
    PyErr_SetString(PyExc_ValueError, cstr("cannot hash writable memoryview object"));
    return -1;
  }
  if (!is_byte_format(native_format(view.format))) {
    PyErr_SetString(PyExc_ValueError, cstr("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    return -1;
  }
  const exporter = view.obj;
  // An exporter that is not hashable may change. Its hash may release the view.
  if (exporter && PyObject_Hash(exporter) === -1) return -1;
  if (!check_usable(self)) return -1;
  mv.hash = hash_items(self, view);
  return mv.hash;
}
