/**
 * `object`, the base of every type. CPython: PyBaseObject_Type of Objects/typeobject.c.
 *
 * object.__new__ and object.__init__ complain about excess arguments, each unless the other one alone is overridden: the
 * one that is overridden defines the signature.
 */

import { _PyArg_BadArgument } from "../abstract/args";
import { PyObject_GenericGetAttr, PyObject_GenericSetAttr, PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyErr_Clear, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { Py_EQ, Py_NE, PyObject_GenericHash, PyObject_IsTrue, PyObject_Str } from "../abstract/object-protocol";
import { PySequence_List } from "../abstract/sequence";
import { def_getset, def_noargs, def_o, METH_CLASS } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  allocfunc,
  destructor,
  freefunc,
  getattrofunc,
  getter,
  hashfunc,
  initproc,
  newfunc,
  PyCFunction,
  reprfunc,
  richcmpfunc,
  setattrofunc,
  setter,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyBaseObject_Type,
  PyExc_TypeError,
} from "../object/static-types";
import { Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DEFAULT, Py_TPFLAGS_IS_ABSTRACT, PyTypeObject } from "../object/type-object";
import { PyObject_Del, PyType_GenericAlloc } from "./base-object-alloc";
import { object_get_class, object_set_class } from "./base-object-class";
import { object___getstate__, object___reduce__, object___reduce_ex__ } from "./base-object-reduce";
import { PyDict_Copy, PyDict_Keys, PyDict_New } from "./dict";
import { PyDict_Check, PyDict_GET_SIZE } from "./dict-object";
import { PyLong_FromSsize_t } from "./int";
import { PyList_GET_SIZE, PyList_Sort } from "./list";
import { _PyUnicode_Equal, PyUnicode_Check, PyUnicode_FromString, PyUnicode_GET_LENGTH, PyUnicode_Join } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_SIZE } from "./tuple";
import { merge_class_dict } from "./type";
import { static_type } from "./type-define";
import { PyType_GetModuleName, PyType_GetQualName, type_abstractmethods } from "./type-getset";

/** @inline */
function excess_args(args: PyObject, kwds: PyObject | null): bool {
  return PyTuple_GET_SIZE(args) !== 0 || (kwds !== null && PyDict_Check(kwds) && PyDict_GET_SIZE(kwds) !== 0);
}

/** tp_init of `object`. */
export function object_init(self: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  if (!excess_args(args, kwds)) return 0;
  const type = self.ob_type;
  if (changetype<usize>(type.tp_init) !== changetype<usize>(initproc.of(object_init))) {
    PyErr_SetString(PyExc_TypeError, cstr("object.__init__() takes exactly one argument (the instance to initialize)"));
    return -1;
  }
  if (changetype<usize>(type.tp_new) === changetype<usize>(newfunc.of(object_new))) {
    const format = cstr("%.200s.__init__() takes exactly one argument (the instance to initialize)");
    PyErr_Format(PyExc_TypeError, format, type.tp_name);
    return -1;
  }
  return 0;
}

/** TypeError naming the abstract methods of `type`, sorted. */
function abstract_class_error(type: PyTypeObject): void {
  const abstract_methods = type_abstractmethods(type);
  if (!abstract_methods) return;
  const sorted = PySequence_List(abstract_methods);
  Py_DECREF(abstract_methods);
  if (!sorted) return;
  const separator: PyObject | null = PyList_Sort(sorted) < 0 ? null : PyUnicode_FromString(cstr("', '"));
  const joined = separator ? PyUnicode_Join(separator, sorted) : null;
  Py_XDECREF(separator);
  const count = PyList_GET_SIZE(sorted);
  Py_DECREF(sorted);
  if (!joined) return;
  PyErr_Format(
    PyExc_TypeError,
    cstr("Can't instantiate abstract class %s without an implementation for abstract method%s '%U'"),
    type.tp_name,
    count > 1 ? cstr("s") : cstr(""),
    ptr(joined),
  );
  Py_DECREF(joined);
}

