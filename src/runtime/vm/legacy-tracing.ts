/**
 * sys.settrace and sys.setprofile as two tools of monitoring: which events they want, and how an event becomes a call of
 * the trace function. CPython: Python/legacy_tracing.c, the trampolines of Python/sysmodule.c.
 *
 *   event           sys.settrace            sys.setprofile
 *   PY_START        call                    call
 *   PY_RESUME       call                    call
 *   PY_THROW        call                    call
 *   PY_RETURN       return, value           return, value
 *   PY_YIELD        return, value           return, value
 *   PY_UNWIND       return, None            return, None
 *   LINE, JUMP      line                    -      (JUMP: backwards within one line)
 *   RAISE           exception, triple       -
 *   STOP_ITERATION  exception, triple       -
 *   INSTRUCTION     opcode                  -      (code of frames with f_trace_opcodes)
 *   CALL            -                       c_call, the builtin
 *   C_RETURN        -                       c_return
 *   C_RAISE         -                       c_exception
 *
 * sys.settrace calls tstate.c_traceobj for `call`; what that returns becomes the frame's f_trace, which gets the others.
 */

import { PySys_Audit } from "../abstract/audit";
import { PyObject_Vectorcall } from "../abstract/call";
import { PyErr_SetString } from "../abstract/errors";
import { PyCFunction_Check } from "../builtin-types/builtin-function";
import { PyCodeObject } from "../builtin-types/code";
import { PyCode_Addr2Line } from "../builtin-types/code-lines";
import { LOCAL_MONITORS, monitoring_of } from "../builtin-types/code-monitoring";
import { PyException_GetTraceback } from "../builtin-types/exception";
import { _PyFrame_GetFrameObject, PyEval_GetFrame, PyFrameObject } from "../builtin-types/frame-object";
import { PyLong_AsInt } from "../builtin-types/int";
import { _PyInterpreterFrame } from "../builtin-types/interpreter-frame";
import { PyMethodObject } from "../builtin-types/method";
import { PyTuple_Pack } from "../builtin-types/tuple";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_SystemError, PyMethod_Type, PyMethodDescr_Type } from "../object/static-types";
import { register_legacy_handlers } from "./legacy-handlers";
import { _PyMonitoring_SetEvents, _PyMonitoring_SetLocalEvents } from "./monitoring";
import {
  monitoring,
  PY_MONITORING_EVENT_C_RAISE,
  PY_MONITORING_EVENT_C_RETURN,
  PY_MONITORING_EVENT_CALL,
  PY_MONITORING_EVENT_INSTRUCTION,
  PY_MONITORING_EVENT_JUMP,
  PY_MONITORING_EVENT_LINE,
  PY_MONITORING_EVENT_PY_RESUME,
  PY_MONITORING_EVENT_PY_RETURN,
  PY_MONITORING_EVENT_PY_START,
  PY_MONITORING_EVENT_PY_THROW,
  PY_MONITORING_EVENT_PY_UNWIND,
  PY_MONITORING_EVENT_PY_YIELD,
  PY_MONITORING_EVENT_RAISE,
  PY_MONITORING_EVENT_STOP_ITERATION,
  PY_MONITORING_SYS_PROFILE_ID,
  PY_MONITORING_SYS_TRACE_ID,
} from "./monitoring-events";
import { monitoring_missing } from "./monitoring-objects";

/** Both tools want these. */
const FRAME_EVENTS: u32 =
  (1 << PY_MONITORING_EVENT_PY_START) |
  (1 << PY_MONITORING_EVENT_PY_RESUME) |
  (1 << PY_MONITORING_EVENT_PY_RETURN) |
  (1 << PY_MONITORING_EVENT_PY_YIELD) |
  (1 << PY_MONITORING_EVENT_PY_UNWIND) |
  (1 << PY_MONITORING_EVENT_PY_THROW);
