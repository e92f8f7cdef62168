/**
 * Attributes of any object: get, set, delete; the generic implementation over type dict, data descriptors, instance
 * dict and inline values. CPython: Objects/object.c.
 */

import { PyDict_DelItem, PyDict_GetItemRef, PyDict_SetItem } from "../builtin-types/dict";
import { PyAttributeErrorObject } from "../builtin-types/exception-structs";
import {
  _PyObject_GetManagedDict,
  _PyObject_MaterializeManagedDict,
  _PyObject_StoreInstanceAttribute,
  _PyObject_TryGetInstanceAttribute,
  _PyObjectDict_SetItem,
} from "../builtin-types/instance-values";
import { _Py_module_getattro, _Py_module_getattro_impl } from "../builtin-types/module-type";
import { PyUnicode_Check, PyUnicode_CheckExact } from "../builtin-types/str";
import { PyUnicode_InternFromString, PyUnicode_InternInPlace } from "../builtin-types/str-intern";
import { _Py_type_getattro, _Py_type_getattro_impl } from "../builtin-types/type-attribute";
import { _PyType_Lookup } from "../builtin-types/type-lookup";
import { PyType_Ready } from "../builtin-types/type-ready";
import { _PyObject_VAR_SIZE } from "../gc/gc-alloc";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_SIZE, PyObject, PyVarObject, ptr } from "../object/object";
import { getattrofunc, setattrofunc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_AttributeError, PyExc_KeyError, PyExc_TypeError } from "../object/static-types";
import {
  Py_TPFLAGS_INLINE_VALUES,
  Py_TPFLAGS_MANAGED_DICT,
  Py_TPFLAGS_METHOD_DESCRIPTOR,
  Py_TPFLAGS_READY,
  PyType_HasFeature,
  PyTypeObject,
} from "../object/type-object";
import {
  PyErr_Clear,
  PyErr_ExceptionMatches,
  PyErr_Format,
  PyErr_GetRaisedException,
  PyErr_SetRaisedException,
} from "./errors";

function name_must_be_string(name: PyObject): void {
  PyErr_Format(PyExc_TypeError, cstr("attribute name must be string, not '%.200s'"), name.ob_type.tp_name);
}

/** AttributeError "'T' object has no attribute 'name'", with its `name` and `obj`. */
export function raise_no_attribute(o: PyObject, name: PyObject): void {
  PyErr_Format(PyExc_AttributeError, cstr("'%.100s' object has no attribute '%U'"), o.ob_type.tp_name, ptr(name));
  _PyObject_SetAttributeErrorContext(o, name);
}

/** Gives a current AttributeError that has neither its `name` and `obj`. */
export function _PyObject_SetAttributeErrorContext(o: PyObject, name: PyObject): void {
  if (!PyErr_ExceptionMatches(PyExc_AttributeError)) return;
  const exc = PyErr_GetRaisedException()!;
  const attributeError = changetype<PyAttributeErrorObject>(exc);
  if (!attributeError.name && !attributeError.obj) {
    if (PyObject_SetAttr(exc, _Py_ID("name"), name) < 0 || PyObject_SetAttr(exc, _Py_ID("obj"), o) < 0) PyErr_Clear();
  }
  PyErr_SetRaisedException(exc);
}

/** Attribute `name` of `o`: returns a new reference, NULL with AttributeError (or another exception). */
export function PyObject_GetAttr(o: PyObject, name: PyObject): PyObject | null {
  if (!PyUnicode_Check(name)) {
    name_must_be_string(name);
    return null;
  }
  const get = o.ob_type.tp_getattro;
  if (!get) {
    raise_no_attribute(o, name);
    return null;
  }
  const result = get.call(o, name);
  if (!result) _PyObject_SetAttributeErrorContext(o, name);
  return result;
}

/** PyObject_GetAttr for NUL-terminated UTF-8. */
export function PyObject_GetAttrString(o: PyObject, name: usize): PyObject | null {
  const text = PyUnicode_InternFromString(name);
  if (!text) return null;
  const result = PyObject_GetAttr(o, text);
  Py_DECREF(text);
  return result;
}

