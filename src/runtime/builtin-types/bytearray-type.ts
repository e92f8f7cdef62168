/**
 * The type bytearray: creation from Python, comparison, operators, slots. CPython: Objects/bytearrayobject.c.
 */

import { _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import {
  Py_buffer,
  Py_buffer_OnStack,
  PyBUF_FULL_RO,
  PyBUF_SIMPLE,
  PyBuffer_FillInfo,
  PyBuffer_Release,
  PyObject_CheckBuffer,
  PyObject_GetBuffer,
} from "../abstract/buffer";
import {
  PyErr_Clear,
  PyErr_ClearIf,
  PyErr_ExceptionMatches,
  PyErr_Format,
  PyErr_NoMemory,
  PyErr_SetString,
} from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { _PyIndex_Check, PyNumber_AsSsize_t } from "../abstract/number-convert";
import { Py_EQ, Py_NE, richcompare_order } from "../abstract/object-protocol";
import { PySequence_Fast_GET_SIZE, PySequence_Fast_ITEMS } from "../abstract/sequence";
import { PyErr_WriteUnraisable } from "../abstract/unraisable";
import { PyMem_Free, PyMem_Malloc, PyObject_Free } from "../memory/domains";
import { strlen } from "../object/c-string";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_SET_SIZE, Py_SIZE, Py_ssize_t, PyObject, ptr, Slots } from "../object/object";
import {
  allocfunc,
  binaryfunc,
  destructor,
  freefunc,
  getattrofunc,
  getbufferproc,
  getiterfunc,
  initproc,
  lenfunc,
  newfunc,
  objobjargproc,
  objobjproc,
  releasebufferproc,
  reprfunc,
  richcmpfunc,
  ssizeargfunc,
  ssizeobjargproc,
} from "../object/slots";
import { interp, tstate } from "../object/state";
import {
  Py_False,
  Py_NotImplemented,
  Py_True,
  PyByteArray_Type,
  PyExc_BytesWarning,
  PyExc_OverflowError,
  PyExc_SystemError,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import { _Py_TPFLAGS_MATCH_SELF, Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DEFAULT } from "../object/type-object";
import { PyType_GenericAlloc, PyType_GenericNew } from "./base-object-alloc";
import {
  PyByteArray_AS_STRING,
  PyByteArray_Check,
  PyByteArray_Concat,
  PyByteArray_FromStringAndSize,
  PyByteArray_Resize,
  PyByteArrayObject,
} from "./bytearray";
import { define_bytearray_methods } from "./bytearray-method-table";
import {
  byte_item_value,
  bytearray_ass_item,
  bytearray_ass_subscript,
  bytearray_getitem,
  bytearray_subscript,
} from "./bytearray-subscript";
import { _PyBytes_FormatEx } from "./bytes-format";
import { bytearray_iter, init_bytearray_iterator } from "./bytes-iterator";
import { bytes_contains } from "./bytes-search";
import { PyLong_CheckExact } from "./int";
import { PyList_CheckExact } from "./list";
import { PyBuffer_ToContiguous } from "./memoryview-copy";
import { PyUnicode_Check, PyUnicode_FromStringAndSize } from "./str";
import { PyUnicode_AsEncodedString } from "./str-codecs";
import { memcompare } from "./str-compare";
import { repeat_in_place } from "./str-copy";
import { _PyArg_AsCString } from "./str-methods";
import { PyTuple_CheckExact } from "./tuple";
import { _PyType_Name } from "./type";
import { buffer_procs, mapping_methods, number_methods, sequence_methods, static_type } from "./type-define";
import { hex_digit } from "./unicode-replacements";
import { PyErr_WarnEx } from "./warnings";

function bytearray_dealloc(o: PyObject): void {
  const self = changetype<PyByteArrayObject>(o);
  if (self.ob_exports > 0) {
    PyErr_SetString(PyExc_SystemError, cstr("deallocated bytearray object has exported buffers"));
    PyErr_WriteUnraisable(null);
  }
  if (self.ob_bytes !== 0) PyMem_Free(self.ob_bytes);
  o.ob_type.tp_free!.call(o);
}

function bytearray_free(o: PyObject): void {
  PyObject_Free(ptr(o));
}

function bytearray_length(o: PyObject): Py_ssize_t {
  return Py_SIZE(o);
}

function bytearray_getbuffer(o: PyObject, view: usize, flags: i32): i32 {
  const status = PyBuffer_FillInfo(changetype<Py_buffer>(view), o, PyByteArray_AS_STRING(o), Py_SIZE(o), false, flags);
  if (status === 0) changetype<PyByteArrayObject>(o).ob_exports++;
  return status;
}

function bytearray_releasebuffer(o: PyObject, _view: usize): void {
  changetype<PyByteArrayObject>(o).ob_exports--;
}

/** self += other. Returns a new reference to self. */
export function bytearray_iconcat(self: PyObject, other: PyObject): PyObject | null {
  const mark = stack_mark();
  const vo = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (PyObject_GetBuffer(other, vo, PyBUF_SIMPLE) !== 0) {
    PyErr_Format(PyExc_TypeError, cstr("can't concat %.100s to %.100s"), other.ob_type.tp_name, self.ob_type.tp_name);
  } else {
    const size = Py_SIZE(self);
    if (size > i32.MAX_VALUE - 64 - vo.len) PyErr_NoMemory();
    else if (PyByteArray_Resize(self, size + vo.len) === 0) {
      memory.copy(PyByteArray_AS_STRING(self) + <usize>size, vo.buf, <usize>vo.len);
      result = Py_NewRef(self);
    }
    PyBuffer_Release(vo);
  }
  stack_release(mark);
  return result;
}

/** size * count, -1 with MemoryError. */
function repeated_size(size: i32, count: i64): i32 {
  if (count < 0) count = 0;
  if (size === 0) return 0;
  if (count <= <i64>(i32.MAX_VALUE - 64) / <i64>size) return size * <i32>count;
  PyErr_NoMemory();
  return -1;
}

function bytearray_repeat(self: PyObject, count: i64): PyObject | null {
  const mysize = Py_SIZE(self);
  const size = repeated_size(mysize, count);
  if (size < 0) return null;
  const result = PyByteArray_FromStringAndSize(0, size);
  if (result && size !== 0) {
    const out = PyByteArray_AS_STRING(result);
    memory.copy(out, PyByteArray_AS_STRING(self), <usize>mysize);
    repeat_in_place(out, <usize>size, <usize>mysize);
  }
  return result;
}

function bytearray_irepeat(self: PyObject, count: i64): PyObject | null {
  if (count === 1) return Py_NewRef(self);
  const mysize = Py_SIZE(self);
  const size = repeated_size(mysize, count);
  if (size < 0 || PyByteArray_Resize(self, size) < 0) return null;
  if (size !== 0) repeat_in_place(PyByteArray_AS_STRING(self), <usize>size, <usize>mysize);
  return Py_NewRef(self);
}

/** Writes the bytes with escapes; returns the end. Single quotes are always escaped. */
function write_escaped(p: usize, data: usize, length: i32): usize {
  for (let i = 0; i < length; i++) {
    const c: u32 = load<u8>(data + <usize>i);
    if (c >= 0x20 && c < 0x7f && c !== 0x27 && c !== 0x5c) {
      store<u8>(p++, c);
      continue;
    }
    store<u8>(p++, 0x5c);
    if (c === 0x27 || c === 0x5c) store<u8>(p++, c);
    else if (c === 9) store<u8>(p++, 0x74);
    else if (c === 10) store<u8>(p++, 0x6e);
    else if (c === 13) store<u8>(p++, 0x72);
    else {
      store<u8>(p, 0x78);
      store<u8>(p, hex_digit(c >> 4), 1);
      store<u8>(p, hex_digit(c & 15), 2);
      p += 3;
    }
  }
  return p;
}

function bytearray_repr(self: PyObject): PyObject | null {
  const className = _PyType_Name(self.ob_type);
  const name_length = strlen(className);
  const length = Py_SIZE(self);
  const data = PyByteArray_AS_STRING(self);
  const newsize = <i64>length * 4 + 6 + <i64>name_length;
  if (newsize > <i64>i32.MAX_VALUE) {
    PyErr_SetString(PyExc_OverflowError, cstr("bytearray object is too large to make repr"));
    return null;
  }
  const buffer = PyMem_Malloc(<usize>newsize);
  if (buffer === 0) return PyErr_NoMemory();
  // Double quotes where there are single ones only.
  let quote: u32 = 0x27;
  for (let i = 0; i < length; i++) {
    const c: u32 = load<u8>(data + <usize>i);
    if (c === 0x22) {
      quote = 0x27;
      break;
    }
    if (c === 0x27) quote = 0x22;
  }
  memory.copy(buffer, className, <usize>name_length);
  let p = buffer + <usize>name_length;
  store<u8>(p, 0x28);
  store<u8>(p, 0x62, 1);
  store<u8>(p, quote, 2);
  p = write_escaped(p + 3, data, length);
  store<u8>(p, quote);
  store<u8>(p, 0x29, 1);
  const v = PyUnicode_FromStringAndSize(buffer, <i32>(p + 2 - buffer));
  PyMem_Free(buffer);
  return v;
}

function bytearray_str(self: PyObject): PyObject | null {
  if (interp.bytes_warning && PyErr_WarnEx(PyExc_BytesWarning, cstr("str() on a bytearray instance"), 1) < 0)
    return null;
  return bytearray_repr(self);
}

function bytearray_richcompare(self: PyObject, other: PyObject, op: i32): PyObject | null {
  if (!PyObject_CheckBuffer(self) || !PyObject_CheckBuffer(other)) {
    if (interp.bytes_warning && (op === Py_EQ || op === Py_NE) && (PyUnicode_Check(self) || PyUnicode_Check(other))) {
      if (PyErr_WarnEx(PyExc_BytesWarning, cstr("Comparison between bytearray and string"), 1) < 0) return null;
    }
    return Py_NotImplemented;
  }
  const mark = stack_mark();
  const a = Py_buffer_OnStack();
  const b = Py_buffer_OnStack();
  let result: PyObject = Py_NotImplemented;
  if (PyObject_GetBuffer(self, a, PyBUF_SIMPLE) === 0 && PyObject_GetBuffer(other, b, PyBUF_SIMPLE) === 0) {
    if (a.len !== b.len && (op === Py_EQ || op === Py_NE)) result = op === Py_NE ? Py_True : Py_False;
    else {
      let order = memcompare(a.buf, b.buf, <usize>min(a.len, b.len));
      if (order === 0) order = a.len < b.len ? -1 : a.len > b.len ? 1 : 0;
      result = richcompare_order(order, op);
    }
  } else PyErr_Clear();
  PyBuffer_Release(b);
  PyBuffer_Release(a);
  stack_release(mark);
  return result;
}

function bytearray_mod(self: PyObject, arg: PyObject): PyObject | null {
  if (!PyByteArray_Check(self)) return Py_NotImplemented;
  return _PyBytes_FormatEx(PyByteArray_AS_STRING(self), Py_SIZE(self), arg, true);
}

const init_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

function bytearray_init(self: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const mark = stack_mark();
  const fname = cstr("bytearray");
  const a = _PyArg_UnpackKeywordsTuple(init_spec, fname, cstr("source encoding errors"), 0, args, kwds, 0, 3);
  stack_release(mark);
  if (a === 0) return -1;
  const source = Slots.at(a).getOrNull(0);
  const second = Slots.at(a).getOrNull(1);
  const third = Slots.at(a).getOrNull(2);
  let encoding: usize = 0;
  let errors: usize = 0;
  if (second) {
    encoding = _PyArg_AsCString(fname, cstr("argument 'encoding'"), second);
    if (encoding === 0) return -1;
  }
  if (third) {
    errors = _PyArg_AsCString(fname, cstr("argument 'errors'"), third);
    if (errors === 0) return -1;
  }
  if (Py_SIZE(self) !== 0 && PyByteArray_Resize(self, 0) < 0) return -1;
  return fill(self, source, encoding, errors);
}

function type_error(text: usize): i32 {
  PyErr_SetString(PyExc_TypeError, text);
  return -1;
}

/** Fills the empty `self` from the arguments of its constructor. */
function fill(self: PyObject, arg: PyObject | null, encoding: usize, errors: usize): i32 {
  if (arg && PyUnicode_Check(arg)) return fill_encoded(self, arg, encoding, errors);
  if (encoding) return type_error(cstr("encoding without a string argument"));
  if (errors) return type_error(cstr("errors without a string argument"));
  if (!arg) return 0;
  if (_PyIndex_Check(arg)) {
    const count = PyNumber_AsSsize_t(arg, PyExc_OverflowError);
    if (count !== -1 || !tstate.current_exception) return fill_zeros(self, count);
    if (!PyErr_ClearIf(PyExc_TypeError)) return -1;
  }
  if (PyObject_CheckBuffer(arg)) return fill_from_buffer(self, arg);
  return fill_from_items(self, arg);
}

function fill_encoded(self: PyObject, arg: PyObject, encoding: usize, errors: usize): i32 {
  if (encoding === 0) return type_error(cstr("string argument without an encoding"));
  const encoded = PyUnicode_AsEncodedString(arg, encoding, errors);
  if (!encoded) return -1;
  const result = bytearray_iconcat(self, encoded);
  Py_DECREF(encoded);
  if (!result) return -1;
  Py_DECREF(result);
  return 0;
}

function fill_zeros(self: PyObject, count: i64): i32 {
  if (count < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("negative count"));
    return -1;
  }
  if (count > <i64>i32.MAX_VALUE) {
    PyErr_NoMemory();
    return -1;
  }
  if (count > 0) {
    if (PyByteArray_Resize(self, <i32>count) < 0) return -1;
    memory.fill(PyByteArray_AS_STRING(self), 0, <usize>count);
  }
  return 0;
}

