/** Scanners: the matches of a string, one after the other. CPython: ScannerObject of Modules/_sre/sre.c. */

import { PyErr_SetString } from "../abstract/errors";
import { PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { heap_member, heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_method, Py_READONLY } from "../object/def-tables";
import { free_instance } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { destructor, freefunc, inquiry, PyCMethod, traverseproc, visitproc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_DISALLOW_INSTANTIATION,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_IMMUTABLETYPE,
  PyTypeObject,
} from "../object/type-object";
import { pattern_new_match } from "./sre-match-object";
import { run_match, run_search, ScannerObject, sre_module, state_fini, state_init, state_reset } from "./sre-objects";
import { SRE_STATE } from "./sre-state";

/** @inline */
function scanner_of(o: PyObject): ScannerObject {
  return changetype<ScannerObject>(o);
}

/** @inline */
function state_of(o: PyObject): SRE_STATE {
  return changetype<SRE_STATE>(ptr(o) + offsetof<ScannerObject>("ptr"));
}

/** A scanner of string[pos:endpos]: new reference. */
export function pattern_scanner_of(pattern: PyObject, string: PyObject, pos: i64, endpos: i64): PyObject | null {
  const o = _PyObject_GC_New(sre_module.Scanner_Type);
  if (!o) return null;
  const head = offsetof<PyObject>();
  memory.fill(ptr(o) + head, 0, offsetof<ScannerObject>() - head);
  if (!state_init(state_of(o), pattern, string, pos, endpos)) {
    Py_DECREF(o);
    return null;
  }
  scanner_of(o).pattern = Py_NewRef(pattern);
  _PyObject_GC_TRACK(o);
  return o;
}

function scanner_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const stop = visit.call(o.ob_type, arg);
  const pattern = scanner_of(o).pattern;
  return pattern && !stop ? visit.call(pattern, arg) : stop;
}

function scanner_clear(o: PyObject): i32 {
  const pattern = scanner_of(o).pattern;
  scanner_of(o).pattern = null;
  Py_XDECREF(pattern);
  return 0;
}

function scanner_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  state_fini(state_of(o));
  scanner_clear(o);
  free_instance(o);
}

/** The next match; after the last, the state has no start any more. */
function next_match(o: PyObject, searching: bool): PyObject | null {
  const state = state_of(o);
  if (state.start === 0) return Py_None;
  state_reset(state);
  const pattern = scanner_of(o).pattern!;
  const status = searching ? run_search(state, pattern) : run_match(state, pattern);
  if (tstate.current_exception) return null;
  const match = pattern_new_match(pattern, state, status);
  if (status === 0) state.start = 0;
  else {
    state.must_advance = state.ptr === state.start ? 1 : 0;
    state.start = state.ptr;
  }
  return match;
}

/** As next_match, unless the scanner is at it already. */
function scan(o: PyObject, name: usize, nargs: i32, kwnames: PyObject | null, searching: bool): PyObject | null {
  if (nargs !== 0 || (kwnames && PyTuple_GET_SIZE(kwnames) !== 0)) {
    PyErr_SetString(PyExc_TypeError, name);
    return null;
  }
  if (scanner_of(o).executing) {
    PyErr_SetString(PyExc_ValueError, cstr("regular expression scanner already executing"));
    return null;
  }
  scanner_of(o).executing = 1;
  const match = next_match(o, searching);
  scanner_of(o).executing = 0;
  return match;
}

function scanner_match(o: PyObject, _c: PyTypeObject, _a: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return scan(o, cstr("match() takes no arguments"), n, kw, false);
}

function scanner_search(o: PyObject, _c: PyTypeObject, _a: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return scan(o, cstr("search() takes no arguments"), n, kw, true);
}

/** The class SRE_Scanner: new reference. */
export function make_scanner_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  const t = heap_type(m, cstr("_sre.SRE_Scanner"), offsetof<ScannerObject>(), 0, flags, 0, 1);
  if (!t) return null;
  sre_module.Scanner_Type = t;
  t.tp_dealloc = destructor.of(scanner_dealloc);
  t.tp_traverse = traverseproc.of(scanner_traverse);
  t.tp_clear = inquiry.of(scanner_clear);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  def_method(t, cstr("match"), PyCMethod.of(scanner_match), cstr("match($self, /)\n--\n\n"));
  def_method(t, cstr("search"), PyCMethod.of(scanner_search), cstr("search($self, /)\n--\n\n"));
  heap_member(t, 0, cstr("pattern"), _Py_T_OBJECT, offsetof<ScannerObject>("pattern"), Py_READONLY);
  return heap_type_finish(t);
}
