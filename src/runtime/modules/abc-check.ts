/**
 * isinstance() and issubclass() of abstract base classes. CPython: _abc__abc_instancecheck_impl and
 * _abc__abc_subclasscheck_impl of Modules/_abc.c.
 *
 * The question "is C a subclass of the ABC A" is answered by the first of: A's caches, A.__subclasshook__(C), C's mro, the classes
 * registered with A, A's own subclasses. Answers that took more than a lookup go into a cache.
 */

import { PyObject_GetAttr } from "../abstract/attribute";
import { PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg } from "../abstract/call";
import { PyErr_SetString } from "../abstract/errors";
import { PyObject_IsSubclass } from "../abstract/instance-check";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE } from "../builtin-types/list";
import { _PySet_NextEntry, PySet_Size } from "../builtin-types/set";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_New, PyTuple_SET_ITEM } from "../builtin-types/tuple";
import { PyType_Check } from "../builtin-types/type";
import { PyType_IsSubtype } from "../builtin-types/type-mro";
import { _PyWeakref_GET_REF } from "../builtin-types/weakref";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_False, Py_NotImplemented, Py_True, PyExc_AssertionError, PyExc_TypeError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import {
  _abc_data,
  _add_to_weak_set,
  _get_impl,
  _in_weak_set,
  abc_state,
  CACHE,
  clear_weak_set,
  NEGATIVE_CACHE,
  REGISTRY,
  weak_set,
} from "./abc-data";

/** Nothing has been decided yet. */
const UNDECIDED: i32 = 2;

/** `isinstance(instance, self)`: a new reference, NULL with an exception. */
export function abc_instancecheck(self: PyObject, instance: PyObject): PyObject | null {
  const impl = _get_impl(self);
  if (!impl) return null;
  const subclass = PyObject_GetAttr(instance, _Py_ID("__class__"));
  const result = subclass ? instance_of(impl, self, instance, subclass) : null;
  Py_DECREF(impl);
  if (subclass) Py_DECREF(subclass);
  return result;
}

/** The same for an instance whose `__class__` is `subclass`. */
function instance_of(impl: _abc_data, self: PyObject, instance: PyObject, subclass: PyObject): PyObject | null {
  const cached = _in_weak_set(impl, CACHE, subclass);
  if (cached !== 0) return cached > 0 ? Py_True : null;
  const subtype = instance.ob_type;
  if (ptr(subtype) === ptr(subclass)) {
    if (impl._abc_negative_cache_version === abc_state.abc_invalidation_counter) {
      const refused = _in_weak_set(impl, NEGATIVE_CACHE, subclass);
      if (refused !== 0) return refused > 0 ? Py_False : null;
    }
    return PyObject_CallMethodOneArg(self, _Py_ID("__subclasscheck__"), subclass);
  }
  const result = PyObject_CallMethodOneArg(self, _Py_ID("__subclasscheck__"), subclass);
  const truth = result ? PyObject_IsTrue(result) : -1;
  if (truth > 0) return result;
  if (result) Py_DECREF(result);
  return truth < 0 ? null : PyObject_CallMethodOneArg(self, _Py_ID("__subclasscheck__"), subtype);
}

/** What the caches say: 1, 0, UNDECIDED, -1 with an exception. */
function ask_caches(impl: _abc_data, subclass: PyObject): i32 {
  const cached = _in_weak_set(impl, CACHE, subclass);
  if (cached !== 0) return cached;
  if (impl._abc_negative_cache_version < abc_state.abc_invalidation_counter) {
    if (clear_weak_set(impl, NEGATIVE_CACHE) < 0) return -1;
    impl._abc_negative_cache_version = abc_state.abc_invalidation_counter;
    return UNDECIDED;
  }
  const refused = _in_weak_set(impl, NEGATIVE_CACHE, subclass);
  if (refused < 0) return -1;
  return refused > 0 ? 0 : UNDECIDED;
}

/** What `self.__subclasshook__` says; its answer goes into a cache. */
function ask_hook(impl: _abc_data, self: PyObject, subclass: PyObject): i32 {
  const ok = PyObject_CallMethodOneArg(self, _Py_ID("__subclasshook__"), subclass);
  if (!ok) return -1;
  Py_DECREF(ok);
  // The three possible answers are immortal: comparing them is safe.
  if (ptr(ok) === ptr(Py_True)) return _add_to_weak_set(impl, CACHE, subclass) < 0 ? -1 : 1;
  if (ptr(ok) === ptr(Py_False)) return _add_to_weak_set(impl, NEGATIVE_CACHE, subclass) < 0 ? -1 : 0;
  if (ptr(ok) === ptr(Py_NotImplemented)) return UNDECIDED;
  PyErr_SetString(PyExc_AssertionError, cstr("__subclasshook__ must return either False, True, or NotImplemented"));
  return -1;
}

