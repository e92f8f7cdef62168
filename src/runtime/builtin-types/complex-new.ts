/**
 * complex(real, imag) and complex(text). CPython: complex_new_impl, complex_from_string_inner of Objects/complexobject.c.
 */

import { _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyNumber_Float } from "../abstract/number-convert";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PyComplex_Type, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import {
  complex_imag,
  complex_real,
  PyComplex_Check,
  PyComplex_CheckExact,
  PyComplexObject,
  try_complex_special_method,
} from "./complex";
import { PyFloat_AS_DOUBLE } from "./float";
import { drop_underscores, has_underscore } from "./float-from-string";
import { _Py_parse_double } from "./float-parse";
import { _PyLong_GetZero } from "./int";
import { Py_ISSPACE } from "./int-from-string";
import { PyUnicode_AsUTF8AndSize, PyUnicode_Check } from "./str";
import { _PyUnicode_TransformDecimalAndSpaceToASCII } from "./str-ascii-digits";

const complex_new_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** tp_new. Returns a new reference. */
export function complex_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const values = _PyArg_UnpackKeywordsTuple(complex_new_spec, cstr("complex"), cstr("real imag"), 0, args, kwds, 0, 2);
  let result: PyObject | null = null;
  if (values) {
    const given = Slots.at(values);
    const real = given.getOrNull(0);
    result = complex_new_impl(type, real ? real : _PyLong_GetZero(), given.getOrNull(1));
  }
  stack_release(mark);
  return result;
}

/** An instance of `type`. Returns a new reference. */
function complex_subtype_from_doubles(type: PyTypeObject, real: f64, imag: f64): PyObject | null {
  const o = type.tp_alloc!.call(type, 0);
  if (o) {
    changetype<PyComplexObject>(o).real = real;
    changetype<PyComplexObject>(o).imag = imag;
  }
  return o;
}

/** Has a __float__ or an __index__. */
function is_real_number(o: PyObject): bool {
  const number = o.ob_type.tp_as_number;
  return number !== null && (number.nb_float !== null || number.nb_index !== null);
}

function raise_type(format: usize, o: PyObject): void {
  PyErr_Format(PyExc_TypeError, format, o.ob_type.tp_name);
}

function complex_new_impl(type: PyTypeObject, r: PyObject, i: PyObject | null): PyObject | null {
  if (PyComplex_CheckExact(r) && !i && ptr(type) === ptr(PyComplex_Type)) return Py_NewRef(r);
  if (PyUnicode_Check(r)) {
    if (!i) return complex_subtype_from_string(type, r);
    PyErr_SetString(PyExc_TypeError, cstr("complex() can't take second arg if first is a string"));
    return null;
  }
  if (i && PyUnicode_Check(i)) {
    PyErr_SetString(PyExc_TypeError, cstr("complex() second arg can't be a string"));
    return null;
  }
  const converted = try_complex_special_method(r);
  if (!converted && tstate.current_exception) return null;
  const result = from_numbers(type, converted ? converted : r, i);
  Py_XDECREF(converted);
  return result;
}

/** real + imag * 1j, where each part may itself be complex. */
function from_numbers(type: PyTypeObject, r: PyObject, i: PyObject | null): PyObject | null {
  if (!PyComplex_Check(r) && !is_real_number(r)) {
    raise_type(cstr("complex() first argument must be a string or a number, not '%.200s'"), r);
    return null;
  }
  if (i && !PyComplex_Check(i) && !is_real_number(i)) {
    raise_type(cstr("complex() second argument must be a number, not '%.200s'"), i);
    return null;
  }
  let real: f64;
  let imag: f64 = 0;
  if (PyComplex_Check(r)) {
    real = complex_real(r);
    imag = complex_imag(r);
  } else {
    const value = PyNumber_Float(r);
    if (!value) return null;
    real = PyFloat_AS_DOUBLE(value);
    Py_DECREF(value);
  }
  if (i) {
    if (PyComplex_Check(i)) {
      real -= complex_imag(i);
      imag = PyComplex_Check(r) ? complex_real(i) + imag : complex_real(i);
    } else {
      const value = PyNumber_Float(i);
      if (!value) return null;
      const imaginary = PyFloat_AS_DOUBLE(value);
      Py_DECREF(value);
      imag = PyComplex_Check(r) ? imaginary + imag : imaginary;
    }
  }
  return complex_subtype_from_doubles(type, real, imag);
}

