/** Extending a list from any iterable. CPython: list_extend and its special cases in Objects/listobject.c. */

import { PyErr_ClearIf } from "../abstract/errors";
import { PyObject_GetIter } from "../abstract/iterator";
import { PyObject_LengthHint, PySequence_Fast_GET_SIZE, PySequence_Fast_ITEMS } from "../abstract/sequence";
import { Py_DECREF, Py_IS_TYPE, Py_NewRef, Py_SET_SIZE, Py_SIZE, PyObject, ptr } from "../object/object";
import { iternextfunc } from "../object/slots";
import { tstate } from "../object/state";
import {
  PyDict_Type,
  PyDictItems_Type,
  PyDictKeys_Type,
  PyDictValues_Type,
  PyExc_StopIteration,
  PyFrozenSet_Type,
  PySet_Type,
} from "../object/static-types";
import { PyDict_Next, PyDict_Size } from "./dict";
import { _PyDictViewObject as PyDictViewObject } from "./dict-view";
import { _PyList_AppendTakeRef, list_prealloc_exact, list_resize, PyList_CheckExact, PyListObject } from "./list";
import { _PySet_NextEntry } from "./set";
import { PySet_GET_SIZE } from "./set-object";
import { PyTuple_CheckExact, PyTuple_Pack } from "./tuple";

/** Room for `n` items more, exactly when the list has no array yet. Sets ob_size. -1 with MemoryError. */
function grow(list: PyListObject, n: i32): i32 {
  const m = Py_SIZE(list);
  if (!changetype<usize>(list.ob_item)) {
    if (list_prealloc_exact(list, n) < 0) return -1;
    Py_SET_SIZE(list, n);
    return 0;
  }
  return list_resize(list, m + n);
}

/** From a list or tuple; may be the list itself. */
function list_extend_fast(list: PyListObject, iterable: PyObject): i32 {
  const n = PySequence_Fast_GET_SIZE(iterable);
  if (n === 0) return 0;
  const m = Py_SIZE(list);
  if (grow(list, n) < 0) return -1;
  const src = PySequence_Fast_ITEMS(iterable);
  const dest = list.ob_item.from(m);
  for (let i = 0; i < n; i++) dest.set(i, Py_NewRef(src.get(i)));
  return 0;
}

function list_extend_set(list: PyListObject, other: PyObject): i32 {
  const m = Py_SIZE(list);
  const n = PySet_GET_SIZE(other);
  if (list_resize(list, m + n) < 0) return -1;
  let at = m;
  let pos = 0;
  while ((pos = _PySet_NextEntry(other, pos)) !== 0) list.ob_item.set(at++, Py_NewRef(tstate.out_object!));
  Py_SET_SIZE(list, at);
  return 0;
}

/** From a dict: `which` 0 keys, 1 values. */
function list_extend_dict(list: PyListObject, dict: PyObject, which: i32): i32 {
  const m = Py_SIZE(list);
  const n = PyDict_Size(dict);
  if (list_resize(list, m + n) < 0) return -1;
  let at = m;
  let pos = 0;
  while ((pos = PyDict_Next(dict, pos)) !== 0) {
    list.ob_item.set(at++, Py_NewRef(which ? tstate.out_object2! : tstate.out_object!));
  }
  Py_SET_SIZE(list, at);
  return 0;
}

function list_extend_dictitems(list: PyListObject, dict: PyObject): i32 {
  const m = Py_SIZE(list);
  const n = PyDict_Size(dict);
  if (list_resize(list, m + n) < 0) return -1;
  let at = m;
  let pos = 0;
  while ((pos = PyDict_Next(dict, pos)) !== 0) {
    const pair = PyTuple_Pack(tstate.out_object!, tstate.out_object2);
    if (!pair) {
      Py_SET_SIZE(list, at);
      return -1;
    }
    list.ob_item.set(at++, pair);
  }
  Py_SET_SIZE(list, at);
  return 0;
}

function list_extend_iter(list: PyListObject, iterable: PyObject): i32 {
  const it = PyObject_GetIter(iterable);
  if (!it) return -1;
  const status = take_all(list, iterable, it);
  Py_DECREF(it);
  return status;
}

function take_all(list: PyListObject, iterable: PyObject, it: PyObject): i32 {
  const n = PyObject_LengthHint(iterable, 8);
  if (n < 0) return -1;
  const m = Py_SIZE(list);
  if (<i64>m + <i64>n > <i64>i32.MAX_VALUE) {
    // The hint may be wrong: the list grows as items come.
  } else if (!changetype<usize>(list.ob_item)) {
    if (n && list_prealloc_exact(list, n) < 0) return -1;
  } else {
    if (list_resize(list, m + n) < 0) return -1;
    Py_SET_SIZE(list, m);
  }
  const next = changetype<iternextfunc>(it.ob_type.tp_iternext);
  while (true) {
    const item = next.call(it);
    if (!item) {
      if (tstate.current_exception && !PyErr_ClearIf(PyExc_StopIteration)) return -1;
      break;
    }
    if (_PyList_AppendTakeRef(list, item) < 0) return -1;
  }
  return Py_SIZE(list) < list.allocated ? list_resize(list, Py_SIZE(list)) : 0;
}

/** Appends the items of any iterable. -1 with an exception; what was appended so far stays. */
export function _PyList_Extend(o: PyObject, iterable: PyObject): i32 {
  const list = changetype<PyListObject>(o);
  if (PyList_CheckExact(iterable) || PyTuple_CheckExact(iterable) || ptr(o) === ptr(iterable)) {
    return list_extend_fast(list, iterable);
  }
  if (Py_IS_TYPE(iterable, PySet_Type) || Py_IS_TYPE(iterable, PyFrozenSet_Type))
    return list_extend_set(list, iterable);
  if (Py_IS_TYPE(iterable, PyDict_Type)) return list_extend_dict(list, iterable, 0);
  if (Py_IS_TYPE(iterable, PyDictKeys_Type))
    return list_extend_dict(list, changetype<PyDictViewObject>(iterable).dv_dict, 0);
  if (Py_IS_TYPE(iterable, PyDictValues_Type))
    return list_extend_dict(list, changetype<PyDictViewObject>(iterable).dv_dict, 1);
  if (Py_IS_TYPE(iterable, PyDictItems_Type))
    return list_extend_dictitems(list, changetype<PyDictViewObject>(iterable).dv_dict);
  return list_extend_iter(list, iterable);
}

/** As _PyList_Extend. */
export function PyList_Extend(o: PyObject, iterable: PyObject): i32 {
  return _PyList_Extend(o, iterable);
}
