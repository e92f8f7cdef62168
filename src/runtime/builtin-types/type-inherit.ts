/**
 * What a type takes over from its bases: flags, sizes, slots. CPython: inherit_special, inherit_slots of
 * Objects/typeobject.c.
 */

import { PyObject_GC_Del } from "../gc/gc-alloc";
import { _Py_ID } from "../object/literals";
import { PyObject, ptr } from "../object/object";
import { freefunc } from "../object/slots";
import {
  _PyNone_Type,
  _PyUnion_Type,
  PyBool_Type,
  PyByteArray_Type,
  PyBytes_Type,
  PyComplex_Type,
  PyDict_Type,
  PyEnum_Type,
  PyExc_AttributeError,
  PyExc_BaseException,
  PyExc_BaseExceptionGroup,
  PyExc_ImportError,
  PyExc_NameError,
  PyExc_OSError,
  PyExc_StopIteration,
  PyExc_SyntaxError,
  PyExc_UnicodeDecodeError,
  PyExc_UnicodeEncodeError,
  PyFilter_Type,
  PyFloat_Type,
  PyFrozenSet_Type,
  PyList_Type,
  PyLong_Type,
  PyMap_Type,
  PyMemoryView_Type,
  PyProperty_Type,
  PyRange_Type,
  PyReversed_Type,
  PySet_Type,
  PySlice_Type,
  PySuper_Type,
  PyTuple_Type,
  PyType_Type,
  PyUnicode_Type,
  PyZip_Type,
} from "../object/static-types";
import {
  _Py_TPFLAGS_MATCH_SELF,
  Py_TPFLAGS_BASE_EXC_SUBCLASS,
  Py_TPFLAGS_BYTES_SUBCLASS,
  Py_TPFLAGS_DICT_SUBCLASS,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_HAVE_VECTORCALL,
  Py_TPFLAGS_IMMUTABLETYPE,
  Py_TPFLAGS_ITEMS_AT_END,
  Py_TPFLAGS_LIST_SUBCLASS,
  Py_TPFLAGS_LONG_SUBCLASS,
  Py_TPFLAGS_MAPPING,
  Py_TPFLAGS_METHOD_DESCRIPTOR,
  Py_TPFLAGS_PREHEADER,
  Py_TPFLAGS_SEQUENCE,
  Py_TPFLAGS_TUPLE_SUBCLASS,
  Py_TPFLAGS_TYPE_SUBCLASS,
  Py_TPFLAGS_UNICODE_SUBCLASS,
  PyAsyncMethods,
  PyBufferProcs,
  PyMappingMethods,
  PyNumberMethods,
  PySequenceMethods,
  PyTypeObject,
} from "../object/type-object";
import { PyObject_Del } from "./base-object-alloc";
import { PyDict_Contains } from "./dict";
import { PyType_IsSubtype } from "./type-mro";

export const COLLECTION_FLAGS: u32 = Py_TPFLAGS_SEQUENCE | Py_TPFLAGS_MAPPING;

/** The flag that instances of subtypes of `base` are tested by, 0 none. */
function fast_subclass_flag(base: PyTypeObject): u32 {
  if (PyType_IsSubtype(base, PyExc_BaseException)) return Py_TPFLAGS_BASE_EXC_SUBCLASS;
  if (PyType_IsSubtype(base, PyType_Type)) return Py_TPFLAGS_TYPE_SUBCLASS;
  if (PyType_IsSubtype(base, PyLong_Type)) return Py_TPFLAGS_LONG_SUBCLASS;
  if (PyType_IsSubtype(base, PyBytes_Type)) return Py_TPFLAGS_BYTES_SUBCLASS;
  if (PyType_IsSubtype(base, PyUnicode_Type)) return Py_TPFLAGS_UNICODE_SUBCLASS;
  if (PyType_IsSubtype(base, PyTuple_Type)) return Py_TPFLAGS_TUPLE_SUBCLASS;
  if (PyType_IsSubtype(base, PyList_Type)) return Py_TPFLAGS_LIST_SUBCLASS;
  if (PyType_IsSubtype(base, PyDict_Type)) return Py_TPFLAGS_DICT_SUBCLASS;
  return 0;
}

/** From tp_base: garbage collection, sizes, offsets, flags. */
export function inherit_special(type: PyTypeObject, base: PyTypeObject): void {
  const gc_is_new = !(type.tp_flags & Py_TPFLAGS_HAVE_GC) && (base.tp_flags & Py_TPFLAGS_HAVE_GC) !== 0;
  if (gc_is_new && !type.tp_traverse && !type.tp_clear) {
    type.tp_flags |= Py_TPFLAGS_HAVE_GC;
    type.tp_traverse = base.tp_traverse;
    type.tp_clear = base.tp_clear;
  }
  type.tp_flags |= base.tp_flags & Py_TPFLAGS_PREHEADER;
  if (type.tp_basicsize === 0) type.tp_basicsize = base.tp_basicsize;
  if (type.tp_itemsize === 0) type.tp_itemsize = base.tp_itemsize;
  if (type.tp_weaklistoffset === 0) type.tp_weaklistoffset = base.tp_weaklistoffset;
  if (type.tp_dictoffset === 0) type.tp_dictoffset = base.tp_dictoffset;
  type.tp_flags |= fast_subclass_flag(base);
  type.tp_flags |= base.tp_flags & (_Py_TPFLAGS_MATCH_SELF | Py_TPFLAGS_ITEMS_AT_END);
}

