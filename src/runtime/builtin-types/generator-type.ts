/** throw(), and the attributes that generators, coroutines and asynchronous generators share; the type of generators. CPython: Objects/genobject.c. */

import { _PyArg_CheckPositional } from "../abstract/args";
import { PyObject_GetOptionalAttr } from "../abstract/attribute";
import {
  PyObject_Call,
  PyObject_CallFunctionObjArgs,
  PyObject_CallNoArgs,
  PyObject_CallOneArg,
} from "../abstract/call";
import {
  PyErr_Format,
  PyErr_GivenExceptionMatches,
  PyErr_SetRaisedException,
  PyErr_SetString,
  PyExceptionClass_Check,
  PyExceptionInstance_Check,
} from "../abstract/errors";
import { PyObject_IsSubclass } from "../abstract/instance-check";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { def_fast, def_getset, def_noargs, def_o, METH_CLASS } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  destructor,
  getiterfunc,
  getter,
  iternextfunc,
  PyCFunction,
  PyCFunctionFast,
  reprfunc,
  sendfunc,
  setter,
  traverseproc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_True,
  PyExc_DeprecationWarning,
  PyExc_GeneratorExit,
  PyExc_TypeError,
  PyGen_Type,
} from "../object/static-types";
import { Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyException_SetTraceback } from "./exception";
import { _PyFrame_GetFrameObject } from "./frame-object";
import {
  _PyGen_Finalize,
  _PyGen_yf,
  GEN_HEAD,
  gen_close,
  gen_close_iter,
  gen_dealloc,
  gen_iternext,
  gen_of,
  gen_send_ex,
  gen_traverse,
  is_finished,
  is_suspended,
  PyCoro_CheckExact,
  PyGen_am_send,
  PyGen_CheckExact,
  PyGenObject,
} from "./generator";
import { init_async_generator_types } from "./generator-async";
import { init_coroutine_types } from "./generator-coroutine";
import { Py_GenericAlias } from "./generic-alias";
import { PyLong_FromLong } from "./int";
import { FRAME_EXECUTING, FRAME_HEAD } from "./interpreter-frame";
import { PyUnicode_Check } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTraceBack_Check } from "./traceback";
import { PyTuple_Check } from "./tuple";
import { async_methods, static_type } from "./type-define";
import { PyErr_WarnEx } from "./warnings";

// ---- throw() ----------------------------------------------------------------------------------------------------------

/** The exception that throw(type, value) means: a new reference, NULL with an exception. */
function normalized(type: PyObject, value: PyObject | null): PyObject | null {
  if (value && PyExceptionInstance_Check(value)) {
    const fits = PyObject_IsSubclass(value.ob_type, type);
    if (fits !== 0) return fits > 0 ? Py_NewRef(value) : null;
  }
  let exc: PyObject | null;
  if (!value || ptr(value) === ptr(Py_None)) exc = PyObject_CallNoArgs(type);
  else exc = PyTuple_Check(value) ? PyObject_Call(type, value, null) : PyObject_CallOneArg(type, value);
  if (exc && !PyExceptionInstance_Check(exc)) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("calling %R should have returned an instance of BaseException, not %s"),
      ptr(type),
      exc.ob_type.tp_name,
    );
    Py_DECREF(exc);
    return null;
  }
  return exc;
}

/** Raises the exception in `gen` itself. A new reference, NULL with an exception. */
function throw_here(
  gen: PyGenObject,
  type: PyObject,
  value: PyObject | null,
  traceback: PyObject | null,
): PyObject | null {
  let tb = traceback;
  if (tb && ptr(tb) === ptr(Py_None)) tb = null;
  else if (tb && !PyTraceBack_Check(tb)) {
    PyErr_SetString(PyExc_TypeError, cstr("throw() third argument must be a traceback object"));
    return null;
  }
  let exc: PyObject | null;
  if (PyExceptionClass_Check(type)) exc = normalized(type, value);
  else if (PyExceptionInstance_Check(type)) {
    if (value && ptr(value) !== ptr(Py_None)) {
      PyErr_SetString(PyExc_TypeError, cstr("instance exception may not have a separate value"));
      return null;
    }
    exc = Py_NewRef(type);
  } else {
    return PyErr_Format(
      PyExc_TypeError,
      cstr("exceptions must be classes or instances deriving from BaseException, not %s"),
      type.ob_type.tp_name,
    );
  }
  if (exc) {
    if (tb) PyException_SetTraceback(exc, tb);
    PyErr_SetRaisedException(exc);
  }
  return gen_send_ex(gen, Py_None, true, false);
}

