/** The clocks of the module `time`, and sleeping. CPython: Modules/timemodule.c, Python/pytime.c. */
import { _PyArg_BadArgument } from "../abstract/args";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { _PyIndex_Check } from "../abstract/number-convert";
import { PyBool_FromLong } from "../builtin-types/bool";
import { PyDict_New, PyDict_SetItemString } from "../builtin-types/dict";
import { PyErr_SetFromErrno } from "../builtin-types/exception-os";
import { PyFloat_FromDouble } from "../builtin-types/float";
import { PyLong_AsLongLongAndOverflow, PyLong_FromLongLong } from "../builtin-types/int";
import { _PyNamespace_New } from "../builtin-types/namespace";
import { _PyUnicode_EqualToASCIIString, PyUnicode_Check, PyUnicode_FromString } from "../builtin-types/str";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { clock } from "../host";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_OSError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { sleep_with_signals } from "./signal-timers";
import { float_from_nanoseconds, nanoseconds_from_seconds } from "./time-convert";

export const CLOCK_REALTIME: i32 = 0;
export const CLOCK_MONOTONIC: i32 = 1;
export const CLOCK_PROCESS_CPUTIME_ID: i32 = 2;
export const CLOCK_THREAD_CPUTIME_ID: i32 = 3;
export const CLOCK_MONOTONIC_RAW: i32 = 4;
export const CLOCK_BOOTTIME: i32 = 7;
export const CLOCK_TAI: i32 = 11;

const EPERM: i32 = 1;
const EINVAL: i32 = 22;

/** The host's number of a Linux clock; -1: unknown. */
function host_clock(id: i32): i32 {
  switch (id) {
    case CLOCK_REALTIME:
    case CLOCK_TAI:
      return 0;
    case CLOCK_MONOTONIC:
    case CLOCK_MONOTONIC_RAW:
    case CLOCK_BOOTTIME:
      return 1;
    case CLOCK_PROCESS_CPUTIME_ID:
    case CLOCK_THREAD_CPUTIME_ID:
      return 2;
    default:
      return -1;
  }
}

/** Nanoseconds of a host clock (0 wall, 1 monotonic, 2 CPU). */
export function nanoseconds_of(which: i32): i64 {
  return <i64>nearest<f64>(clock(which) * 1e9);
}

export function time_time(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return float_from_nanoseconds(nanoseconds_of(0));
}

export function time_time_ns(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromLongLong(nanoseconds_of(0));
}

export function time_monotonic(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return float_from_nanoseconds(nanoseconds_of(1));
}

export function time_monotonic_ns(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromLongLong(nanoseconds_of(1));
}

export function time_process_time(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return float_from_nanoseconds(nanoseconds_of(2));
}

export function time_process_time_ns(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromLongLong(nanoseconds_of(2));
}

/** There is one thread. */
export function time_thread_time(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return time_process_time(_m, _unused);
}

export function time_thread_time_ns(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return time_process_time_ns(_m, _unused);
}

/** OSError. Returns NULL. */
function fail_with(errno: i32): PyObject | null {
  PyErr_SetFromErrno(PyExc_OSError, errno);
  return null;
}

/** The clock number `o`, in tstate.out_i32; false with TypeError. */
function clock_id(o: PyObject): bool {
  if (_PyIndex_Check(o)) {
    const value = PyLong_AsLongLongAndOverflow(o);
    const overflow = tstate.out_i32;
    if (value === -1 && tstate.current_exception) return false;
    tstate.out_i32 = <i32>value;
    if (overflow === 0 && value === <i64>(<i32>value)) return true;
  }
  PyErr_Format(PyExc_TypeError, cstr("clk_id should be integer, not %s"), o.ob_type.tp_name);
  return false;
}

/** Nanoseconds of clock `o`; i64.MIN_VALUE with an exception. */
function read_clock(o: PyObject): i64 {
  if (!clock_id(o)) return i64.MIN_VALUE;
  const which = host_clock(tstate.out_i32);
  if (which >= 0) return nanoseconds_of(which);
  fail_with(EINVAL);
  return i64.MIN_VALUE;
}

export function time_clock_gettime(_m: PyObject, arg: PyObject | null): PyObject | null {
  const ns = read_clock(arg!);
  return ns === i64.MIN_VALUE ? null : float_from_nanoseconds(ns);
}

export function time_clock_gettime_ns(_m: PyObject, arg: PyObject | null): PyObject | null {
  const ns = read_clock(arg!);
  return ns === i64.MIN_VALUE ? null : PyLong_FromLongLong(ns);
}

/** `args` has `expected` items; false with TypeError. */
function has_count(args: PyObject, name: usize, expected: i32): bool {
  const n = PyTuple_GET_SIZE(args);
  if (n === expected) return true;
  const s = expected === 1 ? cstr("") : cstr("s");
  const text = cstr("%s() takes exactly %zd argument%s (%zd given)");
  PyErr_Format(PyExc_TypeError, text, name, <usize>expected, s, <usize>n);
  return false;
}

