/**
 * What can be wrong with the bases of a class: duplicates, no consistent order. CPython: check_duplicates, set_mro_error of
 * Objects/typeobject.c.
 */

import { PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_Repr } from "../abstract/object-protocol";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError } from "../object/static-types";
import { PyDict_New, PyDict_Next, PyDict_SetItem } from "./dict";
import { PyDict_GET_SIZE } from "./dict-object";
import { PyUnicode_AsUTF8, PyUnicode_Check } from "./str";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";

/** Bytes of the message, with its NUL. */
const MESSAGE_SIZE: usize = 1000;

/** `cls.__name__`, or its repr: a new reference. */
function class_name(cls: PyObject): PyObject | null {
  const found = PyObject_GetOptionalAttr(cls, _Py_ID("__name__"));
  return found > 0 ? tstate.out_object : found < 0 ? null : PyObject_Repr(cls);
}

/** 0 when no base is named twice, else -1 with TypeError. */
export function check_duplicates(tuple: PyObject): i32 {
  const n = PyTuple_GET_SIZE(tuple);
  for (let i = 0; i < n; i++) {
    const o = PyTuple_GET_ITEM(tuple, i);
    for (let j = i + 1; j < n; j++) {
      if (ptr(PyTuple_GET_ITEM(tuple, j)) !== ptr(o)) continue;
      const name = class_name(o);
      if (!name) return -1;
      if (PyUnicode_Check(name)) PyErr_Format(PyExc_TypeError, cstr("duplicate base class %U"), ptr(name));
      else PyErr_SetString(PyExc_TypeError, cstr("duplicate base class"));
      Py_DECREF(name);
      return -1;
    }
  }
  return 0;
}

/** Appends `text` to the message of length `length`, as far as it fits; returns the new length. */
function append(message: usize, length: usize, text: usize): usize {
  let at = length;
  for (let i: usize = 0; at < MESSAGE_SIZE - 1; i++) {
    const c = load<u8>(text + i);
    if (c === 0) break;
    store<u8>(message + at++, c);
  }
  store<u8>(message + at, 0);
  return at;
}

/** The classes that could come next in the MRO but contradict each other: a new dict, keys in the order found. */
function conflicting_classes(to_merge: Slots, to_merge_size: i32, remain: usize): PyObject | null {
  const set = PyDict_New();
  if (!set) return null;
  for (let i = 0; i < to_merge_size; i++) {
    const list = to_merge.get(i);
    const at = load<i64>(remain + ((<usize>i) << 3));
    if (at < PyTuple_GET_SIZE(list) && PyDict_SetItem(set, PyTuple_GET_ITEM(list, <i32>at), Py_None) < 0) {
      Py_DECREF(set);
      return null;
    }
  }
  return set;
}

/** TypeError: the linearisation got stuck; names the classes that stand first in the lists that are left. */
export function set_mro_error(to_merge: Slots, to_merge_size: i32, remain: usize): void {
  const set = conflicting_classes(to_merge, to_merge_size, remain);
  if (!set) return;
  const mark = stack_mark();
  const message = stack_alloc(MESSAGE_SIZE);
  if (write_message(message, set)) PyErr_SetString(PyExc_TypeError, message);
  stack_release(mark);
  Py_DECREF(set);
}

/** False with an exception when a name has no text. */
function write_message(message: usize, set: PyObject): bool {
  let length = append(message, 0, cstr("Cannot create a consistent method resolution order (MRO) for bases"));
  let n = PyDict_GET_SIZE(set);
  let pos = 0;
  while ((pos = PyDict_Next(set, pos)) !== 0) {
    const name = class_name(tstate.out_object!);
    const text = !name ? 0 : PyUnicode_Check(name) ? PyUnicode_AsUTF8(name) : cstr("?");
    if (!text) {
      Py_XDECREF(name);
      return false;
    }
    length = append(message, length, cstr(" "));
    length = append(message, length, text);
    Py_XDECREF(name);
    if (--n > 0) length = append(message, length, cstr(","));
  }
  return true;
}
