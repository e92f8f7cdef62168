/** Raising and matching exceptions for instructions. CPython: do_raise, exception group matching of Python/ceval.c. */

import {
  PY_VECTORCALL_ARGUMENTS_OFFSET,
  PyObject_CallMethodOneArg,
  PyObject_CallNoArgs,
  PyObject_Vectorcall,
} from "../abstract/call";
import {
  _PyErr_GetTopmostException,
  PyErr_Clear,
  PyErr_Format,
  PyErr_GivenExceptionMatches,
  PyErr_SetObject,
  PyErr_SetRaisedException,
  PyErr_SetString,
  PyExceptionClass_Check,
  PyExceptionInstance_Check,
} from "../abstract/errors";
import { PyException_GetTraceback, PyException_SetCause } from "../builtin-types/exception";
import { _PyExc_CreateExceptionGroup } from "../builtin-types/exception-group";
import { PyStopIterationObject } from "../builtin-types/exception-structs";
import { PyLong_FromLong } from "../builtin-types/int";
import {
  PyTuple_Check,
  PyTuple_CheckExact,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_SET_ITEM,
} from "../builtin-types/tuple";
import { PyType_IsSubtype } from "../builtin-types/type-mro";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import {
  Py_None,
  PyExc_BaseExceptionGroup,
  PyExc_RuntimeError,
  PyExc_StopAsyncIteration,
  PyExc_StopIteration,
  PyExc_TypeError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";

/** A new exception of what `raise exc` names (class: called, instance: itself); steals `exc`. NULL with an exception. */
function exception_to_raise(exc: PyObject): PyObject | null {
  if (PyExceptionClass_Check(exc)) {
    const value = PyObject_CallNoArgs(exc);
    if (value && !PyExceptionInstance_Check(value)) {
      PyErr_Format(
        PyExc_TypeError,
        cstr("calling %R should have returned an instance of BaseException, not %R"),
        ptr(exc),
        ptr(value.ob_type),
      );
      Py_DECREF(value);
      Py_DECREF(exc);
      return null;
    }
    Py_DECREF(exc);
    return value;
  }
  if (PyExceptionInstance_Check(exc)) return exc;
  Py_DECREF(exc);
  PyErr_SetString(PyExc_TypeError, cstr("exceptions must derive from BaseException"));
  return null;
}

/** What `from cause` names, None for None: 1 and a new reference (or NULL) in tstate.out_object; 0 with an exception. Steals `cause`. */
function fixed_cause(cause: PyObject): bool {
  tstate.out_object = null;
  if (PyExceptionClass_Check(cause)) {
    const value = PyObject_CallNoArgs(cause);
    if (value && !PyExceptionInstance_Check(value)) {
      PyErr_Format(
        PyExc_TypeError,
        cstr("calling %R should have returned an instance of BaseException, not %R"),
        ptr(cause),
        ptr(value.ob_type),
      );
      Py_DECREF(value);
      Py_DECREF(cause);
      return false;
    }
    Py_DECREF(cause);
    tstate.out_object = value;
    return value !== null;
  }
  if (PyExceptionInstance_Check(cause)) tstate.out_object = cause;
  else if (ptr(cause) !== ptr(Py_None)) {
    Py_DECREF(cause);
    PyErr_SetString(PyExc_TypeError, cstr("exception causes must derive from BaseException"));
    return false;
  }
  return true;
}

/**
 * raise [exc [from cause]]: sets the exception. Steals both. True: a bare `raise`, whose traceback is kept as it is.
 */
export function do_raise(exc: PyObject | null, cause: PyObject | null): bool {
  if (!exc) {
    const handled = _PyErr_GetTopmostException().exc_value;
    if (!handled || ptr(handled) === ptr(Py_None)) {
      PyErr_SetString(PyExc_RuntimeError, cstr("No active exception to reraise"));
      return false;
    }
    PyErr_SetRaisedException(Py_NewRef(handled));
    return true;
  }
  const value = exception_to_raise(exc);
  if (!value) {
    Py_XDECREF(cause);
    return false;
  }
  if (cause) {
    if (!fixed_cause(cause)) {
      Py_DECREF(value);
      return false;
    }
    PyException_SetCause(value, tstate.out_object);
  }
  PyErr_SetObject(value.ob_type, value);
  Py_DECREF(value);
  return false;
}

/** The right side of `except`: a class of exceptions or a tuple of them. -1 with TypeError. */
export function _PyEval_CheckExceptTypeValid(right: PyObject): i32 {
  if (PyTuple_Check(right)) {
    for (let i = 0; i < PyTuple_GET_SIZE(right); i++) {
      if (!PyExceptionClass_Check(PyTuple_GET_ITEM(right, i))) return cannot_catch();
    }
    return 0;
  }
  return PyExceptionClass_Check(right) ? 0 : cannot_catch();
}

function cannot_catch(): i32 {
  PyErr_SetString(PyExc_TypeError, cstr("catching classes that do not inherit from BaseException is not allowed"));
  return -1;
}

/** The right side of `except*`: as of `except`, and no exception groups. */
function check_except_star_type_valid(right: PyObject): i32 {
  if (_PyEval_CheckExceptTypeValid(right) < 0) return -1;
  const single = !PyTuple_Check(right);
  const n = single ? 1 : PyTuple_GET_SIZE(right);
  for (let i = 0; i < n; i++) {
    const type = changetype<PyTypeObject>(single ? right : PyTuple_GET_ITEM(right, i));
    if (!PyType_IsSubtype(type, PyExc_BaseExceptionGroup)) continue;
    PyErr_SetString(PyExc_TypeError, cstr("catching ExceptionGroup with except* is not allowed. Use except instead."));
    return -1;
  }
  return 0;
}

/** @inline */
export function given_exception_matches(err: PyObject, exc: PyObject): bool {
  return PyErr_GivenExceptionMatches(err, exc);
}

/**
 * What a handler's RERAISE needs to know of where the exception came from: an int, new reference; no exception is set before
 * or after. -1, which takes no memory, says that there was none for the int: RERAISE then names its own place. NOT
 * CPYTHON, which looks for the handler of the MemoryError, at the same place, for as long as memory is out.
 */
export function saved_lasti(at: i32): PyObject {
  const value = PyLong_FromLong(<i64>at);
  if (value) return value;
  PyErr_Clear();
  return PyLong_FromLong(-1)!;
}

export function stop_async_iteration_matches(exc: PyObject): bool {
  return PyErr_GivenExceptionMatches(exc, PyExc_StopAsyncIteration);
}

/** CLEANUP_THROW: the value of a StopIteration (new reference); any other exception is raised again: NULL. */
export function cleanup_throw_value(exc: PyObject): PyObject | null {
  if (!PyErr_GivenExceptionMatches(exc, PyExc_StopIteration)) {
    PyErr_SetRaisedException(Py_NewRef(exc));
    return null;
  }
  const value = changetype<PyStopIterationObject>(exc).value;
  return Py_NewRef(value ? value : Py_None);
}

/** WITH_EXCEPT_START: calls the exit function with type, value and traceback. A new reference, NULL with an exception. */
export function with_except_start(exit: PyObject, exc: PyObject): PyObject | null {
  const tb = PyException_GetTraceback(exc);
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(32));
  args.set(0, null);
  args.set(1, exc.ob_type);
  args.set(2, exc);
  args.set(3, tb ? tb : Py_None);
  if (tb) Py_DECREF(tb); // the exception holds it
  const result = PyObject_Vectorcall(exit, args.from(1), 3 | PY_VECTORCALL_ARGUMENTS_OFFSET, null);
  stack_release(mark);
  return result;
}

