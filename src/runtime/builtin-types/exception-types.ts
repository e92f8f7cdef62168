/**
 * The hierarchy of builtin exceptions: which type derives from which, with its own fields. CPython: Objects/exceptions.c.
 *
 * Most types are `simple_type`: they add nothing to their base. Those with fields of their own list them once, in
 * `field_count` order, behind the 72 bytes of PyBaseExceptionObject: clear, dealloc and traverse walk that range.
 */

import { PyObject_GenericGetAttr, PyObject_GenericSetAttr } from "../abstract/attribute";
import { PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_getset, def_member, def_noargs, def_o, Py_T_BOOL } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_ssize_t, Py_XDECREF, PyObject } from "../object/object";
import {
  destructor,
  freefunc,
  getattrofunc,
  getter,
  initproc,
  inquiry,
  newfunc,
  PyCFunction,
  reprfunc,
  setattrofunc,
  setter,
  traverseproc,
  visitproc,
} from "../object/slots";
import * as T from "../object/static-types";
import {
  Py_TPFLAGS_BASE_EXC_SUBCLASS,
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  PyTypeObject,
} from "../object/type-object";
import {
  BaseException_add_note,
  BaseException_clear,
  BaseException_dealloc,
  BaseException_get_args,
  BaseException_get_cause,
  BaseException_get_context,
  BaseException_get_tb,
  BaseException_init,
  BaseException_new,
  BaseException_reduce,
  BaseException_repr,
  BaseException_set_args,
  BaseException_set_cause,
  BaseException_set_context,
  BaseException_set_tb,
  BaseException_setstate,
  BaseException_str,
  BaseException_traverse,
  BaseException_with_traceback,
  MemoryError_dealloc,
  MemoryError_new,
} from "./exception";
import { PyBaseExceptionObject } from "./exception-structs";
import { PyObject_GenericGetDict, PyObject_GenericSetDict } from "./instance-values";
import { static_type } from "./type-define";

const FIELDS: usize = 72;

/** Number of owned 8-byte fields behind PyBaseExceptionObject, by the static base type's size. */
function field_count(t: PyTypeObject): i32 {
  return <i32>((<usize>solid_base(t).tp_basicsize - FIELDS) >> 3);
}

/** The builtin exception type that lays the instance out: the nearest one that is not a heap type. */
function solid_base(t: PyTypeObject): PyTypeObject {
  let base: PyTypeObject = t;
  while (changetype<usize>(base.tp_dealloc) !== changetype<usize>(destructor.of(fields_dealloc))) {
    base = changetype<PyTypeObject>(base.tp_base);
  }
  return base;
}

/** tp_clear of the types whose fields are all references. */
export function fields_clear(o: PyObject): i32 {
  const n = field_count(o.ob_type);
  for (let i = 0; i < n; i++) {
    const slot = changetype<usize>(o) + FIELDS + ((<usize>i) << 3);
    const value = changetype<PyObject | null>(load<usize>(slot));
    store<u64>(slot, 0);
    Py_XDECREF(value);
  }
  return BaseException_clear(o);
}

/** tp_dealloc of those types. */
export function fields_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  fields_clear(o);
  o.ob_type.tp_free!.call(o);
}

/** tp_traverse of those types. */
export function fields_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const n = field_count(o.ob_type);
  for (let i = 0; i < n; i++) {
    const value = changetype<PyObject | null>(load<usize>(changetype<usize>(o) + FIELDS + ((<usize>i) << 3)));
    if (value) {
      const stop = visit.call(value, arg);
      if (stop) return stop;
    }
  }
  return BaseException_traverse(o, visit, arg);
}

/** An exception type: name, base, size, doc. Slots are those of BaseException. */
export function exception_type(t: PyTypeObject, name: usize, base: PyTypeObject, size: usize, doc: usize): void {
  static_type(
    t,
    name,
    <Py_ssize_t>size,
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASE_EXC_SUBCLASS,
  );
  t.tp_doc = doc;
  t.tp_base = base;
  t.tp_dealloc = destructor.of(BaseException_dealloc);
  t.tp_traverse = traverseproc.of(BaseException_traverse);
  t.tp_clear = inquiry.of(BaseException_clear);
  t.tp_dictoffset = <Py_ssize_t>offsetof<PyBaseExceptionObject>("dict");
  t.tp_init = initproc.of(BaseException_init);
  t.tp_new = newfunc.of(BaseException_new);
}

