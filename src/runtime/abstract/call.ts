/**
 * Calling any object: vectorcall, tp_call, argument vectors. CPython: Objects/call.c.
 *
 * Arguments are borrowed everywhere; results are new references. `kwnames` is a tuple of str or NULL, its values stand
 * behind the positional arguments. A result and the error indicator exclude each other (_Py_CheckFunctionResult).
 */

import { PyDict_New, PyDict_Next, PyDict_SetItem } from "../builtin-types/dict";
import { PyDict_Check, PyDict_GET_SIZE } from "../builtin-types/dict-object";
import { PyModule_GetNameObject } from "../builtin-types/module";
import { PyUnicode_Check } from "../builtin-types/str";
import {
  _PyTuple_FromArray,
  _PyTuple_ITEMS,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_SET_ITEM,
} from "../builtin-types/tuple";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_IS_TYPE, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { vectorcallfunc } from "../object/slots";
import { tstate } from "../object/state";
import { PyExc_SystemError, PyExc_TypeError, PyModule_Type } from "../object/static-types";
import { Py_TPFLAGS_HAVE_VECTORCALL, PyType_HasFeature } from "../object/type-object";
import { _PyObject_GetMethod, PyObject_GetOptionalAttr } from "./attribute";
import { _PyErr_FormatFromCause, PyErr_Clear, PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "./errors";
import { PyCallable_Check } from "./object-protocol";
import { _Py_EnterRecursiveCall, _Py_LeaveRecursiveCall } from "./recursion";

/** In `nargsf`: the callee may overwrite `args[-1]` for the time of the call. */
export const PY_VECTORCALL_ARGUMENTS_OFFSET: u32 = 0x80000000;

/** @inline */
export function PyVectorcall_NARGS(nargsf: u32): i32 {
  return <i32>(nargsf & 0x7fffffff);
}

/** The vectorcall function of a callable, or NULL. @inline */
export function PyVectorcall_Function(callable: PyObject): vectorcallfunc | null {
  const t = callable.ob_type;
  if (!PyType_HasFeature(t, Py_TPFLAGS_HAVE_VECTORCALL)) return null;
  return changetype<vectorcallfunc | null>(load<usize>(changetype<usize>(callable) + <usize>t.tp_vectorcall_offset));
}

/** Passes `result` on; a result together with an exception, or neither, becomes SystemError. @inline */
export function _Py_CheckFunctionResult(callable: PyObject, result: PyObject | null): PyObject | null {
  if ((result !== null) !== (tstate.current_exception === null)) return bad_function_result(callable, result);
  return result;
}

function bad_function_result(callable: PyObject, result: PyObject | null): PyObject | null {
  if (!result) {
    PyErr_Format(PyExc_SystemError, cstr("%R returned NULL without setting an exception"), ptr(callable));
    return null;
  }
  Py_DECREF(result);
  _PyErr_FormatFromCause(PyExc_SystemError, cstr("%R returned a result with an exception set"), ptr(callable));
  return null;
}

/** Calls `callable` with a vector of arguments. @inline */
export function PyObject_Vectorcall(
  callable: PyObject,
  args: Slots,
  nargsf: u32,
  kwnames: PyObject | null,
): PyObject | null {
  const func = PyVectorcall_Function(callable);
  if (!func) return _PyObject_MakeTpCall(callable, args, PyVectorcall_NARGS(nargsf), kwnames);
  return _Py_CheckFunctionResult(callable, func.call(callable, args, nargsf, kwnames));
}

/** TypeError about an attempt to call a module that has a callable of its own name. False: no such thing, no exception. */
function module_is_not_callable(module: PyObject): bool {
  const name = PyModule_GetNameObject(module);
  const found = name ? PyObject_GetOptionalAttr(module, name) : -1;
  if (found < 0) PyErr_Clear();
  const attr = found > 0 ? tstate.out_object : null;
  const callable = attr !== null && PyCallable_Check(attr);
  if (callable) {
    const text = cstr("'%.200s' object is not callable. Did you mean: '%U.%U(...)'?");
    PyErr_Format(PyExc_TypeError, text, module.ob_type.tp_name, ptr(name), ptr(name));
  }
  Py_XDECREF(attr);
  Py_XDECREF(name);
  return callable;
}

function not_callable(callable: PyObject): PyObject | null {
  if (Py_IS_TYPE(callable, PyModule_Type) && module_is_not_callable(callable)) return null;
  return PyErr_Format(PyExc_TypeError, cstr("'%.200s' object is not callable"), callable.ob_type.tp_name);
}

/** Calls through tp_call: packs the arguments in a tuple and, when `keywords` (tuple or dict) is not empty, a dict. */
export function _PyObject_MakeTpCall(
  callable: PyObject,
  args: Slots,
  nargs: i32,
  keywords: PyObject | null,
): PyObject | null {
  const call = callable.ob_type.tp_call;
  if (!call) return not_callable(callable);
  const argstuple = _PyTuple_FromArray(args, nargs);
  if (!argstuple) return null;
  let kwdict: PyObject | null = null;
  if (keywords) {
    if (PyDict_Check(keywords)) kwdict = Py_NewRef(keywords);
    else if (PyTuple_GET_SIZE(keywords) !== 0) {
      kwdict = _PyStack_AsDict(args.from(nargs), keywords);
      if (!kwdict) {
        Py_DECREF(argstuple);
        return null;
      }
    }
  }
  let result: PyObject | null = null;
  if (_Py_EnterRecursiveCall(cstr(" while calling a Python object")) === 0) {
    result = call.call(callable, argstuple, kwdict);
    _Py_LeaveRecursiveCall();
    result = _Py_CheckFunctionResult(callable, result);
  }
  Py_DECREF(argstuple);
  Py_XDECREF(kwdict);
  return result;
}

/** Dict of keyword names (tuple) and `values`: returns a new reference. */
export function _PyStack_AsDict(values: Slots, kwnames: PyObject): PyObject | null {
  const n = PyTuple_GET_SIZE(kwnames);
  const dict = PyDict_New();
  if (!dict) return null;
  for (let i = 0; i < n; i++) {
    if (PyDict_SetItem(dict, PyTuple_GET_ITEM(kwnames, i), values.get(i)) < 0) {
      Py_DECREF(dict);
      return null;
    }
  }
  return dict;
}

/**
 * Lays `nargs` arguments and the items of the non-empty dict `kwargs` out as a vector with one free slot in front. Returns
 * its first argument's slot, 0 on error; all references in it are owned, the names tuple (new) is in tstate.out_object.
 * Released by _PyStack_UnpackDict_Free.
 */
export function _PyStack_UnpackDict(args: Slots, nargs: i32, kwargs: PyObject): usize {
  const nkwargs = PyDict_GET_SIZE(kwargs);
  const block = PyMem_Malloc((<usize>(1 + nargs + nkwargs)) << 3);
  if (!block) {
    PyErr_NoMemory();
    return 0;
  }
  const kwnames = PyTuple_New(nkwargs);
  if (!kwnames) {
    PyMem_Free(block);
    return 0;
  }
  const stack = Slots.at(block + 8);
  for (let i = 0; i < nargs; i++) stack.set(i, Py_NewRef(args.get(i)));
  let keysAreStrings: bool = true;
  let i = 0;
  let pos = 0;
  while ((pos = PyDict_Next(kwargs, pos)) !== 0) {
    const key = tstate.out_object!;
    const value = tstate.out_object2!;
    keysAreStrings = keysAreStrings && PyUnicode_Check(key);
    PyTuple_SET_ITEM(kwnames, i, Py_NewRef(key));
    stack.set(nargs + i, Py_NewRef(value));
    i++;
  }
  if (!keysAreStrings) {
    PyErr_SetString(PyExc_TypeError, cstr("keywords must be strings"));
    _PyStack_UnpackDict_Free(stack, nargs, kwnames);
    return 0;
  }
  tstate.out_object = kwnames;
  return changetype<usize>(stack);
}

/** Releases what _PyStack_UnpackDict made. */
export function _PyStack_UnpackDict_Free(stack: Slots, nargs: i32, kwnames: PyObject): void {
  const n = nargs + PyTuple_GET_SIZE(kwnames);
  for (let i = 0; i < n; i++) Py_DECREF(stack.get(i));
  PyMem_Free(changetype<usize>(stack) - 8);
  Py_DECREF(kwnames);
}

/** Releases what _PyStack_UnpackDict made, except the references in it. */
export function _PyStack_UnpackDict_FreeNoDecRef(stack: Slots, kwnames: PyObject): void {
  PyMem_Free(changetype<usize>(stack) - 8);
  Py_DECREF(kwnames);
}

/** Calls a vectorcall function with a tuple and a dict (or NULL). */
function vectorcall_call(
  func: vectorcallfunc,
  callable: PyObject,
  args: PyObject,
  kwargs: PyObject | null,
): PyObject | null {
  const nargs = PyTuple_GET_SIZE(args);
  if (!kwargs || PyDict_GET_SIZE(kwargs) === 0) {
    return _Py_CheckFunctionResult(callable, func.call(callable, _PyTuple_ITEMS(args), <u32>nargs, null));
  }
  const stack = Slots.at(_PyStack_UnpackDict(_PyTuple_ITEMS(args), nargs, kwargs));
  if (!changetype<usize>(stack)) return null;
  const kwnames = tstate.out_object!;
  const result = func.call(callable, stack, <u32>nargs | PY_VECTORCALL_ARGUMENTS_OFFSET, kwnames);
  _PyStack_UnpackDict_Free(stack, nargs, kwnames);
  return _Py_CheckFunctionResult(callable, result);
}

/** tp_call of types that implement vectorcall; a subclass that overrides `__call__` may still call its base's. */
export function PyVectorcall_Call(callable: PyObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  const offset = callable.ob_type.tp_vectorcall_offset;
  const func = changetype<vectorcallfunc | null>(offset ? load<usize>(changetype<usize>(callable) + <usize>offset) : 0);
  if (!func) {
    return PyErr_Format(PyExc_TypeError, cstr("'%.200s' object does not support vectorcall"), callable.ob_type.tp_name);
  }
  return vectorcall_call(func, callable, args, kwargs);
}

/** Calls with a tuple of positional and a dict (or NULL) of keyword arguments. */
export function PyObject_Call(callable: PyObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  const func = PyVectorcall_Function(callable);
  if (func) return vectorcall_call(func, callable, args, kwargs);
  const call = callable.ob_type.tp_call;
  if (!call) return not_callable(callable);
  if (_Py_EnterRecursiveCall(cstr(" while calling a Python object")) < 0) return null;
  const result = call.call(callable, args, kwargs);
  _Py_LeaveRecursiveCall();
  return _Py_CheckFunctionResult(callable, result);
}

/** Calls with a vector of positional arguments and a dict (or NULL) of keyword arguments. */
export function PyObject_VectorcallDict(
  callable: PyObject,
  args: Slots,
  nargsf: u32,
  kwargs: PyObject | null,
): PyObject | null {
  const nargs = PyVectorcall_NARGS(nargsf);
  const func = PyVectorcall_Function(callable);
  if (!func) return _PyObject_MakeTpCall(callable, args, nargs, kwargs);
  if (!kwargs || PyDict_GET_SIZE(kwargs) === 0) {
    return _Py_CheckFunctionResult(callable, func.call(callable, args, nargsf, null));
  }
  const stack = Slots.at(_PyStack_UnpackDict(args, nargs, kwargs));
  if (!changetype<usize>(stack)) return null;
  const kwnames = tstate.out_object!;
  const result = func.call(callable, stack, <u32>nargs | PY_VECTORCALL_ARGUMENTS_OFFSET, kwnames);
  _PyStack_UnpackDict_Free(stack, nargs, kwnames);
  return _Py_CheckFunctionResult(callable, result);
}

/** Calls with `self` in front of the arguments of a tuple. */
export function _PyObject_Call_Prepend(
  callable: PyObject,
  self: PyObject,
  args: PyObject,
  kwargs: PyObject | null,
): PyObject | null {
  const n = PyTuple_GET_SIZE(args);
  const mark = stack_mark();
  const stack = Slots.at(stack_alloc((<usize>(n + 1)) << 3));
  stack.set(0, self);
  memory.copy(changetype<usize>(stack) + 8, changetype<usize>(_PyTuple_ITEMS(args)), (<usize>n) << 3);
  const result = PyObject_VectorcallDict(callable, stack, <u32>(n + 1), kwargs);
  stack_release(mark);
  return result;
}

export function PyObject_CallNoArgs(callable: PyObject): PyObject | null {
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(16));
  const result = PyObject_Vectorcall(callable, args.from(1), PY_VECTORCALL_ARGUMENTS_OFFSET, null);
  stack_release(mark);
  return result;
}

