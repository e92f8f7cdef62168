/**
 * The cycle collector: from a generation to its garbage, in CPython's steps. CPython: gc_collect_main of Python/gc.c (3.13).
 *
 * During a collection `_gc_prev` of the objects being collected holds, step by step:
 *
 *   update_refs        gc_refs = ob_refcnt, COLLECTING set
 *   subtract_refs      gc_refs = references from outside the collected objects
 *   move_unreachable   reachable ones: previous element again, COLLECTING cleared, in `young`;
 *                      the others: previous element, COLLECTING set, in `unreachable` (with NEXT_MASK_UNREACHABLE in
 *                      _gc_next while they are there tentatively)
 *
 * An object is garbage when gc_refs is 0 and no object with gc_refs > 0 leads to it.
 */
import { clock } from "../host";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_INCREF, PyObject } from "../object/object";
import { _PY_GC_SCHEDULED_BIT, tstate } from "../object/state";
import { PyDict_Type } from "../object/static-types";
import {
  _Py_FROM_GC,
  _PyGC_FINALIZED,
  _PyGC_PREV_MASK_COLLECTING,
  _PyGC_PREV_MASK_FINALIZED,
  _PyGC_PREV_SHIFT,
  _PyGC_SET_FINALIZED,
  GCState,
  GEN,
  gcstate,
  NUM_GENERATIONS,
  PyGC_Head,
} from "./gc-alloc";
import {
  append_garbage,
  clear_free_lists,
  debug_cycle,
  debug_stats,
  handle_weakrefs,
  invoke_gc_callback,
  maybe_untrack_dict,
  report_collection_failure,
  report_tp_clear_failure,
} from "./gc-hooks";
import {
  _PyGCHead_SET_PREV,
  GC_HEAD,
  GC_NEXT,
  GC_PREV,
  gc_list_append,
  gc_list_init,
  gc_list_is_empty,
  gc_list_merge,
  gc_list_move,
  gc_list_size,
} from "./gc-list";
import { is_plain_container, NEXT_MASK_UNREACHABLE, reach_refs_of, set_collecting, subtract_refs_of } from "./traverse";
import {
  collecting_clear_unreachable_clear,
  collecting_set_unreachable_clear,
  collecting_set_unreachable_set,
  validate_list,
} from "./validate";
import {
  GC_CLEAR,
  GC_FINALIZE,
  GC_GARBAGE,
  GC_LEGACY,
  GC_OUTLIVED,
  GC_TENTATIVE,
  GC_UNTRACKED,
  is_watched,
  STEP_DELETE,
  STEP_FINALIZE,
  STEP_GARBAGE,
  STEP_LEGACY_FINALIZERS,
  STEP_MERGE,
  STEP_MOVE_UNREACHABLE,
  STEP_PROMOTE,
  STEP_RESURRECTED,
  STEP_SUBTRACT_REFS,
  STEP_UPDATE_REFS,
  STEP_WEAKREFS,
  watch_begin,
  watch_end,
  watch_object,
  watch_reachable,
  watch_refs,
  watch_resurrected,
  watch_skipped,
  watch_step,
  watch_subtract,
} from "./watch";

export const _PyGC_DEBUG_STATS: i32 = 1;
export const _PyGC_DEBUG_COLLECTABLE: i32 = 2;
export const _PyGC_DEBUG_UNCOLLECTABLE: i32 = 4;
export const _PyGC_DEBUG_SAVEALL: i32 = 32;

/** Let gc_select_generation decide. */
export const GENERATION_AUTO: i32 = -1;
/** Why a collection runs. */
export const _Py_GC_REASON_HEAP: i32 = 0;
export const _Py_GC_REASON_SHUTDOWN: i32 = 1;
export const _Py_GC_REASON_MANUAL: i32 = 2;

/** garbage_traits: objects other than lists, tuples and dicts, which may have weak references; objects with a tp_finalize. */
const GARBAGE_OTHER: i32 = 1;
const GARBAGE_FINALIZERS: i32 = 2;

/** So many dicts are remembered between move_unreachable and untrack_dicts. */
const DICTS_SEEN: i32 = 1024;
const dicts_seen: usize = memory.data(4096, 16);

/** Type arguments of move_unreachable. */
type NoObserver = i32;
type Watching = f32;

