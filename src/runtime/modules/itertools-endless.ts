/**
 * itertools.count, cycle and repeat. CPython: Modules/itertoolsmodule.c.
 *
 *   countobject (40 bytes, GC)                       cycleobject (48)                    repeatobject (32)
 *   +16 cnt        next number; MAX: use long_cnt    +16 it         owned; NULL: ended   +16 element  owned
 *   +24 long_cnt   owned, or NULL                    +24 saved      owned list           +24 cnt      left; -1: endless
 *   +32 long_step  owned                             +32 index      next of saved
 *                                                    +40 firstpass  nothing more to save
 */

import { _PyArg_AsSsize_t, _PyArg_CheckPositional, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyErr_Clear, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { PyNumber_Add } from "../abstract/number";
import { PyNumber_Check } from "../abstract/number-convert";
import { PyBool_FromLong } from "../builtin-types/bool";
import { PyDict_GET_SIZE } from "../builtin-types/dict-object";
import {
  _PyLong_GetOne,
  _PyLong_GetZero,
  PyLong_AsLong,
  PyLong_AsSsize_t,
  PyLong_Check,
  PyLong_FromSsize_t,
} from "../builtin-types/int";
import { PyList_Append, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New } from "../builtin-types/list";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "../builtin-types/tuple";
import { _PyType_Name } from "../builtin-types/type";
import { heap_type_finish } from "../builtin-types/type-from-spec";
import { def_noargs, def_o } from "../object/def-tables";
import { set_at, visit_fields } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { destructor, iternextfunc, newfunc, PyCFunction, reprfunc, traverseproc, visitproc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_SystemError, PyExc_TypeError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import {
  dealloc_fields,
  is_state_tuple,
  iterator_type,
  keywords_allowed,
  pickle_deprecation,
  reduced,
} from "./itertools-support";

const PY_SSIZE_T_MAX: i64 = i64.MAX_VALUE;

// --- count ---

@unmanaged
class countobject extends PyObject {
  cnt: i64;
  long_cnt: PyObject | null;
  long_step: PyObject | null;
}
const LONG_CNT: usize = offsetof<countobject>("long_cnt");
const count_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** `start` is a small int: true with its value in tstate.out_i64. */
function starts_fast(start: PyObject | null): bool {
  tstate.out_i64 = 0;
  if (!start) return true;
  if (!PyLong_Check(start)) return false;
  const value = PyLong_AsSsize_t(start);
  if (value === -1 && tstate.current_exception) {
    PyErr_Clear();
    return false;
  }
  tstate.out_i64 = value;
  return true;
}

/** `step` is absent, or an int equal to 1. */
function steps_fast(step: PyObject | null): bool {
  if (!step) return true;
  if (!PyLong_Check(step)) return false;
  const value = PyLong_AsLong(step);
  if (value === -1 && tstate.current_exception) PyErr_Clear();
  return value === 1;
}

function is_no_number(o: PyObject | null): bool {
  return o !== null && !PyNumber_Check(o);
}

function count_make(type: PyTypeObject, start: PyObject | null, step: PyObject | null): PyObject | null {
  if (is_no_number(start) || is_no_number(step)) {
    PyErr_SetString(PyExc_TypeError, cstr("a number is required"));
    return null;
  }
  const fast_start = starts_fast(start);
  const cnt = tstate.out_i64;
  // Numbers of other types are added as objects, whatever their values.
  const fast = fast_start && steps_fast(step);
  const o = type.tp_alloc!.call(type, 0);
  if (!o) return null;
  const lz = changetype<countobject>(o);
  lz.cnt = fast ? cnt : PY_SSIZE_T_MAX;
  if (!fast) lz.long_cnt = start ? Py_NewRef(start) : _PyLong_GetZero();
  lz.long_step = step ? Py_NewRef(step) : _PyLong_GetOne();
  return o;
}

function count_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywordsTuple(count_spec, cstr("count"), cstr("start step"), 0, args, kwds, 0, 2);
  const result = a ? count_make(type, Slots.at(a).getOrNull(0), Slots.at(a).getOrNull(1)) : null;
  stack_release(mark);
  return result;
}

function count_dealloc(o: PyObject): void {
  dealloc_fields(o, LONG_CNT, 2);
}

function count_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit_fields(o, visit, arg, LONG_CNT, 2);
}

