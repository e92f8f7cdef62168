/**
 * Making and releasing code objects. CPython: _PyCode_Validate, _PyCode_New, _PyCode_Quicken, code_dealloc of
 * Objects/codeobject.c, Python/specialize.c.
 *
 * All names of a code object are interned for good (immortal); str constants that look like identifiers are interned,
 * also inside tuples and frozensets.
 */

import { PyErr_BadInternalCall, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PySequence_Tuple } from "../abstract/sequence";
import { PyMem_Free, PyObject_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import {
  _PyObject_InitHead,
  Py_DECREF,
  Py_INCREF,
  Py_SET_SIZE,
  Py_XDECREF,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import { reference_tracer } from "../object/reference-tracer";
import { interp } from "../object/state";
import { PyCode_Type, PyExc_OverflowError, PyExc_SystemError, PyExc_ValueError } from "../object/static-types";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE } from "./bytes";
import {
  _PyCode_CODE,
  CO_FAST_CELL,
  CO_FAST_FREE,
  CO_FAST_LOCAL,
  CO_VARARGS,
  CO_VARKEYWORDS,
  PyCodeObject,
} from "./code";
import { _Py_GetBaseOpcode, free_monitoring_data } from "./code-monitoring";
import { _PyOpcode_Caches, _PyOpcode_Deopt, JUMP_BACKWARD, RESUME } from "./code-opcodes";
import { FRAME_SPECIALS_SIZE } from "./interpreter-frame";
import { PyFrozenSet_New } from "./set";
import { PyFrozenSet_CheckExact } from "./set-object";
import { PyUnicode_Check, PyUnicode_CheckExact, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII } from "./str";
import { _PyUnicode_InternImmortal, _PyUnicode_InternMortal } from "./str-intern";
import { _PyTuple_ITEMS, PyTuple_Check, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { PyObject_ClearWeakRefs } from "./weakref";

/** What _PyCode_New is told; all references borrowed. There is one, filled just before the call. */
@unmanaged
export class _PyCodeConstructor {
  filename: PyObject;
  name: PyObject;
  qualname: PyObject;
  code: PyObject;
  linetable: PyObject;
  consts: PyObject;
  names: PyObject;
  localsplusnames: PyObject;
  localspluskinds: PyObject;
  exceptiontable: PyObject;
  flags: i32;
  firstlineno: i32;
  argcount: i32;
  posonlyargcount: i32;
  kwonlyargcount: i32;
  stacksize: i32;
}
export const code_constructor: _PyCodeConstructor = changetype<_PyCodeConstructor>(memory.data(128, 16));

/** get_localsplus_counts. */
@unmanaged
class LocalsCounts {
  nlocals: i32;
  ncellvars: i32;
  nfreevars: i32;
}
const counts: LocalsCounts = changetype<LocalsCounts>(memory.data(16, 16));

function get_localsplus_counts(names: PyObject, kinds: PyObject): void {
  counts.nlocals = 0;
  counts.ncellvars = 0;
  counts.nfreevars = 0;
  const n = PyTuple_GET_SIZE(names);
  const at = PyBytes_AS_STRING(kinds);
  for (let i = 0; i < n; i++) {
    const kind = load<u8>(at + <usize>i);
    if ((kind & CO_FAST_LOCAL) !== 0) {
      counts.nlocals++;
      if ((kind & CO_FAST_CELL) !== 0) counts.ncellvars++;
    } else if ((kind & CO_FAST_CELL) !== 0) counts.ncellvars++;
    else if ((kind & CO_FAST_FREE) !== 0) counts.nfreevars++;
  }
}

function has_valid_types(con: _PyCodeConstructor): bool {
  return (
    con.argcount >= con.posonlyargcount &&
    con.posonlyargcount >= 0 &&
    con.kwonlyargcount >= 0 &&
    con.stacksize >= 0 &&
    con.flags >= 0 &&
    PyBytes_Check(con.code) &&
    PyTuple_Check(con.consts) &&
    PyTuple_Check(con.names) &&
    PyTuple_Check(con.localsplusnames) &&
    PyBytes_Check(con.localspluskinds) &&
    PyTuple_GET_SIZE(con.localsplusnames) === PyBytes_GET_SIZE(con.localspluskinds) &&
    PyUnicode_Check(con.name) &&
    PyUnicode_Check(con.qualname) &&
    PyUnicode_Check(con.filename) &&
    PyBytes_Check(con.linetable) &&
    PyBytes_Check(con.exceptiontable)
  );
}

/** Refuses what cannot become a code object: -1 with SystemError or ValueError. */
export function _PyCode_Validate(con: _PyCodeConstructor): i32 {
  if (!has_valid_types(con)) {
    PyErr_BadInternalCall();
    return -1;
  }
  const size = PyBytes_GET_SIZE(con.code);
  if (size < 0) {
    PyErr_SetString(PyExc_OverflowError, cstr("code: co_code larger than INT_MAX"));
    return -1;
  }
  if ((size & 1) !== 0) {
    PyErr_SetString(PyExc_ValueError, cstr("code: co_code is malformed"));
    return -1;
  }
  get_localsplus_counts(con.localsplusnames, con.localspluskinds);
  const nplainlocals =
    counts.nlocals -
    con.argcount -
    con.kwonlyargcount -
    ((con.flags & CO_VARARGS) !== 0 ? 1 : 0) -
    ((con.flags & CO_VARKEYWORDS) !== 0 ? 1 : 0);
  if (nplainlocals < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("code: varnames is too small"));
    return -1;
  }
  return 0;
}

/** Interns every item of a tuple of names for good. -1: one is not an exact str. */
function intern_strings(tuple: PyObject): i32 {
  const items = _PyTuple_ITEMS(tuple);
  const n = PyTuple_GET_SIZE(tuple);
  for (let i = 0; i < n; i++) {
    const v = items.get(i);
    if (!PyUnicode_CheckExact(v)) {
      PyErr_SetString(PyExc_SystemError, cstr("non-string found in code slot"));
      return -1;
    }
    items.set(i, _PyUnicode_InternImmortal(v));
  }
  return 0;
}

/** Only ASCII letters, digits and underscores. */
function all_name_chars(o: PyObject): bool {
  if (!PyUnicode_IS_ASCII(o)) return false;
  const data = PyUnicode_DATA(o);
  const n = <usize>PyUnicode_GET_LENGTH(o);
  for (let i: usize = 0; i < n; i++) {
    const c = load<u8>(data + i);
    const letter = (c | 32) >= 97 && (c | 32) <= 122;
    if (!letter && !(c >= 48 && c <= 57) && c !== 95) return false;
  }
  return true;
}

/** Interns the constants that look like names. 1: an item was replaced, 0: none, -1 with an exception. */
function intern_constants(tuple: PyObject): i32 {
  let modified = 0;
  const items = _PyTuple_ITEMS(tuple);
  for (let i = PyTuple_GET_SIZE(tuple) - 1; i >= 0; i--) {
    const v = items.get(i);
    if (PyUnicode_CheckExact(v)) {
      if (!all_name_chars(v)) continue;
      const w = _PyUnicode_InternMortal(v);
      items.set(i, w);
      if (ptr(w) !== ptr(v)) modified = 1;
    } else if (PyTuple_CheckExact(v)) {
      if (intern_constants(v) < 0) return -1;
    } else if (PyFrozenSet_CheckExact(v)) {
      const replaced = intern_frozenset(items, i, v);
      if (replaced < 0) return -1;
      if (replaced > 0) modified = 1;
    }
  }
  return modified;
}

/** Puts a frozenset of interned items in place of `v` (item `i`) when one of its items was not the interned one. */
function intern_frozenset(items: Slots, i: i32, v: PyObject): i32 {
  const members = PySequence_Tuple(v);
  if (!members) return -1;
  const modified = intern_constants(members);
  if (modified < 0) {
    Py_DECREF(members);
    return -1;
  }
  if (modified > 0) {
    const fresh = PyFrozenSet_New(members);
    if (!fresh) {
      Py_DECREF(members);
      return -1;
    }
    items.set(i, fresh);
    Py_DECREF(v);
  }
  Py_DECREF(members);
  return modified;
}

/** A code object of what `con` (validated) says: a new reference, NULL with an exception. */
export function _PyCode_New(con: _PyCodeConstructor): PyCodeObject | null {
  if (intern_strings(con.names) < 0) return null;
  if (intern_constants(con.consts) < 0) return null;
  if (intern_strings(con.localsplusnames) < 0) return null;
  const nbytes = PyBytes_GET_SIZE(con.code);
  const size = (offsetof<PyCodeObject>() + <usize>nbytes + 7) & ~7;
  const co = changetype<PyCodeObject>(PyObject_Malloc(size));
  if (!co) {
    PyErr_NoMemory();
    return null;
  }
  memory.fill(ptr(co), 0, offsetof<PyCodeObject>());
  _PyObject_InitHead(co, PyCode_Type);
  Py_SET_SIZE(co, nbytes >> 1);
  init_code(co, con);
  return co;
}

function init_code(co: PyCodeObject, con: _PyCodeConstructor): void {
  get_localsplus_counts(con.localsplusnames, con.localspluskinds);
  Py_INCREF((co.co_filename = con.filename));
  Py_INCREF((co.co_name = con.name));
  Py_INCREF((co.co_qualname = con.qualname));
  co.co_flags = con.flags;
  co.co_firstlineno = con.firstlineno;
  Py_INCREF((co.co_linetable = con.linetable));
  Py_INCREF((co.co_consts = con.consts));
  Py_INCREF((co.co_names = con.names));
  Py_INCREF((co.co_localsplusnames = con.localsplusnames));
  Py_INCREF((co.co_localspluskinds = con.localspluskinds));
  Py_INCREF((co.co_exceptiontable = con.exceptiontable));
  co.co_argcount = con.argcount;
  co.co_posonlyargcount = con.posonlyargcount;
  co.co_kwonlyargcount = con.kwonlyargcount;
  co.co_stacksize = con.stacksize;
  const nlocalsplus = PyTuple_GET_SIZE(con.localsplusnames);
  co.co_nlocalsplus = nlocalsplus;
  co.co_nlocals = counts.nlocals;
  co.co_framesize = nlocalsplus + con.stacksize + FRAME_SPECIALS_SIZE;
  co.co_ncellvars = counts.ncellvars;
  co.co_nfreevars = counts.nfreevars;
  const version = interp.next_func_version;
  co.co_version = version;
  if (version !== 0) interp.next_func_version = version + 1;
  memory.copy(_PyCode_CODE(co), PyBytes_AS_STRING(con.code), <usize>PyBytes_GET_SIZE(con.code));
  co._co_firsttraceable = first_resume(co);
  _PyCode_Quicken(co);
}

/** Index of the first RESUME; 0 where there is none. */
function first_resume(co: PyCodeObject): i32 {
  const n = co.ob_size;
  const at = _PyCode_CODE(co);
  for (let i = 0; i < n; i++) if (load<u8>(at + ((<usize>i) << 1)) === <u8>RESUME) return i;
  return 0;
}

/** Counters of fresh caches: the second execution specialises. JUMP_BACKWARD's starts at 16 (for the optimizer that is not here). */
export const ADAPTIVE_WARMUP: u16 = (1 << 4) | 1;
export const JUMP_BACKWARD_WARMUP: u16 = (16 << 4) | 4;

/**
 * Opcodes that the eval loop has for its own states (NOT CPYTHON: there they are unknown). In code that has them they become the argument
 * of one that is unknown here too.
 */
const FIRST_STATE: u8 = 223;
const STATES: u8 = 13;
export const UNKNOWN_STATE: u16 = 148;

/** Sets the counters of all inline caches. */
export function _PyCode_Quicken(co: PyCodeObject): void {
  const at = _PyCode_CODE(co);
  const n = co.ob_size;
  for (let i = 0; i < n; i++) {
    const p = at + ((<usize>i) << 1);
    if (load<u8>(p) - FIRST_STATE < STATES) store<u16>(p, ((<u16>load<u8>(p)) << 8) | UNKNOWN_STATE);
    const opcode = _PyOpcode_Deopt(load<u8>(p));
    const caches = _PyOpcode_Caches(opcode);
    if (caches === 0) continue;
    store<u16>(p, opcode === JUMP_BACKWARD ? JUMP_BACKWARD_WARMUP : ADAPTIVE_WARMUP, 2);
    for (let k = 2; k <= caches; k++) store<u16>(p + ((<usize>k) << 1), 0);
    i += caches;
  }
}

/** Copies the code of `co` to `to`, every instruction in its base form, caches zero. */
export function deopt_code(co: PyCodeObject, to: usize): void {
  const at = _PyCode_CODE(co);
  const n = co.ob_size;
  for (let i = 0; i < n; i++) {
    const opcode = _Py_GetBaseOpcode(co, i);
    store<u8>(to + ((<usize>i) << 1), <u8>opcode);
    store<u8>(to + ((<usize>i) << 1), load<u8>(at + ((<usize>i) << 1), 1), 1);
    const caches = _PyOpcode_Caches(opcode);
    for (let k = 1; k <= caches; k++) store<u16>(to + ((<usize>(i + k)) << 1), 0);
    i += caches;
  }
}

/** tp_dealloc. */
export function code_dealloc(o: PyObject): void {
  const co = changetype<PyCodeObject>(o);
  reference_tracer.codes_released++;
  if (co.co_weakreflist) {
    co.ob_refcnt = 1;
    PyObject_ClearWeakRefs(co);
    co.ob_refcnt = 0;
  }
  Py_XDECREF(co.co_consts);
  Py_XDECREF(co.co_names);
  Py_XDECREF(co.co_localsplusnames);
  Py_XDECREF(co.co_localspluskinds);
  Py_XDECREF(co.co_filename);
  Py_XDECREF(co.co_name);
  Py_XDECREF(co.co_qualname);
  Py_XDECREF(co.co_linetable);
  Py_XDECREF(co.co_exceptiontable);
  const cached = co._co_cached;
  if (cached) {
    Py_XDECREF(cached._co_code);
    Py_XDECREF(cached._co_cellvars);
    Py_XDECREF(cached._co_freevars);
    Py_XDECREF(cached._co_varnames);
    PyMem_Free(changetype<usize>(cached));
  }
  free_monitoring_data(co);
  PyCode_Type.tp_free!.call(co);
}

/** Item `i` of a tuple. @inline */
export function name_of_local(co: PyCodeObject, i: i32): PyObject {
  return PyTuple_GET_ITEM(co.co_localsplusnames, i);
}
