/**
 * The entries of a traceback as text, as an uncaught exception shows them: source lines with carets, runs of equal entries
 * folded, sys.tracebacklimit. CPython: StackSummary of Lib/traceback.py; the source lines come from the host.
 */

import { PyErr_Clear, PyErr_SetString } from "../abstract/errors";
import { PyCodeObject } from "../builtin-types/code";
import { PyCode_Addr2Location, PyCodeAddressRange } from "../builtin-types/code-lines";
import { _PySys_GetAttr } from "../builtin-types/file";
import { PyLong_AsLongAndOverflow, PyLong_Check } from "../builtin-types/int";
import { PyList_Append, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New } from "../builtin-types/list";
import {
  _PyUnicode_Equal,
  get_latin1_char,
  PyUnicode_AsUTF8AndSize,
  PyUnicode_Check,
  PyUnicode_FromString,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
} from "../builtin-types/str";
import { PyUnicode_Concat } from "../builtin-types/str-concat";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyUnicode_Split } from "../builtin-types/str-split";
import { PyTracebackObject, tb_get_lineno } from "../builtin-types/traceback";
import { join_path, TB_RECURSIVE_CUTOFF, take_text } from "../builtin-types/traceback-print";
import { PyErr_WarnExplicitObject } from "../builtin-types/warnings";
import { source_excerpt } from "../host";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_SyntaxWarning, PyExc_TypeError } from "../object/static-types";

// ---- Source lines -------------------------------------------------------------------------------------------------

/** `text` begins with ASCII `prefix`. */
function starts_with(text: PyObject, prefix: usize): bool {
  const n = PyUnicode_GET_LENGTH(text);
  for (let i = 0; load<u8>(prefix + <usize>i) !== 0; i++) {
    if (i >= n || PyUnicode_READ_CHAR(text, i) !== <u32>load<u8>(prefix + <usize>i)) return false;
  }
  return true;
}

/** What the host shows for a place: new reference; NULL when there is no such source (no exception) or on error. */
function ask_host(filename: PyObject, place: PyCodeAddressRange): PyObject | null {
  const name = PyUnicode_AsUTF8AndSize(filename);
  if (!name) {
    PyErr_Clear(); // lone surrogates: no such file here
    return null;
  }
  const size = tstate.out_i32;
  const end = place.ar_end_line < 0 ? place.ar_line : place.ar_end_line;
  const length = source_excerpt(name, size, place.ar_line, end, place.ar_column, place.ar_end_column);
  return length < 0 ? null : take_text(length);
}

/** As ask_host for a relative file name, in the folders of sys.path. */
function ask_on_path(filename: PyObject, place: PyCodeAddressRange): PyObject | null {
  const n = PyUnicode_GET_LENGTH(filename);
  if (n === 0 || PyUnicode_READ_CHAR(filename, 0) === 47) return null;
  if (PyUnicode_READ_CHAR(filename, 0) === 60 && PyUnicode_READ_CHAR(filename, n - 1) === 62) return null;
  const folders = _PySys_GetAttr(_Py_ID("path"));
  if (!folders || !PyList_Check(folders)) return null;
  let found: PyObject | null = null;
  for (let i = 0; !found && !tstate.current_exception && i < PyList_GET_SIZE(folders); i++) {
    const folder = PyList_GET_ITEM(folders, i);
    if (!PyUnicode_Check(folder)) continue;
    const path = join_path(folder, filename);
    if (path) found = ask_host(path, place);
    Py_XDECREF(path);
  }
  return found;
}

/** Decimal digits as a number. */
function line_number(text: PyObject): i32 {
  let n = 0;
  for (let i = 0; i < PyUnicode_GET_LENGTH(text); i++) n = n * 10 + <i32>(PyUnicode_READ_CHAR(text, i) - 48);
  return n;
}

/** Issues what the parser of the source lines has warned of: parts[1], parts[2] are line and message of the first. */
function issue_warnings(parts: PyObject): void {
  const filename = PyUnicode_FromString(cstr("<unknown>"));
  for (let i = 2; filename && i < PyList_GET_SIZE(parts); i += 2) {
    const lineno = line_number(PyList_GET_ITEM(parts, i - 1));
    const message = PyList_GET_ITEM(parts, i);
    if (PyErr_WarnExplicitObject(PyExc_SyntaxWarning, message, filename, lineno, null, null) < 0) PyErr_Clear();
  }
  Py_XDECREF(filename);
}

/** The lines to show under an entry: new reference, "" when there are none, NULL with an exception. */
function source_lines(filename: PyObject, place: PyCodeAddressRange): PyObject | null {
  let found: PyObject | null = null;
  if (place.ar_line >= 0) {
    found = ask_host(filename, place);
    if (!found && !tstate.current_exception) found = ask_on_path(filename, place);
  }
  if (!found) return tstate.current_exception ? null : PyUnicode_FromString(cstr(""));
  const parts = PyUnicode_Split(found, get_latin1_char(0), -1);
  Py_DECREF(found);
  if (!parts) return null;
  const lines = Py_NewRef(PyList_GET_ITEM(parts, 0));
  issue_warnings(parts);
  Py_DECREF(parts);
  return lines;
}

// ---- Entries ------------------------------------------------------------------------------------------------------