/** The next number of a count that has left the machine's, or never was there. */
function count_nextlong(lz: countobject): PyObject | null {
  let current = lz.long_cnt;
  if (!current) {
    current = PyLong_FromSsize_t(PY_SSIZE_T_MAX);
    if (!current) return null;
  }
  const stepped_up = PyNumber_Add(current, lz.long_step!);
  // CPython keeps a number that it has just made where the addition fails; here it is given back.
  if (!stepped_up) {
    if (!lz.long_cnt) Py_DECREF(current);
    return null;
  }
  lz.long_cnt = stepped_up;
  return current;
}

function count_next(o: PyObject): PyObject | null {
  const lz = changetype<countobject>(o);
  const cnt = lz.cnt;
  if (cnt === PY_SSIZE_T_MAX) return count_nextlong(lz);
  lz.cnt = cnt + 1;
  return PyLong_FromSsize_t(cnt);
}

function count_repr(o: PyObject): PyObject | null {
  const lz = changetype<countobject>(o);
  const name = _PyType_Name(o.ob_type);
  let number = lz.long_cnt;
  if (lz.cnt !== PY_SSIZE_T_MAX) {
    number = PyLong_FromSsize_t(lz.cnt);
    if (!number) return null;
    const text = PyUnicode_FromFormat(cstr("%s(%R)"), name, ptr(number));
    Py_DECREF(number);
    return text;
  }
  if (steps_fast(lz.long_step)) {
    if (!number) return PyUnicode_FromFormat(cstr("%s(<NULL>)"), name);
    return PyUnicode_FromFormat(cstr("%s(%R)"), name, ptr(number));
  }
  return PyUnicode_FromFormat(cstr("%s(%R, %R)"), name, ptr(number), ptr(lz.long_step));
}

function count_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  const lz = changetype<countobject>(o);
  if (lz.cnt === PY_SSIZE_T_MAX) {
    const number = lz.long_cnt;
    if (number) return reduced(o, PyTuple_Pack(number, lz.long_step));
    PyErr_SetString(PyExc_SystemError, cstr("NULL object passed to Py_BuildValue"));
    return null;
  }
  const number = PyLong_FromSsize_t(lz.cnt);
  if (!number) return null;
  const args = PyTuple_Pack(number);
  Py_DECREF(number);
  return reduced(o, args);
}

/** The class count: new reference. */
export function make_count_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.count"),
    offsetof<countobject>(),
    cstr("count(start=0, step=1)\n--\n\nstart, start + step, start + 2 * step ..."),
    destructor.of(count_dealloc),
    traverseproc.of(count_traverse),
    iternextfunc.of(count_next),
    newfunc.of(count_new),
  );
  if (!t) return null;
  t.tp_repr = reprfunc.of(count_repr);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(count_reduce), cstr("__reduce__($self, /)\n--\n\nFor pickling."));
  return heap_type_finish(t);
}

// --- cycle ---

@unmanaged
class cycleobject extends PyObject {
  it: PyObject | null;
  saved: PyObject | null;
  index: i64;
  firstpass: i32;
  firstpass_high: i32;
}
const IT: usize = offsetof<cycleobject>("it");
const SAVED: usize = offsetof<cycleobject>("saved");

@unmanaged
class CycleState {
  /** Borrowed. */
  type: PyTypeObject;
}
const cycle_state: CycleState = changetype<CycleState>(memory.data(8, 8));

