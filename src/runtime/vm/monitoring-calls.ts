/**
 * Telling tools of events. CPython: call_instrumentation_vector, call_one_instrument and _Py_call_instrumentation* of
 * Python/instrumentation.c.
 *
 * `frame.stacktop` is set, and frame.instr_ptr is the instruction, while a callback runs: it may read the frame, and set
 * f_lineno, which moves both. While tstate.tracing is not 0 no event is told. tstate.what_event says which one is.
 *
 * A callback of sys.monitoring gets (code, what the event has ...), where the place in the code is a byte offset. The two
 * tools of sys.settrace and sys.setprofile are called directly.
 */
import { PyObject_Vectorcall } from "../abstract/call";
import { PyErr_Format, PyErr_GetRaisedException, PyErr_SetObject, PyErr_SetRaisedException } from "../abstract/errors";
import { _PyCode_CODE, CO_NO_MONITORING_EVENTS, PyCodeObject } from "../builtin-types/code";
import { _Py_Instrumentation_GetLine, active_tools, monitoring_of } from "../builtin-types/code-monitoring";
import { INSTRUMENTED_RESUME, RESUME } from "../builtin-types/code-opcodes";
import { PyLong_FromLong } from "../builtin-types/int";
import { _PyInterpreterFrame } from "../builtin-types/interpreter-frame";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { objOrNull, Py_DECREF, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_StopIteration, PyExc_ValueError } from "../object/static-types";
import { remove_tools } from "./instrument-calls";
import { remove_instruction_tools_at, remove_line_tools_at } from "./instrument-lines";
import { legacy_event, legacy_line_event } from "./legacy-tracing";
import {
  callable_slot,
  global_tools,
  LOCAL_EVENTS,
  PY_MONITORING_EVENT_CALL,
  PY_MONITORING_EVENT_EXCEPTION_HANDLED,
  PY_MONITORING_EVENT_INSTRUCTION,
  PY_MONITORING_EVENT_LINE,
  PY_MONITORING_EVENT_RAISE,
  PY_MONITORING_EVENT_STOP_ITERATION,
  PY_MONITORING_SYS_PROFILE_ID,
  PY_MONITORING_SYS_TRACE_ID,
  UNGROUPED_EVENTS,
} from "./monitoring-events";
import { event_name, monitoring_disable } from "./monitoring-objects";

/** Index of the code unit at `pc`. @inline */
function unit_at(frame: _PyInterpreterFrame, pc: usize): i32 {
  return <i32>(pc - _PyCode_CODE(frame.code)) >> 1;
}

/** Highest tool of a set that is not empty. @inline */
function highest(tools: u32): i32 {
  return 31 - <i32>clz<u32>(tools);
}

/** Tools to tell of `event` at unit `i`. */
function tools_for(co: PyCodeObject, i: i32, event: i32): u32 {
  const own = event >= UNGROUPED_EVENTS ? PY_MONITORING_EVENT_CALL : event;
  if (own >= LOCAL_EVENTS) return global_tools(own);
  const data = monitoring_of(co);
  if (!data) return 0;
  return data.tools !== 0 ? load<u8>(data.tools + <usize>i) : active_tools(co, own);
}

/** Calls what `tool` has registered: 0, 1 it answered DISABLE, -1 with an exception. Borrows the arguments. */
function call_one_instrument(tool: i32, event: i32, args: Slots, nargs: i32): i32 {
  if (tstate.tracing !== 0) return 0;
  const callable = objOrNull(load<usize>(callable_slot(tool, event)));
  if (!callable) return 0;
  const outer = tstate.what_event;
  tstate.what_event = event;
  tstate.tracing++;
  let answer: i32;
  if (tool >= PY_MONITORING_SYS_PROFILE_ID) answer = legacy_event(tool, event, args, nargs);
  else {
    const result = PyObject_Vectorcall(callable, args, <u32>nargs, null);
    answer = result ? (ptr(result) === ptr(monitoring_disable()) ? 1 : 0) : -1;
    Py_XDECREF(result);
  }
  tstate.tracing--;
  tstate.what_event = outer;
  return answer;
}

/** `tool` wants no more of `event` at unit `i`. -1 with ValueError: such events can't be disabled. */
function disable(co: PyCodeObject, i: i32, tool: i32, event: i32): i32 {
  if (event < LOCAL_EVENTS) {
    remove_tools(co, i, event, 1 << tool);
    return 0;
  }
  PyErr_Format(PyExc_ValueError, cstr("Cannot disable %s events. Callback removed."), event_name(event));
  const slot = callable_slot(tool, event);
  const callable = objOrNull(load<usize>(slot));
  store<u64>(slot, 0);
  Py_XDECREF(callable);
  return -1;
}

