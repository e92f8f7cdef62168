/**
 * functools.partial. CPython: partialobject of Modules/_functoolsmodule.c.
 *
 *   partialobject (64 bytes, GC), all owned
 *   +16 fn     the callable                +40 dict         NULL until it is asked for
 *   +24 args   tuple                       +48 weakreflist
 *   +32 kw     dict                        +56 vectorcall   NULL: calls go through partial_call
 */

import { newOrNone, PyObject_GenericGetAttr, PyObject_GenericSetAttr, PyObject_GetAttr } from "../abstract/attribute";
import {
  _PyObject_MakeTpCall,
  PY_VECTORCALL_ARGUMENTS_OFFSET,
  PyObject_Call,
  PyObject_Vectorcall,
  PyVectorcall_Function,
  PyVectorcall_NARGS,
} from "../abstract/call";
import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { Py_ReprEnter, Py_ReprLeave, PyCallable_Check } from "../abstract/object-protocol";
import { PySequence_Concat, PySequence_Tuple } from "../abstract/sequence";
import { PyDict_New, PyDict_Next } from "../builtin-types/dict";
import { PyDict_Copy, PyDict_Merge } from "../builtin-types/dict-merge";
import { PyDict_Check, PyDict_CheckExact, PyDict_GET_SIZE } from "../builtin-types/dict-object";
import { Py_GenericAlias } from "../builtin-types/generic-alias";
import { PyObject_GenericGetDict, PyObject_GenericSetDict } from "../builtin-types/instance-values";
import { PyUnicode_FromString, unicode_get_empty } from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import {
  _PyTuple_ITEMS,
  PyTuple_Check,
  PyTuple_CheckExact,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_GetSlice,
  PyTuple_Pack,
} from "../builtin-types/tuple";
import { heap_member, heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { PyErr_WarnEx } from "../builtin-types/warnings";
import { PyObject_ClearWeakRefs } from "../builtin-types/weakref";
import { PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import {
  _Py_T_OBJECT,
  def_getset,
  def_noargs,
  def_o,
  METH_CLASS,
  Py_READONLY,
  Py_T_PYSSIZET,
} from "../object/def-tables";
import { clear_slots, free_instance, set_at, visit_fields } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import {
  Py_DECREF,
  Py_NewRef,
  Py_REFCNT,
  Py_ssize_t,
  Py_XDECREF,
  Py_XNewRef,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import {
  descrgetfunc,
  destructor,
  freefunc,
  getattrofunc,
  getter,
  inquiry,
  newfunc,
  PyCFunction,
  reprfunc,
  setattrofunc,
  setter,
  ternaryfunc,
  traverseproc,
  vectorcallfunc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_FutureWarning, PyExc_TypeError } from "../object/static-types";
import {
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_HAVE_VECTORCALL,
  Py_TPFLAGS_IMMUTABLETYPE,
  PyTypeObject,
} from "../object/type-object";

@unmanaged
class partialobject extends PyObject {
  fn: PyObject | null;
  args: PyObject | null;
  kw: PyObject | null;
  dict: PyObject | null;
  weakreflist: PyObject | null;
  vectorcall: vectorcallfunc | null;
}
const FN: usize = offsetof<partialobject>("fn");

/** Calls with more arguments than this take their vector from the mem domain. */
const SMALL_STACK: i32 = 5;

/** @inline */
function partial(o: PyObject): partialobject {
  return changetype<partialobject>(o);
}

/** Vectorcall only for a callable that has it too. */
function set_vectorcall(pto: partialobject): void {
  pto.vectorcall = PyVectorcall_Function(pto.fn!) ? vectorcallfunc.of(partial_vectorcall) : null;
}

/** A partial object without attributes of its own: what it calls can be called in its place. */
function is_transparent(func: PyObject): bool {
  const call = changetype<usize>(func.ob_type.tp_call);
  return call === changetype<usize>(ternaryfunc.of(partial_call)) && partial(func).dict === null;
}

/** The positional arguments: those of an inner partial (may be NULL), then args[1:]. New reference. */
function joined_args(inner: PyObject | null, args: PyObject): PyObject | null {
  const own = PyTuple_GetSlice(args, 1, PyTuple_GET_SIZE(args));
  if (!own || !inner) return own;
  const result = PySequence_Concat(inner, own);
  Py_DECREF(own);
  return result;
}

/** The keyword arguments: those of an inner partial (may be NULL), then `kw` (may be NULL). New reference. */
function joined_keywords(inner: PyObject | null, kw: PyObject | null): PyObject | null {
  if (!inner || PyDict_GET_SIZE(inner) === 0) {
    if (!kw) return PyDict_New();
    return Py_REFCNT(kw) === 1 ? Py_NewRef(kw) : PyDict_Copy(kw);
  }
  const result = PyDict_Copy(inner);
  if (!result || !kw || PyDict_Merge(result, kw, true) === 0) return result;
  Py_DECREF(result);
  return null;
}

function partial_new(type: PyTypeObject, args: PyObject, kw: PyObject | null): PyObject | null {
  if (PyTuple_GET_SIZE(args) < 1) {
    PyErr_SetString(PyExc_TypeError, cstr("type 'partial' takes at least one argument"));
    return null;
  }
  let func = PyTuple_GET_ITEM(args, 0);
  let inner_args: PyObject | null = null;
  let inner_kw: PyObject | null = null;
  if (is_transparent(func)) {
    inner_args = partial(func).args;
    inner_kw = partial(func).kw;
    func = partial(func).fn!;
  }
  if (!PyCallable_Check(func)) {
    PyErr_SetString(PyExc_TypeError, cstr("the first argument must be callable"));
    return null;
  }
  const o = type.tp_alloc!.call(type, 0);
  if (!o) return null;
  const pto = partial(o);
  pto.fn = Py_NewRef(func);
  pto.args = joined_args(inner_args, args);
  if (pto.args) pto.kw = joined_keywords(inner_kw, kw);
  if (!pto.kw) {
    Py_DECREF(o);
    return null;
  }
  set_vectorcall(pto);
  return o;
}

function partial_clear(o: PyObject): i32 {
  clear_slots(ptr(o) + FN, 4);
  return 0;
}

function partial_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  if (partial(o).weakreflist) PyObject_ClearWeakRefs(o);
  partial_clear(o);
  free_instance(o);
}

function partial_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit_fields(o, visit, arg, FN, 4);
}

function partial_descr_get(o: PyObject, obj: PyObject | null, _type: PyObject | null): PyObject | null {
  if (!obj || ptr(obj) === ptr(Py_None)) return Py_NewRef(o);
  const text = cstr(
    "functools.partial will be a method descriptor in future Python versions; wrap it in staticmethod() if you want to preserve the old behavior",
  );
  return PyErr_WarnEx(PyExc_FutureWarning, text, 1) < 0 ? null : Py_NewRef(o);
}

// --- calls ---

/** All arguments in one vector: those of the partial object, then those of the call. */
function call_joined(pto: partialobject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const own = pto.args!;
  const n = PyTuple_GET_SIZE(own);
  const total = nargs + (kwnames ? PyTuple_GET_SIZE(kwnames) : 0);
  const size = (<usize>(n + total)) << 3;
  const mark = stack_mark();
  const block = n + total <= SMALL_STACK ? stack_alloc(size) : PyMem_Malloc(size);
  if (block === 0) return PyErr_NoMemory();
  memory.copy(block, changetype<usize>(_PyTuple_ITEMS(own)), (<usize>n) << 3);
  memory.copy(block + ((<usize>n) << 3), changetype<usize>(args), (<usize>total) << 3);
  const result = PyObject_Vectorcall(pto.fn!, Slots.at(block), <u32>(n + nargs), kwnames);
  if (n + total > SMALL_STACK) PyMem_Free(block);
  stack_release(mark);
  return result;
}

function partial_vectorcall(o: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  const pto = partial(o);
  const nargs = PyVectorcall_NARGS(nargsf);
  // The dict may have been changed since the last call.
  if (PyDict_GET_SIZE(pto.kw!) !== 0) {
    pto.vectorcall = null;
    return _PyObject_MakeTpCall(o, args, nargs, kwnames);
  }
  const own = pto.args!;
  const n = PyTuple_GET_SIZE(own);
  const fn = pto.fn!;
  if (nargs === 0 && (!kwnames || PyTuple_GET_SIZE(kwnames) === 0)) {
    return PyObject_Vectorcall(fn, _PyTuple_ITEMS(own), <u32>n, null);
  }
  if (n !== 1 || (nargsf & PY_VECTORCALL_ARGUMENTS_OFFSET) === 0) return call_joined(pto, args, nargs, kwnames);
  // The caller lends the place in front of its arguments.
  const front = args.from(-1);
  const lent = front.getOrNull(0);
  front.set(0, PyTuple_GET_ITEM(own, 0));
  const result = PyObject_Vectorcall(fn, front, <u32>(nargs + 1), kwnames);
  front.set(0, lent);
  return result;
}

/** The keyword arguments of a call: those of the partial object, then `kwargs`. In tstate.out_object, new reference or NULL. */
function merged_keywords(pto: partialobject, kwargs: PyObject | null): bool {
  tstate.out_object = null;
  if (PyDict_GET_SIZE(pto.kw!) === 0) {
    tstate.out_object = Py_XNewRef(kwargs);
    return true;
  }
  // A copy: the function may change what it gets.
  const merged = PyDict_Copy(pto.kw!);
  if (!merged) return false;
  if (kwargs && PyDict_Merge(merged, kwargs, true) < 0) {
    Py_DECREF(merged);
    return false;
  }
  tstate.out_object = merged;
  return true;
}

function partial_call(o: PyObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  const pto = partial(o);
  if (!merged_keywords(pto, kwargs)) return null;
  const keywords = tstate.out_object;
  const all = PySequence_Concat(pto.args!, args);
  const result = all ? PyObject_Call(pto.fn!, all, keywords) : null;
  Py_XDECREF(all);
  Py_XDECREF(keywords);
  return result;
}

// --- representation and pickling ---

/** list + ", " + more, with the format's further arguments; steals `list`. */
function append_shown(list: PyObject, format: usize, a: PyObject, b: PyObject | null): PyObject | null {
  const text = PyUnicode_FromFormat(format, ptr(list), ptr(a), ptr(b));
  Py_DECREF(list);
  return text;
}

/** ", argument, name=value": new reference. */
function shown_arguments(pto: partialobject): PyObject | null {
  let list: PyObject | null = unicode_get_empty();
  const args = pto.args!;
  const n = PyTuple_GET_SIZE(args);
  for (let i = 0; i < n && list; i++) list = append_shown(list, cstr("%U, %R"), PyTuple_GET_ITEM(args, i), null);
  let pos = 0;
  while (list && (pos = PyDict_Next(pto.kw!, pos)) !== 0) {
    const key = tstate.out_object!;
    // The key's __str__ may take the value away.
    const value = Py_NewRef(tstate.out_object2!);
    list = append_shown(list, cstr("%U, %S=%R"), key, value);
    Py_DECREF(value);
  }
  return list;
}

function repr_of(o: PyObject): PyObject | null {
  const list = shown_arguments(partial(o));
  const module = list ? PyObject_GetAttr(o.ob_type, _Py_ID("__module__")) : null;
  const name = module ? PyObject_GetAttr(o.ob_type, _Py_ID("__qualname__")) : null;
  let text: PyObject | null = null;
  if (name) text = PyUnicode_FromFormat(cstr("%S.%S(%R%U)"), ptr(module), ptr(name), ptr(partial(o).fn), ptr(list));
  Py_XDECREF(name);
  Py_XDECREF(module);
  Py_XDECREF(list);
  return text;
}

function partial_repr(o: PyObject): PyObject | null {
  const status = Py_ReprEnter(o);
  if (status !== 0) return status < 0 ? null : PyUnicode_FromString(cstr("..."));
  const text = repr_of(o);
  Py_ReprLeave(o);
  return text;
}

function partial_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const pto = partial(o);
  const args = PyTuple_Pack(pto.fn!);
  const dict = newOrNone(pto.dict);
  const state = args ? PyTuple_Pack(pto.fn!, pto.args, pto.kw, dict) : null;
  Py_DECREF(dict);
  const result = state ? PyTuple_Pack(o.ob_type, args, state) : null;
  Py_XDECREF(args);
  Py_XDECREF(state);
  return result;
}

