/**
 * Struct sequences: tuples with named fields (sys.version_info, time.struct_time). CPython: Objects/structseq.c.
 *
 * An instance is a tuple of `n_sequence_fields` visible items, followed by the fields that are reachable by name only.
 * The type is a static type in permanent memory; its dict holds n_sequence_fields, n_fields, n_unnamed_fields.
 */

import { _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_Repr } from "../abstract/object-protocol";
import { PySequence_Fast, PySequence_Fast_GET_SIZE, PySequence_Fast_ITEMS } from "../abstract/sequence";
import { _PyObject_GC_NewVar, _PyObject_GC_TRACK, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { permanent_alloc } from "../memory/permanent";
import { _Py_T_OBJECT, def_member, def_noargs, Py_READONLY, PyMemberDef } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_SET_SIZE, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { destructor, newfunc, PyCFunction, reprfunc, traverseproc, visitproc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_SystemError, PyExc_TypeError, PyTuple_Type } from "../object/static-types";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_DISALLOW_INSTANTIATION,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_TUPLE_SUBCLASS,
  PyTypeObject,
} from "../object/type-object";
import { PyDict_GetItemStringRef, PyDict_New, PyDict_SetItemString } from "./dict";
import { PyDict_Check } from "./dict-object";
import { PyLong_AsLong, PyLong_FromLong } from "./int";
import { PyUnicode_FromFormat } from "./str-from-format";
import {
  _PyUnicodeWriter,
  _PyUnicodeWriter_Dealloc,
  _PyUnicodeWriter_Finish,
  _PyUnicodeWriter_OnStack,
  _PyUnicodeWriter_WriteASCIIString,
  _PyUnicodeWriter_WriteChar,
  _PyUnicodeWriter_WriteStr,
} from "./str-writer";
import { _PyTuple_FromArray, _PyTuple_ITEMS, PyTuple_GET_ITEM, PyTuple_Pack, PyTuple_SET_ITEM } from "./tuple";
import { static_type } from "./type-define";
import { PyType_Ready } from "./type-ready";

/** The count under `key` in the type's dict. */
function type_count(t: PyTypeObject, key: usize): i32 {
  const dict = t.tp_dict;
  if (!dict || PyDict_GetItemStringRef(dict, key) <= 0) return 0;
  const value = tstate.out_object!;
  const n = <i32>PyLong_AsLong(value);
  Py_DECREF(value);
  return n;
}

/** Fields reachable by index. */
export function visible_length(t: PyTypeObject): i32 {
  return type_count(t, cstr("n_sequence_fields"));
}

/** All fields. */
export function real_length(t: PyTypeObject): i32 {
  return type_count(t, cstr("n_fields"));
}

/**
 * A new struct sequence type. `fields` are the names, separated by blanks, in order ("-" for a visible one without name);
 * the first `n_in_sequence` are visible. Not constructible from Python when `internal`. Ready; permanent.
 */
export function structseq_type(
  name: usize,
  doc: usize,
  fields: usize,
  n_in_sequence: i32,
  internal: bool,
): PyTypeObject | null {
  const t = changetype<PyTypeObject>(permanent_alloc(416));
  static_type(t, name, 0, 8, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_TUPLE_SUBCLASS);
  t.tp_doc = doc;
  t.tp_base = PyTuple_Type;
  t.tp_basicsize = PyTuple_Type.tp_basicsize;
  t.tp_dealloc = destructor.of(structseq_dealloc);
  t.tp_traverse = traverseproc.of(structseq_traverse);
  t.tp_repr = reprfunc.of(structseq_repr);
  if (internal) t.tp_flags |= Py_TPFLAGS_DISALLOW_INSTANTIATION;
  else t.tp_new = newfunc.of(structseq_new);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(structseq_reduce));
  const unnamed = add_field_members(t, fields);
  const total = tstate.out_i32;
  if (PyType_Ready(t) < 0) return null;
  const dict = t.tp_dict!;
  if (
    set_count(dict, cstr("n_sequence_fields"), n_in_sequence) < 0 ||
    set_count(dict, cstr("n_fields"), total) < 0 ||
    set_count(dict, cstr("n_unnamed_fields"), unnamed) < 0
  ) {
    return null;
  }
  return t;
}

function set_count(dict: PyObject, key: usize, n: i32): i32 {
  const value = PyLong_FromLong(<i64>n);
  if (!value) return -1;
  const status = PyDict_SetItemString(dict, key, value);
  Py_DECREF(value);
  return status;
}

/** Defines a read-only member per named field; the number of unnamed ones, of all in tstate.out_i32. */
function add_field_members(t: PyTypeObject, fields: usize): i32 {
  let at = fields;
  let index = 0;
  let unnamed = 0;
  while (load<u8>(at) !== 0) {
    let end = at;
    while (load<u8>(end) !== 32 && load<u8>(end) !== 0) end++;
    if (load<u8>(at) === 45) unnamed++;
    else {
      const size = <i32>(end - at);
      const name = permanent_alloc(<usize>size + 1);
      memory.copy(name, at, <usize>size);
      def_member(t, name, _Py_T_OBJECT, 24 + ((<usize>index) << 3), Py_READONLY);
    }
    index++;
    at = load<u8>(end) === 0 ? end : end + 1;
  }
  tstate.out_i32 = index;
  return unnamed;
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
}

