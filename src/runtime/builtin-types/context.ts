/**
 * Contexts: what context variables are set to. CPython: Python/context.c, pycore_context.h.
 *
 *   PyContext (48)  +16 ctx_prev (owned while entered)  +24 ctx_vars, a hamt (owned)  +32 ctx_weakreflist  +40 ctx_entered
 *
 * tstate.context is the current one, owned; NULL until somebody needs it. Up to 255 released contexts are kept for reuse,
 * linked through ctx_weakreflist.
 */
import { _PyArg_CheckPositional } from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyObject_Vectorcall } from "../abstract/call";
import { _PyErr_SetKeyError, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { Py_EQ, Py_NE, PyObject_HashNotImplemented } from "../abstract/object-protocol";
import { _PyObject_GC_New, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { def_fast, def_fast_keywords, def_noargs } from "../object/def-tables";
import { cstr } from "../object/literals";
import {
  _Py_NewReference,
  Py_DECREF,
  Py_IS_TYPE,
  Py_NewRef,
  Py_ssize_t,
  Py_XDECREF,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import {
  binaryfunc,
  destructor,
  getattrofunc,
  getiterfunc,
  hashfunc,
  inquiry,
  lenfunc,
  newfunc,
  objobjproc,
  PyCFunction,
  PyCFunctionFast,
  PyCFunctionFastWithKeywords,
  richcmpfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyContext_Type,
  PyContextVar_Type,
  PyExc_RuntimeError,
  PyExc_TypeError,
} from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_READY, PyTypeObject } from "../object/type-object";
import { PyDict_GET_SIZE } from "./dict-object";
import { _PyHamt_Eq, _PyHamt_Find, _PyHamt_New, hamt_count } from "./hamt";
import { _PyHamt_NewIterItems, _PyHamt_NewIterKeys, _PyHamt_NewIterValues } from "./hamt-iterators";
import { PyTuple_GET_SIZE } from "./tuple";
import { mapping_methods, sequence_methods, static_type } from "./type-define";
import { PyType_Ready } from "./type-ready";
import { PyObject_ClearWeakRefs } from "./weakref";

@unmanaged
export class PyContext extends PyObject {
  ctx_prev: PyObject | null;
  ctx_vars: PyObject | null;
  ctx_weakreflist: PyObject | null;
  ctx_entered: i32;
  ctx_entered_high: i32;
}

const PyContext_MAXFREELIST: i32 = 255;

@unmanaged
class ContextFreeList {
  items: PyObject | null;
  numfree: i32;
}
export const freelist: ContextFreeList = changetype<ContextFreeList>(memory.data(16, 16));

/** @inline */
function context_of(o: PyObject): PyContext {
  return changetype<PyContext>(o);
}

/** The hamt of a context: borrowed. @inline */
export function context_vars(ctx: PyObject): PyObject {
  return context_of(ctx).ctx_vars!;
}

/** The context has these variables from now on (stolen). */
export function context_set_vars(ctx: PyObject, vars: PyObject): void {
  const old = context_of(ctx).ctx_vars;
  context_of(ctx).ctx_vars = vars;
  Py_XDECREF(old);
}

/** Gives the contexts on the free list back. */
export function _PyContext_ClearFreeList(): void {
  while (freelist.numfree > 0) {
    const o = freelist.items!;
    freelist.items = context_of(o).ctx_weakreflist;
    freelist.numfree--;
    PyObject_GC_Del(o);
  }
}

/** A context of the variables `vars` (borrowed): new reference. */
function context_new_from_vars(vars: PyObject): PyObject | null {
  let o: PyObject | null = null;
  if (freelist.numfree > 0) {
    o = freelist.items!;
    freelist.items = context_of(o).ctx_weakreflist;
    freelist.numfree--;
    _Py_NewReference(o);
  } else o = _PyObject_GC_New(PyContext_Type);
  if (!o) return null;
  memory.fill(ptr(o) + offsetof<PyContext>("ctx_prev"), 0, offsetof<PyContext>() - offsetof<PyContext>("ctx_prev"));
  context_of(o).ctx_vars = Py_NewRef(vars);
  _PyObject_GC_TRACK(o);
  return o;
}

/** The current context, made when there is none: borrowed, NULL with MemoryError. */
export function context_get(): PyObject | null {
  const known = tstate.context;
  if (known) return known;
  const made = context_new_from_vars(_PyHamt_New());
  tstate.context = made;
  return made;
}

/** copy_context(): new reference. */
export function PyContext_CopyCurrent(): PyObject | null {
  const ctx = context_get();
  return ctx ? context_new_from_vars(context_vars(ctx)) : null;
}

function context_enter(ctx: PyObject): i32 {
  if (context_of(ctx).ctx_entered) {
    PyErr_Format(PyExc_RuntimeError, cstr("cannot enter context: %R is already entered"), ptr(ctx));
    return -1;
  }
  context_of(ctx).ctx_prev = tstate.context;
  context_of(ctx).ctx_entered = 1;
  tstate.context = Py_NewRef(ctx);
  tstate.context_ver++;
  return 0;
}

/** The context `ctx`, which is the current one, is left. */
function context_exit(ctx: PyObject): void {
  tstate.context = context_of(ctx).ctx_prev;
  Py_DECREF(ctx);
  context_of(ctx).ctx_prev = null;
  context_of(ctx).ctx_entered = 0;
  tstate.context_ver++;
}

function context_run(ctx: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  if (nargs < 1) {
    PyErr_SetString(PyExc_TypeError, cstr("run() missing 1 required positional argument"));
    return null;
  }
  if (context_enter(ctx) < 0) return null;
  const result = PyObject_Vectorcall(args.get(0), args.from(1), nargs - 1, kwnames);
  context_exit(ctx);
  return result;
}

function context_new(_type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (PyTuple_GET_SIZE(args) || (kwds !== null && PyDict_GET_SIZE(kwds) !== 0)) {
    PyErr_SetString(PyExc_TypeError, cstr("Context() does not accept any arguments"));
    return null;
  }
  return context_new_from_vars(_PyHamt_New());
}

function context_traverse(ctx: PyObject, visit: visitproc, arg: usize): i32 {
  const prev = context_of(ctx).ctx_prev;
  const stop = prev ? visit.call(prev, arg) : 0;
  if (stop) return stop;
  const vars = context_of(ctx).ctx_vars;
  return vars ? visit.call(vars, arg) : 0;
}

function context_clear(ctx: PyObject): i32 {
  const prev = context_of(ctx).ctx_prev;
  context_of(ctx).ctx_prev = null;
  Py_XDECREF(prev);
  const vars = context_of(ctx).ctx_vars;
  context_of(ctx).ctx_vars = null;
  Py_XDECREF(vars);
  return 0;
}

function context_dealloc(ctx: PyObject): void {
  _PyObject_GC_UNTRACK(ctx);
  if (context_of(ctx).ctx_weakreflist) PyObject_ClearWeakRefs(ctx);
  context_clear(ctx);
  if (freelist.numfree < PyContext_MAXFREELIST) {
    freelist.numfree++;
    context_of(ctx).ctx_weakreflist = freelist.items;
    freelist.items = ctx;
  } else ctx.ob_type.tp_free!.call(ctx);
}

function context_iter(ctx: PyObject): PyObject | null {
  return _PyHamt_NewIterKeys(context_vars(ctx));
}

function context_richcompare(v: PyObject, w: PyObject, op: i32): PyObject | null {
  if (!Py_IS_TYPE(v, PyContext_Type) || !Py_IS_TYPE(w, PyContext_Type) || (op !== Py_EQ && op !== Py_NE))
    return Py_NotImplemented;
  const equal = _PyHamt_Eq(context_vars(v), context_vars(w));
  if (equal < 0) return null;
  return (op === Py_EQ) === equal > 0 ? Py_True : Py_False;
}

function context_len(ctx: PyObject): Py_ssize_t {
  return hamt_count(context_vars(ctx));
}

/** The value of `key`: 1 (borrowed, in tstate.out_object), 0: none, -1 with an exception. */
function context_find(ctx: PyObject, key: PyObject): i32 {
  if (Py_IS_TYPE(key, PyContextVar_Type)) return _PyHamt_Find(context_vars(ctx), key);
  PyErr_Format(PyExc_TypeError, cstr("a ContextVar key was expected, got %R"), ptr(key));
  return -1;
}

function context_contains(ctx: PyObject, key: PyObject): i32 {
  return context_find(ctx, key);
}

function context_subscript(ctx: PyObject, key: PyObject): PyObject | null {
  const found = context_find(ctx, key);
  if (found > 0) return Py_NewRef(tstate.out_object!);
  if (found === 0) _PyErr_SetKeyError(key);
  return null;
}

function context_py_get(ctx: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("get"), nargs, 1, 2)) return null;
  const found = context_find(ctx, args.get(0));
  if (found < 0) return null;
  if (found) return Py_NewRef(tstate.out_object!);
  return nargs > 1 ? Py_NewRef(args.get(1)) : Py_None;
}