export function PyObject_CallOneArg(callable: PyObject, arg: PyObject): PyObject | null {
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(16));
  args.set(1, arg);
  const result = PyObject_Vectorcall(callable, args.from(1), 1 | PY_VECTORCALL_ARGUMENTS_OFFSET, null);
  stack_release(mark);
  return result;
}

/** Calls with the arguments up to the first NULL. */
export function PyObject_CallFunctionObjArgs(
  callable: PyObject,
  a: PyObject | null = null,
  b: PyObject | null = null,
  c: PyObject | null = null,
  d: PyObject | null = null,
): PyObject | null {
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(40));
  args.set(1, a);
  args.set(2, b);
  args.set(3, c);
  args.set(4, d);
  const nargs = !a ? 0 : !b ? 1 : !c ? 2 : !d ? 3 : 4;
  const result = PyObject_Vectorcall(callable, args.from(1), nargs | PY_VECTORCALL_ARGUMENTS_OFFSET, null);
  stack_release(mark);
  return result;
}

/** Calls the method `name` of `args[0]`; `nargsf` counts `args[0]`. */
export function PyObject_VectorcallMethod(
  name: PyObject,
  args: Slots,
  nargsf: u32,
  kwnames: PyObject | null,
): PyObject | null {
  const unbound = _PyObject_GetMethod(args.get(0), name);
  const callable = tstate.out_object;
  if (!callable) return null;
  let result: PyObject | null;
  if (unbound) {
    // The slot in front of args may already belong to the caller.
    result = PyObject_Vectorcall(callable, args, nargsf & ~PY_VECTORCALL_ARGUMENTS_OFFSET, kwnames);
  } else {
    const nargs = <u32>PyVectorcall_NARGS(nargsf) - 1;
    result = PyObject_Vectorcall(callable, args.from(1), nargs | PY_VECTORCALL_ARGUMENTS_OFFSET, kwnames);
  }
  Py_DECREF(callable);
  return result;
}

/** Calls the method `name` of `self` with the arguments up to the first NULL. */
export function PyObject_CallMethodObjArgs(
  self: PyObject,
  name: PyObject,
  a: PyObject | null = null,
  b: PyObject | null = null,
  c: PyObject | null = null,
): PyObject | null {
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(40)).from(1);
  args.set(0, self);
  args.set(1, a);
  args.set(2, b);
  args.set(3, c);
  const nargs = !a ? 1 : !b ? 2 : !c ? 3 : 4;
  const result = PyObject_VectorcallMethod(name, args, nargs | PY_VECTORCALL_ARGUMENTS_OFFSET, null);
  stack_release(mark);
  return result;
}

export function PyObject_CallMethodNoArgs(self: PyObject, name: PyObject): PyObject | null {
  return PyObject_CallMethodObjArgs(self, name);
}

export function PyObject_CallMethodOneArg(self: PyObject, name: PyObject, arg: PyObject): PyObject | null {
  return PyObject_CallMethodObjArgs(self, name, arg);
}
