/** The module `gc`. CPython: Modules/gcmodule.c. */

import { _PyArg_AsInt, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PySys_AuditOne, should_audit } from "../abstract/audit";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { _PyIndex_Check, PyNumber_AsSsize_t } from "../abstract/number-convert";
import { PyDict_New } from "../builtin-types/dict";
import { PyLong_AsInt, PyLong_FromLong, PyLong_FromSsize_t } from "../builtin-types/int";
import { PyList_Append, PyList_New } from "../builtin-types/list";
import {
  module_add,
  module_begin,
  module_fast,
  module_fast_keywords,
  module_noargs,
  module_o,
  module_varargs,
  PyModule_AddObjectRef,
} from "../builtin-types/module";
import {
  _PyTuple_FromArray,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_SET_ITEM,
} from "../builtin-types/tuple";
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
import { GC_NEXT, gc_list_merge, gc_list_size } from "../gc/gc-list";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject, ptr, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords, visitproc } from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_True,
  PyExc_OverflowError,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import { set_int } from "./collector-hooks";
import { _PyObject_IS_GC } from "./sys-memory";

/** @inline */
function GEN_HEAD(i: i32): usize {
  return changetype<usize>(GEN(i));
}

/** @inline */
function FROM_GC(gc: usize): PyObject {
  return _Py_FROM_GC(changetype<PyGC_Head>(gc));
}

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
    generation = <i64>PyLong_AsInt(arg);
    if (generation === -1 && tstate.current_exception) return null;
  }
  if (generation < 0 || generation >= NUM_GENERATIONS) {
    PyErr_SetString(PyExc_ValueError, cstr("invalid generation"));
    return null;
  }
  return PyLong_FromSsize_t(<i64>gc_collect_main(<i32>generation, _Py_GC_REASON_MANUAL));
}

function gc_set_debug(_m: PyObject, flags: PyObject | null): PyObject | null {
  const value = PyLong_AsInt(flags!);
  if (value === -1 && tstate.current_exception) return null;
  gcstate.debug = value;
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
  let threshold1 = 0;
  let threshold2 = 0;
  const threshold0 = _PyArg_AsInt(PyTuple_GET_ITEM(args!, 0));
  if (threshold0 === -1 && tstate.current_exception) return null;
  if (n > 1) {
    threshold1 = _PyArg_AsInt(PyTuple_GET_ITEM(args!, 1));
    if (threshold1 === -1 && tstate.current_exception) return null;
  }
  if (n > 2) {
    threshold2 = _PyArg_AsInt(PyTuple_GET_ITEM(args!, 2));
    if (threshold2 === -1 && tstate.current_exception) return null;
  }
  // All or nothing.
  GEN(0).threshold = threshold0;
  if (n > 1) GEN(1).threshold = threshold1;
  if (n > 2) GEN(2).threshold = threshold2;
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

/** The generation given, -1 for None or nothing; -1 also with an exception (test tstate.current_exception). */
function generation_argument(arg: PyObject | null): i64 {
  if (!arg || ptr(arg) === ptr(Py_None)) return -1;
  if (_PyIndex_Check(arg)) return PyNumber_AsSsize_t(arg, PyExc_OverflowError);
  PyErr_Format(PyExc_TypeError, cstr("argument should be integer or None, not '%.200s'"), arg.ob_type.tp_name);
  return -1;
}

/** Is it one, or -1 for all? False with ValueError. */
function is_generation(generation: i64): bool {
  if (generation >= NUM_GENERATIONS) {
    PyErr_Format(
      PyExc_ValueError,
      cstr("generation parameter must be less than the number of available generations (%i)"),
      NUM_GENERATIONS,
    );
    return false;
  }
  if (generation >= -1) return true;
  PyErr_SetString(PyExc_ValueError, cstr("generation parameter cannot be negative"));
  return false;
}

/** The event gc.get_objects. -1 with the exception of a hook. */
function audit_get_objects(generation: i64): i32 {
  if (!should_audit()) return 0;
  const number = PyLong_FromLong(generation);
  if (!number) return -1;
  const status = PySys_AuditOne(cstr("gc.get_objects"), number);
  Py_DECREF(number);
  return status;
}

function gc_get_objects(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(
    _PyArg_UnpackKeywords(objects_spec, cstr("get_objects"), cstr("generation"), 0, args, nargs, null, kwnames, 0, 1),
  );
  stack_release(mark);
  if (!changetype<usize>(a)) return null;
  const generation = generation_argument(a.getOrNull(0));
  if (generation === -1 && tstate.current_exception) return null;
  if (audit_get_objects(generation) < 0 || !is_generation(generation)) return null;
  const result = PyList_New(0);
  if (!result) return null;
  const first = generation < 0 ? 0 : <i32>generation;
  const last = generation < 0 ? NUM_GENERATIONS - 1 : <i32>generation;
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

function gc_get_referrers(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const objs = _PyTuple_FromArray(args, nargs);
  if (!objs) return null;
  const result = PySys_AuditOne(cstr("gc.get_referrers"), objs) === 0 ? referrers_of(objs) : null;
  Py_DECREF(objs);
  return result;
}

/** The tracked objects that refer to one of the tuple `args`: new reference. */
function referrers_of(args: PyObject): PyObject | null {
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

function gc_get_referents(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const objs = _PyTuple_FromArray(args, nargs);
  if (!objs) return null;
  const result = PySys_AuditOne(cstr("gc.get_referents"), objs) === 0 ? referents_of(objs) : null;
  Py_DECREF(objs);
  return result;
}

/** What the objects of the tuple `args` refer to: new reference. */
function referents_of(args: PyObject): PyObject | null {
  const result = PyList_New(0);
  if (!result) return null;
  const n = PyTuple_GET_SIZE(args);
  for (let i = 0; i < n; i++) {
    const o = PyTuple_GET_ITEM(args, i);
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
    module_fast(
      m,
      cstr("get_referrers"),
      PyCFunctionFast.of(gc_get_referrers),
      cstr("get_referrers($module, /, *objs)\n--\n\nThe tracked objects that refer to one of objs."),
    ) === 0 &&
    module_fast(
      m,
      cstr("get_referents"),
      PyCFunctionFast.of(gc_get_referents),
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
