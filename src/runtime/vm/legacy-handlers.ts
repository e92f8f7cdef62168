/**
 * The callables that stand for sys.settrace and sys.setprofile among those of the tools. CPython: _PyLegacyEventHandler of
 * Python/legacy_tracing.c. Events of these tools do not go through them (see legacy-tracing.ts): they say which events
 * there are, and take the memory that CPython's take.
 *
 *   _PyLegacyEventHandler (32 bytes): +16 vectorcall (0), +24 event i32: a PyTrace_* number
 */
import { PyErr_NoMemory } from "../abstract/errors";
import { static_type } from "../builtin-types/type-define";
import { PyObject_Free, PyObject_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { _PyObject_InitHead, obj, objOrNull, Py_DECREF, Py_INCREF, Py_XDECREF, PyObject, ptr } from "../object/object";
import { destructor } from "../object/slots";
import { _PyLegacyEventHandler_Type } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_DISALLOW_INSTANTIATION } from "../object/type-object";
import {
  callable_slot,
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
} from "./monitoring-events";

@unmanaged
class _PyLegacyEventHandler extends PyObject {
  vectorcall: usize;
  event: i32;
  pad: i32;
}

/** Numbers of what a trace function is told. */
const PyTrace_CALL: i32 = 0;
const PyTrace_EXCEPTION: i32 = 1;
const PyTrace_LINE: i32 = 2;
const PyTrace_RETURN: i32 = 3;
const PyTrace_C_CALL: i32 = 4;
const PyTrace_C_EXCEPTION: i32 = 5;
const PyTrace_C_RETURN: i32 = 6;
const PyTrace_OPCODE: i32 = 7;

function handler_dealloc(o: PyObject): void {
  PyObject_Free(ptr(o));
}

/** `tool` gets a handler for `event`, and for `second` unless it is -1. -1 with MemoryError. */
function register(tool: i32, what: i32, event: i32, second: i32): i32 {
  const address = PyObject_Malloc(offsetof<_PyLegacyEventHandler>());
  if (address === 0) {
    PyErr_NoMemory();
    return -1;
  }
  memory.fill(address, 0, offsetof<_PyLegacyEventHandler>());
  _PyObject_InitHead(obj(address), _PyLegacyEventHandler_Type);
  changetype<_PyLegacyEventHandler>(address).event = what;
  put(tool, event, obj(address));
  if (second >= 0) put(tool, second, obj(address));
  Py_DECREF(obj(address));
  return 0;
}

/** Counts `handler`; what was there is released. */
function put(tool: i32, event: i32, handler: PyObject): void {
  const slot = callable_slot(tool, event);
  const old = objOrNull(load<usize>(slot));
  Py_INCREF(handler);
  store<u64>(slot, <u64>ptr(handler));
  Py_XDECREF(old);
}

function register_profile(tool: i32): i32 {
  if (register(tool, PyTrace_CALL, PY_MONITORING_EVENT_PY_START, PY_MONITORING_EVENT_PY_RESUME) < 0) return -1;
  if (register(tool, PyTrace_CALL, PY_MONITORING_EVENT_PY_THROW, -1) < 0) return -1;
  if (register(tool, PyTrace_RETURN, PY_MONITORING_EVENT_PY_RETURN, PY_MONITORING_EVENT_PY_YIELD) < 0) return -1;
  if (register(tool, PyTrace_RETURN, PY_MONITORING_EVENT_PY_UNWIND, -1) < 0) return -1;
  if (register(tool, PyTrace_C_CALL, PY_MONITORING_EVENT_CALL, -1) < 0) return -1;
  if (register(tool, PyTrace_C_RETURN, PY_MONITORING_EVENT_C_RETURN, -1) < 0) return -1;
  return register(tool, PyTrace_C_EXCEPTION, PY_MONITORING_EVENT_C_RAISE, -1);
}

/** Registers the handlers of one of the two tools. -1 with MemoryError. */
export function register_legacy_handlers(tool: i32): i32 {
  if (tool === PY_MONITORING_SYS_PROFILE_ID) return register_profile(tool);
  if (register(tool, PyTrace_CALL, PY_MONITORING_EVENT_PY_START, PY_MONITORING_EVENT_PY_RESUME) < 0) return -1;
  if (register(tool, PyTrace_CALL, PY_MONITORING_EVENT_PY_THROW, -1) < 0) return -1;
  if (register(tool, PyTrace_RETURN, PY_MONITORING_EVENT_PY_RETURN, -1) < 0) return -1;
  if (register(tool, PyTrace_RETURN, PY_MONITORING_EVENT_PY_YIELD, -1) < 0) return -1;
  if (register(tool, PyTrace_EXCEPTION, PY_MONITORING_EVENT_RAISE, PY_MONITORING_EVENT_STOP_ITERATION) < 0) return -1;
  if (register(tool, PyTrace_LINE, PY_MONITORING_EVENT_LINE, -1) < 0) return -1;
  if (register(tool, PyTrace_RETURN, PY_MONITORING_EVENT_PY_UNWIND, -1) < 0) return -1;
  if (register(tool, PyTrace_LINE, PY_MONITORING_EVENT_JUMP, -1) < 0) return -1;
  return register(tool, PyTrace_OPCODE, PY_MONITORING_EVENT_INSTRUCTION, -1);
}

/** Fills the type, at start-up. */
export function init_legacy_event_handler_type(): void {
  const t = _PyLegacyEventHandler_Type;
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  static_type(t, cstr("sys.legacy_event_handler"), <i32>offsetof<_PyLegacyEventHandler>(), 0, flags);
  t.tp_dealloc = destructor.of(handler_dealloc);
}
