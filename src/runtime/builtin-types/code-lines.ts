/**
 * The location table of a code object: which source position each code unit has, and the iterators over it.
 * CPython: the line table part of Objects/codeobject.c; format in Objects/locations.md.
 *
 * The table is a sequence of entries, each for 1 to 8 code units: a byte 1ccccnnn (c: kind, n: units - 1), then
 *   c 0-9    short: column in 2 bytes, same line     c 13  line delta, no columns
 *   c 10-12  line delta c - 10, two column bytes     c 14  long: line delta, end line delta, column + 1, end column + 1
 *   c 15     no location
 * Numbers are varints of 6 bits, least significant first; signed ones have the sign in bit 0.
 */

import { PyErr_NoMemory } from "../abstract/errors";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { PyObject_Free, PyObject_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { _PyObject_InitHead, Py_DECREF, Py_INCREF, PyObject, ptr } from "../object/object";
import { destructor, getiterfunc, iternextfunc } from "../object/slots";
import { _PyLineIterator, _PyPositionsIterator, Py_None } from "../object/static-types";
import { Py_TPFLAGS_BASETYPE } from "../object/type-object";
import { PyBytes_AS_STRING, PyBytes_GET_SIZE } from "./bytes";
import { _PyCode_NBYTES, PyCodeObject } from "./code";
import { PyLong_FromLong } from "./int";
import { PyTuple_New, PyTuple_SET_ITEM } from "./tuple";
import { static_type } from "./type-define";

const INFO_ONE_LINE0: i32 = 10;
const INFO_NO_COLUMNS: i32 = 13;
const INFO_LONG: i32 = 14;
const INFO_NONE: i32 = 15;

/** A place in the location table: the entry [start, end) (bytes of code) and its position. */
@unmanaged
export class PyCodeAddressRange {
  /** Bytes of code; end is exclusive. */
  ar_start: i32;
  ar_end: i32;
  /** -1: none. */
  ar_line: i32;
  computed_line: i32;
  ar_end_line: i32;
  /** -1: unknown. */
  ar_column: i32;
  ar_end_column: i32;
  range_pad: i32;
  /** Addresses of the next entry and of the end. */
  lo_next: u32;
  limit: u32;
}
const scratch: PyCodeAddressRange = changetype<PyCodeAddressRange>(memory.data(48, 16));

/** Before the first entry. */
export function _PyCode_InitAddressRange(co: PyCodeObject, range: PyCodeAddressRange): void {
  const table = PyBytes_AS_STRING(co.co_linetable);
  range.lo_next = <u32>table;
  range.limit = <u32>(table + <usize>PyBytes_GET_SIZE(co.co_linetable));
  range.ar_start = -1;
  range.ar_end = 0;
  range.computed_line = co.co_firstlineno;
  range.ar_line = -1;
}

/** Reads a varint; moves range.lo_next behind it. */
function read_varint(range: PyCodeAddressRange): u32 {
  let p = <usize>range.lo_next;
  let value: u32 = 0;
  let shift: u32 = 0;
  while (true) {
    const byte = load<u8>(p++);
    value |= (<u32>byte & 63) << shift;
    if ((byte & 64) === 0) break;
    shift += 6;
  }
  range.lo_next = <u32>p;
  return value;
}

function read_signed_varint(range: PyCodeAddressRange): i32 {
  const u = read_varint(range);
  return (u & 1) !== 0 ? -(<i32>(u >> 1)) : <i32>(u >> 1);
}

/** To the next entry; false at the end. */
export function _PyLineTable_NextAddressRange(range: PyCodeAddressRange): bool {
  if (range.lo_next >= range.limit) return false;
  const first = load<u8>(range.lo_next++);
  const code = <i32>(first >> 3) & 15;
  range.ar_start = range.ar_end;
  range.ar_end += (<i32>(first & 7) + 1) << 1;
  range.ar_column = -1;
  range.ar_end_column = -1;
  if (code === INFO_NONE) {
    range.ar_line = -1;
    range.ar_end_line = -1;
    return true;
  }
  if (code === INFO_LONG) read_long_form(range);
  else if (code === INFO_NO_COLUMNS) {
    range.computed_line += read_signed_varint(range);
    range.ar_end_line = range.computed_line;
  } else {
    if (code >= INFO_ONE_LINE0) {
      range.computed_line += code - INFO_ONE_LINE0;
      range.ar_column = load<u8>(range.lo_next++);
      range.ar_end_column = load<u8>(range.lo_next++);
    } else {
      const second = <i32>load<u8>(range.lo_next++);
      range.ar_column = (code << 3) | (second >> 4);
      range.ar_end_column = range.ar_column + (second & 15);
    }
    range.ar_end_line = range.computed_line;
  }
  range.ar_line = range.computed_line;
  return true;
}

function read_long_form(range: PyCodeAddressRange): void {
  range.computed_line += read_signed_varint(range);
  range.ar_end_line = range.computed_line + <i32>read_varint(range);
  range.ar_column = <i32>read_varint(range) - 1;
  range.ar_end_column = <i32>read_varint(range) - 1;
}

/** Line of the code unit at byte `addrq` of the code; -1: none. Negative addresses mean the first line. */
export function PyCode_Addr2Line(co: PyCodeObject, addrq: i32): i32 {
  if (addrq < 0) return co.co_firstlineno;
  return PyCode_Addr2Location(co, addrq).ar_line;
}

/** Position of the code unit at byte `addrq`: in a struct that the next call overwrites. */
export function PyCode_Addr2Location(co: PyCodeObject, addrq: i32): PyCodeAddressRange {
  const range = scratch;
  if (addrq < 0) {
    range.ar_line = co.co_firstlineno;
    range.ar_end_line = 0;
    range.ar_column = 0;
    range.ar_end_column = 0;
    return range;
  }
  _PyCode_InitAddressRange(co, range);
  while (range.ar_end <= addrq) {
    if (_PyLineTable_NextAddressRange(range)) continue;
    range.ar_line = -1;
    break;
  }
  return range;
}

/** An int, or None for a negative value: a new reference. */
function int_or_none(value: i32): PyObject | null {
  return value < 0 ? Py_None : PyLong_FromLong(value);
}

/** co_lines() (64 bytes) and co_positions() (80): +16 code (owned), +24 the range, +64 offset in bytes (co_positions only). */
@unmanaged
class lineiterator extends PyObject {
  li_code: PyCodeObject;
}
const ITERATOR_RANGE: usize = 24;
const ITERATOR_OFFSET: usize = 64;
const LINES_SIZE: i32 = 64;
const POSITIONS_SIZE: i32 = 80;

/** @inline */
function range_of(it: lineiterator): PyCodeAddressRange {
  return changetype<PyCodeAddressRange>(ptr(it) + ITERATOR_RANGE);
}

function new_iterator(co: PyCodeObject, lines: bool): PyObject | null {
  const size = <usize>(lines ? LINES_SIZE : POSITIONS_SIZE);
  const it = changetype<lineiterator>(PyObject_Malloc(size));
  if (!it) return PyErr_NoMemory();
  memory.fill(ptr(it), 0, size);
  _PyObject_InitHead(it, lines ? _PyLineIterator : _PyPositionsIterator);
  Py_INCREF(co);
  it.li_code = co;
  _PyCode_InitAddressRange(co, range_of(it));
  return it;
}

/** co.co_lines(): a new reference. */
export function code_linesiterator(self: PyObject, _arg: PyObject | null): PyObject | null {
  return new_iterator(changetype<PyCodeObject>(self), true);
}

/** co.co_positions(): a new reference. */
export function code_positionsiterator(self: PyObject, _arg: PyObject | null): PyObject | null {
  return new_iterator(changetype<PyCodeObject>(self), false);
}

function lineiter_dealloc(o: PyObject): void {
  Py_DECREF(changetype<lineiterator>(o).li_code);
  PyObject_Free(ptr(o));
}

/** Tuple of `n` new references, each NULL on error; steals them. */
function tuple_of(
  n: i32,
  a: PyObject | null,
  b: PyObject | null,
  c: PyObject | null,
  d: PyObject | null,
): PyObject | null {
  const tuple = a && b && c && (d || n === 3) ? PyTuple_New(n) : null;
  if (!tuple) {
    if (a) Py_DECREF(a);
    if (b) Py_DECREF(b);
    if (c) Py_DECREF(c);
    if (d) Py_DECREF(d);
    return null;
  }
  PyTuple_SET_ITEM(tuple, 0, a!);
  PyTuple_SET_ITEM(tuple, 1, b!);
  PyTuple_SET_ITEM(tuple, 2, c!);
  if (n === 4) PyTuple_SET_ITEM(tuple, 3, d!);
  return tuple;
}

/** (start, end, line or None) for each run of code with one line. */
function lineiter_next(o: PyObject): PyObject | null {
  const it = changetype<lineiterator>(o);
  const range = range_of(it);
  if (range.ar_end >= _PyCode_NBYTES(it.li_code)) return null;
  const start = range.ar_end;
  // The first entry of the run, then those that only go on with the same line.
  if (!_PyLineTable_NextAddressRange(range)) return null;
  const line = range.ar_line;
  while (next_line_is(range, line)) _PyLineTable_NextAddressRange(range);
  const a = PyLong_FromLong(start);
  const b = PyLong_FromLong(range.ar_end);
  return tuple_of(3, a, b, int_or_none(line), null);
}

/** True when the entry after `range` has that line. */
function next_line_is(range: PyCodeAddressRange, line: i32): bool {
  memory.copy(changetype<usize>(scratch), changetype<usize>(range), offsetof<PyCodeAddressRange>());
  return _PyLineTable_NextAddressRange(scratch) && scratch.ar_line === line;
}

/** (line, end line, column, end column), each or None, for every code unit. */
function positionsiter_next(o: PyObject): PyObject | null {
  const it = changetype<lineiterator>(o);
  const range = range_of(it);
  const offset = load<i32>(ptr(it), ITERATOR_OFFSET);
  if (offset >= range.ar_end && !_PyLineTable_NextAddressRange(range)) return null;
  store<i32>(ptr(it), offset + 2, ITERATOR_OFFSET);
  const a = int_or_none(range.ar_line);
  const b = int_or_none(range.ar_end_line);
  const c = int_or_none(range.ar_column);
  return tuple_of(4, a, b, c, int_or_none(range.ar_end_column));
}

export function init_code_iterators(): void {
  static_type(_PyLineIterator, cstr("line_iterator"), LINES_SIZE, 0, Py_TPFLAGS_BASETYPE);
  _PyLineIterator.tp_dealloc = destructor.of(lineiter_dealloc);
  _PyLineIterator.tp_iter = getiterfunc.of(PyObject_SelfIter);
  _PyLineIterator.tp_iternext = iternextfunc.of(lineiter_next);
  static_type(_PyPositionsIterator, cstr("positions_iterator"), POSITIONS_SIZE, 0, Py_TPFLAGS_BASETYPE);
  _PyPositionsIterator.tp_dealloc = destructor.of(lineiter_dealloc);
  _PyPositionsIterator.tp_iter = getiterfunc.of(PyObject_SelfIter);
  _PyPositionsIterator.tp_iternext = iternextfunc.of(positionsiter_next);
}
