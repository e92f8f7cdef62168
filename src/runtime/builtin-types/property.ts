/**
 * `property`. CPython: PyProperty_Type of Objects/descrobject.c.
 *
 *   propertyobject (64 bytes, GC)
 *   +16 prop_get, +24 prop_set, +32 prop_del, +40 prop_doc, +48 prop_name   owned or NULL
 *   +56 getter_doc   the doc was taken from the getter
 */

import { _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyObject_GenericGetAttr, PyObject_GetOptionalAttr, PyObject_SetAttr } from "../abstract/attribute";
import { PyObject_CallFunctionObjArgs, PyObject_CallOneArg, PyObject_Vectorcall } from "../abstract/call";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_getset, def_member, def_o, def_varargs, Py_READONLY } from "../object/def-tables";
import { visit_slots } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import {
  Py_DECREF,
  Py_IS_TYPE,
  Py_NewRef,
  Py_ssize_t,
  Py_XDECREF,
  Py_XNewRef,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import {
  allocfunc,
  descrgetfunc,
  descrsetfunc,
  destructor,
  freefunc,
  getattrofunc,
  getter,
  initproc,
  inquiry,
  newfunc,
  PyCFunction,
  setter,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_AttributeError, PyExc_TypeError, PyProperty_Type } from "../object/static-types";
import { Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC } from "../object/type-object";
import { PyType_GenericAlloc, PyType_GenericNew } from "./base-object-alloc";
import { PyBool_FromLong } from "./bool";
import { PyFunction_Check, PyFunctionObject } from "./function";
import { _PyObject_IsAbstract } from "./static-method";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { static_type } from "./type-define";
import { PyType_GetQualName } from "./type-getset";
import { PyObject_TypeCheck } from "./type-mro";

@unmanaged
export class propertyobject extends PyObject {
  prop_get: PyObject | null;
  prop_set: PyObject | null;
  prop_del: PyObject | null;
  prop_doc: PyObject | null;
  prop_name: PyObject | null;
  getter_doc: i32;
  pad: i32;
}

const INIT_SPEC: ArgSpec = changetype<ArgSpec>(memory.data(16, 16));

function property_dealloc(self: PyObject): void {
  const prop = changetype<propertyobject>(self);
  _PyObject_GC_UNTRACK(self);
  Py_XDECREF(prop.prop_get);
  Py_XDECREF(prop.prop_set);
  Py_XDECREF(prop.prop_del);
  Py_XDECREF(prop.prop_doc);
  Py_XDECREF(prop.prop_name);
  self.ob_type.tp_free!.call(self);
}

function property_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  return visit_slots(ptr(self) + offsetof<PyObject>(), 5, visit, arg);
}

function property_clear(self: PyObject): i32 {
  const prop = changetype<propertyobject>(self);
  const doc = prop.prop_doc;
  prop.prop_doc = null;
  Py_XDECREF(doc);
  return 0;
}

/** The name: set, or the getter's. 1 and a new reference in tstate.out_object, 0 none, -1 with an exception. */
function property_name(prop: propertyobject): i32 {
  const name = prop.prop_name;
  if (name) {
    tstate.out_object = Py_NewRef(name);
    return 1;
  }
  const get = prop.prop_get;
  if (get && PyFunction_Check(get)) {
    tstate.out_object = Py_NewRef(changetype<PyFunctionObject>(get).func_name);
    return 1;
  }
  tstate.out_object = null;
  return get ? PyObject_GetOptionalAttr(get, _Py_ID("__name__")) : 0;
}

/** AttributeError "property 'x' of 'C' object has no setter". */
function no_accessor(prop: propertyobject, o: PyObject, what: usize): void {
  const found = property_name(prop);
  const name = tstate.out_object;
  if (found < 0) return;
  const qualname = PyType_GetQualName(o.ob_type);
  if (qualname) {
    if (found > 0) {
      const format = cstr("property %R of %R object has no %s");
      PyErr_Format(PyExc_AttributeError, format, ptr(name), ptr(qualname), what);
    } else PyErr_Format(PyExc_AttributeError, cstr("property of %R object has no %s"), ptr(qualname), what);
    Py_DECREF(qualname);
  }
  if (found > 0) Py_XDECREF(name);
}

function property_descr_get(self: PyObject, o: PyObject | null, _type: PyObject | null): PyObject | null {
  if (!o || ptr(o) === ptr(Py_None)) return Py_NewRef(self);
  const prop = changetype<propertyobject>(self);
  const get = prop.prop_get;
  if (get) return PyObject_CallOneArg(get, o);
  no_accessor(prop, o, cstr("getter"));
  return null;
}