/** The object behind a GC head. @inline */
function FROM_GC(gc: usize): PyObject {
  return _Py_FROM_GC(changetype<PyGC_Head>(gc));
}

/** Address of the head of generation `i`'s list. @inline */
function GEN_HEAD(i: i32): usize {
  return changetype<usize>(GEN(i));
}

/** gc_refs = ob_refcnt for each element; immortal objects go to the permanent generation for good. */
function update_refs(containers: usize): void {
  const permanent = GEN_HEAD(NUM_GENERATIONS);
  let gc = GC_NEXT(containers);
  while (gc !== containers) {
    const next = GC_NEXT(gc);
    const refcnt = FROM_GC(gc).ob_refcnt;
    if (<i32>refcnt < 0) gc_list_move(gc, permanent);
    else set_collecting(GC_HEAD(gc), <i32>refcnt);
    gc = next;
  }
}

/** Takes the references that the elements have to each other off their gc_refs. */
function subtract_refs(containers: usize): void {
  for (let gc = GC_NEXT(containers); gc !== containers; gc = GC_NEXT(gc)) subtract_refs_of(FROM_GC(gc));
}

/**
 * update_refs and subtract_refs in one pass over the memory, for a list that has every tracked mortal object: gc_refs of
 * an object start when it is reached, as an element or from another one.
 */
function update_and_subtract_refs(containers: usize): void {
  gcstate.first_sight = 1;
  let prev = containers;
  let gc = GC_NEXT(containers);
  while (gc !== containers) {
    const head = GC_HEAD(gc);
    const next = head._gc_next;
    if (!(head._gc_prev & _PyGC_PREV_MASK_COLLECTING)) {
      const refcnt = <i32>FROM_GC(gc).ob_refcnt;
      if (refcnt < 0) {
        // The next one's _gc_prev may be gc_refs already; move_unreachable links the list again.
        GC_HEAD(prev)._gc_next = next;
        if (next === containers) GC_HEAD(containers)._gc_prev = prev;
        gc_list_append(gc, GEN_HEAD(NUM_GENERATIONS));
        gc = next;
        continue;
      }
      set_collecting(head, refcnt);
    }
    subtract_refs_of(FROM_GC(gc));
    prev = gc;
    gc = next;
  }
  gcstate.first_sight = 0;
}

/** update_refs and subtract_refs for an observer. */
function watched_refs(containers: usize): void {
  watch_step(STEP_UPDATE_REFS);
  update_refs(containers);
  watch_refs(containers);
  watch_step(STEP_SUBTRACT_REFS);
  for (let gc = GC_NEXT(containers); gc !== containers; gc = GC_NEXT(gc)) {
    watch_subtract(FROM_GC(gc));
    subtract_refs_of(FROM_GC(gc));
  }
  watch_step(STEP_MOVE_UNREACHABLE);
}

/** Remembers a dict that survives, for untrack_dicts. @inline */
function note_dict(gc: usize): void {
  const n = gcstate.dicts++;
  if (n < DICTS_SEEN) store<u32>(dicts_seen + ((<usize>n) << 2), <u32>gc);
}

/**
 * Moves what is not reachable from outside from `young` to `unreachable`. One pass: an object moved too early comes
 * back to the end of `young` when a reachable one leads to it. `untrack`: reachable tuples that can't be part of a cycle
 * are untracked as soon as they have been walked, when all before them have been: CPython's untrack_tuples.
 * `Observer`: NoObserver, or Watching; two functions, so that the usual one pays nothing.
 */
