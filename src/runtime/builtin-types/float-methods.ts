/**
 * float: construction, methods and attributes. CPython: float_new, float_methods, float_getset of Objects/floatobject.c.
 */

import { _PyArg_BadArgument, _PyArg_CheckPositional, _PyArg_NoKeywords, _PyArg_NoKwnames } from "../abstract/args";
import { PyVectorcall_NARGS } from "../abstract/call";
import { PyErr_SetString } from "../abstract/errors";
import { PyNumber_AsSsize_t, PyNumber_Float } from "../abstract/number-convert";
import { def_fast, def_getset, def_noargs, def_o, METH_CLASS } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject, ptr, Slots } from "../object/object";
import { getter, PyCFunction, PyCFunctionFast } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_OverflowError, PyExc_ValueError, PyFloat_Type } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyBool_FromLong } from "./bool";
import { PyFloat_AS_DOUBLE, PyFloat_CheckExact, PyFloat_FromDouble, PyFloatObject } from "./float";
import { FLOAT_DIGITS, fixed_digits, float_digits } from "./float-digits";
import { PyFloat_FromString } from "./float-from-string";
import { float_fromhex, float_hex } from "./float-hex";
import { nearest_of_digits } from "./float-parse";
import { _PyLong_GetOne, PyLong_FromDouble } from "./int";
import { _PyLong_Lshift } from "./int-shift";
import { _PyFloat_FormatAdvancedWriter } from "./number-format";
import {
  _PyUnicode_EqualToASCIIString,
  PyUnicode_Check,
  PyUnicode_CheckExact,
  PyUnicode_FromString,
  PyUnicode_GET_LENGTH,
} from "./str";
import { _PyUnicodeWriter_Dealloc, _PyUnicodeWriter_Finish, _PyUnicodeWriter_OnStack } from "./str-writer";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_New, PyTuple_Pack, PyTuple_SET_ITEM } from "./tuple";

/** float(x): `x` NULL is 0. Returns a new reference. */
function float_new_impl(type: PyTypeObject, x: PyObject | null): PyObject | null {
  if (ptr(type) !== ptr(PyFloat_Type)) return float_subtype_new(type, x);
  if (!x) return PyFloat_FromDouble(0);
  return PyUnicode_CheckExact(x) ? PyFloat_FromString(x) : PyNumber_Float(x);
}

/** The exact float first, then an instance of the subclass with its value. Returns a new reference. */
function float_subtype_new(type: PyTypeObject, x: PyObject | null): PyObject | null {
  const exact = float_new_impl(PyFloat_Type, x);
  if (!exact) return null;
  const instance = type.tp_alloc!.call(type, 0);
  if (instance) changetype<PyFloatObject>(instance).ob_fval = PyFloat_AS_DOUBLE(exact);
  Py_DECREF(exact);
  return instance;
}

/** tp_new */
export function float_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  // A subclass with an __init__ of its own may have keywords for it.
  if (ptr(type) === ptr(PyFloat_Type) || changetype<usize>(type.tp_init) === changetype<usize>(PyFloat_Type.tp_init)) {
    if (!_PyArg_NoKeywords(cstr("float"), kwds)) return null;
  }
  const nargs = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional(cstr("float"), nargs, 0, 1)) return null;
  return float_new_impl(type, nargs ? PyTuple_GET_ITEM(args, 0) : null);
}

/** tp_vectorcall of the type. */
export function float_vectorcall(type: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  const nargs = PyVectorcall_NARGS(nargsf);
  if (!_PyArg_NoKwnames(cstr("float"), kwnames)) return null;
  if (!_PyArg_CheckPositional(cstr("float"), nargs, 0, 1)) return null;
  return float_new_impl(changetype<PyTypeObject>(type), nargs ? args.get(0) : null);
}

/** float(self): itself, or the exact float of the same value for a subclass. Returns a new reference. */
export function float_float(v: PyObject): PyObject | null {
  return PyFloat_CheckExact(v) ? Py_NewRef(v) : PyFloat_FromDouble(PyFloat_AS_DOUBLE(v));
}

function float_conjugate(self: PyObject, _: PyObject | null): PyObject | null {
  return float_float(self);
}

/** nb_int */
export function float_int(v: PyObject): PyObject | null {
  return PyLong_FromDouble(PyFloat_AS_DOUBLE(v));
}

