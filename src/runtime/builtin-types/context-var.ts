/**
 * Context variables. CPython: PyContextVar of Python/context.c.
 *
 *   PyContextVar (64)  +16 var_name (owned)  +24 var_default (owned, or NULL)
 *                      +32 var_cached, the value found last (borrowed), of the thread +40 var_cached_tsid, when
 *                      tstate.context_ver was +48 var_cached_tsver   +56 var_hash
 */
import { _PyArg_CheckPositional, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyErr_Format, PyErr_SetObject, PyErr_SetString } from "../abstract/errors";
import { Py_HashPointer, PyObject_Hash } from "../abstract/object-protocol";
import {
  _PyObject_GC_MAY_BE_TRACKED,
  _PyObject_GC_New,
  PyObject_GC_Del,
  PyObject_GC_Track,
  PyObject_GC_UnTrack,
} from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_fast, def_member, def_o, METH_CLASS, Py_READONLY } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import {
  Py_DECREF,
  Py_hash_t,
  Py_IS_TYPE,
  Py_NewRef,
  Py_XDECREF,
  Py_XNewRef,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import {
  destructor,
  freefunc,
  getattrofunc,
  hashfunc,
  inquiry,
  newfunc,
  PyCFunction,
  PyCFunctionFast,
  reprfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_None,
  PyContextToken_Type,
  PyContextVar_Type,
  PyExc_LookupError,
  PyExc_RuntimeError,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_READY, PyTypeObject } from "../object/type-object";
import { context_get, context_set_vars, context_vars } from "./context";
import { PyContextToken, token_new } from "./context-token";
import { PyDict_GET_SIZE } from "./dict-object";
import { Py_GenericAlias } from "./generic-alias";
import { _PyHamt_Assoc, _PyHamt_Find, _PyHamt_Without } from "./hamt";
import { PyUnicode_Check } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_SIZE } from "./tuple";
import { static_type } from "./type-define";
import { PyType_Ready } from "./type-ready";

@unmanaged
export class PyContextVar extends PyObject {
  var_name: PyObject | null;
  var_default: PyObject | null;
  var_cached: PyObject | null;
  var_cached_tsid: u64;
  var_cached_tsver: u64;
  var_hash: i64;
}

/** PyThreadState.id of the one thread. */
const THREAD_ID: u64 = 1;

/** @inline */
function var_of(o: PyObject): PyContextVar {
  return changetype<PyContextVar>(o);
}

/** The value found last, if it still holds: borrowed. */
function cached_value(v: PyContextVar): PyObject | null {
  return v.var_cached_tsid === THREAD_ID && v.var_cached_tsver === <u64>tstate.context_ver ? v.var_cached : null;
}

/** `value` (borrowed) is what the variable is set to in the current context. */
function cache_value(v: PyContextVar, value: PyObject): void {
  v.var_cached = value;
  v.var_cached_tsid = THREAD_ID;
  v.var_cached_tsver = <u64>tstate.context_ver;
}

/** The value in the current context: borrowed, NULL where there is none (or with an exception). */
function contextvar_find(o: PyObject): PyObject | null {
  const ctx = tstate.context;
  if (!ctx) return null;
  const known = cached_value(var_of(o));
  if (known) return known;
  if (_PyHamt_Find(context_vars(ctx), o) <= 0) return null;
  const found = tstate.out_object!;
  cache_value(var_of(o), found);
  return found;
}

/** The variable is `value` in the current context. 0, -1 with an exception. */
function contextvar_set(o: PyObject, value: PyObject): i32 {
  var_of(o).var_cached = null;
  const ctx = context_get();
  const vars = ctx ? _PyHamt_Assoc(context_vars(ctx), o, value) : null;
  if (!vars) return -1;
  context_set_vars(ctx!, vars);
  cache_value(var_of(o), value);
  return 0;
}

/** The variable is set no more in the current context. 0, -1 with an exception. */
function contextvar_del(o: PyObject): i32 {
  var_of(o).var_cached = null;
  const ctx = context_get();
  const vars = ctx ? _PyHamt_Without(context_vars(ctx), o) : null;
  if (!vars) return -1;
  if (ptr(vars) === ptr(context_vars(ctx!))) {
    Py_DECREF(vars);
    PyErr_SetObject(PyExc_LookupError, o);
    return -1;
  }
  context_set_vars(ctx!, vars);
  return 0;
}

function contextvar_generate_hash(o: PyObject, name: PyObject): Py_hash_t {
  const name_hash = PyObject_Hash(name);
  if (name_hash === -1) return -1;
  const hash = Py_HashPointer(ptr(o)) ^ name_hash;
  return hash === -1 ? -2 : hash;
}

const new_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

function contextvar_new(_type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (PyTuple_GET_SIZE(args) === 2 && (kwds === null || PyDict_GET_SIZE(kwds) === 0)) {
    PyErr_SetString(PyExc_TypeError, cstr("ContextVar() takes at most 1 positional argument (2 given)"));
    return null;
  }
  const mark = stack_mark();
  const a = Slots.at(_PyArg_UnpackKeywordsTuple(new_spec, cstr("ContextVar"), cstr("default"), 1, args, kwds, 1, 1));
  let result: PyObject | null = null;
  if (changetype<usize>(a)) result = new_variable(a.get(0), a.getOrNull(1));
  stack_release(mark);
  return result;
}

