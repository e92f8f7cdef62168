/**
 * The fields of named tuples, and counting. CPython: _tuplegetterobject, _count_elements of Modules/_collectionsmodule.c.
 *
 *   _tuplegetterobject (32 bytes, GC): +16 index, +24 doc  owned
 */

import { _PyArg_AsSsize_t, _PyArg_CheckPositional, _PyArg_NoKeywords } from "../abstract/args";
import { PyObject_GetAttr } from "../abstract/attribute";
import { PyObject_CallFunctionObjArgs } from "../abstract/call";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { PyNumber_Add } from "../abstract/number";
import { PyObject_SetItem } from "../abstract/sequence";
import { _PyDict_GetItem_KnownHash, _PyDict_SetItem_KnownHash } from "../builtin-types/dict";
import { _PyObject_HashFast } from "../builtin-types/dict-lookup";
import { PyDict_Check } from "../builtin-types/dict-object";
import { _PyLong_GetOne, _PyLong_GetZero, PyLong_FromSsize_t } from "../builtin-types/int";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "../builtin-types/tuple";
import { _PyType_Name } from "../builtin-types/type";
import { heap_member, heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { _PyType_Lookup } from "../builtin-types/type-lookup";
import { PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_noargs } from "../object/def-tables";
import { free_instance } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  descrgetfunc,
  descrsetfunc,
  destructor,
  freefunc,
  inquiry,
  newfunc,
  PyCFunction,
  reprfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyDict_Type, PyExc_AttributeError, PyExc_IndexError, PyExc_TypeError } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE, PyTypeObject } from "../object/type-object";

@unmanaged
class _tuplegetterobject extends PyObject {
  index: i64;
  doc: PyObject | null;
}

/** @inline */
function getter_of(o: PyObject): _tuplegetterobject {
  return changetype<_tuplegetterobject>(o);
}

function tuplegetter_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const name = cstr("_tuplegetter");
  if (!_PyArg_NoKeywords(name, kwds) || !_PyArg_CheckPositional(name, PyTuple_GET_SIZE(args), 2, 2)) return null;
  const index = _PyArg_AsSsize_t(PyTuple_GET_ITEM(args, 0));
  if (index === -1 && tstate.current_exception) return null;
  const o = type.tp_alloc!.call(type, 0);
  if (!o) return null;
  getter_of(o).index = index;
  getter_of(o).doc = Py_NewRef(PyTuple_GET_ITEM(args, 1));
  return o;
}

function tuplegetter_descr_get(o: PyObject, obj: PyObject | null, _type: PyObject | null): PyObject | null {
  if (!obj) return Py_NewRef(o);
  const index = getter_of(o).index;
  if (!PyTuple_Check(obj)) {
    if (ptr(obj) === ptr(Py_None)) return Py_NewRef(o);
    const text = cstr("descriptor for index '%zd' for tuple subclasses doesn't apply to '%s' object");
    return PyErr_Format(PyExc_TypeError, text, <usize>index, obj.ob_type.tp_name);
  }
  if (index < 0 || index >= <i64>PyTuple_GET_SIZE(obj)) {
    PyErr_SetString(PyExc_IndexError, cstr("tuple index out of range"));
    return null;
  }
  return Py_NewRef(PyTuple_GET_ITEM(obj, <i32>index));
}

function tuplegetter_descr_set(_o: PyObject, _obj: PyObject, value: PyObject | null): i32 {
  PyErr_SetString(PyExc_AttributeError, value ? cstr("can't set attribute") : cstr("can't delete attribute"));
  return -1;
}

function tuplegetter_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const stop = visit.call(o.ob_type, arg);
  const doc = getter_of(o).doc;
  return doc && !stop ? visit.call(doc, arg) : stop;
}

function tuplegetter_clear(o: PyObject): i32 {
  const doc = getter_of(o).doc;
  getter_of(o).doc = null;
  Py_XDECREF(doc);
  return 0;
}

function tuplegetter_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  tuplegetter_clear(o);
  free_instance(o);
}

function tuplegetter_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const index = PyLong_FromSsize_t(getter_of(o).index);
  const args = index ? PyTuple_Pack(index, getter_of(o).doc!) : null;
  Py_XDECREF(index);
  const result = args ? PyTuple_Pack(o.ob_type, args) : null;
  Py_XDECREF(args);
  return result;
}