function move_unreachable<Observer>(young: usize, unreachable: usize, untrack: bool): void {
  let prev = young;
  let gc = GC_NEXT(young);
  let survivors = 0;
  while (gc !== young) {
    const head = GC_HEAD(gc);
    if (head._gc_prev >> _PyGC_PREV_SHIFT !== 0) {
      const o = FROM_GC(gc);
      const flag = head._gc_prev & _PyGC_PREV_MASK_FINALIZED;
      if (isFloat<Observer>()) watch_reachable(o);
      if (reach_refs_of(o, young) && untrack) {
        if (isFloat<Observer>()) watch_object(GC_UNTRACKED, o);
        const next = head._gc_next;
        GC_HEAD(prev)._gc_next = next;
        if (next === young) GC_HEAD(young)._gc_prev = prev;
        head._gc_next = 0;
        head._gc_prev = flag;
      } else {
        if (changetype<usize>(o.ob_type) === changetype<usize>(PyDict_Type)) note_dict(gc);
        survivors++;
        // Linked again, and no longer being collected.
        head._gc_prev = flag | prev;
        prev = gc;
      }
    } else {
      if (isFloat<Observer>()) watch_object(GC_TENTATIVE, FROM_GC(gc));
      GC_HEAD(prev)._gc_next = head._gc_next;
      const last = GC_PREV(unreachable);
      GC_HEAD(last)._gc_next = NEXT_MASK_UNREACHABLE | gc;
      _PyGCHead_SET_PREV(gc, last);
      head._gc_next = NEXT_MASK_UNREACHABLE | unreachable;
      GC_HEAD(unreachable)._gc_prev = gc;
    }
    gc = GC_NEXT(prev);
  }
  GC_HEAD(young)._gc_prev = prev;
  gcstate.survivors = survivors;
  // The list's own head must not carry the mark.
  GC_HEAD(unreachable)._gc_next &= ~NEXT_MASK_UNREACHABLE;
}

/** Removes NEXT_MASK_UNREACHABLE from all elements. */
function clear_unreachable_mask(unreachable: usize): void {
  GC_HEAD(unreachable)._gc_next &= ~NEXT_MASK_UNREACHABLE;
  let gc = GC_NEXT(unreachable);
  while (gc !== unreachable) {
    GC_HEAD(gc)._gc_next &= ~NEXT_MASK_UNREACHABLE;
    gc = GC_NEXT(gc);
  }
}

/**
 * Splits `base`: what cannot be reached from outside goes to the (uninitialised) list `unreachable`, which keeps the marks.
 * `whole`: `base` has every tracked object. `untrack`: see move_unreachable.
 */
function deduce_unreachable(base: usize, unreachable: usize, whole: bool, untrack: bool): void {
  if (isDefined(PYDEBUG)) validate_list(base, collecting_clear_unreachable_clear);
  if (is_watched()) watched_refs(base);
  else if (whole) update_and_subtract_refs(base);
  else {
    update_refs(base);
    subtract_refs(base);
  }
  gc_list_init(unreachable);
  gcstate.dicts = 0;
  if (is_watched()) move_unreachable<Watching>(base, unreachable, untrack);
  else move_unreachable<NoObserver>(base, unreachable, untrack);
  if (isDefined(PYDEBUG)) validate_list(base, collecting_clear_unreachable_clear);
  if (isDefined(PYDEBUG)) validate_list(unreachable, collecting_set_unreachable_set);
}

/** Untracks one if it can't be part of a cycle. */
function untrack_dict(gc: usize): void {
  maybe_untrack_dict(FROM_GC(gc));
  if (GC_NEXT(gc) !== 0) return;
  gcstate.survivors--;
  if (is_watched()) watch_object(GC_UNTRACKED, FROM_GC(gc));
}

/** The dicts among the survivors that move_unreachable has just seen; when they were many, all of `head` are looked at. */
function untrack_dicts(head: usize): void {
  const n = gcstate.dicts;
  if (n <= DICTS_SEEN) {
    for (let i = 0; i < n; i++) untrack_dict(<usize>load<u32>(dicts_seen + ((<usize>i) << 2)));
    return;
  }
  let gc = GC_NEXT(head);
  while (gc !== head) {
    const next = GC_NEXT(gc);
    if (changetype<usize>(FROM_GC(gc).ob_type) === changetype<usize>(PyDict_Type)) untrack_dict(gc);
    gc = next;
  }
}

/**
 * Objects with a finalizer of old (tp_del) cannot be deleted safely: they, and what they lead to, are uncollectable.
 * Also finds out what else there is (garbage_traits), so that later steps can be left out. Returns how many it leaves.
 */
function move_legacy_finalizers(unreachable: usize, finalizers: usize): i32 {
  let traits = 0;
  let left = 0;
  let gc = GC_NEXT(unreachable);
  while (gc !== unreachable) {
    const next = GC_NEXT(gc) & ~NEXT_MASK_UNREACHABLE;
    GC_HEAD(gc)._gc_next = next;
    const type = FROM_GC(gc).ob_type;
    if (!is_plain_container(type)) {
      traits |= type.tp_finalize ? GARBAGE_OTHER | GARBAGE_FINALIZERS : GARBAGE_OTHER;
    }
    left++;
    if (type.tp_del !== 0) {
      if (is_watched()) watch_object(GC_LEGACY, FROM_GC(gc));
      GC_HEAD(gc)._gc_prev &= ~_PyGC_PREV_MASK_COLLECTING;
      gc_list_move(gc, finalizers);
      left--;
    }
    gc = next;
  }
  gcstate.garbage_traits = traits;
  return left;
}

