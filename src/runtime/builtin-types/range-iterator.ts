/**
 * Iterators of a range: with 64-bit numbers where all of them fit, else with int objects. CPython: Objects/rangeobject.c.
 *
 *   _PyRangeIterObject (40 bytes): head, +16 start (next value), +24 step, +32 len (values left), all 64 bits
 *   longrangeiterobject (40 bytes): head, +16 start (next value), +24 step, +32 len (values left): owned ints
 */

import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyObject_CallFunctionObjArgs } from "../abstract/call";
import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyNumber_Add, PyNumber_Multiply, PyNumber_Negative, PyNumber_Subtract } from "../abstract/number";
import { Py_GT, Py_LT, PyObject_RichCompareBool, PyObject_SelfIter } from "../abstract/object-protocol";
import { PyObject_Free, PyObject_Malloc } from "../memory/domains";
import { def_noargs, def_o } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { _PyObject_InitHead, Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { destructor, getattrofunc, getiterfunc, iternextfunc, PyCFunction } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError, PyLongRangeIter_Type, PyRange_Type, PyRangeIter_Type } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT } from "../object/type-object";
import {
  _PyLong_GetOne,
  _PyLong_GetZero,
  _PyLong_IsPositive,
  PyLong,
  PyLong_AsLongAndOverflow,
  PyLong_AsLongLong,
  PyLong_CheckExact,
  PyLong_FromLong,
} from "./int";
import { _PyEval_GetBuiltin } from "./interpreter-frame";
import { PyRangeObject } from "./range";
import { PyTuple_Pack } from "./tuple";
import { static_type } from "./type-define";

@unmanaged
export class _PyRangeIterObject extends PyObject {
  start: i64;
  step: i64;
  len: i64;
}

@unmanaged
class longrangeiterobject extends PyObject {
  start: PyObject;
  step: PyObject;
  len: PyObject;
}

function fast_range_iter(start: i64, step: i64, len: i64): PyObject | null {
  const block = PyObject_Malloc(offsetof<_PyRangeIterObject>());
  if (!block) return PyErr_NoMemory();
  const o = changetype<_PyRangeIterObject>(block);
  _PyObject_InitHead(o, PyRangeIter_Type);
  o.start = start;
  o.step = step;
  o.len = len;
  return o;
}

/** Steals the three ints, also on failure. */
function long_range_iter(start: PyObject, step: PyObject, len: PyObject): PyObject | null {
  const block = PyObject_Malloc(offsetof<longrangeiterobject>());
  if (!block) {
    Py_DECREF(start);
    Py_DECREF(step);
    Py_DECREF(len);
    return PyErr_NoMemory();
  }
  _PyObject_InitHead(changetype<PyObject>(block), PyLongRangeIter_Type);
  store<u64>(block, <u64>ptr(start), 16);
  store<u64>(block, <u64>ptr(step), 24);
  store<u64>(block, <u64>ptr(len), 32);
  return changetype<PyObject>(block);
}

/** The value of an int that fits 64 bits; tstate.out_i32_2 is set when it does not. */
function small(o: PyObject): i64 {
  const n = PyLong_AsLongAndOverflow(o);
  if (tstate.out_i32 !== 0) tstate.out_i32_2 = 1;
  return n;
}

/** iter(range): new reference. */
export function range_iter(o: PyObject): PyObject | null {
  const r = changetype<PyRangeObject>(o);
  tstate.out_i32_2 = 0;
  const start = small(r.start);
  const stop = small(r.stop);
  const step = small(r.step);
  const len = small(r.length);
  // The value behind the last one must fit as well.
  const limit = step > 0 ? i64.MAX_VALUE - step : i64.MIN_VALUE - step;
  if (tstate.out_i32_2 === 0 && (step > 0 ? stop <= limit : stop >= limit)) return fast_range_iter(start, step, len);
  return long_range_iter(Py_NewRef(r.start), Py_NewRef(r.step), Py_NewRef(r.length));
}

/** reversed(range): new reference. */
export function range_reverse(o: PyObject, _unused: PyObject | null): PyObject | null {
  const r = changetype<PyRangeObject>(o);
  tstate.out_i32_2 = 0;
  const start = small(r.start);
  const stop = small(r.stop);
  const step = small(r.step);
  const len = small(r.length);
  if (tstate.out_i32_2 === 0 && step !== i64.MIN_VALUE) {
    const limit =
      step > 0
        ? start >= i64.MIN_VALUE + step && stop <= i64.MAX_VALUE - step
        : start <= i64.MAX_VALUE + step && stop >= i64.MIN_VALUE - step;
    if (limit) return fast_range_iter(start + (len - 1) * step, -step, len);
  }
  return long_reverse(r);
}

/** start + (length - 1) * step, -step, length. */
function long_reverse(r: PyRangeObject): PyObject | null {
  const last = PyNumber_Subtract(r.length, _PyLong_GetOne());
  const product = last ? PyNumber_Multiply(last, r.step) : null;
  const start = product ? PyNumber_Add(r.start, product) : null;
  Py_XDECREF(last);
  Py_XDECREF(product);
  if (!start) return null;
  const step = PyNumber_Negative(r.step);
  if (!step) {
    Py_DECREF(start);
    return null;
  }
  return long_range_iter(start, step, Py_NewRef(r.length));
}

