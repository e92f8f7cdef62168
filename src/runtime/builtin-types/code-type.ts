/** The type of code objects and its table of attributes. CPython: Objects/codeobject.c. */

import { PyErr_Format } from "../abstract/errors";
import {
  _Py_T_OBJECT,
  def_fast_keywords,
  def_getset,
  def_member,
  def_noargs,
  def_o,
  Py_READONLY,
  Py_T_INT,
} from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_NewRef, PyObject, ptr } from "../object/object";
import {
  destructor,
  getter,
  hashfunc,
  newfunc,
  PyCFunction,
  PyCFunctionFastWithKeywords,
  reprfunc,
  richcmpfunc,
} from "../object/slots";
import { tstate } from "../object/state";
import { PyCode_Type, PyExc_DeprecationWarning, PyExc_IndexError } from "../object/static-types";
import { PyBytes_AS_STRING, PyBytes_FromStringAndSize } from "./bytes";
import { _PyCode_CODE, _PyCode_NBYTES, PyCodeObject } from "./code";
import {
  _PyCode_GetCellvars,
  _PyCode_GetCode,
  _PyCode_GetFreevars,
  _PyCode_GetVarnames,
  old_line_table,
} from "./code-attributes";
import { code_hash, code_richcompare } from "./code-compare";
import { code_linesiterator, code_positionsiterator, init_code_iterators } from "./code-lines";
import { _PyInstruction_GetLength } from "./code-monitoring";
import { code_dealloc } from "./code-new";
import { RESUME_CHECK, RESUME_WATCHED } from "./code-opcodes";
import { code_new, code_replace } from "./code-replace";
import { PyLong_AsInt, PyLong_FromLong } from "./int";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { static_type } from "./type-define";
import { PyErr_WarnEx } from "./warnings";

/** @inline */
function co_of(o: PyObject): PyCodeObject {
  return changetype<PyCodeObject>(o);
}

function code_getcode(o: PyObject, _c: usize): PyObject | null {
  return _PyCode_GetCode(co_of(o));
}

/** The code as it runs, with an opcode of our own as CPython's. */
function code_getcodeadaptive(o: PyObject, _c: usize): PyObject | null {
  const co = co_of(o);
  const code = PyBytes_FromStringAndSize(_PyCode_CODE(co), _PyCode_NBYTES(co));
  for (let i = co._co_firsttraceable; code && i < co.ob_size; i += _PyInstruction_GetLength(co, i)) {
    const at = PyBytes_AS_STRING(code) + ((<usize>i) << 1);
    if (load<u8>(at) === <u8>RESUME_WATCHED) store<u8>(at, <u8>RESUME_CHECK);
  }
  return code;
}

function code_getvarnames(o: PyObject, _c: usize): PyObject | null {
  return _PyCode_GetVarnames(co_of(o));
}

function code_getcellvars(o: PyObject, _c: usize): PyObject | null {
  return _PyCode_GetCellvars(co_of(o));
}

function code_getfreevars(o: PyObject, _c: usize): PyObject | null {
  return _PyCode_GetFreevars(co_of(o));
}

function code_getlnotab(o: PyObject, _c: usize): PyObject | null {
  if (PyErr_WarnEx(PyExc_DeprecationWarning, cstr("co_lnotab is deprecated, use co_lines instead."), 1) < 0) {
    return null;
  }
  const table = PyBytes_FromStringAndSize(0, old_line_table(co_of(o), 0));
  if (table) old_line_table(co_of(o), PyBytes_AS_STRING(table));
  return table;
}

function code_sizeof(o: PyObject, _arg: PyObject | null): PyObject | null {
  return PyLong_FromLong(((<i64>offsetof<PyCodeObject>() + <i64>_PyCode_NBYTES(co_of(o)) + 7) / 8) * 8);
}

function code_varname_from_oparg(o: PyObject, arg: PyObject | null): PyObject | null {
  const i = PyLong_AsInt(arg!);
  if (i === -1 && tstate.current_exception) return null;
  const names = co_of(o).co_localsplusnames;
  if (i < 0 || i >= PyTuple_GET_SIZE(names)) {
    return PyErr_Format(PyExc_IndexError, cstr("tuple index out of range"));
  }
  return Py_NewRef(PyTuple_GET_ITEM(names, i));
}

function code_repr(o: PyObject): PyObject | null {
  const co = co_of(o);
  const line = co.co_firstlineno !== 0 ? co.co_firstlineno : -1;
  return PyUnicode_FromFormat(
    cstr('<code object %U at %p, file "%U", line %d>'),
    ptr(co.co_name),
    ptr(co),
    ptr(co.co_filename),
    line,
  );
}