/** A new bytearray with what is in the buffer of `o`: new reference, NULL with an exception. */
export function _PyByteArray_FromBufferObject(o: PyObject): PyObject | null {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (PyObject_GetBuffer(o, view, PyBUF_FULL_RO) === 0) {
    const bytes = PyByteArray_FromStringAndSize(0, view.len);
    if (bytes && PyBuffer_ToContiguous(PyByteArray_AS_STRING(bytes), view, view.len, 0x43) < 0) Py_DECREF(bytes);
    else result = bytes;
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

function fill_from_buffer(self: PyObject, arg: PyObject): i32 {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let status = PyObject_GetBuffer(arg, view, PyBUF_FULL_RO);
  if (status === 0) {
    status = PyByteArray_Resize(self, view.len);
    if (status === 0) status = PyBuffer_ToContiguous(PyByteArray_AS_STRING(self), view, view.len, 0x43);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return status;
}

/** A list or tuple of exact ints: nothing can run in between. True when done, else the part done counts. */
function fill_from_ints(self: PyObject, arg: PyObject): i32 {
  const size = PySequence_Fast_GET_SIZE(arg);
  if (size === 0) return 1;
  if (PyByteArray_Resize(self, size) < 0) return -1;
  const items = PySequence_Fast_ITEMS(arg);
  for (let i = 0; i < size; i++) {
    const item = items.get(i);
    if (!PyLong_CheckExact(item)) {
      // Begin anew, by iteration.
      Py_SET_SIZE(self, 0);
      return 0;
    }
    const value = byte_item_value(item);
    if (value < 0) return -1;
    store<u8>(PyByteArray_AS_STRING(self) + <usize>i, value);
  }
  return 1;
}

function fill_from_items(self: PyObject, arg: PyObject): i32 {
  if (PyList_CheckExact(arg) || PyTuple_CheckExact(arg)) {
    const done = fill_from_ints(self, arg);
    if (done !== 0) return done < 0 ? -1 : 0;
  }
  const it = PyObject_GetIter(arg);
  if (!it) {
    if (PyErr_ExceptionMatches(PyExc_TypeError)) {
      PyErr_Format(PyExc_TypeError, cstr("cannot convert '%.200s' object to bytearray"), arg.ob_type.tp_name);
    }
    return -1;
  }
  let status = 0;
  while (status === 0) {
    const item = PyIter_Next(it);
    if (!item) {
      if (tstate.current_exception) status = -1;
      break;
    }
    const value = byte_item_value(item);
    Py_DECREF(item);
    status = value < 0 ? -1 : append_byte(self, value);
  }
  Py_DECREF(it);
  return status;
}

/** Appends within the allocation where that is possible. */
function append_byte(self: PyObject, value: i32): i32 {
  const size = Py_SIZE(self);
  const o = changetype<PyByteArrayObject>(self);
  if (size + 1 < o.ob_alloc) {
    Py_SET_SIZE(self, size + 1);
    store<u8>(PyByteArray_AS_STRING(self) + <usize>size + 1, 0);
  } else if (PyByteArray_Resize(self, size + 1) < 0) return -1;
  store<u8>(PyByteArray_AS_STRING(self) + <usize>size, value);
  return 0;
}

/** Fills PyByteArray_Type and its iterator's. */
export function init_bytearray_type(): void {
  const t = PyByteArray_Type;
  static_type(
    t,
    cstr("bytearray"),
    offsetof<PyByteArrayObject>(),
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | _Py_TPFLAGS_MATCH_SELF,
  );
  t.tp_doc = cstr(
    "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\nbytearray(int) -> bytes array of size given by the parameter initialized with null bytes\nbytearray() -> empty bytes array\n\nA mutable sequence of bytes.",
  );
  t.tp_dealloc = destructor.of(bytearray_dealloc);
  t.tp_repr = reprfunc.of(bytearray_repr);
  t.tp_str = reprfunc.of(bytearray_str);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_richcompare = richcmpfunc.of(bytearray_richcompare);
  t.tp_iter = getiterfunc.of(bytearray_iter);
  t.tp_init = initproc.of(bytearray_init);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_new = newfunc.of(PyType_GenericNew);
  t.tp_free = freefunc.of(bytearray_free);
  number_methods(t).nb_remainder = binaryfunc.of(bytearray_mod);
  const sequence = sequence_methods(t);
  sequence.sq_length = lenfunc.of(bytearray_length);
  sequence.sq_concat = binaryfunc.of(PyByteArray_Concat);
  sequence.sq_repeat = ssizeargfunc.of(bytearray_repeat);
  sequence.sq_item = ssizeargfunc.of(bytearray_getitem);
  sequence.sq_ass_item = ssizeobjargproc.of(bytearray_ass_item);
  sequence.sq_contains = objobjproc.of(bytes_contains);
  sequence.sq_inplace_concat = binaryfunc.of(bytearray_iconcat);
  sequence.sq_inplace_repeat = ssizeargfunc.of(bytearray_irepeat);
  const mapping = mapping_methods(t);
  mapping.mp_length = lenfunc.of(bytearray_length);
  mapping.mp_subscript = binaryfunc.of(bytearray_subscript);
  mapping.mp_ass_subscript = objobjargproc.of(bytearray_ass_subscript);
  const procs = buffer_procs(t);
  procs.bf_getbuffer = getbufferproc.of(bytearray_getbuffer);
  procs.bf_releasebuffer = releasebufferproc.of(bytearray_releasebuffer);
  define_bytearray_methods();
  init_bytearray_iterator();
}