/** (callable, tuple, dict or None, anything). */
function is_partial_state(state: PyObject): bool {
  if (!PyTuple_Check(state) || PyTuple_GET_SIZE(state) !== 4) return false;
  const kw = PyTuple_GET_ITEM(state, 2);
  return (
    PyCallable_Check(PyTuple_GET_ITEM(state, 0)) &&
    PyTuple_Check(PyTuple_GET_ITEM(state, 1)) &&
    (ptr(kw) === ptr(Py_None) || PyDict_Check(kw))
  );
}

/** An exact dict of `kw`: new reference. */
function exact_dict(kw: PyObject): PyObject | null {
  if (ptr(kw) === ptr(Py_None)) return PyDict_New();
  return PyDict_CheckExact(kw) ? Py_NewRef(kw) : PyDict_Copy(kw);
}

function partial_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  if (!is_partial_state(state!)) {
    PyErr_SetString(PyExc_TypeError, cstr("invalid partial state"));
    return null;
  }
  const given = PyTuple_GET_ITEM(state!, 1);
  const args = PyTuple_CheckExact(given) ? Py_NewRef(given) : PySequence_Tuple(given);
  if (!args) return null;
  const kw = exact_dict(PyTuple_GET_ITEM(state!, 2));
  if (!kw) {
    Py_DECREF(args);
    return null;
  }
  const dict = PyTuple_GET_ITEM(state!, 3);
  set_at(ptr(o) + offsetof<partialobject>("fn"), Py_NewRef(PyTuple_GET_ITEM(state!, 0)));
  set_at(ptr(o) + offsetof<partialobject>("args"), args);
  set_at(ptr(o) + offsetof<partialobject>("kw"), kw);
  set_at(ptr(o) + offsetof<partialobject>("dict"), ptr(dict) === ptr(Py_None) ? null : Py_NewRef(dict));
  set_vectorcall(partial(o));
  return Py_None;
}

