/**
 * What type parameters, type aliases and generic classes leave to the Python module `typing`, and what they share.
 * CPython: Objects/typevarobject.c.
 */
import { PyObject_GetAttr, PyObject_SetAttr } from "../abstract/attribute";
import { PyObject_Call, PyObject_CallNoArgs, PyObject_Vectorcall } from "../abstract/call";
import { import_module } from "../abstract/hooks";
import { PyObject_GetItem } from "../abstract/sequence";
import { _Py_ID } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_IS_TYPE, Py_NewRef, Py_XDECREF, Py_XNewRef, PyObject, ptr, Slots } from "../object/object";
import { interp } from "../object/state";
import { _Py_NoDefaultStruct, _PyNone_Type, Py_False, Py_None, Py_True } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyFunctionObject } from "./function";
import { current_frame } from "./interpreter-frame";
import { PyUnicode_FromString } from "./str";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_New, PyTuple_SET_ITEM } from "./tuple";

/** `typing.NAME`: new reference, NULL with an exception. */
function typing_attribute(name: PyObject): PyObject | null {
  const typing = import_module(_Py_ID("typing"));
  if (!typing) return null;
  const value = PyObject_GetAttr(typing, name);
  Py_DECREF(typing);
  return value;
}

/** Result of typing.NAME(a, b, c), `c` only if it is not NULL: new reference, NULL with an exception. */
export function call_typing(name: PyObject, a: PyObject, b: PyObject, c: PyObject | null = null): PyObject | null {
  const func = typing_attribute(name);
  if (!func) return null;
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(24));
  args.set(0, a);
  args.set(1, b);
  args.set(2, c);
  const result = PyObject_Vectorcall(func, args, c ? 3 : 2, null);
  stack_release(mark);
  Py_DECREF(func);
  return result;
}

/** Result of typing.NAME(cls, *args, **kwargs): new reference, NULL with an exception. */
export function call_typing_args(
  name: PyObject,
  cls: PyObject,
  args: PyObject,
  kwargs: PyObject | null,
): PyObject | null {
  const func = typing_attribute(name);
  if (!func) return null;
  const n = PyTuple_GET_SIZE(args);
  const all = PyTuple_New(n + 1);
  let result: PyObject | null = null;
  if (all) {
    PyTuple_SET_ITEM(all, 0, Py_NewRef(cls));
    for (let i = 0; i < n; i++) PyTuple_SET_ITEM(all, i + 1, Py_NewRef(PyTuple_GET_ITEM(args, i)));
    result = PyObject_Call(func, all, kwargs);
    Py_DECREF(all);
  }
  Py_DECREF(func);
  return result;
}

/** `arg` as typing takes it for a type; None stands for its type. New reference, NULL with an exception. */
export function type_check(arg: PyObject, message: usize): PyObject | null {
  if (ptr(arg) === ptr(Py_None)) return Py_NewRef(_PyNone_Type);
  const text = PyUnicode_FromString(message);
  if (!text) return null;
  const result = call_typing(_Py_ID("_type_check"), arg, text);
  Py_DECREF(text);
  return result;
}

/** `a | b` of type parameters: a typing.Union. New reference, NULL with an exception. */
export function make_union(a: PyObject, b: PyObject): PyObject | null {
  return call_typing(_Py_ID("_make_union"), a, b);
}

/** `__module__` of the calling function: new reference; None when there is none. */
export function calling_module(): PyObject {
  const frame = current_frame();
  if (!frame || !frame.f_funcobj) return Py_None;
  const module = changetype<PyFunctionObject>(frame.f_funcobj).func_module;
  return module ? Py_NewRef(module) : Py_None;
}

/** typing.Unpack[self]: new reference, NULL with an exception. */
export function unpack(self: PyObject): PyObject | null {
  const special = typing_attribute(_Py_ID("Unpack"));
  if (!special) return null;
  const unpacked = PyObject_GetItem(special, self);
  Py_DECREF(special);
  return unpacked;
}

/** @inline */
function is_typevartuple(param: PyObject): bool {
  return Py_IS_TYPE(param, changetype<PyTypeObject>(interp.typevartuple_type!));
}

function contains_typevartuple(params: PyObject): bool {
  const n = PyTuple_GET_SIZE(params);
  for (let i = 0; i < n; i++) if (is_typevartuple(PyTuple_GET_ITEM(params, i))) return true;
  return false;
}

/** The tuple `params` with each TypeVarTuple unpacked: new reference, NULL with an exception. */
export function unpack_typevartuples(params: PyObject): PyObject | null {
  if (!contains_typevartuple(params)) return Py_NewRef(params);
  const n = PyTuple_GET_SIZE(params);
  const result = PyTuple_New(n);
  if (!result) return null;
  for (let i = 0; i < n; i++) {
    const param = PyTuple_GET_ITEM(params, i);
    const item = is_typevartuple(param) ? unpack(param) : Py_NewRef(param);
    if (!item) {
      Py_DECREF(result);
      return null;
    }
    PyTuple_SET_ITEM(result, i, item);
  }
  return result;
}

/** Sets `__module__` (NULL: it stays unset) of the new object `self`, which it takes over: the same, or NULL with an exception. */
export function with_module(self: PyObject, module: PyObject | null): PyObject | null {
  if (!module || PyObject_SetAttr(self, _Py_ID("__module__"), module) === 0) return self;
  Py_DECREF(self);
  return null;
}

/**
 * The value in the slot at address `value`, computed at the first question by the function in the slot at `evaluate`; `none` where there
 * is neither. New reference, NULL with an exception.
 */
export function lazy_value(value: usize, evaluate: usize, none: PyObject): PyObject | null {
  const known = Slots.at(value).getOrNull(0);
  if (known) return Py_NewRef(known);
  const function_ = Slots.at(evaluate).getOrNull(0);
  if (!function_) return Py_NewRef(none);
  const result = PyObject_CallNoArgs(function_);
  const old = Slots.at(value).getOrNull(0);
  Slots.at(value).set(0, Py_XNewRef(result));
  Py_XDECREF(old);
  return result;
}

/** True or False: is there a default in the slots at these addresses? */
export function default_exists(value: usize, evaluate: usize): PyObject {
  const known = Slots.at(value).getOrNull(0);
  const exists =
    Slots.at(evaluate).getOrNull(0) !== null || (known !== null && ptr(known) !== ptr(_Py_NoDefaultStruct));
  return exists ? Py_True : Py_False;
}