/** tp_new of `object`: a new reference. */
export function object_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (excess_args(args, kwds)) {
    if (changetype<usize>(type.tp_new) !== changetype<usize>(newfunc.of(object_new))) {
      PyErr_SetString(PyExc_TypeError, cstr("object.__new__() takes exactly one argument (the type to instantiate)"));
      return null;
    }
    if (changetype<usize>(type.tp_init) === changetype<usize>(initproc.of(object_init))) {
      return PyErr_Format(PyExc_TypeError, cstr("%.200s() takes no arguments"), type.tp_name);
    }
  }
  if (type.tp_flags & Py_TPFLAGS_IS_ABSTRACT) {
    abstract_class_error(type);
    return null;
  }
  return type.tp_alloc!.call(type, 0);
}

function object_dealloc(self: PyObject): void {
  self.ob_type.tp_free!.call(self);
}

/** tp_repr of `object`: "<module.name object at 0x...>", a new reference. */
export function object_repr(self: PyObject): PyObject | null {
  const type = self.ob_type;
  let mod = PyType_GetModuleName(type);
  if (!mod) PyErr_Clear();
  else if (!PyUnicode_Check(mod)) {
    Py_DECREF(mod);
    mod = null;
  }
  const name = PyType_GetQualName(type);
  let result: PyObject | null = null;
  if (name) {
    const dotted = mod !== null && !_PyUnicode_Equal(mod, _Py_ID("builtins"));
    result = dotted
      ? PyUnicode_FromFormat(cstr("<%U.%U object at %p>"), ptr(mod), ptr(name), ptr(self))
      : PyUnicode_FromFormat(cstr("<%s object at %p>"), type.tp_name, ptr(self));
    Py_DECREF(name);
  }
  Py_XDECREF(mod);
  return result;
}

/** tp_str of `object`: the repr, a new reference. */
export function object_str(self: PyObject): PyObject | null {
  const repr = self.ob_type.tp_repr;
  return repr ? repr.call(self) : object_repr(self);
}

/** `self != other` as the inverse of the type's `==`. */
function not_equal(self: PyObject, other: PyObject): PyObject | null {
  const compare = self.ob_type.tp_richcompare;
  if (!compare) return Py_NotImplemented;
  const res = compare.call(self, other, Py_EQ);
  if (!res || ptr(res) === ptr(Py_NotImplemented)) return res;
  const ok = PyObject_IsTrue(res);
  Py_DECREF(res);
  return ok < 0 ? null : ok ? Py_False : Py_True;
}

/** tp_richcompare of `object`: identity, and `!=` as the inverse of `==`. A new reference. */
export function object_richcompare(self: PyObject, other: PyObject, op: i32): PyObject | null {
  // NotImplemented rather than False: the other object may know better.
  if (op === Py_EQ) return ptr(self) === ptr(other) ? Py_True : Py_NotImplemented;
  return op === Py_NE ? not_equal(self, other) : Py_NotImplemented;
}

function object_subclasshook(_cls: PyObject, _arg: PyObject | null): PyObject | null {
  return Py_NotImplemented;
}

function object_init_subclass(_cls: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_None;
}

function object___format__(self: PyObject, format_spec: PyObject | null): PyObject | null {
  const spec = format_spec!;
  if (!PyUnicode_Check(spec)) {
    _PyArg_BadArgument(cstr("__format__"), cstr("argument"), cstr("str"), spec);
    return null;
  }
  if (PyUnicode_GET_LENGTH(spec) === 0) return PyObject_Str(self);
  const format = cstr("unsupported format string passed to %.200s.__format__");
  return PyErr_Format(PyExc_TypeError, format, self.ob_type.tp_name);
}

function object___sizeof__(self: PyObject, _unused: PyObject | null): PyObject | null {
  const type = self.ob_type;
  let size = <i64>type.tp_basicsize;
  // ob_size in full: it is what CPython reads, also from objects where it means something else.
  if (type.tp_itemsize > 0) size += load<i64>(ptr(self), 16) * <i64>type.tp_itemsize;
  return PyLong_FromSsize_t(size);
}

