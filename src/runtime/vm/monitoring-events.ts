/**
 * The events of monitoring (PEP 669), who wants them, and what is called. CPython: pycore_instruments.h, the `monitor*`
 * fields of PyInterpreterState.
 *
 * Tools are the numbers 0 to 7: 0 to 5 belong to sys.monitoring, 6 is sys.setprofile, 7 sys.settrace; sets of tools are
 * bytes. Events 0 to 9 are local: they come from instrumented instructions, so they cost nothing where nobody asked.
 * 10 to 14 come from exceptions being handled. 15 and 16 belong to CALL.
 */
import { Slots } from "../object/object";

export const PY_MONITORING_EVENT_PY_START: i32 = 0;
export const PY_MONITORING_EVENT_PY_RESUME: i32 = 1;
export const PY_MONITORING_EVENT_PY_RETURN: i32 = 2;
export const PY_MONITORING_EVENT_PY_YIELD: i32 = 3;
export const PY_MONITORING_EVENT_CALL: i32 = 4;
export const PY_MONITORING_EVENT_LINE: i32 = 5;
export const PY_MONITORING_EVENT_INSTRUCTION: i32 = 6;
export const PY_MONITORING_EVENT_JUMP: i32 = 7;
export const PY_MONITORING_EVENT_BRANCH: i32 = 8;
export const PY_MONITORING_EVENT_STOP_ITERATION: i32 = 9;
export const PY_MONITORING_EVENT_RAISE: i32 = 10;
export const PY_MONITORING_EVENT_EXCEPTION_HANDLED: i32 = 11;
export const PY_MONITORING_EVENT_PY_UNWIND: i32 = 12;
export const PY_MONITORING_EVENT_PY_THROW: i32 = 13;
export const PY_MONITORING_EVENT_RERAISE: i32 = 14;
export const PY_MONITORING_EVENT_C_RETURN: i32 = 15;
export const PY_MONITORING_EVENT_C_RAISE: i32 = 16;

/** Events below this are local. */
export const LOCAL_EVENTS: i32 = 10;
/** Events below this have a set of tools of their own; the others are CALL's. */
export const UNGROUPED_EVENTS: i32 = 15;
export const EVENTS: i32 = 17;

export const TOOL_IDS: i32 = 8;
export const PY_MONITORING_SYS_PROFILE_ID: i32 = 6;
export const PY_MONITORING_SYS_TRACE_ID: i32 = 7;

@unmanaged
class MonitoringState {
  /** u8 per ungrouped event: tools that want it everywhere. */
  monitors_0: u64;
  monitors_8: u64;
  /** Grows with every change of the monitors; code of another version must be looked at. */
  version: u32;
  /** Code of a version below this gets back what its callbacks had disabled. */
  last_restart_version: u32;
  sys_profile_initialized: i32;
  sys_trace_initialized: i32;
  /** Threads that are being profiled or traced: 0 or 1. */
  sys_profiling_threads: i32;
  sys_tracing_threads: i32;
}
export const monitoring: MonitoringState = changetype<MonitoringState>(memory.data(40, 16));

/** Callables per tool and event (owned, or NULL), then the names of the tools (owned, or NULL). */
export const monitoring_objects: usize = memory.data(8 * (8 * 17 + 8), 16);

/** Place of the callable of `tool` for `event`. */
export function callable_slot(tool: i32, event: i32): usize {
  return monitoring_objects + ((<usize>(tool * EVENTS + event)) << 3);
}

/** The names of the tools: NULL, a tool is not in use. */
export function tool_names(): Slots {
  return Slots.at(monitoring_objects + ((<usize>(TOOL_IDS * EVENTS)) << 3));
}

/** Tools that want the ungrouped `event` everywhere. @inline */
export function global_tools(event: i32): u32 {
  return load<u8>(changetype<usize>(monitoring) + <usize>event);
}

/** Some tool wants a local event everywhere: code that starts must be instrumented. */
export function has_global_local_events(): bool {
  return (monitoring.monitors_0 | (monitoring.monitors_8 & 0xffff)) !== 0;
}
