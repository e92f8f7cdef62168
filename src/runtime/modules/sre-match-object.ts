/** re.Match. CPython: MatchObject of Modules/_sre/sre.c. */

import { _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { orNone } from "../abstract/attribute";
import { PyErr_SetString } from "../abstract/errors";
import { _PyIndex_Check, PyNumber_AsSsize_t } from "../abstract/number-convert";
import { _PyDict_Next, _PyDict_SetItem_KnownHash, PyDict_GetItemWithError, PyDict_New } from "../builtin-types/dict";
import { Py_GenericAlias } from "../builtin-types/generic-alias";
import { PyLong_AsSsize_t, PyLong_Check, PyLong_FromSsize_t } from "../builtin-types/int";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_New, PyTuple_SET_ITEM } from "../builtin-types/tuple";
import { heap_member, heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { _PyObject_GC_NewVar, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import {
  _Py_T_OBJECT,
  def_fast,
  def_fast_keywords,
  def_getset,
  def_noargs,
  def_o,
  def_varargs,
  METH_CLASS,
  Py_READONLY,
  Py_T_PYSSIZET,
} from "../object/def-tables";
import { clear_slots, free_instance, visit_fields } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  binaryfunc,
  destructor,
  freefunc,
  getter,
  inquiry,
  PyCFunction,
  PyCFunctionFast,
  PyCFunctionFastWithKeywords,
  reprfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_IndexError } from "../object/static-types";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_DISALLOW_INSTANTIATION,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_IMMUTABLETYPE,
  PyTypeObject,
} from "../object/type-object";
import {
  getslice,
  getstring,
  MatchObject,
  match_of,
  pattern_error,
  pattern_of,
  sre_module,
  state_offset,
  string_release,
  wrong_span,
} from "./sre-objects";
import { SRE_STATE } from "./sre-state";
import { match_expand } from "./sre-template";

const groups_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const groupdict_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const expand_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const STRING: usize = offsetof<MatchObject>("string");
const MARK: usize = offsetof<MatchObject>("mark");

/** Mark `i`: an index, or -1. @inline */
function get_mark(o: PyObject, i: i32): i64 {
  return load<i64>(ptr(o) + MARK + ((<usize>i) << 3));
}

/** @inline */
function set_mark(o: PyObject, i: i32, value: i64): void {
  store<i64>(ptr(o) + MARK + ((<usize>i) << 3), value);
}

// --- making one ---

/** Sets the marks of groups 1 to `groups`. False with SystemError. */
function fill_groups(o: PyObject, state: SRE_STATE, groups: i32): bool {
  for (let i = 0, j = 0; i < groups; i++, j += 2) {
    const marks = state.mark + ((<usize>j) << 3);
    const matched = j + 1 <= state.lastmark && load<usize>(marks) !== 0 && load<usize>(marks, 8) !== 0;
    set_mark(o, j + 2, matched ? <i64>state_offset(state, load<usize>(marks)) : -1);
    set_mark(o, j + 3, matched ? <i64>state_offset(state, load<usize>(marks, 8)) : -1);
    if (get_mark(o, j + 2) <= get_mark(o, j + 3)) continue;
    for (let k = j + 4; k < 2 * groups + 2; k++) set_mark(o, k, -1);
    wrong_span();
    return false;
  }
  return true;
}

/** The match that a state has found: new reference. None if `status` is 0; an exception for an error. */
export function pattern_new_match(pattern: PyObject, state: SRE_STATE, status: i32): PyObject | null {
  if (status === 0) return Py_None;
  if (status < 0) {
    pattern_error(status);
    return null;
  }
  const groups = <i32>pattern_of(pattern).groups;
  const o = _PyObject_GC_NewVar(sre_module.Match_Type, 2 * (groups + 1));
  if (!o) return null;
  const fields = Slots.at(ptr(o) + STRING);
  fields.set(0, Py_NewRef(state.string!));
  fields.set(1, null);
  fields.set(2, Py_NewRef(pattern));
  const match = match_of(o);
  match.groups = <i64>(groups + 1);
  match.pos = state.pos;
  match.endpos = state.endpos;
  match.lastindex = <i64>state.lastindex;
  set_mark(o, 0, <i64>state_offset(state, state.start));
  set_mark(o, 1, <i64>state_offset(state, state.ptr));
  if (!fill_groups(o, state, groups)) {
    Py_DECREF(o);
    return null;
  }
  _PyObject_GC_TRACK(o);
  return o;
}

