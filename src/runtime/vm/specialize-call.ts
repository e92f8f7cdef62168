/** Specialising calls by the kind of the callable. CPython: _Py_Specialize_Call of Python/specialize.c. */

import { PyType_GenericAlloc } from "../builtin-types/base-object-alloc";
import { PyCFunctionObject } from "../builtin-types/builtin-function";
import { PyCodeObject } from "../builtin-types/code";
import {
  CALL,
  CALL_ALLOC_AND_ENTER_INIT,
  CALL_BOUND_METHOD_EXACT_ARGS,
  CALL_BOUND_METHOD_GENERAL,
  CALL_BUILTIN_CLASS,
  CALL_BUILTIN_FAST,
  CALL_BUILTIN_FAST_WITH_KEYWORDS,
  CALL_BUILTIN_O,
  CALL_ISINSTANCE,
  CALL_LEN,
  CALL_LIST_APPEND,
  CALL_METHOD_DESCRIPTOR_FAST,
  CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS,
  CALL_METHOD_DESCRIPTOR_NOARGS,
  CALL_METHOD_DESCRIPTOR_O,
  CALL_NON_PY_GENERAL,
  CALL_PY_EXACT_ARGS,
  CALL_PY_GENERAL,
  CALL_STR_1,
  CALL_TUPLE_1,
  CALL_TYPE_1,
  POP_TOP,
} from "../builtin-types/code-opcodes";
import { PyMethodDescrObject } from "../builtin-types/descriptor-object";
import { _PyFunction_GetVersionForCurrentState, PyFunction_Check, PyFunctionObject } from "../builtin-types/function";
import { PyMethodObject } from "../builtin-types/method";
import { PyType_Check } from "../builtin-types/type";
import { _PyType_CacheInitForSpecialization, _PyType_Lookup } from "../builtin-types/type-lookup";
import { METH_FASTCALL, METH_KEYWORDS, METH_METHOD, METH_NOARGS, METH_O, METH_VARARGS } from "../object/def-tables";
import { _Py_ID } from "../object/literals";
import { PyObject, ptr } from "../object/object";
import { allocfunc } from "../object/slots";
import { interp } from "../object/state";
import {
  PyBaseObject_Type,
  PyCFunction_Type,
  PyMethod_Type,
  PyMethodDescr_Type,
  PyTuple_Type,
  PyType_Type,
  PyUnicode_Type,
} from "../object/static-types";
import {
  Py_TPFLAGS_HEAPTYPE,
  Py_TPFLAGS_IMMUTABLETYPE,
  Py_TPFLAGS_INLINE_VALUES,
  PyTypeObject,
} from "../object/type-object";
import { CODE_NOT_OPTIMIZED, finish, function_kind, SIMPLE_FUNCTION, type_get_version } from "./specialize";

const CONVENTION: i32 = METH_VARARGS | METH_FASTCALL | METH_NOARGS | METH_O | METH_KEYWORDS | METH_METHOD;
const FASTCALL_KEYWORDS: i32 = METH_FASTCALL | METH_KEYWORDS;

function py_call(func: PyFunctionObject, instr: usize, nargs: i32, bound: bool): i32 {
  const code = changetype<PyCodeObject>(func.func_code);
  const kind = function_kind(code);
  if (kind === CODE_NOT_OPTIMIZED) return 0;
  const argcount = kind === SIMPLE_FUNCTION ? code.co_argcount : -1;
  const version = _PyFunction_GetVersionForCurrentState(func);
  if (version === 0) return 0;
  store<u32>(instr, version, 4);
  if (argcount === nargs + (bound ? 1 : 0)) return bound ? CALL_BOUND_METHOD_EXACT_ARGS : CALL_PY_EXACT_ARGS;
  return bound ? CALL_BOUND_METHOD_GENERAL : CALL_PY_GENERAL;
}

function c_call(callable: PyObject, nargs: i32): i32 {
  switch (changetype<PyCFunctionObject>(callable).m_ml.ml_flags & CONVENTION) {
    case METH_O:
      if (nargs !== 1) return 0;
      return ptr(callable) === ptr(interp.callable_cache_len) ? CALL_LEN : CALL_BUILTIN_O;
    case METH_FASTCALL:
      if (nargs === 2 && ptr(callable) === ptr(interp.callable_cache_isinstance)) return CALL_ISINSTANCE;
      return CALL_BUILTIN_FAST;
    case FASTCALL_KEYWORDS:
      return CALL_BUILTIN_FAST_WITH_KEYWORDS;
    default:
      return CALL_NON_PY_GENERAL;
  }
}

