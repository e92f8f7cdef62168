/**
 * A key for a constant under which only equal constants of the same type compare equal: 1, 1.0 and True differ, so do 0.0 and -0.0.
 * CPython: _PyCode_ConstantKey of Objects/codeobject.c.
 */
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import {
  Py_Ellipsis,
  Py_None,
  PyBool_Type,
  PyBytes_Type,
  PyComplex_Type,
  PyFloat_Type,
  PyFrozenSet_Type,
  PyLong_Type,
  PyTuple_Type,
  PyUnicode_Type,
} from "../object/static-types";
import { PyCode_Check } from "./code";
import { PyComplex_AsCComplex } from "./complex";
import { PyFloat_AS_DOUBLE } from "./float";
import { PyLong_FromVoidPtr } from "./int";
import { _PySet_NextEntry, PyFrozenSet_New, PySet_Add, PySet_New } from "./set";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_New, PyTuple_Pack, PyTuple_SET_ITEM } from "./tuple";

/** A float that may be -0.0. */
function negative_zero(x: f64): bool {
  return x === 0 && reinterpret<i64>(x) < 0;
}

function tuple_key(o: PyObject): PyObject | null {
  const n = PyTuple_GET_SIZE(o);
  const keys = PyTuple_New(n);
  if (!keys) return null;
  for (let i = 0; i < n; i++) {
    const key = _PyCode_ConstantKey(PyTuple_GET_ITEM(o, i));
    if (!key) {
      Py_DECREF(keys);
      return null;
    }
    PyTuple_SET_ITEM(keys, i, key);
  }
  const result = PyTuple_Pack(keys, o);
  Py_DECREF(keys);
  return result;
}

function frozenset_key(o: PyObject): PyObject | null {
  const keys = PySet_New(null);
  if (!keys) return null;
  let pos = 0;
  while ((pos = _PySet_NextEntry(o, pos)) !== 0) {
    const key = _PyCode_ConstantKey(tstate.out_object!);
    const status = key ? PySet_Add(keys, key) : -1;
    Py_XDECREF(key);
    if (status < 0) {
      Py_DECREF(keys);
      return null;
    }
  }
  const frozen = PyFrozenSet_New(keys);
  Py_DECREF(keys);
  const result = frozen ? PyTuple_Pack(frozen, o) : null;
  Py_XDECREF(frozen);
  return result;
}

function complex_key(o: PyObject): PyObject | null {
  const re = PyComplex_AsCComplex(o);
  const im = tstate.out_f64;
  const re_neg = negative_zero(re);
  const im_neg = negative_zero(im);
  if (re_neg && im_neg) return PyTuple_Pack(o.ob_type, o, PyBool_Type);
  if (im_neg) return PyTuple_Pack(o.ob_type, o, PyFloat_Type);
  if (re_neg) return PyTuple_Pack(o.ob_type, o, Py_None);
  return PyTuple_Pack(o.ob_type, o);
}

/** A new reference, NULL with an exception. */
export function _PyCode_ConstantKey(o: PyObject): PyObject | null {
  const type = ptr(o.ob_type);
  if (
    ptr(o) === ptr(Py_None) ||
    ptr(o) === ptr(Py_Ellipsis) ||
    type === ptr(PyLong_Type) ||
    type === ptr(PyUnicode_Type) ||
    PyCode_Check(o)
  ) {
    return Py_NewRef(o);
  }
  if (type === ptr(PyBool_Type) || type === ptr(PyBytes_Type)) return PyTuple_Pack(o.ob_type, o);
  if (type === ptr(PyFloat_Type)) {
    if (negative_zero(PyFloat_AS_DOUBLE(o))) return PyTuple_Pack(o.ob_type, o, Py_None);
    return PyTuple_Pack(o.ob_type, o);
  }
  if (type === ptr(PyComplex_Type)) return complex_key(o);
  if (type === ptr(PyTuple_Type)) return tuple_key(o);
  if (type === ptr(PyFrozenSet_Type)) return frozenset_key(o);
  // Anything else is only the same constant when it is the same object.
  const id = PyLong_FromVoidPtr(ptr(o));
  const key = id ? PyTuple_Pack(id, o) : null;
  Py_XDECREF(id);
  return key;
}

/** The key of a tuple of constants. A new reference, NULL with an exception. */
export function code_constants_key(consts: PyObject): PyObject | null {
  return _PyCode_ConstantKey(consts);
}
