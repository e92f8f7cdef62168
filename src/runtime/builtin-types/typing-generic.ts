/**
 * typing.Generic, typing.NoDefault, and what the compiler's code does with type parameters. CPython: Objects/typevarobject.c.
 */

import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_keywords, def_noargs, METH_CLASS } from "../object/def-tables";
import { free_instance } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import {
  _Py_SetImmortal,
  _PyObject_InitHead,
  Py_DECREF,
  Py_IS_TYPE,
  Py_NewRef,
  Py_XDECREF,
  PyObject,
  ptr,
} from "../object/object";
import {
  allocfunc,
  destructor,
  freefunc,
  newfunc,
  PyCFunction,
  PyCFunctionWithKeywords,
  reprfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { interp } from "../object/state";
import { _Py_NoDefaultStruct, _PyNoDefault_Type, PyExc_TypeError } from "../object/static-types";
import { Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import { PyDict_GET_SIZE } from "./dict-object";
import { make_paramspec_type, make_paramspecargs_type, make_paramspeckwargs_type, paramspecobject } from "./param-spec";
import { PyUnicode_FromString } from "./str";
import { PyTuple_GET_SIZE } from "./tuple";
import { static_type } from "./type-define";
import { heap_type, heap_type_finish } from "./type-from-spec";
import { make_typevar_type, typevarobject } from "./type-variable";
import { make_typevartuple_type, typevartupleobject } from "./type-variable-tuple";
import { call_typing, call_typing_args, unpack_typevartuples } from "./typing-calls";

// ---- NoDefault --------------------------------------------------------------------------------------------------------

function nodefault_repr(_self: PyObject): PyObject | null {
  return PyUnicode_FromString(cstr("typing.NoDefault"));
}

function nodefault_reduce(_self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyUnicode_FromString(cstr("NoDefault"));
}

function nodefault_new(_type: PyTypeObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  if (PyTuple_GET_SIZE(args) === 0 && (!kwargs || PyDict_GET_SIZE(kwargs) === 0)) return _Py_NoDefaultStruct;
  PyErr_SetString(PyExc_TypeError, cstr("NoDefaultType takes no arguments"));
  return null;
}

export function init_nodefault(): void {
  const t = _PyNoDefault_Type;
  static_type(t, cstr("NoDefaultType"), 16, 0, Py_TPFLAGS_DEFAULT);
  t.tp_doc = cstr("NoDefaultType()\n--\n\nThe type of the NoDefault singleton.");
  t.tp_repr = reprfunc.of(nodefault_repr);
  t.tp_new = newfunc.of(nodefault_new);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(nodefault_reduce), cstr("__reduce__($self, /)\n--\n\n"));
  _PyObject_InitHead(_Py_NoDefaultStruct, t);
  _Py_SetImmortal(_Py_NoDefaultStruct);
}

// ---- Generic ----------------------------------------------------------------------------------------------------------

function generic_init_subclass(cls: PyObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  return call_typing_args(_Py_ID("_generic_init_subclass"), cls, args, kwargs);
}

function generic_class_getitem(cls: PyObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  return call_typing_args(_Py_ID("_generic_class_getitem"), cls, args, kwargs);
}

function generic_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  return visit.call(self.ob_type, arg);
}

function generic_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  free_instance(self);
}

function make_generic_type(): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC;
  const t = heap_type(
    null,
    cstr("typing.Generic"),
    16,
    0,
    flags,
    cstr("The base of generic classes (PEP 484, PEP 695)."),
  );
  if (!t) return null;
  t.tp_dealloc = destructor.of(generic_dealloc);
  t.tp_traverse = traverseproc.of(generic_traverse);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  def_keywords(
    t,
    cstr("__class_getitem__"),
    PyCFunctionWithKeywords.of(generic_class_getitem),
    cstr("Gives a generic class its parameters or arguments."),
    METH_CLASS,
  );
  def_keywords(
    t,
    cstr("__init_subclass__"),
    PyCFunctionWithKeywords.of(generic_init_subclass),
    cstr("Looks at a new subclass of a generic class."),
    METH_CLASS,
  );
  return heap_type_finish(t);
}

/** Generic[params], for the compiler's code: new reference, NULL with an exception. */
export function _Py_subscript_generic(params: PyObject): PyObject | null {
  const unpacked = unpack_typevartuples(params);
  if (!unpacked) return null;
  const result = call_typing(_Py_ID("_GenericAlias"), interp.generic_type!, unpacked);
  Py_DECREF(unpacked);
  return result;
}

/** Gives a type parameter the function of its default, for the compiler's code: it again, a new reference, NULL with an exception. */
export function _Py_set_typeparam_default(typeparam: PyObject, evaluate_default: PyObject): PyObject | null {
  let old: PyObject | null;
  if (Py_IS_TYPE(typeparam, changetype<PyTypeObject>(interp.typevar_type!))) {
    const tv = changetype<typevarobject>(typeparam);
    old = tv.evaluate_default;
    tv.evaluate_default = Py_NewRef(evaluate_default);
  } else if (Py_IS_TYPE(typeparam, changetype<PyTypeObject>(interp.paramspec_type!))) {
    const ps = changetype<paramspecobject>(typeparam);
    old = ps.evaluate_default;
    ps.evaluate_default = Py_NewRef(evaluate_default);
  } else if (Py_IS_TYPE(typeparam, changetype<PyTypeObject>(interp.typevartuple_type!))) {
    const tvt = changetype<typevartupleobject>(typeparam);
    old = tvt.evaluate_default;
    tvt.evaluate_default = Py_NewRef(evaluate_default);
  } else {
    return PyErr_Format(PyExc_TypeError, cstr("Expected a type param, got %R"), ptr(typeparam));
  }
  Py_XDECREF(old);
  return Py_NewRef(typeparam);
}

/** Makes the classes. -1 with an exception. */
export function _Py_initialize_generic(): i32 {
  interp.generic_type = make_generic_type();
  if (!interp.generic_type) return -1;
  interp.typevar_type = make_typevar_type();
  if (!interp.typevar_type) return -1;
  interp.typevartuple_type = make_typevartuple_type();
  if (!interp.typevartuple_type) return -1;
  interp.paramspec_type = make_paramspec_type();
  if (!interp.paramspec_type) return -1;
  interp.paramspecargs_type = make_paramspecargs_type();
  if (!interp.paramspecargs_type) return -1;
  interp.paramspeckwargs_type = make_paramspeckwargs_type();
  return interp.paramspeckwargs_type ? 0 : -1;
}
