/**
 * How a SyntaxError is shown: file and line, the text of the line, carets under the place. CPython: _format_syntax_error of
 * Lib/traceback.py. The attributes may hold anything; what does not fit raises, and the caller falls back on less.
 */

import { PyObject_GetAttr } from "../abstract/attribute";
import { PyErr_Format } from "../abstract/errors";
import { PyObject_IsTrue, PyObject_Str } from "../abstract/object-protocol";
import { PyLong_AsLongAndOverflow, PyLong_Check } from "../builtin-types/int";
import {
  _PyUnicode_Equal,
  PyUnicode_Check,
  PyUnicode_FromString,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
  PyUnicode_Substring,
} from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import {
  _PyUnicodeWriter,
  _PyUnicodeWriter_Dealloc,
  _PyUnicodeWriter_Finish,
  _PyUnicodeWriter_OnStack,
  _PyUnicodeWriter_WriteASCIIString,
  _PyUnicodeWriter_WriteChar,
} from "../builtin-types/str-writer";
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_SET_ITEM } from "../builtin-types/tuple";
import { _PyUnicode_IsWhitespace } from "../builtin-types/unicode-ctype";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError } from "../object/static-types";
import { append_text } from "./traceback-stack";

/** What is kept of a SyntaxError: a tuple. Line numbers are str or None. */
const FILENAME: i32 = 0;
const LINENO: i32 = 1;
const END_LINENO: i32 = 2;
const TEXT: i32 = 3;
const OFFSET: i32 = 4;
const END_OFFSET: i32 = 5;
const MSG: i32 = 6;
const FIELDS: i32 = 7;

const CARET: u32 = 94;
const BLANK: u32 = 32;
const NEWLINE: u32 = 10;

/** exc.name as str(value) or None (`as_text`), or as it is: put into the tuple. False with an exception. */
function capture(fields: PyObject, index: i32, exc: PyObject, name: PyObject, as_text: bool): bool {
  let value = PyObject_GetAttr(exc, name);
  if (value && as_text && ptr(value) !== ptr(Py_None)) {
    const text = PyObject_Str(value);
    Py_DECREF(value);
    value = text;
  }
  if (!value) return false;
  PyTuple_SET_ITEM(fields, index, value);
  return true;
}

/** The attributes of a SyntaxError: new reference, NULL with an exception. */
export function capture_syntax_error(exc: PyObject): PyObject | null {
  const fields = PyTuple_New(FIELDS);
  if (!fields) return null;
  const ok =
    capture(fields, FILENAME, exc, _Py_ID("filename"), false) &&
    capture(fields, LINENO, exc, _Py_ID("lineno"), true) &&
    capture(fields, END_LINENO, exc, _Py_ID("end_lineno"), true) &&
    capture(fields, TEXT, exc, _Py_ID("text"), false) &&
    capture(fields, OFFSET, exc, _Py_ID("offset"), false) &&
    capture(fields, END_OFFSET, exc, _Py_ID("end_offset"), false) &&
    capture(fields, MSG, exc, _Py_ID("msg"), false);
  if (ok) return fields;
  Py_DECREF(fields);
  return null;
}

function is_none(o: PyObject): bool {
  return ptr(o) === ptr(Py_None);
}

/** str(value), or `otherwise` for what is false: new reference, NULL with an exception. */
function text_or(value: PyObject, otherwise: usize): PyObject | null {
  const isTrue = PyObject_IsTrue(value);
  if (isTrue < 0) return null;
  return isTrue ? PyObject_Str(value) : PyUnicode_FromString(otherwise);
}

/** An offset, at most `limit`; with an exception when it is no int. */
function offset_of(value: PyObject, limit: i64): i64 {
  if (!PyLong_Check(value)) {
    PyErr_Format(PyExc_TypeError, cstr("'%.100s' is no offset"), value.ob_type.tp_name);
    return 0;
  }
  const n = PyLong_AsLongAndOverflow(value);
  return tstate.out_i32 > 0 ? limit : tstate.out_i32 < 0 ? -1 : min<i64>(n, limit);
}

/** Where the carets go, in characters of the stripped line: `start` is negative when there are none. */
@unmanaged
class CaretRange {
  start: i64;
  end: i64;
}
const range: CaretRange = changetype<CaretRange>(memory.data(16, 8));

/** Both line numbers are None, or equal. */
function ends_on_its_line(fields: PyObject): bool {
  const first = PyTuple_GET_ITEM(fields, LINENO);
  const last = PyTuple_GET_ITEM(fields, END_LINENO);
  if (is_none(first) || is_none(last)) return is_none(first) && is_none(last);
  return _PyUnicode_Equal(first, last);
}

