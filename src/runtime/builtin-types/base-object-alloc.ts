/**
 * Allocating instances of any type. CPython: _PyType_AllocNoTrack, PyType_GenericAlloc, PyType_GenericNew of
 * Objects/typeobject.c.
 *
 *   block                       presize              size
 *   [weak list, dict] [GC head] [ basicsize + (nitems + 1) * itemsize, rounded up to 8 ] [inline values]
 *                               ^ the object
 */

import { PyErr_NoMemory } from "../abstract/errors";
import { _PyObject_GC_Link, _PyObject_GC_TRACK, _PyObject_VAR_SIZE } from "../gc/gc-alloc";
import { PyObject_Free, PyObject_Malloc } from "../memory/domains";
import { _PyObject_InitHead, Py_INCREF, Py_SET_SIZE, Py_ssize_t, PyObject, ptr } from "../object/object";
import {
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_HEAPTYPE,
  Py_TPFLAGS_INLINE_VALUES,
  Py_TPFLAGS_PREHEADER,
  PyTypeObject,
} from "../object/type-object";
import { _PyInlineValuesSize, _PyObject_InitInlineValues } from "./instance-values";

/** tp_free of types without GC. */
export function PyObject_Del(o: PyObject): void {
  PyObject_Free(ptr(o));
}

/** Bytes in front of an instance. @inline */
function presize_of(flags: u32): usize {
  return (flags & Py_TPFLAGS_HAVE_GC ? 16 : 0) + (flags & Py_TPFLAGS_PREHEADER ? 16 : 0);
}

/** A zeroed instance with `nitems` items, inline values initialised, not tracked: a new reference, or NULL with MemoryError. */
export function _PyType_AllocNoTrack(type: PyTypeObject, nitems: Py_ssize_t): PyObject | null {
  const flags = type.tp_flags;
  // One item more than asked for: room for the NUL of bytes and the like.
  const body = _PyObject_VAR_SIZE(type, nitems + 1);
  const presize = presize_of(flags);
  const values = flags & Py_TPFLAGS_INLINE_VALUES ? _PyInlineValuesSize(type) : 0;
  const block = PyObject_Malloc(presize + body + values);
  if (!block) return PyErr_NoMemory();
  const o = changetype<PyObject>(block + presize);
  if (presize) {
    store<u64>(block, 0);
    store<u64>(block, 0, 8);
  }
  if (flags & Py_TPFLAGS_HAVE_GC) _PyObject_GC_Link(o);
  // _PyObject_InitInlineValues sets every word of the values.
  if (body > 16) memory.fill(ptr(o) + 16, 0, body - 16);
  _PyObject_InitHead(o, type);
  if (flags & Py_TPFLAGS_HEAPTYPE) Py_INCREF(type);
  if (type.tp_itemsize !== 0) Py_SET_SIZE(o, nitems);
  if (values) _PyObject_InitInlineValues(o, type);
  return o;
}

/** tp_alloc of most types; tracks the instance of a GC type. A new reference. */
export function PyType_GenericAlloc(type: PyTypeObject, nitems: Py_ssize_t): PyObject | null {
  const o = _PyType_AllocNoTrack(type, nitems);
  if (o && type.tp_flags & Py_TPFLAGS_HAVE_GC) _PyObject_GC_TRACK(o);
  return o;
}

/** tp_new of types whose instances need nothing but memory. A new reference. */
export function PyType_GenericNew(type: PyTypeObject, _args: PyObject, _kwds: PyObject | null): PyObject | null {
  return type.tp_alloc!.call(type, 0);
}

/** An instance of a heap type with inline values, tracked, `__init__` not called (CALL_ALLOC_AND_ENTER_INIT). A new reference. */
export function _PyType_NewManagedObject(type: PyTypeObject): PyObject | null {
  return PyType_GenericAlloc(type, 0);
}
