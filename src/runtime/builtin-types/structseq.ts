/**
 * Struct sequences: tuples with named fields (sys.version_info, time.struct_time). CPython: Objects/structseq.c.
 *
 * An instance is a tuple of `n_sequence_fields` visible items, followed by the fields that are reachable by name only.
 * The type's dict holds n_sequence_fields, n_fields, n_unnamed_fields and __match_args__.
 */
import { _PyObject_GC_NewVar, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { permanent_alloc } from "../memory/permanent";
import { _Py_T_OBJECT, def_member, Py_READONLY, PyMemberDef } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_SET_SIZE, Py_XDECREF, PyObject } from "../object/object";
import { destructor, traverseproc, visitproc } from "../object/slots";
import { tstate } from "../object/state";
import { PyTuple_Type } from "../object/static-types";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_DISALLOW_INSTANTIATION,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_HEAPTYPE,
  Py_TPFLAGS_TUPLE_SUBCLASS,
  PyTypeObject,
} from "../object/type-object";
import { PyDict_GetItemRef, PyDict_SetItemString } from "./dict";
import { PyLong_AsLong, PyLong_FromLong } from "./int";
import { PyUnicode_FromString } from "./str";
import { def_structseq_methods } from "./structseq-methods";
import { _PyTuple_ITEMS, PyTuple_New, PyTuple_SET_ITEM } from "./tuple";
import { static_type } from "./type-define";
import { heap_member, heap_type, heap_type_ready } from "./type-from-spec";
import { PyType_Ready } from "./type-ready";

/** Offset of field 0 in an instance. */
const FIRST_FIELD: usize = 24;

/** The count under `key` in the type's dict. */
function type_count(t: PyTypeObject, key: PyObject): i32 {
  const dict = t.tp_dict;
  if (!dict || PyDict_GetItemRef(dict, key) <= 0) return 0;
  const value = tstate.out_object!;
  const n = <i32>PyLong_AsLong(value);
  Py_DECREF(value);
  return n;
}

/** Fields reachable by index. */
export function visible_length(t: PyTypeObject): i32 {
  return type_count(t, _Py_ID("n_sequence_fields"));
}

/** All fields. */
export function real_length(t: PyTypeObject): i32 {
  return type_count(t, _Py_ID("n_fields"));
}

/** Fields without a name. */
export function unnamed_length(t: PyTypeObject): i32 {
  return type_count(t, _Py_ID("n_unnamed_fields"));
}

/** Counts of `fields`, a text of names separated by blanks ("-": no name): all of them; the named ones in tstate.out_i32. */
function count_fields(fields: usize): i32 {
  let total = 0;
  let named = 0;
  for (let at = fields; load<u8>(at) !== 0; at++) {
    if (at !== fields && load<u8>(at - 1) !== 32) continue;
    total++;
    if (load<u8>(at) !== 45) named++;
  }
  tstate.out_i32 = named;
  return total;
}

/** Defines a read-only member per named field. */
function add_field_members(t: PyTypeObject, fields: usize): void {
  const is_heap = (t.tp_flags & Py_TPFLAGS_HEAPTYPE) !== 0;
  let at = fields;
  let offset = FIRST_FIELD;
  let member = 0;
  while (load<u8>(at) !== 0) {
    let end = at;
    while (load<u8>(end) !== 32 && load<u8>(end) !== 0) end++;
    if (load<u8>(at) !== 45) {
      const name = permanent_alloc(end - at + 1);
      memory.copy(name, at, end - at);
      if (is_heap) heap_member(t, member++, name, _Py_T_OBJECT, offset, Py_READONLY);
      else def_member(t, name, _Py_T_OBJECT, offset, Py_READONLY);
    }
    offset += 8;
    at = load<u8>(end) === 0 ? end : end + 1;
  }
}

function set_count(dict: PyObject, key: usize, n: i32): i32 {
  const value = PyLong_FromLong(<i64>n);
  if (!value) return -1;
  const status = PyDict_SetItemString(dict, key, value);
  Py_DECREF(value);
  return status;
}

/** `__match_args__`: the names of the visible fields that have one. -1 with an exception. */
function set_match_args(t: PyTypeObject, n_in_sequence: i32): i32 {
  let n = 0;
  const end = FIRST_FIELD + ((<usize>n_in_sequence) << 3);
  let def = t.tp_members;
  while (def) {
    if (<usize>def.offset < end) n++;
    def = next_member(def);
  }
  const names = PyTuple_New(n);
  if (!names) return -1;
  def = t.tp_members;
  for (let i = 0; i < n; def = next_member(def!)) {
    if (<usize>def!.offset >= end) continue;
    const name = PyUnicode_FromString(def!.name);
    if (!name) {
      Py_DECREF(names);
      return -1;
    }
    PyTuple_SET_ITEM(names, i++, name);
  }
  const status = PyDict_SetItemString(t.tp_dict!, cstr("__match_args__"), names);
  Py_DECREF(names);
  return status;
}

