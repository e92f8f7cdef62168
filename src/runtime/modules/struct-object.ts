/**
 * struct.Struct. CPython: PyStructObject of Modules/_struct.c.
 *
 *   PyStructObject (56 bytes, GC)
 *   +16 s_size   bytes of a struct, -1: not initialised    +32 s_codes  records (mem domain), struct-formats.ts
 *   +24 s_len    number of values                          +40 s_format bytes, owned     +48 weakreflist
 */

import { _PyArg_AsSsize_t, _PyArg_UnpackKeywords, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyObject_GenericGetAttr, PyObject_GenericSetAttr } from "../abstract/attribute";
import {
  Py_buffer,
  Py_buffer_OnStack,
  PyBUF_SIMPLE,
  PyBUF_WRITABLE,
  PyBuffer_Release,
  PyObject_GetBuffer,
} from "../abstract/buffer";
import { PyErr_Clear, PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyNumber_AsSsize_t } from "../abstract/number-convert";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { PyLong_FromSsize_t, PyLong_FromUnsignedLongLong } from "../builtin-types/int";
import { PyUnicode_Check, PyUnicode_FromStringAndSize } from "../builtin-types/str";
import { _PyUnicode_AsASCIIString } from "../builtin-types/str-codecs";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyTuple_New, PyTuple_SET_ITEM } from "../builtin-types/tuple";
import { _PyType_Name } from "../builtin-types/type";
import { heap_member, heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { PyObject_ClearWeakRefs } from "../builtin-types/weakref";
import { PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { strlen } from "../object/c-string";
import {
  def_fast,
  def_fast_keywords,
  def_getset,
  def_noargs,
  def_o,
  Py_READONLY,
  Py_T_PYSSIZET,
} from "../object/def-tables";
import { free_instance } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  destructor,
  freefunc,
  getattrofunc,
  getter,
  initproc,
  newfunc,
  PyCFunction,
  PyCFunctionFast,
  PyCFunctionFastWithKeywords,
  reprfunc,
  setattrofunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_IndexError, PyExc_RuntimeError, PyExc_TypeError } from "../object/static-types";
import {
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_IMMUTABLETYPE,
  PyTypeObject,
} from "../object/type-object";
import {
  FORMATCODE_SIZE,
  formatcode,
  is_little_endian,
  is_native,
  measure_format,
  pack_value,
  struct_error,
  struct_state,
  unpack_value,
  write_codes,
} from "./struct-formats";
import { struct_iter_unpack } from "./struct-iterator";

@unmanaged
export class PyStructObject extends PyObject {
  s_size: i64;
  s_len: i64;
  s_codes: usize;
  s_format: PyObject | null;
  weakreflist: PyObject | null;
}

const init_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const unpack_from_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** @inline */
export function struct_of(o: PyObject): PyStructObject {
  return changetype<PyStructObject>(o);
}

/** The format as a C string; empty before __init__. */
function format_text(o: PyObject): usize {
  const format = struct_of(o).s_format!;
  return PyBytes_Check(format) ? PyBytes_AS_STRING(format) : cstr("");
}

/** False with RuntimeError: __init__ has not been called. */
export function is_ready(o: PyObject): bool {
  if (struct_of(o).s_codes !== 0) return true;
  PyErr_SetString(PyExc_RuntimeError, cstr("Struct object is not initialized"));
  return false;
}

// --- making one ---

function s_new(type: PyTypeObject, _args: PyObject, _kwds: PyObject | null): PyObject | null {
  const o = type.tp_alloc!.call(type, 0);
  if (!o) return null;
  struct_of(o).s_format = Py_None;
  struct_of(o).s_size = -1;
  struct_of(o).s_len = -1;
  return o;
}

/** Reads the format, a bytes object. -1 with struct.error. */
function prepare_s(o: PyObject): i32 {
  const format = struct_of(o).s_format!;
  const text = PyBytes_AS_STRING(format);
  if (strlen(text) !== PyBytes_GET_SIZE(format)) {
    struct_error(cstr("embedded null character"));
    return -1;
  }
  if (!measure_format(text)) return -1;
  const size = tstate.out_i64;
  const len = tstate.out_i64_2;
  const codes = PyMem_Malloc(<usize>(tstate.out_i32 + 1) * FORMATCODE_SIZE);
  if (codes === 0) {
    PyErr_NoMemory();
    return -1;
  }
  struct_of(o).s_size = size;
  struct_of(o).s_len = len;
  if (struct_of(o).s_codes !== 0) PyMem_Free(struct_of(o).s_codes);
  struct_of(o).s_codes = codes;
  write_codes(text, codes);
  return 0;
}

/** The format as bytes: new reference. */
function format_bytes(format: PyObject): PyObject | null {
  if (PyUnicode_Check(format)) return _PyUnicode_AsASCIIString(format, 0);
  if (PyBytes_Check(format)) return Py_NewRef(format);
  const text = cstr("Struct() argument 1 must be a str or bytes object, not %.200s");
  return PyErr_Format(PyExc_TypeError, text, format.ob_type.tp_name);
}

/** o.__init__(format). */
export function struct_init(o: PyObject, format: PyObject): i32 {
  const bytes = format_bytes(format);
  if (!bytes) return -1;
  const old = struct_of(o).s_format;
  struct_of(o).s_format = bytes;
  Py_XDECREF(old);
  return prepare_s(o);
}

function s_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywordsTuple(init_spec, cstr("Struct"), cstr("format"), 0, args, kwds, 1, 1);
  stack_release(mark);
  return a === 0 ? -1 : struct_init(o, Slots.at(a).get(0));
}

