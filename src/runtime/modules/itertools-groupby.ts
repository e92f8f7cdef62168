/**
 * itertools.groupby and the iterators of its groups. CPython: groupbyobject, _grouperobject of Modules/itertoolsmodule.c.
 *
 *   groupbyobject (72 bytes, GC), owned unless said                  _grouperobject (32)
 *   +16 it, +24 keyfunc                                              +16 parent  owned groupby
 *   +32 tgtkey     key of the group that was given last              +24 tgtkey  owned
 *   +40 currkey    key of the item read last, +48 currvalue the item
 *   +56 currgrouper  borrowed: the only group that may still read     +64 state (unused)
 */

import {
  _PyArg_BadArgument,
  _PyArg_CheckPositional,
  _PyArg_NoKeywords,
  _PyArg_UnpackKeywordsTuple,
  ArgSpec,
} from "../abstract/args";
import { newOrNone, PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyObject_CallOneArg } from "../abstract/call";
import { PyErr_Format } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { Py_EQ, PyObject_RichCompareBool, PyObject_SelfIter } from "../abstract/object-protocol";
import { PyDict_GetItemRef } from "../builtin-types/dict";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_New, PyTuple_Pack } from "../builtin-types/tuple";
import { heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { PyObject_TypeCheck } from "../builtin-types/type-mro";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { def_noargs, def_o } from "../object/def-tables";
import { clear_at, set_at, visit_fields } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  destructor,
  freefunc,
  getattrofunc,
  getiterfunc,
  iternextfunc,
  newfunc,
  PyCFunction,
  traverseproc,
  visitproc,
} from "../object/slots";
import { interp, tstate } from "../object/state";
import { Py_None, PyExc_TypeError } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE, PyTypeObject } from "../object/type-object";
import {
  dealloc_fields,
  is_state_tuple,
  iterator_type,
  itertools_types,
  pickle_deprecation,
  reduced,
} from "./itertools-support";

@unmanaged
class groupbyobject extends PyObject {
  it: PyObject | null;
  keyfunc: PyObject | null;
  tgtkey: PyObject | null;
  currkey: PyObject | null;
  currvalue: PyObject | null;
  currgrouper: usize;
  state: usize;
}
const IT: usize = offsetof<groupbyobject>("it");
const TGTKEY: usize = offsetof<groupbyobject>("tgtkey");
const CURRKEY: usize = offsetof<groupbyobject>("currkey");
const CURRVALUE: usize = offsetof<groupbyobject>("currvalue");

@unmanaged
class _grouperobject extends PyObject {
  parent: PyObject | null;
  tgtkey: PyObject | null;
}
const PARENT: usize = offsetof<_grouperobject>("parent");

const spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function groupby_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywordsTuple(spec, cstr("groupby"), cstr("iterable key"), 0, args, kwds, 1, 2);
  stack_release(mark);
  if (a === 0) return null;
  const iterable = Slots.at(a).get(0);
  const keyfunc = Slots.at(a).getOrNull(1);
  const o = type.tp_alloc!.call(type, 0);
  if (!o) return null;
  const gbo = changetype<groupbyobject>(o);
  gbo.keyfunc = newOrNone(keyfunc);
  gbo.it = PyObject_GetIter(iterable);
  if (gbo.it) return o;
  Py_DECREF(o);
  return null;
}

function groupby_dealloc(o: PyObject): void {
  dealloc_fields(o, IT, 5);
}

function groupby_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit_fields(o, visit, arg, IT, 5);
}

/** Reads the next item and its key. False at the end or with an exception. */
function groupby_step(o: PyObject): bool {
  const gbo = changetype<groupbyobject>(o);
  const value = PyIter_Next(gbo.it!);
  if (!value) return false;
  const keyfunc = gbo.keyfunc!;
  const key = ptr(keyfunc) === ptr(Py_None) ? Py_NewRef(value) : PyObject_CallOneArg(keyfunc, value);
  if (!key) {
    Py_DECREF(value);
    return false;
  }
  const old = gbo.currvalue;
  gbo.currvalue = value;
  set_at(ptr(o) + CURRKEY, key);
  Py_XDECREF(old);
  return true;
}

/** Reads on until the key is no longer that of the last group. False at the end or with an exception. */
function skip_group(o: PyObject): bool {
  const gbo = changetype<groupbyobject>(o);
  while (true) {
    const current = gbo.currkey;
    if (current) {
      const target = gbo.tgtkey;
      if (!target) return true;
      const equal = PyObject_RichCompareBool(target, current, Py_EQ);
      if (equal <= 0) return equal === 0;
    }
    if (!groupby_step(o)) return false;
  }
}

function groupby_next(o: PyObject): PyObject | null {
  const gbo = changetype<groupbyobject>(o);
  gbo.currgrouper = 0;
  if (!skip_group(o)) return null;
  set_at(ptr(o) + TGTKEY, Py_NewRef(gbo.currkey!));
  const grouper = grouper_create(o, gbo.tgtkey!);
  if (!grouper) return null;
  const result = PyTuple_Pack(gbo.currkey!, grouper);
  Py_DECREF(grouper);
  return result;
}

