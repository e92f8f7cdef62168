/**
 * Iterators of str: one for compact ASCII text, one for any. CPython: unicodeiterobject of Objects/unicodeobject.c.
 *
 *   unicodeiterobject (32): head, +16 it_index, +24 it_seq (owned; NULL: at the end)
 */

import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { _PyObject_GC_New, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { def_noargs, def_o } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  destructor,
  getattrofunc,
  getiterfunc,
  iternextfunc,
  PyCFunction,
  traverseproc,
  visitproc,
} from "../object/slots";
import { _PyUnicodeASCIIIter_Type, PyUnicodeIter_Type } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyLong_FromSsize_t } from "./int";
import { _PyEval_GetBuiltin } from "./interpreter-frame";
import { iterator_reduce, iterator_setstate_index } from "./iterator-objects";
import {
  get_latin1_char,
  PyASCIIObject,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_COMPACT_ASCII,
  PyUnicode_READ_CHAR,
  unicode_char,
  unicode_get_empty,
} from "./str";
import { static_type } from "./type-define";

@unmanaged
export class unicodeiterobject extends PyObject {
  it_index: Py_ssize_t;
  it_seq: PyObject | null;
}

/** iter(str): returns a new reference. */
export function unicode_iter(seq: PyObject): PyObject | null {
  const o = _PyObject_GC_New(PyUnicode_IS_COMPACT_ASCII(seq) ? _PyUnicodeASCIIIter_Type : PyUnicodeIter_Type);
  if (!o) return null;
  store<i64>(ptr(o), 0, offsetof<unicodeiterobject>("it_index"));
  store<u64>(ptr(o), <u64>ptr(Py_NewRef(seq)), offsetof<unicodeiterobject>("it_seq"));
  _PyObject_GC_TRACK(o);
  return o;
}

function unicodeiter_dealloc(o: PyObject): void {
  _PyObject_GC_UNTRACK(o);
  Py_XDECREF(changetype<unicodeiterobject>(o).it_seq);
  PyObject_GC_Del(o);
}

function unicodeiter_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const seq = changetype<unicodeiterobject>(o).it_seq;
  return seq ? visit.call(seq, arg) : 0;
}

/** The next character, or NULL: a new reference. */
export function unicodeiter_next(o: PyObject): PyObject | null {
  const it = changetype<unicodeiterobject>(o);
  const seq = it.it_seq;
  if (!seq) return null;
  const i = it.it_index;
  if (i < PyUnicode_GET_LENGTH(seq)) {
    it.it_index = i + 1;
    return unicode_char(PyUnicode_READ_CHAR(seq, i));
  }
  it.it_seq = null;
  Py_DECREF(seq);
  return null;
}

/** The next character, or NULL: immortal, so no reference is counted. */
export function unicode_ascii_iter_next(o: PyObject): PyObject | null {
  const it = changetype<unicodeiterobject>(o);
  const seq = it.it_seq;
  if (!seq) return null;
  const i = it.it_index;
  if (i < PyUnicode_GET_LENGTH(seq)) {
    it.it_index = i + 1;
    return get_latin1_char(load<u8>(ptr(seq) + <usize>i, offsetof<PyASCIIObject>()));
  }
  it.it_seq = null;
  Py_DECREF(seq);
  return null;
}

function unicodeiter_len(o: PyObject, _unused: PyObject | null): PyObject | null {
  const it = changetype<unicodeiterobject>(o);
  const seq = it.it_seq;
  return PyLong_FromSsize_t(seq ? <i64>(PyUnicode_GET_LENGTH(seq) - it.it_index) : 0);
}

function unicodeiter_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const it = changetype<unicodeiterobject>(o);
  return iterator_reduce(_PyEval_GetBuiltin(_Py_ID("iter")), it.it_seq, <i64>it.it_index, unicode_get_empty());
}

function unicodeiter_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  const seq = changetype<unicodeiterobject>(o).it_seq;
  const slot = ptr(o) + offsetof<unicodeiterobject>("it_index");
  return iterator_setstate_index(slot, state!, seq ? PyUnicode_GET_LENGTH(seq) : -1);
}

function init_iterator(t: PyTypeObject, name: usize, next: iternextfunc): void {
  static_type(t, name, offsetof<unicodeiterobject>(), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(unicodeiter_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(unicodeiter_traverse);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = next;
  def_noargs(t, cstr("__length_hint__"), PyCFunction.of(unicodeiter_len), cstr("Private: items still to come."));
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(unicodeiter_reduce), cstr("State for pickling."));
  def_o(t, cstr("__setstate__"), PyCFunction.of(unicodeiter_setstate), cstr("Restores a pickled state."));
}

/** Fills the two iterator types. */
export function init_unicode_iterators(): void {
  init_iterator(PyUnicodeIter_Type, cstr("str_iterator"), iternextfunc.of(unicodeiter_next));
  init_iterator(_PyUnicodeASCIIIter_Type, cstr("str_ascii_iterator"), iternextfunc.of(unicode_ascii_iter_next));
}
