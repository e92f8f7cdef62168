/**
 * EncodingMap: a compact table from characters to bytes, made from a decoding table. CPython: struct encoding_map and
 * PyUnicode_BuildEncodingMap of Objects/unicodeobject.c.
 *
 *   +0 PyObject  +16 level1[32]  +48 count2  +52 count3  +56 level23: 16 * count2 bytes, then 128 * count3
 *
 * A character's upper 5 bits select a row of level 2, the next 4 a row of level 3 in it, the last 7 the byte in that. 0xff: no row;
 * byte 0: not mapped (NUL is always mapped to itself).
 */

import { PyErr_BadArgument } from "../abstract/errors";
import { PyObject_Free, PyObject_Malloc } from "../memory/domains";
import { def_noargs } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { raise_no_memory } from "../object/no-memory";
import { _PyObject_InitHead, Py_DECREF, Py_XDECREF, PyObject, ptr } from "../object/object";
import { destructor, PyCFunction } from "../object/slots";
import { EncodingMapType } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT } from "../object/type-object";
import { PyDict_New, PyDict_SetItem } from "./dict";
import { PyLong_FromLong } from "./int";
import { PyUnicode_Check, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ } from "./str";
import { static_type } from "./type-define";

const LEVEL1: usize = 16;
const LEVEL23: usize = 56;
const LEVEL1_BYTES: i32 = 32;
const NO_ROW: u32 = 0xff;
const UNDEFINED: u32 = 0xfffe;
/** sizeof(struct encoding_map), whose last byte is the first of level 2. */
const STRUCT_BYTES: i32 = 64;

@unmanaged
export class encoding_map extends PyObject {
  level1_0: u64;
  level1_1: u64;
  level1_2: u64;
  level1_3: u64;
  count2: i32;
  count3: i32;
}

/** @inline */
function map_of(o: PyObject): encoding_map {
  return changetype<encoding_map>(o);
}

/** The byte for `c`, -1: none. */
export function encoding_map_lookup(c: u32, mapping: PyObject): i32 {
  if (c > 0xffff) return -1;
  if (c === 0) return 0;
  const map = map_of(mapping);
  const rows = ptr(mapping) + LEVEL23;
  const row2: u32 = load<u8>(ptr(mapping) + LEVEL1 + (c >> 11));
  if (row2 === NO_ROW) return -1;
  const row3: u32 = load<u8>(rows + 16 * row2 + ((c >> 7) & 15));
  if (row3 === NO_ROW) return -1;
  const byte = <i32>load<u8>(rows + 16 * <usize>map.count2 + 128 * row3 + (c & 127));
  return byte === 0 ? -1 : byte;
}

/** Bytes behind the fixed part. */
function level23_bytes(count2: i32, count3: i32): i32 {
  return 16 * count2 + 128 * count3;
}

function encoding_map_size(self: PyObject, _unused: PyObject | null): PyObject | null {
  const map = map_of(self);
  return PyLong_FromLong(<i64>(STRUCT_BYTES - 1 + level23_bytes(map.count2, map.count3)));
}

function encoding_map_dealloc(self: PyObject): void {
  PyObject_Free(ptr(self));
}

/** {character: byte}: new reference. */
function build_dict(kind: i32, data: usize, length: i32): PyObject | null {
  const result = PyDict_New();
  if (!result) return null;
  for (let i = 0; i < length; i++) {
    const key = PyLong_FromLong(<i64>PyUnicode_READ(kind, data, i));
    const value = PyLong_FromLong(<i64>i);
    const status = key && value ? PyDict_SetItem(result, key, value) : -1;
    Py_XDECREF(key);
    Py_XDECREF(value);
    if (status < 0) {
      Py_DECREF(result);
      return null;
    }
  }
  return result;
}