/**
 * Tells all tools of `event` of the instruction at `pc`; `first` and `second` (borrowed, NULL: none) come after code and
 * offset. -1 with an exception.
 */
function tell(event: i32, frame: _PyInterpreterFrame, pc: usize, first: PyObject | null, second: PyObject | null): i32 {
  if (tstate.tracing !== 0) return 0;
  const co = frame.code;
  const unit = unit_at(frame, pc);
  let tools = tools_for(co, unit, event);
  if (tools === 0) return 0;
  const offset = PyLong_FromLong((<i64>unit) << 1);
  if (!offset) return -1;
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(32));
  args.set(0, co);
  args.set(1, offset);
  if (first) args.set(2, first);
  if (second) args.set(3, second);
  const nargs = second ? 4 : first ? 3 : 2;
  let status = 0;
  while (tools !== 0 && status === 0) {
    const tool = highest(tools);
    tools ^= 1 << tool;
    status = call_one_instrument(tool, event, args, nargs);
    if (status > 0) status = disable(co, unit, tool, event);
  }
  stack_release(mark);
  Py_DECREF(offset);
  return status;
}

/** An event without an argument of its own. -1 with an exception. */
export function _Py_call_instrumentation(event: i32, frame: _PyInterpreterFrame, pc: usize): i32 {
  return tell(event, frame, pc, null, null);
}

/** An event about `arg` (borrowed). -1 with an exception. */
export function _Py_call_instrumentation_arg(event: i32, frame: _PyInterpreterFrame, pc: usize, arg: PyObject): i32 {
  return tell(event, frame, pc, arg, null);
}

/** An event about a callable and its first argument (borrowed). -1 with an exception. */
export function _Py_call_instrumentation_2args(
  event: i32,
  frame: _PyInterpreterFrame,
  pc: usize,
  callable: PyObject,
  arg: PyObject,
): i32 {
  return tell(event, frame, pc, callable, arg);
}

/** The same while an exception is set, which stays unless a callback raises another. */
export function _Py_call_instrumentation_exc2(
  event: i32,
  frame: _PyInterpreterFrame,
  pc: usize,
  callable: PyObject,
  arg: PyObject,
): void {
  const exc = PyErr_GetRaisedException();
  if (tell(event, frame, pc, callable, arg) !== 0) Py_XDECREF(exc);
  else PyErr_SetRaisedException(exc);
}

/** A jump from `pc` to `target`: where it goes after all, 0 with an exception. */
export function _Py_call_instrumentation_jump(event: i32, frame: _PyInterpreterFrame, pc: usize, target: usize): usize {
  if (tstate.tracing !== 0) return target;
  const to = PyLong_FromLong((<i64>unit_at(frame, target)) << 1);
  if (!to) return 0;
  const status = tell(event, frame, pc, to, null);
  Py_DECREF(to);
  if (status !== 0) return 0;
  // A callback may have set f_lineno.
  return frame.instr_ptr !== pc ? frame.instr_ptr : target;
}

// ---- Lines and instructions -----------------------------------------------------------------------------------------

/** The instruction at unit `i` begins a line that the one at `before` was not on. RESUME is never on the line of the next. */
function is_new_line(co: PyCodeObject, line: i32, before: usize): bool {
  const index = <i32>(before - _PyCode_CODE(co)) >> 1;
  if (_Py_Instrumentation_GetLine(co, index) !== line) return true;
  const opcode = <i32>load<u8>(before);
  return opcode === RESUME || opcode === INSTRUMENTED_RESUME;
}

/** Tells `tools` (without sys.settrace) that unit `i` starts `line`. -1 with an exception. */
function tell_line(co: PyCodeObject, i: i32, line: i32, all: u32): i32 {
  let tools = all;
  const number = PyLong_FromLong(line);
  if (!number) return -1;
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(16));
  args.set(0, co);
  args.set(1, number);
  let status = 0;
  while (tools !== 0 && status === 0) {
    const tool = highest(tools);
    tools ^= 1 << tool;
    status = call_one_instrument(tool, PY_MONITORING_EVENT_LINE, args, 2);
    if (status > 0) {
      remove_line_tools_at(co, i, 1 << tool);
      status = 0;
    }
  }
  stack_release(mark);
  Py_DECREF(number);
  return status;
}

