/**
 * Finding a name along the MRO of a type: the method cache and the version tags that keep it right.
 * CPython: the type attribute cache of Objects/typeobject.c.
 *
 * An entry of the cache is valid while its `version` equals the `tp_version_tag` of the type asked. Whatever changes a
 * type (or one of its bases) calls PyType_Modified, which sets the tag of it and of all its subclasses to 0. A type has a
 * tag only if all its bases have one. An entry owns `name`; `value` is borrowed from the dict of a type, which cannot
 * lose it without a PyType_Modified.
 */

import { PyErr_Clear } from "../abstract/errors";
import { PyObject_Hash } from "../abstract/object-protocol";
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_XINCREF, PyObject, ptr } from "../object/object";
import { interp, tstate } from "../object/state";
import { Py_None } from "../object/static-types";
import {
  Py_TPFLAGS_HEAPTYPE,
  Py_TPFLAGS_IMMUTABLETYPE,
  Py_TPFLAGS_READY,
  Py_TPFLAGS_READYING,
  PyHeapType,
  PyType_HasFeature,
  PyTypeObject,
} from "../object/type-object";
import { _PyDict_GetItemRef_KnownHash, PyDict_Next } from "./dict";
import { _PyFunction_GetVersionForCurrentState, PyFunctionObject } from "./function";
import { PyUnicode_CheckExact, PyUnicode_GET_LENGTH, unicode_hash } from "./str";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { PyType_Ready } from "./type-ready";
import { type_from_ref } from "./type-subclasses";

/** Longer names are not cached: the cache keeps them alive. */
const MCACHE_MAX_ATTR_SIZE: i32 = 100;
export const MCACHE_SIZE: usize = 4096;
const MAX_VERSIONS_PER_CLASS: u16 = 1000;
/** Tags below are for static types, so that heap types cannot use them up. */
const _Py_TYPE_BASE_VERSION_TAG: u32 = 2 << 16;

/** 16 bytes. */
@unmanaged
class type_cache_entry {
  version: u32;
  name: u32;
  value: u32;
  pad: u32;
}

export const TYPE_CACHE: usize = memory.data(65536, 16);

@unmanaged
class VersionState {
  next_global_version_tag: u32;
}
const versions: VersionState = changetype<VersionState>(memory.data(16, 16));

/** @inline */
function cache_entry(version: u32, name: PyObject): type_cache_entry {
  return changetype<type_cache_entry>(TYPE_CACHE + (((<usize>version ^ (ptr(name) >> 3)) & (MCACHE_SIZE - 1)) << 4));
}

/** `name` in the MRO of `type`: returns a borrowed reference, or NULL. Never leaves an exception set. */
export function _PyType_Lookup(type: PyTypeObject, name: PyObject): PyObject | null {
  const version = type.tp_version_tag;
  const entry = cache_entry(version, name);
  if (entry.version === version && <usize>entry.name === ptr(name)) return changetype<PyObject | null>(entry.value);
  return lookup_uncached(type, name);
}

/** `name` in the MRO of `type`: returns a new reference, or NULL. Never leaves an exception set. */
export function _PyType_LookupRef(type: PyTypeObject, name: PyObject): PyObject | null {
  const res = _PyType_Lookup(type, name);
  Py_XINCREF(res);
  return res;
}

/** Walks the MRO and fills the cache. Returns a borrowed reference. */
function lookup_uncached(type: PyTypeObject, name: PyObject): PyObject | null {
  let version: u32 = 0;
  // The tag comes first: comparing with a key that is no str may run code that changes the type.
  if (PyUnicode_CheckExact(name) && PyUnicode_GET_LENGTH(name) <= MCACHE_MAX_ATTR_SIZE) {
    if (assign_version_tag(type)) version = type.tp_version_tag;
  }
  const error = find_name_in_mro(type, name);
  const res = tstate.out_object;
  if (error !== 0) {
    if (error < 0) PyErr_Clear();
    return null;
  }
  if (version !== 0) update_cache(cache_entry(version, name), name, version, res);
  if (res) Py_DECREF(res);
  return res;
}

function update_cache(entry: type_cache_entry, name: PyObject, version: u32, value: PyObject | null): void {
  const old = changetype<PyObject>(entry.name);
  Py_INCREF(name);
  entry.version = version;
  entry.name = <u32>ptr(name);
  entry.value = <u32>ptr(value);
  Py_DECREF(old);
}

/**
 * `name` in the dicts of the MRO of `type`, without the cache. 0: tstate.out_object is a new reference, NULL when absent;
 * -1 with an exception; 1: the type has no MRO yet.
 */
export function find_name_in_mro(type: PyTypeObject, name: PyObject): i32 {
  tstate.out_object = null;
  const hash = PyUnicode_CheckExact(name) ? unicode_hash(name) : PyObject_Hash(name);
  if (hash === -1) return -1;
  let mro = type.tp_mro;
  if (!mro) {
    if (!PyType_HasFeature(type, Py_TPFLAGS_READYING)) {
      if (PyType_Ready(type) < 0) return -1;
      mro = type.tp_mro;
    }
    tstate.out_object = null;
    if (!mro) return 1;
  }
  // Held, because a comparison may replace tp_mro.
  Py_INCREF(mro);
  const n = PyTuple_GET_SIZE(mro);
  let status = 0;
  for (let i = 0; i < n && status === 0; i++) {
    const dict = changetype<PyTypeObject>(PyTuple_GET_ITEM(mro, i)).tp_dict!;
    status = _PyDict_GetItemRef_KnownHash(dict, name, hash);
  }
  const res = tstate.out_object;
  Py_DECREF(mro);
  tstate.out_object = res;
  return status < 0 ? -1 : 0;
}

