/**
 * The slots of classes written in Python: each calls the special method. CPython: the slot_tp_*, slot_am_* functions of
 * Objects/typeobject.c. Numbers are in type-slot-numbers.ts, sequences and mappings in type-slot-containers.ts.
 */

import { _PyObject_GenericGetAttrWithDict, PyObject_GenericGetAttr, PyObject_GetAttr } from "../abstract/attribute";
import { _PyObject_Call_Prepend, PyObject_Call, PyObject_CallOneArg, PyObject_Vectorcall } from "../abstract/call";
import {
  PyErr_Clear,
  PyErr_ExceptionMatches,
  PyErr_Format,
  PyErr_GetRaisedException,
  PyErr_SetRaisedException,
  PyErr_SetString,
} from "../abstract/errors";
import { PyObject_HashNotImplemented } from "../abstract/object-protocol";
import { PyErr_WriteUnraisable } from "../abstract/unraisable";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_hash_t, Py_INCREF, Py_IS_TYPE, Py_NewRef, PyObject, ptr, Slots } from "../object/object";
import { descrgetfunc, getattrofunc } from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_None,
  Py_NotImplemented,
  PyExc_AttributeError,
  PyExc_TypeError,
  PyLong_Type,
  PyWrapperDescr_Type,
} from "../object/static-types";
import { Py_TPFLAGS_METHOD_DESCRIPTOR, PyType_HasFeature, PyTypeObject } from "../object/type-object";
import { PyWrapperDescrObject } from "./descriptor-wrapper";
import { PyLong_AsSsize_t, PyLong_Check } from "./int";
import { PySeqIter_New } from "./iterator-objects";
import { PyUnicode_FromFormat } from "./str-from-format";
import { _PyType_Lookup } from "./type-lookup";
import {
  call_method0,
  call_method1,
  call_method2,
  call_unbound_noarg,
  lookup_maybe_method,
  lookup_method,
  vectorcall_unbound,
} from "./type-special-methods";

export function slot_tp_repr(self: PyObject): PyObject | null {
  const func = lookup_maybe_method(self, _Py_ID("__repr__"));
  if (func) {
    const res = call_unbound_noarg(tstate.out_i32, func, self);
    Py_DECREF(func);
    return res;
  }
  PyErr_Clear();
  return PyUnicode_FromFormat(cstr("<%s object at %p>"), self.ob_type.tp_name, ptr(self));
}

export function slot_tp_str(self: PyObject): PyObject | null {
  return call_method0(_Py_ID("__str__"), self);
}

export function slot_tp_hash(self: PyObject): Py_hash_t {
  const func = lookup_maybe_method(self, _Py_ID("__hash__"));
  if (!func || ptr(func) === ptr(Py_None)) return PyObject_HashNotImplemented(self);
  const res = call_unbound_noarg(tstate.out_i32, func, self);
  Py_DECREF(func);
  if (!res) return -1;
  if (!PyLong_Check(res)) {
    Py_DECREF(res);
    PyErr_SetString(PyExc_TypeError, cstr("__hash__ method should return an integer"));
    return -1;
  }
  // A value in the range of hashes stays as it is, so that __hash__ may return hash(x); others are hashed as an int.
  let h = PyLong_AsSsize_t(res);
  if (h === -1 && tstate.current_exception) {
    PyErr_Clear();
    h = PyLong_Type.tp_hash!.call(res);
  }
  Py_DECREF(res);
  return h === -1 ? -2 : h;
}

export function slot_tp_call(self: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const meth = lookup_method(self, _Py_ID("__call__"));
  if (!meth) return null;
  const res = tstate.out_i32 ? _PyObject_Call_Prepend(meth, self, args, kwds) : PyObject_Call(meth, args, kwds);
  Py_DECREF(meth);
  return res;
}

/** tp_getattro where `__getattribute__` is overridden and there is no `__getattr__`. */
export function _Py_slot_tp_getattro(self: PyObject, name: PyObject): PyObject | null {
  return call_method1(_Py_ID("__getattribute__"), self, name);
}