function s_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit.call(o.ob_type, arg);
}

function s_dealloc(o: PyObject): void {
  const self = struct_of(o);
  PyObject_GC_UnTrack(o);
  if (self.weakreflist) PyObject_ClearWeakRefs(o);
  if (self.s_codes !== 0) PyMem_Free(self.s_codes);
  Py_XDECREF(self.s_format);
  free_instance(o);
}

// --- packing ---

/** Packs `args` at `at`, which has room. False with an exception. */
function pack_all(o: PyObject, args: Slots, at: usize): bool {
  const format = format_text(o);
  const native = is_native(format);
  const little = is_little_endian(format);
  memory.fill(at, 0, <usize>struct_of(o).s_size);
  let i = 0;
  for (let p = struct_of(o).s_codes; load<u32>(p) !== 0; p += FORMATCODE_SIZE) {
    const code = changetype<formatcode>(p);
    let to = at + <usize>code.offset;
    for (let n = code.repeat; n > 0; n--) {
      if (!pack_value(to, code, args.get(i++), native, little)) return false;
      to += <usize>code.size;
    }
  }
  return true;
}

/** struct.pack(...) for a Struct: new reference. */
export function s_pack(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!is_ready(o)) return null;
  const len = struct_of(o).s_len;
  if (<i64>nargs !== len) {
    const text = cstr("pack expected %zd items for packing (got %zd)");
    return PyErr_Format(struct_state.error, text, <usize>len, <usize>nargs);
  }
  const result = PyBytes_FromStringAndSize(0, <i32>struct_of(o).s_size);
  if (!result || struct_of(o).s_size === 0) return result;
  if (pack_all(o, args, PyBytes_AS_STRING(result))) return result;
  Py_DECREF(result);
  return null;
}

/** struct.error about a buffer and an offset in it, which may be any number of 64 bits; `least` is a sum of two. */
function buffer_error(text: usize, least: u64, size: i64, offset: i64, length: i64): void {
  const first = PyLong_FromUnsignedLongLong(least);
  const second = first ? PyLong_FromSsize_t(offset) : null;
  if (first && second) {
    PyErr_Format(struct_state.error, text, ptr(first), <usize>size, ptr(second), <usize>length);
  }
  Py_XDECREF(second);
  Py_XDECREF(first);
}

/** struct.error: the offset is too far from the end. */
function outside_error(offset: i64, length: i64): void {
  const number = PyLong_FromSsize_t(offset);
  if (!number) return;
  PyErr_Format(struct_state.error, cstr("offset %S out of range for %zd-byte buffer"), ptr(number), <usize>length);
  Py_DECREF(number);
}

