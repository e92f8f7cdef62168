/**
 * What the eval loop does at INSTRUMENTED_* instructions and where exceptions pass, for the tools that watch. CPython: the
 * INSTRUMENTED_ cases of Python/bytecodes.c, monitor_* of Python/ceval.c.
 *
 * `run_instrumented` gets a frame whose stacktop and instr_ptr are set, and may change both. It returns the loop's next
 * `word`, and in tstate.resume_at the `pc` for it: most often the same instruction again in its base form.
 */
import { PyObject_GetAttr } from "../abstract/attribute";
import { PY_VECTORCALL_ARGUMENTS_OFFSET, PyObject_Call, PyObject_Vectorcall } from "../abstract/call";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_SetString } from "../abstract/errors";
import { _PyCode_CODE } from "../builtin-types/code";
import { _Py_GetBaseOpcode } from "../builtin-types/code-monitoring";
import {
  _PyOpcode_Caches,
  CALL,
  de_instrument_opcode,
  INSTRUMENTED_CALL,
  INSTRUMENTED_CALL_FUNCTION_EX,
  INSTRUMENTED_CALL_KW,
  INSTRUMENTED_END_FOR,
  INSTRUMENTED_END_SEND,
  INSTRUMENTED_FOR_ITER,
  INSTRUMENTED_INSTRUCTION,
  INSTRUMENTED_JUMP_BACKWARD,
  INSTRUMENTED_JUMP_FORWARD,
  INSTRUMENTED_LINE,
  INSTRUMENTED_LOAD_SUPER_ATTR,
  INSTRUMENTED_POP_JUMP_IF_FALSE,
  INSTRUMENTED_POP_JUMP_IF_NONE,
  INSTRUMENTED_POP_JUMP_IF_TRUE,
  INSTRUMENTED_RESUME,
  INSTRUMENTED_RETURN_CONST,
  INSTRUMENTED_RETURN_VALUE,
  NOP,
  RESUME_CHECK,
  RESUME_WATCHED,
} from "../builtin-types/code-opcodes";
import { _PyFrame_GetFrameObject } from "../builtin-types/frame-object";
import { function_vectorcall, PyFunctionObject } from "../builtin-types/function";
import { _PyFrame_IsIncomplete, _PyInterpreterFrame, FRAME_HEAD } from "../builtin-types/interpreter-frame";
import { PyMethodObject } from "../builtin-types/method";
import { PyTraceBack_Here } from "../builtin-types/traceback";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { cstr } from "../object/literals";
import { obj, Py_DECREF, Py_INCREF, PyObject, ptr, Slots } from "../object/object";
import { _PY_MONITORING_BIT, tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_True,
  PyCoro_Type,
  PyExc_StopIteration,
  PyExc_SystemError,
  PyFunction_Type,
  PyGen_Type,
  PyMethod_Type,
} from "../object/static-types";
import { _Py_HandlePending } from "./eval-breaker";
import { call_args_tuple } from "./eval-names";
import { _Py_Instrument, is_instrumented } from "./instrument";
import {
  _Py_call_instrumentation,
  _Py_call_instrumentation_2args,
  _Py_call_instrumentation_arg,
  _Py_call_instrumentation_exc2,
  _Py_call_instrumentation_instruction,
  _Py_call_instrumentation_jump,
  _Py_call_instrumentation_line,
  monitor_exception,
  monitor_raise,
  monitor_stop_iteration,
} from "./monitoring-calls";
import {
  global_tools,
  monitoring,
  PY_MONITORING_EVENT_BRANCH,
  PY_MONITORING_EVENT_C_RAISE,
  PY_MONITORING_EVENT_C_RETURN,
  PY_MONITORING_EVENT_CALL,
  PY_MONITORING_EVENT_JUMP,
  PY_MONITORING_EVENT_PY_RESUME,
  PY_MONITORING_EVENT_PY_RETURN,
  PY_MONITORING_EVENT_PY_START,
  PY_MONITORING_EVENT_PY_THROW,
  PY_MONITORING_EVENT_PY_UNWIND,
  PY_MONITORING_EVENT_RAISE,
} from "./monitoring-events";
import { monitoring_missing } from "./monitoring-objects";

/** States of the eval loop. */
export const OP_ERROR: u32 = 223;
export const OP_UNWIND: u32 = 224;

/** The word that runs the instruction at `pc` as `opcode`, with the oparg of `word`. */
function again(word: u32, opcode: i32, pc: usize): u32 {
  tstate.resume_at = pc;
  return (word & 0xffffff00) | opcode;
}

