/** None, Ellipsis, NotImplemented and their types. CPython: Objects/object.c, Objects/sliceobject.c (Ellipsis). */

import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyErr_SetString } from "../abstract/errors";
import { def_noargs } from "../object/def-tables";
import { cstr } from "../object/literals";
import { _Py_SetImmortal, _PyObject_InitHead, Py_hash_t, PyObject } from "../object/object";
import { getattrofunc, hashfunc, inquiry, newfunc, PyCFunction, reprfunc, richcmpfunc } from "../object/slots";
import {
  _PyNone_Type,
  _PyNotImplemented_Type,
  Py_Ellipsis,
  Py_None,
  Py_NotImplemented,
  PyEllipsis_Type,
  PyExc_DeprecationWarning,
  PyExc_TypeError,
} from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, PyTypeObject } from "../object/type-object";
import { object_richcompare } from "./base-object";
import { PyDict_GET_SIZE } from "./dict-object";
import { PyUnicode_FromString } from "./str";
import { PyTuple_GET_SIZE } from "./tuple";
import { number_methods, static_type } from "./type-define";
import { PyErr_WarnEx } from "./warnings";

function none_repr(_o: PyObject): PyObject | null {
  return PyUnicode_FromString(cstr("None"));
}

function none_bool(_o: PyObject): i32 {
  return 0;
}

/** A constant, so that it does not change from run to run. */
function none_hash(_o: PyObject): Py_hash_t {
  return 0xfca86420;
}

function no_arguments(args: PyObject, kwds: PyObject | null, message: usize): bool {
  if (PyTuple_GET_SIZE(args) === 0 && (!kwds || PyDict_GET_SIZE(kwds) === 0)) return true;
  PyErr_SetString(PyExc_TypeError, message);
  return false;
}

function none_new(_t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  return no_arguments(args, kwds, cstr("NoneType takes no arguments")) ? Py_None : null;
}

function ellipsis_new(_t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  return no_arguments(args, kwds, cstr("EllipsisType takes no arguments")) ? Py_Ellipsis : null;
}

function notimplemented_new(_t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  return no_arguments(args, kwds, cstr("NotImplementedType takes no arguments")) ? Py_NotImplemented : null;
}

function ellipsis_repr(_o: PyObject): PyObject | null {
  return PyUnicode_FromString(cstr("Ellipsis"));
}

function ellipsis_reduce(_o: PyObject, _unused: PyObject | null): PyObject | null {
  return PyUnicode_FromString(cstr("Ellipsis"));
}

function notimplemented_repr(_o: PyObject): PyObject | null {
  return PyUnicode_FromString(cstr("NotImplemented"));
}

function notimplemented_reduce(_o: PyObject, _unused: PyObject | null): PyObject | null {
  return PyUnicode_FromString(cstr("NotImplemented"));
}

/** Nearly always a mistake: the result of a comparison method was meant. */
function notimplemented_bool(_o: PyObject): i32 {
  const text = cstr("NotImplemented should not be used in a boolean context");
  return PyErr_WarnEx(PyExc_DeprecationWarning, text, 1) < 0 ? -1 : 1;
}

function single(o: PyObject, t: PyTypeObject): void {
  _PyObject_InitHead(o, t);
  _Py_SetImmortal(o);
}

function define(t: PyTypeObject, name: usize, doc: usize): void {
  static_type(t, name, 16, 0, Py_TPFLAGS_DEFAULT);
  t.tp_doc = doc;
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
}

export function init_singletons(): void {
  let t = _PyNone_Type;
  define(t, cstr("NoneType"), cstr("NoneType()\n--\n\nThe type of the None singleton."));
  t.tp_repr = reprfunc.of(none_repr);
  t.tp_hash = hashfunc.of(none_hash);
  t.tp_richcompare = richcmpfunc.of(object_richcompare);
  t.tp_new = newfunc.of(none_new);
  number_methods(t).nb_bool = inquiry.of(none_bool);
  single(Py_None, t);
  t = PyEllipsis_Type;
  define(t, cstr("ellipsis"), cstr("ellipsis()\n--\n\nThe type of the Ellipsis singleton."));
  t.tp_repr = reprfunc.of(ellipsis_repr);
  t.tp_new = newfunc.of(ellipsis_new);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(ellipsis_reduce));
  single(Py_Ellipsis, t);
  t = _PyNotImplemented_Type;
  define(t, cstr("NotImplementedType"), cstr("NotImplementedType()\n--\n\nThe type of the NotImplemented singleton."));
  t.tp_repr = reprfunc.of(notimplemented_repr);
  t.tp_new = newfunc.of(notimplemented_new);
  number_methods(t).nb_bool = inquiry.of(notimplemented_bool);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(notimplemented_reduce));
  single(Py_NotImplemented, t);
}
