/**
 * `__dict__` and `__weakref__` of instances of classes. CPython: subtype_dict, subtype_getweakref and the subtype_getsets_*
 * tables of Objects/typeobject.c.
 */

import { _PyObject_ComputedDictPointer } from "../abstract/attribute";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { permanent_alloc } from "../memory/permanent";
import { PyGetSetDef } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XINCREF, PyObject } from "../object/object";
import { getter, setter } from "../object/slots";
import { Py_None, PyExc_AttributeError, PyExc_TypeError } from "../object/static-types";
import { Py_TPFLAGS_HEAPTYPE, Py_TPFLAGS_MANAGED_DICT, PyTypeObject } from "../object/type-object";
import { PyDescr_IsData } from "./descriptor-object";
import { PyDict_Check } from "./dict-object";
import { _PyObject_SetManagedDict, PyObject_GenericGetDict } from "./instance-values";
import { _PyType_Lookup } from "./type-lookup";

@unmanaged
class GetsetState {
  full: PyGetSetDef | null;
  dict_only: PyGetSetDef | null;
  weakref_only: PyGetSetDef | null;
}
const state: GetsetState = changetype<GetsetState>(memory.data(32, 16));

/** The native base of `type` that has a dict of its own (a module's, an exception's), or NULL. */
function get_builtin_base_with_dict(type: PyTypeObject): PyTypeObject | null {
  let t = type;
  let base = t.tp_base;
  while (base) {
    if (t.tp_dictoffset !== 0 && !(t.tp_flags & Py_TPFLAGS_HEAPTYPE)) return t;
    t = base;
    base = t.tp_base;
  }
  return null;
}

/** The `__dict__` descriptor of `base`, borrowed; NULL with TypeError when it does not fit `o`. */
function get_dict_descriptor(base: PyTypeObject, o: PyObject): PyObject | null {
  const descr = _PyType_Lookup(base, _Py_ID("__dict__"));
  if (descr && PyDescr_IsData(descr) && descr.ob_type.tp_descr_get) return descr;
  return PyErr_Format(
    PyExc_TypeError,
    cstr("this __dict__ descriptor does not support '%.200s' objects"),
    o.ob_type.tp_name,
  );
}

/** Getter of `__dict__`: a new reference. */
export function subtype_dict(o: PyObject, _context: usize): PyObject | null {
  const base = get_builtin_base_with_dict(o.ob_type);
  if (!base) return PyObject_GenericGetDict(o, 0);
  const descr = get_dict_descriptor(base, o);
  return descr ? descr.ob_type.tp_descr_get!.call(descr, o, o.ob_type) : null;
}

/** Setter of `__dict__`, which may be deleted too. */
export function subtype_setdict(o: PyObject, value: PyObject | null, _context: usize): i32 {
  const base = get_builtin_base_with_dict(o.ob_type);
  if (base) {
    const descr = get_dict_descriptor(base, o);
    return descr ? descr.ob_type.tp_descr_set!.call(descr, o, value) : -1;
  }
  if (value && !PyDict_Check(value)) {
    PyErr_Format(PyExc_TypeError, cstr("__dict__ must be set to a dictionary, not a '%.200s'"), value.ob_type.tp_name);
    return -1;
  }
  if (o.ob_type.tp_flags & Py_TPFLAGS_MANAGED_DICT) return _PyObject_SetManagedDict(o, value);
  const dictptr = _PyObject_ComputedDictPointer(o);
  if (!dictptr) {
    PyErr_SetString(PyExc_AttributeError, cstr("This object has no __dict__"));
    return -1;
  }
  const old = load<usize>(dictptr);
  store<usize>(dictptr, 0);
  if (old) Py_DECREF(changetype<PyObject>(old));
  Py_XINCREF(value);
  store<usize>(dictptr, changetype<usize>(value));
  return 0;
}

/** Getter of `__weakref__`: the first weak reference or None, a new reference. */
function subtype_getweakref(o: PyObject, _context: usize): PyObject | null {
  const type = o.ob_type;
  if (type.tp_weaklistoffset === 0) {
    PyErr_SetString(PyExc_AttributeError, cstr("This object has no __weakref__"));
    return null;
  }
  const first = load<usize>(changetype<usize>(o) + <usize>type.tp_weaklistoffset);
  return first ? Py_NewRef(changetype<PyObject>(first)) : Py_None;
}

function dict_record(next: PyGetSetDef | null): PyGetSetDef {
  const def = changetype<PyGetSetDef>(permanent_alloc(offsetof<PyGetSetDef>()));
  def.name = cstr("__dict__");
  def.get = getter.of(subtype_dict);
  def.set = setter.of(subtype_setdict);
  def.doc = cstr("dictionary for instance variables");
  def.next = next;
  return def;
}

function weakref_record(): PyGetSetDef {
  const def = changetype<PyGetSetDef>(permanent_alloc(offsetof<PyGetSetDef>()));
  def.name = cstr("__weakref__");
  def.get = getter.of(subtype_getweakref);
  def.doc = cstr("list of weak references to the object");
  return def;
}

/** Makes the tables; once, at start-up. */
export function init_subtype_getsets(): void {
  state.weakref_only = weakref_record();
  state.dict_only = dict_record(null);
  state.full = dict_record(state.weakref_only);
}

/** `__dict__` and `__weakref__`. @inline */
export function subtype_getsets_full(): PyGetSetDef | null {
  return state.full;
}

/** @inline */
export function subtype_getsets_dict_only(): PyGetSetDef | null {
  return state.dict_only;
}

/** @inline */
export function subtype_getsets_weakref_only(): PyGetSetDef | null {
  return state.weakref_only;
}
