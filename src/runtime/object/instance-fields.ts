/**
 * The references that an instance holds one after the other: visited, cleared, given back with it. For tp_traverse, tp_clear
 * and tp_dealloc of types whose struct is not worth a loop of its own.
 */
import { Py_DECREF, Py_XDECREF, PyObject, ptr, Slots } from "./object";
import { visitproc } from "./slots";

/** Visits the references in the `n` slots from the address `start` on. */
export function visit_slots(start: usize, n: i32, visit: visitproc, arg: usize): i32 {
  const slots = Slots.at(start);
  for (let i = 0; i < n; i++) {
    const o = slots.getOrNull(i);
    const stop = o ? visit.call(o, arg) : 0;
    if (stop) return stop;
  }
  return 0;
}

/** Visits the type of `o`, then the `n` references from offset `first` on. */
export function visit_fields(o: PyObject, visit: visitproc, arg: usize, first: usize, n: i32): i32 {
  const stop = visit.call(o.ob_type, arg);
  return stop ? stop : visit_slots(ptr(o) + first, n, visit, arg);
}

/** Sets the reference at `address`, of which the old one is given back after; steals `value`. */
export function set_at(address: usize, value: PyObject | null): void {
  const slot = Slots.at(address);
  const old = slot.getOrNull(0);
  slot.set(0, value);
  Py_XDECREF(old);
}

/** Clears the reference at `address`. */
export function clear_at(address: usize): void {
  set_at(address, null);
}

/** Clears the references in the `n` slots from the address `start` on. */
export function clear_slots(start: usize, n: i32): void {
  for (let i = 0; i < n; i++) clear_at(start + ((<usize>i) << 3));
}

/** The end of tp_dealloc of a heap type: the memory, then the reference to the type. */
export function free_instance(o: PyObject): void {
  const t = o.ob_type;
  t.tp_free!.call(o);
  Py_DECREF(t);
}
