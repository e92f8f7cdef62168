/**
 * itertools.accumulate. CPython: accumulateobject of Modules/itertoolsmodule.c.
 *
 *   accumulateobject (56 bytes, GC), all owned
 *   +16 total    so far; NULL before the first item     +32 binop    NULL: addition       +48 state (unused)
 *   +24 it                                              +40 initial  None once it was given
 */

import { _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { newOrNone, orNone } from "../abstract/attribute";
import { PyObject_CallFunctionObjArgs } from "../abstract/call";
import { PyObject_GetIter } from "../abstract/iterator";
import { PyNumber_Add } from "../abstract/number";
import { PyLong_FromLong } from "../builtin-types/int";
import { PyTuple_Pack } from "../builtin-types/tuple";
import { heap_type_finish } from "../builtin-types/type-from-spec";
import { PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_noargs, def_o } from "../object/def-tables";
import { free_instance, set_at, visit_fields } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { destructor, iternextfunc, newfunc, PyCFunction, traverseproc, visitproc } from "../object/slots";
import { Py_None } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { chain_of_two } from "./itertools-chain";
import { drop_fields, iterator_type, itertools_types, next_of, pickle_deprecation, reduced } from "./itertools-support";

@unmanaged
class accumulateobject extends PyObject {
  total: PyObject | null;
  it: PyObject | null;
  binop: PyObject | null;
  initial: PyObject | null;
  state: usize;
}
const TOTAL: usize = offsetof<accumulateobject>("total");
const BINOP: usize = offsetof<accumulateobject>("binop");
const INITIAL: usize = offsetof<accumulateobject>("initial");

const spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function accumulate_make(
  type: PyTypeObject,
  iterable: PyObject,
  func: PyObject | null,
  initial: PyObject | null,
): PyObject | null {
  const it = PyObject_GetIter(iterable);
  if (!it) return null;
  const o = type.tp_alloc!.call(type, 0);
  if (!o) {
    Py_DECREF(it);
    return null;
  }
  const lz = changetype<accumulateobject>(o);
  if (func && ptr(func) !== ptr(Py_None)) lz.binop = Py_NewRef(func);
  lz.it = it;
  lz.initial = newOrNone(initial);
  return o;
}

function accumulate_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("iterable func initial");
  const a = Slots.at(_PyArg_UnpackKeywordsTuple(spec, cstr("accumulate"), names, 0, args, kwds, 1, 2));
  let result: PyObject | null = null;
  if (changetype<usize>(a)) result = accumulate_make(type, a.get(0), a.getOrNull(1), a.getOrNull(2));
  stack_release(mark);
  return result;
}

function accumulate_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  drop_fields(o, BINOP, 1);
  drop_fields(o, TOTAL, 2);
  drop_fields(o, INITIAL, 1);
  free_instance(o);
}

function accumulate_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  let stop = visit_fields(o, visit, arg, BINOP, 1);
  const lz = changetype<accumulateobject>(o);
  const it = lz.it;
  if (it && !stop) stop = visit.call(it, arg);
  const total = lz.total;
  if (total && !stop) stop = visit.call(total, arg);
  const initial = lz.initial;
  return initial && !stop ? visit.call(initial, arg) : stop;
}

function accumulate_next(o: PyObject): PyObject | null {
  const lz = changetype<accumulateobject>(o);
  const initial = lz.initial!;
  if (ptr(initial) !== ptr(Py_None)) {
    lz.total = initial;
    lz.initial = Py_None;
    return Py_NewRef(initial);
  }
  const value = next_of(lz.it!);
  if (!value) return null;
  const total = lz.total;
  if (!total) {
    lz.total = Py_NewRef(value);
    return value;
  }
  const binop = lz.binop;
  const next = binop ? PyObject_CallFunctionObjArgs(binop, total, value) : PyNumber_Add(total, value);
  Py_DECREF(value);
  if (next) set_at(ptr(o) + TOTAL, Py_NewRef(next));
  return next;
}

/** (accumulate, (chain((initial,), it), binop), None). */
function reduce_initial(o: PyObject, lz: accumulateobject): PyObject | null {
  const first = PyTuple_Pack(lz.initial!);
  const chain = first ? chain_of_two(first, lz.it!) : null;
  Py_XDECREF(first);
  const args = chain ? PyTuple_Pack(chain, orNone(lz.binop)) : null;
  Py_XDECREF(chain);
  return reduced(o, args, Py_None);
}

/** (islice, (accumulate(chain((None,), it), binop), 1, None)): a total of None can't be told from none. */
function reduce_none(lz: accumulateobject): PyObject | null {
  const first = PyTuple_Pack(Py_None);
  const chain = first ? chain_of_two(first, lz.it!) : null;
  Py_XDECREF(first);
  const inner = chain ? PyObject_CallFunctionObjArgs(itertools_types.accumulate, chain, orNone(lz.binop)) : null;
  Py_XDECREF(chain);
  const one = PyLong_FromLong(1);
  const args = inner && one ? PyTuple_Pack(inner, one, Py_None) : null;
  Py_XDECREF(inner);
  const result = args ? PyTuple_Pack(itertools_types.islice, args) : null;
  Py_XDECREF(args);
  return result;
}

function accumulate_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  const lz = changetype<accumulateobject>(o);
  if (ptr(lz.initial) !== ptr(Py_None)) return reduce_initial(o, lz);
  const total = lz.total;
  if (total && ptr(total) === ptr(Py_None)) return reduce_none(lz);
  return reduced(o, PyTuple_Pack(lz.it!, orNone(lz.binop)), newOrNone(total));
}

function accumulate_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  set_at(ptr(o) + TOTAL, Py_NewRef(state!));
  return Py_None;
}

/** The class accumulate: new reference. */
export function make_accumulate_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.accumulate"),
    offsetof<accumulateobject>(),
    cstr("accumulate(iterable, func=None, *, initial=None)\n--\n\nSums, or results of func, of all items so far."),
    destructor.of(accumulate_dealloc),
    traverseproc.of(accumulate_traverse),
    iternextfunc.of(accumulate_next),
    newfunc.of(accumulate_new),
  );
  if (!t) return null;
  itertools_types.accumulate = t;
  def_noargs(
    t,
    cstr("__reduce__"),
    PyCFunction.of(accumulate_reduce),
    cstr("__reduce__($self, /)\n--\n\nFor pickling."),
  );
  def_o(
    t,
    cstr("__setstate__"),
    PyCFunction.of(accumulate_setstate),
    cstr("__setstate__($self, object, /)\n--\n\nFor unpickling."),
  );
  return heap_type_finish(t);
}
