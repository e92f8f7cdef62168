/**
 * Frame objects: what a traceback, sys._getframe or a generator shows of a frame; made only when someone looks.
 * CPython: Objects/frameobject.c.
 *
 *   PyFrameObject (64 bytes, then 72 + 8 * n of its own frame once it owns one)
 *   +16 f_back   +24 f_frame (address)   +32 f_trace   +40 f_lineno i32, +44 f_trace_lines, +45 f_trace_opcodes
 *   +48 f_extra_locals   +56 f_locals_cache   +64 _f_frame_data
 */

import { PyErr_GetRaisedException, PyErr_SetRaisedException, PyErr_SetString } from "../abstract/errors";
import { set_opcode_trace } from "../abstract/hooks";
import { _PyObject_GC_IS_TRACKED, _PyObject_GC_NewVar, _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { def_getset, def_member, def_noargs, Py_T_BOOL } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_IS_TYPE, Py_NewRef, Py_XDECREF, Py_XNewRef, PyObject, ptr } from "../object/object";
import { destructor, getter, inquiry, PyCFunction, reprfunc, setter, traverseproc, visitproc } from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_None,
  Py_True,
  PyExc_RuntimeError,
  PyExc_SystemError,
  PyExc_TypeError,
  PyFrame_Type,
} from "../object/static-types";
import { Py_TRASHCAN_BEGIN, Py_TRASHCAN_END } from "../object/trashcan";
import { Py_TPFLAGS_HAVE_GC } from "../object/type-object";
import { PyBool_Check, PyBool_FromLong } from "./bool";
import { PyCodeObject } from "./code";
import { PyCode_Addr2Line } from "./code-lines";
import { PyDict_New, PyDict_Update } from "./dict";
import { frame_setlineno } from "./frame-line-jump";
import { _PyFrame_GetLocals, PyFrameLocalsProxy_Check } from "./frame-object-locals";
import { _PyGen_Finalize, PyGenObject } from "./generator";
import { PyLong_FromLong } from "./int";
import {
  _PyFrame_GetFirstComplete,
  _PyFrame_Traverse,
  _PyInterpreterFrame,
  _PyInterpreterFrame_LASTI,
  _PyThreadState_GetFrame,
  FRAME_EXECUTING,
  FRAME_HEAD,
  FRAME_OWNED_BY_FRAME_OBJECT,
  FRAME_OWNED_BY_GENERATOR,
  FRAME_OWNED_BY_THREAD,
  FRAME_SUSPENDED,
  FRAME_SUSPENDED_YIELD_FROM,
} from "./interpreter-frame";
import { PyUnicode_FromFormat } from "./str-from-format";
import { static_type } from "./type-define";

@unmanaged
export class PyFrameObject extends PyObject {
  /** Owned, or NULL. */
  f_back: PyObject | null;
  f_frame: _PyInterpreterFrame;
  /** Owned, or NULL. */
  f_trace: PyObject | null;
  /** Valid when not 0. */
  f_lineno: i32;
  f_trace_lines: u8;
  f_trace_opcodes: u8;
  frame_pad: u16;
  /** Owned dict, or NULL. */
  f_extra_locals: PyObject | null;
  /** Owned dict, or NULL. */
  f_locals_cache: PyObject | null;
}

/** @inline */
export function PyFrame_Check(o: PyObject): bool {
  return Py_IS_TYPE(o, PyFrame_Type);
}

/** Where a frame object's own frame begins: offsetof(_f_frame_data). */
export const FRAME_OBJECT_DATA: usize = 64;

/** A new, untracked frame object for `code`: NULL with MemoryError. Does not set f_frame. */
export function _PyFrame_New_NoTrack(code: PyCodeObject): PyFrameObject | null {
  const f = changetype<PyFrameObject>(_PyObject_GC_NewVar(PyFrame_Type, code.co_nlocalsplus + code.co_stacksize));
  if (!f) return null;
  // f_frame_data[0] begins where a var object has ob_size: _PyObject_GC_NewVar has written the count there.
  memory.fill(ptr(f) + 16, 0, FRAME_OBJECT_DATA - 16);
  f.f_trace_lines = 1;
  return f;
}