/** complex(str). Returns a new reference. */
function complex_subtype_from_string(type: PyTypeObject, v: PyObject): PyObject | null {
  const ascii = _PyUnicode_TransformDecimalAndSpaceToASCII(v);
  if (!ascii) return null;
  const text = PyUnicode_AsUTF8AndSize(ascii);
  const length = tstate.out_i32;
  let result: PyObject | null = null;
  if (text && !has_underscore(text, length)) result = complex_from_string_inner(type, text, length);
  else if (text) {
    const copy = PyMem_Malloc(<usize>length + 1);
    const count = copy ? drop_underscores(text, length, copy) : 0;
    if (!copy) PyErr_NoMemory();
    else if (count < 0) PyErr_Format(PyExc_ValueError, cstr("could not convert string to complex: %R"), ptr(v));
    else {
      store<u8>(copy + <usize>count, 0);
      result = complex_from_string_inner(type, copy, count);
    }
    PyMem_Free(copy);
  }
  Py_DECREF(ascii);
  return result;
}

/** @inline */
function is_j(at: usize): bool {
  return (load<u8>(at) | 32) === 106;
}

/** @inline */
function is_sign(at: usize): bool {
  return load<u8>(at) === 43 || load<u8>(at) === 45;
}

/** The text of a number, optionally in brackets: REAL, IMAGj or REAL±IMAGj, where the digits of IMAG may be missing. */
function complex_from_string_inner(type: PyTypeObject, text: usize, length: i32): PyObject | null {
  const end = text + <usize>length;
  let at = text;
  while (Py_ISSPACE(load<u8>(at))) at++;
  const bracket = load<u8>(at) === 40;
  if (bracket) {
    at++;
    while (Py_ISSPACE(load<u8>(at))) at++;
  }
  at = scan_complex(at, end);
  const real = scanned_parts.real;
  const imag = scanned_parts.imag;
  if (at) {
    while (Py_ISSPACE(load<u8>(at))) at++;
    if (bracket) {
      if (load<u8>(at) !== 41) at = 0;
      else {
        at++;
        while (Py_ISSPACE(load<u8>(at))) at++;
      }
    }
  }
  if (at !== end) {
    PyErr_SetString(PyExc_ValueError, cstr("complex() arg is a malformed string"));
    return null;
  }
  return complex_subtype_from_doubles(type, real, imag);
}

@unmanaged
class ComplexParts {
  real: f64;
  imag: f64;
}
const scanned_parts: ComplexParts = changetype<ComplexParts>(memory.data(16, 8));

/** Reads the parts; returns the address behind them, 0 where the text is not a number. */
function scan_complex(at: usize, end: usize): usize {
  scanned_parts.real = 0;
  scanned_parts.imag = 0;
  const first = _Py_parse_double(at, <i32>(end - at));
  const used = tstate.out_i32;
  if (!used) {
    // A lone j, perhaps with a sign.
    const negative = load<u8>(at) === 45;
    if (is_sign(at)) at++;
    if (!is_j(at)) return 0;
    scanned_parts.imag = negative ? -1 : 1;
    return at + 1;
  }
  at += <usize>used;
  if (is_sign(at)) {
    scanned_parts.real = first;
    const second = _Py_parse_double(at, <i32>(end - at));
    if (tstate.out_i32) {
      scanned_parts.imag = second;
      at += <usize>tstate.out_i32;
    } else {
      scanned_parts.imag = load<u8>(at) === 43 ? 1 : -1;
      at++;
    }
    return is_j(at) ? at + 1 : 0;
  }
  if (is_j(at)) {
    scanned_parts.imag = first;
    return at + 1;
  }
  scanned_parts.real = first;
  return at;
}