/** Calls `attr`, found in the type of `self`, with `name`: a new reference. Borrows all. */
function call_attribute(self: PyObject, attr: PyObject, name: PyObject): PyObject | null {
  if (PyType_HasFeature(attr.ob_type, Py_TPFLAGS_METHOD_DESCRIPTOR)) {
    const mark = stack_mark();
    const args = Slots.at(stack_alloc(16));
    args.set(0, self);
    args.set(1, name);
    const res = PyObject_Vectorcall(attr, args, 2, null);
    stack_release(mark);
    return res;
  }
  const get = attr.ob_type.tp_descr_get;
  if (!get) return PyObject_CallOneArg(attr, name);
  const bound = get.call(attr, self, self.ob_type);
  if (!bound) return null;
  const res = PyObject_CallOneArg(bound, name);
  Py_DECREF(bound);
  return res;
}

/** `getattribute` (NULL or as found in a type) is that of `object`. */
function is_generic_getattribute(getattribute: PyObject | null): bool {
  if (!getattribute) return true;
  if (!Py_IS_TYPE(getattribute, PyWrapperDescr_Type)) return false;
  const wrapped = changetype<PyWrapperDescrObject>(getattribute).d_wrapped;
  return wrapped === changetype<usize>(getattrofunc.of(PyObject_GenericGetAttr));
}

/** tp_getattro where there is a `__getattr__`; where there is none, installs the simpler slot. */
export function _Py_slot_tp_getattr_hook(self: PyObject, name: PyObject): PyObject | null {
  const tp = self.ob_type;
  const getattr = _PyType_Lookup(tp, _Py_ID("__getattr__"));
  if (!getattr) {
    tp.tp_getattro = getattrofunc.of(_Py_slot_tp_getattro);
    return _Py_slot_tp_getattro(self, name);
  }
  Py_INCREF(getattr);
  const getattribute = _PyType_Lookup(tp, _Py_ID("__getattribute__"));
  let res: PyObject | null;
  if (is_generic_getattribute(getattribute)) {
    res = _PyObject_GenericGetAttrWithDict(self, name, null, true);
    if (!res && !tstate.current_exception) res = call_attribute(self, getattr, name);
  } else {
    const own = getattribute!;
    Py_INCREF(own);
    res = call_attribute(self, own, name);
    Py_DECREF(own);
    if (!res && PyErr_ExceptionMatches(PyExc_AttributeError)) {
      PyErr_Clear();
      res = call_attribute(self, getattr, name);
    }
  }
  Py_DECREF(getattr);
  return res;
}

/** 0, or -1 when `res` (stolen) is NULL. */
function release_result(res: PyObject | null): i32 {
  if (!res) return -1;
  Py_DECREF(res);
  return 0;
}

export function slot_tp_setattro(self: PyObject, name: PyObject, value: PyObject | null): i32 {
  if (value) return release_result(call_method2(_Py_ID("__setattr__"), self, name, value));
  return release_result(call_method1(_Py_ID("__delattr__"), self, name));
}

function name_op(op: i32): PyObject {
  switch (op) {
    case 0:
      return _Py_ID("__lt__");
    case 1:
      return _Py_ID("__le__");
    case 2:
      return _Py_ID("__eq__");
    case 3:
      return _Py_ID("__ne__");
    case 4:
      return _Py_ID("__gt__");
    default:
      return _Py_ID("__ge__");
  }
}

export function slot_tp_richcompare(self: PyObject, other: PyObject, op: i32): PyObject | null {
  const mark = stack_mark();
  const func = lookup_maybe_method(self, name_op(op));
  if (!func) {
    PyErr_Clear();
    return Py_NotImplemented;
  }
  const args = Slots.at(stack_alloc(16));
  args.set(0, self);
  args.set(1, other);
  const res = vectorcall_unbound(tstate.out_i32, func, args, 2);
  stack_release(mark);
  Py_DECREF(func);
  return res;
}

function not_iterable(self: PyObject): PyObject | null {
  return PyErr_Format(PyExc_TypeError, cstr("'%.200s' object is not iterable"), self.ob_type.tp_name);
}

