/**
 * `type(name, bases, dict)`: making a class. CPython: type_new and its parts in Objects/typeobject.c.
 *
 * Order of what user code can see: `__slots__` is iterated, names are hashed and compared, the metaclass's `mro()` is called,
 * `__set_name__` of the attributes in the order of the dict, then the parent's `__init_subclass__`.
 */

import { PyObject_HasAttrWithError } from "../abstract/attribute";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_GC_Del } from "../gc/gc-alloc";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { allocfunc, destructor, freefunc, inquiry, newfunc, traverseproc } from "../object/slots";
import { tstate } from "../object/state";
import { PyBaseObject_Type, PyExc_RuntimeWarning, PyExc_TypeError } from "../object/static-types";
import {
  HT_AS_ASYNC,
  HT_AS_BUFFER,
  HT_AS_MAPPING,
  HT_AS_NUMBER,
  HT_AS_SEQUENCE,
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_HEAPTYPE,
  PyAsyncMethods,
  PyBufferProcs,
  PyHeapType,
  PyMappingMethods,
  PyNumberMethods,
  PySequenceMethods,
  PyTypeObject,
} from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import { subtype_clear, subtype_dealloc, subtype_traverse } from "./base-object-dealloc";
import { _PyDict_HasOnlyStringKeys, PyDict_Copy } from "./dict";
import { PyDict_Check } from "./dict-object";
import { PyUnicode_Check } from "./str";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "./tuple";
import { PyType_Check } from "./type";
import { best_base } from "./type-layout";
import { PyType_IsSubtype } from "./type-mro";
import { type_new_set_attrs } from "./type-new-attributes";
import { type_new_init_subclass, type_new_set_names } from "./type-new-hooks";
import { type_new_get_slots, type_new_slots } from "./type-new-slots";
import { PyType_Ready, set_tp_bases } from "./type-ready";
import { fixup_slot_dispatchers } from "./type-slot-update";
import { PyErr_WarnFormat } from "./warnings";

/** What the steps of type_new hand on; on the native stack. */
@unmanaged
export class type_new_ctx {
  metatype: PyTypeObject;
  args: PyObject;
  kwds: PyObject | null;
  orig_dict: PyObject;
  name: PyObject;
  /** Owned once type_new_get_bases has returned 0; before, that of `args`. */
  bases: PyObject;
  base: PyTypeObject;
  /** Owned tuple, or NULL: no `__slots__`. */
  slots: PyObject | null;
  nslot: i32;
  add_dict: i32;
  add_weak: i32;
  may_add_dict: i32;
  may_add_weak: i32;
}

/** The most derived metaclass of `metatype` and the types of `bases` (a tuple): borrowed, or NULL with TypeError. */
export function _PyType_CalculateMetaclass(metatype: PyTypeObject, bases: PyObject): PyTypeObject | null {
  let winner = metatype;
  const n = PyTuple_GET_SIZE(bases);
  for (let i = 0; i < n; i++) {
    const candidate = PyTuple_GET_ITEM(bases, i).ob_type;
    if (PyType_IsSubtype(winner, candidate)) continue;
    if (!PyType_IsSubtype(candidate, winner)) {
      PyErr_SetString(
        PyExc_TypeError,
        cstr(
          "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
        ),
      );
      return null;
    }
    winner = candidate;
  }
  return winner;
}

/** The type object, with what the collector and the dealloc need; owns name, bases and base. A new reference. */
function type_new_alloc(ctx: type_new_ctx): PyTypeObject | null {
  const metatype = ctx.metatype;
  const o = metatype.tp_alloc!.call(metatype, ctx.nslot);
  if (!o) return null;
  const type = changetype<PyTypeObject>(o);
  const address = ptr(o);
  type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HEAPTYPE | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC;
  type.tp_as_async = changetype<PyAsyncMethods>(address + HT_AS_ASYNC);
  type.tp_as_number = changetype<PyNumberMethods>(address + HT_AS_NUMBER);
  type.tp_as_sequence = changetype<PySequenceMethods>(address + HT_AS_SEQUENCE);
  type.tp_as_mapping = changetype<PyMappingMethods>(address + HT_AS_MAPPING);
  type.tp_as_buffer = changetype<PyBufferProcs>(address + HT_AS_BUFFER);
  set_tp_bases(type, Py_NewRef(ctx.bases));
  type.tp_base = ctx.base;
  Py_INCREF(ctx.base);
  type.tp_dealloc = destructor.of(subtype_dealloc);
  type.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  type.tp_free = freefunc.of(PyObject_GC_Del);
  type.tp_traverse = traverseproc.of(subtype_traverse);
  type.tp_clear = inquiry.of(subtype_clear);
  PyHeapType(type).ht_name = Py_NewRef(ctx.name);
  return type;
}

/** The type object with its own copy of the dict and its `__slots__`: a new reference. */
function type_new_init(ctx: type_new_ctx): PyTypeObject | null {
  const dict = PyDict_Copy(ctx.orig_dict);
  if (!dict) return null;
  let type: PyTypeObject | null = null;
  if (type_new_get_slots(ctx, dict) === 0 && type_new_slots(ctx, dict) === 0) type = type_new_alloc(ctx);
  if (!type) {
    Py_XDECREF(ctx.slots);
    Py_DECREF(dict);
    return null;
  }
  type.tp_dict = dict;
  PyHeapType(type).ht_slots = ctx.slots;
  ctx.slots = null;
  return type;
}

