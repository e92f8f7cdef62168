/**
 * Splitting. CPython: PyUnicode_Split and relatives of Objects/unicodeobject.c, stringlib/split.h, partition.h.
 *
 * Lists are allocated for the number of parts that is possible, at most MAX_PREALLOC, and never shrunk.
 */

import { PyErr_SetString } from "../abstract/errors";
import { PyMem_Free } from "../memory/domains";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_SET_SIZE, PyObject } from "../object/object";
import { PyExc_ValueError } from "../object/static-types";
import { _PyList_AppendTakeRef, PyList_New, PyList_Reverse, PyList_SET_ITEM, PyListObject } from "./list";
import {
  _PyUnicode_FromASCII,
  PyUnicode_CheckExact,
  PyUnicode_DATA,
  PyUnicode_FromKindAndData,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicode_READ,
  unicode_get_empty,
} from "./str";
import { ensure_unicode } from "./str-concat";
import { findchar, kind_find, kind_rfind, unicode_askind } from "./str-search";
import { PyTuple_New, PyTuple_Pack, PyTuple_SET_ITEM } from "./tuple";
import { Py_UNICODE_ISLINEBREAK, Py_UNICODE_ISSPACE } from "./unicode-ctype";

const MAX_PREALLOC: i32 = 12;

/** A list being filled with parts of one str. Lives in registers: the functions below pass it on. */
function new_part(s: PyObject, kind: i32, data: usize, from: i32, to: i32): PyObject | null {
  const at = data + <usize>from * <usize>kind;
  return PyUnicode_IS_ASCII(s) ? _PyUnicode_FromASCII(at, to - from) : PyUnicode_FromKindAndData(kind, at, to - from);
}

/** A list for up to maxcount + 1 parts; fill with add_part, end with finish_list. */
export function new_parts_list(maxcount: i32): PyObject | null {
  return PyList_New(maxcount >= MAX_PREALLOC ? MAX_PREALLOC : maxcount + 1);
}

/** Puts `part` (stolen, NULL: error) at position `count`; false on error. */
export function add_part(list: PyObject, count: i32, part: PyObject | null): bool {
  if (!part) return false;
  if (count < MAX_PREALLOC) {
    PyList_SET_ITEM(list, count, part);
    return true;
  }
  return _PyList_AppendTakeRef(changetype<PyListObject>(list), part) === 0;
}

/** The list with its real size; steals `list`, releases it when `ok` is false. */
export function finish_list(list: PyObject, count: i32, ok: bool): PyObject | null {
  if (!ok) {
    Py_DECREF(list);
    return null;
  }
  Py_SET_SIZE(list, count);
  return list;
}

function split_whitespace(s: PyObject, maxcount: i32): PyObject | null {
  const kind = PyUnicode_KIND(s);
  const data = PyUnicode_DATA(s);
  const length = PyUnicode_GET_LENGTH(s);
  const list = new_parts_list(maxcount);
  if (!list) return null;
  let count = 0;
  let ok: bool = true;
  let i = 0;
  while (ok && maxcount-- > 0) {
    while (i < length && Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, i))) i++;
    if (i === length) break;
    const start = i++;
    while (i < length && !Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, i))) i++;
    const whole = start === 0 && i === length && PyUnicode_CheckExact(s);
    ok = add_part(list, count++, whole ? Py_NewRef(s) : new_part(s, kind, data, start, i));
  }
  if (ok && i < length) {
    // The count ran out: the rest, without white space in front, is the last part.
    while (i < length && Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, i))) i++;
    if (i !== length) ok = add_part(list, count++, new_part(s, kind, data, i, length));
  }
  return finish_list(list, count, ok);
}

function rsplit_whitespace(s: PyObject, maxcount: i32): PyObject | null {
  const kind = PyUnicode_KIND(s);
  const data = PyUnicode_DATA(s);
  const length = PyUnicode_GET_LENGTH(s);
  const list = new_parts_list(maxcount);
  if (!list) return null;
  let count = 0;
  let ok: bool = true;
  let i = length - 1;
  while (ok && maxcount-- > 0) {
    while (i >= 0 && Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, i))) i--;
    if (i < 0) break;
    const last = i--;
    while (i >= 0 && !Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, i))) i--;
    const whole = last === length - 1 && i < 0 && PyUnicode_CheckExact(s);
    ok = add_part(list, count++, whole ? Py_NewRef(s) : new_part(s, kind, data, i + 1, last + 1));
  }
  if (ok && i >= 0) {
    while (i >= 0 && Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, i))) i--;
    if (i >= 0) ok = add_part(list, count++, new_part(s, kind, data, 0, i + 1));
  }
  const result = finish_list(list, count, ok);
  if (result) PyList_Reverse(result);
  return result;
}

