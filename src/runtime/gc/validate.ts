/** Is a list of GC heads whole? For debug builds. CPython: validate_list of Python/gc.c. */
import { fatal_error } from "../host";
import { _PyGC_PREV_MASK_COLLECTING, GEN, NUM_GENERATIONS } from "./gc-alloc";
import { GC_HEAD, GC_NEXT, GC_PREV } from "./gc-list";
import { NEXT_MASK_UNREACHABLE } from "./traverse";

/** What the elements must carry: COLLECTING or not, NEXT_MASK_UNREACHABLE or not. */
export const collecting_clear_unreachable_clear: i32 = 0;
export const collecting_set_unreachable_clear: i32 = 1;
export const collecting_set_unreachable_set: i32 = 3;

/** Is `head`, which carries no flags, a circular list, linked both ways, whose elements all carry those of `phase` (see above)? */
export function list_is_valid(head: usize, phase: i32): bool {
  let prev = head;
  let gc = GC_NEXT(head);
  while (gc !== head) {
    if (gc === 0 || gc & NEXT_MASK_UNREACHABLE) return false;
    const next = GC_NEXT(gc);
    const collecting = (GC_HEAD(gc)._gc_prev & _PyGC_PREV_MASK_COLLECTING) !== 0;
    if (collecting !== ((phase & 1) !== 0)) return false;
    if (((next & NEXT_MASK_UNREACHABLE) !== 0) !== ((phase & 2) !== 0)) return false;
    if (GC_PREV(gc) !== prev) return false;
    prev = gc;
    gc = next & ~NEXT_MASK_UNREACHABLE;
  }
  return GC_HEAD(head)._gc_prev === prev;
}

/** Ends the runtime when the list is not valid. */
export function validate_list(head: usize, phase: i32): void {
  if (!list_is_valid(head, phase)) fatal_error(changetype<usize>("gc list is not valid"), 40);
}

/** Checks the lists of all generations, for the host, while no collection runs: 0, or the number of a bad one plus 1. */
export function gc_check(): i32 {
  for (let i = 0; i <= NUM_GENERATIONS; i++) {
    if (!list_is_valid(changetype<usize>(GEN(i)), collecting_clear_unreachable_clear)) return i + 1;
  }
  return 0;
}
