/**
 * Error handling of str.translate. CPython: unicode_translate_call_errorhandler of Objects/unicodeobject.c.
 */

import { PyObject_CallOneArg } from "../abstract/call";
import { PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, PyObject } from "../object/object";
import { PyExc_TypeError } from "../object/static-types";
import {
  _PyUnicodeTranslateError_Create,
  PyUnicodeTranslateError_SetEnd,
  PyUnicodeTranslateError_SetReason,
  PyUnicodeTranslateError_SetStart,
} from "./exception-unicode";
import { PyUnicode_Check, PyUnicode_GET_LENGTH } from "./str";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { PyCodec_LookupError } from "./unicode-codec-registry";
import { handler_position } from "./unicode-errors";

/** A translation's dealings with its error handler; on the native stack. */
@unmanaged
export class TranslateErrors {
  errors: usize;
  reason: usize;
  /** Borrowed. */
  unicode: PyObject;
  /** Owned; NULL until first needed. */
  handler: PyObject | null;
  exc: PyObject | null;
  /** Where the handler says to go on. */
  newpos: i32;
  pad: i32;
}

export function TranslateErrors_Init(e: TranslateErrors, errors: usize, reason: usize, unicode: PyObject): void {
  memory.fill(changetype<usize>(e), 0, offsetof<TranslateErrors>());
  e.errors = errors;
  e.reason = reason;
  e.unicode = unicode;
}

/** Releases what `e` owns. */
export function TranslateErrors_Clear(e: TranslateErrors): void {
  const handler = e.handler;
  const exc = e.exc;
  e.handler = null;
  e.exc = null;
  if (handler) Py_DECREF(handler);
  if (exc) Py_DECREF(exc);
}

function make_translate_exception(e: TranslateErrors, startpos: i32, endpos: i32): bool {
  const exc = e.exc;
  if (!exc) {
    e.exc = _PyUnicodeTranslateError_Create(e.unicode, startpos, endpos, e.reason);
    return e.exc !== null;
  }
  if (
    PyUnicodeTranslateError_SetStart(exc, startpos) < 0 ||
    PyUnicodeTranslateError_SetEnd(exc, endpos) < 0 ||
    PyUnicodeTranslateError_SetReason(exc, e.reason) < 0
  ) {
    Py_DECREF(exc);
    e.exc = null;
    return false;
  }
  return true;
}

/** The handler's str for unicode[startpos:endpos]: a new reference, NULL on error; `e.newpos` says where to go on. */
export function translate_call_errorhandler(e: TranslateErrors, startpos: i32, endpos: i32): PyObject | null {
  if (!e.handler) {
    e.handler = PyCodec_LookupError(e.errors);
    if (!e.handler) return null;
  }
  if (!make_translate_exception(e, startpos, endpos)) return null;
  const result = PyObject_CallOneArg(e.handler!, e.exc!);
  if (!result) return null;
  let replacement: PyObject | null = null;
  if (PyTuple_Check(result) && PyTuple_GET_SIZE(result) === 2 && PyUnicode_Check(PyTuple_GET_ITEM(result, 0))) {
    const newpos = handler_position(result, PyUnicode_GET_LENGTH(e.unicode));
    if (newpos >= 0) {
      e.newpos = newpos;
      replacement = Py_NewRef(PyTuple_GET_ITEM(result, 0));
    }
  } else PyErr_SetString(PyExc_TypeError, cstr("translating error handler must return (str, int) tuple"));
  Py_DECREF(result);
  return replacement;
}
