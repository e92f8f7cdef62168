/**
 * bool: two static ints of a subclass. CPython: Objects/boolobject.c.
 *
 * False and True are Py_False and Py_True of object/static-types.ts, laid out as one-digit ints.
 */

import { _PyArg_CheckPositional, _PyArg_NoKeywords, _PyArg_NoKwnames } from "../abstract/args";
import { PyVectorcall_NARGS } from "../abstract/call";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { _Py_ID, cstr } from "../object/literals";
import { _Py_SetImmortal, _PyObject_InitHead, PyObject, ptr, Slots } from "../object/object";
import { binaryfunc, destructor, newfunc, reprfunc, unaryfunc, vectorcallfunc } from "../object/slots";
import { Py_False, Py_True, PyBool_Type, PyExc_DeprecationWarning, PyLong_Type } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { _PyLong_SetSignAndDigitCount, PyLongObject } from "./int";
import { long_invert } from "./int-arith";
import { long_and, long_or, long_xor } from "./int-shift";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { number_methods, static_type } from "./type-define";
import { PyErr_WarnEx } from "./warnings";

/** @inline */
export function PyBool_Check(o: PyObject): bool {
  return ptr(o.ob_type) === ptr(PyBool_Type);
}

/** True or False: immortal, needs no counting. @inline */
export function PyBool_FromLong(value: bool): PyObject {
  return value ? Py_True : Py_False;
}

/** tp_repr: the static str. */
function bool_repr(self: PyObject): PyObject | null {
  return ptr(self) === ptr(Py_True) ? _Py_ID("True") : _Py_ID("False");
}

function truth(o: PyObject): PyObject | null {
  const value = PyObject_IsTrue(o);
  return value < 0 ? null : PyBool_FromLong(value !== 0);
}

/** tp_new */
function bool_new(_type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (!_PyArg_NoKeywords(cstr("bool"), kwds)) return null;
  const nargs = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional(cstr("bool"), nargs, 0, 1)) return null;
  return nargs === 0 ? Py_False : truth(PyTuple_GET_ITEM(args, 0));
}

/** tp_vectorcall of the type. */
function bool_vectorcall(_type: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  const nargs = PyVectorcall_NARGS(nargsf);
  if (!_PyArg_NoKwnames(cstr("bool"), kwnames)) return null;
  if (!_PyArg_CheckPositional(cstr("bool"), nargs, 0, 1)) return null;
  return nargs === 0 ? Py_False : truth(args.get(0));
}

/** nb_invert: deprecated, as it is that of the int. */
function bool_invert(v: PyObject): PyObject | null {
  const text = cstr(
    "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.",
  );
  if (PyErr_WarnEx(PyExc_DeprecationWarning, text, 1) < 0) return null;
  return long_invert(v);
}

function bool_and(a: PyObject, b: PyObject): PyObject | null {
  if (!PyBool_Check(a) || !PyBool_Check(b)) return long_and(a, b);
  return PyBool_FromLong(ptr(a) === ptr(Py_True) && ptr(b) === ptr(Py_True));
}

function bool_or(a: PyObject, b: PyObject): PyObject | null {
  if (!PyBool_Check(a) || !PyBool_Check(b)) return long_or(a, b);
  return PyBool_FromLong(ptr(a) === ptr(Py_True) || ptr(b) === ptr(Py_True));
}

function bool_xor(a: PyObject, b: PyObject): PyObject | null {
  if (!PyBool_Check(a) || !PyBool_Check(b)) return long_xor(a, b);
  return PyBool_FromLong(ptr(a) !== ptr(b));
}

/** tp_dealloc: both are immortal; a count driven to zero by mistake is set right. */
function bool_dealloc(o: PyObject): void {
  _Py_SetImmortal(o);
}

function init_bool_value(o: PyObject, value: i32): void {
  _PyObject_InitHead(o, PyBool_Type);
  _Py_SetImmortal(o);
  const v = changetype<PyLongObject>(o);
  _PyLong_SetSignAndDigitCount(v, value, value);
  v.digit0 = <u32>value;
}

/** Fills PyBool_Type, Py_False, Py_True. */
export function init_bool_type(): void {
  const t = PyBool_Type;
  static_type(
    t,
    cstr("bool"),
    24,
    4,
    0,
    cstr(
      "bool(object=False, /)\n--\n\nThe truth of an object: True or False, the only two instances of this subclass of int.",
    ),
  );
  t.tp_base = PyLong_Type;
  t.tp_dealloc = destructor.of(bool_dealloc);
  t.tp_repr = reprfunc.of(bool_repr);
  t.tp_new = newfunc.of(bool_new);
  t.tp_vectorcall = vectorcallfunc.of(bool_vectorcall);
  const nb = number_methods(t);
  nb.nb_invert = unaryfunc.of(bool_invert);
  nb.nb_and = binaryfunc.of(bool_and);
  nb.nb_xor = binaryfunc.of(bool_xor);
  nb.nb_or = binaryfunc.of(bool_or);
  init_bool_value(Py_False, 0);
  init_bool_value(Py_True, 1);
}
