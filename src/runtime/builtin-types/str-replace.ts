/**
 * Replacing. CPython: PyUnicode_Replace of Objects/unicodeobject.c.
 *
 * Three ways: one character by one (copy, then change), same length (copy, then overwrite), and different lengths (count,
 * then build). Text and needle are widened to a common kind in PyMem blocks where necessary.
 */

import { PyErr_SetString } from "../abstract/errors";
import { PyMem_Free } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_ssize_t, PyObject, ptr } from "../object/object";
import { PyExc_OverflowError } from "../object/static-types";
import {
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicode_MAX_CHAR_VALUE,
  PyUnicode_New,
  PyUnicode_READ,
  PyUnicode_WRITE,
  unicode_get_empty,
  unicode_result_unchanged,
} from "./str";
import { ensure_unicode } from "./str-concat";
import { _PyUnicode_FastCopyCharacters, kind_find_max_char } from "./str-copy";
import { findchar, kind_count, kind_find, unicode_askind } from "./str-search";

/** The three texts in one kind; on the native stack. */
@unmanaged
class Replacement {
  self: PyObject;
  str1: PyObject;
  str2: PyObject;
  /** Common kind of the three buffers. */
  kind: i32;
  maxcount: i32;
  /** Characters of self, str1, str2: addresses, and whether they are PyMem blocks of ours. */
  sbuf: usize;
  buf1: usize;
  buf2: usize;
  slen: Py_ssize_t;
  len1: Py_ssize_t;
  len2: Py_ssize_t;
  maxchar: u32;
  srelease: u8;
  release1: u8;
  release2: u8;
  pad: u8;
}

function release_buffers(r: Replacement): void {
  if (r.srelease) PyMem_Free(r.sbuf);
  if (r.release1) PyMem_Free(r.buf1);
  if (r.release2) PyMem_Free(r.buf2);
}

/** Brings the needle to the text's kind. False on error. */
function widen_needle(r: Replacement): bool {
  const kind1 = PyUnicode_KIND(r.str1);
  if (kind1 === r.kind) return true;
  r.buf1 = unicode_askind(kind1, r.buf1, r.len1, r.kind);
  r.release1 = r.buf1 !== 0 ? 1 : 0;
  return r.buf1 !== 0;
}

/** Brings the replacement to the text's kind, or text and needle to the replacement's. False on error. */
function widen_replacement(r: Replacement): bool {
  const kind2 = PyUnicode_KIND(r.str2);
  if (kind2 === r.kind) return true;
  if (kind2 < r.kind) {
    r.buf2 = unicode_askind(kind2, r.buf2, r.len2, r.kind);
    r.release2 = r.buf2 !== 0 ? 1 : 0;
    return r.buf2 !== 0;
  }
  r.sbuf = unicode_askind(r.kind, r.sbuf, r.slen, kind2);
  r.kind = kind2;
  r.srelease = r.sbuf !== 0 ? 1 : 0;
  if (r.sbuf === 0) return false;
  if (r.release1) PyMem_Free(r.buf1);
  r.release1 = 0;
  r.buf1 = unicode_askind(PyUnicode_KIND(r.str1), PyUnicode_DATA(r.str1), r.len1, kind2);
  r.release1 = r.buf1 !== 0 ? 1 : 0;
  return r.buf1 !== 0;
}

/** Index of the needle in the text from i on; -1 none. */
function next_match(r: Replacement, i: i32): i32 {
  const at = r.sbuf + <usize>i * <usize>r.kind;
  const n = r.slen - i;
  const found =
    r.len1 === 1
      ? findchar(r.kind, at, n, PyUnicode_READ(r.kind, r.buf1, 0), 1)
      : kind_find(r.kind, at, n, r.buf1, r.len1);
  return found < 0 ? -1 : i + found;
}

/** One character for another. NULL without exception: nothing to replace. */
function replace_1char(r: Replacement): PyObject | null {
  const u1 = PyUnicode_READ(PyUnicode_KIND(r.str1), r.buf1, 0);
  const u2 = PyUnicode_READ(PyUnicode_KIND(r.str2), r.buf2, 0);
  const first = findchar(r.kind, r.sbuf, r.slen, u1, 1);
  if (first < 0) return unicode_result_unchanged(r.self);
  const u = PyUnicode_New(r.slen, r.maxchar);
  if (!u) return null;
  _PyUnicode_FastCopyCharacters(u, 0, r.self, 0, r.slen);
  const kind = PyUnicode_KIND(u);
  const data = PyUnicode_DATA(u);
  let left = r.maxcount;
  for (let i = first; ; ) {
    PyUnicode_WRITE(kind, data, i, u2);
    if (--left === 0 || ++i >= r.slen) break;
    const found = findchar(kind, data + <usize>i * <usize>kind, r.slen - i, u1, 1);
    if (found < 0) break;
    i += found;
  }
  return u;
}

/** A text for another of the same length (> 1). */
function replace_same_length(r: Replacement): PyObject | null {
  if (!widen_needle(r)) return null;
  let i = next_match(r, 0);
  if (i < 0) return unicode_result_unchanged(r.self);
  if (!widen_replacement(r)) return null;
  const u = PyUnicode_New(r.slen, r.maxchar);
  if (!u) return null;
  const kind = <usize>r.kind;
  const res = PyUnicode_DATA(u);
  memory.copy(res, r.sbuf, kind * <usize>r.slen);
  for (let left = r.maxcount; i >= 0; i = next_match(r, i + r.len1)) {
    memory.copy(res + kind * <usize>i, r.buf2, kind * <usize>r.len2);
    if (--left === 0) break;
  }
  return u;
}

