/**
 * Taking objects apart for pickle and copy: `__reduce__`, `__reduce_ex__`, `__getstate__`. CPython: the reduce part of
 * Objects/typeobject.c.
 *
 * Protocol 2 and later are done here; older ones, and the list of slot names, by the library module `copyreg`.
 */

import { PyObject_GetAttr, PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyObject_CallMethodNoArgs, PyObject_CallMethodObjArgs, PyObject_CallNoArgs } from "../abstract/call";
import { PyErr_BadInternalCall, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { import_module } from "../abstract/hooks";
import { PyObject_GetIter } from "../abstract/iterator";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { PyCFunction } from "../object/slots";
import { interp, tstate } from "../object/state";
import {
  Py_None,
  PyBaseObject_Type,
  PyExc_RuntimeError,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import { Py_TPFLAGS_MANAGED_DICT, PyTypeObject } from "../object/type-object";
import { PyCFunction_Check, PyCFunction_GET_FUNCTION, PyCFunction_GET_SELF } from "./builtin-function";
import { PyDict_GetItemRef, PyDict_New, PyDict_SetItem } from "./dict";
import { PyDict_Check, PyDict_GET_SIZE } from "./dict-object";
import { _PyObject_IsInstanceDictEmpty, PyObject_GenericGetDict } from "./instance-values";
import { PyLong_AsInt, PyLong_FromLongLong } from "./int";
import { PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE } from "./list";
import {
  PyTuple_Check,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_Pack,
  PyTuple_SET_ITEM,
} from "./tuple";
import { _PyObject_LookupSpecial } from "./type-lookup";

/** The module `copyreg`: a new reference. */
function import_copyreg(): PyObject | null {
  const modules = interp.modules;
  if (modules) {
    const found = PyDict_GetItemRef(modules, _Py_ID("copyreg"));
    if (found !== 0) return found < 0 ? null : tstate.out_object;
  }
  return import_module(_Py_ID("copyreg"));
}

/** `result` (stolen) is a list or None, else TypeError. */
function list_or_none(result: PyObject, cls: PyTypeObject, cached: bool): PyObject | null {
  if (ptr(result) === ptr(Py_None) || PyList_Check(result)) return result;
  if (cached) {
    const format = cstr("%.200s.__slotnames__ should be a list or None, not %.200s");
    PyErr_Format(PyExc_TypeError, format, cls.tp_name, result.ob_type.tp_name);
  } else PyErr_SetString(PyExc_TypeError, cstr("copyreg._slotnames didn't return a list or None"));
  Py_DECREF(result);
  return null;
}

/** Names of the `__slots__` of `cls` and its bases: a new reference to a list or None, which the class keeps. */
function _PyType_GetSlotNames(cls: PyTypeObject): PyObject | null {
  const found = PyDict_GetItemRef(cls.tp_dict!, _Py_ID("__slotnames__"));
  if (found < 0) return null;
  if (found > 0) return list_or_none(tstate.out_object!, cls, true);
  const copyreg = import_copyreg();
  if (!copyreg) return null;
  const slotnames = PyObject_CallMethodObjArgs(copyreg, _Py_ID("_slotnames"), cls);
  Py_DECREF(copyreg);
  return slotnames ? list_or_none(slotnames, cls, false) : null;
}

/** Instances of `type` have no fields but a dict, weak references and `slotnames`. */
function is_plain(type: PyTypeObject, slotnames: PyObject): bool {
  let basicsize = PyBaseObject_Type.tp_basicsize;
  if (type.tp_dictoffset !== 0 && !(type.tp_flags & Py_TPFLAGS_MANAGED_DICT)) basicsize += 8;
  if (type.tp_weaklistoffset > 0) basicsize += 8;
  if (ptr(slotnames) !== ptr(Py_None)) basicsize += PyList_GET_SIZE(slotnames) << 3;
  return type.tp_basicsize <= basicsize;
}

/** Adds the slots of `o` that have a value to the dict `slots`; -1 with an exception. */
function collect_slots(o: PyObject, slotnames: PyObject, slots: PyObject): i32 {
  const n = PyList_GET_SIZE(slotnames);
  for (let i = 0; i < n; i++) {
    const name = Py_NewRef(PyList_GET_ITEM(slotnames, i));
    const found = PyObject_GetOptionalAttr(o, name);
    let status = found < 0 ? -1 : 0;
    if (found > 0) {
      const value = tstate.out_object!;
      status = PyDict_SetItem(slots, name, value);
      Py_DECREF(value);
    }
    Py_DECREF(name);
    if (status < 0) return -1;
    // The list hangs on the class: an attribute lookup may have changed it.
    if (n !== PyList_GET_SIZE(slotnames)) {
      PyErr_SetString(PyExc_RuntimeError, cstr("__slotsname__ changed size during iteration"));
      return -1;
    }
  }
  return 0;
}

/** `state` (stolen), or (state, {slot: value}) when slots have values: a new reference. */
function with_slots(o: PyObject, slotnames: PyObject, state: PyObject): PyObject | null {
  if (ptr(slotnames) === ptr(Py_None) || PyList_GET_SIZE(slotnames) === 0) return state;
  const slots = PyDict_New();
  let result: PyObject | null = null;
  if (slots && collect_slots(o, slotnames, slots) === 0) {
    result = PyDict_GET_SIZE(slots) > 0 ? PyTuple_Pack(state, slots) : Py_NewRef(state);
  }
  Py_XDECREF(slots);
  Py_DECREF(state);
  return result;
}

/** object.__getstate__. `required`: TypeError if there are native fields that it cannot save. A new reference. */
function object_getstate_default(o: PyObject, required: bool): PyObject | null {
  const type = o.ob_type;
  if (required && type.tp_itemsize !== 0) {
    return PyErr_Format(PyExc_TypeError, cstr("cannot pickle %.200s objects"), type.tp_name);
  }
  const state = _PyObject_IsInstanceDictEmpty(o) ? Py_None : PyObject_GenericGetDict(o, 0);
  if (!state) return null;
  const slotnames = _PyType_GetSlotNames(type);
  if (!slotnames) {
    Py_DECREF(state);
    return null;
  }
  let result: PyObject | null = null;
  if (required && !is_plain(o.ob_type, slotnames)) {
    PyErr_Format(PyExc_TypeError, cstr("cannot pickle '%.200s' object"), o.ob_type.tp_name);
    Py_DECREF(state);
  } else result = with_slots(o, slotnames, state);
  Py_DECREF(slotnames);
  return result;
}

/** `object.__getstate__(self)`. */
export function object___getstate__(self: PyObject, _unused: PyObject | null): PyObject | null {
  return object_getstate_default(self, false);
}

/** `o.__getstate__()`; `required` reaches the default one only. A new reference. */
function object_getstate(o: PyObject, required: bool): PyObject | null {
  const getstate = PyObject_GetAttr(o, _Py_ID("__getstate__"));
  if (!getstate) return null;
  const is_default =
    PyCFunction_Check(getstate) &&
    ptr(PyCFunction_GET_SELF(getstate)) === ptr(o) &&
    PyCFunction_GET_FUNCTION(getstate) === changetype<usize>(PyCFunction.of(object___getstate__));
  const state = is_default ? object_getstate_default(o, required) : PyObject_CallNoArgs(getstate);
  Py_DECREF(getstate);
  return state;
}

/** `object.__getstate__()` or what overrides it: a new reference. */
export function _PyObject_GetState(o: PyObject): PyObject | null {
  return object_getstate(o, false);
}

/** Checks what `__getnewargs_ex__` returned (stolen): 0 with (args, kwargs), new references, in out_object, out_object2. */
function split_newargs(newargs: PyObject): i32 {
  if (!PyTuple_Check(newargs)) {
    const format = cstr("__getnewargs_ex__ should return a tuple, not '%.200s'");
    PyErr_Format(PyExc_TypeError, format, newargs.ob_type.tp_name);
  } else if (PyTuple_GET_SIZE(newargs) !== 2) {
    const format = cstr("__getnewargs_ex__ should return a tuple of length 2, not %zd");
    PyErr_Format(PyExc_ValueError, format, <usize>PyTuple_GET_SIZE(newargs));
  } else {
    const args = PyTuple_GET_ITEM(newargs, 0);
    const kwargs = PyTuple_GET_ITEM(newargs, 1);
    if (!PyTuple_Check(args)) {
      const format = cstr("first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%.200s'");
      PyErr_Format(PyExc_TypeError, format, args.ob_type.tp_name);
    } else if (!PyDict_Check(kwargs)) {
      const format = cstr("second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%.200s'");
      PyErr_Format(PyExc_TypeError, format, kwargs.ob_type.tp_name);
    } else {
      Py_NewRef(args);
      Py_NewRef(kwargs);
      Py_DECREF(newargs);
      tstate.out_object = args;
      tstate.out_object2 = kwargs;
      return 0;
    }
  }
  Py_DECREF(newargs);
  return -1;
}

/** The arguments for `__new__`: new references or NULL in tstate.out_object (tuple), out_object2 (dict). -1 on error. */
function _PyObject_GetNewArguments(o: PyObject): i32 {
  const getnewargs_ex = _PyObject_LookupSpecial(o, _Py_ID("__getnewargs_ex__"));
  if (getnewargs_ex) {
    const newargs = PyObject_CallNoArgs(getnewargs_ex);
    Py_DECREF(getnewargs_ex);
    return newargs ? split_newargs(newargs) : -1;
  }
  if (tstate.current_exception) return -1;
  const getnewargs = _PyObject_LookupSpecial(o, _Py_ID("__getnewargs__"));
  let args: PyObject | null = null;
  if (getnewargs) {
    args = PyObject_CallNoArgs(getnewargs);
    Py_DECREF(getnewargs);
    if (!args) return -1;
    if (!PyTuple_Check(args)) {
      const format = cstr("__getnewargs__ should return a tuple, not '%.200s'");
      PyErr_Format(PyExc_TypeError, format, args.ob_type.tp_name);
      Py_DECREF(args);
      return -1;
    }
  } else if (tstate.current_exception) return -1;
  tstate.out_object = args;
  tstate.out_object2 = null;
  return 0;
}

/** Iterators over the items of a list and of a dict, or None: new references in out_object, out_object2. -1 on error. */
function _PyObject_GetItemsIter(o: PyObject): i32 {
  const listitems = PyList_Check(o) ? PyObject_GetIter(o) : Py_None;
  if (!listitems) return -1;
  let dictitems: PyObject | null = Py_None;
  if (PyDict_Check(o)) {
    const items = PyObject_CallMethodNoArgs(o, _Py_ID("items"));
    dictitems = items ? PyObject_GetIter(items) : null;
    Py_XDECREF(items);
  }
  if (!dictitems) {
    Py_DECREF(listitems);
    return -1;
  }
  tstate.out_object = listitems;
  tstate.out_object2 = dictitems;
  return 0;
}

/** (type(o), *args): a new tuple. */
function newobj_arguments(o: PyObject, args: PyObject | null): PyObject | null {
  const n = args ? PyTuple_GET_SIZE(args) : 0;
  const newargs = PyTuple_New(n + 1);
  if (!newargs) return null;
  PyTuple_SET_ITEM(newargs, 0, Py_NewRef(o.ob_type));
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(newargs, i + 1, Py_NewRef(PyTuple_GET_ITEM(args!, i)));
  return newargs;
}

/**
 * What rebuilds the object: `copyreg.__newobj__` or `__newobj_ex__` in tstate.out_object, its arguments in out_object2, both new
 * references. Steals nothing. -1 on error.
 */
function find_newobj(o: PyObject, args: PyObject | null, kwargs: PyObject | null): i32 {
  const copyreg = import_copyreg();
  if (!copyreg) return -1;
  const simple = !kwargs || PyDict_GET_SIZE(kwargs) === 0;
  let newobj: PyObject | null = null;
  let newargs: PyObject | null = null;
  if (simple) {
    newobj = PyObject_GetAttr(copyreg, _Py_ID("__newobj__"));
    if (newobj) newargs = newobj_arguments(o, args);
  } else if (args) {
    newobj = PyObject_GetAttr(copyreg, _Py_ID("__newobj_ex__"));
    if (newobj) newargs = PyTuple_Pack(o.ob_type, args, kwargs);
  } else PyErr_BadInternalCall();
  Py_DECREF(copyreg);
  if (!newargs) {
    Py_XDECREF(newobj);
    return -1;
  }
  tstate.out_object = newobj;
  tstate.out_object2 = newargs;
  return 0;
}

/** The five parts of protocol 2: a new tuple. Steals `newobj` and `newargs`. */
function pack_parts(o: PyObject, newobj: PyObject, newargs: PyObject, required: bool): PyObject | null {
  const state = object_getstate(o, required);
  let result: PyObject | null = null;
  if (state && _PyObject_GetItemsIter(o) === 0) {
    const listitems = tstate.out_object!;
    const dictitems = tstate.out_object2!;
    result = PyTuple_New(5);
    if (result) {
      PyTuple_SET_ITEM(result, 0, newobj);
      PyTuple_SET_ITEM(result, 1, newargs);
      PyTuple_SET_ITEM(result, 2, state);
      PyTuple_SET_ITEM(result, 3, listitems);
      PyTuple_SET_ITEM(result, 4, dictitems);
      return result;
    }
    Py_DECREF(listitems);
    Py_DECREF(dictitems);
  }
  Py_XDECREF(state);
  Py_DECREF(newobj);
  Py_DECREF(newargs);
  return result;
}

/** Protocol 2 and later: a new tuple. */
function reduce_newobj(o: PyObject): PyObject | null {
  if (!o.ob_type.tp_new) return PyErr_Format(PyExc_TypeError, cstr("cannot pickle '%.200s' object"), o.ob_type.tp_name);
  if (_PyObject_GetNewArguments(o) < 0) return null;
  const args = tstate.out_object;
  const kwargs = tstate.out_object2;
  const hasargs = args !== null;
  const status = find_newobj(o, args, kwargs);
  const newobj = tstate.out_object;
  const newargs = tstate.out_object2;
  Py_XDECREF(args);
  Py_XDECREF(kwargs);
  if (status < 0) return null;
  return pack_parts(o, newobj!, newargs!, !(hasargs || PyList_Check(o) || PyDict_Check(o)));
}

/** A new reference. */
function _common_reduce(self: PyObject, proto: i32): PyObject | null {
  if (proto >= 2) return reduce_newobj(self);
  const copyreg = import_copyreg();
  if (!copyreg) return null;
  const protocol = PyLong_FromLongLong(<i64>proto);
  const res = protocol ? PyObject_CallMethodObjArgs(copyreg, _Py_ID("_reduce_ex"), self, protocol) : null;
  Py_XDECREF(protocol);
  Py_DECREF(copyreg);
  return res;
}

/** `object.__reduce__(self)`. */
export function object___reduce__(self: PyObject, _unused: PyObject | null): PyObject | null {
  return _common_reduce(self, 0);
}

/** `clsreduce` is object.__reduce__ itself. */
function is_own_reduce(clsreduce: PyObject): bool {
  const found = PyDict_GetItemRef(PyBaseObject_Type.tp_dict!, _Py_ID("__reduce__"));
  if (found <= 0) return false;
  const own = tstate.out_object!;
  Py_DECREF(own);
  return ptr(own) === ptr(clsreduce);
}

/** `object.__reduce_ex__(self, protocol)`: `__reduce__` of the class if it is overridden. */
export function object___reduce_ex__(self: PyObject, arg: PyObject | null): PyObject | null {
  const protocol = PyLong_AsInt(arg!);
  if (protocol === -1 && tstate.current_exception) return null;
  const found = PyObject_GetOptionalAttr(self, _Py_ID("__reduce__"));
  if (found < 0) return null;
  if (found > 0) {
    const reduce = tstate.out_object!;
    const clsreduce = PyObject_GetAttr(self.ob_type, _Py_ID("__reduce__"));
    if (!clsreduce) {
      Py_DECREF(reduce);
      return null;
    }
    const overridden = !is_own_reduce(clsreduce);
    Py_DECREF(clsreduce);
    const res = overridden ? PyObject_CallNoArgs(reduce) : null;
    Py_DECREF(reduce);
    if (overridden) return res;
  }
  return _common_reduce(self, protocol);
}
