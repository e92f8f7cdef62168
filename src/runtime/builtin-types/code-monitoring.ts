/**
 * What a code object knows while something monitors it, and its instructions as they were before. CPython:
 * _PyCoMonitoringData of Include/cpython/code.h, the readers of Python/instrumentation.c.
 *
 *   _PyCoMonitoringData (64 bytes of PyMem memory, `_co_monitoring`)
 *   +0  local_monitors  u8 per event: tools that asked for it in this code alone
 *   +10 active_monitors u8 per event: tools that the code is instrumented for
 *   +24 tools           u8 per code unit: tools for the event of that unit; 0 while no event has two tools
 *   +32 lines           2 bytes per code unit: {original_opcode u8, line_delta i8}; 0 while no tool has line events
 *   +40 line_tools      u8 per code unit, as tools
 *   +48 per_instruction_opcodes  u8 per code unit; 0 while no tool has instruction events
 *   +56 per_instruction_tools    u8 per code unit, as tools
 *
 * Instrumentation changes opcodes in place, in up to three layers at one unit:
 *   code[i] INSTRUMENTED_LINE -> lines[i].original_opcode
 *           INSTRUMENTED_INSTRUCTION -> per_instruction_opcodes[i]
 *           INSTRUMENTED_X -> X
 * Not 0 in lines[i].original_opcode: the unit starts a line, instrumented for it or not.
 */
import { PyMem_Free } from "../memory/domains";
import { _PyCode_CODE, PyCodeObject } from "./code";
import { PyCode_Addr2Line } from "./code-lines";
import {
  _PyOpcode_Caches,
  _PyOpcode_Deopt,
  de_instrument_opcode,
  INSTRUMENTED_INSTRUCTION,
  INSTRUMENTED_LINE,
  MIN_INSTRUMENTED_OPCODE,
} from "./code-opcodes";

@unmanaged
export class _PyCoMonitoringData {
  monitors_0: u64;
  monitors_8: u64;
  monitors_16: u64;
  /** The five blocks are owned PyMem blocks, or 0. */
  tools: usize;
  lines: usize;
  line_tools: usize;
  per_instruction_opcodes: usize;
  per_instruction_tools: usize;
}

/** Offsets of the two sets of monitors. */
export const LOCAL_MONITORS: usize = 0;
export const ACTIVE_MONITORS: usize = 10;

/** Line deltas: the unit has no line; its line must be looked up. Else line = co_firstlineno + unit + delta. */
const NO_LINE: i32 = -128;
const COMPUTED_LINE: i32 = -127;

/** The record, or NULL. @inline */
export function monitoring_of(co: PyCodeObject): _PyCoMonitoringData | null {
  return changetype<_PyCoMonitoringData | null>(co._co_monitoring);
}

/** Tools that `co` is instrumented for at that event (of the local ones). */
export function active_tools(co: PyCodeObject, event: i32): u32 {
  return co._co_monitoring === 0 ? 0 : load<u8>(co._co_monitoring + ACTIVE_MONITORS + <usize>event);
}

/** Address of the byte that holds the opcode of unit `i` below INSTRUMENTED_LINE. */
export function opcode_below_line(co: PyCodeObject, i: i32): usize {
  const at = _PyCode_CODE(co) + ((<usize>i) << 1);
  return load<u8>(at) === <u8>INSTRUMENTED_LINE ? monitoring_of(co)!.lines + ((<usize>i) << 1) : at;
}

/** The same below INSTRUMENTED_INSTRUCTION too. */
export function opcode_below_both(co: PyCodeObject, i: i32): usize {
  const at = opcode_below_line(co, i);
  if (load<u8>(at) !== <u8>INSTRUMENTED_INSTRUCTION) return at;
  return monitoring_of(co)!.per_instruction_opcodes + <usize>i;
}

/** The opcode that the compiler wrote at unit `i`, neither instrumented nor specialised. */
export function _Py_GetBaseOpcode(co: PyCodeObject, i: i32): i32 {
  const opcode = <i32>load<u8>(opcode_below_both(co, i));
  return opcode >= MIN_INSTRUMENTED_OPCODE ? de_instrument_opcode(opcode) : _PyOpcode_Deopt(opcode);
}

/** Length in code units of the instruction at unit `i`, with its caches; an EXTENDED_ARG counts as one of its own. */
export function _PyInstruction_GetLength(co: PyCodeObject, i: i32): i32 {
  return 1 + _PyOpcode_Caches(_Py_GetBaseOpcode(co, i));
}

/** How lines[i] notes that unit `i` is on `line` (-1: none). */
export function line_delta_for(co: PyCodeObject, i: i32, line: i32): i8 {
  if (line < 0) return <i8>NO_LINE;
  const delta = line - co.co_firstlineno - i;
  return <i8>(delta <= 127 && delta > COMPUTED_LINE ? delta : COMPUTED_LINE);
}

/** Unit `i` has a line according to lines[]. */
export function has_line(lines: usize, i: i32): bool {
  return load<i8>(lines + ((<usize>i) << 1), 1) !== <i8>NO_LINE;
}

/** Line of unit `i` of code with line data; -1: none. */
export function _Py_Instrumentation_GetLine(co: PyCodeObject, i: i32): i32 {
  const delta = <i32>load<i8>(monitoring_of(co)!.lines + ((<usize>i) << 1), 1);
  if (delta === NO_LINE) return -1;
  return delta === COMPUTED_LINE ? PyCode_Addr2Line(co, i << 1) : co.co_firstlineno + i + delta;
}

/** Releases the record of a code object that dies. */
export function free_monitoring_data(co: PyCodeObject): void {
  const data = monitoring_of(co);
  if (!data) return;
  for (let i: usize = 0; i < 5; i++) {
    const table = load<usize>(changetype<usize>(data) + (i << 3), offsetof<_PyCoMonitoringData>("tools"));
    if (table !== 0) PyMem_Free(table);
  }
  PyMem_Free(changetype<usize>(data));
  co._co_monitoring = 0;
}
