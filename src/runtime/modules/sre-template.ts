/** Replacement texts with groups in them. CPython: TemplateObject, compile_template of Modules/_sre/sre.c. */

import { _PyArg_BadArgument, _PyArg_CheckPositional } from "../abstract/args";
import { PyObject_GetAttr } from "../abstract/attribute";
import { PyObject_CheckBuffer } from "../abstract/buffer";
import { PyObject_CallFunctionObjArgs } from "../abstract/call";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { bytes_get_empty, PyBytes_Check, PyBytes_CheckExact, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { PyBytes_FromObject } from "../builtin-types/bytes-from-object";
import { _PyBytes_Join } from "../builtin-types/bytes-join";
import { PyLong_AsSsize_t } from "../builtin-types/int";
import { PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New } from "../builtin-types/list";
import { asModule } from "../builtin-types/module";
import {
  _PyUnicode_Copy,
  PyUnicode_Check,
  PyUnicode_CheckExact,
  PyUnicode_GET_LENGTH,
  unicode_get_empty,
} from "../builtin-types/str";
import { _PyUnicode_JoinArray } from "../builtin-types/str-concat";
import { heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { _PyObject_GC_NewVar, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { free_instance } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import {
  Py_DECREF,
  Py_IS_TYPE,
  Py_NewRef,
  Py_SET_SIZE,
  Py_SIZE,
  Py_XDECREF,
  Py_XNewRef,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import { destructor, freefunc, inquiry, traverseproc, visitproc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_IndexError, PyExc_RuntimeError, PyExc_TypeError } from "../object/static-types";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_DISALLOW_INSTANTIATION,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_IMMUTABLETYPE,
  PyTypeObject,
} from "../object/type-object";
import { PyImport_ImportModule } from "../vm/import";
import { match_getslice_by_index } from "./sre-match-object";
import { match_of, sre_module, TemplateObject } from "./sre-objects";

/** Where the state of the module keeps re._compile_template. */
export const COMPILE_TEMPLATE: i32 = 4;
/** With more chunks than this, expanding takes a list. */
const MOST_ON_STACK: i64 = 10;

/** @inline */
function template_of(o: PyObject): TemplateObject {
  return changetype<TemplateObject>(o);
}

/** Index of a group, and the text behind it, of item `i`. @inline */
function item_at(o: PyObject, i: i32): usize {
  return ptr(o) + offsetof<TemplateObject>() + ((<usize>i) << 4);
}

/** @inline */
function item_literal(o: PyObject, i: i32): PyObject | null {
  return load<PyObject | null>(item_at(o, i), 8);
}

// --- objects ---

function template_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  let stop = visit.call(o.ob_type, arg);
  const literal = template_of(o).literal;
  if (literal && !stop) stop = visit.call(literal, arg);
  for (let i = 0; i < Py_SIZE(o) && !stop; i++) {
    const text = item_literal(o, i);
    if (text) stop = visit.call(text, arg);
  }
  return stop;
}

function template_clear(o: PyObject): i32 {
  const literal = template_of(o).literal;
  template_of(o).literal = null;
  Py_XDECREF(literal);
  for (let i = 0; i < Py_SIZE(o); i++) {
    const text = item_literal(o, i);
    store<u64>(item_at(o, i), 0, 8);
    Py_XDECREF(text);
  }
  return 0;
}

function template_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  template_clear(o);
  free_instance(o);
}

/** The class SRE_Template: new reference. */
export function make_template_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  const t = heap_type(m, cstr("_sre.SRE_Template"), offsetof<TemplateObject>(), 16, flags);
  if (!t) return null;
  sre_module.Template_Type = t;
  t.tp_dealloc = destructor.of(template_dealloc);
  t.tp_traverse = traverseproc.of(template_traverse);
  t.tp_clear = inquiry.of(template_clear);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  return heap_type_finish(t);
}

function is_empty_text(o: PyObject): bool {
  if (PyUnicode_Check(o)) return PyUnicode_GET_LENGTH(o) === 0;
  return PyBytes_Check(o) && PyBytes_GET_SIZE(o) === 0;
}

/** Sets item `i` from list[2 i + 1] and list[2 i + 2]. False with an exception, the template ending before it. */
function fill_item(o: PyObject, list: PyObject, i: i32): bool {
  const index = PyLong_AsSsize_t(PyList_GET_ITEM(list, 2 * i + 1));
  if (index < 0) {
    Py_SET_SIZE(o, i);
    if (!tstate.current_exception) PyErr_SetString(PyExc_TypeError, cstr("invalid template"));
    return false;
  }
  const text = PyList_GET_ITEM(list, 2 * i + 2);
  const empty = is_empty_text(text);
  if (empty) template_of(o).chunks--;
  store<i64>(item_at(o, i), index);
  store<u64>(item_at(o, i), empty ? 0 : <u64>ptr(Py_NewRef(text)), 8);
  return true;
}

/** _sre.template(pattern, [text, group, text, group, text ...]). */
export function _sre_template(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("template"), nargs, 2, 2)) return null;
  const list = args.get(1);
  if (!PyList_Check(list)) {
    _PyArg_BadArgument(cstr("template"), cstr("argument 2"), cstr("list"), list);
    return null;
  }
  const size = PyList_GET_SIZE(list);
  if ((size & 1) === 0) {
    PyErr_SetString(PyExc_TypeError, cstr("invalid template"));
    return null;
  }
  const n = size / 2;
  const o = _PyObject_GC_NewVar(sre_module.Template_Type, n);
  if (!o) return null;
  template_of(o).chunks = <i64>(1 + 2 * n);
  store<u64>(ptr(o), <u64>ptr(Py_NewRef(PyList_GET_ITEM(list, 0))), offsetof<TemplateObject>("literal"));
  for (let i = 0; i < n; i++) {
    if (fill_item(o, list, i)) continue;
    Py_DECREF(o);
    return null;
  }
  _PyObject_GC_TRACK(o);
  return o;
}

