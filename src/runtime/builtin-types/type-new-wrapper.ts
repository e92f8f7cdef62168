/**
 * `__new__` of native types: a builtin function around tp_new. CPython: tp_new_wrapper of Objects/typeobject.c.
 */

import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { METH_KEYWORDS, METH_VARARGS, PyMethodDef, PyMethodDef_New } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { newfunc, PyCFunctionWithKeywords } from "../object/slots";
import { PyExc_SystemError, PyExc_TypeError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyCFunction_NewEx } from "./builtin-function";
import { PyDict_Contains, PyDict_SetItem } from "./dict";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_GetSlice } from "./tuple";
import { PyType_Check } from "./type";
import { PyType_IsSubtype } from "./type-mro";
import { slot_tp_new } from "./type-slot-functions";

@unmanaged
class NewWrapperState {
  methoddef: PyMethodDef | null;
}
const state: NewWrapperState = changetype<NewWrapperState>(memory.data(16, 16));

/** False with TypeError where `type.__new__(subtype)` would go past the tp_new of a native type in between. */
function is_safe(type: PyTypeObject, subtype: PyTypeObject): bool {
  const slot = changetype<usize>(newfunc.of(slot_tp_new));
  let staticbase: PyTypeObject | null = subtype;
  while (staticbase && changetype<usize>(staticbase.tp_new) === slot) staticbase = staticbase.tp_base;
  if (!staticbase || changetype<usize>(staticbase.tp_new) === changetype<usize>(type.tp_new)) return true;
  if (!staticbase.tp_new) {
    PyErr_Format(PyExc_TypeError, cstr("cannot create '%s' instances"), subtype.tp_name);
    return false;
  }
  PyErr_Format(
    PyExc_TypeError,
    cstr("%s.__new__(%s) is not safe, use %s.__new__()"),
    type.tp_name,
    subtype.tp_name,
    staticbase.tp_name,
  );
  return false;
}

/** `type.__new__(subtype, ...)`; `self` is the type whose tp_new it stands for. Returns a new reference. */
export function tp_new_wrapper(self: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (!PyType_Check(self)) {
    PyErr_SetString(PyExc_SystemError, cstr("__new__() called with non-type 'self'"));
    return null;
  }
  const type = changetype<PyTypeObject>(self);
  const nargs = PyTuple_GET_SIZE(args);
  if (nargs < 1) return PyErr_Format(PyExc_TypeError, cstr("%s.__new__(): not enough arguments"), type.tp_name);
  const arg0 = PyTuple_GET_ITEM(args, 0);
  if (!PyType_Check(arg0)) {
    return PyErr_Format(
      PyExc_TypeError,
      cstr("%s.__new__(X): X is not a type object (%s)"),
      type.tp_name,
      arg0.ob_type.tp_name,
    );
  }
  const subtype = changetype<PyTypeObject>(arg0);
  if (!PyType_IsSubtype(subtype, type)) {
    return PyErr_Format(
      PyExc_TypeError,
      cstr("%s.__new__(%s): %s is not a subtype of %s"),
      type.tp_name,
      subtype.tp_name,
      subtype.tp_name,
      type.tp_name,
    );
  }
  if (!is_safe(type, subtype)) return null;
  const rest = PyTuple_GetSlice(args, 1, nargs);
  if (!rest) return null;
  const res = type.tp_new!.call(subtype, rest, kwds);
  Py_DECREF(rest);
  return res;
}

function methoddef(): PyMethodDef {
  const known = state.methoddef;
  if (known) return known;
  const def = PyMethodDef_New(
    cstr("__new__"),
    changetype<usize>(PyCFunctionWithKeywords.of(tp_new_wrapper)),
    METH_VARARGS | METH_KEYWORDS,
    cstr("__new__($type, *args, **kwargs)\n--\n\nMakes an object; help(type) tells the arguments."),
  );
  state.methoddef = def;
  return def;
}

/** Puts `__new__` into the dict of `type` where there is none; -1 with an exception. */
export function add_tp_new_wrapper(type: PyTypeObject): i32 {
  const dict = type.tp_dict!;
  const r = PyDict_Contains(dict, _Py_ID("__new__"));
  if (r !== 0) return r < 0 ? -1 : 0;
  const func = PyCFunction_NewEx(methoddef(), type, null);
  if (!func) return -1;
  const status = PyDict_SetItem(dict, _Py_ID("__new__"), func);
  Py_DECREF(func);
  return status;
}
