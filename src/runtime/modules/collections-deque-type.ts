/** collections.deque: the class. CPython: deque_spec of Modules/_collectionsmodule.c. */

import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyObject_HashNotImplemented } from "../abstract/object-protocol";
import { Py_GenericAlias } from "../builtin-types/generic-alias";
import { heap_member, heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { PyObject_ClearWeakRefs } from "../builtin-types/weakref";
import { PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_fast, def_getset, def_noargs, def_o, METH_CLASS, Py_READONLY, Py_T_PYSSIZET } from "../object/def-tables";
import { free_instance } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { Py_SIZE, Py_ssize_t, PyObject } from "../object/object";
import {
  binaryfunc,
  destructor,
  freefunc,
  getattrofunc,
  getiterfunc,
  getter,
  hashfunc,
  initproc,
  inquiry,
  lenfunc,
  newfunc,
  objobjproc,
  PyCFunction,
  PyCFunctionFast,
  reprfunc,
  richcmpfunc,
  ssizeargfunc,
  ssizeobjargproc,
  traverseproc,
  visitproc,
} from "../object/slots";
import {
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_IMMUTABLETYPE,
  Py_TPFLAGS_SEQUENCE,
  PyTypeObject,
} from "../object/type-object";
import {
  deque_append,
  deque_appendleft,
  deque_ass_item,
  deque_clear,
  deque_concat,
  deque_contains,
  deque_copy,
  deque_count,
  deque_extend,
  deque_extendleft,
  deque_get_maxlen,
  deque_index,
  deque_init,
  deque_inplace_concat,
  deque_inplace_repeat,
  deque_insert,
  deque_item,
  deque_len,
  deque_new,
  deque_pop,
  deque_popleft,
  deque_reduce,
  deque_remove,
  deque_repeat,
  deque_repr,
  deque_reverse,
  deque_richcompare,
  deque_rotate,
  deque_sizeof,
} from "./collections-deque";
import {
  BLOCKLEN,
  block_data,
  clear_items,
  collections_types,
  deque_of,
  dequeobject,
  freeblock,
  release_freeblocks,
  rightlink,
} from "./collections-deque-blocks";
import { deque_iter, deque_reviter } from "./collections-deque-iterators";

function deque_dealloc(o: PyObject): void {
  const deque = deque_of(o);
  PyObject_GC_UnTrack(o);
  if (deque.weakreflist) PyObject_ClearWeakRefs(o);
  if (changetype<usize>(deque.leftblock) !== 0) {
    clear_items(deque);
    freeblock(deque, deque.leftblock);
  }
  release_freeblocks(deque);
  free_instance(o);
}

function deque_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  let stop = visit.call(o.ob_type, arg);
  const deque = deque_of(o);
  let b = deque.leftblock;
  let index = deque.leftindex;
  for (let n = Py_SIZE(o); n > 0 && !stop; n--) {
    if (index === BLOCKLEN) {
      b = rightlink(b);
      index = 0;
    }
    stop = visit.call(block_data(b).get(index++), arg);
  }
  return stop;
}

function deque_tp_clear(o: PyObject): i32 {
  if (changetype<usize>(deque_of(o).leftblock) !== 0) clear_items(deque_of(o));
  return 0;
}

function add_changes(t: PyTypeObject): void {
  def_o(
    t,
    cstr("append"),
    PyCFunction.of(deque_append),
    cstr("append($self, item, /)\n--\n\nPuts an element at the right end."),
  );
  def_o(
    t,
    cstr("appendleft"),
    PyCFunction.of(deque_appendleft),
    cstr("appendleft($self, item, /)\n--\n\nPuts an element at the left end."),
  );
  def_noargs(t, cstr("clear"), PyCFunction.of(deque_clear), cstr("clear($self, /)\n--\n\nRemoves everything."));
  def_noargs(t, cstr("__copy__"), PyCFunction.of(deque_copy), cstr("__copy__($self, /)\n--\n\nA shallow copy."));
  def_noargs(t, cstr("copy"), PyCFunction.of(deque_copy), cstr("copy($self, /)\n--\n\nA shallow copy."));
  def_o(
    t,
    cstr("count"),
    PyCFunction.of(deque_count),
    cstr("count($self, value, /)\n--\n\nHow many elements are equal to value."),
  );
  def_o(
    t,
    cstr("extend"),
    PyCFunction.of(deque_extend),
    cstr("extend($self, iterable, /)\n--\n\nPuts the elements of an iterable at the right end."),
  );
  def_o(
    t,
    cstr("extendleft"),
    PyCFunction.of(deque_extendleft),
    cstr(
      "extendleft($self, iterable, /)\n--\n\nPuts the elements of an iterable at the left end, one before the other.",
    ),
  );
  def_fast(
    t,
    cstr("index"),
    PyCFunctionFast.of(deque_index),
    cstr("index($self, value, [start, [stop]])\n--\n\nThe first index of value; ValueError when it is not there."),
  );
  def_fast(
    t,
    cstr("insert"),
    PyCFunctionFast.of(deque_insert),
    cstr("insert($self, index, value, /)\n--\n\nPuts value in front of index."),
  );
  def_noargs(
    t,
    cstr("pop"),
    PyCFunction.of(deque_pop),
    cstr("pop($self, /)\n--\n\nTakes the rightmost element out and returns it."),
  );
  def_noargs(
    t,
    cstr("popleft"),
    PyCFunction.of(deque_popleft),
    cstr("popleft($self, /)\n--\n\nTakes the leftmost element out and returns it."),
  );
}

