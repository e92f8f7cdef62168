/**
 * What interrupts the eval loop: signals, a scheduled collection, the host. CPython: Python/ceval_gil.c
 * (_Py_HandlePending), Python/ceval.c (recursion checks).
 */

import { PyErr_Format, PyErr_SetNone } from "../abstract/errors";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import {
  _PY_ASYNC_EXCEPTION_BIT,
  _PY_GC_SCHEDULED_BIT,
  _PY_SIGNALS_PENDING_BIT,
  _PY_TIMER_BIT,
  tstate,
} from "../object/state";
import { PyExc_KeyboardInterrupt, PyExc_RecursionError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";

/** What other rooms do when the loop asks for it: table indices, 0 while not there. */
@unmanaged
class BreakerHooks {
  run_gc: usize;
  check_signals: usize;
  poll_timers: usize;
  checks: i32;
}
const hooks: BreakerHooks = changetype<BreakerHooks>(memory.data(32, 16));

/** `f`: runs the collector when generation 0 is over its threshold (_Py_RunGC). */
export function install_run_gc(f: () => void): void {
  hooks.run_gc = <usize>f.index;
}

/** `f`: handles pending signals; -1 with an exception. */
export function install_check_signals(f: () => i32): void {
  hooks.check_signals = <usize>f.index;
}

/** Every so many checks the clock is looked at. */
const CHECKS_PER_LOOK: i32 = 32;

/** `f` (NULL: none): looks whether timers have run out. */
export function set_timer_poll(f: (() => void) | null): void {
  hooks.poll_timers = f ? <usize>f.index : 0;
  if (f) tstate.eval_breaker |= _PY_TIMER_BIT;
  else tstate.eval_breaker &= ~_PY_TIMER_BIT;
}

/** A timer runs: its signal may be due. */
function look_at_clock(): void {
  if (++hooks.checks < CHECKS_PER_LOOK) return;
  hooks.checks = 0;
  call_indirect<void>(<u32>hooks.poll_timers);
}

/** Does what the eval breaker asks for. -1 with an exception. */
export function _Py_HandlePending(): i32 {
  if ((tstate.eval_breaker & _PY_TIMER_BIT) !== 0) look_at_clock();
  const bits = tstate.eval_breaker;
  if ((bits & _PY_SIGNALS_PENDING_BIT) !== 0) {
    tstate.eval_breaker &= ~_PY_SIGNALS_PENDING_BIT;
    if (hooks.check_signals !== 0) {
      if (call_indirect<i32>(<u32>hooks.check_signals) < 0) return -1;
    } else {
      // Nobody handles signals: the host's interrupt is a Ctrl-C.
      PyErr_SetNone(PyExc_KeyboardInterrupt);
      return -1;
    }
  }
  if ((bits & _PY_GC_SCHEDULED_BIT) !== 0) {
    tstate.eval_breaker &= ~_PY_GC_SCHEDULED_BIT;
    if (hooks.run_gc !== 0) call_indirect<void>(<u32>hooks.run_gc);
  }
  if ((bits & _PY_ASYNC_EXCEPTION_BIT) !== 0) {
    tstate.eval_breaker &= ~_PY_ASYNC_EXCEPTION_BIT;
    const exc = tstate.async_exc;
    tstate.async_exc = null;
    if (exc) {
      PyErr_SetNone(changetype<PyTypeObject>(exc));
      Py_DECREF(changetype<PyObject>(exc));
      return -1;
    }
  }
  return 0;
}

/** Python levels beyond the limit that error handling may use. */
const RECURSION_HEADROOM: i32 = 50;

/** _Py_CheckRecursiveCallPy: the limit is reached. -1 with RecursionError; 0 while error handling goes on. */
export function check_recursive_call_py(): i32 {
  if (tstate.recursion_headroom !== 0) {
    if (tstate.py_recursion_remaining < -RECURSION_HEADROOM) unreachable(); // Cannot recover from Python stack overflow.
    return 0;
  }
  if (tstate.py_recursion_remaining <= 0) {
    tstate.recursion_headroom++;
    PyErr_Format(PyExc_RecursionError, cstr("maximum recursion depth exceeded"));
    tstate.recursion_headroom--;
    return -1;
  }
  return 0;
}
