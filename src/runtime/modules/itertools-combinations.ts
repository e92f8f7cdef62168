/**
 * itertools.product, combinations and combinations_with_replacement. CPython: Modules/itertoolsmodule.c.
 *
 *   productobject (48 bytes, GC)                       combinationsobject, cwrobject (56)
 *   +16 pools    owned tuple of tuples                 +16 pool     owned tuple
 *   +24 indices  one number a pool, in the mem domain  +24 indices  r numbers, in the mem domain
 *   +32 result   owned tuple, used again; NULL before  +32 result   as there
 *   +40 stopped                                        +40 r, +48 stopped
 */

import { _PyArg_AsSsize_t, _PyArg_UnpackKeywords, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PySequence_Tuple } from "../abstract/sequence";
import { PyLong_AsSsize_t, PyLong_FromSsize_t } from "../builtin-types/int";
import {
  PyTuple_Check,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_Pack,
  PyTuple_SET_ITEM,
} from "../builtin-types/tuple";
import { heap_type_finish } from "../builtin-types/type-from-spec";
import { PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { def_noargs, def_o } from "../object/def-tables";
import { free_instance, set_at, visit_fields } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { destructor, iternextfunc, newfunc, PyCFunction, traverseproc, visitproc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_OverflowError, PyExc_ValueError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import {
  drop_fields,
  iterator_type,
  pickle_deprecation,
  reduced,
  reusable_result,
  set_result_item,
} from "./itertools-support";

/** The beginning of all of them. */
@unmanaged
export class poolobject extends PyObject {
  pool: PyObject | null;
  indices: usize;
  result: PyObject | null;
}
export const POOL: usize = offsetof<poolobject>("pool");
export const RESULT: usize = offsetof<poolobject>("result");

@unmanaged
class productobject extends poolobject {
  stopped: i64;
}

@unmanaged
class combinationsobject extends poolobject {
  r: i64;
  stopped: i64;
}

/** @inline */
export function index_at(indices: usize, i: i32): i64 {
  return load<i64>(indices + ((<usize>i) << 3));
}

/** @inline */
export function set_index(indices: usize, i: i32, value: i64): void {
  store<i64>(indices + ((<usize>i) << 3), value);
}

/** Room for `n` numbers; 0 with MemoryError. */
export function indices_alloc(n: i64): usize {
  const block = n <= <i64>(i32.MAX_VALUE >> 3) ? PyMem_Malloc((<usize>n) << 3) : 0;
  if (block === 0) PyErr_NoMemory();
  return block;
}

/** The `n` numbers as a tuple of ints: new reference. */
export function indices_tuple(indices: usize, n: i32): PyObject | null {
  const tuple = PyTuple_New(n);
  if (!tuple) return null;
  for (let i = 0; i < n; i++) {
    const number = PyLong_FromSsize_t(index_at(indices, i));
    PyTuple_SET_ITEM(tuple, i, number);
    if (!number) {
      Py_DECREF(tuple);
      return null;
    }
  }
  return tuple;
}

/** tp_dealloc. */
function pool_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  drop_fields(o, POOL, 1);
  drop_fields(o, RESULT, 1);
  const indices = changetype<poolobject>(o).indices;
  if (indices !== 0) PyMem_Free(indices);
  free_instance(o);
}

/** tp_traverse. */
export function pool_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const stop = visit_fields(o, visit, arg, POOL, 1);
  const result = changetype<poolobject>(o).result;
  return result && !stop ? visit.call(result, arg) : stop;
}

/** Raises ValueError "invalid arguments". Returns NULL. */
export function invalid_arguments(): PyObject | null {
  PyErr_SetString(PyExc_ValueError, cstr("invalid arguments"));
  return null;
}

/** A tuple of `r` numbers in the state; their `i`-th is kept between 0 and `most`. -1 with an exception. */
export function clamped_index(state: PyObject, i: i32, least: i64, most: i64): i64 {
  const index = PyLong_AsSsize_t(PyTuple_GET_ITEM(state, i));
  if (index === -1 && tstate.current_exception) return -1;
  return index < least ? least : index > most ? most : index;
}

function is_tuple_of(state: PyObject, n: i32): bool {
  return PyTuple_Check(state) && PyTuple_GET_SIZE(state) === n;
}

