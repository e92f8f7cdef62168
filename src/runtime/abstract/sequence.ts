/**
 * Sequences and anything that is subscripted, concatenated or searched. CPython: the object, sequence and iteration-search
 * parts of Objects/abstract.c.
 */

import { PyDict_CheckExact } from "../builtin-types/dict-object";
import { Py_GenericAlias } from "../builtin-types/generic-alias";
import { PyLong_AsSsize_t, PyLong_Check, PyLong_FromSsize_t } from "../builtin-types/int";
import { PyList_AsTuple, PyList_Check, PyList_CheckExact, PyList_New, PyListObject } from "../builtin-types/list";
import { _PyList_Extend } from "../builtin-types/list-extend";
import { range_long_length } from "../builtin-types/range";
import { _PyTuple_ITEMS, PyTuple_CheckExact, tuple_from_iterable } from "../builtin-types/tuple";
import { _PyObject_LookupSpecial } from "../builtin-types/type-lookup";
import { slot_long_length, slot_sq_length } from "../builtin-types/type-slot-containers";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_IS_TYPE, Py_NewRef, Py_SIZE, Py_ssize_t, PyObject, ptr, Slots } from "../object/object";
import { lenfunc, ssizeargfunc } from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_None,
  Py_NotImplemented,
  PyExc_IndexError,
  PyExc_OverflowError,
  PyExc_TypeError,
  PyExc_ValueError,
  PyRange_Type,
  PyType_Type,
} from "../object/static-types";
import { Py_TPFLAGS_TYPE_SUBCLASS, PyNumberMethods, PyType_FastSubclass, PyTypeObject } from "../object/type-object";
import { PyObject_GetOptionalAttr } from "./attribute";
import { PyObject_CallNoArgs, PyObject_CallOneArg } from "./call";
import { PyErr_ClearIf, PyErr_Format, PyErr_SetString } from "./errors";
import { PyIter_Next, PyObject_GetIter } from "./iterator";
import { binary_op1 } from "./number";
import { _PyIndex_Check, PyNumber_AsSsize_t } from "./number-convert";
import { Py_EQ, PyObject_RichCompareBool } from "./object-protocol";

function type_error(format: usize, o: PyObject): PyObject | null {
  return PyErr_Format(PyExc_TypeError, format, o.ob_type.tp_name);
}

/** len(o); -1 with an exception. */
export function PyObject_Size(o: PyObject): Py_ssize_t {
  const sequence = o.ob_type.tp_as_sequence;
  const length = sequence ? sequence.sq_length : null;
  if (length) return length.call(o);
  return PyMapping_Size(o);
}

/**
 * len(o) for those who tell it or count with it, with 64 bits as in CPython: ranges, and classes by their `__len__`, may be longer than this
 * memory is. -1 with an exception.
 */
export function PyObject_LongSize(o: PyObject): i64 {
  if (Py_IS_TYPE(o, PyRange_Type)) return range_long_length(o);
  const sequence = o.ob_type.tp_as_sequence;
  let length = sequence ? sequence.sq_length : null;
  if (!length) {
    const mapping = o.ob_type.tp_as_mapping;
    length = mapping ? mapping.mp_length : null;
  }
  if (length && changetype<u32>(length) === changetype<u32>(lenfunc.of(slot_sq_length))) return slot_long_length(o);
  return <i64>PyObject_Size(o);
}

/** len() of a mapping; -1 with an exception. */
export function PyMapping_Size(o: PyObject): Py_ssize_t {
  const mapping = o.ob_type.tp_as_mapping;
  const length = mapping ? mapping.mp_length : null;
  if (length) return length.call(o);
  const sequence = o.ob_type.tp_as_sequence;
  if (sequence && sequence.sq_length) type_error(cstr("%.200s is not a mapping"), o);
  else type_error(cstr("object of type '%.200s' has no len()"), o);
  return -1;
}

/** len() of a sequence; -1 with an exception. */
export function PySequence_Size(o: PyObject): Py_ssize_t {
  const sequence = o.ob_type.tp_as_sequence;
  const length = sequence ? sequence.sq_length : null;
  if (length) return length.call(o);
  const mapping = o.ob_type.tp_as_mapping;
  if (mapping && mapping.mp_length) type_error(cstr("%.200s is not a sequence"), o);
  else type_error(cstr("object of type '%.200s' has no len()"), o);
  return -1;
}

