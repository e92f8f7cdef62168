/**
 * Moving characters between buffers of the three widths, and looking for the widest. CPython: _PyUnicode_CONVERT_BYTES,
 * _copy_characters, unicode_fill of Objects/unicodeobject.c; stringlib/find_max_char.h.
 *
 * Addresses and counts are trusted. A target kind is never narrower than the characters that are put into it.
 */
import { Py_ssize_t, PyObject } from "../object/object";
import { MAX_UNICODE, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII, PyUnicode_KIND } from "./str";

const ASCII_MASK: u64 = 0x8080808080808080;

/** Number of leading bytes below 0x80. */
export function ascii_prefix(data: usize, size: Py_ssize_t): Py_ssize_t {
  let p = data;
  const end = data + <usize>size;
  while (p + 8 <= end) {
    const high = load<u64>(p) & ASCII_MASK;
    if (high) return <Py_ssize_t>(p - data) + <Py_ssize_t>(ctz(high) >> 3);
    p += 8;
  }
  while (p < end && load<u8>(p) < 0x80) p++;
  return <Py_ssize_t>(p - data);
}

/** 0x7f or 0xff. */
export function ucs1lib_find_max_char(data: usize, size: Py_ssize_t): u32 {
  return ascii_prefix(data, size) === size ? 0x7f : 0xff;
}

/** 0x7f, 0xff or 0xffff. */
export function ucs2lib_find_max_char(data: usize, size: Py_ssize_t): u32 {
  let p = data;
  const end = data + ((<usize>size) << 1);
  let seen: u64 = 0;
  while (p + 8 <= end) {
    seen |= load<u64>(p);
    if (seen & 0xff00ff00ff00ff00) return 0xffff;
    p += 8;
  }
  while (p < end) {
    seen |= load<u16>(p);
    p += 2;
  }
  if (seen & 0xff00ff00ff00ff00) return 0xffff;
  return seen & ASCII_MASK ? 0xff : 0x7f;
}

/** 0x7f, 0xff, 0xffff or 0x10ffff. */
export function ucs4lib_find_max_char(data: usize, size: Py_ssize_t): u32 {
  let p = data;
  const end = data + ((<usize>size) << 2);
  let seen: u32 = 0;
  while (p < end) {
    seen |= load<u32>(p);
    if (seen >= 0x10000) return MAX_UNICODE;
    p += 4;
  }
  return seen >= 0x100 ? 0xffff : seen >= 0x80 ? 0xff : 0x7f;
}

/** The class (0x7f, 0xff, 0xffff, 0x10ffff) of the largest of `size` characters. */
export function kind_find_max_char(kind: i32, data: usize, size: Py_ssize_t): u32 {
  if (kind === 1) return ucs1lib_find_max_char(data, size);
  if (kind === 2) return ucs2lib_find_max_char(data, size);
  return ucs4lib_find_max_char(data, size);
}

/** Largest character class (0x7f, 0xff, 0xffff, 0x10ffff) in self[start:end]. */
export function _PyUnicode_FindMaxChar(self: PyObject, start: Py_ssize_t, end: Py_ssize_t): u32 {
  if (start === 0 && end === PyUnicode_GET_LENGTH(self)) {
    const kind = PyUnicode_KIND(self);
    return PyUnicode_IS_ASCII(self) ? 0x7f : kind === 1 ? 0xff : kind === 2 ? 0xffff : MAX_UNICODE;
  }
  if (end <= start || PyUnicode_IS_ASCII(self)) return 0x7f;
  const kind = PyUnicode_KIND(self);
  return kind_find_max_char(kind, PyUnicode_DATA(self) + <usize>start * <usize>kind, end - start);
}

function widen<From, To>(from: usize, to: usize, count: Py_ssize_t): void {
  const end = from + <usize>count * sizeof<From>();
  while (from < end) {
    store<To>(to, <To>(<u32>load<From>(from)));
    from += sizeof<From>();
    to += sizeof<To>();
  }
}

/** Four latin-1 characters a step. */
function widen_1_to_2(from: usize, to: usize, count: Py_ssize_t): void {
  const end = from + <usize>count;
  while (from + 4 <= end) {
    let x = <u64>load<u32>(from);
    x = (x | (x << 16)) & 0x0000ffff0000ffff;
    x = (x | (x << 8)) & 0x00ff00ff00ff00ff;
    store<u64>(to, x);
    from += 4;
    to += 8;
  }
  widen<u8, u16>(from, to, <Py_ssize_t>(end - from));
}

/** Copies `count` characters from one width to another that holds them. */
export function convert_characters(from_kind: i32, from: usize, to_kind: i32, to: usize, count: Py_ssize_t): void {
  if (from_kind === to_kind) {
    if (count === 1) {
      if (from_kind === 1) store<u8>(to, load<u8>(from));
      else if (from_kind === 2) store<u16>(to, load<u16>(from));
      else store<u32>(to, load<u32>(from));
    } else memory.copy(to, from, <usize>count * <usize>from_kind);
  } else if (from_kind === 1) {
    if (to_kind === 2) widen_1_to_2(from, to, count);
    else widen<u8, u32>(from, to, count);
  } else if (from_kind === 2) {
    if (to_kind === 4) widen<u16, u32>(from, to, count);
    else widen<u16, u8>(from, to, count);
  } else if (to_kind === 2) widen<u32, u16>(from, to, count);
  else widen<u32, u8>(from, to, count);
}

/** Copies characters; the target is wide enough and not shared. */
export function _PyUnicode_FastCopyCharacters(
  to: PyObject,
  to_start: Py_ssize_t,
  from: PyObject,
  from_start: Py_ssize_t,
  how_many: Py_ssize_t,
): void {
  if (how_many === 0) return;
  const from_kind = PyUnicode_KIND(from);
  const to_kind = PyUnicode_KIND(to);
  convert_characters(
    from_kind,
    PyUnicode_DATA(from) + <usize>from_start * <usize>from_kind,
    to_kind,
    PyUnicode_DATA(to) + <usize>to_start * <usize>to_kind,
    how_many,
  );
}

/** data[start:start+length] = value. */
export function unicode_fill(kind: i32, data: usize, value: u32, start: Py_ssize_t, length: Py_ssize_t): void {
  if (kind === 1) {
    memory.fill(data + <usize>start, <u8>value, <usize>length);
    return;
  }
  let p = data + <usize>start * <usize>kind;
  const end = p + <usize>length * <usize>kind;
  if (kind === 2) for (; p < end; p += 2) store<u16>(p, value);
  else for (; p < end; p += 4) store<u32>(p, value);
}

/** to[start:start+length] = fill_char, unchecked. */
export function _PyUnicode_FastFill(o: PyObject, start: Py_ssize_t, length: Py_ssize_t, fill_char: u32): void {
  unicode_fill(PyUnicode_KIND(o), PyUnicode_DATA(o), fill_char, start, length);
}

/** A run of bytes filled with copies of the first `len_src` of it, which must be in place, by doubling. */
export function repeat_in_place(dest: usize, len_dest: usize, len_src: usize): void {
  if (len_src === 1) {
    memory.fill(dest, load<u8>(dest), len_dest);
    return;
  }
  let copied = len_src;
  while (copied < len_dest) {
    const bytes = min(copied, len_dest - copied);
    memory.copy(dest + copied, dest, bytes);
    copied += bytes;
  }
}
