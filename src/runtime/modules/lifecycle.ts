/** Starting the interpreter and running the main program. CPython: Python/pylifecycle.c, Modules/main.c, Python/pythonrun.c. */

import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_NoMemory } from "../abstract/errors";
import {
  install_eval_frame,
  install_frame_locals,
  install_import_module,
  install_make_sys_attribute,
  install_set_opcode_trace,
} from "../abstract/hooks";
import { forget_stack, Py_C_RECURSION_LIMIT } from "../abstract/recursion";
import { _PyErr_InitTypes } from "../abstract/unraisable";
import { init_bytes_singletons } from "../builtin-types/bytes";
import { PyDict_Copy, PyDict_GetItemRef, PyDict_New, PyDict_SetItem } from "../builtin-types/dict";
import { preallocate_memerrors } from "../builtin-types/exception";
import { create_exception_group_class } from "../builtin-types/exception-group";
import { _PySys_GetAttr } from "../builtin-types/file";
import { _PyEval_GetFrameLocals, PyFrameObject } from "../builtin-types/frame-object";
import { install_function_vectorcall } from "../builtin-types/function";
import { _PyLong_InitSmallInts } from "../builtin-types/int";
import { _PyInterpreterFrame } from "../builtin-types/interpreter-frame";
import { PyList_Append } from "../builtin-types/list";
import { PyModule_GetDict } from "../builtin-types/module";
import { PySlice_New } from "../builtin-types/slice";
import { init_latin1_characters, PyUnicode_FromString, PyUnicode_FromStringAndSize } from "../builtin-types/str";
import { _Py_HashRandomization_Init } from "../builtin-types/str-hash";
import { init_identifiers } from "../builtin-types/str-intern";
import { _PyTuple_InitEmpty, PyTuple_New, PyTuple_SET_ITEM } from "../builtin-types/tuple";
import { static_type_at, static_type_count } from "../builtin-types/type-define";
import { _PyType_InitCache, _PyType_Lookup } from "../builtin-types/type-lookup";
import { PyType_Ready } from "../builtin-types/type-ready";
import { _Py_initialize_generic } from "../builtin-types/typing-generic";
import { _PyWarnings_InitState } from "../builtin-types/warnings";
import { _Py_RunGC } from "../gc/collector";
import { _PyGC_InitState } from "../gc/gc-alloc";
import { _Py_ID } from "../object/literals";
import { install_no_memory } from "../object/no-memory";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject } from "../object/object";
import { vectorcallfunc } from "../object/slots";
import { exc_state, interp, tstate } from "../object/state";
import { Py_None, PyBaseObject_Type, PyExc_KeyboardInterrupt, PyList_Type } from "../object/static-types";
import { _PyFunction_Vectorcall } from "../vm/call-python";
import { _PyEval_EvalFrame } from "../vm/eval";
import { _Py_HandlePending, install_run_gc } from "../vm/eval-breaker";
import { Py_CompileStringObject, PyEval_EvalCode } from "../vm/eval-code";
import { PyImport_Import } from "../vm/import";
import { PyImport_AddModuleRef } from "../vm/import-load";
import { make_sys_attribute } from "../vm/import-protocol";
import { builtin_module_count, builtin_module_name } from "../vm/inittab";
import { _PyEval_SetOpcodeTrace } from "../vm/legacy-tracing";
import { init_trampolines } from "../vm/trampolines";
import { PyInit_builtins } from "./builtins";
import { init_collector } from "./collector-hooks";
import { PyErr_PrintEx } from "./error-display";
import { flush_io } from "./finalize";
import { fill_inittab } from "./inittab-entries";
import { init_text_mode } from "./io-encoding";
import { flush_first_stdout, init_early_stderr, init_io } from "./io-stdio";
import { install_signals } from "./signal-state";
import { init_static_types } from "./static-type-list";
import { PyInit_sys } from "./sys";

function raise_memory_error(): void {
  PyErr_NoMemory();
}

function init_thread_state(): void {
  tstate.py_recursion_limit = 1000;
  tstate.py_recursion_remaining = 1000;
  tstate.c_recursion_remaining = Py_C_RECURSION_LIMIT;
  forget_stack();
  tstate.exc_info = exc_state();
  tstate.what_event = -1;
  interp.int_max_str_digits = 4300;
  interp.next_type_version_tag = 1;
  interp.next_func_version = 1;
}

function run_frame(frame: usize, throwflag: bool): PyObject | null {
  return _PyEval_EvalFrame(changetype<_PyInterpreterFrame>(frame), throwflag);
}

