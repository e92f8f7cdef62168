/**
 * FrameLocalsProxy, the f_locals of a function's frame: a mapping that writes through to the fast locals (PEP 667).
 * CPython: framelocalsproxy_* of Objects/frameobject.c.
 *
 *   PyFrameLocalsProxyObject (24 bytes, GC)
 *   +16 frame   owned PyFrameObject
 *
 * Items: the bound fast locals in the order of co_localsplusnames, then the dict f_extra_locals of the frame object, which
 * takes the keys that are no fast locals. Items can be added and changed, never removed.
 */
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { PyMapping_Keys } from "../abstract/mapping";
import {
  Py_EQ,
  Py_NE,
  Py_ReprEnter,
  Py_ReprLeave,
  PyObject_Repr,
  PyObject_RichCompare,
} from "../abstract/object-protocol";
import { PyObject_GetItem } from "../abstract/sequence";
import { _PyObject_GC_UNTRACK } from "../gc/gc-alloc";
import { def_fast, def_noargs, def_o, METH_COEXIST } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_INCREF, Py_IS_TYPE, Py_NewRef, Py_ssize_t, PyObject, ptr, Slots } from "../object/object";
import {
  binaryfunc,
  destructor,
  getiterfunc,
  inquiry,
  lenfunc,
  newfunc,
  objobjargproc,
  objobjproc,
  PyCFunction,
  PyCFunctionFast,
  reprfunc,
  richcmpfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyExc_KeyError,
  PyExc_TypeError,
  PyFrameLocalsProxy_Type,
} from "../object/static-types";
import { Py_TRASHCAN_BEGIN, Py_TRASHCAN_END } from "../object/trashcan";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_MAPPING, PyTypeObject } from "../object/type-object";
import { CO_OPTIMIZED } from "./code";
import { PyDict_Contains, PyDict_GetItem, PyDict_New, PyDict_Next, PyDict_SetItem, PyDict_Size } from "./dict";
import { PyDict_Update } from "./dict-merge";
import { PyDict_Check } from "./dict-object";
import {
  _PyFrame_HasHiddenLocals,
  FAST_LOCAL_ERROR,
  fast_local_index,
  fast_local_value,
  set_fast_local,
} from "./frame-locals";
import { _PyFrame_GetFrameObject, PyFrame_Check, PyFrameObject } from "./frame-object";
import { _PyInterpreterFrame } from "./interpreter-frame";
import { PyList_Append, PyList_New, PyList_Reverse } from "./list";
import { PyUnicode_FromString } from "./str";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "./tuple";
import { mapping_methods, number_methods, sequence_methods, static_type } from "./type-define";

@unmanaged
export class PyFrameLocalsProxyObject extends PyObject {
  /** Owned; NULL only after tp_clear. */
  frame: PyFrameObject | null;
}

/** @inline */
export function PyFrameLocalsProxy_Check(o: PyObject): bool {
  return Py_IS_TYPE(o, PyFrameLocalsProxy_Type);
}

/** The frame object of a proxy: borrowed. @inline */
function frame_object(self: PyObject): PyFrameObject {
  return changetype<PyFrameLocalsProxyObject>(self).frame!;
}

/**
 * frame.f_locals: a new reference to the mapping of a class or module, else a new proxy. NULL with an exception. `object` is the frame's
 * object where that is known (one that owns its frame can't be found from it), or NULL.
 */
export function _PyFrame_GetLocals(frame: _PyInterpreterFrame, object: PyFrameObject | null): PyObject | null {
  if ((frame.code.co_flags & CO_OPTIMIZED) === 0 && !_PyFrame_HasHiddenLocals(frame)) {
    if (!frame.f_locals) {
      frame.f_locals = PyDict_New();
      if (!frame.f_locals) return null;
    }
    return Py_NewRef(frame.f_locals!);
  }
  const f = object ? object : _PyFrame_GetFrameObject(frame);
  return f ? _PyFrameLocalsProxy_New(f) : null;
}

// ---- Items ----------------------------------------------------------------------------------------------------------

/** self[key]: a new reference, NULL with an exception. */
function framelocalsproxy_getitem(self: PyObject, key: PyObject): PyObject | null {
  const f = frame_object(self);
  const i = fast_local_index(f.f_frame, key, true);
  if (i === FAST_LOCAL_ERROR) return null;
  if (i >= 0) return Py_NewRef(fast_local_value(f.f_frame, i)!);
  const extra = f.f_extra_locals;
  if (extra) {
    const value = PyDict_GetItem(extra, key);
    if (value) return Py_NewRef(value);
  }
  return PyErr_Format(PyExc_KeyError, cstr("local variable '%R' is not defined"), ptr(key));
}

