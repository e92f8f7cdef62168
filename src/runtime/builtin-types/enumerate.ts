/**
 * enumerate and reversed. CPython: Objects/enumobject.c.
 *
 *   enumobject:     head, +16 en_index (next index while it fits), +24 en_sit (iterator, owned), +32 en_result (tuple kept
 *                   for reuse, owned), +40 en_longindex (owned or NULL), +48 one (borrowed: the int 1)
 *   reversedobject: head, +16 index, +24 seq (owned; NULL: at the end)
 */

import {
  _PyArg_CheckPositional,
  _PyArg_NoKeywords,
  _PyArg_NoKwnames,
  _PyArg_UnpackKeywordsTuple,
  ArgSpec,
} from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyObject_CallNoArgs, PyVectorcall_NARGS } from "../abstract/call";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format } from "../abstract/errors";
import { PyObject_GetIter } from "../abstract/iterator";
import { PyNumber_Add } from "../abstract/number";
import { PyNumber_Index } from "../abstract/number-convert";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { next_inside } from "../abstract/recursion";
import { PyObject_LongSize, PySequence_Check, PySequence_GetItem } from "../abstract/sequence";
import { _PyObject_GC_IS_TRACKED, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_noargs, def_o, METH_CLASS } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
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
  PyEnum_Type,
  PyExc_IndexError,
  PyExc_StopIteration,
  PyExc_TypeError,
  PyReversed_Type,
} from "../object/static-types";
import { Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import { Py_GenericAlias } from "./generic-alias";
import { _PyLong_GetOne, PyLong_AsSsize_t, PyLong_FromSsize_t } from "./int";
import { _PyUnicode_EqualToASCIIString, PyUnicode_AsUTF8 } from "./str";
import {
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_Pack,
  PyTuple_SET_ITEM,
  tuple_get_empty,
} from "./tuple";
import { static_type } from "./type-define";
import { _PyObject_LookupSpecial } from "./type-lookup";

@unmanaged
class enumobject extends PyObject {
  en_index: i64;
  en_sit: PyObject | null;
  en_result: PyObject | null;
  en_longindex: PyObject | null;
  one: PyObject | null;
}

@unmanaged
class reversedobject extends PyObject {
  index: i64;
  seq: PyObject | null;
}

function enum_make(t: PyTypeObject, iterable: PyObject, start: PyObject | null): PyObject | null {
  const o = t.tp_alloc!.call(t, 0);
  if (!o) return null;
  const en = changetype<enumobject>(o);
  if (start) {
    const index = PyNumber_Index(start);
    if (!index) {
      Py_DECREF(o);
      return null;
    }
    en.en_index = PyLong_AsSsize_t(index);
    if (en.en_index === -1 && tstate.current_exception) {
      PyErr_Clear();
      en.en_index = i64.MAX_VALUE;
      en.en_longindex = index;
    } else Py_DECREF(index);
  }
  const it = PyObject_GetIter(iterable);
  if (!it) {
    Py_DECREF(o);
    return null;
  }
  en.en_sit = it;
  const result = PyTuple_Pack(Py_None, Py_None);
  if (!result) {
    Py_DECREF(o);
    return null;
  }
  en.en_result = result;
  en.one = _PyLong_GetOne();
  return o;
}

/** Lays "iterable, start" out from positional and keyword arguments; false with TypeError. Borrowed, in tstate.out_object and out_object2. */
function enum_arguments(args: Slots, nargs: i32, kwnames: PyObject | null, values: Slots): bool {
  const nkw = kwnames ? PyTuple_GET_SIZE(kwnames) : 0;
  tstate.out_object = null;
  tstate.out_object2 = null;
  if (nargs + nkw > 2 || nargs > 2) {
    PyErr_Format(PyExc_TypeError, cstr("enumerate() takes at most %d arguments (%d given)"), 2, <usize>(nargs + nkw));
    return false;
  }
  let iterable: PyObject | null = nargs > 0 ? args.get(0) : null;
  let start: PyObject | null = nargs > 1 ? args.get(1) : null;
  for (let i = 0; i < nkw; i++) {
    const name = PyTuple_GET_ITEM(kwnames!, i);
    const isStart = _PyUnicode_EqualToASCIIString(name, cstr("start"));
    if (isStart && !start) start = values.get(i);
    else if (!isStart && !iterable && _PyUnicode_EqualToASCIIString(name, cstr("iterable"))) iterable = values.get(i);
    else {
      PyErr_Format(
        PyExc_TypeError,
        cstr("'%.200s' is an invalid keyword argument for enumerate()"),
        PyUnicode_AsUTF8(name),
      );
      return false;
    }
  }
  if (!iterable) {
    const format = start
      ? cstr("'start' is an invalid keyword argument for enumerate()")
      : cstr("enumerate() missing required argument 'iterable'");
    PyErr_Format(PyExc_TypeError, format);
    return false;
  }
  tstate.out_object = iterable;
  tstate.out_object2 = start;
  return true;
}

function enumerate_vectorcall(type: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  const nargs = PyVectorcall_NARGS(nargsf);
  if (!enum_arguments(args, nargs, kwnames, args.from(nargs))) return null;
  return enum_make(changetype<PyTypeObject>(type), tstate.out_object!, tstate.out_object2);
}

const new_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function enum_new(t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(
    _PyArg_UnpackKeywordsTuple(new_spec, cstr("enumerate"), cstr("iterable start"), 0, args, kwds, 1, 2),
  );
  const o = changetype<usize>(a) ? enum_make(t, a.get(0), a.getOrNull(1)) : null;
  stack_release(mark);
  return o;
}

function enum_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  const en = changetype<enumobject>(o);
  Py_XDECREF(en.en_sit);
  Py_XDECREF(en.en_result);
  Py_XDECREF(en.en_longindex);
  o.ob_type.tp_free!.call(o);
}