/** As exception_type, for a type whose own fields are references. */
export function exception_type_with_fields(
  t: PyTypeObject,
  name: usize,
  base: PyTypeObject,
  size: usize,
  doc: usize,
): void {
  exception_type(t, name, base, size, doc);
  t.tp_new = null; // Inherited.
  t.tp_dealloc = destructor.of(fields_dealloc);
  t.tp_traverse = traverseproc.of(fields_traverse);
  t.tp_clear = inquiry.of(fields_clear);
}

/** A type that adds nothing to `base`, not even a slot of its own: shares its layout. */
export function simple_type(t: PyTypeObject, name: usize, base: PyTypeObject, doc: usize): void {
  exception_type(t, name, base, <usize>base.tp_basicsize, doc);
  t.tp_dealloc = base.tp_dealloc;
  t.tp_traverse = base.tp_traverse;
  t.tp_clear = base.tp_clear;
  t.tp_init = base.tp_init;
  t.tp_new = base.tp_new;
}

/** As simple_type, with an inherited `__new__`: what CPython's MiddlingExtendsException makes. */
export function middling_type(t: PyTypeObject, name: usize, base: PyTypeObject, doc: usize): void {
  simple_type(t, name, base, doc);
  t.tp_new = null;
}

function init_base_exception(): void {
  const t = T.PyExc_BaseException;
  exception_type(
    t,
    cstr("BaseException"),
    T.PyBaseObject_Type,
    offsetof<PyBaseExceptionObject>(),
    cstr("The root of all exceptions."),
  );
  t.tp_repr = reprfunc.of(BaseException_repr);
  t.tp_str = reprfunc.of(BaseException_str);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_setattro = setattrofunc.of(PyObject_GenericSetAttr);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(BaseException_reduce), cstr("__reduce__($self, /)\n--\n\n"));
  def_o(
    t,
    cstr("__setstate__"),
    PyCFunction.of(BaseException_setstate),
    cstr("__setstate__($self, object, /)\n--\n\n"),
  );
  def_o(
    t,
    cstr("with_traceback"),
    PyCFunction.of(BaseException_with_traceback),
    cstr("with_traceback($self, object, /)\n--\n\nSets __traceback__ and returns self."),
  );
  def_o(
    t,
    cstr("add_note"),
    PyCFunction.of(BaseException_add_note),
    cstr("add_note($self, object, /)\n--\n\nAdds a line to what a traceback shows below the exception."),
  );
  def_member(t, cstr("__suppress_context__"), Py_T_BOOL, offsetof<PyBaseExceptionObject>("suppress_context"), 0);
  def_getset(t, cstr("__dict__"), getter.of(PyObject_GenericGetDict), setter.of(PyObject_GenericSetDict));
  def_getset(t, cstr("args"), getter.of(BaseException_get_args), setter.of(BaseException_set_args));
  def_getset(t, cstr("__traceback__"), getter.of(BaseException_get_tb), setter.of(BaseException_set_tb));
  def_getset(t, cstr("__context__"), getter.of(BaseException_get_context), setter.of(BaseException_set_context));
  def_getset(t, cstr("__cause__"), getter.of(BaseException_get_cause), setter.of(BaseException_set_cause));
}

