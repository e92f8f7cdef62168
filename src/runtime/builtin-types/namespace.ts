/** types.SimpleNamespace. CPython: Objects/namespaceobject.c. 24 bytes: head, +16 ns_dict (owned). */

import { _PyArg_CheckPositional } from "../abstract/args";
import { PyObject_GenericGetAttr, PyObject_GenericSetAttr } from "../abstract/attribute";
import { PyObject_CallNoArgs, PyObject_CallOneArg } from "../abstract/call";
import { PyErr_Format } from "../abstract/errors";
import { Py_ReprEnter, Py_ReprLeave, PyObject_RichCompare } from "../abstract/object-protocol";
import { PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_keywords, def_member, def_noargs, Py_READONLY } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  allocfunc,
  destructor,
  freefunc,
  getattrofunc,
  initproc,
  inquiry,
  newfunc,
  PyCFunction,
  PyCFunctionWithKeywords,
  reprfunc,
  richcmpfunc,
  setattrofunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { _PyNamespace_Type, Py_NotImplemented, PyDict_Type, PyExc_TypeError } from "../object/static-types";
import { Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import { PyDict_New, PyDict_Next, PyDict_Update } from "./dict";
import { PyDict_Check } from "./dict-object";
import { PyList_Append, PyList_New } from "./list";
import { PyUnicode_Check, PyUnicode_FromString, PyUnicode_GET_LENGTH, PyUnicode_Join } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack, tuple_get_empty } from "./tuple";
import { static_type } from "./type-define";
import { PyObject_TypeCheck } from "./type-mro";

@unmanaged
class _PyNamespaceObject extends PyObject {
  ns_dict: PyObject | null;
}

/** @inline */
function dict_of(o: PyObject): PyObject {
  return changetype<_PyNamespaceObject>(o).ns_dict!;
}

function namespace_new(t: PyTypeObject, _args: PyObject, _kwds: PyObject | null): PyObject | null {
  const o = t.tp_alloc!.call(t, 0);
  if (!o) return null;
  const dict = PyDict_New();
  if (!dict) {
    Py_DECREF(o);
    return null;
  }
  changetype<_PyNamespaceObject>(o).ns_dict = dict;
  return o;
}

/** A namespace with a copy of the items of `kwds` (NULL: none): new reference. */
export function _PyNamespace_New(kwds: PyObject | null): PyObject | null {
  const o = namespace_new(_PyNamespace_Type, tuple_get_empty(), null);
  if (!o) return null;
  if (kwds && PyDict_Update(dict_of(o), kwds) < 0) {
    Py_DECREF(o);
    return null;
  }
  return o;
}

function keys_are_strings(dict: PyObject): bool {
  let pos = 0;
  while ((pos = PyDict_Next(dict, pos)) !== 0) {
    if (!PyUnicode_Check(tstate.out_object!)) {
      PyErr_Format(PyExc_TypeError, cstr("keywords must be strings"));
      return false;
    }
  }
  return true;
}

function namespace_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const n = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional(cstr("SimpleNamespace"), n, 0, 1)) return -1;
  if (n) {
    const arg = PyTuple_GET_ITEM(args, 0);
    const dict = PyDict_Check(arg) ? Py_NewRef(arg) : PyObject_CallOneArg(PyDict_Type, arg);
    if (!dict) return -1;
    const status = keys_are_strings(dict) ? PyDict_Update(dict_of(o), dict) : -1;
    Py_DECREF(dict);
    if (status < 0) return -1;
  }
  if (!kwds) return 0;
  return keys_are_strings(kwds) ? PyDict_Update(dict_of(o), kwds) : -1;
}

function namespace_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  Py_XDECREF(changetype<_PyNamespaceObject>(o).ns_dict);
  o.ob_type.tp_free!.call(o);
}

function namespace_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const dict = changetype<_PyNamespaceObject>(o).ns_dict;
  return dict ? visit.call(dict, arg) : 0;
}

function namespace_clear(o: PyObject): i32 {
  const dict = changetype<_PyNamespaceObject>(o).ns_dict;
  changetype<_PyNamespaceObject>(o).ns_dict = null;
  Py_XDECREF(dict);
  return 0;
}

