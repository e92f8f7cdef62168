/**
 * The bound on native recursion. CPython: Py_EnterRecursiveCall of pycore_ceval.h, `_Py_CheckRecursiveCall`.
 *
 * Levels are counted as CPython counts them, Py_C_RECURSION_LIMIT of them. NOT CPYTHON: the engine's stack may end before
 * that. It cannot be read from here, so the host tries it out (`stack_room`): `tstate.c_stack_seen` says down to which level
 * there is room for sure. What enters a level below it has the next STACK_STEP levels tried; where they have no room,
 * RecursionError comes earlier. Nothing that was seen from higher up is believed: the calls down there may have larger
 * frames than those that were there when it was seen, so c_stack_seen is never further than 2 * STACK_STEP below the
 * current level, and that much room is what is asked for.
 */

import { stack_room } from "../host";
import { cstr } from "../object/literals";
import { stack_fits } from "../object/native-stack";
import { PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_RecursionError, PyListIter_Type, PyRangeIter_Type, PyTupleIter_Type } from "../object/static-types";
import { PyErr_Format } from "./errors";

/** Native calls that may nest: that of a release build on x86-64 Linux. */
export const Py_C_RECURSION_LIMIT: i32 = 10000;

/** Levels that are tried at a time. */
const STACK_STEP: i32 = 100;
/** Bytes of the engine's stack that a level takes at most: 300 to 600 were measured. */
const LEVEL_BYTES: i32 = 1024;
/** Bytes of the stack in linear memory that a level takes at most. */
const LEVEL_NATIVE_BYTES: i32 = 512;
/** Levels beyond the limit that error handling may use. */
const HEADROOM: i32 = 50;

/** Counts one more native level; -1 with RecursionError ("maximum recursion depth exceeded" + `where`) at the limit. @inline */
export function _Py_EnterRecursiveCall(where: usize): i32 {
  const remaining = tstate.c_recursion_remaining;
  tstate.c_recursion_remaining = remaining - 1;
  return remaining < tstate.c_stack_seen ? _Py_CheckRecursiveCall(where) : 0;
}

/** @inline */
export function _Py_LeaveRecursiveCall(): void {
  leave_levels(1);
}

/** Gives `n` levels back. @inline */
export function leave_levels(n: i32): void {
  const remaining = tstate.c_recursion_remaining + n;
  tstate.c_recursion_remaining = remaining;
  if (remaining > tstate.c_stack_seen + 2 * STACK_STEP) tstate.c_stack_seen = remaining - STACK_STEP;
}

/** Nothing is known of the engine's stack: the host calls, from whatever depth of its own. */
export function forget_stack(): void {
  tstate.c_stack_seen = tstate.c_recursion_remaining + 1;
}

/** A level below what has been seen was entered. Is there room for more? Then it is noted. */
function see_stack(): bool {
  const remaining = tstate.c_recursion_remaining;
  if (remaining < -1) return false;
  if (!stack_fits(2 * STACK_STEP * LEVEL_NATIVE_BYTES) || !stack_room(2 * STACK_STEP * LEVEL_BYTES)) return false;
  tstate.c_stack_seen = max(remaining + 1 - STACK_STEP, 0);
  return true;
}

/** The limit is reached: gives the level back and raises; 0 while there is room, or the headroom for error handling lasts. */
export function _Py_CheckRecursiveCall(where: usize): i32 {
  if (see_stack()) return 0;
  if (tstate.recursion_headroom) {
    if (tstate.c_recursion_remaining < tstate.c_stack_seen - HEADROOM) unreachable(); // Cannot recover from a stack overflow.
    return 0;
  }
  tstate.recursion_headroom++;
  PyErr_Format(PyExc_RecursionError, cstr("maximum recursion depth exceeded%s"), where);
  tstate.recursion_headroom--;
  tstate.c_recursion_remaining++;
  return -1;
}

/** A look at the engine's stack for so many levels that are not counted. */
const UNCOUNTED_STEP: i32 = 64;

/**
 * One more level of a recursion that CPython does not count (hashes of tuples, iterators inside others): a process's stack
 * overflows there. -1 with RecursionError where there is no more room.
 */
export function enter_uncounted(): i32 {
  const depth = ++tstate.uncounted_depth;
  return (depth & (UNCOUNTED_STEP - 1)) === 0 ? see_uncounted() : 0;
}

/** @inline */
export function leave_uncounted(): void {
  tstate.uncounted_depth--;
}

function see_uncounted(): i32 {
  // What was seen for counted levels was seen from higher up.
  forget_stack();
  const bytes = (2 * STACK_STEP + UNCOUNTED_STEP) * LEVEL_BYTES;
  if (stack_fits(STACK_STEP * LEVEL_NATIVE_BYTES) && stack_room(bytes)) return 0;
  tstate.uncounted_depth--;
  tstate.recursion_headroom++;
  PyErr_Format(PyExc_RecursionError, cstr("maximum recursion depth exceeded"));
  tstate.recursion_headroom--;
  return -1;
}

/** The next item of `it`, the iterator inside of another: new reference; NULL at its end or with an exception. @inline */
export function next_inside(it: PyObject): PyObject | null {
  const t = it.ob_type;
  // Those that hold no iterator nest nowhere.
  const holds_none =
    ptr(t) === ptr(PyListIter_Type) || ptr(t) === ptr(PyTupleIter_Type) || ptr(t) === ptr(PyRangeIter_Type);
  return holds_none ? t.tp_iternext!.call(it) : next_guarded(it);
}

function next_guarded(it: PyObject): PyObject | null {
  if (enter_uncounted() < 0) return null;
  const item = it.ob_type.tp_iternext!.call(it);
  leave_uncounted();
  return item;
}

/** Bytes of a frame of stack_probe: sixteen values, return address and frame pointer; no engine needs fewer. */
const PROBE_FRAME: i32 = 144;

/** Asked by the host: `bytes` of the engine's stack are used, and given back. Where it ends, the engine throws. */
export function stack_probe(bytes: i32): i64 {
  const at = changetype<usize>(tstate);
  const a = load<i64>(at, 0);
  const b = load<i64>(at, 8);
  const c = load<i64>(at, 16);
  const d = load<i64>(at, 24);
  const e = load<i64>(at, 32);
  const f = load<i64>(at, 40);
  const g = load<i64>(at, 48);
  const h = load<i64>(at, 56);
  const i = load<i64>(at, 64);
  const j = load<i64>(at, 72);
  const k = load<i64>(at, 80);
  const l = load<i64>(at, 88);
  const m = load<i64>(at, 96);
  const n = load<i64>(at, 104);
  const o = load<i64>(at, 112);
  const p = load<i64>(at, 120);
  const more: i64 = bytes > PROBE_FRAME ? stack_probe(bytes - PROBE_FRAME) : 0;
  // Each is needed after the call, in this order, so the frame must keep them all.
  const first = ((((((((more ^ a) + b) ^ c) + d) ^ e) + f) ^ g) + h) ^ i;
  return ((((((first + j) ^ k) + l) ^ m) + n) ^ o) + p;
}
