/**
 * Methods and attributes of int. CPython: long_methods, long_getset of Objects/longobject.c.
 */

import { _PyArg_BadArgument, _PyArg_CheckPositional } from "../abstract/args";
import { _PyNumber_Index } from "../abstract/number-convert";
import { def_fast, def_fast_keywords, def_getset, def_noargs, def_o, METH_CLASS } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject, Slots } from "../object/object";
import { getter, PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { Py_None, Py_True } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import {
  _PyLong_Copy,
  _PyLong_DigitCount,
  _PyLong_GetOne,
  _PyLong_GetZero,
  _PyLong_IsNegative,
  get_small_int,
  PyLong_FromLongLong,
  PyLong_FromSsize_t,
  PyLongObject,
} from "./int";
import { _PyLong_Subtract, long_long, long_neg } from "./int-arith";
import { int_from_bytes, int_to_bytes } from "./int-bytes";
import { _PyLong_DivmodNear } from "./int-divide";
import { _PyLong_NumBits } from "./int-machine";
import { long_pow } from "./int-power";
import { _PyLong_FormatAdvancedWriter } from "./number-format";
import { PyUnicode_Check, PyUnicode_GET_LENGTH } from "./str";
import { _PyUnicodeWriter_Dealloc, _PyUnicodeWriter_Finish, _PyUnicodeWriter_OnStack } from "./str-writer";
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_Pack, PyTuple_SET_ITEM } from "./tuple";

/** conjugate, __trunc__, __floor__, __ceil__ */
function long_long_meth(self: PyObject, _: PyObject | null): PyObject | null {
  return long_long(self);
}

function int_bit_length(self: PyObject, _: PyObject | null): PyObject | null {
  return PyLong_FromLongLong(_PyLong_NumBits(self));
}

function int_bit_count(self: PyObject, _: PyObject | null): PyObject | null {
  const v = changetype<PyLongObject>(self);
  let count: i64 = 0;
  for (let i = _PyLong_DigitCount(v) - 1; i >= 0; i--) count += <i64>popcnt<u32>(v.at(i));
  return PyLong_FromLongLong(count);
}

function int_as_integer_ratio(self: PyObject, _: PyObject | null): PyObject | null {
  const numerator = long_long(self);
  if (!numerator) return null;
  const ratio = PyTuple_Pack(numerator, _PyLong_GetOne());
  Py_DECREF(numerator);
  return ratio;
}

function int_is_integer(_self: PyObject, _: PyObject | null): PyObject | null {
  return Py_True;
}

/** (value,) as an exact int. */
function int___getnewargs__(self: PyObject, _: PyObject | null): PyObject | null {
  const copy = _PyLong_Copy(self);
  if (!copy) return null;
  const args = PyTuple_New(1);
  if (args) PyTuple_SET_ITEM(args, 0, copy);
  else Py_DECREF(copy);
  return args;
}

function int___sizeof__(self: PyObject, _: PyObject | null): PyObject | null {
  const size = max(_PyLong_DigitCount(self), 1);
  return PyLong_FromSsize_t(<i64>self.ob_type.tp_basicsize + <i64>self.ob_type.tp_itemsize * <i64>size);
}

function int___format__(self: PyObject, spec: PyObject | null): PyObject | null {
  if (!PyUnicode_Check(spec!)) {
    _PyArg_BadArgument(cstr("__format__"), cstr("argument"), cstr("str"), spec!);
    return null;
  }
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  let result: PyObject | null = null;
  if (_PyLong_FormatAdvancedWriter(writer, self, spec!, 0, PyUnicode_GET_LENGTH(spec!)) < 0) {
    _PyUnicodeWriter_Dealloc(writer);
  } else result = _PyUnicodeWriter_Finish(writer);
  stack_release(mark);
  return result;
}

