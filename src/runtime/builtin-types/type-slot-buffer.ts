/**
 * `__buffer__` and `__release_buffer__` of classes written in Python (PEP 688). CPython: slot_bf_getbuffer and its like,
 * _PyBufferWrapper_Type of Objects/typeobject.c.
 *
 * The exporter of a buffer got from `__buffer__` is a _buffer_wrapper, which holds the memoryview that was returned and the
 * object, so that `__release_buffer__` gets that very memoryview back.
 *
 *   _buffer_wrapper (32 bytes, GC): +16 mv, +24 obj   owned; NULL once released
 */

import { _PyArg_CheckPositional } from "../abstract/args";
import { Py_buffer, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyObject_CallMethodNoArgs } from "../abstract/call";
import { PyErr_GetRaisedException, PyErr_SetRaisedException, PyErr_SetString } from "../abstract/errors";
import { PyNumber_AsSsize_t } from "../abstract/number-convert";
import { PyErr_FormatUnraisable } from "../abstract/unraisable";
import { _PyObject_GC_New, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_IS_TYPE, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject, ptr } from "../object/object";
import { allocfunc, destructor, freefunc, releasebufferproc, traverseproc, visitproc } from "../object/slots";
import { tstate } from "../object/state";
import {
  _PyBufferWrapper_Type,
  Py_None,
  PyExc_OverflowError,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import { PyLong_FromLongLong } from "./int";
import {
  _Py_MEMORYVIEW_RELEASED,
  _Py_MEMORYVIEW_RESTRICTED,
  _PyMemoryView_AddFlags,
  _PyMemoryView_FromBufferProc,
  _PyMemoryView_GetFlags,
  PyMemoryView_Check,
  PyMemoryView_FromBuffer,
  PyMemoryView_GET_BUFFER,
} from "./memoryview";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { buffer_procs, static_type } from "./type-define";
import { call_method1 } from "./type-special-methods";

/** The exporter of the view at address `view`: borrowed. @inline */
function exporter_of(view: usize): PyObject {
  return changetype<Py_buffer>(view).obj!;
}

@unmanaged
class PyBufferWrapper extends PyObject {
  mv: PyObject | null;
  obj: PyObject | null;
}

/** @inline */
function wrapper(o: PyObject): PyBufferWrapper {
  return changetype<PyBufferWrapper>(o);
}

function bufferwrapper_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const mv = wrapper(o).mv;
  const err = mv ? visit.call(mv, arg) : 0;
  if (err) return err;
  const exporter = wrapper(o).obj;
  return exporter ? visit.call(exporter, arg) : 0;
}

function bufferwrapper_dealloc(o: PyObject): void {
  _PyObject_GC_UNTRACK(o);
  Py_XDECREF(wrapper(o).mv);
  Py_XDECREF(wrapper(o).obj);
  o.ob_type.tp_free!.call(o);
}

/** bf_releasebuffer of `o`'s type, or NULL. */
function release_slot(type: PyTypeObject): releasebufferproc | null {
  const procs = type.tp_as_buffer;
  return procs ? procs.bf_releasebuffer : null;
}

/** @inline */
function is_python_release(slot: releasebufferproc | null): bool {
  return changetype<usize>(slot) === changetype<usize>(releasebufferproc.of(slot_bf_releasebuffer));
}

function bufferwrapper_releasebuf(self: PyObject, view: usize): void {
  const bw = wrapper(self);
  const mv = bw.mv;
  const exporter = bw.obj;
  if (!mv || !exporter) return;
  const release = release_slot(mv.ob_type);
  if (release) release.call(mv, view);
  // A native bf_releasebuffer is called when the memoryview is released.
  const others = ptr(PyMemoryView_GET_BUFFER(mv).obj) !== ptr(exporter);
  if (others && is_python_release(release_slot(exporter.ob_type))) releasebuffer_call_python(exporter, view);
  bw.mv = null;
  Py_DECREF(mv);
  bw.obj = null;
  Py_DECREF(exporter);
}

/** The wrapper of `mv` (borrowed) and `self`: a new reference. */
function new_wrapper(mv: PyObject, self: PyObject): PyObject | null {
  const o = _PyObject_GC_New(_PyBufferWrapper_Type);
  if (!o) return null;
  store<u64>(ptr(o), <u64>ptr(Py_NewRef(mv)), offsetof<PyBufferWrapper>("mv"));
  store<u64>(ptr(o), <u64>ptr(Py_NewRef(self)), offsetof<PyBufferWrapper>("obj"));
  _PyObject_GC_TRACK(o);
  return o;
}

/** Fills `view` from the memoryview `mv` that `__buffer__` of `self` returned. */
function fill_view(self: PyObject, mv: PyObject, view: usize, flags: i32): i32 {
  if (!PyMemoryView_Check(mv)) {
    PyErr_SetString(PyExc_TypeError, cstr("__buffer__ returned non-memoryview object"));
    return -1;
  }
  if (PyObject_GetBuffer(mv, changetype<Py_buffer>(view), flags) < 0) return -1;
  const exporter = new_wrapper(mv, self);
  if (!exporter) {
    PyBuffer_Release(changetype<Py_buffer>(view));
    return -1;
  }
  // The wrapper takes the place of the memoryview, whose reference the view owned.
  changetype<Py_buffer>(view).obj = exporter;
  Py_DECREF(mv);
  return 0;
}