function match_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit_fields(o, visit, arg, STRING, 3);
}

function match_clear(o: PyObject): i32 {
  clear_slots(ptr(o) + STRING, 3);
  return 0;
}

function match_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  match_clear(o);
  free_instance(o);
}

// --- groups ---

/** string[i:j], fitted to the string as it is now: new reference. */
function slice_of_string(string: PyObject, i: i64, j: i64): PyObject | null {
  const mark = stack_mark();
  const state = changetype<SRE_STATE>(stack_alloc(offsetof<SRE_STATE>()));
  memory.fill(changetype<usize>(state), 0, offsetof<SRE_STATE>());
  const data = getstring(state, string);
  let result: PyObject | null = null;
  if (data !== 0) {
    const length = <i64>state.len;
    result = getslice(state.isbytes !== 0, data, string, <i32>min<i64>(i, length), <i32>min<i64>(j, length));
    string_release(state);
  }
  stack_release(mark);
  return result;
}

/** What group `index`, which exists, has matched, else `none`: new reference. */
export function match_getslice_by_index(o: PyObject, index: i32, none: PyObject): PyObject | null {
  const string = match_of(o).string!;
  const i = get_mark(o, index * 2);
  if (ptr(string) === ptr(Py_None) || i < 0) return Py_NewRef(none);
  return slice_of_string(string, i, get_mark(o, index * 2 + 1));
}

/** Number of the group of that number or name: -1 with an exception. */
function match_getindex(o: PyObject, index: PyObject): i32 {
  let i: i64 = -1;
  if (_PyIndex_Check(index)) i = PyNumber_AsSsize_t(index, null);
  else {
    const names = pattern_of(match_of(o).pattern!).groupindex;
    const known = names ? PyDict_GetItemWithError(names, index) : null;
    if (known && PyLong_Check(known)) i = PyLong_AsSsize_t(known);
  }
  if (i >= 0 && i < match_of(o).groups) return <i32>i;
  if (!tstate.current_exception) PyErr_SetString(PyExc_IndexError, cstr("no such group"));
  return -1;
}

function match_getslice(o: PyObject, index: PyObject, none: PyObject): PyObject | null {
  const i = match_getindex(o, index);
  return i < 0 ? null : match_getslice_by_index(o, i, none);
}

function match_getitem(o: PyObject, name: PyObject): PyObject | null {
  return match_getslice(o, name, Py_None);
}

function match_group(o: PyObject, args: PyObject | null): PyObject | null {
  const n = PyTuple_GET_SIZE(args!);
  if (n === 0) return match_getslice_by_index(o, 0, Py_None);
  if (n === 1) return match_getslice(o, PyTuple_GET_ITEM(args!, 0), Py_None);
  const result = PyTuple_New(n);
  if (!result) return null;
  for (let i = 0; i < n; i++) {
    const item = match_getslice(o, PyTuple_GET_ITEM(args!, i), Py_None);
    if (!item) {
      Py_DECREF(result);
      return null;
    }
    PyTuple_SET_ITEM(result, i, item);
  }
  return result;
}

/** The argument `default` of groups() and groupdict(), borrowed; NULL with TypeError. */
function read_default(spec: ArgSpec, name: usize, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywords(spec, name, cstr("default"), 0, args, nargs, null, kwnames, 0, 1);
  stack_release(mark);
  return a === 0 ? null : orNone(Slots.at(a).getOrNull(0));
}

function match_groups(o: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const none = read_default(groups_spec, cstr("groups"), args, nargs, kwnames);
  if (!none) return null;
  const groups = <i32>match_of(o).groups;
  const result = PyTuple_New(groups - 1);
  if (!result) return null;
  for (let i = 1; i < groups; i++) {
    const item = match_getslice_by_index(o, i, none);
    if (!item) {
      Py_DECREF(result);
      return null;
    }
    PyTuple_SET_ITEM(result, i - 1, item);
  }
  return result;
}

