/**
 * itertools.permutations. CPython: permutationsobject of Modules/itertoolsmodule.c.
 *
 *   permutationsobject (64 bytes, GC)
 *   +16 pool     owned tuple                            +40 result   owned tuple, used again; NULL before
 *   +24 indices  n numbers, in the mem domain           +48 r
 *   +32 cycles   r numbers: steps until place i has     +56 stopped
 *                had all items that it can have
 */

import { _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PySequence_Tuple } from "../abstract/sequence";
import { PyLong_AsSsize_t, PyLong_Check, PyLong_FromSsize_t } from "../builtin-types/int";
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
import { PyMem_Free } from "../memory/domains";
import { free_instance, set_at, visit_fields } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { destructor, iternextfunc, newfunc, PyCFunction, traverseproc, visitproc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import {
  clamped_index,
  def_state_methods,
  index_at,
  indices_alloc,
  indices_tuple,
  invalid_arguments,
  pool_and_r,
  set_index,
} from "./itertools-combinations";
import {
  drop_fields,
  is_state_tuple,
  iterator_type,
  pickle_deprecation,
  reduced,
  reusable_result,
  set_result_item,
} from "./itertools-support";

@unmanaged
class permutationsobject extends PyObject {
  pool: PyObject | null;
  indices: usize;
  cycles: usize;
  result: PyObject | null;
  r: i64;
  stopped: i64;
}
const POOL: usize = offsetof<permutationsobject>("pool");
const RESULT: usize = offsetof<permutationsobject>("result");

const spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** The length that the argument asks for, `n` without; -1 with an exception. */
function length_of(arg: PyObject | null, n: i64): i64 {
  if (!arg || ptr(arg) === ptr(Py_None)) return n;
  if (!PyLong_Check(arg)) {
    PyErr_SetString(PyExc_TypeError, cstr("Expected int as r"));
    return -1;
  }
  const r = PyLong_AsSsize_t(arg);
  if (r === -1 && tstate.current_exception) return -1;
  if (r < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("r must be non-negative"));
    return -1;
  }
  return r;
}

/** An instance over `pool` (stolen). */
function permutations_make(type: PyTypeObject, pool: PyObject, r: i64): PyObject | null {
  const n = PyTuple_GET_SIZE(pool);
  const indices = indices_alloc(<i64>n);
  const cycles = indices !== 0 ? indices_alloc(r) : 0;
  const o = cycles !== 0 ? type.tp_alloc!.call(type, 0) : null;
  if (!o) {
    if (indices !== 0) PyMem_Free(indices);
    if (cycles !== 0) PyMem_Free(cycles);
    Py_DECREF(pool);
    return null;
  }
  for (let i = 0; i < n; i++) set_index(indices, i, <i64>i);
  for (let i = 0; i < <i32>r; i++) set_index(cycles, i, <i64>(n - i));
  const po = changetype<permutationsobject>(o);
  po.pool = pool;
  po.indices = indices;
  po.cycles = cycles;
  po.r = r;
  po.stopped = r > <i64>n ? 1 : 0;
  return o;
}

function permutations_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywordsTuple(spec, cstr("permutations"), cstr("iterable r"), 0, args, kwds, 1, 2);
  stack_release(mark);
  if (a === 0) return null;
  const given = Slots.at(a).getOrNull(1);
  const pool = PySequence_Tuple(Slots.at(a).get(0));
  if (!pool) return null;
  const r = length_of(given, <i64>PyTuple_GET_SIZE(pool));
  if (r >= 0) return permutations_make(type, pool, r);
  Py_DECREF(pool);
  return null;
}

function permutations_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  drop_fields(o, POOL, 1);
  drop_fields(o, RESULT, 1);
  const po = changetype<permutationsobject>(o);
  if (po.indices !== 0) PyMem_Free(po.indices);
  if (po.cycles !== 0) PyMem_Free(po.cycles);
  free_instance(o);
}

function permutations_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const stop = visit_fields(o, visit, arg, POOL, 1);
  const result = changetype<permutationsobject>(o).result;
  return result && !stop ? visit.call(result, arg) : stop;
}

/** The result anew from the indices. NULL with MemoryError. */
function permutations_result(o: PyObject): PyObject | null {
  const po = changetype<permutationsobject>(o);
  const r = <i32>po.r;
  const result = PyTuple_New(r);
  if (!result) return null;
  for (let i = 0; i < r; i++) {
    PyTuple_SET_ITEM(result, i, Py_NewRef(PyTuple_GET_ITEM(po.pool!, <i32>index_at(po.indices, i))));
  }
  set_at(ptr(o) + RESULT, result);
  return result;
}

