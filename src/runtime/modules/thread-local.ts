/**
 * threading.local: attributes that each thread has for itself. CPython: localobject of Modules/_threadmodule.c (3.13).
 *
 *   +16 args   +24 kw   arguments that __init__ gets again in each thread   +32 weakreflist   +40 localdict   +48 unused
 *
 * NOT CPYTHON: there is one thread, so one dict holds its attributes, where CPython has one for each thread.
 */

import { _PyObject_GenericGetAttrWithDict, _PyObject_GenericSetAttrWithDict } from "../abstract/attribute";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyDict_New } from "../builtin-types/dict";
import { PyDict_GET_SIZE } from "../builtin-types/dict-object";
import { _PyUnicode_Equal, PyUnicode_Check } from "../builtin-types/str";
import { PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { static_type } from "../builtin-types/type-define";
import { PyType_Ready } from "../builtin-types/type-ready";
import { PyObject_ClearWeakRefs } from "../builtin-types/weakref";
import { PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, PyObject, ptr } from "../object/object";
import {
  destructor,
  freefunc,
  getattrofunc,
  inquiry,
  newfunc,
  setattrofunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { _PyThreadLocal_Type, PyBaseObject_Type, PyExc_AttributeError, PyExc_TypeError } from "../object/static-types";
import {
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_READY,
  PyTypeObject,
} from "../object/type-object";

@unmanaged
export class localobject extends PyObject {
  args: PyObject | null;
  kw: PyObject | null;
  weakreflist: PyObject | null;
  localdict: PyObject | null;
  unused: u64;
}

/** @inline */
function local_of(o: PyObject): localobject {
  return changetype<localobject>(o);
}

function local_new(type: PyTypeObject, args: PyObject, kw: PyObject | null): PyObject | null {
  const has_arguments = PyTuple_GET_SIZE(args) > 0 || (kw !== null && PyDict_GET_SIZE(kw) > 0);
  if (has_arguments && changetype<usize>(type.tp_init) === changetype<usize>(PyBaseObject_Type.tp_init)) {
    PyErr_SetString(PyExc_TypeError, cstr("Initialization arguments are not supported"));
    return null;
  }
  const self = type.tp_alloc!.call(type, 0);
  if (!self) return null;
  local_of(self).args = Py_NewRef(args);
  local_of(self).kw = Py_XNewRef(kw);
  local_of(self).localdict = PyDict_New();
  if (local_of(self).localdict) return self;
  Py_DECREF(self);
  return null;
}

function local_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  const local = local_of(self);
  const args = local.args;
  let stop = args ? visit.call(args, arg) : 0;
  if (stop) return stop;
  const kw = local.kw;
  stop = kw ? visit.call(kw, arg) : 0;
  if (stop) return stop;
  const dict = local.localdict;
  return dict ? visit.call(dict, arg) : 0;
}

function local_clear(self: PyObject): i32 {
  const local = local_of(self);
  const args = local.args;
  const kw = local.kw;
  const dict = local.localdict;
  local.args = null;
  local.kw = null;
  local.localdict = null;
  Py_XDECREF(args);
  Py_XDECREF(kw);
  Py_XDECREF(dict);
  return 0;
}

function local_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  if (local_of(self).weakreflist) PyObject_ClearWeakRefs(self);
  local_clear(self);
  self.ob_type.tp_free!.call(self);
}

/** The attributes: a new reference; NULL with MemoryError. They may have been cleared by the collector. */
function dict_of(self: PyObject): PyObject | null {
  const known = local_of(self).localdict;
  if (known) return Py_NewRef(known);
  const dict = PyDict_New();
  local_of(self).localdict = Py_XNewRef(dict);
  return dict;
}

/** @inline */
function is_dict_name(name: PyObject): bool {
  return PyUnicode_Check(name) && _PyUnicode_Equal(name, _Py_ID("__dict__"));
}

function local_getattro(self: PyObject, name: PyObject): PyObject | null {
  const dict = dict_of(self);
  if (!dict || is_dict_name(name)) return dict;
  const value = _PyObject_GenericGetAttrWithDict(self, name, dict, false);
  Py_DECREF(dict);
  return value;
}

function local_setattro(self: PyObject, name: PyObject, value: PyObject | null): i32 {
  if (is_dict_name(name)) {
    const text = cstr("'%.100s' object attribute '%U' is read-only");
    PyErr_Format(PyExc_AttributeError, text, self.ob_type.tp_name, ptr(name));
    return -1;
  }
  const dict = dict_of(self);
  if (!dict) return -1;
  const status = _PyObject_GenericSetAttrWithDict(self, name, value, dict);
  Py_DECREF(dict);
  return status;
}

/** The type is ready. False with an exception. */
export function init_local_type(): bool {
  const t = _PyThreadLocal_Type;
  if (t.tp_flags & Py_TPFLAGS_READY) return true;
  static_type(
    t,
    cstr("_thread._local"),
    56,
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    cstr("_local()\n--\n\nThread-local data"),
  );
  t.tp_weaklistoffset = <i32>offsetof<localobject>("weakreflist");
  t.tp_dealloc = destructor.of(local_dealloc);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_traverse = traverseproc.of(local_traverse);
  t.tp_clear = inquiry.of(local_clear);
  t.tp_getattro = getattrofunc.of(local_getattro);
  t.tp_setattro = setattrofunc.of(local_setattro);
  t.tp_new = newfunc.of(local_new);
  return PyType_Ready(t) === 0;
}