/**
 * Attribute `name` where it may be missing: 1 and a new reference in tstate.out_object, 0 and NULL when there is none (no
 * exception), -1 on another error.
 */
export function PyObject_GetOptionalAttr(o: PyObject, name: PyObject): i32 {
  tstate.out_object = null;
  if (!PyUnicode_Check(name)) {
    name_must_be_string(name);
    return -1;
  }
  const get = o.ob_type.tp_getattro;
  if (!get) return 0;
  let result: PyObject | null;
  if (changetype<usize>(get) === changetype<usize>(getattrofunc.of(PyObject_GenericGetAttr))) {
    result = _PyObject_GenericGetAttrWithDict(o, name, null, true);
    return optional_result(result);
  }
  if (changetype<usize>(get) === changetype<usize>(getattrofunc.of(_Py_type_getattro))) {
    result = _Py_type_getattro_impl(changetype<PyTypeObject>(o), name, true);
  } else if (changetype<usize>(get) === changetype<usize>(getattrofunc.of(_Py_module_getattro))) {
    result = _Py_module_getattro_impl(o, name, true);
  } else result = get.call(o, name);
  // A descriptor may have raised AttributeError even where a missing attribute raises nothing.
  if (!result && tstate.current_exception) {
    if (!PyErr_ExceptionMatches(PyExc_AttributeError)) return -1;
    PyErr_Clear();
  }
  tstate.out_object = result;
  return result ? 1 : 0;
}

function optional_result(result: PyObject | null): i32 {
  tstate.out_object = result;
  if (result) return 1;
  return tstate.current_exception ? -1 : 0;
}

/** 1, 0, -1 with an exception other than AttributeError. */
export function PyObject_HasAttrWithError(o: PyObject, name: PyObject): i32 {
  const found = PyObject_GetOptionalAttr(o, name);
  const value = tstate.out_object;
  if (found > 0 && value) Py_DECREF(value);
  return found;
}

/** Sets attribute `name` (`value` NULL deletes): 0, -1 with an exception. */
export function PyObject_SetAttr(o: PyObject, name: PyObject, value: PyObject | null): i32 {
  if (!PyUnicode_Check(name)) {
    name_must_be_string(name);
    return -1;
  }
  const t = o.ob_type;
  const set = t.tp_setattro;
  if (!set) {
    const format = t.tp_getattro
      ? cstr("'%.100s' object has only read-only attributes (%s .%U)")
      : cstr("'%.100s' object has no attributes (%s .%U)");
    PyErr_Format(PyExc_TypeError, format, t.tp_name, value ? cstr("assign to") : cstr("del"), ptr(name));
    return -1;
  }
  Py_INCREF(name);
  const interned = PyUnicode_InternInPlace(name);
  const status = set.call(o, interned, value);
  Py_DECREF(interned);
  return status;
}

export function PyObject_DelAttr(o: PyObject, name: PyObject): i32 {
  return PyObject_SetAttr(o, name, null);
}

/** Where a type without managed dict keeps the dict pointer of `o`; 0: it has none. */
export function _PyObject_ComputedDictPointer(o: PyObject): usize {
  const t = o.ob_type;
  let offset = t.tp_dictoffset;
  if (offset === 0) return 0;
  if (offset < 0) {
    // Counted from the end of a variable-size object.
    const size = Py_SIZE(changetype<PyVarObject>(o));
    const end = <i32>_PyObject_VAR_SIZE(t, size < 0 ? -size : size);
    offset += end;
  }
  return changetype<usize>(o) + <usize>offset;
}

/** Address of the slot that holds the instance dict, 0 when there is none (inline values are not materialised). */
export function _PyObject_GetDictPtr(o: PyObject): usize {
  if (!PyType_HasFeature(o.ob_type, Py_TPFLAGS_MANAGED_DICT)) return _PyObject_ComputedDictPointer(o);
  return changetype<usize>(o) - 24;
}

/** The instance dict as far as it exists: borrowed or NULL. Inline values are not looked at. */
function existing_dict(o: PyObject, t: PyTypeObject): PyObject | null {
  if (PyType_HasFeature(t, Py_TPFLAGS_MANAGED_DICT)) return _PyObject_GetManagedDict(o);
  const slot = _PyObject_ComputedDictPointer(o);
  return slot ? changetype<PyObject | null>(load<usize>(slot)) : null;
}

