/**
 * The str object: layouts, creation, comparison, and the small C API. CPython: Objects/unicodeobject.c, cpython/unicodeobject.h.
 *
 *   PyASCIIObject (40)          PyCompactUnicodeObject (56)       PyUnicodeObject (64; instances of subclasses)
 *   +16 length  code points     +40 utf8_length  bytes            +56 data   address of the characters
 *   +24 hash    -1: not known   +48 utf8         address or 0
 *   +32 state   bit field       +56 characters ...
 *   +40 characters ...
 *
 *   state: interned 2 bits | kind 3 bits (1, 2, 4 bytes a character) | compact | ascii | statically_allocated
 *
 * Invariant: a str is in its smallest form: ascii iff all characters < U+0080, kind 1 iff all < U+0100, kind 2 iff all < U+10000.
 * A NUL of the kind's width follows the characters. `utf8` of an ASCII str is the characters themselves.
 */

import { PyErr_BadInternalCall, PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyMem_Free, PyObject_Malloc, PyObject_Realloc } from "../memory/domains";
import { strlen } from "../object/c-string";
import { cstr } from "../object/literals";
import {
  _Py_IMMORTAL_REFCNT,
  _PyObject_InitHead,
  obj,
  Py_DECREF,
  Py_hash_t,
  Py_NewRef,
  Py_REFCNT,
  Py_ssize_t,
  PyObject,
  ptr,
} from "../object/object";
import { PyExc_SystemError, PyExc_TypeError, PyExc_ValueError, PyUnicode_Type } from "../object/static-types";
import { Py_TPFLAGS_UNICODE_SUBCLASS, PyType_FastSubclass } from "../object/type-object";
import { _PyUnicode_FastCopyCharacters, convert_characters, kind_find_max_char } from "./str-copy";
import { PyUnicode_DecodeUTF8Stateful } from "./str-utf8";

// The rest of str's C API, by file.

export {
  _PyUnicode_Equal,
  _PyUnicode_EqualToASCIIString,
  PyUnicode_Compare,
  PyUnicode_CompareWithASCIIString,
  PyUnicode_EqualToUTF8AndSize,
  PyUnicode_RichCompare,
  unicode_eq,
  unicode_hash,
} from "./str-compare";
export {
  _PyUnicode_JoinArray,
  PyUnicode_Append,
  PyUnicode_Concat,
  PyUnicode_Join,
  PyUnicode_Substring,
} from "./str-concat";
export { _PyUnicode_FastCopyCharacters, _PyUnicode_FastFill, _PyUnicode_FindMaxChar } from "./str-copy";
export { unicode_repr } from "./str-repr";
export { init_unicode_type } from "./str-type";
export { PyUnicode_AsUTF8, PyUnicode_AsUTF8AndSize } from "./str-utf8";

@unmanaged
export class PyASCIIObject extends PyObject {
  length: Py_ssize_t;
  hash: i64;
  state: u32;
  state_high: u32;
}

@unmanaged
export class PyCompactUnicodeObject extends PyASCIIObject {
  utf8_length: Py_ssize_t;
  utf8: usize;
}

@unmanaged
export class PyUnicodeObject extends PyCompactUnicodeObject {
  data: usize;
}

export const SSTATE_NOT_INTERNED: u32 = 0;
export const SSTATE_INTERNED_MORTAL: u32 = 1;
export const SSTATE_INTERNED_IMMORTAL: u32 = 2;
export const SSTATE_INTERNED_IMMORTAL_STATIC: u32 = 3;
export const STATE_INTERNED_MASK: u32 = 3;
export const STATE_KIND_SHIFT: u32 = 2;
export const STATE_COMPACT: u32 = 1 << 5;
export const STATE_ASCII: u32 = 1 << 6;
export const STATE_STATIC: u32 = 1 << 7;

export const PyUnicode_1BYTE_KIND: i32 = 1;
export const PyUnicode_2BYTE_KIND: i32 = 2;
export const PyUnicode_4BYTE_KIND: i32 = 4;
export const MAX_UNICODE: u32 = 0x10ffff;

/** @inline */
export function PyUnicode_Check(o: PyObject): bool {
  return PyType_FastSubclass(o.ob_type, Py_TPFLAGS_UNICODE_SUBCLASS);
}