function property_descr_set(self: PyObject, o: PyObject, value: PyObject | null): i32 {
  const prop = changetype<propertyobject>(self);
  const func = value ? prop.prop_set : prop.prop_del;
  if (!func) {
    no_accessor(prop, o, value ? cstr("setter") : cstr("deleter"));
    return -1;
  }
  let res: PyObject | null;
  if (value) {
    const mark = stack_mark();
    const args = Slots.at(stack_alloc(16));
    args.set(0, o);
    args.set(1, value);
    res = PyObject_Vectorcall(func, args, 2, null);
    stack_release(mark);
  } else res = PyObject_CallOneArg(func, o);
  if (!res) return -1;
  Py_DECREF(res);
  return 0;
}

/** `given`, unless it is NULL or None; then `old`, or None for NULL. Borrowed. */
function either(given: PyObject | null, old: PyObject | null): PyObject {
  if (given && ptr(given) !== ptr(Py_None)) return given;
  return old ? old : Py_None;
}

/** A copy of the property with other functions where these are not NULL: a new reference. */
function property_copy(
  self: PyObject,
  given_get: PyObject | null,
  given_set: PyObject | null,
  given_del: PyObject | null,
): PyObject | null {
  const old = changetype<propertyobject>(self);
  const get = either(given_get, old.prop_get);
  const set = either(given_set, old.prop_set);
  const del = either(given_del, old.prop_del);
  // The doc of a getter is not handed on: __init__ takes that of the new one.
  const from_getter = old.getter_doc !== 0 && ptr(get) !== ptr(Py_None);
  const doc = from_getter ? Py_None : either(old.prop_doc, null);
  const copy = PyObject_CallFunctionObjArgs(self.ob_type, get, set, del, doc);
  if (copy && PyObject_TypeCheck(copy, PyProperty_Type)) {
    const prop = changetype<propertyobject>(copy);
    const previous = prop.prop_name;
    prop.prop_name = Py_XNewRef(old.prop_name);
    Py_XDECREF(previous);
  }
  return copy;
}

function property_getter(self: PyObject, getter: PyObject | null): PyObject | null {
  return property_copy(self, getter, null, null);
}

function property_setter(self: PyObject, setter: PyObject | null): PyObject | null {
  return property_copy(self, null, setter, null);
}

function property_deleter(self: PyObject, deleter: PyObject | null): PyObject | null {
  return property_copy(self, null, null, deleter);
}

/** Sets the name; NULL: that of the getter will do. */
function replace_name(self: PyObject, name: PyObject | null): void {
  const prop = changetype<propertyobject>(self);
  const old = prop.prop_name;
  prop.prop_name = Py_XNewRef(name);
  Py_XDECREF(old);
}

function property_set_name(self: PyObject, args: PyObject | null): PyObject | null {
  const n = PyTuple_GET_SIZE(args!);
  if (n !== 2) {
    const format = cstr("__set_name__() takes 2 positional arguments but %d were given");
    return PyErr_Format(PyExc_TypeError, format, <usize>n);
  }
  replace_name(self, PyTuple_GET_ITEM(args!, 1));
  return Py_None;
}

function property_get__name__(self: PyObject, _closure: usize): PyObject | null {
  const found = property_name(changetype<propertyobject>(self));
  if (found > 0) return tstate.out_object;
  if (found === 0) {
    PyErr_SetString(PyExc_AttributeError, cstr("'property' object has no attribute '__name__'"));
  }
  return null;
}

function property_set__name__(self: PyObject, value: PyObject | null, _closure: usize): i32 {
  replace_name(self, value);
  return 0;
}

function property_get___isabstractmethod__(self: PyObject, _closure: usize): PyObject | null {
  const fields = Slots.at(ptr(self) + offsetof<PyObject>());
  for (let i = 0; i < 3; i++) {
    const res = _PyObject_IsAbstract(fields.getOrNull(i));
    if (res !== 0) return res < 0 ? null : PyBool_FromLong(true);
  }
  return PyBool_FromLong(false);
}

/** Replaces the field at `offset` by `value` (NULL for None). */
function set_field(self: PyObject, offset: usize, value: PyObject | null): void {
  const kept: PyObject | null = value && ptr(value) !== ptr(Py_None) ? Py_NewRef(value) : null;
  const old = load<usize>(ptr(self) + offset);
  store<u64>(ptr(self) + offset, <u64>ptr(kept));
  if (old) Py_DECREF(changetype<PyObject>(old));
}

