/**
 * Instrumenting code: puts INSTRUMENTED_* opcodes into a code object for the events that tools want there, and takes them
 * out. CPython: _Py_Instrument and what it calls in Python/instrumentation.c.
 *
 * Where no tool has asked for anything, code holds no instrumented opcode, and running it asks nothing about tools. A code
 * object is brought up to date when its version is not monitoring.version: at RESUME, and at once in all frames that run.
 * Instrumented code has no RESUME_CHECK but RESUME_WATCHED, so that it notices when the tools have gone.
 *
 * Invariants: opcode INSTRUMENTED_X at unit i <=> tools of i for X's event are not empty; INSTRUMENTED_LINE <=> unit i
 * starts a line and its line tools are not empty; INSTRUMENTED_INSTRUCTION likewise.
 */
import { PyErr_NoMemory } from "../abstract/errors";
import { _PyCode_CODE, PyCodeObject } from "../builtin-types/code";
import {
  _PyCoMonitoringData,
  _PyInstruction_GetLength,
  ACTIVE_MONITORS,
  LOCAL_MONITORS,
  monitoring_of,
  opcode_below_both,
} from "../builtin-types/code-monitoring";
import { MIN_INSTRUMENTED_OPCODE, RESUME_CHECK, RESUME_WATCHED } from "../builtin-types/code-opcodes";
import { current_frame, FRAME_OWNED_BY_CSTACK } from "../builtin-types/interpreter-frame";
import { PyMem_Malloc } from "../memory/domains";
import { add_tools, event_at, remove_tools } from "./instrument-calls";
import {
  add_instruction_tools,
  add_line_tools,
  initialize_lines,
  remove_instruction_tools,
  remove_line_tools,
} from "./instrument-lines";
import {
  global_tools,
  LOCAL_EVENTS,
  monitoring,
  PY_MONITORING_EVENT_INSTRUCTION,
  PY_MONITORING_EVENT_LINE,
  PY_MONITORING_EVENT_PY_RESUME,
} from "./monitoring-events";

/** Tools per local event: before and after a change, what it takes away and what it adds. */
@unmanaged
class Change {
  wanted_0: u64;
  wanted_8: u64;
  removed_0: u64;
  removed_8: u64;
  added_0: u64;
  added_8: u64;
}
const change: Change = changetype<Change>(memory.data(48, 16));
const WANTED: usize = 0;
const REMOVED: usize = 16;
const ADDED: usize = 32;

/** @inline */
function tools_in(set: usize, event: i32): u32 {
  return load<u8>(changetype<usize>(change) + set + <usize>event);
}

function any(set: usize): bool {
  const at = changetype<usize>(change) + set;
  return (load<u64>(at) | load<u64>(at, 8)) !== 0;
}

/** The tools that want each local event of `co`, in change.wanted. True: some event has two tools. */
function compute_wanted(data: _PyCoMonitoringData): bool {
  let several = false;
  change.wanted_8 = 0;
  for (let event = 0; event < LOCAL_EVENTS; event++) {
    const tools = global_tools(event) | load<u8>(changetype<usize>(data) + LOCAL_MONITORS + <usize>event);
    store<u8>(changetype<usize>(change) + WANTED + <usize>event, <u8>tools);
    if ((tools & (tools - 1)) !== 0) several = true;
  }
  return several;
}

/** What changes from the active to the wanted tools; all is taken off and put on anew where a restart is due. */
function compute_change(data: _PyCoMonitoringData, restarted: bool): void {
  change.removed_8 = 0;
  change.added_8 = 0;
  for (let event = 0; event < LOCAL_EVENTS; event++) {
    const active = load<u8>(changetype<usize>(data) + ACTIVE_MONITORS + <usize>event);
    const wanted = <u8>tools_in(WANTED, event);
    const at = changetype<usize>(change) + <usize>event;
    store<u8>(at, restarted ? active : active & ~wanted, REMOVED);
    store<u8>(at, restarted ? wanted : wanted & ~active, ADDED);
    store<u8>(changetype<usize>(data) + <usize>event, wanted, ACTIVE_MONITORS);
  }
}

// ---- The tables -----------------------------------------------------------------------------------------------------

/** The record of `co`, made when there is none; NULL with MemoryError. */
export function allocate_instrumentation_data(co: PyCodeObject): _PyCoMonitoringData | null {
  const existing = monitoring_of(co);
  if (existing) return existing;
  const address = PyMem_Malloc(offsetof<_PyCoMonitoringData>());
  if (address === 0) {
    PyErr_NoMemory();
    return null;
  }
  memory.fill(address, 0, offsetof<_PyCoMonitoringData>());
  co._co_monitoring = address;
  return changetype<_PyCoMonitoringData>(address);
}

/** A block of `bytes` filled with `value`; 0 with MemoryError. */
function new_table(bytes: i32, value: u8): usize {
  const table = PyMem_Malloc(<usize>bytes);
  if (table === 0) PyErr_NoMemory();
  else memory.fill(table, value, <usize>bytes);
  return table;
}

