/**
 * The fast locals of a frame by name: what FrameLocalsProxy reads and writes. CPython: framelocalsproxy_getval and
 * framelocalsproxy_getkeyindex of Objects/frameobject.c.
 *
 * A fast local is bound when its slot, or the cell in its slot, is not NULL. A hidden one belongs to an inlined
 * comprehension: it can be read while it is bound, but never be written by name.
 */
import { Py_EQ, PyObject_Hash, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { PyBytes_AS_STRING } from "./bytes";
import { PyCell_Check, PyCell_SetTakeRef, PyCellObject } from "./cell";
import { CO_FAST_CELL, CO_FAST_FREE, CO_FAST_HIDDEN, PyCodeObject } from "./code";
import { _PyInterpreterFrame } from "./interpreter-frame";
import { PyTuple_GET_ITEM } from "./tuple";

/** No fast local has that name. */
export const NO_FAST_LOCAL: i32 = -1;
/** An exception is set. */
export const FAST_LOCAL_ERROR: i32 = -2;

/** Kind of fast local `i`: CO_FAST_*. @inline */
export function fast_local_kind(co: PyCodeObject, i: i32): u8 {
  return load<u8>(PyBytes_AS_STRING(co.co_localspluskinds) + <usize>i);
}

/** The cell in slot `i`, borrowed, or NULL when the slot holds the value itself. */
function cell_of(frame: _PyInterpreterFrame, i: i32): PyCellObject | null {
  const held = frame.localsplus.getOrNull(i);
  if (!held || (fast_local_kind(frame.code, i) & (CO_FAST_FREE | CO_FAST_CELL)) === 0) return null;
  return PyCell_Check(held) ? changetype<PyCellObject>(held) : null;
}

/** Value of fast local `i`: borrowed, NULL when unbound. */
export function fast_local_value(frame: _PyInterpreterFrame, i: i32): PyObject | null {
  const cell = cell_of(frame, i);
  return cell ? cell.ob_ref : frame.localsplus.getOrNull(i);
}

/** Binds fast local `i` to `value` (counted). */
export function set_fast_local(frame: _PyInterpreterFrame, i: i32, value: PyObject): void {
  const cell = cell_of(frame, i);
  const old = cell ? cell.ob_ref : frame.localsplus.getOrNull(i);
  if (old && ptr(old) === ptr(value)) return;
  Py_NewRef(value);
  if (cell) {
    PyCell_SetTakeRef(cell, value);
    return;
  }
  frame.localsplus.set(i, value);
  Py_XDECREF(old);
}

/** Fast local `i` can be reached by its name: to be read it must be bound, to be written not hidden. */
function is_reachable(frame: _PyInterpreterFrame, i: i32, read: bool): bool {
  if (read) return fast_local_value(frame, i) !== null;
  return (fast_local_kind(frame.code, i) & CO_FAST_HIDDEN) === 0;
}

/** Index of the fast local named `key` (any object); NO_FAST_LOCAL; FAST_LOCAL_ERROR with an exception. */
export function fast_local_index(frame: _PyInterpreterFrame, key: PyObject, read: bool): i32 {
  const hash = PyObject_Hash(key);
  if (hash === -1) return FAST_LOCAL_ERROR;
  const co = frame.code;
  const names = co.co_localsplusnames;
  const n = co.co_nlocalsplus;
  // Most keys are the interned names themselves.
  let found = false;
  for (let i = 0; i < n; i++) {
    if (ptr(PyTuple_GET_ITEM(names, i)) !== ptr(key)) continue;
    if (is_reachable(frame, i, read)) return i;
    found = true;
  }
  if (found) return NO_FAST_LOCAL;
  for (let i = 0; i < n; i++) {
    const name = PyTuple_GET_ITEM(names, i);
    if (PyObject_Hash(name) !== hash) continue;
    const same = PyObject_RichCompareBool(name, key, Py_EQ);
    if (same < 0) return FAST_LOCAL_ERROR;
    if (same > 0 && is_reachable(frame, i, read)) return i;
  }
  return NO_FAST_LOCAL;
}

/** A local of an inlined comprehension is bound in `frame`. */
export function _PyFrame_HasHiddenLocals(frame: _PyInterpreterFrame): bool {
  const co = frame.code;
  for (let i = 0; i < co.co_nlocalsplus; i++) {
    if ((fast_local_kind(co, i) & CO_FAST_HIDDEN) !== 0 && fast_local_value(frame, i)) return true;
  }
  return false;
}
