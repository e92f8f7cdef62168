/**
 * Allocating instances of any type. CPython: _PyType_AllocNoTrack, PyType_GenericAlloc, PyType_GenericNew of
 * Objects/typeobject.c.
 */
import { Py_ssize_t, PyObject } from "../object/object";
import { PyTypeObject } from "../object/type-object";

/** A zeroed instance with `nitems` items, inline values initialised, not tracked: a new reference, or NULL with MemoryError. */
export function _PyType_AllocNoTrack(type: PyTypeObject, nitems: Py_ssize_t): PyObject | null {
  unreachable();
}

/** tp_alloc of most types; tracks the instance of a GC type. A new reference. */
export function PyType_GenericAlloc(type: PyTypeObject, nitems: Py_ssize_t): PyObject | null {
  unreachable();
}

/** tp_new of types whose instances need nothing but memory. A new reference. */
export function PyType_GenericNew(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  unreachable();
}

/** An instance of a heap type with inline values, tracked, `__init__` not called (CALL_ALLOC_AND_ENTER_INIT). A new reference. */
export function _PyType_NewManagedObject(type: PyTypeObject): PyObject | null {
  unreachable();
}
