/** What `_imp` tells importlib of frozen modules (vm/import-frozen-code.ts). CPython: Python/import.c. */
import { _PyArg_BadArgument, _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { Py_buffer_OnStack, PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyErr_Format, PyErr_SetRaisedException } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PyBool_FromLong } from "../builtin-types/bool";
import { PyCode_Check } from "../builtin-types/code";
import { PyLong_AsInt } from "../builtin-types/int";
import { PyList_Append, PyList_New } from "../builtin-types/list";
import { PyMemoryView_FromObject } from "../builtin-types/memoryview";
import { module_fast, module_fast_keywords, module_noargs, module_o } from "../builtin-types/module";
import { PyUnicode_Check, PyUnicode_FromStringAndSize } from "../builtin-types/str";
import { PyTuple_Pack } from "../builtin-types/tuple";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { Py_False, Py_None, Py_True, PyExc_ImportError, PyExc_TypeError } from "../object/static-types";
import {
  all_frozen_names,
  exec_frozen,
  frozen_code,
  frozen_origin,
  is_essential_frozen_name,
  is_frozen_name,
  is_frozen_package_name,
} from "../vm/import-frozen-code";
import { is_importlib_starting } from "../vm/import-protocol";
import { read_object } from "../vm/marshal-read";
import { marshal_write } from "./marshal-write";

const MARSHAL_VERSION: i32 = 4;

@unmanaged
class FrozenState {
  /** As _override_frozen_modules_for_tests has set it: negative: only essential modules are frozen. */
  override_frozen: i32;
}
const state: FrozenState = changetype<FrozenState>(memory.data(8, 8));
const find_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** The argument is a str; false with TypeError. */
export function is_name(function_name: usize, argument: usize, arg: PyObject): bool {
  if (PyUnicode_Check(arg)) return true;
  _PyArg_BadArgument(function_name, argument, cstr("str"), arg);
  return false;
}

/** Is the module found as a frozen one? */
function finds_frozen(name: PyObject): bool {
  return is_frozen_name(name) && (state.override_frozen >= 0 || is_essential_frozen_name(name));
}

/** It is not: ImportError. */
function no_frozen(name: PyObject): PyObject | null {
  if (is_frozen_name(name)) {
    const text = cstr("Frozen modules are disabled and the frozen object named %R is not essential");
    return PyErr_Format(PyExc_ImportError, text, ptr(name));
  }
  return PyErr_Format(PyExc_ImportError, cstr("No such frozen object named %R"), ptr(name));
}

/** Code of a frozen module as marshal data: a new memoryview. */
function frozen_data(name: PyObject): PyObject | null {
  const code = frozen_code(name);
  if (!code) return tstate.current_exception ? null : no_frozen(name);
  const bytes = marshal_write(code, MARSHAL_VERSION, true);
  Py_DECREF(code);
  if (!bytes) return null;
  const view = PyMemoryView_FromObject(bytes);
  Py_DECREF(bytes);
  return view;
}

function _imp_find_frozen(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("withdata");
  const a = _PyArg_UnpackKeywords(find_spec, cstr("find_frozen"), names, 1, args, nargs, null, kwnames, 1, 1);
  if (a === 0) {
    stack_release(mark);
    return null;
  }
  const name = Slots.at(a).get(0);
  const option = Slots.at(a).getOrNull(1);
  stack_release(mark);
  if (!is_name(cstr("find_frozen"), cstr("argument 1"), name)) return null;
  const withdata = option ? PyObject_IsTrue(option) : 0;
  if (withdata < 0) return null;
  if (!finds_frozen(name)) return Py_None;
  const data = withdata ? frozen_data(name) : Py_None;
  const origin = data ? frozen_origin(name) : null;
  const found = data && origin ? PyTuple_Pack(data, is_frozen_package_name(name) ? Py_True : Py_False, origin) : null;
  Py_XDECREF(origin);
  Py_XDECREF(data);
  return found;
}

/** The code object in marshal data: new reference. */
function code_in_data(name: PyObject, data: PyObject): PyObject | null {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let code: PyObject | null = null;
  if (PyObject_GetBuffer(data, view, PyBUF_SIMPLE) === 0) {
    if (view.len === 0) PyErr_Format(PyExc_ImportError, cstr("Frozen object named %R is invalid"), ptr(name));
    else code = read_object(view.buf, view.len, true, false);
    PyBuffer_Release(view);
    if (!code && view.len !== 0) {
      PyErr_SetRaisedException(null);
      PyErr_Format(PyExc_ImportError, cstr("Frozen object named %R is invalid"), ptr(name));
    }
  }
  stack_release(mark);
  if (!code || PyCode_Check(code)) return code;
  Py_DECREF(code);
  return PyErr_Format(PyExc_TypeError, cstr("frozen object %R is not a code object"), ptr(name));
}

