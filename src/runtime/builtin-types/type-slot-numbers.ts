/**
 * The number slots of classes written in Python. CPython: the slot_nb_* functions of Objects/typeobject.c.
 *
 * A binary slot is called with the operands in source order, whichever of the two brought the slot in: it must find out
 * which of them have it, and whose method goes first.
 */

import { PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyErr_Format } from "../abstract/errors";
import { Py_NE, PyObject_IsTrue, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_IS_TYPE, PyObject, ptr } from "../object/object";
import { binaryfunc, ternaryfunc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, Py_NotImplemented, PyExc_TypeError } from "../object/static-types";
import { PyNumberMethods, PyTypeObject } from "../object/type-object";
import { PyBool_Check } from "./bool";
import { PyType_IsSubtype } from "./type-mro";
import {
  call_maybe1,
  call_method0,
  call_method1,
  call_method2,
  call_unbound_noarg,
  lookup_maybe_method,
} from "./type-special-methods";

/** The type of `right` (a subtype of that of `left`) has another method `name`: 1, 0, -1 with an exception. */
function method_is_overloaded(left: PyObject, right: PyObject, name: PyObject): i32 {
  const found_b = PyObject_GetOptionalAttr(right.ob_type, name);
  if (found_b <= 0) return found_b;
  const b = tstate.out_object!;
  const found_a = PyObject_GetOptionalAttr(left.ob_type, name);
  if (found_a <= 0) {
    Py_DECREF(b);
    return found_a < 0 ? -1 : 1;
  }
  const a = tstate.out_object!;
  const ok = PyObject_RichCompareBool(a, b, Py_NE);
  Py_DECREF(a);
  Py_DECREF(b);
  return ok;
}

/** The slot at `offset` of the number methods of `type` is `func`. @inline */
function has_slot(type: PyTypeObject, offset: usize, func: usize): bool {
  const nb = type.tp_as_number;
  return nb !== null && load<usize>(changetype<usize>(nb) + offset) === func;
}

/** SLOT1BINFULL: `self name other`, `func` being the slot function that stands at `offset`. A new reference. */
function slot1binfull(
  self: PyObject,
  other: PyObject,
  func: usize,
  offset: usize,
  name: PyObject,
  rname: PyObject,
): PyObject | null {
  const self_type = self.ob_type;
  const other_type = other.ob_type;
  let do_other = ptr(self_type) !== ptr(other_type) && has_slot(other_type, offset, func);
  if (has_slot(self_type, offset, func)) {
    if (do_other && PyType_IsSubtype(other_type, self_type)) {
      const ok = method_is_overloaded(self, other, rname);
      if (ok < 0) return null;
      if (ok) {
        const r = call_maybe1(rname, other, self);
        if (ptr(r) !== ptr(Py_NotImplemented)) return r;
        do_other = false;
      }
    }
    const r = call_maybe1(name, self, other);
    if (ptr(r) !== ptr(Py_NotImplemented) || Py_IS_TYPE(other, self.ob_type)) return r;
  }
  return do_other ? call_maybe1(rname, other, self) : Py_NotImplemented;
}

export function slot_nb_add(self: PyObject, other: PyObject): PyObject | null {
  const func = changetype<usize>(binaryfunc.of(slot_nb_add));
  const offset = offsetof<PyNumberMethods>("nb_add");
  return slot1binfull(self, other, func, offset, _Py_ID("__add__"), _Py_ID("__radd__"));
}

export function slot_nb_subtract(self: PyObject, other: PyObject): PyObject | null {
  const func = changetype<usize>(binaryfunc.of(slot_nb_subtract));
  const offset = offsetof<PyNumberMethods>("nb_subtract");
  return slot1binfull(self, other, func, offset, _Py_ID("__sub__"), _Py_ID("__rsub__"));
}

export function slot_nb_multiply(self: PyObject, other: PyObject): PyObject | null {
  const func = changetype<usize>(binaryfunc.of(slot_nb_multiply));
  const offset = offsetof<PyNumberMethods>("nb_multiply");
  return slot1binfull(self, other, func, offset, _Py_ID("__mul__"), _Py_ID("__rmul__"));
}

