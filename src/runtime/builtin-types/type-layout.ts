/**
 * Which types have the same memory layout: the base that decides a class's layout, conflicts between bases, what may be
 * assigned to `__class__` and `__bases__`. CPython: best_base, solid_base, compatible_for_assignment of Objects/typeobject.c.
 */

import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { Py_EQ, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { cstr } from "../object/literals";
import { PyObject, ptr } from "../object/object";
import { destructor } from "../object/slots";
import { PyBaseObject_Type, PyExc_TypeError } from "../object/static-types";
import {
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_HEAPTYPE,
  Py_TPFLAGS_INLINE_VALUES,
  Py_TPFLAGS_PREHEADER,
  PyHeapType,
  PyType_HasFeature,
  PyTypeObject,
} from "../object/type-object";
import { subtype_dealloc } from "./base-object-dealloc";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { PyType_Check } from "./type";
import { PyType_IsSubtype } from "./type-mro";
import { PyType_Ready } from "./type-ready";

/** The nearest base (or `type` itself) that adds fields to the struct; dict and weak references in front do not count. */
export function solid_base(type: PyTypeObject): PyTypeObject {
  const tp_base = type.tp_base;
  const base = tp_base ? solid_base(tp_base) : PyBaseObject_Type;
  return type.tp_basicsize !== base.tp_basicsize || type.tp_itemsize !== base.tp_itemsize ? type : base;
}

/** The item of `bases` (a non-empty tuple) whose layout the class will have: borrowed, or NULL with TypeError. */
export function best_base(bases: PyObject): PyTypeObject | null {
  let base: PyTypeObject | null = null;
  let winner: PyTypeObject | null = null;
  const n = PyTuple_GET_SIZE(bases);
  for (let i = 0; i < n; i++) {
    const item = PyTuple_GET_ITEM(bases, i);
    if (!PyType_Check(item)) {
      PyErr_SetString(PyExc_TypeError, cstr("bases must be types"));
      return null;
    }
    const base_i = changetype<PyTypeObject>(item);
    if (!base_i.tp_dict && PyType_Ready(base_i) < 0) return null;
    if (!PyType_HasFeature(base_i, Py_TPFLAGS_BASETYPE)) {
      PyErr_Format(PyExc_TypeError, cstr("type '%.100s' is not an acceptable base type"), base_i.tp_name);
      return null;
    }
    const candidate = solid_base(base_i);
    if (winner && PyType_IsSubtype(winner, candidate)) continue;
    if (winner && !PyType_IsSubtype(candidate, winner)) {
      PyErr_SetString(PyExc_TypeError, cstr("multiple bases have instance lay-out conflict"));
      return null;
    }
    winner = candidate;
    base = base_i;
  }
  return base;
}

/** `child` and its tp_base have the same struct, and release it in the same way. */
function compatible_with_tp_base(child: PyTypeObject): bool {
  const parent = child.tp_base;
  if (!parent) return false;
  const dealloc = changetype<usize>(child.tp_dealloc);
  return (
    child.tp_basicsize === parent.tp_basicsize &&
    child.tp_itemsize === parent.tp_itemsize &&
    child.tp_dictoffset === parent.tp_dictoffset &&
    child.tp_weaklistoffset === parent.tp_weaklistoffset &&
    (child.tp_flags & Py_TPFLAGS_HAVE_GC) === (parent.tp_flags & Py_TPFLAGS_HAVE_GC) &&
    (dealloc === changetype<usize>(destructor.of(subtype_dealloc)) || dealloc === changetype<usize>(parent.tp_dealloc))
  );
}

/** `a` and `b` add the same `__slots__`, and nothing else, to the base that they have in common. */
function same_slots_added(a: PyTypeObject, b: PyTypeObject): bool {
  let size = a.tp_base!.tp_basicsize;
  if (a.tp_dictoffset === size && b.tp_dictoffset === size) size += 8;
  if (a.tp_weaklistoffset === size && b.tp_weaklistoffset === size) size += 8;
  if (!(a.tp_flags & b.tp_flags & Py_TPFLAGS_HEAPTYPE)) return false;
  const slots_a = PyHeapType(a).ht_slots;
  const slots_b = PyHeapType(b).ht_slots;
  if (slots_a && slots_b) {
    if (PyObject_RichCompareBool(slots_a, slots_b, Py_EQ) !== 1) return false;
    size += PyTuple_GET_SIZE(slots_a) << 3;
  }
  return size === a.tp_basicsize && size === b.tp_basicsize;
}

/** The highest base with the layout of `type`. */
function highest_compatible(type: PyTypeObject): PyTypeObject {
  let t = type;
  while (compatible_with_tp_base(t)) t = t.tp_base!;
  return t;
}

function same_layout(oldto: PyTypeObject, newto: PyTypeObject): bool {
  const newbase = highest_compatible(newto);
  const oldbase = highest_compatible(oldto);
  if (ptr(newbase) !== ptr(oldbase)) {
    if (ptr(newbase.tp_base) !== ptr(oldbase.tp_base) || !newbase.tp_base) return false;
    if (!same_slots_added(newbase, oldbase)) return false;
  }
  const differing = oldto.tp_flags ^ newto.tp_flags;
  return (differing & (Py_TPFLAGS_INLINE_VALUES | Py_TPFLAGS_PREHEADER)) === 0;
}

/** An instance of `oldto` can become one of `newto`; else false with TypeError about `attr` ("__class__"). */
export function compatible_for_assignment(oldto: PyTypeObject, newto: PyTypeObject, attr: usize): bool {
  if (changetype<usize>(newto.tp_free) !== changetype<usize>(oldto.tp_free)) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("%s assignment: '%s' deallocator differs from '%s'"),
      attr,
      newto.tp_name,
      oldto.tp_name,
    );
    return false;
  }
  if (same_layout(oldto, newto)) return true;
  PyErr_Format(
    PyExc_TypeError,
    cstr("%s assignment: '%s' object layout differs from '%s'"),
    attr,
    newto.tp_name,
    oldto.tp_name,
  );
  return false;
}
