/**
 * The bodies of slot wrappers: each takes the arguments of a special method (`int.__add__(1, 2)`) out of their tuple and calls
 * the wrapped slot. CPython: the wrap_* functions of Objects/typeobject.c.
 *
 * `wrapped` is the slot's function, an index into the wasm table. All return a new reference.
 */

import { _PyArg_CheckPositional } from "../abstract/args";
import { PyErr_Format, PyErr_SetNone, PyErr_SetString } from "../abstract/errors";
import { PyNumber_AsSsize_t } from "../abstract/number-convert";
import { Py_EQ, Py_GE, Py_GT, Py_LE, Py_LT, Py_NE } from "../abstract/object-protocol";
import { cstr } from "../object/literals";
import { Py_IS_TYPE, PyObject, ptr } from "../object/object";
import {
  binaryfunc,
  descrgetfunc,
  descrsetfunc,
  destructor,
  hashfunc,
  initproc,
  inquiry,
  lenfunc,
  objobjargproc,
  objobjproc,
  richcmpfunc,
  setattrofunc,
  ssizeargfunc,
  ssizeobjargproc,
  ternaryfunc,
  unaryfunc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_None,
  PyExc_OverflowError,
  PyExc_StopIteration,
  PyExc_TypeError,
  PyRange_Type,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyBool_FromLong } from "./bool";
import { PyLong_FromLongLong } from "./int";
import { range_long_length } from "./range";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { PyType_Check } from "./type";
import { slot_tp_setattro } from "./type-slot-functions";

/** `args` has `n` items, else TypeError. */
function check_num_args(args: PyObject, n: i32): bool {
  const given = PyTuple_GET_SIZE(args);
  if (n === given) return true;
  const s = n === 1 ? cstr("") : cstr("s");
  PyErr_Format(PyExc_TypeError, cstr("expected %d argument%s, got %zd"), n, s, given);
  return false;
}

/** @inline */
function unpack(args: PyObject, min: i32, max: i32): bool {
  return _PyArg_CheckPositional(cstr(""), PyTuple_GET_SIZE(args), min, max);
}

/** None, or NULL when `res` is -1 with an exception. */
function none_or_error(res: i32): PyObject | null {
  return res === -1 && tstate.current_exception ? null : Py_None;
}

export function wrap_lenfunc(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  if (!check_num_args(args, 0)) return null;
  const res = Py_IS_TYPE(self, PyRange_Type) ? range_long_length(self) : <i64>changetype<lenfunc>(wrapped).call(self);
  if (res === -1 && tstate.current_exception) return null;
  return PyLong_FromLongLong(res);
}

export function wrap_inquirypred(
  self: PyObject,
  args: PyObject,
  wrapped: u32,
  _kwds: PyObject | null,
): PyObject | null {
  if (!check_num_args(args, 0)) return null;
  const res = changetype<inquiry>(wrapped).call(self);
  if (res === -1 && tstate.current_exception) return null;
  return PyBool_FromLong(res !== 0);
}

/** Also wrap_binaryfunc_l. */
export function wrap_binaryfunc(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  if (!check_num_args(args, 1)) return null;
  return changetype<binaryfunc>(wrapped).call(self, PyTuple_GET_ITEM(args, 0));
}

/** Its own function, because update_one_slot compares wrappers: `__add__` of a number is not that of a sequence. */
export function wrap_binaryfunc_l(
  self: PyObject,
  args: PyObject,
  wrapped: u32,
  _kwds: PyObject | null,
): PyObject | null {
  if (!check_num_args(args, 1)) return null;
  const other = PyTuple_GET_ITEM(args, 0);
  return changetype<binaryfunc>(wrapped).call(self, other);
}

export function wrap_binaryfunc_r(
  self: PyObject,
  args: PyObject,
  wrapped: u32,
  _kwds: PyObject | null,
): PyObject | null {
  if (!check_num_args(args, 1)) return null;
  return changetype<binaryfunc>(wrapped).call(PyTuple_GET_ITEM(args, 0), self);
}

/** `__pow__`. */
export function wrap_ternaryfunc(
  self: PyObject,
  args: PyObject,
  wrapped: u32,
  _kwds: PyObject | null,
): PyObject | null {
  if (!unpack(args, 1, 2)) return null;
  const third = PyTuple_GET_SIZE(args) > 1 ? PyTuple_GET_ITEM(args, 1) : Py_None;
  return changetype<ternaryfunc>(wrapped).call(self, PyTuple_GET_ITEM(args, 0), third);
}