/** The frame object of `frame` (complete), made when there is none: borrowed, NULL with MemoryError. @inline */
export function _PyFrame_GetFrameObject(frame: _PyInterpreterFrame): PyFrameObject | null {
  const f = frame.frame_obj;
  return f ? changetype<PyFrameObject>(f) : _PyFrame_MakeAndSetFrameObject(frame);
}

export function _PyFrame_MakeAndSetFrameObject(frame: _PyInterpreterFrame): PyFrameObject | null {
  const exc = PyErr_GetRaisedException();
  const f = _PyFrame_New_NoTrack(frame.code);
  if (!f) {
    Py_XDECREF(exc);
    return null;
  }
  PyErr_SetRaisedException(exc);
  f.f_frame = frame;
  frame.frame_obj = f;
  return f;
}

/** The frame object of the running Python code: borrowed; NULL outside of any or with MemoryError. */
export function PyEval_GetFrame(): PyFrameObject | null {
  const frame = _PyThreadState_GetFrame();
  if (!frame) return null;
  const f = _PyFrame_GetFrameObject(frame);
  if (!f) PyErr_SetRaisedException(null);
  return f;
}

/** The line that `frame` is at; -1: none. */
export function PyUnstable_InterpreterFrame_GetLine(frame: _PyInterpreterFrame): i32 {
  return PyCode_Addr2Line(frame.code, _PyInterpreterFrame_LASTI(frame) << 1);
}

/** The line that the frame is at; -1: none. */
export function PyFrame_GetLineNumber(f: PyFrameObject): i32 {
  return f.f_lineno !== 0 ? f.f_lineno : PyUnstable_InterpreterFrame_GetLine(f.f_frame);
}

/** f_back: a new reference, or NULL (also with MemoryError). */
export function PyFrame_GetBack(f: PyFrameObject): PyFrameObject | null {
  const back = f.f_back;
  if (back) return changetype<PyFrameObject>(Py_NewRef(back));
  const previous = _PyFrame_GetFirstComplete(f.f_frame.previous);
  if (!previous) return null;
  return changetype<PyFrameObject | null>(Py_XNewRef(_PyFrame_GetFrameObject(previous)));
}

/** A new reference to the code object. */
export function PyFrame_GetCode(f: PyFrameObject): PyObject {
  return Py_NewRef(f.f_frame.f_executable);
}

/** locals(): a new reference, a dict or the frame's mapping; NULL with an exception. */
export function _PyEval_GetFrameLocals(): PyObject | null {
  const frame = _PyThreadState_GetFrame();
  if (!frame) {
    PyErr_SetString(PyExc_SystemError, cstr("frame does not exist"));
    return null;
  }
  const locals = _PyFrame_GetLocals(frame, null);
  if (!locals || !PyFrameLocalsProxy_Check(locals)) return locals;
  const dict = PyDict_New();
  if (dict && PyDict_Update(dict, locals) < 0) {
    Py_DECREF(dict);
    Py_DECREF(locals);
    return null;
  }
  Py_DECREF(locals);
  return dict;
}

// ---- Life ---------------------------------------------------------------------------------------------------------

/** Drops the reference in the slot at `address`, which becomes NULL first. */
function clear_slot(address: usize): void {
  const old = changetype<PyObject | null>(load<usize>(address));
  if (!old) return;
  store<u64>(address, 0);
  Py_DECREF(old);
}

/** Releases the locals and the value stack of a frame that its frame object owns. */
function clear_locals(frame: _PyInterpreterFrame): void {
  const n = frame.stacktop;
  const at = changetype<usize>(frame) + FRAME_HEAD;
  for (let i = 0; i < n; i++) clear_slot(at + ((<usize>i) << 3));
}

