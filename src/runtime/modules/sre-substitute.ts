/** What patterns do with all matches of a string: findall, split, sub, subn. CPython: Modules/_sre/sre.c. */
import { PyObject_CallOneArg } from "../abstract/call";
import { PyErr_Clear } from "../abstract/errors";
import { PyCallable_Check } from "../abstract/object-protocol";
import { _PyBytes_Join } from "../builtin-types/bytes-join";
import { PyLong_FromSsize_t } from "../builtin-types/int";
import { PyList_Append, PyList_GET_SIZE, PyList_New } from "../builtin-types/list";
import { PyUnicode_Join } from "../builtin-types/str-concat";
import { findchar } from "../builtin-types/str-search";
import { PyTuple_New, PyTuple_Pack, PyTuple_SET_ITEM } from "../builtin-types/tuple";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_None } from "../object/static-types";
import { pattern_new_match } from "./sre-match-object";
import {
  getslice,
  getstring,
  pattern_error,
  pattern_of,
  run_search,
  state_fini,
  state_getslice,
  state_init,
  state_offset,
  state_reset,
  string_release,
} from "./sre-objects";
import { SRE_STATE } from "./sre-state";
import { compile_template, expand_template, template_literal } from "./sre-template";

/** A state on the native stack, not initialised. */
export function state_on_stack(): SRE_STATE {
  return changetype<SRE_STATE>(stack_alloc(offsetof<SRE_STATE>()));
}

/** Appends a new reference (NULL: fails), which is given back. False with an exception. */
function append(list: PyObject, item: PyObject | null): bool {
  if (!item) return false;
  const status = PyList_Append(list, item);
  Py_DECREF(item);
  return status === 0;
}

/** Searches on: 1, 0, or -1 with an exception. */
function next_match(state: SRE_STATE, pattern: PyObject): i32 {
  state_reset(state);
  const status = run_search(state, pattern);
  if (status < 0 && !tstate.current_exception) pattern_error(status);
  return tstate.current_exception ? -1 : status;
}

/** The next search begins where this match ends; after an empty one it must come further. */
function go_on(state: SRE_STATE): void {
  state.must_advance = state.ptr === state.start ? 1 : 0;
  state.start = state.ptr;
}

/** string[from:to] for indices: new reference. */
function part(state: SRE_STATE, string: PyObject, from: i32, to: i32): PyObject | null {
  return getslice(state.isbytes !== 0, state.beginning, string, from, to);
}

/** What findall gives for a match: all of it, its group, or a tuple of its groups. New reference. */
function found_item(state: SRE_STATE, string: PyObject, groups: i32): PyObject | null {
  if (groups === 0) return part(state, string, state_offset(state, state.start), state_offset(state, state.ptr));
  if (groups === 1) return state_getslice(state, 1, string, true);
  const item = PyTuple_New(groups);
  if (!item) return null;
  for (let i = 0; i < groups; i++) {
    const group = state_getslice(state, i + 1, string, true);
    if (!group) {
      Py_DECREF(item);
      return null;
    }
    PyTuple_SET_ITEM(item, i, group);
  }
  return item;
}

/** Appends all matches. False with an exception. */
function find_all(state: SRE_STATE, pattern: PyObject, string: PyObject, list: PyObject): bool {
  const groups = <i32>pattern_of(pattern).groups;
  while (state.start <= state.end) {
    const status = next_match(state, pattern);
    if (status <= 0) return status === 0;
    if (!append(list, found_item(state, string, groups))) return false;
    go_on(state);
  }
  return true;
}

/** pattern.findall(string, pos, endpos): new reference. */
export function pattern_findall_in(pattern: PyObject, string: PyObject, pos: i64, endpos: i64): PyObject | null {
  const mark = stack_mark();
  const state = state_on_stack();
  let list: PyObject | null = null;
  if (state_init(state, pattern, string, pos, endpos)) {
    list = PyList_New(0);
    if (list && !find_all(state, pattern, string, list)) {
      Py_DECREF(list);
      list = null;
    }
    state_fini(state);
  }
  stack_release(mark);
  return list;
}

/** Appends the parts between at most `maxsplit` matches (0: all), and the groups. False with an exception. */
function split_all(state: SRE_STATE, pattern: PyObject, string: PyObject, maxsplit: i64, list: PyObject): bool {
  const groups = <i32>pattern_of(pattern).groups;
  let last = state_offset(state, state.start);
  for (let n: i64 = 0; maxsplit === 0 || n < maxsplit; n++) {
    const status = next_match(state, pattern);
    if (status < 0) return false;
    if (status === 0) break;
    if (!append(list, part(state, string, last, state_offset(state, state.start)))) return false;
    for (let i = 0; i < groups; i++) if (!append(list, state_getslice(state, i + 1, string, false))) return false;
    go_on(state);
    last = state_offset(state, state.start);
  }
  return append(list, part(state, string, last, <i32>state.endpos));
}

/** pattern.split(string, maxsplit): new reference. */
export function pattern_split_in(pattern: PyObject, string: PyObject, maxsplit: i64): PyObject | null {
  const mark = stack_mark();
  const state = state_on_stack();
  let list: PyObject | null = null;
  if (state_init(state, pattern, string, 0, i64.MAX_VALUE)) {
    list = PyList_New(0);
    if (list && !split_all(state, pattern, string, maxsplit, list)) {
      Py_DECREF(list);
      list = null;
    }
    state_fini(state);
  }
  stack_release(mark);
  return list;
}

