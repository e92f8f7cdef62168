/**
 * itertools.dropwhile, takewhile, filterfalse, starmap, compress. CPython: Modules/itertoolsmodule.c.
 *
 *   dropwhileobject, takewhileobject (40 bytes, GC): +16 func, +24 it (owned), +32 start or stop: the predicate's time is over
 *   filterfalseobject, starmapobject (32): +16 func, +24 it      compressobject (32): +16 data, +24 selectors
 */

import { _PyArg_CheckPositional, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyObject_Call, PyObject_CallOneArg } from "../abstract/call";
import { PyObject_GetIter } from "../abstract/iterator";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PySequence_Tuple } from "../abstract/sequence";
import { PyLong_FromLong } from "../builtin-types/int";
import { PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "../builtin-types/tuple";
import { heap_type_finish } from "../builtin-types/type-from-spec";
import { def_noargs, def_o } from "../object/def-tables";
import { visit_fields } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { destructor, iternextfunc, newfunc, PyCFunction, traverseproc, visitproc } from "../object/slots";
import { Py_None, PyBool_Type } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import {
  dealloc_fields,
  iterator_type,
  keywords_allowed,
  next_of,
  pickle_deprecation,
  reduced,
} from "./itertools-support";

/** What all five have in common; compress calls its fields data and selectors. */
@unmanaged
class filterfalseobject extends PyObject {
  func: PyObject | null;
  it: PyObject | null;
}

@unmanaged
class starmapobject extends filterfalseobject {}

@unmanaged
class compressobject extends filterfalseobject {}

@unmanaged
class dropwhileobject extends filterfalseobject {
  start: i64;
}

@unmanaged
class takewhileobject extends filterfalseobject {
  stop: i64;
}
const FUNC: usize = offsetof<filterfalseobject>("func");
const IT: usize = offsetof<filterfalseobject>("it");

/** The types, borrowed. */
@unmanaged
class FilterTypes {
  dropwhile: PyTypeObject;
  takewhile: PyTypeObject;
  filterfalse: PyTypeObject;
  starmap: PyTypeObject;
}
const types: FilterTypes = changetype<FilterTypes>(memory.data(32, 8));

/** An instance with these fields; steals both (NULL: fails). */
function make_with(type: PyTypeObject, func: PyObject, it: PyObject | null): PyObject | null {
  const o = it ? type.tp_alloc!.call(type, 0) : null;
  if (o) {
    changetype<filterfalseobject>(o).func = func;
    changetype<filterfalseobject>(o).it = it;
    return o;
  }
  Py_DECREF(func);
  Py_XDECREF(it);
  return null;
}

/** NAME(func, iterable). */
function make_two(
  type: PyTypeObject,
  own: PyTypeObject,
  name: usize,
  args: PyObject,
  kwds: PyObject | null,
): PyObject | null {
  if (!keywords_allowed(type, own, name, kwds)) return null;
  if (!_PyArg_CheckPositional(name, PyTuple_GET_SIZE(args), 2, 2)) return null;
  const it = PyObject_GetIter(PyTuple_GET_ITEM(args, 1));
  return it ? make_with(type, Py_NewRef(PyTuple_GET_ITEM(args, 0)), it) : null;
}

function two_dealloc(o: PyObject): void {
  dealloc_fields(o, FUNC, 2);
}

/** The iterator first, as CPython does: it decides the order in which a collection finds objects. */
function two_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const stop = visit_fields(o, visit, arg, IT, 1);
  const func = changetype<filterfalseobject>(o).func;
  return func && !stop ? visit.call(func, arg) : stop;
}

/** func(item) is true: 1, 0, -1 with an exception. */
function test_item(func: PyObject, item: PyObject): i32 {
  const good = PyObject_CallOneArg(func, item);
  if (!good) return -1;
  const ok = PyObject_IsTrue(good);
  Py_DECREF(good);
  return ok;
}

function two_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  const lz = changetype<filterfalseobject>(o);
  return reduced(o, PyTuple_Pack(lz.func!, lz.it));
}

/** (type, (func, it), number). */
function reduce_with(o: PyObject, number: i64): PyObject | null {
  if (!pickle_deprecation()) return null;
  const lz = changetype<filterfalseobject>(o);
  const args = PyTuple_Pack(lz.func!, lz.it);
  const state = args ? PyLong_FromLong(number) : null;
  if (state) return reduced(o, args, state);
  Py_XDECREF(args);
  return null;
}

function def_reduce(t: PyTypeObject, f: PyCFunction): void {
  def_noargs(t, cstr("__reduce__"), f, cstr("__reduce__($self, /)\n--\n\nFor pickling."));
}

function def_setstate(t: PyTypeObject, f: PyCFunction): void {
  def_o(t, cstr("__setstate__"), f, cstr("__setstate__($self, object, /)\n--\n\nFor unpickling."));
}

// --- dropwhile and takewhile ---

function dropwhile_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  return make_two(type, types.dropwhile, cstr("dropwhile"), args, kwds);
}

function dropwhile_next(o: PyObject): PyObject | null {
  const lz = changetype<dropwhileobject>(o);
  const it = lz.it!;
  while (true) {
    const item = next_of(it);
    if (!item || lz.start === 1) return item;
    const ok = test_item(lz.func!, item);
    if (ok === 0) {
      lz.start = 1;
      return item;
    }
    Py_DECREF(item);
    if (ok < 0) return null;
  }
}

function dropwhile_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  return reduce_with(o, changetype<dropwhileobject>(o).start);
}

/** For both: the fields are at the same place. */
function while_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  const over = PyObject_IsTrue(state!);
  if (over < 0) return null;
  changetype<dropwhileobject>(o).start = <i64>over;
  return Py_None;
}