function float___trunc__(self: PyObject, _: PyObject | null): PyObject | null {
  return PyLong_FromDouble(PyFloat_AS_DOUBLE(self));
}

function float___floor__(self: PyObject, _: PyObject | null): PyObject | null {
  return PyLong_FromDouble(floor<f64>(PyFloat_AS_DOUBLE(self)));
}

function float___ceil__(self: PyObject, _: PyObject | null): PyObject | null {
  return PyLong_FromDouble(ceil<f64>(PyFloat_AS_DOUBLE(self)));
}

function float_is_integer(self: PyObject, _: PyObject | null): PyObject | null {
  const value = PyFloat_AS_DOUBLE(self);
  return PyBool_FromLong(floor<f64>(value) === value && abs<f64>(value) !== Infinity);
}

/** Most and fewest digits that make a difference to any float. */
const NDIGITS_MAX: i64 = 323;
const NDIGITS_MIN: i64 = -308;

/** round(self, ndigits): to that many decimals by correctly rounded decimal arithmetic, else to an int, halves to even. */
function float___round__(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("__round__"), nargs, 0, 1)) return null;
  const x = PyFloat_AS_DOUBLE(self);
  if (nargs === 0 || ptr(args.get(0)) === ptr(Py_None)) return PyLong_FromDouble(nearest<f64>(x));
  const ndigits = PyNumber_AsSsize_t(args.get(0), null);
  if (ndigits === -1 && tstate.current_exception) return null;
  if (x - x !== 0) return PyFloat_FromDouble(x);
  if (ndigits > NDIGITS_MAX) return PyFloat_FromDouble(x);
  if (ndigits < NDIGITS_MIN) return PyFloat_FromDouble(0.0 * x);
  fixed_digits(x, <i32>ndigits);
  // 17 digits always lead back to the same float.
  if (float_digits.count > 17) return PyFloat_FromDouble(x);
  const rounded = copysign<f64>(nearest_of_digits(FLOAT_DIGITS, float_digits.count, float_digits.decpt), x);
  if (abs<f64>(rounded) === Infinity) {
    PyErr_SetString(PyExc_OverflowError, cstr("rounded value too large to represent"));
    return null;
  }
  return PyFloat_FromDouble(rounded);
}

/** (numerator, denominator) in lowest terms. */
function float_as_integer_ratio(self: PyObject, _: PyObject | null): PyObject | null {
  const value = PyFloat_AS_DOUBLE(self);
  if (value !== value) {
    PyErr_SetString(PyExc_ValueError, cstr("cannot convert NaN to integer ratio"));
    return null;
  }
  if (abs<f64>(value) === Infinity) {
    PyErr_SetString(PyExc_OverflowError, cstr("cannot convert Infinity to integer ratio"));
    return null;
  }
  const bits = reinterpret<u64>(value);
  const biased = <i32>(bits >> 52) & 0x7ff;
  let mantissa = biased ? (bits & 0xfffffffffffff) | 0x10000000000000 : bits & 0xfffffffffffff;
  let exponent = mantissa ? (biased ? biased : 1) - 1075 : 0;
  if (mantissa) {
    exponent += <i32>ctz<u64>(mantissa);
    mantissa >>= ctz<u64>(mantissa);
  }
  let numerator = PyLong_FromDouble(copysign<f64>(<f64>mantissa, value));
  if (!numerator) return null;
  let denominator: PyObject | null = _PyLong_GetOne();
  if (exponent > 0) {
    const odd = numerator;
    numerator = _PyLong_Lshift(odd, exponent);
    Py_DECREF(odd);
  } else denominator = _PyLong_Lshift(_PyLong_GetOne(), -exponent);
  const ratio = numerator && denominator ? PyTuple_Pack(numerator, denominator) : null;
  if (numerator) Py_DECREF(numerator);
  if (denominator) Py_DECREF(denominator);
  return ratio;
}

/** (value,) as an exact float. */
function float___getnewargs__(self: PyObject, _: PyObject | null): PyObject | null {
  const copy = PyFloat_FromDouble(PyFloat_AS_DOUBLE(self));
  if (!copy) return null;
  const args = PyTuple_New(1);
  if (args) PyTuple_SET_ITEM(args, 0, copy);
  else Py_DECREF(copy);
  return args;
}