/** The offset, from the end when it is negative, in a buffer; -1 with struct.error. `packing` chooses the texts. */
function fit_offset(o: PyObject, given: i64, length: i64, packing: bool): i64 {
  const size = struct_of(o).s_size;
  let offset = given;
  if (offset < 0) {
    if (offset + size > 0) {
      const text = packing
        ? cstr("no space to pack %zd bytes at offset %zd")
        : cstr("not enough data to unpack %zd bytes at offset %zd");
      PyErr_Format(struct_state.error, text, <usize>size, <usize>offset);
      return -1;
    }
    if (offset + length < 0) {
      outside_error(offset, length);
      return -1;
    }
    offset += length;
  }
  if (length - offset >= size) return offset;
  const text = packing
    ? cstr(
        "pack_into requires a buffer of at least %S bytes for packing %zd bytes at offset %S (actual buffer size is %zd)",
      )
    : cstr(
        "unpack_from requires a buffer of at least %S bytes for unpacking %zd bytes at offset %S (actual buffer size is %zd)",
      );
  buffer_error(text, <u64>size + <u64>offset, size, offset, length);
  return -1;
}

/** A view that may be written; false with TypeError. */
function writable_buffer(o: PyObject, view: Py_buffer): bool {
  if (PyObject_GetBuffer(o, view, PyBUF_WRITABLE) === 0) return true;
  PyErr_Clear();
  const text = cstr("argument must be read-write bytes-like object, not %.50s");
  PyErr_Format(PyExc_TypeError, text, ptr(o) === ptr(Py_None) ? cstr("None") : o.ob_type.tp_name);
  return false;
}

/** struct.pack_into(buffer, offset, ...) for a Struct: None. */
export function s_pack_into(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!is_ready(o)) return null;
  const len = struct_of(o).s_len;
  if (<i64>nargs !== len + 2) {
    if (nargs === 0) struct_error(cstr("pack_into expected buffer argument"));
    else if (nargs === 1) struct_error(cstr("pack_into expected offset argument"));
    else {
      const text = cstr("pack_into expected %zd items for packing (got %zd)");
      PyErr_Format(struct_state.error, text, <usize>len, <usize>(nargs - 2));
    }
    return null;
  }
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let done: bool = false;
  if (writable_buffer(args.get(0), view)) {
    let offset = PyNumber_AsSsize_t(args.get(1), PyExc_IndexError);
    if (offset !== -1 || !tstate.current_exception) {
      offset = fit_offset(o, offset, <i64>view.len, true);
      done = offset >= 0 && pack_all(o, args.from(2), view.buf + <usize>offset);
    }
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return done ? Py_None : null;
}

// --- unpacking ---

/** The values at `at` as a tuple: new reference. */
export function s_unpack_internal(o: PyObject, at: usize): PyObject | null {
  const result = PyTuple_New(<i32>struct_of(o).s_len);
  if (!result) return null;
  const little = is_little_endian(format_text(o));
  let i = 0;
  for (let p = struct_of(o).s_codes; load<u32>(p) !== 0; p += FORMATCODE_SIZE) {
    const code = changetype<formatcode>(p);
    let from = at + <usize>code.offset;
    for (let n = code.repeat; n > 0; n--) {
      const value = unpack_value(from, code, little);
      if (!value) {
        Py_DECREF(result);
        return null;
      }
      PyTuple_SET_ITEM(result, i++, value);
      from += <usize>code.size;
    }
  }
  return result;
}

