/**
 * Objects the collector knows: allocation with the head in front, tracking, release.
 * CPython: pycore_gc.h, _PyObject_GC_New and friends of Python/gc.c, _PyType_PreHeaderSize.
 *
 *   -32 weak reference list (managed)  \ only with Py_TPFLAGS_MANAGED_WEAKREF | MANAGED_DICT
 *   -24 dict pointer (managed)         /
 *   -16 PyGC_Head._gc_next   next object of the generation; 0: not tracked
 *   -8  PyGC_Head._gc_prev   previous object | flags (bit 0 finalized, bit 1 collecting)
 *   +0  the object
 */
import { PyObject_Free, PyObject_Malloc, PyObject_Realloc } from "../memory/domains";
import { raise_no_memory } from "../object/no-memory";
import { _PyObject_InitHead, Py_INCREF, Py_IS_TYPE, Py_SET_SIZE, Py_ssize_t, PyObject } from "../object/object";
import { _PY_GC_SCHEDULED_BIT, tstate } from "../object/state";
import { PyTuple_Type } from "../object/static-types";
import { Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HEAPTYPE, Py_TPFLAGS_PREHEADER, PyTypeObject } from "../object/type-object";

@unmanaged
export class PyGC_Head {
  _gc_next: usize;
  _gc_prev: usize;
}

export const GC_HEAD_SIZE: usize = 16;
export const _PyGC_PREV_MASK_FINALIZED: usize = 1;
export const _PyGC_PREV_MASK_COLLECTING: usize = 2;
export const _PyGC_PREV_SHIFT: usize = 2;
export const _PyGC_PREV_MASK: usize = ~(<usize>3);
export const NUM_GENERATIONS: i32 = 3;

/** A generation: the head of its circular list, its limit and its counter. 24 bytes in CPython, 32 here. */
@unmanaged
export class gc_generation {
  head_next: usize;
  head_prev: usize;
  threshold: i32;
  count: i32;
}

/** struct _gc_runtime_state. */
@unmanaged
export class GCState {
  /** Released objects put off by the trashcan live in tstate.delete_later. */
  enabled: i32;
  debug: i32;
  collecting: i32;
  /** Stress: a full collection at every so many stops of the eval loop; 0 off. See gc_stress. */
  stress: i32;
  generations_0_next: usize;
  generations_0_prev: usize;
  generations_0_threshold: i32;
  generations_0_count: i32;
  generations_1_next: usize;
  generations_1_prev: usize;
  generations_1_threshold: i32;
  generations_1_count: i32;
  generations_2_next: usize;
  generations_2_prev: usize;
  generations_2_threshold: i32;
  generations_2_count: i32;
  permanent_next: usize;
  permanent_prev: usize;
  permanent_threshold: i32;
  permanent_count: i32;
  /** gc.garbage and gc.callbacks, owned. */
  garbage: PyObject | null;
  callbacks: PyObject | null;
  long_lived_total: i32;
  long_lived_pending: i32;
  /** Three records {collections, collected, uncollectable}, 8 bytes each. */
  stats_0: i64;
  stats_1: i64;
  stats_2: i64;
  stats_3: i64;
  stats_4: i64;
  stats_5: i64;
  stats_6: i64;
  stats_7: i64;
  stats_8: i64;
  /** Stops of the eval loop since the last collection under stress. */
  stress_count: i32;
  /** gc.freeze() has moved objects to the permanent generation (which otherwise holds immortal ones only). */
  frozen: i32;
  /** During a full collection of all tracked objects: gc_refs start when an object is first seen. */
  first_sight: i32;
  /** Survivors of the running collection, counted by move_unreachable. */
  survivors: i32;
  /** Exact dicts among them; the first DICTS_SEEN are remembered. */
  dicts: i32;
  /** What there is among the garbage: GARBAGE_*. */
  garbage_traits: i32;
  /** The host is told of collections (gc_watch). */
  watch: u32;
  /** How closely the running one is watched: 0, 1 (its end), 2 (every object). */
  watching: u32;
  /** Python code may have run since the garbage was found: some of it may be reachable again. */
  code_has_run: i32;
}
export const gcstate: GCState = changetype<GCState>(memory.data(512, 16));

