/**
 * operator.attrgetter and itemgetter. CPython: Modules/_operator.c.
 *
 *   attrgetterobject (40 bytes, GC)                       itemgetterobject (48)
 *   +16 nattrs                                            +16 nitems
 *   +24 attr  owned tuple: of each attribute its name,    +24 item   owned: the key, or the tuple of keys
 *             or the tuple of the names between dots      +32 index  of one key that is a small int; else -1
 *   +32 vectorcall                                        +40 vectorcall
 */

import { _PyArg_CheckPositional, _PyArg_NoKeywords } from "../abstract/args";
import { PyObject_GetAttr } from "../abstract/attribute";
import { PyErr_Clear, PyErr_SetString } from "../abstract/errors";
import { Py_ReprEnter, Py_ReprLeave } from "../abstract/object-protocol";
import { PyObject_GetItem } from "../abstract/sequence";
import { PyLong_AsSsize_t, PyLong_CheckExact } from "../builtin-types/int";
import { PyUnicode_Check, PyUnicode_FromString, PyUnicode_GET_LENGTH, PyUnicode_READ_CHAR } from "../builtin-types/str";
import { PyUnicode_Join, PyUnicode_Substring } from "../builtin-types/str-concat";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyUnicode_InternInPlace } from "../builtin-types/str-intern";
import {
  PyTuple_CheckExact,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_Pack,
  PyTuple_SET_ITEM,
} from "../builtin-types/tuple";
import { heap_type_finish } from "../builtin-types/type-from-spec";
import { PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { free_instance } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  destructor,
  newfunc,
  PyCFunction,
  reprfunc,
  ternaryfunc,
  traverseproc,
  vectorcallfunc,
  visitproc,
} from "../object/slots";
import { PyExc_TypeError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { getter_type, only_argument, only_item } from "./operator-support";

// --- attrgetter ---

@unmanaged
class attrgetterobject extends PyObject {
  nattrs: i64;
  attr: PyObject | null;
  vectorcall: vectorcallfunc | null;
}

/** A part of a name, interned: new reference. */
function interned_part(name: PyObject, start: i32, end: i32): PyObject | null {
  const part = PyUnicode_Substring(name, start, end);
  return part ? PyUnicode_InternInPlace(part) : null;
}

/** The number of dots in a name. */
function count_dots(name: PyObject): i32 {
  const n = PyUnicode_GET_LENGTH(name);
  let dots = 0;
  for (let i = 0; i < n; i++) if (PyUnicode_READ_CHAR(name, i) === 46) dots++;
  return dots;
}

/** The names between the dots as a tuple: new reference. */
function split_name(name: PyObject, dots: i32): PyObject | null {
  const parts = PyTuple_New(dots + 1);
  if (!parts) return null;
  const n = PyUnicode_GET_LENGTH(name);
  let start = 0;
  for (let k = 0; k <= dots; k++) {
    let end = start;
    while (end < n && PyUnicode_READ_CHAR(name, end) !== 46) end++;
    const part = interned_part(name, start, end);
    PyTuple_SET_ITEM(parts, k, part);
    if (!part) {
      Py_DECREF(parts);
      return null;
    }
    start = end + 1;
  }
  return parts;
}

/** What attrgetter keeps of the names: new reference. */
function names_of(args: PyObject): PyObject | null {
  const n = PyTuple_GET_SIZE(args);
  const attr = PyTuple_New(n);
  if (!attr) return null;
  for (let i = 0; i < n; i++) {
    const name = PyTuple_GET_ITEM(args, i);
    let kept: PyObject | null = null;
    if (!PyUnicode_Check(name)) PyErr_SetString(PyExc_TypeError, cstr("attribute name must be a string"));
    else {
      const dots = count_dots(name);
      kept = dots > 0 ? split_name(name, dots) : PyUnicode_InternInPlace(Py_NewRef(name));
    }
    PyTuple_SET_ITEM(attr, i, kept);
    if (!kept) {
      Py_DECREF(attr);
      return null;
    }
  }
  return attr;
}

function attrgetter_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const name = cstr("attrgetter");
  if (!_PyArg_NoKeywords(name, kwds)) return null;
  const n = PyTuple_GET_SIZE(args);
  if (n <= 1 && !_PyArg_CheckPositional(name, n, 1, 1)) return null;
  const attr = names_of(args);
  const o = attr ? type.tp_alloc!.call(type, 0) : null;
  if (!o) {
    Py_XDECREF(attr);
    return null;
  }
  const ag = changetype<attrgetterobject>(o);
  ag.attr = attr;
  ag.nattrs = <i64>n;
  ag.vectorcall = vectorcallfunc.of(attrgetter_vectorcall);
  return o;
}

