/**
 * Calling Python functions: a frame for the callee, its arguments laid out in the fast locals.
 * CPython: initialize_locals, _PyEvalFramePushAndInit, _PyEval_Vector of Python/ceval.c, _PyFunction_Vectorcall of
 * Objects/call.c.
 */

import { _PyStack_UnpackDict, _PyStack_UnpackDict_FreeNoDecRef, PyVectorcall_NARGS } from "../abstract/call";
import { PyErr_NoMemory } from "../abstract/errors";
import { Py_EQ, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { CO_OPTIMIZED, CO_VARARGS, CO_VARKEYWORDS, PyCodeObject } from "../builtin-types/code";
import { PyDict_GET_SIZE, PyDict_GetItemRef, PyDict_New, PyDict_SetItem } from "../builtin-types/dict";
import { PyFunctionObject } from "../builtin-types/function";
import { clear_gen_frame } from "../builtin-types/generator-frame";
import {
  _PyFrame_ClearExceptCode,
  _PyFrame_Initialize,
  _PyInterpreterFrame,
  _PyThreadState_PopFrame,
  _PyThreadState_PushFrame,
  FRAME_OWNED_BY_THREAD,
} from "../builtin-types/interpreter-frame";
import { PyUnicode_Check } from "../builtin-types/str";
import {
  _PyTuple_FromArraySteal,
  _PyTuple_ITEMS,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  tuple_get_empty,
} from "../builtin-types/tuple";
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, Py_XINCREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import {
  keyword_not_str,
  missing_arguments,
  multiple_values,
  positional_only_passed_as_keyword,
  too_many_positional,
  unexpected_keyword,
} from "./call-errors";
import { _PyEval_EvalFrame } from "./eval";

/** Releases items [from, to) of `args`. */
function release_args(args: Slots, from: i32, to: i32): void {
  for (let i = from; i < to; i++) Py_DECREF(args.get(i));
}

/** Index of the parameter that `keyword` names (not positional-only), `total` when there is none, -1 with an exception. */
function find_parameter(co: PyCodeObject, keyword: PyObject, total: i32): i32 {
  const names = _PyTuple_ITEMS(co.co_localsplusnames);
  const first = co.co_posonlyargcount;
  for (let j = first; j < total; j++) if (ptr(names.get(j)) === ptr(keyword)) return j;
  for (let j = first; j < total; j++) {
    const equal = PyObject_RichCompareBool(keyword, names.get(j), Py_EQ);
    if (equal !== 0) return equal > 0 ? j : -1;
  }
  return total;
}

/** One keyword argument: steals `value`. -1 with an exception. */
function place_keyword(
  func: PyFunctionObject,
  slots: Slots,
  keyword: PyObject,
  value: PyObject,
  total: i32,
  kwdict: PyObject | null,
  kwnames: PyObject,
): i32 {
  const co = changetype<PyCodeObject>(func.func_code);
  if (!PyUnicode_Check(keyword)) return keyword_not_str(func);
  const j = find_parameter(co, keyword, total);
  if (j < 0) return -1;
  if (j < total) {
    if (slots.getOrNull(j)) return multiple_values(func, keyword);
    slots.set(j, value);
    return 0;
  }
  if (!kwdict) {
    if (co.co_posonlyargcount > 0 && positional_only_passed_as_keyword(func, co, kwnames)) return -1;
    return unexpected_keyword(func, co, keyword, total);
  }
  if (PyDict_SetItem(kwdict, keyword, value) < 0) return -1;
  Py_DECREF(value);
  return 0;
}

/** Fills parameters that got no argument from the defaults. -1 with TypeError for missing ones. */
function add_defaults(func: PyFunctionObject, co: PyCodeObject, slots: Slots, argcount: i32): i32 {
  const nparams = co.co_argcount;
  if (argcount < nparams) {
    const defaults = func.func_defaults;
    const defcount = defaults ? PyTuple_GET_SIZE(defaults) : 0;
    const m = nparams - defcount;
    let missing = 0;
    for (let i = argcount; i < m; i++) if (!slots.getOrNull(i)) missing++;
    if (missing > 0) return missing_arguments(func, co, missing, defcount, slots);
    if (defaults) {
      for (let i = argcount > m ? argcount - m : 0; i < defcount; i++) {
        if (!slots.getOrNull(m + i)) slots.set(m + i, Py_NewRef(PyTuple_GET_ITEM(defaults, i)));
      }
    }
  }
  return co.co_kwonlyargcount > 0 ? add_kwdefaults(func, co, slots) : 0;
}

function add_kwdefaults(func: PyFunctionObject, co: PyCodeObject, slots: Slots): i32 {
  const total = co.co_argcount + co.co_kwonlyargcount;
  let missing = 0;
  for (let i = co.co_argcount; i < total; i++) {
    if (slots.getOrNull(i)) continue;
    const kwdefaults = func.func_kwdefaults;
    if (kwdefaults) {
      const found = PyDict_GetItemRef(kwdefaults, PyTuple_GET_ITEM(co.co_localsplusnames, i));
      if (found < 0) return -1;
      if (found > 0) {
        slots.set(i, tstate.out_object);
        continue;
      }
    }
    missing++;
  }
  return missing > 0 ? missing_arguments(func, co, missing, -1, slots) : 0;
}

/**
 * Lays arguments out in the (all NULL) fast locals of a new frame. Steals all `args` (positional, then the values of
 * `kwnames`), also when it fails. -1 with an exception.
 */
function initialize_locals(
  func: PyFunctionObject,
  slots: Slots,
  args: Slots,
  argcount: i32,
  kwnames: PyObject | null,
): i32 {
  const co = changetype<PyCodeObject>(func.func_code);
  const flags = co.co_flags;
  const total = co.co_argcount + co.co_kwonlyargcount;
  const kwcount = kwnames ? PyTuple_GET_SIZE(kwnames) : 0;
  let kwdict: PyObject | null = null;
  if ((flags & CO_VARKEYWORDS) !== 0) {
    kwdict = PyDict_New();
    if (!kwdict) {
      release_args(args, 0, argcount + kwcount);
      return -1;
    }
    slots.set(total + ((flags & CO_VARARGS) !== 0 ? 1 : 0), kwdict);
  }
  const n = argcount < co.co_argcount ? argcount : co.co_argcount;
  for (let j = 0; j < n; j++) slots.set(j, args.get(j));
  if ((flags & CO_VARARGS) !== 0) {
    const rest = argcount === n ? tuple_get_empty() : _PyTuple_FromArraySteal(args.from(n), argcount - n);
    if (!rest) {
      release_args(args, argcount, argcount + kwcount);
      return -1;
    }
    slots.set(total, rest);
  } else if (argcount > n) release_args(args, n, argcount); // reported below
  for (let i = 0; i < kwcount; i++) {
    const keyword = PyTuple_GET_ITEM(kwnames!, i);
    if (place_keyword(func, slots, keyword, args.get(argcount + i), total, kwdict, kwnames!) < 0) {
      release_args(args, argcount + i, argcount + kwcount);
      return -1;
    }
  }
  if (argcount > co.co_argcount && (flags & CO_VARARGS) === 0) {
    return too_many_positional(func, co, argcount, slots);
  }
  return add_defaults(func, co, slots, argcount);
}

/** Ends a frame that lies on the data stack. */
export function clear_thread_frame(frame: _PyInterpreterFrame): void {
  _PyFrame_ClearExceptCode(frame);
  Py_DECREF(frame.f_executable);
  _PyThreadState_PopFrame(frame);
}

/** Ends a frame that has been unlinked. */
export function _PyEval_FrameClearAndPop(frame: _PyInterpreterFrame): void {
  if (frame.owner === FRAME_OWNED_BY_THREAD) clear_thread_frame(frame);
  else clear_gen_frame(frame);
}

/**
 * A frame for a call of `func`, not linked yet: NULL with an exception. Steals `func`, `locals` (mapping or NULL) and all
 * arguments, also when it fails.
 */
export function _PyEvalFramePushAndInit(
  func: PyFunctionObject,
  locals: PyObject | null,
  args: Slots,
  argcount: i32,
  kwnames: PyObject | null,
): _PyInterpreterFrame | null {
  const code = changetype<PyCodeObject>(func.func_code);
  const frame = _PyThreadState_PushFrame(code.co_framesize);
  if (!frame) {
    Py_DECREF(func);
    Py_XDECREF(locals);
    release_args(args, 0, argcount + (kwnames ? PyTuple_GET_SIZE(kwnames) : 0));
    PyErr_NoMemory();
    return null;
  }
  _PyFrame_Initialize(frame, func, locals, code, 0);
  if (initialize_locals(func, frame.localsplus, args, argcount, kwnames) < 0) {
    clear_thread_frame(frame);
    return null;
  }
  return frame;
}

/** As _PyEvalFramePushAndInit for a tuple of arguments and a dict (or NULL), both stolen. */
export function _PyEvalFramePushAndInit_Ex(
  func: PyFunctionObject,
  locals: PyObject | null,
  callargs: PyObject,
  kwargs: PyObject | null,
): _PyInterpreterFrame | null {
  const nargs = PyTuple_GET_SIZE(callargs);
  let frame: _PyInterpreterFrame | null = null;
  if (kwargs && PyDict_GET_SIZE(kwargs) > 0) {
    const stack = _PyStack_UnpackDict(_PyTuple_ITEMS(callargs), nargs, kwargs);
    const kwnames = tstate.out_object;
    if (stack !== 0) {
      frame = _PyEvalFramePushAndInit(func, locals, Slots.at(stack), nargs, kwnames);
      _PyStack_UnpackDict_FreeNoDecRef(Slots.at(stack), kwnames!);
    } else {
      Py_DECREF(func);
      Py_XDECREF(locals);
    }
  } else {
    const args = _PyTuple_ITEMS(callargs);
    for (let i = 0; i < nargs; i++) Py_INCREF(args.get(i));
    frame = _PyEvalFramePushAndInit(func, locals, args, nargs, null);
  }
  Py_DECREF(callargs);
  Py_XDECREF(kwargs);
  return frame;
}

/** Calls `func` with its locals in `locals` (NULL for an optimised function): a new reference, NULL with an exception. Borrows all. */
export function _PyEval_Vector(
  func: PyFunctionObject,
  locals: PyObject | null,
  args: Slots,
  argcount: i32,
  kwnames: PyObject | null,
): PyObject | null {
  Py_INCREF(func);
  Py_XINCREF(locals);
  const n = argcount + (kwnames ? PyTuple_GET_SIZE(kwnames) : 0);
  for (let i = 0; i < n; i++) Py_INCREF(args.get(i));
  const frame = _PyEvalFramePushAndInit(func, locals, args, argcount, kwnames);
  return frame ? _PyEval_EvalFrame(frame, false) : null;
}

/** The vectorcall of Python functions. */
export function _PyFunction_Vectorcall(
  func: PyObject,
  stack: Slots,
  nargsf: u32,
  kwnames: PyObject | null,
): PyObject | null {
  const f = changetype<PyFunctionObject>(func);
  const optimized = (changetype<PyCodeObject>(f.func_code).co_flags & CO_OPTIMIZED) !== 0;
  return _PyEval_Vector(f, optimized ? null : f.func_globals, stack, PyVectorcall_NARGS(nargsf), kwnames);
}