/** @inline */
export function PyUnicode_CheckExact(o: PyObject): bool {
  return changetype<usize>(o.ob_type) === changetype<usize>(PyUnicode_Type);
}

/** Code points. @inline */
export function PyUnicode_GET_LENGTH(o: PyObject): Py_ssize_t {
  return changetype<PyASCIIObject>(o).length;
}

/** 1, 2 or 4. @inline */
export function PyUnicode_KIND(o: PyObject): i32 {
  return <i32>((changetype<PyASCIIObject>(o).state >> STATE_KIND_SHIFT) & 7);
}

/** All characters are < U+0080. @inline */
export function PyUnicode_IS_ASCII(o: PyObject): bool {
  return (changetype<PyASCIIObject>(o).state & STATE_ASCII) !== 0;
}

/** @inline */
export function PyUnicode_IS_COMPACT(o: PyObject): bool {
  return (changetype<PyASCIIObject>(o).state & STATE_COMPACT) !== 0;
}

/** @inline */
export function PyUnicode_IS_COMPACT_ASCII(o: PyObject): bool {
  return (changetype<PyASCIIObject>(o).state & (STATE_COMPACT | STATE_ASCII)) === (STATE_COMPACT | STATE_ASCII);
}

/** One of SSTATE_*. @inline */
export function PyUnicode_CHECK_INTERNED(o: PyObject): u32 {
  return changetype<PyASCIIObject>(o).state & STATE_INTERNED_MASK;
}

/** Address of the characters. @inline */
export function PyUnicode_DATA(o: PyObject): usize {
  const state = changetype<PyASCIIObject>(o).state;
  if (!(state & STATE_COMPACT)) return changetype<PyUnicodeObject>(o).data;
  return changetype<usize>(o) + (state & STATE_ASCII ? offsetof<PyASCIIObject>() : offsetof<PyCompactUnicodeObject>());
}

/** @inline */
export function PyUnicode_READ(kind: i32, data: usize, index: i32): u32 {
  if (kind === PyUnicode_1BYTE_KIND) return load<u8>(data + <usize>index);
  if (kind === PyUnicode_2BYTE_KIND) return load<u16>(data + ((<usize>index) << 1));
  return load<u32>(data + ((<usize>index) << 2));
}

/** @inline */
export function PyUnicode_WRITE(kind: i32, data: usize, index: i32, ch: u32): void {
  if (kind === PyUnicode_1BYTE_KIND) store<u8>(data + <usize>index, ch);
  else if (kind === PyUnicode_2BYTE_KIND) store<u16>(data + ((<usize>index) << 1), ch);
  else store<u32>(data + ((<usize>index) << 2), ch);
}

/** The character at `index`, which must be in range. */
export function PyUnicode_READ_CHAR(o: PyObject, index: i32): u32 {
  return PyUnicode_READ(PyUnicode_KIND(o), PyUnicode_DATA(o), index);
}

/** An upper bound of the characters: 0x7f, 0xff, 0xffff or 0x10ffff. */
export function PyUnicode_MAX_CHAR_VALUE(o: PyObject): u32 {
  if (PyUnicode_IS_ASCII(o)) return 0x7f;
  const kind = PyUnicode_KIND(o);
  return kind === 1 ? 0xff : kind === 2 ? 0xffff : MAX_UNICODE;
}

/** The state word of a compact ASCII str that is not interned. */
const STATE_NEW_ASCII: u32 = (1 << STATE_KIND_SHIFT) | STATE_COMPACT | STATE_ASCII;

// The static strings: "" and the latin-1 characters. A non-ASCII character carries its UTF-8 (3 bytes with the NUL) behind
// its characters, as CPython's do.
const EMPTY: usize = memory.data(48, 16);
const ASCII_PITCH: usize = 48;
const ASCII_CHARACTERS: usize = memory.data(6144, 16);
const LATIN1_PITCH: usize = 64;
const LATIN1_CHARACTERS: usize = memory.data(8192, 16);

/** The empty str; immortal. Borrowed. @inline */
export function unicode_get_empty(): PyObject {
  return obj(EMPTY);
}

