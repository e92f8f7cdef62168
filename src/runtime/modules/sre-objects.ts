/**
 * What patterns, matches, scanners and templates are, and the strings they look at. CPython: Modules/_sre/sre.h, sre.c.
 *
 *   PatternObject (96 + 4 a code, GC)              MatchObject (88 + 8 a mark, GC)
 *   +24 groups                                     +24 string   owned
 *   +32 groupindex  dict, owned or NULL            +32 regs     owned; NULL until it is asked for
 *   +40 indexgroup  tuple, owned or NULL           +40 pattern  owned
 *   +48 pattern     owned                          +48 pos, +56 endpos
 *   +56 flags                                      +64 lastindex  -1: none
 *   +64 weakreflist                                +72 groups   with group 0
 *   +72 isbytes     1, 0, -1 either                +80 mark     two a group; -1: not matched
 *   +80 codesize    number of codes
 *   +88 code        codes of 4 bytes               TemplateObject (40 + 16 an item, GC)
 *                                                  +24 chunks   texts that are not empty, at most
 *   ScannerObject (248, GC)                        +32 literal  owned
 *   +16 pattern     owned                          +40 items    index of a group, text behind it (owned or NULL)
 *   +24 an SRE_STATE
 *   +240 executing
 */
import { PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyBytes_CheckExact, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { PyUnicode_Check, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND } from "../builtin-types/str";
import { PyUnicode_Substring } from "../builtin-types/str-concat";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { Py_NewRef, Py_XDECREF, PyObject, PyVarObject, ptr } from "../object/object";
import {
  Py_None,
  PyExc_RuntimeError,
  PyExc_SystemError,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { SRE_ERROR_MEMORY, SRE_FLAG_DEBUG } from "./sre-constants";
import { sre_match } from "./sre-contexts";
import { sre_search } from "./sre-search";
import { buffer_of, data_stack_dealloc, SRE_STATE } from "./sre-state";

@unmanaged
export class PatternObject extends PyVarObject {
  groups: i64;
  groupindex: PyObject | null;
  indexgroup: PyObject | null;
  pattern: PyObject | null;
  flags: i32;
  pad: i32;
  weakreflist: PyObject | null;
  isbytes: i32;
  pad2: i32;
  codesize: i64;
  /** The first two codes. */
  code: i64;
}

@unmanaged
export class MatchObject extends PyVarObject {
  string: PyObject | null;
  regs: PyObject | null;
  pattern: PyObject | null;
  pos: i64;
  endpos: i64;
  lastindex: i64;
  groups: i64;
  /** The first mark. */
  mark: i64;
}

@unmanaged
export class TemplateObject extends PyVarObject {
  chunks: i64;
  literal: PyObject | null;
}

@unmanaged
export class ScannerObject extends PyObject {
  pattern: PyObject | null;
  /** The SRE_STATE from here on. */
  ptr: usize;
  beginning: usize;
  start: usize;
  end: usize;
  string: PyObject | null;
  buf: usize;
  obj: PyObject | null;
  buffer1: i64;
  buffer2: i64;
  buffer3: i64;
  buffer4: i64;
  buffer5: i64;
  buffer6: i64;
  buffer7: i64;
  buffer8: i64;
  pos: i64;
  endpos: i64;
  ints1: i64;
  ints2: i64;
  ints3: i64;
  ints4: i64;
  mark: usize;
  data_stack: usize;
  data_stack_size: i64;
  data_stack_base: i64;
  repeat: usize;
  sigcount: i64;
  executing: i64;
}

/** Types of the module and the function re._compile_template (NULL: not asked for yet), borrowed: its state owns them. */
@unmanaged
export class SreState {
  module: PyObject;
  Pattern_Type: PyTypeObject;
  Match_Type: PyTypeObject;
  Scanner_Type: PyTypeObject;
  Template_Type: PyTypeObject;
}
export const sre_module: SreState = changetype<SreState>(memory.data(40, 8));

/** @inline */
export function pattern_of(o: PyObject): PatternObject {
  return changetype<PatternObject>(o);
}

/** @inline */
export function match_of(o: PyObject): MatchObject {
  return changetype<MatchObject>(o);
}

/** Address of the first code. */
export function PatternObject_GetCode(o: PyObject): usize {
  return ptr(o) + offsetof<PatternObject>("code");
}

// --- strings ---

/**
 * Address of the characters of a str or bytes-like object; how many and what they are is in state.len, charsize, isbytes. A
 * bytes-like object's buffer is held by the state until string_release. 0 with an exception.
 */
export function getstring(state: SRE_STATE, string: PyObject): usize {
  if (PyUnicode_Check(string)) {
    state.len = PyUnicode_GET_LENGTH(string);
    state.charsize = PyUnicode_KIND(string);
    state.isbytes = 0;
    return PyUnicode_DATA(string);
  }
  const view = buffer_of(state);
  if (PyObject_GetBuffer(string, view, PyBUF_SIMPLE) !== 0) {
    PyErr_Format(PyExc_TypeError, cstr("expected string or bytes-like object, got '%.200s'"), string.ob_type.tp_name);
    return 0;
  }
  state.charsize = 1;
  state.isbytes = 1;
  if (view.buf !== 0) return view.buf;
  PyErr_SetString(PyExc_ValueError, cstr("Buffer is NULL"));
  PyBuffer_Release(view);
  return 0;
}

/** Gives the buffer back that getstring has taken. */
export function string_release(state: SRE_STATE): void {
  if (state.buf !== 0) PyBuffer_Release(buffer_of(state));
}

/** string[start:end] for the characters at `data`: new reference. */
export function getslice(isbytes: bool, data: usize, string: PyObject, start: i32, end: i32): PyObject | null {
  if (!isbytes) return PyUnicode_Substring(string, start, end);
  if (PyBytes_CheckExact(string) && start === 0 && end === PyBytes_GET_SIZE(string)) return Py_NewRef(string);
  return PyBytes_FromStringAndSize(data + <usize>start, end - start);
}

// --- states ---

/** The string fits the pattern: text to text, bytes to bytes. False with TypeError. */
function is_fitting(state: SRE_STATE, pattern: PatternObject): bool {
  if (state.isbytes && pattern.isbytes === 0) {
    PyErr_SetString(PyExc_TypeError, cstr("cannot use a string pattern on a bytes-like object"));
    return false;
  }
  if (!state.isbytes && pattern.isbytes > 0) {
    PyErr_SetString(PyExc_TypeError, cstr("cannot use a bytes pattern on a string-like object"));
    return false;
  }
  return true;
}

/** Prepares a state for string[start:end], whose reference it counts. False with an exception, and nothing to be undone. */
export function state_init(state: SRE_STATE, o: PyObject, string: PyObject, start: i64, end: i64): bool {
  const pattern = pattern_of(o);
  memory.fill(changetype<usize>(state), 0, offsetof<SRE_STATE>());
  const size = pattern.groups * 16;
  state.mark = size <= <i64>i32.MAX_VALUE ? PyMem_Malloc(<usize>size) : 0;
  if (state.mark === 0) {
    PyErr_NoMemory();
    return false;
  }
  state.lastmark = -1;
  state.lastindex = -1;
  const data = getstring(state, string);
  if (data === 0 || !is_fitting(state, pattern)) {
    if (data !== 0) string_release(state);
    PyMem_Free(state.mark);
    state.mark = 0;
    return false;
  }
  const length = <i64>state.len;
  state.pos = min<i64>(max<i64>(start, 0), length);
  state.endpos = min<i64>(max<i64>(end, 0), length);
  state.debug = (pattern.flags & SRE_FLAG_DEBUG) !== 0 ? 1 : 0;
  state.beginning = data;
  state.start = data + <usize>(state.pos * state.charsize);
  state.end = data + <usize>(state.endpos * state.charsize);
  state.string = Py_NewRef(string);
  return true;
}

/** Forgets what a search has found, before the next one. */
export function state_reset(state: SRE_STATE): void {
  state.lastmark = -1;
  state.lastindex = -1;
  state.repeat = null;
  data_stack_dealloc(state);
  state.ptr = state.start;
}

export function state_fini(state: SRE_STATE): void {
  string_release(state);
  Py_XDECREF(state.string);
  data_stack_dealloc(state);
  PyMem_Free(state.mark);
  state.mark = 0;
}

/** Matches at state.ptr, as sre_match. */
export function run_match(state: SRE_STATE, pattern: PyObject): i32 {
  const code = PatternObject_GetCode(pattern);
  if (state.charsize === 1) return sre_match<u8>(state, code, 1);
  return state.charsize === 2 ? sre_match<u16>(state, code, 1) : sre_match<u32>(state, code, 1);
}

/** Searches from state.start on, as sre_search. */
export function run_search(state: SRE_STATE, pattern: PyObject): i32 {
  const code = PatternObject_GetCode(pattern);
  if (state.charsize === 1) return sre_search<u8>(state, code);
  return state.charsize === 2 ? sre_search<u16>(state, code) : sre_search<u32>(state, code);
}

/** Index of the character at `address`. */
export function state_offset(state: SRE_STATE, address: usize): i32 {
  return <i32>((address - state.beginning) / <usize>state.charsize);
}

/** Raises the exception for the error with which matching has ended. */
export function pattern_error(status: i32): void {
  if (status === SRE_ERROR_MEMORY) PyErr_NoMemory();
  else PyErr_SetString(PyExc_RuntimeError, cstr("internal error in regular expression engine"));
}

/** SystemError: a group ends before it begins. */
export function wrong_span(): void {
  PyErr_SetString(
    PyExc_SystemError,
    cstr("The span of capturing group is wrong, please report a bug for the re module."),
  );
}

/** Address of the start of group `index` (from 1), the end behind it; 0: it has not matched. */
function group_span(state: SRE_STATE, index: i32): usize {
  const i = (index - 1) * 2;
  if (i >= state.lastmark) return 0;
  const marks = state.mark + ((<usize>i) << 3);
  return load<usize>(marks) === 0 || load<usize>(marks, 8) === 0 ? 0 : marks;
}

/** What group `index` has matched: new reference. If it has not: the empty string, or None when not `empty`. */
export function state_getslice(state: SRE_STATE, index: i32, string: PyObject, empty: bool): PyObject | null {
  const marks = group_span(state, index);
  let i = 0;
  let j = 0;
  if (marks !== 0) {
    i = state_offset(state, load<usize>(marks));
    j = state_offset(state, load<usize>(marks, 8));
    if (i > j) {
      wrong_span();
      return null;
    }
  } else if (!empty) return Py_None;
  return getslice(state.isbytes !== 0, state.beginning, string, i, j);
}
