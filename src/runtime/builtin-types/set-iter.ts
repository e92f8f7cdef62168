/**
 * The iterator of sets. CPython: setiterobject of Objects/setobject.c.
 *
 *   setiterobject (48 bytes, GC)
 *   +16 si_set   owned; NULL: exhausted
 *   +24 si_used  elements at the start; -1: the set has changed, for good
 *   +32 si_pos   next entry of the table
 *   +40 len      elements still to come
 */

import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyErr_SetString } from "../abstract/errors";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { PySequence_List } from "../abstract/sequence";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_noargs } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_ssize_t, PyObject } from "../object/object";
import {
  destructor,
  getattrofunc,
  getiterfunc,
  iternextfunc,
  PyCFunction,
  traverseproc,
  visitproc,
} from "../object/slots";
import { PyExc_RuntimeError, PySetIter_Type } from "../object/static-types";
import { Py_TPFLAGS_HAVE_GC } from "../object/type-object";
import { reduce_to_iter } from "./dict-iter";
import { PyLong_FromSsize_t } from "./int";
import { PySetObject } from "./set-object";
import { position_after, set_next } from "./set-table";
import { static_type } from "./type-define";

@unmanaged
class setiterobject extends PyObject {
  si_set: PySetObject | null;
  si_used: Py_ssize_t;
  si_pos: Py_ssize_t;
  len: Py_ssize_t;
}

/** tp_iter of set and frozenset: a new reference. */
export function set_iter(self: PyObject): PyObject | null {
  const o = _PyObject_GC_New(PySetIter_Type);
  if (!o) return null;
  const at = changetype<usize>(o);
  const used = <i64>changetype<PySetObject>(self).used;
  Py_INCREF(self);
  store<u64>(at, <u64>changetype<usize>(self), offsetof<setiterobject>("si_set"));
  store<i64>(at, used, offsetof<setiterobject>("si_used"));
  store<i64>(at, 0, offsetof<setiterobject>("si_pos"));
  store<i64>(at, used, offsetof<setiterobject>("len"));
  _PyObject_GC_TRACK(o);
  return o;
}

function setiter_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  const so = changetype<setiterobject>(self).si_set;
  if (so) Py_DECREF(so);
  PyObject_GC_Del(self);
}

function setiter_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  const so = changetype<setiterobject>(self).si_set;
  return so ? visit.call(so, arg) : 0;
}

function setiter_iternext(self: PyObject): PyObject | null {
  const si = changetype<setiterobject>(self);
  const so = si.si_set;
  if (!so) return null;
  if (si.si_used !== so.used) {
    PyErr_SetString(PyExc_RuntimeError, cstr("Set changed size during iteration"));
    si.si_used = -1;
    return null;
  }
  const entry = set_next(so, si.si_pos);
  if (entry === 0) {
    si.si_set = null;
    Py_DECREF(so);
    return null;
  }
  si.si_pos = position_after(so, entry);
  si.len--;
  return Py_NewRef(load<PyObject>(entry));
}

function setiter_len(self: PyObject, _unused: PyObject | null): PyObject | null {
  const si = changetype<setiterobject>(self);
  const so = si.si_set;
  return PyLong_FromSsize_t(so && si.si_used === so.used ? <i64>si.len : 0);
}

/** (iter, ([elements still to come],)): a copy of the iterator is run out. */
function setiter_reduce(self: PyObject, _unused: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const copy = changetype<setiterobject>(stack_alloc(offsetof<setiterobject>()));
  memory.copy(changetype<usize>(copy), changetype<usize>(self), offsetof<setiterobject>());
  const so = copy.si_set;
  if (so) Py_INCREF(so);
  const list = PySequence_List(copy);
  const left = copy.si_set;
  stack_release(mark);
  if (left) Py_DECREF(left);
  return list ? reduce_to_iter(list) : null;
}

export function init_set_iterator_type(): void {
  const t = PySetIter_Type;
  static_type(t, cstr("set_iterator"), offsetof<setiterobject>(), 0, Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(setiter_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(setiter_traverse);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(setiter_iternext);
  def_noargs(
    t,
    cstr("__length_hint__"),
    PyCFunction.of(setiter_len),
    cstr("__length_hint__($self, /)\n--\n\nHow many elements are still to come, as far as that is known."),
  );
  def_noargs(
    t,
    cstr("__reduce__"),
    PyCFunction.of(setiter_reduce),
    cstr("__reduce__($self, /)\n--\n\nA call of iter() that gives the remaining elements."),
  );
}