export function slot_bf_getbuffer(self: PyObject, view: usize, flags: i32): i32 {
  const flags_obj = PyLong_FromLongLong(<i64>flags);
  if (!flags_obj) return -1;
  const mv = call_method1(_Py_ID("__buffer__"), self, flags_obj);
  Py_DECREF(flags_obj);
  if (!mv) return -1;
  const status = fill_view(self, mv, view, flags);
  Py_DECREF(mv);
  return status;
}

/** The memoryview to hand to `__release_buffer__`: a new reference; NULL when there is nothing to release. */
function released_view(self: PyObject, view: usize): PyObject | null {
  const exporter = exporter_of(view);
  if (Py_IS_TYPE(exporter, _PyBufferWrapper_Type)) {
    const kept = wrapper(exporter).mv;
    return kept ? Py_NewRef(kept) : null;
  }
  const mv = PyMemoryView_FromBuffer(changetype<Py_buffer>(view));
  if (!mv) PyErr_FormatUnraisable(cstr("Exception ignored in bf_releasebuffer of %s"), self.ob_type.tp_name);
  // No reference to the memory may outlive the call.
  else _PyMemoryView_AddFlags(mv, _Py_MEMORYVIEW_RESTRICTED);
  return mv;
}

/** Calls `__release_buffer__`; exceptions are unraisable, a current one stays. */
function releasebuffer_call_python(self: PyObject, view: usize): void {
  const exc = PyErr_GetRaisedException();
  const wrapped = Py_IS_TYPE(exporter_of(view), _PyBufferWrapper_Type);
  const mv = released_view(self, view);
  if (mv) {
    const ret = call_method1(_Py_ID("__release_buffer__"), self, mv);
    if (ret) Py_DECREF(ret);
    else PyErr_FormatUnraisable(cstr("Exception ignored in __release_buffer__ of %s"), self.ob_type.tp_name);
    if (!wrapped) {
      const released = PyObject_CallMethodNoArgs(mv, _Py_ID("release"));
      if (released) Py_DECREF(released);
      else PyErr_FormatUnraisable(cstr("Exception ignored in bf_releasebuffer of %s"), self.ob_type.tp_name);
    }
    Py_DECREF(mv);
  }
  PyErr_SetRaisedException(exc);
}

/** The native bf_releasebuffer that the type of `self` overrides, or NULL. */
function inherited_release(self: PyObject): releasebufferproc | null {
  const mro = self.ob_type.tp_mro;
  if (!mro) return null;
  const n = PyTuple_GET_SIZE(mro);
  for (let i = 1; i < n; i++) {
    const slot = release_slot(changetype<PyTypeObject>(PyTuple_GET_ITEM(mro, i)));
    if (slot && !is_python_release(slot)) return slot;
  }
  return null;
}

/** Also calls the native function of a base: Python code cannot be trusted to do so. */
export function slot_bf_releasebuffer(self: PyObject, view: usize): void {
  releasebuffer_call_python(self, view);
  const base = inherited_release(self);
  if (base) base.call(self, view);
}

/** Slot wrapper of `__buffer__`: a new memoryview. */
export function wrap_buffer(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  if (!_PyArg_CheckPositional(cstr(""), PyTuple_GET_SIZE(args), 1, 1)) return null;
  const flags = PyNumber_AsSsize_t(PyTuple_GET_ITEM(args, 0), PyExc_OverflowError);
  if (flags === -1 && tstate.current_exception) return null;
  if (flags !== <i64>(<i32>flags)) {
    PyErr_SetString(PyExc_OverflowError, cstr("buffer flags out of range"));
    return null;
  }
  return _PyMemoryView_FromBufferProc(self, <i32>flags, wrapped);
}

/** Slot wrapper of `__release_buffer__`: releases the memoryview, which must be one of `self`. */
export function wrap_releasebuffer(
  self: PyObject,
  args: PyObject,
  _wrapped: u32,
  _kwds: PyObject | null,
): PyObject | null {
  if (!_PyArg_CheckPositional(cstr(""), PyTuple_GET_SIZE(args), 1, 1)) return null;
  const arg = PyTuple_GET_ITEM(args, 0);
  if (!PyMemoryView_Check(arg)) {
    PyErr_SetString(PyExc_TypeError, cstr("expected a memoryview object"));
    return null;
  }
  const exporter = PyMemoryView_GET_BUFFER(arg).obj;
  if (!exporter) return Py_None;
  if (ptr(exporter) !== ptr(self)) {
    PyErr_SetString(PyExc_ValueError, cstr("memoryview's buffer is not this object"));
    return null;
  }
  if (_PyMemoryView_GetFlags(arg) & _Py_MEMORYVIEW_RELEASED) {
    PyErr_SetString(PyExc_ValueError, cstr("memoryview's buffer has already been released"));
    return null;
  }
  const res = PyObject_CallMethodNoArgs(arg, _Py_ID("release"));
  if (!res) return null;
  Py_DECREF(res);
  return Py_None;
}

export function init_buffer_wrapper_type(): void {
  const t = _PyBufferWrapper_Type;
  const size = <Py_ssize_t>offsetof<PyBufferWrapper>();
  static_type(t, cstr("_buffer_wrapper"), size, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(bufferwrapper_dealloc);
  t.tp_traverse = traverseproc.of(bufferwrapper_traverse);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  buffer_procs(t).bf_releasebuffer = releasebufferproc.of(bufferwrapper_releasebuf);
}
