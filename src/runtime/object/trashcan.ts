/**
 * Releases structures of any depth with bounded native recursion. CPython: the trashcan of Objects/object.c.
 *
 * A container's dealloc untracks the object, then, if it is the dealloc of the object's own type (not called by that of
 * a subclass), begins with `if (Py_TRASHCAN_BEGIN(o)) return;` and ends with `Py_TRASHCAN_END();`. From
 * PyTrash_UNWIND_LEVEL nested deallocs on, the object is not released but put on `tstate.delete_later` (threaded
 * through its GC head: _gc_prev holds the next address); the outermost dealloc then empties that list.
 */
import { _Py_Dealloc, PyObject } from "./object";
import { tstate } from "./state";

/** Nested deallocs allowed before objects are put off. */
export const PyTrash_UNWIND_LEVEL: i32 = 50;

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

/** Puts the untracked object `o` (count 0) on the list. */
export function _PyTrash_thread_deposit_object(o: PyObject): void {
  const flags = load<usize>(changetype<usize>(o) - 8) & 3;
  store<usize>(changetype<usize>(o) - 8, changetype<usize>(tstate.delete_later) | flags);
  tstate.delete_later = o;
}

/** Releases all objects on the list, and those that are put there meanwhile. */
export function _PyTrash_thread_destroy_chain(): void {
  tstate.trash_delete_nesting++;
  while (true) {
    const o = tstate.delete_later;
    if (!o) break;
    const link = load<usize>(changetype<usize>(o) - 8);
    tstate.delete_later = changetype<PyObject | null>(link & ~3);
    store<usize>(changetype<usize>(o) - 8, link & 3);
    _Py_Dealloc(o);
  }
  tstate.trash_delete_nesting--;
}