/** The word of the instruction at `pc`. */
function go_on(pc: usize): u32 {
  tstate.resume_at = pc;
  return load<u16>(pc);
}

function error_at(pc: usize): u32 {
  tstate.resume_at = pc;
  return OP_ERROR;
}

/** An exception that belongs to the code unit at `at`, though the frame is at another instruction. */
function error_elsewhere(frame: _PyInterpreterFrame, at: usize): u32 {
  note_traceback(frame);
  monitor_raise(frame, at);
  tstate.resume_at = at;
  return OP_UNWIND;
}

/** Address of the stack slot that is `depth` below the top (1: the top). @inline */
function slot_at(frame: _PyInterpreterFrame, depth: i32): usize {
  return changetype<usize>(frame) + FRAME_HEAD + ((<usize>(frame.stacktop - depth)) << 3);
}

/** @inline */
function peek(frame: _PyInterpreterFrame, depth: i32): PyObject {
  return load<PyObject>(slot_at(frame, depth));
}

/** The instruction at `pc` must not specialise: that would overwrite what stands there instead of it. */
function pause_counter(pc: usize, base: i32): void {
  if (_PyOpcode_Caches(base) !== 0) store<u16>(pc, load<u16>(pc, 2) | 16, 2);
}

/** Last code unit of the instruction at `pc`: where CPython says that its exceptions come from. */
function end_of_instruction(frame: _PyInterpreterFrame, pc: usize): usize {
  const code = frame.code;
  return pc + ((<usize>_PyOpcode_Caches(_Py_GetBaseOpcode(code, <i32>(pc - _PyCode_CODE(code)) >> 1))) << 1);
}

// ---- Beginning ------------------------------------------------------------------------------------------------------

/** RESUME at `pc`: 0, 1 the code has been instrumented (or the reverse) and `pc` is to run anew, -1 with an exception. */
export function resume(frame: _PyInterpreterFrame, pc: usize, oparg: u32): i32 {
  const code = frame.code;
  const watched = (tstate.eval_breaker & _PY_MONITORING_BIT) !== 0 || is_instrumented(code);
  if (watched && <u32>code._co_instrumentation_version !== monitoring.version) {
    return _Py_Instrument(code) < 0 ? -1 : 1;
  }
  if ((oparg & 3) < 2 && tstate.eval_breaker !== 0 && _Py_HandlePending() < 0) return -1;
  store<u8>(pc, <u8>(is_instrumented(code) ? RESUME_WATCHED : RESUME_CHECK));
  return 0;
}

function instrumented_resume(frame: _PyInterpreterFrame, pc: usize, word: u32): u32 {
  const code = frame.code;
  if (<u32>code._co_instrumentation_version !== monitoring.version) {
    return _Py_Instrument(code) < 0 ? error_at(pc) : again(word, load<u8>(pc), pc);
  }
  const oparg = word >> 8;
  if ((oparg & 3) < 2 && (tstate.eval_breaker & ~_PY_MONITORING_BIT) !== 0 && _Py_HandlePending() < 0) {
    return error_at(pc);
  }
  const event = oparg > 0 ? PY_MONITORING_EVENT_PY_RESUME : PY_MONITORING_EVENT_PY_START;
  if (_Py_call_instrumentation(event, frame, pc) !== 0) return error_at(pc);
  return frame.instr_ptr !== pc ? go_on(frame.instr_ptr) : again(word, NOP, pc);
}

// ---- Lines, instructions, ends ----------------------------------------------------------------------------------------

function instrumented_line(frame: _PyInterpreterFrame, pc: usize, word: u32, before: usize): u32 {
  const opcode = _Py_call_instrumentation_line(frame, pc, before);
  if (opcode < 0) return error_elsewhere(frame, pc);
  if (frame.instr_ptr !== pc) return go_on(frame.instr_ptr);
  pause_counter(pc, opcode);
  return again(word, opcode, pc);
}

function instrumented_instruction(frame: _PyInterpreterFrame, pc: usize, word: u32): u32 {
  const opcode = _Py_call_instrumentation_instruction(frame, pc);
  if (opcode < 0) return error_elsewhere(frame, pc);
  pause_counter(pc, opcode);
  return again(word, opcode, pc);
}

function instrumented_return(frame: _PyInterpreterFrame, pc: usize, word: u32): u32 {
  const opcode = <i32>(word & 0xff);
  const value =
    opcode === INSTRUMENTED_RETURN_VALUE ? peek(frame, 1) : PyTuple_GET_ITEM(frame.code.co_consts, <i32>(word >> 8));
  if (_Py_call_instrumentation_arg(PY_MONITORING_EVENT_PY_RETURN, frame, pc, value) !== 0) return error_at(pc);
  return again(word, de_instrument_opcode(opcode), pc);
}

