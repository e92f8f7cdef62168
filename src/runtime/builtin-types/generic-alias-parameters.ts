/**
 * Type parameters of generic aliases and unions: which there are, and putting arguments in their place.
 * CPython: _Py_make_parameters, _Py_subs_parameters of Objects/genericaliasobject.c.
 *
 * A parameter is an object with `__typing_subst__`; its value for an argument is what that returns. One whose type is
 * iterable stands for any number of types (TypeVarTuple); its `__typing_prepare_subst__` first gathers them into a tuple.
 */

import { PyObject_GetOptionalAttr, PyObject_HasAttrWithError } from "../abstract/attribute";
import { PyObject_CallFunctionObjArgs, PyObject_CallOneArg } from "../abstract/call";
import { PyErr_Format } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PyObject_GetItem, PySequence_Tuple } from "../abstract/sequence";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_Ellipsis, Py_GenericAliasType, Py_None, PyExc_TypeError, PyTuple_Type } from "../object/static-types";
import { gaobject } from "./generic-alias-object";
import { PyList_Append, PyList_GET_SIZE, PyList_New, PyList_SetSlice } from "./list";
import {
  _PyTuple_ITEMS,
  _PyTuple_Resize,
  PyTuple_Check,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_SET_ITEM,
} from "./tuple";
import { PyType_Check } from "./type";
import { PyObject_TypeCheck } from "./type-mro";

/** Index of `item` (itself) among the first `n` items of a tuple, or -1. */
function tuple_index(tuple: PyObject, n: i32, item: PyObject): i32 {
  for (let i = 0; i < n; i++) if (ptr(PyTuple_GET_ITEM(tuple, i)) === ptr(item)) return i;
  return -1;
}

/** Puts a reference to `item` at index `n` unless it is there before: 1 when it did. */
function tuple_add(tuple: PyObject, n: i32, item: PyObject): i32 {
  if (tuple_index(tuple, n, item) >= 0) return 0;
  PyTuple_SET_ITEM(tuple, n, Py_NewRef(item));
  return 1;
}

/**
 * Replaces the one free place `at` of a new tuple by `n` places, filled with new references. Steals `tuple`; returns the
 * tuple, NULL with an exception (then it is released).
 */
function tuple_extend(tuple: PyObject, at: i32, items: Slots, n: i32): PyObject | null {
  const grown = _PyTuple_Resize(tuple, PyTuple_GET_SIZE(tuple) + n - 1);
  if (!grown) return null;
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(grown, at + i, Py_NewRef(items.get(i)));
  return grown;
}

/** The parameters of one argument, as a tuple: new reference; NULL: none, or an exception. */
function parameters_of(arg: PyObject): PyObject | null {
  if (PyObject_GetOptionalAttr(arg, _Py_ID("__parameters__")) <= 0) return null;
  const parameters = tstate.out_object!;
  if (PyTuple_Check(parameters)) return parameters;
  Py_DECREF(parameters);
  return null;
}

/** The different parameters in a tuple of arguments, in the order in which they occur: new reference to a tuple. */
export function _Py_make_parameters(args: PyObject): PyObject | null {
  const nargs = PyTuple_GET_SIZE(args);
  let room = nargs;
  let result = PyTuple_New(room);
  let n = 0;
  for (let i = 0; i < nargs && result; i++) {
    const arg = PyTuple_GET_ITEM(args, i);
    // The __parameters__ of a bare class is a descriptor.
    if (PyType_Check(arg)) continue;
    const substitutes = PyObject_HasAttrWithError(arg, _Py_ID("__typing_subst__"));
    const own = substitutes === 0 ? parameters_of(arg) : null;
    if (tstate.current_exception) {
      Py_DECREF(result);
      return null;
    }
    if (substitutes) n += tuple_add(result, n, arg);
    if (!own) continue;
    const more = PyTuple_GET_SIZE(own);
    const needed = more - 1 - (i - n);
    if (needed > 0) {
      room += needed;
      result = _PyTuple_Resize(result, room);
    }
    if (result) for (let k = 0; k < more; k++) n += tuple_add(result, n, PyTuple_GET_ITEM(own, k));
    Py_DECREF(own);
  }
  return result && n < room ? _PyTuple_Resize(result, n) : result;
}