function groupby_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  const gbo = changetype<groupbyobject>(o);
  const args = PyTuple_Pack(gbo.it!, gbo.keyfunc);
  const key = gbo.currkey;
  if (!gbo.tgtkey || !key || !gbo.currvalue) return reduced(o, args);
  const state = args ? PyTuple_Pack(key, gbo.currvalue, gbo.tgtkey) : null;
  if (state) return reduced(o, args, state);
  Py_XDECREF(args);
  return null;
}

function groupby_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  if (!pickle_deprecation() || !is_state_tuple(state!)) return null;
  const n = PyTuple_GET_SIZE(state!);
  if (n !== 3) return PyErr_Format(PyExc_TypeError, cstr("function takes exactly 3 arguments (%zd given)"), <usize>n);
  set_at(ptr(o) + CURRKEY, Py_NewRef(PyTuple_GET_ITEM(state!, 0)));
  set_at(ptr(o) + CURRVALUE, Py_NewRef(PyTuple_GET_ITEM(state!, 1)));
  set_at(ptr(o) + TGTKEY, Py_NewRef(PyTuple_GET_ITEM(state!, 2)));
  return Py_None;
}

/** The class groupby: new reference. */
export function make_groupby_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.groupby"),
    offsetof<groupbyobject>(),
    cstr("groupby(iterable, key=None)\n--\n\nPairs of a key and an iterator over the successive items with that key."),
    destructor.of(groupby_dealloc),
    traverseproc.of(groupby_traverse),
    iternextfunc.of(groupby_next),
    newfunc.of(groupby_new),
  );
  if (!t) return null;
  itertools_types.groupby = t;
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(groupby_reduce), cstr("__reduce__($self, /)\n--\n\nFor pickling."));
  def_o(
    t,
    cstr("__setstate__"),
    PyCFunction.of(groupby_setstate),
    cstr("__setstate__($self, object, /)\n--\n\nFor unpickling."),
  );
  return heap_type_finish(t);
}

// --- groups ---

/** The group of `parent` with key `tgtkey`, which from now on is the one that may read: new reference. */
function grouper_create(parent: PyObject, tgtkey: PyObject): PyObject | null {
  const o = _PyObject_GC_New(itertools_types.grouper);
  if (!o) return null;
  store<u64>(ptr(o), <u64>ptr(Py_NewRef(parent)), PARENT);
  store<u64>(ptr(o), <u64>ptr(Py_NewRef(tgtkey)), offsetof<_grouperobject>("tgtkey"));
  changetype<groupbyobject>(parent).currgrouper = ptr(o);
  _PyObject_GC_TRACK(o);
  return o;
}

function grouper_new(_type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const name = cstr("_grouper");
  if (!_PyArg_NoKeywords(name, kwds) || !_PyArg_CheckPositional(name, PyTuple_GET_SIZE(args), 2, 2)) return null;
  const parent = PyTuple_GET_ITEM(args, 0);
  if (PyObject_TypeCheck(parent, itertools_types.groupby)) return grouper_create(parent, PyTuple_GET_ITEM(args, 1));
  _PyArg_BadArgument(name, cstr("argument 1"), itertools_types.groupby.tp_name, parent);
  return null;
}

function grouper_dealloc(o: PyObject): void {
  dealloc_fields(o, PARENT, 2);
}

function grouper_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit_fields(o, visit, arg, PARENT, 2);
}

function grouper_next(o: PyObject): PyObject | null {
  const parent = changetype<_grouperobject>(o).parent!;
  const gbo = changetype<groupbyobject>(parent);
  if (gbo.currgrouper !== ptr(o)) return null;
  if (!gbo.currvalue && !groupby_step(parent)) return null;
  const equal = PyObject_RichCompareBool(changetype<_grouperobject>(o).tgtkey!, gbo.currkey!, Py_EQ);
  if (equal <= 0) return null;
  const value = gbo.currvalue;
  gbo.currvalue = null;
  clear_at(ptr(parent) + CURRKEY);
  return value;
}

/** (iter, ((),)): of a group that can't read any more. */
function reduce_ended(): PyObject | null {
  if (PyDict_GetItemRef(interp.builtins!, _Py_ID("iter")) <= 0) return null;
  const iter = tstate.out_object!;
  const empty = PyTuple_New(0);
  const args = empty ? PyTuple_Pack(empty) : null;
  Py_XDECREF(empty);
  const result = args ? PyTuple_Pack(iter, args) : null;
  Py_DECREF(iter);
  Py_XDECREF(args);
  return result;
}

function grouper_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  const igo = changetype<_grouperobject>(o);
  if (changetype<groupbyobject>(igo.parent!).currgrouper !== ptr(o)) return reduce_ended();
  return reduced(o, PyTuple_Pack(igo.parent!, igo.tgtkey));
}

/** The class _grouper: new reference. */
export function make_grouper_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE;
  const t = heap_type(m, cstr("itertools._grouper"), offsetof<_grouperobject>(), 0, flags);
  if (!t) return null;
  itertools_types.grouper = t;
  t.tp_dealloc = destructor.of(grouper_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(grouper_traverse);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(grouper_next);
  t.tp_new = newfunc.of(grouper_new);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(grouper_reduce), cstr("__reduce__($self, /)\n--\n\nFor pickling."));
  return heap_type_finish(t);
}
