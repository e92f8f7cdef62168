/**
 * The iterator over an array. CPython: arrayiterobject of Modules/arraymodule.c.
 *
 *   arrayiterobject (40 bytes, GC)
 *   +16 index    of the next item
 *   +24 ao       the array, owned; NULL at the end
 *   +32 unused   (NOT CPYTHON: there, the function that reads items)
 */

import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { PyLong_AsSsize_t } from "../builtin-types/int";
import { _PyEval_GetBuiltin } from "../builtin-types/interpreter-frame";
import { iterator_reduce } from "../builtin-types/iterator-objects";
import { tuple_get_empty } from "../builtin-types/tuple";
import { heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_noargs, def_o } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  destructor,
  freefunc,
  getattrofunc,
  getiterfunc,
  iternextfunc,
  PyCFunction,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { Py_None } from "../object/static-types";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_DISALLOW_INSTANTIATION,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_IMMUTABLETYPE,
  PyTypeObject,
} from "../object/type-object";
import { array_state, getarrayitem } from "./array-object";

@unmanaged
export class arrayiterobject extends PyObject {
  index: i64;
  ao: PyObject | null;
  unused: u64;
}

/** @inline */
function iter_of(o: PyObject): arrayiterobject {
  return changetype<arrayiterobject>(o);
}

/** tp_iter of arrays: new reference. */
export function array_iter(array: PyObject): PyObject | null {
  const o = _PyObject_GC_New(array_state.ArrayIterType);
  if (!o) return null;
  store<u64>(ptr(o), <u64>ptr(Py_NewRef(array)), offsetof<arrayiterobject>("ao"));
  iter_of(o).index = 0;
  iter_of(o).unused = 0;
  _PyObject_GC_TRACK(o);
  return o;
}

function arrayiter_next(o: PyObject): PyObject | null {
  const it = iter_of(o);
  const array = it.ao;
  if (!array) return null;
  if (it.index < <i64>Py_SIZE(array)) return getarrayitem(array, it.index++);
  it.ao = null;
  Py_DECREF(array);
  return null;
}

function arrayiter_dealloc(o: PyObject): void {
  const t = o.ob_type;
  PyObject_GC_UnTrack(o);
  Py_XDECREF(iter_of(o).ao);
  PyObject_GC_Del(o);
  Py_DECREF(t);
}

function arrayiter_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const stop = visit.call(o.ob_type, arg);
  const array = iter_of(o).ao;
  return array && !stop ? visit.call(array, arg) : stop;
}

function arrayiter_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  return iterator_reduce(_PyEval_GetBuiltin(_Py_ID("iter")), iter_of(o).ao, iter_of(o).index, tuple_get_empty());
}

function arrayiter_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  const index = PyLong_AsSsize_t(state!);
  if (index === -1 && tstate.current_exception) return null;
  const array = iter_of(o).ao;
  if (array) iter_of(o).index = min(max<i64>(index, 0), <i64>Py_SIZE(array));
  return Py_None;
}

/** The class arrayiterator: new reference. */
export function make_array_iterator_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE;
  const t = heap_type(m, cstr("array.arrayiterator"), offsetof<arrayiterobject>(), 0, flags);
  if (!t) return null;
  array_state.ArrayIterType = t;
  t.tp_dealloc = destructor.of(arrayiter_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(arrayiter_traverse);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(arrayiter_next);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  const doc = cstr("__reduce__($self, /)\n--\n\nFor pickling.");
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(arrayiter_reduce), doc);
  const doc2 = cstr("__setstate__($self, state, /)\n--\n\nFor unpickling.");
  def_o(t, cstr("__setstate__"), PyCFunction.of(arrayiter_setstate), doc2);
  return heap_type_finish(t);
}