/** Fills `range`; `width` is the length of the line without its end, `removed` what was stripped in front. False with an exception. */
function find_carets(fields: PyObject, width: i32, removed: i32): bool {
  // An empty text does not limit the offsets.
  const hasText = PyUnicode_GET_LENGTH(PyTuple_GET_ITEM(fields, TEXT)) > 0;
  const limit: i64 = hasText ? <i64>width + 1 : <i64>i32.MAX_VALUE;
  const offset = offset_of(PyTuple_GET_ITEM(fields, OFFSET), limit);
  if (tstate.current_exception) return false;
  let end: i64 = <i64>width + 1;
  if (ends_on_its_line(fields)) {
    const given = PyTuple_GET_ITEM(fields, END_OFFSET);
    end = is_none(given) ? 0 : offset_of(given, limit);
    if (tstate.current_exception) return false;
    if (end === 0) end = offset;
  }
  if (offset >= end) end = offset + 1;
  range.start = offset - 1 - <i64>removed;
  range.end = end - 1 - <i64>removed;
  return true;
}

function write_carets(writer: _PyUnicodeWriter, line: PyObject): bool {
  if (_PyUnicodeWriter_WriteASCIIString(writer, cstr("    "), 4) < 0) return false;
  const before = min<i64>(range.start, <i64>PyUnicode_GET_LENGTH(line));
  for (let i: i32 = 0; <i64>i < before; i++) {
    const c = PyUnicode_READ_CHAR(line, i);
    // A tab must be a tab below it, too.
    if (_PyUnicodeWriter_WriteChar(writer, _PyUnicode_IsWhitespace(c) ? c : BLANK) < 0) return false;
  }
  for (let i = range.start; i < range.end; i++) if (_PyUnicodeWriter_WriteChar(writer, CARET) < 0) return false;
  return _PyUnicodeWriter_WriteChar(writer, NEWLINE) >= 0;
}

/** The line with carets: new reference, NULL with an exception. */
function caret_line(line: PyObject): PyObject | null {
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  writer.overallocate = 1;
  let result: PyObject | null = null;
  if (write_carets(writer, line)) result = _PyUnicodeWriter_Finish(writer);
  else _PyUnicodeWriter_Dealloc(writer);
  stack_release(mark);
  return result;
}

/** Appends the text of the line and the carets. -1 with an exception. */
function append_source(list: PyObject, fields: PyObject): i32 {
  const text = PyTuple_GET_ITEM(fields, TEXT);
  if (is_none(text)) return 0;
  if (!PyUnicode_Check(text)) {
    PyErr_Format(PyExc_TypeError, cstr("text must be str, not %.100s"), text.ob_type.tp_name);
    return -1;
  }
  let end = PyUnicode_GET_LENGTH(text);
  while (end > 0 && PyUnicode_READ_CHAR(text, end - 1) === NEWLINE) end--;
  let start = 0;
  while (start < end) {
    const c = PyUnicode_READ_CHAR(text, start);
    if (c !== BLANK && c !== NEWLINE && c !== 12) break;
    start++;
  }
  const line = PyUnicode_Substring(text, start, end);
  if (!line) return -1;
  let status = 0;
  let carets = false;
  if (!is_none(PyTuple_GET_ITEM(fields, OFFSET))) {
    if (!find_carets(fields, end, start)) status = -1;
    carets = range.start >= 0;
  }
  if (status === 0) status = append_text(list, PyUnicode_FromFormat(cstr("    %U\n"), ptr(line)));
  if (status === 0 && carets) status = append_text(list, caret_line(line));
  Py_DECREF(line);
  return status;
}

/** Appends the lines of a SyntaxError, of type name `stype`. -1 with an exception. Borrows all. */
export function append_syntax_error(list: PyObject, fields: PyObject, stype: PyObject): i32 {
  const filename = PyTuple_GET_ITEM(fields, FILENAME);
  const lineno = PyTuple_GET_ITEM(fields, LINENO);
  const shown = text_or(filename, cstr("<string>"));
  if (!shown) return -1;
  let suffix: PyObject | null = null;
  let status = 0;
  if (!is_none(lineno)) {
    const head = cstr('  File "%U", line %U\n');
    status = append_text(list, PyUnicode_FromFormat(head, ptr(shown), ptr(lineno)));
    suffix = PyUnicode_FromString(cstr(""));
  } else if (!is_none(filename)) suffix = PyUnicode_FromFormat(cstr(" (%S)"), ptr(filename));
  else suffix = PyUnicode_FromString(cstr(""));
  Py_DECREF(shown);
  if (status === 0) status = append_source(list, fields);
  const msg = status === 0 ? text_or(PyTuple_GET_ITEM(fields, MSG), cstr("<no detail available>")) : null;
  if (msg && suffix) {
    status = append_text(list, PyUnicode_FromFormat(cstr("%U: %U%U\n"), ptr(stype), ptr(msg), ptr(suffix)));
  } else status = -1;
  Py_XDECREF(msg);
  Py_XDECREF(suffix);
  return status;
}