function add_others(t: PyTypeObject): void {
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(deque_reduce), cstr("__reduce__($self, /)\n--\n\nFor pickling."));
  def_o(
    t,
    cstr("remove"),
    PyCFunction.of(deque_remove),
    cstr("remove($self, value, /)\n--\n\nTakes the first element that is equal to value out."),
  );
  def_noargs(
    t,
    cstr("__reversed__"),
    PyCFunction.of(deque_reviter),
    cstr("__reversed__($self, /)\n--\n\nAn iterator from right to left."),
  );
  def_noargs(t, cstr("reverse"), PyCFunction.of(deque_reverse), cstr("reverse($self, /)\n--\n\nReverses in place."));
  def_fast(
    t,
    cstr("rotate"),
    PyCFunctionFast.of(deque_rotate),
    cstr("rotate($self, n=1, /)\n--\n\nTurns the deque n steps to the right, to the left if n is negative."),
  );
  def_noargs(
    t,
    cstr("__sizeof__"),
    PyCFunction.of(deque_sizeof),
    cstr("__sizeof__($self, /)\n--\n\nBytes of memory, without those of the elements."),
  );
  def_o(
    t,
    cstr("__class_getitem__"),
    PyCFunction.of(deque_class_getitem),
    cstr("__class_getitem__($type, object, /)\n--\n\nSee PEP 585"),
    METH_CLASS,
  );
  def_getset(t, cstr("maxlen"), getter.of(deque_get_maxlen), null, cstr("The most elements there may be, or None."));
}

export function deque_class_getitem(cls: PyObject, item: PyObject | null): PyObject | null {
  return Py_GenericAlias(cls, item!);
}

function fill_sequence(t: PyTypeObject): void {
  const sq = t.tp_as_sequence!;
  sq.sq_length = lenfunc.of(deque_len);
  sq.sq_concat = binaryfunc.of(deque_concat);
  sq.sq_repeat = ssizeargfunc.of(deque_repeat);
  sq.sq_item = ssizeargfunc.of(deque_item);
  sq.sq_ass_item = ssizeobjargproc.of(deque_ass_item);
  sq.sq_contains = objobjproc.of(deque_contains);
  sq.sq_inplace_concat = binaryfunc.of(deque_inplace_concat);
  sq.sq_inplace_repeat = ssizeargfunc.of(deque_inplace_repeat);
}

/** The class deque: new reference. */
export function make_deque_type(m: PyObject): PyTypeObject | null {
  const flags =
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_SEQUENCE | Py_TPFLAGS_IMMUTABLETYPE;
  const doc = cstr("deque([iterable[, maxlen]])\n--\n\nA list that is fast at both ends.");
  const t = heap_type(m, cstr("collections.deque"), offsetof<dequeobject>(), 0, flags, doc, 1);
  if (!t) return null;
  collections_types.deque = t;
  t.tp_dealloc = destructor.of(deque_dealloc);
  t.tp_repr = reprfunc.of(deque_repr);
  t.tp_hash = hashfunc.of(PyObject_HashNotImplemented);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(deque_traverse);
  t.tp_clear = inquiry.of(deque_tp_clear);
  t.tp_richcompare = richcmpfunc.of(deque_richcompare);
  t.tp_iter = getiterfunc.of(deque_iter);
  t.tp_init = initproc.of(deque_init);
  t.tp_new = newfunc.of(deque_new);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  fill_sequence(t);
  t.tp_weaklistoffset = <Py_ssize_t>offsetof<dequeobject>("weakreflist");
  heap_member(t, 0, cstr("__weaklistoffset__"), Py_T_PYSSIZET, <usize>t.tp_weaklistoffset, Py_READONLY);
  add_changes(t);
  add_others(t);
  return heap_type_finish(t);
}
