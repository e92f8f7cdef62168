/** The functions of `sys` about coroutines and asynchronous generators. CPython: Python/sysmodule.c. */

import { _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PySys_Audit } from "../abstract/audit";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyCallable_Check } from "../abstract/object-protocol";
import { PyLong_AsInt, PyLong_FromLong } from "../builtin-types/int";
import { module_fast_keywords, module_noargs } from "../builtin-types/module";
import { PyStructSequence_New, PyStructSequence_SET_ITEM, structseq_type } from "../builtin-types/structseq";
import { _PyObject_GC_TRACK } from "../gc/gc-alloc";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";

const depth_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const hooks_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

@unmanaged
class AsyncGenHooks {
  /** asyncgen_hooks: a static type in permanent memory. */
  type: PyTypeObject;
}
const state: AsyncGenHooks = changetype<AsyncGenHooks>(memory.data(16, 8));

function sys_set_coroutine_origin_tracking_depth(
  _m: PyObject,
  args: Slots,
  nargs: i32,
  kwnames: PyObject | null,
): PyObject | null {
  const mark = stack_mark();
  const name = cstr("set_coroutine_origin_tracking_depth");
  const a = Slots.at(_PyArg_UnpackKeywords(depth_spec, name, cstr("depth"), 0, args, nargs, null, kwnames, 1, 1));
  stack_release(mark);
  if (!changetype<usize>(a)) return null;
  const depth = PyLong_AsInt(a.get(0));
  if (depth === -1 && tstate.current_exception) return null;
  if (depth < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("depth must be >= 0"));
    return null;
  }
  tstate.coroutine_origin_tracking_depth = depth;
  return Py_None;
}

function sys_get_coroutine_origin_tracking_depth(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromLong(<i64>tstate.coroutine_origin_tracking_depth);
}

/** A hook that is given must be callable or None. False with TypeError. */
function check_hook(hook: PyObject | null, format: usize): bool {
  if (!hook || ptr(hook) === ptr(Py_None) || PyCallable_Check(hook)) return true;
  PyErr_Format(PyExc_TypeError, format, hook.ob_type.tp_name);
  return false;
}

/** What is kept of a hook that is given: None is none. New reference or NULL. */
function kept(hook: PyObject): PyObject | null {
  return ptr(hook) === ptr(Py_None) ? null : Py_NewRef(hook);
}

/** Not given: stays as it is. All or nothing. */
function sys_set_asyncgen_hooks(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("firstiter finalizer");
  const name = cstr("set_asyncgen_hooks");
  const a = Slots.at(_PyArg_UnpackKeywords(hooks_spec, name, names, 0, args, nargs, null, kwnames, 0, 2));
  stack_release(mark);
  if (!changetype<usize>(a)) return null;
  const firstiter = a.getOrNull(0);
  const finalizer = a.getOrNull(1);
  if (!check_hook(finalizer, cstr("callable finalizer expected, got %.50s"))) return null;
  if (!check_hook(firstiter, cstr("callable firstiter expected, got %.50s"))) return null;
  if (finalizer) {
    if (PySys_Audit(cstr("sys.set_asyncgen_hook_finalizer")) < 0) return null;
    const old = tstate.async_gen_finalizer;
    tstate.async_gen_finalizer = kept(finalizer);
    Py_XDECREF(old);
  }
  if (firstiter) {
    if (PySys_Audit(cstr("sys.set_asyncgen_hook_firstiter")) < 0) return null;
    const old = tstate.async_gen_firstiter;
    tstate.async_gen_firstiter = kept(firstiter);
    Py_XDECREF(old);
  }
  return Py_None;
}

function sys_get_asyncgen_hooks(_m: PyObject, _unused: PyObject | null): PyObject | null {
  const result = PyStructSequence_New(state.type);
  if (!result) return null;
  const firstiter = tstate.async_gen_firstiter;
  const finalizer = tstate.async_gen_finalizer;
  PyStructSequence_SET_ITEM(result, 0, Py_NewRef(firstiter ? firstiter : Py_None));
  PyStructSequence_SET_ITEM(result, 1, Py_NewRef(finalizer ? finalizer : Py_None));
  _PyObject_GC_TRACK(result);
  return result;
}

function init_hooks_type(): bool {
  const t = structseq_type(
    cstr("asyncgen_hooks"),
    cstr("asyncgen_hooks\n\nWhat is called when an asynchronous generator begins, and when it is dropped unfinished."),
    cstr("firstiter finalizer"),
    2,
    false,
  );
  if (!t) return false;
  state.type = t;
  return true;
}

/** Adds these functions to `sys`. False with an exception. */
export function add_coroutine_functions(m: PyObject): bool {
  return (
    init_hooks_type() &&
    module_fast_keywords(
      m,
      cstr("set_coroutine_origin_tracking_depth"),
      PyCFunctionFastWithKeywords.of(sys_set_coroutine_origin_tracking_depth),
      cstr(
        "set_coroutine_origin_tracking_depth($module, /, depth)\n--\n\nHow many frames cr_origin of a new coroutine tells of.",
      ),
    ) === 0 &&
    module_noargs(
      m,
      cstr("get_coroutine_origin_tracking_depth"),
      PyCFunction.of(sys_get_coroutine_origin_tracking_depth),
      cstr(
        "get_coroutine_origin_tracking_depth($module, /)\n--\n\nHow many frames cr_origin of a new coroutine tells of.",
      ),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("set_asyncgen_hooks"),
      PyCFunctionFastWithKeywords.of(sys_set_asyncgen_hooks),
      cstr(
        "set_asyncgen_hooks([firstiter] [, finalizer])\n\nSets what is told of asynchronous generators that begin, or are dropped unfinished.",
      ),
    ) === 0 &&
    module_noargs(
      m,
      cstr("get_asyncgen_hooks"),
      PyCFunction.of(sys_get_asyncgen_hooks),
      cstr("get_asyncgen_hooks($module, /)\n--\n\nThe hooks that set_asyncgen_hooks() has set."),
    ) === 0
  );
}