function next_member(def: PyMemberDef): PyMemberDef | null {
  return changetype<PyMemberDef | null>(<usize>def.next_address);
}

/** What the dict of a ready type tells. -1 with an exception. */
function set_counts(t: PyTypeObject, n_in_sequence: i32, total: i32, named: i32): i32 {
  const dict = t.tp_dict!;
  if (set_count(dict, cstr("n_sequence_fields"), n_in_sequence) < 0) return -1;
  if (set_count(dict, cstr("n_fields"), total) < 0) return -1;
  if (set_count(dict, cstr("n_unnamed_fields"), total - named) < 0) return -1;
  return set_match_args(t, n_in_sequence);
}

function fill_type(t: PyTypeObject, fields: usize, internal: bool): void {
  t.tp_dealloc = destructor.of(structseq_dealloc);
  t.tp_traverse = traverseproc.of(structseq_traverse);
  def_structseq_methods(t, internal);
  add_field_members(t, fields);
}

/**
 * A new static struct sequence type. `fields` are the names, separated by blanks, in order ("-" for a visible one without
 * name); the first `n_in_sequence` are visible. Not constructible from Python when `internal`. Ready; permanent.
 */
export function structseq_type(
  name: usize,
  doc: usize,
  fields: usize,
  n_in_sequence: i32,
  internal: bool,
): PyTypeObject | null {
  const t = changetype<PyTypeObject>(permanent_alloc(416));
  const total = count_fields(fields);
  const named = tstate.out_i32;
  static_type(t, name, 0, 8, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_TUPLE_SUBCLASS, doc);
  if (internal) t.tp_flags |= Py_TPFLAGS_DISALLOW_INSTANTIATION;
  t.tp_base = PyTuple_Type;
  t.tp_basicsize = PyTuple_Type.tp_basicsize + ((total - n_in_sequence) << 3);
  fill_type(t, fields, internal);
  if (PyType_Ready(t) < 0) return null;
  return set_counts(t, n_in_sequence, total, named) === 0 ? t : null;
}

/** As structseq_type, a heap type: new reference. */
export function PyStructSequence_NewType(
  name: usize,
  doc: usize,
  fields: usize,
  n_in_sequence: i32,
): PyTypeObject | null {
  const total = count_fields(fields);
  const named = tstate.out_i32;
  const basicsize = PyTuple_Type.tp_basicsize + ((total - n_in_sequence) << 3);
  const t = heap_type(null, name, basicsize, 8, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, doc, named, PyTuple_Type);
  if (!t) return null;
  fill_type(t, fields, false);
  if (heap_type_ready(t) === 0 && set_counts(t, n_in_sequence, total, named) === 0) return t;
  Py_DECREF(t);
  return null;
}

/** A new instance, all fields NULL: new reference. The caller fills it with PyStructSequence_SET_ITEM. */
export function PyStructSequence_New(t: PyTypeObject): PyObject | null {
  const size = real_length(t);
  const o = _PyObject_GC_NewVar(t, size);
  if (!o) return null;
  Py_SET_SIZE(o, visible_length(t));
  memory.fill(changetype<usize>(_PyTuple_ITEMS(o)), 0, (<usize>size) << 3);
  return o;
}

/** Steals `value`. @inline */
export function PyStructSequence_SET_ITEM(o: PyObject, i: i32, value: PyObject | null): void {
  PyTuple_SET_ITEM(o, i, value);
}

function structseq_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  const t = o.ob_type;
  const n = real_length(t);
  for (let i = 0; i < n; i++) Py_XDECREF(_PyTuple_ITEMS(o).getOrNull(i));
  t.tp_free!.call(o);
  if (t.tp_flags & Py_TPFLAGS_HEAPTYPE) Py_DECREF(t);
}

function structseq_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const t = o.ob_type;
  if (t.tp_flags & Py_TPFLAGS_HEAPTYPE) {
    const stop = visit.call(t, arg);
    if (stop) return stop;
  }
  const n = real_length(t);
  for (let i = 0; i < n; i++) {
    const value = _PyTuple_ITEMS(o).getOrNull(i);
    if (value) {
      const stop = visit.call(value, arg);
      if (stop) return stop;
    }
  }
  return 0;
}
