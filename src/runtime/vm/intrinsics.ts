/** The intrinsic functions of CALL_INTRINSIC_1 and _2. CPython: Python/intrinsics.c. */

import { PyObject_GetAttr, PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyObject_CallOneArg } from "../abstract/call";
import {
  PyErr_Clear,
  PyErr_ExceptionMatches,
  PyErr_Format,
  PyErr_GivenExceptionMatches,
  PyErr_SetString,
} from "../abstract/errors";
import { PyMapping_Keys } from "../abstract/mapping";
import { PyNumber_Positive } from "../abstract/number";
import { PyObject_SetItem, PySequence_GetItem } from "../abstract/sequence";
import { CO_ASYNC_GENERATOR, CO_COROUTINE } from "../builtin-types/code";
import { PyDict_SetItem } from "../builtin-types/dict";
import { PyDict_CheckExact } from "../builtin-types/dict-object";
import { PyException_SetCause, PyException_SetContext } from "../builtin-types/exception";
import { _PyExc_PrepReraiseStar } from "../builtin-types/exception-group";
import { _PySys_GetAttr } from "../builtin-types/file";
import { _Py_set_function_type_params } from "../builtin-types/function-type";
import { _PyAsyncGenValueWrapperNew } from "../builtin-types/generator-async-values";
import { _PyInterpreterFrame } from "../builtin-types/interpreter-frame";
import { PyList_AsTuple } from "../builtin-types/list";
import { _Py_make_paramspec } from "../builtin-types/param-spec";
import { PyUnicode_Check, PyUnicode_FromString, PyUnicode_GET_LENGTH, PyUnicode_READ_CHAR } from "../builtin-types/str";
import { _Py_make_typealias } from "../builtin-types/type-alias";
import { _Py_make_typevar } from "../builtin-types/type-variable";
import { _Py_make_typevartuple } from "../builtin-types/type-variable-tuple";
import { _Py_set_typeparam_default, _Py_subscript_generic } from "../builtin-types/typing-generic";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_INCREF, Py_NewRef, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import {
  Py_None,
  PyExc_ImportError,
  PyExc_IndexError,
  PyExc_RuntimeError,
  PyExc_StopAsyncIteration,
  PyExc_StopIteration,
  PyExc_SystemError,
  PyExc_TypeError,
} from "../object/static-types";

const INTRINSIC_PRINT: i32 = 1;
const INTRINSIC_IMPORT_STAR: i32 = 2;
const INTRINSIC_STOPITERATION_ERROR: i32 = 3;
const INTRINSIC_ASYNC_GEN_WRAP: i32 = 4;
const INTRINSIC_UNARY_POSITIVE: i32 = 5;
const INTRINSIC_LIST_TO_TUPLE: i32 = 6;
const INTRINSIC_TYPEVAR: i32 = 7;
const INTRINSIC_PARAMSPEC: i32 = 8;
const INTRINSIC_TYPEVARTUPLE: i32 = 9;
const INTRINSIC_SUBSCRIPT_GENERIC: i32 = 10;
const INTRINSIC_PREP_RERAISE_STAR: i32 = 1;
const INTRINSIC_TYPEVAR_WITH_BOUND: i32 = 2;
const INTRINSIC_TYPEVAR_WITH_CONSTRAINTS: i32 = 3;
const INTRINSIC_SET_FUNCTION_TYPE_PARAMS: i32 = 4;

/** A new reference, NULL with an exception. Borrows `value`. */
export function call_intrinsic_1(which: i32, value: PyObject, frame: _PyInterpreterFrame): PyObject | null {
  switch (which) {
    case INTRINSIC_PRINT:
      return print_expr(value);
    case INTRINSIC_IMPORT_STAR:
      return import_star(value, frame);
    case INTRINSIC_STOPITERATION_ERROR:
      return stopiteration_error(value, frame);
    case INTRINSIC_ASYNC_GEN_WRAP:
      return _PyAsyncGenValueWrapperNew(value);
    case INTRINSIC_UNARY_POSITIVE:
      return PyNumber_Positive(value);
    case INTRINSIC_LIST_TO_TUPLE:
      return PyList_AsTuple(value);
    case INTRINSIC_TYPEVAR:
      return _Py_make_typevar(value, null, null);
    case INTRINSIC_PARAMSPEC:
      return _Py_make_paramspec(value);
    case INTRINSIC_TYPEVARTUPLE:
      return _Py_make_typevartuple(value);
    case INTRINSIC_SUBSCRIPT_GENERIC:
      return _Py_subscript_generic(value);
    default:
      return _Py_make_typealias(value);
  }
}

/** A new reference, NULL with an exception. Borrows both values. */
export function call_intrinsic_2(which: i32, first: PyObject, second: PyObject): PyObject | null {
  switch (which) {
    case INTRINSIC_PREP_RERAISE_STAR:
      return _PyExc_PrepReraiseStar(first, second);
    case INTRINSIC_TYPEVAR_WITH_BOUND:
      return _Py_make_typevar(first, second, null);
    case INTRINSIC_TYPEVAR_WITH_CONSTRAINTS:
      return _Py_make_typevar(first, null, second);
    case INTRINSIC_SET_FUNCTION_TYPE_PARAMS:
      return _Py_set_function_type_params(first, second);
    default:
      return _Py_set_typeparam_default(first, second);
  }
}