/** A dict with the names in `o.__dict__`, if that is a dict: a new reference. */
function dir_dict(o: PyObject): PyObject | null {
  const found = PyObject_GetOptionalAttr(o, _Py_ID("__dict__"));
  if (found < 0) return null;
  if (found === 0) return PyDict_New();
  const dict = tstate.out_object!;
  const copy = PyDict_Check(dict) ? PyDict_Copy(dict) : PyDict_New();
  Py_DECREF(dict);
  return copy;
}

function object___dir__(self: PyObject, _unused: PyObject | null): PyObject | null {
  const dict = dir_dict(self);
  if (!dict) return null;
  let status = PyObject_GetOptionalAttr(self, _Py_ID("__class__"));
  if (status > 0) {
    const itsclass = tstate.out_object!;
    status = merge_class_dict(dict, itsclass);
    Py_DECREF(itsclass);
  }
  const result: PyObject | null = status < 0 ? null : PyDict_Keys(dict);
  Py_DECREF(dict);
  return result;
}

function def_object_methods(): void {
  const t = PyBaseObject_Type;
  const reduce_ex = cstr("__reduce_ex__($self, protocol, /)\n--\n\nHow pickle and copy take the object apart.");
  def_o(t, cstr("__reduce_ex__"), PyCFunction.of(object___reduce_ex__), reduce_ex);
  const reduce = cstr("__reduce__($self, /)\n--\n\nHow pickle and copy take the object apart.");
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(object___reduce__), reduce);
  const getstate = cstr("__getstate__($self, /)\n--\n\nWhat pickle and copy save of the object.");
  def_noargs(t, cstr("__getstate__"), PyCFunction.of(object___getstate__), getstate);
  const subclasshook = cstr(
    "Override it to say which classes count as subclasses.\n\nABCMeta.__subclasscheck__() asks it first: True or False is the answer, NotImplemented\nleaves it to the usual rules.",
  );
  def_o(t, cstr("__subclasshook__"), PyCFunction.of(object_subclasshook), subclasshook, METH_CLASS);
  const init_subclass = cstr("Called with each new subclass. Override it to act on them; this one does nothing.");
  def_noargs(t, cstr("__init_subclass__"), PyCFunction.of(object_init_subclass), init_subclass, METH_CLASS);
  const format = cstr("__format__($self, format_spec, /)\n--\n\nstr(self); format_spec must be empty.");
  def_o(t, cstr("__format__"), PyCFunction.of(object___format__), format);
  const sizeof_doc = cstr("__sizeof__($self, /)\n--\n\nBytes that the object occupies.");
  def_noargs(t, cstr("__sizeof__"), PyCFunction.of(object___sizeof__), sizeof_doc);
  const dir = cstr("__dir__($self, /)\n--\n\nThe attributes of the object and its class.");
  def_noargs(t, cstr("__dir__"), PyCFunction.of(object___dir__), dir);
}

export function init_object_type(): void {
  const t = PyBaseObject_Type;
  const doc = cstr(
    "object()\n--\n\nThe base of all classes.\n\nAn instance of object itself has no attributes and can be given none.",
  );
  static_type(t, cstr("object"), 16, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, doc);
  t.tp_dealloc = destructor.of(object_dealloc);
  t.tp_repr = reprfunc.of(object_repr);
  t.tp_hash = hashfunc.of(PyObject_GenericHash);
  t.tp_str = reprfunc.of(object_str);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_setattro = setattrofunc.of(PyObject_GenericSetAttr);
  t.tp_richcompare = richcmpfunc.of(object_richcompare);
  t.tp_init = initproc.of(object_init);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_new = newfunc.of(object_new);
  t.tp_free = freefunc.of(PyObject_Del);
  def_object_methods();
  const doc_class = cstr("the object's class");
  def_getset(t, cstr("__class__"), getter.of(object_get_class), setter.of(object_set_class), doc_class);
}
