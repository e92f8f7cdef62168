/**
 * Writing what traceback-exception.ts has taken down: chains of exceptions, groups in their frames. CPython:
 * TracebackException.format and format_exception_only of Lib/traceback.py.
 *
 * Each piece is one call of file.write, followed by one with "" (print(piece, end="")).
 */

import { PySequence_Fast, PySequence_Fast_GET_SIZE, PySequence_Fast_ITEMS } from "../abstract/sequence";
import { PyByteArray_Check } from "../builtin-types/bytearray";
import { PyBytes_Check } from "../builtin-types/bytes";
import { asException } from "../builtin-types/exception";
import { Py_PRINT_RAW, PyFile_WriteObject, PyFile_WriteString } from "../builtin-types/file";
import { PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New } from "../builtin-types/list";
import { PyMemoryView_Check } from "../builtin-types/memoryview";
import { get_latin1_char, PyUnicode_Check, PyUnicode_FromString, PyUnicode_GET_LENGTH } from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyUnicode_Split, PyUnicode_Splitlines } from "../builtin-types/str-split";
import {
  _PyUnicodeWriter,
  _PyUnicodeWriter_Dealloc,
  _PyUnicodeWriter_Finish,
  _PyUnicodeWriter_OnStack,
  _PyUnicodeWriter_WriteChar,
  _PyUnicodeWriter_WriteStr,
} from "../builtin-types/str-writer";
import { PyTracebackObject } from "../builtin-types/traceback";
import { PyTuple_Check } from "../builtin-types/tuple";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_IS_TYPE, Py_XDECREF, PyObject, ptr } from "../object/object";
import { Py_None, PyRange_Type, PyStdPrinter_Type } from "../object/static-types";
import { is_abc_sequence, safe_repr, safe_str, TracebackException } from "./traceback-exception";
import { append_text, format_stack } from "./traceback-stack";
import { append_syntax_error } from "./traceback-syntax-error";

const MAX_GROUP_WIDTH: i32 = 15;
const MAX_GROUP_DEPTH: i32 = 10;
const BLANK: u32 = 32;
const NEWLINE: u32 = 10;
const BAR: u32 = 124;
const PLUS: u32 = 43;

/** Where and how to write. */
@unmanaged
export class PrintContext {
  file: PyObject;
  /** Frames that are open: two blanks of indentation each. */
  depth: i32;
  /** The innermost frame's lower edge is still to be written. */
  need_close: i32;
}

// ---- Pieces ---------------------------------------------------------------------------------------------------------

/** print(text, end="", file=file). -1 with an exception. */
function write_piece(ctx: PrintContext, text: PyObject): i32 {
  if (PyFile_WriteObject(text, ctx.file, Py_PRINT_RAW) < 0) return -1;
  return Py_IS_TYPE(ctx.file, PyStdPrinter_Type) ? 0 : PyFile_WriteString(cstr(""), ctx.file);
}

function write_margin(writer: _PyUnicodeWriter, depth: i32, margin: u32): i32 {
  for (let i = 0; i < 2 * depth; i++) if (_PyUnicodeWriter_WriteChar(writer, BLANK) < 0) return -1;
  if (_PyUnicodeWriter_WriteChar(writer, margin) < 0) return -1;
  return _PyUnicodeWriter_WriteChar(writer, BLANK);
}

/** Each line of `text` behind the frame's edge: new reference, NULL with an exception. */
function framed(text: PyObject, depth: i32, margin: u32): PyObject | null {
  const lines = PyUnicode_Splitlines(text, true);
  if (!lines) return null;
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  writer.overallocate = 1;
  let status = 0;
  for (let i = 0; status === 0 && i < PyList_GET_SIZE(lines); i++) {
    status = write_margin(writer, depth, margin);
    if (status === 0) status = _PyUnicodeWriter_WriteStr(writer, PyList_GET_ITEM(lines, i));
  }
  Py_DECREF(lines);
  let result: PyObject | null = null;
  if (status === 0) result = _PyUnicodeWriter_Finish(writer);
  else _PyUnicodeWriter_Dealloc(writer);
  stack_release(mark);
  return result;
}

/** Writes a piece, within a frame behind its edge. -1 with an exception. */
function emit(ctx: PrintContext, text: PyObject, margin: u32): i32 {
  if (ctx.depth === 0) return write_piece(ctx, text);
  const lines = framed(text, ctx.depth, margin);
  if (!lines) return -1;
  const status = write_piece(ctx, lines);
  Py_DECREF(lines);
  return status;
}