function _imp_get_frozen_object(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const function_name = cstr("get_frozen_object");
  if (!_PyArg_CheckPositional(function_name, nargs, 1, 2)) return null;
  const name = args.get(0);
  if (!is_name(function_name, cstr("argument 1"), name)) return null;
  if (nargs === 2 && ptr(args.get(1)) !== ptr(Py_None)) return code_in_data(name, args.get(1));
  const code = finds_frozen(name) ? frozen_code(name) : null;
  return code || tstate.current_exception ? code : no_frozen(name);
}

function _imp_is_frozen_package(_m: PyObject, name: PyObject | null): PyObject | null {
  if (!is_name(cstr("is_frozen_package"), cstr("argument"), name!)) return null;
  return finds_frozen(name!) ? PyBool_FromLong(is_frozen_package_name(name!) ? 1 : 0) : no_frozen(name!);
}

function _imp_init_frozen(_m: PyObject, name: PyObject | null): PyObject | null {
  if (!is_name(cstr("init_frozen"), cstr("argument"), name!)) return null;
  const module = finds_frozen(name!) ? exec_frozen(name!) : null;
  return module || tstate.current_exception ? module : Py_None;
}

function _imp_is_frozen(_m: PyObject, name: PyObject | null): PyObject | null {
  if (!is_name(cstr("is_frozen"), cstr("argument"), name!)) return null;
  // Those that were imported before importlib was started get their specs later (import-protocol.ts).
  if (is_importlib_starting()) return is_essential_frozen_name(name!) ? Py_True : Py_False;
  return finds_frozen(name!) ? Py_True : Py_False;
}

function _imp__frozen_module_names(_m: PyObject, _unused: PyObject | null): PyObject | null {
  const list = PyList_New(0);
  if (!list) return null;
  let at = all_frozen_names();
  while (load<u8>(at + 1) !== 0) {
    at++;
    let end = at;
    while (load<u8>(end) !== 32) end++;
    const name = PyUnicode_FromStringAndSize(at, <i32>(end - at));
    const status = name ? PyList_Append(list, name) : -1;
    Py_XDECREF(name);
    if (status < 0) {
      Py_DECREF(list);
      return null;
    }
    at = end;
  }
  return list;
}

function _imp__override_frozen_modules_for_tests(_m: PyObject, arg: PyObject | null): PyObject | null {
  const value = PyLong_AsInt(arg!);
  if (value === -1 && tstate.current_exception) return null;
  state.override_frozen = value;
  return Py_None;
}

/** The functions about code. False with an exception. */
function add_code_functions(m: PyObject): bool {
  return (
    module_fast_keywords(
      m,
      cstr("find_frozen"),
      PyCFunctionFastWithKeywords.of(_imp_find_frozen),
      cstr("find_frozen($module, name, /, *, withdata=False)\n--\n\n(data, is it a package?, original name), or None."),
    ) === 0 &&
    module_fast(
      m,
      cstr("get_frozen_object"),
      PyCFunctionFast.of(_imp_get_frozen_object),
      cstr("get_frozen_object($module, name, data=None, /)\n--\n\nThe code of a frozen module."),
    ) === 0 &&
    module_o(
      m,
      cstr("init_frozen"),
      PyCFunction.of(_imp_init_frozen),
      cstr("init_frozen($module, name, /)\n--\n\nMakes a frozen module."),
    ) === 0
  );
}

/** Adds the functions to `_imp`. False with an exception. */
export function add_frozen_functions(m: PyObject): bool {
  return (
    add_code_functions(m) &&
    module_o(
      m,
      cstr("is_frozen_package"),
      PyCFunction.of(_imp_is_frozen_package),
      cstr("is_frozen_package($module, name, /)\n--\n\nIs a frozen module a package?"),
    ) === 0 &&
    module_o(
      m,
      cstr("is_frozen"),
      PyCFunction.of(_imp_is_frozen),
      cstr("is_frozen($module, name, /)\n--\n\nIs a module frozen?"),
    ) === 0 &&
    module_noargs(
      m,
      cstr("_frozen_module_names"),
      PyCFunction.of(_imp__frozen_module_names),
      cstr("_frozen_module_names($module, /)\n--\n\nThe names of the frozen modules."),
    ) === 0 &&
    module_o(
      m,
      cstr("_override_frozen_modules_for_tests"),
      PyCFunction.of(_imp__override_frozen_modules_for_tests),
      cstr("_override_frozen_modules_for_tests($module, override, /)\n--\n\nFor tests of frozen modules."),
    ) === 0
  );
}
