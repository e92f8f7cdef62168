/** module: what Python code sees. CPython: Objects/moduleobject.c. */

import { _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import {
  _PyObject_GenericGetAttrWithDict,
  PyObject_GenericSetAttr,
  PyObject_GetAttr,
  PyObject_GetOptionalAttr,
} from "../abstract/attribute";
import { PyObject_CallNoArgs, PyObject_CallOneArg } from "../abstract/call";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_SetObject } from "../abstract/errors";
import { make_sys_attribute } from "../abstract/hooks";
import { PyObject_IsInstance } from "../abstract/instance-check";
import { PyMapping_Keys } from "../abstract/mapping";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PySequence_Contains, PySequence_List } from "../abstract/sequence";
import { PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { PyMem_Free } from "../memory/domains";
import { _Py_T_OBJECT, def_getset, def_member, def_noargs, Py_READONLY } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  destructor,
  freefunc,
  getattrofunc,
  getter,
  initproc,
  inquiry,
  newfunc,
  PyCFunction,
  reprfunc,
  setattrofunc,
  setter,
  traverseproc,
  visitproc,
} from "../object/slots";
import { interp, tstate } from "../object/state";
import { Py_None, PyExc_AttributeError, PyExc_KeyError, PyExc_TypeError, PyModule_Type } from "../object/static-types";
import { Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyDict_DelItem, PyDict_GetItemRef, PyDict_New, PyDict_SetItem } from "./dict";
import { PyDict_Check } from "./dict-object";
import {
  asModule,
  module_init_dict,
  module_state_clear,
  module_state_traverse,
  native_module_forget,
  new_module_notrack,
  PyModuleObject,
  track_module,
} from "./module";
import { get_latin1_char, PyUnicode_Check } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { static_type } from "./type-define";
import { PyObject_ClearWeakRefs } from "./weakref";

function module_new(t: PyTypeObject, _args: PyObject, _kwds: PyObject | null): PyObject | null {
  const o = new_module_notrack(t);
  if (o) track_module(o);
  return o;
}

const init_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function module_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const mark = stack_mark();
  const a = Slots.at(_PyArg_UnpackKeywordsTuple(init_spec, cstr("module"), cstr("name doc"), 0, args, kwds, 1, 2));
  let status = -1;
  if (changetype<usize>(a)) {
    const name = a.get(0);
    const doc = a.getOrNull(1);
    if (PyUnicode_Check(name)) status = module_init_dict(o, asModule(o).md_dict!, name, doc ? doc : Py_None);
    else {
      const given = ptr(name) === ptr(Py_None) ? cstr("None") : name.ob_type.tp_name;
      PyErr_Format(PyExc_TypeError, cstr("module() argument 'name' must be str, not %.50s"), given);
    }
  }
  stack_release(mark);
  return status;
}

function module_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  const m = asModule(o);
  if (m.md_weaklist) PyObject_ClearWeakRefs(o);
  if (m.md_state !== 0) native_module_forget(o);
  module_state_clear(m);
  Py_XDECREF(m.md_dict);
  Py_XDECREF(m.md_name);
  if (m.md_state !== 0) PyMem_Free(m.md_state);
  o.ob_type.tp_free!.call(o);
}

function module_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const stop = module_state_traverse(asModule(o), visit, arg);
  if (stop) return stop;
  const dict = asModule(o).md_dict;
  return dict ? visit.call(dict, arg) : 0;
}

function module_clear(o: PyObject): i32 {
  if (asModule(o).md_state !== 0) native_module_forget(o);
  module_state_clear(asModule(o));
  const dict = asModule(o).md_dict;
  asModule(o).md_dict = null;
  Py_XDECREF(dict);
  return 0;
}

/** Attribute `name`, or NULL without an exception when it is missing or None. New reference. */
function known_attribute(o: PyObject, name: PyObject): PyObject | null {
  if (PyObject_GetOptionalAttr(o, name) < 0) PyErr_Clear();
  const value = tstate.out_object;
  if (value && ptr(value) === ptr(Py_None)) return null;
  return value;
}

/** `dict[name]` unless missing or None: new reference. */
function known_item(dict: PyObject, name: PyObject): PyObject | null {
  if (PyDict_GetItemRef(dict, name) < 0) PyErr_Clear();
  const value = tstate.out_object;
  if (value && ptr(value) === ptr(Py_None)) return null;
  return value;
}

/**
 * "<module 'json' from '/x/json.py'>". NOT CPYTHON: importlib._module_repr is Python code there; same texts.
 */