/** A text for another of a different length. */
function replace_resizing(r: Replacement): PyObject | null {
  if (!widen_needle(r)) return null;
  const n = r.len1 === 0 ? min(r.slen + 1, r.maxcount) : kind_count(r.kind, r.sbuf, r.slen, r.buf1, r.len1, r.maxcount);
  if (n === 0) return unicode_result_unchanged(r.self);
  if (!widen_replacement(r)) return null;
  const new_size = <i64>r.slen + <i64>n * <i64>(r.len2 - r.len1);
  if (new_size === 0) return unicode_get_empty();
  if (new_size > <i64>i32.MAX_VALUE / <i64>r.kind) {
    PyErr_SetString(PyExc_OverflowError, cstr("replace string is too long"));
    return null;
  }
  const u = PyUnicode_New(<i32>new_size, r.maxchar);
  if (!u) return null;
  if (r.len1 > 0) build_replaced(r, n, PyUnicode_DATA(u));
  else interleave(r, n, PyUnicode_DATA(u));
  return u;
}

/** Writes the text to `res` with n matches replaced. */
function build_replaced(r: Replacement, n: i32, res: usize): void {
  const kind = <usize>r.kind;
  let i = 0;
  while (n-- > 0) {
    const j = next_match(r, i);
    if (j < 0) break;
    if (j > i) {
      memory.copy(res, r.sbuf + kind * <usize>i, kind * <usize>(j - i));
      res += kind * <usize>(j - i);
    }
    memory.copy(res, r.buf2, kind * <usize>r.len2);
    res += kind * <usize>r.len2;
    i = j + r.len1;
  }
  if (i < r.slen) memory.copy(res, r.sbuf + kind * <usize>i, kind * <usize>(r.slen - i));
}

/** Writes the replacement before the first n characters, the last one also at the end. */
function interleave(r: Replacement, n: i32, res: usize): void {
  const kind = <usize>r.kind;
  let i = 0;
  while (n > 0) {
    memory.copy(res, r.buf2, kind * <usize>r.len2);
    res += kind * <usize>r.len2;
    if (--n <= 0) break;
    memory.copy(res, r.sbuf + kind * <usize>i, kind);
    res += kind;
    i++;
  }
  memory.copy(res, r.sbuf + kind * <usize>i, kind * <usize>(r.slen - i));
}

/** `u` in its smallest form. Steals `u`, returns a new reference, NULL on error. */
export function unicode_adjust_maxchar(u: PyObject): PyObject | null {
  if (PyUnicode_IS_ASCII(u)) return u;
  const length = PyUnicode_GET_LENGTH(u);
  const kind = PyUnicode_KIND(u);
  const max_char = kind_find_max_char(kind, PyUnicode_DATA(u), length);
  if (max_char >= (kind === 1 ? 0x80 : kind === 2 ? 0x100 : 0x10000)) return u;
  const copy = PyUnicode_New(length, max_char);
  if (copy) _PyUnicode_FastCopyCharacters(copy, 0, u, 0, length);
  Py_DECREF(u);
  return copy;
}

function replace(self: PyObject, str1: PyObject, str2: PyObject, maxcount: i64): PyObject | null {
  const slen = PyUnicode_GET_LENGTH(self);
  const len1 = PyUnicode_GET_LENGTH(str1);
  const len2 = PyUnicode_GET_LENGTH(str2);
  const self_maxchar = PyUnicode_MAX_CHAR_VALUE(self);
  const maxchar1 = PyUnicode_MAX_CHAR_VALUE(str1);
  const maxchar2 = PyUnicode_MAX_CHAR_VALUE(str2);
  if (
    slen < len1 ||
    maxcount === 0 ||
    (len1 === 0 && len2 === 0) ||
    ptr(str1) === ptr(str2) ||
    self_maxchar < maxchar1
  ) {
    return unicode_result_unchanged(self);
  }
  const mark = stack_mark();
  const r = changetype<Replacement>(stack_alloc(offsetof<Replacement>()));
  r.self = self;
  r.str1 = str1;
  r.str2 = str2;
  r.kind = PyUnicode_KIND(self);
  r.maxcount = <i32>(maxcount < 0 ? i32.MAX_VALUE : min<i64>(maxcount, i32.MAX_VALUE));
  r.sbuf = PyUnicode_DATA(self);
  r.buf1 = PyUnicode_DATA(str1);
  r.buf2 = PyUnicode_DATA(str2);
  r.slen = slen;
  r.len1 = len1;
  r.len2 = len2;
  r.maxchar = max(self_maxchar, maxchar2);
  r.srelease = 0;
  r.release1 = 0;
  r.release2 = 0;
  let u: PyObject | null;
  if (len1 !== len2) u = replace_resizing(r);
  else u = len1 === 1 ? replace_1char(r) : replace_same_length(r);
  // Without its widest characters the result may be of a smaller form.
  if (u && ptr(u) !== ptr(self) && maxchar2 < maxchar1 && self_maxchar === maxchar1) u = unicode_adjust_maxchar(u);
  release_buffers(r);
  stack_release(mark);
  return u;
}

/** At most maxcount replacements (< 0: all). Returns a new reference. */
export function PyUnicode_Replace(str: PyObject, substr: PyObject, replstr: PyObject, maxcount: i64): PyObject | null {
  if (!ensure_unicode(str) || !ensure_unicode(substr) || !ensure_unicode(replstr)) return null;
  return replace(str, substr, replstr, maxcount);
}