const PROFILE_EVENTS: u32 = FRAME_EVENTS | (1 << PY_MONITORING_EVENT_CALL);
const TRACE_EVENTS: u32 =
  FRAME_EVENTS |
  (1 << PY_MONITORING_EVENT_RAISE) |
  (1 << PY_MONITORING_EVENT_LINE) |
  (1 << PY_MONITORING_EVENT_JUMP) |
  (1 << PY_MONITORING_EVENT_STOP_ITERATION);

// ---- Calling the trace function ---------------------------------------------------------------------------------------

/** callback(frame, what, arg): a new reference, NULL with an exception. */
function call_trampoline(callback: PyObject, frame: PyFrameObject, what: PyObject, arg: PyObject): PyObject | null {
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(24));
  args.set(0, frame);
  args.set(1, what);
  args.set(2, arg);
  const result = PyObject_Vectorcall(callback, args, 3, null);
  stack_release(mark);
  return result;
}

/** Tells the trace function (for a call) or the frame's f_trace. -1 with an exception: tracing has ended. */
function trace_trampoline(self: PyObject, frame: PyFrameObject, what: PyObject, arg: PyObject): i32 {
  const callback = ptr(what) === ptr(_Py_ID("call")) ? self : frame.f_trace;
  if (!callback) return 0;
  const result = call_trampoline(callback, frame, what, arg);
  if (result && ptr(result) === ptr(Py_None)) return 0;
  if (!result) _PyEval_SetTrace(null);
  const old = frame.f_trace;
  frame.f_trace = result;
  Py_XDECREF(old);
  return result ? 0 : -1;
}

function profile_trampoline(self: PyObject, frame: PyFrameObject, what: PyObject, arg: PyObject): i32 {
  const result = call_trampoline(self, frame, what, arg);
  if (!result) {
    _PyEval_SetProfile(null);
    return -1;
  }
  Py_DECREF(result);
  return 0;
}

/** The running frame as an object: a new reference; NULL with SystemError. */
function traced_frame(): PyFrameObject | null {
  const frame = PyEval_GetFrame();
  if (frame) return changetype<PyFrameObject>(Py_NewRef(frame));
  PyErr_SetString(PyExc_SystemError, cstr("Missing frame when calling trace function."));
  return null;
}

/** Tells the tool of an event of the running frame: 0, or -1. */
function call_legacy(tool: i32, what: PyObject, arg: PyObject): i32 {
  const frame = traced_frame();
  if (!frame) return -1;
  let status: i32;
  if (tool === PY_MONITORING_SYS_PROFILE_ID) status = profile_trampoline(tstate.c_profileobj!, frame, what, arg);
  // A frame whose f_trace_opcodes was set before its f_trace.
  else if (frame.f_trace_opcodes !== 0 && _PyEval_SetOpcodeTrace(frame, true) < 0) status = -1;
  else status = trace_trampoline(tstate.c_traceobj!, frame, what, arg);
  Py_DECREF(frame);
  return status;
}

// ---- Events -----------------------------------------------------------------------------------------------------------

/** Calls f_trace for `line` of `frame` (counted by the caller), whose f_lineno is that meanwhile. 0, or -1. */
function trace_line(frame: PyFrameObject, line: i32): i32 {
  if (frame.f_trace_lines === 0 || line < 0) return 0;
  Py_INCREF(frame);
  frame.f_lineno = line;
  const status = trace_trampoline(tstate.c_traceobj!, frame, _Py_ID("line"), Py_None);
  frame.f_lineno = 0;
  Py_DECREF(frame);
  return status;
}

/** A line starts in `frame`: the event that need not be boxed. 0, or -1. */
export function legacy_line_event(frame: _PyInterpreterFrame, line: i32): i32 {
  if (tstate.c_tracefunc === 0 || line < 0) return 0;
  const f = _PyFrame_GetFrameObject(frame);
  if (!f) return -1;
  if (f.f_trace_lines === 0) return 0;
  const outer = tstate.what_event;
  tstate.what_event = PY_MONITORING_EVENT_LINE;
  tstate.tracing++;
  const status = trace_line(f, line);
  tstate.tracing--;
  tstate.what_event = outer;
  return status;
}

