/**
 * Traceback objects, and printing them. CPython: Python/traceback.c.
 *
 *   PyTracebackObject (40 bytes): +16 tb_next  +24 tb_frame  +32 tb_lasti i32 (bytes)  +36 tb_lineno i32 (-1: not computed)
 */

import { _PyArg_BadArgument, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import {
  _PyErr_ChainExceptions1,
  PyErr_Format,
  PyErr_GetRaisedException,
  PyErr_SetRaisedException,
} from "../abstract/errors";
import {
  _PyObject_GC_IS_TRACKED,
  _PyObject_GC_New,
  _PyObject_GC_TRACK,
  _PyObject_GC_UNTRACK,
  PyObject_GC_Del,
} from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_getset, def_member, def_noargs, Py_READONLY, Py_T_INT } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_IS_TYPE, Py_NewRef, Py_XDECREF, Py_XNewRef, PyObject, ptr, Slots } from "../object/object";
import { destructor, getter, inquiry, newfunc, PyCFunction, setter, traverseproc, visitproc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError, PyExc_ValueError, PyFrame_Type, PyTraceBack_Type } from "../object/static-types";
import { Py_TRASHCAN_BEGIN, Py_TRASHCAN_END } from "../object/trashcan";
import { Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyCode_Addr2Line } from "./code-lines";
import { PyException_GetTraceback, PyException_SetTraceback } from "./exception";
import { PyFrame_Check, PyFrameObject } from "./frame-object";
import { PyLong_AsInt, PyLong_FromLong } from "./int";
import { _PyInterpreterFrame_LASTI } from "./interpreter-frame";
import { PyList_New, PyList_SET_ITEM } from "./list";
import { static_type } from "./type-define";

@unmanaged
export class PyTracebackObject extends PyObject {
  /** Owned, or NULL. */
  tb_next: PyObject | null;
  /** Owned. */
  tb_frame: PyFrameObject;
  tb_lasti: i32;
  tb_lineno: i32;
}

/** @inline */
export function PyTraceBack_Check(o: PyObject): bool {
  return Py_IS_TYPE(o, PyTraceBack_Type);
}

/** A new traceback entry; counts its own references. NULL with MemoryError. */
export function tb_create_raw(
  next: PyObject | null,
  frame: PyFrameObject,
  lasti: i32,
  lineno: i32,
): PyTracebackObject | null {
  const tb = changetype<PyTracebackObject>(_PyObject_GC_New(PyTraceBack_Type));
  if (!tb) return null;
  store<u64>(ptr(tb), <u64>ptr(Py_XNewRef(next)), offsetof<PyTracebackObject>("tb_next"));
  store<u64>(ptr(tb), <u64>ptr(Py_NewRef(frame)), offsetof<PyTracebackObject>("tb_frame"));
  tb.tb_lasti = lasti;
  tb.tb_lineno = lineno;
  _PyObject_GC_TRACK(tb);
  return tb;
}

/** Puts an entry for `frame` in front of the traceback of the current exception. -1: another exception took its place. */
export function PyTraceBack_Here(frame: PyFrameObject): i32 {
  const exc = PyErr_GetRaisedException()!;
  const tb = PyException_GetTraceback(exc);
  const fresh = tb_create_raw(tb, frame, _PyInterpreterFrame_LASTI(frame.f_frame) << 1, -1);
  Py_XDECREF(tb);
  if (!fresh) {
    _PyErr_ChainExceptions1(exc);
    return -1;
  }
  PyException_SetTraceback(exc, fresh);
  Py_DECREF(fresh);
  PyErr_SetRaisedException(exc);
  return 0;
}

/** The line of an entry; -1: none. */
export function tb_get_lineno(tb: PyTracebackObject): i32 {
  if (tb.tb_lineno !== -1) return tb.tb_lineno;
  return PyCode_Addr2Line(tb.tb_frame.f_frame.code, tb.tb_lasti);
}

// ---- The type -----------------------------------------------------------------------------------------------------

/** @inline */
function tb_of(o: PyObject): PyTracebackObject {
  return changetype<PyTracebackObject>(o);
}

function tb_dealloc(o: PyObject): void {
  if (_PyObject_GC_IS_TRACKED(o)) _PyObject_GC_UNTRACK(o);
  if (Py_TRASHCAN_BEGIN(o)) return;
  Py_XDECREF(tb_of(o).tb_next);
  Py_XDECREF(tb_of(o).tb_frame);
  PyObject_GC_Del(o);
  Py_TRASHCAN_END();
}

function tb_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const next = tb_of(o).tb_next;
  if (next) {
    const r = visit.call(next, arg);
    if (r !== 0) return r;
  }
  const frame = changetype<PyObject | null>(tb_of(o).tb_frame);
  return frame ? visit.call(frame, arg) : 0;
}