/** From each type in the MRO: whether `match` treats it as a sequence or mapping. */
export function inherit_patma_flags(type: PyTypeObject, base: PyTypeObject): void {
  if ((type.tp_flags & COLLECTION_FLAGS) === 0) type.tp_flags |= base.tp_flags & COLLECTION_FLAGS;
}

/** COPYSLOT: the slot at `offset`, if `type` lacks it and `base` does not have it from its own base. */
function copy_slot(type: usize, base: usize, basebase: usize, offset: usize): void {
  if (load<u32>(type + offset) !== 0) return;
  const func = load<u32>(base + offset);
  if (func !== 0 && (!basebase || func !== load<u32>(basebase + offset))) store<u32>(type + offset, func);
}

/** All slots of a method table of `size` bytes at `field` of the type structs. Unused slots are 0 everywhere. */
function copy_table(type: PyTypeObject, base: PyTypeObject, field: usize, size: usize): void {
  const to = load<usize>(changetype<usize>(type) + field);
  const from = load<usize>(changetype<usize>(base) + field);
  if (!to || !from) return;
  const tp_base = base.tp_base;
  const above = tp_base ? load<usize>(changetype<usize>(tp_base) + field) : 0;
  for (let offset: usize = 0; offset < size; offset += 8) copy_slot(to, from, above, offset);
}

/** `type` defines `__eq__` or `__hash__`: 1, 0, -1 with an exception. */
function overrides_hash(type: PyTypeObject): i32 {
  const dict = type.tp_dict!;
  const r = PyDict_Contains(dict, _Py_ID("__eq__"));
  return r !== 0 ? r : PyDict_Contains(dict, _Py_ID("__hash__"));
}

/** Comparison and hash go together: both are inherited if nothing of them is overridden. -1 with an exception. */
function inherit_comparison(type: PyTypeObject, base: PyTypeObject): i32 {
  if (type.tp_richcompare || type.tp_hash) return 0;
  const r = overrides_hash(type);
  if (r < 0) return -1;
  if (r === 0) {
    type.tp_richcompare = base.tp_richcompare;
    type.tp_hash = base.tp_hash;
  }
  return 0;
}

/** The vectorcall flag is inherited unless tp_call is overridden. */
function inherit_call(type: PyTypeObject, base: PyTypeObject, basebase: usize): void {
  const t = changetype<usize>(type);
  const b = changetype<usize>(base);
  copy_slot(t, b, basebase, offsetof<PyTypeObject>("tp_vectorcall_offset"));
  if (!type.tp_call) type.tp_flags |= base.tp_flags & Py_TPFLAGS_HAVE_VECTORCALL;
  copy_slot(t, b, basebase, offsetof<PyTypeObject>("tp_call"));
}

/** tp_descr_get; with it, for native types, that instances are methods. */
function inherit_descr_get(type: PyTypeObject, base: PyTypeObject, basebase: usize): void {
  copy_slot(changetype<usize>(type), changetype<usize>(base), basebase, offsetof<PyTypeObject>("tp_descr_get"));
  const get = changetype<usize>(base.tp_descr_get);
  if (
    get !== 0 &&
    changetype<usize>(type.tp_descr_get) === get &&
    (type.tp_flags & Py_TPFLAGS_IMMUTABLETYPE) !== 0 &&
    (base.tp_flags & Py_TPFLAGS_METHOD_DESCRIPTOR) !== 0
  ) {
    type.tp_flags |= Py_TPFLAGS_METHOD_DESCRIPTOR;
  }
}

/** tp_free, which must fit whether there is a GC head. */
function inherit_free(type: PyTypeObject, base: PyTypeObject, basebase: usize): void {
  const type_gc = type.tp_flags & Py_TPFLAGS_HAVE_GC;
  if (type_gc === (base.tp_flags & Py_TPFLAGS_HAVE_GC)) {
    copy_slot(changetype<usize>(type), changetype<usize>(base), basebase, offsetof<PyTypeObject>("tp_free"));
  } else if (type_gc && !type.tp_free) {
    const del = changetype<usize>(freefunc.of(PyObject_Del));
    if (changetype<usize>(base.tp_free) === del) type.tp_free = freefunc.of(PyObject_GC_Del);
  }
}