/** float.__getformat__('double' or 'float'), a class method. */
function float___getformat__(_type: PyObject, typestr: PyObject | null): PyObject | null {
  if (!PyUnicode_Check(typestr!)) {
    _PyArg_BadArgument(cstr("__getformat__"), cstr("argument"), cstr("str"), typestr!);
    return null;
  }
  if (
    !_PyUnicode_EqualToASCIIString(typestr!, cstr("double")) &&
    !_PyUnicode_EqualToASCIIString(typestr!, cstr("float"))
  ) {
    PyErr_SetString(PyExc_ValueError, cstr("__getformat__() argument 1 must be 'double' or 'float'"));
    return null;
  }
  return PyUnicode_FromString(cstr("IEEE, little-endian"));
}

function float___format__(self: PyObject, spec: PyObject | null): PyObject | null {
  if (!PyUnicode_Check(spec!)) {
    _PyArg_BadArgument(cstr("__format__"), cstr("argument"), cstr("str"), spec!);
    return null;
  }
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  let result: PyObject | null = null;
  if (_PyFloat_FormatAdvancedWriter(writer, self, spec!, 0, PyUnicode_GET_LENGTH(spec!)) < 0) {
    _PyUnicodeWriter_Dealloc(writer);
  } else result = _PyUnicodeWriter_Finish(writer);
  stack_release(mark);
  return result;
}

function float_getreal(self: PyObject, _closure: usize): PyObject | null {
  return float_float(self);
}

function float_getimag(_self: PyObject, _closure: usize): PyObject | null {
  return PyFloat_FromDouble(0);
}

export function def_float_methods(t: PyTypeObject): void {
  def_noargs(
    t,
    cstr("conjugate"),
    PyCFunction.of(float_conjugate),
    cstr("conjugate($self, /)\n--\n\nThe float itself: its imaginary part is zero."),
  );
  def_noargs(
    t,
    cstr("__trunc__"),
    PyCFunction.of(float___trunc__),
    cstr("__trunc__($self, /)\n--\n\nThe int between the float and 0 that is closest to it."),
  );
  def_noargs(
    t,
    cstr("__floor__"),
    PyCFunction.of(float___floor__),
    cstr("__floor__($self, /)\n--\n\nThe largest int that is not above the float."),
  );
  def_noargs(
    t,
    cstr("__ceil__"),
    PyCFunction.of(float___ceil__),
    cstr("__ceil__($self, /)\n--\n\nThe smallest int that is not below the float."),
  );
  def_fast(
    t,
    cstr("__round__"),
    PyCFunctionFast.of(float___round__),
    cstr(
      "__round__($self, ndigits=None, /)\n--\n\nThe nearest int, or the nearest float with that many decimals; halves go to even.",
    ),
  );
  def_noargs(
    t,
    cstr("as_integer_ratio"),
    PyCFunction.of(float_as_integer_ratio),
    cstr("as_integer_ratio($self, /)\n--\n\nTwo ints of which the quotient is exactly the float, in lowest terms."),
  );
  def_o(
    t,
    cstr("fromhex"),
    PyCFunction.of(float_fromhex),
    cstr("fromhex($type, string, /)\n--\n\nThe float that a hexadecimal text like 0x1.8p3 represents."),
    METH_CLASS,
  );
  def_noargs(
    t,
    cstr("hex"),
    PyCFunction.of(float_hex),
    cstr("hex($self, /)\n--\n\nThe exact value as hexadecimal text."),
  );
  def_noargs(
    t,
    cstr("is_integer"),
    PyCFunction.of(float_is_integer),
    cstr("is_integer($self, /)\n--\n\nWhether the float is a whole number."),
  );
  def_noargs(t, cstr("__getnewargs__"), PyCFunction.of(float___getnewargs__), cstr("__getnewargs__($self, /)\n--\n\n"));
  def_o(
    t,
    cstr("__getformat__"),
    PyCFunction.of(float___getformat__),
    cstr("__getformat__($type, typestr, /)\n--\n\nHow the C type 'double' or 'float' is stored."),
    METH_CLASS,
  );
  def_o(
    t,
    cstr("__format__"),
    PyCFunction.of(float___format__),
    cstr("__format__($self, format_spec, /)\n--\n\nText of the float, laid out as the specification says."),
  );
  def_getset(t, cstr("real"), getter.of(float_getreal), null, cstr("the float itself"));
  def_getset(t, cstr("imag"), getter.of(float_getimag), null, cstr("0.0"));
}
