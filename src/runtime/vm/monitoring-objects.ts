/**
 * Objects of monitoring: what a callback answers to be left alone at that place, what it gets instead of a first argument
 * that a call does not have; names of the events. CPython: _PyInstrumentation_DISABLE, _PyInstrumentation_MISSING,
 * event_names of Python/instrumentation.c.
 */
import { cstr } from "../object/literals";
import { _Py_SetImmortal, _PyObject_InitHead, obj, PyObject } from "../object/object";
import { PyBaseObject_Type } from "../object/static-types";

const DISABLE: usize = memory.data(16, 16);
const MISSING: usize = memory.data(16, 16);

/** sys.monitoring.DISABLE: immortal. */
export function monitoring_disable(): PyObject {
  return obj(DISABLE);
}

/** sys.monitoring.MISSING: immortal. */
export function monitoring_missing(): PyObject {
  return obj(MISSING);
}

/** Makes both, at start-up. */
export function init_monitoring_objects(): void {
  _PyObject_InitHead(obj(DISABLE), PyBaseObject_Type);
  _PyObject_InitHead(obj(MISSING), PyBaseObject_Type);
  _Py_SetImmortal(obj(DISABLE));
  _Py_SetImmortal(obj(MISSING));
}

/** Name of an event: a C string. */
export function event_name(event: i32): usize {
  switch (event) {
    case 0:
      return cstr("PY_START");
    case 1:
      return cstr("PY_RESUME");
    case 2:
      return cstr("PY_RETURN");
    case 3:
      return cstr("PY_YIELD");
    case 4:
      return cstr("CALL");
    case 5:
      return cstr("LINE");
    case 6:
      return cstr("INSTRUCTION");
    case 7:
      return cstr("JUMP");
    case 8:
      return cstr("BRANCH");
    case 9:
      return cstr("STOP_ITERATION");
    case 10:
      return cstr("RAISE");
    case 11:
      return cstr("EXCEPTION_HANDLED");
    case 12:
      return cstr("PY_UNWIND");
    case 13:
      return cstr("PY_THROW");
    case 14:
      return cstr("RERAISE");
    case 15:
      return cstr("C_RETURN");
    default:
      return cstr("C_RAISE");
  }
}
