/** The type of code objects: attributes, replace(), comparison, the constructor. CPython: Objects/codeobject.c. */

import {
  _PyArg_BadArgument,
  _PyArg_CheckPositional,
  _PyArg_NoKeywords,
  _PyArg_UnpackKeywords,
  ArgSpec,
} from "../abstract/args";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { Py_EQ, Py_NE, PyObject_Hash, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { PyMem_Malloc } from "../memory/domains";
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
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
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
import {
  Py_False,
  Py_NotImplemented,
  Py_True,
  PyBytes_Type,
  PyCode_Type,
  PyExc_DeprecationWarning,
  PyExc_IndexError,
  PyExc_TypeError,
  PyExc_ValueError,
  PyTuple_Type,
  PyUnicode_Type,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "./bytes";
import {
  _PyCoCached,
  _PyCode_CODE,
  _PyCode_NBYTES,
  CO_FAST_CELL,
  CO_FAST_FREE,
  CO_FAST_LOCAL,
  PyCode_Check,
  PyCodeObject,
} from "./code";
import { code_constants_key } from "./code-constants";
import { code_linesiterator, code_positionsiterator, init_code_iterators, PyCode_Addr2Line } from "./code-lines";
import { _PyCode_New, _PyCode_Validate, code_constructor, code_dealloc, deopt_code } from "./code-new";
import { PyLong_AsInt, PyLong_FromLong } from "./int";
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
import { static_type } from "./type-define";
import { PyObject_TypeCheck } from "./type-mro";
import { PyErr_WarnEx } from "./warnings";

/** @inline */
function co_of(o: PyObject): PyCodeObject {
  return changetype<PyCodeObject>(o);
}

/** The record of cached attributes, made at first need; NULL with MemoryError. */
function co_cached(co: PyCodeObject): _PyCoCached | null {
  const cached = co._co_cached;
  if (cached) return cached;
  const block = PyMem_Malloc(offsetof<_PyCoCached>());
  if (block === 0) {
    PyErr_NoMemory();
    return null;
  }
  memory.fill(block, 0, offsetof<_PyCoCached>());
  co._co_cached = changetype<_PyCoCached>(block);
  return changetype<_PyCoCached>(block);
}

/** Names of the fast locals whose kind has a bit of `kind`: a new tuple, NULL with an exception. */
function localsplus_names(co: PyCodeObject, kind: u8, count: i32): PyObject | null {
  const names = PyTuple_New(count);
  if (!names) return null;
  const kinds = PyBytes_AS_STRING(co.co_localspluskinds);
  let index = 0;
  for (let i = 0; i < co.co_nlocalsplus; i++) {
    if ((load<u8>(kinds + <usize>i) & kind) === 0) continue;
    PyTuple_SET_ITEM(names, index++, Py_NewRef(PyTuple_GET_ITEM(co.co_localsplusnames, i)));
  }
  return names;
}

/** co_code without specialisation: a new reference, NULL with an exception. */
export function _PyCode_GetCode(co: PyCodeObject): PyObject | null {
  const cached = co_cached(co);
  if (!cached) return null;
  const known = cached._co_code;
  if (known) return Py_NewRef(known);
  const code = PyBytes_FromStringAndSize(0, _PyCode_NBYTES(co));
  if (!code) return null;
  deopt_code(co, PyBytes_AS_STRING(code));
  cached._co_code = Py_NewRef(code);
  return code;
}

/** co_varnames: a new reference, NULL with an exception. */
export function _PyCode_GetVarnames(co: PyCodeObject): PyObject | null {
  const cached = co_cached(co);
  if (!cached) return null;
  const known = cached._co_varnames;
  if (known) return Py_NewRef(known);
  const names = localsplus_names(co, CO_FAST_LOCAL, co.co_nlocals);
  if (names) cached._co_varnames = Py_NewRef(names);
  return names;
}

/** co_cellvars: a new reference, NULL with an exception. */
export function _PyCode_GetCellvars(co: PyCodeObject): PyObject | null {
  const cached = co_cached(co);
  if (!cached) return null;
  const known = cached._co_cellvars;
  if (known) return Py_NewRef(known);
  const names = localsplus_names(co, CO_FAST_CELL, co.co_ncellvars);
  if (names) cached._co_cellvars = Py_NewRef(names);
  return names;
}

/** co_freevars: a new reference, NULL with an exception. */
export function _PyCode_GetFreevars(co: PyCodeObject): PyObject | null {
  const cached = co_cached(co);
  if (!cached) return null;
  const known = cached._co_freevars;
  if (known) return Py_NewRef(known);
  const names = localsplus_names(co, CO_FAST_FREE, co.co_nfreevars);
  if (names) cached._co_freevars = Py_NewRef(names);
  return names;
}

function code_getcode(o: PyObject, _c: usize): PyObject | null {
  return _PyCode_GetCode(co_of(o));
}

function code_getcodeadaptive(o: PyObject, _c: usize): PyObject | null {
  return PyBytes_FromStringAndSize(_PyCode_CODE(co_of(o)), _PyCode_NBYTES(co_of(o)));
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

/** Bytes of the old line table format (byte increments, signed line increments), written to `to` when it is not 0; returns their number. */
function old_line_table(co: PyCodeObject, to: usize): i32 {
  let written: usize = 0;
  let at = 0;
  let line = co.co_firstlineno;
  const end = _PyCode_NBYTES(co);
  for (let offset = 0; offset < end; offset += 2) {
    const next = PyCode_Addr2Line(co, offset);
    if (next < 0 || next === line) continue;
    let bytes = offset - at;
    let lines = next - line;
    while (bytes > 254) {
      if (to) store<u16>(to + written, 254);
      written += 2;
      bytes -= 254;
    }
    while (lines < -128 || lines > 127) {
      const step = lines < 0 ? -128 : 127;
      if (to) store<u16>(to + written, <u16>(((step & 0xff) << 8) | bytes));
      written += 2;
      bytes = 0;
      lines -= step;
    }
    if (to) store<u16>(to + written, <u16>(((lines & 0xff) << 8) | bytes));
    written += 2;
    at = offset;
    line = next;
  }
  return <i32>written;
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

// ---- Comparison -----------------------------------------------------------------------------------------------------

/** 1 equal, 0 different, -1 with an exception. */
function same_objects(a: PyObject, b: PyObject): i32 {
  return PyObject_RichCompareBool(a, b, Py_EQ);
}

function same_code(a: PyCodeObject, b: PyCodeObject): bool {
  const n = _PyCode_NBYTES(a);
  const x = PyBytes_FromStringAndSize(0, n);
  const y = PyBytes_FromStringAndSize(0, n);
  let same = false;
  if (x && y) {
    deopt_code(a, PyBytes_AS_STRING(x));
    deopt_code(b, PyBytes_AS_STRING(y));
    same = memory.compare(PyBytes_AS_STRING(x), PyBytes_AS_STRING(y), <usize>n) === 0;
  }
  Py_XDECREF(x);
  Py_XDECREF(y);
  return same;
}

/** Equality of two code objects: 1, 0, -1 with an exception. */
function code_equal(a: PyCodeObject, b: PyCodeObject): i32 {
  let equal = same_objects(a.co_name, b.co_name);
  if (equal <= 0) return equal;
  if (
    a.co_argcount !== b.co_argcount ||
    a.co_posonlyargcount !== b.co_posonlyargcount ||
    a.co_kwonlyargcount !== b.co_kwonlyargcount ||
    a.co_flags !== b.co_flags ||
    a.co_firstlineno !== b.co_firstlineno ||
    a.ob_size !== b.ob_size ||
    !same_code(a, b)
  ) {
    return tstate.current_exception ? -1 : 0;
  }
  const keyA = code_constants_key(a.co_consts);
  const keyB = keyA ? code_constants_key(b.co_consts) : null;
  equal = keyA && keyB ? same_objects(keyA, keyB) : -1;
  Py_XDECREF(keyA);
  Py_XDECREF(keyB);
  if (equal > 0) equal = same_objects(a.co_names, b.co_names);
  if (equal > 0) equal = same_objects(a.co_localsplusnames, b.co_localsplusnames);
  if (equal > 0) equal = same_objects(a.co_linetable, b.co_linetable);
  if (equal > 0) equal = same_objects(a.co_exceptiontable, b.co_exceptiontable);
  return equal;
}

function code_richcompare(a: PyObject, b: PyObject, op: i32): PyObject | null {
  if ((op !== Py_EQ && op !== Py_NE) || !PyCode_Check(a) || !PyCode_Check(b)) return Py_NotImplemented;
  const equal = code_equal(co_of(a), co_of(b));
  if (equal < 0) return null;
  return equal > 0 === (op === Py_EQ) ? Py_True : Py_False;
}

const HASH_MULTIPLIER: u64 = 1000003;

/** One more hash into the sum. */
function mixed(sum: u64, h: u64): u64 {
  return (sum ^ h) * HASH_MULTIPLIER;
}

function code_hash(o: PyObject): i64 {
  const co = co_of(o);
  let sum: u64 = 20221211;
  for (let i = 0; i < 6; i++) {
    const part =
      i === 0
        ? co.co_name
        : i === 1
          ? co.co_consts
          : i === 2
            ? co.co_names
            : i === 3
              ? co.co_localsplusnames
              : i === 4
                ? co.co_linetable
                : co.co_exceptiontable;
    const h = PyObject_Hash(part);
    if (h === -1) return -1;
    sum = mixed(sum, <u64>h);
  }
  sum = mixed(sum, <u64>co.co_argcount);
  sum = mixed(sum, <u64>co.co_posonlyargcount);
  sum = mixed(sum, <u64>co.co_kwonlyargcount);
  sum = mixed(sum, <u64>co.co_flags);
  sum = mixed(sum, <u64>co.co_firstlineno);
  sum = mixed(sum, <u64>co.ob_size);
  const code = _PyCode_GetCode(co);
  if (!code) return -1;
  for (let i: usize = 0; i < <usize>PyBytes_GET_SIZE(code); i += 2) {
    sum = mixed(sum, <u64>load<u16>(PyBytes_AS_STRING(code) + i));
  }
  Py_DECREF(code);
  const hash = <i64>sum;
  return hash === -1 ? -2 : hash;
}

// ---- replace() and the constructor --------------------------------------------------------------------------------------

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
function code_replace(o: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
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
  if (given !== 0) result = replaced(co_of(o), Slots.at(given));
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
function code_new(_type: PyTypeObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
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

/** Initialises code, line_iterator and positions_iterator. */
export function init_code_types(): void {
  const t = PyCode_Type;
  static_type(t, cstr("code"), <i32>offsetof<PyCodeObject>(), 2, 0, cstr("A compiled piece of a program."));
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
  def_member(t, cstr("co_names"), _Py_T_OBJECT, offsetof<PyCodeObject>("co_names"), Py_READONLY);
  def_member(t, cstr("co_filename"), _Py_T_OBJECT, offsetof<PyCodeObject>("co_filename"), Py_READONLY);
  def_member(t, cstr("co_name"), _Py_T_OBJECT, offsetof<PyCodeObject>("co_name"), Py_READONLY);
  def_member(t, cstr("co_qualname"), _Py_T_OBJECT, offsetof<PyCodeObject>("co_qualname"), Py_READONLY);
  def_member(t, cstr("co_firstlineno"), Py_T_INT, offsetof<PyCodeObject>("co_firstlineno"), Py_READONLY);
  def_member(t, cstr("co_linetable"), _Py_T_OBJECT, offsetof<PyCodeObject>("co_linetable"), Py_READONLY);
  def_member(t, cstr("co_exceptiontable"), _Py_T_OBJECT, offsetof<PyCodeObject>("co_exceptiontable"), Py_READONLY);
  def_member(t, cstr("co_consts"), _Py_T_OBJECT, offsetof<PyCodeObject>("co_consts"), Py_READONLY);
  def_member(t, cstr("co_nlocals"), Py_T_INT, offsetof<PyCodeObject>("co_nlocals"), Py_READONLY);
  def_getset(t, cstr("co_code"), getter.of(code_getcode), null);
  def_getset(t, cstr("_co_code_adaptive"), getter.of(code_getcodeadaptive), null);
  def_getset(t, cstr("co_varnames"), getter.of(code_getvarnames), null);
  def_getset(t, cstr("co_cellvars"), getter.of(code_getcellvars), null);
  def_getset(t, cstr("co_freevars"), getter.of(code_getfreevars), null);
  def_getset(t, cstr("co_lnotab"), getter.of(code_getlnotab), null);
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
