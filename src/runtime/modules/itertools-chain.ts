/**
 * itertools.chain. CPython: chainobject of Modules/itertoolsmodule.c.
 *
 *   chainobject (32 bytes, GC): +16 source  owned iterator of iterables; NULL: exhausted
 *                               +24 active  owned iterator of the current one, or NULL
 */

import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyIter_Check, PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { Py_GenericAlias } from "../builtin-types/generic-alias";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_New, PyTuple_Pack } from "../builtin-types/tuple";
import { heap_type_finish } from "../builtin-types/type-from-spec";
import { PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_noargs, def_o, METH_CLASS } from "../object/def-tables";
import { free_instance, set_at, visit_fields } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, PyObject, ptr } from "../object/object";
import { destructor, iternextfunc, newfunc, PyCFunction, traverseproc, visitproc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_StopIteration, PyExc_TypeError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import {
  drop_fields,
  is_state_tuple,
  iterator_type,
  itertools_types,
  keywords_allowed,
  next_of,
  pickle_deprecation,
  reduced,
} from "./itertools-support";

@unmanaged
class chainobject extends PyObject {
  source: PyObject | null;
  active: PyObject | null;
}
const SOURCE: usize = offsetof<chainobject>("source");
const ACTIVE: usize = offsetof<chainobject>("active");

/** A chain over the iterables of `source`, an iterator (stolen, NULL: fails): new reference. */
function chain_new_internal(type: PyTypeObject, source: PyObject | null): PyObject | null {
  if (!source) return null;
  const o = type.tp_alloc!.call(type, 0);
  if (o) changetype<chainobject>(o).source = source;
  else Py_DECREF(source);
  return o;
}

function chain_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (!keywords_allowed(type, itertools_types.chain, cstr("chain"), kwds)) return null;
  return chain_new_internal(type, PyObject_GetIter(args));
}

function chain_from_iterable(type: PyObject, arg: PyObject | null): PyObject | null {
  return chain_new_internal(changetype<PyTypeObject>(type), PyObject_GetIter(arg!));
}

/** chain(a, b): new reference. */
export function chain_of_two(a: PyObject, b: PyObject): PyObject | null {
  const pair = PyTuple_Pack(a, b);
  if (!pair) return null;
  const chain = chain_new_internal(itertools_types.chain, PyObject_GetIter(pair));
  Py_DECREF(pair);
  return chain;
}

function chain_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  drop_fields(o, ACTIVE, 1);
  drop_fields(o, SOURCE, 1);
  free_instance(o);
}

function chain_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit_fields(o, visit, arg, SOURCE, 2);
}

/** Makes the next iterable the active one. False at the end or with an exception. */
function activate_next(o: PyObject): bool {
  const iterable = PyIter_Next(changetype<chainobject>(o).source!);
  const active = iterable ? PyObject_GetIter(iterable) : null;
  Py_XDECREF(iterable);
  if (active) set_at(ptr(o) + ACTIVE, active);
  else set_at(ptr(o) + SOURCE, null);
  return active !== null;
}

function chain_next(o: PyObject): PyObject | null {
  const lz = changetype<chainobject>(o);
  while (lz.source) {
    if (!lz.active && !activate_next(o)) return null;
    const item = next_of(lz.active!);
    if (item) return item;
    if (tstate.current_exception) {
      if (!PyErr_ExceptionMatches(PyExc_StopIteration)) return null;
      PyErr_Clear();
    }
    set_at(ptr(o) + ACTIVE, null);
  }
  return null;
}

function chain_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  const lz = changetype<chainobject>(o);
  const empty = PyTuple_New(0);
  const source = lz.source;
  if (!source) return reduced(o, empty);
  const state = PyTuple_Pack(source, lz.active);
  if (state) return reduced(o, empty, state);
  Py_XDECREF(empty);
  return null;
}

function chain_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  if (!pickle_deprecation() || !is_state_tuple(state!)) return null;
  const n = PyTuple_GET_SIZE(state!);
  if (n < 1 || n > 2) {
    const text =
      n < 1
        ? cstr("function takes at least 1 argument (%zd given)")
        : cstr("function takes at most 2 arguments (%zd given)");
    return PyErr_Format(PyExc_TypeError, text, <usize>n);
  }
  const source = PyTuple_GET_ITEM(state!, 0);
  const active = n === 2 ? PyTuple_GET_ITEM(state!, 1) : null;
  if (!PyIter_Check(source) || (active && !PyIter_Check(active))) {
    PyErr_SetString(PyExc_TypeError, cstr("Arguments must be iterators."));
    return null;
  }
  set_at(ptr(o) + SOURCE, Py_NewRef(source));
  set_at(ptr(o) + ACTIVE, Py_XNewRef(active));
  return Py_None;
}

function chain_class_getitem(type: PyObject, item: PyObject | null): PyObject | null {
  return Py_GenericAlias(type, item!);
}

/** The class chain: new reference. */
export function make_chain_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.chain"),
    offsetof<chainobject>(),
    cstr("chain(*iterables)\n--\n\nThe items of the first iterable, then those of the second, and so on."),
    destructor.of(chain_dealloc),
    traverseproc.of(chain_traverse),
    iternextfunc.of(chain_next),
    newfunc.of(chain_new),
  );
  if (!t) return null;
  itertools_types.chain = t;
  def_o(
    t,
    cstr("from_iterable"),
    PyCFunction.of(chain_from_iterable),
    cstr("from_iterable($type, iterable, /)\n--\n\nA chain of the iterables that one iterable yields."),
    METH_CLASS,
  );
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(chain_reduce), cstr("__reduce__($self, /)\n--\n\nFor pickling."));
  def_o(
    t,
    cstr("__setstate__"),
    PyCFunction.of(chain_setstate),
    cstr("__setstate__($self, object, /)\n--\n\nFor unpickling."),
  );
  def_o(
    t,
    cstr("__class_getitem__"),
    PyCFunction.of(chain_class_getitem),
    cstr("__class_getitem__($type, object, /)\n--\n\nSee PEP 585"),
    METH_CLASS,
  );
  return heap_type_finish(t);
}
