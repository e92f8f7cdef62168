/**
 * itertools.islice, pairwise, batched. CPython: Modules/itertoolsmodule.c.
 *
 *   isliceobject (56 bytes, GC)              pairwiseobject (40)                    batchedobject (40)
 *   +16 it    owned; NULL: ended             +16 it      owned; NULL: ended         +16 it          owned; NULL: ended
 *   +24 next  index of the next item taken   +24 old     owned: the last item       +24 batch_size
 *   +32 stop  -1: none                       +32 result  owned tuple, used again    +32 strict
 *   +40 step, +48 cnt items read
 */

import { _PyArg_AsSsize_t, _PyArg_CheckPositional, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyObject_GetIter } from "../abstract/iterator";
import { PyNumber_AsSsize_t } from "../abstract/number-convert";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PyLong_AsSsize_t, PyLong_FromSsize_t } from "../builtin-types/int";
import { PyList_New } from "../builtin-types/list";
import {
  _PyTuple_ITEMS,
  _PyTuple_Resize,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_Pack,
  PyTuple_SET_ITEM,
} from "../builtin-types/tuple";
import { heap_type_finish } from "../builtin-types/type-from-spec";
import { _PyObject_GC_IS_TRACKED, _PyObject_GC_TRACK } from "../gc/gc-alloc";
import { def_noargs, def_o } from "../object/def-tables";
import { set_at, visit_fields } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_REFCNT, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { destructor, iternextfunc, newfunc, PyCFunction, traverseproc, visitproc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_OverflowError, PyExc_StopIteration, PyExc_ValueError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import {
  dealloc_fields,
  iterator_type,
  itertools_types,
  keywords_allowed,
  next_of,
  pickle_deprecation,
  reduced,
} from "./itertools-support";

// --- islice ---

@unmanaged
class isliceobject extends PyObject {
  it: PyObject | null;
  next: i64;
  stop: i64;
  step: i64;
  cnt: i64;
}
const IT: usize = offsetof<isliceobject>("it");

/** What islice's arguments say; read at once. */
@unmanaged
class Bounds {
  start: i64;
  stop: i64;
  step: i64;
}
const bounds: Bounds = changetype<Bounds>(memory.data(24, 8));

/** The number of an argument, -1 for what is none; `without` for None. */
function bound_of(arg: PyObject, without: i64): i64 {
  if (ptr(arg) === ptr(Py_None)) return without;
  const value = PyNumber_AsSsize_t(arg, PyExc_OverflowError);
  if (value === -1 && tstate.current_exception) PyErr_Clear();
  return value;
}

function value_error(text: usize): bool {
  PyErr_SetString(PyExc_ValueError, text);
  return false;
}

/** Reads start, stop and step behind the iterable. False with ValueError. */
function read_bounds(args: PyObject, n: i32): bool {
  const bad_stop = cstr("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
  const start = n === 2 ? 0 : bound_of(PyTuple_GET_ITEM(args, 1), 0);
  const end = PyTuple_GET_ITEM(args, n === 2 ? 1 : 2);
  const stop = bound_of(end, -1);
  if (stop === -1 && ptr(end) !== ptr(Py_None)) return value_error(bad_stop);
  if (start < 0 || stop < -1) {
    return value_error(cstr("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."));
  }
  const step = n === 4 ? bound_of(PyTuple_GET_ITEM(args, 3), 1) : 1;
  if (step < 1) return value_error(cstr("Step for islice() must be a positive integer or None."));
  bounds.start = start;
  bounds.stop = stop;
  bounds.step = step;
  return true;
}

function islice_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const name = cstr("islice");
  if (!keywords_allowed(type, itertools_types.islice, name, kwds)) return null;
  const n = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional(name, n, 2, 4) || !read_bounds(args, n)) return null;
  const start = bounds.start;
  const stop = bounds.stop;
  const step = bounds.step;
  const it = PyObject_GetIter(PyTuple_GET_ITEM(args, 0));
  if (!it) return null;
  const o = type.tp_alloc!.call(type, 0);
  if (!o) {
    Py_DECREF(it);
    return null;
  }
  const lz = changetype<isliceobject>(o);
  lz.it = it;
  lz.next = start;
  lz.stop = stop;
  lz.step = step;
  return o;
}

function islice_dealloc(o: PyObject): void {
  dealloc_fields(o, IT, 1);
}

function islice_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit_fields(o, visit, arg, IT, 1);
}

/** The item at `next`; NULL at the end of slice or iterator. */
function islice_take(lz: isliceobject, it: PyObject): PyObject | null {
  const stop = lz.stop;
  while (lz.cnt < lz.next) {
    const skipped = next_of(it);
    if (!skipped) return null;
    Py_DECREF(skipped);
    lz.cnt++;
  }
  if (stop !== -1 && lz.cnt >= stop) return null;
  const item = next_of(it);
  if (!item) return null;
  lz.cnt++;
  const next = lz.next + lz.step;
  // The sum may have overflowed.
  lz.next = next < lz.next || (stop !== -1 && next > stop) ? stop : next;
  return item;
}