/** result[key] = what the group of that name has matched, else `none`. -1 with an exception. */
function add_named(o: PyObject, result: PyObject, key: PyObject, hash: i64, none: PyObject): i32 {
  Py_NewRef(key);
  const value = match_getslice(o, key, none);
  const status = value ? _PyDict_SetItem_KnownHash(result, key, value, hash) : -1;
  Py_XDECREF(value);
  Py_DECREF(key);
  return status;
}

function match_groupdict(o: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const none = read_default(groupdict_spec, cstr("groupdict"), args, nargs, kwnames);
  if (!none) return null;
  const result = PyDict_New();
  const names = pattern_of(match_of(o).pattern!).groupindex;
  if (!result || !names) return result;
  let pos = 0;
  while ((pos = _PyDict_Next(names, pos)) !== 0) {
    if (add_named(o, result, tstate.out_object!, tstate.out_i64, none) === 0) continue;
    Py_DECREF(result);
    return null;
  }
  return result;
}

/** The one optional argument of start(), end() and span() as the number of a group: -1 with an exception. */
function read_group(o: PyObject, name: usize, args: Slots, nargs: i32): i32 {
  if (!_PyArg_CheckPositional(name, nargs, 0, 1)) return -1;
  return nargs === 0 ? 0 : match_getindex(o, args.get(0));
}

function match_start(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  const index = read_group(o, cstr("start"), args, nargs);
  return index < 0 ? null : PyLong_FromSsize_t(get_mark(o, index * 2));
}

function match_end(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  const index = read_group(o, cstr("end"), args, nargs);
  return index < 0 ? null : PyLong_FromSsize_t(get_mark(o, index * 2 + 1));
}

/** (start, end) of a group: new reference. */
function span_of(o: PyObject, index: i32): PyObject | null {
  const pair = PyTuple_New(2);
  if (!pair) return null;
  for (let i = 0; i < 2; i++) {
    const item = PyLong_FromSsize_t(get_mark(o, index * 2 + i));
    if (!item) {
      Py_DECREF(pair);
      return null;
    }
    PyTuple_SET_ITEM(pair, i, item);
  }
  return pair;
}

function match_span(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  const index = read_group(o, cstr("span"), args, nargs);
  return index < 0 ? null : span_of(o, index);
}

function match_regs(o: PyObject, _closure: usize): PyObject | null {
  const known = match_of(o).regs;
  if (known) return Py_NewRef(known);
  const groups = <i32>match_of(o).groups;
  const regs = PyTuple_New(groups);
  if (!regs) return null;
  for (let i = 0; i < groups; i++) {
    const span = span_of(o, i);
    if (!span) {
      Py_DECREF(regs);
      return null;
    }
    PyTuple_SET_ITEM(regs, i, span);
  }
  match_of(o).regs = Py_NewRef(regs);
  return regs;
}

function match_lastindex(o: PyObject, _closure: usize): PyObject | null {
  const index = match_of(o).lastindex;
  return index >= 0 ? PyLong_FromSsize_t(index) : Py_None;
}

function match_lastgroup(o: PyObject, _closure: usize): PyObject | null {
  const index = match_of(o).lastindex;
  const names = pattern_of(match_of(o).pattern!).indexgroup;
  if (!names || index < 0 || index >= <i64>PyTuple_GET_SIZE(names)) return Py_None;
  return Py_NewRef(PyTuple_GET_ITEM(names, <i32>index));
}

// --- the class ---

/** __copy__ and __deepcopy__, of patterns too: the object itself. */
export function same_object(o: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_NewRef(o);
}

export function generic_alias(cls: PyObject, item: PyObject | null): PyObject | null {
  return Py_GenericAlias(cls, item!);
}

function match_repr(o: PyObject): PyObject | null {
  const group = match_getslice_by_index(o, 0, Py_None);
  if (!group) return null;
  const start = <usize>get_mark(o, 0);
  const end = <usize>get_mark(o, 1);
  const format = cstr("<%s object; span=(%zd, %zd), match=%.50R>");
  const text = PyUnicode_FromFormat(format, o.ob_type.tp_name, start, end, ptr(group));
  Py_DECREF(group);
  return text;
}