/** The value of an expression statement at the prompt goes to sys.displayhook. */
function print_expr(value: PyObject): PyObject | null {
  const hook = _PySys_GetAttr(_Py_ID("displayhook"));
  if (!hook) {
    PyErr_SetString(PyExc_RuntimeError, cstr("lost sys.displayhook"));
    return null;
  }
  Py_INCREF(hook);
  const result = PyObject_CallOneArg(hook, value);
  Py_DECREF(hook);
  return result;
}

// ---- from m import * ------------------------------------------------------------------------------------------------

/** TypeError for a name that is no str. */
function bad_star_name(module: PyObject, name: PyObject, underscores: bool): void {
  const modname = PyObject_GetAttr(module, _Py_ID("__name__"));
  if (!modname) return;
  if (!PyUnicode_Check(modname)) {
    PyErr_Format(PyExc_TypeError, cstr("module __name__ must be a string, not %.100s"), modname.ob_type.tp_name);
  } else {
    PyErr_Format(
      PyExc_TypeError,
      cstr("%s in %U.%s must be str, not %.100s"),
      underscores ? cstr("Key") : cstr("Item"),
      ptr(modname),
      underscores ? cstr("__dict__") : cstr("__all__"),
      name.ob_type.tp_name,
    );
  }
  Py_DECREF(modname);
}

/** Copies the names of `all` (skipping private ones when `underscores`) from `module` to `locals`. -1 with an exception. */
function import_names(locals: PyObject, module: PyObject, all: PyObject, underscores: bool): i32 {
  let pos = 0;
  while (true) {
    const name = PySequence_GetItem(all, pos++);
    if (!name) {
      if (!PyErr_ExceptionMatches(PyExc_IndexError)) return -1;
      PyErr_Clear();
      return 0;
    }
    let status = 0;
    if (!PyUnicode_Check(name)) {
      bad_star_name(module, name, underscores);
      status = -1;
    } else if (!underscores || PyUnicode_GET_LENGTH(name) === 0 || PyUnicode_READ_CHAR(name, 0) !== 95) {
      const value = PyObject_GetAttr(module, name);
      if (!value) status = -1;
      else {
        status = PyDict_CheckExact(locals)
          ? PyDict_SetItem(locals, name, value)
          : PyObject_SetItem(locals, name, value);
        Py_DECREF(value);
      }
    }
    Py_DECREF(name);
    if (status < 0) return -1;
  }
}

function import_star(module: PyObject, frame: _PyInterpreterFrame): PyObject | null {
  const locals = frame.f_locals;
  if (!locals) {
    PyErr_SetString(PyExc_SystemError, cstr("no locals found during 'import *'"));
    return null;
  }
  let found = PyObject_GetOptionalAttr(module, _Py_ID("__all__"));
  let all = tstate.out_object;
  if (found < 0) return null;
  const underscores = found === 0;
  if (underscores) {
    found = PyObject_GetOptionalAttr(module, _Py_ID("__dict__"));
    const dict = tstate.out_object;
    if (found < 0) return null;
    if (!dict) {
      PyErr_SetString(PyExc_ImportError, cstr("from-import-* object has no __dict__ and no __all__"));
      return null;
    }
    all = PyMapping_Keys(dict);
    Py_DECREF(dict);
    if (!all) return null;
  }
  const status = import_names(locals, module, all!, underscores);
  Py_DECREF(all!);
  return status < 0 ? null : Py_None;
}

// ---- Generators -------------------------------------------------------------------------------------------------------

/** StopIteration that leaves a generator or coroutine becomes RuntimeError; any other exception stays: a new reference. */
function stopiteration_error(exc: PyObject, frame: _PyInterpreterFrame): PyObject | null {
  const flags = frame.code.co_flags;
  let text: usize = 0;
  if (PyErr_GivenExceptionMatches(exc, PyExc_StopIteration)) {
    text = cstr("generator raised StopIteration");
    if ((flags & CO_ASYNC_GENERATOR) !== 0) text = cstr("async generator raised StopIteration");
    else if ((flags & CO_COROUTINE) !== 0) text = cstr("coroutine raised StopIteration");
  } else if ((flags & CO_ASYNC_GENERATOR) !== 0 && PyErr_GivenExceptionMatches(exc, PyExc_StopAsyncIteration)) {
    text = cstr("async generator raised StopAsyncIteration");
  }
  if (text === 0) return Py_NewRef(exc);
  const message = PyUnicode_FromString(text);
  if (!message) return null;
  const error = PyObject_CallOneArg(PyExc_RuntimeError, message);
  if (error) {
    PyException_SetCause(error, Py_NewRef(exc));
    PyException_SetContext(error, Py_NewRef(exc));
  }
  Py_DECREF(message);
  return error;
}