/** Numbers the rows that are needed into `level1` and `level2` (512 bytes). False: a dict is needed instead. */
function number_rows(kind: i32, data: usize, length: i32, level1: usize, level2: usize, counts: usize): bool {
  let count2: u32 = 0;
  let count3: u32 = 0;
  memory.fill(level1, <u8>NO_ROW, LEVEL1_BYTES);
  memory.fill(level2, <u8>NO_ROW, 512);
  if (length === 0 || PyUnicode_READ(kind, data, 0) !== 0) return false;
  for (let i = 1; i < length; i++) {
    const ch = PyUnicode_READ(kind, data, i);
    if (ch === 0 || ch > 0xffff) return false;
    if (ch === UNDEFINED) continue;
    if (<u32>load<u8>(level1 + (ch >> 11)) === NO_ROW) store<u8>(level1 + (ch >> 11), count2++);
    if (<u32>load<u8>(level2 + (ch >> 7)) === NO_ROW) store<u8>(level2 + (ch >> 7), count3++);
  }
  store<i32>(counts, count2);
  store<i32>(counts, count3, 4);
  return count2 < NO_ROW && count3 < NO_ROW;
}

/** Fills a new map whose level 1 is in place. */
function fill_rows(map: encoding_map, kind: i32, data: usize, length: i32): void {
  const rows = ptr(map) + LEVEL23;
  const rows3 = rows + 16 * <usize>map.count2;
  memory.fill(rows, <u8>NO_ROW, 16 * <usize>map.count2);
  memory.fill(rows3, 0, 128 * <usize>map.count3);
  let count3: u32 = 0;
  for (let i = 1; i < length; i++) {
    const ch = PyUnicode_READ(kind, data, i);
    if (ch === UNDEFINED) continue;
    const at = rows + 16 * <usize>load<u8>(ptr(map) + LEVEL1 + (ch >> 11)) + ((ch >> 7) & 15);
    if (<u32>load<u8>(at) === NO_ROW) store<u8>(at, count3++);
    store<u8>(rows3 + 128 * <usize>load<u8>(at) + (ch & 127), i);
  }
}

/** For a decoding table (a str of up to 256 characters) the table for encoding, a map or a dict: new reference. */
export function PyUnicode_BuildEncodingMap(string: PyObject): PyObject | null {
  if (!PyUnicode_Check(string) || PyUnicode_GET_LENGTH(string) === 0) {
    PyErr_BadArgument();
    return null;
  }
  const kind = PyUnicode_KIND(string);
  const data = PyUnicode_DATA(string);
  const length = min(PyUnicode_GET_LENGTH(string), 256);
  const mark = stack_mark();
  const level1 = stack_alloc(<usize>LEVEL1_BYTES);
  const level2 = stack_alloc(512);
  const counts = stack_alloc(8);
  let result: PyObject | null = null;
  if (!number_rows(kind, data, length, level1, level2, counts)) result = build_dict(kind, data, length);
  else {
    const count2 = load<i32>(counts);
    const count3 = load<i32>(counts, 4);
    const block = PyObject_Malloc(<usize>(STRUCT_BYTES - 1 + level23_bytes(count2, count3)));
    if (!block) raise_no_memory();
    else {
      const map = changetype<encoding_map>(block);
      _PyObject_InitHead(map, EncodingMapType);
      memory.copy(block + LEVEL1, level1, <usize>LEVEL1_BYTES);
      map.count2 = count2;
      map.count3 = count3;
      fill_rows(map, kind, data, length);
      result = map;
    }
  }
  stack_release(mark);
  return result;
}

export function init_encoding_map_type(): void {
  const t = EncodingMapType;
  static_type(t, cstr("EncodingMap"), STRUCT_BYTES, 0, Py_TPFLAGS_DEFAULT);
  t.tp_dealloc = destructor.of(encoding_map_dealloc);
  def_noargs(t, cstr("size"), PyCFunction.of(encoding_map_size), cstr("size($self, /)\n--\n\nIts size in bytes."));
}
