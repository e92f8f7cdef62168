/**
 * BaseExceptionGroup and ExceptionGroup: creation, splitting; what is raised at the end of except*. CPython: Objects/exceptions.c.
 *
 * ExceptionGroup is the one builtin exception that is a heap type: it has two bases. BaseExceptionGroup(msg, excs) gives an
 * ExceptionGroup when all of `excs` are instances of Exception. `excs` is a non-empty exact tuple of exceptions.
 */

import { _PyArg_NoKeywords } from "../abstract/args";
import { PyObject_Call } from "../abstract/call";
import { PyErr_Format, PyErr_SetString, PyExceptionInstance_Check } from "../abstract/errors";
import { PyObject_IsInstance, PyObject_IsSubclass } from "../abstract/instance-check";
import { PyErr_NewException } from "../abstract/new-exception";
import { _Py_EnterRecursiveCall, _Py_LeaveRecursiveCall } from "../abstract/recursion";
import { PySequence_Check, PySequence_Tuple } from "../abstract/sequence";
import { _Py_T_OBJECT, def_member, def_o, METH_CLASS, Py_READONLY } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { initproc, newfunc, PyCFunction, reprfunc } from "../object/slots";
import { interp, tstate } from "../object/state";
import {
  Py_None,
  PyExc_BaseException,
  PyExc_BaseExceptionGroup,
  PyExc_Exception,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { asException, BaseException_init, BaseException_new } from "./exception";
import {
  _PyBaseExceptionGroup_Check,
  asGroup,
  get_matcher_type,
  MATCH_INSTANCE_IDS,
  split_recursive,
} from "./exception-group-split";
import { PyBaseExceptionGroupObject } from "./exception-structs";
import { exception_type_with_fields } from "./exception-types";
import { Py_GenericAlias } from "./generic-alias";
import { PyLong_FromVoidPtr } from "./int";
import { PyList_Append, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New } from "./list";
import { PySet_Add, PySet_New } from "./set";
import { PyUnicode_Check, PyUnicode_FromString } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "./tuple";

/** 1: some item is not an Exception, 0: all are; -1 with ValueError when one is no exception at all. */
function has_base_exceptions(excs: PyObject): i32 {
  const n = PyTuple_GET_SIZE(excs);
  let found = 0;
  for (let i = 0; i < n; i++) {
    const exc = PyTuple_GET_ITEM(excs, i);
    if (!PyExceptionInstance_Check(exc)) {
      PyErr_Format(PyExc_ValueError, cstr("Item %d of second argument (exceptions) is not an exception"), <usize>i);
      return -1;
    }
    const plain = PyObject_IsInstance(exc, PyExc_Exception);
    if (plain < 0) return -1;
    if (plain === 0) found = 1;
  }
  return found;
}

/** The class for a group of `excs` when `t` is asked for: borrowed, NULL with TypeError or ValueError. */
function group_class(t: PyTypeObject, excs: PyObject): PyTypeObject | null {
  const nested = has_base_exceptions(excs);
  if (nested < 0) return null;
  const group = changetype<PyTypeObject | null>(interp.exception_group);
  if (ptr(t) === ptr(group)) {
    if (!nested) return t;
    PyErr_SetString(PyExc_TypeError, cstr("Cannot nest BaseExceptions in an ExceptionGroup"));
    return null;
  }
  // Without ExceptionGroup (the interpreter is ending) a BaseExceptionGroup stays one.
  if (ptr(t) === ptr(PyExc_BaseExceptionGroup)) return nested || !group ? t : group;
  if (!nested) return t;
  const plain = PyObject_IsSubclass(t, PyExc_Exception);
  if (plain === 0) return t;
  if (plain > 0) PyErr_Format(PyExc_TypeError, cstr("Cannot nest BaseExceptions in '%.200s'"), t.tp_name);
  return null;
}

/** The two arguments are there and the first is a str, else TypeError. */
function arguments_fit(args: PyObject): bool {
  const n = PyTuple_GET_SIZE(args);
  if (n !== 2) {
    PyErr_Format(PyExc_TypeError, cstr("BaseExceptionGroup.__new__() takes exactly 2 arguments (%zd given)"), <usize>n);
    return false;
  }
  const message = PyTuple_GET_ITEM(args, 0);
  if (!PyUnicode_Check(message)) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("BaseExceptionGroup.__new__() argument 1 must be str, not %.50s"),
      ptr(message) === ptr(Py_None) ? cstr("None") : message.ob_type.tp_name,
    );
    return false;
  }
  if (!PySequence_Check(PyTuple_GET_ITEM(args, 1))) {
    PyErr_SetString(PyExc_TypeError, cstr("second argument (exceptions) must be a sequence"));
    return false;
  }
  return true;
}

