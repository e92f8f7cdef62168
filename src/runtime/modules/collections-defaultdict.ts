/**
 * collections.defaultdict. CPython: defdictobject of Modules/_collectionsmodule.c.
 *
 *   defdictobject (56 bytes, GC): a dict, +48 default_factory  owned or NULL
 */
import { orNone, PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyObject_CallFunctionObjArgs, PyObject_CallMethodNoArgs, PyObject_CallNoArgs } from "../abstract/call";
import { _PyErr_SetKeyError, PyErr_SetString } from "../abstract/errors";
import { PyObject_GetIter } from "../abstract/iterator";
import { Py_ReprEnter, Py_ReprLeave, PyCallable_Check, PyObject_Repr } from "../abstract/object-protocol";
import { PyObject_SetItem } from "../abstract/sequence";
import { PyDict_Update } from "../builtin-types/dict-merge";
import { PyDict_Check, PyDictObject } from "../builtin-types/dict-object";
import { PyUnicode_FromString } from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import {
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_GetSlice,
  PyTuple_New,
  PyTuple_Pack,
} from "../builtin-types/tuple";
import { _PyType_Name } from "../builtin-types/type";
import { heap_member, heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { PyObject_TypeCheck } from "../builtin-types/type-mro";
import { PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_noargs, def_o, METH_CLASS } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_XDECREF, Py_XNewRef, PyObject, ptr } from "../object/object";
import {
  binaryfunc,
  destructor,
  freefunc,
  getattrofunc,
  initproc,
  inquiry,
  PyCFunction,
  reprfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { Py_None, Py_NotImplemented, PyDict_Type, PyExc_TypeError } from "../object/static-types";
import {
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_IMMUTABLETYPE,
  PyTypeObject,
} from "../object/type-object";
import { collections_types } from "./collections-deque-blocks";
import { deque_class_getitem } from "./collections-deque-type";

@unmanaged
class defdictobject extends PyDictObject {
  default_factory: PyObject | null;
}

/** @inline */
function defdict(o: PyObject): defdictobject {
  return changetype<defdictobject>(o);
}

/** The factory, unless there is none: borrowed. */
function factory_of(o: PyObject): PyObject | null {
  const factory = defdict(o).default_factory;
  return factory && ptr(factory) !== ptr(Py_None) ? factory : null;
}

function defdict_missing(o: PyObject, key: PyObject | null): PyObject | null {
  const factory = factory_of(o);
  if (!factory) {
    _PyErr_SetKeyError(key!);
    return null;
  }
  const value = PyObject_CallNoArgs(factory);
  if (!value || PyObject_SetItem(o, key!, value) === 0) return value;
  Py_DECREF(value);
  return null;
}

/** type(o)(factory, arg): new reference. */
function new_defdict(o: PyObject, arg: PyObject): PyObject | null {
  return PyObject_CallFunctionObjArgs(o.ob_type, orNone(defdict(o).default_factory), arg);
}

function defdict_copy(o: PyObject, _unused: PyObject | null): PyObject | null {
  return new_defdict(o, o);
}

function defdict_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const factory = factory_of(o);
  const args = factory ? PyTuple_Pack(factory) : PyTuple_New(0);
  if (!args) return null;
  const items = PyObject_CallMethodNoArgs(o, _Py_ID("items"));
  const iter = items ? PyObject_GetIter(items) : null;
  const result = iter ? PyTuple_Pack(o.ob_type, args, Py_None, Py_None, iter) : null;
  Py_XDECREF(iter);
  Py_XDECREF(items);
  Py_DECREF(args);
  return result;
}

function defdict_dealloc(o: PyObject): void {
  const t = o.ob_type;
  PyObject_GC_UnTrack(o);
  defdict_drop(o);
  PyDict_Type.tp_dealloc.call(o);
  Py_DECREF(t);
}

function defdict_drop(o: PyObject): void {
  const factory = defdict(o).default_factory;
  defdict(o).default_factory = null;
  Py_XDECREF(factory);
}