function frame_dealloc(o: PyObject): void {
  const f = changetype<PyFrameObject>(o);
  if (_PyObject_GC_IS_TRACKED(f)) _PyObject_GC_UNTRACK(f);
  if (Py_TRASHCAN_BEGIN(f)) return;
  let co: PyObject | null = null;
  const frame = f.f_frame;
  if (frame.owner === FRAME_OWNED_BY_FRAME_OBJECT) {
    // The code object goes last: clearing locals may still look at it.
    co = frame.f_executable;
    store<u64>(changetype<usize>(frame), 0);
    clear_slot(changetype<usize>(frame) + offsetof<_PyInterpreterFrame>("f_funcobj"));
    clear_slot(changetype<usize>(frame) + offsetof<_PyInterpreterFrame>("f_locals"));
    clear_locals(frame);
  }
  clear_slot(ptr(f) + offsetof<PyFrameObject>("f_back"));
  clear_slot(ptr(f) + offsetof<PyFrameObject>("f_trace"));
  clear_slot(ptr(f) + offsetof<PyFrameObject>("f_extra_locals"));
  clear_slot(ptr(f) + offsetof<PyFrameObject>("f_locals_cache"));
  PyObject_GC_Del(f);
  Py_XDECREF(co);
  Py_TRASHCAN_END();
}

function frame_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const f = changetype<PyFrameObject>(o);
  for (let i: usize = 0; i < 4; i++) {
    const at = i === 0 ? offsetof<PyFrameObject>("f_back") : i === 1 ? offsetof<PyFrameObject>("f_trace") : 32 + i * 8;
    const field = changetype<PyObject | null>(load<usize>(ptr(f) + at));
    if (!field) continue;
    const r = visit.call(field, arg);
    if (r !== 0) return r;
  }
  if (f.f_frame.owner !== FRAME_OWNED_BY_FRAME_OBJECT) return 0;
  return _PyFrame_Traverse(f.f_frame, visit, arg);
}

function frame_tp_clear(o: PyObject): i32 {
  const f = changetype<PyFrameObject>(o);
  clear_slot(ptr(f) + offsetof<PyFrameObject>("f_trace"));
  clear_slot(ptr(f) + offsetof<PyFrameObject>("f_extra_locals"));
  const frame = f.f_frame;
  const n = frame.stacktop;
  const at = changetype<usize>(frame) + FRAME_HEAD;
  frame.stacktop = 0;
  for (let i = 0; i < n; i++) clear_slot(at + ((<usize>i) << 3));
  clear_slot(changetype<usize>(frame) + offsetof<_PyInterpreterFrame>("f_locals"));
  return 0;
}

// ---- Methods and attributes -----------------------------------------------------------------------------------------

/** @inline */
function fr(o: PyObject): PyFrameObject {
  return changetype<PyFrameObject>(o);
}

/** frame.clear(). */
function frame_clear(o: PyObject, _arg: PyObject | null): PyObject | null {
  const frame = fr(o).f_frame;
  let running = frame.owner === FRAME_OWNED_BY_THREAD;
  if (frame.owner === FRAME_OWNED_BY_GENERATOR) {
    const gen = changetype<PyGenObject>(changetype<usize>(frame) - 72);
    const state = gen.gi_frame_state;
    running = state === FRAME_EXECUTING;
    if (state === FRAME_SUSPENDED || state === FRAME_SUSPENDED_YIELD_FROM) {
      PyErr_SetString(PyExc_RuntimeError, cstr("cannot clear a suspended frame"));
      return null;
    }
    if (!running) _PyGen_Finalize(gen);
  } else if (!running) frame_tp_clear(o);
  if (running) {
    PyErr_SetString(PyExc_RuntimeError, cstr("cannot clear an executing frame"));
    return null;
  }
  return Py_None;
}

function frame_sizeof(o: PyObject, _arg: PyObject | null): PyObject | null {
  const code = fr(o).f_frame.code;
  const slots = code.co_nlocalsplus + code.co_stacksize;
  return PyLong_FromLong(<i64>(FRAME_OBJECT_DATA + FRAME_HEAD) + <i64>slots * 8);
}

function frame_repr(o: PyObject): PyObject | null {
  const f = fr(o);
  const code = f.f_frame.code;
  const line = PyFrame_GetLineNumber(f);
  return PyUnicode_FromFormat(
    cstr("<frame at %p, file %R, line %d, code %S>"),
    ptr(f),
    ptr(code.co_filename),
    line,
    ptr(code.co_name),
  );
}

function frame_getback(o: PyObject, _c: usize): PyObject | null {
  const back = PyFrame_GetBack(fr(o));
  if (back) return back;
  return tstate.current_exception ? null : Py_None;
}