/** 1 and cached when `subclass` is a subclass of `cls`, UNDECIDED when not. */
function ask_class(impl: _abc_data, subclass: PyObject, cls: PyObject): i32 {
  const is = PyObject_IsSubclass(subclass, cls);
  if (is === 0) return UNDECIDED;
  return is < 0 || _add_to_weak_set(impl, CACHE, subclass) < 0 ? -1 : 1;
}

/** The weak references in the registry: a new tuple. NULL with MemoryError. */
function registered(impl: _abc_data): PyObject | null {
  const registry = weak_set(impl, REGISTRY);
  const tuple = PyTuple_New(registry ? PySet_Size(registry) : 0);
  if (!tuple || !registry) return tuple;
  let pos = 0;
  for (let i = 0; (pos = _PySet_NextEntry(registry, pos)) !== 0; i++) {
    PyTuple_SET_ITEM(tuple, i, Py_NewRef(tstate.out_object!));
  }
  return tuple;
}

/** Is it a class that was registered, or a subclass of one? */
function ask_registry(impl: _abc_data, subclass: PyObject): i32 {
  const direct = _in_weak_set(impl, REGISTRY, subclass);
  if (direct !== 0) return direct;
  // What is asked may register further classes: go through a copy.
  const refs = registered(impl);
  if (!refs) return -1;
  let answer = UNDECIDED;
  for (let i = 0; answer === UNDECIDED && i < PyTuple_GET_SIZE(refs); i++) {
    const cls = _PyWeakref_GET_REF(PyTuple_GET_ITEM(refs, i));
    if (!cls) continue;
    answer = ask_class(impl, subclass, cls);
    Py_DECREF(cls);
  }
  Py_DECREF(refs);
  return answer;
}

/** Is it a subclass of one of the ABC's own subclasses? */
function ask_subclasses(impl: _abc_data, self: PyObject, subclass: PyObject): i32 {
  const subclasses = PyObject_CallMethodNoArgs(self, _Py_ID("__subclasses__"));
  if (!subclasses) return -1;
  let answer = UNDECIDED;
  if (!PyList_Check(subclasses)) {
    PyErr_SetString(PyExc_TypeError, cstr("__subclasses__() must return a list"));
    answer = -1;
  }
  for (let i = 0; answer === UNDECIDED && i < PyList_GET_SIZE(subclasses); i++) {
    const cls = Py_NewRef(PyList_GET_ITEM(subclasses, i));
    answer = ask_class(impl, subclass, cls);
    Py_DECREF(cls);
  }
  Py_DECREF(subclasses);
  return answer;
}

/** All the questions in turn: 1, 0, -1 with an exception. */
function decide(impl: _abc_data, self: PyObject, subclass: PyObject): i32 {
  let answer = ask_caches(impl, subclass);
  if (answer === UNDECIDED) answer = ask_hook(impl, self, subclass);
  if (answer === UNDECIDED && PyType_IsSubtype(changetype<PyTypeObject>(subclass), changetype<PyTypeObject>(self))) {
    answer = _add_to_weak_set(impl, CACHE, subclass) < 0 ? -1 : 1;
  }
  if (answer === UNDECIDED) answer = ask_registry(impl, subclass);
  if (answer === UNDECIDED) answer = ask_subclasses(impl, self, subclass);
  if (answer !== UNDECIDED) return answer;
  return _add_to_weak_set(impl, NEGATIVE_CACHE, subclass);
}

/** `issubclass(subclass, self)`: True, False, or NULL with an exception. */
export function abc_subclasscheck(self: PyObject, subclass: PyObject): PyObject | null {
  if (!PyType_Check(subclass)) {
    PyErr_SetString(PyExc_TypeError, cstr("issubclass() arg 1 must be a class"));
    return null;
  }
  const impl = _get_impl(self);
  if (!impl) return null;
  const answer = decide(impl, self, subclass);
  Py_DECREF(impl);
  if (answer < 0) return null;
  return answer > 0 ? Py_True : Py_False;
}