function new_variable(name: PyObject, value: PyObject | null): PyObject | null {
  if (!PyUnicode_Check(name)) {
    PyErr_SetString(PyExc_TypeError, cstr("context variable name must be a str"));
    return null;
  }
  const o = _PyObject_GC_New(PyContextVar_Type);
  if (!o) return null;
  const head = offsetof<PyContextVar>("var_name");
  memory.fill(ptr(o) + head, 0, offsetof<PyContextVar>() - head);
  var_of(o).var_name = Py_NewRef(name);
  var_of(o).var_default = Py_XNewRef(value);
  const hash = contextvar_generate_hash(o, name);
  if (hash === -1) {
    Py_DECREF(o);
    return null;
  }
  var_of(o).var_hash = hash;
  if (_PyObject_GC_MAY_BE_TRACKED(name) || (value !== null && _PyObject_GC_MAY_BE_TRACKED(value))) PyObject_GC_Track(o);
  return o;
}

function contextvar_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const name = var_of(o).var_name;
  const stop = name ? visit.call(name, arg) : 0;
  if (stop) return stop;
  const value = var_of(o).var_default;
  return value ? visit.call(value, arg) : 0;
}

function contextvar_clear(o: PyObject): i32 {
  const name = var_of(o).var_name;
  const value = var_of(o).var_default;
  var_of(o).var_name = null;
  var_of(o).var_default = null;
  var_of(o).var_cached = null;
  Py_XDECREF(name);
  Py_XDECREF(value);
  return 0;
}

function contextvar_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  contextvar_clear(o);
  o.ob_type.tp_free!.call(o);
}

function contextvar_hash(o: PyObject): Py_hash_t {
  return var_of(o).var_hash;
}

function contextvar_repr(o: PyObject): PyObject | null {
  const name = var_of(o).var_name;
  const value = var_of(o).var_default;
  if (!value) return PyUnicode_FromFormat(cstr("<ContextVar name=%R at %p>"), ptr(name), ptr(o));
  return PyUnicode_FromFormat(cstr("<ContextVar name=%R default=%R at %p>"), ptr(name), ptr(value), ptr(o));
}

function contextvar_get(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("get"), nargs, 0, 1)) return null;
  const found = contextvar_find(o);
  if (found) return Py_NewRef(found);
  if (tstate.current_exception) return null;
  const value = nargs > 0 ? args.get(0) : var_of(o).var_default;
  if (!value) PyErr_SetObject(PyExc_LookupError, o);
  return Py_XNewRef(value);
}

function contextvar_py_set(o: PyObject, value: PyObject | null): PyObject | null {
  const ctx = context_get();
  if (!ctx) return null;
  const found = _PyHamt_Find(context_vars(ctx), o);
  if (found < 0) return null;
  const token = token_new(ctx, o, found ? tstate.out_object : null);
  if (!token) return null;
  if (contextvar_set(o, value!) === 0) return token;
  Py_DECREF(token);
  return null;
}

function contextvar_reset(o: PyObject, arg: PyObject | null): PyObject | null {
  if (!Py_IS_TYPE(arg!, PyContextToken_Type)) {
    PyErr_Format(PyExc_TypeError, cstr("expected an instance of Token, got %R"), ptr(arg));
    return null;
  }
  const token = changetype<PyContextToken>(arg!);
  if (token.tok_used) {
    PyErr_Format(PyExc_RuntimeError, cstr("%R has already been used once"), ptr(arg));
    return null;
  }
  if (ptr(token.tok_var) !== ptr(o)) {
    PyErr_Format(PyExc_ValueError, cstr("%R was created by a different ContextVar"), ptr(arg));
    return null;
  }
  if (ptr(context_get()) !== ptr(token.tok_ctx)) {
    PyErr_Format(PyExc_ValueError, cstr("%R was created in a different Context"), ptr(arg));
    return null;
  }
  token.tok_used = 1;
  const old = token.tok_oldval;
  return (old ? contextvar_set(o, old) : contextvar_del(o)) < 0 ? null : Py_None;
}

function contextvar_class_getitem(cls: PyObject, item: PyObject | null): PyObject | null {
  return Py_GenericAlias(cls, item!);
}

function def_contextvar_methods(t: PyTypeObject): void {
  def_fast(
    t,
    cstr("get"),
    PyCFunctionFast.of(contextvar_get),
    cstr(
      "get($self, default=<unrepresentable>, /)\n--\n\nWhat the variable is set to in this context; else default, else its own default; else LookupError.",
    ),
  );
  def_o(
    t,
    cstr("set"),
    PyCFunction.of(contextvar_py_set),
    cstr("set($self, value, /)\n--\n\nSets the variable in this context; gives a Token, with which reset() undoes it."),
  );
  def_o(
    t,
    cstr("reset"),
    PyCFunction.of(contextvar_reset),
    cstr("reset($self, token, /)\n--\n\nMakes the variable what it was before the set() that gave token."),
  );
  def_o(t, cstr("__class_getitem__"), PyCFunction.of(contextvar_class_getitem), cstr("See PEP 585"), METH_CLASS);
  def_member(t, cstr("name"), _Py_T_OBJECT, offsetof<PyContextVar>("var_name"), Py_READONLY);
}

/** The type is ready. False with an exception. */
export function init_contextvar_type(): bool {
  const t = PyContextVar_Type;
  if (t.tp_flags & Py_TPFLAGS_READY) return true;
  static_type(t, cstr("_contextvars.ContextVar"), 64, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(contextvar_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(contextvar_traverse);
  t.tp_clear = inquiry.of(contextvar_clear);
  t.tp_new = newfunc.of(contextvar_new);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_hash = hashfunc.of(contextvar_hash);
  t.tp_repr = reprfunc.of(contextvar_repr);
  def_contextvar_methods(t);
  return PyType_Ready(t) === 0;
}