/** The static one-character str of `ch` < 256; immortal. Borrowed. @inline */
export function get_latin1_char(ch: u32): PyObject {
  return obj(
    ch < 128 ? ASCII_CHARACTERS + <usize>ch * ASCII_PITCH : LATIN1_CHARACTERS + <usize>(ch - 128) * LATIN1_PITCH,
  );
}

/** Head, length, hash and state of an immortal str at `at` that is not interned yet. */
export function init_static_str(at: usize, length: Py_ssize_t, state: u32): PyObject {
  const o = obj(at);
  _PyObject_InitHead(o, PyUnicode_Type);
  o.ob_refcnt = _Py_IMMORTAL_REFCNT;
  store<i64>(at, <i64>length, offsetof<PyASCIIObject>("length"));
  store<i64>(at, -1, offsetof<PyASCIIObject>("hash"));
  store<u64>(at, <u64>(state | STATE_STATIC), offsetof<PyASCIIObject>("state"));
  return o;
}

/** Head and state of an immortal ASCII str at `at`, whose characters are in place. */
export function init_static_ascii(at: usize, length: Py_ssize_t): PyObject {
  return init_static_str(at, length, STATE_NEW_ASCII);
}

/** Makes "" and the latin-1 characters. */
export function init_latin1_characters(): void {
  init_static_ascii(EMPTY, 0);
  for (let ch: u32 = 0; ch < 128; ch++) {
    const at = ASCII_CHARACTERS + <usize>ch * ASCII_PITCH;
    init_static_ascii(at, 1);
    store<u8>(at, ch, offsetof<PyASCIIObject>());
  }
  for (let ch: u32 = 128; ch < 256; ch++) {
    const at = LATIN1_CHARACTERS + <usize>(ch - 128) * LATIN1_PITCH;
    const o = init_static_str(at, 1, (1 << STATE_KIND_SHIFT) | STATE_COMPACT);
    store<u8>(at, ch, offsetof<PyCompactUnicodeObject>());
    const utf8 = at + offsetof<PyCompactUnicodeObject>() + 2;
    store<u8>(utf8, 0xc0 | (ch >> 6));
    store<u8>(utf8, 0x80 | (ch & 0x3f), 1);
    changetype<PyCompactUnicodeObject>(o).utf8_length = 2;
    changetype<PyCompactUnicodeObject>(o).utf8 = utf8;
  }
}

/** A str of the one character; returns a new reference. */
export function unicode_char(ch: u32): PyObject | null {
  if (ch < 256) return get_latin1_char(ch);
  const o = PyUnicode_New(1, ch);
  if (!o) return null;
  if (ch < 0x10000) store<u16>(ptr(o), ch, offsetof<PyCompactUnicodeObject>());
  else store<u32>(ptr(o), ch, offsetof<PyCompactUnicodeObject>());
  return o;
}

/** A str of `size` > 0 unset ASCII characters. Returns a new reference. */
export function unicode_new_ascii(size: Py_ssize_t): PyObject | null {
  if (size >= MAX_BYTES) return PyErr_NoMemory();
  const p = PyObject_Malloc(offsetof<PyASCIIObject>() + <usize>size + 1);
  if (!p) return PyErr_NoMemory();
  const o = obj(p);
  _PyObject_InitHead(o, PyUnicode_Type);
  store<i64>(p, <i64>size, offsetof<PyASCIIObject>("length"));
  store<i64>(p, -1, offsetof<PyASCIIObject>("hash"));
  store<u64>(p, STATE_NEW_ASCII, offsetof<PyASCIIObject>("state"));
  store<u8>(p + <usize>size, 0, offsetof<PyASCIIObject>());
  return o;
}

/** No object is larger: sizes are 31 bits. */
const MAX_BYTES: i64 = 0x7fffff00;

