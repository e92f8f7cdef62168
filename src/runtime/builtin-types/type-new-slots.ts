/**
 * `__slots__` of a class being made: what is allowed, which names become members, whether there will be a dict and weak
 * references. CPython: type_new_slots and its parts in Objects/typeobject.c, _Py_Mangle of Python/symtable.c.
 */

import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PySequence_Tuple } from "../abstract/sequence";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyDict_Contains, PyDict_GetItemWithError } from "./dict";
import { PyList_AsTuple, PyList_New, PyList_SET_ITEM, PyList_Sort } from "./list";
import {
  _PyUnicode_Equal,
  PyUnicode_Check,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
  PyUnicode_Substring,
} from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyUnicode_IsIdentifier } from "./str-predicates";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "./tuple";
import { type_new_ctx } from "./type-new";

const UNDERSCORE: u32 = 95;
const DOT: u32 = 46;

/** Name `__x` inside class `C` is `_C__x`: a new reference. */
export function _Py_Mangle(privateobj: PyObject | null, ident: PyObject): PyObject | null {
  const nlen = PyUnicode_GET_LENGTH(ident);
  const is_private =
    privateobj !== null &&
    PyUnicode_Check(privateobj) &&
    nlen >= 2 &&
    PyUnicode_READ_CHAR(ident, 0) === UNDERSCORE &&
    PyUnicode_READ_CHAR(ident, 1) === UNDERSCORE;
  if (!is_private || !privateobj) return Py_NewRef(ident);
  // Not __name__, and not a dotted name (an import).
  if (PyUnicode_READ_CHAR(ident, nlen - 1) === UNDERSCORE && PyUnicode_READ_CHAR(ident, nlen - 2) === UNDERSCORE) {
    return Py_NewRef(ident);
  }
  for (let i = 0; i < nlen; i++) if (PyUnicode_READ_CHAR(ident, i) === DOT) return Py_NewRef(ident);
  const plen = PyUnicode_GET_LENGTH(privateobj);
  let ipriv = 0;
  while (ipriv < plen && PyUnicode_READ_CHAR(privateobj, ipriv) === UNDERSCORE) ipriv++;
  // A class named with underscores only does not mangle.
  if (ipriv === plen) return Py_NewRef(ident);
  const bare = PyUnicode_Substring(privateobj, ipriv, plen);
  if (!bare) return null;
  const result = PyUnicode_FromFormat(cstr("_%U%U"), ptr(bare), ptr(ident));
  Py_DECREF(bare);
  return result;
}

function valid_identifier(s: PyObject): bool {
  if (!PyUnicode_Check(s)) {
    PyErr_Format(PyExc_TypeError, cstr("__slots__ items must be strings, not '%.200s'"), s.ob_type.tp_name);
    return false;
  }
  if (!PyUnicode_IsIdentifier(s)) {
    PyErr_SetString(PyExc_TypeError, cstr("__slots__ must be identifiers"));
    return false;
  }
  return true;
}

/** Checks the names and notes `__dict__` and `__weakref__` among them. */
function type_new_visit_slots(ctx: type_new_ctx): i32 {
  const slots = ctx.slots!;
  for (let i = 0; i < ctx.nslot; i++) {
    const name = PyTuple_GET_ITEM(slots, i);
    if (!valid_identifier(name)) return -1;
    if (_PyUnicode_Equal(name, _Py_ID("__dict__"))) {
      if (!ctx.may_add_dict || ctx.add_dict) {
        PyErr_SetString(PyExc_TypeError, cstr("__dict__ slot disallowed: we already got one"));
        return -1;
      }
      ctx.add_dict++;
    }
    if (_PyUnicode_Equal(name, _Py_ID("__weakref__"))) {
      if (!ctx.may_add_weak || ctx.add_weak) {
        PyErr_SetString(PyExc_TypeError, cstr("__weakref__ slot disallowed: we already got one"));
        return -1;
      }
      ctx.add_weak++;
    }
  }
  return 0;
}

/** A slot must not hide a class variable; the names that the compiler itself puts there are no such. -1 with an exception. */
function check_conflict(dict: PyObject, slot: PyObject): i32 {
  const r = PyDict_Contains(dict, slot);
  if (r <= 0) return r;
  if (
    _PyUnicode_Equal(slot, _Py_ID("__qualname__")) ||
    _PyUnicode_Equal(slot, _Py_ID("__classcell__")) ||
    _PyUnicode_Equal(slot, _Py_ID("__classdictcell__"))
  ) {
    return 0;
  }
  PyErr_Format(PyExc_ValueError, cstr("%R in __slots__ conflicts with class variable"), ptr(slot));
  return -1;
}

