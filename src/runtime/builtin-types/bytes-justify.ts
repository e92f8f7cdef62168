/**
 * Padding of bytes and bytearray. CPython: stringlib/transmogrify.h.
 */

import {
  _PyArg_AsSsize_t,
  _PyArg_BadArgument,
  _PyArg_CheckPositional,
  _PyArg_UnpackKeywords,
  ArgSpec,
} from "../abstract/args";
import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OverflowError } from "../object/static-types";
import { PyByteArray_AS_STRING, PyByteArray_Check, PyByteArray_GET_SIZE } from "./bytearray";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE } from "./bytes";
import { bytes_like_data, bytes_like_new, bytes_like_size, bytes_like_unchanged } from "./bytes-like";
import { PyLong_AsInt } from "./int";

function pad(self: PyObject, left: i64, right: i64, fill: u32): PyObject | null {
  if (left <= 0 && right <= 0) return bytes_like_unchanged(self);
  left = max<i64>(left, 0);
  right = max<i64>(right, 0);
  const size = bytes_like_size(self);
  const total = left + right + <i64>size;
  if (total > <i64>i32.MAX_VALUE || total < 0) return PyErr_NoMemory();
  const result = bytes_like_new(self, 0, <i32>total);
  if (!result) return null;
  const out = bytes_like_data(result);
  memory.fill(out, <u8>fill, <usize>left);
  memory.copy(out + <usize>left, bytes_like_data(self), <usize>size);
  memory.fill(out + <usize>left + <usize>size, <u8>fill, <usize>right);
  return result;
}

/** The one byte of a fill argument; -1 with TypeError. */
function fill_byte(name: usize, arg: PyObject): i32 {
  if (PyBytes_Check(arg) && PyBytes_GET_SIZE(arg) === 1) return load<u8>(PyBytes_AS_STRING(arg));
  if (PyByteArray_Check(arg) && PyByteArray_GET_SIZE(arg) === 1) return load<u8>(PyByteArray_AS_STRING(arg));
  _PyArg_BadArgument(name, cstr("argument 2"), cstr("a byte string of length 1"), arg);
  return -1;
}

const CENTER: i32 = 0;
const LJUST: i32 = 1;
const RJUST: i32 = 2;

function justify(self: PyObject, name: usize, args: Slots, nargs: i32, how: i32): PyObject | null {
  if (!_PyArg_CheckPositional(name, nargs, 1, 2)) return null;
  const width = _PyArg_AsSsize_t(args.get(0));
  if (width === -1 && tstate.current_exception) return null;
  let fill = 0x20;
  if (nargs > 1) {
    fill = fill_byte(name, args.get(1));
    if (fill < 0) return null;
  }
  const marg = width - <i64>bytes_like_size(self);
  if (marg <= 0) return bytes_like_unchanged(self);
  let left: i64 = 0;
  if (how === RJUST) left = marg;
  else if (how === CENTER) left = marg / 2 + (marg & width & 1);
  return pad(self, left, marg - left, fill);
}

export function bytes_center(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return justify(self, cstr("center"), args, nargs, CENTER);
}

export function bytes_ljust(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return justify(self, cstr("ljust"), args, nargs, LJUST);
}

export function bytes_rjust(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  return justify(self, cstr("rjust"), args, nargs, RJUST);
}

export function bytes_zfill(self: PyObject, arg: PyObject | null): PyObject | null {
  const width = _PyArg_AsSsize_t(arg!);
  if (width === -1 && tstate.current_exception) return null;
  const fill = width - <i64>bytes_like_size(self);
  if (fill <= 0) return bytes_like_unchanged(self);
  const result = pad(self, fill, 0, 0x30);
  if (!result) return null;
  const p = bytes_like_data(result);
  const first = load<u8>(p + <usize>fill);
  if (first === 0x2b || first === 0x2d) {
    store<u8>(p, first);
    store<u8>(p + <usize>fill, 0x30);
  }
  return result;
}

const expandtabs_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

export function bytes_expandtabs(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const fname = cstr("expandtabs");
  const a = _PyArg_UnpackKeywords(expandtabs_spec, fname, cstr("tabsize"), 0, args, nargs, null, kwnames, 0, 1);
  stack_release(mark);
  if (a === 0) return null;
  const first = Slots.at(a).getOrNull(0);
  const tabsize = first ? PyLong_AsInt(first) : 8;
  if (tabsize === -1 && tstate.current_exception) return null;
  const data = bytes_like_data(self);
  const size = bytes_like_size(self);
  const total = expand(data, size, tabsize, 0);
  if (total > <i64>i32.MAX_VALUE) {
    PyErr_SetString(PyExc_OverflowError, cstr("result too long"));
    return null;
  }
  const result = bytes_like_new(self, 0, <i32>total);
  if (result) expand(data, size, tabsize, bytes_like_data(result));
  return result;
}

/** Writes the expanded bytes to `out` (0: only counts); returns their number. */
function expand(data: usize, size: i32, tabsize: i32, out: usize): i64 {
  let total: i64 = 0;
  let column: i64 = 0;
  for (let i = 0; i < size; i++) {
    const c = load<u8>(data + <usize>i);
    if (c !== 9) {
      if (out) store<u8>(out + <usize>total, c);
      total++;
      column = c === 10 || c === 13 ? 0 : column + 1;
    } else if (tabsize > 0) {
      const step = <i64>tabsize - (column % <i64>tabsize);
      if (out) memory.fill(out + <usize>total, 0x20, <usize>step);
      total += step;
      column += step;
    }
    if (total > <i64>i32.MAX_VALUE) break;
  }
  return total;
}
