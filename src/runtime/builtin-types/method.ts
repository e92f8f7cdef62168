/**
 * method (a Python function bound to an object) and instancemethod. CPython: Objects/classobject.c.
 *
 *   PyMethodObject: head, +16 im_func (owned), +24 im_self (owned), +32 im_weakreflist, +40 vectorcall; 48 bytes
 *   PyInstanceMethodObject: head, +16 func (owned)
 */

import { _PyArg_CheckPositional, _PyArg_NoKeywords } from "../abstract/args";
import {
  PyObject_GenericGetAttr,
  PyObject_GenericSetAttr,
  PyObject_GetAttr,
  PyObject_GetOptionalAttr,
} from "../abstract/attribute";
import {
  PY_VECTORCALL_ARGUMENTS_OFFSET,
  PyObject_Call,
  PyObject_Vectorcall,
  PyVectorcall_Call,
  PyVectorcall_NARGS,
} from "../abstract/call";
import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import {
  Py_EQ,
  Py_HashPointer,
  Py_NE,
  PyCallable_Check,
  PyObject_Hash,
  PyObject_RichCompareBool,
} from "../abstract/object-protocol";
import { _PyObject_GC_New, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { _Py_T_OBJECT, def_getset, def_member, def_noargs, Py_READONLY } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import {
  Py_DECREF,
  Py_hash_t,
  Py_IS_TYPE,
  Py_NewRef,
  Py_ssize_t,
  Py_XDECREF,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import {
  descrgetfunc,
  destructor,
  getattrofunc,
  getter,
  hashfunc,
  newfunc,
  PyCFunction,
  reprfunc,
  richcmpfunc,
  setattrofunc,
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
  PyExc_TypeError,
  PyInstanceMethod_Type,
  PyMethod_Type,
} from "../object/static-types";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_HAVE_VECTORCALL,
  PyTypeObject,
} from "../object/type-object";
import { _PyEval_GetBuiltin } from "./interpreter-frame";
import { PyUnicode_Check } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "./tuple";
import { static_type } from "./type-define";
import { _PyType_Lookup } from "./type-lookup";
import { PyObject_ClearWeakRefs } from "./weakref";

@unmanaged
export class PyMethodObject extends PyObject {
  im_func: PyObject;
  im_self: PyObject;
  im_weakreflist: PyObject | null;
  vectorcall: vectorcallfunc | null;
}

@unmanaged
class PyInstanceMethodObject extends PyObject {
  func: PyObject;
}

/** @inline */
export function PyMethod_Check(o: PyObject): bool {
  return Py_IS_TYPE(o, PyMethod_Type);
}

/** Borrowed. @inline */
export function PyMethod_GET_FUNCTION(o: PyObject): PyObject {
  return changetype<PyMethodObject>(o).im_func;
}

/** Borrowed. @inline */
export function PyMethod_GET_SELF(o: PyObject): PyObject {
  return changetype<PyMethodObject>(o).im_self;
}

/** `func` bound to `self` (both counted): new reference. */
export function PyMethod_New(func: PyObject, self: PyObject): PyObject | null {
  const o = _PyObject_GC_New(PyMethod_Type);
  if (!o) return null;
  const base = changetype<usize>(o);
  store<u64>(base, <u64>ptr(Py_NewRef(func)), 16);
  store<u64>(base, <u64>ptr(Py_NewRef(self)), 24);
  store<u64>(base, 0, 32);
  store<u64>(base, <u64>changetype<usize>(vectorcallfunc.of(method_vectorcall)), 40);
  _PyObject_GC_TRACK(o);
  return o;
}

/** Calls the function with the object in front: in the free slot before the arguments when the caller has left one. */
function method_vectorcall(o: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  const self = PyMethod_GET_SELF(o);
  const func = PyMethod_GET_FUNCTION(o);
  const nargs = PyVectorcall_NARGS(nargsf);
  if (nargsf & PY_VECTORCALL_ARGUMENTS_OFFSET) {
    const shifted = args.from(-1);
    const saved = shifted.getOrNull(0);
    shifted.set(0, self);
    const result = PyObject_Vectorcall(func, shifted, <u32>(nargs + 1), kwnames);
    shifted.set(0, saved);
    return result;
  }
  const nkwargs = kwnames ? PyTuple_GET_SIZE(kwnames) : 0;
  const total = nargs + nkwargs;
  // Up to five arguments fit on the stack, as in CPython; more are allocated.
  const mark = stack_mark();
  const onStack = total <= 4;
  const bytes = (<usize>(total + 1)) << 3;
  const vector = Slots.at(onStack ? stack_alloc(bytes) : PyMem_Malloc(bytes));
  if (!changetype<usize>(vector)) return PyErr_NoMemory();
  vector.set(0, self);
  memory.copy(changetype<usize>(vector) + 8, changetype<usize>(args), (<usize>total) << 3);
  const result = PyObject_Vectorcall(func, vector, <u32>(nargs + 1), kwnames);
  if (!onStack) PyMem_Free(changetype<usize>(vector));
  stack_release(mark);
  return result;
}

function method_dealloc(o: PyObject): void {
  _PyObject_GC_UNTRACK(o);
  const m = changetype<PyMethodObject>(o);
  if (m.im_weakreflist) PyObject_ClearWeakRefs(o);
  Py_DECREF(m.im_func);
  Py_XDECREF(m.im_self);
  PyObject_GC_Del(o);
}

function method_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const m = changetype<PyMethodObject>(o);
  const stop = visit.call(m.im_func, arg);
  return stop ? stop : visit.call(m.im_self, arg);
}