function attrgetter_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  Py_XDECREF(changetype<attrgetterobject>(o).attr);
  free_instance(o);
}

function attrgetter_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const attr = changetype<attrgetterobject>(o).attr;
  const stop = attr ? visit.call(attr, arg) : 0;
  return stop ? stop : visit.call(o.ob_type, arg);
}

/** obj.NAME, or obj.NAME.NAME ...: new reference. */
function dotted_getattr(obj: PyObject, attr: PyObject): PyObject | null {
  if (!PyTuple_CheckExact(attr)) return PyObject_GetAttr(obj, attr);
  const n = PyTuple_GET_SIZE(attr);
  let current: PyObject | null = Py_NewRef(obj);
  for (let i = 0; i < n && current; i++) {
    const next = PyObject_GetAttr(current, PyTuple_GET_ITEM(attr, i));
    Py_DECREF(current);
    current = next;
  }
  return current;
}

function attrgetter_apply(o: PyObject, obj: PyObject): PyObject | null {
  const attr = changetype<attrgetterobject>(o).attr!;
  const n = PyTuple_GET_SIZE(attr);
  if (n === 1) return dotted_getattr(obj, PyTuple_GET_ITEM(attr, 0));
  const result = PyTuple_New(n);
  if (!result) return null;
  for (let i = 0; i < n; i++) {
    const value = dotted_getattr(obj, PyTuple_GET_ITEM(attr, i));
    PyTuple_SET_ITEM(result, i, value);
    if (!value) {
      Py_DECREF(result);
      return null;
    }
  }
  return result;
}

function attrgetter_vectorcall(o: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  const obj = only_argument(cstr("attrgetter"), args, nargsf, kwnames);
  return obj ? attrgetter_apply(o, obj) : null;
}

function attrgetter_call(o: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const obj = only_item(cstr("attrgetter"), args, kwds);
  return obj ? attrgetter_apply(o, obj) : null;
}

/** The name as it was given: new reference. */
function dotted_name(attr: PyObject): PyObject | null {
  if (!PyTuple_CheckExact(attr)) return Py_NewRef(attr);
  const dot = PyUnicode_FromString(cstr("."));
  const name = dot ? PyUnicode_Join(dot, attr) : null;
  Py_XDECREF(dot);
  return name;
}

/** The names as they were given: a new tuple. */
function attrgetter_args(o: PyObject): PyObject | null {
  const attr = changetype<attrgetterobject>(o).attr!;
  const n = PyTuple_GET_SIZE(attr);
  const names = PyTuple_New(n);
  if (!names) return null;
  for (let i = 0; i < n; i++) {
    const name = dotted_name(PyTuple_GET_ITEM(attr, i));
    PyTuple_SET_ITEM(names, i, name);
    if (!name) {
      Py_DECREF(names);
      return null;
    }
  }
  return names;
}

/** "NAME(item)" or "NAME(item, item)" from a tuple (stolen, NULL: fails). */
function repr_with(o: PyObject, items: PyObject | null): PyObject | null {
  if (!items) return null;
  const name = o.ob_type.tp_name;
  const text =
    PyTuple_GET_SIZE(items) === 1
      ? PyUnicode_FromFormat(cstr("%s(%R)"), name, ptr(PyTuple_GET_ITEM(items, 0)))
      : PyUnicode_FromFormat(cstr("%s%R"), name, ptr(items));
  Py_DECREF(items);
  return text;
}

function attrgetter_repr(o: PyObject): PyObject | null {
  const status = Py_ReprEnter(o);
  if (status !== 0) return status < 0 ? null : PyUnicode_FromFormat(cstr("%s(...)"), o.ob_type.tp_name);
  const text = repr_with(o, attrgetter_args(o));
  Py_ReprLeave(o);
  return text;
}

function attrgetter_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const names = attrgetter_args(o);
  if (!names) return null;
  const result = PyTuple_Pack(o.ob_type, names);
  Py_DECREF(names);
  return result;
}

/** The class attrgetter: new reference. */
export function make_attrgetter_type(m: PyObject): PyTypeObject | null {
  const t = getter_type(
    m,
    cstr("operator.attrgetter"),
    offsetof<attrgetterobject>(),
    offsetof<attrgetterobject>("vectorcall"),
    cstr("attrgetter(attr, /, *attrs)\n--\n\nA callable that gives these attributes of its argument; dots lead on."),
    destructor.of(attrgetter_dealloc),
    traverseproc.of(attrgetter_traverse),
    newfunc.of(attrgetter_new),
    ternaryfunc.of(attrgetter_call),
    reprfunc.of(attrgetter_repr),
    PyCFunction.of(attrgetter_reduce),
  );
  return t ? heap_type_finish(t) : null;
}