export function slot_nb_matrix_multiply(self: PyObject, other: PyObject): PyObject | null {
  const func = changetype<usize>(binaryfunc.of(slot_nb_matrix_multiply));
  const offset = offsetof<PyNumberMethods>("nb_matrix_multiply");
  return slot1binfull(self, other, func, offset, _Py_ID("__matmul__"), _Py_ID("__rmatmul__"));
}

export function slot_nb_remainder(self: PyObject, other: PyObject): PyObject | null {
  const func = changetype<usize>(binaryfunc.of(slot_nb_remainder));
  const offset = offsetof<PyNumberMethods>("nb_remainder");
  return slot1binfull(self, other, func, offset, _Py_ID("__mod__"), _Py_ID("__rmod__"));
}

export function slot_nb_divmod(self: PyObject, other: PyObject): PyObject | null {
  const func = changetype<usize>(binaryfunc.of(slot_nb_divmod));
  const offset = offsetof<PyNumberMethods>("nb_divmod");
  return slot1binfull(self, other, func, offset, _Py_ID("__divmod__"), _Py_ID("__rdivmod__"));
}

export function slot_nb_lshift(self: PyObject, other: PyObject): PyObject | null {
  const func = changetype<usize>(binaryfunc.of(slot_nb_lshift));
  const offset = offsetof<PyNumberMethods>("nb_lshift");
  return slot1binfull(self, other, func, offset, _Py_ID("__lshift__"), _Py_ID("__rlshift__"));
}

export function slot_nb_rshift(self: PyObject, other: PyObject): PyObject | null {
  const func = changetype<usize>(binaryfunc.of(slot_nb_rshift));
  const offset = offsetof<PyNumberMethods>("nb_rshift");
  return slot1binfull(self, other, func, offset, _Py_ID("__rshift__"), _Py_ID("__rrshift__"));
}

export function slot_nb_and(self: PyObject, other: PyObject): PyObject | null {
  const func = changetype<usize>(binaryfunc.of(slot_nb_and));
  const offset = offsetof<PyNumberMethods>("nb_and");
  return slot1binfull(self, other, func, offset, _Py_ID("__and__"), _Py_ID("__rand__"));
}

export function slot_nb_xor(self: PyObject, other: PyObject): PyObject | null {
  const func = changetype<usize>(binaryfunc.of(slot_nb_xor));
  const offset = offsetof<PyNumberMethods>("nb_xor");
  return slot1binfull(self, other, func, offset, _Py_ID("__xor__"), _Py_ID("__rxor__"));
}

export function slot_nb_or(self: PyObject, other: PyObject): PyObject | null {
  const func = changetype<usize>(binaryfunc.of(slot_nb_or));
  const offset = offsetof<PyNumberMethods>("nb_or");
  return slot1binfull(self, other, func, offset, _Py_ID("__or__"), _Py_ID("__ror__"));
}

export function slot_nb_floor_divide(self: PyObject, other: PyObject): PyObject | null {
  const func = changetype<usize>(binaryfunc.of(slot_nb_floor_divide));
  const offset = offsetof<PyNumberMethods>("nb_floor_divide");
  return slot1binfull(self, other, func, offset, _Py_ID("__floordiv__"), _Py_ID("__rfloordiv__"));
}

export function slot_nb_true_divide(self: PyObject, other: PyObject): PyObject | null {
  const func = changetype<usize>(binaryfunc.of(slot_nb_true_divide));
  const offset = offsetof<PyNumberMethods>("nb_true_divide");
  return slot1binfull(self, other, func, offset, _Py_ID("__truediv__"), _Py_ID("__rtruediv__"));
}

export function slot_nb_power(self: PyObject, other: PyObject, modulus: PyObject | null): PyObject | null {
  const func = changetype<usize>(ternaryfunc.of(slot_nb_power));
  const offset = offsetof<PyNumberMethods>("nb_power");
  if (!modulus || ptr(modulus) === ptr(Py_None)) {
    return slot1binfull(self, other, func, offset, _Py_ID("__pow__"), _Py_ID("__rpow__"));
  }
  // Three arguments never go to __rpow__; the slot may have come from the second or third.
  if (has_slot(self.ob_type, offset, func)) return call_method2(_Py_ID("__pow__"), self, other, modulus);
  return Py_NotImplemented;
}

