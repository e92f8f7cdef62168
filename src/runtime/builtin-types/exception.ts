/**
 * BaseException: creation, attributes, release; what other code does with an exception. CPython: Objects/exceptions.c.
 *
 * MemoryError has a free list of its own (16 instances made at start-up), so that it can be raised when memory is out.
 */

import { _PyArg_NoKeywords } from "../abstract/args";
import { newOrNone, PyObject_GetOptionalAttr, PyObject_SetAttr } from "../abstract/attribute";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_Str } from "../abstract/object-protocol";
import { PySequence_Tuple } from "../abstract/sequence";
import { _PyObject_GC_TRACK, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { _Py_ID, cstr } from "../object/literals";
import {
  _Py_NewReference,
  Py_DECREF,
  Py_INCREF,
  Py_IS_TYPE,
  Py_NewRef,
  Py_XDECREF,
  Py_XNewRef,
  PyObject,
  ptr,
} from "../object/object";
import { destructor, visitproc } from "../object/slots";
import { interp, tstate } from "../object/state";
import { Py_None, PyExc_MemoryError, PyExc_TypeError, PyTraceBack_Type } from "../object/static-types";
import { Py_TRASHCAN_BEGIN, Py_TRASHCAN_END } from "../object/trashcan";
import { Py_TPFLAGS_BASE_EXC_SUBCLASS, PyType_FastSubclass, PyTypeObject } from "../object/type-object";
import { PyDict_Next } from "./dict";
import { PyDict_Check } from "./dict-object";
import { PyBaseExceptionObject } from "./exception-structs";
import { PyList_Append, PyList_Check, PyList_New } from "./list";
import { PyUnicode_Check, unicode_get_empty } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack, tuple_get_empty } from "./tuple";
import { _PyType_Name } from "./type";

/** @inline */
export function asException(o: PyObject): PyBaseExceptionObject {
  return changetype<PyBaseExceptionObject>(o);
}

/** tp_new of all exceptions: new reference. */
export function BaseException_new(t: PyTypeObject, args: PyObject, _kwds: PyObject | null): PyObject | null {
  const o = t.tp_alloc!.call(t, 0);
  if (!o) return null;
  // tp_alloc has cleared the body.
  asException(o).args = ptr(args) ? Py_NewRef(args) : tuple_get_empty();
  return o;
}

/** tp_init. */
export function BaseException_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  if (!_PyArg_NoKeywords(o.ob_type.tp_name, kwds)) return -1;
  const old = asException(o).args;
  asException(o).args = Py_NewRef(args);
  Py_XDECREF(old);
  return 0;
}

/** tp_clear. */
export function BaseException_clear(o: PyObject): i32 {
  const e = asException(o);
  const dict = e.dict;
  e.dict = null;
  Py_XDECREF(dict);
  const args = e.args;
  e.args = null;
  Py_XDECREF(args);
  const notes = e.notes;
  e.notes = null;
  Py_XDECREF(notes);
  const traceback = e.traceback;
  e.traceback = null;
  Py_XDECREF(traceback);
  const cause = e.cause;
  e.cause = null;
  Py_XDECREF(cause);
  const context = e.context;
  e.context = null;
  Py_XDECREF(context);
  return 0;
}

/** tp_dealloc. */
export function BaseException_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  // Long chains through __context__ and __traceback__ must not overflow the native stack.
  const own = changetype<usize>(o.ob_type.tp_dealloc) === changetype<usize>(destructor.of(BaseException_dealloc));
  if (own && Py_TRASHCAN_BEGIN(o)) return;
  BaseException_clear(o);
  o.ob_type.tp_free!.call(o);
  if (own) Py_TRASHCAN_END();
}

/** Calls `visit` for the value of an owned field. @inline */
export function visit_field(o: PyObject | null, visit: visitproc, arg: usize): i32 {
  return o ? visit.call(o, arg) : 0;
}

/** tp_traverse. */
export function BaseException_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const e = asException(o);
  return (
    visit_field(e.dict, visit, arg) ||
    visit_field(e.args, visit, arg) ||
    visit_field(e.notes, visit, arg) ||
    visit_field(e.traceback, visit, arg) ||
    visit_field(e.cause, visit, arg) ||
    visit_field(e.context, visit, arg)
  );
}

/** tp_str: of no, one or several arguments. */
export function BaseException_str(o: PyObject): PyObject | null {
  const args = asException(o).args!;
  const n = PyTuple_GET_SIZE(args);
  if (n === 0) return unicode_get_empty();
  return PyObject_Str(n === 1 ? PyTuple_GET_ITEM(args, 0) : args);
}

