/** The module `gc`, and the collector's connection to Python: callbacks, garbage, texts. CPython: Modules/gcmodule.c. */

import { _PyArg_AsSsize_t, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyObject_CallFunctionObjArgs } from "../abstract/call";
import { PyErr_Clear, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_Format } from "../abstract/format";
import { _PyIndex_Check } from "../abstract/number-convert";
import { PyErr_FormatUnraisable, PyErr_WriteUnraisable } from "../abstract/unraisable";
import { subtype_traverse } from "../builtin-types/base-object-dealloc";
import { _PyDict_ClearFreeList, _PyDict_MaybeUntrack, PyDict_New, PyDict_SetItemString } from "../builtin-types/dict";
import { _PySys_GetAttr, Py_PRINT_RAW, PyFile_WriteObject } from "../builtin-types/file";
import { _PyFloat_ClearFreeList, PyFloat_FromDouble } from "../builtin-types/float";
import { _PyAsyncGen_ClearFreeLists } from "../builtin-types/generator-async-values";
import { PyLong_FromLong, PyLong_FromSsize_t } from "../builtin-types/int";
import {
  _PyList_ClearFreeList,
  PyList_Append,
  PyList_GET_ITEM,
  PyList_GET_SIZE,
  PyList_New,
} from "../builtin-types/list";
import {
  module_add,
  module_begin,
  module_fast_keywords,
  module_noargs,
  module_o,
  module_varargs,
  PyModule_AddObjectRef,
} from "../builtin-types/module";
import { PyUnicode_FromString } from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import {
  _PyTuple_ClearFreeList,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_SET_ITEM,
} from "../builtin-types/tuple";
import { handle_weakrefs_of } from "../builtin-types/weakref-collect";
import {
  _Py_GC_REASON_MANUAL,
  _PyGC_DEBUG_COLLECTABLE,
  _PyGC_DEBUG_SAVEALL,
  _PyGC_DEBUG_STATS,
  _PyGC_DEBUG_UNCOLLECTABLE,
  gc_collect_main,
  generation_stats,
} from "../gc/collector";
import {
  _Py_FROM_GC,
  _PyGC_FINALIZED,
  _PyObject_GC_IS_TRACKED,
  GEN,
  gcstate,
  NUM_GENERATIONS,
  PyGC_Head,
} from "../gc/gc-alloc";
import { install_garbage_hooks, install_report_hooks, install_traversal } from "../gc/gc-hooks";
import { GC_NEXT, gc_list_merge, gc_list_size } from "../gc/gc-list";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFastWithKeywords, traverseproc, visitproc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_False, Py_None, Py_True, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { check_traversal_layout } from "./gc-layout";
import { _PyObject_IS_GC } from "./sys-memory";

/** @inline */
function GEN_HEAD(i: i32): usize {
  return changetype<usize>(GEN(i));
}

/** @inline */
function FROM_GC(gc: usize): PyObject {
  return _Py_FROM_GC(changetype<PyGC_Head>(gc));
}

// --- hooks of the collector ---

/** A full collection empties them; the one slice that is kept stays. */
function clear_all_free_lists(): void {
  _PyFloat_ClearFreeList();
  _PyTuple_ClearFreeList();
  _PyList_ClearFreeList();
  _PyDict_ClearFreeList();
  _PyAsyncGen_ClearFreeLists();
}

function append_to_garbage(o: PyObject): void {
  const garbage = gcstate.garbage;
  if (garbage && PyList_Append(garbage, o) < 0) PyErr_Clear();
}

function tp_clear_failed(o: PyObject): void {
  PyErr_FormatUnraisable(cstr("Exception ignored in tp_clear of %s"), o.ob_type.tp_name);
}