// --- sub ---

const LITERAL: i32 = 0;
const TEMPLATE: i32 = 1;
const CALLABLE: i32 = 2;

/** A text without backslashes. Whatever is wrong with it is found out later. */
function is_literal(repl: PyObject): bool {
  const mark = stack_mark();
  const state = state_on_stack();
  memory.fill(changetype<usize>(state), 0, offsetof<SRE_STATE>());
  const data = getstring(state, repl);
  let literal: bool = false;
  if (data !== 0) {
    literal = findchar(state.charsize, data, state.len, 92, 1) < 0;
    string_release(state);
  } else PyErr_Clear();
  stack_release(mark);
  return literal;
}

/** What a match is replaced by, or with: new reference, its kind in tstate.out_i32. NULL with an exception. */
function make_filter(pattern: PyObject, repl: PyObject): PyObject | null {
  if (PyCallable_Check(repl)) {
    tstate.out_i32 = CALLABLE;
    return Py_NewRef(repl);
  }
  if (is_literal(repl)) {
    tstate.out_i32 = LITERAL;
    return Py_NewRef(repl);
  }
  const template = compile_template(pattern, repl);
  if (!template) return null;
  const literal = template_literal(template);
  tstate.out_i32 = literal ? LITERAL : TEMPLATE;
  if (!literal) return template;
  Py_NewRef(literal);
  Py_DECREF(template);
  return literal;
}

/** The replacement of the match that the state has found: new reference. */
function replacement(state: SRE_STATE, pattern: PyObject, filter: PyObject, kind: i32): PyObject | null {
  if (kind === LITERAL) return Py_NewRef(filter);
  const match = pattern_new_match(pattern, state, 1);
  if (!match) return null;
  const result = kind === TEMPLATE ? expand_template(filter, match) : PyObject_CallOneArg(filter, match);
  Py_DECREF(match);
  return result;
}

/** Appends the parts of the result of at most `count` replacements (0: all): how many there were, -1 with an exception. */
function substitute_all(
  state: SRE_STATE,
  pattern: PyObject,
  string: PyObject,
  filter: PyObject,
  kind: i32,
  count: i64,
  list: PyObject,
): i64 {
  let n: i64 = 0;
  let last = 0;
  while (count === 0 || n < count) {
    const status = next_match(state, pattern);
    if (status < 0) return -1;
    if (status === 0) break;
    const begin = state_offset(state, state.start);
    const end = state_offset(state, state.ptr);
    if (last < begin && !append(list, part(state, string, last, begin))) return -1;
    const item = replacement(state, pattern, filter, kind);
    if (!item) return -1;
    if (ptr(item) !== ptr(Py_None) && !append(list, item)) return -1;
    last = end;
    n++;
    go_on(state);
  }
  const endpos = <i32>state.endpos;
  return last < endpos && !append(list, part(state, string, last, endpos)) ? -1 : n;
}

/** All parts as one string: new reference. Takes the list over. */
function joined(list: PyObject, joiner: PyObject | null, isbytes: bool): PyObject | null {
  let result = joiner;
  if (joiner && PyList_GET_SIZE(list) > 0) {
    result = isbytes ? _PyBytes_Join(joiner, list) : PyUnicode_Join(joiner, list);
    Py_DECREF(joiner);
  }
  Py_DECREF(list);
  return result;
}

/** The result, and the number of replacements in tstate.out_i64. Takes nothing over. */
function substitute(
  state: SRE_STATE,
  pattern: PyObject,
  string: PyObject,
  filter: PyObject,
  kind: i32,
  count: i64,
): PyObject | null {
  const list = PyList_New(0);
  if (!list) return null;
  const n = substitute_all(state, pattern, string, filter, kind, count, list);
  if (n < 0) {
    Py_DECREF(list);
    return null;
  }
  const joiner = part(state, string, 0, 0);
  const result = joined(list, joiner, state.isbytes !== 0);
  tstate.out_i64 = n;
  return result;
}

/** pattern.sub(repl, string, count), the number of replacements in tstate.out_i64: new reference. */
function subx(pattern: PyObject, repl: PyObject, string: PyObject, count: i64): PyObject | null {
  const filter = make_filter(pattern, repl);
  if (!filter) return null;
  const kind = tstate.out_i32;
  const mark = stack_mark();
  const state = state_on_stack();
  let result: PyObject | null = null;
  let n: i64 = 0;
  if (state_init(state, pattern, string, 0, i64.MAX_VALUE)) {
    result = substitute(state, pattern, string, filter, kind, count);
    n = tstate.out_i64;
    state_fini(state);
  }
  stack_release(mark);
  Py_DECREF(filter);
  tstate.out_i64 = n;
  return result;
}

/** pattern.sub(...), or with `with_count` pattern.subn(...): new reference. */
export function pattern_subx(
  pattern: PyObject,
  repl: PyObject,
  string: PyObject,
  count: i64,
  with_count: bool,
): PyObject | null {
  const text = subx(pattern, repl, string, count);
  if (!text || !with_count) return text;
  const n = PyLong_FromSsize_t(tstate.out_i64);
  const result = n ? PyTuple_Pack(text, n) : null;
  Py_XDECREF(n);
  Py_DECREF(text);
  return result;
}
