/**
 * Exceptions with fields of their own: StopIteration, SystemExit, ImportError, NameError, AttributeError and KeyError. CPython: Objects/exceptions.c.
 */

import { _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyObject_Repr } from "../abstract/object-protocol";
import { _Py_T_OBJECT, def_member, def_noargs } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { initproc, PyCFunction, reprfunc } from "../object/slots";
import {
  Py_None,
  PyExc_AttributeError,
  PyExc_BaseException,
  PyExc_Exception,
  PyExc_ImportError,
  PyExc_KeyError,
  PyExc_LookupError,
  PyExc_ModuleNotFoundError,
  PyExc_NameError,
  PyExc_StopIteration,
  PyExc_SystemExit,
  PyExc_UnboundLocalError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyDict_Copy, PyDict_New, PyDict_SetItem } from "./dict";
import { asException, BaseException_init, BaseException_str } from "./exception";
import {
  PyAttributeErrorObject,
  PyImportErrorObject,
  PyNameErrorObject,
  PyStopIterationObject,
  PySystemExitObject,
} from "./exception-structs";
import { exception_type_with_fields, middling_type } from "./exception-types";
import { PyUnicode_CheckExact } from "./str";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "./tuple";

/** Replaces the owned field at byte `offset`; counts a new reference to `value` (NULL allowed). */
export function set_field(o: PyObject, offset: usize, value: PyObject | null): void {
  if (value) Py_INCREF(value);
  const slot = changetype<usize>(o) + offset;
  const old = changetype<PyObject | null>(load<usize>(slot));
  store<u64>(slot, <u64>ptr(value));
  Py_XDECREF(old);
}

function StopIteration_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  if (BaseException_init(o, args, kwds) < 0) return -1;
  const value = PyTuple_GET_SIZE(args) > 0 ? PyTuple_GET_ITEM(args, 0) : Py_None;
  set_field(o, offsetof<PyStopIterationObject>("value"), value);
  return 0;
}

function SystemExit_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  if (BaseException_init(o, args, kwds) < 0) return -1;
  const n = PyTuple_GET_SIZE(args);
  if (n > 0) set_field(o, offsetof<PySystemExitObject>("code"), n === 1 ? PyTuple_GET_ITEM(args, 0) : args);
  return 0;
}

const import_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const name_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const attribute_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** The keyword-only fields of an exception, up to three, stored from byte `offset` on. -1 with TypeError. */
function keyword_fields(
  spec: ArgSpec,
  fname: usize,
  names: usize,
  o: PyObject,
  kwds: PyObject | null,
  offset: usize,
  count: i32,
): i32 {
  const mark = stack_mark();
  const a = Slots.at(_PyArg_UnpackKeywords(spec, fname, names, 0, Slots.at(0), 0, kwds, null, 0, 0));
  let status = -1;
  if (changetype<usize>(a)) {
    for (let i = 0; i < count; i++) set_field(o, offset + ((<usize>i) << 3), a.getOrNull(i));
    status = 0;
  }
  stack_release(mark);
  return status;
}

function ImportError_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  if (BaseException_init(o, args, null) < 0) return -1;
  const names = cstr("name path name_from");
  const offset = offsetof<PyImportErrorObject>("name");
  if (keyword_fields(import_spec, cstr("ImportError"), names, o, kwds, offset, 3) < 0) return -1;
  const msg = PyTuple_GET_SIZE(args) === 1 ? PyTuple_GET_ITEM(args, 0) : null;
  set_field(o, offsetof<PyImportErrorObject>("msg"), msg);
  return 0;
}

function ImportError_str(o: PyObject): PyObject | null {
  const msg = changetype<PyImportErrorObject>(o).msg;
  if (msg && PyUnicode_CheckExact(msg)) return Py_NewRef(msg);
  return BaseException_str(o);
}

/** The instance dict with the fields name, path, name_from added: a new reference; NULL without exception when there is nothing. */
function ImportError_getstate(o: PyObject): PyObject | null {
  const e = changetype<PyImportErrorObject>(o);
  const dict = e.dict;
  if (!e.name && !e.path && !e.name_from) return dict ? Py_NewRef(dict) : Py_None;
  const state = dict ? PyDict_Copy(dict) : PyDict_New();
  if (!state) return null;
  if (
    put(state, _Py_ID("name"), e.name) < 0 ||
    put(state, _Py_ID("path"), e.path) < 0 ||
    put(state, _Py_ID("name_from"), e.name_from) < 0
  ) {
    Py_DECREF(state);
    return null;
  }
  return state;
}

/** dict[key] = value unless that is NULL. */
function put(dict: PyObject, key: PyObject, value: PyObject | null): i32 {
  return value ? PyDict_SetItem(dict, key, value) : 0;
}

function ImportError_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const state = ImportError_getstate(o);
  if (!state) return null;
  const args = asException(o).args!;
  const result = ptr(state) === ptr(Py_None) ? PyTuple_Pack(o.ob_type, args) : PyTuple_Pack(o.ob_type, args, state);
  Py_DECREF(state);
  return result;
}

function NameError_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  if (BaseException_init(o, args, null) < 0) return -1;
  const offset = offsetof<PyNameErrorObject>("name");
  return keyword_fields(name_spec, cstr("NameError"), cstr("name"), o, kwds, offset, 1);
}