function tb_clear(o: PyObject): i32 {
  const next = tb_of(o).tb_next;
  tb_of(o).tb_next = null;
  Py_XDECREF(next);
  const frame = changetype<PyObject | null>(tb_of(o).tb_frame);
  store<u64>(ptr(o), 0, offsetof<PyTracebackObject>("tb_frame"));
  Py_XDECREF(frame);
  return 0;
}

function tb_dir(_o: PyObject, _arg: PyObject | null): PyObject | null {
  const list = PyList_New(4);
  if (!list) return null;
  PyList_SET_ITEM(list, 0, _Py_ID("tb_frame"));
  PyList_SET_ITEM(list, 1, _Py_ID("tb_next"));
  PyList_SET_ITEM(list, 2, _Py_ID("tb_lasti"));
  PyList_SET_ITEM(list, 3, _Py_ID("tb_lineno"));
  return list;
}

function tb_next_get(o: PyObject, _c: usize): PyObject | null {
  const next = tb_of(o).tb_next;
  return next ? Py_NewRef(next) : Py_None;
}

function tb_next_set(o: PyObject, given: PyObject | null, _c: usize): i32 {
  if (!given) {
    PyErr_Format(PyExc_TypeError, cstr("can't delete tb_next attribute"));
    return -1;
  }
  let value: PyObject | null = given;
  if (ptr(given) === ptr(Py_None)) value = null;
  else if (!PyTraceBack_Check(given)) {
    PyErr_Format(PyExc_TypeError, cstr("expected traceback object, got '%s'"), given.ob_type.tp_name);
    return -1;
  }
  let cursor = value;
  while (cursor) {
    if (ptr(cursor) === ptr(o)) {
      PyErr_Format(PyExc_ValueError, cstr("traceback loop detected"));
      return -1;
    }
    cursor = tb_of(cursor).tb_next;
  }
  const old = tb_of(o).tb_next;
  tb_of(o).tb_next = Py_XNewRef(value);
  Py_XDECREF(old);
  return 0;
}

function tb_lineno_get(o: PyObject, _c: usize): PyObject | null {
  const line = tb_get_lineno(tb_of(o));
  return line === -1 ? Py_None : PyLong_FromLong(line);
}

const tb_new_args: ArgSpec = changetype<ArgSpec>(memory.data(16, 16));

function tb_new_checked(args: Slots): PyObject | null {
  let next: PyObject | null = args.get(0);
  const frame = args.get(1);
  if (!PyFrame_Check(frame)) {
    _PyArg_BadArgument(cstr("traceback"), cstr("argument 'tb_frame'"), PyFrame_Type.tp_name, frame);
    return null;
  }
  const lasti = PyLong_AsInt(args.get(2));
  if (lasti === -1 && tstate.current_exception) return null;
  const lineno = PyLong_AsInt(args.get(3));
  if (lineno === -1 && tstate.current_exception) return null;
  if (ptr(next) === ptr(Py_None)) next = null;
  else if (!PyTraceBack_Check(next)) {
    return PyErr_Format(PyExc_TypeError, cstr("expected traceback object or None, got '%s'"), next.ob_type.tp_name);
  }
  return tb_create_raw(next, changetype<PyFrameObject>(frame), lasti, lineno);
}

/** traceback(tb_next, tb_frame, tb_lasti, tb_lineno). */
function tb_new(_type: PyTypeObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const given = _PyArg_UnpackKeywordsTuple(
    tb_new_args,
    cstr("traceback"),
    cstr("tb_next tb_frame tb_lasti tb_lineno"),
    0,
    args,
    kwargs,
    4,
    4,
  );
  const result = given ? tb_new_checked(Slots.at(given)) : null;
  stack_release(mark);
  return result;
}

export function init_traceback_type(): void {
  const t = PyTraceBack_Type;
  static_type(
    t,
    cstr("traceback"),
    <i32>offsetof<PyTracebackObject>(),
    0,
    Py_TPFLAGS_HAVE_GC,
    cstr("traceback(tb_next, tb_frame, tb_lasti, tb_lineno)\n--\n\nMakes a traceback entry."),
  );
  t.tp_dealloc = destructor.of(tb_dealloc);
  t.tp_traverse = traverseproc.of(tb_traverse);
  t.tp_clear = inquiry.of(tb_clear);
  t.tp_new = newfunc.of(tb_new);
  def_noargs(t, cstr("__dir__"), PyCFunction.of(tb_dir));
  def_member(t, cstr("tb_frame"), _Py_T_OBJECT, offsetof<PyTracebackObject>("tb_frame"), Py_READONLY);
  def_member(t, cstr("tb_lasti"), Py_T_INT, offsetof<PyTracebackObject>("tb_lasti"), Py_READONLY);
  def_getset(t, cstr("tb_next"), getter.of(tb_next_get), setter.of(tb_next_set));
  def_getset(t, cstr("tb_lineno"), getter.of(tb_lineno_get), null);
}
