/**
 * Tokens: what a context variable was before it was set. CPython: PyContextToken of Python/context.c.
 *
 *   PyContextToken (48)  +16 tok_ctx  +24 tok_var  +32 tok_oldval (NULL: it was not set), all owned  +40 tok_used
 */
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyErr_SetString } from "../abstract/errors";
import { PyObject_HashNotImplemented } from "../abstract/object-protocol";
import { _PyObject_GC_New, PyObject_GC_Del, PyObject_GC_Track, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_getset, def_o, METH_CLASS } from "../object/def-tables";
import { cstr } from "../object/literals";
import {
  _Py_SetImmortal,
  _PyObject_InitHead,
  Py_NewRef,
  Py_XDECREF,
  Py_XNewRef,
  PyObject,
  ptr,
} from "../object/object";
import {
  destructor,
  freefunc,
  getattrofunc,
  getter,
  hashfunc,
  inquiry,
  newfunc,
  PyCFunction,
  reprfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { _PyContextTokenMissing_Type, PyContextToken_Type, PyExc_RuntimeError } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_READY, PyTypeObject } from "../object/type-object";
import { PyDict_SetItemString } from "./dict";
import { Py_GenericAlias } from "./generic-alias";
import { PyUnicode_FromString } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { static_type } from "./type-define";
import { PyType_Ready } from "./type-ready";

@unmanaged
export class PyContextToken extends PyObject {
  tok_ctx: PyObject | null;
  tok_var: PyObject | null;
  tok_oldval: PyObject | null;
  tok_used: i32;
  tok_used_high: i32;
}

/** Token.MISSING. */
const MISSING: PyObject = changetype<PyObject>(memory.data(16, 16));

/** @inline */
function token_of(o: PyObject): PyContextToken {
  return changetype<PyContextToken>(o);
}

/** All borrowed. New reference. */
export function token_new(ctx: PyObject, contextvar: PyObject, old: PyObject | null): PyObject | null {
  const o = _PyObject_GC_New(PyContextToken_Type);
  if (!o) return null;
  const head = offsetof<PyContextToken>("tok_ctx");
  memory.fill(ptr(o) + head, 0, offsetof<PyContextToken>() - head);
  token_of(o).tok_ctx = Py_NewRef(ctx);
  token_of(o).tok_var = Py_NewRef(contextvar);
  token_of(o).tok_oldval = Py_XNewRef(old);
  PyObject_GC_Track(o);
  return o;
}

function token_tp_new(_type: PyTypeObject, _args: PyObject, _kwds: PyObject | null): PyObject | null {
  PyErr_SetString(PyExc_RuntimeError, cstr("Tokens can only be created by ContextVars"));
  return null;
}

function token_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const ctx = token_of(o).tok_ctx;
  let stop = ctx ? visit.call(ctx, arg) : 0;
  if (stop) return stop;
  const contextvar = token_of(o).tok_var;
  stop = contextvar ? visit.call(contextvar, arg) : 0;
  if (stop) return stop;
  const old = token_of(o).tok_oldval;
  return old ? visit.call(old, arg) : 0;
}

function token_clear(o: PyObject): i32 {
  const ctx = token_of(o).tok_ctx;
  const contextvar = token_of(o).tok_var;
  const old = token_of(o).tok_oldval;
  token_of(o).tok_ctx = null;
  token_of(o).tok_var = null;
  token_of(o).tok_oldval = null;
  Py_XDECREF(ctx);
  Py_XDECREF(contextvar);
  Py_XDECREF(old);
  return 0;
}

function token_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  token_clear(o);
  o.ob_type.tp_free!.call(o);
}

function token_repr(o: PyObject): PyObject | null {
  const used = token_of(o).tok_used ? cstr(" used") : cstr("");
  return PyUnicode_FromFormat(cstr("<Token%s var=%R at %p>"), used, ptr(token_of(o).tok_var), ptr(o));
}

function token_get_var(o: PyObject, _closure: usize): PyObject | null {
  return Py_NewRef(token_of(o).tok_var!);
}

function token_get_old_value(o: PyObject, _closure: usize): PyObject | null {
  const old = token_of(o).tok_oldval;
  return old ? Py_NewRef(old) : MISSING;
}

function token_class_getitem(cls: PyObject, item: PyObject | null): PyObject | null {
  return Py_GenericAlias(cls, item!);
}

function missing_repr(_o: PyObject): PyObject | null {
  return PyUnicode_FromString(cstr("<Token.MISSING>"));
}

function missing_dealloc(o: PyObject): void {
  _Py_SetImmortal(o);
}

function init_missing(): bool {
  const t = _PyContextTokenMissing_Type;
  if (t.tp_flags & Py_TPFLAGS_READY) return true;
  static_type(t, cstr("Token.MISSING"), 16, 0, Py_TPFLAGS_DEFAULT);
  t.tp_dealloc = destructor.of(missing_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_repr = reprfunc.of(missing_repr);
  _PyObject_InitHead(MISSING, t);
  _Py_SetImmortal(MISSING);
  return PyType_Ready(t) === 0;
}

/** The type is ready, Token.MISSING too. False with an exception. */
export function init_token_type(): bool {
  const t = PyContextToken_Type;
  if (t.tp_flags & Py_TPFLAGS_READY) return true;
  if (!init_missing()) return false;
  static_type(t, cstr("_contextvars.Token"), 48, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = destructor.of(token_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(token_traverse);
  t.tp_clear = inquiry.of(token_clear);
  t.tp_new = newfunc.of(token_tp_new);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_hash = hashfunc.of(PyObject_HashNotImplemented);
  t.tp_repr = reprfunc.of(token_repr);
  def_o(t, cstr("__class_getitem__"), PyCFunction.of(token_class_getitem), cstr("See PEP 585"), METH_CLASS);
  def_getset(t, cstr("var"), getter.of(token_get_var), null);
  def_getset(t, cstr("old_value"), getter.of(token_get_old_value), null);
  return PyType_Ready(t) === 0 && PyDict_SetItemString(t.tp_dict!, cstr("MISSING"), MISSING) === 0;
}