/** tp_getattro of most types. */
export function PyObject_GenericGetAttr(o: PyObject, name: PyObject): PyObject | null {
  return _PyObject_GenericGetAttrWithDict(o, name, null, false);
}

function is_ready(t: PyTypeObject): bool {
  return PyType_HasFeature(t, Py_TPFLAGS_READY) || PyType_Ready(t) >= 0;
}

/**
 * Generic lookup: data descriptor, then `dict` (NULL: the instance's own values), then non-data descriptor, then type
 * attribute. `suppress`: NULL without an exception when there is none. Returns a new reference.
 */
export function _PyObject_GenericGetAttrWithDict(
  o: PyObject,
  name: PyObject,
  dict: PyObject | null,
  suppress: bool,
): PyObject | null {
  const t = o.ob_type;
  if (!PyUnicode_Check(name)) {
    name_must_be_string(name);
    return null;
  }
  if (!is_ready(t)) return null;
  const descr = _PyType_Lookup(t, name);
  if (descr) {
    Py_INCREF(descr);
    const get = descr.ob_type.tp_descr_get;
    if (get && descr.ob_type.tp_descr_set) {
      const result = get.call(descr, o, t);
      Py_DECREF(descr);
      return result || !suppress ? result : suppress_attribute_error();
    }
  }
  let values = dict;
  if (!values) {
    if (PyType_HasFeature(t, Py_TPFLAGS_INLINE_VALUES)) {
      if (PyUnicode_CheckExact(name) && _PyObject_TryGetInstanceAttribute(o, name)) {
        const value = tstate.out_object;
        if (value) {
          if (descr) Py_DECREF(descr);
          return value;
        }
      } else {
        values = _PyObject_MaterializeManagedDict(o);
        if (!values) {
          if (descr) Py_DECREF(descr);
          return null;
        }
      }
    } else values = existing_dict(o, t);
  }
  if (values) {
    Py_INCREF(values);
    const status = PyDict_GetItemRef(values, name);
    const value = tstate.out_object;
    Py_DECREF(values);
    if (status !== 0) {
      if (descr) Py_DECREF(descr);
      if (status > 0) return value;
      return suppress ? suppress_attribute_error() : null;
    }
  }
  if (descr) return get_non_data(descr, o, t, suppress);
  if (!suppress) raise_no_attribute(o, name);
  return null;
}

/** Steals `descr`. */
function get_non_data(descr: PyObject, o: PyObject, t: PyTypeObject, suppress: bool): PyObject | null {
  const get = descr.ob_type.tp_descr_get;
  if (!get) return descr;
  const result = get.call(descr, o, t);
  Py_DECREF(descr);
  return result || !suppress ? result : suppress_attribute_error();
}

function suppress_attribute_error(): PyObject | null {
  if (PyErr_ExceptionMatches(PyExc_AttributeError)) PyErr_Clear();
  return null;
}

/** tp_setattro of most types. */
export function PyObject_GenericSetAttr(o: PyObject, name: PyObject, value: PyObject | null): i32 {
  return _PyObject_GenericSetAttrWithDict(o, name, value, null);
}

/** Generic store: data descriptor, else `dict` (NULL: the instance's own values). `value` NULL deletes. */
export function _PyObject_GenericSetAttrWithDict(
  o: PyObject,
  name: PyObject,
  value: PyObject | null,
  dict: PyObject | null,
): i32 {
  const t = o.ob_type;
  if (!PyUnicode_Check(name)) {
    name_must_be_string(name);
    return -1;
  }
  if (!is_ready(t)) return -1;
  Py_INCREF(name);
  Py_INCREF(t);
  const descr = _PyType_Lookup(t, name);
  let status: i32;
  const set = descr ? descr.ob_type.tp_descr_set : null;
  if (descr && set) {
    Py_INCREF(descr);
    status = set.call(descr, o, value);
    Py_DECREF(descr);
  } else {
    if (descr) Py_INCREF(descr);
    status = store_value(o, t, name, value, dict, descr);
    if (descr) Py_DECREF(descr);
  }
  Py_DECREF(t);
  Py_DECREF(name);
  return status;
}

