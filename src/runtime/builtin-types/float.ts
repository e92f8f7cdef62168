/**
 * float: the object and its free list. CPython: Objects/floatobject.c.
 *
 *   PyFloatObject
 *   +0   PyObject
 *   +16  ob_fval  f64
 *   +24
 *
 * The free list (layer 3) holds at most 100 released objects, linked through ob_type. Invariant: numfree is its length.
 */

import { PyErr_Format, PyErr_NoMemory } from "../abstract/errors";
import { _PyNumber_Index } from "../abstract/number-convert";
import { PyObject_Free, PyObject_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { _Py_DECREF_NO_DEALLOC, _PyObject_InitHead, Py_DECREF, PyObject, ptr } from "../object/object";
import { reference_tracer, trace_reference } from "../object/reference-tracer";
import { tstate } from "../object/state";
import { PyExc_DeprecationWarning, PyExc_TypeError, PyFloat_Type } from "../object/static-types";
import { PyLong_AsDouble } from "./int-machine";
import { PyType_IsSubtype } from "./type-mro";
import { PyErr_WarnFormat } from "./warnings";

@unmanaged
export class PyFloatObject extends PyObject {
  ob_fval: f64;
}

export const PyFloat_MAXFREELIST: i32 = 100;

/** struct _Py_float_freelist. */
@unmanaged
class FloatFreeList {
  /** Address of the first, 0: empty. */
  items: usize;
  numfree: i32;
}
export const freelist: FloatFreeList = changetype<FloatFreeList>(memory.data(16, 8));

/** @inline */
export function PyFloat_CheckExact(o: PyObject): bool {
  return ptr(o.ob_type) === ptr(PyFloat_Type);
}

/** @inline */
export function PyFloat_Check(o: PyObject): bool {
  return ptr(o.ob_type) === ptr(PyFloat_Type) || PyType_IsSubtype(o.ob_type, PyFloat_Type);
}

/** @inline */
export function PyFloat_AS_DOUBLE(o: PyObject): f64 {
  return changetype<PyFloatObject>(o).ob_fval;
}

/** Returns a new reference; NULL: MemoryError. */
export function PyFloat_FromDouble(value: f64): PyObject | null {
  let address = freelist.items;
  if (address) {
    freelist.items = load<usize>(address, 8);
    freelist.numfree--;
    if (reference_tracer.created !== 0) trace_float(address);
  } else {
    address = PyObject_Malloc(24);
    if (!address) return PyErr_NoMemory();
  }
  const o = changetype<PyFloatObject>(address);
  _PyObject_InitHead(o, PyFloat_Type);
  o.ob_fval = value;
  return o;
}

/** The float at `address` comes out of the free list, where its type was not set. */
function trace_float(address: usize): void {
  _PyObject_InitHead(changetype<PyObject>(address), PyFloat_Type);
  trace_reference(address);
}

/** Of an exact float whose count has reached zero. */
export function _PyFloat_ExactDealloc(o: PyObject): void {
  if (freelist.numfree >= PyFloat_MAXFREELIST) {
    PyObject_Free(ptr(o));
    return;
  }
  freelist.numfree++;
  store<usize>(ptr(o), freelist.items, 8);
  freelist.items = ptr(o);
}

/**
 * A float of `value` for two floats used up: one of them where nobody else holds it. Steals `left` and `right`. Returns a
 * new reference; NULL: MemoryError. CPython: DECREF_INPUTS_AND_REUSE_FLOAT. @inline
 */
export function _PyFloat_FromDouble_ConsumeInputs(left: PyObject, right: PyObject, value: f64): PyObject | null {
  if (left.ob_refcnt === 1) {
    changetype<PyFloatObject>(left).ob_fval = value;
    Py_DECREF(right);
    return left;
  }
  if (right.ob_refcnt === 1) {
    changetype<PyFloatObject>(right).ob_fval = value;
    _Py_DECREF_NO_DEALLOC(left);
    return right;
  }
  const result = PyFloat_FromDouble(value);
  _Py_DECREF_NO_DEALLOC(left);
  _Py_DECREF_NO_DEALLOC(right);
  return result;
}

/** tp_dealloc */
export function float_dealloc(o: PyObject): void {
  if (PyFloat_CheckExact(o)) _PyFloat_ExactDealloc(o);
  else o.ob_type.tp_free!.call(o);
}

/** Empties the free list (a full collection does). */
export function _PyFloat_ClearFreeList(): void {
  let address = freelist.items;
  while (address) {
    const next = load<usize>(address, 8);
    PyObject_Free(address);
    address = next;
  }
  freelist.items = 0;
  freelist.numfree = 0;
}

/** Number of objects on the free list (sys._debugmallocstats). */
export function _PyFloat_FreeListCount(): i32 {
  return freelist.numfree;
}

/** The value of a number: by __float__ or __index__, never by parsing text. -1.0 with an exception. */
export function PyFloat_AsDouble(o: PyObject): f64 {
  if (PyFloat_Check(o)) return PyFloat_AS_DOUBLE(o);
  const number = o.ob_type.tp_as_number;
  const nb_float = number ? number.nb_float : null;
  if (nb_float) return value_of_float(o, nb_float.call(o));
  if (number && number.nb_index) {
    const index = _PyNumber_Index(o);
    if (!index) return -1;
    const value = PyLong_AsDouble(index);
    Py_DECREF(index);
    return value;
  }
  PyErr_Format(PyExc_TypeError, cstr("must be real number, not %.50s"), o.ob_type.tp_name);
  return -1;
}

/** The value of what __float__ returned. Steals `result`. */
function value_of_float(o: PyObject, result: PyObject | null): f64 {
  if (!result) return -1;
  if (!PyFloat_CheckExact(result)) {
    if (!PyFloat_Check(result)) {
      PyErr_Format(
        PyExc_TypeError,
        cstr("%.50s.__float__ returned non-float (type %.50s)"),
        o.ob_type.tp_name,
        result.ob_type.tp_name,
      );
      Py_DECREF(result);
      return -1;
    }
    const warned = PyErr_WarnFormat(
      PyExc_DeprecationWarning,
      1,
      cstr(
        "%.50s.__float__ returned non-float (type %.50s).  The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python.",
      ),
      o.ob_type.tp_name,
      result.ob_type.tp_name,
    );
    if (warned < 0) {
      Py_DECREF(result);
      return -1;
    }
  }
  const value = PyFloat_AS_DOUBLE(result);
  Py_DECREF(result);
  return value;
}

/** PyFloat_AsDouble failed. @inline */
export function is_error(value: f64): bool {
  return value === -1.0 && tstate.current_exception !== null;
}
