/**
 * Attributes of type objects. CPython: _Py_type_getattro, type_setattro of Objects/typeobject.c.
 *
 * Lookup: data descriptor of the metaclass, then the type's own MRO (descriptors bound to the type), then the rest of the
 * metaclass.
 */

import { _PyObject_SetAttributeErrorContext } from "../abstract/attribute";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_AttributeError, PyExc_MemoryError, PyExc_TypeError } from "../object/static-types";
import { Py_TPFLAGS_IMMUTABLETYPE, PyTypeObject } from "../object/type-object";
import { PyDict_GetItemRef, PyDict_New, PyDict_Pop, PyDict_SetItem } from "./dict";
import {
  _PyUnicode_Copy,
  PyUnicode_CHECK_INTERNED,
  PyUnicode_Check,
  PyUnicode_CheckExact,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
} from "./str";
import { _PyUnicode_InternMortal } from "./str-intern";
import { _PyType_Lookup, PyType_Modified } from "./type-lookup";
import { PyType_Ready } from "./type-ready";
import { update_slot } from "./type-slot-update";

function name_must_be_string(name: PyObject): void {
  PyErr_Format(PyExc_TypeError, cstr("attribute name must be string, not '%.200s'"), name.ob_type.tp_name);
}

/** `get(descr, a, b)` for a borrowed `descr`, held meanwhile: a new reference. NULL `get`: `descr` itself. */
function bind(descr: PyObject, o: PyObject | null, type: PyTypeObject): PyObject | null {
  const get = descr.ob_type.tp_descr_get;
  if (!get) return Py_NewRef(descr);
  Py_INCREF(descr);
  const res = get.call(descr, o, type);
  Py_DECREF(descr);
  return res;
}

/**
 * `type.name`: a new reference, or NULL with an exception. With `suppress_missing` NULL without one when there is no such
 * attribute.
 */
export function _Py_type_getattro_impl(type: PyTypeObject, name: PyObject, suppress_missing: bool): PyObject | null {
  if (!PyUnicode_Check(name)) {
    name_must_be_string(name);
    return null;
  }
  if (!type.tp_dict && PyType_Ready(type) < 0) return null;
  const metatype = type.ob_type;
  const meta_attribute = _PyType_Lookup(metatype, name);
  if (meta_attribute) {
    const meta = meta_attribute.ob_type;
    if (meta.tp_descr_set && meta.tp_descr_get) return bind(meta_attribute, type, metatype);
    // Held over the second lookup, which may run code.
    Py_INCREF(meta_attribute);
  }
  const attribute = _PyType_Lookup(type, name);
  let res: PyObject | null = null;
  if (attribute) res = bind(attribute, null, type);
  else if (meta_attribute) res = bind(meta_attribute, type, metatype);
  else if (!suppress_missing) {
    PyErr_Format(PyExc_AttributeError, cstr("type object '%.100s' has no attribute '%U'"), type.tp_name, ptr(name));
  }
  Py_XDECREF(meta_attribute);
  return res;
}

/** tp_getattro of `type`: a new reference. */
export function _Py_type_getattro(type: PyObject, name: PyObject): PyObject | null {
  return _Py_type_getattro_impl(changetype<PyTypeObject>(type), name, false);
}

/** "__x__": such a name may stand for slots. */
export function is_dunder_name(name: PyObject): bool {
  const length = PyUnicode_GET_LENGTH(name);
  return (
    length > 4 &&
    PyUnicode_READ_CHAR(name, 0) === 95 &&
    PyUnicode_READ_CHAR(name, 1) === 95 &&
    PyUnicode_READ_CHAR(name, length - 1) === 95 &&
    PyUnicode_READ_CHAR(name, length - 2) === 95
  );
}

/** `name` as an exact, interned str: a new reference, or NULL with an exception. */
function interned_name(name: PyObject): PyObject | null {
  const exact = PyUnicode_CheckExact(name) ? Py_NewRef(name) : _PyUnicode_Copy(name);
  if (!exact) return null;
  if (PyUnicode_CHECK_INTERNED(exact)) return exact;
  const interned = _PyUnicode_InternMortal(exact);
  if (PyUnicode_CHECK_INTERNED(interned)) return interned;
  Py_DECREF(interned);
  PyErr_SetString(PyExc_MemoryError, cstr("Out of memory interning an attribute name"));
  return null;
}

/** Sets or deletes (`value` NULL) `name` in the dict of `type`, then what follows from it. */
function type_update_dict(type: PyTypeObject, dict: PyObject, name: PyObject, value: PyObject | null): i32 {
  // The old value is held until caches and slots are right: its finalizer may look.
  if (PyDict_GetItemRef(dict, name) < 0) return -1;
  const old_value = tstate.out_object;
  PyType_Modified(type);
  let status: i32;
  if (value) status = PyDict_SetItem(dict, name, value);
  else {
    status = PyDict_Pop(dict, name);
    if (status > 0) {
      Py_DECREF(tstate.out_object!);
      status = 0;
    } else if (status === 0) {
      PyErr_Format(PyExc_AttributeError, cstr("type object '%.50s' has no attribute '%U'"), type.tp_name, ptr(name));
      _PyObject_SetAttributeErrorContext(type, name);
      status = -1;
    }
  }
  if (status === 0 && is_dunder_name(name)) status = update_slot(type, name);
  Py_XDECREF(old_value);
  return status;
}

/** tp_setattro of `type`; `value` NULL deletes. */
export function type_setattro(self: PyObject, name: PyObject, value: PyObject | null): i32 {
  const type = changetype<PyTypeObject>(self);
  if (type.tp_flags & Py_TPFLAGS_IMMUTABLETYPE) {
    PyErr_Format(PyExc_TypeError, cstr("cannot set %R attribute of immutable type '%s'"), ptr(name), type.tp_name);
    return -1;
  }
  if (!PyUnicode_Check(name)) {
    name_must_be_string(name);
    return -1;
  }
  const own_name = interned_name(name);
  if (!own_name) return -1;
  const status = set_interned(type, own_name, value);
  Py_DECREF(own_name);
  return status;
}

function set_interned(type: PyTypeObject, name: PyObject, value: PyObject | null): i32 {
  const descr = _PyType_Lookup(type.ob_type, name);
  const set = descr ? descr.ob_type.tp_descr_set : null;
  if (descr && set) {
    Py_INCREF(descr);
    const status = set.call(descr, type, value);
    Py_DECREF(descr);
    return status;
  }
  if (!type.tp_dict) {
    type.tp_dict = PyDict_New();
    if (!type.tp_dict) return -1;
  }
  return type_update_dict(type, type.tp_dict!, name, value);
}

/** The dict of `type`: borrowed. */
export function _PyType_GetDict(type: PyTypeObject): PyObject | null {
  return type.tp_dict;
}