export function slot_nb_negative(self: PyObject): PyObject | null {
  return call_method0(_Py_ID("__neg__"), self);
}

export function slot_nb_positive(self: PyObject): PyObject | null {
  return call_method0(_Py_ID("__pos__"), self);
}

export function slot_nb_absolute(self: PyObject): PyObject | null {
  return call_method0(_Py_ID("__abs__"), self);
}

export function slot_nb_invert(self: PyObject): PyObject | null {
  return call_method0(_Py_ID("__invert__"), self);
}

export function slot_nb_int(self: PyObject): PyObject | null {
  return call_method0(_Py_ID("__int__"), self);
}

export function slot_nb_float(self: PyObject): PyObject | null {
  return call_method0(_Py_ID("__float__"), self);
}

export function slot_nb_index(self: PyObject): PyObject | null {
  return call_method0(_Py_ID("__index__"), self);
}

export function slot_nb_bool(self: PyObject): i32 {
  let using_len = false;
  let func = lookup_maybe_method(self, _Py_ID("__bool__"));
  if (!func) {
    if (tstate.current_exception) return -1;
    func = lookup_maybe_method(self, _Py_ID("__len__"));
    if (!func) return tstate.current_exception ? -1 : 1;
    using_len = true;
  }
  const value = call_unbound_noarg(tstate.out_i32, func, self);
  Py_DECREF(func);
  if (!value) return -1;
  let result = -1;
  if (using_len || PyBool_Check(value)) result = PyObject_IsTrue(value);
  else PyErr_Format(PyExc_TypeError, cstr("__bool__ should return bool, returned %s"), value.ob_type.tp_name);
  Py_DECREF(value);
  return result;
}

export function slot_nb_inplace_add(self: PyObject, other: PyObject): PyObject | null {
  return call_method1(_Py_ID("__iadd__"), self, other);
}

export function slot_nb_inplace_subtract(self: PyObject, other: PyObject): PyObject | null {
  return call_method1(_Py_ID("__isub__"), self, other);
}

export function slot_nb_inplace_multiply(self: PyObject, other: PyObject): PyObject | null {
  return call_method1(_Py_ID("__imul__"), self, other);
}

export function slot_nb_inplace_matrix_multiply(self: PyObject, other: PyObject): PyObject | null {
  return call_method1(_Py_ID("__imatmul__"), self, other);
}

export function slot_nb_inplace_remainder(self: PyObject, other: PyObject): PyObject | null {
  return call_method1(_Py_ID("__imod__"), self, other);
}

export function slot_nb_inplace_lshift(self: PyObject, other: PyObject): PyObject | null {
  return call_method1(_Py_ID("__ilshift__"), self, other);
}

export function slot_nb_inplace_rshift(self: PyObject, other: PyObject): PyObject | null {
  return call_method1(_Py_ID("__irshift__"), self, other);
}

export function slot_nb_inplace_and(self: PyObject, other: PyObject): PyObject | null {
  return call_method1(_Py_ID("__iand__"), self, other);
}

export function slot_nb_inplace_xor(self: PyObject, other: PyObject): PyObject | null {
  return call_method1(_Py_ID("__ixor__"), self, other);
}

export function slot_nb_inplace_or(self: PyObject, other: PyObject): PyObject | null {
  return call_method1(_Py_ID("__ior__"), self, other);
}

export function slot_nb_inplace_floor_divide(self: PyObject, other: PyObject): PyObject | null {
  return call_method1(_Py_ID("__ifloordiv__"), self, other);
}

export function slot_nb_inplace_true_divide(self: PyObject, other: PyObject): PyObject | null {
  return call_method1(_Py_ID("__itruediv__"), self, other);
}

export function slot_nb_inplace_power(self: PyObject, other: PyObject, _modulus: PyObject | null): PyObject | null {
  return call_method1(_Py_ID("__ipow__"), self, other);
}