export function rangeiter_next(o: PyObject): PyObject | null {
  const it = changetype<_PyRangeIterObject>(o);
  if (it.len <= 0) return null;
  const value = it.start;
  it.start = value + it.step;
  it.len--;
  return PyLong_FromLong(value);
}

function rangeiter_len(o: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromLong(changetype<_PyRangeIterObject>(o).len);
}

/** (iter, (range(start, stop, step),), None): steals `start`, `stop`, `step`. */
function reduce_as_range(start: PyObject | null, stop: PyObject | null, step: PyObject | null): PyObject | null {
  let result: PyObject | null = null;
  if (start && stop && step) {
    const range = PyObject_CallFunctionObjArgs(PyRange_Type, start, stop, step);
    const args = range ? PyTuple_Pack(range) : null;
    const iter = args ? _PyEval_GetBuiltin(_Py_ID("iter")) : null;
    if (args && iter) result = PyTuple_Pack(iter, args, Py_None);
    Py_XDECREF(range);
    Py_XDECREF(args);
    Py_XDECREF(iter);
  }
  Py_XDECREF(start);
  Py_XDECREF(stop);
  Py_XDECREF(step);
  return result;
}

function rangeiter_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const it = changetype<_PyRangeIterObject>(o);
  return reduce_as_range(
    PyLong_FromLong(it.start),
    PyLong_FromLong(it.start + it.len * it.step),
    PyLong_FromLong(it.step),
  );
}

function rangeiter_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  const it = changetype<_PyRangeIterObject>(o);
  let index = PyLong_AsLongLong(state!);
  if (index === -1 && tstate.current_exception) return null;
  index = max<i64>(0, min<i64>(index, it.len));
  it.start += index * it.step;
  it.len -= index;
  return Py_None;
}

function rangeiter_dealloc(o: PyObject): void {
  PyObject_Free(changetype<usize>(o));
}

function longrangeiter_next(o: PyObject): PyObject | null {
  const it = changetype<longrangeiterobject>(o);
  if (!_PyLong_IsPositive(PyLong(it.len))) return null;
  const next = PyNumber_Add(it.start, it.step);
  if (!next) return null;
  const left = PyNumber_Subtract(it.len, _PyLong_GetOne());
  if (!left) {
    Py_DECREF(next);
    return null;
  }
  const value = it.start;
  it.start = next;
  const old = it.len;
  it.len = left;
  Py_DECREF(old);
  return value;
}

function longrangeiter_len(o: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_NewRef(changetype<longrangeiterobject>(o).len);
}

function longrangeiter_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const it = changetype<longrangeiterobject>(o);
  const product = PyNumber_Multiply(it.len, it.step);
  if (!product) return null;
  const stop = PyNumber_Add(it.start, product);
  Py_DECREF(product);
  return reduce_as_range(Py_NewRef(it.start), stop, Py_NewRef(it.step));
}

function longrangeiter_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  const it = changetype<longrangeiterobject>(o);
  if (!PyLong_CheckExact(state!)) {
    PyErr_SetString(PyExc_TypeError, cstr("state must be an int"));
    return null;
  }
  let index: PyObject = state!;
  const below = PyObject_RichCompareBool(index, _PyLong_GetZero(), Py_LT);
  if (below < 0) return null;
  if (below > 0) index = _PyLong_GetZero();
  const above = PyObject_RichCompareBool(index, it.len, Py_GT);
  if (above < 0) return null;
  if (above > 0) index = it.len;
  const product = PyNumber_Multiply(index, it.step);
  const start = product ? PyNumber_Add(it.start, product) : null;
  const len = start ? PyNumber_Subtract(it.len, index) : null;
  Py_XDECREF(product);
  if (!start || !len) {
    Py_XDECREF(start);
    return null;
  }
  const oldStart = it.start;
  const oldLen = it.len;
  it.start = start;
  it.len = len;
  Py_DECREF(oldStart);
  Py_DECREF(oldLen);
  return Py_None;
}

function longrangeiter_dealloc(o: PyObject): void {
  const it = changetype<longrangeiterobject>(o);
  Py_DECREF(it.start);
  Py_DECREF(it.step);
  Py_DECREF(it.len);
  PyObject_Free(changetype<usize>(o));
}

export function init_rangeiter_types(): void {
  let t = PyRangeIter_Type;
  static_type(t, cstr("range_iterator"), offsetof<_PyRangeIterObject>(), 0, Py_TPFLAGS_DEFAULT);
  t.tp_dealloc = destructor.of(rangeiter_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(rangeiter_next);
  def_noargs(t, cstr("__length_hint__"), PyCFunction.of(rangeiter_len), cstr("Private: items still to come."));
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(rangeiter_reduce), cstr("State for pickling."));
  def_o(t, cstr("__setstate__"), PyCFunction.of(rangeiter_setstate), cstr("Restores a pickled state."));
  t = PyLongRangeIter_Type;
  static_type(t, cstr("longrange_iterator"), offsetof<longrangeiterobject>(), 0, Py_TPFLAGS_DEFAULT);
  t.tp_dealloc = destructor.of(longrangeiter_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(longrangeiter_next);
  def_noargs(t, cstr("__length_hint__"), PyCFunction.of(longrangeiter_len), cstr("Private: items still to come."));
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(longrangeiter_reduce), cstr("State for pickling."));
  def_o(t, cstr("__setstate__"), PyCFunction.of(longrangeiter_setstate), cstr("Restores a pickled state."));
}