/** INSTRUMENTED_LINE at `pc`, reached from `before`: the opcode to go on with, -1 with an exception. */
export function _Py_call_instrumentation_line(frame: _PyInterpreterFrame, pc: usize, before: usize): i32 {
  const co = frame.code;
  const data = monitoring_of(co)!;
  const i = unit_at(frame, pc);
  const entry = data.lines + ((<usize>i) << 1);
  if (tstate.tracing !== 0) return load<u8>(entry);
  const line = _Py_Instrumentation_GetLine(co, i);
  if (!is_new_line(co, line, before)) return load<u8>(entry);
  let tools =
    data.line_tools !== 0 ? <u32>load<u8>(data.line_tools + <usize>i) : active_tools(co, PY_MONITORING_EVENT_LINE);
  if ((tools & (1 << PY_MONITORING_SYS_TRACE_ID)) !== 0) {
    if (legacy_line_event(frame, line) < 0) return -1;
    tools &= ~(1 << PY_MONITORING_SYS_TRACE_ID);
  }
  if (tools !== 0 && tell_line(co, i, line, tools) < 0) return -1;
  return load<u8>(entry);
}

/** INSTRUMENTED_INSTRUCTION at `pc`: the opcode to go on with, -1 with an exception. */
export function _Py_call_instrumentation_instruction(frame: _PyInterpreterFrame, pc: usize): i32 {
  const co = frame.code;
  const data = monitoring_of(co)!;
  const i = unit_at(frame, pc);
  const opcode = <i32>load<u8>(data.per_instruction_opcodes + <usize>i);
  if (tstate.tracing !== 0) return opcode;
  const offset = PyLong_FromLong((<i64>i) << 1);
  if (!offset) return -1;
  let tools =
    data.per_instruction_tools !== 0
      ? <u32>load<u8>(data.per_instruction_tools + <usize>i)
      : active_tools(co, PY_MONITORING_EVENT_INSTRUCTION);
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(16));
  args.set(0, co);
  args.set(1, offset);
  let status = 0;
  while (tools !== 0 && status >= 0) {
    const tool = highest(tools);
    tools ^= 1 << tool;
    status = call_one_instrument(tool, PY_MONITORING_EVENT_INSTRUCTION, args, 2);
    if (status > 0) remove_instruction_tools_at(co, i, 1 << tool);
  }
  stack_release(mark);
  Py_DECREF(offset);
  return status < 0 ? -1 : opcode;
}

// ---- Exceptions -----------------------------------------------------------------------------------------------------

/** Tells of the exception that is set, which stays unless a callback raises another: then -1. */
function do_monitor_exc(frame: _PyInterpreterFrame, pc: usize, event: i32): i32 {
  if ((frame.code.co_flags & CO_NO_MONITORING_EVENTS) !== 0) return 0;
  const exc = PyErr_GetRaisedException()!;
  const status = tell(event, frame, pc, exc, null);
  if (status === 0) PyErr_SetRaisedException(exc);
  else Py_DECREF(exc);
  return status;
}

/** The same where a tool wants that event, one of those that are not local. */
export function monitor_exception(frame: _PyInterpreterFrame, pc: usize, event: i32): i32 {
  return global_tools(event) !== 0 ? do_monitor_exc(frame, pc, event) : 0;
}

/** _PyEval_MonitorRaise. */
export function monitor_raise(frame: _PyInterpreterFrame, pc: usize): void {
  monitor_exception(frame, pc, PY_MONITORING_EVENT_RAISE);
}

/** The exception `exc` (borrowed) is about to be handled at `pc`. -1: another took its place. */
export function monitor_handled(frame: _PyInterpreterFrame, pc: usize, exc: PyObject): i32 {
  const event = PY_MONITORING_EVENT_EXCEPTION_HANDLED;
  return global_tools(event) !== 0 ? tell(event, frame, pc, exc, null) : 0;
}

/** A generator that a loop or `yield from` drives ends with `value`: the StopIteration that nobody raises. -1 with an exception. */
export function monitor_stop_iteration(frame: _PyInterpreterFrame, pc: usize, value: PyObject): i32 {
  if (active_tools(frame.code, PY_MONITORING_EVENT_STOP_ITERATION) === 0) return 0;
  PyErr_SetObject(PyExc_StopIteration, value);
  const status = do_monitor_exc(frame, pc, PY_MONITORING_EVENT_STOP_ITERATION);
  if (status < 0) return status;
  PyErr_SetRaisedException(null);
  return 0;
}
