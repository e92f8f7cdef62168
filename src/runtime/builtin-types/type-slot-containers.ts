/**
 * The sequence and mapping slots of classes written in Python. CPython: the slot_sq_*, slot_mp_* functions of
 * Objects/typeobject.c.
 */

import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { _PyNumber_Index, PyNumber_AsSsize_t } from "../abstract/number-convert";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { _PySequence_IterSearch, PY_ITERSEARCH_CONTAINS } from "../abstract/sequence";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_ssize_t, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { _PyLong_IsNegative, PyLong, PyLong_FromLongLong } from "./int";
import {
  call_method0,
  call_method1,
  call_method2,
  lookup_maybe_method,
  vectorcall_unbound,
} from "./type-special-methods";

/** What `__len__` says, with 64 bits: -1 with an exception. */
export function slot_long_length(self: PyObject): i64 {
  const res = call_method0(_Py_ID("__len__"), self);
  if (!res) return -1;
  const index = _PyNumber_Index(res);
  Py_DECREF(res);
  if (!index) return -1;
  if (_PyLong_IsNegative(PyLong(index))) {
    Py_DECREF(index);
    PyErr_SetString(PyExc_ValueError, cstr("__len__() should return >= 0"));
    return -1;
  }
  const len = PyNumber_AsSsize_t(index, PyExc_OverflowError);
  Py_DECREF(index);
  return len;
}

/** Also slot_mp_length. */
export function slot_sq_length(self: PyObject): Py_ssize_t {
  const len = slot_long_length(self);
  if (len > <i64>i32.MAX_VALUE) {
    // NOT CPYTHON: sizes have 32 bits here; PyObject_LongSize() is for those who only tell the number.
    PyErr_SetString(PyExc_OverflowError, cstr("cannot fit 'int' into an index-sized integer"));
    return -1;
  }
  return <Py_ssize_t>len;
}

export function slot_sq_item(self: PyObject, i: i64): PyObject | null {
  const ival = PyLong_FromLongLong(i);
  if (!ival) return null;
  const res = call_method1(_Py_ID("__getitem__"), self, ival);
  Py_DECREF(ival);
  return res;
}

/** 0, or -1 when `res` (stolen) is NULL. */
function release_result(res: PyObject | null): i32 {
  if (!res) return -1;
  Py_DECREF(res);
  return 0;
}

export function slot_sq_ass_item(self: PyObject, i: i64, value: PyObject | null): i32 {
  const ival = PyLong_FromLongLong(i);
  if (!ival) return -1;
  const status = slot_mp_ass_subscript(self, ival, value);
  Py_DECREF(ival);
  return status;
}

export function slot_sq_contains(self: PyObject, value: PyObject): i32 {
  const func = lookup_maybe_method(self, _Py_ID("__contains__"));
  if (!func) {
    if (tstate.current_exception) return -1;
    return <i32>_PySequence_IterSearch(self, value, PY_ITERSEARCH_CONTAINS);
  }
  if (ptr(func) === ptr(Py_None)) {
    PyErr_Format(PyExc_TypeError, cstr("'%.200s' object is not a container"), self.ob_type.tp_name);
    return -1;
  }
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(16));
  args.set(0, self);
  args.set(1, value);
  const res = vectorcall_unbound(tstate.out_i32, func, args, 2);
  stack_release(mark);
  Py_DECREF(func);
  if (!res) return -1;
  const result = PyObject_IsTrue(res);
  Py_DECREF(res);
  return result;
}

export function slot_mp_subscript(self: PyObject, key: PyObject): PyObject | null {
  return call_method1(_Py_ID("__getitem__"), self, key);
}

export function slot_mp_ass_subscript(self: PyObject, key: PyObject, value: PyObject | null): i32 {
  if (value) return release_result(call_method2(_Py_ID("__setitem__"), self, key, value));
  return release_result(call_method1(_Py_ID("__delitem__"), self, key));
}
