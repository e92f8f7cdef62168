/**
 * Reading and writing a field of a struct by its PyMemberDef. CPython: Python/structmember.c.
 *
 * Widths are those of 64-bit C: Py_T_INT 4 bytes, Py_T_LONG and Py_T_ULONG 8. Py_T_PYSSIZET and the objects are 8-byte slots
 * of which the low half is used (object/object.ts).
 */

import { PyErr_BadArgument, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { _PyNumber_Index } from "../abstract/number-convert";
import {
  _Py_T_OBJECT,
  Py_READONLY,
  Py_T_BOOL,
  Py_T_BYTE,
  Py_T_CHAR,
  Py_T_DOUBLE,
  Py_T_FLOAT,
  Py_T_INT,
  Py_T_LONG,
  Py_T_LONGLONG,
  Py_T_OBJECT_EX,
  Py_T_PYSSIZET,
  Py_T_SHORT,
  Py_T_STRING,
  Py_T_UBYTE,
  Py_T_UINT,
  Py_T_ULONG,
  Py_T_ULONGLONG,
  Py_T_USHORT,
  PyMemberDef,
} from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_IS_TYPE, Py_NewRef, Py_XINCREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import {
  Py_None,
  Py_True,
  PyBool_Type,
  PyExc_AttributeError,
  PyExc_OverflowError,
  PyExc_RuntimeWarning,
  PyExc_SystemError,
  PyExc_TypeError,
} from "../object/static-types";
import { PyBool_FromLong } from "./bool";
import { PyFloat_AsDouble, PyFloat_FromDouble } from "./float";
import {
  _PyLong_IsNegative,
  PyLong,
  PyLong_AsLong,
  PyLong_AsSsize_t,
  PyLong_FromLongLong,
  PyLong_FromUnsignedLongLong,
} from "./int";
import { PyLong_AsUnsignedLong } from "./int-machine";
import { PyUnicode_AsUTF8AndSize, PyUnicode_Check, PyUnicode_FromString, PyUnicode_FromStringAndSize } from "./str";
import { PyErr_WarnEx } from "./warnings";

/** Value of a slot that must be set: a new reference, or NULL with AttributeError. */
function get_object_ex(self: PyObject, at: usize, member: PyMemberDef): PyObject | null {
  const value = load<usize>(at);
  if (value) return Py_NewRef(changetype<PyObject>(value));
  return PyErr_Format(PyExc_AttributeError, cstr("'%T' object has no attribute '%s'"), ptr(self), member.name);
}

/** The value of `member` in `self`: a new reference, or NULL with AttributeError. */
export function PyMember_GetOne(self: PyObject, member: PyMemberDef): PyObject | null {
  const at = ptr(self) + <usize>member.offset;
  if (member.type === Py_T_OBJECT_EX) return get_object_ex(self, at, member);
  return get_field(at, member.type);
}

/** The field at `at`: a new reference. */
function get_field(at: usize, type: i32): PyObject | null {
  switch (type) {
    case _Py_T_OBJECT: {
      const value = load<usize>(at);
      return value ? Py_NewRef(changetype<PyObject>(value)) : Py_None;
    }
    case Py_T_BOOL:
      return PyBool_FromLong(load<u8>(at) !== 0);
    case Py_T_BYTE:
      return PyLong_FromLongLong(<i64>load<i8>(at));
    case Py_T_UBYTE:
      return PyLong_FromLongLong(<i64>load<u8>(at));
    case Py_T_SHORT:
      return PyLong_FromLongLong(<i64>load<i16>(at));
    case Py_T_USHORT:
      return PyLong_FromLongLong(<i64>load<u16>(at));
    case Py_T_INT:
    case Py_T_PYSSIZET:
      return PyLong_FromLongLong(<i64>load<i32>(at));
    case Py_T_UINT:
      return PyLong_FromLongLong(<i64>load<u32>(at));
    case Py_T_LONG:
    case Py_T_LONGLONG:
      return PyLong_FromLongLong(load<i64>(at));
    case Py_T_ULONG:
    case Py_T_ULONGLONG:
      return PyLong_FromUnsignedLongLong(load<u64>(at));
    case Py_T_FLOAT:
      return PyFloat_FromDouble(<f64>load<f32>(at));
    case Py_T_DOUBLE:
      return PyFloat_FromDouble(load<f64>(at));
    case Py_T_CHAR:
      return PyUnicode_FromStringAndSize(at, 1);
    case Py_T_STRING: {
      const text = load<usize>(at);
      return text ? PyUnicode_FromString(text) : Py_None;
    }
    default:
      PyErr_SetString(PyExc_SystemError, cstr("bad memberdescr type"));
      return null;
  }
}

/** RuntimeWarning; -1 when it is an error. */
function warn(text: usize): i32 {
  return PyErr_WarnEx(PyExc_RuntimeWarning, text, 1);
}

/** Stores a signed number of `size` bytes; `name` is the C type's, for the warning when it does not fit. */
function set_signed(at: usize, value: PyObject, size: i32, truncation: usize): i32 {
  const number = PyLong_AsLong(value);
  if (number === -1 && tstate.current_exception) return -1;
  let kept: i64;
  if (size === 1) {
    store<u8>(at, <u8>number);
    kept = <i64>(<i8>number);
  } else if (size === 2) {
    store<u16>(at, <u16>number);
    kept = <i64>(<i16>number);
  } else if (size === 4) {
    store<u32>(at, <u32>number);
    kept = <i64>(<i32>number);
  } else {
    store<i64>(at, number);
    kept = number;
  }
  return kept === number ? 0 : warn(truncation);
}

/** As set_signed for unsigned char and short, which C converts from long. */
function set_small_unsigned(at: usize, value: PyObject, size: i32, truncation: usize): i32 {
  const number = PyLong_AsLong(value);
  if (number === -1 && tstate.current_exception) return -1;
  if (size === 1) store<u8>(at, <u8>number);
  else store<u16>(at, <u16>number);
  const limit: i64 = size === 1 ? 0x100 : 0x10000;
  return number >= 0 && number < limit ? 0 : warn(truncation);
}

/** Unsigned int and long. A negative number is stored as its complement, with a warning. */
function set_unsigned(at: usize, value: PyObject, size: i32): i32 {
  const index = _PyNumber_Index(value);
  if (!index) return -1;
  const negative = _PyLong_IsNegative(PyLong(index));
  const number = negative ? <u64>PyLong_AsLong(index) : PyLong_AsUnsignedLong(index);
  Py_DECREF(index);
  if (number === u64.MAX_VALUE && tstate.current_exception) return -1;
  if (size === 8) store<u64>(at, number);
  else store<u32>(at, <u32>number);
  if (negative) return warn(cstr("Writing negative value into unsigned field"));
  return size === 8 || number <= 0xffffffff ? 0 : warn(cstr("Truncation of value to unsigned int"));
}

function set_float(at: usize, value: PyObject, size: i32): i32 {
  const number = PyFloat_AsDouble(value);
  if (number === -1.0 && tstate.current_exception) return -1;
  if (size === 8) store<f64>(at, number);
  else store<f32>(at, <f32>number);
  return 0;
}

function set_ssize(at: usize, value: PyObject): i32 {
  const number = PyLong_AsSsize_t(value);
  if (number === -1 && tstate.current_exception) return -1;
  if (number !== <i64>(<i32>number)) {
    // NOT CPYTHON: sizes have 32 bits here.
    PyErr_SetString(PyExc_OverflowError, cstr("Python int too large to convert to C ssize_t"));
    return -1;
  }
  store<i32>(at, <i32>number);
  return 0;
}

function set_char(at: usize, value: PyObject): i32 {
  const text = PyUnicode_Check(value) ? PyUnicode_AsUTF8AndSize(value) : 0;
  if (!text && tstate.current_exception) return -1;
  if (!text || tstate.out_i32 !== 1) {
    PyErr_BadArgument();
    return -1;
  }
  store<u8>(at, load<u8>(text));
  return 0;
}

function set_bool(at: usize, value: PyObject): i32 {
  if (!Py_IS_TYPE(value, PyBool_Type)) {
    PyErr_SetString(PyExc_TypeError, cstr("attribute value type must be bool"));
    return -1;
  }
  store<u8>(at, ptr(value) === ptr(Py_True) ? 1 : 0);
  return 0;
}

/** An object slot; `value` NULL empties it. */
function set_object(at: usize, value: PyObject | null): i32 {
  const old = load<usize>(at);
  Py_XINCREF(value);
  store<u64>(at, <u64>ptr(value));
  if (old) Py_DECREF(changetype<PyObject>(old));
  return 0;
}

/** The slot can be deleted; else false with an exception. */
function is_deletable(at: usize, member: PyMemberDef): bool {
  if (member.type === Py_T_OBJECT_EX) {
    if (load<usize>(at)) return true;
    PyErr_SetString(PyExc_AttributeError, member.name);
    return false;
  }
  if (member.type === _Py_T_OBJECT) return true;
  PyErr_SetString(PyExc_TypeError, cstr("can't delete numeric/char attribute"));
  return false;
}

/** Sets (`value` NULL: deletes) `member` in `self`. */
export function PyMember_SetOne(self: PyObject, member: PyMemberDef, value: PyObject | null): i32 {
  if (member.flags & Py_READONLY) {
    PyErr_SetString(PyExc_AttributeError, cstr("readonly attribute"));
    return -1;
  }
  const at = ptr(self) + <usize>member.offset;
  if (!value) return is_deletable(at, member) ? set_object(at, null) : -1;
  if (member.type === Py_T_OBJECT_EX || member.type === _Py_T_OBJECT) return set_object(at, value);
  return set_field(at, member.type, value);
}

function set_field(at: usize, type: i32, value: PyObject): i32 {
  switch (type) {
    case Py_T_BOOL:
      return set_bool(at, value);
    case Py_T_BYTE:
      return set_signed(at, value, 1, cstr("Truncation of value to char"));
    case Py_T_UBYTE:
      return set_small_unsigned(at, value, 1, cstr("Truncation of value to unsigned char"));
    case Py_T_SHORT:
      return set_signed(at, value, 2, cstr("Truncation of value to short"));
    case Py_T_USHORT:
      return set_small_unsigned(at, value, 2, cstr("Truncation of value to unsigned short"));
    case Py_T_INT:
      return set_signed(at, value, 4, cstr("Truncation of value to int"));
    case Py_T_UINT:
      return set_unsigned(at, value, 4);
    case Py_T_LONG:
    case Py_T_LONGLONG:
      return set_signed(at, value, 8, 0);
    case Py_T_ULONG:
    case Py_T_ULONGLONG:
      return set_unsigned(at, value, 8);
    case Py_T_PYSSIZET:
      return set_ssize(at, value);
    case Py_T_FLOAT:
      return set_float(at, value, 4);
    case Py_T_DOUBLE:
      return set_float(at, value, 8);
    case Py_T_CHAR:
      return set_char(at, value);
    case Py_T_STRING:
      PyErr_SetString(PyExc_TypeError, cstr("readonly attribute"));
      return -1;
    default:
      PyErr_SetString(PyExc_SystemError, cstr("bad memberdescr type for member"));
      return -1;
  }
}