function enable_opcode_trace(frame: PyObject, enable: bool): i32 {
  return _PyEval_SetOpcodeTrace(changetype<PyFrameObject>(frame), enable);
}

function install_hooks(): void {
  install_no_memory(raise_memory_error);
  install_frame_locals(_PyEval_GetFrameLocals);
  install_eval_frame(run_frame);
  install_function_vectorcall(vectorcallfunc.of(_PyFunction_Vectorcall));
  install_run_gc(_Py_RunGC);
  install_signals();
  install_import_module(PyImport_Import);
  install_make_sys_attribute(make_sys_attribute);
  install_set_opcode_trace(enable_opcode_trace);
}

/** PyType_Ready for all static types. False with an exception. */
function ready_types(): bool {
  const n = static_type_count();
  for (let i = 0; i < n; i++) if (PyType_Ready(static_type_at(i)) < 0) return false;
  return true;
}

/** sys and builtins, which every other module needs. */
function init_core_modules(): bool {
  const modules = PyDict_New();
  if (!modules) return false;
  interp.modules = modules;
  const sys = PyInit_sys();
  if (!sys || PyDict_SetItem(modules, _Py_ID("sys"), sys) < 0) return false;
  Py_DECREF(sys);
  const builtins = PyInit_builtins();
  if (!builtins || PyDict_SetItem(modules, _Py_ID("builtins"), builtins) < 0) return false;
  Py_DECREF(builtins);
  interp.builtins = Py_NewRef(PyModule_GetDict(builtins));
  interp.builtins_copy = PyDict_Copy(interp.builtins!);
  if (!interp.builtins_copy || !fill_callable_cache()) return false;
  if (PyDict_GetItemRef(interp.builtins!, _Py_ID("__import__")) <= 0) return false;
  interp.import_func = tstate.out_object;
  return set_builtin_module_names();
}

/** builtins.name: borrowed, kept alive by the copy of its namespace. */
function builtin(name: PyObject): PyObject | null {
  if (PyDict_GetItemRef(interp.builtins_copy!, name) <= 0) return null;
  const value = tstate.out_object!;
  Py_DECREF(value);
  return value;
}

/** The callables that calls are specialised for; all borrowed, as in CPython. */
function fill_callable_cache(): bool {
  interp.callable_cache_len = builtin(_Py_ID("len"));
  interp.callable_cache_isinstance = builtin(_Py_ID("isinstance"));
  interp.callable_cache_list_append = _PyType_Lookup(PyList_Type, _Py_ID("append"));
  interp.callable_cache_object_getattribute = _PyType_Lookup(PyBaseObject_Type, _Py_ID("__getattribute__"));
  return (
    interp.callable_cache_len !== null &&
    interp.callable_cache_isinstance !== null &&
    interp.callable_cache_list_append !== null &&
    interp.callable_cache_object_getattribute !== null
  );
}

/** sys.builtin_module_names. */
function set_builtin_module_names(): bool {
  const n = builtin_module_count();
  const names = PyTuple_New(n);
  if (!names) return false;
  for (let i = 0; i < n; i++) {
    const name = PyUnicode_FromString(builtin_module_name(i));
    if (!name) return false;
    PyTuple_SET_ITEM(names, i, name);
  }
  const status = PyDict_SetItem(interp.sysdict!, _Py_ID("builtin_module_names"), names);
  Py_DECREF(names);
  return status === 0;
}

/** __main__ with __annotations__ and __builtins__: the namespace of the program. */
function init_main_module(): bool {
  const module = PyImport_AddModuleRef(_Py_ID("__main__"));
  if (!module) return false;
  const builtins = PyDict_GetItemRef(interp.modules!, _Py_ID("builtins")) > 0 ? tstate.out_object : null;
  const dict = PyModule_GetDict(module);
  const annotations = PyDict_New();
  let ok = false;
  if (builtins && annotations) {
    ok = PyDict_SetItem(dict, _Py_ID("__annotations__"), annotations) === 0;
    ok = ok && PyDict_SetItem(dict, _Py_ID("__builtins__"), builtins) === 0;
  }
  Py_XDECREF(annotations);
  Py_XDECREF(builtins);
  Py_DECREF(module);
  return ok;
}

/**
 * Makes the interpreter ready, in memory whose layers have been started: 0, -1 when memory is out or an exception was set.
 * `useHashSeed` 1: `hashSeed` is PYTHONHASHSEED (0: no randomisation), 0: hashes are random.
 */
