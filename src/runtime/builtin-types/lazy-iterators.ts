/**
 * map, filter, zip: iterators over other iterators. CPython: Python/bltinmodule.c.
 *
 *   mapobject:    head, +16 iters (tuple, owned), +24 func (owned)
 *   filterobject: head, +16 func (owned), +24 it (owned)
 *   zipobject:    head, +16 tuplesize, +24 ittuple (owned), +32 result (owned), +40 strict
 */

import {
  _PyArg_CheckPositional,
  _PyArg_NoKeywords,
  _PyArg_NoKwnames,
  _PyArg_UnpackKeywords,
  ArgSpec,
} from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyObject_CallOneArg, PyObject_Vectorcall, PyVectorcall_NARGS } from "../abstract/call";
import { PyErr_ClearIf, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_GetIter } from "../abstract/iterator";
import { PyObject_IsTrue, PyObject_SelfIter } from "../abstract/object-protocol";
import { next_inside } from "../abstract/recursion";
import { _PyObject_GC_IS_TRACKED, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_noargs, def_o } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_REFCNT, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  allocfunc,
  destructor,
  freefunc,
  getattrofunc,
  getiterfunc,
  iternextfunc,
  newfunc,
  PyCFunction,
  traverseproc,
  vectorcallfunc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_None,
  Py_True,
  PyBool_Type,
  PyExc_StopIteration,
  PyExc_TypeError,
  PyExc_ValueError,
  PyFilter_Type,
  PyMap_Type,
  PyZip_Type,
} from "../object/static-types";
import { Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import {
  _PyTuple_ITEMS,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_Pack,
  PyTuple_SET_ITEM,
} from "./tuple";
import { static_type } from "./type-define";

@unmanaged
class mapobject extends PyObject {
  iters: PyObject | null;
  func: PyObject | null;
}

@unmanaged
class filterobject extends PyObject {
  func: PyObject | null;
  it: PyObject | null;
}

@unmanaged
class zipobject extends PyObject {
  tuplesize: Py_ssize_t;
  ittuple: PyObject | null;
  result: PyObject | null;
  strict: Py_ssize_t;
}

/** A tuple of iterators over `n` arguments: new reference. */
function iterators_of(args: Slots, n: i32): PyObject | null {
  const iters = PyTuple_New(n);
  if (!iters) return null;
  for (let i = 0; i < n; i++) {
    const it = PyObject_GetIter(args.get(i));
    if (!it) {
      Py_DECREF(iters);
      return null;
    }
    PyTuple_SET_ITEM(iters, i, it);
  }
  return iters;
}

/** No keyword arguments, unless a subclass takes them in its __init__. */
function keywords_allowed(t: PyTypeObject, own: PyTypeObject, name: usize, kwds: PyObject | null): bool {
  if (ptr(t) !== ptr(own) && changetype<usize>(t.tp_init) !== changetype<usize>(own.tp_init)) return true;
  return _PyArg_NoKeywords(name, kwds);
}

// --- map ---

function map_make(t: PyTypeObject, args: Slots, nargs: i32): PyObject | null {
  if (nargs < 2) {
    PyErr_SetString(PyExc_TypeError, cstr("map() must have at least two arguments."));
    return null;
  }
  const iters = iterators_of(args.from(1), nargs - 1);
  if (!iters) return null;
  const o = t.tp_alloc!.call(t, 0);
  if (!o) {
    Py_DECREF(iters);
    return null;
  }
  changetype<mapobject>(o).iters = iters;
  changetype<mapobject>(o).func = Py_NewRef(args.get(0));
  return o;
}

function map_new(t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (!keywords_allowed(t, PyMap_Type, cstr("map"), kwds)) return null;
  return map_make(t, _PyTuple_ITEMS(args), PyTuple_GET_SIZE(args));
}

function map_vectorcall(type: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  const t = changetype<PyTypeObject>(type);
  if (ptr(t) === ptr(PyMap_Type) && !_PyArg_NoKwnames(cstr("map"), kwnames)) return null;
  return map_make(t, args, PyVectorcall_NARGS(nargsf));
}

function map_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  Py_XDECREF(changetype<mapobject>(o).iters);
  Py_XDECREF(changetype<mapobject>(o).func);
  o.ob_type.tp_free!.call(o);
}

function map_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const iters = changetype<mapobject>(o).iters;
  const func = changetype<mapobject>(o).func;
  const stop = iters ? visit.call(iters, arg) : 0;
  return stop || !func ? stop : visit.call(func, arg);
}

function map_next(o: PyObject): PyObject | null {
  const lz = changetype<mapobject>(o);
  const iters = lz.iters!;
  const niters = PyTuple_GET_SIZE(iters);
  const mark = stack_mark();
  const stack = Slots.at(stack_alloc((<usize>niters) << 3));
  let n = 0;
  while (n < niters) {
    const it = PyTuple_GET_ITEM(iters, n);
    const value = next_inside(it);
    if (!value) break;
    stack.set(n++, value);
  }
  const result = n === niters ? PyObject_Vectorcall(lz.func!, stack, <u32>n, null) : null;
  for (let i = 0; i < n; i++) Py_DECREF(stack.get(i));
  stack_release(mark);
  return result;
}

