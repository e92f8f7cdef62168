/** The namespace sys.monitoring (PEP 669). CPython: the module part of Python/instrumentation.c. */
import { _PyArg_CheckPositional } from "../abstract/args";
import { PyObject_SetAttr } from "../abstract/attribute";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyCode_Check, PyCodeObject } from "../builtin-types/code";
import { PyDict_New, PyDict_SetItemString } from "../builtin-types/dict";
import { PyLong_AsInt, PyLong_FromLong } from "../builtin-types/int";
import {
  module_add,
  module_fast,
  module_noargs,
  module_o,
  PyModule_AddObjectRef,
  PyModule_New,
} from "../builtin-types/module";
import { _PyNamespace_New } from "../builtin-types/namespace";
import { PyUnicode_Check, PyUnicode_FromString } from "../builtin-types/str";
import { cstr } from "../object/literals";
import { objOrNull, Py_DECREF, Py_NewRef, PyObject, ptr, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import {
  _PyMonitoring_GetEvents,
  _PyMonitoring_GetLocalEvents,
  _PyMonitoring_SetEvents,
  _PyMonitoring_SetLocalEvents,
  new_monitoring_version,
} from "../vm/monitoring";
import {
  callable_slot,
  EVENTS,
  global_tools,
  LOCAL_EVENTS,
  monitoring,
  PY_MONITORING_EVENT_C_RAISE,
  PY_MONITORING_EVENT_C_RETURN,
  PY_MONITORING_EVENT_CALL,
  tool_names,
  UNGROUPED_EVENTS,
} from "../vm/monitoring-events";
import { event_name, monitoring_disable, monitoring_missing } from "../vm/monitoring-objects";

/** Tools that programs may use. */
const PUBLIC_TOOLS: i32 = 6;
const C_RETURN_EVENTS: i32 = (1 << PY_MONITORING_EVENT_C_RETURN) | (1 << PY_MONITORING_EVENT_C_RAISE);
const C_CALL_EVENTS: i32 = C_RETURN_EVENTS | (1 << PY_MONITORING_EVENT_CALL);

/** A C int: test tstate.current_exception. */
function int_of(o: PyObject): i32 {
  return PyLong_AsInt(o);
}

/** The tool that `o` names; -1 with an exception. */
function tool_of(o: PyObject): i32 {
  const tool = int_of(o);
  if (tool === -1 && tstate.current_exception) return -1;
  if (tool >= 0 && tool < PUBLIC_TOOLS) return tool;
  PyErr_Format(PyExc_ValueError, cstr("invalid tool %d (must be between 0 and 5)"), <usize>tool);
  return -1;
}

/** The tool is in use; false with ValueError. */
function is_in_use(tool: i32): bool {
  if (tool_names().getOrNull(tool)) return true;
  PyErr_Format(PyExc_ValueError, cstr("tool %d is not in use"), <usize>tool);
  return false;
}

function monitoring_use_tool_id(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("use_tool_id"), nargs, 2, 2)) return null;
  const tool = tool_of(args.get(0));
  if (tool < 0) return null;
  const name = args.get(1);
  if (!PyUnicode_Check(name)) {
    PyErr_SetString(PyExc_ValueError, cstr("tool name must be a str"));
    return null;
  }
  if (tool_names().getOrNull(tool)) {
    return PyErr_Format(PyExc_ValueError, cstr("tool %d is already in use"), <usize>tool);
  }
  tool_names().set(tool, Py_NewRef(name));
  return Py_None;
}

function monitoring_free_tool_id(_m: PyObject, arg: PyObject | null): PyObject | null {
  const tool = tool_of(arg!);
  if (tool < 0) return null;
  const name = tool_names().getOrNull(tool);
  if (!name) return Py_None;
  if (_PyMonitoring_SetEvents(tool, 0) < 0) return null;
  tool_names().set(tool, null);
  Py_DECREF(name);
  return Py_None;
}

function monitoring_get_tool(_m: PyObject, arg: PyObject | null): PyObject | null {
  const tool = tool_of(arg!);
  if (tool < 0) return null;
  const name = tool_names().getOrNull(tool);
  return name ? Py_NewRef(name) : Py_None;
}

