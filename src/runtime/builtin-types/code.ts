/**
 * Code objects: the struct and its cheap accessors. CPython: Include/cpython/code.h, pycore_code.h.
 *
 *   PyCodeObject (200 bytes, then ob_size code units of 2 bytes)
 *   +24  co_consts           tuple                +96  co_localsplusnames   tuple of str, one per fast local
 *   +32  co_names            tuple of str         +104 co_localspluskinds   bytes, CO_FAST_* per fast local
 *   +40  co_exceptiontable   bytes                +112 co_filename, +120 co_name, +128 co_qualname   str
 *   +48  co_flags ... +68 co_firstlineno  i32     +136 co_linetable         bytes
 *   +72  co_nlocalsplus ... +92 co_version  i32   +144 co_weakreflist ... +192 co_extra
 *                                                 +200 co_code_adaptive
 *
 * co_code_adaptive is the code that runs: specialised opcodes and inline caches are written into it. `co_code` is got
 * back by mapping every opcode to its base form and zeroing the caches.
 * Invariant: co_nlocalsplus == len(co_localsplusnames) == len(co_localspluskinds);
 * co_framesize == co_nlocalsplus + co_stacksize + FRAME_SPECIALS_SIZE (in 8-byte words).
 */
import { Py_IS_TYPE, PyObject, PyVarObject } from "../object/object";
import { PyCode_Type } from "../object/static-types";

/** What `_co_cached` points to: attributes computed once. 32 bytes of PyMem memory; owned references or NULL. */
@unmanaged
export class _PyCoCached {
  _co_code: PyObject | null;
  _co_varnames: PyObject | null;
  _co_cellvars: PyObject | null;
  _co_freevars: PyObject | null;
}

@unmanaged
export class PyCodeObject extends PyVarObject {
  /** Owned. */
  co_consts: PyObject;
  /** Owned. */
  co_names: PyObject;
  /** Owned. */
  co_exceptiontable: PyObject;
  co_flags: i32;
  co_argcount: i32;
  co_posonlyargcount: i32;
  co_kwonlyargcount: i32;
  co_stacksize: i32;
  co_firstlineno: i32;
  co_nlocalsplus: i32;
  /** In words of 8 bytes. */
  co_framesize: i32;
  co_nlocals: i32;
  co_ncellvars: i32;
  co_nfreevars: i32;
  co_version: u32;
  /** Owned. */
  co_localsplusnames: PyObject;
  /** Owned. */
  co_localspluskinds: PyObject;
  /** Owned. */
  co_filename: PyObject;
  /** Owned. */
  co_name: PyObject;
  /** Owned. */
  co_qualname: PyObject;
  /** Owned. */
  co_linetable: PyObject;
  co_weakreflist: PyObject | null;
  co_executors: usize;
  _co_cached: _PyCoCached | null;
  _co_instrumentation_version: usize;
  _co_monitoring: usize;
  /** Code unit index of the first RESUME. */
  _co_firsttraceable: i32;
  co_pad: i32;
  co_extra: usize;
}

export const CO_OPTIMIZED: i32 = 0x0001;
export const CO_NEWLOCALS: i32 = 0x0002;
export const CO_VARARGS: i32 = 0x0004;
export const CO_VARKEYWORDS: i32 = 0x0008;
export const CO_NESTED: i32 = 0x0010;
export const CO_GENERATOR: i32 = 0x0020;
export const CO_COROUTINE: i32 = 0x0080;
export const CO_ITERABLE_COROUTINE: i32 = 0x0100;
export const CO_ASYNC_GENERATOR: i32 = 0x0200;
export const CO_FUTURE_ANNOTATIONS: i32 = 0x1000000;
export const CO_NO_MONITORING_EVENTS: i32 = 0x2000000;

/** Kinds of fast locals. */
export const CO_FAST_HIDDEN: u8 = 0x10;
export const CO_FAST_LOCAL: u8 = 0x20;
export const CO_FAST_CELL: u8 = 0x40;
export const CO_FAST_FREE: u8 = 0x80;

/** Bytes of a code unit. */
export const CODE_UNIT: usize = 2;

/** @inline */
export function PyCode_Check(o: PyObject): bool {
  return Py_IS_TYPE(o, PyCode_Type);
}

/** @inline */
export function code_of(o: PyObject): PyCodeObject {
  return changetype<PyCodeObject>(o);
}

/** Address of the first code unit. @inline */
export function _PyCode_CODE(co: PyCodeObject): usize {
  return changetype<usize>(co) + offsetof<PyCodeObject>();
}

/** Bytes of code. @inline */
export function _PyCode_NBYTES(co: PyCodeObject): i32 {
  return co.ob_size << 1;
}

/** @inline */
export function PyCode_GetNumFree(co: PyCodeObject): i32 {
  return co.co_nfreevars;
}

/** @inline */
export function PyCode_GetFirstFree(co: PyCodeObject): i32 {
  return co.co_nlocalsplus - co.co_nfreevars;
}