export function slot_tp_iter(self: PyObject): PyObject | null {
  const func = lookup_maybe_method(self, _Py_ID("__iter__"));
  if (func) {
    if (ptr(func) === ptr(Py_None)) return not_iterable(self);
    const res = call_unbound_noarg(tstate.out_i32, func, self);
    Py_DECREF(func);
    return res;
  }
  PyErr_Clear();
  const getitem = lookup_maybe_method(self, _Py_ID("__getitem__"));
  if (!getitem) return not_iterable(self);
  Py_DECREF(getitem);
  return PySeqIter_New(self);
}

export function slot_tp_iternext(self: PyObject): PyObject | null {
  return call_method0(_Py_ID("__next__"), self);
}

export function slot_tp_descr_get(self: PyObject, o: PyObject | null, type: PyObject | null): PyObject | null {
  const tp = self.ob_type;
  const get = _PyType_Lookup(tp, _Py_ID("__get__"));
  if (!get) {
    const slot = changetype<usize>(descrgetfunc.of(slot_tp_descr_get));
    if (changetype<usize>(tp.tp_descr_get) === slot) tp.tp_descr_get = null;
    return Py_NewRef(self);
  }
  Py_INCREF(get);
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(24));
  args.set(0, self);
  args.set(1, o ? o : Py_None);
  args.set(2, type ? type : Py_None);
  const res = PyObject_Vectorcall(get, args, 3, null);
  stack_release(mark);
  Py_DECREF(get);
  return res;
}

export function slot_tp_descr_set(self: PyObject, target: PyObject, value: PyObject | null): i32 {
  if (value) return release_result(call_method2(_Py_ID("__set__"), self, target, value));
  return release_result(call_method1(_Py_ID("__delete__"), self, target));
}

export function slot_tp_init(self: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const meth = lookup_method(self, _Py_ID("__init__"));
  if (!meth) return -1;
  const res = tstate.out_i32 ? _PyObject_Call_Prepend(meth, self, args, kwds) : PyObject_Call(meth, args, kwds);
  Py_DECREF(meth);
  if (!res) return -1;
  if (ptr(res) !== ptr(Py_None)) {
    PyErr_Format(PyExc_TypeError, cstr("__init__() should return None, not '%.200s'"), res.ob_type.tp_name);
    Py_DECREF(res);
    return -1;
  }
  return 0;
}

export function slot_tp_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const func = PyObject_GetAttr(type, _Py_ID("__new__"));
  if (!func) return null;
  const res = _PyObject_Call_Prepend(func, type, args, kwds);
  Py_DECREF(func);
  return res;
}

/** `__del__`; an exception is reported as unraisable, one that is set stays. */
export function slot_tp_finalize(self: PyObject): void {
  const exc = PyErr_GetRaisedException();
  const del = lookup_maybe_method(self, _Py_ID("__del__"));
  if (del) {
    const res = call_unbound_noarg(tstate.out_i32, del, self);
    if (res) Py_DECREF(res);
    else PyErr_WriteUnraisable(del);
    Py_DECREF(del);
  }
  PyErr_SetRaisedException(exc);
}

/** Calls `name`, or AttributeError "object C does not have ... method". */
function call_async(self: PyObject, name: PyObject): PyObject | null {
  const func = lookup_maybe_method(self, name);
  if (func) {
    const res = call_unbound_noarg(tstate.out_i32, func, self);
    Py_DECREF(func);
    return res;
  }
  return PyErr_Format(
    PyExc_AttributeError,
    cstr("object %.50s does not have %U method"),
    self.ob_type.tp_name,
    ptr(name),
  );
}

export function slot_am_await(self: PyObject): PyObject | null {
  return call_async(self, _Py_ID("__await__"));
}

export function slot_am_aiter(self: PyObject): PyObject | null {
  return call_async(self, _Py_ID("__aiter__"));
}

export function slot_am_anext(self: PyObject): PyObject | null {
  return call_async(self, _Py_ID("__anext__"));
}
