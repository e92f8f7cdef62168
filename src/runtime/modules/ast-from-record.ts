/**
 * A tree record to nodes. CPython: PyAST_mod2obj, the ast2obj_* functions of Python/Python-ast.c.
 *
 * Nodes are made from the top; fields are set as soon as they are complete, places last. Nothing recurses: what is not
 * complete yet stands in a stack of frames.
 */
import { PyObject_SetAttr } from "../abstract/attribute";
import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { _Py_EnterRecursiveCall, _Py_LeaveRecursiveCall, Py_C_RECURSION_LIMIT } from "../abstract/recursion";
import { PyType_GenericAlloc } from "../builtin-types/base-object-alloc";
import { PyBytes_AS_STRING, PyBytes_FromStringAndSize } from "../builtin-types/bytes";
import { PyComplex_FromDoubles } from "../builtin-types/complex";
import { PyFloat_FromDouble } from "../builtin-types/float";
import { PyLong_FromLong } from "../builtin-types/int";
import { PyList_Append, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New, PyList_SET_ITEM } from "../builtin-types/list";
import { PyFrozenSet_New } from "../builtin-types/set";
import { PyUnicode_DecodeUTF8 } from "../builtin-types/str-codecs";
import { PyUnicode_InternInPlace } from "../builtin-types/str-intern";
import { PyTuple_New, PyTuple_SET_ITEM } from "../builtin-types/tuple";
import { PyMem_Free, PyMem_Realloc } from "../memory/domains";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { Py_Ellipsis, Py_False, Py_None, Py_True, PyExc_RecursionError } from "../object/static-types";
import { read_object } from "../vm/marshal-read";
import { init_ast_types } from "./ast-classes";
import * as record from "./ast-record-tags";
import { ast_class, ast_field, ast_rule } from "./ast-tables";

/** A node that is not complete. */
@unmanaged
class Frame {
  /** Owned. */
  node: PyObject;
  /** The field that is a list and not complete; owned. */
  list: PyObject | null;
  /** Number of the class. */
  cls: i32;
  /** The field to come. */
  next: i32;
  /** The item of the list to come. */
  index: i32;
  pad: i32;
}

/** What one call reads; on the native stack. */
@unmanaged
class RecordReader {
  at: usize;
  /** A list of the strings so far; owned. */
  texts: PyObject;
  /** A PyMem block of frames. */
  frames: usize;
  depth: i32;
  capacity: i32;
  /** Levels that are in use before the first. */
  base: i32;
  pad: i32;
  /** What is complete and belongs to the innermost frame; owned. */
  value: PyObject | null;
}

/** @inline */
function innermost(r: RecordReader): Frame {
  return changetype<Frame>(r.frames + <usize>(r.depth - 1) * offsetof<Frame>());
}

function read_number(r: RecordReader): u64 {
  let byte = load<u8>(r.at++);
  let value = <u64>(byte & 0x7f);
  for (let shift = 7; byte >= 0x80; shift += 7) {
    byte = load<u8>(r.at++);
    value |= (<u64>(byte & 0x7f)) << shift;
  }
  return value;
}

function read_signed(r: RecordReader): i64 {
  const value = read_number(r);
  return <i64>(value >> 1) ^ -(<i64>(value & 1));
}

function read_f64(r: RecordReader): f64 {
  r.at += 8;
  return load<f64>(r.at - 8);
}

/** The string of which length and bytes follow: new reference. */
function read_str(r: RecordReader): PyObject | null {
  const size = <i32>read_number(r);
  r.at += <usize>size;
  return PyUnicode_DecodeUTF8(r.at - <usize>size, size, cstr("surrogatepass"));
}

/** String number `number`, interned: new reference. */
function read_text(r: RecordReader, number: i32): PyObject | null {
  if (number < PyList_GET_SIZE(r.texts)) return Py_NewRef(PyList_GET_ITEM(r.texts, number));
  const text = read_str(r);
  if (!text) return null;
  const interned = PyUnicode_InternInPlace(text);
  if (PyList_Append(r.texts, interned) === 0) return interned;
  Py_DECREF(interned);
  return null;
}

