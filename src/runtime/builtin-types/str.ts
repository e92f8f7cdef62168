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
import { Py_hash_t, Py_ssize_t, PyObject, Slots } from "../object/object";
import { PyUnicode_Type } from "../object/static-types";
import { Py_TPFLAGS_UNICODE_SUBCLASS, PyType_FastSubclass } from "../object/type-object";

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

/** The empty str; immortal. Borrowed. */
export function unicode_get_empty(): PyObject {
  unreachable();
}

/** The static one-character str of `ch` < 256; immortal. Borrowed. */
export function get_latin1_char(ch: u32): PyObject {
  unreachable();
}

/** A str of the one character; returns a new reference. */
export function unicode_char(ch: u32): PyObject | null {
  unreachable();
}

/** A str of `size` unset characters that will be <= maxchar. Returns a new reference. */
export function PyUnicode_New(size: Py_ssize_t, maxchar: u32): PyObject | null {
  unreachable();
}

/** From NUL-terminated UTF-8. Returns a new reference. */
export function PyUnicode_FromString(u: usize): PyObject | null {
  unreachable();
}

/** From `size` bytes of UTF-8. Returns a new reference. */
export function PyUnicode_FromStringAndSize(u: usize, size: Py_ssize_t): PyObject | null {
  unreachable();
}

/** From `size` characters that are known to be ASCII. Returns a new reference. */
export function _PyUnicode_FromASCII(buffer: usize, size: Py_ssize_t): PyObject | null {
  unreachable();
}

/** From `size` characters of `kind` bytes each, in the smallest form. Returns a new reference. */
export function PyUnicode_FromKindAndData(kind: i32, buffer: usize, size: Py_ssize_t): PyObject | null {
  unreachable();
}

/** chr(): ValueError outside of range(0x110000). Returns a new reference. */
export function PyUnicode_FromOrdinal(ordinal: i32): PyObject | null {
  unreachable();
}

/** `o` itself when exactly str, a copy of an instance of a subclass, else TypeError. Returns a new reference. */
export function PyUnicode_FromObject(o: PyObject): PyObject | null {
  unreachable();
}

/** An exact str with the characters of `o`. Returns a new reference. */
export function _PyUnicode_Copy(o: PyObject): PyObject | null {
  unreachable();
}

/** `o` itself when exactly str, else a copy. Returns a new reference. */
export function unicode_result_unchanged(o: PyObject): PyObject | null {
  unreachable();
}

/** Resizes `o` (stolen; not shared, else a copy is made); returns the str, or NULL (o released). */
export function PyUnicode_Resize(o: PyObject, length: Py_ssize_t): PyObject | null {
  unreachable();
}

/** -1, 0, 1 by code points. Both must be str. */
export function PyUnicode_Compare(left: PyObject, right: PyObject): i32 {
  unreachable();
}

/** Equality of two str. */
export function _PyUnicode_Equal(left: PyObject, right: PyObject): bool {
  unreachable();
}

/** Equality of two str of which the hashes are equal (dict lookups). */
export function unicode_eq(a: PyObject, b: PyObject): bool {
  unreachable();
}

/** tp_richcompare of str. Returns a new reference. */
export function PyUnicode_RichCompare(left: PyObject, right: PyObject, op: i32): PyObject | null {
  unreachable();
}

/** Equality of a str and NUL-terminated ASCII. */
export function _PyUnicode_EqualToASCIIString(left: PyObject, right: usize): bool {
  unreachable();
}

/** -1, 0, 1 against NUL-terminated latin-1. */
export function PyUnicode_CompareWithASCIIString(left: PyObject, right: usize): i32 {
  unreachable();
}

/** Equality of a str and `size` bytes of UTF-8. */
export function PyUnicode_EqualToUTF8AndSize(left: PyObject, right: usize, size: Py_ssize_t): bool {
  unreachable();
}

/** tp_hash of str; computed once. */
export function unicode_hash(self: PyObject): Py_hash_t {
  unreachable();
}

/** The hash if it is known, else -1. @inline */
export function PyUnicode_HASH_CACHED(self: PyObject): Py_hash_t {
  return changetype<PyASCIIObject>(self).hash;
}

/** left + right. Returns a new reference. */
export function PyUnicode_Concat(left: PyObject, right: PyObject): PyObject | null {
  unreachable();
}

/**
 * left + right, in place when nobody else holds `left`. Steals a reference to `left`; returns a new reference, NULL on
 * error (or when `left` is NULL).
 */
export function PyUnicode_Append(left: PyObject | null, right: PyObject | null): PyObject | null {
  unreachable();
}

/** separator.join(seq). Returns a new reference. */
export function PyUnicode_Join(separator: PyObject | null, seq: PyObject): PyObject | null {
  unreachable();
}

/** Joins `seqlen` borrowed objects, which need not be str (TypeError). Returns a new reference. */
export function _PyUnicode_JoinArray(separator: PyObject | null, items: Slots, seqlen: Py_ssize_t): PyObject | null {
  unreachable();
}

/** self[start:end] with 0 <= start; `end` is cut to the length. Returns a new reference. */
export function PyUnicode_Substring(self: PyObject, start: Py_ssize_t, end: Py_ssize_t): PyObject | null {
  unreachable();
}

/** Copies characters; the target is wide enough and not shared. */
export function _PyUnicode_FastCopyCharacters(
  to: PyObject,
  to_start: Py_ssize_t,
  from: PyObject,
  from_start: Py_ssize_t,
  how_many: Py_ssize_t,
): void {
  unreachable();
}

/** to[start:start+length] = fill_char, unchecked. */
export function _PyUnicode_FastFill(o: PyObject, start: Py_ssize_t, length: Py_ssize_t, fill_char: u32): void {
  unreachable();
}

/** Largest character class (0x7f, 0xff, 0xffff, 0x10ffff) in self[start:end]. */
export function _PyUnicode_FindMaxChar(self: PyObject, start: Py_ssize_t, end: Py_ssize_t): u32 {
  unreachable();
}

/** repr of a str. Returns a new reference. */
export function unicode_repr(self: PyObject): PyObject | null {
  unreachable();
}

/** The UTF-8 of `self`, NUL-terminated, kept with the object; 0 on error. Borrowed. */
export function PyUnicode_AsUTF8(self: PyObject): usize {
  unreachable();
}

/** As PyUnicode_AsUTF8; the length in bytes is in `tstate.out_i32`. */
export function PyUnicode_AsUTF8AndSize(self: PyObject): usize {
  unreachable();
}

/** Fills PyUnicode_Type and the types of its iterators. */
export function init_unicode_type(): void {
  unreachable();
}