// --- itemgetter ---

@unmanaged
class itemgetterobject extends PyObject {
  nitems: i64;
  item: PyObject | null;
  index: i64;
  vectorcall: vectorcallfunc | null;
}

/** A nonnegative exact int; -1 for any other key. */
function small_index(item: PyObject): i64 {
  if (!PyLong_CheckExact(item)) return -1;
  const index = PyLong_AsSsize_t(item);
  if (index >= 0) return index;
  PyErr_Clear();
  return -1;
}

function itemgetter_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const name = cstr("itemgetter");
  if (!_PyArg_NoKeywords(name, kwds)) return null;
  const n = PyTuple_GET_SIZE(args);
  if (n <= 1 && !_PyArg_CheckPositional(name, n, 1, 1)) return null;
  const item = n === 1 ? PyTuple_GET_ITEM(args, 0) : args;
  const o = type.tp_alloc!.call(type, 0);
  if (!o) return null;
  const ig = changetype<itemgetterobject>(o);
  ig.item = Py_NewRef(item);
  ig.nitems = <i64>n;
  ig.index = small_index(item);
  ig.vectorcall = vectorcallfunc.of(itemgetter_vectorcall);
  return o;
}

function itemgetter_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  Py_XDECREF(changetype<itemgetterobject>(o).item);
  free_instance(o);
}

function itemgetter_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const stop = visit.call(o.ob_type, arg);
  const item = changetype<itemgetterobject>(o).item;
  return item && !stop ? visit.call(item, arg) : stop;
}

function itemgetter_apply(o: PyObject, obj: PyObject): PyObject | null {
  const ig = changetype<itemgetterobject>(o);
  const item = ig.item!;
  if (ig.nitems === 1) {
    if (ig.index >= 0 && PyTuple_CheckExact(obj) && ig.index < <i64>PyTuple_GET_SIZE(obj)) {
      return Py_NewRef(PyTuple_GET_ITEM(obj, <i32>ig.index));
    }
    return PyObject_GetItem(obj, item);
  }
  const n = <i32>ig.nitems;
  const result = PyTuple_New(n);
  if (!result) return null;
  for (let i = 0; i < n; i++) {
    const value = PyObject_GetItem(obj, PyTuple_GET_ITEM(item, i));
    PyTuple_SET_ITEM(result, i, value);
    if (!value) {
      Py_DECREF(result);
      return null;
    }
  }
  return result;
}

function itemgetter_vectorcall(o: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  const obj = only_argument(cstr("itemgetter"), args, nargsf, kwnames);
  return obj ? itemgetter_apply(o, obj) : null;
}

function itemgetter_call(o: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const obj = only_item(cstr("itemgetter"), args, kwds);
  return obj ? itemgetter_apply(o, obj) : null;
}

/** The keys: a new reference to a tuple. */
function itemgetter_args(o: PyObject): PyObject | null {
  const ig = changetype<itemgetterobject>(o);
  return ig.nitems === 1 ? PyTuple_Pack(ig.item!) : Py_NewRef(ig.item!);
}

function itemgetter_repr(o: PyObject): PyObject | null {
  const status = Py_ReprEnter(o);
  if (status !== 0) return status < 0 ? null : PyUnicode_FromFormat(cstr("%s(...)"), o.ob_type.tp_name);
  const text = repr_with(o, itemgetter_args(o));
  Py_ReprLeave(o);
  return text;
}

function itemgetter_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const keys = itemgetter_args(o);
  if (!keys) return null;
  const result = PyTuple_Pack(o.ob_type, keys);
  Py_DECREF(keys);
  return result;
}

/** The class itemgetter: new reference. */
export function make_itemgetter_type(m: PyObject): PyTypeObject | null {
  const t = getter_type(
    m,
    cstr("operator.itemgetter"),
    offsetof<itemgetterobject>(),
    offsetof<itemgetterobject>("vectorcall"),
    cstr("itemgetter(item, /, *items)\n--\n\nA callable that gives the items of its argument under these keys."),
    destructor.of(itemgetter_dealloc),
    traverseproc.of(itemgetter_traverse),
    newfunc.of(itemgetter_new),
    ternaryfunc.of(itemgetter_call),
    reprfunc.of(itemgetter_repr),
    PyCFunction.of(itemgetter_reduce),
  );
  return t ? heap_type_finish(t) : null;
}
