/**
 * Releasing, traversing and clearing instances of classes. CPython: subtype_dealloc, subtype_traverse, subtype_clear of
 * Objects/typeobject.c; PyObject_CallFinalizer of Objects/object.c.
 *
 * Between an instance's class and the nearest base with another tp_dealloc (the base that knows the rest of the struct) lie
 * classes of Python code, which add slots, a dict and a list of weak references: these functions see to those, then
 * call the base's function.
 */

import { _PyObject_ComputedDictPointer } from "../abstract/attribute";
import {
  _PyGC_FINALIZED,
  _PyGC_SET_FINALIZED,
  _PyObject_GC_TRACK,
  _PyObject_GC_UNTRACK,
  PyObject_GC_UnTrack,
} from "../gc/gc-alloc";
import { Py_READONLY, Py_T_OBJECT_EX, PyMemberDef } from "../object/def-tables";
import { Py_DECREF, Py_SIZE, PyObject, ptr } from "../object/object";
import { destructor, inquiry, traverseproc, visitproc } from "../object/slots";
import { Py_TRASHCAN_BEGIN, Py_TRASHCAN_END } from "../object/trashcan";
import { Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HEAPTYPE, Py_TPFLAGS_MANAGED_DICT, PyTypeObject } from "../object/type-object";
import { PyObject_ClearManagedDict, PyObject_VisitManagedDict } from "./instance-values";
import { _PyHeapType_GET_MEMBERS } from "./type-members";
import { _PyWeakref_ClearWeakRefsNoCallbacks, PyObject_ClearWeakRefs } from "./weakref";

/** Record `i` of the members of a heap type. @inline */
function member_at(members: usize, i: i32): PyMemberDef {
  return changetype<PyMemberDef>(members + <usize>i * offsetof<PyMemberDef>());
}

/** Visits the `__slots__` that `type` adds. */
function traverse_slots(type: PyTypeObject, self: PyObject, visit: visitproc, arg: usize): i32 {
  const n = Py_SIZE(type);
  const members = _PyHeapType_GET_MEMBERS(type);
  for (let i = 0; i < n; i++) {
    const mp = member_at(members, i);
    if (mp.type !== Py_T_OBJECT_EX) continue;
    const value = load<usize>(ptr(self) + <usize>mp.offset);
    if (!value) continue;
    const err = visit.call(changetype<PyObject>(value), arg);
    if (err) return err;
  }
  return 0;
}

/** tp_traverse of heap types made by `class`. */
export function subtype_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  const own = changetype<usize>(traverseproc.of(subtype_traverse));
  const type = self.ob_type;
  let base = type;
  while (changetype<usize>(base.tp_traverse) === own) {
    if (Py_SIZE(base)) {
      const err = traverse_slots(base, self, visit, arg);
      if (err) return err;
    }
    base = base.tp_base!;
  }
  if (type.tp_dictoffset !== base.tp_dictoffset) {
    let err = 0;
    if (type.tp_flags & Py_TPFLAGS_MANAGED_DICT) err = PyObject_VisitManagedDict(self, visit, arg);
    else {
      const dictptr = _PyObject_ComputedDictPointer(self);
      const dict = dictptr ? load<usize>(dictptr) : 0;
      if (dict) err = visit.call(changetype<PyObject>(dict), arg);
    }
    if (err) return err;
  }
  const basetraverse = base.tp_traverse;
  // An instance owns a reference to its class. The traverse of a heap type visits it itself.
  if (type.tp_flags & Py_TPFLAGS_HEAPTYPE && (!basetraverse || !(base.tp_flags & Py_TPFLAGS_HEAPTYPE))) {
    const err = visit.call(type, arg);
    if (err) return err;
  }
  return basetraverse ? basetraverse.call(self, visit, arg) : 0;
}

/** Releases the `__slots__` that `type` adds. */
function clear_slots(type: PyTypeObject, self: PyObject): void {
  const n = Py_SIZE(type);
  const members = _PyHeapType_GET_MEMBERS(type);
  for (let i = 0; i < n; i++) {
    const mp = member_at(members, i);
    if (mp.type !== Py_T_OBJECT_EX || mp.flags & Py_READONLY) continue;
    const at = ptr(self) + <usize>mp.offset;
    const value = load<usize>(at);
    if (!value) continue;
    store<usize>(at, 0);
    Py_DECREF(changetype<PyObject>(value));
  }
}

/** Releases a dict whose place is computed from tp_dictoffset. */
function clear_dict(self: PyObject): void {
  const dictptr = _PyObject_ComputedDictPointer(self);
  const dict = dictptr ? load<usize>(dictptr) : 0;
  if (!dict) return;
  store<usize>(dictptr, 0);
  Py_DECREF(changetype<PyObject>(dict));
}

