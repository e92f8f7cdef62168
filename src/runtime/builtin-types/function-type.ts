/** The type of functions: attributes, constructor, binding. CPython: Objects/funcobject.c. */

import { _PyArg_BadArgument, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyVectorcall_Call } from "../abstract/call";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { _Py_T_OBJECT, def_getset, def_member, Py_READONLY } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject, ptr, Slots } from "../object/object";
import {
  descrgetfunc,
  destructor,
  getter,
  inquiry,
  newfunc,
  reprfunc,
  setter,
  ternaryfunc,
  traverseproc,
} from "../object/slots";
import {
  Py_None,
  PyCell_Type,
  PyCode_Type,
  PyDict_Type,
  PyExc_DeprecationWarning,
  PyExc_TypeError,
  PyExc_ValueError,
  PyFunction_Type,
} from "../object/static-types";
import {
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_HAVE_VECTORCALL,
  Py_TPFLAGS_METHOD_DESCRIPTOR,
  PyTypeObject,
} from "../object/type-object";
import {
  CO_ASYNC_GENERATOR,
  CO_COROUTINE,
  CO_GENERATOR,
  CO_ITERABLE_COROUTINE,
  PyCode_Check,
  PyCode_GetNumFree,
  PyCodeObject,
} from "./code";
import { PyDict_Check, PyDict_New, PyDict_SetItem } from "./dict";
import { func_clear, func_dealloc, func_set_field, func_traverse, PyFunction_New, PyFunctionObject } from "./function";
import { PyObject_GenericGetDict, PyObject_GenericSetDict } from "./instance-values";
import { PyMethod_New } from "./method";
import { PyUnicode_Check } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_New } from "./tuple";
import { static_type } from "./type-define";
import { PyErr_WarnFormat } from "./warnings";

/** @inline */
function fn(o: PyObject): PyFunctionObject {
  return changetype<PyFunctionObject>(o);
}

/** A new reference to `value`, None for NULL. */
function or_none(value: PyObject | null): PyObject {
  return value ? Py_NewRef(value) : Py_None;
}

/** NULL for None. */
function none_to_null(value: PyObject | null): PyObject | null {
  return value && ptr(value) === ptr(Py_None) ? null : value;
}

function refuse(text: usize): i32 {
  PyErr_SetString(PyExc_TypeError, text);
  return -1;
}

function func_get_code(o: PyObject, _c: usize): PyObject | null {
  return Py_NewRef(fn(o).func_code);
}

function kind_flags(code: PyObject): i32 {
  return (
    changetype<PyCodeObject>(code).co_flags & (CO_GENERATOR | CO_COROUTINE | CO_ITERABLE_COROUTINE | CO_ASYNC_GENERATOR)
  );
}

function func_set_code(o: PyObject, value: PyObject | null, _c: usize): i32 {
  if (!value || !PyCode_Check(value)) return refuse(cstr("__code__ must be set to a code object"));
  const op = fn(o);
  const nfree = PyCode_GetNumFree(changetype<PyCodeObject>(value));
  const closure = op.func_closure;
  const nclosure = closure ? PyTuple_GET_SIZE(closure) : 0;
  if (nclosure !== nfree) {
    PyErr_Format(
      PyExc_ValueError,
      cstr("%U() requires a code object with %zd free vars, not %zd"),
      ptr(op.func_name),
      nclosure,
      nfree,
    );
    return -1;
  }
  if (kind_flags(op.func_code) !== kind_flags(value)) {
    const text = cstr(
      "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)",
    );
    if (PyErr_WarnFormat(PyExc_DeprecationWarning, 1, text) < 0) return -1;
  }
  op.func_version = 0;
  func_set_field(op, offsetof<PyFunctionObject>("func_code"), value);
  return 0;
}

function func_get_name(o: PyObject, _c: usize): PyObject | null {
  return Py_NewRef(fn(o).func_name);
}

function func_set_name(o: PyObject, value: PyObject | null, _c: usize): i32 {
  if (!value || !PyUnicode_Check(value)) return refuse(cstr("__name__ must be set to a string object"));
  func_set_field(fn(o), offsetof<PyFunctionObject>("func_name"), value);
  return 0;
}

function func_get_qualname(o: PyObject, _c: usize): PyObject | null {
  return Py_NewRef(fn(o).func_qualname);
}

function func_set_qualname(o: PyObject, value: PyObject | null, _c: usize): i32 {
  if (!value || !PyUnicode_Check(value)) return refuse(cstr("__qualname__ must be set to a string object"));
  func_set_field(fn(o), offsetof<PyFunctionObject>("func_qualname"), value);
  return 0;
}

function func_get_defaults(o: PyObject, _c: usize): PyObject | null {
  return or_none(fn(o).func_defaults);
}

function func_set_defaults(o: PyObject, given: PyObject | null, _c: usize): i32 {
  const value = none_to_null(given);
  if (value && !PyTuple_Check(value)) return refuse(cstr("__defaults__ must be set to a tuple object"));
  fn(o).func_version = 0;
  func_set_field(fn(o), offsetof<PyFunctionObject>("func_defaults"), value);
  return 0;
}