/** `__rpow__`. */
export function wrap_ternaryfunc_r(
  self: PyObject,
  args: PyObject,
  wrapped: u32,
  _kwds: PyObject | null,
): PyObject | null {
  if (!unpack(args, 1, 2)) return null;
  const third = PyTuple_GET_SIZE(args) > 1 ? PyTuple_GET_ITEM(args, 1) : Py_None;
  return changetype<ternaryfunc>(wrapped).call(PyTuple_GET_ITEM(args, 0), self, third);
}

export function wrap_unaryfunc(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  if (!check_num_args(args, 0)) return null;
  return changetype<unaryfunc>(wrapped).call(self);
}

export function wrap_indexargfunc(
  self: PyObject,
  args: PyObject,
  wrapped: u32,
  _kwds: PyObject | null,
): PyObject | null {
  if (!unpack(args, 1, 1)) return null;
  const i = PyNumber_AsSsize_t(PyTuple_GET_ITEM(args, 0), PyExc_OverflowError);
  if (i === -1 && tstate.current_exception) return null;
  return changetype<ssizeargfunc>(wrapped).call(self, i);
}

/** An index, counted from the end when negative; -1 with an exception on error. */
function getindex(self: PyObject, arg: PyObject): i64 {
  const i = PyNumber_AsSsize_t(arg, PyExc_OverflowError);
  if (i === -1 && tstate.current_exception) return -1;
  if (i >= 0) return i;
  const sq = self.ob_type.tp_as_sequence;
  const length = sq ? sq.sq_length : null;
  if (!length) return i;
  const n = length.call(self);
  return n < 0 ? -1 : i + <i64>n;
}

export function wrap_sq_item(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  if (!check_num_args(args, 1)) return null;
  const i = getindex(self, PyTuple_GET_ITEM(args, 0));
  if (i === -1 && tstate.current_exception) return null;
  return changetype<ssizeargfunc>(wrapped).call(self, i);
}

export function wrap_sq_setitem(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  if (!unpack(args, 2, 2)) return null;
  const i = getindex(self, PyTuple_GET_ITEM(args, 0));
  if (i === -1 && tstate.current_exception) return null;
  return none_or_error(changetype<ssizeobjargproc>(wrapped).call(self, i, PyTuple_GET_ITEM(args, 1)));
}

export function wrap_sq_delitem(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  if (!check_num_args(args, 1)) return null;
  const i = getindex(self, PyTuple_GET_ITEM(args, 0));
  if (i === -1 && tstate.current_exception) return null;
  return none_or_error(changetype<ssizeobjargproc>(wrapped).call(self, i, null));
}

export function wrap_objobjproc(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  if (!check_num_args(args, 1)) return null;
  const res = changetype<objobjproc>(wrapped).call(self, PyTuple_GET_ITEM(args, 0));
  if (res === -1 && tstate.current_exception) return null;
  return PyBool_FromLong(res !== 0);
}

export function wrap_objobjargproc(
  self: PyObject,
  args: PyObject,
  wrapped: u32,
  _kwds: PyObject | null,
): PyObject | null {
  if (!unpack(args, 2, 2)) return null;
  const key = PyTuple_GET_ITEM(args, 0);
  return none_or_error(changetype<objobjargproc>(wrapped).call(self, key, PyTuple_GET_ITEM(args, 1)));
}

export function wrap_delitem(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  if (!check_num_args(args, 1)) return null;
  return none_or_error(changetype<objobjargproc>(wrapped).call(self, PyTuple_GET_ITEM(args, 0), null));
}

/** The type that brought the tp_setattro of `type` in. */
function setattr_defining_type(type: PyTypeObject, mro: PyObject): PyTypeObject {
  const slot = setattrofunc.of(slot_tp_setattro);
  for (let i = PyTuple_GET_SIZE(mro) - 1; i >= 0; i--) {
    const base = changetype<PyTypeObject>(PyTuple_GET_ITEM(mro, i));
    // A class of Python code has no native tp_setattro of its own.
    if (changetype<usize>(base.tp_setattro) === changetype<usize>(slot)) continue;
    if (changetype<usize>(base.tp_setattro) === changetype<usize>(type.tp_setattro)) return base;
  }
  return type;
}

