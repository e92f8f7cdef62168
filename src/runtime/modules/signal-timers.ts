/**
 * Interval timers: alarm(), setitimer(), and waiting. CPython: Modules/signalmodule.c; what runs out is the system's there.
 *
 * NOT CPYTHON: while a timer runs, the eval loop looks at the clock at every 32nd jump backwards or beginning of a function, and
 * so does what waits: its signal comes that much later.
 */
import { _PyArg_CheckPositional } from "../abstract/args";
import { PyErr_SetFromErrno } from "../builtin-types/exception-os";
import { PyFloat_FromDouble } from "../builtin-types/float";
import { PyLong_AsInt, PyLong_FromLong } from "../builtin-types/int";
import { PyTuple_New, PyTuple_SET_ITEM } from "../builtin-types/tuple";
import { clock, sleep } from "../host";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_OSError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { set_timer_poll } from "../vm/eval-breaker";
import { PyErr_CheckSignals, signal_arrives } from "./signal-state";
import { nanoseconds_from_seconds } from "./time-convert";

const EINVAL: i32 = 22;
export const EDEADLK: i32 = 35;
/** Clocks of the host. */
const MONOTONIC: i32 = 1;
const CPU: i32 = 2;
/** ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF: their signals. */
const ITIMER_REAL: i32 = 0;
const TIMERS: i32 = 3;
const SIGALRM: i32 = 14;
const SIGVTALRM: i32 = 26;
const SIGPROF: i32 = 27;
const MICROSECONDS: f64 = 1e6;

@unmanaged
class Timer {
  /** On its clock, in seconds; 0: it does not run. */
  due: f64;
  interval: f64;
}
const TIMER_TABLE: usize = memory.data(48, 16);

/** @inline */
function timer(which: i32): Timer {
  return changetype<Timer>(TIMER_TABLE + <usize>which * offsetof<Timer>());
}

function now(which: i32): f64 {
  return clock(which === ITIMER_REAL ? MONOTONIC : CPU);
}

function signal_of(which: i32): i32 {
  return which === ITIMER_REAL ? SIGALRM : which === 1 ? SIGVTALRM : SIGPROF;
}

/** Signals of timers that have run out come. */
function poll_timers(): void {
  for (let which = 0; which < TIMERS; which++) {
    const t = timer(which);
    if (t.due === 0) continue;
    const at = now(which);
    if (at < t.due) continue;
    t.due = t.interval > 0 ? max(t.due + t.interval, at) : 0;
    signal_arrives(signal_of(which));
  }
  watch();
}

/** The eval loop looks as long as a timer runs. */
function watch(): void {
  let runs = false;
  for (let which = 0; which < TIMERS; which++) if (timer(which).due !== 0) runs = true;
  set_timer_poll(runs ? poll_timers : null);
}

/** Starts a timer, or stops it with 0. */
function set_timer(which: i32, seconds: f64, interval: f64): void {
  timer(which).due = seconds > 0 ? now(which) + seconds : 0;
  timer(which).interval = interval;
  watch();
}

/** Seconds until it runs out, 0: it does not run. */
function remaining(which: i32): f64 {
  const t = timer(which);
  return t.due === 0 ? 0 : max(t.due - now(which), 1 / MICROSECONDS);
}

/**
 * Waits, at most until `deadline` of the monotonic clock, for the alarm: 1 it came, 0 the deadline, -1 with an exception (a handler's; or
 * because nothing could ever come: `deadline` is infinite and no timer runs).
 */
export function wait_for_alarm(deadline: f64): i32 {
  const due = timer(ITIMER_REAL).due;
  const until = due !== 0 ? min(due, deadline) : deadline;
  if (until === Infinity) {
    PyErr_SetFromErrno(PyExc_OSError, EDEADLK);
    return -1;
  }
  const at = clock(MONOTONIC);
  if (until > at) sleep(until - at);
  if (due === 0 || due > deadline) return 0;
  poll_timers();
  return PyErr_CheckSignals() < 0 ? -1 : 1;
}

/** Sleeps, interrupted by handlers. -1 with an exception of theirs. */
export function sleep_with_signals(seconds: f64): i32 {
  if (timer(ITIMER_REAL).due === 0) {
    sleep(seconds);
    return 0;
  }
  const deadline = clock(MONOTONIC) + seconds;
  while (true) {
    const status = wait_for_alarm(deadline);
    if (status <= 0) return status;
  }
}

/** alarm(): whole seconds that were left, one at least. */
export function signal_alarm(_m: PyObject, arg: PyObject | null): PyObject | null {
  const seconds = PyLong_AsInt(arg!);
  if (seconds === -1 && tstate.current_exception) return null;
  const left = remaining(ITIMER_REAL);
  set_timer(ITIMER_REAL, <f64>(<u32>seconds), 0);
  return PyLong_FromLong(left === 0 ? 0 : max(<i64>floor(left + 0.5), 1));
}

/** (seconds left, interval): new reference. */
function timer_values(left: f64, interval: f64): PyObject | null {
  const result = PyTuple_New(2);
  if (!result) return null;
  PyTuple_SET_ITEM(result, 0, PyFloat_FromDouble(left));
  PyTuple_SET_ITEM(result, 1, PyFloat_FromDouble(interval));
  if (!tstate.current_exception) return result;
  Py_DECREF(result);
  return null;
}

/** The class signal.itimer_error, owned by the module. */
@unmanaged
class TimerState {
  error: PyTypeObject | null;
}
const state: TimerState = changetype<TimerState>(memory.data(8, 8));

export function set_itimer_error(error: PyTypeObject): void {
  state.error = error;
}

function itimer_error(): PyObject | null {
  return PyErr_SetFromErrno(state.error!, EINVAL);
}

/** Seconds, rounded up to microseconds: test tstate.current_exception. */
function seconds_argument(o: PyObject): f64 {
  return ceil(<f64>nanoseconds_from_seconds(o) / 1000) / MICROSECONDS;
}

export function signal_setitimer(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("setitimer"), nargs, 2, 3)) return null;
  const which = PyLong_AsInt(args.get(0));
  if (which === -1 && tstate.current_exception) return null;
  const seconds = seconds_argument(args.get(1));
  if (tstate.current_exception) return null;
  const interval = nargs > 2 ? seconds_argument(args.get(2)) : 0;
  if (tstate.current_exception) return null;
  if (which < 0 || which >= TIMERS || seconds < 0 || interval < 0) return itimer_error();
  const old = timer_values(remaining(which), timer(which).interval);
  if (old) set_timer(which, seconds, interval);
  return old;
}

export function signal_getitimer(_m: PyObject, arg: PyObject | null): PyObject | null {
  const which = PyLong_AsInt(arg!);
  if (which === -1 && tstate.current_exception) return null;
  if (which < 0 || which >= TIMERS) return itimer_error();
  return timer_values(remaining(which), timer(which).interval);
}

export function signal_pause(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return wait_for_alarm(Infinity) < 0 ? null : Py_None;
}