/** struct.unpack(buffer) for a Struct: new reference. */
export function s_unpack(o: PyObject, buffer: PyObject | null): PyObject | null {
  if (!is_ready(o)) return null;
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (PyObject_GetBuffer(buffer!, view, PyBUF_SIMPLE) === 0) {
    const size = struct_of(o).s_size;
    if (<i64>view.len === size) result = s_unpack_internal(o, view.buf);
    else PyErr_Format(struct_state.error, cstr("unpack requires a buffer of %zd bytes"), <usize>size);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

/** struct.unpack_from(buffer, offset) for a Struct: new reference. */
export function s_unpack_from(o: PyObject, buffer: PyObject, given: i64): PyObject | null {
  if (!is_ready(o)) return null;
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (PyObject_GetBuffer(buffer, view, PyBUF_SIMPLE) === 0) {
    const offset = fit_offset(o, given, <i64>view.len, false);
    if (offset >= 0) result = s_unpack_internal(o, view.buf + <usize>offset);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

function Struct_unpack_from(o: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("buffer offset");
  const a = _PyArg_UnpackKeywords(unpack_from_spec, cstr("unpack_from"), names, 0, args, nargs, null, kwnames, 1, 2);
  stack_release(mark);
  if (a === 0) return null;
  const buffer = Slots.at(a).get(0);
  const offset = Slots.at(a).getOrNull(1);
  const given = offset ? _PyArg_AsSsize_t(offset) : 0;
  return given === -1 && tstate.current_exception ? null : s_unpack_from(o, buffer, given);
}

// --- what any object has ---

function s_get_format(o: PyObject, _closure: usize): PyObject | null {
  const text = format_text(o);
  return PyUnicode_FromStringAndSize(text, strlen(text));
}

function s_get_size(o: PyObject, _closure: usize): PyObject | null {
  return PyLong_FromSsize_t(struct_of(o).s_size);
}

function s_sizeof(o: PyObject, _unused: PyObject | null): PyObject | null {
  let size = <i64>o.ob_type.tp_basicsize;
  let p = struct_of(o).s_codes;
  if (p !== 0) {
    size += <i64>FORMATCODE_SIZE;
    for (; load<u32>(p) !== 0; p += FORMATCODE_SIZE) size += <i64>FORMATCODE_SIZE;
  }
  return PyLong_FromSsize_t(size);
}

function s_repr(o: PyObject): PyObject | null {
  const format = s_get_format(o, 0);
  if (!format) return null;
  const text = PyUnicode_FromFormat(cstr("%s(%R)"), _PyType_Name(o.ob_type), ptr(format));
  Py_DECREF(format);
  return text;
}

function add_methods(t: PyTypeObject): void {
  def_o(
    t,
    cstr("iter_unpack"),
    PyCFunction.of(struct_iter_unpack),
    cstr("iter_unpack($self, buffer, /)\n--\n\nAn iterator over the structs in a buffer."),
  );
  def_fast(t, cstr("pack"), PyCFunctionFast.of(s_pack), cstr("S.pack(v1, v2, ...) -> bytes\n\nThe values as bytes."));
  def_fast(
    t,
    cstr("pack_into"),
    PyCFunctionFast.of(s_pack_into),
    cstr("S.pack_into(buffer, offset, v1, v2, ...)\n\nWrites the values into a buffer."),
  );
  def_o(
    t,
    cstr("unpack"),
    PyCFunction.of(s_unpack),
    cstr("unpack($self, buffer, /)\n--\n\nThe values in a buffer of the right size."),
  );
  def_fast_keywords(
    t,
    cstr("unpack_from"),
    PyCFunctionFastWithKeywords.of(Struct_unpack_from),
    cstr("unpack_from($self, /, buffer, offset=0)\n--\n\nThe values at some place of a buffer."),
  );
  def_noargs(
    t,
    cstr("__sizeof__"),
    PyCFunction.of(s_sizeof),
    cstr("__sizeof__($self, /)\n--\n\nS.__sizeof__() -> size of S in memory, in bytes"),
  );
  def_getset(t, cstr("format"), getter.of(s_get_format), null, cstr("struct format string"));
  def_getset(t, cstr("size"), getter.of(s_get_size), null, cstr("struct size in bytes"));
}

/** The class Struct: new reference. */
export function make_struct_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE;
  const doc = cstr("Struct(fmt) --> compiled struct object\n\nValues as bytes and back, by a format.");
  const t = heap_type(m, cstr("_struct.Struct"), offsetof<PyStructObject>(), 0, flags, doc, 1);
  if (!t) return null;
  struct_state.Struct = t;
  t.tp_dealloc = destructor.of(s_dealloc);
  t.tp_repr = reprfunc.of(s_repr);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_setattro = setattrofunc.of(PyObject_GenericSetAttr);
  t.tp_traverse = traverseproc.of(s_traverse);
  t.tp_init = initproc.of(s_init);
  t.tp_new = newfunc.of(s_new);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_weaklistoffset = <Py_ssize_t>offsetof<PyStructObject>("weakreflist");
  heap_member(t, 0, cstr("__weaklistoffset__"), Py_T_PYSSIZET, <usize>t.tp_weaklistoffset, Py_READONLY);
  add_methods(t);
  return heap_type_finish(t);
}