/** A jump: a new round of a loop that is all on one line is a line event. 1: not this jump, ever. */
function trace_jump(co: PyCodeObject, from_offset: PyObject, to_offset: PyObject): i32 {
  const from = PyLong_AsInt(from_offset);
  const to = PyLong_AsInt(to_offset);
  if (to >= from) return 1;
  const line = PyCode_Addr2Line(co, from);
  // Else the target starts a line of its own.
  if (PyCode_Addr2Line(co, to) !== line) return 1;
  const frame = traced_frame();
  if (!frame) return -1;
  const status = trace_line(frame, line);
  Py_DECREF(frame);
  return status;
}

function trace_exception(exc: PyObject): i32 {
  const tb = PyException_GetTraceback(exc);
  const triple = PyTuple_Pack(exc.ob_type, exc, tb ? tb : Py_None);
  Py_XDECREF(tb);
  if (!triple) return -1;
  const status = call_legacy(PY_MONITORING_SYS_TRACE_ID, _Py_ID("exception"), triple);
  Py_DECREF(triple);
  return status;
}

function trace_opcode(): i32 {
  const frame = traced_frame();
  if (!frame) return -1;
  let status: i32;
  if (tstate.c_tracefunc === 0 || frame.f_trace_opcodes === 0) status = _PyEval_SetOpcodeTrace(frame, false);
  else status = trace_trampoline(tstate.c_traceobj!, frame, _Py_ID("opcode"), Py_None);
  Py_DECREF(frame);
  return status;
}

/** A builtin is called, or was: what the profile function gets for it, a new reference; NULL: nothing, or with an exception. */
function profiled_callable(callable: PyObject, first: PyObject): PyObject | null {
  if (PyCFunction_Check(callable)) return Py_NewRef(callable);
  if (ptr(callable.ob_type) === ptr(PyMethodDescr_Type)) {
    if (ptr(first) === ptr(monitoring_missing())) return null;
    return callable.ob_type.tp_descr_get!.call(callable, first, first.ob_type);
  }
  if (ptr(callable.ob_type) !== ptr(PyMethod_Type)) return null;
  const func = changetype<PyMethodObject>(callable).im_func;
  return PyCFunction_Check(func) ? Py_NewRef(func) : null;
}

function profile_call(what: PyObject, callable: PyObject, first: PyObject): i32 {
  const shown = profiled_callable(callable, first);
  if (!shown) return tstate.current_exception ? -1 : 0;
  const status = call_legacy(PY_MONITORING_SYS_PROFILE_ID, what, shown);
  Py_DECREF(shown);
  return status;
}

/** Tells sys.settrace's function or sys.setprofile's of an event with these arguments: 0, 1 to disable it there, or -1. */
export function legacy_event(tool: i32, event: i32, args: Slots, _nargs: i32): i32 {
  const isTrace = tool === PY_MONITORING_SYS_TRACE_ID;
  if (event === PY_MONITORING_EVENT_INSTRUCTION) return trace_opcode();
  if ((isTrace ? tstate.c_tracefunc : tstate.c_profilefunc) === 0) return 0;
  switch (event) {
    case PY_MONITORING_EVENT_PY_START:
    case PY_MONITORING_EVENT_PY_RESUME:
    case PY_MONITORING_EVENT_PY_THROW:
      return call_legacy(tool, _Py_ID("call"), Py_None);
    case PY_MONITORING_EVENT_PY_RETURN:
    case PY_MONITORING_EVENT_PY_YIELD:
      return call_legacy(tool, _Py_ID("return"), args.get(2));
    case PY_MONITORING_EVENT_PY_UNWIND:
      return call_legacy(tool, _Py_ID("return"), Py_None);
    case PY_MONITORING_EVENT_RAISE:
    case PY_MONITORING_EVENT_STOP_ITERATION:
      return trace_exception(args.get(2));
    case PY_MONITORING_EVENT_JUMP:
      return trace_jump(changetype<PyCodeObject>(args.get(0)), args.get(1), args.get(2));
    case PY_MONITORING_EVENT_CALL:
      return profile_call(_Py_ID("c_call"), args.get(2), args.get(3));
    case PY_MONITORING_EVENT_C_RETURN:
      return profile_call(_Py_ID("c_return"), args.get(2), args.get(3));
    case PY_MONITORING_EVENT_C_RAISE:
      return profile_call(_Py_ID("c_exception"), args.get(2), args.get(3));
    default:
      return 0;
  }
}

