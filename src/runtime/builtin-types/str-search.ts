/**
 * Finding one str in another, and the methods that do. CPython: any_find_slice, PyUnicode_Find, PyUnicode_Count,
 * PyUnicode_Tailmatch of Objects/unicodeobject.c.
 *
 * Bounds `start` and `end` are Python's (negative from the end, clipped). A needle of a narrower kind is widened first.
 */

import { _PyArg_BadArgument, _PyArg_CheckPositional } from "../abstract/args";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { Py_ssize_t, PyObject, Slots } from "../object/object";
import { Py_False, Py_True, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyLong_FromSsize_t } from "./int";
import { PyUnicode_Check, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ } from "./str";
import { memequal } from "./str-compare";
import { ensure_unicode } from "./str-concat";
import { convert_characters } from "./str-copy";
import { fast_count, fast_find, fast_rfind, find_char, rfind_char } from "./str-fast-search";
import { adjust_indices, bounds_end, bounds_start, parse_bounds, search_end, search_start } from "./str-search-bounds";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";

/** The `len` characters in a new PyMem block of `kind` (wider); 0 with MemoryError. */
export function unicode_askind(skind: i32, data: usize, len: Py_ssize_t, kind: i32): usize {
  const result = PyMem_Malloc(<usize>len * <usize>kind);
  if (result === 0) {
    PyErr_NoMemory();
    return 0;
  }
  convert_characters(skind, data, kind, result, len);
  return result;
}

/** Index of `ch` in n characters of `kind`, from the start or (direction < 0) the end; -1 none. */
export function findchar(kind: i32, s: usize, n: Py_ssize_t, ch: u32, direction: i32): Py_ssize_t {
  if (kind === 1) return direction > 0 ? find_char<u8>(s, n, ch) : rfind_char<u8>(s, n, ch);
  if (kind === 2) return direction > 0 ? find_char<u16>(s, n, ch) : rfind_char<u16>(s, n, ch);
  return direction > 0 ? find_char<u32>(s, n, ch) : rfind_char<u32>(s, n, ch);
}

/** First index of a needle of m >= 1 characters. */
export function kind_find(kind: i32, s: usize, n: Py_ssize_t, p: usize, m: Py_ssize_t): Py_ssize_t {
  if (kind === 1) return fast_find<u8>(s, n, p, m);
  return kind === 2 ? fast_find<u16>(s, n, p, m) : fast_find<u32>(s, n, p, m);
}

/** Last index of a needle of m >= 1 characters. */
export function kind_rfind(kind: i32, s: usize, n: Py_ssize_t, p: usize, m: Py_ssize_t): Py_ssize_t {
  if (kind === 1) return fast_rfind<u8>(s, n, p, m);
  return kind === 2 ? fast_rfind<u16>(s, n, p, m) : fast_rfind<u32>(s, n, p, m);
}

/** Occurrences of a needle of m >= 1 characters, at most maxcount. */
export function kind_count(kind: i32, s: usize, n: Py_ssize_t, p: usize, m: Py_ssize_t, maxcount: i32): Py_ssize_t {
  if (kind === 1) return fast_count<u8>(s, n, p, m, maxcount);
  return kind === 2 ? fast_count<u16>(s, n, p, m, maxcount) : fast_count<u32>(s, n, p, m, maxcount);
}

/** 1, 0, -1 with an exception (substr no str). sq_contains of str. */
export function PyUnicode_Contains(str: PyObject, substr: PyObject): i32 {
  if (!PyUnicode_Check(substr)) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("'in <string>' requires string as left operand, not %.100s"),
      substr.ob_type.tp_name,
    );
    return -1;
  }
  const found = any_find_slice(str, substr, 0, i64.MAX_VALUE, 1);
  return found === -2 ? -1 : found === -1 ? 0 : 1;
}

/** Index in `str`, -1 none, -2 error. */
function any_find_slice(str: PyObject, substr: PyObject, start: i64, end: i64, direction: i32): i32 {
  const kind1 = PyUnicode_KIND(str);
  const kind2 = PyUnicode_KIND(substr);
  if (kind1 < kind2) return -1;
  const len2 = PyUnicode_GET_LENGTH(substr);
  if (!adjust_indices(start, end, PyUnicode_GET_LENGTH(str), len2)) return -1;
  const from = search_start();
  const n = search_end() - from;
  if (len2 === 0) return direction > 0 ? from : from + n;
  const s = PyUnicode_DATA(str) + <usize>from * <usize>kind1;
  const data2 = PyUnicode_DATA(substr);
  let found: i32;
  if (len2 === 1) found = findchar(kind1, s, n, PyUnicode_READ(kind2, data2, 0), direction);
  else {
    const p = kind1 === kind2 ? data2 : unicode_askind(kind2, data2, len2, kind1);
    if (p === 0) return -2;
    found = direction > 0 ? kind_find(kind1, s, n, p, len2) : kind_rfind(kind1, s, n, p, len2);
    if (p !== data2) PyMem_Free(p);
  }
  return found < 0 ? -1 : from + found;
}

/** Index of the first (direction > 0) or last occurrence in str[start:end]; -1 none, -2 error. */
export function PyUnicode_Find(str: PyObject, substr: PyObject, start: i64, end: i64, direction: i32): i32 {
  if (!ensure_unicode(str) || !ensure_unicode(substr)) return -2;
  return any_find_slice(str, substr, start, end, direction);
}

