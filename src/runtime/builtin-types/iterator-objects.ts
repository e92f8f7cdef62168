/**
 * Iterators over the sequence protocol and over a callable; helpers that all iterators share.
 * CPython: Objects/iterobject.c.
 *
 *   seqiterobject:  head, +16 it_index, +24 it_seq (owned; NULL: at the end)
 *   calliterobject: head, +16 it_callable, +24 it_sentinel (owned; NULL: at the end)
 */

import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyObject_CallNoArgs } from "../abstract/call";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_SetString } from "../abstract/errors";
import { Py_EQ, PyObject_RichCompareBool, PyObject_SelfIter } from "../abstract/object-protocol";
import { _PyObject_HasLen, PyObject_LongSize, PySequence_GetItem } from "../abstract/sequence";
import { _PyObject_GC_New, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { def_noargs, def_o } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  destructor,
  getattrofunc,
  getiterfunc,
  iternextfunc,
  PyCFunction,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_None,
  Py_NotImplemented,
  PyCallIter_Type,
  PyExc_IndexError,
  PyExc_OverflowError,
  PyExc_StopIteration,
  PySeqIter_Type,
} from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC } from "../object/type-object";
import { PyLong_AsSsize_t, PyLong_FromSsize_t } from "./int";
import { _PyEval_GetBuiltin } from "./interpreter-frame";
import { PyTuple_Pack, tuple_get_empty } from "./tuple";
import { static_type } from "./type-define";

@unmanaged
export class seqiterobject extends PyObject {
  it_index: i64;
  it_seq: PyObject | null;
}

@unmanaged
export class calliterobject extends PyObject {
  it_callable: PyObject | null;
  it_sentinel: PyObject | null;
}

/**
 * `__reduce__` of an iterator: (builtin, (seq,), index), or (builtin, (empty,)) at the end. New reference. Takes over `builtin`, which is
 * looked up before anything of the iterator is read, that is as the first argument: the lookup may run code that exhausts the iterator.
 */
export function iterator_reduce(
  builtin: PyObject | null,
  seq: PyObject | null,
  index: i64,
  empty: PyObject | null,
): PyObject | null {
  if (!builtin) return null;
  const args = seq ? PyTuple_Pack(seq) : empty ? PyTuple_Pack(empty) : null;
  let result: PyObject | null = null;
  if (args) {
    if (seq) {
      const state = PyLong_FromSsize_t(index);
      if (state) {
        result = PyTuple_Pack(builtin, args, state);
        Py_DECREF(state);
      }
    } else result = PyTuple_Pack(builtin, args);
    Py_DECREF(args);
  }
  Py_DECREF(builtin);
  return result;
}

/** `__setstate__`: stores the int `state`, clipped to 0..size, at address `slot`; `size` -1: at the end, nothing. None. */
export function iterator_setstate_index(slot: usize, state: PyObject, size: i32): PyObject | null {
  let index = PyLong_AsSsize_t(state);
  if (index === -1 && tstate.current_exception) return null;
  if (size >= 0) {
    index = max<i64>(0, min<i64>(index, <i64>size));
    store<i64>(slot, index);
  }
  return Py_None;
}

/** Iterator over `seq[0]`, `seq[1]` ...: new reference. */
export function PySeqIter_New(seq: PyObject): PyObject | null {
  const o = _PyObject_GC_New(PySeqIter_Type);
  if (!o) return null;
  store<i64>(changetype<usize>(o), 0, 16);
  store<u64>(changetype<usize>(o), <u64>ptr(Py_NewRef(seq)), 24);
  _PyObject_GC_TRACK(o);
  return o;
}

function seqiter_dealloc(o: PyObject): void {
  _PyObject_GC_UNTRACK(o);
  Py_XDECREF(changetype<seqiterobject>(o).it_seq);
  PyObject_GC_Del(o);
}

function seqiter_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const seq = changetype<seqiterobject>(o).it_seq;
  return seq ? visit.call(seq, arg) : 0;
}

function seqiter_next(o: PyObject): PyObject | null {
  const it = changetype<seqiterobject>(o);
  const seq = it.it_seq;
  if (!seq) return null;
  if (it.it_index === i64.MAX_VALUE) {
    PyErr_SetString(PyExc_OverflowError, cstr("iter index too large"));
    return null;
  }
  const result = PySequence_GetItem(seq, it.it_index);
  if (result) {
    it.it_index++;
    return result;
  }
  if (PyErr_ExceptionMatches(PyExc_IndexError) || PyErr_ExceptionMatches(PyExc_StopIteration)) {
    PyErr_Clear();
    it.it_seq = null;
    Py_DECREF(seq);
  }
  return null;
}