/** tp_repr. */
export function BaseException_repr(o: PyObject): PyObject | null {
  const args = asException(o).args!;
  const name = _PyType_Name(o.ob_type);
  if (PyTuple_GET_SIZE(args) === 1) {
    return PyUnicode_FromFormat(cstr("%s(%R)"), name, ptr(PyTuple_GET_ITEM(args, 0)));
  }
  return PyUnicode_FromFormat(cstr("%s%R"), name, ptr(args));
}

export function BaseException_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const e = asException(o);
  const args = e.args;
  return args && e.dict ? PyTuple_Pack(o.ob_type, args, e.dict) : PyTuple_Pack(o.ob_type, args);
}

export function BaseException_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  if (ptr(state) === ptr(Py_None)) return Py_None;
  if (!PyDict_Check(state!)) {
    PyErr_SetString(PyExc_TypeError, cstr("state is not a dictionary"));
    return null;
  }
  let pos = 0;
  while ((pos = PyDict_Next(state!, pos)) !== 0) {
    const key = Py_NewRef(tstate.out_object!);
    const value = Py_NewRef(tstate.out_object2!);
    const status = PyObject_SetAttr(o, key, value);
    Py_DECREF(value);
    Py_DECREF(key);
    if (status < 0) return null;
  }
  return Py_None;
}

export function BaseException_with_traceback(o: PyObject, tb: PyObject | null): PyObject | null {
  return PyException_SetTraceback(o, tb) < 0 ? null : Py_NewRef(o);
}

export function BaseException_add_note(o: PyObject, note: PyObject | null): PyObject | null {
  if (!PyUnicode_Check(note!)) {
    return PyErr_Format(PyExc_TypeError, cstr("note must be a str, not '%s'"), note!.ob_type.tp_name);
  }
  if (PyObject_GetOptionalAttr(o, _Py_ID("__notes__")) < 0) return null;
  let notes = tstate.out_object;
  if (!notes) {
    notes = PyList_New(0);
    if (!notes) return null;
    if (PyObject_SetAttr(o, _Py_ID("__notes__"), notes) < 0) {
      Py_DECREF(notes);
      return null;
    }
  } else if (!PyList_Check(notes)) {
    Py_DECREF(notes);
    PyErr_SetString(PyExc_TypeError, cstr("Cannot add note: __notes__ is not a list"));
    return null;
  }
  const status = PyList_Append(notes, note!);
  Py_DECREF(notes);
  return status < 0 ? null : Py_None;
}

export function BaseException_get_args(o: PyObject, _closure: usize): PyObject | null {
  return newOrNone(asException(o).args);
}

export function BaseException_set_args(o: PyObject, value: PyObject | null, _closure: usize): i32 {
  if (!value) {
    PyErr_SetString(PyExc_TypeError, cstr("args may not be deleted"));
    return -1;
  }
  const args = PySequence_Tuple(value);
  if (!args) return -1;
  const old = asException(o).args;
  asException(o).args = args;
  Py_XDECREF(old);
  return 0;
}

export function BaseException_get_tb(o: PyObject, _closure: usize): PyObject | null {
  return newOrNone(asException(o).traceback);
}

export function BaseException_set_tb(o: PyObject, tb: PyObject | null, _closure: usize): i32 {
  return PyException_SetTraceback(o, tb);
}

/** Sets `__traceback__` (a traceback or None; counts its own reference). -1 with TypeError. */
export function PyException_SetTraceback(o: PyObject, tb: PyObject | null): i32 {
  if (!tb) {
    PyErr_SetString(PyExc_TypeError, cstr("__traceback__ may not be deleted"));
    return -1;
  }
  const isNone = ptr(tb) === ptr(Py_None);
  if (!isNone && !Py_IS_TYPE(tb, PyTraceBack_Type)) {
    PyErr_SetString(PyExc_TypeError, cstr("__traceback__ must be a traceback or None"));
    return -1;
  }
  const old = asException(o).traceback;
  asException(o).traceback = isNone ? null : Py_NewRef(tb);
  Py_XDECREF(old);
  return 0;
}

/** New reference or NULL. */
export function PyException_GetTraceback(o: PyObject): PyObject | null {
  return Py_XNewRef(asException(o).traceback);
}

/** New reference or NULL. */
export function PyException_GetCause(o: PyObject): PyObject | null {
  return Py_XNewRef(asException(o).cause);
}

/** Steals `cause` (may be NULL); also suppresses the context. */
export function PyException_SetCause(o: PyObject, cause: PyObject | null): void {
  const e = asException(o);
  e.suppress_context = 1;
  const old = e.cause;
  e.cause = cause;
  Py_XDECREF(old);
}