/** Sets `__doc__`; steals `doc` (NULL: none). A subclass has it in its dict or slot, lest the class's own doc hide it. */
function set_doc(prop: propertyobject, doc: PyObject | null): i32 {
  if (Py_IS_TYPE(prop, PyProperty_Type)) {
    const old = prop.prop_doc;
    prop.prop_doc = doc;
    Py_XDECREF(old);
    return 0;
  }
  const err = PyObject_SetAttr(prop, _Py_ID("__doc__"), doc ? doc : Py_None);
  Py_XDECREF(doc);
  if (err >= 0) return 0;
  // A subclass with nowhere to put it: a doc that was asked for is dropped, one of the getter is an error, as ever.
  if (prop.getter_doc || !PyErr_ExceptionMatches(PyExc_AttributeError)) return -1;
  PyErr_Clear();
  return 0;
}

function property_init(self: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const mark = stack_mark();
  const block = _PyArg_UnpackKeywordsTuple(
    INIT_SPEC,
    cstr("property"),
    cstr("fget fset fdel doc"),
    0,
    args,
    kwds,
    0,
    4,
  );
  if (!block) {
    stack_release(mark);
    return -1;
  }
  const given = Slots.at(block);
  const get = given.getOrNull(0);
  const doc = given.getOrNull(3);
  set_field(self, offsetof<propertyobject>("prop_get"), get);
  set_field(self, offsetof<propertyobject>("prop_set"), given.getOrNull(1));
  set_field(self, offsetof<propertyobject>("prop_del"), given.getOrNull(2));
  stack_release(mark);
  set_field(self, offsetof<propertyobject>("prop_doc"), null);
  set_field(self, offsetof<propertyobject>("prop_name"), null);
  const prop = changetype<propertyobject>(self);
  prop.getter_doc = 0;
  if (doc && ptr(doc) !== ptr(Py_None)) return set_doc(prop, Py_NewRef(doc));
  if (!get || ptr(get) === ptr(Py_None)) return set_doc(prop, null);
  if (PyObject_GetOptionalAttr(get, _Py_ID("__doc__")) < 0) return -1;
  let getter_doc = tstate.out_object;
  if (getter_doc && ptr(getter_doc) === ptr(Py_None)) getter_doc = null;
  if (getter_doc) prop.getter_doc = 1;
  return set_doc(prop, getter_doc);
}

function def_property_attributes(): void {
  const t = PyProperty_Type;
  def_o(t, cstr("getter"), PyCFunction.of(property_getter), cstr("The same property with another getter."));
  def_o(t, cstr("setter"), PyCFunction.of(property_setter), cstr("The same property with another setter."));
  def_o(t, cstr("deleter"), PyCFunction.of(property_deleter), cstr("The same property with another deleter."));
  def_varargs(
    t,
    cstr("__set_name__"),
    PyCFunction.of(property_set_name),
    cstr("__set_name__($self, owner, name, /)\n--\n\nTells the property its name."),
  );
  def_member(t, cstr("fget"), _Py_T_OBJECT, offsetof<propertyobject>("prop_get"), Py_READONLY);
  def_member(t, cstr("fset"), _Py_T_OBJECT, offsetof<propertyobject>("prop_set"), Py_READONLY);
  def_member(t, cstr("fdel"), _Py_T_OBJECT, offsetof<propertyobject>("prop_del"), Py_READONLY);
  def_member(t, cstr("__doc__"), _Py_T_OBJECT, offsetof<propertyobject>("prop_doc"), 0);
  def_getset(t, cstr("__name__"), getter.of(property_get__name__), setter.of(property_set__name__));
  def_getset(t, cstr("__isabstractmethod__"), getter.of(property_get___isabstractmethod__), null);
}

export function init_property_type(): void {
  const t = PyProperty_Type;
  const doc = cstr(
    "property(fget=None, fset=None, fdel=None, doc=None)\n--\n\nAn attribute that is computed.\n\n  fget\n    function that gives the value\n  fset\n    function that sets it\n  fdel\n    function that deletes it\n  doc\n    its docstring; without one, that of fget\n\nMostly used as a decorator:\n\nclass Circle:\n    @property\n    def radius(self):\n        return self._radius\n    @radius.setter\n    def radius(self, value):\n        self._radius = value",
  );
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE;
  static_type(t, cstr("property"), <Py_ssize_t>offsetof<propertyobject>(), 0, flags, doc);
  t.tp_dealloc = destructor.of(property_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(property_traverse);
  t.tp_clear = inquiry.of(property_clear);
  t.tp_descr_get = descrgetfunc.of(property_descr_get);
  t.tp_descr_set = descrsetfunc.of(property_descr_set);
  t.tp_init = initproc.of(property_init);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_new = newfunc.of(PyType_GenericNew);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  def_property_attributes();
}
