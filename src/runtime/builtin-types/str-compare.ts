/**
 * Comparing and hashing str. CPython: unicode_compare, unicode_compare_eq, unicode_hash of Objects/unicodeobject.c.
 *
 * A str is in its smallest form, so two of different kinds are never equal.
 */

import { Py_EQ, Py_GE, Py_LE, Py_NE, richcompare_order } from "../abstract/object-protocol";
import { strlen } from "../object/c-string";
import { Py_hash_t, Py_ssize_t, PyObject, ptr } from "../object/object";
import { Py_False, Py_NotImplemented, Py_True } from "../object/static-types";
import {
  PyASCIIObject,
  PyCompactUnicodeObject,
  PyUnicode_Check,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicode_READ,
} from "./str";
import { _Py_HashBytes } from "./str-hash";

/** Equality of `size` bytes. */
export function memequal(a: usize, b: usize, size: usize): bool {
  const end = a + size;
  while (a + 8 <= end) {
    if (load<u64>(a) !== load<u64>(b)) return false;
    a += 8;
    b += 8;
  }
  while (a < end) {
    if (load<u8>(a) !== load<u8>(b)) return false;
    a++;
    b++;
  }
  return true;
}

/** The sign of the first difference of `size` bytes. */
export function memcompare(a: usize, b: usize, size: usize): i32 {
  const end = a + size;
  while (a + 8 <= end && load<u64>(a) === load<u64>(b)) {
    a += 8;
    b += 8;
  }
  while (a < end) {
    const x = load<u8>(a);
    const y = load<u8>(b);
    if (x !== y) return x < y ? -1 : 1;
    a++;
    b++;
  }
  return 0;
}

/** Equality of two str (dict lookups call it where the hashes are equal). */
export function unicode_eq(a: PyObject, b: PyObject): bool {
  const length = PyUnicode_GET_LENGTH(a);
  if (length !== PyUnicode_GET_LENGTH(b)) return false;
  const kind = PyUnicode_KIND(a);
  if (kind !== PyUnicode_KIND(b)) return false;
  return memequal(PyUnicode_DATA(a), PyUnicode_DATA(b), <usize>length * <usize>kind);
}

/** Equality of two str. */
export function _PyUnicode_Equal(left: PyObject, right: PyObject): bool {
  return ptr(left) === ptr(right) || unicode_eq(left, right);
}

function compare_characters<A, B>(a: usize, b: usize, length: Py_ssize_t): i32 {
  for (let i: usize = 0; i < <usize>length; i++) {
    const x = <u32>load<A>(a + i * sizeof<A>());
    const y = <u32>load<B>(b + i * sizeof<B>());
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

function compare_kinds(kind1: i32, a: usize, kind2: i32, b: usize, length: Py_ssize_t): i32 {
  if (kind1 === 1) {
    if (kind2 === 1) return memcompare(a, b, <usize>length);
    return kind2 === 2 ? compare_characters<u8, u16>(a, b, length) : compare_characters<u8, u32>(a, b, length);
  }
  if (kind1 === 2) {
    if (kind2 === 1) return compare_characters<u16, u8>(a, b, length);
    return kind2 === 2 ? compare_characters<u16, u16>(a, b, length) : compare_characters<u16, u32>(a, b, length);
  }
  if (kind2 === 1) return compare_characters<u32, u8>(a, b, length);
  return kind2 === 2 ? compare_characters<u32, u16>(a, b, length) : compare_characters<u32, u32>(a, b, length);
}

/** -1, 0, 1 by code points. Both must be str. */
export function PyUnicode_Compare(left: PyObject, right: PyObject): i32 {
  if (ptr(left) === ptr(right)) return 0;
  const len1 = PyUnicode_GET_LENGTH(left);
  const len2 = PyUnicode_GET_LENGTH(right);
  const order = compare_kinds(
    PyUnicode_KIND(left),
    PyUnicode_DATA(left),
    PyUnicode_KIND(right),
    PyUnicode_DATA(right),
    min(len1, len2),
  );
  if (order !== 0 || len1 === len2) return order;
  return len1 < len2 ? -1 : 1;
}

/** tp_richcompare of str. Returns a new reference. */
export function PyUnicode_RichCompare(left: PyObject, right: PyObject, op: i32): PyObject | null {
  if (!PyUnicode_Check(left) || !PyUnicode_Check(right)) return Py_NotImplemented;
  if (ptr(left) === ptr(right)) return op === Py_EQ || op === Py_LE || op === Py_GE ? Py_True : Py_False;
  if (op === Py_EQ) return unicode_eq(left, right) ? Py_True : Py_False;
  if (op === Py_NE) return unicode_eq(left, right) ? Py_False : Py_True;
  return richcompare_order(PyUnicode_Compare(left, right), op);
}

/** Equality of a str and NUL-terminated ASCII. */
export function _PyUnicode_EqualToASCIIString(left: PyObject, right: usize): bool {
  if (!PyUnicode_IS_ASCII(left)) return false;
  const length = PyUnicode_GET_LENGTH(left);
  return strlen(right) === length && memequal(PyUnicode_DATA(left), right, <usize>length);
}

/** -1, 0, 1 against NUL-terminated latin-1. */
export function PyUnicode_CompareWithASCIIString(left: PyObject, right: usize): i32 {
  const length = strlen(right);
  const mine = PyUnicode_GET_LENGTH(left);
  const order = compare_kinds(PyUnicode_KIND(left), PyUnicode_DATA(left), 1, right, min(mine, length));
  if (order !== 0 || mine === length) return order;
  return mine < length ? -1 : 1;
}

/** Equality of a str and `size` bytes of UTF-8. */
export function PyUnicode_EqualToUTF8AndSize(left: PyObject, right: usize, size: Py_ssize_t): bool {
  if (PyUnicode_IS_ASCII(left)) {
    return PyUnicode_GET_LENGTH(left) === size && memequal(PyUnicode_DATA(left), right, <usize>size);
  }
  const compact = changetype<PyCompactUnicodeObject>(left);
  if (compact.utf8 !== 0) return compact.utf8_length === size && memequal(compact.utf8, right, <usize>size);
  return equal_to_utf8(left, right, right + <usize>size);
}

/** Compares character by character, encoding each. */
function equal_to_utf8(left: PyObject, p: usize, end: usize): bool {
  const kind = PyUnicode_KIND(left);
  const data = PyUnicode_DATA(left);
  const length = PyUnicode_GET_LENGTH(left);
  for (let i = 0; i < length; i++) {
    const ch = PyUnicode_READ(kind, data, i);
    if (ch >= 0xd800 && ch < 0xe000) return false;
    const more: u32 = ch < 0x80 ? 0 : ch < 0x800 ? 1 : ch < 0x10000 ? 2 : 3;
    if (p + more >= end) return false;
    const first = more === 0 ? ch : ((0xff00 >> (more + 1)) & 0xff) | (ch >> (6 * more));
    if (load<u8>(p++) !== first) return false;
    for (let shift = <i32>(6 * more) - 6; shift >= 0; shift -= 6) {
      if (load<u8>(p++) !== (0x80 | ((ch >> shift) & 0x3f))) return false;
    }
  }
  return p === end;
}

/** tp_hash of str; computed once. */
export function unicode_hash(self: PyObject): Py_hash_t {
  const known = changetype<PyASCIIObject>(self).hash;
  if (known !== -1) return known;
  const bytes = <usize>PyUnicode_GET_LENGTH(self) * <usize>PyUnicode_KIND(self);
  const x = _Py_HashBytes(PyUnicode_DATA(self), bytes);
  changetype<PyASCIIObject>(self).hash = x;
  return x;
}