// --- compiling: by Python code ---

/** re._compile_template, borrowed. NULL with an exception. */
function template_compiler(): PyObject | null {
  const state = Slots.at(asModule(sre_module.module).md_state);
  const known = state.getOrNull(COMPILE_TEMPLATE);
  if (known) return known;
  const re = PyImport_ImportModule(cstr("re"));
  const func = re ? PyObject_GetAttr(re, _Py_ID("_compile_template")) : null;
  Py_XDECREF(re);
  if (!func) return null;
  const before = state.getOrNull(COMPILE_TEMPLATE);
  state.set(COMPILE_TEMPLATE, func);
  Py_XDECREF(before);
  return func;
}

/** As an exact str or bytes, which can be hashed: new reference. NULL: it is one, the exception stays; or another exception. */
function basic_text(template: PyObject): PyObject | null {
  if (PyUnicode_Check(template) && !PyUnicode_CheckExact(template)) {
    PyErr_Clear();
    return _PyUnicode_Copy(template);
  }
  if (!PyObject_CheckBuffer(template) || PyBytes_CheckExact(template)) return null;
  PyErr_Clear();
  return PyBytes_FromObject(template);
}

/** The template that a text is: new reference. */
export function compile_template(pattern: PyObject, template: PyObject): PyObject | null {
  const func = template_compiler();
  if (!func) return null;
  let result = PyObject_CallFunctionObjArgs(func, pattern, template);
  if (!result && PyErr_ExceptionMatches(PyExc_TypeError)) {
    const text = basic_text(template);
    if (!text) return null;
    result = PyObject_CallFunctionObjArgs(func, pattern, text);
    Py_DECREF(text);
  }
  if (!result || Py_IS_TYPE(result, sre_module.Template_Type)) return result;
  const format = cstr("the result of compiling a replacement string is %.200s");
  PyErr_Format(PyExc_RuntimeError, format, result.ob_type.tp_name);
  Py_DECREF(result);
  return null;
}

/** The template's only text when it has no groups (borrowed), else NULL. */
export function template_literal(o: PyObject): PyObject | null {
  return Py_SIZE(o) === 0 ? template_of(o).literal : null;
}

// --- expanding ---

/** Fills `out` with the texts that are not empty: how many, -1 - how many with an exception. They are new references. */
function collect_chunks(o: PyObject, match: PyObject, out: Slots): i32 {
  let count = 0;
  out.set(count++, Py_XNewRef(template_of(o).literal));
  for (let i = 0; i < Py_SIZE(o); i++) {
    const index = load<i64>(item_at(o, i));
    let item: PyObject | null = null;
    if (index < match_of(match).groups) item = match_getslice_by_index(match, <i32>index, Py_None);
    else PyErr_SetString(PyExc_IndexError, cstr("no such group"));
    if (!item) return -1 - count;
    if (ptr(item) !== ptr(Py_None)) out.set(count++, item);
    const text = item_literal(o, i);
    if (text) out.set(count++, Py_NewRef(text));
  }
  return count;
}

/** By an array on the stack. */
function expand_few(o: PyObject, match: PyObject): PyObject | null {
  const mark = stack_mark();
  const out = Slots.at(stack_alloc((<usize>MOST_ON_STACK) << 3));
  const found = collect_chunks(o, match, out);
  const count = found < 0 ? -1 - found : found;
  let result: PyObject | null = null;
  if (found >= 0) result = _PyUnicode_JoinArray(unicode_get_empty(), out, count);
  for (let i = 0; i < count; i++) Py_DECREF(out.get(i));
  stack_release(mark);
  return result;
}

/** By a list. */
function expand_many(o: PyObject, match: PyObject): PyObject | null {
  const list = PyList_New(<i32>template_of(o).chunks);
  if (!list) return null;
  const items = Slots.at(load<usize>(ptr(list), 24));
  const found = collect_chunks(o, match, items);
  let result: PyObject | null = null;
  if (found >= 0) {
    Py_SET_SIZE(list, found);
    if (PyUnicode_Check(template_of(o).literal!)) result = _PyUnicode_JoinArray(unicode_get_empty(), items, found);
    else result = _PyBytes_Join(bytes_get_empty(), list);
  }
  Py_DECREF(list);
  return result;
}

/** The template with what the groups of `match` have matched in it: new reference. */
export function expand_template(o: PyObject, match: PyObject): PyObject | null {
  const literal = template_of(o).literal!;
  if (Py_SIZE(o) === 0) return Py_NewRef(literal);
  const few = template_of(o).chunks <= MOST_ON_STACK && PyUnicode_Check(literal);
  return few ? expand_few(o, match) : expand_many(o, match);
}

/** match.expand(template): new reference. */
export function match_expand(match: PyObject, template: PyObject): PyObject | null {
  const compiled = compile_template(match_of(match).pattern!, template);
  if (!compiled) return null;
  const result = expand_template(compiled, match);
  Py_DECREF(compiled);
  return result;
}
