/**
 * Splitting an exception group by type, predicate or identity of its leaves. CPython: Objects/exceptions.c.
 *
 * A part is made by `group.derive(excs)`, which a subclass may override, and has the metadata of the group it comes from.
 */

import { PyObject_GetOptionalAttr, PyObject_SetAttr } from "../abstract/attribute";
import { PyObject_CallMethodOneArg, PyObject_CallOneArg } from "../abstract/call";
import { PyErr_GivenExceptionMatches, PyErr_SetString, PyExceptionClass_Check } from "../abstract/errors";
import { PyCallable_Check, PyObject_IsTrue } from "../abstract/object-protocol";
import { _Py_EnterRecursiveCall, _Py_LeaveRecursiveCall } from "../abstract/recursion";
import { PySequence_Check, PySequence_List } from "../abstract/sequence";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_BaseExceptionGroup, PyExc_TypeError } from "../object/static-types";
import {
  asException,
  PyException_GetCause,
  PyException_GetContext,
  PyException_SetCause,
  PyException_SetContext,
  PyException_SetTraceback,
} from "./exception";
import { PyBaseExceptionGroupObject } from "./exception-structs";
import { PyLong_FromVoidPtr } from "./int";
import { PyList_Append, PyList_GET_SIZE, PyList_New } from "./list";
import { PySet_Contains } from "./set";
import { PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { PyType_Check } from "./type";
import { PyObject_TypeCheck } from "./type-mro";

/** @inline */
export function asGroup(o: PyObject): PyBaseExceptionGroupObject {
  return changetype<PyBaseExceptionGroupObject>(o);
}

export function _PyBaseExceptionGroup_Check(o: PyObject): bool {
  return PyObject_TypeCheck(o, PyExc_BaseExceptionGroup);
}

/** Gives `group` a copy of the notes of `orig`. -1 with an exception. */
function copy_notes(group: PyObject, orig: PyObject): i32 {
  const found = PyObject_GetOptionalAttr(orig, _Py_ID("__notes__"));
  if (found <= 0) return found;
  const notes = tstate.out_object!;
  if (!PySequence_Check(notes)) {
    // Not what add_note() makes: left behind without a word.
    Py_DECREF(notes);
    return 0;
  }
  const copy = PySequence_List(notes);
  Py_DECREF(notes);
  if (!copy) return -1;
  const status = PyObject_SetAttr(group, _Py_ID("__notes__"), copy);
  Py_DECREF(copy);
  return status;
}

/** Gives `group` the traceback, context, cause and notes of `orig`. -1 with an exception. */
function copy_metadata(group: PyObject, orig: PyObject): i32 {
  const tb = asException(orig).traceback;
  if (tb && PyException_SetTraceback(group, tb) < 0) return -1;
  PyException_SetContext(group, PyException_GetContext(orig));
  PyException_SetCause(group, PyException_GetCause(orig));
  return copy_notes(group, orig);
}

/**
 * `orig.derive(excs)` with the metadata of `orig`; 0 with a new reference in tstate.out_object, NULL there when the list
 * `excs` is empty; -1 with an exception.
 */
function exceptiongroup_subset(orig: PyObject, excs: PyObject): i32 {
  tstate.out_object = null;
  if (PyList_GET_SIZE(excs) === 0) return 0;
  const group = PyObject_CallMethodOneArg(orig, _Py_ID("derive"), excs);
  tstate.out_object = null;
  if (!group) return -1;
  let status = -1;
  if (!_PyBaseExceptionGroup_Check(group)) {
    PyErr_SetString(PyExc_TypeError, cstr("derive must return an instance of BaseExceptionGroup"));
  } else status = copy_metadata(group, orig);
  if (status < 0) Py_DECREF(group);
  tstate.out_object = status < 0 ? null : group;
  return status;
}

/** How a matcher is to be understood. */
const MATCH_BY_TYPE: i32 = 0;
const MATCH_BY_PREDICATE: i32 = 1;
/** A set of the addresses of leaf exceptions. */
export const MATCH_INSTANCE_IDS: i32 = 2;

/** MATCH_BY_TYPE or MATCH_BY_PREDICATE; -1 with TypeError. */
export function get_matcher_type(matcher: PyObject): i32 {
  if (PyCallable_Check(matcher) && !PyType_Check(matcher)) return MATCH_BY_PREDICATE;
  if (PyExceptionClass_Check(matcher)) return MATCH_BY_TYPE;
  let classes = PyTuple_CheckExact(matcher);
  if (classes) {
    const n = PyTuple_GET_SIZE(matcher);
    for (let i = 0; i < n; i++) if (!PyExceptionClass_Check(PyTuple_GET_ITEM(matcher, i))) classes = false;
  }
  if (classes) return MATCH_BY_TYPE;
  PyErr_SetString(
    PyExc_TypeError,
    cstr("expected an exception type, a tuple of exception types, or a callable (other than a class)"),
  );
  return -1;
}

/** The exception itself (group or leaf) matches: 1, 0, -1. */
function check_match(exc: PyObject, kind: i32, matcher: PyObject): i32 {
  if (kind === MATCH_BY_TYPE) return PyErr_GivenExceptionMatches(exc, matcher) ? 1 : 0;
  if (kind === MATCH_BY_PREDICATE) {
    const answer = PyObject_CallOneArg(matcher, exc);
    if (!answer) return -1;
    const truth = PyObject_IsTrue(answer);
    Py_DECREF(answer);
    return truth;
  }
  if (_PyBaseExceptionGroup_Check(exc)) return 0;
  const id = PyLong_FromVoidPtr(ptr(exc));
  if (!id) return -1;
  const found = PySet_Contains(matcher, id);
  Py_DECREF(id);
  return found;
}

/** Splits every item of the group into the lists (`rests` may be NULL). -1 with an exception. */
function split_items(group: PyObject, kind: i32, matcher: PyObject, matches: PyObject, rests: PyObject | null): i32 {
  const excs = asGroup(group).excs!;
  const n = PyTuple_GET_SIZE(excs);
  for (let i = 0; i < n; i++) {
    if (_Py_EnterRecursiveCall(cstr(" in exceptiongroup_split_recursive"))) return -1;
    let status = split_recursive(PyTuple_GET_ITEM(excs, i), kind, matcher, rests !== null);
    const match = tstate.out_object;
    const rest = tstate.out_object2;
    _Py_LeaveRecursiveCall();
    if (status < 0) return -1;
    if (match) status = PyList_Append(matches, match);
    if (rest && status === 0) status = PyList_Append(rests!, rest);
    Py_XDECREF(match);
    Py_XDECREF(rest);
    if (status < 0) return -1;
  }
  return 0;
}

/** The split of a group that does not match as a whole. Result as split_recursive. */
function split_group(group: PyObject, kind: i32, matcher: PyObject, construct_rest: bool): i32 {
  const matches = PyList_New(0);
  const rests = matches && construct_rest ? PyList_New(0) : null;
  let status = -1;
  let match: PyObject | null = null;
  let rest: PyObject | null = null;
  if (matches && (rests !== null || !construct_rest)) {
    status = split_items(group, kind, matcher, matches, rests);
    if (status === 0) {
      status = exceptiongroup_subset(group, matches);
      match = tstate.out_object;
    }
    if (status === 0 && rests) {
      status = exceptiongroup_subset(group, rests);
      rest = tstate.out_object;
    }
  }
  Py_XDECREF(matches);
  Py_XDECREF(rests);
  if (status < 0) {
    Py_XDECREF(match);
    match = null;
  }
  tstate.out_object = match;
  tstate.out_object2 = rest;
  return status;
}

/**
 * Splits `exc` by the matcher: 0 with new references to the matching part in tstate.out_object and (if asked for) to the
 * rest in tstate.out_object2, each NULL when there is none. -1 with an exception, both NULL.
 */
export function split_recursive(exc: PyObject, kind: i32, matcher: PyObject, construct_rest: bool): i32 {
  const matches = check_match(exc, kind, matcher);
  if (matches === 0 && _PyBaseExceptionGroup_Check(exc)) return split_group(exc, kind, matcher, construct_rest);
  tstate.out_object = matches > 0 ? Py_NewRef(exc) : null;
  tstate.out_object2 = matches === 0 && construct_rest ? Py_NewRef(exc) : null;
  return matches < 0 ? -1 : 0;
}
