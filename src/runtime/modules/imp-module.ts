/**
 * The module `_imp`: what importlib asks of the runtime. CPython: Python/import.c.
 *
 * NOT CPYTHON: no module is loaded from shared libraries: create_dynamic and exec_dynamic are not there, as in builds without
 * dynamic loading.
 */
import { _PyArg_BadArgument, _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyObject_GetAttr } from "../abstract/attribute";
import { Py_buffer_OnStack, PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyErr_SetString } from "../abstract/errors";
import { PyBool_FromLong } from "../builtin-types/bool";
import { PyBytes_FromStringAndSize } from "../builtin-types/bytes";
import { code_of, PyCode_Check } from "../builtin-types/code";
import { PyLong_AsInt, PyLong_AsLong, PyLong_FromLong } from "../builtin-types/int";
import { PyList_New } from "../builtin-types/list";
import {
  module_add,
  module_begin,
  module_fast,
  module_fast_keywords,
  module_noargs,
  module_o,
} from "../builtin-types/module";
import { _PyUnicode_Equal, PyUnicode_FromString } from "../builtin-types/str";
import { _Py_KeyedHash } from "../builtin-types/str-hash";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { PyThreadState, tstate } from "../object/state";
import { Py_None, PyExc_RuntimeError } from "../object/static-types";
import { PyImport_GetModule } from "../vm/import-load";
import { is_builtin_module, make_builtin_module } from "../vm/inittab";
import { add_frozen_functions, is_name } from "./imp-frozen";

@unmanaged
class ImpState {
  /** How often the import lock is held. */
  lock_level: i32;
  /** As _override_multi_interp_extensions_check has set it. */
  extensions_check: i32;
}
const state: ImpState = changetype<ImpState>(memory.data(8, 8));
const hash_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function _imp_extension_suffixes(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyList_New(0);
}

function _imp_lock_held(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyBool_FromLong(state.lock_level > 0);
}

function _imp_acquire_lock(_m: PyObject, _unused: PyObject | null): PyObject | null {
  state.lock_level++;
  return Py_None;
}

function _imp_release_lock(_m: PyObject, _unused: PyObject | null): PyObject | null {
  if (state.lock_level === 0) {
    PyErr_SetString(PyExc_RuntimeError, cstr("not holding the import lock"));
    return null;
  }
  state.lock_level--;
  return Py_None;
}

function _imp_is_builtin(_m: PyObject, name: PyObject | null): PyObject | null {
  if (!is_name(cstr("is_builtin"), cstr("argument"), name!)) return null;
  return PyLong_FromLong(is_builtin_module(name!) ? 1 : 0);
}

/** The native module of a spec: the one there is, else a new one; None when there is none of that name. */
function _imp_create_builtin(_m: PyObject, spec: PyObject | null): PyObject | null {
  const name = PyObject_GetAttr(spec!, _Py_ID("name"));
  if (!name) return null;
  let result: PyObject | null = Py_None;
  if (is_builtin_module(name)) {
    result = PyImport_GetModule(name);
    if (!result && !tstate.current_exception) result = make_builtin_module(name);
  }
  Py_DECREF(name);
  return result;
}

function _imp_exec_builtin(_m: PyObject, _module: PyObject | null): PyObject | null {
  return PyLong_FromLong(0);
}

/** An int argument of an override: false with TypeError; the int in tstate.out_i32. */
function read_override(arg: PyObject): bool {
  const value = PyLong_AsInt(arg);
  if (value === -1 && tstate.current_exception) return false;
  tstate.out_i32 = value;
  return true;
}

function _imp__override_multi_interp_extensions_check(_m: PyObject, arg: PyObject | null): PyObject | null {
  if (!read_override(arg!)) return null;
  const old = state.extensions_check;
  state.extensions_check = tstate.out_i32;
  return PyLong_FromLong(<i64>old);
}

/** Sets the file name of a code object, and of those in its constants that had the same. */
function set_filename(o: PyObject, old: PyObject, path: PyObject): void {
  const code = code_of(o);
  if (!_PyUnicode_Equal(code.co_filename, old)) return;
  const before = code.co_filename;
  code.co_filename = Py_NewRef(path);
  const constants = code.co_consts;
  for (let i = 0; i < PyTuple_GET_SIZE(constants); i++) {
    const constant = PyTuple_GET_ITEM(constants, i);
    if (PyCode_Check(constant)) set_filename(constant, old, path);
  }
  Py_DECREF(before);
}

