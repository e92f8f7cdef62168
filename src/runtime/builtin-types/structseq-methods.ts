/**
 * What Python code sees of struct sequences: construction, repr, pickling, copy.replace(). CPython: Objects/structseq.c.
 */
import { _PyArg_NoPositional, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyMapping_Keys } from "../abstract/mapping";
import { PyObject_Repr } from "../abstract/object-protocol";
import { PySequence_Fast, PySequence_Fast_GET_SIZE, PySequence_Fast_ITEMS } from "../abstract/sequence";
import { _PyObject_GC_TRACK } from "../gc/gc-alloc";
import { def_keywords, def_noargs, PyMemberDef } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { newfunc, PyCFunction, PyCFunctionWithKeywords, reprfunc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_SystemError, PyExc_TypeError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyDict_Copy, PyDict_GetItemStringRef, PyDict_New, PyDict_Pop, PyDict_SetItemString } from "./dict";
import { PyDict_Check, PyDict_GET_SIZE } from "./dict-object";
import { PyUnicode_FromString } from "./str";
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
import { PyStructSequence_New, real_length, unnamed_length, visible_length } from "./structseq";
import { _PyTuple_FromArray, _PyTuple_ITEMS, PyTuple_GET_ITEM, PyTuple_Pack, PyTuple_SET_ITEM } from "./tuple";

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
    const used = fill_from_dict(t, o, dict, n);
    _PyObject_GC_TRACK(o);
    if (used < 0 || (dict && PyDict_GET_SIZE(dict) > used)) {
      if (used >= 0) {
        PyErr_Format(PyExc_TypeError, cstr("%.500s() got duplicate or unexpected field name(s)"), t.tp_name);
      }
      Py_DECREF(o);
      Py_DECREF(seq);
      return null;
    }
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

/** The name of member number `i`: unnamed fields are no members, and repr() does not count them, as in CPython. */
function member_name(t: PyTypeObject, i: i32): usize {
  let def = t.tp_members;
  for (let n = i; n > 0 && def; n--) def = changetype<PyMemberDef | null>(<usize>def.next_address);
  return def ? def.name : 0;
}

/** Fills the fields from `first` on with what `dict` has, or None. How many it had; -1 with an exception. */
function fill_from_dict(t: PyTypeObject, o: PyObject, dict: PyObject | null, first: i32): i32 {
  const total = real_length(t);
  let used = 0;
  for (let i = first; i < total; i++) {
    const name = field_name(t, i);
    const found = dict && name ? PyDict_GetItemStringRef(dict, name) : 0;
    if (found < 0) return -1;
    PyTuple_SET_ITEM(o, i, found > 0 ? tstate.out_object : Py_None);
    used += found;
  }
  return used;
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
    const name = member_name(t, i);
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

/** TypeError: `kwargs` has keys that are no fields. Returns NULL. */
function unexpected_names(kwargs: PyObject): PyObject | null {
  const names = PyMapping_Keys(kwargs);
  if (!names) return null;
  PyErr_Format(PyExc_TypeError, cstr("Got unexpected field name(s): %R"), ptr(names));
  Py_DECREF(names);
  return null;
}

/** The fields of `self`, or what `kwargs` (a dict, emptied; may be NULL) has for them: new reference. */
function replaced(self: PyObject, kwargs: PyObject | null): PyObject | null {
  const t = self.ob_type;
  const result = PyStructSequence_New(t);
  if (!result) return null;
  const total = real_length(t);
  for (let i = 0; i < total; i++) {
    const key = kwargs ? PyUnicode_FromString(field_name(t, i)) : null;
    const found = key ? PyDict_Pop(kwargs!, key) : 0;
    const value = found > 0 ? tstate.out_object : Py_NewRef(PyTuple_GET_ITEM(self, i));
    Py_XDECREF(key);
    PyTuple_SET_ITEM(result, i, value);
    if (found < 0 || (kwargs && !key)) {
      Py_DECREF(result);
      return null;
    }
  }
  _PyObject_GC_TRACK(result);
  if (!kwargs || PyDict_GET_SIZE(kwargs) === 0) return result;
  Py_DECREF(result);
  return unexpected_names(kwargs);
}

function structseq_replace(self: PyObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  const t = self.ob_type;
  if (!_PyArg_NoPositional(cstr("__replace__"), args)) return null;
  if (unnamed_length(t) > 0) {
    const text = cstr("__replace__() is not supported for %.500s because it has unnamed field(s)");
    return PyErr_Format(PyExc_TypeError, text, t.tp_name);
  }
  if (!kwargs) return replaced(self, null);
  const rest = PyDict_Copy(kwargs);
  if (!rest) return null;
  const result = replaced(self, rest);
  Py_DECREF(rest);
  return result;
}

/** The slots and methods that all struct sequence types share; `internal`: no construction from Python. */
export function def_structseq_methods(t: PyTypeObject, internal: bool): void {
  t.tp_repr = reprfunc.of(structseq_repr);
  if (!internal) t.tp_new = newfunc.of(structseq_new);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(structseq_reduce));
  def_keywords(
    t,
    cstr("__replace__"),
    PyCFunctionWithKeywords.of(structseq_replace),
    cstr("__replace__($self, /, **changes)\n--\n\nA copy with new values of some fields."),
  );
}