/** Index of a character; -1 none. */
export function PyUnicode_FindChar(str: PyObject, ch: u32, start: i64, end: i64, direction: i32): i32 {
  if (!adjust_indices(start, end, PyUnicode_GET_LENGTH(str), 1)) return -1;
  const from = search_start();
  const kind = PyUnicode_KIND(str);
  const s = PyUnicode_DATA(str) + <usize>from * <usize>kind;
  const found = findchar(kind, s, search_end() - from, ch, direction);
  return found < 0 ? -1 : from + found;
}

/** Non-overlapping occurrences; -1 error. */
export function PyUnicode_Count(str: PyObject, substr: PyObject, start: i64, end: i64): i32 {
  const kind1 = PyUnicode_KIND(str);
  const kind2 = PyUnicode_KIND(substr);
  if (kind1 < kind2) return 0;
  const len2 = PyUnicode_GET_LENGTH(substr);
  if (!adjust_indices(start, end, PyUnicode_GET_LENGTH(str), len2)) return 0;
  const from = search_start();
  const n = search_end() - from;
  if (len2 === 0) return n + 1;
  const data2 = PyUnicode_DATA(substr);
  const p = kind1 === kind2 ? data2 : unicode_askind(kind2, data2, len2, kind1);
  if (p === 0) return -1;
  const s = PyUnicode_DATA(str) + <usize>from * <usize>kind1;
  const count = kind_count(kind1, s, n, p, len2, i32.MAX_VALUE);
  if (p !== data2) PyMem_Free(p);
  return count;
}

/** 1 if str[start:end] begins (direction < 0) or ends (> 0) with substr, else 0. */
export function PyUnicode_Tailmatch(str: PyObject, substr: PyObject, start: i64, end: i64, direction: i32): i32 {
  const len2 = PyUnicode_GET_LENGTH(substr);
  if (!adjust_indices(start, end, PyUnicode_GET_LENGTH(str), len2)) return 0;
  if (len2 === 0) return 1;
  const kind1 = PyUnicode_KIND(str);
  const kind2 = PyUnicode_KIND(substr);
  if (kind1 < kind2) return 0;
  const offset = direction > 0 ? search_end() - len2 : search_start();
  const s = PyUnicode_DATA(str) + <usize>offset * <usize>kind1;
  const p = PyUnicode_DATA(substr);
  if (kind1 === kind2) return <i32>memequal(s, p, <usize>len2 * <usize>kind1);
  for (let i = 0; i < len2; i++) if (PyUnicode_READ(kind1, s, i) !== PyUnicode_READ(kind2, p, i)) return 0;
  return 1;
}

/** The arguments (sub[, start[, end]]) with a str for sub: bounds in bounds_start(), bounds_end(). False on error. */
function parse_search(name: usize, args: Slots, nargs: i32): bool {
  if (!_PyArg_CheckPositional(name, nargs, 1, 3)) return false;
  if (!PyUnicode_Check(args.get(0))) {
    _PyArg_BadArgument(name, cstr("argument 1"), cstr("str"), args.get(0));
    return false;
  }
  return parse_bounds(args, nargs);
}

/** find, rfind (-1 where there is none), index, rindex (ValueError). */
function search_method(
  self: PyObject,
  name: usize,
  args: Slots,
  nargs: i32,
  direction: i32,
  must: bool,
): PyObject | null {
  if (!parse_search(name, args, nargs)) return null;
  const result = any_find_slice(self, args.get(0), bounds_start(), bounds_end(), direction);
  if (result === -2) return null;
  if (result === -1 && must) {
    PyErr_SetString(PyExc_ValueError, cstr("substring not found"));
    return null;
  }
  return PyLong_FromSsize_t(<i64>result);
}

export function unicode_find(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return search_method(self, cstr("find"), args, nargs, 1, false);
}

export function unicode_rfind(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return search_method(self, cstr("rfind"), args, nargs, -1, false);
}

export function unicode_index(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return search_method(self, cstr("index"), args, nargs, 1, true);
}

export function unicode_rindex(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return search_method(self, cstr("rindex"), args, nargs, -1, true);
}

export function unicode_count(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!parse_search(cstr("count"), args, nargs)) return null;
  const count = PyUnicode_Count(self, args.get(0), bounds_start(), bounds_end());
  return count < 0 ? null : PyLong_FromSsize_t(<i64>count);
}

/** startswith, endswith: one str or a tuple of them. */
function tailmatch_method(self: PyObject, name: usize, args: Slots, nargs: i32, direction: i32): PyObject | null {
  if (!_PyArg_CheckPositional(name, nargs, 1, 3) || !parse_bounds(args, nargs)) return null;
  const start = bounds_start();
  const end = bounds_end();
  const subobj = args.get(0);
  if (PyTuple_Check(subobj)) {
    const n = PyTuple_GET_SIZE(subobj);
    for (let i = 0; i < n; i++) {
      const substring = PyTuple_GET_ITEM(subobj, i);
      if (!PyUnicode_Check(substring)) {
        return PyErr_Format(
          PyExc_TypeError,
          cstr("tuple for %s must only contain str, not %.100s"),
          name,
          substring.ob_type.tp_name,
        );
      }
      if (PyUnicode_Tailmatch(self, substring, start, end, direction)) return Py_True;
    }
    return Py_False;
  }
  if (!PyUnicode_Check(subobj)) {
    return PyErr_Format(
      PyExc_TypeError,
      cstr("%s first arg must be str or a tuple of str, not %.100s"),
      name,
      subobj.ob_type.tp_name,
    );
  }
  return PyUnicode_Tailmatch(self, subobj, start, end, direction) ? Py_True : Py_False;
}

export function unicode_startswith(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return tailmatch_method(self, cstr("startswith"), args, nargs, -1);
}

export function unicode_endswith(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return tailmatch_method(self, cstr("endswith"), args, nargs, 1);
}
