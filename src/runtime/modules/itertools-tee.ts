/**
 * itertools.tee: several iterators over one. CPython: teeobject, teedataobject of Modules/itertoolsmodule.c.
 *
 *   teedataobject (496 bytes, GC): a link of the chain of items read     teeobject (48)
 *   +16 it        owned iterator                                         +16 dataobj      owned link
 *   +24 numread   items in `values`, i32; +28 running, i32               +24 index        next item of it, i32
 *   +32 nextlink  owned, or NULL                                         +32 weakreflist
 *   +40 values    57 owned items                                         +40 state (unused)
 */

import { _PyArg_AsSsize_t, _PyArg_BadArgument, _PyArg_CheckPositional, _PyArg_NoKeywords } from "../abstract/args";
import { orNone, PyObject_GenericGetAttr, PyObject_GetAttr, PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyObject_CallNoArgs } from "../abstract/call";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { PyLong_AsInt, PyLong_FromLong } from "../builtin-types/int";
import { PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New, PyList_SET_ITEM } from "../builtin-types/list";
import {
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_Pack,
  PyTuple_SET_ITEM,
} from "../builtin-types/tuple";
import { heap_member, heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { PyObject_TypeCheck } from "../builtin-types/type-mro";
import { PyObject_ClearWeakRefs } from "../builtin-types/weakref";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_noargs, def_o, Py_READONLY, Py_T_PYSSIZET } from "../object/def-tables";
import { free_instance, set_at } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import {
  Py_DECREF,
  Py_IS_TYPE,
  Py_NewRef,
  Py_REFCNT,
  Py_XDECREF,
  Py_XNewRef,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import {
  destructor,
  freefunc,
  getattrofunc,
  getiterfunc,
  inquiry,
  iternextfunc,
  newfunc,
  PyCFunction,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE, PyTypeObject } from "../object/type-object";
import { is_state_tuple, itertools_types, pickle_deprecation, reduced } from "./itertools-support";

const LINKCELLS: i32 = 57;
/** sizeof(teedataobject). */
const TEE_DATA_SIZE: i32 = 496;

@unmanaged
class teedataobject extends PyObject {
  it: PyObject | null;
  numread: i32;
  running: i32;
  nextlink: PyObject | null;
}

@unmanaged
class teeobject extends PyObject {
  dataobj: PyObject | null;
  index: i32;
  index_high: i32;
  weakreflist: PyObject | null;
  state: usize;
}
const DATAOBJ: usize = offsetof<teeobject>("dataobj");

/** @inline */
function values_of(o: PyObject): Slots {
  return Slots.at(ptr(o) + offsetof<teedataobject>());
}

// --- links ---

/** An empty link for `it`: new reference. */
function teedata_new(it: PyObject): PyObject | null {
  const o = _PyObject_GC_New(itertools_types.teedataobject);
  if (!o) return null;
  const head = offsetof<PyObject>();
  memory.fill(ptr(o) + head, 0, offsetof<teedataobject>() - head);
  changetype<teedataobject>(o).it = Py_NewRef(it);
  _PyObject_GC_TRACK(o);
  return o;
}

/** The link behind `o`, made if need be: new reference. */
function teedata_jumplink(o: PyObject): PyObject | null {
  const tdo = changetype<teedataobject>(o);
  if (!tdo.nextlink) tdo.nextlink = teedata_new(tdo.it!);
  return Py_XNewRef(tdo.nextlink);
}

/** Item `i`, read if need be: new reference; NULL at the end or with an exception. */
function teedata_getitem(o: PyObject, i: i32): PyObject | null {
  const tdo = changetype<teedataobject>(o);
  if (i < tdo.numread) return Py_NewRef(values_of(o).get(i));
  if (tdo.running) {
    PyErr_SetString(PyExc_RuntimeError, cstr("cannot re-enter the tee iterator"));
    return null;
  }
  tdo.running = 1;
  const value = PyIter_Next(tdo.it!);
  tdo.running = 0;
  if (!value) return null;
  values_of(o).set(tdo.numread, value);
  tdo.numread++;
  return Py_NewRef(value);
}

function teedata_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const tdo = changetype<teedataobject>(o);
  let stop = visit.call(o.ob_type, arg);
  const it = tdo.it;
  if (it && !stop) stop = visit.call(it, arg);
  for (let i = 0; i < tdo.numread && !stop; i++) {
    const value = values_of(o).getOrNull(i);
    if (value) stop = visit.call(value, arg);
  }
  const next = tdo.nextlink;
  return next && !stop ? visit.call(next, arg) : stop;
}

/** Gives a chain of links back, without recursion as long as nobody else has them. Steals `link`. */
function release_links(link: PyObject | null): void {
  while (link && Py_REFCNT(link) === 1) {
    const next = changetype<teedataobject>(link).nextlink;
    changetype<teedataobject>(link).nextlink = null;
    Py_DECREF(link);
    link = next;
  }
  Py_XDECREF(link);
}