/** What objects in `finalizers` lead to stays alive with them. */
function move_legacy_finalizer_reachable(finalizers: usize): void {
  for (let gc = GC_NEXT(finalizers); gc !== finalizers; gc = GC_NEXT(gc)) reach_refs_of(FROM_GC(gc), finalizers);
}

/** Calls tp_finalize once on every object that has one; objects may be resurrected, or vanish, while this runs. */
function finalize_garbage(collectable: usize): void {
  const mark = stack_mark();
  const seen = stack_alloc(16);
  gc_list_init(seen);
  while (!gc_list_is_empty(collectable)) {
    const gc = GC_NEXT(collectable);
    const o = FROM_GC(gc);
    gc_list_move(gc, seen);
    const finalize = o.ob_type.tp_finalize;
    if (finalize && !_PyGC_FINALIZED(o)) {
      _PyGC_SET_FINALIZED(o);
      Py_INCREF(o);
      gcstate.code_has_run = 1;
      if (is_watched()) watch_object(GC_FINALIZE, o);
      finalize.call(o);
      Py_DECREF(o);
    }
  }
  gc_list_merge(seen, collectable);
  stack_release(mark);
}

/** The finalizers may have made objects reachable again: those go to `old`, the rest to `still_unreachable`. */
function handle_resurrected_objects(unreachable: usize, still_unreachable: usize, old: usize): void {
  for (let gc = GC_NEXT(unreachable); gc !== unreachable; gc = GC_NEXT(gc)) {
    GC_HEAD(gc)._gc_prev &= ~_PyGC_PREV_MASK_COLLECTING;
  }
  deduce_unreachable(unreachable, still_unreachable, false, false);
  clear_unreachable_mask(still_unreachable);
  if (is_watched()) watch_resurrected(unreachable);
  gc_list_merge(unreachable, old);
}

/** Breaks the cycles by tp_clear, or keeps everything in gc.garbage under DEBUG_SAVEALL. */
function delete_garbage(collectable: usize, old: usize): void {
  while (!gc_list_is_empty(collectable)) {
    const gc = GC_NEXT(collectable);
    const o = FROM_GC(gc);
    if (is_watched()) watch_object(gcstate.debug & _PyGC_DEBUG_SAVEALL ? GC_GARBAGE : GC_CLEAR, o);
    if (gcstate.debug & _PyGC_DEBUG_SAVEALL) append_garbage(o);
    else {
      const clear = o.ob_type.tp_clear;
      if (clear) {
        Py_INCREF(o);
        clear.call(o);
        if (tstate.current_exception) report_tp_clear_failure(o);
        Py_DECREF(o);
      }
    }
    if (GC_NEXT(collectable) === gc) {
      // Still alive: it may die later.
      if (is_watched()) watch_object(GC_OUTLIVED, o);
      GC_HEAD(gc)._gc_prev &= ~_PyGC_PREV_MASK_COLLECTING;
      gc_list_move(gc, old);
    }
  }
}

/** Uncollectable objects with a finalizer of old, or all under DEBUG_SAVEALL, go to gc.garbage; all survive in `old`. */
function handle_legacy_finalizers(finalizers: usize, old: usize): void {
  for (let gc = GC_NEXT(finalizers); gc !== finalizers; gc = GC_NEXT(gc)) {
    const o = FROM_GC(gc);
    if (gcstate.debug & _PyGC_DEBUG_SAVEALL || o.ob_type.tp_del !== 0) {
      if (is_watched()) watch_object(GC_GARBAGE, o);
      append_garbage(o);
    }
  }
  gc_list_merge(finalizers, old);
}

/** The generation that is due: the oldest over its threshold; the oldest of all only by the 25 % rule. -1: none. */
export function gc_select_generation(): i32 {
  for (let i = NUM_GENERATIONS - 1; i >= 0; i--) {
    if (GEN(i).count <= GEN(i).threshold) continue;
    if (i === NUM_GENERATIONS - 1 && gcstate.long_lived_pending < gcstate.long_lived_total / 4) {
      watch_skipped();
      continue;
    }
    return i;
  }
  return -1;
}