function store_value(
  o: PyObject,
  t: PyTypeObject,
  name: PyObject,
  value: PyObject | null,
  dict: PyObject | null,
  descr: PyObject | null,
): i32 {
  let status: i32;
  if (dict) {
    Py_INCREF(dict);
    status = value ? PyDict_SetItem(dict, name, value) : PyDict_DelItem(dict, name);
    Py_DECREF(dict);
  } else if (PyType_HasFeature(t, Py_TPFLAGS_INLINE_VALUES)) {
    status = _PyObject_StoreInstanceAttribute(o, name, value);
  } else {
    const slot = PyType_HasFeature(t, Py_TPFLAGS_MANAGED_DICT)
      ? changetype<usize>(o) - 24
      : _PyObject_ComputedDictPointer(o);
    if (!slot) return no_dict_to_store(o, t, name, descr);
    status = _PyObjectDict_SetItem(t, o, slot, name, value);
  }
  if (status < 0 && PyErr_ExceptionMatches(PyExc_KeyError)) raise_no_attribute(o, name);
  return status;
}

function no_dict_to_store(o: PyObject, t: PyTypeObject, name: PyObject, descr: PyObject | null): i32 {
  let format: usize;
  if (descr) format = cstr("'%.100s' object attribute '%U' is read-only");
  else if (changetype<usize>(t.tp_setattro) === changetype<usize>(setattrofunc.of(PyObject_GenericSetAttr))) {
    format = cstr("'%.100s' object has no attribute '%U' and no __dict__ for setting new attributes");
  } else format = cstr("'%.100s' object has no attribute '%U'");
  PyErr_Format(PyExc_AttributeError, format, t.tp_name, ptr(name));
  _PyObject_SetAttributeErrorContext(o, name);
  return -1;
}

/**
 * Looks `name` up for a call. The callable (new reference, NULL with an exception) is in tstate.out_object; true: it is an
 * unbound method, to be called with `o` as its first argument.
 */
export function _PyObject_GetMethod(o: PyObject, name: PyObject): bool {
  const t = o.ob_type;
  tstate.out_object = null;
  if (
    changetype<usize>(t.tp_getattro) !== changetype<usize>(getattrofunc.of(PyObject_GenericGetAttr)) ||
    !PyUnicode_CheckExact(name)
  ) {
    tstate.out_object = PyObject_GetAttr(o, name);
    return false;
  }
  const descr = _PyType_Lookup(t, name);
  let isMethod = false;
  if (descr) {
    Py_INCREF(descr);
    if (PyType_HasFeature(descr.ob_type, Py_TPFLAGS_METHOD_DESCRIPTOR)) isMethod = true;
    else {
      const get = descr.ob_type.tp_descr_get;
      if (get && descr.ob_type.tp_descr_set) {
        const result = get.call(descr, o, t);
        Py_DECREF(descr);
        tstate.out_object = result;
        return false;
      }
    }
  }
  let values: PyObject | null = null;
  if (PyType_HasFeature(t, Py_TPFLAGS_INLINE_VALUES)) {
    if (_PyObject_TryGetInstanceAttribute(o, name)) {
      if (tstate.out_object) {
        if (descr) Py_DECREF(descr);
        return false;
      }
    } else values = _PyObject_GetManagedDict(o);
  } else values = existing_dict(o, t);
  if (values) {
    Py_INCREF(values);
    const status = PyDict_GetItemRef(values, name);
    const value = tstate.out_object;
    Py_DECREF(values);
    tstate.out_object = value;
    if (status !== 0) {
      if (descr) Py_DECREF(descr);
      return false;
    }
  }
  if (isMethod) {
    tstate.out_object = descr;
    return true;
  }
  const result = descr ? get_non_data(descr, o, t, false) : null;
  if (!descr) raise_no_attribute(o, name);
  tstate.out_object = result;
  return false;
}

/** `value` or None, borrowed. @inline */
export function orNone(value: PyObject | null): PyObject {
  return value ? value : Py_None;
}

/** A new reference to `value` or None. @inline */
export function newOrNone(value: PyObject | null): PyObject {
  return Py_NewRef(orNone(value));
}