function _imp__fix_co_filename(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const name = cstr("_fix_co_filename");
  if (!_PyArg_CheckPositional(name, nargs, 2, 2)) return null;
  const code = args.get(0);
  if (!PyCode_Check(code)) {
    _PyArg_BadArgument(name, cstr("argument 1"), cstr("code"), code);
    return null;
  }
  if (!is_name(name, cstr("argument 2"), args.get(1))) return null;
  const old = Py_NewRef(code_of(code).co_filename);
  set_filename(code, old, args.get(1));
  Py_DECREF(old);
  return Py_None;
}

function _imp_source_hash(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("key source");
  const a = _PyArg_UnpackKeywords(hash_spec, cstr("source_hash"), names, 0, args, nargs, null, kwnames, 2, 2);
  let result: PyObject | null = null;
  if (a !== 0) {
    const key = PyLong_AsLong(Slots.at(a).get(0));
    const view = Py_buffer_OnStack();
    const ok: bool = key !== -1 || !tstate.current_exception;
    if (ok && PyObject_GetBuffer(Slots.at(a).get(1), view, PyBUF_SIMPLE) === 0) {
      tstate.out_i64 = <i64>_Py_KeyedHash(<u64>key, view.buf, <usize>view.len);
      result = PyBytes_FromStringAndSize(changetype<usize>(tstate) + offsetof<PyThreadState>("out_i64"), 8);
      PyBuffer_Release(view);
    }
  }
  stack_release(mark);
  return result;
}

function add_lock(m: PyObject): bool {
  return (
    module_noargs(
      m,
      cstr("extension_suffixes"),
      PyCFunction.of(_imp_extension_suffixes),
      cstr("extension_suffixes($module, /)\n--\n\nHow names of shared libraries end: there are none."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("lock_held"),
      PyCFunction.of(_imp_lock_held),
      cstr("lock_held($module, /)\n--\n\nIs the import lock held?"),
    ) === 0 &&
    module_noargs(
      m,
      cstr("acquire_lock"),
      PyCFunction.of(_imp_acquire_lock),
      cstr("acquire_lock($module, /)\n--\n\nTakes the import lock."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("release_lock"),
      PyCFunction.of(_imp_release_lock),
      cstr("release_lock($module, /)\n--\n\nGives the import lock back."),
    ) === 0
  );
}

function add_builtin(m: PyObject): bool {
  return (
    module_o(
      m,
      cstr("create_builtin"),
      PyCFunction.of(_imp_create_builtin),
      cstr("create_builtin($module, spec, /)\n--\n\nThe native module of a spec."),
    ) === 0 &&
    module_o(
      m,
      cstr("is_builtin"),
      PyCFunction.of(_imp_is_builtin),
      cstr("is_builtin($module, name, /)\n--\n\n1 if a module is native, else 0."),
    ) === 0 &&
    module_o(
      m,
      cstr("exec_builtin"),
      PyCFunction.of(_imp_exec_builtin),
      cstr("exec_builtin($module, mod, /)\n--\n\n0: a native module is complete when it is made."),
    ) === 0
  );
}

function add_others(m: PyObject): bool {
  return (
    module_o(
      m,
      cstr("_override_multi_interp_extensions_check"),
      PyCFunction.of(_imp__override_multi_interp_extensions_check),
      cstr("_override_multi_interp_extensions_check($module, override, /)\n--\n\nSets a number, returns the last."),
    ) === 0 &&
    module_fast(
      m,
      cstr("_fix_co_filename"),
      PyCFunctionFast.of(_imp__fix_co_filename),
      cstr("_fix_co_filename($module, code, path, /)\n--\n\nChanges the file name of code."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("source_hash"),
      PyCFunctionFastWithKeywords.of(_imp_source_hash),
      cstr("source_hash($module, /, key, source)\n--\n\n"),
    ) === 0 &&
    module_add(m, cstr("check_hash_based_pycs"), PyUnicode_FromString(cstr("default"))) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__imp(): PyObject | null {
  const m = module_begin(cstr("_imp"), cstr("What importlib needs of the runtime."));
  if (!m) return null;
  if (add_lock(m) && add_frozen_functions(m) && add_builtin(m) && add_others(m)) return m;
  Py_DECREF(m);
  return null;
}