function method_descriptor_call(descr: PyObject, instr: usize, nargs: i32): i32 {
  switch (changetype<PyMethodDescrObject>(descr).d_method.ml_flags & CONVENTION) {
    case METH_NOARGS:
      return nargs === 1 ? CALL_METHOD_DESCRIPTOR_NOARGS : 0;
    case METH_O: {
      if (nargs !== 2) return 0;
      const append =
        ptr(descr) === ptr(interp.callable_cache_list_append) &&
        load<u8>(instr, 1) === 1 &&
        load<u8>(instr, 8) === <u8>POP_TOP;
      return append ? CALL_LIST_APPEND : CALL_METHOD_DESCRIPTOR_O;
    }
    case METH_FASTCALL:
      return CALL_METHOD_DESCRIPTOR_FAST;
    case FASTCALL_KEYWORDS:
      return CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS;
    default:
      return CALL_NON_PY_GENERAL;
  }
}

/** The plain Python __init__ of a class whose instances have inline values: borrowed, or NULL. */
function simple_init(type: PyTypeObject): PyFunctionObject | null {
  if (changetype<usize>(type.tp_alloc) !== changetype<usize>(allocfunc.of(PyType_GenericAlloc))) return null;
  if ((type.tp_flags & Py_TPFLAGS_INLINE_VALUES) === 0 || (type.tp_flags & Py_TPFLAGS_HEAPTYPE) === 0) return null;
  const init = _PyType_Lookup(type, _Py_ID("__init__"));
  if (!init || !PyFunction_Check(init)) return null;
  const func = changetype<PyFunctionObject>(init);
  return function_kind(changetype<PyCodeObject>(func.func_code)) === SIMPLE_FUNCTION ? func : null;
}

function class_call(callable: PyObject, instr: usize, nargs: i32): i32 {
  const type = changetype<PyTypeObject>(callable);
  if ((type.tp_flags & Py_TPFLAGS_IMMUTABLETYPE) !== 0) {
    if (nargs === 1 && load<u8>(instr, 1) === 1) {
      if (ptr(type) === ptr(PyUnicode_Type)) return CALL_STR_1;
      if (ptr(type) === ptr(PyType_Type)) return CALL_TYPE_1;
      if (ptr(type) === ptr(PyTuple_Type)) return CALL_TUPLE_1;
    }
    return type.tp_vectorcall ? CALL_BUILTIN_CLASS : CALL_NON_PY_GENERAL;
  }
  if (ptr(type.ob_type) !== ptr(PyType_Type)) return CALL_NON_PY_GENERAL;
  if (changetype<usize>(type.tp_new) !== changetype<usize>(PyBaseObject_Type.tp_new)) return CALL_NON_PY_GENERAL;
  const init = simple_init(type);
  const version = type_get_version(type);
  if (version === 0) return 0;
  if (!init) return CALL_NON_PY_GENERAL;
  if (changetype<PyCodeObject>(init.func_code).co_argcount !== nargs + 1) return 0;
  if (!_PyType_CacheInitForSpecialization(type, init, version)) return 0;
  store<u32>(instr, version, 4);
  return CALL_ALLOC_AND_ENTER_INIT;
}

/** `nargs` counts self_or_null when there is one. */
export function _Py_Specialize_Call(callable: PyObject, instr: usize, nargs: i32): void {
  const type = ptr(callable.ob_type);
  let opcode: i32;
  if (type === ptr(PyCFunction_Type)) opcode = c_call(callable, nargs);
  else if (PyFunction_Check(callable)) opcode = py_call(changetype<PyFunctionObject>(callable), instr, nargs, false);
  else if (PyType_Check(callable)) opcode = class_call(callable, instr, nargs);
  else if (type === ptr(PyMethodDescr_Type)) opcode = method_descriptor_call(callable, instr, nargs);
  else if (type === ptr(PyMethod_Type)) {
    const func = changetype<PyMethodObject>(callable).im_func;
    opcode = PyFunction_Check(func) ? py_call(changetype<PyFunctionObject>(func), instr, nargs, true) : 0;
  } else opcode = CALL_NON_PY_GENERAL;
  finish(instr, opcode, CALL);
}
