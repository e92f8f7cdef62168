/**
 * Iterators of a list, forwards and backwards. CPython: listiterobject of Objects/listobject.c.
 * 32 bytes: head, it_index (backwards: next index, -1 at the end), it_seq (owned; NULL: at the end).
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
import { tstate } from "../object/state";
import { Py_None, PyListIter_Type, PyListRevIter_Type } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyLong_AsSsize_t, PyLong_FromSsize_t } from "./int";
import { _PyEval_GetBuiltin } from "./interpreter-frame";
import { iterator_reduce, iterator_setstate_index } from "./iterator-objects";
import { PyList_GET_ITEM, PyList_New } from "./list";
import { static_type } from "./type-define";

@unmanaged
export class _PyListIterObject extends PyObject {
  it_index: Py_ssize_t;
  it_seq: PyObject | null;
}

function new_iterator(t: PyTypeObject, list: PyObject, index: Py_ssize_t): PyObject | null {
  const o = _PyObject_GC_New(t);
  if (!o) return null;
  store<i64>(changetype<usize>(o), <i64>index, 16);
  store<u64>(changetype<usize>(o), <u64>ptr(Py_NewRef(list)), 24);
  _PyObject_GC_TRACK(o);
  return o;
}

/** iter(list): new reference. */
export function list_iter(list: PyObject): PyObject | null {
  return new_iterator(PyListIter_Type, list, 0);
}

/** reversed(list): new reference. */
export function list_reversed(list: PyObject, _unused: PyObject | null): PyObject | null {
  return new_iterator(PyListRevIter_Type, list, Py_SIZE(list) - 1);
}

function listiter_dealloc(o: PyObject): void {
  _PyObject_GC_UNTRACK(o);
  Py_XDECREF(changetype<_PyListIterObject>(o).it_seq);
  PyObject_GC_Del(o);
}

function listiter_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const seq = changetype<_PyListIterObject>(o).it_seq;
  return seq ? visit.call(seq, arg) : 0;
}

export function listiter_next(o: PyObject): PyObject | null {
  const it = changetype<_PyListIterObject>(o);
  const seq = it.it_seq;
  if (!seq) return null;
  const i = it.it_index;
  if (i < Py_SIZE(seq)) {
    it.it_index = i + 1;
    return Py_NewRef(PyList_GET_ITEM(seq, i));
  }
  it.it_seq = null;
  Py_DECREF(seq);
  return null;
}

export function listreviter_next(o: PyObject): PyObject | null {
  const it = changetype<_PyListIterObject>(o);
  const seq = it.it_seq;
  if (!seq) return null;
  const i = it.it_index;
  if (i >= 0 && i < Py_SIZE(seq)) {
    it.it_index = i - 1;
    return Py_NewRef(PyList_GET_ITEM(seq, i));
  }
  it.it_index = -1;
  it.it_seq = null;
  Py_DECREF(seq);
  return null;
}

function listiter_len(o: PyObject, _unused: PyObject | null): PyObject | null {
  const it = changetype<_PyListIterObject>(o);
  const seq = it.it_seq;
  return PyLong_FromSsize_t(seq ? <i64>max(Py_SIZE(seq) - it.it_index, 0) : 0);
}

function listreviter_len(o: PyObject, _unused: PyObject | null): PyObject | null {
  const it = changetype<_PyListIterObject>(o);
  const seq = it.it_seq;
  const n = it.it_index + 1;
  return PyLong_FromSsize_t(!seq || Py_SIZE(seq) < n ? 0 : <i64>n);
}

function listiter_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const it = changetype<_PyListIterObject>(o);
  return list_reduce(_PyEval_GetBuiltin(_Py_ID("iter")), it);
}

/** As iterator_reduce(), with an empty list at the end. */
function list_reduce(builtin: PyObject | null, it: _PyListIterObject): PyObject | null {
  const seq: PyObject | null = it.it_index < 0 ? null : it.it_seq;
  const empty: PyObject | null = seq ? null : PyList_New(0);
  const result = iterator_reduce(builtin, seq, <i64>it.it_index, empty);
  Py_XDECREF(empty);
  return result;
}

function listreviter_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const it = changetype<_PyListIterObject>(o);
  return list_reduce(_PyEval_GetBuiltin(_Py_ID("reversed")), it);
}

function listiter_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  const seq = changetype<_PyListIterObject>(o).it_seq;
  return iterator_setstate_index(changetype<usize>(o) + 16, state!, seq ? Py_SIZE(seq) : -1);
}

function listreviter_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  const index = PyLong_AsSsize_t(state!);
  if (index === -1 && tstate.current_exception) return null;
  const it = changetype<_PyListIterObject>(o);
  const seq = it.it_seq;
  if (seq) it.it_index = <i32>max<i64>(-1, min<i64>(index, <i64>Py_SIZE(seq) - 1));
  return Py_None;
}

function init_iterator(t: PyTypeObject, name: usize): void {
  static_type(t, name, offsetof<_PyListIterObject>(), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(listiter_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(listiter_traverse);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
}

export function init_listiter_types(): void {
  let t = PyListIter_Type;
  init_iterator(t, cstr("list_iterator"));
  t.tp_iternext = iternextfunc.of(listiter_next);
  def_noargs(t, cstr("__length_hint__"), PyCFunction.of(listiter_len), cstr("Private: items still to come."));
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(listiter_reduce), cstr("State for pickling."));
  def_o(t, cstr("__setstate__"), PyCFunction.of(listiter_setstate), cstr("Restores a pickled state."));
  t = PyListRevIter_Type;
  init_iterator(t, cstr("list_reverseiterator"));
  t.tp_iternext = iternextfunc.of(listreviter_next);
  def_noargs(t, cstr("__length_hint__"), PyCFunction.of(listreviter_len), cstr("Private: items still to come."));
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(listreviter_reduce), cstr("State for pickling."));
  def_o(t, cstr("__setstate__"), PyCFunction.of(listreviter_setstate), cstr("Restores a pickled state."));
}
