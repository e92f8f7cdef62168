/** What a `class` statement calls. CPython: builtin___build_class__ of Python/bltinmodule.c. */

import { PyObject_GetOptionalAttr } from "../abstract/attribute";
import { _PyStack_AsDict, PyObject_CallOneArg, PyObject_VectorcallDict } from "../abstract/call";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyMapping_Check } from "../abstract/mapping";
import { PyObject_SetItem } from "../abstract/sequence";
import { PyCell_Check, PyCell_GetRef } from "../builtin-types/cell";
import { PyDict_New, PyDict_Pop } from "../builtin-types/dict";
import { PyFunction_Check, PyFunctionObject } from "../builtin-types/function";
import {
  PyList_Append,
  PyList_AsTuple,
  PyList_GET_SIZE,
  PyList_New,
  PyList_SET_ITEM,
  PyList_SetSlice,
} from "../builtin-types/list";
import { PyUnicode_Check } from "../builtin-types/str";
import { _PyTuple_FromArray, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { PyType_Check } from "../builtin-types/type";
import { _PyType_CalculateMetaclass } from "../builtin-types/type-new";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_RuntimeError, PyExc_TypeError, PyType_Type } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { _PyEval_Vector } from "./call-python";

/** What base `base` stands for: 1 and its __mro_entries__() (new tuple) in tstate.out_object; 0 itself; -1 with an exception. */
function mro_entries(base: PyObject, bases: PyObject): i32 {
  if (PyType_Check(base)) return 0;
  const found = PyObject_GetOptionalAttr(base, _Py_ID("__mro_entries__"));
  if (found <= 0) return found;
  const method = tstate.out_object!;
  const entries = PyObject_CallOneArg(method, bases);
  Py_DECREF(method);
  if (!entries) return -1;
  if (!PyTuple_Check(entries)) {
    PyErr_SetString(PyExc_TypeError, cstr("__mro_entries__ must return a tuple"));
    Py_DECREF(entries);
    return -1;
  }
  tstate.out_object = entries;
  return 1;
}

/** The bases with each that is no class replaced by what its __mro_entries__ gives: a new reference (to `bases` when none was). */
function update_bases(bases: PyObject): PyObject | null {
  const n = PyTuple_GET_SIZE(bases);
  let list: PyObject | null = null;
  for (let i = 0; i < n; i++) {
    const base = PyTuple_GET_ITEM(bases, i);
    const how = mro_entries(base, bases);
    const entries = tstate.out_object;
    let status: i32 = how < 0 ? -1 : 0;
    if (how === 0 && list) status = PyList_Append(list, base);
    else if (how > 0) {
      if (!list) list = first_bases(bases, i);
      const at = list ? PyList_GET_SIZE(list) : 0;
      status = list ? PyList_SetSlice(list, at, at, entries) : -1;
      Py_XDECREF(entries);
    }
    if (status < 0) {
      Py_XDECREF(list);
      return null;
    }
  }
  if (!list) return Py_NewRef(bases);
  const result = PyList_AsTuple(list);
  Py_DECREF(list);
  return result;
}

/** A list of the first `n` bases. */
function first_bases(bases: PyObject, n: i32): PyObject | null {
  const list = PyList_New(n);
  if (list) for (let i = 0; i < n; i++) PyList_SET_ITEM(list, i, Py_NewRef(PyTuple_GET_ITEM(bases, i)));
  return list;
}

/** The metaclass (new reference): given, or of the first base, or type; the most derived one when it is a class. NULL with an exception. */
function find_metaclass(given: PyObject | null, bases: PyObject): PyObject | null {
  let meta: PyObject;
  if (given) {
    meta = given;
    if (!PyType_Check(meta)) return Py_NewRef(meta);
  } else if (PyTuple_GET_SIZE(bases) === 0) meta = PyType_Type;
  else meta = PyTuple_GET_ITEM(bases, 0).ob_type;
  const winner = _PyType_CalculateMetaclass(changetype<PyTypeObject>(meta), bases);
  return winner ? Py_NewRef(winner) : null;
}

/** The namespace for the class body (new reference): what __prepare__ gives, or a dict. NULL with an exception. */
function prepare_namespace(meta: PyObject, name: PyObject, bases: PyObject, mkw: PyObject | null): PyObject | null {
  const found = PyObject_GetOptionalAttr(meta, _Py_ID("__prepare__"));
  if (found < 0) return null;
  if (found === 0) return PyDict_New();
  const prepare = tstate.out_object!;
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(16));
  args.set(0, name);
  args.set(1, bases);
  const ns = PyObject_VectorcallDict(prepare, args, 2, mkw);
  stack_release(mark);
  Py_DECREF(prepare);
  if (ns && !PyMapping_Check(ns)) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("%.200s.__prepare__() must return a mapping, not %.200s"),
      PyType_Check(meta) ? changetype<PyTypeObject>(meta).tp_name : cstr("<metaclass>"),
      ns.ob_type.tp_name,
    );
    Py_DECREF(ns);
    return null;
  }
  return ns;
}

