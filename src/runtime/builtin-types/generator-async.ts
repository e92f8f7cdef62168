/**
 * Asynchronous generators: their type and methods. CPython: Objects/genobject.c. What the methods return is in
 * generator-async-awaitables.ts, what a step of the generator gives in generator-async-values.ts.
 */

import { PyObject_CallOneArg } from "../abstract/call";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { def_getset, def_member, def_noargs, def_o, def_varargs, Py_READONLY, Py_T_BOOL } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, PyObject, ptr } from "../object/object";
import { getter, PyCFunction, reprfunc, unaryfunc } from "../object/slots";
import { tstate } from "../object/state";
import {
  _PyAsyncGenASend_Type,
  _PyAsyncGenAThrow_Type,
  PyAsyncGen_Type,
  PyExc_DeprecationWarning,
} from "../object/static-types";
import { init_anext_awaitable_type } from "./anext-awaitable";
import { gen_of, PyGenObject } from "./generator";
import { init_awaitable_types, new_awaitable } from "./generator-async-awaitables";
import { init_wrapped_value_type } from "./generator-async-values";
import { define_generator_like, gen_getcode, gen_getframe, gen_getsuspended, gen_getyieldfrom } from "./generator-type";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_SIZE } from "./tuple";
import { async_methods } from "./type-define";
import { PyErr_WarnEx } from "./warnings";

/** Before the first iteration: takes over the hooks of sys.set_asyncgen_hooks. False with an exception. */
function async_gen_init_hooks(gen: PyGenObject): bool {
  if (gen.gi_hooks_inited !== 0) return true;
  gen.gi_hooks_inited = 1;
  const finalizer = tstate.async_gen_finalizer;
  if (finalizer) gen.gi_origin_or_finalizer = Py_NewRef(finalizer);
  const firstiter = tstate.async_gen_firstiter;
  if (!firstiter) return true;
  Py_NewRef(firstiter);
  const result = PyObject_CallOneArg(firstiter, gen);
  Py_DECREF(firstiter);
  if (!result) return false;
  Py_DECREF(result);
  return true;
}

function async_gen_repr(o: PyObject): PyObject | null {
  return PyUnicode_FromFormat(cstr("<async_generator object %S at %p>"), ptr(gen_of(o).gi_qualname), ptr(o));
}

function async_gen_anext(o: PyObject): PyObject | null {
  return async_gen_init_hooks(gen_of(o)) ? new_awaitable(_PyAsyncGenASend_Type, gen_of(o), null) : null;
}

function async_gen_asend(o: PyObject, arg: PyObject | null): PyObject | null {
  return async_gen_init_hooks(gen_of(o)) ? new_awaitable(_PyAsyncGenASend_Type, gen_of(o), arg) : null;
}

function async_gen_aclose(o: PyObject, _arg: PyObject | null): PyObject | null {
  return async_gen_init_hooks(gen_of(o)) ? new_awaitable(_PyAsyncGenAThrow_Type, gen_of(o), null) : null;
}

function async_gen_athrow(o: PyObject, args: PyObject | null): PyObject | null {
  if (PyTuple_GET_SIZE(args!) > 1) {
    const text = cstr("the (type, exc, tb) signature of athrow() is deprecated, use the single-arg signature instead.");
    if (PyErr_WarnEx(PyExc_DeprecationWarning, text, 1) < 0) return null;
  }
  return async_gen_init_hooks(gen_of(o)) ? new_awaitable(_PyAsyncGenAThrow_Type, gen_of(o), args) : null;
}

/** Initialises async_generator and its helper types. */
export function init_async_generator_types(): void {
  const t = PyAsyncGen_Type;
  define_generator_like(t, cstr("async_generator"));
  const methods = async_methods(t);
  methods.am_aiter = unaryfunc.of(PyObject_SelfIter);
  methods.am_anext = unaryfunc.of(async_gen_anext);
  t.tp_repr = reprfunc.of(async_gen_repr);
  def_o(t, cstr("asend"), PyCFunction.of(async_gen_asend), cstr("asend(v) -> an awaitable of the next value."));
  def_varargs(
    t,
    cstr("athrow"),
    PyCFunction.of(async_gen_athrow),
    cstr("athrow(value)\nathrow(type[,value[,tb]])\n\nAn awaitable that raises an exception in the generator."),
  );
  def_noargs(
    t,
    cstr("aclose"),
    PyCFunction.of(async_gen_aclose),
    cstr("aclose() -> an awaitable that raises GeneratorExit in the generator."),
  );
  def_member(t, cstr("ag_running"), Py_T_BOOL, offsetof<PyGenObject>("gi_running_async"), Py_READONLY);
  def_getset(t, cstr("ag_await"), getter.of(gen_getyieldfrom), null);
  def_getset(t, cstr("ag_frame"), getter.of(gen_getframe), null);
  def_getset(t, cstr("ag_code"), getter.of(gen_getcode), null);
  def_getset(t, cstr("ag_suspended"), getter.of(gen_getsuspended), null);
  init_awaitable_types();
  init_anext_awaitable_type();
  init_wrapped_value_type();
}