/** Survivors of `young` go to the next generation; counts what the 25 % rule needs. */
function promote(generation: i32, young: usize, old: usize): void {
  if (young !== old) {
    if (generation === NUM_GENERATIONS - 2) gcstate.long_lived_pending += gcstate.survivors;
    gc_list_merge(young, old);
    return;
  }
  // Only here: to look at every dict in each young collection would make building many dicts quadratic.
  untrack_dicts(young);
  gcstate.long_lived_pending = 0;
  gcstate.long_lived_total = gcstate.survivors;
}

/** Prints `what` for each element under the debug flag; returns their number. */
function report_objects(list: usize, flag: i32, uncollectable: bool): i32 {
  let n = 0;
  for (let gc = GC_NEXT(list); gc !== list; gc = GC_NEXT(gc)) {
    n++;
    if (gcstate.debug & flag) debug_cycle(uncollectable, FROM_GC(gc));
  }
  return n;
}

/** Collects one generation; the results are in tstate.out_i32 (collected) and out_i32_2 (uncollectable). */
function collect_generation(generation: i32): void {
  const mark = stack_mark();
  const lists = stack_alloc(48);
  const unreachable = lists;
  const final_unreachable = lists + 16;
  const finalizers = lists + 32;
  watch_step(STEP_MERGE);
  if (generation + 1 < NUM_GENERATIONS) GEN(generation + 1).count++;
  for (let i = 0; i <= generation; i++) GEN(i).count = 0;
  for (let i = 0; i < generation; i++) gc_list_merge(GEN_HEAD(i), GEN_HEAD(generation));
  const young = GEN_HEAD(generation);
  const old = generation < NUM_GENERATIONS - 1 ? GEN_HEAD(generation + 1) : young;
  if (isDefined(PYDEBUG)) validate_list(old, collecting_clear_unreachable_clear);
  deduce_unreachable(young, unreachable, generation === NUM_GENERATIONS - 1 && !gcstate.frozen, true);
  watch_step(STEP_PROMOTE);
  promote(generation, young, old);
  gc_list_init(finalizers);
  let collected = 0;
  watch_step(STEP_LEGACY_FINALIZERS);
  let dying = move_legacy_finalizers(unreachable, finalizers);
  move_legacy_finalizer_reachable(finalizers);
  // Texts under debug flags go through sys.stderr; objects moved just now are no longer counted.
  gcstate.code_has_run = gcstate.debug || !gc_list_is_empty(finalizers) ? 1 : 0;
  if (isDefined(PYDEBUG)) validate_list(finalizers, collecting_clear_unreachable_clear);
  if (isDefined(PYDEBUG)) validate_list(unreachable, collecting_set_unreachable_clear);
  if (gcstate.debug & _PyGC_DEBUG_COLLECTABLE) report_objects(unreachable, _PyGC_DEBUG_COLLECTABLE, false);
  watch_step(STEP_WEAKREFS);
  if (gcstate.garbage_traits & GARBAGE_OTHER) collected = handle_weakrefs(unreachable, old);
  if (isDefined(PYDEBUG)) validate_list(old, collecting_clear_unreachable_clear);
  if (isDefined(PYDEBUG)) validate_list(unreachable, collecting_set_unreachable_clear);
  watch_step(STEP_FINALIZE);
  if (gcstate.garbage_traits & GARBAGE_FINALIZERS) finalize_garbage(unreachable);
  watch_step(STEP_RESURRECTED);
  if (gcstate.code_has_run) {
    handle_resurrected_objects(unreachable, final_unreachable, old);
    dying = gc_list_size(final_unreachable);
  } else {
    // Nothing can have been resurrected: all of it is still unreachable, in this order.
    gc_list_init(final_unreachable);
    gc_list_merge(unreachable, final_unreachable);
  }
  collected += dying;
  watch_step(STEP_DELETE);
  delete_garbage(final_unreachable, old);
  const uncollectable = report_objects(finalizers, _PyGC_DEBUG_UNCOLLECTABLE, true);
  watch_step(STEP_GARBAGE);
  handle_legacy_finalizers(finalizers, old);
  if (isDefined(PYDEBUG)) validate_list(old, collecting_clear_unreachable_clear);
  stack_release(mark);
  tstate.out_i32 = collected;
  tstate.out_i32_2 = uncollectable;
}