/** The __class__ cell that the body returned must hold the new class. False with an exception. */
function check_class_cell(cell: PyObject, name: PyObject, cls: PyObject): bool {
  if (!PyType_Check(cls) || !PyCell_Check(cell)) return true;
  const content = PyCell_GetRef(cell);
  if (content && ptr(content) === ptr(cls)) {
    Py_DECREF(content);
    return true;
  }
  if (!content) {
    PyErr_Format(
      PyExc_RuntimeError,
      cstr("__class__ not set defining %.200R as %.200R. Was __classcell__ propagated to type.__new__?"),
      ptr(name),
      ptr(cls),
    );
  } else {
    PyErr_Format(
      PyExc_TypeError,
      cstr("__class__ set to %.200R defining %.200R as %.200R"),
      ptr(content),
      ptr(name),
      ptr(cls),
    );
    Py_DECREF(content);
  }
  return false;
}

/** Runs the body in `ns` and calls the metaclass: a new reference, NULL with an exception. Borrows all. */
function make_class(
  func: PyObject,
  name: PyObject,
  orig_bases: PyObject,
  bases: PyObject,
  meta: PyObject,
  ns: PyObject,
  mkw: PyObject | null,
): PyObject | null {
  const cell = _PyEval_Vector(changetype<PyFunctionObject>(func), ns, Slots.at(0), 0, null);
  if (!cell) return null;
  let cls: PyObject | null = null;
  if (ptr(bases) === ptr(orig_bases) || PyObject_SetItem(ns, _Py_ID("__orig_bases__"), orig_bases) === 0) {
    const mark = stack_mark();
    const args = Slots.at(stack_alloc(24));
    args.set(0, name);
    args.set(1, bases);
    args.set(2, ns);
    cls = PyObject_VectorcallDict(meta, args, 3, mkw);
    stack_release(mark);
    if (cls && !check_class_cell(cell, name, cls)) {
      Py_DECREF(cls);
      cls = null;
    }
  }
  Py_DECREF(cell);
  return cls;
}

/** With the original bases: a new reference, NULL with an exception. */
function build_class(
  func: PyObject,
  name: PyObject,
  orig_bases: PyObject,
  given_meta: PyObject | null,
  mkw: PyObject | null,
): PyObject | null {
  const bases = update_bases(orig_bases);
  if (!bases) return null;
  let cls: PyObject | null = null;
  const meta = find_metaclass(given_meta, bases);
  if (meta) {
    const ns = prepare_namespace(meta, name, bases, mkw);
    if (ns) {
      cls = make_class(func, name, orig_bases, bases, meta, ns, mkw);
      Py_DECREF(ns);
    }
    Py_DECREF(meta);
  }
  Py_DECREF(bases);
  return cls;
}

/** `__build_class__(func, name, /, *bases, [metaclass], **kwds)`, METH_FASTCALL | METH_KEYWORDS. Returns a new reference. */
export function builtin___build_class__(
  _self: PyObject,
  args: Slots,
  nargs: i32,
  kwnames: PyObject | null,
): PyObject | null {
  let wrong: usize = 0;
  if (nargs < 2) wrong = cstr("__build_class__: not enough arguments");
  else if (!PyFunction_Check(args.get(0))) wrong = cstr("__build_class__: func must be a function");
  else if (!PyUnicode_Check(args.get(1))) wrong = cstr("__build_class__: name is not a string");
  if (wrong !== 0) {
    PyErr_SetString(PyExc_TypeError, wrong);
    return null;
  }
  const orig_bases = _PyTuple_FromArray(args.from(2), nargs - 2);
  if (!orig_bases) return null;
  let cls: PyObject | null = null;
  let mkw: PyObject | null = null;
  let meta: PyObject | null = null;
  let ok = true;
  if (kwnames) {
    mkw = _PyStack_AsDict(args.from(nargs), kwnames);
    ok = mkw !== null && PyDict_Pop(mkw, _Py_ID("metaclass")) >= 0;
    if (ok) meta = tstate.out_object;
  }
  if (ok) cls = build_class(args.get(0), args.get(1), orig_bases, meta, mkw);
  Py_XDECREF(meta);
  Py_XDECREF(mkw);
  Py_DECREF(orig_bases);
  return cls;
}
