/**
 * What a code object's attributes compute: co_code, the three tuples of names (kept once made), co_lnotab.
 * CPython: Objects/codeobject.c.
 */

import { PyErr_NoMemory } from "../abstract/errors";
import { PyMem_Malloc } from "../memory/domains";
import { Py_NewRef, PyObject } from "../object/object";
import { PyBytes_AS_STRING, PyBytes_FromStringAndSize } from "./bytes";
import { _PyCoCached, _PyCode_NBYTES, CO_FAST_CELL, CO_FAST_FREE, CO_FAST_LOCAL, PyCodeObject } from "./code";
import { PyCode_Addr2Line } from "./code-lines";
import { deopt_code } from "./code-new";
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_SET_ITEM } from "./tuple";

/** The record of cached attributes, made at first need; NULL with MemoryError. */
function co_cached(co: PyCodeObject): _PyCoCached | null {
  const cached = co._co_cached;
  if (cached) return cached;
  const block = PyMem_Malloc(offsetof<_PyCoCached>());
  if (block === 0) {
    PyErr_NoMemory();
    return null;
  }
  memory.fill(block, 0, offsetof<_PyCoCached>());
  co._co_cached = changetype<_PyCoCached>(block);
  return changetype<_PyCoCached>(block);
}

/** Names of the fast locals whose kind has a bit of `kind`: a new tuple, NULL with an exception. */
function localsplus_names(co: PyCodeObject, kind: u8, count: i32): PyObject | null {
  const names = PyTuple_New(count);
  if (!names) return null;
  const kinds = PyBytes_AS_STRING(co.co_localspluskinds);
  let index = 0;
  for (let i = 0; i < co.co_nlocalsplus; i++) {
    if ((load<u8>(kinds + <usize>i) & kind) === 0) continue;
    PyTuple_SET_ITEM(names, index++, Py_NewRef(PyTuple_GET_ITEM(co.co_localsplusnames, i)));
  }
  return names;
}

/** co_code without specialisation: a new reference, NULL with an exception. */
export function _PyCode_GetCode(co: PyCodeObject): PyObject | null {
  const cached = co_cached(co);
  if (!cached) return null;
  const known = cached._co_code;
  if (known) return Py_NewRef(known);
  const code = PyBytes_FromStringAndSize(0, _PyCode_NBYTES(co));
  if (!code) return null;
  deopt_code(co, PyBytes_AS_STRING(code));
  cached._co_code = Py_NewRef(code);
  return code;
}

/** co_varnames: a new reference, NULL with an exception. */
export function _PyCode_GetVarnames(co: PyCodeObject): PyObject | null {
  const cached = co_cached(co);
  if (!cached) return null;
  const known = cached._co_varnames;
  if (known) return Py_NewRef(known);
  const names = localsplus_names(co, CO_FAST_LOCAL, co.co_nlocals);
  if (names) cached._co_varnames = Py_NewRef(names);
  return names;
}

/** co_cellvars: a new reference, NULL with an exception. */
export function _PyCode_GetCellvars(co: PyCodeObject): PyObject | null {
  const cached = co_cached(co);
  if (!cached) return null;
  const known = cached._co_cellvars;
  if (known) return Py_NewRef(known);
  const names = localsplus_names(co, CO_FAST_CELL, co.co_ncellvars);
  if (names) cached._co_cellvars = Py_NewRef(names);
  return names;
}

/** co_freevars: a new reference, NULL with an exception. */
export function _PyCode_GetFreevars(co: PyCodeObject): PyObject | null {
  const cached = co_cached(co);
  if (!cached) return null;
  const known = cached._co_freevars;
  if (known) return Py_NewRef(known);
  const names = localsplus_names(co, CO_FAST_FREE, co.co_nfreevars);
  if (names) cached._co_freevars = Py_NewRef(names);
  return names;
}

/** Bytes of the old line table format (byte increments, signed line increments), written to `to` when it is not 0; returns their number. */
export function old_line_table(co: PyCodeObject, to: usize): i32 {
  let written: usize = 0;
  let at = 0;
  let line = co.co_firstlineno;
  const end = _PyCode_NBYTES(co);
  for (let offset = 0; offset < end; offset += 2) {
    const next = PyCode_Addr2Line(co, offset);
    if (next < 0 || next === line) continue;
    let bytes = offset - at;
    let lines = next - line;
    while (bytes > 254) {
      if (to) store<u16>(to + written, 254);
      written += 2;
      bytes -= 254;
    }
    while (lines < -128 || lines > 127) {
      const step = lines < 0 ? -128 : 127;
      if (to) store<u16>(to + written, <u16>(((step & 0xff) << 8) | bytes));
      written += 2;
      bytes = 0;
      lines -= step;
    }
    if (to) store<u16>(to + written, <u16>(((lines & 0xff) << 8) | bytes));
    written += 2;
    at = offset;
    line = next;
  }
  return <i32>written;
}
