/**
 * PyType_Ready: makes a filled type struct usable: MRO, dict of descriptors and slot wrappers, inherited slots.
 * CPython: PyType_Ready and what it calls in Objects/typeobject.c.
 */
import { PyTypeObject } from "../object/type-object";

/** Finishes the definition of `type` (idempotent). -1 with an exception. */
export function PyType_Ready(type: PyTypeObject): i32 {
  unreachable();
}
