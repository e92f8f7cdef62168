/**
 * The module `_abc`: what ABCMeta does at class creation, isinstance(), issubclass() and register().
 * CPython: Modules/_abc.c (3.13).
 */

import { _PyArg_CheckPositional } from "../abstract/args";
import { PyObject_SetAttr } from "../abstract/attribute";
import { PyErr_SetString } from "../abstract/errors";
import { PyObject_IsSubclass } from "../abstract/instance-check";
import { PyDict_Pop } from "../builtin-types/dict";
import { PyLong_AsLong, PyLong_CheckExact, PyLong_FromUnsignedLongLong } from "../builtin-types/int";
import { module_begin, module_fast, module_noargs, module_o } from "../builtin-types/module";
import { PySet_New } from "../builtin-types/set";
import { PyTuple_New, PyTuple_SET_ITEM } from "../builtin-types/tuple";
import { PyType_Check } from "../builtin-types/type";
import { _PyType_SetFlagsRecursive } from "../builtin-types/type-subclasses";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, PyObject, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_RuntimeError, PyExc_TypeError } from "../object/static-types";
import { Py_TPFLAGS_MAPPING, Py_TPFLAGS_SEQUENCE, PyTypeObject } from "../object/type-object";
import { abc_instancecheck, abc_subclasscheck } from "./abc-check";
import {
  _add_to_weak_set,
  _get_impl,
  abc_data_new,
  abc_state,
  CACHE,
  clear_weak_set,
  init_abc_data_type,
  NEGATIVE_CACHE,
  REGISTRY,
  weak_set,
} from "./abc-data";
import { compute_abstract_methods } from "./abc-methods";

const COLLECTION_FLAGS: u32 = Py_TPFLAGS_SEQUENCE | Py_TPFLAGS_MAPPING;

/** Takes `__abc_tpflags__` out of the namespace of `cls` and sets these flags. -1 with an exception. */
function take_collection_flags(cls: PyTypeObject): i32 {
  const dict = cls.tp_dict!;
  const found = PyDict_Pop(dict, _Py_ID("__abc_tpflags__"));
  if (found <= 0) return found;
  const value = tstate.out_object!;
  const flags = PyLong_CheckExact(value) ? PyLong_AsLong(value) : 0;
  Py_DECREF(value);
  if (flags === -1 && tstate.current_exception) return -1;
  if ((<u32>flags & COLLECTION_FLAGS) === COLLECTION_FLAGS) {
    PyErr_SetString(PyExc_TypeError, cstr("__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING"));
    return -1;
  }
  cls.tp_flags |= <u32>flags & COLLECTION_FLAGS;
  return 0;
}

/** A class with ABCMeta as its metaclass has been made. */
function abc_init(_m: PyObject, self: PyObject | null): PyObject | null {
  if (compute_abstract_methods(self!) < 0) return null;
  const data = abc_data_new();
  if (!data) return null;
  const status = PyObject_SetAttr(self!, _Py_ID("_abc_impl"), data);
  Py_DECREF(data);
  if (status < 0) return null;
  if (PyType_Check(self!) && take_collection_flags(changetype<PyTypeObject>(self!)) < 0) return null;
  return Py_None;
}

/** May `subclass` be registered? 1; 0: it is a subclass already; -1 with an exception. */
function may_register(self: PyObject, subclass: PyObject): i32 {
  if (!PyType_Check(subclass)) {
    PyErr_SetString(PyExc_TypeError, cstr("Can only register classes"));
    return -1;
  }
  const known = PyObject_IsSubclass(subclass, self);
  if (known !== 0) return known > 0 ? 0 : -1;
  const cycle = PyObject_IsSubclass(self, subclass);
  if (cycle === 0) return 1;
  if (cycle > 0) PyErr_SetString(PyExc_RuntimeError, cstr("Refusing to create an inheritance cycle"));
  return -1;
}

function abc_register(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("_abc_register"), nargs, 2, 2)) return null;
  const self = args.get(0);
  const subclass = args.get(1);
  const may = may_register(self, subclass);
  if (may < 0) return null;
  if (may === 0) return Py_NewRef(subclass);
  const impl = _get_impl(self);
  if (!impl) return null;
  const status = _add_to_weak_set(impl, REGISTRY, subclass);
  Py_DECREF(impl);
  if (status < 0) return null;
  abc_state.abc_invalidation_counter++;
  if (PyType_Check(self)) {
    const flags = changetype<PyTypeObject>(self).tp_flags & COLLECTION_FLAGS;
    if (flags) _PyType_SetFlagsRecursive(changetype<PyTypeObject>(subclass), COLLECTION_FLAGS, flags);
  }
  return Py_NewRef(subclass);
}

