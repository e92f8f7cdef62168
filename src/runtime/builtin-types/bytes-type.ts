/**
 * The type bytes: creation from Python, comparison, subscripts, slots. CPython: Objects/bytesobject.c.
 */

import { _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { Py_buffer, PyBuffer_FillInfo } from "../abstract/buffer";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { _PyIndex_Check, PyNumber_AsSsize_t } from "../abstract/number-convert";
import { Py_EQ, Py_GE, Py_LE, Py_NE, richcompare_order } from "../abstract/object-protocol";
import { PyObject_Free, PyObject_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_hash_t, Py_NewRef, Py_SIZE, Py_ssize_t, PyObject, ptr, Slots } from "../object/object";
import {
  allocfunc,
  binaryfunc,
  freefunc,
  getattrofunc,
  getbufferproc,
  getiterfunc,
  hashfunc,
  lenfunc,
  newfunc,
  objobjproc,
  reprfunc,
  richcmpfunc,
  ssizeargfunc,
} from "../object/slots";
import { interp, tstate } from "../object/state";
import {
  Py_False,
  Py_NotImplemented,
  Py_True,
  PyBytes_Type,
  PyExc_BytesWarning,
  PyExc_IndexError,
  PyExc_OverflowError,
  PyExc_TypeError,
} from "../object/static-types";
import {
  _Py_TPFLAGS_MATCH_SELF,
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_BYTES_SUBCLASS,
  Py_TPFLAGS_DEFAULT,
  PyTypeObject,
} from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import {
  bytes_concat,
  bytes_get_empty,
  init_bytes,
  PyBytes_AS_STRING,
  PyBytes_Check,
  PyBytes_CheckExact,
  PyBytes_FromStringAndSize,
  PyBytes_GET_SIZE,
  PyBytes_SVAL,
  PyBytesObject,
  PyBytesObject_SIZE,
} from "./bytes";
import { PyBytes_Repr } from "./bytes-escape";
import { _PyBytes_FormatEx } from "./bytes-format";
import { bytes_new_impl } from "./bytes-from-object";
import { bytes_iter, init_bytes_iterator } from "./bytes-iterator";
import { define_bytes_methods } from "./bytes-methods";
import { bytes_contains } from "./bytes-search";
import { get_small_int, PyLong_Check } from "./int";
import { PySlice_Check, PySlice_GetIndicesEx, slice_bounds } from "./slice";
import { PyUnicode_Check } from "./str";
import { memcompare, memequal } from "./str-compare";
import { repeat_in_place } from "./str-copy";
import { _Py_HashBytes } from "./str-hash";
import { _PyArg_AsCString } from "./str-methods";
import { buffer_procs, mapping_methods, number_methods, sequence_methods, static_type } from "./type-define";
import { PyErr_WarnEx } from "./warnings";

function bytes_length(self: PyObject): Py_ssize_t {
  return Py_SIZE(self);
}

function bytes_item(self: PyObject, i: i64): PyObject | null {
  if (<u64>i >= <u64>Py_SIZE(self)) {
    PyErr_SetString(PyExc_IndexError, cstr("index out of range"));
    return null;
  }
  return get_small_int(load<u8>(PyBytes_AS_STRING(self) + <usize>i));
}

function bytes_repeat(self: PyObject, count: i64): PyObject | null {
  const size = PyBytes_GET_SIZE(self);
  if (count < 0) count = 0;
  if (size !== 0 && count > i64.MAX_VALUE / <i64>size) {
    PyErr_SetString(PyExc_OverflowError, cstr("repeated bytes are too long"));
    return null;
  }
  const total = <i64>size * count;
  if (total === <i64>size && PyBytes_CheckExact(self)) return Py_NewRef(self);
  if (total > <i64>i32.MAX_VALUE - 64) return PyErr_NoMemory();
  const p = PyObject_Malloc(PyBytesObject_SIZE + <usize>total);
  if (!p) return PyErr_NoMemory();
  const o = init_bytes(p, <i32>total);
  if (total !== 0) {
    memory.copy(p + PyBytes_SVAL, PyBytes_AS_STRING(self), <usize>size);
    repeat_in_place(p + PyBytes_SVAL, <usize>total, <usize>size);
  }
  return o;
}

function bytes_subscript(self: PyObject, item: PyObject): PyObject | null {
  if (_PyIndex_Check(item)) {
    let i = PyNumber_AsSsize_t(item, PyExc_IndexError);
    if (i === -1 && tstate.current_exception) return null;
    if (i < 0) i += <i64>Py_SIZE(self);
    return bytes_item(self, i);
  }
  if (PySlice_Check(item)) return bytes_slice(self, item);
  return PyErr_Format(
    PyExc_TypeError,
    cstr("byte indices must be integers or slices, not %.200s"),
    item.ob_type.tp_name,
  );
}

function bytes_slice(self: PyObject, slice: PyObject): PyObject | null {
  const size = PyBytes_GET_SIZE(self);
  const n = PySlice_GetIndicesEx(slice, size);
  if (n < 0) return null;
  if (n === 0) return bytes_get_empty();
  const start = <i32>slice_bounds().start;
  const step = slice_bounds().step;
  if (start === 0 && step === 1 && n === size && PyBytes_CheckExact(self)) return Py_NewRef(self);
  const data = PyBytes_AS_STRING(self);
  if (step === 1) return PyBytes_FromStringAndSize(data + <usize>start, n);
  const result = PyBytes_FromStringAndSize(0, n);
  if (!result) return null;
  const out = PyBytes_AS_STRING(result);
  for (let i = 0, at = <i64>start; i < n; i++, at += step) store<u8>(out + <usize>i, load<u8>(data + <usize>at));
  return result;
}

/** With -b: a warning that bytes are compared with `other`; -1 when it became an exception. */
function warn_comparison(a: PyObject, b: PyObject): i32 {
  if (PyUnicode_Check(a) || PyUnicode_Check(b)) {
    return PyErr_WarnEx(PyExc_BytesWarning, cstr("Comparison between bytes and string"), 1);
  }
  if (PyLong_Check(a) || PyLong_Check(b)) {
    return PyErr_WarnEx(PyExc_BytesWarning, cstr("Comparison between bytes and int"), 1);
  }
  return 0;
}

function bytes_richcompare(a: PyObject, b: PyObject, op: i32): PyObject | null {
  if (!PyBytes_Check(a) || !PyBytes_Check(b)) {
    if (interp.bytes_warning && (op === Py_EQ || op === Py_NE) && warn_comparison(a, b) < 0) return null;
    return Py_NotImplemented;
  }
  if (ptr(a) === ptr(b)) return op === Py_EQ || op === Py_LE || op === Py_GE ? Py_True : Py_False;
  const len_a = PyBytes_GET_SIZE(a);
  const len_b = PyBytes_GET_SIZE(b);
  if (op === Py_EQ || op === Py_NE) {
    const equal = len_a === len_b && memequal(PyBytes_AS_STRING(a), PyBytes_AS_STRING(b), <usize>len_a);
    return equal === (op === Py_EQ) ? Py_True : Py_False;
  }
  let order = memcompare(PyBytes_AS_STRING(a), PyBytes_AS_STRING(b), <usize>min(len_a, len_b));
  if (order === 0) order = len_a < len_b ? -1 : len_a > len_b ? 1 : 0;
  return richcompare_order(order, op);
}

/** tp_hash; computed once. */
export function bytes_hash(self: PyObject): Py_hash_t {
  const o = changetype<PyBytesObject>(self);
  if (o.ob_shash === -1) o.ob_shash = _Py_HashBytes(PyBytes_AS_STRING(self), <usize>PyBytes_GET_SIZE(self));
  return o.ob_shash;
}

function bytes_repr(self: PyObject): PyObject | null {
  return PyBytes_Repr(self, true);
}

function bytes_str(self: PyObject): PyObject | null {
  if (interp.bytes_warning && PyErr_WarnEx(PyExc_BytesWarning, cstr("str() on a bytes instance"), 1) < 0) return null;
  return bytes_repr(self);
}

function bytes_mod(self: PyObject, arg: PyObject): PyObject | null {
  if (!PyBytes_Check(self)) return Py_NotImplemented;
  return _PyBytes_FormatEx(PyBytes_AS_STRING(self), PyBytes_GET_SIZE(self), arg, false);
}

function bytes_buffer_getbuffer(self: PyObject, view: usize, flags: i32): i32 {
  const data = PyBytes_AS_STRING(self);
  return PyBuffer_FillInfo(changetype<Py_buffer>(view), self, data, PyBytes_GET_SIZE(self), true, flags);
}

const new_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

function bytes_new(t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const fname = cstr("bytes");
  const a = _PyArg_UnpackKeywordsTuple(new_spec, fname, cstr("source encoding errors"), 0, args, kwds, 0, 3);
  stack_release(mark);
  if (a === 0) return null;
  const x = Slots.at(a).getOrNull(0);
  const second = Slots.at(a).getOrNull(1);
  const third = Slots.at(a).getOrNull(2);
  let encoding: usize = 0;
  let errors: usize = 0;
  if (second) {
    encoding = _PyArg_AsCString(fname, cstr("argument 'encoding'"), second);
    if (encoding === 0) return null;
  }
  if (third) {
    errors = _PyArg_AsCString(fname, cstr("argument 'errors'"), third);
    if (errors === 0) return null;
  }
  const bytes = bytes_new_impl(x, encoding, errors);
  if (!bytes || ptr(t) === ptr(PyBytes_Type)) return bytes;
  const result = bytes_subtype_new(t, bytes);
  Py_DECREF(bytes);
  return result;
}

/** An instance of the subclass `t` with the bytes of `tmp`. Returns a new reference. */
function bytes_subtype_new(t: PyTypeObject, tmp: PyObject): PyObject | null {
  const n = PyBytes_GET_SIZE(tmp);
  const o = t.tp_alloc!.call(t, n);
  if (!o) return null;
  memory.copy(PyBytes_AS_STRING(o), PyBytes_AS_STRING(tmp), <usize>n + 1);
  changetype<PyBytesObject>(o).ob_shash = changetype<PyBytesObject>(tmp).ob_shash;
  return o;
}

function bytes_free(o: PyObject): void {
  PyObject_Free(ptr(o));
}

/** Fills PyBytes_Type and its iterator's. */
export function init_bytes_type(): void {
  const t = PyBytes_Type;
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_BYTES_SUBCLASS | _Py_TPFLAGS_MATCH_SELF;
  static_type(t, cstr("bytes"), <i32>PyBytesObject_SIZE, 1, flags);
  t.tp_doc = cstr(
    "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\nbytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty bytes object\n\nAn immutable sequence of bytes.",
  );
  t.tp_repr = reprfunc.of(bytes_repr);
  t.tp_hash = hashfunc.of(bytes_hash);
  t.tp_str = reprfunc.of(bytes_str);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_richcompare = richcmpfunc.of(bytes_richcompare);
  t.tp_iter = getiterfunc.of(bytes_iter);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_new = newfunc.of(bytes_new);
  t.tp_free = freefunc.of(bytes_free);
  number_methods(t).nb_remainder = binaryfunc.of(bytes_mod);
  const sequence = sequence_methods(t);
  sequence.sq_length = lenfunc.of(bytes_length);
  sequence.sq_concat = binaryfunc.of(bytes_concat);
  sequence.sq_repeat = ssizeargfunc.of(bytes_repeat);
  sequence.sq_item = ssizeargfunc.of(bytes_item);
  sequence.sq_contains = objobjproc.of(bytes_contains);
  const mapping = mapping_methods(t);
  mapping.mp_length = lenfunc.of(bytes_length);
  mapping.mp_subscript = binaryfunc.of(bytes_subscript);
  buffer_procs(t).bf_getbuffer = getbufferproc.of(bytes_buffer_getbuffer);
  define_bytes_methods();
  init_bytes_iterator();
}