/** The arguments for `own`, the parameters of a nested alias: new reference to a tuple. */
function nested_args(own: PyObject, parameters: PyObject, argitems: Slots): PyObject | null {
  const nparams = PyTuple_GET_SIZE(parameters);
  const n = PyTuple_GET_SIZE(own);
  let args = PyTuple_New(n);
  let at = 0;
  for (let i = 0; i < n && args; i++) {
    let arg = PyTuple_GET_ITEM(own, i);
    const index = tuple_index(parameters, nparams, arg);
    const variadic = index >= 0 && arg.ob_type.tp_iter !== null;
    if (index >= 0) arg = argitems.get(index);
    if (variadic && PyTuple_Check(arg)) {
      const count = PyTuple_GET_SIZE(arg);
      args = tuple_extend(args, at, _PyTuple_ITEMS(arg), count);
      at += count;
    } else PyTuple_SET_ITEM(args, at++, Py_NewRef(arg));
  }
  return args;
}

/** `o` with `argitems` for `parameters` when it has parameters, else `o` itself: new reference. */
function subs_tvars(o: PyObject, parameters: PyObject, argitems: Slots): PyObject | null {
  const own = parameters_of(o);
  if (!own || PyTuple_GET_SIZE(own) === 0) {
    Py_XDECREF(own);
    return tstate.current_exception ? null : Py_NewRef(o);
  }
  const args = nested_args(own, parameters, argitems);
  Py_DECREF(own);
  if (!args) return null;
  const result = PyObject_GetItem(o, args);
  Py_DECREF(args);
  return result;
}

/** The items that `*arg` stands for: new reference; NULL: nothing of the kind, or an exception. */
function unpacked_tuple_args(arg: PyObject): PyObject | null {
  if (PyObject_TypeCheck(arg, Py_GenericAliasType)) {
    const alias = changetype<gaobject>(arg);
    if (alias.starred && ptr(alias.origin) === ptr(PyTuple_Type)) return Py_NewRef(alias.args);
  }
  if (PyObject_GetOptionalAttr(arg, _Py_ID("__typing_unpacked_tuple_args__")) <= 0) return null;
  const result = tstate.out_object!;
  if (ptr(result) !== ptr(Py_None)) return result;
  return null;
}

/** A tuple of types of a fixed number: not one that ends with an ellipsis. */
function is_fixed_tuple(o: PyObject): bool {
  if (!PyTuple_Check(o)) return false;
  const n = PyTuple_GET_SIZE(o);
  return n === 0 || ptr(PyTuple_GET_ITEM(o, n - 1)) !== ptr(Py_Ellipsis);
}

/** Appends one argument to the list, `*tuple[...]` of fixed length as its items. -1 with an exception. */
function append_unpacked(list: PyObject, arg: PyObject): i32 {
  if (PyType_Check(arg)) return PyList_Append(list, arg);
  const items = unpacked_tuple_args(arg);
  if (tstate.current_exception) return -1;
  const end = PyList_GET_SIZE(list);
  const status = items && is_fixed_tuple(items) ? PyList_SetSlice(list, end, end, items) : PyList_Append(list, arg);
  Py_XDECREF(items);
  return status;
}

/** The arguments of a subscription as a tuple, unpacked: new reference. */
function unpack_args(item: PyObject): PyObject | null {
  const list = PyList_New(0);
  if (!list) return null;
  let status = 0;
  if (!PyTuple_Check(item)) status = append_unpacked(list, item);
  else {
    const n = PyTuple_GET_SIZE(item);
    for (let i = 0; i < n && status === 0; i++) status = append_unpacked(list, PyTuple_GET_ITEM(item, i));
  }
  const tuple: PyObject | null = status < 0 ? null : PySequence_Tuple(list);
  Py_DECREF(list);
  return tuple;
}

/** Lets each parameter rearrange the arguments. Steals `item`; returns a new reference, mostly a tuple. */
function prepare_args(self: PyObject, parameters: PyObject, item: PyObject): PyObject | null {
  const n = PyTuple_GET_SIZE(parameters);
  let args = item;
  for (let i = 0; i < n; i++) {
    const found = PyObject_GetOptionalAttr(PyTuple_GET_ITEM(parameters, i), _Py_ID("__typing_prepare_subst__"));
    const prepare = tstate.out_object;
    if (found === 0) continue;
    if (found < 0 || ptr(prepare) === ptr(Py_None)) {
      if (found > 0) continue;
      Py_DECREF(args);
      return null;
    }
    const prepared = call_prepare(prepare!, self, args);
    Py_DECREF(prepare!);
    Py_DECREF(args);
    if (!prepared) return null;
    args = prepared;
  }
  return args;
}

