/**
 * `weakref.proxy`: an object that passes what is done to it on to the object it refers to weakly.
 * CPython: _PyWeakref_ProxyType, _PyWeakref_CallableProxyType of Objects/weakrefobject.c.
 *
 * Every operation first turns its proxies into their objects (ReferenceError when one is gone) and holds them meanwhile.
 */

import { PyObject_GetAttr, PyObject_SetAttr } from "../abstract/attribute";
import { PyObject_Call, PyObject_CallMethodNoArgs } from "../abstract/call";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyIter_Check, PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import {
  PyNumber_Absolute,
  PyNumber_Add,
  PyNumber_And,
  PyNumber_Divmod,
  PyNumber_FloorDivide,
  PyNumber_InPlaceAdd,
  PyNumber_InPlaceAnd,
  PyNumber_InPlaceFloorDivide,
  PyNumber_InPlaceLshift,
  PyNumber_InPlaceMatrixMultiply,
  PyNumber_InPlaceMultiply,
  PyNumber_InPlaceOr,
  PyNumber_InPlacePower,
  PyNumber_InPlaceRemainder,
  PyNumber_InPlaceRshift,
  PyNumber_InPlaceSubtract,
  PyNumber_InPlaceTrueDivide,
  PyNumber_InPlaceXor,
  PyNumber_Invert,
  PyNumber_Lshift,
  PyNumber_MatrixMultiply,
  PyNumber_Multiply,
  PyNumber_Negative,
  PyNumber_Or,
  PyNumber_Positive,
  PyNumber_Power,
  PyNumber_Remainder,
  PyNumber_Rshift,
  PyNumber_Subtract,
  PyNumber_TrueDivide,
  PyNumber_Xor,
} from "../abstract/number";
import { PyNumber_Float, PyNumber_Index, PyNumber_Long } from "../abstract/number-convert";
import { PyObject_IsTrue, PyObject_RichCompare, PyObject_Str } from "../abstract/object-protocol";
import {
  PyObject_DelItem,
  PyObject_GetItem,
  PyObject_SetItem,
  PyObject_Size,
  PySequence_Contains,
} from "../abstract/sequence";
import { PyObject_GC_Del } from "../gc/gc-alloc";
import { def_noargs } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  allocfunc,
  binaryfunc,
  destructor,
  freefunc,
  getattrofunc,
  getiterfunc,
  inquiry,
  iternextfunc,
  lenfunc,
  objobjargproc,
  objobjproc,
  PyCFunction,
  reprfunc,
  richcmpfunc,
  setattrofunc,
  ternaryfunc,
  traverseproc,
  unaryfunc,
} from "../object/slots";
import {
  _PyWeakref_CallableProxyType,
  _PyWeakref_ProxyType,
  Py_None,
  PyExc_ReferenceError,
  PyExc_TypeError,
} from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import { PyUnicode_FromFormat } from "./str-from-format";
import { mapping_methods, number_methods, sequence_methods, static_type } from "./type-define";
import { _PyWeakref_GET_REF, PyWeakReference, PyWeakref_CheckProxy } from "./weakref";
import { gc_clear, gc_traverse, weakref_dealloc } from "./weakref-type";

/** The object behind a proxy, or `o` itself: a new reference, NULL with ReferenceError. */
function unwrap(o: PyObject): PyObject | null {
  if (!PyWeakref_CheckProxy(o)) return Py_NewRef(o);
  const referent = _PyWeakref_GET_REF(o);
  if (!referent) PyErr_SetString(PyExc_ReferenceError, cstr("weakly-referenced object no longer exists"));
  return referent;
}

/** `f(o)` for the object behind `o`: a new reference. */
function wrap_unary(o: PyObject, f: (o: PyObject) => PyObject | null): PyObject | null {
  const x = unwrap(o);
  if (!x) return null;
  const res = f(x);
  Py_DECREF(x);
  return res;
}