/** A str of `size` unset characters that will be <= maxchar. Returns a new reference. */
export function PyUnicode_New(size: Py_ssize_t, maxchar: u32): PyObject | null {
  if (size === 0) return unicode_get_empty();
  if (size < 0) {
    PyErr_SetString(PyExc_SystemError, cstr("Negative size passed to PyUnicode_New"));
    return null;
  }
  if (maxchar < 0x80) return unicode_new_ascii(size);
  if (maxchar > MAX_UNICODE) {
    PyErr_SetString(PyExc_SystemError, cstr("invalid maximum character passed to PyUnicode_New"));
    return null;
  }
  const kind: u32 = maxchar < 0x100 ? 1 : maxchar < 0x10000 ? 2 : 4;
  const bytes = <i64>size * <i64>kind;
  if (bytes >= MAX_BYTES) return PyErr_NoMemory();
  const p = PyObject_Malloc(offsetof<PyCompactUnicodeObject>() + <usize>bytes + <usize>kind);
  if (!p) return PyErr_NoMemory();
  const o = obj(p);
  _PyObject_InitHead(o, PyUnicode_Type);
  store<i64>(p, <i64>size, offsetof<PyASCIIObject>("length"));
  store<i64>(p, -1, offsetof<PyASCIIObject>("hash"));
  store<u64>(p, (kind << STATE_KIND_SHIFT) | STATE_COMPACT, offsetof<PyASCIIObject>("state"));
  store<i64>(p, 0, offsetof<PyCompactUnicodeObject>("utf8_length"));
  store<i64>(p, 0, offsetof<PyCompactUnicodeObject>("utf8"));
  PyUnicode_WRITE(<i32>kind, p + offsetof<PyCompactUnicodeObject>(), size, 0);
  return o;
}

/** From NUL-terminated UTF-8. Returns a new reference. */
export function PyUnicode_FromString(u: usize): PyObject | null {
  return PyUnicode_DecodeUTF8Stateful(u, strlen(u), 0, false);
}

/** From `size` bytes of UTF-8. Returns a new reference. */
export function PyUnicode_FromStringAndSize(u: usize, size: Py_ssize_t): PyObject | null {
  if (size < 0) {
    PyErr_SetString(PyExc_SystemError, cstr("Negative size passed to PyUnicode_FromStringAndSize"));
    return null;
  }
  return PyUnicode_DecodeUTF8Stateful(u, size, 0, false);
}

/** From `size` characters that are known to be ASCII. Returns a new reference. */
export function _PyUnicode_FromASCII(buffer: usize, size: Py_ssize_t): PyObject | null {
  if (size === 1) return get_latin1_char(load<u8>(buffer));
  const o = PyUnicode_New(size, 127);
  if (o) memory.copy(ptr(o) + offsetof<PyASCIIObject>(), buffer, <usize>size);
  return o;
}

/** From `size` characters of `kind` bytes each, in the smallest form. Returns a new reference. */
export function PyUnicode_FromKindAndData(kind: i32, buffer: usize, size: Py_ssize_t): PyObject | null {
  if (size < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("size must be positive"));
    return null;
  }
  if (size === 0) return unicode_get_empty();
  if (size === 1) return unicode_char(PyUnicode_READ(kind, buffer, 0));
  const o = PyUnicode_New(size, kind_find_max_char(kind, buffer, size));
  if (o) convert_characters(kind, buffer, PyUnicode_KIND(o), PyUnicode_DATA(o), size);
  return o;
}

/** chr(): ValueError outside of range(0x110000). Returns a new reference. */
export function PyUnicode_FromOrdinal(ordinal: i32): PyObject | null {
  if (<u32>ordinal > MAX_UNICODE) {
    PyErr_SetString(PyExc_ValueError, cstr("chr() arg not in range(0x110000)"));
    return null;
  }
  return unicode_char(ordinal);
}

/** `o` itself when exactly str, a copy of an instance of a subclass, else TypeError. Returns a new reference. */
export function PyUnicode_FromObject(o: PyObject): PyObject | null {
  if (PyUnicode_CheckExact(o)) return Py_NewRef(o);
  if (PyUnicode_Check(o)) return _PyUnicode_Copy(o);
  return PyErr_Format(PyExc_TypeError, cstr("Can't convert '%.100s' object to str implicitly"), o.ob_type.tp_name);
}

/** An exact str with the characters of `o`. Returns a new reference. */
export function _PyUnicode_Copy(o: PyObject): PyObject | null {
  const length = PyUnicode_GET_LENGTH(o);
  const copy = PyUnicode_New(length, PyUnicode_MAX_CHAR_VALUE(o));
  if (copy && length !== 0) {
    memory.copy(PyUnicode_DATA(copy), PyUnicode_DATA(o), <usize>length * <usize>PyUnicode_KIND(o));
  }
  return copy;
}