function teedata_clear(o: PyObject): i32 {
  const tdo = changetype<teedataobject>(o);
  set_at(ptr(o) + offsetof<teedataobject>("it"), null);
  for (let i = 0; i < tdo.numread; i++) {
    const value = values_of(o).getOrNull(i);
    values_of(o).set(i, null);
    Py_XDECREF(value);
  }
  const next = tdo.nextlink;
  tdo.nextlink = null;
  release_links(next);
  return 0;
}

function teedata_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  teedata_clear(o);
  free_instance(o);
}

/** The first `n` items as a list: new reference. */
function teedata_list(o: PyObject, n: i32): PyObject | null {
  const list = PyList_New(n);
  if (list) for (let i = 0; i < n; i++) PyList_SET_ITEM(list, i, Py_NewRef(values_of(o).get(i)));
  return list;
}

function teedata_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  const tdo = changetype<teedataobject>(o);
  const list = teedata_list(o, tdo.numread);
  if (!list) return null;
  const args = PyTuple_Pack(tdo.it!, list, orNone(tdo.nextlink));
  Py_DECREF(list);
  return reduced(o, args);
}

/** Fills a new link with the items of a list and its next link. False: they do not fit. */
function teedata_fill(o: PyObject, list: PyObject, next: PyObject): bool {
  const n = PyList_GET_SIZE(list);
  if (n > LINKCELLS) return false;
  for (let i = 0; i < n; i++) values_of(o).set(i, Py_NewRef(PyList_GET_ITEM(list, i)));
  changetype<teedataobject>(o).numread = n;
  if (ptr(next) === ptr(Py_None)) return true;
  if (n !== LINKCELLS || !Py_IS_TYPE(next, itertools_types.teedataobject)) return false;
  changetype<teedataobject>(o).nextlink = Py_NewRef(next);
  return true;
}

function teedata_tp_new(_type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const name = cstr("teedataobject");
  if (!_PyArg_NoKeywords(name, kwds) || !_PyArg_CheckPositional(name, PyTuple_GET_SIZE(args), 3, 3)) return null;
  const values = PyTuple_GET_ITEM(args, 1);
  if (!PyList_Check(values)) {
    _PyArg_BadArgument(name, cstr("argument 2"), cstr("list"), values);
    return null;
  }
  const o = teedata_new(PyTuple_GET_ITEM(args, 0));
  if (!o || teedata_fill(o, values, PyTuple_GET_ITEM(args, 2))) return o;
  Py_DECREF(o);
  PyErr_SetString(PyExc_ValueError, cstr("Invalid arguments"));
  return null;
}

/** The class _tee_dataobject: new reference. */
export function make_teedataobject_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE;
  const doc = cstr("teedataobject(iterable, values, next, /)\n--\n\nItems that the iterators of tee() share.");
  const t = heap_type(m, cstr("itertools._tee_dataobject"), TEE_DATA_SIZE, 0, flags, doc);
  if (!t) return null;
  itertools_types.teedataobject = t;
  t.tp_dealloc = destructor.of(teedata_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(teedata_traverse);
  t.tp_clear = inquiry.of(teedata_clear);
  t.tp_new = newfunc.of(teedata_tp_new);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(teedata_reduce), cstr("__reduce__($self, /)\n--\n\nFor pickling."));
  return heap_type_finish(t);
}

// --- iterators ---

/** An iterator at item `index` of a link (stolen, NULL: fails): new reference. */
function tee_make(dataobj: PyObject | null, index: i32): PyObject | null {
  if (!dataobj) return null;
  const o = _PyObject_GC_New(itertools_types.tee);
  if (!o) {
    Py_DECREF(dataobj);
    return null;
  }
  const head = offsetof<PyObject>();
  memory.fill(ptr(o) + head, 0, offsetof<teeobject>() - head);
  changetype<teeobject>(o).dataobj = dataobj;
  changetype<teeobject>(o).index = index;
  _PyObject_GC_TRACK(o);
  return o;
}

function tee_next(o: PyObject): PyObject | null {
  const to = changetype<teeobject>(o);
  if (to.index >= LINKCELLS) {
    const link = teedata_jumplink(to.dataobj!);
    if (!link) return null;
    set_at(ptr(o) + DATAOBJ, link);
    to.index = 0;
  }
  const value = teedata_getitem(to.dataobj!, to.index);
  if (value) to.index++;
  return value;
}

function tee_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const stop = visit.call(o.ob_type, arg);
  const dataobj = changetype<teeobject>(o).dataobj;
  return dataobj && !stop ? visit.call(dataobj, arg) : stop;
}

function tee_copy(o: PyObject, _unused: PyObject | null): PyObject | null {
  const to = changetype<teeobject>(o);
  return tee_make(Py_NewRef(to.dataobj!), to.index);
}

/** An iterator over `iterable` that can be copied: new reference. */
function tee_fromiterable(iterable: PyObject): PyObject | null {
  const it = PyObject_GetIter(iterable);
  if (!it) return null;
  const result = PyObject_TypeCheck(it, itertools_types.tee) ? tee_copy(it, null) : tee_make(teedata_new(it), 0);
  Py_DECREF(it);
  return result;
}