/** tp_clear of heap types made by `class`. */
export function subtype_clear(self: PyObject): i32 {
  const own = changetype<usize>(inquiry.of(subtype_clear));
  const type = self.ob_type;
  let base = type;
  while (changetype<usize>(base.tp_clear) === own) {
    if (Py_SIZE(base)) clear_slots(base, self);
    base = base.tp_base!;
  }
  if (type.tp_flags & Py_TPFLAGS_MANAGED_DICT) {
    if (!(base.tp_flags & Py_TPFLAGS_MANAGED_DICT)) PyObject_ClearManagedDict(self);
  } else if (type.tp_dictoffset !== base.tp_dictoffset) clear_dict(self);
  const baseclear = base.tp_clear;
  return baseclear ? baseclear.call(self) : 0;
}

/** The nearest base of `type` with a tp_dealloc other than subtype_dealloc. @inline */
function dealloc_base(type: PyTypeObject, own: usize): PyTypeObject {
  let base = type;
  while (changetype<usize>(base.tp_dealloc) === own) base = base.tp_base!;
  return base;
}

/** Calls the base's dealloc, then gives the reference to the class back, unless the base's does so. */
function finish(self: PyObject, base: PyTypeObject): void {
  // Read again: a finalizer may have assigned to __class__. After the call, `base` may be gone too.
  const type = self.ob_type;
  const type_needs_decref = (type.tp_flags & Py_TPFLAGS_HEAPTYPE) !== 0 && !(base.tp_flags & Py_TPFLAGS_HEAPTYPE);
  base.tp_dealloc.call(self);
  if (type_needs_decref) Py_DECREF(type);
}

/** tp_dealloc of heap types made by `class`. */
export function subtype_dealloc(self: PyObject): void {
  const own = changetype<usize>(destructor.of(subtype_dealloc));
  const type = self.ob_type;
  if (!(type.tp_flags & Py_TPFLAGS_HAVE_GC)) {
    if (type.tp_finalize && PyObject_CallFinalizerFromDealloc(self) < 0) return;
    finish(self, dealloc_base(type, own));
    return;
  }
  // The trashcan wants the object untracked; and a weak reference callback below may run the collector, to which a
  // tracked object without references would look like garbage.
  PyObject_GC_UnTrack(self);
  if (Py_TRASHCAN_BEGIN(self)) return;
  dealloc_gc(self, type, own);
  Py_TRASHCAN_END();
}

/** subtype_dealloc of an untracked object of a GC type. */
function dealloc_gc(self: PyObject, type: PyTypeObject, own: usize): void {
  let base = dealloc_base(type, own);
  const added_weaklist = type.tp_weaklistoffset !== 0 && base.tp_weaklistoffset === 0;
  if (type.tp_finalize) {
    _PyObject_GC_TRACK(self);
    if (PyObject_CallFinalizerFromDealloc(self) < 0) return;
    _PyObject_GC_UNTRACK(self);
    if (added_weaklist) {
      PyObject_ClearWeakRefs(self);
      // Callbacks may have made new references; those get no call, for part of the object is gone.
      _PyWeakref_ClearWeakRefsNoCallbacks(self);
    }
  } else if (added_weaklist) PyObject_ClearWeakRefs(self);
  base = type;
  while (changetype<usize>(base.tp_dealloc) === own) {
    if (Py_SIZE(base)) clear_slots(base, self);
    base = base.tp_base!;
  }
  if (type.tp_flags & Py_TPFLAGS_MANAGED_DICT) PyObject_ClearManagedDict(self);
  else if (type.tp_dictoffset && !base.tp_dictoffset) clear_dict(self);
  if (base.tp_flags & Py_TPFLAGS_HAVE_GC) _PyObject_GC_TRACK(self);
  finish(self, base);
}

/** Calls tp_finalize once for the life of a GC object. */
export function PyObject_CallFinalizer(self: PyObject): void {
  const type = self.ob_type;
  const finalize = type.tp_finalize;
  if (!finalize) return;
  const gc = (type.tp_flags & Py_TPFLAGS_HAVE_GC) !== 0;
  if (gc && _PyGC_FINALIZED(self)) return;
  finalize.call(self);
  if (gc) _PyGC_SET_FINALIZED(self);
}

/** As PyObject_CallFinalizer, from a dealloc (count 0): -1 when the finalizer has brought the object back to life. */
export function PyObject_CallFinalizerFromDealloc(self: PyObject): i32 {
  self.ob_refcnt = 1;
  PyObject_CallFinalizer(self);
  // Not Py_DECREF, which would come here again.
  const n = self.ob_refcnt - 1;
  self.ob_refcnt = n;
  return n === 0 ? 0 : -1;
}
