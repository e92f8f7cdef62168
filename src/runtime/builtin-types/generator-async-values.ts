/**
 * What distinguishes an asynchronous generator's `yield` from what an `await` in it passes on: the yielded value is
 * wrapped. And the free lists of 80 of wrapped values and asend objects, as in 3.13. CPython: Objects/genobject.c.
 *
 *   async_generator_wrapped_value (24)  +16 value (owned)
 */

import { PyErr_ExceptionMatches, PyErr_SetNone } from "../abstract/errors";
import { _PyObject_GC_New, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { cstr } from "../object/literals";
import { _Py_NewReference, Py_DECREF, Py_NewRef, PyObject, ptr } from "../object/object";
import { destructor, traverseproc, visitproc } from "../object/slots";
import { tstate } from "../object/state";
import { _PyAsyncGenWrappedValue_Type, PyExc_GeneratorExit, PyExc_StopAsyncIteration } from "../object/static-types";
import { Py_TPFLAGS_HAVE_GC } from "../object/type-object";
import { _PyGen_SetStopIterationValue, PyGenObject } from "./generator";
import { static_type } from "./type-define";

@unmanaged
class WrappedValue extends PyObject {
  agw_val: PyObject;
}

/** The two free lists: address slots. */
export const MAX_FREE: i32 = 80;
export const FREE_ASENDS: usize = memory.data(640, 16);
export const FREE_VALUES: usize = memory.data(640, 16);
@unmanaged
class FreeCounts {
  asends: i32;
  values: i32;
}
export const free_counts: FreeCounts = changetype<FreeCounts>(memory.data(8, 8));

/** Slot `i` of a free list holds `o` from now on. */
export function keep_free(list: usize, i: i32, o: PyObject): void {
  store<u64>(list + ((<usize>i) << 3), <u64>ptr(o));
}

/** Gives the objects on the free lists back. */
export function _PyAsyncGen_ClearFreeLists(): void {
  while (free_counts.values > 0) PyObject_GC_Del(load<PyObject>(FREE_VALUES + ((<usize>--free_counts.values) << 3)));
  while (free_counts.asends > 0) PyObject_GC_Del(load<PyObject>(FREE_ASENDS + ((<usize>--free_counts.asends) << 3)));
}

/** Lengths of the free lists: asend objects, wrapped values (in tstate.out_i32). */
export function _PyAsyncGen_FreeListCounts(): i32 {
  tstate.out_i32 = free_counts.values;
  return free_counts.asends;
}

/** INTRINSIC_ASYNC_GEN_WRAP: a new reference, NULL with MemoryError. Borrows `value`. */
export function _PyAsyncGenValueWrapperNew(value: PyObject): PyObject | null {
  let o: PyObject | null;
  if (free_counts.values > 0) {
    o = load<PyObject>(FREE_VALUES + ((<usize>--free_counts.values) << 3));
    _Py_NewReference(o);
  } else o = _PyObject_GC_New(_PyAsyncGenWrappedValue_Type);
  if (!o) return null;
  store<u64>(ptr(o), <u64>ptr(Py_NewRef(value)), offsetof<WrappedValue>("agw_val"));
  _PyObject_GC_TRACK(o);
  return o;
}

function wrapped_val_dealloc(o: PyObject): void {
  _PyObject_GC_UNTRACK(o);
  Py_DECREF(changetype<WrappedValue>(o).agw_val);
  if (free_counts.values < MAX_FREE) keep_free(FREE_VALUES, free_counts.values++, o);
  else PyObject_GC_Del(o);
}

function wrapped_val_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit.call(changetype<WrappedValue>(o).agw_val, arg);
}

/** What a step of the generator means: a yielded value ends the await with StopIteration. Steals `result`. */
export function async_gen_unwrap_value(gen: PyGenObject, result: PyObject | null): PyObject | null {
  if (!result) {
    if (!tstate.current_exception) PyErr_SetNone(PyExc_StopAsyncIteration);
    if (ends_generator()) gen.gi_closed = 1;
    gen.gi_running_async = 0;
    return null;
  }
  if (!is_wrapped(result)) return result;
  _PyGen_SetStopIterationValue(changetype<WrappedValue>(result).agw_val);
  Py_DECREF(result);
  gen.gi_running_async = 0;
  return null;
}

/** StopAsyncIteration or GeneratorExit is set. */
export function ends_generator(): bool {
  return PyErr_ExceptionMatches(PyExc_StopAsyncIteration) || PyErr_ExceptionMatches(PyExc_GeneratorExit);
}

export function is_wrapped(o: PyObject): bool {
  return ptr(o.ob_type) === ptr(_PyAsyncGenWrappedValue_Type);
}

/** Initialises async_generator_wrapped_value. */
export function init_wrapped_value_type(): void {
  const t = _PyAsyncGenWrappedValue_Type;
  static_type(t, cstr("async_generator_wrapped_value"), <i32>offsetof<WrappedValue>(), 0, Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(wrapped_val_dealloc);
  t.tp_traverse = traverseproc.of(wrapped_val_traverse);
}