// ---- Setting ----------------------------------------------------------------------------------------------------------

/** sys.setprofile: `func` (counted; NULL ends it). -1 with MemoryError. */
export function _PyEval_SetProfile(func: PyObject | null): i32 {
  if (PySys_Audit(cstr("sys.setprofile")) < 0) return -1;
  if (monitoring.sys_profile_initialized === 0) {
    monitoring.sys_profile_initialized = 1;
    if (register_legacy_handlers(PY_MONITORING_SYS_PROFILE_ID) < 0) return -1;
  }
  monitoring.sys_profiling_threads += (func ? 1 : 0) - (tstate.c_profilefunc !== 0 ? 1 : 0);
  tstate.c_profilefunc = func ? 1 : 0;
  const old = tstate.c_profileobj;
  if (func) Py_INCREF(func);
  tstate.c_profileobj = func;
  Py_XDECREF(old);
  return _PyMonitoring_SetEvents(
    PY_MONITORING_SYS_PROFILE_ID,
    monitoring.sys_profiling_threads !== 0 ? PROFILE_EVENTS : 0,
  );
}

/** sys.settrace: `func` (counted; NULL ends it). -1 with MemoryError. */
export function _PyEval_SetTrace(func: PyObject | null): i32 {
  if (PySys_Audit(cstr("sys.settrace")) < 0) return -1;
  if (monitoring.sys_trace_initialized === 0) {
    monitoring.sys_trace_initialized = 1;
    if (register_legacy_handlers(PY_MONITORING_SYS_TRACE_ID) < 0) return -1;
  }
  monitoring.sys_tracing_threads += (func ? 1 : 0) - (tstate.c_tracefunc !== 0 ? 1 : 0);
  tstate.c_tracefunc = func ? 1 : 0;
  const old = tstate.c_traceobj;
  if (func) Py_INCREF(func);
  tstate.c_traceobj = func;
  Py_XDECREF(old);
  let events: u32 = 0;
  if (monitoring.sys_tracing_threads !== 0) {
    events = TRACE_EVENTS;
    const frame = PyEval_GetFrame();
    if (frame && frame.f_trace_opcodes !== 0 && _PyEval_SetOpcodeTrace(frame, true) < 0) return -1;
  }
  return _PyMonitoring_SetEvents(PY_MONITORING_SYS_TRACE_ID, events);
}

/** The code of `frame` tells of each instruction from now on, or no longer. -1 with MemoryError. */
export function _PyEval_SetOpcodeTrace(frame: PyFrameObject, enable: bool): i32 {
  const co = frame.f_frame.code;
  const data = monitoring_of(co);
  let events: u32 = 0;
  for (let event = 0; event < 10; event++) {
    const tools = data ? <u32>load<u8>(changetype<usize>(data) + LOCAL_MONITORS + <usize>event) : 0;
    if ((tools & (1 << PY_MONITORING_SYS_TRACE_ID)) !== 0) events |= 1 << event;
  }
  const bit: u32 = 1 << PY_MONITORING_EVENT_INSTRUCTION;
  if (((events & bit) !== 0) === enable) return 0;
  return _PyMonitoring_SetLocalEvents(co, PY_MONITORING_SYS_TRACE_ID, events ^ bit);
}