function AttributeError_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  if (BaseException_init(o, args, null) < 0) return -1;
  // The struct has obj first, the keywords name first.
  const mark = stack_mark();
  const a = Slots.at(
    _PyArg_UnpackKeywords(
      attribute_spec,
      cstr("AttributeError"),
      cstr("name obj"),
      0,
      Slots.at(0),
      0,
      kwds,
      null,
      0,
      0,
    ),
  );
  if (changetype<usize>(a)) {
    set_field(o, offsetof<PyAttributeErrorObject>("name"), a.getOrNull(0));
    set_field(o, offsetof<PyAttributeErrorObject>("obj"), a.getOrNull(1));
  }
  stack_release(mark);
  return changetype<usize>(a) ? 0 : -1;
}

/** Pickling keeps name and args, not obj, which need not be picklable. */
function AttributeError_getstate(o: PyObject, _unused: PyObject | null): PyObject | null {
  const e = changetype<PyAttributeErrorObject>(o);
  const dict = e.dict;
  const args = e.args;
  if (!e.name && !args) return dict ? Py_NewRef(dict) : Py_None;
  const state = dict ? PyDict_Copy(dict) : PyDict_New();
  if (!state) return null;
  if (put(state, _Py_ID("name"), e.name) < 0 || put(state, _Py_ID("args"), args) < 0) {
    Py_DECREF(state);
    return null;
  }
  return state;
}

function AttributeError_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const state = AttributeError_getstate(o, null);
  if (!state) return null;
  const result = PyTuple_Pack(o.ob_type, asException(o).args!, state);
  Py_DECREF(state);
  return result;
}

/** One argument is shown by its repr: an empty key would leave nothing to see. */
function KeyError_str(o: PyObject): PyObject | null {
  const args = asException(o).args!;
  return PyTuple_GET_SIZE(args) === 1 ? PyObject_Repr(PyTuple_GET_ITEM(args, 0)) : BaseException_str(o);
}

function define(t: PyTypeObject, name: usize, base: PyTypeObject, size: usize, init: initproc, doc: usize): void {
  exception_type_with_fields(t, name, base, size, doc);
  t.tp_init = init;
}

export function init_exception_field_types(): void {
  const exception = PyExc_Exception;
  let t = PyExc_StopIteration;
  define(
    t,
    cstr("StopIteration"),
    exception,
    offsetof<PyStopIterationObject>(),
    initproc.of(StopIteration_init),
    cstr("The end of an iterator."),
  );
  def_member(
    t,
    cstr("value"),
    _Py_T_OBJECT,
    offsetof<PyStopIterationObject>("value"),
    0,
    cstr("generator return value"),
  );
  t = PyExc_SystemExit;
  define(
    t,
    cstr("SystemExit"),
    PyExc_BaseException,
    offsetof<PySystemExitObject>(),
    initproc.of(SystemExit_init),
    cstr("Asks the interpreter to end."),
  );
  def_member(t, cstr("code"), _Py_T_OBJECT, offsetof<PySystemExitObject>("code"), 0, cstr("exception code"));
  t = PyExc_ImportError;
  define(
    t,
    cstr("ImportError"),
    exception,
    offsetof<PyImportErrorObject>(),
    initproc.of(ImportError_init),
    cstr("A module or a name of it that cannot be found."),
  );
  t.tp_str = reprfunc.of(ImportError_str);
  def_member(t, cstr("msg"), _Py_T_OBJECT, offsetof<PyImportErrorObject>("msg"), 0, cstr("exception message"));
  def_member(t, cstr("name"), _Py_T_OBJECT, offsetof<PyImportErrorObject>("name"), 0, cstr("module name"));
  def_member(t, cstr("path"), _Py_T_OBJECT, offsetof<PyImportErrorObject>("path"), 0, cstr("module path"));
  def_member(
    t,
    cstr("name_from"),
    _Py_T_OBJECT,
    offsetof<PyImportErrorObject>("name_from"),
    0,
    cstr("name imported from module"),
  );
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(ImportError_reduce));
  middling_type(PyExc_ModuleNotFoundError, cstr("ModuleNotFoundError"), t, cstr("There is no such module."));
  t = PyExc_NameError;
  define(
    t,
    cstr("NameError"),
    exception,
    offsetof<PyNameErrorObject>(),
    initproc.of(NameError_init),
    cstr("A name that is not bound."),
  );
  t.tp_str = reprfunc.of(BaseException_str);
  def_member(t, cstr("name"), _Py_T_OBJECT, offsetof<PyNameErrorObject>("name"), 0, cstr("name"));
  middling_type(PyExc_UnboundLocalError, cstr("UnboundLocalError"), t, cstr("A local variable that has no value yet."));
  t = PyExc_AttributeError;
  define(
    t,
    cstr("AttributeError"),
    exception,
    offsetof<PyAttributeErrorObject>(),
    initproc.of(AttributeError_init),
    cstr("An attribute that is not there."),
  );
  t.tp_str = reprfunc.of(BaseException_str);
  def_member(t, cstr("name"), _Py_T_OBJECT, offsetof<PyAttributeErrorObject>("name"), 0, cstr("attribute name"));
  def_member(t, cstr("obj"), _Py_T_OBJECT, offsetof<PyAttributeErrorObject>("obj"), 0, cstr("object"));
  def_noargs(t, cstr("__getstate__"), PyCFunction.of(AttributeError_getstate));
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(AttributeError_reduce));
  middling_type(PyExc_KeyError, cstr("KeyError"), PyExc_LookupError, cstr("A key that is not in the mapping."));
  PyExc_KeyError.tp_str = reprfunc.of(KeyError_str);
}
