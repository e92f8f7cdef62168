/** A tree record that is being written: bytes that grow, numbers, strings and constants. The format: src/compiler/tree-record.ts. */
import { PyErr_NoMemory } from "../abstract/errors";
import { _Py_EnterRecursiveCall, _Py_LeaveRecursiveCall } from "../abstract/recursion";
import { PyBool_Check } from "../builtin-types/bool";
import { PyBytes_AS_STRING, PyBytes_CheckExact, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { complex_imag, complex_real, PyComplex_CheckExact } from "../builtin-types/complex";
import { PyFloat_AS_DOUBLE, PyFloat_CheckExact } from "../builtin-types/float";
import { PyLong_AsLongAndOverflow, PyLong_CheckExact } from "../builtin-types/int";
import { _PySet_NextEntry, PySet_Size } from "../builtin-types/set";
import { PyFrozenSet_CheckExact } from "../builtin-types/set-object";
import {
  PyUnicode_CheckExact,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_COMPACT_ASCII,
} from "../builtin-types/str";
import { _PyUnicode_AsUTF8String } from "../builtin-types/str-utf8";
import { PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { _PyType_Name } from "../builtin-types/type";
import { PyMem_Realloc } from "../memory/domains";
import { strlen } from "../object/c-string";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_Ellipsis, Py_None, Py_True } from "../object/static-types";
import * as record from "./ast-record-tags";
import { PyMarshal_WriteObjectToString } from "./marshal";

@unmanaged
export class RecordWriter {
  /** A PyMem block. */
  buffer: usize;
  length: i32;
  capacity: i32;
  /** How many strings there are. */
  texts: i32;
  /** No memory: nothing is written any more, and there is a MemoryError. */
  failed: i32;
}

/** Room for `size` more bytes. False with MemoryError. */
function reserve(w: RecordWriter, size: i32): bool {
  if (w.failed) return false;
  const needed = w.length + size;
  if (needed <= w.capacity) return true;
  const capacity = max(needed, w.capacity * 2 + 1024);
  const buffer = PyMem_Realloc(w.buffer, <usize>capacity);
  if (buffer === 0) {
    w.failed = 1;
    PyErr_NoMemory();
    return false;
  }
  w.buffer = buffer;
  w.capacity = capacity;
  return true;
}

function write_bytes(w: RecordWriter, from: usize, size: i32): void {
  if (!reserve(w, size)) return;
  memory.copy(w.buffer + <usize>w.length, from, <usize>size);
  w.length += size;
}

export function write_number(w: RecordWriter, value: u64): void {
  if (!reserve(w, 10)) return;
  const start = w.buffer + <usize>w.length;
  let at = start;
  let rest = value;
  for (; rest > 0x7f; rest >>= 7) store<u8>(at++, <u8>((rest & 0x7f) | 0x80));
  store<u8>(at, <u8>rest);
  w.length += <i32>(at - start) + 1;
}

export function write_signed(w: RecordWriter, value: i64): void {
  write_number(w, <u64>((value << 1) ^ (value >> 63)));
}

export function write_head(w: RecordWriter, tag: i32, payload: i32): void {
  write_number(w, ((<u64>payload) << 3) | <u64>tag);
}

function write_f64(w: RecordWriter, value: f64): void {
  if (!reserve(w, 8)) return;
  store<f64>(w.buffer + <usize>w.length, value);
  w.length += 8;
}

function write_sized(w: RecordWriter, from: usize, size: i32): void {
  write_number(w, <u64>size);
  write_bytes(w, from, size);
}

/** Length and bytes of a str. False with an exception. */
function write_str(w: RecordWriter, text: PyObject): bool {
  if (PyUnicode_IS_COMPACT_ASCII(text)) {
    write_sized(w, PyUnicode_DATA(text), PyUnicode_GET_LENGTH(text));
    return true;
  }
  const bytes = _PyUnicode_AsUTF8String(text, cstr("surrogatepass"));
  if (!bytes) return false;
  write_sized(w, PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes));
  Py_DECREF(bytes);
  return true;
}