function tee_tp_new(_type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const name = cstr("_tee");
  if (!_PyArg_NoKeywords(name, kwds) || !_PyArg_CheckPositional(name, PyTuple_GET_SIZE(args), 1, 1)) return null;
  return tee_fromiterable(PyTuple_GET_ITEM(args, 0));
}

function tee_clear(o: PyObject): i32 {
  if (changetype<teeobject>(o).weakreflist) PyObject_ClearWeakRefs(o);
  set_at(ptr(o) + DATAOBJ, null);
  return 0;
}

function tee_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  tee_clear(o);
  free_instance(o);
}

function tee_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  const to = changetype<teeobject>(o);
  const index = PyLong_FromLong(<i64>to.index);
  const state = index ? PyTuple_Pack(to.dataobj!, index) : null;
  Py_XDECREF(index);
  const empty = PyTuple_New(0);
  const args = state && empty ? PyTuple_Pack(empty) : null;
  Py_XDECREF(empty);
  return reduced(o, args, state);
}

function tee_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  if (!pickle_deprecation() || !is_state_tuple(state!)) return null;
  const n = PyTuple_GET_SIZE(state!);
  if (n !== 2) return PyErr_Format(PyExc_TypeError, cstr("function takes exactly 2 arguments (%zd given)"), <usize>n);
  const link = PyTuple_GET_ITEM(state!, 0);
  if (!PyObject_TypeCheck(link, itertools_types.teedataobject)) {
    const text = cstr("argument 1 must be itertools._tee_dataobject, not %.50s");
    return PyErr_Format(PyExc_TypeError, text, link.ob_type.tp_name);
  }
  const index = PyLong_AsInt(PyTuple_GET_ITEM(state!, 1));
  if (index === -1 && tstate.current_exception) return null;
  if (index < 0 || index > LINKCELLS) {
    PyErr_SetString(PyExc_ValueError, cstr("Index out of range"));
    return null;
  }
  set_at(ptr(o) + DATAOBJ, Py_NewRef(link));
  changetype<teeobject>(o).index = index;
  return Py_None;
}

/** The class _tee: new reference. */
export function make_tee_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE;
  const doc = cstr("_tee(iterable, /)\n--\n\nAn iterator that can be copied.");
  const t = heap_type(m, cstr("itertools._tee"), offsetof<teeobject>(), 0, flags, doc, 1);
  if (!t) return null;
  itertools_types.tee = t;
  t.tp_dealloc = destructor.of(tee_dealloc);
  t.tp_traverse = traverseproc.of(tee_traverse);
  t.tp_clear = inquiry.of(tee_clear);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(tee_next);
  t.tp_new = newfunc.of(tee_tp_new);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_weaklistoffset = offsetof<teeobject>("weakreflist");
  heap_member(t, 0, cstr("__weaklistoffset__"), Py_T_PYSSIZET, <usize>t.tp_weaklistoffset, Py_READONLY);
  def_noargs(
    t,
    cstr("__copy__"),
    PyCFunction.of(tee_copy),
    cstr("__copy__($self, /)\n--\n\nAn iterator of its own from here on."),
  );
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(tee_reduce), cstr("__reduce__($self, /)\n--\n\nFor pickling."));
  def_o(
    t,
    cstr("__setstate__"),
    PyCFunction.of(tee_setstate),
    cstr("__setstate__($self, object, /)\n--\n\nFor unpickling."),
  );
  return heap_type_finish(t);
}

// --- tee() ---

/** Fills the tuple `result` with `it` (stolen) and copies of it. False with an exception. */
function fill_with_copies(result: PyObject, it: PyObject, n: i32): bool {
  PyTuple_SET_ITEM(result, 0, it);
  if (n === 1) return true;
  const copyfunc = PyObject_GetAttr(it, _Py_ID("__copy__"));
  let ok = copyfunc !== null;
  for (let i = 1; i < n && ok; i++) {
    const copy = PyObject_CallNoArgs(copyfunc!);
    ok = copy !== null;
    PyTuple_SET_ITEM(result, i, copy);
  }
  Py_XDECREF(copyfunc);
  return ok;
}

/** iter(iterable) if that can be copied, else a _tee of it: new reference. */
function copyable_iterator(iterable: PyObject): PyObject | null {
  const it = PyObject_GetIter(iterable);
  if (!it) return null;
  const found = PyObject_GetOptionalAttr(it, _Py_ID("__copy__"));
  if (found > 0) {
    Py_XDECREF(tstate.out_object);
    return it;
  }
  const result = found === 0 ? tee_fromiterable(it) : null;
  Py_DECREF(it);
  return result;
}

export function itertools_tee(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("tee"), nargs, 1, 2)) return null;
  const iterable = args.get(0);
  const n = nargs === 2 ? _PyArg_AsSsize_t(args.get(1)) : 2;
  if (n === -1 && tstate.current_exception) return null;
  if (n < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("n must be >= 0"));
    return null;
  }
  if (n > <i64>i32.MAX_VALUE) return PyErr_NoMemory();
  const result = PyTuple_New(<i32>n);
  if (!result || n === 0) return result;
  const it = copyable_iterator(iterable);
  if (it && fill_with_copies(result, it, <i32>n)) return result;
  Py_DECREF(result);
  return null;
}