/** The "name=value" parts: new list. */
function shown_items(dict: PyObject): PyObject | null {
  const parts = PyList_New(0);
  if (!parts) return null;
  let pos = 0;
  while ((pos = PyDict_Next(dict, pos)) !== 0) {
    const key = tstate.out_object!;
    if (!PyUnicode_Check(key) || PyUnicode_GET_LENGTH(key) === 0) continue;
    const value = Py_NewRef(tstate.out_object2!);
    const part = PyUnicode_FromFormat(cstr("%S=%R"), ptr(key), ptr(value));
    Py_DECREF(value);
    const status = part ? PyList_Append(parts, part) : -1;
    if (part) Py_DECREF(part);
    if (status < 0) {
      Py_DECREF(parts);
      return null;
    }
  }
  return parts;
}

function namespace_repr(o: PyObject): PyObject | null {
  const name = ptr(o.ob_type) === ptr(_PyNamespace_Type) ? cstr("namespace") : o.ob_type.tp_name;
  const entered = Py_ReprEnter(o);
  if (entered !== 0) return entered > 0 ? PyUnicode_FromFormat(cstr("%s(...)"), name) : null;
  const parts = shown_items(dict_of(o));
  const separator = parts ? PyUnicode_FromString(cstr(", ")) : null;
  const text = parts && separator ? PyUnicode_Join(separator, parts) : null;
  const result = text ? PyUnicode_FromFormat(cstr("%s(%S)"), name, ptr(text)) : null;
  Py_XDECREF(parts);
  Py_XDECREF(separator);
  Py_XDECREF(text);
  Py_ReprLeave(o);
  return result;
}

function namespace_richcompare(a: PyObject, b: PyObject, op: i32): PyObject | null {
  if (!PyObject_TypeCheck(a, _PyNamespace_Type) || !PyObject_TypeCheck(b, _PyNamespace_Type)) return Py_NotImplemented;
  return PyObject_RichCompare(dict_of(a), dict_of(b), op);
}

function namespace_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  return PyTuple_Pack(o.ob_type, tuple_get_empty(), dict_of(o));
}

/** copy.replace(): a namespace of the same type with some values replaced. */
function namespace_replace(o: PyObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("__replace__"), PyTuple_GET_SIZE(args), 0, 0)) return null;
  const result = PyObject_CallNoArgs(o.ob_type);
  if (!result) return null;
  if (PyDict_Update(dict_of(result), dict_of(o)) < 0 || (kwargs && PyDict_Update(dict_of(result), kwargs) < 0)) {
    Py_DECREF(result);
    return null;
  }
  return result;
}

export function init_namespace_type(): void {
  const t = _PyNamespace_Type;
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE;
  static_type(t, cstr("types.SimpleNamespace"), offsetof<_PyNamespaceObject>(), 0, flags);
  t.tp_doc = cstr("SimpleNamespace(mapping_or_iterable=(), /, **kwargs)\n--\n\nAn object with free attributes.");
  t.tp_dealloc = destructor.of(namespace_dealloc);
  t.tp_repr = reprfunc.of(namespace_repr);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_setattro = setattrofunc.of(PyObject_GenericSetAttr);
  t.tp_traverse = traverseproc.of(namespace_traverse);
  t.tp_clear = inquiry.of(namespace_clear);
  t.tp_richcompare = richcmpfunc.of(namespace_richcompare);
  t.tp_dictoffset = <Py_ssize_t>offsetof<_PyNamespaceObject>("ns_dict");
  t.tp_init = initproc.of(namespace_init);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_new = newfunc.of(namespace_new);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  def_member(t, cstr("__dict__"), _Py_T_OBJECT, offsetof<_PyNamespaceObject>("ns_dict"), Py_READONLY);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(namespace_reduce), cstr("State for pickling."));
  def_keywords(
    t,
    cstr("__replace__"),
    PyCFunctionWithKeywords.of(namespace_replace),
    cstr("__replace__($self, /, **changes)\n--\n\nA copy with some values replaced."),
  );
}