/** `o` itself when exactly str, else a copy. Returns a new reference. */
export function unicode_result_unchanged(o: PyObject): PyObject | null {
  if (PyUnicode_CheckExact(o)) return Py_NewRef(o);
  return _PyUnicode_Copy(o);
}

/** The static str in place of an empty or one-character latin-1 result. Steals `o`, returns a new reference. */
export function unicode_result(o: PyObject): PyObject {
  const length = PyUnicode_GET_LENGTH(o);
  if (length > 1) return o;
  if (length === 0) {
    Py_DECREF(o);
    return unicode_get_empty();
  }
  if (PyUnicode_KIND(o) !== PyUnicode_1BYTE_KIND) return o;
  const shared = get_latin1_char(load<u8>(PyUnicode_DATA(o)));
  Py_DECREF(o);
  return shared;
}

/** Nobody else can see a change of `o`: one reference, no hash taken, not interned, exactly str. */
export function unicode_modifiable(o: PyObject): bool {
  return (
    Py_REFCNT(o) === 1 &&
    changetype<PyASCIIObject>(o).hash === -1 &&
    PyUnicode_CHECK_INTERNED(o) === SSTATE_NOT_INTERNED &&
    PyUnicode_CheckExact(o)
  );
}

/** Grows or shrinks a modifiable str in its block. Steals `o`; NULL when memory is out (`o` is untouched then). */
export function resize_compact(o: PyObject, length: Py_ssize_t): PyObject | null {
  const ascii = PyUnicode_IS_ASCII(o);
  const kind = PyUnicode_KIND(o);
  const head = ascii ? offsetof<PyASCIIObject>() : offsetof<PyCompactUnicodeObject>();
  const bytes = <i64>length * <i64>kind;
  if (bytes >= MAX_BYTES) return PyErr_NoMemory();
  if (!ascii) free_utf8(o);
  const p = PyObject_Realloc(ptr(o), head + <usize>bytes + <usize>kind);
  if (!p) return PyErr_NoMemory();
  store<i64>(p, <i64>length, offsetof<PyASCIIObject>("length"));
  PyUnicode_WRITE(kind, p + head, length, 0);
  return obj(p);
}

/** Gives up the UTF-8 kept with a str that is not compact ASCII; in an ASCII one of a subclass it is the characters. */
export function free_utf8(o: PyObject): void {
  const compact = changetype<PyCompactUnicodeObject>(o);
  const utf8 = compact.utf8;
  if (utf8 === 0 || PyUnicode_IS_ASCII(o)) return;
  compact.utf8 = 0;
  compact.utf8_length = 0;
  PyMem_Free(utf8);
}

function resize_copy(o: PyObject, length: Py_ssize_t): PyObject | null {
  const copy = PyUnicode_New(length, PyUnicode_MAX_CHAR_VALUE(o));
  if (copy) _PyUnicode_FastCopyCharacters(copy, 0, o, 0, min(length, PyUnicode_GET_LENGTH(o)));
  return copy;
}

/** Resizes `o` in place or, if it is shared, in a copy. Steals `o` and returns a new reference, NULL on error (`o` released). */
export function PyUnicode_Resize(o: PyObject, length: Py_ssize_t): PyObject | null {
  if (!PyUnicode_Check(o) || length < 0) {
    Py_DECREF(o);
    PyErr_BadInternalCall();
    return null;
  }
  if (PyUnicode_GET_LENGTH(o) === length) return o;
  if (length === 0) {
    Py_DECREF(o);
    return unicode_get_empty();
  }
  if (!unicode_modifiable(o)) {
    const copy = resize_copy(o, length);
    Py_DECREF(o);
    return copy;
  }
  const resized = resize_compact(o, length);
  if (!resized) Py_DECREF(o);
  return resized;
}

/** The hash if it is known, else -1. @inline */
export function PyUnicode_HASH_CACHED(self: PyObject): Py_hash_t {
  return changetype<PyASCIIObject>(self).hash;
}