function cycle_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const name = cstr("cycle");
  if (!keywords_allowed(type, cycle_state.type, name, kwds)) return null;
  if (!_PyArg_CheckPositional(name, PyTuple_GET_SIZE(args), 1, 1)) return null;
  const it = PyObject_GetIter(PyTuple_GET_ITEM(args, 0));
  if (!it) return null;
  const saved = PyList_New(0);
  const o = saved ? type.tp_alloc!.call(type, 0) : null;
  if (!o) {
    Py_DECREF(it);
    Py_XDECREF(saved);
    return null;
  }
  changetype<cycleobject>(o).it = it;
  changetype<cycleobject>(o).saved = saved;
  return o;
}

function cycle_dealloc(o: PyObject): void {
  dealloc_fields(o, IT, 2);
}

function cycle_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit_fields(o, visit, arg, IT, 2);
}

function cycle_next(o: PyObject): PyObject | null {
  const lz = changetype<cycleobject>(o);
  const it = lz.it;
  if (it) {
    const item = PyIter_Next(it);
    if (item) {
      if (lz.firstpass || PyList_Append(lz.saved!, item) === 0) return item;
      Py_DECREF(item);
      return null;
    }
    if (tstate.current_exception) return null;
    set_at(ptr(o) + IT, null);
  }
  const saved = lz.saved!;
  const size = <i64>PyList_GET_SIZE(saved);
  if (size === 0) return null;
  const item = Py_NewRef(PyList_GET_ITEM(saved, <i32>lz.index));
  lz.index++;
  if (lz.index >= size) lz.index = 0;
  return item;
}

/** (list, bool): new reference. */
function cycle_saved_state(saved: PyObject, firstpass: bool): PyObject | null {
  return PyTuple_Pack(saved, PyBool_FromLong(firstpass));
}

/** An iterator over what cycle has saved, from `index` on: new reference. */
function iterator_from(saved: PyObject, index: i64): PyObject | null {
  const it = PyObject_GetIter(saved);
  for (let i: i64 = 0; it && i < index; i++) {
    const item = PyIter_Next(it);
    if (item) Py_DECREF(item);
  }
  return it;
}

function cycle_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  const lz = changetype<cycleobject>(o);
  const saved = lz.saved!;
  const running = lz.it;
  const it = running ? Py_NewRef(running) : iterator_from(saved, lz.index);
  if (!it) return null;
  const args = PyTuple_Pack(it);
  Py_DECREF(it);
  const state = args ? cycle_saved_state(saved, running ? lz.firstpass !== 0 : true) : null;
  if (state) return reduced(o, args, state);
  Py_XDECREF(args);
  return null;
}

function cycle_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  if (!pickle_deprecation() || !is_state_tuple(state!)) return null;
  const n = PyTuple_GET_SIZE(state!);
  if (n !== 2) return PyErr_Format(PyExc_TypeError, cstr("function takes exactly 2 arguments (%zd given)"), <usize>n);
  const saved = PyTuple_GET_ITEM(state!, 0);
  if (!PyList_Check(saved)) {
    return PyErr_Format(PyExc_TypeError, cstr("argument 1 must be list, not %.50s"), saved.ob_type.tp_name);
  }
  const firstpass = PyLong_AsLong(PyTuple_GET_ITEM(state!, 1));
  if (firstpass === -1 && tstate.current_exception) return null;
  set_at(ptr(o) + SAVED, Py_NewRef(saved));
  changetype<cycleobject>(o).firstpass = firstpass !== 0 ? 1 : 0;
  changetype<cycleobject>(o).index = 0;
  return Py_None;
}

/** The class cycle: new reference. */
export function make_cycle_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.cycle"),
    offsetof<cycleobject>(),
    cstr("cycle(iterable, /)\n--\n\nThe items of the iterable, again and again."),
    destructor.of(cycle_dealloc),
    traverseproc.of(cycle_traverse),
    iternextfunc.of(cycle_next),
    newfunc.of(cycle_new),
  );
  if (!t) return null;
  cycle_state.type = t;
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(cycle_reduce), cstr("__reduce__($self, /)\n--\n\nFor pickling."));
  def_o(
    t,
    cstr("__setstate__"),
    PyCFunction.of(cycle_setstate),
    cstr("__setstate__($self, object, /)\n--\n\nFor unpickling."),
  );
  return heap_type_finish(t);
}

