/**
 * What a new class gets from its dict before PyType_Ready: name, module, qualname, doc, class methods, member records, cells.
 * CPython: type_new_set_attrs and its parts in Objects/typeobject.c.
 */

import { PyObject_GenericGetAttr, PyObject_GenericSetAttr } from "../abstract/attribute";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyMem_Malloc } from "../memory/domains";
import { strlen } from "../object/c-string";
import { Py_T_OBJECT_EX, PyGetSetDef, PyMemberDef } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_INCREF, Py_NewRef, PyObject, ptr } from "../object/object";
import { getattrofunc, setattrofunc } from "../object/slots";
import { tstate } from "../object/state";
import { PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { Py_TPFLAGS_MANAGED_DICT, Py_TPFLAGS_MANAGED_WEAKREF, PyHeapType, PyTypeObject } from "../object/type-object";
import { PyCell_Check, PyCell_SetTakeRef } from "./cell";
import { PyDict_Contains, PyDict_DelItem, PyDict_GetItemRef, PyDict_GetItemWithError, PyDict_SetItem } from "./dict";
import { PyFunction_Check } from "./function";
import { PyEval_GetGlobals } from "./interpreter-frame";
import { PyClassMethod_New, PyStaticMethod_New } from "./static-method";
import { PyUnicode_AsUTF8, PyUnicode_AsUTF8AndSize, PyUnicode_Check } from "./str";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { subtype_getsets_dict_only, subtype_getsets_full, subtype_getsets_weakref_only } from "./type-instance-getset";
import { _PyHeapType_GET_MEMBERS } from "./type-members";
import { type_new_ctx } from "./type-new";
import { MANAGED_WEAKREF_OFFSET } from "./type-ready";

function type_new_set_name(ctx: type_new_ctx, type: PyTypeObject): i32 {
  type.tp_name = PyUnicode_AsUTF8AndSize(ctx.name);
  const size = tstate.out_i32;
  if (!type.tp_name) return -1;
  if (strlen(type.tp_name) === size) return 0;
  PyErr_SetString(PyExc_ValueError, cstr("type name must not contain null characters"));
  return -1;
}

/** `__module__`: that of the running code, unless the dict has one. */
function type_new_set_module(type: PyTypeObject): i32 {
  const dict = type.tp_dict!;
  const r = PyDict_Contains(dict, _Py_ID("__module__"));
  if (r !== 0) return r < 0 ? -1 : 0;
  const globals = PyEval_GetGlobals();
  if (!globals) return 0;
  const found = PyDict_GetItemRef(globals, _Py_ID("__name__"));
  if (found <= 0) return found;
  const module = tstate.out_object!;
  const status = PyDict_SetItem(dict, _Py_ID("__module__"), module);
  Py_DECREF(module);
  return status;
}

/** ht_qualname: `__qualname__`, which leaves the dict, or the name. */
function type_new_set_ht_name(type: PyTypeObject): i32 {
  const heap = PyHeapType(type);
  const dict = type.tp_dict!;
  const found = PyDict_GetItemRef(dict, _Py_ID("__qualname__"));
  if (found < 0) return -1;
  if (found === 0) {
    heap.ht_qualname = Py_NewRef(heap.ht_name);
    return 0;
  }
  const qualname = tstate.out_object!;
  if (!PyUnicode_Check(qualname)) {
    PyErr_Format(PyExc_TypeError, cstr("type __qualname__ must be a str, not %s"), qualname.ob_type.tp_name);
    Py_DECREF(qualname);
    return -1;
  }
  heap.ht_qualname = qualname;
  return PyDict_DelItem(dict, _Py_ID("__qualname__"));
}

/** tp_doc: a copy of `__doc__`, if that is a str; up to its first NUL. */
function type_new_set_doc(type: PyTypeObject): i32 {
  const doc = PyDict_GetItemWithError(type.tp_dict!, _Py_ID("__doc__"));
  if (!doc) return tstate.current_exception ? -1 : 0;
  if (!PyUnicode_Check(doc)) return 0;
  const text = PyUnicode_AsUTF8(doc);
  if (!text) return -1;
  const size = <usize>strlen(text) + 1;
  const copy = PyMem_Malloc(size);
  if (!copy) {
    PyErr_NoMemory();
    return -1;
  }
  memory.copy(copy, text, size);
  type.tp_doc = copy;
  return 0;
}

/** Wraps the plain function `attr` of the dict: in a classmethod, or a staticmethod. */
function wrap_function(type: PyTypeObject, attr: PyObject, as_class: bool): i32 {
  const dict = type.tp_dict!;
  const func = PyDict_GetItemWithError(dict, attr);
  if (!func) return tstate.current_exception ? -1 : 0;
  if (!PyFunction_Check(func)) return 0;
  const method = as_class ? PyClassMethod_New(func) : PyStaticMethod_New(func);
  if (!method) return -1;
  const status = PyDict_SetItem(dict, attr, method);
  Py_DECREF(method);
  return status;
}

/** The records of `__slots__`; returns the offset behind the last, or -1 with an exception. */
function fill_members(type: PyTypeObject, start: i32): i32 {
  const slots = PyHeapType(type).ht_slots;
  if (!slots) return start;
  const n = PyTuple_GET_SIZE(slots);
  let at = _PyHeapType_GET_MEMBERS(type);
  let offset = start;
  for (let i = 0; i < n; i++) {
    const mp = changetype<PyMemberDef>(at);
    mp.name = PyUnicode_AsUTF8(PyTuple_GET_ITEM(slots, i));
    if (!mp.name) return -1;
    mp.type = Py_T_OBJECT_EX;
    mp.offset = <isize>offset;
    at += offsetof<PyMemberDef>();
    // The chain that static types have.
    mp.next_address = i + 1 < n ? <u32>at : 0;
    offset += 8;
  }
  return offset;
}

/** Members, and where instances keep their dict and weak references. */
function type_new_descriptors(ctx: type_new_ctx, type: PyTypeObject): i32 {
  const size = fill_members(type, ctx.base.tp_basicsize);
  if (size < 0) return -1;
  if (ctx.add_weak) {
    type.tp_flags |= Py_TPFLAGS_MANAGED_WEAKREF;
    type.tp_weaklistoffset = MANAGED_WEAKREF_OFFSET;
  }
  if (ctx.add_dict) {
    type.tp_flags |= Py_TPFLAGS_MANAGED_DICT;
    type.tp_dictoffset = -1;
  }
  type.tp_basicsize = size;
  type.tp_itemsize = ctx.base.tp_itemsize;
  if (PyHeapType(type).ht_slots && ctx.nslot > 0) {
    type.tp_members = changetype<PyMemberDef>(_PyHeapType_GET_MEMBERS(type));
  }
  return 0;
}

/** `__dict__` and `__weakref__`, and attribute access for a base that has none. */
function type_new_set_slots(ctx: type_new_ctx, type: PyTypeObject): void {
  let getset: PyGetSetDef | null = null;
  if (type.tp_weaklistoffset) getset = type.tp_dictoffset ? subtype_getsets_full() : subtype_getsets_weakref_only();
  else if (type.tp_dictoffset) getset = subtype_getsets_dict_only();
  type.tp_getset = getset;
  if (type.tp_dictoffset === 0 && ctx.nslot === 0) return;
  if (!ctx.base.tp_getattro) type.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  if (!ctx.base.tp_setattro) type.tp_setattro = setattrofunc.of(PyObject_GenericSetAttr);
}

/** Puts `value` into the cell that the compiler left under `name`, which leaves the dict. */
function set_cell(type: PyTypeObject, name: PyObject, value: PyObject, message: usize): i32 {
  const dict = type.tp_dict!;
  const cell = PyDict_GetItemWithError(dict, name);
  if (!cell) return tstate.current_exception ? -1 : 0;
  if (!PyCell_Check(cell)) {
    PyErr_Format(PyExc_TypeError, message, ptr(cell.ob_type));
    return -1;
  }
  Py_INCREF(value);
  PyCell_SetTakeRef(cell, value);
  return PyDict_DelItem(dict, name);
}

/** The steps in CPython's order; 0, or -1 with an exception. */
export function type_new_set_attrs(ctx: type_new_ctx, type: PyTypeObject): i32 {
  if (type_new_set_name(ctx, type) < 0) return -1;
  if (type_new_set_module(type) < 0) return -1;
  if (type_new_set_ht_name(type) < 0) return -1;
  if (type_new_set_doc(type) < 0) return -1;
  if (wrap_function(type, _Py_ID("__new__"), false) < 0) return -1;
  if (wrap_function(type, _Py_ID("__init_subclass__"), true) < 0) return -1;
  if (wrap_function(type, _Py_ID("__class_getitem__"), true) < 0) return -1;
  if (type_new_descriptors(ctx, type) < 0) return -1;
  type_new_set_slots(ctx, type);
  const message = cstr("__classcell__ must be a nonlocal cell, not %.200R");
  if (set_cell(type, _Py_ID("__classcell__"), type, message) < 0) return -1;
  const message2 = cstr("__classdictcell__ must be a nonlocal cell, not %.200R");
  return set_cell(type, _Py_ID("__classdictcell__"), type.tp_dict!, message2);
}