/** Returns what was registered before, or None. */
function monitoring_register_callback(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("register_callback"), nargs, 3, 3)) return null;
  const tool = int_of(args.get(0));
  if (tool === -1 && tstate.current_exception) return null;
  const event = int_of(args.get(1));
  if (event === -1 && tstate.current_exception) return null;
  if (tool_of(args.get(0)) < 0) return null;
  if (popcnt<u32>(event) !== 1) {
    PyErr_SetString(PyExc_ValueError, cstr("The callback can only be set for one event at a time"));
    return null;
  }
  const index = <i32>ctz<u32>(event);
  if (index >= EVENTS) return PyErr_Format(PyExc_ValueError, cstr("invalid event %d"), <usize>event);
  const func = args.get(2);
  const slot = callable_slot(tool, index);
  const old = objOrNull(load<usize>(slot));
  store<u64>(slot, ptr(func) === ptr(Py_None) ? 0 : <u64>ptr(Py_NewRef(func)));
  return old ? old : Py_None;
}

function monitoring_get_events(_m: PyObject, arg: PyObject | null): PyObject | null {
  const tool = tool_of(arg!);
  return tool < 0 ? null : PyLong_FromLong(_PyMonitoring_GetEvents(tool));
}

/** CALL brings its two results along; alone they can't be set. False with ValueError. */
function are_call_events_whole(events: i32): bool {
  if ((events & C_RETURN_EVENTS) === 0 || (events & C_CALL_EVENTS) === C_CALL_EVENTS) return true;
  PyErr_SetString(PyExc_ValueError, cstr("cannot set C_RETURN or C_RAISE events independently"));
  return false;
}

function monitoring_set_events(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("set_events"), nargs, 2, 2)) return null;
  const tool = int_of(args.get(0));
  if (tool === -1 && tstate.current_exception) return null;
  const events = int_of(args.get(1));
  if (events === -1 && tstate.current_exception) return null;
  if (tool_of(args.get(0)) < 0) return null;
  if (events < 0 || events >= 1 << EVENTS) {
    return PyErr_Format(PyExc_ValueError, cstr("invalid event set 0x%x"), <usize>events);
  }
  if (!are_call_events_whole(events) || !is_in_use(tool)) return null;
  return _PyMonitoring_SetEvents(tool, events & ~C_RETURN_EVENTS) < 0 ? null : Py_None;
}

/** The code object `o`, or NULL with TypeError. */
function code_argument(o: PyObject): PyCodeObject | null {
  if (PyCode_Check(o)) return changetype<PyCodeObject>(o);
  PyErr_SetString(PyExc_TypeError, cstr("code must be a code object"));
  return null;
}

function monitoring_get_local_events(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("get_local_events"), nargs, 2, 2)) return null;
  const number = int_of(args.get(0));
  if (number === -1 && tstate.current_exception) return null;
  const code = code_argument(args.get(1));
  if (!code) return null;
  const tool = tool_of(args.get(0));
  return tool < 0 ? null : PyLong_FromLong(_PyMonitoring_GetLocalEvents(code, tool));
}

function monitoring_set_local_events(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("set_local_events"), nargs, 3, 3)) return null;
  const number = int_of(args.get(0));
  if (number === -1 && tstate.current_exception) return null;
  const given = int_of(args.get(2));
  if (given === -1 && tstate.current_exception) return null;
  const code = code_argument(args.get(1));
  if (!code) return null;
  const tool = tool_of(args.get(0));
  if (tool < 0 || !are_call_events_whole(given)) return null;
  const events = given & ~C_RETURN_EVENTS;
  if (events < 0 || events >= 1 << LOCAL_EVENTS) {
    return PyErr_Format(PyExc_ValueError, cstr("invalid local event set 0x%x"), <usize>events);
  }
  if (!is_in_use(tool)) return null;
  return _PyMonitoring_SetLocalEvents(code, tool, events) < 0 ? null : Py_None;
}

/** Whatever callbacks have disabled is told again. */
function monitoring_restart_events(_m: PyObject, _unused: PyObject | null): PyObject | null {
  monitoring.last_restart_version = monitoring.version + 1;
  return new_monitoring_version(2) < 0 ? null : Py_None;
}

/** Event name -> set of the tools that want it everywhere. */
function monitoring__all_events(_m: PyObject, _unused: PyObject | null): PyObject | null {
  const result = PyDict_New();
  for (let event = 0; result && event < UNGROUPED_EVENTS; event++) {
    const tools = global_tools(event);
    if (tools === 0) continue;
    const value = PyLong_FromLong(<i64>tools);
    const status = value ? PyDict_SetItemString(result, event_name(event), value) : -1;
    if (value) Py_DECREF(value);
    if (status === 0) continue;
    Py_DECREF(result);
    return null;
  }
  return result;
}