/** As emit; gives the reference to `text` back (NULL: fails). */
function emit_new(ctx: PrintContext, text: PyObject | null, margin: u32): i32 {
  if (!text) return -1;
  const status = emit(ctx, text, margin);
  Py_DECREF(text);
  return status;
}

/** Emits every item of a list, which is given back (NULL: fails). */
function emit_list(ctx: PrintContext, list: PyObject | null): i32 {
  if (!list) return -1;
  let status = 0;
  for (let i = 0; status === 0 && i < PyList_GET_SIZE(list); i++) status = emit(ctx, PyList_GET_ITEM(list, i), BAR);
  Py_DECREF(list);
  return status;
}

// ---- One exception --------------------------------------------------------------------------------------------------

/** Its `__notes__` are a sequence of notes: 1, 0 (something else, shown by its repr), -1 with an exception. */
function are_notes(notes: PyObject): i32 {
  if (PyUnicode_Check(notes) || PyBytes_Check(notes)) return 0;
  if (PyList_Check(notes) || PyTuple_Check(notes) || Py_IS_TYPE(notes, PyRange_Type)) return 1;
  return PyByteArray_Check(notes) || PyMemoryView_Check(notes) ? 1 : is_abc_sequence(notes);
}

/** Appends the lines of one note. -1 with an exception. */
function append_note(list: PyObject, note: PyObject): i32 {
  const text = safe_str(note, cstr("<note str() failed>"));
  const lines = text ? PyUnicode_Split(text, get_latin1_char(NEWLINE), -1) : null;
  Py_XDECREF(text);
  if (!lines) return -1;
  let status = 0;
  for (let i = 0; status === 0 && i < PyList_GET_SIZE(lines); i++) {
    status = append_text(list, PyUnicode_FromFormat(cstr("%U\n"), changetype<usize>(PyList_GET_ITEM(lines, i))));
  }
  Py_DECREF(lines);
  return status;
}

/** Appends the notes. -1 with an exception. */
function append_notes(list: PyObject, notes: PyObject): i32 {
  const several = are_notes(notes);
  if (several < 0) return -1;
  if (several === 0) {
    const text = safe_repr(notes, cstr("<__notes__ repr() failed>"));
    if (!text) return -1;
    const status = append_text(list, PyUnicode_FromFormat(cstr("%U\n"), changetype<usize>(text)));
    Py_DECREF(text);
    return status;
  }
  const items = PySequence_Fast(notes, cstr("notes are not iterable"));
  if (!items) return -1;
  let status = 0;
  for (let i = 0; status === 0 && i < PySequence_Fast_GET_SIZE(items); i++) {
    status = append_note(list, PySequence_Fast_ITEMS(items).get(i));
  }
  Py_DECREF(items);
  return status;
}

/** "Class: text": new reference, NULL with an exception. */
function final_line(te: TracebackException): PyObject | null {
  const text = te.text!;
  const name = changetype<usize>(te.type_name);
  if (PyUnicode_GET_LENGTH(text) === 0) return PyUnicode_FromFormat(cstr("%U\n"), name);
  return PyUnicode_FromFormat(cstr("%U: %U\n"), name, changetype<usize>(text));
}

/** The exception without its traceback: a new list of texts, NULL with an exception. */
function format_exception_only(te: TracebackException): PyObject | null {
  const list = PyList_New(0);
  if (!list) return null;
  const syntax = te.syntax;
  const notes = te.notes;
  let status = syntax ? append_syntax_error(list, syntax, te.type_name!) : append_text(list, final_line(te));
  if (status === 0 && notes) status = append_notes(list, notes);
  if (status === 0) return list;
  Py_DECREF(list);
  return null;
}

/** The heading and the entries, if there are any. -1 with an exception. */
function emit_traceback(ctx: PrintContext, te: TracebackException, heading: usize, margin: u32): i32 {
  if (ptr(te.exc) === ptr(Py_None)) return 0;
  let tb = asException(te.exc).traceback;
  for (let i = 0; i < te.skip && tb; i++) tb = changetype<PyTracebackObject>(tb).tb_next;
  if (!tb) return 0;
  if (emit_new(ctx, PyUnicode_FromString(heading), margin) < 0) return -1;
  return emit_list(ctx, format_stack(tb));
}

// ---- Groups ---------------------------------------------------------------------------------------------------------

