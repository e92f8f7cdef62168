/**
 * Computed attributes of type objects: `__name__`, `__module__`, `__doc__` and so on. CPython: type_getsets of
 * Objects/typeobject.c. (`__bases__`: type-bases.ts.)
 */

import { PyErr_Format, PyErr_SetObject, PyErr_SetString } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { strlen } from "../object/c-string";
import { def_getset } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, PyObject, ptr } from "../object/object";
import { getter, setter } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_AttributeError, PyExc_TypeError, PyExc_ValueError, PyType_Type } from "../object/static-types";
import {
  Py_TPFLAGS_HEAPTYPE,
  Py_TPFLAGS_IMMUTABLETYPE,
  Py_TPFLAGS_IS_ABSTRACT,
  PyHeapType,
  PyType_HasFeature,
  PyTypeObject,
} from "../object/type-object";
import { PyDict_GetItemRef, PyDict_New, PyDict_Pop, PyDict_SetItem } from "./dict";
import { PyDictProxy_New } from "./mapping-proxy";
import {
  _PyUnicode_Equal,
  PyUnicode_AsUTF8AndSize,
  PyUnicode_Check,
  PyUnicode_FromString,
  PyUnicode_FromStringAndSize,
} from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { _PyUnicode_InternMortal } from "./str-intern";
import { PyTuple_New } from "./tuple";
import { type_set_bases } from "./type-bases";
import { _PyType_GetDocFromInternalDoc, _PyType_GetTextSignatureFromInternalDoc, last_component } from "./type-doc";
import { PyType_Modified } from "./type-lookup";

/** `name` of `type` may be set to `value`; else false with TypeError. */
export function check_set_special_type_attr(type: PyTypeObject, value: PyObject | null, name: usize): bool {
  if (PyType_HasFeature(type, Py_TPFLAGS_IMMUTABLETYPE)) {
    PyErr_Format(PyExc_TypeError, cstr("cannot set '%s' attribute of immutable type '%s'"), name, type.tp_name);
    return false;
  }
  if (value) return true;
  PyErr_Format(PyExc_TypeError, cstr("cannot delete '%s' attribute of immutable type '%s'"), name, type.tp_name);
  return false;
}

/** `type.__name__`: a new reference. */
export function PyType_GetName(type: PyTypeObject): PyObject | null {
  if (type.tp_flags & Py_TPFLAGS_HEAPTYPE) return Py_NewRef(PyHeapType(type).ht_name);
  return PyUnicode_FromString(last_component(type.tp_name));
}

/** `type.__qualname__`: a new reference. */
export function PyType_GetQualName(type: PyTypeObject): PyObject | null {
  if (type.tp_flags & Py_TPFLAGS_HEAPTYPE) return Py_NewRef(PyHeapType(type).ht_qualname);
  return PyUnicode_FromString(last_component(type.tp_name));
}

/** `type.__module__`: a new reference; NULL with AttributeError where a class has none. */
export function PyType_GetModuleName(type: PyTypeObject): PyObject | null {
  if (type.tp_flags & Py_TPFLAGS_HEAPTYPE) {
    const found = PyDict_GetItemRef(type.tp_dict!, _Py_ID("__module__"));
    if (found > 0) return tstate.out_object;
    return found < 0 ? null : PyErr_Format(PyExc_AttributeError, cstr("__module__"));
  }
  const own = last_component(type.tp_name);
  if (own === type.tp_name) return _Py_ID("builtins");
  const mod = PyUnicode_FromStringAndSize(type.tp_name, <i32>(own - type.tp_name) - 1);
  return mod ? _PyUnicode_InternMortal(mod) : null;
}

/** "module.qualname" with `sep` between; without the module for builtins and `__main__`. A new reference. */
export function _PyType_GetFullyQualifiedName(type: PyTypeObject, sep: u32): PyObject | null {
  if (!(type.tp_flags & Py_TPFLAGS_HEAPTYPE)) return PyUnicode_FromString(type.tp_name);
  const qualname = PyType_GetQualName(type);
  if (!qualname) return null;
  const module = PyType_GetModuleName(type);
  if (!module) {
    Py_DECREF(qualname);
    return null;
  }
  const shown =
    PyUnicode_Check(module) &&
    !_PyUnicode_Equal(module, _Py_ID("builtins")) &&
    !_PyUnicode_Equal(module, _Py_ID("__main__"));
  const result = shown
    ? PyUnicode_FromFormat(cstr("%U%c%U"), ptr(module), <usize>sep, ptr(qualname))
    : Py_NewRef(qualname);
  Py_DECREF(module);
  Py_DECREF(qualname);
  return result;
}

/** As _PyType_GetFullyQualifiedName with a dot. A new reference. */
export function PyType_GetFullyQualifiedName(type: PyTypeObject): PyObject | null {
  return _PyType_GetFullyQualifiedName(type, 46);
}

function type_name(self: PyObject, _context: usize): PyObject | null {
  return PyType_GetName(changetype<PyTypeObject>(self));
}

