/** Iterator of a tuple. CPython: tupleiterobject of Objects/tupleobject.c. 32 bytes: head, it_index, it_seq (owned; NULL: at the end). */

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
import { PyTupleIter_Type } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC } from "../object/type-object";
import { PyLong_FromSsize_t } from "./int";
import { _PyEval_GetBuiltin } from "./interpreter-frame";
import { iterator_reduce, iterator_setstate_index } from "./iterator-objects";
import { PyTuple_GET_ITEM, tuple_get_empty } from "./tuple";
import { static_type } from "./type-define";

@unmanaged
export class PyTupleIterObject extends PyObject {
  it_index: Py_ssize_t;
  it_seq: PyObject | null;
}

/** iter(tuple): new reference. */
export function tuple_iter(seq: PyObject): PyObject | null {
  const o = _PyObject_GC_New(PyTupleIter_Type);
  if (!o) return null;
  store<u64>(changetype<usize>(o), 0, 16);
  store<u64>(changetype<usize>(o), <u64>ptr(Py_NewRef(seq)), 24);
  _PyObject_GC_TRACK(o);
  return o;
}

function tupleiter_dealloc(o: PyObject): void {
  _PyObject_GC_UNTRACK(o);
  Py_XDECREF(changetype<PyTupleIterObject>(o).it_seq);
  PyObject_GC_Del(o);
}

function tupleiter_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const seq = changetype<PyTupleIterObject>(o).it_seq;
  return seq ? visit.call(seq, arg) : 0;
}

export function tupleiter_next(o: PyObject): PyObject | null {
  const it = changetype<PyTupleIterObject>(o);
  const seq = it.it_seq;
  if (!seq) return null;
  const i = it.it_index;
  if (i < Py_SIZE(seq)) {
    it.it_index = i + 1;
    return Py_NewRef(PyTuple_GET_ITEM(seq, i));
  }
  it.it_seq = null;
  Py_DECREF(seq);
  return null;
}

function tupleiter_len(o: PyObject, _unused: PyObject | null): PyObject | null {
  const it = changetype<PyTupleIterObject>(o);
  const seq = it.it_seq;
  return PyLong_FromSsize_t(seq ? <i64>(Py_SIZE(seq) - it.it_index) : 0);
}

function tupleiter_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const it = changetype<PyTupleIterObject>(o);
  return iterator_reduce(_PyEval_GetBuiltin(_Py_ID("iter")), it.it_seq, <i64>it.it_index, tuple_get_empty());
}

function tupleiter_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  const it = changetype<PyTupleIterObject>(o);
  const seq = it.it_seq;
  return iterator_setstate_index(changetype<usize>(o) + 16, state!, seq ? Py_SIZE(seq) : -1);
}

export function init_tupleiter_type(): void {
  const t = PyTupleIter_Type;
  static_type(t, cstr("tuple_iterator"), offsetof<PyTupleIterObject>(), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(tupleiter_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(tupleiter_traverse);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(tupleiter_next);
  def_noargs(t, cstr("__length_hint__"), PyCFunction.of(tupleiter_len), cstr("Private: items still to come."));
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(tupleiter_reduce), cstr("State for pickling."));
  def_o(t, cstr("__setstate__"), PyCFunction.of(tupleiter_setstate), cstr("Restores a pickled state."));
}