/** -1 when the warning is an error. */
function warn_of_other_keys(type: PyTypeObject): i32 {
  if (_PyDict_HasOnlyStringKeys(type.tp_dict!)) return 0;
  const message = cstr("non-string key in the __dict__ of class %.200s");
  return PyErr_WarnFormat(PyExc_RuntimeWarning, 1, message, type.tp_name);
}

function type_new_impl(ctx: type_new_ctx): PyObject | null {
  const type = type_new_init(ctx);
  if (!type) return null;
  let status = type_new_set_attrs(ctx, type);
  if (status === 0) status = PyType_Ready(type);
  if (status === 0) {
    fixup_slot_dispatchers(type);
    status = warn_of_other_keys(type);
  }
  if (status === 0) status = type_new_set_names(type);
  if (status === 0) status = type_new_init_subclass(type, ctx.kwds);
  if (status === 0) return type;
  Py_DECREF(type);
  return null;
}

/** TypeError for a base that is no type and knows how to be replaced by some: types.new_class() must be used. */
function check_mro_entries(bases: PyObject): i32 {
  const n = PyTuple_GET_SIZE(bases);
  for (let i = 0; i < n; i++) {
    const base = PyTuple_GET_ITEM(bases, i);
    if (PyType_Check(base)) continue;
    const rc = PyObject_HasAttrWithError(base, _Py_ID("__mro_entries__"));
    if (rc < 0) return -1;
    if (rc > 0) {
      PyErr_SetString(PyExc_TypeError, cstr("type() doesn't support MRO entry resolution; use types.new_class()"));
      return -1;
    }
  }
  return 0;
}

/**
 * Sets `ctx.bases`, `ctx.base`, `ctx.metatype`. 0 done; -1 with an exception; 1: another metaclass has made the class, a new
 * reference in tstate.out_object.
 */
function type_new_get_bases(ctx: type_new_ctx): i32 {
  if (PyTuple_GET_SIZE(ctx.bases) === 0) {
    ctx.base = PyBaseObject_Type;
    const bases = PyTuple_Pack(PyBaseObject_Type);
    if (!bases) return -1;
    ctx.bases = bases;
    return 0;
  }
  if (check_mro_entries(ctx.bases) < 0) return -1;
  const winner = _PyType_CalculateMetaclass(ctx.metatype, ctx.bases);
  if (!winner) return -1;
  if (ptr(winner) !== ptr(ctx.metatype)) {
    const own = winner.tp_new;
    if (changetype<usize>(own) !== changetype<usize>(newfunc.of(type_new))) {
      tstate.out_object = own!.call(winner, ctx.args, ctx.kwds);
      return tstate.out_object ? 1 : -1;
    }
    ctx.metatype = winner;
  }
  const base = best_base(ctx.bases);
  if (!base) return -1;
  ctx.base = base;
  Py_INCREF(ctx.bases);
  return 0;
}

function wrong_argument(i: i32, expected: usize, o: PyObject): bool {
  PyErr_Format(
    PyExc_TypeError,
    cstr("type.__new__() argument %d must be %s, not %.50s"),
    <usize>i,
    expected,
    o.ob_type.tp_name,
  );
  return false;
}

/** `args` is (str, tuple, dict), else false with TypeError. */
function check_arguments(args: PyObject): bool {
  const n = PyTuple_GET_SIZE(args);
  if (n !== 3) {
    PyErr_Format(PyExc_TypeError, cstr("type.__new__() takes exactly 3 arguments (%zd given)"), <usize>n);
    return false;
  }
  const name = PyTuple_GET_ITEM(args, 0);
  const bases = PyTuple_GET_ITEM(args, 1);
  const dict = PyTuple_GET_ITEM(args, 2);
  if (!PyUnicode_Check(name)) return wrong_argument(1, cstr("str"), name);
  if (!PyTuple_Check(bases)) return wrong_argument(2, cstr("tuple"), bases);
  if (!PyDict_Check(dict)) return wrong_argument(3, cstr("dict"), dict);
  return true;
}

/** tp_new of `type`: a new reference. */
export function type_new(metatype: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (!check_arguments(args)) return null;
  const mark = stack_mark();
  const ctx = changetype<type_new_ctx>(stack_alloc(offsetof<type_new_ctx>()));
  memory.fill(changetype<usize>(ctx), 0, offsetof<type_new_ctx>());
  ctx.metatype = metatype;
  ctx.args = args;
  ctx.kwds = kwds;
  ctx.name = PyTuple_GET_ITEM(args, 0);
  ctx.bases = PyTuple_GET_ITEM(args, 1);
  ctx.orig_dict = PyTuple_GET_ITEM(args, 2);
  const res = type_new_get_bases(ctx);
  let type: PyObject | null = null;
  if (res === 1) type = tstate.out_object;
  else if (res === 0) {
    type = type_new_impl(ctx);
    Py_DECREF(ctx.bases);
  }
  stack_release(mark);
  return type;
}