function add_monitoring_functions(m: PyObject): bool {
  return (
    module_fast(
      m,
      cstr("use_tool_id"),
      PyCFunctionFast.of(monitoring_use_tool_id),
      cstr("use_tool_id($module, tool_id, name, /)\n--\n\n"),
    ) === 0 &&
    module_o(
      m,
      cstr("free_tool_id"),
      PyCFunction.of(monitoring_free_tool_id),
      cstr("free_tool_id($module, tool_id, /)\n--\n\n"),
    ) === 0 &&
    module_o(
      m,
      cstr("get_tool"),
      PyCFunction.of(monitoring_get_tool),
      cstr("get_tool($module, tool_id, /)\n--\n\n"),
    ) === 0 &&
    module_fast(
      m,
      cstr("register_callback"),
      PyCFunctionFast.of(monitoring_register_callback),
      cstr("register_callback($module, tool_id, event, func, /)\n--\n\n"),
    ) === 0 &&
    module_o(
      m,
      cstr("get_events"),
      PyCFunction.of(monitoring_get_events),
      cstr("get_events($module, tool_id, /)\n--\n\n"),
    ) === 0 &&
    module_fast(
      m,
      cstr("set_events"),
      PyCFunctionFast.of(monitoring_set_events),
      cstr("set_events($module, tool_id, event_set, /)\n--\n\n"),
    ) === 0 &&
    module_fast(
      m,
      cstr("get_local_events"),
      PyCFunctionFast.of(monitoring_get_local_events),
      cstr("get_local_events($module, tool_id, code, /)\n--\n\n"),
    ) === 0 &&
    module_fast(
      m,
      cstr("set_local_events"),
      PyCFunctionFast.of(monitoring_set_local_events),
      cstr("set_local_events($module, tool_id, code, event_set, /)\n--\n\n"),
    ) === 0 &&
    module_noargs(
      m,
      cstr("restart_events"),
      PyCFunction.of(monitoring_restart_events),
      cstr("restart_events($module, /)\n--\n\n"),
    ) === 0 &&
    module_noargs(
      m,
      cstr("_all_events"),
      PyCFunction.of(monitoring__all_events),
      cstr("_all_events($module, /)\n--\n\n"),
    ) === 0
  );
}

/** namespace.name = number. False with an exception. */
function set_number(namespace_: PyObject, name: usize, number: i32): bool {
  const key = PyUnicode_FromString(name);
  const value = PyLong_FromLong(<i64>number);
  const status = key && value ? PyObject_SetAttr(namespace_, key, value) : -1;
  if (key) Py_DECREF(key);
  if (value) Py_DECREF(value);
  return status === 0;
}

/** The namespace `events`: a new reference, NULL with an exception. */
function new_events(): PyObject | null {
  const events = _PyNamespace_New(null);
  if (!events) return null;
  let ok: bool = true;
  for (let event = 0; ok && event < EVENTS; event++) ok = set_number(events, event_name(event), 1 << event);
  if (ok && set_number(events, cstr("NO_EVENTS"), 0)) return events;
  Py_DECREF(events);
  return null;
}

/** The module object: a new reference, NULL with an exception. */
export function new_monitoring_module(): PyObject | null {
  const m = PyModule_New(cstr("sys.monitoring"));
  if (!m) return null;
  const ok =
    add_monitoring_functions(m) &&
    PyModule_AddObjectRef(m, cstr("DISABLE"), monitoring_disable()) === 0 &&
    PyModule_AddObjectRef(m, cstr("MISSING"), monitoring_missing()) === 0 &&
    module_add(m, cstr("events"), new_events()) === 0 &&
    module_add(m, cstr("DEBUGGER_ID"), PyLong_FromLong(0)) === 0 &&
    module_add(m, cstr("COVERAGE_ID"), PyLong_FromLong(1)) === 0 &&
    module_add(m, cstr("PROFILER_ID"), PyLong_FromLong(2)) === 0 &&
    module_add(m, cstr("OPTIMIZER_ID"), PyLong_FromLong(5)) === 0;
  if (ok) return m;
  Py_DECREF(m);
  return null;
}