/** The first `n` items that the indices pick from the pool, as the new result. NULL with MemoryError. */
export function make_result(o: PyObject, n: i32): PyObject | null {
  const result = PyTuple_New(n);
  if (!result) return null;
  const lz = changetype<poolobject>(o);
  for (let i = 0; i < n; i++) {
    PyTuple_SET_ITEM(result, i, Py_NewRef(PyTuple_GET_ITEM(lz.pool!, <i32>index_at(lz.indices, i))));
  }
  set_at(ptr(o) + RESULT, result);
  return result;
}

export function def_state_methods(
  t: PyTypeObject,
  reduce: PyCFunction,
  setstate: PyCFunction,
  size: PyCFunction,
): void {
  def_noargs(t, cstr("__reduce__"), reduce, cstr("__reduce__($self, /)\n--\n\nFor pickling."));
  def_o(t, cstr("__setstate__"), setstate, cstr("__setstate__($self, object, /)\n--\n\nFor unpickling."));
  def_noargs(t, cstr("__sizeof__"), size, cstr("__sizeof__($self, /)\n--\n\nBytes in memory."));
}

// --- product ---

const product_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** The argument `repeat`, 1 if absent; -1 with an exception. */
function repeat_of(kwds: PyObject | null): i64 {
  if (!kwds) return 1;
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywords(product_spec, cstr("product"), cstr("repeat"), 0, Slots.at(0), 0, kwds, null, 0, 1);
  stack_release(mark);
  if (a === 0) return -1;
  const given = Slots.at(a).getOrNull(0);
  if (!given) return 1;
  const repeat = _PyArg_AsSsize_t(given);
  if (repeat === -1 && tstate.current_exception) return -1;
  if (repeat < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("repeat argument cannot be negative"));
    return -1;
  }
  return repeat;
}

/** The arguments as tuples, `npools / n` times: new reference. */
function make_pools(args: PyObject, n: i32, npools: i32): PyObject | null {
  const pools = PyTuple_New(npools);
  if (!pools) return null;
  for (let i = 0; i < npools; i++) {
    const pool = i < n ? PySequence_Tuple(PyTuple_GET_ITEM(args, i)) : Py_NewRef(PyTuple_GET_ITEM(pools, i - n));
    PyTuple_SET_ITEM(pools, i, pool);
    if (!pool) {
      Py_DECREF(pools);
      return null;
    }
  }
  return pools;
}

function product_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const repeat = repeat_of(kwds);
  if (repeat < 0) return null;
  const n = repeat === 0 ? 0 : PyTuple_GET_SIZE(args);
  if (repeat > 0 && <i64>n > i64.MAX_VALUE / 8 / repeat) {
    PyErr_SetString(PyExc_OverflowError, cstr("repeat argument too large"));
    return null;
  }
  const npools = <i64>n * repeat;
  const indices = indices_alloc(npools);
  if (indices === 0) return null;
  memory.fill(indices, 0, (<usize>npools) << 3);
  const pools = make_pools(args, n, <i32>npools);
  const o = pools ? type.tp_alloc!.call(type, 0) : null;
  if (!o) {
    Py_XDECREF(pools);
    PyMem_Free(indices);
    return null;
  }
  changetype<productobject>(o).pool = pools;
  changetype<productobject>(o).indices = indices;
  return o;
}

/** The first items of all pools as the result. NULL when a pool is empty, or with MemoryError. */
function product_first(o: PyObject): PyObject | null {
  const pools = changetype<productobject>(o).pool!;
  const n = PyTuple_GET_SIZE(pools);
  const result = PyTuple_New(n);
  if (!result) return null;
  changetype<productobject>(o).result = result;
  for (let i = 0; i < n; i++) {
    const pool = PyTuple_GET_ITEM(pools, i);
    if (PyTuple_GET_SIZE(pool) === 0) return null;
    PyTuple_SET_ITEM(result, i, Py_NewRef(PyTuple_GET_ITEM(pool, 0)));
  }
  return result;
}

/** Advances like a mileage counter. NULL after the last, or with MemoryError. */
function product_advance(o: PyObject): PyObject | null {
  const result = reusable_result(o, RESULT);
  if (!result) return null;
  const lz = changetype<productobject>(o);
  const pools = lz.pool!;
  for (let i = PyTuple_GET_SIZE(pools) - 1; i >= 0; i--) {
    const pool = PyTuple_GET_ITEM(pools, i);
    const index = index_at(lz.indices, i) + 1;
    if (index < <i64>PyTuple_GET_SIZE(pool)) {
      set_index(lz.indices, i, index);
      set_result_item(result, i, PyTuple_GET_ITEM(pool, <i32>index));
      return result;
    }
    set_index(lz.indices, i, 0);
    set_result_item(result, i, PyTuple_GET_ITEM(pool, 0));
  }
  return null;
}