/** END_FOR, END_SEND: [receiver, value]. */
function instrumented_end(frame: _PyInterpreterFrame, pc: usize, word: u32): u32 {
  const opcode = <i32>(word & 0xff);
  const type = ptr(peek(frame, 2).ob_type);
  if (type === ptr(PyGen_Type) || (opcode === INSTRUMENTED_END_SEND && type === ptr(PyCoro_Type))) {
    if (monitor_stop_iteration(frame, pc, peek(frame, 1)) !== 0) return error_at(pc);
  }
  return again(word, de_instrument_opcode(opcode), pc);
}

// ---- Calls ------------------------------------------------------------------------------------------------------------

/** A Python function that the loop itself can run. */
function is_plain_function(callable: PyObject): bool {
  return (
    ptr(callable.ob_type) === ptr(PyFunction_Type) &&
    changetype<usize>(changetype<PyFunctionObject>(callable).vectorcall) === changetype<usize>(function_vectorcall())
  );
}

/** [method, NULL, args...] at `base` becomes [function, self, args...]. */
function unpack_method(base: usize): void {
  const callable = load<PyObject>(base);
  if (load<usize>(base, 8) !== 0 || ptr(callable.ob_type) !== ptr(PyMethod_Type)) return;
  const method = changetype<PyMethodObject>(callable);
  const self = method.im_self;
  const func = method.im_func;
  Py_INCREF(self);
  Py_INCREF(func);
  store<u64>(base, <u64>ptr(self), 8);
  store<u64>(base, <u64>ptr(func));
  Py_DECREF(method);
}

/** Releases the topmost `n` stack slots. */
function pop_slots(frame: _PyInterpreterFrame, n: i32): void {
  for (let i = 0; i < n; i++) {
    const o = load<usize>(slot_at(frame, 1));
    frame.stacktop--;
    if (o !== 0) Py_DECREF(obj(o));
  }
}

/** Tells that a builtin has returned `result` (NULL: with an exception): that, or NULL when a callback raised. */
function tell_result(
  frame: _PyInterpreterFrame,
  pc: usize,
  callable: PyObject,
  first: PyObject,
  result: PyObject | null,
): PyObject | null {
  if (!result) {
    _Py_call_instrumentation_exc2(PY_MONITORING_EVENT_C_RAISE, frame, pc, callable, first);
    return null;
  }
  if (_Py_call_instrumentation_2args(PY_MONITORING_EVENT_C_RETURN, frame, pc, callable, first) === 0) return result;
  Py_DECREF(result);
  return null;
}

/** Replaces the topmost `used` slots by `result` (stolen; NULL: an exception is set) and goes on behind the call. */
function end_call(frame: _PyInterpreterFrame, pc: usize, used: i32, result: PyObject | null, length: usize): u32 {
  pop_slots(frame, used);
  if (!result) return error_at(pc);
  store<u64>(slot_at(frame, 0), <u64>ptr(result));
  frame.stacktop++;
  if (tstate.eval_breaker !== 0 && _Py_HandlePending() < 0) return error_at(pc);
  return go_on(pc + length);
}

/** CALL, CALL_KW (whose names are on top): [callable, self or NULL, args..., names?]. */
function instrumented_call(frame: _PyInterpreterFrame, pc: usize, word: u32): u32 {
  const oparg = <i32>(word >> 8);
  const kw = (word & 0xff) === INSTRUMENTED_CALL_KW;
  const names = kw ? peek(frame, 1) : null;
  const used = oparg + (kw ? 3 : 2);
  const base = slot_at(frame, used);
  let args = load<usize>(base, 8) !== 0 ? base + 8 : base + 16;
  let n = oparg + (args === base + 8 ? 1 : 0);
  const arg = n === 0 ? monitoring_missing() : load<PyObject>(args);
  if (_Py_call_instrumentation_2args(PY_MONITORING_EVENT_CALL, frame, pc, load<PyObject>(base), arg) !== 0) {
    return error_at(pc);
  }
  unpack_method(base);
  const callable = load<PyObject>(base);
  if (is_plain_function(callable)) {
    const opcode = de_instrument_opcode(<i32>(word & 0xff));
    if (opcode === CALL) pause_counter(pc, CALL);
    return again(word, opcode, pc);
  }
  if (load<usize>(base, 8) !== 0) {
    args = base + 8;
    n = oparg + 1;
  }
  const positional = n - (names ? PyTuple_GET_SIZE(names) : 0);
  let result = PyObject_Vectorcall(callable, Slots.at(args), <u32>positional | PY_VECTORCALL_ARGUMENTS_OFFSET, names);
  result = tell_result(frame, pc, callable, n === 0 ? monitoring_missing() : load<PyObject>(args), result);
  return end_call(frame, pc, used, result, kw ? 2 : 8);
}