/** Throws into what `gen` delegates to, `gen` counting as running meanwhile. A new reference, NULL with an exception. */
function throw_into(
  gen: PyGenObject,
  yf: PyObject,
  method: PyObject | null,
  close_on_genexit: bool,
  type: PyObject,
  value: PyObject | null,
  tb: PyObject | null,
): PyObject | null {
  // The eval loop does not run here: the frame is linked by hand, for tracebacks.
  const frame = gen.gi_iframe;
  const previous = tstate.current_frame;
  store<u64>(changetype<usize>(frame), <u64>previous, 8);
  tstate.current_frame = changetype<usize>(frame);
  const state = gen.gi_frame_state;
  gen.gi_frame_state = FRAME_EXECUTING;
  let result: PyObject | null;
  if (!method) result = _gen_throw(gen_of(yf), close_on_genexit, type, value, tb);
  else if (!value) result = PyObject_CallOneArg(method, type);
  else if (!tb) result = PyObject_CallFunctionObjArgs(method, type, value);
  else result = PyObject_CallFunctionObjArgs(method, type, value, tb);
  gen.gi_frame_state = state;
  tstate.current_frame = previous;
  frame.previous = null;
  return result;
}

/** throw(): into what is delegated to, else into `gen`. A new reference, NULL with an exception. */
export function _gen_throw(
  gen: PyGenObject,
  close_on_genexit: bool,
  type: PyObject,
  value: PyObject | null,
  tb: PyObject | null,
): PyObject | null {
  const yf = _PyGen_yf(gen);
  if (!yf) return throw_here(gen, type, value, tb);
  if (close_on_genexit && PyErr_GivenExceptionMatches(type, PyExc_GeneratorExit)) {
    const state = gen.gi_frame_state;
    gen.gi_frame_state = FRAME_EXECUTING;
    const status = gen_close_iter(yf);
    gen.gi_frame_state = state;
    Py_DECREF(yf);
    if (status < 0) return gen_send_ex(gen, Py_None, true, false);
    return throw_here(gen, type, value, tb);
  }
  let method: PyObject | null = null;
  if (!PyGen_CheckExact(yf) && !PyCoro_CheckExact(yf)) {
    const found = PyObject_GetOptionalAttr(yf, _Py_ID("throw"));
    method = tstate.out_object;
    if (found <= 0) {
      Py_DECREF(yf);
      return found < 0 ? null : throw_here(gen, type, value, tb);
    }
  }
  let result = throw_into(gen, yf, method, close_on_genexit, type, value, tb);
  Py_XDECREF(method);
  Py_DECREF(yf);
  if (!result) result = gen_send_ex(gen, Py_None, true, false);
  return result;
}

/** throw(type[, value[, traceback]]), METH_FASTCALL. */
export function gen_throw(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("throw"), nargs, 1, 3)) return null;
  if (nargs > 1) {
    const text = cstr("the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.");
    if (PyErr_WarnEx(PyExc_DeprecationWarning, text, 1) < 0) return null;
  }
  return _gen_throw(gen_of(o), true, args.get(0), nargs > 1 ? args.get(1) : null, nargs > 2 ? args.get(2) : null);
}

// ---- Attributes ---------------------------------------------------------------------------------------------------------

export function gen_send(o: PyObject, arg: PyObject | null): PyObject | null {
  return gen_send_ex(gen_of(o), arg, false, false);
}

function gen_repr(o: PyObject): PyObject | null {
  return PyUnicode_FromFormat(cstr("<generator object %S at %p>"), ptr(gen_of(o).gi_qualname), ptr(o));
}

export function gen_get_name(o: PyObject, _c: usize): PyObject | null {
  return Py_NewRef(gen_of(o).gi_name);
}

export function gen_set_name(o: PyObject, value: PyObject | null, _c: usize): i32 {
  if (!value || !PyUnicode_Check(value)) {
    PyErr_SetString(PyExc_TypeError, cstr("__name__ must be set to a string object"));
    return -1;
  }
  const old = gen_of(o).gi_name;
  gen_of(o).gi_name = Py_NewRef(value);
  Py_DECREF(old);
  return 0;
}

