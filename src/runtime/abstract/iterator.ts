/** Iteration over any object. CPython: the iterator part of Objects/abstract.c. */

import { _PyGen_FetchStopIterationValue } from "../builtin-types/generator";
import { PySeqIter_New } from "../builtin-types/iterator-objects";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, PyObject, ptr } from "../object/object";
import { iternextfunc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_StopIteration, PyExc_TypeError } from "../object/static-types";
import { PyObject_CallMethodOneArg } from "./call";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format } from "./errors";
import { PySequence_Check } from "./sequence";

/** tp_iternext of types that forget to define it: `__next__` inherited as missing. */
export function _PyObject_NextNotImplemented(o: PyObject): PyObject | null {
  return PyErr_Format(PyExc_TypeError, cstr("'%.200s' object is not iterable"), o.ob_type.tp_name);
}

export function PyIter_Check(o: PyObject): bool {
  const next = o.ob_type.tp_iternext;
  return next !== null && changetype<usize>(next) !== changetype<usize>(iternextfunc.of(_PyObject_NextNotImplemented));
}

/** iter(o): new reference. */
export function PyObject_GetIter(o: PyObject): PyObject | null {
  const iter = o.ob_type.tp_iter;
  if (!iter) {
    if (PySequence_Check(o)) return PySeqIter_New(o);
    return PyErr_Format(PyExc_TypeError, cstr("'%.200s' object is not iterable"), o.ob_type.tp_name);
  }
  const result = iter.call(o);
  if (result && !PyIter_Check(result)) {
    PyErr_Format(PyExc_TypeError, cstr("iter() returned non-iterator of type '%.100s'"), result.ob_type.tp_name);
    Py_DECREF(result);
    return null;
  }
  return result;
}

/** aiter(o): new reference. */
export function PyObject_GetAIter(o: PyObject): PyObject | null {
  const methods = o.ob_type.tp_as_async;
  const aiter = methods ? methods.am_aiter : null;
  if (!aiter) {
    return PyErr_Format(PyExc_TypeError, cstr("'%.200s' object is not an async iterable"), o.ob_type.tp_name);
  }
  const result = aiter.call(o);
  if (result && !PyAIter_Check(result)) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("aiter() returned not an async iterator of type '%.100s'"),
      result.ob_type.tp_name,
    );
    Py_DECREF(result);
    return null;
  }
  return result;
}

export function PyAIter_Check(o: PyObject): bool {
  const methods = o.ob_type.tp_as_async;
  return methods !== null && methods.am_anext !== null;
}

/** The next item: new reference; NULL at the end (no exception) and on error. StopIteration is swallowed. */
export function PyIter_Next(it: PyObject): PyObject | null {
  const result = it.ob_type.tp_iternext!.call(it);
  if (!result && tstate.current_exception && PyErr_ExceptionMatches(PyExc_StopIteration)) PyErr_Clear();
  return result;
}

/** am_send results. */
export const PYGEN_RETURN: i32 = 0;
export const PYGEN_ERROR: i32 = -1;
export const PYGEN_NEXT: i32 = 1;

/** Sends `value` into an iterator: its am_send, `send` method, or for None its tp_iternext. As sendfunc. */
export function PyIter_Send(iter: PyObject, value: PyObject): i32 {
  const methods = iter.ob_type.tp_as_async;
  const send = methods ? methods.am_send : null;
  if (send) return send.call(iter, value);
  const result =
    ptr(value) === ptr(Py_None) && PyIter_Check(iter)
      ? iter.ob_type.tp_iternext!.call(iter)
      : PyObject_CallMethodOneArg(iter, _Py_ID("send"), value);
  tstate.send_result = result;
  if (result) return PYGEN_NEXT;
  if (_PyGen_FetchStopIterationValue() < 0) return PYGEN_ERROR;
  tstate.send_result = tstate.out_object;
  return PYGEN_RETURN;
}
