/**
 * Traceback objects, and printing them. CPython: Python/traceback.c.
 *
 *   PyTracebackObject (40 bytes): +16 tb_next  +24 tb_frame  +32 tb_lasti i32 (bytes)  +36 tb_lineno i32 (-1: not computed)
 */
import { Py_IS_TYPE, PyObject } from "../object/object";
import { PyTraceBack_Type } from "../object/static-types";
import { PyFrameObject } from "./frame-object";

@unmanaged
export class PyTracebackObject extends PyObject {
  /** Owned, or NULL. */
  tb_next: PyObject | null;
  /** Owned. */
  tb_frame: PyFrameObject;
  tb_lasti: i32;
  tb_lineno: i32;
}

/** @inline */
export function PyTraceBack_Check(o: PyObject): bool {
  return Py_IS_TYPE(o, PyTraceBack_Type);
}

/** Puts an entry for `frame` in front of the traceback of the current exception. -1: another exception took its place. */
export function PyTraceBack_Here(frame: PyFrameObject): i32 {
  unreachable();
}

/** Writes the traceback `tb` to the file object `file`, as "Traceback (most recent call last):" and its entries. -1 with an exception. */
export function PyTraceBack_Print(tb: PyObject, file: PyObject): i32 {
  unreachable();
}

/** Adds an entry with that function name, file name and line (texts) to the traceback of the current exception. */
export function _PyTraceback_Add(funcname: usize, filename: usize, lineno: i32): void {
  unreachable();
}

export function init_traceback_type(): void {
  unreachable();
}