/** A record of gc.get_stats(). */
@unmanaged
export class gc_generation_stats {
  collections: i64;
  collected: i64;
  uncollectable: i64;
}

/** Statistics of generation `i`. @inline */
export function generation_stats(i: i32): gc_generation_stats {
  return changetype<gc_generation_stats>(
    changetype<usize>(gcstate) + offsetof<GCState>("stats_0") + <usize>i * offsetof<gc_generation_stats>(),
  );
}

/**
 * Runs a collection of `generation` (GENERATION_AUTO: of the one that is due), with callbacks, debug texts and statistics.
 * Returns the number of unreachable objects found, 0 when a collection is running already. No exception may be set.
 */
export function gc_collect_main(generationArg: i32, reason: i32): i32 {
  if (gcstate.collecting) return 0;
  const generation = generationArg === GENERATION_AUTO ? gc_select_generation() : generationArg;
  if (generation < 0) return 0;
  gcstate.collecting = 1;
  if (reason !== _Py_GC_REASON_SHUTDOWN) invoke_gc_callback(0, generation, 0, 0);
  const withStats = (gcstate.debug & _PyGC_DEBUG_STATS) !== 0;
  let started: f64 = 0;
  if (withStats) {
    debug_stats(false, generation, 0, 0);
    started = clock(1);
  }
  if (gcstate.watch) watch_begin(generation, reason);
  collect_generation(generation);
  const collected = tstate.out_i32;
  const uncollectable = tstate.out_i32_2;
  if (gcstate.watch) watch_end(collected, uncollectable);
  if (withStats) debug_stats(true, collected + uncollectable, uncollectable, clock(1) - started);
  if (generation === NUM_GENERATIONS - 1) clear_free_lists();
  if (tstate.current_exception) report_collection_failure(reason === _Py_GC_REASON_SHUTDOWN);
  const stats = generation_stats(generation);
  stats.collections++;
  stats.collected += collected;
  stats.uncollectable += uncollectable;
  if (reason !== _Py_GC_REASON_SHUTDOWN) invoke_gc_callback(1, generation, collected, uncollectable);
  gcstate.collecting = 0;
  return collected + uncollectable;
}

/** What the eval breaker calls when _PY_GC_SCHEDULED_BIT is set. */
export function _Py_RunGC(): void {
  if (gcstate.stress) stress_collection();
  else if (gcstate.enabled) gc_collect_main(GENERATION_AUTO, _Py_GC_REASON_HEAP);
}

/**
 * The collector's share of PyErr_CheckSignals: native code that may take long (str() of an int) or that begins something (repr())
 * runs a collection that has been asked for, as the eval loop does. Anything may happen, but no exception. @inline
 */
export function run_scheduled_gc(): void {
  if ((tstate.eval_breaker & _PY_GC_SCHEDULED_BIT) !== 0) run_gc_now();
}

function run_gc_now(): void {
  tstate.eval_breaker &= ~_PY_GC_SCHEDULED_BIT;
  _Py_RunGC();
}

/**
 * Stress: wherever the eval loop may collect (every function entry, call and backward jump), every n-th time, it
 * collects everything, whatever was allocated. 0 switches it off. For the host, from outside of Python code.
 */
export function gc_stress(n: i32): void {
  gcstate.stress = n;
  gcstate.stress_count = 0;
  if (n) tstate.eval_breaker |= _PY_GC_SCHEDULED_BIT;
}

/** One stop under stress; the next one is asked for. */
function stress_collection(): void {
  tstate.eval_breaker |= _PY_GC_SCHEDULED_BIT;
  if (++gcstate.stress_count < gcstate.stress || !gcstate.enabled) return;
  gcstate.stress_count = 0;
  gc_collect_main(NUM_GENERATIONS - 1, _Py_GC_REASON_HEAP);
}

/** A full collection, as PyGC_Collect: none when the collector is disabled. Keeps the current exception. */
export function PyGC_Collect(): i32 {
  if (!gcstate.enabled) return 0;
  const exc = tstate.current_exception;
  tstate.current_exception = null;
  const n = gc_collect_main(NUM_GENERATIONS - 1, _Py_GC_REASON_MANUAL);
  tstate.current_exception = exc;
  return n;
}