export function py_initialize(optimize: i32, useHashSeed: i32, hashSeed: u32): i32 {
  init_thread_state();
  interp.optimization_level = optimize;
  interp.hash_randomization = useHashSeed && hashSeed === 0 ? 0 : 1;
  _Py_HashRandomization_Init(useHashSeed, hashSeed);
  interp.no_site = 1;
  _PyGC_InitState();
  install_hooks();
  init_static_types();
  _PyTuple_InitEmpty();
  _PyLong_InitSmallInts();
  init_latin1_characters();
  init_bytes_singletons();
  _PyType_InitCache();
  init_identifiers();
  if (!ready_types() || preallocate_memerrors() < 0 || create_exception_group_class() < 0) return -1;
  if (_Py_initialize_generic() < 0 || _PyErr_InitTypes() < 0) return -1;
  init_text_mode();
  fill_inittab();
  if (!init_trampolines() || !init_collector() || !init_core_modules()) return -1;
  if (!init_early_stderr() || _PyWarnings_InitState() < 0 || !init_io()) return -1;
  settle();
  if (!init_main_module()) return -1;
  interp.phase = 1;
  return 0;
}

/**
 * Brings the interpreter into the state in which CPython's is when a program begins: a slice has been used and waits to be
 * used again, and what start-up has allocated has been collected, so that no collection of it falls into the program.
 */
function settle(): void {
  const slice = PySlice_New(null, null, null);
  Py_XDECREF(slice);
  _Py_HandlePending();
}

/** sys.NAME.append(text): for argv and path. `which` 0 argv, 1 path. 0, -1 with an exception (cleared). */
export function py_append_sys(which: i32, text: usize, length: i32): i32 {
  const list = _PySys_GetAttr(which === 0 ? _Py_ID("argv") : _Py_ID("path"));
  const item = PyUnicode_FromStringAndSize(text, length);
  const status = list && item ? PyList_Append(list, item) : -1;
  Py_XDECREF(item);
  if (status < 0) PyErr_Clear();
  return status;
}

/** __main__.__file__ = text, __cached__ = None. 0, -1 with an exception (cleared). */
export function py_set_main_file(text: usize, length: i32): i32 {
  const module = PyImport_AddModuleRef(_Py_ID("__main__"));
  const file = PyUnicode_FromStringAndSize(text, length);
  let status = -1;
  if (module && file) {
    const dict = PyModule_GetDict(module);
    status = PyDict_SetItem(dict, _Py_ID("__file__"), file);
    if (status === 0) status = PyDict_SetItem(dict, _Py_ID("__cached__"), Py_None);
  }
  Py_XDECREF(module);
  Py_XDECREF(file);
  if (status < 0) PyErr_Clear();
  return status;
}

/** What py_run found: nothing to report, an exception that has been shown, SystemExit (its code is py_exit_code()). */
export const RUN_OK: i32 = 0;
export const RUN_ERROR: i32 = 1;
export const RUN_EXIT: i32 = 2;
/** An uncaught KeyboardInterrupt, which has been shown. */
export const RUN_INTERRUPTED: i32 = 3;

@unmanaged
class RunState {
  exit_code: i32;
  pad: i32;
}
const state: RunState = changetype<RunState>(memory.data(16, 16));

/** Exit code of the SystemExit that ended the last py_run. */
export function py_exit_code(): i32 {
  return state.exit_code;
}

/**
 * Compiles and runs UTF-8 source in the namespace of __main__. `start` 257 for programs, 256 for a statement at the prompt.
 * An uncaught exception is shown through sys.excepthook. Returns RUN_*.
 */
export function py_run(text: usize, length: i32, filename: usize, filenameLength: i32, start: i32, flags: i32): i32 {
  forget_stack();
  const module = PyImport_AddModuleRef(_Py_ID("__main__"));
  const name = PyUnicode_FromStringAndSize(filename, filenameLength);
  let result: PyObject | null = null;
  if (module && name) {
    const code = Py_CompileStringObject(text, length, name, start, flags, -1, -1);
    if (code) {
      const dict = PyModule_GetDict(module);
      result = PyEval_EvalCode(code, dict, dict);
      Py_DECREF(code);
    }
  }
  Py_XDECREF(module);
  Py_XDECREF(name);
  flush_io();
  const status = result ? RUN_OK : report_exception();
  Py_XDECREF(result);
  // Whoever embeds Python sees the output now, not at the end of the interpreter.
  flush_first_stdout();
  return status;
}

/** Shows the current exception as at the end of a program, or takes its exit code. */
function report_exception(): i32 {
  const interrupted = PyErr_ExceptionMatches(PyExc_KeyboardInterrupt);
  const exits = PyErr_PrintEx(true);
  if (exits) state.exit_code = tstate.out_i32;
  return exits ? RUN_EXIT : interrupted ? RUN_INTERRUPTED : RUN_ERROR;
}
