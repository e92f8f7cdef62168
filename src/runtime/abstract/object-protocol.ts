/**
 * What every object can be asked: repr, str, hash, truth, comparison, iteration over itself, dir.
 * CPython: Objects/object.c.
 */

import {
  PyBytes_AS_STRING,
  PyBytes_Check,
  PyBytes_CheckExact,
  PyBytes_FromObject,
  PyBytes_GET_SIZE,
} from "../builtin-types/bytes";
import { PyDict_GetItemRef, PyDict_New, PyDict_SetItem } from "../builtin-types/dict";
import {
  PyList_Append,
  PyList_Check,
  PyList_GET_ITEM,
  PyList_GET_SIZE,
  PyList_New,
  PyList_SetItem,
  PyList_SetSlice,
  PyList_Sort,
} from "../builtin-types/list";
import { _PyUnicode_FromASCII, PyUnicode_Check, PyUnicode_CheckExact, PyUnicode_IS_ASCII } from "../builtin-types/str";
import { _PyUnicode_AsASCIIString } from "../builtin-types/str-codecs";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { _PyObject_LookupSpecial } from "../builtin-types/type-lookup";
import { PyType_IsSubtype } from "../builtin-types/type-mro";
import { PyType_Ready } from "../builtin-types/type-ready";
import { run_scheduled_gc } from "../gc/collector";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_hash_t, Py_NewRef, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_False, Py_None, Py_NotImplemented, Py_True, PyExc_TypeError } from "../object/static-types";
import { Py_TPFLAGS_READY, PyType_HasFeature } from "../object/type-object";
import { PyObject_CallNoArgs } from "./call";
import { PyErr_Clear, PyErr_Format, PyErr_GetRaisedException, PyErr_SetRaisedException } from "./errors";
import { frame_locals } from "./hooks";
import { PyMapping_Keys } from "./mapping";
import { _Py_EnterRecursiveCall, _Py_LeaveRecursiveCall } from "./recursion";
import { _PyObject_HasLen, PyObject_LongSize, PySequence_List } from "./sequence";

export const Py_LT: i32 = 0;
export const Py_LE: i32 = 1;
export const Py_EQ: i32 = 2;
export const Py_NE: i32 = 3;
export const Py_GT: i32 = 4;
export const Py_GE: i32 = 5;

/** repr(o): a new reference to a str. `o` NULL gives "<NULL>". */
export function PyObject_Repr(o: PyObject | null): PyObject | null {
  run_scheduled_gc();
  if (!o) return PyUnicode_FromFormat(cstr("<NULL>"));
  const repr = o.ob_type.tp_repr;
  if (!repr) return PyUnicode_FromFormat(cstr("<%s object at %p>"), o.ob_type.tp_name, ptr(o));
  if (_Py_EnterRecursiveCall(cstr(" while getting the repr of an object")) < 0) return null;
  const result = repr.call(o);
  _Py_LeaveRecursiveCall();
  if (result && !PyUnicode_Check(result)) {
    PyErr_Format(PyExc_TypeError, cstr("__repr__ returned non-string (type %.200s)"), result.ob_type.tp_name);
    Py_DECREF(result);
    return null;
  }
  return result;
}

/** str(o): a new reference. `o` NULL gives "<NULL>". */
export function PyObject_Str(o: PyObject | null): PyObject | null {
  run_scheduled_gc();
  if (!o) return PyUnicode_FromFormat(cstr("<NULL>"));
  if (PyUnicode_CheckExact(o)) return Py_NewRef(o);
  const str = o.ob_type.tp_str;
  if (!str) return PyObject_Repr(o);
  if (_Py_EnterRecursiveCall(cstr(" while getting the str of an object")) < 0) return null;
  const result = str.call(o);
  _Py_LeaveRecursiveCall();
  if (result && !PyUnicode_Check(result)) {
    PyErr_Format(PyExc_TypeError, cstr("__str__ returned non-string (type %.200s)"), result.ob_type.tp_name);
    Py_DECREF(result);
    return null;
  }
  return result;
}

/** ascii(o): repr with everything that is not ASCII escaped. Returns a new reference. */
export function PyObject_ASCII(o: PyObject): PyObject | null {
  const repr = PyObject_Repr(o);
  if (!repr || PyUnicode_IS_ASCII(repr)) return repr;
  const bytes = _PyUnicode_AsASCIIString(repr, cstr("backslashreplace"));
  Py_DECREF(repr);
  if (!bytes) return null;
  const result = _PyUnicode_FromASCII(PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes));
  Py_DECREF(bytes);
  return result;
}

