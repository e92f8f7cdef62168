/** The functions of `sys` about frames and about watching them. CPython: Python/sysmodule.c. */
import { _PyArg_BadArgument, _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyObject_Call } from "../abstract/call";
import { PyErr_SetString } from "../abstract/errors";
import { _PyFrame_GetFrameObject } from "../builtin-types/frame-object";
import { PyFunction_Check, PyFunctionObject } from "../builtin-types/function";
import { PyLong_AsInt } from "../builtin-types/int";
import { _PyFrame_GetFirstComplete, _PyThreadState_GetFrame } from "../builtin-types/interpreter-frame";
import { module_fast, module_fast_keywords, module_noargs, module_o } from "../builtin-types/module";
import { PyTuple_Check } from "../builtin-types/tuple";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_NewRef, PyObject, ptr, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_ValueError } from "../object/static-types";
import { _PyEval_SetProfile, _PyEval_SetTrace } from "../vm/legacy-tracing";

/** A function given by a program: None is no function. */
function given(function_: PyObject | null): PyObject | null {
  return ptr(function_) === ptr(Py_None) ? null : function_;
}

function sys_settrace(_m: PyObject, arg: PyObject | null): PyObject | null {
  return _PyEval_SetTrace(given(arg)) < 0 ? null : Py_None;
}

function sys_gettrace(_m: PyObject, _unused: PyObject | null): PyObject | null {
  const func = tstate.c_traceobj;
  return func ? Py_NewRef(func) : Py_None;
}

function sys_setprofile(_m: PyObject, arg: PyObject | null): PyObject | null {
  return _PyEval_SetProfile(given(arg)) < 0 ? null : Py_None;
}

function sys_getprofile(_m: PyObject, _unused: PyObject | null): PyObject | null {
  const func = tstate.c_profileobj;
  return func ? Py_NewRef(func) : Py_None;
}

/** call_tracing(func, args): what a trace function calls is traced itself. */
function sys_call_tracing(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("call_tracing"), nargs, 2, 2)) return null;
  const funcargs = args.get(1);
  if (!PyTuple_Check(funcargs)) {
    _PyArg_BadArgument(cstr("call_tracing"), cstr("argument 2"), cstr("tuple"), funcargs);
    return null;
  }
  const depth = tstate.tracing;
  tstate.tracing = 0;
  const result = PyObject_Call(args.get(0), funcargs, null);
  tstate.tracing = depth;
  return result;
}

function sys__getframe(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("_getframe"), nargs, 0, 1)) return null;
  let depth = 0;
  if (nargs) {
    depth = PyLong_AsInt(args.get(0));
    if (depth === -1 && tstate.current_exception) return null;
  }
  let frame = _PyThreadState_GetFrame();
  while (frame && depth > 0) {
    frame = _PyFrame_GetFirstComplete(frame.previous);
    depth--;
  }
  if (!frame) {
    PyErr_SetString(PyExc_ValueError, cstr("call stack is not deep enough"));
    return null;
  }
  const o = _PyFrame_GetFrameObject(frame);
  return o ? Py_NewRef(o) : null;
}

const getframemodulename_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** __module__ of the function that runs `depth` calls below; None when there is none. */
function sys__getframemodulename(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const name = cstr("_getframemodulename");
  const block = _PyArg_UnpackKeywords(
    getframemodulename_spec,
    name,
    cstr("depth"),
    0,
    args,
    nargs,
    null,
    kwnames,
    0,
    1,
  );
  const given_depth = block ? Slots.at(block).getOrNull(0) : null;
  stack_release(mark);
  if (!block) return null;
  let depth = given_depth ? PyLong_AsInt(given_depth) : 0;
  if (depth === -1 && tstate.current_exception) return null;
  let frame = _PyThreadState_GetFrame();
  while (frame && depth > 0) {
    frame = _PyFrame_GetFirstComplete(frame.previous);
    depth--;
  }
  if (!frame || !PyFunction_Check(frame.f_funcobj)) return Py_None;
  const module = changetype<PyFunctionObject>(frame.f_funcobj).func_module;
  return module ? Py_NewRef(module) : Py_None;
}

function add_frame_functions(m: PyObject): bool {
  return (
    module_fast(
      m,
      cstr("_getframe"),
      PyCFunctionFast.of(sys__getframe),
      cstr("_getframe($module, depth=0, /)\n--\n\nThe frame `depth` calls below the top of the stack."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("_getframemodulename"),
      PyCFunctionFastWithKeywords.of(sys__getframemodulename),
      cstr("_getframemodulename($module, /, depth=0)\n--\n\nThe name of the module of a calling function, or None."),
    ) === 0 &&
    module_fast(
      m,
      cstr("call_tracing"),
      PyCFunctionFast.of(sys_call_tracing),
      cstr("call_tracing($module, func, args, /)\n--\n\nCalls func(*args), traced also from within a trace function."),
    ) === 0
  );
}

/** Adds these functions. False with an exception. */
export function add_tracing_functions(m: PyObject): bool {
  return (
    add_frame_functions(m) &&
    module_o(
      m,
      cstr("settrace"),
      PyCFunction.of(sys_settrace),
      cstr("settrace($module, function, /)\n--\n\nSets the function that is told of each call, line and exception."),
    ) === 0 &&
    module_o(
      m,
      cstr("_settraceallthreads"),
      PyCFunction.of(sys_settrace),
      cstr("_settraceallthreads($module, function, /)\n--\n\nsettrace() in all threads."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("gettrace"),
      PyCFunction.of(sys_gettrace),
      cstr("gettrace($module, /)\n--\n\nThe function that settrace() has set, or None."),
    ) === 0 &&
    module_o(
      m,
      cstr("setprofile"),
      PyCFunction.of(sys_setprofile),
      cstr("setprofile($module, function, /)\n--\n\nSets the function that is told of each call and return."),
    ) === 0 &&
    module_o(
      m,
      cstr("_setprofileallthreads"),
      PyCFunction.of(sys_setprofile),
      cstr("_setprofileallthreads($module, function, /)\n--\n\nsetprofile() in all threads."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("getprofile"),
      PyCFunction.of(sys_getprofile),
      cstr("getprofile($module, /)\n--\n\nThe function that setprofile() has set, or None."),
    ) === 0
  );
}
