/**
 * Iterators over a deque, forwards and backwards. CPython: dequeiterobject of Modules/_collectionsmodule.c.
 *
 *   dequeiterobject (56 bytes, GC)
 *   +16 b, +24 index  of the next item     +40 state    the deque's when iteration began
 *   +32 deque         owned                +48 counter  items still to come
 */

import { _PyArg_AsSsize_t } from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { PyLong_FromSsize_t } from "../builtin-types/int";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "../builtin-types/tuple";
import { heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { PyObject_TypeCheck } from "../builtin-types/type-mro";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_noargs } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_ssize_t, Py_XDECREF, PyObject, ptr } from "../object/object";
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
import { tstate } from "../object/state";
import { PyExc_RuntimeError, PyExc_TypeError } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE, PyTypeObject } from "../object/type-object";
import { BLOCKLEN, block, block_data, collections_types, deque_of, rightlink } from "./collections-deque-blocks";

@unmanaged
export class dequeiterobject extends PyObject {
  b: block;
  index: Py_ssize_t;
  deque: PyObject | null;
  state: i64;
  counter: Py_ssize_t;
}

/** @inline */
function iter_of(o: PyObject): dequeiterobject {
  return changetype<dequeiterobject>(o);
}

/** An iterator of type `t` that begins at `index` of `b`: new reference. */
function iterator_new(t: PyTypeObject, deque: PyObject, b: block, index: Py_ssize_t): PyObject | null {
  const o = _PyObject_GC_New(t);
  if (!o) return null;
  const head = offsetof<PyObject>();
  memory.fill(ptr(o) + head, 0, offsetof<dequeiterobject>() - head);
  const it = iter_of(o);
  it.b = b;
  it.index = index;
  it.deque = Py_NewRef(deque);
  it.state = deque_of(deque).state;
  it.counter = Py_SIZE(deque);
  _PyObject_GC_TRACK(o);
  return o;
}

export function deque_iter(o: PyObject): PyObject | null {
  const deque = deque_of(o);
  return iterator_new(collections_types.deque_iterator, o, deque.leftblock, deque.leftindex);
}

export function deque_reviter(o: PyObject, _unused: PyObject | null): PyObject | null {
  const deque = deque_of(o);
  return iterator_new(collections_types.deque_reverse_iterator, o, deque.rightblock, deque.rightindex);
}

function dequeiter_dealloc(o: PyObject): void {
  const t = o.ob_type;
  PyObject_GC_UnTrack(o);
  Py_XDECREF(iter_of(o).deque);
  PyObject_GC_Del(o);
  Py_DECREF(t);
}

function dequeiter_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const stop = visit.call(o.ob_type, arg);
  const deque = iter_of(o).deque;
  return deque && !stop ? visit.call(deque, arg) : stop;
}

/** False with RuntimeError: the deque has changed since iteration began. */
function is_unchanged(it: dequeiterobject): bool {
  if (deque_of(it.deque!).state === it.state) return true;
  it.counter = 0;
  PyErr_SetString(PyExc_RuntimeError, cstr("deque mutated during iteration"));
  return false;
}

function dequeiter_next(o: PyObject): PyObject | null {
  const it = iter_of(o);
  if (!is_unchanged(it) || it.counter === 0) return null;
  const item = block_data(it.b).get(it.index);
  it.index++;
  it.counter--;
  if (it.index === BLOCKLEN && it.counter > 0) {
    it.b = rightlink(it.b);
    it.index = 0;
  }
  return Py_NewRef(item);
}

function dequereviter_next(o: PyObject): PyObject | null {
  const it = iter_of(o);
  if (it.counter === 0 || !is_unchanged(it)) return null;
  const item = block_data(it.b).get(it.index);
  it.index--;
  it.counter--;
  if (it.index < 0 && it.counter > 0) {
    it.b = it.b.leftlink;
    it.index = BLOCKLEN - 1;
  }
  return Py_NewRef(item);
}