/** Expected length: by len(), else `__length_hint__`, else `default`; -1 with an exception. Clipped to 2^31 - 1. */
export function PyObject_LengthHint(o: PyObject, defaultValue: Py_ssize_t): Py_ssize_t {
  if (_PyObject_HasLen(o)) {
    const n = PyObject_LongSize(o);
    if (n >= 0 || !PyErr_ClearIf(PyExc_TypeError)) return <i32>min<i64>(n, i32.MAX_VALUE);
  }
  const method = _PyObject_LookupSpecial(o, _Py_ID("__length_hint__"));
  if (!method) return tstate.current_exception ? -1 : defaultValue;
  const hint = PyObject_CallNoArgs(method);
  Py_DECREF(method);
  if (!hint) return PyErr_ClearIf(PyExc_TypeError) ? defaultValue : -1;
  if (ptr(hint) === ptr(Py_NotImplemented)) return defaultValue;
  return checked_hint(hint);
}

/** Steals `hint`. */
function checked_hint(hint: PyObject): Py_ssize_t {
  if (!PyLong_Check(hint)) {
    type_error(cstr("__length_hint__ must be an integer, not %.100s"), hint);
    Py_DECREF(hint);
    return -1;
  }
  const n = PyLong_AsSsize_t(hint);
  Py_DECREF(hint);
  if (n < 0) {
    if (!tstate.current_exception) PyErr_SetString(PyExc_ValueError, cstr("__length_hint__() should return >= 0"));
    return -1;
  }
  return n > <i64>i32.MAX_VALUE ? i32.MAX_VALUE : <i32>n;
}

export function _PyObject_HasLen(o: PyObject): bool {
  const sequence = o.ob_type.tp_as_sequence;
  const mapping = o.ob_type.tp_as_mapping;
  return (sequence !== null && sequence.sq_length !== null) || (mapping !== null && mapping.mp_length !== null);
}

/** o[key]: new reference. */
export function PyObject_GetItem(o: PyObject, key: PyObject): PyObject | null {
  const t = o.ob_type;
  const mapping = t.tp_as_mapping;
  const subscript = mapping ? mapping.mp_subscript : null;
  if (subscript) return subscript.call(o, key);
  const sequence = t.tp_as_sequence;
  if (sequence && sequence.sq_item) {
    if (_PyIndex_Check(key)) {
      const i = PyNumber_AsSsize_t(key, PyExc_IndexError);
      if (i === -1 && tstate.current_exception) return null;
      return PySequence_GetItem(o, i);
    }
    return PyErr_Format(PyExc_TypeError, cstr("sequence index must be integer, not '%.200s'"), key.ob_type.tp_name);
  }
  if (PyType_FastSubclass(t, Py_TPFLAGS_TYPE_SUBCLASS)) return class_getitem(o, key);
  return type_error(cstr("'%.200s' object is not subscriptable"), o);
}

/** `C[key]` for a class: `type[...]` and `__class_getitem__`. */
function class_getitem(o: PyObject, key: PyObject): PyObject | null {
  if (ptr(o) === ptr(PyType_Type)) return Py_GenericAlias(o, key);
  if (PyObject_GetOptionalAttr(o, _Py_ID("__class_getitem__")) < 0) return null;
  const method = tstate.out_object;
  if (method && ptr(method) !== ptr(Py_None)) {
    const result = PyObject_CallOneArg(method, key);
    Py_DECREF(method);
    return result;
  }
  return PyErr_Format(PyExc_TypeError, cstr("type '%.200s' is not subscriptable"), changetype<PyTypeObject>(o).tp_name);
}

/** o[key] = value: 0, -1 with an exception. */
export function PyObject_SetItem(o: PyObject, key: PyObject, value: PyObject): i32 {
  const mapping = o.ob_type.tp_as_mapping;
  const assign = mapping ? mapping.mp_ass_subscript : null;
  if (assign) return assign.call(o, key, value);
  const sequence = o.ob_type.tp_as_sequence;
  if (sequence) {
    if (_PyIndex_Check(key)) {
      const i = PyNumber_AsSsize_t(key, PyExc_IndexError);
      if (i === -1 && tstate.current_exception) return -1;
      return PySequence_SetItem(o, i, value);
    }
    if (sequence.sq_ass_item) {
      PyErr_Format(PyExc_TypeError, cstr("sequence index must be integer, not '%.200s'"), key.ob_type.tp_name);
      return -1;
    }
  }
  type_error(cstr("'%.200s' object does not support item assignment"), o);
  return -1;
}

/** del o[key]: 0, -1 with an exception. */
export function PyObject_DelItem(o: PyObject, key: PyObject): i32 {
  const mapping = o.ob_type.tp_as_mapping;
  const assign = mapping ? mapping.mp_ass_subscript : null;
  if (assign) return assign.call(o, key, null);
  const sequence = o.ob_type.tp_as_sequence;
  if (sequence) {
    if (_PyIndex_Check(key)) {
      const i = PyNumber_AsSsize_t(key, PyExc_IndexError);
      if (i === -1 && tstate.current_exception) return -1;
      return PySequence_DelItem(o, i);
    }
    if (sequence.sq_ass_item) {
      PyErr_Format(PyExc_TypeError, cstr("sequence index must be integer, not '%.200s'"), key.ob_type.tp_name);
      return -1;
    }
  }
  type_error(cstr("'%.200s' object does not support item deletion"), o);
  return -1;
}

