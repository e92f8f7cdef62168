/**
 * builtin_function_or_method: a native function bound to an object or a module. CPython: Objects/methodobject.c.
 *
 *   +0 PyObject, +16 m_ml (PyMethodDef), +24 m_self (owned or NULL), +32 m_module (owned or NULL), +40 m_weakreflist,
 *   +48 vectorcall; PyCMethodObject adds +56 mm_class (owned)
 */

import { newOrNone, PyObject_GenericGetAttr, PyObject_GetAttr, PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyVectorcall_Call, PyVectorcall_NARGS } from "../abstract/call";
import { PyErr_Format } from "../abstract/errors";
import { Py_EQ, Py_HashPointer, Py_NE, PyObject_RichCompareBool, PyObject_Str } from "../abstract/object-protocol";
import { _Py_EnterRecursiveCall, _Py_LeaveRecursiveCall } from "../abstract/recursion";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import {
  _Py_T_OBJECT,
  def_getset,
  def_member,
  def_noargs,
  METH_FASTCALL,
  METH_KEYWORDS,
  METH_METHOD,
  METH_NOARGS,
  METH_O,
  METH_STATIC,
  METH_VARARGS,
  PyMethodDef,
} from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import {
  Py_DECREF,
  Py_hash_t,
  Py_IS_TYPE,
  Py_ssize_t,
  Py_XDECREF,
  Py_XNewRef,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import {
  destructor,
  getattrofunc,
  getter,
  hashfunc,
  PyCFunction,
  PyCFunctionFast,
  PyCFunctionFastWithKeywords,
  PyCFunctionWithKeywords,
  PyCMethod,
  reprfunc,
  richcmpfunc,
  ternaryfunc,
  traverseproc,
  vectorcallfunc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyCFunction_Type,
  PyCMethod_Type,
  PyExc_TypeError,
  PyModule_Type,
} from "../object/static-types";
import { Py_TRASHCAN_BEGIN, Py_TRASHCAN_END } from "../object/trashcan";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_HAVE_VECTORCALL,
  PyTypeObject,
} from "../object/type-object";
import { PyDict_GET_SIZE } from "./dict-object";
import { _PyEval_GetBuiltin } from "./interpreter-frame";
import { PyUnicode_Check, PyUnicode_FromString } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_SIZE, PyTuple_Pack } from "./tuple";
import { PyType_Check } from "./type";
import { static_type } from "./type-define";
import { _PyType_GetDocFromInternalDoc, _PyType_GetTextSignatureFromInternalDoc } from "./type-doc";
import { PyObject_ClearWeakRefs } from "./weakref";

@unmanaged
export class PyCFunctionObject extends PyObject {
  m_ml: PyMethodDef;
  m_self: PyObject | null;
  m_module: PyObject | null;
  m_weakreflist: PyObject | null;
  vectorcall: vectorcallfunc | null;
}

@unmanaged
export class PyCMethodObject extends PyCFunctionObject {
  mm_class: PyObject | null;
}

const CALL_FLAGS: i32 = METH_VARARGS | METH_FASTCALL | METH_NOARGS | METH_O | METH_KEYWORDS | METH_METHOD;

/** @inline */
function asFunction(o: PyObject): PyCFunctionObject {
  return changetype<PyCFunctionObject>(o);
}

/** @inline */
export function PyCFunction_CheckExact(o: PyObject): bool {
  return Py_IS_TYPE(o, PyCFunction_Type);
}

/** @inline */
export function PyCFunction_Check(o: PyObject): bool {
  return Py_IS_TYPE(o, PyCFunction_Type) || Py_IS_TYPE(o, PyCMethod_Type);
}

/** NUL-terminated name. @inline */
export function PyCFunction_NAME(o: PyObject): usize {
  return asFunction(o).m_ml.ml_name;
}

/** METH_ flags. @inline */
export function PyCFunction_GET_FLAGS(o: PyObject): i32 {
  return asFunction(o).m_ml.ml_flags;
}

/** Table index of the native function. @inline */
export function PyCFunction_GET_FUNCTION(o: PyObject): usize {
  return asFunction(o).m_ml.ml_meth;
}

/** The object that the function is called with (NULL for a static method): borrowed. @inline */
export function PyCFunction_GET_SELF(o: PyObject): PyObject | null {
  return (asFunction(o).m_ml.ml_flags & METH_STATIC) !== 0 ? null : asFunction(o).m_self;
}