/**
 * CHECK_EG_MATCH: splits `exc` by `type`. The matching part (or None) in tstate.out_object, the rest (or None) in
 * out_object2, both new references; -1 with an exception.
 */
export function check_eg_match(exc: PyObject, type: PyObject): i32 {
  if (check_except_star_type_valid(type) < 0) return -1;
  if (ptr(exc) === ptr(Py_None)) {
    tstate.out_object = Py_None;
    tstate.out_object2 = Py_None;
    return 0;
  }
  if (PyErr_GivenExceptionMatches(exc, type)) return match_whole(exc);
  if (PyType_IsSubtype(exc.ob_type, PyExc_BaseExceptionGroup)) return split_group(exc, type);
  tstate.out_object = Py_None;
  tstate.out_object2 = Py_NewRef(exc);
  return 0;
}

/** The whole exception matches: a naked one is wrapped into a group. */
function match_whole(exc: PyObject): i32 {
  let match: PyObject = exc;
  if (PyType_IsSubtype(exc.ob_type, PyExc_BaseExceptionGroup)) Py_INCREF(exc);
  else {
    const excs = PyTuple_New(1);
    if (!excs) return -1;
    PyTuple_SET_ITEM(excs, 0, Py_NewRef(exc));
    const wrapped = _PyExc_CreateExceptionGroup(cstr(""), excs);
    Py_DECREF(excs);
    if (!wrapped) return -1;
    match = wrapped;
  }
  tstate.out_object = match;
  tstate.out_object2 = Py_None;
  return 0;
}

function split_group(exc: PyObject, type: PyObject): i32 {
  const pair = PyObject_CallMethodOneArg(exc, _Py_ID("split"), type);
  if (!pair) return -1;
  if (!PyTuple_CheckExact(pair)) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("%.200s.split must return a tuple, not %.200s"),
      exc.ob_type.tp_name,
      pair.ob_type.tp_name,
    );
    Py_DECREF(pair);
    return -1;
  }
  if (PyTuple_GET_SIZE(pair) < 2) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("%.200s.split must return a 2-tuple, got tuple of size %zd"),
      exc.ob_type.tp_name,
      PyTuple_GET_SIZE(pair),
    );
    Py_DECREF(pair);
    return -1;
  }
  tstate.out_object = Py_NewRef(PyTuple_GET_ITEM(pair, 0));
  tstate.out_object2 = Py_NewRef(PyTuple_GET_ITEM(pair, 1));
  Py_DECREF(pair);
  return 0;
}
