/**
 * Signals: what is to be done about each, which have come, which are blocked. CPython: Modules/signalmodule.c; and what the system
 * does there: masks, default actions.
 *
 * NOT CPYTHON: only signals that the program sends itself can come (raise_signal, os.kill, timers); JavaScript delivers none
 * while wasm runs. Their handlers run as in CPython: at once where the function says so, else at the next check of the eval loop.
 */
import { PyObject_Vectorcall } from "../abstract/call";
import { PyErr_Format, PyErr_SetNone } from "../abstract/errors";
import { PyErr_WriteUnraisable } from "../abstract/unraisable";
import { _PyFrame_GetFrameObject } from "../builtin-types/frame-object";
import { PyLong_AsLong, PyLong_CheckExact, PyLong_FromLong } from "../builtin-types/int";
import { _PyThreadState_GetFrame } from "../builtin-types/interpreter-frame";
import { process_exit } from "../host-files";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { _PY_SIGNALS_PENDING_BIT, tstate } from "../object/state";
import { Py_None, PyExc_KeyboardInterrupt, PyExc_OSError } from "../object/static-types";
import { install_check_signals } from "../vm/eval-breaker";

/** One more than the highest signal. */
export const NSIG: i32 = 65;
export const SIGINT: i32 = 2;
const SIGKILL: i32 = 9;
const SIGCHLD: i32 = 17;
const SIGCONT: i32 = 18;
const SIGSTOP: i32 = 19;
const SIGTTOU: i32 = 22;
const SIGURG: i32 = 23;
const SIGWINCH: i32 = 28;
/** The two that the C library keeps to itself. */
const RESERVED_FIRST: i32 = 32;
const RESERVED_LAST: i32 = 33;
/** A process that a signal has ended has this and the signal as its exit code, for a shell. */
const KILLED: i32 = 128;

export const SIG_DFL: i64 = 0;
export const SIG_IGN: i64 = 1;

@unmanaged
class SignalState {
  /** Sets of signals, signal n in bit n - 1. */
  tripped: u64;
  blocked: u64;
  pending: u64;
  /** The module is there: the table of handlers is filled. */
  is_ready: i32;
  pad: i32;
}
const state: SignalState = changetype<SignalState>(memory.data(32, 16));

/** Handlers of signals 1 to 64, owned; NULL where nothing is known. */
export const signal_handlers: usize = memory.data(520, 16);

/** @inline */
function handlers(): Slots {
  return Slots.at(signal_handlers);
}

/** @inline */
export function signal_bit(signum: i32): u64 {
  return (<u64>1) << (signum - 1);
}

/** A number that the system knows as a signal's. */
export function is_signal(signum: i32): bool {
  return signum >= 1 && signum < NSIG;
}

/** Its action can be changed. */
export function can_be_handled(signum: i32): bool {
  return signum !== SIGKILL && signum !== SIGSTOP && !is_reserved(signum);
}

export function is_reserved(signum: i32): bool {
  return signum === RESERVED_FIRST || signum === RESERVED_LAST;
}

/** The handler: borrowed, NULL where nothing is known. */
export function get_handler(signum: i32): PyObject | null {
  return handlers().getOrNull(signum);
}

/** Another handler (stolen); the old one: its reference. */
export function swap_handler(signum: i32, handler: PyObject | null): PyObject | null {
  const old = handlers().getOrNull(signum);
  handlers().set(signum, handler);
  return old;
}

/** Is the handler the int `action`? */
export function is_action(handler: PyObject | null, action: i64): bool {
  return handler !== null && PyLong_CheckExact(handler) && PyLong_AsLong(handler) === action;
}

/** Nothing of Python's is called. */
function is_no_function(handler: PyObject | null): bool {
  return !handler || ptr(handler) === ptr(Py_None) || is_action(handler, SIG_DFL) || is_action(handler, SIG_IGN);
}

/** The handler is to run at the next check. */
export function trip_signal(signum: i32): void {
  state.tripped |= signal_bit(signum);
  tstate.eval_breaker |= _PY_SIGNALS_PENDING_BIT;
}

/** What the system does where the program says nothing. NOT CPYTHON: it cannot be stopped. */
function default_action(signum: i32): void {
  const is_ignored = signum === SIGCHLD || signum === SIGCONT || signum === SIGURG || signum === SIGWINCH;
  if (!is_ignored && (signum < SIGSTOP || signum > SIGTTOU)) process_exit(KILLED + signum);
}