/** Notes the one tool of each event that `co` is instrumented for so far, unit by unit. */
function initialize_tools(co: PyCodeObject, data: _PyCoMonitoringData): void {
  for (let i = 0; i < co.ob_size; i += _PyInstruction_GetLength(co, i)) {
    if (<i32>load<u8>(opcode_below_both(co, i)) < MIN_INSTRUMENTED_OPCODE) continue;
    const event = event_at(co, i);
    store<u8>(data.tools + <usize>i, load<u8>(changetype<usize>(data) + <usize>event, ACTIVE_MONITORS));
  }
}

/** Makes the tables that the wanted events need. -1 with MemoryError. */
function update_instrumentation_data(co: PyCodeObject): i32 {
  const data = allocate_instrumentation_data(co);
  if (!data) return -1;
  const n = co.ob_size;
  const several = compute_wanted(data);
  if (several && data.tools === 0) {
    data.tools = new_table(n, 0);
    if (data.tools === 0) return -1;
    initialize_tools(co, data);
  }
  const line = <u8>tools_in(WANTED, PY_MONITORING_EVENT_LINE);
  if (line !== 0) {
    if (data.lines === 0) {
      data.lines = new_table(n << 1, 0);
      if (data.lines === 0) return -1;
      initialize_lines(co, data.lines);
    }
    if (several && data.line_tools === 0) {
      data.line_tools = new_table(n, line);
      if (data.line_tools === 0) return -1;
    }
  }
  if (tools_in(WANTED, PY_MONITORING_EVENT_INSTRUCTION) === 0) return 0;
  if (data.per_instruction_opcodes === 0) {
    // CPython asks for two bytes a unit and uses one.
    data.per_instruction_opcodes = new_table(n << 1, 0);
    if (data.per_instruction_opcodes === 0) return -1;
  }
  if (several && data.per_instruction_tools === 0) {
    data.per_instruction_tools = new_table(n, 0);
    if (data.per_instruction_tools === 0) return -1;
  }
  return 0;
}

// ---- Code objects ---------------------------------------------------------------------------------------------------

/** A RESUME_CHECK at unit `i`, which asks nothing, becomes RESUME_WATCHED, which looks at the version. */
function uncheck_resume(co: PyCodeObject, i: i32): void {
  const at = _PyCode_CODE(co) + ((<usize>i) << 1);
  if (load<u8>(at) === <u8>RESUME_CHECK) store<u8>(at, <u8>RESUME_WATCHED);
}

/** Instruments `co` for the events that tools want, whatever its version says. -1 with MemoryError. */
export function force_instrument(co: PyCodeObject): i32 {
  if (co._co_firsttraceable >= co.ob_size) return 0;
  if (update_instrumentation_data(co) < 0) return -1;
  const data = monitoring_of(co)!;
  compute_change(data, monitoring.last_restart_version > <u32>co._co_instrumentation_version);
  if (any(REMOVED) || any(ADDED)) {
    for (let i = co._co_firsttraceable; i < co.ob_size; i += _PyInstruction_GetLength(co, i)) {
      const event = event_at(co, i);
      if (event < 0) continue;
      if (event <= PY_MONITORING_EVENT_PY_RESUME) uncheck_resume(co, i);
      const removed = tools_in(REMOVED, event);
      if (removed !== 0) remove_tools(co, i, event, removed);
      const added = tools_in(ADDED, event);
      if (added !== 0) add_tools(co, i, added);
    }
    // All that goes before all that comes: else it would take off what was just put on.
    remove_line_tools(co, tools_in(REMOVED, PY_MONITORING_EVENT_LINE));
    remove_instruction_tools(co, tools_in(REMOVED, PY_MONITORING_EVENT_INSTRUCTION));
    add_line_tools(co, tools_in(ADDED, PY_MONITORING_EVENT_LINE));
    add_instruction_tools(co, tools_in(ADDED, PY_MONITORING_EVENT_INSTRUCTION));
  }
  co._co_instrumentation_version = monitoring.version;
  return 0;
}

/** Brings `co` up to date. -1 with MemoryError. */
export function _Py_Instrument(co: PyCodeObject): i32 {
  return <u32>co._co_instrumentation_version === monitoring.version ? 0 : force_instrument(co);
}

/** Brings the code of all running frames up to date. -1 with MemoryError. */
export function instrument_all_executing_code_objects(): i32 {
  let frame = current_frame();
  while (frame) {
    if (frame.owner !== FRAME_OWNED_BY_CSTACK && _Py_Instrument(frame.code) < 0) return -1;
    frame = frame.previous;
  }
  return 0;
}

/** `co` holds instrumented opcodes, or could hold some. */
export function is_instrumented(co: PyCodeObject): bool {
  const data = monitoring_of(co);
  if (!data) return false;
  const active = changetype<usize>(data) + ACTIVE_MONITORS;
  return load<u64>(active) !== 0 || load<u16>(active, 8) !== 0;
}
