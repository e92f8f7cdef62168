/** Unpacking assignments over any iterable. CPython: _PyEval_UnpackIterable of Python/ceval.c. */

import { PyErr_ExceptionMatches, PyErr_Format } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { PySequence_Check, PySequence_List } from "../abstract/sequence";
import { PyList_GET_ITEM, PyList_GET_SIZE, PyListObject } from "../builtin-types/list";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_TypeError, PyExc_ValueError } from "../object/static-types";

/** Releases the `n` slots from `at` upwards. */
function release(at: usize, n: i32): bool {
  for (let i = 0; i < n; i++) Py_DECREF(load<PyObject>(at + ((<usize>i) << 3)));
  return false;
}

/**
 * Stores the first `argcnt` items of `v` downwards below `top` (the first one nearest to it); with `argcntafter` >= 0 then
 * a list of those in between and the last `argcntafter`. All new references. False with an exception (nothing stored).
 */
export function _PyEval_UnpackIterable(v: PyObject, argcnt: i32, argcntafter: i32, top: usize): bool {
  const it = PyObject_GetIter(v);
  if (!it) {
    if (PyErr_ExceptionMatches(PyExc_TypeError) && !v.ob_type.tp_iter && !PySequence_Check(v)) {
      PyErr_Format(PyExc_TypeError, cstr("cannot unpack non-iterable %.200s object"), v.ob_type.tp_name);
    }
    return false;
  }
  let sp = top;
  for (let i = 0; i < argcnt; i++) {
    const w = PyIter_Next(it);
    if (!w) {
      if (!tstate.current_exception) too_few(argcnt, argcntafter, i);
      Py_DECREF(it);
      return release(sp, i);
    }
    sp -= 8;
    store<u64>(sp, <u64>ptr(w));
  }
  if (argcntafter === -1) {
    const extra = PyIter_Next(it);
    Py_DECREF(it);
    if (!extra && !tstate.current_exception) return true;
    if (extra) {
      Py_DECREF(extra);
      PyErr_Format(PyExc_ValueError, cstr("too many values to unpack (expected %d)"), argcnt);
    }
    return release(sp, argcnt);
  }
  const list = PySequence_List(it);
  Py_DECREF(it);
  if (!list) return release(sp, argcnt);
  sp -= 8;
  store<u64>(sp, <u64>ptr(list));
  const n = PyList_GET_SIZE(list);
  if (n < argcntafter) {
    PyErr_Format(
      PyExc_ValueError,
      cstr("not enough values to unpack (expected at least %d, got %zd)"),
      argcnt + argcntafter,
      argcnt + n,
    );
    return release(sp, argcnt + 1);
  }
  // The tail moves out of the list to the stack.
  for (let j = argcntafter; j > 0; j--) {
    sp -= 8;
    store<u64>(sp, <u64>ptr(PyList_GET_ITEM(list, n - j)));
  }
  changetype<PyListObject>(list).ob_size = n - argcntafter;
  return true;
}

function too_few(argcnt: i32, argcntafter: i32, got: i32): void {
  if (argcntafter === -1) {
    PyErr_Format(PyExc_ValueError, cstr("not enough values to unpack (expected %d, got %d)"), argcnt, got);
  } else {
    PyErr_Format(
      PyExc_ValueError,
      cstr("not enough values to unpack (expected at least %d, got %d)"),
      argcnt + argcntafter,
      got,
    );
  }
}