/** A frame's edge, from the indentation on: new piece. -1 with an exception. */
function write_edge(ctx: PrintContext, format: usize, number: i32): i32 {
  const edge = PyUnicode_FromFormat(format, <usize>number);
  if (!edge) return -1;
  const indented = PyUnicode_FromFormat(cstr("%*s%U"), <usize>(2 * ctx.depth), cstr(""), changetype<usize>(edge));
  Py_DECREF(edge);
  if (!indented) return -1;
  const status = write_piece(ctx, indented);
  Py_DECREF(indented);
  return status;
}

/** The upper edge of member `i`. */
function write_title(ctx: PrintContext, i: i32): i32 {
  if (i >= MAX_GROUP_WIDTH) return write_edge(ctx, cstr("  +---------------- ... ----------------\n"), 0);
  const format =
    i === 0 ? cstr("+-+---------------- %d ----------------\n") : cstr("  +---------------- %d ----------------\n");
  return write_edge(ctx, format, i + 1);
}

/** One member in its frame, or how many more there are. -1 with an exception. */
function write_member(ctx: PrintContext, te: TracebackException, member: TracebackException, i: i32, last: bool): i32 {
  if (last) ctx.need_close = 1; // whoever is innermost at the end writes the lower edge
  if (write_title(ctx, i) < 0) return -1;
  ctx.depth++;
  let status: i32;
  if (i < MAX_GROUP_WIDTH) status = write_exception(ctx, member);
  else {
    const more = te.members - MAX_GROUP_WIDTH;
    const format = more > 1 ? cstr("and %d more exceptions\n") : cstr("and %d more exception\n");
    status = emit_new(ctx, PyUnicode_FromFormat(format, <usize>more), BAR);
  }
  if (status === 0 && last && ctx.need_close) {
    status = write_edge(ctx, cstr("+------------------------------------\n"), 0);
    ctx.need_close = 0;
  }
  ctx.depth--;
  return status;
}

/** A group: its own traceback and text, then the members. -1 with an exception. */
function write_group(ctx: PrintContext, te: TracebackException): i32 {
  if (ctx.depth > MAX_GROUP_DEPTH) {
    const text = PyUnicode_FromFormat(cstr("... (max_group_depth is %d)\n"), <usize>MAX_GROUP_DEPTH);
    return emit_new(ctx, text, BAR);
  }
  const isTop = ctx.depth === 0;
  if (isTop) ctx.depth = 1;
  const heading = cstr("Exception Group Traceback (most recent call last):\n");
  let status = emit_traceback(ctx, te, heading, isTop ? PLUS : BAR);
  if (status === 0) status = emit_list(ctx, format_exception_only(te));
  ctx.need_close = 0;
  const n = min(te.members, MAX_GROUP_WIDTH + 1);
  let member = te.first_member;
  for (let i = 0; status === 0 && i < n; i++) {
    status = write_member(ctx, te, member!, i, i === n - 1);
    member = member!.next_member;
  }
  if (isTop) ctx.depth = 0;
  return status;
}

// ---- Chains ---------------------------------------------------------------------------------------------------------

/** The exception that caused this one, or during whose handling it was raised. */
function predecessor(te: TracebackException): TracebackException | null {
  const cause = te.cause;
  return cause ? cause : te.context;
}

function write_link(ctx: PrintContext, te: TracebackException): i32 {
  if (!predecessor(te)) return 0;
  const text = te.cause
    ? cstr("\nThe above exception was the direct cause of the following exception:\n\n")
    : cstr("\nDuring handling of the above exception, another exception occurred:\n\n");
  return emit_new(ctx, PyUnicode_FromString(text), BAR);
}

/** An exception with all that led to it, the first cause first. -1 with an exception. */
export function write_exception(ctx: PrintContext, last: TracebackException): i32 {
  let te: TracebackException | null = last;
  last.follower = null;
  let earlier = predecessor(last);
  while (earlier) {
    earlier.follower = te;
    te = earlier;
    earlier = predecessor(earlier);
  }
  let status = 0;
  while (te && status === 0) {
    const current: TracebackException = te;
    status = write_link(ctx, current);
    if (status === 0 && current.is_group) status = write_group(ctx, current);
    else if (status === 0) {
      status = emit_traceback(ctx, current, cstr("Traceback (most recent call last):\n"), BAR);
      if (status === 0) status = emit_list(ctx, format_exception_only(current));
    }
    te = current.follower;
  }
  return status;
}