/** The mangled names in `list`, which is new and of the right size; -1 with an exception. */
function fill_slots(ctx: type_new_ctx, dict: PyObject, list: PyObject): i32 {
  const slots = ctx.slots!;
  let j = 0;
  for (let i = 0; i < ctx.nslot; i++) {
    const name = PyTuple_GET_ITEM(slots, i);
    if (ctx.add_dict && _PyUnicode_Equal(name, _Py_ID("__dict__"))) continue;
    if (ctx.add_weak && _PyUnicode_Equal(name, _Py_ID("__weakref__"))) continue;
    const slot = _Py_Mangle(ctx.name, name);
    if (!slot) return -1;
    PyList_SET_ITEM(list, j++, slot);
    if (check_conflict(dict, slot) < 0) return -1;
  }
  // Sorted, so that classes with the same slots have the same layout (`__class__` assignment).
  return PyList_Sort(list);
}

/** The names of the members to make, mangled and sorted: a new tuple. */
function type_new_copy_slots(ctx: type_new_ctx, dict: PyObject): PyObject | null {
  const list = PyList_New(ctx.nslot - ctx.add_dict - ctx.add_weak);
  if (!list) return null;
  const tuple: PyObject | null = fill_slots(ctx, dict, list) < 0 ? null : PyList_AsTuple(list);
  Py_DECREF(list);
  return tuple;
}

/** Bases other than the one that decides the layout may bring a dict or weak references. */
function type_new_slots_bases(ctx: type_new_ctx): void {
  const n = PyTuple_GET_SIZE(ctx.bases);
  if (n <= 1) return;
  for (let i = 0; i < n; i++) {
    const o = PyTuple_GET_ITEM(ctx.bases, i);
    if (ptr(o) === ptr(ctx.base)) continue;
    const base = changetype<PyTypeObject>(o);
    if (ctx.may_add_dict && !ctx.add_dict && base.tp_dictoffset !== 0) ctx.add_dict++;
    if (ctx.may_add_weak && !ctx.add_weak && base.tp_weaklistoffset !== 0) ctx.add_weak++;
  }
}

function type_new_slots_impl(ctx: type_new_ctx, dict: PyObject): i32 {
  if (ctx.nslot > 0 && ctx.base.tp_itemsize !== 0) {
    PyErr_Format(PyExc_TypeError, cstr("nonempty __slots__ not supported for subtype of '%s'"), ctx.base.tp_name);
    return -1;
  }
  if (type_new_visit_slots(ctx) < 0) return -1;
  const new_slots = type_new_copy_slots(ctx, dict);
  if (!new_slots) return -1;
  const old = ctx.slots!;
  ctx.slots = new_slots;
  Py_DECREF(old);
  ctx.nslot = PyTuple_GET_SIZE(new_slots);
  type_new_slots_bases(ctx);
  return 0;
}

/** Decides slots, dict and weak references of the class; 0, or -1 with an exception. */
export function type_new_slots(ctx: type_new_ctx, dict: PyObject): i32 {
  ctx.add_dict = 0;
  ctx.add_weak = 0;
  ctx.may_add_dict = ctx.base.tp_dictoffset === 0 ? 1 : 0;
  ctx.may_add_weak = ctx.base.tp_weaklistoffset === 0 && ctx.base.tp_itemsize === 0 ? 1 : 0;
  if (ctx.slots) return type_new_slots_impl(ctx, dict);
  if (ctx.may_add_dict) ctx.add_dict++;
  if (ctx.may_add_weak) ctx.add_weak++;
  return 0;
}

/** `ctx.slots`: `__slots__` of `dict` as a new tuple, or NULL. -1 with an exception. */
export function type_new_get_slots(ctx: type_new_ctx, dict: PyObject): i32 {
  ctx.slots = null;
  ctx.nslot = 0;
  const slots = PyDict_GetItemWithError(dict, _Py_ID("__slots__"));
  if (!slots) return tstate.current_exception ? -1 : 0;
  const tuple = PyUnicode_Check(slots) ? PyTuple_Pack(slots) : PySequence_Tuple(slots);
  if (!tuple) return -1;
  ctx.slots = tuple;
  ctx.nslot = PyTuple_GET_SIZE(tuple);
  return 0;
}
