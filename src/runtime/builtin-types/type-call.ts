/**
 * Calling a type: `tp_new`, then `tp_init`. CPython: type_call, type_vectorcall of Objects/typeobject.c.
 */

import { _PyArg_NoKwnames } from "../abstract/args";
import { _Py_CheckFunctionResult, _PyObject_MakeTpCall, PyVectorcall_NARGS } from "../abstract/call";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, PyObject, ptr, Slots } from "../object/object";
import { PyExc_TypeError, PyType_Type } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyDict_GET_SIZE } from "./dict-object";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { PyObject_TypeCheck } from "./type-mro";

/** tp_call of `type`: a new reference. */
export function type_call(self: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const type = changetype<PyTypeObject>(self);
  if (ptr(type) === ptr(PyType_Type)) {
    const nargs = PyTuple_GET_SIZE(args);
    if (nargs === 1 && (!kwds || PyDict_GET_SIZE(kwds) === 0)) return Py_NewRef(PyTuple_GET_ITEM(args, 0).ob_type);
    if (nargs !== 3) {
      PyErr_SetString(PyExc_TypeError, cstr("type() takes 1 or 3 arguments"));
      return null;
    }
  }
  const tp_new = type.tp_new;
  if (!tp_new) return PyErr_Format(PyExc_TypeError, cstr("cannot create '%s' instances"), type.tp_name);
  const o = _Py_CheckFunctionResult(type, tp_new.call(type, args, kwds));
  // What is not an instance is not initialised.
  if (!o || !PyObject_TypeCheck(o, type)) return o;
  const init = o.ob_type.tp_init;
  if (init && init.call(o, args, kwds) < 0) {
    Py_DECREF(o);
    return null;
  }
  return o;
}

/** tp_vectorcall of `type` itself: `type(x)`. A new reference. */
export function type_vectorcall(
  metatype: PyObject,
  args: Slots,
  nargsf: u32,
  kwnames: PyObject | null,
): PyObject | null {
  const nargs = PyVectorcall_NARGS(nargsf);
  if (nargs === 1 && ptr(metatype) === ptr(PyType_Type)) {
    if (!_PyArg_NoKwnames(cstr("type"), kwnames)) return null;
    return Py_NewRef(args.get(0).ob_type);
  }
  return _PyObject_MakeTpCall(metatype, args, nargs, kwnames);
}