function type_set_name(self: PyObject, value: PyObject | null, _context: usize): i32 {
  const type = changetype<PyTypeObject>(self);
  if (!check_set_special_type_attr(type, value, cstr("__name__"))) return -1;
  const name = value!;
  if (!PyUnicode_Check(name)) {
    const format = cstr("can only assign string to %s.__name__, not '%s'");
    PyErr_Format(PyExc_TypeError, format, type.tp_name, name.ob_type.tp_name);
    return -1;
  }
  const text = PyUnicode_AsUTF8AndSize(name);
  const size = tstate.out_i32;
  if (!text) return -1;
  if (strlen(text) !== size) {
    PyErr_SetString(PyExc_ValueError, cstr("type name must not contain null characters"));
    return -1;
  }
  type.tp_name = text;
  const heap = PyHeapType(type);
  const old = heap.ht_name;
  heap.ht_name = Py_NewRef(name);
  Py_DECREF(old);
  return 0;
}

function type_qualname(self: PyObject, _context: usize): PyObject | null {
  return PyType_GetQualName(changetype<PyTypeObject>(self));
}

function type_set_qualname(self: PyObject, value: PyObject | null, _context: usize): i32 {
  const type = changetype<PyTypeObject>(self);
  if (!check_set_special_type_attr(type, value, cstr("__qualname__"))) return -1;
  const name = value!;
  if (!PyUnicode_Check(name)) {
    const format = cstr("can only assign string to %s.__qualname__, not '%s'");
    PyErr_Format(PyExc_TypeError, format, type.tp_name, name.ob_type.tp_name);
    return -1;
  }
  const heap = PyHeapType(type);
  const old = heap.ht_qualname;
  heap.ht_qualname = Py_NewRef(name);
  Py_DECREF(old);
  return 0;
}

function type_get_module(self: PyObject, _context: usize): PyObject | null {
  return PyType_GetModuleName(changetype<PyTypeObject>(self));
}

function type_set_module(self: PyObject, value: PyObject | null, _context: usize): i32 {
  const type = changetype<PyTypeObject>(self);
  if (!check_set_special_type_attr(type, value, cstr("__module__"))) return -1;
  PyType_Modified(type);
  // The line is one of the old module.
  const popped = PyDict_Pop(type.tp_dict!, _Py_ID("__firstlineno__"));
  if (popped < 0) return -1;
  if (popped > 0) Py_DECREF(tstate.out_object!);
  return PyDict_SetItem(type.tp_dict!, _Py_ID("__module__"), value!);
}

/** `type.__abstractmethods__`: a new reference, or NULL with AttributeError. */
export function type_abstractmethods(type: PyTypeObject): PyObject | null {
  const own = ptr(type) !== ptr(PyType_Type);
  // The dict of `type` itself holds the descriptor.
  const found = own ? PyDict_GetItemRef(type.tp_dict!, _Py_ID("__abstractmethods__")) : 0;
  if (found > 0) return tstate.out_object;
  if (found === 0) PyErr_SetObject(PyExc_AttributeError, _Py_ID("__abstractmethods__"));
  return null;
}

function type_get_abstractmethods(self: PyObject, _context: usize): PyObject | null {
  return type_abstractmethods(changetype<PyTypeObject>(self));
}

/** Removes `key` from the dict of a type: 0, or -1 (AttributeError `key` when absent). */
function pop(type: PyTypeObject, key: PyObject): i32 {
  const res = PyDict_Pop(type.tp_dict!, key);
  if (res > 0) {
    Py_DECREF(tstate.out_object!);
    return 0;
  }
  if (res === 0) PyErr_SetObject(PyExc_AttributeError, key);
  return -1;
}

function type_set_abstractmethods(self: PyObject, value: PyObject | null, _context: usize): i32 {
  const type = changetype<PyTypeObject>(self);
  let abstract = 0;
  if (value) {
    abstract = PyObject_IsTrue(value);
    if (abstract < 0) return -1;
    if (PyDict_SetItem(type.tp_dict!, _Py_ID("__abstractmethods__"), value) < 0) return -1;
  } else if (pop(type, _Py_ID("__abstractmethods__")) < 0) return -1;
  PyType_Modified(type);
  if (abstract) type.tp_flags |= Py_TPFLAGS_IS_ABSTRACT;
  else type.tp_flags &= ~Py_TPFLAGS_IS_ABSTRACT;
  return 0;
}

/** A new reference to `o` or None. */
function new_or_none(o: PyObject | null): PyObject {
  return o ? Py_NewRef(o) : Py_None;
}

function type_get_bases(self: PyObject, _context: usize): PyObject | null {
  return new_or_none(changetype<PyTypeObject>(self).tp_bases);
}

function type_get_mro(self: PyObject, _context: usize): PyObject | null {
  return new_or_none(changetype<PyTypeObject>(self).tp_mro);
}

function type_dict(self: PyObject, _context: usize): PyObject | null {
  const dict = changetype<PyTypeObject>(self).tp_dict;
  return dict ? PyDictProxy_New(dict) : Py_None;
}

