/** Code objects from fields: code.replace() and code(). CPython: Objects/codeobject.c. */

import {
  _PyArg_BadArgument,
  _PyArg_CheckPositional,
  _PyArg_NoKeywords,
  _PyArg_UnpackKeywords,
  ArgSpec,
} from "../abstract/args";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PyBytes_Type, PyExc_TypeError, PyExc_ValueError, PyTuple_Type, PyUnicode_Type } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyBytes_AS_STRING, PyBytes_FromStringAndSize } from "./bytes";
import { CO_FAST_CELL, CO_FAST_FREE, CO_FAST_LOCAL, PyCodeObject } from "./code";
import { _PyCode_GetCellvars, _PyCode_GetCode, _PyCode_GetFreevars, _PyCode_GetVarnames } from "./code-attributes";
import { _PyCode_New, _PyCode_Validate, code_constructor } from "./code-new";
import { PyLong_AsInt } from "./int";
import { _PyUnicode_Equal, PyUnicode_Check } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import {
  _PyTuple_ITEMS,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_SET_ITEM,
  tuple_get_empty,
} from "./tuple";
import { PyObject_TypeCheck } from "./type-mro";

/** Order of the fields in `fields` below; also of code()'s arguments. */
const ARGCOUNT: i32 = 0;
const POSONLYARGCOUNT: i32 = 1;
const KWONLYARGCOUNT: i32 = 2;
const NLOCALS: i32 = 3;
const STACKSIZE: i32 = 4;
const FLAGS: i32 = 5;
const FIRSTLINENO: i32 = 6;
const CODE: i32 = 7;
const CONSTS: i32 = 8;
const NAMES: i32 = 9;
const VARNAMES: i32 = 10;
const FREEVARS: i32 = 11;
const CELLVARS: i32 = 12;
const FILENAME: i32 = 13;
const NAME: i32 = 14;
const QUALNAME: i32 = 15;
const LINETABLE: i32 = 16;
const EXCEPTIONTABLE: i32 = 17;

/** The localsplus names and kinds that varnames, cellvars and freevars make: new references in tstate.out_object, out_object2. */
function make_localsplus(varnames: PyObject, cellvars: PyObject, freevars: PyObject): bool {
  const nvars = PyTuple_GET_SIZE(varnames);
  const ncells = PyTuple_GET_SIZE(cellvars);
  const nfree = PyTuple_GET_SIZE(freevars);
  // A cell variable that is an argument or local too has one place.
  let own = 0;
  for (let i = 0; i < ncells; i++) if (index_of(varnames, PyTuple_GET_ITEM(cellvars, i)) < 0) own++;
  const names = PyTuple_New(nvars + own + nfree);
  const kinds = names ? PyBytes_FromStringAndSize(0, nvars + own + nfree) : null;
  if (!names || !kinds) {
    Py_XDECREF(names);
    return false;
  }
  const at = PyBytes_AS_STRING(kinds);
  let n = 0;
  for (let i = 0; i < nvars; i++) {
    store<u8>(at + <usize>n, CO_FAST_LOCAL);
    PyTuple_SET_ITEM(names, n++, Py_NewRef(PyTuple_GET_ITEM(varnames, i)));
  }
  for (let i = 0; i < ncells; i++) {
    const name = PyTuple_GET_ITEM(cellvars, i);
    const same = index_of(varnames, name);
    if (same >= 0) {
      store<u8>(at + <usize>same, CO_FAST_LOCAL | CO_FAST_CELL);
      continue;
    }
    store<u8>(at + <usize>n, CO_FAST_CELL);
    PyTuple_SET_ITEM(names, n++, Py_NewRef(name));
  }
  for (let i = 0; i < nfree; i++) {
    store<u8>(at + <usize>n, CO_FAST_FREE);
    PyTuple_SET_ITEM(names, n++, Py_NewRef(PyTuple_GET_ITEM(freevars, i)));
  }
  tstate.out_object = names;
  tstate.out_object2 = kinds;
  return true;
}

function index_of(names: PyObject, name: PyObject): i32 {
  for (let i = 0; i < PyTuple_GET_SIZE(names); i++) {
    const other = PyTuple_GET_ITEM(names, i);
    if (PyUnicode_Check(other) && PyUnicode_Check(name) && _PyUnicode_Equal(other, name)) return i;
  }
  return -1;
}