function partial_class_getitem(type: PyObject, item: PyObject | null): PyObject | null {
  return Py_GenericAlias(type, item!);
}

function add_members(t: PyTypeObject): void {
  heap_member(t, 0, cstr("func"), _Py_T_OBJECT, FN, Py_READONLY);
  heap_member(t, 1, cstr("args"), _Py_T_OBJECT, offsetof<partialobject>("args"), Py_READONLY);
  heap_member(t, 2, cstr("keywords"), _Py_T_OBJECT, offsetof<partialobject>("kw"), Py_READONLY);
  heap_member(t, 3, cstr("__weaklistoffset__"), Py_T_PYSSIZET, <usize>t.tp_weaklistoffset, Py_READONLY);
  heap_member(t, 4, cstr("__dictoffset__"), Py_T_PYSSIZET, <usize>t.tp_dictoffset, Py_READONLY);
  heap_member(t, 5, cstr("__vectorcalloffset__"), Py_T_PYSSIZET, <usize>t.tp_vectorcall_offset, Py_READONLY);
}

/** The class partial: new reference. */
export function make_partial_type(m: PyObject): PyTypeObject | null {
  const flags =
    Py_TPFLAGS_DEFAULT |
    Py_TPFLAGS_HAVE_GC |
    Py_TPFLAGS_BASETYPE |
    Py_TPFLAGS_IMMUTABLETYPE |
    Py_TPFLAGS_HAVE_VECTORCALL;
  const doc = cstr(
    "partial(func, /, *args, **keywords)\n--\n\nA callable that calls func with these arguments and more.",
  );
  const t = heap_type(m, cstr("functools.partial"), offsetof<partialobject>(), 0, flags, doc, 6);
  if (!t) return null;
  t.tp_new = newfunc.of(partial_new);
  t.tp_dealloc = destructor.of(partial_dealloc);
  t.tp_traverse = traverseproc.of(partial_traverse);
  t.tp_clear = inquiry.of(partial_clear);
  t.tp_call = ternaryfunc.of(partial_call);
  t.tp_repr = reprfunc.of(partial_repr);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_setattro = setattrofunc.of(PyObject_GenericSetAttr);
  t.tp_descr_get = descrgetfunc.of(partial_descr_get);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_weaklistoffset = <Py_ssize_t>offsetof<partialobject>("weakreflist");
  t.tp_dictoffset = <Py_ssize_t>offsetof<partialobject>("dict");
  t.tp_vectorcall_offset = <Py_ssize_t>offsetof<partialobject>("vectorcall");
  add_members(t);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(partial_reduce));
  def_o(t, cstr("__setstate__"), PyCFunction.of(partial_setstate));
  def_o(t, cstr("__class_getitem__"), PyCFunction.of(partial_class_getitem), cstr("See PEP 585"), METH_CLASS);
  def_getset(t, cstr("__dict__"), getter.of(PyObject_GenericGetDict), setter.of(PyObject_GenericSetDict));
  return heap_type_finish(t);
}