/** Has sq_item and is not a dict. */
export function PySequence_Check(o: PyObject): bool {
  if (PyDict_CheckExact(o)) return false;
  const sequence = o.ob_type.tp_as_sequence;
  return sequence !== null && sequence.sq_item !== null;
}

/** A negative index counted from the end; i64.MIN_VALUE with an exception when len() fails. */
function from_end(o: PyObject, i: i64): i64 {
  const sequence = o.ob_type.tp_as_sequence;
  const length = sequence ? sequence.sq_length : null;
  if (i >= 0 || !length) return i;
  const n = PyObject_LongSize(o);
  return n < 0 ? i64.MIN_VALUE : i + n;
}

/** o[i] of a sequence: new reference. */
export function PySequence_GetItem(o: PyObject, i: i64): PyObject | null {
  const sequence = o.ob_type.tp_as_sequence;
  const item = sequence ? sequence.sq_item : null;
  if (item) {
    const at = from_end(o, i);
    return at === i64.MIN_VALUE && tstate.current_exception ? null : item.call(o, at);
  }
  const mapping = o.ob_type.tp_as_mapping;
  if (mapping && mapping.mp_subscript) return type_error(cstr("%.200s is not a sequence"), o);
  return type_error(cstr("'%.200s' object does not support indexing"), o);
}

export function PySequence_SetItem(o: PyObject, i: i64, value: PyObject): i32 {
  const sequence = o.ob_type.tp_as_sequence;
  const assign = sequence ? sequence.sq_ass_item : null;
  if (assign) {
    const at = from_end(o, i);
    return at === i64.MIN_VALUE && tstate.current_exception ? -1 : assign.call(o, at, value);
  }
  const mapping = o.ob_type.tp_as_mapping;
  if (mapping && mapping.mp_ass_subscript) type_error(cstr("%.200s is not a sequence"), o);
  else type_error(cstr("'%.200s' object does not support item assignment"), o);
  return -1;
}

export function PySequence_DelItem(o: PyObject, i: i64): i32 {
  const sequence = o.ob_type.tp_as_sequence;
  const assign = sequence ? sequence.sq_ass_item : null;
  if (assign) {
    const at = from_end(o, i);
    return at === i64.MIN_VALUE && tstate.current_exception ? -1 : assign.call(o, at, null);
  }
  const mapping = o.ob_type.tp_as_mapping;
  if (mapping && mapping.mp_ass_subscript) type_error(cstr("%.200s is not a sequence"), o);
  else type_error(cstr("'%.200s' object doesn't support item deletion"), o);
  return -1;
}

export function PySequence_Concat(s: PyObject, o: PyObject): PyObject | null {
  const sequence = s.ob_type.tp_as_sequence;
  const concat = sequence ? sequence.sq_concat : null;
  if (concat) return concat.call(s, o);
  if (PySequence_Check(s) && PySequence_Check(o)) {
    const result = binary_op1(s, o, offsetof<PyNumberMethods>("nb_add"));
    if (!result || ptr(result) !== ptr(Py_NotImplemented)) return result;
  }
  return type_error(cstr("'%.200s' object can't be concatenated"), s);
}

export function PySequence_InPlaceConcat(s: PyObject, o: PyObject): PyObject | null {
  const sequence = s.ob_type.tp_as_sequence;
  if (sequence) {
    const inplace = sequence.sq_inplace_concat;
    const concat = inplace ? inplace : sequence.sq_concat;
    if (concat) return concat.call(s, o);
  }
  if (PySequence_Check(s) && PySequence_Check(o)) {
    const result = binary_op1(s, o, offsetof<PyNumberMethods>("nb_inplace_add"));
    if (!result || ptr(result) !== ptr(Py_NotImplemented)) return result;
    const plain = binary_op1(s, o, offsetof<PyNumberMethods>("nb_add"));
    if (!plain || ptr(plain) !== ptr(Py_NotImplemented)) return plain;
  }
  return type_error(cstr("'%.200s' object can't be concatenated"), s);
}

/** seq * n through a repetition slot; `n` any object with `__index__`. */
export function sequence_repeat(repeat: ssizeargfunc, seq: PyObject, n: PyObject): PyObject | null {
  if (!_PyIndex_Check(n)) {
    return PyErr_Format(
      PyExc_TypeError,
      cstr("can't multiply sequence by non-int of type '%.200s'"),
      n.ob_type.tp_name,
    );
  }
  const count = PyNumber_AsSsize_t(n, PyExc_OverflowError);
  if (count === -1 && tstate.current_exception) return null;
  return repeat.call(seq, count);
}

