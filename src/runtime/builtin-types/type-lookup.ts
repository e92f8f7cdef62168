/**
 * Finding a name along the MRO of a type: the method cache and the version tags that keep it right.
 * CPython: the type attribute cache of Objects/typeobject.c.
 *
 * An entry of the cache is valid while its `version` equals the `tp_version_tag` of the type asked. Whatever changes a
 * type (or one of its bases) calls PyType_Modified, which sets the tag of it and of all its subclasses to 0.
 */
import { PyObject } from "../object/object";
import { PyTypeObject } from "../object/type-object";

/** `name` in the MRO of `type`: returns a borrowed reference, or NULL. Never leaves an exception set. */
export function _PyType_Lookup(type: PyTypeObject, name: PyObject): PyObject | null {
  unreachable();
}

/** `name` in the MRO of `type`: returns a new reference, or NULL. Never leaves an exception set. */
export function _PyType_LookupRef(type: PyTypeObject, name: PyObject): PyObject | null {
  unreachable();
}

/** `type` has changed: its version tag and those of its subclasses become invalid. */
export function PyType_Modified(type: PyTypeObject): void {
  unreachable();
}

/** Gives `type` a valid version tag; false when it can have none. */
export function _PyType_AssignVersionTag(type: PyTypeObject): bool {
  unreachable();
}

/** The type with that valid version tag, borrowed, or NULL. */
export function _PyType_LookupByVersion(version: u32): PyTypeObject | null {
  unreachable();
}

/** Empties the method cache (sys._clear_type_cache); returns the next version tag less one. */
export function PyType_ClearCache(): u32 {
  unreachable();
}

/** Puts the cache into its first state: every name None. At start-up, before any lookup. */
export function _PyType_InitCache(): void {
  unreachable();
}

/** Special method `attr` of the type of `self`, bound through its tp_descr_get: a new reference, or NULL (with or without an exception). */
export function _PyObject_LookupSpecial(self: PyObject, attr: PyObject): PyObject | null {
  unreachable();
}

/** Notes an `__init__` function for CALL_ALLOC_AND_ENTER_INIT. False: the type has no valid version `type_version`. Borrows `init`. */
export function _PyType_CacheInitForSpecialization(type: PyTypeObject, init: PyObject, type_version: u32): bool {
  unreachable();
}

/** Notes a `__getitem__` function for BINARY_SUBSCR_GETITEM. False: it cannot be cached. Borrows `descriptor`. */
export function _PyType_CacheGetItemForSpecialization(type: PyTypeObject, descriptor: PyObject, tp_version: u32): bool {
  unreachable();
}