function islice_next(o: PyObject): PyObject | null {
  const lz = changetype<isliceobject>(o);
  const it = lz.it;
  if (!it) return null;
  const item = islice_take(lz, it);
  if (!item) set_at(ptr(o) + IT, null);
  return item;
}

/** A tuple that takes over its items (NULL: fails). */
function pack_steal(a: PyObject | null, b: PyObject | null, c: PyObject | null, d: PyObject | null): PyObject | null {
  const result = a && b && c && d ? PyTuple_Pack(a, b, c, d) : null;
  Py_XDECREF(a);
  Py_XDECREF(b);
  Py_XDECREF(c);
  Py_XDECREF(d);
  return result;
}

/** (islice, (an empty iterator, 0), 0). */
function reduce_ended(o: PyObject): PyObject | null {
  const list = PyList_New(0);
  if (!list) return null;
  const it = PyObject_GetIter(list);
  Py_DECREF(list);
  const zero = PyLong_FromSsize_t(0);
  const args = it && zero ? PyTuple_Pack(it, zero) : null;
  Py_XDECREF(it);
  return reduced(o, args, zero);
}

function islice_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  const lz = changetype<isliceobject>(o);
  const it = lz.it;
  if (!it) return reduce_ended(o);
  const stop = lz.stop === -1 ? Py_None : PyLong_FromSsize_t(lz.stop);
  const args = pack_steal(Py_NewRef(it), PyLong_FromSsize_t(lz.next), stop, PyLong_FromSsize_t(lz.step));
  const cnt = args ? PyLong_FromSsize_t(lz.cnt) : null;
  if (cnt) return reduced(o, args, cnt);
  Py_XDECREF(args);
  return null;
}

function islice_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  const cnt = PyLong_AsSsize_t(state!);
  if (cnt === -1 && tstate.current_exception) return null;
  changetype<isliceobject>(o).cnt = cnt;
  return Py_None;
}

/** The class islice: new reference. */
export function make_islice_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.islice"),
    offsetof<isliceobject>(),
    cstr("islice(iterable, stop) or islice(iterable, start, stop[, step]): a slice of what the iterable yields."),
    destructor.of(islice_dealloc),
    traverseproc.of(islice_traverse),
    iternextfunc.of(islice_next),
    newfunc.of(islice_new),
  );
  if (!t) return null;
  itertools_types.islice = t;
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(islice_reduce), cstr("__reduce__($self, /)\n--\n\nFor pickling."));
  def_o(
    t,
    cstr("__setstate__"),
    PyCFunction.of(islice_setstate),
    cstr("__setstate__($self, object, /)\n--\n\nFor unpickling."),
  );
  return heap_type_finish(t);
}

// --- pairwise ---

@unmanaged
class pairwiseobject extends PyObject {
  it: PyObject | null;
  old: PyObject | null;
  result: PyObject | null;
}
const OLD: usize = offsetof<pairwiseobject>("old");

@unmanaged
class PairwiseState {
  /** Borrowed. */
  type: PyTypeObject;
}
const pairwise_state: PairwiseState = changetype<PairwiseState>(memory.data(8, 8));

function pairwise_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const name = cstr("pairwise");
  if (!keywords_allowed(type, pairwise_state.type, name, kwds)) return null;
  if (!_PyArg_CheckPositional(name, PyTuple_GET_SIZE(args), 1, 1)) return null;
  const it = PyObject_GetIter(PyTuple_GET_ITEM(args, 0));
  if (!it) return null;
  const o = type.tp_alloc!.call(type, 0);
  if (!o) {
    Py_DECREF(it);
    return null;
  }
  const po = changetype<pairwiseobject>(o);
  po.it = it;
  po.result = PyTuple_Pack(Py_None, Py_None);
  if (po.result) return o;
  Py_DECREF(o);
  return null;
}

function pairwise_dealloc(o: PyObject): void {
  dealloc_fields(o, IT, 3);
}

function pairwise_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit_fields(o, visit, arg, IT, 3);
}

/** The pair of both, borrowed references: new reference. */
function pair_result(po: pairwiseobject, a: PyObject, b: PyObject): PyObject | null {
  const result = po.result!;
  if (Py_REFCNT(result) !== 1) return PyTuple_Pack(a, b);
  Py_NewRef(result);
  const items = _PyTuple_ITEMS(result);
  const last_a = items.get(0);
  const last_b = items.get(1);
  items.set(0, Py_NewRef(a));
  items.set(1, Py_NewRef(b));
  Py_DECREF(last_a);
  Py_DECREF(last_b);
  if (!_PyObject_GC_IS_TRACKED(result)) _PyObject_GC_TRACK(result);
  return result;
}

