/**
 * ast.AST, the base of all nodes of syntax trees. CPython: AST_object of Python/Python-ast.c (made by Parser/asdl_c.py).
 *
 *   AST_object (24 bytes, GC): +16 dict  the attributes, owned or NULL
 */

import {
  PyObject_GenericGetAttr,
  PyObject_GenericSetAttr,
  PyObject_GetOptionalAttr,
  PyObject_SetAttr,
} from "../abstract/attribute";
import { PyErr_Format } from "../abstract/errors";
import { PySequence_Contains, PySequence_GetItem, PySequence_List, PySequence_Size } from "../abstract/sequence";
import { PyType_GenericNew } from "../builtin-types/base-object-alloc";
import { PyDict_Contains, PyDict_GetItemRef, PyDict_Next } from "../builtin-types/dict";
import { PyObject_GenericGetDict, PyObject_GenericSetDict } from "../builtin-types/instance-values";
import { PyList_Append, PyList_AsTuple, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New } from "../builtin-types/list";
import { PySet_Discard, PySet_New } from "../builtin-types/set";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyUnicode_AsUTF8 } from "../builtin-types/str-utf8";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_New, PyTuple_Pack } from "../builtin-types/tuple";
import { _PyType_Name } from "../builtin-types/type";
import { heap_member, heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { _PyUnion_Check } from "../builtin-types/union-type";
import { PyErr_WarnEx } from "../builtin-types/warnings";
import { PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_getset, def_noargs, Py_READONLY, Py_T_PYSSIZET } from "../object/def-tables";
import { free_instance } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_IS_TYPE, Py_ssize_t, Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  destructor,
  freefunc,
  getattrofunc,
  getter,
  initproc,
  inquiry,
  newfunc,
  PyCFunction,
  setattrofunc,
  setter,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { Py_GenericAliasType, Py_None, PyExc_DeprecationWarning, PyExc_TypeError } from "../object/static-types";
import { Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { ast_state } from "./ast-tables";

@unmanaged
export class AST_object extends PyObject {
  dict: PyObject | null;
}

/** @inline */
function node(o: PyObject): AST_object {
  return changetype<AST_object>(o);
}

function ast_clear(o: PyObject): i32 {
  const dict = node(o).dict;
  node(o).dict = null;
  Py_XDECREF(dict);
  return 0;
}

function ast_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  ast_clear(o);
  free_instance(o);
}

function ast_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const stop = visit.call(o.ob_type, arg);
  const dict = node(o).dict;
  return dict && !stop ? visit.call(dict, arg) : stop;
}

// --- __init__ ---

/** An attribute of the class that may be missing: new reference or NULL; test tstate.current_exception. */
function class_attribute(o: PyObject, name: PyObject): PyObject | null {
  return PyObject_GetOptionalAttr(o.ob_type, name) > 0 ? tstate.out_object : null;
}

/** Warns with a text of the class's name and a name. False with an exception. */
function deprecated(format: usize, a: usize, b: usize): bool {
  const text = PyUnicode_FromFormat(format, a, b);
  if (!text) return false;
  const status = PyErr_WarnEx(PyExc_DeprecationWarning, PyUnicode_AsUTF8(text), 1);
  Py_DECREF(text);
  return status >= 0;
}

/** Sets the fields of positional arguments. False with an exception. */
function set_positional(o: PyObject, args: PyObject, fields: PyObject | null, remaining: PyObject): bool {
  const size = fields ? PySequence_Size(fields) : 0;
  if (size < 0) return false;
  const n = PyTuple_GET_SIZE(args);
  if (n > size) {
    const text = cstr("%.400s constructor takes at most %zd positional argument%s");
    PyErr_Format(PyExc_TypeError, text, _PyType_Name(o.ob_type), <usize>size, size === 1 ? cstr("") : cstr("s"));
    return false;
  }
  for (let i = 0; i < n; i++) {
    const name = PySequence_GetItem(fields!, <i64>i);
    if (!name) return false;
    const ok = PyObject_SetAttr(o, name, PyTuple_GET_ITEM(args, i)) === 0 && PySet_Discard(remaining, name) >= 0;
    Py_DECREF(name);
    if (!ok) return false;
  }
  return true;
}

/** A name that is no field must be an attribute of the class's nodes; else a warning. False with an exception. */
function check_other_name(o: PyObject, name: PyObject): bool {
  const attributes = class_attribute(o, _Py_ID("_attributes"));
  if (!attributes) return !tstate.current_exception;
  const known = PySequence_Contains(attributes, name);
  Py_DECREF(attributes);
  if (known !== 0) return known > 0;
  const format = cstr(
    "%.400s.__init__ got an unexpected keyword argument %R. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.",
  );
  return deprecated(format, o.ob_type.tp_name, ptr(name));
}

/** o.name = value for a keyword argument. False with an exception. */
function set_keyword(o: PyObject, name: PyObject, value: PyObject, fields: PyObject | null, remaining: PyObject): bool {
  const is_field = fields ? PySequence_Contains(fields, name) : 0;
  if (is_field < 0) return false;
  if (is_field === 0) {
    if (!check_other_name(o, name)) return false;
  } else {
    const found = PySet_Discard(remaining, name);
    if (found < 0) return false;
    if (found === 0) {
      const text = cstr("%.400s got multiple values for argument %R");
      PyErr_Format(PyExc_TypeError, text, o.ob_type.tp_name, ptr(name));
      return false;
    }
  }
  return PyObject_SetAttr(o, name, value) === 0;
}

