/** Builtin functions that compile, run and import code. CPython: Python/bltinmodule.c. */

import { _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { frame_locals } from "../abstract/hooks";
import { PyMapping_Check } from "../abstract/mapping";
import { PyCell_Check } from "../builtin-types/cell";
import { PyCode_Check, PyCodeObject } from "../builtin-types/code";
import { PyDict_GetItemRef, PyDict_SetItem } from "../builtin-types/dict";
import { PyDict_Check } from "../builtin-types/dict-object";
import { PyEval_GetBuiltins, PyEval_GetGlobals } from "../builtin-types/interpreter-frame";
import { module_fast_keywords, module_noargs } from "../builtin-types/module";
import { PyUnicode_FromString } from "../builtin-types/str";
import { PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_SystemError, PyExc_TypeError } from "../object/static-types";
import { builtin___build_class__ } from "../vm/build-class";
import {
  inherited_compiler_flags,
  Py_CompileStringObject,
  Py_eval_input,
  Py_file_input,
  PyEval_EvalCode,
  PyEval_EvalCodeEx,
} from "../vm/eval-code";
import { PyImport_ImportModuleLevelObject } from "../vm/import";
import { builtin_compile, int_argument, source_object, source_text } from "./builtins-compile";

/** Skips blanks in front of an expression. */
function skip_blanks(text: usize): usize {
  let at = text;
  while (load<u8>(at) === 32 || load<u8>(at) === 9) at++;
  return at;
}

/** globals["__builtins__"] exists afterwards. -1 with an exception. */
function ensure_builtins(globals: PyObject): i32 {
  const found = PyDict_GetItemRef(globals, _Py_ID("__builtins__"));
  if (found > 0) Py_DECREF(tstate.out_object!);
  if (found !== 0) return found < 0 ? -1 : 0;
  return PyDict_SetItem(globals, _Py_ID("__builtins__"), PyEval_GetBuiltins()!);
}

/** @inline */
function notNone(value: PyObject | null): PyObject | null {
  return value && ptr(value) !== ptr(Py_None) ? value : null;
}

const eval_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function builtin_eval(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(
    _PyArg_UnpackKeywords(eval_spec, cstr("eval"), cstr("globals locals"), 1, args, nargs, null, kwnames, 1, 3),
  );
  stack_release(mark);
  if (!changetype<usize>(a)) return null;
  const source = a.get(0);
  const globals = notNone(a.getOrNull(1));
  const locals = notNone(a.getOrNull(2));
  if (locals && !PyMapping_Check(locals)) {
    PyErr_SetString(PyExc_TypeError, cstr("locals must be a mapping"));
    return null;
  }
  if (globals && !PyDict_Check(globals)) {
    const mapping = PyMapping_Check(globals);
    PyErr_SetString(
      PyExc_TypeError,
      mapping ? cstr("globals must be a real dict; try eval(code, {}, mapping)") : cstr("globals must be a dict"),
    );
    return null;
  }
  return in_namespaces(source, globals, locals, null, false);
}

/**
 * Runs `source` for eval() and exec() in the given namespaces or in those of the caller. Returns a new reference.
 */
function in_namespaces(
  source: PyObject,
  globalsArg: PyObject | null,
  localsArg: PyObject | null,
  closure: PyObject | null,
  isExec: bool,
): PyObject | null {
  let globals = globalsArg;
  let locals: PyObject | null;
  if (globals) {
    Py_NewRef(globals);
    locals = Py_NewRef(localsArg ? localsArg : globals);
  } else {
    globals = PyEval_GetGlobals();
    if (!globals) {
      PyErr_SetString(
        PyExc_SystemError,
        isExec
          ? cstr("globals and locals cannot be NULL")
          : cstr("eval must be given globals and locals when called without a frame"),
      );
      return null;
    }
    Py_NewRef(globals);
    locals = localsArg ? Py_NewRef(localsArg) : frame_locals();
    if (!locals) {
      Py_DECREF(globals);
      return null;
    }
  }
  let result: PyObject | null = null;
  if (ensure_builtins(globals) === 0) result = run_source(source, globals, locals, closure, isExec);
  Py_DECREF(globals);
  Py_XDECREF(locals);
  return result;
}

function run_source(
  source: PyObject,
  globals: PyObject,
  locals: PyObject,
  closure: PyObject | null,
  isExec: bool,
): PyObject | null {
  if (PyCode_Check(source)) return run_code(source, globals, locals, closure, isExec);
  if (closure) {
    PyErr_SetString(PyExc_TypeError, cstr("closure can only be used when source is a code object"));
    return null;
  }
  const owned = source_object(source);
  if (!owned) return null;
  const code = compile_source(owned, isExec);
  Py_DECREF(owned);
  if (!code) return null;
  const result = PyEval_EvalCode(code, globals, locals);
  Py_DECREF(code);
  return result;
}

/** The code of the text of a str, bytes or bytearray: new reference. */
function compile_source(source: PyObject, isExec: bool): PyObject | null {
  const funcname = isExec ? cstr("exec") : cstr("eval");
  const text = source_text(source, funcname, cstr("string, bytes or code"));
  if (!text) return null;
  const length = tstate.out_i32;
  const flags = tstate.out_i32_2 | inherited_compiler_flags();
  const begin = isExec ? text : skip_blanks(text);
  const filename = PyUnicode_FromString(cstr("<string>"));
  if (!filename) return null;
  const start = isExec ? Py_file_input : Py_eval_input;
  const code = Py_CompileStringObject(begin, length - <i32>(begin - text), filename, start, flags, -1, -1);
  Py_DECREF(filename);
  return code;
}

function run_code(
  code: PyObject,
  globals: PyObject,
  locals: PyObject,
  closure: PyObject | null,
  isExec: bool,
): PyObject | null {
  const free = changetype<PyCodeObject>(code).co_nfreevars;
  if (!isExec) {
    if (free > 0) {
      PyErr_SetString(PyExc_TypeError, cstr("code object passed to eval() may not contain free variables"));
      return null;
    }
    return PyEval_EvalCode(code, globals, locals);
  }
  if (free === 0) {
    if (closure) {
      PyErr_SetString(PyExc_TypeError, cstr("cannot use a closure with this code object"));
      return null;
    }
    return PyEval_EvalCode(code, globals, locals);
  }
  let fits: bool = closure !== null && PyTuple_CheckExact(closure) && PyTuple_GET_SIZE(closure) === free;
  for (let i = 0; fits && i < free; i++) fits = PyCell_Check(PyTuple_GET_ITEM(closure!, i));
  if (!fits) {
    PyErr_Format(PyExc_TypeError, cstr("code object requires a closure of exactly length %zd"), <usize>free);
    return null;
  }
  return PyEval_EvalCodeEx(code, globals, locals, closure);
}

const exec_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function builtin_exec(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(
    _PyArg_UnpackKeywords(exec_spec, cstr("exec"), cstr("globals locals closure"), 1, args, nargs, null, kwnames, 1, 3),
  );
  stack_release(mark);
  if (!changetype<usize>(a)) return null;
  const source = a.get(0);
  const globals = notNone(a.getOrNull(1));
  const locals = notNone(a.getOrNull(2));
  const closure = notNone(a.getOrNull(3));
  if (globals && !PyDict_Check(globals)) {
    return PyErr_Format(PyExc_TypeError, cstr("exec() globals must be a dict, not %.100s"), globals.ob_type.tp_name);
  }
  if (locals && !PyMapping_Check(locals)) {
    return PyErr_Format(PyExc_TypeError, cstr("locals must be a mapping or None, not %.100s"), locals.ob_type.tp_name);
  }
  const result = in_namespaces(source, globals, locals, closure, true);
  if (!result) return null;
  Py_DECREF(result);
  return Py_None;
}

function builtin_globals(_m: PyObject, _unused: PyObject | null): PyObject | null {
  const globals = PyEval_GetGlobals();
  return Py_NewRef(globals ? globals : Py_None);
}

function builtin_locals(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return frame_locals();
}

const import_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function builtin___import__(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(
    _PyArg_UnpackKeywords(
      import_spec,
      cstr("__import__"),
      cstr("name globals locals fromlist level"),
      0,
      args,
      nargs,
      null,
      kwnames,
      1,
      5,
    ),
  );
  stack_release(mark);
  if (!changetype<usize>(a)) return null;
  const name = a.get(0);
  const globals = a.getOrNull(1);
  const locals = a.getOrNull(2);
  const fromlist = a.getOrNull(3);
  const level = int_argument(a.getOrNull(4), 0);
  if (tstate.current_exception) return null;
  return PyImport_ImportModuleLevelObject(name, globals, locals, fromlist, level);
}

/** Adds these functions. False with an exception. */
export function add_code_functions(m: PyObject): bool {
  return (
    module_fast_keywords(
      m,
      cstr("__build_class__"),
      PyCFunctionFastWithKeywords.of(builtin___build_class__),
      cstr("__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nWhat a class statement calls."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("__import__"),
      PyCFunctionFastWithKeywords.of(builtin___import__),
      cstr(
        "__import__($module, /, name, globals=None, locals=None, fromlist=(),\n           level=0)\n--\n\nWhat an import statement calls.",
      ),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("compile"),
      PyCFunctionFastWithKeywords.of(builtin_compile),
      cstr(
        "compile($module, /, source, filename, mode, flags=0,\n        dont_inherit=False, optimize=-1, *, _feature_version=-1)\n--\n\nA code object for exec() or eval().",
      ),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("eval"),
      PyCFunctionFastWithKeywords.of(builtin_eval),
      cstr("eval($module, source, /, globals=None, locals=None)\n--\n\nThe value of an expression."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("exec"),
      PyCFunctionFastWithKeywords.of(builtin_exec),
      cstr("exec($module, source, /, globals=None, locals=None, *, closure=None)\n--\n\nRuns statements."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("globals"),
      PyCFunction.of(builtin_globals),
      cstr("globals($module, /)\n--\n\nThe namespace of the running module."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("locals"),
      PyCFunction.of(builtin_locals),
      cstr("locals($module, /)\n--\n\nThe local names and their values."),
    ) === 0
  );
}