/** Attributes of the type first, then those of the function. */
function method_getattro(o: PyObject, name: PyObject): PyObject | null {
  const t = o.ob_type;
  const descr = _PyType_Lookup(t, name);
  if (descr) {
    const get = descr.ob_type.tp_descr_get;
    return get ? get.call(descr, o, t) : Py_NewRef(descr);
  }
  return PyObject_GetAttr(PyMethod_GET_FUNCTION(o), name);
}

function method_get_doc(o: PyObject, _closure: usize): PyObject | null {
  return PyObject_GetAttr(PyMethod_GET_FUNCTION(o), _Py_ID("__doc__"));
}

function method_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const name = PyObject_GetAttr(PyMethod_GET_FUNCTION(o), _Py_ID("__name__"));
  if (!name) return null;
  const getattr = _PyEval_GetBuiltin(_Py_ID("getattr"));
  const args = getattr ? PyTuple_Pack(PyMethod_GET_SELF(o), name) : null;
  const result = getattr && args ? PyTuple_Pack(getattr, args) : null;
  Py_DECREF(name);
  Py_XDECREF(getattr);
  Py_XDECREF(args);
  return result;
}

function method_richcompare(a: PyObject, b: PyObject, op: i32): PyObject | null {
  if ((op !== Py_EQ && op !== Py_NE) || !PyMethod_Check(a) || !PyMethod_Check(b)) return Py_NotImplemented;
  const same = PyObject_RichCompareBool(PyMethod_GET_FUNCTION(a), PyMethod_GET_FUNCTION(b), Py_EQ);
  if (same < 0) return null;
  const equal = same > 0 && ptr(PyMethod_GET_SELF(a)) === ptr(PyMethod_GET_SELF(b));
  return equal === (op === Py_EQ) ? Py_True : Py_False;
}

function method_hash(o: PyObject): Py_hash_t {
  const x = Py_HashPointer(ptr(PyMethod_GET_SELF(o)));
  const y = PyObject_Hash(PyMethod_GET_FUNCTION(o));
  if (y === -1) return -1;
  const h = x ^ y;
  return h === -1 ? -2 : h;
}

function method_repr(o: PyObject): PyObject | null {
  const func = PyMethod_GET_FUNCTION(o);
  if (PyObject_GetOptionalAttr(func, _Py_ID("__qualname__")) < 0) return null;
  let name = tstate.out_object;
  if (!name) {
    if (PyObject_GetOptionalAttr(func, _Py_ID("__name__")) < 0) return null;
    name = tstate.out_object;
  }
  if (name && !PyUnicode_Check(name)) {
    Py_DECREF(name);
    name = null;
  }
  const self = ptr(PyMethod_GET_SELF(o));
  const result = name
    ? PyUnicode_FromFormat(cstr("<bound method %V of %R>"), ptr(name), cstr("?"), self)
    : PyUnicode_FromFormat(cstr("<bound method ? of %R>"), self);
  Py_XDECREF(name);
  return result;
}