/** What the system says to those who set a clock. Returns NULL. */
function refuse_to_set(id: i32): PyObject | null {
  return fail_with(id === CLOCK_REALTIME ? EPERM : EINVAL);
}

export function time_clock_settime(_m: PyObject, args: PyObject | null): PyObject | null {
  if (!has_count(args!, cstr("clock_settime"), 2) || !clock_id(PyTuple_GET_ITEM(args!, 0))) return null;
  const id = tstate.out_i32;
  nanoseconds_from_seconds(PyTuple_GET_ITEM(args!, 1));
  return tstate.current_exception ? null : refuse_to_set(id);
}

export function time_clock_settime_ns(_m: PyObject, args: PyObject | null): PyObject | null {
  if (!has_count(args!, cstr("clock_settime_ns"), 2) || !clock_id(PyTuple_GET_ITEM(args!, 0))) return null;
  const id = tstate.out_i32;
  const value = PyLong_AsLongLongAndOverflow(PyTuple_GET_ITEM(args!, 1));
  if (value === -1 && tstate.current_exception) return null;
  return refuse_to_set(id);
}

export function time_clock_getres(_m: PyObject, args: PyObject | null): PyObject | null {
  if (!has_count(args!, cstr("clock_getres"), 1) || !clock_id(PyTuple_GET_ITEM(args!, 0))) return null;
  return host_clock(tstate.out_i32) < 0 ? fail_with(EINVAL) : PyFloat_FromDouble(1e-9);
}

export function time_pthread_getcpuclockid(_m: PyObject, args: PyObject | null): PyObject | null {
  if (!has_count(args!, cstr("pthread_getcpuclockid"), 1)) return null;
  const thread = PyTuple_GET_ITEM(args!, 0);
  if (_PyIndex_Check(thread)) return PyLong_FromLongLong(<i64>CLOCK_THREAD_CPUTIME_ID);
  _PyArg_BadArgument(cstr("pthread_getcpuclockid"), cstr("argument 1"), cstr("int"), thread);
  return null;
}

export function time_sleep(_m: PyObject, arg: PyObject | null): PyObject | null {
  const ns = nanoseconds_from_seconds(arg!);
  if (tstate.current_exception) return null;
  if (ns < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("sleep length must be non-negative"));
    return null;
  }
  if (sleep_with_signals(<f64>ns / 1e9) < 0) return null;
  return Py_None;
}

// --- get_clock_info ---

/** dict[key] = value; steals `value` (NULL: fails). */
function set_fact(dict: PyObject, key: usize, value: PyObject | null): bool {
  if (!value) return false;
  const status = PyDict_SetItemString(dict, key, value);
  Py_DECREF(value);
  return status === 0;
}

function clock_facts(implementation: usize, monotonic: bool, adjustable: bool): PyObject | null {
  const dict = PyDict_New();
  if (!dict) return null;
  const ok =
    set_fact(dict, cstr("implementation"), PyUnicode_FromString(implementation)) &&
    set_fact(dict, cstr("monotonic"), PyBool_FromLong(monotonic)) &&
    set_fact(dict, cstr("adjustable"), PyBool_FromLong(adjustable)) &&
    set_fact(dict, cstr("resolution"), PyFloat_FromDouble(1e-9));
  const facts = ok ? _PyNamespace_New(dict) : null;
  Py_DECREF(dict);
  return facts;
}

export function time_get_clock_info(_m: PyObject, args: PyObject | null): PyObject | null {
  const fname = cstr("get_clock_info");
  if (!has_count(args!, fname, 1)) return null;
  const name = PyTuple_GET_ITEM(args!, 0);
  if (!PyUnicode_Check(name)) {
    _PyArg_BadArgument(fname, cstr("argument 1"), cstr("str"), name);
    return null;
  }
  if (_PyUnicode_EqualToASCIIString(name, cstr("time"))) {
    return clock_facts(cstr("clock_gettime(CLOCK_REALTIME)"), false, true);
  }
  if (
    _PyUnicode_EqualToASCIIString(name, cstr("monotonic")) ||
    _PyUnicode_EqualToASCIIString(name, cstr("perf_counter"))
  ) {
    return clock_facts(cstr("clock_gettime(CLOCK_MONOTONIC)"), true, false);
  }
  if (_PyUnicode_EqualToASCIIString(name, cstr("process_time"))) {
    return clock_facts(cstr("clock_gettime(CLOCK_PROCESS_CPUTIME_ID)"), true, false);
  }
  if (_PyUnicode_EqualToASCIIString(name, cstr("thread_time"))) {
    return clock_facts(cstr("clock_gettime(CLOCK_THREAD_CPUTIME_ID)"), true, false);
  }
  PyErr_SetString(PyExc_ValueError, cstr("unknown clock"));
  return null;
}