/** repr() of the factory, "..." where it is being shown already: new reference. */
function factory_repr(o: PyObject): PyObject | null {
  const factory = defdict(o).default_factory;
  if (!factory) return PyUnicode_FromString(cstr("None"));
  const status = Py_ReprEnter(factory);
  if (status !== 0) return status < 0 ? null : PyUnicode_FromString(cstr("..."));
  const text = PyObject_Repr(factory);
  Py_ReprLeave(factory);
  return text;
}

function defdict_repr(o: PyObject): PyObject | null {
  const base = PyDict_Type.tp_repr!.call(o);
  const shown = base ? factory_repr(o) : null;
  const name = _PyType_Name(o.ob_type);
  const text = base && shown ? PyUnicode_FromFormat(cstr("%s(%U, %U)"), name, ptr(shown), ptr(base)) : null;
  Py_XDECREF(shown);
  Py_XDECREF(base);
  return text;
}

function defdict_or(left: PyObject, right: PyObject): PyObject | null {
  const first = PyObject_TypeCheck(left, collections_types.defaultdict);
  const self = first ? left : right;
  const other = first ? right : left;
  if (!PyDict_Check(other)) return Py_NotImplemented;
  const result = new_defdict(self, left);
  if (!result || PyDict_Update(result, right) === 0) return result;
  Py_DECREF(result);
  return null;
}

function defdict_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  let stop = visit.call(o.ob_type, arg);
  const factory = defdict(o).default_factory;
  if (factory && !stop) stop = visit.call(factory, arg);
  return stop ? stop : PyDict_Type.tp_traverse!.call(o, visit, arg);
}

function defdict_tp_clear(o: PyObject): i32 {
  defdict_drop(o);
  return PyDict_Type.tp_clear!.call(o);
}

function defdict_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const n = PyTuple_GET_SIZE(args);
  const factory: PyObject | null = n > 0 ? PyTuple_GET_ITEM(args, 0) : null;
  if (factory && !PyCallable_Check(factory) && ptr(factory) !== ptr(Py_None)) {
    PyErr_SetString(PyExc_TypeError, cstr("first argument must be callable or None"));
    return -1;
  }
  const rest = PyTuple_GetSlice(args, 1, n);
  if (!rest) return -1;
  const old = defdict(o).default_factory;
  defdict(o).default_factory = Py_XNewRef(factory);
  const status = PyDict_Type.tp_init!.call(o, rest, kwds);
  Py_DECREF(rest);
  Py_XDECREF(old);
  return status;
}

function add_methods(t: PyTypeObject): void {
  def_o(
    t,
    cstr("__missing__"),
    PyCFunction.of(defdict_missing),
    cstr("__missing__($self, object, /)\n--\n\nThe value of an absent key: what the factory returns, which is kept."),
  );
  const copy_doc = cstr("copy($self, /)\n--\n\nA shallow copy.");
  def_noargs(t, cstr("copy"), PyCFunction.of(defdict_copy), copy_doc);
  def_noargs(t, cstr("__copy__"), PyCFunction.of(defdict_copy), cstr("__copy__($self, /)\n--\n\nA shallow copy."));
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(defdict_reduce), cstr("__reduce__($self, /)\n--\n\nFor pickling."));
  def_o(
    t,
    cstr("__class_getitem__"),
    PyCFunction.of(deque_class_getitem),
    cstr("__class_getitem__($type, object, /)\n--\n\nSee PEP 585"),
    METH_CLASS,
  );
}

/** The class defaultdict: new reference. */
export function make_defaultdict_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE;
  const doc = cstr(
    "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nA dict that makes values of absent keys.",
  );
  const size = <i32>offsetof<defdictobject>();
  const t = heap_type(m, cstr("collections.defaultdict"), size, 0, flags, doc, 1, PyDict_Type);
  if (!t) return null;
  collections_types.defaultdict = t;
  t.tp_dealloc = destructor.of(defdict_dealloc);
  t.tp_repr = reprfunc.of(defdict_repr);
  t.tp_as_number!.nb_or = binaryfunc.of(defdict_or);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(defdict_traverse);
  t.tp_clear = inquiry.of(defdict_tp_clear);
  t.tp_init = initproc.of(defdict_init);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  heap_member(t, 0, cstr("default_factory"), _Py_T_OBJECT, offsetof<defdictobject>("default_factory"), 0);
  add_methods(t);
  return heap_type_finish(t);
}
