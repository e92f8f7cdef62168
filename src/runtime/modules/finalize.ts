/**
 * Ending the interpreter: what is called, cleared and collected, in which order. CPython: Py_FinalizeEx,
 * finalize_modules of Python/pylifecycle.c.
 *
 * atexit functions; one collection; sys loses the names by which programs leave things there; sys.modules is emptied, a
 * weak reference to each module kept; one collection; the modules that still live are cleared, the last imported first;
 * sys and builtins are cleared last.
 */

import { PyObject_GetAttr } from "../abstract/attribute";
import { PySys_Audit } from "../abstract/audit";
import { PyErr_Clear, PyErr_GetRaisedException, PyErr_SetRaisedException } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { forget_stack } from "../abstract/recursion";
import { PyErr_FormatUnraisable, PyErr_WriteUnraisable } from "../abstract/unraisable";
import {
  PyDict_Clear,
  PyDict_Copy,
  PyDict_GetItemRef,
  PyDict_Next,
  PyDict_SetItem,
  PyDict_Update,
} from "../builtin-types/dict";
import { _PyFile_Flush, _PySys_GetAttr } from "../builtin-types/file";
import { PyList_Append, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New } from "../builtin-types/list";
import { _PyModule_Clear, _PyModule_ClearDict, PyModule_Check, PyModule_GetDict } from "../builtin-types/module";
import { get_latin1_char } from "../builtin-types/str";
import { _PyWeakref_GET_REF, PyWeakref_NewRef } from "../builtin-types/weakref";
import { _Py_GC_REASON_SHUTDOWN, gc_collect_main, PyGC_Collect } from "../gc/collector";
import { NUM_GENERATIONS } from "../gc/gc-alloc";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { interp, tstate } from "../object/state";
import { Py_None } from "../object/static-types";
import { _PyAST_Fini } from "./ast-classes";
import { atexit_callfuncs } from "./atexit";
import { _PyGC_DumpShutdownStats } from "./collector-hooks";
import { _PySignal_Fini } from "./signal-state";
import { _PyTraceMalloc_Stop } from "./tracemalloc-traces";

/** dict[name] = value (NULL: None); failures are dropped. */
function reset(dict: PyObject, name: PyObject, value: PyObject | null): void {
  if (PyDict_SetItem(dict, name, value ? value : Py_None) < 0) PyErr_Clear();
}

/** sys.name = sys.__name__. */
function restore_stream(sysdict: PyObject, name: PyObject, original: PyObject): void {
  const found = PyDict_GetItemRef(sysdict, original);
  if (found < 0) PyErr_Clear();
  const value = found > 0 ? tstate.out_object : null;
  reset(sysdict, name, value);
  Py_XDECREF(value);
}

function finalize_modules_delete_special(sysdict: PyObject): void {
  reset(interp.builtins!, get_latin1_char(95), null);
  reset(sysdict, _Py_ID("path"), null);
  reset(sysdict, _Py_ID("argv"), null);
  reset(sysdict, _Py_ID("ps1"), null);
  reset(sysdict, _Py_ID("ps2"), null);
  reset(sysdict, _Py_ID("last_exc"), null);
  reset(sysdict, _Py_ID("last_type"), null);
  reset(sysdict, _Py_ID("last_value"), null);
  reset(sysdict, _Py_ID("last_traceback"), null);
  reset(sysdict, _Py_ID("path_importer_cache"), null);
  reset(sysdict, _Py_ID("meta_path"), null);
  reset(sysdict, _Py_ID("path_hooks"), null);
  restore_stream(sysdict, _Py_ID("stdin"), _Py_ID("__stdin__"));
  restore_stream(sysdict, _Py_ID("stdout"), _Py_ID("__stdout__"));
  restore_stream(sysdict, _Py_ID("stderr"), _Py_ID("__stderr__"));
}

/** Sets every entry of sys.modules to None; a list of weak references to the modules, in importing order. New reference. */
function finalize_remove_modules(modules: PyObject): PyObject | null {
  const weaklist = PyList_New(0);
  if (!weaklist) PyErr_Clear();
  let pos = 0;
  while ((pos = PyDict_Next(modules, pos)) !== 0) {
    const key = Py_NewRef(tstate.out_object!);
    const module = Py_NewRef(tstate.out_object2!);
    if (PyModule_Check(module)) {
      if (weaklist) {
        const ref = PyWeakref_NewRef(module, null);
        if (!ref || PyList_Append(weaklist, ref) < 0) PyErr_Clear();
        Py_XDECREF(ref);
      }
      if (PyDict_SetItem(modules, key, Py_None) < 0) PyErr_WriteUnraisable(null);
    }
    Py_DECREF(module);
    Py_DECREF(key);
  }
  return weaklist;
}

