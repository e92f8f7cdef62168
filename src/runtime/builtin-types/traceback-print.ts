/**
 * Showing a traceback natively: what cannot raise, and what runs without the library, is shown like this (unraisable
 * exceptions, warnings). No carets. CPython: PyTraceBack_Print and _Py_DisplaySourceLine of Python/traceback.c.
 */

import { PyErr_BadInternalCall, PyErr_Clear, PyErr_NoMemory } from "../abstract/errors";
import { source_line, take_bytes } from "../host";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_None } from "../object/static-types";
import { PyCodeObject } from "./code";
import { _PySys_GetAttr, Py_PRINT_RAW, PyFile_WriteObject, PyFile_WriteString } from "./file";
import { PyLong_AsLongAndOverflow, PyLong_Check } from "./int";
import { PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE } from "./list";
import {
  PyUnicode_AsUTF8AndSize,
  PyUnicode_Check,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
  PyUnicode_Substring,
} from "./str";
import { PyUnicode_DecodeUTF8 } from "./str-codecs";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTraceBack_Check, PyTracebackObject, tb_get_lineno } from "./traceback";

const PyTraceBack_LIMIT: i64 = 1000;
/** So many equal entries in a row are shown, the rest is counted. */
export const TB_RECURSIVE_CUTOFF: i32 = 3;

const SLASH: u32 = 47;

// ---- Source lines -------------------------------------------------------------------------------------------------

/** What the host has left, as a str: new reference, NULL with an exception. */
export function take_text(length: i32): PyObject | null {
  const block = PyMem_Malloc(<usize>length + 1);
  if (!block) return PyErr_NoMemory();
  take_bytes(block);
  const text = PyUnicode_DecodeUTF8(block, length, cstr("surrogatepass"));
  PyMem_Free(block);
  return text;
}

/** Line `lineno` of the file at `path`, without its end: new reference; NULL when there is none (no exception) or on error. */
function line_of_file(path: PyObject, lineno: i32): PyObject | null {
  const text = PyUnicode_AsUTF8AndSize(path);
  if (!text) {
    PyErr_Clear(); // a name with lone surrogates: no such file here
    return null;
  }
  const length = source_line(text, tstate.out_i32, lineno);
  return length < 0 ? null : take_text(length);
}

/** folder/tail: new reference, NULL with an exception. */
export function join_path(folder: PyObject, tail: PyObject): PyObject | null {
  const n = PyUnicode_GET_LENGTH(folder);
  const bare = n === 0 || PyUnicode_READ_CHAR(folder, n - 1) === SLASH;
  return PyUnicode_FromFormat(bare ? cstr("%U%U") : cstr("%U/%U"), ptr(folder), ptr(tail));
}

/** As line_of_file for the file of that name in a folder of sys.path. */
function line_on_path(filename: PyObject, lineno: i32): PyObject | null {
  const folders = _PySys_GetAttr(_Py_ID("path"));
  if (!folders || !PyList_Check(folders)) return null;
  const n = PyUnicode_GET_LENGTH(filename);
  let slash = n - 1;
  while (slash >= 0 && PyUnicode_READ_CHAR(filename, slash) !== SLASH) slash--;
  const tail = PyUnicode_Substring(filename, slash + 1, n);
  if (!tail) return null;
  let line: PyObject | null = null;
  for (let i = 0; !line && !tstate.current_exception && i < PyList_GET_SIZE(folders); i++) {
    const folder = PyList_GET_ITEM(folders, i);
    if (!PyUnicode_Check(folder)) continue;
    const path = join_path(folder, tail);
    if (path) line = line_of_file(path, lineno);
    Py_XDECREF(path);
  }
  Py_DECREF(tail);
  return line;
}

/** Without the blanks, tabs and form feeds in front: new reference, NULL on error. */
export function strip_indentation(line: PyObject): PyObject | null {
  const n = PyUnicode_GET_LENGTH(line);
  let i = 0;
  while (i < n) {
    const c = PyUnicode_READ_CHAR(line, i);
    if (c !== 32 && c !== 9 && c !== 12) break;
    i++;
  }
  return i === 0 ? Py_NewRef(line) : PyUnicode_Substring(line, i, n);
}

/** At the end of the interpreter nothing can be imported any more; CPython reads files with the module io, which it imports. */
function is_import_over(): bool {
  const finders = _PySys_GetAttr(_Py_ID("meta_path"));
  return finders !== null && ptr(finders) === ptr(Py_None);
}

