/**
 * What all descriptors of native attributes begin with. CPython: PyDescrObject of Include/cpython/descrobject.h.
 *
 *   PyDescrObject (40 bytes)
 *   +0   PyObject
 *   +16  d_type      the type whose attribute it is; owned
 *   +24  d_name      interned str; owned
 *   +32  d_qualname  str, made when asked for; owned or NULL
 *   +40  PyMethodDescr: d_method, +48 vectorcall   PyMemberDescr: d_member   PyGetSetDescr: d_getset
 *        PyWrapperDescr: d_base, +48 d_wrapped
 */
import { PyObject } from "../object/object";
import { PyGetSetDef, PyMemberDef, PyMethodDef } from "../object/def-tables";
import { vectorcallfunc } from "../object/slots";
import { PyTypeObject } from "../object/type-object";

@unmanaged
export class PyDescrObject extends PyObject {
  d_type: PyTypeObject;
  d_name: PyObject;
  d_qualname: PyObject | null;
}

@unmanaged
export class PyMethodDescrObject extends PyDescrObject {
  d_method: PyMethodDef;
  vectorcall: vectorcallfunc | null;
}

@unmanaged
export class PyMemberDescrObject extends PyDescrObject {
  d_member: PyMemberDef;
}

@unmanaged
export class PyGetSetDescrObject extends PyDescrObject {
  d_getset: PyGetSetDef;
}

/** A type with a `__set__`: a data descriptor, which goes before the instance's dict. @inline */
export function PyDescr_IsData(descr: PyObject): bool {
  return descr.ob_type.tp_descr_set !== null;
}