/** Initialises code, line_iterator and positions_iterator. */
export function init_code_types(): void {
  const t = PyCode_Type;
  static_type(t, cstr("code"), <i32>offsetof<PyCodeObject>(), 2, 0);
  t.tp_doc = cstr(
    "code(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize,\n     flags, codestring, constants, names, varnames, filename, name,\n     qualname, firstlineno, linetable, exceptiontable, freevars=(),\n     cellvars=(), /)\n--\n\nA compiled piece of a program.",
  );
  t.tp_dealloc = destructor.of(code_dealloc);
  t.tp_repr = reprfunc.of(code_repr);
  t.tp_hash = hashfunc.of(code_hash);
  t.tp_richcompare = richcmpfunc.of(code_richcompare);
  t.tp_weaklistoffset = <i32>offsetof<PyCodeObject>("co_weakreflist");
  t.tp_new = newfunc.of(code_new);
  def_member(t, cstr("co_argcount"), Py_T_INT, offsetof<PyCodeObject>("co_argcount"), Py_READONLY);
  def_member(t, cstr("co_posonlyargcount"), Py_T_INT, offsetof<PyCodeObject>("co_posonlyargcount"), Py_READONLY);
  def_member(t, cstr("co_kwonlyargcount"), Py_T_INT, offsetof<PyCodeObject>("co_kwonlyargcount"), Py_READONLY);
  def_member(t, cstr("co_stacksize"), Py_T_INT, offsetof<PyCodeObject>("co_stacksize"), Py_READONLY);
  def_member(t, cstr("co_flags"), Py_T_INT, offsetof<PyCodeObject>("co_flags"), Py_READONLY);
  def_member(t, cstr("co_nlocals"), Py_T_INT, offsetof<PyCodeObject>("co_nlocals"), Py_READONLY);
  def_member(t, cstr("co_consts"), _Py_T_OBJECT, offsetof<PyCodeObject>("co_consts"), Py_READONLY);
  def_member(t, cstr("co_names"), _Py_T_OBJECT, offsetof<PyCodeObject>("co_names"), Py_READONLY);
  def_member(t, cstr("co_filename"), _Py_T_OBJECT, offsetof<PyCodeObject>("co_filename"), Py_READONLY);
  def_member(t, cstr("co_name"), _Py_T_OBJECT, offsetof<PyCodeObject>("co_name"), Py_READONLY);
  def_member(t, cstr("co_qualname"), _Py_T_OBJECT, offsetof<PyCodeObject>("co_qualname"), Py_READONLY);
  def_member(t, cstr("co_firstlineno"), Py_T_INT, offsetof<PyCodeObject>("co_firstlineno"), Py_READONLY);
  def_member(t, cstr("co_linetable"), _Py_T_OBJECT, offsetof<PyCodeObject>("co_linetable"), Py_READONLY);
  def_member(t, cstr("co_exceptiontable"), _Py_T_OBJECT, offsetof<PyCodeObject>("co_exceptiontable"), Py_READONLY);
  def_getset(t, cstr("co_lnotab"), getter.of(code_getlnotab), null);
  def_getset(t, cstr("_co_code_adaptive"), getter.of(code_getcodeadaptive), null);
  def_getset(t, cstr("co_varnames"), getter.of(code_getvarnames), null);
  def_getset(t, cstr("co_cellvars"), getter.of(code_getcellvars), null);
  def_getset(t, cstr("co_freevars"), getter.of(code_getfreevars), null);
  def_getset(t, cstr("co_code"), getter.of(code_getcode), null);
  def_noargs(t, cstr("__sizeof__"), PyCFunction.of(code_sizeof), cstr("__sizeof__($self, /)\n--\n\n"));
  def_noargs(t, cstr("co_lines"), PyCFunction.of(code_linesiterator), cstr("co_lines($self, /)\n--\n\n"));
  def_noargs(t, cstr("co_positions"), PyCFunction.of(code_positionsiterator), cstr("co_positions($self, /)\n--\n\n"));
  const replace = PyCFunctionFastWithKeywords.of(code_replace);
  def_fast_keywords(
    t,
    cstr("replace"),
    replace,
    cstr("replace($self, /, **changes)\n--\n\nA copy with some fields changed."),
  );
  def_fast_keywords(t, cstr("__replace__"), replace, cstr("__replace__($self, /, **changes)\n--\n\nAs replace()."));
  def_o(
    t,
    cstr("_varname_from_oparg"),
    PyCFunction.of(code_varname_from_oparg),
    cstr("_varname_from_oparg($self, /, oparg)\n--\n\nName of the fast local of that number."),
  );
  init_code_iterators();
}