function read_bytes(r: RecordReader): PyObject | null {
  const size = <i32>read_number(r);
  r.at += <usize>size;
  return PyBytes_FromStringAndSize(r.at - <usize>size, size);
}

/** New reference. */
function read_constant(r: RecordReader, form: i32): PyObject | null {
  switch (form) {
    case record.FORM_NONE:
      return Py_None;
    case record.FORM_FALSE:
      return Py_False;
    case record.FORM_TRUE:
      return Py_True;
    case record.FORM_ELLIPSIS:
      return Py_Ellipsis;
    case record.FORM_INT:
      return PyLong_FromLong(read_signed(r));
    case record.FORM_STR:
      return read_str(r);
    case record.FORM_BYTES:
      return read_bytes(r);
    case record.FORM_FLOAT:
      return PyFloat_FromDouble(read_f64(r));
    case record.FORM_COMPLEX: {
      const real = read_f64(r);
      return PyComplex_FromDoubles(real, read_f64(r));
    }
    case record.FORM_TUPLE:
      return read_items(r);
    case record.FORM_FROZENSET: {
      const items = read_items(r);
      const set = items ? PyFrozenSet_New(items) : null;
      Py_XDECREF(items);
      return set;
    }
    default: {
      const size = <i32>read_number(r);
      r.at += <usize>size;
      return read_object(r.at - <usize>size, size, false, true);
    }
  }
}

/** A tuple of constants; how many it has nested in each other the source says. New reference. */
function read_items(r: RecordReader): PyObject | null {
  const n = <i32>read_number(r);
  const tuple = PyTuple_New(n);
  if (!tuple || _Py_EnterRecursiveCall(cstr(" during ast construction")) < 0) {
    Py_XDECREF(tuple);
    return null;
  }
  let ok = true;
  for (let i = 0; ok && i < n; i++) {
    const item = read_constant(r, <i32>(read_number(r) >> 3));
    ok = item !== null;
    if (item) PyTuple_SET_ITEM(tuple, i, item);
  }
  _Py_LeaveRecursiveCall();
  if (ok) return tuple;
  Py_DECREF(tuple);
  return null;
}

/** Room for one more frame. False with an exception. */
function push_frame(r: RecordReader): bool {
  if (++r.depth + r.base > Py_C_RECURSION_LIMIT) {
    r.depth--;
    PyErr_SetString(PyExc_RecursionError, cstr("maximum recursion depth exceeded during ast construction"));
    return false;
  }
  if (r.depth <= r.capacity) return true;
  const capacity = r.capacity === 0 ? 64 : r.capacity * 2;
  const frames = PyMem_Realloc(r.frames, <usize>capacity * offsetof<Frame>());
  if (frames === 0) {
    r.depth--;
    PyErr_NoMemory();
    return false;
  }
  r.frames = frames;
  r.capacity = capacity;
  return true;
}

/** Begins a node. False with an exception. */
function begin_node(r: RecordReader, cls: i32): bool {
  const node = PyType_GenericAlloc(ast_class(cls).type, 0);
  if (!node) return false;
  if (!push_frame(r)) {
    Py_DECREF(node);
    return false;
  }
  const frame = innermost(r);
  memory.fill(changetype<usize>(frame), 0, offsetof<Frame>());
  frame.node = node;
  frame.cls = cls;
  return true;
}

/** Begins a list, or makes an empty one. False with an exception. */
function begin_list(r: RecordReader, size: i32): bool {
  const list = PyList_New(size);
  if (!list) return false;
  if (size === 0) {
    r.value = list;
    return true;
  }
  const frame = innermost(r);
  frame.list = list;
  frame.index = 0;
  return true;
}