/** round(self, ndigits): for negative ndigits the nearest multiple of a power of ten, halves to even. */
function int___round__(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("__round__"), nargs, 0, 1)) return null;
  if (nargs === 0) return long_long(self);
  const ndigits = _PyNumber_Index(args.get(0));
  if (!ndigits) return null;
  if (!_PyLong_IsNegative(ndigits)) {
    Py_DECREF(ndigits);
    return long_long(self);
  }
  const exponent = long_neg(changetype<PyLongObject>(ndigits));
  Py_DECREF(ndigits);
  if (!exponent) return null;
  const power = long_pow(get_small_int(10), exponent, Py_None);
  Py_DECREF(exponent);
  if (!power) return null;
  const pair = _PyLong_DivmodNear(self, power);
  Py_DECREF(power);
  if (!pair) return null;
  const rest = changetype<PyLongObject>(PyTuple_GET_ITEM(pair, 1));
  const result = _PyLong_Subtract(self, rest);
  Py_DECREF(pair);
  return result;
}

function long_long_getter(self: PyObject, _closure: usize): PyObject | null {
  return long_long(self);
}

function long_get0(_self: PyObject, _closure: usize): PyObject | null {
  return _PyLong_GetZero();
}

function long_get1(_self: PyObject, _closure: usize): PyObject | null {
  return _PyLong_GetOne();
}

export function def_long_methods(t: PyTypeObject): void {
  const itself = PyCFunction.of(long_long_meth);
  def_noargs(
    t,
    cstr("conjugate"),
    itself,
    cstr("conjugate($self, /)\n--\n\nThe int itself: its imaginary part is zero."),
  );
  def_noargs(
    t,
    cstr("bit_length"),
    PyCFunction.of(int_bit_length),
    cstr("bit_length($self, /)\n--\n\nHow many bits the absolute value has; 0 for 0."),
  );
  def_noargs(
    t,
    cstr("bit_count"),
    PyCFunction.of(int_bit_count),
    cstr("bit_count($self, /)\n--\n\nHow many bits of the absolute value are 1."),
  );
  def_fast_keywords(
    t,
    cstr("to_bytes"),
    PyCFunctionFastWithKeywords.of(int_to_bytes),
    cstr("to_bytes($self, /, length=1, byteorder='big', *, signed=False)\n--\n\nThe value as that many bytes."),
  );
  def_fast_keywords(
    t,
    cstr("from_bytes"),
    PyCFunctionFastWithKeywords.of(int_from_bytes),
    cstr("from_bytes($type, /, bytes, byteorder='big', *, signed=False)\n--\n\nThe int that these bytes represent."),
    METH_CLASS,
  );
  def_noargs(
    t,
    cstr("as_integer_ratio"),
    PyCFunction.of(int_as_integer_ratio),
    cstr("as_integer_ratio($self, /)\n--\n\nThe pair (self, 1)."),
  );
  def_noargs(t, cstr("__trunc__"), itself, cstr("__trunc__($self, /)\n--\n\nThe int itself."));
  def_noargs(t, cstr("__floor__"), itself, cstr("__floor__($self, /)\n--\n\nThe int itself."));
  def_noargs(t, cstr("__ceil__"), itself, cstr("__ceil__($self, /)\n--\n\nThe int itself."));
  def_fast(
    t,
    cstr("__round__"),
    PyCFunctionFast.of(int___round__),
    cstr("__round__($self, ndigits=<unrepresentable>, /)\n--\n\nThe nearest multiple of 10 ** -ndigits, an int."),
  );
  def_noargs(t, cstr("__getnewargs__"), PyCFunction.of(int___getnewargs__), cstr("__getnewargs__($self, /)\n--\n\n"));
  def_o(
    t,
    cstr("__format__"),
    PyCFunction.of(int___format__),
    cstr("__format__($self, format_spec, /)\n--\n\nText of the int, laid out as the specification says."),
  );
  def_noargs(
    t,
    cstr("__sizeof__"),
    PyCFunction.of(int___sizeof__),
    cstr("__sizeof__($self, /)\n--\n\nSize in memory, in bytes."),
  );
  def_noargs(
    t,
    cstr("is_integer"),
    PyCFunction.of(int_is_integer),
    cstr("is_integer($self, /)\n--\n\nAlways True, as for a float that is a whole number."),
  );
  def_getset(t, cstr("real"), getter.of(long_long_getter), null, cstr("the int itself"));
  def_getset(t, cstr("imag"), getter.of(long_get0), null, cstr("0"));
  def_getset(t, cstr("numerator"), getter.of(long_long_getter), null, cstr("the int itself"));
  def_getset(t, cstr("denominator"), getter.of(long_get1), null, cstr("1"));
}