export function gen_get_qualname(o: PyObject, _c: usize): PyObject | null {
  return Py_NewRef(gen_of(o).gi_qualname);
}

export function gen_set_qualname(o: PyObject, value: PyObject | null, _c: usize): i32 {
  if (!value || !PyUnicode_Check(value)) {
    PyErr_SetString(PyExc_TypeError, cstr("__qualname__ must be set to a string object"));
    return -1;
  }
  const old = gen_of(o).gi_qualname;
  gen_of(o).gi_qualname = Py_NewRef(value);
  Py_DECREF(old);
  return 0;
}

export function gen_getyieldfrom(o: PyObject, _c: usize): PyObject | null {
  const yf = _PyGen_yf(gen_of(o));
  return yf ? yf : Py_None;
}

export function gen_getrunning(o: PyObject, _c: usize): PyObject | null {
  return gen_of(o).gi_frame_state === FRAME_EXECUTING ? Py_True : Py_False;
}

export function gen_getsuspended(o: PyObject, _c: usize): PyObject | null {
  return is_suspended(gen_of(o).gi_frame_state) ? Py_True : Py_False;
}

export function gen_getframe(o: PyObject, _c: usize): PyObject | null {
  const gen = gen_of(o);
  if (is_finished(gen.gi_frame_state)) return Py_None;
  const f = _PyFrame_GetFrameObject(gen.gi_iframe);
  return f ? Py_NewRef(f) : null;
}

export function gen_getcode(o: PyObject, _c: usize): PyObject | null {
  return Py_NewRef(gen_of(o).gi_iframe.f_executable);
}

function gen_sizeof(o: PyObject, _arg: PyObject | null): PyObject | null {
  const code = gen_of(o).gi_iframe.code;
  const slots = code.co_nlocalsplus + code.co_stacksize;
  return PyLong_FromLong(<i64>(GEN_HEAD + FRAME_HEAD) + <i64>slots * 8);
}

export function generic_alias_of(o: PyObject, arg: PyObject | null): PyObject | null {
  return Py_GenericAlias(o, arg!);
}

/** The fields of the three types that hold a frame. */
export function define_generator_like(t: PyTypeObject, name: usize): void {
  static_type(t, name, <i32>(GEN_HEAD + FRAME_HEAD), 8, Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(gen_dealloc);
  t.tp_traverse = traverseproc.of(gen_traverse);
  t.tp_finalize = destructor.of(_PyGen_Finalize);
  t.tp_weaklistoffset = <i32>offsetof<PyGenObject>("gi_weakreflist");
  def_noargs(t, cstr("__sizeof__"), PyCFunction.of(gen_sizeof), cstr("Bytes of the object with its frame."));
  def_o(
    t,
    cstr("__class_getitem__"),
    PyCFunction.of(generic_alias_of),
    cstr("A generic alias of the class."),
    METH_CLASS,
  );
  def_getset(t, cstr("__name__"), getter.of(gen_get_name), setter.of(gen_set_name));
  def_getset(t, cstr("__qualname__"), getter.of(gen_get_qualname), setter.of(gen_set_qualname));
}

/** Initialises generator, coroutine, asynchronous generator and their helper types. */
export function init_generator_types(): void {
  const t = PyGen_Type;
  define_generator_like(t, cstr("generator"));
  async_methods(t).am_send = sendfunc.of(PyGen_am_send);
  t.tp_repr = reprfunc.of(gen_repr);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(gen_iternext);
  def_o(t, cstr("send"), PyCFunction.of(gen_send), cstr("send(arg) -> the next value yielded, or StopIteration."));
  def_fast(
    t,
    cstr("throw"),
    PyCFunctionFast.of(gen_throw),
    cstr("throw(value)\nthrow(type[,value[,tb]])\n\nRaises an exception in the generator; returns its next value."),
  );
  def_noargs(t, cstr("close"), PyCFunction.of(gen_close), cstr("close() -> raises GeneratorExit in the generator."));
  def_getset(t, cstr("gi_yieldfrom"), getter.of(gen_getyieldfrom), null);
  def_getset(t, cstr("gi_running"), getter.of(gen_getrunning), null);
  def_getset(t, cstr("gi_frame"), getter.of(gen_getframe), null);
  def_getset(t, cstr("gi_suspended"), getter.of(gen_getsuspended), null);
  def_getset(t, cstr("gi_code"), getter.of(gen_getcode), null);
  init_coroutine_types();
  init_async_generator_types();
}
