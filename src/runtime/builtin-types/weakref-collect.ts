/**
 * Weak references to garbage: cleared before any of it is touched, then called back. CPython: handle_weakrefs of
 * Python/gc.c. Installed as a hook of the collector, which knows no weak references.
 */

import { PyObject_CallOneArg } from "../abstract/call";
import { PyErr_WriteUnraisable } from "../abstract/unraisable";
import { _Py_AS_GC, _Py_FROM_GC, _PyGC_PREV_MASK_COLLECTING, gcstate, PyGC_Head } from "../gc/gc-alloc";
import { GC_HEAD, GC_NEXT, gc_list_init, gc_list_is_empty, gc_list_move } from "../gc/gc-list";
import { GC_CALLBACK, GC_WEAKREF, is_watched, watch_object } from "../gc/watch";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_INCREF, PyObject, ptr } from "../object/object";
import { Py_None } from "../object/static-types";
import {
  _PyObject_GET_WEAKREFS_LISTPTR,
  _PyType_SUPPORTS_WEAKREFS,
  _PyWeakref_ClearRef,
  PyWeakReference,
  PyWeakref_Check,
} from "./weakref";

/** Clears all weak references to `o`; those to be called back are moved to the list `wrcb_to_call`, each with a new reference. */
function clear_references_to(o: PyObject, wrcb_to_call: usize): void {
  const wrlist = _PyObject_GET_WEAKREFS_LISTPTR(o);
  while (true) {
    const wr = changetype<PyWeakReference | null>(load<usize>(wrlist));
    if (!wr) return;
    if (is_watched()) watch_object(GC_WEAKREF, wr, o);
    // Takes it off the list, leaves its callback.
    _PyWeakref_ClearRef(wr);
    if (!wr.wr_callback) continue;
    // A reference that is itself garbage is not called back: its callback may be garbage too.
    const gc = changetype<usize>(_Py_AS_GC(wr));
    if (GC_HEAD(gc)._gc_prev & _PyGC_PREV_MASK_COLLECTING) continue;
    Py_INCREF(wr);
    gc_list_move(gc, wrcb_to_call);
  }
}

/** Calls the callbacks; references that survive go to `old`. Returns how many died. */
function call_back(wrcb_to_call: usize, old: usize): i32 {
  let freed = 0;
  while (!gc_list_is_empty(wrcb_to_call)) {
    const gc = GC_NEXT(wrcb_to_call);
    const o = _Py_FROM_GC(changetype<PyGC_Head>(gc));
    const callback = changetype<PyWeakReference>(o).wr_callback!;
    gcstate.code_has_run = 1;
    if (is_watched()) watch_object(GC_CALLBACK, o, callback);
    const result = PyObject_CallOneArg(callback, o);
    if (result) Py_DECREF(result);
    else PyErr_WriteUnraisable(callback);
    Py_DECREF(o);
    if (GC_NEXT(wrcb_to_call) === gc) gc_list_move(gc, old);
    else freed++;
  }
  return freed;
}

/** A weak reference among the garbage is cleared, and never called back. */
function clear_garbage_reference(wr: PyWeakReference): void {
  if (is_watched() && ptr(wr.wr_object) !== ptr(Py_None)) watch_object(GC_WEAKREF, wr, wr.wr_object);
  _PyWeakref_ClearRef(wr);
}

/** The collector's hook: see gc/gc-hooks.ts. */
export function handle_weakrefs_of(unreachable: usize, old: usize): i32 {
  const mark = stack_mark();
  const wrcb_to_call = stack_alloc(16);
  gc_list_init(wrcb_to_call);
  let gc = GC_NEXT(unreachable);
  while (gc !== unreachable) {
    const o = _Py_FROM_GC(changetype<PyGC_Head>(gc));
    gc = GC_NEXT(gc);
    // A weak reference among the garbage must not give access to what is being torn down.
    if (PyWeakref_Check(o)) clear_garbage_reference(changetype<PyWeakReference>(o));
    if (_PyType_SUPPORTS_WEAKREFS(o.ob_type)) clear_references_to(o, wrcb_to_call);
  }
  const freed = call_back(wrcb_to_call, old);
  stack_release(mark);
  return freed;
}