/** The iterator has ended or failed. Returns NULL. */
function pairwise_end(o: PyObject): PyObject | null {
  set_at(ptr(o) + IT, null);
  set_at(ptr(o) + OLD, null);
  return null;
}

function pairwise_next(o: PyObject): PyObject | null {
  const po = changetype<pairwiseobject>(o);
  if (!po.it) return null;
  if (!po.old) {
    set_at(ptr(o) + OLD, next_of(po.it!));
    // The iterator may have called this one and ended it.
    if (!po.old || !po.it) return pairwise_end(o);
  }
  const old = Py_NewRef(po.old!);
  const next = next_of(po.it!);
  let result: PyObject | null = null;
  if (!next) pairwise_end(o);
  else {
    result = pair_result(po, old, next);
    set_at(ptr(o) + OLD, next);
  }
  Py_DECREF(old);
  return result;
}

/** The class pairwise: new reference. */
export function make_pairwise_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.pairwise"),
    offsetof<pairwiseobject>(),
    cstr("pairwise(iterable, /)\n--\n\nPairs of neighbours: (a, b), (b, c), (c, d) ..."),
    destructor.of(pairwise_dealloc),
    traverseproc.of(pairwise_traverse),
    iternextfunc.of(pairwise_next),
    newfunc.of(pairwise_new),
  );
  if (!t) return null;
  pairwise_state.type = t;
  return heap_type_finish(t);
}

// --- batched ---

@unmanaged
class batchedobject extends PyObject {
  it: PyObject | null;
  batch_size: i64;
  strict: i32;
  strict_high: i32;
}

const batched_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function batched_make(type: PyTypeObject, iterable: PyObject, n: i64, strict: bool): PyObject | null {
  if (n < 1) {
    PyErr_SetString(PyExc_ValueError, cstr("n must be at least one"));
    return null;
  }
  const it = PyObject_GetIter(iterable);
  if (!it) return null;
  const o = type.tp_alloc!.call(type, 0);
  if (!o) {
    Py_DECREF(it);
    return null;
  }
  const bo = changetype<batchedobject>(o);
  bo.it = it;
  bo.batch_size = n;
  bo.strict = strict ? 1 : 0;
  return o;
}

function batched_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const name = cstr("batched");
  const a = _PyArg_UnpackKeywordsTuple(batched_spec, name, cstr("iterable n strict"), 0, args, kwds, 2, 2);
  stack_release(mark);
  if (a === 0) return null;
  const iterable = Slots.at(a).get(0);
  const flag = Slots.at(a).getOrNull(2);
  const n = _PyArg_AsSsize_t(Slots.at(a).get(1));
  if (n === -1 && tstate.current_exception) return null;
  const strict = flag ? PyObject_IsTrue(flag) : 0;
  return strict < 0 ? null : batched_make(type, iterable, n, strict === 1);
}

/** The iterator has ended after `count` items, or failed. Takes over `result`: new reference, or NULL. */
function batched_end(o: PyObject, result: PyObject, count: i32): PyObject | null {
  const bo = changetype<batchedobject>(o);
  let failed = false;
  if (tstate.current_exception) {
    failed = !PyErr_ExceptionMatches(PyExc_StopIteration);
    if (!failed) PyErr_Clear();
  }
  if (!failed && count > 0 && !bo.strict) return _PyTuple_Resize(result, count);
  set_at(ptr(o) + IT, null);
  Py_DECREF(result);
  if (!failed && count > 0) PyErr_SetString(PyExc_ValueError, cstr("batched(): incomplete batch"));
  return null;
}

function batched_next(o: PyObject): PyObject | null {
  const bo = changetype<batchedobject>(o);
  const it = bo.it;
  if (!it) return null;
  if (bo.batch_size > <i64>i32.MAX_VALUE) return PyErr_NoMemory();
  const n = <i32>bo.batch_size;
  const result = PyTuple_New(n);
  if (!result) return null;
  for (let i = 0; i < n; i++) {
    const item = next_of(it);
    if (!item) return batched_end(o, result, i);
    PyTuple_SET_ITEM(result, i, item);
  }
  return result;
}

/** The class batched: new reference. */
export function make_batched_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.batched"),
    offsetof<batchedobject>(),
    cstr("batched(iterable, n, *, strict=False)\n--\n\nTuples of n items; the last may be shorter, unless strict."),
    destructor.of(islice_dealloc),
    traverseproc.of(islice_traverse),
    iternextfunc.of(batched_next),
    newfunc.of(batched_new),
  );
  return t ? heap_type_finish(t) : null;
}
