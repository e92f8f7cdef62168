/**
 * slice objects, and the arithmetic of slicing. CPython: Objects/sliceobject.c.
 *
 *   PySliceObject: +0 PyObject, +16 start, +24 stop, +32 step (owned, never NULL), size 40
 *
 * One released slice is kept for reuse (interpreter's slice_cache). Bounds are 64 bits wide (Python's), lengths fit i32.
 */

import { _PyArg_CheckPositional, _PyArg_NoKeywords } from "../abstract/args";
import { orNone, PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyErr_SetString } from "../abstract/errors";
import { PyNumber_Add } from "../abstract/number";
import { _PyIndex_Check, PyNumber_AsSsize_t, PyNumber_Index } from "../abstract/number-convert";
import {
  Py_GT,
  Py_LT,
  PyObject_Hash,
  PyObject_RichCompare,
  PyObject_RichCompareBool,
  richcompare_order,
} from "../abstract/object-protocol";
import { _PyObject_GC_New, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_member, def_noargs, def_o, Py_READONLY } from "../object/def-tables";
import { cstr } from "../object/literals";
import {
  _Py_NewReference,
  Py_DECREF,
  Py_hash_t,
  Py_INCREF,
  Py_IS_TYPE,
  Py_NewRef,
  Py_ssize_t,
  Py_XDECREF,
  PyObject,
  ptr,
} from "../object/object";
import {
  destructor,
  getattrofunc,
  hashfunc,
  newfunc,
  PyCFunction,
  reprfunc,
  richcmpfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, Py_NotImplemented, PyExc_TypeError, PyExc_ValueError, PySlice_Type } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { _PyLong_IsNegative, _PyLong_Sign, PyLong, PyLong_FromLong } from "./int";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "./tuple";
import { static_type } from "./type-define";

@unmanaged
export class PySliceObject extends PyObject {
  start: PyObject;
  stop: PyObject;
  step: PyObject;
}

@unmanaged
class SliceCache {
  slice_cache: PyObject | null;
}
export const cache: SliceCache = changetype<SliceCache>(memory.data(16, 16));

/** @inline */
export function PySlice_Check(o: PyObject): bool {
  return Py_IS_TYPE(o, PySlice_Type);
}

/** Steals `start` and `stop`; `step` borrowed. New reference. */
export function _PyBuildSlice_Consume2(start: PyObject, stop: PyObject, step: PyObject): PyObject | null {
  let o = cache.slice_cache;
  if (o) {
    cache.slice_cache = null;
    _Py_NewReference(o);
  } else {
    o = _PyObject_GC_New(PySlice_Type);
    if (!o) {
      Py_DECREF(start);
      Py_DECREF(stop);
      return null;
    }
  }
  Py_INCREF(step);
  store<u64>(changetype<usize>(o), <u64>ptr(start), 16);
  store<u64>(changetype<usize>(o), <u64>ptr(stop), 24);
  store<u64>(changetype<usize>(o), <u64>ptr(step), 32);
  _PyObject_GC_TRACK(o);
  return o;
}

/** slice(start, stop, step); NULL stands for None. New reference. */
export function PySlice_New(start: PyObject | null, stop: PyObject | null, step: PyObject | null): PyObject | null {
  const begin = orNone(start);
  const end = orNone(stop);
  Py_INCREF(begin);
  Py_INCREF(end);
  return _PyBuildSlice_Consume2(begin, end, orNone(step));
}

/** Empties the cache of one. */
export function _PySlice_ClearCache(): void {
  const o = cache.slice_cache;
  if (!o) return;
  cache.slice_cache = null;
  PyObject_GC_Del(o);
}

/** The cached slice, 0 when there is none; for the layer accounting. */
export function _PySlice_Cached(): usize {
  return ptr(cache.slice_cache);
}

/** The bound `v`, which is not None, has (clipped to 64 bits) in tstate.out_i64; false with TypeError. */
export function _PyEval_SliceIndex(v: PyObject): bool {
  const text = cstr("slice indices must be integers or None or have an __index__ method");
  return slice_index(v, text);
}

/** As _PyEval_SliceIndex, for arguments that may not be None. */
export function _PyEval_SliceIndexNotNone(v: PyObject): bool {
  return slice_index(v, cstr("slice indices must be integers or have an __index__ method"));
}

function slice_index(v: PyObject, text: usize): bool {
  if (!_PyIndex_Check(v)) {
    PyErr_SetString(PyExc_TypeError, text);
    return false;
  }
  const i = PyNumber_AsSsize_t(v, null);
  if (i === -1 && tstate.current_exception) return false;
  tstate.out_i64 = i;
  return true;
}

/** The three numbers of a slice, 64 bits wide, not yet fitted to a length; read at once. */
@unmanaged
export class SliceBounds {
  start: i64;
  stop: i64;
  step: i64;
}
const bounds: SliceBounds = changetype<SliceBounds>(memory.data(32, 16));

/** The bounds of the last PySlice_Unpack or PySlice_AdjustIndices. @inline */
export function slice_bounds(): SliceBounds {
  return bounds;
}

