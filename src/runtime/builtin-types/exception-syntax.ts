/**
 * SyntaxError, IndentationError, TabError, _IncompleteInputError. CPython: Objects/exceptions.c.
 *
 * SyntaxError(msg, (filename, lineno, offset, text[, end_lineno, end_offset])): the second argument is spread over the
 * fields. All fields are owned references, NULL until set; offsets count characters from 1.
 */

import { orNone } from "../abstract/attribute";
import { PyErr_Format, PyErr_SetObject, PyErr_SetString } from "../abstract/errors";
import { PyObject_Str } from "../abstract/object-protocol";
import { PySequence_Tuple } from "../abstract/sequence";
import { _Py_T_OBJECT, def_member } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject, ptr, Slots } from "../object/object";
import { initproc, reprfunc } from "../object/slots";
import { tstate } from "../object/state";
import {
  PyExc__IncompleteInputError,
  PyExc_Exception,
  PyExc_IndentationError,
  PyExc_SyntaxError,
  PyExc_TabError,
  PyExc_TypeError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { BaseException_init } from "./exception";
import { set_field } from "./exception-fields";
import { PySyntaxErrorObject } from "./exception-structs";
import { exception_type_with_fields, middling_type } from "./exception-types";
import { PyLong_AsLongAndOverflow, PyLong_CheckExact, PyLong_FromLong } from "./int";
import { PyUnicode_Check, PyUnicode_GET_LENGTH, PyUnicode_READ_CHAR, PyUnicode_Substring } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { _PyTuple_FromArraySteal, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "./tuple";

const SEP: u32 = 47;

/** Spreads the tuple of places over the fields. -1 with TypeError. */
function take_location(o: PyObject, info: PyObject): i32 {
  const n = PyTuple_GET_SIZE(info);
  // CPython forgets what these held before it looks at the arguments; so does this, with the reference given back.
  set_field(o, offsetof<PySyntaxErrorObject>("end_lineno"), null);
  set_field(o, offsetof<PySyntaxErrorObject>("end_offset"), null);
  if (n < 4 || n > 6) {
    const format =
      n < 4
        ? cstr("function takes at least 4 arguments (%zd given)")
        : cstr("function takes at most 6 arguments (%zd given)");
    PyErr_Format(PyExc_TypeError, format, <usize>n);
    return -1;
  }
  set_field(o, offsetof<PySyntaxErrorObject>("filename"), PyTuple_GET_ITEM(info, 0));
  set_field(o, offsetof<PySyntaxErrorObject>("lineno"), PyTuple_GET_ITEM(info, 1));
  set_field(o, offsetof<PySyntaxErrorObject>("offset"), PyTuple_GET_ITEM(info, 2));
  set_field(o, offsetof<PySyntaxErrorObject>("text"), PyTuple_GET_ITEM(info, 3));
  if (n > 4) set_field(o, offsetof<PySyntaxErrorObject>("end_lineno"), PyTuple_GET_ITEM(info, 4));
  if (n > 5) set_field(o, offsetof<PySyntaxErrorObject>("end_offset"), PyTuple_GET_ITEM(info, 5));
  if (n !== 5) return 0;
  PyErr_SetString(PyExc_TypeError, cstr("end_offset must be provided when end_lineno is provided"));
  return -1;
}

/** tp_init. */
function SyntaxError_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  if (BaseException_init(o, args, kwds) < 0) return -1;
  const n = PyTuple_GET_SIZE(args);
  if (n >= 1) set_field(o, offsetof<PySyntaxErrorObject>("msg"), PyTuple_GET_ITEM(args, 0));
  if (n !== 2) return 0;
  const info = PySequence_Tuple(PyTuple_GET_ITEM(args, 1));
  if (!info) return -1;
  const status = take_location(o, info);
  Py_DECREF(info);
  return status;
}

/** What follows the last slash: new reference. */
function my_basename(name: PyObject): PyObject | null {
  const size = PyUnicode_GET_LENGTH(name);
  let start = size;
  while (start > 0 && PyUnicode_READ_CHAR(name, start - 1) !== SEP) start--;
  return start === 0 ? Py_NewRef(name) : PyUnicode_Substring(name, start, size);
}

/** tp_str: "msg (file, line n)", as far as file and line are known. */
function SyntaxError_str(o: PyObject): PyObject | null {
  const e = changetype<PySyntaxErrorObject>(o);
  const path = e.filename;
  let filename: PyObject | null = null;
  if (path && PyUnicode_Check(path)) {
    filename = my_basename(path);
    if (!filename) return null;
  }
  const lineno = e.lineno;
  const msg = ptr(orNone(e.msg));
  if (!lineno || !PyLong_CheckExact(lineno)) {
    if (!filename) return PyObject_Str(orNone(e.msg));
    const text = PyUnicode_FromFormat(cstr("%S (%U)"), msg, ptr(filename));
    Py_DECREF(filename);
    return text;
  }
  // A number beyond 64 bits shows as -1.
  const mark = stack_mark();
  const line = stack_alloc(8);
  store<i64>(line, PyLong_AsLongAndOverflow(lineno));
  const text = filename
    ? PyUnicode_FromFormat(cstr("%S (%U, line %lld)"), msg, ptr(filename), line)
    : PyUnicode_FromFormat(cstr("%S (line %lld)"), msg, line);
  stack_release(mark);
  if (filename) Py_DECREF(filename);
  return text;
}

/** (filename, lineno, offset, text, end_lineno, end_offset): new reference. */
function location_tuple(
  filename: PyObject,
  lineno: i32,
  offset: i32,
  end_lineno: i32,
  end_offset: i32,
  text: PyObject | null,
): PyObject | null {
  const mark = stack_mark();
  const items = Slots.at(stack_alloc(48));
  items.set(0, Py_NewRef(filename));
  items.set(1, PyLong_FromLong(<i64>lineno));
  items.set(2, PyLong_FromLong(<i64>offset));
  items.set(3, Py_NewRef(orNone(text)));
  items.set(4, PyLong_FromLong(<i64>end_lineno));
  items.set(5, PyLong_FromLong(<i64>end_offset));
  let tuple: PyObject | null = null;
  if (!tstate.current_exception) tuple = _PyTuple_FromArraySteal(items, 6);
  else {
    for (let i = 0; i < 6; i++) {
      const item = items.getOrNull(i);
      if (item) Py_DECREF(item);
    }
  }
  stack_release(mark);
  return tuple;
}

/**
 * Raises `type` (SyntaxError or a subclass) with (msg, (filename, lineno, offset, text, end_lineno, end_offset)); borrows
 * all. `text` NULL: None. Offsets begin at 1.
 */
export function _PyErr_RaiseSyntaxError(
  type: PyTypeObject,
  msg: PyObject,
  filename: PyObject,
  lineno: i32,
  offset: i32,
  end_lineno: i32,
  end_offset: i32,
  text: PyObject | null,
): void {
  const location = location_tuple(filename, lineno, offset, end_lineno, end_offset, text);
  if (!location) return;
  const args = PyTuple_Pack(msg, location);
  Py_DECREF(location);
  if (!args) return;
  PyErr_SetObject(type, args);
  Py_DECREF(args);
}

/** A member that is one of the fields. */
function field(name: usize, offset: usize, doc: usize): void {
  def_member(PyExc_SyntaxError, name, _Py_T_OBJECT, offset, 0, doc);
}

export function init_exception_syntax_types(): void {
  const t = PyExc_SyntaxError;
  exception_type_with_fields(
    t,
    cstr("SyntaxError"),
    PyExc_Exception,
    offsetof<PySyntaxErrorObject>(),
    cstr("The source text is not valid Python."),
  );
  t.tp_init = initproc.of(SyntaxError_init);
  t.tp_str = reprfunc.of(SyntaxError_str);
  field(cstr("msg"), offsetof<PySyntaxErrorObject>("msg"), cstr("exception msg"));
  field(cstr("filename"), offsetof<PySyntaxErrorObject>("filename"), cstr("exception filename"));
  field(cstr("lineno"), offsetof<PySyntaxErrorObject>("lineno"), cstr("exception lineno"));
  field(cstr("offset"), offsetof<PySyntaxErrorObject>("offset"), cstr("exception offset"));
  field(cstr("text"), offsetof<PySyntaxErrorObject>("text"), cstr("exception text"));
  field(cstr("end_lineno"), offsetof<PySyntaxErrorObject>("end_lineno"), cstr("exception end lineno"));
  field(cstr("end_offset"), offsetof<PySyntaxErrorObject>("end_offset"), cstr("exception end offset"));
  field(
    cstr("print_file_and_line"),
    offsetof<PySyntaxErrorObject>("print_file_and_line"),
    cstr("exception print_file_and_line"),
  );
  middling_type(PyExc_IndentationError, cstr("IndentationError"), t, cstr("Wrong indentation."));
  middling_type(PyExc_TabError, cstr("TabError"), PyExc_IndentationError, cstr("Tabs and spaces mixed."));
  middling_type(PyExc__IncompleteInputError, cstr("_IncompleteInputError"), t, cstr("The input ends too early."));
}
