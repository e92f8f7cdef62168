/**
 * The type object: slots, flags and inheritance data of every type. CPython: Include/cpython/object.h, Include/object.h.
 *
 *   PyTypeObject (416 bytes)                      PyHeapTypeObject (928 bytes) = PyTypeObject, then
 *   +0   PyVarObject                              +416 as_async, +448 as_number, +736 as_mapping, +760 as_sequence,
 *   +24  tp_name        char*                     +840 as_buffer, +856 ht_name, +864 ht_slots, +872 ht_qualname,
 *   +32  tp_basicsize   bytes                     +880 ht_cached_keys, +888 ht_module, +896 _ht_tpname,
 *   +40  tp_itemsize    bytes                     +904 _spec_cache
 *   +48  tp_dealloc ... +408 tp_watched           PyMemberDef records of __slots__ follow (tp_itemsize 40)
 *
 * A static type is `memory.data` of this size at an address that is a compile-time constant (static-types.ts).
 */

import { PyGetSetDef, PyMemberDef, PyMethodDef } from "./def-tables";
import { Py_ssize_t, PyObject, PyVarObject } from "./object";
import {
  allocfunc,
  binaryfunc,
  descrgetfunc,
  descrsetfunc,
  destructor,
  freefunc,
  getattrofunc,
  getbufferproc,
  getiterfunc,
  hashfunc,
  initproc,
  inquiry,
  iternextfunc,
  lenfunc,
  newfunc,
  objobjargproc,
  objobjproc,
  releasebufferproc,
  reprfunc,
  richcmpfunc,
  sendfunc,
  setattrofunc,
  ssizeargfunc,
  ssizeobjargproc,
  ternaryfunc,
  traverseproc,
  unaryfunc,
  vectorcallfunc,
} from "./slots";

/** 32 bytes. */
@unmanaged
export class PyAsyncMethods {
  am_await: unaryfunc | null;
  am_aiter: unaryfunc | null;
  am_anext: unaryfunc | null;
  am_send: sendfunc | null;
}

/** 288 bytes. */
@unmanaged
export class PyNumberMethods {
  nb_add: binaryfunc | null;
  nb_subtract: binaryfunc | null;
  nb_multiply: binaryfunc | null;
  nb_remainder: binaryfunc | null;
  nb_divmod: binaryfunc | null;
  nb_power: ternaryfunc | null;
  nb_negative: unaryfunc | null;
  nb_positive: unaryfunc | null;
  nb_absolute: unaryfunc | null;
  nb_bool: inquiry | null;
  nb_invert: unaryfunc | null;
  nb_lshift: binaryfunc | null;
  nb_rshift: binaryfunc | null;
  nb_and: binaryfunc | null;
  nb_xor: binaryfunc | null;
  nb_or: binaryfunc | null;
  nb_int: unaryfunc | null;
  nb_reserved: usize;
  nb_float: unaryfunc | null;
  nb_inplace_add: binaryfunc | null;
  nb_inplace_subtract: binaryfunc | null;
  nb_inplace_multiply: binaryfunc | null;
  nb_inplace_remainder: binaryfunc | null;
  nb_inplace_power: ternaryfunc | null;
  nb_inplace_lshift: binaryfunc | null;
  nb_inplace_rshift: binaryfunc | null;
  nb_inplace_and: binaryfunc | null;
  nb_inplace_xor: binaryfunc | null;
  nb_inplace_or: binaryfunc | null;
  nb_floor_divide: binaryfunc | null;
  nb_true_divide: binaryfunc | null;
  nb_inplace_floor_divide: binaryfunc | null;
  nb_inplace_true_divide: binaryfunc | null;
  nb_index: unaryfunc | null;
  nb_matrix_multiply: binaryfunc | null;
  nb_inplace_matrix_multiply: binaryfunc | null;
}

/** 24 bytes. */
@unmanaged
export class PyMappingMethods {
  mp_length: lenfunc | null;
  mp_subscript: binaryfunc | null;
  mp_ass_subscript: objobjargproc | null;
}