/** The code object of checked fields: a new reference, NULL with an exception. `f[i]` are numbers (i32) or objects. */
function code_from(numbers: usize, f: Slots): PyObject | null {
  const varnames = f.get(VARNAMES);
  for (let k = NAMES; k <= CELLVARS; k++) {
    const names = f.get(k);
    for (let i = 0; i < PyTuple_GET_SIZE(names); i++) {
      if (PyUnicode_Check(PyTuple_GET_ITEM(names, i))) continue;
      return PyErr_Format(
        PyExc_TypeError,
        cstr("name tuples must contain only strings, not '%.500s'"),
        PyTuple_GET_ITEM(names, i).ob_type.tp_name,
      );
    }
  }
  const nlocals = number(numbers, NLOCALS);
  if (nlocals !== PyTuple_GET_SIZE(varnames)) {
    return PyErr_Format(PyExc_ValueError, cstr("code: co_nlocals != len(co_varnames)"));
  }
  if (!make_localsplus(varnames, f.get(CELLVARS), f.get(FREEVARS))) return null;
  const names = tstate.out_object!;
  const kinds = tstate.out_object2!;
  const con = code_constructor;
  con.filename = f.get(FILENAME);
  con.name = f.get(NAME);
  con.qualname = f.get(QUALNAME);
  con.code = f.get(CODE);
  con.linetable = f.get(LINETABLE);
  con.consts = f.get(CONSTS);
  con.names = f.get(NAMES);
  con.localsplusnames = names;
  con.localspluskinds = kinds;
  con.exceptiontable = f.get(EXCEPTIONTABLE);
  con.flags = number(numbers, FLAGS);
  con.firstlineno = number(numbers, FIRSTLINENO);
  con.argcount = number(numbers, ARGCOUNT);
  con.posonlyargcount = number(numbers, POSONLYARGCOUNT);
  con.kwonlyargcount = number(numbers, KWONLYARGCOUNT);
  con.stacksize = number(numbers, STACKSIZE);
  const co: PyObject | null = _PyCode_Validate(con) === 0 ? _PyCode_New(con) : null;
  Py_DECREF(names);
  Py_DECREF(kinds);
  return co;
}

function number(numbers: usize, i: i32): i32 {
  return load<i32>(numbers + ((<usize>i) << 2));
}

/** The type that object field `i` must have. */
function field_type(i: i32): PyTypeObject {
  if (i === CODE || i >= LINETABLE) return PyBytes_Type;
  return i >= FILENAME ? PyUnicode_Type : PyTuple_Type;
}

/** The argument's name in messages of replace(). */
function field_name(i: i32): usize {
  switch (i) {
    case CODE:
      return cstr("argument 'co_code'");
    case CONSTS:
      return cstr("argument 'co_consts'");
    case NAMES:
      return cstr("argument 'co_names'");
    case VARNAMES:
      return cstr("argument 'co_varnames'");
    case FREEVARS:
      return cstr("argument 'co_freevars'");
    case CELLVARS:
      return cstr("argument 'co_cellvars'");
    case FILENAME:
      return cstr("argument 'co_filename'");
    case NAME:
      return cstr("argument 'co_name'");
    case QUALNAME:
      return cstr("argument 'co_qualname'");
    case LINETABLE:
      return cstr("argument 'co_linetable'");
    default:
      return cstr("argument 'co_exceptiontable'");
  }
}

const replace_args: ArgSpec = changetype<ArgSpec>(memory.data(16, 16));

/** The object fields of `co`, `given` ones excepted: new references in `f`. False with an exception. */
function own_fields(co: PyCodeObject, given: Slots, f: Slots): bool {
  for (let i = CODE; i <= EXCEPTIONTABLE; i++) {
    const value = given.getOrNull(i);
    if (value) {
      if (!PyObject_TypeCheck(value, field_type(i))) {
        _PyArg_BadArgument(cstr("replace"), field_name(i), field_type(i).tp_name, value);
        return false;
      }
      f.set(i, Py_NewRef(value));
      continue;
    }
    let own: PyObject | null;
    if (i === CODE) own = _PyCode_GetCode(co);
    else if (i === CONSTS) own = Py_NewRef(co.co_consts);
    else if (i === NAMES) own = Py_NewRef(co.co_names);
    else if (i === VARNAMES) own = _PyCode_GetVarnames(co);
    else if (i === FREEVARS) own = _PyCode_GetFreevars(co);
    else if (i === CELLVARS) own = _PyCode_GetCellvars(co);
    else if (i === FILENAME) own = Py_NewRef(co.co_filename);
    else if (i === NAME) own = Py_NewRef(co.co_name);
    else if (i === QUALNAME) own = Py_NewRef(co.co_qualname);
    else if (i === LINETABLE) own = Py_NewRef(co.co_linetable);
    else own = Py_NewRef(co.co_exceptiontable);
    if (!own) return false;
    f.set(i, own);
  }
  return true;
}

/** The number fields of `co`, `given` ones excepted. False with an exception. */
function own_numbers(co: PyCodeObject, given: Slots, numbers: usize): bool {
  store<i32>(numbers, co.co_argcount);
  store<i32>(numbers, co.co_posonlyargcount, 4);
  store<i32>(numbers, co.co_kwonlyargcount, 8);
  store<i32>(numbers, co.co_nlocals, 12);
  store<i32>(numbers, co.co_stacksize, 16);
  store<i32>(numbers, co.co_flags, 20);
  store<i32>(numbers, co.co_firstlineno, 24);
  for (let i = ARGCOUNT; i <= FIRSTLINENO; i++) {
    const value = given.getOrNull(i);
    if (!value) continue;
    const n = PyLong_AsInt(value);
    if (n === -1 && tstate.current_exception) return false;
    if (n < 0) {
      PyErr_SetString(PyExc_ValueError, negative_text(i));
      return false;
    }
    store<i32>(numbers + ((<usize>i) << 2), n);
  }
  return true;
}

