/**
 * Iterators of bytes and bytearray. CPython: striterobject of Objects/bytesobject.c, bytesiterobject of
 * Objects/bytearrayobject.c.
 *
 *   striterobject (32): head, +16 it_index, +24 it_seq (owned; NULL: at the end)
 */

import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { _PyObject_GC_New, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { def_noargs, def_o } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_ssize_t, Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  destructor,
  getattrofunc,
  getiterfunc,
  iternextfunc,
  PyCFunction,
  traverseproc,
  visitproc,
} from "../object/slots";
import { PyByteArrayIter_Type, PyBytesIter_Type } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { bytes_like_data } from "./bytes-like";
import { get_small_int, PyLong_FromSsize_t } from "./int";
import { _PyEval_GetBuiltin } from "./interpreter-frame";
import { iterator_reduce, iterator_setstate_index } from "./iterator-objects";
import { tuple_get_empty } from "./tuple";
import { static_type } from "./type-define";

@unmanaged
export class striterobject extends PyObject {
  it_index: Py_ssize_t;
  it_seq: PyObject | null;
}

function new_iterator(t: PyTypeObject, seq: PyObject): PyObject | null {
  const o = _PyObject_GC_New(t);
  if (!o) return null;
  store<i64>(ptr(o), 0, offsetof<striterobject>("it_index"));
  store<u64>(ptr(o), <u64>ptr(Py_NewRef(seq)), offsetof<striterobject>("it_seq"));
  _PyObject_GC_TRACK(o);
  return o;
}

/** iter(bytes): returns a new reference. */
export function bytes_iter(seq: PyObject): PyObject | null {
  return new_iterator(PyBytesIter_Type, seq);
}

/** iter(bytearray): returns a new reference. */
export function bytearray_iter(seq: PyObject): PyObject | null {
  return new_iterator(PyByteArrayIter_Type, seq);
}

function striter_dealloc(o: PyObject): void {
  _PyObject_GC_UNTRACK(o);
  Py_XDECREF(changetype<striterobject>(o).it_seq);
  PyObject_GC_Del(o);
}

function striter_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const seq = changetype<striterobject>(o).it_seq;
  return seq ? visit.call(seq, arg) : 0;
}

function striter_next(o: PyObject): PyObject | null {
  const it = changetype<striterobject>(o);
  const seq = it.it_seq;
  if (!seq) return null;
  const i = it.it_index;
  if (i < Py_SIZE(seq)) {
    it.it_index = i + 1;
    return get_small_int(load<u8>(bytes_like_data(seq) + <usize>i));
  }
  it.it_seq = null;
  Py_DECREF(seq);
  return null;
}

function striter_len(o: PyObject, _unused: PyObject | null): PyObject | null {
  const it = changetype<striterobject>(o);
  const seq = it.it_seq;
  return PyLong_FromSsize_t(seq ? max<i64>(0, <i64>(Py_SIZE(seq) - it.it_index)) : 0);
}

function striter_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const it = changetype<striterobject>(o);
  return iterator_reduce(_PyEval_GetBuiltin(_Py_ID("iter")), it.it_seq, <i64>it.it_index, tuple_get_empty());
}

function striter_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  const seq = changetype<striterobject>(o).it_seq;
  return iterator_setstate_index(ptr(o) + offsetof<striterobject>("it_index"), state!, seq ? Py_SIZE(seq) : -1);
}

function init_iterator(t: PyTypeObject, name: usize): void {
  static_type(t, name, offsetof<striterobject>(), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(striter_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(striter_traverse);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(striter_next);
  def_noargs(t, cstr("__length_hint__"), PyCFunction.of(striter_len), cstr("Private: items still to come."));
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(striter_reduce), cstr("State for pickling."));
  def_o(t, cstr("__setstate__"), PyCFunction.of(striter_setstate), cstr("Restores a pickled state."));
}

/** Fills PyBytesIter_Type. */
export function init_bytes_iterator(): void {
  init_iterator(PyBytesIter_Type, cstr("bytes_iterator"));
}

/** Fills PyByteArrayIter_Type. */
export function init_bytearray_iterator(): void {
  init_iterator(PyByteArrayIter_Type, cstr("bytearray_iterator"));
}