/** The deque of the arguments (deque, index=0), borrowed; the index in tstate.out_i64. NULL with TypeError. */
function read_arguments(args: PyObject): PyObject | null {
  const n = PyTuple_GET_SIZE(args);
  if (n < 1) return PyErr_Format(PyExc_TypeError, cstr("function takes at least 1 argument (0 given)"));
  if (n > 2) return PyErr_Format(PyExc_TypeError, cstr("function takes at most 2 arguments (%zd given)"), <usize>n);
  const deque = PyTuple_GET_ITEM(args, 0);
  if (!PyObject_TypeCheck(deque, collections_types.deque)) {
    const text = cstr("argument 1 must be collections.deque, not %.50s");
    return PyErr_Format(PyExc_TypeError, text, deque.ob_type.tp_name);
  }
  let index: i64 = 0;
  if (n === 2) {
    index = _PyArg_AsSsize_t(PyTuple_GET_ITEM(args, 1));
    if (index === -1 && tstate.current_exception) return null;
  }
  tstate.out_i64 = index;
  return deque;
}

/** Takes `index` items from the iterator `o` (stolen, NULL: fails). */
function advanced(o: PyObject | null, index: i64): PyObject | null {
  if (!o) return null;
  for (let i: i64 = 0; i < index; i++) {
    const item = o.ob_type.tp_iternext!.call(o);
    if (!item) {
      if (iter_of(o).counter === 0 && !tstate.current_exception) break;
      Py_DECREF(o);
      return null;
    }
    Py_DECREF(item);
  }
  return o;
}

function dequeiter_new(_type: PyTypeObject, args: PyObject, _kwds: PyObject | null): PyObject | null {
  const deque = read_arguments(args);
  if (!deque) return null;
  const index = tstate.out_i64;
  return advanced(deque_iter(deque), index);
}

function dequereviter_new(_type: PyTypeObject, args: PyObject, _kwds: PyObject | null): PyObject | null {
  const deque = read_arguments(args);
  if (!deque) return null;
  const index = tstate.out_i64;
  return advanced(deque_reviter(deque, null), index);
}

function dequeiter_len(o: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromSsize_t(<i64>iter_of(o).counter);
}

function dequeiter_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const it = iter_of(o);
  const index = PyLong_FromSsize_t(<i64>(Py_SIZE(it.deque!) - it.counter));
  const args = index ? PyTuple_Pack(it.deque!, index) : null;
  Py_XDECREF(index);
  const result = args ? PyTuple_Pack(o.ob_type, args) : null;
  Py_XDECREF(args);
  return result;
}

function make_iterator_type(m: PyObject, name: usize, next: iternextfunc, make: newfunc): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE;
  const t = heap_type(m, name, offsetof<dequeiterobject>(), 0, flags);
  if (!t) return null;
  t.tp_dealloc = destructor.of(dequeiter_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(dequeiter_traverse);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = next;
  t.tp_new = make;
  t.tp_free = freefunc.of(PyObject_GC_Del);
  def_noargs(
    t,
    cstr("__length_hint__"),
    PyCFunction.of(dequeiter_len),
    cstr("__length_hint__($self, /)\n--\n\nHow many elements are still to come."),
  );
  def_noargs(
    t,
    cstr("__reduce__"),
    PyCFunction.of(dequeiter_reduce),
    cstr("__reduce__($self, /)\n--\n\nFor pickling."),
  );
  return heap_type_finish(t);
}

/** The class _deque_iterator: new reference. */
export function make_deque_iterator_type(m: PyObject): PyTypeObject | null {
  const name = cstr("collections._deque_iterator");
  const t = make_iterator_type(m, name, iternextfunc.of(dequeiter_next), newfunc.of(dequeiter_new));
  if (t) collections_types.deque_iterator = t;
  return t;
}

/** The class _deque_reverse_iterator: new reference. */
export function make_deque_reverse_iterator_type(m: PyObject): PyTypeObject | null {
  const name = cstr("collections._deque_reverse_iterator");
  const t = make_iterator_type(m, name, iternextfunc.of(dequereviter_next), newfunc.of(dequereviter_new));
  if (t) collections_types.deque_reverse_iterator = t;
  return t;
}