/** The class dropwhile: new reference. */
export function make_dropwhile_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.dropwhile"),
    offsetof<dropwhileobject>(),
    cstr("dropwhile(predicate, iterable, /)\n--\n\nThe items from the first on for which predicate is false."),
    destructor.of(two_dealloc),
    traverseproc.of(two_traverse),
    iternextfunc.of(dropwhile_next),
    newfunc.of(dropwhile_new),
  );
  if (!t) return null;
  types.dropwhile = t;
  def_reduce(t, PyCFunction.of(dropwhile_reduce));
  def_setstate(t, PyCFunction.of(while_setstate));
  return heap_type_finish(t);
}

function takewhile_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  return make_two(type, types.takewhile, cstr("takewhile"), args, kwds);
}

function takewhile_next(o: PyObject): PyObject | null {
  const lz = changetype<takewhileobject>(o);
  if (lz.stop === 1) return null;
  const item = next_of(lz.it!);
  if (!item) return null;
  const ok = test_item(lz.func!, item);
  if (ok === 1) return item;
  Py_DECREF(item);
  if (ok === 0) lz.stop = 1;
  return null;
}

function takewhile_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  return reduce_with(o, changetype<takewhileobject>(o).stop);
}

/** The class takewhile: new reference. */
export function make_takewhile_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.takewhile"),
    offsetof<takewhileobject>(),
    cstr("takewhile(predicate, iterable, /)\n--\n\nThe items before the first for which predicate is false."),
    destructor.of(two_dealloc),
    traverseproc.of(two_traverse),
    iternextfunc.of(takewhile_next),
    newfunc.of(takewhile_new),
  );
  if (!t) return null;
  types.takewhile = t;
  def_reduce(t, PyCFunction.of(takewhile_reduce));
  def_setstate(t, PyCFunction.of(while_setstate));
  return heap_type_finish(t);
}

// --- filterfalse ---

function filterfalse_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  return make_two(type, types.filterfalse, cstr("filterfalse"), args, kwds);
}

function filterfalse_next(o: PyObject): PyObject | null {
  const lz = changetype<filterfalseobject>(o);
  const func = lz.func!;
  const it = lz.it!;
  const plain = ptr(func) === ptr(Py_None) || ptr(func) === ptr(PyBool_Type);
  while (true) {
    const item = next_of(it);
    if (!item) return null;
    const ok = plain ? PyObject_IsTrue(item) : test_item(func, item);
    if (ok === 0) return item;
    Py_DECREF(item);
    if (ok < 0) return null;
  }
}

/** The class filterfalse: new reference. */
export function make_filterfalse_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.filterfalse"),
    offsetof<filterfalseobject>(),
    cstr("filterfalse(function, iterable, /)\n--\n\nThe items for which function (None: the item itself) is false."),
    destructor.of(two_dealloc),
    traverseproc.of(two_traverse),
    iternextfunc.of(filterfalse_next),
    newfunc.of(filterfalse_new),
  );
  if (!t) return null;
  types.filterfalse = t;
  def_reduce(t, PyCFunction.of(two_reduce));
  return heap_type_finish(t);
}

// --- starmap ---

function starmap_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  return make_two(type, types.starmap, cstr("starmap"), args, kwds);
}

function starmap_next(o: PyObject): PyObject | null {
  const lz = changetype<starmapobject>(o);
  let args = next_of(lz.it!);
  if (!args) return null;
  if (!PyTuple_CheckExact(args)) {
    const tuple = PySequence_Tuple(args);
    Py_DECREF(args);
    if (!tuple) return null;
    args = tuple;
  }
  const result = PyObject_Call(lz.func!, args, null);
  Py_DECREF(args);
  return result;
}

/** The class starmap: new reference. */
export function make_starmap_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.starmap"),
    offsetof<starmapobject>(),
    cstr("starmap(function, iterable, /)\n--\n\nfunction(*item) for each item."),
    destructor.of(two_dealloc),
    traverseproc.of(two_traverse),
    iternextfunc.of(starmap_next),
    newfunc.of(starmap_new),
  );
  if (!t) return null;
  types.starmap = t;
  def_reduce(t, PyCFunction.of(two_reduce));
  return heap_type_finish(t);
}

// --- compress ---

const compress_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function compress_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const name = cstr("compress");
  const a = _PyArg_UnpackKeywordsTuple(compress_spec, name, cstr("data selectors"), 0, args, kwds, 2, 2);
  stack_release(mark);
  if (a === 0) return null;
  const second = Slots.at(a).get(1);
  const data = PyObject_GetIter(Slots.at(a).get(0));
  return data ? make_with(type, data, PyObject_GetIter(second)) : null;
}

function compress_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit_fields(o, visit, arg, FUNC, 2);
}

function compress_next(o: PyObject): PyObject | null {
  const lz = changetype<compressobject>(o);
  const data = lz.func!;
  const selectors = lz.it!;
  while (true) {
    const datum = next_of(data);
    if (!datum) return null;
    const selector = next_of(selectors);
    const ok = selector ? PyObject_IsTrue(selector) : -1;
    Py_XDECREF(selector);
    if (ok === 1) return datum;
    Py_DECREF(datum);
    if (ok < 0) return null;
  }
}

/** The class compress: new reference. */
export function make_compress_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.compress"),
    offsetof<compressobject>(),
    cstr("compress(data, selectors)\n--\n\nThe items of data whose selector is true."),
    destructor.of(two_dealloc),
    traverseproc.of(compress_traverse),
    iternextfunc.of(compress_next),
    newfunc.of(compress_new),
  );
  if (!t) return null;
  def_reduce(t, PyCFunction.of(two_reduce));
  return heap_type_finish(t);
}