/** Clears the modules that are still alive, the last imported first. */
function finalize_modules_clear_weaklist(weaklist: PyObject): void {
  for (let i = PyList_GET_SIZE(weaklist) - 1; i >= 0; i--) {
    const module = _PyWeakref_GET_REF(PyList_GET_ITEM(weaklist, i));
    if (!module) continue;
    const dict = PyModule_GetDict(module);
    if (ptr(dict) !== ptr(interp.builtins) && ptr(dict) !== ptr(interp.sysdict)) _PyModule_Clear(module);
    Py_DECREF(module);
  }
}

/** A full collection whose errors are dropped; without callbacks. */
function _PyGC_CollectNoFail(): void {
  gc_collect_main(NUM_GENERATIONS - 1, _Py_GC_REASON_SHUTDOWN);
}

/** builtins is again what it was at the start; what programs have put there goes. */
function finalize_restore_builtins(): void {
  const builtins = interp.builtins!;
  const kept = PyDict_Copy(builtins);
  if (!kept) PyErr_Clear();
  PyDict_Clear(builtins);
  if (PyDict_Update(builtins, interp.builtins_copy!) < 0) PyErr_Clear();
  Py_XDECREF(kept);
}

/** The hooks are told, and go; so do the thread's context and importlib. */
function clear_interpreter(): void {
  if (PySys_Audit(cstr("cpython.PyInterpreterState_Clear")) < 0) PyErr_Clear();
  const context = tstate.context;
  tstate.context = null;
  Py_XDECREF(context);
  const hooks = interp.audit_hooks;
  interp.audit_hooks = null;
  Py_XDECREF(hooks);
  const importlib = interp.importlib;
  interp.importlib = null;
  Py_XDECREF(importlib);
}

function finalize_modules(): void {
  const modules = interp.modules;
  const sysdict = interp.sysdict;
  if (!modules || !sysdict) return;
  finalize_modules_delete_special(sysdict);
  const weaklist = finalize_remove_modules(modules);
  PyDict_Clear(modules);
  finalize_restore_builtins();
  _PyGC_CollectNoFail();
  _PyGC_DumpShutdownStats();
  if (weaklist) {
    finalize_modules_clear_weaklist(weaklist);
    Py_DECREF(weaklist);
  }
  _PyModule_ClearDict(sysdict);
  _PyModule_ClearDict(interp.builtins!);
  Py_DECREF(interp.builtins_copy!);
  interp.builtins_copy = null;
  clear_interpreter();
  _PyGC_CollectNoFail();
}

/** Flushes sys.stderr and sys.stdout; what goes wrong is dropped, the current exception kept. */
export function flush_io(): void {
  const exc = PyErr_GetRaisedException();
  for (let fd = 2; fd >= 1; fd--) {
    const file = _PySys_GetAttr(fd === 1 ? _Py_ID("stdout") : _Py_ID("stderr"));
    if (file && _PyFile_Flush(file) < 0) PyErr_Clear();
  }
  PyErr_SetRaisedException(exc);
}

/** Is the attribute `closed` true? Errors are dropped. */
function file_is_closed(file: PyObject): bool {
  const value = PyObject_GetAttr(file, _Py_ID("closed"));
  const closed = value ? PyObject_IsTrue(value) : -1;
  Py_XDECREF(value);
  if (closed < 0) PyErr_Clear();
  return closed > 0;
}

/** Flushes sys.stdout and sys.stderr as they are now. -1 when that failed. */
export function flush_std_files(): i32 {
  let status = 0;
  for (let fd = 1; fd <= 2; fd++) {
    const file = _PySys_GetAttr(fd === 1 ? _Py_ID("stdout") : _Py_ID("stderr"));
    if (!file || ptr(file) === ptr(Py_None) || file_is_closed(file)) continue;
    if (_PyFile_Flush(file) < 0) {
      if (fd === 1) PyErr_FormatUnraisable(cstr("Exception ignored on flushing sys.stdout"));
      else PyErr_Clear();
      status = -1;
    }
  }
  return status;
}

/** Ends the interpreter. 0, or -1 when flushing stdout failed. */
export function Py_FinalizeEx(): i32 {
  if (interp.phase !== 1) return 0;
  forget_stack();
  atexit_callfuncs();
  let status = flush_std_files();
  interp.phase = 2;
  _PySignal_Fini();
  PyGC_Collect();
  finalize_modules();
  if (flush_std_files() < 0) status = -1;
  _PyAST_Fini();
  _PyTraceMalloc_Stop();
  return status;
}