function frame_getlocals(o: PyObject, _c: usize): PyObject | null {
  return _PyFrame_GetLocals(fr(o).f_frame, fr(o));
}

function frame_getlineno(o: PyObject, _c: usize): PyObject | null {
  const line = PyFrame_GetLineNumber(fr(o));
  return line < 0 ? Py_None : PyLong_FromLong(line);
}

function frame_gettrace(o: PyObject, _c: usize): PyObject | null {
  const trace = fr(o).f_trace;
  return trace ? Py_NewRef(trace) : Py_None;
}

function frame_settrace(o: PyObject, given: PyObject | null, _c: usize): i32 {
  const f = fr(o);
  const value = given && ptr(given) !== ptr(Py_None) ? given : null;
  const old = f.f_trace;
  if (ptr(value) === ptr(old)) return 0;
  f.f_trace = Py_XNewRef(value);
  Py_XDECREF(old);
  return value && f.f_trace_opcodes !== 0 ? set_opcode_trace(f, true) : 0;
}

function frame_getlasti(o: PyObject, _c: usize): PyObject | null {
  const lasti = _PyInterpreterFrame_LASTI(fr(o).f_frame);
  return PyLong_FromLong(lasti < 0 ? -1 : lasti << 1);
}

function frame_getglobals(o: PyObject, _c: usize): PyObject | null {
  return Py_NewRef(fr(o).f_frame.f_globals);
}

function frame_getbuiltins(o: PyObject, _c: usize): PyObject | null {
  return Py_NewRef(fr(o).f_frame.f_builtins);
}

function frame_getcode(o: PyObject, _c: usize): PyObject | null {
  return Py_NewRef(fr(o).f_frame.f_executable);
}

function frame_gettrace_opcodes(o: PyObject, _c: usize): PyObject | null {
  return PyBool_FromLong(fr(o).f_trace_opcodes !== 0);
}

function frame_settrace_opcodes(o: PyObject, value: PyObject | null, _c: usize): i32 {
  if (!value || !PyBool_Check(value)) {
    PyErr_SetString(PyExc_TypeError, cstr("attribute value type must be bool"));
    return -1;
  }
  const f = fr(o);
  const enable = ptr(value) === ptr(Py_True);
  f.f_trace_opcodes = enable ? 1 : 0;
  return !enable || f.f_trace ? set_opcode_trace(f, enable) : 0;
}

/** Initialises the frame type. */
export function init_frame_type(): void {
  const t = PyFrame_Type;
  static_type(t, cstr("frame"), <i32>(FRAME_OBJECT_DATA + FRAME_HEAD), 8, Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(frame_dealloc);
  t.tp_repr = reprfunc.of(frame_repr);
  t.tp_traverse = traverseproc.of(frame_traverse);
  t.tp_clear = inquiry.of(frame_tp_clear);
  def_noargs(t, cstr("clear"), PyCFunction.of(frame_clear), cstr("Drops the references that the frame holds."));
  def_noargs(t, cstr("__sizeof__"), PyCFunction.of(frame_sizeof), cstr("Bytes of the frame in memory."));
  def_member(t, cstr("f_trace_lines"), Py_T_BOOL, offsetof<PyFrameObject>("f_trace_lines"), 0);
  def_getset(t, cstr("f_back"), getter.of(frame_getback), null);
  def_getset(t, cstr("f_locals"), getter.of(frame_getlocals), null);
  def_getset(t, cstr("f_lineno"), getter.of(frame_getlineno), setter.of(frame_setlineno));
  def_getset(t, cstr("f_trace"), getter.of(frame_gettrace), setter.of(frame_settrace));
  def_getset(t, cstr("f_lasti"), getter.of(frame_getlasti), null);
  def_getset(t, cstr("f_globals"), getter.of(frame_getglobals), null);
  def_getset(t, cstr("f_builtins"), getter.of(frame_getbuiltins), null);
  def_getset(t, cstr("f_code"), getter.of(frame_getcode), null);
  def_getset(t, cstr("f_trace_opcodes"), getter.of(frame_gettrace_opcodes), setter.of(frame_settrace_opcodes));
}
