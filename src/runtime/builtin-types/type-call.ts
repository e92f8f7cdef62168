/**
 * Calling a type: `tp_new`, then `tp_init`. CPython: type_call, type_vectorcall of Objects/typeobject.c.
 */
import { PyObject, Slots } from "../object/object";

/** tp_call of `type`: a new reference. */
export function type_call(type: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  unreachable();
}

/** tp_vectorcall of `type` itself: `type(x)`. A new reference. */
export function type_vectorcall(
  metatype: PyObject,
  args: Slots,
  nargsf: u32,
  kwnames: PyObject | null,
): PyObject | null {
  unreachable();
}