export function PySequence_Repeat(o: PyObject, count: i64): PyObject | null {
  const sequence = o.ob_type.tp_as_sequence;
  const repeat = sequence ? sequence.sq_repeat : null;
  if (repeat) return repeat.call(o, count);
  if (PySequence_Check(o)) {
    const n = PyLong_FromSsize_t(count);
    if (!n) return null;
    const result = binary_op1(o, n, offsetof<PyNumberMethods>("nb_multiply"));
    Py_DECREF(n);
    if (!result || ptr(result) !== ptr(Py_NotImplemented)) return result;
  }
  return type_error(cstr("'%.200s' object can't be repeated"), o);
}

/** A list of the items of any iterable: new reference. */
export function PySequence_List(o: PyObject): PyObject | null {
  const list = PyList_New(0);
  if (!list) return null;
  if (_PyList_Extend(list, o) < 0) {
    Py_DECREF(list);
    return null;
  }
  return list;
}

/** A tuple of the items of any iterable: new reference. */
export function PySequence_Tuple(o: PyObject): PyObject | null {
  if (PyTuple_CheckExact(o)) return Py_NewRef(o);
  if (PyList_CheckExact(o)) return PyList_AsTuple(o);
  return tuple_from_iterable(o);
}

/** `o` as list or tuple: itself (new reference) or a list of its items; TypeError with `message` when not iterable. */
export function PySequence_Fast(o: PyObject, message: usize): PyObject | null {
  if (PyList_CheckExact(o) || PyTuple_CheckExact(o)) return Py_NewRef(o);
  const it = PyObject_GetIter(o);
  if (!it) {
    if (PyErr_ClearIf(PyExc_TypeError)) PyErr_SetString(PyExc_TypeError, message);
    return null;
  }
  const list = PySequence_List(it);
  Py_DECREF(it);
  return list;
}

/** @inline */
export function PySequence_Fast_GET_SIZE(o: PyObject): Py_ssize_t {
  return Py_SIZE(o);
}

/** The items of a list or tuple. @inline */
export function PySequence_Fast_ITEMS(o: PyObject): Slots {
  return PyList_Check(o) ? changetype<PyListObject>(o).ob_item : _PyTuple_ITEMS(o);
}

/** value in o: 1, 0, -1. */
export function PySequence_Contains(o: PyObject, value: PyObject): i32 {
  const sequence = o.ob_type.tp_as_sequence;
  const contains = sequence ? sequence.sq_contains : null;
  if (contains) return contains.call(o, value);
  return <i32>_PySequence_IterSearch(o, value, PY_ITERSEARCH_CONTAINS);
}

export const PY_ITERSEARCH_COUNT: i32 = 1;
export const PY_ITERSEARCH_INDEX: i32 = 2;
export const PY_ITERSEARCH_CONTAINS: i32 = 3;

/** Walks an iterable for items equal to `value`: their number, the first one's index, or whether there is one. */
export function _PySequence_IterSearch(seq: PyObject, value: PyObject, operation: i32): i64 {
  const it = PyObject_GetIter(seq);
  if (!it) {
    if (PyErr_ClearIf(PyExc_TypeError)) type_error(cstr("argument of type '%.200s' is not iterable"), seq);
    return -1;
  }
  let n: i64 = 0;
  let result: i64 = -1;
  while (true) {
    const item = PyIter_Next(it);
    if (!item) {
      if (!tstate.current_exception) result = operation === PY_ITERSEARCH_INDEX ? not_in_sequence() : n;
      break;
    }
    const same = PyObject_RichCompareBool(item, value, Py_EQ);
    Py_DECREF(item);
    if (same < 0) break;
    if (same > 0) {
      if (operation === PY_ITERSEARCH_CONTAINS) {
        result = 1;
        break;
      }
      if (operation === PY_ITERSEARCH_INDEX) {
        result = n;
        break;
      }
      n++;
    } else if (operation === PY_ITERSEARCH_INDEX) n++;
  }
  Py_DECREF(it);
  return result;
}

function not_in_sequence(): i64 {
  PyErr_SetString(PyExc_ValueError, cstr("sequence.index(x): x not in sequence"));
  return -1;
}

export function PySequence_Count(s: PyObject, o: PyObject): i64 {
  return _PySequence_IterSearch(s, o, PY_ITERSEARCH_COUNT);
}

export function PySequence_Index(s: PyObject, o: PyObject): i64 {
  return _PySequence_IterSearch(s, o, PY_ITERSEARCH_INDEX);
}