/** First (or last) separator of m characters at address p within the first n characters at `at`. */
function find_separator(kind: i32, at: usize, n: i32, p: usize, m: i32, direction: i32): i32 {
  if (m === 1) return findchar(kind, at, n, PyUnicode_READ(kind, p, 0), direction);
  return direction > 0 ? kind_find(kind, at, n, p, m) : kind_rfind(kind, at, n, p, m);
}

/** The whole text, unchanged, as the only part. */
function whole_part(s: PyObject, kind: i32, data: usize, length: i32): PyObject | null {
  return PyUnicode_CheckExact(s) ? Py_NewRef(s) : new_part(s, kind, data, 0, length);
}

function split_at(s: PyObject, p: usize, m: i32, maxcount: i32): PyObject | null {
  const kind = PyUnicode_KIND(s);
  const data = PyUnicode_DATA(s);
  const length = PyUnicode_GET_LENGTH(s);
  const list = new_parts_list(maxcount);
  if (!list) return null;
  let count = 0;
  let ok: bool = true;
  let i = 0;
  while (ok && maxcount-- > 0) {
    const pos = find_separator(kind, data + <usize>i * <usize>kind, length - i, p, m, 1);
    if (pos < 0) break;
    ok = add_part(list, count++, new_part(s, kind, data, i, i + pos));
    i += pos + m;
  }
  if (ok) {
    ok =
      count === 0
        ? add_part(list, count++, whole_part(s, kind, data, length))
        : add_part(list, count++, new_part(s, kind, data, i, length));
  }
  return finish_list(list, count, ok);
}

function rsplit_at(s: PyObject, p: usize, m: i32, maxcount: i32): PyObject | null {
  const kind = PyUnicode_KIND(s);
  const data = PyUnicode_DATA(s);
  const length = PyUnicode_GET_LENGTH(s);
  const list = new_parts_list(maxcount);
  if (!list) return null;
  let count = 0;
  let ok: bool = true;
  let end = length;
  while (ok && maxcount-- > 0) {
    const pos = find_separator(kind, data, end, p, m, -1);
    if (pos < 0) break;
    ok = add_part(list, count++, new_part(s, kind, data, pos + m, end));
    end = pos;
  }
  if (ok) {
    ok =
      count === 0
        ? add_part(list, count++, whole_part(s, kind, data, length))
        : add_part(list, count++, new_part(s, kind, data, 0, end));
  }
  const result = finish_list(list, count, ok);
  if (result) PyList_Reverse(result);
  return result;
}

/** The number of splits that is possible, where the caller did not limit it. */
function possible_splits(maxsplit: i64, unlimited: i32): i32 {
  if (maxsplit < 0) return unlimited;
  return <i32>min<i64>(maxsplit, i32.MAX_VALUE);
}

function split(s: PyObject, sep: PyObject, maxsplit: i64, from_end: bool): PyObject | null {
  const kind = PyUnicode_KIND(s);
  const sep_kind = PyUnicode_KIND(sep);
  const length = PyUnicode_GET_LENGTH(s);
  const m = PyUnicode_GET_LENGTH(sep);
  if (kind < sep_kind || length < m) {
    const out = PyList_New(1);
    if (out) PyList_SET_ITEM(out, 0, Py_NewRef(s));
    return out;
  }
  if (m === 0) {
    PyErr_SetString(PyExc_ValueError, cstr("empty separator"));
    return null;
  }
  const maxcount = possible_splits(maxsplit, length / m + 1);
  const data = PyUnicode_DATA(sep);
  const p = kind === sep_kind ? data : unicode_askind(sep_kind, data, m, kind);
  if (p === 0) return null;
  const list = from_end ? rsplit_at(s, p, m, maxcount) : split_at(s, p, m, maxcount);
  if (p !== data) PyMem_Free(p);
  return list;
}