function enum_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const en = changetype<enumobject>(o);
  const sit = en.en_sit;
  const result = en.en_result;
  const longindex = en.en_longindex;
  let stop = sit ? visit.call(sit, arg) : 0;
  if (!stop && result) stop = visit.call(result, arg);
  if (!stop && longindex) stop = visit.call(longindex, arg);
  return stop;
}

/** The next index as an int: new reference, NULL with an exception. */
function next_index(en: enumobject): PyObject | null {
  if (en.en_index !== i64.MAX_VALUE) {
    const index = PyLong_FromSsize_t(en.en_index);
    if (index) en.en_index++;
    return index;
  }
  let current = en.en_longindex;
  if (!current) {
    current = PyLong_FromSsize_t(i64.MAX_VALUE);
    if (!current) return null;
  }
  const stepped = PyNumber_Add(current, en.one!);
  if (!stepped) return null;
  en.en_longindex = stepped;
  return current;
}

function enum_next(o: PyObject): PyObject | null {
  const en = changetype<enumobject>(o);
  const it = en.en_sit!;
  const item = next_inside(it);
  if (!item) return null;
  const index = next_index(en);
  if (!index) {
    Py_DECREF(item);
    return null;
  }
  const kept = en.en_result!;
  if (Py_REFCNT(kept) === 1) {
    const oldIndex = PyTuple_GET_ITEM(kept, 0);
    const oldItem = PyTuple_GET_ITEM(kept, 1);
    PyTuple_SET_ITEM(kept, 0, index);
    PyTuple_SET_ITEM(kept, 1, item);
    Py_NewRef(kept);
    Py_DECREF(oldIndex);
    Py_DECREF(oldItem);
    if (!_PyObject_GC_IS_TRACKED(kept)) _PyObject_GC_TRACK(kept);
    return kept;
  }
  const result = PyTuple_New(2);
  if (!result) {
    Py_DECREF(index);
    Py_DECREF(item);
    return null;
  }
  PyTuple_SET_ITEM(result, 0, index);
  PyTuple_SET_ITEM(result, 1, item);
  return result;
}

function enum_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const en = changetype<enumobject>(o);
  const longindex = en.en_longindex;
  const index = longindex ? Py_NewRef(longindex) : PyLong_FromSsize_t(en.en_index);
  if (!index) return null;
  const args = PyTuple_Pack(en.en_sit!, index);
  Py_DECREF(index);
  if (!args) return null;
  const result = PyTuple_Pack(o.ob_type, args);
  Py_DECREF(args);
  return result;
}

function class_getitem(cls: PyObject, key: PyObject | null): PyObject | null {
  return Py_GenericAlias(cls, key!);
}

// --- reversed ---

function reversed_make(t: PyTypeObject, seq: PyObject): PyObject | null {
  const method = _PyObject_LookupSpecial(seq, _Py_ID("__reversed__"));
  if (method && ptr(method) === ptr(Py_None)) {
    return PyErr_Format(PyExc_TypeError, cstr("'%.200s' object is not reversible"), seq.ob_type.tp_name);
  }
  if (method) {
    const result = PyObject_CallNoArgs(method);
    Py_DECREF(method);
    return result;
  }
  if (tstate.current_exception) return null;
  if (!PySequence_Check(seq)) {
    return PyErr_Format(PyExc_TypeError, cstr("'%.200s' object is not reversible"), seq.ob_type.tp_name);
  }
  const n = PyObject_LongSize(seq);
  if (n === -1) return null;
  const o = t.tp_alloc!.call(t, 0);
  if (!o) return null;
  changetype<reversedobject>(o).index = n - 1;
  changetype<reversedobject>(o).seq = Py_NewRef(seq);
  return o;
}