/** tp_new: new reference. */
function BaseExceptionGroup_new(t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (!arguments_fit(args)) return null;
  const excs = PySequence_Tuple(PyTuple_GET_ITEM(args, 1));
  if (!excs) return null;
  let o: PyObject | null = null;
  if (PyTuple_GET_SIZE(excs) === 0) {
    PyErr_SetString(PyExc_ValueError, cstr("second argument (exceptions) must be a non-empty sequence"));
  } else {
    const cls = group_class(t, excs);
    if (cls) o = BaseException_new(cls, args, kwds);
  }
  if (!o) {
    Py_DECREF(excs);
    return null;
  }
  asGroup(o).msg = Py_NewRef(PyTuple_GET_ITEM(args, 0));
  asGroup(o).excs = excs;
  return o;
}

/** tp_init. */
function BaseExceptionGroup_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  if (!_PyArg_NoKeywords(o.ob_type.tp_name, kwds)) return -1;
  return BaseException_init(o, args, kwds);
}

/** tp_str. */
function BaseExceptionGroup_str(o: PyObject): PyObject | null {
  const g = asGroup(o);
  const n = PyTuple_GET_SIZE(g.excs!);
  const s = n > 1 ? cstr("s") : cstr("");
  return PyUnicode_FromFormat(cstr("%S (%zd sub-exception%s)"), ptr(g.msg), <usize>n, s);
}

/** BaseExceptionGroup(msg, excs): new reference. */
function new_group(msg: PyObject, excs: PyObject): PyObject | null {
  const args = PyTuple_Pack(msg, excs);
  if (!args) return null;
  const result = PyObject_Call(PyExc_BaseExceptionGroup, args, null);
  Py_DECREF(args);
  return result;
}

/** BaseExceptionGroup(msg, excs): `msg` a text, `excs` a list, both borrowed. Returns a new reference. */
export function _PyExc_CreateExceptionGroup(msg: usize, excs: PyObject): PyObject | null {
  const text = PyUnicode_FromString(msg);
  if (!text) return null;
  const result = new_group(text, excs);
  Py_DECREF(text);
  return result;
}

/** group.derive(excs): what split and subgroup call; meant to be overridden. */
function BaseExceptionGroup_derive(o: PyObject, excs: PyObject | null): PyObject | null {
  return new_group(asGroup(o).msg!, excs!);
}

/** group.split(matcher): (matching part or None, rest or None). */
function BaseExceptionGroup_split(o: PyObject, matcher: PyObject | null): PyObject | null {
  const kind = get_matcher_type(matcher!);
  if (kind < 0 || split_recursive(o, kind, matcher!, true) < 0) return null;
  const match = tstate.out_object;
  const rest = tstate.out_object2;
  const result = PyTuple_Pack(match ? match : Py_None, rest ? rest : Py_None);
  Py_XDECREF(match);
  Py_XDECREF(rest);
  return result;
}

/** group.subgroup(matcher): matching part or None. */
function BaseExceptionGroup_subgroup(o: PyObject, matcher: PyObject | null): PyObject | null {
  const kind = get_matcher_type(matcher!);
  if (kind < 0 || split_recursive(o, kind, matcher!, false) < 0) return null;
  const match = tstate.out_object;
  return match ? match : Py_None;
}

/** Adds the addresses of the leaves of `exc` (None: nothing) to the set. -1 with an exception. */
function collect_leaf_ids(exc: PyObject, ids: PyObject): i32 {
  if (ptr(exc) === ptr(Py_None)) return 0;
  if (!_PyBaseExceptionGroup_Check(exc)) {
    const id = PyLong_FromVoidPtr(ptr(exc));
    if (!id) return -1;
    const status = PySet_Add(ids, id);
    Py_DECREF(id);
    return status;
  }
  const excs = asGroup(exc).excs!;
  const n = PyTuple_GET_SIZE(excs);
  for (let i = 0; i < n; i++) {
    if (_Py_EnterRecursiveCall(cstr(" in collect_exception_group_leaf_ids"))) return -1;
    const status = collect_leaf_ids(PyTuple_GET_ITEM(excs, i), ids);
    _Py_LeaveRecursiveCall();
    if (status < 0) return -1;
  }
  return 0;
}

/** The part of `group` whose leaves occur in the groups of the list `keep`: new reference, None when empty. */
function exception_group_projection(group: PyObject, keep: PyObject): PyObject | null {
  const ids = PySet_New(null);
  if (!ids) return null;
  const n = PyList_GET_SIZE(keep);
  let status = 0;
  for (let i = 0; i < n && status === 0; i++) status = collect_leaf_ids(PyList_GET_ITEM(keep, i), ids);
  if (status === 0) status = split_recursive(group, MATCH_INSTANCE_IDS, ids, false);
  const match = tstate.out_object;
  Py_DECREF(ids);
  if (status < 0) return null;
  return match ? match : Py_None;
}

function is_same_exception_metadata(a: PyObject, b: PyObject): bool {
  const e = asException(a);
  const f = asException(b);
  return (
    ptr(e.notes) === ptr(f.notes) &&
    ptr(e.traceback) === ptr(f.traceback) &&
    ptr(e.cause) === ptr(f.cause) &&
    ptr(e.context) === ptr(f.context)
  );
}