/** List of at most maxsplit + 1 parts (maxsplit < 0: all); `sep` NULL: white space. Returns a new reference. */
export function PyUnicode_Split(s: PyObject, sep: PyObject | null, maxsplit: i64): PyObject | null {
  if (sep) return ensure_unicode(s) && ensure_unicode(sep) ? split(s, sep, maxsplit, false) : null;
  return split_whitespace(s, possible_splits(maxsplit, (PyUnicode_GET_LENGTH(s) - 1) / 2 + 1));
}

/** As PyUnicode_Split from the end. Returns a new reference. */
export function PyUnicode_RSplit(s: PyObject, sep: PyObject | null, maxsplit: i64): PyObject | null {
  if (sep) return ensure_unicode(s) && ensure_unicode(sep) ? split(s, sep, maxsplit, true) : null;
  return rsplit_whitespace(s, possible_splits(maxsplit, (PyUnicode_GET_LENGTH(s) - 1) / 2 + 1));
}

/** Returns a new reference to a list. */
export function PyUnicode_Splitlines(s: PyObject, keepends: bool): PyObject | null {
  if (!ensure_unicode(s)) return null;
  const kind = PyUnicode_KIND(s);
  const data = PyUnicode_DATA(s);
  const length = PyUnicode_GET_LENGTH(s);
  const list = PyList_New(0);
  if (!list) return null;
  for (let i = 0; i < length; ) {
    const start = i;
    while (i < length && !Py_UNICODE_ISLINEBREAK(PyUnicode_READ(kind, data, i))) i++;
    let end = i;
    if (i < length) {
      // "\r\n" is one end of line.
      const crlf = PyUnicode_READ(kind, data, i) === 13 && i + 1 < length && PyUnicode_READ(kind, data, i + 1) === 10;
      i += crlf ? 2 : 1;
      if (keepends) end = i;
    }
    const whole = start === 0 && end === length && PyUnicode_CheckExact(s);
    const line = whole ? Py_NewRef(s) : new_part(s, kind, data, start, end);
    if (!line || _PyList_AppendTakeRef(changetype<PyListObject>(list), line) < 0) {
      Py_DECREF(list);
      return null;
    }
    if (whole) break;
  }
  return list;
}

/** (part before, sep, part after), or with `s` alone at the front or the end. */
function partition(s: PyObject, sep: PyObject, direction: i32): PyObject | null {
  if (!ensure_unicode(s) || !ensure_unicode(sep)) return null;
  const kind = PyUnicode_KIND(s);
  const sep_kind = PyUnicode_KIND(sep);
  const length = PyUnicode_GET_LENGTH(s);
  const m = PyUnicode_GET_LENGTH(sep);
  if (kind < sep_kind || length < m) return not_partitioned(s, direction);
  const sep_data = PyUnicode_DATA(sep);
  const p = kind === sep_kind ? sep_data : unicode_askind(sep_kind, sep_data, m, kind);
  if (p === 0) return null;
  const result = partition_at(s, kind, length, sep, p, m, direction);
  if (p !== sep_data) PyMem_Free(p);
  return result;
}

function not_partitioned(s: PyObject, direction: i32): PyObject | null {
  const empty = unicode_get_empty();
  return direction > 0 ? PyTuple_Pack(s, empty, empty) : PyTuple_Pack(empty, empty, s);
}

function partition_at(
  s: PyObject,
  kind: i32,
  length: i32,
  sep: PyObject,
  p: usize,
  m: i32,
  direction: i32,
): PyObject | null {
  if (m === 0) {
    PyErr_SetString(PyExc_ValueError, cstr("empty separator"));
    return null;
  }
  const data = PyUnicode_DATA(s);
  const pos = find_separator(kind, data, length, p, m, direction);
  if (pos < 0) return not_partitioned(s, direction);
  const out = PyTuple_New(3);
  if (!out) return null;
  const before = new_part(s, kind, data, 0, pos);
  const after = new_part(s, kind, data, pos + m, length);
  PyTuple_SET_ITEM(out, 0, before);
  PyTuple_SET_ITEM(out, 1, Py_NewRef(sep));
  PyTuple_SET_ITEM(out, 2, after);
  if (before && after) return out;
  Py_DECREF(out);
  return null;
}

/** Returns a new reference to a 3-tuple. */
export function PyUnicode_Partition(s: PyObject, sep: PyObject): PyObject | null {
  return partition(s, sep, 1);
}

/** Returns a new reference to a 3-tuple. */
export function PyUnicode_RPartition(s: PyObject, sep: PyObject): PyObject | null {
  return partition(s, sep, -1);
}
