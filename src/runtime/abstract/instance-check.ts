/** isinstance, issubclass. CPython: PyObject_IsInstance, PyObject_IsSubclass of Objects/abstract.c. */

import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { PyType_Check } from "../builtin-types/type";
import { _PyObject_LookupSpecial } from "../builtin-types/type-lookup";
import { PyType_IsSubtype } from "../builtin-types/type-mro";
import { _Py_union_args, _PyUnion_Check } from "../builtin-types/union-type";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_IS_TYPE, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_TypeError, PyType_Type } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyObject_GetOptionalAttr } from "./attribute";
import { PyObject_CallOneArg } from "./call";
import { PyErr_SetString } from "./errors";
import { PyObject_IsTrue } from "./object-protocol";
import { _Py_EnterRecursiveCall, _Py_LeaveRecursiveCall } from "./recursion";

/** `__bases__` as a tuple: new reference, NULL when there is none (no exception) or on error. */
function abstract_get_bases(cls: PyObject): PyObject | null {
  PyObject_GetOptionalAttr(cls, _Py_ID("__bases__"));
  const bases = tstate.out_object;
  if (bases && !PyTuple_Check(bases)) {
    Py_DECREF(bases);
    return null;
  }
  return bases;
}

/** Walks the `__bases__` of objects that are not types. 1, 0, -1. */
function abstract_issubclass(derived: PyObject, cls: PyObject): i32 {
  if (ptr(derived) === ptr(cls)) return 1;
  const bases = abstract_get_bases(derived);
  if (!bases) return tstate.current_exception ? -1 : 0;
  const n = PyTuple_GET_SIZE(bases);
  let result = 0;
  for (let i = 0; i < n && result === 0; i++) {
    if (_Py_EnterRecursiveCall(cstr(" in __issubclass__")) < 0) {
      result = -1;
      break;
    }
    result = abstract_issubclass(PyTuple_GET_ITEM(bases, i), cls);
    _Py_LeaveRecursiveCall();
  }
  Py_DECREF(bases);
  return result;
}

/** Has `__bases__`, else a TypeError with `message`. */
function check_class(cls: PyObject, message: usize): bool {
  const bases = abstract_get_bases(cls);
  if (bases) {
    Py_DECREF(bases);
    return true;
  }
  if (!tstate.current_exception) PyErr_SetString(PyExc_TypeError, message);
  return false;
}

function object_isinstance(inst: PyObject, cls: PyObject): i32 {
  if (PyType_Check(cls)) {
    if (PyType_IsSubtype(inst.ob_type, changetype<PyTypeObject>(cls))) return 1;
    const status = PyObject_GetOptionalAttr(inst, _Py_ID("__class__"));
    const icls = tstate.out_object;
    if (!icls) return status;
    const result: i32 =
      ptr(icls) !== ptr(inst.ob_type) &&
      PyType_Check(icls) &&
      PyType_IsSubtype(changetype<PyTypeObject>(icls), changetype<PyTypeObject>(cls))
        ? 1
        : 0;
    Py_DECREF(icls);
    return result;
  }
  if (!check_class(cls, cstr("isinstance() arg 2 must be a type, a tuple of types, or a union"))) return -1;
  const status = PyObject_GetOptionalAttr(inst, _Py_ID("__class__"));
  const icls = tstate.out_object;
  if (!icls) return status;
  const result = abstract_issubclass(icls, cls);
  Py_DECREF(icls);
  return result;
}

/** isinstance(inst, cls) without `__instancecheck__`. */
export function _PyObject_RealIsInstance(inst: PyObject, cls: PyObject): i32 {
  return object_isinstance(inst, cls);
}

/** isinstance(inst, cls): 1, 0, -1. */
export function PyObject_IsInstance(inst: PyObject, cls: PyObject): i32 {
  if (Py_IS_TYPE(inst, changetype<PyTypeObject>(cls))) return 1;
  if (Py_IS_TYPE(cls, PyType_Type)) return object_isinstance(inst, cls);
  const alternatives = _PyUnion_Check(cls) ? _Py_union_args(cls) : cls;
  if (PyTuple_Check(alternatives)) {
    if (_Py_EnterRecursiveCall(cstr(" in __instancecheck__")) < 0) return -1;
    const n = PyTuple_GET_SIZE(alternatives);
    let result = 0;
    for (let i = 0; i < n && result === 0; i++) result = PyObject_IsInstance(inst, PyTuple_GET_ITEM(alternatives, i));
    _Py_LeaveRecursiveCall();
    return result;
  }
  const checker = _PyObject_LookupSpecial(cls, _Py_ID("__instancecheck__"));
  if (checker) return ask(checker, inst, cstr(" in __instancecheck__"));
  if (tstate.current_exception) return -1;
  return object_isinstance(inst, cls);
}

/** Truth of `checker(o)`; steals `checker`. */
function ask(checker: PyObject, o: PyObject, where: usize): i32 {
  let result = -1;
  if (_Py_EnterRecursiveCall(where) === 0) {
    const answer = PyObject_CallOneArg(checker, o);
    _Py_LeaveRecursiveCall();
    if (answer) {
      result = PyObject_IsTrue(answer);
      Py_DECREF(answer);
    }
  }
  Py_DECREF(checker);
  return result;
}

function recursive_issubclass(derived: PyObject, cls: PyObject): i32 {
  if (PyType_Check(cls) && PyType_Check(derived)) {
    return PyType_IsSubtype(changetype<PyTypeObject>(derived), changetype<PyTypeObject>(cls)) ? 1 : 0;
  }
  if (!check_class(derived, cstr("issubclass() arg 1 must be a class"))) return -1;
  if (
    !_PyUnion_Check(cls) &&
    !check_class(cls, cstr("issubclass() arg 2 must be a class, a tuple of classes, or a union"))
  ) {
    return -1;
  }
  return abstract_issubclass(derived, cls);
}

/** issubclass(derived, cls) without `__subclasscheck__`. */
export function _PyObject_RealIsSubclass(derived: PyObject, cls: PyObject): i32 {
  return recursive_issubclass(derived, cls);
}

/** issubclass(derived, cls): 1, 0, -1. */
export function PyObject_IsSubclass(derived: PyObject, cls: PyObject): i32 {
  if (Py_IS_TYPE(cls, PyType_Type)) {
    if (ptr(derived) === ptr(cls)) return 1;
    return recursive_issubclass(derived, cls);
  }
  const alternatives = _PyUnion_Check(cls) ? _Py_union_args(cls) : cls;
  if (PyTuple_Check(alternatives)) {
    if (_Py_EnterRecursiveCall(cstr(" in __subclasscheck__")) < 0) return -1;
    const n = PyTuple_GET_SIZE(alternatives);
    let result = 0;
    for (let i = 0; i < n && result === 0; i++) {
      result = PyObject_IsSubclass(derived, PyTuple_GET_ITEM(alternatives, i));
    }
    _Py_LeaveRecursiveCall();
    return result;
  }
  const checker = _PyObject_LookupSpecial(cls, _Py_ID("__subclasscheck__"));
  if (checker) return ask(checker, derived, cstr(" in __subclasscheck__"));
  if (tstate.current_exception) return -1;
  return recursive_issubclass(derived, cls);
}