function module_repr(o: PyObject): PyObject | null {
  const dict = asModule(o).md_dict!;
  const spec = known_item(dict, _Py_ID("__spec__"));
  if (spec) {
    const result = repr_from_spec(spec);
    Py_DECREF(spec);
    return result;
  }
  const name = known_item(dict, _Py_ID("__name__"));
  const shown = name ? ptr(name) : ptr(get_latin1_char(63));
  const file = known_item(dict, _Py_ID("__file__"));
  const loader = known_item(dict, _Py_ID("__loader__"));
  let result: PyObject | null;
  if (file) result = PyUnicode_FromFormat(cstr("<module %R from %R>"), shown, ptr(file));
  else if (loader) result = PyUnicode_FromFormat(cstr("<module %R (%R)>"), shown, ptr(loader));
  else result = PyUnicode_FromFormat(cstr("<module %R>"), shown);
  Py_XDECREF(name);
  Py_XDECREF(file);
  Py_XDECREF(loader);
  return result;
}

/** An instance of importlib's NamespaceLoader. */
function is_namespace_loader(loader: PyObject): bool {
  if (PyDict_GetItemRef(interp.modules!, _Py_ID("_frozen_importlib_external")) <= 0) return false;
  const importlib = tstate.out_object!;
  const cls = known_attribute(importlib, _Py_ID("NamespaceLoader"));
  Py_DECREF(importlib);
  const found = cls ? PyObject_IsInstance(loader, cls) : 0;
  Py_XDECREF(cls);
  if (found < 0) PyErr_Clear();
  return found > 0;
}

/** The folders of a namespace package, as a list: new reference, NULL where there are none to be had. */
function namespace_path(loader: PyObject): PyObject | null {
  const path = known_attribute(loader, _Py_ID("_path"));
  const list = path ? PySequence_List(path) : null;
  Py_XDECREF(path);
  if (!list) PyErr_Clear();
  return list;
}

function repr_from_spec(spec: PyObject): PyObject | null {
  const name = known_attribute(spec, _Py_ID("name"));
  const origin = known_attribute(spec, _Py_ID("origin"));
  const loader = known_attribute(spec, _Py_ID("loader"));
  const shown = name ? ptr(name) : ptr(get_latin1_char(63));
  let result: PyObject | null;
  if (!origin) {
    const path = loader && is_namespace_loader(loader) ? namespace_path(loader) : null;
    if (path) result = PyUnicode_FromFormat(cstr("<module %R (namespace) from %R>"), shown, ptr(path));
    else {
      result = loader
        ? PyUnicode_FromFormat(cstr("<module %R (%R)>"), shown, ptr(loader))
        : PyUnicode_FromFormat(cstr("<module %R>"), shown);
    }
    Py_XDECREF(path);
  } else {
    const located = known_attribute(spec, _Py_ID("has_location"));
    const format = located && PyObject_IsTrue(located) > 0 ? cstr("<module %R from %R>") : cstr("<module %R (%S)>");
    result = PyUnicode_FromFormat(format, shown, ptr(origin));
    Py_XDECREF(located);
  }
  Py_XDECREF(name);
  Py_XDECREF(origin);
  Py_XDECREF(loader);
  return result;
}

/** `spec._initializing` is true. */
export function _PyModuleSpec_IsInitializing(spec: PyObject | null): bool {
  if (!spec) return false;
  const value = known_attribute(spec, _Py_ID("_initializing"));
  if (!value) return false;
  const truth = PyObject_IsTrue(value);
  Py_DECREF(value);
  if (truth < 0) PyErr_Clear();
  return truth > 0;
}

/** `name` is in `spec._uninitialized_submodules`: a submodule that is being imported. False also with an exception. */
function is_uninitialized_submodule(spec: PyObject | null, name: PyObject): bool {
  const submodules = spec ? known_attribute(spec, _Py_ID("_uninitialized_submodules")) : null;
  if (!submodules) return false;
  const found = PySequence_Contains(submodules, name);
  Py_DECREF(submodules);
  return found > 0;
}

/** AttributeError for `name`; says when a circular import is the likely reason. Returns NULL. */
function module_attribute_error(m: PyModuleObject, name: PyObject): PyObject | null {
  const dict = m.md_dict!;
  const modname = known_item(dict, _Py_ID("__name__"));
  if (!modname || !PyUnicode_Check(modname)) {
    Py_XDECREF(modname);
    if (tstate.current_exception) return null;
    return PyErr_Format(PyExc_AttributeError, cstr("module has no attribute '%U'"), ptr(name));
  }
  const spec = known_item(dict, _Py_ID("__spec__"));
  if (_PyModuleSpec_IsInitializing(spec)) {
    const origin = spec ? known_attribute(spec, _Py_ID("origin")) : null;
    if (origin && PyUnicode_Check(origin)) {
      PyErr_Format(
        PyExc_AttributeError,
        cstr(
          "partially initialized module '%U' from '%U' has no attribute '%U' (most likely due to a circular import)",
        ),
        ptr(modname),
        ptr(origin),
        ptr(name),
      );
    } else {
      PyErr_Format(
        PyExc_AttributeError,
        cstr("partially initialized module '%U' has no attribute '%U' (most likely due to a circular import)"),
        ptr(modname),
        ptr(name),
      );
    }
    Py_XDECREF(origin);
  } else if (is_uninitialized_submodule(spec, name)) {
    const text = cstr("cannot access submodule '%U' of module '%U' (most likely due to a circular import)");
    PyErr_Format(PyExc_AttributeError, text, ptr(name), ptr(modname));
  } else if (!tstate.current_exception) {
    PyErr_Format(PyExc_AttributeError, cstr("module '%U' has no attribute '%U'"), ptr(modname), ptr(name));
  }
  Py_XDECREF(spec);
  Py_DECREF(modname);
  return null;
}