/** Generation 0, 1, 2; 3 is the permanent one. @inline */
export function GEN(i: i32): gc_generation {
  return changetype<gc_generation>(
    changetype<usize>(gcstate) + offsetof<GCState>("generations_0_next") + <usize>i * offsetof<gc_generation>(),
  );
}

/** @inline */
export function _Py_AS_GC(o: PyObject): PyGC_Head {
  return changetype<PyGC_Head>(changetype<usize>(o) - GC_HEAD_SIZE);
}

/** @inline */
export function _Py_FROM_GC(g: PyGC_Head): PyObject {
  return changetype<PyObject>(changetype<usize>(g) + GC_HEAD_SIZE);
}

/** @inline */
export function _PyObject_GC_IS_TRACKED(o: PyObject): bool {
  return _Py_AS_GC(o)._gc_next !== 0;
}

/** The collector knows objects like this one: a GC type, whose tp_is_gc (types only) agrees. @inline */
export function PyObject_IS_GC(o: PyObject): bool {
  const t = o.ob_type;
  if ((t.tp_flags & Py_TPFLAGS_HAVE_GC) === 0) return false;
  const is_gc = t.tp_is_gc;
  if (is_gc) return is_gc.call(o) !== 0;
  return true;
}

/** False: `o` is not tracked and never will be (not a GC object, or an untracked exact tuple). @inline */
export function _PyObject_GC_MAY_BE_TRACKED(o: PyObject): bool {
  return PyObject_IS_GC(o) && (!Py_IS_TYPE(o, PyTuple_Type) || _PyObject_GC_IS_TRACKED(o));
}

/** @inline */
export function _PyGC_FINALIZED(o: PyObject): bool {
  return (_Py_AS_GC(o)._gc_prev & _PyGC_PREV_MASK_FINALIZED) !== 0;
}

/** @inline */
export function _PyGC_SET_FINALIZED(o: PyObject): void {
  _Py_AS_GC(o)._gc_prev |= _PyGC_PREV_MASK_FINALIZED;
}

/** Puts an untracked object at the end of generation 0. @inline */
export function _PyObject_GC_TRACK(o: PyObject): void {
  const gc = _Py_AS_GC(o);
  const generation0 = changetype<usize>(gcstate) + offsetof<GCState>("generations_0_next");
  const last = changetype<PyGC_Head>(gcstate.generations_0_prev);
  last._gc_next = changetype<usize>(gc);
  gc._gc_prev = (gc._gc_prev & ~_PyGC_PREV_MASK) | changetype<usize>(last);
  gc._gc_next = generation0;
  gcstate.generations_0_prev = changetype<usize>(gc);
}

/** Takes a tracked object out of its generation. @inline */
export function _PyObject_GC_UNTRACK(o: PyObject): void {
  const gc = _Py_AS_GC(o);
  const prev = changetype<PyGC_Head>(gc._gc_prev & _PyGC_PREV_MASK);
  const next = changetype<PyGC_Head>(gc._gc_next);
  prev._gc_next = changetype<usize>(next);
  next._gc_prev = (next._gc_prev & ~_PyGC_PREV_MASK) | changetype<usize>(prev);
  gc._gc_next = 0;
  gc._gc_prev &= _PyGC_PREV_MASK_FINALIZED;
}

/** Tracks an object that may be tracked already. */
export function PyObject_GC_Track(o: PyObject): void {
  if (!_PyObject_GC_IS_TRACKED(o)) _PyObject_GC_TRACK(o);
}

/** Untracks an object that may be untracked already. */
export function PyObject_GC_UnTrack(o: PyObject): void {
  if (_PyObject_GC_IS_TRACKED(o)) _PyObject_GC_UNTRACK(o);
}

/** Bytes in front of an instance of `t`, which has the GC flag. @inline */
export function _PyType_PreHeaderSize(t: PyTypeObject): usize {
  return (t.tp_flags & Py_TPFLAGS_PREHEADER) !== 0 ? GC_HEAD_SIZE + 16 : GC_HEAD_SIZE;
}