/** CALL_FUNCTION_EX: [func, NULL, callargs, kwargs if oparg & 1]. */
function instrumented_call_ex(frame: _PyInterpreterFrame, pc: usize, word: u32): u32 {
  const more = <i32>((word >> 8) & 1);
  const kwargs = more !== 0 ? peek(frame, 1) : null;
  const func = peek(frame, 3 + more);
  const callargs = call_args_tuple(func, peek(frame, 1 + more));
  if (!callargs) return error_at(pc);
  store<u64>(slot_at(frame, 1 + more), <u64>ptr(callargs));
  const first = PyTuple_GET_SIZE(callargs) > 0 ? PyTuple_GET_ITEM(callargs, 0) : monitoring_missing();
  if (_Py_call_instrumentation_2args(PY_MONITORING_EVENT_CALL, frame, pc, func, first) !== 0) return error_at(pc);
  let result = PyObject_Call(func, callargs, kwargs);
  const type = ptr(func.ob_type);
  if (type !== ptr(PyFunction_Type) && type !== ptr(PyMethod_Type))
    result = tell_result(frame, pc, func, first, result);
  return end_call(frame, pc, 3 + more, result, 2);
}

/** LOAD_SUPER_ATTR: [super, class, self]. */
function instrumented_super(frame: _PyInterpreterFrame, pc: usize, word: u32): u32 {
  const oparg = <i32>(word >> 8);
  const global_super = peek(frame, 3);
  const first = (oparg & 2) !== 0 ? peek(frame, 2) : monitoring_missing();
  if (_Py_call_instrumentation_2args(PY_MONITORING_EVENT_CALL, frame, pc, global_super, first) !== 0) {
    return error_at(pc);
  }
  let proxy = PyObject_Vectorcall(global_super, Slots.at(slot_at(frame, 2)), oparg & 2, null);
  proxy = tell_result(frame, pc, global_super, first, proxy);
  pop_slots(frame, 3);
  if (!proxy) return error_at(pc);
  const value = PyObject_GetAttr(proxy, PyTuple_GET_ITEM(frame.code.co_names, oparg >> 2));
  Py_DECREF(proxy);
  if (!value) return error_at(pc);
  store<u64>(slot_at(frame, 0), <u64>ptr(value));
  frame.stacktop++;
  if ((oparg & 1) !== 0) {
    store<u64>(slot_at(frame, 0), 0);
    frame.stacktop++;
  }
  return go_on(pc + 4);
}

// ---- Jumps ------------------------------------------------------------------------------------------------------------

/** Takes the condition of POP_JUMP_IF_* off the stack; true: the jump is taken. */
function pop_condition(frame: _PyInterpreterFrame, opcode: i32): bool {
  const value = peek(frame, 1);
  frame.stacktop--;
  let taken: bool;
  if (opcode === INSTRUMENTED_POP_JUMP_IF_TRUE) taken = ptr(value) === ptr(Py_True);
  else if (opcode === INSTRUMENTED_POP_JUMP_IF_FALSE) taken = ptr(value) === ptr(Py_False);
  else taken = (ptr(value) === ptr(Py_None)) === (opcode === INSTRUMENTED_POP_JUMP_IF_NONE);
  Py_DECREF(value);
  return taken;
}

/** FOR_ITER: pushes the next value, or ends the loop. Where to go on, 0 with an exception. */
function for_iter_target(frame: _PyInterpreterFrame, pc: usize, oparg: usize): usize {
  const iter = peek(frame, 1);
  const value = iter.ob_type.tp_iternext!.call(iter);
  if (value) {
    store<u64>(slot_at(frame, 0), <u64>ptr(value));
    frame.stacktop++;
    return pc + 4;
  }
  if (tstate.current_exception) {
    if (!PyErr_ExceptionMatches(PyExc_StopIteration)) return 0;
    stop_iteration_raised(frame, pc);
    PyErr_Clear();
  }
  frame.stacktop--;
  Py_DECREF(iter);
  return pc + 8 + (oparg << 1);
}