function collection_failed(): void {
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

function set_int(dict: PyObject, key: usize, value: i64): i32 {
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

/** Writes a line to sys.stderr; steals `text`, errors are dropped. */
function write_stderr(text: PyObject | null): void {
  const file = _PySys_GetAttr(_Py_ID("stderr"));
  if (!text || !file || ptr(file) === ptr(Py_None) || PyFile_WriteObject(text, file, Py_PRINT_RAW) < 0) PyErr_Clear();
  Py_XDECREF(text);
}

function write_debug_cycle(uncollectable: i32, o: PyObject): void {
  const word = uncollectable ? cstr("uncollectable") : cstr("collectable");
  write_stderr(PyUnicode_FromFormat(cstr("gc: %s <%s %p>\n"), word, o.ob_type.tp_name, ptr(o)));
}

function write_debug_stats(done: i32, a: i32, b: i32, seconds: f64): void {
  if (done) {
    const elapsed = PyFloat_FromDouble(seconds);
    const text = elapsed ? four_decimals(elapsed) : null;
    write_stderr(
      text
        ? PyUnicode_FromFormat(
            cstr("gc: done, %zd unreachable, %zd uncollectable, %Us elapsed\n"),
            <usize>a,
            <usize>b,
            ptr(text),
          )
        : null,
    );
    Py_XDECREF(elapsed);
    Py_XDECREF(text);
    return;
  }
  write_stderr(PyUnicode_FromFormat(cstr("gc: collecting generation %d...\n"), <usize>a));
  write_stderr(
    PyUnicode_FromFormat(
      cstr("gc: objects in each generation: %zd %zd %zd\n"),
      <usize>gc_list_size(GEN_HEAD(0)),
      <usize>gc_list_size(GEN_HEAD(1)),
      <usize>gc_list_size(GEN_HEAD(2)),
    ),
  );
  write_stderr(
    PyUnicode_FromFormat(
      cstr("gc: objects in permanent generation: %zd\n"),
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
  install_report_hooks(invoke_callbacks, write_debug_cycle, write_debug_stats);
  gcstate.garbage = PyList_New(0);
  gcstate.callbacks = PyList_New(0);
  return gcstate.garbage !== null && gcstate.callbacks !== null;
}

// --- functions ---

function gc_enable(_m: PyObject, _unused: PyObject | null): PyObject | null {
  gcstate.enabled = 1;
  return Py_None;
}

function gc_disable(_m: PyObject, _unused: PyObject | null): PyObject | null {
  gcstate.enabled = 0;
  return Py_None;
}

function gc_isenabled(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return gcstate.enabled ? Py_True : Py_False;
}

const collect_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function gc_collect(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(
    _PyArg_UnpackKeywords(collect_spec, cstr("collect"), cstr("generation"), 0, args, nargs, null, kwnames, 0, 1),
  );
  stack_release(mark);
  if (!changetype<usize>(a)) return null;
  let generation: i64 = NUM_GENERATIONS - 1;
  const arg = a.getOrNull(0);
  if (arg) {
    generation = _PyArg_AsSsize_t(arg);
    if (generation === -1 && tstate.current_exception) return null;
  }
  if (generation < 0 || generation >= NUM_GENERATIONS) {
    PyErr_SetString(PyExc_ValueError, cstr("invalid generation"));
    return null;
  }
  return PyLong_FromSsize_t(<i64>gc_collect_main(<i32>generation, _Py_GC_REASON_MANUAL));
}

function gc_set_debug(_m: PyObject, flags: PyObject | null): PyObject | null {
  const value = _PyArg_AsSsize_t(flags!);
  if (value === -1 && tstate.current_exception) return null;
  gcstate.debug = <i32>value;
  return Py_None;
}

function gc_get_debug(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromLong(<i64>gcstate.debug);
}

function gc_set_threshold(_m: PyObject, args: PyObject | null): PyObject | null {
  const n = PyTuple_GET_SIZE(args!);
  if (n < 1 || n > 3) {
    PyErr_SetString(PyExc_TypeError, cstr("gc.set_threshold requires 1 to 3 arguments"));
    return null;
  }
  for (let i = 0; i < n; i++) {
    const value = _PyArg_AsSsize_t(PyTuple_GET_ITEM(args!, i));
    if (value === -1 && tstate.current_exception) return null;
    GEN(i).threshold = <i32>value;
  }
  return Py_None;
}

/** (a, b, c): new reference. */
function triple(a: i32, b: i32, c: i32): PyObject | null {
  const result = PyTuple_New(3);
  if (!result) return null;
  PyTuple_SET_ITEM(result, 0, PyLong_FromLong(<i64>a));
  PyTuple_SET_ITEM(result, 1, PyLong_FromLong(<i64>b));
  PyTuple_SET_ITEM(result, 2, PyLong_FromLong(<i64>c));
  if (!tstate.current_exception) return result;
  Py_DECREF(result);
  return null;
}

function gc_get_threshold(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return triple(GEN(0).threshold, GEN(1).threshold, GEN(2).threshold);
}

function gc_get_count(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return triple(GEN(0).count, GEN(1).count, GEN(2).count);
}

function gc_get_stats(_m: PyObject, _unused: PyObject | null): PyObject | null {
  const result = PyList_New(0);
  if (!result) return null;
  for (let i = 0; i < NUM_GENERATIONS; i++) {
    const stats = generation_stats(i);
    const dict = PyDict_New();
    let status = dict ? 0 : -1;
    if (dict) {
      status = set_int(dict, cstr("collections"), stats.collections);
      if (status === 0) status = set_int(dict, cstr("collected"), stats.collected);
      if (status === 0) status = set_int(dict, cstr("uncollectable"), stats.uncollectable);
      if (status === 0) status = PyList_Append(result, dict);
      Py_DECREF(dict);
    }
    if (status < 0) {
      Py_DECREF(result);
      return null;
    }
  }
  return result;
}

/** Appends the objects of a GC list except `result` itself. -1 with an exception. */
function append_objects(result: PyObject, list: usize): i32 {
  for (let gc = GC_NEXT(list); gc !== list; gc = GC_NEXT(gc)) {
    const o = FROM_GC(gc);
    if (ptr(o) !== ptr(result) && PyList_Append(result, o) < 0) return -1;
  }
  return 0;
}

const objects_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** The generation given, -1 for None; i32.MIN_VALUE with an exception. */
function generation_argument(arg: PyObject | null): i32 {
  if (!arg || ptr(arg) === ptr(Py_None)) return -1;
  if (!_PyIndex_Check(arg)) {
    PyErr_Format(PyExc_TypeError, cstr("argument should be integer or None, not '%.200s'"), arg.ob_type.tp_name);
    return i32.MIN_VALUE;
  }
  const generation = _PyArg_AsSsize_t(arg);
  if (generation === -1 && tstate.current_exception) return i32.MIN_VALUE;
  if (generation >= NUM_GENERATIONS) {
    PyErr_Format(
      PyExc_ValueError,
      cstr("generation parameter must be less than the number of available generations (%i)"),
      NUM_GENERATIONS,
    );
    return i32.MIN_VALUE;
  }
  if (generation < -1) {
    PyErr_SetString(PyExc_ValueError, cstr("generation parameter cannot be negative"));
    return i32.MIN_VALUE;
  }
  return <i32>generation;
}

function gc_get_objects(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(
    _PyArg_UnpackKeywords(objects_spec, cstr("get_objects"), cstr("generation"), 0, args, nargs, null, kwnames, 0, 1),
  );
  stack_release(mark);
  if (!changetype<usize>(a)) return null;
  const generation = generation_argument(a.getOrNull(0));
  if (generation === i32.MIN_VALUE) return null;
  const result = PyList_New(0);
  if (!result) return null;
  const first = generation < 0 ? 0 : generation;
  const last = generation < 0 ? NUM_GENERATIONS - 1 : generation;
  for (let i = first; i <= last; i++) {
    if (append_objects(result, GEN_HEAD(i)) < 0) {
      Py_DECREF(result);
      return null;
    }
  }
  return result;
}

/** visitproc of get_referrers: 1 when `o` is among the tuple `targets`. */
function referrersvisit(o: PyObject, targets: usize): i32 {
  const tuple = changetype<PyObject>(targets);
  const n = PyTuple_GET_SIZE(tuple);
  for (let i = 0; i < n; i++) if (ptr(PyTuple_GET_ITEM(tuple, i)) === ptr(o)) return 1;
  return 0;
}

function gc_get_referrers(_m: PyObject, args: PyObject | null): PyObject | null {
  const result = PyList_New(0);
  if (!result) return null;
  for (let i = 0; i < NUM_GENERATIONS; i++) {
    const list = GEN_HEAD(i);
    for (let gc = GC_NEXT(list); gc !== list; gc = GC_NEXT(gc)) {
      const o = FROM_GC(gc);
      if (ptr(o) === ptr(args) || ptr(o) === ptr(result)) continue;
      const traverse = o.ob_type.tp_traverse;
      if (!traverse || traverse.call(o, visitproc.of(referrersvisit), ptr(args)) === 0) continue;
      if (PyList_Append(result, o) < 0) {
        Py_DECREF(result);
        return null;
      }
    }
  }
  return result;
}

/** visitproc of get_referents. */
function referentsvisit(o: PyObject, list: usize): i32 {
  return PyList_Append(changetype<PyObject>(list), o) < 0 ? 1 : 0;
}

function gc_get_referents(_m: PyObject, args: PyObject | null): PyObject | null {
  const result = PyList_New(0);
  if (!result) return null;
  const n = PyTuple_GET_SIZE(args!);
  for (let i = 0; i < n; i++) {
    const o = PyTuple_GET_ITEM(args!, i);
    if (!_PyObject_IS_GC(o)) continue;
    const traverse = o.ob_type.tp_traverse;
    if (traverse && traverse.call(o, visitproc.of(referentsvisit), ptr(result)) !== 0) {
      Py_DECREF(result);
      return null;
    }
  }
  return result;
}

function gc_is_tracked(_m: PyObject, o: PyObject | null): PyObject | null {
  return _PyObject_IS_GC(o!) && _PyObject_GC_IS_TRACKED(o!) ? Py_True : Py_False;
}

function gc_is_finalized(_m: PyObject, o: PyObject | null): PyObject | null {
  return _PyObject_IS_GC(o!) && _PyGC_FINALIZED(o!) ? Py_True : Py_False;
}

function gc_freeze(_m: PyObject, _unused: PyObject | null): PyObject | null {
  for (let i = 0; i < NUM_GENERATIONS; i++) {
    gc_list_merge(GEN_HEAD(i), GEN_HEAD(NUM_GENERATIONS));
    GEN(i).count = 0;
  }
  gcstate.frozen = 1;
  return Py_None;
}

function gc_unfreeze(_m: PyObject, _unused: PyObject | null): PyObject | null {
  gc_list_merge(GEN_HEAD(NUM_GENERATIONS), GEN_HEAD(NUM_GENERATIONS - 1));
  gcstate.frozen = 0;
  return Py_None;
}

function gc_get_freeze_count(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromSsize_t(<i64>gc_list_size(GEN_HEAD(NUM_GENERATIONS)));
}

function add_switches(m: PyObject): bool {
  return (
    module_noargs(
      m,
      cstr("enable"),
      PyCFunction.of(gc_enable),
      cstr("enable($module, /)\n--\n\nCollects automatically."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("disable"),
      PyCFunction.of(gc_disable),
      cstr("disable($module, /)\n--\n\nCollects only when asked."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("isenabled"),
      PyCFunction.of(gc_isenabled),
      cstr("isenabled($module, /)\n--\n\nWhether collection is automatic."),
    ) === 0 &&
    module_o(
      m,
      cstr("set_debug"),
      PyCFunction.of(gc_set_debug),
      cstr("set_debug($module, flags, /)\n--\n\nSets the DEBUG_ flags."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("get_debug"),
      PyCFunction.of(gc_get_debug),
      cstr("get_debug($module, /)\n--\n\nThe DEBUG_ flags."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("get_count"),
      PyCFunction.of(gc_get_count),
      cstr("get_count($module, /)\n--\n\nThe counters of the generations."),
    ) === 0 &&
    module_varargs(
      m,
      cstr("set_threshold"),
      PyCFunction.of(gc_set_threshold),
      cstr(
        "set_threshold(threshold0, [threshold1, [threshold2]])\n\nSets the limits of the counters; 0 switches automatic collection off.",
      ),
    ) === 0 &&
    module_noargs(
      m,
      cstr("get_threshold"),
      PyCFunction.of(gc_get_threshold),
      cstr("get_threshold($module, /)\n--\n\nThe limits of the counters."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("collect"),
      PyCFunctionFastWithKeywords.of(gc_collect),
      cstr("collect($module, /, generation=2)\n--\n\nCollects; returns how many unreachable objects were found."),
    ) === 0
  );
}

function add_queries(m: PyObject): bool {
  return (
    module_fast_keywords(
      m,
      cstr("get_objects"),
      PyCFunctionFastWithKeywords.of(gc_get_objects),
      cstr("get_objects($module, /, generation=None)\n--\n\nThe tracked objects, of one generation or of all."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("get_stats"),
      PyCFunction.of(gc_get_stats),
      cstr("get_stats($module, /)\n--\n\nWhat the collections of each generation did."),
    ) === 0 &&
    module_o(
      m,
      cstr("is_tracked"),
      PyCFunction.of(gc_is_tracked),
      cstr("is_tracked($module, obj, /)\n--\n\nWhether the collector tracks obj."),
    ) === 0 &&
    module_o(
      m,
      cstr("is_finalized"),
      PyCFunction.of(gc_is_finalized),
      cstr("is_finalized($module, obj, /)\n--\n\nWhether obj's finalizer has run."),
    ) === 0 &&
    module_varargs(
      m,
      cstr("get_referrers"),
      PyCFunction.of(gc_get_referrers),
      cstr("get_referrers($module, /, *objs)\n--\n\nThe tracked objects that refer to one of objs."),
    ) === 0 &&
    module_varargs(
      m,
      cstr("get_referents"),
      PyCFunction.of(gc_get_referents),
      cstr("get_referents($module, /, *objs)\n--\n\nWhat objs refer to."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("freeze"),
      PyCFunction.of(gc_freeze),
      cstr("freeze($module, /)\n--\n\nSets all tracked objects apart from later collections."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("unfreeze"),
      PyCFunction.of(gc_unfreeze),
      cstr("unfreeze($module, /)\n--\n\nGives the frozen objects back to the oldest generation."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("get_freeze_count"),
      PyCFunction.of(gc_get_freeze_count),
      cstr("get_freeze_count($module, /)\n--\n\nHow many objects are frozen."),
    ) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit_gc(): PyObject | null {
  const m = module_begin(cstr("gc"), cstr("The collector of reference cycles."));
  if (!m) return null;
  const ok =
    add_switches(m) &&
    add_queries(m) &&
    PyModule_AddObjectRef(m, cstr("garbage"), gcstate.garbage!) === 0 &&
    PyModule_AddObjectRef(m, cstr("callbacks"), gcstate.callbacks!) === 0 &&
    module_add(m, cstr("DEBUG_STATS"), PyLong_FromLong(_PyGC_DEBUG_STATS)) === 0 &&
    module_add(m, cstr("DEBUG_COLLECTABLE"), PyLong_FromLong(_PyGC_DEBUG_COLLECTABLE)) === 0 &&
    module_add(m, cstr("DEBUG_UNCOLLECTABLE"), PyLong_FromLong(_PyGC_DEBUG_UNCOLLECTABLE)) === 0 &&
    module_add(m, cstr("DEBUG_SAVEALL"), PyLong_FromLong(_PyGC_DEBUG_SAVEALL)) === 0 &&
    module_add(m, cstr("DEBUG_LEAK"), PyLong_FromLong(38)) === 0;
  if (ok) return m;
  Py_DECREF(m);
  return null;
}
