/**
 * UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError for the codecs: creation, fields. CPython: Objects/exceptions.c.
 *
 * `encoding` and `reason` are NUL-terminated UTF-8. Getters of a position clip it to the object, as CPython's do. The types
 * themselves are in exception-unicode-type.ts.
 */

import { PyObject_Call } from "../abstract/call";
import { PyErr_Format } from "../abstract/errors";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_ssize_t, PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import {
  PyExc_TypeError,
  PyExc_UnicodeDecodeError,
  PyExc_UnicodeEncodeError,
  PyExc_UnicodeTranslateError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "./bytes";
import { set_field } from "./exception-fields";
import { PyUnicodeErrorObject } from "./exception-structs";
import { PyLong_FromSsize_t } from "./int";
import { PyUnicode_Check, PyUnicode_FromString, PyUnicode_GET_LENGTH } from "./str";
import { _PyTuple_FromArraySteal } from "./tuple";

/** type(encoding, object, start, end, reason), without encoding when that is 0. Steals `object` (NULL: fails). New reference. */
function create(
  type: PyTypeObject,
  encoding: usize,
  object: PyObject | null,
  start: Py_ssize_t,
  end: Py_ssize_t,
  reason: usize,
): PyObject | null {
  if (!object) return null;
  const mark = stack_mark();
  const items = Slots.at(stack_alloc(40));
  let n = 0;
  if (encoding !== 0) items.set(n++, PyUnicode_FromString(encoding));
  items.set(n++, object);
  items.set(n++, PyLong_FromSsize_t(start));
  items.set(n++, PyLong_FromSsize_t(end));
  items.set(n++, PyUnicode_FromString(reason));
  let args: PyObject | null = null;
  if (!tstate.current_exception) args = _PyTuple_FromArraySteal(items, n);
  else {
    for (let i = 0; i < n; i++) {
      const item = items.getOrNull(i);
      if (item) Py_DECREF(item);
    }
  }
  stack_release(mark);
  if (!args) return null;
  const exc = PyObject_Call(type, args, null);
  Py_DECREF(args);
  return exc;
}

/** `bytes`: address of the input, `length` its size. Returns a new reference. */
export function PyUnicodeDecodeError_Create(
  encoding: usize,
  bytes: usize,
  length: Py_ssize_t,
  start: Py_ssize_t,
  end: Py_ssize_t,
  reason: usize,
): PyObject | null {
  const object = PyBytes_FromStringAndSize(bytes, length);
  return create(PyExc_UnicodeDecodeError, encoding, object, start, end, reason);
}

/** Returns a new reference. */
export function PyUnicodeEncodeError_Create(
  encoding: usize,
  object: PyObject,
  start: Py_ssize_t,
  end: Py_ssize_t,
  reason: usize,
): PyObject | null {
  return create(PyExc_UnicodeEncodeError, encoding, Py_NewRef(object), start, end, reason);
}

/** Returns a new reference. */
export function _PyUnicodeTranslateError_Create(
  object: PyObject,
  start: Py_ssize_t,
  end: Py_ssize_t,
  reason: usize,
): PyObject | null {
  return create(PyExc_UnicodeTranslateError, 0, Py_NewRef(object), start, end, reason);
}

function fields(exc: PyObject): PyUnicodeErrorObject {
  return changetype<PyUnicodeErrorObject>(exc);
}

/** The str in the field `name`: new reference, NULL with TypeError. */
export function get_unicode(field: PyObject | null, name: usize): PyObject | null {
  if (!field) PyErr_Format(PyExc_TypeError, cstr("%.200s attribute not set"), name);
  else if (!PyUnicode_Check(field)) PyErr_Format(PyExc_TypeError, cstr("%.200s attribute must be unicode"), name);
  else return Py_NewRef(field);
  return null;
}

/** The bytes in the field `name`: new reference, NULL with TypeError. */
export function get_string(field: PyObject | null, name: usize): PyObject | null {
  if (!field) PyErr_Format(PyExc_TypeError, cstr("%.200s attribute not set"), name);
  else if (!PyBytes_Check(field)) PyErr_Format(PyExc_TypeError, cstr("%.200s attribute must be bytes"), name);
  else return Py_NewRef(field);
  return null;
}

/** The str encoded; a new reference, NULL with TypeError. */
export function PyUnicodeEncodeError_GetObject(exc: PyObject): PyObject | null {
  return get_unicode(fields(exc).object, cstr("object"));
}

/** The bytes decoded; a new reference, NULL with TypeError. */
export function PyUnicodeDecodeError_GetObject(exc: PyObject): PyObject | null {
  return get_string(fields(exc).object, cstr("object"));
}

/** The str translated; a new reference, NULL with TypeError. */
export function PyUnicodeTranslateError_GetObject(exc: PyObject): PyObject | null {
  return get_unicode(fields(exc).object, cstr("object"));
}

/** The encoding; a new reference, NULL with TypeError. */
export function PyUnicodeEncodeError_GetEncoding(exc: PyObject): PyObject | null {
  return get_unicode(fields(exc).encoding, cstr("encoding"));
}

/** The size of the object, whose reference it steals; -1 for NULL. */
function size_of(object: PyObject | null): Py_ssize_t {
  if (!object) return -1;
  const size = PyUnicode_Check(object) ? PyUnicode_GET_LENGTH(object) : PyBytes_GET_SIZE(object);
  Py_DECREF(object);
  return size;
}

/** `start` as a place in the object, into tstate.out_i32. -1 without an object. */
function clipped_start(exc: PyObject, size: Py_ssize_t): i32 {
  if (size < 0) return -1;
  const start = fields(exc).start;
  tstate.out_i32 = start < 0 ? 0 : start >= size ? size - 1 : start;
  return 0;
}

/** `end` as a place in the object, into tstate.out_i32. -1 without an object. */
function clipped_end(exc: PyObject, size: Py_ssize_t): i32 {
  if (size < 0) return -1;
  const end = fields(exc).end;
  const at_least_one = end < 1 ? 1 : end;
  tstate.out_i32 = at_least_one > size ? size : at_least_one;
  return 0;
}

/** 0 with the position in tstate.out_i32, or -1. */
export function PyUnicodeEncodeError_GetStart(exc: PyObject): i32 {
  return clipped_start(exc, size_of(PyUnicodeEncodeError_GetObject(exc)));
}

/** 0 with the position in tstate.out_i32, or -1. */
export function PyUnicodeEncodeError_GetEnd(exc: PyObject): i32 {
  return clipped_end(exc, size_of(PyUnicodeEncodeError_GetObject(exc)));
}

/** 0 with the position in tstate.out_i32, or -1. */
export function PyUnicodeDecodeError_GetStart(exc: PyObject): i32 {
  return clipped_start(exc, size_of(PyUnicodeDecodeError_GetObject(exc)));
}

/** 0 with the position in tstate.out_i32, or -1. */
export function PyUnicodeDecodeError_GetEnd(exc: PyObject): i32 {
  return clipped_end(exc, size_of(PyUnicodeDecodeError_GetObject(exc)));
}

/** 0 with the position in tstate.out_i32, or -1. */
export function PyUnicodeTranslateError_GetStart(exc: PyObject): i32 {
  return clipped_start(exc, size_of(PyUnicodeTranslateError_GetObject(exc)));
}

/** 0 with the position in tstate.out_i32, or -1. */
export function PyUnicodeTranslateError_GetEnd(exc: PyObject): i32 {
  return clipped_end(exc, size_of(PyUnicodeTranslateError_GetObject(exc)));
}

/** `exc.start = start`. */
export function PyUnicodeEncodeError_SetStart(exc: PyObject, start: Py_ssize_t): i32 {
  fields(exc).start = start;
  return 0;
}

/** `exc.end = end`. */
export function PyUnicodeEncodeError_SetEnd(exc: PyObject, end: Py_ssize_t): i32 {
  fields(exc).end = end;
  return 0;
}

/** `exc.reason = reason`; -1 when memory is out. */
export function PyUnicodeEncodeError_SetReason(exc: PyObject, reason: usize): i32 {
  const text = PyUnicode_FromString(reason);
  if (!text) return -1;
  set_field(exc, offsetof<PyUnicodeErrorObject>("reason"), text);
  Py_DECREF(text);
  return 0;
}

/** `exc.start = start`. */
export function PyUnicodeDecodeError_SetStart(exc: PyObject, start: Py_ssize_t): i32 {
  return PyUnicodeEncodeError_SetStart(exc, start);
}

/** `exc.end = end`. */
export function PyUnicodeDecodeError_SetEnd(exc: PyObject, end: Py_ssize_t): i32 {
  return PyUnicodeEncodeError_SetEnd(exc, end);
}

/** `exc.reason = reason`; -1 when memory is out. */
export function PyUnicodeDecodeError_SetReason(exc: PyObject, reason: usize): i32 {
  return PyUnicodeEncodeError_SetReason(exc, reason);
}

/** `exc.start = start`. */
export function PyUnicodeTranslateError_SetStart(exc: PyObject, start: Py_ssize_t): i32 {
  return PyUnicodeEncodeError_SetStart(exc, start);
}

/** `exc.end = end`. */
export function PyUnicodeTranslateError_SetEnd(exc: PyObject, end: Py_ssize_t): i32 {
  return PyUnicodeEncodeError_SetEnd(exc, end);
}

/** `exc.reason = reason`; -1 when memory is out. */
export function PyUnicodeTranslateError_SetReason(exc: PyObject, reason: usize): i32 {
  return PyUnicodeEncodeError_SetReason(exc, reason);
}