/** Reads what comes next: `value` is it, unless it is a node or a list, which is begun. False with an exception. */
function read_next(r: RecordReader): bool {
  const head = <u32>read_number(r);
  const payload = <i32>(head >> 3);
  switch (head & 7) {
    case record.TAG_NODE:
      return begin_node(r, payload);
    case record.TAG_LIST:
      return begin_list(r, payload);
    case record.TAG_WORD:
      r.value = Py_NewRef(ast_class(payload).singleton!);
      break;
    case record.TAG_TEXT:
      r.value = read_text(r, payload);
      break;
    case record.TAG_INT:
      r.value = PyLong_FromLong(read_signed(r));
      break;
    case record.TAG_CONSTANT:
      r.value = read_constant(r, payload);
      break;
    default:
      r.value = Py_None;
  }
  return r.value !== null;
}

/** node.name = value, which is stolen (NULL: fails). False with an exception. */
function set_attribute(node: PyObject, name: PyObject, value: PyObject | null): bool {
  if (!value) return false;
  const status = PyObject_SetAttr(node, name, value);
  Py_DECREF(value);
  return status === 0;
}

function set_place(r: RecordReader, node: PyObject): bool {
  return (
    set_attribute(node, _Py_ID("lineno"), PyLong_FromLong(read_signed(r))) &&
    set_attribute(node, _Py_ID("col_offset"), PyLong_FromLong(read_signed(r))) &&
    set_attribute(node, _Py_ID("end_lineno"), PyLong_FromLong(read_signed(r))) &&
    set_attribute(node, _Py_ID("end_col_offset"), PyLong_FromLong(read_signed(r)))
  );
}

/** Gives `value` to the innermost frame: to its list, or as its next field. False with an exception. */
function deliver(r: RecordReader): bool {
  const frame = innermost(r);
  let value: PyObject = r.value!;
  r.value = null;
  const list = frame.list;
  if (list) {
    PyList_SET_ITEM(list, frame.index++, value);
    if (frame.index < PyList_GET_SIZE(list)) return true;
    frame.list = null;
    value = list;
  }
  const name = ast_field(ast_class(frame.cls).first + frame.next++).name;
  return set_attribute(frame.node, name, value);
}

/** Is the innermost node complete but for its place? */
function is_filled(r: RecordReader): bool {
  const frame = innermost(r);
  return !frame.list && frame.next === ast_class(frame.cls).count;
}

/** Completes the innermost node, which becomes the value. False with an exception. */
function end_node(r: RecordReader): bool {
  const frame = innermost(r);
  if (ast_rule(ast_class(frame.cls).rule).place !== 0 && !set_place(r, frame.node)) return false;
  r.value = frame.node;
  r.depth--;
  return true;
}

/** The root: new reference. */
function read_all(r: RecordReader): PyObject | null {
  while (true) {
    if (!read_next(r)) return null;
    while (true) {
      if (r.value && !deliver(r)) return null;
      if (!is_filled(r)) break;
      if (!end_node(r)) return null;
      if (r.depth === 0) return r.value;
    }
  }
}

/** What an error has left. */
function drop_frames(r: RecordReader): void {
  for (; r.depth > 0; r.depth--) {
    const frame = innermost(r);
    Py_DECREF(frame.node);
    Py_XDECREF(frame.list);
  }
}

/** The tree of a record (bytes): a new reference, NULL with an exception. */
export function PyAST_mod2obj(bytes: PyObject): PyObject | null {
  if (!init_ast_types()) return null;
  const texts = PyList_New(0);
  if (!texts) return null;
  const mark = stack_mark();
  const r = changetype<RecordReader>(stack_alloc(offsetof<RecordReader>()));
  memory.fill(changetype<usize>(r), 0, offsetof<RecordReader>());
  r.at = PyBytes_AS_STRING(bytes);
  r.texts = texts;
  r.base = Py_C_RECURSION_LIMIT - tstate.c_recursion_remaining;
  const tree = read_all(r);
  if (!tree) drop_frames(r);
  PyMem_Free(r.frames);
  Py_DECREF(texts);
  stack_release(mark);
  return tree;
}
