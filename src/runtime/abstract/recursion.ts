/**
 * The bound on native recursion. CPython: Py_EnterRecursiveCall of pycore_ceval.h, `_Py_CheckRecursiveCall`.
 *
 * NOT CPYTHON: the limit is what a Node or browser thread bears, not Py_C_RECURSION_LIMIT = 10,000 (see C_RECURSION_LIMIT).
 */

import { cstr } from "../object/literals";
import { tstate } from "../object/state";
import { PyExc_RecursionError } from "../object/static-types";
import { PyErr_Format } from "./errors";

/** Native calls that may nest. */
export const C_RECURSION_LIMIT: i32 = 1500;

/** Counts one more native level; -1 with RecursionError ("maximum recursion depth exceeded" + `where`) at the limit. @inline */
export function _Py_EnterRecursiveCall(where: usize): i32 {
  const remaining = tstate.c_recursion_remaining - 1;
  tstate.c_recursion_remaining = remaining;
  return remaining < 0 ? _Py_CheckRecursiveCall(where) : 0;
}

/** @inline */
export function _Py_LeaveRecursiveCall(): void {
  tstate.c_recursion_remaining++;
}

/** The limit is reached: gives the level back and raises; 0 while the headroom for error handling lasts. */
export function _Py_CheckRecursiveCall(where: usize): i32 {
  if (tstate.recursion_headroom) {
    if (tstate.c_recursion_remaining < -50) unreachable(); // Cannot recover from a stack overflow.
    return 0;
  }
  tstate.recursion_headroom++;
  PyErr_Format(PyExc_RecursionError, cstr("maximum recursion depth exceeded%s"), where);
  tstate.recursion_headroom--;
  tstate.c_recursion_remaining++;
  return -1;
}
