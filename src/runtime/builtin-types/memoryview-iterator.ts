/**
 * The iterator of a one-dimensional memoryview. CPython: memoryiterobject of Objects/memoryobject.c.
 *
 *   memoryiterobject (48 bytes, GC)
 *   +16 it_index   next item
 *   +24 it_seq     owned memoryview; NULL: exhausted
 *   +32 it_length  items at the start
 *   +40 it_fmt     address of the format character
 */

import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyErr_SetString } from "../abstract/errors";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { PyObject_Size } from "../abstract/sequence";
import { _PyObject_GC_New, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject, ptr } from "../object/object";
import { destructor, getattrofunc, getiterfunc, iternextfunc, traverseproc, visitproc } from "../object/slots";
import { MemoryIter_Type, PyExc_NotImplementedError, PyExc_TypeError } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC } from "../object/type-object";
import { check_usable, PyMemoryView_GET_BUFFER } from "./memoryview";
import { format_character, unpack_single } from "./memoryview-format";
import { pointer_from_index } from "./memoryview-subscript";
import { static_type } from "./type-define";

@unmanaged
class memoryiterobject extends PyObject {
  it_index: Py_ssize_t;
  it_seq: PyObject | null;
  it_length: Py_ssize_t;
  it_fmt: usize;
}

/** tp_iter of memoryview: a new reference. */
export function memory_iter(self: PyObject): PyObject | null {
  const view = PyMemoryView_GET_BUFFER(self);
  if (view.ndim === 0) {
    PyErr_SetString(PyExc_TypeError, cstr("invalid indexing of 0-dim memory"));
    return null;
  }
  if (view.ndim !== 1) {
    PyErr_SetString(PyExc_NotImplementedError, cstr("multi-dimensional sub-views are not implemented"));
    return null;
  }
  if (format_character(view.format) === 0) return null;
  const o = _PyObject_GC_New(MemoryIter_Type);
  if (!o) return null;
  const at = ptr(o);
  store<i64>(at, 0, offsetof<memoryiterobject>("it_index"));
  store<u64>(at, <u64>ptr(Py_NewRef(self)), offsetof<memoryiterobject>("it_seq"));
  // Of a released view: -1, and the exception stays set, as in CPython.
  store<i64>(at, <i64>PyObject_Size(self), offsetof<memoryiterobject>("it_length"));
  store<u64>(
    at,
    <u64>(load<u8>(view.format) === 0x40 ? view.format + 1 : view.format),
    offsetof<memoryiterobject>("it_fmt"),
  );
  _PyObject_GC_TRACK(o);
  return o;
}

function memoryiter_dealloc(self: PyObject): void {
  _PyObject_GC_UNTRACK(self);
  Py_XDECREF(changetype<memoryiterobject>(self).it_seq);
  PyObject_GC_Del(self);
}

function memoryiter_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  const seq = changetype<memoryiterobject>(self).it_seq;
  return seq ? visit.call(seq, arg) : 0;
}

function memoryiter_next(self: PyObject): PyObject | null {
  const it = changetype<memoryiterobject>(self);
  const seq = it.it_seq;
  if (!seq) return null;
  if (it.it_index < it.it_length) {
    if (!check_usable(seq)) return null;
    const index = it.it_index++;
    const p = pointer_from_index(PyMemoryView_GET_BUFFER(seq), <i64>index);
    return p === 0 ? null : unpack_single(seq, p, load<u8>(it.it_fmt));
  }
  it.it_seq = null;
  Py_DECREF(seq);
  return null;
}

export function init_memory_iterator_type(): void {
  const t = MemoryIter_Type;
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC;
  static_type(t, cstr("memory_iterator"), offsetof<memoryiterobject>(), 0, flags);
  t.tp_dealloc = destructor.of(memoryiter_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(memoryiter_traverse);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(memoryiter_next);
}