/** Moves the index at `i` to the end: that place begins anew. */
function rotate(indices: usize, i: i32, n: i32): void {
  const index = index_at(indices, i);
  for (let j = i; j < n - 1; j++) set_index(indices, j, index_at(indices, j + 1));
  set_index(indices, n - 1, index);
}

/** NULL after the last, or with MemoryError. */
function permutations_advance(o: PyObject): PyObject | null {
  const po = changetype<permutationsobject>(o);
  const pool = po.pool!;
  const n = PyTuple_GET_SIZE(pool);
  if (n === 0) return null;
  const result = reusable_result(o, RESULT);
  if (!result) return null;
  const indices = po.indices;
  const r = <i32>po.r;
  for (let i = r - 1; i >= 0; i--) {
    const left = index_at(po.cycles, i) - 1;
    if (left === 0) {
      rotate(indices, i, n);
      set_index(po.cycles, i, <i64>(n - i));
      continue;
    }
    set_index(po.cycles, i, left);
    const index = index_at(indices, i);
    set_index(indices, i, index_at(indices, n - <i32>left));
    set_index(indices, n - <i32>left, index);
    for (let k = i; k < r; k++) set_result_item(result, k, PyTuple_GET_ITEM(pool, <i32>index_at(indices, k)));
    return result;
  }
  return null;
}

function permutations_next(o: PyObject): PyObject | null {
  const po = changetype<permutationsobject>(o);
  if (po.stopped) return null;
  const result = po.result ? permutations_advance(o) : permutations_result(o);
  if (result) return Py_NewRef(result);
  po.stopped = 1;
  return null;
}

function permutations_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  const po = changetype<permutationsobject>(o);
  const begun = po.result !== null;
  const args = pool_and_r(o, po.r, begun && po.stopped !== 0);
  if (!begun || po.stopped) return reduced(o, args);
  const indices = indices_tuple(po.indices, PyTuple_GET_SIZE(po.pool!));
  const cycles = indices_tuple(po.cycles, <i32>po.r);
  const state = args && indices && cycles ? PyTuple_Pack(indices, cycles) : null;
  Py_XDECREF(indices);
  Py_XDECREF(cycles);
  if (state) return reduced(o, args, state);
  Py_XDECREF(args);
  return null;
}

/** Item `i` of the state is a tuple; false with TypeError. */
function check_tuple(state: PyObject, i: i32): bool {
  const item = PyTuple_GET_ITEM(state, i);
  if (PyTuple_Check(item)) return true;
  const text = cstr("argument %d must be tuple, not %.50s");
  PyErr_Format(PyExc_TypeError, text, <usize>(i + 1), item.ob_type.tp_name);
  return false;
}

function permutations_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  if (!pickle_deprecation() || !is_state_tuple(state!)) return null;
  const count = PyTuple_GET_SIZE(state!);
  if (count !== 2) {
    return PyErr_Format(PyExc_TypeError, cstr("function takes exactly 2 arguments (%zd given)"), <usize>count);
  }
  if (!check_tuple(state!, 0) || !check_tuple(state!, 1)) return null;
  const po = changetype<permutationsobject>(o);
  const indices = PyTuple_GET_ITEM(state!, 0);
  const cycles = PyTuple_GET_ITEM(state!, 1);
  const n = PyTuple_GET_SIZE(po.pool!);
  const r = <i32>po.r;
  if (PyTuple_GET_SIZE(indices) !== n || PyTuple_GET_SIZE(cycles) !== r) return invalid_arguments();
  for (let i = 0; i < n; i++) {
    const index = clamped_index(indices, i, 0, <i64>(n - 1));
    if (index < 0) return null;
    set_index(po.indices, i, index);
  }
  for (let i = 0; i < r; i++) {
    const cycle = clamped_index(cycles, i, 1, <i64>(n - i));
    if (cycle < 0 && tstate.current_exception) return null;
    set_index(po.cycles, i, cycle);
  }
  return permutations_result(o) ? Py_None : null;
}

function permutations_sizeof(o: PyObject, _unused: PyObject | null): PyObject | null {
  const po = changetype<permutationsobject>(o);
  return PyLong_FromSsize_t(<i64>o.ob_type.tp_basicsize + (<i64>PyTuple_GET_SIZE(po.pool!) + po.r) * 8);
}

/** The class permutations: new reference. */
export function make_permutations_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.permutations"),
    offsetof<permutationsobject>(),
    cstr("permutations(iterable, r=None)\n--\n\nAll tuples of r items at different places of the iterable."),
    destructor.of(permutations_dealloc),
    traverseproc.of(permutations_traverse),
    iternextfunc.of(permutations_next),
    newfunc.of(permutations_new),
  );
  if (!t) return null;
  const reduce = PyCFunction.of(permutations_reduce);
  def_state_methods(t, reduce, PyCFunction.of(permutations_setstate), PyCFunction.of(permutations_sizeof));
  return heap_type_finish(t);
}