/** The vectorcall of a call convention; NULL for METH_VARARGS. */
function vectorcall_of(flags: i32): vectorcallfunc | null {
  switch (flags & CALL_FLAGS) {
    case METH_FASTCALL:
      return vectorcallfunc.of(cfunction_vectorcall_FASTCALL);
    case METH_FASTCALL | METH_KEYWORDS:
      return vectorcallfunc.of(cfunction_vectorcall_FASTCALL_KEYWORDS);
    case METH_METHOD | METH_FASTCALL | METH_KEYWORDS:
      return vectorcallfunc.of(cfunction_vectorcall_FASTCALL_KEYWORDS_METHOD);
    case METH_NOARGS:
      return vectorcallfunc.of(cfunction_vectorcall_NOARGS);
    case METH_O:
      return vectorcallfunc.of(cfunction_vectorcall_O);
    default:
      return null;
  }
}

/** A function for `ml`, bound to `self`, of module name `module`; `cls` for METH_METHOD. Counts its references. New reference. */
export function PyCMethod_New(
  ml: PyMethodDef,
  self: PyObject | null,
  module: PyObject | null,
  cls: PyTypeObject | null,
): PyObject | null {
  const isMethod = (ml.ml_flags & METH_METHOD) !== 0;
  const o = _PyObject_GC_New(isMethod ? PyCMethod_Type : PyCFunction_Type);
  if (!o) return null;
  const base = changetype<usize>(o);
  store<u64>(base, <u64>changetype<usize>(ml), 16);
  store<u64>(base, <u64>ptr(Py_XNewRef(self)), 24);
  store<u64>(base, <u64>ptr(Py_XNewRef(module)), 32);
  store<u64>(base, 0, 40);
  store<u64>(base, <u64>changetype<usize>(vectorcall_of(ml.ml_flags)), 48);
  if (isMethod) store<u64>(base, <u64>ptr(Py_XNewRef(cls)), 56);
  _PyObject_GC_TRACK(o);
  return o;
}

/** As PyCMethod_New without class. */
export function PyCFunction_NewEx(ml: PyMethodDef, self: PyObject | null, module: PyObject | null): PyObject | null {
  return PyCMethod_New(ml, self, module, null);
}

function meth_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  if (Py_TRASHCAN_BEGIN(o)) return;
  const m = asFunction(o);
  if (m.m_weakreflist) PyObject_ClearWeakRefs(o);
  // The class first: its method table is needed until then.
  if (Py_IS_TYPE(o, PyCMethod_Type)) Py_XDECREF(changetype<PyCMethodObject>(o).mm_class);
  Py_XDECREF(m.m_self);
  Py_XDECREF(m.m_module);
  PyObject_GC_Del(o);
  Py_TRASHCAN_END();
}

function meth_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const m = asFunction(o);
  const cls = Py_IS_TYPE(o, PyCMethod_Type) ? changetype<PyCMethodObject>(o).mm_class : null;
  const self = m.m_self;
  const module = m.m_module;
  let stop = cls ? visit.call(cls, arg) : 0;
  if (!stop && self) stop = visit.call(self, arg);
  if (!stop && module) stop = visit.call(module, arg);
  return stop;
}

function meth_get_name(o: PyObject, _closure: usize): PyObject | null {
  return PyUnicode_FromString(PyCFunction_NAME(o));
}

function meth_get_doc(o: PyObject, _closure: usize): PyObject | null {
  const ml = asFunction(o).m_ml;
  return _PyType_GetDocFromInternalDoc(ml.ml_name, ml.ml_doc);
}

function meth_get_text_signature(o: PyObject, _closure: usize): PyObject | null {
  const ml = asFunction(o).m_ml;
  return _PyType_GetTextSignatureFromInternalDoc(ml.ml_name, ml.ml_doc, ml.ml_flags);
}

function meth_get_self(o: PyObject, _closure: usize): PyObject | null {
  return newOrNone(PyCFunction_GET_SELF(o));
}

/** "list.append" for a method, the plain name for a function. */
function meth_get_qualname(o: PyObject, _closure: usize): PyObject | null {
  const self = asFunction(o).m_self;
  const name = PyCFunction_NAME(o);
  if (!self || Py_IS_TYPE(self, PyModule_Type)) return PyUnicode_FromString(name);
  const type: PyObject = PyType_Check(self) ? self : self.ob_type;
  const typeQualname = PyObject_GetAttr(type, _Py_ID("__qualname__"));
  if (!typeQualname) return null;
  let result: PyObject | null = null;
  if (!PyUnicode_Check(typeQualname)) {
    PyErr_Format(PyExc_TypeError, cstr("<method>.__class__.__qualname__ is not a unicode object"));
  } else result = PyUnicode_FromFormat(cstr("%S.%s"), ptr(typeQualname), name);
  Py_DECREF(typeQualname);
  return result;
}