/** Reads a slice's numbers into slice_bounds(), with defaults for None. -1 with an exception. */
export function PySlice_Unpack(o: PyObject): i32 {
  const r = changetype<PySliceObject>(o);
  let step: i64 = 1;
  if (ptr(r.step) !== ptr(Py_None)) {
    if (!_PyEval_SliceIndex(r.step)) return -1;
    step = tstate.out_i64;
    if (step === 0) {
      PyErr_SetString(PyExc_ValueError, cstr("slice step cannot be zero"));
      return -1;
    }
    // So that -step does not overflow.
    if (step < -i64.MAX_VALUE) step = -i64.MAX_VALUE;
  }
  let start: i64 = step < 0 ? i64.MAX_VALUE : 0;
  if (ptr(r.start) !== ptr(Py_None)) {
    if (!_PyEval_SliceIndex(r.start)) return -1;
    start = tstate.out_i64;
  }
  let stop: i64 = step < 0 ? i64.MIN_VALUE : i64.MAX_VALUE;
  if (ptr(r.stop) !== ptr(Py_None)) {
    if (!_PyEval_SliceIndex(r.stop)) return -1;
    stop = tstate.out_i64;
  }
  bounds.start = start;
  bounds.stop = stop;
  bounds.step = step;
  return 0;
}

function fit(i: i64, length: i64, step: i64): i64 {
  if (i < 0) {
    const at = i + length;
    return at < 0 ? (step < 0 ? -1 : 0) : at;
  }
  return i >= length ? (step < 0 ? length - 1 : length) : i;
}

/** Fits slice_bounds() to a sequence of `length` items; returns how many the slice selects. */
export function PySlice_AdjustIndices(length: i64): i64 {
  const step = bounds.step;
  const start = fit(bounds.start, length, step);
  const stop = fit(bounds.stop, length, step);
  bounds.start = start;
  bounds.stop = stop;
  if (step < 0) return stop < start ? (start - stop - 1) / -step + 1 : 0;
  return start < stop ? (stop - start - 1) / step + 1 : 0;
}

/** PySlice_Unpack and PySlice_AdjustIndices: the number of selected items, -1 with an exception. */
export function PySlice_GetIndicesEx(o: PyObject, length: Py_ssize_t): Py_ssize_t {
  if (PySlice_Unpack(o) < 0) return -1;
  return <i32>PySlice_AdjustIndices(<i64>length);
}

function slice_new(_t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (!_PyArg_NoKeywords(cstr("slice"), kwds)) return null;
  const n = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional(cstr("slice"), n, 1, 3)) return null;
  if (n === 1) return PySlice_New(null, PyTuple_GET_ITEM(args, 0), null);
  return PySlice_New(PyTuple_GET_ITEM(args, 0), PyTuple_GET_ITEM(args, 1), n > 2 ? PyTuple_GET_ITEM(args, 2) : null);
}

function slice_dealloc(o: PyObject): void {
  _PyObject_GC_UNTRACK(o);
  const r = changetype<PySliceObject>(o);
  Py_DECREF(r.step);
  Py_DECREF(r.start);
  Py_DECREF(r.stop);
  if (!cache.slice_cache) cache.slice_cache = o;
  else PyObject_GC_Del(o);
}

function slice_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const r = changetype<PySliceObject>(o);
  let stop = visit.call(r.start, arg);
  if (!stop) stop = visit.call(r.stop, arg);
  return stop ? stop : visit.call(r.step, arg);
}

function slice_repr(o: PyObject): PyObject | null {
  const r = changetype<PySliceObject>(o);
  return PyUnicode_FromFormat(cstr("slice(%R, %R, %R)"), ptr(r.start), ptr(r.stop), ptr(r.step));
}

function slice_richcompare(v: PyObject, w: PyObject, op: i32): PyObject | null {
  if (!PySlice_Check(v) || !PySlice_Check(w)) return Py_NotImplemented;
  if (ptr(v) === ptr(w)) return richcompare_order(0, op);
  const a = changetype<PySliceObject>(v);
  const b = changetype<PySliceObject>(w);
  const t1 = PyTuple_Pack(a.start, a.stop, a.step);
  if (!t1) return null;
  const t2 = PyTuple_Pack(b.start, b.stop, b.step);
  if (!t2) {
    Py_DECREF(t1);
    return null;
  }
  const result = PyObject_RichCompare(t1, t2, op);
  Py_DECREF(t1);
  Py_DECREF(t2);
  return result;
}

const XXPRIME_1: u64 = 11400714785074694791;
const XXPRIME_2: u64 = 14029467366897019727;
const XXPRIME_5: u64 = 2870177450012600261;

function slice_hash(o: PyObject): Py_hash_t {
  const r = changetype<PySliceObject>(o);
  let acc: u64 = XXPRIME_5;
  for (let i = 0; i < 3; i++) {
    const item = i === 0 ? r.start : i === 1 ? r.stop : r.step;
    const lane = PyObject_Hash(item);
    if (lane === -1) return -1;
    acc += <u64>lane * XXPRIME_2;
    acc = rotl<u64>(acc, 31);
    acc *= XXPRIME_1;
  }
  return acc === u64.MAX_VALUE ? 1546275796 : <i64>acc;
}