function context_items(ctx: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyHamt_NewIterItems(context_vars(ctx));
}

function context_keys(ctx: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyHamt_NewIterKeys(context_vars(ctx));
}

function context_values(ctx: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyHamt_NewIterValues(context_vars(ctx));
}

function context_copy(ctx: PyObject, _unused: PyObject | null): PyObject | null {
  return context_new_from_vars(context_vars(ctx));
}

function def_context_methods(t: PyTypeObject): void {
  def_fast(
    t,
    cstr("get"),
    PyCFunctionFast.of(context_py_get),
    cstr("get($self, key, default=None, /)\n--\n\nWhat the variable key is set to, or default."),
  );
  def_noargs(
    t,
    cstr("items"),
    PyCFunction.of(context_items),
    cstr("items($self, /)\n--\n\nAn iterator over pairs: the variables and what they are set to."),
  );
  def_noargs(
    t,
    cstr("keys"),
    PyCFunction.of(context_keys),
    cstr("keys($self, /)\n--\n\nAn iterator over the variables."),
  );
  def_noargs(
    t,
    cstr("values"),
    PyCFunction.of(context_values),
    cstr("values($self, /)\n--\n\nAn iterator over what the variables are set to."),
  );
  def_noargs(
    t,
    cstr("copy"),
    PyCFunction.of(context_copy),
    cstr("copy($self, /)\n--\n\nAnother context with the same variables and values."),
  );
  def_fast_keywords(t, cstr("run"), PyCFunctionFastWithKeywords.of(context_run));
}

/** The type is ready. False with an exception. */
export function init_context_type(): bool {
  const t = PyContext_Type;
  if (t.tp_flags & Py_TPFLAGS_READY) return true;
  static_type(t, cstr("_contextvars.Context"), 48, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_weaklistoffset = <i32>offsetof<PyContext>("ctx_weakreflist");
  sequence_methods(t).sq_contains = objobjproc.of(context_contains);
  const mapping = mapping_methods(t);
  mapping.mp_length = lenfunc.of(context_len);
  mapping.mp_subscript = binaryfunc.of(context_subscript);
  t.tp_iter = getiterfunc.of(context_iter);
  t.tp_dealloc = destructor.of(context_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_richcompare = richcmpfunc.of(context_richcompare);
  t.tp_traverse = traverseproc.of(context_traverse);
  t.tp_clear = inquiry.of(context_clear);
  t.tp_new = newfunc.of(context_new);
  t.tp_hash = hashfunc.of(PyObject_HashNotImplemented);
  def_context_methods(t);
  return PyType_Ready(t) === 0;
}