/** (map, (func, *iters)): new reference. */
function map_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const lz = changetype<mapobject>(o);
  const iters = lz.iters!;
  const n = PyTuple_GET_SIZE(iters);
  const args = PyTuple_New(n + 1);
  if (!args) return null;
  PyTuple_SET_ITEM(args, 0, Py_NewRef(lz.func!));
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(args, i + 1, Py_NewRef(PyTuple_GET_ITEM(iters, i)));
  const result = PyTuple_Pack(o.ob_type, args);
  Py_DECREF(args);
  return result;
}

// --- filter ---

function filter_make(t: PyTypeObject, func: PyObject, seq: PyObject): PyObject | null {
  const it = PyObject_GetIter(seq);
  if (!it) return null;
  const o = t.tp_alloc!.call(t, 0);
  if (!o) {
    Py_DECREF(it);
    return null;
  }
  changetype<filterobject>(o).func = Py_NewRef(func);
  changetype<filterobject>(o).it = it;
  return o;
}

function filter_new(t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (!keywords_allowed(t, PyFilter_Type, cstr("filter"), kwds)) return null;
  if (!_PyArg_CheckPositional(cstr("filter"), PyTuple_GET_SIZE(args), 2, 2)) return null;
  return filter_make(t, PyTuple_GET_ITEM(args, 0), PyTuple_GET_ITEM(args, 1));
}

function filter_vectorcall(type: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  const t = changetype<PyTypeObject>(type);
  if (ptr(t) === ptr(PyFilter_Type) && !_PyArg_NoKwnames(cstr("filter"), kwnames)) return null;
  if (!_PyArg_CheckPositional(cstr("filter"), PyVectorcall_NARGS(nargsf), 2, 2)) return null;
  return filter_make(t, args.get(0), args.get(1));
}

function filter_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  Py_XDECREF(changetype<filterobject>(o).func);
  Py_XDECREF(changetype<filterobject>(o).it);
  o.ob_type.tp_free!.call(o);
}

function filter_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const it = changetype<filterobject>(o).it;
  const func = changetype<filterobject>(o).func;
  const stop = it ? visit.call(it, arg) : 0;
  return stop || !func ? stop : visit.call(func, arg);
}

function filter_next(o: PyObject): PyObject | null {
  const lz = changetype<filterobject>(o);
  const it = lz.it!;
  const func = lz.func!;
  const byTruth = ptr(func) === ptr(Py_None) || ptr(func) === ptr(PyBool_Type);
  while (true) {
    const item = next_inside(it);
    if (!item) return null;
    let ok: i32;
    if (byTruth) ok = PyObject_IsTrue(item);
    else {
      const good = PyObject_CallOneArg(func, item);
      if (!good) {
        Py_DECREF(item);
        return null;
      }
      ok = PyObject_IsTrue(good);
      Py_DECREF(good);
    }
    if (ok > 0) return item;
    Py_DECREF(item);
    if (ok < 0) return null;
  }
  return null;
}

function filter_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const lz = changetype<filterobject>(o);
  const args = PyTuple_Pack(lz.func!, lz.it);
  if (!args) return null;
  const result = PyTuple_Pack(o.ob_type, args);
  Py_DECREF(args);
  return result;
}

// --- zip ---

const zip_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function zip_new(t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  let strict = 0;
  if (kwds) {
    const mark = stack_mark();
    const a = Slots.at(
      _PyArg_UnpackKeywords(zip_spec, cstr("zip"), cstr("strict"), 0, Slots.at(0), 0, kwds, null, 0, 0),
    );
    stack_release(mark);
    if (!changetype<usize>(a)) return null;
    const value = a.getOrNull(0);
    strict = value ? PyObject_IsTrue(value) : 0;
    if (strict < 0) return null;
  }
  const n = PyTuple_GET_SIZE(args);
  const ittuple = iterators_of(_PyTuple_ITEMS(args), n);
  if (!ittuple) return null;
  const result = PyTuple_New(n);
  if (!result) {
    Py_DECREF(ittuple);
    return null;
  }
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(result, i, Py_None);
  const o = t.tp_alloc!.call(t, 0);
  if (!o) {
    Py_DECREF(ittuple);
    Py_DECREF(result);
    return null;
  }
  const lz = changetype<zipobject>(o);
  lz.ittuple = ittuple;
  lz.tuplesize = n;
  lz.result = result;
  lz.strict = strict;
  return o;
}

function zip_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  Py_XDECREF(changetype<zipobject>(o).ittuple);
  Py_XDECREF(changetype<zipobject>(o).result);
  o.ob_type.tp_free!.call(o);
}

function zip_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const ittuple = changetype<zipobject>(o).ittuple;
  const result = changetype<zipobject>(o).result;
  const stop = ittuple ? visit.call(ittuple, arg) : 0;
  return stop || !result ? stop : visit.call(result, arg);
}