function reversed_new(t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (ptr(t) === ptr(PyReversed_Type) && !_PyArg_NoKeywords(cstr("reversed"), kwds)) return null;
  if (!_PyArg_CheckPositional(cstr("reversed"), PyTuple_GET_SIZE(args), 1, 1)) return null;
  return reversed_make(t, PyTuple_GET_ITEM(args, 0));
}

function reversed_vectorcall(type: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  if (!_PyArg_NoKwnames(cstr("reversed"), kwnames)) return null;
  if (!_PyArg_CheckPositional(cstr("reversed"), PyVectorcall_NARGS(nargsf), 1, 1)) return null;
  return reversed_make(changetype<PyTypeObject>(type), args.get(0));
}

function reversed_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  Py_XDECREF(changetype<reversedobject>(o).seq);
  o.ob_type.tp_free!.call(o);
}

function reversed_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const seq = changetype<reversedobject>(o).seq;
  return seq ? visit.call(seq, arg) : 0;
}

function reversed_next(o: PyObject): PyObject | null {
  const ro = changetype<reversedobject>(o);
  const seq = ro.seq;
  if (ro.index >= 0 && seq) {
    const item = PySequence_GetItem(seq, ro.index);
    if (item) {
      ro.index--;
      return item;
    }
    if (PyErr_ExceptionMatches(PyExc_IndexError) || PyErr_ExceptionMatches(PyExc_StopIteration)) PyErr_Clear();
  }
  ro.index = -1;
  if (seq) {
    ro.seq = null;
    Py_DECREF(seq);
  }
  return null;
}

function reversed_len(o: PyObject, _unused: PyObject | null): PyObject | null {
  const ro = changetype<reversedobject>(o);
  const seq = ro.seq;
  if (!seq) return PyLong_FromSsize_t(0);
  const n = PyObject_LongSize(seq);
  if (n === -1) return null;
  return PyLong_FromSsize_t(n < ro.index + 1 ? 0 : ro.index + 1);
}

function reversed_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const ro = changetype<reversedobject>(o);
  const seq = ro.seq;
  const args = PyTuple_Pack(seq ? seq : tuple_get_empty());
  if (!args) return null;
  let result: PyObject | null = null;
  if (seq) {
    const index = PyLong_FromSsize_t(ro.index);
    if (index) {
      result = PyTuple_Pack(o.ob_type, args, index);
      Py_DECREF(index);
    }
  } else result = PyTuple_Pack(o.ob_type, args);
  Py_DECREF(args);
  return result;
}

function reversed_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  const index = PyLong_AsSsize_t(state!);
  if (index === -1 && tstate.current_exception) return null;
  const ro = changetype<reversedobject>(o);
  const seq = ro.seq;
  if (!seq) return Py_None;
  const n = PyObject_LongSize(seq);
  if (n < 0) return null;
  ro.index = max<i64>(-1, min<i64>(index, n - 1));
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

export function init_enumerate_types(): void {
  let t = PyEnum_Type;
  define(
    t,
    cstr("enumerate"),
    offsetof<enumobject>(),
    cstr("enumerate(iterable, start=0)\n--\n\nAn iterator over pairs of a count and an item."),
  );
  t.tp_dealloc = destructor.of(enum_dealloc);
  t.tp_traverse = traverseproc.of(enum_traverse);
  t.tp_iternext = iternextfunc.of(enum_next);
  t.tp_new = newfunc.of(enum_new);
  t.tp_vectorcall = vectorcallfunc.of(enumerate_vectorcall);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(enum_reduce), cstr("State for pickling."));
  def_o(t, cstr("__class_getitem__"), PyCFunction.of(class_getitem), cstr("enumerate[...] as a type."), METH_CLASS);
  t = PyReversed_Type;
  define(
    t,
    cstr("reversed"),
    offsetof<reversedobject>(),
    cstr("reversed(sequence, /)\n--\n\nAn iterator over the items from the end."),
  );
  t.tp_dealloc = destructor.of(reversed_dealloc);
  t.tp_traverse = traverseproc.of(reversed_traverse);
  t.tp_iternext = iternextfunc.of(reversed_next);
  t.tp_new = newfunc.of(reversed_new);
  t.tp_vectorcall = vectorcallfunc.of(reversed_vectorcall);
  def_noargs(t, cstr("__length_hint__"), PyCFunction.of(reversed_len), cstr("Private: items still to come."));
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(reversed_reduce), cstr("State for pickling."));
  def_o(t, cstr("__setstate__"), PyCFunction.of(reversed_setstate), cstr("Restores a pickled state."));
}