/** bytes(o): the object itself, its __bytes__, its buffer, or an iterable of ints. Returns a new reference. */
export function PyObject_Bytes(o: PyObject): PyObject | null {
  if (PyBytes_CheckExact(o)) return Py_NewRef(o);
  const method = _PyObject_LookupSpecial(o, _Py_ID("__bytes__"));
  if (!method) return tstate.current_exception ? null : PyBytes_FromObject(o);
  const result = PyObject_CallNoArgs(method);
  Py_DECREF(method);
  if (!result || PyBytes_Check(result)) return result;
  PyErr_Format(PyExc_TypeError, cstr("__bytes__ returned non-bytes (type %.200s)"), result.ob_type.tp_name);
  Py_DECREF(result);
  return null;
}

/** hash(o), never -1; -1 with an exception. */
export function PyObject_Hash(o: PyObject): Py_hash_t {
  const t = o.ob_type;
  const hash = t.tp_hash;
  if (hash) return hash.call(o);
  if (!PyType_HasFeature(t, Py_TPFLAGS_READY)) {
    if (PyType_Ready(t) < 0) return -1;
    const ready = t.tp_hash;
    if (ready) return ready.call(o);
  }
  return PyObject_HashNotImplemented(o);
}

/** tp_hash of unhashable types. */
export function PyObject_HashNotImplemented(o: PyObject): Py_hash_t {
  PyErr_Format(PyExc_TypeError, cstr("unhashable type: '%.200s'"), o.ob_type.tp_name);
  return -1;
}

/** Hash of an address, as `object.__hash__`: rotated by four bits, because the low ones are always 0. */
export function Py_HashPointer(address: usize): Py_hash_t {
  const y = <u64>address;
  const x = <i64>((y >> 4) | (y << 60));
  return x === -1 ? -2 : x;
}

/** tp_hash of `object`: by identity. */
export function PyObject_GenericHash(o: PyObject): Py_hash_t {
  return Py_HashPointer(ptr(o));
}

/** 1, 0, -1 with an exception. */
export function PyObject_IsTrue(o: PyObject): i32 {
  if (ptr(o) === ptr(Py_True)) return 1;
  if (ptr(o) === ptr(Py_False) || ptr(o) === ptr(Py_None)) return 0;
  const t = o.ob_type;
  const number = t.tp_as_number;
  const nb_bool = number ? number.nb_bool : null;
  if (nb_bool) {
    const result = nb_bool.call(o);
    return result > 0 ? 1 : result;
  }
  if (!_PyObject_HasLen(o)) return 1;
  const length = PyObject_LongSize(o);
  return length > 0 ? 1 : <i32>length;
}

/** 1, 0, -1 with an exception. */
export function PyObject_Not(o: PyObject): i32 {
  const result = PyObject_IsTrue(o);
  return result < 0 ? result : 1 - result;
}

export function PyCallable_Check(o: PyObject | null): bool {
  return o !== null && o.ob_type.tp_call !== null;
}

/** tp_iter of iterators: a new reference to the object itself. */
export function PyObject_SelfIter(o: PyObject): PyObject | null {
  return Py_NewRef(o);
}

/** The operator's mirror: `a < b` is `b > a`. @inline */
export function _Py_SwappedOp(op: i32): i32 {
  return op === Py_LT ? Py_GT : op === Py_LE ? Py_GE : op === Py_GT ? Py_LT : op === Py_GE ? Py_LE : op;
}

export function op_text(op: i32): usize {
  switch (op) {
    case Py_LT:
      return cstr("<");
    case Py_LE:
      return cstr("<=");
    case Py_EQ:
      return cstr("==");
    case Py_NE:
      return cstr("!=");
    case Py_GT:
      return cstr(">");
    default:
      return cstr(">=");
  }
}

function do_richcompare(a: PyObject, b: PyObject, op: i32): PyObject | null {
  let checkedReverse = false;
  const ta = a.ob_type;
  const tb = b.ob_type;
  if (ptr(ta) !== ptr(tb) && PyType_IsSubtype(tb, ta)) {
    const compare = tb.tp_richcompare;
    if (compare) {
      checkedReverse = true;
      const result = compare.call(b, a, _Py_SwappedOp(op));
      if (!result || ptr(result) !== ptr(Py_NotImplemented)) return result;
    }
  }
  const compare = ta.tp_richcompare;
  if (compare) {
    const result = compare.call(a, b, op);
    if (!result || ptr(result) !== ptr(Py_NotImplemented)) return result;
  }
  if (!checkedReverse) {
    const reversed = b.ob_type.tp_richcompare;
    if (reversed) {
      const result = reversed.call(b, a, _Py_SwappedOp(op));
      if (!result || ptr(result) !== ptr(Py_NotImplemented)) return result;
    }
  }
  if (op === Py_EQ) return ptr(a) === ptr(b) ? Py_True : Py_False;
  if (op === Py_NE) return ptr(a) !== ptr(b) ? Py_True : Py_False;
  return PyErr_Format(
    PyExc_TypeError,
    cstr("'%s' not supported between instances of '%.100s' and '%.100s'"),
    op_text(op),
    a.ob_type.tp_name,
    b.ob_type.tp_name,
  );
}

