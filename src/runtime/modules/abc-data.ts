/**
 * What an abstract base class knows of its subclasses: `_abc_impl` of each class whose metaclass is ABCMeta.
 * CPython: _abc_data of Modules/_abc.c.
 *
 *   +0  PyObject
 *   +16 _abc_registry                classes given to register(): a set of weak references, NULL while empty. Owned.
 *   +24 _abc_cache                   classes known to be subclasses: likewise
 *   +32 _abc_negative_cache          classes known not to be: likewise
 *   +40 _abc_negative_cache_version  the invalidation counter when the negative cache was last valid
 *
 * The weak references have callbacks that take them out of their set; those hold the set weakly.
 */

import { PyObject_GetAttr } from "../abstract/attribute";
import { PyErr_ClearIf, PyErr_SetString } from "../abstract/errors";
import { PyCFunction_NewEx } from "../builtin-types/builtin-function";
import { PySet_Add, PySet_Clear, PySet_Contains, PySet_Discard, PySet_New, PySet_Size } from "../builtin-types/set";
import { static_type } from "../builtin-types/type-define";
import { PyType_Ready } from "../builtin-types/type-ready";
import { _PyWeakref_GET_REF, PyWeakref_NewRef } from "../builtin-types/weakref";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { METH_O, PyMethodDef, PyMethodDef_New } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_IS_TYPE, Py_XDECREF, PyObject } from "../object/object";
import { destructor, inquiry, newfunc, PyCFunction, traverseproc, visitproc } from "../object/slots";
import { _PyABCData_Type, Py_None, PyExc_TypeError } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_READY, PyTypeObject } from "../object/type-object";

@unmanaged
export class _abc_data extends PyObject {
  _abc_registry: PyObject | null;
  _abc_cache: PyObject | null;
  _abc_negative_cache: PyObject | null;
  _abc_negative_cache_version: u64;
}

/** The three sets, by the offsets of their fields. */
export const REGISTRY: usize = 16;
export const CACHE: usize = 24;
export const NEGATIVE_CACHE: usize = 32;

@unmanaged
class AbcState {
  /** Grows with each register(): negative caches from before are void. */
  abc_invalidation_counter: u64;
  destroy_def: PyMethodDef | null;
}
export const abc_state: AbcState = changetype<AbcState>(memory.data(16, 16));

/** A set of `data`: borrowed, NULL while nothing has been added. */
export function weak_set(data: _abc_data, which: usize): PyObject | null {
  return changetype<PyObject | null>(load<usize>(changetype<usize>(data) + which));
}

/** New data, empty: new reference, NULL with MemoryError. */
export function abc_data_new(): _abc_data | null {
  const o = _PyObject_GC_New(_PyABCData_Type);
  if (!o) return null;
  memory.fill(changetype<usize>(o) + REGISTRY, 0, 24);
  const data = changetype<_abc_data>(o);
  data._abc_negative_cache_version = abc_state.abc_invalidation_counter;
  _PyObject_GC_TRACK(o);
  return data;
}

/** _abc_data(): new reference, NULL with MemoryError. CPython's takes any arguments, too. */
function abc_data_tp_new(_type: PyTypeObject, _args: PyObject, _kwds: PyObject | null): PyObject | null {
  return abc_data_new();
}

function abc_data_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  for (let which = REGISTRY; which <= NEGATIVE_CACHE; which += 8) {
    const set = weak_set(changetype<_abc_data>(o), which);
    const stop = set ? visit.call(set, arg) : 0;
    if (stop) return stop;
  }
  return 0;
}

function abc_data_clear(o: PyObject): i32 {
  for (let which = REGISTRY; which <= NEGATIVE_CACHE; which += 8) {
    const set = weak_set(changetype<_abc_data>(o), which);
    store<u64>(changetype<usize>(o) + which, 0);
    Py_XDECREF(set);
  }
  return 0;
}

function abc_data_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  abc_data_clear(o);
  PyObject_GC_Del(o);
}

/** The data of class `self`: a new reference, NULL with an exception. */
export function _get_impl(self: PyObject): _abc_data | null {
  const impl = PyObject_GetAttr(self, _Py_ID("_abc_impl"));
  if (!impl || Py_IS_TYPE(impl, _PyABCData_Type)) return changetype<_abc_data | null>(impl);
  PyErr_SetString(PyExc_TypeError, cstr("_abc_impl is set to a wrong type"));
  Py_DECREF(impl);
  return null;
}

/** 1 when `o` is in the set, 0 when not (or when it can't be referred to weakly), -1 with an exception. */
export function _in_weak_set(data: _abc_data, which: usize, o: PyObject): i32 {
  const set = weak_set(data, which);
  if (!set || PySet_Size(set) === 0) return 0;
  const ref = PyWeakref_NewRef(o, null);
  if (!ref) return PyErr_ClearIf(PyExc_TypeError) ? 0 : -1;
  const found = PySet_Contains(set, ref);
  Py_DECREF(ref);
  return found;
}

/** Callback of the weak references in a set; `setweakref` refers to the set. */
function _destroy(setweakref: PyObject, objweakref: PyObject | null): PyObject | null {
  const set = _PyWeakref_GET_REF(setweakref);
  if (!set) return Py_None;
  const status = PySet_Discard(set, objweakref!);
  Py_DECREF(set);
  return status < 0 ? null : Py_None;
}

/** The callback for what is put into `set`: new reference. */
function destroy_callback(set: PyObject): PyObject | null {
  const ref = PyWeakref_NewRef(set, null);
  if (!ref) return null;
  let def = abc_state.destroy_def;
  if (!def) {
    def = PyMethodDef_New(cstr("_destroy"), <usize>changetype<u32>(PyCFunction.of(_destroy)), METH_O, 0);
    abc_state.destroy_def = def;
  }
  const callback = PyCFunction_NewEx(def, ref, null);
  Py_DECREF(ref);
  return callback;
}

/** Adds a weak reference to `o` to the set; 0, -1 with an exception. */
export function _add_to_weak_set(data: _abc_data, which: usize, o: PyObject): i32 {
  let set = weak_set(data, which);
  if (!set) {
    set = PySet_New(null);
    if (!set) return -1;
    store<u64>(changetype<usize>(data) + which, <u64>changetype<usize>(set));
  }
  const callback = destroy_callback(set);
  if (!callback) return -1;
  const ref = PyWeakref_NewRef(o, callback);
  Py_DECREF(callback);
  if (!ref) return -1;
  const status = PySet_Add(set, ref);
  Py_DECREF(ref);
  return status;
}

/** Empties the set. 0, -1 with an exception. */
export function clear_weak_set(data: _abc_data, which: usize): i32 {
  const set = weak_set(data, which);
  return set ? PySet_Clear(set) : 0;
}

/** The type of the data is ready. False with an exception. */
export function init_abc_data_type(): bool {
  const t = _PyABCData_Type;
  if (t.tp_flags & Py_TPFLAGS_READY) return true;
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC;
  static_type(t, cstr("_abc._abc_data"), 48, 0, flags, cstr("Internal state held by ABC machinery."));
  t.tp_new = newfunc.of(abc_data_tp_new);
  t.tp_dealloc = destructor.of(abc_data_dealloc);
  t.tp_traverse = traverseproc.of(abc_data_traverse);
  t.tp_clear = inquiry.of(abc_data_clear);
  return PyType_Ready(t) === 0;
}
