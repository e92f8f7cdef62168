/**
 * Frame objects: what a traceback, sys._getframe or a generator shows of a frame; made only when someone looks.
 * CPython: Objects/frameobject.c.
 *
 *   PyFrameObject (64 bytes, then 72 + 8 * n of its own frame once it owns one)
 *   +16 f_back   +24 f_frame (address)   +32 f_trace   +40 f_lineno i32, +44 f_trace_lines, +45 f_trace_opcodes
 *   +48 f_extra_locals   +56 f_locals_cache   +64 _f_frame_data
 */
import { Py_IS_TYPE, PyObject } from "../object/object";
import { PyFrame_Type } from "../object/static-types";
import { _PyInterpreterFrame } from "./interpreter-frame";

@unmanaged
export class PyFrameObject extends PyObject {
  /** Owned, or NULL. */
  f_back: PyObject | null;
  f_frame: _PyInterpreterFrame;
  /** Owned, or NULL. */
  f_trace: PyObject | null;
  /** Valid when not 0. */
  f_lineno: i32;
  f_trace_lines: u8;
  f_trace_opcodes: u8;
  frame_pad: u16;
  /** Owned dict, or NULL. */
  f_extra_locals: PyObject | null;
  /** Owned dict, or NULL. */
  f_locals_cache: PyObject | null;
}

/** @inline */
export function PyFrame_Check(o: PyObject): bool {
  return Py_IS_TYPE(o, PyFrame_Type);
}

/** The frame object of `frame` (complete), made when there is none: borrowed, NULL with MemoryError. */
export function _PyFrame_GetFrameObject(frame: _PyInterpreterFrame): PyFrameObject | null {
  unreachable();
}

/** The frame object of the running Python code: borrowed; NULL outside of any or with MemoryError. */
export function PyEval_GetFrame(): PyFrameObject | null {
  unreachable();
}

/** The line that the frame is at. */
export function PyFrame_GetLineNumber(f: PyFrameObject): i32 {
  unreachable();
}

/** f_back: a new reference, or NULL (also with MemoryError). */
export function PyFrame_GetBack(f: PyFrameObject): PyFrameObject | null {
  unreachable();
}

/** A new reference to the code object. */
export function PyFrame_GetCode(f: PyFrameObject): PyObject {
  unreachable();
}

/** locals(): a new reference, a dict or the frame's mapping; NULL with an exception. */
export function _PyEval_GetFrameLocals(): PyObject | null {
  unreachable();
}

/** Initialises frame and frame-locals-proxy types. */
export function init_frame_type(): void {
  unreachable();
}