function func_get_kwdefaults(o: PyObject, _c: usize): PyObject | null {
  return or_none(fn(o).func_kwdefaults);
}

function func_set_kwdefaults(o: PyObject, given: PyObject | null, _c: usize): i32 {
  const value = none_to_null(given);
  if (value && !PyDict_Check(value)) return refuse(cstr("__kwdefaults__ must be set to a dict object"));
  fn(o).func_version = 0;
  func_set_field(fn(o), offsetof<PyFunctionObject>("func_kwdefaults"), value);
  return 0;
}

/** The annotations as a dict, made of the tuple (name, value, ...) that the compiler leaves: borrowed, NULL with an exception. */
export function func_get_annotation_dict(op: PyFunctionObject): PyObject | null {
  const annotations = op.func_annotations;
  if (!annotations) return null;
  if (!PyTuple_Check(annotations)) return annotations;
  const dict = PyDict_New();
  if (!dict) return null;
  const n = PyTuple_GET_SIZE(annotations);
  for (let i = 0; i < n; i += 2) {
    if (PyDict_SetItem(dict, PyTuple_GET_ITEM(annotations, i), PyTuple_GET_ITEM(annotations, i + 1)) < 0) {
      Py_DECREF(dict);
      return null;
    }
  }
  op.func_annotations = dict;
  Py_DECREF(annotations);
  return dict;
}

function func_get_annotations(o: PyObject, _c: usize): PyObject | null {
  const op = fn(o);
  if (!op.func_annotations) {
    op.func_annotations = PyDict_New();
    if (!op.func_annotations) return null;
  }
  const dict = func_get_annotation_dict(op);
  return dict ? Py_NewRef(dict) : null;
}

function func_set_annotations(o: PyObject, given: PyObject | null, _c: usize): i32 {
  const value = none_to_null(given);
  if (value && !PyDict_Check(value)) return refuse(cstr("__annotations__ must be set to a dict object"));
  fn(o).func_version = 0;
  func_set_field(fn(o), offsetof<PyFunctionObject>("func_annotations"), value);
  return 0;
}

function func_get_type_params(o: PyObject, _c: usize): PyObject | null {
  const params = fn(o).func_typeparams;
  return params ? Py_NewRef(params) : PyTuple_New(0);
}

function func_set_type_params(o: PyObject, value: PyObject | null, _c: usize): i32 {
  if (!value || !PyTuple_Check(value)) return refuse(cstr("__type_params__ must be set to a tuple"));
  func_set_field(fn(o), offsetof<PyFunctionObject>("func_typeparams"), value);
  return 0;
}

/** INTRINSIC_SET_FUNCTION_TYPE_PARAMS: a new reference to `func`. */
export function _Py_set_function_type_params(func: PyObject, type_params: PyObject): PyObject | null {
  func_set_field(fn(func), offsetof<PyFunctionObject>("func_typeparams"), type_params);
  return Py_NewRef(func);
}

function func_repr(o: PyObject): PyObject | null {
  return PyUnicode_FromFormat(cstr("<function %U at %p>"), ptr(fn(o).func_qualname), ptr(o));
}

/** tp_descr_get: a bound method for an instance, the function itself for a class. */
function func_descr_get(func: PyObject, instance: PyObject | null, _t: PyObject | null): PyObject | null {
  if (!instance || ptr(instance) === ptr(Py_None)) return Py_NewRef(func);
  return PyMethod_New(func, instance);
}

const func_new_args: ArgSpec = changetype<ArgSpec>(memory.data(16, 16));

/** Checks the closure that FunctionType() was given for `code`: 0, or -1 with an exception. */
function check_closure(code: PyCodeObject, closure: PyObject): i32 {
  const nfree = code.co_nfreevars;
  if (!PyTuple_Check(closure)) {
    if (nfree !== 0 && ptr(closure) === ptr(Py_None)) return refuse(cstr("arg 5 (closure) must be tuple"));
    if (ptr(closure) !== ptr(Py_None)) return refuse(cstr("arg 5 (closure) must be None or tuple"));
  }
  const nclosure = ptr(closure) === ptr(Py_None) ? 0 : PyTuple_GET_SIZE(closure);
  if (nfree !== nclosure) {
    PyErr_Format(
      PyExc_ValueError,
      cstr("%U requires closure of length %zd, not %zd"),
      ptr(code.co_name),
      nfree,
      nclosure,
    );
    return -1;
  }
  for (let i = 0; i < nclosure; i++) {
    const cell = PyTuple_GET_ITEM(closure, i);
    if (ptr(cell.ob_type) === ptr(PyCell_Type)) continue;
    PyErr_Format(PyExc_TypeError, cstr("arg 5 (closure) expected cell, found %s"), cell.ob_type.tp_name);
    return -1;
  }
  return 0;
}

function arg_or_none(args: Slots, i: i32): PyObject {
  const value = args.getOrNull(i);
  return value ? value : Py_None;
}