/** self[key] = value; nothing can be deleted (value NULL). 0, or -1. */
function framelocalsproxy_setitem(self: PyObject, key: PyObject, value: PyObject | null): i32 {
  if (!value) {
    PyErr_SetString(PyExc_TypeError, cstr("cannot remove variables from FrameLocalsProxy"));
    return -1;
  }
  const f = frame_object(self);
  const i = fast_local_index(f.f_frame, key, false);
  if (i === FAST_LOCAL_ERROR) return -1;
  if (i >= 0) {
    set_fast_local(f.f_frame, i, value);
    return 0;
  }
  if (!f.f_extra_locals) {
    f.f_extra_locals = PyDict_New();
    if (!f.f_extra_locals) return -1;
  }
  return PyDict_SetItem(f.f_extra_locals!, key, value);
}

function framelocalsproxy_contains(self: PyObject, key: PyObject): i32 {
  const f = frame_object(self);
  const i = fast_local_index(f.f_frame, key, true);
  if (i === FAST_LOCAL_ERROR) return -1;
  if (i >= 0) return 1;
  const extra = f.f_extra_locals;
  return extra ? PyDict_Contains(extra, key) : 0;
}

function framelocalsproxy___getitem__(self: PyObject, key: PyObject | null): PyObject | null {
  return framelocalsproxy_getitem(self, key!);
}

function framelocalsproxy___contains__(self: PyObject, key: PyObject | null): PyObject | null {
  const result = framelocalsproxy_contains(self, key!);
  if (result < 0) return null;
  return result > 0 ? Py_True : Py_False;
}

function framelocalsproxy_length(self: PyObject): Py_ssize_t {
  const f = frame_object(self);
  const extra = f.f_extra_locals;
  let size = extra ? PyDict_Size(extra) : 0;
  const n = f.f_frame.code.co_nlocalsplus;
  for (let i = 0; i < n; i++) if (fast_local_value(f.f_frame, i)) size++;
  return size;
}

// ---- All items ------------------------------------------------------------------------------------------------------

const KEYS: i32 = 0;
const VALUES: i32 = 1;
const ITEMS: i32 = 2;

/** Appends the key, the value or both. -1 with MemoryError. */
function append_item(list: PyObject, key: PyObject, value: PyObject, what: i32): i32 {
  if (what !== ITEMS) return PyList_Append(list, what === KEYS ? key : value);
  const pair = PyTuple_Pack(key, value);
  if (!pair) return -1;
  const status = PyList_Append(list, pair);
  Py_DECREF(pair);
  return status;
}

/** Appends the keys, values or items of `extra`. */
function append_extra(list: PyObject, extra: PyObject, what: i32): i32 {
  let pos = 0;
  while ((pos = PyDict_Next(extra, pos)) !== 0) {
    if (append_item(list, tstate.out_object!, tstate.out_object2!, what) < 0) return -1;
  }
  return 0;
}

/** A new list of all keys, values or items. */
function list_of(self: PyObject, what: i32): PyObject | null {
  const list = PyList_New(0);
  if (!list) return null;
  const f = frame_object(self);
  const co = f.f_frame.code;
  let status = 0;
  for (let i = 0; status === 0 && i < co.co_nlocalsplus; i++) {
    const value = fast_local_value(f.f_frame, i);
    if (value) status = append_item(list, PyTuple_GET_ITEM(co.co_localsplusnames, i), value, what);
  }
  const extra = f.f_extra_locals;
  if (status === 0 && extra) status = append_extra(list, extra, what);
  if (status === 0) return list;
  Py_DECREF(list);
  return null;
}

function framelocalsproxy_keys(self: PyObject, _unused: PyObject | null): PyObject | null {
  return list_of(self, KEYS);
}

function framelocalsproxy_values(self: PyObject, _unused: PyObject | null): PyObject | null {
  return list_of(self, VALUES);
}

function framelocalsproxy_items(self: PyObject, _unused: PyObject | null): PyObject | null {
  return list_of(self, ITEMS);
}

function framelocalsproxy_iter(self: PyObject): PyObject | null {
  const keys = list_of(self, KEYS);
  if (!keys) return null;
  const iter = PyObject_GetIter(keys);
  Py_DECREF(keys);
  return iter;
}

/** NOT an iterator: a list of the keys, last first, as in 3.13.0. */
function framelocalsproxy_reversed(self: PyObject, _unused: PyObject | null): PyObject | null {
  const keys = list_of(self, KEYS);
  if (keys) PyList_Reverse(keys);
  return keys;
}

// ---- Methods --------------------------------------------------------------------------------------------------------