function tuplegetter_repr(o: PyObject): PyObject | null {
  const index = PyLong_FromSsize_t(getter_of(o).index);
  if (!index) return null;
  const name = _PyType_Name(o.ob_type);
  const text = PyUnicode_FromFormat(cstr("%s(%S, %R)"), name, ptr(index), ptr(getter_of(o).doc));
  Py_DECREF(index);
  return text;
}

/** The class _tuplegetter: new reference. */
export function make_tuplegetter_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE;
  const t = heap_type(m, cstr("collections._tuplegetter"), offsetof<_tuplegetterobject>(), 0, flags, 0, 1);
  if (!t) return null;
  t.tp_dealloc = destructor.of(tuplegetter_dealloc);
  t.tp_repr = reprfunc.of(tuplegetter_repr);
  t.tp_traverse = traverseproc.of(tuplegetter_traverse);
  t.tp_clear = inquiry.of(tuplegetter_clear);
  t.tp_descr_get = descrgetfunc.of(tuplegetter_descr_get);
  t.tp_descr_set = descrsetfunc.of(tuplegetter_descr_set);
  t.tp_new = newfunc.of(tuplegetter_new);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  heap_member(t, 0, cstr("__doc__"), _Py_T_OBJECT, offsetof<_tuplegetterobject>("doc"), 0);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(tuplegetter_reduce));
  return heap_type_finish(t);
}

// --- _count_elements ---

/** A dict whose get() and __setitem__() are dict's own. */
function is_plain_dict(mapping: PyObject): bool {
  if (!PyDict_Check(mapping)) return false;
  const get = _PyType_Lookup(mapping.ob_type, _Py_ID("get"));
  const setitem = _PyType_Lookup(mapping.ob_type, _Py_ID("__setitem__"));
  return (
    ptr(get) === ptr(_PyType_Lookup(PyDict_Type, _Py_ID("get"))) &&
    ptr(setitem) === ptr(_PyType_Lookup(PyDict_Type, _Py_ID("__setitem__")))
  );
}

/** mapping[key] += 1 for a plain dict. False with an exception. */
function count_in_dict(mapping: PyObject, key: PyObject): bool {
  const hash = _PyObject_HashFast(key);
  if (hash === -1) return false;
  const old = _PyDict_GetItem_KnownHash(mapping, key, hash);
  if (!old) {
    return !tstate.current_exception && _PyDict_SetItem_KnownHash(mapping, key, _PyLong_GetOne(), hash) === 0;
  }
  const sum = PyNumber_Add(old, _PyLong_GetOne());
  if (!sum) return false;
  const status = _PyDict_SetItem_KnownHash(mapping, key, sum, hash);
  Py_DECREF(sum);
  return status === 0;
}

/** mapping[key] = get(key, 0) + 1. False with an exception. */
function count_in_mapping(mapping: PyObject, get: PyObject, key: PyObject): bool {
  const old = PyObject_CallFunctionObjArgs(get, key, _PyLong_GetZero());
  if (!old) return false;
  const sum = PyNumber_Add(old, _PyLong_GetOne());
  Py_DECREF(old);
  if (!sum) return false;
  const status = PyObject_SetItem(mapping, key, sum);
  Py_DECREF(sum);
  return status === 0;
}

/** Counts what `it` gives; `get` NULL for a plain dict. */
function count_from(mapping: PyObject, get: PyObject | null, it: PyObject): void {
  while (true) {
    const key = PyIter_Next(it);
    if (!key) return;
    const ok = get ? count_in_mapping(mapping, get, key) : count_in_dict(mapping, key);
    Py_DECREF(key);
    if (!ok) return;
  }
}

export function _collections__count_elements(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("_count_elements"), nargs, 2, 2)) return null;
  const mapping = args.get(0);
  const it = PyObject_GetIter(args.get(1));
  if (!it) return null;
  if (is_plain_dict(mapping)) count_from(mapping, null, it);
  else {
    const get = PyObject_GetAttr(mapping, _Py_ID("get"));
    if (get) count_from(mapping, get, it);
    Py_XDECREF(get);
  }
  Py_DECREF(it);
  return tstate.current_exception ? null : Py_None;
}
