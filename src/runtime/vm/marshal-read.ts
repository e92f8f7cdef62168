/**
 * Reading marshal data. CPython: the r_* functions of Python/marshal.c.
 *
 * An object is a type byte (with FLAG_REF 0x80: it gets the next reference number) and its data; integers are
 * little-endian. `refs` is a list of the numbered objects; a tuple, list, dict or set is entered before its items are read,
 * a frozenset and a code object after (None holds the place).
 */

import { PyBUF_WRITE } from "../abstract/buffer";
import { PyObject_CallMethodOneArg } from "../abstract/call";
import { PyErr_ClearIf, PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyNumber_AsSsize_t } from "../abstract/number-convert";
import { enter_uncounted, leave_uncounted } from "../abstract/recursion";
import { PyBytes_FromStringAndSize } from "../builtin-types/bytes";
import { _PyCode_New, _PyCode_Validate, code_constructor } from "../builtin-types/code-new";
import { PyComplex_FromDoubles } from "../builtin-types/complex";
import { PyDict_New, PyDict_SetItem } from "../builtin-types/dict";
import { PyFloat_FromDouble } from "../builtin-types/float";
import { _Py_parse_double } from "../builtin-types/float-from-string";
import { _PyLong_New, _PyLong_SetSignAndDigitCount, PyLong_FromLong, PyLongObject } from "../builtin-types/int";
import { PyList_Append, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New, PyList_SET_ITEM } from "../builtin-types/list";
import { PyMemoryView_FromMemory } from "../builtin-types/memoryview";
import { PyFrozenSet_New, PySet_Add, PySet_New } from "../builtin-types/set";
import { PyUnicode_FromKindAndData, PyUnicode_New } from "../builtin-types/str";
import { PyUnicode_DecodeUTF8 } from "../builtin-types/str-codecs";
import { _PyUnicode_InternImmortal, _PyUnicode_InternMortal } from "../builtin-types/str-intern";
import { PyTuple_New, PyTuple_SET_ITEM } from "../builtin-types/tuple";
import { PyMem_Free, PyMem_Malloc, PyMem_Realloc } from "../memory/domains";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import {
  Py_Ellipsis,
  Py_False,
  Py_None,
  Py_True,
  PyExc_EOFError,
  PyExc_StopIteration,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";

export const FLAG_REF: i32 = 0x80;
/** Nested objects; of those that the compiler has made any number. */
export const MAX_MARSHAL_STACK_DEPTH: i32 = 2000;

/** Type bytes. */
export const TYPE_NULL: i32 = 0x30;
export const TYPE_NONE: i32 = 0x4e;
export const TYPE_FALSE: i32 = 0x46;
export const TYPE_TRUE: i32 = 0x54;
export const TYPE_STOPITER: i32 = 0x53;
export const TYPE_ELLIPSIS: i32 = 0x2e;
export const TYPE_INT: i32 = 0x69;
/** Read, but not written any more. */
export const TYPE_INT64: i32 = 0x49;
export const TYPE_FLOAT: i32 = 0x66;
export const TYPE_BINARY_FLOAT: i32 = 0x67;
export const TYPE_COMPLEX: i32 = 0x78;
export const TYPE_BINARY_COMPLEX: i32 = 0x79;
export const TYPE_LONG: i32 = 0x6c;
export const TYPE_STRING: i32 = 0x73;
export const TYPE_INTERNED: i32 = 0x74;
export const TYPE_REF: i32 = 0x72;
export const TYPE_TUPLE: i32 = 0x28;
export const TYPE_LIST: i32 = 0x5b;
export const TYPE_DICT: i32 = 0x7b;
export const TYPE_CODE: i32 = 0x63;
export const TYPE_UNICODE: i32 = 0x75;
export const TYPE_UNKNOWN: i32 = 0x3f;
export const TYPE_SET: i32 = 0x3c;
export const TYPE_FROZENSET: i32 = 0x3e;
export const TYPE_ASCII: i32 = 0x61;
export const TYPE_ASCII_INTERNED: i32 = 0x41;
export const TYPE_SMALL_TUPLE: i32 = 0x29;
export const TYPE_SHORT_ASCII: i32 = 0x7a;
export const TYPE_SHORT_ASCII_INTERNED: i32 = 0x5a;

/**
 * RFILE. One at a time: what is called while reading bytes can't read others; while a file's `readinto` runs, the fields lie on
 * the native stack.
 */
@unmanaged
class Reader {
  /** The bytes; 0 when a file is read. */
  at: usize;
  end: usize;
  /** Borrowed: what is read with `readinto`. */
  file: PyObject | null;
  /** A PyMem block for the bytes that the file gives. */
  block: usize;
  block_size: i32;
  /** Owned list. */
  refs: PyObject;
  depth: i32;
  allow_code: i32;
  /** Interned strings become mortal ones: what the compiler does, where `marshal.loads` makes them immortal. */
  mortal: i32;
}
const r: Reader = changetype<Reader>(memory.data(96, 16));

/** A block of at least `n` bytes: false with MemoryError. */
function ensure_block(n: i32): bool {
  if (r.block && r.block_size >= n) return true;
  const block = r.block ? PyMem_Realloc(r.block, <usize>n) : PyMem_Malloc(<usize>n);
  if (!block) {
    PyErr_NoMemory();
    return false;
  }
  r.block = block;
  r.block_size = n;
  return true;
}

/** file.readinto(view of the block's first `n` bytes): its result, -1 with an exception. Other data may be read meanwhile. */
function call_readinto(file: PyObject, block: usize, n: i32): i64 {
  const mark = stack_mark();
  const saved = stack_alloc(offsetof<Reader>());
  memory.copy(saved, changetype<usize>(r), offsetof<Reader>());
  let got: i64 = -1;
  const view = PyMemoryView_FromMemory(block, n, PyBUF_WRITE);
  if (view) {
    const result = PyObject_CallMethodOneArg(file, _Py_ID("readinto"), view);
    Py_DECREF(view);
    if (result) {
      got = PyNumber_AsSsize_t(result, PyExc_ValueError);
      Py_DECREF(result);
    }
  }
  memory.copy(changetype<usize>(r), saved, offsetof<Reader>());
  stack_release(mark);
  return got;
}

/** `n` bytes of the file: their address, until the next are read; 0 with an exception. */
function read_from_file(file: PyObject, n: i32): usize {
  if (!ensure_block(n)) return 0;
  const got = call_readinto(file, r.block, n);
  if (got === <i64>n) return r.block;
  if (tstate.current_exception) return 0;
  if (got > <i64>n) {
    const text = cstr("read() returned too much data: %zd bytes requested, %zd returned");
    PyErr_Format(PyExc_ValueError, text, <usize>n, <usize>(<i32>got));
  } else PyErr_SetString(PyExc_EOFError, cstr("EOF read where not expected"));
  return 0;
}

/** `n` bytes: their address, 0 with EOFError. */
function r_string(n: i32): usize {
  const file = r.file;
  if (file) return read_from_file(file, n);
  if (n > <i32>(r.end - r.at)) {
    PyErr_SetString(PyExc_EOFError, cstr("marshal data too short"));
    return 0;
  }
  const at = r.at;
  r.at += <usize>n;
  return at;
}

/** A byte; -1 with EOFError. */
function r_byte(): i32 {
  if (!r.file && r.at >= r.end) {
    PyErr_SetString(PyExc_EOFError, cstr("EOF read where not expected"));
    return -1;
  }
  const at = r_string(1);
  return at === 0 ? -1 : <i32>load<u8>(at);
}

/** 32 bits; -1 also with EOFError. */
function r_long(): i32 {
  const at = r_string(4);
  return at === 0 ? -1 : load<i32>(at);
}

/** 16 bits, signed; -1 also with EOFError. */
function r_short(): i32 {
  const at = r_string(2);
  return at === 0 ? -1 : <i32>load<i16>(at);
}

function bad(text: usize): PyObject | null {
  PyErr_Format(PyExc_ValueError, cstr("bad marshal data (%s)"), text);
  return null;
}

/** Takes the next reference number for `o`; gives `o` back, NULL (released) with an exception. */
function r_ref(o: PyObject | null, flag: bool): PyObject | null {
  if (!o || !flag) return o;
  if (PyList_Append(r.refs, o) < 0) {
    Py_DECREF(o);
    return null;
  }
  return o;
}

/** Reserves a reference number: its index, 0 when `flag` is not set, -1 with an exception. */
function r_ref_reserve(flag: bool): i32 {
  if (!flag) return 0;
  const index = PyList_GET_SIZE(r.refs);
  return PyList_Append(r.refs, Py_None) < 0 ? -1 : index;
}

/** Fills the reserved number. */
function r_ref_insert(o: PyObject | null, index: i32, flag: bool): PyObject | null {
  if (o && flag) PyList_SET_ITEM(r.refs, index, Py_NewRef(o)); // None was there
  return o;
}

/** A count of items of 4 bytes; -1 with an exception. */
function r_count(what: usize): i32 {
  const n = r_long();
  if (n < 0) {
    if (!tstate.current_exception) bad(what);
    return -1;
  }
  return n;
}

/** The int written as 15-bit digits. */
function r_PyLong(): PyObject | null {
  const n = r_long();
  if (tstate.current_exception) return null;
  if (n === 0) return PyLong_FromLong(0);
  if (n === i32.MIN_VALUE) return bad(cstr("long size out of range"));
  const count = n < 0 ? -n : n;
  const size = (count + 1) >> 1;
  const v = _PyLong_New(size);
  if (!v) return null;
  _PyLong_SetSignAndDigitCount(v, n < 0 ? -1 : 1, size);
  for (let i = 0; i < size; i++) {
    const last = i === size - 1;
    const low = r_short();
    const high = last && (count & 1) !== 0 ? 0 : r_short();
    if (tstate.current_exception || low < 0 || high < 0) {
      Py_DECREF(v);
      return tstate.current_exception ? null : bad(cstr("digit out of range in long"));
    }
    if (last && ((count & 1) !== 0 ? low : high) === 0) {
      Py_DECREF(v);
      return bad(cstr("unnormalized long data"));
    }
    v.put(i, <u32>low | ((<u32>high) << 15));
  }
  return v;
}

/** A float as text (format version 0 and 1); -1 with an exception, too. */
function r_float_str(): f64 {
  const n = r_byte();
  if (n < 0) return -1;
  const at = r_string(n);
  if (at === 0) return -1;
  const x = _Py_parse_double(at, n);
  if (n > 0 && tstate.out_i32 === n) return x;
  const text = PyUnicode_DecodeUTF8(at, n, cstr("replace"));
  if (text) PyErr_Format(PyExc_ValueError, cstr("could not convert string to float: '%.200U'"), ptr(text));
  Py_XDECREF(text);
  return -1;
}

function r_float_bin(): f64 {
  const at = r_string(8);
  return at === 0 ? NaN : load<f64>(at);
}

/** Interns a new str: takes the reference, gives one back. */
function intern(o: PyObject | null, interned: bool): PyObject | null {
  if (!o || !interned) return o;
  return r.mortal ? _PyUnicode_InternMortal(o) : _PyUnicode_InternImmortal(o);
}

function r_ascii(n: i32, interned: bool, flag: bool): PyObject | null {
  const at = r_string(n);
  if (at === 0) return null;
  return r_ref(intern(PyUnicode_FromKindAndData(1, at, n), interned), flag);
}

function r_unicode(interned: bool, flag: bool): PyObject | null {
  const n = r_count(cstr("string size out of range"));
  if (n < 0) return null;
  if (n === 0) return r_ref(PyUnicode_New(0, 0), flag);
  const at = r_string(n);
  if (at === 0) return null;
  return r_ref(intern(PyUnicode_DecodeUTF8(at, n, cstr("surrogatepass")), interned), flag);
}

function null_item(what: usize): PyObject | null {
  if (!tstate.current_exception) PyErr_Format(PyExc_TypeError, cstr("NULL object in marshal data for %s"), what);
  return null;
}

function r_tuple(n: i32, flag: bool): PyObject | null {
  const v = r_ref(PyTuple_New(n), flag);
  if (!v) return null;
  for (let i = 0; i < n; i++) {
    const item = r_object();
    if (!item) {
      Py_DECREF(v);
      return null_item(cstr("tuple"));
    }
    PyTuple_SET_ITEM(v, i, item);
  }
  return v;
}

function r_list(flag: bool): PyObject | null {
  const n = r_count(cstr("list size out of range"));
  if (n < 0) return null;
  const v = r_ref(PyList_New(n), flag);
  if (!v) return null;
  for (let i = 0; i < n; i++) {
    const item = r_object();
    if (!item) {
      Py_DECREF(v);
      return null_item(cstr("list"));
    }
    PyList_SET_ITEM(v, i, item);
  }
  return v;
}

function r_dict(flag: bool): PyObject | null {
  const v = r_ref(PyDict_New(), flag);
  if (!v) return null;
  while (true) {
    const key = r_object();
    if (!key) break;
    const value = r_object();
    if (!value) {
      Py_DECREF(key);
      break;
    }
    const status = PyDict_SetItem(v, key, value);
    Py_DECREF(key);
    Py_DECREF(value);
    if (status < 0) break;
  }
  if (!tstate.current_exception) return v;
  Py_DECREF(v);
  return null;
}

function r_set(frozen: bool, flag: bool): PyObject | null {
  const n = r_count(cstr("set size out of range"));
  if (n < 0) return null;
  if (n === 0 && frozen) return r_ref(PyFrozenSet_New(null), flag);
  let index = 0;
  let v: PyObject | null;
  if (frozen) {
    v = PyFrozenSet_New(null);
    index = r_ref_reserve(flag);
    if (index < 0) {
      Py_XDECREF(v);
      return null;
    }
  } else v = r_ref(PySet_New(null), flag);
  if (!v) return null;
  for (let i = 0; i < n; i++) {
    const item = r_object();
    const status = item ? PySet_Add(v, item) : -1;
    Py_XDECREF(item);
    if (status < 0) {
      Py_DECREF(v);
      return null_item(cstr("set"));
    }
  }
  return frozen ? r_ref_insert(v, index, flag) : v;
}

/** What a code object is made of, while it is read: owned references on the way, NULL later. */
function r_code(flag: bool): PyObject | null {
  if (!r.allow_code) {
    PyErr_SetString(PyExc_ValueError, cstr("unmarshalling code objects is disallowed"));
    return null;
  }
  const index = r_ref_reserve(flag);
  if (index < 0) return null;
  const argcount = r_long();
  const posonlyargcount = r_long();
  const kwonlyargcount = r_long();
  const stacksize = r_long();
  const flags = r_long();
  let v: PyObject | null = null;
  if (!tstate.current_exception) {
    const code = r_object();
    const consts = code ? r_object() : null;
    const names = consts ? r_object() : null;
    const localsplusnames = names ? r_object() : null;
    const localspluskinds = localsplusnames ? r_object() : null;
    const filename = localspluskinds ? r_object() : null;
    const name = filename ? r_object() : null;
    const qualname = name ? r_object() : null;
    const firstlineno = qualname ? r_long() : 0;
    const linetable = qualname && !tstate.current_exception ? r_object() : null;
    const exceptiontable = linetable ? r_object() : null;
    if (exceptiontable) {
      const con = code_constructor;
      con.argcount = argcount;
      con.posonlyargcount = posonlyargcount;
      con.kwonlyargcount = kwonlyargcount;
      con.stacksize = stacksize;
      con.flags = flags;
      con.firstlineno = firstlineno;
      con.code = code!;
      con.consts = consts!;
      con.names = names!;
      con.localsplusnames = localsplusnames!;
      con.localspluskinds = localspluskinds!;
      con.filename = filename!;
      con.name = name!;
      con.qualname = qualname!;
      con.linetable = linetable!;
      con.exceptiontable = exceptiontable;
      if (_PyCode_Validate(con) === 0) v = _PyCode_New(con);
    }
    Py_XDECREF(code);
    Py_XDECREF(consts);
    Py_XDECREF(names);
    Py_XDECREF(localsplusnames);
    Py_XDECREF(localspluskinds);
    Py_XDECREF(filename);
    Py_XDECREF(name);
    Py_XDECREF(qualname);
    Py_XDECREF(linetable);
    Py_XDECREF(exceptiontable);
  }
  if (!v) return null_item(cstr("code"));
  return r_ref_insert(v, index, flag);
}

function r_reference(): PyObject | null {
  const n = r_long();
  if (n < 0 || n >= PyList_GET_SIZE(r.refs)) {
    return tstate.current_exception ? null : bad(cstr("invalid reference"));
  }
  const v = PyList_GET_ITEM(r.refs, n);
  if (ptr(v) === ptr(Py_None)) return bad(cstr("invalid reference"));
  return Py_NewRef(v);
}

/** The next object: a new reference; NULL with an exception, or without one for TYPE_NULL. */
function r_object(): PyObject | null {
  const byte = r_byte();
  if (byte < 0) {
    if (PyErr_ClearIf(PyExc_EOFError)) PyErr_SetString(PyExc_EOFError, cstr("EOF read where object expected"));
    return null;
  }
  if (enter_uncounted() < 0) return null;
  const fits = ++r.depth <= MAX_MARSHAL_STACK_DEPTH || r.mortal !== 0;
  if (!fits) PyErr_SetString(PyExc_ValueError, cstr("recursion limit exceeded"));
  const v: PyObject | null = fits ? r_typed(byte & ~FLAG_REF, (byte & FLAG_REF) !== 0) : null;
  r.depth--;
  leave_uncounted();
  return v;
}

/** A number of the given type code: a new reference, NULL with an exception. */
function r_number(type: i32, flag: bool): PyObject | null {
  switch (type) {
    case TYPE_INT: {
      const n = r_long();
      return tstate.current_exception ? null : r_ref(PyLong_FromLong(n), flag);
    }
    case TYPE_INT64: {
      const at = r_string(8);
      return at === 0 ? null : r_ref(PyLong_FromLong(load<i64>(at)), flag);
    }
    case TYPE_LONG:
      return r_ref(r_PyLong(), flag);
    case TYPE_FLOAT:
    case TYPE_BINARY_FLOAT: {
      const x = type === TYPE_FLOAT ? r_float_str() : r_float_bin();
      return tstate.current_exception ? null : r_ref(PyFloat_FromDouble(x), flag);
    }
    default: {
      const re = type === TYPE_COMPLEX ? r_float_str() : r_float_bin();
      if (tstate.current_exception) return null;
      const im = type === TYPE_COMPLEX ? r_float_str() : r_float_bin();
      return tstate.current_exception ? null : r_ref(PyComplex_FromDoubles(re, im), flag);
    }
  }
}

/** The object whose type code has been read: a new reference, NULL with an exception (TYPE_NULL: without). */
function r_typed(type: i32, flag: bool): PyObject | null {
  switch (type) {
    case TYPE_NULL:
      return null;
    case TYPE_NONE:
      return Py_None;
    case TYPE_STOPITER:
      Py_INCREF(PyExc_StopIteration);
      return PyExc_StopIteration;
    case TYPE_ELLIPSIS:
      return Py_Ellipsis;
    case TYPE_FALSE:
      return Py_False;
    case TYPE_TRUE:
      return Py_True;
    case TYPE_INT:
    case TYPE_INT64:
    case TYPE_LONG:
    case TYPE_FLOAT:
    case TYPE_BINARY_FLOAT:
    case TYPE_COMPLEX:
    case TYPE_BINARY_COMPLEX:
      return r_number(type, flag);
    case TYPE_STRING: {
      const n = r_count(cstr("bytes object size out of range"));
      if (n < 0) return null;
      const at = r_string(n);
      return at === 0 ? null : r_ref(PyBytes_FromStringAndSize(at, n), flag);
    }
    case TYPE_ASCII_INTERNED:
    case TYPE_ASCII: {
      const n = r_count(cstr("string size out of range"));
      return n < 0 ? null : r_ascii(n, type === TYPE_ASCII_INTERNED, flag);
    }
    case TYPE_SHORT_ASCII_INTERNED:
    case TYPE_SHORT_ASCII: {
      const n = r_byte();
      return n < 0 ? null : r_ascii(n, type === TYPE_SHORT_ASCII_INTERNED, flag);
    }
    case TYPE_INTERNED:
    case TYPE_UNICODE:
      return r_unicode(type === TYPE_INTERNED, flag);
    case TYPE_SMALL_TUPLE: {
      const n = r_byte();
      return n < 0 ? null : r_tuple(n, flag);
    }
    case TYPE_TUPLE: {
      const n = r_count(cstr("tuple size out of range"));
      return n < 0 ? null : r_tuple(n, flag);
    }
    case TYPE_LIST:
      return r_list(flag);
    case TYPE_DICT:
      return r_dict(flag);
    case TYPE_SET:
    case TYPE_FROZENSET:
      return r_set(type === TYPE_FROZENSET, flag);
    case TYPE_CODE:
      return r_code(flag);
    case TYPE_REF:
      return r_reference();
    default:
      return bad(cstr("unknown type code"));
  }
}

/** Number of bytes the last read took. */
export function marshal_bytes_read(start: usize): i32 {
  return <i32>(r.at - start);
}

/** Reads one object from what `r` is set to: new reference, NULL with an exception. */
function read_one(allow_code: bool, mortal: bool): PyObject | null {
  const refs = PyList_New(0);
  if (!refs) return null;
  r.refs = refs;
  r.depth = 0;
  r.allow_code = allow_code ? 1 : 0;
  r.mortal = mortal ? 1 : 0;
  const v = r_object();
  Py_DECREF(refs);
  if (!v && !tstate.current_exception) {
    PyErr_SetString(PyExc_TypeError, cstr("NULL object in marshal data for object"));
  }
  return v;
}

/** The object that `length` bytes at `bytes` encode: a new reference, NULL with an exception. */
export function read_object(bytes: usize, length: i32, allow_code: bool, mortal: bool): PyObject | null {
  r.at = bytes;
  r.end = bytes + <usize>length;
  r.file = null;
  return read_one(allow_code, mortal);
}

/** The next object that `file` (borrowed) has, read with its method `readinto`: a new reference, NULL with an exception. */
export function read_object_from_file(file: PyObject, allow_code: bool): PyObject | null {
  r.at = 0;
  r.end = 0;
  r.file = file;
  r.block = 0;
  r.block_size = 0;
  const v = read_one(allow_code, false);
  r.file = null;
  if (r.block) PyMem_Free(r.block);
  r.block = 0;
  return v;
}

/** An int of `v`'s kind. @inline */
export function asLong(v: PyObject): PyLongObject {
  return changetype<PyLongObject>(v);
}
