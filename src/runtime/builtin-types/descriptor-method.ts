/**
 * Methods of native types (`list.append`), and class methods (`dict.fromkeys`). CPython: PyMethodDescr_Type,
 * PyClassMethodDescr_Type of Objects/descrobject.c.
 *
 * A method descriptor has one vectorcall function per calling convention, chosen when it is made; `args[0]` is self.
 */

import { _PyStack_AsDict, PyObject_VectorcallDict, PyVectorcall_Call, PyVectorcall_NARGS } from "../abstract/call";
import { PyErr_Format } from "../abstract/errors";
import { _Py_EnterRecursiveCall, _Py_LeaveRecursiveCall } from "../abstract/recursion";
import {
  def_getset,
  METH_FASTCALL,
  METH_KEYWORDS,
  METH_METHOD,
  METH_NOARGS,
  METH_O,
  METH_VARARGS,
  PyMethodDef,
} from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  descrgetfunc,
  getter,
  PyCFunction,
  PyCFunctionFast,
  PyCFunctionFastWithKeywords,
  PyCFunctionWithKeywords,
  PyCMethod,
  reprfunc,
  ternaryfunc,
  vectorcallfunc,
} from "../object/slots";
import {
  PyClassMethodDescr_Type,
  PyExc_SystemError,
  PyExc_TypeError,
  PyMethodDescr_Type,
} from "../object/static-types";
import { Py_TPFLAGS_HAVE_VECTORCALL, Py_TPFLAGS_METHOD_DESCRIPTOR, PyTypeObject } from "../object/type-object";
import { _PyObject_FunctionStr, PyCFunction_NewEx, PyCMethod_New } from "./builtin-function";
import {
  def_descr_members,
  def_descr_qualname,
  def_descr_reduce,
  descr_check,
  descr_new,
  descr_repr,
  descr_type,
  PyMethodDescrObject,
} from "./descriptor-object";
import { _PyTuple_FromArray, _PyTuple_ITEMS, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { PyType_Check } from "./type";
import { _PyType_GetDocFromInternalDoc, _PyType_GetTextSignatureFromInternalDoc } from "./type-doc";
import { PyType_IsSubtype } from "./type-mro";

/** @inline */
function method_def(func: PyObject): PyMethodDef {
  return changetype<PyMethodDescrObject>(func).d_method;
}

/** TypeError; `format` takes "type.name()" (%U) and, perhaps, a number. */
function call_error(func: PyObject, format: usize, number: i32): bool {
  const funcstr = _PyObject_FunctionStr(func);
  if (funcstr) {
    PyErr_Format(PyExc_TypeError, format, ptr(funcstr), <usize>number);
    Py_DECREF(funcstr);
  }
  return false;
}

/** There is a self, of the right type, and no keyword in `kwnames`; else false with TypeError. */
function method_check_args(func: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): bool {
  if (nargs < 1) return call_error(func, cstr("unbound method %U needs an argument"), 0);
  if (!descr_check(func, args.get(0))) return false;
  if (kwnames && PyTuple_GET_SIZE(kwnames) !== 0) return call_error(func, cstr("%U takes no keyword arguments"), 0);
  return true;
}

/** Counts a native call; false with RecursionError. @inline */
function enter(): bool {
  return _Py_EnterRecursiveCall(cstr(" while calling a Python object")) === 0;
}

function method_vectorcall_VARARGS(
  func: PyObject,
  args: Slots,
  nargsf: u32,
  kwnames: PyObject | null,
): PyObject | null {
  const nargs = PyVectorcall_NARGS(nargsf);
  if (!method_check_args(func, args, nargs, kwnames)) return null;
  const argstuple = _PyTuple_FromArray(args.from(1), nargs - 1);
  if (!argstuple) return null;
  let result: PyObject | null = null;
  if (enter()) {
    result = changetype<PyCFunction>(method_def(func).ml_meth).call(args.get(0), argstuple);
    _Py_LeaveRecursiveCall();
  }
  Py_DECREF(argstuple);
  return result;
}

function method_vectorcall_VARARGS_KEYWORDS(
  func: PyObject,
  args: Slots,
  nargsf: u32,
  kwnames: PyObject | null,
): PyObject | null {
  const nargs = PyVectorcall_NARGS(nargsf);
  if (!method_check_args(func, args, nargs, null)) return null;
  const argstuple = _PyTuple_FromArray(args.from(1), nargs - 1);
  if (!argstuple) return null;
  let kwdict: PyObject | null = null;
  if (kwnames && PyTuple_GET_SIZE(kwnames) > 0) {
    kwdict = _PyStack_AsDict(args.from(nargs), kwnames);
    if (!kwdict) {
      Py_DECREF(argstuple);
      return null;
    }
  }
  let result: PyObject | null = null;
  if (enter()) {
    result = changetype<PyCFunctionWithKeywords>(method_def(func).ml_meth).call(args.get(0), argstuple, kwdict);
    _Py_LeaveRecursiveCall();
  }
  Py_DECREF(argstuple);
  Py_XDECREF(kwdict);
  return result;
}

function method_vectorcall_FASTCALL_KEYWORDS_METHOD(
  func: PyObject,
  args: Slots,
  nargsf: u32,
  kwnames: PyObject | null,
): PyObject | null {
  const nargs = PyVectorcall_NARGS(nargsf);
  if (!method_check_args(func, args, nargs, null) || !enter()) return null;
  const descr = changetype<PyMethodDescrObject>(func);
  const meth = changetype<PyCMethod>(descr.d_method.ml_meth);
  const result = meth.call(args.get(0), descr.d_type, args.from(1), nargs - 1, kwnames);
  _Py_LeaveRecursiveCall();
  return result;
}

function method_vectorcall_FASTCALL(
  func: PyObject,
  args: Slots,
  nargsf: u32,
  kwnames: PyObject | null,
): PyObject | null {
  const nargs = PyVectorcall_NARGS(nargsf);
  if (!method_check_args(func, args, nargs, kwnames) || !enter()) return null;
  const result = changetype<PyCFunctionFast>(method_def(func).ml_meth).call(args.get(0), args.from(1), nargs - 1);
  _Py_LeaveRecursiveCall();
  return result;
}

function method_vectorcall_FASTCALL_KEYWORDS(
  func: PyObject,
  args: Slots,
  nargsf: u32,
  kwnames: PyObject | null,
): PyObject | null {
  const nargs = PyVectorcall_NARGS(nargsf);
  if (!method_check_args(func, args, nargs, null) || !enter()) return null;
  const meth = changetype<PyCFunctionFastWithKeywords>(method_def(func).ml_meth);
  const result = meth.call(args.get(0), args.from(1), nargs - 1, kwnames);
  _Py_LeaveRecursiveCall();
  return result;
}

function method_vectorcall_NOARGS(func: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  const nargs = PyVectorcall_NARGS(nargsf);
  if (!method_check_args(func, args, nargs, kwnames)) return null;
  if (nargs !== 1) {
    call_error(func, cstr("%U takes no arguments (%zd given)"), nargs - 1);
    return null;
  }
  if (!enter()) return null;
  const result = changetype<PyCFunction>(method_def(func).ml_meth).call(args.get(0), null);
  _Py_LeaveRecursiveCall();
  return result;
}

function method_vectorcall_O(func: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  const nargs = PyVectorcall_NARGS(nargsf);
  if (!method_check_args(func, args, nargs, kwnames)) return null;
  if (nargs !== 2) {
    call_error(func, cstr("%U takes exactly one argument (%zd given)"), nargs - 1);
    return null;
  }
  if (!enter()) return null;
  const result = changetype<PyCFunction>(method_def(func).ml_meth).call(args.get(0), args.get(1));
  _Py_LeaveRecursiveCall();
  return result;
}

/** The vectorcall function for a calling convention, or NULL. */
function vectorcall_for(flags: i32): vectorcallfunc | null {
  switch (flags & (METH_VARARGS | METH_FASTCALL | METH_NOARGS | METH_O | METH_KEYWORDS | METH_METHOD)) {
    case METH_VARARGS:
      return vectorcallfunc.of(method_vectorcall_VARARGS);
    case METH_VARARGS | METH_KEYWORDS:
      return vectorcallfunc.of(method_vectorcall_VARARGS_KEYWORDS);
    case METH_FASTCALL:
      return vectorcallfunc.of(method_vectorcall_FASTCALL);
    case METH_FASTCALL | METH_KEYWORDS:
      return vectorcallfunc.of(method_vectorcall_FASTCALL_KEYWORDS);
    case METH_NOARGS:
      return vectorcallfunc.of(method_vectorcall_NOARGS);
    case METH_O:
      return vectorcallfunc.of(method_vectorcall_O);
    case METH_METHOD | METH_FASTCALL | METH_KEYWORDS:
      return vectorcallfunc.of(method_vectorcall_FASTCALL_KEYWORDS_METHOD);
    default:
      return null;
  }
}

/** A descriptor for `method` of `type`: a new reference. */
export function PyDescr_NewMethod(type: PyTypeObject, method: PyMethodDef): PyObject | null {
  const vectorcall = vectorcall_for(method.ml_flags);
  if (!vectorcall) {
    return PyErr_Format(PyExc_SystemError, cstr("%s() method: bad call flags"), method.ml_name);
  }
  const o = descr_new(PyMethodDescr_Type, type, method.ml_name);
  if (!o) return null;
  const descr = changetype<PyMethodDescrObject>(o);
  descr.d_method = method;
  descr.vectorcall = vectorcall;
  return o;
}

/** A descriptor for the class method `method` of `type`: a new reference. */
export function PyDescr_NewClassMethod(type: PyTypeObject, method: PyMethodDef): PyObject | null {
  const o = descr_new(PyClassMethodDescr_Type, type, method.ml_name);
  if (o) changetype<PyMethodDescrObject>(o).d_method = method;
  return o;
}

function method_get(o: PyObject, self: PyObject | null, type: PyObject | null): PyObject | null {
  if (!self) return Py_NewRef(o);
  if (!descr_check(o, self)) return null;
  const descr = changetype<PyMethodDescrObject>(o);
  if (!(descr.d_method.ml_flags & METH_METHOD)) return PyCFunction_NewEx(descr.d_method, self, null);
  if (type && PyType_Check(type)) return PyCMethod_New(descr.d_method, self, null, descr.d_type);
  const format = cstr("descriptor '%U' needs a type, not '%s', as arg 2");
  return PyErr_Format(PyExc_TypeError, format, ptr(descr.d_name), type ? type.ob_type.tp_name : cstr("NULL"));
}

function classmethod_get(o: PyObject, self: PyObject | null, owner: PyObject | null): PyObject | null {
  const descr = changetype<PyMethodDescrObject>(o);
  const name = ptr(descr.d_name);
  const type: PyObject | null = owner ? owner : self ? self.ob_type : null;
  if (!type) {
    const format = cstr("descriptor '%U' for type '%.100s' needs either an object or a type");
    return PyErr_Format(PyExc_TypeError, format, name, descr.d_type.tp_name);
  }
  if (!PyType_Check(type)) {
    const format = cstr("descriptor '%U' for type '%.100s' needs a type, not a '%.100s' as arg 2");
    return PyErr_Format(PyExc_TypeError, format, name, descr.d_type.tp_name, type.ob_type.tp_name);
  }
  const subtype = changetype<PyTypeObject>(type);
  if (!PyType_IsSubtype(subtype, descr.d_type)) {
    const format = cstr("descriptor '%U' requires a subtype of '%.100s' but received '%.100s'");
    return PyErr_Format(PyExc_TypeError, format, name, descr.d_type.tp_name, subtype.tp_name);
  }
  return PyCMethod_New(descr.d_method, type, null, descr.d_method.ml_flags & METH_METHOD ? descr.d_type : null);
}

/** Called as it lies in the class's dict: binds to the first argument. */
function classmethoddescr_call(o: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const argc = PyTuple_GET_SIZE(args);
  if (argc < 1) {
    const descr = changetype<PyMethodDescrObject>(o);
    const format = cstr("descriptor '%U' of '%.100s' object needs an argument");
    return PyErr_Format(PyExc_TypeError, format, ptr(descr.d_name), descr.d_type.tp_name);
  }
  const bound = classmethod_get(o, null, PyTuple_GET_ITEM(args, 0));
  if (!bound) return null;
  const res = PyObject_VectorcallDict(bound, _PyTuple_ITEMS(args).from(1), <u32>(argc - 1), kwds);
  Py_DECREF(bound);
  return res;
}

function method_repr(o: PyObject): PyObject | null {
  return descr_repr(o, cstr("<method '%U' of '%s' objects>"));
}

function method_get_doc(o: PyObject, _closure: usize): PyObject | null {
  const def = method_def(o);
  return _PyType_GetDocFromInternalDoc(def.ml_name, def.ml_doc);
}

function method_get_text_signature(o: PyObject, _closure: usize): PyObject | null {
  const def = method_def(o);
  return _PyType_GetTextSignatureFromInternalDoc(def.ml_name, def.ml_doc, def.ml_flags);
}

function def_method_getsets(t: PyTypeObject): void {
  def_getset(t, cstr("__doc__"), getter.of(method_get_doc), null);
  def_descr_qualname(t);
  def_getset(t, cstr("__text_signature__"), getter.of(method_get_text_signature), null);
}

export function init_method_descr_types(): void {
  const t = PyMethodDescr_Type;
  const size = <Py_ssize_t>offsetof<PyMethodDescrObject>();
  descr_type(t, cstr("method_descriptor"), size, Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR);
  t.tp_vectorcall_offset = <Py_ssize_t>offsetof<PyMethodDescrObject>("vectorcall");
  t.tp_repr = reprfunc.of(method_repr);
  t.tp_call = ternaryfunc.of(PyVectorcall_Call);
  t.tp_descr_get = descrgetfunc.of(method_get);
  def_descr_reduce(t);
  def_descr_members(t);
  def_method_getsets(t);

  const c = PyClassMethodDescr_Type;
  descr_type(c, cstr("classmethod_descriptor"), size, 0);
  c.tp_repr = reprfunc.of(method_repr);
  c.tp_call = ternaryfunc.of(classmethoddescr_call);
  c.tp_descr_get = descrgetfunc.of(classmethod_get);
  def_descr_members(c);
  def_method_getsets(c);
}