/** Attribute of a module: its own, or from its `__getattr__`. `suppress`: NULL without an exception when missing. */
export function _Py_module_getattro_impl(o: PyObject, name: PyObject, suppress: bool): PyObject | null {
  const value = _PyObject_GenericGetAttrWithDict(o, name, null, true);
  if (value || tstate.current_exception) return value;
  const m = asModule(o);
  const found = PyDict_GetItemRef(m.md_dict!, _Py_ID("__getattr__"));
  if (found < 0) return null;
  const getattr = tstate.out_object;
  if (getattr) {
    const result = PyObject_CallOneArg(getattr, name);
    Py_DECREF(getattr);
    if (!result && suppress && PyErr_ExceptionMatches(PyExc_AttributeError)) PyErr_Clear();
    return result;
  }
  const dict = m.md_dict!;
  if (ptr(dict) === ptr(interp.sysdict)) {
    const made = make_sys_attribute(dict, name);
    if (made < 0) return null;
    if (made > 0) return _Py_module_getattro_impl(o, name, suppress);
  }
  if (suppress) return null;
  return module_attribute_error(m, name);
}

export function _Py_module_getattro(o: PyObject, name: PyObject): PyObject | null {
  return _Py_module_getattro_impl(o, name, false);
}

function module_dir(o: PyObject, _unused: PyObject | null): PyObject | null {
  const dict = PyObject_GetAttr(o, _Py_ID("__dict__"));
  if (!dict) return null;
  let result: PyObject | null = null;
  if (!PyDict_Check(dict)) PyErr_Format(PyExc_TypeError, cstr("%.200s.__dict__ is not a dictionary"), cstr("module"));
  else if (PyDict_GetItemRef(dict, _Py_ID("__dir__")) >= 0) {
    const method = tstate.out_object;
    result = method ? PyObject_CallNoArgs(method) : PyMapping_Keys(dict);
    Py_XDECREF(method);
  }
  Py_DECREF(dict);
  return result;
}

function module_get_annotations(o: PyObject, _closure: usize): PyObject | null {
  const dict = asModule(o).md_dict!;
  if (PyDict_GetItemRef(dict, _Py_ID("__annotations__")) < 0) return null;
  const known = tstate.out_object;
  if (known) return known;
  const annotations = PyDict_New();
  if (annotations && PyDict_SetItem(dict, _Py_ID("__annotations__"), annotations) < 0) {
    Py_DECREF(annotations);
    return null;
  }
  return annotations;
}

function module_set_annotations(o: PyObject, value: PyObject | null, _closure: usize): i32 {
  const dict = asModule(o).md_dict!;
  if (value) return PyDict_SetItem(dict, _Py_ID("__annotations__"), value);
  const status = PyDict_DelItem(dict, _Py_ID("__annotations__"));
  if (status < 0 && PyErr_ExceptionMatches(PyExc_KeyError)) {
    PyErr_Clear();
    PyErr_SetObject(PyExc_AttributeError, _Py_ID("__annotations__"));
  }
  return status;
}

export function init_module_type(): void {
  const t = PyModule_Type;
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE;
  static_type(t, cstr("module"), offsetof<PyModuleObject>(), 0, flags);
  t.tp_doc = cstr("module(name, doc=None)\n--\n\nA namespace made by importing, or by hand.");
  t.tp_dealloc = destructor.of(module_dealloc);
  t.tp_repr = reprfunc.of(module_repr);
  t.tp_getattro = getattrofunc.of(_Py_module_getattro);
  t.tp_setattro = setattrofunc.of(PyObject_GenericSetAttr);
  t.tp_traverse = traverseproc.of(module_traverse);
  t.tp_clear = inquiry.of(module_clear);
  t.tp_weaklistoffset = <Py_ssize_t>offsetof<PyModuleObject>("md_weaklist");
  t.tp_dictoffset = <Py_ssize_t>offsetof<PyModuleObject>("md_dict");
  t.tp_init = initproc.of(module_init);
  t.tp_new = newfunc.of(module_new);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  def_member(t, cstr("__dict__"), _Py_T_OBJECT, offsetof<PyModuleObject>("md_dict"), Py_READONLY);
  def_noargs(
    t,
    cstr("__dir__"),
    PyCFunction.of(module_dir),
    cstr("__dir__() -> list\nThe names in the module's namespace."),
  );
  def_getset(t, cstr("__annotations__"), getter.of(module_get_annotations), setter.of(module_set_annotations));
}
