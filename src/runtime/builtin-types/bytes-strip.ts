/**
 * strip, removeprefix and relatives of bytes and bytearray. CPython: do_strip, do_xstrip of Objects/bytesobject.c.
 */

import { _PyArg_CheckPositional } from "../abstract/args";
import { Py_buffer_OnStack, PyBuffer_Release } from "../abstract/buffer";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_ssize_t, PyObject, ptr, Slots } from "../object/object";
import { Py_None } from "../object/static-types";
import { Py_ISSPACE } from "./bytes-case";
import {
  bytes_like_data,
  bytes_like_new,
  bytes_like_size,
  bytes_like_unchanged,
  get_simple_buffer,
} from "./bytes-like";
import { memequal } from "./str-compare";
import { find_char } from "./str-fast-search";
import { BOTHSTRIP, LEFTSTRIP, RIGHTSTRIP } from "./str-strip";

/** Bytes i..j of `self`. */
function part(self: PyObject, i: i32, j: i32): PyObject | null {
  if (i === 0 && j === bytes_like_size(self)) return bytes_like_unchanged(self);
  return bytes_like_new(self, bytes_like_data(self) + <usize>i, j - i);
}

/** Byte `c` is to be stripped: white space (set 0), or one of the set's. @inline */
function strips(c: u32, set: usize, size: Py_ssize_t): bool {
  return set === 0 ? Py_ISSPACE(c) : find_char<u8>(set, size, c) >= 0;
}

function do_strip(self: PyObject, striptype: i32, set: usize, size: Py_ssize_t): PyObject | null {
  const data = bytes_like_data(self);
  const length = bytes_like_size(self);
  let i = 0;
  let j = length;
  if (striptype !== RIGHTSTRIP) while (i < length && strips(load<u8>(data + <usize>i), set, size)) i++;
  if (striptype !== LEFTSTRIP) while (j > i && strips(load<u8>(data + <usize>j - 1), set, size)) j--;
  return part(self, i, j);
}

function strip_method(self: PyObject, name: usize, args: Slots, nargs: i32, striptype: i32): PyObject | null {
  if (!_PyArg_CheckPositional(name, nargs, 0, 1)) return null;
  if (nargs === 0 || ptr(args.get(0)) === ptr(Py_None)) return do_strip(self, striptype, 0, 0);
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (get_simple_buffer(args.get(0), view)) {
    // An empty view may have no address, which would mean white space.
    result = view.len === 0 ? part(self, 0, bytes_like_size(self)) : do_strip(self, striptype, view.buf, view.len);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

export function bytes_strip(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return strip_method(self, cstr("strip"), args, nargs, BOTHSTRIP);
}

export function bytes_lstrip(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return strip_method(self, cstr("lstrip"), args, nargs, LEFTSTRIP);
}

export function bytes_rstrip(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return strip_method(self, cstr("rstrip"), args, nargs, RIGHTSTRIP);
}

function remove(self: PyObject, affix: PyObject, at_end: bool): PyObject | null {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (get_simple_buffer(affix, view)) {
    const size = bytes_like_size(self);
    const n = view.len;
    let i = 0;
    let j = size;
    if (n > 0 && size >= n) {
      const data = bytes_like_data(self) + (at_end ? <usize>(size - n) : 0);
      if (memequal(data, view.buf, <usize>n)) {
        if (at_end) j = size - n;
        else i = n;
      }
    }
    result = part(self, i, j);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

export function bytes_removeprefix(self: PyObject, prefix: PyObject | null): PyObject | null {
  return remove(self, prefix!, false);
}

export function bytes_removesuffix(self: PyObject, suffix: PyObject | null): PyObject | null {
  return remove(self, suffix!, true);
}