/** `a op b`: a new reference, whatever object the comparison gives. */
export function PyObject_RichCompare(a: PyObject, b: PyObject, op: i32): PyObject | null {
  if (_Py_EnterRecursiveCall(cstr(" in comparison")) < 0) return null;
  const result = do_richcompare(a, b, op);
  _Py_LeaveRecursiveCall();
  return result;
}

/** `a op b` as truth: 1, 0, -1; identity implies equality. */
export function PyObject_RichCompareBool(a: PyObject, b: PyObject, op: i32): i32 {
  if (ptr(a) === ptr(b)) {
    if (op === Py_EQ) return 1;
    if (op === Py_NE) return 0;
  }
  const result = PyObject_RichCompare(a, b, op);
  if (!result) return -1;
  if (ptr(result) === ptr(Py_True)) return 1;
  if (ptr(result) === ptr(Py_False)) return 0;
  const truth = PyObject_IsTrue(result);
  Py_DECREF(result);
  return truth;
}

/** Result of a comparison whose order is known: `order` < 0, 0, > 0. @inline */
export function richcompare_order(order: i32, op: i32): PyObject {
  let truth: bool;
  switch (op) {
    case Py_LT:
      truth = order < 0;
      break;
    case Py_LE:
      truth = order <= 0;
      break;
    case Py_EQ:
      truth = order === 0;
      break;
    case Py_NE:
      truth = order !== 0;
      break;
    case Py_GT:
      truth = order > 0;
      break;
    default:
      truth = order >= 0;
  }
  return truth ? Py_True : Py_False;
}

/**
 * Marks `o` as being repr'ed: 0; 1 when it already is (the caller prints "..."), -1 with an exception. The list of such
 * objects is under "Py_Repr" in the thread's dict, as in CPython.
 */
export function Py_ReprEnter(o: PyObject): i32 {
  if (!tstate.dict) {
    const fresh = PyDict_New();
    if (!fresh) return -1;
    tstate.dict = fresh;
  }
  const dict = tstate.dict!;
  const found = PyDict_GetItemRef(dict, _Py_ID("Py_Repr"));
  if (found < 0) return -1;
  let list = tstate.out_object;
  if (!list) {
    list = PyList_New(0);
    if (!list) return -1;
    if (PyDict_SetItem(dict, _Py_ID("Py_Repr"), list) < 0) {
      Py_DECREF(list);
      return -1;
    }
  }
  let status = 0;
  for (let i = PyList_GET_SIZE(list) - 1; i >= 0; i--) if (ptr(PyList_GET_ITEM(list, i)) === ptr(o)) status = 1;
  if (status === 0) status = PyList_Append(list, o);
  Py_DECREF(list);
  return status;
}

/** Ends what Py_ReprEnter began; keeps the current exception. */
export function Py_ReprLeave(o: PyObject): void {
  const exc = PyErr_GetRaisedException();
  const dict = tstate.dict;
  if (dict) {
    if (PyDict_GetItemRef(dict, _Py_ID("Py_Repr")) > 0) {
      const list = tstate.out_object!;
      if (PyList_Check(list)) forget(list, o);
      Py_DECREF(list);
    } else PyErr_Clear();
  }
  PyErr_SetRaisedException(exc);
}

function forget(list: PyObject, o: PyObject): void {
  for (let i = PyList_GET_SIZE(list) - 1; i >= 0; i--) {
    if (ptr(PyList_GET_ITEM(list, i)) === ptr(o)) {
      // Where the list can't shrink the object is forgotten all the same. CPython would show it as "[...]" ever after.
      if (PyList_SetSlice(list, i, i + 1, null) < 0) PyList_SetItem(list, i, Py_None);
      return;
    }
  }
}

/** dir(o), or dir() for NULL: a new sorted list. */
export function PyObject_Dir(o: PyObject | null): PyObject | null {
  return o ? dir_object(o) : dir_locals();
}

function dir_locals(): PyObject | null {
  const locals = frame_locals();
  if (!locals) return null;
  const names = PyMapping_Keys(locals);
  Py_DECREF(locals);
  if (!names) return null;
  if (!PyList_Check(names)) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("dir(): expected keys() of locals to be a list, not '%.200s'"),
      names.ob_type.tp_name,
    );
    Py_DECREF(names);
    return null;
  }
  return sorted_list(names);
}

function dir_object(o: PyObject): PyObject | null {
  const method = _PyObject_LookupSpecial(o, _Py_ID("__dir__"));
  if (!method) {
    if (!tstate.current_exception) PyErr_Format(PyExc_TypeError, cstr("object does not provide __dir__"));
    return null;
  }
  const result = PyObject_CallNoArgs(method);
  Py_DECREF(method);
  if (!result) return null;
  const list = PySequence_List(result);
  Py_DECREF(result);
  return list ? sorted_list(list) : null;
}

/** Steals `list`. */
function sorted_list(list: PyObject): PyObject | null {
  if (PyList_Sort(list) < 0) {
    Py_DECREF(list);
    return null;
  }
  return list;
}