/** zip(strict=True): iterator `i` has ended first: are all of one length? */
function zip_check(lz: zipobject, i: i32): void {
  if (tstate.current_exception && !PyErr_ClearIf(PyExc_StopIteration)) return;
  if (i) {
    PyErr_Format(
      PyExc_ValueError,
      cstr("zip() argument %d is shorter than argument%s%d"),
      <usize>(i + 1),
      i === 1 ? cstr(" ") : cstr("s 1-"),
      <usize>i,
    );
    return;
  }
  for (let k = 1; k < lz.tuplesize; k++) {
    const it = PyTuple_GET_ITEM(lz.ittuple!, k);
    const item = next_inside(it);
    if (item) {
      Py_DECREF(item);
      PyErr_Format(
        PyExc_ValueError,
        cstr("zip() argument %d is longer than argument%s%d"),
        <usize>(k + 1),
        k === 1 ? cstr(" ") : cstr("s 1-"),
        <usize>k,
      );
      return;
    }
    if (tstate.current_exception && !PyErr_ClearIf(PyExc_StopIteration)) return;
  }
}

function zip_next(o: PyObject): PyObject | null {
  const lz = changetype<zipobject>(o);
  const n = lz.tuplesize;
  if (n === 0) return null;
  const kept = lz.result!;
  const reuse = Py_REFCNT(kept) === 1;
  const result = reuse ? Py_NewRef(kept) : PyTuple_New(n);
  if (!result) return null;
  const ittuple = lz.ittuple!;
  for (let i = 0; i < n; i++) {
    const it = PyTuple_GET_ITEM(ittuple, i);
    const item = next_inside(it);
    if (!item) {
      Py_DECREF(result);
      if (lz.strict) zip_check(lz, i);
      return null;
    }
    // Nobody else has seen the last tuple since: it is filled anew, item by item.
    const old = _PyTuple_ITEMS(result).getOrNull(i);
    PyTuple_SET_ITEM(result, i, item);
    Py_XDECREF(old);
  }
  // The collector may have untracked the tuple when its items were simple.
  if (reuse && !_PyObject_GC_IS_TRACKED(result)) _PyObject_GC_TRACK(result);
  return result;
}

function zip_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const lz = changetype<zipobject>(o);
  return lz.strict ? PyTuple_Pack(o.ob_type, lz.ittuple, Py_True) : PyTuple_Pack(o.ob_type, lz.ittuple);
}

function zip_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  const strict = PyObject_IsTrue(state!);
  if (strict < 0) return null;
  changetype<zipobject>(o).strict = strict;
  return Py_None;
}

function define(t: PyTypeObject, name: usize, size: usize, doc: usize): void {
  static_type(t, name, <Py_ssize_t>size, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE);
  t.tp_doc = doc;
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_free = freefunc.of(PyObject_GC_Del);
}

export function init_lazy_iterator_types(): void {
  let t = PyMap_Type;
  define(
    t,
    cstr("map"),
    offsetof<mapobject>(),
    cstr(
      "map(function, iterable, /, *iterables)\n--\n\nAn iterator over the results of calling function with the items of the iterables side by side; ends with the shortest.",
    ),
  );
  t.tp_dealloc = destructor.of(map_dealloc);
  t.tp_traverse = traverseproc.of(map_traverse);
  t.tp_iternext = iternextfunc.of(map_next);
  t.tp_new = newfunc.of(map_new);
  t.tp_vectorcall = vectorcallfunc.of(map_vectorcall);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(map_reduce), cstr("State for pickling."));
  t = PyFilter_Type;
  define(
    t,
    cstr("filter"),
    offsetof<filterobject>(),
    cstr(
      "filter(function, iterable, /)\n--\n\nAn iterator over the items for which function (None: the item itself) is true.",
    ),
  );
  t.tp_dealloc = destructor.of(filter_dealloc);
  t.tp_traverse = traverseproc.of(filter_traverse);
  t.tp_iternext = iternextfunc.of(filter_next);
  t.tp_new = newfunc.of(filter_new);
  t.tp_vectorcall = vectorcallfunc.of(filter_vectorcall);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(filter_reduce), cstr("State for pickling."));
  t = PyZip_Type;
  define(
    t,
    cstr("zip"),
    offsetof<zipobject>(),
    cstr(
      "zip(*iterables, strict=False)\n--\n\nAn iterator over tuples of the iterables' items side by side; ends with the shortest, or with strict=True raises ValueError when their lengths differ.",
    ),
  );
  t.tp_dealloc = destructor.of(zip_dealloc);
  t.tp_traverse = traverseproc.of(zip_traverse);
  t.tp_iternext = iternextfunc.of(zip_next);
  t.tp_new = newfunc.of(zip_new);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(zip_reduce), cstr("State for pickling."));
  def_o(t, cstr("__setstate__"), PyCFunction.of(zip_setstate), cstr("Restores a pickled state."));
}
