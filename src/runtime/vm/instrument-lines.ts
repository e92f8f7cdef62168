/**
 * Instrumenting for line events and for instruction events: where lines start, and the two layers of opcodes that lie above
 * all others. CPython: initialize_lines, *_line_tools, *_per_instruction_tools of Python/instrumentation.c.
 *
 * A unit starts a line when its line differs from that of the instruction before it, when a jump goes there, or when it
 * is an exception handler; never a RESUME, nor an instruction that the one before it skips (END_FOR, END_SEND).
 */
import { _PyCode_CODE, PyCodeObject } from "../builtin-types/code";
import { first_handler, handler_entry, next_handler } from "../builtin-types/code-exception-table";
import {
  _PyCode_InitAddressRange,
  _PyLineTable_NextAddressRange,
  PyCodeAddressRange,
} from "../builtin-types/code-lines";
import {
  _Py_GetBaseOpcode,
  _PyInstruction_GetLength,
  ACTIVE_MONITORS,
  has_line,
  line_delta_for,
  monitoring_of,
  opcode_below_line,
} from "../builtin-types/code-monitoring";
import {
  _PyOpcode_Deopt,
  END_ASYNC_FOR,
  END_FOR,
  END_SEND,
  EXTENDED_ARG,
  FOR_ITER,
  INSTRUMENTED_INSTRUCTION,
  INSTRUMENTED_LINE,
  JUMP_BACKWARD,
  JUMP_BACKWARD_NO_INTERRUPT,
  JUMP_FORWARD,
  MIN_INSTRUMENTED_OPCODE,
  POP_JUMP_IF_FALSE,
  POP_JUMP_IF_NONE,
  POP_JUMP_IF_NOT_NONE,
  POP_JUMP_IF_TRUE,
  RESUME,
  SEND,
} from "../builtin-types/code-opcodes";
import { reset_counter } from "./instrument-calls";
import { PY_MONITORING_EVENT_INSTRUCTION, PY_MONITORING_EVENT_LINE } from "./monitoring-events";

const range: PyCodeAddressRange = changetype<PyCodeAddressRange>(memory.data(48, 16));

/** Marks unit `i`, whose base opcode is given, as the start of a line; 0: it is none. */
function set_start(lines: usize, i: i32, opcode: i32): void {
  store<u8>(lines + ((<usize>i) << 1), <u8>opcode);
}

/** Fills the zeroed line data of `co`. */
export function initialize_lines(co: PyCodeObject, lines: usize): void {
  mark_changes_of_line(co, lines);
  mark_jump_targets(co, lines);
  mark_handlers(co, lines);
}

function mark_changes_of_line(co: PyCodeObject, lines: usize): void {
  // Units before the first RESUME are never looked at.
  for (let i = 0; i < co._co_firsttraceable && i < co.ob_size; i++) set_start(lines, i, 255);
  _PyCode_InitAddressRange(co, range);
  let current = -1;
  for (let i = co._co_firsttraceable; i < co.ob_size; ) {
    while (range.ar_end <= i << 1 && _PyLineTable_NextAddressRange(range));
    const line = range.ar_line;
    const opcode = _Py_GetBaseOpcode(co, i);
    const length = _PyInstruction_GetLength(co, i);
    store<i8>(lines + ((<usize>i) << 1), line_delta_for(co, i, line), 1);
    if (opcode !== END_ASYNC_FOR && opcode !== END_FOR && opcode !== END_SEND && opcode !== RESUME) {
      if (line !== current && line >= 0) set_start(lines, i, opcode);
      current = line;
    }
    for (let k = 1; k < length; k++) store<i8>(lines + ((<usize>(i + k)) << 1), line_delta_for(co, i + k, -1), 1);
    i += length;
  }
}

/** Where the jump `opcode` with `oparg` behind unit `next` goes; -1: it is no jump. */
function jump_target(opcode: i32, oparg: i32, next: i32): i32 {
  switch (opcode) {
    case POP_JUMP_IF_FALSE:
    case POP_JUMP_IF_TRUE:
    case POP_JUMP_IF_NONE:
    case POP_JUMP_IF_NOT_NONE:
    case JUMP_FORWARD:
      return next + oparg;
    case FOR_ITER:
    case SEND:
      // To the instruction behind END_FOR or END_SEND.
      return next + oparg + 1;
    case JUMP_BACKWARD:
    case JUMP_BACKWARD_NO_INTERRUPT:
      return next - oparg;
    default:
      return -1;
  }
}

function mark_jump_targets(co: PyCodeObject, lines: usize): void {
  let oparg = 0;
  for (let i = co._co_firsttraceable; i < co.ob_size; ) {
    const opcode = _Py_GetBaseOpcode(co, i);
    oparg = (oparg << 8) | <i32>load<u8>(_PyCode_CODE(co) + ((<usize>i) << 1), 1);
    const next = i + _PyInstruction_GetLength(co, i);
    const target = jump_target(opcode, oparg, next);
    if (target >= 0 && has_line(lines, target)) set_start(lines, target, _Py_GetBaseOpcode(co, target));
    if (opcode !== EXTENDED_ARG) oparg = 0;
    i = next;
  }
}