/** `value` (stolen) bound to the type, if it is a descriptor. */
function bind_to_type(value: PyObject, type: PyTypeObject): PyObject | null {
  const get = value.ob_type.tp_descr_get;
  if (!get) return value;
  const res = get.call(value, null, type);
  Py_DECREF(value);
  return res;
}

function type_get_doc(self: PyObject, _context: usize): PyObject | null {
  const type = changetype<PyTypeObject>(self);
  if (!(type.tp_flags & Py_TPFLAGS_HEAPTYPE) && type.tp_doc) {
    return _PyType_GetDocFromInternalDoc(type.tp_name, type.tp_doc);
  }
  const found = PyDict_GetItemRef(type.tp_dict!, _Py_ID("__doc__"));
  if (found <= 0) return found < 0 ? null : Py_None;
  return bind_to_type(tstate.out_object!, type);
}

function type_get_text_signature(self: PyObject, _context: usize): PyObject | null {
  const type = changetype<PyTypeObject>(self);
  return _PyType_GetTextSignatureFromInternalDoc(type.tp_name, type.tp_doc, 0);
}

function type_set_doc(self: PyObject, value: PyObject | null, _context: usize): i32 {
  const type = changetype<PyTypeObject>(self);
  if (!check_set_special_type_attr(type, value, cstr("__doc__"))) return -1;
  PyType_Modified(type);
  return PyDict_SetItem(type.tp_dict!, _Py_ID("__doc__"), value!);
}

function type_get_annotations(self: PyObject, _context: usize): PyObject | null {
  const type = changetype<PyTypeObject>(self);
  if (!(type.tp_flags & Py_TPFLAGS_HEAPTYPE)) {
    const format = cstr("type object '%s' has no attribute '__annotations__'");
    return PyErr_Format(PyExc_AttributeError, format, type.tp_name);
  }
  const dict = type.tp_dict!;
  const found = PyDict_GetItemRef(dict, _Py_ID("__annotations__"));
  if (found < 0) return null;
  if (found > 0) return bind_to_type(tstate.out_object!, type);
  const annotations = PyDict_New();
  if (!annotations) return null;
  if (PyDict_SetItem(dict, _Py_ID("__annotations__"), annotations) < 0) {
    Py_DECREF(annotations);
    return null;
  }
  PyType_Modified(type);
  return annotations;
}

function type_set_annotations(self: PyObject, value: PyObject | null, _context: usize): i32 {
  const type = changetype<PyTypeObject>(self);
  if (PyType_HasFeature(type, Py_TPFLAGS_IMMUTABLETYPE)) {
    const format = cstr("cannot set '__annotations__' attribute of immutable type '%s'");
    PyErr_Format(PyExc_TypeError, format, type.tp_name);
    return -1;
  }
  const name = _Py_ID("__annotations__");
  if ((value ? PyDict_SetItem(type.tp_dict!, name, value) : pop(type, name)) < 0) return -1;
  PyType_Modified(type);
  return 0;
}

function type_get_type_params(self: PyObject, _context: usize): PyObject | null {
  const type = changetype<PyTypeObject>(self);
  if (ptr(type) === ptr(PyType_Type)) return PyTuple_New(0);
  const found = PyDict_GetItemRef(type.tp_dict!, _Py_ID("__type_params__"));
  return found === 0 ? PyTuple_New(0) : found < 0 ? null : tstate.out_object;
}

function type_set_type_params(self: PyObject, value: PyObject | null, _context: usize): i32 {
  const type = changetype<PyTypeObject>(self);
  if (!check_set_special_type_attr(type, value, cstr("__type_params__"))) return -1;
  const status = PyDict_SetItem(type.tp_dict!, _Py_ID("__type_params__"), value!);
  if (status === 0) PyType_Modified(type);
  return status;
}

/** Defines the computed attributes of `type`. */
export function def_type_getsets(): void {
  const t = PyType_Type;
  def_getset(t, cstr("__name__"), getter.of(type_name), setter.of(type_set_name));
  def_getset(t, cstr("__qualname__"), getter.of(type_qualname), setter.of(type_set_qualname));
  def_getset(t, cstr("__bases__"), getter.of(type_get_bases), setter.of(type_set_bases));
  def_getset(t, cstr("__mro__"), getter.of(type_get_mro), null);
  def_getset(t, cstr("__module__"), getter.of(type_get_module), setter.of(type_set_module));
  const abstractmethods = getter.of(type_get_abstractmethods);
  def_getset(t, cstr("__abstractmethods__"), abstractmethods, setter.of(type_set_abstractmethods));
  def_getset(t, cstr("__dict__"), getter.of(type_dict), null);
  def_getset(t, cstr("__doc__"), getter.of(type_get_doc), setter.of(type_set_doc));
  def_getset(t, cstr("__text_signature__"), getter.of(type_get_text_signature), null);
  def_getset(t, cstr("__annotations__"), getter.of(type_get_annotations), setter.of(type_set_annotations));
  def_getset(t, cstr("__type_params__"), getter.of(type_get_type_params), setter.of(type_set_type_params));
}
