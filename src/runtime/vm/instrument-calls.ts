/**
 * Instrumenting single instructions for their own event: which one that is, putting the INSTRUMENTED_ form in and taking
 * it out. CPython: add_tools, remove_tools, instrument, de_instrument of Python/instrumentation.c.
 */
import { _PyCode_CODE, PyCodeObject } from "../builtin-types/code";
import { _Py_GetBaseOpcode, ACTIVE_MONITORS, monitoring_of, opcode_below_both } from "../builtin-types/code-monitoring";
import { ADAPTIVE_WARMUP, JUMP_BACKWARD_WARMUP } from "../builtin-types/code-new";
import {
  _PyOpcode_Caches,
  _PyOpcode_Deopt,
  CALL,
  CALL_FUNCTION_EX,
  CALL_KW,
  de_instrument_opcode,
  END_FOR,
  END_SEND,
  FOR_ITER,
  instrument_opcode,
  JUMP_BACKWARD,
  JUMP_FORWARD,
  LOAD_SUPER_ATTR,
  MIN_INSTRUMENTED_OPCODE,
  POP_JUMP_IF_FALSE,
  POP_JUMP_IF_NONE,
  POP_JUMP_IF_NOT_NONE,
  POP_JUMP_IF_TRUE,
  RESUME,
  RETURN_CONST,
  RETURN_VALUE,
  YIELD_VALUE,
} from "../builtin-types/code-opcodes";
import {
  PY_MONITORING_EVENT_BRANCH,
  PY_MONITORING_EVENT_CALL,
  PY_MONITORING_EVENT_JUMP,
  PY_MONITORING_EVENT_PY_RESUME,
  PY_MONITORING_EVENT_PY_RETURN,
  PY_MONITORING_EVENT_PY_START,
  PY_MONITORING_EVENT_PY_YIELD,
  PY_MONITORING_EVENT_STOP_ITERATION,
} from "./monitoring-events";

/** The event that the instruction at unit `i` stands for; -1: none. */
export function event_at(co: PyCodeObject, i: i32): i32 {
  switch (_Py_GetBaseOpcode(co, i)) {
    case RESUME:
      return load<u8>(_PyCode_CODE(co) + ((<usize>i) << 1), 1) !== 0
        ? PY_MONITORING_EVENT_PY_RESUME
        : PY_MONITORING_EVENT_PY_START;
    case RETURN_VALUE:
    case RETURN_CONST:
      return PY_MONITORING_EVENT_PY_RETURN;
    case YIELD_VALUE:
      return PY_MONITORING_EVENT_PY_YIELD;
    case CALL:
    case CALL_KW:
    case CALL_FUNCTION_EX:
    case LOAD_SUPER_ATTR:
      return PY_MONITORING_EVENT_CALL;
    case JUMP_FORWARD:
    case JUMP_BACKWARD:
      return PY_MONITORING_EVENT_JUMP;
    case POP_JUMP_IF_FALSE:
    case POP_JUMP_IF_TRUE:
    case POP_JUMP_IF_NONE:
    case POP_JUMP_IF_NOT_NONE:
    case FOR_ITER:
      return PY_MONITORING_EVENT_BRANCH;
    case END_FOR:
    case END_SEND:
      return PY_MONITORING_EVENT_STOP_ITERATION;
    default:
      return -1;
  }
}

/** The inline cache of the instruction at unit `i` begins anew. */
export function reset_counter(co: PyCodeObject, i: i32, base: i32): void {
  if (_PyOpcode_Caches(base) === 0) return;
  const warmup = base === JUMP_BACKWARD ? JUMP_BACKWARD_WARMUP : ADAPTIVE_WARMUP;
  store<u16>(_PyCode_CODE(co) + ((<usize>i) << 1), warmup, 2);
}

/** More tools for the event of unit `i`, which is not empty. */
export function add_tools(co: PyCodeObject, i: i32, tools: u32): void {
  const table = monitoring_of(co)!.tools;
  if (table !== 0) store<u8>(table + <usize>i, load<u8>(table + <usize>i) | <u8>tools);
  const at = opcode_below_both(co, i);
  const opcode = <i32>load<u8>(at);
  if (opcode >= MIN_INSTRUMENTED_OPCODE) return;
  const base = _PyOpcode_Deopt(opcode);
  store<u8>(at, <u8>instrument_opcode(base));
  reset_counter(co, i, base);
}

/** These tools are no longer told of `event` at unit `i`. */
export function remove_tools(co: PyCodeObject, i: i32, event: i32, tools: u32): void {
  const data = monitoring_of(co)!;
  let left: u32;
  if (data.tools !== 0) {
    left = load<u8>(data.tools + <usize>i) & ~tools;
    store<u8>(data.tools + <usize>i, <u8>left);
  } else left = load<u8>(changetype<usize>(data) + <usize>event, ACTIVE_MONITORS) & ~tools;
  if (left !== 0) return;
  const at = opcode_below_both(co, i);
  const opcode = <i32>load<u8>(at);
  if (opcode < MIN_INSTRUMENTED_OPCODE) return;
  const base = de_instrument_opcode(opcode);
  store<u8>(at, <u8>base);
  reset_counter(co, i, base);
}
