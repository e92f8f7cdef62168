/**
 * Function objects: what `def` and `lambda` make. CPython: Objects/funcobject.c, Include/cpython/funcobject.h.
 *
 *   PyFunctionObject (144 bytes)
 *   +16 func_globals   +24 func_builtins  +32 func_name        +40 func_qualname  +48 func_code      +56 func_defaults
 *   +64 func_kwdefaults +72 func_closure  +80 func_doc         +88 func_dict      +96 func_weakreflist
 *   +104 func_module   +112 func_annotations  +120 func_typeparams  +128 vectorcall  +136 func_version (u32)
 *
 * func_version is 0 until a specialised call asks for it, and again after code, defaults, kwdefaults, annotations or the
 * vectorcall change: two equal non-zero versions mean two functions that a call may treat alike.
 */

import { _PyObject_GC_New, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { _Py_ID } from "../object/literals";
import { Py_DECREF, Py_IS_TYPE, Py_NewRef, Py_XDECREF, Py_XINCREF, PyObject, ptr } from "../object/object";
import { vectorcallfunc, visitproc } from "../object/slots";
import { interp, tstate } from "../object/state";
import { Py_None, PyFunction_Type } from "../object/static-types";
import { PyCodeObject } from "./code";
import { PyDict_GetItemRef } from "./dict";
import { PyEval_GetBuiltins } from "./interpreter-frame";
import { PyModule_Check, PyModule_GetDict } from "./module";
import { PyUnicode_Check, unicode_get_empty } from "./str";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { PyObject_ClearWeakRefs } from "./weakref";

@unmanaged
export class PyFunctionObject extends PyObject {
  /** Owned dict. */
  func_globals: PyObject;
  /** Owned mapping. */
  func_builtins: PyObject;
  /** Owned str. */
  func_name: PyObject;
  /** Owned str. */
  func_qualname: PyObject;
  /** Owned code object. */
  func_code: PyObject;
  /** Owned tuple, or NULL. */
  func_defaults: PyObject | null;
  /** Owned dict, or NULL. */
  func_kwdefaults: PyObject | null;
  /** Owned tuple of cells, or NULL. */
  func_closure: PyObject | null;
  /** Owned, anything. */
  func_doc: PyObject | null;
  /** Owned dict, or NULL. */
  func_dict: PyObject | null;
  func_weakreflist: PyObject | null;
  /** Owned, anything, or NULL. */
  func_module: PyObject | null;
  /** Owned dict or tuple of names and values, or NULL. */
  func_annotations: PyObject | null;
  /** Owned tuple, or NULL. */
  func_typeparams: PyObject | null;
  vectorcall: vectorcallfunc;
  func_version: u32;
  func_pad: u32;
}

/** @inline */
export function PyFunction_Check(o: PyObject): bool {
  return Py_IS_TYPE(o, PyFunction_Type);
}

/** What vm/ tells this room: the table index of _PyFunction_Vectorcall. */
@unmanaged
class FunctionHooks {
  vectorcall: vectorcallfunc;
}
const hooks: FunctionHooks = changetype<FunctionHooks>(memory.data(16, 16));

/** `f`: what calls a Python function. At start-up. */
export function install_function_vectorcall(f: vectorcallfunc): void {
  hooks.vectorcall = f;
}

/** The vectorcall of every Python function: specialised calls compare with it. @inline */
export function function_vectorcall(): vectorcallfunc {
  return hooks.vectorcall;
}

/** The builtins for functions with `globals`: its __builtins__ (a module stands for its dict), else those in force. Borrowed; NULL with an exception. */
export function _PyEval_BuiltinsFromGlobals(globals: PyObject): PyObject | null {
  const found = PyDict_GetItemRef(globals, _Py_ID("__builtins__"));
  const builtins = tstate.out_object;
  if (found < 0) return null;
  if (found === 0 || !builtins) return PyEval_GetBuiltins();
  const result = PyModule_Check(builtins) ? PyModule_GetDict(builtins) : builtins;
  Py_DECREF(builtins); // borrowed: `globals` holds it
  return result;
}

/** A new function of `code` with `globals`; __qualname__ is the code's. Borrows both. NULL with an exception. */
export function PyFunction_New(code: PyObject, globals: PyObject): PyObject | null {
  return PyFunction_NewWithQualName(code, globals, null);
}

/** As PyFunction_New with a __qualname__ (borrowed, NULL: the code's). */
export function PyFunction_NewWithQualName(
  code: PyObject,
  globals: PyObject,
  qualname: PyObject | null,
): PyObject | null {
  const co = changetype<PyCodeObject>(code);
  const consts = co.co_consts;
  let doc: PyObject = Py_None;
  if (PyTuple_GET_SIZE(consts) > 0) {
    const first = PyTuple_GET_ITEM(consts, 0);
    if (PyUnicode_Check(first)) doc = first;
  }
  if (PyDict_GetItemRef(globals, _Py_ID("__name__")) < 0) return null;
  const module = tstate.out_object; // owned
  const builtins = _PyEval_BuiltinsFromGlobals(globals);
  const op = builtins ? changetype<PyFunctionObject | null>(_PyObject_GC_New(PyFunction_Type)) : null;
  if (!op) {
    Py_XDECREF(module);
    return null;
  }
  memory.fill(ptr(op) + 16, 0, offsetof<PyFunctionObject>() - 16);
  op.func_globals = Py_NewRef(globals);
  op.func_builtins = Py_NewRef(builtins!);
  op.func_name = Py_NewRef(co.co_name);
  op.func_qualname = Py_NewRef(qualname ? qualname : co.co_qualname);
  op.func_code = Py_NewRef(code);
  op.func_doc = Py_NewRef(doc);
  op.func_module = module;
  op.vectorcall = hooks.vectorcall;
  _PyObject_GC_TRACK(op);
  return op;
}

/** The version for specialised calls, given out now if there is none yet; 0: none to be had. */
export function _PyFunction_GetVersionForCurrentState(func: PyFunctionObject): u32 {
  if (func.func_version !== 0) return func.func_version;
  if (changetype<usize>(func.vectorcall) !== changetype<usize>(hooks.vectorcall)) return 0;
  const version = interp.next_func_version;
  if (version === 0) return 0;
  interp.next_func_version = version + 1;
  func.func_version = version;
  return version;
}

// ---- Life ---------------------------------------------------------------------------------------------------------

/** Drops the reference at byte `offset` of `o`, which becomes NULL first. */
function clear_field(o: PyObject, offset: usize): void {
  const old = changetype<PyObject | null>(load<usize>(ptr(o) + offset));
  if (!old) return;
  store<u64>(ptr(o) + offset, 0);
  Py_DECREF(old);
}

/** tp_clear: everything but code, name and qualname, which must never be NULL. */
export function func_clear(o: PyObject): i32 {
  const op = changetype<PyFunctionObject>(o);
  op.func_version = 0;
  clear_field(op, offsetof<PyFunctionObject>("func_globals"));
  clear_field(op, offsetof<PyFunctionObject>("func_builtins"));
  clear_field(op, offsetof<PyFunctionObject>("func_module"));
  clear_field(op, offsetof<PyFunctionObject>("func_defaults"));
  clear_field(op, offsetof<PyFunctionObject>("func_kwdefaults"));
  clear_field(op, offsetof<PyFunctionObject>("func_doc"));
  clear_field(op, offsetof<PyFunctionObject>("func_dict"));
  clear_field(op, offsetof<PyFunctionObject>("func_closure"));
  clear_field(op, offsetof<PyFunctionObject>("func_annotations"));
  clear_field(op, offsetof<PyFunctionObject>("func_typeparams"));
  // A str subclass could be part of a cycle.
  const name = op.func_name;
  op.func_name = unicode_get_empty();
  Py_DECREF(name);
  const qualname = op.func_qualname;
  op.func_qualname = unicode_get_empty();
  Py_DECREF(qualname);
  return 0;
}

/** tp_dealloc. */
export function func_dealloc(o: PyObject): void {
  const op = changetype<PyFunctionObject>(o);
  _PyObject_GC_UNTRACK(op);
  if (op.func_weakreflist) PyObject_ClearWeakRefs(op);
  func_clear(op);
  Py_DECREF(op.func_code);
  Py_DECREF(op.func_name);
  Py_DECREF(op.func_qualname);
  PyObject_GC_Del(op);
}

/** Where the references of a function lie, in the order of tp_traverse. */
// biome-ignore format: a table
const TRAVERSED: usize = memory.data<u8>([48, 16, 24, 104, 56, 64, 80, 32, 88, 72, 112, 120, 40]);

/** tp_traverse. */
export function func_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  for (let i: usize = 0; i < 13; i++) {
    const field = changetype<PyObject | null>(load<usize>(ptr(o) + <usize>load<u8>(TRAVERSED + i)));
    if (!field) continue;
    const r = visit.call(field, arg);
    if (r !== 0) return r;
  }
  return 0;
}

/** Replaces the reference at byte `offset`; steals nothing. */
export function func_set_field(op: PyFunctionObject, offset: usize, value: PyObject | null): void {
  Py_XINCREF(value);
  const old = changetype<PyObject | null>(load<usize>(ptr(op) + offset));
  store<u64>(ptr(op) + offset, <u64>ptr(value));
  Py_XDECREF(old);
}