function abc_instancecheck_(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("_abc_instancecheck"), nargs, 2, 2)) return null;
  return abc_instancecheck(args.get(0), args.get(1));
}

function abc_subclasscheck_(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("_abc_subclasscheck"), nargs, 2, 2)) return null;
  return abc_subclasscheck(args.get(0), args.get(1));
}

function abc_get_cache_token(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromUnsignedLongLong(abc_state.abc_invalidation_counter);
}

/** (registry, cache, negative cache, version): copies of the sets. */
function abc_get_dump(_m: PyObject, self: PyObject | null): PyObject | null {
  const impl = _get_impl(self!);
  if (!impl) return null;
  const result = PyTuple_New(4);
  let ok: bool = result !== null;
  for (let i = 0; ok && i < 3; i++) {
    const copy = PySet_New(weak_set(impl, REGISTRY + ((<usize>i) << 3)));
    PyTuple_SET_ITEM(result!, i, copy);
    ok = copy !== null;
  }
  const version = ok ? PyLong_FromUnsignedLongLong(impl._abc_negative_cache_version) : null;
  Py_DECREF(impl);
  if (version) {
    PyTuple_SET_ITEM(result!, 3, version);
    return result;
  }
  if (result) Py_DECREF(result);
  return null;
}

function abc_reset_registry(_m: PyObject, self: PyObject | null): PyObject | null {
  const impl = _get_impl(self!);
  if (!impl) return null;
  const status = clear_weak_set(impl, REGISTRY);
  Py_DECREF(impl);
  return status < 0 ? null : Py_None;
}

function abc_reset_caches(_m: PyObject, self: PyObject | null): PyObject | null {
  const impl = _get_impl(self!);
  if (!impl) return null;
  const ok = clear_weak_set(impl, CACHE) === 0 && clear_weak_set(impl, NEGATIVE_CACHE) === 0;
  Py_DECREF(impl);
  return ok ? Py_None : null;
}

function add_functions(m: PyObject): bool {
  return (
    module_noargs(
      m,
      cstr("get_cache_token"),
      PyCFunction.of(abc_get_cache_token),
      cstr("get_cache_token($module, /)\n--\n\nA number that changes with each registration."),
    ) === 0 &&
    module_o(
      m,
      cstr("_abc_init"),
      PyCFunction.of(abc_init),
      cstr("_abc_init($module, self, /)\n--\n\nPrepares a new abstract base class."),
    ) === 0 &&
    module_o(
      m,
      cstr("_reset_registry"),
      PyCFunction.of(abc_reset_registry),
      cstr("_reset_registry($module, self, /)\n--\n\nForgets what was registered."),
    ) === 0 &&
    module_o(
      m,
      cstr("_reset_caches"),
      PyCFunction.of(abc_reset_caches),
      cstr("_reset_caches($module, self, /)\n--\n\nEmpties both caches."),
    ) === 0 &&
    module_o(
      m,
      cstr("_get_dump"),
      PyCFunction.of(abc_get_dump),
      cstr("_get_dump($module, self, /)\n--\n\nCopies of the registry and the caches, and the version of the latter."),
    ) === 0 &&
    module_fast(
      m,
      cstr("_abc_register"),
      PyCFunctionFast.of(abc_register),
      cstr("_abc_register($module, self, subclass, /)\n--\n\nWhat ABCMeta.register() does."),
    ) === 0 &&
    module_fast(
      m,
      cstr("_abc_instancecheck"),
      PyCFunctionFast.of(abc_instancecheck_),
      cstr("_abc_instancecheck($module, self, instance, /)\n--\n\nWhat ABCMeta.__instancecheck__() does."),
    ) === 0 &&
    module_fast(
      m,
      cstr("_abc_subclasscheck"),
      PyCFunctionFast.of(abc_subclasscheck_),
      cstr("_abc_subclasscheck($module, self, subclass, /)\n--\n\nWhat ABCMeta.__subclasscheck__() does."),
    ) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__abc(): PyObject | null {
  if (!init_abc_data_type()) return null;
  const m = module_begin(cstr("_abc"), cstr("Native parts of abc.ABCMeta."));
  if (!m || add_functions(m)) return m;
  Py_DECREF(m);
  return null;
}