/** From each type in the MRO: the slots that `type` lacks. -1 with an exception. */
export function inherit_slots(type: PyTypeObject, base: PyTypeObject): i32 {
  copy_table(type, base, offsetof<PyTypeObject>("tp_as_number"), offsetof<PyNumberMethods>());
  // am_send is not inherited.
  copy_table(type, base, offsetof<PyTypeObject>("tp_as_async"), offsetof<PyAsyncMethods>("am_send"));
  copy_table(type, base, offsetof<PyTypeObject>("tp_as_sequence"), offsetof<PySequenceMethods>());
  copy_table(type, base, offsetof<PyTypeObject>("tp_as_mapping"), offsetof<PyMappingMethods>());
  copy_table(type, base, offsetof<PyTypeObject>("tp_as_buffer"), offsetof<PyBufferProcs>());
  const t = changetype<usize>(type);
  const b = changetype<usize>(base);
  const bb = changetype<usize>(base.tp_base);
  copy_slot(t, b, bb, offsetof<PyTypeObject>("tp_dealloc"));
  if (!type.tp_getattro) type.tp_getattro = base.tp_getattro;
  if (!type.tp_setattro) type.tp_setattro = base.tp_setattro;
  copy_slot(t, b, bb, offsetof<PyTypeObject>("tp_repr"));
  inherit_call(type, base, bb);
  copy_slot(t, b, bb, offsetof<PyTypeObject>("tp_str"));
  if (inherit_comparison(type, base) < 0) return -1;
  copy_slot(t, b, bb, offsetof<PyTypeObject>("tp_iter"));
  copy_slot(t, b, bb, offsetof<PyTypeObject>("tp_iternext"));
  inherit_descr_get(type, base, bb);
  copy_slot(t, b, bb, offsetof<PyTypeObject>("tp_descr_set"));
  copy_slot(t, b, bb, offsetof<PyTypeObject>("tp_dictoffset"));
  copy_slot(t, b, bb, offsetof<PyTypeObject>("tp_init"));
  copy_slot(t, b, bb, offsetof<PyTypeObject>("tp_alloc"));
  copy_slot(t, b, bb, offsetof<PyTypeObject>("tp_is_gc"));
  copy_slot(t, b, bb, offsetof<PyTypeObject>("tp_finalize"));
  inherit_free(type, base, bb);
  return 0;
}

/** @inline */
function is(a: PyTypeObject, b: PyTypeObject): bool {
  return ptr(changetype<PyObject>(a)) === ptr(changetype<PyObject>(b));
}

/** Builtin types whose static definition names the tp_init of its base all the same. */
function lists_no_init(t: PyTypeObject): bool {
  return (
    is(t, PyExc_BaseException) ||
    is(t, PyExc_BaseExceptionGroup) ||
    is(t, PyExc_ImportError) ||
    is(t, PyExc_NameError) ||
    is(t, PyExc_OSError) ||
    is(t, PyExc_StopIteration) ||
    is(t, PyExc_SyntaxError) ||
    is(t, PyExc_UnicodeDecodeError) ||
    is(t, PyExc_UnicodeEncodeError) ||
    is(t, PyBool_Type) ||
    is(t, PyBytes_Type) ||
    is(t, PyMemoryView_Type) ||
    is(t, PyComplex_Type) ||
    is(t, PyEnum_Type) ||
    is(t, PyFilter_Type) ||
    is(t, PyFloat_Type) ||
    is(t, PyFrozenSet_Type) ||
    is(t, PyLong_Type) ||
    is(t, PyMap_Type) ||
    is(t, PyRange_Type) ||
    is(t, PyReversed_Type) ||
    is(t, PySlice_Type) ||
    is(t, PyTuple_Type) ||
    is(t, PyUnicode_Type) ||
    is(t, PyZip_Type)
  );
}

/** Builtin types that have a `__getattribute__` of their own although the function is that of `object`. */
function lists_getattro(t: PyTypeObject): bool {
  return (
    is(t, PyExc_BaseException) ||
    is(t, PyByteArray_Type) ||
    is(t, PyBytes_Type) ||
    is(t, PyComplex_Type) ||
    is(t, PyDict_Type) ||
    is(t, PyEnum_Type) ||
    is(t, PyFilter_Type) ||
    is(t, PyLong_Type) ||
    is(t, PyList_Type) ||
    is(t, PyMap_Type) ||
    is(t, PyMemoryView_Type) ||
    is(t, PyProperty_Type) ||
    is(t, PyRange_Type) ||
    is(t, PyReversed_Type) ||
    is(t, PySet_Type) ||
    is(t, PySlice_Type) ||
    is(t, PySuper_Type) ||
    is(t, PyTuple_Type) ||
    is(t, _PyUnion_Type) ||
    is(t, PyZip_Type)
  );
}

/**
 * A static type whose slot at `offset` equals that of its base gets a wrapper of its own all the same: it is visible in its
 * `__dict__`, so CPython's list is kept.
 */
export function expect_manually_inherited(type: PyTypeObject, offset: u32): bool {
  switch (<usize>offset) {
    case offsetof<PyTypeObject>("tp_init"):
      return !lists_no_init(type);
    case offsetof<PyTypeObject>("tp_str"):
      return is(type, PyExc_AttributeError) || is(type, PyExc_NameError);
    case offsetof<PyTypeObject>("tp_richcompare"):
      return is(type, _PyNone_Type);
    case offsetof<PyTypeObject>("tp_getattro"):
      return lists_getattro(type);
    default:
      return false;
  }
}