/** 80 bytes. */
@unmanaged
export class PySequenceMethods {
  sq_length: lenfunc | null;
  sq_concat: binaryfunc | null;
  sq_repeat: ssizeargfunc | null;
  sq_item: ssizeargfunc | null;
  was_sq_slice: usize;
  sq_ass_item: ssizeobjargproc | null;
  was_sq_ass_slice: usize;
  sq_contains: objobjproc | null;
  sq_inplace_concat: binaryfunc | null;
  sq_inplace_repeat: ssizeargfunc | null;
}

/** 16 bytes. */
@unmanaged
export class PyBufferProcs {
  bf_getbuffer: getbufferproc | null;
  bf_releasebuffer: releasebufferproc | null;
}

@unmanaged
export class PyTypeObject extends PyVarObject {
  /** NUL-terminated UTF-8. */
  tp_name: usize;
  tp_basicsize: Py_ssize_t;
  tp_itemsize: Py_ssize_t;
  /** Never NULL once ready. */
  tp_dealloc: destructor;
  /** 0, or where in an instance its vectorcallfunc is. */
  tp_vectorcall_offset: Py_ssize_t;
  /** Unused: the string-keyed getattr of old. */
  tp_getattr: usize;
  tp_setattr: usize;
  tp_as_async: PyAsyncMethods | null;
  tp_repr: reprfunc | null;
  tp_as_number: PyNumberMethods | null;
  tp_as_sequence: PySequenceMethods | null;
  tp_as_mapping: PyMappingMethods | null;
  tp_hash: hashfunc | null;
  tp_call: ternaryfunc | null;
  tp_str: reprfunc | null;
  tp_getattro: getattrofunc | null;
  tp_setattro: setattrofunc | null;
  tp_as_buffer: PyBufferProcs | null;
  /** Py_TPFLAGS_*; 64 bits in CPython, of which 32 are used. */
  tp_flags: u32;
  tp_flags_high: u32;
  /** NUL-terminated UTF-8, or 0. */
  tp_doc: usize;
  tp_traverse: traverseproc | null;
  tp_clear: inquiry | null;
  tp_richcompare: richcmpfunc | null;
  /** 0 none; negative: managed, in front of the object. */
  tp_weaklistoffset: Py_ssize_t;
  tp_iter: getiterfunc | null;
  tp_iternext: iternextfunc | null;
  /** First of a chain (def-tables.ts). */
  tp_methods: PyMethodDef | null;
  /** First of a chain. */
  tp_members: PyMemberDef | null;
  /** First of a chain. */
  tp_getset: PyGetSetDef | null;
  /** Owned by heap types. */
  tp_base: PyTypeObject | null;
  /** Owned. */
  tp_dict: PyObject | null;
  tp_descr_get: descrgetfunc | null;
  tp_descr_set: descrsetfunc | null;
  /** 0 none, -1 managed. */
  tp_dictoffset: Py_ssize_t;
  tp_init: initproc | null;
  tp_alloc: allocfunc | null;
  tp_new: newfunc | null;
  tp_free: freefunc | null;
  tp_is_gc: inquiry | null;
  /** Owned tuple. */
  tp_bases: PyObject | null;
  /** Owned tuple. */
  tp_mro: PyObject | null;
  /** Unused. */
  tp_cache: PyObject | null;
  /** Owned dict {address: weak reference}, or NULL. */
  tp_subclasses: PyObject | null;
  /** Head of the list of weak references. */
  tp_weaklist: PyObject | null;
  /** Unused. */
  tp_del: usize;
  /** 0: none. */
  tp_version_tag: u32;
  tp_version_tag_high: u32;
  tp_finalize: destructor | null;
  /** For calls of the type itself. */
  tp_vectorcall: vectorcallfunc | null;
  tp_watched: u8;
  tp_watched_pad: u8;
  tp_versions_used: u16;
  /** NOT CPYTHON (padding there): how the collector finds the references of an instance; gc/traverse.ts. */
  traverse_kind: u32;
}

/** What a heap type has behind its method tables, from +856 on. */
@unmanaged
export class PyHeapTypeTail {
  /** Owned str. */
  ht_name: PyObject;
  /** Owned tuple, or NULL. */
  ht_slots: PyObject | null;
  /** Owned str. */
  ht_qualname: PyObject;
  /** PyDictKeysObject shared by the instances, or 0. */
  ht_cached_keys: usize;
  /** Owned, or NULL. */
  ht_module: PyObject | null;
  _ht_tpname: usize;
  /** _spec_cache: borrowed __getitem__ function, its version, borrowed __init__ function. */
  getitem: PyObject | null;
  getitem_version: u32;
  getitem_version_high: u32;
  init: PyObject | null;
}