/** Writes line `lineno` of a file, stripped and indented by `indent` blanks; nothing when it can't be had. -1 with an exception. */
export function _Py_DisplaySourceLine(file: PyObject, filename: PyObject, lineno: i32, indent: i32): i32 {
  if (!PyUnicode_Check(filename) || is_import_over()) return 0;
  let line = line_of_file(filename, lineno);
  if (!line && !tstate.current_exception) line = line_on_path(filename, lineno);
  if (!line) return tstate.current_exception ? -1 : 0;
  const stripped = strip_indentation(line);
  Py_DECREF(line);
  if (!stripped) return -1;
  let status = PyFile_WriteString(indent === 2 ? cstr("  ") : cstr("    "), file);
  if (status === 0) status = PyFile_WriteObject(stripped, file, Py_PRINT_RAW);
  Py_DECREF(stripped);
  if (status === 0) status = PyFile_WriteString(cstr("\n"), file);
  return status;
}

// ---- Tracebacks ---------------------------------------------------------------------------------------------------

/** Writes what PyUnicode_FromFormat makes. -1 with an exception. */
export function write_format(file: PyObject, format: usize, a: usize, b: usize = 0, c: usize = 0): i32 {
  const text = PyUnicode_FromFormat(format, a, b, c);
  if (!text) return -1;
  const status = PyFile_WriteObject(text, file, Py_PRINT_RAW);
  Py_DECREF(text);
  return status;
}

/** "[Previous line repeated 7 more times]" for a run of `count`. -1 with an exception. */
function tb_print_line_repeated(file: PyObject, count: i32): i32 {
  const n = count - TB_RECURSIVE_CUTOFF;
  return write_format(
    file,
    n > 1 ? cstr("  [Previous line repeated %d more times]\n") : cstr("  [Previous line repeated %d more time]\n"),
    <usize>n,
  );
}

/** The entry's two lines. -1 with an exception. */
function tb_displayline(file: PyObject, filename: PyObject, lineno: i32, name: PyObject): i32 {
  const head = cstr('  File "%U", line %d, in %U\n');
  if (write_format(file, head, ptr(filename), <usize>lineno, ptr(name)) < 0) return -1;
  if (_Py_DisplaySourceLine(file, filename, lineno, 4) < 0) PyErr_Clear();
  return 0;
}

/** The entry from which on at most `limit` are left: borrowed. */
function last_entries(first: PyTracebackObject, limit: i64): PyTracebackObject {
  let depth: i64 = 0;
  for (let t: PyObject | null = first; t; t = changetype<PyTracebackObject>(t).tb_next) depth++;
  let tb = first;
  for (; depth > limit; depth--) tb = changetype<PyTracebackObject>(tb.tb_next!);
  return tb;
}

/** Writes the entries; of a run of equal ones only the first few. -1 with an exception. */
function tb_printinternal(first: PyTracebackObject, file: PyObject, limit: i64): i32 {
  let tb: PyObject | null = Py_NewRef(last_entries(first, limit));
  let last_code: usize = 0;
  let last_line = -1;
  let count = 0;
  let status = 0;
  while (tb && status === 0) {
    const entry = changetype<PyTracebackObject>(tb);
    const code = entry.tb_frame.f_frame.code;
    const lineno = tb_get_lineno(entry);
    if (lineno === -1 || lineno !== last_line || !last_code || !same_place(last_code, code)) {
      if (count > TB_RECURSIVE_CUTOFF) status = tb_print_line_repeated(file, count);
      last_code = ptr(code);
      last_line = lineno;
      count = 0;
    }
    if (++count <= TB_RECURSIVE_CUTOFF && status === 0) {
      status = tb_displayline(file, code.co_filename, lineno, code.co_name);
    }
    const next = Py_XNewRef(entry.tb_next);
    Py_DECREF(tb);
    tb = next;
  }
  Py_XDECREF(tb);
  return status === 0 && count > TB_RECURSIVE_CUTOFF ? tb_print_line_repeated(file, count) : status;
}

/** The code object at that address has the same file and name objects. */
function same_place(other: usize, code: PyCodeObject): bool {
  const last = changetype<PyCodeObject>(other);
  return ptr(last.co_filename) === ptr(code.co_filename) && ptr(last.co_name) === ptr(code.co_name);
}

/** Most entries to show: sys.tracebacklimit when that is an int, else 1000. Zero or less: nothing is shown. */
function tracebacklimit(): i64 {
  const given = _PySys_GetAttr(_Py_ID("tracebacklimit"));
  if (!given || !PyLong_Check(given)) return PyTraceBack_LIMIT;
  const limit = PyLong_AsLongAndOverflow(given);
  const overflow = tstate.out_i32;
  return overflow > 0 ? i64.MAX_VALUE : overflow < 0 ? 0 : limit;
}

/** Writes a traceback to `file`. 0, -1 with an exception. */
export function PyTraceBack_Print(tb: PyObject, file: PyObject): i32 {
  if (!PyTraceBack_Check(tb)) {
    PyErr_BadInternalCall();
    return -1;
  }
  const limit = tracebacklimit();
  if (limit <= 0) return 0;
  if (PyFile_WriteString(cstr("Traceback (most recent call last):\n"), file) < 0) return -1;
  return tb_printinternal(changetype<PyTracebackObject>(tb), file, limit);
}
