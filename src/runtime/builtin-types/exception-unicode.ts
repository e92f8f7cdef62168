/**
 * UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError: creation, attributes, texts. CPython: Objects/exceptions.c.
 *
 * `encoding` and `reason` are NUL-terminated UTF-8. Getters of a position clip it to the object, as CPython's do.
 */
import { Py_ssize_t, PyObject } from "../object/object";

/** `bytes`: address of the input, `length` its size. Returns a new reference. */
export function PyUnicodeDecodeError_Create(
  _encoding: usize,
  _bytes: usize,
  _length: Py_ssize_t,
  _start: Py_ssize_t,
  _end: Py_ssize_t,
  _reason: usize,
): PyObject | null {
  unreachable();
}
/** Returns a new reference. */
export function PyUnicodeEncodeError_Create(
  _encoding: usize,
  _object: PyObject,
  _start: Py_ssize_t,
  _end: Py_ssize_t,
  _reason: usize,
): PyObject | null {
  unreachable();
}
/** Returns a new reference. */
export function _PyUnicodeTranslateError_Create(
  _object: PyObject,
  _start: Py_ssize_t,
  _end: Py_ssize_t,
  _reason: usize,
): PyObject | null {
  unreachable();
}

/** The str encoded; a new reference, NULL with TypeError. */
export function PyUnicodeEncodeError_GetObject(_exc: PyObject): PyObject | null {
  unreachable();
}
/** The bytes decoded; a new reference, NULL with TypeError. */
export function PyUnicodeDecodeError_GetObject(_exc: PyObject): PyObject | null {
  unreachable();
}
/** The str translated; a new reference, NULL with TypeError. */
export function PyUnicodeTranslateError_GetObject(_exc: PyObject): PyObject | null {
  unreachable();
}
/** The encoding; a new reference, NULL with TypeError. */
export function PyUnicodeEncodeError_GetEncoding(_exc: PyObject): PyObject | null {
  unreachable();
}
/** 0 with the position in tstate.out_i32, or -1. */
export function PyUnicodeEncodeError_GetStart(_exc: PyObject): i32 {
  unreachable();
}
/** 0 with the position in tstate.out_i32, or -1. */
export function PyUnicodeEncodeError_GetEnd(_exc: PyObject): i32 {
  unreachable();
}
/** 0 with the position in tstate.out_i32, or -1. */
export function PyUnicodeDecodeError_GetStart(_exc: PyObject): i32 {
  unreachable();
}
/** 0 with the position in tstate.out_i32, or -1. */
export function PyUnicodeDecodeError_GetEnd(_exc: PyObject): i32 {
  unreachable();
}
/** 0 with the position in tstate.out_i32, or -1. */
export function PyUnicodeTranslateError_GetStart(_exc: PyObject): i32 {
  unreachable();
}
/** 0 with the position in tstate.out_i32, or -1. */
export function PyUnicodeTranslateError_GetEnd(_exc: PyObject): i32 {
  unreachable();
}
export function PyUnicodeEncodeError_SetStart(_exc: PyObject, _start: Py_ssize_t): i32 {
  unreachable();
}
export function PyUnicodeEncodeError_SetEnd(_exc: PyObject, _end: Py_ssize_t): i32 {
  unreachable();
}
export function PyUnicodeEncodeError_SetReason(_exc: PyObject, _reason: usize): i32 {
  unreachable();
}
export function PyUnicodeDecodeError_SetStart(_exc: PyObject, _start: Py_ssize_t): i32 {
  unreachable();
}
export function PyUnicodeDecodeError_SetEnd(_exc: PyObject, _end: Py_ssize_t): i32 {
  unreachable();
}
export function PyUnicodeDecodeError_SetReason(_exc: PyObject, _reason: usize): i32 {
  unreachable();
}
export function PyUnicodeTranslateError_SetStart(_exc: PyObject, _start: Py_ssize_t): i32 {
  unreachable();
}
export function PyUnicodeTranslateError_SetEnd(_exc: PyObject, _end: Py_ssize_t): i32 {
  unreachable();
}
export function PyUnicodeTranslateError_SetReason(_exc: PyObject, _reason: usize): i32 {
  unreachable();
}