/** @inline */
function set_version(type: PyTypeObject, version: u32): void {
  if (version !== 0) type.tp_versions_used++;
  type.tp_version_tag = version;
}

/** `type` has changed: its version tag and those of its subclasses become invalid. */
export function PyType_Modified(type: PyTypeObject): void {
  // A subclass has a tag only if `type` has one.
  if (type.tp_version_tag === 0) return;
  const subclasses = type.tp_subclasses;
  if (subclasses) {
    let pos = 0;
    while ((pos = PyDict_Next(subclasses, pos)) !== 0) {
      const subclass = type_from_ref(tstate.out_object2!);
      if (subclass) PyType_Modified(subclass);
    }
  }
  _PyType_Invalidate(type);
}

/** Takes the version tag of `type` alone away. */
export function _PyType_Invalidate(type: PyTypeObject): void {
  set_version(type, 0);
  if (type.tp_flags & Py_TPFLAGS_HEAPTYPE) PyHeapType(type).getitem = null;
}

/** Gives `type`, and before it all its bases, a version tag if it has none; false when it can have none. */
function assign_version_tag(type: PyTypeObject): bool {
  if (type.tp_version_tag !== 0) return true;
  if (!PyType_HasFeature(type, Py_TPFLAGS_READY)) return false;
  if (type.tp_versions_used >= MAX_VERSIONS_PER_CLASS) return false;
  const bases = type.tp_bases!;
  const n = PyTuple_GET_SIZE(bases);
  for (let i = 0; i < n; i++) {
    if (!assign_version_tag(changetype<PyTypeObject>(PyTuple_GET_ITEM(bases, i)))) return false;
  }
  if (type.tp_flags & Py_TPFLAGS_IMMUTABLETYPE) {
    if (versions.next_global_version_tag >= _Py_TYPE_BASE_VERSION_TAG) return false;
    set_version(type, versions.next_global_version_tag++);
  } else {
    if (interp.next_type_version_tag === 0) return false;
    set_version(type, interp.next_type_version_tag++);
  }
  return true;
}

/** Gives a static type its tag before PyType_Ready. */
export function _PyStaticType_AssignVersionTag(type: PyTypeObject): void {
  set_version(type, versions.next_global_version_tag++);
}

/** Gives `type` a valid version tag; false when it can have none. */
export function PyUnstable_Type_AssignVersionTag(type: PyTypeObject): bool {
  return assign_version_tag(type);
}

/** Puts the cache and the version counters into their first state: every name None. At start-up, before any lookup. */
export function _PyType_InitCache(): void {
  for (let i: usize = 0; i < MCACHE_SIZE; i++) {
    const entry = changetype<type_cache_entry>(TYPE_CACHE + (i << 4));
    entry.version = 0;
    entry.name = <u32>ptr(Py_None);
    entry.value = 0;
  }
  versions.next_global_version_tag = 1;
  interp.next_type_version_tag = _Py_TYPE_BASE_VERSION_TAG;
}

/** Empties the method cache (sys._clear_type_cache, gc.collect); returns the last version tag given to a heap type. */
export function PyType_ClearCache(): u32 {
  for (let i: usize = 0; i < MCACHE_SIZE; i++) {
    const entry = changetype<type_cache_entry>(TYPE_CACHE + (i << 4));
    const name = changetype<PyObject>(entry.name);
    entry.version = 0;
    entry.name = <u32>ptr(Py_None);
    entry.value = 0;
    Py_DECREF(name);
  }
  return interp.next_type_version_tag - 1;
}

/** Calls `visit` with each name that the cache owns a reference to (refcount audit, heap image). */
export function _PyType_VisitCache(visit: (o: PyObject) => void): void {
  for (let i: usize = 0; i < MCACHE_SIZE; i++) {
    visit(changetype<PyObject>(changetype<type_cache_entry>(TYPE_CACHE + (i << 4)).name));
  }
}

/**
 * Special method `attr` of the type of `self`, bound through its tp_descr_get: a new reference, or NULL (with or without an
 * exception).
 */
export function _PyObject_LookupSpecial(self: PyObject, attr: PyObject): PyObject | null {
  const type = self.ob_type;
  const descr = _PyType_Lookup(type, attr);
  if (!descr) return null;
  const get = descr.ob_type.tp_descr_get;
  if (!get) return Py_NewRef(descr);
  Py_INCREF(descr);
  const res = get.call(descr, self, type);
  Py_DECREF(descr);
  return res;
}

/** Notes an `__init__` function for CALL_ALLOC_AND_ENTER_INIT. False: `type_version` is not the type's. Borrows `init`. */
export function _PyType_CacheInitForSpecialization(type: PyTypeObject, init: PyObject, type_version: u32): bool {
  if (type_version === 0 || type.tp_version_tag !== type_version) return false;
  PyHeapType(type).init = init;
  return true;
}

/** Notes a `__getitem__` function for BINARY_SUBSCR_GETITEM. False: it cannot be cached. Borrows `descriptor`. */
export function _PyType_CacheGetItemForSpecialization(
  type: PyTypeObject,
  descriptor: PyObject,
  type_version: u32,
): bool {
  if (type_version === 0 || type.tp_version_tag !== type_version) return false;
  const version = _PyFunction_GetVersionForCurrentState(changetype<PyFunctionObject>(descriptor));
  if (version === 0) return false;
  const heap = PyHeapType(type);
  heap.getitem = descriptor;
  heap.getitem_version = version;
  return true;
}
