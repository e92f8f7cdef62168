/**
 * Releases structures of any depth with bounded native recursion. CPython: the trashcan of Objects/object.c.
 *
 * A container's dealloc untracks the object, then, if it is the dealloc of the object's own type (not called by that of
 * a subclass), begins with `if (Py_TRASHCAN_BEGIN(o)) return;` and ends with `Py_TRASHCAN_END();`. From
 * PyTrash_UNWIND_LEVEL nested deallocs on, the object is not released but put on `tstate.delete_later` (threaded
 * through its GC head: _gc_prev holds the next address); the outermost dealloc then empties that list.
 *
 * NOT CPYTHON: the native stack is smaller here than a process's, so the other GC types are put off as well, from
 * MAX_DEALLOC_DEPTH nested deallocs of any kind on (_Py_Dealloc). Such an object is still tracked, and its dealloc will
 * untrack it: it becomes a ring of its own.
 */
import { _Py_Dealloc, PyObject } from "./object";
import { tstate } from "./state";

/** Nested deallocs of containers allowed before objects are put off. */
export const PyTrash_UNWIND_LEVEL: i32 = 50;
/** Nested deallocs of any kind allowed before objects with a GC head are put off. */
export const MAX_DEALLOC_DEPTH: i32 = 150;

/** True: the release of `o` has been put off and the caller must return. @inline */
export function Py_TRASHCAN_BEGIN(o: PyObject): bool {
  if (tstate.trash_delete_nesting >= PyTrash_UNWIND_LEVEL) {
    _PyTrash_thread_deposit_object(o);
    return true;
  }
  tstate.trash_delete_nesting++;
  return false;
}

/** @inline */
export function Py_TRASHCAN_END(): void {
  tstate.trash_delete_nesting--;
  if (tstate.delete_later && tstate.trash_delete_nesting === 0) _PyTrash_thread_destroy_chain();
}

/** Puts the object `o` (count 0) on the list; takes it out of its generation if it is in one. */
export function _PyTrash_thread_deposit_object(o: PyObject): void {
  const head = changetype<usize>(o) - 16;
  const next = load<usize>(head);
  const prev = load<usize>(head, 8);
  if (next) {
    store<usize>(prev & ~3, next);
    store<usize>(next, (prev & ~3) | (load<usize>(next, 8) & 3), 8);
    store<usize>(head, head);
  }
  store<usize>(head, changetype<usize>(tstate.delete_later) | (prev & 3), 8);
  tstate.delete_later = o;
}

/** Releases all objects on the list, and those that are put there meanwhile. */
export function _PyTrash_thread_destroy_chain(): void {
  const depth = tstate.dealloc_depth;
  tstate.dealloc_depth = 1;
  tstate.trash_delete_nesting++;
  while (true) {
    const o = tstate.delete_later;
    if (!o) break;
    const head = changetype<usize>(o) - 16;
    const link = load<usize>(head, 8);
    tstate.delete_later = changetype<PyObject | null>(link & ~3);
    store<usize>(head, load<usize>(head) | (link & 3), 8);
    _Py_Dealloc(o);
  }
  tstate.trash_delete_nesting--;
  tstate.dealloc_depth = depth;
}