function meth_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const self = asFunction(o).m_self;
  if (!self || Py_IS_TYPE(self, PyModule_Type)) return PyUnicode_FromString(PyCFunction_NAME(o));
  const getattr = _PyEval_GetBuiltin(_Py_ID("getattr"));
  if (!getattr) return null;
  const name = PyUnicode_FromString(PyCFunction_NAME(o));
  const args = name ? PyTuple_Pack(self, name) : null;
  const result = args ? PyTuple_Pack(getattr, args) : null;
  Py_DECREF(getattr);
  Py_XDECREF(name);
  Py_XDECREF(args);
  return result;
}

function meth_repr(o: PyObject): PyObject | null {
  const self = asFunction(o).m_self;
  const name = PyCFunction_NAME(o);
  if (!self || Py_IS_TYPE(self, PyModule_Type)) return PyUnicode_FromFormat(cstr("<built-in function %.200s>"), name);
  return PyUnicode_FromFormat(
    cstr("<built-in method %.200s of %.200s object at %p>"),
    name,
    self.ob_type.tp_name,
    ptr(self),
  );
}

function meth_richcompare(a: PyObject, b: PyObject, op: i32): PyObject | null {
  if ((op !== Py_EQ && op !== Py_NE) || !PyCFunction_Check(a) || !PyCFunction_Check(b)) return Py_NotImplemented;
  const x = asFunction(a);
  const y = asFunction(b);
  const equal = ptr(x.m_self) === ptr(y.m_self) && x.m_ml.ml_meth === y.m_ml.ml_meth;
  return equal === (op === Py_EQ) ? Py_True : Py_False;
}

function meth_hash(o: PyObject): Py_hash_t {
  const m = asFunction(o);
  const h = Py_HashPointer(ptr(m.m_self)) ^ Py_HashPointer(m.m_ml.ml_meth);
  return h === -1 ? -2 : h;
}

/** TypeError "f() takes no keyword arguments" when there are some. @inline */
function no_keywords(o: PyObject, kwnames: PyObject | null): bool {
  if (!kwnames || PyTuple_GET_SIZE(kwnames) === 0) return true;
  return keywords_error(o);
}

function keywords_error(o: PyObject): bool {
  const name = _PyObject_FunctionStr(o);
  if (name) {
    PyErr_Format(PyExc_TypeError, cstr("%U takes no keyword arguments"), ptr(name));
    Py_DECREF(name);
  }
  return false;
}

/** "str.join()" for messages: the qualified name with its module unless that is builtins. New reference. */
export function _PyObject_FunctionStr(o: PyObject): PyObject | null {
  const known = PyObject_GetOptionalAttr(o, _Py_ID("__qualname__"));
  const qualname = tstate.out_object;
  if (known < 0) return null;
  if (!qualname) return PyObject_Str(o);
  let isForeign = PyObject_GetOptionalAttr(o, _Py_ID("__module__"));
  const module = tstate.out_object;
  if (isForeign > 0)
    isForeign = ptr(module) === ptr(Py_None) ? 0 : PyObject_RichCompareBool(module!, _Py_ID("builtins"), Py_NE);
  let result: PyObject | null = null;
  if (isForeign > 0) result = PyUnicode_FromFormat(cstr("%S.%S()"), ptr(module), ptr(qualname));
  else if (isForeign === 0) result = PyUnicode_FromFormat(cstr("%S()"), ptr(qualname));
  Py_XDECREF(module);
  Py_DECREF(qualname);
  return result;
}

/** Counts a native call; false with RecursionError. @inline */
function enter(): bool {
  return _Py_EnterRecursiveCall(cstr(" while calling a Python object")) === 0;
}

function cfunction_vectorcall_FASTCALL(
  o: PyObject,
  args: Slots,
  nargsf: u32,
  kwnames: PyObject | null,
): PyObject | null {
  if (!no_keywords(o, kwnames) || !enter()) return null;
  const f = changetype<PyCFunctionFast>(asFunction(o).m_ml.ml_meth);
  const result = f.call(changetype<PyObject>(PyCFunction_GET_SELF(o)), args, PyVectorcall_NARGS(nargsf));
  _Py_LeaveRecursiveCall();
  return result;
}

function cfunction_vectorcall_FASTCALL_KEYWORDS(
  o: PyObject,
  args: Slots,
  nargsf: u32,
  kwnames: PyObject | null,
): PyObject | null {
  if (!enter()) return null;
  const f = changetype<PyCFunctionFastWithKeywords>(asFunction(o).m_ml.ml_meth);
  const result = f.call(changetype<PyObject>(PyCFunction_GET_SELF(o)), args, PyVectorcall_NARGS(nargsf), kwnames);
  _Py_LeaveRecursiveCall();
  return result;
}