/** `f(a, b)` for the objects behind them: a new reference. */
function wrap_binary(a: PyObject, b: PyObject, f: (a: PyObject, b: PyObject) => PyObject | null): PyObject | null {
  const x = unwrap(a);
  if (!x) return null;
  const y = unwrap(b);
  const res = y ? f(x, y) : null;
  Py_DECREF(x);
  Py_XDECREF(y);
  return res;
}

/** `f(a, b, c)` for the objects behind them; `c` NULL stays NULL. A new reference. */
function wrap_ternary(
  a: PyObject,
  b: PyObject,
  c: PyObject | null,
  f: (a: PyObject, b: PyObject, c: PyObject | null) => PyObject | null,
): PyObject | null {
  const x = unwrap(a);
  const y = x ? unwrap(b) : null;
  const z = y && c ? unwrap(c) : null;
  const res = x && y && (!c || z) ? f(x, y, z) : null;
  Py_XDECREF(x);
  Py_XDECREF(y);
  Py_XDECREF(z);
  return res;
}

function power(v: PyObject, w: PyObject, z: PyObject | null): PyObject | null {
  return PyNumber_Power(v, w, z ? z : Py_None);
}

function inplace_power(v: PyObject, w: PyObject, z: PyObject | null): PyObject | null {
  return PyNumber_InPlacePower(v, w, z ? z : Py_None);
}

function str(o: PyObject): PyObject | null {
  return PyObject_Str(o);
}

function proxy_getattr(o: PyObject, name: PyObject): PyObject | null {
  return wrap_binary(o, name, PyObject_GetAttr);
}

function proxy_str(o: PyObject): PyObject | null {
  return wrap_unary(o, str);
}

function proxy_call(o: PyObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  return wrap_ternary(o, args, kwargs, PyObject_Call);
}

function proxy_repr(o: PyObject): PyObject | null {
  const referent = _PyWeakref_GET_REF(o);
  if (!referent) return PyUnicode_FromFormat(cstr("<weakproxy at %p; dead>"), ptr(o));
  const repr = PyUnicode_FromFormat(cstr("<weakproxy at %p; to '%T' at %p>"), ptr(o), ptr(referent), ptr(referent));
  Py_DECREF(referent);
  return repr;
}

function proxy_setattr(o: PyObject, name: PyObject, value: PyObject | null): i32 {
  const x = unwrap(o);
  if (!x) return -1;
  const res = PyObject_SetAttr(x, name, value);
  Py_DECREF(x);
  return res;
}

function proxy_richcompare(a: PyObject, b: PyObject, op: i32): PyObject | null {
  const x = unwrap(a);
  if (!x) return null;
  const y = unwrap(b);
  const res = y ? PyObject_RichCompare(x, y, op) : null;
  Py_DECREF(x);
  Py_XDECREF(y);
  return res;
}

function proxy_neg(o: PyObject): PyObject | null {
  return wrap_unary(o, PyNumber_Negative);
}

function proxy_pos(o: PyObject): PyObject | null {
  return wrap_unary(o, PyNumber_Positive);
}

function proxy_abs(o: PyObject): PyObject | null {
  return wrap_unary(o, PyNumber_Absolute);
}

function proxy_invert(o: PyObject): PyObject | null {
  return wrap_unary(o, PyNumber_Invert);
}

function proxy_int(o: PyObject): PyObject | null {
  return wrap_unary(o, PyNumber_Long);
}

function proxy_float(o: PyObject): PyObject | null {
  return wrap_unary(o, PyNumber_Float);
}

function proxy_index(o: PyObject): PyObject | null {
  return wrap_unary(o, PyNumber_Index);
}

function proxy_add(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_Add);
}

function proxy_sub(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_Subtract);
}

function proxy_mul(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_Multiply);
}

function proxy_floor_div(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_FloorDivide);
}

function proxy_true_div(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_TrueDivide);
}

function proxy_mod(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_Remainder);
}

function proxy_divmod(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_Divmod);
}

function proxy_lshift(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_Lshift);
}

function proxy_rshift(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_Rshift);
}

function proxy_and(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_And);
}

