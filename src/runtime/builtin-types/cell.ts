/** Cells: variables shared by closures. CPython: Objects/cellobject.c. 24 bytes: head, +16 ob_ref (owned, NULL: empty). */

import { _PyArg_CheckPositional, _PyArg_NoKeywords } from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyErr_SetString } from "../abstract/errors";
import { PyObject_RichCompare, richcompare_order } from "../abstract/object-protocol";
import { _PyObject_GC_New, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, PyObject_GC_Del } from "../gc/gc-alloc";
import { def_getset } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_IS_TYPE, Py_NewRef, Py_XDECREF, Py_XNewRef, PyObject, ptr } from "../object/object";
import {
  destructor,
  getattrofunc,
  getter,
  inquiry,
  newfunc,
  reprfunc,
  richcmpfunc,
  setter,
  traverseproc,
  visitproc,
} from "../object/slots";
import { Py_NotImplemented, PyCell_Type, PyExc_ValueError } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { static_type } from "./type-define";

@unmanaged
export class PyCellObject extends PyObject {
  ob_ref: PyObject | null;
}

/** @inline */
export function PyCell_Check(o: PyObject): bool {
  return Py_IS_TYPE(o, PyCell_Type);
}

/** A cell that holds `value` (counted; NULL: empty): new reference. */
export function PyCell_New(value: PyObject | null): PyObject | null {
  const o = _PyObject_GC_New(PyCell_Type);
  if (!o) return null;
  store<u64>(changetype<usize>(o), <u64>ptr(Py_XNewRef(value)), 16);
  _PyObject_GC_TRACK(o);
  return o;
}

/** The value: new reference or NULL. */
export function PyCell_GetRef(cell: PyObject): PyObject | null {
  return Py_XNewRef(changetype<PyCellObject>(cell).ob_ref);
}

/** Replaces the value; steals `value` (may be NULL). */
export function PyCell_SetTakeRef(cell: PyObject, value: PyObject | null): void {
  const old = changetype<PyCellObject>(cell).ob_ref;
  changetype<PyCellObject>(cell).ob_ref = value;
  Py_XDECREF(old);
}

function cell_dealloc(o: PyObject): void {
  _PyObject_GC_UNTRACK(o);
  Py_XDECREF(changetype<PyCellObject>(o).ob_ref);
  PyObject_GC_Del(o);
}

function cell_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const value = changetype<PyCellObject>(o).ob_ref;
  return value ? visit.call(value, arg) : 0;
}

function cell_clear(o: PyObject): i32 {
  PyCell_SetTakeRef(o, null);
  return 0;
}

function cell_richcompare(a: PyObject, b: PyObject, op: i32): PyObject | null {
  if (!PyCell_Check(a) || !PyCell_Check(b)) return Py_NotImplemented;
  const x = changetype<PyCellObject>(a).ob_ref;
  const y = changetype<PyCellObject>(b).ob_ref;
  if (x && y) return PyObject_RichCompare(x, y, op);
  // An empty cell is less than any other.
  return richcompare_order((y ? 0 : 1) - (x ? 0 : 1), op);
}

function cell_repr(o: PyObject): PyObject | null {
  const value = changetype<PyCellObject>(o).ob_ref;
  if (!value) return PyUnicode_FromFormat(cstr("<cell at %p: empty>"), ptr(o));
  return PyUnicode_FromFormat(cstr("<cell at %p: %.80s object at %p>"), ptr(o), value.ob_type.tp_name, ptr(value));
}

function cell_get_contents(o: PyObject, _closure: usize): PyObject | null {
  const value = changetype<PyCellObject>(o).ob_ref;
  if (value) return Py_NewRef(value);
  PyErr_SetString(PyExc_ValueError, cstr("Cell is empty"));
  return null;
}

function cell_set_contents(o: PyObject, value: PyObject | null, _closure: usize): i32 {
  PyCell_SetTakeRef(o, Py_XNewRef(value));
  return 0;
}

function cell_new(_t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (!_PyArg_NoKeywords(cstr("cell"), kwds)) return null;
  const n = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional(cstr("cell"), n, 0, 1)) return null;
  return PyCell_New(n ? PyTuple_GET_ITEM(args, 0) : null);
}

export function init_cell_type(): void {
  const t = PyCell_Type;
  static_type(t, cstr("cell"), offsetof<PyCellObject>(), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_doc = cstr("cell([contents])\n--\n\nThe storage of a closure variable, empty or holding contents.");
  t.tp_dealloc = destructor.of(cell_dealloc);
  t.tp_repr = reprfunc.of(cell_repr);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(cell_traverse);
  t.tp_clear = inquiry.of(cell_clear);
  t.tp_richcompare = richcmpfunc.of(cell_richcompare);
  t.tp_new = newfunc.of(cell_new);
  def_getset(t, cstr("cell_contents"), getter.of(cell_get_contents), setter.of(cell_set_contents));
}