function init_errors(): void {
  const E = T.PyExc_Exception;
  simple_type(T.PyExc_TypeError, cstr("TypeError"), E, cstr("Inappropriate argument type."));
  simple_type(T.PyExc_StopAsyncIteration, cstr("StopAsyncIteration"), E, cstr("The end of an async iterator."));
  simple_type(T.PyExc_EOFError, cstr("EOFError"), E, cstr("Read beyond the end of a file."));
  simple_type(T.PyExc_RuntimeError, cstr("RuntimeError"), E, cstr("An error at run time that fits no other category."));
  simple_type(
    T.PyExc_RecursionError,
    cstr("RecursionError"),
    T.PyExc_RuntimeError,
    cstr("The recursion limit has been reached."),
  );
  simple_type(
    T.PyExc_PythonFinalizationError,
    cstr("PythonFinalizationError"),
    T.PyExc_RuntimeError,
    cstr("Not possible while Python is shut down."),
  );
  simple_type(
    T.PyExc_NotImplementedError,
    cstr("NotImplementedError"),
    T.PyExc_RuntimeError,
    cstr("A method or function that has yet to be written."),
  );
  simple_type(T.PyExc_LookupError, cstr("LookupError"), E, cstr("The base of failed lookups."));
  simple_type(
    T.PyExc_IndexError,
    cstr("IndexError"),
    T.PyExc_LookupError,
    cstr("A sequence index that is out of range."),
  );
  simple_type(T.PyExc_ValueError, cstr("ValueError"), E, cstr("An argument of the right type with a wrong value."));
  simple_type(T.PyExc_AssertionError, cstr("AssertionError"), E, cstr("An assertion that does not hold."));
  simple_type(T.PyExc_ArithmeticError, cstr("ArithmeticError"), E, cstr("The base of arithmetic errors."));
  const A = T.PyExc_ArithmeticError;
  simple_type(T.PyExc_FloatingPointError, cstr("FloatingPointError"), A, cstr("A floating-point operation failed."));
  simple_type(T.PyExc_OverflowError, cstr("OverflowError"), A, cstr("A result too large to be represented."));
  simple_type(T.PyExc_ZeroDivisionError, cstr("ZeroDivisionError"), A, cstr("Division or modulo by zero."));
  simple_type(
    T.PyExc_SystemError,
    cstr("SystemError"),
    E,
    cstr("An error inside the interpreter; please report it with the program that shows it."),
  );
  simple_type(T.PyExc_ReferenceError, cstr("ReferenceError"), E, cstr("A weak reference outlived its object."));
  simple_type(T.PyExc_MemoryError, cstr("MemoryError"), E, cstr("Out of memory."));
  T.PyExc_MemoryError.tp_new = newfunc.of(MemoryError_new);
  T.PyExc_MemoryError.tp_dealloc = destructor.of(MemoryError_dealloc);
  simple_type(T.PyExc_BufferError, cstr("BufferError"), E, cstr("A buffer that cannot be had or changed now."));
}

function init_warnings(): void {
  simple_type(T.PyExc_Warning, cstr("Warning"), T.PyExc_Exception, cstr("The base of warning categories."));
  const W = T.PyExc_Warning;
  simple_type(T.PyExc_UserWarning, cstr("UserWarning"), W, cstr("Warnings of user code."));
  simple_type(T.PyExc_DeprecationWarning, cstr("DeprecationWarning"), W, cstr("About deprecated features."));
  simple_type(
    T.PyExc_PendingDeprecationWarning,
    cstr("PendingDeprecationWarning"),
    W,
    cstr("About features that will be deprecated."),
  );
  simple_type(T.PyExc_SyntaxWarning, cstr("SyntaxWarning"), W, cstr("About dubious syntax."));
  simple_type(T.PyExc_RuntimeWarning, cstr("RuntimeWarning"), W, cstr("About dubious behaviour at run time."));
  simple_type(T.PyExc_FutureWarning, cstr("FutureWarning"), W, cstr("About things that will change their meaning."));
  simple_type(T.PyExc_ImportWarning, cstr("ImportWarning"), W, cstr("About probable mistakes in imports."));
  simple_type(T.PyExc_UnicodeWarning, cstr("UnicodeWarning"), W, cstr("About Unicode."));
  simple_type(
    T.PyExc_BytesWarning,
    cstr("BytesWarning"),
    W,
    cstr("About bytes and buffers, mostly comparing with str."),
  );
  simple_type(T.PyExc_ResourceWarning, cstr("ResourceWarning"), W, cstr("About the use of resources."));
  simple_type(T.PyExc_EncodingWarning, cstr("EncodingWarning"), W, cstr("About encodings."));
}

/** The root, the simple types and the warnings; those with fields follow in the files of their own. */
export function init_exception_types(): void {
  init_base_exception();
  simple_type(
    T.PyExc_Exception,
    cstr("Exception"),
    T.PyExc_BaseException,
    cstr("The base of exceptions that do not end the program."),
  );
  simple_type(T.PyExc_GeneratorExit, cstr("GeneratorExit"), T.PyExc_BaseException, cstr("Asks a generator to end."));
  simple_type(
    T.PyExc_KeyboardInterrupt,
    cstr("KeyboardInterrupt"),
    T.PyExc_BaseException,
    cstr("The user interrupted the program."),
  );
  init_errors();
  init_warnings();
}