/** `object.__setattr__` must not be used to go past the native tp_setattro of a type (Carlo Verre's hole). */
function hackcheck(self: PyObject, func: u32, what: usize): bool {
  if (!PyType_Check(self)) return true;
  const type = self.ob_type;
  const mro = type.tp_mro;
  if (!mro) return true;
  const slot = changetype<u32>(setattrofunc.of(slot_tp_setattro));
  let base: PyTypeObject | null = setattr_defining_type(type, mro);
  while (base) {
    const own = changetype<u32>(base.tp_setattro);
    if (own === func) break;
    if (own !== slot) {
      PyErr_Format(PyExc_TypeError, cstr("can't apply this %s to %s object"), what, type.tp_name);
      return false;
    }
    base = base.tp_base;
  }
  return true;
}

export function wrap_setattr(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  if (!unpack(args, 2, 2)) return null;
  if (!hackcheck(self, wrapped, cstr("__setattr__"))) return null;
  const res = changetype<setattrofunc>(wrapped).call(self, PyTuple_GET_ITEM(args, 0), PyTuple_GET_ITEM(args, 1));
  return res < 0 ? null : Py_None;
}

export function wrap_delattr(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  if (!check_num_args(args, 1)) return null;
  if (!hackcheck(self, wrapped, cstr("__delattr__"))) return null;
  return changetype<setattrofunc>(wrapped).call(self, PyTuple_GET_ITEM(args, 0), null) < 0 ? null : Py_None;
}

export function wrap_hashfunc(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  if (!check_num_args(args, 0)) return null;
  const res = changetype<hashfunc>(wrapped).call(self);
  if (res === -1 && tstate.current_exception) return null;
  return PyLong_FromLongLong(res);
}

export function wrap_call(self: PyObject, args: PyObject, wrapped: u32, kwds: PyObject | null): PyObject | null {
  return changetype<ternaryfunc>(wrapped).call(self, args, kwds);
}

export function wrap_del(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  if (!check_num_args(args, 0)) return null;
  changetype<destructor>(wrapped).call(self);
  return Py_None;
}

/** @inline */
function wrap_richcmpfunc(self: PyObject, args: PyObject, wrapped: u32, op: i32): PyObject | null {
  if (!check_num_args(args, 1)) return null;
  return changetype<richcmpfunc>(wrapped).call(self, PyTuple_GET_ITEM(args, 0), op);
}

export function richcmp_lt(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  return wrap_richcmpfunc(self, args, wrapped, Py_LT);
}

export function richcmp_le(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  return wrap_richcmpfunc(self, args, wrapped, Py_LE);
}

export function richcmp_eq(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  return wrap_richcmpfunc(self, args, wrapped, Py_EQ);
}

export function richcmp_ne(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  return wrap_richcmpfunc(self, args, wrapped, Py_NE);
}

export function richcmp_gt(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  return wrap_richcmpfunc(self, args, wrapped, Py_GT);
}

export function richcmp_ge(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  return wrap_richcmpfunc(self, args, wrapped, Py_GE);
}

export function wrap_next(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  if (!check_num_args(args, 0)) return null;
  const res = changetype<unaryfunc>(wrapped).call(self);
  if (!res && !tstate.current_exception) PyErr_SetNone(PyExc_StopIteration);
  return res;
}

export function wrap_descr_get(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  if (!unpack(args, 1, 2)) return null;
  let o: PyObject | null = PyTuple_GET_ITEM(args, 0);
  let type: PyObject | null = PyTuple_GET_SIZE(args) > 1 ? PyTuple_GET_ITEM(args, 1) : null;
  if (ptr(o) === ptr(Py_None)) o = null;
  if (ptr(type) === ptr(Py_None)) type = null;
  if (!type && !o) {
    PyErr_SetString(PyExc_TypeError, cstr("__get__(None, None) is invalid"));
    return null;
  }
  return changetype<descrgetfunc>(wrapped).call(self, o, type);
}

export function wrap_descr_set(self: PyObject, args: PyObject, wrapped: u32, _kwds: PyObject | null): PyObject | null {
  if (!unpack(args, 2, 2)) return null;
  const res = changetype<descrsetfunc>(wrapped).call(self, PyTuple_GET_ITEM(args, 0), PyTuple_GET_ITEM(args, 1));
  return res < 0 ? null : Py_None;
}

export function wrap_descr_delete(
  self: PyObject,
  args: PyObject,
  wrapped: u32,
  _kwds: PyObject | null,
): PyObject | null {
  if (!check_num_args(args, 1)) return null;
  return changetype<descrsetfunc>(wrapped).call(self, PyTuple_GET_ITEM(args, 0), null) < 0 ? null : Py_None;
}

export function wrap_init(self: PyObject, args: PyObject, wrapped: u32, kwds: PyObject | null): PyObject | null {
  return changetype<initproc>(wrapped).call(self, args, kwds) < 0 ? null : Py_None;
}
