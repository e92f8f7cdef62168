/**
 * Assignment to `__bases__`: new layout, new MRO for the class and all its subclasses, or everything as it was.
 * CPython: type_set_bases, mro_hierarchy of Objects/typeobject.c.
 */

import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, Py_XNewRef, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_TypeError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyList_Append, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New } from "./list";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "./tuple";
import { PyType_Check } from "./type";
import { check_set_special_type_attr } from "./type-getset";
import { best_base, compatible_for_assignment } from "./type-layout";
import { mro_internal, PyType_IsSubtype, set_tp_mro, type_is_subtype_base_chain } from "./type-mro";
import { set_tp_bases } from "./type-ready";
import { update_all_slots } from "./type-slot-update";
import {
  _PyType_GetSubclasses,
  _PyType_HasSubclasses,
  add_all_subclasses,
  remove_all_subclasses,
} from "./type-subclasses";

/** Notes (type, new MRO, old MRO) in `temp`; steals `old_mro`. -1 with an exception: the old MRO is back. */
function note_change(type: PyTypeObject, temp: PyObject, old_mro: PyObject | null): i32 {
  const new_mro = type.tp_mro!;
  const tuple = old_mro ? PyTuple_Pack(type, new_mro, old_mro) : PyTuple_Pack(type, new_mro);
  const res = tuple ? PyList_Append(temp, tuple) : -1;
  Py_XDECREF(tuple);
  if (res < 0) {
    set_tp_mro(type, old_mro);
    Py_DECREF(new_mro);
    return -1;
  }
  Py_XDECREF(old_mro);
  return 0;
}

/** Computes the MRO of `type` and of all its subclasses, noting each change in the list `temp`. -1 with an exception. */
function mro_hierarchy(type: PyTypeObject, temp: PyObject): i32 {
  const res = mro_internal(type);
  if (res <= 0) return res;
  if (note_change(type, temp, tstate.out_object) < 0) return -1;
  if (!_PyType_HasSubclasses(type)) return 0;
  // A copy: a custom mro() may change the subclasses.
  const subclasses = _PyType_GetSubclasses(type);
  if (!subclasses) return -1;
  const n = PyList_GET_SIZE(subclasses);
  let status = 0;
  for (let i = 0; i < n && status >= 0; i++) {
    status = mro_hierarchy(changetype<PyTypeObject>(PyList_GET_ITEM(subclasses, i)), temp);
  }
  Py_DECREF(subclasses);
  return status < 0 ? -1 : 0;
}

/** Puts the MROs noted in `temp` back, the last first, except where there is a newer one already. */
function undo_hierarchy(temp: PyObject): void {
  for (let i = PyList_GET_SIZE(temp) - 1; i >= 0; i--) {
    const change = PyList_GET_ITEM(temp, i);
    const cls = changetype<PyTypeObject>(PyTuple_GET_ITEM(change, 0));
    const new_mro = PyTuple_GET_ITEM(change, 1);
    if (ptr(cls.tp_mro) !== ptr(new_mro)) continue;
    set_tp_mro(cls, PyTuple_GET_SIZE(change) > 2 ? Py_XNewRef(PyTuple_GET_ITEM(change, 2)) : null);
    Py_DECREF(new_mro);
  }
}

/** `new_bases` is a non-empty tuple of types, none of which inherits from `type`; else false with TypeError. */
function check_bases(type: PyTypeObject, new_bases: PyObject): bool {
  if (!PyTuple_Check(new_bases)) {
    const format = cstr("can only assign tuple to %s.__bases__, not %s");
    PyErr_Format(PyExc_TypeError, format, type.tp_name, new_bases.ob_type.tp_name);
    return false;
  }
  const n = PyTuple_GET_SIZE(new_bases);
  if (n === 0) {
    const format = cstr("can only assign non-empty tuple to %s.__bases__, not ()");
    PyErr_Format(PyExc_TypeError, format, type.tp_name);
    return false;
  }
  for (let i = 0; i < n; i++) {
    const o = PyTuple_GET_ITEM(new_bases, i);
    if (!PyType_Check(o)) {
      const format = cstr("%s.__bases__ must be tuple of classes, not '%s'");
      PyErr_Format(PyExc_TypeError, format, type.tp_name, o.ob_type.tp_name);
      return false;
    }
    const base = changetype<PyTypeObject>(o);
    // A custom mro() may come here again before tp_mro is set; tp_base is set by then.
    if (PyType_IsSubtype(base, type) || (base.tp_mro && type_is_subtype_base_chain(base, type))) {
      PyErr_SetString(PyExc_TypeError, cstr("a __bases__ item causes an inheritance cycle"));
      return false;
    }
  }
  return true;
}

/** New MROs for the hierarchy, or the old ones; -1 with an exception. */
function update_hierarchy(type: PyTypeObject): i32 {
  const temp = PyList_New(0);
  if (!temp) return -1;
  const status = mro_hierarchy(type, temp);
  if (status < 0) undo_hierarchy(temp);
  Py_DECREF(temp);
  return status;
}

/** Setter of `__bases__`. */
export function type_set_bases(self: PyObject, value: PyObject | null, _context: usize): i32 {
  const type = changetype<PyTypeObject>(self);
  if (!check_set_special_type_attr(type, value, cstr("__bases__"))) return -1;
  const new_bases = value!;
  if (!check_bases(type, new_bases)) return -1;
  const new_base = best_base(new_bases);
  if (!new_base || !compatible_for_assignment(type.tp_base!, new_base, cstr("__bases__"))) return -1;
  const old_bases = type.tp_bases!;
  const old_base = type.tp_base!;
  set_tp_bases(type, Py_NewRef(new_bases));
  type.tp_base = new_base;
  Py_INCREF(new_base);
  const status = update_hierarchy(type);
  const replaced = ptr(type.tp_bases) !== ptr(new_bases);
  if (status < 0 && !replaced) {
    set_tp_bases(type, old_bases);
    type.tp_base = old_base;
    Py_DECREF(new_bases);
    Py_DECREF(new_base);
    return -1;
  }
  let res = status;
  if (status >= 0 && !replaced) {
    remove_all_subclasses(type, old_bases);
    res = add_all_subclasses(type, new_bases);
    update_all_slots(type);
  }
  Py_DECREF(old_bases);
  Py_DECREF(old_base);
  return res < 0 ? -1 : 0;
}