/** A dict with the items of `self`: a new reference. */
function as_dict(self: PyObject): PyObject | null {
  const dict = PyDict_New();
  if (!dict || PyDict_Update(dict, self) === 0) return dict;
  Py_DECREF(dict);
  return null;
}

function framelocalsproxy_copy(self: PyObject, _unused: PyObject | null): PyObject | null {
  return as_dict(self);
}

/** self[key], a new reference; NULL without an exception when there is none (any KeyError is taken for that). */
function get_or_null(self: PyObject, key: PyObject): PyObject | null {
  const value = framelocalsproxy_getitem(self, key);
  if (!value && PyErr_ExceptionMatches(PyExc_KeyError)) PyErr_Clear();
  return value;
}

function framelocalsproxy_get(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (nargs < 1 || nargs > 2) {
    PyErr_SetString(PyExc_TypeError, cstr("get expected 1 or 2 arguments"));
    return null;
  }
  const value = get_or_null(self, args.get(0));
  if (value || tstate.current_exception) return value;
  return Py_NewRef(nargs === 2 ? args.get(1) : Py_None);
}

function framelocalsproxy_setdefault(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (nargs < 1 || nargs > 2) {
    PyErr_SetString(PyExc_TypeError, cstr("setdefault expected 1 or 2 arguments"));
    return null;
  }
  const value = get_or_null(self, args.get(0));
  if (value || tstate.current_exception) return value;
  const fallback = nargs === 2 ? args.get(1) : Py_None;
  if (framelocalsproxy_setitem(self, args.get(0), fallback) < 0) return null;
  return Py_NewRef(fallback);
}

/** Dicts and proxies can be merged. */
function is_mergeable(o: PyObject): bool {
  return PyDict_Check(o) || PyFrameLocalsProxy_Check(o);
}

/** self[key] = other[key] for the keys of a dict or proxy. -1: it is neither (no exception), or with an exception. */
function framelocalsproxy_merge(self: PyObject, other: PyObject): i32 {
  if (!is_mergeable(other)) return -1;
  const keys = PyMapping_Keys(other);
  if (!keys) return -1;
  const iter = PyObject_GetIter(keys);
  Py_DECREF(keys);
  if (!iter) return -1;
  let status = 0;
  while (status === 0) {
    const key = PyIter_Next(iter);
    if (!key) break;
    const value = PyObject_GetItem(other, key);
    status = value ? framelocalsproxy_setitem(self, key, value) : -1;
    if (value) Py_DECREF(value);
    Py_DECREF(key);
  }
  Py_DECREF(iter);
  return tstate.current_exception ? -1 : status;
}

/** Whatever goes wrong, 3.13.0 blames the argument. */
function framelocalsproxy_update(self: PyObject, other: PyObject | null): PyObject | null {
  if (framelocalsproxy_merge(self, other!) === 0) return Py_None;
  PyErr_SetString(PyExc_TypeError, cstr("update() argument must be dict or another FrameLocalsProxy"));
  return null;
}

/** As in 3.13.0, an exception of the merge stays set beside NotImplemented. */
function framelocalsproxy_inplace_or(self: PyObject, other: PyObject): PyObject | null {
  if (!is_mergeable(other) || framelocalsproxy_merge(self, other) < 0) return Py_NotImplemented;
  return Py_NewRef(self);
}

/** `self` may be the other operand, of any type. */
function framelocalsproxy_or(self: PyObject, other: PyObject): PyObject | null {
  if (!is_mergeable(other)) return Py_NotImplemented;
  const result = as_dict(self);
  if (!result || PyDict_Update(result, other) === 0) return result;
  Py_DECREF(result);
  return null;
}

function framelocalsproxy_richcompare(self: PyObject, other: PyObject, op: i32): PyObject | null {
  if (PyFrameLocalsProxy_Check(other)) {
    const same = ptr(frame_object(self)) === ptr(frame_object(other));
    if (op === Py_EQ || op === Py_NE) return same === (op === Py_EQ) ? Py_True : Py_False;
    return Py_NotImplemented;
  }
  if (!PyDict_Check(other)) return Py_NotImplemented;
  const dict = as_dict(self);
  if (!dict) return null;
  const result = PyObject_RichCompare(dict, other, op);
  Py_DECREF(dict);
  return result;
}

function framelocalsproxy_repr(self: PyObject): PyObject | null {
  const status = Py_ReprEnter(self);
  if (status !== 0) return status > 0 ? PyUnicode_FromString(cstr("{...}")) : null;
  const dict = as_dict(self);
  const text = dict ? PyObject_Repr(dict) : null;
  if (dict) Py_DECREF(dict);
  Py_ReprLeave(self);
  return text;
}