const entry_place: PyCodeAddressRange = changetype<PyCodeAddressRange>(memory.data(48, 16));

/** Where the entry is, in a struct that the next call overwrites. */
function place_of(tb: PyTracebackObject): PyCodeAddressRange {
  const place = entry_place;
  const found = PyCode_Addr2Location(tb.tb_frame.f_frame.code, tb.tb_lasti);
  memory.copy(changetype<usize>(place), changetype<usize>(found), offsetof<PyCodeAddressRange>());
  if (tb.tb_lasti < 0 || place.ar_line < 0) {
    // No position: the line alone.
    place.ar_line = tb_get_lineno(tb);
    place.ar_end_line = place.ar_line;
    place.ar_column = -1;
    place.ar_end_column = -1;
  }
  return place;
}

/** `  File "x.py", line 3, in f` and the source lines: new reference, NULL with an exception. */
function format_frame_summary(code: PyCodeObject, place: PyCodeAddressRange): PyObject | null {
  const filename = code.co_filename;
  const name = ptr(code.co_name);
  const typed = starts_with(filename, cstr("<stdin>-"));
  const shown = typed ? PyUnicode_FromString(cstr("<stdin>")) : Py_NewRef(filename);
  if (!shown) return null;
  const head =
    place.ar_line < 0
      ? PyUnicode_FromFormat(cstr('  File "%U", line None, in %U\n'), ptr(shown), name)
      : PyUnicode_FromFormat(cstr('  File "%U", line %d, in %U\n'), ptr(shown), <usize>place.ar_line, name);
  Py_DECREF(shown);
  if (!head) return null;
  const lines = source_lines(filename, place);
  const text = lines ? PyUnicode_Concat(head, lines) : null;
  Py_DECREF(head);
  Py_XDECREF(lines);
  return text;
}

/** Appends and gives the reference to `text` back (NULL: fails). -1 with an exception. */
export function append_text(list: PyObject, text: PyObject | null): i32 {
  if (!text) return -1;
  const status = PyList_Append(list, text);
  Py_DECREF(text);
  return status;
}

/** "[Previous line repeated 7 more times]" for a run of `count` equal entries, if it is a long one. -1 with an exception. */
function close_run(list: PyObject, count: i32): i32 {
  const n = count - TB_RECURSIVE_CUTOFF;
  if (n <= 0) return 0;
  const format =
    n > 1 ? cstr("  [Previous line repeated %d more times]\n") : cstr("  [Previous line repeated %d more time]\n");
  return append_text(list, PyUnicode_FromFormat(format, <usize>n));
}

/** Same file, line and name as the entry before. */
function same_entry(last: PyCodeObject | null, lastLine: i32, code: PyCodeObject, line: i32): bool {
  if (!last || lastLine < 0 || lastLine !== line) return false;
  return _PyUnicode_Equal(last.co_filename, code.co_filename) && _PyUnicode_Equal(last.co_name, code.co_name);
}

/** Number of entries. */
function depth_of(first: PyObject | null): i32 {
  let depth = 0;
  for (let tb = first; tb; tb = changetype<PyTracebackObject>(tb).tb_next) depth++;
  return depth;
}

/** The number of entries that sys.tracebacklimit leaves out in front. -1 with TypeError for a limit that is no int. */
export function first_entry(tb: PyObject | null): i32 {
  const given = _PySys_GetAttr(_Py_ID("tracebacklimit"));
  if (!given || ptr(given) === ptr(Py_None)) return 0;
  const depth = depth_of(tb);
  if (!PyLong_Check(given)) {
    PyErr_SetString(PyExc_TypeError, cstr("sys.tracebacklimit must be an int"));
    return -1;
  }
  let limit = PyLong_AsLongAndOverflow(given);
  const overflow = tstate.out_i32;
  if (overflow > 0) limit = i64.MAX_VALUE;
  if (overflow < 0 || limit < 0) limit = 0;
  // entries[depth - limit:], where a negative start counts from the end.
  let start = <i64>depth - limit;
  if (start < 0) start = max<i64>(start + <i64>depth, 0);
  return <i32>start;
}

/** The entries: a new list of texts, NULL with an exception. */
export function format_stack(first: PyObject): PyObject | null {
  const list = PyList_New(0);
  if (!list) return null;
  let tb: PyObject | null = first;
  let last: PyCodeObject | null = null;
  let lastLine = -1;
  let count = 0;
  let status = 0;
  for (; tb && status === 0; tb = changetype<PyTracebackObject>(tb).tb_next) {
    const code: PyCodeObject = changetype<PyTracebackObject>(tb).tb_frame.f_frame.code;
    const place = place_of(changetype<PyTracebackObject>(tb));
    const line = place.ar_line;
    const text = format_frame_summary(code, place);
    if (!text) status = -1;
    else if (!same_entry(last, lastLine, code, line)) {
      status = close_run(list, count);
      count = 0;
      last = code;
      lastLine = line;
    }
    if (text && ++count <= TB_RECURSIVE_CUTOFF && status === 0) status = PyList_Append(list, text);
    Py_XDECREF(text);
  }
  if (status === 0) status = close_run(list, count);
  if (status === 0) return list;
  Py_DECREF(list);
  return null;
}