// --- repeat ---

@unmanaged
class repeatobject extends PyObject {
  element: PyObject | null;
  cnt: i64;
}
const ELEMENT: usize = offsetof<repeatobject>("element");
const repeat_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function repeat_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywordsTuple(repeat_spec, cstr("repeat"), cstr("object times"), 0, args, kwds, 1, 2);
  stack_release(mark);
  if (a === 0) return null;
  const element = Slots.at(a).get(0);
  const times = Slots.at(a).getOrNull(1);
  let cnt: i64 = -1;
  if (times) {
    cnt = _PyArg_AsSsize_t(times);
    if (cnt === -1 && tstate.current_exception) return null;
    const given = PyTuple_GET_SIZE(args) + (kwds ? PyDict_GET_SIZE(kwds) : 0);
    if (given === 2 && cnt < 0) cnt = 0;
  }
  const o = type.tp_alloc!.call(type, 0);
  if (!o) return null;
  changetype<repeatobject>(o).element = Py_NewRef(element);
  changetype<repeatobject>(o).cnt = cnt;
  return o;
}

function repeat_dealloc(o: PyObject): void {
  dealloc_fields(o, ELEMENT, 1);
}

function repeat_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit_fields(o, visit, arg, ELEMENT, 1);
}

function repeat_next(o: PyObject): PyObject | null {
  const ro = changetype<repeatobject>(o);
  const cnt = ro.cnt;
  if (cnt === 0) return null;
  if (cnt > 0) ro.cnt = cnt - 1;
  return Py_NewRef(ro.element!);
}

function repeat_repr(o: PyObject): PyObject | null {
  const ro = changetype<repeatobject>(o);
  const name = _PyType_Name(o.ob_type);
  if (ro.cnt === -1) return PyUnicode_FromFormat(cstr("%s(%R)"), name, ptr(ro.element));
  const number = PyLong_FromSsize_t(ro.cnt);
  if (!number) return null;
  const text = PyUnicode_FromFormat(cstr("%s(%R, %R)"), name, ptr(ro.element), ptr(number));
  Py_DECREF(number);
  return text;
}

function repeat_len(o: PyObject, _unused: PyObject | null): PyObject | null {
  const cnt = changetype<repeatobject>(o).cnt;
  if (cnt !== -1) return PyLong_FromSsize_t(cnt);
  PyErr_SetString(PyExc_TypeError, cstr("len() of unsized object"));
  return null;
}

function repeat_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  if (!pickle_deprecation()) return null;
  const ro = changetype<repeatobject>(o);
  if (ro.cnt < 0) return reduced(o, PyTuple_Pack(ro.element!));
  const number = PyLong_FromSsize_t(ro.cnt);
  if (!number) return null;
  const args = PyTuple_Pack(ro.element!, number);
  Py_DECREF(number);
  return reduced(o, args);
}

/** The class repeat: new reference. */
export function make_repeat_type(m: PyObject): PyTypeObject | null {
  const t = iterator_type(
    m,
    cstr("itertools.repeat"),
    offsetof<repeatobject>(),
    cstr("repeat(object [,times]): object, so many times or for ever."),
    destructor.of(repeat_dealloc),
    traverseproc.of(repeat_traverse),
    iternextfunc.of(repeat_next),
    newfunc.of(repeat_new),
  );
  if (!t) return null;
  t.tp_repr = reprfunc.of(repeat_repr);
  def_noargs(
    t,
    cstr("__length_hint__"),
    PyCFunction.of(repeat_len),
    cstr("__length_hint__($self, /)\n--\n\nHow many are still to come."),
  );
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(repeat_reduce), cstr("__reduce__($self, /)\n--\n\nFor pickling."));
  return heap_type_finish(t);
}