// ---- Life -----------------------------------------------------------------------------------------------------------

/** A proxy for `frame` (counted): a new reference. The argument tuple is made because CPython makes one. */
export function _PyFrameLocalsProxy_New(frame: PyFrameObject): PyObject | null {
  const args = PyTuple_Pack(frame);
  if (!args) return null;
  const self = framelocalsproxy_new(PyFrameLocalsProxy_Type, args, null);
  Py_DECREF(args);
  return self;
}

function framelocalsproxy_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const n = PyTuple_GET_SIZE(args);
  if (n !== 1) return PyErr_Format(PyExc_TypeError, cstr("FrameLocalsProxy expected 1 argument, got %zd"), n);
  const frame = PyTuple_GET_ITEM(args, 0);
  if (!PyFrame_Check(frame)) return PyErr_Format(PyExc_TypeError, cstr("expect frame, not %T"), ptr(frame));
  if (kwds && PyDict_Size(kwds) !== 0) {
    return PyErr_Format(PyExc_TypeError, cstr("FrameLocalsProxy takes no keyword arguments"));
  }
  const self = type.tp_alloc!.call(type, 0);
  if (!self) return null;
  Py_INCREF(frame);
  changetype<PyFrameLocalsProxyObject>(self).frame = changetype<PyFrameObject>(frame);
  return self;
}

function framelocalsproxy_clear(self: PyObject): i32 {
  const proxy = changetype<PyFrameLocalsProxyObject>(self);
  const frame = proxy.frame;
  if (!frame) return 0;
  proxy.frame = null;
  Py_DECREF(frame);
  return 0;
}

function framelocalsproxy_dealloc(self: PyObject): void {
  _PyObject_GC_UNTRACK(self);
  if (Py_TRASHCAN_BEGIN(self)) return;
  framelocalsproxy_clear(self);
  self.ob_type.tp_free!.call(self);
  Py_TRASHCAN_END();
}

function framelocalsproxy_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  const frame = changetype<PyFrameLocalsProxyObject>(self).frame;
  return frame ? visit.call(frame, arg) : 0;
}

function def_framelocalsproxy_methods(t: PyTypeObject): void {
  def_o(t, cstr("__getitem__"), PyCFunction.of(framelocalsproxy___getitem__), 0, METH_COEXIST);
  def_o(t, cstr("__contains__"), PyCFunction.of(framelocalsproxy___contains__), 0, METH_COEXIST);
  def_o(t, cstr("update"), PyCFunction.of(framelocalsproxy_update));
  def_noargs(t, cstr("__reversed__"), PyCFunction.of(framelocalsproxy_reversed));
  def_noargs(t, cstr("copy"), PyCFunction.of(framelocalsproxy_copy));
  def_noargs(t, cstr("keys"), PyCFunction.of(framelocalsproxy_keys));
  def_noargs(t, cstr("values"), PyCFunction.of(framelocalsproxy_values));
  def_noargs(t, cstr("items"), PyCFunction.of(framelocalsproxy_items));
  def_fast(t, cstr("get"), PyCFunctionFast.of(framelocalsproxy_get));
  def_fast(t, cstr("setdefault"), PyCFunctionFast.of(framelocalsproxy_setdefault));
}

export function init_frame_locals_proxy_type(): void {
  const t = PyFrameLocalsProxy_Type;
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_MAPPING;
  static_type(t, cstr("FrameLocalsProxy"), <i32>offsetof<PyFrameLocalsProxyObject>(), 0, flags);
  t.tp_dealloc = destructor.of(framelocalsproxy_dealloc);
  t.tp_repr = reprfunc.of(framelocalsproxy_repr);
  const nb = number_methods(t);
  nb.nb_or = binaryfunc.of(framelocalsproxy_or);
  nb.nb_inplace_or = binaryfunc.of(framelocalsproxy_inplace_or);
  sequence_methods(t).sq_contains = objobjproc.of(framelocalsproxy_contains);
  const mp = mapping_methods(t);
  mp.mp_length = lenfunc.of(framelocalsproxy_length);
  mp.mp_subscript = binaryfunc.of(framelocalsproxy_getitem);
  mp.mp_ass_subscript = objobjargproc.of(framelocalsproxy_setitem);
  t.tp_traverse = traverseproc.of(framelocalsproxy_traverse);
  t.tp_clear = inquiry.of(framelocalsproxy_clear);
  t.tp_richcompare = richcmpfunc.of(framelocalsproxy_richcompare);
  t.tp_iter = getiterfunc.of(framelocalsproxy_iter);
  t.tp_new = newfunc.of(framelocalsproxy_new);
  def_framelocalsproxy_methods(t);
}