function proxy_xor(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_Xor);
}

function proxy_or(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_Or);
}

function proxy_matmul(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_MatrixMultiply);
}

function proxy_iadd(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_InPlaceAdd);
}

function proxy_isub(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_InPlaceSubtract);
}

function proxy_imul(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_InPlaceMultiply);
}

function proxy_ifloor_div(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_InPlaceFloorDivide);
}

function proxy_itrue_div(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_InPlaceTrueDivide);
}

function proxy_imod(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_InPlaceRemainder);
}

function proxy_ilshift(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_InPlaceLshift);
}

function proxy_irshift(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_InPlaceRshift);
}

function proxy_iand(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_InPlaceAnd);
}

function proxy_ixor(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_InPlaceXor);
}

function proxy_ior(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_InPlaceOr);
}

function proxy_imatmul(a: PyObject, b: PyObject): PyObject | null {
  return wrap_binary(a, b, PyNumber_InPlaceMatrixMultiply);
}

function proxy_pow(a: PyObject, b: PyObject, c: PyObject | null): PyObject | null {
  return wrap_ternary(a, b, c, power);
}

function proxy_ipow(a: PyObject, b: PyObject, c: PyObject | null): PyObject | null {
  return wrap_ternary(a, b, c, inplace_power);
}

function proxy_bool(o: PyObject): i32 {
  const x = unwrap(o);
  if (!x) return -1;
  const res = PyObject_IsTrue(x);
  Py_DECREF(x);
  return res;
}

function proxy_contains(o: PyObject, value: PyObject): i32 {
  const x = unwrap(o);
  if (!x) return -1;
  const res = PySequence_Contains(x, value);
  Py_DECREF(x);
  return res;
}

function proxy_length(o: PyObject): Py_ssize_t {
  const x = unwrap(o);
  if (!x) return -1;
  const res = PyObject_Size(x);
  Py_DECREF(x);
  return res;
}

function proxy_getitem(o: PyObject, key: PyObject): PyObject | null {
  return wrap_binary(o, key, PyObject_GetItem);
}

function proxy_setitem(o: PyObject, key: PyObject, value: PyObject | null): i32 {
  const x = unwrap(o);
  if (!x) return -1;
  const res = value ? PyObject_SetItem(x, key, value) : PyObject_DelItem(x, key);
  Py_DECREF(x);
  return res;
}

function proxy_iter(o: PyObject): PyObject | null {
  return wrap_unary(o, PyObject_GetIter);
}

function next_of(o: PyObject): PyObject | null {
  if (PyIter_Check(o)) return PyIter_Next(o);
  const format = cstr("Weakref proxy referenced a non-iterator '%.200s' object");
  return PyErr_Format(PyExc_TypeError, format, o.ob_type.tp_name);
}

function proxy_iternext(o: PyObject): PyObject | null {
  return wrap_unary(o, next_of);
}

function call_bytes(o: PyObject): PyObject | null {
  return PyObject_CallMethodNoArgs(o, _Py_ID("__bytes__"));
}

function call_reversed(o: PyObject): PyObject | null {
  return PyObject_CallMethodNoArgs(o, _Py_ID("__reversed__"));
}

function proxy_bytes(o: PyObject, _unused: PyObject | null): PyObject | null {
  return wrap_unary(o, call_bytes);
}

function proxy_reversed(o: PyObject, _unused: PyObject | null): PyObject | null {
  return wrap_unary(o, call_reversed);
}

