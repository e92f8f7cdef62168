/**
 * Writing marshal data. CPython: the w_* functions of Python/marshal.c. The type bytes are in vm/marshal-read.ts.
 *
 * From version 3 on, objects that may be met again (all but those with one reference, interned strings excepted) get
 * numbers, in the order in which they are begun; FLAG_REF in the type byte tells the reader to count, too. The second time
 * TYPE_REF and the number are written. Version 1 has binary floats from 2 on, interned strings from 3 on, short forms of
 * ASCII strings and tuples from 4 on.
 */

import {
  Py_buffer_OnStack,
  PyBUF_SIMPLE,
  PyBuffer_Release,
  PyObject_CheckBuffer,
  PyObject_GetBuffer,
} from "../abstract/buffer";
import { PyErr_Clear, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import {
  _PyBytes_Resize,
  PyBytes_AS_STRING,
  PyBytes_CheckExact,
  PyBytes_FromStringAndSize,
  PyBytes_GET_SIZE,
} from "../builtin-types/bytes";
import { PyCode_Check, PyCodeObject } from "../builtin-types/code";
import { _PyCode_GetCode } from "../builtin-types/code-attributes";
import { complex_imag, complex_real, PyComplex_CheckExact } from "../builtin-types/complex";
import { PyDict_Next } from "../builtin-types/dict";
import { PyFloat_AS_DOUBLE, PyFloat_CheckExact } from "../builtin-types/float";
import { PyOS_double_to_string } from "../builtin-types/float-to-string";
import {
  _PyLong_DigitCount,
  _PyLong_IsNegative,
  PyLong,
  PyLong_AsLongAndOverflow,
  PyLong_CheckExact,
} from "../builtin-types/int";
import { PyList_GET_ITEM, PyList_GET_SIZE, PyList_New, PyList_SET_ITEM, PyList_Sort } from "../builtin-types/list";
import { _PySet_NextEntry, PySet_Size } from "../builtin-types/set";
import {
  PyUnicode_CHECK_INTERNED,
  PyUnicode_CheckExact,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
} from "../builtin-types/str";
import { _PyUnicode_AsUTF8String } from "../builtin-types/str-codecs";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "../builtin-types/tuple";
import { PyMem_Calloc, PyMem_Free } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { obj, Py_DECREF, Py_IS_TYPE, Py_NewRef, Py_REFCNT, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import {
  Py_Ellipsis,
  Py_False,
  Py_None,
  Py_True,
  PyDict_Type,
  PyExc_StopIteration,
  PyExc_ValueError,
  PyFrozenSet_Type,
  PyList_Type,
  PySet_Type,
  PyTuple_Type,
} from "../object/static-types";
import * as marshal from "../vm/marshal-read";

const WFERR_OK: i32 = 0;
const WFERR_UNMARSHALLABLE: i32 = 1;
const WFERR_NESTEDTOODEEP: i32 = 2;
const WFERR_NOMEMORY: i32 = 3;
const WFERR_CODE_NOT_ALLOWED: i32 = 4;

/** WFILE. */
@unmanaged
class Writer {
  /** The bytes object that is being filled, or NULL once memory was out: owned. */
  str: PyObject | null;
  at: usize;
  end: usize;
  depth: i32;
  version: i32;
  allow_code: i32;
  error: i32;
  /** Table of {object address (owned reference), number}, 8 bytes each; 0: version < 3. */
  table: usize;
  /** Slots, a power of two. */
  capacity: i32;
  count: i32;
}

const INITIAL_SIZE: i32 = 50;
const INITIAL_CAPACITY: i32 = 64;
const LARGE_SIZE: i32 = 16 * 1024 * 1024;

// ---- Bytes ------------------------------------------------------------------------------------------------------------

/** Room for `needed` more bytes; false when memory is out. */
function w_reserve(p: Writer, needed: i32): bool {
  const str = p.str;
  if (!str) return false;
  const start = PyBytes_AS_STRING(str);
  const position = <i32>(p.at - start);
  const size = PyBytes_GET_SIZE(str);
  const growth = size > LARGE_SIZE ? size >> 3 : size + 1024;
  const bigger = _PyBytes_Resize(str, size + max(growth, needed));
  p.str = bigger;
  if (!bigger) {
    PyErr_Clear();
    p.error = WFERR_NOMEMORY;
    p.at = 0;
    p.end = 0;
    return false;
  }
  p.at = PyBytes_AS_STRING(bigger) + <usize>position;
  p.end = PyBytes_AS_STRING(bigger) + <usize>PyBytes_GET_SIZE(bigger);
  return true;
}

function w_byte(p: Writer, value: i32): void {
  if (p.at === p.end && !w_reserve(p, 1)) return;
  store<u8>(p.at++, <u8>value);
}

function w_string(p: Writer, bytes: usize, n: i32): void {
  if (n === 0) return;
  if (<i32>(p.end - p.at) < n && !w_reserve(p, n)) return;
  memory.copy(p.at, bytes, <usize>n);
  p.at += <usize>n;
}

function w_short(p: Writer, value: i32): void {
  w_byte(p, value & 255);
  w_byte(p, (value >> 8) & 255);
}

function w_long(p: Writer, value: i32): void {
  w_short(p, value & 0xffff);
  w_short(p, value >> 16);
}

/** A length of 4 bytes and the bytes. */
function w_pstring(p: Writer, bytes: usize, n: i32): void {
  w_long(p, n);
  w_string(p, bytes, n);
}

/** A length of one byte and the bytes. */
function w_short_pstring(p: Writer, bytes: usize, n: i32): void {
  w_byte(p, n);
  w_string(p, bytes, n);
}

// ---- References -------------------------------------------------------------------------------------------------------

/** The slot of `address`, or the free one where it belongs. */
function find_slot(table: usize, capacity: i32, address: usize): usize {
  let i = <i32>((<u32>address >> 4) * 2654435769) & (capacity - 1);
  while (true) {
    const slot = table + ((<usize>i) << 3);
    const known = load<u32>(slot);
    if (known === 0 || known === <u32>address) return slot;
    i = (i + 1) & (capacity - 1);
  }
}

/** Twice as many slots: false when memory is out. */
function grow_table(p: Writer): bool {
  const capacity = p.capacity << 1;
  const table = PyMem_Calloc(<usize>capacity, 8);
  if (!table) return false;
  for (let i = 0; i < p.capacity; i++) {
    const from = p.table + ((<usize>i) << 3);
    const address = load<u32>(from);
    if (address !== 0) store<u64>(find_slot(table, capacity, <usize>address), load<u64>(from));
  }
  PyMem_Free(p.table);
  p.table = table;
  p.capacity = capacity;
  return true;
}

/** Writes a reference to an object that has a number: true. Else gives it one if it may be met again: FLAG_REF in tstate.out_i32. */
function w_ref(p: Writer, v: PyObject): bool {
  tstate.out_i32 = 0;
  if (!p.table) return false;
  const interned = PyUnicode_CheckExact(v) && PyUnicode_CHECK_INTERNED(v) !== 0;
  if (Py_REFCNT(v) === 1 && !interned) return false;
  const slot = find_slot(p.table, p.capacity, ptr(v));
  if (load<u32>(slot) !== 0) {
    w_byte(p, marshal.TYPE_REF);
    w_long(p, load<i32>(slot, 4));
    return true;
  }
  store<u32>(slot, <u32>ptr(Py_NewRef(v)));
  store<i32>(slot, p.count++, 4);
  if (p.count << 1 > p.capacity && !grow_table(p)) {
    p.error = WFERR_NOMEMORY;
    return true;
  }
  tstate.out_i32 = marshal.FLAG_REF;
  return false;
}

function release_table(p: Writer): void {
  if (!p.table) return;
  for (let i = 0; i < p.capacity; i++) {
    const address = load<u32>(p.table + ((<usize>i) << 3));
    if (address !== 0) Py_DECREF(obj(<usize>address));
  }
  PyMem_Free(p.table);
}

// ---- Objects ----------------------------------------------------------------------------------------------------------

/** A large int as 15-bit digits. */
function w_PyLong(p: Writer, o: PyObject, flag: i32): void {
  const v = PyLong(o);
  w_byte(p, marshal.TYPE_LONG | flag);
  const n = _PyLong_DigitCount(v);
  const top = v.at(n - 1);
  const count = 2 * n - (top >> 15 === 0 ? 1 : 0);
  w_long(p, _PyLong_IsNegative(v) ? -count : count);
  for (let i = 0; i < n; i++) {
    const digit = v.at(i);
    w_short(p, <i32>(digit & 0x7fff));
    if (i < n - 1 || digit >> 15 !== 0) w_short(p, <i32>(digit >> 15));
  }
}

function w_int(p: Writer, v: PyObject, flag: i32): void {
  const x = PyLong_AsLongAndOverflow(v);
  if (tstate.out_i32 !== 0 || <i64>(<i32>x) !== x) {
    w_PyLong(p, v, flag);
    return;
  }
  w_byte(p, marshal.TYPE_INT | flag);
  w_long(p, <i32>x);
}

function w_float_bin(p: Writer, x: f64): void {
  const mark = stack_mark();
  const bytes = stack_alloc(8);
  store<f64>(bytes, x);
  w_string(p, bytes, 8);
  stack_release(mark);
}

/** 17 digits: enough for any float. */
function w_float_str(p: Writer, x: f64): void {
  const text = PyOS_double_to_string(x, 103, 17, 0);
  if (!text) {
    PyErr_Clear();
    p.error = WFERR_NOMEMORY;
    return;
  }
  w_short_pstring(p, text, tstate.out_i32);
  PyMem_Free(text);
}

function w_float(p: Writer, v: PyObject, flag: i32): void {
  const x = PyFloat_AS_DOUBLE(v);
  if (p.version > 1) {
    w_byte(p, marshal.TYPE_BINARY_FLOAT | flag);
    w_float_bin(p, x);
  } else {
    w_byte(p, marshal.TYPE_FLOAT | flag);
    w_float_str(p, x);
  }
}

function w_complex(p: Writer, v: PyObject, flag: i32): void {
  if (p.version > 1) {
    w_byte(p, marshal.TYPE_BINARY_COMPLEX | flag);
    w_float_bin(p, complex_real(v));
    w_float_bin(p, complex_imag(v));
  } else {
    w_byte(p, marshal.TYPE_COMPLEX | flag);
    w_float_str(p, complex_real(v));
    w_float_str(p, complex_imag(v));
  }
}

function w_ascii(p: Writer, v: PyObject, flag: i32): void {
  const n = PyUnicode_GET_LENGTH(v);
  const interned = PyUnicode_CHECK_INTERNED(v) !== 0;
  if (n < 256) {
    w_byte(p, (interned ? marshal.TYPE_SHORT_ASCII_INTERNED : marshal.TYPE_SHORT_ASCII) | flag);
    w_short_pstring(p, PyUnicode_DATA(v), n);
  } else {
    w_byte(p, (interned ? marshal.TYPE_ASCII_INTERNED : marshal.TYPE_ASCII) | flag);
    w_pstring(p, PyUnicode_DATA(v), n);
  }
}

function w_unicode(p: Writer, v: PyObject, flag: i32): void {
  if (p.version >= 4 && PyUnicode_IS_ASCII(v)) {
    w_ascii(p, v, flag);
    return;
  }
  const utf8 = _PyUnicode_AsUTF8String(v, cstr("surrogatepass"));
  if (!utf8) {
    PyErr_Clear();
    p.error = WFERR_UNMARSHALLABLE;
    return;
  }
  const interned = p.version >= 3 && PyUnicode_CHECK_INTERNED(v) !== 0;
  w_byte(p, (interned ? marshal.TYPE_INTERNED : marshal.TYPE_UNICODE) | flag);
  w_pstring(p, PyBytes_AS_STRING(utf8), PyBytes_GET_SIZE(utf8));
  Py_DECREF(utf8);
}

function w_tuple(p: Writer, v: PyObject, flag: i32): void {
  const n = PyTuple_GET_SIZE(v);
  if (p.version >= 4 && n < 256) {
    w_byte(p, marshal.TYPE_SMALL_TUPLE | flag);
    w_byte(p, n);
  } else {
    w_byte(p, marshal.TYPE_TUPLE | flag);
    w_long(p, n);
  }
  for (let i = 0; i < n; i++) w_object(p, PyTuple_GET_ITEM(v, i));
}

function w_list(p: Writer, v: PyObject, flag: i32): void {
  const n = PyList_GET_SIZE(v);
  w_byte(p, marshal.TYPE_LIST | flag);
  w_long(p, n);
  for (let i = 0; i < n && i < PyList_GET_SIZE(v); i++) w_object(p, PyList_GET_ITEM(v, i));
}

function w_dict(p: Writer, v: PyObject, flag: i32): void {
  w_byte(p, marshal.TYPE_DICT | flag);
  let pos = 0;
  while ((pos = PyDict_Next(v, pos)) !== 0) {
    const value = tstate.out_object2!;
    w_object(p, tstate.out_object!);
    w_object(p, value);
  }
  w_byte(p, marshal.TYPE_NULL);
}

/** The elements as a list of (marshal data, element), sorted: new reference, NULL when an element can't be written. */
function sorted_elements(p: Writer, v: PyObject): PyObject | null {
  const pairs = PyList_New(PySet_Size(v));
  if (!pairs) return null;
  let pos = 0;
  let i = 0;
  while ((pos = _PySet_NextEntry(v, pos)) !== 0) {
    const element = Py_NewRef(tstate.out_object!);
    const dump = marshal_write(element, p.version, p.allow_code !== 0);
    const pair = dump ? PyTuple_Pack(dump, element) : null;
    Py_XDECREF(dump);
    Py_DECREF(element);
    if (!pair) {
      Py_DECREF(pairs);
      return null;
    }
    PyList_SET_ITEM(pairs, i++, pair);
  }
  if (PyList_Sort(pairs) === 0) return pairs;
  Py_DECREF(pairs);
  return null;
}

/** In an order that does not depend on hashes. */
function w_set(p: Writer, v: PyObject, flag: i32): void {
  w_byte(p, (Py_IS_TYPE(v, PyFrozenSet_Type) ? marshal.TYPE_FROZENSET : marshal.TYPE_SET) | flag);
  w_long(p, PySet_Size(v));
  const pairs = sorted_elements(p, v);
  if (!pairs) {
    PyErr_Clear();
    p.error = WFERR_UNMARSHALLABLE;
    return;
  }
  for (let i = 0; i < PyList_GET_SIZE(pairs); i++) w_object(p, PyTuple_GET_ITEM(PyList_GET_ITEM(pairs, i), 1));
  Py_DECREF(pairs);
}

function w_code(p: Writer, v: PyObject, flag: i32): void {
  if (!p.allow_code) {
    p.error = WFERR_CODE_NOT_ALLOWED;
    return;
  }
  const co = changetype<PyCodeObject>(v);
  const code = _PyCode_GetCode(co);
  if (!code) {
    PyErr_Clear();
    p.error = WFERR_NOMEMORY;
    return;
  }
  w_byte(p, marshal.TYPE_CODE | flag);
  w_long(p, co.co_argcount);
  w_long(p, co.co_posonlyargcount);
  w_long(p, co.co_kwonlyargcount);
  w_long(p, co.co_stacksize);
  w_long(p, co.co_flags);
  w_object(p, code);
  w_object(p, co.co_consts);
  w_object(p, co.co_names);
  w_object(p, co.co_localsplusnames);
  w_object(p, co.co_localspluskinds);
  w_object(p, co.co_filename);
  w_object(p, co.co_name);
  w_object(p, co.co_qualname);
  w_long(p, co.co_firstlineno);
  w_object(p, co.co_linetable);
  w_object(p, co.co_exceptiontable);
  Py_DECREF(code);
}

/** What has a buffer, as bytes. */
function w_buffer(p: Writer, v: PyObject, flag: i32): void {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  if (PyObject_GetBuffer(v, view, PyBUF_SIMPLE) < 0) {
    PyErr_Clear();
    w_byte(p, marshal.TYPE_UNKNOWN);
    p.error = WFERR_UNMARSHALLABLE;
  } else {
    w_byte(p, marshal.TYPE_STRING | flag);
    w_pstring(p, view.buf, <i32>view.len);
    PyBuffer_Release(view);
  }
  stack_release(mark);
}

/** A container; anything else is bytes-like, or can't be written. */
function w_container(p: Writer, v: PyObject, flag: i32): void {
  if (Py_IS_TYPE(v, PyTuple_Type)) w_tuple(p, v, flag);
  else if (Py_IS_TYPE(v, PyList_Type)) w_list(p, v, flag);
  else if (Py_IS_TYPE(v, PyDict_Type)) w_dict(p, v, flag);
  else if (Py_IS_TYPE(v, PySet_Type) || Py_IS_TYPE(v, PyFrozenSet_Type)) w_set(p, v, flag);
  else if (PyCode_Check(v)) w_code(p, v, flag);
  else if (PyObject_CheckBuffer(v)) w_buffer(p, v, flag);
  else {
    w_byte(p, marshal.TYPE_UNKNOWN | flag);
    p.error = WFERR_UNMARSHALLABLE;
  }
}

function w_complex_object(p: Writer, v: PyObject, flag: i32): void {
  if (PyLong_CheckExact(v)) w_int(p, v, flag);
  else if (PyFloat_CheckExact(v)) w_float(p, v, flag);
  else if (PyComplex_CheckExact(v)) w_complex(p, v, flag);
  else if (PyBytes_CheckExact(v)) {
    w_byte(p, marshal.TYPE_STRING | flag);
    w_pstring(p, PyBytes_AS_STRING(v), PyBytes_GET_SIZE(v));
  } else if (PyUnicode_CheckExact(v)) w_unicode(p, v, flag);
  else w_container(p, v, flag);
}

/** The type byte of an object that is nothing else; 0 for all others. */
function single_object_type(v: PyObject): i32 {
  if (ptr(v) === ptr(Py_None)) return marshal.TYPE_NONE;
  if (ptr(v) === ptr(PyExc_StopIteration)) return marshal.TYPE_STOPITER;
  if (ptr(v) === ptr(Py_Ellipsis)) return marshal.TYPE_ELLIPSIS;
  if (ptr(v) === ptr(Py_False)) return marshal.TYPE_FALSE;
  return ptr(v) === ptr(Py_True) ? marshal.TYPE_TRUE : 0;
}

function w_object(p: Writer, v: PyObject): void {
  p.depth++;
  if (p.depth > marshal.MAX_MARSHAL_STACK_DEPTH) p.error = WFERR_NESTEDTOODEEP;
  else {
    const single = single_object_type(v);
    if (single) w_byte(p, single);
    else if (!w_ref(p, v)) w_complex_object(p, v, tstate.out_i32);
  }
  p.depth--;
}

// ---- The whole --------------------------------------------------------------------------------------------------------

function raise(error: i32): void {
  if (error === WFERR_NOMEMORY) PyErr_NoMemory();
  else if (error === WFERR_NESTEDTOODEEP) {
    PyErr_SetString(PyExc_ValueError, cstr("object too deeply nested to marshal"));
  } else if (error === WFERR_CODE_NOT_ALLOWED) {
    PyErr_SetString(PyExc_ValueError, cstr("marshalling code objects is disallowed"));
  } else PyErr_SetString(PyExc_ValueError, cstr("unmarshallable object"));
}

/** Sets `p` up: false with MemoryError. */
function begin(p: Writer, version: i32, allow_code: bool): bool {
  memory.fill(changetype<usize>(p), 0, offsetof<Writer>());
  p.version = version;
  p.allow_code = allow_code ? 1 : 0;
  const str = PyBytes_FromStringAndSize(0, INITIAL_SIZE);
  if (!str) return false;
  p.str = str;
  p.at = PyBytes_AS_STRING(str);
  p.end = p.at + <usize>INITIAL_SIZE;
  if (version < 3) return true;
  p.capacity = INITIAL_CAPACITY;
  p.table = PyMem_Calloc(INITIAL_CAPACITY, 8);
  if (p.table) return true;
  Py_DECREF(str);
  PyErr_NoMemory();
  return false;
}

/** `value` in format `version` as bytes: a new reference, NULL with an exception. */
export function marshal_write(value: PyObject, version: i32, allow_code: bool): PyObject | null {
  const mark = stack_mark();
  const p = changetype<Writer>(stack_alloc(offsetof<Writer>()));
  let result: PyObject | null = null;
  if (begin(p, version, allow_code)) {
    w_object(p, value);
    release_table(p);
    const str = p.str;
    if (str && p.error === WFERR_OK) result = _PyBytes_Resize(str, <i32>(p.at - PyBytes_AS_STRING(str)));
    else {
      Py_XDECREF(str);
      raise(p.error);
    }
  }
  stack_release(mark);
  return result;
}
