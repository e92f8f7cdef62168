/**
 * The circular, doubly linked lists of GC heads. CPython: gc_list_* of Python/gc.c.
 *
 * A list is named by the address of its head (which is not part of an object). Outside a collection _gc_prev holds the
 * previous element and the flag FINALIZED. During one, the elements of the generation being collected carry COLLECTING,
 * and what is left of _gc_prev holds gc_refs or the previous element, as gc/collector.ts tells for each step.
 */
import { _PyGC_PREV_MASK, PyGC_Head } from "./gc-alloc";

/** @inline */
export function GC_HEAD(address: usize): PyGC_Head {
  return changetype<PyGC_Head>(address);
}

/** @inline */
export function GC_NEXT(gc: usize): usize {
  return GC_HEAD(gc)._gc_next;
}

/** The previous element, without flags. @inline */
export function GC_PREV(gc: usize): usize {
  return GC_HEAD(gc)._gc_prev & _PyGC_PREV_MASK;
}

/** Keeps the flags. @inline */
export function _PyGCHead_SET_PREV(gc: usize, prev: usize): void {
  const head = GC_HEAD(gc);
  head._gc_prev = (head._gc_prev & ~_PyGC_PREV_MASK) | prev;
}

/** @inline */
export function gc_list_init(list: usize): void {
  GC_HEAD(list)._gc_next = list;
  GC_HEAD(list)._gc_prev = list;
}

/** @inline */
export function gc_list_is_empty(list: usize): bool {
  return GC_HEAD(list)._gc_next === list;
}

/** Adds an element that is in no list at the end. */
export function gc_list_append(node: usize, list: usize): void {
  const last = GC_HEAD(list)._gc_prev;
  _PyGCHead_SET_PREV(node, last);
  GC_HEAD(last)._gc_next = node;
  GC_HEAD(node)._gc_next = list;
  GC_HEAD(list)._gc_prev = node;
}

/** Takes an element out of its list; it is untracked afterwards. */
export function gc_list_remove(node: usize): void {
  const prev = GC_PREV(node);
  const next = GC_NEXT(node);
  GC_HEAD(prev)._gc_next = next;
  _PyGCHead_SET_PREV(next, prev);
  GC_HEAD(node)._gc_next = 0;
}

/** Moves an element from its list to the end of another. */
export function gc_list_move(node: usize, list: usize): void {
  const fromPrev = GC_PREV(node);
  const fromNext = GC_NEXT(node);
  GC_HEAD(fromPrev)._gc_next = fromNext;
  _PyGCHead_SET_PREV(fromNext, fromPrev);
  const toPrev = GC_HEAD(list)._gc_prev;
  _PyGCHead_SET_PREV(node, toPrev);
  GC_HEAD(toPrev)._gc_next = node;
  GC_HEAD(list)._gc_prev = node;
  GC_HEAD(node)._gc_next = list;
}

/** Moves all elements of `from` to the end of `to`; `from` is empty afterwards. */
export function gc_list_merge(from: usize, to: usize): void {
  if (!gc_list_is_empty(from)) {
    const toTail = GC_PREV(to);
    const fromHead = GC_NEXT(from);
    const fromTail = GC_PREV(from);
    GC_HEAD(toTail)._gc_next = fromHead;
    _PyGCHead_SET_PREV(fromHead, toTail);
    GC_HEAD(fromTail)._gc_next = to;
    _PyGCHead_SET_PREV(to, fromTail);
  }
  gc_list_init(from);
}

export function gc_list_size(list: usize): i32 {
  let n = 0;
  for (let gc = GC_NEXT(list); gc !== list; gc = GC_NEXT(gc)) n++;
  return n;
}