/** The number slots. */
function set_number_slots(t: PyTypeObject): void {
  const nb = number_methods(t);
  nb.nb_add = binaryfunc.of(proxy_add);
  nb.nb_subtract = binaryfunc.of(proxy_sub);
  nb.nb_multiply = binaryfunc.of(proxy_mul);
  nb.nb_floor_divide = binaryfunc.of(proxy_floor_div);
  nb.nb_true_divide = binaryfunc.of(proxy_true_div);
  nb.nb_remainder = binaryfunc.of(proxy_mod);
  nb.nb_divmod = binaryfunc.of(proxy_divmod);
  nb.nb_lshift = binaryfunc.of(proxy_lshift);
  nb.nb_rshift = binaryfunc.of(proxy_rshift);
  nb.nb_and = binaryfunc.of(proxy_and);
  nb.nb_xor = binaryfunc.of(proxy_xor);
  nb.nb_or = binaryfunc.of(proxy_or);
  nb.nb_matrix_multiply = binaryfunc.of(proxy_matmul);
  nb.nb_power = ternaryfunc.of(proxy_pow);
  nb.nb_bool = inquiry.of(proxy_bool);
  nb.nb_negative = unaryfunc.of(proxy_neg);
  nb.nb_positive = unaryfunc.of(proxy_pos);
  nb.nb_absolute = unaryfunc.of(proxy_abs);
  nb.nb_invert = unaryfunc.of(proxy_invert);
  nb.nb_int = unaryfunc.of(proxy_int);
  nb.nb_float = unaryfunc.of(proxy_float);
  nb.nb_index = unaryfunc.of(proxy_index);
  nb.nb_inplace_add = binaryfunc.of(proxy_iadd);
  nb.nb_inplace_subtract = binaryfunc.of(proxy_isub);
  nb.nb_inplace_multiply = binaryfunc.of(proxy_imul);
  nb.nb_inplace_floor_divide = binaryfunc.of(proxy_ifloor_div);
  nb.nb_inplace_true_divide = binaryfunc.of(proxy_itrue_div);
  nb.nb_inplace_remainder = binaryfunc.of(proxy_imod);
  nb.nb_inplace_lshift = binaryfunc.of(proxy_ilshift);
  nb.nb_inplace_rshift = binaryfunc.of(proxy_irshift);
  nb.nb_inplace_and = binaryfunc.of(proxy_iand);
  nb.nb_inplace_xor = binaryfunc.of(proxy_ixor);
  nb.nb_inplace_or = binaryfunc.of(proxy_ior);
  nb.nb_inplace_matrix_multiply = binaryfunc.of(proxy_imatmul);
  nb.nb_inplace_power = ternaryfunc.of(proxy_ipow);
}

/** What both types have. */
function define(t: PyTypeObject, name: usize): void {
  static_type(t, name, <Py_ssize_t>offsetof<PyWeakReference>(), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(weakref_dealloc);
  t.tp_repr = reprfunc.of(proxy_repr);
  set_number_slots(t);
  const sq = sequence_methods(t);
  sq.sq_length = lenfunc.of(proxy_length);
  sq.sq_contains = objobjproc.of(proxy_contains);
  const mp = mapping_methods(t);
  mp.mp_length = lenfunc.of(proxy_length);
  mp.mp_subscript = binaryfunc.of(proxy_getitem);
  mp.mp_ass_subscript = objobjargproc.of(proxy_setitem);
  t.tp_str = reprfunc.of(proxy_str);
  t.tp_getattro = getattrofunc.of(proxy_getattr);
  t.tp_setattro = setattrofunc.of(proxy_setattr);
  t.tp_traverse = traverseproc.of(gc_traverse);
  t.tp_clear = inquiry.of(gc_clear);
  t.tp_richcompare = richcmpfunc.of(proxy_richcompare);
  t.tp_iter = getiterfunc.of(proxy_iter);
  t.tp_iternext = iternextfunc.of(proxy_iternext);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_free = freefunc.of(PyObject_GC_Del);
}

export function init_weakref_proxy_types(): void {
  const p = _PyWeakref_ProxyType;
  define(p, cstr("weakref.ProxyType"));
  def_noargs(p, cstr("__bytes__"), PyCFunction.of(proxy_bytes));
  def_noargs(p, cstr("__reversed__"), PyCFunction.of(proxy_reversed));
  const c = _PyWeakref_CallableProxyType;
  define(c, cstr("weakref.CallableProxyType"));
  c.tp_call = ternaryfunc.of(proxy_call);
}
