/** print() and input(). CPython: Python/bltinmodule.c. */

import { _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PySys_AuditOne } from "../abstract/audit";
import { PyObject_CallMethodNoArgs } from "../abstract/call";
import { PyErr_Clear, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import {
  _PyFile_Flush,
  _PySys_GetAttr,
  Py_PRINT_RAW,
  PyFile_GetLine,
  PyFile_WriteObject,
  PyFile_WriteString,
} from "../builtin-types/file";
import { module_fast, module_fast_keywords } from "../builtin-types/module";
import { PyUnicode_Check } from "../builtin-types/str";
import { _PyTuple_FromArray, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_ssize_t, PyObject, ptr, Slots } from "../object/object";
import { PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { Py_None, PyExc_RuntimeError, PyExc_TypeError } from "../object/static-types";

const print_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** None (NULL here) or a str for `sep` and `end`; false with TypeError. */
function is_text(value: PyObject | null, name: usize): bool {
  if (!value || PyUnicode_Check(value)) return true;
  PyErr_Format(PyExc_TypeError, cstr("%s must be None or a string, not %.200s"), name, value.ob_type.tp_name);
  return false;
}

/** @inline */
function notNone(value: PyObject | null): PyObject | null {
  return value && ptr(value) !== ptr(Py_None) ? value : null;
}

/** print(): what shall be printed is a tuple first, as for every function with *args that takes keywords too. */
function builtin_print(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const objects = _PyTuple_FromArray(args, nargs);
  if (!objects) return null;
  const result = print_tuple(objects, args.from(nargs), kwnames);
  Py_DECREF(objects);
  return result;
}

/** print(*objects, ...): `kwargs` are the values of `kwnames`. Borrows all; None, NULL with an exception. */
function print_tuple(objects: PyObject, kwargs: Slots, kwnames: PyObject | null): PyObject | null {
  let sep: PyObject | null = null;
  let end: PyObject | null = null;
  let file: PyObject | null = null;
  let flush = 0;
  if (kwnames) {
    const mark = stack_mark();
    const a = Slots.at(
      _PyArg_UnpackKeywords(
        print_spec,
        cstr("print"),
        cstr("sep end file flush"),
        0,
        kwargs,
        0,
        null,
        kwnames,
        0,
        0,
        0,
        true,
      ),
    );
    stack_release(mark);
    if (!changetype<usize>(a)) return null;
    sep = notNone(a.getOrNull(0));
    end = notNone(a.getOrNull(1));
    file = notNone(a.getOrNull(2));
    const wants = a.getOrNull(3);
    if (wants) flush = PyObject_IsTrue(wants);
    if (flush < 0) return null;
  }
  if (!file) {
    file = _PySys_GetAttr(_Py_ID("stdout"));
    if (!file) {
      PyErr_SetString(PyExc_RuntimeError, cstr("lost sys.stdout"));
      return null;
    }
    // sys.stdout may be None when there is no terminal.
    if (ptr(file) === ptr(Py_None)) return Py_None;
  }
  if (!is_text(sep, cstr("sep")) || !is_text(end, cstr("end"))) return null;
  return print_items(objects, sep, end, file, flush !== 0);
}

function print_items(
  objects: PyObject,
  sep: PyObject | null,
  end: PyObject | null,
  file: PyObject,
  flush: bool,
): PyObject | null {
  const count = PyTuple_GET_SIZE(objects);
  for (let i: Py_ssize_t = 0; i < count; i++) {
    if (i > 0) {
      const status = sep ? PyFile_WriteObject(sep, file, Py_PRINT_RAW) : PyFile_WriteString(cstr(" "), file);
      if (status < 0) return null;
    }
    if (PyFile_WriteObject(PyTuple_GET_ITEM(objects, i), file, Py_PRINT_RAW) < 0) return null;
  }
  const status = end ? PyFile_WriteObject(end, file, Py_PRINT_RAW) : PyFile_WriteString(cstr("\n"), file);
  if (status < 0) return null;
  if (flush && _PyFile_Flush(file) < 0) return null;
  return Py_None;
}

/** False with RuntimeError where a stream of `sys` is lost. */
function has_stream(file: PyObject | null, name: usize): bool {
  if (notNone(file)) return true;
  PyErr_Format(PyExc_RuntimeError, cstr("input(): lost sys.%s"), name);
  return false;
}

/** Is stdin the descriptor of the program's input? Asked, as in CPython, where a terminal would be read in another way. */
function ask_descriptor(fin: PyObject): void {
  const number = PyObject_CallMethodNoArgs(fin, _Py_ID("fileno"));
  if (number) Py_DECREF(number);
  else PyErr_Clear();
}

function builtin_input(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("input"), nargs, 0, 1)) return null;
  const fin = _PySys_GetAttr(_Py_ID("stdin"));
  const fout = _PySys_GetAttr(_Py_ID("stdout"));
  const ferr = _PySys_GetAttr(_Py_ID("stderr"));
  if (!has_stream(fin, cstr("stdin")) || !has_stream(fout, cstr("stdout"))) return null;
  if (!has_stream(ferr, cstr("stderr"))) return null;
  if (PySys_AuditOne(cstr("builtins.input"), nargs ? args.get(0) : Py_None) < 0) return null;
  if (_PyFile_Flush(ferr!) < 0) PyErr_Clear();
  ask_descriptor(fin!);
  if (nargs && PyFile_WriteObject(args.get(0), fout!, Py_PRINT_RAW) < 0) return null;
  if (_PyFile_Flush(fout!) < 0) PyErr_Clear();
  return PyFile_GetLine(fin!);
}

/** Adds these functions. False with an exception. */
export function add_io_functions(m: PyObject): bool {
  return (
    module_fast_keywords(
      m,
      cstr("print"),
      PyCFunctionFastWithKeywords.of(builtin_print),
      cstr(
        "print($module, /, *args, sep=' ', end='\\n', file=None, flush=False)\n--\n\nWrites the arguments as text, with sep between and end behind them.",
      ),
    ) === 0 &&
    module_fast(
      m,
      cstr("input"),
      PyCFunctionFast.of(builtin_input),
      cstr("input($module, prompt='', /)\n--\n\nShows prompt and reads a line; EOFError at the end."),
    ) === 0
  );
}
