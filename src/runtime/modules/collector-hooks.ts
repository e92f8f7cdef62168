/**
 * The collector's connection to Python: callbacks, garbage, texts, what it does to types that lie above it. CPython: the parts of
 * Python/gc.c that do so.
 */

import { PyObject_CallFunctionObjArgs } from "../abstract/call";
import { PyErr_Clear } from "../abstract/errors";
import { PyObject_Format } from "../abstract/format";
import { PyObject_Repr } from "../abstract/object-protocol";
import { PyErr_FormatUnraisable, PyErr_WriteUnraisable } from "../abstract/unraisable";
import { subtype_traverse } from "../builtin-types/base-object-dealloc";
import { PyCode_Addr2Line } from "../builtin-types/code-lines";
import { _PyContext_ClearFreeList } from "../builtin-types/context";
import { _PyDict_ClearFreeList, _PyDict_MaybeUntrack, PyDict_New, PyDict_SetItemString } from "../builtin-types/dict";
import { PySys_FormatStderr, PySys_WriteStderr } from "../builtin-types/file";
import { _PyFloat_ClearFreeList, PyFloat_FromDouble } from "../builtin-types/float";
import { _PyAsyncGen_ClearFreeLists } from "../builtin-types/generator-async-values";
import { PyLong_FromSsize_t } from "../builtin-types/int";
import { _PyInterpreterFrame_LASTI, _PyThreadState_GetFrame } from "../builtin-types/interpreter-frame";
import {
  _PyList_ClearFreeList,
  PyList_Append,
  PyList_GET_ITEM,
  PyList_GET_SIZE,
  PyList_New,
} from "../builtin-types/list";
import { PyUnicode_FromString } from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { _PyTuple_ClearFreeList } from "../builtin-types/tuple";
import { PyErr_WarnExplicitObject } from "../builtin-types/warnings";
import { handle_weakrefs_of } from "../builtin-types/weakref-collect";
import { _PyGC_DEBUG_SAVEALL, _PyGC_DEBUG_UNCOLLECTABLE } from "../gc/collector";
import { GEN, gcstate, NUM_GENERATIONS } from "../gc/gc-alloc";
import { install_current_line, install_garbage_hooks, install_report_hooks, install_traversal } from "../gc/gc-hooks";
import { gc_list_size } from "../gc/gc-list";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { traverseproc } from "../object/slots";
import { tstate } from "../object/state";
import { PyExc_ResourceWarning } from "../object/static-types";
import { check_traversal_layout } from "./gc-layout";

/** @inline */
function GEN_HEAD(i: i32): usize {
  return changetype<usize>(GEN(i));
}

/** A full collection empties them; the one slice that is kept stays. */
function clear_all_free_lists(): void {
  _PyFloat_ClearFreeList();
  _PyTuple_ClearFreeList();
  _PyList_ClearFreeList();
  _PyDict_ClearFreeList();
  _PyContext_ClearFreeList();
  _PyAsyncGen_ClearFreeLists();
}

function append_to_garbage(o: PyObject): void {
  const garbage = gcstate.garbage;
  if (garbage && PyList_Append(garbage, o) < 0) PyErr_Clear();
}

function tp_clear_failed(o: PyObject): void {
  PyErr_FormatUnraisable(cstr("Exception ignored in tp_clear of %s"), o.ob_type.tp_name);
}

function collection_failed(silent: i32): void {
  if (silent) {
    PyErr_Clear();
    return;
  }
  PyErr_FormatUnraisable(cstr("Exception ignored in garbage collection"));
}

/** {"generation": ..., "collected": ..., "uncollectable": ...}: new reference. */
function callback_info(generation: i32, collected: i32, uncollectable: i32): PyObject | null {
  const info = PyDict_New();
  if (!info) return null;
  if (
    set_int(info, cstr("generation"), <i64>generation) < 0 ||
    set_int(info, cstr("collected"), <i64>collected) < 0 ||
    set_int(info, cstr("uncollectable"), <i64>uncollectable) < 0
  ) {
    Py_DECREF(info);
    return null;
  }
  return info;
}

export function set_int(dict: PyObject, key: usize, value: i64): i32 {
  const number = PyLong_FromSsize_t(value);
  if (!number) return -1;
  const status = PyDict_SetItemString(dict, key, number);
  Py_DECREF(number);
  return status;
}