/** New reference or NULL. */
export function PyException_GetContext(o: PyObject): PyObject | null {
  return Py_XNewRef(asException(o).context);
}

/** Steals `context` (may be NULL). */
export function PyException_SetContext(o: PyObject, context: PyObject | null): void {
  const old = asException(o).context;
  asException(o).context = context;
  Py_XDECREF(old);
}

/** New reference. */
export function PyException_GetArgs(o: PyObject): PyObject {
  return Py_NewRef(asException(o).args!);
}

/** Counts its own reference to `args`. */
export function PyException_SetArgs(o: PyObject, args: PyObject): void {
  Py_INCREF(args);
  const old = asException(o).args;
  asException(o).args = args;
  Py_XDECREF(old);
}

/** None or an exception for __context__ and __cause__: false with TypeError. */
function is_link(value: PyObject | null, deleted: usize, wrong: usize): bool {
  if (!value) {
    PyErr_SetString(PyExc_TypeError, deleted);
    return false;
  }
  if (ptr(value) !== ptr(Py_None) && !PyType_FastSubclass(value.ob_type, Py_TPFLAGS_BASE_EXC_SUBCLASS)) {
    PyErr_SetString(PyExc_TypeError, wrong);
    return false;
  }
  return true;
}

export function BaseException_get_context(o: PyObject, _closure: usize): PyObject | null {
  return newOrNone(asException(o).context);
}

export function BaseException_set_context(o: PyObject, value: PyObject | null, _closure: usize): i32 {
  const wrong = cstr("exception context must be None or derive from BaseException");
  if (!is_link(value, cstr("__context__ may not be deleted"), wrong)) return -1;
  PyException_SetContext(o, ptr(value) === ptr(Py_None) ? null : Py_NewRef(value!));
  return 0;
}

export function BaseException_get_cause(o: PyObject, _closure: usize): PyObject | null {
  return newOrNone(asException(o).cause);
}

export function BaseException_set_cause(o: PyObject, value: PyObject | null, _closure: usize): i32 {
  const wrong = cstr("exception cause must be None or derive from BaseException");
  if (!is_link(value, cstr("__cause__ may not be deleted"), wrong)) return -1;
  PyException_SetCause(o, ptr(value) === ptr(Py_None) ? null : Py_NewRef(value!));
  return 0;
}

// --- MemoryError ---

const MEMERRORS_SAVE: i32 = 16;

/** A MemoryError without arguments, from the free list when there is one: new reference. Never NULL. */
export function _PyErr_MemoryErrorInstance(): PyObject {
  const o = interp.memerrors_freelist;
  if (!o) return Py_NewRef(interp.last_resort_memory_error!);
  const e = asException(o);
  interp.memerrors_freelist = e.dict;
  interp.memerrors_numfree--;
  e.dict = null;
  e.args = tuple_get_empty();
  _Py_NewReference(o);
  _PyObject_GC_TRACK(o);
  return o;
}

/** tp_new of MemoryError. */
export function MemoryError_new(t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (ptr(t) !== ptr(PyExc_MemoryError)) return BaseException_new(t, args, kwds);
  if (!interp.memerrors_freelist) {
    const fresh = BaseException_new(t, args, kwds);
    return fresh ? fresh : _PyErr_MemoryErrorInstance();
  }
  const o = _PyErr_MemoryErrorInstance();
  asException(o).args = Py_NewRef(args);
  return o;
}

/** tp_dealloc of MemoryError. */
export function MemoryError_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  BaseException_clear(o);
  if (!Py_IS_TYPE(o, PyExc_MemoryError) || interp.memerrors_numfree >= MEMERRORS_SAVE) {
    o.ob_type.tp_free!.call(o);
    return;
  }
  asException(o).dict = interp.memerrors_freelist;
  interp.memerrors_freelist = o;
  interp.memerrors_numfree++;
}

/** Start-up: fills the free list. -1 when memory is out. */
export function preallocate_memerrors(): i32 {
  const last = BaseException_new(PyExc_MemoryError, tuple_get_empty(), null);
  if (!last) return -1;
  interp.last_resort_memory_error = last;
  for (let i = 0; i < MEMERRORS_SAVE; i++) {
    const o = BaseException_new(PyExc_MemoryError, tuple_get_empty(), null);
    if (!o) return -1;
    PyObject_GC_UnTrack(o);
    // On the list an object has no references: it was released.
    o.ob_refcnt = 0;
    asException(o).dict = interp.memerrors_freelist;
    interp.memerrors_freelist = o;
    interp.memerrors_numfree++;
  }
  return 0;
}