function mark_handlers(co: PyCodeObject, lines: usize): void {
  first_handler(co);
  while (next_handler()) {
    const handler = handler_entry.target;
    const opcode = _Py_GetBaseOpcode(co, handler);
    // The end of an `async for` is a handler and no line of its own.
    if (has_line(lines, handler) && opcode !== END_ASYNC_FOR) set_start(lines, handler, opcode);
  }
}

// ---- Lines ----------------------------------------------------------------------------------------------------------

/** Tools left for unit `i` after `tools` have gone: from the table, or of the only one. */
function tools_left(table: usize, i: i32, active: usize, tools: u32): u32 {
  if (table === 0) return load<u8>(active) & ~tools;
  const left = load<u8>(table + <usize>i) & ~tools;
  store<u8>(table + <usize>i, <u8>left);
  return left;
}

/** These tools are no longer told of the line that starts at unit `i`. */
export function remove_line_tools_at(co: PyCodeObject, i: i32, tools: u32): void {
  const data = monitoring_of(co)!;
  const active = changetype<usize>(data) + ACTIVE_MONITORS + <usize>PY_MONITORING_EVENT_LINE;
  if (tools_left(data.line_tools, i, active, tools) !== 0) return;
  const at = _PyCode_CODE(co) + ((<usize>i) << 1);
  if (load<u8>(at) !== <u8>INSTRUMENTED_LINE) return;
  const entry = data.lines + ((<usize>i) << 1);
  store<u8>(at, load<u8>(entry));
  if (load<u8>(entry) === <u8>INSTRUMENTED_INSTRUCTION) {
    store<u8>(entry, load<u8>(data.per_instruction_opcodes + <usize>i));
  }
  reset_counter(co, i, _Py_GetBaseOpcode(co, i));
}

/** The same for all lines. */
export function remove_line_tools(co: PyCodeObject, tools: u32): void {
  if (tools === 0) return;
  const lines = monitoring_of(co)!.lines;
  for (let i = co._co_firsttraceable; i < co.ob_size; i += _PyInstruction_GetLength(co, i)) {
    if (load<u8>(lines + ((<usize>i) << 1)) !== 0) remove_line_tools_at(co, i, tools);
  }
}

/** These tools too are told when a line starts. */
export function add_line_tools(co: PyCodeObject, tools: u32): void {
  if (tools === 0) return;
  const data = monitoring_of(co)!;
  for (let i = co._co_firsttraceable; i < co.ob_size; i += _PyInstruction_GetLength(co, i)) {
    const entry = data.lines + ((<usize>i) << 1);
    if (load<u8>(entry) === 0) continue;
    if (data.line_tools !== 0) store<u8>(data.line_tools + <usize>i, load<u8>(data.line_tools + <usize>i) | <u8>tools);
    const at = _PyCode_CODE(co) + ((<usize>i) << 1);
    const opcode = load<u8>(at);
    if (opcode === <u8>INSTRUMENTED_LINE) continue;
    store<u8>(entry, <u8>_PyOpcode_Deopt(opcode));
    store<u8>(at, <u8>INSTRUMENTED_LINE);
  }
}

// ---- Instructions ---------------------------------------------------------------------------------------------------

/** RESUME must stay what it is, and END_FOR is skipped. */
function has_instruction_event(co: PyCodeObject, i: i32): bool {
  const opcode = _Py_GetBaseOpcode(co, i);
  return opcode !== RESUME && opcode !== END_FOR;
}

/** These tools are no longer told of the instruction at unit `i`. */
export function remove_instruction_tools_at(co: PyCodeObject, i: i32, tools: u32): void {
  const data = monitoring_of(co)!;
  const active = changetype<usize>(data) + ACTIVE_MONITORS + <usize>PY_MONITORING_EVENT_INSTRUCTION;
  if (tools_left(data.per_instruction_tools, i, active, tools) !== 0) return;
  const at = opcode_below_line(co, i);
  if (load<u8>(at) !== <u8>INSTRUMENTED_INSTRUCTION) return;
  store<u8>(at, load<u8>(data.per_instruction_opcodes + <usize>i));
  reset_counter(co, i, _Py_GetBaseOpcode(co, i));
}

/** The same for all instructions. */
export function remove_instruction_tools(co: PyCodeObject, tools: u32): void {
  if (tools === 0) return;
  for (let i = co._co_firsttraceable; i < co.ob_size; i += _PyInstruction_GetLength(co, i)) {
    if (has_instruction_event(co, i)) remove_instruction_tools_at(co, i, tools);
  }
}

/** These tools too are told of every instruction. */
export function add_instruction_tools(co: PyCodeObject, tools: u32): void {
  if (tools === 0) return;
  const data = monitoring_of(co)!;
  for (let i = co._co_firsttraceable; i < co.ob_size; i += _PyInstruction_GetLength(co, i)) {
    if (!has_instruction_event(co, i)) continue;
    const table = data.per_instruction_tools;
    if (table !== 0) store<u8>(table + <usize>i, load<u8>(table + <usize>i) | <u8>tools);
    const at = opcode_below_line(co, i);
    const opcode = <i32>load<u8>(at);
    if (opcode === INSTRUMENTED_INSTRUCTION) continue;
    const base = opcode >= MIN_INSTRUMENTED_OPCODE ? opcode : _PyOpcode_Deopt(opcode);
    store<u8>(data.per_instruction_opcodes + <usize>i, <u8>base);
    store<u8>(at, <u8>INSTRUMENTED_INSTRUCTION);
  }
}