/** sizeof(PyHeapTypeObject); `type.__basicsize__`. */
export const HEAP_TYPE_SIZE: Py_ssize_t = 928;
export const HT_AS_ASYNC: usize = 416;
export const HT_AS_NUMBER: usize = 448;
export const HT_AS_MAPPING: usize = 736;
export const HT_AS_SEQUENCE: usize = 760;
export const HT_AS_BUFFER: usize = 840;
export const HT_TAIL: usize = 856;

/** The fields of a heap type (Py_TPFLAGS_HEAPTYPE) that a static type lacks. @inline */
export function PyHeapType(t: PyTypeObject): PyHeapTypeTail {
  return changetype<PyHeapTypeTail>(changetype<usize>(t) + HT_TAIL);
}

export const _Py_TPFLAGS_STATIC_BUILTIN: u32 = 1 << 1;
export const Py_TPFLAGS_INLINE_VALUES: u32 = 1 << 2;
export const Py_TPFLAGS_MANAGED_WEAKREF: u32 = 1 << 3;
export const Py_TPFLAGS_MANAGED_DICT: u32 = 1 << 4;
export const Py_TPFLAGS_SEQUENCE: u32 = 1 << 5;
export const Py_TPFLAGS_MAPPING: u32 = 1 << 6;
export const Py_TPFLAGS_DISALLOW_INSTANTIATION: u32 = 1 << 7;
export const Py_TPFLAGS_IMMUTABLETYPE: u32 = 1 << 8;
export const Py_TPFLAGS_HEAPTYPE: u32 = 1 << 9;
export const Py_TPFLAGS_BASETYPE: u32 = 1 << 10;
export const Py_TPFLAGS_HAVE_VECTORCALL: u32 = 1 << 11;
export const Py_TPFLAGS_READY: u32 = 1 << 12;
export const Py_TPFLAGS_READYING: u32 = 1 << 13;
export const Py_TPFLAGS_HAVE_GC: u32 = 1 << 14;
export const Py_TPFLAGS_METHOD_DESCRIPTOR: u32 = 1 << 17;
export const Py_TPFLAGS_HAVE_VERSION_TAG: u32 = 1 << 18;
export const Py_TPFLAGS_VALID_VERSION_TAG: u32 = 1 << 19;
export const Py_TPFLAGS_IS_ABSTRACT: u32 = 1 << 20;
export const _Py_TPFLAGS_MATCH_SELF: u32 = 1 << 22;
export const Py_TPFLAGS_ITEMS_AT_END: u32 = 1 << 23;
export const Py_TPFLAGS_LONG_SUBCLASS: u32 = 1 << 24;
export const Py_TPFLAGS_LIST_SUBCLASS: u32 = 1 << 25;
export const Py_TPFLAGS_TUPLE_SUBCLASS: u32 = 1 << 26;
export const Py_TPFLAGS_BYTES_SUBCLASS: u32 = 1 << 27;
export const Py_TPFLAGS_UNICODE_SUBCLASS: u32 = 1 << 28;
export const Py_TPFLAGS_DICT_SUBCLASS: u32 = 1 << 29;
export const Py_TPFLAGS_BASE_EXC_SUBCLASS: u32 = 1 << 30;
export const Py_TPFLAGS_TYPE_SUBCLASS: u32 = 1 << 31;
export const Py_TPFLAGS_PREHEADER: u32 = Py_TPFLAGS_MANAGED_WEAKREF | Py_TPFLAGS_MANAGED_DICT;
export const Py_TPFLAGS_DEFAULT: u32 = 0;

/** @inline */
export function PyType_HasFeature(t: PyTypeObject, flag: u32): bool {
  return (t.tp_flags & flag) !== 0;
}

/** An instance of `t` or of a subclass, for the eight types that have a flag. @inline */
export function PyType_FastSubclass(t: PyTypeObject, flag: u32): bool {
  return (t.tp_flags & flag) !== 0;
}
