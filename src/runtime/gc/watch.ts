/**
 * What the collector tells an observer of a collection, object by object. Off, each step has one branch for it.
 *
 * The events name objects by their addresses. The observer hears of a reference to an object each time it is met; whether it
 * is the first one that makes a difference follows from what went before.
 */
import { PyObject, ptr } from "../object/object";
import { traverseproc, visitproc } from "../object/slots";
import { interp, tstate } from "../object/state";
import { trace_gc_begin, trace_gc_end, trace_gc_event, trace_gc_skipped } from "../trace";
import {
  _Py_AS_GC,
  _Py_FROM_GC,
  _PyGC_PREV_MASK_COLLECTING,
  _PyGC_PREV_SHIFT,
  GEN,
  gcstate,
  PyGC_Head,
  PyObject_IS_GC,
} from "./gc-alloc";
import { current_line } from "./gc-hooks";
import { GC_HEAD, GC_NEXT, gc_list_size } from "./gc-list";

/** Levels of gcstate.watching. */
const WATCH_OBJECTS: u32 = 2;

/** A step begins; `value`: STEP_*. */
const GC_STEP: u32 = 0;
/** update_refs: `value` is ob_refcnt, from now on gc_refs. */
const GC_REFS: u32 = 1;
/** subtract_refs: `other` refers to it; `value` is what is left of gc_refs. */
const GC_SUBTRACT: u32 = 2;
/** move_unreachable: reached from outside or from a reachable object, so what it refers to is reachable. */
const GC_REACHABLE: u32 = 3;
/** move_unreachable: the reachable `other` refers to it; `value` 1: it had been moved to the unreachable ones, and comes back. */
const GC_REACHED: u32 = 4;
/** move_unreachable: gc_refs is 0, it is moved to the unreachable ones for now. */
export const GC_TENTATIVE: u32 = 5;
/** A reachable tuple or dict that can't be part of a cycle is no longer tracked. */
export const GC_UNTRACKED: u32 = 6;
/** It has a finalizer of old. */
export const GC_LEGACY: u32 = 7;
/** A weak reference to `other` is cleared. */
export const GC_WEAKREF: u32 = 8;
/** The callback of a weak reference is called. */
export const GC_CALLBACK: u32 = 9;
/** tp_finalize is called. */
export const GC_FINALIZE: u32 = 10;
/** The finalizers have made it reachable again. */
const GC_RESURRECTED: u32 = 11;
/** tp_clear is called. */
export const GC_CLEAR: u32 = 12;
/** It has outlived tp_clear, and goes to the older generation. */
export const GC_OUTLIVED: u32 = 13;
/** It goes to gc.garbage. */
export const GC_GARBAGE: u32 = 14;

export const STEP_MERGE: i32 = 1;
export const STEP_UPDATE_REFS: i32 = 2;
export const STEP_SUBTRACT_REFS: i32 = 3;
export const STEP_MOVE_UNREACHABLE: i32 = 4;
export const STEP_PROMOTE: i32 = 5;
export const STEP_LEGACY_FINALIZERS: i32 = 6;
export const STEP_WEAKREFS: i32 = 7;
export const STEP_FINALIZE: i32 = 8;
export const STEP_RESURRECTED: i32 = 9;
export const STEP_DELETE: i32 = 10;
export const STEP_GARBAGE: i32 = 11;

/** For the host: from now on it is told of collections, or not (0). */
export function gc_watch(on: u32): void {
  gcstate.watch = on;
}

/** Somebody wants to know of every object of this collection. @inline */
export function is_watched(): bool {
  return gcstate.watching === WATCH_OBJECTS;
}

/** A collection begins. `reason` as _Py_GC_REASON_*. */
export function watch_begin(generation: i32, reason: i32): void {
  let tracked = 0;
  for (let i = 0; i <= generation; i++) tracked += gc_list_size(ptr_of_generation(i));
  const filename = current_line();
  gcstate.watching = trace_gc_begin(
    <u32>generation,
    interp.phase === 2 ? 1 : <u32>reason,
    <u32>tracked,
    <u32>GEN(generation).count,
    <u32>GEN(generation).threshold,
    filename,
    <u32>tstate.out_i32,
  );
}

/** @inline */
function ptr_of_generation(i: i32): usize {
  return changetype<usize>(GEN(i));
}

export function watch_end(collected: i32, uncollectable: i32): void {
  gcstate.watching = 0;
  trace_gc_end(<u32>collected, <u32>uncollectable);
}

/** The 25 % rule has kept the oldest generation from being collected. */
export function watch_skipped(): void {
  if (gcstate.watch) trace_gc_skipped(<u32>gcstate.long_lived_pending, <u32>gcstate.long_lived_total);
}

/** A step begins. @inline */
export function watch_step(step: i32): void {
  if (gcstate.watching === WATCH_OBJECTS) trace_gc_event(GC_STEP, 0, 0, step);
}

/** Something happens to `o`. Only when is_watched(). */
export function watch_object(event: u32, o: PyObject, other: PyObject | null = null): void {
  trace_gc_event(event, ptr(o), ptr(other), 0);
}

/** update_refs is done. */
export function watch_refs(containers: usize): void {
  for (let gc = GC_NEXT(containers); gc !== containers; gc = GC_NEXT(gc)) {
    const refs = <i32>(GC_HEAD(gc)._gc_prev >> _PyGC_PREV_SHIFT);
    trace_gc_event(GC_REFS, ptr(_Py_FROM_GC(changetype<PyGC_Head>(gc))), 0, refs);
  }
}

/** gc_refs of an object that is being collected; -1 of any other. */
function collecting_refs(o: PyObject): i32 {
  if (!PyObject_IS_GC(o)) return -1;
  const prev = _Py_AS_GC(o)._gc_prev;
  return prev & _PyGC_PREV_MASK_COLLECTING ? <i32>(prev >> _PyGC_PREV_SHIFT) : -1;
}

/** visitproc: `o` loses the reference that `holder` has. Tells what gc_refs was before that. */
function visit_subtract(o: PyObject, holder: usize): i32 {
  const refs = collecting_refs(o);
  if (refs >= 0) trace_gc_event(GC_SUBTRACT, ptr(o), holder, refs);
  return 0;
}

/** What `o` refers to is about to lose these references. */
export function watch_subtract(o: PyObject): void {
  changetype<traverseproc>(o.ob_type.tp_traverse).call(o, visitproc.of(visit_subtract), ptr(o));
}

/** visitproc: `o` is reached from the reachable `holder`. */
function visit_reached(o: PyObject, holder: usize): i32 {
  if (collecting_refs(o) < 0) return 0;
  // The mark is the lowest bit: moved to the unreachable ones.
  trace_gc_event(GC_REACHED, ptr(o), holder, <i32>(_Py_AS_GC(o)._gc_next & 1));
  return 0;
}

/** `o` is reachable: what it refers to is about to be, too. */
export function watch_reachable(o: PyObject): void {
  trace_gc_event(GC_REACHABLE, ptr(o), 0, collecting_refs(o));
  changetype<traverseproc>(o.ob_type.tp_traverse).call(o, visitproc.of(visit_reached), ptr(o));
}

/** What is left in the list of the unreachable is reachable again. */
export function watch_resurrected(list: usize): void {
  for (let gc = GC_NEXT(list); gc !== list; gc = GC_NEXT(gc)) {
    trace_gc_event(GC_RESURRECTED, ptr(_Py_FROM_GC(changetype<PyGC_Head>(gc))), 0, 0);
  }
}
