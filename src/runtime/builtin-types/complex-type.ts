/**
 * The complex type: its text, methods and slots. CPython: complex_repr, complex_methods, PyComplex_Type of
 * Objects/complexobject.c.
 */

import { _PyArg_BadArgument } from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyMem_Free, PyObject_Free } from "../memory/domains";
import { def_member, def_noargs, def_o, Py_READONLY, Py_T_DOUBLE } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  binaryfunc,
  freefunc,
  getattrofunc,
  hashfunc,
  inquiry,
  newfunc,
  PyCFunction,
  reprfunc,
  richcmpfunc,
  ternaryfunc,
  unaryfunc,
} from "../object/slots";
import { PyComplex_Type } from "../object/static-types";
import { Py_TPFLAGS_BASETYPE, PyTypeObject } from "../object/type-object";
import { complex_imag, complex_real, PyComplex_FromDoubles, PyComplexObject } from "./complex";
import {
  complex_abs,
  complex_add,
  complex_bool,
  complex_div,
  complex_hash,
  complex_mul,
  complex_neg,
  complex_pos,
  complex_pow,
  complex_richcompare,
  complex_sub,
} from "./complex-arith";
import { complex_new } from "./complex-new";
import { PyFloat_FromDouble } from "./float";
import { Py_DTSF_SIGN, PyOS_double_to_string } from "./float-to-string";
import { _PyComplex_FormatAdvancedWriter } from "./number-format-complex";
import { PyUnicode_Check, PyUnicode_GET_LENGTH } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { _PyUnicodeWriter_Dealloc, _PyUnicodeWriter_Finish, _PyUnicodeWriter_OnStack } from "./str-writer";
import { PyTuple_New, PyTuple_SET_ITEM } from "./tuple";
import { number_methods, static_type } from "./type-define";

/** tp_repr: (1+2j), or 2j where the real part is +0. */
function complex_repr(v: PyObject): PyObject | null {
  const real = complex_real(v);
  const bare = reinterpret<u64>(real) === 0;
  const pre = bare ? 0 : PyOS_double_to_string(real, 114, 0, 0);
  if (!bare && !pre) return null;
  const im = PyOS_double_to_string(complex_imag(v), 114, 0, bare ? 0 : Py_DTSF_SIGN);
  let result: PyObject | null = null;
  if (im) result = bare ? PyUnicode_FromFormat(cstr("%sj"), im) : PyUnicode_FromFormat(cstr("(%s%sj)"), pre, im);
  PyMem_Free(im);
  PyMem_Free(pre);
  return result;
}

function complex_conjugate(self: PyObject, _: PyObject | null): PyObject | null {
  return PyComplex_FromDoubles(complex_real(self), -complex_imag(self));
}

function complex___complex__(self: PyObject, _: PyObject | null): PyObject | null {
  return complex_pos(self);
}

/** (real, imag) */
function complex___getnewargs__(self: PyObject, _: PyObject | null): PyObject | null {
  const real = PyFloat_FromDouble(complex_real(self));
  const imag = PyFloat_FromDouble(complex_imag(self));
  const args = real && imag ? PyTuple_New(2) : null;
  if (!args) {
    Py_XDECREF(real);
    Py_XDECREF(imag);
    return null;
  }
  PyTuple_SET_ITEM(args, 0, real!);
  PyTuple_SET_ITEM(args, 1, imag!);
  return args;
}

function complex___format__(self: PyObject, spec: PyObject | null): PyObject | null {
  if (!PyUnicode_Check(spec!)) {
    _PyArg_BadArgument(cstr("__format__"), cstr("argument"), cstr("str"), spec!);
    return null;
  }
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  let result: PyObject | null = null;
  if (_PyComplex_FormatAdvancedWriter(writer, self, spec!, 0, PyUnicode_GET_LENGTH(spec!)) < 0) {
    _PyUnicodeWriter_Dealloc(writer);
  } else result = _PyUnicodeWriter_Finish(writer);
  stack_release(mark);
  return result;
}

/** tp_free */
function complex_free(o: PyObject): void {
  PyObject_Free(ptr(o));
}

function def_complex_methods(t: PyTypeObject): void {
  def_noargs(
    t,
    cstr("conjugate"),
    PyCFunction.of(complex_conjugate),
    cstr("conjugate($self, /)\n--\n\nThe same number with the opposite imaginary part."),
  );
  def_noargs(
    t,
    cstr("__complex__"),
    PyCFunction.of(complex___complex__),
    cstr("__complex__($self, /)\n--\n\nThe number as exactly a complex."),
  );
  def_noargs(
    t,
    cstr("__getnewargs__"),
    PyCFunction.of(complex___getnewargs__),
    cstr("__getnewargs__($self, /)\n--\n\n"),
  );
  def_o(
    t,
    cstr("__format__"),
    PyCFunction.of(complex___format__),
    cstr("__format__($self, format_spec, /)\n--\n\nText of the number, laid out as the specification says."),
  );
  def_member(
    t,
    cstr("real"),
    Py_T_DOUBLE,
    offsetof<PyComplexObject>("real"),
    Py_READONLY,
    cstr("the real part of a complex number"),
  );
  def_member(
    t,
    cstr("imag"),
    Py_T_DOUBLE,
    offsetof<PyComplexObject>("imag"),
    Py_READONLY,
    cstr("the imaginary part of a complex number"),
  );
}

/** Fills PyComplex_Type. */
export function init_complex_type(): void {
  const t = PyComplex_Type;
  static_type(
    t,
    cstr("complex"),
    32,
    0,
    Py_TPFLAGS_BASETYPE,
    cstr(
      "complex(real=0, imag=0)\n--\n\nA complex number: of a real and an imaginary part, of another number, or of text.",
    ),
  );
  t.tp_free = freefunc.of(complex_free);
  t.tp_repr = reprfunc.of(complex_repr);
  t.tp_hash = hashfunc.of(complex_hash);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_richcompare = richcmpfunc.of(complex_richcompare);
  t.tp_new = newfunc.of(complex_new);
  const nb = number_methods(t);
  nb.nb_add = binaryfunc.of(complex_add);
  nb.nb_subtract = binaryfunc.of(complex_sub);
  nb.nb_multiply = binaryfunc.of(complex_mul);
  nb.nb_power = ternaryfunc.of(complex_pow);
  nb.nb_negative = unaryfunc.of(complex_neg);
  nb.nb_positive = unaryfunc.of(complex_pos);
  nb.nb_absolute = unaryfunc.of(complex_abs);
  nb.nb_bool = inquiry.of(complex_bool);
  nb.nb_true_divide = binaryfunc.of(complex_div);
  def_complex_methods(t);
}
