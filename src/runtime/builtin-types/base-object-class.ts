/**
 * `__class__` of any object, and assignment to it. CPython: object_get_class, object_set_class of Objects/typeobject.c.
 */

import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_SET_TYPE, PyObject } from "../object/object";
import { PyExc_TypeError, PyModule_Type } from "../object/static-types";
import {
  Py_TPFLAGS_HEAPTYPE,
  Py_TPFLAGS_IMMUTABLETYPE,
  Py_TPFLAGS_INLINE_VALUES,
  PyTypeObject,
} from "../object/type-object";
import {
  _PyDict_DetachFromObject,
  _PyObject_GetManagedDict,
  _PyObject_MaterializeManagedDict,
} from "./instance-values";
import { PyType_Check } from "./type";
import { compatible_for_assignment } from "./type-layout";
import { PyType_IsSubtype } from "./type-mro";

/** Getter of `__class__`: a new reference. */
export function object_get_class(self: PyObject, _closure: usize): PyObject | null {
  return Py_NewRef(self.ob_type);
}

/** Immutable types rely on their instances keeping their class (small ints are shared); modules are exempt. */
function is_assignable(oldto: PyTypeObject, newto: PyTypeObject): bool {
  if (!((oldto.tp_flags | newto.tp_flags) & Py_TPFLAGS_IMMUTABLETYPE)) return true;
  return PyType_IsSubtype(newto, PyModule_Type) && PyType_IsSubtype(oldto, PyModule_Type);
}

/** Moves inline values, whose keys belong to the class, into a dict of their own; -1 with an exception. */
function detach_values(self: PyObject): i32 {
  let dict = _PyObject_GetManagedDict(self);
  if (!dict) dict = _PyObject_MaterializeManagedDict(self);
  return dict ? _PyDict_DetachFromObject(dict, self) : -1;
}

/** Setter of `__class__`. */
export function object_set_class(self: PyObject, value: PyObject | null, _closure: usize): i32 {
  if (!value) {
    PyErr_SetString(PyExc_TypeError, cstr("can't delete __class__ attribute"));
    return -1;
  }
  if (!PyType_Check(value)) {
    const format = cstr("__class__ must be set to a class, not '%s' object");
    PyErr_Format(PyExc_TypeError, format, value.ob_type.tp_name);
    return -1;
  }
  const newto = changetype<PyTypeObject>(value);
  const oldto = self.ob_type;
  if (!is_assignable(oldto, newto)) {
    PyErr_SetString(
      PyExc_TypeError,
      cstr("__class__ assignment only supported for mutable types or ModuleType subclasses"),
    );
    return -1;
  }
  if (!compatible_for_assignment(oldto, newto, cstr("__class__"))) return -1;
  if (oldto.tp_flags & Py_TPFLAGS_INLINE_VALUES && detach_values(self) < 0) return -1;
  if (newto.tp_flags & Py_TPFLAGS_HEAPTYPE) Py_INCREF(newto);
  Py_SET_TYPE(self, newto);
  if (oldto.tp_flags & Py_TPFLAGS_HEAPTYPE) Py_DECREF(oldto);
  return 0;
}