function match_tp_expand(o: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywords(expand_spec, cstr("expand"), cstr("template"), 0, args, nargs, null, kwnames, 1, 1);
  stack_release(mark);
  return a === 0 ? null : match_expand(o, Slots.at(a).get(0));
}

function add_groups(t: PyTypeObject): void {
  def_varargs(
    t,
    cstr("group"),
    PyCFunction.of(match_group),
    cstr("group([group1, ...]) -> str or tuple.\n    What groups have matched, by number or name."),
  );
  def_fast(
    t,
    cstr("start"),
    PyCFunctionFast.of(match_start),
    cstr("start($self, group=0, /)\n--\n\nWhere a group begins."),
  );
  def_fast(t, cstr("end"), PyCFunctionFast.of(match_end), cstr("end($self, group=0, /)\n--\n\nWhere a group ends."));
  def_fast(
    t,
    cstr("span"),
    PyCFunctionFast.of(match_span),
    cstr("span($self, group=0, /)\n--\n\nWhere a group begins and ends."),
  );
  def_fast_keywords(
    t,
    cstr("groups"),
    PyCFunctionFastWithKeywords.of(match_groups),
    cstr("groups($self, /, default=None)\n--\n\nWhat the groups from 1 on have matched."),
  );
  def_fast_keywords(
    t,
    cstr("groupdict"),
    PyCFunctionFastWithKeywords.of(match_groupdict),
    cstr("groupdict($self, /, default=None)\n--\n\nWhat the groups with names have matched, by name."),
  );
  def_fast_keywords(
    t,
    cstr("expand"),
    PyCFunctionFastWithKeywords.of(match_tp_expand),
    cstr("expand($self, /, template)\n--\n\nThe template with what groups have matched in it, as sub() does it."),
  );
}

function add_others(t: PyTypeObject): void {
  def_noargs(t, cstr("__copy__"), PyCFunction.of(same_object), cstr("__copy__($self, /)\n--\n\n"));
  def_o(t, cstr("__deepcopy__"), PyCFunction.of(same_object), cstr("__deepcopy__($self, memo, /)\n--\n\n"));
  def_o(
    t,
    cstr("__class_getitem__"),
    PyCFunction.of(generic_alias),
    cstr("__class_getitem__($type, object, /)\n--\n\nSee PEP 585"),
    METH_CLASS,
  );
  def_getset(t, cstr("lastindex"), getter.of(match_lastindex), null, cstr("Number of the group that was closed last."));
  def_getset(t, cstr("lastgroup"), getter.of(match_lastgroup), null, cstr("Name of the group that was closed last."));
  def_getset(t, cstr("regs"), getter.of(match_regs), null);
  heap_member(t, 0, cstr("string"), _Py_T_OBJECT, STRING, Py_READONLY);
  heap_member(t, 1, cstr("re"), _Py_T_OBJECT, offsetof<MatchObject>("pattern"), Py_READONLY);
  heap_member(t, 2, cstr("pos"), Py_T_PYSSIZET, offsetof<MatchObject>("pos"), Py_READONLY);
  heap_member(t, 3, cstr("endpos"), Py_T_PYSSIZET, offsetof<MatchObject>("endpos"), Py_READONLY);
}

/** The class Match: new reference. */
export function make_match_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  const doc = cstr("What re.match() and re.search() have found.\nA match is always true.");
  const t = heap_type(m, cstr("re.Match"), offsetof<MatchObject>(), 8, flags, doc, 4);
  if (!t) return null;
  sre_module.Match_Type = t;
  t.tp_dealloc = destructor.of(match_dealloc);
  t.tp_repr = reprfunc.of(match_repr);
  t.tp_as_mapping!.mp_subscript = binaryfunc.of(match_getitem);
  t.tp_traverse = traverseproc.of(match_traverse);
  t.tp_clear = inquiry.of(match_clear);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  add_groups(t);
  add_others(t);
  return heap_type_finish(t);
}
