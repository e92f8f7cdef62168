/**
 * complex: the object. CPython: Objects/complexobject.c.
 *
 *   PyComplexObject
 *   +0   PyObject
 *   +16  real  f64
 *   +24  imag  f64
 *   +32
 *
 * Functions with a complex result return the real part and leave the imaginary one in `tstate.out_f64`.
 */

import { PyObject_CallNoArgs } from "../abstract/call";
import { PyErr_Format, PyErr_NoMemory } from "../abstract/errors";
import { PyObject_Malloc } from "../memory/domains";
import { _Py_ID, cstr } from "../object/literals";
import { _PyObject_InitHead, Py_DECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { PyComplex_Type, PyExc_DeprecationWarning, PyExc_TypeError } from "../object/static-types";
import { PyFloat_AsDouble } from "./float";
import { _PyObject_LookupSpecial } from "./type-lookup";
import { PyType_IsSubtype } from "./type-mro";
import { PyErr_WarnFormat } from "./warnings";

@unmanaged
export class PyComplexObject extends PyObject {
  real: f64;
  imag: f64;
}

/** @inline */
export function PyComplex_CheckExact(o: PyObject): bool {
  return ptr(o.ob_type) === ptr(PyComplex_Type);
}

/** @inline */
export function PyComplex_Check(o: PyObject): bool {
  return ptr(o.ob_type) === ptr(PyComplex_Type) || PyType_IsSubtype(o.ob_type, PyComplex_Type);
}

/** @inline */
export function complex_real(o: PyObject): f64 {
  return changetype<PyComplexObject>(o).real;
}

/** @inline */
export function complex_imag(o: PyObject): f64 {
  return changetype<PyComplexObject>(o).imag;
}

/** Returns a new reference; NULL: MemoryError. */
export function PyComplex_FromDoubles(real: f64, imag: f64): PyObject | null {
  const address = PyObject_Malloc(32);
  if (!address) return PyErr_NoMemory();
  const o = changetype<PyComplexObject>(address);
  _PyObject_InitHead(o, PyComplex_Type);
  o.real = real;
  o.imag = imag;
  return o;
}

/** The real part of a complex, or the value of another number. -1.0 with an exception. */
export function PyComplex_RealAsDouble(o: PyObject): f64 {
  return PyComplex_Check(o) ? complex_real(o) : PyFloat_AsDouble(o);
}

/** The imaginary part of a complex, 0 of anything else. */
export function PyComplex_ImagAsDouble(o: PyObject): f64 {
  return PyComplex_Check(o) ? complex_imag(o) : 0;
}

/** The result of `__complex__`: a new reference to a complex; NULL without exception where the type has none. */
export function try_complex_special_method(o: PyObject): PyObject | null {
  const method = _PyObject_LookupSpecial(o, _Py_ID("__complex__"));
  if (!method) return null;
  const result = PyObject_CallNoArgs(method);
  Py_DECREF(method);
  if (!result || PyComplex_CheckExact(result)) return result;
  if (!PyComplex_Check(result)) {
    PyErr_Format(PyExc_TypeError, cstr("__complex__ returned non-complex (type %.200s)"), result.ob_type.tp_name);
    Py_DECREF(result);
    return null;
  }
  const warned = PyErr_WarnFormat(
    PyExc_DeprecationWarning,
    1,
    cstr(
      "__complex__ returned non-complex (type %.200s).  The ability to return an instance of a strict subclass of complex is deprecated, and may be removed in a future version of Python.",
    ),
    result.ob_type.tp_name,
  );
  if (warned < 0) {
    Py_DECREF(result);
    return null;
  }
  return result;
}

/** Real part (result) and imaginary part (`tstate.out_f64`) of complex(o); -1.0 with an exception. */
export function PyComplex_AsCComplex(o: PyObject): f64 {
  if (PyComplex_Check(o)) {
    tstate.out_f64 = complex_imag(o);
    return complex_real(o);
  }
  const converted = try_complex_special_method(o);
  if (converted) {
    const real = complex_real(converted);
    const imag = complex_imag(converted);
    Py_DECREF(converted);
    tstate.out_f64 = imag;
    return real;
  }
  if (tstate.current_exception) {
    tstate.out_f64 = 0;
    return -1;
  }
  const real = PyFloat_AsDouble(o);
  tstate.out_f64 = 0;
  return real;
}
