/**
 * itertools.zip_longest. CPython: ziplongestobject of Modules/itertoolsmodule.c.
 *
 *   ziplongestobject (56 bytes, GC)
 *   +16 tuplesize                               +32 ittuple    owned tuple of iterators, NULL for those that have ended
 *   +24 numactive  iterators that go on         +40 result     owned tuple, used again
 *                                               +48 fillvalue  owned
 */

import { newOrNone } from "../abstract/attribute";
import { PyErr_SetString } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { PyDict_GetItemWithError } from "../builtin-types/dict";
import { PyDict_CheckExact, PyDict_GET_SIZE } from "../builtin-types/dict-object";
import {
  _PyTuple_ITEMS,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_SET_ITEM,
} from "../builtin-types/tuple";
import { heap_type_finish } from "../builtin-types/type-from-spec";
import { _PyObject_GC_IS_TRACKED, _PyObject_GC_TRACK } from "../gc/gc-alloc";
import { def_noargs, def_o } from "../object/def-tables";
import { set_at, visit_fields } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_REFCNT, Py_XDECREF, PyObject, ptr } from "../object/object";
import { destructor, iternextfunc, newfunc, PyCFunction, traverseproc, visitproc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { dealloc_fields, iterator_type, pickle_deprecation, reduced } from "./itertools-support";

@unmanaged
class ziplongestobject extends PyObject {
  tuplesize: i64;
  numactive: i64;
  ittuple: PyObject | null;
  result: PyObject | null;
  fillvalue: PyObject | null;
}
const ITTUPLE: usize = offsetof<ziplongestobject>("ittuple");
const FILLVALUE: usize = offsetof<ziplongestobject>("fillvalue");

/** Iterators over the arguments: new reference. */
function iterators_of(args: PyObject, n: i32): PyObject | null {
  const ittuple = PyTuple_New(n);
  if (!ittuple) return null;
  for (let i = 0; i < n; i++) {
    const it = PyObject_GetIter(PyTuple_GET_ITEM(args, i));
    PyTuple_SET_ITEM(ittuple, i, it);
    if (!it) {
      Py_DECREF(ittuple);
      return null;
    }
  }
  return ittuple;
}

/** `fillvalue` of the keywords, borrowed, NULL without; false with TypeError for any other keyword. */
function take_fillvalue(kwds: PyObject | null): bool {
  tstate.out_object = null;
  if (!kwds || !PyDict_CheckExact(kwds) || PyDict_GET_SIZE(kwds) === 0) return true;
  const value = PyDict_GET_SIZE(kwds) === 1 ? PyDict_GetItemWithError(kwds, _Py_ID("fillvalue")) : null;
  if (!value) {
    if (!tstate.current_exception) {
      PyErr_SetString(PyExc_TypeError, cstr("zip_longest() got an unexpected keyword argument"));
    }
    return false;
  }
  tstate.out_object = value;
  return true;
}

function zip_longest_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (!take_fillvalue(kwds)) return null;
  const fillvalue = tstate.out_object;
  const n = PyTuple_GET_SIZE(args);
  const ittuple = iterators_of(args, n);
  if (!ittuple) return null;
  const result = PyTuple_New(n);
  if (result) for (let i = 0; i < n; i++) PyTuple_SET_ITEM(result, i, Py_None);
  const o = result ? type.tp_alloc!.call(type, 0) : null;
  if (!o) {
    Py_XDECREF(result);
    Py_DECREF(ittuple);
    return null;
  }
  const lz = changetype<ziplongestobject>(o);
  lz.tuplesize = <i64>n;
  lz.numactive = <i64>n;
  lz.ittuple = ittuple;
  lz.result = result;
  lz.fillvalue = newOrNone(fillvalue);
  return o;
}

function zip_longest_dealloc(o: PyObject): void {
  dealloc_fields(o, ITTUPLE, 3);
}

function zip_longest_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit_fields(o, visit, arg, ITTUPLE, 3);
}

/** The next item of iterator `i`, or the fill value: new reference; NULL when all have ended or with an exception. */
function take_item(lz: ziplongestobject, i: i32): PyObject | null {
  const iterators = _PyTuple_ITEMS(lz.ittuple!);
  const it = iterators.getOrNull(i);
  if (!it) return Py_NewRef(lz.fillvalue!);
  const item = PyIter_Next(it);
  if (item) return item;
  lz.numactive--;
  if (lz.numactive === 0 || tstate.current_exception) {
    lz.numactive = 0;
    return null;
  }
  iterators.set(i, null);
  Py_DECREF(it);
  return Py_NewRef(lz.fillvalue!);
}

function zip_longest_next(o: PyObject): PyObject | null {
  const lz = changetype<ziplongestobject>(o);
  const n = <i32>lz.tuplesize;
  if (n === 0 || lz.numactive === 0) return null;
  const again = Py_REFCNT(lz.result!) === 1;
  const result = again ? Py_NewRef(lz.result!) : PyTuple_New(n);
  if (!result) return null;
  for (let i = 0; i < n; i++) {
    const item = take_item(lz, i);
    if (!item) {
      Py_DECREF(result);
      return null;
    }
    const items = _PyTuple_ITEMS(result);
    const old = items.getOrNull(i);
    items.set(i, item);
    Py_XDECREF(old);
  }
  if (again && !_PyObject_GC_IS_TRACKED(result)) _PyObject_GC_TRACK(result);
  return result;
}

function zip_longest_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  const lz = changetype<ziplongestobject>(o);
  const n = PyTuple_GET_SIZE(lz.ittuple!);
  const args = PyTuple_New(n);
  if (!args) return null;
  for (let i = 0; i < n; i++) {
    const it = _PyTuple_ITEMS(lz.ittuple!).getOrNull(i);
    // An iterator that has ended is an empty tuple.
    const item = it ? Py_NewRef(it) : PyTuple_New(0);
    PyTuple_SET_ITEM(args, i, item);
    if (!item) {
      Py_DECREF(args);
      return null;
    }
  }
  return reduced(o, args, Py_NewRef(lz.fillvalue!));
}

function zip_longest_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  set_at(ptr(o) + FILLVALUE, Py_NewRef(state!));
  return Py_None;
}

/** The class zip_longest: new reference. */
export function make_zip_longest_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.zip_longest"),
    offsetof<ziplongestobject>(),
    cstr(
      "zip_longest(*iterables, fillvalue=None)\n--\n\nAs zip(), to the end of the longest; fillvalue for what is missing.",
    ),
    destructor.of(zip_longest_dealloc),
    traverseproc.of(zip_longest_traverse),
    iternextfunc.of(zip_longest_next),
    newfunc.of(zip_longest_new),
  );
  if (!t) return null;
  def_noargs(
    t,
    cstr("__reduce__"),
    PyCFunction.of(zip_longest_reduce),
    cstr("__reduce__($self, /)\n--\n\nFor pickling."),
  );
  def_o(
    t,
    cstr("__setstate__"),
    PyCFunction.of(zip_longest_setstate),
    cstr("__setstate__($self, object, /)\n--\n\nFor unpickling."),
  );
  return heap_type_finish(t);
}
