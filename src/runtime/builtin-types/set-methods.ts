/**
 * The methods of set and frozenset. CPython: set_methods, frozenset_methods of Objects/setobject.c.
 *
 * `in`, remove() and discard() look a set up as the frozenset that is equal to it. Methods with any number of arguments
 * collect them in a tuple, as CPython's do.
 */

import { _PyErr_SetKeyError, PyErr_Clear, PyErr_ExceptionMatches, PyErr_SetString } from "../abstract/errors";
import { PySequence_List } from "../abstract/sequence";
import { def_fast, def_noargs, def_o, METH_CLASS, METH_COEXIST } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, PyObject, ptr, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast } from "../object/slots";
import { Py_None, PyExc_KeyError, PyExc_TypeError, PyFrozenSet_Type } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { _PyObject_GetState } from "./base-object-reduce";
import { Py_GenericAlias } from "./generic-alias";
import { PyLong_FromSsize_t } from "./int";
import { PyFrozenSet_CheckExact, PySet_Check, PySetObject, SET_SMALLTABLE } from "./set-object";
import {
  isdisjoint,
  issubset,
  issuperset,
  make_new_set,
  make_new_set_basetype,
  set_copy,
  set_difference,
  set_difference_update_internal,
  set_intersection,
  set_of,
  set_symmetric_difference,
  set_symmetric_difference_update,
  set_update_internal,
  swap_sets,
  truth,
} from "./set-operations";
import {
  dummy,
  position_after,
  set_add_key,
  set_clear_internal,
  set_contains_key,
  set_discard_key,
  set_next,
} from "./set-table";
import { _PyTuple_FromArray, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "./tuple";

/** After an operation with `key` has failed: the frozenset to try instead, a new reference. NULL: there is none. */
function frozen_key(key: PyObject): PyObject | null {
  if (!PySet_Check(key) || !PyErr_ExceptionMatches(PyExc_TypeError)) return null;
  PyErr_Clear();
  return make_new_set(PyFrozenSet_Type, key);
}

/** `key in so`: 1, 0, or -1. A set is looked up as the equal frozenset. */
export function _PySet_Contains(so: PySetObject, key: PyObject): i32 {
  const found = set_contains_key(so, key);
  if (found >= 0) return found;
  const frozen = frozen_key(key);
  if (!frozen) return -1;
  const again = set_contains_key(so, frozen);
  Py_DECREF(frozen);
  return again;
}

/** Removes `key`, a set as the equal frozenset: 1, 0 (was absent), or -1. */
function discard(self: PyObject, key: PyObject): i32 {
  const found = set_discard_key(set_of(self), key);
  if (found >= 0) return found;
  const frozen = frozen_key(key);
  if (!frozen) return -1;
  const again = set_discard_key(set_of(self), frozen);
  Py_DECREF(frozen);
  return again;
}

/** Removes some element: a new reference; KeyError when empty. Goes on where it last was. */
export function set_pop(self: PyObject, _unused: PyObject | null): PyObject | null {
  const so = set_of(self);
  if (so.used === 0) {
    PyErr_SetString(PyExc_KeyError, cstr("pop from an empty set"));
    return null;
  }
  let entry = set_next(so, so.finger & so.mask);
  if (entry === 0) entry = set_next(so, 0);
  const key = load<PyObject>(entry);
  store<usize>(entry, ptr(dummy));
  store<i64>(entry, -1, 8);
  so.used--;
  so.finger = position_after(so, entry);
  return key;
}

function set_add(self: PyObject, key: PyObject | null): PyObject | null {
  return set_add_key(set_of(self), key!) < 0 ? null : Py_None;
}

function set_clear(self: PyObject, _unused: PyObject | null): PyObject | null {
  set_clear_internal(set_of(self));
  return Py_None;
}

function set_contains(self: PyObject, key: PyObject | null): PyObject | null {
  return truth(_PySet_Contains(set_of(self), key!));
}

function set_copy_method(self: PyObject, _unused: PyObject | null): PyObject | null {
  return set_copy(self);
}

function frozenset_copy(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyFrozenSet_CheckExact(self) ? Py_NewRef(self) : set_copy(self);
}

function set_discard(self: PyObject, key: PyObject | null): PyObject | null {
  return discard(self, key!) < 0 ? null : Py_None;
}

function set_remove(self: PyObject, key: PyObject | null): PyObject | null {
  const found = discard(self, key!);
  if (found > 0) return Py_None;
  if (found === 0) _PyErr_SetKeyError(key!);
  return null;
}

/** The variable arguments of a method, collected in a tuple as in CPython, with the number of the one to be dealt with. */
function update_from(self: PyObject, others: PyObject, first: i32): i32 {
  const n = PyTuple_GET_SIZE(others);
  for (let i = first; i < n; i++) if (set_update_internal(set_of(self), PyTuple_GET_ITEM(others, i)) < 0) return -1;
  return 0;
}

function set_update(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  const others = _PyTuple_FromArray(args, nargs);
  if (!others) return null;
  const status = update_from(self, others, 0);
  Py_DECREF(others);
  return status < 0 ? null : Py_None;
}

/** The union with all `others`: a new set. */
function union_of(self: PyObject, others: PyObject): PyObject | null {
  const result = make_new_set_basetype(self, self);
  if (!result) return null;
  const n = PyTuple_GET_SIZE(others);
  for (let i = 0; i < n; i++) {
    const other = PyTuple_GET_ITEM(others, i);
    if (ptr(other) === ptr(self)) continue;
    if (set_update_internal(set_of(result), other) < 0) {
      Py_DECREF(result);
      return null;
    }
  }
  return result;
}

function set_union(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  const others = _PyTuple_FromArray(args, nargs);
  if (!others) return null;
  const result = union_of(self, others);
  Py_DECREF(others);
  return result;
}

/** The intersection with all `others`, one after the other: a new set. */
function intersection_of(self: PyObject, others: PyObject): PyObject | null {
  const n = PyTuple_GET_SIZE(others);
  if (n === 0) return set_copy(self);
  let result = Py_NewRef(self);
  for (let i = 0; i < n; i++) {
    const next = set_intersection(result, PyTuple_GET_ITEM(others, i));
    Py_DECREF(result);
    if (!next) return null;
    result = next;
  }
  return result;
}

function set_intersection_multi(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  const others = _PyTuple_FromArray(args, nargs);
  if (!others) return null;
  const result = intersection_of(self, others);
  Py_DECREF(others);
  return result;
}

function set_intersection_update_multi(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  const result = set_intersection_multi(self, args, nargs);
  if (!result) return null;
  swap_sets(self, result);
  Py_DECREF(result);
  return Py_None;
}

/** The difference to all `others`: a new set. */
function difference_of(self: PyObject, others: PyObject): PyObject | null {
  const n = PyTuple_GET_SIZE(others);
  if (n === 0) return set_copy(self);
  const result = set_difference(self, PyTuple_GET_ITEM(others, 0));
  if (!result) return null;
  for (let i = 1; i < n; i++) {
    if (set_difference_update_internal(result, PyTuple_GET_ITEM(others, i)) < 0) {
      Py_DECREF(result);
      return null;
    }
  }
  return result;
}

function set_difference_multi(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  const others = _PyTuple_FromArray(args, nargs);
  if (!others) return null;
  const result = difference_of(self, others);
  Py_DECREF(others);
  return result;
}

function set_difference_update(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  const others = _PyTuple_FromArray(args, nargs);
  if (!others) return null;
  let status = 0;
  for (let i = 0; i < nargs && status === 0; i++) {
    status = set_difference_update_internal(self, PyTuple_GET_ITEM(others, i));
  }
  Py_DECREF(others);
  return status < 0 ? null : Py_None;
}

function set_symmetric_difference_method(self: PyObject, other: PyObject | null): PyObject | null {
  return set_symmetric_difference(self, other!);
}

function set_symmetric_difference_update_method(self: PyObject, other: PyObject | null): PyObject | null {
  return set_symmetric_difference_update(self, other!) < 0 ? null : Py_None;
}

function set_isdisjoint(self: PyObject, other: PyObject | null): PyObject | null {
  return truth(isdisjoint(self, other!));
}

function set_issubset(self: PyObject, other: PyObject | null): PyObject | null {
  return truth(issubset(self, other!));
}

function set_issuperset(self: PyObject, other: PyObject | null): PyObject | null {
  return truth(issuperset(self, other!));
}

/** (type, ([elements],), state): a new reference. */
function set_reduce(self: PyObject, _unused: PyObject | null): PyObject | null {
  const keys = PySequence_List(self);
  const args = keys ? PyTuple_Pack(keys) : null;
  const state = args ? _PyObject_GetState(self) : null;
  const result = args && state ? PyTuple_Pack(self.ob_type, args, state) : null;
  if (args) Py_DECREF(args);
  if (keys) Py_DECREF(keys);
  if (state) Py_DECREF(state);
  return result;
}

function set_sizeof(self: PyObject, _unused: PyObject | null): PyObject | null {
  const so = set_of(self);
  let size = <i64>((self.ob_type.tp_basicsize + 7) & ~7);
  if (so.table !== changetype<usize>(so) + SET_SMALLTABLE) size += (<i64>so.mask + 1) << 4;
  return PyLong_FromSsize_t(size);
}

function set_class_getitem(cls: PyObject, item: PyObject | null): PyObject | null {
  return Py_GenericAlias(cls, item!);
}

/** Methods of set in the order of CPython's table, up to the ones that frozenset shares or lacks. */
export function init_set_methods(t: PyTypeObject): void {
  def_o(
    t,
    cstr("add"),
    PyCFunction.of(set_add),
    cstr("add($self, object, /)\n--\n\nAdd an element; nothing happens if it is there."),
  );
  def_noargs(t, cstr("clear"), PyCFunction.of(set_clear), cstr("clear($self, /)\n--\n\nRemove every element."));
  def_contains(t);
  def_noargs(
    t,
    cstr("copy"),
    PyCFunction.of(set_copy_method),
    cstr("copy($self, /)\n--\n\nA new set with the same elements."),
  );
  def_o(
    t,
    cstr("discard"),
    PyCFunction.of(set_discard),
    cstr("discard($self, object, /)\n--\n\nRemove an element if it is there; unlike remove(), never a KeyError."),
  );
  def_difference(t);
  def_fast(
    t,
    cstr("difference_update"),
    PyCFunctionFast.of(set_difference_update),
    cstr("difference_update($self, /, *others)\n--\n\nRemove what is in any of the others."),
  );
  def_intersection(t);
  def_fast(
    t,
    cstr("intersection_update"),
    PyCFunctionFast.of(set_intersection_update_multi),
    cstr("intersection_update($self, /, *others)\n--\n\nKeep only what is in all of the others."),
  );
  def_comparisons(t);
  def_noargs(
    t,
    cstr("pop"),
    PyCFunction.of(set_pop),
    cstr("pop($self, /)\n--\n\nRemove some element and return it.\n\nRaises KeyError for an empty set."),
  );
  def_reduce(t);
  def_o(
    t,
    cstr("remove"),
    PyCFunction.of(set_remove),
    cstr("remove($self, object, /)\n--\n\nRemove an element; KeyError if it is not there."),
  );
  def_sizeof(t);
  def_symmetric_difference(t);
  def_o(
    t,
    cstr("symmetric_difference_update"),
    PyCFunction.of(set_symmetric_difference_update_method),
    cstr("symmetric_difference_update($self, other, /)\n--\n\nKeep what is in one of the two, but not in both."),
  );
  def_union(t);
  def_fast(
    t,
    cstr("update"),
    PyCFunctionFast.of(set_update),
    cstr("update($self, /, *others)\n--\n\nAdd what is in any of the others."),
  );
  def_o(t, cstr("__class_getitem__"), PyCFunction.of(set_class_getitem), cstr("See PEP 585"), METH_CLASS);
}

export function init_frozenset_methods(t: PyTypeObject): void {
  def_contains(t);
  def_noargs(
    t,
    cstr("copy"),
    PyCFunction.of(frozenset_copy),
    cstr("copy($self, /)\n--\n\nThe frozenset itself; of a subclass, a new frozenset with the same elements."),
  );
  def_difference(t);
  def_intersection(t);
  def_comparisons(t);
  def_reduce(t);
  def_sizeof(t);
  def_symmetric_difference(t);
  def_union(t);
  def_o(t, cstr("__class_getitem__"), PyCFunction.of(set_class_getitem), cstr("See PEP 585"), METH_CLASS);
}

function def_contains(t: PyTypeObject): void {
  const doc = cstr("__contains__($self, object, /)\n--\n\nWhether the object is an element.");
  def_o(t, cstr("__contains__"), PyCFunction.of(set_contains), doc, METH_COEXIST);
}

function def_difference(t: PyTypeObject): void {
  const doc = cstr("difference($self, /, *others)\n--\n\nA new set of the elements that are in none of the others.");
  def_fast(t, cstr("difference"), PyCFunctionFast.of(set_difference_multi), doc);
}

function def_intersection(t: PyTypeObject): void {
  const doc = cstr("intersection($self, /, *others)\n--\n\nA new set of the elements that are in all of the others.");
  def_fast(t, cstr("intersection"), PyCFunctionFast.of(set_intersection_multi), doc);
}

function def_comparisons(t: PyTypeObject): void {
  const disjoint = cstr("isdisjoint($self, other, /)\n--\n\nWhether the two have no element in common.");
  const subset = cstr("issubset($self, other, /)\n--\n\nWhether every element is in the other one.");
  const superset = cstr("issuperset($self, other, /)\n--\n\nWhether every item of the other one is an element.");
  def_o(t, cstr("isdisjoint"), PyCFunction.of(set_isdisjoint), disjoint);
  def_o(t, cstr("issubset"), PyCFunction.of(set_issubset), subset);
  def_o(t, cstr("issuperset"), PyCFunction.of(set_issuperset), superset);
}

function def_reduce(t: PyTypeObject): void {
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(set_reduce), cstr("__reduce__($self, /)\n--\n\nWhat pickle needs."));
}

function def_sizeof(t: PyTypeObject): void {
  const doc = cstr("__sizeof__($self, /)\n--\n\nThe set's size in bytes.");
  def_noargs(t, cstr("__sizeof__"), PyCFunction.of(set_sizeof), doc);
}

function def_symmetric_difference(t: PyTypeObject): void {
  const doc = cstr(
    "symmetric_difference($self, other, /)\n--\n\nA new set of what is in one of the two, but not in both.",
  );
  def_o(t, cstr("symmetric_difference"), PyCFunction.of(set_symmetric_difference_method), doc);
}

function def_union(t: PyTypeObject): void {
  const doc = cstr("union($self, /, *others)\n--\n\nA new set of the elements and those of all others.");
  def_fast(t, cstr("union"), PyCFunctionFast.of(set_union), doc);
}
