/**
 * int(x, base): construction, also of instances of subclasses. CPython: long_new, long_subtype_new, long_vectorcall of
 * Objects/longobject.c.
 */

import { _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { _PyObject_MakeTpCall, PyVectorcall_NARGS } from "../abstract/call";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyNumber_AsSsize_t, PyNumber_Long } from "../abstract/number-convert";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_ssize_t, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_TypeError, PyExc_ValueError, PyLong_Type } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyByteArray_AS_STRING, PyByteArray_Check, PyByteArray_GET_SIZE } from "./bytearray";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE } from "./bytes";
import { _PyLong_DigitCount, _PyLong_GetZero, PyLongObject } from "./int";
import { _PyLong_FromBytes, PyLong_FromUnicodeObject } from "./int-from-string";
import { PyUnicode_Check } from "./str";

const long_new_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** tp_new. Returns a new reference. */
export function long_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const values = _PyArg_UnpackKeywordsTuple(long_new_spec, cstr("int"), cstr("base"), 1, args, kwds, 0, 2);
  let result: PyObject | null = null;
  if (values) {
    const given = Slots.at(values);
    result = long_new_impl(type, given.getOrNull(0), given.getOrNull(1));
  }
  stack_release(mark);
  return result;
}

function long_new_impl(type: PyTypeObject, x: PyObject | null, base: PyObject | null): PyObject | null {
  if (ptr(type) !== ptr(PyLong_Type)) return long_subtype_new(type, x, base);
  if (!x) {
    if (!base) return _PyLong_GetZero();
    PyErr_SetString(PyExc_TypeError, cstr("int() missing string argument"));
    return null;
  }
  return base ? from_text(x, base) : PyNumber_Long(x);
}

/** int(x, base) of a str, bytes or bytearray. */
function from_text(x: PyObject, obase: PyObject): PyObject | null {
  const base = PyNumber_AsSsize_t(obase, null);
  if (base === -1 && tstate.current_exception) return null;
  if ((base !== 0 && base < 2) || base > 36) {
    PyErr_SetString(PyExc_ValueError, cstr("int() base must be >= 2 and <= 36, or 0"));
    return null;
  }
  if (PyUnicode_Check(x)) return PyLong_FromUnicodeObject(x, <i32>base);
  if (PyByteArray_Check(x)) return _PyLong_FromBytes(PyByteArray_AS_STRING(x), PyByteArray_GET_SIZE(x), <i32>base);
  if (PyBytes_Check(x)) return _PyLong_FromBytes(PyBytes_AS_STRING(x), PyBytes_GET_SIZE(x), <i32>base);
  PyErr_SetString(PyExc_TypeError, cstr("int() can't convert non-string with explicit base"));
  return null;
}

/** The exact int first, then an instance of the subclass with its digits. Returns a new reference. */
function long_subtype_new(type: PyTypeObject, x: PyObject | null, base: PyObject | null): PyObject | null {
  const exact = long_new_impl(PyLong_Type, x, base);
  if (!exact) return null;
  const source = changetype<PyLongObject>(exact);
  const size: Py_ssize_t = max(_PyLong_DigitCount(source), 1);
  const instance = type.tp_alloc!.call(type, size);
  if (instance) {
    const v = changetype<PyLongObject>(instance);
    store<u64>(ptr(v), <u64>source.lv_tag, 16);
    memory.copy(v.digits(), source.digits(), (<usize>size) << 2);
  }
  Py_DECREF(exact);
  return instance;
}

/** tp_vectorcall of the type int. Returns a new reference. */
export function long_vectorcall(type: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  const nargs = PyVectorcall_NARGS(nargsf);
  if (kwnames) return _PyObject_MakeTpCall(type, args, nargs, kwnames);
  if (nargs === 0) return _PyLong_GetZero();
  if (nargs === 1) return PyNumber_Long(args.get(0));
  if (nargs === 2) return long_new_impl(changetype<PyTypeObject>(type), args.get(0), args.get(1));
  return PyErr_Format(PyExc_TypeError, cstr("int expected at most 2 arguments, got %zd"), nargs);
}
