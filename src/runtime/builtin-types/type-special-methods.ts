/**
 * Calling special methods (`__len__`, `__add__` ...) found in the type, not in the instance.
 * CPython: lookup_maybe_method, vectorcall_method and their like in Objects/typeobject.c.
 */

import {
  PY_VECTORCALL_ARGUMENTS_OFFSET,
  PyObject_CallNoArgs,
  PyObject_CallOneArg,
  PyObject_Vectorcall,
} from "../abstract/call";
import { PyErr_SetObject } from "../abstract/errors";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_INCREF, Py_NewRef, PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_NotImplemented, PyExc_AttributeError } from "../object/static-types";
import { Py_TPFLAGS_METHOD_DESCRIPTOR, PyType_HasFeature } from "../object/type-object";
import { _PyType_Lookup } from "./type-lookup";

/**
 * Method `attr` of the type of `self`: a new reference, or NULL (with or without an exception). `tstate.out_i32` is 1 when it
 * is unbound: to be called with `self` in front; 0 when it is bound.
 */
export function lookup_maybe_method(self: PyObject, attr: PyObject): PyObject | null {
  const type = self.ob_type;
  const descr = _PyType_Lookup(type, attr);
  tstate.out_i32 = 0;
  if (!descr) return null;
  const t = descr.ob_type;
  if (PyType_HasFeature(t, Py_TPFLAGS_METHOD_DESCRIPTOR)) {
    tstate.out_i32 = 1;
    return Py_NewRef(descr);
  }
  const get = t.tp_descr_get;
  if (!get) return Py_NewRef(descr);
  Py_INCREF(descr);
  const res = get.call(descr, self, type);
  Py_DECREF(descr);
  tstate.out_i32 = 0;
  return res;
}

/** As lookup_maybe_method, with AttributeError when there is none. */
export function lookup_method(self: PyObject, attr: PyObject): PyObject | null {
  const res = lookup_maybe_method(self, attr);
  if (!res && !tstate.current_exception) PyErr_SetObject(PyExc_AttributeError, attr);
  return res;
}

/** Calls `func` as lookup_maybe_method gave it; `args[0]` is self. Returns a new reference. */
export function vectorcall_unbound(unbound: i32, func: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (unbound) return PyObject_Vectorcall(func, args, <u32>nargs, null);
  return PyObject_Vectorcall(func, args.from(1), <u32>(nargs - 1) | PY_VECTORCALL_ARGUMENTS_OFFSET, null);
}

/** Returns a new reference. */
export function call_unbound_noarg(unbound: i32, func: PyObject, self: PyObject): PyObject | null {
  return unbound ? PyObject_CallOneArg(func, self) : PyObject_CallNoArgs(func);
}

/** Calls method `name` of the type of `args[0]` with `args`. Returns a new reference. */
export function vectorcall_method(name: PyObject, args: Slots, nargs: i32): PyObject | null {
  const func = lookup_method(args.get(0), name);
  if (!func) return null;
  const res = vectorcall_unbound(tstate.out_i32, func, args, nargs);
  Py_DECREF(func);
  return res;
}

/** As vectorcall_method; NotImplemented where there is no such method. */
export function vectorcall_maybe(name: PyObject, args: Slots, nargs: i32): PyObject | null {
  const func = lookup_maybe_method(args.get(0), name);
  if (!func) return tstate.current_exception ? null : Py_NotImplemented;
  const res = vectorcall_unbound(tstate.out_i32, func, args, nargs);
  Py_DECREF(func);
  return res;
}

/** `type(self).name(self)`: a new reference. */
export function call_method0(name: PyObject, self: PyObject): PyObject | null {
  const func = lookup_method(self, name);
  if (!func) return null;
  const res = call_unbound_noarg(tstate.out_i32, func, self);
  Py_DECREF(func);
  return res;
}

/** `type(self).name(self, a)`: a new reference. */
export function call_method1(name: PyObject, self: PyObject, a: PyObject): PyObject | null {
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(16));
  args.set(0, self);
  args.set(1, a);
  const res = vectorcall_method(name, args, 2);
  stack_release(mark);
  return res;
}

/** `type(self).name(self, a, b)`: a new reference. */
export function call_method2(name: PyObject, self: PyObject, a: PyObject, b: PyObject): PyObject | null {
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(24));
  args.set(0, self);
  args.set(1, a);
  args.set(2, b);
  const res = vectorcall_method(name, args, 3);
  stack_release(mark);
  return res;
}

/** As call_method1; NotImplemented where there is no such method. */
export function call_maybe1(name: PyObject, self: PyObject, a: PyObject): PyObject | null {
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(16));
  args.set(0, self);
  args.set(1, a);
  const res = vectorcall_maybe(name, args, 2);
  stack_release(mark);
  return res;
}
