/**
 * `super`. CPython: PySuper_Type of Objects/typeobject.c.
 *
 *   superobject (40 bytes, GC)
 *   +16 type       the class whose MRO entry is left behind; owned or NULL
 *   +24 obj        the instance or class; owned or NULL
 *   +32 obj_type   the class whose MRO is walked; owned or NULL
 */
import { PyObject } from "../object/object";
import { PyTypeObject } from "../object/type-object";

@unmanaged
export class superobject extends PyObject {
  type: PyTypeObject | null;
  obj: PyObject | null;
  obj_type: PyTypeObject | null;
}

/**
 * `super(su_type, su_obj).name` for LOAD_SUPER_ATTR: a new reference, or NULL with an exception. With `want_method` the
 * result may be an unbound method: then `tstate.out_i32` is 1.
 */
export function _PySuper_Lookup(
  su_type: PyTypeObject,
  su_obj: PyObject,
  name: PyObject,
  want_method: bool,
): PyObject | null {
  unreachable();
}

export function init_super_type(): void {
  unreachable();
}
