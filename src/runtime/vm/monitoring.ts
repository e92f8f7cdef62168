/**
 * Which tools want which events: setting that, everywhere or in one code object. CPython: _PyMonitoring_SetEvents,
 * _PyMonitoring_SetLocalEvents and the tool table of Python/instrumentation.c.
 */
import { PyErr_SetString } from "../abstract/errors";
import { PyCodeObject } from "../builtin-types/code";
import { LOCAL_MONITORS, monitoring_of } from "../builtin-types/code-monitoring";
import { cstr } from "../object/literals";
import { _PY_MONITORING_BIT, tstate } from "../object/state";
import { PyExc_OverflowError } from "../object/static-types";
import { allocate_instrumentation_data, force_instrument, instrument_all_executing_code_objects } from "./instrument";
import { has_global_local_events, LOCAL_EVENTS, monitoring, UNGROUPED_EVENTS } from "./monitoring-events";

/** The set of events (a bit each) that `tool` is in; `at`: u8 per event, `n` events. */
function events_of(at: usize, tool: i32, n: i32): u32 {
  let events: u32 = 0;
  for (let event = 0; event < n; event++) {
    if ((load<u8>(at + <usize>event) & (1 << tool)) !== 0) events |= 1 << event;
  }
  return events;
}

function set_events(at: usize, tool: i32, events: u32, n: i32): void {
  for (let event = 0; event < n; event++) {
    const tools = <u32>load<u8>(at + <usize>event) & ~(1 << tool);
    store<u8>(at + <usize>event, <u8>(tools | (((events >> event) & 1) << tool)));
  }
}

/** Events that `tool` wants everywhere. */
export function _PyMonitoring_GetEvents(tool: i32): u32 {
  return events_of(changetype<usize>(monitoring), tool, UNGROUPED_EVENTS);
}

/** Events that `tool` wants in `co`. */
export function _PyMonitoring_GetLocalEvents(co: PyCodeObject, tool: i32): u32 {
  const data = monitoring_of(co);
  return data ? events_of(changetype<usize>(data) + LOCAL_MONITORS, tool, LOCAL_EVENTS) : 0;
}

/** All code is of an older version now; what runs is brought up to date. -1 with an exception. */
export function new_monitoring_version(steps: u32): i32 {
  const version = monitoring.version + steps;
  if (version < monitoring.version) {
    PyErr_SetString(PyExc_OverflowError, cstr("events set too many times"));
    return -1;
  }
  monitoring.version = version;
  if (has_global_local_events()) tstate.eval_breaker |= _PY_MONITORING_BIT;
  else tstate.eval_breaker &= ~_PY_MONITORING_BIT;
  return instrument_all_executing_code_objects();
}

/** `tool` wants these events everywhere. -1 with an exception. */
export function _PyMonitoring_SetEvents(tool: i32, events: u32): i32 {
  if (_PyMonitoring_GetEvents(tool) === events) return 0;
  set_events(changetype<usize>(monitoring), tool, events, UNGROUPED_EVENTS);
  return new_monitoring_version(1);
}

/** `tool` wants these events in `co`. -1 with MemoryError. */
export function _PyMonitoring_SetLocalEvents(co: PyCodeObject, tool: i32, events: u32): i32 {
  const data = allocate_instrumentation_data(co);
  if (!data) return -1;
  if (_PyMonitoring_GetLocalEvents(co, tool) === events) return 0;
  set_events(changetype<usize>(data) + LOCAL_MONITORS, tool, events, LOCAL_EVENTS);
  return force_instrument(co);
}
