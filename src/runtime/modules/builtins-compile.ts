/** compile(): sources and syntax trees to code objects and syntax trees. CPython: builtin_compile_impl of Python/bltinmodule.c. */

import { _PyArg_BadArgument, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import {
  Py_buffer_OnStack,
  PyBUF_SIMPLE,
  PyBuffer_Release,
  PyObject_CheckBuffer,
  PyObject_GetBuffer,
} from "../abstract/buffer";
import { PyErr_Clear, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PyByteArray_AS_STRING, PyByteArray_Check, PyByteArray_GET_SIZE } from "../builtin-types/bytearray";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { PyLong_AsInt } from "../builtin-types/int";
import {
  _PyUnicode_EqualToASCIIString,
  PyUnicode_AsUTF8AndSize,
  PyUnicode_Check,
  PyUnicode_GET_LENGTH,
} from "../builtin-types/str";
import { PyUnicode_DecodeFSDefaultAndSize } from "../builtin-types/str-codecs";
import { PyUnicode_FindChar } from "../builtin-types/str-search";
import { PyMem_Free } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import {
  compile_tree_record,
  inherited_compiler_flags,
  Py_CompileStringObject,
  Py_eval_input,
  Py_file_input,
  Py_func_type_input,
  Py_single_input,
} from "../vm/eval-code";
import { PyAST_Check } from "./ast-classes";
import { PyAST_mod2obj } from "./ast-from-record";
import { PyAST_obj2mod, TreeConversion } from "./ast-to-record";
import { PyOS_FSPath } from "./posix-path";

/** PyCF_SOURCE_IS_UTF8: the text comes from a str, an encoding cookie in it is ignored. */
export const PyCF_SOURCE_IS_UTF8: i32 = 0x0100;
export const PyCF_DONT_IMPLY_DEDENT: i32 = 0x0200;
export const PyCF_ONLY_AST: i32 = 0x0400;
export const PyCF_IGNORE_COOKIE: i32 = 0x0800;
export const PyCF_TYPE_COMMENTS: i32 = 0x1000;
export const PyCF_ALLOW_TOP_LEVEL_AWAIT: i32 = 0x2000;
export const PyCF_ALLOW_INCOMPLETE_INPUT: i32 = 0x4000;
export const PyCF_OPTIMIZED_AST: i32 = 0x8400;
/** CO_FUTURE_* that compile() accepts, 0x20000 to 0x1000000. */
const PyCF_MASK: i32 = 0x1fe0000;
const PyCF_MASK_OBSOLETE: i32 = 0x10;
const PyCF_COMPILE_MASK: i32 = 0xf600;

/** What compile() and its like take the text of: `source` itself, or a copy of another object's buffer. New reference. */
export function source_object(source: PyObject): PyObject | null {
  if (PyUnicode_Check(source) || PyBytes_Check(source) || PyByteArray_Check(source)) return Py_NewRef(source);
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let text: PyObject | null = Py_NewRef(source);
  if (PyObject_CheckBuffer(source)) {
    if (PyObject_GetBuffer(source, view, PyBUF_SIMPLE) === 0) {
      Py_DECREF(source);
      text = PyBytes_FromStringAndSize(view.buf, view.len);
      PyBuffer_Release(view);
    } else PyErr_Clear();
  }
  stack_release(mark);
  return text;
}

/** Source text of `source`: address returned, length in tstate.out_i32, flags to add in tstate.out_i32_2; 0 with an exception. */
export function source_text(source: PyObject, funcname: usize, what: usize): usize {
  let text: usize;
  let length: i32;
  tstate.out_i32_2 = 0;
  if (PyUnicode_Check(source)) {
    text = PyUnicode_AsUTF8AndSize(source);
    if (!text) return 0;
    length = tstate.out_i32;
    tstate.out_i32_2 = PyCF_IGNORE_COOKIE | PyCF_SOURCE_IS_UTF8;
  } else if (PyBytes_Check(source)) {
    text = PyBytes_AS_STRING(source);
    length = PyBytes_GET_SIZE(source);
  } else if (PyByteArray_Check(source)) {
    text = PyByteArray_AS_STRING(source);
    length = PyByteArray_GET_SIZE(source);
  } else {
    PyErr_Format(PyExc_TypeError, cstr("%s() arg 1 must be a %s object"), funcname, what);
    return 0;
  }
  tstate.out_i32 = length;
  return text;
}

/** A mode of compile(): the start symbol, and the number of the class of such a tree among all. */
function class_of_start(start: i32): i32 {
  if (start === Py_file_input) return 0;
  if (start === Py_single_input) return 1;
  return start === Py_eval_input ? 2 : 3;
}

const compile_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

export function builtin_compile(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(
    _PyArg_UnpackKeywords(
      compile_spec,
      cstr("compile"),
      cstr("source filename mode flags dont_inherit optimize _feature_version"),
      0,
      args,
      nargs,
      null,
      kwnames,
      3,
      6,
    ),
  );
  let result: PyObject | null = null;
  if (changetype<usize>(a)) result = compile_impl(a);
  stack_release(mark);
  return result;
}

/** An int argument that may be missing: `defaultValue`; test tstate.current_exception. */
export function int_argument(value: PyObject | null, defaultValue: i32): i32 {
  return value ? PyLong_AsInt(value) : defaultValue;
}

/** The start symbol of compile()'s mode, 0 with an exception. */
function start_symbol(mode: PyObject, flags: i32): i32 {
  if (_PyUnicode_EqualToASCIIString(mode, cstr("exec"))) return Py_file_input;
  if (_PyUnicode_EqualToASCIIString(mode, cstr("eval"))) return Py_eval_input;
  if (_PyUnicode_EqualToASCIIString(mode, cstr("single"))) return Py_single_input;
  const only_tree: bool = (flags & PyCF_ONLY_AST) !== 0;
  if (_PyUnicode_EqualToASCIIString(mode, cstr("func_type"))) {
    if (only_tree) return Py_func_type_input;
    PyErr_SetString(PyExc_ValueError, cstr("compile() mode 'func_type' requires flag PyCF_ONLY_AST"));
    return 0;
  }
  const text = only_tree
    ? cstr("compile() mode must be 'exec', 'eval', 'single' or 'func_type'")
    : cstr("compile() mode must be 'exec', 'eval' or 'single'");
  PyErr_SetString(PyExc_ValueError, text);
  return 0;
}

/** What compile() was asked for, its arguments converted; on the native stack. */
@unmanaged
class CompileRequest {
  /** Borrowed. */
  source: PyObject;
  /** A str, owned. */
  filename: PyObject;
  start: i32;
  flags: i32;
  optimize: i32;
  feature_version: i32;
}

/** The flags and numbers of the arguments `a`. False with an exception. */
function read_numbers(q: CompileRequest, a: Slots): bool {
  q.flags = int_argument(a.getOrNull(3), 0);
  if (tstate.current_exception) return false;
  const inherit = a.getOrNull(4);
  const dontInherit = inherit ? PyObject_IsTrue(inherit) : 0;
  if (dontInherit < 0) return false;
  q.optimize = int_argument(a.getOrNull(5), -1);
  if (tstate.current_exception) return false;
  q.feature_version = int_argument(a.getOrNull(6), -1);
  if (tstate.current_exception) return false;
  if (q.flags & ~(PyCF_MASK | PyCF_MASK_OBSOLETE | PyCF_COMPILE_MASK)) {
    PyErr_SetString(PyExc_ValueError, cstr("compile(): unrecognised flags"));
    return false;
  }
  if (q.optimize < -1 || q.optimize > 2) {
    PyErr_SetString(PyExc_ValueError, cstr("compile(): invalid optimize value"));
    return false;
  }
  if (!dontInherit) q.flags |= inherited_compiler_flags();
  return true;
}

function compile_impl(a: Slots): PyObject | null {
  const q = changetype<CompileRequest>(stack_alloc(offsetof<CompileRequest>()));
  const filename = filename_argument(a.get(1));
  if (!filename) return null;
  q.source = a.get(0);
  q.filename = filename;
  const mode = a.get(2);
  let result: PyObject | null = null;
  if (!PyUnicode_Check(mode)) _PyArg_BadArgument(cstr("compile"), cstr("argument 'mode'"), cstr("str"), mode);
  else if (read_numbers(q, a)) {
    q.start = start_symbol(mode, q.flags);
    if (q.start) result = compile_any(q);
  }
  Py_DECREF(filename);
  return result;
}

/** New reference, NULL with an exception. */
function compile_any(q: CompileRequest): PyObject | null {
  const is_tree = PyAST_Check(q.source);
  if (is_tree < 0) return null;
  if (is_tree === 0) return compile_text(q);
  // A tree that need not be changed is what it is.
  if ((q.flags & PyCF_OPTIMIZED_AST) === PyCF_ONLY_AST) return Py_NewRef(q.source);
  return compile_tree(q);
}

/** The tree of a record that the compiler has made, which is taken over (NULL: fails); code objects stay. */
function tree_of(q: CompileRequest, compiled: PyObject | null): PyObject | null {
  if (!compiled || !(q.flags & PyCF_ONLY_AST)) return compiled;
  const tree = PyAST_mod2obj(compiled);
  Py_DECREF(compiled);
  return tree;
}

function compile_text(q: CompileRequest): PyObject | null {
  const source = source_object(q.source);
  if (!source) return null;
  const text = source_text(source, cstr("compile"), cstr("string, bytes or AST"));
  let compiled: PyObject | null = null;
  if (text) {
    const flags = q.flags | tstate.out_i32_2;
    const length = tstate.out_i32;
    compiled = Py_CompileStringObject(text, length, q.filename, q.start, flags, q.optimize, q.feature_version);
  }
  Py_DECREF(source);
  return tree_of(q, compiled);
}

function compile_tree(q: CompileRequest): PyObject | null {
  const mark = stack_mark();
  const c = changetype<TreeConversion>(stack_alloc(offsetof<TreeConversion>()));
  memory.fill(changetype<usize>(c), 0, offsetof<TreeConversion>());
  let compiled: PyObject | null = null;
  if (PyAST_obj2mod(c, q.source, class_of_start(q.start))) {
    compiled = compile_tree_record(c.buffer, c.length, q.filename, q.flags, q.optimize);
  }
  PyMem_Free(c.buffer);
  stack_release(mark);
  return tree_of(q, compiled);
}

/** compile()'s filename as a str: new reference. CPython: PyUnicode_FSDecoder. */
function filename_argument(value: PyObject): PyObject | null {
  const path = PyOS_FSPath(value);
  if (!path) return null;
  let name: PyObject | null = path;
  if (!PyUnicode_Check(path)) {
    name = PyUnicode_DecodeFSDefaultAndSize(PyBytes_AS_STRING(path), PyBytes_GET_SIZE(path));
    Py_DECREF(path);
    if (!name) return null;
  }
  if (PyUnicode_FindChar(name, 0, 0, PyUnicode_GET_LENGTH(name), 1) < 0) return name;
  Py_DECREF(name);
  PyErr_SetString(PyExc_ValueError, cstr("embedded null character"));
  return null;
}
