/**
 * Slots as Python methods: slot wrappers (`int.__add__`) and method wrappers (`(1).__add__`).
 * CPython: PyWrapperDescr_Type, _PyMethodWrapper_Type of Objects/descrobject.c.
 */
import { PyObject } from "../object/object";

/** Binds the slot wrapper `descr` to `self`: a new reference. */
export function PyWrapper_New(descr: PyObject, self: PyObject): PyObject | null {
  unreachable();
}

export function init_wrapper_types(): void {
  unreachable();
}