/** False with an exception. */
function set_keywords(o: PyObject, kw: PyObject, fields: PyObject | null, remaining: PyObject): bool {
  let pos = 0;
  while ((pos = PyDict_Next(kw, pos)) !== 0) {
    if (!set_keyword(o, tstate.out_object!, tstate.out_object2!, fields, remaining)) return false;
  }
  return true;
}

/** Gives a field that has no argument its default: by its type. False with an exception. */
function set_missing(o: PyObject, name: PyObject, field_types: PyObject): bool {
  const found = PyDict_GetItemRef(field_types, name);
  if (found < 0) return false;
  if (found === 0) {
    const format = cstr("Field %R is missing from %.400s._field_types. This will become an error in Python 3.15.");
    return deprecated(format, ptr(name), o.ob_type.tp_name);
  }
  const type = tstate.out_object!;
  Py_DECREF(type);
  // Optional: the class has None.
  if (_PyUnion_Check(type)) return true;
  if (Py_IS_TYPE(type, Py_GenericAliasType)) {
    const empty = PyList_New(0);
    const status = empty ? PyObject_SetAttr(o, name, empty) : -1;
    Py_XDECREF(empty);
    return status === 0;
  }
  if (ptr(type) === ptr(ast_state.expr_context_type)) return PyObject_SetAttr(o, name, ast_state.Load_singleton) === 0;
  const format = cstr(
    "%.400s.__init__ missing 1 required positional argument: %R. This will become an error in Python 3.15.",
  );
  return deprecated(format, o.ob_type.tp_name, ptr(name));
}

/** False with an exception. */
function set_all_missing(o: PyObject, remaining: PyObject): bool {
  const field_types = class_attribute(o, _Py_ID("_field_types"));
  if (!field_types) return !tstate.current_exception;
  const names = PySequence_List(remaining);
  let ok: bool = names !== null;
  for (let i = 0; ok && i < PyList_GET_SIZE(names!); i++) ok = set_missing(o, PyList_GET_ITEM(names!, i), field_types);
  Py_XDECREF(names);
  Py_DECREF(field_types);
  return ok;
}

function ast_init(o: PyObject, args: PyObject, kw: PyObject | null): i32 {
  const fields = class_attribute(o, _Py_ID("_fields"));
  if (tstate.current_exception) return -1;
  if (fields && PySequence_Size(fields) < 0) {
    Py_DECREF(fields);
    return -1;
  }
  const remaining = PySet_New(fields);
  let ok: bool = remaining !== null;
  if (ok) ok = set_positional(o, args, fields, remaining!);
  if (ok && kw) ok = set_keywords(o, kw, fields, remaining!);
  if (ok) ok = set_all_missing(o, remaining!);
  Py_XDECREF(remaining);
  Py_XDECREF(fields);
  return ok ? 0 : -1;
}

// --- __reduce__ ---

/** As many times None as fields from the first on have a value: new reference. */
function placeholders(o: PyObject, dict: PyObject): PyObject | null {
  const list = PyList_New(0);
  const fields = list ? class_attribute(o, _Py_ID("_fields")) : null;
  let ok: bool = list !== null && !tstate.current_exception;
  const n = fields && ok ? PySequence_Size(fields) : 0;
  if (n < 0) ok = false;
  for (let i = 0; ok && i < n; i++) {
    const name = PySequence_GetItem(fields!, <i64>i);
    const known = name ? PyDict_Contains(dict, name) : -1;
    Py_XDECREF(name);
    if (known === 0) break;
    ok = known > 0 && PyList_Append(list!, Py_None) === 0;
  }
  Py_XDECREF(fields);
  const result = ok ? PyList_AsTuple(list!) : null;
  Py_XDECREF(list);
  return result;
}

/** (class, placeholders, attributes): a node is made with its fields, then gets them. */
function ast_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const dict = class_free_dict(o);
  if (!dict) {
    if (tstate.current_exception) return null;
    const none = PyTuple_New(0);
    const bare = none ? PyTuple_Pack(o.ob_type, none) : null;
    Py_XDECREF(none);
    return bare;
  }
  const args = placeholders(o, dict);
  const result = args ? PyTuple_Pack(o.ob_type, args, dict) : null;
  Py_XDECREF(args);
  Py_DECREF(dict);
  return result;
}

/** o.__dict__: new reference or NULL. */
function class_free_dict(o: PyObject): PyObject | null {
  return PyObject_GetOptionalAttr(o, _Py_ID("__dict__")) > 0 ? tstate.out_object : null;
}

/** The class AST: new reference. */
export function make_ast_type(): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC;
  const t = heap_type(null, cstr("ast.AST"), offsetof<AST_object>(), 0, flags, 0, 1);
  if (!t) return null;
  t.tp_dealloc = destructor.of(ast_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_setattro = setattrofunc.of(PyObject_GenericSetAttr);
  t.tp_traverse = traverseproc.of(ast_traverse);
  t.tp_clear = inquiry.of(ast_clear);
  t.tp_init = initproc.of(ast_init);
  t.tp_new = newfunc.of(PyType_GenericNew);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_dictoffset = <Py_ssize_t>offsetof<AST_object>("dict");
  heap_member(t, 0, cstr("__dictoffset__"), Py_T_PYSSIZET, <usize>t.tp_dictoffset, Py_READONLY);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(ast_reduce));
  def_getset(t, cstr("__dict__"), getter.of(PyObject_GenericGetDict), setter.of(PyObject_GenericSetDict));
  return heap_type_finish(t);
}