function negative_text(i: i32): usize {
  switch (i) {
    case ARGCOUNT:
      return cstr("co_argcount must be a positive integer");
    case POSONLYARGCOUNT:
      return cstr("co_posonlyargcount must be a positive integer");
    case KWONLYARGCOUNT:
      return cstr("co_kwonlyargcount must be a positive integer");
    case NLOCALS:
      return cstr("co_nlocals must be a positive integer");
    case STACKSIZE:
      return cstr("co_stacksize must be a positive integer");
    case FLAGS:
      return cstr("co_flags must be a positive integer");
    default:
      return cstr("co_firstlineno must be a positive integer");
  }
}

/** replace(**changes): a new reference, NULL with an exception. */
export function code_replace(o: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const given = _PyArg_UnpackKeywords(
    replace_args,
    cstr("replace"),
    cstr(
      "co_argcount co_posonlyargcount co_kwonlyargcount co_nlocals co_stacksize co_flags co_firstlineno co_code co_consts co_names co_varnames co_freevars co_cellvars co_filename co_name co_qualname co_linetable co_exceptiontable",
    ),
    0,
    args,
    nargs,
    null,
    kwnames,
    0,
    0,
  );
  let result: PyObject | null = null;
  if (given !== 0) result = replaced(changetype<PyCodeObject>(o), Slots.at(given));
  stack_release(mark);
  return result;
}

function replaced(co: PyCodeObject, given: Slots): PyObject | null {
  const mark = stack_mark();
  const numbers = stack_alloc(32);
  const f = Slots.at(stack_alloc(18 * 8));
  for (let i = 0; i < 18; i++) f.set(i, null);
  let result: PyObject | null = null;
  if (own_numbers(co, given, numbers) && own_fields(co, given, f)) {
    // Where only other things change, the number of locals follows the names.
    if (given.getOrNull(VARNAMES) && !given.getOrNull(NLOCALS)) store<i32>(numbers, co.co_nlocals, 12);
    result = code_from(numbers, f);
  }
  for (let i = 0; i < 18; i++) Py_XDECREF(f.getOrNull(i));
  stack_release(mark);
  return result;
}

/** Where each argument of code() goes. */
// biome-ignore format: a table
const NEW_ORDER: usize = memory.data<u8>([0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 13, 14, 15, 6, 16, 17, 11, 12]);

/** code(argcount, posonlyargcount, ...): a new reference, NULL with an exception. */
export function code_new(_type: PyTypeObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  const n = PyTuple_GET_SIZE(args);
  if (!_PyArg_NoKeywords(cstr("code"), kwargs) || !_PyArg_CheckPositional(cstr("code"), n, 16, 18)) return null;
  const mark = stack_mark();
  const numbers = stack_alloc(32);
  const f = Slots.at(stack_alloc(18 * 8));
  f.set(FREEVARS, tuple_get_empty());
  f.set(CELLVARS, tuple_get_empty());
  let ok = true;
  for (let k = 0; ok && k < n; k++) {
    const value = _PyTuple_ITEMS(args).get(k);
    const i = <i32>load<u8>(NEW_ORDER + <usize>k);
    if (i <= FIRSTLINENO) {
      const number = PyLong_AsInt(value);
      store<i32>(numbers + ((<usize>i) << 2), number);
      if (number === -1 && tstate.current_exception) ok = false;
      else if (number < 0 && i !== FIRSTLINENO) {
        PyErr_SetString(PyExc_ValueError, negative_argument(i));
        ok = false;
      }
    } else if (!PyObject_TypeCheck(value, field_type(i))) {
      const name = PyUnicode_FromFormat(cstr("argument %d"), k + 1);
      if (name) {
        PyErr_Format(
          PyExc_TypeError,
          cstr("code() %U must be %.50s, not %.50s"),
          ptr(name),
          field_type(i).tp_name,
          value.ob_type.tp_name,
        );
        Py_DECREF(name);
      }
      ok = false;
    } else f.set(i, value);
  }
  const result = ok ? code_from(numbers, f) : null;
  stack_release(mark);
  return result;
}

function negative_argument(i: i32): usize {
  switch (i) {
    case ARGCOUNT:
      return cstr("code: argcount must not be negative");
    case POSONLYARGCOUNT:
      return cstr("code: posonlyargcount must not be negative");
    case KWONLYARGCOUNT:
      return cstr("code: kwonlyargcount must not be negative");
    default:
      return cstr("code: nlocals must not be negative");
  }
}