function instrumented_jump(frame: _PyInterpreterFrame, pc: usize, word: u32): u32 {
  const opcode = <i32>(word & 0xff);
  const oparg = <usize>(word >> 8);
  let event = PY_MONITORING_EVENT_BRANCH;
  let target: usize;
  if (opcode === INSTRUMENTED_JUMP_FORWARD) {
    event = PY_MONITORING_EVENT_JUMP;
    target = pc + 2 + (oparg << 1);
  } else if (opcode === INSTRUMENTED_JUMP_BACKWARD) {
    event = PY_MONITORING_EVENT_JUMP;
    target = pc + 4 - (oparg << 1);
    if ((tstate.eval_breaker & ~_PY_MONITORING_BIT) !== 0 && _Py_HandlePending() < 0) return error_at(pc);
  } else if (opcode === INSTRUMENTED_FOR_ITER) {
    target = for_iter_target(frame, pc, oparg);
    if (target === 0) return error_at(pc);
  } else target = pc + 4 + (pop_condition(frame, opcode) ? oparg << 1 : 0);
  const goal = _Py_call_instrumentation_jump(event, frame, pc, target);
  if (goal !== 0) return go_on(goal);
  // The exception belongs to where the jump went, though the frame is still at the jump.
  return error_elsewhere(frame, target);
}

// ---- All of them ------------------------------------------------------------------------------------------------------

/**
 * Runs the instrumented instruction `word` at `pc`, which followed the one at `before`, as far as its tools are
 * concerned. What `OP_UNWIND` needs as `lasti` is `pc`.
 */
export function run_instrumented(frame: _PyInterpreterFrame, pc: usize, word: u32, before: usize): u32 {
  switch (word & 0xff) {
    case INSTRUMENTED_LINE:
      return instrumented_line(frame, pc, word, before);
    case INSTRUMENTED_INSTRUCTION:
      return instrumented_instruction(frame, pc, word);
    case INSTRUMENTED_RESUME:
      return instrumented_resume(frame, pc, word);
    case INSTRUMENTED_RETURN_VALUE:
    case INSTRUMENTED_RETURN_CONST:
      return instrumented_return(frame, pc, word);
    case INSTRUMENTED_END_FOR:
    case INSTRUMENTED_END_SEND:
      return instrumented_end(frame, pc, word);
    case INSTRUMENTED_CALL:
    case INSTRUMENTED_CALL_KW:
      return instrumented_call(frame, pc, word);
    case INSTRUMENTED_CALL_FUNCTION_EX:
      return instrumented_call_ex(frame, pc, word);
    case INSTRUMENTED_LOAD_SUPER_ATTR:
      return instrumented_super(frame, pc, word);
    default:
      return instrumented_jump(frame, pc, word);
  }
}

/** Adds an entry for `frame` to the traceback of the current exception. */
export function note_traceback(frame: _PyInterpreterFrame): void {
  if (_PyFrame_IsIncomplete(frame)) return;
  const f = _PyFrame_GetFrameObject(frame);
  if (f) PyTraceBack_Here(f);
}

/**
 * An exception is set at `pc`: the running instruction, or the code unit before it when what it called has raised. Adds
 * the traceback entry and tells of it. Returns the code unit that it comes from, as far as tools are concerned.
 */
export function exception_raised(frame: _PyInterpreterFrame, pc: usize): usize {
  // What failed must have said why: an error without an exception would end the program without a word.
  if (!tstate.current_exception) PyErr_SetString(PyExc_SystemError, cstr("error return without exception set"));
  note_traceback(frame);
  if ((global_tools(PY_MONITORING_EVENT_RAISE) | global_tools(PY_MONITORING_EVENT_PY_UNWIND)) === 0) return pc;
  const at = pc === frame.instr_ptr ? end_of_instruction(frame, pc) : pc;
  monitor_exception(frame, at, PY_MONITORING_EVENT_RAISE);
  return at;
}

/** FOR_ITER and SEND at `pc` have got StopIteration, which they will drop. */
export function stop_iteration_raised(frame: _PyInterpreterFrame, pc: usize): void {
  if (global_tools(PY_MONITORING_EVENT_RAISE) !== 0) monitor_raise(frame, pc);
}

/** An exception is thrown into a frame, which is not resumed: what RESUME would have done. */
export function thrown_into(frame: _PyInterpreterFrame): void {
  _Py_Instrument(frame.code);
  monitor_exception(frame, frame.instr_ptr, PY_MONITORING_EVENT_PY_THROW);
}