/** A str or bytes as a string of the tree. False with an exception. */
export function write_text(w: RecordWriter, text: PyObject): bool {
  write_head(w, record.TAG_TEXT, w.texts++);
  if (PyUnicode_CheckExact(text)) return write_str(w, text);
  write_sized(w, PyBytes_AS_STRING(text), PyBytes_GET_SIZE(text));
  return true;
}

/** How many items, and those, of a tuple. False with an exception. */
function write_items(w: RecordWriter, tuple: PyObject): bool {
  const n = PyTuple_GET_SIZE(tuple);
  write_head(w, record.TAG_CONSTANT, record.FORM_TUPLE);
  write_number(w, <u64>n);
  for (let i = 0; i < n; i++) if (!write_constant(w, PyTuple_GET_ITEM(tuple, i))) return false;
  return true;
}

/** The same of a frozenset. */
function write_elements(w: RecordWriter, set: PyObject): bool {
  let pos = 0;
  write_head(w, record.TAG_CONSTANT, record.FORM_FROZENSET);
  write_number(w, <u64>PySet_Size(set));
  while ((pos = _PySet_NextEntry(set, pos)) !== 0) if (!write_constant(w, tstate.out_object!)) return false;
  return true;
}

/** A tuple or frozenset. False with an exception. */
function write_container(w: RecordWriter, value: PyObject): bool {
  if (_Py_EnterRecursiveCall(cstr(" during compilation")) < 0) return false;
  const ok = PyTuple_CheckExact(value) ? write_items(w, value) : write_elements(w, value);
  _Py_LeaveRecursiveCall();
  return ok;
}

/** A large int. False with an exception. */
function write_marshal(w: RecordWriter, value: PyObject): bool {
  const bytes = PyMarshal_WriteObjectToString(value, 2);
  if (!bytes) return false;
  write_head(w, record.TAG_CONSTANT, record.FORM_MARSHAL);
  write_sized(w, PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes));
  Py_DECREF(bytes);
  return true;
}

function write_int(w: RecordWriter, value: PyObject): bool {
  const n = PyLong_AsLongAndOverflow(value);
  const limit: i64 = 1 << 47;
  if (tstate.out_i32 !== 0 || n <= -limit || n >= limit) return write_marshal(w, value);
  write_head(w, record.TAG_CONSTANT, record.FORM_INT);
  write_signed(w, n);
  return true;
}

/** None, Ellipsis and the numbers but int: false for other objects. */
function write_simple(w: RecordWriter, value: PyObject): bool {
  if (ptr(value) === ptr(Py_None)) write_head(w, record.TAG_CONSTANT, record.FORM_NONE);
  else if (ptr(value) === ptr(Py_Ellipsis)) write_head(w, record.TAG_CONSTANT, record.FORM_ELLIPSIS);
  else if (PyBool_Check(value)) {
    write_head(w, record.TAG_CONSTANT, ptr(value) === ptr(Py_True) ? record.FORM_TRUE : record.FORM_FALSE);
  } else if (PyFloat_CheckExact(value)) {
    write_head(w, record.TAG_CONSTANT, record.FORM_FLOAT);
    write_f64(w, PyFloat_AS_DOUBLE(value));
  } else if (PyComplex_CheckExact(value)) {
    write_head(w, record.TAG_CONSTANT, record.FORM_COMPLEX);
    write_f64(w, complex_real(value));
    write_f64(w, complex_imag(value));
  } else return false;
  return true;
}

/** Any object as a constant; what cannot be one is left to the validator. False with an exception. */
export function write_constant(w: RecordWriter, value: PyObject): bool {
  if (write_simple(w, value)) return true;
  if (PyUnicode_CheckExact(value)) {
    write_head(w, record.TAG_CONSTANT, record.FORM_STR);
    return write_str(w, value);
  }
  if (PyBytes_CheckExact(value)) {
    write_head(w, record.TAG_CONSTANT, record.FORM_BYTES);
    write_sized(w, PyBytes_AS_STRING(value), PyBytes_GET_SIZE(value));
    return true;
  }
  if (PyLong_CheckExact(value)) return write_int(w, value);
  if (PyTuple_CheckExact(value) || PyFrozenSet_CheckExact(value)) return write_container(w, value);
  const name = _PyType_Name(value.ob_type);
  write_head(w, record.TAG_CONSTANT, record.FORM_INVALID);
  write_sized(w, name, strlen(name));
  return true;
}