function seqiter_len(o: PyObject, _unused: PyObject | null): PyObject | null {
  const it = changetype<seqiterobject>(o);
  const seq = it.it_seq;
  if (!seq) return PyLong_FromSsize_t(0);
  if (!_PyObject_HasLen(seq)) return Py_NotImplemented;
  const size = PyObject_LongSize(seq);
  if (size === -1) return null;
  return PyLong_FromSsize_t(max<i64>(size - it.it_index, 0));
}

function seqiter_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const it = changetype<seqiterobject>(o);
  return iterator_reduce(_PyEval_GetBuiltin(_Py_ID("iter")), it.it_seq, it.it_index, tuple_get_empty());
}

function seqiter_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  const index = PyLong_AsSsize_t(state!);
  if (index === -1 && tstate.current_exception) return null;
  const it = changetype<seqiterobject>(o);
  if (it.it_seq) it.it_index = max<i64>(index, 0);
  return Py_None;
}

/** iter(callable, sentinel): new reference. */
export function PyCallIter_New(callable: PyObject, sentinel: PyObject): PyObject | null {
  const o = _PyObject_GC_New(PyCallIter_Type);
  if (!o) return null;
  store<u64>(changetype<usize>(o), <u64>ptr(Py_NewRef(callable)), 16);
  store<u64>(changetype<usize>(o), <u64>ptr(Py_NewRef(sentinel)), 24);
  _PyObject_GC_TRACK(o);
  return o;
}

function calliter_dealloc(o: PyObject): void {
  _PyObject_GC_UNTRACK(o);
  Py_XDECREF(changetype<calliterobject>(o).it_callable);
  Py_XDECREF(changetype<calliterobject>(o).it_sentinel);
  PyObject_GC_Del(o);
}

function calliter_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const it = changetype<calliterobject>(o);
  const callable = it.it_callable;
  const sentinel = it.it_sentinel;
  const stop = callable ? visit.call(callable, arg) : 0;
  return stop || !sentinel ? stop : visit.call(sentinel, arg);
}

function exhaust(it: calliterobject): void {
  const callable = it.it_callable;
  const sentinel = it.it_sentinel;
  it.it_callable = null;
  it.it_sentinel = null;
  Py_XDECREF(callable);
  Py_XDECREF(sentinel);
}

function calliter_next(o: PyObject): PyObject | null {
  const it = changetype<calliterobject>(o);
  const callable = it.it_callable;
  if (!callable) return null;
  const result = PyObject_CallNoArgs(callable);
  const sentinel = it.it_sentinel;
  if (result && sentinel) {
    const same = PyObject_RichCompareBool(sentinel, result, Py_EQ);
    if (same === 0) return result;
    if (same > 0) exhaust(it);
  } else if (PyErr_ExceptionMatches(PyExc_StopIteration)) {
    PyErr_Clear();
    exhaust(it);
  }
  Py_XDECREF(result);
  return null;
}

function calliter_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const it = changetype<calliterobject>(o);
  // First: the lookup may run code that exhausts the iterator.
  const builtin = _PyEval_GetBuiltin(_Py_ID("iter"));
  if (!builtin) return null;
  const callable = it.it_callable;
  const sentinel = it.it_sentinel;
  let args: PyObject | null;
  if (callable && sentinel) args = PyTuple_Pack(callable, sentinel);
  else args = PyTuple_Pack(tuple_get_empty());
  let result: PyObject | null = null;
  if (args) {
    result = PyTuple_Pack(builtin, args);
    Py_DECREF(args);
  }
  Py_DECREF(builtin);
  return result;
}

export function init_iterator_types(): void {
  let t = PySeqIter_Type;
  static_type(t, cstr("iterator"), offsetof<seqiterobject>(), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(seqiter_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(seqiter_traverse);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(seqiter_next);
  def_noargs(t, cstr("__length_hint__"), PyCFunction.of(seqiter_len), cstr("Private: items still to come."));
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(seqiter_reduce), cstr("State for pickling."));
  def_o(t, cstr("__setstate__"), PyCFunction.of(seqiter_setstate), cstr("Restores a pickled state."));
  t = PyCallIter_Type;
  static_type(t, cstr("callable_iterator"), offsetof<calliterobject>(), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(calliter_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(calliter_traverse);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(calliter_next);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(calliter_reduce), cstr("State for pickling."));
}
