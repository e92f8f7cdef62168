/**
 * The method resolution order: the subtype test, C3 linearisation, custom `mro()`.
 * CPython: the MRO part of Objects/typeobject.c.
 *
 * tp_mro is a tuple that begins with the type itself. It is replaced, never changed; a custom `mro()` can run any code, also
 * such that replaces tp_mro of the type that is being computed (mro_internal notices).
 */

import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PySequence_List, PySequence_Tuple } from "../abstract/sequence";
import { PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { _Py_ID, cstr } from "../object/literals";
import {
  _Py_SetImmortal,
  Py_DECREF,
  Py_IS_TYPE,
  Py_NewRef,
  Py_XDECREF,
  Py_XNewRef,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import { tstate } from "../object/state";
import { PyBaseObject_Type, PyExc_TypeError, PyType_Type } from "../object/static-types";
import { _Py_TPFLAGS_STATIC_BUILTIN, PyTypeObject } from "../object/type-object";
import { PyList_Append, PyList_Check, PyList_New, PyList_SET_ITEM } from "./list";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_New, PyTuple_SET_ITEM } from "./tuple";
import { PyType_Check } from "./type";
import { solid_base } from "./type-layout";
import { _PyType_Invalidate, PyType_Modified } from "./type-lookup";
import { check_duplicates, set_mro_error } from "./type-mro-errors";
import { PyType_Ready } from "./type-ready";
import { call_unbound_noarg, lookup_maybe_method, lookup_method } from "./type-special-methods";

/** `b` is `a` or one of its tp_base chain. */
export function type_is_subtype_base_chain(a: PyTypeObject, b: PyTypeObject): bool {
  let t: PyTypeObject | null = a;
  while (t) {
    if (ptr(t) === ptr(b)) return true;
    t = t.tp_base;
  }
  return ptr(b) === ptr(PyBaseObject_Type);
}

/** `b` is in the MRO of `a`. */
export function PyType_IsSubtype(a: PyTypeObject, b: PyTypeObject): bool {
  const mro = a.tp_mro;
  // Not completely initialised: there is only tp_base to follow.
  if (!mro) return type_is_subtype_base_chain(a, b);
  const n = PyTuple_GET_SIZE(mro);
  for (let i = 0; i < n; i++) if (ptr(PyTuple_GET_ITEM(mro, i)) === ptr(b)) return true;
  return false;
}

/** `o` is an instance of `t` or of a subtype. @inline */
export function PyObject_TypeCheck(o: PyObject, t: PyTypeObject): bool {
  return Py_IS_TYPE(o, t) || PyType_IsSubtype(o.ob_type, t);
}

function tail_contains(tuple: PyObject, whence: i64, o: PyObject): bool {
  const size = PyTuple_GET_SIZE(tuple);
  for (let j = <i32>whence + 1; j < size; j++) if (ptr(PyTuple_GET_ITEM(tuple, j)) === ptr(o)) return true;
  return false;
}

/** Index of the first item of list `i` that is not merged yet. @inline */
function remain_get(remain: usize, i: i32): i64 {
  return load<i64>(remain + ((<usize>i) << 3));
}

/** The first class of list `i`, if it may come next: it stands in the tail of no list. */
function candidate_of(to_merge: Slots, to_merge_size: i32, remain: usize, i: i32): PyObject | null {
  const candidate = PyTuple_GET_ITEM(to_merge.get(i), <i32>remain_get(remain, i));
  for (let j = 0; j < to_merge_size; j++) {
    if (tail_contains(to_merge.get(j), remain_get(remain, j), candidate)) return null;
  }
  return candidate;
}

/** Appends `candidate` to `acc` and takes it off the head of every list. */
function take_candidate(acc: PyObject, to_merge: Slots, to_merge_size: i32, remain: usize, candidate: PyObject): i32 {
  if (PyList_Append(acc, candidate) < 0) return -1;
  for (let j = 0; j < to_merge_size; j++) {
    const at = remain_get(remain, j);
    const list = to_merge.get(j);
    if (at < PyTuple_GET_SIZE(list) && ptr(PyTuple_GET_ITEM(list, <i32>at)) === ptr(candidate)) {
      store<i64>(remain + ((<usize>j) << 3), at + 1);
    }
  }
  return 0;
}

/** C3: appends to `acc` the merge of the tuples in `to_merge`; -1 with TypeError when there is no consistent order. */
function pmerge(acc: PyObject, to_merge: Slots, to_merge_size: i32): i32 {
  const remain = PyMem_Malloc((<usize>to_merge_size) << 3);
  if (!remain) {
    PyErr_NoMemory();
    return -1;
  }
  memory.fill(remain, 0, (<usize>to_merge_size) << 3);
  let res = 0;
  while (res === 0) {
    let empty_cnt = 0;
    let candidate: PyObject | null = null;
    for (let i = 0; i < to_merge_size && !candidate; i++) {
      if (remain_get(remain, i) >= PyTuple_GET_SIZE(to_merge.get(i))) empty_cnt++;
      else candidate = candidate_of(to_merge, to_merge_size, remain, i);
    }
    if (candidate) res = take_candidate(acc, to_merge, to_merge_size, remain, candidate);
    else {
      if (empty_cnt !== to_merge_size) {
        set_mro_error(to_merge, to_merge_size, remain);
        res = -1;
      }
      break;
    }
  }
  PyMem_Free(remain);
  return res;
}

/** MRO of a type with one base: that of the base behind the type. A new tuple. */
function mro_of_single_base(type: PyTypeObject, base: PyTypeObject): PyObject | null {
  const base_mro = base.tp_mro!;
  const k = PyTuple_GET_SIZE(base_mro);
  const result = PyTuple_New(k + 1);
  if (!result) return null;
  PyTuple_SET_ITEM(result, 0, Py_NewRef(type));
  for (let i = 0; i < k; i++) PyTuple_SET_ITEM(result, i + 1, Py_NewRef(PyTuple_GET_ITEM(base_mro, i)));
  return result;
}

/** The standard MRO of `type`: a new tuple or list. */
export function mro_implementation(type: PyTypeObject): PyObject | null {
  if (!type.tp_dict && PyType_Ready(type) < 0) return null;
  const bases = type.tp_bases!;
  const n = PyTuple_GET_SIZE(bases);
  for (let i = 0; i < n; i++) {
    const base = changetype<PyTypeObject>(PyTuple_GET_ITEM(bases, i));
    if (!base.tp_mro) {
      return PyErr_Format(PyExc_TypeError, cstr("Cannot extend an incomplete type '%.100s'"), base.tp_name);
    }
  }
  if (n === 1) return mro_of_single_base(type, changetype<PyTypeObject>(PyTuple_GET_ITEM(bases, 0)));
  if (check_duplicates(bases) < 0) return null;
  return merge_bases(type, bases, n);
}

/** C3 over the MROs of `bases` and the bases themselves: a new list. */
function merge_bases(type: PyTypeObject, bases: PyObject, n: i32): PyObject | null {
  const block = PyMem_Malloc((<usize>(n + 1)) << 3);
  if (!block) return PyErr_NoMemory();
  const to_merge = Slots.at(block);
  for (let i = 0; i < n; i++) to_merge.set(i, changetype<PyTypeObject>(PyTuple_GET_ITEM(bases, i)).tp_mro);
  to_merge.set(n, bases);
  let result = PyList_New(1);
  if (result) {
    PyList_SET_ITEM(result, 0, Py_NewRef(type));
    if (pmerge(result, to_merge, n + 1) < 0) {
      Py_DECREF(result);
      result = null;
    }
  }
  PyMem_Free(block);
  return result;
}

/** `type.mro()`: a new list. */
export function type_mro(self: PyObject, _unused: PyObject | null): PyObject | null {
  const seq = mro_implementation(changetype<PyTypeObject>(self));
  if (!seq || PyList_Check(seq)) return seq;
  const list = PySequence_List(seq);
  Py_DECREF(seq);
  return list;
}

/** What a custom `mro()` returned consists of types whose layout fits; -1 with TypeError. */
function mro_check(type: PyTypeObject, mro: PyObject): i32 {
  const solid = solid_base(type);
  const n = PyTuple_GET_SIZE(mro);
  for (let i = 0; i < n; i++) {
    const o = PyTuple_GET_ITEM(mro, i);
    if (!PyType_Check(o)) {
      PyErr_Format(PyExc_TypeError, cstr("mro() returned a non-class ('%.500s')"), o.ob_type.tp_name);
      return -1;
    }
    const base = changetype<PyTypeObject>(o);
    if (!PyType_IsSubtype(solid, solid_base(base))) {
      PyErr_Format(PyExc_TypeError, cstr("mro() returned base with unsuitable layout ('%.500s')"), base.tp_name);
      return -1;
    }
  }
  return 0;
}

/** The result of `mro()` of the metaclass, checked: a new tuple. */
function mro_invoke(type: PyTypeObject): PyObject | null {
  const custom = !Py_IS_TYPE(type, PyType_Type);
  let mro_result: PyObject | null;
  if (custom) {
    const mro_meth = lookup_method(type, _Py_ID("mro"));
    if (!mro_meth) return null;
    mro_result = call_unbound_noarg(tstate.out_i32, mro_meth, type);
    Py_DECREF(mro_meth);
  } else mro_result = mro_implementation(type);
  if (!mro_result) return null;
  const new_mro = PySequence_Tuple(mro_result);
  Py_DECREF(mro_result);
  if (!new_mro) return null;
  if (PyTuple_GET_SIZE(new_mro) === 0) {
    Py_DECREF(new_mro);
    PyErr_SetString(PyExc_TypeError, cstr("type MRO must not be empty"));
    return null;
  }
  if (custom && mro_check(type, new_mro) < 0) {
    Py_DECREF(new_mro);
    return null;
  }
  return new_mro;
}

/** Steals `mro`; does not release the old one. That of a static type is immortal. */
export function set_tp_mro(type: PyTypeObject, mro: PyObject | null): void {
  if (mro && type.tp_flags & _Py_TPFLAGS_STATIC_BUILTIN) {
    PyObject_GC_UnTrack(mro);
    _Py_SetImmortal(mro);
  }
  type.tp_mro = mro;
}

/** The metaclass of `type` has an `mro` of its own. */
function has_custom_mro(type: PyTypeObject): bool {
  if (Py_IS_TYPE(type, PyType_Type)) return false;
  const mro_meth = lookup_maybe_method(type, _Py_ID("mro"));
  if (!mro_meth) return true;
  const type_mro_meth = lookup_maybe_method(PyType_Type, _Py_ID("mro"));
  const custom = ptr(mro_meth) !== ptr(type_mro_meth);
  Py_DECREF(mro_meth);
  Py_XDECREF(type_mro_meth);
  return custom;
}

/** Takes the version tag away where `bases` (the bases, or the MRO) are not all in the MRO, or the MRO is custom. */
function type_mro_modified(type: PyTypeObject, bases: PyObject): void {
  if (!has_custom_mro(type)) {
    let all: bool = true;
    const n = PyTuple_GET_SIZE(bases);
    for (let i = 0; i < n && all; i++) {
      all = PyType_IsSubtype(type, changetype<PyTypeObject>(PyTuple_GET_ITEM(bases, i)));
    }
    if (all) return;
  }
  _PyType_Invalidate(type);
}

/**
 * Computes and sets tp_mro. 1: done, the old MRO (owned by the caller, may be NULL) is in tstate.out_object; 0: a custom mro()
 * has replaced it meanwhile, nothing was done; -1 with an exception.
 */
export function mro_internal(type: PyTypeObject): i32 {
  // Held over the call, so that its address cannot be reused by another MRO.
  const old_mro = Py_XNewRef(type.tp_mro);
  const new_mro = mro_invoke(type);
  const reentered = ptr(type.tp_mro) !== ptr(old_mro);
  Py_XDECREF(old_mro);
  if (!new_mro) return -1;
  if (reentered) {
    Py_DECREF(new_mro);
    return 0;
  }
  set_tp_mro(type, new_mro);
  type_mro_modified(type, new_mro);
  // A custom MRO may hide a base.
  type_mro_modified(type, type.tp_bases!);
  if (!(type.tp_flags & _Py_TPFLAGS_STATIC_BUILTIN)) PyType_Modified(type);
  tstate.out_object = old_mro;
  return 1;
}