function structseq_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const n = real_length(o.ob_type);
  for (let i = 0; i < n; i++) {
    const value = _PyTuple_ITEMS(o).getOrNull(i);
    if (value) {
      const stop = visit.call(value, arg);
      if (stop) return stop;
    }
  }
  return 0;
}

const new_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function structseq_new(t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(
    _PyArg_UnpackKeywordsTuple(new_spec, cstr("structseq"), cstr("sequence dict"), 0, args, kwds, 1, 2),
  );
  let result: PyObject | null = null;
  if (changetype<usize>(a)) result = from_sequence(t, a.get(0), a.getOrNull(1));
  stack_release(mark);
  return result;
}

function from_sequence(t: PyTypeObject, arg: PyObject, dict: PyObject | null): PyObject | null {
  const seq = PySequence_Fast(arg, cstr("constructor requires a sequence"));
  if (!seq) return null;
  if (dict && !PyDict_Check(dict)) {
    Py_DECREF(seq);
    return PyErr_Format(PyExc_TypeError, cstr("%.500s() takes a dict as second arg, if any"), t.tp_name);
  }
  const n = PySequence_Fast_GET_SIZE(seq);
  const least = visible_length(t);
  const most = real_length(t);
  if (n < least || n > most) {
    const how =
      least === most
        ? cstr("a %zd-sequence")
        : n < least
          ? cstr("an at least %zd-sequence")
          : cstr("an at most %zd-sequence");
    length_error(t, how, n < least ? least : most, n);
    Py_DECREF(seq);
    return null;
  }
  const o = PyStructSequence_New(t);
  if (o) {
    for (let i = 0; i < n; i++) PyTuple_SET_ITEM(o, i, Py_NewRef(PySequence_Fast_ITEMS(seq).get(i)));
    for (let i = n; i < most; i++) PyTuple_SET_ITEM(o, i, field_from_dict(t, dict, i));
    _PyObject_GC_TRACK(o);
  }
  Py_DECREF(seq);
  return o;
}

/** Name of field `i`: NUL-terminated, 0 when it has none. */
function field_name(t: PyTypeObject, i: i32): usize {
  let def = t.tp_members;
  while (def) {
    if (def.offset === 24 + (i << 3)) return def.name;
    def = changetype<PyMemberDef | null>(<usize>def.next_address);
  }
  return 0;
}

/** The value that `dict` has for field `i`, or None: new reference. */
function field_from_dict(t: PyTypeObject, dict: PyObject | null, i: i32): PyObject {
  const name = field_name(t, i);
  if (dict && name && PyDict_GetItemStringRef(dict, name) > 0) return tstate.out_object!;
  return Py_None;
}

function length_error(t: PyTypeObject, how: usize, expected: i32, got: i32): void {
  const text = PyUnicode_FromFormat(how, <usize>expected);
  if (!text) return;
  PyErr_Format(PyExc_TypeError, cstr("%.500s() takes %U (%zd-sequence given)"), t.tp_name, ptr(text), <usize>got);
  Py_DECREF(text);
}

function write_fields(o: PyObject, writer: _PyUnicodeWriter): bool {
  const t = o.ob_type;
  if (_PyUnicodeWriter_WriteASCIIString(writer, t.tp_name, -1) < 0) return false;
  if (_PyUnicodeWriter_WriteChar(writer, 40) < 0) return false;
  const n = visible_length(t);
  for (let i = 0; i < n; i++) {
    if (i > 0 && _PyUnicodeWriter_WriteASCIIString(writer, cstr(", "), 2) < 0) return false;
    const name = field_name(t, i);
    if (!name) {
      PyErr_SetString(PyExc_SystemError, cstr("In structseq_repr(), a visible member has no name"));
      return false;
    }
    if (_PyUnicodeWriter_WriteASCIIString(writer, name, -1) < 0) return false;
    if (_PyUnicodeWriter_WriteChar(writer, 61) < 0) return false;
    const repr = PyObject_Repr(PyTuple_GET_ITEM(o, i));
    if (!repr) return false;
    const status = _PyUnicodeWriter_WriteStr(writer, repr);
    Py_DECREF(repr);
    if (status < 0) return false;
  }
  return _PyUnicodeWriter_WriteChar(writer, 41) >= 0;
}

function structseq_repr(o: PyObject): PyObject | null {
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  writer.overallocate = 1;
  let result: PyObject | null = null;
  if (write_fields(o, writer)) result = _PyUnicodeWriter_Finish(writer);
  else _PyUnicodeWriter_Dealloc(writer);
  stack_release(mark);
  return result;
}

function structseq_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const t = o.ob_type;
  const n = visible_length(t);
  const items = _PyTuple_FromArray(_PyTuple_ITEMS(o), n);
  const dict = PyDict_New();
  let result: PyObject | null = null;
  let ok = items !== null && dict !== null;
  for (let i = n; ok && i < real_length(t); i++) {
    const name = field_name(t, i);
    if (name && PyDict_SetItemString(dict!, name, PyTuple_GET_ITEM(o, i)) < 0) ok = false;
  }
  if (ok) {
    const args = PyTuple_Pack(items!, dict);
    if (args) {
      result = PyTuple_Pack(t, args);
      Py_DECREF(args);
    }
  }
  Py_XDECREF(items);
  Py_XDECREF(dict);
  return result;
}
