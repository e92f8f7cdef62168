/**
 * functools.cmp_to_key and reduce. CPython: keyobject and functools_reduce of Modules/_functoolsmodule.c.
 *
 *   keyobject (32 bytes, GC): +16 cmp owned, +24 object owned, or NULL for what cmp_to_key itself returns
 */

import { _PyArg_UnpackKeywords, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyObject_Call, PyObject_CallFunctionObjArgs } from "../abstract/call";
import { PyErr_ExceptionMatches, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { PyObject_RichCompare } from "../abstract/object-protocol";
import { _PyLong_GetZero } from "../builtin-types/int";
import { PyUnicode_FromString } from "../builtin-types/str";
import { _PyTuple_ITEMS, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_New } from "../builtin-types/tuple";
import { heap_member, heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import {
  _PyObject_GC_IS_TRACKED,
  _PyObject_GC_New,
  _PyObject_GC_TRACK,
  PyObject_GC_Del,
  PyObject_GC_UnTrack,
} from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_getset } from "../object/def-tables";
import { free_instance } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
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
  getter,
  inquiry,
  richcmpfunc,
  ternaryfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { PyExc_AttributeError, PyExc_TypeError } from "../object/static-types";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_DISALLOW_INSTANTIATION,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_IMMUTABLETYPE,
  PyTypeObject,
} from "../object/type-object";

@unmanaged
class keyobject extends PyObject {
  cmp: PyObject | null;
  object: PyObject | null;
}

@unmanaged
class CompareState {
  /** Borrowed: the module's state owns it. */
  key_type: PyTypeObject;
}
const state: CompareState = changetype<CompareState>(memory.data(8, 8));
const key_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const cmp_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** A key for `object` (may be NULL): new reference. */
function key_new(cmp: PyObject, object: PyObject | null): PyObject | null {
  const o = _PyObject_GC_New(state.key_type);
  if (!o) return null;
  store<u64>(ptr(o), <u64>ptr(Py_NewRef(cmp)), offsetof<keyobject>("cmp"));
  store<u64>(ptr(o), <u64>ptr(Py_XNewRef(object)), offsetof<keyobject>("object"));
  _PyObject_GC_TRACK(o);
  return o;
}

function key_clear(o: PyObject): i32 {
  const ko = changetype<keyobject>(o);
  const cmp = ko.cmp;
  ko.cmp = null;
  Py_XDECREF(cmp);
  const object = ko.object;
  ko.object = null;
  Py_XDECREF(object);
  return 0;
}

function key_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  key_clear(o);
  free_instance(o);
}

function key_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  let stop = visit.call(o.ob_type, arg);
  const cmp = changetype<keyobject>(o).cmp;
  if (cmp && !stop) stop = visit.call(cmp, arg);
  const object = changetype<keyobject>(o).object;
  return object && !stop ? visit.call(object, arg) : stop;
}

function key_call(o: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywordsTuple(key_spec, cstr("K"), cstr("obj"), 0, args, kwds, 1, 1);
  stack_release(mark);
  return a === 0 ? null : key_new(changetype<keyobject>(o).cmp!, Slots.at(a).get(0));
}

function key_richcompare(o: PyObject, other: PyObject, op: i32): PyObject | null {
  if (!Py_IS_TYPE(other, o.ob_type)) {
    PyErr_SetString(PyExc_TypeError, cstr("other argument must be K instance"));
    return null;
  }
  const x = changetype<keyobject>(o).object;
  const y = changetype<keyobject>(other).object;
  if (!x || !y) {
    PyErr_SetString(PyExc_AttributeError, cstr("object"));
    return null;
  }
  const order = PyObject_CallFunctionObjArgs(changetype<keyobject>(o).cmp!, x, y);
  if (!order) return null;
  const answer = PyObject_RichCompare(order, _PyLong_GetZero(), op);
  Py_DECREF(order);
  return answer;
}

function key_text_signature(_o: PyObject, _closure: usize): PyObject | null {
  return PyUnicode_FromString(cstr("(obj)"));
}

/** The class KeyWrapper: new reference. */
export function make_key_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE;
  const t = heap_type(m, cstr("functools.KeyWrapper"), offsetof<keyobject>(), 0, flags, 0, 1);
  if (!t) return null;
  state.key_type = t;
  t.tp_dealloc = destructor.of(key_dealloc);
  t.tp_call = ternaryfunc.of(key_call);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(key_traverse);
  t.tp_clear = inquiry.of(key_clear);
  t.tp_richcompare = richcmpfunc.of(key_richcompare);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  heap_member(t, 0, cstr("obj"), _Py_T_OBJECT, offsetof<keyobject>("object"), 0);
  def_getset(t, cstr("__text_signature__"), getter.of(key_text_signature), null);
  return heap_type_finish(t);
}

export function functools_cmp_to_key(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywords(cmp_spec, cstr("cmp_to_key"), cstr("mycmp"), 0, args, nargs, null, kwnames, 1, 1);
  stack_release(mark);
  return a === 0 ? null : key_new(Slots.at(a).get(0), null);
}

// --- reduce ---

/** args[i] = value (stolen) in a tuple that nobody else has. */
function put(args: PyObject, i: i32, value: PyObject): void {
  const items = _PyTuple_ITEMS(args);
  const old = items.getOrNull(i);
  items.set(i, value);
  Py_XDECREF(old);
}

/** The argument tuple for the next call: the last one if the function has not kept it. Steals it. New reference. */
function reusable_pair(args: PyObject | null): PyObject | null {
  if (args && Py_REFCNT(args) === 1) return args;
  Py_XDECREF(args);
  return PyTuple_New(2);
}

/** func(func(result, item), item) ... over an iterator; steals `result` (may be NULL). */
function reduce_items(func: PyObject, it: PyObject, first: PyObject | null): PyObject | null {
  let result = first;
  let args: PyObject | null = null;
  while (true) {
    args = reusable_pair(args);
    const item = args ? PyIter_Next(it) : null;
    if (!item) break;
    if (!result) {
      result = item;
      continue;
    }
    put(args!, 0, result);
    put(args!, 1, item);
    result = PyObject_Call(func, args!, null);
    if (!result) break;
    // The collector may have untracked the tuple.
    if (!_PyObject_GC_IS_TRACKED(args!)) _PyObject_GC_TRACK(args!);
  }
  Py_XDECREF(args);
  if (!tstate.current_exception) {
    if (result) return result;
    PyErr_SetString(PyExc_TypeError, cstr("reduce() of empty iterable with no initial value"));
  }
  Py_XDECREF(result);
  return null;
}

export function functools_reduce(_m: PyObject, args: PyObject | null): PyObject | null {
  const n = PyTuple_GET_SIZE(args!);
  if (n < 2 || n > 3) {
    const text =
      n < 2
        ? cstr("reduce expected at least 2 arguments, got %zd")
        : cstr("reduce expected at most 3 arguments, got %zd");
    return PyErr_Format(PyExc_TypeError, text, <usize>n);
  }
  const it = PyObject_GetIter(PyTuple_GET_ITEM(args!, 1));
  if (!it) {
    if (PyErr_ExceptionMatches(PyExc_TypeError)) {
      PyErr_SetString(PyExc_TypeError, cstr("reduce() arg 2 must support iteration"));
    }
    return null;
  }
  const first = n === 3 ? Py_NewRef(PyTuple_GET_ITEM(args!, 2)) : null;
  const result = reduce_items(PyTuple_GET_ITEM(args!, 0), it, first);
  Py_DECREF(it);
  return result;
}