/** prepare(self, args as a tuple): new reference. */
function call_prepare(prepare: PyObject, self: PyObject, args: PyObject): PyObject | null {
  if (PyTuple_Check(args)) return PyObject_CallFunctionObjArgs(prepare, self, args);
  const tuple = PyTuple_New(1);
  if (!tuple) return null;
  PyTuple_SET_ITEM(tuple, 0, Py_NewRef(args));
  const result = PyObject_CallFunctionObjArgs(prepare, self, tuple);
  Py_DECREF(tuple);
  return result;
}

/** `arg` is `*Ts`, to be replaced by several types: 1, 0, -1. */
function is_unpacked_typevartuple(arg: PyObject): i32 {
  const found = PyObject_GetOptionalAttr(arg, _Py_ID("__typing_is_unpacked_typevartuple__"));
  if (found <= 0) return found;
  const value = tstate.out_object!;
  const truth = PyObject_IsTrue(value);
  Py_DECREF(value);
  return truth;
}

/** What takes the place of one argument that is no class: new reference. */
function substituted(arg: PyObject, parameters: PyObject, argitems: Slots): PyObject | null {
  const found = PyObject_GetOptionalAttr(arg, _Py_ID("__typing_subst__"));
  const subst = tstate.out_object;
  if (found < 0) return null;
  if (!subst) return subs_tvars(arg, parameters, argitems);
  const index = tuple_index(parameters, PyTuple_GET_SIZE(parameters), arg);
  const result = index >= 0 ? PyObject_CallOneArg(subst, argitems.get(index)) : Py_NewRef(arg);
  Py_DECREF(subst);
  return result;
}

/** The arguments `args` with `argitems` for `parameters`: new reference to a tuple. */
function substitute_all(args: PyObject, parameters: PyObject, argitems: Slots): PyObject | null {
  const nargs = PyTuple_GET_SIZE(args);
  let result = PyTuple_New(nargs);
  let at = 0;
  for (let i = 0; i < nargs && result; i++) {
    const arg = PyTuple_GET_ITEM(args, i);
    if (PyType_Check(arg)) {
      PyTuple_SET_ITEM(result, at++, Py_NewRef(arg));
      continue;
    }
    const unpack = is_unpacked_typevartuple(arg);
    const value: PyObject | null = unpack < 0 ? null : substituted(arg, parameters, argitems);
    // NOT CPYTHON: 3.13.0 takes any object for a tuple here and reads beyond it.
    if (value && unpack > 0 && !PyTuple_Check(value)) {
      PyErr_Format(
        PyExc_TypeError,
        cstr("expected __typing_subst__ of %T objects to return a tuple, not %T"),
        ptr(arg),
        ptr(value),
      );
    }
    if (!value || tstate.current_exception) {
      Py_XDECREF(value);
      Py_DECREF(result);
      return null;
    }
    if (unpack > 0) {
      const count = PyTuple_GET_SIZE(value);
      result = tuple_extend(result, at, _PyTuple_ITEMS(value), count);
      at += count;
      Py_DECREF(value);
    } else PyTuple_SET_ITEM(result, at++, value);
  }
  return result;
}

/** `args` with the items of the subscription `item` in the place of `parameters`: new reference to a tuple. */
export function _Py_subs_parameters(
  self: PyObject,
  args: PyObject,
  parameters: PyObject,
  item: PyObject,
): PyObject | null {
  const nparams = PyTuple_GET_SIZE(parameters);
  if (nparams === 0) return PyErr_Format(PyExc_TypeError, cstr("%R is not a generic class"), ptr(self));
  const unpacked = unpack_args(item);
  if (!unpacked) return null;
  let prepared = prepare_args(self, parameters, unpacked);
  if (!prepared) return null;
  if (!PyTuple_Check(prepared)) {
    // One argument that is not in a tuple.
    const tuple = PyTuple_New(1);
    if (tuple) PyTuple_SET_ITEM(tuple, 0, prepared);
    else Py_DECREF(prepared);
    if (!tuple) return null;
    prepared = tuple;
  }
  const n = PyTuple_GET_SIZE(prepared);
  let result: PyObject | null = null;
  if (n !== nparams) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("Too %s arguments for %R; actual %zd, expected %zd"),
      n > nparams ? cstr("many") : cstr("few"),
      ptr(self),
      <usize>n,
      <usize>nparams,
    );
  } else result = substitute_all(args, parameters, _PyTuple_ITEMS(prepared));
  Py_DECREF(prepared);
  return result;
}