function func_new_checked(args: Slots): PyObject | null {
  const code = args.get(0);
  if (!PyCode_Check(code)) {
    _PyArg_BadArgument(cstr("function"), cstr("argument 'code'"), PyCode_Type.tp_name, code);
    return null;
  }
  const globals = args.get(1);
  if (!PyDict_Check(globals)) {
    _PyArg_BadArgument(cstr("function"), cstr("argument 'globals'"), PyDict_Type.tp_name, globals);
    return null;
  }
  const name = arg_or_none(args, 2);
  const defaults = arg_or_none(args, 3);
  const closure = arg_or_none(args, 4);
  const kwdefaults = arg_or_none(args, 5);
  let wrong: usize = 0;
  if (ptr(name) !== ptr(Py_None) && !PyUnicode_Check(name)) wrong = cstr("arg 3 (name) must be None or string");
  else if (ptr(defaults) !== ptr(Py_None) && !PyTuple_Check(defaults)) {
    wrong = cstr("arg 4 (defaults) must be None or tuple");
  }
  if (wrong !== 0) {
    refuse(wrong);
    return null;
  }
  if (check_closure(changetype<PyCodeObject>(code), closure) < 0) return null;
  if (ptr(kwdefaults) !== ptr(Py_None) && !PyDict_Check(kwdefaults)) {
    refuse(cstr("arg 6 (kwdefaults) must be None or dict"));
    return null;
  }
  const op = PyFunction_New(code, globals);
  if (!op) return null;
  const f = fn(op);
  if (ptr(name) !== ptr(Py_None)) func_set_field(f, offsetof<PyFunctionObject>("func_name"), name);
  func_set_field(f, offsetof<PyFunctionObject>("func_defaults"), none_to_null(defaults));
  func_set_field(f, offsetof<PyFunctionObject>("func_closure"), none_to_null(closure));
  func_set_field(f, offsetof<PyFunctionObject>("func_kwdefaults"), none_to_null(kwdefaults));
  return op;
}

/** function(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None). */
function func_new(_type: PyTypeObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const given = _PyArg_UnpackKeywordsTuple(
    func_new_args,
    cstr("function"),
    cstr("code globals name argdefs closure kwdefaults"),
    0,
    args,
    kwargs,
    2,
    6,
  );
  const result = given ? func_new_checked(Slots.at(given)) : null;
  stack_release(mark);
  return result;
}

export function init_function_type(): void {
  const t = PyFunction_Type;
  static_type(
    t,
    cstr("function"),
    <i32>offsetof<PyFunctionObject>(),
    0,
    Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR,
    cstr(
      "function(code, globals, name=None, argdefs=None, closure=None,\n         kwdefaults=None)\n--\n\nMakes a function of a code object and its globals.",
    ),
  );
  t.tp_vectorcall_offset = <i32>offsetof<PyFunctionObject>("vectorcall");
  t.tp_weaklistoffset = <i32>offsetof<PyFunctionObject>("func_weakreflist");
  t.tp_dictoffset = <i32>offsetof<PyFunctionObject>("func_dict");
  t.tp_dealloc = destructor.of(func_dealloc);
  t.tp_traverse = traverseproc.of(func_traverse);
  t.tp_clear = inquiry.of(func_clear);
  t.tp_repr = reprfunc.of(func_repr);
  t.tp_call = ternaryfunc.of(PyVectorcall_Call);
  t.tp_descr_get = descrgetfunc.of(func_descr_get);
  t.tp_new = newfunc.of(func_new);
  def_member(t, cstr("__closure__"), _Py_T_OBJECT, offsetof<PyFunctionObject>("func_closure"), Py_READONLY);
  def_member(t, cstr("__doc__"), _Py_T_OBJECT, offsetof<PyFunctionObject>("func_doc"), 0);
  def_member(t, cstr("__globals__"), _Py_T_OBJECT, offsetof<PyFunctionObject>("func_globals"), Py_READONLY);
  def_member(t, cstr("__module__"), _Py_T_OBJECT, offsetof<PyFunctionObject>("func_module"), 0);
  def_member(t, cstr("__builtins__"), _Py_T_OBJECT, offsetof<PyFunctionObject>("func_builtins"), Py_READONLY);
  def_getset(t, cstr("__code__"), getter.of(func_get_code), setter.of(func_set_code));
  def_getset(t, cstr("__defaults__"), getter.of(func_get_defaults), setter.of(func_set_defaults));
  def_getset(t, cstr("__kwdefaults__"), getter.of(func_get_kwdefaults), setter.of(func_set_kwdefaults));
  def_getset(t, cstr("__annotations__"), getter.of(func_get_annotations), setter.of(func_set_annotations));
  def_getset(t, cstr("__dict__"), getter.of(PyObject_GenericGetDict), setter.of(PyObject_GenericSetDict));
  def_getset(t, cstr("__name__"), getter.of(func_get_name), setter.of(func_set_name));
  def_getset(t, cstr("__qualname__"), getter.of(func_get_qualname), setter.of(func_set_qualname));
  def_getset(t, cstr("__type_params__"), getter.of(func_get_type_params), setter.of(func_set_type_params));
}