function cfunction_vectorcall_FASTCALL_KEYWORDS_METHOD(
  o: PyObject,
  args: Slots,
  nargsf: u32,
  kwnames: PyObject | null,
): PyObject | null {
  if (!enter()) return null;
  const cls = changetype<PyTypeObject>(changetype<PyCMethodObject>(o).mm_class);
  const f = changetype<PyCMethod>(asFunction(o).m_ml.ml_meth);
  const self = changetype<PyObject>(PyCFunction_GET_SELF(o));
  const result = f.call(self, cls, args, PyVectorcall_NARGS(nargsf), kwnames);
  _Py_LeaveRecursiveCall();
  return result;
}

/** TypeError "f() takes exactly one argument (2 given)" and the like. Returns NULL. */
function count_error(o: PyObject, format: usize, nargs: i32): PyObject | null {
  const name = _PyObject_FunctionStr(o);
  if (name) {
    PyErr_Format(PyExc_TypeError, format, ptr(name), <usize>nargs);
    Py_DECREF(name);
  }
  return null;
}

function cfunction_vectorcall_NOARGS(
  o: PyObject,
  _args: Slots,
  nargsf: u32,
  kwnames: PyObject | null,
): PyObject | null {
  if (!no_keywords(o, kwnames)) return null;
  const nargs = PyVectorcall_NARGS(nargsf);
  if (nargs !== 0) return count_error(o, cstr("%U takes no arguments (%zd given)"), nargs);
  if (!enter()) return null;
  const f = changetype<PyCFunction>(asFunction(o).m_ml.ml_meth);
  const result = f.call(changetype<PyObject>(PyCFunction_GET_SELF(o)), null);
  _Py_LeaveRecursiveCall();
  return result;
}

function cfunction_vectorcall_O(o: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  if (!no_keywords(o, kwnames)) return null;
  const nargs = PyVectorcall_NARGS(nargsf);
  if (nargs !== 1) return count_error(o, cstr("%U takes exactly one argument (%zd given)"), nargs);
  if (!enter()) return null;
  const f = changetype<PyCFunction>(asFunction(o).m_ml.ml_meth);
  const result = f.call(changetype<PyObject>(PyCFunction_GET_SELF(o)), args.get(0));
  _Py_LeaveRecursiveCall();
  return result;
}

/** tp_call: METH_VARARGS functions have no vectorcall. */
function cfunction_call(o: PyObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  if (asFunction(o).vectorcall) return PyVectorcall_Call(o, args, kwargs);
  const self = changetype<PyObject>(PyCFunction_GET_SELF(o));
  if (PyCFunction_GET_FLAGS(o) & METH_KEYWORDS) {
    return changetype<PyCFunctionWithKeywords>(asFunction(o).m_ml.ml_meth).call(self, args, kwargs);
  }
  if (kwargs && PyDict_GET_SIZE(kwargs) !== 0) {
    // Unlike the other kinds of functions, these name neither module nor class.
    const name = asFunction(o).m_ml.ml_name;
    return PyErr_Format(PyExc_TypeError, cstr("%.200s() takes no keyword arguments"), name);
  }
  return changetype<PyCFunction>(asFunction(o).m_ml.ml_meth).call(self, args);
}

function define(t: PyTypeObject, name: usize, size: usize): void {
  static_type(t, name, <Py_ssize_t>size, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL);
  t.tp_dealloc = destructor.of(meth_dealloc);
  t.tp_vectorcall_offset = <Py_ssize_t>offsetof<PyCFunctionObject>("vectorcall");
}

export function init_cfunction_types(): void {
  const t = PyCFunction_Type;
  define(t, cstr("builtin_function_or_method"), offsetof<PyCFunctionObject>());
  t.tp_repr = reprfunc.of(meth_repr);
  t.tp_hash = hashfunc.of(meth_hash);
  t.tp_call = ternaryfunc.of(cfunction_call);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(meth_traverse);
  t.tp_richcompare = richcmpfunc.of(meth_richcompare);
  t.tp_weaklistoffset = <Py_ssize_t>offsetof<PyCFunctionObject>("m_weakreflist");
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(meth_reduce));
  def_getset(t, cstr("__doc__"), getter.of(meth_get_doc), null);
  def_getset(t, cstr("__name__"), getter.of(meth_get_name), null);
  def_getset(t, cstr("__qualname__"), getter.of(meth_get_qualname), null);
  def_getset(t, cstr("__self__"), getter.of(meth_get_self), null);
  def_getset(t, cstr("__text_signature__"), getter.of(meth_get_text_signature), null);
  def_member(t, cstr("__module__"), _Py_T_OBJECT, offsetof<PyCFunctionObject>("m_module"), 0);
  // Everything else, also the GC flag, is inherited.
  static_type(PyCMethod_Type, cstr("builtin_method"), <Py_ssize_t>offsetof<PyCMethodObject>(), 0, Py_TPFLAGS_DEFAULT);
  PyCMethod_Type.tp_base = t;
}