function method_new(_t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (!_PyArg_NoKeywords(cstr("method"), kwds)) return null;
  if (!_PyArg_CheckPositional(cstr("method"), PyTuple_GET_SIZE(args), 2, 2)) return null;
  const func = PyTuple_GET_ITEM(args, 0);
  const self = PyTuple_GET_ITEM(args, 1);
  if (!PyCallable_Check(func)) {
    PyErr_SetString(PyExc_TypeError, cstr("first argument must be callable"));
    return null;
  }
  if (ptr(self) === ptr(Py_None)) {
    PyErr_SetString(PyExc_TypeError, cstr("instance must not be None"));
    return null;
  }
  return PyMethod_New(func, self);
}

/** `__get__`: already bound. */
function method_descr_get(o: PyObject, _self: PyObject | null, _cls: PyObject | null): PyObject | null {
  return Py_NewRef(o);
}

function instancemethod_dealloc(o: PyObject): void {
  _PyObject_GC_UNTRACK(o);
  Py_DECREF(changetype<PyInstanceMethodObject>(o).func);
  PyObject_GC_Del(o);
}

function instancemethod_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit.call(changetype<PyInstanceMethodObject>(o).func, arg);
}

function instancemethod_call(o: PyObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  return PyObject_Call(changetype<PyInstanceMethodObject>(o).func, args, kwargs);
}

function instancemethod_descr_get(o: PyObject, self: PyObject | null, _cls: PyObject | null): PyObject | null {
  const func = changetype<PyInstanceMethodObject>(o).func;
  return self ? PyMethod_New(func, self) : Py_NewRef(func);
}

function init_instancemethod(): void {
  const t = PyInstanceMethod_Type;
  static_type(
    t,
    cstr("instancemethod"),
    offsetof<PyInstanceMethodObject>(),
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
  );
  t.tp_dealloc = destructor.of(instancemethod_dealloc);
  t.tp_call = ternaryfunc.of(instancemethod_call);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(instancemethod_traverse);
  t.tp_descr_get = descrgetfunc.of(instancemethod_descr_get);
}

export function init_method_types(): void {
  const t = PyMethod_Type;
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL;
  static_type(t, cstr("method"), offsetof<PyMethodObject>(), 0, flags);
  t.tp_doc = cstr("method(function, instance, /)\n--\n\nA function bound to an object.");
  t.tp_dealloc = destructor.of(method_dealloc);
  t.tp_vectorcall_offset = <Py_ssize_t>offsetof<PyMethodObject>("vectorcall");
  t.tp_repr = reprfunc.of(method_repr);
  t.tp_hash = hashfunc.of(method_hash);
  t.tp_call = ternaryfunc.of(PyVectorcall_Call);
  t.tp_getattro = getattrofunc.of(method_getattro);
  t.tp_setattro = setattrofunc.of(PyObject_GenericSetAttr);
  t.tp_traverse = traverseproc.of(method_traverse);
  t.tp_richcompare = richcmpfunc.of(method_richcompare);
  t.tp_weaklistoffset = <Py_ssize_t>offsetof<PyMethodObject>("im_weakreflist");
  t.tp_descr_get = descrgetfunc.of(method_descr_get);
  t.tp_new = newfunc.of(method_new);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(method_reduce));
  const func = offsetof<PyMethodObject>("im_func");
  const self = offsetof<PyMethodObject>("im_self");
  def_member(t, cstr("__func__"), _Py_T_OBJECT, func, Py_READONLY, cstr("The function."));
  def_member(t, cstr("__self__"), _Py_T_OBJECT, self, Py_READONLY, cstr("The object it is bound to."));
  def_getset(t, cstr("__doc__"), getter.of(method_get_doc), null);
  init_instancemethod();
}