/** Counts the allocation of a GC object; asks for a collection when generation 0 is over its threshold. @inline */
export function _PyObject_GC_Link(o: PyObject): void {
  store<u64>(changetype<usize>(o) - GC_HEAD_SIZE, 0);
  store<u64>(changetype<usize>(o) - GC_HEAD_SIZE, 0, 8);
  const count = gcstate.generations_0_count + 1;
  gcstate.generations_0_count = count;
  if (count > gcstate.generations_0_threshold) schedule_collection();
}

function schedule_collection(): void {
  if (gcstate.enabled && gcstate.generations_0_threshold !== 0 && !gcstate.collecting && !tstate.current_exception) {
    tstate.eval_breaker |= _PY_GC_SCHEDULED_BIT;
  }
}

/**
 * `presize` + `size` bytes with cleared pre-header; counted in generation 0, not tracked, head not initialised.
 * NULL with MemoryError.
 */
export function _PyObject_GC_Alloc(presize: usize, size: usize): PyObject | null {
  const block = PyObject_Malloc(presize + size);
  if (!block) {
    raise_no_memory();
    return null;
  }
  store<u64>(block, 0);
  store<u64>(block, 0, 8);
  const o = changetype<PyObject>(block + presize);
  _PyObject_GC_Link(o);
  return o;
}

/** A new, untracked object of a fixed-size type (not for types with a pre-header); body not cleared. NULL with MemoryError. */
export function _PyObject_GC_New(t: PyTypeObject): PyObject | null {
  const o = _PyObject_GC_Alloc(_PyType_PreHeaderSize(t), <usize>t.tp_basicsize);
  if (!o) return null;
  if (t.tp_flags & Py_TPFLAGS_HEAPTYPE) Py_INCREF(t);
  _PyObject_InitHead(o, t);
  return o;
}

/** As _PyObject_GC_New for `nitems` items behind the body. */
export function _PyObject_GC_NewVar(t: PyTypeObject, nitems: Py_ssize_t): PyObject | null {
  const o = _PyObject_GC_Alloc(_PyType_PreHeaderSize(t), _PyObject_VAR_SIZE(t, nitems));
  if (!o) return null;
  if (t.tp_flags & Py_TPFLAGS_HEAPTYPE) Py_INCREF(t);
  _PyObject_InitHead(o, t);
  Py_SET_SIZE(o, nitems);
  return o;
}

/** Bytes of an instance with `nitems` items, rounded up to 8. @inline */
export function _PyObject_VAR_SIZE(t: PyTypeObject, nitems: Py_ssize_t): usize {
  return (<usize>t.tp_basicsize + <usize>nitems * <usize>t.tp_itemsize + 7) & ~7;
}

/** Moves `o` (untracked, its only owner the caller) to a block for `nitems` items; NULL with MemoryError, `o` unchanged. */
export function PyObject_GC_Resize(o: PyObject, nitems: Py_ssize_t): PyObject | null {
  const t = o.ob_type;
  const presize = _PyType_PreHeaderSize(t);
  const block = PyObject_Realloc(changetype<usize>(o) - presize, presize + _PyObject_VAR_SIZE(t, nitems));
  if (!block) {
    raise_no_memory();
    return null;
  }
  const moved = changetype<PyObject>(block + presize);
  Py_SET_SIZE(moved, nitems);
  return moved;
}

/** Gives the memory of a GC object back; untracks it when it is tracked. */
export function PyObject_GC_Del(o: PyObject): void {
  const presize = _PyType_PreHeaderSize(o.ob_type);
  if (_PyObject_GC_IS_TRACKED(o)) _PyObject_GC_UNTRACK(o);
  if (gcstate.generations_0_count > 0) gcstate.generations_0_count--;
  PyObject_Free(changetype<usize>(o) - presize);
}

/** Empty generations, thresholds of 3.13. */
export function _PyGC_InitState(): void {
  for (let i = 0; i < NUM_GENERATIONS + 1; i++) {
    const generation = GEN(i);
    generation.head_next = changetype<usize>(generation);
    generation.head_prev = changetype<usize>(generation);
  }
  gcstate.generations_0_threshold = 2000;
  gcstate.generations_1_threshold = 10;
  gcstate.generations_2_threshold = 10;
  gcstate.enabled = 1;
}