function deliver(signum: i32): void {
  const handler = get_handler(signum);
  if (state.is_ready === 0) {
    if (signum === SIGINT) trip_signal(signum);
    else default_action(signum);
  } else if (!is_no_function(handler)) trip_signal(signum);
  else if (!is_action(handler, SIG_IGN)) default_action(signum);
}

/** The signal comes. */
export function signal_arrives(signum: i32): void {
  if (state.blocked & signal_bit(signum)) state.pending |= signal_bit(signum);
  else deliver(signum);
}

/** PyErr_SetInterruptEx: as if the signal had come, if it has a handler of Python's. */
export function simulate_interrupt(signum: i32): void {
  if (state.is_ready === 0 ? signum === SIGINT : !is_no_function(get_handler(signum))) trip_signal(signum);
}

export function blocked_signals(): u64 {
  return state.blocked;
}

/** Other signals are blocked; those that waited for it come. */
export function block_signals(set: u64): void {
  state.blocked = set & ~(signal_bit(SIGKILL) | signal_bit(SIGSTOP));
  let due = state.pending & ~state.blocked;
  state.pending &= state.blocked;
  while (due) {
    const signum = <i32>ctz<u64>(due) + 1;
    due &= due - 1;
    deliver(signum);
  }
}

export function pending_signals(): u64 {
  return state.pending;
}

/** Takes the lowest signal of `set` that waits: its number, 0 when there is none. */
export function take_pending(set: u64): i32 {
  const found = state.pending & set;
  if (!found) return 0;
  const signum = <i32>ctz<u64>(found) + 1;
  state.pending &= ~signal_bit(signum);
  return signum;
}

/** Calls `handler` (signum, frame). -1 with an exception. */
function call_handler(handler: PyObject, signum: i32): i32 {
  const number = PyLong_FromLong(<i64>signum);
  if (!number) return -1;
  const frame = _PyThreadState_GetFrame();
  const object: PyObject | null = frame ? _PyFrame_GetFrameObject(frame) : null;
  if (frame && !object) {
    Py_DECREF(number);
    return -1;
  }
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(16));
  args.set(0, number);
  args.set(1, object ? object : Py_None);
  Py_NewRef(handler);
  const result = PyObject_Vectorcall(handler, args, 2, null);
  stack_release(mark);
  Py_DECREF(handler);
  Py_DECREF(number);
  if (!result) return -1;
  Py_DECREF(result);
  return 0;
}

/** Runs the handler of one signal. -1 with an exception. */
function handle(signum: i32): i32 {
  const handler = get_handler(signum);
  if (state.is_ready === 0) {
    PyErr_SetNone(PyExc_KeyboardInterrupt);
    return -1;
  }
  if (!is_no_function(handler)) return call_handler(handler!, signum);
  PyErr_Format(PyExc_OSError, cstr("Signal %i ignored due to race condition"), <usize>signum);
  PyErr_WriteUnraisable(Py_None);
  return 0;
}

/** PyErr_CheckSignals: runs the handlers of what has come. -1 with an exception. */
export function PyErr_CheckSignals(): i32 {
  if (!state.tripped) return 0;
  tstate.eval_breaker &= ~_PY_SIGNALS_PENDING_BIT;
  for (let signum = 1; signum < NSIG; signum++) {
    if ((state.tripped & signal_bit(signum)) === 0) continue;
    state.tripped &= ~signal_bit(signum);
    if (handle(signum) === 0) continue;
    // Others wait for the next check.
    if (state.tripped) tstate.eval_breaker |= _PY_SIGNALS_PENDING_BIT;
    return -1;
  }
  return 0;
}

/** The eval loop's check: where nothing has come, the bit is the host's, for Ctrl-C. */
function check_signals(): i32 {
  if (!state.tripped) signal_arrives(SIGINT);
  return PyErr_CheckSignals();
}

/** Start-up. */
export function install_signals(): void {
  install_check_signals(check_signals);
}

/** The table of handlers is filled. */
export function signals_are_ready(): void {
  state.is_ready = 1;
}

/** The end: handlers go. */
export function _PySignal_Fini(): void {
  for (let signum = 1; signum < NSIG; signum++) Py_XDECREF(swap_handler(signum, null));
  state.is_ready = 0;
}
