/** Running code objects and compiling source text from native code. CPython: PyEval_EvalCode of Python/ceval.c, Python/pythonrun.c. */

import {
  PyErr_Clear,
  PyErr_ClearIf,
  PyErr_ExceptionMatches,
  PyErr_NoMemory,
  PyErr_SetObject,
} from "../abstract/errors";
import { Py_C_RECURSION_LIMIT } from "../abstract/recursion";
import { PyBytes_AS_STRING, PyBytes_CheckExact, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { PyCode_Check, PyCodeObject } from "../builtin-types/code";
import { PyDict_GetItemRef, PyDict_SetItem } from "../builtin-types/dict";
import { func_set_field, PyFunction_New, PyFunctionObject } from "../builtin-types/function";
import { PyLong_AsLong } from "../builtin-types/int";
import { current_frame } from "../builtin-types/interpreter-frame";
import { PyUnicode_AsUTF8AndSize } from "../builtin-types/str";
import { _PyUnicode_AsUTF8String } from "../builtin-types/str-utf8";
import {
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_GetSlice,
  PyTuple_Pack,
  PyTuple_SET_ITEM,
} from "../builtin-types/tuple";
import { PyErr_WarnExplicitObject, PyErr_WarnFormat } from "../builtin-types/warnings";
import { compile_source, compile_tree, take_bytes } from "../host";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { interp, tstate } from "../object/state";
import {
  Py_None,
  PyExc_DeprecationWarning,
  PyExc_KeyboardInterrupt,
  PyExc_SyntaxError,
  PyExc_SyntaxWarning,
  PyExc_UnicodeEncodeError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { _PyEval_Vector } from "./call-python";
import { read_object } from "./marshal-read";

/** Start symbols of the compiler. */
export const Py_single_input: i32 = 256;
export const Py_file_input: i32 = 257;
export const Py_eval_input: i32 = 258;
export const Py_func_type_input: i32 = 345;

/** Runs `code` with `globals` (a dict, gets __builtins__ when it lacks it) and `locals`: a new reference, or NULL. Borrows all. */
export function PyEval_EvalCode(code: PyObject, globals: PyObject, locals: PyObject): PyObject | null {
  return PyEval_EvalCodeEx(code, globals, locals, null);
}

/** As PyEval_EvalCode for code with free variables: `closure` is a tuple of cells, or NULL. */
export function PyEval_EvalCodeEx(
  code: PyObject,
  globals: PyObject,
  locals: PyObject | null,
  closure: PyObject | null,
): PyObject | null {
  if (ensure_builtins(globals) < 0) return null;
  const func = PyFunction_New(code, globals);
  if (!func) return null;
  if (closure) func_set_field(changetype<PyFunctionObject>(func), offsetof<PyFunctionObject>("func_closure"), closure);
  const result = _PyEval_Vector(changetype<PyFunctionObject>(func), locals ? locals : globals, Slots.at(0), 0, null);
  Py_DECREF(func);
  return result;
}

/** globals["__builtins__"] exists afterwards. -1 with an exception. */
function ensure_builtins(globals: PyObject): i32 {
  const found = PyDict_GetItemRef(globals, _Py_ID("__builtins__"));
  if (found > 0) Py_DECREF(tstate.out_object!);
  if (found !== 0) return found < 0 ? -1 : 0;
  return PyDict_SetItem(globals, _Py_ID("__builtins__"), interp.builtins!);
}

/** CO_FUTURE_* bits of the running code: what compile(), exec() and eval() inherit. */
export function inherited_compiler_flags(): i32 {
  const frame = current_frame();
  return frame ? changetype<PyCodeObject>(frame.f_executable).co_flags & CO_FUTURE_MASK : 0;
}

/** CO_FUTURE_DIVISION .. CO_FUTURE_ANNOTATIONS. */
const CO_FUTURE_MASK: i32 = 0x1fe0000;

/**
 * Compiles UTF-8 source text of `length` bytes: a new code object, NULL with an exception. `filename` is a str, `flags` are the PyCF_* and
 * CO_FUTURE_* bits, `optimize` -1 takes the interpreter's. With PyCF_ONLY_AST: bytes, a tree record; `feature_version` as in host.ts.
 */
export function Py_CompileStringObject(
  text: usize,
  length: i32,
  filename: PyObject,
  start: i32,
  flags: i32,
  optimize: i32,
  feature_version: i32,
): PyObject | null {
  const name = filename_text(filename);
  if (!name) return null;
  const nameLength = tstate.out_i32;
  const owner = tstate.out_object;
  const level = optimize_level(optimize);
  const depth = levels_in_use();
  const digits = interp.int_max_str_digits;
  const size = compile_source(text, length, name, nameLength, start, flags, level, depth, feature_version, digits);
  Py_XDECREF(owner);
  return take_compiled(size, filename);
}

/** The same for a tree record (src/compiler/tree-record.ts) of `length` bytes. */
export function compile_tree_record(
  record: usize,
  length: i32,
  filename: PyObject,
  flags: i32,
  optimize: i32,
): PyObject | null {
  const name = filename_text(filename);
  if (!name) return null;
  const nameLength = tstate.out_i32;
  const owner = tstate.out_object;
  const level = optimize_level(optimize);
  const size = compile_tree(record, length, name, nameLength, flags, level, levels_in_use());
  Py_XDECREF(owner);
  return take_compiled(size, filename);
}

/**
 * The UTF-8 of `filename`, surrogates like other characters; its length in `tstate.out_i32`, what owns it in `tstate.out_object` (a new
 * reference, NULL if it is the str itself). 0 with an exception.
 */
function filename_text(filename: PyObject): usize {
  const text = PyUnicode_AsUTF8AndSize(filename);
  tstate.out_object = null;
  if (text || !PyErr_ClearIf(PyExc_UnicodeEncodeError)) return text;
  const bytes = _PyUnicode_AsUTF8String(filename, cstr("surrogatepass"));
  if (!bytes) return 0;
  tstate.out_object = bytes;
  tstate.out_i32 = PyBytes_GET_SIZE(bytes);
  return PyBytes_AS_STRING(bytes);
}

/** @inline */
function levels_in_use(): i32 {
  return Py_C_RECURSION_LIMIT - tstate.c_recursion_remaining;
}

/** @inline */
function optimize_level(optimize: i32): i32 {
  return optimize < 0 ? interp.optimization_level : optimize;
}

/** What the host has compiled, `size` bytes: new reference, NULL with an exception. */
function take_compiled(size: i32, filename: PyObject): PyObject | null {
  const record = take_record(size);
  if (!record) return null;
  const code = from_record(record, filename);
  Py_DECREF(record);
  return code;
}

/** The marshal record of `size` bytes that the host has ready: new reference, NULL with an exception. */
export function take_record(size: i32): PyObject | null {
  const block = PyMem_Malloc(<usize>size);
  if (!block) return PyErr_NoMemory();
  take_bytes(block);
  const record = read_object(block, size, true, true);
  PyMem_Free(block);
  return record;
}

/** The code object or tree record of a compiler's record (see host.ts), its warnings issued: new reference, NULL with an exception. */
function from_record(record: PyObject, filename: PyObject): PyObject | null {
  const first = PyTuple_GET_ITEM(record, 0);
  if (!PyCode_Check(first) && !PyBytes_CheckExact(first)) {
    if (issue_warnings(PyTuple_GET_ITEM(record, 3), filename) < 0) return null;
    raise_compile_error(first, PyTuple_GET_ITEM(record, 1), PyTuple_GET_ITEM(record, 2));
    return null;
  }
  if (issue_warnings(PyTuple_GET_ITEM(record, 1), filename) < 0) return null;
  Py_INCREF(first);
  return first;
}

/** Issues a DeprecationWarning about the code that runs; it does not become an error, but for KeyboardInterrupt. -1 with that. */
function warn_deprecated(message: PyObject): i32 {
  if (PyErr_WarnFormat(PyExc_DeprecationWarning, 1, cstr("%U"), ptr(message)) === 0) return 0;
  if (PyErr_ExceptionMatches(PyExc_KeyboardInterrupt)) return -1;
  PyErr_Clear();
  return 0;
}

/** Issues SyntaxWarnings; one that is turned into an exception becomes a SyntaxError. -1 with an exception. */
export function issue_warnings(warnings: PyObject, filename: PyObject): i32 {
  const n = PyTuple_GET_SIZE(warnings);
  for (let i = 0; i < n; i++) {
    const warning = PyTuple_GET_ITEM(warnings, i);
    const message = PyTuple_GET_ITEM(warning, 0);
    if (PyTuple_GET_SIZE(warning) === 1) {
      if (warn_deprecated(message) < 0) return -1;
      continue;
    }
    const lineno = <i32>PyLong_AsLong(PyTuple_GET_ITEM(warning, 1));
    if (PyErr_WarnExplicitObject(PyExc_SyntaxWarning, message, filename, lineno, null, null) === 0) continue;
    if (PyErr_ClearIf(PyExc_SyntaxWarning)) raise_warning(warning, filename);
    return -1;
  }
  return 0;
}

/** SyntaxError(message, (filename, line, offset, text, end line, end offset)) of a warning. */
function raise_warning(warning: PyObject, filename: PyObject): void {
  const place = PyTuple_GetSlice(warning, 0, PyTuple_GET_SIZE(warning));
  if (!place) return;
  const message = PyTuple_GET_ITEM(place, 0);
  PyTuple_SET_ITEM(place, 0, Py_NewRef(filename));
  raise_compile_error(_Py_ID("SyntaxError"), message, place);
  Py_DECREF(message);
  Py_DECREF(place);
}

/** The exception class of a compiler's record. */
function error_class(name: PyObject): PyTypeObject {
  const known = PyDict_GetItemRef(interp.builtins!, name) > 0 ? tstate.out_object : null;
  if (!known) {
    PyErr_Clear();
    return PyExc_SyntaxError;
  }
  Py_DECREF(known);
  return changetype<PyTypeObject>(known);
}

/**
 * Raises the error of a compiler's record: `place` is a tuple for syntax errors, None otherwise; all arguments of an error about Unicode,
 * which has no message.
 */
export function raise_compile_error(name: PyObject, message: PyObject, place: PyObject): void {
  const type = error_class(name);
  if (ptr(message) === ptr(Py_None)) {
    PyErr_SetObject(type, place);
    return;
  }
  const args = ptr(place) === ptr(Py_None) ? PyTuple_Pack(message) : PyTuple_Pack(message, place);
  if (!args) return;
  PyErr_SetObject(type, args);
  Py_DECREF(args);
}

/** Compiles and runs UTF-8 source text. Result as PyEval_EvalCode. */
export function PyRun_StringFlags(
  text: usize,
  length: i32,
  filename: PyObject,
  start: i32,
  globals: PyObject,
  locals: PyObject,
  flags: i32,
): PyObject | null {
  const code = Py_CompileStringObject(text, length, filename, start, flags, -1, -1);
  if (!code) return null;
  const result = PyEval_EvalCode(code, globals, locals);
  Py_DECREF(code);
  return result;
}