function product_next(o: PyObject): PyObject | null {
  const lz = changetype<productobject>(o);
  if (lz.stopped) return null;
  const result = lz.result ? product_advance(o) : product_first(o);
  if (result) return Py_NewRef(result);
  lz.stopped = 1;
  return null;
}

function product_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  const lz = changetype<productobject>(o);
  if (lz.stopped) {
    const empty = PyTuple_New(0);
    const args = empty ? PyTuple_Pack(empty) : null;
    Py_XDECREF(empty);
    return reduced(o, args);
  }
  const pools = Py_NewRef(lz.pool!);
  if (!lz.result) return reduced(o, pools);
  const state = indices_tuple(lz.indices, PyTuple_GET_SIZE(pools));
  if (state) return reduced(o, pools, state);
  Py_DECREF(pools);
  return null;
}

function product_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  const lz = changetype<productobject>(o);
  const pools = lz.pool!;
  const n = PyTuple_GET_SIZE(pools);
  if (!is_tuple_of(state!, n)) return invalid_arguments();
  for (let i = 0; i < n; i++) {
    const size = <i64>PyTuple_GET_SIZE(PyTuple_GET_ITEM(pools, i));
    const index = clamped_index(state!, i, 0, size - 1);
    if (index < 0 && tstate.current_exception) return null;
    if (size === 0) {
      lz.stopped = 1;
      return Py_None;
    }
    set_index(lz.indices, i, index);
  }
  const result = PyTuple_New(n);
  if (!result) return null;
  for (let i = 0; i < n; i++) {
    const pool = PyTuple_GET_ITEM(pools, i);
    PyTuple_SET_ITEM(result, i, Py_NewRef(PyTuple_GET_ITEM(pool, <i32>index_at(lz.indices, i))));
  }
  set_at(ptr(o) + RESULT, result);
  return Py_None;
}

function product_sizeof(o: PyObject, _unused: PyObject | null): PyObject | null {
  const n = PyTuple_GET_SIZE(changetype<productobject>(o).pool!);
  return PyLong_FromSsize_t(<i64>o.ob_type.tp_basicsize + <i64>n * 8);
}

/** The class product: new reference. */
export function make_product_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.product"),
    offsetof<productobject>(),
    cstr("product(*iterables, repeat=1)\n--\n\nAll tuples with one item of each iterable; the last changes first."),
    destructor.of(pool_dealloc),
    traverseproc.of(pool_traverse),
    iternextfunc.of(product_next),
    newfunc.of(product_new),
  );
  if (!t) return null;
  def_state_methods(
    t,
    PyCFunction.of(product_reduce),
    PyCFunction.of(product_setstate),
    PyCFunction.of(product_sizeof),
  );
  return heap_type_finish(t);
}

// --- combinations ---

const combinations_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const cwr_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** NAME(iterable, r); with replacement all indices begin at 0. */
function combinations_make(
  type: PyTypeObject,
  spec: ArgSpec,
  name: usize,
  args: PyObject,
  kwds: PyObject | null,
  replacement: bool,
): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywordsTuple(spec, name, cstr("iterable r"), 0, args, kwds, 2, 2);
  stack_release(mark);
  if (a === 0) return null;
  const iterable = Slots.at(a).get(0);
  const r = _PyArg_AsSsize_t(Slots.at(a).get(1));
  if (r === -1 && tstate.current_exception) return null;
  const pool = PySequence_Tuple(iterable);
  if (!pool) return null;
  let indices: usize = 0;
  if (r < 0) PyErr_SetString(PyExc_ValueError, cstr("r must be non-negative"));
  else indices = indices_alloc(r);
  const o = indices !== 0 ? type.tp_alloc!.call(type, 0) : null;
  if (!o) {
    if (indices !== 0) PyMem_Free(indices);
    Py_DECREF(pool);
    return null;
  }
  for (let i = 0; i < <i32>r; i++) set_index(indices, i, replacement ? 0 : <i64>i);
  const co = changetype<combinationsobject>(o);
  co.pool = pool;
  co.indices = indices;
  co.r = r;
  const n = <i64>PyTuple_GET_SIZE(pool);
  co.stopped = (replacement ? n === 0 && r > 0 : r > n) ? 1 : 0;
  return o;
}

function combinations_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  return combinations_make(type, combinations_spec, cstr("combinations"), args, kwds, false);
}

function cwr_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  return combinations_make(type, cwr_spec, cstr("combinations_with_replacement"), args, kwds, true);
}