/** Calls each of gc.callbacks with the phase and the info. */
function invoke_callbacks(stop: i32, generation: i32, collected: i32, uncollectable: i32): void {
  const callbacks = gcstate.callbacks;
  if (!callbacks) return;
  const isWanted = PyList_GET_SIZE(callbacks) !== 0;
  const info = isWanted ? callback_info(generation, collected, uncollectable) : null;
  // As CPython, which makes the text even when nobody is called.
  const phase = info || !isWanted ? PyUnicode_FromString(stop ? cstr("stop") : cstr("start")) : null;
  if (!phase || (isWanted && !info)) {
    PyErr_FormatUnraisable(cstr("Exception ignored on invoking gc callbacks"));
    Py_XDECREF(info);
    return;
  }
  for (let i = 0; i < PyList_GET_SIZE(callbacks); i++) {
    const callback = Py_NewRef(PyList_GET_ITEM(callbacks, i));
    const result = PyObject_CallFunctionObjArgs(callback, phase, info!);
    if (result) Py_DECREF(result);
    else PyErr_WriteUnraisable(callback);
    Py_DECREF(callback);
  }
  Py_DECREF(phase);
  Py_XDECREF(info);
}

function write_debug_cycle(uncollectable: i32, o: PyObject): void {
  const word = uncollectable ? cstr("uncollectable") : cstr("collectable");
  PySys_FormatStderr(PyUnicode_FromFormat(cstr("gc: %s <%s %p>\n"), word, o.ob_type.tp_name, ptr(o)));
}

function write_debug_stats(done: i32, a: i32, b: i32, seconds: f64): void {
  if (done) {
    const elapsed = PyFloat_FromDouble(seconds);
    const text = elapsed ? four_decimals(elapsed) : null;
    const format = cstr("gc: done, %zd unreachable, %zd uncollectable, %Us elapsed\n");
    PySys_WriteStderr(text ? PyUnicode_FromFormat(format, <usize>a, <usize>b, ptr(text)) : null);
    Py_XDECREF(elapsed);
    Py_XDECREF(text);
    return;
  }
  PySys_WriteStderr(PyUnicode_FromFormat(cstr("gc: collecting generation %d...\n"), <usize>a));
  PySys_WriteStderr(
    PyUnicode_FromFormat(
      cstr("gc: objects in each generation: %zd %zd %zd\ngc: objects in permanent generation: %zd\n"),
      <usize>gc_list_size(GEN_HEAD(0)),
      <usize>gc_list_size(GEN_HEAD(1)),
      <usize>gc_list_size(GEN_HEAD(2)),
      <usize>gc_list_size(GEN_HEAD(NUM_GENERATIONS)),
    ),
  );
}

/** format(x, ".4f"): new reference. */
function four_decimals(x: PyObject): PyObject | null {
  const spec = PyUnicode_FromString(cstr(".4f"));
  if (!spec) return null;
  const text = PyObject_Format(x, spec);
  Py_DECREF(spec);
  return text;
}

/** See gc/gc-hooks.ts. */
function line_of_frame(): usize {
  const frame = _PyThreadState_GetFrame();
  tstate.out_i32 = frame ? PyCode_Addr2Line(frame.code, _PyInterpreterFrame_LASTI(frame) << 1) : 0;
  return frame ? ptr(frame.code.co_filename) : 0;
}

/** Start-up: connects the collector. False: no memory. */
export function init_collector(): bool {
  check_traversal_layout();
  install_traversal(traverseproc.of(subtype_traverse), _PyDict_MaybeUntrack);
  install_garbage_hooks(
    handle_weakrefs_of,
    clear_all_free_lists,
    append_to_garbage,
    tp_clear_failed,
    collection_failed,
  );
  install_current_line(line_of_frame);
  install_report_hooks(invoke_callbacks, write_debug_cycle, write_debug_stats);
  gcstate.garbage = PyList_New(0);
  gcstate.callbacks = PyList_New(0);
  return gcstate.garbage !== null && gcstate.callbacks !== null;
}

/** ResourceWarning when gc.garbage holds something at the end, with what it is under DEBUG_UNCOLLECTABLE. */
export function _PyGC_DumpShutdownStats(): void {
  const garbage = gcstate.garbage;
  if (gcstate.debug & _PyGC_DEBUG_SAVEALL || !garbage || PyList_GET_SIZE(garbage) === 0) return;
  const n = <usize>PyList_GET_SIZE(garbage);
  const listed = (gcstate.debug & _PyGC_DEBUG_UNCOLLECTABLE) !== 0;
  const message = listed
    ? PyUnicode_FromFormat(cstr("gc: %zd uncollectable objects at shutdown"), n)
    : PyUnicode_FromFormat(
        cstr("gc: %zd uncollectable objects at shutdown; use gc.set_debug(gc.DEBUG_UNCOLLECTABLE) to list them"),
        n,
      );
  const name = _Py_ID("gc");
  const status = message ? PyErr_WarnExplicitObject(PyExc_ResourceWarning, message, name, 0, name, null) : -1;
  Py_XDECREF(message);
  if (status < 0) PyErr_WriteUnraisable(null);
  if (!listed) return;
  const repr = PyObject_Repr(garbage);
  if (!repr) {
    PyErr_WriteUnraisable(garbage);
    return;
  }
  PySys_WriteStderr(PyUnicode_FromFormat(cstr("      %U\n"), ptr(repr)));
  Py_DECREF(repr);
}