/** Joins what was raised anew with what was raised again. Steals `reraised`; returns a new reference. */
function join_raised(raised: PyObject, reraised: PyObject): PyObject | null {
  if (PyList_GET_SIZE(raised) === 0) return reraised;
  const status = ptr(reraised) === ptr(Py_None) ? 0 : PyList_Append(raised, reraised);
  Py_DECREF(reraised);
  if (status < 0) return null;
  if (PyList_GET_SIZE(raised) > 1) return _PyExc_CreateExceptionGroup(cstr(""), raised);
  return Py_NewRef(PyList_GET_ITEM(raised, 0));
}

/** Sorts `excs` into new ones and those that still are parts of `orig`. -1 with an exception. */
function sort_raised(orig: PyObject, excs: PyObject, raised: PyObject, reraised: PyObject): i32 {
  const n = PyList_GET_SIZE(excs);
  for (let i = 0; i < n; i++) {
    const e = PyList_GET_ITEM(excs, i);
    if (ptr(e) === ptr(Py_None)) continue;
    if (PyList_Append(is_same_exception_metadata(e, orig) ? reraised : raised, e) < 0) return -1;
  }
  return 0;
}

/**
 * What to raise after the except* clauses have raised `excs` (a list of exceptions and None) about `orig`: what was raised
 * again keeps its nesting, what is new stands beside it. New reference, None for nothing.
 */
export function _PyExc_PrepReraiseStar(orig: PyObject, excs: PyObject): PyObject | null {
  if (PyList_GET_SIZE(excs) === 0) return Py_None;
  // A naked exception: at most one clause has run.
  if (!_PyBaseExceptionGroup_Check(orig)) return Py_NewRef(PyList_GET_ITEM(excs, 0));
  const raised = PyList_New(0);
  if (!raised) return null;
  const reraised = PyList_New(0);
  let result: PyObject | null = null;
  if (reraised && sort_raised(orig, excs, raised, reraised) === 0) {
    const projection = exception_group_projection(orig, reraised);
    if (projection) result = join_raised(raised, projection);
  }
  Py_DECREF(raised);
  Py_XDECREF(reraised);
  return result;
}

/** As _PyExc_PrepReraiseStar, with checks of the arguments. */
export function PyUnstable_Exc_PrepReraiseStar(orig: PyObject, excs: PyObject): PyObject | null {
  if (!PyExceptionInstance_Check(orig)) {
    PyErr_SetString(PyExc_TypeError, cstr("orig must be an exception instance"));
    return null;
  }
  if (!PyList_Check(excs)) {
    PyErr_SetString(PyExc_TypeError, cstr("excs must be a list of exception instances"));
    return null;
  }
  const n = PyList_GET_SIZE(excs);
  for (let i = 0; i < n; i++) {
    const e = PyList_GET_ITEM(excs, i);
    if (PyExceptionInstance_Check(e) || ptr(e) === ptr(Py_None)) continue;
    return PyErr_Format(PyExc_TypeError, cstr("item %d of excs is not an exception"), <usize>i);
  }
  if (!asException(orig).traceback) {
    PyErr_SetString(PyExc_ValueError, cstr("orig must be a raised exception"));
    return null;
  }
  return _PyExc_PrepReraiseStar(orig, excs);
}

function class_getitem(cls: PyObject, args: PyObject | null): PyObject | null {
  return Py_GenericAlias(cls, args!);
}

export function init_exception_group_types(): void {
  const t = PyExc_BaseExceptionGroup;
  exception_type_with_fields(
    t,
    cstr("BaseExceptionGroup"),
    PyExc_BaseException,
    offsetof<PyBaseExceptionGroupObject>(),
    cstr("Several exceptions at once."),
  );
  t.tp_new = newfunc.of(BaseExceptionGroup_new);
  t.tp_init = initproc.of(BaseExceptionGroup_init);
  t.tp_str = reprfunc.of(BaseExceptionGroup_str);
  def_o(t, cstr("__class_getitem__"), PyCFunction.of(class_getitem), cstr("Makes a types.GenericAlias."), METH_CLASS);
  def_o(t, cstr("derive"), PyCFunction.of(BaseExceptionGroup_derive));
  def_o(t, cstr("split"), PyCFunction.of(BaseExceptionGroup_split));
  def_o(t, cstr("subgroup"), PyCFunction.of(BaseExceptionGroup_subgroup));
  def_member(
    t,
    cstr("message"),
    _Py_T_OBJECT,
    offsetof<PyBaseExceptionGroupObject>("msg"),
    Py_READONLY,
    cstr("exception message"),
  );
  def_member(
    t,
    cstr("exceptions"),
    _Py_T_OBJECT,
    offsetof<PyBaseExceptionGroupObject>("excs"),
    Py_READONLY,
    cstr("nested exceptions"),
  );
}

/** Start-up, after PyType_Ready of the static types: the heap type ExceptionGroup (BaseExceptionGroup, Exception). -1 with an exception. */
export function create_exception_group_class(): i32 {
  const bases = PyTuple_Pack(PyExc_BaseExceptionGroup, PyExc_Exception);
  if (!bases) return -1;
  interp.exception_group = PyErr_NewException(cstr("builtins.ExceptionGroup"), bases, null);
  Py_DECREF(bases);
  return interp.exception_group ? 0 : -1;
}