/** An index of slice.indices(), with arbitrary precision: `value`, from the end if negative, between `lower` and `upper`. Steals `value`. */
function clip_index(value: PyObject | null, length: PyObject, lower: PyObject, upper: PyObject): PyObject | null {
  if (!value) return null;
  let at: PyObject = value;
  if (_PyLong_IsNegative(PyLong(value))) {
    const sum = PyNumber_Add(value, length);
    Py_DECREF(value);
    if (!sum) return null;
    at = sum;
    const below = PyObject_RichCompareBool(at, lower, Py_LT);
    if (below === 0) return at;
    Py_DECREF(at);
    return below < 0 ? null : Py_NewRef(lower);
  }
  const above = PyObject_RichCompareBool(at, upper, Py_GT);
  if (above === 0) return at;
  Py_DECREF(at);
  return above < 0 ? null : Py_NewRef(upper);
}

/** `__index__` of a slice's part; the part is not None. */
function evaluate_slice_index(v: PyObject): PyObject | null {
  if (_PyIndex_Check(v)) return PyNumber_Index(v);
  PyErr_SetString(PyExc_TypeError, cstr("slice indices must be integers or None or have an __index__ method"));
  return null;
}

/** (start, stop, step) of `slice` for a sequence of `length` (an int >= 0): a new tuple. */
export function _PySlice_GetLongIndices(slice: PyObject, length: PyObject): PyObject | null {
  const o = changetype<PySliceObject>(slice);
  const step = ptr(o.step) === ptr(Py_None) ? PyLong_FromLong(1) : evaluate_slice_index(o.step);
  if (!step) return null;
  const sign = _PyLong_Sign(PyLong(step));
  if (sign === 0) {
    PyErr_SetString(PyExc_ValueError, cstr("slice step cannot be zero"));
    Py_DECREF(step);
    return null;
  }
  const minusOne = PyLong_FromLong(-1)!;
  const lower: PyObject | null = sign < 0 ? minusOne : PyLong_FromLong(0);
  const upper = sign < 0 ? PyNumber_Add(length, minusOne) : Py_NewRef(length);
  if (!lower || !upper) {
    Py_DECREF(step);
    return null;
  }
  const start =
    ptr(o.start) === ptr(Py_None)
      ? Py_NewRef(sign < 0 ? upper : lower)
      : clip_index(evaluate_slice_index(o.start), length, lower, upper);
  const stop: PyObject | null = !start
    ? null
    : ptr(o.stop) === ptr(Py_None)
      ? Py_NewRef(sign < 0 ? lower : upper)
      : clip_index(evaluate_slice_index(o.stop), length, lower, upper);
  const result = start && stop ? PyTuple_Pack(start, stop, step) : null;
  Py_DECREF(step);
  Py_DECREF(upper);
  Py_XDECREF(start);
  Py_XDECREF(stop);
  return result;
}

/** slice.indices(length). */
function slice_indices(o: PyObject, length: PyObject | null): PyObject | null {
  const n = PyNumber_Index(length!);
  if (!n) return null;
  let result: PyObject | null = null;
  if (_PyLong_IsNegative(PyLong(n))) PyErr_SetString(PyExc_ValueError, cstr("length should not be negative"));
  else result = _PySlice_GetLongIndices(o, n);
  Py_DECREF(n);
  return result;
}

/** slice.__reduce__(). */
function slice_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const r = changetype<PySliceObject>(o);
  const args = PyTuple_Pack(r.start, r.stop, r.step);
  if (!args) return null;
  const result = PyTuple_Pack(o.ob_type, args);
  Py_DECREF(args);
  return result;
}

export function init_slice_type(): void {
  const t = PySlice_Type;
  static_type(t, cstr("slice"), offsetof<PySliceObject>(), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_doc = cstr(
    "slice(stop)\nslice(start, stop[, step])\n\nThe indices of a subscription with colons: a[start:stop:step].",
  );
  t.tp_dealloc = destructor.of(slice_dealloc);
  t.tp_repr = reprfunc.of(slice_repr);
  t.tp_hash = hashfunc.of(slice_hash);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(slice_traverse);
  t.tp_richcompare = richcmpfunc.of(slice_richcompare);
  t.tp_new = newfunc.of(slice_new);
  def_member(t, cstr("start"), _Py_T_OBJECT, offsetof<PySliceObject>("start"), Py_READONLY);
  def_member(t, cstr("stop"), _Py_T_OBJECT, offsetof<PySliceObject>("stop"), Py_READONLY);
  def_member(t, cstr("step"), _Py_T_OBJECT, offsetof<PySliceObject>("step"), Py_READONLY);
  def_o(
    t,
    cstr("indices"),
    PyCFunction.of(slice_indices),
    cstr("indices($self, object, /)\n--\n\nStart, stop and step for a sequence of that length, as a tuple."),
  );
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(slice_reduce), cstr("State for pickling."));
}