/** The rightmost index that can still grow grows, those behind follow it. NULL after the last, or with MemoryError. */
function combinations_advance(o: PyObject, replacement: bool): PyObject | null {
  const result = reusable_result(o, RESULT);
  if (!result) return null;
  const co = changetype<combinationsobject>(o);
  const indices = co.indices;
  const pool = co.pool!;
  const n = PyTuple_GET_SIZE(pool);
  const r = <i32>co.r;
  let i = r - 1;
  while (i >= 0 && index_at(indices, i) === <i64>(replacement ? n - 1 : i + n - r)) i--;
  if (i < 0) return null;
  let index = index_at(indices, i) + 1;
  for (; i < r; i++) {
    set_index(indices, i, index);
    set_result_item(result, i, PyTuple_GET_ITEM(pool, <i32>index));
    if (!replacement) index++;
  }
  return result;
}

function combinations_step(o: PyObject, replacement: bool): PyObject | null {
  const co = changetype<combinationsobject>(o);
  if (co.stopped) return null;
  const result = co.result ? combinations_advance(o, replacement) : make_result(o, <i32>co.r);
  if (result) return Py_NewRef(result);
  co.stopped = 1;
  return null;
}

function combinations_next(o: PyObject): PyObject | null {
  return combinations_step(o, false);
}

function cwr_next(o: PyObject): PyObject | null {
  return combinations_step(o, true);
}

/** (pool, r); the empty tuple as pool when `ended`. New reference. */
export function pool_and_r(o: PyObject, r: i64, ended: bool): PyObject | null {
  const number = PyLong_FromSsize_t(r);
  const pool = ended ? PyTuple_New(0) : Py_NewRef(changetype<poolobject>(o).pool!);
  const args = number && pool ? PyTuple_Pack(pool, number) : null;
  Py_XDECREF(pool);
  Py_XDECREF(number);
  return args;
}

function combinations_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  const co = changetype<combinationsobject>(o);
  const begun = co.result !== null;
  const args = pool_and_r(o, co.r, begun && co.stopped !== 0);
  if (!begun || co.stopped) return reduced(o, args);
  const state = args ? indices_tuple(co.indices, <i32>co.r) : null;
  if (state) return reduced(o, args, state);
  Py_XDECREF(args);
  return null;
}

/** Sets the indices from a state. */
function restore(o: PyObject, state: PyObject, replacement: bool): PyObject | null {
  if (!pickle_deprecation()) return null;
  const co = changetype<combinationsobject>(o);
  const r = <i32>co.r;
  const n = PyTuple_GET_SIZE(co.pool!);
  if (!is_tuple_of(state, r)) return invalid_arguments();
  for (let i = 0; i < r; i++) {
    const index = clamped_index(state, i, 0, <i64>(replacement ? n - 1 : i + n - r));
    if (index < 0 && tstate.current_exception) return null;
    set_index(co.indices, i, index);
  }
  return make_result(o, r) ? Py_None : null;
}

function combinations_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  return restore(o, state!, false);
}

function cwr_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  return restore(o, state!, true);
}

function combinations_sizeof(o: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromSsize_t(<i64>o.ob_type.tp_basicsize + changetype<combinationsobject>(o).r * 8);
}

/** The class combinations: new reference. */
export function make_combinations_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.combinations"),
    offsetof<combinationsobject>(),
    cstr("combinations(iterable, r)\n--\n\nAll tuples of r items at growing places of the iterable."),
    destructor.of(pool_dealloc),
    traverseproc.of(pool_traverse),
    iternextfunc.of(combinations_next),
    newfunc.of(combinations_new),
  );
  if (!t) return null;
  const reduce = PyCFunction.of(combinations_reduce);
  def_state_methods(t, reduce, PyCFunction.of(combinations_setstate), PyCFunction.of(combinations_sizeof));
  return heap_type_finish(t);
}

/** The class combinations_with_replacement: new reference. */
export function make_cwr_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.combinations_with_replacement"),
    offsetof<combinationsobject>(),
    cstr("combinations_with_replacement(iterable, r)\n--\n\nAs combinations(), where an item may come again."),
    destructor.of(pool_dealloc),
    traverseproc.of(pool_traverse),
    iternextfunc.of(cwr_next),
    newfunc.of(cwr_new),
  );
  if (!t) return null;
  const reduce = PyCFunction.of(combinations_reduce);
  def_state_methods(t, reduce, PyCFunction.of(cwr_setstate), PyCFunction.of(combinations_sizeof));
  return heap_type_finish(t);
}
